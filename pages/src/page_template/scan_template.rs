//! Looks through a user's template before it is compiled: size, depth, blocks, names.
//!
//! In comes a text; out come its tags with their places, or the first mistake. It accepts less than handlebars does, so that
//! what it understands by a tag is what handlebars does: no braces, brackets or assignments inside tags, no definitions of
//! partials, no raw blocks, no backslash before a tag. It renders nothing.

use super::PARTS;
use super::known_names::is_known;
use super::template_error::{Mistake, TemplateError};

/// The largest template, in bytes.
pub(super) const LARGEST_TEMPLATE: usize = 1024 * 1024;
/// How deep blocks may stand in each other. Each level takes room on the stack while a page is written; a thread of 2 MiB
/// has room for some hundreds.
pub(super) const DEEPEST_BLOCKS: usize = 24;
/// The longest tag, in bytes.
pub(super) const LONGEST_TAG: usize = 1024;
/// How deep brackets may stand in each other inside a tag.
const DEEPEST_BRACKETS: usize = 4;
/// What may begin a block, then what may stand in brackets.
pub(super) const HELPERS: [&str; 9] = ["each", "if", "unless", "with", "eq", "ne", "and", "or", "not"];
/// How many of these begin blocks.
const BLOCK_HELPERS: usize = 4;
/// Names that handlebars itself gives.
const LOCAL_NAMES: [&str; 6] = ["@root", "@index", "@first", "@last", "@key", "this"];

/// A tag of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tag {
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) kind: TagKind,
    /// The first word after what tells the kind.
    pub(super) name: String,
    words: Vec<String>,
}

/// What a tag does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TagKind {
    Value,
    Block,
    Else,
    End,
    Part,
}

/// The tags of a template.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Scanned {
    pub(super) tags: Vec<Tag>,
}

impl Scanned {
    /// Gives the last name of the tag at a place, which is what it is about.
    pub(super) fn name_at(&self, line: usize, column: usize) -> Option<String> {
        let tag = self.tags.iter().find(|tag| (tag.line, tag.column) == (line, column))?;
        tag.words.iter().rev().find(|word| word.starts_with(|first: char| first.is_alphabetic() || "@.".contains(first))).cloned()
    }
}

/// Looks through a template.
pub(super) fn scan_template(text: &str) -> Result<Scanned, TemplateError> {
    if text.len() > LARGEST_TEMPLATE {
        return Err(TemplateError { line: 1, column: 1, mistake: Mistake::TooLarge });
    }
    let tags = tags_of(text)?;
    check_blocks(&tags)?;
    check_names(&tags)?;
    Ok(Scanned { tags })
}

/// Where the scanner is.
struct Place<'t> {
    rest: &'t str,
    line: usize,
    column: usize,
}

impl<'t> Place<'t> {
    /// Goes on by so many bytes and gives what it passed.
    fn pass(&mut self, length: usize) -> &'t str {
        let (passed, rest) = self.rest.split_at_checked(length).unwrap_or((self.rest, ""));
        for character in passed.chars() {
            if character == '\n' {
                (self.line, self.column) = (self.line.saturating_add(1), 1);
            } else {
                self.column = self.column.saturating_add(1);
            }
        }
        self.rest = rest;
        passed
    }

    fn error(&self, mistake: Mistake) -> TemplateError {
        TemplateError { line: self.line, column: self.column, mistake }
    }
}

fn tags_of(text: &str) -> Result<Vec<Tag>, TemplateError> {
    let mut place = Place { rest: text, line: 1, column: 1 };
    let mut tags = Vec::new();
    while let Some(start) = place.rest.find("{{") {
        if place.pass(start).ends_with('\\') {
            return Err(place.error(Mistake::NotSupported("\\{{".to_owned())));
        }
        if let Some(length) = comment_length(place.rest) {
            place.pass(length);
            continue;
        }
        tags.extend(tag(&mut place)?);
    }
    Ok(tags)
}

/// Gives the length of a comment, where one begins.
fn comment_length(text: &str) -> Option<usize> {
    let long = || text.strip_prefix("{{!--").and_then(|rest| rest.find("--}}")).map(|end| end.saturating_add("{{!----}}".len()));
    let short = || text.strip_prefix("{{!").and_then(|rest| rest.find("}}")).map(|end| end.saturating_add("{{!}}".len()));
    long().or_else(short)
}

