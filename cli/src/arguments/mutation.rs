//! The arguments of `positum test --mutate`.

use clap::Args;
use positum_grammar::mutations::MutationKind;
use positum_grammar::phrase::said;

#[derive(Debug, Args)]
pub(crate) struct MutationArguments {
    /// Change the definition, one small edit at a time, and list the changes that no test notices
    ///
    /// Each comes with its place and, where one is found, a test that would notice it. docs/mutation.md says which edits are
    /// made.
    #[arg(long, conflicts_with_all = ["list", "watch", "fail_fast", "times"])]
    pub(crate) mutate: bool,
    /// Make only changes of this kind; may be repeated
    #[arg(long, value_name = "KIND", value_parser = parse_kind, requires = "mutate")]
    pub(crate) mutate_kind: Vec<MutationKind>,
    /// Change only this report; may be repeated
    #[arg(long, value_name = "REPORT", requires = "mutate")]
    pub(crate) mutate_report: Vec<String>,
    /// Change only files whose name holds this text
    #[arg(long, value_name = "TEXT", requires = "mutate")]
    pub(crate) mutate_file: Option<String>,
    /// Make so many changes at most, drawn by --mutate-seed
    #[arg(long, value_name = "N", requires = "mutate")]
    pub(crate) mutate_limit: Option<usize>,
    /// Number by which changes are drawn and submissions made; equal numbers give equal output
    #[arg(long, value_name = "N", default_value_t = 1, requires = "mutate")]
    pub(crate) mutate_seed: u64,
    /// End with exit code 1 where tests notice less than so many percent of the changes
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(0..=100), requires = "mutate")]
    pub(crate) mutate_fail_under: Option<u8>,
}

fn parse_kind(text: &str) -> Result<MutationKind, String> {
    let found = MutationKind::ALL.iter().copied().find(|kind| kind.name() == text);
    found.ok_or_else(|| {
        let names: Vec<&str> = MutationKind::ALL.iter().map(|kind| kind.name()).collect();
        crate::message_language::spoken(&said!("kinds are {}", names.join(", ")))
    })
}
