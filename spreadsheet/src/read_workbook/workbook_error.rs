//! Why a workbook cannot be read as a form, in words.
//!
//! Each text is one line: where, what is wrong, and what to do about it.

use super::check_archive::{LARGEST_UNPACKED_BYTES, LARGEST_WORKBOOK_BYTES, MOST_PARTS};
use super::say::{listed, quoted, said, shortened};
use super::workbook::{MOST_CELL_CHARACTERS, MOST_CELLS, MOST_GATHERED_BYTES, MOST_SHEETS};
use positum_plan::period::Period;
use positum_runtime::language::Language;
use positum_runtime::submission::Origin;
use std::fmt;

/// A workbook that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkbookError {
    /// The sheet and cell, or the file as a whole.
    pub place: Origin,
    /// What is wrong.
    pub problem: WorkbookProblem,
}

/// What is wrong with a workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WorkbookProblem {
    /// The file cannot be opened.
    File(FileProblem),
    /// It is not clear whose figures these are, or of which package.
    Field(FieldProblem),
    /// A table is not laid out as forms have it.
    Table(TableProblem),
}

/// A file that cannot be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileProblem {
    /// There is nothing in the file.
    Empty,
    /// More than [`LARGEST_WORKBOOK_BYTES`].
    TooLarge,
    /// More than [`LARGEST_UNPACKED_BYTES`] when unpacked.
    UnpackedTooLarge,
    /// More than [`MOST_PARTS`].
    TooManyParts,
    /// More than [`MOST_SHEETS`].
    TooManySheets,
    /// More than [`MOST_CELLS`].
    TooManyCells,
    /// More than [`MOST_GATHERED_BYTES`] of texts and formulas in cells.
    TooMuchText,
    /// More than [`MOST_CELL_CHARACTERS`] in the cell that is named.
    LongText(String),
    /// No workbook of any kind.
    NotAWorkbook,
    /// A workbook with a password.
    Encrypted,
    /// A workbook as programs before 2007 saved it.
    OldFormat,
    /// A binary workbook.
    BinaryFormat,
    /// A file that is cut off or changed; in the words of what reads it.
    Damaged(String),
}

/// A form that does not say what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldProblem {
    /// No cell has the name that all forms have.
    NotAForm,
    /// The form of another package.
    OtherPackage {
        /// The package of the form.
        found: String,
        /// The package that is asked for.
        expected: String,
    },
    /// The name of a cell of the form is gone, or its cell.
    NameLost(String),
    /// The name of a cell stands for several cells with different values.
    NameTwice(String),
    /// No entity.
    NoEntity,
    /// An entity with control characters, or an error.
    BadEntity(String),
    /// No period.
    NoPeriod,
    /// A text that is no period.
    BadPeriod(String),
    /// A day where it is not clear which period it stands for.
    PeriodIsDay(String),
    /// Another period than the one that the user named.
    OtherPeriod {
        /// What is there.
        given: Period,
        /// What the user named.
        wanted: Period,
    },
}

/// A table that is not laid out as forms have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableProblem {
    /// Two sheets hold the same table.
    Twice {
        /// The table.
        table: String,
        /// The other one.
        other: Origin,
    },
    /// No sheet holds a table, and others of its report are there.
    Lost(String),
    /// The row of keys lacks some.
    ColumnsLost(Vec<String>),
    /// A key stands twice in the row of keys.
    ColumnTwice {
        /// The key.
        key: String,
        /// The other cell.
        other: Origin,
    },
    /// Codes stand in no row.
    RowsLost(Vec<String>),
    /// A code that has become a number which several codes could be.
    CodeIsNumber {
        /// The number.
        number: String,
        /// The codes.
        codes: Vec<String>,
    },
    /// A code that has become a day.
    CodeIsDay(String),
    /// No row of a list is marked as a line.
    LinesLost,
}

impl From<FileProblem> for WorkbookProblem {
    fn from(problem: FileProblem) -> Self {
        Self::File(problem)
    }
}

impl From<FieldProblem> for WorkbookProblem {
    fn from(problem: FieldProblem) -> Self {
        Self::Field(problem)
    }
}

impl From<TableProblem> for WorkbookProblem {
    fn from(problem: TableProblem) -> Self {
        Self::Table(problem)
    }
}

impl fmt::Display for WorkbookError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text(Language::English))
    }
}

impl std::error::Error for WorkbookError {}

