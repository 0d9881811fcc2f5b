//! What generated submissions are for, in words.

use super::generated::{Group, Purpose, Reason};
use positum_plan::plan::{CellReference, CheckId, Plan, Scope, TableId};
use positum_runtime::cell_address::address_of;
use positum_runtime::evaluated_submission::CellAt;
use positum_runtime::language::Language;

/// Gives the name of a check with its report, and the row or column that it is for.
pub fn check_label(plan: &Plan, check: CheckId) -> String {
    let body = &plan.checks[check];
    let name = format!("{}.{}", plan.reports[body.report].name, body.name);
    match &body.scope {
        Scope::Once | Scope::EachLine(_) => name,
        Scope::Row(code) | Scope::Column(code) => format!("{name}[{code}]"),
    }
}

/// Gives the name of a cell; of a column with the number of the line.
pub fn cell_label(plan: &Plan, at: CellAt) -> String {
    let address = address_of(plan, at);
    let column = if address.column.is_empty() { String::new() } else { format!(":{}", address.column) };
    format!("{}.{}.{}{column}", address.report, address.table, address.row)
}

fn table_label(plan: &Plan, table: TableId) -> String {
    let body = &plan.tables[table];
    format!("{}.{}", plan.reports[body.report].name, body.name)
}

/// Says what a submission is for.
pub fn purpose_text(plan: &Plan, purpose: &Purpose, language: Language) -> String {
    match language {
        Language::Latvian => latvian(plan, purpose),
        Language::English => english(plan, purpose),
    }
}

fn english(plan: &Plan, purpose: &Purpose) -> String {
    let check = |check: CheckId| check_label(plan, check);
    let table = |id: TableId| table_label(plan, id);
    let cell = |reference: CellReference| plan.cell_name(reference);
    match purpose {
        Purpose::Valid => "nothing is wrong with it".to_owned(),
        Purpose::ValidLeast => "nothing is wrong with it, and no more is filled in than must be".to_owned(),
        Purpose::JustPasses(id) => format!("check {} just passes", check(*id)),
        Purpose::JustFails(id) => format!("check {} just fails", check(*id)),
        Purpose::Passes(id) => format!("check {} passes", check(*id)),
        Purpose::Fails(id) => format!("check {} fails", check(*id)),
        Purpose::Tie(id, true) => format!("the exact result of {} lies half way between two values, above zero", cell(*id)),
        Purpose::Tie(id, false) => format!("the exact result of {} lies half way between two values, below zero", cell(*id)),
        Purpose::NoLines(id) => format!("list {} has no lines", table(*id)),
        Purpose::OneLine(id) => format!("list {} has one line", table(*id)),
        Purpose::KeyTwice(id) => format!("two lines of list {} have the same key", table(*id)),
        Purpose::OneGroup(id) => format!("list {} has one group", table(*id)),
        Purpose::SeveralGroups(id) => format!("list {} has several groups", table(*id)),
        Purpose::ManyLines => "lists have many lines".to_owned(),
        Purpose::Empty => "nothing is filled in".to_owned(),
        Purpose::ValueInXCell(id) => format!("a value stands in an x cell of {}", table(*id)),
        Purpose::LongestTexts => "texts are as long as they may be".to_owned(),
        Purpose::GreatestNumbers => "numbers have as many digits as cells can show".to_owned(),
        Purpose::TooManyDigits(at) => format!("{} has more digits than it can show", cell_label(plan, *at)),
        Purpose::UnknownCode(id) => format!("a code is not in codelist {}", plan.codelists[*id].name),
        Purpose::TextTooLong(at) => format!("the text of {} is one sign too long", cell_label(plan, *at)),
        Purpose::DivisionByZero(id) => format!("the formula of {} divides by zero", cell(*id)),
    }
}

