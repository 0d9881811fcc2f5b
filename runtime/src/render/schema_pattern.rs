//! Patterns of texts in the regular expressions of schemas.
//!
//! In comes a pattern as definitions have it; out goes a regular expression that XML Schema and JSON Schema read and that
//! the same texts fit, or nothing where there is none that is certain to. In XML Schema it is of the whole text by itself; in JSON
//! Schema it stands between `^(?:` and `)$`.

use std::iter::Peekable;
use std::str::Chars;

/// Digits, as `\d` has them.
const DIGITS: &str = "0-9";
/// Letters of words, as `\w` has them.
const WORD: &str = "0-9A-Za-z_";
/// White space, as `\s` has it, but for controls that no text has.
const SPACE: &str = r" \t\n\r";

/// Translates a pattern.
pub(super) fn schema_pattern(pattern: &str) -> Option<String> {
    let ignore_case = pattern.starts_with("(?i)");
    let text = pattern.strip_prefix("(?i)").unwrap_or(pattern);
    Translation { rest: text.chars().peekable(), out: String::new(), ignore_case, depth: 0, last: Last::Start }.translated()
}

/// What was translated last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Last {
    /// The beginning of the pattern, or of one of its branches.
    Start,
    /// What may be repeated.
    Atom,
    /// How often.
    Repetition,
}

struct Translation<'t> {
    rest: Peekable<Chars<'t>>,
    out: String,
    ignore_case: bool,
    depth: usize,
    last: Last,
}

impl Translation<'_> {
    fn translated(mut self) -> Option<String> {
        while let Some(sign) = self.rest.next() {
            self.last = self.part(sign)?;
        }
        Some(self.out)
    }

    fn part(&mut self, sign: char) -> Option<Last> {
        match sign {
            // All of a text must fit, so that these say nothing where they stand at its ends.
            '^' if self.depth == 0 && self.last == Last::Start => return Some(Last::Start),
            '$' if self.depth == 0 && self.rest.peek().is_none_or(|next| *next == '|') => return Some(Last::Repetition),
            '^' | '$' => return None,
            '|' => {
                self.out.push('|');
                return Some(Last::Start);
            }
            '(' => return self.group(),
            ')' => {
                self.depth = self.depth.checked_sub(1)?;
                self.out.push(')');
            }
            '[' => self.class()?,
            '.' => self.out.push_str(r"[^\n\r]"),
            '\\' => self.escape()?,
            '*' | '+' | '?' | '{' => return self.repetition(sign),
            letter => self.literal(letter),
        }
        Some(Last::Atom)
    }

    fn group(&mut self) -> Option<Last> {
        if self.rest.next_if_eq(&'?').is_some() {
            self.rest.next_if_eq(&':')?;
        }
        self.depth = self.depth.checked_add(1)?;
        self.out.push('(');
        Some(Last::Start)
    }

    /// Takes how often the last part may stand. Whether few or many are tried first makes no difference to what fits.
    fn repetition(&mut self, sign: char) -> Option<Last> {
        if self.last != Last::Atom {
            return None;
        }
        self.out.push(sign);
        if sign == '{' {
            let mut bounds = String::new();
            while let Some(part) = self.rest.next_if(|next| next.is_ascii_digit() || *next == ',') {
                bounds.push(part);
            }
            self.rest.next_if_eq(&'}')?;
            if !bounds.starts_with(|first: char| first.is_ascii_digit()) {
                return None;
            }
            self.out.push_str(&bounds);
            self.out.push('}');
        }
        self.rest.next_if_eq(&'?');
        Some(Last::Repetition)
    }

    fn escape(&mut self) -> Option<()> {
        match self.rest.next()? {
            'd' => self.out.push_str(&format!("[{DIGITS}]")),
            'D' => self.out.push_str(&format!("[^{DIGITS}]")),
            'w' => self.out.push_str(&format!("[{WORD}]")),
            'W' => self.out.push_str(&format!("[^{WORD}]")),
            's' => self.out.push_str(&format!("[{SPACE}]")),
            'S' => self.out.push_str(&format!("[^{SPACE}]")),
            sign => self.literal(escaped_sign(sign)?),
        }
        Some(())
    }

    fn literal(&mut self, sign: char) {
        if self.ignore_case && sign.is_ascii_alphabetic() {
            self.out.push_str(&format!("[{}{}]", sign.to_ascii_uppercase(), sign.to_ascii_lowercase()));
            return;
        }
        match sign {
            '$' => self.out.push_str("[$]"),
            '.' | '\\' | '?' | '*' | '+' | '{' | '}' | '(' | ')' | '[' | ']' | '|' | '^' => self.out.extend(['\\', sign]),
            other => self.out.push(other),
        }
    }

    /// Takes what stands in square brackets, up to the closing one.
    fn class(&mut self) -> Option<()> {
        self.out.push('[');
        if self.rest.next_if_eq(&'^').is_some() {
            self.out.push('^');
        }
        if self.rest.peek() == Some(&']') {
            return None;
        }
        loop {
            match self.rest.next()? {
                ']' => break,
                '\\' => match self.rest.next()? {
                    'd' => self.out.push_str(DIGITS),
                    'w' => self.out.push_str(WORD),
                    's' => self.out.push_str(SPACE),
                    sign => {
                        let sign = escaped_sign(sign)?;
                        self.from(sign)?;
                    }
                },
                // Classes in classes, and what joins them.
                '[' => return None,
                joint @ ('&' | '~') if self.rest.peek() == Some(&joint) => return None,
                sign => self.from(sign)?,
            }
        }
        self.out.push(']');
        Some(())
    }

    /// Takes a sign of a class, or a range that begins with it.
    fn from(&mut self, first: char) -> Option<()> {
        let mut ahead = self.rest.clone();
        let is_range = first != '-' && ahead.next() == Some('-') && ahead.next().is_some_and(|next| next != ']');
        if !is_range {
            if first == '-' && self.rest.peek() == Some(&'-') {
                return None;
            }
            self.add_range(first, first);
            return Some(());
        }
        self.rest.next();
        let last = match self.rest.next()? {
            '\\' => escaped_sign(self.rest.next()?)?,
            '[' | '-' => return None,
            sign => sign,
        };
        self.add_range(first, last);
        Some(())
    }

    fn add_range(&mut self, first: char, last: char) {
        self.push_range(first, last);
        if self.ignore_case {
            let (low, high) = (first.max('a'), last.min('z'));
            if low <= high {
                self.push_range(low.to_ascii_uppercase(), high.to_ascii_uppercase());
            }
            let (low, high) = (first.max('A'), last.min('Z'));
            if low <= high {
                self.push_range(low.to_ascii_lowercase(), high.to_ascii_lowercase());
            }
        }
    }

    fn push_range(&mut self, first: char, last: char) {
        self.push_in_class(first);
        if first != last {
            self.out.push('-');
            self.push_in_class(last);
        }
    }

    fn push_in_class(&mut self, sign: char) {
        if matches!(sign, '\\' | '[' | ']' | '^' | '-') {
            self.out.push('\\');
        }
        self.out.push(sign);
    }
}

