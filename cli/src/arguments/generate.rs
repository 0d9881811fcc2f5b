//! The arguments of `positum generate`.

use super::LanguageArgument;
use crate::show_diagnostics::MessageFormat;
use clap::{Args, ValueEnum};
use positum_proof::generate::Group;
use std::path::PathBuf;

/// The most lines of a long list.
const MOST_LINES: i64 = 1_000_000;

const EXAMPLES: &str = "Examples:
  positum generate my_returns -o cases         write submissions and a manifest
  positum generate my_returns -o cases --only edges --format xml
                                               write both sides of every check, as XML
  positum generate my_returns --only valid | positum batch my_returns - --input-format long-csv
                                               evaluate valid submissions of a seed";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct GenerateArguments {
    /// Folder, file, or compiled plan (.json)
    pub(crate) package: String,
    /// Folder to write, with manifest.json and manifest.csv; where left out, all submissions go to standard output as one long
    /// CSV, each with its name as the entity
    #[arg(short, long, value_name = "FOLDER")]
    pub(crate) output: Option<PathBuf>,
    /// Format of the files
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: GeneratedFormat,
    /// Generate these alone; may be repeated
    #[arg(long, value_enum, value_name = "GROUP")]
    pub(crate) only: Vec<GroupArgument>,
    /// Number from which everything random comes: equal numbers give equal files
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    pub(crate) seed: u64,
    /// Period: 2025-Q1, 2025-03, 2025 or a date; where left out one for each length of period, the last that the package is for,
    /// or the first where it has no end
    #[arg(long, value_name = "PERIOD")]
    pub(crate) period: Option<String>,
    /// Go through the checks and cells of this report alone; may be repeated
    #[arg(long, value_name = "REPORT")]
    pub(crate) report: Vec<String>,
    /// How many lines long lists have
    #[arg(long, value_name = "NUMBER", default_value_t = 2_000, value_parser = clap::value_parser!(u32).range(1..=MOST_LINES))]
    pub(crate) lines: u32,
    /// How many submissions may be evaluated in search of what is wanted, for each period
    #[arg(long, value_name = "NUMBER", default_value_t = 300_000)]
    pub(crate) steps: u64,
    /// Value of a parameter, as `max_single_loan=25%`; may be repeated. Submissions give those that have no value
    #[arg(long, value_name = "NAME=VALUE")]
    pub(crate) parameter: Vec<String>,
    /// Language of what the manifest says; the package's first where left out
    #[arg(long, value_enum)]
    pub(crate) lang: Option<LanguageArgument>,
    /// How diagnostics of the definition are written
    #[arg(long, value_enum, default_value_t)]
    pub(crate) message_format: MessageFormat,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum GeneratedFormat {
    /// One submission a file
    #[default]
    Json,
    /// One line a cell: entity,period,report,table,row,column,value
    Csv,
    /// The document of the package's namespace, without computed cells
    Xml,
}

impl GeneratedFormat {
    /// Gives the ending of a file.
    pub(crate) fn ending(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Csv => "csv",
            Self::Xml => "xml",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum GroupArgument {
    /// Submissions with which nothing is wrong
    Valid,
    /// For each check one that just passes and one that just fails
    Edges,
    /// For each rounded cell one whose exact result lies half way between two values
    Ties,
    /// Lists without lines, with one, with a key twice, with many; derived lists with one group and several
    Lists,
    /// What is left out, does not fit, or cannot be computed
    Blanks,
}

impl From<GroupArgument> for Group {
    fn from(argument: GroupArgument) -> Self {
        match argument {
            GroupArgument::Valid => Self::Valid,
            GroupArgument::Edges => Self::Edges,
            GroupArgument::Ties => Self::Ties,
            GroupArgument::Lists => Self::Lists,
            GroupArgument::Blanks => Self::Blanks,
        }
    }
}
