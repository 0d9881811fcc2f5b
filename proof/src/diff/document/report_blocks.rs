//! The section of a report: what changes in it, by kind.

use super::{Block, Text, Writing};
use crate::diff::change::{Aspect, Change, Subject};
use crate::diff::spoken::Spoken;
use crate::diff::words::DiffWord;
use jiff::civil::Date;
use positum_runtime::number_text::date_text;
use positum_runtime::words::period_text;

impl Writing<'_> {
    pub(super) fn report_section(&self, name: &str, title: &Spoken) -> Vec<Block> {
        let mut blocks = Vec::new();
        let of_report = |wanted: fn(&Subject) -> bool| self.chosen(move |change| change.subject.report() == Some(name) && wanted(&change.subject));
        let whole = of_report(|subject| matches!(subject, Subject::Report(_)));
        let (existence, duties): (Vec<&Change>, Vec<&Change>) =
            whole.into_iter().partition(|change| matches!(change.aspect, Aspect::Added | Aspect::Removed));
        for change in existence {
            let word = if change.aspect == Aspect::Added { DiffWord::ReportAdded } else { DiffWord::ReportRemoved };
            blocks.push(Block::Paragraph(self.word(word)));
        }
        self.subsection(&mut blocks, DiffWord::Duties, None, &duties);
        blocks.extend(self.due_dates(name));
        let entries = of_report(|subject| matches!(subject, Subject::Table(..) | Subject::Entry(..)));
        self.subsection(&mut blocks, DiffWord::Positions, Some(DiffWord::Position), &entries);
        let checks = of_report(|subject| matches!(subject, Subject::Check(..)));
        self.subsection(&mut blocks, DiffWord::Checks, Some(DiffWord::Check), &checks);
        blocks.extend(self.consequence_blocks(name));
        if self.options.wording {
            let wording: Vec<&Change> =
                self.comparison.changes.iter().filter(|change| change.aspect.is_wording() && change.subject.report() == Some(name)).collect();
            self.subsection(&mut blocks, DiffWord::Wording, Some(DiffWord::Subject), &wording);
        }
        if !blocks.is_empty() {
            blocks.insert(0, Block::Heading(2, self.say(title)));
        }
        blocks
    }

    fn subsection(&self, blocks: &mut Vec<Block>, title: DiffWord, what: Option<DiffWord>, changes: &[&Change]) {
        if !changes.is_empty() {
            blocks.push(Block::Heading(3, self.word(title)));
            blocks.push(self.table(what, changes));
        }
    }

    fn due_dates(&self, report: &str) -> Vec<Block> {
        let day = |date: Option<Date>| Text::Plain(date.map_or_else(|| self.word(DiffWord::NoDay), |date| date_text(date, self.options.language)));
        let moved = self.comparison.deadlines.iter().filter(|moved| moved.report == report);
        let rows: Vec<Vec<Text>> =
            moved.map(|moved| vec![Text::Plain(period_text(moved.period, self.options.language)), day(moved.old), day(moved.new)]).collect();
        if rows.is_empty() {
            return Vec::new();
        }
        let headers = self.words(&[DiffWord::Period, DiffWord::Now, DiffWord::New]);
        vec![Block::Heading(3, self.word(DiffWord::DueDates)), Block::Table { headers, rows }]
    }
}
