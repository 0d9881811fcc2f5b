//! Writes formulas as the printed form has them, over the cells that people see: `C8/(C6+C7)*100`.
//!
//! They know nothing of states. A form shows one only where it gives the same as what is computed exactly, so that whoever
//! clicks on a cell sees where its number comes from.

use super::calculation_sheet::near_reference;
use super::current_lines::line_of;
use super::expression::power_of_ten;
use super::hold_inputs::cell_of_line;
use crate::form_places::{FormPlaces, SheetCell};
use positum_plan::amount::Rounding;
use positum_plan::plan::{Aggregate, CellId, ColumnId, Comparison, Lines, Node, NodeId, Origin, Plan, TableId, Term};
use positum_plan::value::ValueType;

/// A longer formula is none that people read.
const LONGEST: usize = 600;
/// How many parts may stand in each other.
const DEEPEST: u32 = 12;
/// The fewest cells under each other that are written as a range.
const FEWEST_IN_RANGE: usize = 3;

/// How tightly a text binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Binding {
    Comparison,
    Sum,
    Product,
    Atom,
}

/// A formula as people read it.
struct Readable {
    text: String,
    binding: Binding,
    /// Whether it is made of whole numbers by addition alone.
    is_whole: bool,
}

/// Writes the formula of a cell on the sheet `from`; nothing where there is none that people read easily.
pub(super) fn natural_formula(
    plan: &Plan,
    places: &FormPlaces,
    node: NodeId,
    value_type: &ValueType,
    (from, lines): (usize, &[(TableId, u32)]),
) -> Option<String> {
    let writing = Writing { plan, places, from, lines };
    if !value_type.is_number() {
        return None;
    }
    let formula = writing.write(node, 0)?;
    let power = value_type.shown_power();
    let shown = if power == 0 { formula.text.clone() } else { format!("{}*{}", formula.at_least(Binding::Product), power_of_ten(power)) };
    if formula.is_whole && power == 0 {
        return Some(shown);
    }
    match value_type.rounding {
        Rounding::HalfAwayFromZero => Some(format!("ROUND({shown},{})", value_type.decimals)),
        Rounding::TowardZero => Some(format!("ROUNDDOWN({shown},{})", value_type.decimals)),
        Rounding::HalfEven => None,
    }
}

struct Writing<'a> {
    plan: &'a Plan,
    places: &'a FormPlaces,
    from: usize,
    lines: &'a [(TableId, u32)],
}

impl Readable {
    fn atom(text: String, is_whole: bool) -> Option<Self> {
        Some(Self { text, binding: Binding::Atom, is_whole })
    }

    fn at_least(&self, binding: Binding) -> String {
        if self.binding >= binding { self.text.clone() } else { format!("({})", self.text) }
    }
}

