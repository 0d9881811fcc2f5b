//! Random small packages: every claim is held against all submissions with small values and against thousands with others,
//! and it is counted how many of the claims that are true are made.
//!
//! `POSITUM_CASES` says how many packages are looked at, `POSITUM_SEED` with which to begin.

use super::all_submissions::AllSubmissions;
use super::dice::Dice;
use super::support::{plan_of, with_checks};
use super::{period, searched, short};
use positum_plan::plan::{CheckId, Origin, Plan};
use positum_plan::test_case::GivenTarget;
use positum_proof::analyse::{AnalyseOptions, Analysis, Claim, ClaimKind, STEPS_TO_BEGIN, Subject, analyse};
use positum_proof::budget::Budget;
use positum_proof::draft::Draft;
use positum_proof::goal::{Gives, Goal, is_met};
use positum_runtime::evaluate::{EvaluatedParts, EvaluationOptions, Evaluator};
use positum_runtime::evaluated_submission::Outcome;
use std::collections::BTreeMap;

/// The values that all submissions are made of.
const VALUES: [&str; 9] = ["-3", "-2", "-1", "0", "1", "2", "3", "4", "7"];
/// How many other submissions a package gets.
const OTHERS: usize = 1_500;

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().map_or(default, |text| text.parse().expect("a number"))
}

/// A package with two or three cells to fill in, some computed ones, and checks with small limits.
fn random_text(dice: &mut Dice) -> String {
    let inputs = dice.between(2, 3);
    let mut cells: Vec<String> = Vec::new();
    let mut entries = String::new();
    for number in 1..=inputs {
        let code = format!("0{number}0");
        let ending = dice.pick(&["", "", ", blank = 0", ", optional"]);
        entries.push_str(&format!("{code} : EUR{ending}\n"));
        cells.push(code);
    }
    for number in 4..4 + dice.below(3) {
        let code = format!("0{number}0");
        let formula = random_formula(dice, &cells);
        entries.push_str(&format!("{code} : EUR = {formula}\n"));
        cells.push(code);
    }
    if dice.chance(40) {
        let (top, bottom) = (dice.pick(&cells), dice.pick(&cells));
        let guard = if dice.chance(30) { format!(" when {}", random_comparison(dice, &cells)) } else { String::new() };
        entries.push_str(&format!("090 : percent = {top} / {bottom}{guard}\n"));
    }
    let mut checks = String::new();
    for number in 0..dice.between(2, 4) {
        let required = random_comparison(dice, &cells);
        let also = if dice.chance(15) { format!(" {} {}", dice.pick(&["and", "or"]), random_comparison(dice, &cells)) } else { String::new() };
        let condition = if dice.chance(25) { format!(" when {}", random_comparison(dice, &cells)) } else { String::new() };
        let tolerance = if required.contains(" = ") && also.is_empty() && dice.chance(30) { " tolerance 1 EUR" } else { "" };
        let severity = dice.pick(&["", "", "", " severity breach", " severity warning"]);
        checks.push_str(&format!("check c{number} {{ require {required}{also}{condition}{tolerance}{severity} }}\n"));
    }
    with_checks(&entries, &checks)
}

fn random_formula(dice: &mut Dice, cells: &[String]) -> String {
    let (one, other) = (dice.pick(cells), dice.pick(cells));
    match dice.below(9) {
        0 | 1 => format!("{one} + {other}"),
        2 => format!("{one} - {other}"),
        3 => format!("max({one}, {other})"),
        4 => format!("abs({one})"),
        5 => format!("({one} + {other}) / 2"),
        6 => format!("{one} else {other}"),
        7 => format!("{one} when {}", random_comparison(dice, cells)),
        _ => format!("if {} then {one} else {other}", random_comparison(dice, cells)),
    }
}

