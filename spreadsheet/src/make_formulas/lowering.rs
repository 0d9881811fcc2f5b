//! Lowers parts of formulas: from a node and the current lines to expressions on the sheet of calculations.
//!
//! What is long, or needed more than once, gets cells of its own: one of its state and one of its value; inside lists in
//! every line, below each other, so that other formulas can run over them.

use super::calculation_sheet::{CalculationSheet, Spot};
use super::current_lines::{CurrentLines, line_of, only_needed};
use super::expression::{Expression, Kind, Lowered, NotLiveReason, State, VALUE, date_literal, text_literal};
use crate::form_places::FormPlaces;
use positum_plan::id::IdVec;
use positum_plan::plan::{CellId, CellReference, ColumnId, Node, NodeId, ParameterId, PeriodPart, Plan, ReportId, TableId};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// What lowering gives.
pub(super) type Result<T> = std::result::Result<T, NotLiveReason>;

/// Longer expressions get cells of their own.
const LONGEST: usize = 300;
/// Longer expressions of states, of which one formula may have many, get cells of their own.
const LONGEST_STATE: usize = 100;
/// The most signs of a text in a formula.
const LONGEST_TEXT: usize = 1_000;
/// Expressions with more brackets in each other get cells of their own.
const DEEPEST: usize = 12;
/// The most states that one expression looks at.
const MOST_STATES: usize = 40;

/// What the cells of a part of a formula are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    /// Its state.
    State,
    /// Its value.
    Value,
    /// Whether an operand decides it, or is in trouble.
    Decision,
    /// What a line gives to an aggregate.
    Contribution,
    /// The value that a line gives to an aggregate.
    Contributed,
    /// The place of a line that is looked for.
    Position,
    /// A part of a long expression.
    Piece(usize),
    /// A part of a long state.
    StatePiece(usize),
    /// The value of an operand, or nothing.
    Operand(usize),
}

/// The cells of a list's column on the sheet of calculations.
#[derive(Clone, Debug)]
pub(super) struct HeldColumn {
    /// The states, one below the other; nothing where there always is a value.
    pub(super) state: Option<Spot>,
    pub(super) value: Spot,
    /// The numbers before their rounding.
    pub(super) raw: Option<Spot>,
    pub(super) kind: Kind,
    pub(super) decimals: Option<u32>,
    /// The most decimals of the number before its rounding.
    pub(super) raw_decimals: Option<u32>,
}

/// The lines of a list on the sheet of calculations.
#[derive(Clone, Copy, Debug)]
pub(super) struct HeldLines {
    /// How many lines there can be.
    pub(super) lines: u32,
    /// 1 for each line that there is, and 0 for the others.
    pub(super) exists: Spot,
    /// How many lines there are up to this one; the last is the number of all.
    pub(super) count: Spot,
    /// More than 0 where it cannot be told which lines there are.
    pub(super) unknown: Option<Spot>,
    /// Of a derived list, the number of the group of each line of its source, or 0.
    pub(super) group_of_source: Option<Spot>,
}

/// The state of the whole lowering.
pub(super) struct Lowering<'p> {
    pub(super) plan: &'p Plan,
    pub(super) places: &'p FormPlaces,
    pub(super) sheet: CalculationSheet,
    pub(super) needed: IdVec<NodeId, Vec<TableId>>,
    pub(super) left_out: IdVec<ReportId, bool>,
    pub(super) cells: IdVec<CellId, Result<Lowered>>,
    /// Computed cells before their rounding.
    pub(super) raw_cells: BTreeMap<CellId, Lowered>,
    pub(super) columns: IdVec<ColumnId, Result<Option<HeldColumn>>>,
    pub(super) parameters: IdVec<ParameterId, Result<Lowered>>,
    pub(super) period: BTreeMap<PeriodPart, Lowered>,
    pub(super) lists: IdVec<TableId, Option<HeldLines>>,
    /// Derived lists whose lines no formula can tell.
    pub(super) not_live_lists: BTreeMap<TableId, NotLiveReason>,
    /// Options that stand below each other.
    pub(super) option_columns: BTreeMap<NodeId, Spot>,
    /// The columns that were filled for aggregates.
    pub(super) made_columns: BTreeMap<Spot, (Kind, Option<u32>, bool)>,
    known: BTreeMap<(NodeId, CurrentLines), Result<Lowered>>,
    blocks: BTreeMap<(NodeId, Role, CurrentLines, TableId), Spot>,
}

