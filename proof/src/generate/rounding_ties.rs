//! For each rounded cell submissions whose exact result lies half way between two values that the cell can show.
//!
//! A result is taken as a straight line along one number, which is solved for; whether it is one the evaluator tells. What
//! must be shown is reckoned here from the exact result, by hand and not by the evaluator's rounding.

use super::changes::{input_of, targets, with_value};
use super::collection::{Collection, Proposal};
use super::fraction::{Fraction, rounded_half, steps_to_half};
use super::generated::{Expected, Group, Purpose};
use super::judge::with_parts;
use super::plan_facts::PlanFacts;
use super::units::{text_of_units, units_of};
use crate::budget::Budget;
use crate::draft::Draft;
use crate::random::Random;
use positum_plan::plan::{CellReference, Node, NodeId, Origin, Plan};
use positum_plan::reads::Reads;
use positum_plan::test_case::GivenTarget;
use positum_plan::value::ValueType;
use positum_runtime::evaluate::EvaluatedParts;
use positum_runtime::evaluated_submission::CellAt;

/// The most inputs along which the tie of one cell is looked for.
const MOST_INPUTS: usize = 8;
/// Numbers without which divisors seldom give a tie: those whose only prime parts are 2 and 5.
const ROUND_NUMBERS: [i128; 8] = [16, 32, 40, 80, 64, 320, 800, 2_000];
/// The most parts of a formula that are looked through.
const MOST_PARTS: usize = 10_000;
/// How often the numbers of a draft are replaced by round ones.
const ATTEMPTS: u64 = 4;

/// A computed cell that is rounded.
struct Rounded<'p> {
    reference: CellReference,
    node: NodeId,
    value_type: &'p ValueType,
}

/// Adds ties of all rounded cells, of both signs where there are any.
pub(crate) fn add_ties(collection: &mut Collection<'_, '_>, base: &Draft, random: &mut Random, budget: &mut Budget<'_>) {
    let facts = collection.facts;
    for cell in rounded_cells(facts).into_iter().filter(|cell| may_be_rounded(facts, cell)) {
        let Some(found) = find_tie(facts, &cell, base, random, budget) else { continue };
        keep_tie(collection, &cell, &found);
        if let Some(other) = other_sign(facts, &cell, &found, budget) {
            keep_tie(collection, &cell, &other);
        }
    }
}

/// Gives a draft at a tie for each cell that has one, as far as a budget goes.
pub(crate) fn drafts_at_ties(facts: &PlanFacts<'_>, base: &Draft, random: &mut Random, budget: &mut Budget<'_>) -> Vec<Draft> {
    let cells = rounded_cells(facts).into_iter().filter(|cell| may_be_rounded(facts, cell));
    cells.filter_map(|cell| find_tie(facts, &cell, base, random, budget)).map(|tie| tie.draft).collect()
}

fn rounded_cells<'e>(facts: &PlanFacts<'e>) -> Vec<Rounded<'e>> {
    let plan: &'e Plan = facts.plan;
    let of = |origin: &Origin, value_type: &'e Option<ValueType>, reference| match (origin, value_type) {
        (Origin::Formula { node, .. }, Some(value_type)) if value_type.is_number() => Some(Rounded { reference, node: *node, value_type }),
        (Origin::Formula { .. } | Origin::Input(_) | Origin::Sequence | Origin::GroupKey, _) => None,
    };
    let is_for = |table| super::inputs::is_for(plan, plan.tables[table].report, facts.period);
    let cells = plan.cells.entries().filter(|(_, cell)| is_for(cell.table));
    let columns = plan.columns.entries().filter(|(_, column)| is_for(column.table));
    let cells = cells.filter_map(|(id, cell)| of(&cell.origin, &cell.value_type, CellReference::Cell(id)));
    let columns = columns.filter_map(|(id, column)| of(&column.origin, &column.value_type, CellReference::Column(id)));
    cells.chain(columns).collect()
}

