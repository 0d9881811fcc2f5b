//! Writes a telling submission as a test that passes with the definition and fails with the mutant.

use super::compare::{Difference, Shown};
use super::tell::Telling;
use positum_plan::period::Period;
use positum_plan::plan::{CellReference, ColumnId, Plan, Shape, TableId};
use positum_plan::test_case::{GivenTarget, GivenValue, TestedState};
use positum_plan::value::{Quantity, ValueType};
use positum_runtime::cell_address::{address_of, cell_at};
use positum_runtime::evaluated_submission::{CellAt, CellState, Outcome};
use positum_runtime::submission::Address;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Lines are broken before they are longer.
const WIDTH: usize = 100;

/// Writes a test with a name; nothing where a test cannot say it. Whether it does what it should, whoever compiles it must
/// see: not every text can be written.
pub(super) fn test_text(plan: &Plan, telling: &Telling, name: &str) -> Option<String> {
    let report = telling.differences.iter().find(|found| found.can_be_expected()).map(report_of)?;
    let writer = Writer { plan, report };
    let expected = writer.expectations(&telling.differences);
    if expected.is_empty() {
        return None;
    }
    let mut text = format!("test {} for {report} period {}", quoted(name)?, telling.case.period);
    if telling.case.entity != "test" {
        let _ = write!(text, " entity {}", quoted(&telling.case.entity)?);
    }
    text.push_str(" {\n");
    for (period, given) in &telling.case.earlier {
        writer.given(given, Some(*period), &mut text)?;
    }
    writer.given(&telling.case.given, None, &mut text)?;
    let _ = writeln!(text, "  expect {}\n}}", expected.join(", "));
    Some(text)
}

fn report_of(difference: &Difference) -> &str {
    match difference {
        Difference::Cell { address, .. } | Difference::Finding { address, .. } => &address.report,
        Difference::Check { report, .. } => report,
    }
}

/// Writes names as they are looked up in a test for a report.
struct Writer<'w> {
    plan: &'w Plan,
    report: &'w str,
}

impl Writer<'_> {
    /// Says one difference of each kind, the nearest to the cause; that there is no finding only where nothing else can be said.
    fn expectations(&self, differences: &[Difference]) -> Vec<String> {
        let first = |is_kind: fn(&Difference) -> bool| differences.iter().filter(|found| is_kind(found)).find_map(|found| self.expectation(found));
        let cell = first(|found| matches!(found, Difference::Cell { .. }));
        let check = first(|found| matches!(found, Difference::Check { .. }));
        let said: Vec<String> = cell.into_iter().chain(check).collect();
        if said.is_empty() { first(|found| matches!(found, Difference::Finding { .. })).into_iter().collect() } else { said }
    }

    fn expectation(&self, difference: &Difference) -> Option<String> {
        if report_of(difference) != self.report || !difference.can_be_expected() {
            return None;
        }
        match difference {
            Difference::Cell { address, original, mutant } => {
                let (original, name) = (original.as_ref()?, self.cell(address)?);
                let is_value = original.text.is_some() && original.text != mutant.as_ref().and_then(|shown| shown.text.clone());
                match original.text.as_ref().filter(|_| is_value) {
                    Some(text) => Some(format!("{name} = {}", self.value(address, text)?)),
                    None => Some(format!("{name} is {}", state(original).keyword())),
                }
            }
            Difference::Check { report, table, name, row, original, .. } => {
                let outcome = match (*original)? {
                    Outcome::Pass => "passes",
                    Outcome::Fail => "fails",
                    Outcome::NotApplicable => "does not apply",
                    Outcome::NotEvaluated => "is not evaluated",
                };
                let table = table.as_ref().map_or_else(String::new, |table| format!("{table}."));
                let name = if row.is_empty() { format!("{report}.{table}{name}") } else { format!("{report}.{table}{}:{name}", code(row)) };
                let short = if table.is_empty() { name.strip_prefix(&format!("{report}.")).unwrap_or(&name).to_owned() } else { name };
                Some(format!("{short} {outcome}"))
            }
            Difference::Finding { code, address, in_original: true } => {
                let place = self.cell(address).map_or_else(String::new, |cell| format!(" at {cell}"));
                Some(format!("finding {code}{place}"))
            }
            Difference::Finding { in_original: false, .. } => Some("no findings".to_owned()),
        }
    }

    /// Names a cell as briefly as it is clear in the report.
    fn cell(&self, address: &Address) -> Option<String> {
        cell_at(self.plan, address)?;
        let report = if address.report == self.report { String::new() } else { format!("{}.", address.report) };
        let row = code(&address.row);
        Some(if !address.column.is_empty() {
            format!("{report}{}.{row}:{}", address.table, code(&address.column))
        } else if report.is_empty() && self.is_alone(&address.row) {
            row
        } else {
            format!("{report}{}.{row}", address.table)
        })
    }

    /// Tells whether the report has one position of this code, and no parameter is called so.
    fn is_alone(&self, position: &str) -> bool {
        let report = self.plan.reports.iter().find(|report| report.name == self.report);
        let forms = report.into_iter().flat_map(|report| &report.tables).filter(|table| match &self.plan.tables[**table].shape {
            Shape::Form { axis, .. } => axis.entries.iter().any(|entry| entry.code == position),
            Shape::Grid { .. } | Shape::List(_) => false,
        });
        forms.count() == 1 && !self.plan.parameters.iter().any(|parameter| parameter.name == position)
    }

    /// Writes what is given: cells and parameters, then lines.
    fn given(&self, given: &[GivenValue], period: Option<Period>, text: &mut String) -> Option<()> {
        let before = period.map_or_else(String::new, |period| format!("earlier {period} "));
        let mut assigned = Vec::new();
        let mut lines: BTreeMap<(TableId, usize), Vec<String>> = BTreeMap::new();
        for given in given {
            match given.target {
                GivenTarget::Cell(cell) => {
                    let place = CellAt { reference: CellReference::Cell(cell), line: 0 };
                    let name = self.cell(&address_of(self.plan, place))?;
                    assigned.push(assignment(&name, self.plan.cells[cell].value_type.as_ref()?, given)?);
                }
                GivenTarget::Parameter(parameter) => {
                    let parameter = &self.plan.parameters[parameter];
                    assigned.push(assignment(&format!("parameter {}", parameter.name), &parameter.value_type, given)?);
                }
                GivenTarget::InLine(column, line) => {
                    let column = &self.plan.columns[column];
                    let written = assignment(&code(&column.code), column.value_type.as_ref()?, given)?;
                    lines.entry((column.table, line)).or_default().push(written);
                }
            }
        }
        wrapped(&format!("  {before}given "), &assigned, text);
        for ((table, _), cells) in lines {
            let _ = writeln!(text, "  {before}line {} {}", self.list(table), cells.join(", "));
        }
        Some(())
    }

    fn list(&self, table: TableId) -> String {
        let table = &self.plan.tables[table];
        let report = &self.plan.reports[table.report].name;
        if report == self.report { table.name.clone() } else { format!("{report}.{}", table.name) }
    }

    fn value(&self, address: &Address, text: &str) -> Option<String> {
        let at = cell_at(self.plan, address)?;
        let value_type = match at.reference {
            CellReference::Cell(cell) => self.plan.cells[cell].value_type.as_ref(),
            CellReference::Column(column) => self.column_type(column),
        };
        written_value(value_type?, text)
    }

    fn column_type(&self, column: ColumnId) -> Option<&ValueType> {
        self.plan.columns[column].value_type.as_ref()
    }
}

