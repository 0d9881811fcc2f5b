//! Opens a workbook of the Open Document format, as LibreOffice saves by default.
//!
//! In come bytes whose size was checked, out go sheets with their filled cells. Repeated rows and cells, of which such a file
//! may announce any number, are written out only where they are filled, and within the limits of workbooks.

use super::cell_reference::names_of_form;
use super::decimal_text::decimal_of;
use super::workbook::{
    Cell, CellValue, Gathering, MOST_CELL_CHARACTERS, MOST_GATHERED_BYTES, MOST_SHEETS, Position, Sheet, Workbook, check_length, check_place,
};
use super::workbook_error::FileProblem;
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use std::io::{Cursor, Read};
use zip::ZipArchive;

const CONTENT: &str = "content.xml";
const MANIFEST: &str = "META-INF/manifest.xml";
/// What stands in the manifest of a file with a password.
const ENCRYPTION: &str = "encryption-data";
/// The most bytes of as many characters as a cell has.
const MOST_TEXT_BYTES: usize = 4 * MOST_CELL_CHARACTERS;

/// Reads the sheets of tables and of the form's fields.
pub(super) fn open_document(bytes: &[u8]) -> Result<Workbook, FileProblem> {
    if part(bytes, MANIFEST).is_ok_and(|manifest| manifest.contains(ENCRYPTION)) {
        return Err(FileProblem::Encrypted);
    }
    let content = part(bytes, CONTENT)?;
    // Names stand behind the sheets, and tell which of them are needed.
    let names = read_names(&content)?;
    let mut reading = DocumentReading { workbook: Workbook { sheets: Vec::new(), names }, gathering: Gathering::new() };
    let mut events = Events::new(&content);
    while let Some(event) = events.next()? {
        if let Event::Start(start) = event
            && start.name().as_ref() == "table:table"
        {
            reading.read_sheet(&mut events, attribute(&start, "table:name")?.unwrap_or_default())?;
        }
    }
    Ok(reading.workbook)
}

fn part(bytes: &[u8], name: &str) -> Result<String, FileProblem> {
    let damaged = |error: String| FileProblem::Damaged(error);
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(error.to_string()))?;
    let mut part = archive.by_name(name).map_err(|error| damaged(error.to_string()))?;
    let mut text = String::new();
    part.read_to_string(&mut text).map_err(|error| damaged(error.to_string()))?;
    Ok(text)
}

/// The parts of the document one after the other.
struct Events<'x> {
    reader: Reader<&'x [u8]>,
}

impl<'x> Events<'x> {
    fn new(text: &'x str) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Self { reader }
    }

    /// Gives the next part; nothing at the end.
    fn next(&mut self) -> Result<Option<Event<'x>>, FileProblem> {
        match self.reader.read_event() {
            Ok(Event::Eof) => Ok(None),
            Ok(event) => Ok(Some(event)),
            Err(error) => Err(FileProblem::Damaged(error.to_string())),
        }
    }

    /// Gives the next part inside an element; nothing at its end.
    fn next_inside(&mut self, name: &str) -> Result<Option<Event<'x>>, FileProblem> {
        match self.next()? {
            Some(Event::End(end)) if end.name().as_ref() == name => Ok(None),
            Some(event) => Ok(Some(event)),
            None => Err(FileProblem::Damaged(format!("{name} is not closed"))),
        }
    }

    /// Passes over the rest of an element.
    fn skip(&mut self, name: &str) -> Result<(), FileProblem> {
        while self.next_inside(name)?.is_some() {}
        Ok(())
    }
}

fn attribute(start: &BytesStart<'_>, name: &str) -> Result<Option<String>, FileProblem> {
    for attribute in start.attributes().with_checks(false) {
        let attribute = attribute.map_err(|error| FileProblem::Damaged(error.to_string()))?;
        if attribute.key.as_ref() == name {
            return value_of(&attribute).map(Some);
        }
    }
    Ok(None)
}

