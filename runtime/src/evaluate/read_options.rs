//! Reads what the user asks of an evaluation: values of parameters, and which reports.

use super::read_values::{Reading, read_value};
use crate::language::Language;
use crate::submission::Given;
use positum_plan::id::IdVec;
use positum_plan::plan::{Parameter, ParameterId, Plan, ReportId};
use positum_plan::text_limits::TextLimits;
use positum_plan::value::{Currency, Quantity, Value, ValueType};
use std::fmt;

/// What the user asks of an evaluation.
#[derive(Clone, Debug, Default)]
pub struct EvaluationOptions {
    /// Names of parameters with values as shown, such as `25`, `12.50` or `12.50 %`.
    pub parameters: Vec<(String, String)>,
    /// The reports to show; all where not said.
    pub reports: Option<Vec<ReportId>>,
}

/// What to write for a value, in each language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// In Latvian.
    pub latvian: String,
    /// In English.
    pub english: String,
}

/// Why an evaluation cannot be done as asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OptionError {
    /// The package has no such parameter.
    UnknownParameter {
        /// The name that was given.
        name: String,
        /// The parameter whose name is most like it.
        nearest: Option<String>,
    },
    /// The value is not one of the parameter's type.
    UnreadableParameter {
        /// The parameter.
        name: String,
        /// The value that was given.
        given: String,
        /// What to write instead.
        wanted: Wanted,
    },
    /// The parameter was given more than once.
    ParameterGivenTwice {
        /// The parameter.
        name: String,
    },
}

impl OptionError {
    /// Says why, and what to do.
    pub fn text(&self, language: Language) -> String {
        match (self, language) {
            (Self::UnknownParameter { name, nearest: Some(nearest) }, Language::English) => {
                format!("the package has no parameter `{name}`; the nearest name is `{nearest}`")
            }
            (Self::UnknownParameter { name, nearest: Some(nearest) }, Language::Latvian) => {
                format!("paketē nav parametra `{name}`; līdzīgākais nosaukums ir `{nearest}`")
            }
            (Self::UnknownParameter { name, nearest: None }, Language::English) => format!("the package has no parameter `{name}`"),
            (Self::UnknownParameter { name, nearest: None }, Language::Latvian) => format!("paketē nav parametra `{name}`"),
            (Self::UnreadableParameter { name, given, wanted }, Language::English) => {
                format!("parameter `{name}` cannot be read from `{given}`: write {}", wanted.english)
            }
            (Self::UnreadableParameter { name, given, wanted }, Language::Latvian) => {
                format!("parametra `{name}` vērtību nevar nolasīt no `{given}`: rakstiet {}", wanted.latvian)
            }
            (Self::ParameterGivenTwice { name }, Language::English) => format!("parameter `{name}` is given twice: give it one value"),
            (Self::ParameterGivenTwice { name }, Language::Latvian) => format!("parametrs `{name}` norādīts divreiz: norādiet vienu vērtību"),
        }
    }
}

impl fmt::Display for OptionError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text(Language::English))
    }
}

impl std::error::Error for OptionError {}

/// Reads the values that the user gave to parameters.
pub(super) fn read_parameters(plan: &Plan, given: &[(String, String)]) -> Result<IdVec<ParameterId, Option<Value>>, OptionError> {
    let mut values = IdVec::filled(plan.parameters.len(), None);
    for (name, text) in given {
        let found = plan.parameters.entries().find(|(_, parameter)| parameter.name == *name);
        let Some((id, parameter)) = found else {
            return Err(OptionError::UnknownParameter { name: name.clone(), nearest: nearest_parameter(plan, name) });
        };
        if values[id].is_some() {
            return Err(OptionError::ParameterGivenTwice { name: name.clone() });
        }
        values[id] = Some(read_parameter(plan, parameter, text)?);
    }
    Ok(values)
}

