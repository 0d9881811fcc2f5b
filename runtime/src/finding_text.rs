//! What findings, causes and checks say to people, in each language.
//!
//! In come findings and outcomes; out go short sentences: lower case, no full stop, what the user wrote in backticks.
//! Machine formats use the stable words of `FindingKind::code` and the `keyword` functions besides.
mod address_text;
mod day_text;
mod lost_zeros;
#[cfg(test)]
mod tests;

use crate::evaluated_submission::{Cause, CellAt, CellState, CheckOutcome, MessagePiece, Outcome};
use crate::finding::{Expected, Finding, FindingKind};
use crate::language::Language;
use crate::number_text::{shown_number, spoken_value};
use crate::submission::Location;
pub(crate) use address_text::cell_address;
pub use address_text::{address_text, cell_text, column_text, short_address};
use day_text::{calendar_text, no_such_day_text, working_days_text};
use lost_zeros::lost_zeros_text;
use positum_plan::amount::MOST_DIGITS;
use positum_plan::plan::{Code, Plan, Severity};
use positum_plan::text_limits::TextLimit;

/// The most characters of what the user wrote that a text repeats.
const MOST_QUOTED: usize = 60;
/// The most codes of a codelist that a text names.
const MOST_CODES_NAMED: usize = 12;

/// Says what is wrong; the cell stands in the finding's address and is not repeated.
pub fn finding_text(plan: &Plan, finding: &Finding, language: Language) -> String {
    match &finding.kind {
        FindingKind::MissingRequired => match language {
            Language::Latvian => "nav norādīta obligātā vērtība".to_owned(),
            Language::English => "a required value is missing".to_owned(),
        },
        FindingKind::UnreadableValue { given, expected } => match finding.origin.as_ref().map(|origin| &origin.location) {
            Some(Location::Sheet(_)) => unreadable_in_sheet_text(&quoted(given), *expected, language),
            Some(Location::Text { .. }) | None => unreadable_text(&quoted(given), *expected, language),
        },
        FindingKind::OutOfRange { given } => out_of_range_text(given.as_deref(), language),
        FindingKind::TooManyDecimals { given, decimals, shown } => {
            too_many_decimals_text(&quoted(given), *decimals, &shown_number(shown, language), language)
        }
        FindingKind::UnknownCode { given, codelist } => unknown_code_text(plan, given, codelist, language),
        FindingKind::TextDoesNotFit { given, limit } => text_limit_text(&quoted(given), limit, language),
        FindingKind::UnknownName { name } => {
            let zeros = lost_zeros_text(plan, &finding.address, name, language).unwrap_or_default();
            match language {
                Language::Latvian => format!("{} definīcijā nav, tāpēc nav ņemts vērā{zeros}", quoted(name)),
                Language::English => format!("{} is not in the definition, so it is ignored{zeros}", quoted(name)),
            }
        }
        FindingKind::DuplicateKey { key, first_line } => match language {
            Language::Latvian => format!("{} jau ir {first_line}. rindā, bet to uzrāda vienu reizi", quoted(key)),
            Language::English => format!("{} is already in line {first_line}, and may be there only once", quoted(key)),
        },
        FindingKind::ValueInXCell { given } => match language {
            Language::Latvian => format!("šeit pārskatā ir `x`, tāpēc {} nav ņemts vērā", quoted(given)),
            Language::English => format!("the report has an `x` here, so {} is ignored", quoted(given)),
        },
        FindingKind::GivenTwice { first } => match language {
            Language::Latvian => format!("vērtība jau ir norādīta {first}, tāpēc nav izmantota neviena no abām"),
            Language::English => format!("the value was given before, at {first}, so neither of the two is used"),
        },
        FindingKind::SubmittedTotalDiffers { given, computed } => {
            let (given, computed) = (shown_number(given, language), shown_number(computed, language));
            match language {
                Language::Latvian => format!("iesniegts {given}, bet aprēķināts {computed}"),
                Language::English => format!("{given} was submitted, but {computed} is computed"),
            }
        }
        FindingKind::DivisionByZero { formula, dividend } => {
            let dividend = shortened(&shown_number(dividend, language));
            match language {
                Language::Latvian => format!("formulā `{formula}` ir dalīšana ar nulli, dalāmais ir {dividend}"),
                Language::English => format!("`{formula}` divides by zero; the dividend is {dividend}"),
            }
        }
        FindingKind::NoSuchLine { list, key } => match language {
            Language::Latvian => format!("sarakstā {list} nav rindas ar atslēgu {}", quoted(key)),
            Language::English => format!("list {list} has no line with the key {}", quoted(key)),
        },
        FindingKind::NoSuchDay { year, month, day } => no_such_day_text([year, month, day].map(|part| shortened(part)), language),
        FindingKind::WorkingDaysOutOfRange { given } => working_days_text(&shortened(&shown_number(given, language)), language),
        FindingKind::UnknownOfMembers => match language {
            Language::Latvian => "nav nosakāms, jo kādam dalībniekam šī vērtība nav nolasāma vai nav norādīta".to_owned(),
            Language::English => "it cannot be told, since a member has this value unreadable or missing".to_owned(),
        },
        FindingKind::PeriodNotCovered { period, example } => period_text(&quoted(period), *example, language),
    }
}