fn value_of(attribute: &Attribute<'_>) -> Result<String, FileProblem> {
    let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|error| FileProblem::Damaged(error.to_string()))?;
    Ok(value.into_owned())
}

fn read_names(content: &str) -> Result<Vec<(String, Option<super::cell_reference::CellReference>)>, FileProblem> {
    let mut events = Events::new(content);
    let mut names: Vec<(String, String)> = Vec::new();
    while let Some(event) = events.next()? {
        if let Event::Start(start) = event
            && start.name().as_ref() == "table:named-range"
        {
            let cell = attribute(&start, "table:cell-range-address")?.unwrap_or_default();
            names.push((attribute(&start, "table:name")?.unwrap_or_default(), cell));
        }
    }
    Ok(names_of_form(names.iter().map(|(name, cell)| (name.as_str(), cell.as_str()))))
}

/// What has been read so far.
struct DocumentReading {
    workbook: Workbook,
    gathering: Gathering,
}

impl DocumentReading {
    fn read_sheet(&mut self, events: &mut Events<'_>, name: String) -> Result<(), FileProblem> {
        if self.workbook.sheets.len() >= MOST_SHEETS {
            return Err(FileProblem::TooManySheets);
        }
        let is_named = self.workbook.names.iter().any(|(_, cell)| cell.as_ref().is_some_and(|cell| cell.sheet == name));
        let mut sheet = Sheet { name, is_named, ..Sheet::default() };
        let mut row: u32 = 0;
        let mut is_needed = true;
        while let Some(event) = events.next_inside("table:table")? {
            let Event::Start(start) = event else { continue };
            match start.name().as_ref() {
                "table:table-row" if is_needed => {
                    let repeated = count(&start, "table:number-rows-repeated")?;
                    let cells = read_row(events, &sheet.name, row)?;
                    is_needed = self.put_rows(&mut sheet, row, repeated, &cells)?;
                    row = row.saturating_add(repeated);
                }
                "table:table-row" => events.skip("table:table-row")?,
                // Drawings may hold tables of their own.
                "table:shapes" => events.skip("table:shapes")?,
                _ => {}
            }
        }
        self.workbook.sheets.push(sheet);
        Ok(())
    }

