//! Random submissions of random packages: a document is valid just where no finding is that a schema can tell.

use super::validators::{MOST_DIGITS_OF_XMLLINT, has_long_number, is_for_uppsala, json_errors, json_validator, uppsala, xmllint};
use crate::random_packages::compare::{Compiled, compiled, random_submissions};
use crate::random_packages::packages::random_package;
use crate::random_packages::setting;
use positum_plan::plan::{CellReference, Origin, Plan, Shape};
use positum_plan::value::{Quantity, ValueType};
use positum_runtime::cell_address::cell_at;
use positum_runtime::earlier::EarlierSubmissions;
use positum_runtime::evaluate::{EvaluationOptions, Evaluator};
use positum_runtime::evaluated_submission::EvaluatedSubmission;
use positum_runtime::finding::{Finding, FindingKind};
use positum_runtime::language::Language;
use positum_runtime::render::json::JsonWriter;
use positum_runtime::render::schema_facts::SchemaOptions;
use positum_runtime::render::schema_json::{write_input_schema, write_output_schema};
use positum_runtime::render::schema_xsd::write_xsd;
use positum_runtime::render::xml::write_xml;
use positum_runtime::submission::{Address, Given, Origin as Place, Submission, SubmittedCell};
use std::collections::{BTreeMap, BTreeSet};

/// The seeds of packages: `POSITUM_SCHEMAS` says how many there are, `POSITUM_SEED` with which to begin.
fn seeds() -> std::ops::Range<u64> {
    let first = setting("POSITUM_SEED", 7_000);
    first..first + setting("POSITUM_SCHEMAS", 25)
}

/// Submissions for each package; each is looked at a second time when it was mended.
const SUBMISSIONS: usize = 12;
/// How often what was mended is mended again.
const ROUNDS: usize = 4;

/// Tells whether a schema says the same as a finding of this kind.
pub(crate) fn is_for_schema(kind: &FindingKind) -> bool {
    match kind {
        FindingKind::MissingRequired
        | FindingKind::UnreadableValue { .. }
        | FindingKind::OutOfRange { given: Some(_) }
        | FindingKind::TooManyDecimals { .. }
        | FindingKind::UnknownCode { .. }
        | FindingKind::TextDoesNotFit { .. }
        | FindingKind::UnknownName { .. }
        | FindingKind::DuplicateKey { .. }
        | FindingKind::ValueInXCell { .. }
        | FindingKind::UnknownOfMembers
        | FindingKind::GivenTwice { .. } => true,
        FindingKind::OutOfRange { given: None }
        | FindingKind::SubmittedTotalDiffers { .. }
        | FindingKind::DivisionByZero { .. }
        | FindingKind::NoSuchLine { .. }
        | FindingKind::NoSuchDay { .. }
        | FindingKind::WorkingDaysOutOfRange { .. }
        | FindingKind::PeriodNotCovered { .. } => false,
    }
}

/// What a schema must say of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wanted {
    Valid,
    Invalid,
    /// The schema is looser here than evaluating.
    Either,
}

fn wanted(plan: &Plan, findings: &[Finding]) -> Wanted {
    let is_certain = |finding: &Finding| match &finding.kind {
        // XML Schema takes white space around a number for nothing.
        FindingKind::UnreadableValue { given, .. } => given.trim() == given && is_strict(plan, finding),
        // A code that is in use at some time of the version, and not in this period.
        FindingKind::UnknownCode { given, codelist } => {
            let list = plan.codelists.iter().find(|list| list.name == *codelist);
            let is_known = list.is_some_and(|list| list.codes.get(given).is_some_and(|code| !code.is_group));
            !is_known && is_strict(plan, finding)
        }
        FindingKind::TextDoesNotFit { .. } => is_strict(plan, finding),
        other => is_for_schema(other),
    };
    if findings.iter().any(is_certain) {
        Wanted::Invalid
    } else if findings.iter().any(|finding| is_for_schema(&finding.kind) || matches!(finding.kind, FindingKind::PeriodNotCovered { .. })) {
        Wanted::Either
    } else {
        Wanted::Valid
    }
}

