//! Runs the checks of the reports that are shown.

use super::Standing;
use super::evaluate_formula::FormulaEvaluator;
use super::no_value::{NoValue, truth};
use super::worksheet::Worksheet;
use crate::evaluated_submission::{CheckOutcome, MessagePiece, Messages, Outcome};
use positum_plan::id::IdVec;
use positum_plan::plan::{Check, CheckId, MessagePart, NodeId, ReportId, Scope, TableId};
use smol_str::{SmolStr, ToSmolStr};
use std::collections::BTreeSet;

/// Gives the outcomes of checks in the order of the plan, then of lines.
pub(super) fn run_checks(worksheet: &Worksheet<'_>, standings: &IdVec<ReportId, Standing>, closed: &BTreeSet<NodeId>) -> Vec<CheckOutcome> {
    let mut outcomes = Vec::new();
    for (id, check) in worksheet.plan.checks.entries() {
        if standings[check.report] != Standing::Shown {
            continue;
        }
        let mut formula = FormulaEvaluator::new(worksheet, closed);
        match &check.scope {
            Scope::Once => outcomes.push(run_check(&mut formula, id, check, SmolStr::default(), None)),
            Scope::Row(code) | Scope::Column(code) => outcomes.push(run_check(&mut formula, id, check, SmolStr::new(code), None)),
            Scope::EachLine(table) if worksheet.unknown_lines[*table].is_some() => {
                outcomes.push(CheckOutcome::not_evaluated(id, SmolStr::default(), worksheet.unknown_lines[*table]));
            }
            Scope::EachLine(table) => outcomes.extend((0..worksheet.lines[*table]).map(|line| {
                let row = line.saturating_add(1).to_smolstr();
                run_check(&mut formula, id, check, row, Some((*table, line)))
            })),
        }
    }
    outcomes
}

fn run_check(formula: &mut FormulaEvaluator<'_>, id: CheckId, check: &Check, row: SmolStr, line: Option<(TableId, usize)>) -> CheckOutcome {
    match outcome_of_check(formula, check, line) {
        Ok(Outcome::Fail) => CheckOutcome::failed(id, row, messages(formula, check, line)),
        Ok(outcome @ (Outcome::Pass | Outcome::NotApplicable | Outcome::NotEvaluated)) => CheckOutcome::plain(id, row, outcome),
        Err(no_value) => CheckOutcome::not_evaluated(id, row, Some(no_value.cause_in_check())),
    }
}

fn outcome_of_check(formula: &mut FormulaEvaluator<'_>, check: &Check, line: Option<(TableId, usize)>) -> Result<Outcome, NoValue> {
    if let Some(condition) = check.condition
        && !truth(outcome_at(formula, condition, line))?
    {
        return Ok(Outcome::NotApplicable);
    }
    let holds = truth(outcome_at(formula, check.requirement, line))?;
    Ok(if holds { Outcome::Pass } else { Outcome::Fail })
}

fn outcome_at<'s>(formula: &mut FormulaEvaluator<'s>, node: NodeId, line: Option<(TableId, usize)>) -> super::no_value::Outcome<'s> {
    match line {
        Some((table, line)) => formula.outcome_in_line(node, table, line),
        None => formula.outcome(node),
    }
}

fn messages(formula: &mut FormulaEvaluator<'_>, check: &Check, line: Option<(TableId, usize)>) -> Messages {
    let mut piece = |part: &MessagePart| match part {
        MessagePart::Text(text) => MessagePiece::Text(text.clone()),
        MessagePart::Value { node, value_type } => {
            let value = outcome_at(formula, *node, line).ok();
            MessagePiece::Value(value.map(|operand| (operand.into_value(), value_type.clone())))
        }
    };
    let filled = |(language, parts): (&String, &Vec<MessagePart>)| (language.clone(), parts.iter().map(&mut piece).collect());
    check.messages.iter().map(filled).collect()
}

#[cfg(test)]
mod tests {
    use super::super::sample_plan::{SamplePlan, euro, percent, text};
    use crate::evaluated_submission::{Cause, EvaluatedSubmission, MessagePiece};
    use positum_plan::plan::{Absence, Comparison, MessagePart, Node, ParameterId, Scope};

    fn outcomes(evaluated: &EvaluatedSubmission) -> Vec<(String, &'static str, Option<Cause>)> {
        evaluated.checks.iter().map(|check| (check.row.to_string(), check.outcome.keyword(), check.cause())).collect()
    }

