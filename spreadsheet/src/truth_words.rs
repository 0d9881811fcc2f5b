//! The words for truth values that people may choose or write on a form, in small letters, for whoever reads a form: our reader
//! and the form's own formulas.

/// The words that are true.
pub(crate) const TRUE_WORDS: [&str; 4] = ["jā", "yes", "true", "patiess"];
/// The words that are false.
pub(crate) const FALSE_WORDS: [&str; 4] = ["nē", "no", "false", "aplams"];
