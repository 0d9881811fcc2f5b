//! The samples of a ministry and of its companies, consolidated. The figures are those of the samples' README.

use super::{PACKAGE, changed, failing_of, sample};
use crate::support::{package, show};
use positum_plan::plan::Plan;
use positum_runtime::consolidate::{Circumstances, Consolidator, GroupReports, PartOfGroup, read_eliminations, read_tree};
use positum_runtime::earlier::EarlierSubmissions;
use positum_runtime::evaluate::{EvaluationOptions, Evaluator};
use positum_runtime::evaluated_submission::EvaluatedSubmission;
use positum_runtime::read::{Format, ReadOptions, read_all};
use positum_runtime::submission::Submission;
use std::collections::BTreeMap;

fn submissions(plan: &Plan, text: &str) -> Vec<Submission> {
    read_all(text.as_bytes(), "sample.json", Format::Json, plan, &ReadOptions::default()).unwrap()
}

/// Consolidates members with the sample's tree and adjustments; gives groups by name, and codes of findings.
fn consolidated(plan: &Plan, members: &str, eliminations: &str) -> (BTreeMap<String, GroupReports>, Vec<&'static str>) {
    let [entities, adjustments] = ["consolidated/entities.csv", "consolidated/adjustments.json"].map(sample);
    consolidated_of(plan, [&entities, &adjustments, members, eliminations])
}

fn consolidated_of(plan: &Plan, [entities, adjustments, members, eliminations]: [&str; 4]) -> (BTreeMap<String, GroupReports>, Vec<&'static str>) {
    let period = "2025-Q4".parse().unwrap();
    let tree = read_tree(entities.as_bytes(), "entities.csv", plan, period).unwrap();
    let of_members = Evaluator::new(plan, &EvaluationOptions::default()).unwrap();
    let reports = plan.consolidation.as_ref().unwrap().reports.clone();
    let of_groups = Evaluator::new(plan, &EvaluationOptions { reports: Some(reports), ..EvaluationOptions::default() }).unwrap();
    let earlier = EarlierSubmissions::new([plan]);
    let with = Circumstances { tree: &tree, period, members: &of_members, groups: &of_groups, earlier: &earlier };
    let Ok(mut consolidator) = Consolidator::new(with) else { panic!("the package says how groups report") };
    consolidator.eliminate(&read_eliminations(eliminations.as_bytes(), "eliminations.csv", plan).unwrap());
    submissions(plan, adjustments).into_iter().for_each(|submission| consolidator.adjust_by(submission));
    submissions(plan, members).iter().for_each(|submission| consolidator.take(submission));
    let mut groups = BTreeMap::new();
    let wanted = tree.groups().collect();
    let done = consolidator.finish(&wanted, &mut |reports| {
        groups.insert(tree.entity(reports.group).name.to_string(), reports);
    });
    (groups, done.findings.iter().map(|finding| finding.kind.code()).collect())
}

/// Gives what a cell shows, without its state.
fn value(plan: &Plan, evaluated: &EvaluatedSubmission, address: &str) -> String {
    let cells = show(plan, evaluated).cells;
    let cell = cells.get(address).unwrap_or_else(|| panic!("{address} is not in {cells:?}"));
    cell.split(' ').next().unwrap_or_default().to_owned()
}

/// Gives the number of the line of a list whose first two columns are these.
fn line_of(plan: &Plan, evaluated: &EvaluatedSubmission, list: &str, key: [&str; 2]) -> usize {
    let cells = show(plan, evaluated).cells;
    let has = |line: &usize, column: &str, wanted: &str| {
        cells.get(&format!("{list}.{line}:{column}")).is_some_and(|cell| *cell == format!("{wanted} given"))
    };
    (1..20).find(|line| has(line, "010", key[0]) && has(line, "020", key[1])).unwrap_or_else(|| panic!("{key:?} is not in {cells:?}"))
}

/// Gives the summary, adjustments, eliminations and consolidated value of a cell in a line of a list.
fn parts(plan: &Plan, reports: &GroupReports, list: &str, key: [&str; 2], column: &str) -> [String; 4] {
    let line = line_of(plan, &reports.consolidated, list, key);
    PartOfGroup::ALL.map(|part| value(plan, reports.part(part), &format!("{list}.{line}:{column}")))
}

fn totals(plan: &Plan, reports: &GroupReports, list: &str, column: &str) -> [String; 4] {
    PartOfGroup::ALL.map(|part| value(plan, reports.part(part), &format!("{list}.total:{column}")))
}

