//! Real filings of US credit unions: how many each relation of the call report holds for.
//!
//! The data is not part of this project; where it is absent the cases say so and look at nothing.

use super::support::package;
use positum_runtime::evaluate::{EvaluationOptions, Evaluator};
use positum_runtime::evaluated_submission::Outcome;
use positum_runtime::read::{Format, ReadOptions, read_stream};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

/// The check, and for how many of the 4,374 filings it holds.
const PASSES: [(&str, usize); 12] = [
    ("total_assets", 4_374),
    ("balance_sheet", 4_374),
    ("member_shares", 4_374),
    ("interest_expense", 4_374),
    ("net_interest_income", 4_374),
    ("net_income", 4_374),
    ("delinquent_loans", 4_374),
    ("net_worth_assets", 4_374),
    ("equity", 4_373),
    ("shares_and_deposits", 4_314),
    ("shares_and_deposits_exact", 3_086),
    ("net_worth_ratio", 4_374),
];

#[test]
fn each_relation_holds_for_as_many_filings_as_were_counted() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/ncua-5300/2025-12-31.csv");
    let Ok(file) = File::open(&path) else {
        println!("skipped: {} is not there", path.display());
        return;
    };
    let plan = package("us_ncua_5300");
    let options = ReadOptions { entity_column: Some("charter".to_owned()), period: Some("2025-Q4".parse().unwrap()) };
    let evaluator = Evaluator::new(&plan, &EvaluationOptions::default()).unwrap();
    let mut passes: BTreeMap<&str, usize> = BTreeMap::new();
    let mut filings = 0;
    let mut unequal = Vec::new();
    for submission in read_stream(BufReader::new(file), "2025-12-31.csv", Format::WideCsv, &plan, &options).unwrap() {
        let evaluated = evaluator.evaluate(&submission.unwrap());
        filings += 1;
        assert!(evaluated.findings.is_empty(), "{}: {:?}", evaluated.entity, evaluated.findings);
        for check in &evaluated.checks {
            let name = plan.checks[check.check].name.as_str();
            match check.outcome {
                Outcome::Pass => *passes.entry(name).or_default() += 1,
                Outcome::Fail if name == "equity" => unequal.push(evaluated.entity.clone()),
                Outcome::Fail | Outcome::NotApplicable | Outcome::NotEvaluated => {}
            }
        }
    }
    assert_eq!(filings, 4_374);
    for (check, expected) in PASSES {
        assert_eq!(passes.get(check).copied().unwrap_or(0), expected, "{check}");
    }
    assert_eq!(unequal, ["16770"]);
}
