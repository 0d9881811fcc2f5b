//! Reads CSV.
//!
//! Long CSV has a line for each cell, wide CSV a line for each submission; the header tells which, unless the user does.

mod cell_names;
mod long;
pub(crate) mod records;
mod wide;

use super::read_error::{HeaderProblem, ReadError, ReadErrorKind};
use super::{CellReceiver, Format, Input, SubmissionStream, Submissions};
use crate::submission::Submission;
use long::LongColumns;
use records::{Record, Records};
use std::io::BufRead;
use wide::WideColumns;

/// Columns of long CSV besides those that say whose figures they are.
const CELL_COLUMNS: [&str; 5] = ["report", "table", "row", "column", "value"];
/// How many of them make a file long: wide CSV may have a cell of such a name.
const ENOUGH_CELL_COLUMNS: usize = 3;
const ENTITY: &str = "entity";
const PERIOD: &str = "period";

enum Columns {
    Long(LongColumns),
    Wide(WideColumns),
}

/// Reads a whole file; submissions of long CSV are gathered from all over it.
pub(super) fn read_all(input: &Input<'_>, bytes: &[u8], format: Format) -> Result<Vec<Submission>, ReadError> {
    let mut records = Records::new(input.clone(), bytes);
    match read_header(input, &mut records, format)? {
        Columns::Long(columns) => long::gather(input, &columns, &mut records),
        Columns::Wide(columns) => wide::Lines::new(input.clone(), columns, records).collect(),
    }
}

/// Gives the cells of long CSV to the receiver; reads the submissions of wide CSV.
pub(super) fn read_cells<R: BufRead>(
    input: &Input<'_>,
    stream: R,
    format: Format,
    receiver: &mut dyn CellReceiver,
) -> Result<Vec<Submission>, ReadError> {
    let mut records = Records::new(input.clone(), stream);
    match read_header(input, &mut records, format)? {
        Columns::Long(columns) => long::give(input, &columns, &mut records, receiver).map(|()| Vec::new()),
        Columns::Wide(columns) => {
            records.read_whole();
            wide::Lines::new(input.clone(), columns, records).collect()
        }
    }
}

/// Gives submissions as they come: those of long CSV cell by cell.
pub(super) fn stream_cells<'a, R: BufRead + 'a>(input: Input<'a>, stream: R, format: Format) -> Result<SubmissionStream<'a>, ReadError> {
    let mut records = Records::new(input.clone(), stream);
    match read_header(&input, &mut records, format)? {
        Columns::Long(columns) => Ok(SubmissionStream::Cells(Box::new(long::Groups::new(input, columns, records)))),
        Columns::Wide(columns) => {
            records.limit_lines();
            Ok(SubmissionStream::Whole(Box::new(wide::Lines::new(input, columns, records))))
        }
    }
}

/// Reads submissions as they come.
pub(super) fn read_stream<'a, R: BufRead + 'a>(input: Input<'a>, stream: R, format: Format) -> Result<Submissions<'a>, ReadError> {
    let mut records = Records::new(input.clone(), stream);
    match read_header(&input, &mut records, format)? {
        Columns::Long(columns) => Ok(Box::new(long::Groups::new(input, columns, records))),
        Columns::Wide(columns) => Ok(Box::new(wide::Lines::new(input, columns, records))),
    }
}

fn read_header<R: BufRead>(input: &Input<'_>, records: &mut Records<'_, R>, format: Format) -> Result<Columns, ReadError> {
    let Some(header) = records.next_record()? else { return Err(input.error((0, 0), ReadErrorKind::Empty)) };
    let place = (header.line, 0);
    let names: Vec<String> = header.fields().map(str::to_owned).collect();
    if let [only] = names.as_slice()
        && let Some(problem) = wrong_separator(only)
    {
        return Err(input.error(place, problem.into()));
    }
    let columns =
        if is_long(&names, format) { LongColumns::find(input, names).map(Columns::Long) } else { WideColumns::find(input, names).map(Columns::Wide) };
    columns.map_err(|problem| input.error(place, problem.into()))
}

fn is_long(names: &[String], format: Format) -> bool {
    match format {
        Format::LongCsv => true,
        Format::Csv => CELL_COLUMNS.iter().filter(|column| names.iter().any(|name| name == *column)).count() >= ENOUGH_CELL_COLUMNS,
        Format::WideCsv | Format::Json | Format::JsonLines | Format::Xml => false,
    }
}

/// Where a record says whose figures it holds.
struct IdentityColumns {
    entity: usize,
    /// Nothing where the options say the period for all.
    period: Option<usize>,
}

impl IdentityColumns {
    fn find(input: &Input<'_>, names: &[String]) -> Result<Self, HeaderProblem> {
        let entity = input.options.entity_column.as_deref().unwrap_or(ENTITY);
        let period = match position(names, PERIOD) {
            Err(_) if input.options.period.is_some() => None,
            period => Some(period?),
        };
        Ok(Self { entity: position(names, entity)?, period })
    }

    fn entity<'r>(&self, record: &'r Record) -> &'r str {
        record.field(self.entity)
    }

    fn period<'r>(&self, record: &'r Record) -> Option<&'r str> {
        self.period.map(|period| record.field(period))
    }

    fn includes(&self, index: usize) -> bool {
        self.entity == index || self.period == Some(index)
    }
}

