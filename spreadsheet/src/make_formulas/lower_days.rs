//! Lowers days that are made of three numbers.

use super::expression::{Expression, Kind, Lowered, NOT_COMPUTED, State, VALUE};
use super::lower_arithmetic::{FIRST_DAY, LAST_DAY};
use super::lowering::{Lowering, Result, Role};
use positum_plan::plan::{NodeId, TableId};

/// The first and the last year of which spreadsheets know every day.
const YEARS: (u32, u32) = (1900, 9999);

impl Lowering<'_> {
    /// A day has a value where its numbers are whole, and the day that a spreadsheet makes of them has just these numbers:
    /// 30 February would be a day of March. The first two months of 1900 are not told.
    pub(super) fn lower_date_of(&mut self, node: NodeId, parts: [NodeId; 3], lines: &[(TableId, u32)]) -> Result<Lowered> {
        let mut numbers = Vec::new();
        let mut states = Vec::new();
        for (index, part) in parts.into_iter().enumerate() {
            let part = self.lower_spilled(part, lines)?;
            states.push(part.state.clone());
            if part.decimals != Some(0) {
                let text = part.value.operand();
                states.push(State::Code(Expression::closed(format!("IF(ROUND({text},9)=ROUND({text},0),{VALUE},{NOT_COMPUTED})"))));
            }
            numbers.push(self.place(node, Role::Operand(index), lines, &format!("ROUND({},0)", part.value.text())).operand());
        }
        let [year, month, day] = numbers.as_slice() else { return Ok(Lowered::never(Kind::Date)) };
        let (first, last) = YEARS;
        let within = format!("AND({year}>={first},{year}<={last},{month}>=1,{month}<=12,{day}>=1,{day}<=31)");
        let made = self.place(node, Role::Operand(parts.len()), lines, &format!("IF({within},DATE({year},{month},{day}),0)"));
        let text = made.text();
        let is_day = format!("IF(AND({text}>={FIRST_DAY},{text}<={LAST_DAY},DAY({text})={day}),{VALUE},{NOT_COMPUTED})");
        states.push(State::Code(Expression::closed(is_day)));
        Ok(Lowered { value: made, state: State::strict(&states), kind: Kind::Date, decimals: Some(0), is_normal: false })
    }
}
