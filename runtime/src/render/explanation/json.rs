//! placeholder
use crate::explain::Explanation;
use crate::language::Language;
use positum_plan::plan::Plan;

/// Writes an explanation as JSON.
pub fn write_explanation_json(_plan: &Plan, _explanation: &Explanation, _language: Language) -> String {
    String::new()
}
