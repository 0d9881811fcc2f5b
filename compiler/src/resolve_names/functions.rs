//! Functions: aggregates over lists, and those of values.

use super::Resolver;
use super::look_up::{Own, Scope};
use crate::diagnostic::Diagnostic;
use crate::diagnostic_code::DiagnosticCode;
use crate::resolved_model::{Expression, ExpressionKind as Resolved, Shape, Side};
use positum_grammar::phrase::{Phrase, said};
use positum_grammar::source::Span;
use positum_grammar::suggest;
use positum_grammar::syntax_tree::{Argument, ExpressionKind as Written, Reference, Word, WordKind};
use positum_plan::plan::{Aggregate, Earlier, PeriodPart, TableId};

/// The functions that formulas may call.
const FUNCTIONS: [&str; 13] =
    ["sum", "count", "min", "max", "first", "abs", "round", "exact", "previous", "closing", "days_between", "date", "working_days_after"];

/// Parts of the period, which stand without brackets.
pub(super) const PERIOD_PARTS: [PeriodPart; 5] =
    [PeriodPart::Quarter, PeriodPart::Month, PeriodPart::Year, PeriodPart::FirstDay, PeriodPart::LastDay];
/// Functions of spreadsheets, and how they are written here.
const OTHER_NAMES: [(&str, Phrase); 11] = [
    ("average", said!("`sum(list.column) / count(list)`")),
    ("avg", said!("`sum(list.column) / count(list)`")),
    ("sumif", said!("`sum(list.column where condition)`")),
    ("countif", said!("`count(list where condition)`")),
    ("iferror", said!("`a else b`")),
    ("vlookup", said!("`list[key].column`")),
    ("roundup", said!("`round(a, 2)`; which way is the package's `rounding`")),
    ("datedif", said!("`days_between(a, b)`")),
    ("days", said!("`days_between(a, b)`")),
    ("workday", said!("`working_days_after(a, 8, calendar)`, with the calendar's name")),
    ("rounddown", said!("`round(a, 2)`; which way is the package's `rounding`")),
];

/// Gives the aggregate of a name.
pub(super) fn aggregate_named(name: &str) -> Option<Aggregate> {
    match name {
        "sum" => Some(Aggregate::Sum),
        "count" => Some(Aggregate::Count),
        "min" => Some(Aggregate::Min),
        "max" => Some(Aggregate::Max),
        "first" => Some(Aggregate::First),
        _ => None,
    }
}

/// Gives the part of the period of a name.
pub(super) fn period_part(name: &str) -> Option<PeriodPart> {
    PERIOD_PARTS.into_iter().find(|part| part.keyword() == name)
}

/// Tells whether an argument is just this word.
fn is_word(argument: &Argument, word: &str) -> bool {
    match &argument.value.kind {
        Written::Reference(reference) => {
            argument.filter.is_none() && reference.qualifiers.is_empty() && reference.column.is_none() && reference.word.text == word
        }
        _ => false,
    }
}

/// Over which lines an aggregate runs.
struct Lines {
    list: TableId,
    group: Option<TableId>,
    scope: Scope,
}

