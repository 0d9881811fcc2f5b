//! Writes the formulas of the cells that people see.

use super::NotLiveReason;
use super::calculation_sheet::{Spot, far_reference};
use super::expression::{Expression, Kind, Lowered, NOT_APPLICABLE, State, VALUE, power_of_ten, text_literal};
use super::hold_inputs::{cell_of_line, truth_words};
use super::lowering::{HeldColumn, Lowering};
use super::natural_formula::natural_formula;
use crate::form_places::{self, SheetCell};
use positum_plan::plan::{CellReference, ColumnId, NodeId, Origin, TableId};
use positum_plan::value::ValueType;
use positum_runtime::language::Language;

/// The formulas of cells that people see, and the cells that have none.
pub(super) type Shown = (Vec<(SheetCell, String)>, Vec<(CellReference, NotLiveReason)>);

impl Lowering<'_> {
    pub(super) fn show_cells(&mut self, language: Language) -> Shown {
        let plan = self.plan;
        let mut shown: Shown = (Vec::new(), Vec::new());
        for (id, cell) in plan.cells.entries() {
            let (Origin::Formula { node, .. }, Some(value_type)) = (&cell.origin, &cell.value_type) else { continue };
            let Some(place) = self.places.cells.lookup(id).copied().flatten() else { continue };
            match self.cells[id].clone() {
                Ok(lowered) => {
                    let text = shown_text(&lowered, value_type, language);
                    shown.0.push((place, self.visible(&text, place, Some(*node), value_type, &[])));
                }
                Err(reason) => shown.1.push((CellReference::Cell(id), reason)),
            }
        }
        for id in plan.columns.ids() {
            self.show_column(id, language, &mut shown);
        }
        shown
    }

    fn show_column(&mut self, id: ColumnId, language: Language, shown: &mut Shown) {
        let column = &self.plan.columns[id];
        let (Some(value_type), Some(cells)) = (&column.value_type, self.places.columns.lookup(id).copied().flatten()) else { return };
        let node = match &column.origin {
            Origin::Input(_) => return,
            Origin::Formula { node, .. } => Some(*node),
            Origin::Sequence | Origin::GroupKey => None,
        };
        let held = match self.columns[id].clone() {
            Ok(held) => held,
            Err(reason) => return shown.1.push((CellReference::Column(id), reason)),
        };
        for line in 0..cells.lines {
            let place = cell_of_line(cells, line);
            let formula = match (&held, self.lists[column.table].filter(|lines| line < lines.lines)) {
                (Some(held), Some(lines)) => {
                    let text = shown_text(&in_line(held, line), value_type, language);
                    let text = format!("IF({}=0,\"\",{text})", lines.exists.down(line).reference());
                    self.visible(&text, place, node, value_type, &[(column.table, line)])
                }
                (None, _) | (_, None) => "=\"\"".to_owned(),
            };
            shown.0.push((place, formula));
        }
    }

    /// Gives the formula of a cell that people see: as it is printed where that gives the same, else what was computed.
    fn visible(&mut self, text: &str, place: SheetCell, node: Option<NodeId>, value_type: &ValueType, lines: &[(TableId, u32)]) -> String {
        let computed = self.sheet.alone();
        self.sheet.write(computed, text);
        let natural = |from: usize| natural_formula(self.plan, self.places, node?, value_type, (from, lines));
        let (Some(near), Some(far)) = (natural(place.sheet), natural(self.places.calculation_sheet)) else {
            return format!("={}", self.far(computed));
        };
        let is_same = self.sheet.alone();
        // An empty cell equals an empty text, and shows 0.
        let computed_cell = computed.reference();
        self.sheet.write(is_same, &format!("IFERROR(AND({computed_cell}<>\"\",{far}={computed_cell}),FALSE)"));
        format!("=IF({},{near},{})", self.far(is_same), self.far(computed))
    }

    fn far(&self, spot: Spot) -> String {
        far_reference(&self.places.sheets, self.sheet.cell(spot))
    }
}

fn in_line(held: &HeldColumn, line: u32) -> Lowered {
    let state = held.state.map_or(State::Value, |spot| State::Code(Expression::spot(spot.down(line))));
    Lowered { value: Expression::spot(held.value.down(line)), state, kind: held.kind, decimals: held.decimals, is_normal: true }
}

/// Gives what a cell shows.
fn shown_text(lowered: &Lowered, value_type: &ValueType, language: Language) -> String {
    let value = match Kind::of(value_type) {
        Kind::Number => match value_type.shown_power() {
            0 => lowered.value.text().to_owned(),
            power => format!("ROUND({}*{},{})", lowered.value.operand(), power_of_ten(power), value_type.decimals),
        },
        Kind::Text | Kind::Date => lowered.value.text().to_owned(),
        Kind::Bool => {
            let [yes, no] = truth_words(language).map(|word| text_literal(word).text().to_owned());
            format!("IF({},{yes},{no})", lowered.value.text())
        }
    };
    match &lowered.state {
        State::Value => value,
        State::Strict(_) | State::Code(_) => {
            let code = lowered.state.code();
            let code = code.operand();
            let (not_applicable, not_computed) = (form_places::NOT_APPLICABLE, form_places::NOT_COMPUTED);
            format!("IF({code}={VALUE},{value},IF({code}={NOT_APPLICABLE},\"{not_applicable}\",\"{not_computed}\"))")
        }
    }
}
