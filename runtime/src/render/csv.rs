//! Writes evaluated submissions as CSV: one file of cells, one of outcomes of checks, one of findings.
//!
//! In come evaluated submissions, one at a time, and the plan; out go lines in the order of the plan. Values stay as they
//! are: a text that a spreadsheet would take for a formula too, since most of those are negative amounts.

use crate::consolidate::{ConsolidationFinding, EntityTree, PartOfGroup, consolidation_finding_text};
use crate::evaluated_submission::{CheckOutcome, EvaluatedCell, EvaluatedSubmission};
use crate::finding::Finding;
use crate::finding_text::finding_text;
use crate::language::Language;
use crate::render::shown::{message_of, reason_of, value_text};
use crate::submission::TOTAL;
use positum_plan::period::Period;
use positum_plan::plan::{Axis, CellId, ColumnId, List, Plan, Shape, TableId};
use positum_plan::value::ValueType;
use std::io::{Error, Result, Write};

/// The columns of the file of cells; reading ignores the last.
pub const CELLS: [&str; 8] = ["entity", "period", "report", "table", "row", "column", "value", "state"];
/// The columns of a file with the cells of the parts of groups.
pub const PART_CELLS: [&str; 9] = ["entity", "period", "part", "report", "table", "row", "column", "value", "state"];
/// The columns of a file with findings of consolidation.
pub const CONSOLIDATION_FINDINGS: [&str; 11] =
    ["group", "period", "entity", "report", "table", "row", "column", "code", "severity", "message", "origin"];
/// The columns of the file of outcomes.
pub const CHECKS: [&str; 10] = ["entity", "period", "report", "table", "check", "row", "outcome", "severity", "message", "reason"];
/// The columns of the file of findings.
pub const FINDINGS: [&str; 10] = ["entity", "period", "report", "table", "row", "column", "code", "severity", "message", "origin"];

/// Writes CSV files line by line.
pub struct CsvWriter<W: Write> {
    lines: csv::Writer<W>,
}

impl<W: Write> CsvWriter<W> {
    /// Begins a file with the line that names its columns.
    ///
    /// # Errors
    /// What writing to `out` gives.
    pub fn new(out: W, columns: &[&str]) -> Result<Self> {
        let mut writer = Self { lines: csv::Writer::from_writer(out) };
        writer.write(columns)?;
        Ok(writer)
    }

    /// Writes the cells of the evaluated reports; those that are `x` have no line.
    ///
    /// # Errors
    /// What writing gives.
    pub fn write_cells(&mut self, plan: &Plan, evaluated: &EvaluatedSubmission) -> Result<()> {
        self.write_cells_of(plan, evaluated, None)
    }

    /// Writes the cells of a part of a group, under the columns [`PART_CELLS`].
    ///
    /// # Errors
    /// What writing gives.
    pub fn write_part(&mut self, plan: &Plan, evaluated: &EvaluatedSubmission, part: PartOfGroup) -> Result<()> {
        self.write_cells_of(plan, evaluated, Some(part.keyword()))
    }

    /// Writes a finding of consolidation, under the columns [`CONSOLIDATION_FINDINGS`].
    ///
    /// # Errors
    /// What writing gives.
    pub fn write_consolidation_finding(
        &mut self,
        (plan, tree, period): (&Plan, &EntityTree, Period),
        finding: &ConsolidationFinding,
        language: Language,
    ) -> Result<()> {
        let group = finding.group.map(|group| tree.entity(group).name.as_ref()).unwrap_or_default();
        let entity = finding.entity.as_deref().unwrap_or_default();
        let address = &finding.address;
        let message = consolidation_finding_text(plan, finding, language);
        let origin = finding.origin.as_ref().map(ToString::to_string).unwrap_or_default();
        let (code, severity) = (finding.kind.code(), finding.kind.severity().keyword());
        let place = [&address.report, &address.table, &address.row, &address.column].map(String::as_str);
        let [report, table, row, column] = place;
        self.write(&[group, &period.to_string(), entity, report, table, row, column, code, severity, &message, &origin])
    }

    fn write_cells_of(&mut self, plan: &Plan, evaluated: &EvaluatedSubmission, part: Option<&'static str>) -> Result<()> {
        let period = evaluated.period.to_string();
        for report in &evaluated.reports {
            let report = &plan.reports[*report];
            for table in &report.tables {
                let names = [evaluated.entity.as_str(), &period, &report.name, &plan.tables[*table].name];
                self.write_table(&TableCells { plan, evaluated, names, part }, *table)?;
            }
        }
        Ok(())
    }

    /// Writes the outcomes of the checks.
    ///
    /// # Errors
    /// What writing gives.
    pub fn write_checks(&mut self, plan: &Plan, evaluated: &EvaluatedSubmission, language: Language) -> Result<()> {
        let period = evaluated.period.to_string();
        evaluated.checks.iter().try_for_each(|outcome| self.write_check(plan, [&evaluated.entity, &period], outcome, language))
    }

