//! What plans say of types, deadlines and the like, in words.

use super::spoken::Spoken;
use positum_plan::amount::{Exact, Rounding};
use positum_plan::calendar::{Deadline, Due, Holiday, HolidayRule, Retention};
use positum_plan::period::{PeriodKind, Validity};
use positum_plan::plan::{Absence, Origin, Plan, Scope};
use positum_plan::text_limits::TextLimits;
use positum_plan::value::{Currency, Quantity, RatioScale, Value, ValueType};
use positum_runtime::deadline_words;
use positum_runtime::language::Language;
use positum_runtime::number_text::{date_text, spoken_value};
use rust_decimal::Decimal;

/// Says what a type measures.
pub(super) fn quantity_text(plan: &Plan, quantity: &Quantity, language: Language) -> String {
    let currency = |currency: &Currency| match currency {
        Currency::Fixed(code) => code.clone(),
        Currency::OfColumn(column) => format!("[{}]", plan.columns[*column].code),
    };
    let word = |latvian: &str, english: &str| match language {
        Language::Latvian => latvian.to_owned(),
        Language::English => english.to_owned(),
    };
    match quantity {
        Quantity::Amount(of) => format!("{} {}", word("summa,", "amount in"), currency(of)),
        Quantity::Rate { to, from } => format!("{} {}/{}", word("valūtas kurss", "exchange rate"), currency(to), currency(from)),
        Quantity::Ratio(RatioScale::Plain) => word("attiecība", "ratio"),
        Quantity::Ratio(RatioScale::Percent) => word("procenti", "percent"),
        Quantity::Ratio(RatioScale::Permille) => word("promiles", "permille"),
        Quantity::Ratio(RatioScale::BasisPoints) => word("bāzes punkti", "basis points"),
        Quantity::Count => word("skaits", "count"),
        Quantity::Integer => word("vesels skaitlis", "integer"),
        Quantity::Decimal => word("skaitlis", "number"),
        Quantity::Days => word("dienu skaits", "days"),
        Quantity::Date => word("datums", "date"),
        Quantity::Text => word("teksts", "text"),
        Quantity::Bool => word("jā vai nē", "yes or no"),
        Quantity::Code(codelist) => format!("{} {}", word("kods no saraksta", "code of"), plan.codelists[*codelist].name),
    }
}

/// Says what a type is, for something that was not there before.
pub(super) fn type_text(plan: &Plan, value_type: &ValueType, language: Language) -> String {
    let quantity = quantity_text(plan, &value_type.quantity, language);
    let is_whole = matches!(value_type.quantity, Quantity::Count | Quantity::Integer | Quantity::Days);
    if value_type.is_number() && !is_whole { format!("{quantity}, {}", decimals_text(value_type.decimals, language)) } else { quantity }
}

pub(super) fn decimals_text(decimals: u32, language: Language) -> String {
    let is_one = decimals % 10 == 1 && decimals % 100 != 11;
    match (decimals, language) {
        (0, Language::Latvian) => "bez zīmēm aiz komata".to_owned(),
        (0, Language::English) => "no decimals".to_owned(),
        (_, Language::Latvian) => format!("{decimals} {} aiz komata", if is_one { "zīme" } else { "zīmes" }),
        (1, Language::English) => "1 decimal".to_owned(),
        (_, Language::English) => format!("{decimals} decimals"),
    }
}

pub(super) fn rounding_text(rounding: Rounding, language: Language) -> String {
    match (rounding, language) {
        (Rounding::HalfAwayFromZero, Language::Latvian) => "līdz tuvākajam; puse prom no nulles",
        (Rounding::HalfAwayFromZero, Language::English) => "to the nearest, half away from zero",
        (Rounding::HalfEven, Language::Latvian) => "līdz tuvākajam; puse uz pāra ciparu",
        (Rounding::HalfEven, Language::English) => "to the nearest, half to even",
        (Rounding::TowardZero, Language::Latvian) => "atmetot pārējās zīmes",
        (Rounding::TowardZero, Language::English) => "cut off",
    }
    .to_owned()
}

