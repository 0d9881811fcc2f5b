//! Writes evaluated submissions as JSON: the tree of the input with a value and a state for each cell, then checks and findings.
//!
//! In come evaluated submissions, one at a time, and the plan; out goes an object for one, an array for several. Keys stand
//! in the order of the plan. Nothing is gathered: the tree is written as it is walked.

mod consolidation;

pub use consolidation::write_consolidation_json;

use crate::evaluated_submission::{CheckOutcome, EvaluatedCell, EvaluatedSubmission};
use crate::finding::Finding;
use crate::finding_text::finding_text;
use crate::language::Language;
use crate::render::shown::{message_of, reason_of, value_text};
use crate::submission::{Address, TOTAL};
use positum_plan::plan::{Axis, CellId, CellReference, ColumnId, List, Place, Plan, ReportId, Scope, Shape, TableId};
use positum_plan::value::ValueType;
use serde::{Serialize, Serializer};
use std::io::{Result, Write};

/// Writes evaluated submissions.
pub struct JsonWriter<W: Write> {
    out: W,
    language: Language,
    /// Whether the submissions stand in an array.
    several: bool,
    count: usize,
}

impl<W: Write> JsonWriter<W> {
    /// Begins a document with one submission or with an array of `several`; messages are in `language`.
    /// Writes in many small parts: `out` should gather them.
    ///
    /// # Errors
    /// What writing to `out` gives.
    pub fn new(mut out: W, several: bool, language: Language) -> Result<Self> {
        if several {
            out.write_all(b"[")?;
        }
        Ok(Self { out, language, several, count: 0 })
    }

    /// Writes a submission.
    ///
    /// # Errors
    /// What writing gives.
    pub fn write(&mut self, plan: &Plan, evaluated: &EvaluatedSubmission) -> Result<()> {
        if self.several {
            self.out.write_all(if self.count == 0 { b"\n" } else { b",\n" })?;
        }
        self.count = self.count.saturating_add(1);
        let source = Source { plan, evaluated, language: self.language };
        let (entity, period) = (&evaluated.entity, evaluated.period.to_string());
        let whole = Whole { entity, period, reports: Reports(source), checks: Checks(source), findings: Findings(source) };
        serde_json::to_writer_pretty(&mut self.out, &whole)?;
        Ok(())
    }

    /// Ends the document.
    ///
    /// # Errors
    /// What writing gives.
    pub fn finish(mut self) -> Result<W> {
        self.out.write_all(if self.several { b"\n]\n" } else { b"\n" })?;
        self.out.flush()?;
        Ok(self.out)
    }
}

/// What every part of the tree needs.
#[derive(Clone, Copy)]
struct Source<'a> {
    plan: &'a Plan,
    evaluated: &'a EvaluatedSubmission,
    language: Language,
}

#[derive(Serialize)]
struct Whole<'a> {
    entity: &'a str,
    period: String,
    reports: Reports<'a>,
    checks: Checks<'a>,
    findings: Findings<'a>,
}

struct Reports<'a>(Source<'a>);

impl Serialize for Reports<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let Self(source) = *self;
        serializer.collect_map(source.evaluated.reports.iter().map(|report| (&source.plan.reports[*report].name, Tables(source, *report))))
    }
}

struct Tables<'a>(Source<'a>, ReportId);

impl Serialize for Tables<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let Self(source, report) = *self;
        serializer.collect_map(source.plan.reports[report].tables.iter().map(|table| (&source.plan.tables[*table].name, Table(source, *table))))
    }
}

struct Table<'a>(Source<'a>, TableId);

