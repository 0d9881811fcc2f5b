//! Looks over the tags of XML before it is parsed, so that no document takes more time or memory than its length allows.
//!
//! The parser compares each attribute of a tag with all others, and copies the namespaces in force to each tag that
//! declares one; and what reads the tree relies on its depth. Whether the document is well-formed is the parser's matter.

use crate::read::read_error::DocumentProblem;

/// The deepest that an element may lie in others.
pub(in crate::read) const DEEPEST_ELEMENT: usize = 20;
/// The most attributes of an element.
const MOST_ATTRIBUTES: usize = 16;
/// The most elements that declare a namespace.
const MOST_DECLARING: usize = 100;

/// Gives another encoding than UTF-8 that the document claims to have, with its offset in bytes: its letters would be other
/// ones than are read.
pub(super) fn check_encoding(text: &str) -> Result<(), (DocumentProblem, usize)> {
    let declaration = text.strip_prefix("<?xml").filter(|rest| rest.starts_with([' ', '\t', '\r', '\n']));
    let declaration = declaration.and_then(|rest| rest.split_once("?>")).map(|(declaration, _)| declaration);
    let said = declaration.and_then(|declaration| declaration.split_once("encoding")).map(|(_, rest)| rest.trim_start());
    let quoted = said.and_then(|rest| rest.strip_prefix('=')).map(str::trim_start);
    let name = quoted.and_then(|rest| rest.split(['"', '\'']).nth(1)).map(str::trim);
    match name {
        Some(name) if !["utf-8", "us-ascii"].contains(&name.to_ascii_lowercase().as_str()) => {
            Err((DocumentProblem::OtherEncoding(name.to_owned()), 0))
        }
        Some(_) | None => Ok(()),
    }
}

/// Gives the first thing that is too much, with its offset in bytes.
pub(super) fn check_markup(text: &str) -> Result<(), (DocumentProblem, usize)> {
    let mut offset = 0;
    let (mut depth, mut declaring) = (0_usize, 0_usize);
    while let Some(start) = text.get(offset..).and_then(|rest| rest.find('<')).map(|found| offset.saturating_add(found)) {
        check_references(text.get(offset..start).unwrap_or_default(), offset)?;
        let rest = text.get(start..).unwrap_or_default();
        let length = match rest.as_bytes().get(1) {
            Some(b'!') if rest.starts_with("<!--") => length_to(rest, 4, "-->"),
            Some(b'!') if rest.starts_with("<![CDATA[") => length_to(rest, 9, "]]>"),
            Some(b'!') => return Err((DocumentProblem::DocumentType, start)),
            Some(b'?') => length_to(rest, 2, "?>"),
            Some(b'/') => {
                depth = depth.saturating_sub(1);
                length_to(rest, 2, ">")
            }
            Some(_) | None => {
                let tag = tag_at(rest);
                let declares = tag.text.contains("xmlns");
                declaring = declaring.saturating_add(usize::from(declares));
                depth = depth.saturating_add(1);
                if tag.attributes > MOST_ATTRIBUTES {
                    return Err((DocumentProblem::TooManyAttributes, start));
                }
                if declaring > MOST_DECLARING {
                    return Err((DocumentProblem::TooManyNamespaces, start));
                }
                if depth > DEEPEST_ELEMENT {
                    return Err((DocumentProblem::TooDeep, start));
                }
                if tag.text.ends_with("/>") {
                    depth = depth.saturating_sub(1);
                }
                check_references(tag.text, start)?;
                tag.text.len()
            }
        };
        offset = start.saturating_add(length);
    }
    Ok(())
}

/// Refuses numbers in `&#…;` that stand for no character: the parser takes another one for them.
fn check_references(part: &str, offset: usize) -> Result<(), (DocumentProblem, usize)> {
    for (start, _) in part.match_indices("&#") {
        let name = part.get(start.saturating_add(1)..).and_then(|rest| rest.split_once(';')).map_or("", |(name, _)| name);
        let digits = name.strip_prefix('#').unwrap_or(name);
        let (digits, radix) = digits.strip_prefix('x').map_or((digits, 10), |digits| (digits, 16));
        let is_number = !digits.is_empty() && digits.chars().all(|digit| digit.is_digit(radix));
        if is_number && u32::from_str_radix(digits, radix).ok().and_then(char::from_u32).is_none() {
            return Err((DocumentProblem::UnknownEntity(name.to_owned()), offset.saturating_add(start)));
        }
    }
    Ok(())
}

/// Gives the length of a part that ends with `end`; all of the text where it does not.
fn length_to(rest: &str, skipped: usize, end: &str) -> usize {
    let found = rest.get(skipped..).and_then(|inner| inner.find(end));
    found.map_or(rest.len(), |inner| inner.saturating_add(skipped).saturating_add(end.len()))
}

struct Tag<'t> {
    text: &'t str,
    attributes: usize,
}

/// Gives the tag with which the text begins; `>` inside quotes does not end it.
fn tag_at(rest: &str) -> Tag<'_> {
    let mut quote = None;
    let mut attributes = 0_usize;
    for (index, byte) in rest.bytes().enumerate() {
        match (quote, byte) {
            (None, b'"' | b'\'') => {
                quote = Some(byte);
                attributes = attributes.saturating_add(1);
            }
            (Some(open), _) if open == byte => quote = None,
            (None, b'>') => return Tag { text: rest.get(..=index).unwrap_or(rest), attributes },
            (None | Some(_), _) => {}
        }
    }
    Tag { text: rest, attributes }
}