impl Writing<'_> {
    fn write(&self, node: NodeId, depth: u32) -> Option<Readable> {
        let deeper = depth.checked_add(1).filter(|depth| *depth <= DEEPEST)?;
        let made = match &self.plan.nodes[node] {
            Node::Number(number) if !number.is_sign_negative() => Readable::atom(number.normalize().to_string(), number.normalize().scale() == 0),
            Node::Cell(cell) => self.cell(*cell, deeper),
            Node::Column(column) => {
                let line = line_of(self.lines, self.plan.columns[*column].table)?;
                self.reference(self.column_cell(*column, line), self.plan.columns[*column].value_type.as_ref())
            }
            Node::Parameter(parameter) => {
                self.reference(self.places.parameters.lookup(*parameter).copied(), Some(&self.plan.parameters[*parameter].value_type))
            }
            Node::Sum(terms) => self.sum(terms, deeper),
            Node::Total(parts) => self.call("SUM", parts, deeper),
            Node::Least(parts) => self.call("MIN", parts, deeper),
            Node::Greatest(parts) => self.call("MAX", parts, deeper),
            Node::Product(left, right) => self.joined(*left, "*", *right, [Binding::Product, Binding::Product], deeper),
            Node::Quotient(left, right) => self.joined(*left, "/", *right, [Binding::Product, Binding::Atom], deeper),
            Node::Negation(part) => self.write(*part, deeper).map(|part| Readable {
                text: format!("-{}", part.at_least(Binding::Atom)),
                binding: Binding::Sum,
                is_whole: part.is_whole,
            }),
            Node::Absolute(part) => self.write(*part, deeper).and_then(|part| Readable::atom(format!("ABS({})", part.text), part.is_whole)),
            Node::Round { value, decimals, rounding: Rounding::HalfAwayFromZero } => {
                self.write(*value, deeper).and_then(|value| Readable::atom(format!("ROUND({},{decimals})", value.text), *decimals == 0))
            }
            Node::When { value, .. } => self.write(*value, deeper),
            Node::If { condition, then, otherwise } => self.choice([*condition, *then, *otherwise], deeper),
            Node::Comparison { operator, left, right, tolerance: None } => {
                self.joined(*left, sign(*operator), *right, [Binding::Sum, Binding::Sum], deeper)
            }
            Node::Aggregate { function, list: _, lines: Lines::All, value: Some(value), filter: None } => self.aggregate(*function, *value),
            Node::Number(_)
            | Node::Text(_)
            | Node::Bool(_)
            | Node::Date(_)
            | Node::Exact(_)
            | Node::Earlier { .. }
            | Node::PeriodPart(_)
            | Node::DateOf { .. }
            | Node::WorkingDaysAfter { .. }
            | Node::Lookup { .. }
            | Node::Round { .. }
            | Node::Comparison { .. }
            | Node::In { .. }
            | Node::Matches { .. }
            | Node::And(_)
            | Node::Or(_)
            | Node::Not(_)
            | Node::Else(..)
            | Node::Aggregate { .. } => None,
        };
        made.filter(|made| made.text.len() <= LONGEST)
    }

    fn sum(&self, terms: &[Term], depth: u32) -> Option<Readable> {
        let mut made = Readable { text: String::new(), binding: Binding::Sum, is_whole: true };
        for (index, term) in terms.iter().enumerate() {
            let part = self.write(term.node, depth)?;
            made.text.push_str(match (term.negative, index) {
                (true, _) => "-",
                (false, 0) => "",
                (false, _) => "+",
            });
            made.text.push_str(&part.at_least(if term.negative { Binding::Product } else { Binding::Sum }));
            made.is_whole = made.is_whole && part.is_whole;
            if made.text.len() > LONGEST {
                return None;
            }
        }
        Some(made)
    }

    fn choice(&self, [condition, then, otherwise]: [NodeId; 3], depth: u32) -> Option<Readable> {
        let [condition, then, otherwise] = [self.write(condition, depth)?, self.write(then, depth)?, self.write(otherwise, depth)?];
        let is_whole = then.is_whole && otherwise.is_whole;
        Readable::atom(format!("IF({},{},{})", condition.text, then.text, otherwise.text), is_whole)
    }

    fn cell(&self, cell: CellId, depth: u32) -> Option<Readable> {
        let definition = &self.plan.cells[cell];
        match (&definition.value_type, &definition.origin) {
            // What has no place is a part of the formulas that name it.
            (None, Origin::Formula { node, .. }) => self.write(*node, depth),
            (value_type, _) => self.reference(self.places.cells.lookup(cell).copied().flatten(), value_type.as_ref()),
        }
    }

    fn column_cell(&self, column: ColumnId, line: u32) -> Option<SheetCell> {
        let cells = self.places.columns.lookup(column).copied().flatten()?;
        (line < cells.lines).then(|| cell_of_line(cells, line))
    }

    fn reference(&self, place: Option<SheetCell>, value_type: Option<&ValueType>) -> Option<Readable> {
        let value_type = value_type.filter(|value_type| value_type.is_number())?;
        let text = near_reference(&self.places.sheets, place?, self.from);
        match value_type.shown_power() {
            0 => Readable::atom(text, value_type.decimals == 0),
            2 => Readable::atom(format!("{text}%"), false),
            power => Some(Readable { text: format!("{text}/{}", power_of_ten(power)), binding: Binding::Product, is_whole: false }),
        }
    }

    fn joined(&self, left: NodeId, sign: &str, right: NodeId, bindings: [Binding; 2], depth: u32) -> Option<Readable> {
        let [left, right] = [self.write(left, depth)?, self.write(right, depth)?];
        let binding = if bindings[0] == Binding::Product { Binding::Product } else { Binding::Comparison };
        Some(Readable { text: format!("{}{sign}{}", left.at_least(bindings[0]), right.at_least(bindings[1])), binding, is_whole: false })
    }

    /// Gives the call of a function; cells under or beside each other become a range.
    fn call(&self, function: &str, parts: &[NodeId], depth: u32) -> Option<Readable> {
        let mut arguments: Vec<String> = Vec::new();
        let mut is_whole = true;
        let mut rest = parts;
        while let Some((first, others)) = rest.split_first() {
            let made = self.write(*first, depth)?;
            is_whole = is_whole && made.is_whole;
            let run = self.run_length(rest);
            if run >= FEWEST_IN_RANGE
                && let Some(last) = run.checked_sub(1).and_then(|last| rest.get(last))
            {
                let end = self.write(*last, depth)?;
                let end_of_range = end.text.rsplit('!').next().unwrap_or_default().to_owned();
                arguments.push(format!("{}:{end_of_range}", made.text));
                rest = rest.get(run..).unwrap_or(&[]);
            } else {
                arguments.push(made.text);
                rest = others;
            }
            if arguments.len() > LONGEST {
                return None;
            }
        }
        Readable::atom(format!("{function}({})", arguments.join(",")), is_whole)
    }

    /// Gives how many of the first parts are cells that stand under, or beside, each other and need no conversion.
    fn run_length(&self, parts: &[NodeId]) -> usize {
        let places: Vec<SheetCell> = parts.iter().map_while(|part| self.plain_place(*part)).collect();
        let run = |is_next: fn(&SheetCell, &SheetCell) -> bool| {
            places.windows(2).take_while(|pair| matches!(pair, [left, right] if is_next(left, right))).count().saturating_add(1).min(places.len())
        };
        let below = run(|left, right| left.sheet == right.sheet && left.column == right.column && left.row.checked_add(1) == Some(right.row));
        let beside = run(|left, right| left.sheet == right.sheet && left.row == right.row && left.column.checked_add(1) == Some(right.column));
        below.max(beside)
    }

    fn plain_place(&self, node: NodeId) -> Option<SheetCell> {
        match &self.plan.nodes[node] {
            Node::Cell(cell) => {
                let value_type = self.plan.cells[*cell].value_type.as_ref();
                value_type.filter(|value_type| value_type.is_number() && value_type.shown_power() == 0)?;
                self.places.cells.lookup(*cell).copied().flatten()
            }
            Node::Column(column) => {
                let value_type = self.plan.columns[*column].value_type.as_ref();
                value_type.filter(|value_type| value_type.is_number() && value_type.shown_power() == 0)?;
                self.column_cell(*column, line_of(self.lines, self.plan.columns[*column].table)?)
            }
            _ => None,
        }
    }

    fn aggregate(&self, function: Aggregate, value: NodeId) -> Option<Readable> {
        let Node::Column(column) = &self.plan.nodes[value] else { return None };
        let value_type =
            self.plan.columns[*column].value_type.as_ref().filter(|value_type| value_type.is_number() && value_type.shown_power() == 0)?;
        let cells = self.places.columns.lookup(*column).copied().flatten()?;
        let name = match function {
            Aggregate::Sum => "SUM",
            Aggregate::Count => "COUNT",
            Aggregate::Min => "MIN",
            Aggregate::Max => "MAX",
            Aggregate::First => return None,
        };
        let last = cell_of_line(cells, cells.lines.checked_sub(1)?);
        let first = near_reference(&self.places.sheets, cells.first, self.from);
        let last = near_reference(&self.places.sheets, last, last.sheet);
        Readable::atom(format!("{name}({first}:{last})"), value_type.decimals == 0)
    }
}

fn sign(operator: Comparison) -> &'static str {
    match operator {
        Comparison::Equal => "=",
        Comparison::NotEqual => "<>",
        Comparison::Less => "<",
        Comparison::LessOrEqual => "<=",
        Comparison::Greater => ">",
        Comparison::GreaterOrEqual => ">=",
    }
}
