//! Fills input cells and numbers the lines of lists.

use super::Standing;
use super::collect_findings::{Findings, Spot};
use super::find_names::Within;
use super::given_cells::{GivenCell, GivenLines, GivenValue, PackedCell};
use super::place_cells::{Placed, Settled, UnknownColumn, cells_of, push_unknown_name, settle, take_entries};
use super::read_values::{Reading, read_value_on};
use super::worksheet::{Worksheet, cell_with, cell_without, column_at, lists, scalar_at, whole};
use crate::evaluated_submission::{Cause, CellAt, CellState, EvaluatedCell};
use crate::finding::FindingKind;
use crate::submission::Address;
use positum_plan::amount::Exact;
use positum_plan::id::IdVec;
use positum_plan::plan::{Absence, List, Origin, ReportId, TableId};
use positum_plan::value::Value;
use std::ops::Range;

/// A value that was given for a scalar cell that is computed.
pub(super) struct GivenComputed {
    pub(super) at: CellAt,
    /// Its place among the entries of scalar cells.
    pub(super) entry: usize,
}

/// What came of a place.
enum Filled {
    Cell(EvaluatedCell),
    /// A value was given for a cell that is computed.
    GivenComputed,
    /// Nothing is to be done: the cell is computed.
    Nothing,
}

/// Fills the input cells of all reports but those left out; gives the values of scalar cells that are computed.
///
/// Of the lines that were placed only those values are left that were given for computed cells.
pub(super) fn fill_inputs(
    worksheet: &mut Worksheet<'_>,
    standings: &IdVec<ReportId, Standing>,
    placed: &mut Placed<'_>,
    findings: &mut Findings<'_>,
) -> Vec<GivenComputed> {
    worksheet.main_file = placed.main_file.clone();
    let mut filling = Filling { worksheet, findings };
    let plan = filling.worksheet.plan;
    let is_left_out = |table: TableId| standings[plan.tables[table].report] == Standing::LeftOut;
    let mut given_computed = Vec::new();
    let mut rest = placed.cells.as_slice();
    for (id, cell) in plan.cells.entries() {
        let entry = placed.cells.len().saturating_sub(rest.len());
        let entries = take_entries(&mut rest, id);
        if is_left_out(cell.table) {
            continue;
        }
        match filling.fill(scalar_at(id), &cell.origin, cells_of(entries)) {
            Filled::Cell(input) => filling.worksheet.cells[id] = input,
            Filled::GivenComputed => given_computed.push(GivenComputed { at: scalar_at(id), entry }),
            Filled::Nothing => {}
        }
    }
    for (table, list) in lists(plan) {
        if list.derivation.is_none() && !is_left_out(table) {
            filling.fill_list(table, list, &mut placed.lines[table], &placed.unknown_columns[table]);
        }
    }
    given_computed
}

struct Filling<'a, 'p, 'e> {
    worksheet: &'a mut Worksheet<'p>,
    findings: &'a mut Findings<'e>,
}

