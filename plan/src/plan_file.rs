//! The plan's versioned file form: JSON with the format's number in front.

use crate::calendar::{check_calendar, check_due};
use crate::codelist::{Codelist, MOST_LEVELS};
use crate::consolidation::{Consolidation, SmallerSide};
use crate::id::{Id, IdVec};
use crate::plan::{Axis, CellReference, ColumnId, Lines, MessagePart, Node, NodeId, Origin, Place, Plan, Scope, Shape, Step, TableId};
use crate::value::{Currency, Quantity, ValueType};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The version of the file form that this build reads and writes.
pub const FORMAT: u32 = 2;
/// The most parts of formulas that stand in each other.
pub const DEEPEST_FORMULA: u32 = 2_000;

#[derive(Serialize)]
struct FileOut<'a> {
    positum_plan: u32,
    versions: &'a [Plan],
}

#[derive(Deserialize)]
struct FileIn {
    versions: Vec<Plan>,
}

#[derive(Deserialize)]
struct FileHead {
    positum_plan: Option<u32>,
}

/// Why a text is no plan that this build can run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlanFileError {
    /// It is not the JSON of a plan; with what is wrong and where.
    Unreadable(String),
    /// It has no format number: some other JSON.
    NoPlan,
    /// Another version of Positum wrote it.
    OtherFormat(u32),
    /// It names a part that it does not have, or in the wrong order.
    Inconsistent(&'static str),
}

impl fmt::Display for PlanFileError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(reason) => write!(formatter, "cannot be read as a plan: {reason}"),
            Self::NoPlan => write!(formatter, "is JSON, but no plan: it does not begin with \"positum_plan\""),
            Self::OtherFormat(format) => {
                write!(formatter, "is a plan of format {format}, and this program reads format {FORMAT}: compile the package again")
            }
            Self::Inconsistent(what) => write!(formatter, "is a damaged plan: {what}; compile the package again"),
        }
    }
}

impl std::error::Error for PlanFileError {}

/// Writes the plans of a package, one for each of its versions by time. The same plans give the same bytes.
///
/// # Errors
/// None that plans made by the compiler can cause.
pub fn write_plans(versions: &[Plan]) -> Result<String, serde_json::Error> {
    let mut text = serde_json::to_string(&FileOut { positum_plan: FORMAT, versions })?;
    text.push('\n');
    Ok(text)
}

/// Reads the plans of a package, at least one, and checks that they can be followed without looking at them again.
///
/// # Errors
/// Text that is no plan, plans of another format, damaged ones.
pub fn read_plans(text: &str) -> Result<Vec<Plan>, PlanFileError> {
    let head: FileHead = serde_json::from_str(text).map_err(|error| PlanFileError::Unreadable(error.to_string()))?;
    match head.positum_plan {
        None => return Err(PlanFileError::NoPlan),
        Some(FORMAT) => {}
        Some(other) => return Err(PlanFileError::OtherFormat(other)),
    }
    let file: FileIn = serde_json::from_str(text).map_err(|error| PlanFileError::Unreadable(error.to_string()))?;
    holds(!file.versions.is_empty(), "it has no version").map_err(PlanFileError::Inconsistent)?;
    for plan in &file.versions {
        check_plan(plan).map_err(PlanFileError::Inconsistent)?;
    }
    Ok(file.versions)
}

type Checked = Result<(), &'static str>;

fn holds(condition: bool, what: &'static str) -> Checked {
    if condition { Ok(()) } else { Err(what) }
}

fn known<I: Id, T>(items: &IdVec<I, T>, id: I, what: &'static str) -> Checked {
    holds(items.lookup(id).is_some(), what)
}

