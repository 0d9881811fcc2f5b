//! Compares values that were given for computed cells with what was computed.

use super::collect_findings::{Findings, Spot};
use super::fill_inputs::GivenComputed;
use super::find_names::Within;
use super::given_cells::{GivenCell, PackedCell};
use super::place_cells::{Placed, Settled, code_in_list, push_unknown_name, settle};
use super::read_values::{Reading, read_value_on};
use super::worksheet::{Worksheet, column_at, lists};
use crate::evaluated_submission::{CellAt, CellState};
use crate::finding::FindingKind;
use crate::submission::Address;
use positum_plan::amount::Exact;
use positum_plan::plan::{List, TableId};
use positum_plan::value::Value;

/// Makes the findings of given values that cannot be read or differ from what was computed.
pub(super) fn compare_given(worksheet: &Worksheet<'_>, given_computed: &[GivenComputed], placed: &Placed<'_>, findings: &mut Findings<'_>) {
    for GivenComputed { at, entry } in given_computed {
        if let Some(entry) = placed.cells.get(*entry) {
            compare_cell(worksheet, *at, GivenCell::Whole(&entry.cell), findings);
        }
    }
    for (table, list) in lists(worksheet.plan) {
        match list.derivation {
            Some(_) => compare_derived_list(worksheet, table, list, placed, findings),
            None => compare_list(worksheet, table, list, placed, findings),
        }
    }
}

/// Compares what filling the list has left: one value of a computed cell for each place.
fn compare_list(worksheet: &Worksheet<'_>, table: TableId, list: &List, placed: &Placed<'_>, findings: &mut Findings<'_>) {
    let lines = &placed.lines[table];
    for cell in lines.cells() {
        if let (Ok(line), Some(column)) = (worksheet.line_numbers[table].binary_search(&cell.line()), list.columns.get(cell.position())) {
            compare_cell(worksheet, column_at(*column, line), GivenCell::Packed(lines, cell), findings);
        }
    }
}

/// Compares a derived list, all of whose cells are computed, line by line.
fn compare_derived_list(worksheet: &Worksheet<'_>, table: TableId, list: &List, placed: &Placed<'_>, findings: &mut Findings<'_>) {
    for unknown in &placed.unknown_columns[table] {
        push_unknown_name(Within::Table(table), unknown.cell.address.clone(), &unknown.name, unknown.cell.origin.clone(), findings);
    }
    if worksheet.unknown_lines[table].is_some() {
        return;
    }
    let lines = &placed.lines[table];
    for cells in lines.cells().chunk_by(PackedCell::stands_beside) {
        let Some(first) = cells.first() else { continue };
        let given = cells.iter().map(|cell| GivenCell::Packed(lines, cell));
        let line = usize::try_from(first.line().saturating_sub(1)).unwrap_or(usize::MAX);
        let column = list.columns.get(first.position()).filter(|_| line < worksheet.lines[table]);
        let Some(column) = column else {
            for (cell, given) in cells.iter().zip(given).filter(|(_, given)| !given.is_nothing()) {
                let [row, column] = lines.names(cell, code_in_list(worksheet.plan, table, cell.position()));
                let name = row.clone();
                push_unknown_name(Within::Table(table), Address { row, column, ..Address::default() }, &name, given.origin(), findings);
            }
            continue;
        };
        let at = column_at(*column, line);
        match settle(given, &Spot::Cell(at), findings) {
            Settled::Once(cell) => compare_cell(worksheet, at, cell, findings),
            Settled::Absent(_) | Settled::Twice(_) => {}
        }
    }
}

fn compare_cell(worksheet: &Worksheet<'_>, at: CellAt, cell: GivenCell<'_>, findings: &mut Findings<'_>) {
    let Some(value_type) = worksheet.value_type(at) else { return };
    let given = match read_value_on(worksheet.plan, value_type, cell.given(), worksheet.last_day) {
        Reading::Read(value, finding) => {
            push(findings, at, finding, cell);
            value
        }
        Reading::Unreadable(finding) => return push(findings, at, Some(finding), cell),
    };
    let tolerance = worksheet.tolerance(at).unwrap_or_else(|| value_type.last_digit());
    let computed = match worksheet.cell(at) {
        Some(computed) => match (&computed.value, computed.state) {
            (Some(computed), _) if !differ(&tolerance, &given, computed) => return,
            (Some(computed), _) => value_type.text(computed),
            (None, CellState::NotApplicable) if is_number_but_zero(&given) => String::new(),
            (None, _) => return,
        },
        None => return,
    };
    let finding = FindingKind::SubmittedTotalDiffers { given: value_type.text(&given), computed };
    push(findings, at, Some(finding), cell);
}

