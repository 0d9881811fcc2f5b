//! Lowers what runs over the lines of a list: aggregates, and the search for a line by its key.
//!
//! Each line has a cell that says what it gives to an aggregate: nothing, a value, or trouble; the aggregate runs over these.

use super::calculation_sheet::Spot;
use super::current_lines::{CurrentLines, line_of, only_needed};
use super::expression::{Expression, Kind, Lowered, MISSING, NOT_COMPUTED, NotLiveReason, State, VALUE};
use super::lower_arithmetic::most;
use super::lowering::{HeldLines, Lowering, Result, Role};
use super::round_value::{MOST_EXACT, noise};
use positum_plan::plan::{Aggregate, ColumnId, Lines, List, NodeId, Shape, TableId};

/// What a line has that gives nothing to an aggregate.
const NOTHING: &str = "-1";
/// The most cells for lines of one list that are held against lines of another.
const MOST_CELLS: u64 = 20_000;
/// The most pairs of lines that formulas hold against each other without cells of their own.
const MOST_PAIRS: u64 = 1_000_000;
/// Beyond the number of every row.
const BEYOND_ROWS: &str = "1E9";
/// Beyond every number that a report has.
const BEYOND_NUMBERS: &str = "1E300";

/// The cells of what lines give to an aggregate.
struct Contributions {
    codes: Spot,
    values: Option<Spot>,
    held: HeldLines,
    /// The condition on a line of being in the group.
    group: Option<(Spot, String)>,
    kind: Kind,
    decimals: Option<u32>,
    can_fail: bool,
}

