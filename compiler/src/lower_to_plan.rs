//! Lowers the typed model to a plan.

mod consolidation;

use crate::codelist_values::{codelist_of, with_those_under};
use crate::places::Places;
use crate::resolved_model::{self as resolved, Shape};
use crate::settled_model::{Expression, ExpressionKind, MessagePart, Origin, SettledModel};
use crate::typed_model::TypedModel;
use positum_grammar::source::Span;
use positum_grammar::syntax_tree::Comparison as Written;
use positum_plan::amount::Rounding;
use positum_plan::id::IdVec;
use positum_plan::plan::{
    self, AxisEntry, Cell, CellReference, Check, CodelistId, Column, Comparison, Derivation, Lines, List, Node, NodeId, Plan, Report, Scope, Step,
    Table, TableId, Term, TotalRow,
};
use positum_plan::text_limits::TextLimits;
use positum_plan::unit::Unit;
use positum_plan::value::{Currency, Quantity, RatioScale, ValueType};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// Makes a plan, with the places of its parts; `steps` is the order of what is computed.
pub(crate) fn lower_to_plan(model: &TypedModel, steps: Vec<Step>, rounding: Rounding) -> (Plan, Places) {
    let message_units = model.message_units().iter();
    let model = model.settled();
    let mut lowering = Lowering { model, message_units, rounding, in_force: rounding, nodes: IdVec::new(), node_spans: IdVec::new() };
    let tables = model.resolved.tables.ids().map(|id| lowering.table(id)).collect();
    let cells = model.cells.iter().map(|cell| lowering.cell(cell)).collect();
    let columns = model.columns.entries().map(|(id, column)| lowering.column(id, column)).collect();
    let checks = model.checks_with_names().map(|(check, resolved)| lowering.check(check, resolved)).collect();
    let places = Places::new(model, lowering.node_spans);
    let plan = Plan {
        package: model.resolved.package.clone(),
        codelists: model.resolved.codelists.clone(),
        parameters: model.resolved.parameters.clone(),
        calendars: model.resolved.calendars.clone(),
        reports: model.resolved.reports.iter().map(report).collect(),
        tables,
        cells,
        columns,
        nodes: lowering.nodes,
        checks,
        steps,
        other_reports: BTreeSet::new(),
        consolidation: consolidation::consolidation(model),
    };
    (plan, places)
}

fn report(report: &resolved::Report) -> Report {
    Report {
        name: report.name.clone(),
        label: report.label.clone(),
        source: report.source.clone(),
        module: report.module.clone(),
        period: report.period,
        due: report.due.clone(),
        retention: report.retention,
        tables: report.tables.clone(),
    }
}

fn axis(axis: &resolved::Axis) -> plan::Axis {
    let entry = |entry: &resolved::Entry| AxisEntry { code: entry.code.clone(), label: entry.label.clone(), source: entry.source.clone() };
    plan::Axis { entries: axis.entries.iter().map(entry).collect(), headings: axis.headings.clone() }
}

impl Lowering<'_> {
    fn table(&mut self, id: TableId) -> Table {
        let model = self.model;
        let table = &model.resolved.tables[id];
        let places = &model.places[id];
        let shape = match &table.shape {
            Shape::Form(positions) => plan::Shape::Form { positions: places.cells.iter().flatten().copied().collect(), axis: axis(positions) },
            Shape::Grid(rows, columns) => plan::Shape::Grid { rows: axis(rows), columns: axis(columns), cells: places.cells.clone() },
            Shape::List(list) => plan::Shape::List(List {
                columns: list.columns.clone(),
                axis: axis(&list.axis),
                key: list.key.iter().filter_map(|index| list.columns.get(*index)).copied().collect(),
                total: list.total.as_ref().map(|total| TotalRow {
                    label: total.label.clone(),
                    cells: list.columns.iter().zip(&places.cells).filter_map(|(column, cell)| cell.map(|cell| (*column, cell))).collect(),
                }),
                derivation: list.derivation.as_ref().map(|derivation| Derivation {
                    source: derivation.source,
                    by: derivation.by.clone(),
                    filter: model.filters.get(&id).map(|filter| self.node(filter)),
                    filter_text: derivation.filter.as_ref().map(|filter| filter.text.clone()).unwrap_or_default(),
                }),
            }),
        };
        Table { report: table.report, name: table.name.clone(), label: table.label.clone(), source: table.source.clone(), shape }
    }
}