fn check_plan(plan: &Plan) -> Checked {
    holds(!plan.package.languages.is_empty(), "it has no language")?;
    plan.codelists.iter().try_for_each(check_codelist)?;
    check_nodes(plan)?;
    for table in plan.tables.iter() {
        known(&plan.reports, table.report, "a table without a report")?;
        check_shape(plan, &table.shape)?;
    }
    plan.calendars.iter().try_for_each(check_calendar)?;
    for report in plan.reports.iter() {
        if let Some(due) = &report.due {
            check_due(due, &plan.calendars)?;
        }
        for table in &report.tables {
            known(&plan.tables, *table, "a report with an unknown table")?;
        }
    }
    for cell in plan.cells.iter() {
        known(&plan.tables, cell.table, "a cell without a table")?;
        check_place(plan, cell)?;
        check_value(plan, cell.value_type.as_ref(), &cell.origin)?;
    }
    for column in plan.columns.iter() {
        known(&plan.tables, column.table, "a column without a table")?;
        holds(matches!(plan.tables[column.table].shape, Shape::List(_)), "a column of a table that is no list")?;
        check_value(plan, column.value_type.as_ref(), &column.origin)?;
    }
    for parameter in plan.parameters.iter() {
        check_value(plan, Some(&parameter.value_type), &Origin::Sequence)?;
    }
    if let Some(consolidation) = &plan.consolidation {
        check_consolidation(plan, consolidation)?;
    }
    check_checks(plan)?;
    check_steps(plan)
}

fn check_consolidation(plan: &Plan, consolidation: &Consolidation) -> Checked {
    let level = |level: &usize| holds(*level < consolidation.levels.len(), "a level of entities that is unknown");
    consolidation.reports.iter().try_for_each(|report| known(&plan.reports, *report, "an unknown report that is consolidated"))?;
    consolidation.levels.iter().flat_map(|of| &of.members).try_for_each(level)?;
    let pairs = consolidation.eliminations.iter().flat_map(|elimination| &elimination.pairs);
    let eliminated = pairs.flat_map(|pair| pair.left.iter().chain(&pair.right));
    for cell in consolidation.same.iter().chain(&consolidation.added).chain(eliminated) {
        let (origin, table) = match cell {
            CellReference::Cell(cell) => plan.cells.lookup(*cell).map(|cell| (&cell.origin, cell.table)),
            CellReference::Column(column) => plan.columns.lookup(*column).map(|column| (&column.origin, column.table)),
        }
        .ok_or("an unknown cell in a consolidation")?;
        holds(matches!(origin, Origin::Input(_)), "a consolidation of a cell that is computed")?;
        holds(
            plan.tables.lookup(table).is_some_and(|table| consolidation.reports.contains(&table.report)),
            "a cell of a report that is not consolidated",
        )?;
    }
    consolidation.eliminations.iter().try_for_each(|elimination| match &elimination.smaller_side {
        SmallerSide::Nowhere | SmallerSide::Everywhere => Ok(()),
        SmallerSide::At(levels) => levels.iter().try_for_each(level),
    })
}

fn check_codelist(codelist: &Codelist) -> Checked {
    for (code, meaning) in &codelist.codes {
        let is_known = meaning.parent.as_ref().is_none_or(|parent| codelist.codes.contains_key(parent));
        holds(is_known, "a code under an unknown code")?;
        holds(codelist.above(code).len() <= MOST_LEVELS, "a code that stands under itself")?;
    }
    Ok(())
}

fn check_nodes(plan: &Plan) -> Checked {
    let mut depths: IdVec<NodeId, u32> = IdVec::new();
    let mut used: IdVec<NodeId, bool> = IdVec::filled(plan.nodes.len(), false);
    for (id, node) in plan.nodes.entries() {
        let mut depth = 0_u32;
        for part in plan.parts(id) {
            holds(part < id, "a formula that contains itself")?;
            // Shared parts would be evaluated once for each way that leads to them.
            holds(!std::mem::replace(&mut used[part], true), "a part of two formulas")?;
            depth = depth.max(depths[part].saturating_add(1));
        }
        holds(depth <= DEEPEST_FORMULA, "a formula that is nested too deeply")?;
        depths.push(depth);
        match node {
            Node::Cell(cell) => known(&plan.cells, *cell, "a formula with an unknown cell")?,
            Node::Column(column) => known(&plan.columns, *column, "a formula with an unknown column")?,
            Node::Parameter(parameter) => known(&plan.parameters, *parameter, "a formula with an unknown parameter")?,
            Node::WorkingDaysAfter { calendar, .. } => known(&plan.calendars, *calendar, "a formula with an unknown calendar")?,
            Node::Exact(cell) | Node::Earlier { cell, .. } => check_reference(plan, *cell)?,
            Node::Lookup { list, keys, column } => check_lookup(plan, *list, keys, *column)?,
            Node::Aggregate { list, lines, .. } => {
                known(&plan.tables, *list, "a formula over an unknown list")?;
                holds(matches!(plan.tables[*list].shape, Shape::List(_)), "a formula over lines of a table that is no list")?;
                match lines {
                    Lines::All => {}
                    Lines::OfGroup(group) => known(&plan.tables, *group, "a formula over an unknown group")?,
                }
            }
            Node::Round { decimals, .. } => holds(*decimals <= crate::amount::MOST_DIGITS, "a formula that rounds to too many decimals")?,
            Node::Number(_)
            | Node::Text(_)
            | Node::Bool(_)
            | Node::Date(_)
            | Node::PeriodPart(_)
            | Node::DateOf { .. }
            | Node::Sum(_)
            | Node::Total(_)
            | Node::Product(..)
            | Node::Quotient(..)
            | Node::Negation(_)
            | Node::Absolute(_)
            | Node::Least(_)
            | Node::Greatest(_)
            | Node::Comparison { .. }
            | Node::In { .. }
            | Node::Matches { .. }
            | Node::And(_)
            | Node::Or(_)
            | Node::Not(_)
            | Node::When { .. }
            | Node::Else(..)
            | Node::If { .. } => {}
        }
    }
    Ok(())
}

