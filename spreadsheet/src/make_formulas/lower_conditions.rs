//! Lowers comparisons, `and`, `or`, `not`, `in`, `when`, `else` and `if`.

use super::expression::{Expression, Kind, Lowered, NOT_APPLICABLE, NOT_COMPUTED, NotLiveReason, State, UNREADABLE, VALUE};
use super::lower_arithmetic::most;
use super::lower_lines::differs;
use super::lowering::{Lowering, Result, Role};
use super::pattern_condition::pattern_condition;
use super::round_value::{MOST_EXACT, noise};
use positum_plan::plan::{Comparison, Node, NodeId, TableId};
use positum_plan::text_limits::Pattern;
use rust_decimal::Decimal;

/// A longer text is continued in another cell.
const LONGEST_PIECE: usize = 1_200;
/// More brackets in each other are continued in another cell.
const DEEPEST_PIECE: usize = 25;
/// More options than this stand in cells of their own.
const MOST_OPTIONS_WRITTEN: usize = 12;
/// The most options.
const MOST_OPTIONS: usize = 5_000;
/// What the cell of a decision holds where an operand that is needed has no value.
const NO_DECISION: u32 = 5;

impl Lowering<'_> {
    pub(super) fn lower_comparison(
        &mut self,
        operator: Comparison,
        sides: [NodeId; 2],
        tolerance: Option<Decimal>,
        lines: &[(TableId, u32)],
    ) -> Result<Lowered> {
        let [mut left, mut right] = [self.lower(sides[0], lines)?, self.lower(sides[1], lines)?];
        let is_number = matches!(left.kind, Kind::Number | Kind::Date);
        let is_exact = most(left.decimals, right.decimals).is_some_and(|decimals| decimals <= MOST_EXACT);
        if is_number && !is_exact {
            // Both are repeated.
            left = if left.value.is_simple() { left } else { self.lower_spilled(sides[0], lines)? };
            right = if right.value.is_simple() { right } else { self.lower_spilled(sides[1], lines)? };
        }
        let text = if is_number {
            let sizes = if is_exact { Vec::new() } else { [self.sizes(sides[0], lines)?, self.sizes(sides[1], lines)?].concat() };
            compared_numbers(operator, [&left, &right], &sizes, tolerance)
        } else {
            compared_others(operator, &left, &right)
        };
        let state = State::strict([&left.state, &right.state]);
        Ok(Lowered { value: Expression::open(text), is_normal: state == State::Value, state, kind: Kind::Bool, decimals: None })
    }

    pub(super) fn lower_not(&mut self, part: NodeId, lines: &[(TableId, u32)]) -> Result<Lowered> {
        let part = self.lower(part, lines)?;
        let value = Expression::closed(format!("NOT({})", part.value.text()));
        let state = State::strict([&part.state]);
        Ok(Lowered { value, is_normal: state == State::Value, state, kind: Kind::Bool, decimals: None })
    }

    /// `and` where `deciding` is false, `or` where it is true: the first operand that decides or is in trouble counts.
    pub(super) fn lower_decision(&mut self, node: NodeId, parts: &[NodeId], deciding: bool, lines: &[(TableId, u32)]) -> Result<Lowered> {
        let parts: Vec<Lowered> = parts.iter().map(|part| self.lower(*part, lines)).collect::<Result<_>>()?;
        let texts: Vec<(Option<String>, String)> = parts.iter().map(|part| (part.state.fails(), part.value.text().to_owned())).collect();
        let joined: usize = texts.iter().map(|(_, text)| text.len()).sum();
        if texts.iter().all(|(fails, _)| fails.is_none()) && joined < LONGEST_PIECE {
            let values: Vec<String> = texts.into_iter().map(|(_, text)| text).collect();
            let function = if deciding { "OR" } else { "AND" };
            return Ok(Lowered::sure(Expression::closed(format!("{function}({})", values.join(","))), Kind::Bool, None));
        }
        Ok(self.decided(node, &State::Value, &texts, deciding, lines))
    }

    /// Gives the first decision of several conditions, each with the condition that it is in trouble.
    fn decided(
        &mut self,
        node: NodeId,
        before: &State,
        conditions: &[(Option<String>, String)],
        deciding: bool,
        lines: &[(TableId, u32)],
    ) -> Lowered {
        let number = u32::from;
        let mut rest = number(!deciding).to_string();
        let mut piece = 0_usize;
        for (fails, condition) in conditions.iter().rev() {
            let decided = if deciding { format!("IF({condition},1,{rest})") } else { format!("IF({condition},{rest},0)") };
            rest = if_fails(fails.as_deref(), &decided);
            if rest.len() > LONGEST_PIECE || Expression::closed(rest.clone()).depth() > DEEPEST_PIECE {
                rest = self.place(node, Role::Piece(piece), lines, &rest).operand();
                piece = piece.saturating_add(1);
            }
        }
        let decision = self.place(node, Role::Decision, lines, &if_fails(before.fails().as_deref(), &rest));
        let state = State::Code(Expression::closed(format!("IF({}={NO_DECISION},{NOT_COMPUTED},{VALUE})", decision.text())));
        Lowered { value: Expression::open(format!("{}=1", decision.text())), state, kind: Kind::Bool, decimals: None, is_normal: true }
    }

    pub(super) fn lower_in(&mut self, node: NodeId, value: NodeId, options: &[NodeId], lines: &[(TableId, u32)]) -> Result<Lowered> {
        if options.len() > MOST_OPTIONS {
            return Err(NotLiveReason::TooManyOptions);
        }
        let value = self.lower_spilled(value, lines)?;
        let is_literal = |option: &NodeId| matches!(self.plan.nodes[*option], Node::Text(_) | Node::Number(_));
        if options.len() > MOST_OPTIONS_WRITTEN && options.iter().all(is_literal) {
            return self.one_of_many(node, value, options);
        }
        let mut conditions = Vec::new();
        for option in options {
            let option = self.lower_spilled(*option, lines)?;
            conditions.push((option.state.fails(), equality(&value, &option)));
        }
        let are_sure = conditions.iter().all(|(fails, _)| fails.is_none());
        if are_sure && conditions.len() <= MOST_OPTIONS_WRITTEN {
            let conditions: Vec<String> = conditions.into_iter().map(|(_, condition)| condition).collect();
            let found = Expression::closed(format!("OR({})", conditions.join(",")));
            return Ok(Lowered { value: found, kind: Kind::Bool, decimals: None, is_normal: value.state == State::Value, ..value }.strict());
        }
        Ok(self.decided(node, &value.state, &conditions, true, lines))
    }

    pub(super) fn lower_matches(&mut self, value: NodeId, pattern: &Pattern, lines: &[(TableId, u32)]) -> Result<Lowered> {
        let value = self.lower_spilled(value, lines)?;
        let condition = pattern_condition(pattern, value.value.text()).ok_or(NotLiveReason::Pattern)?;
        let is_normal = value.state == State::Value;
        Ok(Lowered { value: Expression::closed(condition), kind: Kind::Bool, decimals: None, is_normal, ..value }.strict())
    }

    /// The options stand below each other, once for all lines.
    fn one_of_many(&mut self, node: NodeId, value: Lowered, options: &[NodeId]) -> Result<Lowered> {
        let count = u32::try_from(options.len()).map_err(|_| NotLiveReason::TooManyOptions)?;
        let first = match self.option_columns.get(&node) {
            Some(first) => *first,
            None => {
                let first = self.sheet.block(count, 1);
                for (row, option) in (0..count).zip(options) {
                    let option = self.lower(*option, &[])?;
                    self.sheet.write(first.down(row), option.value.text());
                }
                self.option_columns.insert(node, first);
                first
            }
        };
        let decimals = options.iter().map(|option| match &self.plan.nodes[*option] {
            Node::Number(number) => number.normalize().scale(),
            _ => 0,
        });
        let text = format!("SUMPRODUCT(1-{})>0", differs((&first.range(count), decimals.max()), &value));
        Ok(Lowered { value: Expression::open(text), kind: Kind::Bool, decimals: None, is_normal: value.state == State::Value, ..value }.strict())
    }

    /// The value where the condition holds, which is looked at first.
    pub(super) fn lower_when(&mut self, value: NodeId, condition: NodeId, lines: &[(TableId, u32)]) -> Result<Lowered> {
        let condition = self.lower(condition, lines)?;
        let value = self.lower(value, lines)?;
        let held = format!("IF({},{},{NOT_APPLICABLE})", condition.value.text(), value.state.code().text());
        let code = Expression::closed(if_fails(condition.state.fails().as_deref(), &held));
        Ok(Lowered { state: State::Code(code), is_normal: false, ..value })
    }

    /// The first, or the second where the first is missing, blank or does not apply.
    pub(super) fn lower_else(&mut self, first: NodeId, second: NodeId, lines: &[(TableId, u32)]) -> Result<Lowered> {
        let first = self.lower_spilled(first, lines)?;
        let State::Code(code) = &first.state else { return Ok(first) };
        let second = self.lower(second, lines)?;
        let code = code.operand();
        let state = match &second.state {
            State::Value => format!("IF({code}<{UNREADABLE},{VALUE},{code})"),
            other => format!("IF({code}={VALUE},{VALUE},IF({code}<{UNREADABLE},{},{code}))", other.code().text()),
        };
        let value = Expression::closed(format!("IF({code}={VALUE},{},{})", first.value.text(), second.value.text()));
        let decimals = most(first.decimals, second.decimals);
        Ok(Lowered { value, state: State::Code(Expression::closed(state)), kind: first.kind, decimals, is_normal: false })
    }

    /// One of two: only the one that is taken is looked at.
    pub(super) fn lower_if(&mut self, condition: NodeId, branches: [NodeId; 2], lines: &[(TableId, u32)]) -> Result<Lowered> {
        let condition = self.lower(condition, lines)?;
        let [then, otherwise] = [self.lower(branches[0], lines)?, self.lower(branches[1], lines)?];
        let held = condition.value.text();
        let value = Expression::closed(format!("IF({held},{},{})", then.value.text(), otherwise.value.text()));
        let decimals = most(then.decimals, otherwise.decimals);
        let state = match (&condition.state, &then.state, &otherwise.state) {
            (State::Value, State::Value, State::Value) => State::Value,
            (before, State::Value, State::Value) => State::strict([before]),
            (before, then, otherwise) => {
                let taken = format!("IF({held},{},{})", then.code().text(), otherwise.code().text());
                State::Code(Expression::closed(if_fails(before.fails().as_deref(), &taken)))
            }
        };
        Ok(Lowered { value, is_normal: state == State::Value, state, kind: then.kind, decimals })
    }
}

