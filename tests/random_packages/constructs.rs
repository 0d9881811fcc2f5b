//! Counts the constructs that random packages are made of, so that none is forgotten.

use positum_compiler::resolved_model::{Shape, Side};
use positum_compiler::settled_model::{Check, Expression, ExpressionKind, Origin, SettledModel};
use positum_grammar::syntax_tree::Comparison;
use positum_plan::amount::Rounding;
use positum_plan::plan::{Absence, Aggregate, CellReference, Earlier, PeriodPart};
use positum_plan::value::{Quantity, RatioScale};
use positum_runtime::evaluated_submission::EvaluatedSubmission;
use std::collections::BTreeMap;

/// How often each construct was made.
#[derive(Default)]
pub(crate) struct Constructs(BTreeMap<&'static str, u64>);

/// All constructs, and all that comes of submissions. A new one has a name in a `match` below, which does not compile without it, and belongs here too.
const ALL: &[&str] = &[
    "number",
    "text",
    "date",
    "scalar cell",
    "column",
    "parameter",
    "chain",
    "range",
    "product",
    "quotient",
    "negation",
    "not",
    "comparison =",
    "comparison <>",
    "comparison <",
    "comparison <=",
    "comparison >",
    "comparison >=",
    "in",
    "matches",
    "and",
    "or",
    "when",
    "else",
    "if",
    "days between",
    "abs",
    "min of several",
    "max of several",
    "round",
    "exact",
    "previous",
    "previous year",
    "closing",
    "year",
    "quarter",
    "month",
    "first day",
    "last day",
    "date of numbers",
    "working days after",
    "lookup",
    "sum",
    "count",
    "min",
    "max",
    "first",
    "over all lines",
    "over a group",
    "without a value",
    "with a filter",
    "without a filter",
    "form",
    "grid",
    "list",
    "derived list",
    "derived list with a condition",
    "key",
    "key of several columns",
    "key of a derived list of several columns",
    "total row",
    "x cell",
    "table formula",
    "required",
    "zero",
    "optional",
    "given",
    "formula",
    "sequence",
    "group key",
    "intermediate",
    "intermediate of a list",
    "tolerance of a cell",
    "half away from zero",
    "half even",
    "toward zero",
    "amount",
    "rate",
    "plain ratio",
    "percent",
    "permille",
    "basis points",
    "count type",
    "integer",
    "decimal",
    "days",
    "date type",
    "text type",
    "bool",
    "code",
    "check once",
    "check of each line",
    "check of each row",
    "check of each column",
    "check with a tolerance",
    "blank",
    "computed",
    "missing",
    "not_applicable",
    "not_computed",
    "unreadable",
    "pass",
    "fail",
    "not_evaluated",
    "division_by_zero",
    "duplicate_key",
    "given_twice",
    "missing_required",
    "no_such_day",
    "no_such_line",
    "out_of_range",
    "period_not_covered",
    "submitted_total_differs",
    "text_does_not_fit",
    "too_many_decimals",
    "unknown_code",
    "unknown_name",
    "unreadable_value",
    "value_in_x_cell",
    "working_days_out_of_range",
];

impl Constructs {
    fn note(&mut self, name: &'static str) {
        *self.0.entry(name).or_default() += 1;
    }

    pub(crate) fn with(mut self, other: Self) -> Self {
        for (name, count) in other.0 {
            *self.0.entry(name).or_default() += count;
        }
        self
    }

    /// Counts what came of a submission.
    pub(crate) fn came_out(&mut self, evaluated: &EvaluatedSubmission) {
        for cell in evaluated.cells.iter().chain(evaluated.columns.iter().flatten()) {
            self.note(cell.state.keyword());
        }
        for check in &evaluated.checks {
            self.note(check.outcome.keyword());
        }
        for finding in &evaluated.findings {
            self.note(finding.kind.code());
        }
    }

    /// Fails where a construct was never made.
    pub(crate) fn assert_all_were_made(&self) {
        if std::env::var("POSITUM_COUNTS").is_ok() {
            println!("{:#?}", self.0);
        }
        let missing: Vec<&&str> = ALL.iter().filter(|name| !self.0.contains_key(**name)).collect();
        assert!(missing.is_empty(), "never made: {missing:?}");
        let unknown: Vec<&&str> = self.0.keys().filter(|name| !ALL.contains(name)).collect();
        assert!(unknown.is_empty(), "made and not in the list of all: {unknown:?}");
    }

    /// Counts the constructs of a package.
    pub(crate) fn add(&mut self, model: &SettledModel) {
        for table in model.resolved.tables.ids() {
            self.table(model, table);
        }
        for cell in model.cells.iter() {
            self.cell(cell, "intermediate");
        }
        for column in model.columns.iter() {
            self.cell(column, "intermediate of a list");
        }
        for filter in model.filters.values() {
            self.note("derived list with a condition");
            filter.visit(&mut |part| self.expression(part));
        }
        for check in &model.checks {
            self.check(model, check);
        }
    }

    fn table(&mut self, model: &SettledModel, table: positum_plan::plan::TableId) {
        if model.resolved.tables[table].formula.is_some() {
            self.note("table formula");
        }
        match &model.resolved.tables[table].shape {
            Shape::Form(_) => self.note("form"),
            Shape::Grid(..) => {
                self.note("grid");
                if model.places[table].cells.iter().any(Option::is_none) {
                    self.note("x cell");
                }
            }
            Shape::List(list) => {
                match &list.derivation {
                    Some(derivation) if derivation.by.len() > 1 => self.note("key of a derived list of several columns"),
                    Some(_) => self.note("derived list"),
                    None => self.note("list"),
                }
                match list.key.len() {
                    0 => {}
                    1 => self.note("key"),
                    _ => self.note("key of several columns"),
                }
                if list.total.is_some() {
                    self.note("total row");
                }
            }
        }
    }

    fn cell(&mut self, cell: &positum_compiler::settled_model::Cell, intermediate: &'static str) {
        match &cell.origin {
            Origin::Input(absence) => {
                self.note("given");
                self.note(match absence {
                    Absence::Required => "required",
                    Absence::Zero => "zero",
                    Absence::Optional => "optional",
                });
            }
            Origin::Formula(formula, _) => {
                self.note("formula");
                formula.visit(&mut |part| self.expression(part));
            }
            Origin::Sequence => self.note("sequence"),
            Origin::GroupKey => self.note("group key"),
            Origin::Unknown => panic!("a package with an error"),
        }
        if cell.tolerance.is_some() {
            self.note("tolerance of a cell");
        }
        let Some(value_type) = &cell.value_type else { return self.note(intermediate) };
        self.note(match value_type.rounding {
            Rounding::HalfAwayFromZero => "half away from zero",
            Rounding::HalfEven => "half even",
            Rounding::TowardZero => "toward zero",
        });
        self.note(match &value_type.quantity {
            Quantity::Amount(_) => "amount",
            Quantity::Rate { .. } => "rate",
            Quantity::Ratio(RatioScale::Plain) => "plain ratio",
            Quantity::Ratio(RatioScale::Percent) => "percent",
            Quantity::Ratio(RatioScale::Permille) => "permille",
            Quantity::Ratio(RatioScale::BasisPoints) => "basis points",
            Quantity::Count => "count type",
            Quantity::Integer => "integer",
            Quantity::Decimal => "decimal",
            Quantity::Days => "days",
            Quantity::Date => "date type",
            Quantity::Text => "text type",
            Quantity::Bool => "bool",
            Quantity::Code(_) => "code",
        });
    }

    fn check(&mut self, model: &SettledModel, check: &Check) {
        let resolved = &model.resolved.checks[check.of];
        let is_of_lines = resolved.table.is_some_and(|table| matches!(model.resolved.tables[table].shape, Shape::List(_)));
        self.note(match check.entry {
            Some((Side::Row, _)) => "check of each row",
            Some((Side::Column, _)) => "check of each column",
            None if is_of_lines => "check of each line",
            None => "check once",
        });
        if resolved.tolerance.is_some() {
            self.note("check with a tolerance");
        }
        for formula in check.condition.iter().chain([&check.requirement]) {
            formula.visit(&mut |part| self.expression(part));
        }
    }

    fn expression(&mut self, expression: &Expression) {
        let name = match &expression.kind {
            ExpressionKind::Number(_) => "number",
            ExpressionKind::Text(_) => "text",
            ExpressionKind::Date(_) => "date",
            ExpressionKind::Slot(CellReference::Cell(_)) => "scalar cell",
            ExpressionKind::Slot(CellReference::Column(_)) => "column",
            ExpressionKind::Parameter(_) => "parameter",
            ExpressionKind::Chain(_) => "chain",
            ExpressionKind::Range(_) => "range",
            ExpressionKind::Product(..) => "product",
            ExpressionKind::Quotient(..) => "quotient",
            ExpressionKind::Negation(_) => "negation",
            ExpressionKind::Not(_) => "not",
            ExpressionKind::Comparison(Comparison::Equal, ..) => "comparison =",
            ExpressionKind::Comparison(Comparison::NotEqual, ..) => "comparison <>",
            ExpressionKind::Comparison(Comparison::Less, ..) => "comparison <",
            ExpressionKind::Comparison(Comparison::LessOrEqual, ..) => "comparison <=",
            ExpressionKind::Comparison(Comparison::Greater, ..) => "comparison >",
            ExpressionKind::Comparison(Comparison::GreaterOrEqual, ..) => "comparison >=",
            ExpressionKind::In(..) => "in",
            ExpressionKind::Matches(..) => "matches",
            ExpressionKind::And(_) => "and",
            ExpressionKind::Or(_) => "or",
            ExpressionKind::When(..) => "when",
            ExpressionKind::Else(..) => "else",
            ExpressionKind::If(..) => "if",
            ExpressionKind::DaysBetween(..) => "days between",
            ExpressionKind::Absolute(_) => "abs",
            ExpressionKind::Least(_) => "min of several",
            ExpressionKind::Greatest(_) => "max of several",
            ExpressionKind::Round(..) => "round",
            ExpressionKind::Exact(_) => "exact",
            ExpressionKind::Earlier(_, Earlier::Period) => "previous",
            ExpressionKind::Earlier(_, Earlier::Year) => "previous year",
            ExpressionKind::Earlier(_, Earlier::Closing) => "closing",
            ExpressionKind::PeriodPart(PeriodPart::Year) => "year",
            ExpressionKind::PeriodPart(PeriodPart::Quarter) => "quarter",
            ExpressionKind::PeriodPart(PeriodPart::Month) => "month",
            ExpressionKind::PeriodPart(PeriodPart::FirstDay) => "first day",
            ExpressionKind::PeriodPart(PeriodPart::LastDay) => "last day",
            ExpressionKind::DateOf { .. } => "date of numbers",
            ExpressionKind::WorkingDaysAfter { .. } => "working days after",
            ExpressionKind::Lookup { .. } => "lookup",
            ExpressionKind::Aggregate { function, group, value, filter, .. } => {
                self.note(if group.is_some() { "over a group" } else { "over all lines" });
                self.note(if filter.is_some() { "with a filter" } else { "without a filter" });
                if value.is_none() {
                    self.note("without a value");
                }
                match function {
                    Aggregate::Sum => "sum",
                    Aggregate::Count => "count",
                    Aggregate::Min => "min",
                    Aggregate::Max => "max",
                    Aggregate::First => "first",
                }
            }
            ExpressionKind::Unknown => panic!("a package with an error"),
        };
        self.note(name);
    }
}
