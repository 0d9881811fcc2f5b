//! What values are in JSON, by the types of cells.

use super::tree::{Object, Tree};
use crate::render::schema_facts::{SchemaFacts, number_pattern, period_pattern};
use crate::render::schema_pattern::schema_pattern;
use crate::render::schema_words::{Remark, languages_of, remark_text, type_text};
use positum_plan::period::PeriodKind;
use positum_plan::text_limits::MOST_TEXT_CHARACTERS;
use positum_plan::value::{Quantity, ValueType};

/// Texts without control characters.
const TEXT_PATTERN: &str = r"^[^\u0000-\u001F\u007F-\u009F]*$";
/// Such texts that are not white space alone.
const ENTITY_PATTERN: &str = r"^[^\u0000-\u001F\u007F-\u009F]*[^\u0000-\u001F\u007F-\u009F\s][^\u0000-\u001F\u007F-\u009F]*$";
/// Days as they are written; which months have 31 the format says.
const DATE_PATTERN: &str = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";

/// Holds a regular expression against all of a text.
fn whole(pattern: &str) -> String {
    format!("^(?:{pattern})$")
}

/// What a submission gives for a cell of a type.
pub(super) fn given_value(facts: &SchemaFacts<'_>, value_type: Option<&ValueType>) -> Object {
    let Some(value_type) = value_type else { return Object::new().with("type", "string") };
    let schema = Object::new().with("description", said_of(facts, value_type));
    match &value_type.quantity {
        Quantity::Amount(_)
        | Quantity::Rate { .. }
        | Quantity::Ratio(_)
        | Quantity::Count
        | Quantity::Integer
        | Quantity::Decimal
        | Quantity::Days => {
            let number = if value_type.decimals == 0 { "integer" } else { "number" };
            schema.with("type", vec!["string", number]).with("pattern", whole(&number_pattern(value_type.decimals)))
        }
        Quantity::Date => schema.with("type", "string").with("format", "date").with("pattern", DATE_PATTERN),
        Quantity::Bool => schema.with("enum", vec!["true", "false"]),
        Quantity::Code(codelist) => {
            let codes = facts.codes_in_force(&facts.plan.codelists[*codelist]);
            if codes.is_empty() {
                return schema.with("type", "string").with("maxLength", 0);
            }
            schema.with("enum", codes.into_iter().map(|(code, _)| code).collect::<Vec<_>>())
        }
        Quantity::Text => {
            let most = u64::try_from(MOST_TEXT_CHARACTERS).unwrap_or(u64::MAX);
            let longest = value_type.limits.longest.map_or(most, u64::from);
            let schema = schema.with("type", "string").with("minLength", 1).with("maxLength", longest).with("pattern", TEXT_PATTERN);
            let pattern = value_type.limits.pattern.as_ref().and_then(|pattern| schema_pattern(pattern.text()));
            match pattern {
                Some(pattern) => schema.with("allOf", vec![Object::new().with("pattern", whole(&pattern))]),
                None => schema,
            }
        }
    }
}

/// What evaluating gives for a cell of a type: a text with just its decimals.
pub(super) fn shown_value(facts: &SchemaFacts<'_>, value_type: Option<&ValueType>) -> Object {
    let schema = Object::new().with("type", vec!["string", "null"]);
    let Some(value_type) = value_type else { return schema };
    let schema = schema.with("description", said_of(facts, value_type));
    match &value_type.quantity {
        Quantity::Amount(_)
        | Quantity::Rate { .. }
        | Quantity::Ratio(_)
        | Quantity::Count
        | Quantity::Integer
        | Quantity::Decimal
        | Quantity::Days => {
            let fraction = if value_type.decimals == 0 { String::new() } else { format!(r"\.[0-9]{{{}}}", value_type.decimals) };
            schema.with("pattern", format!("^-?[0-9]+{fraction}$"))
        }
        Quantity::Date => schema.with("format", "date").with("pattern", DATE_PATTERN),
        Quantity::Bool => schema.with("enum", vec![Tree::from("true"), Tree::from("false"), Tree::Null]),
        // An unknown code is a finding and stays the value; a computed text may be any.
        Quantity::Code(_) | Quantity::Text => schema,
    }
}

fn said_of(facts: &SchemaFacts<'_>, value_type: &ValueType) -> String {
    let is_left_out = value_type.limits.pattern.as_ref().is_some_and(|pattern| schema_pattern(pattern.text()).is_none());
    let said = languages_of(facts.plan).into_iter().map(|language| {
        let remark = if is_left_out { format!(" | {}", remark_text(Remark::PatternLeftOut, language)) } else { String::new() };
        format!("{}: {}{remark}", language.code(), type_text(facts.plan, value_type, language))
    });
    said.collect::<Vec<_>>().join("\n")
}

/// What says for which period a submission is; a year may be a number.
pub(super) fn period_value(facts: &SchemaFacts<'_>) -> Object {
    let pattern = whole(&period_pattern(&facts.kinds));
    let schema = remark(Object::new(), facts, Remark::Period);
    let schema = if facts.kinds.contains(&PeriodKind::Year) {
        schema.with("type", vec!["string", "integer"]).with("minimum", 1).with("maximum", 9999)
    } else {
        schema.with("type", "string")
    };
    schema.with("pattern", pattern)
}

/// What says who reports; a number of a register may be one.
pub(super) fn entity_value(facts: &SchemaFacts<'_>) -> Object {
    remark(Object::new(), facts, Remark::Entity).with("type", vec!["string", "number"]).with("pattern", ENTITY_PATTERN)
}

fn remark(part: Object, facts: &SchemaFacts<'_>, remark: Remark) -> Object {
    let said = languages_of(facts.plan).into_iter().map(|language| format!("{}: {}", language.code(), remark_text(remark, language)));
    part.with("description", said.collect::<Vec<_>>().join("\n"))
}