impl<'p> Lowering<'p> {
    pub(super) fn new(plan: &'p Plan, places: &'p FormPlaces, needed: IdVec<NodeId, Vec<TableId>>) -> Self {
        let nothing = Lowered::never(Kind::Number);
        Self {
            plan,
            places,
            sheet: CalculationSheet::new(places.calculation_sheet),
            needed,
            left_out: IdVec::filled(plan.reports.len(), false),
            cells: plan.cells.iter().map(|_| Ok(nothing.clone())).collect(),
            raw_cells: BTreeMap::new(),
            columns: plan.columns.iter().map(|_| Ok(None)).collect(),
            parameters: plan.parameters.iter().map(|_| Ok(nothing.clone())).collect(),
            period: BTreeMap::new(),
            lists: plan.tables.iter().map(|_| None).collect(),
            not_live_lists: BTreeMap::new(),
            option_columns: BTreeMap::new(),
            made_columns: BTreeMap::new(),
            known: BTreeMap::new(),
            blocks: BTreeMap::new(),
        }
    }

    /// Lowers a part of a formula in the current lines.
    pub(super) fn lower(&mut self, root: NodeId, lines: &[(TableId, u32)]) -> Result<Lowered> {
        // Parts wait in a vector and not on the stack, so that no depth of a formula can exhaust it.
        let mut waiting = vec![(root, false)];
        while let Some((node, has_parts)) = waiting.pop() {
            let own = only_needed(lines, &self.needed[node]);
            if self.known.contains_key(&(node, own.clone())) {
                continue;
            }
            if has_parts || matches!(self.plan.nodes[node], Node::Aggregate { .. }) {
                let lowered = self.lower_node(node, &own).map(|lowered| self.shortened(node, &own, lowered));
                self.known.insert((node, own), lowered);
            } else {
                waiting.push((node, true));
                waiting.extend(self.plan.parts(node).into_iter().map(|part| (part, false)));
            }
        }
        let own = only_needed(lines, &self.needed[root]);
        self.known.get(&(root, own)).cloned().unwrap_or(Err(NotLiveReason::TooLong))
    }

    fn lower_node(&mut self, id: NodeId, lines: &[(TableId, u32)]) -> Result<Lowered> {
        let plan = self.plan;
        match &plan.nodes[id] {
            Node::Number(number) => Ok(number_literal(*number)),
            Node::Text(text) if text.chars().count() > LONGEST_TEXT => Err(NotLiveReason::TooLong),
            Node::Text(text) => Ok(Lowered::sure(text_literal(text), Kind::Text, None)),
            Node::Bool(value) => Ok(Lowered::sure(Expression::closed(if *value { "TRUE" } else { "FALSE" }), Kind::Bool, None)),
            Node::Date(date) => Ok(Lowered::sure(date_literal(*date), Kind::Date, Some(0))),
            Node::Cell(cell) => self.cells[*cell].clone(),
            Node::Column(column) => self.column_at(*column, lines),
            Node::Parameter(parameter) => self.parameters[*parameter].clone(),
            Node::Exact(reference) => self.exact(*reference, lines),
            // A workbook knows no other period.
            Node::Earlier { cell, .. } => Ok(Lowered::never(self.kind_of(*cell))),
            Node::PeriodPart(part) => Ok(self.period.get(part).cloned().unwrap_or_else(|| Lowered::never(Kind::Number))),
            Node::DateOf { year, month, day } => self.lower_date_of(id, [*year, *month, *day], lines),
            // Which days a calendar has off no formula can tell.
            Node::WorkingDaysAfter { .. } => Err(NotLiveReason::WorkingDays),
            Node::Lookup { list, keys, column } => self.lower_lookup(id, *list, keys, *column, lines),
            Node::Sum(terms) => self.lower_sum(id, terms, lines),
            Node::Total(parts) => self.lower_total(id, parts, lines),
            Node::Least(parts) => self.lower_extreme(id, "MIN", parts, lines),
            Node::Greatest(parts) => self.lower_extreme(id, "MAX", parts, lines),
            Node::Product(left, right) => self.lower_product(*left, *right, lines),
            Node::Quotient(left, right) => self.lower_quotient(id, *left, *right, lines),
            Node::Negation(part) => self.lower_sign(*part, false, lines),
            Node::Absolute(part) => self.lower_sign(*part, true, lines),
            Node::Round { value, decimals, rounding } => self.lower_round(*value, *decimals, *rounding, lines),
            Node::Comparison { operator, left, right, tolerance } => self.lower_comparison(*operator, [*left, *right], *tolerance, lines),
            Node::In { value, options } => self.lower_in(id, *value, options, lines),
            Node::Matches { value, pattern } => self.lower_matches(*value, pattern, lines),
            Node::And(parts) => self.lower_decision(id, parts, false, lines),
            Node::Or(parts) => self.lower_decision(id, parts, true, lines),
            Node::Not(part) => self.lower_not(*part, lines),
            Node::When { value, condition } => self.lower_when(*value, *condition, lines),
            Node::Else(first, second) => self.lower_else(*first, *second, lines),
            Node::If { condition, then, otherwise } => self.lower_if(*condition, [*then, *otherwise], lines),
            Node::Aggregate { function, list, lines: which, value, filter } => {
                self.lower_aggregate(id, (*function, *list, *which), (*value, *filter), lines)
            }
        }
    }

