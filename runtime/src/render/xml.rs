//! Writes the XML document of a submission, in the namespace of its package.
//!
//! In come the submission as it was read and what evaluating it gave; out goes a document from which reading gets the same
//! submission again, so that evaluating that gives the same result. Each cell has an element of its own, named by
//! [`crate::render::element_name`], with the value as shown. Where showing it would lose something, the value stands as it was
//! given: where it was rounded, cannot be read, was given twice, or was given for a computed cell and differs. What the
//! package has no element for stands at the end, in elements `other`. Cells that are blank or missing are left out, and so
//! are lines of a list in which no input cell is filled. What the document must be like where nothing is wrong with the
//! submission is what [`crate::render::schema_xsd`] writes.

mod place_given;
mod written_value;

use crate::evaluated_submission::EvaluatedSubmission;
use crate::render::element_name::{CodeKind, element_of_code, element_of_name};
use crate::submission::{PARAMETERS, Submission, TOTAL};
use place_given::{GivenCells, GivenLine};
use positum_plan::plan::{CellId, List, Origin, Plan, ReportId, Shape, TableId};
use quick_xml::Writer;
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesDecl, BytesStart, BytesText, Event};
use quick_xml::name::QName;
use std::collections::BTreeMap;
use std::fmt;
pub(super) use written_value::escaped;
use written_value::{Mark, WrittenValue, as_given, is_nothing, written_values};

/// The root element.
pub(crate) const ROOT: &str = "submission";
/// The attribute that says who reports.
pub(crate) const ENTITY: &str = "entity";
/// The attribute that says for which period.
pub(crate) const PERIOD: &str = "period";
/// The attribute of a report with its code in the receiving system.
pub(crate) const MODULE: &str = "module";
/// The element of a line of a list.
pub(crate) const LINE: &str = "line";
/// The attribute of a line with its number.
pub(crate) const NUMBER: &str = "number";
/// The element of a value for which the package has no element.
pub(crate) const OTHER: &str = "other";
/// The attribute of cells whose value was computed and not given.
pub(crate) const COMPUTED: &str = "computed";
/// The attribute that says what the value was, where it was no text.
pub(crate) const GIVEN: &str = "given";
/// It was a number in a spelling of JSON.
pub(crate) const GIVEN_NUMBER: &str = "number";
/// It was no value at all, or had characters that XML cannot have.
pub(crate) const GIVEN_UNREADABLE: &str = "unreadable";
/// Of a member of the group it is not known.
pub(crate) const GIVEN_UNKNOWN: &str = "unknown";

/// Gives the namespace of a package's documents.
pub fn namespace_of(plan: &Plan) -> String {
    format!("urn:positum:{}", plan.package.name)
}

/// The document could not be written.
#[derive(Debug)]
pub struct XmlError(String);

impl fmt::Display for XmlError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "cannot write XML: {}", self.0)
    }
}

impl std::error::Error for XmlError {}

impl From<std::io::Error> for XmlError {
    fn from(error: std::io::Error) -> Self {
        Self(error.to_string())
    }
}

type Written = Result<(), XmlError>;

/// Writes a submission with what evaluating it gave. The same submission gives the same bytes.
///
/// # Errors
/// None but those of the machine.
pub fn write_xml(plan: &Plan, submission: &Submission, evaluated: &EvaluatedSubmission) -> Result<String, XmlError> {
    let given = GivenCells::new(plan, submission, evaluated);
    let mut writer = XmlWriter { plan, evaluated, given: &given, out: Writer::new_with_indent(Vec::new(), b' ', 2), elements: Vec::new() };
    writer.out.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let period = submission.period.to_string();
    writer.open(ROOT, &[("xmlns", &namespace_of(plan)), (ENTITY, &submission.entity), (PERIOD, &period)]);
    writer.begin_elements()?;
    for report in plan.reports.ids() {
        writer.write_report(report)?;
    }
    writer.write_parameters()?;
    writer.write_other()?;
    writer.close()?;
    let mut text = String::from_utf8(writer.out.into_inner()).map_err(|error| XmlError(error.to_string()))?;
    text.push('\n');
    Ok(text)
}

