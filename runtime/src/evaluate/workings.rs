//! Workings: an evaluated submission of which the values of parts of formulas can be asked, too.
//!
//! In come an evaluator and a submission; out go what evaluating gives and, for any part of a formula in any line, its
//! value. The parts are evaluated by the same code as the formulas themselves. Nothing here words anything.

use super::Evaluator;
use super::evaluate_formula::FormulaEvaluator;
use super::find_names::{LineTarget, Target};
use super::no_value::{Kind, NoValue};
use super::other_cells::Wanted;
use super::turns::Turns;
use super::worksheet::Worksheet;
use super::{Done, Standing};
use crate::earlier::EarlierSubmissions;
use crate::evaluated_submission::{Cause, CellAt, CellState, CheckOutcome, EvaluatedCell};
use crate::finding::Finding;
use crate::submission::{Address, Origin, Submission};
use positum_plan::id::IdVec;
use positum_plan::plan::{CellReference, ColumnId, NodeId, Parameter, ParameterId, ParameterValue, Plan, ReportId, TableId};
use positum_plan::value::Value;

/// The current line of each list that a part of a formula stands in or runs over, the innermost last.
pub(crate) type CurrentLines = Vec<(TableId, usize)>;

/// An evaluated submission whose worksheet is kept.
pub(crate) struct Workings<'s> {
    evaluator: &'s Evaluator<'s>,
    submission: &'s Submission,
    worksheet: Worksheet<'s>,
    standings: IdVec<ReportId, Standing>,
    checks: Vec<CheckOutcome>,
    findings: Vec<Finding>,
}

/// What a part of a formula gives.
pub(crate) type PartOutcome = Result<Value, NoPart>;

/// Why a part of a formula has no value.
#[derive(Clone, Debug)]
pub(crate) struct NoPart {
    /// What it counts as where it is used.
    pub(crate) state: CellState,
    /// Whether sums, least and greatest pass over it.
    pub(crate) is_passed_over: bool,
    /// Whether `else` takes its other operand.
    pub(crate) gives_way: bool,
    /// The root cause.
    pub(crate) cause: Cause,
}

/// Where a parameter's value comes from.
#[derive(Clone, Copy, Debug)]
pub(crate) enum ParameterOrigin<'s> {
    /// The submission gives it, or several values: the place among its cells.
    Submission(usize),
    /// Whoever evaluates gave it.
    User,
    /// The package has it for the period.
    Package(&'s ParameterValue),
    /// It has none.
    Nowhere,
}

impl<'p> Evaluator<'p> {
    /// Evaluates a submission and keeps what is needed to ask for parts of formulas.
    pub(crate) fn workings<'s>(&'s self, submission: &'s Submission, earlier: Option<&'s EarlierSubmissions>) -> Workings<'s> {
        let Done { worksheet, standings, checks, findings } = self.work_out(submission, earlier);
        Workings { evaluator: self, submission, worksheet, standings, checks, findings }
    }

    /// Finds the cell that an address of a submission stands for; of a line its number as submitted, from 1.
    pub(crate) fn place_of(&self, address: &Address) -> Option<(CellReference, u64)> {
        match self.names.find(address) {
            Target::Cell(cell) => Some((CellReference::Cell(cell), 0)),
            Target::Line(table, LineTarget { line, position }) => match &self.plan.tables[table].shape {
                positum_plan::plan::Shape::List(list) => list.columns.get(position).map(|column| (CellReference::Column(*column), line)),
                positum_plan::plan::Shape::Form { .. } | positum_plan::plan::Shape::Grid { .. } => None,
            },
            Target::Parameter(_) | Target::GridGap(..) | Target::TotalGap(..) | Target::Unknown(..) | Target::UnknownColumn(..) => None,
        }
    }
}

