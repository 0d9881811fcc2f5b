//! Breaks text into lines of a width, counted in columns of the terminal.
//!
//! Lines break at spaces; a word that is longer than a line breaks after an operator (a printed formula), else at a
//! syllable with a hyphen, else anywhere. A no-break space never breaks. It knows no tables.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The fewest letters of a word on either side of a hyphen that is put in.
const LEAST_SYLLABLE: usize = 3;

/// What happens to a word that is longer than a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LongWords {
    /// It is broken.
    Break,
    /// It reaches beyond the line, so that it can be copied.
    Keep,
}

/// Gives the number of terminal columns that a text takes.
pub(crate) fn display_width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// Breaks a text into lines of at most `width`; those after the first are indented by `hang`.
///
/// No text gives no line.
pub(crate) fn wrap(text: &str, width: usize, hang: usize, long_words: LongWords) -> Vec<String> {
    let hang = if hang.saturating_add(LEAST_SYLLABLE) < width { hang } else { 0 };
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split([' ', '\n', '\t']).filter(|word| !word.is_empty()) {
        let mut rest = word.to_owned();
        while !rest.is_empty() {
            let indent = if lines.is_empty() { 0 } else { hang };
            let room = width.saturating_sub(indent).max(1);
            let space = usize::from(!line.is_empty());
            let taken = display_width(&line).saturating_add(space).saturating_add(display_width(&rest));
            if taken <= room || (line.is_empty() && long_words == LongWords::Keep) {
                line.extend(std::iter::repeat_n(' ', space));
                line.push_str(&std::mem::take(&mut rest));
            } else if line.is_empty() {
                let (head, tail) = split_word(&rest, room);
                lines.push(indented(indent, &head));
                rest = tail;
            } else {
                lines.push(indented(indent, &std::mem::take(&mut line)));
            }
        }
    }
    if !line.is_empty() {
        let indent = if lines.is_empty() { 0 } else { hang };
        lines.push(indented(indent, &line));
    }
    lines
}

/// Gives the least width at which a text can be wrapped without breaking words of up to `limit`.
pub(crate) fn least_width(text: &str, limit: usize) -> usize {
    let pieces = text.split(' ').flat_map(|word| word.split_inclusive(is_operator));
    pieces.map(|piece| display_width(piece).min(limit)).max().unwrap_or(0)
}

/// Cuts a text to a width; `…` stands for what is left out.
pub(crate) fn cut(text: &str, width: usize) -> String {
    if display_width(text) <= width {
        return text.to_owned();
    }
    let mut shown = String::new();
    let mut taken = 1_usize;
    for character in text.chars() {
        taken = taken.saturating_add(character_width(character));
        if taken > width {
            break;
        }
        shown.push(character);
    }
    format!("{}…", shown.trim_end())
}

fn indented(indent: usize, line: &str) -> String {
    format!("{}{line}", " ".repeat(indent))
}

fn character_width(character: char) -> usize {
    UnicodeWidthChar::width(character).unwrap_or(0)
}

fn is_operator(character: char) -> bool {
    matches!(character, '+' | '-' | '–' | '—' | '/' | '×')
}

/// Splits a word that is wider than `room`; the first part is never empty.
fn split_word(word: &str, room: usize) -> (String, String) {
    let characters: Vec<char> = word.chars().collect();
    let mut taken = 0_usize;
    let mut anywhere = 0_usize;
    let mut operator = None;
    let mut syllable = None;
    for (index, character) in characters.iter().enumerate() {
        if taken < room && is_syllable_break(&characters, index) {
            syllable = Some(index);
        }
        taken = taken.saturating_add(character_width(*character));
        if taken > room {
            break;
        }
        anywhere = index.saturating_add(1);
        if is_operator(*character) && index > 0 {
            operator = Some(anywhere);
        }
    }
    let (at, hyphen) = match (operator, syllable) {
        (Some(at), _) => (at, ""),
        (None, Some(at)) => (at, "-"),
        (None, None) => (anywhere.max(1), ""),
    };
    let head: String = characters.iter().take(at).collect();
    (format!("{head}{hyphen}"), characters.iter().skip(at).collect())
}

