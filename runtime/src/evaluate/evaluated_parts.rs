//! An evaluated submission of which the values of parts of formulas can be asked, for those outside of this crate.

use super::Evaluator;
use super::turns::Turns;
use super::workings::{CurrentLines, Workings};
use crate::earlier::EarlierSubmissions;
use crate::evaluated_submission::{CellAt, CellState, CheckOutcome, EvaluatedCell};
use crate::finding::Finding;
use crate::submission::Submission;
use positum_plan::amount::Exact;
use positum_plan::plan::{CellReference, NodeId, Origin, Plan, ReportId, TableId};
use positum_plan::value::{Value, ValueType};

/// An evaluated submission whose formulas can be asked for the values of their parts.
pub struct EvaluatedParts<'s> {
    workings: Workings<'s>,
}

impl<'p> Evaluator<'p> {
    /// Evaluates a submission and keeps what is needed to ask for parts of formulas.
    pub fn evaluate_with_parts<'s>(&'s self, submission: &'s Submission, earlier: Option<&'s EarlierSubmissions>) -> EvaluatedParts<'s> {
        EvaluatedParts { workings: self.workings(submission, earlier) }
    }
}

impl<'s> EvaluatedParts<'s> {
    /// Gives the plan.
    pub fn plan(&self) -> &'s Plan {
        self.workings.plan()
    }

    /// Gives the outcomes of checks, in the order of the plan, then of lines.
    pub fn checks(&self) -> &[CheckOutcome] {
        self.workings.checks()
    }

    /// Gives the findings, in the order of the plan.
    pub fn findings(&self) -> &[Finding] {
        self.workings.findings()
    }

    /// Gives the number of lines of a list; 0 for forms and grids.
    pub fn lines(&self, table: TableId) -> usize {
        self.workings.lines(table)
    }

    /// Gives the lines of the source, from 0, that a line of a derived list stands for.
    pub fn members(&self, list: TableId, line: usize) -> &[usize] {
        self.workings.members(list, line)
    }

    /// Tells whether a report was evaluated; cells of others hold nothing of meaning.
    pub fn is_evaluated(&self, report: ReportId) -> bool {
        self.plan().reports[report].tables.first().is_some_and(|table| self.workings.is_evaluated(*table))
    }

    /// Gives a cell.
    pub fn cell(&self, at: CellAt) -> Option<&EvaluatedCell> {
        self.workings.cell(at)
    }

    /// Gives the value of a part of a formula in the current lines, the innermost last.
    ///
    /// # Errors
    /// What a cell would be that has no more than this part for its formula, where it has no value.
    pub fn part(&self, node: NodeId, lines: &[(TableId, usize)]) -> Result<Value, CellState> {
        let lines: CurrentLines = lines.to_vec();
        self.workings.outcome(node, &lines, None).map_err(|none| none.state)
    }

    /// Adds the turns that a formula takes; in each of these lines of a list, where it stands in one.
    pub fn add_turns(&self, node: NodeId, lines: Option<(TableId, &[usize])>, turns: &mut Turns) {
        self.workings.add_turns(node, lines, turns);
    }

    /// Tells whether a report is shown: the checks of others are not run.
    pub fn is_shown(&self, report: ReportId) -> bool {
        self.workings.is_shown(report)
    }

    /// Gives, of a computed cell or of a column in all lines, the results before they are rounded, with the type that rounds.
    pub fn exact_results(&self, reference: CellReference) -> Vec<(Exact, &'s ValueType)> {
        let plan = self.plan();
        let (origin, value_type, lines): (_, _, Vec<CurrentLines>) = match reference {
            CellReference::Cell(cell) => (&plan.cells[cell].origin, &plan.cells[cell].value_type, vec![Vec::new()]),
            CellReference::Column(column) => {
                let table = plan.columns[column].table;
                let lines = (0..self.lines(table)).map(|line| vec![(table, line)]).collect();
                (&plan.columns[column].origin, &plan.columns[column].value_type, lines)
            }
        };
        let (Origin::Formula { node, .. }, Some(value_type)) = (origin, value_type) else { return Vec::new() };
        let number = |lines: &CurrentLines| match self.workings.outcome(*node, lines, None) {
            Ok(Value::Number(number)) => Some((number, value_type)),
            Ok(Value::Text(_) | Value::Bool(_) | Value::Date(_)) | Err(_) => None,
        };
        lines.iter().filter_map(number).collect()
    }
}
