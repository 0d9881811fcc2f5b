//! `positum check`

use crate::arguments::{CheckArguments, Denied};
use crate::exit_code::{ExitCode, Failure};
use crate::message_language::spoken;
use crate::output;
use crate::read_sources::{compile_allowing, read_sources};
use crate::show_diagnostics::MessageFormat;
use positum_compiler::diagnostic_code::DiagnosticCode;
use positum_grammar::phrase::{Phrase, said};
use positum_plan::plan::{Plan, Shape};

/// Checks a package.
pub(crate) fn run(arguments: &CheckArguments) -> Result<ExitCode, Failure> {
    let sources = read_sources(&arguments.package)?;
    let compiled = compile_allowing(&sources, &arguments.allow, arguments.message_format);
    let said: Vec<DiagnosticCode> = compiled.diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
    let plans = compiled.plans();
    let Some(plan) = plans.last() else { return Ok(ExitCode::Definition) };
    if arguments.message_format == MessageFormat::Human {
        output::print(summary(plan, plans.len(), said.is_empty()).as_bytes())?;
    }
    let is_denied = said.iter().any(|code| {
        arguments.deny.iter().any(|denied| match denied {
            Denied::Warnings => true,
            Denied::Kind(kind) => code == kind,
        })
    });
    Ok(if is_denied { ExitCode::Findings } else { ExitCode::Clean })
}

/// Says what the package holds, so that silence is not mistaken for work done.
fn summary(plan: &Plan, versions: usize, is_clean: bool) -> String {
    let mut cells = 0_usize;
    for table in plan.tables.iter() {
        cells = cells.saturating_add(match &table.shape {
            Shape::Form { positions, .. } => positions.len(),
            Shape::Grid { cells, .. } => cells.iter().flatten().count(),
            Shape::List(list) => list.columns.len(),
        });
    }
    let counts = Phrase::joined([reports(plan.reports.len()), tables(plan.tables.len()), counted_cells(cells), checks(plan.checks.len())], ", ");
    let verdict = if is_clean { said!("nothing is wrong") } else { said!("compiles, with warnings") };
    let text = if versions > 1 { said!("{versions} versions, in the newest {counts}; {verdict}") } else { said!("{counts}; {verdict}") };
    format!("{}: {}\n", plan.package.name, spoken(&text))
}

fn reports(count: usize) -> Phrase {
    if count == 1 { said!("{count} report") } else { said!("{count} reports") }
}

fn tables(count: usize) -> Phrase {
    if count == 1 { said!("{count} table") } else { said!("{count} tables") }
}

fn counted_cells(count: usize) -> Phrase {
    if count == 1 { said!("{count} cell") } else { said!("{count} cells") }
}

fn checks(count: usize) -> Phrase {
    if count == 1 { said!("{count} check") } else { said!("{count} checks") }
}