/// Tells whether a formula can give more digits than its cell shows: it divides, multiplies or reads finer numbers.
fn may_be_rounded(facts: &PlanFacts<'_>, cell: &Rounded<'_>) -> bool {
    let plan = facts.plan;
    let shown = cell.value_type.plain_decimals();
    let mut waiting = vec![cell.node];
    let mut seen = std::collections::BTreeSet::new();
    while let Some(node) = waiting.pop().filter(|_| seen.len() < MOST_PARTS) {
        if !seen.insert(node) {
            continue;
        }
        let divides = match &plan.nodes[node] {
            Node::Number(number) => number.scale() > shown,
            other => matches!(other, Node::Quotient(..) | Node::Product(..) | Node::Exact(_)),
        };
        let read = match plan.reads(node) {
            Some(Reads::Cell(reference) | Reads::Earlier(reference)) => Some(reference),
            Some(Reads::Line(_, column)) => Some(CellReference::Column(column)),
            Some(Reads::Parameter(_) | Reads::Calendar(_) | Reads::Lines(..)) | None => None,
        };
        let (value_type, origin) = match read {
            Some(CellReference::Cell(read)) => (plan.cells[read].value_type.as_ref(), Some(&plan.cells[read].origin)),
            Some(CellReference::Column(read)) => (plan.columns[read].value_type.as_ref(), Some(&plan.columns[read].origin)),
            None => (None, None),
        };
        if divides || value_type.is_some_and(|value_type| value_type.is_number() && value_type.plain_decimals() > shown) {
            return true;
        }
        // An intermediate is never rounded: what it is made of counts.
        if let (None, Some(Origin::Formula { node, .. })) = (value_type, origin) {
            waiting.push(*node);
        }
        waiting.extend(plan.parts(node));
    }
    seen.len() >= MOST_PARTS
}

/// A draft at a tie, with the line and what must be shown.
struct Tie {
    draft: Draft,
    target: GivenTarget,
    line: usize,
    units: i128,
}

fn find_tie(facts: &PlanFacts<'_>, cell: &Rounded<'_>, base: &Draft, random: &mut Random, budget: &mut Budget<'_>) -> Option<Tie> {
    let cone = facts.cone(&[cell.node]);
    for attempt in 0..=ATTEMPTS {
        let draft = if attempt == 0 { base.clone() } else { with_round_numbers(facts, base, &cone.inputs, random) };
        for input in cone.inputs.iter().take(MOST_INPUTS) {
            for target in targets(facts, &draft, *input, 0, 1) {
                if let Some(tie) = along(facts, cell, &draft, target, budget) {
                    return Some(tie);
                }
            }
        }
    }
    None
}

/// Gives a draft in which numbers of the cone are round.
fn with_round_numbers(facts: &PlanFacts<'_>, base: &Draft, inputs: &[super::inputs::Input], random: &mut Random) -> Draft {
    let mut draft = base.clone();
    for (target, text) in &mut draft.values {
        let input = input_of(*target);
        let Some(value_type) = input.value_type(facts.plan).filter(|value_type| value_type.is_number() && inputs.contains(&input)) else { continue };
        let unit = 10_i128.checked_pow(value_type.decimals).unwrap_or(1);
        let round = random.pick(&ROUND_NUMBERS).and_then(|number| number.checked_mul(unit)).and_then(|units| text_of_units(units, value_type));
        if let Some(round) = round {
            *text = round;
        }
    }
    draft
}

/// Solves for one number with which the result lies half way.
fn along(facts: &PlanFacts<'_>, cell: &Rounded<'_>, draft: &Draft, target: GivenTarget, budget: &mut Budget<'_>) -> Option<Tie> {
    let input_type = input_of(target).value_type(facts.plan).filter(|value_type| value_type.is_number())?;
    let now = draft.values.get(&target).and_then(|text| units_of(text, input_type))?;
    let at = |units: i128| text_of_units(units, input_type).map(|text| with_value(draft, target, Some(&text)));
    if budget.left() < 2 || !budget.spend() || !budget.spend() {
        return None;
    }
    let before = with_parts(facts, draft, |parts| results(parts, cell));
    let after = with_parts(facts, &at(now.checked_add(1)?)?, |parts| results(parts, cell));
    let (line, start, rise) = moved(&before, &after)?;
    let Some(halves) = start.twice_if_half_way() else {
        let steps = steps_to_half(start, rise)?;
        return steps.into_iter().find_map(|step| tie_at(facts, cell, at(now.checked_add(step)?)?, target, line, budget));
    };
    Some(Tie { draft: draft.clone(), target, line, units: halves })
}

