//! Drafts with which nothing is wrong.

use super::collection::{Collection, Proposal};
use super::generated::{Expected, Group, Purpose};
use super::judge::Wanted;
use super::make_draft::{Style, make_draft};
use super::plan_facts::PlanFacts;
use super::random::Random;
use super::reach::reach;
use super::values::Size;
use crate::budget::Budget;
use crate::draft::Draft;

/// How many drafts with everything filled in are looked for.
const FULL: usize = 4;
/// How often one is begun anew.
const ATTEMPTS: usize = 4;
/// The most steps for one.
const MOST_STEPS: u64 = 4_000;

/// Drafts with which nothing is wrong.
pub(crate) struct ValidDrafts {
    /// Everything is filled in.
    pub(crate) full: Vec<Draft>,
    /// No more is filled in than must be.
    pub(crate) least: Option<Draft>,
}

impl ValidDrafts {
    /// Looks for them.
    pub(crate) fn find(facts: &PlanFacts<'_>, seed: u64, budget: &mut Budget<'_>) -> Self {
        let mut random = Random::new(seed, 2);
        let full = (0..FULL).filter_map(|_| find_one(facts, Style::USUAL, &mut random, budget)).collect();
        let least = find_one(facts, Style::LEAST, &mut random, budget);
        Self { full, least }
    }

    /// Gives all, those with everything filled in first.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Draft> {
        self.full.iter().chain(&self.least)
    }
}

fn find_one(facts: &PlanFacts<'_>, style: Style, random: &mut Random, budget: &mut Budget<'_>) -> Option<Draft> {
    let wanted = Wanted { goals: &[], is_clean: true };
    (0..ATTEMPTS).find_map(|attempt| {
        // Numbers that are small, or that formulas compare with, keep more limits.
        let style = match attempt {
            0 | 1 => style,
            2 => Style { size: Size::Small, ..style },
            _ => Style { compared: 90, most_lines: style.least_lines, ..style },
        };
        let draft = make_draft(facts, style, random);
        reach(facts, &draft, &wanted, random, (MOST_STEPS, budget))
    })
}

/// Keeps the drafts with which nothing is wrong as submissions.
pub(crate) fn add_valid(collection: &mut Collection<'_, '_>, valid: &ValidDrafts) {
    let expected = || Expected { is_clean: true, ..Expected::default() };
    for (draft, number) in valid.full.iter().zip(1..) {
        let name = format!("valid_{number}");
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
