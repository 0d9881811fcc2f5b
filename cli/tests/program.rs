//! Runs the real program.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The folder of the whole project.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the package lies in the project").to_owned()
}

/// Gives the packages in `reports/`, as `reports/lv_credit_unions`, by name.
pub(crate) fn report_packages() -> Vec<String> {
    let folders = std::fs::read_dir(root().join("reports")).expect("the packages are there").map(|folder| folder.expect("a folder").file_name());
    let mut packages: Vec<String> = folders.map(|name| format!("reports/{}", name.to_str().expect("a plain name"))).collect();
    packages.sort();
    packages
}

/// What a run of the program gave.
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// Prepares the program, in the project's folder and without colour.
pub(crate) fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_positum"));
    command.args(arguments).current_dir(root()).env("NO_COLOR", "1").env("LC_ALL", "C");
    command
}

/// Runs the program with nothing on standard input.
pub(crate) fn positum(arguments: &[&str]) -> Run {
    run(command(arguments).stdin(Stdio::null()).output().expect("the program starts"))
}

/// Runs the program with a text on standard input.
pub(crate) fn positum_with_input(arguments: &[&str], input: &[u8]) -> Run {
    use std::io::Write;
    let mut child = command(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
    // A program that has seen enough closes its input.
    let _ = child.stdin.take().expect("it has an input").write_all(input);
    run(child.wait_with_output().expect("the program ends"))
}

/// Reads what a run gave.
pub(crate) fn run(output: Output) -> Run {
    Run {
        code: output.status.code().expect("the program ends by itself"),
        stdout: String::from_utf8(output.stdout).expect("output is UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("errors are UTF-8"),
    }
}

/// Compares a file with what it should hold; `POSITUM_UPDATE=1` writes it.
pub(crate) fn assert_file(path: &Path, wanted: &str) {
    if std::env::var_os("POSITUM_UPDATE").is_some() {
        std::fs::write(path, wanted).expect("the file can be written");
        return;
    }
    let found = std::fs::read_to_string(path).unwrap_or_default();
    assert!(found == wanted, "{} is not what the program gives; POSITUM_UPDATE=1 writes it anew", path.display());
}
