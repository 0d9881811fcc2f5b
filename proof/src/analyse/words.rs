//! What is claimed, in words, in each language.

use crate::analyse::claim::{Claim, ClaimKind, Fact, Shows, Subject, Topic};
use positum_plan::plan::{CellReference, Check, CheckId, Origin, Plan, Scope};
use positum_runtime::finding_text::printable;
use positum_runtime::language::Language;
use positum_runtime::number_text::spoken_value;

/// The most facts that are named.
const MOST_FACTS: usize = 4;

/// Gives the name of a check: with its row or column, and with its report and table where others have the name, too.
pub fn check_name(plan: &Plan, check: CheckId) -> String {
    let of = &plan.checks[check];
    let is_of = |other: &&Check| other.name == of.name;
    let is_shared = plan.checks.iter().filter(is_of).any(|other| other.report != of.report || other.table != of.table);
    let is_shared_within = plan.checks.iter().filter(is_of).any(|other| other.report == of.report && other.table != of.table);
    let report = &plan.reports[of.report].name;
    let name = match of.table.filter(|_| is_shared_within) {
        Some(table) => format!("{report}.{}.{}", plan.tables[table].name, of.name),
        None if is_shared => format!("{report}.{}", of.name),
        None => of.name.clone(),
    };
    match &of.scope {
        Scope::Row(code) | Scope::Column(code) => format!("{name}[{code}]"),
        Scope::Once | Scope::EachLine(_) => name,
    }
}

/// Gives the name as texts have it.
fn quoted(plan: &Plan, check: CheckId) -> String {
    format!("`{}`", check_name(plan, check))
}

fn and_word(language: Language) -> &'static str {
    match language {
        Language::Latvian => " un ",
        Language::English => " and ",
    }
}

/// Names checks: `a`, `b` and `c`.
fn check_names(plan: &Plan, checks: &[CheckId], language: Language) -> String {
    let names: Vec<String> = checks.iter().map(|check| quoted(plan, *check)).collect();
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{}{}{last}", others.join(", "), and_word(language)),
        None => String::new(),
    }
}

/// Names whose formula something is.
fn subject_name(plan: &Plan, subject: Subject, language: Language) -> String {
    match (subject, language) {
        (Subject::Cell(cell), _) => format!("`{}`", plan.cell_name(cell)),
        (Subject::Check(check), Language::Latvian) => format!("pārbaudes {}", quoted(plan, check)),
        (Subject::Check(check), Language::English) => format!("check {}", quoted(plan, check)),
    }
}

/// Says what is claimed, on one line.
pub fn claim_text(plan: &Plan, claim: &Claim, language: Language) -> String {
    let names = |checks: &[CheckId]| check_names(plan, checks, language);
    let name = |check: CheckId| quoted(plan, check);
    let subject = claim.kind.formula().map(|(_, subject)| subject_name(plan, subject, language)).unwrap_or_default();
    match (&claim.kind, language) {
        (ClaimKind::NeverFails(check), Language::English) => format!("check {} can never fail", name(*check)),
        (ClaimKind::NeverFails(check), Language::Latvian) => format!("pārbaude {} vienmēr izpildās", name(*check)),
        (ClaimKind::NeverPasses(check), Language::English) => format!("check {} can never pass", name(*check)),
        (ClaimKind::NeverPasses(check), Language::Latvian) => format!("pārbaude {} nekad neizpildās", name(*check)),
        (ClaimKind::NeverEvaluated(check), Language::English) => format!("check {} is never evaluated", name(*check)),
        (ClaimKind::NeverEvaluated(check), Language::Latvian) => format!("pārbaude {} nekad netiek novērtēta", name(*check)),
        (ClaimKind::NeverTogether(checks), Language::English) => {
            format!("checks {} cannot hold together: where they all apply, one of them fails", names(checks))
        }
        (ClaimKind::NeverTogether(checks), Language::Latvian) => {
            format!("pārbaudes {} nevar izpildīties kopā: kur tās visas ir piemērojamas, viena no tām neizpildās", names(checks))
        }
        (ClaimKind::Implied(check, others), Language::English) if others.len() == 1 => {
            format!("check {} adds nothing: where it fails, {} fails, too", name(*check), names(others))
        }
        (ClaimKind::Implied(check, others), Language::Latvian) if others.len() == 1 => {
            format!("pārbaude {} ir lieka: kur tā neizpildās, neizpildās arī {}", name(*check), names(others))
        }
        (ClaimKind::Implied(check, others), Language::English) => {
            format!("check {} adds nothing: where it fails, one of {} fails, too", name(*check), names(others))
        }
        (ClaimKind::Implied(check, others), Language::Latvian) => {
            format!("pārbaude {} ir lieka: kur tā neizpildās, neizpildās arī kāda no pārbaudēm {}", name(*check), names(others))
        }
        (ClaimKind::Same(check, other), Language::English) => format!("check {} says the same as {}", name(*check), name(*other)),
        (ClaimKind::Same(check, other), Language::Latvian) => format!("pārbaude {} prasa to pašu, ko {}", name(*check), name(*other)),
        (ClaimKind::NeverZero(_), Language::English) => format!("the divisor in {subject} is never zero"),
        (ClaimKind::NeverZero(_), Language::Latvian) => format!("{subject} formulā dalītājs nekad nav nulle"),
        (ClaimKind::NeverZeroWhile(_, checks), Language::English) => {
            format!("the divisor in {subject} is never zero where {} {}", names(checks), if checks.len() == 1 { "holds" } else { "hold" })
        }
        (ClaimKind::NeverZeroWhile(_, checks), Language::Latvian) => {
            format!("{subject} formulā dalītājs nekad nav nulle, ja izpildās {}", names(checks))
        }
        (ClaimKind::CanBeZero(_), Language::English) => {
            format!("the divisor in {subject} can be zero though no check finds an error or a breach")
        }
        (ClaimKind::CanBeZero(_), Language::Latvian) => {
            format!("{subject} formulā dalītājs var būt nulle arī tad, ja pārbaudes neatrod ne kļūdu, ne pārkāpumu")
        }
        (ClaimKind::NeverHolds(_), Language::English) => format!("this condition in {subject} never holds"),
        (ClaimKind::NeverHolds(_), Language::Latvian) => format!("šis nosacījums {subject} formulā nekad nav patiess"),
        (ClaimKind::AlwaysHolds(_), Language::English) => format!("this condition in {subject} always holds"),
        (ClaimKind::AlwaysHolds(_), Language::Latvian) => format!("šis nosacījums {subject} formulā vienmēr ir patiess"),
    }
}

