//! What a package is made of: its texts, and files that they name. Whoever calls the compiler reads them.

use positum_grammar::phrase::Phrase;

/// The most bytes of a file that a definition names.
pub const LARGEST_FILE: usize = 16 * 1024 * 1024;

/// The texts of a package, and whoever knows the files beside them.
#[derive(Clone, Copy)]
pub struct Sources<'s> {
    /// The definitions; a span's source is the text's index.
    pub texts: &'s [&'s str],
    /// Gives a file by its name within the package's folder, with `/` between folders.
    pub files: &'s (dyn Fn(&str) -> FileText + Sync),
}

/// What there is under the name of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileText {
    /// Its text.
    Text(String),
    /// No such file.
    Missing,
    /// The package has no folder: its text was read from elsewhere.
    NoFolder,
    /// The file has more than [`LARGEST_FILE`] bytes.
    TooLarge,
    /// The file is there and cannot be read, for a reason in a few words.
    Unreadable(Phrase),
}

/// Tells whether a name stays within the package's folder: names with `/` between them, and nothing that leads up or out.
pub fn is_inside(name: &str) -> bool {
    let is_plain = |part: &str| !part.is_empty() && part != "." && part != "..";
    name.split('/').all(is_plain) && !name.contains(['\\', ':']) && !name.chars().any(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_leads_out_of_the_folder_is_told_from_one_that_does_not() {
        for name in ["banks.csv", "codes/banks.csv", "a b/c.d.csv", "..banks.csv"] {
            assert!(is_inside(name), "{name}");
        }
        for name in ["", ".", "..", "../banks.csv", "a/../../b", "/etc/passwd", "a//b", "c:banks.csv", "a\\b", "a/", "a\u{0}"] {
            assert!(!is_inside(name), "{name}");
        }
    }
}