impl WorkbookError {
    /// Says where, what is wrong, and what to do.
    pub fn text(&self, language: Language) -> String {
        let text = match &self.problem {
            WorkbookProblem::File(problem) => problem.text(language),
            WorkbookProblem::Field(problem) => problem.text(language),
            WorkbookProblem::Table(problem) => problem.text(language),
        };
        format!("{}: {text}", self.place)
    }
}

impl FileProblem {
    fn text(&self, language: Language) -> String {
        let say = |english: fmt::Arguments<'_>, latvian: fmt::Arguments<'_>| said(language, english, latvian);
        let (mebibytes, unpacked) = (LARGEST_WORKBOOK_BYTES / (1024 * 1024), LARGEST_UNPACKED_BYTES / (1024 * 1024));
        let gathered = MOST_GATHERED_BYTES / (1024 * 1024);
        match self {
            Self::Empty => say(format_args!("the file is empty"), format_args!("datne ir tukša")),
            Self::TooLarge => say(
                format_args!("more than {mebibytes} MiB, the most for a workbook"),
                format_args!("vairāk par {mebibytes} MiB, kas ir darbgrāmatas lielākais apjoms"),
            ),
            Self::UnpackedTooLarge => say(
                format_args!("more than {unpacked} MiB when unpacked, the most for a workbook"),
                format_args!("atspiesta vairāk par {unpacked} MiB, kas ir darbgrāmatas lielākais apjoms"),
            ),
            Self::TooManyParts => say(
                format_args!("the archive of the workbook has more than {MOST_PARTS} parts"),
                format_args!("darbgrāmatas arhīvā ir vairāk nekā {MOST_PARTS} daļu"),
            ),
            Self::TooManySheets => {
                say(format_args!("the workbook has more than {MOST_SHEETS} sheets"), format_args!("darbgrāmatā ir vairāk nekā {MOST_SHEETS} lapu"))
            }
            Self::TooManyCells => say(
                format_args!("the workbook has more than {MOST_CELLS} filled cells"),
                format_args!("darbgrāmatā ir vairāk nekā {MOST_CELLS} aizpildītu šūnu"),
            ),
            Self::TooMuchText => say(
                format_args!("the texts and formulas of the workbook have more than {gathered} MiB"),
                format_args!("darbgrāmatas tekstu un formulu apjoms pārsniedz {gathered} MiB"),
            ),
            Self::LongText(cell) => say(
                format_args!("the cell {} holds more than {MOST_CELL_CHARACTERS} characters; shorten its text", quoted(cell)),
                format_args!("šūnā {} ir vairāk nekā {MOST_CELL_CHARACTERS} rakstzīmju; saīsiniet tās tekstu", quoted(cell)),
            ),
            Self::NotAWorkbook => {
                say(format_args!("not a workbook; save the form as .xlsx"), format_args!("nav darbgrāmata; saglabājiet veidlapu kā .xlsx"))
            }
            Self::Encrypted => say(
                format_args!("the workbook has a password; save it without one"),
                format_args!("darbgrāmatai ir parole; saglabājiet to bez paroles"),
            ),
            Self::OldFormat => say(
                format_args!("a workbook in the format of before 2007 (.xls); save it as .xlsx"),
                format_args!("darbgrāmata ir formātā, kāds bija līdz 2007. gadam (.xls); saglabājiet to kā .xlsx"),
            ),
            Self::BinaryFormat => {
                say(format_args!("a binary workbook (.xlsb); save it as .xlsx"), format_args!("bināra darbgrāmata (.xlsb); saglabājiet to kā .xlsx"))
            }
            Self::Damaged(detail) => say(
                format_args!("the workbook is damaged or cut off: {}", shortened(detail)),
                format_args!("darbgrāmata ir bojāta vai nepilna: {}", shortened(detail)),
            ),
        }
    }
}

