//! What changes on submissions of the past.

use super::{Block, Text, Writing};
use crate::diff::change::Subject;
use crate::diff::replay::{Replay, Replayed, ReplayedSubject};
use crate::diff::words::{DiffWord, left_out_text};
use positum_runtime::evaluated_submission::Outcome;
use positum_runtime::finding_text::outcome_word;
use positum_runtime::words::period_text;

impl Writing<'_> {
    pub(super) fn replay_section(&self, replay: &Replay) -> Vec<Block> {
        let mut blocks = vec![Block::Heading(2, self.word(DiffWord::Replay)), self.totals(replay)];
        let counts: Vec<(&&'static str, &(usize, usize))> = replay.findings.iter().chain(&replay.outcomes).collect();
        if !counts.is_empty() {
            blocks.push(Block::Heading(3, self.word(DiffWord::Findings)));
            let row = |(word, (old, new)): (&&'static str, &(usize, usize))| {
                vec![self.kind_text(word), Text::Plain(old.to_string()), Text::Plain(new.to_string())]
            };
            let headers = self.words(&[DiffWord::Kind, DiffWord::Now, DiffWord::New]);
            blocks.push(Block::Table { headers, rows: counts.into_iter().map(row).collect() });
        }
        if replay.changed == 0 {
            blocks.push(Block::Paragraph(self.word(DiffWord::NothingReplayed)));
        }
        if !replay.subjects.is_empty() {
            blocks.push(Block::Heading(3, self.word(DiffWord::OtherResults)));
            let headers = self.words(&[DiffWord::CellOrCheck, DiffWord::Submissions, DiffWord::FailsNow, DiffWord::PassesNow]);
            let row = |one: &ReplayedSubject| {
                let is_check = matches!(one.subject, Subject::Check(..));
                let number = |count: usize| Text::Plain(if is_check { count.to_string() } else { "–".to_owned() });
                let label = self.say(&one.label);
                vec![named(&one.subject, label), Text::Plain(one.submissions.to_string()), number(one.fails_now), number(one.passes_now)]
            };
            blocks.push(Block::Table { headers, rows: replay.subjects.iter().map(row).collect() });
        }
        if !replay.one_sided.is_empty() {
            blocks.push(Block::Heading(3, self.word(DiffWord::OneSided)));
            let headers = self.words(&[DiffWord::CellOrCheck, DiffWord::Whose, DiffWord::Submissions]);
            let row = |(subject, is_old, count): &(Subject, bool, usize)| {
                let side = self.word(if *is_old { DiffWord::Now } else { DiffWord::New });
                vec![named(subject, String::new()), Text::Plain(side), Text::Plain(count.to_string())]
            };
            blocks.push(Block::Table { headers, rows: replay.one_sided.iter().map(row).collect() });
        }
        if !replay.listed.is_empty() {
            blocks.push(Block::Heading(3, self.word(DiffWord::Listed)));
            let headers = self.words(&[DiffWord::Entity, DiffWord::Period, DiffWord::CellOrCheck, DiffWord::Now, DiffWord::New]);
            let rows = replay.listed.iter().map(|one| self.listed_row(one)).collect();
            blocks.push(Block::Table { headers, rows });
        }
        if replay.left_out > 0 {
            blocks.push(Block::Paragraph(left_out_text(replay.left_out, self.options.language)));
        }
        blocks
    }

    /// Gives the words for an outcome; findings go by their codes.
    fn kind_text(&self, word: &str) -> Text {
        let outcomes = [Outcome::Pass, Outcome::Fail, Outcome::NotApplicable, Outcome::NotEvaluated];
        let outcome = outcomes.into_iter().find(|outcome| outcome.keyword() == word);
        outcome.map_or_else(|| Text::Code(word.to_owned()), |outcome| Text::Plain(outcome_word(outcome, self.options.language).to_owned()))
    }

    fn totals(&self, replay: &Replay) -> Block {
        let row = |word: DiffWord, text: String| vec![Text::Plain(self.word(word)), Text::Plain(text)];
        let rows = vec![
            row(DiffWord::SubmissionsRead, replay.submissions.to_string()),
            row(DiffWord::SubmissionsChanged, replay.changed.to_string()),
            row(DiffWord::FailNow, replay.fail_now.to_string()),
            row(DiffWord::PassNow, replay.pass_now.to_string()),
            row(DiffWord::Errors, format!("{} → {}", replay.errors.0, replay.errors.1)),
        ];
        Block::Table { headers: vec![String::new(), self.word(DiffWord::Count)], rows }
    }

    fn listed_row(&self, one: &Replayed) -> Vec<Text> {
        let mut name = full_name(&one.subject);
        let is_in_name = matches!(&one.subject, Subject::Entry(_, _, entry) if entry.split(':').next() == Some(one.row.as_str()));
        if !one.row.is_empty() && !is_in_name {
            name = format!("{name} [{}]", one.row);
        }
        let (entity, period) = (positum_runtime::finding_text::printable(&one.entity), period_text(one.period, self.options.language));
        vec![Text::Plain(entity), Text::Plain(period), Text::Code(name), Text::Plain(self.say(&one.old)), Text::Plain(self.say(&one.new))]
    }
}

fn full_name(subject: &Subject) -> String {
    format!("{}.{}", subject.report().unwrap_or_default(), subject.name())
}

fn named(subject: &Subject, label: String) -> Text {
    let name = full_name(subject);
    if label.is_empty() { Text::Code(name) } else { Text::Named(name, label) }
}
