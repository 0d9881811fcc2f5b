//! A first pass over the text, before the grammar: strings, comments, brackets and declarations.
//!
//! It blanks comments and the line ends inside brackets without moving anything, cuts the text into
//! declarations, so that a mistake in one leaves the others readable, and bounds depth and size, so that
//! nothing after it can run out of stack.

use crate::phrase::{Phrase, said};
use crate::source::{SourceId, Span};
use crate::syntax_error::{SyntaxError, SyntaxErrorKind};

/// The most brackets, or operators, that may stand in each other.
pub const DEEPEST_NESTING: usize = 200;
/// The most bytes of one line.
pub const LONGEST_LINE: usize = 200_000;
/// The most bytes of one text.
pub const LARGEST_TEXT: usize = 64 * 1024 * 1024;

/// The keywords that begin declarations.
pub(crate) const DECLARATIONS: [&str; 8] = ["package", "parameter", "codelist", "calendar", "consolidation", "layout", "report", "test"];

/// The text, made ready for the grammar.
pub(crate) struct Scan {
    /// The text with comments and bracketed line ends blanked; every offset is as it was.
    pub(crate) masked: String,
    /// Declarations, and what stands between them.
    pub(crate) chunks: Vec<Chunk>,
    /// Mistakes found on the way.
    pub(crate) errors: Vec<SyntaxError>,
}

/// A stretch of text that holds one declaration, or none.
#[derive(Clone, Debug)]
pub(crate) struct Chunk {
    /// The first byte.
    pub(crate) start: usize,
    /// The byte after the last.
    pub(crate) end: usize,
    /// Whether a brace in it is not closed: what it holds cannot be told.
    pub(crate) is_torn: bool,
}

struct Brace {
    offset: usize,
    indent: usize,
}

struct Scanner<'a> {
    source: SourceId,
    text: &'a str,
    masked: Vec<u8>,
    chunks: Vec<Chunk>,
    errors: Vec<SyntaxError>,
    braces: Vec<Brace>,
    suspect: Option<usize>,
    /// Open brackets: where, which, and how many conditionals stood before them.
    brackets: Vec<(usize, char, usize)>,
    chunk_start: Option<usize>,
    /// Whether a line of the chunk holds more than blanks, outside blocks.
    has_text: bool,
    line_start: usize,
    conditionals: usize,
    /// Semicolons within brackets that are still open.
    semicolons: Vec<usize>,
    /// Whether the declaration is too deep or too long to be read.
    is_unreadable: bool,
}

/// Scans a text.
pub(crate) fn scan_text(source: SourceId, text: &str) -> Scan {
    let mut scanner = Scanner {
        source,
        text,
        masked: text.as_bytes().to_vec(),
        chunks: Vec::new(),
        errors: Vec::new(),
        braces: Vec::new(),
        suspect: None,
        brackets: Vec::new(),
        chunk_start: None,
        has_text: false,
        line_start: 0,
        conditionals: 0,
        semicolons: Vec::new(),
        is_unreadable: false,
    };
    if text.len() > LARGEST_TEXT {
        scanner.error(SyntaxErrorKind::TooLarge(LARGEST_TEXT), 0, 0);
    } else if let Some(offset) = lone_carriage_return(text) {
        let hint = Some(said!("end lines with a line feed, or with a carriage return and a line feed"));
        let kind = SyntaxErrorKind::Unexpected { found: said!("a carriage return alone"), expected: Vec::new(), hint };
        scanner.error(kind, offset, offset.saturating_add(1));
    } else if scanner.run().is_none() {
        // What could be read of it would only mislead.
        scanner.chunks.clear();
    }
    Scan { masked: String::from_utf8(scanner.masked).unwrap_or_default(), chunks: scanner.chunks, errors: scanner.errors }
}

