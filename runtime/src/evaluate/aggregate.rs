//! Runs aggregates over the lines of a list, or over those of a group.

use super::evaluate_formula::{FormulaEvaluator, Frame, Next};
use super::no_value::{NoValue, Operand, Outcome, Reason, truth, unfit};
use super::operands::passing;
use super::operators::{added, nearer};
use positum_plan::amount::Exact;
use positum_plan::plan::{Aggregate, Lines, NodeId, TableId};
use std::cmp::Ordering;

/// What an aggregate does.
#[derive(Clone, Copy)]
pub(super) struct Aggregation {
    pub(super) function: Aggregate,
    pub(super) list: TableId,
    pub(super) lines: Lines,
    pub(super) value: Option<NodeId>,
    pub(super) filter: Option<NodeId>,
}

impl<'s> FormulaEvaluator<'s> {
    /// Takes what arrived of the current line, if anything did, and asks for more or gives the outcome.
    pub(super) fn advance_aggregate(&mut self, frame: &mut Frame<'s>, aggregation: &Aggregation, arrived: Option<Outcome<'s>>) -> Next<'s> {
        let Some(outcome) = arrived else { return self.begin_lines(frame, aggregation) };
        if frame.in_filter {
            return match (truth(outcome), aggregation.value) {
                (Ok(true), Some(value)) => {
                    frame.in_filter = false;
                    Next::Evaluate(value)
                }
                (Ok(true), None) => {
                    frame.count = frame.count.saturating_add(1);
                    self.next_line(frame, aggregation)
                }
                (Ok(false), _) => self.next_line(frame, aggregation),
                (Err(no_value), _) => self.end_lines(Err(no_value)),
            };
        }
        match passing(outcome) {
            None => self.next_line(frame, aggregation),
            Some(Err(no_value)) => self.end_lines(Err(no_value)),
            Some(Ok(operand)) => match take_in(aggregation.function, frame, operand) {
                None => self.next_line(frame, aggregation),
                Some(outcome) => self.end_lines(outcome),
            },
        }
    }

    fn begin_lines(&mut self, frame: &mut Frame<'s>, aggregation: &Aggregation) -> Next<'s> {
        if let Some(cause) = self.worksheet.unknown_lines[aggregation.list] {
            return Next::Done(Err(NoValue::because(Reason::Elsewhere(cause))));
        }
        self.lines.push((aggregation.list, 0));
        self.next_line(frame, aggregation)
    }

    /// Moves to the next line; without one, or with nothing to look at in lines, the aggregate ends.
    fn next_line(&mut self, frame: &mut Frame<'s>, aggregation: &Aggregation) -> Next<'s> {
        let Some(line_count) = self.line_count(aggregation) else { return self.end_lines(Err(unfit())) };
        let Some(asked) = aggregation.filter.or(aggregation.value) else {
            return self.end_lines(Ok(whole(line_count)));
        };
        if frame.position >= line_count {
            return self.end_lines(conclude(aggregation.function, frame));
        }
        let Some(line) = self.line_at(aggregation, frame.position) else { return self.end_lines(Err(unfit())) };
        frame.position = frame.position.saturating_add(1);
        frame.in_filter = aggregation.filter.is_some();
        if let Some((_, current)) = self.lines.last_mut() {
            *current = line;
        }
        Next::Evaluate(asked)
    }

    fn end_lines(&mut self, outcome: Outcome<'s>) -> Next<'s> {
        self.lines.pop();
        Next::Done(outcome)
    }

    fn line_count(&self, aggregation: &Aggregation) -> Option<usize> {
        match aggregation.lines {
            Lines::All => Some(self.worksheet.lines[aggregation.list]),
            Lines::OfGroup(group) => Some(self.worksheet.groups[group].members(self.current_line(group)?).len()),
        }
    }

    fn line_at(&self, aggregation: &Aggregation, position: usize) -> Option<usize> {
        match aggregation.lines {
            Lines::All => Some(position),
            Lines::OfGroup(group) => self.worksheet.groups[group].members(self.current_line(group)?).get(position).copied(),
        }
    }
}

/// Takes in a line's value; gives the outcome where that decides it.
fn take_in<'s>(function: Aggregate, frame: &mut Frame<'s>, operand: Operand<'s>) -> Option<Outcome<'s>> {
    let held = match function {
        Aggregate::Sum => added(frame.held.take(), operand, false),
        Aggregate::Min => nearer(frame.held.take(), operand, Ordering::Less),
        Aggregate::Max => nearer(frame.held.take(), operand, Ordering::Greater),
        Aggregate::First => return Some(Ok(operand)),
        Aggregate::Count => {
            frame.count = frame.count.saturating_add(1);
            return None;
        }
    };
    match held {
        Ok(operand) => {
            frame.held = Some(operand);
            None
        }
        Err(no_value) => Some(Err(no_value)),
    }
}

fn conclude<'s>(function: Aggregate, frame: &mut Frame<'s>) -> Outcome<'s> {
    match function {
        Aggregate::Sum => Ok(frame.held.take().unwrap_or(Operand::Number(Exact::ZERO))),
        Aggregate::Count => Ok(Operand::Number(Exact::whole(frame.count))),
        Aggregate::Min | Aggregate::Max | Aggregate::First => frame.held.take().ok_or(NoValue::because(Reason::OfNothing)),
    }
}