fn tag(place: &mut Place<'_>) -> Result<Option<Tag>, TemplateError> {
    let (line, column) = (place.line, place.column);
    let error = |mistake| TemplateError { line, column, mistake };
    if place.rest.starts_with("{{{{") {
        return Err(error(Mistake::NotSupported("{{{{".to_owned())));
    }
    let (open, close) = if place.rest.starts_with("{{{") { ("{{{", "}}}") } else { ("{{", "}}") };
    place.pass(open.len());
    let end = place.rest.find('}').ok_or_else(|| error(Mistake::OpenTag))?;
    if end > LONGEST_TAG {
        return Err(error(Mistake::LongTag));
    }
    let inside = place.pass(end);
    if !place.rest.starts_with(close) || inside.contains('{') {
        return Err(error(Mistake::OpenTag));
    }
    place.pass(close.len());
    if place.rest.starts_with('}') {
        return Err(error(Mistake::NotSupported("}}}".to_owned())));
    }
    let inside = inside.trim();
    let inside = inside.strip_prefix('~').unwrap_or(inside);
    let inside = inside.strip_suffix('~').unwrap_or(inside).trim();
    let (kind, rest) = kind_of(inside);
    if kind == TagKind::Block && rest.trim_start().starts_with(['*', '>']) {
        return Err(error(Mistake::NotSupported(format!("#{}", rest.split_whitespace().next().unwrap_or_default()))));
    }
    let words = words_of(rest).map_err(error)?;
    let name = words.first().cloned().unwrap_or_default();
    if name.is_empty() && kind != TagKind::Else {
        return Err(error(Mistake::Syntax));
    }
    if open == "{{{" && kind != TagKind::Value {
        return Err(error(Mistake::NotSupported(open.to_owned())));
    }
    Ok(Some(Tag { line, column, kind, name, words }))
}

fn kind_of(inside: &str) -> (TagKind, &str) {
    let after_else = inside.strip_prefix("else").filter(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace));
    if let Some(rest) = after_else.or_else(|| inside.strip_prefix('^')) {
        return (TagKind::Else, rest);
    }
    let kinds = [('#', TagKind::Block), ('/', TagKind::End), ('>', TagKind::Part), ('&', TagKind::Value)];
    let found = kinds.into_iter().find_map(|(sign, kind)| inside.strip_prefix(sign).map(|rest| (kind, rest)));
    found.unwrap_or((TagKind::Value, inside))
}

/// Gives the words of a tag, brackets as words of their own, quoted texts without what they hold.
fn words_of(text: &str) -> Result<Vec<String>, Mistake> {
    let mut words = Vec::new();
    let mut depth = 0_usize;
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '(' | ')' | '|' => 1,
            '"' | '\'' => rest
                .char_indices()
                .skip(1)
                .find(|(_, character)| *character == first)
                .map(|(end, _)| end.saturating_add(1))
                .ok_or(Mistake::OpenTag)?,
            _ => rest.find(|character: char| character.is_whitespace() || "()|\"'".contains(character)).unwrap_or(rest.len()),
        };
        let (word, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        match first {
            '(' => depth = depth.saturating_add(1),
            ')' => depth = depth.checked_sub(1).ok_or(Mistake::Syntax)?,
            '"' | '\'' if word.contains('\\') => return Err(Mistake::NotSupported("\\".to_owned())),
            _ => {}
        }
        if depth > DEEPEST_BRACKETS {
            return Err(Mistake::TooDeep);
        }
        words.push(word.to_owned());
        rest = after.trim_start();
    }
    if depth == 0 { Ok(words) } else { Err(Mistake::Syntax) }
}

