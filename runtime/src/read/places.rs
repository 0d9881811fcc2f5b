//! Lines and columns in a text, for offsets that mostly go forward.

/// Turns byte offsets into lines and columns, both from 1; columns are in characters.
pub(super) struct Places<'a> {
    text: &'a str,
    current: Place,
    /// Where counting begins again for an offset before the current one.
    start: Place,
}

#[derive(Clone, Copy)]
struct Place {
    offset: usize,
    line: u64,
    column: u64,
}

impl<'a> Places<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self::from_line(text, 1)
    }

    /// Begins with another line than the first.
    pub(super) fn from_line(text: &'a str, line: u64) -> Self {
        let start = Place { offset: 0, line, column: 1 };
        Self { text, current: start, start }
    }

    /// Gives the place of the byte at `offset`. Costs as much as the way from the offset that was asked for before; back, the
    /// way from the last offset given to [`Self::begin_at`].
    pub(super) fn at(&mut self, offset: usize) -> (u64, u64) {
        if offset < self.current.offset {
            self.current = self.start;
        }
        let Place { offset: from, mut line, mut column } = self.current;
        for byte in self.text.as_bytes().get(from..offset).unwrap_or_default() {
            match byte {
                b'\n' => (line, column) = (line.saturating_add(1), 1),
                0x80..=0xbf => {}
                _ => column = column.saturating_add(1),
            }
        }
        self.current = Place { offset: offset.max(from), line, column };
        (line, column)
    }

    /// Gives the place of `part`, before which nothing will be asked for again.
    pub(super) fn begin_at(&mut self, part: &str) -> (u64, u64) {
        let place = self.of(part);
        self.start = self.current;
        place
    }

    /// Gives the place of `part`, which is a slice of the text.
    pub(super) fn of(&mut self, part: &str) -> (u64, u64) {
        self.at(self.offset_of(part))
    }

    pub(super) fn offset_of(&self, part: &str) -> usize {
        // INVARIANT: both addresses lie in one allocation, since readers ask only for slices of their own text.
        (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::Places;

    #[test]
    fn columns_count_characters_and_lines_go_on_from_the_first() {
        let text = "ab\nķļ x\n";
        let mut places = Places::from_line(text, 7);
        assert_eq!(places.at(0), (7, 1));
        assert_eq!(places.of(text.get(5..7).unwrap()), (8, 2));
        assert_eq!(places.at(8), (8, 4));
        assert_eq!(places.at(text.len()), (9, 1));
    }

    #[test]
    fn going_back_starts_again_where_it_may() {
        let text = "a\nb\nc";
        let mut places = Places::new(text);
        assert_eq!(places.at(4), (3, 1));
        assert_eq!(places.at(2), (2, 1));
        assert_eq!(places.begin_at(text.get(3..).unwrap()), (2, 2));
        assert_eq!((places.at(5), places.at(3)), ((3, 2), (2, 2)));
        assert_eq!(places.at(0), (2, 2));
    }
}
