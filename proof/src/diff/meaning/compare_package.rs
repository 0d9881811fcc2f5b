//! The header of a package, its parameters by date, codelists, calendars, and how groups are consolidated.

use super::Comparing;
use crate::diff::change::{Aspect, Change, Subject};
use crate::diff::spoken::Spoken;
use crate::diff::texts_of_plans::{decimal_text, decimals_text, holiday_text, quantity_text, rounding_text, spoken, validity_text};
use crate::diff::things::Thing;
use jiff::civil::Date;
use positum_plan::calendar::Calendar;
use positum_plan::codelist::{Code, Codelist};
use positum_plan::consolidation::{Consolidation, SmallerSide};
use positum_plan::period::Validity;
use positum_plan::plan::{CellReference, CodelistId, Parameter, Plan};
use positum_runtime::language::Language;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

impl Comparing<'_> {
    pub(super) fn compare_package(&mut self) {
        let (old, new) = (&self.old.package, &self.new.package);
        let (subject, label) = (Subject::Package, self.new_label(&new.label, &new.name));
        self.differ(&subject, &label, Aspect::Renamed, Spoken::same(&old.name), Spoken::same(&new.name));
        self.labels_differ(&subject, &old.label, &new.label);
        self.differ(&subject, &label, Aspect::Languages, Spoken::same(&old.languages.join(", ")), Spoken::same(&new.languages.join(", ")));
        let text = |text: &Option<String>| Spoken::same(text.as_deref().unwrap_or_default());
        self.differ(&subject, &label, Aspect::Publisher, text(&old.publisher), text(&new.publisher));
        self.sources_differ(&subject, &label, old.source.as_ref(), new.source.as_ref());
    }

    pub(super) fn compare_parameters(&mut self) {
        let before: BTreeMap<&str, &Parameter> = self.old.parameters.iter().map(|one| (one.name.as_str(), one)).collect();
        for parameter in self.new.parameters.iter() {
            let (subject, label) = (Subject::Parameter(parameter.name.clone()), self.new_label(&parameter.label, &parameter.name));
            match before.get(parameter.name.as_str()) {
                None => self.change(subject, label, Aspect::Added, None, Some(values_text(parameter))),
                Some(old) => self.compare_parameter(&subject, &label, old, parameter),
            }
        }
        let after: BTreeSet<&str> = self.new.parameters.iter().map(|one| one.name.as_str()).collect();
        for parameter in self.old.parameters.iter().filter(|one| !after.contains(one.name.as_str())) {
            let label = self.old_label(&parameter.label, &parameter.name);
            self.change(Subject::Parameter(parameter.name.clone()), label, Aspect::Removed, Some(values_text(parameter)), None);
        }
    }

    fn compare_parameter(&mut self, subject: &Subject, label: &Spoken, old: &Parameter, new: &Parameter) {
        self.labels_differ(subject, &old.label, &new.label);
        self.sources_differ(subject, label, old.source.as_ref(), new.source.as_ref());
        let quantity = |plan: &Plan, one: &Parameter| spoken(|language| quantity_text(plan, &one.value_type.quantity, language));
        self.differ(subject, label, Aspect::Type, quantity(self.old, old), quantity(self.new, new));
        let decimals = |one: &Parameter| spoken(|language| decimals_text(one.value_type.decimals, language));
        self.differ(subject, label, Aspect::Decimals, decimals(old), decimals(new));
        let rounding = |one: &Parameter| spoken(|language| rounding_text(one.value_type.rounding, language));
        self.differ(subject, label, Aspect::Rounding, rounding(old), rounding(new));
        for (time, before, after) in changed_values(old, new, self.new.package.validity) {
            let text = |value: Option<Decimal>, of: &Parameter| spoken(|language| value_text(value, of, language));
            let change = Change {
                subject: subject.clone(),
                label: label.clone(),
                aspect: Aspect::Value,
                old: Some(text(before, old)),
                new: Some(text(after, new)),
                time: Some(time),
            };
            self.meaning.changes.push(change);
            self.seed(Thing::Parameter(new.name.clone()));
        }
    }

    pub(super) fn compare_codelists(&mut self) {
        let before: BTreeMap<&str, &Codelist> = self.old.codelists.iter().map(|one| (one.name.as_str(), one)).collect();
        for (id, codelist) in self.new.codelists.entries() {
            let (subject, label) = (Subject::Codelist(codelist.name.clone()), self.new_label(&codelist.label, &codelist.name));
            let Some(old) = before.get(codelist.name.as_str()) else {
                self.change(subject, label, Aspect::Added, None, None);
                continue;
            };
            self.labels_differ(&subject, &old.label, &codelist.label);
            self.sources_differ(&subject, &label, old.source.as_ref(), codelist.source.as_ref());
            if self.compare_codes(old, codelist) {
                self.seed_cells_of(id);
            }
        }
        let after: BTreeSet<&str> = self.new.codelists.iter().map(|one| one.name.as_str()).collect();
        for codelist in self.old.codelists.iter().filter(|one| !after.contains(one.name.as_str())) {
            let label = self.old_label(&codelist.label, &codelist.name);
            self.change(Subject::Codelist(codelist.name.clone()), label, Aspect::Removed, None, None);
        }
    }

    /// Tells whether another code is permitted.
    fn compare_codes(&mut self, old: &Codelist, new: &Codelist) -> bool {
        let mut differs = false;
        for (code, now) in new.in_order() {
            let (subject, label) = (Subject::Code(new.name.clone(), code.to_owned()), self.new_label(&now.label, code));
            let Some(then) = old.codes.get(code) else {
                self.change(subject, label, Aspect::Added, None, None);
                differs = true;
                continue;
            };
            self.labels_differ(&subject, &then.label, &now.label);
            let validity = |code: &Code| spoken(|language| validity_text(code.validity, language));
            differs |= then.validity != now.validity || then.parent != now.parent || then.is_group != now.is_group;
            self.differ(&subject, &label, Aspect::Validity, validity(then), validity(now));
            let place = |code: &Code| {
                let parent = code.parent.as_deref().unwrap_or("–");
                Spoken::same(&if code.is_group { format!("{parent} (group)") } else { parent.to_owned() })
            };
            self.differ(&subject, &label, Aspect::Hierarchy, place(then), place(now));
        }
        for (code, then) in old.in_order().into_iter().filter(|(code, _)| !new.codes.contains_key(*code)) {
            let label = self.old_label(&then.label, code);
            self.change(Subject::Code(new.name.clone(), code.to_owned()), label, Aspect::Removed, None, None);
            differs = true;
        }
        differs
    }

    fn seed_cells_of(&mut self, codelist: CodelistId) {
        let new = self.new;
        let is_of =
            |value_type: &Option<positum_plan::value::ValueType>| value_type.as_ref().and_then(|one| one.quantity.codelist()) == Some(codelist);
        let cells = new.cells.entries().filter(|(_, cell)| is_of(&cell.value_type)).map(|(id, _)| CellReference::Cell(id));
        let columns = new.columns.entries().filter(|(_, column)| is_of(&column.value_type)).map(|(id, _)| CellReference::Column(id));
        cells.chain(columns).for_each(|cell| self.seed(Thing::Cell(new.cell_name(cell))));
    }

    pub(super) fn compare_calendars(&mut self) {
        let before: BTreeMap<&str, &Calendar> = self.old.calendars.iter().map(|one| (one.name.as_str(), one)).collect();
        for calendar in self.new.calendars.iter() {
            let (subject, label) = (Subject::Calendar(calendar.name.clone()), self.new_label(&calendar.label, &calendar.name));
            let Some(old) = before.get(calendar.name.as_str()) else {
                self.change(subject, label, Aspect::Added, None, None);
                continue;
            };
            self.labels_differ(&subject, &old.label, &calendar.label);
            let validity = |one: &Calendar| spoken(|language| validity_text(one.validity, language));
            self.differ(&subject, &label, Aspect::Validity, validity(old), validity(calendar));
            let (gone, come) = differing_days(self.old, old, self.new, calendar);
            if !gone.is_empty() || !come.is_empty() {
                let text = |days: &[Spoken]| spoken(|language| days.iter().map(|day| day.text(language)).collect::<Vec<_>>().join("; "));
                let (gone, come) = ((!gone.is_empty()).then(|| text(&gone)), (!come.is_empty()).then(|| text(&come)));
                self.change(subject.clone(), label, Aspect::Days, gone, come);
            }
            if old.validity != calendar.validity
                || self.meaning.changes.last().is_some_and(|last| last.subject == subject && last.aspect == Aspect::Days)
            {
                self.seed(Thing::Calendar(calendar.name.clone()));
            }
        }
        let after: BTreeSet<&str> = self.new.calendars.iter().map(|one| one.name.as_str()).collect();
        for calendar in self.old.calendars.iter().filter(|one| !after.contains(one.name.as_str())) {
            let label = self.old_label(&calendar.label, &calendar.name);
            self.change(Subject::Calendar(calendar.name.clone()), label, Aspect::Removed, None, None);
        }
    }

    pub(super) fn compare_consolidation(&mut self) {
        let text = |plan: &Plan| plan.consolidation.as_ref().map(|consolidation| Spoken::same(&declarations(plan, consolidation)));
        let (old, new) = (text(self.old), text(self.new));
        if old != new {
            let label = self.new.consolidation.as_ref().map(|one| self.new_label(&one.label, "")).unwrap_or_default();
            self.change(Subject::Consolidation, label, Aspect::Declaration, old, new);
        }
    }
}

