//! Reads JSON: an object for a submission, an array of them, or one on each line.

mod pairs;
mod tables;

use super::Input;
use super::places::Places;
use super::read_error::{DocumentProblem, IdentityProblem, ReadError, ReadErrorKind, SyntaxProblem};
use super::seen_submissions::SeenSubmissions;
use crate::submission::{PARAMETERS, Submission, SubmittedCell};
use pairs::{Items, Pairs, Text};
use positum_plan::period::Period;
use serde::Deserialize;
use serde_json::error::Category;
use serde_json::value::RawValue;
use std::io::{BufRead, Read};
use tables::TableReader;

/// Reads the submissions of a document.
pub(super) fn read_document(input: &Input<'_>, text: &str) -> Result<Vec<Submission>, ReadError> {
    let mut reader = JsonReader { input, places: Places::new(text), is_line: false };
    let mut seen = SeenSubmissions::default();
    if text.trim().is_empty() {
        return Err(input.error((0, 0), ReadErrorKind::Empty));
    }
    let document: &RawValue = reader.parse(text)?;
    if !document.get().starts_with('[') {
        return Ok(vec![reader.submission(document.get(), &mut seen)?]);
    }
    let items: Items<'_> = reader.parse(document.get())?;
    if items.has_more {
        return reader.fail(document.get(), DocumentProblem::TooManyLines);
    }
    items.list.iter().map(|item| reader.submission(item.get(), &mut seen)).collect()
}

/// Reads a submission from each line that is not empty.
pub(super) fn read_lines<'a, R: BufRead + 'a>(input: Input<'a>, stream: R) -> impl Iterator<Item = Result<Submission, ReadError>> + 'a {
    let mut lines = JsonLines { input, stream, line: 0, seen: SeenSubmissions::default(), bytes: Vec::new(), done: false };
    std::iter::from_fn(move || {
        if lines.done {
            return None;
        }
        let submission = lines.next_submission().transpose();
        lines.done = !matches!(submission, Some(Ok(_)));
        submission
    })
}

struct JsonLines<'a, R> {
    input: Input<'a>,
    stream: R,
    line: u64,
    seen: SeenSubmissions,
    bytes: Vec<u8>,
    done: bool,
}

impl<R: BufRead> JsonLines<'_, R> {
    fn next_submission(&mut self) -> Result<Option<Submission>, ReadError> {
        loop {
            self.bytes.clear();
            self.line = self.line.saturating_add(1);
            let place = (self.line, 0);
            let most = u64::try_from(self.input.most_bytes).unwrap_or(u64::MAX).saturating_add(1);
            let read = self.stream.by_ref().take(most).read_until(b'\n', &mut self.bytes);
            let count = read.map_err(|error| self.input.error(place, ReadErrorKind::Io(error)))?;
            if count > self.input.most_bytes {
                return Err(self.input.error(place, ReadErrorKind::TooLarge));
            }
            if count == 0 {
                return Ok(None);
            }
            let text = self.input.text(&self.bytes, self.line)?;
            if !text.trim().is_empty() {
                let mut reader = JsonReader { input: &self.input, places: Places::from_line(text, self.line), is_line: true };
                return reader.submission(text, &mut self.seen).map(Some);
            }
        }
    }
}

/// Reads the parts of one text.
struct JsonReader<'a, 't> {
    input: &'a Input<'a>,
    places: Places<'t>,
    /// Whether the text is a line of JSON lines.
    is_line: bool,
}