/// Tells whether a finding is at a cell whose type the schema says in full: of computed texts and codes it may not.
fn is_strict(plan: &Plan, finding: &Finding) -> bool {
    let Some(at) = cell_at(plan, &finding.address) else { return true };
    let (origin, value_type) = slot(plan, at.reference);
    let is_text = value_type.is_some_and(|value_type| matches!(value_type.quantity, Quantity::Text | Quantity::Code(_)));
    matches!(origin, Origin::Input(_)) || !is_text
}

fn slot(plan: &Plan, reference: CellReference) -> (&Origin, Option<&ValueType>) {
    match reference {
        CellReference::Cell(cell) => (&plan.cells[cell].origin, plan.cells[cell].value_type.as_ref()),
        CellReference::Column(column) => (&plan.columns[column].origin, plan.columns[column].value_type.as_ref()),
    }
}

/// Mends what a schema would find: takes values away and gives those that are missing.
struct Mender<'p> {
    plan: &'p Plan,
    /// Grows with each value, so that keys differ.
    given: usize,
}

impl Mender<'_> {
    fn mend(&mut self, submission: &mut Submission, evaluated: &EvaluatedSubmission) {
        let mut drop: BTreeSet<Place> = BTreeSet::new();
        let mut add = Vec::new();
        for finding in &evaluated.findings {
            match (&finding.kind, &finding.origin) {
                (FindingKind::MissingRequired, _) => add.extend(self.value_for(submission, &finding.address)),
                (kind, Some(origin)) if is_for_schema(kind) || matches!(kind, FindingKind::PeriodNotCovered { .. }) => {
                    drop.insert(origin.clone());
                }
                _ => {}
            }
        }
        submission.cells.retain(|cell| !drop.contains(&cell.origin));
        submission.cells.extend(add);
    }

    fn value_for(&mut self, submission: &Submission, address: &Address) -> Option<SubmittedCell> {
        let at = cell_at(self.plan, address)?;
        let (_, value_type) = slot(self.plan, at.reference);
        self.given += 1;
        let text = self.text_of(value_type?);
        let mut address = address.clone();
        if let CellReference::Column(column) = at.reference {
            address.row = self.submitted_line(submission, &address, self.plan.columns[column].table, at.line)?;
        }
        let origin = Place::in_text("mended".into(), self.given as u64, 0);
        Some(SubmittedCell { address, given: Given::Text(text), origin })
    }

    /// Gives the number that a line has in the submission, of those in which something is filled in.
    fn submitted_line(&self, submission: &Submission, address: &Address, table: positum_plan::plan::TableId, line: usize) -> Option<String> {
        let Shape::List(list) = &self.plan.tables[table].shape else { return None };
        let is_input = |code: &str| {
            let index = list.axis.entries.iter().position(|entry| entry.code == code.trim_end_matches('.'));
            index.is_some_and(|index| matches!(self.plan.columns[list.columns[index]].origin, Origin::Input(_)))
        };
        let is_filled = |cell: &&SubmittedCell| {
            let is_here = cell.address.report == address.report && cell.address.table == address.table;
            let is_nothing = matches!(&cell.given, Given::Nothing) || matches!(&cell.given, Given::Text(text) if text.is_empty());
            is_here && is_input(&cell.address.column) && !is_nothing
        };
        let numbers: BTreeSet<u64> = submission.cells.iter().filter(is_filled).filter_map(|cell| cell.address.row.parse().ok()).collect();
        numbers.into_iter().nth(line).map(|number| number.to_string())
    }

    fn text_of(&self, value_type: &ValueType) -> String {
        match &value_type.quantity {
            Quantity::Date => format!("2025-01-{:02}", self.given % 28 + 1),
            Quantity::Bool => "true".to_owned(),
            Quantity::Code(list) => match self.plan.codelists[*list].name.as_str() {
                "kinds" => ["A1", "B2", "C3"][self.given % 3].to_owned(),
                "nested" => ["N1", "N2", "N4"][self.given % 3].to_owned(),
                _ => ["EUR", "USD", "GBP", "JPY"][self.given % 4].to_owned(),
            },
            Quantity::Text => {
                let texts = ["A", "a", "B", "AB", "b", "ab"];
                let fits = |text: &&&str| value_type.limits.broken_by(text).is_none();
                let fitting: Vec<&&str> = texts.iter().filter(fits).collect();
                (*fitting[self.given % fitting.len()]).to_owned()
            }
            _ => self.given.to_string(),
        }
    }
}

