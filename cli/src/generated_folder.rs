//! A folder that holds generated submissions: written beside its place first, and then put there whole.
//!
//! What is there already is taken away only where it is of an earlier run and nothing else, told by the files that its
//! manifest names.

use crate::exit_code::Failure;
use crate::message_language::spoken;
use crate::whole_folder::{files_in, write_whole};
use positum_grammar::phrase::said;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

/// The file that names all others.
pub(crate) const MANIFEST: &str = "manifest.json";
/// The largest manifest that is read.
const LARGEST_MANIFEST: u64 = 64 << 20;

/// Makes sure that the folder may be written: it is not there, is empty, or holds generated submissions and nothing else.
pub(crate) fn check(folder: &Path) -> Result<(), Failure> {
    let shown = folder.display();
    if !folder.exists() {
        return Ok(());
    }
    if !folder.is_dir() {
        return Err(Failure::Data(spoken(&said!("{shown}: this is a file, and generated submissions are a folder"))));
    }
    let present = files_in(folder).map_err(|error| Failure::disk(&shown.to_string(), &error))?;
    let known = files_of_manifest(&folder.join(MANIFEST));
    match present.iter().find(|file| !known.contains(*file)) {
        Some(file) => Err(Failure::Data(spoken(&said!(
            "{shown} holds {file}, which was not generated; nothing was written. Move it away, or name another folder"
        )))),
        None => Ok(()),
    }
}

/// Writes the files.
pub(crate) fn write(folder: &Path, files: &[(String, Vec<u8>)]) -> Result<(), Failure> {
    check(folder)?;
    write_whole(folder, files).map_err(|error| Failure::disk(&folder.display().to_string(), &error))
}

/// Gives the files that a manifest names, with itself and its table; none where it is no manifest.
fn files_of_manifest(manifest: &Path) -> BTreeSet<String> {
    let is_small = std::fs::metadata(manifest).is_ok_and(|metadata| metadata.len() <= LARGEST_MANIFEST);
    let text = if is_small { std::fs::read_to_string(manifest).unwrap_or_default() } else { String::new() };
    let Ok(whole) = serde_json::from_str::<Value>(&text) else { return BTreeSet::new() };
    let Some(submissions) = whole.get("submissions").and_then(Value::as_array).filter(|_| whole.get("seed").is_some()) else {
        return BTreeSet::new();
    };
    let earlier = submissions.iter().filter_map(|entry| entry.get("earlier").and_then(Value::as_array)).flatten();
    let own = submissions.iter().filter_map(|entry| entry.get("file"));
    let named = own.chain(earlier).filter_map(Value::as_str).map(str::to_owned);
    named.chain([MANIFEST.to_owned(), "manifest.csv".to_owned()]).collect()
}
