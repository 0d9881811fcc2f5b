//! `positum new`

use crate::arguments::NewArguments;
use crate::exit_code::{ExitCode, Failure};
use crate::output;
use std::path::Path;

const DEFINITION: &str = include_str!("../../templates/package.positum");
const SAMPLE: &str = include_str!("../../templates/2025-Q1.json");

/// Writes a small package to start from.
pub(crate) fn run(arguments: &NewArguments) -> Result<ExitCode, Failure> {
    let folder = &arguments.folder;
    let shown = folder.display();
    let name = folder.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    if !is_name(name) {
        let message = format!("`{name}` cannot name a package: begin with a lower-case letter and go on with a-z, 0-9 and _");
        return Err(Failure::Usage(message));
    }
    if folder.exists() {
        return Err(Failure::Data(format!("{shown} is already there; nothing was written")));
    }
    let samples = folder.join("samples");
    std::fs::create_dir_all(&samples).map_err(|error| Failure::disk(&shown.to_string(), &error))?;
    write(&folder.join("package.positum"), &DEFINITION.replace("PACKAGE_NAME", name))?;
    write(&samples.join("2025-Q1.json"), SAMPLE)?;
    output::print(
        format!("{shown}/package.positum and {shown}/samples/2025-Q1.json are written; try\n\n  positum check {shown}\n  positum test {shown}\n  positum eval {shown} {shown}/samples/2025-Q1.json\n").as_bytes(),
    )?;
    Ok(ExitCode::Clean)
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    output::write_file(path, |file| file.write_all(text.as_bytes()))
}

/// Tells whether a word is a name as the grammar has it.
fn is_name(word: &str) -> bool {
    const RESERVED: [&str; 9] = ["and", "or", "not", "in", "if", "then", "else", "when", "x"];
    word.starts_with(|letter: char| letter.is_ascii_lowercase())
        && word.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
        && !RESERVED.contains(&word)
}
