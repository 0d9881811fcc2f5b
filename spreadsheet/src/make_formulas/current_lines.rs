//! The current lines in which a part of a formula stands, and those of them that it needs.

use positum_plan::plan::TableId;

/// The current line, from 0, of each list that a part of a formula stands in or runs over, the innermost last.
pub(super) type CurrentLines = Vec<(TableId, u32)>;

/// Gives, of the current lines, those of some lists; of a list that is there twice the innermost.
pub(super) fn only_needed(lines: &[(TableId, u32)], needed: &[TableId]) -> CurrentLines {
    let is_inner = |index: usize, table: TableId| !lines.iter().skip(index.saturating_add(1)).any(|(other, _)| *other == table);
    let kept = lines.iter().enumerate().filter(|(index, (table, _))| needed.contains(table) && is_inner(*index, *table));
    kept.map(|(_, line)| *line).collect()
}

/// Gives the current line of a list.
pub(super) fn line_of(lines: &[(TableId, u32)], table: TableId) -> Option<u32> {
    lines.iter().rev().find(|(current, _)| *current == table).map(|(_, line)| *line)
}
