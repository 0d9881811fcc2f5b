//! Coverage beside the definition: a page for each file of it, with what its tests miss said at each line, and an index.
//!
//! In come the texts with what is to be said of their lines, and shares that are covered; out go files in memory. What is
//! counted, and why, is not known here.

mod coverage_words;

use crate::page_template::STYLE;
use coverage_words::{CoverageWord, count_text};
use handlebars::Handlebars;
use positum_runtime::language::Language;
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// What stands in the first lines of each page, by which it is known as one of these.
pub const GENERATOR: &str = "<meta name=\"generator\" content=\"positum coverage\"/>";

/// The page with the totals.
pub const INDEX: &str = "index.html";

/// The most things that are said at one line; of more, how many.
const MOST_NOTES: usize = 8;

/// How much of something is covered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CoveredShare {
    /// How many are covered.
    pub covered: usize,
    /// How many there are.
    pub all: usize,
}

impl CoveredShare {
    fn percent(self) -> usize {
        self.covered.saturating_mul(100).checked_div(self.all).unwrap_or(100)
    }
}

/// What is covered of a report, or of all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CoveredReport {
    /// The name.
    pub name: String,
    /// The share of each kind, in the order of the headings.
    pub kinds: Vec<CoveredShare>,
    /// The share of all.
    pub all: CoveredShare,
}

/// What is said of a line of a definition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CoveredLine {
    /// What is covered of that which stands there.
    pub share: CoveredShare,
    /// What is missing: what misses it, and what that is.
    pub missing: Vec<(String, String)>,
}

/// A file of a definition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CoveredFile {
    /// Its name.
    pub name: String,
    /// Its text.
    pub text: String,
    /// What is said of its lines, by their numbers from 1.
    pub lines: BTreeMap<usize, CoveredLine>,
}

/// What the pages show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CoveragePages {
    /// The name of the package.
    pub package: String,
    /// The headings of the kinds that are counted.
    pub kinds: Vec<String>,
    /// The reports.
    pub reports: Vec<CoveredReport>,
    /// All of them together.
    pub total: CoveredReport,
    /// The files of the definition.
    pub files: Vec<CoveredFile>,
}

/// A template and what it is given do not fit, which is a mistake of this program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoverageError(String);

impl fmt::Display for CoverageError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "a page cannot be written: {}", self.0)
    }
}

impl std::error::Error for CoverageError {}

/// How much of a line is covered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LineState {
    /// Nothing is counted there.
    Nothing,
    All,
    Some,
    None,
}

impl LineState {
    fn of(share: CoveredShare) -> Self {
        match share {
            CoveredShare { all: 0, .. } => Self::Nothing,
            CoveredShare { covered: 0, .. } => Self::None,
            CoveredShare { covered, all } if covered == all => Self::All,
            CoveredShare { .. } => Self::Some,
        }
    }

    fn class(self) -> &'static str {
        match self {
            Self::Nothing => "",
            Self::All => "all",
            Self::Some => "some",
            Self::None => "none",
        }
    }

    /// Gives a sign that tells states apart without colours.
    fn sign(self) -> &'static str {
        match self {
            Self::Nothing => "",
            Self::All => "✓",
            Self::Some => "◐",
            Self::None => "✗",
        }
    }
}

/// A line as the template has it.
#[derive(Serialize)]
struct ShownLine<'t> {
    number: usize,
    text: &'t str,
    class: &'static str,
    sign: &'static str,
    share: String,
    title: String,
    notes: Vec<Note<'t>>,
    more: String,
}

#[derive(Serialize)]
struct Note<'t> {
    subject: &'t str,
    what: &'t str,
}

/// Writes the pages: names within the folder, with their bytes.
///
/// # Errors
/// A mistake of this program.
pub fn coverage_files(pages: &CoveragePages, language: Language) -> Result<Vec<(String, Vec<u8>)>, CoverageError> {
    let mut registry = Handlebars::new();
    registry.set_strict_mode(true);
    let templates = [("index", include_str!("templates/coverage/index.hbs")), ("file", include_str!("templates/coverage/file.hbs"))];
    for (name, text) in templates {
        registry.register_template_string(name, text).map_err(|error| CoverageError(error.to_string()))?;
    }
    let write =
        |template: &str, data: &Value| registry.render(template, data).map(String::into_bytes).map_err(|error| CoverageError(error.to_string()));
    let names = file_names(&pages.files);
    let mut files = vec![(INDEX.to_owned(), write("index", &index_data(pages, &names, language))?)];
    for (file, name) in pages.files.iter().zip(&names) {
        files.push((name.clone(), write("file", &file_data(pages, file, language))?));
    }
    files.push(("style.css".to_owned(), STYLE.as_bytes().to_vec()));
    files.push(("coverage.css".to_owned(), include_bytes!("templates/coverage/coverage.css").to_vec()));
    Ok(files)
}

