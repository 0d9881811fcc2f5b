//! Checks: which there are, what they require, when they apply, how bad it is when they fail.

use super::Comparing;
use crate::diff::change::{Aspect, Subject};
use crate::diff::node_text::node_text;
use crate::diff::renames::Side;
use crate::diff::spoken::Spoken;
use crate::diff::texts_of_plans::{scope_text, spoken, tolerance_text};
use crate::diff::things::check_thing;
use positum_plan::plan::{Check, MessagePart, Node, NodeId, Plan, ReportId, Scope};
use positum_runtime::finding_text::severity_word;
use positum_runtime::language::Language;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// The checks of one name: those of each row of a grid are several.
type Named<'p> = BTreeMap<(String, String), Vec<&'p Check>>;

impl Comparing<'_> {
    pub(super) fn compare_checks(&mut self, old: ReportId, new: ReportId) {
        let (before, after) = (named(self.old, old), named(self.new, new));
        let mut order: Vec<(String, String)> = Vec::new();
        for check in self.new.checks.iter().filter(|check| check.report == new) {
            let key = key_of(self.new, check);
            if !order.contains(&key) {
                order.push(key);
            }
        }
        for key in order {
            let now = after.get(&key).map_or(&[][..], Vec::as_slice);
            let Some(first) = now.first() else { continue };
            let subject = Subject::Check(self.new.reports[new].name.clone(), key.0.clone(), key.1.clone());
            match before.get(&key) {
                None => {
                    self.change(subject, message(self.new, first), Aspect::Added, None, Some(whole(self.new, first)));
                    self.seed(check_thing(self.new, first));
                }
                Some(then) => self.compare_named(&subject, then, now),
            }
        }
        for (key, then) in before.iter().filter(|(key, _)| !after.contains_key(*key)) {
            let Some(first) = then.first() else { continue };
            let subject = Subject::Check(self.old.reports[old].name.clone(), key.0.clone(), key.1.clone());
            self.change(subject, message(self.old, first), Aspect::Removed, Some(whole(self.old, first)), None);
            self.seed(check_thing(self.old, first));
        }
    }

    fn compare_named(&mut self, subject: &Subject, then: &[&Check], now: &[&Check]) {
        let mut seen = BTreeSet::new();
        let pairs: Vec<(&Check, &Check)> =
            now.iter().filter_map(|new| Some((*then.iter().find(|old| self.place_now(old) == place(new))?, *new))).collect();
        // Rows come and go with their grid. Where no row is the same, the check is looked at elsewhere than before.
        let is_elsewhere = pairs.is_empty();
        let first = then.first().copied().zip(now.first().copied());
        for (old, new) in pairs.into_iter().chain(first.filter(|_| is_elsewhere)) {
            for (aspect, one, two) in self.check_changes(old, new) {
                if seen.insert((aspect, one.clone(), two.clone())) {
                    self.change(subject.clone(), message(self.new, new), aspect, Some(one), Some(two));
                }
                if !aspect.is_wording() {
                    self.seed(check_thing(self.new, new));
                }
            }
        }
    }

    /// Gives where a check of the old plan would be looked at now.
    fn place_now(&self, check: &Check) -> (Option<Side>, String) {
        let (side, code) = place(check);
        let renamed = check.table.zip(side).map(|(table, side)| self.renames.code(table, side, &code).to_owned());
        (side, renamed.unwrap_or(code))
    }

    fn check_changes(&mut self, old: &Check, new: &Check) -> Vec<(Aspect, Spoken, Spoken)> {
        let (before, after) = (self.old, self.new);
        let mut changes = Vec::new();
        if !self.is_same_formula(old.requirement, new.requirement) {
            let (one, two) = (tolerance(before, old.requirement), tolerance(after, new.requirement));
            if one != two {
                let text = |tolerance: Option<Decimal>| {
                    spoken(|language| match (tolerance, language) {
                        (None, Language::Latvian) => "nav".to_owned(),
                        (None, Language::English) => "none".to_owned(),
                        (Some(_), _) => tolerance_text(tolerance, None, language),
                    })
                };
                changes.push((Aspect::Tolerance, text(one), text(two)));
            }
            if one == two || old.text != new.text {
                changes.push((Aspect::Requirement, Spoken::same(&old.text), Spoken::same(&new.text)));
            }
        }
        if !self.is_same_condition(old.condition, new.condition) {
            let text = |plan, condition: Option<NodeId>| condition.map_or_else(always, |node| Spoken::same(&node_text(plan, node)));
            changes.push((Aspect::Condition, text(before, old.condition), text(after, new.condition)));
        }
        let mut note = |aspect, one: Spoken, two: Spoken| {
            if one != two {
                changes.push((aspect, one, two));
            }
        };
        let severity = |check: &Check| spoken(|language| severity_word(check.severity, language).to_owned());
        note(Aspect::Severity, severity(old), severity(new));
        let scope = |plan, check: &Check| spoken(|language| scope_text(plan, &check.scope, language));
        note(Aspect::Scope, scope(before, old), scope(after, new));
        note(Aspect::Message, message(before, old), message(after, new));
        let source = |check: &Check| Spoken::same(check.source.as_deref().unwrap_or_default());
        note(Aspect::Source, source(old), source(new));
        changes
    }
}

fn always() -> Spoken {
    spoken(|language| match language {
        Language::Latvian => "vienmēr".to_owned(),
        Language::English => "always".to_owned(),
    })
}

fn key_of(plan: &Plan, check: &Check) -> (String, String) {
    (check.table.map(|table| plan.tables[table].name.clone()).unwrap_or_default(), check.name.clone())
}

fn named(plan: &Plan, report: ReportId) -> Named<'_> {
    let mut named = Named::new();
    for check in plan.checks.iter().filter(|check| check.report == report) {
        named.entry(key_of(plan, check)).or_default().push(check);
    }
    named
}

/// Gives the row or column by which a check is looked at.
fn place(check: &Check) -> (Option<Side>, String) {
    match &check.scope {
        Scope::Once | Scope::EachLine(_) => (None, String::new()),
        Scope::Row(code) => (Some(Side::Rows), code.clone()),
        Scope::Column(code) => (Some(Side::Columns), code.clone()),
    }
}

fn tolerance(plan: &Plan, requirement: NodeId) -> Option<Decimal> {
    match &plan.nodes[requirement] {
        Node::Comparison { tolerance, .. } => *tolerance,
        _ => None,
    }
}

/// Writes a message as a definition has it: `The ratio is {100}`.
fn message(plan: &Plan, check: &Check) -> Spoken {
    let text = |parts: &Vec<MessagePart>| -> String {
        let part = |part: &MessagePart| match part {
            MessagePart::Text(text) => text.clone(),
            MessagePart::Value { node, .. } => format!("{{{}}}", node_text(plan, *node)),
        };
        parts.iter().map(part).collect()
    };
    Spoken::of(|language| {
        let own = check.messages.get(language.code());
        let fallback = || plan.package.languages.iter().find_map(|language| check.messages.get(language));
        positum_runtime::finding_text::printable(&own.or_else(fallback).map(text).unwrap_or_default())
    })
}

/// Says what a check requires, when, and how bad it is when it fails.
fn whole(plan: &Plan, check: &Check) -> Spoken {
    let condition = check.condition.map(|condition| node_text(plan, condition));
    spoken(|language| {
        let when = match (&condition, language) {
            (None, _) => String::new(),
            (Some(condition), Language::Latvian) => format!(", ja {condition}"),
            (Some(condition), Language::English) => format!(" when {condition}"),
        };
        format!("{}{when} ({})", check.text, severity_word(check.severity, language))
    })
}
