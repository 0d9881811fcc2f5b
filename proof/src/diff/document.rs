//! A comparison as a document: headings, paragraphs and tables, for a terminal and for a consultation paper alike.
//!
//! In come a comparison and a language; out go blocks of text. How they are marked up is not known here.

mod consequence_blocks;
mod replay_blocks;
mod report_blocks;

use super::change::{Aspect, Change, Subject};
use super::comparison::{Comparison, Side};
use super::spoken::Spoken;
use super::texts_of_plans::validity_text;
use super::words::DiffWord;
use positum_runtime::language::Language;

/// A part of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// A heading; the title has the level 1.
    Heading(usize, String),
    Paragraph(String),
    Table {
        headers: Vec<String>,
        rows: Vec<Vec<Text>>,
    },
}

/// A text in a cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Text {
    Plain(String),
    /// As a definition has it.
    Code(String),
    /// A code with its label.
    Named(String, String),
}

/// What a document shows.
#[derive(Clone, Copy, Debug)]
pub struct DocumentOptions {
    /// The language of words and labels.
    pub language: Language,
    /// Whether wording is listed, too.
    pub wording: bool,
}

/// Makes the document.
pub(super) fn document(comparison: &Comparison, options: &DocumentOptions) -> Vec<Block> {
    let writing = Writing { comparison, options: *options };
    let mut blocks = writing.opening();
    blocks.extend(writing.package_sections());
    for (name, title) in &comparison.reports {
        blocks.extend(writing.report_section(name, title));
    }
    if let Some(replay) = &comparison.replay {
        blocks.extend(writing.replay_section(replay));
    }
    blocks
}

/// A comparison that is being written.
struct Writing<'c> {
    comparison: &'c Comparison,
    options: DocumentOptions,
}

