//! Writes a part of a formula with names or with values in place of them.
//!
//! In come a node and the current lines; out go pieces. Brackets stand where the order of operators asks for them, also
//! where the author left them out of a row that reads from the left.

use super::explanation::FormulaPiece;
use super::names::{name_from, table_name};
use crate::evaluate::workings::{CurrentLines, Workings};
use crate::evaluated_submission::{CellAt, CellState};
use positum_plan::amount::{Exact, MOST_DIGITS};
use positum_plan::plan::{Aggregate, CalendarId, CellReference, Comparison, Earlier, Node, NodeId, Plan, TableId, Term};
use positum_plan::value::{Quantity, RatioScale, Value, ValueType};

/// The most operands of a sum or function that are written out.
const MOST_OPERANDS: usize = 60;
/// The most operators inside each other that are written out.
const MOST_NESTING: usize = 40;
/// What stands for a part that is nested too deep.
const ELLIPSIS: &str = "…";

/// How tightly operators bind; a part that binds less than its place asks for stands in brackets.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Binding {
    Choice,
    Or,
    And,
    Not,
    Comparison,
    Sum,
    Product,
    Sign,
    Atom,
}

/// Where a part of a formula stands.
#[derive(Clone, Copy)]
pub(super) struct Standpoint<'a, 's> {
    pub(super) workings: &'a Workings<'s>,
    pub(super) lines: &'a CurrentLines,
    /// The cell that the formula belongs to.
    pub(super) of: Option<CellAt>,
    /// The table whose cells need no table before their names.
    pub(super) home: Option<TableId>,
}

/// Writes a part with names: `assets.100:010 - 200:010`.
pub(super) fn with_names(standpoint: Standpoint<'_, '_>, node: NodeId) -> String {
    let pieces = written(standpoint, node, false);
    let text = |piece: &FormulaPiece| match piece {
        FormulaPiece::Text(text) => text.clone(),
        FormulaPiece::Value(value, Some(value_type)) => format!("{}{}", value_type.text(value), sign(value_type)),
        FormulaPiece::Value(Value::Number(number), None) => number.to_string(),
        FormulaPiece::Value(Value::Text(text), None) => format!("\"{text}\""),
        FormulaPiece::Value(Value::Bool(value), None) => value.to_string(),
        FormulaPiece::Value(Value::Date(date), None) => date.to_string(),
        FormulaPiece::NoValue(state) => state.keyword().to_owned(),
        FormulaPiece::More(_) => ELLIPSIS.to_owned(),
    };
    pieces.iter().map(text).collect()
}

/// Writes a part with values: `1,935,000 - 1,735,000`.
pub(super) fn with_values(standpoint: Standpoint<'_, '_>, node: NodeId) -> Vec<FormulaPiece> {
    written(standpoint, node, true)
}

fn sign(value_type: &ValueType) -> &'static str {
    Plan::ratio_scale(value_type).map_or("", RatioScale::sign)
}

fn written(standpoint: Standpoint<'_, '_>, node: NodeId, has_values: bool) -> Vec<FormulaPiece> {
    let mut writer = Writer { standpoint, has_values, pieces: Vec::new(), nesting: 0 };
    writer.write(node, Binding::Choice, None);
    writer.pieces
}

struct Writer<'a, 's> {
    standpoint: Standpoint<'a, 's>,
    has_values: bool,
    pieces: Vec<FormulaPiece>,
    nesting: usize,
}

