//! Reads eliminations: CSV in which each line is what one entity has with another in one of its cells.

use super::csv_lines::{Columns, Line, read_lines};
use super::table_error::{TableError, TableProblem};
use crate::finding_text::has_controls;
use crate::submission::{Address, Origin};
use positum_plan::period::Period;
use positum_plan::plan::Plan;

const COLUMNS: Columns = Columns {
    names: &["entity", "counterparty", "period", "report", "table", "row", "column", "value"],
    required: &["entity", "counterparty", "row", "value"],
};

/// What an entity has with another in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EliminationLine {
    /// Whose cell it is.
    pub entity: String,
    /// The other.
    pub counterparty: String,
    /// Of which period; that which is asked for, where the file does not say.
    pub period: Option<Period>,
    /// The cell. A line of a list stands under its number.
    pub address: Address,
    /// The amount, as written.
    pub value: String,
    /// Where it stands.
    pub origin: Origin,
}

/// Reads the lines of a file.
///
/// # Errors
/// A file that is no such CSV, a line that does not say between whom, and a text that is no period.
pub fn read_eliminations(bytes: &[u8], file: &str, plan: &Plan) -> Result<Vec<EliminationLine>, TableError> {
    let mut lines = Vec::new();
    read_lines(bytes, file, plan, &COLUMNS, &mut |line| {
        lines.push(elimination(line)?);
        Ok(())
    })?;
    Ok(lines)
}

fn elimination(line: &Line<'_>) -> Result<EliminationLine, TableError> {
    let name = |index: usize| match line.field(index) {
        given if given.trim().is_empty() => Err(line.error(TableProblem::NoEntity)),
        given if has_controls(given) => Err(line.error(TableProblem::BadEntity(given.to_owned()))),
        given => Ok(given.to_owned()),
    };
    let text = |index: usize| line.field(index).to_owned();
    let period = match line.field(2) {
        "" => None,
        given => Some(given.parse().map_err(|_| line.error(TableProblem::BadPeriod(given.to_owned())))?),
    };
    Ok(EliminationLine {
        entity: name(0)?,
        counterparty: name(1)?,
        period,
        address: Address { report: text(3), table: text(4), row: text(5), column: text(6) },
        value: text(7),
        origin: line.origin.clone(),
    })
}