fn if_fails(fails: Option<&str>, text: &str) -> String {
    match fails {
        Some(fails) => format!("IF({fails},{NOT_COMPUTED},{text})"),
        None => text.to_owned(),
    }
}

/// Gives the condition that two parts are equal.
pub(super) fn equality(left: &Lowered, right: &Lowered) -> String {
    match left.kind {
        Kind::Number | Kind::Date => {
            let sizes = [left.value.operand(), right.value.operand()];
            compared_numbers(Comparison::Equal, [left, right], &sizes, None)
        }
        Kind::Text | Kind::Bool => compared_others(Comparison::Equal, left, right),
    }
}

fn compared_others(operator: Comparison, left: &Lowered, right: &Lowered) -> String {
    let equal = match left.kind {
        Kind::Bool => format!("{}={}", left.value.operand(), right.value.operand()),
        Kind::Text | Kind::Number | Kind::Date => format!("EXACT({},{})", left.value.text(), right.value.text()),
    };
    if operator == Comparison::NotEqual { format!("NOT({equal})") } else { equal }
}

/// Compares the difference with zero, without the noise of binary fractions. What is within the tolerance is equal.
fn compared_numbers(operator: Comparison, [left, right]: [&Lowered; 2], sizes: &[String], tolerance: Option<Decimal>) -> String {
    let (a, b) = (left.value.operand(), right.value.operand());
    let tolerance = tolerance.map(|tolerance| tolerance.normalize()).filter(|tolerance| !tolerance.is_zero());
    let bound = tolerance.map_or_else(|| "0".to_owned(), |tolerance| tolerance.to_string());
    let minus_bound = if tolerance.is_some() { format!("-{bound}") } else { bound.clone() };
    let (sign, bound) = match operator {
        Comparison::Equal => ("<=", bound),
        Comparison::NotEqual => (">", bound),
        Comparison::Less => ("<", minus_bound),
        Comparison::LessOrEqual => ("<=", bound),
        Comparison::Greater => (">", bound),
        Comparison::GreaterOrEqual => (">=", minus_bound),
    };
    let is_equality = matches!(operator, Comparison::Equal | Comparison::NotEqual);
    let decimals = most(left.decimals, right.decimals);
    if let Some(decimals) = decimals.filter(|decimals| *decimals <= MOST_EXACT) {
        let difference = if b == "0" { format!("ROUND({},{decimals})", left.value.text()) } else { format!("ROUND({a}-{b},{decimals})") };
        return match (is_equality, tolerance) {
            (true, None) => format!("{difference}{}0", if operator == Comparison::Equal { "=" } else { "<>" }),
            (true, Some(_)) => format!("ABS({difference}){sign}{bound}"),
            (false, _) => format!("{difference}{sign}{bound}"),
        };
    }
    let noise = noise(sizes);
    let difference = if is_equality { format!("ABS({a}-{b})") } else { format!("({a}-{b})") };
    // A bound that is reached counts as reached where it does so but for noise.
    let includes_bound = matches!(sign, "<=" | ">=");
    let reaches_up = (sign == "<=" && includes_bound) || sign == ">";
    let noise = if reaches_up { format!("+{noise}") } else { format!("-{noise}") };
    format!("{difference}{sign}{bound}{noise}")
}
