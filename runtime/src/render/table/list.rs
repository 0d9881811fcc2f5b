//! Makes the sheets of lists: one row for each line, the total row at the end.
//!
//! In come a list of the plan and the evaluated columns; out goes a sheet whose stub is the first column, so that each
//! block says which line it shows. Where that is not clear, the numbers of the lines stand in front.

use super::Reader;
use super::form::axis_groups;
use super::layout::{Style, Upright};
use super::marks::{Marks, NO_CELL};
use super::sheet::{Column, ColumnKind, Entry, Group, Row, Sheet};
use super::wrap::display_width;
use crate::finding_text::printable;
use crate::words::{Word, more_lines_text, word};
use positum_plan::plan::{CellId, ColumnId, List, Origin, TotalRow};
use positum_plan::value::Quantity;
use std::collections::BTreeSet;

/// How many lines of a list are shown; more are for programs.
const MOST_LINES_SHOWN: usize = 1_000;
/// The greatest width of a first column that is repeated in each block.
const MOST_REPEATED: usize = 16;

/// Makes the sheet of a list. `lines_are_named` tells that remarks name lines by their numbers.
pub(super) fn list_sheet(reader: &Reader<'_>, list: &List, line_count: usize, lines_are_named: bool, marks: &mut Marks) -> Sheet {
    let mut columns: Vec<Column> = list
        .columns
        .iter()
        .zip(&list.axis.entries)
        .map(|(id, entry)| Column { heading: reader.label(&entry.label), code: printable(&entry.code), kind: kind_of(reader, *id) })
        .collect();
    let mut lines: Vec<Vec<Entry>> = (0..line_count.min(MOST_LINES_SHOWN)).map(|line| line_entries(reader, list, line, marks)).collect();
    let total = list.total.as_ref().map(|total| total_entries(reader, list, total, marks));
    let is_wide = set_first_column(&mut columns, &lines);
    let numbered = !starts_with_sequence(reader, list) && (is_wide || lines_are_named || first_repeats(&lines));
    if numbered {
        columns.insert(0, Column { heading: String::new(), code: String::new(), kind: ColumnKind::Number });
        for (index, line) in lines.iter_mut().enumerate() {
            line.insert(0, Entry { style: Style::Dim, ..Entry::new(index.saturating_add(1).to_string()) });
        }
    }
    let mut rows: Vec<Row> = lines.into_iter().map(Row::Entries).collect();
    if rows.is_empty() {
        rows.push(Row::Remark(word(Word::NoLines, reader.language).to_owned()));
    }
    if let Some(more) = line_count.checked_sub(MOST_LINES_SHOWN).filter(|more| *more > 0) {
        rows.push(Row::Remark(more_lines_text(more, reader.language)));
    }
    if let Some((label, mut entries)) = total {
        rows.push(Row::Rule);
        rows.extend(label.map(Row::Remark));
        if numbered {
            entries.insert(0, Entry::default());
        }
        rows.push(Row::Entries(entries));
    }
    let stub_length = if numbered { 2 } else { 1 }.min(columns.len());
    let folded = columns.split_off(stub_length);
    Sheet { stub: columns, columns: folded, groups: groups_of(reader, list), rows, upright: Upright::Top, headed: true }
}

/// Gives the headings over columns; the first column is the stub's and does not count.
fn groups_of(reader: &Reader<'_>, list: &List) -> Vec<Group> {
    let moved = |group: Group| Group { start: group.start.saturating_sub(1), end: group.end.saturating_sub(1), ..group };
    axis_groups(reader, &list.axis).into_iter().map(moved).collect()
}

/// Makes the first column one that can be repeated; tells whether it is too wide for that.
fn set_first_column(columns: &mut [Column], lines: &[Vec<Entry>]) -> bool {
    let Some(first) = columns.first_mut() else { return false };
    let widest = lines.iter().filter_map(|line| line.first()).map(|entry| display_width(&entry.text)).max().unwrap_or(0);
    match (first.kind, widest > MOST_REPEATED) {
        (ColumnKind::Text, true) => first.kind = ColumnKind::Label,
        (ColumnKind::Text, false) => first.kind = ColumnKind::Code,
        (ColumnKind::Label | ColumnKind::Code | ColumnKind::Number, _) => {}
    }
    first.kind == ColumnKind::Label
}

/// Tells whether the first column has a text in several lines, so that it does not say which line a block shows.
fn first_repeats(lines: &[Vec<Entry>]) -> bool {
    let mut seen = BTreeSet::new();
    !lines.iter().filter_map(|line| line.first()).all(|entry| seen.insert(entry.text.as_str()))
}

fn starts_with_sequence(reader: &Reader<'_>, list: &List) -> bool {
    list.columns.first().is_some_and(|first| reader.plan.columns[*first].origin == Origin::Sequence)
}

fn kind_of(reader: &Reader<'_>, column: ColumnId) -> ColumnKind {
    let Some(value_type) = &reader.plan.columns[column].value_type else { return ColumnKind::Number };
    match value_type.quantity {
        Quantity::Text => ColumnKind::Text,
        Quantity::Code(_) | Quantity::Date | Quantity::Bool => ColumnKind::Code,
        Quantity::Amount(_)
        | Quantity::Rate { .. }
        | Quantity::Ratio(_)
        | Quantity::Count
        | Quantity::Integer
        | Quantity::Decimal
        | Quantity::Days => ColumnKind::Number,
    }
}

fn line_entries(reader: &Reader<'_>, list: &List, line: usize, marks: &mut Marks) -> Vec<Entry> {
    let entry = |id: &ColumnId| {
        let cell = reader.evaluated.columns.lookup(*id).and_then(|cells| cells.get(line));
        marks.entry(cell, reader.plan.columns[*id].value_type.as_ref(), reader.language)
    };
    list.columns.iter().map(entry).collect()
}

/// Gives the total row, and its label where that needs a line of its own because the first column has a total.
fn total_entries(reader: &Reader<'_>, list: &List, total: &TotalRow, marks: &mut Marks) -> (Option<String>, Vec<Entry>) {
    let label = reader.label(&total.label);
    let total_of = |column: ColumnId| total.cells.iter().find(|(id, _)| *id == column).map(|(_, cell)| *cell);
    let has_first = list.columns.first().is_some_and(|first| total_of(*first).is_some());
    let mut entries: Vec<Entry> = list
        .columns
        .iter()
        .map(|column| match total_of(*column) {
            Some(cell) => total_entry(reader, cell, marks),
            None => Entry::new(NO_CELL),
        })
        .collect();
    if has_first {
        return (Some(label), entries);
    }
    if let Some(first) = entries.first_mut() {
        *first = Entry { style: Style::Bold, is_text: true, ..Entry::new(label) };
    }
    (None, entries)
}

fn total_entry(reader: &Reader<'_>, cell: CellId, marks: &mut Marks) -> Entry {
    marks.entry(reader.evaluated.cells.lookup(cell), reader.plan.cells[cell].value_type.as_ref(), reader.language)
}