fn whole<'s>(number: usize) -> Operand<'s> {
    Operand::Number(super::worksheet::whole(number))
}

#[cfg(test)]
mod tests {
    use super::super::sample_plan::{SamplePlan, euro, findings, integer};
    use positum_plan::plan::{Absence, Aggregate, CellId, ColumnId, Comparison, Node, TableId};

    /// A list `l` with the columns `k`, `o` (optional) and `w` (`k when k > 0`), and a form for what is computed of it.
    struct Sample {
        sample: SamplePlan,
        list: TableId,
        form: TableId,
        k: ColumnId,
        o: ColumnId,
        w: ColumnId,
    }

    fn sample() -> Sample {
        let mut sample = SamplePlan::new();
        let report = sample.report("r");
        let list = sample.list(report, "l");
        let form = sample.form(report, "f");
        let k = sample.input_column(list, "k", integer(), Absence::Required);
        let o = sample.input_column(list, "o", euro(), Absence::Optional);
        let (of_k, zero) = (sample.of_column(k), sample.number(0));
        let condition = sample.comparison(of_k, Comparison::Greater, zero);
        let when = sample.node(Node::When { value: of_k, condition });
        let w = sample.computed_column(list, "w", integer(), when);
        Sample { sample, list, form, k, o, w }
    }

    impl Sample {
        fn aggregate(&mut self, function: Aggregate, column: ColumnId) -> CellId {
            let value = self.sample.of_column(column);
            let node = self.sample.aggregate(function, self.list, Some(value), None);
            self.sample.computed(self.form, "c", integer(), node)
        }
    }

    fn shown(function: Aggregate, column: fn(&Sample) -> ColumnId, given: &[(&str, &str)]) -> String {
        let mut made = sample();
        let column = column(&made);
        let cell = made.aggregate(function, column);
        let evaluated = made.sample.evaluate(given);
        made.sample.shown(&evaluated, cell)
    }

    #[test]
    fn sums_and_counts_of_nothing_are_zero_and_the_others_not_computed() {
        assert_eq!(shown(Aggregate::Sum, |made| made.k, &[]), "0 computed");
        assert_eq!(shown(Aggregate::Count, |made| made.k, &[]), "0 computed");
        for function in [Aggregate::Min, Aggregate::Max, Aggregate::First] {
            assert_eq!(shown(function, |made| made.k, &[]), "not_computed");
            assert_eq!(shown(function, |made| made.o, &[("r.l.1:k", "1")]), "not_computed");
        }
    }

    #[test]
    fn aggregates_pass_over_what_is_blank_or_does_not_apply() {
        let given = [("r.l.1:k", "-4"), ("r.l.2:k", "3"), ("r.l.3:k", "2"), ("r.l.3:o", "7")];
        assert_eq!(shown(Aggregate::Sum, |made| made.w, &given), "5 computed");
        assert_eq!(shown(Aggregate::Count, |made| made.w, &given), "2 computed");
        assert_eq!(shown(Aggregate::First, |made| made.w, &given), "3 computed");
        assert_eq!(shown(Aggregate::Min, |made| made.w, &given), "2 computed");
        assert_eq!(shown(Aggregate::Max, |made| made.o, &given), "7 computed");
        assert_eq!(shown(Aggregate::Count, |made| made.o, &given), "1 computed");
    }

