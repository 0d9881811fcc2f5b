//! Changes a draft step by step until it brings something about, and nothing else is wrong with it.
//!
//! Each step changes one thing in the cone of what is wrong, and is kept where less is wrong after it.

use super::changes::{other_values, targets, with_other_lines, with_value};
use super::inputs::Input;
use super::judge::{Lines, Trouble, Wanted, badness, lines_for, with_parts};
use super::plan_facts::{Cone, PlanFacts};
use super::solve_number::meeting_points;
use super::units::text_of_units;
use crate::budget::Budget;
use crate::draft::Draft;
use crate::goal::Goal;
use crate::random::Random;
use positum_plan::plan::{CellReference, NodeId, Origin};
use positum_plan::test_case::GivenTarget;
use positum_runtime::evaluate::EvaluatedParts;
use positum_runtime::evaluated_submission::CellAt;

/// The most inputs that are changed for one trouble.
const MOST_INPUTS: usize = 40;
/// The most lines in which an input is changed.
const MOST_LINES: usize = 2;
/// The most drafts that are evaluated for one trouble.
const MOST_TRIES: u64 = 300;
/// The most troubles of a draft that are looked at for one step.
const MOST_TROUBLES: usize = 6;

/// What is wrong, as parts of formulas.
struct Subject {
    nodes: Vec<NodeId>,
    /// The line of a list in which it is wrong.
    line: usize,
    /// Inputs besides those of the parts.
    inputs: Vec<Input>,
}

