//! What can be added up and eliminated: the types of the cells that a consolidation names.

use super::Checker;
use crate::diagnostic::Diagnostic;
use crate::diagnostic_code::DiagnosticCode;
use crate::resolved_model::Literal;
use crate::resolved_model::consolidation::Against;
use crate::settled_model::NamedCell;
use positum_grammar::phrase::said;
use positum_plan::consolidation::is_measure;
use positum_plan::plan::CellReference;
use positum_plan::unit::Unit;
use positum_plan::value::{Currency, Quantity};
use std::collections::BTreeSet;

/// How a number comes to be added up.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Adding {
    /// By its type.
    Always,
    /// Where it is named.
    WhereNamed,
    /// Never.
    Never,
}

fn adding(quantity: &Quantity) -> Adding {
    match quantity {
        _ if is_measure(quantity) => Adding::Always,
        Quantity::Integer | Quantity::Decimal | Quantity::Days => Adding::WhereNamed,
        Quantity::Amount(_) | Quantity::Count | Quantity::Rate { .. } | Quantity::Ratio(_) => Adding::Never,
        Quantity::Date | Quantity::Text | Quantity::Bool | Quantity::Code(_) => Adding::Never,
    }
}

impl Checker<'_, '_> {
    /// Checks the types of what a consolidation adds up and eliminates.
    pub(super) fn consolidation(&mut self) {
        let model = self.model;
        let Some(consolidation) = &model.resolved.consolidation else { return };
        let cells = &model.consolidated;
        for named in &cells.added {
            self.added(*named);
        }
        let added: BTreeSet<CellReference> = cells.added.iter().map(|named| named.cell).collect();
        for (pairs, elimination) in cells.eliminations.iter().zip(&consolidation.eliminations) {
            if let Some(tolerance) = &elimination.tolerance {
                self.tolerance_sign(tolerance);
            }
            for pair in pairs {
                self.pair(pair, elimination.tolerance.as_ref(), &added);
            }
        }
    }

    fn quantity_of(&self, named: NamedCell) -> Option<&'_ Quantity> {
        self.model.slot(named.cell).value_type.as_ref().map(|value_type| &value_type.quantity)
    }

    fn added(&mut self, named: NamedCell) {
        let Some(quantity) = self.quantity_of(named) else { return };
        let (how, what) = (adding(quantity), self.unit_text(&Unit::from(quantity)));
        let (message, help) = match how {
            Adding::WhereNamed => return,
            Adding::Always => (said!("this cell holds {what}, and is added up without being named"), said!("delete it here")),
            Adding::Never => {
                let help = said!("amounts and counts are added up; numbers without a unit and days where they are named");
                (said!("this cell holds {what}, which cannot be added up"), help)
            }
        };
        let declared = self.model.slot(named.cell).span;
        self.report(Diagnostic::new(DiagnosticCode::NotAddedUp, named.span, message).other(declared, said!("the cell's type")).help(help));
    }

    fn pair(&mut self, pair: &Against<NamedCell>, tolerance: Option<&Literal>, added: &BTreeSet<CellReference>) {
        let mut line: Option<(Unit, NamedCell)> = None;
        for named in pair.left.iter().chain(&pair.right) {
            let Some(quantity) = self.quantity_of(*named) else { continue };
            let unit = Unit::from(quantity);
            let is_added = match adding(quantity) {
                Adding::Always => true,
                Adding::WhereNamed => added.contains(&named.cell),
                Adding::Never => false,
            };
            let declared = self.model.slot(named.cell).span;
            if !is_added {
                let help = if unit.shared(&Unit::Number).is_some() && unit.is_number() {
                    said!("where it should be added up, write `add {}`", self.text_at(named.span))
                } else {
                    said!("name amounts or counts")
                };
                let message = said!("this cell holds {}, which is not added up: nothing of it can be eliminated", self.unit_text(&unit));
                self.report(Diagnostic::new(DiagnosticCode::NotAddedUp, named.span, message).other(declared, said!("the cell's type")).help(help));
                continue;
            }
            if matches!(unit, Unit::Amount(Currency::OfColumn(_))) {
                let message = said!("this column holds amounts in different currencies, which cannot stand against others");
                let diagnostic = Diagnostic::new(DiagnosticCode::SeveralCurrencies, named.span, message).other(declared, said!("the cell's type"));
                self.report(diagnostic.help(said!("name a column of one currency")));
                continue;
            }
            line = match line {
                None => Some((unit, *named)),
                Some((before, first)) => match before.shared(&unit) {
                    Some(shared) => Some((shared, first)),
                    None => {
                        self.cannot_stand_against(&before, first, &unit, *named);
                        Some((before, first))
                    }
                },
            };
        }
        if let (Some((unit, first)), Some(tolerance)) = (line, tolerance) {
            self.tolerance_unit(tolerance, &unit, Some(self.model.slot(first.cell).span));
        }
    }

    fn cannot_stand_against(&mut self, before: &Unit, first: NamedCell, unit: &Unit, named: NamedCell) {
        let (first_text, text) = (self.unit_text(before), self.unit_text(unit));
        let message = said!("this cell holds {text}, and the first of the line {first_text}: one cannot stand against the other");
        let diagnostic = Diagnostic::new(DiagnosticCode::UnitMismatch, named.span, message).label(said!("this is {}", text));
        let diagnostic = diagnostic.other(first.span, said!("this is {}", first_text));
        let diagnostic = diagnostic.other(self.model.slot(named.cell).span, said!("the cell's type"));
        self.report(diagnostic.help(said!("name cells of one unit in a line")));
    }
}
