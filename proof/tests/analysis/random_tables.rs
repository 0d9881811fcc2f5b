//! Random packages with a list, a list made of it, a grid and a form, of amounts, counts, percents, texts and truth values:
//! every claim is held against thousands of submissions with few, many, missing, unreadable and very long values.
//!
//! `POSITUM_CASES` says how many packages are looked at, `POSITUM_SEED` with which to begin.

use super::dice::Dice;
use super::support::{plan_of, report};
use super::{period, searched, short};
use positum_plan::plan::{CellReference, CheckId, ColumnId, Origin, Plan, Shape};
use positum_plan::test_case::GivenTarget;
use positum_plan::value::{Quantity, ValueType};
use positum_proof::analyse::{Claim, ClaimKind, Subject};
use positum_proof::draft::Draft;
use positum_proof::goal::{Gives, Goal, is_met};
use positum_runtime::cell_address::{address_of, table_of};
use positum_runtime::evaluate::{EvaluatedParts, EvaluationOptions, Evaluator};
use positum_runtime::evaluated_submission::{Cause, CellAt, Outcome};
use std::collections::BTreeMap;

/// How many submissions a package gets.
const SUBMISSIONS: usize = 2_500;

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().map_or(default, |text| text.parse().expect("a number"))
}

/// Amounts and counts that formulas of a table may name.
#[derive(Clone, Default)]
struct Names {
    amounts: Vec<String>,
    counts: Vec<String>,
    conditions: Vec<String>,
}

fn amount(dice: &mut Dice, names: &Names) -> String {
    let (one, other) = (dice.pick(&names.amounts), dice.pick(&names.amounts));
    match dice.below(12) {
        0 | 1 => format!("({one} + {other})"),
        2 => format!("({one} - {other})"),
        3 => format!("max({one}, {other})"),
        4 => format!("abs({one})"),
        5 => format!("{one} / {}", dice.between(2, 3)),
        6 => format!("({one} else {other})"),
        7 => format!("{one} * {}", dice.between(2, 1_000)),
        8 => format!("(if {} then {one} else {other})", comparison(dice, names)),
        9 => format!("min({one}, {other})"),
        _ => one,
    }
}

fn comparison(dice: &mut Dice, names: &Names) -> String {
    let operator = dice.pick(&["=", "<>", "<", "<=", ">", ">="]);
    match dice.below(10) {
        0 | 1 if !names.counts.is_empty() => format!("{} {operator} {}", dice.pick(&names.counts), dice.below(3)),
        2 | 3 if !names.conditions.is_empty() => dice.pick(&names.conditions),
        4 => format!("{} {operator} {}", dice.pick(&names.amounts), dice.pick(&names.amounts)),
        5 => format!("{} + {} {operator} {} EUR", dice.pick(&names.amounts), dice.pick(&names.amounts), dice.below(5)),
        6 => format!("{} - {} {operator} 0", dice.pick(&names.amounts), dice.pick(&names.amounts)),
        _ => format!("{} {operator} {} EUR", dice.pick(&names.amounts), dice.below(4)),
    }
}

fn checks(dice: &mut Dice, prefix: &str, names: &Names) -> String {
    let mut checks = String::new();
    for number in 0..dice.between(1, 3) {
        let also = if dice.chance(25) { format!(" {} {}", dice.pick(&["and", "or"]), comparison(dice, names)) } else { String::new() };
        let condition = if dice.chance(30) { format!(" when {}", comparison(dice, names)) } else { String::new() };
        let severity = dice.pick(&["", "", " severity breach", " severity warning"]);
        checks.push_str(&format!("check {prefix}{number} {{ require {}{also}{condition}{severity} }}\n", comparison(dice, names)));
    }
    checks
}

fn list_text(dice: &mut Dice) -> String {
    let mut names = Names {
        amounts: vec!["a".to_owned(), "b".to_owned()],
        counts: vec!["n".to_owned()],
        conditions: vec!["u".to_owned(), "not u".to_owned(), "k = \"x\"".to_owned(), "k <> \"y\"".to_owned()],
    };
    let ending = |dice: &mut Dice| dice.pick(&["", "", ", optional", ", blank = 0"]);
    let mut text = format!("list l {{\nk : text\na : EUR{}\nb : EUR{}\nn : count{}\nu : bool\n", ending(dice), ending(dice), ending(dice));
    text.push_str(&format!("c : EUR = {}\n", amount(dice, &names)));
    names.amounts.push("c".to_owned());
    if dice.chance(50) {
        text.push_str(&format!("d : EUR = {} when {}\n", amount(dice, &names), comparison(dice, &names)));
        names.amounts.push("d".to_owned());
    }
    if dice.chance(40) {
        text.push_str(&format!("e : percent = {} / {}\n", dice.pick(&names.amounts), dice.pick(&names.amounts)));
    }
    text.push_str(&checks(dice, "l", &names));
    text.push_str("}\n");
    text
}

