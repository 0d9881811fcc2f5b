//! Evaluates submissions and writes what came out in every form that we have.

use positum_plan::plan::Plan;
use positum_runtime::evaluate::Evaluator;
use positum_runtime::evaluated_submission::EvaluatedSubmission;
use positum_runtime::finding_text::{finding_text, message_text};
use positum_runtime::language::Language;
use positum_runtime::render::csv::{CELLS, CHECKS, CsvWriter, FINDINGS};
use positum_runtime::render::json::JsonWriter;
use positum_runtime::render::table::{TableOptions, write_table};
use positum_runtime::render::xml::write_xml;
use positum_runtime::submission::Submission;

const LANGUAGES: [Language; 2] = [Language::English, Language::Latvian];

/// Evaluates a submission, twice alike.
pub(crate) fn evaluate(evaluator: &Evaluator<'_>, submission: &Submission) -> EvaluatedSubmission {
    let evaluated = evaluator.evaluate(submission);
    assert_eq!(values(&evaluated), values(&evaluator.evaluate(submission)), "evaluating again gives something else");
    evaluated
}

/// Gives what came of every cell.
pub(crate) fn values(evaluated: &EvaluatedSubmission) -> Vec<String> {
    let columns = evaluated.columns.iter().flatten();
    evaluated.cells.iter().chain(columns).map(|cell| format!("{} {:?}", cell.state.keyword(), cell.value)).collect()
}

/// Writes an evaluated submission in every form; gives its XML.
pub(crate) fn write_everything(plan: &Plan, submission: &Submission, evaluated: &EvaluatedSubmission) -> String {
    for language in LANGUAGES {
        for finding in &evaluated.findings {
            check_line(&finding_text(plan, finding, language));
        }
        for outcome in &evaluated.checks {
            check_line(&message_text(plan, outcome, language));
        }
        write_table(plan, evaluated, &TableOptions { language, width: 40, color: language == Language::English });
        write_csv(plan, evaluated, language).expect("CSV is written to memory");
        write_json(plan, evaluated, language).expect("JSON is written to memory");
    }
    write_xml(plan, submission, evaluated).expect("XML is written to memory")
}

fn check_line(text: &str) {
    assert!(!text.contains(char::is_control), "not one line: {text:?}");
}

fn write_csv(plan: &Plan, evaluated: &EvaluatedSubmission, language: Language) -> std::io::Result<()> {
    CsvWriter::new(std::io::sink(), &CELLS)?.write_cells(plan, evaluated)?;
    CsvWriter::new(std::io::sink(), &CHECKS)?.write_checks(plan, evaluated, language)?;
    CsvWriter::new(std::io::sink(), &FINDINGS)?.write_findings(plan, evaluated, language)
}

fn write_json(plan: &Plan, evaluated: &EvaluatedSubmission, language: Language) -> std::io::Result<()> {
    let mut writer = JsonWriter::new(std::io::sink(), false, language)?;
    writer.write(plan, evaluated)?;
    writer.finish().map(|_| ())
}
