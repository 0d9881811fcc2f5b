//! Reads filled forms back.
//!
//! In come the bytes of a workbook and the versions of a package; out goes a submission, whose cells name the sheet and cell
//! that they were read from. Rows and columns are found by their keys, wherever a person has moved them. It knows nothing of
//! how forms are written but their keys, and evaluates nothing.

mod cell_reference;
mod cell_values;
mod check_archive;
mod decimal_text;
mod fields;
mod form_note;
mod match_codes;
mod open_document;
mod open_excel;
mod read_lines;
mod read_rows;
mod read_tables;
mod say;
mod source;
mod table_sheets;
mod workbook;
mod workbook_error;

pub use check_archive::{LARGEST_UNPACKED_BYTES, LARGEST_WORKBOOK_BYTES, MOST_PARTS};
pub use form_note::{FormNote, FormNoteKind};
pub use workbook::{MOST_CELL_CHARACTERS, MOST_CELLS, MOST_GATHERED_BYTES, MOST_SHEETS};
pub use workbook_error::{FieldProblem, FileProblem, TableProblem, WorkbookError, WorkbookProblem};

use check_archive::{WorkbookKind, check_archive};
use fields::{Fields, read_fields};
use positum_plan::fingerprint::fingerprint;
use positum_plan::period::Period;
use positum_plan::plan::{Plan, plan_for};
use positum_runtime::submission::Submission;
use read_tables::{Reading, read_parameters, read_tables};
use source::Source;
use workbook::Workbook;

/// A form that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilledForm {
    /// What was filled in.
    pub submission: Submission,
    /// What is worth saying of the form.
    pub notes: Vec<FormNote>,
}

/// Tells whether a file's name is that of a workbook.
pub fn is_workbook_name(file_name: &str) -> bool {
    let extension = file_name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    extension.is_some_and(|extension| ["xlsx", "xlsm", "ods", "xls", "xlsb"].contains(&extension.as_str()))
}

/// Reads a filled form. `plans` are the versions of a package, of which that for the form's period is taken; `period` is what
/// the user says of forms that do not name theirs.
///
/// # Errors
/// A file that is no workbook, damaged or too large, one that is no form of this package or does not say whose figures it
/// holds, and a form that lacks tables, rows or columns that forms of this version have.
pub fn read_workbook(bytes: &[u8], file: &str, plans: &[Plan], period: Option<Period>) -> Result<FilledForm, WorkbookError> {
    let source = Source::new(file);
    let workbook = open(bytes).map_err(|problem| source.error_of_file(problem))?;
    let fields = read_fields(&source, &workbook, plans, period)?;
    let Some((_, plan)) = plan_for(plans, fields.period) else {
        return Err(source.error_of_file(FieldProblem::NotAForm));
    };
    let mut reading = begin(&source, plan, &fields);
    read_parameters(&mut reading, &workbook)?;
    read_tables(&mut reading, &workbook)?;
    let Reading { cells, notes, .. } = reading;
    Ok(FilledForm { submission: Submission { entity: fields.entity, period: fields.period, cells }, notes })
}

fn open(bytes: &[u8]) -> Result<Workbook, FileProblem> {
    match check_archive(bytes)? {
        WorkbookKind::Excel => open_excel::open_excel(bytes),
        WorkbookKind::OpenDocument => open_document::open_document(bytes),
    }
}

fn begin<'a>(source: &'a Source, plan: &'a Plan, fields: &Fields) -> Reading<'a> {
    let definition = fingerprint(plan);
    let is_same_version = fields.version == definition;
    let mut notes = Vec::new();
    if !is_same_version {
        let kind = FormNoteKind::OtherVersion { form: fields.version.clone(), definition };
        notes.push(FormNote { place: fields.version_place.clone(), kind });
    }
    Reading { source, plan, is_same_version, cells: Vec::new(), notes }
}
