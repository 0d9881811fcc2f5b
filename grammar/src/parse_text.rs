//! From text to a syntax tree and all its syntax errors.

use crate::build_tree::other_words::keyword_for;
use crate::build_tree::{self, Read};
use crate::known_stack::with_known_stack;
use crate::scan_text::{self, Chunk, DECLARATIONS};
use crate::source::{SourceId, Span};
use crate::suggest;
use crate::syntax_error::{SyntaxError, SyntaxErrorKind, visible};
use crate::syntax_tree::{SyntaxTree, Word, WordKind};

pub use crate::scan_text::{DEEPEST_NESTING, LARGEST_TEXT, LONGEST_LINE};

/// A syntax tree with what is wrong in the text; what could not be read is not in the tree.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parsed {
    /// What could be read.
    pub tree: SyntaxTree,
    /// What is wrong, by place.
    pub errors: Vec<SyntaxError>,
}

/// Reads a definition. Mistakes in one declaration, table or entry leave the others readable.
pub fn parse_text(source: SourceId, text: &str) -> Parsed {
    with_known_stack(|| parse_on_this_stack(source, text))
}

/// Gives a text without its comments; everything else stays where it is.
pub fn without_comments(text: &str) -> String {
    scan_text::scan_text(SourceId(0), text).masked
}

/// A block without its `{` ends what is around it: that is no mistake of its own.
fn leave_out_what_follows(errors: &mut Vec<SyntaxError>) {
    let Some(first) = errors.iter().find(|error| error.kind.is_missing_brace()).map(|error| error.span) else { return };
    let follows = |error: &SyntaxError| match &error.kind {
        SyntaxErrorKind::ExtraBrace => true,
        SyntaxErrorKind::UnknownDeclaration { word, .. } => ["form", "grid", "list", "check"].contains(&word.as_str()),
        _ => false,
    };
    errors.retain(|error| error.span < first || !follows(error));
}

/// A text over two lines has a mark that is not closed and, on the next line, one that closes nothing: one mistake.
fn join_quotation_marks(errors: &mut Vec<SyntaxError>, text: &str) {
    let is_next_line =
        |left: Span, right: Span| text.get(left.range().end..right.range().start).is_some_and(|between| between.matches('\n').count() == 1);
    let opens: Vec<Span> = errors.iter().filter(|error| error.kind == SyntaxErrorKind::UnclosedString).map(|error| error.span).collect();
    errors.retain(|error| error.kind != SyntaxErrorKind::UnopenedString || !opens.iter().any(|open| is_next_line(*open, error.span)));
}

/// How much of a text tells its format.
const HEAD: usize = 4096;

/// Reads a definition on a stack that the caller has made by [`with_known_stack`]: a package of a hundred files needs one.
pub fn parse_on_this_stack(source: SourceId, text: &str) -> Parsed {
    let scan = scan_text::scan_text(source, text);
    if let Some(error) = other_format(source, text) {
        return Parsed { tree: SyntaxTree::default(), errors: vec![error] };
    }
    let mut parsed = Parsed { tree: SyntaxTree::default(), errors: scan.errors.clone() };
    for chunk in &scan.chunks {
        read_chunk(source, &scan.masked, chunk, &scan.errors, &mut parsed);
    }
    parsed.errors.sort_by_key(|error| error.span);
    parsed.errors.dedup();
    leave_out_what_follows(&mut parsed.errors);
    join_quotation_marks(&mut parsed.errors, text);
    parsed
}

/// Recognizes what is given for a definition by mistake, mostly a submission.
fn other_format(source: SourceId, text: &str) -> Option<SyntaxError> {
    let masked = scan_text::scan_text(source, text.get(..text.floor_char_boundary(HEAD)).unwrap_or("")).masked;
    let head = masked.trim_start_matches('\u{feff}').trim_start();
    let first_line = head.lines().next().unwrap_or("").trim_end();
    let is_csv = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == ',' || letter == ';';
    let inner = head.trim_start_matches(['{', '[']).trim_start();
    let format = if inner.len() < head.len() && inner.starts_with(['"', '{', ']', '}']) {
        "JSON"
    } else if head.starts_with("<?xml") || (head.starts_with('<') && first_line.contains('>')) {
        "XML"
    } else if first_line.matches([',', ';']).count() >= 2 && first_line.chars().all(is_csv) {
        "CSV"
    } else {
        return None;
    };
    let start = masked.len().saturating_sub(head.len());
    let span = Span::new(source, start, start.saturating_add(first_line.len()));
    Some(SyntaxError { kind: SyntaxErrorKind::OtherFormat(format), span, other: None })
}

