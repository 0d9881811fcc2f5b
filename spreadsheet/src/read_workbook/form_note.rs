//! What is worth saying of a form that could be read: it was made from another version, or lacks a part.

use super::say::{listed, quoted, said};
use positum_runtime::language::Language;
use positum_runtime::submission::Origin;
use std::fmt;

/// Something worth saying of a form that could be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormNote {
    /// The sheet and cell, or the file as a whole.
    pub place: Origin,
    /// What there is to say.
    pub kind: FormNoteKind,
}

/// What there is to say of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormNoteKind {
    /// The form was made from another definition than the one that reads it.
    OtherVersion {
        /// The fingerprint in the form.
        form: String,
        /// The fingerprint of the definition.
        definition: String,
    },
    /// No sheet holds any table of a report.
    ReportLeftOut(String),
    /// No sheet of a form of another version holds a table.
    TableLeftOut(String),
    /// A form of another version lacks columns.
    ColumnsLeftOut(Vec<String>),
    /// A form of another version lacks rows.
    RowsLeftOut(Vec<String>),
}

impl FormNote {
    /// Says where, and what there is to say.
    pub fn text(&self, language: Language) -> String {
        let say = |english: fmt::Arguments<'_>, latvian: fmt::Arguments<'_>| said(language, english, latvian);
        let text = match &self.kind {
            FormNoteKind::OtherVersion { form, definition } => say(
                format_args!("this form was made from another version of the definition: {}, and this one is `{definition}`", quoted(form)),
                format_args!("šī veidlapa ir veidota pēc citas definīcijas redakcijas: {}, bet šī ir `{definition}`", quoted(form)),
            ),
            FormNoteKind::ReportLeftOut(report) => say(
                format_args!("no sheet holds the report {}, which counts as not filled in", quoted(report)),
                format_args!("nevienā lapā nav pārskata {}, un tas uzskatāms par neaizpildītu", quoted(report)),
            ),
            FormNoteKind::TableLeftOut(table) => say(
                format_args!("no sheet holds the table {}, which counts as not filled in", quoted(table)),
                format_args!("nevienā lapā nav tabulas {}, un tā uzskatāma par neaizpildītu", quoted(table)),
            ),
            FormNoteKind::ColumnsLeftOut(keys) => say(
                format_args!("the form lacks what counts as not filled in: columns {}", listed(keys)),
                format_args!("veidlapā trūkst aiļu, kas uzskatāmas par neaizpildītām: {}", listed(keys)),
            ),
            FormNoteKind::RowsLeftOut(codes) => say(
                format_args!("the form lacks what counts as not filled in: rows {}", listed(codes)),
                format_args!("veidlapā trūkst rindu, kas uzskatāmas par neaizpildītām: {}", listed(codes)),
            ),
        };
        format!("{}: {text}", self.place)
    }
}