struct XmlWriter<'a> {
    plan: &'a Plan,
    evaluated: &'a EvaluatedSubmission,
    given: &'a GivenCells<'a>,
    out: Writer<Vec<u8>>,
    elements: Vec<OpenElement>,
}

/// An element around others, which is written when the first of them is.
struct OpenElement {
    start: BytesStart<'static>,
    is_written: bool,
}

impl XmlWriter<'_> {
    fn write_report(&mut self, id: ReportId) -> Written {
        let report = &self.plan.reports[id];
        let module = report.module.as_deref().map(|module| (MODULE, module));
        self.open(&element_of_name(&report.name, &[PARAMETERS, OTHER]), module.as_slice());
        for table in &report.tables {
            self.write_table(*table)?;
        }
        self.close()
    }

    fn write_table(&mut self, id: TableId) -> Written {
        let table = &self.plan.tables[id];
        self.open(&element_of_name(&table.name, &[]), &[]);
        match &table.shape {
            Shape::Form { positions, axis } => {
                for (entry, cell) in axis.entries.iter().zip(positions) {
                    self.write_scalar(&entry.code, CodeKind::Position, *cell)?;
                }
            }
            Shape::Grid { rows, columns, cells } => {
                let mut cells = cells.iter();
                for row in &rows.entries {
                    self.open(&element_of_code(&row.code, CodeKind::Row), &[]);
                    for (column, cell) in columns.entries.iter().zip(cells.by_ref()) {
                        if let Some(cell) = cell {
                            self.write_scalar(&column.code, CodeKind::Column, *cell)?;
                        }
                    }
                    self.close()?;
                }
            }
            Shape::List(list) => self.write_list(id, list)?,
        }
        self.close()
    }

    fn write_list(&mut self, table: TableId, list: &List) -> Written {
        let nothing = GivenLine::new();
        for (number, index) in self.lines_of(table, list) {
            self.open(LINE, &[(NUMBER, &number.to_string())]);
            let given = self.given.lines_of(table).and_then(|lines| lines.get(&number)).unwrap_or(&nothing);
            for (position, column) in list.columns.iter().enumerate() {
                let definition = &self.plan.columns[*column];
                let evaluated = index.and_then(|index| self.evaluated.columns[*column].get(index));
                let given = given.get(&position).map_or(&[][..], Vec::as_slice);
                let values = written_values(&definition.origin, definition.value_type.as_ref(), evaluated, given);
                self.write_values(&element_of_code(&definition.code, CodeKind::Column), values)?;
            }
            self.close()?;
        }
        if let Some(total) = &list.total {
            self.open(TOTAL, &[]);
            for (column, cell) in &total.cells {
                self.write_scalar(&self.plan.columns[*column].code, CodeKind::Column, *cell)?;
            }
            self.close()?;
        }
        Ok(())
    }

    /// Gives the numbers of lines, as submitted, with the index of each that was evaluated.
    fn lines_of(&self, table: TableId, list: &List) -> BTreeMap<u64, Option<usize>> {
        let evaluated = if self.is_evaluated(table) { self.evaluated.lines[table] } else { 0 };
        let given = self.given.lines_of(table);
        let unevaluated = || given.into_iter().flatten().map(|(number, _)| (*number, None));
        if list.derivation.is_some() {
            return unevaluated().chain((0..evaluated).zip(1..).map(|(index, number)| (number, Some(index)))).collect();
        }
        if !self.is_evaluated(table) {
            return unevaluated().collect();
        }
        // The lines of which an input cell is filled are those that were evaluated, in this order.
        let is_input = |position: &usize| {
            let column = list.columns.get(*position);
            column.is_some_and(|column| matches!(self.plan.columns[*column].origin, Origin::Input(_)))
        };
        let is_filled = |line: &GivenLine<'_>| line.iter().any(|(position, cells)| is_input(position) && cells.iter().any(|cell| !is_nothing(cell)));
        let filled: Vec<u64> = given.into_iter().flatten().filter(|(_, line)| is_filled(line)).map(|(number, _)| *number).collect();
        // Others are none: what was given for their computed cells says nothing.
        filled.into_iter().zip((0..evaluated).map(Some)).collect()
    }

    fn is_evaluated(&self, table: TableId) -> bool {
        self.evaluated.reports.contains(&self.plan.tables[table].report)
    }

    fn write_scalar(&mut self, code: &str, kind: CodeKind, cell: CellId) -> Written {
        let definition = &self.plan.cells[cell];
        let evaluated = self.evaluated.cells.lookup(cell).filter(|_| self.is_evaluated(definition.table));
        let values = written_values(&definition.origin, definition.value_type.as_ref(), evaluated, self.given.cell(cell));
        self.write_values(&element_of_code(code, kind), values)
    }

    fn write_parameters(&mut self) -> Written {
        self.open(PARAMETERS, &[]);
        for (id, parameter) in self.plan.parameters.entries() {
            let given = self.given.parameter(id);
            // As for cells: what is left empty has no element.
            let is_left_out = given.iter().all(|cell| is_nothing(cell));
            let given = given.iter().filter(|_| !is_left_out);
            let values = given.map(|cell| as_given(cell, Some(&parameter.value_type))).collect();
            self.write_values(&element_of_name(&parameter.name, &[]), values)?;
        }
        self.close()
    }

    fn write_other(&mut self) -> Written {
        for cell in &self.given.other {
            let address = &cell.address;
            let names = [("report", &address.report), ("table", &address.table), ("row", &address.row), ("column", &address.column)];
            let attributes: Vec<(&str, &str)> =
                names.into_iter().filter(|(_, name)| !name.is_empty()).map(|(key, name)| (key, name.as_str())).collect();
            self.write_value(start_of(OTHER, &attributes), as_given(cell, None))?;
        }
        Ok(())
    }

    fn write_values(&mut self, element: &str, values: Vec<WrittenValue>) -> Written {
        values.into_iter().try_for_each(|value| self.write_value(start_of(element, &[]), value))
    }

    fn write_value(&mut self, mut start: BytesStart<'_>, value: WrittenValue) -> Written {
        self.begin_elements()?;
        match value.mark {
            Mark::Plain => {}
            Mark::Computed => start.push_attribute((COMPUTED, "true")),
            Mark::Number => start.push_attribute((GIVEN, GIVEN_NUMBER)),
            Mark::Unreadable => start.push_attribute((GIVEN, GIVEN_UNREADABLE)),
            Mark::UnknownOfMembers => start.push_attribute((GIVEN, GIVEN_UNKNOWN)),
        }
        if value.text.is_empty() {
            return Ok(self.out.write_event(Event::Empty(start))?);
        }
        let end = start.to_end().into_owned();
        self.out.write_event(Event::Start(start))?;
        self.out.write_event(Event::Text(BytesText::from_escaped(escaped(&value.text).text)))?;
        Ok(self.out.write_event(Event::End(end))?)
    }

    fn open(&mut self, element: &str, attributes: &[(&str, &str)]) {
        self.elements.push(OpenElement { start: start_of(element, attributes), is_written: false });
    }

    /// Writes the beginnings of the elements that are open.
    fn begin_elements(&mut self) -> Written {
        for element in self.elements.iter_mut().filter(|element| !element.is_written) {
            self.out.write_event(Event::Start(element.start.borrow()))?;
            element.is_written = true;
        }
        Ok(())
    }

    fn close(&mut self) -> Written {
        match self.elements.pop() {
            Some(element) if element.is_written => Ok(self.out.write_event(Event::End(element.start.to_end()))?),
            Some(_) | None => Ok(()),
        }
    }
}