fn check_reference(plan: &Plan, reference: CellReference) -> Checked {
    match reference {
        CellReference::Cell(cell) => known(&plan.cells, cell, "a formula with an unknown cell"),
        CellReference::Column(column) => known(&plan.columns, column, "a formula with an unknown column"),
    }
}

fn check_lookup(plan: &Plan, list: TableId, keys: &[(ColumnId, NodeId)], column: ColumnId) -> Checked {
    known(&plan.tables, list, "a formula that looks in an unknown list")?;
    holds(!keys.is_empty(), "a formula that looks for a line without a key")?;
    for column in keys.iter().map(|(column, _)| *column).chain([column]) {
        known(&plan.columns, column, "a formula with an unknown column")?;
        holds(plan.columns[column].table == list, "a formula that looks for a line in another list")?;
    }
    Ok(())
}

fn check_axis(axis: &Axis) -> Checked {
    let most = axis.headings.len();
    axis.headings.iter().try_for_each(|heading| {
        holds(heading.depth <= most && heading.start <= heading.end && heading.end <= axis.entries.len(), "a heading over nothing")
    })
}

fn check_shape(plan: &Plan, shape: &Shape) -> Checked {
    match shape {
        Shape::Form { positions, axis } => {
            check_axis(axis)?;
            holds(positions.len() == axis.entries.len(), "a form with positions that have no code")?;
            positions.iter().try_for_each(|cell| known(&plan.cells, *cell, "a form with an unknown cell"))
        }
        Shape::Grid { rows, columns, cells } => {
            check_axis(rows)?;
            check_axis(columns)?;
            holds(rows.entries.len().checked_mul(columns.entries.len()) == Some(cells.len()), "a grid of another size than its cells")?;
            cells.iter().flatten().try_for_each(|cell| known(&plan.cells, *cell, "a grid with an unknown cell"))
        }
        Shape::List(list) => {
            check_axis(&list.axis)?;
            holds(list.columns.len() == list.axis.entries.len(), "a list with columns that have no code")?;
            for column in list.columns.iter().chain(&list.key) {
                known(&plan.columns, *column, "a list with an unknown column")?;
            }
            for (column, cell) in list.total.iter().flat_map(|total| &total.cells) {
                known(&plan.columns, *column, "a total row with an unknown column")?;
                known(&plan.cells, *cell, "a total row with an unknown cell")?;
            }
            let Some(derivation) = &list.derivation else { return Ok(()) };
            known(&plan.tables, derivation.source, "a list from an unknown list")?;
            holds(derivation.by.len() <= list.columns.len(), "a list with fewer columns than its key")?;
            if let Some(filter) = derivation.filter {
                known(&plan.nodes, filter, "a list with an unknown condition")?;
            }
            derivation.by.iter().try_for_each(|column| known(&plan.columns, *column, "a list by an unknown column"))
        }
    }
}

