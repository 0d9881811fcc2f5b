//! A short text that tells one definition from another, for what is handed out with it: forms, schemas, guides.

use crate::plan::Plan;
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// The bytes of the digest that are shown.
const SHOWN_BYTES: usize = 6;

/// Gives twelve hexadecimal digits that are equal for equal plans, and with near certainty for no others.
///
/// It is taken of the plan's file form, so that a change of any label, formula, limit or deadline changes it. How groups are
/// consolidated is left out: it changes no form.
pub fn fingerprint(plan: &Plan) -> String {
    // Plans made by the compiler can always be written; one that cannot be has no other name than this.
    let bytes =
        if plan.consolidation.is_some() { serde_json::to_vec(&Plan { consolidation: None, ..plan.clone() }) } else { serde_json::to_vec(plan) };
    let bytes = bytes.unwrap_or_default();
    let mut text = String::new();
    for byte in Sha256::digest(&bytes).iter().take(SHOWN_BYTES) {
        // Writing to a text does not fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}
