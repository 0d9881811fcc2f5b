//! Why a file cannot be read, in words.
//!
//! Each text is one line: what is wrong, and what to do about it.

use super::{LARGEST_FILE_BYTES, MOST_CELLS, MOST_LINES, shortened};
use crate::language::Language;
use crate::submission::Origin;
use positum_plan::period::{Period, PeriodKind};
use std::fmt;

/// The most columns of a header that a text names.
const MOST_COLUMNS_NAMED: usize = 12;

/// A file that cannot be read.
#[derive(Debug)]
pub struct ReadError {
    /// Where reading ended; line 0 where the whole file is meant.
    pub place: Origin,
    /// Why.
    pub kind: ReadErrorKind,
}

/// Why a file cannot be read.
#[derive(Debug)]
pub enum ReadErrorKind {
    /// The disk or stream failed.
    Io(std::io::Error),
    /// The file, or one submission of a stream, has more than [`LARGEST_FILE_BYTES`].
    TooLarge,
    /// A file of long CSV has more than [`MOST_CELLS`] or [`LARGEST_LONG_CSV_BYTES`](super::LARGEST_LONG_CSV_BYTES).
    TooManyCells,
    /// The bytes are no UTF-8.
    NotUtf8 {
        /// Whether they are UTF-16.
        utf16: bool,
    },
    /// There is nothing in the file.
    Empty,
    /// The text is not of its format.
    Syntax(SyntaxProblem),
    /// The header of a CSV file does not say what the columns are.
    Header(HeaderProblem),
    /// It is not clear whose figures these are.
    Identity(IdentityProblem),
    /// The JSON or XML is no submission of this package.
    Document(DocumentProblem),
}

/// Text that is not of its format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SyntaxProblem {
    /// JSON that ends too early; with what was not finished.
    JsonEnds(String),
    /// A line of JSON lines that ends too early; with what was not finished.
    JsonLineEnds(String),
    /// Something behind the JSON.
    AfterJson,
    /// Other trouble in JSON, in the words of the JSON reader.
    Json(String),
    /// Trouble in XML, in the words of the XML reader.
    Xml(String),
    /// A quotation mark that opens a field of CSV and none that closes it.
    OpenQuote,
    /// Text between a closing quotation mark and the comma.
    AfterQuote,
    /// Lines of CSV that end in a carriage return alone.
    LineEnds,
    /// A line of CSV with more or fewer fields than the header.
    FieldCount {
        /// How many there are.
        found: usize,
        /// How many the header has.
        expected: usize,
    },
}

/// A CSV header that does not say what the columns are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HeaderProblem {
    /// Another separator than the comma.
    Separator(char),
    /// A column that must be there is not.
    MissingColumn {
        /// Its name.
        column: String,
        /// The names that are there.
        header: Vec<String>,
    },
    /// Long CSV with a column that it does not have.
    UnknownLongColumn(String),
    /// Wide CSV with a column that names no cell.
    UnknownCell {
        /// The name.
        column: String,
        /// A name that may be meant, or stands as an example.
        example: Option<String>,
        /// Whether the example may be what is meant.
        alike: bool,
    },
    /// Wide CSV with a column that names several cells.
    AmbiguousCell {
        /// The name.
        column: String,
        /// Their full names.
        full_names: Vec<String>,
    },
    /// Wide CSV with a column for the lines of a list.
    ListInWide {
        /// The name.
        column: String,
        /// The list.
        list: String,
    },
    /// A name or cell that is there twice.
    RepeatedColumn(String),
}

/// A submission that does not say who reports, or when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IdentityProblem {
    /// No entity.
    NoEntity,
    /// An entity with control characters.
    BadEntity {
        /// What is there.
        given: String,
    },
    /// No period.
    NoPeriod,
    /// A text that is no period.
    BadPeriod {
        /// What is there.
        given: String,
    },
    /// Another period than the one that the user named.
    OtherPeriod {
        /// What is there.
        given: Period,
        /// What the user named.
        wanted: Period,
    },
    /// A submission that was there before.
    Repeated {
        /// Who reports.
        entity: String,
        /// For which period.
        period: Period,
        /// Where the earlier one begins.
        first_line: u64,
        /// Whether sorting the lines would bring the two together.
        sortable: bool,
    },
}