    #[test]
    fn a_check_of_lines_has_an_outcome_for_each_and_looks_at_its_condition_first() {
        let mut sample = SamplePlan::new();
        let report = sample.report("r");
        let list = sample.list(report, "l");
        let [a, b] = ["a", "b"].map(|code| {
            let column = sample.input_column(list, code, euro(), Absence::Required);
            sample.of_column(column)
        });
        let zero = sample.number(0);
        let condition = sample.comparison(a, Comparison::Greater, zero);
        let requirement = sample.comparison(b, Comparison::LessOrEqual, a);
        sample.check(report, "smaller", Scope::EachLine(list), Some(condition), requirement);
        let given = [("r.l.1:a", "5"), ("r.l.1:b", "5"), ("r.l.2:a", "5"), ("r.l.2:b", "6"), ("r.l.3:a", "0"), ("r.l.4:a", "1"), ("r.l.5:b", "1")];
        let shown: Vec<_> = outcomes(&sample.evaluate(&given)).into_iter().map(|(row, outcome, cause)| (row, outcome, cause.is_some())).collect();
        let expected =
            [("1", "pass", false), ("2", "fail", false), ("3", "not_applicable", false), ("4", "not_evaluated", true), ("5", "not_evaluated", true)];
        assert_eq!(shown, expected.map(|(row, outcome, cause)| (row.to_owned(), outcome, cause)));
    }

    #[test]
    fn what_a_check_needs_and_has_not_is_its_cause() {
        let mut sample = SamplePlan::new();
        let report = sample.report("r");
        let form = sample.form(report, "f");
        let a = sample.input(form, "a", percent(), Absence::Required);
        let (of_a, zero) = (sample.of(a), sample.number(0));
        let limit = sample.parameter("limit", percent());
        let requirement = sample.comparison(of_a, Comparison::LessOrEqual, limit);
        sample.check(report, "limit", Scope::Row("a".to_owned()), None, requirement);
        let quotient = sample.node(Node::Quotient(of_a, zero));
        let requirement = sample.comparison(quotient, Comparison::Equal, zero);
        sample.check(report, "division", Scope::Once, None, requirement);
        let condition = sample.comparison(of_a, Comparison::Greater, limit);
        let when = sample.node(Node::When { value: of_a, condition });
        let cell = sample.computed(form, "n", percent(), when);
        let of_n = sample.of(cell);
        let requirement = sample.comparison(of_n, Comparison::Equal, zero);
        sample.check(report, "applies", Scope::Once, None, requirement);
        let with_limit = [("r.f.a", "5"), ("parameters..limit", "10")];
        let expected = [
            ("a".to_owned(), "pass", None),
            (String::new(), "not_evaluated", Some(Cause::DivisionByZeroInCheck)),
            (String::new(), "not_evaluated", Some(Cause::NotApplicable(super::super::worksheet::scalar_at(cell)))),
        ];
        let evaluated = sample.evaluate(&with_limit);
        assert_eq!(outcomes(&evaluated), expected);
        assert!(evaluated.findings.is_empty());
        let evaluated = sample.evaluate(&with_limit[..1]);
        assert_eq!(outcomes(&evaluated)[0].2, Some(Cause::Parameter(ParameterId(0))));
        let evaluated = sample.evaluate(&[]);
        assert_eq!(outcomes(&evaluated)[0].2, Some(Cause::Missing(super::super::worksheet::scalar_at(a))));
    }

    #[test]
    fn a_failed_check_says_why_with_values_and_their_types() {
        let mut sample = SamplePlan::new();
        let report = sample.report("r");
        let form = sample.form(report, "f");
        let a = sample.input(form, "a", percent(), Absence::Zero);
        let t = sample.input(form, "t", text(), Absence::Optional);
        let (of_a, of_t, zero) = (sample.of(a), sample.of(t), sample.number(0));
        let requirement = sample.comparison(of_a, Comparison::Equal, zero);
        sample.check(report, "nothing", Scope::Once, None, requirement);
        let message = vec![
            MessagePart::Text("a is ".to_owned()),
            MessagePart::Value { node: of_a, value_type: Some(percent()) },
            MessagePart::Value { node: of_t, value_type: Some(text()) },
        ];
        sample.plan.checks[positum_plan::plan::CheckId(0)].messages.insert("en".to_owned(), message);
        assert_eq!(sample.evaluate(&[]).checks[0].message("en"), None);
        let evaluated = sample.evaluate(&[("r.f.a", "5")]);
        let value = evaluated.cells[a].value.clone().unwrap();
        let expected = [MessagePiece::Text("a is ".to_owned()), MessagePiece::Value(Some((value, Some(percent())))), MessagePiece::Value(None)];
        assert_eq!(evaluated.checks[0].message("en").unwrap(), expected);
    }
}