/// Says what a claim rests on: values of parameters in the period, and formulas on the way; nothing where there is nothing.
pub fn facts_text(plan: &Plan, claim: &Claim, language: Language) -> Option<String> {
    let fact = |fact: &Fact| match fact {
        Fact::Parameter(parameter) => {
            let parameter = &plan.parameters[*parameter];
            let value = parameter.value_on(claim.period.last_day())?;
            Some(format!("{} = {}", parameter.name, spoken_value(&value, Some(&parameter.value_type), language)))
        }
        Fact::Formula(cell) => formula_of(plan, *cell).map(|formula| format!("{} = {formula}", plan.cell_name(*cell))),
    };
    let named: Vec<String> = claim.facts.iter().filter_map(fact).collect();
    let shown = named.iter().take(MOST_FACTS).cloned().collect::<Vec<_>>().join("; ");
    let more = if named.len() > MOST_FACTS { "; …" } else { "" };
    if named.is_empty() {
        return None;
    }
    Some(match language {
        Language::Latvian => format!("periodā {} pamatā ir {shown}{more}", claim.period),
        Language::English => format!("in {} this rests on {shown}{more}", claim.period),
    })
}

fn formula_of(plan: &Plan, cell: CellReference) -> Option<String> {
    let origin = match cell {
        CellReference::Cell(cell) => &plan.cells[cell].origin,
        CellReference::Column(column) => &plan.columns[column].origin,
    };
    match origin {
        Origin::Formula { text, .. } => Some(printable(&text.split_whitespace().collect::<Vec<_>>().join(" "))),
        Origin::Input(_) | Origin::Sequence | Origin::GroupKey => None,
    }
}

/// Says what happens in a submission.
pub fn shows_text(plan: &Plan, shows: Shows, language: Language) -> String {
    let name = |check: CheckId| quoted(plan, check);
    match (shows, language) {
        (Shows::Passes(check), Language::English) => format!("{} passes", name(check)),
        (Shows::Passes(check), Language::Latvian) => format!("{} izpildās", name(check)),
        (Shows::Fails(check), Language::English) => format!("{} fails", name(check)),
        (Shows::Fails(check), Language::Latvian) => format!("{} neizpildās", name(check)),
        (Shows::Skipped(check), Language::English) => format!("{} is not evaluated", name(check)),
        (Shows::Skipped(check), Language::Latvian) => format!("{} netiek novērtēta", name(check)),
        (Shows::IsZero, Language::English) => "the divisor is zero".to_owned(),
        (Shows::IsZero, Language::Latvian) => "dalītājs ir nulle".to_owned(),
        (Shows::Divides, Language::English) => "the quotient has a value".to_owned(),
        (Shows::Divides, Language::Latvian) => "dalījumam ir vērtība".to_owned(),
        (Shows::Holds, Language::English) => "the condition holds".to_owned(),
        (Shows::Holds, Language::Latvian) => "nosacījums ir patiess".to_owned(),
        (Shows::HoldsNot, Language::English) => "the condition does not hold".to_owned(),
        (Shows::HoldsNot, Language::Latvian) => "nosacījums nav patiess".to_owned(),
    }
}

/// Names what questions are about.
pub fn topic_word(topic: Topic, language: Language) -> &'static str {
    match (topic, language) {
        (Topic::Failing, Language::English) => "whether checks can fail",
        (Topic::Failing, Language::Latvian) => "vai pārbaudes var neizpildīties",
        (Topic::Passing, Language::English) => "whether checks can pass",
        (Topic::Passing, Language::Latvian) => "vai pārbaudes var izpildīties",
        (Topic::Together, Language::English) => "whether checks can hold together",
        (Topic::Together, Language::Latvian) => "vai pārbaudes var izpildīties kopā",
        (Topic::Implied, Language::English) => "whether others imply checks",
        (Topic::Implied, Language::Latvian) => "vai pārbaudes izriet no citām",
        (Topic::Divisors, Language::English) => "whether divisors can be zero",
        (Topic::Divisors, Language::Latvian) => "vai dalītāji var būt nulle",
        (Topic::Conditions, Language::English) => "whether conditions hold",
        (Topic::Conditions, Language::Latvian) => "vai nosacījumi mēdz būt patiesi",
    }
}