impl Resolver<'_, '_> {
    /// Resolves a call.
    pub(super) fn call(&mut self, scope: &Scope, function: &Word, arguments: &[Argument], span: Span) -> Resolved {
        if let Some(aggregate) = aggregate_named(&function.text) {
            return self.aggregate(scope, aggregate, function, arguments, span);
        }
        match (function.text.as_str(), arguments) {
            ("abs", [argument]) => Resolved::Absolute(Box::new(self.plain_argument(scope, argument))),
            ("round", [value, decimals]) => {
                let value = self.plain_argument(scope, value);
                self.round(value, decimals)
            }
            ("exact", [cell]) => self.exact(scope, cell),
            ("previous", [cell]) => self.earlier(scope, cell, Earlier::Period),
            ("previous", [cell, year]) if is_word(year, "year") => self.earlier(scope, cell, Earlier::Year),
            ("closing", [cell]) => self.earlier(scope, cell, Earlier::Closing),
            ("days_between", [from, to]) => {
                let (from, to) = (self.plain_argument(scope, from), self.plain_argument(scope, to));
                Resolved::DaysBetween(Box::new(from), Box::new(to))
            }
            ("date", [year, month, day]) => self.date_of(scope, [year, month, day]),
            ("working_days_after", [date, count, calendar]) => self.working_days_after(scope, function, [date, count, calendar]),
            ("exact", _) => self.wrong_arguments(function, said!("one computed cell"), "exact(100)"),
            ("previous", [cell, _]) => {
                let example = format!("previous({})", self.text_at(cell.value.span));
                self.wrong_arguments(function, said!("one cell, and `year` for the same period a year before"), &example)
            }
            ("previous", _) => self.wrong_arguments(function, said!("one cell, and `year` for the same period a year before"), "previous(100, year)"),
            ("closing", _) => self.wrong_arguments(function, said!("one cell"), "closing(100)"),
            ("days_between", _) => self.wrong_arguments(function, said!("two dates"), "days_between(a, b)"),
            ("date", _) => self.wrong_arguments(function, said!("a year, a month and a day"), "date(year, 1, 31)"),
            ("working_days_after", _) => self.wrong_working_days(function),
            (name, []) if period_part(name).is_some() => {
                let message = said!("`{}` of the period stands without brackets", function.text);
                self.report(Diagnostic::new(DiagnosticCode::UnknownFunction, span, message).help(said!("write `{}`", function.text)));
                Resolved::Unknown
            }
            ("abs", _) => self.wrong_arguments(function, said!("one value"), "abs(a)"),
            ("round", _) => self.wrong_arguments(function, said!("a value and a number of decimals"), "round(a, 2)"),
            _ => {
                let near = suggest::nearest(&function.text, FUNCTIONS);
                let help = if ["average", "avg"].contains(&function.text.as_str()) && arguments.len() > 1 {
                    said!("write `({}) / {}.0`", self.joined(arguments), arguments.len())
                } else if let Some((_, ours)) = OTHER_NAMES.iter().find(|(theirs, _)| *theirs == function.text.as_str()) {
                    said!("write {ours}")
                } else if near.is_empty() {
                    said!("the functions are {}", suggest::list(&FUNCTIONS))
                } else {
                    said!("did you mean {}?", suggest::choice(&near))
                };
                let message = said!("there is no function `{}`", function.text);
                self.report(Diagnostic::new(DiagnosticCode::UnknownFunction, function.span, message).help(help));
                Resolved::Unknown
            }
        }
    }

    /// Writes arguments as a sum.
    fn joined(&self, arguments: &[Argument]) -> String {
        let texts: Vec<String> = arguments.iter().map(|argument| self.text_at(argument.value.span)).collect();
        texts.join("+")
    }

    pub(super) fn wrong_arguments(&mut self, function: &Word, wanted: Phrase, example: &str) -> Resolved {
        let message = said!("`{}` takes {wanted}", function.text);
        self.report(Diagnostic::new(DiagnosticCode::UnknownFunction, function.span, message).help(said!("write `{example}`")));
        Resolved::Unknown
    }

    fn needs_lines(&mut self, function: &Word) -> Resolved {
        self.wrong_arguments(function, said!("the lines of a list"), &format!("{}(list.column)", function.text))
    }

    pub(super) fn plain_argument(&mut self, scope: &Scope, argument: &Argument) -> Expression {
        if let Some(filter) = &argument.filter {
            let diagnostic = Diagnostic::new(DiagnosticCode::WrongPlace, filter.span, said!("`where` chooses lines of a list, and here is none"));
            self.report(diagnostic.help(said!("write `where` in `sum`, `count`, `min`, `max` or `first` over a list")));
        }
        self.expression(scope, &argument.value)
    }

    /// Decimals are always a number, even where the table has a code of that length.
    fn round(&mut self, value: Expression, decimals: &Argument) -> Resolved {
        let digits = match &decimals.value.kind {
            Written::Reference(Reference { qualifiers, word, column: None, .. }) if qualifiers.is_empty() && word.kind == WordKind::Digits => {
                word.text.parse().ok().filter(|digits| *digits <= 20)
            }
            _ => None,
        };
        match digits {
            Some(digits) => Resolved::Round(Box::new(value), digits, None),
            None => {
                let diagnostic =
                    Diagnostic::new(DiagnosticCode::UnknownFunction, decimals.value.span, said!("`round` takes a number of decimals from 0 to 20"));
                self.report(diagnostic.help(said!("write `round(a, 2)`; 4 decimals of a ratio are whole basis points")));
                Resolved::Unknown
            }
        }
    }

