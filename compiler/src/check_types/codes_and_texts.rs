//! What is said of codes and texts: groups of codes, codes after `in`, values held against a pattern.

use super::Checker;
use crate::codelist_values::{codelist_of, with_those_under};
use crate::diagnostic::Diagnostic;
use crate::diagnostic_code::DiagnosticCode;
use crate::settled_model::{Expression, ExpressionKind};
use positum_grammar::phrase::said;
use positum_plan::unit::Unit;

/// The most codes that codes after `in` stand for, in all formulas of a package.
const MOST_CODES_AFTER_IN: usize = 1_000_000;

impl<'m> Checker<'m, '_> {
    /// Checks a value that is held against a pattern.
    pub(super) fn text_value(&mut self, value: &'m Expression) {
        let Some(unit) = self.unit(value) else { return };
        if matches!(unit, Unit::Text | Unit::Code(_)) {
            return;
        }
        let message = said!("{} is {}, and only a text or a code can match a pattern", self.name_of(value), self.unit_text(&unit));
        let diagnostic = Diagnostic::new(DiagnosticCode::NotAText, value.span, message);
        let diagnostic = self.declared_at(diagnostic, value);
        self.report(diagnostic.help(said!("declare what is no number to compute with, as a registration number, as `: text`")));
    }

    /// A code that only groups others is held by no cell; after `in` it stands for the others.
    pub(super) fn check_groups(&mut self, left: &'m Expression, right: &'m Expression) {
        for (value, text) in [(left, right), (right, left)] {
            let ExpressionKind::Text(code) = &text.kind else { continue };
            let Some(codelist) = codelist_of(self.model, value).map(|codelist| &self.model.resolved.codelists[codelist]) else { continue };
            if codelist.codes.get(code).is_some_and(|meaning| meaning.is_group) {
                let message = said!("code `{code}` of `{}` only groups others, and no cell holds it", codelist.name);
                let diagnostic = Diagnostic::new(DiagnosticCode::GroupCode, text.span, message);
                let diagnostic = self.declared_at(diagnostic, value);
                self.report(diagnostic.help(said!("write `{} in \"{code}\"` for all codes under it", self.text_at(value.span))));
            }
        }
    }

    /// Codes of large lists, in the formulas of many cells, could fill all memory.
    pub(super) fn count_codes(&mut self, value: &'m Expression, options: &'m [Expression]) {
        let Some(codelist) = codelist_of(self.model, value) else { return };
        let model = &self.model.resolved;
        for option in options {
            let ExpressionKind::Text(code) = &option.kind else { continue };
            if self.codes_after_in > MOST_CODES_AFTER_IN || !model.families[codelist].contains_key(code) {
                continue;
            }
            self.codes_after_in = self.codes_after_in.saturating_add(with_those_under(model, codelist, code).len());
            if self.codes_after_in > MOST_CODES_AFTER_IN {
                let message = said!("the codes after `in` stand for more than {MOST_CODES_AFTER_IN} codes in all cells of the package");
                let diagnostic = Diagnostic::new(DiagnosticCode::TooLarge, option.span, message);
                self.report(diagnostic.help(said!("write it once, in a column or `let` that other formulas name")));
            }
        }
    }
}