/// Says why there is no value, down to the root.
pub fn cause_text(plan: &Plan, cause: &Cause, language: Language) -> String {
    cause_text_naming(plan, cause, language, &|cell| cell_text(plan, cell))
}

/// Says why there is no value; `name` gives the names of cells.
pub fn cause_text_naming(plan: &Plan, cause: &Cause, language: Language, name: &dyn Fn(CellAt) -> String) -> String {
    match (*cause, language) {
        (Cause::Missing(cell), Language::Latvian) => format!("nav norādīts {}", name(cell)),
        (Cause::Missing(cell), Language::English) => format!("{} is missing", name(cell)),
        (Cause::Unreadable(cell), Language::Latvian) => format!("nav nolasāms {}", name(cell)),
        (Cause::Unreadable(cell), Language::English) => format!("{} cannot be read", name(cell)),
        (Cause::NotApplicable(cell), Language::Latvian) => format!("nav piemērojams {}", name(cell)),
        (Cause::NotApplicable(cell), Language::English) => format!("{} does not apply", name(cell)),
        (Cause::Blank(cell), Language::Latvian) => format!("nav aizpildīts {}", name(cell)),
        (Cause::Blank(cell), Language::English) => format!("{} is blank", name(cell)),
        (Cause::DivisionByZero(cell), Language::Latvian) => format!("{} formulā ir dalīšana ar nulli", name(cell)),
        (Cause::DivisionByZero(cell), Language::English) => format!("{} divides by zero", name(cell)),
        (Cause::OutOfRange(cell), Language::Latvian) => format!("{} rezultātā ir pārāk daudz ciparu", name(cell)),
        (Cause::OutOfRange(cell), Language::English) => format!("the result of {} has too many digits", name(cell)),
        (Cause::OfNothing(cell), Language::Latvian) => format!("{} nav no kā noteikt: nav nevienas vērtības", name(cell)),
        (Cause::OfNothing(cell), Language::English) => format!("{} has no value to choose from", name(cell)),
        (Cause::Parameter(parameter), _) => parameter_text(&plan.parameters[parameter].name, language),
        (Cause::DivisionByZeroInCheck, Language::Latvian) => "pārbaudē ir dalīšana ar nulli".to_owned(),
        (Cause::DivisionByZeroInCheck, Language::English) => "the check divides by zero".to_owned(),
        (Cause::NoResultInCheck, Language::Latvian) => "pārbaudei nav rezultāta".to_owned(),
        (Cause::NoResultInCheck, Language::English) => "the check has no result".to_owned(),
        (Cause::NoEarlierSubmission(period), Language::Latvian) => format!("nav iesnieguma par periodu {period}"),
        (Cause::NoEarlierSubmission(period), Language::English) => format!("there is no submission for {period}"),
        (Cause::EarlierCell(cell, period, state), Language::Latvian) => {
            format!("periodā {period} {}: {}", name(cell), state_word(state, language))
        }
        (Cause::EarlierCell(cell, period, state), Language::English) => format!("in {period} {} is {}", name(cell), state_word(state, language)),
        (Cause::EarlierMeasure(cell, period), Language::Latvian) => format!("periodā {period} {} bija cita mērvienība vai tips", name(cell)),
        (Cause::EarlierMeasure(cell, period), Language::English) => format!("in {period} {} was of another unit or type", name(cell)),
        (Cause::NoSuchLine(cell), Language::Latvian) => format!("{} formulā meklētās rindas sarakstā nav", name(cell)),
        (Cause::NoSuchLine(cell), Language::English) => format!("{} looks for a line that its list does not have", name(cell)),
        (Cause::UnknownOfMembers(cell), Language::Latvian) => format!("dalībnieku datos nav nosakāms {}", name(cell)),
        (Cause::UnknownOfMembers(cell), Language::English) => format!("{} of a member is not known", name(cell)),
        (Cause::NoSuchLineInCheck(list), Language::Latvian) => format!("sarakstā {} nav meklētās rindas", plan.tables[list].name),
        (Cause::NoSuchLineInCheck(list), Language::English) => format!("list {} does not have the line that is looked for", plan.tables[list].name),
        (Cause::NoSuchDay(cell), Language::Latvian) => format!("{} formulā ir diena, kādas nav", name(cell)),
        (Cause::NoSuchDay(cell), Language::English) => format!("{} makes a day that does not exist", name(cell)),
        (Cause::NoSuchDayInCheck, Language::Latvian) => "pārbaudē ir diena, kādas nav".to_owned(),
        (Cause::NoSuchDayInCheck, Language::English) => "the check makes a day that does not exist".to_owned(),
        (Cause::WorkingDaysOutOfRange(cell), Language::Latvian) => format!("{} formulā nav derīgs darbdienu skaits", name(cell)),
        (Cause::WorkingDaysOutOfRange(cell), Language::English) => format!("{} counts working days that cannot be counted", name(cell)),
        (Cause::WorkingDaysOutOfRangeInCheck, Language::Latvian) => "pārbaudē nav derīgs darbdienu skaits".to_owned(),
        (Cause::WorkingDaysOutOfRangeInCheck, Language::English) => "the check counts working days that cannot be counted".to_owned(),
        (Cause::CalendarDoesNotKnow(calendar), _) => calendar_text(&plan.calendars[calendar], language),
        (Cause::LinesUnknown(list), Language::Latvian) => format!("nevar noteikt, kuras rindas ir sarakstā {}", plan.tables[list].name),
        (Cause::LinesUnknown(list), Language::English) => format!("it cannot be told which lines list {} has", plan.tables[list].name),
        (Cause::ReportLeftOut(report), Language::Latvian) => format!("pārskats {} nav vērtēts", plan.reports[report].name),
        (Cause::ReportLeftOut(report), Language::English) => format!("report {} was not evaluated", plan.reports[report].name),
    }
}

