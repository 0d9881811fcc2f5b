//! What `positum test` takes for coverage.

use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct CoverageArguments {
    /// Show what the tests reach and miss: positions, branches of formulas, outcomes of checks
    #[arg(long, conflicts_with_all = ["list", "mutate"])]
    pub(crate) coverage: bool,
    /// Write coverage as pages, one for each file of the definition; the folder is made
    #[arg(long, value_name = "FOLDER", conflicts_with_all = ["list", "mutate"])]
    pub(crate) coverage_html: Option<PathBuf>,
    /// Write coverage as LCOV, which editors and servers read
    #[arg(long, value_name = "FILE", conflicts_with_all = ["list", "mutate"])]
    pub(crate) coverage_lcov: Option<PathBuf>,
    /// Write coverage as JSON
    #[arg(long, value_name = "FILE", conflicts_with_all = ["list", "mutate"])]
    pub(crate) coverage_json: Option<PathBuf>,
    /// How many missing things `--coverage` names
    #[arg(long, value_name = "COUNT", default_value_t = 25, requires = "coverage")]
    pub(crate) coverage_limit: usize,
    /// End with code 1 when less than this share of everything is covered
    #[arg(long, value_name = "PERCENT", conflicts_with_all = ["list", "mutate"], value_parser = clap::value_parser!(u8).range(0..=100))]
    pub(crate) coverage_fail_under: Option<u8>,
}

impl CoverageArguments {
    /// Tells whether anything about coverage is asked for.
    pub(crate) fn is_wanted(&self) -> bool {
        self.coverage
            || self.coverage_html.is_some()
            || self.coverage_lcov.is_some()
            || self.coverage_json.is_some()
            || self.coverage_fail_under.is_some()
    }
}
