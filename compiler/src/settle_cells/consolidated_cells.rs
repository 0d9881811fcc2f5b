//! The cells that a consolidation names: a row passes over its x and computed cells; of the others all must be filled in.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::diagnostic_code::DiagnosticCode;
use crate::resolved_model::Shape;
use crate::resolved_model::consolidation::{Against, NamedPlace, Place};
use crate::settled_model::{ConsolidatedCells, NamedCell, Origin, SettledModel};
use positum_grammar::phrase::{Phrase, said};
use positum_grammar::source::Span;
use positum_plan::plan::CellReference;
use std::collections::BTreeMap;

/// Gives the cells that the consolidation of a package names.
pub(super) fn consolidated_cells(model: &SettledModel, diagnostics: &mut Diagnostics) -> ConsolidatedCells {
    let Some(consolidation) = &model.resolved.consolidation else { return ConsolidatedCells::default() };
    let mut finder = Finder { model, diagnostics };
    let same = finder.clause(&consolidation.same);
    let added = finder.clause(&consolidation.added);
    let apart = at(&same.cells);
    let both = added.cells.iter().find_map(|named| Some((named, *apart.get(&named.cell)?)));
    if let Some((named, first)) = both {
        let help = said!("delete one of the two: what must be the same is not added up");
        finder.in_two_ways(named.span, first, said!("here members must agree in it"), help);
    }
    let (mut left, mut right) = (Clause::default(), Clause::default());
    let mut eliminations = Vec::new();
    for elimination in &consolidation.eliminations {
        let (mut own_left, mut own_right) = (Vec::new(), Vec::new());
        let pairs: Vec<Against<NamedCell>> = elimination
            .pairs
            .iter()
            .map(|pair| {
                let pair = Against { left: finder.side(&pair.left, &mut left), right: finder.side(&pair.right, &mut right) };
                own_left.extend_from_slice(&pair.left);
                own_right.extend_from_slice(&pair.right);
                pair
            })
            .collect();
        finder.on_both_sides(&own_left, &own_right);
        for named in own_left.iter().chain(&own_right) {
            if let Some(first) = apart.get(&named.cell) {
                let help = said!("delete one of the two: what must be the same is not added up, and nothing of it is eliminated");
                finder.in_two_ways(named.span, *first, said!("here members must agree in it"), help);
            }
        }
        eliminations.push(pairs);
    }
    ConsolidatedCells { same: same.cells, added: added.cells, eliminations }
}

/// Gives where each cell is named first.
fn at(cells: &[NamedCell]) -> BTreeMap<CellReference, Span> {
    let mut places = BTreeMap::new();
    for named in cells {
        places.entry(named.cell).or_insert(named.span);
    }
    places
}

/// What the clauses of one keyword, or all left or right sides, have named so far.
#[derive(Default)]
struct Clause {
    cells: Vec<NamedCell>,
    places: BTreeMap<Place, Span>,
    seen: BTreeMap<CellReference, Span>,
}

struct Finder<'m, 'd> {
    model: &'m SettledModel,
    diagnostics: &'d mut Diagnostics,
}

impl Finder<'_, '_> {
    /// Gives the cells of a clause in which each may stand once.
    fn clause(&mut self, places: &[NamedPlace]) -> Clause {
        let mut clause = Clause::default();
        for named in places {
            for (cell, first) in self.new_cells(*named, &mut clause) {
                match first {
                    None => clause.cells.push(cell),
                    Some(first) => self.twice(cell.span, first),
                }
            }
        }
        clause
    }

    /// Gives the cells of one side of a line; `all` is what stands on this side of any line.
    fn side(&mut self, places: &[NamedPlace], all: &mut Clause) -> Vec<NamedCell> {
        let mut cells = Vec::new();
        for named in places {
            for (cell, first) in self.new_cells(*named, all) {
                match first {
                    None => cells.push(cell),
                    Some(first) => {
                        let help = said!("delete one of the two: what is eliminated of it would not be clear");
                        self.in_two_ways(cell.span, first, said!("here already, on the same side"), help);
                    }
                }
            }
        }
        cells
    }

    /// Gives the cells of a place, each with where it was named before. A place that was named as such gives one.
    fn new_cells(&mut self, named: NamedPlace, clause: &mut Clause) -> Vec<(NamedCell, Option<Span>)> {
        if let Some(first) = clause.places.get(&named.place).copied() {
            let cell = self.cells(named.place).into_iter().flatten().next();
            return cell.map(|cell| (NamedCell { cell, span: named.span }, Some(first))).into_iter().collect();
        }
        clause.places.insert(named.place, named.span);
        let cells = self.input_cells(named);
        let mut found = Vec::new();
        for cell in cells {
            let first = clause.seen.get(&cell).copied();
            clause.seen.entry(cell).or_insert(named.span);
            found.push((NamedCell { cell, span: named.span }, first));
        }
        found
    }

