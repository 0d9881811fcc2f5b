//! The languages in which we speak.

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
}
