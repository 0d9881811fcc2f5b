//! A package on its way from numbers to text: tables with entries whose formulas are text already.

use crate::labels::Labels;
use std::collections::BTreeSet;

/// A package.
#[derive(Debug, Default)]
pub(crate) struct PackageModel {
    pub(crate) tables: Vec<Table>,
    /// How many reports there are.
    pub(crate) report_count: usize,
    /// Checks by report.
    pub(crate) report_checks: Vec<Vec<Check>>,
    /// Numbers of the codelists that columns use.
    pub(crate) codelists: BTreeSet<usize>,
    /// Numbers of the parameters that checks use.
    pub(crate) parameters: BTreeSet<usize>,
}

/// What a cell measures, as far as formulas must know it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    Amount,
    Count,
    Share,
    Code,
    Other,
}

/// A position, row or column.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) code: String,
    pub(crate) labels: Labels,
    /// The type with what follows it; nothing where the table has it.
    pub(crate) value_type: Option<String>,
    pub(crate) unit: Unit,
    /// Indexes of columns whose cells are x.
    pub(crate) marks: Vec<usize>,
    /// `overrides …`, where that is needed.
    pub(crate) overrides: Option<&'static str>,
    pub(crate) formula: Option<String>,
    pub(crate) source: Option<String>,
    /// The heading above it.
    pub(crate) heading: Option<Labels>,
}

/// A table.
#[derive(Debug)]
pub(crate) struct Table {
    /// The number of its report.
    pub(crate) report: usize,
    pub(crate) name: String,
    pub(crate) labels: Labels,
    pub(crate) shape: Shape,
    pub(crate) checks: Vec<Check>,
}

/// The shape of a table.
#[derive(Debug)]
pub(crate) enum Shape {
    Form {
        positions: Vec<Entry>,
        /// Names and formulas.
        lets: Vec<(String, String)>,
    },
    Grid {
        columns: Vec<Entry>,
        rows: Vec<Entry>,
    },
    List {
        columns: Vec<Entry>,
        /// `from … by …`, for a list made from another.
        derivation: Option<String>,
        /// Codes and formulas of the total row.
        total: Vec<(String, String)>,
    },
}

/// A check.
#[derive(Debug)]
pub(crate) struct Check {
    pub(crate) name: String,
    pub(crate) requirement: String,
    pub(crate) condition: Option<String>,
    /// Whether both sides may differ by a euro.
    pub(crate) is_tolerant: bool,
    pub(crate) severity: Option<&'static str>,
    /// A formula that the message shows.
    pub(crate) shown: Option<String>,
    pub(crate) source: Option<String>,
}

impl Entry {
    /// Makes an entry without a type and formula; the first has the code 0010.
    pub(crate) fn new(index: usize, labels: Labels) -> Self {
        let code = format!("{:04}", (index + 1) * 10);
        let (value_type, unit, marks, overrides, formula, source, heading) = (None, Unit::Amount, Vec::new(), None, None, None, None);
        Self { code, labels, value_type, unit, marks, overrides, formula, source, heading }
    }

    pub(crate) fn typed(mut self, value_type: &str, unit: Unit) -> Self {
        self.value_type = Some(value_type.to_owned());
        self.unit = unit;
        self
    }

    pub(crate) fn computed(mut self, formula: impl Into<String>) -> Self {
        self.formula = Some(formula.into());
        self
    }

    /// Whether its cells are all there and mean what its formula says, so that others may take them as they are.
    pub(crate) fn is_plain(&self) -> bool {
        self.marks.is_empty() && self.overrides.is_none()
    }
}

impl Table {
    pub(crate) fn is_list(&self) -> bool {
        matches!(self.shape, Shape::List { .. })
    }

    /// Gives the codes of a list's columns, or a form's positions, of a unit.
    pub(crate) fn codes(&self, unit: Unit) -> Vec<String> {
        match &self.shape {
            Shape::Form { positions: entries, .. } | Shape::List { columns: entries, .. } => {
                entries.iter().filter(|entry| entry.unit == unit).map(|entry| entry.code.clone()).collect()
            }
            Shape::Grid { .. } => Vec::new(),
        }
    }
}

/// Gives the name of a report.
pub(crate) fn report_name(report: usize) -> String {
    const FRAMEWORKS: [&str; 8] =
        ["own_funds", "financial", "large_exposures", "liquidity", "stable_funding", "leverage", "encumbrance", "resolution"];
    format!("{}_{:02}", FRAMEWORKS.get(report % FRAMEWORKS.len()).unwrap_or(&"report"), report + 1)
}
