//! The names of the types that schemas define, which are those that a plan's cells have.
//!
//! In come types of cells, one after the other; out go names, equal for types that permit the same values and mean the same.

use crate::render::element_name::element_of_name;
use positum_plan::plan::Plan;
use positum_plan::value::{Currency, Quantity, ValueType};

/// The type of computed values that no facet holds.
pub(super) const FREE: &str = "any-text";
/// Texts without control characters, at least one letter.
pub(super) const TEXT: &str = "text";
/// What the names of types of computed cells end with.
pub(super) const COMPUTED_ENDING: &str = "-computed";

/// The types that are used, in the order in which they were first named.
pub(super) struct SchemaTypes<'p> {
    plan: &'p Plan,
    pub(super) types: Vec<(String, Option<ValueType>)>,
    /// The names of types of computed cells.
    pub(super) computed: Vec<String>,
}

impl<'p> SchemaTypes<'p> {
    pub(super) fn new(plan: &'p Plan) -> Self {
        Self { plan, types: Vec::new(), computed: Vec::new() }
    }

    /// Gives the name of the type of a cell that is filled in.
    pub(super) fn of_input(&mut self, value_type: Option<&ValueType>) -> String {
        let name = self.name_of(value_type);
        if !self.types.iter().any(|(known, _)| *known == name) {
            self.types.push((name.clone(), value_type.cloned()));
        }
        name
    }

    /// Gives the name of the type of a cell that is computed; of one that may be any text where it is `free`.
    pub(super) fn of_computed(&mut self, value_type: Option<&ValueType>, free: bool) -> String {
        let name = self.of_input(if free { None } else { value_type });
        if !self.computed.contains(&name) {
            self.computed.push(name.clone());
        }
        format!("{name}{COMPUTED_ENDING}")
    }

    fn name_of(&self, value_type: Option<&ValueType>) -> String {
        let Some(value_type) = value_type else { return FREE.to_owned() };
        let decimals = value_type.decimals;
        let name = match &value_type.quantity {
            Quantity::Amount(Currency::Fixed(currency)) => format!("amount-{currency}-{decimals}"),
            Quantity::Amount(Currency::OfColumn(_)) => format!("amount-{decimals}"),
            Quantity::Rate { to, from } => {
                let [to, from] = [to, from].map(|currency| match currency {
                    Currency::Fixed(code) => code.as_str(),
                    Currency::OfColumn(_) => "line",
                });
                format!("rate-{to}-{from}-{decimals}")
            }
            Quantity::Ratio(scale) => format!("{}-{decimals}", scale.keyword()),
            Quantity::Count => "count".to_owned(),
            Quantity::Integer => "integer".to_owned(),
            Quantity::Decimal => format!("decimal-{decimals}"),
            Quantity::Days => "days".to_owned(),
            Quantity::Date => "date".to_owned(),
            Quantity::Bool => "boolean".to_owned(),
            Quantity::Code(codelist) => format!("code-{}", self.plan.codelists[*codelist].name),
            Quantity::Text => return self.name_of_text(value_type),
        };
        element_of_name(&name, &[])
    }

    /// Gives `text`, `text-35`, or for texts with a pattern their number among those.
    fn name_of_text(&self, value_type: &ValueType) -> String {
        match (&value_type.limits.pattern, value_type.limits.longest) {
            (None, None) => TEXT.to_owned(),
            (None, Some(longest)) => format!("{TEXT}-{longest}"),
            (Some(_), _) => {
                let with_pattern = |known: &&(String, Option<ValueType>)| known.1.as_ref().is_some_and(|known| known.limits.pattern.is_some());
                let mut before = self.types.iter().filter(with_pattern);
                let number = before.clone().position(|(_, known)| known.as_ref().is_some_and(|known| known.limits == value_type.limits));
                let number = number.unwrap_or_else(|| before.by_ref().count()).saturating_add(1);
                format!("{TEXT}-pattern-{number}")
            }
        }
    }
}
