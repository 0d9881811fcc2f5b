//! Drafts with which nothing is wrong.

use super::changes::with_value;
use super::check_edges::STEPS_OF_SEARCH_IN_ONE;
use super::collection::{Collection, Proposal};
use super::generated::{Expected, Group, Purpose};
use super::inputs::Input;
use super::judge::{Wanted, with_parts};
use super::make_draft::{Style, add_lines, lines_of, make_draft, new_value};
use super::plan_facts::PlanFacts;
use super::reach::reach;
use super::values::Size;
use crate::budget::Budget;
use crate::draft::Draft;
use crate::random::Random;
use crate::search::{Answer, Rest, Searcher};
use positum_plan::test_case::GivenTarget;

/// How many drafts with everything filled in are looked for.
const FULL: usize = 4;
/// How often one is begun anew.
const ATTEMPTS: usize = 3;
/// The most steps for one.
const MOST_STEPS: u64 = 1_500;

/// The most steps for filling in a draft.
const STEPS_TO_FILL: u64 = 8_000;
/// The most steps for mending what a value breaks that is filled in.
const STEPS_TO_MEND: u64 = 60;
/// The most steps of solving for one.
const MOST_STEPS_OF_SEARCH: u64 = 100_000;

/// Drafts with which nothing is wrong.
pub(crate) struct ValidDrafts {
    /// Everything is filled in.
    pub(crate) full: Vec<Draft>,
    /// No more is filled in than must be.
    pub(crate) least: Option<Draft>,
}

impl ValidDrafts {
    /// Looks for them.
    pub(crate) fn find(facts: &PlanFacts<'_>, searcher: &Searcher<'_>, seed: u64, budget: &mut Budget<'_>) -> Self {
        let mut random = Random::new(seed, 2);
        let least = find_one(facts, Style::LEAST, &mut random, budget);
        let least = least.or_else(|| {
            match budget.with_part(MOST_STEPS_OF_SEARCH, STEPS_OF_SEARCH_IN_ONE, |budget| searcher.find(&[], Rest::Clean, budget)) {
                Answer::Found(draft) => Some(draft),
                Answer::Never | Answer::Undecided => None,
            }
        });
        let mut full: Vec<Draft> = Vec::new();
        for _ in 0..FULL {
            match find_one(facts, Style::USUAL, &mut random, budget) {
                Some(draft) => full.push(draft),
                // Where many checks hold numbers together the next will not be found either.
                None => break,
            }
        }
        if full.is_empty() {
            full.extend(least.as_ref().map(|least| filled_up(facts, least, &mut random, budget)));
        }
        Self { full, least }
    }

    /// Gives all, those with everything filled in first.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Draft> {
        self.full.iter().chain(&self.least)
    }
}

pub(crate) fn find_one(facts: &PlanFacts<'_>, style: Style, random: &mut Random, budget: &mut Budget<'_>) -> Option<Draft> {
    let wanted = Wanted { goals: &[], is_clean: true };
    (0..ATTEMPTS).find_map(|attempt| {
        // Numbers that are small, or that formulas compare with, keep more limits.
        let style = match attempt {
            0 => style,
            1 => Style { size: Size::Small, ..style },
            _ => Style { compared: 90, most_lines: style.least_lines, ..style },
        };
        let draft = make_draft(facts, style, random);
        reach(facts, &draft, &wanted, random, (MOST_STEPS, budget))
    })
}

/// Fills in, one after the other, what a draft lacks and what keeps it without anything wrong.
fn filled_up(facts: &PlanFacts<'_>, least: &Draft, random: &mut Random, budget: &mut Budget<'_>) -> Draft {
    let wanted = Wanted { goals: &[], is_clean: true };
    let mut draft = least.clone();
    let last = budget.left().saturating_sub(STEPS_TO_FILL);
    for (list, _) in &facts.inputs.lists {
        if lines_of(facts, &draft, *list) == 0 {
            let longer = add_lines(facts, &draft, *list, 2, Style::USUAL, random);
            draft = reach(facts, &longer, &wanted, random, (STEPS_TO_MEND, budget)).unwrap_or(draft);
        }
    }
    for cell in &facts.inputs.cells {
        if budget.left() <= last {
            break;
        }
        let target = GivenTarget::Cell(*cell);
        let is_there = draft.values.get(&target).is_some_and(|text| text != "0");
        let Some(text) = new_value(facts, &draft, Input::Cell(*cell), Style::USUAL, random).filter(|_| !is_there) else { continue };
        let fuller = with_value(&draft, target, Some(&text));
        draft = reach(facts, &fuller, &wanted, random, (STEPS_TO_MEND, budget)).unwrap_or(draft);
    }
    draft
}

/// Keeps the drafts with which nothing is wrong as submissions.
pub(crate) fn add_valid(collection: &mut Collection<'_, '_>, valid: &ValidDrafts, after: &[Draft]) {
    let expected = || Expected { is_clean: true, ..Expected::default() };
    for (draft, number) in valid.full.iter().zip(1..) {
        let name = format!("valid_{number}");
        collection.keep(Proposal { name, group: Group::Valid, purpose: Purpose::Valid, draft, others: Vec::new(), expected: expected() });
    }
    let is_clean = |draft: &&Draft| with_parts(collection.facts, draft, |parts| Wanted { goals: &[], is_clean: true }.troubles(parts).is_empty());
    if let Some(draft) = after.iter().find(is_clean) {
        let name = "valid_after_earlier".to_owned();
        collection.keep(Proposal { name, group: Group::Valid, purpose: Purpose::Valid, draft, others: Vec::new(), expected: expected() });
    }
    if valid.full.is_empty() {
        collection.miss(Purpose::Valid, super::generated::Reason::Undecided);
    }
    match &valid.least {
        Some(draft) => {
            let name = "valid_least".to_owned();
            collection.keep(Proposal { name, group: Group::Valid, purpose: Purpose::ValidLeast, draft, others: Vec::new(), expected: expected() });
        }
        None => collection.miss(Purpose::ValidLeast, super::generated::Reason::Undecided),
    }
}
