//! Explains a cell: what it shows, where it comes from, and the same of everything that its formula names.

use super::explanation::{
    BeforeRounding, CellExplanation, ComesFrom, GroupExplanation, InputExplanation, ParameterExplanation, ParameterSource, SourceOf, SourceText,
    Subject,
};
use super::find_subject::Named;
use super::names::{cell_name, key_of_line, table_name};
use super::smallest_change::SearchBudget;
use super::{Limits, MOST_LINES};
use crate::cell_address::{address_of, table_of};
use crate::evaluate::workings::{CurrentLines, ParameterOrigin, Workings};
use crate::evaluated_submission::{Cause, CellAt, CellState, EvaluatedCell};
use positum_plan::plan::{Axis, AxisEntry, CellReference, ColumnId, Origin, ParameterId, Place, Plan, Shape, TableId};
use positum_plan::value::{Value, ValueType};
use std::collections::BTreeSet;

/// Builds an explanation; what has been told is not told again.
pub(super) struct Builder<'a, 's> {
    pub(super) workings: &'a Workings<'s>,
    pub(super) with_changes: bool,
    pub(super) only_reasons: bool,
    /// Whether what is explained now has no value, and only the reason for it counts.
    pub(super) for_reason: bool,
    /// What the search for changes may still spend.
    pub(super) budget: SearchBudget,
    told: BTreeSet<CellAt>,
    cells_left: usize,
    pub(super) depth_left: usize,
}

impl<'a, 's> Builder<'a, 's> {
    pub(super) fn new(workings: &'a Workings<'s>, limits: &Limits) -> Self {
        let depth_left = limits.depth.min(super::MOST_DEPTH);
        let Limits { with_changes, only_reasons, .. } = *limits;
        Self {
            workings,
            with_changes,
            only_reasons,
            for_reason: false,
            budget: SearchBudget::default(),
            told: BTreeSet::new(),
            cells_left: limits.cells,
            depth_left,
        }
    }

    pub(super) fn plan(&self) -> &'s Plan {
        self.workings.plan()
    }

    /// Explains what is named; nothing for a check's row that has no outcome.
    pub(super) fn subject(&mut self, named: &Named) -> Option<Subject> {
        match named {
            Named::Cell(at) => Some(Subject::Cell(Box::new(self.cell(*at)))),
            Named::Check(check, row) => self.check(*check, row).map(|check| Subject::Check(Box::new(check))),
            Named::Parameter(parameter) => Some(Subject::Parameter(Box::new(self.parameter(*parameter)))),
        }
    }

    /// Explains a cell with everything under it.
    pub(super) fn cell(&mut self, at: CellAt) -> CellExplanation {
        let comes_from = self.comes_from(at);
        let plan = self.plan();
        let cell = self.workings.cell(at);
        let table = table_of(plan, at.reference);
        let (row, column) = entries_of(plan, at);
        let address = address_of(plan, at);
        let findings = self.workings.findings().iter().filter(|finding| finding.address == address).cloned().collect();
        CellExplanation {
            at,
            name: cell_name(plan, at),
            key: matches!(at.reference, CellReference::Column(_)).then(|| key_of_line(self.workings, table, at.line)).flatten(),
            row_label: row.as_ref().map(|entry| entry.label.clone()).unwrap_or_default(),
            column_label: column.as_ref().map(|entry| entry.label.clone()).unwrap_or_default(),
            value_type: type_at(plan, at.reference).cloned(),
            state: cell.map_or(CellState::NotComputed, |cell| cell.state),
            value: cell.and_then(|cell| cell.value.clone()),
            before_rounding: cell.and_then(|cell| self.before_rounding(at, cell)),
            cause: cell.and_then(EvaluatedCell::cause),
            findings,
            sources: sources_of(plan, table, row.as_ref(), column.as_ref()),
            comes_from,
        }
    }

    fn comes_from(&mut self, at: CellAt) -> ComesFrom {
        let plan = self.plan();
        let table = table_of(plan, at.reference);
        if !self.workings.is_evaluated(table) {
            return ComesFrom::ReportLeftOut(plan.tables[table].report);
        }
        match origin_of(plan, at.reference) {
            Origin::Input(absence) => {
                let cell = self.workings.cell(at);
                ComesFrom::Submission(InputExplanation {
                    read_at: cell.and_then(|cell| self.workings.origin_of(cell)),
                    given_text: cell.and_then(|cell| cell.given_text()).map(str::to_owned),
                    absence: *absence,
                })
            }
            Origin::Sequence => ComesFrom::Sequence,
            Origin::GroupKey => ComesFrom::GroupKey(Box::new(self.group(table, at.line))),
            Origin::Formula { node, text, .. } => {
                if self.told.contains(&at) {
                    return ComesFrom::ToldBefore;
                }
                let (Some(cells_left), Some(depth_left)) = (self.cells_left.checked_sub(1), self.depth_left.checked_sub(1)) else {
                    return ComesFrom::BeyondLimit;
                };
                let has_value = self.workings.cell(at).is_some_and(|cell| cell.value.is_some());
                if self.for_reason && has_value {
                    return ComesFrom::NotAsked;
                }
                self.told.insert(at);
                self.cells_left = cells_left;
                let before = (std::mem::replace(&mut self.depth_left, depth_left), self.for_reason);
                self.for_reason = self.only_reasons && !has_value;
                let formula = self.formula(*node, text, at);
                (self.depth_left, self.for_reason) = before;
                ComesFrom::Formula(Box::new(formula))
            }
        }
    }

    fn before_rounding(&self, at: CellAt, cell: &EvaluatedCell) -> Option<BeforeRounding> {
        let plan = self.plan();
        let Origin::Formula { node, .. } = origin_of(plan, at.reference) else { return None };
        let value_type = type_at(plan, at.reference)?;
        let Some(Value::Number(shown)) = &cell.value else { return None };
        match self.workings.outcome(*node, &lines_at(plan, at), Some(at)) {
            Ok(Value::Number(number)) if number != *shown => {
                Some(BeforeRounding { number, rounding: value_type.rounding, decimals: value_type.decimals })
            }
            Ok(_) | Err(_) => None,
        }
    }

    fn group(&self, table: TableId, line: usize) -> GroupExplanation {
        let plan = self.plan();
        let source = match &plan.tables[table].shape {
            Shape::List(list) => list.derivation.as_ref().map_or(table, |derivation| derivation.source),
            Shape::Form { .. } | Shape::Grid { .. } => table,
        };
        let members = self.workings.members(table, line);
        let told = members.iter().take(MOST_LINES).map(|line| (line.saturating_add(1), key_of_line(self.workings, source, *line)));
        GroupExplanation { source_name: table_name(plan, source), lines: told.collect(), more_lines: members.len().saturating_sub(MOST_LINES) }
    }

    /// Explains where a parameter's value comes from.
    pub(super) fn parameter(&self, id: ParameterId) -> ParameterExplanation {
        let parameter = &self.plan().parameters[id];
        let mut sources: Vec<String> = parameter.source.iter().cloned().collect();
        let comes_from = match self.workings.parameter_origin(id) {
            ParameterOrigin::Submission(place) => match self.workings.submission().cells.get(place) {
                Some(cell) => ParameterSource::Submission(cell.origin.clone()),
                None => ParameterSource::Nowhere,
            },
            ParameterOrigin::User => ParameterSource::User,
            ParameterOrigin::Package(value) => {
                sources.extend(value.source.iter().filter(|source| Some(*source) != parameter.source.as_ref()).cloned());
                ParameterSource::Package(value.validity)
            }
            ParameterOrigin::Nowhere => ParameterSource::Nowhere,
        };
        ParameterExplanation {
            id,
            name: parameter.name.clone(),
            label: parameter.label.clone(),
            value_type: parameter.value_type.clone(),
            value: self.workings.parameter_value(id).cloned(),
            comes_from,
            sources,
        }
    }

    /// Gives the root cause of a part without value.
    pub(super) fn cause_of(&self, outcome: &crate::evaluate::workings::PartOutcome) -> Option<Cause> {
        outcome.as_ref().err().map(|no_part| no_part.cause)
    }
}

