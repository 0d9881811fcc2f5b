//! Finds what a name on the command line or in a page stands for: a cell, a parameter or a check.
//!
//! Names are those of wide data, `report.table.row:column`, or any shorter one that is unique in the package; a line of
//! a list stands under its number or, in brackets, its key. Which names are nearest to a wrong one is not decided here.

use super::names::{cell_name, check_name, key_of_line, line_of_row, table_name};
use crate::evaluate::workings::Workings;
use crate::evaluated_submission::CellAt;
use crate::submission::{PARAMETERS, TOTAL};
use positum_plan::plan::{Axis, CellId, CellReference, CheckId, ColumnId, List, ParameterId, Place, Plan, Scope, Shape, TableId};

/// Something that can be explained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// A cell.
    Cell(CellAt),
    /// A check and the row of its outcome, as outcomes have it.
    Check(CheckId, String),
    /// A parameter.
    Parameter(ParameterId),
}

/// Why a name stands for nothing that can be explained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SubjectError {
    /// There is no such name.
    Unknown {
        /// The name.
        name: String,
        /// All names that there are, full and shorter ones.
        known: Vec<String>,
    },
    /// Several things have the name.
    Ambiguous {
        /// The name.
        name: String,
        /// Their full names.
        full_names: Vec<String>,
    },
    /// The form has an `x` there.
    XCell {
        /// The full name.
        name: String,
    },
    /// It is a column of a list, and the line is not said.
    NoLine {
        /// The name.
        name: String,
        /// `report.table`.
        list: String,
        /// The code of the column.
        column: String,
        /// Whether lines have keys.
        is_keyed: bool,
    },
    /// The list has no such line.
    NoSuchLine {
        /// The name.
        name: String,
        /// `report.table`.
        list: String,
        /// How many lines it has.
        lines: usize,
        /// Keys of its first lines.
        keys: Vec<String>,
    },
}

/// What a name may stand for.
struct Candidate {
    /// Whether the name says everything.
    is_full: bool,
    full_name: String,
    found: Found,
}

enum Found {
    Cell(CellAt),
    Check(CheckId, Option<String>),
    Parameter(ParameterId),
    X,
    NoSuchLine(TableId),
}

/// Finds what a name stands for.
pub(super) fn find_subject(workings: &Workings<'_>, name: &str) -> Result<Vec<Named>, SubjectError> {
    let mut candidates = cells_named(workings, name);
    candidates.extend(checks_named(workings.plan(), name));
    candidates.extend(parameters_named(workings.plan(), name));
    if candidates.iter().any(|candidate| candidate.is_full) {
        candidates.retain(|candidate| candidate.is_full);
    }
    if candidates.iter().any(|candidate| !candidate.found.is_nothing()) {
        candidates.retain(|candidate| !candidate.found.is_nothing());
    }
    let mut full_names: Vec<String> = candidates.iter().map(|candidate| candidate.full_name.clone()).collect();
    full_names.dedup();
    match full_names.as_slice() {
        [] => Err(no_line(workings.plan(), name).unwrap_or_else(|| SubjectError::Unknown { name: name.to_owned(), known: known_names(workings) })),
        [full_name] => settled(workings, name, full_name, &candidates),
        [_, _, ..] => Err(SubjectError::Ambiguous { name: name.to_owned(), full_names }),
    }
}

fn settled(workings: &Workings<'_>, name: &str, full_name: &str, candidates: &[Candidate]) -> Result<Vec<Named>, SubjectError> {
    let mut named = Vec::new();
    for candidate in candidates {
        match &candidate.found {
            Found::Cell(at) => named.push(Named::Cell(*at)),
            Found::Parameter(parameter) => named.push(Named::Parameter(*parameter)),
            Found::Check(check, row) => named.extend(outcomes_of(workings, *check, row.as_deref())),
            Found::X => return Err(SubjectError::XCell { name: full_name.to_owned() }),
            Found::NoSuchLine(table) => return Err(no_such_line(workings, name, *table)),
        }
    }
    if named.is_empty() {
        let list = candidates.iter().find_map(|candidate| match candidate.found {
            Found::Check(check, _) => match workings.plan().checks[check].scope {
                Scope::EachLine(table) => Some(table),
                Scope::Once | Scope::Row(_) | Scope::Column(_) => None,
            },
            Found::Cell(_) | Found::Parameter(_) | Found::X | Found::NoSuchLine(_) => None,
        });
        return match list {
            Some(table) => Err(no_such_line(workings, name, table)),
            None => Err(SubjectError::Unknown { name: name.to_owned(), known: known_names(workings) }),
        };
    }
    Ok(named)
}

impl Found {
    fn is_nothing(&self) -> bool {
        match self {
            Self::Cell(_) | Self::Check(..) | Self::Parameter(_) => false,
            Self::X | Self::NoSuchLine(_) => true,
        }
    }
}

