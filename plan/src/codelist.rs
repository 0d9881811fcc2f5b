//! Codelists: the codes that a cell permits, in their order, some under others.

use crate::period::Validity;
use crate::plan::Label;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The most codes that stand under each other.
pub const MOST_LEVELS: usize = 200;

/// A list of permitted codes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Codelist {
    /// The name.
    pub name: String,
    /// The title.
    pub label: Label,
    /// The codes; their places say in which order they were declared.
    pub codes: BTreeMap<String, Code>,
    /// What the list rests on.
    pub source: Option<String>,
}

/// A code of a codelist.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Code {
    /// What it stands for.
    pub label: Label,
    /// The code that it stands under.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// Whether it only groups others, and no cell may hold it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_group: bool,
    /// The periods, by their last day, for which cells may hold it.
    #[serde(default, skip_serializing_if = "is_always")]
    pub validity: Validity,
    /// How many codes were declared before it.
    pub place: u32,
}

fn is_always(validity: &Validity) -> bool {
    *validity == Validity::default()
}

impl Codelist {
    /// Makes a list of codes that stand in this order and under no others.
    pub fn flat(name: &str, codes: impl IntoIterator<Item = (String, Label)>) -> Self {
        let mut list = Self { name: name.to_owned(), label: Label::default(), codes: BTreeMap::new(), source: None };
        for (code, label) in codes {
            list.declare(code, Code { label, ..Code::default() });
        }
        list
    }

    /// Adds a code after those that are there; of two with one spelling the first stays.
    pub fn declare(&mut self, code: String, meaning: Code) {
        let place = u32::try_from(self.codes.len()).unwrap_or(u32::MAX);
        self.codes.entry(code).or_insert(Code { place, ..meaning });
    }

    /// Gives the codes as declared.
    pub fn in_order(&self) -> Vec<(&str, &Code)> {
        let mut codes: Vec<(&str, &Code)> = self.codes.iter().map(|(code, meaning)| (code.as_str(), meaning)).collect();
        codes.sort_by_key(|(_, meaning)| meaning.place);
        codes
    }

    /// Gives the codes that cells may hold in some period of this time, as declared.
    pub fn reported_within(&self, time: Validity) -> Vec<(&str, &Code)> {
        self.in_order().into_iter().filter(|(_, code)| !code.is_group && code.validity.within(time).is_some()).collect()
    }

    /// Gives the codes that stand right under each code, as declared.
    pub fn families(&self) -> BTreeMap<&str, Vec<&str>> {
        let mut families: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (code, meaning) in self.in_order() {
            if let Some(parent) = &meaning.parent {
                families.entry(parent).or_default().push(code);
            }
        }
        families
    }

    /// Tells whether a cell may hold the code in a period that ends on this day; without a day in any period.
    pub fn permits(&self, code: &str, last_day: Option<Date>) -> bool {
        self.codes.get(code).is_some_and(|meaning| !meaning.is_group && last_day.is_none_or(|day| meaning.validity.covers(day)))
    }

    /// Gives the codes above a code, the nearest first, but no more than one beyond [`MOST_LEVELS`]: a list that has
    /// so many is too deep, or has a code that stands under itself.
    pub fn above(&self, code: &str) -> Vec<&str> {
        let parent = |code: &str| self.codes.get(code).and_then(|meaning| meaning.parent.as_deref());
        std::iter::successors(parent(code), |above| parent(above)).take(MOST_LEVELS.saturating_add(1)).collect()
    }
}