    fn aggregate(&mut self, scope: &Scope, function: Aggregate, name: &Word, arguments: &[Argument], span: Span) -> Resolved {
        let [argument] = arguments else { return self.of_several(scope, function, name, arguments) };
        if let Written::Range(range) = &argument.value.kind {
            let values = self.range_argument(scope, range, argument.value.span);
            return Self::over_values(function, values).unwrap_or_else(|| self.needs_lines(name));
        }
        if let Written::Reference(reference) = &argument.value.kind
            && let Some(list) = self.list_by_name(scope, reference)
        {
            return self.count_lines(scope, function, name, list, argument);
        }
        let Some(lines) = self.lines_of(scope, argument) else {
            let value = self.plain_argument(scope, argument);
            return Self::over_values(function, vec![value]).unwrap_or_else(|| self.needs_lines(name));
        };
        let value = self.expression(&lines.scope, &argument.value);
        let filter = argument.filter.as_ref().map(|filter| {
            let scope = scope.line_of(lines.list, true);
            Box::new(self.expression(&scope, filter))
        });
        if matches!(value.kind, Resolved::Unknown) {
            return Resolved::Unknown;
        }
        let value = Some(Box::new(Expression { span: argument.value.span, ..value }));
        let _ = span;
        Resolved::Aggregate { function, list: lines.list, group: lines.group, value, filter }
    }

    fn of_several(&mut self, scope: &Scope, function: Aggregate, name: &Word, arguments: &[Argument]) -> Resolved {
        if arguments.is_empty() {
            return self.wrong_arguments(name, said!("at least one value, or the lines of a list"), &format!("{}(list.column)", name.text));
        }
        let values = arguments.iter().flat_map(|argument| self.one_of_several(scope, argument)).collect();
        Self::over_values(function, values).unwrap_or_else(|| self.needs_lines(name))
    }

    fn one_of_several(&mut self, scope: &Scope, argument: &Argument) -> Vec<Expression> {
        match &argument.value.kind {
            Written::Range(range) => self.range_argument(scope, range, argument.value.span),
            _ => vec![self.plain_argument(scope, argument)],
        }
    }

    fn over_values(function: Aggregate, values: Vec<Expression>) -> Option<Resolved> {
        match function {
            Aggregate::Sum => Some(Resolved::Range(values)),
            Aggregate::Min => Some(Resolved::Least(values)),
            Aggregate::Max => Some(Resolved::Greatest(values)),
            Aggregate::Count | Aggregate::First => None,
        }
    }

    fn count_lines(&mut self, scope: &Scope, function: Aggregate, name: &Word, list: TableId, argument: &Argument) -> Resolved {
        if function != Aggregate::Count {
            let table = &self.model.tables[list].name;
            let column = self.list_of(list).and_then(|list| list.axis.entries.last()).map_or("…", |entry| entry.code.as_str());
            let example = format!("{}({table}.{column})", name.text);
            return self.wrong_arguments(name, said!("a column of a list"), &example);
        }
        let filter = argument.filter.as_ref().map(|filter| {
            let scope = scope.line_of(list, true);
            Box::new(self.expression(&scope, filter))
        });
        Resolved::Aggregate { function, list, group: None, value: None, filter }
    }

    /// Finds the list that a reference names as a whole.
    fn list_by_name(&mut self, scope: &Scope, reference: &Reference) -> Option<TableId> {
        if reference.column.is_some() || reference.word.kind != WordKind::Name {
            return None;
        }
        let report = match reference.qualifiers.as_slice() {
            [] => scope.report,
            [report] => self.report_names.get(report.text.as_str()).map(|(report, _)| *report)?,
            [_, _, ..] => return None,
        };
        let table = self.table_in_report(report, &reference.word.text)?;
        // A column of the own list goes before a table of the same name.
        let is_column = scope.own.is_some_and(|(own, _)| {
            own != table && self.model.tables[own].shape.axis(Side::Column).is_some_and(|axis| axis.find(&reference.word.text).is_some())
        });
        (matches!(self.model.tables[table].shape, Shape::List(_)) && !is_column).then_some(table)
    }

