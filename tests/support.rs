//! What the cases share: compiling a text, evaluating a submission with it, and saying what came out in short.
//!
//! Addresses are `table.row:column`, those of other reports than the first `report.table.row:column`; a cell is
//! shown as `12.50 computed`, or by its state alone where it has no value.

use fuzz_checks::same_meaning::{tree_without_places, without_formula_texts};
use positum_compiler::compile::{Compiled, compile, compile_package};
use positum_compiler::diagnostic::{Diagnostic, Severity};
use positum_compiler::sources::{FileText, Sources};
use positum_grammar::format_text::format_text;
use positum_grammar::parse_text::parse_text;
use positum_grammar::phrase::Phrase;
use positum_grammar::source::SourceId;
use positum_plan::plan::{Plan, Shape};
use positum_plan::value::ValueType;
use positum_runtime::evaluate::{EvaluationOptions, Evaluator};
use positum_runtime::evaluated_submission::{EvaluatedCell, EvaluatedSubmission, MessagePiece};
use positum_runtime::read::{Format, ReadOptions, read_all};
use positum_runtime::run_tests::TestFiles;
use positum_runtime::submission::{Address, Given, Origin, Submission, SubmittedCell};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The header of a package whose text is not about headers.
pub(crate) const HEADER: &str = "package p \"P\" {\n  language en, lv\n  precision EUR 0, money 2, percent 2, rate 5\n}\n";

/// A package with one report, `r`.
pub(crate) fn report(tables: &str) -> String {
    format!("{HEADER}report r \"R\" {{\n{tables}\n}}\n")
}

/// A package with one form, `f`.
pub(crate) fn form(entries: &str) -> String {
    report(&format!("form f {{\n{entries}\n}}"))
}

/// A package with one list, `l`.
pub(crate) fn list(columns: &str) -> String {
    report(&format!("list l {{\n{columns}\n}}"))
}

/// A package with one grid of whole euro, `g`, whose blank cells are 0.
pub(crate) fn grid(columns: &str, rows: &str) -> String {
    report(&format!("grid g : EUR, blank = 0 {{\ncolumns {{\n{columns}\n}}\nrows {{\n{rows}\n}}\n}}"))
}

/// Compiles a text that has neither errors nor warnings, and whose formatted text means the same.
pub(crate) fn compiles(text: &str) -> Plan {
    warns(text, &[])
}

/// Compiles a text that has just these warnings, in the order of the text.
pub(crate) fn warns(text: &str, warnings: &[&str]) -> Plan {
    let compiled = compile(&[text]);
    assert_eq!(codes(&compiled, None), warnings, "{}", everything_said(text, &compiled.diagnostics));
    let plan = compiled.plan.expect("a text without errors gives a plan");
    formats_to_the_same(text, &plan);
    plan
}

/// Compiles a text that has no errors; where it has, gives what is said.
pub(crate) fn warns_anything(text: &str) -> Result<Plan, String> {
    let compiled = compile(&[text]);
    compiled.plan.ok_or_else(|| everything_said(text, &compiled.diagnostics))
}

/// Gives the definitions in a folder of the project, by path.
pub(crate) fn definitions(folder: &str) -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace");
    let entries = fs::read_dir(root.join(folder)).expect("the folder").map(|entry| entry.expect("an entry").path());
    let files = entries.filter(|path| path.extension().is_some_and(|extension| extension == "positum"));
    let mut found: Vec<(PathBuf, String)> = files.map(|path| (path.clone(), fs::read_to_string(path).expect("a text"))).collect();
    found.sort();
    assert!(!found.is_empty(), "{folder}");
    found
}

/// Gives the names of the packages in `reports/`, in order.
pub(crate) fn report_packages() -> Vec<String> {
    let reports = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace").join("reports");
    let folders = fs::read_dir(reports).expect("the packages are there").map(|folder| folder.expect("a folder").file_name());
    let mut packages: Vec<String> = folders.map(|name| name.to_str().expect("a plain name").to_owned()).collect();
    packages.sort();
    packages
}

