//! What operators and functions do with the operands that arrive, one after the other.

use super::evaluate_formula::{Frame, Next};
use super::no_value::{Kind, NoValue, Operand, Outcome, Reason, strict, truth, unfit};
use super::operators::{added, equals, nearer, of_one, of_two};
use positum_plan::amount::Exact;
use positum_plan::plan::{Node, NodeId};
use std::cmp::Ordering;

/// Takes the operand that arrived, if one did, and asks for the next one or gives the outcome.
pub(super) fn advance_operands<'s>(node: &Node, frame: &mut Frame<'s>, arrived: Option<Outcome<'s>>) -> Next<'s> {
    if let Some(outcome) = arrived
        && let Some(done) = absorb(node, frame, outcome)
    {
        return Next::Done(done);
    }
    match operand_at(node, frame.position) {
        Some(part) => {
            frame.position = frame.position.saturating_add(1);
            Next::Evaluate(part)
        }
        None => Next::Done(conclude(node, frame)),
    }
}

/// Gives the operand at a position, in the order in which operands are looked at.
fn operand_at(node: &Node, position: usize) -> Option<NodeId> {
    match node {
        Node::Sum(terms) => terms.get(position).map(|term| term.node),
        Node::Total(parts) | Node::Least(parts) | Node::Greatest(parts) | Node::And(parts) | Node::Or(parts) => parts.get(position).copied(),
        Node::Product(left, right) | Node::Quotient(left, right) | Node::Else(left, right) | Node::Comparison { left, right, .. } => {
            [*left, *right].get(position).copied()
        }
        Node::Negation(part) | Node::Absolute(part) | Node::Not(part) | Node::Round { value: part, .. } | Node::Matches { value: part, .. } => {
            [*part].get(position).copied()
        }
        Node::In { value, options } => match position.checked_sub(1) {
            None => Some(*value),
            Some(option) => options.get(option).copied(),
        },
        Node::When { value, condition } => [*condition, *value].get(position).copied(),
        Node::If { condition, then, otherwise } => [*condition, *then, *otherwise].get(position).copied(),
        Node::Number(_)
        | Node::Text(_)
        | Node::Bool(_)
        | Node::Date(_)
        | Node::Cell(_)
        | Node::Column(_)
        | Node::Parameter(_)
        | Node::Exact(_)
        | Node::Earlier { .. }
        | Node::PeriodPart(_)
        | Node::DateOf { .. }
        | Node::WorkingDaysAfter { .. }
        | Node::Lookup { .. }
        | Node::Aggregate { .. } => None,
    }
}

/// Takes in the operand before `frame.position`; gives the outcome where that decides it.
fn absorb<'s>(node: &Node, frame: &mut Frame<'s>, outcome: Outcome<'s>) -> Option<Outcome<'s>> {
    let first = frame.position == 1;
    match node {
        Node::Sum(terms) => {
            let term = frame.position.checked_sub(1).and_then(|position| terms.get(position));
            hold(frame, outcome, |held, operand| added(held, operand, term.is_some_and(|term| term.negative)))
        }
        Node::Total(_) => passing(outcome).and_then(|outcome| hold(frame, outcome, |held, operand| added(held, operand, false))),
        Node::Least(_) => passing(outcome).and_then(|outcome| hold(frame, outcome, |held, operand| nearer(held, operand, Ordering::Less))),
        Node::Greatest(_) => passing(outcome).and_then(|outcome| hold(frame, outcome, |held, operand| nearer(held, operand, Ordering::Greater))),
        Node::Product(..) | Node::Quotient(..) | Node::Comparison { .. } | Node::In { .. } if first => hold(frame, outcome, |_, operand| Ok(operand)),
        Node::Product(..) | Node::Quotient(..) | Node::Comparison { .. } => {
            Some(strict(outcome).and_then(|right| of_two(node, frame.held.take(), right)))
        }
        Node::In { .. } => equal_to_one(frame.held.as_ref(), outcome),
        Node::Negation(_) | Node::Absolute(_) | Node::Not(_) | Node::Round { .. } | Node::Matches { .. } => {
            Some(strict(outcome).and_then(|operand| of_one(node, operand)))
        }
        Node::And(_) => decided_by(false, outcome),
        Node::Or(_) => decided_by(true, outcome),
        Node::Else(..) if first && matches!(&outcome, Err(no_value) if no_value.gives_way()) => None,
        Node::When { .. } if first => match truth(outcome) {
            Ok(true) => None,
            Ok(false) => Some(Err(NoValue { kind: Kind::NotApplicable, reason: Reason::ConditionFalse })),
            Err(no_value) => Some(Err(no_value)),
        },
        Node::If { .. } if first => match truth(outcome) {
            Ok(true) => None,
            Ok(false) => {
                frame.position = 2;
                None
            }
            Err(no_value) => Some(Err(no_value)),
        },
        Node::Else(..)
        | Node::When { .. }
        | Node::If { .. }
        | Node::Number(_)
        | Node::Text(_)
        | Node::Bool(_)
        | Node::Date(_)
        | Node::Cell(_)
        | Node::Column(_)
        | Node::Parameter(_)
        | Node::Exact(_)
        | Node::Earlier { .. }
        | Node::PeriodPart(_)
        | Node::DateOf { .. }
        | Node::WorkingDaysAfter { .. }
        | Node::Lookup { .. }
        | Node::Aggregate { .. } => Some(outcome),
    }
}