impl Serialize for Table<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let Self(source, table) = *self;
        match &source.plan.tables[table].shape {
            Shape::Form { positions, axis } => serializer.collect_map(codes(axis).zip(positions).map(|(code, cell)| (code, source.scalar(*cell)))),
            Shape::Grid { rows, columns, cells } => {
                let width = columns.entries.len();
                let row_cells = |row: usize| cells.iter().skip(row.saturating_mul(width)).take(width);
                serializer.collect_map(codes(rows).enumerate().map(|(row, code)| (code, GridRow { source, columns, cells: row_cells(row) })))
            }
            Shape::List(list) => {
                ListParts { rows: Lines { source, table, list }, total: list.total.as_ref().map(|total| Totals { source, cells: &total.cells }) }
                    .serialize(serializer)
            }
        }
    }
}

/// The cells of a row of a grid, without those that are `x`.
struct GridRow<'a, I> {
    source: Source<'a>,
    columns: &'a Axis,
    cells: I,
}

impl<'a, I: Iterator<Item = &'a Option<CellId>> + Clone> Serialize for GridRow<'a, I> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let cells = codes(self.columns).zip(self.cells.clone());
        serializer.collect_map(cells.filter_map(|(code, cell)| cell.map(|cell| (code, self.source.scalar(cell)))))
    }
}

#[derive(Serialize)]
struct ListParts<'a> {
    rows: Lines<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    total: Option<Totals<'a>>,
}

struct Lines<'a> {
    source: Source<'a>,
    table: TableId,
    list: &'a List,
}

impl Serialize for Lines<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let (source, list) = (self.source, self.list);
        serializer.collect_seq((0..source.evaluated.lines[self.table]).map(|line| Line { source, list, line }))
    }
}

struct Line<'a> {
    source: Source<'a>,
    list: &'a List,
    line: usize,
}

impl Serialize for Line<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let cell = |column: &ColumnId| {
            let definition = &self.source.plan.columns[*column];
            let cell = self.source.evaluated.columns[*column].get(self.line)?;
            Some((&definition.code, CellParts::new(cell, definition.value_type.as_ref())))
        };
        serializer.collect_map(self.list.columns.iter().filter_map(cell))
    }
}

/// The cells of a list's total row.
struct Totals<'a> {
    source: Source<'a>,
    cells: &'a [(ColumnId, CellId)],
}

impl Serialize for Totals<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.collect_map(self.cells.iter().map(|(column, cell)| (&self.source.plan.columns[*column].code, self.source.scalar(*cell))))
    }
}

#[derive(Serialize)]
struct CellParts {
    value: Option<String>,
    state: &'static str,
}

impl CellParts {
    fn new(cell: &EvaluatedCell, value_type: Option<&ValueType>) -> Self {
        Self { value: value_text(cell, value_type), state: cell.state.keyword() }
    }
}

struct Checks<'a>(Source<'a>);

impl Serialize for Checks<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.evaluated.checks.iter().map(|outcome| CheckParts::new(self.0, outcome)))
    }
}

#[derive(Serialize)]
struct CheckParts<'a> {
    report: &'a str,
    table: Option<&'a str>,
    check: &'a str,
    row: Option<&'a str>,
    outcome: &'static str,
    severity: &'static str,
    message: Option<String>,
    reason: Option<String>,
    cells: Vec<String>,
}

impl<'a> CheckParts<'a> {
    fn new(source: Source<'a>, outcome: &'a CheckOutcome) -> Self {
        let plan = source.plan;
        let check = &plan.checks[outcome.check];
        Self {
            report: &plan.reports[check.report].name,
            table: check.table.map(|table| plan.tables[table].name.as_str()),
            check: &check.name,
            row: Some(outcome.row.as_str()).filter(|row| !row.is_empty()),
            outcome: outcome.outcome.keyword(),
            severity: check.severity.keyword(),
            message: message_of(plan, outcome, source.language),
            reason: reason_of(plan, outcome, source.language),
            cells: check.cells.iter().map(|cell| full_name(&address_of(plan, *cell, &check.scope, &outcome.row))).collect(),
        }
    }
}

struct Findings<'a>(Source<'a>);