impl Filling<'_, '_, '_> {
    /// Makes an input cell. What was given for a cell that is computed waits.
    fn fill<'g>(&mut self, at: CellAt, origin: &Origin, cells: impl Iterator<Item = GivenCell<'g>> + Clone) -> Filled {
        let settled = settle(cells, &Spot::Cell(at), self.findings);
        match (origin, settled) {
            (Origin::Input(absence), Settled::Absent(place)) => {
                if *absence == Absence::Required {
                    self.findings.push(&Spot::Cell(at), FindingKind::MissingRequired, place);
                }
                Filled::Cell(self.absent(at, *absence))
            }
            (Origin::Input(_), Settled::Once(cell)) => self.read(at, cell).map_or(Filled::Nothing, Filled::Cell),
            (Origin::Input(_), Settled::Twice(cell)) => {
                let unreadable = cell_without(CellState::Unreadable, Some(Cause::Unreadable(at)));
                Filled::Cell(unreadable.read_at(cell.origin(), self.worksheet.main_file.as_ref()))
            }
            (Origin::Formula { .. } | Origin::Sequence | Origin::GroupKey, Settled::Once(_)) => Filled::GivenComputed,
            (Origin::Formula { .. } | Origin::Sequence | Origin::GroupKey, Settled::Absent(_) | Settled::Twice(_)) => Filled::Nothing,
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

    fn read(&mut self, at: CellAt, cell: GivenCell<'_>) -> Option<EvaluatedCell> {
        if cell.given() == GivenValue::UnknownOfMembers {
            self.findings.push(&Spot::Cell(at), FindingKind::UnknownOfMembers, Some(cell.origin()));
            let unknown = cell_without(CellState::NotComputed, Some(Cause::UnknownOfMembers(at)));
            return Some(unknown.read_at(cell.origin(), self.worksheet.main_file.as_ref()));
        }
        let reading = read_value_on(self.worksheet.plan, self.worksheet.value_type(at)?, cell.given(), self.worksheet.last_day);
        let (made, finding) = match reading {
            Reading::Read(value, finding) => (cell_with(CellState::Given, value), finding),
            Reading::Unreadable(finding) => (cell_without(CellState::Unreadable, Some(Cause::Unreadable(at))), Some(finding)),
        };
        let is_as_given = matches!(finding, None | Some(FindingKind::UnknownCode { .. }));
        if let Some(finding) = finding {
            self.findings.push(&Spot::Cell(at), finding, Some(cell.origin()));
        }
        let made = made.read_at(cell.origin(), self.worksheet.main_file.as_ref());
        Some(if is_as_given { made } else { made.given_as(cell.given().text()) })
    }

    /// Makes the lines of a list: those of which an input cell is filled, numbered from 1.
    fn fill_list(&mut self, table: TableId, list: &List, given: &mut GivenLines, unknown: &[UnknownColumn<'_>]) {
        let lines = self.find_lines(list, given);
        for column in &list.columns {
            match self.worksheet.plan.columns[*column].origin {
                Origin::Input(_) | Origin::Sequence => self.worksheet.columns[*column].reserve_exact(lines.len()),
                Origin::Formula { .. } | Origin::GroupKey => {}
            }
        }
        let mut computed = Vec::new();
        let mut numbers = Vec::with_capacity(lines.len());
        for (number, places) in lines.into_iter().enumerate() {
            numbers.extend(given.cells().get(places.start).map(PackedCell::line));
            self.fill_line(list, number, given, places, &mut computed);
        }
        given.keep(&computed);
        self.worksheet.lines[table] = numbers.len();
        self.push_unknown_columns(table, &numbers, unknown);
        self.worksheet.line_numbers[table] = numbers;
    }

    /// Gives for each line where its cells stand.
    fn find_lines(&self, list: &List, given: &GivenLines) -> Vec<Range<usize>> {
        let mut start = 0_usize;
        let mut lines = Vec::new();
        for cells in given.cells().chunk_by(|left, right| left.line() == right.line()) {
            let end = start.saturating_add(cells.len());
            if cells.iter().any(|cell| self.makes_line(list, given, cell)) {
                lines.push(start..end);
            }
            start = end;
        }
        lines
    }

    fn makes_line(&self, list: &List, given: &GivenLines, cell: &PackedCell) -> bool {
        let column = list.columns.get(cell.position());
        let is_input = column.is_some_and(|column| matches!(self.worksheet.plan.columns[*column].origin, Origin::Input(_)));
        is_input && !GivenCell::Packed(given, cell).is_nothing()
    }

    /// Fills a line; adds the places of values that were given for computed cells.
    fn fill_line(&mut self, list: &List, number: usize, given: &GivenLines, places: Range<usize>, computed: &mut Vec<usize>) {
        let plan = self.worksheet.plan;
        let mut start = places.start;
        let mut rest = given.cells().get(places).unwrap_or_default();
        for (position, column) in list.columns.iter().enumerate() {
            let count = rest.iter().take_while(|cell| cell.position() == position).count();
            let (cells, later) = rest.split_at_checked(count).unwrap_or_default();
            let origin = &plan.columns[*column].origin;
            let filled = self.fill(column_at(*column, number), origin, cells.iter().map(|cell| GivenCell::Packed(given, cell)));
            let cell = match (origin, filled) {
                (Origin::Input(_) | Origin::Formula { .. } | Origin::GroupKey, Filled::Cell(cell)) => Some(cell),
                (Origin::Input(_) | Origin::Formula { .. } | Origin::GroupKey, Filled::Nothing) => None,
                (Origin::Sequence, Filled::Cell(_) | Filled::Nothing) => Some(sequence(number)),
                (_, Filled::GivenComputed) => {
                    computed.push(start);
                    matches!(origin, Origin::Sequence).then(|| sequence(number))
                }
            };
            if let Some(cell) = cell {
                self.worksheet.columns[*column].push(cell);
            }
            (start, rest) = (start.saturating_add(count), later);
        }
    }

    /// Makes the findings of columns that the list does not have, by the number that the line has now.
    fn push_unknown_columns(&mut self, table: TableId, numbers: &[u64], unknown: &[UnknownColumn<'_>]) {
        for UnknownColumn { line, name, cell } in unknown {
            let row = match numbers.binary_search(line) {
                Ok(number) => number.saturating_add(1).to_string(),
                Err(_) => cell.address.row.clone(),
            };
            let address = Address { row, ..cell.address.clone() };
            push_unknown_name(Within::Table(table), address, name, cell.origin.clone(), self.findings);
        }
    }
}

fn sequence(number: usize) -> EvaluatedCell {
    cell_with(CellState::Computed, Value::Number(whole(number.saturating_add(1))))
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
        assert_eq!(evaluated.cells[cells[0]].given_text(), Some("1 000"));
    }

    #[test]
    fn a_cell_given_twice_is_unreadable_and_the_finding_names_both_places() {
        let (sample, [required, ..]) = form();
        let evaluated = sample.evaluate(&[("r.f.1.1", "5"), ("r.f.zero", "1"), ("r.f.1.1.", "5")]);
        assert_eq!(sample.shown(&evaluated, required), "unreadable");
        assert!(matches!(evaluated.cells[required].cause(), Some(Cause::Unreadable(_))));
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
        assert_eq!(evaluated.origin_of(&evaluated.columns[a][2]), Some(given_at(1)));
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
        assert_eq!((cell.state, cell.given_text()), (CellState::Given, Some("-2.5")));
        assert_eq!(sample.shown(&evaluated, required), "-3 given");
        let expected = FindingKind::TooManyDecimals { given: "-2.5".to_owned(), decimals: 0, shown: "-3".to_owned() };
        assert_eq!(evaluated.findings[0].kind, expected);
    }
}