impl<'s> Writer<'_, 's> {
    fn plan(&self) -> &'s Plan {
        self.standpoint.workings.plan()
    }

    fn text(&mut self, text: &str) {
        match self.pieces.last_mut() {
            Some(FormulaPiece::Text(before)) => before.push_str(text),
            Some(FormulaPiece::Value(..) | FormulaPiece::NoValue(_) | FormulaPiece::More(_)) | None => {
                self.pieces.push(FormulaPiece::Text(text.to_owned()));
            }
        }
    }

    /// Writes a part; `like` is the type of what it is compared with.
    fn write(&mut self, node: NodeId, asked: Binding, like: Option<&ValueType>) {
        if self.nesting >= MOST_NESTING {
            return self.text(ELLIPSIS);
        }
        self.nesting = self.nesting.saturating_add(1);
        let needs_brackets = binding(&self.plan().nodes[node]) < asked;
        if needs_brackets {
            self.text("(");
        }
        self.write_bare(node, like, asked);
        if needs_brackets {
            self.text(")");
        }
        self.nesting = self.nesting.saturating_sub(1);
    }

    fn write_bare(&mut self, id: NodeId, like: Option<&ValueType>, asked: Binding) {
        match &self.plan().nodes[id] {
            Node::Number(number) => self.literal(Exact::from(*number), like),
            Node::Text(text) => self.pieces.push(FormulaPiece::Value(Value::Text(text.clone()), None)),
            Node::Bool(value) => self.pieces.push(FormulaPiece::Value(Value::Bool(*value), None)),
            Node::Date(date) => self.pieces.push(FormulaPiece::Value(Value::Date(*date), None)),
            Node::Cell(_)
            | Node::Column(_)
            | Node::Parameter(_)
            | Node::Exact(_)
            | Node::Earlier { .. }
            | Node::PeriodPart(_)
            | Node::Lookup { .. }
            | Node::Aggregate { .. } => self.leaf(id, asked),
            Node::Sum(terms) => self.sum(terms),
            Node::Total(parts) => self.several(parts, " + ", Binding::Product),
            Node::Product(left, right) => self.two(*left, " × ", *right, [Binding::Product, Binding::Sign]),
            Node::Quotient(left, right) => self.two(*left, " / ", *right, [Binding::Product, Binding::Sign]),
            Node::Negation(inner) => {
                self.text("-");
                self.write(*inner, Binding::Atom, None);
            }
            Node::DateOf { year, month, day } => self.date_of([*year, *month, *day]),
            Node::WorkingDaysAfter { date, count, calendar } => self.working_days([*date, *count], *calendar),
            Node::Absolute(inner) => self.function("abs", &[*inner], None),
            Node::Least(parts) => self.function("min", parts, None),
            Node::Greatest(parts) => self.function("max", parts, None),
            Node::Round { value, decimals, .. } => self.function("round", &[*value], Some(&format!(", {decimals}"))),
            Node::Comparison { operator, left, right, .. } => {
                let (of_left, of_right) = (type_of(self.plan(), *left), type_of(self.plan(), *right));
                self.write(*left, Binding::Sum, of_right);
                self.text(&format!(" {} ", operator_text(*operator)));
                self.write(*right, Binding::Sum, of_left);
            }
            Node::In { value, options } => {
                self.write(*value, Binding::Sum, None);
                self.text(" in (");
                self.several(options, ", ", Binding::Sum);
                self.text(")");
            }
            Node::Matches { value, pattern } => {
                self.write(*value, Binding::Sum, None);
                self.text(&format!(" matches \"{}\"", pattern.text()));
            }
            Node::And(parts) => self.several(parts, " and ", Binding::Not),
            Node::Or(parts) => self.several(parts, " or ", Binding::And),
            Node::Not(inner) => {
                self.text("not ");
                self.write(*inner, Binding::Comparison, None);
            }
            Node::When { value, condition } => self.two(*value, " when ", *condition, [Binding::Or, Binding::Or]),
            Node::Else(first, second) => self.two(*first, " else ", *second, [Binding::Or, Binding::Choice]),
            Node::If { condition, then, otherwise } => {
                self.text("if ");
                self.two(*condition, " then ", *then, [Binding::Or, Binding::Or]);
                self.text(" else ");
                self.write(*otherwise, Binding::Choice, None);
            }
        }
    }

    fn two(&mut self, left: NodeId, operator: &str, right: NodeId, bindings: [Binding; 2]) {
        let [of_left, of_right] = bindings;
        self.write(left, of_left, None);
        self.text(operator);
        self.write(right, of_right, None);
    }

    fn function(&mut self, name: &str, parts: &[NodeId], rest: Option<&str>) {
        self.text(&format!("{name}("));
        self.several(parts, ", ", Binding::Choice);
        self.text(rest.unwrap_or_default());
        self.text(")");
    }

    /// Writes a date of three numbers; a year is not written in groups of three digits.
    fn date_of(&mut self, parts: [NodeId; 3]) {
        let outer = std::mem::take(&mut self.pieces);
        self.function("date", &parts, None);
        let own = std::mem::replace(&mut self.pieces, outer);
        for piece in own {
            match piece {
                FormulaPiece::Text(text) => self.text(&text),
                FormulaPiece::Value(Value::Number(number), _) => self.text(&number.to_string()),
                piece @ (FormulaPiece::Value(Value::Text(_) | Value::Bool(_) | Value::Date(_), _)
                | FormulaPiece::NoValue(_)
                | FormulaPiece::More(_)) => {
                    self.pieces.push(piece);
                }
            }
        }
    }

    fn working_days(&mut self, parts: [NodeId; 2], calendar: CalendarId) {
        let calendar = format!(", {}", self.plan().calendars[calendar].name);
        self.function("working_days_after", &parts, Some(&calendar));
    }

    fn several(&mut self, parts: &[NodeId], between: &str, asked: Binding) {
        for (index, part) in parts.iter().take(MOST_OPERANDS).enumerate() {
            if index > 0 {
                self.text(between);
            }
            // A sign after an operator stands in brackets.
            self.write(*part, if index > 0 && asked == Binding::Product { Binding::Sign } else { asked }, None);
        }
        self.more(parts.len(), between);
    }

    fn sum(&mut self, terms: &[Term]) {
        for (index, term) in terms.iter().take(MOST_OPERANDS).enumerate() {
            match (index, term.negative) {
                (0, true) => self.text("-"),
                (0, false) => {}
                (_, true) => self.text(" - "),
                (_, false) => self.text(" + "),
            }
            let is_product = binding(&self.plan().nodes[term.node]) == Binding::Product;
            self.write(
                term.node,
                if is_product {
                    Binding::Product
                } else if index > 0 || term.negative {
                    Binding::Sign
                } else {
                    Binding::Sum
                },
                None,
            );
        }
        self.more(terms.len(), " + ");
    }

    fn more(&mut self, count: usize, between: &str) {
        if count > MOST_OPERANDS {
            self.text(between);
            self.pieces.push(FormulaPiece::More(count.saturating_sub(MOST_OPERANDS)));
        }
    }

    /// Writes a number of the formula as what it is compared with is shown: 10 % and not 0.1.
    fn literal(&mut self, number: Exact, like: Option<&ValueType>) {
        let ratio = like.filter(|value_type| Plan::ratio_scale(value_type).is_some_and(|scale| scale != RatioScale::Plain));
        let value_type = ratio.and_then(|ratio| {
            let decimals = (0..=MOST_DIGITS).find(|decimals| number.fits_decimals(decimals.saturating_add(ratio.shown_power())))?;
            Some(ValueType { decimals, ..ratio.clone() })
        });
        self.pieces.push(FormulaPiece::Value(Value::Number(number), value_type));
    }

    /// Writes the value of a part that has none below it, or its name.
    fn leaf(&mut self, id: NodeId, asked: Binding) {
        if !self.has_values {
            let name = self.name_of(id);
            return self.text(&name);
        }
        let Standpoint { workings, lines, of, .. } = self.standpoint;
        match workings.outcome(id, lines, of) {
            Ok(value) => {
                let is_exact = matches!(self.plan().nodes[id], Node::Exact(_));
                let value_type = type_of(self.plan(), id).filter(|_| !is_exact).cloned();
                let needs_brackets = asked >= Binding::Sign && is_negative(&value);
                if needs_brackets {
                    self.text("(");
                }
                self.pieces.push(FormulaPiece::Value(value, value_type));
                if needs_brackets {
                    self.text(")");
                }
            }
            Err(no_part) => {
                let is_parameter = matches!(self.plan().nodes[id], Node::Parameter(_));
                self.pieces.push(FormulaPiece::NoValue(if is_parameter { CellState::Missing } else { no_part.state }));
            }
        }
    }

    fn name_of(&mut self, id: NodeId) -> String {
        let plan = self.plan();
        let home = self.standpoint.home;
        match &plan.nodes[id] {
            Node::Cell(cell) => name_from(plan, home, CellReference::Cell(*cell)),
            Node::Column(column) => name_from(plan, home, CellReference::Column(*column)),
            Node::Parameter(parameter) => plan.parameters[*parameter].name.clone(),
            Node::Exact(reference) => format!("exact({})", name_from(plan, home, *reference)),
            Node::Earlier { cell, which } => {
                let name = name_from(plan, home, *cell);
                match which {
                    Earlier::Period => format!("previous({name})"),
                    Earlier::Year => format!("previous({name}, year)"),
                    Earlier::Closing => format!("closing({name})"),
                }
            }
            Node::PeriodPart(part) => part.keyword().to_owned(),
            Node::Lookup { list, keys, column } => {
                let keys: Vec<String> = keys.iter().map(|(_, key)| self.inner(*key)).collect();
                let place = if home == Some(*list) { plan.tables[*list].name.clone() } else { list_from(plan, home, *list) };
                format!("{place}[{}].{}", keys.join(", "), plan.columns[*column].code)
            }
            Node::Aggregate { function, list, value, filter, .. } => {
                let taken = match value {
                    Some(value) => self.inner(*value),
                    None => list_from(plan, home, *list),
                };
                let filter = filter.map(|filter| format!(" where {}", self.inner(filter))).unwrap_or_default();
                format!("{}({taken}{filter})", function_word(*function))
            }
            Node::Number(_)
            | Node::Text(_)
            | Node::Bool(_)
            | Node::Date(_)
            | Node::DateOf { .. }
            | Node::WorkingDaysAfter { .. }
            | Node::Sum(_)
            | Node::Total(_)
            | Node::Product(..)
            | Node::Quotient(..)
            | Node::Negation(_)
            | Node::Absolute(_)
            | Node::Least(_)
            | Node::Greatest(_)
            | Node::Round { .. }
            | Node::Comparison { .. }
            | Node::In { .. }
            | Node::Matches { .. }
            | Node::And(_)
            | Node::Or(_)
            | Node::Not(_)
            | Node::When { .. }
            | Node::Else(..)
            | Node::If { .. } => self.inner(id),
        }
    }

    /// Writes a part with names, apart from the pieces so far.
    fn inner(&mut self, id: NodeId) -> String {
        if self.nesting >= MOST_NESTING {
            return ELLIPSIS.to_owned();
        }
        let before = std::mem::take(&mut self.pieces);
        self.write(id, Binding::Choice, None);
        let pieces = std::mem::replace(&mut self.pieces, before);
        let text = |piece: &FormulaPiece| match piece {
            FormulaPiece::Text(text) => text.clone(),
            FormulaPiece::Value(Value::Text(text), _) => format!("\"{text}\""),
            FormulaPiece::Value(Value::Number(number), None) => number.to_string(),
            FormulaPiece::Value(value, Some(value_type)) => format!("{}{}", value_type.text(value), sign(value_type)),
            FormulaPiece::Value(Value::Bool(value), None) => value.to_string(),
            FormulaPiece::Value(Value::Date(date), None) => date.to_string(),
            FormulaPiece::NoValue(_) | FormulaPiece::More(_) => ELLIPSIS.to_owned(),
        };
        pieces.iter().map(text).collect()
    }
}

