//! The arguments. Their help is the manual.

mod analyse;
mod coverage;
pub(crate) mod diff;
pub(crate) mod generate;
pub(crate) mod mutation;
mod test_run;

use crate::message_language::spoken;
use crate::show_diagnostics::MessageFormat;
pub(crate) use analyse::{AnalyseArguments, AnalysisFormat};
use clap::{Args, Parser, Subcommand, ValueEnum};
pub(crate) use coverage::CoverageArguments;
use positum_compiler::diagnostic::Severity;
use positum_compiler::diagnostic_code::DiagnosticCode;
use positum_grammar::phrase::said;
use positum_grammar::suggest;
use positum_runtime::consolidate::PartOfGroup;
use positum_runtime::language::Language;
use std::path::PathBuf;
pub(crate) use test_run::{TestFormat, TestRunArguments};

const EXIT_CODES: &str = "Exit codes:
  0   nothing is wrong
  1   findings or failed checks of severity error or breach (--deny lowers the bar)
  2   the definition does not compile
  3   data or disk cannot be read or written
  64  the command was called in the wrong way";

const EXAMPLES: &str = "Examples:
  positum new my_returns                        write a small package to start from
  positum check my_returns                      see what is wrong with it
  positum test my_returns                       run its tests
  positum eval my_returns my_returns/samples/2025-Q1.json
                                                evaluate a submission and see the report
  positum batch my_returns all.csv              evaluate many submissions and sum up their checks
  positum template my_returns -o form.xlsx      write a spreadsheet form to fill in

PACKAGE is a folder of .positum files, one such file, `-` for standard input, or, where a package
is only run, the .json file that `positum compile` wrote.";