/// Gives the current lines of a cell's formula.
pub(super) fn lines_at(plan: &Plan, at: CellAt) -> CurrentLines {
    match at.reference {
        CellReference::Cell(_) => Vec::new(),
        CellReference::Column(column) => vec![(plan.columns[column].table, at.line)],
    }
}

pub(super) fn type_at(plan: &Plan, reference: CellReference) -> Option<&ValueType> {
    match reference {
        CellReference::Cell(cell) => plan.cells[cell].value_type.as_ref(),
        CellReference::Column(column) => plan.columns[column].value_type.as_ref(),
    }
}

pub(super) fn origin_of(plan: &Plan, reference: CellReference) -> &Origin {
    match reference {
        CellReference::Cell(cell) => &plan.cells[cell].origin,
        CellReference::Column(column) => &plan.columns[column].origin,
    }
}

/// Gives the row, or position, and the column of a cell.
fn entries_of(plan: &Plan, at: CellAt) -> (Option<AxisEntry>, Option<AxisEntry>) {
    let column_entry = |column: ColumnId| {
        let axis = plan.codes_of(plan.columns[column].table);
        axis.entries.iter().find(|entry| entry.code == plan.columns[column].code).cloned()
    };
    let entry = |axis: &Axis, index: usize| axis.entries.get(index).cloned();
    match at.reference {
        CellReference::Column(column) => (None, column_entry(column)),
        CellReference::Cell(cell) => match (&plan.cells[cell].place, &plan.tables[plan.cells[cell].table].shape) {
            (Place::Position(position), Shape::Form { axis, .. }) => (entry(axis, *position), None),
            (Place::Grid(row, column), Shape::Grid { rows, columns, .. }) => (entry(rows, *row), entry(columns, *column)),
            (Place::Total(column), Shape::List(list)) => {
                let label = list.total.as_ref().map(|total| total.label.clone()).unwrap_or_default();
                (Some(AxisEntry { code: String::new(), label, source: None }), column_entry(*column))
            }
            (Place::Position(_) | Place::Grid(..) | Place::Total(_) | Place::Let(_), Shape::Form { .. } | Shape::Grid { .. } | Shape::List(_)) => {
                (None, None)
            }
        },
    }
}

fn sources_of(plan: &Plan, table: TableId, row: Option<&AxisEntry>, column: Option<&AxisEntry>) -> Vec<SourceText> {
    let table = &plan.tables[table];
    let of = [
        (SourceOf::Row, row.and_then(|row| row.source.as_ref())),
        (SourceOf::Column, column.and_then(|column| column.source.as_ref())),
        (SourceOf::Table, table.source.as_ref()),
        (SourceOf::Report, plan.reports[table.report].source.as_ref()),
    ];
    of.into_iter().filter_map(|(of, text)| text.map(|text| SourceText { of, text: text.clone() })).collect()
}

/// Gives what a report rests on.
pub(super) fn report_source(plan: &Plan, report: positum_plan::plan::ReportId) -> Option<SourceText> {
    plan.reports[report].source.as_ref().map(|text| SourceText { of: SourceOf::Report, text: text.clone() })
}