fn position(names: &[String], column: &str) -> Result<usize, HeaderProblem> {
    let missing = || HeaderProblem::MissingColumn { column: column.to_owned(), header: names.to_vec() };
    names.iter().position(|name| name == column).ok_or_else(missing)
}

/// Makes sure that no name is there twice.
fn check_repeated(names: &[String]) -> Result<(), HeaderProblem> {
    let mut sorted: Vec<&String> = names.iter().collect();
    sorted.sort_unstable();
    let repeated = sorted.windows(2).find_map(|pair| match pair {
        [left, right] if left == right => Some((*left).clone()),
        _ => None,
    });
    repeated.map_or(Ok(()), |name| Err(HeaderProblem::RepeatedColumn(name)))
}

/// Tells what separates the fields of a header that has no comma.
pub(crate) fn wrong_separator(only: &str) -> Option<HeaderProblem> {
    [';', '\t'].into_iter().find(|separator| only.contains(*separator)).map(HeaderProblem::Separator)
}

#[cfg(test)]
mod tests {
    use crate::read::sample_plan::{sample_plan, shown};
    use crate::read::{Format, Input, ReadOptions, read_all, read_stream};
    use crate::submission::Submission;

    const LONG: &str = "entity,period,report,table,row,column,value\n";

    fn read(text: &str, options: &ReadOptions) -> Result<Vec<Submission>, String> {
        read_all(text.as_bytes(), "f.csv", Format::Csv, &sample_plan(), options).map_err(|error| error.to_string())
    }

    fn read_as_stream(text: &str) -> Vec<Result<Submission, String>> {
        let plan = sample_plan();
        let stream = read_stream(text.as_bytes(), "f.csv", Format::Csv, &plan, &ReadOptions::default());
        match stream {
            Ok(submissions) => submissions.map(|submission| submission.map_err(|error| error.to_string())).collect(),
            Err(error) => vec![Err(error.to_string())],
        }
    }

    fn read_one(text: &str) -> Vec<String> {
        let submissions = read(text, &ReadOptions::default()).unwrap();
        assert_eq!(submissions.len(), 1);
        shown(&submissions[0].cells)
    }

    fn error(text: &str) -> String {
        let error = read(text, &ReadOptions::default()).unwrap_err();
        assert_eq!(read_as_stream(text).pop(), Some(Err(error.clone())));
        error
    }

    #[test]
    fn long_csv_keeps_values_as_they_are_and_columns_in_any_order() {
        let text = "value,column,row,table,report,period,entity\n 5 ,,010,main,capital,2025-Q1,E\n,020,1,positions,currency,2025-Q1,E\n";
        assert_eq!(read_one(text), ["capital.main.010:= 5 ", "currency.positions.1:020="]);
    }

    #[test]
    fn the_column_state_of_our_own_output_is_passed_over() {
        let text = "entity,period,report,table,row,column,value,state\nE,2025,capital,main,010,,5,given\n";
        assert_eq!(read_one(text), ["capital.main.010:=5"]);
    }

    #[test]
    fn a_byte_order_mark_quotes_crlf_and_empty_lines_leave_lines_as_an_editor_counts_them() {
        let text = "\u{feff}entity,period,report,table,row,column,value\r\n\r\nE,2025,capital,main,p1,,\"a \"\"b\"\",\r\nc\"\r\n,,,,,,\r\nE,2025,capital,main,010,,7\r\n";
        let submission = read(text, &ReadOptions::default()).unwrap().remove(0);
        assert_eq!(shown(&submission.cells), ["capital.main.p1:=a \"b\",\r\nc", "capital.main.010:=7"]);
        let places: Vec<String> = submission.cells.iter().map(|cell| cell.origin.to_string()).collect();
        assert_eq!(places, ["f.csv:3", "f.csv:6"]);
    }

