//! Says of names and codes that nothing has what could have been meant.
//!
//! In comes a word that was looked up in vain; out goes one diagnostic with the nearest spellings. Nothing here resolves.

use super::super::Resolver;
use super::super::functions::PERIOD_PARTS;
use super::super::types::codes_of;
use super::{Own, Scope};
use crate::code_tables;
use crate::diagnostic::Diagnostic;
use crate::diagnostic_code::DiagnosticCode;
use crate::resolved_model::{Axis, Shape, Side};
use positum_grammar::phrase::{Phrase, said};
use positum_grammar::suggest;
use positum_grammar::syntax_tree::{Reference, Word, WordKind};
use positum_plan::plan::{PeriodPart, ReportId, TableId};

/// The most cells of other tables that are offered for a code.
const MOST_ELSEWHERE: usize = 2;
/// The most codes that a message lists.
const MOST_LISTED: usize = 8;

impl Resolver<'_, '_> {
    pub(super) fn unknown_name(&mut self, scope: &Scope, word: &Word) {
        if word.kind != WordKind::Name {
            self.unknown_in_view(scope, word);
            return;
        }
        let mut known = self.codes_in_view(scope);
        known.extend(self.parameter_names.keys().map(|name| (*name).to_owned()));
        for table in &self.model.reports[scope.report].tables {
            known.push(self.model.tables[*table].name.clone());
            known.extend(self.model.tables[*table].lets.iter().map(|item| item.name.clone()));
        }
        let mut near = suggest::nearest(&word.text, known.iter().map(String::as_str));
        if near.is_empty() {
            near = suggest::nearest(&word.text, PERIOD_PARTS.map(PeriodPart::keyword));
        }
        let unknown = said!("there is no `{}` here", word.text);
        if let Some(table) = self.table_in_report(scope.report, &word.text) {
            let message = said!("`{}` is a table, and here a value is needed", word.text);
            let help = said!("name a value in it, as `{}`", self.example_of(table, &word.text));
            self.report(Diagnostic::new(DiagnosticCode::UnknownName, word.span, message).help(help));
            return;
        }
        let mut is_new = false;
        let help = if ["true", "false"].contains(&word.text.as_str()) {
            said!("what is true or false stands by itself: write `a` for `a = true`, and `not a` for `a = false`")
        } else if !near.is_empty() {
            said!("did you mean {}?", suggest::choice(&near))
        } else if let Some((table, content)) = self.model.tables.entries().find(|(_, content)| content.name == word.text) {
            let name = format!("{}.{}", self.model.reports[content.report].name, word.text);
            said!("`{}` is a table of another report: name a value in it, as `{}`", word.text, self.example_of(table, &name))
        } else {
            is_new = true;
            said!("a value of another table is named `table.code`, of another report `report.code`")
        };
        let diagnostic = Diagnostic::new(DiagnosticCode::UnknownName, word.span, unknown).help(help);
        self.report(if is_new {
            diagnostic.help(said!("a limit that changes is declared beside the reports, as `parameter {} \"Title\" : percent`", word.text))
        } else {
            diagnostic
        });
    }

    /// Names some value of a table.
    pub(in crate::resolve_names) fn example_of(&self, table: TableId, name: &str) -> String {
        let first = |axis: &Axis| axis.entries.first().map_or_else(|| "010".to_owned(), |entry| entry.code.clone());
        match &self.model.tables[table].shape {
            Shape::Form(axis) => format!("{name}.{}", first(axis)),
            Shape::Grid(rows, columns) => format!("{name}.{}:{}", first(rows), first(columns)),
            Shape::List(list) => format!("sum({name}.{})", first(&list.axis)),
        }
    }

    /// Reports a bare code that the table in view does not have.
    pub(super) fn unknown_in_view(&mut self, scope: &Scope, word: &Word) {
        match scope.own {
            Some((table, own)) => self.unknown_in_table(table, own, word),
            None => {
                let codes = self.codes_in_view(scope);
                self.unknown_value(scope, word, &codes, said!("this report has no position, row or column"));
            }
        }
    }

    /// Reports a date in the order day, month, year.
    pub(super) fn is_dotted_date(&mut self, word: &Word) -> bool {
        let parts: Vec<&str> = word.text.split('.').collect();
        let ([day, month, year], WordKind::Dotted) = (parts.as_slice(), word.kind) else { return false };
        if year.len() != 4 || day.len() > 2 || month.len() > 2 {
            return false;
        }
        let message = said!("`{}` is no date here", word.text);
        self.report(Diagnostic::new(DiagnosticCode::BadDate, word.span, message).help(said!("write `{year}-{month:0>2}-{day:0>2}`")));
        true
    }