impl Lowering<'_> {
    pub(super) fn lower_aggregate(
        &mut self,
        node: NodeId,
        (function, list, which): (Aggregate, TableId, Lines),
        (value, filter): (Option<NodeId>, Option<NodeId>),
        lines: &[(TableId, u32)],
    ) -> Result<Lowered> {
        self.can_tell_lines(list)?;
        if self.has_lines_left_out(list) {
            return Ok(Lowered::never(Kind::Number));
        }
        let Some(held) = self.lists[list].filter(|held| held.lines > 0) else { return Ok(of_nothing(function)) };
        self.are_few(held.lines, &only_needed(lines, &self.needed[node]), MOST_PAIRS)?;
        if let Lines::OfGroup(group) = which {
            self.can_tell_lines(group)?;
        }
        let group = match which {
            Lines::All => None,
            Lines::OfGroup(group) => match (line_of(lines, group), self.lists[group].and_then(|held| held.group_of_source)) {
                (Some(line), Some(numbers)) => Some((numbers, u64::from(line).saturating_add(1).to_string())),
                (None, _) | (_, None) => return Ok(Lowered::never(Kind::Number)),
            },
        };
        if value.is_none() && filter.is_none() {
            let count = match &group {
                None => Expression::spot(held.count.down(held.lines.saturating_sub(1))),
                Some((numbers, number)) => Expression::closed(format!("COUNTIF({},{number})", numbers.range(held.lines))),
            };
            let state = held.unknown.map_or(State::Value, |unknown| State::Code(unknown_state(unknown)));
            return Ok(Lowered { value: count, state, kind: Kind::Number, decimals: Some(0), is_normal: true });
        }
        let contributions = self.contributions(node, (list, held), (value, filter), group, lines)?;
        let lowered = match function {
            Aggregate::First => self.first_of_lines(node, &contributions, lines),
            Aggregate::Sum | Aggregate::Count | Aggregate::Min | Aggregate::Max => contributions.taken_together(function),
        };
        Ok(self.spilled(node, lines, known_lines(lowered, held.unknown)))
    }

    /// Tells whether a table belongs to a report that is not evaluated.
    pub(super) fn is_left_out(&self, table: TableId) -> bool {
        self.left_out[self.plan.tables[table].report]
    }

    /// Tells whether a list, or one that it comes from, belongs to a report that is not evaluated.
    pub(super) fn has_lines_left_out(&self, table: TableId) -> bool {
        let mut table = table;
        // A list comes from one that is computed before it, so that this ends.
        for _ in 0..=self.plan.tables.len() {
            if self.is_left_out(table) {
                return true;
            }
            match &self.plan.tables[table].shape {
                Shape::List(List { derivation: Some(derivation), .. }) => table = derivation.source,
                Shape::List(_) | Shape::Form { .. } | Shape::Grid { .. } => return false,
            }
        }
        false
    }

    /// Tells whether the lines of a list can be held against those of all that is current, of which there are few enough.
    fn are_few(&self, rows: u32, outer: &[(TableId, u32)], most: u64) -> Result<()> {
        let of_table = |table: TableId| self.lists[table].map_or(1, |held| u64::from(held.lines));
        let pairs = outer.iter().fold(u64::from(rows), |pairs, (table, _)| pairs.saturating_mul(of_table(*table)));
        if outer.is_empty() || pairs <= most { Ok(()) } else { Err(NotLiveReason::TooManyLines) }
    }

    /// Tells whether each line of a list can be held against those before it.
    pub(super) fn can_group(rows: u32) -> Result<()> {
        if u64::from(rows).saturating_mul(u64::from(rows)) <= MOST_PAIRS { Ok(()) } else { Err(NotLiveReason::TooManyLines) }
    }

    pub(super) fn can_tell_lines(&self, list: TableId) -> Result<()> {
        self.not_live_lists.get(&list).map_or(Ok(()), |reason| Err(*reason))
    }

    fn contributions(
        &mut self,
        node: NodeId,
        (list, held): (TableId, HeldLines),
        (value, filter): (Option<NodeId>, Option<NodeId>),
        group: Option<(Spot, String)>,
        lines: &[(TableId, u32)],
    ) -> Result<Contributions> {
        let mut needed: Vec<TableId> = value.iter().chain(&filter).flat_map(|part| self.needed[*part].clone()).collect();
        needed.retain(|table| *table != list);
        let outer = only_needed(lines, &needed);
        self.are_few(held.lines, &outer, MOST_CELLS)?;
        // The columns belong to what is aggregated, so that every aggregate in the same outer line shares them.
        let codes = self.block(node, Role::Contribution, &outer, list);
        let values = value.map(|_| self.block(node, Role::Contributed, &outer, list));
        let mut made = Contributions { codes, values, held, group, kind: Kind::Number, decimals: Some(0), can_fail: false };
        if let Some((kind, decimals, can_fail)) = self.made_columns.get(&codes) {
            return Ok(Contributions { kind: *kind, decimals: *decimals, can_fail: *can_fail, ..made });
        }
        for line in 0..held.lines {
            let mut inner: CurrentLines = outer.clone();
            inner.push((list, line));
            self.contribution(&mut made, (value, filter), line, &inner)?;
        }
        self.made_columns.insert(codes, (made.kind, made.decimals, made.can_fail));
        Ok(made)
    }

    /// Writes what a line gives to an aggregate.
    fn contribution(
        &mut self,
        made: &mut Contributions,
        (value, filter): (Option<NodeId>, Option<NodeId>),
        line: u32,
        inner: &[(TableId, u32)],
    ) -> Result<()> {
        let value = value.map(|value| self.lower_spilled(value, inner)).transpose()?;
        let filter = filter.map(|filter| self.lower(filter, inner)).transpose()?;
        let mut code = match value.as_ref().map(|value| &value.state) {
            None | Some(State::Value) => VALUE.to_string(),
            Some(other) => {
                made.can_fail = true;
                let code = other.code();
                let code = code.operand();
                format!("IF({code}={VALUE},{VALUE},IF({code}<{MISSING},{NOTHING},{NOT_COMPUTED}))")
            }
        };
        if let Some(filter) = filter {
            code = format!("IF({},{code},{NOTHING})", filter.value.text());
            if let Some(fails) = filter.state.fails() {
                made.can_fail = true;
                code = format!("IF({fails},{NOT_COMPUTED},{code})");
            }
        }
        let exists = made.held.exists.down(line).reference();
        self.sheet.write(made.codes.down(line), &format!("IF({exists}=0,{NOTHING},{code})"));
        if let (Some(value), Some(values)) = (value, made.values) {
            made.kind = value.kind;
            // Lines can differ: a bound holds only where all have it.
            made.decimals = most(made.decimals, value.decimals);
            let code = made.codes.down(line).reference();
            self.sheet.write(values.down(line), &format!("IF({code}={VALUE},{},{})", value.value.text(), value.kind.nothing()));
        }
        Ok(())
    }

    /// The first line that has a value or is in trouble.
    fn first_of_lines(&mut self, node: NodeId, made: &Contributions, lines: &[(TableId, u32)]) -> Lowered {
        let codes = made.codes.range(made.held.lines);
        let is_passed = match &made.group {
            None => format!("({codes}<{VALUE})"),
            Some((numbers, number)) => format!("((({codes}<{VALUE})+({}<>{number}))>0)", numbers.range(made.held.lines)),
        };
        let position = self.position_of(node, made.codes, made.held.lines, &is_passed, lines);
        let found = |spot: Spot| format!("INDEX({},{})", spot.range(made.held.lines), position.text());
        let state = format!("IF({}>{},{NOT_COMPUTED},{})", position.text(), made.held.lines, found(made.codes));
        let value = made.values.map_or_else(|| "0".to_owned(), found);
        Lowered {
            value: Expression::closed(value),
            state: State::Code(Expression::closed(state)),
            kind: made.kind,
            decimals: made.decimals,
            is_normal: false,
        }
    }

    /// Gives the place, from 1, of the first of the cells below `first` of which a condition over all of them does not hold.
    fn position_of(&mut self, node: NodeId, first: Spot, rows: u32, is_passed: &str, lines: &[(TableId, u32)]) -> Expression {
        let text = format!("SUMPRODUCT(MIN({is_passed}*{BEYOND_ROWS}+ROW({})))-{}", first.range(rows), first.row);
        self.place(node, Role::Position, lines, &text)
    }

    /// The cell in the first line that has the key.
    pub(super) fn lower_lookup(
        &mut self,
        node: NodeId,
        list: TableId,
        keys: &[(ColumnId, NodeId)],
        column: ColumnId,
        lines: &[(TableId, u32)],
    ) -> Result<Lowered> {
        self.can_tell_lines(list)?;
        let held = self.lists[list].filter(|held| held.lines > 0);
        let wanted = self.columns[column].clone()?;
        let kind = wanted.as_ref().map_or(Kind::Number, |wanted| wanted.kind);
        let mut states = Vec::new();
        let mut parts = Vec::new();
        for (key_column, key) in keys {
            let key = self.lower_spilled(*key, lines)?;
            states.push(key.state.clone());
            parts.push((self.columns[*key_column].clone()?, key));
        }
        let (Some(held), Some(wanted), false) = (held, wanted, self.has_lines_left_out(list)) else { return Ok(Lowered::never(kind)) };
        self.are_few(held.lines, &only_needed(lines, &self.needed[node]), MOST_PAIRS)?;
        let mut is_passed = format!("({}=0)", held.exists.range(held.lines));
        for (key_column, key) in parts {
            let Some(key_column) = key_column else { return Ok(Lowered::never(kind)) };
            if let Some(state) = key_column.state {
                is_passed.push_str(&format!("+({}<>{VALUE})", state.range(held.lines)));
            }
            is_passed.push_str(&format!("+{}", differs((&key_column.value.range(held.lines), key_column.decimals), &key)));
        }
        let position = self.position_of(node, held.exists, held.lines, &format!("(({is_passed})>0)"), lines);
        let found = |spot: Spot| format!("INDEX({},{})", spot.range(held.lines), position.text());
        let state_there = wanted.state.map_or_else(|| VALUE.to_string(), found);
        let there = format!("IF({}>{},{NOT_COMPUTED},{state_there})", position.text(), held.lines);
        let code = match State::strict(&states).fails() {
            Some(fails) => format!("IF({fails},{NOT_COMPUTED},{there})"),
            None => there,
        };
        let lowered = Lowered {
            value: Expression::closed(found(wanted.value)),
            state: State::Code(Expression::closed(code)),
            kind,
            decimals: wanted.decimals,
            is_normal: false,
        };
        Ok(self.spilled(node, lines, known_lines(lowered, held.unknown)))
    }
}

