//! All names that templates can write, by the part of the model that has them; a test holds them against the model.

use crate::page_words::page_words;
use positum_runtime::language::Language;

/// The parts of the model with their names: what it is called in a message in Latvian and English, and its names.
pub const OWNERS: [(&str, &str, &[&str]); 16] = [
    ("lapa", "the page", &["language", "title", "words", "several", "submissions", "style"]),
    ("teksts", "a text", &["text", "lang"]),
    (
        "iesniegums",
        "a submission",
        &[
            "id",
            "entity",
            "period",
            "package",
            "package_name",
            "publisher",
            "definition",
            "gravity",
            "findings",
            "checks",
            "troubles",
            "more_troubles",
            "reports",
            "other_notes",
            "legend",
            "noted",
            "explained",
        ],
    ),
    ("pārskats", "a report", &["id", "name", "title", "source", "module", "due", "wide", "tables", "notes", "checks", "checks_text", "explanations"]),
    (
        "tabula",
        "a table",
        &[
            "id",
            "name",
            "title",
            "titled_by_report",
            "source",
            "kind",
            "wide",
            "headed",
            "column_count",
            "header",
            "columns",
            "lines",
            "totals",
            "notes",
            "explanations",
            "left_out",
        ],
    ),
    ("galvas rinda", "a row of a header", &["cells"]),
    ("galvas šūna", "a cell of a header", &["id", "title", "columns", "rows", "scope", "kind", "first"]),
    ("aile", "a column", &["title", "code", "number"]),
    ("rinda", "a line", &["heading", "remark", "depth", "cells"]),
    (
        "šūna",
        "a cell",
        &["text", "lang", "kind", "meaning", "given", "number", "heads_line", "first", "headers", "id", "notes", "described_by", "explained"],
    ),
    ("atsauce", "a reference", &["number", "target", "id", "gravity"]),
    ("skaidrojums", "a note", &["id", "number", "gravity", "sign", "word", "place", "full_place", "message", "origin", "back"]),
    ("pārbaude", "a check", &["name", "outcome", "sign", "word", "severity", "requirement", "source", "notes"]),
    ("izklāsts", "an explanation", &["id", "place", "lines"]),
    ("izklāsta rinda", "a line of an explanation", &["text", "kind", "depth", "target"]),
    ("apzīmējums", "a mark", &["sign", "meaning"]),
];

/// The most names that are suggested.
const MOST_NEAR: usize = 5;

/// Tells whether any part of the model, or a word of the page, has this name.
pub(super) fn is_known(name: &str) -> bool {
    OWNERS.iter().any(|(_, _, names)| names.contains(&name)) || page_words(Language::English).contains_key(name)
}

/// Gives the parts of the model that have a name, in Latvian and English; empty texts where none has.
pub(super) fn owners_of(name: &str) -> (String, String) {
    let owners = || OWNERS.iter().filter(|(_, _, names)| names.contains(&name));
    let latvian: Vec<&str> = owners().map(|(latvian, _, _)| *latvian).collect();
    let english: Vec<&str> = owners().map(|(_, english, _)| *english).collect();
    (latvian.join(", "), english.join(", "))
}

/// Gives names that look like one that is not known, nearest first.
pub(super) fn near_names(wanted: &str) -> Vec<String> {
    let words = page_words(Language::English);
    let mut names: Vec<&str> = OWNERS.iter().flat_map(|(_, _, names)| names.iter().copied()).chain(words.keys().copied()).collect();
    names.sort_unstable();
    names.dedup();
    let wanted = wanted.to_lowercase();
    let most = wanted.chars().count().div_ceil(3);
    let mut near: Vec<(usize, &str)> = names.into_iter().map(|name| (distance(&wanted, name), name)).collect();
    near.retain(|(distance, name)| *distance <= most || (wanted.len() > 2 && (name.contains(wanted.as_str()) || wanted.contains(name))));
    near.sort_unstable();
    near.into_iter().take(MOST_NEAR).map(|(_, name)| name.to_owned()).collect()
}

/// Counts the letters that must be put in, left out or exchanged to make one word of another.
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut above: Vec<usize> = (0..=right.len()).collect();
    for (row, letter) in left.chars().enumerate() {
        let mut last = row.saturating_add(1);
        let mut current = vec![last];
        for (other, pair) in right.iter().zip(above.windows(2)) {
            let (exchanged, removed) = match pair {
                [diagonal, over] => (diagonal.saturating_add(usize::from(letter != *other)), over.saturating_add(1)),
                _ => (usize::MAX, usize::MAX),
            };
            last = exchanged.min(removed).min(last.saturating_add(1));
            current.push(last);
        }
        above = current;
    }
    above.last().copied().unwrap_or(0)
}
