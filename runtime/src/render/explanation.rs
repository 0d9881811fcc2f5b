//! Writes explanations: as a tree of text for the terminal, and as JSON.
//!
//! In come an explanation and its plan; out goes text. [`text_tree`] gives the tree before it is laid out, for pages.
mod cell_text;
mod check_text;
mod group;
mod json;
mod layout;
mod pieces;
mod short;
mod words;

pub use group::{group_tree, write_group_explanation};
pub use json::write_explanation_json;
pub use layout::TextNode;
pub use pieces::formula_text;
pub use short::explain_in_short;

use crate::explain::{Explanation, Subject};
use crate::finding_text::{address_text, finding_text, severity_word};
use crate::language::Language;
use crate::render::table::LEAST_WIDTH;
use crate::words::period_text;
use layout::lay_out;
use positum_plan::plan::Plan;
use words::{Word, more_text, word};

/// How to show an explanation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExplanationOptions {
    /// The language of labels, words and numbers.
    pub language: Language,
    /// The width of a line, in columns of the terminal.
    pub width: usize,
}

/// What parts of the tree are written with.
#[derive(Clone, Copy)]
struct Writer<'a> {
    plan: &'a Plan,
    language: Language,
}

/// Writes an explanation as text: a tree for each subject.
pub fn write_explanation(plan: &Plan, explanation: &Explanation, options: &ExplanationOptions) -> String {
    let width = options.width.max(LEAST_WIDTH);
    let entity = crate::finding_text::printable(&explanation.entity);
    let mut text = format!("{entity}, {}\n", period_text(explanation.period, options.language));
    for node in text_tree(plan, explanation, options.language) {
        text.push('\n');
        text.push_str(&lay_out(&node, width));
    }
    text
}

/// Gives an explanation as a tree of lines of text in a language: one for each subject, then what is left to say.
pub fn text_tree(plan: &Plan, explanation: &Explanation, language: Language) -> Vec<TextNode> {
    let writer = Writer { plan, language };
    let mut nodes: Vec<TextNode> = explanation.subjects.iter().map(|subject| writer.subject(subject)).collect();
    if explanation.more_subjects > 0 {
        nodes.push(TextNode::line(more_text(explanation.more_subjects, language)));
    }
    if !explanation.other_findings.is_empty() {
        let findings = explanation.other_findings.iter().map(|finding| {
            let severity = severity_word(finding.kind.severity(), language);
            let place = finding.origin.as_ref().map(|origin| format!(" ({})", pieces::place_text(origin))).unwrap_or_default();
            let address = address_text(plan, &finding.address);
            let address = if address.is_empty() { String::new() } else { format!("{address}: ") };
            TextNode::line(format!("{address}{severity}: {}{place}", finding_text(plan, finding, language)))
        });
        nodes.push(TextNode { head: word(Word::OtherFindings, language).to_owned(), notes: Vec::new(), children: findings.collect() });
    }
    if nodes.is_empty() {
        nodes.push(TextNode::line(word(Word::NothingToExplain, language).to_owned()));
    }
    nodes
}

/// Says that a cell is beyond the limits of an explanation, as its line ends with.
pub fn beyond_limit_text(language: Language) -> &'static str {
    word(Word::BeyondLimit, language)
}

impl Writer<'_> {
    fn subject(&self, subject: &Subject) -> TextNode {
        match subject {
            Subject::Cell(cell) => self.cell(cell, true),
            Subject::Check(check) => self.check(check),
            Subject::Parameter(parameter) => self.parameter(parameter),
        }
    }
}
