//! Forms compute what our evaluator computes: LibreOffice recalculates filled forms, and every cell is compared.
//!
//! `POSITUM_CASES` says how many random submissions are looked at, `POSITUM_SEED` with which to begin.

mod office;
mod random_submissions;
mod shown_cells;

// The generator of packages that the two evaluators are compared with.
#[path = "../../tests/random_packages/dice.rs"]
#[allow(dead_code, reason = "shared with other tests")]
mod dice;
#[path = "../../tests/random_packages/formulas.rs"]
#[allow(dead_code, reason = "shared with other tests")]
mod formulas;
#[path = "../../tests/random_packages/grids.rs"]
#[allow(dead_code, reason = "shared with other tests")]
mod grids;
#[path = "../../tests/random_packages/other_cells.rs"]
#[allow(dead_code, reason = "shared with other tests")]
mod other_cells;
#[path = "../../tests/random_packages/packages.rs"]
#[allow(dead_code, reason = "shared with other tests")]
mod packages;
#[path = "../../tests/random_packages/tables.rs"]
#[allow(dead_code, reason = "shared with other tests")]
mod tables;

use office::Office;
use positum_compiler::compile::{compile, compile_package};
use positum_compiler::sources::{FileText, Sources};
use positum_plan::period::PeriodKind;
use positum_plan::plan::{Plan, plan_for};
use positum_runtime::evaluate::{EvaluationOptions, Evaluator};
use positum_runtime::evaluated_submission::{EvaluatedCell, EvaluatedSubmission};
use positum_runtime::language::Language;
use positum_runtime::read::{Format, ReadOptions, read_all};
use positum_runtime::submission::{Address, Given, Origin, Submission, SubmittedCell};
use positum_spreadsheet::read_workbook::read_workbook;
use positum_spreadsheet::write_form::{FormOptions, write_form};
use random_submissions::Submissions;
use shown_cells::compare_shown;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// The most differences that are printed.
const MOST_SHOWN: usize = 12;

/// The versions of a package.
type Package = Rc<Vec<Plan>>;

/// A submission for a package.
struct Case {
    label: String,
    package: Package,
    submission: Submission,
}

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().map_or(default, |text| text.parse().expect("a number"))
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace").to_owned()
}

/// Compiles the definitions of a folder or file of the project.
fn package(path: &str) -> Package {
    let path = root().join(path);
    let mut files: Vec<PathBuf> = if path.is_dir() {
        fs::read_dir(&path).expect("a folder").map(|entry| entry.expect("an entry").path()).collect()
    } else {
        vec![path.clone()]
    };
    files.retain(|file| file.extension().is_some_and(|ending| ending == "positum"));
    files.sort();
    let texts: Vec<String> = files.iter().map(|file| fs::read_to_string(file).expect("a text").replace("PACKAGE_NAME", "new_package")).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let folder = if path.is_dir() { path } else { path.parent().expect("a folder").to_owned() };
    let compiled =
        compile_package(&Sources { texts: &texts, files: &|name| fs::read_to_string(folder.join(name)).map_or(FileText::Missing, FileText::Text) });
    Rc::new(compiled.plans())
}

/// Evaluates, fills in and recalculates forms, and compares what they show and what is read back.
///
/// Gives how many cells no formula can tell.
fn prove(cases: &[Case]) -> usize {
    let Some(office) = Office::new() else { return 0 };
    let evaluated: Vec<EvaluatedSubmission> = cases.iter().map(|case| evaluate(&case.package, &case.submission)).collect();
    let options = FormOptions { language: Language::English, lines: 7, with_results: false, ..FormOptions::default() };
    let forms: Vec<Vec<u8>> = cases
        .iter()
        .zip(&evaluated)
        .map(|(case, evaluated)| {
            let written = write_form(plan(&case.package, &case.submission), &options, Some(evaluated));
            written.unwrap_or_else(|error| panic!("{}: {}", case.label, error.text(Language::English)))
        })
        .collect();
    let recalculated = office.converted(&forms, "xlsx", "xlsx");
    let (mut compared, mut not_live) = (0, 0);
    let mut said = Vec::new();
    for ((case, evaluated), bytes) in cases.iter().zip(&evaluated).zip(&recalculated) {
        let comparison = compare_shown(bytes, plan(&case.package, &case.submission), evaluated);
        compared += comparison.compared;
        not_live += comparison.not_live;
        said.extend(comparison.differences.iter().map(|found| {
            format!("{}: {} at {}: expected `{}`, shown {}\n  ={}", case.label, found.name, found.place, found.expected, found.shown, found.formula)
        }));
        said.extend(read_back(case, evaluated, bytes));
    }
    if !said.is_empty() {
        let mut text = format!("{} differences in {compared} computed cells of {} forms\n", said.len(), cases.len());
        for one in said.iter().take(MOST_SHOWN) {
            let _ = writeln!(text, "{one}");
        }
        panic!("{text}");
    }
    println!("{compared} computed cells of {} forms are as evaluated; {not_live} are told by no formula", cases.len());
    not_live
}