impl Serialize for Findings<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let parts = |finding: &Finding| FindingParts {
            code: finding.kind.code(),
            severity: finding.kind.severity().keyword(),
            cell: full_name(&finding.address),
            message: finding_text(self.0.plan, finding, self.0.language),
            origin: finding.origin.as_ref().map(ToString::to_string),
        };
        serializer.collect_seq(self.0.evaluated.findings.iter().map(parts))
    }
}

#[derive(Serialize)]
struct FindingParts {
    code: &'static str,
    severity: &'static str,
    cell: String,
    message: String,
    origin: Option<String>,
}

impl Source<'_> {
    fn scalar(&self, cell: CellId) -> CellParts {
        CellParts::new(&self.evaluated.cells[cell], self.plan.cells[cell].value_type.as_ref())
    }
}

fn codes(axis: &Axis) -> impl Iterator<Item = &str> {
    axis.entries.iter().map(|entry| entry.code.as_str())
}

/// Gives the name of a cell: `report.table.row:column`, without the parts that are empty.
fn full_name(address: &Address) -> String {
    let names = [&address.report, &address.table, &address.row].map(String::as_str);
    let mut name = names.into_iter().filter(|name| !name.is_empty()).collect::<Vec<_>>().join(".");
    if !address.column.is_empty() {
        name.push(if address.row.is_empty() { '.' } else { ':' });
        name.push_str(&address.column);
    }
    name
}

/// Gives the address of a cell that a check looks at; `row` is the row of its outcome.
fn address_of(plan: &Plan, reference: CellReference, scope: &Scope, row: &str) -> Address {
    let (table, row, column) = match reference {
        CellReference::Cell(id) => {
            let cell = &plan.cells[id];
            let (row, column) = place_of(plan, cell.table, &cell.place);
            (cell.table, row, column)
        }
        CellReference::Column(id) => {
            let column = &plan.columns[id];
            let row = if *scope == Scope::EachLine(column.table) { row } else { "" };
            (column.table, row.to_owned(), column.code.clone())
        }
    };
    let table = &plan.tables[table];
    Address { report: plan.reports[table.report].name.clone(), table: table.name.clone(), row, column }
}

