//! Formulas as they are written, with each code and name in them as a link.
//!
//! In come the text of a formula and what the formula looks at; out goes the same text with links. A word becomes a link only
//! where the formula looks at what it would name, so that a number is never taken for a code; the ends of a range are
//! links also where their own cells are left out of it.

use super::deadline_text::calendar_link;
use super::entries::{Entry, Guide, grid_place};
use super::page::{Line, Piece, shown};
use super::uses::Looked;
use positum_plan::plan::{CalendarId, CellReference, ParameterId, ReportId, TableId};
use std::collections::{BTreeMap, BTreeSet};

/// What a word can stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Target {
    Entry(Entry),
    GridCell(TableId, usize, usize),
    Parameter(ParameterId),
    Calendar(CalendarId),
    Table(TableId),
}

/// Where a formula stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Standpoint {
    pub(super) report: ReportId,
    pub(super) table: Option<TableId>,
    /// Whether codes of a grid rather name its columns than its rows.
    pub(super) prefers_columns: bool,
}

/// All names of a plan, in each way in which formulas can write them.
pub(super) struct Names<'g, 'p> {
    guide: &'g Guide<'p>,
    names: BTreeMap<String, Vec<Target>>,
}

impl<'g, 'p> Names<'g, 'p> {
    pub(super) fn new(guide: &'g Guide<'p>) -> Self {
        let mut names: BTreeMap<String, Vec<Target>> = BTreeMap::new();
        let mut add = |name: String, target| names.entry(name).or_default().push(target);
        for (id, table) in guide.plan.tables.entries() {
            let report = &guide.plan.reports[table.report].name;
            add(table.name.clone(), Target::Table(id));
            add(format!("{report}.{}", table.name), Target::Table(id));
            for entry in guide.entries(id) {
                let (code, target) = (guide.code(*entry), Target::Entry(*entry));
                add(format!("{}.{code}", table.name), target);
                add(format!("{}:{code}", table.name), target);
                add(format!("{report}.{}.{code}", table.name), target);
                add(format!("{report}.{code}"), target);
                add(code, target);
            }
        }
        for (id, parameter) in guide.plan.parameters.entries() {
            add(parameter.name.clone(), Target::Parameter(id));
        }
        for (id, calendar) in guide.plan.calendars.entries() {
            add(calendar.name.clone(), Target::Calendar(id));
        }
        Self { guide, names }
    }

    /// Gives a text with links.
    pub(super) fn link(&self, text: &str, at: Standpoint, looked: &Looked) -> Line {
        let touched = Touched::new(self.guide, looked);
        let mut writer = Writer { names: self, at, touched: &touched, rest: text, line: Line::new(), plain: String::new(), list: None };
        while writer.step() {}
        writer.finish()
    }

    /// Finds what a word names: the nearest of what the formula looks at.
    fn find(&self, word: &str, at: Standpoint, touched: &Touched<'_>, is_end_of_range: bool) -> Option<Target> {
        let word = word.replace('\'', "");
        let near = |target: &Target| self.distance(*target, at);
        let known = self.names.get(&word).into_iter().flatten().copied();
        let mut targets: Vec<Target> = known.chain(self.grid_cells(&word)).collect();
        targets.sort_by_key(near);
        let seen = targets.iter().copied().find(|target| touched.has(*target));
        let nearest = || targets.first().copied().filter(|target| is_end_of_range && self.distance(*target, at).0 == 0);
        seen.or_else(nearest)
    }

    /// Gives the cells that `row:column` can name.
    fn grid_cells(&self, word: &str) -> Vec<Target> {
        let Some((row, column)) = word.rsplit_once(':') else { return Vec::new() };
        let of_row = |target: &Target| match target {
            Target::Entry(Entry::Row(table, row)) => {
                let column = self.guide.entries(*table).iter().find_map(|entry| match entry {
                    Entry::Column(_, index) if self.guide.code(*entry) == column => Some(*index),
                    Entry::Column(..) | Entry::Row(..) | Entry::Position(_) | Entry::ListColumn(_) | Entry::Total(_) | Entry::Let(_) => None,
                });
                column.map(|column| Target::GridCell(*table, *row, column))
            }
            Target::Entry(_) | Target::GridCell(..) | Target::Parameter(_) | Target::Calendar(_) | Target::Table(_) => None,
        };
        self.names.get(row).into_iter().flatten().filter_map(of_row).collect()
    }

