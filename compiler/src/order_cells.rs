//! Orders everything that is computed so that what a formula needs is there before it.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::diagnostic_code::DiagnosticCode;
use crate::resolved_model::{ColumnPlace, Shape};
use crate::settled_model::{Expression, ExpressionKind, Origin, SettledModel};
use crate::typed_model::TypedModel;
use positum_grammar::phrase::said;
use positum_grammar::source::Span;
use positum_plan::id::IdVec;
use positum_plan::plan::{CellId, CellReference, ColumnId, Place, Step, TableId};
use std::collections::BTreeMap;

/// The most cells of a cycle that are named.
const MOST_NAMED: usize = 12;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Item {
    Slot(CellReference),
    Group(TableId),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Open,
    Done,
}

/// Orders the cells of a package; a cycle is an error that shows its path.
pub(crate) fn order_cells(model: &TypedModel, diagnostics: &mut Diagnostics) -> Vec<Step> {
    let model = model.settled();
    let mut order = Order { model, marks: Marks::new(model), steps: Vec::new(), diagnostics };
    for (id, table) in model.resolved.tables.entries() {
        if matches!(&table.shape, Shape::List(list) if list.derivation.is_some()) {
            order.visit(Item::Group(id));
        }
    }
    for cell in model.cells.ids() {
        order.visit(Item::Slot(CellReference::Cell(cell)));
    }
    for column in model.columns.ids() {
        order.visit(Item::Slot(CellReference::Column(column)));
    }
    order.steps
}

/// How far each item is.
struct Marks {
    cells: IdVec<CellId, Option<Mark>>,
    columns: IdVec<ColumnId, Option<Mark>>,
    groups: BTreeMap<TableId, Mark>,
}

impl Marks {
    fn new(model: &SettledModel) -> Self {
        let (cells, columns) = (IdVec::filled(model.cells.len(), None), IdVec::filled(model.columns.len(), None));
        Self { cells, columns, groups: BTreeMap::new() }
    }

    fn of(&self, item: Item) -> Option<Mark> {
        match item {
            Item::Slot(CellReference::Cell(cell)) => self.cells[cell],
            Item::Slot(CellReference::Column(column)) => self.columns[column],
            Item::Group(table) => self.groups.get(&table).copied(),
        }
    }

    fn set(&mut self, item: Item, mark: Mark) {
        match item {
            Item::Slot(CellReference::Cell(cell)) => self.cells[cell] = Some(mark),
            Item::Slot(CellReference::Column(column)) => self.columns[column] = Some(mark),
            Item::Group(table) => {
                self.groups.insert(table, mark);
            }
        }
    }
}

struct Order<'m, 'd> {
    model: &'m SettledModel,
    marks: Marks,
    steps: Vec<Step>,
    diagnostics: &'d mut Diagnostics,
}

/// An item on the way down, with what it still waits for.
struct Frame {
    item: Item,
    needs: Vec<(Item, Span)>,
    next: usize,
}

impl Order<'_, '_> {
    /// Walks down without recursion: chains of cells may be as long as a report.
    fn visit(&mut self, start: Item) {
        if self.marks.of(start).is_some() {
            return;
        }
        let mut path = vec![self.enter(start)];
        while let Some(frame) = path.last_mut() {
            let Some((need, span)) = frame.needs.get(frame.next).copied() else {
                let item = frame.item;
                path.pop();
                self.leave(item);
                continue;
            };
            frame.next = frame.next.saturating_add(1);
            match self.marks.of(need) {
                None => {
                    let frame = self.enter(need);
                    path.push(frame);
                }
                Some(Mark::Open) => self.cycle(&path, need, span),
                Some(Mark::Done) => {}
            }
        }
    }

    fn enter(&mut self, item: Item) -> Frame {
        self.marks.set(item, Mark::Open);
        Frame { item, needs: self.needs(item), next: 0 }
    }

    fn leave(&mut self, item: Item) {
        self.marks.set(item, Mark::Done);
        match item {
            Item::Slot(reference) => {
                if matches!(self.origin(reference), Origin::Formula(..)) {
                    self.steps.push(match reference {
                        CellReference::Cell(cell) => Step::Cell(cell),
                        CellReference::Column(column) => Step::Column(column),
                    });
                }
            }
            Item::Group(table) => self.steps.push(Step::Group(table)),
        }
    }

    fn origin(&self, reference: CellReference) -> &Origin {
        match reference {
            CellReference::Cell(cell) => &self.model.cells[cell].origin,
            CellReference::Column(column) => &self.model.columns[column].origin,
        }
    }