impl<'s> Workings<'s> {
    pub(crate) fn plan(&self) -> &'s Plan {
        self.worksheet.plan
    }

    pub(crate) fn evaluator(&self) -> &'s Evaluator<'s> {
        self.evaluator
    }

    pub(crate) fn submission(&self) -> &'s Submission {
        self.submission
    }

    pub(crate) fn earlier(&self) -> Option<&'s EarlierSubmissions> {
        self.worksheet.earlier
    }

    pub(crate) fn checks(&self) -> &[CheckOutcome] {
        &self.checks
    }

    pub(crate) fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Gives the number of lines of a list; 0 for forms and grids.
    pub(crate) fn lines(&self, table: TableId) -> usize {
        self.worksheet.lines[table]
    }

    /// Tells whether a report is shown.
    pub(crate) fn is_shown(&self, report: ReportId) -> bool {
        self.standings[report] == Standing::Shown
    }

    pub(crate) fn cell(&self, at: CellAt) -> Option<&EvaluatedCell> {
        self.worksheet.cell(at)
    }

    /// Gives where a cell was read.
    pub(crate) fn origin_of(&self, cell: &EvaluatedCell) -> Option<Origin> {
        self.worksheet.origin_of(cell)
    }

    /// Tells whether a report was evaluated.
    pub(crate) fn is_evaluated(&self, table: TableId) -> bool {
        self.standings[self.plan().tables[table].report] != Standing::LeftOut
    }

    /// Gives the value of a part of a formula in the current lines; `of` is the cell that the formula belongs to.
    pub(crate) fn outcome(&self, node: NodeId, lines: &CurrentLines, of: Option<CellAt>) -> PartOutcome {
        let mut formula = FormulaEvaluator::new(&self.worksheet, &self.evaluator.closed);
        match formula.outcome_in_lines(node, lines) {
            Ok(operand) => Ok(operand.into_value()),
            Err(no_value) => Err(no_part(&no_value, of)),
        }
    }

    /// Gives the values of a part of a formula in several lines of a list, which is then the innermost.
    pub(crate) fn outcomes_in(&self, node: NodeId, outer: &CurrentLines, list: TableId, members: &[usize], of: Option<CellAt>) -> Vec<PartOutcome> {
        let mut formula = FormulaEvaluator::new(&self.worksheet, &self.evaluator.closed);
        let mut lines = outer.clone();
        lines.push((list, 0));
        let outcome = |line: &usize| {
            if let Some(last) = lines.last_mut() {
                last.1 = *line;
            }
            formula.outcome_in_lines(node, &lines).map(super::no_value::Operand::into_value).map_err(|no_value| no_part(&no_value, of))
        };
        members.iter().map(outcome).collect()
    }

    /// Adds the turns that a formula takes; in each of these lines of a list, where it stands in one.
    pub(crate) fn add_turns(&self, node: NodeId, lines: Option<(TableId, &[usize])>, turns: &mut Turns) {
        let mut formula = FormulaEvaluator::new(&self.worksheet, &self.evaluator.closed);
        match lines {
            // What comes out is known already.
            None => drop(formula.note_turns(node, &[])),
            Some((list, lines)) => lines.iter().for_each(|line| drop(formula.note_turns(node, &[(list, *line)]))),
        }
        turns.add(formula.turns);
    }

    /// Gives the lines of the source that a line of a derived list stands for.
    pub(crate) fn members(&self, group: TableId, line: usize) -> &[usize] {
        self.worksheet.groups[group].members(line)
    }

    /// Finds the line of a list that has a key.
    pub(crate) fn line_with_key(&self, list: TableId, keys: &[(ColumnId, NodeId)], column: ColumnId, key: &[Value]) -> Option<usize> {
        self.worksheet.line_with_key(Wanted { list, keys, column }, key)
    }

    /// Gives the number, as submitted, of a line of a list that is given.
    pub(crate) fn line_number(&self, list: TableId, line: usize) -> Option<u64> {
        self.worksheet.line_numbers[list].get(line).copied()
    }

    pub(crate) fn parameter_value(&self, parameter: ParameterId) -> Option<&Value> {
        self.worksheet.parameters[parameter].as_ref()
    }

    /// Tells where a parameter's value comes from.
    pub(crate) fn parameter_origin(&self, id: ParameterId) -> ParameterOrigin<'s> {
        let is_given = |address: &Address| matches!(self.evaluator.names.find(address), Target::Parameter(found) if found == id);
        let cells = || self.submission.cells.iter().enumerate();
        if let Some((place, _)) = cells().find(|(_, cell)| !super::place_cells::is_nothing(&cell.given) && is_given(&cell.address)) {
            return ParameterOrigin::Submission(place);
        }
        if self.evaluator.given_parameters[id].is_some() {
            return ParameterOrigin::User;
        }
        let parameter: &'s Parameter = &self.worksheet.plan.parameters[id];
        parameter.in_force(self.submission.period.last_day()).map_or(ParameterOrigin::Nowhere, ParameterOrigin::Package)
    }
}

fn no_part(no_value: &NoValue, of: Option<CellAt>) -> NoPart {
    let state = match no_value.kind {
        Kind::Missing => CellState::Missing,
        Kind::Unreadable => CellState::Unreadable,
        Kind::NotApplicable => CellState::NotApplicable,
        Kind::Blank => CellState::Blank,
        Kind::NotComputed => CellState::NotComputed,
    };
    let cause = of.map_or_else(|| no_value.cause_in_check(), |at| no_value.cause_at(at));
    NoPart { state, is_passed_over: no_value.is_passed_over(), gives_way: no_value.gives_way(), cause }
}