/// Report definitions as text: checked, compiled, evaluated on real submissions, shown as tables and XML
#[derive(Debug, Parser)]
#[command(name = "positum", version, max_term_width = 100, after_help = EXIT_CODES, after_long_help = format!("{EXAMPLES}\n\n{EXIT_CODES}"))]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Check a package and show everything that is wrong with it
    Check(CheckArguments),
    /// Bring definitions to one spelling: operators, spaces, indents
    ///
    /// Files are formatted in place. Line breaks, comments, strings and the order of clauses stay the author's; a text with
    /// syntax errors is left as it is.
    Fmt(FmtArguments),
    /// Compile a package to a plan that runs without its text
    Compile(CompileArguments),
    /// Run the tests of a package and show those that fail
    ///
    /// Tests stand in packages: `test "name" for report { given …; expect … }`. Of each that fails is shown where the
    /// expectation stands, what was expected, what came out, and the formula with the values in it.
    Test(TestArguments),
    /// Generate submissions: valid ones, both sides of every check, ties in rounding, lists, blanks
    ///
    /// They come from the definition alone, and each is evaluated before it is written: the manifest says what each file is for
    /// and what must come out, so that another program can be held against it. A folder that is there is written over only
    /// where it is empty, or holds generated submissions and nothing else. docs/generate.md says more.
    Generate(Box<generate::GenerateArguments>),
    /// Ask over the whole package what its checks imply: which never fail, never pass, or cannot hold together
    ///
    /// Also which checks say nothing that others do not say, which divisors can be zero, and which conditions never hold.
    /// Each claim comes with a submission that shows it; what is not decided in time is not spoken of. docs/analysis.md
    /// says what is asked, and what `never` rests on.
    #[command(alias = "analyze")]
    Analyse(AnalyseArguments),
    /// Show what changes in meaning from one definition to another, and what follows
    ///
    /// Order, spelling and the way a formula is written do not count: formulas are the same where they always give the same.
    /// Shown are positions, types, formulas, checks, limits by date and deadlines, which cells and checks can give another
    /// result, with a submission in which they do, and, with --replay, what changes on submissions of the past: those of periods
    /// for which NEW is not in force are evaluated as if it were. docs/diff.md says more.
    #[command(after_help = diff::DIFF_EXAMPLES)]
    Diff(Box<diff::DiffArguments>),
    /// Evaluate submissions and show the reports with their findings and checks
    Eval(EvalArguments),
    /// Explain a diagnostic; or a cell or check of a submission
    ///
    /// A diagnostic is explained by its code. Of a submission is shown how cells came to their values, formula by formula,
    /// down to the file and line where each value was read; of a failing check which cells decide, and the smallest change
    /// of a single input that would make it pass, found by evaluating changed submissions. `positum explain-cell` is the
    /// same command.
    #[command(alias = "explain-cell")]
    Explain(Box<ExplainArguments>),
    /// Evaluate many submissions and sum up their checks
    Batch(BatchArguments),
    /// Make the reports of groups from the submissions of their members
    ///
    /// A tree of entities says who is a member of which group; the package says by `consolidation` which reports groups have,
    /// in which cells members must agree, and what is eliminated. Shown are the summary, adjustments, eliminations, and what is
    /// consolidated, which is their sum. docs/consolidation.md has the shapes of the files and the findings.
    Consolidate(Box<ConsolidateArguments>),
    /// Write a spreadsheet form (.xlsx) to fill in, with live formulas and checks
    ///
    /// A workbook has a sheet for each table, as it is printed: cells to fill in, computed cells as formulas, checks that
    /// follow the values. `positum eval` reads it back. Of several versions of a package it takes that for --period, else
    /// the newest.
    Template(TemplateArguments),
    /// Write a schema of submissions, for XML or JSON
    ///
    /// With a schema any tool can tell whether a submission is complete and its values are of their types. What a schema
    /// cannot say, formulas and checks, `positum eval` finds.
    Schema(SchemaArguments),
    /// Write the guide that is published with a form: a folder of linked pages
    ///
    /// The pages need no server: each position with its type, formula, checks and sources, the deadlines, and pictures of
    /// what depends on what. A folder that is there is written over only where it is empty, or holds a guide and nothing
    /// else.
    Doc(DocArguments),
    /// List the days on which reports are due, as a table, as data, or for calendar programs
    ///
    /// Deadlines come with the working day that they shift to and why, by the version of the package that holds for each
    /// period. Reports without a date, as those due after an event, are listed after them. `--format ics` writes what
    /// calendar programs import; importing it again replaces what was there.
    Calendar(CalendarArguments),
    /// Write a small package to start from
    New(NewArguments),
    /// Print a script that completes commands in a shell
    ///
    /// The shell reads it: for bash, `positum completions bash > /etc/bash_completion.d/positum`.
    Completions(CompletionsArguments),
    /// Print the man page
    Man,
}

#[derive(Debug, Args)]
pub(crate) struct CheckArguments {
    /// Folder, file or `-`
    pub(crate) package: String,
    /// End with code 1 when there are warnings, too: `warning` for all of them, or the code of a kind, as P0607; may be
    /// repeated
    #[arg(long, value_name = "WARNING", value_parser = denied)]
    pub(crate) deny: Vec<Denied>,
    /// Leave out warnings of this kind, as P0607; may be repeated
    #[arg(long, value_name = "CODE", value_parser = warning_code)]
    pub(crate) allow: Vec<DiagnosticCode>,
    /// How diagnostics are written
    #[arg(long, value_enum, default_value_t)]
    pub(crate) message_format: MessageFormat,
    /// Language of messages, `lv` or `en`; as the environment says where left out
    #[arg(long, value_enum)]
    pub(crate) lang: Option<LanguageArgument>,
}

/// Warnings that end with code 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Denied {
    /// All.
    Warnings,
    /// Those of a kind.
    Kind(DiagnosticCode),
}

fn denied(text: &str) -> Result<Denied, String> {
    if text == "warning" { Ok(Denied::Warnings) } else { warning_code(text).map(Denied::Kind) }
}

