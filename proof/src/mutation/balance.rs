//! Submissions in which the two sides of a comparison are equal, or all but; and submitted totals that are a little off.

use super::cone::Cone;
use super::definition::{Came, Definition};
use super::perturb::{last_digit, with};
use crate::budget::Budget;
use crate::given_target::type_of_target;
use positum_plan::amount::{Exact, Rounding};
use positum_plan::plan::{CellReference, Node, NodeId, Origin, Plan, TableId, plan_for};
use positum_plan::test_case::{GivenTarget, GivenValue, TestCase};
use positum_plan::value::Value;
use positum_runtime::run_tests::submission_of_given;

/// The most values of a draft by which a comparison is balanced.
const MOST_TRIED: usize = 6;

/// Gives cases in which a comparison's sides are equal, by a change of one value, and a digit to either side of it.
pub(super) fn balanced(definition: &Definition<'_>, plan: &Plan, cone: &Cone, case: &TestCase, budget: &mut Budget<'_>) -> Vec<TestCase> {
    let mut found = Vec::new();
    if !case.earlier.is_empty() {
        return found;
    }
    for (node, lists) in &cone.comparisons {
        let lines: Vec<(TableId, usize)> = lists.iter().map(|list| (*list, 0)).collect();
        if !budget.spend() {
            return found;
        }
        let Some(here) = distance(definition, case, *node, &lines) else { continue };
        let numbers = (0_usize..).zip(&case.given).filter_map(|(index, given)| Some((index, given, number_of(given)?)));
        for (index, given, number) in numbers.take(MOST_TRIED) {
            if !budget.spend() {
                return found;
            }
            let step = last_digit(plan, given.target);
            let Some(balance) = balance(definition, case, (*node, &lines), index, &number, &here) else { continue };
            let decimals = plan_decimals(plan, given.target);
            let near = [Rounding::TowardZero, Rounding::HalfAwayFromZero].map(|rule| balance.rounded_to(decimals, rule));
            for value in near {
                let mut around = vec![Some(value.clone()), value.plus(&step), value.minus(&step)];
                if let Some(Node::Comparison { tolerance: Some(tolerance), .. }) = plan.nodes.lookup(*node) {
                    let allowed = Exact::from(*tolerance);
                    let beyond = allowed.plus(&step).unwrap_or_else(|| allowed.clone());
                    around.extend([value.plus(&allowed), value.minus(&allowed), value.plus(&beyond), value.minus(&beyond)]);
                }
                found.extend(around.into_iter().flatten().map(|value| with(case, index, Some(value.to_string()))));
            }
        }
    }
    found
}

/// Finds for which value both sides are equal, as far as they go with it in a straight line.
fn balance(
    definition: &Definition<'_>,
    case: &TestCase,
    (node, lines): (NodeId, &[(TableId, usize)]),
    index: usize,
    number: &Exact,
    here: &Exact,
) -> Option<Exact> {
    let span = Exact::whole(100);
    let there = distance(definition, &with(case, index, Some(number.plus(&span)?.to_string())), node, lines)?;
    let slope = there.minus(here)?.divided_by(&span)?;
    if slope.is_zero() { None } else { number.minus(&here.divided_by(&slope)?) }
}

/// Gives how far the left side of a comparison is above the right one.
fn distance(definition: &Definition<'_>, case: &TestCase, node: NodeId, lines: &[(TableId, usize)]) -> Option<Exact> {
    let (version, plan) = plan_for(definition.plans(), case.period)?;
    let Node::Comparison { left, right, .. } = plan.nodes.lookup(node)? else { return None };
    let submission = submission_of_given(plan, &case.entity, case.period, &case.given, &case.name);
    let parts = definition.evaluator(version)?.evaluate_with_parts(&submission, None);
    match (parts.part(*left, lines), parts.part(*right, lines)) {
        (Ok(Value::Number(left)), Ok(Value::Number(right))) => left.minus(&right),
        (Ok(_) | Err(_), Ok(_) | Err(_)) => None,
    }
}

/// Gives cases that submit a computed cell with a value that is off by about its tolerance.
pub(super) fn submitted_totals(plan: &Plan, cone: &Cone, case: &TestCase, came: &Came<'_>) -> Vec<TestCase> {
    let mut found = Vec::new();
    for cell in &cone.changed {
        let (declared, target, value) = match cell {
            CellReference::Cell(id) => (&plan.cells[*id].origin, GivenTarget::Cell(*id), came.evaluated.cells.lookup(*id)),
            CellReference::Column(id) => {
                let first = came.evaluated.columns.lookup(*id).and_then(|cells| cells.first());
                (&plan.columns[*id].origin, GivenTarget::InLine(*id, 0), first)
            }
        };
        let Origin::Formula { tolerance, .. } = declared else { continue };
        let value_type = match cell {
            CellReference::Cell(id) => plan.cells[*id].value_type.as_ref(),
            CellReference::Column(id) => plan.columns[*id].value_type.as_ref(),
        };
        let (Some(value_type), Some(Value::Number(number))) = (value_type, value.and_then(|cell| cell.value.as_ref())) else { continue };
        let digit = value_type.last_digit();
        let allowed = tolerance.map_or_else(|| digit.clone(), Exact::from);
        let two = digit.times(&Exact::whole(2)).unwrap_or_else(|| digit.clone());
        let more = [Some(allowed.clone()), allowed.plus(&digit), allowed.minus(&digit), Some(two), allowed.times(&Exact::whole(5))];
        for off in more.into_iter().flatten() {
            let Some(submitted) = number.plus(&off) else { continue };
            let mut other = case.clone();
            other.given.push(GivenValue { target, text: Some(value_type.text(&Value::Number(submitted))) });
            found.push(other);
        }
    }
    found
}

fn number_of(given: &GivenValue) -> Option<Exact> {
    given.text.as_deref().and_then(|text| Exact::parse_plain(text).ok())
}

fn plan_decimals(plan: &Plan, target: GivenTarget) -> u32 {
    type_of_target(plan, target).map_or(0, |value_type| value_type.decimals)
}
