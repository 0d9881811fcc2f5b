//! What the name of a cell stands for, as Excel and LibreOffice write it: `'1. lapa'!$B$3`, `$'1. lapa'.$B$3`.

use super::workbook::Position;
use crate::form_keys::NAME_PREFIX;

/// A cell of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CellReference {
    pub(super) sheet: String,
    pub(super) position: Position,
}

impl CellReference {
    /// Reads a reference; of several cells, as merged ones are, the first.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let text = text.strip_prefix('$').unwrap_or(text);
        let (sheet, rest) = match text.strip_prefix('\'') {
            Some(quoted) => sheet_in_quotes(quoted)?,
            None => {
                let (sheet, rest) = text.split_once('!').or_else(|| text.split_once('.'))?;
                (sheet.to_owned(), rest)
            }
        };
        let (first, _) = rest.split_once(':').unwrap_or((rest, ""));
        Some(Self { sheet, position: Position::parse(first)? })
    }
}

/// Reads up to the closing quotation mark and the sign behind it; inside, the mark stands twice.
fn sheet_in_quotes(text: &str) -> Option<(String, &str)> {
    let mut sheet = String::new();
    let mut rest = text;
    loop {
        let (before, after) = rest.split_once('\'')?;
        sheet.push_str(before);
        match after.strip_prefix('\'') {
            Some(further) => {
                sheet.push('\'');
                rest = further;
            }
            None => return Some((sheet, after.strip_prefix(['!', '.'])?)),
        }
    }
}

/// Takes the names of a form out of those of a workbook.
pub(super) fn names_of_form<'a>(names: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<(String, Option<CellReference>)> {
    let is_ours = |name: &str| name.get(..NAME_PREFIX.len()).is_some_and(|start| start.eq_ignore_ascii_case(NAME_PREFIX));
    names.filter(|(name, _)| is_ours(name)).map(|(name, text)| (name.to_ascii_lowercase(), CellReference::parse(text))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_read_as_both_programs_write_them() {
        let read = |text: &str| CellReference::parse(text).map(|reference| (reference.sheet, reference.position.name()));
        let cell = |sheet: &str, name: &str| Some((sheet.to_owned(), name.to_owned()));
        assert_eq!(read("Forma!$B$3"), cell("Forma", "B3"));
        assert_eq!(read("'1. lapa'!$B$3"), cell("1. lapa", "B3"));
        assert_eq!(read("'It''s A1!'!$B$3:$D$3"), cell("It's A1!", "B3"));
        assert_eq!(read("$Forma.$B$3"), cell("Forma", "B3"));
        assert_eq!(read("$'1. lapa'.$B$3"), cell("1. lapa", "B3"));
        for text in ["#REF!", "Forma!#REF!", "'Forma!$B$3", "'Forma'$B$3", "", "\"text\"", "12"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
