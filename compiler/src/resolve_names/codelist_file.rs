//! The codes of a file: from the text of a CSV file to codes in order, or to what is wrong with it.
//!
//! The file has the columns `code`, where codes stand under each other `parent`, and one for each language; `label` is
//! the column of the main language. It must not know where the file came from.

use csv::{ReaderBuilder, StringRecord};
use positum_grammar::phrase::{Phrase, said};
use positum_grammar::suggest;
use positum_plan::codelist::{Code, Codelist, MOST_LEVELS};
use positum_plan::plan::Label;
use std::collections::BTreeMap;

/// The most mistakes of one file that are told.
const MOST_MISTAKES: usize = 5;
/// The most bytes of a code.
const LONGEST_CODE: usize = 200;
/// The most codes on the way round that a message names.
const MOST_NAMED: usize = 6;

/// What is wrong with a file, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mistake {
    pub(super) message: Phrase,
    pub(super) help: Phrase,
}

impl Mistake {
    fn new(message: Phrase, help: Phrase) -> Self {
        Self { message, help }
    }
}

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Column {
    Code,
    Parent,
    Label(String),
}

/// Reads codes into a list; gives the first mistakes where the file has any.
pub(super) fn read_codes(file: &str, text: &str, languages: &[String], list: &mut Codelist) -> Vec<Mistake> {
    let mut reader = ReaderBuilder::new().flexible(true).from_reader(text.strip_prefix('\u{feff}').unwrap_or(text).as_bytes());
    let columns = match reader.headers().map_err(|error| unreadable(file, &error)).and_then(|header| read_header(file, header, languages)) {
        Ok(columns) => columns,
        Err(mistake) => return vec![mistake],
    };
    let mut mistakes = Vec::new();
    let mut lines: BTreeMap<String, u64> = BTreeMap::new();
    for record in reader.records() {
        let row = record.map_err(|error| unreadable(file, &error)).and_then(|record| read_row(file, &record, &columns));
        match row {
            Ok(row) => match lines.get(&row.code) {
                Some(first) => mistakes.push(duplicate(file, &row, *first)),
                None => {
                    lines.insert(row.code.clone(), row.line);
                    list.declare(row.code, row.meaning);
                }
            },
            Err(mistake) => mistakes.push(mistake),
        }
        if mistakes.len() >= MOST_MISTAKES {
            return mistakes;
        }
    }
    if mistakes.is_empty() && list.codes.is_empty() {
        let message = said!("`{file}` has a header and no code");
        return vec![Mistake::new(message, said!("write one code on each line below the header"))];
    }
    if mistakes.is_empty() {
        mistakes.extend(check_parents(file, list, &lines).into_iter().take(MOST_MISTAKES));
    }
    mistakes
}

fn unreadable(file: &str, error: &csv::Error) -> Mistake {
    let line = error.position().map_or(1, csv::Position::line);
    Mistake::new(said!("line {line} of `{file}` cannot be read as CSV"), said!("values with a comma or a quotation mark stand in quotation marks"))
}

fn read_header(file: &str, header: &StringRecord, languages: &[String]) -> Result<Vec<Column>, Mistake> {
    let names: Vec<&str> = header.iter().map(str::trim).collect();
    let main = languages.first().map_or("", String::as_str);
    let known: Vec<&str> = ["code", "parent", "label"].into_iter().chain(languages.iter().map(String::as_str)).collect();
    if let [only] = names.as_slice()
        && only.contains([';', '\t'])
    {
        let message = said!("the columns of `{file}` are not separated by commas");
        return Err(Mistake::new(message, said!("save the file as CSV with commas, as `code,label`")));
    }
    if !names.contains(&"code") {
        return Err(Mistake::new(
            said!("`{file}` has no column `code`"),
            said!("begin its first line with `code`, and write the codes in that column"),
        ));
    }
    let mut columns = Vec::new();
    for name in &names {
        let column = match *name {
            "code" => Column::Code,
            "parent" => Column::Parent,
            "label" => Column::Label(main.to_owned()),
            language if languages.iter().any(|known| known == language) => Column::Label(language.to_owned()),
            other => return Err(unknown_column(file, other, &known)),
        };
        if columns.contains(&column) {
            let message = said!("`{file}` has the column `{name}` twice");
            let help = if *name == "label" || *name == main { said!("`label` and `{main}` are the same: keep one") } else { said!("keep one") };
            return Err(Mistake::new(message, help));
        }
        columns.push(column);
    }
    Ok(columns)
}