/// Gives the outcome where all operands have been taken in and none decided it.
fn conclude<'s>(node: &Node, frame: &mut Frame<'s>) -> Outcome<'s> {
    match node {
        Node::Sum(_) | Node::Total(_) => Ok(frame.held.take().unwrap_or(Operand::Number(Exact::ZERO))),
        Node::Least(_) | Node::Greatest(_) => frame.held.take().ok_or(NoValue::because(Reason::OfNothing)),
        Node::And(_) => Ok(Operand::Bool(true)),
        Node::Or(_) | Node::In { .. } => Ok(Operand::Bool(false)),
        Node::Product(..)
        | Node::Quotient(..)
        | Node::Comparison { .. }
        | Node::Negation(_)
        | Node::Absolute(_)
        | Node::Not(_)
        | Node::Round { .. }
        | Node::Matches { .. }
        | Node::Else(..)
        | Node::When { .. }
        | Node::If { .. }
        | Node::Number(_)
        | Node::Text(_)
        | Node::Bool(_)
        | Node::Date(_)
        | Node::Cell(_)
        | Node::Column(_)
        | Node::Parameter(_)
        | Node::Exact(_)
        | Node::Earlier { .. }
        | Node::PeriodPart(_)
        | Node::DateOf { .. }
        | Node::WorkingDaysAfter { .. }
        | Node::Lookup { .. }
        | Node::Aggregate { .. } => Err(unfit()),
    }
}

/// Gives nothing for an operand that functions of many pass over.
pub(super) fn passing(outcome: Outcome<'_>) -> Option<Outcome<'_>> {
    match outcome {
        Err(no_value) if no_value.is_passed_over() => None,
        outcome => Some(strict(outcome)),
    }
}

/// Joins the operand with what is held; gives an outcome only where there is none to hold.
fn hold<'s>(frame: &mut Frame<'s>, outcome: Outcome<'s>, join: impl FnOnce(Option<Operand<'s>>, Operand<'s>) -> Outcome<'s>) -> Option<Outcome<'s>> {
    match strict(outcome).and_then(|operand| join(frame.held.take(), operand)) {
        Ok(operand) => {
            frame.held = Some(operand);
            None
        }
        Err(no_value) => Some(Err(no_value)),
    }
}

/// Compares an option with the value that is held; gives an outcome where they are equal or there is no telling.
fn equal_to_one<'s>(value: Option<&Operand<'s>>, option: Outcome<'s>) -> Option<Outcome<'s>> {
    let is_equal = strict(option).and_then(|option| equals(value.ok_or_else(unfit)?, &option));
    match is_equal {
        Ok(true) => Some(Ok(Operand::Bool(true))),
        Ok(false) => None,
        Err(no_value) => Some(Err(no_value)),
    }
}