/// JSON or XML that is no submission of this package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DocumentProblem {
    /// Something else than a JSON object in place of a submission.
    NotASubmission,
    /// Something else than a JSON object; with the key that should have one.
    NotAnObject(&'static str),
    /// Something else than a text; with the key that should have one.
    NotAText(&'static str),
    /// A key that is there twice.
    RepeatedKey(String),
    /// A key that a submission does not have.
    UnknownKey(String),
    /// A list with more than [`MOST_LINES`] lines.
    TooManyLines,
    /// XML with a document type declaration.
    DocumentType,
    /// XML with an entity that is not one of the five.
    UnknownEntity(String),
    /// XML elements that are nested too deeply.
    TooDeep,
    /// XML with too many elements.
    TooManyElements,
    /// An XML element with too many attributes.
    TooManyAttributes,
    /// XML that declares namespaces too often.
    TooManyNamespaces,
    /// XML with another root.
    OtherRoot {
        /// The name of the root.
        found: String,
        /// Its namespace.
        namespace: String,
        /// The package's namespace.
        expected: String,
    },
    /// XML with an element of another namespace.
    OtherNamespace(String),
    /// XML that says that its bytes are in another encoding than UTF-8.
    OtherEncoding(String),
    /// XML with an attribute that has no meaning there.
    UnknownAttribute(String),
    /// XML with text where only elements stand.
    TextBetween,
}

impl From<SyntaxProblem> for ReadErrorKind {
    fn from(problem: SyntaxProblem) -> Self {
        Self::Syntax(problem)
    }
}

impl From<HeaderProblem> for ReadErrorKind {
    fn from(problem: HeaderProblem) -> Self {
        Self::Header(problem)
    }
}

impl From<IdentityProblem> for ReadErrorKind {
    fn from(problem: IdentityProblem) -> Self {
        Self::Identity(problem)
    }
}

impl From<DocumentProblem> for ReadErrorKind {
    fn from(problem: DocumentProblem) -> Self {
        Self::Document(problem)
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text(Language::English))
    }
}

impl std::error::Error for ReadError {}

impl ReadError {
    /// Says where reading ended, why, and what to do.
    pub fn text(&self, language: Language) -> String {
        format!("{}: {}", self.place, self.kind.text(language))
    }
}

/// Takes the text of the language.
fn said(language: Language, english: fmt::Arguments<'_>, latvian: fmt::Arguments<'_>) -> String {
    match language {
        Language::English => english.to_string(),
        Language::Latvian => latvian.to_string(),
    }
}

fn quoted(text: &str) -> String {
    format!("`{}`", shortened(text))
}

fn listed(names: &[String]) -> String {
    let mut list = names.iter().take(MOST_COLUMNS_NAMED).map(|name| quoted(name)).collect::<Vec<_>>().join(", ");
    if names.len() > MOST_COLUMNS_NAMED {
        list.push_str(", …");
    }
    list
}

impl ReadErrorKind {
    fn text(&self, language: Language) -> String {
        let say = |english: fmt::Arguments<'_>, latvian: fmt::Arguments<'_>| said(language, english, latvian);
        let mebibytes = LARGEST_FILE_BYTES / (1024 * 1024);
        match self {
            Self::Io(error) => say(format_args!("cannot be read: {error}"), format_args!("nevar nolasīt: {error}")),
            Self::TooLarge => say(
                format_args!("more than {mebibytes} MiB, the most for one submission; split it"),
                format_args!("vairāk par {mebibytes} MiB, kas ir iesnieguma lielākais apjoms; sadaliet to"),
            ),
            Self::TooManyCells => say(
                format_args!("more than {MOST_CELLS} cells or 4 GiB, the most for one file; split it"),
                format_args!("vairāk par {MOST_CELLS} šūnām vai 4 GiB, kas ir datnes lielākais apjoms; sadaliet to"),
            ),
            Self::NotUtf8 { utf16: true } => say(
                format_args!("not UTF-8: the file seems to be UTF-16; save it as UTF-8"),
                format_args!("nav UTF-8: šķiet, ka datne ir UTF-16; saglabājiet to kā UTF-8"),
            ),
            Self::NotUtf8 { utf16: false } => say(
                format_args!("not UTF-8: the file seems to be Latin-1 or Windows-1257; save it as UTF-8"),
                format_args!("nav UTF-8: šķiet, ka datne ir Latin-1 vai Windows-1257; saglabājiet to kā UTF-8"),
            ),
            Self::Empty => say(format_args!("the file is empty"), format_args!("datne ir tukša")),
            Self::Syntax(problem) => problem.text(language),
            Self::Header(problem) => problem.text(language),
            Self::Identity(problem) => problem.text(language),
            Self::Document(problem) => problem.text(language),
        }
    }
}

