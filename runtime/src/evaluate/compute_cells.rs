//! Computes cells in the order of the plan's steps; each is rounded once, to what its type shows.

use super::Standing;
use super::collect_findings::{Findings, Spot};
use super::evaluate_formula::FormulaEvaluator;
use super::make_groups::make_groups;
use super::no_value::{Kind, NoValue, Operand, Outcome, Reason};
use super::worksheet::{Worksheet, cell_with, cell_without, column_at, scalar_at};
use crate::evaluated_submission::{Cause, CellAt, CellState, EvaluatedCell};
use crate::finding::FindingKind;
use positum_plan::amount::Exact;
use positum_plan::id::IdVec;
use positum_plan::plan::{CellId, CellReference, ColumnId, NodeId, Origin, Plan, ReportId, Shape, Step, TableId};
use positum_plan::value::{Value, ValueType};
use std::collections::BTreeSet;

/// Follows the steps of the plan; cells of reports that are left out stay as they are.
pub(super) fn compute_cells(
    worksheet: &mut Worksheet<'_>,
    standings: &IdVec<ReportId, Standing>,
    closed: &BTreeSet<NodeId>,
    findings: &mut Findings<'_>,
) {
    let plan = worksheet.plan;
    let is_left_out = |table: TableId| standings[plan.tables[table].report] == Standing::LeftOut;
    for step in &plan.steps {
        match step {
            Step::Cell(cell) if !is_left_out(plan.cells[*cell].table) => compute_cell(worksheet, *cell, closed, findings),
            Step::Column(column) if !is_left_out(plan.columns[*column].table) => compute_column(worksheet, *column, closed, findings),
            Step::Group(table) if !is_left_out(*table) => {
                if let Shape::List(list) = &plan.tables[*table].shape
                    && let Some(derivation) = &list.derivation
                {
                    let made = make_groups(worksheet, *table, list, derivation, closed);
                    report_condition(worksheet, *table, &derivation.filter_text, made, findings);
                }
            }
            Step::Cell(_) | Step::Column(_) | Step::Group(_) => {}
        }
    }
}

fn compute_cell(worksheet: &mut Worksheet<'_>, id: CellId, closed: &BTreeSet<NodeId>, findings: &mut Findings<'_>) {
    let cell = &worksheet.plan.cells[id];
    let Origin::Formula { node, text, .. } = &cell.origin else { return };
    let outcome = FormulaEvaluator::new(worksheet, closed).outcome(*node);
    let exact = exact_number(worksheet, CellReference::Cell(id), &outcome);
    let (computed, trouble) = computed_cell(worksheet.plan, outcome, cell.value_type.as_ref(), text, scalar_at(id));
    worksheet.cells[id] = computed;
    worksheet.exact.extend(exact.map(|exact| (scalar_at(id), exact)));
    report(worksheet, scalar_at(id), cell.value_type.is_none(), trouble, findings);
}

fn compute_column(worksheet: &mut Worksheet<'_>, id: ColumnId, closed: &BTreeSet<NodeId>, findings: &mut Findings<'_>) {
    let column = &worksheet.plan.columns[id];
    let Origin::Formula { node, text, .. } = &column.origin else { return };
    let mut formula = FormulaEvaluator::new(worksheet, closed);
    let mut cells = Vec::with_capacity(worksheet.lines[column.table]);
    let (mut troubles, mut exacts) = (Vec::new(), Vec::new());
    for line in 0..worksheet.lines[column.table] {
        let outcome = formula.outcome_in_line(*node, column.table, line);
        exacts.extend(exact_number(worksheet, CellReference::Column(id), &outcome).map(|exact| (column_at(id, line), exact)));
        let (cell, trouble) = computed_cell(worksheet.plan, outcome, column.value_type.as_ref(), text, column_at(id, line));
        cells.push(cell);
        troubles.extend(trouble.map(|trouble| (line, trouble)));
    }
    worksheet.columns[id] = cells;
    worksheet.exact.extend(exacts);
    for (line, trouble) in troubles {
        report(worksheet, column_at(id, line), column.value_type.is_none(), Some(trouble), findings);
    }
}

/// Gives the number before its rounding, where a formula asks for it.
fn exact_number(worksheet: &Worksheet<'_>, reference: CellReference, outcome: &Outcome<'_>) -> Option<Exact> {
    match outcome {
        Ok(Operand::Number(number)) if worksheet.asked_exact.contains(&reference) => Some(number.clone()),
        Ok(_) | Err(_) => None,
    }
}

/// What is wrong with a computed cell.
enum Trouble {
    /// In its own formula.
    Own(FindingKind),
    /// In what it names.
    Elsewhere(Cause),
}

