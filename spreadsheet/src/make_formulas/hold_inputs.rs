//! Reads what people fill in: a state and a plain value for each input cell, parameter and part of the period.
//!
//! The cells are read as our reader and evaluator do: nothing is guessed, and numbers are rounded to what their types show.

use super::calculation_sheet::{Spot, far_reference};
use super::expression::{
    BLANK, Expression, Kind, Lowered, MISSING, NOT_COMPUTED, NotLiveReason, State, UNREADABLE, VALUE, power_of_ten, text_literal,
};
use super::lower_arithmetic::{FIRST_DAY, LAST_DAY};
use super::lowering::{HeldColumn, HeldLines, Lowering, Result};
use super::pattern_condition::pattern_condition;
use super::round_value::rounded;
use crate::form_places::{ColumnCells, SheetCell};
use crate::truth_words::{FALSE_WORDS, TRUE_WORDS};
use positum_plan::amount::MOST_DIGITS;
use positum_plan::id::IdVec;
use positum_plan::plan::{Absence, List, Origin, PeriodPart, Shape, TableId};
use positum_plan::text_limits::MOST_TEXT_CHARACTERS;
use positum_plan::value::ValueType;
use positum_runtime::language::Language;

/// How a truth value is written on a form.
pub(super) fn truth_words(language: Language) -> [&'static str; 2] {
    match language {
        Language::Latvian => ["jā", "nē"],
        Language::English => ["yes", "no"],
    }
}