fn list_from(plan: &Plan, home: Option<TableId>, list: TableId) -> String {
    let is_same_report = home.is_some_and(|home| plan.tables[home].report == plan.tables[list].report);
    if is_same_report { plan.tables[list].name.clone() } else { table_name(plan, list) }
}

fn is_negative(value: &Value) -> bool {
    match value {
        Value::Number(number) => *number < Exact::ZERO,
        Value::Text(_) | Value::Bool(_) | Value::Date(_) => false,
    }
}

fn binding(node: &Node) -> Binding {
    match node {
        Node::When { .. } | Node::Else(..) | Node::If { .. } => Binding::Choice,
        Node::Or(_) => Binding::Or,
        Node::And(_) => Binding::And,
        Node::Not(_) => Binding::Not,
        Node::Comparison { .. } | Node::In { .. } | Node::Matches { .. } => Binding::Comparison,
        Node::Sum(_) | Node::Total(_) => Binding::Sum,
        Node::Product(..) | Node::Quotient(..) => Binding::Product,
        Node::Negation(_) => Binding::Sum,
        Node::Number(_)
        | Node::Text(_)
        | Node::Bool(_)
        | Node::Date(_)
        | Node::Cell(_)
        | Node::Column(_)
        | Node::Parameter(_)
        | Node::Exact(_)
        | Node::Earlier { .. }
        | Node::PeriodPart(_)
        | Node::DateOf { .. }
        | Node::WorkingDaysAfter { .. }
        | Node::Lookup { .. }
        | Node::Absolute(_)
        | Node::Least(_)
        | Node::Greatest(_)
        | Node::Round { .. }
        | Node::Aggregate { .. } => Binding::Atom,
    }
}

