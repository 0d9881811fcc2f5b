//! Finds the input cells on which a check depends, through formulas, down to the last.
//!
//! Those that the check names come first, then those that their formulas name, and so on. What a formula would name if
//! another branch were taken counts, too.

use super::explain_cell::{lines_at, origin_of};
use super::names::{formula_of, line_of_row};
use crate::cell_address::table_of;
use crate::evaluate::workings::{CurrentLines, Workings};
use crate::evaluated_submission::CellAt;
use positum_plan::id::IdVec;
use positum_plan::needed_lines::needed_lines;
use positum_plan::plan::{CellReference, CheckId, ColumnId, Lines, Node, NodeId, Origin, Shape, TableId};
use positum_plan::reads::Reads;
use positum_plan::value::Value;
use std::collections::{BTreeSet, VecDeque};

/// The most parts of formulas that are looked through.
const MOST_NODES: usize = 50_000;
/// The most lines that are compared with keys of derived lists.
const MOST_LINES_COMPARED: usize = 1_000_000;

/// Gives the inputs of a check in a row, the nearest first.
pub(super) fn find_inputs(workings: &Workings<'_>, check: CheckId, row: &str) -> Vec<CellAt> {
    let plan = workings.plan();
    let lines: CurrentLines = line_of_row(plan, check, row).into_iter().collect();
    let check = &plan.checks[check];
    let mut finder = Finder {
        workings,
        inputs: Vec::new(),
        seen: BTreeSet::new(),
        waiting: VecDeque::new(),
        ever_waiting: BTreeSet::new(),
        needed_lines: needed_lines(workings.plan()),
        filters_looked_at: BTreeSet::new(),
        lines_compared: 0,
    };
    finder.look_at_later(check.requirement, &lines);
    if let Some(condition) = check.condition {
        finder.look_at_later(condition, &lines);
    }
    while let Some((node, lines)) = finder.waiting.pop_front() {
        finder.look_at(node, &lines);
    }
    finder.inputs
}

/// Gives the lines that an aggregate runs over.
pub(super) fn lines_over(workings: &Workings<'_>, list: TableId, over: Lines, lines: &CurrentLines) -> Vec<usize> {
    match over {
        Lines::All => (0..workings.lines(list)).collect(),
        Lines::OfGroup(group) => line_in(lines, group).map(|line| workings.members(group, line).to_vec()).unwrap_or_default(),
    }
}

struct Finder<'a, 's> {
    workings: &'a Workings<'s>,
    inputs: Vec<CellAt>,
    seen: BTreeSet<CellAt>,
    waiting: VecDeque<(NodeId, CurrentLines)>,
    /// All that ever waited, with the lines that matter to it: a sum over all lines is the same in every line.
    ever_waiting: BTreeSet<(NodeId, CurrentLines)>,
    /// The lists whose current line each part of a formula needs: in all others it is the same.
    needed_lines: IdVec<NodeId, Vec<TableId>>,
    /// Derived lists whose conditions were looked at in all lines of their sources.
    filters_looked_at: BTreeSet<TableId>,
    lines_compared: usize,
}

impl Finder<'_, '_> {
    /// Whether nothing more can be looked at.
    fn is_full(&self) -> bool {
        self.ever_waiting.len() >= MOST_NODES
    }

    fn look_at_later(&mut self, node: NodeId, lines: &CurrentLines) {
        if self.is_full() {
            return;
        }
        let innermost = |list: &TableId| lines.iter().rev().find(|(of, _)| of == list).copied();
        let lines: CurrentLines = self.needed_lines[node].iter().filter_map(innermost).collect();
        if self.ever_waiting.insert((node, lines.clone())) {
            self.waiting.push_back((node, lines));
        }
    }

    fn look_at(&mut self, node: NodeId, lines: &CurrentLines) {
        let plan = self.workings.plan();
        match plan.reads(node) {
            Some(Reads::Cell(CellReference::Cell(cell))) => self.take(CellAt { reference: CellReference::Cell(cell), line: 0 }),
            Some(Reads::Cell(CellReference::Column(column))) => self.take_column(column, lines),
            Some(Reads::Line(..)) => self.look_at_line(node, lines),
            Some(Reads::Lines(list, over)) => {
                self.look_at_lines(node, (list, over), lines);
                match over {
                    Lines::OfGroup(group) => self.take_keys(group, lines),
                    Lines::All => self.look_at_filter(list, None),
                }
            }
            Some(Reads::Earlier(_) | Reads::Parameter(_) | Reads::Calendar(_)) | None => {
                plan.parts(node).into_iter().for_each(|part| self.look_at_later(part, lines));
            }
        }
    }