fn derived_text(dice: &mut Dice) -> String {
    let filter = if dice.chance(50) { " where a > 0" } else { "" };
    let names = Names { amounts: vec!["s".to_owned(), "m".to_owned()], counts: vec!["q".to_owned()], conditions: vec!["k = \"x\"".to_owned()] };
    let function = dice.pick(&["max", "min"]);
    format!("list g from l{filter} by k {{\ns : EUR = sum(c)\nm : EUR = {function}(a)\nq : count = count(l)\n{}}}\n", checks(dice, "g", &names))
}

fn grid_text(dice: &mut Dice) -> String {
    let ending = dice.pick(&["", ", optional", ", blank = 0"]);
    let column = dice.pick(&["1 + 2", "1 - 2", "max(1, 2)", "1+...+2", "abs(1)", "1 when 2 > 0"]);
    let row = dice.pick(&["10 + 20", "10+...+20", "20 - 10", "min(10, 20)"]);
    let check = dice.pick(&["1 <= 3", "3 >= 0", "1 + 2 = 3", "1 >= 2", "3 > 1 or 2 <= 0"]);
    let other = dice.pick(&["1 <= 3 + 1 EUR", "3 >= -1 EUR", "3 = 2 + 1", "1 + 1 EUR >= 2", "1 - 3 <= 0"]);
    format!(
        "grid h : EUR{ending} {{\ncolumns {{\n1\n2\n3 = {column}\n}}\nrows {{\n10\n20\n30 overrides columns = {row}\n}}\n\
         check h0 {{ require {check} for each row }}\ncheck h1 {{ require {other} for each row }}\n}}\n"
    )
}

fn form_text(dice: &mut Dice) -> String {
    let of_list = ["sum(l.a)", "sum(l.c)", "max(l.a)", "min(l.b)", "sum(l.a where n > 0)", "sum(l.a) + sum(l.b)", "sum(g.s)"];
    let names = Names {
        amounts: ["t", "v", "p", "h.10:1", "h.30:3"].map(str::to_owned).to_vec(),
        counts: vec!["w".to_owned()],
        conditions: vec!["o = \"x\"".to_owned(), "w = 0".to_owned()],
    };
    let formulas = (dice.pick(&of_list), dice.pick(&of_list));
    let divisor = dice.pick(&["t", "v", "p", "(t + v)"]);
    let guard = if dice.chance(50) { format!(" when {}", comparison(dice, &names)) } else { String::new() };
    format!(
        "form f {{\no : text, optional\np : EUR\nw : count = count(l)\nt : EUR = {}\nv : EUR = {}\nz : percent = p / {divisor}{guard}\n{}}}\n",
        formulas.0,
        formulas.1,
        checks(dice, "f", &names)
    )
}

fn random_text(dice: &mut Dice) -> String {
    report(&format!("{}{}{}{}", list_text(dice), derived_text(dice), grid_text(dice), form_text(dice)))
}

fn random_value(dice: &mut Dice, value_type: &ValueType, base: i64, mood: usize) -> Option<String> {
    match dice.below(if mood == 0 { 24 } else { 400 }) {
        0 => return None,
        1 => return Some("\u{1}".to_owned()),
        2 => return Some("9999999999999999999999999999".to_owned()),
        3 => return Some("-9999999999999999999999999999".to_owned()),
        4 => return Some("0.5".to_owned()),
        _ => {}
    }
    Some(match &value_type.quantity {
        Quantity::Text => dice.pick(&["x", "y", "z"]).to_owned(),
        Quantity::Bool => dice.pick(&["true", "false"]).to_owned(),
        _ => (base + i64::try_from(dice.below(9)).expect("a small number") - 4).to_string(),
    })
}