impl SyntaxProblem {
    fn text(&self, language: Language) -> String {
        let say = |english: fmt::Arguments<'_>, latvian: fmt::Arguments<'_>| said(language, english, latvian);
        match self {
            Self::JsonEnds(detail) => say(
                format_args!("the JSON ends too early ({detail}); is the file complete?"),
                format_args!("JSON beidzas par agru ({detail}); vai datne ir pilna?"),
            ),
            Self::JsonLineEnds(detail) => say(
                format_args!("the JSON of this line ends too early ({detail}); in JSON lines each line is a whole submission"),
                format_args!("šīs rindas JSON beidzas par agru ({detail}); JSON rindās katra rinda ir vesels iesniegums"),
            ),
            Self::AfterJson => say(
                format_args!("something follows the JSON; several submissions stand in an array, or one on each line of a .jsonl file"),
                format_args!("aiz JSON seko vēl kaut kas; vairākus iesniegumus liek masīvā vai pa vienam katrā .jsonl datnes rindā"),
            ),
            Self::Json(detail) => say(format_args!("not valid JSON: {detail}"), format_args!("nav derīgs JSON: {detail}")),
            Self::Xml(detail) => say(format_args!("not well-formed XML: {detail}"), format_args!("nav pareizi veidots XML: {detail}")),
            Self::OpenQuote => say(
                format_args!("a quotation mark opens a field of this record and none closes it"),
                format_args!("pēdiņas atver šī ieraksta lauku, bet nekas to neaizver"),
            ),
            Self::AfterQuote => say(
                format_args!("text after a closing quotation mark; inside a field write quotation marks twice"),
                format_args!("teksts aiz aizverošajām pēdiņām; lauka iekšpusē pēdiņas raksta divreiz"),
            ),
            Self::LineEnds => say(
                format_args!("lines end in a carriage return alone; save the file with LF or CRLF line ends"),
                format_args!("rindas beidzas tikai ar CR; saglabājiet datni ar rindu beigām LF vai CRLF"),
            ),
            Self::FieldCount { found, expected } => say(
                format_args!("this line has {found} fields and the header has {expected}"),
                format_args!("lauku skaits šajā rindā ir {found}, bet galvenē – {expected}"),
            ),
        }
    }
}

