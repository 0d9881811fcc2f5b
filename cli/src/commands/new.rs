//! `positum new`

use crate::arguments::{LanguageArgument, NewArguments};
use crate::exit_code::{ExitCode, Failure};
use crate::message_language::spoken;
use crate::output;
use positum_grammar::phrase::said;
use std::fmt::Write as _;
use std::path::Path;

/// The files of a package with their names.
type Files = [(&'static str, &'static str)];

const ENGLISH: &Files = &[
    ("package.positum", include_str!("../../templates/en/package.positum")),
    ("limits.positum", include_str!("../../templates/en/limits.positum")),
    ("liquidity.positum", include_str!("../../templates/en/liquidity.positum")),
    ("tests.positum", include_str!("../../templates/en/tests.positum")),
    ("samples/2025-Q1.json", include_str!("../../templates/en/2025-Q1.json")),
];
const LATVIAN: &Files = &[
    ("package.positum", include_str!("../../templates/lv/package.positum")),
    ("ierobezojumi.positum", include_str!("../../templates/lv/ierobezojumi.positum")),
    ("likviditate.positum", include_str!("../../templates/lv/likviditate.positum")),
    ("testi.positum", include_str!("../../templates/lv/testi.positum")),
    ("samples/2025-Q1.json", include_str!("../../templates/lv/2025-Q1.json")),
];

/// Writes a small package to start from.
pub(crate) fn run(arguments: &NewArguments) -> Result<ExitCode, Failure> {
    let folder = &arguments.folder;
    let shown = folder.display();
    let name = folder.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    if !is_name(name) {
        let message = said!("`{name}` cannot name a package: begin with a lower-case letter and go on with a-z, 0-9 and _");
        return Err(Failure::Usage(spoken(&message)));
    }
    if folder.exists() {
        return Err(Failure::Data(spoken(&said!("{shown} is already there; nothing was written"))));
    }
    let samples = folder.join("samples");
    std::fs::create_dir_all(&samples).map_err(|error| Failure::disk(&shown.to_string(), &error))?;
    let files = match arguments.lang {
        LanguageArgument::En => ENGLISH,
        LanguageArgument::Lv => LATVIAN,
    };
    let mut text = format!("{}\n\n", spoken(&said!("{shown} now holds")));
    for (file, content) in files {
        write(&folder.join(file), &content.replace("PACKAGE_NAME", name))?;
        let _ = writeln!(text, "  {file}");
    }
    let commands = format!("  positum check {shown}\n  positum test {shown}\n  positum eval {shown} {shown}/samples/2025-Q1.json\n");
    let _ = write!(text, "\n{}\n\n{commands}", spoken(&said!("Try")));
    output::print(text.as_bytes())?;
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