fn random_comparison(dice: &mut Dice, cells: &[String]) -> String {
    let operator = dice.pick(&["=", "<>", "<", "<=", ">", ">=", ">=", "<="]);
    let left = match dice.below(4) {
        0 => format!("{} + {}", dice.pick(cells), dice.pick(cells)),
        1 => format!("{} - {}", dice.pick(cells), dice.pick(cells)),
        _ => dice.pick(cells),
    };
    let right = match dice.below(3) {
        0 => dice.pick(cells),
        1 => format!("{} EUR", dice.between(1, 4)),
        _ => "0".to_owned(),
    };
    format!("{left} {operator} {right}")
}

/// Submissions with values of other sizes, near each other, and such as no cell reads.
fn other_submissions(dice: &mut Dice, plan: &Plan) -> Vec<Draft> {
    let inputs: Vec<_> = plan.cells.entries().filter(|(_, cell)| matches!(cell.origin, Origin::Input(_))).map(|(id, _)| id).collect();
    let one = |dice: &mut Dice| {
        let mut draft = Draft::new("sample", period());
        let base = dice.pick(&[0_i64, 10, 1_000, 999_999_999_999]);
        for cell in &inputs {
            let near = base + i64::try_from(dice.below(9)).expect("a small number") - 4;
            let text = match dice.below(20) {
                0 => None,
                1 => Some("x".to_owned()),
                2 => Some(format!("{near}.5")),
                3 => Some("9999999999999999999999999999".to_owned()),
                4..8 => Some((-near).to_string()),
                _ => Some(near.to_string()),
            };
            if let Some(text) = text {
                draft.values.insert(GivenTarget::Cell(*cell), text);
            }
        }
        draft
    };
    (0..OTHERS).map(|_| one(dice)).collect()
}

/// Tells whether a submission shows that a claim is not true: by what the claim says, not by how it was asked.
fn refutes(claim: &Claim, parts: &EvaluatedParts<'_>) -> bool {
    let had = |check: &CheckId, outcome: Outcome| parts.checks().iter().any(|found| found.check == *check && found.outcome == outcome);
    let fails = |check: &CheckId| had(check, Outcome::Fail);
    let passes = |check: &CheckId| had(check, Outcome::Pass);
    let gives = |node, gives| is_met(&Goal::Part { node, list: None, gives }, parts);
    let divides_by_zero = |subject: Subject| match subject {
        Subject::Cell(cell) => {
            let name = parts.plan().cell_name(cell);
            let is_here = |found: &positum_runtime::finding::Finding| name.ends_with(&format!(".{}", found.address.row));
            parts.findings().iter().any(|found| found.kind.code() == "division_by_zero" && is_here(found))
        }
        Subject::Check(_) => false,
    };
    match &claim.kind {
        ClaimKind::NeverFails(check) => fails(check),
        ClaimKind::NeverPasses(check) => passes(check),
        ClaimKind::NeverEvaluated(check) => fails(check) || passes(check),
        ClaimKind::NeverTogether(checks) => checks.iter().all(passes),
        ClaimKind::Implied(check, others) => fails(check) && !others.iter().any(fails),
        ClaimKind::Same(one, other) => fails(one) != fails(other),
        ClaimKind::NeverZero(divisor) => divides_by_zero(divisor.formula.subject),
        ClaimKind::NeverZeroWhile(divisor, checks) => divides_by_zero(divisor.formula.subject) && !checks.iter().any(fails),
        ClaimKind::NeverHolds(formula) => gives(formula.node, Gives::True),
        ClaimKind::AlwaysHolds(formula) => gives(formula.node, Gives::False),
        ClaimKind::CanBeZero(_) => false,
    }
}

/// Gives the claims that no submission refutes.
fn standing<'c>(evaluator: &Evaluator<'_>, claims: &'c [Claim], drafts: &[&Draft]) -> Vec<&'c Claim> {
    let mut standing: Vec<&Claim> = claims.iter().collect();
    for draft in drafts {
        let submission = draft.submission(evaluator.plan(), "attack");
        let parts = evaluator.evaluate_with_parts(&submission, None);
        standing.retain(|claim| !refutes(claim, &parts));
    }
    standing
}

