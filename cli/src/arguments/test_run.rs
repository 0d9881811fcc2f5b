//! The arguments of `positum test` that say which tests run and how their outcomes are written.

use clap::{Args, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct TestRunArguments {
    /// Run only tests whose name, report or file holds this text; may be repeated: a test with any of them runs
    #[arg(long, value_name = "TEXT")]
    pub(crate) filter: Vec<String>,
    /// List the tests with their places, and run none
    #[arg(long)]
    pub(crate) list: bool,
    /// Stop after the first test that fails
    #[arg(long)]
    pub(crate) fail_fast: bool,
    /// Run again whenever a file of the package changes: a definition, codes, a submission that a test names
    #[arg(long, conflicts_with = "list")]
    pub(crate) watch: bool,
    /// How outcomes are written
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: TestFormat,
    /// File to write; what --format human shows goes to standard output then
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Tell how long each test took; equal runs differ then
    #[arg(long)]
    pub(crate) times: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum TestFormat {
    /// Failing tests, and how many passed
    #[default]
    Human,
    /// {"passed": N, "failed": N, "tests": […]}
    Json,
    /// JUnit XML, as Jenkins and GitLab read it
    Junit,
}
