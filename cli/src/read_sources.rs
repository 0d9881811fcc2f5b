//! Reads packages from disk: a folder, a file, standard input, or a compiled plan.

use crate::exit_code::Failure;
use crate::message_language::spoken;
use crate::package_files::read_file_of_package;
use crate::progress::Work;
use crate::show_diagnostics::{MessageFormat, show_diagnostics};
use positum_compiler::compile::{Compiled, compile_package};
use positum_compiler::diagnostic_code::DiagnosticCode;
use positum_compiler::sources::{FileText, Sources};
use positum_grammar::phrase::{Phrase, said};
use positum_plan::plan::Plan;
use positum_plan::plan_file::{self, FORMAT, PlanFileError};
use std::io::Read;
use std::path::{Path, PathBuf};

/// The ending of files that hold definitions.
pub(crate) const DEFINITION_ENDING: &str = "positum";

/// A text with its name.
#[derive(Debug)]
pub(crate) struct Source {
    /// The name to show.
    pub(crate) name: String,
    /// The file; nothing for standard input.
    pub(crate) path: Option<PathBuf>,
    /// The text.
    pub(crate) text: String,
}

/// Reads the texts of a package: the definitions of a folder in the order of their names, one file, or `-`.
pub(crate) fn read_sources(package: &str) -> Result<Vec<Source>, Failure> {
    if package == "-" {
        let standard_input = spoken(&said!("standard input"));
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes).map_err(|error| Failure::disk(&standard_input, &error))?;
        let text = decode(&standard_input, bytes)?;
        return Ok(vec![Source { name: standard_input, path: None, text }]);
    }
    let path = Path::new(package);
    if path.extension().is_some_and(|ending| ending == "json") && path.is_file() {
        let message = said!(
            "{package}: this is no text of a definition; a compiled plan can be given to `eval`, `explain`, `batch`, `template`, `schema`, `doc`, `analyse`, `generate` and `diff`"
        );
        return Err(Failure::Data(spoken(&message)));
    }
    if !path.is_dir() {
        return Ok(vec![read_source(path)?]);
    }
    let mut files = Vec::new();
    for entry in std::fs::read_dir(path).map_err(|error| Failure::disk(package, &error))? {
        let file = entry.map_err(|error| Failure::disk(package, &error))?.path();
        if file.extension().is_some_and(|ending| ending == DEFINITION_ENDING) && file.is_file() {
            files.push(file);
        }
    }
    files.sort();
    if files.is_empty() {
        return Err(Failure::Data(spoken(&said!(
            "{package}: the folder holds no .{DEFINITION_ENDING} file; `positum new NAME` writes a package to start from"
        ))));
    }
    files.iter().map(|file| read_source(file)).collect()
}

fn read_source(path: &Path) -> Result<Source, Failure> {
    let name = path.display().to_string();
    let bytes = std::fs::read(path).map_err(|error| Failure::disk(&name, &error))?;
    Ok(Source { text: decode(&name, bytes)?, path: Some(path.to_owned()), name })
}

/// Reads bytes as UTF-8, with or without a mark at the beginning.
fn decode(name: &str, bytes: Vec<u8>) -> Result<String, Failure> {
    let text = String::from_utf8(bytes).map_err(|error| {
        let valid = error.as_bytes().get(..error.utf8_error().valid_up_to()).unwrap_or(&[]);
        let line = valid.iter().filter(|byte| **byte == b'\n').count().saturating_add(1);
        Failure::Data(spoken(&said!("{name}:{line}: the text is not UTF-8; save it with that encoding")))
    })?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

/// Compiles the texts of a package and shows what there is to say.
pub(crate) fn compile_sources(sources: &[Source], format: MessageFormat) -> Compiled {
    compile_allowing(sources, &[], format)
}

/// Compiles the texts of a package and shows what there is to say, but for warnings of the kinds that are allowed.
pub(crate) fn compile_allowing(sources: &[Source], allowed: &[DiagnosticCode], format: MessageFormat) -> Compiled {
    let folder = folder_of(sources);
    let mut compiled = compile_asking(sources, &|name| read_file_of_package(folder, name));
    compiled.diagnostics.retain(|diagnostic| !allowed.contains(&diagnostic.code));
    show_diagnostics(sources, &compiled.diagnostics, format);
    compiled
}

/// Compiles the texts of a package with the files that `files` gives, and shows nothing.
pub(crate) fn compile_asking(sources: &[Source], files: &(dyn Fn(&str) -> FileText + Sync)) -> Compiled {
    let texts: Vec<&str> = sources.iter().map(|source| source.text.as_str()).collect();
    let _compiling = Work::begin(sources.first().map_or("", |source| source.name.as_str()));
    compile_package(&Sources { texts: &texts, files })
}

/// Gives the folder of a package; nothing where it comes from standard input.
pub(crate) fn folder_of(sources: &[Source]) -> Option<&Path> {
    sources.first().and_then(|source| source.path.as_deref()).and_then(Path::parent)
}

/// Gives the plans of a package's versions, at least one, or of a file that `positum compile` wrote.
pub(crate) fn read_plans(package: &str, format: MessageFormat) -> Result<Vec<Plan>, Failure> {
    if Path::new(package).extension().is_some_and(|ending| ending == "json") {
        let source = read_source(Path::new(package))?;
        return plan_file::read_plans(&source.text).map_err(|error| Failure::Data(format!("{package}: {}", spoken(&plan_file_text(&error)))));
    }
    let plans = compile_sources(&read_sources(package)?, format).plans();
    if plans.is_empty() { Err(Failure::Definition) } else { Ok(plans) }
}

fn plan_file_text(error: &PlanFileError) -> Phrase {
    match error {
        PlanFileError::Unreadable(reason) => said!("cannot be read as a plan: {reason}"),
        PlanFileError::NoPlan => said!("is JSON, but no plan: it does not begin with \"positum_plan\""),
        PlanFileError::OtherFormat(format) => {
            said!("is a plan of format {format}, and this program reads format {FORMAT}: compile the package again")
        }
        PlanFileError::Inconsistent(what) => said!("is a damaged plan: {what}; compile the package again"),
    }
}
