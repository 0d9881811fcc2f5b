//! Reads the files that a definition names, from the package's folder and nowhere else.

use positum_compiler::sources::{FileText, LARGEST_FILE, is_inside};
use positum_grammar::phrase::{Phrase, said};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

/// Reads a file of a package, by its name within the folder.
pub(crate) fn read_file_of_package(folder: Option<&Path>, name: &str) -> FileText {
    let real_path = match path_in_package(folder, name) {
        Ok(path) => path,
        Err(NoPath::NoFolder) => return FileText::NoFolder,
        Err(NoPath::Missing) => return FileText::Missing,
        Err(NoPath::Unreadable(reason)) => return FileText::Unreadable(reason),
    };
    let mut bytes = Vec::new();
    let most = u64::try_from(LARGEST_FILE).unwrap_or(u64::MAX).saturating_add(1);
    if let Err(error) = std::fs::File::open(&real_path).and_then(|file| file.take(most).read_to_end(&mut bytes)) {
        return FileText::Unreadable(reason(&error));
    }
    if bytes.len() > LARGEST_FILE {
        return FileText::TooLarge;
    }
    match String::from_utf8(bytes) {
        Ok(text) => FileText::Text(text),
        Err(error) => {
            let valid = error.as_bytes().get(..error.utf8_error().valid_up_to()).unwrap_or(&[]);
            let line = valid.iter().filter(|byte| **byte == b'\n').count().saturating_add(1);
            FileText::Unreadable(said!("its line {line} is not UTF-8"))
        }
    }
}

/// Why a package has no file of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum NoPath {
    /// The package was read from elsewhere than a folder.
    NoFolder,
    /// There is no such file in the folder.
    Missing,
    /// The disk does not say, for this reason.
    Unreadable(Phrase),
}

/// Finds a file of a package, by its name within the folder.
pub(crate) fn path_in_package(folder: Option<&Path>, name: &str) -> Result<PathBuf, NoPath> {
    let folder = folder.ok_or(NoPath::NoFolder)?;
    // A file named without its folder lies in the folder at hand.
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let path = folder.join(name);
    // A link could lead out of the folder though its name does not.
    let (real_folder, real_path) = match (folder.canonicalize(), path.canonicalize()) {
        (Ok(folder), Ok(path)) => (folder, path),
        (Err(error), _) | (Ok(_), Err(error)) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Err(NoPath::Missing);
        }
        (Err(error), _) | (Ok(_), Err(error)) => return Err(NoPath::Unreadable(reason(&error))),
    };
    if is_inside(name) && real_path.starts_with(&real_folder) && real_path.is_file() { Ok(real_path) } else { Err(NoPath::Missing) }
}

fn reason(error: &std::io::Error) -> Phrase {
    match error.kind() {
        ErrorKind::PermissionDenied => said!("there is no permission"),
        _ => said!("the disk does not give it"),
    }
}
