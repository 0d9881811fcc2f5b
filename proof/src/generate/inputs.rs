//! What a submission for a period may give: input cells, columns of lists that are filled in, parameters left open.

use positum_plan::period::Period;
use positum_plan::plan::{Absence, CellId, ColumnId, Origin, ParameterId, Plan, ReportId, Shape, TableId};
use positum_plan::value::ValueType;

/// What a submission may give; a column stands for its cells in all lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Input {
    /// A scalar cell.
    Cell(CellId),
    /// A column of a list.
    Column(ColumnId),
    /// A parameter.
    Parameter(ParameterId),
}

/// Everything that a submission for a period may give, in the order of the plan.
#[derive(Debug, Default)]
pub(crate) struct Inputs {
    /// Scalar cells.
    pub(crate) cells: Vec<CellId>,
    /// Lists with the columns that are filled in.
    pub(crate) lists: Vec<(TableId, Vec<ColumnId>)>,
    /// Parameters to which the package gives no value.
    pub(crate) parameters: Vec<ParameterId>,
}

impl Inputs {
    /// Gathers what a submission for a period may give.
    pub(crate) fn new(plan: &Plan, period: Period) -> Self {
        let mut inputs = Self::default();
        let is_input = |origin: &Origin| matches!(origin, Origin::Input(_));
        for (table, body) in plan.tables.entries().filter(|(_, body)| is_for(plan, body.report, period)) {
            let cells = plan.cells.entries().filter(|(_, cell)| cell.table == table && is_input(&cell.origin));
            match &body.shape {
                Shape::Form { .. } | Shape::Grid { .. } => inputs.cells.extend(cells.map(|(id, _)| id)),
                Shape::List(list) => {
                    let columns: Vec<ColumnId> = list.columns.iter().copied().filter(|column| is_input(&plan.columns[*column].origin)).collect();
                    if !columns.is_empty() {
                        inputs.lists.push((table, columns));
                    }
                }
            }
        }
        let is_open = |parameter: &ParameterId| plan.parameters[*parameter].value_on(period.last_day()).is_none();
        inputs.parameters = plan.parameters.ids().filter(is_open).collect();
        inputs
    }

    /// Gives the columns of a list that are filled in.
    pub(crate) fn columns(&self, list: TableId) -> &[ColumnId] {
        self.lists.iter().find(|(table, _)| *table == list).map_or(&[], |(_, columns)| columns.as_slice())
    }
}

/// Tells whether a report is for periods of this length.
pub(crate) fn is_for(plan: &Plan, report: ReportId, period: Period) -> bool {
    plan.reports[report].period.is_none_or(|kind| kind == period.kind())
}

impl Input {
    /// Gives the type.
    pub(crate) fn value_type(self, plan: &Plan) -> Option<&ValueType> {
        match self {
            Self::Cell(cell) => plan.cells[cell].value_type.as_ref(),
            Self::Column(column) => plan.columns[column].value_type.as_ref(),
            Self::Parameter(parameter) => Some(&plan.parameters[parameter].value_type),
        }
    }

    /// Gives what it is without a value.
    pub(crate) fn absence(self, plan: &Plan) -> Absence {
        let origin = match self {
            Self::Cell(cell) => &plan.cells[cell].origin,
            Self::Column(column) => &plan.columns[column].origin,
            Self::Parameter(_) => return Absence::Required,
        };
        match origin {
            Origin::Input(absence) => *absence,
            Origin::Formula { .. } | Origin::Sequence | Origin::GroupKey => Absence::Optional,
        }
    }
}