fn submissions(dice: &mut Dice, plan: &Plan) -> Vec<Draft> {
    let of_column = |column: ColumnId| (&plan.columns[column].origin, plan.columns[column].value_type.as_ref());
    let one = |dice: &mut Dice| {
        let mut draft = Draft::new("sample", period());
        let base = dice.pick(&[0_i64, 0, 0, 2, -2, 1_000, 999_999_999_999]);
        let mood = dice.below(3);
        for (id, cell) in plan.cells.entries() {
            if let (Origin::Input(_), Some(value_type)) = (&cell.origin, &cell.value_type) {
                let base = if dice.chance(30) { 0 } else { base };
                draft.values.extend(random_value(dice, value_type, base, mood).map(|text| (GivenTarget::Cell(id), text)));
            }
        }
        for table in plan.tables.iter() {
            let Shape::List(list) = &table.shape else { continue };
            for line in 0..dice.below(4) {
                for column in &list.columns {
                    let (Origin::Input(_), Some(value_type)) = of_column(*column) else { continue };
                    draft.values.extend(random_value(dice, value_type, base, mood).map(|text| (GivenTarget::InLine(*column, line), text)));
                }
            }
        }
        draft
    };
    (0..SUBMISSIONS).map(|_| one(dice)).collect()
}

fn divides_by_zero(subject: Subject, parts: &EvaluatedParts<'_>) -> bool {
    match subject {
        Subject::Check(check) => parts.checks().iter().any(|found| found.check == check && found.cause() == Some(Cause::DivisionByZeroInCheck)),
        Subject::Cell(cell) => {
            let lines = if matches!(cell, CellReference::Cell(_)) { 1 } else { parts.lines(table_of(parts.plan(), cell)) };
            (0..lines).any(|line| {
                let address = address_of(parts.plan(), CellAt { reference: cell, line });
                parts.findings().iter().any(|found| found.kind.code() == "division_by_zero" && found.address == address)
            })
        }
    }
}

/// Tells whether a submission shows that a claim is not true: by what the claim says, not by how it was asked.
fn refutes(claim: &Claim, parts: &EvaluatedParts<'_>) -> bool {
    let had = |check: &CheckId, outcome: Outcome| parts.checks().iter().any(|found| found.check == *check && found.outcome == outcome);
    let fails = |check: &CheckId| had(check, Outcome::Fail);
    let passes = |check: &CheckId| had(check, Outcome::Pass);
    let gives = |formula: &positum_proof::analyse::Formula, gives| is_met(&Goal::Part { node: formula.node, list: formula.list, gives }, parts);
    match &claim.kind {
        ClaimKind::NeverFails(check) => fails(check),
        ClaimKind::NeverPasses(check) => passes(check),
        ClaimKind::NeverEvaluated(check) => fails(check) || passes(check),
        ClaimKind::NeverTogether(checks) => checks.iter().all(|check| passes(check) && !fails(check)),
        ClaimKind::Implied(check, others) => fails(check) && !others.iter().any(fails),
        ClaimKind::Same(one, other) => fails(one) != fails(other),
        ClaimKind::NeverZero(divisor) => divides_by_zero(divisor.formula.subject, parts),
        ClaimKind::NeverZeroWhile(divisor, checks) => divides_by_zero(divisor.formula.subject, parts) && !checks.iter().any(fails),
        ClaimKind::NeverHolds(formula) => gives(formula, Gives::True),
        ClaimKind::AlwaysHolds(formula) => gives(formula, Gives::False),
        ClaimKind::CanBeZero(_) => false,
    }
}

fn look_at(seed: u64, made: &mut BTreeMap<&'static str, usize>) {
    let mut dice = Dice::new(seed);
    let text = random_text(&mut dice);
    let plan = plan_of(&text);
    let evaluator = Evaluator::new(&plan, &EvaluationOptions::default()).expect("a plan without parameters");
    let analysis = searched(&evaluator);
    let names = |claims: &[Claim]| claims.iter().map(|claim| short(&plan, claim)).collect::<Vec<_>>();
    assert!(analysis.refuted.is_empty(), "seed {seed}: refuted {:?}\n{text}", names(&analysis.refuted));
    for draft in submissions(&mut dice, &plan) {
        let submission = draft.submission(&plan, "attack");
        let parts = evaluator.evaluate_with_parts(&submission, None);
        for claim in &analysis.claims {
            assert!(!refutes(claim, &parts), "seed {seed}: {} is false with {:?}\n{text}", short(&plan, claim), draft.values);
        }
    }
    analysis.claims.iter().for_each(|claim| *made.entry(claim.kind.keyword()).or_default() += 1);
}

#[test]
fn no_claim_about_random_tables_is_false() {
    let (cases, first) = (setting("POSITUM_CASES", 2), setting("POSITUM_SEED", 1));
    let mut made = BTreeMap::new();
    (first..first + cases).for_each(|seed| look_at(seed, &mut made));
    println!("{made:?}");
    assert!(!made.is_empty());
}
