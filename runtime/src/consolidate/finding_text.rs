//! What findings of consolidation say to people, in each language: short sentences, lower case, no full stop.

mod not_used;

use super::entity_tree::{EntityId, EntityTree};
use super::findings::{ConsolidationFinding, ConsolidationFindingKind, MemberTrouble, MembersNamed, MovedCell, TwoSides, ValueOf};
use crate::finding_text::{finding_text, message_text, printable};
use crate::language::Language;
use crate::number_text::{is_singular, spoken_value};
use crate::submission::Origin;
use positum_plan::amount::Exact;
use positum_plan::plan::{Label, Plan};
use positum_plan::value::{Value, ValueType};

/// The most characters of what the user wrote that a text repeats.
const MOST_QUOTED: usize = 60;

/// Gives the name of a group or entity with its title.
pub fn group_name(tree: &EntityTree, entity: EntityId) -> String {
    let entity = tree.entity(entity);
    if entity.label.is_empty() { printable(&entity.name) } else { format!("{} ({})", printable(&entity.label), printable(&entity.name)) }
}

/// Says what is wrong; group, entity, cell and place stand in the finding and are not repeated.
pub fn consolidation_finding_text(plan: &Plan, finding: &ConsolidationFinding, language: Language) -> String {
    let words = Words { plan, language };
    match language {
        Language::Latvian => words.latvian(&finding.kind),
        Language::English => words.english(&finding.kind),
    }
}

struct Words<'a> {
    plan: &'a Plan,
    language: Language,
}

