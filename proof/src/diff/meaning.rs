//! Compares what two plans mean: positions, types, formulas, checks, limits by date, deadlines.
//!
//! In come two plans; out go changes in the order of the new plan, and the names of what gives other results by itself.
//! Formulas are the same where their normal forms are.

mod compare_axes;
mod compare_cells;
mod compare_checks;
mod compare_lists;
mod compare_package;
mod compare_reports;

use super::change::{Aspect, Change, Subject};
use super::renames::Renames;
use super::spoken::Spoken;
use super::things::Thing;
use crate::normal_form::{Forms, Intermediates, PlanForms, passed_over};
use positum_plan::plan::{Label, NodeId, Plan};
use std::collections::BTreeSet;

/// What differs in meaning between two plans.
#[derive(Clone, Debug, Default)]
pub struct Meaning {
    /// The changes.
    pub changes: Vec<Change>,
    /// What gives other results by itself, by the names of the new plan, or of the old one where it is gone.
    pub(super) seeds: BTreeSet<Thing>,
}

/// Compares two plans.
pub fn compare_meaning(old: &Plan, new: &Plan) -> Meaning {
    let renames = Renames::new(old, new);
    let renamed = renames.names(old);
    let before = passed_over(old).into_iter().map(|name| renamed.get(&name).cloned().unwrap_or(name));
    let names: BTreeSet<String> = before.chain(passed_over(new)).collect();
    let forms = |plan, intermediates| PlanForms::new(plan, intermediates, &names);
    let mut comparing = Comparing {
        old,
        new,
        renames: &renames,
        forms: Forms::new(),
        old_forms: [Intermediates::LookedThrough, Intermediates::ByName].map(|how| forms(old, how).with_names(renamed.clone())),
        new_forms: [Intermediates::LookedThrough, Intermediates::ByName].map(|how| forms(new, how)),
        meaning: Meaning::default(),
    };
    comparing.compare_package();
    comparing.compare_parameters();
    comparing.compare_codelists();
    comparing.compare_calendars();
    comparing.compare_consolidation();
    comparing.compare_reports();
    comparing.meaning
}

/// Two plans that are being compared.
struct Comparing<'p> {
    old: &'p Plan,
    new: &'p Plan,
    renames: &'p Renames,
    forms: Forms,
    old_forms: [PlanForms<'p>; 2],
    new_forms: [PlanForms<'p>; 2],
    meaning: Meaning,
}

impl Comparing<'_> {
    /// Tells whether two formulas mean the same. Where only an intermediate differs that both name, the intermediate changes,
    /// and they do not.
    fn is_same_formula(&mut self, old: NodeId, new: NodeId) -> bool {
        let pairs = self.old_forms.iter_mut().zip(self.new_forms.iter_mut());
        let forms = &mut self.forms;
        pairs.into_iter().any(|(before, after)| before.form(forms, old) == after.form(forms, new))
    }

    /// Tells whether two formulas that need not be there mean the same.
    fn is_same_condition(&mut self, old: Option<NodeId>, new: Option<NodeId>) -> bool {
        match (old, new) {
            (None, None) => true,
            (Some(old), Some(new)) => self.is_same_formula(old, new),
            (Some(_), None) | (None, Some(_)) => false,
        }
    }

    fn change(&mut self, subject: Subject, label: Spoken, aspect: Aspect, old: Option<Spoken>, new: Option<Spoken>) {
        self.meaning.changes.push(Change { subject, label, aspect, old, new, time: None });
    }

    /// Notes a change where two texts differ.
    fn differ(&mut self, subject: &Subject, label: &Spoken, aspect: Aspect, old: Spoken, new: Spoken) {
        if old != new {
            self.change(subject.clone(), label.clone(), aspect, Some(old), Some(new));
        }
    }

    /// Notes changed wording of a label.
    fn labels_differ(&mut self, subject: &Subject, old: &Label, new: &Label) {
        let (before, after) = (self.old_label(old, ""), self.new_label(new, ""));
        if old != new {
            let (before, after) = if before == after { (all_texts(old), all_texts(new)) } else { (before, after) };
            self.change(subject.clone(), self.new_label(new, ""), Aspect::Label, Some(before), Some(after));
        }
    }

    /// Notes another source.
    fn sources_differ(&mut self, subject: &Subject, label: &Spoken, old: Option<&String>, new: Option<&String>) {
        let text = |source: Option<&String>| Spoken::same(source.map_or("", String::as_str));
        self.differ(subject, label, Aspect::Source, text(old), text(new));
    }

    fn old_label(&self, label: &Label, name: &str) -> Spoken {
        Spoken::label(label, &self.old.package, name)
    }

    fn new_label(&self, label: &Label, name: &str) -> Spoken {
        Spoken::label(label, &self.new.package, name)
    }

    fn seed(&mut self, thing: Thing) {
        self.meaning.seeds.insert(thing);
    }
}

/// Gives a label in all its languages, where one differs that nobody is shown.
fn all_texts(label: &Label) -> Spoken {
    Spoken::same(&label.0.iter().map(|(language, text)| format!("{language}: {text}")).collect::<Vec<_>>().join("; "))
}
