//! Finds the edge of a check: two submissions that differ in one value by the smallest step, of which one passes.
//!
//! From a submission that the search found, one value is moved until the outcome changes, and then halved towards the
//! change. So the edge is where the evaluator has it, whatever the formulas are.

use super::{Answer, Rest, Searcher};
use crate::budget::Budget;
use crate::draft::Draft;
use crate::goal::Goal;
use crate::linear::{all_texts, inputs_of_goals};
use positum_plan::amount::{Exact, Rounding};
use positum_plan::plan::{CellReference, CheckId};
use positum_plan::test_case::GivenTarget;
use positum_plan::value::{Quantity, ValueType};
use positum_runtime::evaluated_submission::Outcome;

/// Two submissions that differ in one value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Boundary {
    /// The check passes, and fails in no line.
    pub passes: Draft,
    /// The check fails.
    pub fails: Draft,
    /// The value that differs: numbers by one unit of the last digit.
    pub changed: GivenTarget,
}

/// How often a distance is doubled before a value is given up.
const MOST_DOUBLINGS: u32 = 60;

/// A draft in which one value is moved.
struct Moved<'d> {
    draft: &'d Draft,
    target: GivenTarget,
    /// Decimals of the value as submissions write it.
    decimals: u32,
}

impl Moved<'_> {
    /// Gives the draft with its value so many units away.
    fn by(&self, units: i128) -> Option<Draft> {
        let text = self.draft.values.get(&self.target).map_or("0", String::as_str);
        let value = Exact::parse_plain(text).ok()?.plus(&Exact::scaled(units, self.decimals))?;
        Some(self.with(value.rounded(self.decimals, Rounding::TowardZero)?.to_string()))
    }

    fn with(&self, text: String) -> Draft {
        let mut draft = self.draft.clone();
        draft.values.insert(self.target, text);
        draft
    }
}