impl Lowering<'_> {
    /// Makes the cells of all that is given.
    pub(super) fn hold_inputs(&mut self) {
        self.left_out = self.find_left_out();
        let count = u32::try_from(self.plan.cells.len()).unwrap_or(u32::MAX);
        let states = self.sheet.block(count, 1);
        let values = self.sheet.block(count, 1);
        for (row, (id, cell)) in (0..count).zip(self.plan.cells.entries()) {
            let (Origin::Input(absence), Some(value_type)) = (&cell.origin, &cell.value_type) else { continue };
            let spots = (states.down(row), values.down(row));
            let is_left_out = self.is_left_out(cell.table);
            self.cells[id] = if is_left_out {
                Ok(Lowered::never(Kind::of(value_type)))
            } else {
                self.hold_input(self.places.cells.lookup(id).copied().flatten(), value_type, absent_state(*absence, value_type), spots)
            };
        }
        self.hold_parameters();
        self.hold_period();
        for (id, table) in self.plan.tables.entries() {
            if let Shape::List(list) = &table.shape
                && list.derivation.is_none()
            {
                self.hold_list(id, list);
            }
        }
    }

    /// Gives the reports that are not on the form because their periods are of another kind than those that are.
    fn find_left_out(&self) -> IdVec<positum_plan::plan::ReportId, bool> {
        let plan = self.plan;
        let is_on_form = |report: positum_plan::plan::ReportId| {
            let of_report = |table: TableId| plan.tables[table].report == report;
            let cells = plan.cells.entries().any(|(id, cell)| of_report(cell.table) && self.places.cells.lookup(id).is_some_and(Option::is_some));
            let columns =
                || plan.columns.entries().any(|(id, column)| of_report(column.table) && self.places.columns.lookup(id).is_some_and(Option::is_some));
            cells || columns()
        };
        let on_form: Vec<bool> = plan.reports.ids().map(is_on_form).collect();
        let kinds: Vec<_> = plan.reports.iter().zip(&on_form).filter(|(_, is_on)| **is_on).filter_map(|(report, _)| report.period).collect();
        let is_left_out = |(report, is_on): (&positum_plan::plan::Report, &bool)| {
            !is_on && report.period.is_some_and(|kind| !kinds.is_empty() && !kinds.contains(&kind))
        };
        plan.reports.iter().zip(&on_form).map(is_left_out).collect()
    }

    fn hold_input(&mut self, place: Option<SheetCell>, value_type: &ValueType, absent: u32, (state, value): (Spot, Spot)) -> Result<Lowered> {
        let kind = Kind::of(value_type);
        let decimals = if kind == Kind::Number { Some(value_type.plain_decimals()) } else { Some(0) };
        let Some(place) = place else {
            let code = Expression::closed(absent.to_string());
            let state = if absent == VALUE { State::Value } else { State::Code(code) };
            return Ok(Lowered { value: Expression::closed(kind.nothing()), state, kind, decimals, is_normal: true });
        };
        let reference = far_reference(&self.places.sheets, place);
        let fits = match &value_type.limits.pattern {
            Some(pattern) => format!(",{}", pattern_condition(pattern, &reference).ok_or(NotLiveReason::Pattern)?),
            None => String::new(),
        };
        let (state_text, value_text) = read_text(&reference, value_type, absent, (&state.reference(), &fits));
        self.sheet.write(state, &state_text);
        self.sheet.write(value, &value_text);
        Ok(Lowered { value: Expression::spot(value), state: State::Code(Expression::spot(state)), kind, decimals, is_normal: true })
    }

    fn hold_parameters(&mut self) {
        let count = u32::try_from(self.plan.parameters.len()).unwrap_or(u32::MAX);
        let states = self.sheet.block(count, 1);
        let values = self.sheet.block(count, 1);
        for (row, (id, parameter)) in (0..count).zip(self.plan.parameters.entries()) {
            let place = self.places.parameters.lookup(id).copied();
            let spots = (states.down(row), values.down(row));
            self.parameters[id] = self.hold_input(place, &parameter.value_type, NOT_COMPUTED, spots);
        }
    }

    fn hold_period(&mut self) {
        let period = self.places.period;
        let parts = [
            (PeriodPart::Year, period.year, Kind::Number),
            (PeriodPart::Quarter, period.quarter, Kind::Number),
            (PeriodPart::Month, period.month, Kind::Number),
            (PeriodPart::FirstDay, period.first_day, Kind::Date),
            (PeriodPart::LastDay, period.last_day, Kind::Date),
        ];
        let rows = u32::try_from(parts.len()).unwrap_or(u32::MAX);
        let (states, values) = (self.sheet.block(rows, 1), self.sheet.block(rows, 1));
        let year = far_reference(&self.places.sheets, period.year);
        for (row, (part, place, kind)) in (0..).zip(parts) {
            let reference = far_reference(&self.places.sheets, place);
            let (state, value) = (states.down(row), values.down(row));
            // Before the spreadsheets' first days `DATE` makes other days.
            let is_known = match kind {
                Kind::Date => format!("IF(ISNUMBER({reference}),AND({year}>=1900,{reference}>={FIRST_DAY}),FALSE)"),
                Kind::Number | Kind::Text | Kind::Bool => format!("ISNUMBER({reference})"),
            };
            self.sheet.write(state, &format!("IF({is_known},{VALUE},{NOT_COMPUTED})"));
            self.sheet.write(value, &format!("IF({}={VALUE},{reference},0)", state.reference()));
            let code = State::Code(Expression::spot(state));
            let held = Lowered { value: Expression::spot(value), state: code, kind, decimals: Some(0), is_normal: true };
            self.period.insert(part, held);
        }
    }

    /// Makes the lines of a list: those of which an input cell is filled, and their numbers.
    fn hold_list(&mut self, table: TableId, list: &List) {
        let placed = |column: &positum_plan::plan::ColumnId| self.places.columns.lookup(*column).copied().flatten();
        let lines = list.columns.iter().find_map(placed).map_or(0, |cells| cells.lines);
        if lines == 0 || self.is_left_out(table) {
            return;
        }
        let is_input = |column: &&positum_plan::plan::ColumnId| matches!(self.plan.columns[**column].origin, Origin::Input(_));
        let inputs: Vec<ColumnCells> = list.columns.iter().filter(is_input).filter_map(placed).collect();
        let (exists, count) = (self.sheet.block(lines, 1), self.sheet.block(lines, 1));
        for line in 0..lines {
            let filled: Vec<String> = inputs.iter().map(|cells| is_filled(&far_reference(&self.places.sheets, cell_of_line(*cells, line)))).collect();
            let text = self.one_where_any(filled);
            self.sheet.write(exists.down(line), &text);
            self.write_count(exists, count, line);
        }
        self.lists[table] = Some(HeldLines { lines, exists, count, unknown: None, group_of_source: None });
        for column in &list.columns {
            let made = &self.plan.columns[*column];
            match (&made.origin, &made.value_type) {
                (Origin::Input(absence), Some(value_type)) => {
                    self.columns[*column] = self.hold_column(placed_cells(self.places, *column), value_type, *absence, lines).map(Some);
                }
                (Origin::Sequence, _) => {
                    let held = HeldColumn { state: None, value: count, raw: None, kind: Kind::Number, decimals: Some(0), raw_decimals: None };
                    self.columns[*column] = Ok(Some(held));
                }
                (Origin::Input(_), None) | (Origin::Formula { .. } | Origin::GroupKey, _) => {}
            }
        }
    }

    /// Gives 1 where one of the conditions holds, else 0; many of them go through cells of their own.
    fn one_where_any(&mut self, mut conditions: Vec<String>) -> String {
        const MOST: usize = 40;
        while conditions.len() > MOST {
            let mut fewer = Vec::new();
            for chunk in conditions.chunks(MOST) {
                let spot = self.sheet.alone();
                self.sheet.write(spot, &format!("OR({})", chunk.join(",")));
                fewer.push(spot.reference());
            }
            conditions = fewer;
        }
        if conditions.is_empty() { "0".to_owned() } else { format!("IF(OR({}),1,0)", conditions.join(",")) }
    }

    /// Writes how many lines there are up to one.
    pub(super) fn write_count(&mut self, exists: Spot, count: Spot, line: u32) {
        let exists = exists.down(line).reference();
        let text = match line.checked_sub(1) {
            None => exists,
            Some(before) => format!("{}+{exists}", count.down(before).reference()),
        };
        self.sheet.write(count.down(line), &text);
    }

    fn hold_column(&mut self, cells: Option<ColumnCells>, value_type: &ValueType, absence: Absence, lines: u32) -> Result<HeldColumn> {
        let (states, values) = (self.sheet.block(lines, 1), self.sheet.block(lines, 1));
        let absent = absent_state(absence, value_type);
        let kind = Kind::of(value_type);
        for line in 0..lines {
            let place = cells.map(|cells| cell_of_line(cells, line));
            if place.is_none() {
                self.sheet.write(states.down(line), &absent.to_string());
                self.sheet.write(values.down(line), kind.nothing());
            }
            self.hold_input(place, value_type, absent, (states.down(line), values.down(line)))?;
        }
        let decimals = if kind == Kind::Number { Some(value_type.plain_decimals()) } else { Some(0) };
        Ok(HeldColumn { state: Some(states), value: values, raw: None, kind, decimals, raw_decimals: None })
    }
}

