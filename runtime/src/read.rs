//! Reads submissions.
//!
//! In come the bytes of a CSV, JSON or XML file and the plan of its package; out go [`Submission`]s, whose cells keep the
//! names and spellings of the file, or a [`ReadError`] with the place where reading ended. Nothing here knows what a value
//! means: a cell that cannot be right is read all the same, and evaluating it gives the finding.

pub(crate) mod csv;
mod json;
mod places;
mod read_error;
#[cfg(test)]
pub(crate) mod sample_plan;
mod seen_submissions;
mod table_looks;
mod xml;

pub use read_error::{DocumentProblem, HeaderProblem, IdentityProblem, ReadError, ReadErrorKind, SyntaxProblem};

use crate::finding_text::{has_controls, printable};
use crate::submission::{Address, Origin, Submission, SubmittedCell};
use places::Places;
use positum_plan::period::Period;
use positum_plan::plan::Plan;
use std::io::{BufRead, Read};
use std::sync::Arc;

/// The largest file that is read whole, and the largest submission in a stream, in bytes.
pub const LARGEST_FILE_BYTES: usize = 64 * 1024 * 1024;
/// The largest file of long CSV whose cells are taken as they come, in bytes.
pub const LARGEST_LONG_CSV_BYTES: usize = 4 * 1024 * 1024 * 1024 - 1;
/// The most cells of such a file: a list of as many lines as any, with twelve columns.
pub const MOST_CELLS: usize = 60_000_000;
/// The most lines of a list.
pub const MOST_LINES: usize = 5_000_000;
/// The most characters that are kept of what is no value.
const MOST_KEPT_CHARACTERS: usize = 100;

/// A spelling of submissions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Long or wide CSV; the header tells which.
    Csv,
    /// CSV with a line for each cell.
    LongCsv,
    /// CSV with a line for each submission.
    WideCsv,
    /// A JSON object for a submission, or an array of them.
    Json,
    /// A JSON object on each line.
    JsonLines,
    /// The XML document of a submission.
    Xml,
}

impl Format {
    /// The words by which users choose a format.
    pub const KEYWORDS: [(&'static str, Self); 6] = [
        ("csv", Self::Csv),
        ("long-csv", Self::LongCsv),
        ("wide-csv", Self::WideCsv),
        ("json", Self::Json),
        ("jsonl", Self::JsonLines),
        ("xml", Self::Xml),
    ];
}

/// What the user says about a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// The name of the CSV column that says who reports; `entity` where not said.
    pub entity_column: Option<String>,
    /// The period of submissions that do not name theirs.
    pub period: Option<Period>,
}

/// The submissions of a stream, one after the other; it ends after an error.
pub type Submissions<'a> = Box<dyn Iterator<Item = Result<Submission, ReadError>> + 'a>;

/// Gives the format that a file's name stands for.
pub fn format_of(file_name: &str) -> Option<Format> {
    let (_, extension) = file_name.rsplit_once('.')?;
    match extension.to_ascii_lowercase().as_str() {
        "csv" => Some(Format::Csv),
        "json" => Some(Format::Json),
        "jsonl" | "ndjson" => Some(Format::JsonLines),
        "xml" => Some(Format::Xml),
        _ => None,
    }
}

/// Reads all submissions of a file. Those of long CSV may have their lines anywhere in it.
///
/// # Errors
/// A file that is too large, not UTF-8 or not of the format, and one that does not say whose figures it holds.
pub fn read_all(bytes: &[u8], file: &str, format: Format, plan: &Plan, options: &ReadOptions) -> Result<Vec<Submission>, ReadError> {
    read_all_of(&Input::new(file, plan, options), bytes, format)
}

fn read_all_of(input: &Input<'_>, bytes: &[u8], format: Format) -> Result<Vec<Submission>, ReadError> {
    if bytes.len() > LARGEST_FILE_BYTES {
        return Err(input.error((0, 0), ReadErrorKind::TooLarge));
    }
    match format {
        Format::Csv | Format::LongCsv | Format::WideCsv => csv::read_all(input, bytes, format),
        Format::Json => json::read_document(input, input.text(bytes, 1)?),
        Format::JsonLines => json::read_lines(input.clone(), bytes).collect(),
        Format::Xml => Ok(vec![xml::read_document(input, input.text(bytes, 1)?)?]),
    }
}

