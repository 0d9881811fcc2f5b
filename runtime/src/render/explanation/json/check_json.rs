//! Checks, what decides them and what would make them pass, as JSON.

use super::super::check_text::check_name;
use super::ordered_json::{Json, Object};
use super::{JsonWriter, branch_json, plain_formula, source_json, value_text};
use crate::evaluated_submission::Outcome;
use crate::explain::{Change, CheckExplanation, Deciding, DecidingCell, InputName, Mending};
use crate::finding_text::{cause_text, message_text};
use positum_plan::amount::{Exact, Rounding};
use positum_plan::plan::CheckId;
use positum_plan::value::{Value, ValueType};

/// Decimals of a change's share of the value.
const SHARE_DECIMALS: u32 = 6;

impl JsonWriter<'_> {
    pub(super) fn check(&self, check: &CheckExplanation) -> Object {
        let definition = &self.plan.checks[check.check];
        let mut object = Object::new();
        object.text("check", &check.name);
        object.optional("key", check.key.as_deref());
        object.text("outcome", check.outcome.outcome.keyword());
        object.text("severity", definition.severity.keyword());
        if check.outcome.outcome == Outcome::Fail {
            object.text("message", &message_text(self.plan, &check.outcome, self.language));
        }
        object.optional("reason", check.outcome.cause().map(|cause| cause_text(self.plan, &cause, self.language)).as_deref());
        object.text("requirement", &definition.text);
        object.text("with_values", &plain_formula(&check.values));
        object.list_if_any(
            "tolerances",
            check.tolerances.iter().map(|(tolerance, value_type)| Json::Text(number_text(tolerance, value_type.as_ref()))),
        );
        if let Some(condition) = &check.condition {
            object.put("condition", branch_json(condition));
        }
        object.list_if_any("branches", check.branches.iter().map(branch_json));
        object.list_if_any("decided_by", check.deciding.iter().map(|deciding| self.deciding(deciding).into()));
        if let Some(mending) = &check.mending {
            object.put("mending", self.mending(mending).into());
        }
        object.list("parts", check.parts.iter().map(|part| self.part(part)));
        object.count("more_parts", check.more_parts);
        object.list_if_any("sources", check.sources.iter().map(source_json));
        object
    }

    fn deciding(&self, deciding: &Deciding) -> Object {
        let mut object = Object::new();
        object.text("comparison", &deciding.names);
        object.text("with_values", &plain_formula(&deciding.values));
        if let Some((difference, value_type)) = &deciding.difference {
            object.text("difference", &number_text(difference, value_type.as_ref()));
        }
        let cell = |cell: &DecidingCell| {
            let mut object = Object::new();
            object.text("cell", &cell.name);
            object.text("state", cell.state.keyword());
            self.value(&mut object, cell.value.as_ref(), cell.value_type.as_ref());
            object.into()
        };
        object.list("cells", deciding.cells.iter().map(cell));
        object.count("more_cells", deciding.more_cells);
        object
    }

    fn mending(&self, mending: &Mending) -> Object {
        let mut object = Object::new();
        object.list("changes", mending.changes.iter().map(|change| self.change(change).into()));
        object.list("not_found", mending.not_found.iter().map(name_json));
        object.list("not_tried", mending.not_tried.iter().map(name_json));
        object.number("evaluations", mending.evaluations);
        object
    }

    fn change(&self, change: &Change) -> Object {
        let mut object = Object::new();
        object.text("cell", &change.input.name);
        object.text("state_before", change.state.keyword());
        object.optional("before", change.before.as_ref().map(|value| value_text(value, Some(&change.value_type))).as_deref());
        object.text("after", &change.after.as_ref().map(|value| value_text(value, Some(&change.value_type))).unwrap_or_default());
        if let Some(difference) = &change.difference {
            object.text("difference", &number_text(difference, Some(&change.value_type)));
        }
        if let Some(share) = &change.share {
            let decimal = share.rounded(SHARE_DECIMALS, Rounding::HalfAwayFromZero);
            object.optional("share", decimal.map(|share| share.to_string()).as_deref());
        }
        object.put("is_smallest", Json::Bool(change.is_smallest));
        object.list_if_any("new_failures", self.checks(&change.new_failures));
        object.list_if_any("mended_too", self.checks(&change.mended_too));
        object.list_if_any("new_findings", change.new_findings.iter().map(|finding| self.finding(finding)));
        object
    }

    fn checks(&self, checks: &[(CheckId, String)]) -> impl Iterator<Item = Json> {
        checks.iter().map(|(check, row)| Json::Text(check_name(self.plan, *check, row)))
    }
}

fn name_json(input: &InputName) -> Json {
    Json::Text(input.name.clone())
}

/// Writes a number by the scale of a type, with all of its decimals where these are few.
fn number_text(number: &Exact, value_type: Option<&ValueType>) -> String {
    let Some(value_type) = value_type else { return number.to_string() };
    let fitting = (value_type.decimals..=20).find(|decimals| number.fits_decimals(decimals.saturating_add(value_type.shown_power())));
    let value_type = ValueType { decimals: fitting.unwrap_or(value_type.decimals), ..value_type.clone() };
    value_type.text(&Value::Number(number.clone()))
}