/// Gives the times in which a parameter has another value, with both.
fn changed_values(old: &Parameter, new: &Parameter, within: Validity) -> Vec<(Validity, Option<Decimal>, Option<Decimal>)> {
    let of = |parameter: &Parameter| parameter.values.iter().map(|value| value.validity).collect::<Vec<_>>();
    let mut starts: BTreeSet<Date> = BTreeSet::new();
    for validity in of(old).into_iter().chain(of(new)) {
        starts.extend(validity.from);
        starts.extend(validity.until.and_then(|until| until.tomorrow().ok()));
    }
    starts.retain(|day| within.covers(*day));
    // A time without a beginning is asked for on its first day that there is.
    let mut times: Vec<(Option<Date>, Date)> = vec![(within.from, within.from.unwrap_or(Date::MIN))];
    times.extend(starts.into_iter().filter(|day| within.from != Some(*day)).map(|day| (Some(day), day)));
    let value = |parameter: &Parameter, day: Date| parameter.in_force(day).map(|value| value.value.normalize());
    let mut changed: Vec<(Validity, Option<Decimal>, Option<Decimal>)> = Vec::new();
    for (index, (from, day)) in times.iter().enumerate() {
        let next = times.get(index.saturating_add(1)).and_then(|(next, _)| next.and_then(|next| next.yesterday().ok()));
        let until = next.or(within.until);
        let (before, after) = (value(old, *day), value(new, *day));
        match changed.last_mut() {
            _ if before == after => {}
            Some((time, one, two)) if (*one, *two) == (before, after) && time.until.and_then(|last| last.tomorrow().ok()) == *from => {
                time.until = until
            }
            Some(_) | None => changed.push((Validity { from: *from, until }, before, after)),
        }
    }
    changed
}

