//! The package of deposit guarantees: thousands of deposits, computed once more with whole numbers, and its samples.

use super::support::{Shown, package, show};
use positum_benches::generate_deposits::{CURRENCIES, Deposit, DepositorKind, RATE_DECIMALS, deposits, identity, institution_code, write_deposits};
use positum_plan::plan::Plan;
use positum_runtime::evaluate::{EvaluationOptions, Evaluator};
use positum_runtime::read::{Format, ReadOptions, read_all};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

static PLAN: LazyLock<Plan> = LazyLock::new(|| package("lv_deposit_guarantee"));

fn evaluated(bytes: &[u8], format: Format) -> Vec<Shown> {
    let submissions = read_all(bytes, "sample", format, &PLAN, &ReadOptions::default()).unwrap();
    let evaluator = Evaluator::new(&PLAN, &EvaluationOptions::default()).unwrap();
    submissions.iter().map(|submission| show(&PLAN, &evaluator.evaluate(submission))).collect()
}

fn sample(name: &str) -> Vec<Shown> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("reports/lv_deposit_guarantee/samples").join(name);
    evaluated(&fs::read(path).unwrap(), Format::Json)
}

/// Amounts of a depositor or an institution, in cents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Amounts {
    /// Accounts of a depositor, depositors of an institution.
    count: u64,
    deposits: u64,
    eligible: u64,
    additional: u64,
    covered: u64,
}

impl Amounts {
    fn add(&mut self, other: Amounts) {
        self.count += 1;
        self.deposits += other.deposits;
        self.eligible += other.eligible;
        self.covered += other.covered;
    }
}

/// A deposit in euro cents: half a cent counts as a whole one.
fn in_euro(deposit: &Deposit) -> u64 {
    let one = 10_u128.pow(RATE_DECIMALS);
    let exact = u128::from(deposit.balance + deposit.interest) * u128::from(deposit.currency.rate);
    u64::try_from((exact + one / 2) / one).unwrap()
}

/// Adds up what each depositor has at each institution; ISO dates have the order of the days.
fn by_depositor(count: usize, seed: u64) -> (BTreeMap<(String, String), Amounts>, Vec<u64>) {
    let (mut found, mut single) = (BTreeMap::<_, Amounts>::new(), Vec::new());
    for deposit in deposits(count, seed) {
        let amount = in_euro(&deposit);
        single.push(amount);
        let is_excluded = match deposit.kind {
            DepositorKind::Natural | DepositorKind::Legal => false,
            DepositorKind::Municipality(budget) => budget > 50_000_000,
            DepositorKind::Financial => true,
        };
        let of = found.entry((institution_code(deposit.institution), identity(deposit.depositor))).or_default();
        of.count += 1;
        of.deposits += amount;
        of.eligible += if is_excluded { 0 } else { amount };
        of.additional += if deposit.since.is_some_and(|day| day >= "2024-12-14") { amount } else { 0 };
    }
    for of in found.values_mut() {
        of.covered = of.eligible.min(10_000_000 + of.additional.min(20_000_000));
    }
    (found, single)
}

fn computed(cents: u64) -> String {
    format!("{}.{:02} computed", cents / 100, cents % 100)
}

fn value<'s>(shown: &'s Shown, address: &str) -> &'s str {
    shown.cells.get(address).unwrap_or_else(|| panic!("there is no {address}"))
}

/// Gives the lines of a derived list by what they are grouped by.
fn lines_by(shown: &Shown, table: &str, keys: &[&str]) -> BTreeMap<Vec<String>, usize> {
    let line = |number: usize| {
        let cell = |key: &&str| shown.cells.get(&format!("covered_deposits.{table}.{number}:{key}"));
        keys.iter().map(|key| Some(cell(key)?.strip_suffix(" computed")?.to_owned())).collect::<Option<Vec<String>>>()
    };
    (1..).map_while(|number| Some((line(number)?, number))).collect()
}