/// Compiles a package of `reports`, which has neither errors nor warnings.
pub(crate) fn package(name: &str) -> Plan {
    let definitions = definitions(&format!("reports/{name}"));
    let texts: Vec<&str> = definitions.iter().map(|(_, text)| text.as_str()).collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace").join("reports").join(name);
    let files = |file: &str| fs::read_to_string(folder.join(file)).map_or(FileText::Missing, FileText::Text);
    let compiled = compile_package(&Sources { texts: &texts, files: &files });
    assert!(compiled.diagnostics.is_empty(), "{:?}", compiled.diagnostics);
    compiled.plan.expect("a package without errors gives a plan")
}

/// Reads the files in the folder `tests` of a package, of which its tests take submissions.
pub(crate) fn test_files(name: &str, plan: &Plan) -> TestFiles {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace").join("reports").join(name);
    let mut files = TestFiles::default();
    for entry in fs::read_dir(folder.join("tests")).into_iter().flatten() {
        let file = format!("tests/{}", entry.expect("an entry").file_name().to_str().expect("a plain name"));
        let bytes = fs::read(folder.join(&file)).expect("a file");
        files.add(&file, read_all(&bytes, &file, Format::Json, plan, &ReadOptions::default()).expect("it can be read"));
    }
    files
}

/// Compiles a text that has just these errors, in the order of the text; gives all that is said of them.
pub(crate) fn rejects(text: &str, errors: &[&str]) -> String {
    let compiled = compile(&[text]);
    let said = everything_said(text, &compiled.diagnostics);
    assert_eq!(codes(&compiled, Some(Severity::Error)), errors, "{text}\n{said}");
    assert!(compiled.plan.is_none());
    said
}

/// Compiles a text that has just this error, and whose message, labels and help hold all of `parts`.
pub(crate) fn rejects_saying(text: &str, error: &str, parts: &[&str]) {
    let said = rejects(text, &[error]);
    for part in parts {
        assert!(said.contains(part), "`{part}` is not said in\n{said}");
    }
}

fn codes(compiled: &Compiled, severity: Option<Severity>) -> Vec<&'static str> {
    let wanted = compiled.diagnostics.iter().filter(|diagnostic| severity.is_none_or(|severity| diagnostic.severity() == severity));
    wanted.map(|diagnostic| diagnostic.code.number()).collect()
}

/// Writes diagnostics with the texts that they point at.
pub(crate) fn everything_said(text: &str, diagnostics: &[Diagnostic]) -> String {
    let mut said = String::new();
    for diagnostic in diagnostics {
        let at = diagnostic.span.map_or("", |span| span.text(text));
        let others: Vec<String> = diagnostic.others.iter().map(|(span, label)| format!("[{}] {}", span.text(text), label.english())).collect();
        let (number, help) = (diagnostic.code.number(), diagnostic.help.iter().map(Phrase::english).collect::<Vec<_>>().join("; "));
        said += &format!("{number} [{at}] {} | {} | {} | {help}\n", diagnostic.message.english(), diagnostic.label.english(), others.join("; "));
    }
    said
}

/// A definition and its formatted text are read alike, mean the same, and formatting again changes nothing.
pub(crate) fn formats_to_the_same(text: &str, plan: &Plan) {
    let formatted = format_text(text).expect("a text that compiles can be formatted");
    assert_eq!(format_text(&formatted).expect("so can a formatted one"), formatted, "formatting again changes it");
    assert_eq!(read_without_places(&formatted), read_without_places(text), "formatting changes what is read:\n{formatted}");
    let compiled = compile(&[&formatted]);
    let formatted_plan = compiled.plan.unwrap_or_else(|| panic!("{}", everything_said(&formatted, &compiled.diagnostics)));
    assert_eq!(without_formula_texts(&formatted_plan), without_formula_texts(plan), "formatting changes the meaning:\n{formatted}");
}