fn start_of(element: &str, attributes: &[(&str, &str)]) -> BytesStart<'static> {
    let mut start = BytesStart::new(element.to_owned());
    for (key, value) in attributes {
        start.push_attribute(Attribute { key: QName(key), value: escaped(value).text.into() });
    }
    start
}

#[cfg(test)]
mod tests {
    use super::write_xml;
    use crate::finding::FindingKind;
    use crate::read::sample_plan::{evaluated, sample_plan, shown};
    use crate::read::{Format, ReadOptions, read_all};
    use crate::submission::Submission;
    use positum_plan::plan::Plan;

    fn read(plan: &Plan, text: &str, format: Format) -> Submission {
        read_all(text.as_bytes(), "f", format, plan, &ReadOptions::default()).unwrap().remove(0)
    }

    fn submission(plan: &Plan, reports: &str) -> Submission {
        read(plan, &format!(r#"{{"entity": "E & \"F\"", "period": "2025-Q1", "reports": {reports}}}"#), Format::Json)
    }

    fn written(plan: &Plan, submission: &Submission) -> String {
        write_xml(plan, submission, &evaluated(plan, submission)).unwrap()
    }

    /// Writes a submission, reads it again, and makes sure that both evaluate to the same.
    fn written_and_read(reports: &str) -> Vec<String> {
        let plan = sample_plan();
        let first = submission(&plan, reports);
        let text = written(&plan, &first);
        let second = read(&plan, &text, Format::Xml);
        assert_eq!((&first.entity, first.period), (&second.entity, second.period));
        assert_eq!(written(&plan, &second), text);
        let [before, after] = [&first, &second].map(|submission| evaluated(&plan, submission));
        let kinds = |findings: &[crate::finding::Finding]| {
            let kind = |finding: &crate::finding::Finding| match &finding.kind {
                FindingKind::GivenTwice { .. } => "twice".to_owned(),
                other => format!("{other:?}"),
            };
            findings.iter().map(|finding| format!("{:?} {}", finding.address, kind(finding))).collect::<Vec<_>>()
        };
        assert_eq!(kinds(&before.findings), kinds(&after.findings));
        let values = |evaluated: &crate::evaluated_submission::EvaluatedSubmission| {
            let columns = evaluated.columns.iter().flatten();
            evaluated.cells.iter().chain(columns).map(|cell| (cell.state, cell.value.clone())).collect::<Vec<_>>()
        };
        assert_eq!(values(&before), values(&after));
        shown(&second.cells)
    }

    #[test]
    fn a_document_has_the_given_cells_and_marks_the_computed_ones() {
        let plan = sample_plan();
        let reports = r#"{"capital": {"main": {"010": "5", "020": 4e1, "p1": "<a>"}},
            "currency": {"positions": [{}, {"A": "USD", "010": "1.5"}]}, "ladder": {"debts": {"110": {"020": 1}}}}"#;
        let expected = r#"<?xml version="1.0" encoding="UTF-8"?>
<submission xmlns="urn:positum:sample" entity="E &amp; &quot;F&quot;" period="2025-Q1">
  <capital module="K-1">
    <main>
      <p010>5</p010>
      <p020>40</p020>
      <p100 computed="true">12.50</p100>
      <_x0070_1>&lt;a&gt;</_x0070_1>
    </main>
  </capital>
  <ladder>
    <assets>
      <r110>
        <c010 computed="true">0</c010>
      </r110>
      <r120>
        <c010 computed="true">0</c010>
      </r120>
    </assets>
    <debts>
      <r110>
        <c020>1</c020>
      </r110>
    </debts>
  </ladder>
  <currency>
    <positions>
      <line number="2">
        <cA>USD</cA>
        <c010>1.50</c010>
        <c020 computed="true">1.50</c020>
      </line>
      <total>
        <c020 computed="true">1.50</c020>
      </total>
    </positions>
    <groups>
      <line number="1">
        <cA computed="true">USD</cA>
        <sum computed="true">1.50</sum>
      </line>
    </groups>
  </currency>
</submission>
"#;
        assert_eq!(written(&plan, &submission(&plan, reports)), expected);
    }

    #[test]
    fn what_showing_would_lose_stays_as_it_was_given() {
        let reports = r#"{"capital": {"main": {"010": "5.25", "020": 1.5e-1, "100": "13", "p1": "a\r\nb"}},
            "ladder": {"assets": {"110": {"010": "7.00", "020": 7}, "120": {"020": "abc", "030": true}}}}"#;
        let cells = written_and_read(reports);
        for cell in [
            "capital.main.010:=5.25",
            "capital.main.020:=#1.5e-1",
            "capital.main.100:=13",
            "capital.main.p1:=a\r\nb",
            "ladder.assets.110:010=7",
            "ladder.assets.120:020=abc",
            "ladder.assets.120:030=!true",
        ] {
            assert!(cells.contains(&cell.to_owned()), "{cell} in {cells:?}");
        }
    }