impl FieldProblem {
    fn text(&self, language: Language) -> String {
        let say = |english: fmt::Arguments<'_>, latvian: fmt::Arguments<'_>| said(language, english, latvian);
        match self {
            Self::NotAForm => say(
                format_args!("the workbook is no form: no cell in it is named `positum_package`; `positum template` writes forms"),
                format_args!("darbgrāmata nav veidlapa: tajā nav šūnas ar nosaukumu `positum_package`; veidlapas raksta `positum template`"),
            ),
            Self::OtherPackage { found, expected } => say(
                format_args!("this is a form of the package {}, and here the package is {}", quoted(found), quoted(expected)),
                format_args!("šī ir paketes {} veidlapa, bet šeit pakete ir {}", quoted(found), quoted(expected)),
            ),
            Self::NameLost(name) => say(
                format_args!("the cell named {} is gone; copy the values into a new form", quoted(name)),
                format_args!("šūnas ar nosaukumu {} vairs nav; pārkopējiet vērtības jaunā veidlapā", quoted(name)),
            ),
            Self::NameTwice(name) => say(
                format_args!("the name {} stands for several cells with different values; delete the copy of the sheet", quoted(name)),
                format_args!("nosaukums {} apzīmē vairākas šūnas ar atšķirīgām vērtībām; izdzēsiet lapas kopiju", quoted(name)),
            ),
            Self::NoEntity => {
                say(format_args!("no entity: write here who reports"), format_args!("nav iesniedzēja: rakstiet šeit, kas iesniedz pārskatu"))
            }
            Self::BadEntity(given) => {
                say(format_args!("{} does not name who reports", quoted(given)), format_args!("{} nenosauc pārskata iesniedzēju", quoted(given)))
            }
            Self::NoPeriod => say(
                format_args!("no period: write here 2025, 2025-Q1, 2025-03 or 2025-03-31"),
                format_args!("nav perioda: rakstiet šeit 2025, 2025-Q1, 2025-03 vai 2025-03-31"),
            ),
            Self::BadPeriod(given) => say(
                format_args!("{} is no period; write 2025, 2025-Q1, 2025-03 or 2025-03-31", quoted(given)),
                format_args!("{} nav periods; rakstiet 2025, 2025-Q1, 2025-03 vai 2025-03-31", quoted(given)),
            ),
            Self::PeriodIsDay(day) => say(
                format_args!("the cell holds the day {}, and it is not clear for which period; make it a text, as 2025-Q1", shortened(day)),
                format_args!("šūnā ir diena {}, un nav skaidrs, kuram periodam; rakstiet periodu kā tekstu, piemēram, 2025-Q1", shortened(day)),
            ),
            Self::OtherPeriod { given, wanted } => {
                say(format_args!("the period is {given}, and --period says {wanted}"), format_args!("periods ir {given}, bet --period ir {wanted}"))
            }
        }
    }
}

impl TableProblem {
    fn text(&self, language: Language) -> String {
        let say = |english: fmt::Arguments<'_>, latvian: fmt::Arguments<'_>| said(language, english, latvian);
        match self {
            Self::Twice { table, other } => say(
                format_args!("the table {} stands here and at {other}; delete one of the two sheets", quoted(table)),
                format_args!("tabula {} ir gan šeit, gan {other}; izdzēsiet vienu no abām lapām", quoted(table)),
            ),
            Self::Lost(table) => say(
                format_args!("no sheet holds the table {}; copy the values into a new form", quoted(table)),
                format_args!("nevienā lapā nav tabulas {}; pārkopējiet vērtības jaunā veidlapā", quoted(table)),
            ),
            Self::ColumnsLost(keys) => say(
                format_args!("the hidden row of keys lacks {}; write it over its column, or copy the values into a new form", listed(keys)),
                format_args!("slēptajā atslēgu rindā trūkst {}; ierakstiet to virs ailes vai pārkopējiet vērtības jaunā veidlapā", listed(keys)),
            ),
            Self::ColumnTwice { key, other } => say(
                format_args!("the key {} stands here and at {other}; clear that of the column that is not meant", quoted(key)),
                format_args!("atslēga {} ir gan šeit, gan {other}; notīriet to virs liekās ailes", quoted(key)),
            ),
            Self::RowsLost(codes) => say(
                format_args!("no row below has the code {}; write it into this column, or copy the values into a new form", listed(codes)),
                format_args!(
                    "nevienā rindā zem šīs šūnas nav koda {}; ierakstiet to šajā ailē vai pārkopējiet vērtības jaunā veidlapā",
                    listed(codes)
                ),
            ),
            Self::CodeIsNumber { number, codes } => say(
                format_args!("the code has become the number {number}, which could be {}; make it a text", listed(codes)),
                format_args!("kods ir kļuvis par skaitli {number}, kas varētu būt {}; rakstiet to kā tekstu", listed(codes)),
            ),
            Self::CodeIsDay(day) => say(
                format_args!("the code has become the day {}; make it a text", shortened(day)),
                format_args!("kods ir kļuvis par dienu {}; rakstiet to kā tekstu", shortened(day)),
            ),
            Self::LinesLost => say(
                format_args!("no row below is marked `line` in this column; copy the values into a new form"),
                format_args!("neviena rinda zem šīs šūnas šajā ailē nav atzīmēta ar `line`; pārkopējiet vērtības jaunā veidlapā"),
            ),
        }
    }
}