/// A document with what must be said of it.
struct Case {
    submission: Submission,
    evaluated: EvaluatedSubmission,
    wanted: Wanted,
}

/// Makes the cases of a package: submissions as they come, and mended.
fn cases(package: &Compiled, seed: u64) -> Vec<Case> {
    let plan = &package.plan;
    let evaluator = Evaluator::new(plan, &EvaluationOptions::default()).expect("no options");
    let mut earlier = EarlierSubmissions::new([plan]);
    let mut mender = Mender { plan, given: 0 };
    let mut cases = Vec::new();
    for mut submission in random_submissions(package, seed, SUBMISSIONS) {
        for round in 0..=ROUNDS {
            let evaluated = evaluator.evaluate_after(&submission, &earlier);
            let wanted = wanted(plan, &evaluated.findings);
            let mut mended = submission.clone();
            mender.mend(&mut mended, &evaluated);
            if round == 0 || round == ROUNDS || wanted == Wanted::Valid {
                earlier.remember(plan, &evaluated);
                cases.push(Case { submission, evaluated, wanted });
            }
            if wanted == Wanted::Valid {
                break;
            }
            submission = mended;
        }
    }
    cases
}

/// Compares what a validator says of documents with what it must say.
fn compare(text: &str, schema: &str, wanted: &[(Wanted, &String)], errors: &[Vec<String>]) {
    for ((wanted, document), errors) in wanted.iter().zip(errors) {
        let is_right = match wanted {
            Wanted::Valid => errors.is_empty(),
            Wanted::Invalid => !errors.is_empty(),
            Wanted::Either => true,
        };
        if !is_right {
            std::fs::write(std::env::temp_dir().join("positum_schema.xsd"), schema).expect("it is written");
            panic!("it must be {wanted:?}: {errors:?}\n{document}\n{text}");
        }
    }
}

#[test]
fn xml_documents_are_valid_just_where_no_finding_is_for_the_schema() {
    let mut counts = [0_usize; 3];
    for seed in seeds() {
        let text = random_package(seed);
        let package = compiled(&text).expect("a random package compiles");
        let cases = cases(&package, seed);
        let kinds: BTreeSet<_> = cases.iter().map(|case| case.submission.period.kind()).collect();
        for only in kinds.iter().map(|kind| Some(*kind)).chain([None]) {
            let schema = write_xsd(&package.plan, SchemaOptions { kind: only }).expect("a schema");
            let of_kind: Vec<&Case> = cases.iter().filter(|case| only.is_none_or(|kind| case.submission.period.kind() == kind)).collect();
            let documents: Vec<String> =
                of_kind.iter().map(|case| write_xml(&package.plan, &case.submission, &case.evaluated).expect("a document")).collect();
            let wanted = |case: &Case| match (case.wanted, only) {
                // Whether a report must be there depends on the length of the period, which such a schema leaves open.
                (Wanted::Invalid, None) => Wanted::Either,
                (wanted, _) => wanted,
            };
            let wanted: Vec<(Wanted, &String)> = of_kind.iter().map(|case| wanted(case)).zip(&documents).collect();
            wanted.iter().for_each(|(wanted, _)| counts[*wanted as usize] += 1);
            let valid: Vec<(Wanted, &String)> =
                wanted.iter().copied().filter(|(wanted, document)| *wanted == Wanted::Valid && is_for_uppsala(document)).collect();
            let must_be_valid: Vec<String> = valid.iter().map(|(_, document)| (*document).clone()).collect();
            compare(&text, &schema, &valid, &uppsala(&schema, &must_be_valid));
            let short: Vec<(Wanted, &String)> =
                wanted.into_iter().filter(|(_, document)| !has_long_number(document, MOST_DIGITS_OF_XMLLINT)).collect();
            let documents: Vec<String> = short.iter().map(|(_, document)| (*document).clone()).collect();
            if let Some(errors) = xmllint(&schema, &documents) {
                compare(&text, &schema, &short, &errors);
            }
        }
    }
    eprintln!("XML documents: valid {}, not valid {}, either {}", counts[0], counts[1], counts[2]);
    assert!(counts[Wanted::Valid as usize] > 200 && counts[Wanted::Invalid as usize] > 100, "{counts:?}");
}