struct Lowering<'m> {
    model: &'m SettledModel,
    /// The units of the values in messages that are still to come.
    message_units: std::slice::Iter<'m, Option<Unit>>,
    /// The package's rule.
    rounding: Rounding,
    /// The rule of the cell whose formula is lowered; the package's for intermediates and checks.
    in_force: Rounding,
    nodes: IdVec<NodeId, Node>,
    /// Where each of them is written.
    node_spans: IdVec<NodeId, Span>,
}

impl Lowering<'_> {
    fn cell(&mut self, cell: &crate::settled_model::Cell) -> Cell {
        let origin = self.origin(cell);
        let place = cell.place.clone().unwrap_or(plan::Place::Let(String::new()));
        Cell { table: cell.table, place, value_type: cell.value_type.clone(), origin }
    }

    fn column(&mut self, id: plan::ColumnId, column: &crate::settled_model::Cell) -> Column {
        let code = match self.model.resolved.columns[id] {
            resolved::ColumnPlace::Entry(table, index) => self.model.resolved.tables[table]
                .shape
                .axis(resolved::Side::Column)
                .and_then(|axis| axis.entries.get(index))
                .map(|entry| entry.code.clone()),
            resolved::ColumnPlace::Let(table, index) => self.model.resolved.tables[table].lets.get(index).map(|item| item.name.clone()),
        };
        Column { table: column.table, code: code.unwrap_or_default(), value_type: column.value_type.clone(), origin: self.origin(column) }
    }

    fn origin(&mut self, cell: &crate::settled_model::Cell) -> plan::Origin {
        match &cell.origin {
            Origin::Input(absence) => plan::Origin::Input(*absence),
            Origin::Formula(formula, text) => {
                self.in_force = cell.value_type.as_ref().map_or(self.rounding, |value_type| value_type.rounding);
                let node = self.node(formula);
                self.in_force = self.rounding;
                plan::Origin::Formula { node, text: text.clone(), tolerance: cell.tolerance }
            }
            Origin::Sequence => plan::Origin::Sequence,
            Origin::GroupKey => plan::Origin::GroupKey,
            // A model with errors is not lowered.
            Origin::Unknown => plan::Origin::Input(plan::Absence::Optional),
        }
    }

    fn check(&mut self, check: &crate::settled_model::Check, resolved: &resolved::Check) -> Check {
        let code = |(side, index): (resolved::Side, usize)| {
            let axis = self.model.resolved.tables[resolved.table?].shape.axis(side)?;
            Some((side, axis.entries.get(index)?.code.clone()))
        };
        let scope = match resolved.table {
            Some(_) if let Some((side, code)) = check.entry.and_then(code) => match side {
                resolved::Side::Row => Scope::Row(code),
                resolved::Side::Column => Scope::Column(code),
            },
            Some(table) if matches!(self.model.resolved.tables[table].shape, Shape::List(_)) => Scope::EachLine(table),
            Some(_) | None => Scope::Once,
        };
        let mut cells = BTreeSet::new();
        for formula in check.condition.iter().chain([&check.requirement]) {
            formula.visit(&mut |part| {
                if let ExpressionKind::Slot(reference) | ExpressionKind::Exact(reference) = &part.kind {
                    cells.insert(*reference);
                }
            });
        }
        let condition = check.condition.as_ref().map(|condition| self.node(condition));
        let requirement = match (&check.requirement.kind, &resolved.tolerance) {
            (ExpressionKind::Comparison(operator, _, left, right), Some(tolerance)) => {
                self.comparison((*operator, check.requirement.span), left, right, Some(tolerance.value))
            }
            (_, _) => self.node(&check.requirement),
        };
        let mut messages = std::collections::BTreeMap::new();
        for (language, parts) in &check.messages {
            messages.insert(language.clone(), parts.iter().map(|part| self.message_part(part)).collect());
        }
        Check {
            report: resolved.report,
            table: resolved.table,
            name: resolved.name.clone(),
            severity: resolved.severity,
            scope,
            condition,
            requirement,
            text: resolved.text.clone(),
            messages,
            cells: cells.into_iter().collect(),
            source: resolved.source.clone(),
        }
    }

    fn message_part(&mut self, part: &MessagePart) -> plan::MessagePart {
        match part {
            MessagePart::Text(text) => plan::MessagePart::Text(text.clone()),
            MessagePart::Value(value) => {
                let unit = self.message_units.next().cloned().flatten();
                let value_type = self.shown_as(value, unit.as_ref());
                plan::MessagePart::Value { node: self.node(value), value_type }
            }
        }
    }

    /// Gives the type by which a value in a message is shown: that of its cell or parameter; else that of the first
    /// cell in its formula that has its unit.
    fn shown_as(&self, value: &Expression, unit: Option<&Unit>) -> Option<ValueType> {
        match &value.kind {
            ExpressionKind::Slot(reference) if self.model.slot(*reference).value_type.is_some() => {
                return self.model.slot(*reference).value_type.clone();
            }
            ExpressionKind::Parameter(parameter) => return Some(self.model.resolved.parameters[*parameter].value_type.clone()),
            _ => {}
        }
        let unit = unit?;
        let is_ratio = matches!(unit, Unit::Ratio(_));
        let fits = |value_type: &&ValueType| match Unit::from(&value_type.quantity) {
            Unit::Ratio(_) => is_ratio,
            other => other == *unit,
        };
        let mut shown = self.types_in(value).into_iter().find(fits).cloned().or_else(|| usual_type(unit, self.rounding))?;
        if let ExpressionKind::Round(_, decimals, _) = &value.kind {
            shown.decimals = decimals.saturating_sub(shown.shown_power());
        }
        Some(shown)
    }

    /// Gives the types of the cells and parameters in a formula, those behind intermediates too.
    fn types_in<'e>(&'e self, value: &'e Expression) -> Vec<&'e ValueType> {
        let mut types = Vec::new();
        let mut waiting = vec![value];
        let mut seen = BTreeSet::new();
        while let Some(formula) = waiting.pop() {
            formula.visit(&mut |part| match &part.kind {
                ExpressionKind::Parameter(parameter) => types.push(&self.model.resolved.parameters[*parameter].value_type),
                ExpressionKind::Exact(reference) | ExpressionKind::Earlier(reference, _) => {
                    types.extend(self.model.slot(*reference).value_type.as_ref());
                }
                ExpressionKind::Lookup { column, .. } => types.extend(self.model.columns[*column].value_type.as_ref()),
                ExpressionKind::Slot(reference) => {
                    let cell = self.model.slot(*reference);
                    match (&cell.value_type, &cell.origin) {
                        (Some(value_type), _) => types.push(value_type),
                        (None, Origin::Formula(formula, _)) if seen.insert(*reference) => waiting.push(formula),
                        (None, Origin::Formula(..) | Origin::Input(_) | Origin::Sequence | Origin::GroupKey | Origin::Unknown) => {}
                    }
                }
                _ => {}
            });
        }
        types
    }

    fn comparison(&mut self, (operator, span): (Written, Span), left: &Expression, right: &Expression, tolerance: Option<Decimal>) -> NodeId {
        let operator = match operator {
            Written::Equal => Comparison::Equal,
            Written::NotEqual => Comparison::NotEqual,
            Written::Less => Comparison::Less,
            Written::LessOrEqual => Comparison::LessOrEqual,
            Written::Greater => Comparison::Greater,
            Written::GreaterOrEqual => Comparison::GreaterOrEqual,
        };
        let (left, right) = (self.node(left), self.node(right));
        self.push(Node::Comparison { operator, left, right, tolerance }, span)
    }

    fn all(&mut self, parts: &[Expression]) -> Vec<NodeId> {
        parts.iter().map(|part| self.node(part)).collect()
    }

    /// Lowers what a value may equal: a code stands for itself and all codes under it.
    fn options(&mut self, codelist: Option<CodelistId>, options: &[Expression]) -> Vec<NodeId> {
        let mut seen = BTreeSet::new();
        let mut nodes = Vec::new();
        for option in options {
            match (&option.kind, codelist) {
                (ExpressionKind::Text(code), Some(codelist)) => {
                    let codes = with_those_under(&self.model.resolved, codelist, code).into_iter();
                    nodes.extend(codes.filter(|code| seen.insert(*code)).map(|code| self.push(Node::Text(code.to_owned()), option.span)));
                }
                (_, _) => nodes.push(self.node(option)),
            }
        }
        nodes
    }

    /// Lowers a formula; its parts come before it.
    fn node(&mut self, expression: &Expression) -> NodeId {
        let node = match &expression.kind {
            ExpressionKind::Number(literal) => Node::Number(literal.value),
            ExpressionKind::Text(text) => Node::Text(text.clone()),
            ExpressionKind::Date(date) => Node::Date(*date),
            ExpressionKind::Slot(CellReference::Cell(cell)) => Node::Cell(*cell),
            ExpressionKind::Slot(CellReference::Column(column)) => Node::Column(*column),
            ExpressionKind::Parameter(parameter) => Node::Parameter(*parameter),
            ExpressionKind::Chain(terms) => {
                Node::Sum(terms.iter().map(|(negative, term)| Term { negative: *negative, node: self.node(term) }).collect())
            }
            ExpressionKind::Range(parts) => Node::Total(self.all(parts)),
            ExpressionKind::Least(parts) => Node::Least(self.all(parts)),
            ExpressionKind::Greatest(parts) => Node::Greatest(self.all(parts)),
            ExpressionKind::Product(left, right) => Node::Product(self.node(left), self.node(right)),
            ExpressionKind::Quotient(left, right) => Node::Quotient(self.node(left), self.node(right)),
            ExpressionKind::Negation(inner) => Node::Negation(self.node(inner)),
            ExpressionKind::Absolute(inner) => Node::Absolute(self.node(inner)),
            ExpressionKind::Not(inner) => Node::Not(self.node(inner)),
            ExpressionKind::Round(value, decimals, rounding) => {
                let rounding = rounding.map_or(self.in_force, rounding_rule);
                Node::Round { value: self.node(value), decimals: *decimals, rounding }
            }
            ExpressionKind::Comparison(operator, _, left, right) => return self.comparison((*operator, expression.span), left, right, None),
            ExpressionKind::In(value, options) => {
                let codelist = codelist_of(self.model, value);
                let value = self.node(value);
                Node::In { value, options: self.options(codelist, options) }
            }
            ExpressionKind::Matches(value, pattern) => Node::Matches { value: self.node(value), pattern: pattern.clone() },
            ExpressionKind::And(parts) => Node::And(self.all(parts)),
            ExpressionKind::Or(parts) => Node::Or(self.all(parts)),
            ExpressionKind::When(value, condition) => Node::When { value: self.node(value), condition: self.node(condition) },
            ExpressionKind::Else(first, second) => Node::Else(self.node(first), self.node(second)),
            ExpressionKind::If(condition, then, otherwise) => {
                Node::If { condition: self.node(condition), then: self.node(then), otherwise: self.node(otherwise) }
            }
            ExpressionKind::Aggregate { function, list, group, value, filter } => Node::Aggregate {
                function: *function,
                list: *list,
                lines: group.map_or(Lines::All, Lines::OfGroup),
                value: value.as_ref().map(|value| self.node(value)),
                filter: filter.as_ref().map(|filter| self.node(filter)),
            },
            ExpressionKind::DaysBetween(from, to) => {
                let (to, from) = (Term { negative: false, node: self.node(to) }, Term { negative: true, node: self.node(from) });
                Node::Sum(vec![to, from])
            }
            ExpressionKind::DateOf { year, month, day } => Node::DateOf { year: self.node(year), month: self.node(month), day: self.node(day) },
            ExpressionKind::WorkingDaysAfter { date, count, calendar } => {
                Node::WorkingDaysAfter { date: self.node(date), count: self.node(count), calendar: *calendar }
            }
            ExpressionKind::Exact(cell) => Node::Exact(*cell),
            ExpressionKind::Earlier(cell, which) => Node::Earlier { cell: *cell, which: *which },
            ExpressionKind::PeriodPart(part) => Node::PeriodPart(*part),
            ExpressionKind::Lookup { list, keys, column } => {
                Node::Lookup { list: *list, keys: keys.iter().map(|(column, key)| (*column, self.node(key))).collect(), column: *column }
            }
            // A model with errors is not lowered.
            ExpressionKind::Unknown => Node::Bool(false),
        };
        self.push(node, expression.span)
    }

    fn push(&mut self, node: Node, span: Span) -> NodeId {
        self.node_spans.push(span);
        self.nodes.push(node)
    }
}

