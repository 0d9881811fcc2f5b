//! The catalogue: for each English template the Latvian one, as `texts/latvian/*.txt` has them.
//!
//! A file has a line `en:` with the template as it stands in the source, and below it a line `lv:` with the Latvian one.
//! What is put in keeps its name, or its number where the order changes. Lines with `#` are comments.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The files of the catalogue.
pub(crate) const FILES: &[&str] = &[
    include_str!("../latvian/analysis.txt"),
    include_str!("../latvian/cells.txt"),
    include_str!("../latvian/coverage.txt"),
    include_str!("../latvian/days.txt"),
    include_str!("../latvian/consolidation.txt"),
    include_str!("../latvian/generate.txt"),
    include_str!("../latvian/mutation.txt"),
    include_str!("../latvian/names.txt"),
    include_str!("../latvian/program.txt"),
    include_str!("../latvian/spelling.txt"),
    include_str!("../latvian/tests_of_packages.txt"),
    include_str!("../latvian/tests_run.txt"),
    include_str!("../latvian/units.txt"),
    include_str!("../latvian/warnings.txt"),
];

static CATALOGUE: LazyLock<BTreeMap<&'static str, &'static str>> = LazyLock::new(|| FILES.iter().copied().flat_map(entries).collect());

/// Gives the Latvian template for an English one.
pub(crate) fn latvian(english: &str) -> Option<&'static str> {
    CATALOGUE.get(english).copied()
}

/// Gives the templates of a file, English and Latvian.
pub(crate) fn entries(file: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let mut english = None;
    file.lines().filter_map(move |line| {
        if let Some(text) = line.strip_prefix("en: ") {
            english = Some(text);
            return None;
        }
        line.strip_prefix("lv: ").and_then(|latvian| english.take().map(|english| (english, latvian)))
    })
}