impl HeaderProblem {
    fn text(&self, language: Language) -> String {
        let say = |english: fmt::Arguments<'_>, latvian: fmt::Arguments<'_>| said(language, english, latvian);
        match self {
            Self::Separator(found) => {
                let (english, latvian) = if *found == '\t' { ("tabs", "tabulatori") } else { ("semicolons", "semikoli") };
                say(
                    format_args!("the header has {english} and no comma; save the file with commas between the fields"),
                    format_args!("galvenē ir {latvian} un nav neviena komata; saglabājiet datni ar komatiem starp laukiem"),
                )
            }
            Self::MissingColumn { column, header } => say(
                format_args!("no column {} in the header, which has {}", quoted(column), listed(header)),
                format_args!("galvenē nav kolonnas {}, tajā ir {}", quoted(column), listed(header)),
            ),
            Self::UnknownLongColumn(column) => say(
                format_args!("unknown column {}; long CSV has `entity`, `period`, `report`, `table`, `row`, `column`, `value`", quoted(column)),
                format_args!("nezināma kolonna {}; garajā CSV ir `entity`, `period`, `report`, `table`, `row`, `column`, `value`", quoted(column)),
            ),
            Self::UnknownCell { column, example: None, .. } => say(
                format_args!("column {} names no cell of the package", quoted(column)),
                format_args!("kolonna {} nenosauc nevienu paketes šūnu", quoted(column)),
            ),
            Self::UnknownCell { column, example: Some(example), alike: true } => say(
                format_args!("column {} names no cell of the package; is it {}?", quoted(column), quoted(example)),
                format_args!("kolonna {} nenosauc nevienu paketes šūnu; vai tā ir {}?", quoted(column), quoted(example)),
            ),
            Self::UnknownCell { column, example: Some(example), alike: false } => say(
                format_args!("column {} names no cell of the package; a cell is named like {}", quoted(column), quoted(example)),
                format_args!("kolonna {} nenosauc nevienu paketes šūnu; šūnu sauc, piemēram, {}", quoted(column), quoted(example)),
            ),
            Self::AmbiguousCell { column, full_names } => say(
                format_args!("column {} names several cells; write one of {}", quoted(column), listed(full_names)),
                format_args!("kolonna {} nosauc vairākas šūnas; rakstiet vienu no {}", quoted(column), listed(full_names)),
            ),
            Self::ListInWide { column, list } => say(
                format_args!(
                    "column {} is of the list {}, whose lines wide CSV cannot hold; use long CSV, JSON or XML",
                    quoted(column),
                    quoted(list)
                ),
                format_args!(
                    "kolonna {} ir no saraksta {}, kura rindas platais CSV nevar saturēt; lietojiet garo CSV, JSON vai XML",
                    quoted(column),
                    quoted(list)
                ),
            ),
            Self::RepeatedColumn(column) => {
                say(format_args!("column {} is there twice", quoted(column)), format_args!("kolonna {} ir divreiz", quoted(column)))
            }
        }
    }
}

impl IdentityProblem {
    fn text(&self, language: Language) -> String {
        let say = |english: fmt::Arguments<'_>, latvian: fmt::Arguments<'_>| said(language, english, latvian);
        let [year, quarter, month, day] = [PeriodKind::Year, PeriodKind::Quarter, PeriodKind::Month, PeriodKind::Day].map(PeriodKind::example);
        match self {
            Self::NoEntity => say(format_args!("no `entity`: say who reports"), format_args!("nav `entity`: norādiet, kas iesniedz")),
            Self::BadEntity { given } => say(
                format_args!("the entity {} has control characters", quoted(given)),
                format_args!("iesniedzēja nosaukumā {} ir vadības rakstzīmes", quoted(given)),
            ),
            Self::NoPeriod => say(
                format_args!("no `period`: write {year}, {quarter}, {month} or {day}, or give it with --period"),
                format_args!("nav `period`: rakstiet {year}, {quarter}, {month} vai {day}, vai norādiet ar --period"),
            ),
            Self::BadPeriod { given } => say(
                format_args!("{} is no period; write {year}, {quarter}, {month} or {day}", quoted(given)),
                format_args!("{} nav periods; rakstiet {year}, {quarter}, {month} vai {day}", quoted(given)),
            ),
            Self::OtherPeriod { given, wanted } => {
                say(format_args!("the period is {given}, and --period says {wanted}"), format_args!("periods ir {given}, bet --period ir {wanted}"))
            }
            Self::Repeated { entity, period, first_line, sortable: true } => say(
                format_args!(
                    "{} {period} goes on here after other submissions; it began on line {first_line}: sort the lines by entity and period",
                    quoted(entity)
                ),
                format_args!(
                    "{} {period} te turpinās aiz citiem iesniegumiem; sākums ir {first_line}. rindā: sakārtojiet rindas pēc iesniedzēja un perioda",
                    quoted(entity)
                ),
            ),
            Self::Repeated { entity, period, first_line, sortable: false } => say(
                format_args!("{} {period} was there before, on line {first_line}; leave one of the two", quoted(entity)),
                format_args!("{} {period} jau ir {first_line}. rindā; atstājiet vienu no abiem", quoted(entity)),
            ),
        }
    }
}