/// Makes a finding of what is wrong; with an intermediate, only once a cell needs it.
fn report(worksheet: &mut Worksheet<'_>, at: CellAt, is_intermediate: bool, trouble: Option<Trouble>, findings: &mut Findings<'_>) {
    match trouble {
        Some(Trouble::Own(kind)) if is_intermediate => {
            worksheet.intermediate_trouble.insert(at, kind);
        }
        Some(Trouble::Own(kind)) => findings.push(&Spot::Cell(at), kind, None),
        Some(Trouble::Elsewhere(cause)) if !is_intermediate => report_intermediate(worksheet, &Spot::Cell(at), cause, findings),
        Some(Trouble::Elsewhere(_)) | None => {}
    }
}

/// Makes the finding of an intermediate at what needs it first.
fn report_intermediate(worksheet: &mut Worksheet<'_>, spot: &Spot, cause: Cause, findings: &mut Findings<'_>) {
    if let Cause::DivisionByZero(root)
    | Cause::OutOfRange(root)
    | Cause::NoSuchLine(root)
    | Cause::NoSuchDay(root)
    | Cause::WorkingDaysOutOfRange(root) = cause
        && let Some(kind) = worksheet.intermediate_trouble.remove(&root)
    {
        findings.push(spot, kind, None);
    }
}

/// Makes a finding of what is wrong with the condition by which a list takes lines.
fn report_condition(worksheet: &mut Worksheet<'_>, table: TableId, text: &str, made: Result<(), NoValue>, findings: &mut Findings<'_>) {
    let Err(no_value) = made else { return };
    let spot = Spot::List(table);
    match finding_of(worksheet.plan, &no_value, text) {
        Some(kind) => findings.push(&spot, kind, None),
        None => report_intermediate(worksheet, &spot, no_value.cause_in_list(table), findings),
    }
}

fn computed_cell(plan: &Plan, outcome: Outcome<'_>, value_type: Option<&ValueType>, text: &str, at: CellAt) -> (EvaluatedCell, Option<Trouble>) {
    let no_value = match outcome {
        Ok(operand) => match shown(operand.into_value(), value_type) {
            Some(value) => return (cell_with(CellState::Computed, value), None),
            None => NoValue::because(Reason::OutOfRange),
        },
        Err(no_value) => no_value,
    };
    let cause: Cause = no_value.cause_at(at);
    let is_intermediate = value_type.is_none();
    let state = match no_value.kind {
        Kind::NotApplicable => CellState::NotApplicable,
        // An intermediate is a part of the formulas that name it: they see through to what it names.
        Kind::Missing if is_intermediate => CellState::Missing,
        Kind::Unreadable if is_intermediate => CellState::Unreadable,
        Kind::Blank if is_intermediate => CellState::Blank,
        Kind::Missing | Kind::Unreadable | Kind::Blank | Kind::NotComputed => CellState::NotComputed,
    };
    let trouble = finding_of(plan, &no_value, text).map_or_else(|| Some(Trouble::Elsewhere(cause)), |kind| Some(Trouble::Own(kind)));
    (cell_without(state, Some(cause)), trouble)
}

/// Gives the value as the type shows it; nothing for a number with too many digits. Intermediates stay exact.
fn shown(value: Value, value_type: Option<&ValueType>) -> Option<Value> {
    match (value, value_type) {
        (Value::Number(number), Some(value_type)) => value_type.rounded(&number).map(Value::Number),
        (value, _) => Some(value),
    }
}

