//! The words of the library that draws diagnostics, which knows English alone, in the language of the program.
//!
//! In comes what it draws, out goes the same with the word for the severity exchanged: that is what it writes right after
//! it has asked for the colour of the header.

use crate::message_language::spoken;
use codespan_reporting::diagnostic::{LabelStyle, Severity};
use codespan_reporting::term::{GeneralWriteResult, WriteStyle};
use positum_grammar::phrase::{Phrase, said};
use std::io::{self, Write};

/// Passes on what is drawn, with the severity in our words.
pub(crate) struct SpokenSeverity<W> {
    out: W,
    /// What takes the place of the next thing that is written.
    word: Option<String>,
}

impl<W> SpokenSeverity<W> {
    /// Makes one that writes to `out`.
    pub(crate) fn new(out: W) -> Self {
        Self { out, word: None }
    }
}

fn word_of(severity: Severity) -> Phrase {
    match severity {
        Severity::Bug | Severity::Error => said!("error"),
        Severity::Warning => said!("warning"),
        Severity::Note => said!("note"),
        Severity::Help => said!("help"),
    }
}

impl<W: Write> Write for SpokenSeverity<W> {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        match self.word.take() {
            Some(word) => self.out.write_all(word.as_bytes()).map(|()| buffer.len()),
            None => self.out.write(buffer),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl<W: WriteStyle + Write> WriteStyle for SpokenSeverity<W> {
    fn set_header(&mut self, severity: Severity) -> GeneralWriteResult {
        self.word = Some(spoken(&word_of(severity)));
        self.out.set_header(severity)
    }

    fn set_header_message(&mut self) -> GeneralWriteResult {
        self.out.set_header_message()
    }

    fn set_line_number(&mut self) -> GeneralWriteResult {
        self.out.set_line_number()
    }

    fn set_note_bullet(&mut self) -> GeneralWriteResult {
        self.out.set_note_bullet()
    }

    fn set_source_border(&mut self) -> GeneralWriteResult {
        self.out.set_source_border()
    }

    fn set_label(&mut self, severity: Severity, label_style: LabelStyle) -> GeneralWriteResult {
        self.out.set_label(severity, label_style)
    }

    fn reset(&mut self) -> GeneralWriteResult {
        self.out.reset()
    }
}