pub(super) fn limits_text(limits: &TextLimits, language: Language) -> String {
    let longest = limits.longest.map(|longest| match language {
        Language::Latvian => format!("garums līdz {longest}"),
        Language::English => format!("at most {longest} characters"),
    });
    let pattern = limits.pattern.as_ref().map(|pattern| match language {
        Language::Latvian => format!("atbilst paraugam {}", pattern.text()),
        Language::English => format!("fits {}", pattern.text()),
    });
    let all: Vec<String> = longest.into_iter().chain(pattern).collect();
    match (all.is_empty(), language) {
        (false, _) => all.join(", "),
        (true, Language::Latvian) => "nav".to_owned(),
        (true, Language::English) => "none".to_owned(),
    }
}

/// Says how a cell gets its value.
pub(super) fn origin_text(origin: &Origin, language: Language) -> String {
    match (origin, language) {
        (Origin::Input(Absence::Required), Language::Latvian) => "aizpilda obligāti",
        (Origin::Input(Absence::Required), Language::English) => "filled in, required",
        (Origin::Input(Absence::Optional), Language::Latvian) => "aizpilda, drīkst būt tukšs",
        (Origin::Input(Absence::Optional), Language::English) => "filled in, may be blank",
        (Origin::Input(Absence::Zero), Language::Latvian) => "aizpilda, tukšs ir nulle",
        (Origin::Input(Absence::Zero), Language::English) => "filled in, blank is zero",
        (Origin::Formula { text, .. }, Language::Latvian) => return format!("aprēķina: {text}"),
        (Origin::Formula { text, .. }, Language::English) => return format!("computed: {text}"),
        (Origin::Sequence, Language::Latvian) => "rindas numurs",
        (Origin::Sequence, Language::English) => "number of the line",
        (Origin::GroupKey, Language::Latvian) => "grupas atslēga",
        (Origin::GroupKey, Language::English) => "key of the group",
    }
    .to_owned()
}

pub(super) fn validity_text(validity: Validity, language: Language) -> String {
    deadline_words::validity_text(validity, language)
}

/// Writes the value of a parameter.
pub(super) fn decimal_text(value: Decimal, value_type: &ValueType, language: Language) -> String {
    spoken_value(&Value::Number(Exact::from(value)), Some(value_type), language)
}

/// Writes a tolerance of numbers; nothing but one unit of the last digit where there is none.
pub(super) fn tolerance_text(tolerance: Option<Decimal>, value_type: Option<&ValueType>, language: Language) -> String {
    match (tolerance, language) {
        (Some(tolerance), _) => spoken_value(&Value::Number(Exact::from(tolerance)), value_type, language),
        (None, Language::Latvian) => "viena pēdējā cipara vienība".to_owned(),
        (None, Language::English) => "one unit of the last digit".to_owned(),
    }
}

pub(super) fn period_text(kind: Option<PeriodKind>, language: Language) -> String {
    match (kind, language) {
        (Some(PeriodKind::Year), Language::Latvian) => "gads",
        (Some(PeriodKind::Year), Language::English) => "year",
        (Some(PeriodKind::Quarter), Language::Latvian) => "ceturksnis",
        (Some(PeriodKind::Quarter), Language::English) => "quarter",
        (Some(PeriodKind::Month), Language::Latvian) => "mēnesis",
        (Some(PeriodKind::Month), Language::English) => "month",
        (Some(PeriodKind::Day), Language::Latvian) => "diena",
        (Some(PeriodKind::Day), Language::English) => "day",
        (None, Language::Latvian) => "jebkurš",
        (None, Language::English) => "any",
    }
    .to_owned()
}