impl Words<'_> {
    fn latvian(&self, kind: &ConsolidationFindingKind) -> String {
        match kind {
            ConsolidationFindingKind::EntityNotInTree { more: 0 } => "ir iesniegums, bet vienību sarakstā tās nav, tāpēc nav ņemts vērā".to_owned(),
            ConsolidationFindingKind::EntityNotInTree { more } => {
                format!("ir iesniegums, bet vienību sarakstā tās nav, tāpēc nav ņemts vērā; tāpat vēl {more}")
            }
            ConsolidationFindingKind::EntityInNoGroup => "neietilpst nevienā grupā, tāpēc iesniegums nav ņemts vērā".to_owned(),
            ConsolidationFindingKind::TwoGroups { other } => format!("norādīta arī grupā {}, bet tur nav ieskaitīta", quoted(other)),
            ConsolidationFindingKind::LevelNotPermitted { level, of_group } => {
                format!("ir līmenī {}, bet grupā, kuras līmenis ir {}, tādu nav", self.level(*level), self.level(*of_group))
            }
            ConsolidationFindingKind::LevelUnknown { of_group } => self.no_level(of_group.is_some()),
            ConsolidationFindingKind::MemberMissing => "nav iesnieguma, summā tās nav".to_owned(),
            ConsolidationFindingKind::OtherPeriodOnly { period } => format!("nav iesnieguma par šo periodu, ir tikai par citu, {period}"),
            ConsolidationFindingKind::TwoSubmissions { first } => format!("otrs iesniegums par to pašu periodu{}, tas nav ņemts vērā", place(first)),
            ConsolidationFindingKind::GroupAndMembers => {
                "ir grupas iesniegums, bet iesnieguši arī tās dalībnieki; grupas iesniegums nav ņemts vērā".to_owned()
            }
            ConsolidationFindingKind::MemberHasErrors { count, first } => {
                let noun = if is_singular(*count, self.language) { "kļūda" } else { "kļūdas" };
                format!("iesniegumā {count} {noun}, pirmā: {}", self.trouble(first))
            }
            ConsolidationFindingKind::MoreDecimals { count } => {
                let noun = if is_singular(*count, self.language) { "vērtībai" } else { "vērtībām" };
                format!("{count} {noun} ir vairāk ciparu aiz komata, nekā paredzēts; saskaitītas noapaļotās")
            }
            ConsolidationFindingKind::LineWithoutKey => "rindai nav pilnas atslēgas, tāpēc grupas sarakstā tās nav".to_owned(),
            ConsolidationFindingKind::MembersDiffer { values, within } => self.differ(values, within),
            ConsolidationFindingKind::UnknownOfMembers { missing, unknown } => format!("nav nosakāms: {}", self.members(missing, unknown)),
            ConsolidationFindingKind::AdjustmentOfNoGroup => "ir korekcijas, bet tā nav vienību saraksta grupa, tāpēc nav ņemtas vērā".to_owned(),
            ConsolidationFindingKind::AdjustmentForOtherPeriod { period, count } => self.adjustments_of(*period, *count),
            ConsolidationFindingKind::AdjustmentOfComputed => "šūnu aprēķina, tāpēc korekcija nav ņemta vērā; koriģējiet ievadāmās šūnas".to_owned(),
            ConsolidationFindingKind::AdjustmentUnknown => "grupu pārskatos tādas šūnas nav, tāpēc korekcija nav ņemta vērā".to_owned(),
            ConsolidationFindingKind::AdjustmentUnreadable { finding } => format!("korekcijā {}", finding_text(self.plan, finding, self.language)),
            ConsolidationFindingKind::EliminationForOtherPeriod { period, count } => self.eliminations_of(*period, *count),
            ConsolidationFindingKind::EliminationTwice { first } => format!("tāda pati izslēgšana jau ir {first}, tāpēc ieskaitīta vienreiz"),
            ConsolidationFindingKind::EliminationUnknown => "tādas šūnas nav, tāpēc nav izslēgts".to_owned(),
            ConsolidationFindingKind::EliminationLineUnknown { row, keys, is_keyed } => self.no_line(row, keys, *is_keyed),
            ConsolidationFindingKind::EliminationUnreadable { given, why } => self.unreadable(given, *why),
            ConsolidationFindingKind::EliminationUndeclared => "šo šūnu nenosauc neviens `eliminate`, tāpēc nav izslēgts".to_owned(),
            ConsolidationFindingKind::EliminationOutside { counterparty, why } => self.outside(counterparty, *why),
            ConsolidationFindingKind::EliminationExceeds { eliminated } => self.exceeds(eliminated),
            ConsolidationFindingKind::EliminationOneSided { sides, is_used } => {
                let (giver, other) = giver(sides);
                let used = if *is_used { "izslēgts tikai vienā pusē" } else { "nav izslēgts" };
                format!("{}: {} ir {}, bet {} nav nekā; {used}", self.elimination(sides), printable(giver), self.given(sides), printable(other))
            }
            ConsolidationFindingKind::EliminationUnbalanced { sides } => {
                format!("{}, tās nesakrīt, starpība {}", self.sides(sides), self.difference(sides))
            }
            ConsolidationFindingKind::SmallerSideTaken { sides } => {
                format!("{}, izslēgta mazākā, starpība {}", self.sides(sides), self.difference(sides))
            }
        }
    }

    fn english(&self, kind: &ConsolidationFindingKind) -> String {
        match kind {
            ConsolidationFindingKind::EntityNotInTree { more: 0 } => {
                "has a submission and is not in the tree of entities, so it is ignored".to_owned()
            }
            ConsolidationFindingKind::EntityNotInTree { more } => {
                format!("has a submission and is not in the tree of entities, so it is ignored; and so are {more} more")
            }
            ConsolidationFindingKind::EntityInNoGroup => "is a member of no group, so its submission is ignored".to_owned(),
            ConsolidationFindingKind::TwoGroups { other } => format!("is listed under {}, too, and not counted there", quoted(other)),
            ConsolidationFindingKind::LevelNotPermitted { level, of_group } => {
                format!("is of level {}, which a group of level {} does not have", self.level(*level), self.level(*of_group))
            }
            ConsolidationFindingKind::LevelUnknown { of_group } => self.no_level(of_group.is_some()),
            ConsolidationFindingKind::MemberMissing => "has no submission; the sum is without it".to_owned(),
            ConsolidationFindingKind::OtherPeriodOnly { period } => format!("has no submission for this period, only for another, {period}"),
            ConsolidationFindingKind::TwoSubmissions { first } => {
                format!("a second submission for the same period{}, which is not counted", place(first))
            }
            ConsolidationFindingKind::GroupAndMembers => {
                "the group has a submission, and its members have, too; that of the group is not counted".to_owned()
            }
            ConsolidationFindingKind::MemberHasErrors { count, first } => {
                let noun = if is_singular(*count, self.language) { "error" } else { "errors" };
                format!("its submission has {count} {noun}, first: {}", self.trouble(first))
            }
            ConsolidationFindingKind::MoreDecimals { count } => {
                let noun = if is_singular(*count, self.language) { "value has" } else { "values have" };
                format!("{count} {noun} more decimals than there may be; they are added up rounded")
            }
            ConsolidationFindingKind::LineWithoutKey => "the line has not its whole key, so the group's list is without it".to_owned(),
            ConsolidationFindingKind::MembersDiffer { values, within } => self.differ(values, within),
            ConsolidationFindingKind::UnknownOfMembers { missing, unknown } => format!("it cannot be told: {}", self.members(missing, unknown)),
            ConsolidationFindingKind::AdjustmentOfNoGroup => "has adjustments and is no group of the tree, so they are ignored".to_owned(),
            ConsolidationFindingKind::AdjustmentForOtherPeriod { period, count } => self.adjustments_of(*period, *count),
            ConsolidationFindingKind::AdjustmentOfComputed => "the cell is computed, so the adjustment is ignored; adjust input cells".to_owned(),
            ConsolidationFindingKind::AdjustmentUnknown => "reports of groups have no such cell, so the adjustment is ignored".to_owned(),
            ConsolidationFindingKind::AdjustmentUnreadable { finding } => {
                format!("in the adjustment, {}", finding_text(self.plan, finding, self.language))
            }
            ConsolidationFindingKind::EliminationForOtherPeriod { period, count } => self.eliminations_of(*period, *count),
            ConsolidationFindingKind::EliminationTwice { first } => format!("the same elimination stands at {first} already, so it counts once"),
            ConsolidationFindingKind::EliminationUnknown => "there is no such cell, so it is not eliminated".to_owned(),
            ConsolidationFindingKind::EliminationLineUnknown { row, keys, is_keyed } => self.no_line(row, keys, *is_keyed),
            ConsolidationFindingKind::EliminationUnreadable { given, why } => self.unreadable(given, *why),
            ConsolidationFindingKind::EliminationUndeclared => "no `eliminate` names this cell, so it is not eliminated".to_owned(),
            ConsolidationFindingKind::EliminationOutside { counterparty, why } => self.outside(counterparty, *why),
            ConsolidationFindingKind::EliminationExceeds { eliminated } => self.exceeds(eliminated),
            ConsolidationFindingKind::EliminationOneSided { sides, is_used } => {
                let (giver, other) = giver(sides);
                let used = if *is_used { "eliminated on one side only" } else { "not eliminated" };
                format!("{}: {} has {}, and {} nothing; {used}", self.elimination(sides), printable(giver), self.given(sides), printable(other))
            }
            ConsolidationFindingKind::EliminationUnbalanced { sides } => {
                format!("{}, which do not match; they differ by {}", self.sides(sides), self.difference(sides))
            }
            ConsolidationFindingKind::SmallerSideTaken { sides } => {
                format!("{}; the smaller is eliminated, they differ by {}", self.sides(sides), self.difference(sides))
            }
        }
    }

    fn level(&self, level: Option<usize>) -> String {
        let levels = self.plan.consolidation.as_ref().map_or(&[][..], |consolidation| consolidation.levels.as_slice());
        level.and_then(|level| levels.get(level)).map_or_else(|| "—".to_owned(), |level| format!("`{}`", level.name))
    }

    fn trouble(&self, trouble: &MemberTrouble) -> String {
        match trouble {
            MemberTrouble::Finding(finding) => finding_text(self.plan, finding, self.language),
            MemberTrouble::Check(outcome) => printable(&message_text(self.plan, outcome, self.language)),
        }
    }

    fn differ(&self, values: &[ValueOf], within: &MembersNamed) -> String {
        let groups = self.names(within);
        match (self.language, within.first.is_empty(), values) {
            (Language::Latvian, true, _) => format!("dalībniekiem jāsakrīt, bet ir {}", self.values(values)),
            (Language::Latvian, false, []) => format!("dalībniekiem jāsakrīt, bet nesakrīt {groups} dalībnieki"),
            (Language::Latvian, false, _) => format!("dalībniekiem jāsakrīt, bet ir {} un nesakrīt {groups} dalībnieki", self.values(values)),
            (Language::English, true, _) => format!("members must agree, and have {}", self.values(values)),
            (Language::English, false, []) => format!("members must agree, and the members of {groups} differ"),
            (Language::English, false, _) => format!("members must agree, and have {}; the members of {groups} differ", self.values(values)),
        }
    }

    fn values(&self, values: &[ValueOf]) -> String {
        let shown = |value: &ValueOf| {
            let text = spoken_value(&value.value, value.value_type.as_ref(), self.language);
            format!("{} ({})", quoted(&text), printable(&value.member))
        };
        values.iter().map(shown).collect::<Vec<_>>().join(", ")
    }

    fn members(&self, missing: &MembersNamed, unknown: &MembersNamed) -> String {
        let parts = [(missing, "nav norādīts", "missing for"), (unknown, "nav nolasāms vai nosakāms", "unreadable or unknown for")];
        let told = parts.iter().filter(|(members, ..)| !members.first.is_empty()).map(|(members, latvian, english)| match self.language {
            Language::Latvian => format!("{latvian} vienībai {}", self.names(members)),
            Language::English => format!("{english} {}", self.names(members)),
        });
        told.collect::<Vec<_>>().join("; ")
    }

    fn names(&self, members: &MembersNamed) -> String {
        let named = members.first.iter().map(|name| printable(name)).collect::<Vec<_>>().join(", ");
        match (members.more, self.language) {
            (0, _) => named,
            (more, Language::Latvian) => format!("{named} un vēl {more}"),
            (more, Language::English) => format!("{named} and {more} more"),
        }
    }

    fn exceeds(&self, eliminated: &MovedCell) -> String {
        let amount = self.number(&eliminated.eliminated, eliminated.value_type.as_ref());
        let is_reported_below = eliminated.reported.as_ref().is_some_and(|reported| *reported < Exact::ZERO);
        if eliminated.eliminated < Exact::ZERO && !is_reported_below {
            return match self.language {
                Language::Latvian => format!("izslēdzamā summa {amount} ir mazāka par nulli; rakstiet to ar tādu zīmi, kādu vienība norādījusi"),
                Language::English => format!("{amount} to be eliminated is below zero; write it with the sign that the entity reports"),
            };
        }
        let reported = eliminated.reported.as_ref().map(|reported| self.number(reported, eliminated.value_type.as_ref()));
        match (reported, self.language) {
            (Some(reported), Language::Latvian) => format!("izslēdzams {amount}, bet vienībai te ir {reported}"),
            (Some(reported), Language::English) => format!("{amount} is to be eliminated, and the entity has {reported} here"),
            (None, Language::Latvian) => format!("izslēdzams {amount}, bet vienībai te nekā nav"),
            (None, Language::English) => format!("{amount} is to be eliminated, and the entity has nothing here"),
        }
    }

    fn elimination(&self, sides: &TwoSides) -> String {
        let consolidation = self.plan.consolidation.as_ref();
        let Some(elimination) = consolidation.and_then(|consolidation| consolidation.eliminations.get(sides.elimination)) else {
            return String::new();
        };
        let label = self.label(&elimination.label);
        if label.is_empty() { format!("`{}`", elimination.name) } else { label }
    }

    fn label(&self, label: &Label) -> String {
        printable(label.text(self.language.code(), &self.plan.package.languages))
    }

    /// Says both sums, with whose they are.
    fn sides(&self, sides: &TwoSides) -> String {
        let side = |name: &str, sum: Option<&Exact>| {
            format!("{} {}", printable(name), sum.map_or_else(String::new, |sum| self.number(sum, sides.value_type.as_ref())))
        };
        let (left, right) = (side(&sides.left, sides.left_sum.as_ref()), side(&sides.right, sides.right_sum.as_ref()));
        match self.language {
            Language::Latvian => format!("{}: {left} pret {right}", self.elimination(sides)),
            Language::English => format!("{}: {left} against {right}", self.elimination(sides)),
        }
    }

    fn given(&self, sides: &TwoSides) -> String {
        sides.left_sum.as_ref().or(sides.right_sum.as_ref()).map_or_else(String::new, |sum| self.number(sum, sides.value_type.as_ref()))
    }

    fn difference(&self, sides: &TwoSides) -> String {
        self.number(&sides.difference, sides.value_type.as_ref())
    }

    fn number(&self, number: &Exact, value_type: Option<&ValueType>) -> String {
        spoken_value(&Value::Number(number.clone()), value_type, self.language)
    }
}

/// Gives who has items, and who has none.
fn giver(sides: &TwoSides) -> (&str, &str) {
    if sides.left_sum.is_some() { (&sides.left, &sides.right) } else { (&sides.right, &sides.left) }
}

fn place(origin: &Option<Origin>) -> String {
    origin.as_ref().map(|origin| format!(" ({origin})")).unwrap_or_default()
}

fn quoted(text: &str) -> String {
    let shown: String = text.chars().take(MOST_QUOTED).collect();
    let cut = if shown.len() < text.len() { "…" } else { "" };
    format!("`{}{cut}`", printable(&shown))
}