/// Gives a check's message with its values; the requirement where the definition has no message.
pub fn message_text(plan: &Plan, outcome: &CheckOutcome, language: Language) -> String {
    let fallbacks = || plan.package.languages.iter().find_map(|fallback| outcome.message(fallback));
    let Some(pieces) = outcome.message(language.code()).or_else(fallbacks).filter(|pieces| !pieces.is_empty()) else {
        let requirement = &plan.checks[outcome.check].text;
        return match language {
            Language::Latvian => format!("jābūt `{requirement}`"),
            Language::English => format!("`{requirement}` must hold"),
        };
    };
    let spoken = |piece: &MessagePiece| match piece {
        MessagePiece::Text(text) => text.clone(),
        MessagePiece::Value(Some((value, value_type))) => spoken_value(value, value_type.as_ref(), language),
        MessagePiece::Value(None) => match language {
            Language::Latvian => "(nav vērtības)".to_owned(),
            Language::English => "(no value)".to_owned(),
        },
    };
    pieces.iter().map(spoken).collect()
}

/// Gives the word for how bad something is.
pub fn severity_word(severity: Severity, language: Language) -> &'static str {
    match (severity, language) {
        (Severity::Info, Language::Latvian) => "piezīme",
        (Severity::Info, Language::English) => "note",
        (Severity::Warning, Language::Latvian) => "brīdinājums",
        (Severity::Warning, Language::English) => "warning",
        (Severity::Error, Language::Latvian) => "kļūda",
        (Severity::Error, Language::English) => "error",
        (Severity::Breach, Language::Latvian) => "pārkāpums",
        (Severity::Breach, Language::English) => "breach",
    }
}

/// Gives the words for what came out of a check.
pub fn outcome_word(outcome: Outcome, language: Language) -> &'static str {
    match (outcome, language) {
        (Outcome::Pass, Language::Latvian) => "izpildīta",
        (Outcome::Pass, Language::English) => "passed",
        (Outcome::Fail, Language::Latvian) => "nav izpildīta",
        (Outcome::Fail, Language::English) => "failed",
        (Outcome::NotApplicable, Language::Latvian) => "nav piemērojama",
        (Outcome::NotApplicable, Language::English) => "not applicable",
        (Outcome::NotEvaluated, Language::Latvian) => "nav novērtēta",
        (Outcome::NotEvaluated, Language::English) => "not evaluated",
    }
}