/// Reads a formula that stands in a text, in a message say; `offset` is where it begins.
///
/// # Errors
/// The first mistake in it.
pub fn parse_formula(source: SourceId, text: &str, offset: usize) -> Result<crate::syntax_tree::Expression, SyntaxError> {
    let scan = scan_text::scan_text(source, text);
    let shifted = |mut error: SyntaxError| {
        let range = error.span.range();
        error.span = Span::new(source, range.start.saturating_add(offset), range.end.saturating_add(offset));
        error
    };
    if let Some(error) = scan.errors.into_iter().next() {
        return Err(shifted(error));
    }
    build_tree::read_formula(source, &scan.masked, offset)
}

fn read_chunk(source: SourceId, masked: &str, chunk: &Chunk, known: &[SyntaxError], parsed: &mut Parsed) {
    let text = masked.get(chunk.start..chunk.end).unwrap_or("");
    let trimmed = text.trim_start();
    let start = chunk.start.saturating_add(text.len().saturating_sub(trimmed.len()));
    let keyword = first_word(trimmed);
    let Some(declaration) = DECLARATIONS.into_iter().find(|declaration| *declaration == keyword) else {
        unknown_declaration(source, start, keyword, trimmed, parsed);
        return;
    };
    if chunk.is_torn {
        parsed.tree.broken.extend(declared_name(source, start, trimmed));
        return;
    }
    let Read { tree, errors, is_whole } = build_tree::read_declaration(source, masked, chunk.start..chunk.end, declaration);
    if !is_whole {
        parsed.tree.broken.extend(declared_name(source, start, trimmed));
    }
    parsed.tree.append(tree);
    let follows = |part: &Span| known.iter().any(|error| part.contains(error.span));
    parsed.errors.extend(errors.into_iter().filter(|(_, part)| !follows(part)).map(|(error, _)| error));
}

fn unknown_declaration(source: SourceId, start: usize, keyword: &str, text: &str, parsed: &mut Parsed) {
    let whole = Span::new(source, start, start.saturating_add(text.len()));
    if text.starts_with('{') || parsed.errors.iter().any(|error| whole.contains(error.span)) {
        return;
    }
    let written: String = if keyword.is_empty() { text.chars().take(1).collect() } else { keyword.to_owned() };
    let end = start.saturating_add(written.len());
    let word: String = written.chars().map(visible).collect();
    let lower = word.to_lowercase();
    let nearest = keyword_for(&lower).filter(|keyword| DECLARATIONS.contains(keyword));
    let nearest = nearest
        .or_else(|| DECLARATIONS.into_iter().find(|keyword| *keyword == lower).or_else(|| suggest::nearest(&lower, DECLARATIONS).into_iter().next()));
    let kind = SyntaxErrorKind::UnknownDeclaration { word, nearest };
    if nearest.is_some() {
        // What it declares is known by name, so that nobody misses it.
        parsed.tree.broken.extend(declared_name(source, start, text));
    }
    parsed.errors.push(SyntaxError { kind, span: Span::new(source, start, end), other: None });
}

fn first_word(text: &str) -> &str {
    let end = text.find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(text.len());
    text.get(..end).unwrap_or("")
}

fn declared_name(source: SourceId, start: usize, text: &str) -> Option<Word> {
    let keyword = first_word(text);
    let rest = text.get(keyword.len()..)?;
    let name = rest.trim_start();
    let offset = start.saturating_add(text.len().saturating_sub(name.len()));
    let name = first_word(name);
    let span = Span::new(source, offset, offset.saturating_add(name.len()));
    (!name.is_empty()).then(|| Word { text: name.to_owned(), kind: WordKind::Name, span })
}
