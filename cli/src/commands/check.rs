//! `positum check`

use crate::arguments::{CheckArguments, Denied};
use crate::exit_code::{ExitCode, Failure};
use crate::output;
use crate::read_sources::{compile_allowing, read_sources};
use crate::show_diagnostics::MessageFormat;
use positum_compiler::diagnostic_code::DiagnosticCode;
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
    let counts = [(plan.reports.len(), "report"), (plan.tables.len(), "table"), (cells, "cell"), (plan.checks.len(), "check")];
    let counts: Vec<String> = counts.iter().map(|(count, word)| format!("{count} {word}{}", if *count == 1 { "" } else { "s" })).collect();
    let verdict = if is_clean { "nothing is wrong" } else { "compiles, with warnings" };
    let of_newest = if versions > 1 { format!("{versions} versions, in the newest ") } else { String::new() };
    format!("{}: {of_newest}{}; {verdict}\n", plan.package.name, counts.join(", "))
}
