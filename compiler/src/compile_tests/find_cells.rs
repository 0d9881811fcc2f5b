//! Which cell a name in a test stands for, or which parameter.

use super::TestCompiler;
use super::find_lines::{key_text, line_number};
use crate::diagnostic_code::DiagnosticCode;
use crate::resolved_model::Shape;
use positum_grammar::phrase::said;
use positum_grammar::syntax_tree::test_block::{TestTarget, TestValue};
use positum_grammar::syntax_tree::{Word, WordKind};
use positum_plan::plan::{CellId, TableId};
use positum_plan::test_case::{GivenTarget, TestedCell, TestedLine, WhichLine};

/// The row name of a list's total row.
const TOTAL: &str = "total";

/// What a code stands for in one table.
enum InTable {
    Cell(CellId),
    /// A row or column of a grid.
    Part,
    /// A column of a list.
    Column,
    /// An intermediate.
    Intermediate,
}

impl<'m> TestCompiler<'m, '_> {
    /// Finds what a value is given for.
    pub(super) fn given_target(&mut self, target: &TestTarget) -> Option<GivenTarget> {
        let is_bare = target.qualifiers.is_empty() && target.key.is_none() && target.column.is_none();
        if is_bare
            && let Some(parameter) = self.parameter_id(&target.word.text)
            && !self.tables_of(self.report).into_iter().any(|table| matches!(self.in_table(table, &target.word.text), Some(InTable::Cell(_))))
        {
            return Some(GivenTarget::Parameter(parameter));
        }
        match self.cell(target)? {
            TestedCell::Cell(cell) => Some(GivenTarget::Cell(cell)),
            TestedCell::InLine(_, line) => {
                let help = said!("write `line {} …` with all that the line has", self.table_text(line.list));
                self.say(DiagnosticCode::TestCannotGive, target.span, said!("a list is given line by line"), help);
                None
            }
        }
    }

    /// Finds a cell.
    pub(super) fn cell(&mut self, target: &TestTarget) -> Option<TestedCell> {
        match (&target.key, &target.column) {
            (Some(key), _) => self.cell_by_key(target, key),
            (None, Some(column)) => self.cell_by_row(target, column),
            (None, None) => self.cell_by_code(target),
        }
    }

    fn in_table(&self, table: TableId, code: &str) -> Option<InTable> {
        let content = &self.resolved.tables[table];
        let in_axes = match &content.shape {
            Shape::Form(axis) => axis.find(code).and_then(|index| self.model.places[table].cells.get(index).copied().flatten()).map(InTable::Cell),
            Shape::Grid(rows, columns) => rows.find(code).or_else(|| columns.find(code)).map(|_| InTable::Part),
            Shape::List(list) => list.axis.find(code).map(|_| InTable::Column),
        };
        in_axes.or_else(|| content.lets.iter().any(|item| item.name == code).then_some(InTable::Intermediate))
    }

    fn cell_by_code(&mut self, target: &TestTarget) -> Option<TestedCell> {
        let word = &target.word;
        let tables = self.tables_meant(&target.qualifiers)?;
        let found: Vec<(TableId, InTable)> =
            tables.iter().filter_map(|table| self.in_table(*table, &word.text).map(|found| (*table, found))).collect();
        let cells: Vec<(TableId, CellId)> = found
            .iter()
            .filter_map(|(table, found)| match found {
                InTable::Cell(cell) => Some((*table, *cell)),
                InTable::Part | InTable::Column | InTable::Intermediate => None,
            })
            .collect();
        match (cells.as_slice(), found.first()) {
            ([(_, cell)], _) => Some(TestedCell::Cell(*cell)),
            ([_, _, ..], _) => {
                let spellings: Vec<String> = cells.iter().map(|(table, _)| format!("{}.{}", self.table_text(*table), word.text)).collect();
                self.ambiguous(word, &spellings);
                None
            }
            ([], Some((table, kind))) => {
                self.no_cell(target, *table, kind);
                None
            }
            ([], None) => {
                self.unknown_cell(target, &tables);
                None
            }
        }
    }

    /// Says why a name that is there names no cell.
    fn no_cell(&mut self, target: &TestTarget, table: TableId, kind: &InTable) {
        let (name, code) = (self.table_text(table), &target.word.text);
        match (kind, &self.resolved.tables[table].shape) {
            (InTable::Column, Shape::List(list)) => {
                let message = said!("`{code}` has a value in each line of `{name}`, and here one value is needed");
                let by_number = said!("`{name}.2:{code}` for the second line");
                let help = match key_text(list) {
                    Some(key) => said!("name the line by its key {key}, as `{name}[…].{code}`, or by its number, as {by_number}"),
                    None => said!("name the line by its number, as {by_number}"),
                };
                self.say(DiagnosticCode::ManyLines, target.span, message, help);
            }
            (InTable::Part, Shape::Grid(rows, columns)) => {
                let row = rows.find(code).map_or_else(|| rows.entries.first().map_or("", |entry| &entry.code), |_| code.as_str());
                let column = rows.find(code).map_or(code.as_str(), |_| columns.entries.first().map_or("", |entry| &entry.code));
                let message = said!("`{code}` is a whole row or column of `{name}`, and here one cell is needed");
                self.say(DiagnosticCode::CellNeeded, target.span, message, said!("name a cell as `row:column`, as `{name}.{row}:{column}`"));
            }
            (InTable::Cell(_) | InTable::Intermediate | InTable::Part | InTable::Column, _) => {
                let message = said!("`{code}` is an intermediate value, which is never shown");
                self.say(DiagnosticCode::TestCannotGive, target.span, message, said!("name a cell that is computed from it"));
            }
        }
    }

    fn unknown_cell(&mut self, target: &TestTarget, tables: &[TableId]) {
        let word = &target.word;
        if self.parameter_id(&word.text).is_some() && target.qualifiers.is_empty() {
            let message = said!("`{}` is a parameter, which a test gives and does not expect", word.text);
            self.say(DiagnosticCode::TestCannotGive, word.span, message, said!("write `given {} = …`", word.text));
            return;
        }
        if self.resolved.checks.iter().any(|check| check.name == word.text) {
            let message = said!("`{}` is a check, and here a cell is needed", word.text);
            self.say(DiagnosticCode::UnknownInTest, word.span, message, said!("of a check write `expect {} passes` or `fails`", word.text));
            return;
        }
        let positions = tables.iter().filter_map(|table| match &self.resolved.tables[*table].shape {
            Shape::Form(axis) => Some(axis.entries.iter().map(|entry| entry.code.as_str())),
            Shape::Grid(..) | Shape::List(_) => None,
        });
        let parameters = self.resolved.parameters.iter().filter(|_| target.qualifiers.is_empty()).map(|parameter| parameter.name.as_str());
        let codes: Vec<&str> = positions.flatten().chain(parameters).collect();
        let owner = match (target.qualifiers.as_slice(), self.report) {
            ([], Some(report)) => said!("report `{}` has no", self.resolved.reports[report].name),
            ([], None) => said!("the package has no"),
            (names, _) => said!("`{}` has no", names.iter().map(|name| name.text.as_str()).collect::<Vec<_>>().join(".")),
        };
        let message = if word.kind == WordKind::Name { said!("{owner} cell `{}`", word.text) } else { said!("{owner} position `{}`", word.text) };
        self.unknown(word, message, &codes, said!("there are"));
    }

    fn cell_by_row(&mut self, target: &TestTarget, column: &Word) -> Option<TestedCell> {
        let tables = self.tables_meant(&target.qualifiers)?;
        let found: Vec<(TableId, Option<TestedCell>)> =
            tables.iter().filter_map(|table| self.in_row(*table, &target.word, &column.text).map(|cell| (*table, cell))).collect();
        match found.as_slice() {
            [(_, Some(cell))] => Some(cell.clone()),
            [(table, None)] => {
                self.no_cell_there(target, *table, column);
                None
            }
            [] => {
                self.unknown_row(target, column, &tables);
                None
            }
            several => {
                let cell = format!("{}:{}", target.word.text, column.text);
                let spellings: Vec<String> = several.iter().map(|(table, _)| format!("{}.{cell}", self.table_text(*table))).collect();
                self.ambiguous(&target.word, &spellings);
                None
            }
        }
    }

    /// Finds a cell by its row and column: in a grid, in a line of a list by its number, in a list's total row. Nothing
    /// inside where an x stands.
    fn in_row(&self, table: TableId, row: &Word, column: &str) -> Option<Option<TestedCell>> {
        let places = &self.model.places[table];
        match &self.resolved.tables[table].shape {
            Shape::Form(_) => None,
            Shape::Grid(rows, columns) => {
                let (row, column) = (rows.find(&row.text)?, columns.find(column)?);
                Some(places.grid_cell(row, column).map(TestedCell::Cell))
            }
            Shape::List(list) => {
                let index = list.axis.find(column)?;
                if row.text == TOTAL {
                    return Some(places.cells.get(index).copied().flatten().map(TestedCell::Cell));
                }
                let which = WhichLine::Number(line_number(row)?);
                Some(list.columns.get(index).map(|column| TestedCell::InLine(*column, TestedLine { list: table, which })))
            }
        }
    }

    /// Says that a row and column that are there have no cell.
    fn no_cell_there(&mut self, target: &TestTarget, table: TableId, column: &Word) {
        let name = self.table_text(table);
        match &self.resolved.tables[table].shape {
            Shape::List(list) => {
                let column = &column.text;
                let (message, help) = match list.total {
                    None => (said!("list `{name}` has no total row"), said!("name a line by its number, as `{name}.2:{column}`")),
                    Some(_) => (said!("the total row of `{name}` has no column `{column}`"), said!("add `{column} = sum` to it, or name a line")),
                };
                self.say(DiagnosticCode::UnknownInTest, target.span, message, help);
            }
            Shape::Grid(..) | Shape::Form(_) => {
                let message = said!("`{}:{}` of `{name}` is marked x: it does not exist", target.word.text, column.text);
                self.say(DiagnosticCode::XCell, target.span, message, said!("name a cell that applies, or take the mark away"));
            }
        }
    }

    fn unknown_row(&mut self, target: &TestTarget, column: &Word, tables: &[TableId]) {
        let (mut rows, mut columns, mut has_list): (Vec<&str>, Vec<&str>, _) = (Vec::new(), Vec::new(), false);
        for table in tables {
            match &self.resolved.tables[*table].shape {
                Shape::Form(_) => {}
                Shape::Grid(row_axis, column_axis) => {
                    rows.extend(row_axis.entries.iter().map(|entry| entry.code.as_str()));
                    columns.extend(column_axis.entries.iter().map(|entry| entry.code.as_str()));
                }
                Shape::List(list) => {
                    has_list = true;
                    columns.extend(list.axis.entries.iter().map(|entry| entry.code.as_str()));
                }
            }
        }
        let is_row = rows.contains(&target.word.text.as_str()) || (has_list && (line_number(&target.word).is_some() || target.word.text == TOTAL));
        if rows.is_empty() && !has_list {
            let (message, help) = (said!("there is no grid or list with such a cell here"), said!("a form's position is named without a column"));
            self.say(DiagnosticCode::UnknownInTest, target.span, message, help);
        } else if !is_row {
            if has_list && rows.is_empty() {
                let message = said!("no line has the number `{}`", target.word.text);
                self.say(
                    DiagnosticCode::UnknownInTest,
                    target.word.span,
                    message,
                    said!("lines are numbered 1, 2, 3 in the order in which they are given"),
                );
                return;
            }
            self.unknown(&target.word, said!("there is no row `{}` here", target.word.text), &rows, said!("the rows are"));
        } else {
            self.unknown(column, said!("there is no column `{}` here", column.text), &columns, said!("the columns are"));
        }
    }

    fn cell_by_key(&mut self, target: &TestTarget, key: &[TestValue]) -> Option<TestedCell> {
        let (line, list) = self.line_by_key(target, key)?;
        match list.axis.find(&target.word.text).and_then(|index| list.columns.get(index)) {
            Some(column) => Some(TestedCell::InLine(*column, line)),
            None => {
                let codes: Vec<&str> = list.axis.entries.iter().map(|entry| entry.code.as_str()).collect();
                let message = said!("list `{}` has no column `{}`", self.table_text(line.list), target.word.text);
                self.unknown(&target.word, message, &codes, said!("its columns are"));
                None
            }
        }
    }
}