fn read_parameter(plan: &Plan, parameter: &Parameter, text: &str) -> Result<Value, OptionError> {
    let given = Given::Text(without_unit(text, &parameter.value_type).to_owned());
    match read_value(plan, &parameter.value_type, &given) {
        Reading::Read(value, None) => Ok(value),
        Reading::Read(_, Some(_)) | Reading::Unreadable(_) => {
            let in_language = |language: Language| wanted(plan, &parameter.value_type, language);
            let wanted = Wanted { latvian: in_language(Language::Latvian), english: in_language(Language::English) };
            Err(OptionError::UnreadableParameter { name: parameter.name.clone(), given: text.to_owned(), wanted })
        }
    }
}

/// Takes the sign of the type's own unit off the end.
fn without_unit<'t>(text: &'t str, value_type: &ValueType) -> &'t str {
    let without_sign = signs(value_type).into_iter().find_map(|sign| text.strip_suffix(sign));
    without_sign.map_or(text, str::trim_end)
}

fn signs(value_type: &ValueType) -> Vec<&str> {
    match &value_type.quantity {
        Quantity::Ratio(scale) if scale.sign().is_empty() => Vec::new(),
        Quantity::Ratio(scale) => vec![scale.sign()],
        Quantity::Amount(Currency::Fixed(code)) if code == "EUR" => vec!["EUR", "€"],
        Quantity::Amount(Currency::Fixed(code)) => vec![code],
        Quantity::Days => vec!["days"],
        Quantity::Amount(Currency::OfColumn(_))
        | Quantity::Rate { .. }
        | Quantity::Count
        | Quantity::Integer
        | Quantity::Decimal
        | Quantity::Date
        | Quantity::Text
        | Quantity::Bool
        | Quantity::Code(_) => Vec::new(),
    }
}

fn wanted(plan: &Plan, value_type: &ValueType, language: Language) -> String {
    match (&value_type.quantity, language) {
        (Quantity::Date, Language::English) => "a date, as in `2025-03-31`".to_owned(),
        (Quantity::Date, Language::Latvian) => "datumu, piemēram, `2025-03-31`".to_owned(),
        (Quantity::Bool, Language::English) => "`true` or `false`".to_owned(),
        (Quantity::Bool, Language::Latvian) => "`true` vai `false`".to_owned(),
        (Quantity::Text, _) => wanted_text(&value_type.limits, language),
        (Quantity::Code(codelist), Language::English) => format!("a code of the codelist `{}`", plan.codelists[*codelist].name),
        (Quantity::Code(codelist), Language::Latvian) => format!("kodu no kodu saraksta `{}`", plan.codelists[*codelist].name),
        (
            Quantity::Amount(_)
            | Quantity::Rate { .. }
            | Quantity::Ratio(_)
            | Quantity::Count
            | Quantity::Integer
            | Quantity::Decimal
            | Quantity::Days,
            _,
        ) => wanted_number(value_type, language),
    }
}

fn wanted_text(limits: &TextLimits, language: Language) -> String {
    let kind = match (limits.longest, language) {
        (Some(most), Language::English) => format!("text of at most {most} characters"),
        (Some(most), Language::Latvian) => format!("tekstu, kurā zīmju ir ne vairāk kā {most}"),
        (None, Language::English) => "text on one line".to_owned(),
        (None, Language::Latvian) => "tekstu vienā rindiņā".to_owned(),
    };
    match (&limits.pattern, language) {
        (Some(pattern), Language::English) => format!("{kind} that fits `{}`", pattern.text()),
        (Some(pattern), Language::Latvian) => format!("{kind}, kas atbilst paraugam `{}`", pattern.text()),
        (None, _) => kind,
    }
}

fn wanted_number(value_type: &ValueType, language: Language) -> String {
    let example = match (value_type.decimals, language) {
        (0, Language::English) => "a whole number, as in `25`".to_owned(),
        (0, Language::Latvian) => "veselu skaitli, piemēram, `25`".to_owned(),
        (1, Language::English) => "digits with a decimal point and 1 decimal at most, as in `12.5`".to_owned(),
        (decimals, Language::English) => format!("digits with a decimal point and {decimals} decimals at most, as in `12.50`"),
        (1, Language::Latvian) => "ciparus ar decimālpunktu un ne vairāk kā 1 zīmi aiz tā, piemēram, `12.5`".to_owned(),
        (decimals, Language::Latvian) => format!("ciparus ar decimālpunktu, aiz tā zīmju ne vairāk kā {decimals}, piemēram, `12.50`"),
    };
    match (signs(value_type).first(), language) {
        (Some(sign), Language::English) => format!("{example}; `{sign}` may follow"),
        (Some(sign), Language::Latvian) => format!("{example}; aiz tiem var būt `{sign}`"),
        (None, _) => example,
    }
}

