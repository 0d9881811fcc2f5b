//! What both schemas need to know of a plan: which periods, reports, cells and codes a submission without findings has.
//!
//! In comes a plan; out go facts, in no form of output.

use positum_plan::amount::MOST_DIGITS;
use positum_plan::period::PeriodKind;
use positum_plan::plan::{Absence, CellId, Code, Codelist, Node, Origin, Plan, Report, ReportId, Shape, TableId};
use positum_plan::value::{Quantity, ValueType};
use std::collections::BTreeSet;

/// All lengths of periods.
const ALL_KINDS: [PeriodKind; 4] = [PeriodKind::Year, PeriodKind::Quarter, PeriodKind::Month, PeriodKind::Day];

/// What a schema is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SchemaOptions {
    /// The length of periods that it is for; all that the reports of the package have where not said.
    pub kind: Option<PeriodKind>,
}

/// The facts of a plan.
pub(super) struct SchemaFacts<'p> {
    pub(super) plan: &'p Plan,
    /// The lengths of periods that a submission may be for.
    pub(super) kinds: BTreeSet<PeriodKind>,
    /// Whether formulas take values of earlier periods, when other codes were in use.
    has_earlier: bool,
}

/// How a cell stands in a submission.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// It must be given.
    Required,
    /// It may be given.
    Optional(Absence),
    /// It is computed, and may be given.
    Computed,
}

impl<'p> SchemaFacts<'p> {
    pub(super) fn new(plan: &'p Plan, options: SchemaOptions) -> Self {
        let of_reports: BTreeSet<PeriodKind> = plan.reports.iter().flat_map(kinds_of).collect();
        let kinds = of_reports.into_iter().filter(|kind| options.kind.is_none_or(|only| only == *kind)).collect();
        let has_earlier = plan.nodes.iter().any(|node| matches!(node, Node::Earlier { .. }));
        Self { plan, kinds, has_earlier }
    }

    /// Gives the reports that a submission may have.
    pub(super) fn reports(&self) -> impl Iterator<Item = (ReportId, &'p Report)> {
        self.plan.reports.entries().filter(|(_, report)| kinds_of(report).iter().any(|kind| self.kinds.contains(kind)))
    }

    /// Tells whether every submission must have the report: it has a required cell and is for every period.
    pub(super) fn is_report_required(&self, report: &Report) -> bool {
        let kinds = kinds_of(report);
        self.kinds.iter().all(|kind| kinds.contains(kind)) && report.tables.iter().any(|table| self.is_table_required(*table))
    }

    /// Tells whether a table has a required cell; the lines of a list are as many as there are, or none.
    pub(super) fn is_table_required(&self, table: TableId) -> bool {
        match &self.plan.tables[table].shape {
            Shape::Form { positions, .. } => positions.iter().any(|cell| self.is_required(*cell)),
            Shape::Grid { cells, .. } => cells.iter().flatten().any(|cell| self.is_required(*cell)),
            Shape::List(_) => false,
        }
    }

    pub(super) fn is_required(&self, cell: CellId) -> bool {
        standing_of(&self.plan.cells[cell].origin) == Standing::Required
    }

    /// Tells whether the value of a computed cell may be another than a submission may give: a text is not held against its
    /// pattern, and a code may come from an earlier period.
    pub(super) fn is_free(&self, origin: &Origin, value_type: Option<&ValueType>) -> bool {
        let is_formula = match origin {
            Origin::Formula { .. } => true,
            Origin::Input(_) => return value_type.is_none(),
            Origin::Sequence | Origin::GroupKey => false,
        };
        match value_type.map(|value_type| &value_type.quantity) {
            None | Some(Quantity::Text) => true,
            Some(Quantity::Code(_)) => is_formula && self.has_earlier,
            Some(
                Quantity::Amount(_)
                | Quantity::Rate { .. }
                | Quantity::Ratio(_)
                | Quantity::Count
                | Quantity::Integer
                | Quantity::Decimal
                | Quantity::Days
                | Quantity::Date
                | Quantity::Bool,
            ) => false,
        }
    }

    /// Gives the codes that a cell may hold in some period of this version, as declared.
    pub(super) fn codes_in_force<'l>(&self, codelist: &'l Codelist) -> Vec<(&'l str, &'l Code)> {
        codelist.reported_within(self.plan.package.validity)
    }
}

/// Gives the lengths of periods that a report is for.
fn kinds_of(report: &Report) -> Vec<PeriodKind> {
    report.period.map_or_else(|| ALL_KINDS.to_vec(), |kind| vec![kind])
}

/// Tells how a cell of this origin stands in a submission.
pub(super) fn standing_of(origin: &Origin) -> Standing {
    match origin {
        Origin::Input(Absence::Required) => Standing::Required,
        Origin::Input(absence @ (Absence::Zero | Absence::Optional)) => Standing::Optional(*absence),
        Origin::Formula { .. } | Origin::Sequence | Origin::GroupKey => Standing::Computed,
    }
}

/// Gives the regular expression of numbers with so many decimals, as submissions have them, zeros in excess included.
pub(super) fn number_pattern(decimals: u32) -> String {
    let whole = MOST_DIGITS.saturating_sub(decimals).max(1);
    match decimals {
        0 => format!(r"-?0*[0-9]{{1,{whole}}}(\.0+)?"),
        _ => format!(r"-?0*[0-9]{{1,{whole}}}(\.[0-9]{{1,{decimals}}}0*)?"),
    }
}

/// Gives the regular expression of periods of these lengths, but for days, which it does not hold against the calendar.
pub(super) fn period_pattern(kinds: &BTreeSet<PeriodKind>) -> String {
    let pattern = |kind: &PeriodKind| match kind {
        PeriodKind::Year => "[0-9]{4}",
        PeriodKind::Quarter => "[0-9]{4}-Q[1-4]",
        PeriodKind::Month => "[0-9]{4}-(0[1-9]|1[0-2])",
        PeriodKind::Day => "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])",
    };
    kinds.iter().map(pattern).collect::<Vec<_>>().join("|")
}