/// Gives the words for the state of a cell.
pub fn state_word(state: CellState, language: Language) -> &'static str {
    match (state, language) {
        (CellState::Given, Language::Latvian) => "norādīts",
        (CellState::Given, Language::English) => "given",
        (CellState::Computed, Language::Latvian) => "aprēķināts",
        (CellState::Computed, Language::English) => "computed",
        (CellState::Blank, Language::Latvian) => "nav aizpildīts",
        (CellState::Blank, Language::English) => "blank",
        (CellState::Missing, Language::Latvian) => "nav norādīts",
        (CellState::Missing, Language::English) => "missing",
        (CellState::NotApplicable, Language::Latvian) => "nav piemērojams",
        (CellState::NotApplicable, Language::English) => "not applicable",
        (CellState::Unreadable, Language::Latvian) => "nav nolasāms",
        (CellState::Unreadable, Language::English) => "unreadable",
        (CellState::NotComputed, Language::Latvian) => "nav aprēķināts",
        (CellState::NotComputed, Language::English) => "not computed",
    }
}

/// Gives the mark that a table shows in place of a value; nothing for states that have one, or may be empty.
pub fn state_mark(state: CellState) -> Option<&'static str> {
    match state {
        CellState::Missing => Some("?"),
        CellState::Unreadable => Some("!"),
        CellState::NotComputed => Some("#"),
        CellState::NotApplicable => Some("·"),
        CellState::Given | CellState::Computed | CellState::Blank => None,
    }
}

/// Gives the text with every character that could move the cursor or turn the reading direction replaced.
pub fn printable(text: &str) -> String {
    let shown = |character: char| match character {
        '\t' | '\n' | '\r' => ' ',
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2028}' | '\u{2029}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        other if other.is_control() => '\u{fffd}',
        other => other,
    };
    text.chars().map(shown).collect()
}

/// Tells whether a text has characters that are no text: controls, and the two others that XML cannot have.
pub fn has_controls(text: &str) -> bool {
    text.contains(|character: char| character.is_control() || matches!(character, '\u{fffe}' | '\u{ffff}'))
}

fn quoted(text: &str) -> String {
    format!("`{}`", shortened(&printable(text)))
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(MOST_QUOTED) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or(text)),
        None => text.to_owned(),
    }
}

/// In a spreadsheet what a cell shows depends on the program's language: what counts is that it holds a number or a day.
fn unreadable_in_sheet_text(given: &str, expected: Expected, language: Language) -> String {
    match (expected, language) {
        (Expected::Number, Language::Latvian) => format!("šūnā ir {given}, un tas nav skaitlis: ierakstiet to no jauna kā skaitli, bez mērvienības"),
        (Expected::Number, Language::English) => format!("the cell holds {given}, which is not a number: type it anew as a number, without a unit"),
        (Expected::Date, Language::Latvian) => format!("šūnā ir {given}, un tas nav datums: ierakstiet to no jauna kā datumu"),
        (Expected::Date, Language::English) => format!("the cell holds {given}, which is not a date: type it anew as a date"),
        (Expected::Bool | Expected::Text, Language::Latvian | Language::English) => unreadable_text(given, expected, language),
    }
}

fn unreadable_text(given: &str, expected: Expected, language: Language) -> String {
    match (expected, language) {
        (Expected::Number, Language::Latvian) => format!("{given} nav skaitlis, ko raksta tikai ar cipariem, piemēram, `-1234.50`"),
        (Expected::Number, Language::English) => format!("{given} is not a number written with digits only, as in `-1234.50`"),
        (Expected::Date, Language::Latvian) => format!("{given} nav datums, ko raksta kā `2025-03-31`"),
        (Expected::Date, Language::English) => format!("{given} is not a date written as `2025-03-31`"),
        (Expected::Bool, Language::Latvian) => format!("{given} nav ne `true`, ne `false`"),
        (Expected::Bool, Language::English) => format!("{given} is neither `true` nor `false`"),
        (Expected::Text, Language::Latvian) => format!("{given} nav teksts bez vadības rakstzīmēm"),
        (Expected::Text, Language::English) => format!("{given} is not a text without control characters"),
    }
}

fn out_of_range_text(given: Option<&str>, language: Language) -> String {
    match (given, language) {
        (Some(given), Language::Latvian) => {
            format!("skaitlī {} ir pārāk daudz ciparu, ar visām zīmēm aiz komata var būt {MOST_DIGITS}", quoted(given))
        }
        (Some(given), Language::English) => format!("{} has too many digits; with all decimals there may be {MOST_DIGITS}", quoted(given)),
        (None, Language::Latvian) => format!("rezultātā ir pārāk daudz ciparu, ar visām zīmēm aiz komata var būt {MOST_DIGITS}"),
        (None, Language::English) => format!("the result has too many digits; with all decimals there may be {MOST_DIGITS}"),
    }
}