impl Scanner<'_> {
    fn error(&mut self, kind: SyntaxErrorKind, start: usize, end: usize) {
        self.errors.push(SyntaxError { kind, span: Span::new(self.source, start, end), other: None });
    }

    fn rest(&self, offset: usize) -> &str {
        self.text.get(offset..).unwrap_or("")
    }

    fn blank(&mut self, start: usize, end: usize) {
        if let Some(bytes) = self.masked.get_mut(start..end) {
            bytes.fill(b' ');
        }
    }

    /// Walks the text; nothing where a line is too long.
    fn run(&mut self) -> Option<()> {
        let mut offset = 0;
        self.begin_line(0);
        self.bound_line()?;
        while let Some(letter) = self.rest(offset).chars().next() {
            let next = offset.saturating_add(letter.len_utf8());
            offset = match letter {
                '#' => self.comment(offset),
                '"' | '«' | '„' => self.string(offset, letter),
                '\'' => self.quoted_code(next),
                '\n' => {
                    self.line_end(offset, next);
                    self.bound_line()?;
                    next
                }
                '{' => {
                    self.open_brace(offset);
                    next
                }
                '}' => {
                    self.close_brace(offset);
                    next
                }
                '(' | '[' => {
                    self.open_bracket(offset, letter);
                    next
                }
                ')' | ']' => {
                    self.close_bracket(offset, letter);
                    next
                }
                ',' => {
                    self.conditionals = self.brackets.last().map_or(self.conditionals, |(.., before)| *before);
                    next
                }
                'i' if self.is_word(offset, "if") => {
                    self.conditional(offset);
                    next
                }
                ';' => {
                    self.semicolon(offset);
                    next
                }
                _ => next,
            };
        }
        self.finish(self.text.len());
        Some(())
    }

    /// Within brackets a semicolon is a mistake for a comma; elsewhere it ends an entry.
    fn semicolon(&mut self, offset: usize) {
        if !self.brackets.is_empty() {
            self.semicolons.push(offset);
        }
    }

    /// Notes once for a declaration that it cannot be read.
    fn unreadable(&mut self, kind: SyntaxErrorKind, offset: usize, length: usize) {
        if !self.is_unreadable {
            self.error(kind, offset, offset.saturating_add(length));
        }
        self.is_unreadable = true;
    }

    /// Finds the next line too long; what one line holds, a pass over it may look at more than once.
    fn bound_line(&mut self) -> Option<()> {
        let rest = self.text.as_bytes().get(self.line_start..).unwrap_or(&[]);
        let is_bounded = rest.get(..=LONGEST_LINE).is_none_or(|start| start.contains(&b'\n'));
        if !is_bounded {
            self.error(SyntaxErrorKind::LineTooLong(LONGEST_LINE), self.line_start, self.line_start.saturating_add(1));
            return None;
        }
        Some(())
    }

    fn is_word(&self, offset: usize, word: &str) -> bool {
        let is_part = |letter: char| letter.is_alphanumeric() || letter == '_';
        let before = self.text.get(..offset).and_then(|text| text.chars().next_back());
        let after = self.rest(offset).strip_prefix(word).map(|rest| rest.chars().next());
        !before.is_some_and(is_part) && after.is_some_and(|after| !after.is_some_and(is_part))
    }

    /// Conditionals may stand in each other without brackets, so they count by themselves.
    fn conditional(&mut self, offset: usize) {
        self.conditionals = self.conditionals.saturating_add(1);
        self.limit_depth(self.conditionals, offset, 2);
    }

    fn limit_depth(&mut self, depth: usize, offset: usize, length: usize) {
        if depth > DEEPEST_NESTING {
            self.unreadable(SyntaxErrorKind::TooDeep(DEEPEST_NESTING), offset, length);
        }
    }

    fn comment(&mut self, offset: usize) -> usize {
        let length = self.rest(offset).find('\n').unwrap_or(self.rest(offset).len());
        let end = offset.saturating_add(length);
        let end_of_comment = if self.rest(offset).get(..length).is_some_and(|comment| comment.ends_with('\r')) { end.saturating_sub(1) } else { end };
        self.blank(offset, end_of_comment);
        end
    }

    fn string(&mut self, offset: usize, quote: char) -> usize {
        let rest = self.rest(offset);
        if let Some(long) = rest.strip_prefix("\"\"\"") {
            if let Some(length) = long.find("\"\"\"") {
                return offset.saturating_add(length).saturating_add(6);
            }
            self.error(SyntaxErrorKind::UnclosedLongString, offset, offset.saturating_add(3));
            return self.text.len();
        }
        let inner = offset.saturating_add(quote.len_utf8());
        let ends = |letter: char| match quote {
            '«' => letter == '»' || letter == '\n',
            '„' => letter == '”' || letter == '“' || letter == '\n',
            _ => letter == '"' || letter == '\n',
        };
        if let Some((length, letter)) = self.rest(inner).char_indices().find(|(_, letter)| ends(*letter))
            && letter != '\n'
        {
            return inner.saturating_add(length).saturating_add(letter.len_utf8());
        }
        let closes = |letter: char| letter.is_alphanumeric() || matches!(letter, ')' | '.' | '%');
        let is_closing = self.text.get(self.line_start..offset).is_some_and(|before| before.ends_with(closes));
        let line = self.rest(inner).lines().next().unwrap_or("");
        let kind = match quote {
            '„' if line.contains('"') => SyntaxErrorKind::OtherClosingMark('„', '”'),
            '«' if line.contains('"') => SyntaxErrorKind::OtherClosingMark('«', '»'),
            _ if is_closing => SyntaxErrorKind::UnopenedString,
            _ => SyntaxErrorKind::UnclosedString,
        };
        self.error(kind, offset, inner);
        let line = self.rest(inner).lines().next().unwrap_or("");
        inner.saturating_add(unquoted_brace(line).unwrap_or(line.len()))
    }

    /// A code in single quotes may hold any sign; a quote that is not closed on its line quotes nothing.
    fn quoted_code(&self, inner: usize) -> usize {
        match self.rest(inner).char_indices().find(|(_, letter)| matches!(letter, '\'' | '\n')) {
            Some((length, '\'')) => inner.saturating_add(length).saturating_add(1),
            Some(_) | None => inner,
        }
    }

    fn line_end(&mut self, offset: usize, next: usize) {
        if self.brackets.is_empty() {
            if self.conditionals > 0 && !self.goes_on(offset, next) {
                self.conditionals = 0;
            }
            if self.braces.is_empty() {
                self.end_bare_declaration(offset);
            }
        } else {
            let start = if self.text.get(..offset).is_some_and(|text| text.ends_with('\r')) { offset.saturating_sub(1) } else { offset };
            self.blank(start, next);
            // A tab, which no number is grouped by: what stands on two lines is no single number.
            if let Some(byte) = self.masked.get_mut(start) {
                *byte = b'\t';
            }
        }
        self.begin_line(next);
    }

    /// Tells whether a formula may go on over a line end: after an operator, or before one.
    fn goes_on(&self, offset: usize, next: usize) -> bool {
        const WORDS: [&str; 11] = ["if", "then", "else", "when", "and", "or", "not", "in", "matches", "x", "="];
        let is_sign = |letter: char| {
            !letter.is_alphanumeric() && !matches!(letter, '"' | '\'' | '«' | '„' | '»' | '”' | '“' | '}' | '{' | ')' | ']' | '#' | ';' | '%' | '_')
        };
        let line = self.masked.get(self.line_start..offset).and_then(|line| std::str::from_utf8(line).ok()).unwrap_or("").trim_end();
        let following = self.rest(next).lines().map(str::trim_start).find(|line| !line.is_empty() && !line.starts_with('#')).unwrap_or("");
        let last = line.rsplit([' ', '\t']).next().unwrap_or("");
        let first = following.split([' ', '\t']).next().unwrap_or("");
        line.ends_with(is_sign) || following.starts_with(is_sign) || WORDS.contains(&last) || WORDS.contains(&first)
    }

    /// A declaration without a block ends with its line.
    fn end_bare_declaration(&mut self, offset: usize) {
        let line = self.masked.get(self.line_start..offset).unwrap_or(&[]);
        self.has_text |= line.iter().any(|byte| !byte.is_ascii_whitespace());
        if self.has_text {
            self.end_chunk(offset, false);
        }
    }

    fn begin_line(&mut self, offset: usize) {
        self.line_start = offset;
        let line = self.rest(offset).split('\n').next().unwrap_or("");
        let trimmed = line.trim_start_matches([' ', '\t']);
        let indent = line.len().saturating_sub(trimmed.len());
        if begins_declaration(trimmed, self.braces.is_empty()) {
            self.finish(offset.saturating_add(indent));
            self.chunk_start = Some(offset.saturating_add(indent));
        } else if self.chunk_start.is_none() {
            self.chunk_start = Some(offset);
        }
    }

    fn indent(&self, offset: usize) -> usize {
        let line = self.text.get(self.line_start..offset).unwrap_or("");
        line.len().saturating_sub(line.trim_start_matches([' ', '\t']).len())
    }

    fn open_brace(&mut self, offset: usize) {
        self.drop_brackets(offset);
        let indent = self.indent(offset);
        self.braces.push(Brace { offset, indent });
        self.limit_depth(self.braces.len(), offset, 1);
    }

    fn close_brace(&mut self, offset: usize) {
        self.drop_brackets(offset);
        self.conditionals = 0;
        let Some(brace) = self.braces.pop() else {
            self.error(SyntaxErrorKind::ExtraBrace, offset, offset.saturating_add(1));
            self.blank(offset, offset.saturating_add(1));
            return;
        };
        let is_first = self.text.get(self.line_start..offset).is_some_and(|text| text.trim().is_empty());
        if is_first && self.indent(offset) < brace.indent && self.suspect.is_none() {
            self.suspect = Some(brace.offset);
        }
        if self.braces.is_empty() {
            self.end_chunk(offset.saturating_add(1), false);
        }
    }

    fn open_bracket(&mut self, offset: usize, bracket: char) {
        self.brackets.push((offset, bracket, self.conditionals));
        self.limit_depth(self.brackets.len(), offset, 1);
    }

    fn close_bracket(&mut self, offset: usize, bracket: char) {
        let wanted = if bracket == ']' { '[' } else { '(' };
        match self.brackets.last() {
            Some((open, own, before)) if *own == wanted => {
                // Conditionals in brackets do not stand in what follows them.
                self.conditionals = *before;
                let open = *open;
                self.brackets.pop();
                self.semicolons_for_commas(open);
            }
            Some((open, _, before)) => {
                self.conditionals = *before;
                let other = Some(Span::new(self.source, *open, open.saturating_add(1)));
                let span = Span::new(self.source, offset, offset.saturating_add(1));
                self.errors.push(SyntaxError { kind: SyntaxErrorKind::OtherBracket(bracket), span, other });
                self.brackets.pop();
            }
            None => self.error(SyntaxErrorKind::ExtraBracket(bracket), offset, offset.saturating_add(1)),
        }
    }

    /// Within the bracket pair that opens at `open`, semicolons stand where commas belong.
    fn semicolons_for_commas(&mut self, open: usize) {
        let function = self.spreadsheet_function(open);
        if let Some((start, message, help)) = function.clone().filter(|_| self.semicolons.last().is_some_and(|offset| *offset > open)) {
            self.error(SyntaxErrorKind::Slip { message, help }, start, open);
        }
        while let Some(offset) = self.semicolons.pop_if(|offset| *offset > open) {
            if function.is_none() {
                let hint = Some(said!("between brackets values are separated by commas"));
                let kind = SyntaxErrorKind::Unexpected { found: said!("`;`"), expected: vec![said!("`,`")], hint };
                self.error(kind, offset, offset.saturating_add(1));
            }
            if let Some(byte) = self.masked.get_mut(offset) {
                *byte = b',';
            }
        }
    }

    /// Recognizes a function in capitals before a bracket: where it stands, and what to say of it.
    fn spreadsheet_function(&self, open: usize) -> Option<(usize, Phrase, Phrase)> {
        let before = self.text.get(..open)?;
        let start = before.trim_end_matches(|letter: char| letter.is_ascii_uppercase()).len();
        let function = before.get(start..).filter(|function| function.len() > 1)?;
        let help = match function {
            "IF" => said!("write `if 010 > 020 then 010 else 020`"),
            "IFERROR" => said!("write `a else b`"),
            "AND" | "OR" => said!("write `a {} b`", function.to_ascii_lowercase()),
            _ => said!("write `{}(010, 020)`, with commas", function.to_ascii_lowercase()),
        };
        Some((start, said!("`{function}(…; …)` is how spreadsheets write it"), help))
    }

    /// Brackets do not reach over braces: an open one is a mistake, and its lines are lines again.
    fn drop_brackets(&mut self, end: usize) {
        self.semicolons.clear();
        let Some((first, ..)) = self.brackets.first().copied() else { return };
        let brackets = std::mem::take(&mut self.brackets);
        let nexts = brackets.iter().skip(1).map(|(offset, ..)| *offset).chain([self.text.len()]);
        for ((offset, bracket, _), next) in brackets.iter().copied().zip(nexts) {
            // Of several on one line the last says it.
            let is_last = next == self.text.len() || self.text.get(offset..next).is_some_and(|text| text.contains('\n'));
            if is_last {
                self.error(SyntaxErrorKind::UnclosedBracket(bracket), offset, offset.saturating_add(1));
            }
        }
        let bytes = self.text.bytes().enumerate().take(end).skip(first);
        for (offset, _) in bytes.filter(|(_, byte)| *byte == b'\n') {
            if let Some(byte) = self.masked.get_mut(offset) {
                *byte = b'\n';
            }
        }
    }

    /// Ends what is open before a new declaration, or at the end of the text.
    fn finish(&mut self, offset: usize) {
        self.drop_brackets(offset);
        let is_torn = !self.braces.is_empty();
        if let Some(open) = self.suspect.or_else(|| self.braces.first().map(|brace| brace.offset)).filter(|_| is_torn) {
            let next = self.rest(offset).find('\n').unwrap_or(self.rest(offset).len());
            let span = Span::new(self.source, open, open.saturating_add(1));
            let other = (next > 0).then(|| Span::new(self.source, offset, offset.saturating_add(next)));
            self.errors.push(SyntaxError { kind: SyntaxErrorKind::UnclosedBrace, span, other });
        }
        self.braces.clear();
        self.end_chunk(offset, is_torn);
    }

    fn end_chunk(&mut self, end: usize, is_torn: bool) {
        self.suspect = None;
        self.conditionals = 0;
        self.has_text = false;
        let is_torn = is_torn || std::mem::take(&mut self.is_unreadable);
        if let Some(start) = self.chunk_start.take() {
            let is_empty = self.masked.get(start..end).is_none_or(|text| text.iter().all(u8::is_ascii_whitespace));
            if !is_empty {
                self.chunks.push(Chunk { start, end, is_torn });
            }
        }
        self.chunk_start = (end < self.text.len()).then_some(end);
    }
}

