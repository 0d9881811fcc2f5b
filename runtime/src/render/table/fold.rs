//! Folds a sheet into blocks that fit the page, and gives each column its width.
//!
//! In come columns with their texts, out go blocks. Numbers and codes are never narrower than they are; labels and
//! texts give way; words of headings are divided only where that saves a block.

use super::layout::{GAP, spanned_width};
use super::sheet::{Column, ColumnKind, Entry, Row, Sheet};
use super::wrap::{LongWords, display_width, least_width, wrap};

/// The longest word of a heading that stays whole.
const LONGEST_WORD: usize = 18;
/// The longest piece of a heading's word where words are divided.
const LONGEST_PIECE: usize = 9;
/// The least width of a text column whose texts are longer.
const LEAST_TEXT: usize = 20;
/// The greatest width of a text column.
const MOST_TEXT: usize = 32;
/// The least width of a label where there is room for more.
const LEAST_LABEL: usize = 12;
/// The height of a heading that is not worth more room.
const CALM_HEIGHT: usize = 2;

/// A column of the stub in a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct StubPart {
    /// Which column of the stub.
    pub(super) index: usize,
    pub(super) width: usize,
    /// Whether its texts are cut to one line.
    pub(super) is_cut: bool,
}

/// Some of a sheet's columns, side by side, with the stub in front.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) stub: Vec<StubPart>,
    /// The sheet's column that comes first.
    pub(super) first: usize,
    /// The widths of the columns.
    pub(super) columns: Vec<usize>,
}

impl Block {
    /// Gives the widths of the stub and the columns.
    pub(super) fn widths(&self) -> Vec<usize> {
        self.stub.iter().map(|part| part.width).chain(self.columns.iter().copied()).collect()
    }

    /// Gives the width of the whole block.
    pub(super) fn width(&self) -> usize {
        let widths = self.widths();
        spanned_width(&widths, 0, widths.len())
    }
}

/// What a column needs.
struct Need {
    /// The narrowest that it can be.
    least: usize,
    /// The narrowest at which no word of its heading is divided.
    undivided: usize,
    /// What its texts take on one line.
    natural: usize,
}

/// Folds a sheet into blocks of at most `width`, as few as possible.
///
/// A block is wider only where a single column is.
pub(super) fn fold(sheet: &Sheet, width: usize) -> Vec<Block> {
    let whole = Measured::new(sheet, width, LONGEST_WORD);
    let whole_ranges = whole.ranges();
    if whole_ranges.len() == 1 {
        return whole.blocks(&whole_ranges);
    }
    let divided = Measured::new(sheet, width, LONGEST_PIECE);
    let divided_ranges = divided.ranges();
    if divided_ranges.len() < whole_ranges.len() { divided.blocks(&divided_ranges) } else { whole.blocks(&whole_ranges) }
}

/// What a way of folding costs; the first difference decides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Cost {
    blocks: usize,
    torn_groups: usize,
    /// The squares of the room that blocks leave: least where they leave alike.
    unevenness: usize,
}

impl Cost {
    fn with_block(self, torn_groups: usize, room: usize) -> Self {
        Self {
            blocks: self.blocks.saturating_add(1),
            torn_groups: self.torn_groups.saturating_add(torn_groups),
            unevenness: self.unevenness.saturating_add(room.saturating_mul(room)),
        }
    }
}

struct Measured<'a> {
    sheet: &'a Sheet,
    width: usize,
    longest_word: usize,
    stub: Vec<Need>,
    columns: Vec<Need>,
}

impl<'a> Measured<'a> {
    fn new(sheet: &'a Sheet, width: usize, longest_word: usize) -> Self {
        let need = |(index, column): (usize, &Column)| need_of(sheet, column, index, width, longest_word);
        let mut needs: Vec<Need> = sheet.stub.iter().chain(&sheet.columns).enumerate().map(need).collect();
        let columns = needs.split_off(sheet.stub.len().min(needs.len()));
        Self { sheet, width, longest_word, stub: needs, columns }
    }