/// Looks whether blocks end as they began, and not too deep. A chain of `else if` is as deep as it is long.
fn check_blocks(tags: &[Tag]) -> Result<(), TemplateError> {
    let mut open: Vec<(&Tag, usize)> = Vec::new();
    let mut depth = 0_usize;
    for tag in tags {
        let error = |mistake| TemplateError { line: tag.line, column: tag.column, mistake };
        match tag.kind {
            TagKind::Block => {
                open.push((tag, 1));
                depth = depth.saturating_add(1);
            }
            TagKind::Else => {
                let (_, levels) = open.last_mut().ok_or_else(|| error(Mistake::LooseElse))?;
                *levels = levels.saturating_add(1);
                depth = depth.saturating_add(1);
            }
            TagKind::End => {
                let other = |expected: &str| error(Mistake::OtherEnd { found: tag.name.clone(), expected: expected.to_owned() });
                let (begun, levels) = open.pop().ok_or_else(|| other(""))?;
                if begun.name != tag.name || tag.words.len() > 1 {
                    return Err(other(&begun.name));
                }
                depth = depth.saturating_sub(levels);
            }
            TagKind::Value | TagKind::Part => {}
        }
        if depth > DEEPEST_BLOCKS {
            return Err(error(Mistake::TooDeep));
        }
    }
    match open.last() {
        Some((tag, _)) => Err(TemplateError { line: tag.line, column: tag.column, mistake: Mistake::OpenBlock(tag.name.clone()) }),
        None => Ok(()),
    }
}

/// Looks whether helpers, parts and names are known, wherever they stand.
fn check_names(tags: &[Tag]) -> Result<(), TemplateError> {
    let given: Vec<&str> = tags.iter().flat_map(block_parameters).collect();
    for tag in tags {
        check_tag(tag, &given).map_err(|mistake| TemplateError { line: tag.line, column: tag.column, mistake })?;
    }
    Ok(())
}

fn check_tag(tag: &Tag, given: &[&str]) -> Result<(), Mistake> {
    let words: Vec<&str> = tag.words.iter().map(String::as_str).take_while(|word| *word != "as").collect();
    let rest = match (tag.kind, words.as_slice()) {
        (TagKind::End, _) | (TagKind::Else, []) => return Ok(()),
        (TagKind::Part, [name]) => {
            return if PARTS.contains(name) { Ok(()) } else { Err(Mistake::UnknownPart((*name).to_owned())) };
        }
        (TagKind::Part, [_, other, ..]) => return Err(Mistake::NotSupported((*other).to_owned())),
        (TagKind::Block | TagKind::Else, [helper, rest @ ..]) => {
            if !HELPERS.iter().take(BLOCK_HELPERS).any(|known| known == helper) {
                return Err(Mistake::UnknownHelper((*helper).to_owned()));
            }
            rest
        }
        (TagKind::Value, [only]) => return check_path(only, given),
        (TagKind::Value, [helper, ..]) => return Err(Mistake::UnknownHelper((*helper).to_owned())),
        (TagKind::Value | TagKind::Part | TagKind::Block, []) => return Err(Mistake::Syntax),
    };
    if rest.is_empty() {
        return Err(Mistake::Syntax);
    }
    let mut after_bracket = false;
    for word in rest {
        match *word {
            "(" => {}
            ")" | "|" => {}
            helper if after_bracket => {
                if !HELPERS.iter().skip(BLOCK_HELPERS).any(|known| *known == helper) {
                    return Err(Mistake::UnknownHelper(helper.to_owned()));
                }
            }
            path => check_path(path, given)?,
        }
        after_bracket = *word == "(";
    }
    Ok(())
}

/// Gives the names that a block gives itself: `as |cell|`.
fn block_parameters(tag: &Tag) -> impl Iterator<Item = &str> {
    tag.words.iter().map(String::as_str).skip_while(|word| *word != "as").skip(1).filter(|word| *word != "|")
}

fn check_path(path: &str, given: &[&str]) -> Result<(), Mistake> {
    let is_literal = path.starts_with(['"', '\'']) || matches!(path, "true" | "false" | "null") || path.bytes().all(|byte| byte.is_ascii_digit());
    if is_literal {
        return Ok(());
    }
    if path.contains(|character: char| !(character.is_alphanumeric() || "_@./-".contains(character))) {
        return Err(Mistake::NotSupported(path.to_owned()));
    }
    let is_known_segment = |segment: &&str| {
        segment.is_empty()
            || segment.bytes().all(|byte| byte.is_ascii_digit())
            || LOCAL_NAMES.contains(segment)
            || given.contains(segment)
            || is_known(segment)
    };
    match path.split(['/', '.']).find(|segment| !is_known_segment(segment)) {
        Some(unknown) => Err(Mistake::UnknownName(unknown.to_owned())),
        None => Ok(()),
    }
}