/// Reads a text and writes its tree without the places of its parts.
fn read_without_places(text: &str) -> String {
    let parsed = parse_text(SourceId(0), text);
    assert_eq!(parsed.errors, []);
    tree_without_places(&parsed.tree)
}

/// What came of evaluating a submission, in short.
pub(crate) struct Shown {
    /// Cells that exist, by address.
    pub(crate) cells: BTreeMap<String, String>,
    /// Findings, as `f.010 missing_required`.
    pub(crate) findings: Vec<String>,
    /// Outcomes of checks, as `adequate pass` or `of_which 2 fail`.
    pub(crate) checks: Vec<String>,
    /// What failed checks say in the main language.
    pub(crate) messages: Vec<String>,
}

/// Evaluates a submission with a definition and compares cells; `x` is for a cell that does not exist.
pub(crate) fn evaluates(text: &str, submission: &[(&str, &str)], cells: &[(&str, &str)]) -> Shown {
    evaluates_in("2025-Q1", text, submission, cells)
}

/// As [`evaluates`], in a period.
pub(crate) fn evaluates_in(period: &str, text: &str, submission: &[(&str, &str)], cells: &[(&str, &str)]) -> Shown {
    let shown = evaluate(&compiles(text), period, &EvaluationOptions::default(), submission);
    shown.has(cells);
    shown
}

/// Evaluates a submission with a plan.
pub(crate) fn evaluate(plan: &Plan, period: &str, options: &EvaluationOptions, submission: &[(&str, &str)]) -> Shown {
    let evaluator = Evaluator::new(plan, options).expect("options that the plan has");
    let evaluated = evaluator.evaluate(&submitted(plan, period, submission));
    show(plan, &evaluated)
}

/// Makes a submission of addresses and texts; an empty text is given as nothing.
pub(crate) fn submitted(plan: &Plan, period: &str, cells: &[(&str, &str)]) -> Submission {
    let made = cells.iter().enumerate().map(|(line, (address, value))| SubmittedCell {
        address: address_of(plan, address),
        given: if value.is_empty() { Given::Nothing } else { Given::Text((*value).to_owned()) },
        origin: Origin::in_text("case".into(), line as u64 + 1, 0),
    });
    Submission { entity: "E".to_owned(), period: period.parse().expect("a period"), cells: made.collect() }
}

fn address_of(plan: &Plan, text: &str) -> Address {
    let is_full = plan.reports.iter().any(|report| text.starts_with(&format!("{}.", report.name))) || text.starts_with("parameters.");
    let first = plan.reports.iter().next().map_or("", |report| &report.name);
    let full = if is_full { text.to_owned() } else { format!("{first}.{text}") };
    let mut parts = full.splitn(3, '.').map(str::to_owned);
    let (report, table, place) = (parts.next(), parts.next(), parts.next().unwrap_or_default());
    let (row, column) = place.split_once(':').unwrap_or((&place, ""));
    Address { report: report.unwrap_or_default(), table: table.unwrap_or_default(), row: row.to_owned(), column: column.to_owned() }
}

/// Writes what came of evaluating a submission in short.
pub(crate) fn show(plan: &Plan, evaluated: &EvaluatedSubmission) -> Shown {
    let findings = evaluated.findings.iter().map(|finding| {
        let Address { report, table, row, column } = &finding.address;
        let separator = if column.is_empty() { "" } else { ":" };
        format!("{} {}", short(plan, &format!("{report}.{table}.{row}{separator}{column}")), finding.kind.code())
    });
    let checks = evaluated.checks.iter().map(|check| {
        let row = if check.row.is_empty() { String::new() } else { format!(" {}", check.row) };
        format!("{}{row} {}", plan.checks[check.check].name, check.outcome.keyword())
    });
    let main = plan.package.languages.first().cloned().unwrap_or_default();
    let messages = evaluated.checks.iter().filter_map(|check| check.message(&main)).map(written_message);
    Shown { cells: shown_cells(plan, evaluated), findings: findings.collect(), checks: checks.collect(), messages: messages.collect() }
}

