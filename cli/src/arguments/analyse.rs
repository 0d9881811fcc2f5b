//! The arguments of `positum analyse`.

use super::{Deny, LanguageArgument};
use crate::show_diagnostics::MessageFormat;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

const ANALYSE_EXIT_CODES: &str = "Exit codes:
  0   nothing is claimed that is an error
  1   a claim of severity error (--deny lowers the bar)
  2   the definition does not compile
  3   data or disk cannot be read or written
  64  the command was called in the wrong way";

#[derive(Debug, Args)]
#[command(after_help = ANALYSE_EXIT_CODES)]
pub(crate) struct AnalyseArguments {
    /// Folder, file, or compiled plan (.json)
    pub(crate) package: String,
    /// Period to ask in: 2025-Q1, 2025-03, 2025 or a date; one for each version and each value of its parameters where left out
    #[arg(long, value_name = "PERIOD")]
    pub(crate) period: Option<String>,
    /// Ask about this report alone; may be repeated
    #[arg(long, value_name = "REPORT")]
    pub(crate) report: Vec<String>,
    /// Seconds after which a question is left undecided
    #[arg(long, value_name = "NUMBER", default_value_t = 2, value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub(crate) seconds: u64,
    /// How claims are written
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: AnalysisFormat,
    /// Folder that gets the submissions that show the claims, as files that `positum eval` reads
    #[arg(long, value_name = "FOLDER")]
    pub(crate) witnesses: Option<PathBuf>,
    /// Lowest severity that ends with code 1
    #[arg(long, value_enum, default_value_t)]
    pub(crate) deny: Deny,
    /// How diagnostics of the definition are written
    #[arg(long, value_enum, default_value_t)]
    pub(crate) message_format: MessageFormat,
    /// Language of messages, `lv` or `en`; as the environment says where left out
    #[arg(long, value_enum)]
    pub(crate) lang: Option<LanguageArgument>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum AnalysisFormat {
    /// With the text that claims are about
    #[default]
    Human,
    /// {"claims": […], "questions": {…}}
    Json,
    /// A list, as for a consultation paper
    #[value(alias = "md")]
    Markdown,
}