    fn needs(&self, item: Item) -> Vec<(Item, Span)> {
        let mut needs = Vec::new();
        match item {
            Item::Group(table) => {
                if let Shape::List(list) = &self.model.resolved.tables[table].shape
                    && let Some(derivation) = &list.derivation
                {
                    let span = self.model.resolved.tables[table].span;
                    needs.extend(derivation.by.iter().map(|column| (Item::Slot(CellReference::Column(*column)), span)));
                    self.group_of(derivation.source, span, &mut needs);
                    if let Some(filter) = self.model.filters.get(&table) {
                        filter.visit(&mut |part| self.part_needs(part, &mut needs));
                    }
                }
            }
            Item::Slot(reference) => {
                if let CellReference::Column(column) = reference {
                    let (ColumnPlace::Entry(table, _) | ColumnPlace::Let(table, _)) = self.model.resolved.columns[column];
                    self.group_of(table, self.model.columns[column].span, &mut needs);
                }
                if let Origin::Formula(formula, _) = self.origin(reference) {
                    formula.visit(&mut |part| self.part_needs(part, &mut needs));
                }
            }
        }
        needs
    }

    fn part_needs(&self, part: &Expression, needs: &mut Vec<(Item, Span)>) {
        match &part.kind {
            ExpressionKind::Slot(reference) | ExpressionKind::Exact(reference) => needs.push((Item::Slot(*reference), part.span)),
            ExpressionKind::Lookup { list, keys, column } => {
                self.group_of(*list, part.span, needs);
                let columns = keys.iter().map(|(key, _)| *key).chain([*column]);
                needs.extend(columns.map(|column| (Item::Slot(CellReference::Column(column)), part.span)));
            }
            ExpressionKind::Aggregate { list, group, .. } => {
                self.group_of(*list, part.span, needs);
                needs.extend(group.map(|group| (Item::Group(group), part.span)));
            }
            _ => {}
        }
    }

    fn group_of(&self, table: TableId, span: Span, needs: &mut Vec<(Item, Span)>) {
        if matches!(&self.model.resolved.tables[table].shape, Shape::List(list) if list.derivation.is_some()) {
            needs.push((Item::Group(table), span));
        }
    }

    fn cycle(&mut self, path: &[Frame], back_to: Item, span: Span) {
        let start = path.iter().position(|frame| frame.item == back_to).unwrap_or(0);
        let round: Vec<&Frame> = path.iter().skip(start).collect();
        let mut names: Vec<String> = round.iter().take(MOST_NAMED).map(|frame| self.name(frame.item)).collect();
        if round.len() > MOST_NAMED {
            names.push("…".to_owned());
        }
        names.push(self.name(back_to));
        let message = said!("a cell depends on itself: {}", names.join(" → "));
        let mut diagnostic = Diagnostic::new(DiagnosticCode::Cycle, span, message);
        if let Some(last) = round.last() {
            let name = self.name(last.item);
            diagnostic = diagnostic.label(if round.len() == 1 { said!("{} needs itself", name) } else { said!("{} needs this", name) });
        }
        for frame in round.iter().take(MOST_NAMED) {
            // The need that led on from here.
            let led = frame.next.checked_sub(1).and_then(|index| frame.needs.get(index));
            if let Some((_, at)) = led.filter(|(_, at)| *at != span) {
                diagnostic = diagnostic.other(*at, said!("{} needs this", self.name(frame.item)));
            }
        }
        self.diagnostics.push(diagnostic.help(said!("one of them must be filled in, or computed from other cells")));
    }

    fn name(&self, item: Item) -> String {
        let table_name = |table: TableId| self.model.resolved.tables[table].name.clone();
        match item {
            Item::Group(table) => format!("`{}`", table_name(table)),
            Item::Slot(CellReference::Column(column)) => match self.model.resolved.columns[column] {
                ColumnPlace::Entry(table, index) => {
                    let code = match &self.model.resolved.tables[table].shape {
                        Shape::List(list) => list.axis.entries.get(index).map(|entry| entry.code.clone()),
                        Shape::Form(_) | Shape::Grid(..) => None,
                    };
                    format!("`{}.{}`", table_name(table), code.unwrap_or_default())
                }
                ColumnPlace::Let(table, index) => {
                    let name = self.model.resolved.tables[table].lets.get(index).map(|item| item.name.clone());
                    format!("`{}.{}`", table_name(table), name.unwrap_or_default())
                }
            },
            Item::Slot(CellReference::Cell(cell)) => self.cell_name(cell),
        }
    }

    fn cell_name(&self, cell: positum_plan::plan::CellId) -> String {
        let cell = &self.model.cells[cell];
        let table = &self.model.resolved.tables[cell.table];
        let place = match (&cell.place, &table.shape) {
            (Some(Place::Position(index)), Shape::Form(axis)) => axis.entries.get(*index).map(|entry| entry.code.clone()),
            (Some(Place::Grid(row, column)), Shape::Grid(rows, columns)) => {
                rows.entries.get(*row).zip(columns.entries.get(*column)).map(|(row, column)| format!("{}:{}", row.code, column.code))
            }
            (Some(Place::Total(column)), Shape::List(list)) => {
                let index = list.columns.iter().position(|other| other == column);
                index.and_then(|index| list.axis.entries.get(index)).map(|entry| format!("total:{}", entry.code))
            }
            (Some(Place::Let(name)), _) => Some(name.clone()),
            (Some(Place::Position(_) | Place::Grid(..) | Place::Total(_)) | None, _) => None,
        };
        format!("`{}.{}`", table.name, place.unwrap_or_default())
    }
}
