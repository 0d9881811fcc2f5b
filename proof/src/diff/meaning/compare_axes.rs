//! Positions, rows and columns: which there are, what they are called and in which order they stand.

use super::Comparing;
use crate::diff::change::{Aspect, Subject};
use crate::diff::renames::{Side, axes};
use crate::diff::spoken::Spoken;
use crate::diff::texts_of_plans::{origin_text, spoken, type_text};
use crate::diff::things::Thing;
use positum_plan::plan::{Axis, CellReference, Origin, Plan, Shape, TableId};
use positum_plan::value::ValueType;
use std::collections::{BTreeMap, BTreeSet};

impl Comparing<'_> {
    pub(super) fn compare_axes(&mut self, old: TableId, new: TableId) {
        for (side, before, after) in axes(self.old, old, self.new, new) {
            self.compare_axis((old, new), side, before, after);
            let headings = |axis: &Axis, plan: &Plan| {
                spoken(|language| {
                    let texts = axis.headings.iter().map(|heading| heading.label.text(language.code(), &plan.package.languages));
                    texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("; ")
                })
            };
            let table = &self.new.tables[new];
            let subject = Subject::Table(self.new.reports[table.report].name.clone(), table.name.clone());
            let label = self.new_label(&table.label, &table.name);
            self.differ(&subject, &label, Aspect::Label, headings(before, self.old), headings(after, self.new));
        }
    }

    fn compare_axis(&mut self, (old, new): (TableId, TableId), side: Side, before: &Axis, after: &Axis) {
        let code_now = |code: &str| self.renames.code(old, side, code).to_owned();
        let then: BTreeMap<String, usize> = before.entries.iter().enumerate().map(|(index, entry)| (code_now(&entry.code), index)).collect();
        let places: Vec<usize> = after.entries.iter().filter_map(|entry| then.get(&entry.code).copied()).collect();
        let kept = longest_rise(&places);
        for (index, entry) in after.entries.iter().enumerate() {
            let subject = self.entry(new, side, &entry.code);
            let label = self.new_label(&entry.label, &entry.code);
            let Some((place, old_entry)) = then.get(&entry.code).and_then(|place| Some((*place, before.entries.get(*place)?))) else {
                let text = said(self.new, new, side, index);
                self.change(subject, label, Aspect::Added, None, Some(text));
                self.seed_entry(self.new, new, side, index);
                continue;
            };
            if old_entry.code != entry.code {
                self.change(subject.clone(), label.clone(), Aspect::Renamed, Some(Spoken::same(&old_entry.code)), Some(Spoken::same(&entry.code)));
                self.seed_entry(self.new, new, side, index);
                self.seed_entry(self.old, old, side, place);
            }
            self.labels_differ(&subject, &old_entry.label, &entry.label);
            self.sources_differ(&subject, &label, old_entry.source.as_ref(), entry.source.as_ref());
            if !kept.contains(&place) {
                let (one, two) = (follows(before, place), follows(after, index));
                self.change(subject, label, Aspect::Moved, Some(one), Some(two));
            }
        }
        let now: BTreeSet<&str> = after.entries.iter().map(|entry| entry.code.as_str()).collect();
        let gone: Vec<usize> =
            then.iter().filter(|(code, _)| !now.contains(code.as_str())).map(|(_, place)| *place).collect::<BTreeSet<_>>().into_iter().collect();
        for place in gone {
            let Some(entry) = before.entries.get(place) else { continue };
            let (subject, label) = (self.entry(new, side, &entry.code), self.old_label(&entry.label, &entry.code));
            self.change(subject, label, Aspect::Removed, Some(said(self.old, old, side, place)), None);
            self.seed_entry(self.old, old, side, place);
        }
    }

    fn entry(&self, table: TableId, side: Side, code: &str) -> Subject {
        let table = &self.new.tables[table];
        let is_column = side == Side::Columns && matches!(table.shape, Shape::Grid { .. });
        let code = if is_column { format!(":{code}") } else { code.to_owned() };
        Subject::Entry(self.new.reports[table.report].name.clone(), table.name.clone(), code)
    }

    fn seed_entry(&mut self, plan: &Plan, table: TableId, side: Side, index: usize) {
        cells_of(plan, table, side, index).into_iter().for_each(|cell| self.seed(Thing::Cell(plan.cell_name(cell))));
    }
}

