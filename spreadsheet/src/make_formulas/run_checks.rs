//! Writes the outcome and the message of each check.

use super::calculation_sheet::Spot;
use super::expression::State;
use super::lowering::{HeldLines, Lowering, Result};
use super::message_text::TextCells;
use super::{CheckFormulas, CheckPlace, FAIL, LineChecks, LookedAt, NOT_APPLICABLE, NOT_EVALUATED, PASS};
use crate::form_places::ColumnCells;
use positum_plan::plan::{CellReference, Check, CheckId, Scope, TableId};
use positum_runtime::language::Language;

impl Lowering<'_> {
    pub(super) fn run_checks(&mut self, language: Language) -> Vec<CheckFormulas> {
        let plan = self.plan;
        let made = plan.checks.entries().map(|(id, check)| self.check_formulas(id, check, language));
        made.collect()
    }

    fn check_formulas(&mut self, id: CheckId, check: &Check, language: Language) -> CheckFormulas {
        let place = match &check.scope {
            Scope::Once | Scope::Row(_) | Scope::Column(_) => self.check_once(check, language),
            Scope::EachLine(table) => self.check_lines(check, *table, language),
        };
        let looks_at = check.cells.iter().filter_map(|reference| self.looked_at(*reference)).collect();
        CheckFormulas { check: id, place, looks_at }
    }

    fn looked_at(&self, reference: CellReference) -> Option<LookedAt> {
        match reference {
            CellReference::Cell(cell) => self.places.cells.lookup(cell).copied().flatten().map(LookedAt::Cell),
            CellReference::Column(column) => self.places.columns.lookup(column).copied().flatten().map(LookedAt::Column),
        }
    }

    fn check_once(&mut self, check: &Check, language: Language) -> Result<CheckPlace> {
        let outcome = self.outcome_text(check, &[])?;
        let spot = self.sheet.alone();
        self.sheet.write(spot, &outcome);
        let mut columns = Vec::new();
        let mut cells = TextCells { columns: &mut columns, next: 0, rows: 1, row: 0 };
        let message = self.message(check, &[], &mut cells, language);
        let text = self.sheet.alone();
        self.sheet.write(text, &format!("IF({}={FAIL},{},\"\")", spot.reference(), message.text()));
        Ok(CheckPlace::Once { outcome: self.sheet.cell(spot), message: self.sheet.cell(text) })
    }

    fn check_lines(&mut self, check: &Check, table: TableId, language: Language) -> Result<CheckPlace> {
        if let Some(reason) = self.not_live_lists.get(&table) {
            return Err(*reason);
        }
        // The check itself belongs to a report on the form: it is not evaluated, and that once.
        if self.has_lines_left_out(table) && !self.left_out[check.report] {
            let [outcome, message] = [NOT_EVALUATED.to_string(), "\"\"".to_owned()].map(|text| {
                let spot = self.sheet.alone();
                self.sheet.write(spot, &text);
                self.sheet.cell(spot)
            });
            return Ok(CheckPlace::Once { outcome, message });
        }
        let Some(held) = self.lists[table].filter(|held| held.lines > 0) else { return Ok(CheckPlace::NoLines) };
        let (outcomes, messages) = (self.sheet.block(held.lines, 1), self.sheet.block(held.lines, 1));
        let mut columns = Vec::new();
        for line in 0..held.lines {
            let current = [(table, line)];
            let exists = held.exists.down(line).reference();
            let outcome = self.outcome_text(check, &current)?;
            let spot = outcomes.down(line);
            self.sheet.write(spot, &format!("IF({exists}=0,\"\",{outcome})"));
            let mut cells = TextCells { columns: &mut columns, next: 0, rows: held.lines, row: line };
            let message = self.message(check, &current, &mut cells, language);
            self.sheet.write(messages.down(line), &format!("IF({}={FAIL},{},\"\")", spot.reference(), message.text()));
        }
        Ok(CheckPlace::EachLine(self.counted_lines(outcomes, messages, held)))
    }

    fn counted_lines(&mut self, outcomes: Spot, messages: Spot, held: HeldLines) -> LineChecks {
        let (lines, count) = (held.lines, held.count);
        // Where it cannot be told which lines there are, the check as a whole is not evaluated.
        let unknown = held.unknown.map(|unknown| format!("+IF({}>0,1,0)", unknown.reference())).unwrap_or_default();
        let range = outcomes.range(lines);
        let place = format!("MATCH({FAIL},{range},0)");
        let texts = [
            format!("COUNTIF({range},{FAIL})"),
            format!("COUNTIF({range},{NOT_EVALUATED}){unknown}"),
            format!("IFERROR(INDEX({},{place}),\"\")", count.range(lines)),
            format!("IFERROR(INDEX({},{place}),\"\")", messages.range(lines)),
        ];
        let [failing, not_evaluated, first_failing, message] = texts.map(|text| {
            let spot = self.sheet.alone();
            self.sheet.write(spot, &text);
            self.sheet.cell(spot)
        });
        let column = |first: Spot| ColumnCells { first: self.sheet.cell(first), lines };
        LineChecks { outcomes: column(outcomes), messages: column(messages), failing, not_evaluated, first_failing, message }
    }

    fn outcome_text(&mut self, check: &Check, lines: &[(TableId, u32)]) -> Result<String> {
        let requirement = self.lower(check.requirement, lines)?;
        let passes = format!("IF({},{PASS},{FAIL})", requirement.value.text());
        let required = if_evaluated(&requirement.state, passes);
        let Some(condition) = check.condition else { return Ok(required) };
        let condition = self.lower(condition, lines)?;
        let applies = format!("IF({},{required},{NOT_APPLICABLE})", condition.value.text());
        Ok(if_evaluated(&condition.state, applies))
    }
}

fn if_evaluated(state: &State, text: String) -> String {
    match state.fails() {
        Some(fails) => format!("IF({fails},{NOT_EVALUATED},{text})"),
        None => text,
    }
}
