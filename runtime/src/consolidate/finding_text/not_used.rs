//! What is said of adjustments and eliminations that are not used, and of levels that are left out.

use super::{Words, quoted};
use crate::consolidate::findings::{NotUsable, Outside};
use crate::language::Language;
use positum_plan::period::Period;

impl Words<'_> {
    pub(super) fn no_level(&self, is_beneath_one: bool) -> String {
        let text = match (self.language, is_beneath_one) {
            (Language::Latvian, true) => "līmenis nav norādīts, bet grupai ir; norādiet `level`",
            (Language::Latvian, false) => "līmenis nav norādīts, bet dalībniekiem ir; norādiet `level`",
            (Language::English, true) => "has no level, and its group has one; fill in `level`",
            (Language::English, false) => "has no level, and its members have; fill in `level`",
        };
        text.to_owned()
    }

    pub(super) fn adjustments_of(&self, period: Period, count: usize) -> String {
        let all = self.in_all(count);
        match self.language {
            Language::Latvian => format!("korekcijas ir par citu periodu, {period}, tāpēc nav ņemtas vērā{all}"),
            Language::English => format!("its adjustments are for another period, {period}, so they are ignored{all}"),
        }
    }

    pub(super) fn eliminations_of(&self, period: Period, count: usize) -> String {
        let all = self.in_all(count);
        match self.language {
            Language::Latvian => format!("izslēgšana ir par citu periodu, {period}, tāpēc nav ņemta vērā{all}"),
            Language::English => format!("the elimination is for another period, {period}, so it is ignored{all}"),
        }
    }

    pub(super) fn unreadable(&self, given: &str, why: NotUsable) -> String {
        let given = quoted(given);
        match (self.language, why) {
            (Language::Latvian, NotUsable::Empty) => "summa nav norādīta, tāpēc nav izslēgts".to_owned(),
            (Language::Latvian, NotUsable::NoNumber) => format!("{given} nav šīs šūnas skaitlis, tāpēc nav izslēgts"),
            (Language::Latvian, NotUsable::TooManyDecimals) => {
                format!("skaitlī {given} ir vairāk ciparu aiz komata, nekā šūnai paredzēts, tāpēc nav izslēgts")
            }
            (Language::English, NotUsable::Empty) => "there is no amount, so nothing is eliminated".to_owned(),
            (Language::English, NotUsable::NoNumber) => format!("{given} is no number of this cell, so it is not eliminated"),
            (Language::English, NotUsable::TooManyDecimals) => format!("{given} has more decimals than the cell, so it is not eliminated"),
        }
    }

    /// Says how many there are, where the one that was named is not all.
    fn in_all(&self, count: usize) -> String {
        match (count, self.language) {
            (0 | 1, _) => String::new(),
            (_, Language::Latvian) => format!("; pavisam tādu ir {count}"),
            (_, Language::English) => format!("; there are {count} such in all"),
        }
    }

    /// Says that there is no such line, and how lines are named.
    pub(super) fn no_line(&self, row: &str, keys: &[String], is_keyed: bool) -> String {
        let known = keys.iter().map(|key| quoted(key)).collect::<Vec<_>>().join(", ");
        match (self.language, is_keyed, keys) {
            (Language::Latvian, false, _) => {
                format!("vienībai nav rindas {}, tāpēc nav izslēgts; šī saraksta rindas sauc pēc to numura iesniegumā", quoted(row))
            }
            (Language::Latvian, true, []) => format!("vienībai šajā sarakstā nav rindu ar atslēgu, tātad arī {}; nav izslēgts", quoted(row)),
            (Language::Latvian, true, _) => {
                format!("vienībai nav rindas ar atslēgu vai numuru {}, tāpēc nav izslēgts; rindas sauc pēc atslēgas, pirmās ir {known}", quoted(row))
            }
            (Language::English, false, _) => {
                format!("the entity has no line {}, so it is not eliminated; lines of this list go by their numbers as submitted", quoted(row))
            }
            (Language::English, true, []) => format!("the entity has no line with a key in this list, so not {} either; not eliminated", quoted(row)),
            (Language::English, true, _) => {
                format!(
                    "the entity has no line of key or number {}, so it is not eliminated; lines go by their keys, the first are {known}",
                    quoted(row)
                )
            }
        }
    }

    pub(super) fn outside(&self, counterparty: &str, why: Outside) -> String {
        let named = quoted(counterparty);
        match self.language {
            Language::Latvian => {
                let why = match why {
                    Outside::EntityNotInTree { is_spaced: true } => "vienību sarakstā tās nav; ap nosaukumu ir liekas atstarpes".to_owned(),
                    Outside::EntityNotInTree { is_spaced: false } => "vienību sarakstā tās nav".to_owned(),
                    Outside::CounterpartyNotInTree { is_spaced: true } => format!("vienību sarakstā nav {named}; ap nosaukumu ir liekas atstarpes"),
                    Outside::CounterpartyNotInTree { is_spaced: false } => format!("vienību sarakstā nav {named}"),
                    Outside::Itself => "vienība norādīta pati ar sevi".to_owned(),
                    Outside::OwnGroup => format!("{named} un šī vienība nav divi dalībnieki: viena ir otras grupa"),
                    Outside::Apart => format!("nav grupas, kurā ir gan šī vienība, gan {named}"),
                };
                format!("{why}, tāpēc nav izslēgts")
            }
            Language::English => {
                let why = match why {
                    Outside::EntityNotInTree { is_spaced: true } => "is not in the tree of entities: there are spaces around its name".to_owned(),
                    Outside::EntityNotInTree { is_spaced: false } => "is not in the tree of entities".to_owned(),
                    Outside::CounterpartyNotInTree { is_spaced: true } => {
                        format!("{named} is not in the tree of entities: there are spaces around the name")
                    }
                    Outside::CounterpartyNotInTree { is_spaced: false } => format!("{named} is not in the tree of entities"),
                    Outside::Itself => "an entity has nothing with itself".to_owned(),
                    Outside::OwnGroup => format!("of the entity and {named}, one is a group of the other"),
                    Outside::Apart => format!("no group has both this entity and {named}"),
                };
                format!("{why}, so it is not eliminated")
            }
        }
    }
}