/// Gives the parameter whose name takes the fewest changes to become `name`, where these are few.
fn nearest_parameter(plan: &Plan, name: &str) -> Option<String> {
    let most = name.chars().count().div_ceil(3);
    let distances = plan.parameters.iter().map(|parameter| (changes_between(name, &parameter.name), &parameter.name));
    distances.filter(|(changes, _)| *changes <= most).min().map(|(_, name)| name.clone())
}

/// Counts the characters to insert, remove or replace to make one text of another.
fn changes_between(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut above: Vec<usize> = (0..=right.len()).collect();
    for (row, wanted) in left.chars().enumerate() {
        let mut before = row.saturating_add(1);
        let mut current = vec![before];
        for ((found, diagonal), up) in right.iter().zip(&above).zip(above.iter().skip(1)) {
            let replaced = diagonal.saturating_add(usize::from(*found != wanted));
            before = replaced.min(before.saturating_add(1)).min(up.saturating_add(1));
            current.push(before);
        }
        above = current;
    }
    above.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::super::sample_plan::{SamplePlan, euro, integer, number_type, percent};
    use super::*;
    use positum_plan::amount::Exact;
    use positum_plan::value::RatioScale;

    fn plan() -> Plan {
        let mut sample = SamplePlan::new();
        sample.parameter("max_single_loan", percent());
        sample.parameter("floor", euro());
        sample.parameter("spread", number_type(Quantity::Ratio(RatioScale::BasisPoints), 0));
        sample.parameter("members", integer());
        sample.plan
    }

    fn read(name: &str, text: &str) -> Result<Exact, String> {
        let plan = plan();
        let values = read_parameters(&plan, &[(name.to_owned(), text.to_owned())]).map_err(|error| error.to_string())?;
        let value = values.iter().flatten().next().cloned();
        match value {
            Some(Value::Number(number)) => Ok(number),
            Some(Value::Text(_) | Value::Bool(_) | Value::Date(_)) | None => Err("no number".to_owned()),
        }
    }

    #[test]
    fn values_are_as_shown_with_or_without_the_sign_of_their_type() {
        for text in ["25", "25.00", "25%", "25 %", "25\u{a0}%"] {
            assert_eq!(read("max_single_loan", text), Ok(Exact::scaled(25, 2)), "{text}");
        }
        assert_eq!(read("spread", "-5 bp"), Ok(Exact::scaled(-5, 4)));
        assert_eq!(read("floor", "1000 EUR"), Ok(Exact::whole(1000)));
        assert!(read("floor", "€1000").is_err());
    }

    #[test]
    fn other_values_are_refused_and_the_message_says_what_to_write() {
        for (name, text) in [("members", "25%"), ("floor", "25 USD"), ("spread", "5%"), ("max_single_loan", "25,5"), ("max_single_loan", "0.125%")] {
            assert!(read(name, text).is_err(), "{name} {text}");
        }
        let expected = "parameter `max_single_loan` cannot be read from `25,5`: \
            write digits with a decimal point and 2 decimals at most, as in `12.50`; `%` may follow";
        assert_eq!(read("max_single_loan", "25,5"), Err(expected.to_owned()));
    }

    #[test]
    fn an_unknown_name_is_answered_with_one_that_is_like_it() {
        let expected = "the package has no parameter `max_singel_loan`; the nearest name is `max_single_loan`";
        assert_eq!(read("max_singel_loan", "25"), Err(expected.to_owned()));
        assert_eq!(read("something", "25"), Err("the package has no parameter `something`".to_owned()));
    }

    #[test]
    fn a_parameter_has_one_value() {
        let twice = [("floor".to_owned(), "1".to_owned()), ("floor".to_owned(), "1".to_owned())];
        assert_eq!(read_parameters(&plan(), &twice), Err(OptionError::ParameterGivenTwice { name: "floor".to_owned() }));
    }
}
