//! The line of a definition before and after a change, as far as it fits.

use crate::read_sources::Source;
use positum_grammar::mutations::Mutation;
use positum_grammar::phrase::{Phrase, said};
use positum_runtime::finding_text::printable;

/// The most characters of a change that its words name.
const MOST_NAMED: usize = 30;

/// Says what was changed, by what stands there.
pub(super) fn change_text(sources: &[Source], mutation: &Mutation) -> Phrase {
    let (before, after) = (shortened(mutation.span.text(text_of(sources, mutation))), shortened(&mutation.replacement));
    match (before.is_empty(), after.is_empty()) {
        (_, true) => said!("`{before}` was dropped"),
        (true, false) => said!("`{after}` was put in"),
        (false, false) => said!("`{before}` became `{after}`"),
    }
}

fn shortened(text: &str) -> String {
    let text = printable(text.trim().trim_start_matches(',').trim());
    if text.chars().count() > MOST_NAMED { text.chars().take(MOST_NAMED).chain(['…']).collect() } else { text }
}

/// Gives the lines of the definition before and after.
pub(super) fn changed_lines(sources: &[Source], mutation: &Mutation, width: usize) -> (String, String) {
    let text = text_of(sources, mutation);
    let range = mutation.span.range();
    let start = text.get(..range.start).and_then(|before| before.rfind('\n')).map_or(0, |at| at.saturating_add(1));
    let end = text.get(range.end..).and_then(|after| after.find('\n')).map_or(text.len(), |at| range.end.saturating_add(at));
    let (head, tail) = (text.get(start..range.start).unwrap_or("").trim_start(), text.get(range.end..end).unwrap_or("").trim_end());
    let line = |middle: &str| excerpt(head, middle, tail, width);
    (line(text.get(range).unwrap_or("")), line(&mutation.replacement))
}

fn text_of<'s>(sources: &'s [Source], mutation: &Mutation) -> &'s str {
    sources.get(mutation.span.source.0 as usize).map_or("", |source| source.text.as_str())
}

/// Cuts a line so that its middle is seen.
fn excerpt(head: &str, middle: &str, tail: &str, width: usize) -> String {
    let [head, middle, tail] = [head, middle, tail].map(printable);
    let length = |text: &str| text.chars().count();
    if length(&head).saturating_add(length(&middle)).saturating_add(length(&tail)) <= width {
        return format!("{head}{middle}{tail}").trim_end().to_owned();
    }
    let room = width.saturating_sub(length(&middle)).saturating_sub(2);
    // What stands before says more than what comes after.
    let before = length(&head).min(room.saturating_sub(length(&tail).min(room / 3)));
    let after = length(&tail).min(room.saturating_sub(before));
    let skipped = length(&head).saturating_sub(before);
    let head: String = if skipped > 0 { ['…'].into_iter().chain(head.chars().skip(skipped)).collect() } else { head };
    let tail: String = if length(&tail) > after { tail.chars().take(after).chain(['…']).collect() } else { tail };
    format!("{head}{middle}{tail}").trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::excerpt;

    #[test]
    fn a_long_line_is_cut_around_its_middle() {
        assert_eq!(excerpt("010 : EUR = 020 ", "+", " 030", 40), "010 : EUR = 020 + 030");
        let (head, tail) = ("h".repeat(100), "t".repeat(100));
        let cut = excerpt(&head, "+", &tail, 40);
        assert_eq!(cut.chars().count(), 40, "{cut}");
        assert!(cut.starts_with("…hh") && cut.ends_with("tt…") && cut.contains("h+t"), "{cut}");
    }
}
