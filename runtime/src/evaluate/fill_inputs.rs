//! Fills input cells and numbers the lines of lists.

use super::Standing;
use super::collect_findings::{Findings, Spot};
use super::find_names::{LineTarget, Within};
use super::place_cells::{Entry, Placed, Settled, UnknownColumn, given_text, is_nothing, push_unknown_name, settle, take_entries};
use super::read_values::{Reading, read_value_on};
use super::worksheet::{Worksheet, cell_with, cell_without, column_at, lists, scalar_at, whole};
use crate::evaluated_submission::{Cause, CellAt, CellState, EvaluatedCell};
use crate::finding::FindingKind;
use crate::submission::{Address, Given, SubmittedCell};
use positum_plan::amount::Exact;
use positum_plan::id::IdVec;
use positum_plan::plan::{Absence, List, Origin, ReportId, TableId};
use positum_plan::value::Value;

/// A value that was given for a cell that is computed.
pub(super) struct GivenComputed<'s> {
    pub(super) at: CellAt,
    pub(super) cell: &'s SubmittedCell,
}

/// Fills the input cells of all reports but those left out; gives the values of cells that are computed.
pub(super) fn fill_inputs<'s>(
    worksheet: &mut Worksheet<'_>,
    standings: &IdVec<ReportId, Standing>,
    placed: &Placed<'s>,
    findings: &mut Findings<'_>,
) -> Vec<GivenComputed<'s>> {
    let mut filling = Filling { worksheet, findings, given_computed: Vec::new() };
    let plan = filling.worksheet.plan;
    let is_left_out = |table: TableId| standings[plan.tables[table].report] == Standing::LeftOut;
    let mut rest = placed.cells.as_slice();
    for (id, cell) in plan.cells.entries() {
        let entries = take_entries(&mut rest, id);
        if !is_left_out(cell.table)
            && let Some(input) = filling.fill(scalar_at(id), &cell.origin, entries)
        {
            filling.worksheet.cells[id] = input;
        }
    }
    for (table, list) in lists(plan) {
        if list.derivation.is_none() && !is_left_out(table) {
            filling.fill_list(table, list, placed);
        }
    }
    filling.given_computed
}

struct Filling<'a, 'p, 'e, 's> {
    worksheet: &'a mut Worksheet<'p>,
    findings: &'a mut Findings<'e>,
    given_computed: Vec<GivenComputed<'s>>,
}

