//! Coverage as text, 80 columns wide: what share of each report is covered, then what is missing and where.

use super::words::{and_others_text, group_word, missing_text, more_text, nothing_missing_text, total_word};
use super::{AimGroup, Coverage, Share, TextPlace, times_covered};
use positum_runtime::language::Language;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Where something stands, for people.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
}

/// How wide the names of reports may get before figures move.
const WIDEST_NAME: usize = 24;

/// How wide a column of figures is.
const FIGURES: usize = 13;

/// How wide a line is that names what misses something.
const WIDTH: usize = 76;

/// Writes what is covered and what is missing, `most` missing things at most.
pub fn coverage_text(coverage: &Coverage, spot: &dyn Fn(TextPlace) -> Spot, most: usize, language: Language) -> String {
    let mut text = table_text(coverage, language);
    let missing = missing(coverage, language);
    if missing.is_empty() {
        let _ = writeln!(text, "\n{}", nothing_missing_text(coverage.share(None, None).all == 0, language));
        return text;
    }
    text.push('\n');
    for ((place, what), subjects) in missing.iter().take(most) {
        let Spot { file, line, column } = spot(*place);
        // Writing to a text cannot fail.
        let _ = writeln!(text, "{file}:{line}:{column}\n    {}\n    {what}", names_text(subjects, language));
    }
    let rest = missing.len().saturating_sub(most);
    if rest > 0 {
        let _ = writeln!(text, "{}", more_text(rest, language));
    }
    text
}

/// Gives what is missing, by place and words: the subjects that miss it.
pub fn missing(coverage: &Coverage, language: Language) -> BTreeMap<(TextPlace, String), Vec<&str>> {
    let mut missing: BTreeMap<(TextPlace, String), Vec<&str>> = BTreeMap::new();
    for (aim, tally) in coverage.aims().filter(|(aim, tally)| times_covered(aim.kind, *tally) == 0) {
        missing.entry((aim.place, missing_text(aim.kind, tally, language))).or_default().push(&aim.subject);
    }
    missing
}

/// Names those that miss the same at one place; of many only the first.
pub fn names_text(subjects: &[&str], language: Language) -> String {
    let Some((first, others)) = subjects.split_first() else { return String::new() };
    let mut text = (*first).to_owned();
    // What stands at one place belongs to one table, but for layouts.
    let table = first.rsplit_once('.').map_or("", |(table, _)| table);
    for (told, subject) in (1_usize..).zip(others) {
        let name = subject.strip_prefix(table).and_then(|rest| rest.strip_prefix('.')).unwrap_or(subject);
        let rest = and_others_text(subjects.len().saturating_sub(told), language);
        let is_last = told == others.len();
        let room = if is_last { 0 } else { rest.chars().count().saturating_add(1) };
        if text.chars().count().saturating_add(name.chars().count()).saturating_add(room) > WIDTH {
            return format!("{text} {rest}");
        }
        let _ = write!(text, ", {name}");
    }
    text
}

fn table_text(coverage: &Coverage, language: Language) -> String {
    let total = total_word(language);
    let longest = coverage.reports().iter().map(|name| name.chars().count()).chain([total.chars().count()]).max().unwrap_or(0);
    let width = longest.min(WIDEST_NAME);
    let mut text = format!("{:width$}", "");
    for group in AimGroup::ALL {
        let _ = write!(text, "{:>FIGURES$}", group_word(group, language));
    }
    text.push('\n');
    for report in coverage.reports() {
        row(&mut text, coverage, report, Some(report), width);
    }
    row(&mut text, coverage, total, None, width);
    text
}

fn row(text: &mut String, coverage: &Coverage, name: &str, report: Option<&str>, width: usize) {
    let _ = write!(text, "{name:width$}");
    // A long name takes a line of its own.
    if name.chars().count() > width {
        let _ = write!(text, "\n{:width$}", "");
    }
    for group in AimGroup::ALL {
        let _ = write!(text, "{:>FIGURES$}", share_text(coverage.share(report, Some(group))));
    }
    let all = coverage.share(report, None);
    let _ = if all.all == 0 { writeln!(text, "{:>6}", "-") } else { writeln!(text, "{:>5}%", all.percent()) };
}

fn share_text(share: Share) -> String {
    if share.all == 0 { "-".to_owned() } else { format!("{}/{}", share.covered, share.all) }
}
