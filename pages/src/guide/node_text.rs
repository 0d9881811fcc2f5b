//! Formulas of which a plan has no text, as text with links: conditions, what chooses lines, values in messages.
//!
//! In come nodes; out goes what a definition would write for them. How formulas are computed is not known here.

use super::deadline_text::calendar_link;
use super::entries::{Entry, Guide, View, grid_place};
use super::page::{Line, Piece, joined, line};
use positum_plan::plan::{Aggregate, CellReference, Comparison, Earlier, Node, NodeId, Term};

/// The most parts that stand in each other and are written; what is deeper is an ellipsis.
const DEEPEST: usize = 60;

/// How tightly a formula holds together, from the loosest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Tie {
    Choice,
    Or,
    And,
    Comparison,
    Sum,
    Product,
    Word,
}

/// Writes formulas as seen from a place.
pub(super) struct NodeText<'g, 'p> {
    pub(super) guide: &'g Guide<'p>,
    pub(super) from: View,
}

impl NodeText<'_, '_> {
    /// Gives a formula as text with links.
    pub(super) fn line(&self, node: NodeId) -> Line {
        self.within(node, Tie::Choice, 0)
    }

    /// Writes a part, in brackets where it is looser than what it stands in.
    fn within(&self, node: NodeId, tie: Tie, depth: usize) -> Line {
        if depth > DEEPEST {
            return line("…");
        }
        let (own, text) = self.written(node, depth.saturating_add(1));
        if own < tie { bracketed(text) } else { text }
    }

    fn written(&self, node: NodeId, depth: usize) -> (Tie, Line) {
        let part = |node: &NodeId, tie| self.within(*node, tie, depth);
        let two = |left, sign: &str, right, tie, right_tie| joined([part(left, tie), part(right, right_tie)], &format!(" {sign} "));
        match &self.guide.plan.nodes[node] {
            Node::Sum(terms) => (Tie::Sum, self.sum(terms, depth)),
            Node::Product(left, right) => (Tie::Product, two(left, "*", right, Tie::Product, Tie::Product)),
            Node::Quotient(left, right) => (Tie::Product, two(left, "/", right, Tie::Product, Tie::Word)),
            Node::Negation(inner) => (Tie::Sum, before("-", part(inner, Tie::Word))),
            Node::Comparison { operator, left, right, .. } => (Tie::Comparison, two(left, sign(*operator), right, Tie::Sum, Tie::Sum)),
            Node::In { value, options } => {
                let options = bracketed(joined(options.iter().map(|option| part(option, Tie::Choice)), ", "));
                (Tie::Comparison, joined([part(value, Tie::Sum), options], " in "))
            }
            Node::Matches { value, pattern } => {
                (Tie::Comparison, joined([part(value, Tie::Sum), line(format!("\"{}\"", pattern.text()))], " matches "))
            }
            Node::And(nodes) => (Tie::And, joined(nodes.iter().map(|node| part(node, Tie::Comparison)), " and ")),
            Node::Or(nodes) => (Tie::Or, joined(nodes.iter().map(|node| part(node, Tie::And)), " or ")),
            Node::Not(inner) => (Tie::And, before("not ", part(inner, Tie::Comparison))),
            Node::When { value, condition } => (Tie::Choice, two(value, "when", condition, Tie::Or, Tie::Or)),
            Node::Else(left, right) => (Tie::Choice, two(left, "else", right, Tie::Choice, Tie::Choice)),
            Node::If { condition, then, otherwise } => {
                let end = two(then, "else", otherwise, Tie::Choice, Tie::Choice);
                (Tie::Choice, before("if ", joined([part(condition, Tie::Or), end], " then ")))
            }
            Node::Number(_) | Node::Text(_) | Node::Bool(_) | Node::Date(_) | Node::Cell(_) | Node::Column(_) | Node::Parameter(_) => {
                (Tie::Word, self.word(node))
            }
            Node::Exact(_) | Node::Earlier { .. } | Node::PeriodPart(_) => (Tie::Word, self.word(node)),
            Node::Lookup { .. } | Node::Total(_) | Node::Absolute(_) | Node::Least(_) | Node::Greatest(_) | Node::Round { .. } => {
                (Tie::Word, self.function(node, depth))
            }
            Node::DateOf { .. } | Node::WorkingDaysAfter { .. } | Node::Aggregate { .. } => (Tie::Word, self.function(node, depth)),
        }
    }

    /// Writes what has no parts.
    fn word(&self, node: NodeId) -> Line {
        match &self.guide.plan.nodes[node] {
            Node::Number(number) => line(number.normalize().to_string()),
            Node::Text(text) => line(format!("\"{text}\"")),
            Node::Bool(value) => line(value.to_string()),
            Node::Date(date) => line(date.to_string()),
            Node::Cell(cell) => self.cell(CellReference::Cell(*cell)),
            Node::Column(column) => self.cell(CellReference::Column(*column)),
            Node::Parameter(parameter) => vec![Piece { is_code: false, ..self.guide.parameter_link(*parameter) }],
            Node::Exact(cell) => call("exact", [self.cell(*cell)]),
            Node::Earlier { cell, which: Earlier::Period } => call("previous", [self.cell(*cell)]),
            Node::Earlier { cell, which: Earlier::Year } => call("previous", [self.cell(*cell), line("year")]),
            Node::Earlier { cell, which: Earlier::Closing } => call("closing", [self.cell(*cell)]),
            Node::PeriodPart(part) => line(part.keyword()),
            Node::Sum(_) | Node::Total(_) | Node::Product(..) | Node::Quotient(..) | Node::Negation(_) | Node::Absolute(_) => Line::new(),
            Node::Least(_) | Node::Greatest(_) | Node::Round { .. } | Node::Comparison { .. } | Node::In { .. } | Node::Matches { .. } => Line::new(),
            Node::And(_) | Node::Or(_) | Node::Not(_) | Node::When { .. } | Node::Else(..) | Node::If { .. } | Node::Lookup { .. } => Line::new(),
            Node::DateOf { .. } | Node::WorkingDaysAfter { .. } | Node::Aggregate { .. } => Line::new(),
        }
    }