    fn distance(&self, target: Target, at: Standpoint) -> (u8, bool) {
        let (table, is_column) = match target {
            Target::Entry(entry) => (self.guide.table_of(entry), matches!(entry, Entry::Column(..))),
            Target::GridCell(table, ..) | Target::Table(table) => (table, at.prefers_columns),
            Target::Parameter(_) | Target::Calendar(_) => return (3, false),
        };
        let far = if at.table == Some(table) {
            0
        } else if self.guide.plan.tables[table].report == at.report {
            1
        } else {
            2
        };
        (far, is_column != at.prefers_columns)
    }

    fn href(&self, target: Target) -> Option<String> {
        match target {
            Target::Entry(entry) => Some(self.guide.href(entry)),
            Target::GridCell(table, row, column) => self.guide.grid_cell(table, row, column).map(|(_, href)| href),
            Target::Parameter(parameter) => self.guide.parameter_link(parameter).href,
            Target::Calendar(calendar) => calendar_link(self.guide, calendar).href,
            Target::Table(table) => self.guide.table_link(table).href,
        }
    }
}

/// What a formula looks at, with the rows and columns in which it lies.
struct Touched<'a> {
    looked: &'a Looked,
    cells: BTreeSet<(TableId, usize, usize)>,
    rows: BTreeSet<(TableId, usize)>,
    columns: BTreeSet<(TableId, usize)>,
}

impl<'a> Touched<'a> {
    fn new(guide: &Guide<'_>, looked: &'a Looked) -> Self {
        let cells: BTreeSet<_> = looked.cells.iter().filter_map(|cell| grid_place(guide.plan, *cell)).collect();
        let rows = cells.iter().map(|(table, row, _)| (*table, *row)).collect();
        let columns = cells.iter().map(|(table, _, column)| (*table, *column)).collect();
        Self { looked, cells, rows, columns }
    }

    fn has(&self, target: Target) -> bool {
        match target {
            Target::Entry(Entry::Position(cell) | Entry::Total(cell)) => self.looked.cells.contains(&CellReference::Cell(cell)),
            Target::Entry(Entry::ListColumn(column)) => self.looked.cells.contains(&CellReference::Column(column)),
            Target::Entry(Entry::Let(reference)) => self.looked.cells.contains(&reference),
            Target::Entry(Entry::Row(table, row)) => self.rows.contains(&(table, row)),
            Target::Entry(Entry::Column(table, column)) => self.columns.contains(&(table, column)),
            Target::GridCell(table, row, column) => self.cells.contains(&(table, row, column)),
            Target::Parameter(parameter) => self.looked.parameters.contains(&parameter),
            Target::Calendar(calendar) => self.looked.calendars.contains(&calendar),
            Target::Table(table) => self.looked.lists.contains(&table),
        }
    }
}

/// Walks a text once and writes it with links.
struct Writer<'a> {
    names: &'a Names<'a, 'a>,
    at: Standpoint,
    touched: &'a Touched<'a>,
    rest: &'a str,
    line: Line,
    plain: String,
    /// The list whose key was written last: `rates["USD"]`.
    list: Option<TableId>,
}

impl<'a> Writer<'a> {
    /// Writes the next part; tells whether there was one.
    fn step(&mut self) -> bool {
        let Some(first) = self.rest.chars().next() else { return false };
        match closing_mark(first) {
            Some(closing) => {
                let after = self.rest.char_indices().skip(1).find(|(_, character)| *character == closing);
                self.write_plain(after.map_or(self.rest.len(), |(at, _)| at.saturating_add(closing.len_utf8())));
            }
            None if is_date(self.rest) => self.write_plain("2025-01-01".len()),
            None if first == '\'' || is_of_word(first) => self.write_word(),
            None => self.write_plain(first.len_utf8()),
        }
        true
    }

