//! Puts the columns of a table of cases under each other: numbers to the right, words to the left.
//!
//! In come lines with the places where their columns end; their code changes, and nothing else. A row that has other
//! columns than its head, or shares its line, stays as it is.

use super::Line;

/// What begins the head of a table, and what ends the name of a row and its columns.
pub(super) const SIGNS: [&str; 4] = [HEAD, NAME_END, ",", BAR];
const HEAD: &str = "given";
const NAME_END: &str = ":";
const BAR: &str = "|";

/// A row, or the head, in parts.
struct Row {
    /// Which line.
    line: usize,
    name: String,
    /// What ends the name: nothing in the head.
    name_end: &'static str,
    cells: Vec<String>,
    /// What stands between the cells.
    signs: Vec<&'static str>,
}

/// Aligns the tables of a text.
pub(super) fn align_cases(lines: &mut [Line]) {
    let rows: Vec<Row> = lines.iter().enumerate().filter_map(|(index, line)| row_of(index, line)).collect();
    let mut rest = rows.as_slice();
    while let Some((head, after)) = rest.split_first() {
        let count = after.iter().take_while(|row| !row.is_head()).count();
        let (table, others) = after.split_at_checked(count).unwrap_or((after, &[]));
        if head.is_head() {
            let fitting: Vec<&Row> = std::iter::once(head).chain(table.iter().filter(|row| row.signs == head.signs)).collect();
            for (index, code) in aligned(&fitting) {
                if let Some(line) = lines.get_mut(index) {
                    line.code = code;
                }
            }
        }
        rest = others;
    }
}

impl Row {
    fn is_head(&self) -> bool {
        self.name_end.is_empty()
    }
}

/// Takes a line apart; nothing for one that is no row of a table, or more than one.
fn row_of(index: usize, line: &Line) -> Option<Row> {
    let ((start, first), others) = line.columns.split_first()?;
    let name_end = match *first {
        HEAD if *start == 0 => "",
        NAME_END => NAME_END,
        _ => return None,
    };
    let is_one = !line.is_joined && others.iter().all(|(_, sign)| *sign != HEAD && *sign != NAME_END);
    let name = if name_end.is_empty() { HEAD } else { line.code.get(..*start)?.trim() };
    let mut from = start.saturating_add(first.len());
    let (mut cells, mut signs) = (Vec::new(), Vec::new());
    for (place, sign) in others {
        cells.push(line.code.get(from..*place)?.trim().to_owned());
        signs.push(*sign);
        from = place.saturating_add(sign.len());
    }
    cells.push(line.code.get(from..)?.trim().to_owned());
    is_one.then(|| Row { line: index, name: name.to_owned(), name_end, cells, signs })
}

/// Writes rows of the same columns under each other, each with its line.
fn aligned(rows: &[&Row]) -> Vec<(usize, String)> {
    let columns = rows.first().map_or(0, |row| row.cells.len());
    let names = rows.iter().map(|row| length(&row.name)).max().unwrap_or(0);
    let of_column = |column: usize| rows.iter().filter_map(move |row| row.cells.get(column));
    let widths: Vec<usize> = (0..columns).map(|column| of_column(column).map(|cell| length(cell)).max().unwrap_or(0)).collect();
    let are_numbers: Vec<bool> = (0..columns).map(|column| of_column(column).skip(1).all(|cell| is_number(cell))).collect();
    let written = rows.iter().map(|row| {
        let mut code = format!("{}{} {}", row.name, blanks(names, &row.name), if row.is_head() { " " } else { row.name_end });
        for (index, ((cell, width), is_number)) in row.cells.iter().zip(&widths).zip(&are_numbers).enumerate() {
            let gap = blanks(*width, cell);
            let (before, after) = if *is_number { (gap.as_str(), "") } else { ("", gap.as_str()) };
            // A comma stands close to its word, a bar under the others.
            let end = match row.signs.get(index) {
                None => String::new(),
                Some(&BAR) => format!("{after} |"),
                Some(sign) => format!("{sign}{after}"),
            };
            code.push_str(&format!(" {before}{cell}{end}"));
        }
        (row.line, code)
    });
    written.collect()
}

fn length(text: &str) -> usize {
    text.chars().count()
}

fn blanks(width: usize, text: &str) -> String {
    " ".repeat(width.saturating_sub(length(text)))
}

/// Tells whether a cell holds a number, or nothing.
fn is_number(cell: &str) -> bool {
    cell.trim_start_matches('-').starts_with(|letter: char| letter.is_ascii_digit()) || cell == "-"
}