/// Says when a report is due, as laid down.
pub(super) fn due_text(plan: &Plan, due: &Due, language: Language) -> String {
    let text = match (&due.deadline, language) {
        (Deadline::DayOfNextMonth(day), Language::Latvian) => format!("nākamā mēneša {day}. datums"),
        (Deadline::DayOfNextMonth(day), Language::English) => format!("day {day} of the next month"),
        (Deadline::LastDayOfNextMonth, Language::Latvian) => "nākamā mēneša pēdējā diena".to_owned(),
        (Deadline::LastDayOfNextMonth, Language::English) => "the last day of the next month".to_owned(),
        (Deadline::WorkingDayOfNextMonth(day), Language::Latvian) => format!("nākamā mēneša {day}. darbdiena"),
        (Deadline::WorkingDayOfNextMonth(day), Language::English) => format!("working day {day} of the next month"),
        (Deadline::DayOfYear(days), Language::Latvian | Language::English) => {
            let next_year = match language {
                Language::Latvian => " (nākamajā gadā)",
                Language::English => " (of the next year)",
            };
            let day = |day: &positum_plan::calendar::DayOfYear| {
                format!("{:02}.{:02}.{}", day.day.day, day.day.month, if day.is_next_year { next_year } else { "" })
            };
            days.iter().map(day).collect::<Vec<_>>().join(", ")
        }
        (Deadline::AfterEvent { working_days, event }, Language::Latvian) => {
            let is_one = working_days % 10 == 1 && working_days % 100 != 11;
            let days = if is_one { "darbdienas" } else { "darbdienu" };
            format!("{working_days} {days} laikā pēc šā notikuma: {}", event.text(language.code(), &plan.package.languages))
        }
        (Deadline::AfterEvent { working_days, event }, Language::English) => {
            let days = if *working_days == 1 { "working day" } else { "working days" };
            format!("within {working_days} {days} after {}", event.text(language.code(), &plan.package.languages))
        }
    };
    let calendar = due.calendar.map(|calendar| &plan.calendars[calendar].name);
    match (calendar, language) {
        (Some(calendar), Language::Latvian) => format!("{text}; darbdienas pēc kalendāra {calendar}"),
        (Some(calendar), Language::English) => format!("{text}; working days of {calendar}"),
        (None, _) => text,
    }
}

pub(super) fn retention_text(retention: Option<Retention>, language: Language) -> String {
    match (retention, language) {
        (None, Language::Latvian) => "nav noteikta".to_owned(),
        (None, Language::English) => "not said".to_owned(),
        (Some(Retention::Permanently), Language::Latvian) => "pastāvīgi".to_owned(),
        (Some(Retention::Permanently), Language::English) => "permanently".to_owned(),
        (Some(Retention::NotPermanently), Language::Latvian) => "nav jāglabā pastāvīgi".to_owned(),
        (Some(Retention::NotPermanently), Language::English) => "not permanently".to_owned(),
        (Some(Retention::Years(years)), Language::Latvian) => {
            let is_one = years % 10 == 1 && years % 100 != 11;
            format!("{years} {}", if is_one { "gads" } else { "gadi" })
        }
        (Some(Retention::Years(1)), Language::English) => "1 year".to_owned(),
        (Some(Retention::Years(years)), Language::English) => format!("{years} years"),
    }
}

pub(super) fn scope_text(plan: &Plan, scope: &Scope, language: Language) -> String {
    match (scope, language) {
        (Scope::Once, Language::Latvian) => "vienreiz".to_owned(),
        (Scope::Once, Language::English) => "once".to_owned(),
        (Scope::EachLine(list), Language::Latvian) => format!("katrai rindai: {}", plan.tables[*list].name),
        (Scope::EachLine(list), Language::English) => format!("each line of {}", plan.tables[*list].name),
        (Scope::Row(code), Language::Latvian) => format!("rinda {code}"),
        (Scope::Row(code), Language::English) => format!("row {code}"),
        (Scope::Column(code), Language::Latvian) => format!("aile {code}"),
        (Scope::Column(code), Language::English) => format!("column {code}"),
    }
}

/// Says which day a holiday is.
pub(super) fn holiday_text(holiday: &Holiday, language: Language) -> String {
    let word = |latvian: &str, english: &str| match language {
        Language::Latvian => latvian.to_owned(),
        Language::English => english.to_owned(),
    };
    let day = match holiday.day {
        HolidayRule::Fixed(day) => format!("{:02}.{:02}.", day.day, day.month),
        HolidayRule::Easter(days) => format!("{} {days:+}", word("Lieldienas", "Easter")),
        HolidayRule::Weekday(ordinal, weekday, month) => format!("{ordinal:?} {} {}", weekday.keyword(), month).to_lowercase(),
        HolidayRule::Once(date) => date_text(date, language),
    };
    let moved = if holiday.is_moved { word(", pārceļ", ", moves") } else { String::new() };
    let always = Validity::default() == holiday.validity;
    let validity = if always { String::new() } else { format!(" ({})", validity_text(holiday.validity, language)) };
    format!("{day}{moved}{validity}")
}

/// Gives a text in all languages.
pub(super) fn spoken(text: impl Fn(Language) -> String) -> Spoken {
    Spoken::of(text)
}
