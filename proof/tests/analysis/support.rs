//! Texts of small packages.

use positum_compiler::compile::compile;
use positum_plan::plan::Plan;

/// The header of the packages.
pub(crate) const HEADER: &str = "package p \"P\" {\n  language en, lv\n  precision EUR 0, money 2, percent 2, rate 5\n}\n";

/// A package with one report, `r`.
pub(crate) fn report(tables: &str) -> String {
    format!("{HEADER}report r \"R\" {{\n{tables}\n}}\n")
}

/// A package with one form, `f`.
pub(crate) fn form(entries: &str) -> String {
    report(&format!("form f {{\n{entries}\n}}"))
}

/// A package with a form, `f`, and checks.
pub(crate) fn with_checks(entries: &str, checks: &str) -> String {
    report(&format!("form f {{\n{entries}\n}}\n{checks}"))
}

/// Compiles a text; warnings of the compiler, which sees some of this too, do not matter here.
pub(crate) fn plan_of(text: &str) -> Plan {
    let compiled = compile(&[text]);
    let said: Vec<String> =
        compiled.diagnostics.iter().map(|said| format!("{} {:?}: {}", said.code.number(), said.span, said.message.english())).collect();
    compiled.plan.unwrap_or_else(|| panic!("{text}\n{said:#?}"))
}