impl<'t> JsonReader<'_, 't> {
    /// Parses a slice of the text.
    fn parse<T: Deserialize<'t>>(&mut self, part: &'t str) -> Result<T, ReadError> {
        serde_json::from_str(part).map_err(|error| {
            let place = self.places.at(self.places.offset_of(part).saturating_add(offset_of(&error, part)));
            let message = error.to_string();
            let detail = message.rsplit_once(" at line ").map_or(message.as_str(), |(detail, _)| detail).to_owned();
            let problem = match error.classify() {
                Category::Eof if self.is_line => SyntaxProblem::JsonLineEnds(detail),
                Category::Eof => SyntaxProblem::JsonEnds(detail),
                // The JSON reader tells this from other mistakes by its text alone.
                Category::Syntax if detail == "trailing characters" => SyntaxProblem::AfterJson,
                Category::Syntax | Category::Data | Category::Io => SyntaxProblem::Json(detail),
            };
            self.input.error(place, problem.into())
        })
    }

    fn fail<T>(&mut self, at: &'t str, kind: impl Into<ReadErrorKind>) -> Result<T, ReadError> {
        let place = self.places.of(at);
        Err(self.input.error(place, kind.into()))
    }

    fn object(&mut self, part: &'t str, problem: DocumentProblem) -> Result<Pairs<'t>, ReadError> {
        if part.trim_start().starts_with('{') { self.parse(part) } else { self.fail(part.trim_start(), problem) }
    }

    fn submission(&mut self, part: &'t str, seen: &mut SeenSubmissions) -> Result<Submission, ReadError> {
        let start = part.trim_start();
        let place = self.places.begin_at(start);
        let pairs = self.object(part, DocumentProblem::NotASubmission)?;
        let (mut entity, mut period, mut reports, mut parameters) = (None, None, None, None);
        for &(ref key, value) in &pairs.list {
            let slot = match key.as_ref() {
                "entity" => &mut entity,
                "period" => &mut period,
                "reports" => &mut reports,
                PARAMETERS => &mut parameters,
                // Our own output has these besides; evaluating gives them again.
                "checks" | "findings" => continue,
                other => return self.fail(value.get(), DocumentProblem::UnknownKey(other.to_owned())),
            };
            if slot.replace(value.get()).is_some() {
                return self.fail(value.get(), DocumentProblem::RepeatedKey(key.to_string()));
            }
        }
        let (entity, period) = (self.entity(entity, start)?, self.period(period, start)?);
        if let Some(first_line) = seen.earlier_line(&entity, period, place.0) {
            return self.fail(start, IdentityProblem::Repeated { entity, period, first_line, sortable: false });
        }
        let cells = self.cells(reports, parameters)?;
        Ok(Submission { entity, period, cells })
    }

    fn cells(&mut self, reports: Option<&'t str>, parameters: Option<&'t str>) -> Result<Vec<SubmittedCell>, ReadError> {
        let mut parts: Vec<(bool, &'t str)> =
            [(false, reports), (true, parameters)].into_iter().filter_map(|(is_parameters, part)| Some((is_parameters, part?))).collect();
        // In the order of the text, so that places go forward.
        parts.sort_unstable_by_key(|(_, part)| self.places.offset_of(part));
        let mut cells = Vec::new();
        for (is_parameters, part) in parts.into_iter().filter(|(_, part)| *part != "null") {
            let key = if is_parameters { PARAMETERS } else { "reports" };
            let pairs = self.object(part, DocumentProblem::NotAnObject(key))?;
            let mut tables = TableReader { reader: self, cells: &mut cells };
            if is_parameters { tables.read_parameters(&pairs)? } else { tables.read_reports(&pairs)? }
        }
        Ok(cells)
    }

    fn entity(&mut self, given: Option<&'t str>, start: &'t str) -> Result<String, ReadError> {
        let part = given.unwrap_or(start);
        let text = match given {
            None | Some("null") => String::new(),
            Some(part) => self.plain_text(part, "entity")?,
        };
        let place = self.places.of(part);
        self.input.entity(&text, place)
    }

    fn period(&mut self, given: Option<&'t str>, start: &'t str) -> Result<Period, ReadError> {
        let part = given.unwrap_or(start);
        let text = match given {
            None | Some("null") => None,
            Some(part) => Some(self.plain_text(part, "period")?),
        };
        let place = self.places.of(part);
        self.input.period(text.as_deref(), place)
    }

    /// Takes a string, or a number as it is written.
    fn plain_text(&mut self, part: &'t str, key: &'static str) -> Result<String, ReadError> {
        match part.as_bytes().first() {
            Some(b'"') => Ok(self.parse::<Text<'_>>(part)?.0.into_owned()),
            Some(b'-' | b'0'..=b'9') => Ok(part.to_owned()),
            Some(_) | None => self.fail(part, DocumentProblem::NotAText(key)),
        }
    }
}

/// Gives where in `part` the error stands.
fn offset_of(error: &serde_json::Error, part: &str) -> usize {
    let lines_before = error.line().saturating_sub(1);
    let line_start: usize = part.split_inclusive('\n').take(lines_before).map(str::len).sum();
    line_start.saturating_add(error.column().saturating_sub(1)).min(part.len())
}

#[cfg(test)]
mod tests {
    use crate::language::Language;
    use crate::read::sample_plan::{sample_plan, shown};
    use crate::read::{Format, ReadOptions, read_all, read_stream};
    use crate::submission::Submission;

    fn read_as(text: &str, format: Format) -> Result<Vec<Submission>, String> {
        read_all(text.as_bytes(), "f", format, &sample_plan(), &ReadOptions::default()).map_err(|error| error.to_string())
    }

    fn read(text: &str) -> Result<Submission, String> {
        read_as(text, Format::Json).map(|mut submissions| submissions.remove(0))
    }

    fn reports(text: &str) -> Vec<String> {
        shown(&read(&format!(r#"{{"entity": "E", "period": "2025", "reports": {text}}}"#)).unwrap().cells)
    }

    #[test]
    fn numbers_keep_their_spelling_and_what_is_no_value_its_text() {
        let main = r#"{"010": 1.10e2, "020": -0, "100": true, "p1": [1,
            {"a": 2}], "200": null, "201": "", "202": "\u0041\n", "203": "\ud800", "204": 10000000000000000000000000000001}"#;
        let expected = [
            "010:=#1.10e2",
            "020:=#-0",
            "100:=!true",
            "p1:=![1,             {\"a\": 2}]",
            "200:=",
            "201:=",
            "202:=A\n",
            "203:=!\"\\ud800\"",
            "204:=#10000000000000000000000000000001",
        ];
        assert_eq!(reports(&format!(r#"{{"capital": {{"main": {main}}}}}"#)), expected.map(|cell| format!("capital.main.{cell}")));
    }

    #[test]
    fn keys_that_are_there_twice_give_two_cells() {
        let cells = reports(r#"{"capital": {"main": {"010": 1, "010": 2}, "main": {"010": 3}}}"#);
        assert_eq!(cells, ["capital.main.010:=#1", "capital.main.010:=#2", "capital.main.010:=#3"]);
    }

    #[test]
    fn grids_and_lists_have_rows_and_columns() {
        let cells = reports(r#"{"ladder": {"assets": {"110": {"020": "1"}}}, "currency": {"positions": [{"A": "USD"}, null, {"010": 2}]}}"#);
        assert_eq!(cells, ["ladder.assets.110:020=1", "currency.positions.1:A=USD", "currency.positions.3:010=#2"]);
        let cells = reports(r#"{"currency": {"positions": {"rows": [{"A": "USD"}], "total": {"020": "5"}, "7": {"010": "1"}}}}"#);
        assert_eq!(cells, ["currency.positions.1:A=USD", "currency.positions.total:020=5", "currency.positions.7:010=1"]);
    }

    #[test]
    fn a_cell_of_our_own_output_gives_its_value() {
        let cells = reports(r#"{"capital": {"main": {"010": {"value": "5", "state": "given"}, "020": {"value": null, "state": "missing"}}}}"#);
        assert_eq!(cells, ["capital.main.010:=5", "capital.main.020:="]);
        let cells = reports(r#"{"capital": {"main": {"010": {"value": 5}, "020": {"value": [], "state": ""}}}}"#);
        assert_eq!(cells, ["capital.main.010:=!{\"value\": 5}", "capital.main.020:=![]"]);
    }

    #[test]
    fn what_is_not_where_it_should_be_is_a_cell_with_the_address_that_is_known() {
        let text = r#"{"capital": 5, "ladder": {"assets": [1], "debts": {"110": "x"}}, "currency": {"positions": [7]}}"#;
        assert_eq!(
            reports(text),
            ["capital..:=!5", "ladder.assets.:=![1]", "ladder.debts.110:=!x".replace('x', "\"x\"").as_str(), "currency.positions.1:=!7"]
        );
        let text = r#"{"other": {"form": {"a": 1}, "grid": {"r": {"c": 2}}, "list": [{"c": 3}], "full": {"rows": [{"c": 4}], "total": {"c": 5}}}}"#;
        let expected = ["other.form.a:=#1", "other.grid.r:c=#2", "other.list.1:c=#3", "other.full.1:c=#4", "other.full.total:c=#5"];
        assert_eq!(reports(text), expected);
        assert_eq!(reports(r#"{"capital": null, "ladder": {"assets": null}}"#), Vec::<String>::new());
    }

    #[test]
    fn places_are_lines_and_columns_in_characters() {
        let text = "{\"entity\": \"Ķ\", \"parameters\": {\"limit\": 25},\n \"reports\": {\"capital\": {\"main\": {\"p1\": \"ķ\", \"010\": 1}}},\n\"period\": 2025}";
        let submission = read(text).unwrap();
        assert_eq!((submission.entity.as_str(), submission.period.to_string().as_str()), ("Ķ", "2025"));
        assert_eq!(shown(&submission.cells), ["parameters..limit:=#25", "capital.main.p1:=ķ", "capital.main.010:=#1"]);
        let places: Vec<String> = submission.cells.iter().map(|cell| cell.origin.to_string()).collect();
        assert_eq!(places, ["f:1:41", "f:2:41", "f:2:53"]);
    }

    #[test]
    fn truncated_json_says_where_and_what_was_open() {
        let expected = "f:2:14: the JSON ends too early (EOF while parsing an object); is the file complete?";
        assert_eq!(read("{\"entity\": \"E\",\n \"period\": \"2\""), Err(expected.to_owned()));
        assert_eq!(read("{\"entity\""), Err("f:1:9: the JSON ends too early (EOF while parsing an object); is the file complete?".to_owned()));
        assert_eq!(read("{\"entity:"), Err("f:1:9: the JSON ends too early (EOF while parsing a string); is the file complete?".to_owned()));
        assert_eq!(read(" \n"), Err("f: the file is empty".to_owned()));
    }

    #[test]
    fn other_mistakes_in_json_say_where() {
        assert_eq!(read("{\"entity\": \"E\",\n \"ķ\" 1}"), Err("f:2:6: not valid JSON: expected `:`".to_owned()));
        let after = "f:1:35: something follows the JSON; several submissions stand in an array, or one on each line of a .jsonl file".to_owned();
        assert_eq!(read("{\"entity\": \"E\", \"period\": \"2025\"} {}"), Err(after));
        let error = read("{\"entity\": \"E\", \"period\": \"2025\", \"reports\": {\"a\": {\"\\ud800\": 1}}}");
        assert!(error.is_err_and(|error| error.starts_with("f:1:") && error.contains("not valid JSON")));
    }

    #[test]
    fn a_submission_says_who_and_when_once() {
        assert_eq!(read("{\"period\": 2025}"), Err("f:1:1: no `entity`: say who reports".to_owned()));
        assert_eq!(read(" {\"entity\": \"\", \"period\": 2025}"), Err("f:1:13: no `entity`: say who reports".to_owned()));
        let expected = "f:1:1: no `period`: write 2025, 2025-Q1, 2025-03 or 2025-03-31, or give it with --period";
        assert_eq!(read("{\"entity\": 7}"), Err(expected.to_owned()));
        let expected = "f:1:25: `Q1 2025` is no period; write 2025, 2025-Q1, 2025-03 or 2025-03-31";
        assert_eq!(read("{\"entity\": 7, \"period\": \"Q1 2025\"}"), Err(expected.to_owned()));
        assert_eq!(read("{\"entity\": 7, \"entity\": 7}"), Err("f:1:25: `entity` is there twice".to_owned()));
        assert_eq!(read("{\"entity\": [7]}"), Err("f:1:12: `entity` must be a text".to_owned()));
        assert_eq!(read("{\"entity\": \"a\\u0007\", \"period\": 2025}"), Err("f:1:12: the entity `a\u{fffd}` has control characters".to_owned()));
    }

    #[test]
    fn keys_of_our_output_are_passed_over_and_others_are_errors() {
        assert!(read(r#"{"entity": "E", "period": 2025, "checks": [], "findings": [], "checks": 1}"#).is_ok());
        let expected = "f:1:43: unknown key `report`; a submission has `entity`, `period`, `reports`, `parameters`";
        assert_eq!(read(r#"{"entity": "E", "period": 2025, "report": {}}"#), Err(expected.to_owned()));
        assert_eq!(read(r#"{"entity": "E", "period": 2025, "reports": []}"#), Err("f:1:44: `reports` must be a JSON object".to_owned()));
        assert_eq!(read("[7]"), Err("f:1:2: a submission must be a JSON object with `entity`, `period` and `reports`".to_owned()));
    }

    #[test]
    fn arrays_and_lines_hold_several_and_none_twice() {
        let (first, second) = (r#"{"entity": "E", "period": 2025}"#, r#"{"entity": "F", "period": 2025}"#);
        assert_eq!(read_as(&format!("[{first}, {second}]"), Format::Json).unwrap().len(), 2);
        assert_eq!(read_as("[]", Format::Json).unwrap().len(), 0);
        let lines = format!("\u{feff}{first}\r\n\n{second}\n");
        assert_eq!(read_as(&lines, Format::JsonLines).unwrap().len(), 2);
        let expected = "f:4:1: `E` 2025 was there before, on line 1; leave one of the two";
        assert_eq!(read_as(&format!("{lines}{first}"), Format::JsonLines), Err(expected.to_owned()));
        let plan = sample_plan();
        let options = ReadOptions::default();
        let streamed: Vec<_> = read_stream(format!("{lines}{{").as_bytes(), "f", Format::JsonLines, &plan, &options).unwrap().collect();
        assert_eq!(streamed.iter().map(Result::is_ok).collect::<Vec<_>>(), [true, true, false]);
        let error = streamed.into_iter().find_map(Result::err).unwrap();
        let expected = "f:4:1: šīs rindas JSON beidzas par agru (EOF while parsing an object); JSON rindās katra rinda ir vesels iesniegums";
        assert_eq!(error.text(Language::Latvian), expected);
    }

    #[test]
    fn deep_nesting_in_a_cell_is_no_value_and_no_danger() {
        let deep = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
        let cells = reports(&format!(r#"{{"capital": {{"main": {{"010": {deep}}}}}}}"#));
        assert_eq!(cells, [format!("capital.main.010:=!{}…", "[".repeat(100))]);
    }
}
