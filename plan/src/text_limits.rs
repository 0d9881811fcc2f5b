//! What a text must be like: no longer than so many characters, and fitting a pattern.

use regex_lite::{Regex, RegexBuilder};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;
use std::sync::Arc;

/// The most characters that a text of a cell may have.
pub const MOST_TEXT_CHARACTERS: usize = 4_000;
/// The most characters of a pattern.
pub const LONGEST_PATTERN: usize = 500;
/// The most bytes that a pattern takes made ready; each sign of a text is held against all of it.
const LARGEST_PATTERN: usize = 128 * 1024;

/// What a text must be like.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextLimits {
    /// The most characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub longest: Option<u32>,
    /// The pattern of the whole text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pattern: Option<Pattern>,
}

/// What a text exceeds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextLimit {
    /// It has more characters than this.
    Longest(u32),
    /// It does not fit this pattern.
    Pattern(String),
}

impl TextLimits {
    /// Tells whether every text is as it must be.
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }

    /// Gives the limit that a text does not keep.
    pub fn broken_by(&self, text: &str) -> Option<TextLimit> {
        let is_longer = |longest: &u32| usize::try_from(*longest).is_ok_and(|longest| text.chars().nth(longest).is_some());
        if let Some(longest) = self.longest.filter(is_longer) {
            return Some(TextLimit::Longest(longest));
        }
        let pattern = self.pattern.as_ref().filter(|pattern| !pattern.fits(text));
        pattern.map(|pattern| TextLimit::Pattern(pattern.text().to_owned()))
    }
}

/// A regular expression that a whole text fits or not. In a file it is its text.
#[derive(Clone)]
pub struct Pattern {
    text: String,
    whole: Arc<Regex>,
}

/// Why a text is no pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotAPattern {
    /// What is wrong, in a few words.
    pub reason: String,
    /// Where in the text, in bytes: what is wrong begins and ends here.
    pub place: std::ops::Range<usize>,
}

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// A text that is no regular expression, or a larger one than any text needs.
    pub fn new(text: &str) -> Result<Self, NotAPattern> {
        let all = 0..text.len();
        if text.is_empty() {
            return Err(NotAPattern { reason: "it is empty, and no text fits it".to_owned(), place: all });
        }
        if text.chars().nth(LONGEST_PATTERN).is_some() {
            return Err(NotAPattern { reason: format!("it has more than {LONGEST_PATTERN} characters"), place: all });
        }
        // Alone first: a bracket too many must not close ours.
        build(text).map_err(|reason| NotAPattern { place: place_of(text, &reason), reason })?;
        let whole = build(&format!(r"\A(?:{text})\z")).map_err(|reason| NotAPattern { reason, place: all })?;
        Ok(Self { text: text.to_owned(), whole: Arc::new(whole) })
    }

    /// Gives the pattern as written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Tells whether all of a text fits.
    pub fn fits(&self, text: &str) -> bool {
        self.whole.is_match(text)
    }
}

fn build(text: &str) -> Result<Regex, String> {
    RegexBuilder::new(text).size_limit(LARGEST_PATTERN).build().map_err(|error| error.to_string())
}

/// Finds the sign at which reading a pattern fails: the last one of the shortest beginning after which nothing mends it.
fn place_of(text: &str, reason: &str) -> std::ops::Range<usize> {
    let mut place = 0..text.len();
    let mut starts: Vec<usize> = text.char_indices().map(|(start, _)| start).collect();
    starts.reverse();
    let mut end = text.len();
    for start in starts {
        let fails_alike = text.get(..end).is_some_and(|beginning| build(beginning).err().as_deref() == Some(reason));
        if !fails_alike {
            break;
        }
        place = start..end;
        end = start;
    }
    if reason.contains("clos") && !reason.contains("without matching") {
        // What is open begins where the pattern can no longer be read.
        let is_readable = |start: &usize| text.get(..*start).is_some_and(|beginning| build(beginning).is_ok());
        let start = (0..=place.start).rev().filter(|start| text.is_char_boundary(*start)).find(is_readable);
        return start.unwrap_or(place.start)..place.end;
    }
    // A sign after a backslash belongs to it.
    let before = text.get(..place.start).unwrap_or("");
    let is_escaped = before.chars().rev().take_while(|letter| *letter == '\\').count() % 2 == 1;
    if is_escaped { place.start.saturating_sub(1)..place.end } else { place }
}

impl fmt::Debug for Pattern {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Pattern({:?})", self.text)
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Pattern {}

impl Serialize for Pattern {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for Pattern {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::new(&text).map_err(|error| de::Error::custom(format!("a pattern is wrong: {}", error.reason)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(text: &str) -> &str {
        let error = Pattern::new(text).unwrap_err();
        text.get(error.place).unwrap()
    }

    #[test]
    fn a_pattern_is_of_the_whole_text() {
        let pattern = Pattern::new("a|ab|[0-9]{2}").unwrap();
        for (text, fits) in [("a", true), ("ab", true), ("12", true), ("abc", false), ("xa", false), ("a\n", false), ("", false), ("123", false)] {
            assert_eq!(pattern.fits(text), fits, "{text:?}");
        }
        assert!(Pattern::new("^LV[0-9]+$").unwrap().fits("LV1"));
        assert!(Pattern::new("[A-ZĀČ ]+").unwrap().fits("ĀČ B"));
        assert!(Pattern::new("(?i)lv").unwrap().fits("LV"));
    }

    #[test]
    fn what_is_wrong_is_the_smallest_part() {
        assert_eq!(wrong("LV[0-9"), "[0-9");
        assert_eq!(wrong("(a)(b"), "(");
        assert_eq!(wrong("ab\\q"), "\\q");
        assert_eq!(wrong("(ab\\q)c"), "\\q");
        assert_eq!(wrong("a)b"), ")");
        assert_eq!(wrong("*a"), "*");
        assert_eq!(wrong("[z-a]b"), "a");
        assert_eq!(wrong("a{3,2}b"), "}");
        assert_eq!(wrong("(?=a)b"), "=");
        assert_eq!(wrong(""), "");
        assert_eq!(wrong("a)(?:b"), ")");
    }

    #[test]
    fn patterns_are_bounded() {
        for text in ["a".repeat(501), "(((a{1000}){1000}){1000}){1000}".to_owned(), "(?:){4000000000}".to_owned(), "(".repeat(400) + &")".repeat(100)]
        {
            assert!(Pattern::new(&text).is_err(), "{text}");
        }
        assert!(Pattern::new(&"a".repeat(500)).is_ok());
        assert!(Pattern::new("[A-Z0-9]{1,200}").is_ok());
    }

    #[test]
    fn a_text_that_is_too_long_or_another_is_told() {
        let limits = TextLimits { longest: Some(3), pattern: Some(Pattern::new("ā*").unwrap()) };
        assert_eq!(limits.broken_by("āāā"), None);
        assert_eq!(limits.broken_by("āāāā"), Some(TextLimit::Longest(3)));
        assert_eq!(limits.broken_by("ab"), Some(TextLimit::Pattern("ā*".to_owned())));
        assert_eq!(TextLimits::default().broken_by("anything"), None);
    }
}
