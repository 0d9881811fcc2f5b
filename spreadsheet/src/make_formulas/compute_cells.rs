//! Follows the steps of the plan: a state and a value for each computed cell, for the lines of each computed column, and the
//! lines of derived lists.

use super::calculation_sheet::Spot;
use super::expression::{Expression, Kind, Lowered, NOT_APPLICABLE, NOT_COMPUTED, State, VALUE};
use super::lower_arithmetic::FIRST_DAY;
use super::lower_lines::differs;
use super::lowering::{HeldColumn, HeldLines, Lowering, Result};
use super::round_value::rounded;
use positum_plan::plan::{CellId, ColumnId, Derivation, List, NodeId, Origin, Shape, Step, TableId};
use positum_plan::value::ValueType;

/// Where a computed cell stands on the sheet of calculations.
#[derive(Clone, Copy)]
struct Spots {
    raw: Spot,
    state: Spot,
    value: Spot,
}

/// Which lines of a list are in the groups of another.
#[derive(Clone, Copy)]
struct TakenLines {
    taking_part: Spot,
    unknown: Option<Spot>,
}

impl Lowering<'_> {
    pub(super) fn compute_cells(&mut self) {
        let plan = self.plan;
        let computed = u32::try_from(plan.cells.len()).unwrap_or(u32::MAX);
        let first = Spots { raw: self.sheet.block(computed, 1), state: self.sheet.block(computed, 1), value: self.sheet.block(computed, 1) };
        let mut row = 0;
        for step in &plan.steps {
            match step {
                Step::Cell(cell) => {
                    let spots = Spots { raw: first.raw.down(row), state: first.state.down(row), value: first.value.down(row) };
                    self.compute_cell(*cell, spots);
                    row = row.saturating_add(1);
                }
                Step::Column(column) => self.columns[*column] = self.compute_column(*column),
                Step::Group(table) => {
                    if let Shape::List(list) = &plan.tables[*table].shape
                        && let Some(derivation) = &list.derivation
                        && !self.is_left_out(*table)
                        && !self.is_left_out(derivation.source)
                    {
                        self.make_groups(*table, list, derivation);
                    }
                }
            }
        }
    }

    fn compute_cell(&mut self, id: CellId, spots: Spots) {
        let cell = &self.plan.cells[id];
        let Origin::Formula { node, .. } = &cell.origin else { return };
        if self.is_left_out(cell.table) {
            let kind = cell.value_type.as_ref().map_or(Kind::Number, Kind::of);
            self.cells[id] = Ok(Lowered::never(kind));
            return;
        }
        self.cells[id] = self.lower(*node, &[]).map(|lowered| {
            let (shown, raw) = self.computed(lowered, cell.value_type.as_ref(), spots);
            self.raw_cells.extend(raw.map(|raw| (id, raw)));
            shown
        });
    }

    fn compute_column(&mut self, id: ColumnId) -> Result<Option<HeldColumn>> {
        let column = &self.plan.columns[id];
        let Origin::Formula { node, .. } = &column.origin else { return self.columns[id].clone() };
        self.can_tell_lines(column.table)?;
        let Some(held) = self.lists[column.table] else { return Ok(None) };
        let first = Spots { raw: self.sheet.block(held.lines, 1), state: self.sheet.block(held.lines, 1), value: self.sheet.block(held.lines, 1) };
        let mut made = HeldColumn { state: None, value: first.value, raw: None, kind: Kind::Number, decimals: Some(0), raw_decimals: Some(0) };
        let mut are_sure = true;
        for line in 0..held.lines {
            let lowered = self.lower(*node, &[(column.table, line)])?;
            let spots = Spots { raw: first.raw.down(line), state: first.state.down(line), value: first.value.down(line) };
            let (shown, raw) = self.computed(lowered, column.value_type.as_ref(), spots);
            are_sure = are_sure && shown.state == State::Value;
            made.kind = shown.kind;
            // Lines of one column can differ: a bound holds only where all have it.
            made.decimals = made.decimals.zip(shown.decimals).map(|(left, right)| left.max(right));
            if let Some(raw) = raw {
                made.raw = Some(first.raw);
                made.raw_decimals = made.raw_decimals.zip(raw.decimals).map(|(left, right)| left.max(right));
            }
        }
        made.state = (!are_sure).then_some(first.state);
        Ok(Some(made))
    }

    /// Writes the cells of what is computed; gives what it shows, and a number before its rounding.
    fn computed(&mut self, lowered: Lowered, value_type: Option<&ValueType>, spots: Spots) -> (Lowered, Option<Lowered>) {
        let lowered = if value_type.is_some() && lowered.kind == Kind::Date { since_first_day(lowered) } else { lowered };
        let code = lowered.state.code();
        let is_sure = lowered.state == State::Value;
        let state_text = match (&lowered.state, value_type) {
            // A typed cell that has no value does not apply, or is not computed: the reason stays behind.
            (State::Code(_), Some(_)) => {
                let code = code.operand();
                format!("IF({code}={VALUE},{VALUE},IF({code}={NOT_APPLICABLE},{NOT_APPLICABLE},{NOT_COMPUTED}))")
            }
            (State::Value | State::Strict(_) | State::Code(_), _) => code.text().to_owned(),
        };
        self.sheet.write(spots.state, &state_text);
        let only_value = |text: &str, kind: Kind| {
            if is_sure { text.to_owned() } else { format!("IF({}={VALUE},{text},{})", spots.state.reference(), kind.nothing()) }
        };
        let state = if is_sure { State::Value } else { State::Code(Expression::spot(spots.state)) };
        let Some(value_type) = value_type.filter(|_| lowered.kind == Kind::Number) else {
            self.sheet.write(spots.value, &only_value(lowered.value.text(), lowered.kind));
            return (Lowered { value: Expression::spot(spots.value), state, is_normal: true, ..lowered }, None);
        };
        self.sheet.write(spots.raw, &only_value(lowered.value.text(), Kind::Number));
        let raw = Expression::spot(spots.raw);
        let shown = rounded(&raw, value_type.plain_decimals(), value_type.rounding, lowered.decimals);
        self.sheet.write(spots.value, shown.text());
        let decimals = Some(value_type.plain_decimals());
        let before = Lowered { value: raw, state: state.clone(), is_normal: true, ..lowered };
        (Lowered { value: Expression::spot(spots.value), state, kind: Kind::Number, decimals, is_normal: true }, Some(before))
    }

    /// Makes the lines of a derived list: one for each distinct key, in order of first appearance.
    fn make_groups(&mut self, table: TableId, list: &List, derivation: &Derivation) {
        let Some(source) = self.lists[derivation.source] else { return };
        let keys: Result<Vec<Option<HeldColumn>>> = derivation.by.iter().map(|column| self.columns[*column].clone()).collect();
        let made = keys.and_then(|keys| {
            Self::can_group(source.lines)?;
            let keys: Vec<HeldColumn> = keys.into_iter().flatten().collect();
            let taken = self.lines_with_key(derivation.source, source, &keys, derivation.filter)?;
            let held = self.group_lines(source, taken, &keys);
            Ok((keys, held))
        });
        match made {
            Ok((keys, (held, positions))) => {
                self.lists[table] = Some(held);
                self.fill_group_columns(list, &keys, held, positions);
            }
            Err(reason) => {
                for column in &list.columns {
                    self.columns[*column] = Err(reason);
                }
                self.not_live_lists.insert(table, reason);
            }
        }
    }

    /// Gives the cells that hold 1 for each line of the source that is in a group, else 0; -1 where that cannot be told.
    fn lines_with_key(&mut self, source: TableId, held: HeldLines, keys: &[HeldColumn], filter: Option<NodeId>) -> Result<TakenLines> {
        let taking_part = self.sheet.block(held.lines, 1);
        let mut can_be_unknown = false;
        for line in 0..held.lines {
            let mut text = "1".to_owned();
            if let Some(filter) = filter {
                let filter = self.lower(filter, &[(source, line)])?;
                text = format!("IF({},1,0)", filter.value.text());
                if let Some(fails) = filter.state.fails() {
                    text = format!("IF({fails},-1,{text})");
                    can_be_unknown = true;
                }
            }
            let absent = keys.iter().filter_map(|key| key.state).map(|state| format!("{}<>{VALUE}", state.down(line).reference()));
            let exists = format!("{}=0", held.exists.down(line).reference());
            let conditions: Vec<String> = std::iter::once(exists).chain(absent).collect();
            self.sheet.write(taking_part.down(line), &format!("IF(OR({}),0,{text})", conditions.join(",")));
        }
        let mut unknown = held.unknown;
        if can_be_unknown {
            let spot = self.sheet.alone();
            let of_source = held.unknown.map(|unknown| format!("+{}", unknown.reference())).unwrap_or_default();
            self.sheet.write(spot, &format!("COUNTIF({},-1){of_source}", taking_part.range(held.lines)));
            unknown = Some(spot);
        }
        Ok(TakenLines { taking_part, unknown })
    }

    /// Gives the lines of a derived list, and for each the number of the first line of the source in it, or 0.
    fn group_lines(&mut self, source: HeldLines, taken: TakenLines, keys: &[HeldColumn]) -> (HeldLines, Spot) {
        let (rows, taking_part) = (source.lines, taken.taking_part);
        let [firsts, leaders, numbers, groups, positions, exists, count] = std::array::from_fn(|_| self.sheet.block(rows, 1));
        for line in 0..rows {
            let so_far = line.saturating_add(1);
            let takes_part = match taken.unknown {
                Some(unknown) => format!("AND({}=0,{}=1)", unknown.reference(), taking_part.down(line).reference()),
                None => format!("{}=1", taking_part.down(line).reference()),
            };
            let mut others = format!("({}<>1)", taking_part.range(so_far));
            for key in keys {
                let own = Lowered::sure(Expression::spot(key.value.down(line)), key.kind, key.decimals);
                others.push_str(&format!("+{}", differs((&key.value.range(so_far), key.decimals), &own)));
            }
            let position = format!("SUMPRODUCT(MIN((({others})>0)*1E9+ROW({})))-{}", taking_part.range(so_far), taking_part.row);
            self.sheet.write(firsts.down(line), &format!("IF({takes_part},{position},0)"));
            self.sheet.write(leaders.down(line), &format!("IF({}={so_far},1,0)", firsts.down(line).reference()));
            self.write_count(leaders, numbers, line);
            let number = format!("INDEX({},{})", numbers.range(so_far), firsts.down(line).reference());
            self.sheet.write(groups.down(line), &format!("IF({takes_part},{number},0)"));
            self.sheet.write(positions.down(line), &format!("IFERROR(MATCH({so_far},{},0),0)", numbers.range(rows)));
            self.sheet.write(exists.down(line), &format!("IF({}>0,1,0)", positions.down(line).reference()));
            self.write_count(exists, count, line);
        }
        (HeldLines { lines: rows, exists, count, unknown: taken.unknown, group_of_source: Some(groups) }, positions)
    }

    fn fill_group_columns(&mut self, list: &List, keys: &[HeldColumn], held: HeldLines, positions: Spot) {
        for (place, column) in list.columns.iter().enumerate() {
            match (&self.plan.columns[*column].origin, keys.get(place)) {
                (Origin::GroupKey, Some(key)) => {
                    let values = self.sheet.block(held.lines, 1);
                    for line in 0..held.lines {
                        let position = positions.down(line).reference();
                        let text = format!("IF({position}>0,INDEX({},{position}),{})", key.value.range(held.lines), key.kind.nothing());
                        self.sheet.write(values.down(line), &text);
                    }
                    let made = HeldColumn { state: None, value: values, raw: None, kind: key.kind, decimals: key.decimals, raw_decimals: None };
                    self.columns[*column] = Ok(Some(made));
                }
                (Origin::Sequence, _) => {
                    let made = HeldColumn { state: None, value: held.count, raw: None, kind: Kind::Number, decimals: Some(0), raw_decimals: None };
                    self.columns[*column] = Ok(Some(made));
                }
                (Origin::GroupKey | Origin::Input(_) | Origin::Formula { .. }, _) => {}
            }
        }
    }
}

/// Makes a day not computed that a spreadsheet cannot show; where it only is compared, its number will do.
fn since_first_day(lowered: Lowered) -> Lowered {
    let is_early = format!("{}<{FIRST_DAY}", lowered.value.operand());
    let code = format!("IF({0}={VALUE},IF({is_early},{NOT_COMPUTED},{VALUE}),{0})", lowered.state.code().operand());
    Lowered { state: State::Code(Expression::closed(code)), is_normal: false, ..lowered }
}
