//! The languages in which we speak, and how each writes numbers.

/// A language of texts that we show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// Latvian.
    Latvian,
    /// English.
    #[default]
    English,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Latvian, Self::English];

    /// Gives the ISO 639 code, by which definitions name the language of a label.
    pub fn code(self) -> &'static str {
        match self {
            Self::Latvian => "lv",
            Self::English => "en",
        }
    }

    /// Gives the mark between whole and fraction.
    pub fn decimal_mark(self) -> char {
        match self {
            Self::Latvian => ',',
            Self::English => '.',
        }
    }

    /// Gives the mark between groups of three digits.
    pub fn group_mark(self) -> char {
        match self {
            Self::Latvian => '\u{a0}',
            Self::English => ',',
        }
    }
}