/// Reads submissions one after the other, with one in memory at a time; JSON arrays and XML are read whole.
///
/// # Errors
/// As [`read_all`], here for the beginning and then from the stream; also long CSV in which a submission begins, stops
/// for another one and goes on later.
pub fn read_stream<'a, R: BufRead + 'a>(
    stream: R,
    file: &str,
    format: Format,
    plan: &'a Plan,
    options: &ReadOptions,
) -> Result<Submissions<'a>, ReadError> {
    read_stream_of(Input::new(file, plan, options), stream, format)
}

/// Reads submissions as [`read_stream`] does, those of other periods than that of the options, too: there it is the period of
/// submissions that do not name theirs.
///
/// # Errors
/// As [`read_stream`].
pub fn read_stream_of_any_period<'a, R: BufRead + 'a>(
    stream: R,
    file: &str,
    format: Format,
    plan: &'a Plan,
    options: &ReadOptions,
) -> Result<Submissions<'a>, ReadError> {
    read_stream_of(Input { any_period: true, ..Input::new(file, plan, options) }, stream, format)
}

fn read_stream_of<'a, R: BufRead + 'a>(input: Input<'a>, mut stream: R, format: Format) -> Result<Submissions<'a>, ReadError> {
    match format {
        Format::Csv | Format::LongCsv | Format::WideCsv => csv::read_stream(input, stream, format),
        Format::JsonLines => Ok(Box::new(json::read_lines(input, stream))),
        Format::Json | Format::Xml => {
            let mut bytes = Vec::new();
            let most = u64::try_from(LARGEST_FILE_BYTES).unwrap_or(u64::MAX).saturating_add(1);
            if let Err(error) = stream.by_ref().take(most).read_to_end(&mut bytes) {
                return Err(input.error((0, 0), ReadErrorKind::Io(error)));
            }
            Ok(Box::new(read_all_of(&input, &bytes, format)?.into_iter().map(Ok)))
        }
    }
}

/// Takes the cells of submissions as they are read.
pub trait CellReceiver {
    /// Takes note that a submission begins; its number is that of the submissions before it.
    fn begin(&mut self, entity: &str, period: Period);
    /// Takes a cell of the submission of this number; it is not kept for it.
    fn take(&mut self, number: usize, cell: &SubmittedCell);
}

/// Reads CSV, and gives the cells of long CSV to the receiver as they come, wherever in the file those of a submission stand.
/// Wide CSV, whose submissions are short, is read whole: out come its submissions.
///
/// # Errors
/// As [`read_all`], but long CSV may have [`LARGEST_LONG_CSV_BYTES`] and [`MOST_CELLS`].
pub fn read_cells<R: BufRead>(
    stream: R,
    file: &str,
    format: Format,
    plan: &Plan,
    options: &ReadOptions,
    receiver: &mut dyn CellReceiver,
) -> Result<Vec<Submission>, ReadError> {
    let input = Input { most_bytes: LARGEST_LONG_CSV_BYTES, ..Input::new(file, plan, options) };
    csv::read_cells(&input, stream, format, receiver)
}

/// Gives the submissions of a stream, one after the other, to receivers.
pub trait GivesSubmissions {
    /// Gives the cells of the next submission, which is number 0 for the receiver; tells whether there was one.
    ///
    /// # Errors
    /// As [`read_stream`], but a submission may have [`LARGEST_LONG_CSV_BYTES`] and [`MOST_CELLS`]. Nothing follows an error.
    fn give_next(&mut self, receiver: &mut dyn CellReceiver) -> Result<bool, ReadError>;
}

/// The submissions of a stream, one after the other.
pub enum SubmissionStream<'a> {
    /// As they were read.
    Whole(Submissions<'a>),
    /// Cell by cell.
    Cells(Box<dyn GivesSubmissions + 'a>),
}

/// Reads submissions one after the other as [`read_stream`] does, those of long CSV cell by cell.
///
/// # Errors
/// As [`read_stream`].
pub fn stream_cells<'a, R: BufRead + 'a>(
    stream: R,
    file: &str,
    format: Format,
    plan: &'a Plan,
    options: &ReadOptions,
) -> Result<SubmissionStream<'a>, ReadError> {
    match format {
        Format::Csv | Format::LongCsv | Format::WideCsv => {
            csv::stream_cells(Input { most_bytes: LARGEST_LONG_CSV_BYTES, ..Input::new(file, plan, options) }, stream, format)
        }
        Format::Json | Format::JsonLines | Format::Xml => read_stream(stream, file, format, plan, options).map(SubmissionStream::Whole),
    }
}

/// What every reader needs to know of a file.
#[derive(Clone)]
pub(crate) struct Input<'a> {
    file: Arc<str>,
    plan: &'a Plan,
    options: ReadOptions,
    /// The most bytes of a submission in a stream.
    most_bytes: usize,
    /// Whether the period of the options is only for submissions that do not name theirs.
    any_period: bool,
}

