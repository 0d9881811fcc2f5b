//! Lists without lines, with one, with a key twice, with many; derived lists with one group and with several.

use super::changes::{with_value, without_line, without_lines};
use super::collection::{Collection, Proposal};
use super::generated::{Count, Expected, Group, Purpose};
use super::inputs::Input;
use super::make_draft::{Style, add_lines, key_of, lines_of};
use super::plan_facts::PlanFacts;
use crate::draft::Draft;
use crate::random::Random;
use positum_plan::plan::{CellReference, ColumnId, Shape, TableId};
use positum_plan::test_case::GivenTarget;
use std::collections::BTreeSet;

/// Adds what lists can be like, beginning with a draft; `lines` is how many many are.
pub(crate) fn add_list_cases(collection: &mut Collection<'_, '_>, base: &Draft, lines: u64, random: &mut Random) {
    let facts = collection.facts;
    for (list, _) in &facts.inputs.lists {
        let filled = with_least_lines(facts, base, *list, random);
        propose(collection, "no_lines", Purpose::NoLines(*list), &without_lines(facts, base, *list), (*list, Some(0)));
        if lines_of(facts, &filled, *list) > 0 {
            propose(collection, "one_line", Purpose::OneLine(*list), &with_first_line(facts, &filled, *list), (*list, Some(1)));
            add_key_twice(collection, &filled, *list);
        }
    }
    for list in derived_lists(facts) {
        add_groups(collection, base, list, random);
    }
    add_many_lines(collection, base, lines, random);
}

fn propose(collection: &mut Collection<'_, '_>, name: &str, purpose: Purpose, draft: &Draft, (list, lines): (TableId, Option<usize>)) {
    let name = format!("list_{}_{name}", table_name(collection.facts, list));
    let lines = lines.map(|lines| (list, lines)).into_iter().collect();
    let expected = Expected { lines, ..Expected::default() };
    collection.keep(Proposal { name, group: Group::Lists, purpose, draft, others: Vec::new(), expected });
}

fn table_name(facts: &PlanFacts<'_>, table: TableId) -> String {
    let body = &facts.plan.tables[table];
    format!("{}_{}", facts.plan.reports[body.report].name, body.name)
}

/// Gives a draft in which a list has two lines at least, where two keys were found.
fn with_least_lines(facts: &PlanFacts<'_>, base: &Draft, list: TableId, random: &mut Random) -> Draft {
    let there = u64::try_from(lines_of(facts, base, list)).unwrap_or(u64::MAX);
    let style = Style { compared: 10, ..Style::USUAL };
    if there < 2 { add_lines(facts, base, list, 2_u64.saturating_sub(there), style, random) } else { base.clone() }
}

fn with_first_line(facts: &PlanFacts<'_>, base: &Draft, list: TableId) -> Draft {
    let mut draft = base.clone();
    while lines_of(facts, &draft, list) > 1 {
        draft = without_line(facts, &draft, list, lines_of(facts, &draft, list).saturating_sub(1));
    }
    draft
}

/// Adds a line with the key of the first.
fn add_key_twice(collection: &mut Collection<'_, '_>, base: &Draft, list: TableId) {
    let facts = collection.facts;
    if key_of(facts, list).is_empty() {
        return;
    }
    let lines = lines_of(facts, base, list);
    let mut draft = base.clone();
    for column in facts.inputs.columns(list) {
        if let Some(text) = base.values.get(&GivenTarget::InLine(*column, 0)) {
            draft.values.insert(GivenTarget::InLine(*column, lines), text.clone());
        }
    }
    let name = format!("list_{}_key_twice", table_name(facts, list));
    let findings = Some(("duplicate_key", Count::Exactly(1)));
    let expected = Expected { lines: vec![(list, lines.saturating_add(1))], findings, ..Expected::default() };
    collection.keep(Proposal { name, group: Group::Lists, purpose: Purpose::KeyTwice(list), draft: &draft, others: Vec::new(), expected });
}

/// A derived list whose groups follow from what is filled in.
struct Derived {
    list: TableId,
    root: TableId,
    by: Vec<ColumnId>,
}

fn derived_lists(facts: &PlanFacts<'_>) -> Vec<Derived> {
    let of = |list: TableId| {
        let mut root = list;
        let mut by: Option<Vec<ColumnId>> = None;
        while let Shape::List(body) = &facts.plan.tables[root].shape
            && let Some(derivation) = &body.derivation
        {
            if derivation.filter.is_some() {
                return None;
            }
            by = by.or_else(|| Some(derivation.by.clone()));
            root = derivation.source;
        }
        let inputs = by?.into_iter().map(|column| match facts.input_behind(CellReference::Column(column)) {
            Some(Input::Column(column)) if facts.plan.columns[column].table == root => Some(column),
            Some(Input::Column(_) | Input::Cell(_) | Input::Parameter(_)) | None => None,
        });
        Some(Derived { list, root, by: inputs.collect::<Option<_>>()? })
    };
    let is_for = |list: &TableId| super::inputs::is_for(facts.plan, facts.plan.tables[*list].report, facts.period);
    facts.plan.tables.ids().filter(is_for).filter_map(of).collect()
}

fn add_groups(collection: &mut Collection<'_, '_>, base: &Draft, derived: Derived, random: &mut Random) {
    let facts = collection.facts;
    let Derived { list, root, by } = derived;
    let filled = with_least_lines(facts, base, root, random);
    let lines = lines_of(facts, &filled, root);
    let first: Vec<Option<&String>> = by.iter().map(|column| filled.values.get(&GivenTarget::InLine(*column, 0))).collect();
    if lines == 0 || first.iter().any(Option::is_none) {
        return;
    }
    let mut one = filled.clone();
    for line in 0..lines {
        for (column, text) in by.iter().zip(&first) {
            one = with_value(&one, GivenTarget::InLine(*column, line), text.map(String::as_str));
        }
    }
    propose(collection, "one_group", Purpose::OneGroup(list), &one, (list, Some(1)));
    let more = add_lines(facts, &filled, root, 3, Style { compared: 0, ..Style::USUAL }, random);
    let keys: BTreeSet<Vec<Option<&String>>> = (0..lines_of(facts, &more, root))
        .map(|line| by.iter().map(|column| more.values.get(&GivenTarget::InLine(*column, line))).collect())
        .filter(|key: &Vec<Option<&String>>| key.iter().all(Option::is_some))
        .collect();
    if keys.len() > 1 {
        propose(collection, "several_groups", Purpose::SeveralGroups(list), &more, (list, Some(keys.len())));
    }
}

fn add_many_lines(collection: &mut Collection<'_, '_>, base: &Draft, lines: u64, random: &mut Random) {
    let facts = collection.facts;
    let mut draft = base.clone();
    for (list, _) in &facts.inputs.lists {
        let there = u64::try_from(lines_of(facts, &draft, *list)).unwrap_or(u64::MAX);
        draft = add_lines(facts, &draft, *list, lines.saturating_sub(there), Style { compared: 5, ..Style::USUAL }, random);
    }
    let expected =
        Expected { lines: facts.inputs.lists.iter().map(|(list, _)| (*list, lines_of(facts, &draft, *list))).collect(), ..Expected::default() };
    if !facts.inputs.lists.is_empty() {
        let name = "lists_many_lines".to_owned();
        collection.keep(Proposal { name, group: Group::Lists, purpose: Purpose::ManyLines, draft: &draft, others: Vec::new(), expected });
    }
}
