//! Shows diagnostics of a definition: for people, in one line each, or as JSON lines.

use crate::message_language::{message_language, spoken};
use crate::output::colors_stderr;
use crate::read_sources::Source;
use crate::severity_words::SpokenSeverity;
use clap::ValueEnum;
use codespan_reporting::diagnostic::{Diagnostic as Shown, Label, Severity as Level};
use codespan_reporting::files::{Files, SimpleFiles};
use codespan_reporting::term;
use codespan_reporting::term::termcolor::{ColorChoice, StandardStream};
use positum_compiler::diagnostic::{Diagnostic, Severity};
use positum_grammar::phrase::{Phrase, said};
use positum_grammar::source::Span;
use positum_plan::plan::Severity as Weight;
use positum_runtime::words::counted_severity;
use serde_json::json;
use std::borrow::Cow;
use std::io::Write;

/// The most diagnostics that are shown with their text.
const MOST_SHOWN: usize = 100;

/// How diagnostics are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum MessageFormat {
    /// With the text and what is wrong in it
    #[default]
    Human,
    /// One line each: file:line:column: error[code]: message
    Short,
    /// One JSON object a line
    Json,
}

/// Writes diagnostics to standard error, and how many there are.
pub(crate) fn show_diagnostics(sources: &[Source], diagnostics: &[Diagnostic], format: MessageFormat) {
    let choice = if colors_stderr() { ColorChoice::Always } else { ColorChoice::Never };
    let mut stream = StandardStream::stderr(choice);
    let files = files(sources);
    match format {
        MessageFormat::Human => {
            for diagnostic in diagnostics.iter().take(MOST_SHOWN) {
                // Standard error that cannot be written to has nobody to tell.
                let _ = term::emit_to_write_style(&mut SpokenSeverity::new(&mut stream), &config(), &files, &shown(diagnostic));
            }
            if let Some(more) = diagnostics.len().checked_sub(MOST_SHOWN).filter(|more| *more > 0) {
                let _ = writeln!(stream, "{}", spoken(&said!("… and {more} more; `--message-format short` lists them all")));
            }
            let _ = write!(stream, "{}", count_text(diagnostics));
        }
        MessageFormat::Short => {
            for diagnostic in diagnostics {
                let _ = writeln!(stream, "{}", short_line(sources, &files, diagnostic));
            }
        }
        MessageFormat::Json => {
            for diagnostic in diagnostics {
                let _ = writeln!(stream, "{}", json_line(sources, &files, diagnostic));
            }
        }
    }
}

/// Renders diagnostics as people see them, without colour.
pub(crate) fn config() -> term::Config {
    term::Config { start_context_lines: 1, end_context_lines: 1, ..term::Config::default() }
}

/// The texts that diagnostics speak of, in the order of their numbers.
pub(crate) type Texts<'t> = SimpleFiles<&'t str, Cow<'t, str>>;

/// Gives the texts as they are shown.
pub(crate) fn files(sources: &[Source]) -> Texts<'_> {
    let mut files = SimpleFiles::new();
    for source in sources {
        files.add(source.name.as_str(), without_controls(&source.text));
    }
    files
}

/// Replaces control characters, which would move the cursor of who reads the lines, by signs of the same length: spans stay true.
fn without_controls(text: &str) -> Cow<'_, str> {
    let is_shown = |sign: char| !sign.is_control() || matches!(sign, '\n' | '\r' | '\t');
    if text.chars().all(is_shown) {
        return Cow::Borrowed(text);
    }
    let shown = |sign: char| match sign {
        sign if is_shown(sign) => sign,
        sign if sign.is_ascii() => '?',
        _ => '¿',
    };
    Cow::Owned(text.chars().map(shown).collect())
}

