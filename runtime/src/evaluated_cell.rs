//! A cell of an evaluated submission, kept small: lists have millions of them.
//!
//! What most cells have stands in the cell, what few have beside it. The name of the file that most cells were read from is
//! kept once, by whoever keeps the cells.

use crate::evaluated_submission::{Cause, CellState};
use crate::submission::{Location, Origin};
use positum_plan::value::Value;
use std::sync::Arc;

/// A cell with its state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvaluatedCell {
    /// How it came to its value, or why it has none.
    pub state: CellState,
    /// The value; that of a typed cell is rounded to what its type shows.
    pub value: Option<Value>,
    aside: Option<Box<Aside>>,
    /// Where in the text of the main file it was read; 0 where it was not, or where its origin stands aside.
    line: u32,
    column: u16,
}

/// What few cells have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Aside {
    cause: Option<Cause>,
    origin: Option<Box<Origin>>,
    given_text: Option<Box<str>>,
}

impl EvaluatedCell {
    /// Makes a cell that has a value and nothing to tell about how it was read.
    pub fn with_value(state: CellState, value: Value) -> Self {
        Self { state, value: Some(value), aside: None, line: 0, column: 0 }
    }

    /// Makes a cell that has no value.
    pub fn without_value(state: CellState, cause: Option<Cause>) -> Self {
        let aside = cause.map(|cause| Box::new(Aside { cause: Some(cause), ..Aside::default() }));
        Self { state, value: None, aside, line: 0, column: 0 }
    }

    /// Gives why there is no value, down to the root: something for every cell without value but `Blank`.
    pub fn cause(&self) -> Option<Cause> {
        self.aside.as_ref()?.cause
    }

    /// Gives what was given, as written, where it differs from what is shown: unreadable and rounded values.
    pub fn given_text(&self) -> Option<&str> {
        self.aside.as_ref()?.given_text.as_deref()
    }

    /// Gives where the value was read, for given and unreadable cells; `main_file` is that of the submission.
    pub(crate) fn origin(&self, main_file: Option<&Arc<str>>) -> Option<Origin> {
        if self.line == 0 {
            return self.aside.as_ref()?.origin.as_deref().cloned();
        }
        main_file.map(|file| Origin::in_text(Arc::clone(file), u64::from(self.line), u64::from(self.column)))
    }

    /// Remembers where the value was read.
    #[must_use]
    pub(crate) fn read_at(mut self, origin: Origin, main_file: Option<&Arc<str>>) -> Self {
        match short_place(&origin).filter(|_| main_file.is_some_and(|file| *file == origin.file)) {
            Some((line, column)) => (self.line, self.column) = (line, column),
            None => self.aside().origin = Some(Box::new(origin)),
        }
        self
    }

    /// Remembers what was given.
    #[must_use]
    pub(crate) fn given_as(mut self, text: &str) -> Self {
        self.aside().given_text = Some(text.into());
        self
    }

    fn aside(&mut self) -> &mut Aside {
        self.aside.get_or_insert_default()
    }
}

/// Gives line and column of a text, where the line is known and both are short numbers.
fn short_place(origin: &Origin) -> Option<(u32, u16)> {
    match origin.location {
        Location::Text { line, column } => Some((u32::try_from(line).ok().filter(|line| *line > 0)?, u16::try_from(column).ok()?)),
        Location::Sheet(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::EvaluatedCell;
    use crate::evaluated_submission::CellState;
    use crate::submission::{Location, Origin, SheetCell};
    use positum_plan::value::Value;
    use std::sync::Arc;

    #[test]
    fn a_cell_takes_forty_bytes_since_a_list_of_a_million_lines_has_ten_million_of_them() {
        assert!(size_of::<EvaluatedCell>() <= 40, "{}", size_of::<EvaluatedCell>());
        assert!(size_of::<Option<Value>>() <= 24, "{}", size_of::<Option<Value>>());
    }

    #[test]
    fn every_origin_comes_back_as_it_was() {
        let main: Arc<str> = "main.csv".into();
        let sheet = Location::Sheet(Arc::new(SheetCell { sheet: "S".to_owned(), cell: "C12".to_owned() }));
        let text = |file: &str, line, column| Origin::in_text(file.into(), line, column);
        let short = [text("main.csv", 1, 0), text("main.csv", u64::from(u32::MAX), u64::from(u16::MAX))];
        let others = [
            text("main.csv", 0, 0),
            text("main.csv", u64::from(u32::MAX) + 1, 0),
            text("main.csv", 1, u64::from(u16::MAX) + 1),
            text("other.csv", 1, 0),
            Origin { file: Arc::clone(&main), location: sheet },
        ];
        for origin in short.iter().chain(&others) {
            let cell = EvaluatedCell::with_value(CellState::Given, Value::Bool(true)).read_at(origin.clone(), Some(&main));
            assert_eq!(cell.origin(Some(&main)).as_ref(), Some(origin));
            assert_eq!(cell.aside.is_none(), short.contains(origin), "{origin}");
        }
        assert_eq!(EvaluatedCell::with_value(CellState::Computed, Value::Bool(true)).origin(Some(&main)), None);
    }
}