#[test]
fn a_ministry_reports_what_its_institutions_have_without_what_they_have_with_each_other() {
    let plan = package(PACKAGE);
    let (groups, findings) = consolidated(&plan, &sample("consolidated/members.json"), &sample("consolidated/eliminations.csv"));
    assert_eq!(findings, Vec::<&str>::new());
    let ministry = &groups["MIN"];
    let assets = "financial_assets.positions";
    for (key, column, expected) in [
        (["2310", "S130000"], "030", ["10000.00", "0.00", "-10000.00", "0.00"]),
        (["2310", "S130000"], "060", ["5000.00", "0.00", "-5000.00", "0.00"]),
        (["2310", "S130000"], "090", ["15000.00", "0.00", "-15000.00", "0.00"]),
        (["2310", "S150000"], "030", ["9000.00", "0.00", "0.00", "9000.00"]),
        (["2310", "S150000"], "060", ["-800.00", "0.00", "0.00", "-800.00"]),
        (["2310", "S150000"], "090", ["7700.00", "0.00", "0.00", "7700.00"]),
        (["2310", "S150000"], "100", ["1900.00", "200.00", "0.00", "2100.00"]),
        (["2310", "S150000"], "110", ["5800.00", "-200.00", "0.00", "5600.00"]),
        (["2340", "S130000"], "060", ["3000.00", "0.00", "-3000.00", "0.00"]),
        (["2620", "S120000"], "080", ["12.34", "0.00", "0.00", "12.34"]),
        (["2620", "S120000"], "090", ["720012.34", "0.00", "0.00", "720012.34"]),
    ] {
        assert_eq!(parts(&plan, ministry, assets, key, column), expected, "{key:?} {column}");
    }
    assert_eq!(totals(&plan, ministry, assets, "090"), ["745712.34", "0.00", "-18000.00", "727712.34"]);
    assert_eq!(totals(&plan, ministry, assets, "110"), ["743812.34", "-200.00", "-18000.00", "725612.34"]);
    let liabilities = "liabilities.positions";
    for (key, column, expected) in [
        (["5310", "S130000"], "030", ["12000.00", "0.00", "-10000.00", "2000.00"]),
        (["5310", "S130000"], "070", ["17000.00", "0.00", "-15000.00", "2000.00"]),
        (["5310", "S130000"], "080", ["1000.00", "0.00", "0.00", "1000.00"]),
        (["5310", "S150000"], "070", ["3249.25", "0.00", "0.00", "3249.25"]),
        (["5420", "S130000"], "070", ["3000.00", "0.00", "-3000.00", "0.00"]),
    ] {
        assert_eq!(parts(&plan, ministry, liabilities, key, column), expected, "{key:?} {column}");
    }
    assert_eq!(totals(&plan, ministry, liabilities, "070"), ["23249.25", "0.00", "-18000.00", "5249.25"]);
}

#[test]
fn a_ministry_says_of_itself_that_it_is_a_summary() {
    let plan = package(PACKAGE);
    let (groups, _) = consolidated(&plan, &sample("consolidated/members.json"), &sample("consolidated/eliminations.csv"));
    let consolidated = &groups["MIN"].consolidated;
    for (code, expected) in
        [("kind", "summary"), ("reporter", "ministry"), ("number", "90000000044"), ("precision", "cents"), ("coverage", "quarter")]
    {
        assert_eq!(value(&plan, consolidated, &format!("main.{code}")), expected);
    }
    assert_eq!(value(&plan, consolidated, "prepaid_insurance.contracts.100:050"), "1500.00");
    assert_eq!(failing_of(&plan, consolidated), Vec::<String>::new());
    let reports = &plan.consolidation.as_ref().unwrap().reports;
    assert!(reports.iter().all(|report| plan.reports[*report].name != "scope"), "the holder's computation is not consolidated");
}

#[test]
fn companies_are_added_up_and_nothing_is_eliminated() {
    let plan = package(PACKAGE);
    let (groups, _) = consolidated(&plan, &sample("consolidated/members.json"), &sample("consolidated/eliminations.csv"));
    let summary = &groups["MIN-KS"];
    for (address, expected) in [
        ("company.assets.total:040", "1160000.00"),
        ("company.liabilities.total:040", "1160000.00"),
        ("company.liabilities.total:050", "4000.00"),
        ("company.cash_flow.110:010", "558000.00"),
        ("company.cash_flow.130:040", "414000.00"),
        ("company.principal.060", "558000.00"),
        ("company.principal.070", "19300.00"),
    ] {
        assert_eq!(value(&plan, &summary.consolidated, address), expected, "{address}");
        assert_eq!(value(&plan, &summary.summary, address), expected, "{address}");
    }
    assert_eq!(failing_of(&plan, &summary.consolidated), Vec::<String>::new());
}