impl<'s> Filling<'_, '_, '_, 's> {
    /// Makes an input cell. What was given for a cell that is computed is put aside.
    fn fill<K>(&mut self, at: CellAt, origin: &Origin, entries: &[Entry<'s, K>]) -> Option<EvaluatedCell> {
        let settled = settle(entries, &Spot::Cell(at), self.findings);
        match (origin, settled) {
            (Origin::Input(absence), Settled::Absent(place)) => {
                if *absence == Absence::Required {
                    self.findings.push(&Spot::Cell(at), FindingKind::MissingRequired, place.cloned());
                }
                Some(self.absent(at, *absence))
            }
            (Origin::Input(_), Settled::Once(cell)) => self.read(at, cell),
            (Origin::Input(_), Settled::Twice(cell)) => {
                let unreadable = cell_without(CellState::Unreadable, Some(Cause::Unreadable(at)));
                Some(EvaluatedCell { origin: Some(cell.origin.clone()), ..unreadable })
            }
            (Origin::Formula { .. } | Origin::Sequence | Origin::GroupKey, Settled::Once(cell)) => {
                self.given_computed.push(GivenComputed { at, cell });
                None
            }
            (Origin::Formula { .. } | Origin::Sequence | Origin::GroupKey, Settled::Absent(_) | Settled::Twice(_)) => None,
        }
    }

    fn absent(&self, at: CellAt, absence: Absence) -> EvaluatedCell {
        let is_number = self.worksheet.value_type(at).is_some_and(positum_plan::value::ValueType::is_number);
        match absence {
            Absence::Required => cell_without(CellState::Missing, Some(Cause::Missing(at))),
            Absence::Zero if is_number => cell_with(CellState::Blank, Value::Number(Exact::ZERO)),
            Absence::Zero | Absence::Optional => cell_without(CellState::Blank, None),
        }
    }

    fn read(&mut self, at: CellAt, cell: &SubmittedCell) -> Option<EvaluatedCell> {
        if cell.given == Given::UnknownOfMembers {
            self.findings.push(&Spot::Cell(at), FindingKind::UnknownOfMembers, Some(cell.origin.clone()));
            let unknown = cell_without(CellState::NotComputed, Some(Cause::UnknownOfMembers(at)));
            return Some(EvaluatedCell { origin: Some(cell.origin.clone()), ..unknown });
        }
        let (state, value, finding) = match read_value_on(self.worksheet.plan, self.worksheet.value_type(at)?, &cell.given, self.worksheet.last_day) {
            Reading::Read(value, finding) => (CellState::Given, Some(value), finding),
            Reading::Unreadable(finding) => (CellState::Unreadable, None, Some(finding)),
        };
        let is_as_given = matches!(finding, None | Some(FindingKind::UnknownCode { .. }));
        if let Some(finding) = finding {
            self.findings.push(&Spot::Cell(at), finding, Some(cell.origin.clone()));
        }
        Some(EvaluatedCell {
            state,
            cause: value.is_none().then_some(Cause::Unreadable(at)),
            value,
            origin: Some(cell.origin.clone()),
            given_text: (!is_as_given).then(|| given_text(&cell.given).to_owned()),
        })
    }

    /// Makes the lines of a list: those of which an input cell is filled, numbered from 1.
    fn fill_list(&mut self, table: TableId, list: &List, placed: &Placed<'s>) {
        let by_line = placed.lines[table].chunk_by(|left, right| left.key.line == right.key.line);
        let lines: Vec<&[Entry<'s, LineTarget>]> = by_line.filter(|entries| self.is_line(list, entries)).collect();
        for column in &list.columns {
            match self.worksheet.plan.columns[*column].origin {
                Origin::Input(_) | Origin::Sequence => self.worksheet.columns[*column].reserve_exact(lines.len()),
                Origin::Formula { .. } | Origin::GroupKey => {}
            }
        }
        for (number, entries) in lines.iter().enumerate() {
            self.fill_line(list, number, entries);
        }
        let numbers: Vec<u64> = lines.iter().filter_map(|entries| entries.first()).map(|entry| entry.key.line).collect();
        self.worksheet.lines[table] = numbers.len();
        self.push_unknown_columns(table, &numbers, &placed.unknown_columns[table]);
        self.worksheet.line_numbers[table] = numbers;
    }

    fn is_line(&self, list: &List, entries: &[Entry<'s, LineTarget>]) -> bool {
        entries.iter().any(|entry| {
            let column = list.columns.get(entry.key.position);
            let is_input = column.is_some_and(|column| matches!(self.worksheet.plan.columns[*column].origin, Origin::Input(_)));
            is_input && !is_nothing(&entry.cell.given)
        })
    }

    fn fill_line(&mut self, list: &List, number: usize, mut entries: &[Entry<'s, LineTarget>]) {
        let plan = self.worksheet.plan;
        let line = entries.first().map_or(0, |entry| entry.key.line);
        for (position, column) in list.columns.iter().enumerate() {
            let given = take_entries(&mut entries, LineTarget { line, position });
            let origin = &plan.columns[*column].origin;
            let input = self.fill(column_at(*column, number), origin, given);
            let cell = match origin {
                Origin::Sequence => Some(cell_with(CellState::Computed, Value::Number(whole(number.saturating_add(1))))),
                Origin::Input(_) | Origin::Formula { .. } | Origin::GroupKey => input,
            };
            if let Some(cell) = cell {
                self.worksheet.columns[*column].push(cell);
            }
        }
    }

    /// Makes the findings of columns that the list does not have, by the number that the line has now.
    fn push_unknown_columns(&mut self, table: TableId, numbers: &[u64], unknown: &[UnknownColumn<'s>]) {
        for UnknownColumn { line, name, cell } in unknown {
            let row = match numbers.binary_search(line) {
                Ok(number) => number.saturating_add(1).to_string(),
                Err(_) => cell.address.row.clone(),
            };
            let address = Address { row, ..cell.address.clone() };
            push_unknown_name(Within::Table(table), address, name, cell, self.findings);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample_plan::{SamplePlan, euro, findings, formula, given_at, integer, percent, submission, text};
    use super::super::{EvaluationOptions, Evaluator};
    use crate::evaluated_submission::{Cause, CellState, EvaluatedSubmission};
    use crate::finding::FindingKind;
    use positum_plan::plan::{Absence, CellId, ColumnId, Origin};

    fn form() -> (SamplePlan, [CellId; 3]) {
        let mut sample = SamplePlan::new();
        let report = sample.report("r");
        let table = sample.form(report, "f");
        let required = sample.input(table, "1.1", euro(), Absence::Required);
        let zero = sample.input(table, "zero", percent(), Absence::Zero);
        let optional = sample.input(table, "optional", text(), Absence::Optional);
        (sample, [required, zero, optional])
    }

    fn list() -> (SamplePlan, [ColumnId; 4]) {
        let mut sample = SamplePlan::new();
        let report = sample.report("r");
        let table = sample.list(report, "l");
        let number = sample.column(table, "no", Some(integer()), Origin::Sequence);
        let a = sample.input_column(table, "a", euro(), Absence::Required);
        let b = sample.input_column(table, "b", euro(), Absence::Zero);
        let of_b = sample.of_column(b);
        let c = sample.column(table, "c", Some(euro()), formula(of_b));
        (sample, [number, a, b, c])
    }

    fn shown(sample: &SamplePlan, evaluated: &EvaluatedSubmission, cells: &[CellId]) -> Vec<String> {
        cells.iter().map(|cell| sample.shown(evaluated, *cell)).collect()
    }

    #[test]
    fn what_is_absent_is_missing_zero_or_blank() {
        let (sample, cells) = form();
        let evaluated = sample.evaluate(&[]);
        assert_eq!(shown(&sample, &evaluated, &cells), ["missing", "0.00 blank", "blank"]);
        assert_eq!(findings(&evaluated), ["r.f.1.1 missing_required"]);
        let evaluated = sample.evaluate(&[("r.f.1.1", ""), ("r.f.zero", ""), ("r.f.optional", "")]);
        assert_eq!(shown(&sample, &evaluated, &cells), ["missing", "0.00 blank", "blank"]);
        assert_eq!(evaluated.findings[0].origin, Some(given_at(1)));
    }

    #[test]
    fn an_unreadable_value_is_never_zero() {
        let (sample, cells) = form();
        let evaluated = sample.evaluate(&[("r.f.1.1", "1 000"), ("r.f.zero", "-"), ("r.f.optional", "a\tb")]);
        assert_eq!(shown(&sample, &evaluated, &cells), ["unreadable"; 3]);
        assert_eq!(findings(&evaluated).len(), 3);
        assert_eq!(evaluated.cells[cells[0]].given_text.as_deref(), Some("1 000"));
    }

    #[test]
    fn a_cell_given_twice_is_unreadable_and_the_finding_names_both_places() {
        let (sample, [required, ..]) = form();
        let evaluated = sample.evaluate(&[("r.f.1.1", "5"), ("r.f.zero", "1"), ("r.f.1.1.", "5")]);
        assert_eq!(sample.shown(&evaluated, required), "unreadable");
        assert!(matches!(evaluated.cells[required].cause, Some(Cause::Unreadable(_))));
        assert_eq!(evaluated.findings.len(), 1);
        assert_eq!(evaluated.findings[0].kind, FindingKind::GivenTwice { first: given_at(1) });
        assert_eq!(evaluated.findings[0].origin, Some(given_at(3)));
    }

    #[test]
    fn nothing_twice_is_nothing_and_nothing_beside_a_value_is_twice() {
        let (sample, [_, zero, _]) = form();
        let evaluated = sample.evaluate(&[("r.f.1.1", "5"), ("r.f.zero", ""), ("r.f.zero", "")]);
        assert_eq!((sample.shown(&evaluated, zero), findings(&evaluated)), ("0.00 blank".to_owned(), Vec::new()));
        let evaluated = sample.evaluate(&[("r.f.1.1", "5"), ("r.f.zero", ""), ("r.f.zero", "1")]);
        assert_eq!((sample.shown(&evaluated, zero), findings(&evaluated)), ("unreadable".to_owned(), vec!["r.f.zero given_twice".to_owned()]));
    }

    #[test]
    fn lines_go_by_number_those_without_a_filled_input_are_dropped_and_origins_stay() {
        let (sample, [number, a, b, c]) = list();
        let given = [
            ("r.l.10:a", "10"),
            ("r.l.2:a", ""),
            ("r.l.2:no", "2"),
            ("r.l.2:c", "4"),
            ("r.l.9:b", "9"),
            ("r.l.3:a", "x"),
            ("r.l.2:strange", "1"),
            ("r.l.9:strange", "1"),
        ];
        let evaluated = sample.evaluate(&given);
        assert_eq!(sample.shown_column(&evaluated, number), ["1 computed", "2 computed", "3 computed"]);
        assert_eq!(sample.shown_column(&evaluated, a), ["unreadable", "missing", "10 given"]);
        assert_eq!(sample.shown_column(&evaluated, b), ["0 blank", "9 given", "0 blank"]);
        assert_eq!(sample.shown_column(&evaluated, c), ["0 computed", "9 computed", "0 computed"]);
        assert_eq!(evaluated.columns[a][2].origin, Some(given_at(1)));
        let expected = ["r.l.1:a unreadable_value", "r.l.2:a missing_required", "r.l.2:strange unknown_name", "r.l.2:strange unknown_name"];
        assert_eq!(findings(&evaluated), expected);
    }

    #[test]
    fn a_line_number_that_differs_by_more_than_one_is_found() {
        let (sample, _) = list();
        let given = [("r.l.1:a", "1"), ("r.l.1:no", "2"), ("r.l.2:a", "1"), ("r.l.2:no", "4"), ("r.l.2:no", "")];
        assert_eq!(findings(&sample.evaluate(&given[..3])), Vec::<String>::new());
        assert_eq!(findings(&sample.evaluate(&given[..4])), ["r.l.2:no submitted_total_differs"]);
        assert_eq!(findings(&sample.evaluate(&given)), ["r.l.2:no given_twice"]);
    }

    #[test]
    fn a_cell_of_a_line_given_twice_is_unreadable() {
        let (sample, [_, a, ..]) = list();
        let evaluated = sample.evaluate(&[("r.l.1:a", "1"), ("r.l.01:a", "1")]);
        assert_eq!(sample.shown_column(&evaluated, a), ["unreadable"]);
        assert_eq!(findings(&evaluated), ["r.l.1:a given_twice"]);
    }

    #[test]
    fn a_rounded_value_keeps_what_was_written() {
        let (sample, [required, ..]) = form();
        let submission = submission(&[("r.f.1.1", "-2.5")]);
        let evaluated = Evaluator::new(&sample.plan, &EvaluationOptions::default()).unwrap().evaluate(&submission);
        let cell = &evaluated.cells[required];
        assert_eq!((cell.state, cell.given_text.as_deref()), (CellState::Given, Some("-2.5")));
        assert_eq!(sample.shown(&evaluated, required), "-3 given");
        let expected = FindingKind::TooManyDecimals { given: "-2.5".to_owned(), decimals: 0, shown: "-3".to_owned() };
        assert_eq!(evaluated.findings[0].kind, expected);
    }
}
