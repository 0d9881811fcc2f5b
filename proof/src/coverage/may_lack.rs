//! Which parts of formulas can be without a value in submissions whose every value can be read.
//!
//! A value that cannot be read leaves everything after it without one, whatever the definition says: to ask tests for
//! that would be to test the evaluator. Where it cannot be told whether a divisor can be zero, it can.

use super::known_conditions::KnownConditions;
use positum_plan::id::IdVec;
use positum_plan::plan::{Absence, Aggregate, CellId, CellReference, Check, ColumnId, Node, NodeId, Origin, PeriodPart, Plan, Step};
use rust_decimal::Decimal;
use std::cell::Cell;

/// How many cells deep a look goes into formulas, where something is known.
const MOST_CELLS: usize = 3;

/// How many cells a look goes into, at most.
const MOST_LOOKS: usize = 1000;

/// The ways in which something can be without a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Lack {
    /// Absent, which is a finding.
    missing: bool,
    /// Absent, or not applicable: functions of many pass over it.
    passed_over: bool,
    /// Its formula has no result.
    not_computed: bool,
}

impl Lack {
    const NEVER: Self = Self { missing: false, passed_over: false, not_computed: false };
    const NOT_COMPUTED: Self = Self { missing: false, passed_over: false, not_computed: true };

    fn is_possible(self) -> bool {
        self.missing || self.passed_over || self.not_computed
    }

    fn or(self, other: Self) -> Self {
        Self {
            missing: self.missing || other.missing,
            passed_over: self.passed_over || other.passed_over,
            not_computed: self.not_computed || other.not_computed,
        }
    }

    /// What has an operand without value has no result.
    fn strict(self) -> Self {
        Self { not_computed: self.is_possible(), ..Self::NEVER }
    }

    /// What passes over some operands has no result for the others.
    fn passing(self) -> Self {
        Self { not_computed: self.missing || self.not_computed, ..Self::NEVER }
    }
}

/// Tells what can be without a value.
pub(super) struct MayLack<'p> {
    plan: &'p Plan,
    cells: IdVec<CellId, Lack>,
    columns: IdVec<ColumnId, Lack>,
    /// Whether all cells have been looked at.
    knows_all: bool,
}

impl<'p> MayLack<'p> {
    pub(super) fn new(plan: &'p Plan) -> Self {
        let cells = plan.cells.iter().map(|cell| of_input(&cell.origin)).collect();
        let columns = plan.columns.iter().map(|column| of_input(&column.origin)).collect();
        let mut may_lack = Self { plan, cells, columns, knows_all: false };
        may_lack.follow_steps();
        // Cells of earlier submissions stand in no order: they are looked at once all others are known.
        may_lack.knows_all = true;
        may_lack.follow_steps();
        may_lack
    }

    fn follow_steps(&mut self) {
        let nothing = KnownConditions::default();
        for step in &self.plan.steps {
            match step {
                Step::Cell(id) => {
                    let cell = &self.plan.cells[*id];
                    if let Origin::Formula { node, .. } = &cell.origin {
                        self.cells[*id] = shown(self.looked_at(*node, &nothing), cell.value_type.is_none());
                    }
                }
                Step::Column(id) => {
                    let column = &self.plan.columns[*id];
                    if let Origin::Formula { node, .. } = &column.origin {
                        self.columns[*id] = shown(self.looked_at(*node, &nothing), column.value_type.is_none());
                    }
                }
                Step::Group(_) => {}
            }
        }
    }

    /// Tells whether a check can be left without an outcome.
    pub(super) fn of_check(&self, check: &Check) -> bool {
        let nothing = KnownConditions::default();
        let applies = check.condition.map(|condition| nothing.with(self.plan, condition, true)).unwrap_or_default();
        let of_condition = check.condition.map_or(Lack::NEVER, |condition| self.looked_at(condition, &nothing));
        of_condition.or(self.looked_at(check.requirement, &applies)).is_possible()
    }

    /// Tells whether `else` can take its second operand in place of this one.
    pub(super) fn gives_way(&self, node: NodeId) -> bool {
        let lack = self.looked_at(node, &KnownConditions::default());
        lack.missing || lack.passed_over
    }

