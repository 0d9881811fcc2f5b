//! Settles parameters: the submission's value, else the user's, else the package's for the period.

use super::Evaluator;
use super::collect_findings::{Findings, Spot};
use super::place_cells::{Placed, Settled, cells_of, settle, take_entries};
use super::read_values::{Reading, read_value_on};
use positum_plan::id::IdVec;
use positum_plan::period::Period;
use positum_plan::plan::ParameterId;
use positum_plan::value::Value;

/// Gives the parameters' values for a submission. One that cannot be read leaves its parameter without a value.
pub(super) fn settle_parameters(
    evaluator: &Evaluator<'_>,
    period: Period,
    placed: &Placed<'_>,
    findings: &mut Findings<'_>,
) -> IdVec<ParameterId, Option<Value>> {
    let mut rest = placed.parameters.as_slice();
    let mut settled = IdVec::new();
    for (id, parameter) in evaluator.plan.parameters.entries() {
        let spot = Spot::Parameter(id);
        let value = match settle(cells_of(take_entries(&mut rest, id)), &spot, findings) {
            Settled::Absent(_) => evaluator.given_parameters[id].clone().or_else(|| parameter.value_on(period.last_day())),
            Settled::Twice(_) => None,
            Settled::Once(cell) => {
                let (value, finding) = match read_value_on(evaluator.plan, &parameter.value_type, cell.given(), None) {
                    Reading::Read(value, finding) => (Some(value), finding),
                    Reading::Unreadable(finding) => (None, Some(finding)),
                };
                if let Some(finding) = finding {
                    findings.push(&spot, finding, Some(cell.origin()));
                }
                value
            }
        };
        settled.push(value);
    }
    settled
}

#[cfg(test)]
mod tests {
    use super::super::EvaluationOptions;
    use super::super::sample_plan::{SamplePlan, findings, percent, submission};
    use positum_plan::period::Validity;
    use positum_plan::plan::{CellId, ParameterId, ParameterValue};

    /// A form whose cell is the parameter `p`, which has a value since 2024 and another since 2025-03-31.
    fn sample() -> SamplePlan {
        let mut sample = SamplePlan::new();
        let report = sample.report("r");
        let form = sample.form(report, "f");
        let parameter = sample.parameter("p", percent());
        sample.computed(form, "c", percent(), parameter);
        let value = |from: &str, until: Option<&str>, hundredths: i64| {
            let validity = Validity { from: Some(from.parse().unwrap()), until: until.map(|until| until.parse().unwrap()) };
            ParameterValue { validity, value: decimal_of(hundredths), source: None }
        };
        sample.plan.parameters[ParameterId(0)].values = vec![value("2024-01-01", Some("2025-03-30"), 8), value("2025-03-31", None, 10)];
        sample
    }

    /// Gives hundredths as the decimal number that plans hold.
    fn decimal_of<T: for<'a> serde::Deserialize<'a>>(hundredths: i64) -> T {
        serde_json::from_str(&format!("\"0.{hundredths:02}\"")).unwrap()
    }

    fn shown(options: &[&str], period: &str, given: &[(&str, &str)]) -> (String, Vec<String>) {
        let sample = sample();
        let parameters = options.iter().map(|value| ("p".to_owned(), (*value).to_owned())).collect();
        let mut submission = submission(given);
        submission.period = period.parse().unwrap();
        let evaluated = sample.evaluate_with(&EvaluationOptions { parameters, reports: None }, &submission);
        (sample.shown(&evaluated, CellId(0)), findings(&evaluated))
    }

    #[test]
    fn the_periods_last_day_picks_the_packages_value() {
        assert_eq!(shown(&[], "2025-Q1", &[]).0, "10.00 computed");
        assert_eq!(shown(&[], "2025-02", &[]).0, "8.00 computed");
        assert_eq!(shown(&[], "2023", &[]).0, "not_computed");
    }

    #[test]
    fn the_submission_goes_before_the_user_and_the_user_before_the_package() {
        assert_eq!(shown(&["12.5 %"], "2025-Q1", &[]).0, "12.50 computed");
        assert_eq!(shown(&["12.5 %"], "2025-Q1", &[("parameters..p", "")]).0, "12.50 computed");
        assert_eq!(shown(&["12.5 %"], "2025-Q1", &[("parameters..p", "25")]).0, "25.00 computed");
    }

    #[test]
    fn a_value_that_cannot_be_read_is_replaced_by_no_other() {
        let unreadable = shown(&["12.5"], "2025-Q1", &[("parameters..p", "25 %")]);
        assert_eq!(unreadable, ("not_computed".to_owned(), vec!["parameters..p unreadable_value".to_owned()]));
        let twice = shown(&["12.5"], "2025-Q1", &[("parameters..p", "25"), ("parameters..p", "25")]);
        assert_eq!(twice, ("not_computed".to_owned(), vec!["parameters..p given_twice".to_owned()]));
    }
}
