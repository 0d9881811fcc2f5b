//! Units of days that are made, and constants of which no day can be made.

use super::Checker;
use crate::diagnostic::Diagnostic;
use crate::diagnostic_code::DiagnosticCode;
use crate::lint::facts::constant;
use crate::settled_model::Expression;
use jiff::civil::Date;
use positum_grammar::phrase::said;
use positum_grammar::source::Span;
use positum_plan::amount::{Exact, Rounding};
use positum_plan::calendar::MOST_WORKING_DAYS;
use positum_plan::unit::Unit;

/// A year with every day that any year has.
const LEAP_YEAR: i16 = 2024;

impl<'m> Checker<'m, '_> {
    /// Gives the unit of a day that is made of three numbers.
    pub(super) fn date_of(&mut self, parts: [&'m Expression; 3], span: Span) -> Option<Unit> {
        let are_numbers = parts.map(|part| self.whole_number(part, false));
        if are_numbers.contains(&false) {
            return None;
        }
        if can_be_a_day(parts) {
            return Some(Unit::Date);
        }
        let text = self.text_at(span);
        let message = said!("there is no day `{text}`");
        let help = said!("write a year from 1 to 9999, a month from 1 to 12, and a day that the month has");
        self.report(Diagnostic::new(DiagnosticCode::BadDate, span, message).help(help));
        None
    }

    /// Gives the unit of a working day after a day.
    pub(super) fn working_days_after(&mut self, date: &'m Expression, count: &'m Expression) -> Option<Unit> {
        let (is_date, is_number) = (self.date(date), self.whole_number(count, true));
        if let Some(number) = constant(count).filter(|_| is_number)
            && whole(&number).is_none_or(|number| !(0..=i64::from(MOST_WORKING_DAYS)).contains(&number))
        {
            let message = said!("`working_days_after` counts from 0 to {MOST_WORKING_DAYS} working days");
            let diagnostic = Diagnostic::new(DiagnosticCode::UnknownFunction, count.span, message);
            self.report(diagnostic.help(said!("write a whole number from 0 to {MOST_WORKING_DAYS}")));
            return None;
        }
        (is_date && is_number).then_some(Unit::Date)
    }

    /// Checks that an operand is a number of which a day can be made: without a unit, a count or, where `days` says so, days.
    fn whole_number(&mut self, expression: &'m Expression, days: bool) -> bool {
        let Some(unit) = self.unit(expression) else { return false };
        let fits = match &unit {
            Unit::Zero | Unit::Number | Unit::Count => true,
            Unit::Days => days,
            Unit::Amount(_) | Unit::Rate { .. } | Unit::Ratio(_) | Unit::Date | Unit::Text | Unit::Bool | Unit::Code(_) => false,
        };
        if fits {
            return true;
        }
        let message = said!("{} is {}, and here a whole number is needed", self.name_of(expression), self.unit_text(&unit));
        let diagnostic = Diagnostic::new(DiagnosticCode::NotANumber, expression.span, message);
        let diagnostic = self.declared_at(diagnostic, expression);
        self.report(diagnostic.help(said!("name a cell declared as `: integer` or `: count`, or write a number")));
        false
    }
}

/// Tells whether the constants among the numbers may make a day, whatever the others are.
fn can_be_a_day(parts: [&Expression; 3]) -> bool {
    let [year, month, day] = parts.map(constant);
    // A constant that is no whole number of a day makes none.
    let part = |number: &Option<Exact>, otherwise: &[i16]| match number {
        None => otherwise.to_vec(),
        Some(number) => whole(number).and_then(|number| i16::try_from(number).ok()).into_iter().collect(),
    };
    let months: Vec<i16> = (1..=12).collect();
    let (years, months, days) = (part(&year, &[LEAP_YEAR]), part(&month, &months), part(&day, &[1]));
    let is_day = |year: i16, month: i16, day: i16| match (i8::try_from(month), i8::try_from(day)) {
        (Ok(month), Ok(day)) => year > 0 && Date::new(year, month, day).is_ok(),
        (_, _) => false,
    };
    years.iter().any(|year| months.iter().any(|month| days.iter().any(|day| is_day(*year, *month, *day))))
}

fn whole(number: &Exact) -> Option<i64> {
    number.rounded(0, Rounding::TowardZero).filter(|whole| Exact::from(*whole) == *number).and_then(|whole| i64::try_from(whole).ok())
}
