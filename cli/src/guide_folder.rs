//! A folder that holds a guide: written beside its place first, and then put there whole.
//!
//! What is there already is taken away only where it is a guide and nothing else, told by the files that its marker names.

use crate::exit_code::Failure;
use crate::message_language::spoken;
use positum_grammar::phrase::said;
use positum_pages::guide::{GuideFile, MARKER, files_of_marker};
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

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

/// Writes files into a folder, which takes the place of what was there.
pub(crate) fn write_whole(folder: &Path, files: &[GuideFile]) -> io::Result<()> {
    // A link keeps pointing to the folder that is written.
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_owned();
    std::fs::create_dir_all(&parent)?;
    let temporary = tempfile::Builder::new().prefix(".positum-guide").tempdir_in(&parent)?;
    let new = temporary.path().join("new");
    for (name, bytes) in files {
        let path = new.join(name);
        if let Some(within) = path.parent() {
            std::fs::create_dir_all(within)?;
        }
        std::fs::write(path, bytes)?;
    }
    let old = temporary.path().join("old");
    if folder.exists() {
        std::fs::rename(&folder, &old)?;
    }
    if let Err(error) = std::fs::rename(&new, &folder) {
        if old.exists() {
            std::fs::rename(&old, &folder)?;
        }
        return Err(error);
    }
    temporary.close()
}

/// Gives the files that a marker names, with itself; nothing where it is no marker.
fn marked_files(marker: &Path) -> Option<BTreeSet<String>> {
    let is_small = std::fs::metadata(marker).is_ok_and(|metadata| metadata.len() <= LARGEST_MARKER);
    let text = is_small.then(|| std::fs::read_to_string(marker).ok()).flatten()?;
    let mut files: BTreeSet<String> = files_of_marker(&text)?.into_iter().collect();
    files.insert(MARKER.to_owned());
    Some(files)
}

/// Gives all files of a folder by their paths within it, with `/`; a link is a file.
pub(crate) fn files_in(folder: &Path) -> io::Result<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    let mut waiting: Vec<(PathBuf, String)> = vec![(folder.to_owned(), String::new())];
    while let Some((path, prefix)) = waiting.pop() {
        for entry in std::fs::read_dir(path)? {
            let entry = entry?;
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if entry.file_type()?.is_dir() {
                waiting.push((entry.path(), format!("{name}/")));
            } else {
                found.insert(name);
            }
        }
    }
    Ok(found)
}
