//! `positum check`

use crate::arguments::CheckArguments;
use crate::exit_code::{ExitCode, Failure};
use crate::output;
use crate::read_sources::{compile_sources, read_sources};
use crate::show_diagnostics::MessageFormat;
use positum_plan::id::Id;
use positum_plan::plan::{Plan, Shape};

/// Checks a package.
pub(crate) fn run(arguments: &CheckArguments) -> Result<ExitCode, Failure> {
    let sources = read_sources(&arguments.package)?;
    let compiled = compile_sources(&sources, arguments.message_format);
    let Some(plan) = compiled.plan else { return Ok(ExitCode::Definition) };
    if arguments.message_format == MessageFormat::Human {
        output::print(summary(&plan).as_bytes())?;
    }
    let is_denied = arguments.deny.is_some() && !compiled.diagnostics.is_empty();
    Ok(if is_denied { ExitCode::Findings } else { ExitCode::Clean })
}

/// Says what the package holds, so that silence is not mistaken for work done.
fn summary(plan: &Plan) -> String {
    let mut cells = 0_usize;
    for table in plan.tables.iter() {
        cells = cells.saturating_add(match &table.shape {
            Shape::Form { positions, .. } => positions.len(),
            Shape::Grid { cells, .. } => cells.iter().flatten().count(),
            Shape::List(list) => list.columns.len(),
        });
    }
    let last = plan.checks.ids().next_back().map_or(0, |id| id.index().saturating_add(1));
    format!(
        "{}: {} reports, {} tables, {cells} cells and columns, {last} checks; nothing is wrong\n",
        plan.package.name,
        plan.reports.len(),
        plan.tables.len()
    )
}
