//! Names of XML elements for names and codes of a package, and back.
//!
//! A name, which begins with a small letter, stands as it is: `total`. A code gets a letter for what it is before it:
//! `p` for a position of a form, `r` for a row and `c` for a column: `p010`, `r110`, `cA`, `p2.1.3`. A character that an
//! element's name cannot have is written `_xHHHH_`, its number in hexadecimal, as in .NET. So is the first letter of a name
//! that would read as something else, `p010` say; so that different names never meet in one element.

/// What a code stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeKind {
    /// A position of a form.
    Position,
    /// A row of a grid.
    Row,
    /// A column.
    Column,
}

impl CodeKind {
    fn prefix(self) -> char {
        match self {
            Self::Position => 'p',
            Self::Row => 'r',
            Self::Column => 'c',
        }
    }
}

/// Gives the element of a report, table or parameter; `reserved` are elements with a meaning of their own.
pub fn element_of_name(name: &str, reserved: &[&str]) -> String {
    let begins_well = name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_');
    escaped(name, !begins_well || reserved.contains(&name))
}

/// Gives the element of a position, row or column.
pub fn element_of_code(code: &str, kind: CodeKind) -> String {
    if code.starts_with(|first: char| first.is_ascii_lowercase()) {
        let element = escaped(code, false);
        return if is_prefixed(&element, kind) { escaped(code, true) } else { element };
    }
    let is_plain = code.starts_with(|first: char| first.is_ascii_uppercase() || first.is_ascii_digit());
    format!("{}{}", kind.prefix(), escaped(code, !is_plain))
}

/// Gives the report, table or parameter that an element stands for.
pub fn name_of_element(element: &str) -> String {
    let mut name = String::new();
    let mut rest = element;
    while let Some(first) = rest.chars().next() {
        let (character, length) = escape_at(rest).unwrap_or((first, first.len_utf8()));
        name.push(character);
        rest = rest.get(length..).unwrap_or_default();
    }
    name
}

/// Gives the position, row or column that an element stands for.
pub fn code_of_element(element: &str, kind: CodeKind) -> String {
    let code = if is_prefixed(element, kind) { element.strip_prefix(kind.prefix()) } else { None };
    name_of_element(code.unwrap_or(element))
}

/// Tells whether the first letter of an element is not of its name.
fn is_prefixed(element: &str, kind: CodeKind) -> bool {
    let rest = element.strip_prefix(kind.prefix()).unwrap_or_default();
    rest.starts_with(|first: char| first.is_ascii_uppercase() || first.is_ascii_digit()) || escape_at(rest).is_some()
}

fn escaped(name: &str, with_first: bool) -> String {
    let mut element = String::new();
    let mut characters = name.chars().peekable();
    while let Some(character) = characters.next() {
        // An underscore before an x would read as the beginning of an escape.
        let is_legal = match character {
            '_' => characters.peek() != Some(&'x'),
            '.' | '-' => true,
            other => other.is_ascii_alphanumeric(),
        };
        if is_legal && !(with_first && element.is_empty()) {
            element.push(character);
        } else {
            element.push_str(&format!("_x{:04X}_", u32::from(character)));
        }
    }
    element
}

/// Reads the escaped character with which the text begins, and how long it is written.
fn escape_at(text: &str) -> Option<(char, usize)> {
    let (digits, _) = text.strip_prefix("_x")?.split_once('_')?;
    let is_hexadecimal = digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'A'..=b'F'));
    if !is_hexadecimal || !(4..=6).contains(&digits.len()) {
        return None;
    }
    let character = u32::from_str_radix(digits, 16).ok().and_then(char::from_u32)?;
    Some((character, digits.len().saturating_add(3)))
}

#[cfg(test)]
mod tests {
    use super::{CodeKind, code_of_element, element_of_code, element_of_name, name_of_element};
    use std::collections::BTreeMap;

    #[test]
    fn codes_get_a_letter_and_names_do_not() {
        assert_eq!(element_of_code("010", CodeKind::Position), "p010");
        assert_eq!(element_of_code("110", CodeKind::Row), "r110");
        assert_eq!(element_of_code("A", CodeKind::Column), "cA");
        assert_eq!(element_of_code("2.1.3", CodeKind::Position), "p2.1.3");
        assert_eq!(element_of_code("total", CodeKind::Position), "total");
        assert_eq!(element_of_code("count", CodeKind::Column), "count");
        assert_eq!(element_of_name("capital_adequacy", &[]), "capital_adequacy");
    }

    #[test]
    fn what_an_element_cannot_have_is_escaped() {
        assert_eq!(element_of_code("§ 1", CodeKind::Position), "p_x00A7__x0020_1");
        assert_eq!(element_of_code("F 01/€", CodeKind::Row), "rF_x0020_01_x002F__x20AC_");
        assert_eq!(element_of_code("p010", CodeKind::Position), "_x0070_010");
        assert_eq!(element_of_code("p010", CodeKind::Column), "p010");
        assert_eq!(element_of_name("other", &["other"]), "_x006F_ther");
        assert_eq!(element_of_name("tax_x", &[]), "tax_x005F_x");
    }

    #[test]
    fn every_code_comes_back_and_no_two_share_an_element() {
        let alphabet = ['p', 'x', 'a', 'A', '0', '_', '.', ':', 'ķ'];
        for kind in [CodeKind::Position, CodeKind::Row, CodeKind::Column] {
            let mut elements = BTreeMap::new();
            let mut codes = vec![String::new()];
            for _ in 0..4 {
                codes = codes.iter().flat_map(|code| alphabet.map(|character| format!("{code}{character}"))).collect();
                for code in &codes {
                    let element = element_of_code(code, kind);
                    assert_eq!(&code_of_element(&element, kind), code, "{element}");
                    assert_eq!(&name_of_element(&element_of_name(code, &[])), code);
                    assert_eq!(elements.insert(element, code.clone()), None, "{code}");
                }
            }
            for code in ["p_x0041_b", "_x0041é", "_x0041_", "p_x00A7_", "§", "p§", "_", "__x0041_"] {
                assert_eq!(code_of_element(&element_of_code(code, kind), kind), code);
            }
        }
    }
}