/// Writes as many assignments in a line as it takes.
fn wrapped(begin: &str, assigned: &[String], text: &mut String) {
    let mut line = String::new();
    for assignment in assigned {
        if !line.is_empty() && begin.len().saturating_add(line.len()).saturating_add(assignment.len()) > WIDTH {
            let _ = writeln!(text, "{begin}{line}");
            line.clear();
        }
        line.push_str(if line.is_empty() { "" } else { ", " });
        line.push_str(assignment);
    }
    if !line.is_empty() {
        let _ = writeln!(text, "{begin}{line}");
    }
}

fn assignment(name: &str, value_type: &ValueType, given: &GivenValue) -> Option<String> {
    match &given.text {
        None => Some(format!("{name} is unreadable")),
        Some(text) => Some(format!("{name} = {}", written_value(value_type, text)?)),
    }
}

fn written_value(value_type: &ValueType, text: &str) -> Option<String> {
    match value_type.quantity {
        Quantity::Text | Quantity::Code(_) => quoted(text),
        Quantity::Date | Quantity::Bool => Some(text.to_owned()),
        Quantity::Amount(_) | Quantity::Rate { .. } | Quantity::Ratio(_) | Quantity::Count => Some(text.to_owned()),
        Quantity::Integer | Quantity::Decimal | Quantity::Days => Some(text.to_owned()),
    }
}

fn quoted(text: &str) -> Option<String> {
    if text.chars().any(char::is_control) {
        None
    } else if !text.contains('"') {
        Some(format!("\"{text}\""))
    } else {
        (!text.contains(['«', '»'])).then(|| format!("«{text}»"))
    }
}

/// Writes a code; one that is none of the plain ones stands in single quotes.
fn code(text: &str) -> String {
    let is_name = text.starts_with(|first: char| first.is_ascii_lowercase())
        && text.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_');
    let is_code = !text.is_empty() && text.chars().all(|letter| letter.is_ascii_uppercase() || letter.is_ascii_digit());
    let is_dotted = text.contains('.') && text.split('.').all(|part| !part.is_empty() && part.chars().all(|letter| letter.is_ascii_digit()));
    if is_name || is_code || is_dotted { text.to_owned() } else { format!("'{text}'") }
}

fn state(shown: &Shown) -> TestedState {
    match shown.state {
        CellState::Given => TestedState::Given,
        CellState::Computed => TestedState::Computed,
        CellState::Blank => TestedState::Blank,
        CellState::Missing => TestedState::Missing,
        CellState::NotApplicable => TestedState::NotApplicable,
        CellState::Unreadable => TestedState::Unreadable,
        CellState::NotComputed => TestedState::NotComputed,
    }
}
