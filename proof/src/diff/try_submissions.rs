//! Submissions on which two plans are tried: those that generation thinks telling, and random ones.

use crate::budget::Budget;
use crate::draft::Draft;
use crate::generate::telling_submissions;
use crate::given_target::name_of_target;
use crate::random::Random;
use positum_plan::amount::Exact;
use positum_plan::period::Period;
use positum_plan::plan::{Absence, Node, Origin, Plan, Shape};
use positum_plan::test_case::GivenTarget;
use positum_plan::value::{Quantity, Value, ValueType};
use positum_runtime::evaluate::Evaluator;

/// The most lines that a list gets.
const MOST_LINES: u64 = 3;
/// Numbers that are tried, beside those that stand in formulas.
const NUMBERS: [i128; 12] = [0, 1, 2, 3, 7, 10, 100, 250, 1_000, 12_345, 1_000_000, -5];

/// Gives drafts for one plan.
pub(super) fn drafts(evaluator: &Evaluator<'_>, period: Period, count: u64, seed: u64) -> Vec<Draft> {
    let mut all = telling_submissions(evaluator, period, seed, &mut Budget::steps(count));
    let plan = evaluator.plan();
    let constants = constants(plan);
    all.extend((0..count).map(|number| random_draft(plan, period, &constants, &mut Random::of_seed(seed.wrapping_add(number)))));
    all
}

/// Gives the numbers and texts that stand in formulas.
fn constants(plan: &Plan) -> (Vec<Exact>, Vec<String>) {
    let numbers = plan.nodes.iter().filter_map(|node| if let Node::Number(number) = node { Some(Exact::from(*number)) } else { None });
    let texts = plan.nodes.iter().filter_map(|node| if let Node::Text(text) = node { Some(text.clone()) } else { None });
    (numbers.take(200).collect(), texts.take(200).collect())
}

fn random_draft(plan: &Plan, period: Period, constants: &(Vec<Exact>, Vec<String>), random: &mut Random) -> Draft {
    let mut draft = Draft::new("sample", period);
    // Some drafts have small numbers, some large ones, so that sums and their parts are alike in size.
    let scale = random.below(3);
    for (id, cell) in plan.cells.entries() {
        if let (Origin::Input(absence), Some(value_type)) = (&cell.origin, &cell.value_type) {
            let value = random_value(plan, value_type, *absence, scale, constants, random);
            draft.values.extend(value.map(|value| (GivenTarget::Cell(id), value)));
        }
    }
    for table in plan.tables.iter() {
        let Shape::List(list) = &table.shape else { continue };
        for line in 0..random.below(MOST_LINES.saturating_add(1)) {
            for column in &list.columns {
                let (Origin::Input(absence), Some(value_type)) = (&plan.columns[*column].origin, &plan.columns[*column].value_type) else { continue };
                let value = random_value(plan, value_type, *absence, scale, constants, random);
                let line = usize::try_from(line).unwrap_or(0);
                draft.values.extend(value.map(|value| (GivenTarget::InLine(*column, line), value)));
            }
        }
    }
    for (id, parameter) in plan.parameters.entries().filter(|(_, parameter)| parameter.in_force(period.last_day()).is_none()) {
        let value = random_value(plan, &parameter.value_type, Absence::Required, 0, constants, random);
        draft.values.extend(value.map(|value| (GivenTarget::Parameter(id), value)));
    }
    draft
}

fn random_value(
    plan: &Plan,
    value_type: &ValueType,
    absence: Absence,
    scale: u64,
    constants: &(Vec<Exact>, Vec<String>),
    random: &mut Random,
) -> Option<String> {
    let left_out = match absence {
        Absence::Required => random.below(40) == 0,
        Absence::Zero | Absence::Optional => random.below(4) == 0,
    };
    if left_out {
        return None;
    }
    match &value_type.quantity {
        Quantity::Text => {
            Some(random.pick(&constants.1).cloned().filter(|_| random.below(2) == 0).unwrap_or_else(|| format!("T{}", random.below(3))))
        }
        Quantity::Bool => Some(if random.below(2) == 0 { "true" } else { "false" }.to_owned()),
        Quantity::Date => Some(format!("20{}-0{}-1{}", 20_u64.saturating_add(random.below(10)), random.below(9).saturating_add(1), random.below(9))),
        Quantity::Code(codelist) => {
            let codes: Vec<&str> =
                plan.codelists[*codelist].in_order().into_iter().filter(|(_, code)| !code.is_group).map(|(code, _)| code).collect();
            random.pick(&codes).map(|code| (*code).to_owned())
        }
        Quantity::Amount(_)
        | Quantity::Rate { .. }
        | Quantity::Ratio(_)
        | Quantity::Count
        | Quantity::Integer
        | Quantity::Decimal
        | Quantity::Days => {
            let number = random_number(value_type, scale, &constants.0, random)?;
            Some(value_type.text(&Value::Number(number)))
        }
    }
}

/// Gives a number: near one that stands in a formula, one that is often at an edge, or any.
fn random_number(value_type: &ValueType, scale: u64, constants: &[Exact], random: &mut Random) -> Option<Exact> {
    let unit = value_type.last_digit();
    let number = match random.below(6) {
        0 => random.pick(constants).cloned().unwrap_or(Exact::ZERO),
        1 => random.pick(&NUMBERS).map(|number| Exact::whole(*number)).unwrap_or(Exact::ZERO),
        _ => {
            let bound = match scale {
                0 => 100,
                1 => 10_000,
                _ => 5_000_000,
            };
            Exact::whole(i128::from(random.below(bound))).times(&unit).unwrap_or(Exact::ZERO).times(&Exact::whole(if scale == 0 { 1 } else { 10 }))?
        }
    };
    let near = match random.below(8) {
        0 => number.plus(&unit)?,
        1 => number.minus(&unit)?,
        _ => number,
    };
    let is_count = value_type.quantity == Quantity::Count;
    value_type.rounded(&if is_count { near.absolute() } else { near })
}

/// Gives the name of what a draft gives; a parameter goes by its own.
pub(super) fn name_of(plan: &Plan, target: GivenTarget) -> String {
    match target {
        GivenTarget::Cell(_) | GivenTarget::InLine(..) => name_of_target(plan, target),
        GivenTarget::Parameter(parameter) => plan.parameters[parameter].name.clone(),
    }
}