fn placed_cells(places: &crate::form_places::FormPlaces, column: positum_plan::plan::ColumnId) -> Option<ColumnCells> {
    places.columns.lookup(column).copied().flatten()
}

/// Gives the cell of a column in a line.
pub(super) fn cell_of_line(cells: ColumnCells, line: u32) -> SheetCell {
    SheetCell { row: cells.first.row.saturating_add(line), ..cells.first }
}

fn is_filled(reference: &str) -> String {
    format!("IFERROR(LEN({reference})>0,TRUE)")
}

fn absent_state(absence: Absence, value_type: &ValueType) -> u32 {
    match absence {
        Absence::Required => MISSING,
        Absence::Zero if value_type.is_number() => VALUE,
        Absence::Zero | Absence::Optional => BLANK,
    }
}

/// Gives the formulas of the state and of the value of what is filled into a cell; `fits` is what else a text must keep.
fn read_text(reference: &str, value_type: &ValueType, absent: u32, (state, fits): (&str, &str)) -> (String, String) {
    let r = reference;
    let (is_readable, value) = match Kind::of(value_type) {
        Kind::Number => read_number(r, value_type),
        Kind::Text => {
            let longest = value_type.limits.longest.map_or(MOST_TEXT_CHARACTERS, |longest| MOST_TEXT_CHARACTERS.min(longest as usize));
            let is_text = format!("IF(ISLOGICAL({r}),FALSE,AND(LEN({r})<={longest},LEN(CLEAN({r}))=LEN({r}){fits}))");
            (is_text, format!("IF(ISTEXT({r}),{r},SUBSTITUTE({r}&\"\",\",\",\".\"))"))
        }
        Kind::Bool => {
            let is_word = |words: &[&str]| words.iter().map(|word| format!("TRIM({r})={}", text_literal(word).text())).collect::<Vec<_>>().join(",");
            let (yes, no) = (is_word(&TRUE_WORDS), is_word(&FALSE_WORDS));
            (format!("IF(ISLOGICAL({r}),TRUE,OR({yes},{no}))"), format!("IF(ISLOGICAL({r}),{r},OR({yes}))"))
        }
        Kind::Date => read_date(r),
    };
    let nothing = Kind::of(value_type).nothing();
    let state_text = format!("IF(ISERROR({r}),{UNREADABLE},IF(LEN({r})=0,{absent},IF({is_readable},{VALUE},{UNREADABLE})))");
    let value_text = format!("IF({state}={VALUE},IF(LEN({r})=0,{nothing},{value}),{nothing})");
    (state_text, value_text)
}