fn agrees(count: usize, seed: u64) {
    let mut csv = Vec::new();
    write_deposits(&mut csv, count, seed).unwrap();
    let [shown] = <[Shown; 1]>::try_from(evaluated(&csv, Format::Csv)).unwrap_or_else(|_| panic!("one submission"));
    let (depositors, single) = by_depositor(count, seed);
    for (number, amount) in (1..).zip(&single) {
        assert_eq!(value(&shown, &format!("covered_deposits.accounts.{number}:120")), computed(*amount), "seed {seed}");
    }
    let lines = lines_by(&shown, "depositors", &["050", "020"]);
    assert_eq!(lines.len(), depositors.len(), "seed {seed}");
    let mut institutions = BTreeMap::<&str, Amounts>::new();
    let mut all = Amounts::default();
    for ((institution, depositor), amounts) in &depositors {
        let line = lines[&vec![institution.clone(), depositor.clone()]];
        let at = |column: &str| value(&shown, &format!("covered_deposits.depositors.{line}:{column}")).to_owned();
        assert_eq!(at("accounts"), format!("{} computed", amounts.count));
        assert_eq!(
            [at("deposits"), at("eligible"), at("additional"), at("covered"), at("uncovered")],
            [amounts.deposits, amounts.eligible, amounts.additional, amounts.covered, amounts.deposits - amounts.covered].map(computed),
            "seed {seed}, {institution}, {depositor}"
        );
        institutions.entry(institution).or_default().add(*amounts);
        all.add(*amounts);
    }
    let lines = lines_by(&shown, "institutions", &["050"]);
    assert_eq!(lines.len(), institutions.len(), "seed {seed}");
    let mut places: Vec<(String, Amounts)> =
        institutions.iter().map(|(code, amounts)| (lines[&vec![(*code).to_owned()]].to_string(), *amounts)).collect();
    places.push(("total".to_owned(), all));
    for (line, amounts) in places {
        let at = |column: &str| value(&shown, &format!("covered_deposits.institutions.{line}:{column}")).to_owned();
        assert_eq!(at("depositors"), format!("{} computed", amounts.count));
        let found = [at("deposits"), at("eligible"), at("covered"), at("uncovered")];
        let expected = [amounts.deposits, amounts.eligible, amounts.covered, amounts.deposits - amounts.covered].map(computed);
        assert_eq!(found, expected, "seed {seed}, line {line}");
    }
    let banks = institutions.iter().filter(|(code, _)| code.starts_with('B')).map(|(_, amounts)| amounts.covered).sum::<u64>();
    let totals = [("060", all.covered), ("070", banks), ("080", all.covered - banks), ("040", all.deposits - all.eligible)];
    for (code, amount) in totals {
        assert_eq!(value(&shown, &format!("covered_deposits.totals.{code}")), computed(amount), "seed {seed}, {code}");
    }
    assert_eq!(value(&shown, "covered_deposits.totals.010"), format!("{count} computed"));
    assert_eq!(shown.findings, Vec::<String>::new());
    // The generated deposits are right, but for the credit union that is none any more.
    let failed: Vec<&String> = shown.checks.iter().filter(|check| check.ends_with(" fail")).collect();
    assert!(failed.iter().all(|check| check.starts_with("licensed ")) && failed.len() <= 1, "{failed:?}");
}

#[test]
fn thousands_of_deposits_give_what_whole_numbers_give() {
    agrees(5_000, 1);
    for seed in 2..12 {
        agrees(300, seed);
    }
}

#[test]
fn the_deposits_of_the_test_reach_every_limit() {
    let (depositors, _) = by_depositor(5_000, 1);
    let some = |holds: fn(&Amounts) -> bool| assert!(depositors.values().any(holds));
    some(|of| of.covered == 10_000_000 && of.additional == 0);
    some(|of| of.covered == 30_000_000 && of.additional > 20_000_000);
    some(|of| of.covered > 10_000_000 && of.covered < of.eligible && of.additional < 20_000_000);
    some(|of| of.covered == of.eligible && of.additional > 0);
    some(|of| of.eligible == 0 && of.deposits > 0);
    assert!(deposits(5_000, 1).any(|deposit| deposit.currency == CURRENCIES[3]));
}

