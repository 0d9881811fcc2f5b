//! The arguments of `positum diff`.

use super::{InputArguments, LanguageArgument};
use crate::show_diagnostics::MessageFormat;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

pub(crate) const DIFF_EXAMPLES: &str = "Examples:
  positum diff returns_2025 returns_2026       show what changes in meaning
  positum diff returns_2025 returns_2026 --format markdown --lang lv -o paper.md
                                               write it for a consultation paper
  positum diff returns_2025 returns_2026 --replay all.csv
                                               and what changes on submissions of the past";

#[derive(Debug, Args)]
pub(crate) struct DiffArguments {
    /// The definition that is in force: folder, file, or compiled plan (.json)
    pub(crate) old: String,
    /// The definition that shall be: folder, file, or compiled plan (.json)
    pub(crate) new: String,
    /// How the comparison is written; told from the ending of --output where left out, else for people
    #[arg(long, value_enum)]
    pub(crate) format: Option<DiffFormat>,
    /// File to write; standard output where left out
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Language of words and labels; the first of NEW where left out
    #[arg(long, value_enum)]
    pub(crate) lang: Option<LanguageArgument>,
    /// Width of the text in columns; the terminal's, at most 120, where left out
    #[arg(long, value_name = "COLUMNS")]
    pub(crate) width: Option<usize>,
    /// List labels, messages and sources that change, too
    #[arg(long)]
    pub(crate) wording: bool,
    /// First day of the periods whose deadlines are compared, as 2026-01-01; the first day of NEW where left out
    #[arg(long, value_name = "DAY")]
    pub(crate) from: Option<String>,
    /// How many random submissions to try for examples, for each version and kind of period; 0 for no examples
    #[arg(long, value_name = "NUMBER", default_value_t = 1000)]
    pub(crate) tries: u64,
    /// File with submissions of the past, sorted by period where formulas ask for earlier ones; may be repeated
    #[arg(long, value_name = "FILE")]
    pub(crate) replay: Vec<String>,
    /// With --replay, evaluate all submissions with what NEW says on this day
    #[arg(long, value_name = "DAY", requires = "replay")]
    pub(crate) as_of: Option<String>,
    /// With --replay, how many changes to list
    #[arg(long, value_name = "NUMBER", default_value_t = 50)]
    pub(crate) list: usize,
    /// End with code 1 where the meaning changes
    #[arg(long)]
    pub(crate) exit_code: bool,
    #[command(flatten)]
    pub(crate) input: InputArguments,
    /// How diagnostics of the definitions are written
    #[arg(long, value_enum, default_value_t)]
    pub(crate) message_format: MessageFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffFormat {
    /// For people, at the terminal
    Human,
    /// A document with tables as GitHub has them
    #[value(alias = "md")]
    Markdown,
    /// {"changes": […], "deadlines": […], "consequences": […], "replay": …}
    Json,
}