/// Gives the first line in which a result moves, where it is, and by how much.
fn moved(before: &[Option<Fraction>], after: &[Option<Fraction>]) -> Option<(usize, Fraction, Fraction)> {
    let pairs = (0..).zip(before.iter().zip(after));
    pairs.into_iter().find_map(|(line, (before, after))| {
        let (before, after) = ((*before)?, (*after)?);
        let numerator = after.numerator.checked_mul(before.denominator)?.checked_sub(before.numerator.checked_mul(after.denominator)?)?;
        let denominator = after.denominator.checked_mul(before.denominator)?;
        (numerator != 0).then_some((line, before, reduced(numerator, denominator)))
    })
}

fn reduced(numerator: i128, denominator: i128) -> Fraction {
    let (mut one, mut two) = (numerator.saturating_abs(), denominator);
    while two != 0 {
        (one, two) = (two, one % two);
    }
    let divisor = one.max(1);
    Fraction { numerator: numerator / divisor, denominator: denominator / divisor }
}

fn tie_at(facts: &PlanFacts<'_>, cell: &Rounded<'_>, draft: Draft, target: GivenTarget, line: usize, budget: &mut Budget<'_>) -> Option<Tie> {
    if !budget.spend() {
        return None;
    }
    let halves = with_parts(facts, &draft, |parts| results(parts, cell)).get(line).copied().flatten()?.twice_if_half_way()?;
    Some(Tie { draft, target, line, units: halves })
}

/// Gives the exact results of a cell, of a column line by line, as units of its last digit.
fn results(parts: &EvaluatedParts<'_>, cell: &Rounded<'_>) -> Vec<Option<Fraction>> {
    let lines = match cell.reference {
        CellReference::Cell(_) => 1,
        CellReference::Column(column) => parts.lines(parts.plan().columns[column].table).min(4),
    };
    let current = |line: usize| match cell.reference {
        CellReference::Cell(_) => Vec::new(),
        CellReference::Column(column) => vec![(parts.plan().columns[column].table, line)],
    };
    let result = |line: usize| match parts.part(cell.node, &current(line)) {
        Ok(positum_plan::value::Value::Number(number)) => Fraction::in_units(&number, cell.value_type),
        Ok(_) | Err(_) => None,
    };
    (0..lines).map(result).collect()
}

/// Finds a tie of the other sign: further along the same number, or with the sign of all numbers of the line turned.
fn other_sign(facts: &PlanFacts<'_>, cell: &Rounded<'_>, tie: &Tie, budget: &mut Budget<'_>) -> Option<Tie> {
    let input_type = input_of(tie.target).value_type(facts.plan)?;
    let now = tie.draft.values.get(&tie.target).and_then(|text| units_of(text, input_type))?;
    let turned = text_of_units(now.checked_neg()?, input_type).map(|text| with_value(&tie.draft, tie.target, Some(&text)))?;
    let is_other = |found: &Tie| found.units.signum() == -tie.units.signum();
    let direct = tie_at(facts, cell, turned.clone(), tie.target, tie.line, budget).filter(is_other);
    direct.or_else(|| along(facts, cell, &turned, tie.target, budget).filter(is_other))
}

fn keep_tie(collection: &mut Collection<'_, '_>, cell: &Rounded<'_>, tie: &Tie) {
    let units = rounded_half(tie.units, cell.value_type.rounding);
    let Some(text) = text_of_units(units, cell.value_type) else { return };
    let is_positive = tie.units > 0;
    let sign = if is_positive { "" } else { "_negative" };
    let name = format!("tie_{}{sign}", collection.facts.plan.cell_name(cell.reference));
    let expected = Expected { value: Some((CellAt { reference: cell.reference, line: tie.line }, text)), ..Expected::default() };
    let purpose = Purpose::Tie(cell.reference, is_positive);
    collection.keep(Proposal { name, group: Group::Ties, purpose, draft: &tie.draft, others: Vec::new(), expected });
}