fn place_of(plan: &Plan, table: TableId, place: &Place) -> (String, String) {
    let code = |axis: &Axis, index: usize| axis.entries.get(index).map(|entry| entry.code.clone()).unwrap_or_default();
    match (place, &plan.tables[table].shape) {
        (Place::Position(index), Shape::Form { axis, .. }) => (code(axis, *index), String::new()),
        (Place::Grid(row, column), Shape::Grid { rows, columns, .. }) => (code(rows, *row), code(columns, *column)),
        (Place::Total(column), _) => (TOTAL.to_owned(), plan.columns[*column].code.clone()),
        (Place::Let(name), _) => (name.clone(), String::new()),
        // INVARIANT: `plan_file` refuses a place in a table of another shape.
        (Place::Position(_) | Place::Grid(..), _) => (String::new(), String::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::JsonWriter;
    use crate::language::Language;
    use crate::read::sample_plan::{evaluated, sample_plan, shown};
    use crate::read::{Format, ReadOptions, read_all};
    use crate::submission::Submission;
    use positum_plan::plan::Plan;
    use serde_json::Value;

    const SUBMISSION: &str = r#"{"entity": "E", "period": "2025-Q1", "reports": {
        "capital": {"main": {"010": "5", "020": "40"}}, "ladder": {"assets": {"110": {"020": "-7"}}},
        "currency": {"positions": [{"A": "USD", "010": "-1"}]}}}"#;

    fn read(plan: &Plan, text: &str) -> Vec<Submission> {
        read_all(text.as_bytes(), "f", Format::Json, plan, &ReadOptions::default()).unwrap()
    }

    fn written(several: bool, count: usize) -> String {
        let plan = sample_plan();
        let submission = read(&plan, SUBMISSION).remove(0);
        let mut writer = JsonWriter::new(Vec::new(), several, Language::English).unwrap();
        for number in 0..count {
            let entity = format!("E{number}");
            writer.write(&plan, &evaluated(&plan, &Submission { entity, ..submission.clone() })).unwrap();
        }
        String::from_utf8(writer.finish().unwrap()).unwrap()
    }

    #[test]
    fn the_tree_has_values_states_and_the_order_of_the_plan() {
        let text = written(false, 1);
        assert!(text.starts_with("{\n  \"entity\": \"E0\",\n  \"period\": \"2025-Q1\",\n  \"reports\": {\n    \"capital\": {\n      \"main\": {\n        \"010\": {\n          \"value\": \"5\",\n          \"state\": \"given\"\n"));
        let keys = ["\"010\"", "\"100\"", "\"ladder\"", "\"currency\"", "\"rows\"", "\"total\"", "\"groups\"", "\"checks\"", "\"findings\""];
        let places: Vec<usize> = keys.iter().map(|key| text.find(key).unwrap()).collect();
        assert!(places.is_sorted(), "{places:?}");
        let tree: Value = serde_json::from_str(&text).unwrap();
        let at = |pointer: &str| tree.pointer(pointer).cloned().unwrap_or_default();
        assert_eq!(at("/reports/capital/main/100/value"), "12.50");
        assert_eq!(at("/reports/capital/main/p1/value"), Value::Null);
        assert_eq!(at("/reports/capital/main/p1/state"), "blank");
        assert_eq!(tree.pointer("/reports/ladder/assets/110/030"), None);
        assert_eq!(at("/reports/currency/positions/rows/0/020/value"), "-1.00");
        assert_eq!(at("/reports/currency/positions/total/020/value"), "-1.00");
        assert_eq!(tree.pointer("/reports/currency/groups/total"), None);
        assert_eq!(at("/checks/0/table"), Value::Null);
        assert_eq!(at("/checks/0/cells"), serde_json::json!(["capital.main.100"]));
        assert_eq!(at("/checks/0/message"), Value::Null);
        assert_eq!(at("/checks/1/row"), "1");
        assert_eq!(at("/checks/1/outcome"), "fail");
        assert_eq!(at("/checks/1/cells"), serde_json::json!(["currency.positions.1:010"]));
        assert!(at("/checks/1/message").is_string());
        assert_eq!(at("/findings"), serde_json::json!([]));
    }

    #[test]
    fn findings_name_the_cell_in_full() {
        let plan = sample_plan();
        let submission = read(&plan, r#"{"entity": "E", "period": "2025", "reports": {"ladder": {"assets": {"110": {"020": "x"}}}}}"#).remove(0);
        let mut writer = JsonWriter::new(Vec::new(), false, Language::English).unwrap();
        writer.write(&plan, &evaluated(&plan, &submission)).unwrap();
        let tree: Value = serde_json::from_slice(&writer.finish().unwrap()).unwrap();
        let finding = tree["findings"].as_array().unwrap().iter().find(|finding| finding["code"] == "unreadable_value").unwrap();
        assert_eq!(
            (&finding["cell"], &finding["severity"], &finding["origin"]),
            (&"ladder.assets.110:020".into(), &"error".into(), &"f:1:84".into())
        );
    }

    #[test]
    fn several_submissions_are_an_array_and_none_an_empty_one() {
        let plan = sample_plan();
        assert_eq!(written(true, 0), "[\n]\n");
        assert_eq!(read(&plan, &written(true, 1)).len(), 1);
        assert_eq!(read(&plan, &written(true, 3)).len(), 3);
        assert_eq!(written(true, 3), written(true, 3));
    }

    #[test]
    fn what_is_written_can_be_read_again() {
        let plan = sample_plan();
        let again = read(&plan, &written(false, 1)).remove(0);
        let cells = shown(&again.cells);
        assert!(cells.contains(&"capital.main.100:=12.50".to_owned()));
        assert!(cells.contains(&"currency.positions.1:A=USD".to_owned()));
        assert_eq!(evaluated(&plan, &again).findings, []);
    }
}