fn value_text(value: Option<Decimal>, of: &Parameter, language: Language) -> String {
    match (value, of.values.is_empty(), language) {
        (Some(value), _, _) => decimal_text(value, &of.value_type, language),
        (None, true, Language::Latvian) => "norāda lietotājs".to_owned(),
        (None, true, Language::English) => "given by the user".to_owned(),
        (None, false, Language::Latvian) => "nav noteikts".to_owned(),
        (None, false, Language::English) => "none".to_owned(),
    }
}

fn values_text(parameter: &Parameter) -> Spoken {
    spoken(|language| {
        let one = |value: &positum_plan::plan::ParameterValue| {
            let text = decimal_text(value.value, &parameter.value_type, language);
            if value.validity == Validity::default() { text } else { format!("{text} ({})", validity_text(value.validity, language)) }
        };
        let all: Vec<String> = parameter.values.iter().map(one).collect();
        if all.is_empty() { value_text(None, parameter, language) } else { all.join("; ") }
    })
}

/// Gives the days off that only the one, and only the other calendar has.
fn differing_days(old_plan: &Plan, old: &Calendar, new_plan: &Plan, new: &Calendar) -> (Vec<Spoken>, Vec<Spoken>) {
    let days = |plan: &Plan, calendar: &Calendar| -> Vec<Spoken> {
        let holiday = |holiday: &positum_plan::calendar::Holiday| {
            let label = Spoken::label(&holiday.label, &plan.package, "");
            spoken(|language| format!("{} {}", holiday_text(holiday, language), label.text(language)).trim().to_owned())
        };
        let moves = calendar.moves.iter().map(|moved| Spoken::same(&format!("{} → {}", moved.off, moved.worked)));
        let weekend = Spoken::same(&calendar.weekend.iter().map(|day| day.keyword()).collect::<Vec<_>>().join(", "));
        calendar.holidays.iter().map(holiday).chain(moves).chain([weekend]).collect()
    };
    let (before, after) = (days(old_plan, old), days(new_plan, new));
    let only = |one: &[Spoken], other: &[Spoken]| one.iter().filter(|day| !other.contains(day)).cloned().collect();
    (only(&before, &after), only(&after, &before))
}

fn declarations(plan: &Plan, consolidation: &Consolidation) -> String {
    let names = |cells: &[CellReference]| cells.iter().map(|cell| plan.cell_name(*cell)).collect::<Vec<_>>().join(", ");
    let reports = consolidation.reports.iter().map(|report| plan.reports[*report].name.clone()).collect::<Vec<_>>().join(", ");
    let level = |level: &positum_plan::consolidation::Level| {
        let of = |index: &usize| consolidation.levels.get(*index).map(|level| level.name.clone());
        format!("{} ({})", level.name, level.members.iter().filter_map(of).collect::<Vec<_>>().join(", "))
    };
    let mut all = vec![format!("reports {reports}")];
    let levels: Vec<String> = consolidation.levels.iter().map(level).collect();
    let lists = [("levels", levels.join(", ")), ("same", names(&consolidation.same)), ("added", names(&consolidation.added))];
    all.extend(lists.into_iter().filter(|(_, text)| !text.is_empty()).map(|(word, text)| format!("{word} {text}")));
    for elimination in &consolidation.eliminations {
        let pairs = elimination.pairs.iter().map(|pair| format!("{} = {}", names(&pair.left), names(&pair.right))).collect::<Vec<_>>().join("; ");
        let smaller = match &elimination.smaller_side {
            SmallerSide::Nowhere => String::new(),
            SmallerSide::Everywhere => ", smaller side".to_owned(),
            SmallerSide::At(levels) => format!(", smaller side at {levels:?}"),
        };
        all.push(format!("eliminate {}: {pairs}, tolerance {}{smaller}", elimination.name, elimination.tolerance.normalize()));
    }
    all.join("; ")
}
