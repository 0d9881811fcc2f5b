//! Shows what became of mutants, for people: those that survive, and how many there are of each kind.

use super::excerpt::{change_text, changed_lines};
use super::judged::{Judged, by_name, counts};
use crate::message_language::{message_language, spoken};
use crate::read_sources::Source;
use crate::show_diagnostics::place_of;
use positum_grammar::mutations::{Mutation, MutationKind};
use positum_grammar::phrase::said;
use positum_plan::plan::Plan;
use positum_proof::mutation::{Counts, Survivor, Telling, Verdict, difference_text};
use positum_runtime::finding_text::printable;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The most characters of a line of the definition.
const WIDTH: usize = 74;
/// The most differences that are named.
const MOST_DIFFERENCES: usize = 3;
/// The most cells of a submission that are named.
const MOST_CELLS: usize = 6;

/// Shows survivors, then counts by kind and report.
pub(super) fn human_text(sources: &[Source], plan: &Plan, judged: &[Judged<'_>]) -> String {
    let mut text = String::new();
    for found in judged {
        if let Some(survivor) = found.survivor() {
            show_survivor(sources, found.mutation, survivor, &mut text);
        }
    }
    let all = counts(judged);
    if all.all() > 0 {
        table(by_name(judged, |mutation| kind_word(mutation.kind)), &mut text);
        table(by_name(judged, |mutation| mutation.report.clone().unwrap_or_else(|| spoken(&said!("(whole package)")))), &mut text);
    }
    let (mutants, noticed, survived) = (all.all(), all.noticed, all.survived);
    let summary = match all.percent_text() {
        Some(percent) => said!("{noticed} of {mutants} mutants noticed, {percent} %; {survived} survived"),
        None => said!("no mutants"),
    };
    // Writing to a text cannot fail.
    let _ = writeln!(text, "{}: {}", plan.package.name, spoken(&summary));
    let of = |is_wanted: fn(&Verdict) -> bool| judged.iter().filter(|judged| is_wanted(&judged.verdict)).count();
    let (refused, same) = (of(|verdict| matches!(verdict, Verdict::NotCompiled)), of(|verdict| matches!(verdict, Verdict::Same)));
    let _ = writeln!(text, "{}", spoken(&said!("{refused} more do not compile, {same} mean the same")));
    text
}

fn table(rows: BTreeMap<String, Counts>, text: &mut String) {
    let width = rows.keys().map(|name| name.chars().count()).max().unwrap_or(0);
    for (name, counts) in rows {
        let (noticed, all, percent) = (counts.noticed, counts.all(), counts.percent_text().unwrap_or_default());
        let said = said!("{noticed} of {all} noticed, {percent} %");
        let _ = writeln!(text, "{name:width$}  {}", spoken(&said));
    }
    text.push('\n');
}

fn show_survivor(sources: &[Source], mutation: &Mutation, survivor: &Survivor, text: &mut String) {
    let (file, line, column) = place_of(sources, mutation.span);
    let _ = writeln!(text, "{file}:{line}:{column}: {}", spoken(&change_text(sources, mutation)));
    let (before, after) = changed_lines(sources, mutation, WIDTH);
    let _ = write!(text, "  - {before}\n  + {after}\n");
    match &survivor.telling {
        None => {
            let _ = writeln!(text, "  {}", spoken(&said!("no submission was found that tells the two apart; perhaps there is none")));
        }
        Some(telling) => {
            for difference in telling.differences.iter().take(MOST_DIFFERENCES) {
                let _ = writeln!(text, "  {}", difference_text(difference, message_language()));
            }
            show_telling(telling, survivor.test.as_deref(), text);
        }
    }
    text.push('\n');
}

fn show_telling(telling: &Telling, test: Option<&str>, text: &mut String) {
    if let Some(test) = test {
        text.push('\n');
        test.lines().for_each(|line| {
            let _ = writeln!(text, "    {line}");
        });
        return;
    }
    let period = telling.case.period;
    let _ = writeln!(text, "  {}", spoken(&said!("in a submission for {period} with")));
    for (name, value) in telling.cells.iter().take(MOST_CELLS) {
        let _ = writeln!(text, "    {}", printable(&format!("{name} = {value}")));
    }
    let rest = telling.cells.len().saturating_sub(MOST_CELLS);
    if rest > 0 {
        let _ = writeln!(text, "    {}", spoken(&said!("and {rest} more cells")));
    }
}

fn kind_word(kind: MutationKind) -> String {
    spoken(&match kind {
        MutationKind::Operator => said!("operators"),
        MutationKind::Sign => said!("signs"),
        MutationKind::Comparison => said!("comparisons"),
        MutationKind::Code => said!("codes"),
        MutationKind::Range => said!("ranges"),
        MutationKind::Condition => said!("conditions"),
        MutationKind::Function => said!("functions"),
        MutationKind::Rounding => said!("rounding"),
        MutationKind::Limit => said!("limits and numbers"),
        MutationKind::Tolerance => said!("tolerances"),
        MutationKind::Validity => said!("validity"),
        MutationKind::Blank => said!("blank cells"),
        MutationKind::Key => said!("keys"),
        MutationKind::XAdded => said!("x marks added"),
        MutationKind::XRemoved => said!("x marks removed"),
        MutationKind::Severity => said!("severities"),
    })
}