    /// Gives the first column and the number of columns of each block.
    ///
    /// Of all ways it takes one with the fewest blocks, then with the fewest groups torn apart, then with blocks that
    /// are alike. Found from the last column backwards: the best way from a column on does not depend on those before.
    fn ranges(&self) -> Vec<(usize, usize)> {
        let columns = self.columns.len();
        let mut best: Vec<(Cost, usize)> = vec![(Cost::default(), 0)];
        for first in (0..columns).rev() {
            let mut choice: Option<(Cost, usize)> = None;
            for count in 1..=columns.saturating_sub(first) {
                let taken = self.least_of(first, count);
                if count > 1 && taken > self.width {
                    break;
                }
                // `best` begins with the way from the end: what follows these columns stands `count` from its back.
                let Some((after, _)) = best.len().checked_sub(count).and_then(|index| best.get(index)) else { break };
                let cost = after.with_block(self.torn_at(first), self.width.saturating_sub(taken));
                if choice.is_none_or(|(known, _)| cost <= known) {
                    choice = Some((cost, count));
                }
            }
            best.extend(choice);
        }
        let mut ranges = Vec::new();
        let mut first = 0_usize;
        while let Some((_, count)) = columns.checked_sub(first).and_then(|left| best.get(left)).filter(|(_, count)| *count > 0) {
            ranges.push((first, *count));
            first = first.saturating_add(*count);
        }
        if ranges.is_empty() { vec![(0, 0)] } else { ranges }
    }

    fn torn_at(&self, first: usize) -> usize {
        self.sheet.groups.iter().filter(|group| group.start < first && first < group.end).count()
    }

    fn least_of(&self, first: usize, count: usize) -> usize {
        let stub = self.stub_parts(first == 0);
        Block { stub, first, columns: self.least_columns(first, count) }.width()
    }

    /// Gives the stub at its least width; labels stand in the first block only.
    fn stub_parts(&self, is_first: bool) -> Vec<StubPart> {
        let parts = self.stub.iter().zip(&self.sheet.stub).enumerate();
        let kept = parts.filter(|(_, (_, column))| is_first || column.kind != ColumnKind::Label);
        kept.map(|(index, (need, _))| StubPart { index, width: need.least, is_cut: !is_first }).collect()
    }

    fn least_columns(&self, first: usize, count: usize) -> Vec<usize> {
        let mut widths: Vec<usize> = self.columns.iter().skip(first).take(count).map(|need| need.least).collect();
        let last = first.saturating_add(widths.len());
        for group in &self.sheet.groups {
            let (start, end) = (group.start.max(first), group.end.min(last));
            let Some(span) = end.checked_sub(start).filter(|span| *span > 0) else { continue };
            let from = start.saturating_sub(first);
            let lacking = least_width(&group.text, self.longest_word).saturating_sub(spanned_width(&widths, from, span));
            if let Some(width) = widths.get_mut(from.saturating_add(span).saturating_sub(1)) {
                *width = width.saturating_add(lacking);
            }
        }
        widths
    }

    fn blocks(&self, ranges: &[(usize, usize)]) -> Vec<Block> {
        ranges.iter().map(|(first, count)| self.block(*first, *count)).collect()
    }

    fn block(&self, first: usize, count: usize) -> Block {
        let mut block = Block { stub: self.stub_parts(first == 0), first, columns: self.least_columns(first, count) };
        self.widen_columns(&mut block, |need| need.undivided);
        let label = self.sheet.stub.iter().position(|column| column.kind == ColumnKind::Label);
        if let Some(label) = label {
            self.set_label(&mut block, label);
        }
        self.widen_columns(&mut block, |need| need.natural.min(MOST_TEXT));
        self.lower_headings(&mut block);
        if first == 0
            && let Some(label) = label
        {
            self.widen_label(&mut block, label, self.width);
        }
        block
    }