    /// Writes the findings.
    ///
    /// # Errors
    /// What writing gives.
    pub fn write_findings(&mut self, plan: &Plan, evaluated: &EvaluatedSubmission, language: Language) -> Result<()> {
        let period = evaluated.period.to_string();
        evaluated.findings.iter().try_for_each(|finding| self.write_finding(plan, [&evaluated.entity, &period], finding, language))
    }

    /// Writes what is still held back.
    ///
    /// # Errors
    /// What writing gives.
    pub fn flush(&mut self) -> Result<()> {
        self.lines.flush()
    }

    /// Writes what is still held back and gives the stream.
    ///
    /// # Errors
    /// The stream's own.
    pub fn finish(self) -> Result<W> {
        self.lines.into_inner().map_err(|error| Error::new(error.error().kind(), error.to_string()))
    }

    fn write(&mut self, fields: &[&str]) -> Result<()> {
        self.lines.write_record(fields).map_err(|error| match error.into_kind() {
            // As it was, so that a closed pipe is still known as one.
            csv::ErrorKind::Io(error) => error,
            other => Error::other(format!("{other:?}")),
        })
    }

    fn write_table(&mut self, cells: &TableCells<'_>, table: TableId) -> Result<()> {
        match &cells.plan.tables[table].shape {
            Shape::Form { positions, axis } => {
                positions.iter().zip(codes(axis)).try_for_each(|(cell, code)| self.write_scalar(cells, code, "", *cell))
            }
            Shape::Grid { rows, columns, cells: ids } => {
                let places = codes(rows).flat_map(|row| codes(columns).map(move |column| (row, column)));
                places.zip(ids).try_for_each(|((row, column), id)| id.map_or(Ok(()), |id| self.write_scalar(cells, row, column, id)))
            }
            Shape::List(list) => self.write_list(cells, table, list),
        }
    }

    fn write_list(&mut self, cells: &TableCells<'_>, table: TableId, list: &List) -> Result<()> {
        for line in 0..cells.evaluated.lines[table] {
            let row = line.saturating_add(1).to_string();
            for column in &list.columns {
                let definition = &cells.plan.columns[*column];
                if let Some(cell) = cells.line_cell(*column, line) {
                    self.write_cell(cells, &row, &definition.code, cell, definition.value_type.as_ref())?;
                }
            }
        }
        let totals = list.total.iter().flat_map(|total| &total.cells);
        totals.into_iter().try_for_each(|(column, cell)| self.write_scalar(cells, TOTAL, &cells.plan.columns[*column].code, *cell))
    }

    fn write_scalar(&mut self, cells: &TableCells<'_>, row: &str, column: &str, cell: CellId) -> Result<()> {
        let value_type = cells.plan.cells[cell].value_type.as_ref();
        self.write_cell(cells, row, column, &cells.evaluated.cells[cell], value_type)
    }

    fn write_cell(&mut self, cells: &TableCells<'_>, row: &str, column: &str, cell: &EvaluatedCell, value_type: Option<&ValueType>) -> Result<()> {
        let [entity, period, report, table] = cells.names;
        let value = value_text(cell, value_type).unwrap_or_default();
        let (cell_part, state) = ([report, table, row, column, &value], cell.state.keyword());
        let fields: Vec<&str> = [entity, period].into_iter().chain(cells.part).chain(cell_part).chain([state]).collect();
        self.write(&fields)
    }

    fn write_check(&mut self, plan: &Plan, [entity, period]: [&str; 2], outcome: &CheckOutcome, language: Language) -> Result<()> {
        let check = &plan.checks[outcome.check];
        let report = &plan.reports[check.report].name;
        let table = check.table.map_or("", |table| &plan.tables[table].name);
        let message = message_of(plan, outcome, language).unwrap_or_default();
        let reason = reason_of(plan, outcome, language).unwrap_or_default();
        let (result, severity) = (outcome.outcome.keyword(), check.severity.keyword());
        self.write(&[entity, period, report, table, &check.name, &outcome.row, result, severity, &message, &reason])
    }

    fn write_finding(&mut self, plan: &Plan, [entity, period]: [&str; 2], finding: &Finding, language: Language) -> Result<()> {
        let address = &finding.address;
        let message = finding_text(plan, finding, language);
        let origin = finding.origin.as_ref().map(ToString::to_string).unwrap_or_default();
        let (code, severity) = (finding.kind.code(), finding.kind.severity().keyword());
        self.write(&[entity, period, &address.report, &address.table, &address.row, &address.column, code, severity, &message, &origin])
    }
}

/// The cells of a table, and the names that stand before each.
struct TableCells<'a> {
    plan: &'a Plan,
    evaluated: &'a EvaluatedSubmission,
    /// Entity, period, report and table.
    names: [&'a str; 4],
    /// The part of a group.
    part: Option<&'static str>,
}

impl<'a> TableCells<'a> {
    fn line_cell(&self, column: ColumnId, line: usize) -> Option<&'a EvaluatedCell> {
        self.evaluated.columns[column].get(line)
    }
}

fn codes(axis: &Axis) -> impl Iterator<Item = &str> {
    axis.entries.iter().map(|entry| entry.code.as_str())
}

