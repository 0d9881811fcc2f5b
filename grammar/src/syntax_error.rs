//! What can be wrong with the spelling of a definition, and what to say about it.

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
        found: String,
        /// What could stand there.
        expected: Vec<&'static str>,
        /// How the part is written.
        hint: Option<String>,
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
    UnknownType(String, String),
    /// A slip that is told in words of its own.
    Slip {
        /// What is wrong.
        message: String,
        /// What to write.
        help: String,
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
        matches!(self, Self::Unexpected { found, expected, .. } if expected.contains(&"`{`") && found == "the end of the line")
    }

    /// Says what is wrong, in one line.
    pub fn message(&self) -> String {
        match self {
            Self::Unexpected { found, expected, .. } if expected.is_empty() => format!("{found} does not belong here"),
            Self::Unexpected { found, expected, .. } => format!("expected {}, found {found}", one_of(expected)),
            Self::ReservedName(word) => format!("`{word}` is a word of the language and cannot be a name"),
            Self::UnknownDeclaration { word, .. } => format!("`{word}` begins no declaration"),
            Self::UnclosedBrace => "`{` is never closed".to_owned(),
            Self::ExtraBrace => "`}` closes nothing".to_owned(),
            Self::UnclosedBracket(bracket) => format!("`{bracket}` is never closed"),
            Self::ExtraBracket(bracket) => format!("`{bracket}` closes nothing"),
            Self::OtherBracket(bracket) => format!("`{bracket}` does not close what was opened"),
            Self::UnclosedString => "the quotation mark is not closed on its line".to_owned(),
            Self::UnclosedLongString => "the three quotation marks are never closed".to_owned(),
            Self::DecimalComma { .. } => "a number has a decimal point, not a comma".to_owned(),
            Self::CyrillicX => "this `х` is a Cyrillic letter".to_owned(),
            Self::ForeignLetter(letter, _) if letter.is_alphabetic() => format!("names and keywords have no letter `{letter}`"),
            Self::ForeignLetter(sign, _) => format!("names have no `{sign}`"),
            Self::OtherWord { theirs, ours } => format!("`{theirs}` is written `{ours}` here"),
            Self::UnknownType(word, _) => format!("there is no type `{word}`"),
            Self::Slip { message, .. } => message.clone(),
            Self::UnopenedString => "this quotation mark closes a text that none opens".to_owned(),
            Self::OtherClosingMark(open, close) => format!("a text that begins with `{open}` ends with `{close}`"),
            Self::OtherFormat(format) => format!("this is {format}, and no definition"),
            Self::OtherLanguageOperator(theirs, ours) => format!("`{theirs}` is written `{ours}` here"),
            Self::Instead { found, .. } => format!("`{found}` does not belong here"),
            Self::Power(sign) => format!("there is no power `{sign}`"),
            Self::ComparisonChain(_) => "comparisons cannot be chained".to_owned(),
            Self::MisplacedDots => "the dots of a range stand between two added codes".to_owned(),
            Self::MisplacedSet => "several values in brackets stand only after `in`".to_owned(),
            Self::TooDeep(limit) => format!("brackets and operators stand in each other more than {limit} deep"),
            Self::TooLong(limit) => format!("a formula has more than {limit} parts"),
            Self::LineTooLong(limit) => format!("this line has more than {limit} bytes"),
            Self::TooLarge(limit) => format!("a text has more than {limit} bytes"),
        }
    }

    /// Says what to write instead.
    pub fn help(&self) -> Option<String> {
        match self {
            Self::Unexpected { hint, .. } => hint.clone(),
            Self::ReservedName(_) => Some("choose another name".to_owned()),
            Self::UnknownDeclaration { word, nearest } => Some(match (word.as_str(), nearest) {
                // `list` is near to `test`, which nobody meant.
                ("form" | "grid" | "list" | "check", _) => format!("a {word} stands in a report: `report name \"Title\" {{ … }}`"),
                (_, Some(keyword)) => format!("write `{keyword}`"),
                (_, None) => "a definition consists of `package`, `parameter`, `codelist`, `report` and `test`".to_owned(),
            }),
            Self::UnclosedBrace => Some("write `}` where the part ends".to_owned()),
            Self::ExtraBrace => Some("delete it, or write the `{` that it closes".to_owned()),
            Self::UnclosedBracket(bracket) => Some(format!("write `{}` where it ends", if *bracket == '[' { ']' } else { ')' })),
            Self::ExtraBracket(bracket) => Some(format!("delete it, or write the `{}` that it closes", if *bracket == ']' { '[' } else { '(' })),
            Self::OtherBracket(bracket) => Some(format!("write `{}`", if *bracket == ']' { ')' } else { ']' })),
            Self::UnclosedString => {
                Some("write the closing mark; a text that holds `\"` stands in `«…»`, one of several lines in `\"\"\"…\"\"\"`".to_owned())
            }
            Self::UnclosedLongString => Some("write `\"\"\"` where the text ends".to_owned()),
            Self::DecimalComma { with_point, with_spaces: None } => Some(format!("write `{with_point}`")),
            Self::DecimalComma { with_point, with_spaces: Some(spaces) } => {
                Some(format!("write `{spaces}` for thousands, or `{with_point}` for decimals"))
            }
            Self::CyrillicX => Some("write the Latin `x`, or `*`".to_owned()),
            Self::ForeignLetter(_, Some(name)) => Some(format!("write `{name}`; labels in quotes may have any letter")),
            Self::OtherWord { ours, .. } => Some(format!("write `{ours}`")),
            Self::UnknownType(_, help) => Some(help.clone()),
            Self::Slip { help, .. } => Some(help.clone()),
            Self::UnopenedString => Some("write `\"` where the text begins, too".to_owned()),
            Self::OtherClosingMark(_, close) => Some(format!("write `{close}` where it ends, or `\"` on both sides")),
            Self::OtherFormat(_) => {
                Some("a definition begins with `package my_package \"Title\" { language en }`; submissions are given to `positum eval`".to_owned())
            }
            Self::ForeignLetter(_, None) => Some("write names with a–z, 0–9 and `_`; labels in quotes may have any letter".to_owned()),
            Self::OtherLanguageOperator(_, ours) => Some(format!("write `{ours}`")),
            Self::Instead { write, .. } => Some(format!("write `{write}`")),
            Self::Power(_) => Some("multiply as often as is needed: `a x a`".to_owned()),
            Self::ComparisonChain(split) => Some(format!("write `{split}`")),
            Self::MisplacedDots => Some("write `020+...+100`; other ranges are written `020..100`".to_owned()),
            Self::MisplacedSet => Some("write `value in (a, b)`, or one value".to_owned()),
            Self::TooDeep(_) | Self::TooLong(_) => Some("give a part of the formula a name with `let`".to_owned()),
            Self::LineTooLong(_) => Some("divide the line: a formula goes on after an operator".to_owned()),
            Self::TooLarge(_) => Some("divide the package into several files".to_owned()),
        }
    }

    /// Says what the other span is.
    pub fn other_label(&self) -> &'static str {
        match self {
            Self::UnclosedBrace => "this begins while it is still open",
            Self::ComparisonChain(_) => "the first comparison",
            Self::OtherBracket(_) => "opened here",
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
            | Self::TooLarge(_) => "belongs to it",
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

fn one_of(expected: &[&str]) -> String {
    match expected {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}
