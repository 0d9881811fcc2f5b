//! Reports: which there are, for which periods, when they are due and how long they are kept; then their tables and checks.

use super::Comparing;
use crate::diff::change::{Aspect, Subject};
use crate::diff::spoken::Spoken;
use crate::diff::texts_of_plans::{due_text, period_text, retention_text, spoken};
use positum_plan::plan::{Plan, Report, ReportId, Shape, TableId};
use positum_runtime::language::Language;
use std::collections::BTreeMap;

impl Comparing<'_> {
    pub(super) fn compare_reports(&mut self) {
        let (old, new) = (self.old, self.new);
        let before: BTreeMap<&str, ReportId> = old.reports.entries().map(|(id, report)| (report.name.as_str(), id)).collect();
        for (id, report) in new.reports.entries() {
            let subject = Subject::Report(report.name.clone());
            let label = self.new_label(&report.label, &report.name);
            match before.get(report.name.as_str()) {
                None => self.change(subject, label, Aspect::Added, None, None),
                Some(then) => {
                    self.compare_report(&subject, &label, &old.reports[*then], report);
                    self.compare_tables(*then, id);
                    self.compare_checks(*then, id);
                }
            }
        }
        for report in old.reports.iter().filter(|report| !new.reports.iter().any(|other| other.name == report.name)) {
            let label = self.old_label(&report.label, &report.name);
            self.change(Subject::Report(report.name.clone()), label, Aspect::Removed, None, None);
        }
    }

    fn compare_report(&mut self, subject: &Subject, label: &Spoken, old: &Report, new: &Report) {
        self.labels_differ(subject, &old.label, &new.label);
        self.sources_differ(subject, label, old.source.as_ref(), new.source.as_ref());
        let period = |report: &Report| spoken(|language| period_text(report.period, language));
        self.differ(subject, label, Aspect::Period, period(old), period(new));
        let due = |plan: &Plan, report: &Report| {
            spoken(|language| match (&report.due, language) {
                (Some(due), _) => due_text(plan, due, language),
                (None, Language::Latvian) => "nav noteikts".to_owned(),
                (None, Language::English) => "not said".to_owned(),
            })
        };
        self.differ(subject, label, Aspect::Deadline, due(self.old, old), due(self.new, new));
        let retention = |report: &Report| spoken(|language| retention_text(report.retention, language));
        self.differ(subject, label, Aspect::Retention, retention(old), retention(new));
        let module = |report: &Report| Spoken::same(report.module.as_deref().unwrap_or("–"));
        self.differ(subject, label, Aspect::Module, module(old), module(new));
    }

    fn compare_tables(&mut self, old: ReportId, new: ReportId) {
        let (before, after) = (self.old, self.new);
        let (gone, come) = (&before.reports[old].tables, &after.reports[new].tables);
        for id in come {
            let table = &after.tables[*id];
            let subject = Subject::Table(after.reports[new].name.clone(), table.name.clone());
            let label = self.new_label(&table.label, &table.name);
            match gone.iter().find(|other| before.tables[**other].name == table.name) {
                None => self.change(subject, label, Aspect::Added, None, None),
                Some(then) => self.compare_table(&subject, &label, *then, *id),
            }
        }
        for id in gone.iter().filter(|id| !come.iter().any(|other| after.tables[*other].name == before.tables[**id].name)) {
            let table = &before.tables[*id];
            let label = self.old_label(&table.label, &table.name);
            self.change(Subject::Table(before.reports[old].name.clone(), table.name.clone()), label, Aspect::Removed, None, None);
        }
    }

    fn compare_table(&mut self, subject: &Subject, label: &Spoken, old: TableId, new: TableId) {
        let (before, after) = (&self.old.tables[old], &self.new.tables[new]);
        self.labels_differ(subject, &before.label, &after.label);
        self.sources_differ(subject, label, before.source.as_ref(), after.source.as_ref());
        let shape = |shape: &Shape| {
            spoken(|language| {
                match (shape, language) {
                    (Shape::Form { .. }, Language::Latvian) => "veidlapa",
                    (Shape::Form { .. }, Language::English) => "form",
                    (Shape::Grid { .. }, Language::Latvian) => "režģis",
                    (Shape::Grid { .. }, Language::English) => "grid",
                    (Shape::List(_), Language::Latvian) => "saraksts",
                    (Shape::List(_), Language::English) => "list",
                }
                .to_owned()
            })
        };
        let (one, two) = (shape(&before.shape), shape(&after.shape));
        let is_same_shape = one == two;
        self.differ(subject, label, Aspect::Shape, one, two);
        if is_same_shape {
            self.compare_axes(old, new);
            self.compare_cells(old, new);
            self.compare_lists(subject, label, old, new);
        }
    }
}
