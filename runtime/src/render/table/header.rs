//! Writes the header of a block: groups over the labels of columns, codes, a rule.
//!
//! All stands on the bottom line, so that a label is next to its code; a column without a group uses the whole height.

use super::fold::Block;
use super::layout::{Alignment, Cell, Content, Page, Placed, Style};
use super::sheet::{Column, Group, Sheet};

/// A group, or the part of it that a block has, placed over its columns.
struct PlacedGroup {
    depth: usize,
    first: usize,
    end: usize,
    heading: Placed,
    rule: Placed,
}

/// Writes the header of a block.
pub(super) fn write_header(sheet: &Sheet, block: &Block, page: &mut Page) {
    let widths = block.widths();
    let columns: Vec<&Column> = shown_columns(sheet, block);
    let labels: Vec<Placed> = columns
        .iter()
        .enumerate()
        .map(|(index, column)| Placed::new(&text_cell(&column.heading, column.alignment(), Style::Plain), &widths, index))
        .collect();
    let groups: Vec<PlacedGroup> = sheet.groups.iter().filter_map(|group| placed_group(group, block, &widths)).collect();
    write_labels(labels, groups, page);
    if columns.iter().any(|column| !column.code.is_empty()) {
        let codes: Vec<Cell> = columns.iter().map(|column| text_cell(&column.code, column.alignment(), Style::Dim)).collect();
        page.row(&widths, &codes, super::layout::Upright::Bottom);
    }
    page.rule(block.width());
}

fn shown_columns<'a>(sheet: &'a Sheet, block: &Block) -> Vec<&'a Column> {
    let stub = block.stub.iter().filter_map(|part| sheet.stub.get(part.index));
    stub.chain(sheet.columns.iter().skip(block.first).take(block.columns.len())).collect()
}

fn text_cell(text: &str, alignment: Alignment, style: Style) -> Cell {
    let content = if text.is_empty() { Content::Nothing } else { Content::Wrapped(text.to_owned(), 0) };
    Cell::new(content, alignment, style)
}

fn placed_group(group: &Group, block: &Block, widths: &[usize]) -> Option<PlacedGroup> {
    let last = block.first.saturating_add(block.columns.len());
    let (start, end) = (group.start.max(block.first), group.end.min(last));
    let span = end.checked_sub(start).filter(|span| *span > 0)?;
    let first = start.saturating_sub(block.first).saturating_add(block.stub.len());
    let heading = Cell { span, ..text_cell(&group.text, Alignment::Center, Style::Bold) };
    let rule = Cell { span, ..Cell::new(Content::Rule, Alignment::Left, Style::Plain) };
    Some(PlacedGroup {
        depth: group.depth,
        first,
        end: first.saturating_add(span),
        heading: Placed::new(&heading, widths, first),
        rule: Placed::new(&rule, widths, first),
    })
}

/// Puts labels on the bottom and each depth of groups over what it spans.
fn write_labels(mut labels: Vec<Placed>, mut groups: Vec<PlacedGroup>, page: &mut Page) {
    let depths = groups.iter().map(|group| group.depth.saturating_add(1)).max().unwrap_or(0);
    let mut taken = 0_usize;
    for depth in (0..depths).rev() {
        let under = labels
            .iter()
            .enumerate()
            .filter(|(index, _)| groups.iter().any(|group| group.depth == depth && (group.first..group.end).contains(index)));
        let base = under.map(|(_, label)| label.lines.len()).max().unwrap_or(0).max(taken);
        for group in groups.iter_mut().filter(|group| group.depth == depth) {
            group.rule.top = base.saturating_add(1);
            group.heading.top = base.saturating_add(1).saturating_add(group.heading.lines.len());
            taken = taken.max(group.heading.top);
        }
    }
    let height = labels.iter().map(|label| label.lines.len()).max().unwrap_or(0).max(taken);
    for label in &mut labels {
        label.top = height.saturating_sub(label.lines.len());
    }
    for group in &mut groups {
        // Until here `top` was counted from the bottom.
        group.rule.top = height.saturating_sub(group.rule.top);
        group.heading.top = height.saturating_sub(group.heading.top);
    }
    let mut placed: Vec<Placed> = labels.into_iter().chain(groups.into_iter().flat_map(|group| [group.heading, group.rule])).collect();
    placed.sort_by_key(Placed::start);
    page.placed(&placed, height);
}
