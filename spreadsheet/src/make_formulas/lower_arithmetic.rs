//! Lowers sums, products, quotients, extremes and rounding.

use super::expression::{Expression, Kind, Lowered, MISSING, NOT_COMPUTED, State, VALUE, arguments};
use super::lowering::{Lowering, Result, Role};
use super::round_value::{MOST_EXACT, noise, rounded};
use positum_plan::amount::Rounding;
use positum_plan::plan::{Node, NodeId, Origin, Plan, TableId, Term};
use rust_decimal::Decimal;

/// A longer text is continued in another cell.
const LONGEST_PIECE: usize = 1_500;
/// The most arguments of one function.
const MOST_ARGUMENTS: usize = 60;
/// The number of 1 March 1900: spreadsheets differ in what they count before.
pub(super) const FIRST_DAY: u32 = 61;
/// The number of the last day that spreadsheets know.
pub(super) const LAST_DAY: u32 = 2_958_465;
/// The most terms of which the sizes are looked at, to tell how large the noise of a difference is.
const MOST_SIZES: usize = 12;

impl Lowering<'_> {
    /// A chain of `+` and `-`: without a value where a term has none.
    pub(super) fn lower_sum(&mut self, node: NodeId, terms: &[Term], lines: &[(TableId, u32)]) -> Result<Lowered> {
        let mut text = String::new();
        let (mut states, mut decimals, mut kind, mut piece) = (Vec::new(), Some(0), Kind::Number, 0_usize);
        for (index, term) in terms.iter().enumerate() {
            let part = self.lower(term.node, lines)?;
            if text.len() > LONGEST_PIECE {
                text = self.place(node, Role::Piece(piece), lines, &text).operand();
                piece = piece.saturating_add(1);
            }
            match (term.negative, index) {
                (true, _) => text.push('-'),
                (false, 0) => {}
                (false, _) => text.push('+'),
            }
            text.push_str(&part.value.operand());
            decimals = most(decimals, part.decimals);
            states.push(part.state.clone());
            if kind == Kind::Date && part.kind == Kind::Number && part.decimals != Some(0) {
                // Only whole days move a day.
                states.push(State::Code(whole_or_nothing(&part.value.operand())));
            }
            kind = match (kind, part.kind) {
                (Kind::Date, Kind::Date) => Kind::Number,
                (Kind::Date, _) | (_, Kind::Date) => Kind::Date,
                (_, Kind::Number | Kind::Text | Kind::Bool) => Kind::Number,
            };
        }
        let mut value = if terms.len() == 1 && !text.starts_with('-') { Expression::closed(text) } else { Expression::open(text) };
        if kind == Kind::Date {
            value = self.place(node, Role::Operand(0), lines, value.text());
            states.push(State::Code(Expression::closed(format!("IF(OR({0}<{FIRST_DAY},{0}>{LAST_DAY}),{NOT_COMPUTED},{VALUE})", value.text()))));
        }
        let is_normal = states.iter().all(|state| *state == State::Value);
        Ok(Lowered { value, state: State::strict(&states), kind, decimals, is_normal })
    }

    /// The sum of a range: passes over what does not apply or is blank.
    pub(super) fn lower_total(&mut self, node: NodeId, parts: &[NodeId], lines: &[(TableId, u32)]) -> Result<Lowered> {
        let (mut values, mut states, mut decimals) = (Vec::new(), Vec::new(), Some(0));
        for part in parts {
            let mut lowered = self.lower(*part, lines)?;
            if !lowered.is_normal || !matches!(lowered.state, State::Value | State::Code(_)) {
                lowered = self.lower_spilled(*part, lines)?;
            }
            decimals = most(decimals, lowered.decimals);
            states.extend(lowered.state.items());
            values.push(lowered.value);
        }
        let value = self.call(node, "SUM", values, lines);
        let state = self.trouble_of_many(node, states, lines).map_or(State::Value, State::Code);
        Ok(Lowered { value, is_normal: state == State::Value, state, kind: Kind::Number, decimals })
    }

    /// The least or greatest of several: passes over what does not apply or is blank.
    pub(super) fn lower_extreme(&mut self, node: NodeId, function: &str, parts: &[NodeId], lines: &[(TableId, u32)]) -> Result<Lowered> {
        let (mut values, mut states, mut decimals, mut kind) = (Vec::new(), Vec::new(), Some(0), Kind::Number);
        let mut is_sure = false;
        for (index, part) in parts.iter().enumerate() {
            let lowered = self.lower_spilled(*part, lines)?;
            decimals = most(decimals, lowered.decimals);
            kind = lowered.kind;
            match &lowered.state {
                State::Value | State::Strict(_) => {
                    is_sure = true;
                    values.push(lowered.value);
                }
                State::Code(code) => {
                    states.push(code.clone());
                    let text = format!("IF({}={VALUE},{},\"\")", code.operand(), lowered.value.text());
                    values.push(self.place(node, Role::Operand(index), lines, &text));
                }
            }
        }
        let trouble = self.trouble_of_many(node, states, lines);
        let state = match (trouble, is_sure) {
            (None, true) => State::Value,
            (None, false) => State::never(),
            (Some(trouble), true) => State::Code(trouble),
            (Some(trouble), false) => {
                let counted = self.call(node, "COUNT", values.clone(), lines);
                State::Code(Expression::closed(format!(
                    "IF({}>{VALUE},{NOT_COMPUTED},IF({}=0,{NOT_COMPUTED},{VALUE}))",
                    trouble.operand(),
                    counted.text()
                )))
            }
        };
        let value = self.call(node, function, values, lines);
        Ok(Lowered { value, is_normal: state == State::Value, state, kind, decimals })
    }

    /// Gives the call of a function of any number of arguments that can be taken together in any order.
    fn call(&mut self, node: NodeId, function: &str, mut values: Vec<Expression>, lines: &[(TableId, u32)]) -> Expression {
        let joined = if function == "COUNT" { "SUM" } else { function };
        let (mut piece, mut function) = (if function == "COUNT" { 100_000_usize } else { 0 }, function);
        while arguments(&values).len() > LONGEST_PIECE {
            let mut fewer = Vec::new();
            for chunk in values.chunks(MOST_ARGUMENTS) {
                let chunk = arguments(chunk);
                // The least or greatest of nothing is nothing, which a spreadsheet would make zero.
                let text = match function {
                    "MIN" | "MAX" => format!("IF(COUNT({chunk})=0,\"\",{function}({chunk}))"),
                    _ => format!("{function}({chunk})"),
                };
                fewer.push(self.place(node, Role::Piece(piece), lines, &text));
                piece = piece.saturating_add(1);
            }
            values = fewer;
            function = joined;
        }
        Expression::closed(format!("{function}({})", arguments(&values)))
    }

    /// Gives whether one of the states is neither a value nor passed over; nothing where there are none.
    fn trouble_of_many(&mut self, node: NodeId, mut states: Vec<Expression>, lines: &[(TableId, u32)]) -> Option<Expression> {
        let mut piece = 0_usize;
        while arguments(&states).len() > LONGEST_PIECE {
            let mut fewer = Vec::new();
            for chunk in states.chunks(MOST_ARGUMENTS) {
                fewer.push(self.place(node, Role::StatePiece(piece), lines, &format!("MAX({})", arguments(chunk))));
                piece = piece.saturating_add(1);
            }
            states = fewer;
        }
        (!states.is_empty()).then(|| Expression::closed(format!("IF(MAX({})>={MISSING},{NOT_COMPUTED},{VALUE})", arguments(&states))))
    }

    pub(super) fn lower_product(&mut self, left: NodeId, right: NodeId, lines: &[(TableId, u32)]) -> Result<Lowered> {
        let (left, right) = (self.lower(left, lines)?, self.lower(right, lines)?);
        let decimals = left.decimals.zip(right.decimals).and_then(|(left, right)| left.checked_add(right));
        let value = Expression::open(format!("{}*{}", left.value.operand(), right.value.operand()));
        let state = State::strict([&left.state, &right.state]);
        Ok(Lowered { value, is_normal: state == State::Value, state, kind: Kind::Number, decimals })
    }

    /// A quotient has no value where the divisor is zero, without the noise of binary fractions.
    pub(super) fn lower_quotient(&mut self, node: NodeId, left: NodeId, right: NodeId, lines: &[(TableId, u32)]) -> Result<Lowered> {
        let dividend = self.lower(left, lines)?;
        if let Node::Number(divisor) = &self.plan.nodes[right]
            && !divisor.is_zero()
        {
            let decimals = dividend.decimals.zip(further_decimals(*divisor)).and_then(|(own, further)| own.checked_add(further));
            let divisor = self.lower(right, lines)?;
            let value = Expression::open(format!("{}/{}", dividend.value.operand(), divisor.value.operand()));
            return Ok(Lowered { value, decimals, ..dividend }.strict());
        }
        let divisor = self.lower(right, lines)?;
        let divisor = if divisor.value.is_simple() { divisor } else { self.lower_spilled(right, lines)? };
        let is_exact = divisor.decimals.is_some_and(|decimals| decimals <= MOST_EXACT);
        let sizes = if is_exact { Vec::new() } else { self.sizes(right, lines)? };
        let zero = is_zero(&divisor, &sizes);
        let by_zero = Expression::closed(format!("IF({zero},{NOT_COMPUTED},{VALUE})"));
        let state = State::strict([&dividend.state, &divisor.state, &State::Code(by_zero)]);
        let value = Expression::open(format!("{}/{}", dividend.value.operand(), divisor.value.operand()));
        let lowered = Lowered { value, state, kind: Kind::Number, decimals: None, is_normal: false };
        Ok(self.spilled(node, lines, lowered))
    }

    /// Gives what a number is made of by addition, so that it is known how large the noise of a difference near zero can be.
    pub(super) fn sizes(&mut self, root: NodeId, lines: &[(TableId, u32)]) -> Result<Vec<String>> {
        let (mut waiting, mut sizes) = (vec![root], Vec::new());
        while let Some(node) = waiting.pop() {
            let room = MOST_SIZES.saturating_sub(sizes.len()).saturating_sub(waiting.len());
            match added(self.plan, node).filter(|parts| parts.len() <= room) {
                Some(parts) => waiting.extend(parts),
                None => sizes.push(self.lower_spilled(node, lines)?.value.operand()),
            }
        }
        Ok(sizes)
    }

    pub(super) fn lower_sign(&mut self, part: NodeId, is_absolute: bool, lines: &[(TableId, u32)]) -> Result<Lowered> {
        let part = self.lower(part, lines)?;
        let value = if is_absolute {
            Expression::closed(format!("ABS({})", part.value.text()))
        } else {
            Expression::open(format!("-{}", part.value.operand()))
        };
        Ok(Lowered { value, ..part }.strict())
    }

    pub(super) fn lower_round(&mut self, part: NodeId, to: u32, rounding: Rounding, lines: &[(TableId, u32)]) -> Result<Lowered> {
        let lowered = self.lower(part, lines)?;
        let lowered = if lowered.value.is_simple() { lowered } else { self.lower_spilled(part, lines)? };
        let value = rounded(&lowered.value, to, rounding, lowered.decimals);
        let decimals = Some(lowered.decimals.map_or(to, |decimals| decimals.min(to)));
        Ok(Lowered { value, decimals, ..lowered }.strict())
    }
}

