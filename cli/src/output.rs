//! Standard output that a closed pipe ends quietly, and files that are written whole or not at all.

use crate::exit_code::Failure;
use crate::message_language::spoken;
use positum_grammar::phrase::said;
use std::io::{self, IsTerminal, Write};
use std::path::Path;

/// Writes to standard output.
pub(crate) fn print(bytes: &[u8]) -> Result<(), Failure> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(bytes).and_then(|()| stdout.flush()).map_err(|error| Failure::disk(&spoken(&said!("standard output")), &error))
}

/// Writes to standard output what comes in many small parts.
pub(crate) fn print_with(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
    let mut stdout = io::BufWriter::new(io::stdout().lock());
    write(&mut stdout).and_then(|()| stdout.flush()).map_err(|error| Failure::disk(&spoken(&said!("standard output")), &error))
}

/// Writes a file: into a temporary one beside it first, which then takes its name. What is no regular file, a pipe or a
/// device, is written to as it is; a link keeps pointing to the file that is written.
pub(crate) fn write_file(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
    let shown = path.display().to_string();
    write_whole(path, write).map_err(|error| Failure::disk(&shown, &error))
}

fn write_whole(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let existing = std::fs::canonicalize(path).and_then(|real| std::fs::metadata(&real).map(|metadata| (real, metadata))).ok();
    if let Some((real, metadata)) = &existing
        && !metadata.is_file()
    {
        let mut file = std::fs::OpenOptions::new().write(true).open(real)?;
        write(&mut file)?;
        return file.flush();
    }
    let target = existing.as_ref().map_or(path, |(real, _)| real.as_path());
    let folder = target.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    let mut buffered = io::BufWriter::new(&mut file);
    write(&mut buffered)?;
    buffered.flush()?;
    drop(buffered);
    match &existing {
        Some((_, metadata)) => file.as_file().set_permissions(metadata.permissions())?,
        None => readable_by_all(file.as_file())?,
    }
    file.persist(target).map_err(|error| error.error)?;
    Ok(())
}

/// A temporary file is private; what takes its place is an ordinary file.
#[cfg(unix)]
pub(crate) fn readable_by_all(file: &std::fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
pub(crate) fn readable_by_all(_file: &std::fs::File) -> io::Result<()> {
    Ok(())
}

/// Tells whether to colour what goes to standard output.
pub(crate) fn colors_stdout() -> bool {
    io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// Tells whether to colour what goes to standard error.
pub(crate) fn colors_stderr() -> bool {
    io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// Says something on standard error. A closed one cannot be told of anything.
pub(crate) fn tell(text: &str) {
    use std::io::Write;
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}
