//! What holds for any text of a definition.

use crate::plans::load_plan;
use crate::same_meaning::{tree_without_places, without_formula_texts};
use positum_compiler::compile::{Compiled, compile};
use positum_compiler::diagnostic::Diagnostic;
use positum_grammar::format_text::format_text;
use positum_grammar::parse_text::{parse_text, without_comments};
use positum_grammar::source::{SourceId, Span};
use positum_plan::plan::Plan;
use positum_plan::plan_file::{read_plans, write_plans};

/// Any text is parsed; one without errors can be formatted, which keeps what is read, and formatting again changes nothing.
pub fn parse_and_format(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let parsed = parse_text(SourceId(0), text);
    for error in &parsed.errors {
        check_span(text, error.span);
        error.other.into_iter().for_each(|span| check_span(text, span));
    }
    assert_eq!(without_comments(text).len(), text.len(), "blanking comments moves the text");
    if parsed.errors.is_empty() {
        let formatted = format_text(text).expect("what is parsed without errors can be formatted");
        let reparsed = parse_text(SourceId(0), &formatted);
        assert!(reparsed.errors.is_empty(), "a formatted text has errors: {:?} in\n{formatted}", reparsed.errors);
        assert_eq!(tree_without_places(&reparsed.tree), tree_without_places(&parsed.tree), "formatting changes what is read:\n{formatted}");
        let again = format_text(&formatted).expect("a formatted text can be formatted");
        assert_eq!(again, formatted, "formatting again changes it");
    }
}

/// Any text is compiled; diagnostics point into it; a plan can be written, read again, used, and does not
/// depend on the layout.
pub fn compile_text(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let compiled = compile(&[text]);
    compiled.diagnostics.iter().for_each(|diagnostic| check_diagnostic(text, diagnostic));
    if let Some(plan) = &compiled.plan {
        check_plan_file(&compiled.earlier_plans.iter().chain([plan]).cloned().collect::<Vec<_>>());
    }
    if let Ok(formatted) = format_text(text) {
        check_layout(&compiled, &formatted);
    }
}

fn check_diagnostic(text: &str, diagnostic: &Diagnostic) {
    let spans = diagnostic.span.iter().chain(diagnostic.others.iter().map(|(span, _)| span));
    spans.for_each(|span| check_span(text, *span));
    let labels = diagnostic.others.iter().map(|(_, label)| label);
    for words in [&diagnostic.message, &diagnostic.label].into_iter().chain(labels).chain(&diagnostic.help) {
        for words in [words.english(), words.latvian()] {
            assert!(!words.contains(char::is_control), "not one line: {words:?}");
        }
    }
}

fn check_span(text: &str, span: Span) {
    assert_eq!(span.source, SourceId(0), "{span:?} is of another text");
    assert!(text.get(span.range()).is_some(), "{span:?} is no part of the text, which has {} bytes", text.len());
}

fn check_plan_file(plans: &[Plan]) {
    let file = write_plans(plans).expect("a compiled plan can be written");
    let read = read_plans(&file).unwrap_or_else(|error| panic!("a compiled plan cannot be read: {error}"));
    assert_eq!(read, plans, "a plan is read as another one");
    load_plan(file.as_bytes());
}

/// The same definition in another layout has the same plan and diagnostics of the same codes.
fn check_layout(compiled: &Compiled, formatted: &str) {
    let other = compile(&[formatted]);
    assert_eq!(codes(&other), codes(compiled), "formatting changes what is said:\n{formatted}");
    let [before, after] =
        [compiled, &other].map(|compiled| compiled.earlier_plans.iter().chain(&compiled.plan).map(without_formula_texts).collect::<Vec<_>>());
    assert_eq!(after, before, "formatting changes the meaning:\n{formatted}");
}

fn codes(compiled: &Compiled) -> Vec<&'static str> {
    let mut codes: Vec<&str> = compiled.diagnostics.iter().map(|diagnostic| diagnostic.code.number()).collect();
    codes.sort_unstable();
    codes
}