    fn looked_at(&self, node: NodeId, known: &KnownConditions) -> Lack {
        Look { may_lack: self, effort: Cell::new(MOST_LOOKS) }.at(node, known, MOST_CELLS)
    }
}

/// A look at a part of a formula, into the cells that it names, too.
struct Look<'l, 'p> {
    may_lack: &'l MayLack<'p>,
    /// How many cells may still be looked into.
    effort: Cell<usize>,
}

impl Look<'_, '_> {
    fn at(&self, node: NodeId, known: &KnownConditions, cells: usize) -> Lack {
        let plan = self.may_lack.plan;
        let at = |part: NodeId| self.at(part, known, cells);
        let all = |parts: &[NodeId]| parts.iter().fold(Lack::NEVER, |lack, part| lack.or(at(*part)));
        match &plan.nodes[node] {
            Node::Number(_) | Node::Text(_) | Node::Bool(_) | Node::Date(_) | Node::PeriodPart(_) => Lack::NEVER,
            Node::Cell(cell) => self.at_cell(CellReference::Cell(*cell), known, cells),
            Node::Column(column) => self.at_cell(CellReference::Column(*column), known, cells),
            Node::Exact(cell) => self.at_cell(*cell, known, cells),
            // A parameter that the package knows is taken to have a value in every period that anyone reports for.
            Node::Parameter(parameter) if plan.parameters[*parameter].values.is_empty() => Lack::NOT_COMPUTED,
            Node::Parameter(_) => Lack::NEVER,
            // There need not be an earlier submission, or the line in it.
            Node::Earlier { cell: CellReference::Cell(cell), .. } if self.may_lack.knows_all => self.may_lack.cells[*cell].or(Lack::NOT_COMPUTED),
            Node::Earlier { .. } => Lack { missing: true, passed_over: true, not_computed: true },
            Node::Lookup { column, .. } => self.may_lack.columns[*column].or(Lack::NOT_COMPUTED),
            Node::DateOf { month, day, .. } if is_always_a_day(plan, *month, *day) => all(&plan.parts(node)).strict(),
            Node::WorkingDaysAfter { date, count, .. } if matches!(plan.nodes[*count], Node::Number(_)) => at(*date).strict(),
            Node::DateOf { .. } | Node::WorkingDaysAfter { .. } => Lack::NOT_COMPUTED,
            Node::Quotient(_, divisor) if !known.is_not_zero(plan, *divisor) => Lack::NOT_COMPUTED,
            Node::Total(parts) => all(parts).passing(),
            Node::Least(parts) | Node::Greatest(parts) => {
                let is_empty = parts.iter().all(|part| at(*part).passed_over);
                if is_empty { Lack::NOT_COMPUTED } else { all(parts).passing() }
            }
            Node::When { value, condition } => self.at_when(*value, *condition, known, cells),
            Node::If { condition, then, otherwise } => self.at_if(*condition, [*then, *otherwise], known, cells),
            Node::Else(first, second) => {
                let first = at(*first);
                let second = if first.missing || first.passed_over { at(*second) } else { Lack::NEVER };
                Lack { not_computed: first.not_computed, ..Lack::NEVER }.or(second)
            }
            Node::And(parts) => self.at_operands(parts, true, known, cells),
            Node::Or(parts) => self.at_operands(parts, false, known, cells),
            Node::Aggregate { function, value, filter, .. } => self.at_aggregate(*function, *value, *filter, cells),
            Node::Sum(_)
            | Node::Product(..)
            | Node::Quotient(..)
            | Node::Negation(_)
            | Node::Absolute(_)
            | Node::Round { .. }
            | Node::Comparison { .. }
            | Node::In { .. }
            | Node::Matches { .. }
            | Node::Not(_) => all(&plan.parts(node)).strict(),
        }
    }