    /// Writes what has its parts in brackets.
    fn function(&self, node: NodeId, depth: usize) -> Line {
        let part = |node: &NodeId| self.within(*node, Tie::Choice, depth);
        match &self.guide.plan.nodes[node] {
            Node::Total(nodes) => call("sum", nodes.iter().map(part)),
            Node::Absolute(inner) => call("abs", [part(inner)]),
            Node::Least(nodes) => call("min", nodes.iter().map(part)),
            Node::Greatest(nodes) => call("max", nodes.iter().map(part)),
            Node::Round { value, decimals, .. } => call("round", [part(value), line(decimals.to_string())]),
            Node::DateOf { year, month, day } => call("date", [part(year), part(month), part(day)]),
            Node::WorkingDaysAfter { date, count, calendar } => {
                let calendar = Piece { is_code: false, ..calendar_link(self.guide, *calendar) };
                call("working_days_after", [part(date), part(count), vec![calendar]])
            }
            Node::Lookup { list, keys, column } => {
                let keys = joined(keys.iter().map(|(_, key)| part(key)), ", ");
                let column = Entry::ListColumn(*column);
                let list = Piece::link(&self.guide.plan.tables[*list].name, self.guide.table_link(*list).href.unwrap_or_default());
                let end = [Piece::text("]."), Piece::link(self.guide.code(column), self.guide.href(column))];
                [list, Piece::text("[")].into_iter().chain(keys).chain(end).collect()
            }
            Node::Aggregate { function, list, value, filter, .. } => {
                let lines = || line(&self.guide.plan.tables[*list].name);
                let mut inner = value.as_ref().map_or_else(lines, part);
                if let Some(filter) = filter {
                    inner.push(Piece::text(" where "));
                    inner.extend(part(filter));
                }
                call(aggregate_name(*function), [inner])
            }
            Node::Number(_) | Node::Text(_) | Node::Bool(_) | Node::Date(_) | Node::Cell(_) | Node::Column(_) | Node::Parameter(_) => Line::new(),
            Node::Exact(_) | Node::Earlier { .. } | Node::PeriodPart(_) | Node::Sum(_) | Node::Product(..) | Node::Quotient(..) => Line::new(),
            Node::Negation(_) | Node::Comparison { .. } | Node::In { .. } | Node::Matches { .. } | Node::And(_) | Node::Or(_) => Line::new(),
            Node::Not(_) | Node::When { .. } | Node::Else(..) | Node::If { .. } => Line::new(),
        }
    }

    fn sum(&self, terms: &[Term], depth: usize) -> Line {
        let mut sum = Line::new();
        for (index, term) in terms.iter().enumerate() {
            let sign = match (term.negative, index) {
                (true, 0) => "-",
                (true, _) => " - ",
                (false, 0) => "",
                (false, _) => " + ",
            };
            sum.push(Piece::text(sign));
            sum.extend(self.within(term.node, Tie::Product, depth));
        }
        sum
    }

    fn cell(&self, reference: CellReference) -> Line {
        if let Some((table, row, column)) = grid_place(self.guide.plan, reference)
            && let Some((_, href)) = self.guide.grid_cell(table, row, column)
        {
            let row = self.guide.name_from(Entry::Row(table, row), self.from);
            return vec![Piece::link(format!("{row}:{}", self.guide.code(Entry::Column(table, column))), href)];
        }
        let entry = self.guide.entry_of(reference, false);
        vec![Piece::link(self.guide.name_from(entry, self.from), self.guide.href(entry))]
    }
}

fn bracketed(mut text: Line) -> Line {
    text.insert(0, Piece::text("("));
    text.push(Piece::text(")"));
    text
}

fn before(sign: &str, mut text: Line) -> Line {
    text.insert(0, Piece::text(sign));
    text
}

fn call(function: &str, arguments: impl IntoIterator<Item = Line>) -> Line {
    before(function, bracketed(joined(arguments, ", ")))
}

/// Gives the sign of a comparison.
fn sign(operator: Comparison) -> &'static str {
    match operator {
        Comparison::Equal => "=",
        Comparison::NotEqual => "≠",
        Comparison::Less => "<",
        Comparison::LessOrEqual => "≤",
        Comparison::Greater => ">",
        Comparison::GreaterOrEqual => "≥",
    }
}

fn aggregate_name(function: Aggregate) -> &'static str {
    match function {
        Aggregate::Sum => "sum",
        Aggregate::Count => "count",
        Aggregate::Min => "min",
        Aggregate::Max => "max",
        Aggregate::First => "first",
    }
}