    /// Gives each column the width that it wants, from left to right while there is room.
    fn widen_columns(&self, block: &mut Block, wanted: impl Fn(&Need) -> usize) {
        let mut spare = self.width.saturating_sub(block.width());
        for (width, need) in block.columns.iter_mut().zip(self.columns.iter().skip(block.first)) {
            let wider = wanted(need).saturating_sub(*width).min(spare);
            *width = width.saturating_add(wider);
            spare = spare.saturating_sub(wider);
        }
    }

    /// Gives the label its share of the first block, and in further ones what is left over, if that is enough to read.
    fn set_label(&self, block: &mut Block, label: usize) {
        if block.first == 0 {
            let excess = block.width().saturating_sub(self.width);
            if let Some(part) = block.stub.iter_mut().find(|part| part.index == label) {
                part.width = part.width.saturating_sub(excess).max(part.width.min(LEAST_LABEL));
            }
            self.widen_label(block, label, self.width.saturating_mul(45) / 100);
            return;
        }
        let spare = self.width.saturating_sub(block.width()).saturating_sub(GAP);
        if spare >= LEAST_LABEL {
            let natural = self.stub.get(label).map_or(0, |need| need.natural);
            block.stub.push(StubPart { index: label, width: natural.min(spare).min(MOST_TEXT), is_cut: true });
            block.stub.sort_by_key(|part| part.index);
        }
    }

    fn widen_label(&self, block: &mut Block, label: usize, limit: usize) {
        let spare = self.width.saturating_sub(block.width());
        let natural = self.stub.get(label).map_or(0, |need| need.natural).min(limit);
        if let Some(part) = block.stub.iter_mut().find(|part| part.index == label) {
            part.width = part.width.saturating_add(natural.saturating_sub(part.width).min(spare));
        }
    }

    /// Uses spare room to make the tallest headings lower, step by step.
    fn lower_headings(&self, block: &mut Block) {
        let headings: Vec<&str> =
            self.sheet.columns.iter().skip(block.first).take(block.columns.len()).map(|column| column.heading.as_str()).collect();
        loop {
            let spare = self.width.saturating_sub(block.width());
            let height = |index: usize, width: usize| headings.get(index).map_or(0, |heading| wrap(heading, width, 0, LongWords::Break).len());
            let tallest = block.columns.iter().enumerate().map(|(index, width)| height(index, *width)).max().unwrap_or(0);
            if tallest <= CALM_HEIGHT {
                return;
            }
            let mut wider = block.columns.clone();
            for (index, width) in wider.iter_mut().enumerate().filter(|(index, width)| height(*index, **width) == tallest) {
                let Some(enough) = (*width..=width.saturating_add(spare)).find(|width| height(index, *width) < tallest) else { return };
                *width = enough;
            }
            let candidate = Block { columns: wider, ..block.clone() };
            if candidate.width() > self.width {
                return;
            }
            *block = candidate;
        }
    }
}

fn need_of(sheet: &Sheet, column: &Column, index: usize, width: usize, longest_word: usize) -> Need {
    let entries = sheet.rows.iter().filter_map(|row| match row {
        Row::Entries(entries) => entries.get(index),
        Row::Heading { .. } | Row::Rule | Row::Remark(_) => None,
    });
    let taken = |entry: &Entry| display_width(&entry.text).saturating_add(entry.indent);
    let unbroken = |entry: &Entry| if entry.is_text { least_width(&entry.text, LEAST_LABEL) } else { taken(entry) };
    let longest = entries.clone().map(taken).max().unwrap_or(0);
    let header_of = |longest_word| if sheet.headed { least_width(&column.heading, longest_word).max(display_width(&column.code)) } else { 0 };
    let header = header_of(longest_word);
    let least = match column.kind {
        ColumnKind::Label => longest.min(width.saturating_mul(3) / 10),
        ColumnKind::Text => longest.min(LEAST_TEXT),
        ColumnKind::Code | ColumnKind::Number => entries.map(unbroken).max().unwrap_or(0),
    };
    Need { least: least.max(header), undivided: least.max(header_of(LONGEST_WORD)), natural: longest.max(header) }
}