fn push(findings: &mut Findings<'_>, at: CellAt, finding: Option<FindingKind>, cell: GivenCell<'_>) {
    if let Some(finding) = finding {
        findings.push(&Spot::Cell(at), finding, Some(cell.origin()));
    }
}

/// Tells whether numbers are further apart than the tolerance, or other values not the same.
fn differ(tolerance: &Exact, given: &Value, computed: &Value) -> bool {
    match (given, computed) {
        (Value::Number(given), Value::Number(computed)) => given.minus(computed).is_none_or(|difference| difference.absolute() > *tolerance),
        (given, computed) => given != computed,
    }
}

fn is_number_but_zero(value: &Value) -> bool {
    match value {
        Value::Number(number) => !number.is_zero(),
        Value::Text(_) | Value::Bool(_) | Value::Date(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample_plan::{SamplePlan, findings, percent};
    use crate::finding::FindingKind;
    use positum_plan::plan::{Absence, CellId, Comparison, Node};

    /// A form with the input `a`, its double `c`, and `n`, which is `a` above 0.
    fn sample() -> (SamplePlan, CellId) {
        let mut sample = SamplePlan::new();
        let report = sample.report("r");
        let table = sample.form(report, "f");
        let a = sample.input(table, "a", percent(), Absence::Required);
        let (a, zero) = (sample.of(a), sample.number(0));
        let doubled = sample.sum(&[a, a]);
        let c = sample.computed(table, "c", percent(), doubled);
        let condition = sample.comparison(a, Comparison::Greater, zero);
        let when = sample.node(Node::When { value: a, condition });
        sample.computed(table, "n", percent(), when);
        (sample, c)
    }

    fn found(given: &[(&str, &str)]) -> Vec<String> {
        findings(&sample().0.evaluate(given))
    }

    #[test]
    fn one_unit_of_the_last_digit_is_no_difference_and_the_computed_value_is_shown() {
        let (sample, c) = sample();
        for given in ["12.00", "12.01", "11.99"] {
            let evaluated = sample.evaluate(&[("r.f.a", "6.00"), ("r.f.c", given)]);
            assert_eq!((sample.shown(&evaluated, c).as_str(), findings(&evaluated).len()), ("12.00 computed", 0), "{given}");
        }
        let evaluated = sample.evaluate(&[("r.f.a", "6.00"), ("r.f.c", "12.02")]);
        let expected = FindingKind::SubmittedTotalDiffers { given: "12.02".to_owned(), computed: "12.00".to_owned() };
        assert_eq!(evaluated.findings[0].kind, expected);
        assert_eq!(sample.shown(&evaluated, c), "12.00 computed");
    }

    #[test]
    fn a_given_value_is_read_by_the_type_and_leaves_the_state_alone() {
        let (sample, c) = sample();
        let evaluated = sample.evaluate(&[("r.f.a", "6.00"), ("r.f.c", "12 %")]);
        assert_eq!((sample.shown(&evaluated, c), findings(&evaluated)), ("12.00 computed".to_owned(), vec!["r.f.c unreadable_value".to_owned()]));
        assert_eq!(found(&[("r.f.a", "6.00"), ("r.f.c", "12.014")]), ["r.f.c too_many_decimals"]);
        assert_eq!(found(&[("r.f.a", "6.00"), ("r.f.c", "")]), Vec::<String>::new());
    }

    #[test]
    fn without_a_computed_value_only_an_amount_that_does_not_apply_differs() {
        assert_eq!(found(&[("r.f.c", "12"), ("r.f.n", "1")]), ["r.f.a missing_required"]);
        assert_eq!(found(&[("r.f.a", "0"), ("r.f.n", "0")]), Vec::<String>::new());
        assert_eq!(found(&[("r.f.a", "0"), ("r.f.n", "1")]), ["r.f.n submitted_total_differs"]);
    }
}
