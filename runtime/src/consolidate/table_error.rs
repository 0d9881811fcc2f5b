//! Why a file with the tree of entities, or with eliminations, cannot be used.
//!
//! Each text is one line in the reader's language: where, what is wrong, and what to do about it.

use crate::finding_text::printable;
use crate::language::Language;
use crate::read::ReadError;
use crate::submission::Origin;
use std::fmt;

/// The most names that a text repeats.
const MOST_NAMED: usize = 12;

/// A file that cannot be used.
#[derive(Debug)]
pub enum TableError {
    /// It is no CSV, or too large.
    Read(ReadError),
    /// It is CSV and does not say what it must.
    Problem {
        /// Where; line 0 for the file as a whole.
        place: Origin,
        /// What is wrong.
        problem: TableProblem,
    },
}

/// What is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableProblem {
    /// The header has a name that is none of the columns.
    UnknownColumn {
        /// The name.
        given: String,
        /// The columns that there may be.
        known: Vec<String>,
    },
    /// The header has a name twice.
    RepeatedColumn(String),
    /// The header lacks a column.
    MissingColumn {
        /// The column.
        column: String,
        /// What the header has.
        header: Vec<String>,
    },
    /// A line with more or fewer fields than the header.
    FieldCount {
        /// How many there are.
        found: usize,
        /// How many the header has.
        expected: usize,
    },
    /// An entity without a name.
    NoEntity,
    /// A name with control characters.
    BadEntity(String),
    /// The same entity under the same parent, of the same days.
    Repeated {
        /// The entity.
        entity: String,
        /// The line that had it first.
        first_line: u64,
    },
    /// A parent that has no line of its own.
    UnknownParent(String),
    /// The package has no such level.
    UnknownLevel {
        /// What is given.
        given: String,
        /// The levels.
        known: Vec<String>,
    },
    /// A text that is no date.
    BadDate(String),
    /// A membership that ends before it begins.
    EndsBeforeItBegins,
    /// An entity that is a member of itself by way of others: from the entity up to itself.
    Cycle(Vec<String>),
    /// Groups stand in each other deeper than there may be.
    TooDeep(usize),
    /// There are more entities than there may be.
    TooMany(usize),
    /// An entity has more lines than there may be.
    TooManyMemberships(usize),
    /// A text that is no period.
    BadPeriod(String),
}

impl TableError {
    /// Says what is wrong, with the place in front.
    pub fn text(&self, language: Language) -> String {
        match self {
            Self::Read(error) => error.text(language),
            Self::Problem { place, problem } => format!("{place}: {}", problem.text(language)),
        }
    }
}

impl fmt::Display for TableError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text(Language::English))
    }
}

impl std::error::Error for TableError {}

impl From<ReadError> for TableError {
    fn from(error: ReadError) -> Self {
        Self::Read(error)
    }
}

impl TableProblem {
    fn text(&self, language: Language) -> String {
        match language {
            Language::Latvian => self.latvian(),
            Language::English => self.english(),
        }
    }

    fn latvian(&self) -> String {
        match self {
            Self::UnknownColumn { given, known } => format!("nezināma kolonna {}; kolonnas ir {}", quoted(given), listed(known)),
            Self::RepeatedColumn(given) => format!("kolonna {} ir divreiz", quoted(given)),
            Self::MissingColumn { column, header } => format!("galvenē nav kolonnas {}, tajā ir {}", quoted(column), listed(header)),
            Self::FieldCount { found, expected } => format!("rindā ir {found} lauki, bet galvenē {expected}"),
            Self::NoEntity => "nav `entity`: norādiet vienības nosaukumu".to_owned(),
            Self::BadEntity(given) => format!("nosaukumā {} ir vadības rakstzīmes", quoted(given)),
            Self::Repeated { entity, first_line } => {
                format!("{} ar to pašu augstāko vienību un tām pašām dienām jau ir {first_line}. rindā", quoted(entity))
            }
            Self::UnknownParent(given) => format!("augstākajai vienībai {} nav savas rindas; pierakstiet to", quoted(given)),
            Self::UnknownLevel { given, known } if known.is_empty() => {
                format!("līmenis {} nav zināms: paketes definīcijā līmeņu nav", quoted(given))
            }
            Self::UnknownLevel { given, known } => format!("līmeņa {} definīcijā nav, tajā ir {}", quoted(given), listed(known)),
            Self::BadDate(given) => format!("{} nav datums; rakstiet to kā 2025-03-31", quoted(given)),
            Self::EndsBeforeItBegins => "`until` ir agrāk par `from`".to_owned(),
            Self::Cycle(path) => format!("vienības ietilpst cita citā pa apli: {}", path_text(path)),
            Self::TooDeep(most) => format!("grupas ietilpst cita citā dziļāk par {most}"),
            Self::TooMany(most) => format!("vairāk par {most} vienībām"),
            Self::TooManyMemberships(most) => format!("vienai vienībai vairāk par {most} rindām"),
            Self::BadPeriod(given) => format!("{} nav periods; rakstiet 2025, 2025-Q1, 2025-03 vai 2025-03-31", quoted(given)),
        }
    }

    fn english(&self) -> String {
        match self {
            Self::UnknownColumn { given, known } => format!("unknown column {}; the columns are {}", quoted(given), listed(known)),
            Self::RepeatedColumn(given) => format!("column {} is there twice", quoted(given)),
            Self::MissingColumn { column, header } => format!("no column {} in the header, which has {}", quoted(column), listed(header)),
            Self::FieldCount { found, expected } => format!("the line has {found} fields, and the header {expected}"),
            Self::NoEntity => "no `entity`: write its name".to_owned(),
            Self::BadEntity(given) => format!("the name {} has control characters", quoted(given)),
            Self::Repeated { entity, first_line } => {
                format!("{} under the same parent and of the same days is on line {first_line} already", quoted(entity))
            }
            Self::UnknownParent(given) => format!("the parent {} has no line of its own; add one", quoted(given)),
            Self::UnknownLevel { given, known } if known.is_empty() => {
                format!("the level {} is not known: the definition has no levels", quoted(given))
            }
            Self::UnknownLevel { given, known } => format!("the definition has no level {}; it has {}", quoted(given), listed(known)),
            Self::BadDate(given) => format!("{} is no date; write it as 2025-03-31", quoted(given)),
            Self::EndsBeforeItBegins => "`until` is before `from`".to_owned(),
            Self::Cycle(path) => format!("entities are members of each other in a circle: {}", path_text(path)),
            Self::TooDeep(most) => format!("groups stand in each other deeper than {most}"),
            Self::TooMany(most) => format!("more than {most} entities"),
            Self::TooManyMemberships(most) => format!("more than {most} lines of one entity"),
            Self::BadPeriod(given) => format!("{} is no period; write 2025, 2025-Q1, 2025-03 or 2025-03-31", quoted(given)),
        }
    }
}

fn quoted(text: &str) -> String {
    let shown: String = text.chars().take(60).collect();
    let cut = if shown.len() < text.len() { "…" } else { "" };
    format!("`{}{cut}`", printable(&shown))
}

fn listed(names: &[String]) -> String {
    let more = if names.len() > MOST_NAMED { ", …" } else { "" };
    let named: Vec<String> = names.iter().take(MOST_NAMED).map(|name| quoted(name)).collect();
    format!("{}{more}", named.join(", "))
}

fn path_text(path: &[String]) -> String {
    let more = if path.len() > MOST_NAMED { " → …" } else { "" };
    let named: Vec<String> = path.iter().take(MOST_NAMED).map(|name| quoted(name)).collect();
    format!("{}{more}", named.join(" → "))
}