/// Finds a line end of one sign that editors disagree about: a comment would hide what some of them show below it.
fn lone_carriage_return(text: &str) -> Option<usize> {
    text.match_indices('\r').map(|(offset, _)| offset).find(|offset| text.as_bytes().get(offset.saturating_add(1)) != Some(&b'\n'))
}

/// Finds the brace at the end of a line that a label without its closing mark has swallowed.
fn unquoted_brace(line: &str) -> Option<usize> {
    let count = |brace: char| line.chars().filter(|letter| *letter == brace).count();
    let end = line.trim_end();
    let (opened, closed) = (count('{'), count('}'));
    let is_swallowed = (end.ends_with('{') && opened > closed) || (end.ends_with('}') && closed > opened);
    is_swallowed.then(|| end.len().saturating_sub(1))
}

/// Tells whether a line, without its indent, begins a declaration: at top level by its keyword; elsewhere,
/// where a brace may be missing, only by a keyword, a name and what follows a declaration's name.
fn begins_declaration(line: &str, is_top_level: bool) -> bool {
    let Some((keyword, rest)) = line.split_once([' ', '\t']) else { return false };
    if !DECLARATIONS.contains(&keyword) {
        return false;
    }
    let rest = rest.trim_start();
    let after_name = rest.trim_start_matches(|letter: char| letter.is_ascii_alphanumeric() || letter == '_');
    let has_name = rest.starts_with(|letter: char| letter.is_ascii_lowercase()) && after_name.len() < rest.len();
    let has_title = rest.starts_with(['"', '«', '„']) && rest.trim_end().ends_with('{');
    let is_without_name = ["test", "consolidation"].contains(&keyword) && has_title || keyword == "consolidation" && rest.starts_with('{');
    is_top_level || is_without_name || (has_name && after_name.trim_start().starts_with(['"', '«', '„', '{']))
}