    /// Reports a number whose thousands are set apart by points.
    pub(super) fn is_grouped_number(&mut self, word: &Word) -> bool {
        let parts: Vec<&str> = word.text.split('.').collect();
        let [first, groups @ ..] = parts.as_slice() else { return false };
        let are_groups = groups.len() > 1 && groups.iter().all(|group| group.len() == 3) && matches!(first.len(), 1..=3) && !first.starts_with('0');
        if !are_groups || word.kind != WordKind::Dotted {
            return false;
        }
        let message = said!("`{}` is no number here: thousands are set apart by spaces", word.text);
        self.report(Diagnostic::new(DiagnosticCode::UnknownCode, word.span, message).help(said!("write `{}`", parts.join(" "))));
        true
    }

    pub(super) fn unknown_in_table(&mut self, table: TableId, own: Own, word: &Word) {
        let content = &self.model.tables[table];
        let (side, what) = match own {
            Own::Positions => (Side::Row, said!("position")),
            Own::RowFormula | Own::Cells | Own::Table => (Side::Row, said!("row")),
            Own::ColumnFormula | Own::Line | Own::Total => (Side::Column, said!("column")),
        };
        let other = if side == Side::Row { Side::Column } else { Side::Row };
        let name = content.name.clone();
        let codes = content.shape.axis(side).filter(|_| !self.diagnostics.are_many()).map(codes_of).unwrap_or_default();
        let on_other_side = content.shape.axis(other).and_then(|axis| axis.find(&word.text).and_then(|index| axis.entries.get(index)));
        let (is_on_other_side, declared) = (on_other_side.is_some(), on_other_side.map(|entry| entry.span));
        if is_on_other_side {
            let (other, the_other) = match side {
                Side::Row => (said!("column"), said!("the column")),
                Side::Column => (said!("row"), said!("the row")),
            };
            let is_told = self
                .diagnostics
                .last()
                .is_some_and(|last| last.code == DiagnosticCode::CellNeeded && last.span.is_some_and(|span| self.formula_span.contains(span)));
            // One formula on the wrong side is one mistake.
            if !is_told {
                let message = said!("`{}` is a {other} of `{name}`, and here a {what} is meant", word.text);
                let diagnostic = Diagnostic::new(DiagnosticCode::CellNeeded, word.span, message);
                let help = match side {
                    Side::Row => said!("in a row's formula codes are rows; name one cell as `row:column`, or give the formula to a column"),
                    Side::Column => said!("in a column's formula codes are columns; name one cell as `row:column`, or give the formula to a row"),
                };
                self.report(match declared {
                    Some(span) => diagnostic.other(span, the_other).help(help),
                    None => diagnostic.help(help),
                });
            }
            return;
        }
        if own == Own::Total && codes.contains(&word.text) {
            let message = said!("the total row of `{name}` has no cell `{}`", word.text);
            self.report(
                Diagnostic::new(DiagnosticCode::UnknownCode, word.span, message)
                    .help(said!("add `{} = sum` to it, or write `sum` alone to add up the column's lines", word.text)),
            );
            return;
        }
        let scope = Scope { report: content.report, own: Some((table, own)), lines: Vec::new() };
        self.unknown_value(
            &scope,
            word,
            &codes,
            match own {
                Own::Positions => said!("`{name}` has no position"),
                Own::RowFormula | Own::Cells | Own::Table => said!("`{name}` has no row"),
                Own::ColumnFormula | Own::Line | Own::Total => said!("`{name}` has no column"),
            },
        );
    }

    /// Reports a code that does not exist, with the nearest that do.
    pub(in crate::resolve_names) fn unknown_code(&mut self, word: &Word, codes: &[String], what: Phrase) {
        if !self.broken.contains(&word.text) {
            let codes = if self.diagnostics.are_many() { &[] } else { codes };
            let diagnostic = no_such_code(word, codes, what);
            self.report(diagnostic);
        }
    }