    fn column_at(&self, column: ColumnId, lines: &[(TableId, u32)]) -> Result<Lowered> {
        let kind = self.kind_of(CellReference::Column(column));
        let (Some(held), Some(line)) = (self.columns[column].as_ref().map_err(|reason| *reason)?, line_of(lines, self.plan.columns[column].table))
        else {
            return Ok(Lowered::never(kind));
        };
        let state = held.state.map_or(State::Value, |spot| State::Code(Expression::spot(spot.down(line))));
        Ok(Lowered { value: Expression::spot(held.value.down(line)), state, kind: held.kind, decimals: held.decimals, is_normal: true })
    }

    fn exact(&self, reference: CellReference, lines: &[(TableId, u32)]) -> Result<Lowered> {
        match reference {
            CellReference::Cell(cell) => {
                let shown = self.cells[cell].clone()?;
                Ok(self.raw_cells.get(&cell).cloned().unwrap_or(shown))
            }
            CellReference::Column(column) => {
                let shown = self.column_at(column, lines)?;
                let held = self.columns[column].as_ref().ok().and_then(Option::as_ref);
                let raw = held.and_then(|held| Some((held.raw?, held.raw_decimals)));
                Ok(match raw.zip(line_of(lines, self.plan.columns[column].table)) {
                    Some(((raw, decimals), line)) => Lowered { value: Expression::spot(raw.down(line)), decimals, ..shown },
                    None => shown,
                })
            }
        }
    }

    /// Gives what the values of a cell or column are; those of an intermediate, what it was lowered to.
    pub(super) fn kind_of(&self, reference: CellReference) -> Kind {
        let value_type = match reference {
            CellReference::Cell(cell) => self.plan.cells[cell].value_type.as_ref(),
            CellReference::Column(column) => self.plan.columns[column].value_type.as_ref(),
        };
        match (value_type, reference) {
            (Some(value_type), _) => Kind::of(value_type),
            (None, CellReference::Cell(cell)) => self.cells[cell].as_ref().map_or(Kind::Number, |lowered| lowered.kind),
            (None, CellReference::Column(column)) => {
                self.columns[column].as_ref().ok().and_then(Option::as_ref).map_or(Kind::Number, |held| held.kind)
            }
        }
    }