fn decided_by<'s>(deciding: bool, outcome: Outcome<'s>) -> Option<Outcome<'s>> {
    match truth(outcome) {
        Ok(value) if value == deciding => Some(Ok(Operand::Bool(value))),
        Ok(_) => None,
        Err(no_value) => Some(Err(no_value)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample_plan::{SamplePlan, euro, findings, integer, number_type, text};
    use positum_plan::amount::Rounding;
    use positum_plan::plan::{Absence, Comparison, Node, NodeId};
    use positum_plan::value::Quantity;

    /// Cells that a formula may name.
    struct Parts {
        /// Required.
        a: NodeId,
        /// Required.
        b: NodeId,
        /// Optional.
        o: NodeId,
        /// Blank is 0.
        z: NodeId,
        /// `a when b > 0`.
        n: NodeId,
        /// `a / b`, as an intermediate.
        q: NodeId,
        /// A text.
        t: NodeId,
        /// A date.
        d: NodeId,
    }

    /// Evaluates a formula over the parts, of which `given` says the values; gives what the cell shows.
    fn result(given: &[(&str, &str)], formula: impl FnOnce(&mut SamplePlan, &Parts) -> NodeId) -> String {
        let mut sample = SamplePlan::new();
        let report = sample.report("r");
        let table = sample.form(report, "f");
        let mut input = |code: &str, value_type, absence| {
            let cell = sample.input(table, code, value_type, absence);
            sample.of(cell)
        };
        let (a, b) = (input("a", euro(), Absence::Required), input("b", euro(), Absence::Required));
        let (o, z) = (input("o", euro(), Absence::Optional), input("z", euro(), Absence::Zero));
        let (t, d) = (input("t", text(), Absence::Optional), input("d", number_type(Quantity::Date, 0), Absence::Optional));
        let zero = sample.number(0);
        let condition = sample.comparison(b, Comparison::Greater, zero);
        let when = sample.node(Node::When { value: a, condition });
        let cell = sample.computed(table, "n", euro(), when);
        let n = sample.of(cell);
        let quotient = sample.node(Node::Quotient(a, b));
        let intermediate = sample.intermediate(table, "q", quotient);
        let q = sample.of(intermediate);
        let node = formula(&mut sample, &Parts { a, b, o, z, n, q, t, d });
        let cell = sample.computed(table, "c", integer(), node);
        let given: Vec<(String, &str)> = given.iter().map(|(code, value)| (format!("r.f.{code}"), *value)).collect();
        let given: Vec<(&str, &str)> = given.iter().map(|(name, value)| (name.as_str(), *value)).collect();
        let evaluated = sample.evaluate(&given);
        sample.shown(&evaluated, cell)
    }

    #[test]
    fn a_chain_needs_every_term_but_reads_a_blank_zero_as_zero() {
        let chain = |sample: &mut SamplePlan, parts: &Parts| sample.sum(&[parts.a, parts.z]);
        assert_eq!(result(&[("a", "5"), ("b", "1")], chain), "5 computed");
        assert_eq!(result(&[("b", "1")], chain), "not_computed");
        assert_eq!(result(&[("a", "5"), ("b", "1")], |sample, parts| sample.sum(&[parts.a, parts.o])), "not_computed");
        assert_eq!(result(&[("a", "5"), ("b", "0")], |sample, parts| sample.sum(&[parts.a, parts.n])), "not_computed");
        assert_eq!(result(&[("a", "5"), ("b", "7")], |sample, parts| sample.difference(parts.a, parts.b)), "-2 computed");
    }

    #[test]
    fn a_range_passes_over_what_is_optional_and_blank_or_does_not_apply() {
        let range = |sample: &mut SamplePlan, parts: &Parts| sample.node(Node::Total(vec![parts.b, parts.o, parts.n, parts.z]));
        assert_eq!(result(&[("a", "5"), ("b", "-3")], range), "-3 computed");
        assert_eq!(result(&[("a", "5"), ("b", "2")], range), "7 computed");
        assert_eq!(result(&[("a", "5")], range), "not_computed");
        assert_eq!(result(&[("a", "5"), ("b", "2"), ("o", "two")], range), "not_computed");
        assert_eq!(result(&[], |sample, parts| sample.node(Node::Total(vec![parts.o, parts.o]))), "0 computed");
    }

    #[test]
    fn the_greatest_of_nothing_is_not_computed() {
        let greatest = |sample: &mut SamplePlan, parts: &Parts| sample.node(Node::Greatest(vec![parts.o, parts.n]));
        assert_eq!(result(&[("a", "5"), ("b", "0")], greatest), "not_computed");
        assert_eq!(result(&[("a", "5"), ("b", "0"), ("o", "-1")], greatest), "-1 computed");
        assert_eq!(result(&[("a", "5"), ("b", "1"), ("o", "-1")], greatest), "5 computed");
        let least = |sample: &mut SamplePlan, parts: &Parts| sample.node(Node::Least(vec![parts.o, parts.n]));
        assert_eq!(result(&[("a", "5"), ("b", "1"), ("o", "-1")], least), "-1 computed");
    }

    #[test]
    fn else_is_for_what_is_missing_blank_or_does_not_apply_and_for_nothing_else() {
        let or_nine = |part: fn(&Parts) -> NodeId| {
            move |sample: &mut SamplePlan, parts: &Parts| {
                let nine = sample.number(9);
                sample.node(Node::Else(part(parts), nine))
            }
        };
        assert_eq!(result(&[], or_nine(|parts| parts.o)), "9 computed");
        assert_eq!(result(&[], or_nine(|parts| parts.a)), "9 computed");
        assert_eq!(result(&[("a", "1"), ("b", "0")], or_nine(|parts| parts.n)), "9 computed");
        assert_eq!(result(&[("a", "1"), ("b", "1")], or_nine(|parts| parts.n)), "1 computed");
        assert_eq!(result(&[], or_nine(|parts| parts.z)), "0 computed");
        assert_eq!(result(&[("a", "x")], or_nine(|parts| parts.a)), "not_computed");
        assert_eq!(result(&[("a", "1"), ("b", "0")], or_nine(|parts| parts.q)), "not_computed");
    }

    #[test]
    fn else_takes_no_second_operand_for_a_part_that_could_not_be_computed() {
        let chain = |sample: &mut SamplePlan, parts: &Parts| {
            let negation = sample.node(Node::Negation(parts.o));
            let nine = sample.number(9);
            sample.node(Node::Else(negation, nine))
        };
        assert_eq!(result(&[], chain), "not_computed");
    }

    #[test]
    fn when_looks_at_its_condition_before_its_value() {
        let when = |value: fn(&Parts) -> NodeId| {
            move |sample: &mut SamplePlan, parts: &Parts| {
                let zero = sample.number(0);
                let condition = sample.comparison(parts.b, Comparison::Greater, zero);
                sample.node(Node::When { value: value(parts), condition })
            }
        };
        assert_eq!(result(&[("b", "0")], when(|parts| parts.a)), "not_applicable");
        assert_eq!(result(&[("b", "1")], when(|parts| parts.a)), "not_computed");
        assert_eq!(result(&[("a", "1")], when(|parts| parts.a)), "not_computed");
        assert_eq!(result(&[("a", "1"), ("b", "1")], when(|parts| parts.a)), "1 computed");
    }

    #[test]
    fn if_needs_only_the_branch_that_it_takes() {
        let branch = |sample: &mut SamplePlan, parts: &Parts| {
            let zero = sample.number(0);
            let condition = sample.comparison(parts.b, Comparison::Equal, zero);
            sample.node(Node::If { condition, then: parts.z, otherwise: parts.a })
        };
        assert_eq!(result(&[("b", "0")], branch), "0 computed");
        assert_eq!(result(&[("b", "1")], branch), "not_computed");
        assert_eq!(result(&[("a", "4"), ("b", "1")], branch), "4 computed");
        assert_eq!(result(&[("a", "4")], branch), "not_computed");
    }

    #[test]
    fn and_and_or_stop_at_the_first_operand_that_decides() {
        let joined = |node: fn(Vec<NodeId>) -> Node, missing_first: bool| {
            move |sample: &mut SamplePlan, parts: &Parts| {
                let one = sample.number(1);
                let zero = sample.number(0);
                let known = sample.comparison(parts.b, Comparison::Equal, one);
                let missing = sample.comparison(parts.a, Comparison::Equal, one);
                let condition = sample.node(node(if missing_first { vec![missing, known] } else { vec![known, missing] }));
                sample.node(Node::If { condition, then: one, otherwise: zero })
            }
        };
        assert_eq!(result(&[("b", "0")], joined(Node::And, false)), "0 computed");
        assert_eq!(result(&[("b", "0")], joined(Node::And, true)), "not_computed");
        assert_eq!(result(&[("b", "1")], joined(Node::And, false)), "not_computed");
        assert_eq!(result(&[("b", "1")], joined(Node::Or, false)), "1 computed");
        assert_eq!(result(&[("b", "1")], joined(Node::Or, true)), "not_computed");
        assert_eq!(result(&[("a", "0"), ("b", "0")], joined(Node::Or, true)), "0 computed");
    }

    #[test]
    fn in_looks_at_its_value_first_and_stops_at_the_first_option_that_equals_it() {
        let among = |value: fn(&Parts) -> NodeId, options: fn(&Parts) -> Vec<NodeId>| {
            move |sample: &mut SamplePlan, parts: &Parts| {
                let (one, zero, seven) = (sample.number(1), sample.number(0), sample.number(7));
                let mut all = vec![seven];
                all.extend(options(parts));
                let condition = sample.node(Node::In { value: value(parts), options: all });
                sample.node(Node::If { condition, then: one, otherwise: zero })
            }
        };
        assert_eq!(result(&[("a", "7")], among(|parts| parts.a, |parts| vec![parts.b])), "1 computed");
        assert_eq!(result(&[("a", "3"), ("b", "3")], among(|parts| parts.a, |parts| vec![parts.b])), "1 computed");
        assert_eq!(result(&[("a", "3"), ("b", "4")], among(|parts| parts.a, |parts| vec![parts.b])), "0 computed");
        assert_eq!(result(&[("a", "3")], among(|parts| parts.a, |parts| vec![parts.b])), "not_computed");
        assert_eq!(result(&[("b", "3")], among(|parts| parts.a, |parts| vec![parts.b])), "not_computed");
        assert_eq!(result(&[("a", "3"), ("b", "3")], among(|parts| parts.q, |_| Vec::new())), "0 computed");
    }

    #[test]
    fn a_tolerance_is_inclusive_and_counts_as_equal() {
        let within = |operator: Comparison| {
            move |sample: &mut SamplePlan, parts: &Parts| {
                let (one, zero) = (sample.number(1), sample.number(0));
                let condition = sample.node(Node::Comparison { operator, left: parts.a, right: parts.b, tolerance: Some(1.into()) });
                sample.node(Node::If { condition, then: one, otherwise: zero })
            }
        };
        assert_eq!(result(&[("a", "10"), ("b", "11")], within(Comparison::Equal)), "1 computed");
        assert_eq!(result(&[("a", "12"), ("b", "10")], within(Comparison::Equal)), "0 computed");
        assert_eq!(result(&[("a", "10"), ("b", "11")], within(Comparison::Less)), "0 computed");
        assert_eq!(result(&[("a", "11"), ("b", "10")], within(Comparison::LessOrEqual)), "1 computed");
    }

    #[test]
    fn texts_are_equal_or_not_and_dates_are_days_apart() {
        let is_text = |sample: &mut SamplePlan, parts: &Parts| {
            let (one, zero) = (sample.number(1), sample.number(0));
            let literal = sample.node(Node::Text("01".to_owned()));
            let condition = sample.comparison(parts.t, Comparison::Equal, literal);
            sample.node(Node::If { condition, then: one, otherwise: zero })
        };
        assert_eq!(result(&[("t", "01")], is_text), "1 computed");
        assert_eq!(result(&[("t", "1")], is_text), "0 computed");
        let leap_day = |sample: &mut SamplePlan, parts: &Parts| {
            let first = sample.node(Node::Date("2024-02-28".parse().unwrap()));
            sample.difference(parts.d, first)
        };
        assert_eq!(result(&[("d", "2024-03-01")], leap_day), "2 computed");
        assert_eq!(result(&[("d", "2023-02-28")], leap_day), "-365 computed");
    }

    #[test]
    fn rounding_in_a_formula_is_of_the_plain_value() {
        let rounded = |sample: &mut SamplePlan, parts: &Parts| {
            let quotient = sample.node(Node::Quotient(parts.a, parts.b));
            let rounded = sample.node(Node::Round { value: quotient, decimals: 1, rounding: Rounding::HalfAwayFromZero });
            let ten = sample.number(10);
            sample.node(Node::Product(rounded, ten))
        };
        assert_eq!(result(&[("a", "-5"), ("b", "100")], rounded), "-1 computed");
        assert_eq!(result(&[("a", "4"), ("b", "100")], rounded), "0 computed");
    }

    #[test]
    fn a_formula_as_deep_as_any_survives_on_a_small_stack() {
        let deep = |wrap: fn(&mut SamplePlan, NodeId) -> NodeId| {
            let thread = std::thread::Builder::new().stack_size(256 * 1024);
            let evaluation = move || result(&[("a", "3"), ("b", "1")], |sample, parts| (0..2_000).fold(parts.a, |node, _| wrap(sample, node)));
            thread.spawn(evaluation).unwrap().join().unwrap()
        };
        assert_eq!(deep(|sample, node| sample.node(Node::Absolute(node))), "3 computed");
        assert_eq!(deep(|sample, node| sample.sum(&[node])), "3 computed");
        assert_eq!(deep(|sample, node| sample.node(Node::Else(node, node))), "3 computed");
    }

    #[test]
    fn a_division_by_zero_is_found_once_and_where_it_is() {
        let mut sample = SamplePlan::new();
        let report = sample.report("r");
        let table = sample.form(report, "f");
        let a = sample.input(table, "a", euro(), Absence::Zero);
        let a = sample.of(a);
        let five = sample.number(5);
        let quotient = sample.node(Node::Quotient(five, a));
        let intermediate = sample.intermediate(table, "share", quotient);
        let share = sample.of(intermediate);
        let user = sample.computed(table, "c", euro(), share);
        let evaluated = sample.evaluate(&[]);
        // An intermediate is a part of its user, where the finding stands.
        assert_eq!(findings(&evaluated), ["r.f.c division_by_zero"]);
        assert_eq!(sample.shown(&evaluated, user), "not_computed");
        assert_eq!(evaluated.cells[user].cause(), evaluated.cells[intermediate].cause());
    }
}