impl Lowered {
    /// Makes the part not computed where it has no value.
    pub(super) fn strict(self) -> Self {
        Self { state: State::strict([&self.state]), ..self }
    }
}

/// Gives the larger bound of decimals.
pub(super) fn most(left: Option<u32>, right: Option<u32>) -> Option<u32> {
    left.zip(right).map(|(left, right)| left.max(right))
}

/// Gives what a number is made of by addition alone, also where that is an intermediate; nothing where it is none.
fn added(plan: &Plan, node: NodeId) -> Option<Vec<NodeId>> {
    let (value_type, origin) = match &plan.nodes[node] {
        Node::Sum(terms) => return Some(terms.iter().map(|term| term.node).collect()),
        Node::Total(parts) => return Some(parts.clone()),
        Node::Negation(part) | Node::Absolute(part) => return Some(vec![*part]),
        Node::Cell(cell) => (&plan.cells[*cell].value_type, &plan.cells[*cell].origin),
        Node::Column(column) => (&plan.columns[*column].value_type, &plan.columns[*column].origin),
        _ => return None,
    };
    if let (None, Origin::Formula { node, .. }) = (value_type, origin) { Some(vec![*node]) } else { None }
}

/// Gives the condition that a number is zero.
fn is_zero(number: &Lowered, sizes: &[String]) -> String {
    match number.decimals {
        Some(0) => format!("ROUND({},0)=0", number.value.text()),
        Some(decimals) if decimals <= MOST_EXACT => format!("ROUND({},{decimals})=0", number.value.text()),
        Some(_) | None => format!("ABS({})<={}", number.value.text(), noise(sizes)),
    }
}

fn whole_or_nothing(number: &str) -> Expression {
    Expression::closed(format!("IF(ROUND({number},9)=ROUND({number},0),{VALUE},{NOT_COMPUTED})"))
}

/// Gives how many decimals more than the dividend a quotient can have; nothing where there is no bound.
fn further_decimals(divisor: Decimal) -> Option<u32> {
    const MOST: u32 = 6;
    let mut rest = divisor.normalize().mantissa().checked_abs()?;
    let (mut twos, mut fives) = (0_u32, 0_u32);
    while rest > 0 && rest % 2 == 0 {
        rest = rest.checked_div(2)?;
        twos = twos.saturating_add(1);
    }
    while rest > 0 && rest % 5 == 0 {
        rest = rest.checked_div(5)?;
        fives = fives.saturating_add(1);
    }
    (rest == 1).then_some(twos.max(fives)).filter(|further| *further <= MOST)
}
