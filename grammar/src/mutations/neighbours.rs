//! The codes of all tables in order, and which stand beside one.

use crate::source::Span;
use crate::syntax_tree::{Grid, GridItem, Layout, Reference, ReportItem, Shape, SyntaxTree, Table, TableItem, Word, WordKind};

/// The codes of a table. A form and a list have one side, a grid has two: rows, then columns.
pub(super) struct TableCodes<'t> {
    report: &'t str,
    name: &'t str,
    sides: Vec<Vec<&'t Word>>,
}

/// Where a code is looked up first.
#[derive(Clone, Copy)]
pub(super) struct Scope<'t> {
    /// The report.
    pub(super) report: &'t str,
    /// The table; empty in a check of the report.
    pub(super) table: &'t str,
    /// Which side of it a code names that stands alone.
    pub(super) side: usize,
}

/// The codes of all tables.
pub(super) struct Neighbours<'t> {
    tables: Vec<TableCodes<'t>>,
}

impl<'t> Neighbours<'t> {
    pub(super) fn new(tree: &'t SyntaxTree) -> Self {
        let mut tables = Vec::new();
        for report in &tree.reports {
            for item in &report.items {
                if let ReportItem::Table(table) = item {
                    tables.push(TableCodes { report: &report.name.text, name: &table.name.text, sides: sides_of(table, &tree.layouts) });
                }
            }
        }
        for layout in &tree.layouts {
            tables.push(TableCodes { report: "", name: &layout.name.text, sides: grid_sides(&layout.items) });
        }
        Self { tables }
    }

    /// Gives each word of a reference with those that stand beside it; nothing where it names no row, column or position.
    pub(super) fn beside(&self, scope: Scope<'_>, reference: &Reference) -> Vec<(Span, String)> {
        let (row_side, word) = (if reference.column.is_some() { 0 } else { scope.side }, &reference.word);
        let tables = self.named(scope, reference);
        let mut found = around(&tables, row_side, word);
        if let Some(column) = &reference.column {
            found.extend(around(&tables, 1, column));
        }
        found
    }

    /// Tells whether a reference names a code.
    pub(super) fn is_code(&self, scope: Scope<'_>, reference: &Reference) -> bool {
        self.named(scope, reference).iter().any(|table| table.sides.iter().flatten().any(|word| word.text == reference.word.text))
    }

    /// Gives the words beside one of a side of a table.
    pub(super) fn beside_on(&self, scope: Scope<'_>, side: usize, word: &Word) -> [Option<String>; 2] {
        let own = self.tables.iter().find(|table| table.report == scope.report && table.name == scope.table);
        own.and_then(|table| table.sides.get(side.min(table.sides.len().saturating_sub(1)))).map_or([None, None], |codes| beside(codes, word))
    }

    /// Gives the columns beside one of a list.
    pub(super) fn columns_beside(&self, scope: Scope<'_>, list: &Reference, column: &Word) -> Vec<(Span, String)> {
        let name = &list.word.text;
        let own = self.tables.iter().filter(|table| table.name == *name && table.report == scope.report);
        let tables: Vec<&TableCodes<'t>> = own.chain(self.tables.iter().filter(|table| table.name == *name)).collect();
        around(&tables, 0, column)
    }

    /// Gives the tables in which a reference may be, the nearest first.
    fn named(&self, scope: Scope<'_>, reference: &Reference) -> Vec<&TableCodes<'t>> {
        let of_report = |name: &str| self.tables.iter().filter(move |table| table.report == name).collect::<Vec<_>>();
        match reference.qualifiers.as_slice() {
            [] => {
                let own = self.tables.iter().filter(|table| table.report == scope.report && table.name == scope.table);
                own.chain(self.tables.iter().filter(|table| table.report == scope.report && table.name != scope.table)).collect()
            }
            [.., report, table] => of_report(&report.text).into_iter().filter(|found| found.name == table.text).collect(),
            [name] => {
                let own: Vec<_> = of_report(scope.report).into_iter().filter(|table| table.name == name.text).collect();
                let anywhere = || self.tables.iter().filter(|table| table.name == name.text).collect::<Vec<_>>();
                [own, of_report(&name.text), anywhere()].into_iter().find(|tables| !tables.is_empty()).unwrap_or_default()
            }
        }
    }
}

fn around(tables: &[&TableCodes<'_>], side: usize, word: &Word) -> Vec<(Span, String)> {
    let preferred = |table: &&TableCodes<'_>| table.sides.get(side.min(table.sides.len().saturating_sub(1))).is_some_and(|codes| has(codes, word));
    let codes = tables.iter().find_map(|table| {
        if preferred(table) {
            table.sides.get(side.min(table.sides.len().saturating_sub(1)))
        } else {
            table.sides.iter().find(|codes| has(codes, word))
        }
    });
    let found = codes.map_or([None, None], |codes| beside(codes, word));
    found.into_iter().flatten().map(|text| (word.span, text)).collect()
}

fn has(codes: &[&Word], word: &Word) -> bool {
    codes.iter().any(|code| code.text == word.text)
}

/// Gives the codes before and after one.
fn beside(codes: &[&Word], word: &Word) -> [Option<String>; 2] {
    let Some(index) = codes.iter().position(|code| code.text == word.text) else { return [None, None] };
    let at = |index: Option<usize>| index.and_then(|index| codes.get(index)).map(|code| spelled(code));
    [at(index.checked_sub(1)), at(index.checked_add(1))]
}

fn spelled(word: &Word) -> String {
    match word.kind {
        WordKind::Quoted => format!("'{}'", word.text),
        WordKind::Digits | WordKind::Dotted | WordKind::Code | WordKind::Name => word.text.clone(),
    }
}

fn sides_of<'t>(table: &'t Table, layouts: &'t [Layout]) -> Vec<Vec<&'t Word>> {
    match &table.shape {
        Shape::Form(items) => vec![codes(items)],
        Shape::Grid(grid) => grid_and_layout_sides(grid, layouts),
        Shape::List { derivation, items } => {
            let by = derivation.iter().flat_map(|derivation| &derivation.by);
            vec![by.chain(codes(items)).collect()]
        }
    }
}

fn grid_and_layout_sides<'t>(grid: &'t Grid, layouts: &'t [Layout]) -> Vec<Vec<&'t Word>> {
    let own = grid_sides(&grid.items);
    let Some(layout) = grid.like.as_ref().and_then(|like| layouts.iter().find(|layout| layout.name.text == like.text)) else { return own };
    let mut sides = grid_sides(&layout.items);
    for (side, added) in sides.iter_mut().zip(own) {
        side.extend(added);
    }
    sides
}

fn grid_sides(items: &[GridItem]) -> Vec<Vec<&Word>> {
    let (mut rows, mut columns) = (Vec::new(), Vec::new());
    for item in items {
        match item {
            GridItem::Rows(items, _) => rows.extend(codes(items)),
            GridItem::Columns(items, _) => columns.extend(codes(items)),
            GridItem::Check(_) | GridItem::Let(_) | GridItem::Map(_) | GridItem::Broken(_) => {}
        }
    }
    vec![rows, columns]
}

fn codes(items: &[TableItem]) -> Vec<&Word> {
    let mut found = Vec::new();
    for item in items {
        match item {
            TableItem::Entry(entry) => found.push(&entry.code),
            TableItem::Heading(heading) => found.extend(codes(&heading.items)),
            TableItem::Check(_) | TableItem::Let(_) | TableItem::Total(_) | TableItem::Key(..) | TableItem::Broken(_) => {}
        }
    }
    found
}