    /// Reports a code that does not exist where a number or a text could have been meant.
    pub(super) fn unknown_value(&mut self, scope: &Scope, word: &Word, codes: &[String], what: Phrase) {
        if self.broken.contains(&word.text) || self.is_dotted_date(word) || self.is_grouped_number(word) {
            return;
        }
        let codes = if self.diagnostics.are_many() { &[] } else { codes };
        let is_value = self.is_codelist_value(&word.text);
        let mut diagnostic = no_such_code(word, if is_value && word.kind != WordKind::Digits { &[] } else { codes }, what);
        if is_value {
            diagnostic = diagnostic.help(said!("a value of a codelist stands in quotes: `\"{}\"`", word.text));
        }
        let is_number = word.kind == WordKind::Digits && !word.text.starts_with('0');
        let elsewhere: Vec<String> = self.spellings_elsewhere(scope, word);
        if !elsewhere.is_empty() {
            let offered: Vec<&str> = elsewhere.iter().map(String::as_str).collect();
            diagnostic = diagnostic.help(said!("another table has it: {}", suggest::choice(&offered)));
        }
        if ["100", "1000", "10000"].contains(&word.text.as_str()) {
            // The nearest codes would only mislead.
            diagnostic.help.clear();
            diagnostic = diagnostic.help(said!("to show a ratio as a percent no factor is needed: the type `percent` multiplies by itself"));
        }
        let has_dots = |code: &String| code.matches('.').count() == 1;
        if let Some(percent) = in_percent(&word.text).filter(|_| word.kind == WordKind::Dotted || (is_number && codes.iter().any(has_dots))) {
            diagnostic = diagnostic.help(said!("as a number it is written `{percent} %`, or given a name as a parameter"));
        } else if is_number {
            diagnostic = diagnostic.help(said!("a number is written with a decimal or a unit, as `{0}.0`, `{0} %` or `{0} EUR`", word.text));
        }
        self.report(diagnostic);
    }

    /// Names the first cells of other tables that have a code.
    pub(super) fn spellings_elsewhere(&self, scope: &Scope, word: &Word) -> Vec<String> {
        let has_code = |table: &TableId| self.axes_of(*table).any(|axis| axis.find(&word.text).is_some());
        let found = self.model.tables.ids().filter(has_code).take(MOST_ELSEWHERE).map(|table| &self.model.tables[table]);
        let spelled = |table: &crate::resolved_model::Table| {
            let report = if table.report == scope.report { String::new() } else { format!("{}.", self.model.reports[table.report].name) };
            format!("{report}{}.{}", table.name, word.text)
        };
        found.map(spelled).collect()
    }

    pub(super) fn is_codelist_value(&self, text: &str) -> bool {
        let own = self.codelist_syntax.values().flat_map(|codelist| &codelist.codes).any(|entry| entry.code.text == text);
        let built_in = [code_tables::COUNTRIES, code_tables::CURRENCIES].into_iter().filter_map(code_tables::built_in);
        let of_files = self.model.codelists.iter().any(|codelist| codelist.codes.contains_key(text));
        own || of_files || built_in.into_iter().any(|codelist| codelist.codes.contains_key(text))
    }

    pub(in crate::resolve_names) fn unknown_table(&mut self, word: &Word, report: ReportId) {
        if self.broken.contains(&word.text) {
            return;
        }
        let names: Vec<String> = self.model.reports[report].tables.iter().map(|table| self.model.tables[*table].name.clone()).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let message = said!("report `{}` has no table `{}`", self.model.reports[report].name, word.text);
        let near = suggest::nearest(&word.text, names.iter().copied());
        let help =
            if near.is_empty() { said!("its tables are {}", suggest::list(&names)) } else { said!("did you mean {}?", suggest::choice(&near)) };
        self.report(Diagnostic::new(DiagnosticCode::UnknownName, word.span, message).help(help));
    }

    pub(super) fn unknown_qualifier(&mut self, scope: &Scope, word: &Word) {
        let elsewhere = self.model.tables.entries().find(|(_, content)| content.name == word.text);
        let elsewhere = elsewhere.map(|(_, content)| self.model.reports[content.report].name.clone());
        if let Some(report) = elsewhere {
            let message = said!("there is no table or report `{}` here", word.text);
            let help = said!("a table of this name is in report `{report}`: write `{report}.{}`", word.text);
            self.report(Diagnostic::new(DiagnosticCode::UnknownName, word.span, message).help(help));
            return;
        }
        let tables = self.model.reports[scope.report].tables.iter().map(|table| self.model.tables[*table].name.clone());
        let known: Vec<String> = tables.chain(self.report_names.keys().map(|name| (*name).to_owned())).collect();
        let near = suggest::nearest(&word.text, known.iter().map(String::as_str));
        let message = said!("there is no table or report `{}`", word.text);
        let diagnostic = Diagnostic::new(DiagnosticCode::UnknownName, word.span, message);
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        let help = if near.is_empty() { said!("there are {}", suggest::list(&known)) } else { said!("did you mean {}?", suggest::choice(&near)) };
        self.report(diagnostic.help(help));
    }