    #[test]
    fn lines_of_a_submission_may_be_apart_in_a_file_and_not_in_a_stream() {
        let text = format!("{LONG}E,2025,capital,main,010,,1\nF,2025,capital,main,010,,2\nE,2025,capital,main,020,,3\n");
        let submissions = read(&text, &ReadOptions::default()).unwrap();
        let cells: Vec<_> = submissions.iter().map(|submission| (submission.entity.as_str(), shown(&submission.cells))).collect();
        assert_eq!(cells[0], ("E", vec!["capital.main.010:=1".to_owned(), "capital.main.020:=3".to_owned()]));
        assert_eq!(cells[1], ("F", vec!["capital.main.010:=2".to_owned()]));
        let streamed = read_as_stream(&text);
        assert_eq!(streamed.len(), 2);
        assert_eq!(streamed[0].as_ref().map(|submission| submission.cells.len()), Ok(1));
        let expected = "f.csv:4: `E` 2025 goes on here after other submissions; it began on line 2: sort the lines by entity and period";
        assert_eq!(streamed[1], Err(expected.to_owned()));
    }

    #[test]
    fn a_stream_gives_each_group_and_then_the_error_behind_it() {
        let streamed = read_as_stream(&format!("{LONG}E,2025,capital,main,010,,1\nE,2025,capital,main,020,,2\nF,2025,x,,,,\nF,205,x,,,,\n"));
        assert_eq!(streamed.len(), 2);
        assert_eq!(streamed[0].as_ref().map(|submission| submission.cells.len()), Ok(2));
        assert_eq!(streamed[1], Err("f.csv:5: `205` is no period; write 2025, 2025-Q1, 2025-03 or 2025-03-31".to_owned()));
    }

    #[test]
    fn a_header_that_is_not_whole_is_an_error_that_says_what_it_has() {
        let expected = "f.csv:1: no column `row` in the header, which has `entity`, `period`, `report`, `table`, `column`, `value`";
        assert_eq!(error("entity,period,report,table,column,value\n"), expected);
        let expected = "f.csv:1: unknown column `note`; long CSV has `entity`, `period`, `report`, `table`, `row`, `column`, `value`";
        assert_eq!(error("entity,period,report,table,row,column,value,note\n"), expected);
        assert_eq!(error("entity,period,report,table,row,column,value,value\n"), "f.csv:1: column `value` is there twice");
        let expected = "f.csv:1: the header has semicolons and no comma; save the file with commas between the fields";
        assert_eq!(error("entity;period;report;table;row;column;value\n"), expected);
        assert_eq!(error(""), "f.csv: the file is empty");
    }

    #[test]
    fn bad_lines_are_errors_that_name_them() {
        assert_eq!(error(&format!("{LONG}E,2025,capital,main,010,1\n")), "f.csv:2: this line has 6 fields and the header has 7");
        assert_eq!(error(&format!("{LONG} ,2025,capital,main,010,,1\n")), "f.csv:2: no `entity`: say who reports");
        let expected = "f.csv:3: a quotation mark opens a field of this record and none closes it";
        assert_eq!(error(&format!("{LONG}E,2025,capital,main,010,,1\nE,2025,capital,main,p1,,\"a\nb,c\n")), expected);
        let expected = "f.csv:2: text after a closing quotation mark; inside a field write quotation marks twice";
        assert_eq!(error(&format!("{LONG}E,2025,capital,main,p1,,\"SIA\" \"X\"\n")), expected);
        let expected = "f.csv:1: lines end in a carriage return alone; save the file with LF or CRLF line ends";
        assert_eq!(error("entity,period\rE,2025\r"), expected);
    }

    #[test]
    fn a_quotation_mark_inside_a_plain_field_is_a_character() {
        assert_eq!(read_one(&format!("{LONG}E,2025,capital,main,p1,,SIA \"X\"")), ["capital.main.p1:=SIA \"X\""]);
    }

    #[test]
    fn bytes_that_are_not_utf8_are_named_with_line_and_column() {
        let bytes = [LONG.as_bytes(), b"E,2025,capital,main,p1,,kr\xe2j\n"].concat();
        let error = read_all(&bytes, "f.csv", Format::Csv, &sample_plan(), &ReadOptions::default()).unwrap_err();
        assert_eq!(error.to_string(), "f.csv:2:27: not UTF-8: the file seems to be Latin-1 or Windows-1257; save it as UTF-8");
    }

