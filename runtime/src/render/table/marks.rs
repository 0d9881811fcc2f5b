//! Writes values of cells, and marks where there is none; remembers which marks a table has, for its legend.

use super::layout::Style;
use super::sheet::Entry;
use crate::evaluated_submission::{CellState, EvaluatedCell};
use crate::finding_text::{printable, state_mark, state_word};
use crate::language::Language;
use crate::number_text::shown_value;
use crate::words::{Word, word};
use positum_plan::value::{Value, ValueType};

/// Stands where a cell does not exist.
pub(super) const NO_CELL: &str = "x";

/// The marks that a table has.
#[derive(Debug, Default)]
pub(super) struct Marks {
    seen: Vec<CellState>,
}

impl Marks {
    /// Gives the entry for a cell; `None` for one that the plan has and the submission does not.
    pub(super) fn entry(&mut self, cell: Option<&EvaluatedCell>, value_type: Option<&ValueType>, language: Language) -> Entry {
        let Some(cell) = cell else { return Entry::default() };
        if let Some(value) = &cell.value {
            let is_text = matches!(value, Value::Text(_));
            return Entry { is_text, ..Entry::new(printable(&shown_value(value, value_type, language))) };
        }
        let Some(mark) = state_mark(cell.state) else { return Entry::default() };
        if !self.seen.contains(&cell.state) {
            self.seen.push(cell.state);
        }
        Entry { style: style_of(cell.state), ..Entry::new(mark) }
    }

    /// Explains the marks that occurred; nothing where none did.
    pub(super) fn legend(&self, language: Language) -> Option<String> {
        let explained: Vec<String> = [CellState::Missing, CellState::Unreadable, CellState::NotComputed, CellState::NotApplicable]
            .into_iter()
            .filter(|state| self.seen.contains(state))
            .filter_map(|state| Some(format!("{}\u{a0}{}", state_mark(state)?, state_word(state, language).replace(' ', "\u{a0}"))))
            .collect();
        (!explained.is_empty()).then(|| format!("{} {}", word(Word::Marks, language), explained.join(", ")))
    }
}

fn style_of(state: CellState) -> Style {
    match state {
        CellState::Missing | CellState::Unreadable => Style::Red,
        CellState::NotComputed => Style::Yellow,
        CellState::Given | CellState::Computed | CellState::Blank | CellState::NotApplicable => Style::Plain,
    }
}
