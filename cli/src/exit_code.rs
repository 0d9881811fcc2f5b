//! Exit codes, and failures that end a command.

use crate::message_language::{message_language, spoken};
use positum_grammar::phrase::{Phrase, said};
use positum_runtime::language::Language;
use std::io;
use std::process;

/// What a command ends with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ExitCode {
    /// Nothing is wrong.
    Clean,
    /// There are findings or failed checks.
    Findings,
    /// The definition does not compile.
    Definition,
    /// Data or disk cannot be read or written.
    Data,
    /// The command was called in the wrong way.
    Usage,
}

impl From<ExitCode> for process::ExitCode {
    fn from(code: ExitCode) -> Self {
        Self::from(match code {
            ExitCode::Clean => 0,
            ExitCode::Findings => 1,
            ExitCode::Definition => 2,
            ExitCode::Data => 3,
            ExitCode::Usage => 64,
        })
    }
}

/// Why a command cannot go on.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The definition does not compile; that was said.
    Definition,
    /// Data or disk: what is wrong.
    Data(String),
    /// Arguments: what is wrong.
    Usage(String),
    /// Whoever read our output has closed it.
    ClosedPipe,
}

impl Failure {
    /// Says what is wrong; nothing where that was said, or nobody listens.
    pub(crate) fn message(&self) -> Option<String> {
        match self {
            Self::Data(message) | Self::Usage(message) => Some(spoken(&said!("error: {message}"))),
            Self::Definition | Self::ClosedPipe => None,
        }
    }

    /// Gives the exit code.
    pub(crate) fn exit_code(&self) -> ExitCode {
        match self {
            Self::Definition => ExitCode::Definition,
            Self::Data(_) => ExitCode::Data,
            Self::Usage(_) => ExitCode::Usage,
            Self::ClosedPipe => ExitCode::Clean,
        }
    }

    /// Makes a failure of a disk error on `what`.
    pub(crate) fn disk(what: &str, error: &io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe { Self::ClosedPipe } else { Self::Data(format!("{what}: {}", spoken(&disk_error_text(error)))) }
    }
}

/// Gives the number of an error that came without one: those about temporary files name files that nobody knows instead.
fn usual_number(kind: io::ErrorKind) -> Option<i32> {
    match kind {
        io::ErrorKind::NotFound => Some(2),
        io::ErrorKind::PermissionDenied => Some(13),
        io::ErrorKind::NotADirectory => Some(20),
        _ => None,
    }
}

/// Says what the system says of a disk; what is rare stays in the system's own words.
fn disk_error_text(error: &io::Error) -> Phrase {
    let Some(number) = error.raw_os_error().or_else(|| usual_number(error.kind())) else { return Phrase::name(error.to_string()) };
    let ours = match error.kind() {
        io::ErrorKind::NotFound => said!("No such file or directory (os error {number})"),
        io::ErrorKind::PermissionDenied => said!("Permission denied (os error {number})"),
        io::ErrorKind::IsADirectory => said!("Is a directory (os error {number})"),
        io::ErrorKind::NotADirectory => said!("Not a directory (os error {number})"),
        io::ErrorKind::AlreadyExists => said!("File exists (os error {number})"),
        io::ErrorKind::StorageFull => said!("No space left on device (os error {number})"),
        io::ErrorKind::ReadOnlyFilesystem => said!("Read-only file system (os error {number})"),
        _ => return Phrase::name(error.to_string()),
    };
    // Other systems have other words, which people there know.
    let is_ours = error.raw_os_error().is_none() || ours.english() == error.to_string();
    if is_ours || message_language() == Language::Latvian { ours } else { Phrase::name(error.to_string()) }
}