pub(super) fn operator_text(operator: Comparison) -> &'static str {
    match operator {
        Comparison::Equal => "=",
        Comparison::NotEqual => "<>",
        Comparison::Less => "<",
        Comparison::LessOrEqual => "<=",
        Comparison::Greater => ">",
        Comparison::GreaterOrEqual => ">=",
    }
}

pub(super) fn function_word(function: Aggregate) -> &'static str {
    match function {
        Aggregate::Sum => "sum",
        Aggregate::Count => "count",
        Aggregate::Min => "min",
        Aggregate::Max => "max",
        Aggregate::First => "first",
    }
}

/// Gives the type by which the value of a part is shown; nothing where none of its parts says.
pub(super) fn type_of(plan: &Plan, node: NodeId) -> Option<&ValueType> {
    type_within(plan, node, MOST_NESTING)
}

fn type_within(plan: &Plan, node: NodeId, depth: usize) -> Option<&ValueType> {
    let deeper = depth.checked_sub(1)?;
    let of = |node: &NodeId| type_within(plan, *node, deeper);
    match &plan.nodes[node] {
        Node::Cell(cell) => plan.cells[*cell].value_type.as_ref(),
        Node::Column(column) | Node::Lookup { column, .. } => plan.columns[*column].value_type.as_ref(),
        Node::Parameter(parameter) => Some(&plan.parameters[*parameter].value_type),
        Node::Exact(reference) | Node::Earlier { cell: reference, .. } => match reference {
            CellReference::Cell(cell) => plan.cells[*cell].value_type.as_ref(),
            CellReference::Column(column) => plan.columns[*column].value_type.as_ref(),
        },
        Node::Sum(terms) => terms.iter().find_map(|term| of(&term.node)),
        Node::Total(parts) | Node::Least(parts) | Node::Greatest(parts) => parts.iter().find_map(of),
        Node::Negation(inner) | Node::Absolute(inner) | Node::Round { value: inner, .. } | Node::When { value: inner, .. } => of(inner),
        Node::Else(first, second) => of(first).or_else(|| of(second)),
        Node::If { then, otherwise, .. } => of(then).or_else(|| of(otherwise)),
        Node::Aggregate { function: Aggregate::Count, .. } => None,
        Node::Aggregate { value, .. } => value.as_ref().and_then(of),
        Node::Product(left, right) => match (of(left), of(right)) {
            (Some(factor), Some(amount)) | (Some(amount), Some(factor)) if is_ratio(factor) && !is_ratio(amount) && !is_rate(amount) => Some(amount),
            (Some(amount), None) | (None, Some(amount)) if !is_ratio(amount) && !is_rate(amount) => Some(amount),
            (Some(_) | None, Some(_) | None) => None,
        },
        Node::Number(_)
        | Node::Text(_)
        | Node::Bool(_)
        | Node::Date(_)
        | Node::PeriodPart(_)
        | Node::DateOf { .. }
        | Node::WorkingDaysAfter { .. }
        | Node::Quotient(..)
        | Node::Comparison { .. }
        | Node::In { .. }
        | Node::Matches { .. }
        | Node::And(_)
        | Node::Or(_)
        | Node::Not(_) => None,
    }
}

fn is_ratio(value_type: &ValueType) -> bool {
    Plan::ratio_scale(value_type).is_some()
}

fn is_rate(value_type: &ValueType) -> bool {
    matches!(value_type.quantity, Quantity::Rate { .. })
}