fn shown(diagnostic: &Diagnostic) -> Shown<usize> {
    let level = match diagnostic.severity() {
        Severity::Error => Level::Error,
        Severity::Warning => Level::Warning,
    };
    let mut labels = Vec::new();
    if let Some(span) = diagnostic.span {
        labels.push(Label::primary(span.source.0 as usize, span.range()).with_message(spoken(&diagnostic.label)));
    }
    for (span, text) in &diagnostic.others {
        labels.push(Label::secondary(span.source.0 as usize, span.range()).with_message(spoken(text)));
    }
    let notes = diagnostic.help.iter().map(|help| spoken(&said!("help: {help}"))).collect();
    Shown::new(level).with_code(diagnostic.code.number()).with_message(spoken(&diagnostic.message)).with_labels(labels).with_notes(notes)
}

fn count_text(diagnostics: &[Diagnostic]) -> String {
    let errors = diagnostics.iter().filter(|diagnostic| diagnostic.severity() == Severity::Error).count();
    let warnings = diagnostics.len().saturating_sub(errors);
    let language = message_language();
    let counted = |count: usize, severity: Weight| counted_severity(count, severity, language);
    let text = match (errors, warnings) {
        (0, 0) => return String::new(),
        (0, warnings) => Phrase::name(counted(warnings, Weight::Warning)),
        (errors, 0) => said!("{}; `positum explain CODE` tells more of each", counted(errors, Weight::Error)),
        (errors, warnings) => {
            said!("{}, {}; `positum explain CODE` tells more of each", counted(errors, Weight::Error), counted(warnings, Weight::Warning))
        }
    };
    format!("{}\n", spoken(&text))
}

/// Gives the file, line and column where a span begins.
pub(crate) fn place_of(sources: &[Source], span: Span) -> (String, usize, usize) {
    position(sources, &files(sources), span)
}

/// The places of spans in the texts of a package, where many are asked for.
pub(crate) struct Places<'s> {
    sources: &'s [Source],
    files: Texts<'s>,
}

impl<'s> Places<'s> {
    /// Looks for the lines of the texts once.
    pub(crate) fn new(sources: &'s [Source]) -> Self {
        Self { sources, files: files(sources) }
    }

    /// Gives the file of a span, as it is shown.
    pub(crate) fn file(&self, span: Span) -> &'s str {
        self.sources.get(span.source.0 as usize).map_or("", |source| source.name.as_str())
    }

    /// Gives the file, line and column of a span.
    pub(crate) fn of(&self, span: Span) -> (String, usize, usize) {
        position(self.sources, &self.files, span)
    }
}

fn position(sources: &[Source], files: &Texts<'_>, span: Span) -> (String, usize, usize) {
    let file = span.source.0 as usize;
    let name = sources.get(file).map(|source| source.name.clone()).unwrap_or_default();
    match files.location(file, span.range().start) {
        Ok(location) => (name, location.line_number, location.column_number),
        Err(_) => (name, 1, 1),
    }
}

fn short_line(sources: &[Source], files: &Texts<'_>, diagnostic: &Diagnostic) -> String {
    let level = spoken(&level_word(diagnostic.severity()));
    let (code, message) = (diagnostic.code.number(), spoken(&diagnostic.message));
    match diagnostic.span {
        None => format!("{level}[{code}]: {message}"),
        Some(span) => {
            let (name, line, column) = position(sources, files, span);
            format!("{name}:{line}:{column}: {level}[{code}]: {message}")
        }
    }
}

fn level_word(severity: Severity) -> Phrase {
    match severity {
        Severity::Error => said!("error"),
        Severity::Warning => said!("warning"),
    }
}

fn json_line(sources: &[Source], files: &Texts<'_>, diagnostic: &Diagnostic) -> serde_json::Value {
    let place = |span: Span| {
        let (file, line, column) = position(sources, files, span);
        json!({"file": file, "line": line, "column": column, "start": span.start, "end": span.end})
    };
    let others: Vec<_> = diagnostic.others.iter().map(|(span, text)| json!({"at": place(*span), "label": spoken(text)})).collect();
    json!({
        "code": diagnostic.code.number(),
        "severity": level_word(diagnostic.severity()).english(),
        "message": spoken(&diagnostic.message),
        "at": diagnostic.span.map(place),
        "label": spoken(&diagnostic.label),
        "others": others,
        "help": diagnostic.help.iter().map(spoken).collect::<Vec<_>>(),
    })
}