fn unknown_state(unknown: Spot) -> Expression {
    Expression::closed(format!("IF({}>0,{NOT_COMPUTED},{VALUE})", unknown.reference()))
}

/// Makes what is taken of lines not computed where it cannot be told which lines there are.
fn known_lines(lowered: Lowered, unknown: Option<Spot>) -> Lowered {
    let Some(unknown) = unknown else { return lowered };
    let code = format!("IF({}>0,{NOT_COMPUTED},{})", unknown.reference(), lowered.state.code().text());
    Lowered { state: State::Code(Expression::closed(code)), is_normal: false, ..lowered }
}

impl Contributions {
    /// Sums, counts, least and greatest: in trouble where a line is.
    fn taken_together(&self, function: Aggregate) -> Lowered {
        let rows = self.held.lines;
        let codes = self.codes.range(rows);
        let values = self.values.unwrap_or(self.codes).range(rows);
        let number_of = |code: &str| match &self.group {
            None => format!("COUNTIF({codes},{code})"),
            Some((numbers, number)) => format!("COUNTIFS({},{number},{codes},{code})", numbers.range(rows)),
        };
        let is_passed = match &self.group {
            None => format!("({codes}<>{VALUE})"),
            Some((numbers, number)) => format!("((({codes}<>{VALUE})+({}<>{number}))>0)", numbers.range(rows)),
        };
        let count = number_of(&VALUE.to_string());
        let extreme = |function: &str, sign: &str| format!("SUMPRODUCT({function}({values}{sign}{is_passed}*{BEYOND_NUMBERS}))");
        let value = match (function, &self.group) {
            (Aggregate::Sum, None) => format!("SUM({values})"),
            (Aggregate::Sum, Some((numbers, number))) => format!("SUMIF({},{number},{values})", numbers.range(rows)),
            (Aggregate::Count | Aggregate::First, _) => count.clone(),
            (Aggregate::Min, _) => extreme("MIN", "+"),
            (Aggregate::Max, _) => extreme("MAX", "-"),
        };
        let trouble = self.can_fail.then(|| format!("{}>0", number_of(&NOT_COMPUTED.to_string())));
        let is_empty = matches!(function, Aggregate::Min | Aggregate::Max).then(|| format!("{count}=0"));
        let conditions: Vec<String> = trouble.into_iter().chain(is_empty).collect();
        let state = match conditions.as_slice() {
            [] => State::Value,
            conditions => State::Code(Expression::closed(format!("IF(OR({}),{NOT_COMPUTED},{VALUE})", conditions.join(",")))),
        };
        let is_number = matches!(function, Aggregate::Count);
        let (kind, decimals) = if is_number { (Kind::Number, Some(0)) } else { (self.kind, self.decimals) };
        Lowered { value: Expression::closed(value), state, kind, decimals, is_normal: false }
    }
}

/// Gives for each cell of a range, with the most decimals that its numbers have, whether it is not the key.
pub(super) fn differs((range, decimals): (&str, Option<u32>), key: &Lowered) -> String {
    let own = key.value.operand();
    match (key.kind, most(decimals, key.decimals)) {
        (Kind::Text, _) => format!("(1-EXACT({range},{}))", key.value.text()),
        (Kind::Bool | Kind::Date, _) => format!("({range}<>{own})"),
        (Kind::Number, Some(decimals)) if decimals <= MOST_EXACT => format!("(ROUND({range}-{own},{decimals})<>0)"),
        // What is nearly the key is nearly as large.
        (Kind::Number, _) => format!("(ABS({range}-{own})>{})", noise(std::slice::from_ref(&own))),
    }
}

/// Gives an aggregate over no lines.
fn of_nothing(function: Aggregate) -> Lowered {
    match function {
        Aggregate::Sum | Aggregate::Count => Lowered::sure(Expression::closed("0"), Kind::Number, Some(0)),
        Aggregate::Min | Aggregate::Max | Aggregate::First => Lowered::never(Kind::Number),
    }
}