    #[test]
    fn one_value_that_is_missing_or_unreadable_leaves_nothing_computed() {
        let missing = [("r.l.1:k", "4"), ("r.l.2:o", "1")];
        let unreadable = [("r.l.1:k", "4"), ("r.l.2:k", "1,5")];
        for function in [Aggregate::Sum, Aggregate::Count, Aggregate::Min, Aggregate::Max] {
            assert_eq!(shown(function, |made| made.k, &missing), "not_computed");
            assert_eq!(shown(function, |made| made.k, &unreadable), "not_computed");
        }
        assert_eq!(shown(Aggregate::First, |made| made.k, &missing), "4 computed");
    }

    #[test]
    fn lines_are_counted_whatever_they_hold_and_filtered_where_asked() {
        let mut made = sample();
        let count = made.sample.aggregate(Aggregate::Count, made.list, None, None);
        let lines = made.sample.computed(made.form, "lines", integer(), count);
        let (k, two) = (made.sample.of_column(made.k), made.sample.number(2));
        let filter = made.sample.comparison(k, Comparison::GreaterOrEqual, two);
        let counted = made.sample.aggregate(Aggregate::Count, made.list, None, Some(filter));
        let some = made.sample.computed(made.form, "some", integer(), counted);
        let added = made.sample.aggregate(Aggregate::Sum, made.list, Some(k), Some(filter));
        let sum = made.sample.computed(made.form, "sum", integer(), added);
        let evaluated = made.sample.evaluate(&[("r.l.1:k", "1"), ("r.l.2:k", "2"), ("r.l.3:k", "3")]);
        let shown = |cell| made.sample.shown(&evaluated, cell);
        assert_eq!((shown(lines), shown(some), shown(sum)), ("3 computed".to_owned(), "2 computed".to_owned(), "5 computed".to_owned()));
        let evaluated = made.sample.evaluate(&[("r.l.1:k", "two"), ("r.l.2:k", "2")]);
        let shown = |cell| made.sample.shown(&evaluated, cell);
        assert_eq!((shown(lines), shown(some), shown(sum)), ("2 computed".to_owned(), "not_computed".to_owned(), "not_computed".to_owned()));
    }

    #[test]
    fn a_share_of_the_whole_list_is_computed_in_every_line_with_its_own_findings() {
        let mut made = sample();
        let k = made.sample.of_column(made.k);
        let all = made.sample.aggregate(Aggregate::Sum, made.list, Some(k), None);
        let quotient = made.sample.node(Node::Quotient(k, all));
        let share = made.sample.computed_column(made.list, "s", super::super::sample_plan::percent(), quotient);
        let evaluated = made.sample.evaluate(&[("r.l.1:k", "1"), ("r.l.2:k", "3")]);
        assert_eq!(made.sample.shown_column(&evaluated, share), ["25.00 computed", "75.00 computed"]);
        let evaluated = made.sample.evaluate(&[("r.l.1:k", "-1"), ("r.l.2:k", "1")]);
        assert_eq!(findings(&evaluated), ["r.l.1:s division_by_zero", "r.l.2:s division_by_zero"]);
    }

    #[test]
    fn the_rest_of_a_long_list_takes_one_run_over_it_and_the_own_line_stays_the_current_one() {
        let mut made = sample();
        let k = made.sample.of_column(made.k);
        let all = made.sample.aggregate(Aggregate::Sum, made.list, Some(k), None);
        let difference = made.sample.difference(all, k);
        let rest = made.sample.computed_column(made.list, "rest", integer(), difference);
        let names: Vec<String> = (1..=20_000).map(|line| format!("r.l.{line}:k")).collect();
        let given: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), if name == "r.l.1:k" { "2" } else { "1" })).collect();
        let evaluated = made.sample.evaluate(&given);
        let shown = made.sample.shown_column(&evaluated, rest);
        assert_eq!((shown[0].as_str(), shown[19_999].as_str()), ("19999 computed", "20000 computed"));
    }
}
