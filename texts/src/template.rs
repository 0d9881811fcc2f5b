//! Templates: what they hold besides words, and how they are written in Rust.

/// A text with places for its arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Template {
    pieces: Vec<Piece>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Words(String),
    Slot(Slot),
}

/// A place for an argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Slot {
    /// The number of the argument, or the name of a variable.
    pub(crate) key: String,
    /// How it is written, as `format!` has it after the colon.
    pub(crate) form: String,
}

impl Slot {
    /// Gives the number of the argument; of a variable nothing.
    pub(crate) fn index(&self) -> Option<usize> {
        self.key.parse().ok()
    }
}

impl Template {
    /// Reads a template as `format!` reads it.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let (mut pieces, mut words, mut next) = (Vec::new(), String::new(), 0_usize);
        let mut letters = text.chars().peekable();
        while let Some(letter) = letters.next() {
            match letter {
                '{' | '}' if letters.peek() == Some(&letter) => {
                    letters.next();
                    words.push(letter);
                }
                '{' => {
                    let inner: String = letters.by_ref().take_while(|letter| *letter != '}').collect();
                    let (key, form) = inner.split_once(':').unwrap_or((&inner, ""));
                    let key = if key.is_empty() {
                        next = next.saturating_add(1);
                        next.saturating_sub(1).to_string()
                    } else {
                        key.to_owned()
                    };
                    pieces.push(Piece::Words(std::mem::take(&mut words)));
                    pieces.push(Piece::Slot(Slot { key, form: form.to_owned() }));
                }
                '}' => return Err(format!("a brace closes nothing in: {text}")),
                other => words.push(other),
            }
        }
        pieces.push(Piece::Words(words));
        Ok(Self { pieces })
    }

    /// Gives the places of arguments, each once.
    pub(crate) fn slots(&self) -> Vec<Slot> {
        let mut slots: Vec<Slot> = Vec::new();
        for piece in &self.pieces {
            if let Piece::Slot(slot) = piece
                && !slots.contains(slot)
            {
                slots.push(slot.clone());
            }
        }
        slots
    }

    /// Writes the template with the numbers of `slots` for its arguments.
    pub(crate) fn numbered(&self, slots: &[Slot]) -> String {
        let mut text = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Words(words) => text.push_str(&words.replace('{', "{{").replace('}', "}}")),
                Piece::Slot(slot) => {
                    let same = slots.iter().position(|other| other == slot);
                    let place = same.or_else(|| slots.iter().position(|other| other.key == slot.key)).unwrap_or(0);
                    text.push_str(&format!("{{{place}}}"));
                }
            }
        }
        text
    }

    /// Tells whether there is anything to translate: letters that do not stand in backticks.
    pub(crate) fn has_words(&self) -> bool {
        let mut is_quoted = false;
        for piece in &self.pieces {
            let Piece::Words(words) = piece else { continue };
            for letter in words.chars() {
                if letter == '`' {
                    is_quoted = !is_quoted;
                } else if !is_quoted && letter.is_alphabetic() {
                    return true;
                }
            }
        }
        false
    }
}

/// Gives the text of a string literal as it is written in Rust; nothing for other literals.
pub(crate) fn unescaped(literal: &str) -> Option<String> {
    let inner = literal.strip_prefix('"')?.strip_suffix('"')?;
    let (mut text, mut letters) = (String::new(), inner.chars().peekable());
    while let Some(letter) = letters.next() {
        if letter != '\\' {
            text.push(letter);
            continue;
        }
        match letters.next()? {
            'n' => text.push('\n'),
            't' => text.push('\t'),
            'u' => {
                let digits: String = letters.by_ref().skip(1).take_while(|letter| *letter != '}').collect();
                text.push(u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32)?);
            }
            '\n' => while letters.next_if(|letter| letter.is_whitespace()).is_some() {},
            other => text.push(other),
        }
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_keep_their_numbers_in_another_order() {
        let english = Template::parse("`{}` of `{name}` is {}").unwrap();
        let latvian = Template::parse("{1}: `{0}`, `{name}`").unwrap();
        let slots = english.slots();
        assert_eq!(english.numbered(&slots), "`{0}` of `{1}` is {2}");
        assert_eq!(latvian.numbered(&slots), "{2}: `{0}`, `{1}`");
    }

    #[test]
    fn braces_of_the_language_itself_stay() {
        let template = Template::parse("write `{{ {} }}`").unwrap();
        assert_eq!(template.numbered(&template.slots()), "write `{{ {0} }}`");
        assert!(Template::parse("}").is_err());
    }

    #[test]
    fn what_stands_in_backticks_is_not_translated() {
        assert!(!Template::parse("`sum({})`, {}").unwrap().has_words());
        assert!(Template::parse("{} or `{}`").unwrap().has_words());
    }

    #[test]
    fn literals_are_read_as_rust_reads_them() {
        assert_eq!(unescaped("\"a \\\"b\\\" \\\n     c\\u{e4}\"").as_deref(), Some("a \"b\" cä"));
        assert_eq!(unescaped("12"), None);
    }
}
