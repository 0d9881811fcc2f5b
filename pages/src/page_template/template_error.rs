//! What is wrong with a template, and where, in each language.

use super::PARTS;
use super::known_names::{near_names, owners_of};
use super::scan_template::{DEEPEST_BLOCKS, HELPERS, LARGEST_TEMPLATE, LONGEST_TAG};
use positum_runtime::finding_text::printable;
use positum_runtime::language::Language;

/// The most characters of the template that a message repeats.
const MOST_QUOTED: usize = 40;

/// A mistake with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateError {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// What is wrong.
    pub mistake: Mistake,
}

/// What is wrong with a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mistake {
    /// The template is too large.
    TooLarge,
    /// The page that came of it is too long.
    TooLong,
    /// Blocks or brackets stand in each other too deeply.
    TooDeep,
    /// A tag has no end.
    OpenTag,
    /// A tag is too long.
    LongTag,
    /// A block has no end.
    OpenBlock(String),
    /// What ends here is not what was begun last; nothing was where the text is empty.
    OtherEnd {
        /// What ends.
        found: String,
        /// What was begun.
        expected: String,
    },
    /// An `else` stands in no block.
    LooseElse,
    /// A tag has something that templates do not have here.
    NotSupported(String),
    /// There is no such helper.
    UnknownHelper(String),
    /// There is no such part.
    UnknownPart(String),
    /// No part of the model has such a name.
    UnknownName(String),
    /// The name is one of the model, but not where the template is.
    NotHere(String),
    /// The part is taken over where its names are not.
    PartElsewhere(String),
    /// The name stands for something that is no text by itself.
    NoText(String),
    /// Something else.
    Syntax,
}

impl TemplateError {
    /// Says what is wrong and what to write, without the place.
    pub fn text(&self, language: Language) -> String {
        let (latvian, english) = texts(&self.mistake);
        match language {
            Language::Latvian => latvian,
            Language::English => english,
        }
    }
}

fn texts(mistake: &Mistake) -> (String, String) {
    let both = |latvian: &str, english: &str| (latvian.to_owned(), english.to_owned());
    match mistake {
        Mistake::TooLarge => {
            (format!("veidne ir lielāka par {LARGEST_TEMPLATE} baitiem"), format!("the template is larger than {LARGEST_TEMPLATE} bytes"))
        }
        Mistake::TooLong => both("lapa ir pārāk gara", "the page is too long"),
        Mistake::TooDeep => (
            format!("bloki ir cits citā dziļāk par {DEEPEST_BLOCKS} līmeņiem"),
            format!("blocks stand in each other deeper than {DEEPEST_BLOCKS} levels"),
        ),
        Mistake::OpenTag => both("birkai nav beigu `}}`", "the tag has no end `}}`"),
        Mistake::LongTag => (format!("birka ir garāka par {LONGEST_TAG} baitiem"), format!("the tag is longer than {LONGEST_TAG} bytes")),
        Mistake::OpenBlock(name) => {
            let name = quoted(name);
            (format!("blokam {name} nav beigu"), format!("block {name} has no end"))
        }
        Mistake::OtherEnd { found, expected } if expected.is_empty() => {
            let found = quoted(found);
            (format!("beidzas {found}, bet nekas nav sākts"), format!("{found} ends, but nothing was begun"))
        }
        Mistake::OtherEnd { found, expected } => {
            let (found, expected) = (quoted(found), quoted(expected));
            (format!("beidzas {found}, bet pēdējais sāktais ir {expected}"), format!("{found} ends, but what was begun last is {expected}"))
        }
        Mistake::LooseElse => both("`else` nav nevienā blokā", "`else` stands in no block"),
        Mistake::NotSupported(what) => {
            let what = quoted(what);
            (format!("veidnēs {what} šeit nelieto"), format!("templates do not have {what} here"))
        }
        Mistake::UnknownHelper(name) => {
            let (name, known) = (quoted(name), HELPERS.map(|helper| format!("`{helper}`")).join(", "));
            (format!("tāda palīga kā {name} nav, ir {known}"), format!("there is no helper {name}; there are {known}"))
        }
        Mistake::UnknownPart(name) => {
            let (name, known) = (quoted(name), PARTS.map(|part| format!("`{part}`")).join(", "));
            (format!("tādas daļas kā {name} nav, ir {known}"), format!("there is no part {name}; there are {known}"))
        }
        Mistake::UnknownName(name) => unknown_name(name),
        Mistake::NotHere(name) => not_here(name),
        Mistake::PartElsewhere(name) => {
            let (part, around) = (quoted(name), format!("`{{{{#each {name}s}}}}`"));
            (format!("daļa {part} ir lietojama tikai blokā {around}"), format!("part {part} can stand only in {around}"))
        }
        Mistake::NoText(name) => {
            let plain = printable(name);
            let name = quoted(name);
            (
                format!("{name} pats nav teksts: raksta `{{{{{plain}.text}}}}` vai, ja to ir vairāki, `{{{{#each {plain}}}}}`"),
                format!("{name} is no text by itself: write `{{{{{plain}.text}}}}`, or `{{{{#each {plain}}}}}` where there are several"),
            )
        }
        Mistake::Syntax => both("šo birku vai bloku nevar saprast", "this tag or block cannot be understood"),
    }
}

fn unknown_name(name: &str) -> (String, String) {
    let near: Vec<String> = near_names(name).into_iter().map(|near| format!("`{near}`")).collect();
    let name = quoted(name);
    let (latvian, english) = (format!("tāda nosaukuma kā {name} nav"), format!("there is no name {name}"));
    if near.is_empty() {
        return (latvian, english);
    }
    (format!("{latvian}; līdzīgi ir {}", near.join(", ")), format!("{english}; similar ones are {}", near.join(", ")))
}

fn not_here(name: &str) -> (String, String) {
    let last = name.rsplit(['.', '/']).next().unwrap_or(name);
    let (latvian_owners, english_owners) = owners_of(last);
    let name = quoted(name);
    let (latvian, english) = (format!("šeit nosaukuma {name} nav"), format!("there is no {name} here"));
    if english_owners.is_empty() {
        return (latvian, english);
    }
    (format!("{latvian}; tāds ir šeit: {latvian_owners}"), format!("{english}; these have it: {english_owners}"))
}

fn quoted(text: &str) -> String {
    let text = printable(text);
    match text.char_indices().nth(MOST_QUOTED) {
        Some((end, _)) => format!("`{}…`", text.get(..end).unwrap_or(&text)),
        None => format!("`{text}`"),
    }
}