fn latvian(plan: &Plan, purpose: &Purpose) -> String {
    let check = |check: CheckId| check_label(plan, check);
    let table = |id: TableId| table_label(plan, id);
    let cell = |reference: CellReference| plan.cell_name(reference);
    match purpose {
        Purpose::Valid => "viss ir pareizi".to_owned(),
        Purpose::ValidLeast => "viss ir pareizi, un aizpildīts ir tikai obligātais".to_owned(),
        Purpose::JustPasses(id) => format!("pārbaude {} tik tikko ir izpildīta", check(*id)),
        Purpose::JustFails(id) => format!("pārbaude {} tik tikko nav izpildīta", check(*id)),
        Purpose::Passes(id) => format!("pārbaude {} ir izpildīta", check(*id)),
        Purpose::Fails(id) => format!("pārbaude {} nav izpildīta", check(*id)),
        Purpose::Tie(id, true) => format!("šūnas {} precīzais rezultāts ir tieši pusceļā starp divām vērtībām, virs nulles", cell(*id)),
        Purpose::Tie(id, false) => format!("šūnas {} precīzais rezultāts ir tieši pusceļā starp divām vērtībām, zem nulles", cell(*id)),
        Purpose::NoLines(id) => format!("sarakstā {} nav rindu", table(*id)),
        Purpose::OneLine(id) => format!("sarakstā {} ir viena rinda", table(*id)),
        Purpose::KeyTwice(id) => format!("divām saraksta {} rindām ir viena un tā pati atslēga", table(*id)),
        Purpose::OneGroup(id) => format!("sarakstā {} ir viena grupa", table(*id)),
        Purpose::SeveralGroups(id) => format!("sarakstā {} ir vairākas grupas", table(*id)),
        Purpose::ManyLines => "sarakstos ir daudz rindu".to_owned(),
        Purpose::Empty => "nekas nav aizpildīts".to_owned(),
        Purpose::ValueInXCell(id) => format!("tabulas {} x šūnā ir vērtība", table(*id)),
        Purpose::LongestTexts => "teksti ir tik gari, cik drīkst būt".to_owned(),
        Purpose::GreatestNumbers => "skaitļos ir tik daudz ciparu, cik šūnas spēj parādīt".to_owned(),
        Purpose::TooManyDigits(at) => format!("šūnā {} ir vairāk ciparu, nekā tā spēj parādīt", cell_label(plan, *at)),
        Purpose::UnknownCode(id) => format!("koda nav kodu sarakstā {}", plan.codelists[*id].name),
        Purpose::TextTooLong(at) => format!("šūnas {} teksts ir par vienu zīmi par garu", cell_label(plan, *at)),
        Purpose::DivisionByZero(id) => format!("šūnas {} formula dala ar nulli", cell(*id)),
    }
}

/// Says why a submission is not there.
pub fn reason_text(reason: Reason, language: Language) -> &'static str {
    match (reason, language) {
        (Reason::Never, Language::Latvian) => "šim periodam tāda nav iespējama",
        (Reason::Never, Language::English) => "there is none for this period",
        (Reason::Undecided, Language::Latvian) => "nav atrasts atvēlētajos soļos",
        (Reason::Undecided, Language::English) => "not found within the budget",
        (Reason::NeedsEarlier, Language::Latvian) => "vajadzīgs agrāka perioda pārskats, kurā pakete vēl nav spēkā",
        (Reason::NeedsEarlier, Language::English) => "needs a submission of an earlier period, for which the package is not in force",
    }
}

/// Gives the name of a group.
pub fn group_text(group: Group, language: Language) -> &'static str {
    match (group, language) {
        (Group::Valid, Language::Latvian) => "pareizi",
        (Group::Valid, Language::English) => "valid",
        (Group::Edges, Language::Latvian) => "pārbaužu robežas",
        (Group::Edges, Language::English) => "edges of checks",
        (Group::Ties, Language::Latvian) => "noapaļošana pusceļā",
        (Group::Ties, Language::English) => "ties in rounding",
        (Group::Lists, Language::Latvian) => "saraksti",
        (Group::Lists, Language::English) => "lists",
        (Group::Blanks, Language::Latvian) => "tukšais un pārmērīgais",
        (Group::Blanks, Language::English) => "blanks and excesses",
    }
}