fn plan<'a>(package: &'a Package, submission: &Submission) -> &'a Plan {
    plan_for(package, submission.period).expect("a version").1
}

fn evaluate(package: &Package, submission: &Submission) -> EvaluatedSubmission {
    Evaluator::new(plan(package, submission), &EvaluationOptions::default()).expect("no options").evaluate(submission)
}

/// Reads a form as LibreOffice saved it, and says where it gives something else than what it was filled with.
fn read_back(case: &Case, evaluated: &EvaluatedSubmission, bytes: &[u8]) -> Vec<String> {
    let form = match read_workbook(bytes, "form.xlsx", &case.package, None) {
        Ok(form) => form,
        Err(error) => return vec![format!("{}: {error}", case.label)],
    };
    let mut said: Vec<String> = form.notes.iter().map(|note| note.text(Language::English)).collect();
    if (&form.submission.entity, form.submission.period) != (&case.submission.entity, case.submission.period) {
        said.push(format!("{} {}", form.submission.entity, form.submission.period));
    }
    said.extend(different_cells(plan(&case.package, &case.submission), evaluated, &evaluate(&case.package, &form.submission)));
    said.into_iter().map(|text| format!("{}: read back: {text}", case.label)).collect()
}

/// A sample of forms is saved as LibreOffice saves by default, and read from that.
fn read_documents(cases: &[Case]) {
    let Some(office) = Office::new() else { return };
    let options = FormOptions { language: Language::Latvian, lines: 3, ..FormOptions::default() };
    let evaluated: Vec<EvaluatedSubmission> = cases.iter().map(|case| evaluate(&case.package, &case.submission)).collect();
    let forms = cases.iter().zip(&evaluated).map(|(case, evaluated)| {
        write_form(plan(&case.package, &case.submission), &options, Some(evaluated))
            .unwrap_or_else(|error| panic!("{}", error.text(Language::English)))
    });
    let documents = office.converted(&forms.collect::<Vec<_>>(), "xlsx", "ods");
    for ((case, evaluated), bytes) in cases.iter().zip(&evaluated).zip(&documents) {
        assert_eq!(read_back(case, evaluated, bytes), Vec::<String>::new());
    }
}

/// Says which cells, lines and outcomes of checks differ.
fn different_cells(plan: &Plan, one: &EvaluatedSubmission, two: &EvaluatedSubmission) -> Vec<String> {
    use positum_plan::plan::CellReference;
    let mut said = Vec::new();
    let mut compare = |name: String, one: &EvaluatedCell, two: &EvaluatedCell| {
        if (one.state, &one.value) != (two.state, &two.value) {
            said.push(format!("{name}: {:?} {:?}, then {:?} {:?}", one.state, one.value, two.state, two.value));
        }
    };
    for ((id, one), two) in one.cells.entries().zip(two.cells.iter()) {
        compare(plan.cell_name(CellReference::Cell(id)), one, two);
    }
    for ((id, one), two) in one.columns.entries().zip(two.columns.iter()) {
        for (line, (one, two)) in one.iter().zip(two).enumerate() {
            compare(format!("{} line {}", plan.cell_name(CellReference::Column(id)), line + 1), one, two);
        }
    }
    for ((id, one), two) in one.lines.entries().zip(two.lines.iter()) {
        if one != two {
            said.push(format!("{}: {one} lines, then {two}", plan.tables[id].name));
        }
    }
    let outcomes = |evaluated: &EvaluatedSubmission| -> Vec<(String, String, &str)> {
        let outcomes = evaluated.checks.iter();
        outcomes.map(|check| (plan.checks[check.check].name.clone(), check.row.to_string(), check.outcome.keyword())).collect()
    };
    if outcomes(one) != outcomes(two) {
        said.push(format!("checks {:?}, then {:?}", outcomes(one), outcomes(two)));
    }
    said
}

fn samples(definition: &str, folder: &str) -> Vec<Case> {
    let package = package(definition);
    let mut files: Vec<PathBuf> = fs::read_dir(root().join(folder)).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending == "json"));
    files.sort();
    let mut cases = Vec::new();
    for file in files {
        let bytes = fs::read(&file).expect("a sample");
        let reading = positum_plan::reading_plan::reading_plan(&package).expect("a version");
        for submission in read_all(&bytes, "sample", Format::Json, &reading, &ReadOptions::default()).expect("a sample") {
            cases.push(Case { label: file.display().to_string(), package: Rc::clone(&package), submission });
        }
    }
    assert!(!cases.is_empty(), "{folder}");
    cases
}