    /// Looks at a cell; into its formula only where something is known that may matter there.
    fn at_cell(&self, reference: CellReference, known: &KnownConditions, cells: usize) -> Lack {
        let MayLack { plan, cells: scalars, columns, .. } = self.may_lack;
        let (lack, origin, value_type) = match reference {
            CellReference::Cell(cell) => (scalars[cell], &plan.cells[cell].origin, &plan.cells[cell].value_type),
            CellReference::Column(column) => (columns[column], &plan.columns[column].origin, &plan.columns[column].value_type),
        };
        let Origin::Formula { node, .. } = origin else { return lack };
        let effort = self.effort.get();
        if !lack.is_possible() || known.is_empty() || cells == 0 || effort == 0 {
            return lack;
        }
        self.effort.set(effort.saturating_sub(1));
        shown(self.at(*node, known, cells.saturating_sub(1)), value_type.is_none())
    }

    fn at_when(&self, value: NodeId, condition: NodeId, known: &KnownConditions, cells: usize) -> Lack {
        let plan = self.may_lack.plan;
        let not_applicable = Lack { passed_over: true, ..Lack::NEVER };
        let of_value = || self.at(value, &known.with(plan, condition, true), cells);
        match known.holds(plan, condition) {
            Some(true) => of_value(),
            Some(false) => not_applicable,
            None => self.at(condition, known, cells).strict().or(not_applicable).or(of_value()),
        }
    }

    fn at_if(&self, condition: NodeId, [then, otherwise]: [NodeId; 2], known: &KnownConditions, cells: usize) -> Lack {
        let plan = self.may_lack.plan;
        let of = |part: NodeId, holds: bool| self.at(part, &known.with(plan, condition, holds), cells);
        match known.holds(plan, condition) {
            Some(true) => of(then, true),
            Some(false) => of(otherwise, false),
            None => self.at(condition, known, cells).strict().or(of(then, true)).or(of(otherwise, false)),
        }
    }

    /// Looks at operands of which each is looked at only where those before it hold, or do not.
    fn at_operands(&self, parts: &[NodeId], before: bool, known: &KnownConditions, cells: usize) -> Lack {
        let mut known = known.clone();
        let mut lack = Lack::NEVER;
        for part in parts {
            lack = lack.or(self.at(*part, &known, cells));
            known = known.with(self.may_lack.plan, *part, before);
        }
        lack.strict()
    }

    /// Looks at an aggregate. What is known of a line outside says nothing of the lines that it runs over.
    fn at_aggregate(&self, function: Aggregate, value: Option<NodeId>, filter: Option<NodeId>, cells: usize) -> Lack {
        let nothing = KnownConditions::default();
        let taken = filter.map(|filter| nothing.with(self.may_lack.plan, filter, true)).unwrap_or_default();
        let of_filter = filter.map_or(Lack::NEVER, |filter| self.at(filter, &nothing, cells));
        let of_value = value.map_or(Lack::NEVER, |value| self.at(value, &taken, cells));
        let lines = of_value.passing().or(of_filter.strict());
        if is_of_nothing(function) { lines.or(Lack::NOT_COMPUTED) } else { lines }
    }
}

fn is_always_a_day(plan: &Plan, month: NodeId, day: NodeId) -> bool {
    let is_month = matches!(&plan.nodes[month], Node::Number(_) | Node::PeriodPart(PeriodPart::Month));
    is_month && matches!(&plan.nodes[day], Node::Number(day) if *day <= Decimal::from(28))
}

/// Tells whether an aggregate over no lines has no result.
fn is_of_nothing(function: Aggregate) -> bool {
    match function {
        Aggregate::Sum | Aggregate::Count => false,
        Aggregate::Min | Aggregate::Max | Aggregate::First => true,
    }
}

fn of_input(origin: &Origin) -> Lack {
    match origin {
        Origin::Input(Absence::Required) => Lack { missing: true, ..Lack::NEVER },
        Origin::Input(Absence::Optional) => Lack { passed_over: true, ..Lack::NEVER },
        Origin::Input(Absence::Zero) | Origin::Formula { .. } | Origin::Sequence | Origin::GroupKey => Lack::NEVER,
    }
}

/// What a cell lacks whose formula lacks this: others see through an intermediate, and of a cell only that it does not apply.
fn shown(lack: Lack, is_intermediate: bool) -> Lack {
    if is_intermediate { lack } else { Lack { missing: false, not_computed: lack.not_computed || lack.missing, ..lack } }
}
