//! What can be wrong with the spelling of a definition, and what to say about it.

use crate::phrase::{Phrase, said};
use crate::source::Span;

/// A mistake in the spelling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// What is wrong.
    pub kind: SyntaxErrorKind,
    /// The smallest text that is wrong.
    pub span: Span,
    /// The other party: the bracket that was opened, say.
    pub other: Option<Span>,
}

/// What is wrong with the spelling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SyntaxErrorKind {
    /// Something else was expected.
    Unexpected {
        /// What stands there.
        found: Phrase,
        /// What could stand there.
        expected: Vec<Phrase>,
        /// How the part is written.
        hint: Option<Phrase>,
    },
    /// A word of the language's own where a name is needed.
    ReservedName(String),
    /// A line outside all declarations.
    UnknownDeclaration {
        /// Its first word.
        word: String,
        /// The keyword that it may have been meant for.
        nearest: Option<&'static str>,
    },
    /// A `{` that is never closed.
    UnclosedBrace,
    /// A `}` that closes nothing.
    ExtraBrace,
    /// A `(` or `[` that is never closed.
    UnclosedBracket(char),
    /// A `)` or `]` that closes nothing.
    ExtraBracket(char),
    /// A `)` or `]` that stands where the other one belongs.
    OtherBracket(char),
    /// A quotation mark that is never closed on its line.
    UnclosedString,
    /// Three quotation marks that are never closed.
    UnclosedLongString,
    /// A comma where a decimal point belongs.
    DecimalComma {
        /// The number with a point.
        with_point: String,
        /// The number with spaces, where the comma may stand before thousands.
        with_spaces: Option<String>,
    },
    /// A Cyrillic letter that looks like `x`.
    CyrillicX,
    /// A letter that names and keywords do not have, and the name without it.
    ForeignLetter(char, Option<String>),
    /// A sign or word of other languages, and ours.
    OtherLanguageOperator(&'static str, &'static str),
    /// Something that is written in another way.
    Instead {
        /// What stands there.
        found: String,
        /// What to write.
        write: String,
    },
    /// A word of another language, and ours.
    OtherWord {
        /// What stands there.
        theirs: String,
        /// What to write.
        ours: String,
    },
    /// A word that names no type, and what to write.
    UnknownType(String, Phrase),
    /// A slip that is told in words of its own.
    Slip {
        /// What is wrong.
        message: Phrase,
        /// What to write.
        help: Phrase,
    },
    /// A quotation mark that closes a text which none opens.
    UnopenedString,
    /// A text that begins with one mark and ends with another than its own.
    OtherClosingMark(char, char),
    /// The text is no definition but something else.
    OtherFormat(&'static str),
    /// A sign for a power, which this language does not have.
    Power(&'static str),
    /// Two comparisons in a row, and how they are written.
    ComparisonChain(String),
    /// Three dots that do not stand between two added codes.
    MisplacedDots,
    /// Several values in brackets where one is needed.
    MisplacedSet,
    /// Brackets or operators stand in each other too deeply.
    TooDeep(usize),
    /// The formula has too many parts.
    TooLong(usize),
    /// The line is longer than any definition has.
    LineTooLong(usize),
    /// The text is larger than any definition.
    TooLarge(usize),
}

impl SyntaxErrorKind {
    /// Tells whether the block of a part does not begin.
    pub(crate) fn is_missing_brace(&self) -> bool {
        matches!(self, Self::Unexpected { found, expected, .. } if expected.contains(&said!("`{{`")) && *found == said!("the end of the line"))
    }

    /// Says what is wrong, in one line.
    pub fn message(&self) -> Phrase {
        match self {
            Self::Unexpected { found, expected, .. } if expected.is_empty() => said!("{found} does not belong here"),
            Self::Unexpected { found, expected, .. } => said!("expected {}, found {found}", one_of(expected)),
            Self::ReservedName(word) => said!("`{word}` is a word of the language and cannot be a name"),
            Self::UnknownDeclaration { word, .. } => said!("`{word}` begins no declaration"),
            Self::UnclosedBrace => said!("`{{` is never closed"),
            Self::ExtraBrace => said!("`}}` closes nothing"),
            Self::UnclosedBracket(bracket) => said!("`{bracket}` is never closed"),
            Self::ExtraBracket(bracket) => said!("`{bracket}` closes nothing"),
            Self::OtherBracket(bracket) => said!("`{bracket}` does not close what was opened"),
            Self::UnclosedString => said!("the quotation mark is not closed on its line"),
            Self::UnclosedLongString => said!("the three quotation marks are never closed"),
            Self::DecimalComma { .. } => said!("a number has a decimal point, not a comma"),
            Self::CyrillicX => said!("this `х` is a Cyrillic letter"),
            Self::ForeignLetter(letter, _) if letter.is_alphabetic() => said!("names and keywords have no letter `{letter}`"),
            Self::ForeignLetter(sign, _) => said!("names have no `{sign}`"),
            Self::OtherWord { theirs, ours } => said!("`{theirs}` is written `{ours}` here"),
            Self::UnknownType(word, _) => said!("there is no type `{word}`"),
            Self::Slip { message, .. } => message.clone(),
            Self::UnopenedString => said!("this quotation mark closes a text that none opens"),
            Self::OtherClosingMark(open, close) => said!("a text that begins with `{open}` ends with `{close}`"),
            Self::OtherFormat(format) => said!("this is {format}, and no definition"),
            Self::OtherLanguageOperator(theirs, ours) => said!("`{theirs}` is written `{ours}` here"),
            Self::Instead { found, .. } => said!("`{found}` does not belong here"),
            Self::Power(sign) => said!("there is no power `{sign}`"),
            Self::ComparisonChain(_) => said!("comparisons cannot be chained"),
            Self::MisplacedDots => said!("the dots of a range stand between two added codes"),
            Self::MisplacedSet => said!("several values in brackets stand only after `in`"),
            Self::TooDeep(limit) => said!("brackets and operators stand in each other more than {limit} deep"),
            Self::TooLong(limit) => said!("a formula has more than {limit} parts"),
            Self::LineTooLong(limit) => said!("this line has more than {limit} bytes"),
            Self::TooLarge(limit) => said!("a text has more than {limit} bytes"),
        }
    }

    /// Says what to write instead.
    pub fn help(&self) -> Option<Phrase> {
        match self {
            Self::Unexpected { hint, .. } => hint.clone(),
            Self::ReservedName(_) => Some(said!("choose another name")),
            Self::UnknownDeclaration { word, nearest } => Some(match (word.as_str(), nearest) {
                // `list` is near to `test`, which nobody meant.
                ("form" | "grid" | "list" | "check", _) => said!("a {word} stands in a report: `report name \"Title\" {{ … }}`"),
                (_, Some(keyword)) => said!("write `{keyword}`"),
                (_, None) => said!("a definition consists of `package`, `parameter`, `codelist`, `report` and `test`"),
            }),
            Self::UnclosedBrace => Some(said!("write `}}` where the part ends")),
            Self::ExtraBrace => Some(said!("delete it, or write the `{{` that it closes")),
            Self::UnclosedBracket(bracket) => Some(said!("write `{}` where it ends", if *bracket == '[' { ']' } else { ')' })),
            Self::ExtraBracket(bracket) => Some(said!("delete it, or write the `{}` that it closes", if *bracket == ']' { '[' } else { '(' })),
            Self::OtherBracket(bracket) => Some(said!("write `{}`", if *bracket == ']' { ')' } else { ']' })),
            Self::UnclosedString => {
                Some(said!("write the closing mark; a text that holds `\"` stands in `«…»`, one of several lines in `\"\"\"…\"\"\"`"))
            }
            Self::UnclosedLongString => Some(said!("write `\"\"\"` where the text ends")),
            Self::DecimalComma { with_point, with_spaces: None } => Some(said!("write `{with_point}`")),
            Self::DecimalComma { with_point, with_spaces: Some(spaces) } => {
                Some(said!("write `{spaces}` for thousands, or `{with_point}` for decimals"))
            }
            Self::CyrillicX => Some(said!("write the Latin `x`, or `*`")),
            Self::ForeignLetter(_, Some(name)) => Some(said!("write `{name}`; labels in quotes may have any letter")),
            Self::OtherWord { ours, .. } => Some(said!("write `{ours}`")),
            Self::UnknownType(_, help) => Some(help.clone()),
            Self::Slip { help, .. } => Some(help.clone()),
            Self::UnopenedString => Some(said!("write `\"` where the text begins, too")),
            Self::OtherClosingMark(_, close) => Some(said!("write `{close}` where it ends, or `\"` on both sides")),
            Self::OtherFormat(_) => {
                Some(said!("a definition begins with `package my_package \"Title\" {{ language en }}`; submissions are given to `positum eval`"))
            }
            Self::ForeignLetter(_, None) => Some(said!("write names with a–z, 0–9 and `_`; labels in quotes may have any letter")),
            Self::OtherLanguageOperator(_, ours) => Some(said!("write `{ours}`")),
            Self::Instead { write, .. } => Some(said!("write `{write}`")),
            Self::Power(_) => Some(said!("multiply as often as is needed: `a x a`")),
            Self::ComparisonChain(split) => Some(said!("write `{split}`")),
            Self::MisplacedDots => Some(said!("write `020+...+100`; other ranges are written `020..100`")),
            Self::MisplacedSet => Some(said!("write `value in (a, b)`, or one value")),
            Self::TooDeep(_) | Self::TooLong(_) => Some(said!("give a part of the formula a name with `let`")),
            Self::LineTooLong(_) => Some(said!("divide the line: a formula goes on after an operator")),
            Self::TooLarge(_) => Some(said!("divide the package into several files")),
        }
    }

    /// Says what the other span is.
    pub fn other_label(&self) -> Phrase {
        match self {
            Self::UnclosedBrace => said!("this begins while it is still open"),
            Self::ComparisonChain(_) => said!("the first comparison"),
            Self::OtherBracket(_) => said!("opened here"),
            Self::Unexpected { .. }
            | Self::ReservedName(_)
            | Self::UnknownDeclaration { .. }
            | Self::ExtraBrace
            | Self::UnclosedBracket(_)
            | Self::ExtraBracket(_)
            | Self::UnclosedString
            | Self::UnclosedLongString
            | Self::DecimalComma { .. }
            | Self::CyrillicX
            | Self::ForeignLetter(..)
            | Self::OtherWord { .. }
            | Self::UnknownType(..)
            | Self::Slip { .. }
            | Self::UnopenedString
            | Self::OtherClosingMark(..)
            | Self::OtherFormat(_)
            | Self::OtherLanguageOperator(..)
            | Self::Instead { .. }
            | Self::Power(_)
            | Self::MisplacedDots
            | Self::MisplacedSet
            | Self::TooDeep(_)
            | Self::TooLong(_)
            | Self::LineTooLong(_)
            | Self::TooLarge(_) => said!("belongs to it"),
        }
    }
}

/// Gives a sign that can be shown: of a control character its picture.
pub(crate) fn visible(letter: char) -> char {
    match letter {
        '\u{0}'..='\u{1f}' => char::from_u32(0x2400_u32.saturating_add(u32::from(letter))).unwrap_or(letter),
        '\u{7f}' => '␡',
        _ => letter,
    }
}

fn one_of(expected: &[Phrase]) -> Phrase {
    match expected {
        [] => Phrase::EMPTY,
        [only] => only.clone(),
        [first @ .., last] => said!("{} or {last}", Phrase::joined(first.iter().cloned(), ", ")),
    }
}
