//! Syntax errors as diagnostics.

use crate::diagnostic::Diagnostic;
use crate::diagnostic_code::DiagnosticCode;
use positum_grammar::syntax_error::{SyntaxError, SyntaxErrorKind};

/// Makes a diagnostic of a syntax error.
pub(crate) fn diagnostic(error: &SyntaxError) -> Diagnostic {
    let code = match &error.kind {
        SyntaxErrorKind::Unexpected { .. } | SyntaxErrorKind::ReservedName(_) | SyntaxErrorKind::Instead { .. } | SyntaxErrorKind::Slip { .. } => {
            DiagnosticCode::Unexpected
        }
        SyntaxErrorKind::UnknownDeclaration { .. } | SyntaxErrorKind::OtherFormat(_) => DiagnosticCode::UnknownDeclaration,
        SyntaxErrorKind::UnclosedBrace | SyntaxErrorKind::UnclosedBracket(_) => DiagnosticCode::Unclosed,
        SyntaxErrorKind::ExtraBrace | SyntaxErrorKind::ExtraBracket(_) | SyntaxErrorKind::OtherBracket(_) => DiagnosticCode::ExtraBracket,
        SyntaxErrorKind::UnclosedString
        | SyntaxErrorKind::UnopenedString
        | SyntaxErrorKind::OtherClosingMark(..)
        | SyntaxErrorKind::UnclosedLongString => DiagnosticCode::UnclosedString,
        SyntaxErrorKind::DecimalComma { .. } => DiagnosticCode::DecimalComma,
        SyntaxErrorKind::CyrillicX | SyntaxErrorKind::ForeignLetter(..) => DiagnosticCode::ForeignLetter,
        SyntaxErrorKind::OtherLanguageOperator(..) | SyntaxErrorKind::OtherWord { .. } | SyntaxErrorKind::Power(_) => DiagnosticCode::UnknownOperator,
        SyntaxErrorKind::UnknownType(..) => DiagnosticCode::UnknownType,
        SyntaxErrorKind::ComparisonChain(_) => DiagnosticCode::ComparisonChain,
        SyntaxErrorKind::MisplacedDots => DiagnosticCode::BadRange,
        SyntaxErrorKind::MisplacedSet => DiagnosticCode::MisplacedSet,
        SyntaxErrorKind::TooDeep(_) | SyntaxErrorKind::TooLong(_) | SyntaxErrorKind::LineTooLong(_) | SyntaxErrorKind::TooLarge(_) => {
            DiagnosticCode::TooLarge
        }
    };
    let mut diagnostic = Diagnostic::new(code, error.span, error.kind.message());
    if let Some(other) = error.other {
        diagnostic = diagnostic.other(other, error.kind.other_label());
    }
    match error.kind.help() {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}