fn is_in_derived_list(plan: &Plan, finding: &Finding) -> bool {
    let mut tables = plan.tables.iter().filter(|table| table.name == finding.address.table);
    tables.any(|table| matches!(&table.shape, Shape::List(list) if list.derivation.is_some()))
}

fn invalid_or_either(wanted: Wanted) -> Wanted {
    if wanted == Wanted::Invalid { Wanted::Invalid } else { Wanted::Either }
}

#[test]
fn json_documents_are_valid_just_where_no_finding_is_for_the_schema() {
    let mut counts = [0_usize; 3];
    for seed in seeds() {
        let text = random_package(seed);
        let package = compiled(&text).expect("a random package compiles");
        let plan = &package.plan;
        let output = json_validator(&write_output_schema(plan, SchemaOptions::default()).expect("a schema"));
        let mut inputs = BTreeMap::new();
        for case in cases(&package, seed) {
            let kind = Some(case.submission.period.kind());
            let mut writer = JsonWriter::new(Vec::new(), false, Language::English).expect("a writer");
            writer.write(plan, &case.evaluated).expect("it is written");
            let written = serde_json::from_slice(&writer.finish().expect("it is written")).expect("JSON");
            assert_eq!(json_errors(&output, &written), Vec::<String>::new(), "{written:#}\n{text}");
            let Some(document) = super::json_documents::document_of(plan, &case.submission) else { continue };
            let input = inputs.entry(kind).or_insert_with(|| json_validator(&write_input_schema(plan, SchemaOptions { kind }).expect("a schema")));
            let errors = json_errors(input, &document);
            // Whether two lines have one key, or how many a list from a list has, JSON Schema cannot tell.
            let is_told = |finding: &&Finding| match finding.kind {
                FindingKind::DuplicateKey { .. } => false,
                FindingKind::UnknownName { .. } => !is_in_derived_list(plan, finding),
                _ => true,
            };
            let but_keys: Vec<Finding> = case.evaluated.findings.iter().filter(is_told).cloned().collect();
            let wanted = if but_keys.len() == case.evaluated.findings.len() { case.wanted } else { invalid_or_either(wanted(plan, &but_keys)) };
            counts[wanted as usize] += 1;
            match wanted {
                Wanted::Valid => assert!(errors.is_empty(), "{errors:?}\n{document:#}\n{text}"),
                Wanted::Invalid => assert!(!errors.is_empty(), "{:?}\n{document:#}\n{text}", case.evaluated.findings),
                Wanted::Either => {}
            }
        }
    }
    eprintln!("JSON documents: valid {}, not valid {}, either {}", counts[0], counts[1], counts[2]);
    assert!(counts[Wanted::Valid as usize] > 100 && counts[Wanted::Invalid as usize] > 50, "{counts:?}");
}