#[test]
fn institutions_of_another_precision_and_sides_that_differ_are_found() {
    let plan = package(PACKAGE);
    let members = sample("consolidated/members.json").replacen(r#""precision": "cents""#, r#""precision": "euro""#, 1);
    let eliminations = sample("consolidated/eliminations.csv").replace("positions,2,040,3000.00", "positions,2,040,2900.00");
    let (_, findings) = consolidated(&plan, &members, &eliminations);
    assert_eq!(findings, ["members_differ", "elimination_unbalanced"]);
}

/// The central apparatus lends the agency 5,000: an asset and a loan of the one, a liability of the other.
fn members_with_a_loan() -> String {
    let [asset, loan, owed] = [r#""010": "1410", "020": "S130000""#, r#""010": "long", "020": "S130000""#, r#""010": "5110", "020": "S130000""#];
    let assets = r#"{"010": "2340", "020": "S130000", "030": "0", "060": "3000"},"#;
    let liabilities = r#"{"010": "5420", "020": "S130000", "030": "0", "040": "3000"}"#;
    let after = r#""international_liabilities": {"#;
    changed("consolidated/members.json", assets, &format!(r#"{{{asset}, "060": "5000"}}, {assets}"#))
        .replace(liabilities, &format!(r#"{liabilities}, {{{owed}, "040": "5000"}}"#))
        .replace(after, &format!(r#""loans": {{"positions": [{{{loan}, "060": "5000"}}]}}, {after}"#))
}

#[test]
fn a_loan_between_members_is_eliminated_against_the_borrowers_liability() {
    let plan = package(PACKAGE);
    let entities = sample("consolidated/entities.csv");
    let first = r#"{"010": "2310", "020": "S150000", "100": "200"}"#;
    let adjusted = format!(r#"{first}, {{"010": "1410", "020": "S130000", "060": "-5000"}}"#);
    let adjustments = changed("consolidated/adjustments.json", first, &adjusted);
    // The asset comes before the other claim on the agency, which is the third line now.
    let eliminations = changed("consolidated/eliminations.csv", "financial_assets,positions,2,", "financial_assets,positions,3,")
        + "CA,AG,2025-Q4,loans,positions,1,060,5000.00\nAG,CA,2025-Q4,liabilities,positions,3,040,5000.00\n";
    let members = members_with_a_loan();
    let (groups, findings) = consolidated_of(&plan, [&entities, &adjustments, &members, &eliminations]);
    assert_eq!(findings, Vec::<&str>::new());
    let ministry = &groups["MIN"];
    let (none, eliminated) = ("0.00", ["5000.00", "0.00", "-5000.00", "0.00"]);
    assert_eq!(parts(&plan, ministry, "loans.positions", ["long", "S130000"], "060"), eliminated);
    assert_eq!(parts(&plan, ministry, "loans.positions", ["long", "S150000"], "090"), ["5000.00", none, none, "5000.00"]);
    assert_eq!(totals(&plan, ministry, "loans.positions", "090"), ["10000.00", none, "-5000.00", "5000.00"]);
    assert_eq!(parts(&plan, ministry, "liabilities.positions", ["5110", "S130000"], "070"), eliminated);
    assert_eq!(parts(&plan, ministry, "financial_assets.positions", ["1410", "S130000"], "090"), ["5000.00", "-5000.00", none, none]);

    // Named as an asset and as a loan it stands twice against what is owed once.
    let twice = eliminations + "CA,AG,2025-Q4,financial_assets,positions,2,060,5000.00\n";
    let (_, findings) = consolidated_of(&plan, [&entities, &adjustments, &members, &twice]);
    assert_eq!(findings, ["elimination_unbalanced"]);
}

#[test]
fn both_sides_are_eliminated_in_full_and_the_smaller_one_at_the_treasury() {
    let plan = package(PACKAGE);
    let [members, adjustments] = ["consolidated/members.json", "consolidated/adjustments.json"].map(sample);
    let eliminations = changed("consolidated/eliminations.csv", "positions,2,040,3000.00", "positions,2,040,2900.00");
    let of_both = |reports: &GroupReports| {
        [("financial_assets.positions", "2340", "060"), ("liabilities.positions", "5420", "040")]
            .map(|(list, account, column)| parts(&plan, reports, list, [account, "S130000"], column))
    };
    let (groups, findings) = consolidated(&plan, &members, &eliminations);
    assert_eq!(findings, ["elimination_unbalanced"]);
    assert_eq!(of_both(&groups["MIN"]), [["3000.00", "0.00", "-3000.00", "0.00"], ["3000.00", "0.00", "-2900.00", "100.00"]]);

    let entities =
        changed("consolidated/entities.csv", "MIN,,ministry,", "VK,,treasury,Valsts kase\nCITA,VK,ministry,Cita ministrija\nMIN,VK,ministry,")
            .replace("CA,MIN,", "CA,CITA,");
    let (groups, findings) = consolidated_of(&plan, [&entities, &adjustments, &members, &eliminations]);
    assert_eq!(findings, ["smaller_side_taken"]);
    assert_eq!(of_both(&groups["VK"]), [["3000.00", "0.00", "-2900.00", "100.00"], ["3000.00", "0.00", "-2900.00", "100.00"]]);
    assert_eq!(totals(&plan, &groups["MIN"], "liabilities.positions", "040")[2], "0.00");
}
