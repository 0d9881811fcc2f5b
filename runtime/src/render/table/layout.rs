//! Lays cells out side by side: wraps, aligns, spans columns, and gives lines without trailing spaces.
//!
//! It knows widths and styles; what is shown, it does not know.

use super::wrap::{LongWords, cut, display_width, wrap};

/// The space between columns: two, for numbers have spaces inside.
pub(super) const GAP: usize = 2;

/// Where a text stands in its width.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Alignment {
    #[default]
    Left,
    Right,
    Center,
}

/// How a text looks on a terminal that has colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Style {
    #[default]
    Plain,
    Bold,
    Dim,
    Red,
    Yellow,
}

impl Style {
    /// Gives the text with the codes that switch the style on and off.
    pub(super) fn applied(self, text: &str) -> String {
        let code = match self {
            Self::Plain => return text.to_owned(),
            Self::Bold => "1",
            Self::Dim => "2",
            Self::Red => "31",
            Self::Yellow => "33",
        };
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    }
}

/// Whether the lines of a row's shorter cells stand at its top or its bottom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Upright {
    Top,
    Bottom,
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// Text that is wrapped; lines after the first hang by so much.
    Wrapped(String, usize),
    /// Text on one line that is cut where it is too long.
    Cut(String),
    /// Text that is neither wrapped nor cut: a number.
    Whole(String),
    /// A rule over the whole width.
    Rule,
    /// Nothing.
    Nothing,
}

/// A cell of a laid-out row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) content: Content,
    pub(super) alignment: Alignment,
    pub(super) style: Style,
    /// How many columns it spans; at least one.
    pub(super) span: usize,
    /// Spaces before its text.
    pub(super) indent: usize,
}

impl Cell {
    /// Makes a cell of one column.
    pub(super) fn new(content: Content, alignment: Alignment, style: Style) -> Self {
        Self { content, alignment, style, span: 1, indent: 0 }
    }

    fn lines(&self, width: usize) -> Vec<String> {
        let inner = width.saturating_sub(self.indent);
        let lines = match &self.content {
            Content::Wrapped(text, hang) => wrap(text, inner, *hang, LongWords::Break),
            Content::Cut(text) => vec![cut(text, inner)],
            Content::Whole(text) => vec![text.clone()],
            Content::Rule => vec!["─".repeat(inner)],
            Content::Nothing => Vec::new(),
        };
        let pad = " ".repeat(self.indent);
        lines.into_iter().map(|line| format!("{pad}{line}")).collect()
    }
}

/// A cell with its place on a page: its lines, and where they begin.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    pub(super) lines: Vec<String>,
    /// The line, of those that are drawn together, on which its first stands.
    pub(super) top: usize,
    start: usize,
    width: usize,
    alignment: Alignment,
    style: Style,
}

impl Placed {
    /// Gives the terminal column on which it begins.
    pub(super) fn start(&self) -> usize {
        self.start
    }

    /// Places a cell at the top of the column `first`.
    pub(super) fn new(cell: &Cell, widths: &[usize], first: usize) -> Self {
        let width = spanned_width(widths, first, cell.span);
        let start = widths.iter().take(first).map(|width| width.saturating_add(GAP)).sum();
        Self { lines: cell.lines(width), top: 0, start, width, alignment: cell.alignment, style: cell.style }
    }
}

/// Collects lines, with colours or without.
#[derive(Debug, Default)]
pub(super) struct Page {
    lines: Vec<String>,
    color: bool,
}

impl Page {
    pub(super) fn new(color: bool) -> Self {
        Self { lines: Vec::new(), color }
    }

    /// Adds a line of one style.
    pub(super) fn line(&mut self, text: &str, style: Style) {
        let (spaces, text) = split_indent(text.trim_end_matches(' '));
        let shown = self.styled(text, style);
        self.lines.push(format!("{spaces}{shown}"));
    }

    /// Adds lines of one style, wrapped to `width`.
    pub(super) fn wrapped(&mut self, text: &str, width: usize, hang: usize, style: Style) {
        for line in wrap(text, width, hang, LongWords::Keep) {
            self.line(&line, style);
        }
    }

    /// Adds a line made of parts with styles of their own.
    pub(super) fn parts(&mut self, parts: &[(&str, Style)]) {
        let line: String = parts.iter().map(|(text, style)| self.styled(text, *style)).collect();
        self.lines.push(line.trim_end_matches(' ').to_owned());
    }

    /// Adds an empty line, unless there is one already or nothing before it.
    pub(super) fn space(&mut self) {
        if self.lines.last().is_some_and(|line| !line.is_empty()) {
            self.lines.push(String::new());
        }
    }

    /// Adds a rule.
    pub(super) fn rule(&mut self, width: usize) {
        self.line(&"─".repeat(width), Style::Plain);
    }