/// Finds the column of a list that is named as if lists had one line.
fn no_line(plan: &Plan, name: &str) -> Option<SubjectError> {
    let (table_name_given, code) = name.rsplit_once('.')?;
    let is_meant = |column: &&positum_plan::plan::Column| {
        let table = table_name(plan, column.table);
        column.code == code && (table == table_name_given || plan.tables[column.table].name == table_name_given)
    };
    let column = plan.columns.iter().find(is_meant)?;
    let Shape::List(list) = &plan.tables[column.table].shape else { return None };
    let (list, is_keyed) = (table_name(plan, column.table), !list.key.is_empty());
    Some(SubjectError::NoLine { name: name.to_owned(), list, column: code.to_owned(), is_keyed })
}

fn no_such_line(workings: &Workings<'_>, name: &str, table: TableId) -> SubjectError {
    let lines = workings.lines(table);
    let keys = (0..lines.min(super::MOST_LINES)).filter_map(|line| key_of_line(workings, table, line)).collect();
    SubjectError::NoSuchLine { name: name.to_owned(), list: table_name(workings.plan(), table), lines, keys }
}

/// Gives the outcomes of a check: that of the row, else those of which something is to be told, else all.
fn outcomes_of(workings: &Workings<'_>, check: CheckId, row: Option<&str>) -> Vec<Named> {
    let plan = workings.plan();
    let of_check = || workings.checks().iter().filter(|outcome| outcome.check == check);
    let is_row = |outcome_row: &str, row: &str| {
        let key = line_of_row(plan, check, outcome_row).and_then(|(table, line)| key_of_line(workings, table, line));
        outcome_row == row || key.is_some_and(|key| is_same_key(&key, row))
    };
    let named = |row: &str| Named::Check(check, row.to_owned());
    match row {
        Some(row) => of_check().filter(|outcome| is_row(&outcome.row, row)).map(|outcome| named(&outcome.row)).take(1).collect(),
        None => {
            let failing: Vec<Named> = of_check()
                .filter(|outcome| outcome.outcome == crate::evaluated_submission::Outcome::Fail)
                .map(|outcome| named(&outcome.row))
                .collect();
            if failing.is_empty() { of_check().map(|outcome| named(&outcome.row)).collect() } else { failing }
        }
    }
}

fn checks_named(plan: &Plan, name: &str) -> Vec<Candidate> {
    let (plain, row) = match name.strip_suffix(']').and_then(|name| name.split_once('[')) {
        Some((plain, row)) => (plain, Some(row.trim_matches('"').to_owned())),
        None => (name, None),
    };
    let candidate = |(id, check): (CheckId, &positum_plan::plan::Check)| {
        let full_name = check_name(plan, id);
        let of_table = check.table.map(|table| format!("{}.{}", plan.tables[table].name, check.name));
        let is_full = full_name == plain;
        let of_report = format!("{}.{}", plan.reports[check.report].name, check.name);
        let is_named = is_full || check.name == plain || of_report == plain || of_table.is_some_and(|name| name == plain);
        // A check for each row of a grid is one for each of them: only the row tells them apart.
        let row = match &check.scope {
            Scope::Row(code) | Scope::Column(code) if row.as_ref().is_none_or(|row| row == code) => None,
            Scope::Row(_) | Scope::Column(_) => return None,
            Scope::Once | Scope::EachLine(_) => row.clone(),
        };
        is_named.then_some(Candidate { is_full, full_name, found: Found::Check(id, row) })
    };
    plan.checks.entries().filter_map(candidate).collect()
}

fn parameters_named(plan: &Plan, name: &str) -> Vec<Candidate> {
    let candidate = |(id, parameter): (ParameterId, &positum_plan::plan::Parameter)| {
        let full_name = format!("{PARAMETERS}.{}", parameter.name);
        let is_full = full_name == name;
        (is_full || parameter.name == name).then_some(Candidate { is_full, full_name, found: Found::Parameter(id) })
    };
    plan.parameters.entries().filter_map(candidate).collect()
}

fn cells_named(workings: &Workings<'_>, name: &str) -> Vec<Candidate> {
    let plan = workings.plan();
    let mut candidates = Vec::new();
    for (id, table) in plan.tables.entries() {
        let report = &plan.reports[table.report].name;
        let prefixes = [(format!("{report}.{}", table.name), true), (table.name.clone(), false), (report.clone(), false), (String::new(), false)];
        for (prefix, is_full) in prefixes {
            let Some(rest) = name.strip_prefix(prefix.as_str()) else { continue };
            let place = match rest.strip_prefix('.') {
                Some(place) if !prefix.is_empty() => place,
                Some(_) | None if prefix.is_empty() || rest.starts_with('[') => rest,
                Some(_) | None => continue,
            };
            if let Some(found) = in_table(workings, id, place) {
                let full_name = match &found {
                    Found::Cell(at) => cell_name(plan, *at),
                    Found::X | Found::NoSuchLine(_) | Found::Check(..) | Found::Parameter(_) => format!("{report}.{}.{place}", table.name),
                };
                candidates.push(Candidate { is_full, full_name, found });
                break;
            }
        }
    }
    candidates
}