fn warning_code(text: &str) -> Result<DiagnosticCode, String> {
    let code = DiagnosticCode::by_number(text);
    match code.map(DiagnosticCode::severity) {
        Some(Severity::Warning) => code.ok_or_else(String::new),
        Some(Severity::Error) => Err(spoken(&said!("this is an error, with which a package never compiles; name a warning"))),
        None => {
            let warnings = DiagnosticCode::ALL.iter().filter(|code| code.severity() == Severity::Warning).map(|code| code.number());
            let near = suggest::nearest(&text.to_ascii_uppercase(), warnings);
            let near = if near.is_empty() { "P0601".to_owned() } else { near.join(", ") };
            Err(spoken(&said!("there is no such warning; `positum explain` lists all, as {near}")))
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct FmtArguments {
    /// Folder, file, or `-` to format standard input to standard output
    pub(crate) package: String,
    /// Change nothing; name the files that would change and end with code 1
    #[arg(long)]
    pub(crate) check: bool,
    /// How diagnostics are written
    #[arg(long, value_enum, default_value_t)]
    pub(crate) message_format: MessageFormat,
    /// Language of messages, `lv` or `en`; as the environment says where left out
    #[arg(long, value_enum)]
    pub(crate) lang: Option<LanguageArgument>,
}

#[derive(Debug, Args)]
pub(crate) struct CompileArguments {
    /// Folder, file or `-`
    pub(crate) package: String,
    /// File to write; standard output where left out
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// How diagnostics are written
    #[arg(long, value_enum, default_value_t)]
    pub(crate) message_format: MessageFormat,
    /// Language of messages, `lv` or `en`; as the environment says where left out
    #[arg(long, value_enum)]
    pub(crate) lang: Option<LanguageArgument>,
}

/// How submissions are read.
#[derive(Debug, Args)]
pub(crate) struct InputArguments {
    /// Format of the submissions; told from the file's ending where left out
    #[arg(long, value_enum)]
    pub(crate) input_format: Option<InputFormat>,
    /// Column of a wide CSV that names the entity
    #[arg(long, value_name = "NAME")]
    pub(crate) entity_column: Option<String>,
    /// Period of a wide CSV without a column for it: 2025-Q1, 2025-03, 2025 or a date; for `explain` also that of the
    /// submission, where the file has several, and for `consolidate` that which is consolidated, of the first submission where
    /// left out
    #[arg(long, value_name = "PERIOD")]
    pub(crate) period: Option<String>,
    /// Value of a parameter, as `max_single_loan=25%`; may be repeated
    #[arg(long, value_name = "NAME=VALUE")]
    pub(crate) parameter: Vec<String>,
    /// File with submissions of earlier periods, for formulas with `previous` and `closing`; may be repeated
    #[arg(long, value_name = "FILE")]
    pub(crate) earlier: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum InputFormat {
    /// CSV, long or wide by its header
    Csv,
    /// One line a cell: entity,period,report,table,row,column,value
    LongCsv,
    /// One line a submission, a column a cell
    WideCsv,
    /// One submission, or an array of them
    Json,
    /// One submission a line
    JsonLines,
    /// The document that `--format xml` writes
    Xml,
    /// A filled form, as a workbook
    Xlsx,
}

#[derive(Debug, Args)]
pub(crate) struct EvalArguments {
    /// Folder, file, or compiled plan (.json)
    pub(crate) package: String,
    /// File with one submission or several (.csv, .json, .jsonl, .xml) or a filled form (.xlsx, .ods), or `-` with --input-format
    pub(crate) submission: String,
    /// Evaluate this report alone; may be repeated
    #[arg(long, value_name = "REPORT")]
    pub(crate) report: Vec<String>,
    /// How the result is written
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: OutputFormat,
    /// File to write, or for CSV a folder that gets cells.csv, checks.csv and findings.csv
    #[arg(short, long, value_name = "PATH")]
    pub(crate) output: Option<PathBuf>,
    /// Template that makes the page, with --format html or markdown; ours where left out (docs/templates.md)
    #[arg(long, value_name = "FILE")]
    pub(crate) template: Option<PathBuf>,
    /// Language of labels and messages; for reports the package's first where left out, for diagnostics the environment's
    #[arg(long, value_enum)]
    pub(crate) lang: Option<LanguageArgument>,
    /// Width of the table in columns; the terminal's, at most 120, where left out
    #[arg(long, value_name = "COLUMNS")]
    pub(crate) width: Option<usize>,
    /// Lowest severity that ends with code 1
    #[arg(long, value_enum, default_value_t)]
    pub(crate) deny: Deny,
    #[command(flatten)]
    pub(crate) input: InputArguments,
    /// How diagnostics of the definition are written
    #[arg(long, value_enum, default_value_t)]
    pub(crate) message_format: MessageFormat,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum OutputFormat {
    /// The reports as printed, for the terminal
    #[default]
    Table,
    /// Cells with their states
    Csv,
    /// Cells, checks and findings
    Json,
    /// The submission, completed, as XML in the package's namespace
    Xml,
    /// A page for browsers and printers, without script and without anything from outside
    Html,
    /// Text with tables as GitHub has them
    #[value(alias = "md")]
    Markdown,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LanguageArgument {
    /// Latvian
    Lv,
    /// English
    En,
}

impl From<LanguageArgument> for Language {
    fn from(argument: LanguageArgument) -> Self {
        match argument {
            LanguageArgument::Lv => Self::Latvian,
            LanguageArgument::En => Self::English,
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub(crate) enum Deny {
    /// Notes, warnings, errors and breaches
    Info,
    /// Warnings, errors and breaches
    Warning,
    /// Errors and breaches
    #[default]
    Error,
}

#[derive(Debug, Args)]
pub(crate) struct BatchArguments {
    /// Folder, file, or compiled plan (.json)
    pub(crate) package: String,
    /// File with submissions: long CSV sorted by entity and period, wide CSV, or JSON lines
    pub(crate) submissions: String,
    /// How the summary is written
    #[arg(long, value_enum, default_value_t)]
    pub(crate) summary: SummaryFormat,
    /// Folder that gets cells.csv, checks.csv and findings.csv of all submissions
    #[arg(short, long, value_name = "FOLDER")]
    pub(crate) output: Option<PathBuf>,
    /// How many failing entities to name for each check
    #[arg(long, value_name = "NUMBER", default_value_t = 3)]
    pub(crate) name_failing: usize,
    /// Language of labels and messages; for reports the package's first where left out, for diagnostics the environment's
    #[arg(long, value_enum)]
    pub(crate) lang: Option<LanguageArgument>,
    /// Lowest severity that ends with code 1
    #[arg(long, value_enum, default_value_t)]
    pub(crate) deny: Deny,
    #[command(flatten)]
    pub(crate) input: InputArguments,
    /// How diagnostics of the definition are written
    #[arg(long, value_enum, default_value_t)]
    pub(crate) message_format: MessageFormat,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum SummaryFormat {
    /// For people
    #[default]
    Table,
    /// {"submissions": N, "checks": […]}
    Json,
}

const CONSOLIDATE_EXAMPLES: &str = "Examples:
  positum consolidate my_returns all.csv --entities tree.csv
                                               show what the top groups report
  positum consolidate my_returns all.csv --entities tree.csv --group ministry --part consolidated
                                               show what one group reports, without its parts
  positum consolidate my_returns all.csv --entities tree.csv --explain balance.main.010
                                               show what each member brings to a cell";

#[derive(Debug, Args)]
#[command(after_help = CONSOLIDATE_EXAMPLES)]
pub(crate) struct ConsolidateArguments {
    /// Folder, file, or compiled plan (.json)
    pub(crate) package: String,
    /// File with submissions of members: long CSV sorted by entity and period, wide CSV, JSON lines, JSON, XML, or a filled
    /// form; or `-` with --input-format; several may be given
    #[arg(required = true, value_name = "SUBMISSIONS")]
    pub(crate) submissions: Vec<String>,
    /// File with the tree of entities, as CSV: entity,parent,level,label,from,until
    #[arg(long, value_name = "FILE")]
    pub(crate) entities: String,
    /// File with adjustments: submissions of groups, whose values are added; may be repeated
    #[arg(long, value_name = "FILE")]
    pub(crate) adjustments: Vec<String>,
    /// File with eliminations, as CSV: entity,counterparty,period,report,table,row,column,value; may be repeated
    ///
    /// In a list, row is the key of the line, or else its number as submitted.
    #[arg(long, value_name = "FILE")]
    pub(crate) eliminations: Vec<String>,
    /// Group to show; those that are members of none where left out; may be repeated
    #[arg(long, value_name = "NAME")]
    pub(crate) group: Vec<String>,
    /// Show all groups
    #[arg(long, conflicts_with = "group")]
    pub(crate) all_groups: bool,
    /// Part to show; all where left out; may be repeated
    #[arg(long, value_enum)]
    pub(crate) part: Vec<PartArgument>,
    /// Explain this cell down to the members, in place of the reports; may be repeated
    #[arg(long, value_name = "CELL")]
    pub(crate) explain: Vec<String>,
    /// How many formulas, and groups, to show inside each other in an explanation
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u16).range(1..), requires = "explain")]
    pub(crate) depth: Option<u16>,
    /// How the result is written
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: OutputFormat,
    /// File to write, or for CSV a folder that gets cells.csv, checks.csv, findings.csv and consolidation.csv
    #[arg(short, long, value_name = "PATH")]
    pub(crate) output: Option<PathBuf>,
    /// Language of labels and messages; for reports the package's first where left out, for diagnostics the environment's
    #[arg(long, value_enum)]
    pub(crate) lang: Option<LanguageArgument>,
    /// Width of the table in columns; the terminal's, at most 120, where left out
    #[arg(long, value_name = "COLUMNS")]
    pub(crate) width: Option<usize>,
    /// Lowest severity that ends with code 1
    #[arg(long, value_enum, default_value_t)]
    pub(crate) deny: Deny,
    #[command(flatten)]
    pub(crate) input: InputArguments,
    /// How diagnostics of the definition are written
    #[arg(long, value_enum, default_value_t)]
    pub(crate) message_format: MessageFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub(crate) enum PartArgument {
    /// The sum of the members
    Summary,
    /// What adjustments change
    Adjustments,
    /// What eliminations change
    Eliminations,
    /// What the group reports
    Consolidated,
}

impl From<PartArgument> for PartOfGroup {
    fn from(argument: PartArgument) -> Self {
        match argument {
            PartArgument::Summary => Self::Summary,
            PartArgument::Adjustments => Self::Adjustments,
            PartArgument::Eliminations => Self::Eliminations,
            PartArgument::Consolidated => Self::Consolidated,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct TemplateArguments {
    /// Folder, file, or compiled plan (.json)
    pub(crate) package: String,
    /// File with one submission (.csv, .json, .jsonl, .xml) or a filled form (.xlsx, .ods), with which the form comes filled in; or `-`
    /// with --input-format
    pub(crate) submission: Option<String>,
    /// File to write, or `-` for standard output
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: PathBuf,
    /// Make a form for this report and those that it takes values of; may be repeated
    #[arg(long, value_name = "REPORT")]
    pub(crate) report: Vec<String>,
    /// Language of labels and messages; for reports the package's first where left out, for diagnostics the environment's
    #[arg(long, value_enum)]
    pub(crate) lang: Option<LanguageArgument>,
    /// Prepared lines of each list; as many as are filled in where those are more
    #[arg(long, value_name = "NUMBER", default_value_t = positum_spreadsheet::write_form::USUAL_LINES)]
    pub(crate) lines: u32,
    #[command(flatten)]
    pub(crate) input: InputArguments,
    /// How diagnostics of the definition are written
    #[arg(long, value_enum, default_value_t)]
    pub(crate) message_format: MessageFormat,
}

const TEST_EXIT_CODES: &str = "Exit codes:
  0   all tests passed
  1   a test failed, or less is covered than --coverage-fail-under says, or fewer
      mutants are noticed than --mutate-fail-under says
  2   the definition does not compile
  3   data or disk cannot be read or written, a file that a test names too
  64  the command was called in the wrong way, or --filter leaves no test

--watch goes on until it is interrupted, whatever comes out.";

#[derive(Debug, Args)]
#[command(after_help = TEST_EXIT_CODES)]
pub(crate) struct TestArguments {
    /// Folder, file or `-`
    pub(crate) package: String,
    #[command(flatten)]
    pub(crate) run: TestRunArguments,
    #[command(flatten)]
    pub(crate) coverage: CoverageArguments,
    #[command(flatten)]
    pub(crate) mutation: mutation::MutationArguments,
    /// How diagnostics of the definition are written
    #[arg(long, value_enum, default_value_t)]
    pub(crate) message_format: MessageFormat,
    /// Language of messages, `lv` or `en`; as the environment says where left out
    #[arg(long, value_enum)]
    pub(crate) lang: Option<LanguageArgument>,
}

#[derive(Debug, Args)]
pub(crate) struct DocArguments {
    /// Folder, file, or compiled plan (.json)
    pub(crate) package: String,
    /// Folder to write
    #[arg(short, long, value_name = "FOLDER")]
    pub(crate) output: PathBuf,
    /// Period that chooses the version and begins the deadlines: 2025-Q1, 2025-03, 2025 or a date; the newest version where
    /// left out
    #[arg(long, value_name = "PERIOD")]
    pub(crate) period: Option<String>,
    /// How diagnostics of the definition are written
    #[arg(long, value_enum, default_value_t)]
    pub(crate) message_format: MessageFormat,
    /// Language of messages, `lv` or `en`; as the environment says where left out
    #[arg(long, value_enum)]
    pub(crate) lang: Option<LanguageArgument>,
}

#[derive(Debug, Args)]
pub(crate) struct CalendarArguments {
    /// Folder, file, or compiled plan (.json)
    pub(crate) package: String,
    /// Year of which to list deadlines, those that fall in it; from 1900 to 2999
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i16).range(1900..=2999), required_unless_present = "from", conflicts_with_all = ["from", "until"])]
    pub(crate) year: Option<i16>,
    /// First day, as 2026-07-01, in place of a year
    #[arg(long, value_name = "DATE", requires = "until")]
    pub(crate) from: Option<String>,
    /// Last day, at most ten years after the first
    #[arg(long, value_name = "DATE", requires = "from")]
    pub(crate) until: Option<String>,
    /// List this report alone; may be repeated
    #[arg(long, value_name = "REPORT")]
    pub(crate) report: Vec<String>,
    /// List holidays, substitute days and moved days instead, of all calendars of the package or of one
    #[arg(long, value_name = "CALENDAR", num_args = 0..=1, require_equals = true, conflicts_with_all = ["report", "remind"])]
    pub(crate) holidays: Option<Option<String>>,
    /// How the list is written; told from the ending of --output where left out, else a table
    #[arg(long, value_enum)]
    pub(crate) format: Option<CalendarFormat>,
    /// Remind at nine in the morning so many days before, with --format ics; may be repeated
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u16).range(0..=366))]
    pub(crate) remind: Vec<u16>,
    /// File to write; standard output where left out
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Language of labels and messages; for reports the package's first where left out, for diagnostics the environment's
    #[arg(long, value_enum)]
    pub(crate) lang: Option<LanguageArgument>,
    /// Width of the table in columns; the terminal's, at most 120, where left out
    #[arg(long, value_name = "COLUMNS")]
    pub(crate) width: Option<usize>,
    /// How diagnostics of the definition are written
    #[arg(long, value_enum, default_value_t)]
    pub(crate) message_format: MessageFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CalendarFormat {
    /// For people
    Table,
    /// A line for each deadline, then for each report without a date
    Csv,
    /// The same as data, with the reasons in parts
    Json,
    /// iCalendar (RFC 5545): an event of a day for each deadline
    Ics,
}

#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("kind").required(true))]
pub(crate) struct SchemaArguments {
    /// Folder, file, or compiled plan (.json)
    pub(crate) package: String,
    /// XML Schema (XSD 1.0) of the documents that `positum eval --format xml` writes
    #[arg(long, group = "kind")]
    pub(crate) xsd: bool,
    /// JSON Schema (2020-12) of submissions, or with `=output` of what `positum eval --format json` writes
    #[arg(long, group = "kind", value_enum, value_name = "OF", num_args = 0..=1, require_equals = true, default_missing_value = "input")]
    pub(crate) json_schema: Option<JsonSchemaOf>,
    /// Version of the package for this period, and only reports for periods of its length; the newest version and all
    /// reports where left out
    #[arg(long, value_name = "PERIOD")]
    pub(crate) period: Option<String>,
    /// File to write; standard output where left out
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// How diagnostics of the definition are written
    #[arg(long, value_enum, default_value_t)]
    pub(crate) message_format: MessageFormat,
    /// Language of messages, `lv` or `en`; as the environment says where left out
    #[arg(long, value_enum)]
    pub(crate) lang: Option<LanguageArgument>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum JsonSchemaOf {
    /// Submissions
    Input,
    /// Evaluated submissions
    Output,
}

const EXPLAIN_EXAMPLES: &str = "Examples:
  positum explain                                        list the diagnostics
  positum explain P0301                                  explain one
  positum explain my_returns 2025-Q1.json capital.ratio  show how a cell came to its value
  positum explain my_returns 2025-Q1.json adequate       show what decides a check, and for one that
                                                         fails the smallest change that mends it
  positum explain my_returns 2025-Q1.json                explain all that is wrong

CELL is a cell as wide CSV names it, report.table.row:column, or shorter where that is unique in the
package; a line of a list stands under its number or key: positions.2:050, positions[USD].050, and
its total row as positions.total:050. CELL may also be a parameter, or a check, with a line or row
as check[3]. `positum explain-cell` is the same command.";

#[derive(Debug, Args)]
#[command(after_help = EXPLAIN_EXAMPLES)]
pub(crate) struct ExplainArguments {
    /// Code of the diagnostic, as P0301, all of them where left out; or, before a submission, the package
    #[arg(value_name = "CODE | PACKAGE")]
    pub(crate) subject: Option<String>,
    /// File with the submission (.csv, .json, .jsonl, .xml) or a filled form (.xlsx, .ods), or `-` with --input-format
    pub(crate) submission: Option<String>,
    /// Cell, check or parameter; everything that is wrong where left out
    #[arg(value_name = "CELL")]
    pub(crate) cells: Vec<String>,
    /// Entity whose submission it is, where the file has several
    #[arg(long, value_name = "NAME")]
    pub(crate) entity: Option<String>,
    /// How the explanation is written
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: ExplanationFormat,
    /// Language of labels and words; for submissions the package's first where left out, for diagnostics the environment's
    #[arg(long, value_enum)]
    pub(crate) lang: Option<LanguageArgument>,
    /// Width of the text in columns; the terminal's, at most 120, where left out
    #[arg(long, value_name = "COLUMNS")]
    pub(crate) width: Option<usize>,
    /// How many formulas to show inside each other: 1 for the cell's own with the values in it
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) depth: Option<u16>,
    /// Do not look for changes that would make failing checks pass
    #[arg(long)]
    pub(crate) no_changes: bool,
    #[command(flatten)]
    pub(crate) input: InputArguments,
    /// How diagnostics of the definition are written
    #[arg(long, value_enum, default_value_t)]
    pub(crate) message_format: MessageFormat,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExplanationFormat {
    /// A tree for the terminal
    #[default]
    Text,
    /// The same as data
    Json,
}

#[derive(Debug, Args)]
pub(crate) struct NewArguments {
    /// Folder to make; its last part is the package's name
    pub(crate) folder: PathBuf,
    /// Language of the package
    #[arg(long, value_enum, default_value_t = LanguageArgument::En)]
    pub(crate) lang: LanguageArgument,
}

#[derive(Debug, Args)]
pub(crate) struct CompletionsArguments {
    /// The shell
    #[arg(value_enum)]
    pub(crate) shell: clap_complete::Shell,
}