    /// Looks at the keys of a line, and takes its cell.
    fn look_at_line(&mut self, node: NodeId, lines: &CurrentLines) {
        let Node::Lookup { list, keys, column } = &self.workings.plan().nodes[node] else { return };
        keys.iter().for_each(|(_, key)| self.look_at_later(*key, lines));
        let values: Option<Vec<Value>> = keys.iter().map(|(_, key)| self.workings.outcome(*key, lines, None).ok()).collect();
        let line = values.and_then(|values| self.workings.line_with_key(*list, keys, *column, &values));
        if let Some(line) = line {
            self.take(CellAt { reference: CellReference::Column(*column), line });
        }
    }

    /// Looks at what is taken of each line, and what chooses it.
    fn look_at_lines(&mut self, node: NodeId, (list, over): (TableId, Lines), lines: &CurrentLines) {
        let asked = self.workings.plan().parts(node);
        for line in lines_over(self.workings, list, over, lines).into_iter().take(MOST_NODES) {
            if self.is_full() {
                break;
            }
            let inner = [lines.as_slice(), &[(list, line)]].concat();
            asked.iter().for_each(|node| self.look_at_later(*node, &inner));
        }
    }

    fn take_column(&mut self, column: ColumnId, lines: &CurrentLines) {
        if let Some(line) = line_in(lines, self.workings.plan().columns[column].table) {
            self.take(CellAt { reference: CellReference::Column(column), line });
        }
    }

    /// Takes the cells that put lines of the source into the current group.
    fn take_keys(&mut self, group: TableId, lines: &CurrentLines) {
        let Some(line) = line_in(lines, group) else { return };
        let Shape::List(list) = &self.workings.plan().tables[group].shape else { return };
        let Some(derivation) = &list.derivation else { return };
        for member in self.workings.members(group, line).to_vec() {
            derivation.by.iter().for_each(|column| self.take(CellAt { reference: CellReference::Column(*column), line: member }));
        }
        self.look_at_filter(group, Some(line));
    }

    /// Looks at what a derived list takes lines of its source by: for one of its lines in the source's lines with its key,
    /// also those that are not taken, else in all that have a key.
    fn look_at_filter(&mut self, derived: TableId, of_line: Option<usize>) {
        let Shape::List(list) = &self.workings.plan().tables[derived].shape else { return };
        let Some(derivation) = &list.derivation else { return };
        let Some(filter) = derivation.filter else { return };
        if self.filters_looked_at.contains(&derived) {
            return;
        }
        if of_line.is_none() {
            self.filters_looked_at.insert(derived);
        }
        for line in 0..self.workings.lines(derivation.source) {
            if self.is_full() || self.lines_compared >= MOST_LINES_COMPARED {
                break;
            }
            self.lines_compared = self.lines_compared.saturating_add(1);
            let has_key = derivation.by.iter().zip(&list.columns).all(|(source, own)| {
                let value = self.value_in(*source, line);
                value.is_some() && of_line.is_none_or(|of_line| value == self.value_in(*own, of_line))
            });
            if has_key {
                self.look_at_later(filter, &vec![(derivation.source, line)]);
            }
        }
    }

    fn value_in(&self, column: ColumnId, line: usize) -> Option<&Value> {
        self.workings.cell(CellAt { reference: CellReference::Column(column), line })?.value.as_ref()
    }

    fn take(&mut self, at: CellAt) {
        let plan = self.workings.plan();
        if !self.workings.is_evaluated(table_of(plan, at.reference)) || !self.seen.insert(at) {
            return;
        }
        match origin_of(plan, at.reference) {
            Origin::Input(_) => self.inputs.push(at),
            Origin::Formula { .. } => {
                if let Some(node) = formula_of(plan, at.reference) {
                    self.look_at_later(node, &lines_at(plan, at));
                }
            }
            Origin::GroupKey => self.take_keys(table_of(plan, at.reference), &vec![(table_of(plan, at.reference), at.line)]),
            Origin::Sequence => {}
        }
    }
}

fn line_in(lines: &CurrentLines, table: TableId) -> Option<usize> {
    lines.iter().rev().find(|(list, _)| *list == table).map(|(_, line)| *line)
}