    /// Puts a row as often as it is repeated; tells whether more of the sheet is needed.
    fn put_rows(&mut self, sheet: &mut Sheet, first: u32, repeated: u32, cells: &[RowCells]) -> Result<bool, FileProblem> {
        for row in first..first.saturating_add(if cells.is_empty() { 0 } else { repeated }) {
            if !self.put_row(sheet, row, cells)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn put_row(&mut self, sheet: &mut Sheet, row: u32, cells: &[RowCells]) -> Result<bool, FileProblem> {
        for RowCells { first, repeated, cell } in cells {
            for column in *first..first.saturating_add(*repeated) {
                let position = Position { row, column };
                // Marks stand in front, so that nothing further on is needed either.
                if Gathering::passes_over(sheet, position) {
                    return Ok(Gathering::goes_on_below(sheet, row));
                }
                if !self.gathering.put(sheet, position, cell)? {
                    return Ok(false);
                }
            }
        }
        Ok(true)
    }
}

/// Filled cells of a row that are alike.
struct RowCells {
    first: u32,
    repeated: u32,
    cell: Cell,
}

fn count(start: &BytesStart<'_>, name: &str) -> Result<u32, FileProblem> {
    match attribute(start, name)? {
        None => Ok(1),
        Some(text) => text.parse().map_err(|_| FileProblem::Damaged(format!("{name}: {text}"))),
    }
}

fn read_row(events: &mut Events<'_>, sheet: &str, row: u32) -> Result<Vec<RowCells>, FileProblem> {
    let mut cells = Vec::new();
    let mut column: u32 = 0;
    let mut bytes_left = MOST_GATHERED_BYTES;
    while let Some(event) = events.next_inside("table:table-row")? {
        let Event::Start(start) = event else { continue };
        let name = start.name();
        if !["table:table-cell", "table:covered-table-cell"].contains(&name.as_ref()) {
            continue;
        }
        let repeated = count(&start, "table:number-columns-repeated")?;
        let cell = read_cell(events, &start, name.as_ref(), (sheet, Position { row, column }))?;
        if !cell.is_empty() || cell.formula.is_some() {
            check_place(sheet, Position { row, column })?;
            bytes_left = bytes_left.checked_sub(cell.text_bytes()).ok_or(FileProblem::TooMuchText)?;
            cells.push(RowCells { first: column, repeated, cell });
        }
        column = column.saturating_add(repeated);
    }
    Ok(cells)
}

fn read_cell(events: &mut Events<'_>, start: &BytesStart<'_>, name: &str, (sheet, position): (&str, Position)) -> Result<Cell, FileProblem> {
    let text = read_text(events, name, (sheet, position))?;
    let kind = attribute(start, "office:value-type")?.unwrap_or_default();
    let is_error = attribute(start, "calcext:value-type")?.is_some_and(|kind| kind == "error");
    let formula = attribute(start, "table:formula")?;
    let value = match kind.as_str() {
        _ if is_error => CellValue::Error(text),
        "float" | "percentage" | "currency" => {
            let number = attribute(start, "office:value")?.unwrap_or_default();
            decimal_of(&number).map_or(CellValue::Error(number), CellValue::Number)
        }
        "boolean" => CellValue::Bool(attribute(start, "office:boolean-value")?.is_some_and(|value| value == "true")),
        "date" => CellValue::Date(attribute(start, "office:date-value")?.unwrap_or_default()),
        "time" => CellValue::Date(attribute(start, "office:time-value")?.unwrap_or_default()),
        "string" => CellValue::Text(attribute(start, "office:string-value")?.unwrap_or(text)),
        _ => CellValue::Nothing,
    };
    if let CellValue::Text(text) = &value {
        check_length(sheet, position, text)?;
    }
    Ok(Cell { value, formula, shows_percent: kind == "percentage" })
}

/// Reads what a cell shows: its paragraphs as lines, without the notes on it. A few letters may stand for many blanks, so that it
/// is no longer read than cells are long.
fn read_text(events: &mut Events<'_>, name: &str, (sheet, position): (&str, Position)) -> Result<String, FileProblem> {
    let mut text = String::new();
    let mut paragraphs: usize = 0;
    while let Some(event) = events.next_inside(name)? {
        match event {
            Event::Start(start) => match start.name().as_ref() {
                "office:annotation" => events.skip("office:annotation")?,
                "text:p" => {
                    if paragraphs > 0 {
                        text.push('\n');
                    }
                    paragraphs = paragraphs.saturating_add(1);
                }
                "text:s" => {
                    let blanks = usize::try_from(count(&start, "text:c")?).unwrap_or(usize::MAX).min(MOST_CELL_CHARACTERS);
                    text.push_str(&" ".repeat(blanks));
                }
                "text:tab" => text.push('\t'),
                "text:line-break" => text.push('\n'),
                _ => {}
            },
            Event::Text(part) if paragraphs > 0 => text.push_str(&part.xml10_content()),
            Event::CData(part) if paragraphs > 0 => text.push_str(&part.xml10_content()),
            Event::GeneralRef(reference) if paragraphs > 0 => text.push(character(&reference)?),
            _ => {}
        }
        if text.len() > MOST_TEXT_BYTES {
            break;
        }
    }
    check_length(sheet, position, &text)?;
    Ok(text)
}

fn character(reference: &quick_xml::events::BytesRef<'_>) -> Result<char, FileProblem> {
    match reference.as_ref() {
        "amp" => Ok('&'),
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "quot" => Ok('"'),
        "apos" => Ok('\''),
        name => match reference.resolve_char_ref() {
            Ok(Some(character)) => Ok(character),
            Ok(None) | Err(_) => Err(FileProblem::Damaged(format!("&{name};"))),
        },
    }
}
