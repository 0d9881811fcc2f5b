//! Which parts of formulas can be without a value in submissions whose every value can be read.
//!
//! A value that cannot be read leaves everything after it without one, whatever the definition says: to ask tests for
//! that would be to test the evaluator. Where it cannot be told whether a divisor can be zero, it can.

use positum_plan::id::IdVec;
use positum_plan::plan::{Absence, CellId, CellReference, Check, ColumnId, Node, NodeId, Origin, PeriodPart, Plan, Step};

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
}

impl<'p> MayLack<'p> {
    pub(super) fn new(plan: &'p Plan) -> Self {
        let cells = plan.cells.iter().map(|cell| of_input(&cell.origin)).collect();
        let columns = plan.columns.iter().map(|column| of_input(&column.origin)).collect();
        let mut may_lack = Self { plan, cells, columns };
        for step in &plan.steps {
            match step {
                Step::Cell(cell) => {
                    if let Origin::Formula { node, .. } = &plan.cells[*cell].origin {
                        may_lack.cells[*cell] = shown(may_lack.of_node(*node), plan.cells[*cell].value_type.is_none());
                    }
                }
                Step::Column(column) => {
                    if let Origin::Formula { node, .. } = &plan.columns[*column].origin {
                        may_lack.columns[*column] = shown(may_lack.of_node(*node), plan.columns[*column].value_type.is_none());
                    }
                }
                Step::Group(_) => {}
            }
        }
        may_lack
    }

    /// Tells whether a check can be left without an outcome.
    pub(super) fn of_check(&self, check: &Check) -> bool {
        check.condition.into_iter().chain([check.requirement]).any(|root| self.of_node(root).is_possible())
    }

    /// Tells whether `else` can take its second operand in place of this one.
    pub(super) fn gives_way(&self, node: NodeId) -> bool {
        let lack = self.of_node(node);
        lack.missing || lack.passed_over
    }

    fn of_cell(&self, reference: CellReference) -> Lack {
        match reference {
            CellReference::Cell(cell) => self.cells[cell],
            CellReference::Column(column) => self.columns[column],
        }
    }

    fn of_parts(&self, node: NodeId) -> Lack {
        self.of_all(&self.plan.parts(node))
    }

    fn of_all(&self, parts: &[NodeId]) -> Lack {
        parts.iter().fold(Lack::NEVER, |lack, part| lack.or(self.of_node(*part)))
    }

    fn of_node(&self, node: NodeId) -> Lack {
        match &self.plan.nodes[node] {
            Node::Number(_) | Node::Text(_) | Node::Bool(_) | Node::Date(_) | Node::PeriodPart(_) => Lack::NEVER,
            Node::Cell(cell) => self.cells[*cell],
            Node::Column(column) => self.columns[*column],
            Node::Exact(cell) => self.of_cell(*cell),
            // A parameter that the package knows is taken to have a value in every period that anyone reports for.
            Node::Parameter(parameter) if self.plan.parameters[*parameter].values.is_empty() => Lack::NOT_COMPUTED,
            Node::Parameter(_) => Lack::NEVER,
            Node::Earlier { .. } | Node::Lookup { .. } => Lack { missing: true, passed_over: true, not_computed: true },
            Node::DateOf { month, day, .. } if self.is_always_a_day(*month, *day) => self.of_parts(node).strict(),
            Node::DateOf { .. } => Lack::NOT_COMPUTED,
            Node::WorkingDaysAfter { date, count, .. } if self.number(*count).is_some() => self.of_node(*date).strict(),
            Node::WorkingDaysAfter { .. } => Lack::NOT_COMPUTED,
            Node::Quotient(left, right) => {
                let lack = self.of_node(*left).or(self.of_node(*right)).strict();
                if self.is_never_zero(*right) { lack } else { lack.or(Lack::NOT_COMPUTED) }
            }
            Node::Total(parts) => self.of_all(parts).passing(),
            Node::Least(parts) | Node::Greatest(parts) => {
                let is_empty = parts.iter().all(|part| self.of_node(*part).passed_over);
                if is_empty { Lack::NOT_COMPUTED } else { self.of_all(parts).passing() }
            }
            Node::When { value, condition } => {
                self.of_node(*value).or(self.of_node(*condition).strict()).or(Lack { passed_over: true, ..Lack::NEVER })
            }
            Node::If { condition, then, otherwise } => self.of_node(*condition).strict().or(self.of_node(*then)).or(self.of_node(*otherwise)),
            Node::Else(first, second) => {
                let first = self.of_node(*first);
                let second = if first.missing || first.passed_over { self.of_node(*second) } else { Lack::NEVER };
                Lack { not_computed: first.not_computed, ..Lack::NEVER }.or(second)
            }
            Node::Aggregate { function, value, filter, .. } => {
                let of = |part: &Option<NodeId>| part.map_or(Lack::NEVER, |part| self.of_node(part));
                let lines = of(value).passing().or(of(filter).strict());
                if is_of_nothing(*function) { lines.or(Lack::NOT_COMPUTED) } else { lines }
            }
            Node::Sum(_)
            | Node::Product(..)
            | Node::Negation(_)
            | Node::Absolute(_)
            | Node::Round { .. }
            | Node::Comparison { .. }
            | Node::In { .. }
            | Node::Matches { .. }
            | Node::And(_)
            | Node::Or(_)
            | Node::Not(_) => self.of_parts(node).strict(),
        }
    }

    fn number(&self, node: NodeId) -> Option<rust_decimal::Decimal> {
        match &self.plan.nodes[node] {
            Node::Number(number) => Some(*number),
            _ => None,
        }
    }

    fn is_never_zero(&self, node: NodeId) -> bool {
        match &self.plan.nodes[node] {
            Node::Number(number) => !number.is_zero(),
            Node::Parameter(parameter) => self.plan.parameters[*parameter].values.iter().all(|value| !value.value.is_zero()),
            _ => false,
        }
    }

    fn is_always_a_day(&self, month: NodeId, day: NodeId) -> bool {
        let is_month = matches!(&self.plan.nodes[month], Node::Number(_) | Node::PeriodPart(PeriodPart::Month));
        is_month && self.number(day).is_some_and(|day| day <= rust_decimal::Decimal::from(28))
    }
}

/// Tells whether an aggregate over no lines has no result.
fn is_of_nothing(function: positum_plan::plan::Aggregate) -> bool {
    use positum_plan::plan::Aggregate;
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
