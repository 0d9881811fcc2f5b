//! How wide a column and how high a row must be for its texts.
//!
//! In come texts and widths in characters; out go lines, widths and heights. Spreadsheet programs fit rows of merged or
//! wrapped cells unreliably, so that heights are reckoned here, rather a little too high than too low.

/// The height of a line in points.
const LINE_POINTS: u32 = 13;
/// What a row has besides its lines, in points.
const ROW_MARGIN: u32 = 4;
/// The highest that a row may be, in points.
const HIGHEST_ROW: u32 = 409;
/// The width of a digit, and of a space, in thousandths of the size of the letters.
const DIGIT: u32 = 560;
const SPACE: u32 = 280;

/// Gives in how many lines a text stands in a column of this width, broken at spaces.
///
/// Widths are those of spreadsheets: of so many digits.
pub(crate) fn lines_of(text: &str, width: u32) -> u32 {
    let room = width.saturating_sub(1).saturating_mul(DIGIT).max(1);
    text.split('\n').map(|paragraph| lines_of_paragraph(paragraph, room)).fold(0, u32::saturating_add)
}

fn lines_of_paragraph(paragraph: &str, room: u32) -> u32 {
    let (mut lines, mut used) = (1_u32, 0_u32);
    for word in paragraph.split(' ') {
        let length = text_width(word);
        let with_space = if used == 0 { length } else { used.saturating_add(SPACE).saturating_add(length) };
        if with_space <= room {
            used = with_space;
            continue;
        }
        // A word that is longer than the line is broken.
        let more = length.saturating_sub(1) / room;
        lines = lines.saturating_add(more).saturating_add(u32::from(used > 0));
        used = length.saturating_sub(more.saturating_mul(room));
    }
    lines
}

/// Gives the width of a text in thousandths of the size of the letters.
fn text_width(text: &str) -> u32 {
    text.chars().map(letter_width).fold(0, u32::saturating_add)
}

/// Gives about how wide a letter of Arial is, rather too much than too little; letters of other scripts are as wide as high.
fn letter_width(letter: char) -> u32 {
    match letter {
        ' ' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | 'i' | 'j' | 'l' | 'ī' | 'ļ' | 'I' | 'Ī' => 280,
        '(' | ')' | '-' | 'f' | 't' | 'r' | '[' | ']' | '/' => 335,
        'm' | 'M' | 'W' | '%' | '@' | '—' | '…' | '«' | '»' => 900,
        'w' => 725,
        other if other.is_ascii_uppercase() => 730,
        other if other.is_ascii() => 560,
        other if other.is_uppercase() => 780,
        '\u{a0}'..='\u{24f}' | '–' | '‘'..='‟' => 560,
        _ => 1000,
    }
}

/// Gives the height of a row of so many lines, in points.
pub(crate) fn row_height(lines: u32) -> u32 {
    lines.max(1).saturating_mul(LINE_POINTS).saturating_add(ROW_MARGIN).min(HIGHEST_ROW)
}

/// Gives the width at which a text stands in no more than so many lines, between two bounds and no narrower than its longest word.
pub(crate) fn width_for(text: &str, lines: u32, narrowest: u32, widest: u32) -> u32 {
    let longest = text.split([' ', '\n']).map(text_width).max().unwrap_or(0);
    let longest = longest.div_ceil(DIGIT).saturating_add(1).min(widest);
    let least = longest.max(narrowest);
    (least..=widest).find(|width| lines_of(text, *width) <= lines).unwrap_or(widest)
}

#[cfg(test)]
mod tests {
    use super::*;

    // Digits are as wide as a column counts, and spaces half as wide.
    #[test]
    fn texts_break_at_spaces_and_long_words_anywhere() {
        assert_eq!(lines_of("", 10), 1);
        assert_eq!(lines_of("111 222", 8), 1);
        assert_eq!(lines_of("111 222", 7), 2);
        assert_eq!(lines_of("1234567890", 6), 2);
        assert_eq!(lines_of("111 12345678901", 6), 4);
        assert_eq!(lines_of("1\n2", 6), 2);
        assert_eq!(lines_of("12345678", 0), 4480);
    }

    #[test]
    fn wide_letters_take_more_room() {
        assert!(lines_of(&"MW".repeat(10), 21) > lines_of(&"il".repeat(10), 21));
        assert_eq!(lines_of(&"漢".repeat(10), 12), 2);
    }

    #[test]
    fn heights_are_bounded() {
        assert_eq!(row_height(0), 17);
        assert_eq!(row_height(2), 30);
        assert_eq!(row_height(1000), 409);
    }

    #[test]
    fn a_column_is_as_wide_as_its_text_needs() {
        assert_eq!(width_for("12", 1, 8, 30), 8);
        assert_eq!(width_for("12345678901 234567890123", 2, 8, 30), 13);
        assert_eq!(width_for(&"1".repeat(50), 2, 8, 30), 30);
    }
}