fn unknown_column(file: &str, name: &str, known: &[&str]) -> Mistake {
    let is_language = matches!(name.len(), 2 | 3) && name.bytes().all(|byte| byte.is_ascii_lowercase());
    let near = suggest::nearest(name, known.iter().copied());
    let columns = said!("the columns are {}", suggest::list(known));
    let help = match near.first() {
        Some(near) if !is_language => said!("write `{near}`"),
        Some(_) | None if is_language => said!("add `{name}` to `language` in the package's header, or delete the column; {columns}"),
        Some(_) | None => columns,
    };
    let name = if name.is_empty() { said!("a column without a name") } else { said!("a column `{name}`") };
    Mistake::new(said!("`{file}` has {name}, which no codelist has"), help)
}

struct Row {
    line: u64,
    code: String,
    meaning: Code,
}

fn read_row(file: &str, record: &StringRecord, columns: &[Column]) -> Result<Row, Mistake> {
    let line = record.position().map_or(0, csv::Position::line);
    if record.len() != columns.len() {
        let (values, wanted) = (record.len(), columns.len());
        let message = said!(
            "line {line} of `{file}` has {values} {}, and the header {wanted} columns",
            if values == 1 { said!("value") } else { said!("values") }
        );
        return Err(Mistake::new(message, said!("write a value, or nothing, for each column; a text with a comma stands in quotation marks")));
    }
    let mut row = Row { line, code: String::new(), meaning: Code::default() };
    let mut label = Label::default();
    for (column, value) in columns.iter().zip(record) {
        match column {
            Column::Code => row.code = spelled(file, line, value)?,
            Column::Parent if value.is_empty() => {}
            Column::Parent => row.meaning.parent = Some(spelled(file, line, value)?),
            Column::Label(language) => {
                let text = one_line(value);
                if !text.is_empty() {
                    label.0.insert(language.clone(), text);
                }
            }
        }
    }
    row.meaning.label = label;
    Ok(row)
}

/// A label may stand on several lines of the file; it is shown on one.
fn one_line(label: &str) -> String {
    let words = label.split(|letter: char| letter.is_whitespace() || letter.is_control()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// Takes a code as it stands: a submission must have it letter for letter.
fn spelled(file: &str, line: u64, code: &str) -> Result<String, Mistake> {
    let what = if code.is_empty() {
        said!("no code")
    } else if code.len() > LONGEST_CODE {
        said!("a code that is longer than any")
    } else if code.trim() != code {
        said!("a code with blanks around it")
    } else if code.chars().any(char::is_control) {
        said!("a code with a line break or another control character")
    } else {
        return Ok(code.to_owned());
    };
    Err(Mistake::new(said!("line {line} of `{file}` has {what}"), said!("write the code as submissions have it")))
}

fn duplicate(file: &str, row: &Row, first: u64) -> Mistake {
    let message = said!("line {} of `{file}` has code `{}`, which line {first} has already", row.line, row.code);
    Mistake::new(message, said!("delete one of the two lines, or mend its code"))
}

fn check_parents(file: &str, list: &Codelist, lines: &BTreeMap<String, u64>) -> Vec<Mistake> {
    let line = |code: &str| lines.get(code).copied().unwrap_or(0);
    let unknown: Vec<Mistake> = list
        .in_order()
        .into_iter()
        .filter_map(|(code, meaning)| Some((code, meaning.parent.as_deref().filter(|parent| !list.codes.contains_key(*parent))?)))
        .take(MOST_MISTAKES)
        .map(|(code, parent)| {
            let message = said!("line {} of `{file}` puts code `{code}` under `{parent}`, which is no code of the file", line(code));
            let near = suggest::nearest(parent, list.codes.keys().map(String::as_str));
            Mistake::new(message, suggest::nearest_text(&near).unwrap_or_else(|| said!("add a line for it, or leave the parent empty")))
        })
        .collect();
    if !unknown.is_empty() {
        return unknown;
    }
    let endless = list.in_order().into_iter().map(|(code, _)| (code, list.above(code))).find(|(_, above)| above.len() > MOST_LEVELS);
    let Some((code, above)) = endless else { return Vec::new() };
    // What is above a code that stands under itself comes round again.
    let on_the_way = above.last().copied().unwrap_or(code);
    let around = list.above(on_the_way);
    let Some(length) = around.iter().position(|above| *above == on_the_way) else {
        let message = said!("in `{file}` code `{code}` stands under more than {MOST_LEVELS} others");
        return vec![Mistake::new(message, said!("put codes under each other in fewer levels"))];
    };
    let round = around.into_iter().take(length.min(MOST_NAMED));
    let named: Vec<String> = std::iter::once(on_the_way).chain(round).map(|code| format!("`{code}`")).collect();
    let dots = if length > MOST_NAMED { ", …" } else { "" };
    let message = said!("line {} of `{file}` puts code `{on_the_way}` under itself", line(on_the_way));
    vec![Mistake::new(message, said!("each of these stands under the next, and the last under the first: {}{dots}", named.join(", ")))]
}