/// Changes a draft until it is as wanted; nothing where that was not reached within so many steps of the budget.
pub(crate) fn reach(
    facts: &PlanFacts<'_>,
    draft: &Draft,
    wanted: &Wanted<'_>,
    random: &mut Random,
    (steps, budget): (u64, &mut Budget<'_>),
) -> Option<Draft> {
    let mut draft = draft.clone();
    let least = budget.left().saturating_sub(steps);
    while budget.left() > least && budget.spend() {
        let troubles = with_parts(facts, &draft, |parts| wanted.troubles(parts));
        if troubles.is_empty() {
            return Some(draft);
        }
        let bad = badness(&troubles);
        let mut order: Vec<&Trouble> = Vec::new();
        troubles.iter().for_each(|trouble| {
            if !order.contains(&trouble) {
                order.push(trouble)
            }
        });
        draft = order.iter().take(MOST_TROUBLES).find_map(|trouble| step(facts, &draft, (wanted, trouble, bad), random, (least, budget)))?;
    }
    None
}

/// Finds a draft with which less is wrong.
fn step(
    facts: &PlanFacts<'_>,
    draft: &Draft,
    asked: (&Wanted<'_>, &Trouble, usize),
    random: &mut Random,
    (least, budget): (u64, &mut Budget<'_>),
) -> Option<Draft> {
    with_parts(facts, draft, |parts| step_from(facts, (draft, parts), asked, random, (least, budget)))
}

fn step_from(
    facts: &PlanFacts<'_>,
    (draft, parts): (&Draft, &EvaluatedParts<'_>),
    (wanted, trouble, bad): (&Wanted<'_>, &Trouble, usize),
    random: &mut Random,
    (least, budget): (u64, &mut Budget<'_>),
) -> Option<Draft> {
    let subject = subject_of(facts, wanted, trouble);
    let Cone { mut inputs, lists, .. } = facts.cone(&subject.nodes);
    inputs.retain(|input| !subject.inputs.contains(input));
    let inputs: Vec<Input> = subject.inputs.iter().copied().chain(inputs).collect();
    let least = budget.left().saturating_sub(MOST_TRIES).max(least);
    let is_better = |changed: &Draft, budget: &mut Budget<'_>| {
        budget.left() > least && budget.spend() && with_parts(facts, changed, |parts| badness(&wanted.troubles(parts))) < bad
    };
    for input in inputs.iter().take(MOST_INPUTS) {
        for target in targets(facts, draft, *input, subject.line, MOST_LINES) {
            let solved = solved_values(facts, (draft, parts), target, &subject, budget);
            for text in solved.into_iter().chain(other_values(facts, draft, target, random)) {
                let changed = with_value(draft, target, text.as_deref());
                if is_better(&changed, budget) {
                    return Some(changed);
                }
            }
        }
        if budget.left() <= least {
            return None;
        }
    }
    let with_lines = lists.iter().flat_map(|list| with_other_lines(facts, draft, *list, random));
    with_lines.collect::<Vec<_>>().into_iter().find(|changed| is_better(changed, budget))
}

/// Gives values at which comparisons meet, and their neighbours.
fn solved_values(
    facts: &PlanFacts<'_>,
    (draft, parts): (&Draft, &EvaluatedParts<'_>),
    target: GivenTarget,
    subject: &Subject,
    budget: &mut Budget<'_>,
) -> Vec<Option<String>> {
    let Some(value_type) = super::changes::input_of(target).value_type(facts.plan).filter(|value_type| value_type.is_number()) else {
        return Vec::new();
    };
    let mut texts = Vec::new();
    for node in &subject.nodes {
        let lines = lines_near(facts, parts, *node, subject.line);
        for point in meeting_points(facts, (draft, parts), target, (*node, &lines), budget) {
            let near = [Some(point), point.checked_add(1), point.checked_sub(1)];
            texts.extend(near.into_iter().flatten().map(|units| text_of_units(units, value_type)).filter(Option::is_some));
        }
    }
    texts
}

/// Gives the lines in which a part is wrong, or the first ones.
pub(crate) fn lines_near(facts: &PlanFacts<'_>, parts: &EvaluatedParts<'_>, node: NodeId, line: usize) -> Lines {
    let all = lines_for(facts, parts, node);
    let near = all.iter().find(|lines| lines.iter().all(|(_, at)| *at == line));
    near.or_else(|| all.first()).cloned().unwrap_or_default()
}

fn subject_of(facts: &PlanFacts<'_>, wanted: &Wanted<'_>, trouble: &Trouble) -> Subject {
    let of_check = |check, line: Option<usize>| {
        let check = &facts.plan.checks[check];
        Subject { nodes: [check.requirement].into_iter().chain(check.condition).collect(), line: line.unwrap_or(0), inputs: Vec::new() }
    };
    match trouble {
        Trouble::Check(check, line) => of_check(*check, *line),
        Trouble::Finding(_, at) => at.map_or(Subject { nodes: Vec::new(), line: 0, inputs: Vec::new() }, |at| of_cell(facts, at)),
        Trouble::Goal(place) => match wanted.goals.get(*place) {
            Some(Goal::Outcome(check, _) | Goal::Nowhere(check, _)) => of_check(*check, None),
            Some(Goal::Tie(cell)) => of_cell(facts, CellAt { reference: *cell, line: 0 }),
            Some(Goal::Part { node, .. }) => Subject { nodes: vec![*node], line: 0, inputs: Vec::new() },
            None => Subject { nodes: Vec::new(), line: 0, inputs: Vec::new() },
        },
    }
}

fn of_cell(facts: &PlanFacts<'_>, at: CellAt) -> Subject {
    let (origin, own) = match at.reference {
        CellReference::Cell(cell) => (&facts.plan.cells[cell].origin, Input::Cell(cell)),
        CellReference::Column(column) => (&facts.plan.columns[column].origin, Input::Column(column)),
    };
    match origin {
        Origin::Formula { node, .. } => Subject { nodes: vec![*node], line: at.line, inputs: Vec::new() },
        Origin::Input(_) => Subject { nodes: Vec::new(), line: at.line, inputs: vec![own] },
        Origin::Sequence | Origin::GroupKey => Subject { nodes: Vec::new(), line: at.line, inputs: Vec::new() },
    }
}
