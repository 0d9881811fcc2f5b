//! The simple types of an XML Schema: one for each unit and precision, each list of codes and each limit of texts.
//!
//! In come the types that a plan's cells have; out go their definitions. Where a type stands is not known here.

use super::markup::{Markup, Written};
use crate::language::Language;
use crate::render::schema_facts::{SchemaFacts, number_pattern};
use crate::render::schema_pattern::schema_pattern;
use crate::render::schema_types::{COMPUTED_ENDING, FREE, SchemaTypes, TEXT};
use crate::render::schema_words::{Remark, label_in, languages_of, remark_text, type_text, validity_text};
use positum_plan::amount::MOST_DIGITS;
use positum_plan::period::Validity;
use positum_plan::plan::{Code, CodelistId};
use positum_plan::text_limits::MOST_TEXT_CHARACTERS;
use positum_plan::value::{Quantity, ValueType};

impl SchemaTypes<'_> {
    /// Writes the definitions of the types that were named.
    pub(super) fn write(&self, facts: &SchemaFacts<'_>, markup: &mut Markup) -> Written {
        let writer = TypeWriter { facts, languages: languages_of(facts.plan) };
        let needs_text = self.types.iter().any(|(name, _)| name.starts_with("text-"));
        if needs_text && !self.types.iter().any(|(name, _)| name == TEXT) {
            writer.write_plain_text(markup)?;
        }
        for (name, value_type) in &self.types {
            match value_type {
                Some(value_type) => writer.write_type(name, value_type, markup)?,
                None => writer.write_free(markup)?,
            }
        }
        self.computed.iter().try_for_each(|name| write_computed(name, markup))
    }
}

/// Writes the type of a computed cell: a value, and that it was computed.
fn write_computed(name: &str, markup: &mut Markup) -> Written {
    markup.open("xs:complexType", &[("name", &format!("{name}{COMPUTED_ENDING}"))])?;
    markup.open("xs:simpleContent", &[])?;
    markup.open("xs:extension", &[("base", &format!("p:{name}"))])?;
    markup.empty("xs:attributeGroup", &[("ref", "p:computed")])?;
    markup.close("xs:extension")?;
    markup.close("xs:simpleContent")?;
    markup.close("xs:complexType")
}

struct TypeWriter<'a, 'p> {
    facts: &'a SchemaFacts<'p>,
    languages: Vec<Language>,
}

impl TypeWriter<'_, '_> {
    fn write_type(&self, name: &str, value_type: &ValueType, markup: &mut Markup) -> Written {
        self.open(name, &self.said_of(value_type), markup)?;
        match &value_type.quantity {
            Quantity::Amount(_)
            | Quantity::Rate { .. }
            | Quantity::Ratio(_)
            | Quantity::Count
            | Quantity::Integer
            | Quantity::Decimal
            | Quantity::Days => write_number(value_type.decimals, markup)?,
            Quantity::Date => write_restriction("xs:date", &[("xs:pattern", "[0-9]{4}-[0-9]{2}-[0-9]{2}")], markup)?,
            Quantity::Bool => write_restriction("xs:boolean", &[("xs:pattern", "true|false")], markup)?,
            Quantity::Code(codelist) => self.write_codes(*codelist, markup)?,
            Quantity::Text if name == TEXT => write_text_facets(markup)?,
            Quantity::Text => write_limits(value_type, markup)?,
        }
        markup.close("xs:simpleType")
    }

    fn open(&self, name: &str, said: &[(Language, String)], markup: &mut Markup) -> Written {
        markup.open("xs:simpleType", &[("name", name)])?;
        markup.documentation(said)
    }