impl<'a> Input<'a> {
    pub(crate) fn new(file: &str, plan: &'a Plan, options: &ReadOptions) -> Self {
        Self { file: file.into(), plan, options: options.clone(), most_bytes: LARGEST_FILE_BYTES, any_period: false }
    }

    pub(crate) fn origin(&self, (line, column): (u64, u64)) -> Origin {
        Origin::in_text(Arc::clone(&self.file), line, column)
    }

    pub(crate) fn error(&self, place: (u64, u64), kind: ReadErrorKind) -> ReadError {
        ReadError { place: self.origin(place), kind }
    }

    /// Takes bytes as UTF-8, without a byte order mark; `line` is the number of their first line.
    fn text<'b>(&self, bytes: &'b [u8], line: u64) -> Result<&'b str, ReadError> {
        let has_mark = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
        // Without its mark UTF-16 is told by the zero in one of the first two bytes, which no text of ours begins with.
        let utf16 = line == 1 && (has_mark || bytes.iter().take(2).any(|byte| *byte == 0));
        if utf16 && !has_mark {
            return Err(self.error((1, 1), ReadErrorKind::NotUtf8 { utf16 }));
        }
        match std::str::from_utf8(bytes) {
            Ok(text) if line == 1 => Ok(text.strip_prefix('\u{feff}').unwrap_or(text)),
            Ok(text) => Ok(text),
            Err(error) => {
                let before = bytes.get(..error.valid_up_to()).map(String::from_utf8_lossy).unwrap_or_default();
                let before = before.strip_prefix('\u{feff}').unwrap_or(&before);
                let place = Places::from_line(before, line).at(before.len());
                Err(self.error(place, ReadErrorKind::NotUtf8 { utf16 }))
            }
        }
    }

    /// Takes a text as the name of who reports.
    fn entity(&self, given: &str, place: (u64, u64)) -> Result<String, ReadError> {
        if given.trim().is_empty() {
            return Err(self.error(place, IdentityProblem::NoEntity.into()));
        }
        if has_controls(given) {
            return Err(self.error(place, IdentityProblem::BadEntity { given: given.to_owned() }.into()));
        }
        Ok(given.to_owned())
    }

    /// Takes a text as the period; where there is none, that of the options holds.
    fn period(&self, given: Option<&str>, place: (u64, u64)) -> Result<Period, ReadError> {
        let given = given.filter(|given| !given.is_empty());
        match (given, self.options.period) {
            (None, Some(period)) => Ok(period),
            (None, None) => Err(self.error(place, IdentityProblem::NoPeriod.into())),
            (Some(given), wanted) => match (given.parse::<Period>(), wanted) {
                (Err(_), _) => Err(self.error(place, IdentityProblem::BadPeriod { given: given.to_owned() }.into())),
                (Ok(period), Some(wanted)) if period != wanted && !self.any_period => {
                    Err(self.error(place, IdentityProblem::OtherPeriod { given: period, wanted }.into()))
                }
                (Ok(period), _) => Ok(period),
            },
        }
    }
}

/// Brings a text to one line of bounded length.
fn shortened(text: &str) -> String {
    let mut kept: String = text.chars().take(MOST_KEPT_CHARACTERS).collect();
    if kept.len() < text.len() {
        kept.push('…');
    }
    printable(&kept)
}

fn address(report: &str, table: &str, row: &str, column: &str) -> Address {
    Address { report: report.to_owned(), table: table.to_owned(), row: row.to_owned(), column: column.to_owned() }
}
