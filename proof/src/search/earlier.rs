//! Gives the submissions before a draft, so that their cells show what is wished.
//!
//! Each begins as the draft itself, so that its lists have lines with the same keys. A cell that is an input gets its value;
//! of a computed one an input that it rests on is moved by what is missing.

use super::Searcher;
use crate::draft::{Draft, Values};
use crate::goal::Goal;
use crate::linear::{Input, Wish, inputs_of_goals};
use positum_plan::amount::Exact;
use positum_plan::period::Period;
use positum_plan::plan::{CellReference, Origin};
use positum_plan::test_case::GivenTarget;
use positum_plan::value::{Value, ValueType};
use positum_runtime::evaluated_submission::CellAt;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The most inputs that are moved for one cell.
const MOST_INPUTS: usize = 20;

impl Searcher<'_> {
    /// Gives the draft with earlier submissions that grant the wishes, as far as they do.
    pub(super) fn after_earlier(&self, draft: Draft, wishes: &[Wish]) -> Draft {
        let periods = self.earlier_periods.iter();
        let mut earlier: BTreeMap<Period, Values> = periods.map(|period| (*period, draft.values.clone())).collect();
        for wish in wishes {
            if let Some(values) = earlier.get_mut(&wish.period) {
                self.grant(values, wish);
            }
        }
        Draft { earlier: Arc::new(earlier), ..draft }
    }

    fn grant(&self, values: &mut Values, wish: &Wish) {
        let (Some(value_type), Value::Number(wanted)) = (self.type_of(wish.input.reference), &wish.value) else { return };
        if matches!(self.origin_of(wish.input.reference), Origin::Input(_)) {
            values.insert(target_of(wish.input), value_type.text(&wish.value));
            return;
        }
        let inputs = inputs_of_goals(self.plan(), &[Goal::Tie(wish.input.reference)]);
        for reference in inputs.into_iter().take(MOST_INPUTS) {
            let target = target_of(Input { reference, line: wish.input.line });
            for sign in [1_i128, -1] {
                if let Some(granted) = self.moved(values, wish, (reference, target), wanted, sign) {
                    *values = granted;
                    return;
                }
            }
        }
    }

    /// Moves an input by what a computed cell lacks; nothing where the cell does not show what is wanted then.
    fn moved(&self, values: &Values, wish: &Wish, (reference, target): (CellReference, GivenTarget), wanted: &Exact, sign: i128) -> Option<Values> {
        let value_type = self.type_of(reference).filter(|value_type| value_type.is_number())?;
        let lacks = wanted.minus(&self.shown(values, wish)?)?.times(&Exact::whole(sign))?;
        let now = Exact::parse_plain(values.get(&target).map_or("0", String::as_str)).ok()?;
        let mut changed = values.clone();
        changed.insert(target, value_type.text(&Value::Number(now.plus(&lacks)?)));
        (self.shown(&changed, wish).as_ref() == Some(wanted)).then_some(changed)
    }

    fn shown(&self, values: &Values, wish: &Wish) -> Option<Exact> {
        let draft = Draft { values: values.clone(), ..Draft::new("sample", wish.period) };
        let submission = draft.submission(self.plan(), "draft");
        let parts = self.evaluator.evaluate_with_parts(&submission, None);
        match &parts.cell(CellAt { reference: wish.input.reference, line: wish.input.line })?.value {
            Some(Value::Number(number)) => Some(number.clone()),
            Some(Value::Text(_) | Value::Bool(_) | Value::Date(_)) | None => None,
        }
    }

    fn type_of(&self, reference: CellReference) -> Option<&ValueType> {
        match reference {
            CellReference::Cell(cell) => self.plan().cells[cell].value_type.as_ref(),
            CellReference::Column(column) => self.plan().columns[column].value_type.as_ref(),
        }
    }

    fn origin_of(&self, reference: CellReference) -> &Origin {
        match reference {
            CellReference::Cell(cell) => &self.plan().cells[cell].origin,
            CellReference::Column(column) => &self.plan().columns[column].origin,
        }
    }
}

fn target_of(input: Input) -> GivenTarget {
    match input.reference {
        CellReference::Cell(cell) => GivenTarget::Cell(cell),
        CellReference::Column(column) => GivenTarget::InLine(column, input.line),
    }
}