#[cfg(test)]
mod tests {
    use super::{CELLS, CHECKS, CsvWriter, FINDINGS};
    use crate::evaluated_submission::EvaluatedSubmission;
    use crate::language::Language;
    use crate::read::sample_plan::{evaluated, sample_plan};
    use crate::read::{Format, ReadOptions, read_all};
    use positum_plan::plan::Plan;
    use std::io::{Error, ErrorKind, Result, Write};

    const SUBMISSION: &str = r#"{"entity": "E", "period": "2025-Q1", "reports": {
        "capital": {"main": {"010": "5", "020": "40", "p1": "=a, \"b\"", "x": 1}},
        "ladder": {"assets": {"110": {"020": "-7"}}},
        "currency": {"positions": [{"A": "USD", "010": "1.005"}, {"A": "EUR", "010": "x"}]}}}"#;

    fn written(columns: &[&str], write: impl Fn(&mut CsvWriter<&mut Vec<u8>>, &Plan, &EvaluatedSubmission) -> Result<()>) -> String {
        let plan = sample_plan();
        let submission = read_all(SUBMISSION.as_bytes(), "f", Format::Json, &plan, &ReadOptions::default()).unwrap().remove(0);
        let mut bytes = Vec::new();
        let mut writer = CsvWriter::new(&mut bytes, columns).unwrap();
        write(&mut writer, &plan, &evaluated(&plan, &submission)).unwrap();
        writer.flush().unwrap();
        drop(writer);
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn cells_stand_in_the_order_of_the_plan_and_x_has_no_line() {
        let expected = r#"entity,period,report,table,row,column,value,state
E,2025-Q1,capital,main,010,,5,given
E,2025-Q1,capital,main,020,,40,given
E,2025-Q1,capital,main,100,,12.50,computed
E,2025-Q1,capital,main,p1,,"=a, ""b""",given
E,2025-Q1,ladder,assets,110,010,-7,computed
E,2025-Q1,ladder,assets,110,020,-7,given
E,2025-Q1,ladder,assets,120,010,0,computed
E,2025-Q1,ladder,assets,120,020,0,blank
E,2025-Q1,ladder,assets,120,030,0,blank
E,2025-Q1,ladder,debts,110,020,0,blank
E,2025-Q1,currency,positions,1,A,USD,given
E,2025-Q1,currency,positions,1,010,1.01,given
E,2025-Q1,currency,positions,1,020,1.01,computed
E,2025-Q1,currency,positions,2,A,EUR,given
E,2025-Q1,currency,positions,2,010,,unreadable
E,2025-Q1,currency,positions,2,020,,not_computed
E,2025-Q1,currency,positions,total,020,,not_computed
E,2025-Q1,currency,groups,1,A,USD,computed
E,2025-Q1,currency,groups,1,sum,1.01,computed
E,2025-Q1,currency,groups,2,A,EUR,computed
E,2025-Q1,currency,groups,2,sum,,not_computed
"#;
        assert_eq!(written(&CELLS, |writer, plan, evaluated| writer.write_cells(plan, evaluated)), expected);
    }

    #[test]
    fn checks_have_a_message_where_they_fail_and_a_reason_where_they_are_not_evaluated() {
        let text = written(&CHECKS, |writer, plan, evaluated| writer.write_checks(plan, evaluated, Language::English));
        let lines: Vec<Vec<&str>> = text.lines().map(|line| line.split(',').collect()).collect();
        assert_eq!(lines[0], CHECKS);
        assert_eq!(lines[1][..9], ["E", "2025-Q1", "capital", "", "enough", "", "not_evaluated", "error", ""]);
        assert!(lines[1][9].contains("limit"));
        assert_eq!(lines[2], ["E", "2025-Q1", "currency", "positions", "positive", "1", "pass", "error", "", ""]);
        assert_eq!(lines[3][..8], ["E", "2025-Q1", "currency", "positions", "positive", "2", "not_evaluated", "error"]);
    }

    #[test]
    fn findings_name_cell_and_place() {
        let text = written(&FINDINGS, |writer, plan, evaluated| writer.write_findings(plan, evaluated, Language::Latvian));
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let records: Vec<Vec<String>> = reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect();
        let without_message = |record: &Vec<String>| [&record[2..8], &record[9..]].concat().join(" ");
        let expected = [
            "capital main x  unknown_name warning f:2:79",
            "currency positions 1 010 too_many_decimals warning f:4:56",
            "currency positions 2 010 unreadable_value error f:4:86",
        ];
        assert_eq!(records.iter().map(without_message).collect::<Vec<_>>(), expected);
        assert!(records.iter().all(|record| !record[8].is_empty()));
    }

    #[test]
    fn a_closed_pipe_is_still_known_as_one() {
        struct Closed;
        impl Write for Closed {
            fn write(&mut self, _: &[u8]) -> Result<usize> {
                Err(Error::from(ErrorKind::BrokenPipe))
            }
            fn flush(&mut self) -> Result<()> {
                Ok(())
            }
        }
        let long = "x".repeat(100_000);
        let error = CsvWriter::new(Closed, &[&long]).err().unwrap();
        assert_eq!(error.kind(), ErrorKind::BrokenPipe);
    }
}