fn finding_of(plan: &Plan, no_value: &NoValue, text: &str) -> Option<FindingKind> {
    match &no_value.reason {
        Reason::DividesByZero(dividend) => Some(FindingKind::DivisionByZero { formula: text.to_owned(), dividend: dividend.to_string() }),
        Reason::OutOfRange => Some(FindingKind::OutOfRange { given: None }),
        Reason::NoSuchLine(list, key) => Some(FindingKind::NoSuchLine { list: plan.tables[*list].name.clone(), key: key.clone() }),
        Reason::NoSuchDay([year, month, day]) => Some(FindingKind::NoSuchDay { year: year.clone(), month: month.clone(), day: day.clone() }),
        Reason::WorkingDaysOutOfRange(given) => Some(FindingKind::WorkingDaysOutOfRange { given: given.clone() }),
        Reason::Elsewhere(_) | Reason::OfNothing | Reason::ConditionFalse => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample_plan::{SamplePlan, euro, findings, number_type, percent};
    use crate::evaluated_submission::Cause;
    use crate::finding::FindingKind;
    use positum_plan::plan::{Absence, CellId, Node, NodeId};
    use positum_plan::value::{Quantity, Value};

    /// A form with the inputs `a` and `b`.
    fn sample() -> (SamplePlan, [NodeId; 2], positum_plan::plan::TableId) {
        let mut sample = SamplePlan::new();
        let report = sample.report("r");
        let table = sample.form(report, "f");
        let parts = ["a", "b"].map(|code| {
            let cell = sample.input(table, code, number_type(Quantity::Decimal, 2), Absence::Required);
            sample.of(cell)
        });
        (sample, parts, table)
    }

    fn quotient() -> (SamplePlan, CellId) {
        let (mut sample, [a, b], table) = sample();
        let node = sample.node(Node::Quotient(a, b));
        let cell = sample.computed(table, "c", percent(), node);
        (sample, cell)
    }

    #[test]
    fn a_tie_goes_away_from_zero_in_both_directions_and_zero_has_no_minus() {
        let (sample, cell) = quotient();
        for (a, shown) in [("1", "0.01 computed"), ("-1", "-0.01 computed"), ("0.99", "0.00 computed"), ("-0.99", "0.00 computed")] {
            let evaluated = sample.evaluate(&[("r.f.a", a), ("r.f.b", "20000")]);
            assert_eq!(sample.shown(&evaluated, cell), shown);
        }
    }

    #[test]
    fn what_is_computed_of_a_cell_uses_the_shown_value_and_of_an_intermediate_the_exact_one() {
        let (mut sample, [a, b], table) = sample();
        let node = sample.node(Node::Quotient(a, b));
        let cell = sample.computed(table, "c", euro(), node);
        let intermediate = sample.intermediate(table, "d", node);
        let doubled = [cell, intermediate].map(|cell| {
            let part = sample.of(cell);
            sample.sum(&[part, part, part])
        });
        let of_shown = sample.computed(table, "x", euro(), doubled[0]);
        let of_exact = sample.computed(table, "y", euro(), doubled[1]);
        let evaluated = sample.evaluate(&[("r.f.a", "4"), ("r.f.b", "3")]);
        assert_eq!(sample.shown(&evaluated, of_shown), "3 computed");
        assert_eq!(sample.shown(&evaluated, of_exact), "4 computed");
    }

    #[test]
    fn zero_by_zero_has_no_result_and_the_finding_names_formula_and_dividend() {
        let (sample, cell) = quotient();
        let evaluated = sample.evaluate(&[("r.f.a", "-2.50"), ("r.f.b", "0")]);
        let expected = FindingKind::DivisionByZero { formula: "the formula".to_owned(), dividend: "-2.5".to_owned() };
        assert_eq!(evaluated.findings[0].kind, expected);
        let evaluated = sample.evaluate(&[("r.f.a", "0"), ("r.f.b", "0")]);
        assert_eq!((sample.shown(&evaluated, cell).as_str(), findings(&evaluated)), ("not_computed", vec!["r.f.c division_by_zero".to_owned()]));
        let evaluated = sample.evaluate(&[("r.f.b", "0")]);
        assert_eq!(findings(&evaluated), ["r.f.a missing_required"]);
    }

    #[test]
    fn only_what_is_shown_is_held_to_twenty_eight_digits() {
        let (mut sample, [a, b], table) = sample();
        let product = sample.node(Node::Product(a, a));
        let wide = sample.intermediate(table, "wide", product);
        let of_wide = sample.of(wide);
        let back = sample.node(Node::Quotient(of_wide, b));
        let narrow = sample.computed(table, "narrow", euro(), back);
        let shown = sample.computed(table, "shown", euro(), of_wide);
        let user = sample.of(shown);
        let user = sample.computed(table, "user", euro(), user);
        let evaluated = sample.evaluate(&[("r.f.a", "30000000000000000000"), ("r.f.b", "30000000000000000000")]);
        assert_eq!(sample.shown(&evaluated, narrow), "30000000000000000000 computed");
        assert_eq!(sample.shown(&evaluated, user), "not_computed");
        assert_eq!(findings(&evaluated), ["r.f.shown out_of_range"]);
        assert!(matches!(evaluated.cells[user].cause(), Some(Cause::OutOfRange(at)) if at == super::scalar_at(shown)));
        assert!(matches!(evaluated.cells[wide].value, Some(Value::Number(_))));
    }

    #[test]
    fn an_intermediate_that_grows_without_bound_is_found_at_its_first_user() {
        let (mut sample, [a, _], table) = sample();
        let square = |sample: &mut SamplePlan, node: NodeId| sample.node(Node::Product(node, node));
        let node = (0..9).fold(a, |node, _| square(&mut sample, node));
        let huge = sample.intermediate(table, "huge", node);
        let huge = sample.of(huge);
        for code in ["first", "second"] {
            sample.computed(table, code, number_type(Quantity::Decimal, 2), huge);
        }
        let evaluated = sample.evaluate(&[("r.f.a", "30000000000000000000"), ("r.f.b", "1")]);
        assert_eq!(findings(&evaluated), ["r.f.first out_of_range"]);
    }

    #[test]
    fn a_reference_to_a_missing_cell_is_not_computed_for_the_same_reason() {
        let (mut sample, [a, _], table) = sample();
        let user = sample.computed(table, "c", euro(), a);
        let evaluated = sample.evaluate(&[("r.f.b", "1")]);
        assert_eq!(sample.shown(&evaluated, user), "not_computed");
        assert!(matches!(evaluated.cells[user].cause(), Some(Cause::Missing(at)) if at == super::scalar_at(CellId(0))));
    }
}
