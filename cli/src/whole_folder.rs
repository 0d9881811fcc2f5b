//! A folder that is written beside its place first, and then put there whole.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

/// Writes files into a folder, which takes the place of what was there.
pub(crate) fn write_whole(folder: &Path, files: &[(String, Vec<u8>)]) -> io::Result<()> {
    // A link keeps pointing to the folder that is written.
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_owned();
    std::fs::create_dir_all(&parent)?;
    let temporary = tempfile::Builder::new().prefix(".positum-folder").tempdir_in(&parent)?;
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