    fn said_of(&self, value_type: &ValueType) -> Vec<(Language, String)> {
        let codelist = if let Quantity::Code(codelist) = &value_type.quantity { Some(&self.facts.plan.codelists[*codelist]) } else { None };
        let is_left_out = value_type.limits.pattern.as_ref().is_some_and(|pattern| schema_pattern(pattern.text()).is_none());
        let mut said = Vec::new();
        for language in self.languages.iter().copied() {
            said.extend(codelist.and_then(|list| label_in(&list.label, language)).map(|label| (language, label.to_owned())));
            said.push((language, type_text(self.facts.plan, value_type, language)));
            if is_left_out {
                said.push((language, remark_text(Remark::PatternLeftOut, language).to_owned()));
            }
        }
        said
    }

    fn write_codes(&self, codelist: CodelistId, markup: &mut Markup) -> Written {
        let codes = self.facts.codes_in_force(&self.facts.plan.codelists[codelist]);
        markup.open("xs:restriction", &[("base", "xs:string")])?;
        if codes.is_empty() {
            // A list without enumerations would take every text.
            markup.facet("xs:length", "0")?;
        }
        for (code, meaning) in codes {
            let said = self.said_of_code(meaning);
            if said.is_empty() {
                markup.facet("xs:enumeration", code)?;
            } else {
                markup.open("xs:enumeration", &[("value", code)])?;
                markup.documentation(&said)?;
                markup.close("xs:enumeration")?;
            }
        }
        markup.close("xs:restriction")
    }

    fn said_of_code(&self, code: &Code) -> Vec<(Language, String)> {
        let is_dated = code.validity != Validity::default();
        let said = |language: Language| {
            let label = label_in(&code.label, language);
            let validity = is_dated.then(|| format!("({})", validity_text(code.validity, language)));
            let said: Vec<&str> = label.into_iter().chain(validity.as_deref()).collect();
            (!said.is_empty()).then(|| (language, said.join(" ")))
        };
        self.languages.iter().copied().filter_map(said).collect()
    }

    fn write_plain_text(&self, markup: &mut Markup) -> Written {
        self.open(TEXT, &[], markup)?;
        write_text_facets(markup)?;
        markup.close("xs:simpleType")
    }

    fn write_free(&self, markup: &mut Markup) -> Written {
        let said: Vec<_> = self.languages.iter().map(|language| (*language, remark_text(Remark::AnyText, *language).to_owned())).collect();
        self.open(FREE, &said, markup)?;
        write_restriction("xs:string", &[], markup)?;
        markup.close("xs:simpleType")
    }
}

fn write_restriction(base: &str, facets: &[(&str, &str)], markup: &mut Markup) -> Written {
    markup.open("xs:restriction", &[("base", base)])?;
    facets.iter().try_for_each(|(facet, value)| markup.facet(facet, value))?;
    markup.close("xs:restriction")
}

/// Writes the facets of a number. The pattern says what they cannot: how many digits may stand before the point, and that
/// there is neither a plus nor a point without digits.
fn write_number(decimals: u32, markup: &mut Markup) -> Written {
    let (digits, decimals, pattern) = (MOST_DIGITS.to_string(), decimals.to_string(), number_pattern(decimals));
    write_restriction("xs:decimal", &[("xs:totalDigits", &digits), ("xs:fractionDigits", &decimals), ("xs:pattern", &pattern)], markup)
}

fn write_text_facets(markup: &mut Markup) -> Written {
    let longest = MOST_TEXT_CHARACTERS.to_string();
    write_restriction("xs:string", &[("xs:minLength", "1"), ("xs:maxLength", &longest), ("xs:pattern", r"[^\p{Cc}]*")], markup)
}

/// Writes length and pattern, upon those of all texts.
fn write_limits(value_type: &ValueType, markup: &mut Markup) -> Written {
    let longest = value_type.limits.longest.map(|longest| longest.to_string());
    let pattern = value_type.limits.pattern.as_ref().and_then(|pattern| schema_pattern(pattern.text()));
    let facets: Vec<(&str, &str)> = [("xs:maxLength", longest.as_deref()), ("xs:pattern", pattern.as_deref())]
        .into_iter()
        .filter_map(|(facet, value)| Some((facet, value?)))
        .collect();
    write_restriction("p:text", &facets, markup)
}