impl DocumentProblem {
    fn text(&self, language: Language) -> String {
        let say = |english: fmt::Arguments<'_>, latvian: fmt::Arguments<'_>| said(language, english, latvian);
        match self {
            Self::NotASubmission => say(
                format_args!("a submission must be a JSON object with `entity`, `period` and `reports`"),
                format_args!("iesniegumam jābūt JSON objektam ar `entity`, `period` un `reports`"),
            ),
            Self::NotAnObject(key) => say(format_args!("`{key}` must be a JSON object"), format_args!("`{key}` jābūt JSON objektam")),
            Self::NotAText(key) => say(format_args!("`{key}` must be a text"), format_args!("`{key}` jābūt tekstam")),
            Self::RepeatedKey(key) => say(format_args!("{} is there twice", quoted(key)), format_args!("{} ir divreiz", quoted(key))),
            Self::UnknownKey(key) => say(
                format_args!("unknown key {}; a submission has `entity`, `period`, `reports`, `parameters`", quoted(key)),
                format_args!("nezināma atslēga {}; iesniegumā ir `entity`, `period`, `reports`, `parameters`", quoted(key)),
            ),
            Self::TooManyLines => {
                say(format_args!("a list has more than {MOST_LINES} lines"), format_args!("sarakstā ir vairāk par {MOST_LINES} rindām"))
            }
            Self::DocumentType => say(
                format_args!("a document type declaration (<!DOCTYPE …>) is not read; remove it"),
                format_args!("dokumenta tipa deklarāciju (<!DOCTYPE …>) nelasa; izņemiet to"),
            ),
            Self::UnknownEntity(name) => say(
                format_args!("the entity {} is not read; only &amp; &lt; &gt; &apos; &quot; and numbers are", quoted(name)),
                format_args!("entītiju {} nelasa; der tikai &amp; &lt; &gt; &apos; &quot; un skaitļi", quoted(name)),
            ),
            Self::TooDeep => say(
                format_args!("elements are nested more than {} deep", super::xml::DEEPEST_ELEMENT),
                format_args!("elementi ir ielikti cits citā dziļāk par {}", super::xml::DEEPEST_ELEMENT),
            ),
            Self::TooManyElements => say(format_args!("too many elements"), format_args!("pārāk daudz elementu")),
            Self::TooManyAttributes => say(format_args!("the element has too many attributes"), format_args!("elementam ir pārāk daudz atribūtu")),
            Self::TooManyNamespaces => say(
                format_args!("too many namespace declarations; declare the namespace once, at the root"),
                format_args!("pārāk daudz vārdtelpu deklarāciju; deklarējiet vārdtelpu vienreiz, saknes elementā"),
            ),
            Self::OtherRoot { found, namespace, expected } => say(
                format_args!("the document is `<{found} xmlns=\"{namespace}\">`, and for this package it is `<submission xmlns=\"{expected}\">`"),
                format_args!("dokuments ir `<{found} xmlns=\"{namespace}\">`, bet šai paketei jābūt `<submission xmlns=\"{expected}\">`"),
            ),
            Self::OtherNamespace(name) => {
                say(format_args!("the element {} is of another namespace", quoted(name)), format_args!("elements {} ir citā vārdtelpā", quoted(name)))
            }
            Self::OtherEncoding(name) => say(
                format_args!("the document says that it is in {}, and only UTF-8 is read; save it as UTF-8", quoted(name)),
                format_args!("dokumentā norādīts kodējums {}, bet lasa tikai UTF-8; saglabājiet to kā UTF-8", quoted(name)),
            ),
            Self::UnknownAttribute(name) => {
                say(format_args!("unknown attribute {}", quoted(name)), format_args!("nezināms atribūts {}", quoted(name)))
            }
            Self::TextBetween => say(format_args!("text between elements"), format_args!("teksts starp elementiem")),
        }
    }
}