    /// Adds a row of cells under columns of `widths`.
    pub(super) fn row(&mut self, widths: &[usize], cells: &[Cell], upright: Upright) {
        let mut next = 0_usize;
        let mut placed = Vec::new();
        for cell in cells {
            placed.push(Placed::new(cell, widths, next));
            next = next.saturating_add(cell.span);
        }
        let height = placed.iter().map(|cell| cell.lines.len()).max().unwrap_or(0);
        if upright == Upright::Bottom {
            for cell in &mut placed {
                cell.top = height.saturating_sub(cell.lines.len());
            }
        }
        self.placed(&placed, height);
    }

    /// Adds `height` lines on which cells stand where they were placed, from left to right.
    pub(super) fn placed(&mut self, cells: &[Placed], height: usize) {
        for index in 0..height {
            let mut line = String::new();
            let mut taken = 0_usize;
            for cell in cells {
                let Some(text) = index.checked_sub(cell.top).and_then(|index| cell.lines.get(index)) else { continue };
                let (spaces, text) = split_indent(text);
                let spare = cell.width.saturating_sub(spaces.len()).saturating_sub(display_width(text));
                let before = match cell.alignment {
                    Alignment::Left => 0,
                    Alignment::Right => spare,
                    Alignment::Center => spare / 2,
                };
                if text.is_empty() {
                    continue;
                }
                let target = cell.start.saturating_add(spaces.len()).saturating_add(before);
                line.push_str(&" ".repeat(target.saturating_sub(taken)));
                line.push_str(&self.styled(text, cell.style));
                taken = target.max(taken).saturating_add(display_width(text));
            }
            self.lines.push(line);
        }
    }

    /// Gives the text of all lines.
    pub(super) fn text(&self) -> String {
        let mut text = self.lines.join("\n");
        text.push('\n');
        text
    }

    fn styled(&self, text: &str, style: Style) -> String {
        if self.color && !text.is_empty() { style.applied(text) } else { text.to_owned() }
    }
}

/// Gives the width that `span` columns from `first` on take, with the gaps between them.
pub(super) fn spanned_width(widths: &[usize], first: usize, span: usize) -> usize {
    let columns = widths.iter().skip(first).take(span);
    let gaps = columns.len().saturating_sub(1).saturating_mul(GAP);
    columns.sum::<usize>().saturating_add(gaps)
}

fn split_indent(text: &str) -> (&str, &str) {
    let inner = text.trim_start_matches(' ');
    text.split_at_checked(text.len().saturating_sub(inner.len())).unwrap_or(("", text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped(text: &str, alignment: Alignment) -> Cell {
        Cell::new(Content::Wrapped(text.to_owned(), 0), alignment, Style::Plain)
    }

    fn nothing() -> Cell {
        Cell::new(Content::Nothing, Alignment::Left, Style::Plain)
    }

    fn whole(text: &str) -> Cell {
        Cell::new(Content::Whole(text.to_owned()), Alignment::Right, Style::Plain)
    }

    fn laid_out(widths: &[usize], cells: &[Cell], upright: Upright) -> String {
        let mut page = Page::new(false);
        page.row(widths, cells, upright);
        page.text()
    }

    #[test]
    fn a_number_stands_at_the_bottom_or_the_top_of_its_label() {
        let cells = [wrapped("Pašu kapitāls", Alignment::Left), whole("250")];
        assert_eq!(laid_out(&[9, 5], &cells, Upright::Bottom), "Pašu\nkapitāls     250\n");
        assert_eq!(laid_out(&[9, 5], &cells, Upright::Top), "Pašu         250\nkapitāls\n");
    }

    #[test]
    fn a_heading_spans_its_columns_with_their_gap() {
        let mut heading = wrapped("Summa", Alignment::Center);
        heading.span = 2;
        assert_eq!(laid_out(&[3, 4, 5, 2], &[nothing(), heading, whole("9")], Upright::Bottom), "        Summa      9\n");
    }

    #[test]
    fn a_rule_is_as_wide_as_its_span() {
        let mut rule = Cell::new(Content::Rule, Alignment::Left, Style::Plain);
        rule.span = 2;
        assert_eq!(laid_out(&[2, 3, 4], &[nothing(), rule], Upright::Bottom), "    ─────────\n");
    }

    #[test]
    fn wide_letters_do_not_move_the_next_column() {
        let lines = laid_out(&[6, 3], &[wrapped("日本", Alignment::Left), whole("1")], Upright::Top);
        assert_eq!(lines, "日本      1\n");
    }

    #[test]
    fn colours_change_no_width() {
        let mut page = Page::new(true);
        page.row(&[4, 3], &[Cell::new(Content::Cut("010".to_owned()), Alignment::Left, Style::Dim), whole("7")], Upright::Top);
        assert_eq!(page.text(), "\u{1b}[2m010\u{1b}[0m     7\n");
    }

    #[test]
    fn a_space_is_one_empty_line_and_none_in_front() {
        let mut page = Page::new(false);
        page.space();
        page.line("a  ", Style::Plain);
        page.space();
        page.space();
        page.line("b", Style::Plain);
        assert_eq!(page.text(), "a\n\nb\n");
    }
}