    #[test]
    fn a_character_that_xml_cannot_have_is_replaced_and_the_value_stays_unreadable() {
        let plan = sample_plan();
        let first = submission(&plan, r#"{"capital": {"main": {"010": "1", "020": "1", "p1": "a\u0001\ufffe"}}}"#);
        let second = read(&plan, &written(&plan, &first), Format::Xml);
        assert!(shown(&second.cells).contains(&"capital.main.p1:=!a\u{fffd}\u{fffd}".to_owned()));
        let codes =
            [&first, &second].map(|submission| evaluated(&plan, submission).findings.iter().map(|finding| finding.kind.code()).collect::<Vec<_>>());
        assert_eq!(codes, [["unreadable_value"], ["unreadable_value"]]);
    }

    #[test]
    fn what_has_no_element_stands_at_the_end() {
        let plan = sample_plan();
        let reports = r#"{"capital": {"main": {"999": "5"}, "\u0007": {"a": null}}, "ladder": {"assets": {"110": {"030": 1}}},
            "currency": {"positions": {"total": {"010": "3"}, "x": {"010": "4"}}, "groups": [{"sum": "5"}]}}"#;
        let text = written(&plan, &submission(&plan, reports));
        let others: Vec<&str> = text.lines().filter(|line| line.contains("<other")).map(str::trim).collect();
        let expected = [
            "<other report=\"capital\" table=\"main\" row=\"999\">5</other>",
            "<other report=\"capital\" table=\"\u{fffd}\" row=\"a\"/>",
            "<other report=\"ladder\" table=\"assets\" row=\"110\" column=\"030\">1</other>",
            "<other report=\"currency\" table=\"positions\" row=\"total\" column=\"010\">3</other>",
            "<other report=\"currency\" table=\"positions\" row=\"x\" column=\"010\">4</other>",
            "<other report=\"currency\" table=\"groups\" row=\"1\" column=\"sum\">5</other>",
        ];
        assert_eq!(others, expected);
        written_and_read(&reports.replace("\\u0007", "b"));
    }

    #[test]
    fn cells_given_twice_are_there_twice_and_lines_that_are_none_are_not_there() {
        let cells = written_and_read(
            r#"{"capital": {"main": {"010": "1", "010": "", "020": "2", "020": "2"}},
            "currency": {"positions": [{"A": "USD", "010": "1"}, {"020": "7"}, {"A": "EUR", "010": "2", "020": "2.00"}]}}"#,
        );
        let expected = ["capital.main.010:=1", "capital.main.010:=", "capital.main.020:=2", "capital.main.020:=2"];
        assert_eq!(cells[..4], expected);
        assert!(!cells.iter().any(|cell| cell.starts_with("currency.positions.2:")));
        assert!(cells.contains(&"currency.positions.3:020=2.00".to_owned()));
    }

    #[test]
    fn parameters_are_kept_and_nothing_makes_an_empty_document() {
        let plan = sample_plan();
        let text = r#"{"entity": "E", "period": "2025-Q1", "parameters": {"limit": "25"}}"#;
        let xml = written(&plan, &read(&plan, text, Format::Json));
        assert!(xml.contains("  <parameters>\n    <limit>25</limit>\n  </parameters>\n</submission>\n"));
    }
}
