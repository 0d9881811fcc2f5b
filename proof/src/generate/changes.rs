//! Changes of drafts: a value, a line more, a line less.

use super::inputs::Input;
use super::make_draft::{Style, add_lines, lines_of, new_value};
use super::plan_facts::PlanFacts;
use super::units::{text_of_units, units_of};
use super::values::Size;
use crate::draft::{Draft, Values};
use crate::random::Random;
use positum_plan::plan::{Absence, TableId};
use positum_plan::test_case::GivenTarget;
use positum_plan::value::Quantity;

/// The most codes of a codelist that are tried.
const MOST_CODES: usize = 30;
/// The most values of other inputs that are tried.
const MOST_LINKED: usize = 12;

/// Gives the input that a target belongs to.
pub(crate) fn input_of(target: GivenTarget) -> Input {
    match target {
        GivenTarget::Cell(cell) => Input::Cell(cell),
        GivenTarget::InLine(column, _) => Input::Column(column),
        GivenTarget::Parameter(parameter) => Input::Parameter(parameter),
    }
}

/// Gives a draft with another value, or none, for a target.
pub(crate) fn with_value(draft: &Draft, target: GivenTarget, text: Option<&str>) -> Draft {
    let mut changed = draft.clone();
    match text {
        Some(text) => changed.values.insert(target, text.to_owned()),
        None => changed.values.remove(&target),
    };
    changed
}

/// Gives the places where an input stands in a draft; of a list's lines the first few, from `first` on.
pub(crate) fn targets(facts: &PlanFacts<'_>, draft: &Draft, input: Input, first: usize, most: usize) -> Vec<GivenTarget> {
    match input {
        Input::Cell(cell) => vec![GivenTarget::Cell(cell)],
        Input::Parameter(parameter) => vec![GivenTarget::Parameter(parameter)],
        Input::Column(column) => {
            let lines = lines_of(facts, draft, facts.plan.columns[column].table);
            let from = if first < lines { first } else { 0 };
            (from..lines).take(most).map(|line| GivenTarget::InLine(column, line)).collect()
        }
    }
}

/// Gives a draft without a line of a list.
pub(crate) fn without_line(facts: &PlanFacts<'_>, draft: &Draft, list: TableId, line: usize) -> Draft {
    let mut changed = Draft { values: Values::new(), ..draft.clone() };
    for (target, text) in &draft.values {
        let kept = match *target {
            GivenTarget::InLine(column, at) if facts.plan.columns[column].table == list => match at.cmp(&line) {
                std::cmp::Ordering::Less => Some(*target),
                std::cmp::Ordering::Equal => None,
                std::cmp::Ordering::Greater => Some(GivenTarget::InLine(column, at.saturating_sub(1))),
            },
            GivenTarget::InLine(..) | GivenTarget::Cell(_) | GivenTarget::Parameter(_) => Some(*target),
        };
        if let Some(kept) = kept {
            changed.values.insert(kept, text.clone());
        }
    }
    changed
}

/// Gives a draft without lines in a list.
pub(crate) fn without_lines(facts: &PlanFacts<'_>, draft: &Draft, list: TableId) -> Draft {
    let mut changed = draft.clone();
    changed.values.retain(|target, _| match target {
        GivenTarget::InLine(column, _) => facts.plan.columns[*column].table != list,
        GivenTarget::Cell(_) | GivenTarget::Parameter(_) => true,
    });
    changed
}

/// Gives drafts in which a list has a line more, or one less.
pub(crate) fn with_other_lines(facts: &PlanFacts<'_>, draft: &Draft, list: TableId, random: &mut Random) -> Vec<Draft> {
    let lines = lines_of(facts, draft, list);
    let mut changed = vec![add_lines(facts, draft, list, 1, Style::USUAL, random)];
    if lines > 0 {
        changed.push(without_line(facts, draft, list, lines.saturating_sub(1)));
        changed.push(without_line(facts, draft, list, 0));
        changed.push(without_lines(facts, draft, list));
    }
    changed
}

/// Gives other values for a target, the likeliest first, without solving anything; nothing stands for leaving it blank.
pub(crate) fn other_values(facts: &PlanFacts<'_>, draft: &Draft, target: GivenTarget, random: &mut Random) -> Vec<Option<String>> {
    let input = input_of(target);
    let Some(value_type) = input.value_type(facts.plan) else { return Vec::new() };
    let now = draft.values.get(&target);
    let mut values: Vec<Option<String>> = facts.constants(input).iter().cloned().map(Some).collect();
    let linked = facts.links(input).flat_map(|other| targets(facts, draft, other, 0, 3)).filter_map(|other| draft.values.get(&other));
    values.extend(linked.take(MOST_LINKED).cloned().map(Some));
    if value_type.is_number() {
        let units = now.and_then(|text| units_of(text, value_type)).unwrap_or(0);
        let near: Vec<i128> = facts.constants(input).iter().filter_map(|text| units_of(text, value_type)).collect();
        let near = near.iter().flat_map(|units| [units.checked_add(1), units.checked_sub(1)]);
        let others = [Some(0), Some(1), units.checked_neg(), units.checked_mul(10), Some(units / 10)];
        values.extend(near.chain(others).flatten().map(|units| text_of_units(units, value_type)).filter(Option::is_some));
    }
    for pattern in facts.patterns(input) {
        values.extend(super::pattern_texts::fitting(pattern, random, true).into_iter().take(2).map(Some));
    }
    match &value_type.quantity {
        Quantity::Code(codelist) => {
            let codelist = &facts.plan.codelists[*codelist];
            let day = Some(facts.period.last_day());
            let codes = codelist.in_order().into_iter().map(|(code, _)| code).filter(|code| codelist.permits(code, day));
            values.extend(codes.take(MOST_CODES).map(|code| Some(code.to_owned())));
        }
        Quantity::Bool => values.extend(["true", "false"].map(|text| Some(text.to_owned()))),
        Quantity::Date => values.extend(near_days(facts, draft, target)),
        Quantity::Amount(_)
        | Quantity::Rate { .. }
        | Quantity::Ratio(_)
        | Quantity::Count
        | Quantity::Integer
        | Quantity::Decimal
        | Quantity::Days
        | Quantity::Text => {}
    }
    let usual = Style { size: Size::Usual, compared: 0, ..Style::USUAL };
    values.extend((0..2).map(|_| new_value(facts, draft, input, usual, random)).filter(Option::is_some));
    if input.absence(facts.plan) != Absence::Required {
        values.push(None);
    }
    let mut seen = std::collections::BTreeSet::new();
    values.retain(|value| value.as_ref() != now && seen.insert(value.clone()));
    values
}

/// Gives the days beside those that an input is compared with, and those of the period.
fn near_days(facts: &PlanFacts<'_>, draft: &Draft, target: GivenTarget) -> Vec<Option<String>> {
    let input = input_of(target);
    let linked = facts.links(input).flat_map(|other| targets(facts, draft, other, 0, 3)).filter_map(|other| draft.values.get(&other));
    let texts: Vec<&String> = facts.constants(input).iter().chain(linked).collect();
    let mut days: Vec<jiff::civil::Date> = texts.into_iter().filter_map(|text| positum_plan::period::parse_date(text).ok()).collect();
    days.extend([facts.period.first_day(), facts.period.last_day()]);
    let near = days.iter().flat_map(|day| [Some(*day), day.tomorrow().ok(), day.yesterday().ok()]);
    near.flatten().map(|day| Some(day.to_string())).collect()
}
