//! The parts of which pages of the guide are made, as the templates have them.
//!
//! Every text is ready to be shown: formatted, in a language, without characters that are no text. Nothing here knows plans.

use serde::Serialize;

/// A piece of a line: text, or a link.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) href: Option<String>,
    /// The language, where it is not the page's.
    pub(super) lang: Option<String>,
    /// What is read aloud in place of the text.
    pub(super) label: Option<String>,
    pub(super) is_code: bool,
}

/// Text with links.
pub(super) type Line = Vec<Piece>;

impl Piece {
    pub(super) fn text(text: impl AsRef<str>) -> Self {
        Self { text: shown(text.as_ref()), ..Self::default() }
    }

    pub(super) fn code(text: impl AsRef<str>) -> Self {
        Self { is_code: true, ..Self::text(text) }
    }

    pub(super) fn link(text: impl AsRef<str>, href: impl Into<String>) -> Self {
        Self { href: Some(href.into()), ..Self::text(text) }
    }
}

/// Gives a text as a line.
pub(super) fn line(text: impl AsRef<str>) -> Line {
    vec![Piece::text(text)]
}

/// Gives a text as a sentence.
pub(super) fn sentence(text: &str) -> String {
    format!("{}.", capitalized(text))
}

/// Gives a text with a large first letter.
pub(super) fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// Sets lines one after the other, with something between.
pub(super) fn joined(lines: impl IntoIterator<Item = Line>, between: &str) -> Line {
    let mut all = Line::new();
    for line in lines {
        if !all.is_empty() {
            all.push(Piece::text(between));
        }
        all.extend(line);
    }
    all
}

/// Gives the text with a sign in place of what is no text: controls, marks that turn the direction of reading, and what
/// XML cannot have.
pub(super) fn shown(text: &str) -> String {
    let sign = |character: char| match character {
        '\t' | '\n' | '\r' => ' ',
        '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
        other if other.is_control() => '\u{fffd}',
        other => other,
    };
    text.chars().map(sign).collect()
}

/// Something that is said of an entry.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Fact {
    pub(super) term: String,
    pub(super) lines: Vec<Line>,
    pub(super) class: &'static str,
}

impl Fact {
    pub(super) fn new(term: &str, lines: Vec<Line>) -> Self {
        Self { term: term.to_owned(), lines, class: "" }
    }
}

/// Adds what is said, where there is something.
pub(super) fn say(facts: &mut Vec<Fact>, term: &str, lines: Vec<Line>) {
    if lines.iter().any(|line| !line.is_empty()) {
        facts.push(Fact::new(term, lines));
    }
}

/// A position, row, column, check, parameter and the like, with all that is said of it.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct EntryBox {
    pub(super) anchor: String,
    /// The anchor as the end of an address; set when the page is written.
    pub(super) fragment: String,
    /// What kind of thing it is.
    pub(super) kind: String,
    pub(super) code: String,
    pub(super) title: Line,
    pub(super) class: &'static str,
    pub(super) facts: Vec<Fact>,
}

/// A cell of a table.
#[derive(Clone, Debug, Serialize)]
pub(super) struct TableCell {
    pub(super) is_header: bool,
    pub(super) scope: Option<&'static str>,
    pub(super) class: String,
    pub(super) id: Option<String>,
    pub(super) columns: usize,
    pub(super) rows: usize,
    pub(super) is_wide: bool,
    pub(super) is_high: bool,
    pub(super) line: Line,
}

impl TableCell {
    pub(super) fn value(line: Line) -> Self {
        Self { is_header: false, scope: None, class: String::new(), id: None, columns: 1, rows: 1, is_wide: false, is_high: false, line }
    }

    pub(super) fn header(line: Line, scope: &'static str) -> Self {
        Self { is_header: true, scope: Some(scope), ..Self::value(line) }
    }

    pub(super) fn class(self, class: &str) -> Self {
        Self { class: class.to_owned(), ..self }
    }

    pub(super) fn spanning(self, columns: usize, rows: usize) -> Self {
        Self { columns, rows, is_wide: columns > 1, is_high: rows > 1, ..self }
    }
}

/// A table.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct PageTable {
    pub(super) caption: Line,
    /// Whether the heading above says the same, so that the caption is read aloud alone.
    pub(super) is_captioned: bool,
    pub(super) class: &'static str,
    pub(super) head: Vec<Vec<TableCell>>,
    pub(super) body: Vec<Vec<TableCell>>,
    pub(super) foot: Vec<Vec<TableCell>>,
}

/// A picture of what depends on what.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Picture {
    /// What is read aloud of it.
    pub(super) title: String,
    /// Whether it is one of several, and has a heading.
    pub(super) is_headed: bool,
    /// The SVG, with everything in it escaped.
    pub(super) svg: String,
    /// Over the same as text.
    pub(super) summary: String,
    /// The same as text.
    pub(super) lines: Vec<Line>,
}

/// A part of a page under a heading of its own.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Section {
    pub(super) anchor: String,
    /// The anchor as the end of an address; set when the page is written.
    pub(super) fragment: String,
    pub(super) title: Line,
    pub(super) class: &'static str,
    /// Whether the lines before everything else are a list.
    pub(super) is_links: bool,
    pub(super) intro: Vec<Line>,
    pub(super) facts: Vec<Fact>,
    pub(super) tables: Vec<PageTable>,
    pub(super) pictures: Vec<Picture>,
    pub(super) samples: Vec<String>,
    pub(super) entries: Vec<EntryBox>,
}

/// A page.
#[derive(Clone, Debug, Default)]
pub(super) struct Page {
    /// The file's name.
    pub(super) file: String,
    pub(super) title: Line,
    pub(super) intro: Vec<Line>,
    pub(super) facts: Vec<Fact>,
    pub(super) sections: Vec<Section>,
    pub(super) is_search: bool,
}

impl Page {
    /// Tells whether there is anything on it: a package may have no codelists.
    pub(super) fn has_content(&self) -> bool {
        !self.facts.is_empty() || self.sections.iter().any(|section| !section.is_empty())
    }
}

impl Section {
    fn is_empty(&self) -> bool {
        let has_lines = !self.intro.is_empty() || !self.facts.is_empty() || !self.samples.is_empty();
        !has_lines && self.tables.is_empty() && self.pictures.is_empty() && self.entries.is_empty()
    }
}
