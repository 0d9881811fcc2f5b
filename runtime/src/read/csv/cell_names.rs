//! The names that wide CSV may give to cells: `report.table.row:column`, and shorter ones that are unique in the package.

use crate::read::address;
use crate::read::read_error::HeaderProblem;
use crate::submission::{Address, PARAMETERS, TOTAL};
use positum_plan::plan::{Plan, Shape, TableId};
use std::collections::{BTreeMap, BTreeSet};

/// Every name of every cell that exists once.
#[derive(Default)]
pub(super) struct CellNames {
    addresses: BTreeMap<String, Address>,
    /// For each shorter name the full ones.
    full_names: BTreeMap<String, BTreeSet<String>>,
    /// Names of lists, short and full, with the short one.
    lists: BTreeMap<String, String>,
    /// For each column of a list the list.
    list_columns: BTreeMap<String, String>,
    /// The first cell.
    example: Option<String>,
}

impl CellNames {
    pub(super) fn new(plan: &Plan) -> Self {
        let mut names = Self::default();
        for report in plan.reports.iter() {
            for table in &report.tables {
                names.add_table(plan, &report.name, *table);
            }
        }
        for parameter in plan.parameters.iter() {
            names.add(PARAMETERS, "", &parameter.name, "");
        }
        names
    }

    /// Gives the cell that `name` names.
    pub(super) fn address(&self, name: &str) -> Result<Address, HeaderProblem> {
        if let Some(address) = self.addresses.get(name) {
            return Ok(address.clone());
        }
        let full_names = self.full_names.get(name).into_iter().flatten();
        let addresses: Vec<&Address> = full_names.clone().filter_map(|full| self.addresses.get(full)).collect();
        match addresses.as_slice() {
            [only] => Ok((*only).clone()),
            [] => Err(self.unknown(name)),
            [_, _, ..] => Err(HeaderProblem::AmbiguousCell { column: name.to_owned(), full_names: full_names.cloned().collect() }),
        }
    }

    fn add_table(&mut self, plan: &Plan, report: &str, table: TableId) {
        let table = &plan.tables[table];
        match &table.shape {
            Shape::Form { axis, .. } => axis.entries.iter().for_each(|entry| self.add(report, &table.name, &entry.code, "")),
            Shape::Grid { rows, columns, .. } => {
                for row in &rows.entries {
                    columns.entries.iter().for_each(|column| self.add(report, &table.name, &row.code, &column.code));
                }
            }
            Shape::List(list) => {
                for (column, _) in list.total.iter().flat_map(|total| &total.cells) {
                    self.add(report, &table.name, TOTAL, &plan.columns[*column].code);
                }
                for name in [table.name.clone(), format!("{report}.{}", table.name)] {
                    self.lists.insert(name, table.name.clone());
                }
                for column in &list.axis.entries {
                    self.list_columns.insert(column.code.clone(), table.name.clone());
                }
            }
        }
    }

    fn add(&mut self, report: &str, table: &str, row: &str, column: &str) {
        let address = address(report, table, row, column);
        let cell = if column.is_empty() { row.to_owned() } else { format!("{row}:{column}") };
        let full = if table.is_empty() { format!("{report}.{cell}") } else { format!("{report}.{table}.{cell}") };
        for short in [format!("{report}.{cell}"), format!("{table}.{cell}"), cell] {
            self.full_names.entry(short).or_default().insert(full.clone());
        }
        self.example.get_or_insert_with(|| full.clone());
        self.addresses.insert(full, address);
    }

    fn unknown(&self, name: &str) -> HeaderProblem {
        let column = name.to_owned();
        let list = self.lists.iter().find(|(list, _)| name.strip_prefix(list.as_str()).is_some_and(|rest| rest.starts_with(['.', ':'])));
        if let Some(list) = list.map(|(_, list)| list).or_else(|| self.list_columns.get(name)) {
            return HeaderProblem::ListInWide { column, list: list.clone() };
        }
        let wanted = plain(name);
        let alike = |known: &&String| plain(known) == wanted;
        match self.full_names.keys().find(alike).or_else(|| self.addresses.keys().find(alike)) {
            Some(known) => HeaderProblem::UnknownCell { column, example: Some(known.clone()), alike: true },
            None => HeaderProblem::UnknownCell { column, example: self.example.clone(), alike: false },
        }
    }
}

/// Takes away what spreadsheets and typists lose or add: leading zeros, capitals, spaces.
fn plain(name: &str) -> String {
    let parts = name.trim().split_inclusive(['.', ':']).map(|part| part.trim_start_matches('0'));
    parts.collect::<String>().to_lowercase()
}