    #[test]
    fn wide_csv_takes_any_name_that_is_unique() {
        let header = "entity,period,010,main.020,capital.100,ladder.assets.110:020,120:030,debts.110:020,positions.total:020,limit";
        let cells = read_one(&format!("{header}\nE,2025,1,2,3,4,5,6,7,\n"));
        let expected = [
            "capital.main.010:=1",
            "capital.main.020:=2",
            "capital.main.100:=3",
            "ladder.assets.110:020=4",
            "ladder.assets.120:030=5",
            "ladder.debts.110:020=6",
            "currency.positions.total:020=7",
            "parameters..limit:=",
        ];
        assert_eq!(cells, expected);
    }

    #[test]
    fn a_wide_name_that_is_unknown_ambiguous_or_of_a_list_is_an_error() {
        let header_error = |name: &str| error(&format!("entity,period,{name}\nE,2025,1\n"));
        let expected = "f.csv:1: column `110:020` names several cells; write one of `ladder.assets.110:020`, `ladder.debts.110:020`";
        assert_eq!(header_error("110:020"), expected);
        assert_eq!(header_error("10"), "f.csv:1: column `10` names no cell of the package; is it `010`?");
        let expected = "f.csv:1: column `charter` names no cell of the package; a cell is named like `capital.main.010`";
        assert_eq!(header_error("charter"), expected);
        for name in ["A", "positions.1:010", "currency.positions.010", "groups.sum"] {
            let list = if name.starts_with("groups") || name == "A" { "groups" } else { "positions" };
            let expected = format!("f.csv:1: column `{name}` is of the list `{list}`, whose lines wide CSV cannot hold; use long CSV, JSON or XML");
            assert_eq!(header_error(name), expected);
        }
        assert_eq!(header_error("010,main.010"), "f.csv:1: column `main.010` is there twice");
    }

    #[test]
    fn wide_csv_may_have_its_own_entity_column_and_one_period() {
        let options = ReadOptions { entity_column: Some("charter".to_owned()), period: Some("2025-Q4".parse().unwrap()) };
        let submissions = read("charter,010\n7,1\n8,2\n", &options).unwrap();
        let identities: Vec<_> = submissions.iter().map(|submission| (submission.entity.as_str(), submission.period.to_string())).collect();
        assert_eq!(identities, [("7", "2025-Q4".to_owned()), ("8", "2025-Q4".to_owned())]);
        let expected = "f.csv:1: no column `charter` in the header, which has `entity`, `010`";
        assert_eq!(read("entity,010\n7,1\n", &options), Err(expected.to_owned()));
        assert_eq!(read("charter,period,010\n7,2025,1\n", &options), Err("f.csv:2: the period is 2025, and --period says 2025-Q4".to_owned()));
    }

    #[test]
    fn the_same_submission_twice_in_wide_csv_is_an_error() {
        assert_eq!(error("entity,period,010\nE,2025,1\nE,2025,1\n"), "f.csv:3: `E` 2025 was there before, on line 2; leave one of the two");
    }

    #[test]
    fn each_submission_of_a_stream_may_have_as_many_bytes_as_a_file() {
        let plan = sample_plan();
        let input = || Input { most_bytes: 120, ..Input::new("f.csv", &plan, &ReadOptions::default()) };
        let line = |entity: &str| format!("{entity},2025,capital,main,p1,,{}\n", "x".repeat(40));
        let fits = format!("{LONG}{}{}{}", line("A"), line("B"), line("C"));
        assert!(super::read_stream(input(), fits.as_bytes(), Format::Csv).unwrap().all(|submission| submission.is_ok()));
        let too_large = format!("{fits}{}{}", line("C"), line("C"));
        let last = super::read_stream(input(), too_large.as_bytes(), Format::Csv).unwrap().last().unwrap().unwrap_err();
        assert_eq!(last.to_string(), "f.csv:6: more than 64 MiB, the most for one submission; split it");
        let whole = vec![b' '; crate::read::LARGEST_FILE_BYTES + 1];
        let error = read_all(&whole, "f.csv", Format::Csv, &plan, &ReadOptions::default()).unwrap_err();
        assert_eq!(error.to_string(), "f.csv: more than 64 MiB, the most for one submission; split it");
    }
}