fn random_cases(name: &str, package: &Package, seeds: std::ops::Range<u64>) -> Vec<Case> {
    let case = |seed: u64| {
        let version = &package[usize::try_from(seed).expect("small") % package.len()];
        let submission = Submissions::new(seed, version).one();
        Case { label: format!("{name}, seed {seed}"), package: Rc::clone(package), submission }
    };
    seeds.map(case).collect()
}

#[test]
fn forms_of_all_samples_compute_what_we_compute() {
    let mut cases = samples("reports/lv_credit_unions", "reports/lv_credit_unions/samples");
    assert_eq!(cases.len(), 13);
    cases.extend(samples("reports/lv_treasury_budget", "reports/lv_treasury_budget/samples"));
    // Forms of this package are large, and its other samples have the same tables.
    let mut quarterly = samples("reports/lv_treasury_quarterly", "reports/lv_treasury_quarterly/samples");
    quarterly.retain(|case| !case.label.contains("missions") && !case.label.contains("2026-Q1"));
    cases.extend(quarterly);
    cases.extend(samples("docs/examples/capital.positum", "docs/examples"));
    cases.extend(samples("cli/templates/en", "cli/templates/en"));
    assert_eq!(prove(&cases), 0);
}

#[test]
fn forms_of_deposits_compute_what_we_compute_but_for_working_days() {
    let cases = samples("reports/lv_deposit_guarantee", "reports/lv_deposit_guarantee/samples");
    let of_days = cases.iter().filter(|case| case.submission.period.kind() == PeriodKind::Day).count();
    assert_eq!(of_days, 8);
    // The last day for payout to begin is no live formula.
    assert_eq!(prove(&cases), of_days);
}

#[test]
fn forms_that_libreoffice_saves_in_its_own_format_are_read() {
    let mut cases = samples("reports/lv_credit_unions", "reports/lv_credit_unions/samples");
    cases.truncate(3);
    let everything = package("tests/accepted");
    cases.extend(random_cases("every construct", &everything, 0..4));
    read_documents(&cases);
}

#[test]
fn forms_of_random_submissions_compute_what_we_compute() {
    let (count, first) = (setting("POSITUM_CASES", 200), setting("POSITUM_SEED", 0));
    let shares = [
        ("reports/lv_credit_unions", 40),
        ("reports/lv_treasury_budget", 5),
        ("reports/us_ncua_5300", 10),
        ("cli/templates/en", 10),
        ("tests/accepted", 15),
    ];
    let mut cases = Vec::new();
    for (path, percent) in shares {
        cases.extend(random_cases(path, &package(path), first..first + count * percent / 100));
    }
    // What is left is of random packages, with four submissions each.
    let mut seed = first;
    while (cases.len() as u64) < count {
        let text = packages::random_package(seed);
        let package = Rc::new(compile(&[&text]).plans());
        cases.extend(random_cases(&format!("random package of seed {seed}"), &package, seed * 4..seed * 4 + 4));
        seed += 1;
    }
    prove(&cases);
}

#[test]
fn messages_beside_a_line_are_joined_as_they_are() {
    let Some(office) = Office::new() else { return };
    let definition = r#"
package demo "Demo" { language en; precision EUR 0 }
report r "R" {
  period quarter
  list l {
    A "a" : EUR
    check one "not  one" { require A = 1 EUR }
    check two "is 5" { require A <> 5 EUR }
    check three "not  three" { require A = 3 EUR }
  }
}
"#;
    let compiled = compile(&[definition]);
    let plan = compiled.plan.unwrap_or_else(|| panic!("{:?}", compiled.diagnostics));
    let options = FormOptions { language: Language::English, lines: 3, with_results: false, ..FormOptions::default() };
    let cells = [("1", "5"), ("2", "1"), ("3", "3")].map(|(row, value)| SubmittedCell {
        address: Address { report: "r".to_owned(), table: "l".to_owned(), row: row.to_owned(), column: "A".to_owned() },
        given: Given::Text(value.to_owned()),
        origin: Origin::in_text("test".into(), 0, 0),
    });
    let submission = Submission { entity: "x".to_owned(), period: "2025-Q1".parse().expect("a period"), cells: cells.into() };
    let evaluated = Evaluator::new(&plan, &EvaluationOptions::default()).expect("no options").evaluate(&submission);
    let form = write_form(&plan, &options, Some(&evaluated)).expect("a form");
    let recalculated = office.converted(&[form], "xlsx", "xlsx");
    let mut workbook: calamine::Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(&recalculated[0])).expect("a workbook");
    let name = calamine::Reader::sheet_names(&workbook)[1].clone();
    let sheet = calamine::Reader::worksheet_range(&mut workbook, &name).expect("a sheet");
    let messages: Vec<String> = sheet.rows().filter(|row| row[0] == "line").map(|row| row[3].to_string()).collect();
    assert_eq!(messages, ["not  one is 5 not  three", "not  three", "not  one"]);
}