impl Searcher<'_> {
    /// Finds two submissions at the edge of a check; both keep what is asked of the rest.
    pub fn boundary(&self, check: CheckId, rest: Rest, budget: &mut Budget<'_>) -> Option<Boundary> {
        let starts = [vec![Goal::Outcome(check, Outcome::Pass), Goal::Nowhere(check, Outcome::Fail)], vec![Goal::Outcome(check, Outcome::Fail)]];
        starts.iter().find_map(|goals| {
            let most = budget.left() / 2;
            let mut part = 0_u64;
            let is_over = || false;
            let mut own = Budget::new(most, &is_over);
            let answer = self.find(goals, rest, &mut own);
            part = part.saturating_add(most.saturating_sub(own.left()));
            let has_time = (0..part).all(|_| budget.spend());
            match answer {
                Answer::Found(draft) if has_time => self.edge_from(&draft, check, rest, budget),
                Answer::Found(_) | Answer::Never | Answer::Undecided => None,
            }
        })
    }

    fn edge_from(&self, draft: &Draft, check: CheckId, rest: Rest, budget: &mut Budget<'_>) -> Option<Boundary> {
        let inputs = inputs_of_goals(self.plan(), &[Goal::Outcome(check, Outcome::Pass)]);
        let targets: Vec<(GivenTarget, CellReference)> = inputs
            .into_iter()
            .flat_map(|reference| match reference {
                CellReference::Cell(cell) => vec![(GivenTarget::Cell(cell), reference)],
                CellReference::Column(column) => {
                    let given = draft.values.keys().filter(|target| matches!(target, GivenTarget::InLine(own, _) if *own == column));
                    given.map(|target| (*target, reference)).collect()
                }
            })
            .collect();
        targets.into_iter().find_map(|(target, reference)| {
            let value_type = match reference {
                CellReference::Cell(cell) => self.plan().cells[cell].value_type.as_ref(),
                CellReference::Column(column) => self.plan().columns[column].value_type.as_ref(),
            }?;
            let moved = Moved { draft, target, decimals: value_type.decimals };
            if value_type.is_number() {
                self.edge_of_number(&moved, check, rest, budget)
            } else {
                self.edge_of_text(&moved, value_type, check, rest, budget)
            }
        })
    }

    /// Tells of a draft whether the check passes, or else fails; nothing where it does neither.
    fn passes(&self, draft: &Draft, check: CheckId) -> Option<bool> {
        let goals = [Goal::Outcome(check, Outcome::Fail)];
        if self.confirms(draft, &goals, Rest::Any) {
            return Some(false);
        }
        self.confirms(draft, &[Goal::Outcome(check, Outcome::Pass)], Rest::Any).then_some(true)
    }

    fn edge_of_number(&self, moved: &Moved<'_>, check: CheckId, rest: Rest, budget: &mut Budget<'_>) -> Option<Boundary> {
        let begins = self.passes(moved.draft, check)?;
        [1_i128, -1].into_iter().find_map(|sign| {
            let mut near = 0_i128;
            let mut far = (0..MOST_DOUBLINGS).map(|power| sign.saturating_mul(2_i128.saturating_pow(power))).find_map(|far| {
                let changes = budget.spend() && self.passes(&moved.by(far)?, check)? != begins;
                if !changes {
                    near = far;
                }
                changes.then_some(far)
            })?;
            while far.abs_diff(near) > 1 {
                let middle = near.saturating_add(far.saturating_sub(near) / 2);
                let is_as_begun = budget.spend() && self.passes(&moved.by(middle)?, check) == Some(begins);
                if is_as_begun {
                    near = middle
                } else {
                    far = middle
                }
                if budget.left() == 0 {
                    return None;
                }
            }
            self.edge_between(moved.by(near)?, moved.by(far)?, begins, (moved.target, check), rest)
        })
    }

    fn edge_of_text(&self, moved: &Moved<'_>, value_type: &ValueType, check: CheckId, rest: Rest, budget: &mut Budget<'_>) -> Option<Boundary> {
        let begins = self.passes(moved.draft, check)?;
        let texts = match value_type.quantity {
            Quantity::Bool => vec!["true".to_owned(), "false".to_owned()],
            Quantity::Date => return self.edge_of_day(moved, check, rest, budget),
            _ => all_texts(self.plan(), value_type),
        };
        texts.into_iter().find_map(|text| {
            let other = moved.with(text);
            let changes = budget.spend() && self.passes(&other, check).is_some_and(|passes| passes != begins);
            if changes { self.edge_between(moved.draft.clone(), other, begins, (moved.target, check), rest) } else { None }
        })
    }

    fn edge_of_day(&self, moved: &Moved<'_>, check: CheckId, rest: Rest, budget: &mut Budget<'_>) -> Option<Boundary> {
        let begins = self.passes(moved.draft, check)?;
        let day: jiff::civil::Date = moved.draft.values.get(&moved.target)?.parse().ok()?;
        let at = |days: i64| Some(moved.with(day.checked_add(jiff::Span::new().try_days(days).ok()?).ok()?.to_string()));
        [1_i64, -1].into_iter().find_map(|sign| {
            let mut near = 0_i64;
            let mut far = (0..20_u32).map(|power| sign.saturating_mul(2_i64.saturating_pow(power))).find_map(|far| {
                let changes = budget.spend() && self.passes(&at(far)?, check)? != begins;
                if !changes {
                    near = far;
                }
                changes.then_some(far)
            })?;
            while far.abs_diff(near) > 1 {
                let middle = near.saturating_add(far.saturating_sub(near) / 2);
                if self.passes(&at(middle)?, check) == Some(begins) { near = middle } else { far = middle }
            }
            self.edge_between(at(near)?, at(far)?, begins, (moved.target, check), rest)
        })
    }

    /// Gives the boundary, where both submissions are as they must be.
    fn edge_between(&self, begun: Draft, other: Draft, begins: bool, (changed, check): (GivenTarget, CheckId), rest: Rest) -> Option<Boundary> {
        let (passes, fails) = if begins { (begun, other) } else { (other, begun) };
        let does_pass = self.confirms(&passes, &[Goal::Outcome(check, Outcome::Pass), Goal::Nowhere(check, Outcome::Fail)], rest);
        let does_fail = self.confirms(&fails, &[Goal::Outcome(check, Outcome::Fail)], rest);
        (does_pass && does_fail).then_some(Boundary { passes, fails, changed })
    }
}
