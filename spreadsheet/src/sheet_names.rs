//! Names of sheets: short, legal, each there once.
//!
//! In come wished names; out go names that every spreadsheet program takes. It knows no plans.

use std::collections::BTreeSet;

/// The most characters of a sheet's name.
const MOST_CHARACTERS: usize = 31;
/// The name of a sheet whose wished name has no character that is allowed.
const NAMELESS: &str = "Sheet";

/// Hands out names.
#[derive(Debug, Default)]
pub(crate) struct SheetNames {
    taken: BTreeSet<String>,
    names: Vec<String>,
}

impl SheetNames {
    /// Takes a name for the next sheet: the wished one, shortened, with a number where it is taken.
    pub(crate) fn take(&mut self, wished: &str) -> usize {
        let legal = legal(wished);
        let numbered = |number: usize| if number < 2 { shortened(&legal, "") } else { shortened(&legal, &format!(" ({number})")) };
        // Of as many names as there are sheets and one more, one is free.
        let free = (1..=self.names.len().saturating_add(2)).map(numbered).find(|name| !self.taken.contains(&name.to_lowercase()));
        let name = free.unwrap_or_default();
        self.taken.insert(name.to_lowercase());
        self.names.push(name);
        self.names.len().saturating_sub(1)
    }

    /// Gives all names in the order of the sheets.
    pub(crate) fn into_names(self) -> Vec<String> {
        self.names
    }
}

/// Leaves out what the name of a sheet cannot have, and the apostrophes at its ends. Names stand in formulas, in which the
/// library marks names of newer functions also between apostrophes, and passes over all between quotation marks: a bracket is
/// set apart from the word before it, and a quotation mark becomes another.
fn legal(wished: &str) -> String {
    let forbidden = |character: char| character.is_control() || matches!(character, '[' | ']' | ':' | '*' | '?' | '/' | '\\');
    let mut shown = String::new();
    for character in wished.chars() {
        if character == '(' && shown.chars().next_back().is_some_and(|before| !before.is_whitespace()) {
            shown.push(' ');
        }
        shown.push(match character {
            '"' => '”',
            character if forbidden(character) => ' ',
            character => character,
        });
    }
    let words: Vec<&str> = shown.split_whitespace().collect();
    let name = words.join(" ");
    let name = name.trim_matches('\'').trim();
    // Excel keeps this name for itself.
    if name.is_empty() || name.eq_ignore_ascii_case("history") { format!("{NAMELESS} {name}").trim().to_owned() } else { name.to_owned() }
}

/// Shortens a name at a word, so that with the ending it is not too long; characters are counted as spreadsheets do.
fn shortened(name: &str, ending: &str) -> String {
    let room = MOST_CHARACTERS.saturating_sub(ending.len());
    if name.encode_utf16().count() <= room {
        return format!("{name}{ending}");
    }
    let mut cut = String::new();
    for character in name.chars() {
        let length = cut.encode_utf16().count().saturating_add(character.len_utf16());
        if length >= room {
            break;
        }
        cut.push(character);
    }
    // A whole word reads better than the half of one, unless little is left.
    let at_word = cut.rsplit_once(' ').map(|(before, _)| before).filter(|before| before.chars().count() * 2 > room);
    let cut = at_word.unwrap_or(&cut).trim_end_matches(|character: char| !character.is_alphanumeric() && character != ')');
    format!("{cut}…{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(wished: &[&str]) -> Vec<String> {
        let mut names = SheetNames::default();
        for wish in wished {
            names.take(wish);
        }
        names.into_names()
    }

    #[test]
    fn what_is_not_allowed_is_left_out() {
        assert_eq!(
            named(&["1. pielikums", "a/b:c*[d]?\\e", "'quoted'", "  ", "History"]),
            ["1. pielikums", "a b c d e", "quoted", "Sheet", "Sheet History"]
        );
    }

    #[test]
    fn names_are_no_functions_and_end_no_text_in_formulas() {
        assert_eq!(
            named(&["DAYS(30)", "Kopā: SORT(A)", "SEQUENCE.(", "RAND (1)", "a \"b\" c", "\""]),
            ["DAYS (30)", "Kopā SORT (A)", "SEQUENCE. (", "RAND (1)", "a ”b” c", "”"]
        );
    }

    #[test]
    fn names_are_short_and_there_once() {
        let long = "Aktīvu un pasīvu termiņstruktūras pārskats";
        let names = named(&[long, long, "Kopā", "KOPĀ", &"x".repeat(40), &"x".repeat(40)]);
        assert_eq!(
            names,
            ["Aktīvu un pasīvu…", "Aktīvu un pasīvu… (2)", "Kopā", "KOPĀ (2)", &format!("{}…", "x".repeat(30)), &format!("{}… (2)", "x".repeat(26))]
        );
        assert!(names.iter().all(|name| name.encode_utf16().count() <= 31));
    }

    #[test]
    fn characters_of_two_units_count_twice() {
        assert!(named(&[&"𝄞".repeat(20)]).iter().all(|name| name.encode_utf16().count() <= 31));
    }
}