/// Says after which entry another stands.
fn follows(axis: &Axis, index: usize) -> Spoken {
    let before = index.checked_sub(1).and_then(|index| axis.entries.get(index));
    spoken(|language| match (before, language) {
        (Some(entry), positum_runtime::language::Language::Latvian) => format!("aiz {}", entry.code),
        (Some(entry), positum_runtime::language::Language::English) => format!("after {}", entry.code),
        (None, positum_runtime::language::Language::Latvian) => "sākumā".to_owned(),
        (None, positum_runtime::language::Language::English) => "at the beginning".to_owned(),
    })
}

/// Gives the cells of an entry.
pub(super) fn cells_of(plan: &Plan, table: TableId, side: Side, index: usize) -> Vec<CellReference> {
    match &plan.tables[table].shape {
        Shape::Form { positions, .. } => positions.get(index).map(|cell| CellReference::Cell(*cell)).into_iter().collect(),
        Shape::List(list) => list.columns.get(index).map(|column| CellReference::Column(*column)).into_iter().collect(),
        Shape::Grid { columns, cells, .. } => {
            let width = columns.entries.len();
            let is_of = |place: usize| match side {
                Side::Rows => place.checked_div(width) == Some(index),
                Side::Columns => place.checked_rem(width) == Some(index),
            };
            cells.iter().enumerate().filter(|(place, _)| is_of(*place)).filter_map(|(_, cell)| cell.map(CellReference::Cell)).collect()
        }
    }
}

/// Gives type and origin of a cell.
pub(super) fn cell_parts(plan: &Plan, reference: CellReference) -> (Option<&ValueType>, &Origin) {
    match reference {
        CellReference::Cell(cell) => (plan.cells[cell].value_type.as_ref(), &plan.cells[cell].origin),
        CellReference::Column(column) => (plan.columns[column].value_type.as_ref(), &plan.columns[column].origin),
    }
}

/// Says what the cells of an entry are: their types, and how they are filled where that is the same in all.
fn said(plan: &Plan, table: TableId, side: Side, index: usize) -> Spoken {
    let cells = cells_of(plan, table, side, index);
    spoken(|language| {
        let types: BTreeSet<String> =
            cells.iter().filter_map(|cell| cell_parts(plan, *cell).0.map(|value_type| type_text(plan, value_type, language))).collect();
        let origins: BTreeSet<String> = cells.iter().map(|cell| origin_text(cell_parts(plan, *cell).1, language)).collect();
        let mut text = types.into_iter().collect::<Vec<_>>().join("; ");
        if let [origin] = origins.into_iter().collect::<Vec<_>>().as_slice() {
            text = format!("{text}; {origin}");
        }
        text
    })
}

/// Gives the longest part of a series that only rises.
fn longest_rise(series: &[usize]) -> BTreeSet<usize> {
    // For each length the place of the smallest end of a rise of this length; and for each place the one before it.
    let (mut ends, mut before): (Vec<usize>, Vec<Option<usize>>) = (Vec::new(), Vec::new());
    let at = |place: usize| series.get(place).copied().unwrap_or_default();
    for (place, value) in series.iter().enumerate() {
        let length = ends.partition_point(|end| at(*end) < *value);
        before.push(length.checked_sub(1).and_then(|length| ends.get(length).copied()));
        match ends.get_mut(length) {
            Some(end) => *end = place,
            None => ends.push(place),
        }
    }
    let next = |place: &usize| before.get(*place).copied().flatten();
    std::iter::successors(ends.last().copied(), next).map(at).collect()
}