fn read_number(r: &str, value_type: &ValueType) -> (String, String) {
    let power = value_type.shown_power();
    let number = Expression::closed(format!("IF(ISTEXT({r}),{},{r})", number_of_digits(r)));
    // Rounded as shown, so that what was typed is what is rounded.
    let shown = rounded(&number, value_type.decimals, value_type.rounding, None);
    let value = if power == 0 { shown.text().to_owned() } else { format!("{}/{}", shown.operand(), power_of_ten(power)) };
    let bound = power_of_ten(MOST_DIGITS.saturating_sub(value_type.decimals));
    (format!("IF({},ABS({r})<{bound},IF(ISTEXT({r}),{},FALSE))", is_number(r), are_digits(r)), value)
}

/// Gives the condition that a text is digits with an optional minus and an optional point, which is read as a number.
fn are_digits(r: &str) -> String {
    // More digits than a spreadsheet keeps are no number on a form.
    const MOST: usize = 15;
    let unsigned = format!("IF(LEFT({r},1)=\"-\",MID({r},2,{MOST_TEXT_CHARACTERS}),{r})");
    let digits = format!("SUBSTITUTE({unsigned},\".\",\"\",1)");
    let others = format!("SUMPRODUCT((ROW($1:${MOST})<=LEN({digits}))*ISERROR(FIND(MID({digits},ROW($1:${MOST}),1),\"0123456789\")))=0");
    let ends = format!("LEFT({unsigned},1)<>\".\",RIGHT({r},1)<>\".\"");
    format!("AND(LEN({digits})>0,LEN({digits})<={MOST},{ends},{others})")
}

/// Gives the number that digits stand for, whatever mark the spreadsheet has between whole and fraction.
fn number_of_digits(r: &str) -> String {
    format!("VALUE(SUBSTITUTE({r},\".\",\"\"))/POWER(10,IFERROR(LEN({r})-FIND(\".\",{r}),0))")
}

/// A truth value is a number to some spreadsheets, and to none of our readers.
fn is_number(r: &str) -> String {
    format!("AND(ISNUMBER({r}),NOT(ISLOGICAL({r})))")
}

/// A day since 1 March 1900 is a whole number, or a text such as 2025-03-31.
fn read_date(r: &str) -> (String, String) {
    let day = format!("DATE(VALUE(LEFT({r},4)),VALUE(MID({r},6,2)),VALUE(RIGHT({r},2)))");
    let parts = format!("YEAR({day})&\"-\"&TEXT(MONTH({day}),\"00\")&\"-\"&TEXT(DAY({day}),\"00\")");
    let is_known = format!("AND({day}>={FIRST_DAY},EXACT({r},{parts}))");
    let is_text = format!("IF(ISTEXT({r}),IFERROR({is_known},FALSE),FALSE)");
    (format!("IF({},AND({r}>={FIRST_DAY},{r}<={LAST_DAY},{r}=INT({r})),{is_text})", is_number(r)), format!("IF(ISNUMBER({r}),{r},{day})"))
}
