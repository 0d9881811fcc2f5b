//! Values that may bring a difference about: of a type, of the package's tests, and near what formulas name.

use super::cone::Cone;
use crate::given_target::type_of_target;
use crate::random::Random;
use positum_plan::amount::{Exact, Rounding};
use positum_plan::period::Period;
use positum_plan::plan::{CellReference, ParameterId, Plan};
use positum_plan::test_case::{GivenTarget, TestCase};
use positum_plan::value::{Quantity, Value, ValueType};
use std::collections::{BTreeMap, BTreeSet};

/// Numbers of which sums, differences and products are told apart.
const PRIMES: [i128; 24] = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89];

/// What is given by the package's tests, by cell.
#[derive(Debug, Default)]
pub(super) struct Pool {
    given: BTreeMap<GivenSubject, BTreeSet<String>>,
}

/// What a value was given for, in whatever line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum GivenSubject {
    Cell(CellReference),
    Parameter(ParameterId),
}

impl Pool {
    pub(super) fn new<'c>(cases: impl Iterator<Item = &'c TestCase>) -> Self {
        let mut pool = Self::default();
        for given in cases.flat_map(|case| case.given.iter().chain(case.earlier.values().flatten())) {
            if let Some(text) = &given.text {
                pool.given.entry(subject(given.target)).or_default().insert(text.clone());
            }
        }
        pool
    }

    /// Chooses a value. Styles go from plain to strange; the first few are the same for every seed.
    pub(super) fn choose(&self, plan: &Plan, cone: &Cone, target: GivenTarget, choice: &Choice, random: &mut Random) -> Option<String> {
        let value_type = type_of_target(plan, target)?;
        let of_tests: Vec<&String> = self.given.get(&subject(target)).into_iter().flatten().collect();
        if value_type.is_number() {
            let from_tests = choice.style > 5 && !of_tests.is_empty() && random.below(3) == 0;
            return if from_tests { random.pick(&of_tests).copied().cloned() } else { Some(number(value_type, cone, choice, random)) };
        }
        let texts = other_values(plan, value_type, cone, choice.period);
        let all: Vec<&String> = of_tests.into_iter().chain(&texts).collect();
        if choice.style < 2 { all.get(choice.index.checked_rem(all.len())?).copied().cloned() } else { random.pick(&all).copied().cloned() }
    }
}

/// The circumstances of a choice.
pub(super) struct Choice {
    /// How strange.
    pub(super) style: usize,
    /// The how-manieth cell.
    pub(super) index: usize,
    pub(super) period: Period,
}

fn subject(target: GivenTarget) -> GivenSubject {
    match target {
        GivenTarget::Cell(cell) => GivenSubject::Cell(CellReference::Cell(cell)),
        GivenTarget::InLine(column, _) => GivenSubject::Cell(CellReference::Column(column)),
        GivenTarget::Parameter(parameter) => GivenSubject::Parameter(parameter),
    }
}

fn number(value_type: &ValueType, cone: &Cone, choice: &Choice, random: &mut Random) -> String {
    let prime = PRIMES.get(choice.index.checked_rem(PRIMES.len()).unwrap_or(0)).copied().unwrap_or(1);
    let last_digit = value_type.last_digit();
    let small = random.pick(&[0, 1, 2, 3, 5, 10, 100, 1000]).copied().unwrap_or(1);
    let exact = match choice.style {
        0 => Exact::whole(prime.saturating_mul(10)),
        1 => Exact::whole(prime.saturating_mul(-10)),
        2 => Exact::whole(if random.below(2) == 0 { prime.saturating_mul(1000) } else { prime.saturating_mul(-1000) }),
        3 => Exact::whole(0),
        // One decimal more than the cell has, half way.
        4 => last_digit.times(&Exact::scaled(prime.saturating_mul(20).saturating_add(5), 1)).unwrap_or(last_digit),
        5 => Exact::whole(random.pick(&[2, 4, 8, 16, 20, 200, 2000, 20_000]).copied().unwrap_or(2)),
        _ => match random.below(5) {
            0 => return literal(value_type, cone, random).unwrap_or_else(|| small.to_string()),
            1 => Exact::whole(-small),
            2 => last_digit.times(&Exact::whole(prime)).unwrap_or(last_digit),
            _ => Exact::whole(small.saturating_mul(prime)),
        },
    };
    submitted(value_type, &exact, u32::from(choice.style == 4))
}

/// Writes a number as a submission does. Plain values of ratios are thought of as shown ones.
fn submitted(value_type: &ValueType, exact: &Exact, more: u32) -> String {
    exact
        .rounded(value_type.decimals.saturating_add(more), Rounding::TowardZero)
        .map_or_else(|| "1".to_owned(), |number| number.normalize().to_string())
}

fn literal(value_type: &ValueType, cone: &Cone, random: &mut Random) -> Option<String> {
    let numbers: Vec<Exact> = cone.literals.iter().filter_map(|text| Exact::parse_plain(text).ok()).collect();
    random.pick(&numbers).map(|number| submitted(value_type, number, 0))
}

fn other_values(plan: &Plan, value_type: &ValueType, cone: &Cone, period: Period) -> Vec<String> {
    match &value_type.quantity {
        Quantity::Text => {
            let usual = ["A", "B", "C"].map(str::to_owned).into_iter().chain(cone.literals.iter().cloned());
            usual.chain(value_type.limits.longest.into_iter().flat_map(long_texts)).collect()
        }
        Quantity::Bool => vec!["true".to_owned(), "false".to_owned()],
        Quantity::Date => {
            let days = [period.last_day(), period.first_day()];
            let beside = days.into_iter().flat_map(|day| [Some(day), day.tomorrow().ok(), day.yesterday().ok()]).flatten();
            let named = cone.literals.iter().filter(|text| positum_plan::period::parse_date(text).is_ok()).cloned();
            beside.map(|day| value_type.text(&Value::Date(day))).chain(named).collect()
        }
        Quantity::Code(codelist) => {
            const MOST: usize = 6;
            let list = &plan.codelists[*codelist];
            let named = cone.literals.iter().filter(|text| list.codes.contains_key(*text)).cloned();
            let usable = list.in_order().into_iter().filter(|(_, code)| !code.is_group && code.validity.covers(period.last_day()));
            named.chain(usable.map(|(code, _)| code.to_owned()).take(MOST)).collect()
        }
        Quantity::Amount(_) | Quantity::Rate { .. } | Quantity::Ratio(_) | Quantity::Count => Vec::new(),
        Quantity::Integer | Quantity::Decimal | Quantity::Days => Vec::new(),
    }
}

/// Gives texts about as long as a cell takes.
fn long_texts(longest: u32) -> Vec<String> {
    let longest = usize::try_from(longest).unwrap_or(0);
    [longest.saturating_sub(1), longest, longest.saturating_add(1)].map(|length| "A".repeat(length)).to_vec()
}
