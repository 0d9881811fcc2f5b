//! What can give another result, with examples.

use super::{Block, Text, Writing};
use crate::diff::change::Subject;
use crate::diff::consequences::{Consequence, Example};
use crate::diff::words::{DiffWord, and_more_text, many_without_example_text, tried_text};

/// The most values of an example that are written.
const MOST_GIVEN: usize = 6;

impl Writing<'_> {
    pub(super) fn consequence_blocks(&self, report: &str) -> Vec<Block> {
        let all: Vec<&Consequence> = self.comparison.consequences.all.iter().filter(|one| one.subject.report() == Some(report)).collect();
        if all.is_empty() {
            return Vec::new();
        }
        let mut blocks = vec![Block::Heading(3, self.word(DiffWord::Consequences))];
        let mut rows: Vec<(String, Vec<Text>)> = Vec::new();
        for one in &all {
            let Some(example) = &one.example else { continue };
            // Cells of one row of a grid are told by the first of them.
            let row = row_of(&one.subject);
            match rows.last_mut().filter(|(known, _)| !row.is_empty() && *known == row) {
                Some((_, cells)) => add_column(cells, &one.subject),
                None => rows.push((row, self.consequence_row(one, example, report))),
            }
        }
        if !rows.is_empty() {
            let headers = self.words(&[DiffWord::CellOrCheck, DiffWord::Example, DiffWord::Now, DiffWord::New]);
            blocks.push(Block::Table { headers, rows: rows.into_iter().map(|(_, row)| row).collect() });
        }
        let others: Vec<String> = all.iter().filter(|one| one.example.is_none()).map(|one| one.subject.name()).collect();
        if !others.is_empty() {
            blocks.push(Block::Paragraph(many_without_example_text(&others.join(", "), self.options.language)));
        }
        blocks.push(Block::Paragraph(tried_text(self.comparison.consequences.tried, self.options.language)));
        blocks
    }

    fn consequence_row(&self, one: &Consequence, example: &Example, report: &str) -> Vec<Text> {
        let (name, label) = (one.subject.name(), self.say(&one.label));
        let named = if label.is_empty() { Text::Code(name) } else { Text::Named(name, label) };
        let start = format!("{report}.");
        let given: Vec<String> =
            example.given.iter().take(MOST_GIVEN).map(|(name, value)| format!("{} = {value}", name.strip_prefix(&start).unwrap_or(name))).collect();
        let mut text = given.join(", ");
        let more = example.given.len().saturating_sub(MOST_GIVEN);
        if more > 0 {
            text = format!("{text} {}", and_more_text(more, self.options.language));
        }
        // Which limits are in force depends on the period.
        let period = example.period;
        let example_text = if text.is_empty() {
            Text::Plain(format!("{period}: {}", self.word(DiffWord::AllZero)))
        } else {
            Text::Code(format!("{period}: {text}"))
        };
        vec![named, example_text, Text::Plain(self.say(&example.old)), Text::Plain(self.say(&example.new))]
    }
}

/// Gives table and row of a grid's cell.
fn row_of(subject: &Subject) -> String {
    match subject {
        Subject::Entry(_, table, entry) => entry.split_once(':').map(|(row, _)| format!("{table}.{row}")).unwrap_or_default(),
        _ => String::new(),
    }
}

fn add_column(cells: &mut [Text], subject: &Subject) {
    let Subject::Entry(_, _, entry) = subject else { return };
    let Some((_, column)) = entry.split_once(':') else { return };
    if let Some(Text::Named(name, _) | Text::Code(name)) = cells.first_mut() {
        name.push_str(", ");
        name.push_str(column);
    }
}