fn short(plan: &Plan, address: &str) -> String {
    let first = plan.reports.iter().next().map_or("", |report| &report.name);
    address.strip_prefix(&format!("{first}.")).unwrap_or(address).to_owned()
}

fn shown_cells(plan: &Plan, evaluated: &EvaluatedSubmission) -> BTreeMap<String, String> {
    let mut cells = BTreeMap::new();
    for (id, table) in plan.tables.entries() {
        let name = short(plan, &format!("{}.{}", plan.reports[table.report].name, table.name));
        let mut put = |place: String, cell: &EvaluatedCell, value_type: Option<&ValueType>| {
            cells.insert(format!("{name}.{place}"), shown_cell(cell, value_type));
        };
        match &table.shape {
            Shape::Form { positions, axis } => {
                for (entry, cell) in axis.entries.iter().zip(positions) {
                    put(entry.code.clone(), &evaluated.cells[*cell], plan.cells[*cell].value_type.as_ref());
                }
            }
            Shape::Grid { rows, columns, cells } => {
                for (index, cell) in cells.iter().enumerate().filter_map(|(index, cell)| cell.map(|cell| (index, cell))) {
                    let (row, column) = (&rows.entries[index / columns.entries.len()], &columns.entries[index % columns.entries.len()]);
                    put(format!("{}:{}", row.code, column.code), &evaluated.cells[cell], plan.cells[cell].value_type.as_ref());
                }
            }
            Shape::List(list) => {
                for column in &list.columns {
                    for line in 0..evaluated.lines[id] {
                        let column_of = &plan.columns[*column];
                        put(format!("{}:{}", line + 1, column_of.code), &evaluated.columns[*column][line], column_of.value_type.as_ref());
                    }
                }
                for (column, cell) in list.total.iter().flat_map(|total| &total.cells) {
                    put(format!("total:{}", plan.columns[*column].code), &evaluated.cells[*cell], plan.cells[*cell].value_type.as_ref());
                }
            }
        }
    }
    cells
}

fn shown_cell(cell: &EvaluatedCell, value_type: Option<&ValueType>) -> String {
    match (&cell.value, value_type) {
        (Some(value), Some(value_type)) => format!("{} {}", value_type.text(value), cell.state.keyword()),
        (Some(_), None) | (None, _) => cell.state.keyword().to_owned(),
    }
}

fn written_message(pieces: &[MessagePiece]) -> String {
    let written = pieces.iter().map(|piece| match piece {
        MessagePiece::Text(text) => text.clone(),
        MessagePiece::Value(Some((value, Some(value_type)))) => value_type.text(value),
        MessagePiece::Value(Some((value, None))) => format!("{value:?}"),
        MessagePiece::Value(None) => "nothing".to_owned(),
    });
    written.collect()
}

impl Shown {
    /// Compares cells.
    pub(crate) fn has(&self, cells: &[(&str, &str)]) {
        for (address, expected) in cells {
            let found = self.cells.get(*address).map_or("x", String::as_str);
            assert_eq!(found, *expected, "cell {address}; findings {:?}", self.findings);
        }
    }

    /// Compares all findings.
    pub(crate) fn finds(&self, findings: &[&str]) {
        assert_eq!(self.findings, findings);
    }

    /// Compares the outcomes of all checks.
    pub(crate) fn checks(&self, checks: &[&str]) {
        assert_eq!(self.checks, checks);
    }
}

/// Runs what may not need more stack than a thread has by default.
pub(crate) fn on_a_small_stack<T: Send>(run: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(2 * 1024 * 1024).spawn_scoped(scope, run);
        thread.expect("a thread").join().expect("no panic")
    })
}