    /// Gives the cells of a place; none where an x stands.
    fn cells(&self, place: Place) -> Vec<Option<CellReference>> {
        let cell = |cell: Option<_>| vec![cell.map(CellReference::Cell)];
        match place {
            Place::Position(table, index) => cell(self.model.places[table].cells.get(index).copied().flatten()),
            Place::Cell(table, row, column) => cell(self.model.places[table].grid_cell(row, column)),
            Place::Row(table, row) => {
                let places = &self.model.places[table];
                (0..places.width).map(|column| places.grid_cell(row, column).map(CellReference::Cell)).collect()
            }
            Place::Column(table, index) => match &self.model.resolved.tables[table].shape {
                Shape::List(list) => vec![list.columns.get(index).copied().map(CellReference::Column)],
                Shape::Form(_) | Shape::Grid(..) => Vec::new(),
            },
        }
    }

    /// Gives the cells of a place that are filled in; it is an error where there is none.
    fn input_cells(&mut self, named: NamedPlace) -> Vec<CellReference> {
        let all = self.cells(named.place);
        let there: Vec<CellReference> = all.into_iter().flatten().collect();
        let is_input = |cell: &CellReference| matches!(self.model.slot(*cell).origin, Origin::Input(_));
        let inputs: Vec<CellReference> = there.iter().copied().filter(is_input).collect();
        if self.is_key(named.place) {
            let message = said!("a column of a list's key tells its lines apart, and is neither compared nor added up");
            let diagnostic = Diagnostic::new(DiagnosticCode::ConsolidatedCell, named.span, message);
            self.diagnostics.push(diagnostic.help(said!("delete it here: lines of equal key are added up")));
            return Vec::new();
        }
        let is_unknown = there.iter().any(|cell| matches!(self.model.slot(*cell).origin, Origin::Unknown));
        if inputs.is_empty() && !is_unknown {
            let diagnostic = self.no_input(named, &there);
            self.diagnostics.push(diagnostic);
        }
        inputs
    }

    fn is_key(&self, place: Place) -> bool {
        let Place::Column(table, index) = place else { return false };
        match &self.model.resolved.tables[table].shape {
            Shape::List(list) => list.key.contains(&index),
            Shape::Form(_) | Shape::Grid(..) => false,
        }
    }

    fn no_input(&self, named: NamedPlace, there: &[CellReference]) -> Diagnostic {
        let is_row = matches!(named.place, Place::Row(..));
        let Some(first) = there.first() else {
            if is_row {
                let diagnostic = Diagnostic::new(DiagnosticCode::XCell, named.span, said!("here every cell is marked x"));
                return diagnostic.help(said!("name cells that apply"));
            }
            let message = said!("here an x stands, and nothing applies");
            return Diagnostic::new(DiagnosticCode::XCell, named.span, message).help(said!("name cells that apply"));
        };
        let declared = self.model.slot(*first).span;
        let message = if is_row {
            said!("no cell of this row is filled in, and a consolidation names what is filled in")
        } else {
            said!("this cell is computed, and a consolidation names what is filled in")
        };
        let diagnostic = Diagnostic::new(DiagnosticCode::ConsolidatedCell, named.span, message);
        diagnostic.other(declared, said!("declared here")).help(said!("name the cells that it is computed from"))
    }

    fn twice(&mut self, span: Span, first: Span) {
        let diagnostic = Diagnostic::new(DiagnosticCode::RepeatedClause, span, said!("this cell is named twice"));
        self.diagnostics.push(diagnostic.other(first, said!("named here first")).help(said!("delete one of the two")));
    }

    fn on_both_sides(&mut self, left: &[NamedCell], right: &[NamedCell]) {
        let left = at(left);
        for named in right {
            if let Some(first) = left.get(&named.cell) {
                let help = said!("name it on one side; where it stands against itself, name the other cell that has the same amounts");
                self.in_two_ways(named.span, *first, said!("here on the other side"), help);
            }
        }
    }

    fn in_two_ways(&mut self, span: Span, first: Span, label: Phrase, help: Phrase) {
        let diagnostic = Diagnostic::new(DiagnosticCode::ConsolidatedTwice, span, said!("this cell is consolidated in two ways"));
        self.diagnostics.push(diagnostic.other(first, label).help(help));
    }
}