fn in_table(workings: &Workings<'_>, table: TableId, place: &str) -> Option<Found> {
    let plan = workings.plan();
    let scalar = |cell: CellId| Found::Cell(CellAt { reference: CellReference::Cell(cell), line: 0 });
    let intermediate = plan.cells.entries().find(|(_, cell)| cell.table == table && matches!(&cell.place, Place::Let(name) if name == place));
    if let Some((cell, _)) = intermediate {
        return Some(scalar(cell));
    }
    match &plan.tables[table].shape {
        Shape::Form { positions, axis } => positions.get(index_of(axis, place)?).copied().map(scalar),
        Shape::Grid { rows, columns, cells } => {
            let (row, column) = place.split_once(':')?;
            let index = index_of(rows, row)?.checked_mul(columns.entries.len())?.checked_add(index_of(columns, column)?)?;
            Some(cells.get(index).copied()?.map_or(Found::X, scalar))
        }
        Shape::List(list) => in_list(workings, table, list, place),
    }
}

/// Finds `3:130`, `total:050`, `[USD].050` in a list.
fn in_list(workings: &Workings<'_>, table: TableId, list: &List, place: &str) -> Option<Found> {
    let plan = workings.plan();
    if let Some((key, column)) = place.strip_prefix('[').and_then(|place| place.rsplit_once(']')) {
        let column = column_named(plan, table, column.strip_prefix(['.', ':'])?)?;
        let key = key.trim_matches('"');
        let line = (0..workings.lines(table)).find(|line| key_of_line(workings, table, *line).is_some_and(|found| is_same_key(&found, key)));
        return Some(line.map_or(Found::NoSuchLine(table), |line| Found::Cell(CellAt { reference: CellReference::Column(column), line })));
    }
    let (row, column) = place.split_once(':')?;
    let column = column_named(plan, table, column)?;
    if row == TOTAL {
        let total = list.total.as_ref()?.cells.iter().find(|(of, _)| *of == column);
        return Some(total.map_or(Found::X, |(_, cell)| Found::Cell(CellAt { reference: CellReference::Cell(*cell), line: 0 })));
    }
    let line = row.parse::<usize>().ok()?.checked_sub(1)?;
    let is_there = line < workings.lines(table);
    Some(if is_there { Found::Cell(CellAt { reference: CellReference::Column(column), line }) } else { Found::NoSuchLine(table) })
}

/// Compares keys; spaces around their parts do not count.
fn is_same_key(found: &str, wanted: &str) -> bool {
    found == wanted || plain_key(found) == plain_key(wanted)
}

/// Gives a key without what does not count in it: spaces and quotes around its parts.
pub(crate) fn plain_key(key: &str) -> String {
    key.split(',').map(|part| part.trim().trim_matches('"')).collect::<Vec<_>>().join(",")
}

/// Finds a column by its code, intermediates too.
fn column_named(plan: &Plan, table: TableId, code: &str) -> Option<ColumnId> {
    plan.columns.entries().find(|(_, column)| column.table == table && column.code == code).map(|(id, _)| id)
}

fn index_of(axis: &Axis, code: &str) -> Option<usize> {
    let plain = code.strip_suffix('.');
    axis.entries.iter().position(|entry| entry.code == code || plain.is_some_and(|plain| entry.code == plain))
}

/// Gives every name of what can be explained, full and shorter ones; of lists those of the first line.
fn known_names(workings: &Workings<'_>) -> Vec<String> {
    let plan = workings.plan();
    let scalars = plan.cells.ids().map(|cell| plan.cell_name(CellReference::Cell(cell)));
    let has_line = |column: &ColumnId| workings.lines(plan.columns[*column].table) > 0;
    let in_lines = plan.columns.ids().filter(has_line).map(|column| cell_name(plan, CellAt { reference: CellReference::Column(column), line: 0 }));
    let checks = plan.checks.ids().map(|check| check_name(plan, check));
    let parameters = plan.parameters.iter().map(|parameter| format!("{PARAMETERS}.{}", parameter.name));
    let mut known = Vec::new();
    for full in scalars.chain(in_lines).chain(checks).chain(parameters) {
        let parts: Vec<&str> = full.splitn(3, '.').collect();
        known.extend((1..parts.len()).filter_map(|from| parts.get(from..)).map(|parts| parts.join(".")));
        if let [report, _, place] = parts.as_slice() {
            known.push(format!("{report}.{place}"));
        }
        known.push(full);
    }
    known.sort_unstable();
    known.dedup();
    known
}