/// What a claim is counted as: which others imply a check can be told in several ways.
fn counted(plan: &Plan, claim: &Claim) -> String {
    match &claim.kind {
        ClaimKind::Implied(check, _) | ClaimKind::Same(check, _) => format!("implied {}", plan.checks[*check].name),
        ClaimKind::NeverFails(_) | ClaimKind::NeverPasses(_) | ClaimKind::NeverEvaluated(_) | ClaimKind::NeverTogether(_) => short(plan, claim),
        ClaimKind::NeverZero(_) | ClaimKind::CanBeZero(_) | ClaimKind::NeverHolds(_) | ClaimKind::AlwaysHolds(_) => short(plan, claim),
        ClaimKind::NeverZeroWhile(divisor, _) => format!("never_zero_while {:?}", divisor.formula.node),
    }
}

/// How many claims of a kind are true, and how many of them were made.
type Shares = BTreeMap<&'static str, (usize, usize)>;

fn look_at(seed: u64, shares: &mut Shares) {
    let mut dice = Dice::new(seed);
    let text = random_text(&mut dice);
    let plan = plan_of(&text);
    let evaluator = Evaluator::new(&plan, &EvaluationOptions::default()).expect("a plan without parameters");
    let all = AllSubmissions::new(&evaluator, period(), &VALUES);
    let others = other_submissions(&mut dice, &plan);
    let drafts: Vec<&Draft> = all.drafts().chain(&others).collect();
    let made: Analysis = searched(&evaluator);
    let names = |claims: &[&Claim]| claims.iter().map(|claim| short(&plan, claim)).collect::<Vec<_>>();
    assert!(made.refuted.is_empty(), "seed {seed}: refuted {:?}\n{text}", names(&made.refuted.iter().collect::<Vec<_>>()));
    let kept = standing(&evaluator, &made.claims, &drafts);
    assert_eq!(
        kept.len(),
        made.claims.len(),
        "seed {seed}: of {:?} only {:?} are true\n{text}",
        names(&made.claims.iter().collect::<Vec<_>>()),
        names(&kept)
    );
    for claim in &made.claims {
        assert!(!claim.witnesses.is_empty(), "seed {seed}: {} is shown by nothing", short(&plan, claim));
    }
    let tried = analyse(&evaluator, period(), &AnalyseOptions::default(), &mut Budget::steps(STEPS_TO_BEGIN), &mut |goals, _| all.find(goals));
    let made: Vec<String> = made.claims.iter().map(|claim| counted(&plan, claim)).collect();
    for claim in standing(&evaluator, &tried.claims, &others.iter().collect::<Vec<_>>()) {
        let share = shares.entry(claim.kind.keyword()).or_default();
        share.0 += 1;
        let is_made = made.contains(&counted(&plan, claim));
        share.1 += usize::from(is_made);
        if !is_made {
            println!("seed {seed} misses {}", short(&plan, claim));
        }
    }
}

#[test]
fn no_claim_about_a_random_package_is_false() {
    let (cases, first) = (setting("POSITUM_CASES", 40), setting("POSITUM_SEED", 1));
    let mut shares = Shares::new();
    (first..first + cases).for_each(|seed| look_at(seed, &mut shares));
    for (kind, (true_ones, made)) in &shares {
        println!("{kind}: {made} of {true_ones}");
    }
    assert!(!shares.is_empty());
}

/// Prints the package of a seed, with what is claimed and what is true: for looking at one that was missed.
#[test]
fn a_package_can_be_looked_at() {
    let Ok(seed) = std::env::var("POSITUM_SHOW") else { return };
    let text = random_text(&mut Dice::new(seed.parse().expect("a number")));
    println!("{text}\n{:#?}\n{:#?}", super::searched_claims(&text), super::tried_out_claims(&text, &VALUES));
}
