//! A folder that holds a guide: written beside its place first, and then put there whole.
//!
//! What is there already is taken away only where it is a guide and nothing else, told by the files that its marker names.

use crate::exit_code::Failure;
use crate::message_language::spoken;
use crate::whole_folder::{files_in, write_whole};
use positum_grammar::phrase::said;
use positum_pages::guide::{GuideFile, MARKER, files_of_marker};
use std::collections::BTreeSet;
use std::path::Path;

/// The largest marker that is read.
const LARGEST_MARKER: u64 = 1 << 20;

/// Makes sure that the folder may be written: it is not there, is empty, or holds a guide and nothing else.
pub(crate) fn check(folder: &Path) -> Result<(), Failure> {
    let shown = folder.display();
    if !folder.exists() {
        return Ok(());
    }
    if !folder.is_dir() {
        return Err(Failure::Data(spoken(&said!("{shown}: this is a file, and a guide is a folder"))));
    }
    let present = files_in(folder).map_err(|error| Failure::disk(&shown.to_string(), &error))?;
    if present.is_empty() {
        return Ok(());
    }
    let known = marked_files(&folder.join(MARKER));
    let Some(known) = known else {
        return Err(Failure::Data(spoken(&said!("{shown} holds other files and no guide; nothing was written. Name another folder"))));
    };
    match present.iter().find(|file| !known.contains(*file)) {
        Some(file) => Err(Failure::Data(spoken(&said!(
            "{shown} holds {file}, which is not of the guide; nothing was written. Move it away, or name another folder"
        )))),
        None => Ok(()),
    }
}

/// Writes the files of a guide.
pub(crate) fn write(folder: &Path, files: &[GuideFile]) -> Result<(), Failure> {
    check(folder)?;
    write_whole(folder, files).map_err(|error| Failure::disk(&folder.display().to_string(), &error))
}

/// Gives the files that a marker names, with itself; nothing where it is no marker.
fn marked_files(marker: &Path) -> Option<BTreeSet<String>> {
    let is_small = std::fs::metadata(marker).is_ok_and(|metadata| metadata.len() <= LARGEST_MARKER);
    let text = is_small.then(|| std::fs::read_to_string(marker).ok()).flatten()?;
    let mut files: BTreeSet<String> = files_of_marker(&text)?.into_iter().collect();
    files.insert(MARKER.to_owned());
    Some(files)
}
