//! What a name or code in a formula stands for.
//!
//! The order: own row or column, own table, the report's other tables if unique, the package. Digits are a
//! code where the table in view has a code made only of digits of that length; else they are a number.

use super::Resolver;
use crate::code_tables;
use crate::diagnostic::Diagnostic;
use crate::diagnostic_code::DiagnosticCode;
use crate::resolved_model::{Axis, ExpressionKind, Shape, Side};
use positum_grammar::source::Span;
use positum_grammar::suggest;
use positum_grammar::syntax_tree::{Quantity, Reference, Word, WordKind};
use positum_plan::plan::{ReportId, TableId};

/// The most cells of other tables that are offered for a code.
const MOST_ELSEWHERE: usize = 2;

/// What a bare code means in the own table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Own {
    /// A position of the form.
    Positions,
    /// A row, in the formula's column.
    RowFormula,
    /// A column, in the formula's row.
    ColumnFormula,
    /// A column, in the current line.
    Line,
    /// A cell of the total row.
    Total,
    /// Nothing by itself: a grid's cells are named `row:column`.
    Cells,
    /// Nothing by itself, in the formula for a whole table: it names other grids.
    Table,
}

/// From where names are looked up.
#[derive(Clone, Debug)]
pub(super) struct Scope {
    /// The report.
    pub(super) report: ReportId,
    /// The own table and what bare codes mean there; a report's check has none.
    pub(super) own: Option<(TableId, Own)>,
    /// Lists of which there is a current line.
    pub(super) lines: Vec<TableId>,
}

impl Scope {
    /// The scope of a table's formula.
    pub(super) fn table(report: ReportId, table: TableId, own: Own) -> Self {
        let lines = if own == Own::Line { vec![table] } else { Vec::new() };
        Self { report, own: Some((table, own)), lines }
    }

    /// The scope of a report's check.
    pub(super) fn report(report: ReportId) -> Self {
        Self { report, own: None, lines: Vec::new() }
    }

    /// The scope of an aggregate's argument: a line of `list`.
    pub(super) fn line_of(&self, list: TableId, is_own: bool) -> Self {
        let mut lines = self.lines.clone();
        lines.push(list);
        Self { report: self.report, own: if is_own { Some((list, Own::Line)) } else { self.own }, lines }
    }
}

/// The most meanings that a message points at.
const MOST_MEANINGS: usize = 3;

/// The most codes that a message lists.
const MOST_LISTED: usize = 8;