    fn write_plain(&mut self, length: usize) {
        let (text, rest) = self.rest.split_at_checked(length).unwrap_or((self.rest, ""));
        self.plain.push_str(text);
        self.rest = rest;
    }

    fn write_word(&mut self) {
        let lengths = word_lengths(self.rest);
        for length in lengths.iter().rev() {
            if let Some(target) = self.target(*length)
                && let Some(href) = self.names.href(target)
            {
                let (text, rest) = self.rest.split_at_checked(*length).unwrap_or((self.rest, ""));
                self.flush();
                self.line.push(Piece::link(text, href));
                self.rest = rest;
                self.list = match target {
                    Target::Table(table) => Some(table),
                    Target::Entry(_) | Target::GridCell(..) | Target::Parameter(_) | Target::Calendar(_) => self.list,
                };
                return;
            }
        }
        // The first part alone, so that what follows it is looked at too.
        self.write_plain(lengths.first().copied().unwrap_or(1).max(1));
    }

    fn target(&self, length: usize) -> Option<Target> {
        let (word, after) = self.rest.split_at_checked(length)?;
        // What brackets follow is a function.
        if after.trim_start().starts_with('(') {
            return None;
        }
        let before = self.plain.trim_end();
        if before.ends_with("].") {
            let list = self.list?;
            let is_column = |entry: &&Entry| matches!(entry, Entry::ListColumn(_)) && self.names.guide.code(**entry) == word.replace('\'', "");
            return self.names.guide.entries(list).iter().find(is_column).copied().map(Target::Entry);
        }
        let without_plus = |text: &'a str| text.trim_matches(|character: char| character == '+' || character.is_whitespace());
        let after = without_plus(after);
        let before = before.trim_end_matches(|character: char| character == '+' || character.is_whitespace());
        let is_end = after.starts_with("..") || after.starts_with('…') || before.ends_with("..") || before.ends_with('…');
        self.names.find(word, self.at, self.touched, is_end)
    }

    fn flush(&mut self) {
        if !self.plain.is_empty() {
            self.line.push(Piece::text(shown(&std::mem::take(&mut self.plain))));
        }
    }

    fn finish(mut self) -> Line {
        self.flush();
        self.line
    }
}

fn closing_mark(first: char) -> Option<char> {
    match first {
        '"' => Some('"'),
        '«' => Some('»'),
        '“' => Some('”'),
        '„' => Some('”'),
        _ => None,
    }
}

fn is_of_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// Tells whether a text begins with a day: `2025-01-01`.
fn is_date(text: &str) -> bool {
    let is_of_date = |(at, byte): (usize, u8)| if matches!(at, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() };
    text.len() >= 10 && text.bytes().take(10).enumerate().all(is_of_date)
}

/// Gives the places where the word with which a text begins may end, the nearest first: after each name of a path, and
/// before an `x` that multiplies.
fn word_lengths(text: &str) -> Vec<usize> {
    let mut lengths = Vec::new();
    let mut before = ' ';
    let mut is_quoted = false;
    let mut end = 0;
    for (at, character) in text.char_indices() {
        let next = text.get(at.saturating_add(character.len_utf8())..).and_then(|rest| rest.chars().next()).unwrap_or(' ');
        let goes_on = match character {
            '\'' => {
                is_quoted = !is_quoted;
                true
            }
            _ if is_quoted => true,
            '.' | ':' if at > 0 && (is_of_word(next) || next == '\'') => {
                lengths.push(at);
                true
            }
            'x' if at == 0 && next.is_ascii_digit() => {
                lengths.push(1);
                true
            }
            'x' if before.is_ascii_digit() => {
                lengths.push(at);
                true
            }
            other => is_of_word(other),
        };
        if !goes_on {
            break;
        }
        before = character;
        end = at.saturating_add(character.len_utf8());
    }
    lengths.push(end);
    lengths
}