    /// Finds the lines that an aggregate's argument speaks of: a bare column means the source's lines in the
    /// group, `list.column` all lines of the list.
    fn lines_of(&mut self, scope: &Scope, argument: &Argument) -> Option<Lines> {
        if let Some(list) = self.qualified_list(scope, &argument.value) {
            return Some(Lines { list, group: None, scope: scope.line_of(list, false) });
        }
        let Some((own, place)) = scope.own else { return self.only_list_of_report(scope, argument) };
        let list = self.list_of(own)?;
        match (place, &list.derivation) {
            (Own::Line, Some(derivation)) => {
                let source = derivation.source;
                Some(Lines { list: source, group: Some(own), scope: scope.line_of(source, true) })
            }
            // In the total row a bare column of an aggregate means the lines too.
            (Own::Line, None) | (Own::Total, _) => Some(Lines { list: own, group: None, scope: scope.line_of(own, true) }),
            (Own::Positions | Own::RowFormula | Own::ColumnFormula | Own::Cells | Own::Table, _) => None,
        }
    }

    /// In a report's check a bare column is that of the only list that has it.
    fn only_list_of_report(&self, scope: &Scope, argument: &Argument) -> Option<Lines> {
        let Written::Reference(reference) = &argument.value.kind else { return None };
        if !reference.qualifiers.is_empty() || reference.column.is_some() {
            return None;
        }
        let has_code = |table: &TableId| {
            let shape = &self.model.tables[*table].shape;
            [Side::Row, Side::Column].into_iter().any(|side| shape.axis(side).is_some_and(|axis| axis.find(&reference.word.text).is_some()))
        };
        let mut tables = self.model.reports[scope.report].tables.iter().copied().filter(has_code);
        let (list, None) = (tables.next()?, tables.next()) else { return None };
        self.list_of(list)?;
        Some(Lines { list, group: None, scope: scope.line_of(list, true) })
    }

    /// Finds the list of the first `list.column` in an argument.
    fn qualified_list(&mut self, scope: &Scope, expression: &positum_grammar::syntax_tree::Expression) -> Option<TableId> {
        match &expression.kind {
            Written::Reference(reference) => {
                if reference.column.is_some() {
                    return None;
                }
                let table = match reference.qualifiers.as_slice() {
                    [] => return None,
                    [only] => self.table_in_report(scope.report, &only.text).or_else(|| self.only_list(&only.text, &reference.word.text)),
                    [report, table] => {
                        let report = self.report_names.get(report.text.as_str()).map(|(report, _)| *report)?;
                        self.table_in_report(report, &table.text)
                    }
                    [_, _, _, ..] => None,
                }?;
                matches!(self.model.tables[table].shape, Shape::List(_)).then_some(table)
            }
            Written::Chain(terms) => terms.iter().find_map(|term| match &term.value {
                positum_grammar::syntax_tree::TermValue::Single(expression) => self.qualified_list(scope, expression),
                positum_grammar::syntax_tree::TermValue::Range { .. } => None,
            }),
            Written::Product(left, right)
            | Written::Quotient(left, right)
            | Written::Else(left, right)
            | Written::When(left, right)
            | Written::Comparison { left, right, .. } => self.qualified_list(scope, left).or_else(|| self.qualified_list(scope, right)),
            Written::If(condition, then, otherwise) => [condition, then, otherwise].into_iter().find_map(|part| self.qualified_list(scope, part)),
            Written::And(parts) | Written::Or(parts) => parts.iter().find_map(|part| self.qualified_list(scope, part)),
            Written::In(value, options) => {
                self.qualified_list(scope, value).or_else(|| options.iter().find_map(|option| self.qualified_list(scope, option)))
            }
            Written::Negation(inner) | Written::Not(inner) | Written::Matches(inner, _) => self.qualified_list(scope, inner),
            Written::Keyed(keyed) => keyed.keys.iter().find_map(|key| self.qualified_list(scope, key)),
            Written::Call { arguments, .. } => arguments.iter().find_map(|argument| self.qualified_list(scope, &argument.value)),
            Written::Quantity(_) | Written::Date(_) | Written::Text(_) | Written::Range(_) | Written::RunningSum { .. } => None,
        }
    }

    /// Finds the only table of a report that has a code.
    fn only_list(&self, report: &str, code: &str) -> Option<TableId> {
        let (report, _) = self.report_names.get(report)?;
        let has_code = |table: &&TableId| self.model.tables[**table].shape.axis(Side::Column).is_some_and(|axis| axis.find(code).is_some());
        let mut tables = self.model.reports[*report].tables.iter().filter(has_code);
        match (tables.next(), tables.next()) {
            (Some(only), None) => Some(*only),
            (None | Some(_), _) => None,
        }
    }
}