    pub(super) fn unknown_cell(&mut self, candidates: &[TableId], reference: &Reference, column: &Word) {
        let mut rows: Vec<String> = Vec::new();
        let mut columns: Vec<String> = Vec::new();
        for table in candidates {
            match &self.model.tables[*table].shape {
                Shape::Grid(row_axis, column_axis) => {
                    rows.extend(codes_of(row_axis));
                    columns.extend(codes_of(column_axis));
                }
                Shape::List(list) => {
                    rows.push("total".to_owned());
                    columns.extend(codes_of(&list.axis));
                }
                Shape::Form(_) => {}
            }
        }
        let owner = match candidates {
            [only] => said!("`{}` has no", self.model.tables[*only].name),
            _ => said!("there is no"),
        };
        if rows.is_empty() {
            let message = said!("`{}` is not in a grid", self.text_at(reference.span));
            self.report(
                Diagnostic::new(DiagnosticCode::UnknownCode, reference.span, message).help(said!("a form's position is named without a column")),
            );
        } else if !rows.contains(&reference.word.text) {
            self.unknown_code(&reference.word, &rows, said!("{owner} row"));
        } else if !columns.contains(&column.text) {
            self.unknown_code(column, &columns, said!("{owner} column"));
        } else {
            self.unknown_total(candidates, reference, column);
        }
    }

    /// Reports a cell of a total row that the row does not name.
    pub(super) fn unknown_total(&mut self, candidates: &[TableId], reference: &Reference, column: &Word) {
        let lists =
            candidates.iter().filter_map(|table| self.syntax_of(*table).map(|syntax| (self.model.tables[*table].name.as_str(), syntax.total)));
        let (name, total) = lists.into_iter().next().unwrap_or(("…", None));
        let (message, help) = match total {
            None => (said!("`{name}` has no total row"), said!("add `total \"Total\" {{ {} = sum }}` to it", column.text)),
            Some(total) if total.broken.iter().any(|word| word.text == column.text) => return,
            Some(total) => {
                let named: Vec<&str> = total.entries.iter().map(|(word, _)| word.text.as_str()).collect();
                let message = said!("the total row of `{name}` has no column `{}`", column.text);
                let has = if named.is_empty() { said!("no columns yet") } else { suggest::list(&named) };
                (message, said!("it has {has}; to have this one too, add `{} = sum` to it", column.text))
            }
        };
        self.report(Diagnostic::new(DiagnosticCode::UnknownCode, reference.span, message).help(help));
    }
}

/// Says that a code does not exist, and which do.
fn no_such_code(word: &Word, codes: &[String], what: Phrase) -> Diagnostic {
    let diagnostic = Diagnostic::new(DiagnosticCode::UnknownCode, word.span, said!("{what} `{}`", word.text));
    // `0010` and `10` are other spellings of 010.
    let number = |code: &str| code.bytes().all(|byte| byte.is_ascii_digit()).then(|| code.trim_start_matches('0').to_owned());
    let wanted = number(&word.text);
    let same: Vec<&str> = codes.iter().map(String::as_str).filter(|code| wanted.is_some() && number(code) == wanted).collect();
    let near = if same.is_empty() { suggest::nearest(&word.text, codes.iter().map(String::as_str)) } else { same };
    let listed: Vec<&str> = codes.iter().map(String::as_str).collect();
    let help = suggest::nearest_text(&near).or_else(|| match listed.as_slice() {
        [] => None,
        all if all.len() <= MOST_LISTED => {
            Some(if all.len() == 1 { said!("there is {}", suggest::list(all)) } else { said!("there are {}", suggest::list(all)) })
        }
        [first, .., last] => Some(said!("the codes run from `{first}` to `{last}`")),
        [_] => None,
    });
    match help {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}

/// Writes a number in percent, which no code can be mistaken for: `1.5` is `150`, `360` is `36000`.
fn in_percent(number: &str) -> Option<String> {
    let (whole, decimals) = number.split_once('.').unwrap_or((number, ""));
    let is_digit = |letter: char| letter.is_ascii_digit();
    if !whole.chars().chain(decimals.chars()).all(is_digit) {
        return None;
    }
    let padded = format!("{decimals:0<2}");
    let (hundredths, finer) = padded.split_at_checked(2)?;
    let joined = format!("{whole}{hundredths}");
    let whole = match joined.trim_start_matches('0') {
        "" => "0",
        digits => digits,
    };
    Some(if finer.is_empty() { whole.to_owned() } else { format!("{whole}.{finer}") })
}