fn check_place(plan: &Plan, cell: &crate::plan::Cell) -> Checked {
    match (&cell.place, &plan.tables[cell.table].shape) {
        (Place::Position(index), Shape::Form { axis, .. }) => holds(*index < axis.entries.len(), "a cell at no position"),
        (Place::Grid(row, column), Shape::Grid { rows, columns, .. }) => {
            holds(*row < rows.entries.len() && *column < columns.entries.len(), "a cell outside its grid")
        }
        (Place::Total(column), Shape::List(_)) => known(&plan.columns, *column, "a total of an unknown column"),
        (Place::Let(_), _) => Ok(()),
        (Place::Position(_) | Place::Grid(..) | Place::Total(_), _) => Err("a cell in a table of another shape"),
    }
}

fn check_value(plan: &Plan, value_type: Option<&ValueType>, origin: &Origin) -> Checked {
    match origin {
        Origin::Formula { node, .. } => known(&plan.nodes, *node, "a cell with an unknown formula")?,
        Origin::Input(_) | Origin::Sequence | Origin::GroupKey => holds(value_type.is_some(), "an input without a type")?,
    }
    check_type(plan, value_type)
}

fn check_type(plan: &Plan, value_type: Option<&ValueType>) -> Checked {
    let Some(value_type) = value_type else { return Ok(()) };
    holds(value_type.plain_decimals() <= crate::amount::MOST_DIGITS, "a type with too many decimals")?;
    holds(value_type.limits.is_none() || value_type.quantity == Quantity::Text, "a pattern of what is no text")?;
    let currency = |currency: &Currency| match currency {
        Currency::Fixed(_) => Ok(()),
        Currency::OfColumn(column) => known(&plan.columns, *column, "a currency of an unknown column"),
    };
    match &value_type.quantity {
        Quantity::Amount(amount) => currency(amount),
        Quantity::Rate { to, from } => currency(to).and_then(|()| currency(from)),
        Quantity::Code(codelist) => known(&plan.codelists, *codelist, "a type with an unknown codelist"),
        Quantity::Ratio(_)
        | Quantity::Count
        | Quantity::Integer
        | Quantity::Decimal
        | Quantity::Days
        | Quantity::Date
        | Quantity::Text
        | Quantity::Bool => Ok(()),
    }
}

fn check_checks(plan: &Plan) -> Checked {
    for check in plan.checks.iter() {
        known(&plan.reports, check.report, "a check of an unknown report")?;
        for node in check.condition.iter().chain([&check.requirement]) {
            known(&plan.nodes, *node, "a check with an unknown formula")?;
        }
        if let Some(table) = check.table {
            known(&plan.tables, table, "a check of an unknown table")?;
        }
        match &check.scope {
            Scope::EachLine(table) => {
                known(&plan.tables, *table, "a check over an unknown list")?;
                holds(matches!(plan.tables[*table].shape, Shape::List(_)), "a check over lines of a table that is no list")?;
            }
            Scope::Once | Scope::Row(_) | Scope::Column(_) => {}
        }
        for part in check.messages.values().flatten() {
            match part {
                MessagePart::Text(_) => {}
                MessagePart::Value { node, value_type } => {
                    known(&plan.nodes, *node, "a message with an unknown value")?;
                    check_type(plan, value_type.as_ref())?;
                }
            }
        }
        for cell in &check.cells {
            match cell {
                CellReference::Cell(cell) => known(&plan.cells, *cell, "a check of an unknown cell")?,
                CellReference::Column(column) => known(&plan.columns, *column, "a check of an unknown column")?,
            }
        }
    }
    Ok(())
}

fn check_steps(plan: &Plan) -> Checked {
    let is_computed = |origin: &Origin| matches!(origin, Origin::Formula { .. });
    let computed = plan.cells.iter().filter(|cell| is_computed(&cell.origin)).count();
    let computed = computed.saturating_add(plan.columns.iter().filter(|column| is_computed(&column.origin)).count());
    let steps = plan.steps.iter().filter(|step| !matches!(step, Step::Group(_))).count();
    holds(steps == computed, "another number of steps than of formulas")?;
    plan.steps.iter().try_for_each(|step| match step {
        Step::Cell(cell) => known(&plan.cells, *cell, "a step for an unknown cell"),
        Step::Column(column) => known(&plan.columns, *column, "a step for an unknown column"),
        Step::Group(table) => {
            known(&plan.tables, *table, "a step for an unknown list")?;
            match &plan.tables[*table].shape {
                Shape::List(list) => holds(list.derivation.is_some(), "a step for a list that is not derived"),
                Shape::Form { .. } | Shape::Grid { .. } => Err("a step for a table that is no list"),
            }
        }
    })
}