fn too_many_decimals_text(given: &str, decimals: u32, shown: &str, language: Language) -> String {
    match (decimals, language) {
        (0, Language::Latvian) => format!("{given} nav vesels skaitlis, izmantots {shown}"),
        (0, Language::English) => format!("{given} is not a whole number, {shown} is used"),
        (1, Language::Latvian) => format!("{given} ir vairāk par 1 zīmi aiz komata, izmantots {shown}"),
        (1, Language::English) => format!("{given} has more than 1 decimal, {shown} is used"),
        (_, Language::Latvian) => format!("{given} ir vairāk par {decimals} zīmēm aiz komata, izmantots {shown}"),
        (_, Language::English) => format!("{given} has more than {decimals} decimals, {shown} is used"),
    }
}

fn unknown_code_text(plan: &Plan, given: &str, codelist: &str, language: Language) -> String {
    let list = plan.codelists.iter().find(|list| list.name == codelist);
    let known = list.and_then(|list| list.codes.get(given));
    let given = &quoted(given);
    if let Some(meaning) = known {
        return code_out_of_use_text(given, meaning, language);
    }
    let text = match (codelist, language) {
        ("iso3166", Language::Latvian) => format!("{given} nav valsts kods (ISO 3166-1)"),
        ("iso3166", Language::English) => format!("{given} is not a country code (ISO 3166-1)"),
        ("iso4217", Language::Latvian) => format!("{given} nav valūtas kods (ISO 4217)"),
        ("iso4217", Language::English) => format!("{given} is not a currency code (ISO 4217)"),
        (_, Language::Latvian) => format!("{given} nav kodu sarakstā `{codelist}`"),
        (_, Language::English) => format!("{given} is not in the codelist `{codelist}`"),
    };
    let codes = list.filter(|list| list.codes.len() <= MOST_CODES_NAMED).map(|list| list.in_order()).unwrap_or_default();
    let named: Vec<String> = codes.iter().filter(|(_, meaning)| !meaning.is_group).map(|(code, _)| format!("`{code}`")).collect();
    if named.is_empty() {
        return text;
    }
    let named = named.join(", ");
    match language {
        Language::Latvian => format!("{text}, tajā ir {named}"),
        Language::English => format!("{text}, which has {named}"),
    }
}

/// Says why a cell cannot hold a code that its codelist has.
fn code_out_of_use_text(given: &str, meaning: &Code, language: Language) -> String {
    match (meaning.validity.from, meaning.validity.until, language) {
        _ if meaning.is_group => match language {
            Language::Latvian => format!("{given} tikai apvieno citus kodus, to neuzrāda"),
            Language::English => format!("{given} only groups other codes, and is not reported"),
        },
        (_, Some(until), Language::Latvian) => format!("kodu {given} lietoja līdz {until}"),
        (_, Some(until), Language::English) => format!("code {given} was in use until {until}"),
        (Some(from), None, Language::Latvian) => format!("kodu {given} lieto no {from}"),
        (Some(from), None, Language::English) => format!("code {given} is in use from {from}"),
        (None, None, Language::Latvian) => format!("kodu {given} šajā periodā nelieto"),
        (None, None, Language::English) => format!("code {given} is not in use in this period"),
    }
}

fn text_limit_text(given: &str, limit: &TextLimit, language: Language) -> String {
    match (limit, language) {
        (TextLimit::Longest(most), Language::Latvian) => {
            let is_one = most % 10 == 1 && most % 100 != 11;
            format!("{given} ir garāks par {most} {}", if is_one { "zīmi" } else { "zīmēm" })
        }
        (TextLimit::Longest(most), Language::English) => {
            format!("{given} is longer than {most} {}", if *most == 1 { "character" } else { "characters" })
        }
        (TextLimit::Pattern(pattern), Language::Latvian) => format!("{given} neatbilst paraugam `{pattern}`"),
        (TextLimit::Pattern(pattern), Language::English) => format!("{given} does not fit the pattern `{pattern}`"),
    }
}

fn period_text(period: &str, example: Option<&'static str>, language: Language) -> String {
    match (example, language) {
        (Some(example), Language::Latvian) => format!("{period} nav šī pārskata periods, to raksta kā `{example}`"),
        (Some(example), Language::English) => format!("{period} is not a period of this report, which is written as `{example}`"),
        (None, Language::Latvian) => format!("periodā {period} definīcija nav spēkā"),
        (None, Language::English) => format!("the definition is not in force for {period}"),
    }
}

fn parameter_text(name: &str, language: Language) -> String {
    match language {
        Language::Latvian => format!("parametram {name} nav vērtības: norādiet to ar --parameter {name}=…"),
        Language::English => format!("parameter {name} has no value: give it with --parameter {name}=…"),
    }
}