#[test]
fn the_samples_that_are_right_have_no_findings_and_no_failing_check() {
    for name in ["2025-03-14", "official_example", "two_institutions", "currencies", "temporary", "excluded", "2025-Q1"] {
        for shown in sample(&format!("{name}.json")) {
            assert_eq!(shown.findings, Vec::<String>::new(), "{name}");
            assert!(shown.checks.iter().all(|check| check.ends_with(" pass") || check.ends_with(" not_applicable")), "{name}: {:?}", shown.checks);
        }
    }
}

/// Worked out by hand, account by account; `README.md` of the samples says what each of them shows.
#[test]
fn the_samples_give_what_was_worked_out_by_hand() {
    let covered = |name: &str| {
        let [shown] = <[Shown; 1]>::try_from(sample(&format!("{name}.json"))).unwrap_or_else(|_| panic!("one submission"));
        ["030", "050", "060"].map(|code| value(&shown, &format!("covered_deposits.totals.{code}")).trim_end_matches(" computed").to_owned())
    };
    assert_eq!(covered("2025-03-14"), ["925685.50", "695685.50", "669681.20"]);
    assert_eq!(covered("official_example"), ["205.00", "205.00", "205.00"]);
    assert_eq!(covered("two_institutions"), ["200012.35", "200012.35", "200012.34"]);
    assert_eq!(covered("currencies"), ["104173.24", "104173.24", "100000.00"]);
    assert_eq!(covered("temporary"), ["1260000.00", "1260000.00", "810000.00"]);
    assert_eq!(covered("excluded"), ["1400005.00", "150000.00", "100000.00"]);
    let paid: Vec<String> = sample("2025-Q1.json").iter().map(|shown| value(shown, "main.050").to_owned()).collect();
    assert_eq!(paid, ["57.87 computed", "14.09 computed", "500.00 computed", "260.00 computed"]);
}

#[test]
fn what_is_wrong_in_the_samples_is_found() {
    let [shown] = <[Shown; 1]>::try_from(sample("wrong.json")).unwrap_or_else(|_| panic!("one submission"));
    let mut findings = shown.findings.clone();
    findings.sort();
    assert_eq!(
        findings,
        [
            "covered_deposits.accounts.11:050 duplicate_key",
            "covered_deposits.accounts.12:040 unknown_code",
            "covered_deposits.accounts.2:050 unknown_code",
            "covered_deposits.accounts.6:120 no_such_line",
            "covered_deposits.accounts.7:100 too_many_decimals",
            "covered_deposits.accounts.8:130 no_such_line",
            "covered_deposits.rates.3:020 unreadable_value",
        ]
    );
    let failed: Vec<&str> = shown.checks.iter().filter_map(|check| check.strip_suffix(" fail")).collect();
    for check in ["positive 2", "credit_balance 1", "member 3", "natural 4", "dated 5", "one_kind 9", "one_euro", "in_time", "licensed 4"] {
        assert!(failed.contains(&check), "{check}: {failed:?}");
    }
    assert_eq!(failed.len(), 9, "{failed:?}");
    let [shown] = <[Shown; 1]>::try_from(sample("unknown_institution.json")).unwrap_or_else(|_| panic!("one submission"));
    assert_eq!(shown.findings, ["covered_deposits.accounts.1:050 unknown_code"]);
    assert!(shown.checks.contains(&"in_one_part fail".to_owned()), "{:?}", shown.checks);
}

#[test]
fn what_is_wrong_in_contributions_is_found() {
    let failed = |shown: &Shown| shown.checks.iter().filter_map(|check| check.strip_suffix(" fail").map(str::to_owned)).collect::<Vec<_>>();
    let found: Vec<Vec<String>> = sample("2025-Q2.json").iter().map(failed).collect();
    assert_eq!(found, [vec!["with_coefficient"], vec!["within_bounds"], vec!["balance", "without_coefficient"], vec!["branch"]]);
    // 520,000 × 0.0005 is 260.00; the submitted value may be off by a cent.
    let findings: Vec<Vec<String>> = sample("2025-Q2.json").into_iter().map(|shown| shown.findings).collect();
    assert_eq!(findings, [vec![], vec![], vec![], vec!["main.050 submitted_total_differs"]]);
}