fn rounding_rule(rounding: positum_grammar::syntax_tree::Rounding) -> Rounding {
    match rounding {
        positum_grammar::syntax_tree::Rounding::HalfAwayFromZero => Rounding::HalfAwayFromZero,
        positum_grammar::syntax_tree::Rounding::HalfEven => Rounding::HalfEven,
        positum_grammar::syntax_tree::Rounding::TowardZero => Rounding::TowardZero,
    }
}

/// The type by which a value of a unit is shown where no cell says it.
fn usual_type(unit: &Unit, rounding: Rounding) -> Option<ValueType> {
    let (quantity, decimals) = match unit {
        Unit::Ratio(scale) => (Quantity::Ratio(scale.unwrap_or(RatioScale::Percent)), 2),
        Unit::Amount(currency @ Currency::Fixed(_)) => (Quantity::Amount(currency.clone()), 2),
        Unit::Count => (Quantity::Count, 0),
        Unit::Days => (Quantity::Days, 0),
        Unit::Amount(Currency::OfColumn(_)) | Unit::Zero | Unit::Number | Unit::Rate { .. } => return None,
        Unit::Date | Unit::Text | Unit::Bool | Unit::Code(_) => return None,
    };
    Some(ValueType { quantity, decimals, rounding, limits: TextLimits::default() })
}
