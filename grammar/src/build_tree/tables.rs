//! Forms, grids and lists.

use super::{Builder, Node, Rule};
use crate::build_expression;
use crate::syntax_tree::{
    Accept, Derivation, Expression, Grid, GridItem, Heading, Labels, Layout, Let, MappedRow, Shape, Table, TableItem, Text, TotalRow, Word,
};

impl Builder<'_> {
    pub(super) fn table(&mut self, pair: Node<'_>) -> Option<Table> {
        let name = self.first(&pair, Rule::name)?;
        let span = self.span(&pair);
        let (mut labels, mut type_clause, mut source, mut derivation, mut shape) = (Labels::default(), None, None, None, None);
        if pair.as_rule() == Rule::grid {
            shape = Some(Shape::Grid(Box::default()));
        }
        let mut accepts = Vec::new();
        for inner in pair.into_inner() {
            self.clause(&inner);
            match inner.as_rule() {
                Rule::labels => labels = self.labels(inner),
                Rule::type_clause => type_clause = self.type_clause(inner),
                Rule::source => source = self.string_of(&inner),
                Rule::accept => accepts.extend(self.accept(&inner)),
                Rule::derivation => derivation = self.derivation(inner).map(Box::new),
                Rule::grid_block | Rule::like | Rule::overrides | Rule::formula | Rule::table_map => {
                    if inner.as_rule() == Rule::grid_block {
                        source = source.or_else(|| self.own_source(&inner));
                        accepts.extend(self.own_accepts(&inner));
                    }
                    if let Some(Shape::Grid(grid)) = &mut shape {
                        self.grid_part(inner, grid);
                    }
                }
                Rule::form_block | Rule::list_block => {
                    source = source.or_else(|| self.own_source(&inner));
                    accepts.extend(self.own_accepts(&inner));
                    shape = Some(self.shape(inner, derivation.take()));
                }
                _ => {}
            }
        }
        Some(Table { name, labels, type_clause, source, accepts, shape: shape?, span })
    }

    fn shape(&mut self, block: Node<'_>, derivation: Option<Box<Derivation>>) -> Shape {
        match block.as_rule() {
            Rule::form_block => Shape::Form(self.table_items(block, Rule::only_form_item)),
            _ => Shape::List { derivation, items: self.table_items(block, Rule::only_list_item) },
        }
    }

    fn grid_part(&mut self, pair: Node<'_>, grid: &mut Grid) {
        match pair.as_rule() {
            Rule::like => grid.like = self.first(&pair, Rule::name),
            Rule::overrides => grid.overrides = self.overrides(pair),
            Rule::formula => grid.formula = self.formula(pair),
            Rule::table_map => grid.maps.extend(self.mapped_rows(pair)),
            _ => {
                for item in pair.into_inner().filter_map(|item| self.grid_item(item)) {
                    match item {
                        GridItem::Map(rows) => grid.maps.extend(rows),
                        item => grid.items.push(item),
                    }
                }
            }
        }
    }

    fn mapped_rows(&mut self, pair: Node<'_>) -> Vec<MappedRow> {
        let pairs = pair.into_inner().filter(|inner| inner.as_rule() == Rule::map_pair);
        let mapped = pairs.filter_map(|pair| {
            let from = pair.clone().into_inner().find(|inner| inner.as_rule() == Rule::reference)?;
            Some(MappedRow { from: build_expression::build_reference(self, from)?, to: self.words(pair).pop()? })
        });
        mapped.collect()
    }

    pub(super) fn layout(&mut self, pair: Node<'_>) -> Option<Layout> {
        let name = self.first(&pair, Rule::name)?;
        let mut layout = Layout { name, labels: Labels::default(), type_clause: None, items: Vec::new(), span: self.span(&pair) };
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::labels => layout.labels = self.labels(inner),
                Rule::type_clause => layout.type_clause = self.type_clause(inner),
                Rule::grid_block => layout.items = inner.into_inner().filter_map(|item| self.grid_item(item)).collect(),
                _ => {}
            }
        }
        Some(layout)
    }

    /// Finds the line `source "…"` of a table.
    fn own_source(&self, block: &Node<'_>) -> Option<Text> {
        let line = block.clone().into_inner().find(|item| item.as_rule() == Rule::table_source)?;
        line.into_inner().find(|inner| inner.as_rule() == Rule::source).and_then(|source| self.string_of(&source))
    }

    /// Finds the lines `accept P0604 "…"` of a table.
    fn own_accepts(&self, block: &Node<'_>) -> Vec<Accept> {
        let lines = block.clone().into_inner().filter(|item| item.as_rule() == Rule::table_accept);
        lines.flat_map(Node::into_inner).filter(|inner| inner.as_rule() == Rule::accept).filter_map(|accept| self.accept(&accept)).collect()
    }

    fn derivation(&mut self, pair: Node<'_>) -> Option<Derivation> {
        let span = self.span(&pair);
        let (mut source, mut filter, mut by) = (None, None, Vec::new());
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::reference => source = build_expression::build_reference(self, inner),
                Rule::condition => filter = build_expression::build_expression(self, inner),
                Rule::dotted | Rule::code | Rule::quoted | Rule::name => by.push(self.word(&inner)),
                _ => {}
            }
        }
        Some(Derivation { source: source?, filter, by, span })
    }

    fn table_items(&mut self, pair: Node<'_>, alone: Rule) -> Vec<TableItem> {
        pair.into_inner().filter_map(|item| self.table_item(item, alone)).collect()
    }

    fn table_item(&mut self, pair: Node<'_>, alone: Rule) -> Option<TableItem> {
        let span = self.span(&pair);
        Some(match pair.as_rule() {
            Rule::entry => TableItem::Entry(Box::new(self.entry(pair)?)),
            Rule::heading => TableItem::Heading(self.heading(pair)),
            Rule::check => TableItem::Check(Box::new(self.check(pair)?)),
            Rule::let_entry => TableItem::Let(self.let_entry(pair)?),
            Rule::total_row => TableItem::Total(self.total_row(pair)),
            Rule::list_key => TableItem::Key(self.words(pair), span),
            Rule::bad_entry => TableItem::Broken(self.broken(&pair, alone)),
            _ => return None,
        })
    }

    pub(super) fn words(&self, pair: Node<'_>) -> Vec<Word> {
        let is_word = |inner: &Node<'_>| matches!(inner.as_rule(), Rule::dotted | Rule::code | Rule::quoted | Rule::name);
        pair.into_inner().filter(is_word).map(|inner| self.word(&inner)).collect()
    }

    fn grid_item(&mut self, pair: Node<'_>) -> Option<GridItem> {
        let span = self.span(&pair);
        Some(match pair.as_rule() {
            Rule::columns_block => GridItem::Columns(self.axis_items(pair), span),
            Rule::rows_block => GridItem::Rows(self.axis_items(pair), span),
            Rule::check => GridItem::Check(Box::new(self.check(pair)?)),
            Rule::let_entry => GridItem::Let(self.let_entry(pair)?),
            Rule::table_map => GridItem::Map(self.mapped_rows(pair)),
            Rule::bad_entry => GridItem::Broken(self.broken(&pair, Rule::only_grid_item)),
            _ => return None,
        })
    }

    fn axis_items(&mut self, pair: Node<'_>) -> Vec<TableItem> {
        let block = pair.into_inner().find(|inner| inner.as_rule() == Rule::axis_block);
        block.map(|block| self.table_items(block, Rule::only_axis_item)).unwrap_or_default()
    }

    fn heading(&mut self, pair: Node<'_>) -> Heading {
        let mut heading = Heading { labels: Labels::default(), items: Vec::new(), span: self.span(&pair) };
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::labels => heading.labels = self.labels(inner),
                Rule::heading_block => heading.items = self.table_items(inner, Rule::only_heading_item),
                _ => {}
            }
        }
        heading
    }

    pub(super) fn let_entry(&mut self, pair: Node<'_>) -> Option<Let> {
        let name = self.first(&pair, Rule::name)?;
        let span = self.span(&pair);
        let accepts = pair.clone().into_inner().filter(|inner| inner.as_rule() == Rule::accept).filter_map(|inner| self.accept(&inner)).collect();
        let formula = self.formula(pair)?;
        Some(Let { name, formula, accepts, span })
    }

    fn total_row(&mut self, pair: Node<'_>) -> TotalRow {
        let mut total = TotalRow { broken: Vec::new(), labels: Labels::default(), entries: Vec::new(), span: self.span(&pair) };
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::labels => total.labels = self.labels(inner),
                Rule::total_block => {
                    for item in inner.into_inner() {
                        match item.as_rule() {
                            Rule::bad_entry => total.broken.extend(self.broken(&item, Rule::only_total_entry)),
                            Rule::total_entry => total.entries.extend(self.total_entry(item)),
                            _ => {}
                        }
                    }
                }
                _ => {}
            }
        }
        total
    }

    fn total_entry(&mut self, pair: Node<'_>) -> Option<(Word, Expression)> {
        let mut parts = pair.into_inner();
        let column = self.word(&parts.next()?);
        let formula = parts.find(|part| part.as_rule() == Rule::formula)?;
        Some((column, self.formula(formula)?))
    }
}