/// Says that a code does not exist, and which do.
fn no_such_code(word: &Word, codes: &[String], what: &str) -> Diagnostic {
    let diagnostic = Diagnostic::new(DiagnosticCode::UnknownCode, word.span, format!("{what} `{}`", word.text));
    // `0010` and `10` are other spellings of 010.
    let number = |code: &str| code.bytes().all(|byte| byte.is_ascii_digit()).then(|| code.trim_start_matches('0').to_owned());
    let wanted = number(&word.text);
    let same: Vec<&str> = codes.iter().map(String::as_str).filter(|code| wanted.is_some() && number(code) == wanted).collect();
    let near = if same.is_empty() { suggest::nearest(&word.text, codes.iter().map(String::as_str)) } else { same };
    let listed: Vec<&str> = codes.iter().map(String::as_str).collect();
    let help = suggest::nearest_text(&near).or_else(|| match listed.as_slice() {
        [] => None,
        all if all.len() <= MOST_LISTED => Some(format!("there {} {}", if all.len() == 1 { "is" } else { "are" }, suggest::list(all))),
        [first, .., last] => Some(format!("the codes run from `{first}` to `{last}`")),
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

/// What digits turn out to be.
enum Digits {
    Code,
    Number,
    NeverANumber,
}

impl Resolver<'_, '_> {
    /// Resolves a reference; an error is reported and gives `Unknown`.
    pub(super) fn reference(&mut self, scope: &Scope, reference: &Reference) -> ExpressionKind {
        if self.is_broken(scope, reference) {
            return ExpressionKind::Unknown;
        }
        let is_of_table = matches!(scope.own, Some((_, Own::Table)));
        let found = if let Some(grid) = is_of_table.then(|| self.grid_named(scope, reference)).flatten() {
            Some(grid)
        } else if let Some(column) = &reference.column {
            self.cell_reference(scope, reference, column)
        } else if reference.qualifiers.is_empty() {
            self.bare_reference(scope, reference)
        } else {
            self.qualified_reference(scope, reference)
        };
        if let Some(ExpressionKind::Let(table, index)) = &found {
            self.used_lets.insert((*table, *index));
        }
        if let Some(ExpressionKind::Parameter(parameter)) = &found {
            self.used_parameters.insert(*parameter);
        }
        found.unwrap_or(ExpressionKind::Unknown)
    }

    /// Tells whether a name may belong to something that could not be read, so that its absence is no news.
    fn is_broken(&self, scope: &Scope, reference: &Reference) -> bool {
        if reference.qualifiers.iter().chain([&reference.word]).any(|word| self.broken.contains(&word.text)) {
            return true;
        }
        if reference.qualifiers.is_empty() && scope.own.is_some_and(|(own, _)| self.has_lost_source(own)) {
            return true;
        }
        let named = |table: &TableId| {
            let table = &self.model.tables[*table];
            let report = &self.model.reports[table.report];
            match reference.qualifiers.last() {
                None => table.report == scope.report,
                Some(word) => word.text == table.name || word.text == report.name,
            }
        };
        let words: Vec<&Word> = std::iter::once(&reference.word).chain(&reference.column).collect();
        self.broken_tables
            .iter()
            .copied()
            .filter(named)
            .any(|table| self.axes_of(table).any(|axis| words.iter().any(|word| axis.broken.contains(&word.text) && axis.find(&word.text).is_none())))
    }

    /// Notes the tables with a code that could not be read: a package has thousands of tables, and mostly none of these.
    pub(super) fn note_broken_tables(&mut self) {
        self.broken_tables = self.model.tables.ids().filter(|table| self.axes_of(*table).any(|axis| !axis.broken.is_empty())).collect();
    }

    /// Tells whether a list comes from one that was not found, so that its columns are not known.
    fn has_lost_source(&self, table: TableId) -> bool {
        let is_derived = self.syntax_of(table).is_some_and(|syntax| syntax.derivation.is_some());
        is_derived && self.list_of(table).is_some_and(|list| list.derivation.is_none())
    }

    fn bare_reference(&mut self, scope: &Scope, reference: &Reference) -> Option<ExpressionKind> {
        let word = &reference.word;
        if matches!(word.kind, WordKind::Digits | WordKind::Dotted) {
            match self.code_or_number(scope, word) {
                Digits::Number => {
                    let quantity = Quantity { digits: word.text.clone(), unit: None, span: word.span };
                    return self.literal(&quantity).map(ExpressionKind::Number);
                }
                Digits::Code => return self.bare_code(scope, word),
                Digits::NeverANumber => {
                    self.unknown_in_view(scope, word);
                    return None;
                }
            }
        }
        self.bare_code(scope, word)
    }

    /// Decides whether digits are a code, by the tables in view.
    fn code_or_number(&self, scope: &Scope, word: &Word) -> Digits {
        let text = word.text.as_str();
        if self.is_code_in_view(scope, text) {
            return Digits::Code;
        }
        let axes: Vec<&Axis> = self.tables_in_view(scope).into_iter().flat_map(|table| self.axes_of(table)).collect();
        if word.kind == WordKind::Dotted {
            let parts = text.split('.').count();
            let zero_point = text.starts_with("0.") && !axes.iter().any(|axis| axis.index().has_zero_point);
            let has_shape = axes.iter().any(|axis| axis.index().dotted_parts.contains(&parts));
            return if (has_shape && !zero_point) || parts > 2 { Digits::Code } else { Digits::Number };
        }
        if text == "0" {
            return Digits::Number;
        }
        if axes.iter().any(|axis| axis.index().digit_lengths.contains(&text.len())) {
            return Digits::Code;
        }
        if text.len() > 1 && text.starts_with('0') { Digits::NeverANumber } else { Digits::Number }
    }

    /// Tells whether a table in view has a code.
    pub(super) fn is_code_in_view(&self, scope: &Scope, code: &str) -> bool {
        self.tables_in_view(scope).into_iter().flat_map(|table| self.axes_of(table)).any(|axis| axis.find(code).is_some())
    }

    /// Gives the codes that may have been meant by one that does not exist.
    fn codes_in_view(&self, scope: &Scope) -> Vec<String> {
        if self.diagnostics.are_many() {
            return Vec::new();
        }
        self.tables_in_view(scope).into_iter().flat_map(|table| self.codes_of_table(table)).collect()
    }

    fn tables_in_view(&self, scope: &Scope) -> Vec<TableId> {
        match scope.own {
            Some((table, _)) => vec![table],
            None => self.model.reports[scope.report].tables.clone(),
        }
    }

    fn axes_of(&self, table: TableId) -> impl Iterator<Item = &Axis> {
        let shape = &self.model.tables[table].shape;
        [shape.axis(Side::Row), shape.axis(Side::Column)].into_iter().flatten()
    }

    fn codes_of_table(&self, table: TableId) -> Vec<String> {
        self.axes_of(table).flat_map(|axis| axis.entries.iter().map(|entry| entry.code.clone())).collect()
    }

    fn bare_code(&mut self, scope: &Scope, word: &Word) -> Option<ExpressionKind> {
        if let Some((table, own)) = scope.own {
            if let Some(found) = self.in_own_table(table, own, &word.text) {
                return Some(found);
            }
            if matches!(own, Own::Cells | Own::Table)
                && let Some(kind) = self.in_other_table(table, scope, &word.text)
            {
                return self.reachable(scope, word.span, &word.text, table, kind);
            }
            if matches!(word.kind, WordKind::Digits | WordKind::Dotted) {
                self.unknown_in_table(table, own, word);
                return None;
            }
        }
        let others: Vec<TableId> =
            self.model.reports[scope.report].tables.iter().copied().filter(|table| scope.own.is_none_or(|(own, _)| own != *table)).collect();
        let found: Vec<(TableId, ExpressionKind)> =
            others.iter().filter_map(|table| self.in_other_table(*table, scope, &word.text).map(|kind| (*table, kind))).collect();
        match found.as_slice() {
            // It may stand in what could not be read.
            [] if self.broken_reports.contains(&scope.report) && !self.parameter_names.contains_key(word.text.as_str()) => None,
            [] => self.in_package(scope, word),
            [(table, kind)] => self.reachable(scope, word.span, &word.text, *table, kind.clone()),
            several => {
                let is_grid = |table: TableId| matches!(self.model.tables[table].shape, Shape::Grid(..));
                let spellings = several.iter().map(|(table, _)| (*table, format!("{}.{}", self.model.tables[*table].name, word.text)));
                // A whole row or column of a grid is no value.
                let (grids, values): (Vec<_>, Vec<_>) = spellings.partition(|(table, _)| is_grid(*table));
                let offered = if values.is_empty() { grids } else { values };
                let (spans, offered) = (self.all_declared_at(several), offered.into_iter().map(|(_, spelling)| spelling).collect::<Vec<_>>());
                self.ambiguous(word, &offered, &spans);
                None
            }
        }
    }

    fn ambiguous(&mut self, word: &Word, spellings: &[String], meanings: &[Span]) {
        let offered: Vec<&str> = spellings.iter().map(String::as_str).collect();
        let message = format!("`{}` could be several things", word.text);
        let diagnostic = Diagnostic::new(DiagnosticCode::Ambiguous, word.span, message);
        let diagnostic = meanings.iter().take(MOST_MEANINGS).fold(diagnostic, |diagnostic, span| diagnostic.other(*span, "this, perhaps"));
        self.report(diagnostic.help(format!("write {}", suggest::choice(&offered))));
    }

    /// Gives where something that a reference may mean was declared.
    fn declared_at(&self, kind: &ExpressionKind) -> Option<Span> {
        let entry = |table: TableId, side: Side, index: usize| {
            self.model.tables[table].shape.axis(side).and_then(|axis| axis.entries.get(index)).map(|entry| entry.span)
        };
        match kind {
            ExpressionKind::Entry(table, side, index) => entry(*table, *side, *index),
            ExpressionKind::Cell(table, row, _) => entry(*table, Side::Row, *row),
            ExpressionKind::Total(table, column) => entry(*table, Side::Column, *column),
            ExpressionKind::Let(table, index) => self.syntax_of(*table).and_then(|syntax| syntax.lets.get(*index)).map(|item| item.name.span),
            _ => None,
        }
    }

    fn all_declared_at(&self, found: &[(TableId, ExpressionKind)]) -> Vec<Span> {
        found.iter().filter_map(|(_, kind)| self.declared_at(kind)).collect()
    }

    pub(super) fn in_own_table(&self, table: TableId, own: Own, code: &str) -> Option<ExpressionKind> {
        let content = &self.model.tables[table];
        let on = |side: Side| content.shape.axis(side).and_then(|axis| axis.find(code));
        let found = match own {
            Own::Positions | Own::RowFormula => on(Side::Row).map(|index| ExpressionKind::Entry(table, Side::Row, index)),
            Own::ColumnFormula | Own::Line => on(Side::Column).map(|index| ExpressionKind::Entry(table, Side::Column, index)),
            Own::Total => on(Side::Column).filter(|index| self.has_total(table, *index)).map(|index| ExpressionKind::Total(table, index)),
            Own::Cells | Own::Table => None,
        };
        found.or_else(|| self.in_lets(table, code))
    }

    fn in_lets(&self, table: TableId, name: &str) -> Option<ExpressionKind> {
        self.model.tables[table].lets.iter().position(|item| item.name == name).map(|index| ExpressionKind::Let(table, index)).or_else(|| {
            // Intermediates of tables that come later are only known by their syntax.
            let lets = &self.syntax_of(table)?.lets;
            lets.iter().position(|item| item.name.text == name).map(|index| ExpressionKind::Let(table, index))
        })
    }

    fn has_total(&self, table: TableId, column: usize) -> bool {
        self.list_of(table).and_then(|list| list.total.as_ref()).and_then(|total| total.formulas.get(column)).is_some_and(Option::is_some)
            || self.total_in_syntax(table, column)
    }

    fn total_in_syntax(&self, table: TableId, column: usize) -> bool {
        let code = self.list_of(table).and_then(|list| list.axis.entries.get(column)).map(|entry| entry.code.as_str());
        let total = self.syntax_of(table).and_then(|content| content.total);
        total.is_some_and(|total| total.entries.iter().any(|(word, _)| Some(word.text.as_str()) == code))
    }

    /// Finds a code in another table, as far as it could be meant from here.
    pub(super) fn in_other_table(&self, table: TableId, scope: &Scope, code: &str) -> Option<ExpressionKind> {
        let shape = &self.model.tables[table].shape;
        let on = |side: Side| shape.axis(side).and_then(|axis| axis.find(code)).map(|index| ExpressionKind::Entry(table, side, index));
        let in_axes = match (shape, scope.own.map(|(_, own)| own)) {
            (Shape::Grid(..), Some(Own::ColumnFormula)) => on(Side::Column),
            (Shape::Grid(..), Some(Own::RowFormula)) => on(Side::Row),
            (Shape::Grid(..), _) => on(Side::Row).or_else(|| on(Side::Column)),
            (Shape::Form(_), _) => on(Side::Row),
            (Shape::List(_), _) => on(Side::Column),
        };
        in_axes.or_else(|| self.in_lets(table, code))
    }

    /// Checks that what was found in another table can be named from here.
    fn reachable(&mut self, scope: &Scope, span: Span, name: &str, table: TableId, kind: ExpressionKind) -> Option<ExpressionKind> {
        let own = scope.own.map(|(_, own)| own);
        let content = &self.model.tables[table];
        let table_name = content.name.clone();
        match (&content.shape, &kind) {
            (Shape::List(_), ExpressionKind::Entry(..) | ExpressionKind::Let(..)) if !scope.lines.contains(&table) => {
                let message = format!("`{name}` has a value in each line of `{table_name}`, and here one value is needed");
                let mut diagnostic = Diagnostic::new(DiagnosticCode::ManyLines, span, message);
                if let Some(declared) = self.declared_at(&kind) {
                    diagnostic = diagnostic.other(declared, "the column, with a value in each line");
                }
                diagnostic = diagnostic.help(format!("write `sum({table_name}.{name})`, or `min`, `max` or `first` of it"));
                if scope.own.is_none() {
                    diagnostic = diagnostic.help(format!("or put the check into `{table_name}`, where it holds for each line"));
                }
                self.report(diagnostic);
                None
            }
            (Shape::Grid(rows, columns), ExpressionKind::Entry(_, side, _)) => {
                let fits = matches!((own, side), (Some(Own::RowFormula), Side::Row) | (Some(Own::ColumnFormula), Side::Column));
                if fits {
                    return Some(kind);
                }
                let example = match side {
                    Side::Row => columns.entries.first().map(|column| format!("{table_name}.{name}:{}", column.code)),
                    Side::Column => rows.entries.first().map(|row| format!("{table_name}.{}:{name}", row.code)),
                };
                let what = if *side == Side::Row { "row" } else { "column" };
                let message = format!("`{name}` is a whole {what} of `{table_name}`, and here one cell is needed");
                let help = example.map_or_else(
                    || "name a cell as `row:column`".to_owned(),
                    |example| format!("name a cell as `row:column`, for example `{example}`"),
                );
                let diagnostic = Diagnostic::new(DiagnosticCode::CellNeeded, span, message);
                let declared = self.declared_at(&kind);
                let diagnostic = declared.map_or(diagnostic.clone(), |declared| diagnostic.other(declared, format!("the {what}")));
                self.report(diagnostic.help(help));
                None
            }
            _ => Some(kind),
        }
    }

    fn in_package(&mut self, scope: &Scope, word: &Word) -> Option<ExpressionKind> {
        if let Some((id, _)) = self.parameter_names.get(word.text.as_str()) {
            return Some(ExpressionKind::Parameter(*id));
        }
        if let Some(part) = self.in_period(word) {
            return Some(part);
        }
        self.unknown_name(scope, word);
        None
    }

    fn unknown_name(&mut self, scope: &Scope, word: &Word) {
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
        let near = suggest::nearest(&word.text, known.iter().map(String::as_str));
        let mut message = format!("there is no `{}` here", word.text);
        let help = if let Some(table) = self.table_in_report(scope.report, &word.text) {
            message = format!("`{}` is a table, and here a value is needed", word.text);
            format!("name a value in it, as `{}`", self.example_of(table, &word.text))
        } else if ["true", "false"].contains(&word.text.as_str()) {
            "what is true or false stands by itself: write `a` for `a = true`, and `not a` for `a = false`".to_owned()
        } else if !near.is_empty() {
            format!("did you mean {}?", suggest::choice(&near))
        } else if let Some((table, content)) = self.model.tables.entries().find(|(_, content)| content.name == word.text) {
            let name = format!("{}.{}", self.model.reports[content.report].name, word.text);
            format!("`{}` is a table of another report: name a value in it, as `{}`", word.text, self.example_of(table, &name))
        } else {
            "a value of another table is named `table.code`, of another report `report.code`".to_owned()
        };
        let is_new = near.is_empty() && !message.contains("is a table") && !help.contains("table of another") && !help.contains("true or false");
        let diagnostic = Diagnostic::new(DiagnosticCode::UnknownName, word.span, message).help(help);
        self.report(if is_new {
            diagnostic.help(format!("a limit that changes is declared beside the reports, as `parameter {} \"Title\" : percent`", word.text))
        } else {
            diagnostic
        });
    }

    /// Names some value of a table.
    pub(super) fn example_of(&self, table: TableId, name: &str) -> String {
        let first = |axis: &Axis| axis.entries.first().map_or_else(|| "010".to_owned(), |entry| entry.code.clone());
        match &self.model.tables[table].shape {
            Shape::Form(axis) => format!("{name}.{}", first(axis)),
            Shape::Grid(rows, columns) => format!("{name}.{}:{}", first(rows), first(columns)),
            Shape::List(list) => format!("sum({name}.{})", first(&list.axis)),
        }
    }

    /// Reports a bare code that the table in view does not have.
    fn unknown_in_view(&mut self, scope: &Scope, word: &Word) {
        match scope.own {
            Some((table, own)) => self.unknown_in_table(table, own, word),
            None => {
                let codes = self.codes_in_view(scope);
                self.unknown_value(scope, word, &codes, "this report has no position, row or column");
            }
        }
    }

    /// Reports a date in the order day, month, year.
    fn is_dotted_date(&mut self, word: &Word) -> bool {
        let parts: Vec<&str> = word.text.split('.').collect();
        let ([day, month, year], WordKind::Dotted) = (parts.as_slice(), word.kind) else { return false };
        if year.len() != 4 || day.len() > 2 || month.len() > 2 {
            return false;
        }
        let message = format!("`{}` is no date here", word.text);
        self.report(Diagnostic::new(DiagnosticCode::BadDate, word.span, message).help(format!("write `{year}-{month:0>2}-{day:0>2}`")));
        true
    }

    /// Reports a number whose thousands are set apart by points.
    fn is_grouped_number(&mut self, word: &Word) -> bool {
        let parts: Vec<&str> = word.text.split('.').collect();
        let [first, groups @ ..] = parts.as_slice() else { return false };
        let are_groups = groups.len() > 1 && groups.iter().all(|group| group.len() == 3) && matches!(first.len(), 1..=3) && !first.starts_with('0');
        if !are_groups || word.kind != WordKind::Dotted {
            return false;
        }
        let message = format!("`{}` is no number here: thousands are set apart by spaces", word.text);
        self.report(Diagnostic::new(DiagnosticCode::UnknownCode, word.span, message).help(format!("write `{}`", parts.join(" "))));
        true
    }

    fn unknown_in_table(&mut self, table: TableId, own: Own, word: &Word) {
        let content = &self.model.tables[table];
        let (side, what) = match own {
            Own::Positions => (Side::Row, "position"),
            Own::RowFormula | Own::Cells | Own::Table => (Side::Row, "row"),
            Own::ColumnFormula | Own::Line | Own::Total => (Side::Column, "column"),
        };
        let other = if side == Side::Row { Side::Column } else { Side::Row };
        let name = content.name.clone();
        let codes = content.shape.axis(side).filter(|_| !self.diagnostics.are_many()).map(super::types::codes_of).unwrap_or_default();
        let on_other_side = content.shape.axis(other).and_then(|axis| axis.find(&word.text).and_then(|index| axis.entries.get(index)));
        let (is_on_other_side, declared) = (on_other_side.is_some(), on_other_side.map(|entry| entry.span));
        if is_on_other_side {
            let other = if side == Side::Row { "column" } else { "row" };
            let is_told = self
                .diagnostics
                .last()
                .is_some_and(|last| last.code == DiagnosticCode::CellNeeded && last.span.is_some_and(|span| self.formula_span.contains(span)));
            // One formula on the wrong side is one mistake.
            if !is_told {
                let message = format!("`{}` is a {other} of `{name}`, and here a {what} is meant", word.text);
                let diagnostic = Diagnostic::new(DiagnosticCode::CellNeeded, word.span, message);
                let help = format!("in a {what}'s formula codes are {what}s; name one cell as `row:column`, or give the formula to a {other}");
                self.report(match declared {
                    Some(span) => diagnostic.other(span, format!("the {other}")).help(help),
                    None => diagnostic.help(help),
                });
            }
            return;
        }
        if own == Own::Total && codes.contains(&word.text) {
            let message = format!("the total row of `{name}` has no cell `{}`", word.text);
            self.report(
                Diagnostic::new(DiagnosticCode::UnknownCode, word.span, message)
                    .help(format!("add `{} = sum` to it, or write `sum` alone to add up the column's lines", word.text)),
            );
            return;
        }
        let scope = Scope { report: content.report, own: Some((table, own)), lines: Vec::new() };
        self.unknown_value(&scope, word, &codes, &format!("`{name}` has no {what}"));
    }

    /// Reports a code that does not exist, with the nearest that do.
    pub(super) fn unknown_code(&mut self, word: &Word, codes: &[String], what: &str) {
        if !self.broken.contains(&word.text) {
            let codes = if self.diagnostics.are_many() { &[] } else { codes };
            let diagnostic = no_such_code(word, codes, what);
            self.report(diagnostic);
        }
    }

    /// Reports a code that does not exist where a number or a text could have been meant.
    fn unknown_value(&mut self, scope: &Scope, word: &Word, codes: &[String], what: &str) {
        if self.broken.contains(&word.text) || self.is_dotted_date(word) || self.is_grouped_number(word) {
            return;
        }
        let codes = if self.diagnostics.are_many() { &[] } else { codes };
        let is_value = self.is_codelist_value(&word.text);
        let mut diagnostic = no_such_code(word, if is_value && word.kind != WordKind::Digits { &[] } else { codes }, what);
        if is_value {
            diagnostic = diagnostic.help(format!("a value of a codelist stands in quotes: `\"{}\"`", word.text));
        }
        let is_number = word.kind == WordKind::Digits && !word.text.starts_with('0');
        let elsewhere: Vec<String> = self.spellings_elsewhere(scope, word);
        if !elsewhere.is_empty() {
            let offered: Vec<&str> = elsewhere.iter().map(String::as_str).collect();
            diagnostic = diagnostic.help(format!("another table has it: {}", suggest::choice(&offered)));
        }
        if ["100", "1000", "10000"].contains(&word.text.as_str()) {
            // The nearest codes would only mislead.
            diagnostic.help.clear();
            diagnostic = diagnostic.help("to show a ratio as a percent no factor is needed: the type `percent` multiplies by itself");
        }
        let has_dots = |code: &String| code.matches('.').count() == 1;
        if let Some(percent) = in_percent(&word.text).filter(|_| word.kind == WordKind::Dotted || (is_number && codes.iter().any(has_dots))) {
            diagnostic = diagnostic.help(format!("as a number it is written `{percent} %`, or given a name as a parameter"));
        } else if is_number {
            diagnostic = diagnostic.help(format!("a number is written with a decimal or a unit, as `{0}.0`, `{0} %` or `{0} EUR`", word.text));
        }
        self.report(diagnostic);
    }

    /// Names the first cells of other tables that have a code.
    fn spellings_elsewhere(&self, scope: &Scope, word: &Word) -> Vec<String> {
        let has_code = |table: &TableId| self.axes_of(*table).any(|axis| axis.find(&word.text).is_some());
        let found = self.model.tables.ids().filter(has_code).take(MOST_ELSEWHERE).map(|table| &self.model.tables[table]);
        let spelled = |table: &crate::resolved_model::Table| {
            let report = if table.report == scope.report { String::new() } else { format!("{}.", self.model.reports[table.report].name) };
            format!("{report}{}.{}", table.name, word.text)
        };
        found.map(spelled).collect()
    }

    fn is_codelist_value(&self, text: &str) -> bool {
        let own = self.codelist_syntax.values().flat_map(|codelist| &codelist.codes).any(|entry| entry.code.text == text);
        let built_in = [code_tables::COUNTRIES, code_tables::CURRENCIES].into_iter().filter_map(code_tables::built_in);
        let of_files = self.model.codelists.iter().any(|codelist| codelist.codes.contains_key(text));
        own || of_files || built_in.into_iter().any(|codelist| codelist.codes.contains_key(text))
    }

    fn qualified_reference(&mut self, scope: &Scope, reference: &Reference) -> Option<ExpressionKind> {
        let word = &reference.word;
        let candidates = self.tables_named(scope, &reference.qualifiers)?;
        let found: Vec<(TableId, ExpressionKind)> =
            candidates.iter().filter_map(|table| self.in_other_table(*table, scope, &word.text).map(|kind| (*table, kind))).collect();
        match found.as_slice() {
            [] => {
                let codes: Vec<String> = candidates.iter().flat_map(|table| self.codes_of_table(*table)).collect();
                let names: Vec<&str> = reference.qualifiers.iter().map(|qualifier| qualifier.text.as_str()).collect();
                self.unknown_code(word, &codes, &format!("`{}` has no", names.join(".")));
                None
            }
            [(table, kind)] => self.reachable(scope, reference.span, &word.text, *table, kind.clone()),
            several => {
                let report = reference.qualifiers.first().map(|word| word.text.clone()).unwrap_or_default();
                let spellings: Vec<String> =
                    several.iter().map(|(table, _)| format!("{report}.{}.{}", self.model.tables[*table].name, word.text)).collect();
                self.ambiguous(word, &spellings, &self.all_declared_at(several));
                None
            }
        }
    }

    /// Gives the tables that `table.`, `report.` or `report.table.` can mean.
    pub(super) fn tables_named(&mut self, scope: &Scope, qualifiers: &[Word]) -> Option<Vec<TableId>> {
        match qualifiers {
            [] => Some(self.tables_in_view(scope)),
            [only] => {
                if let Some(table) = self.table_in_report(scope.report, &only.text) {
                    return Some(vec![table]);
                }
                if let Some((report, _)) = self.report_names.get(only.text.as_str()) {
                    return Some(self.model.reports[*report].tables.clone());
                }
                self.unknown_qualifier(scope, only);
                None
            }
            [report, table] => {
                let report = self.report_named(report)?;
                match self.table_in_report(report, &table.text) {
                    Some(table) => Some(vec![table]),
                    None => {
                        self.unknown_table(table, report);
                        None
                    }
                }
            }
            [_, _, third, ..] => {
                let diagnostic = Diagnostic::new(DiagnosticCode::UnknownName, third.span, "a name has at most a report and a table before it");
                self.report(diagnostic.help("write `report.table.row:column`"));
                None
            }
        }
    }

    pub(super) fn table_in_report(&self, report: ReportId, name: &str) -> Option<TableId> {
        self.model.reports[report].tables.iter().copied().find(|table| self.model.tables[*table].name == name)
    }

    pub(super) fn report_named(&mut self, word: &Word) -> Option<ReportId> {
        if let Some((report, _)) = self.report_names.get(word.text.as_str()) {
            return Some(*report);
        }
        if !self.broken.contains(&word.text) {
            let near = suggest::nearest(&word.text, self.report_names.keys().copied());
            let offered =
                if near.is_empty() { suggest::choice(&self.report_names.keys().copied().collect::<Vec<_>>()) } else { suggest::choice(&near) };
            let message = format!("there is no report `{}`", word.text);
            let all: Vec<&str> = self.report_names.keys().copied().collect();
            let help = match all.as_slice() {
                _ if !near.is_empty() => format!("did you mean {offered}?"),
                [only] => format!("the only report is `{only}`"),
                several => format!("the reports are {}", suggest::list(several)),
            };
            self.report(Diagnostic::new(DiagnosticCode::UnknownName, word.span, message).help(help));
        }
        None
    }

    pub(super) fn unknown_table(&mut self, word: &Word, report: ReportId) {
        if self.broken.contains(&word.text) {
            return;
        }
        let names: Vec<String> = self.model.reports[report].tables.iter().map(|table| self.model.tables[*table].name.clone()).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let message = format!("report `{}` has no table `{}`", self.model.reports[report].name, word.text);
        let near = suggest::nearest(&word.text, names.iter().copied());
        let help =
            if near.is_empty() { format!("its tables are {}", suggest::list(&names)) } else { format!("did you mean {}?", suggest::choice(&near)) };
        self.report(Diagnostic::new(DiagnosticCode::UnknownName, word.span, message).help(help));
    }

    fn unknown_qualifier(&mut self, scope: &Scope, word: &Word) {
        let elsewhere = self.model.tables.entries().find(|(_, content)| content.name == word.text);
        let elsewhere = elsewhere.map(|(_, content)| self.model.reports[content.report].name.clone());
        if let Some(report) = elsewhere {
            let message = format!("there is no table or report `{}` here", word.text);
            let help = format!("a table of this name is in report `{report}`: write `{report}.{}`", word.text);
            self.report(Diagnostic::new(DiagnosticCode::UnknownName, word.span, message).help(help));
            return;
        }
        let tables = self.model.reports[scope.report].tables.iter().map(|table| self.model.tables[*table].name.clone());
        let known: Vec<String> = tables.chain(self.report_names.keys().map(|name| (*name).to_owned())).collect();
        let near = suggest::nearest(&word.text, known.iter().map(String::as_str));
        let message = format!("there is no table or report `{}`", word.text);
        let diagnostic = Diagnostic::new(DiagnosticCode::UnknownName, word.span, message);
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        let help = if near.is_empty() { format!("there are {}", suggest::list(&known)) } else { format!("did you mean {}?", suggest::choice(&near)) };
        self.report(diagnostic.help(help));
    }

    fn cell_reference(&mut self, scope: &Scope, reference: &Reference, column: &Word) -> Option<ExpressionKind> {
        let mut candidates = self.tables_named(scope, &reference.qualifiers)?;
        if reference.qualifiers.is_empty() && !candidates.iter().any(|table| self.cell_in(*table, &reference.word.text, &column.text).is_some()) {
            // Not in the own table: the report's other tables, if unique.
            candidates.extend(self.model.reports[scope.report].tables.iter().copied().filter(|table| scope.own.is_none_or(|(own, _)| own != *table)));
        }
        let found: Vec<(TableId, ExpressionKind)> =
            candidates.iter().filter_map(|table| self.cell_in(*table, &reference.word.text, &column.text).map(|kind| (*table, kind))).collect();
        match found.as_slice() {
            [(_, kind)] => Some(kind.clone()),
            [] => {
                self.unknown_cell(&candidates, reference, column);
                None
            }
            several => {
                let cell = format!("{}:{}", reference.word.text, column.text);
                let spellings: Vec<String> = several.iter().map(|(table, _)| format!("{}.{cell}", self.model.tables[*table].name)).collect();
                self.ambiguous(&reference.word, &spellings, &self.all_declared_at(several));
                None
            }
        }
    }

    fn cell_in(&self, table: TableId, row: &str, column: &str) -> Option<ExpressionKind> {
        match &self.model.tables[table].shape {
            Shape::Grid(rows, columns) => Some(ExpressionKind::Cell(table, rows.find(row)?, columns.find(column)?)),
            Shape::List(list) if row == "total" => {
                let column = list.axis.find(column)?;
                self.has_total(table, column).then_some(ExpressionKind::Total(table, column))
            }
            Shape::Form(_) | Shape::List(_) => None,
        }
    }

    fn unknown_cell(&mut self, candidates: &[TableId], reference: &Reference, column: &Word) {
        let mut rows: Vec<String> = Vec::new();
        let mut columns: Vec<String> = Vec::new();
        for table in candidates {
            match &self.model.tables[*table].shape {
                Shape::Grid(row_axis, column_axis) => {
                    rows.extend(super::types::codes_of(row_axis));
                    columns.extend(super::types::codes_of(column_axis));
                }
                Shape::List(list) => {
                    rows.push("total".to_owned());
                    columns.extend(super::types::codes_of(&list.axis));
                }
                Shape::Form(_) => {}
            }
        }
        let owner = match candidates {
            [only] => format!("`{}` has no", self.model.tables[*only].name),
            _ => "there is no".to_owned(),
        };
        if rows.is_empty() {
            let message = format!("`{}` is not in a grid", self.text_at(reference.span));
            self.report(Diagnostic::new(DiagnosticCode::UnknownCode, reference.span, message).help("a form's position is named without a column"));
        } else if !rows.contains(&reference.word.text) {
            self.unknown_code(&reference.word, &rows, &format!("{owner} row"));
        } else if !columns.contains(&column.text) {
            self.unknown_code(column, &columns, &format!("{owner} column"));
        } else {
            self.unknown_total(candidates, reference, column);
        }
    }

    /// Reports a cell of a total row that the row does not name.
    fn unknown_total(&mut self, candidates: &[TableId], reference: &Reference, column: &Word) {
        let lists =
            candidates.iter().filter_map(|table| self.syntax_of(*table).map(|syntax| (self.model.tables[*table].name.as_str(), syntax.total)));
        let (name, total) = lists.into_iter().next().unwrap_or(("the list", None));
        let (message, help) = match total {
            None => (format!("`{name}` has no total row"), format!("add `total \"Total\" {{ {} = sum }}` to it", column.text)),
            Some(total) if total.broken.iter().any(|word| word.text == column.text) => return,
            Some(total) => {
                let named: Vec<&str> = total.entries.iter().map(|(word, _)| word.text.as_str()).collect();
                let message = format!("the total row of `{name}` has no column `{}`", column.text);
                let has = if named.is_empty() { "no columns yet".to_owned() } else { suggest::list(&named) };
                (message, format!("it has {has}; to have this one too, add `{} = sum` to it", column.text))
            }
        };
        self.report(Diagnostic::new(DiagnosticCode::UnknownCode, reference.span, message).help(help));
    }
}
