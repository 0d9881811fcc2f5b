//! A folder that holds coverage pages: what is there already is written over only where it is such a folder.

use crate::exit_code::Failure;
use crate::message_language::spoken;
use crate::output;
use positum_grammar::phrase::said;
use positum_pages::coverage::{CoveragePages, GENERATOR, INDEX, coverage_files};
use positum_runtime::language::Language;
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::io::Read;
use std::path::Path;

/// How much of a page is read to see what it is.
const BEGINNING: u64 = 1024;

/// Writes coverage pages into a folder, which is made where it is not there.
pub(crate) fn write(folder: &Path, pages: &CoveragePages, language: Language) -> Result<(), Failure> {
    let shown = folder.display().to_string();
    check(folder, &shown)?;
    let files = coverage_files(pages, language).map_err(|error| Failure::Data(error.to_string()))?;
    std::fs::create_dir_all(folder).map_err(|error| Failure::disk(&shown, &error))?;
    files.iter().try_for_each(|(name, bytes)| output::write_file(&folder.join(name), |file| file.write_all(bytes)))?;
    let names: BTreeSet<OsString> = files.into_iter().map(|(name, _)| name.into()).collect();
    remove_others(folder, &names).map_err(|error| Failure::disk(&shown, &error))
}

/// Removes pages of files that the definition has no more.
fn remove_others(folder: &Path, names: &BTreeSet<OsString>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        if !names.contains(&entry.file_name()) && path.extension().is_some_and(|ending| ending == "html") && is_ours(&path) {
            std::fs::remove_file(&path)?;
        }
    }
    Ok(())
}

fn check(folder: &Path, shown: &str) -> Result<(), Failure> {
    if !folder.exists() {
        return Ok(());
    }
    if !folder.is_dir() {
        return Err(Failure::Data(spoken(&said!("{shown}: this is a file, and coverage pages are a folder"))));
    }
    let is_empty = std::fs::read_dir(folder).map_err(|error| Failure::disk(shown, &error))?.next().is_none();
    if is_empty || is_ours(&folder.join(INDEX)) {
        return Ok(());
    }
    Err(Failure::Data(spoken(&said!("{shown} holds other files and no coverage pages; nothing was written. Name another folder"))))
}

/// Tells whether a file is one of these pages.
fn is_ours(page: &Path) -> bool {
    let mut beginning = Vec::new();
    let read = std::fs::File::open(page).and_then(|file| file.take(BEGINNING).read_to_end(&mut beginning));
    read.is_ok() && String::from_utf8_lossy(&beginning).contains(GENERATOR)
}