/// Tells whether a hyphen may stand before the letter at `index`: in front of a consonant with a vowel, where the
/// consonant follows a vowel or the only consonant after one. That is how Latvian divides, and near to English.
fn is_syllable_break(characters: &[char], index: usize) -> bool {
    let letter = |offset: usize| characters.get(offset).copied().filter(|character| character.is_alphabetic());
    let letters_before = (0..index).rev().take_while(|before| letter(*before).is_some()).count();
    let letters_after = (index..characters.len()).take_while(|after| letter(*after).is_some()).count();
    if letters_before < LEAST_SYLLABLE || letters_after < LEAST_SYLLABLE {
        return false;
    }
    let before = |offset: usize| index.checked_sub(offset).and_then(letter);
    let (Some(second), Some(first), Some(here), Some(next)) = (before(2), before(1), letter(index), letter(index.saturating_add(1))) else {
        return false;
    };
    let opens = !is_vowel(here) && is_vowel(next);
    let closes = is_vowel(first) || (is_vowel(second) && !is_digraph(first, here));
    opens && closes
}

fn is_digraph(first: char, second: char) -> bool {
    matches!((first, second), ('c' | 's' | 't' | 'p' | 'g' | 'w', 'h') | ('d', 'z' | 'ž') | ('q', 'u') | ('c', 'k'))
}

fn is_vowel(letter: char) -> bool {
    matches!(
        letter.to_lowercase().next().unwrap_or(letter),
        'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'ā' | 'ē' | 'ī' | 'ō' | 'ū' | 'ä' | 'ö' | 'ü' | 'õ' | 'å'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(text: &str, width: usize) -> Vec<String> {
        wrap(text, width, 0, LongWords::Break)
    }

    #[test]
    fn lines_break_at_spaces_and_nowhere_else_if_they_fit() {
        assert_eq!(broken("Pašu kapitāls, veselos euro", 14), ["Pašu kapitāls,", "veselos euro"]);
        assert_eq!(broken("", 10), Vec::<String>::new());
        assert_eq!(broken("  a   b ", 10), ["a b"]);
    }

    #[test]
    fn later_lines_hang_and_still_fit() {
        let lines = wrap("Kopā saistības un ārpusbilances posteņi", 14, 2, LongWords::Break);
        assert_eq!(lines, ["Kopā saistības", "  un", "  ārpusbilan-", "  ces posteņi"]);
    }

    #[test]
    fn a_printed_formula_breaks_after_its_operators() {
        assert_eq!(broken("Kopā (110+120+130+140)", 10), ["Kopā", "(110+120+", "130+140)"]);
        assert_eq!(broken("off-balance-sheet", 12), ["off-balance-", "sheet"]);
    }

    #[test]
    fn long_words_break_at_syllables() {
        assert_eq!(broken("pieprasījumu", 9), ["pieprasī-", "jumu"]);
        assert_eq!(broken("ārpusbilances", 9), ["ārpusbi-", "lances"]);
        assert_eq!(broken("uzkrājumiem", 9), ["uzkrāju-", "miem"]);
        assert_eq!(broken("commitments", 9), ["commit-", "ments"]);
    }

    #[test]
    fn what_has_no_syllables_breaks_anywhere() {
        assert_eq!(broken("0123456789", 4), ["0123", "4567", "89"]);
        assert_eq!(broken("日本語", 4), ["日本", "語"]);
        assert_eq!(broken("日", 1), ["日"]);
    }

    #[test]
    fn a_kept_word_reaches_beyond_its_line() {
        assert_eq!(wrap("in samples/2025-Q1.json:10:5 here", 10, 0, LongWords::Keep), ["in", "samples/2025-Q1.json:10:5", "here"]);
    }

    #[test]
    fn a_no_break_space_does_not_break() {
        assert_eq!(broken("no 1\u{a0}900\u{a0}000", 9), ["no", "1\u{a0}900\u{a0}000"]);
    }

    #[test]
    fn the_least_width_is_that_of_the_longest_piece() {
        assert_eq!(least_width("Kopā aktīvi (020+...+100)", 20), 6);
        assert_eq!(least_width("Uz pieprasījumu", 20), 12);
        assert_eq!(least_width("Uz pieprasījumu", 9), 9);
    }

    #[test]
    fn wide_letters_count_twice_when_cut() {
        assert_eq!(cut("日本語", 6), "日本語");
        assert_eq!(cut("日本語", 5), "日本…");
        assert_eq!(cut("Prasības pret", 10), "Prasības…");
    }
}
