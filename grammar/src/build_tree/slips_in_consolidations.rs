//! Slips in what is said of consolidation: a keyword with a letter wrong, and other words for `against`.

use super::Rule;
use super::patterns::nearest_keyword;
use super::slips::{Place, Slip, word_at};
use crate::phrase::said;
use crate::syntax_error::SyntaxErrorKind;

/// Signs that are written between two sides.
const SIGNS: [&str; 10] = ["<->", "<>", "->", "=>", "↔", "→", "=", "-", "/", "|"];
/// Words that are written between two sides.
const WORDS: [&str; 8] = ["and", "to", "with", "versus", "vs", "agains", "contra", "pret"];

/// Recognizes a slip in a line of an elimination.
pub(super) fn slip(place: &Place<'_>) -> Option<Slip> {
    if place.rule != Rule::only_elimination_item {
        return None;
    }
    keyword(place).or_else(|| against(place))
}

/// `smaler side`
fn keyword(place: &Place<'_>) -> Option<Slip> {
    let first = word_at(place.text);
    let is_alone = place.before().trim() == first;
    let write = nearest_keyword(place.rule, first).filter(|_| is_alone)?;
    Some(Slip { kind: SyntaxErrorKind::Instead { found: first.to_owned(), write: write.to_owned() }, start: 0, length: first.len() })
}

/// `main.080 = main.060`
fn against(place: &Place<'_>) -> Option<Slip> {
    let (left, rest) = (place.before().trim(), place.rest());
    let word = word_at(rest);
    let written = WORDS.into_iter().find(|other| *other == word).or_else(|| SIGNS.into_iter().find(|sign| rest.starts_with(sign)))?;
    let right = rest.get(written.len()..)?.lines().next()?.trim_end_matches(['}', ';', ' ']).trim();
    let are_cells = left.contains('.') && right.contains('.');
    let help = said!("write `{left} against {right}`");
    are_cells.then(|| Slip::new(place.at, written.len(), said!("`against` stands between the two sides"), help))
}