    /// Gives cells to what is too long to be a part of another expression.
    fn shortened(&mut self, node: NodeId, lines: &[(TableId, u32)], lowered: Lowered) -> Lowered {
        let states = lowered.state.items();
        let is_long = lowered.value.text().len() > LONGEST || states.iter().any(|item| item.text().len() > LONGEST_STATE);
        let depths = states.iter().map(Expression::depth).fold(lowered.value.depth(), usize::max);
        let lowered = if states.len() > MOST_STATES { self.with_few_states(node, lines, lowered) } else { lowered };
        if is_long || depths > DEEPEST { self.spilled(node, lines, lowered) } else { lowered }
    }

    fn with_few_states(&mut self, node: NodeId, lines: &[(TableId, u32)], lowered: Lowered) -> Lowered {
        let State::Strict(items) = &lowered.state else { return lowered };
        let mut items = items.clone();
        let mut piece = 0_usize;
        while items.len() > MOST_STATES {
            let mut fewer = Vec::new();
            for chunk in items.chunks(MOST_STATES) {
                let text = State::Strict(chunk.to_vec()).code();
                fewer.push(self.place(node, Role::StatePiece(piece), lines, text.text()));
                piece = piece.saturating_add(1);
            }
            items = fewer;
        }
        Lowered { state: State::Strict(items), ..lowered }
    }

    /// Gives cells to the state and the value, so that both can be repeated.
    pub(super) fn spilled(&mut self, node: NodeId, lines: &[(TableId, u32)], lowered: Lowered) -> Lowered {
        let lowered = self.with_few_states(node, lines, lowered);
        let state = match &lowered.state {
            State::Value => State::Value,
            State::Code(code) if code.is_simple() => State::Code(code.clone()),
            State::Strict(_) | State::Code(_) => State::Code(self.place(node, Role::State, lines, lowered.state.code().text())),
        };
        if lowered.is_normal && lowered.value.is_simple() {
            return Lowered { state, ..lowered };
        }
        let text = match &state {
            State::Code(code) => format!("IF({}={VALUE},{},{})", code.operand(), lowered.value.text(), lowered.kind.nothing()),
            State::Value | State::Strict(_) => lowered.value.text().to_owned(),
        };
        let value = self.place(node, Role::Value, lines, &text);
        Lowered { state, value, is_normal: true, ..lowered }
    }

    /// Lowers a part whose state and value are needed more than once.
    pub(super) fn lower_spilled(&mut self, node: NodeId, lines: &[(TableId, u32)]) -> Result<Lowered> {
        let lowered = self.lower(node, lines)?;
        let own = only_needed(lines, &self.needed[node]);
        let spilled = self.spilled(node, &own, lowered);
        self.known.insert((node, own), Ok(spilled.clone()));
        Ok(spilled)
    }

    /// Writes a formula into the cell of a part of a formula, and gives that cell.
    pub(super) fn place(&mut self, node: NodeId, role: Role, lines: &[(TableId, u32)], text: &str) -> Expression {
        let own = only_needed(lines, &self.needed[node]);
        let spot = self.spot(node, role, &own);
        self.sheet.write(spot, text);
        Expression::spot(spot)
    }

    /// Gives the cell that a part of a formula has in the current lines.
    fn spot(&mut self, node: NodeId, role: Role, lines: &[(TableId, u32)]) -> Spot {
        let Some(((table, line), outer)) = lines.split_last() else { return self.sheet.alone() };
        self.block(node, role, outer, *table).down(*line)
    }

    /// Gives the cells, one for each line of a list, that a part of a formula has.
    pub(super) fn block(&mut self, node: NodeId, role: Role, outer: &[(TableId, u32)], table: TableId) -> Spot {
        let key = (node, role, outer.to_vec(), table);
        if let Some(spot) = self.blocks.get(&key) {
            return *spot;
        }
        let rows = self.lists[table].map_or(1, |held| held.lines.max(1));
        let spot = self.sheet.block(rows, 1);
        self.blocks.insert(key, spot);
        spot
    }
}

fn number_literal(number: Decimal) -> Lowered {
    let number = number.normalize();
    let text = number.to_string();
    let value = if number.is_sign_negative() && !number.is_zero() { Expression::open(text) } else { Expression::closed(text.replace('-', "")) };
    Lowered::sure(value, Kind::Number, Some(number.scale()))
}
