//! Days that are made: of three numbers, and by counting working days.

use super::Resolver;
use super::look_up::Scope;
use crate::diagnostic::Diagnostic;
use crate::diagnostic_code::DiagnosticCode;
use crate::resolved_model::{Expression, ExpressionKind as Resolved};
use positum_grammar::phrase::said;
use positum_grammar::syntax_tree::{Argument, ExpressionKind as Written, Quantity, Reference, Word, WordKind};

impl Resolver<'_, '_> {
    /// Resolves `date(y, m, d)`.
    pub(super) fn date_of(&mut self, scope: &Scope, arguments: [&Argument; 3]) -> Resolved {
        let [year, month, day] = arguments.map(|argument| Box::new(self.number_argument(scope, argument)));
        Resolved::DateOf { year, month, day }
    }

    /// Resolves `working_days_after(d, n, c)`.
    pub(super) fn working_days_after(&mut self, scope: &Scope, function: &Word, arguments: [&Argument; 3]) -> Resolved {
        let [date, count, calendar] = arguments;
        let (date, count) = (self.plain_argument(scope, date), self.number_argument(scope, count));
        let Some(name) = bare_word(calendar).filter(|word| word.kind == WordKind::Name) else { return self.wrong_working_days(function) };
        let found = self.calendar_named(name);
        found.map_or(Resolved::Unknown, |calendar| Resolved::WorkingDaysAfter { date: Box::new(date), count: Box::new(count), calendar })
    }

    pub(super) fn wrong_working_days(&mut self, function: &Word) -> Resolved {
        let calendar = self.calendar_names.keys().next().copied().unwrap_or("calendar");
        let example = format!("working_days_after(a, 8, {calendar})");
        self.wrong_arguments(function, said!("a date, a number of working days and the name of a calendar"), &example)
    }

    /// Digits are always a number here, even where the table has a code of that length: `date(year, 1, 1)` says the same
    /// in every table.
    fn number_argument(&mut self, scope: &Scope, argument: &Argument) -> Expression {
        let is_number = |word: &&Word| matches!(word.kind, WordKind::Digits | WordKind::Dotted);
        let Some(word) = bare_word(argument).filter(is_number) else { return self.plain_argument(scope, argument) };
        let begins_with_zero = word.text.len() > 1 && word.text.starts_with('0') && word.kind == WordKind::Digits;
        let quantity = Quantity { digits: word.text.clone(), unit: None, span: word.span };
        let is_shaped = word.text.split('.').count() <= 2;
        let kind = if begins_with_zero || !is_shaped {
            self.code_for_number(scope, word);
            Resolved::Unknown
        } else {
            self.literal(&quantity).map_or(Resolved::Unknown, Resolved::Number)
        };
        Expression { kind, span: word.span }
    }

    fn code_for_number(&mut self, scope: &Scope, word: &Word) {
        let digits = &word.text;
        let message = said!("here digits are a number, and `{digits}` is none");
        let help = if self.is_code_in_view(scope, digits) {
            said!("write `'{digits}'` for the cell of that code")
        } else {
            said!("write the number without the zero, as `{}`", digits.trim_start_matches('0'))
        };
        self.report(Diagnostic::new(DiagnosticCode::UnknownCode, word.span, message).help(help));
    }
}

/// Gives the word that an argument is just made of.
fn bare_word(argument: &Argument) -> Option<&Word> {
    match &argument.value.kind {
        Written::Reference(Reference { qualifiers, word, column: None, .. }) if argument.filter.is_none() && qualifiers.is_empty() => Some(word),
        _ => None,
    }
}