fn words(language: Language) -> Value {
    let words: Map<String, Value> = CoverageWord::ALL.iter().map(|word| (format!("{word:?}"), json!(word.text(language)))).collect();
    Value::Object(words)
}

fn index_data(pages: &CoveragePages, names: &[String], language: Language) -> Value {
    let file = |(file, name): (&CoveredFile, &String)| json!({ "name": shown(&file.name), "href": name, "share": share_of(file) });
    json!({
        "lang": language.code(),
        "generator": GENERATOR,
        "package": shown(&pages.package),
        "words": words(language),
        "kinds": pages.kinds,
        "reports": pages.reports.iter().map(report_data).collect::<Vec<_>>(),
        "total": report_data(&pages.total),
        "files": pages.files.iter().zip(names).map(file).collect::<Vec<_>>(),
    })
}

fn share_of(file: &CoveredFile) -> Value {
    let add = |sum: CoveredShare, line: &CoveredLine| CoveredShare {
        covered: sum.covered.saturating_add(line.share.covered),
        all: sum.all.saturating_add(line.share.all),
    };
    share_data(file.lines.values().fold(CoveredShare::default(), add))
}

fn share_data(share: CoveredShare) -> Value {
    let state = LineState::of(share);
    json!({
        "class": state.class(),
        "sign": state.sign(),
        "is_counted": share.all > 0,
        "covered": share.covered,
        "all": share.all,
        "percent": share.percent(),
    })
}

fn report_data(report: &CoveredReport) -> Value {
    let kinds: Vec<Value> = report.kinds.iter().copied().map(share_data).collect();
    json!({ "name": shown(&report.name), "kinds": kinds, "share": share_data(report.all) })
}

fn file_data(pages: &CoveragePages, file: &CoveredFile, language: Language) -> Value {
    let nothing = CoveredLine::default();
    let text = shown_text(&file.text);
    let lines = (1_usize..).zip(text.lines()).map(|(number, text)| shown_line(number, text, file.lines.get(&number).unwrap_or(&nothing), language));
    json!({
        "lang": language.code(),
        "package": shown(&pages.package),
        "generator": GENERATOR,
        "name": shown(&file.name),
        "words": words(language),
        "share": share_of(file),
        "lines": lines.collect::<Vec<_>>(),
    })
}

fn shown_line<'t>(number: usize, text: &'t str, line: &'t CoveredLine, language: Language) -> ShownLine<'t> {
    let state = LineState::of(line.share);
    let rest = line.missing.len().saturating_sub(MOST_NOTES);
    let is_counted = line.share.all > 0;
    ShownLine {
        number,
        text,
        class: state.class(),
        sign: state.sign(),
        share: if is_counted { format!("{}/{}", line.share.covered, line.share.all) } else { String::new() },
        title: if is_counted { count_text(line.share.covered, line.share.all, language) } else { String::new() },
        notes: line.missing.iter().take(MOST_NOTES).map(|(subject, what)| Note { subject, what }).collect(),
        more: if rest > 0 { coverage_words::more_text(rest, language) } else { String::new() },
    }
}

/// Gives each file a page of its own name.
fn file_names(files: &[CoveredFile]) -> Vec<String> {
    let mut taken: BTreeSet<String> = [INDEX.to_owned()].into();
    let mut name = |(number, file): (usize, &CoveredFile)| {
        let last = file.name.rsplit(['/', '\\']).next().unwrap_or("");
        let is_plain = |character: char| character.is_ascii_alphanumeric() || ['.', '_', '-'].contains(&character);
        let plain: String = last.chars().map(|character| if is_plain(character) { character } else { '_' }).collect();
        let name = format!("{plain}.html");
        let name = if taken.contains(&name.to_lowercase()) { format!("{number}_{name}") } else { name };
        taken.insert(name.to_lowercase());
        name
    };
    (1..).zip(files).map(&mut name).collect()
}

/// Gives a name without line ends and what is no text.
fn shown(text: &str) -> String {
    shown_text(text).replace('\n', " ")
}

/// Gives a text with a sign in place of what is no text, or turns the direction of reading.
fn shown_text(text: &str) -> String {
    let sign = |character: char| match character {
        '\t' | '\n' => character,
        '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
        other if other.is_control() => '\u{fffd}',
        other => other,
    };
    text.replace("\r\n", "\n").chars().map(sign).collect()
}