impl Writing<'_> {
    fn word(&self, word: DiffWord) -> String {
        word.text(self.options.language).to_owned()
    }

    fn say(&self, text: &Spoken) -> String {
        text.text(self.options.language).to_owned()
    }

    fn words(&self, words: &[DiffWord]) -> Vec<String> {
        words.iter().map(|word| self.word(*word)).collect()
    }

    fn opening(&self) -> Vec<Block> {
        let Comparison { old, new, .. } = self.comparison;
        let mut blocks = vec![Block::Heading(1, format!("{}: {}", self.word(DiffWord::Title), self.say(&new.title)))];
        let row = |word: DiffWord, text: &dyn Fn(&Side) -> Text| vec![Text::Plain(self.word(word)), text(old), text(new)];
        let validity = |side: &Side| Text::Plain(validity_text(side.validity, self.options.language));
        let rows = vec![
            row(DiffWord::Definition, &|side| Text::Plain(self.say(&side.title))),
            row(DiffWord::InForce, &validity),
            row(DiffWord::Mark, &|side| Text::Code(side.fingerprint.clone())),
        ];
        blocks.push(Block::Table { headers: vec![String::new(), self.word(DiffWord::Now), self.word(DiffWord::New)], rows });
        let counts = self.counts();
        let is_meaning = self.comparison.changes_meaning();
        if !is_meaning {
            let only_wording = counts.iter().any(|(word, _)| *word == DiffWord::WordingCounted);
            blocks.push(Block::Paragraph(self.word(if only_wording { DiffWord::OnlyWording } else { DiffWord::Nothing })));
        }
        if !counts.is_empty() {
            blocks.push(Block::Heading(2, self.word(DiffWord::Summary)));
            let rows = counts.into_iter().map(|(word, count)| vec![Text::Plain(self.word(word)), Text::Plain(count.to_string())]).collect();
            blocks.push(Block::Table { headers: self.words(&[DiffWord::WhatChanges, DiffWord::Count]), rows });
        }
        blocks
    }

    /// Counts changes by what people ask for.
    fn counts(&self) -> Vec<(DiffWord, usize)> {
        const ORDER: [DiffWord; 11] = [
            DiffWord::ReportsCounted,
            DiffWord::TablesCounted,
            DiffWord::PositionsAdded,
            DiffWord::PositionsRemoved,
            DiffWord::FormulasCounted,
            DiffWord::PositionsCounted,
            DiffWord::ChecksCounted,
            DiffWord::LimitsCounted,
            DiffWord::DutiesCounted,
            DiffWord::OthersCounted,
            DiffWord::WordingCounted,
        ];
        let count = |word: DiffWord| self.comparison.changes.iter().filter(|change| counted_as(change) == word).count();
        ORDER.into_iter().map(|word| (word, count(word))).filter(|(_, count)| *count > 0).collect()
    }

    fn package_sections(&self) -> Vec<Block> {
        let mut blocks = Vec::new();
        let is_of = |wanted: fn(&Subject) -> bool| self.chosen(move |change| wanted(&change.subject));
        let package = is_of(|subject| matches!(subject, Subject::Package));
        self.section(&mut blocks, DiffWord::Package, None, &package);
        let limits = is_of(|subject| matches!(subject, Subject::Parameter(_)));
        if !limits.is_empty() {
            blocks.push(Block::Heading(2, self.word(DiffWord::Limits)));
            let always = || self.word(DiffWord::Always);
            let row = |change: &&Change| {
                let time = change.time.map_or_else(always, |time| validity_text(time, self.options.language));
                let what = if change.aspect == Aspect::Value { time } else { self.aspect(change) };
                vec![self.named(change), Text::Plain(what), self.side(change, Of::Old), self.side(change, Of::New)]
            };
            let headers = self.words(&[DiffWord::Limit, DiffWord::Time, DiffWord::Now, DiffWord::New]);
            blocks.push(Block::Table { headers, rows: limits.iter().map(row).collect() });
        }
        let codes = is_of(|subject| matches!(subject, Subject::Codelist(_) | Subject::Code(..)));
        self.section(&mut blocks, DiffWord::Codelists, Some(DiffWord::Code), &codes);
        let calendars = is_of(|subject| matches!(subject, Subject::Calendar(_)));
        self.section(&mut blocks, DiffWord::Calendars, Some(DiffWord::Calendar), &calendars);
        let consolidation = is_of(|subject| matches!(subject, Subject::Consolidation));
        self.section(&mut blocks, DiffWord::Consolidation, None, &consolidation);
        blocks
    }

    fn section(&self, blocks: &mut Vec<Block>, title: DiffWord, what: Option<DiffWord>, changes: &[&Change]) {
        if !changes.is_empty() {
            blocks.push(Block::Heading(2, self.word(title)));
            blocks.push(self.table(what, changes));
        }
    }

    /// Gives changes of meaning.
    fn chosen(&self, wanted: impl Fn(&Change) -> bool) -> Vec<&Change> {
        self.comparison.changes.iter().filter(|change| !change.aspect.is_wording() && wanted(change)).collect()
    }

    /// Makes a table of changes; without `what`, of one subject alone.
    fn table(&self, what: Option<DiffWord>, changes: &[&Change]) -> Block {
        let mut headers: Vec<String> = what.into_iter().map(|what| self.word(what)).collect();
        headers.extend(self.words(&[DiffWord::Change, DiffWord::Now, DiffWord::New]));
        let row = |change: &&Change| {
            let mut row: Vec<Text> = what.into_iter().map(|_| self.named(change)).collect();
            row.extend([Text::Plain(self.aspect(change)), self.side(change, Of::Old), self.side(change, Of::New)]);
            row
        };
        Block::Table { headers, rows: changes.iter().map(row).collect() }
    }

    fn named(&self, change: &Change) -> Text {
        let (name, label) = (change.subject.name(), self.say(&change.label));
        if label == name || matches!(change.subject, Subject::Package | Subject::Consolidation) {
            return Text::Code(name);
        }
        Text::Named(name, label)
    }

    fn aspect(&self, change: &Change) -> String {
        let word = change.aspect.text(self.options.language);
        match change.time {
            Some(time) => format!("{word} ({})", validity_text(time, self.options.language)),
            None => word.to_owned(),
        }
    }

    /// Writes what was or what will be; where both read alike in the language of the document, in the one that changed.
    fn side(&self, change: &Change, of: Of) -> Text {
        let text = match of {
            Of::Old => change.old.as_ref(),
            Of::New => change.new.as_ref(),
        };
        let differs = |language: Language| {
            let sides = change.old.as_ref().zip(change.new.as_ref());
            sides.is_none_or(|(old, new)| old.text(language) != new.text(language))
        };
        let language = self.options.language;
        let other = Language::ALL.into_iter().find(|other| differs(*other)).filter(|_| !differs(language));
        let text = match (text, other) {
            (None, _) => "–".to_owned(),
            (Some(text), None) => self.say(text),
            (Some(text), Some(other)) => format!("{}: {}", other.code(), text.text(other)),
        };
        match change.aspect {
            Aspect::Formula | Aspect::Requirement | Aspect::Condition | Aspect::Renamed | Aspect::Lines | Aspect::Key if text != "–" => {
                Text::Code(text)
            }
            _ => Text::Plain(text),
        }
    }
}

/// A side of a change.
#[derive(Clone, Copy)]
enum Of {
    Old,
    New,
}

/// Tells in which line of the summary a change counts.
fn counted_as(change: &Change) -> DiffWord {
    if change.aspect.is_wording() {
        return DiffWord::WordingCounted;
    }
    match (&change.subject, change.aspect) {
        (Subject::Report(_), Aspect::Added | Aspect::Removed) => DiffWord::ReportsCounted,
        (Subject::Report(_), _) => DiffWord::DutiesCounted,
        (Subject::Table(..), _) => DiffWord::TablesCounted,
        (Subject::Entry(..), Aspect::Added) => DiffWord::PositionsAdded,
        (Subject::Entry(..), Aspect::Removed) => DiffWord::PositionsRemoved,
        (Subject::Entry(..), Aspect::Formula) => DiffWord::FormulasCounted,
        (Subject::Entry(..), _) => DiffWord::PositionsCounted,
        (Subject::Check(..), _) => DiffWord::ChecksCounted,
        (Subject::Parameter(_), _) => DiffWord::LimitsCounted,
        (Subject::Package | Subject::Codelist(_) | Subject::Code(..) | Subject::Calendar(_) | Subject::Consolidation, _) => DiffWord::OthersCounted,
    }
}
