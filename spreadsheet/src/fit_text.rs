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

/// Gives in how many lines a text stands in a column of this width, broken at spaces.
pub(crate) fn lines_of(text: &str, width: u32) -> u32 {
    let room = usize::try_from(width.saturating_sub(1)).unwrap_or(usize::MAX).max(1);
    let lines = text.split('\n').map(|paragraph| lines_of_paragraph(paragraph, room)).fold(0_usize, usize::saturating_add);
    u32::try_from(lines).unwrap_or(u32::MAX)
}

fn lines_of_paragraph(paragraph: &str, room: usize) -> usize {
    let (mut lines, mut used) = (1_usize, 0_usize);
    for word in paragraph.split(' ') {
        let length = word.chars().count();
        let with_space = if used == 0 { length } else { used.saturating_add(1).saturating_add(length) };
        if with_space <= room {
            used = with_space;
            continue;
        }
        // A word that is longer than the line is broken.
        let more = length.saturating_sub(1) / room;
        lines = lines.saturating_add(more).saturating_add(usize::from(used > 0));
        used = length.saturating_sub(more.saturating_mul(room));
    }
    lines
}

/// Gives the height of a row of so many lines, in points.
pub(crate) fn row_height(lines: u32) -> u32 {
    lines.max(1).saturating_mul(LINE_POINTS).saturating_add(ROW_MARGIN).min(HIGHEST_ROW)
}

/// Gives the width at which a text stands in no more than so many lines, between two bounds and no narrower than its longest word.
pub(crate) fn width_for(text: &str, lines: u32, narrowest: u32, widest: u32) -> u32 {
    let longest = text.split([' ', '\n']).map(|word| word.chars().count()).max().unwrap_or(0);
    let longest = u32::try_from(longest).unwrap_or(u32::MAX).saturating_add(2).min(widest);
    let least = longest.max(narrowest);
    (least..=widest).find(|width| lines_of(text, *width) <= lines).unwrap_or(widest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_break_at_spaces_and_long_words_anywhere() {
        assert_eq!(lines_of("", 10), 1);
        assert_eq!(lines_of("one two", 8), 1);
        assert_eq!(lines_of("one two", 7), 2);
        assert_eq!(lines_of("abcdefghij", 6), 2);
        assert_eq!(lines_of("one abcdefghijk", 6), 4);
        assert_eq!(lines_of("a\nb", 6), 2);
        assert_eq!(lines_of("anything", 0), 8);
    }

    #[test]
    fn heights_are_bounded() {
        assert_eq!(row_height(0), 17);
        assert_eq!(row_height(2), 30);
        assert_eq!(row_height(1000), 409);
    }

    #[test]
    fn a_column_is_as_wide_as_its_text_needs() {
        assert_eq!(width_for("ab", 1, 8, 30), 8);
        assert_eq!(width_for("krājaizdevu sabiedrības", 2, 8, 30), 13);
        assert_eq!(width_for(&"x".repeat(50), 2, 8, 30), 30);
    }
}