/// Gives the sign that a backslash makes an ordinary one; nothing for letters and digits, which it makes others.
fn escaped_sign(sign: char) -> Option<char> {
    (sign.is_ascii_punctuation() && !matches!(sign, '<' | '>')).then_some(sign)
}

#[cfg(test)]
mod tests {
    use super::schema_pattern;

    fn translated(pattern: &str) -> String {
        schema_pattern(pattern).unwrap_or_default()
    }

    #[test]
    fn what_both_have_stays_as_it_is() {
        for pattern in ["LV[0-9]{11}", "(LV|LT|EE)[0-9]+", "[0-9]{6}-[0-9]{5}", "a?b*c{2,}", "[^,]+", "[A-ZĀČĒ ]+"] {
            assert_eq!(translated(pattern), pattern);
        }
    }

    #[test]
    fn signs_of_one_kind_are_written_in_the_other() {
        assert_eq!(translated("^LV$|^LT$"), "LV|LT");
        assert_eq!(translated(r"(?:a|b)\.\d"), r"(a|b)\.[0-9]");
        assert_eq!(translated("a+?b{1,2}?"), "a+b{1,2}");
        assert_eq!(translated(r"\$\^ ]}"), r"[$]\^ \]\}");
        assert_eq!(translated("(?i)lv1"), "[Ll][Vv]1");
        assert_eq!(translated("(?i)[a-c9]"), "[a-cA-C9]");
        assert_eq!(translated(r"[-a\]]"), r"[\-a\]]");
        assert_eq!(translated(r"[\d_-]."), r"[0-9_\-][^\n\r]");
    }

    #[test]
    fn what_is_not_certain_to_be_the_same_is_left_out() {
        for pattern in [r"\bLV", "(?P<a>b)", "(?s).", "a**", "[[:alpha:]]", "[a&&b]", r"\x41", "(^a)", "a$b", r"\p{L}", "[]a]", "(?i:a)", "a(?i)b"] {
            assert_eq!(schema_pattern(pattern), None, "{pattern}");
        }
    }
}
