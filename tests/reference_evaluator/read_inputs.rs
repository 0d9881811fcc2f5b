//! Reads what was submitted: from names to cells, and from texts to values.

use super::values::{Value, day_of, plain_decimals, read_date, rounded, shown, shown_power};
use num_bigint::BigInt;
use num_rational::BigRational;
use positum_compiler::resolved_model::{Axis, Shape};
use positum_compiler::settled_model::SettledModel;
use positum_plan::plan::{CellId, CodelistId, ParameterId, ReportId, TableId};
use positum_plan::value::{Quantity, ValueType};
use positum_runtime::submission::{Address, Given, Submission};
use std::collections::BTreeMap;

/// What was given for one place, in the order of the submission.
pub(crate) type Several<'s> = Vec<&'s Given>;
/// The columns of a line, by their place in the list.
pub(crate) type LineGiven<'s> = BTreeMap<usize, Several<'s>>;

/// What was submitted, by place.
#[derive(Default)]
pub(crate) struct Inputs<'s> {
    pub(crate) parameters: BTreeMap<ParameterId, Several<'s>>,
    pub(crate) cells: BTreeMap<CellId, Several<'s>>,
    /// By the number of the line as submitted.
    pub(crate) lines: BTreeMap<TableId, BTreeMap<u64, LineGiven<'s>>>,
    /// Addresses of cells that do not exist, and for which something was given.
    pub(crate) x_cells: Vec<String>,
    /// Reports for which anything was given.
    pub(crate) reports: Vec<ReportId>,
}

/// All that was given for a place.
pub(crate) enum Settled<'s> {
    Absent,
    Once(&'s Given),
    /// How often after the first time.
    Again(usize),
}

/// Joins what was given for a place. Several times nothing is nothing.
pub(crate) fn settle<'s>(given: Option<&Several<'s>>) -> Settled<'s> {
    match given.map(Vec::as_slice) {
        None | Some([]) => Settled::Absent,
        Some(several) if several.iter().all(|given| is_nothing(given)) => Settled::Absent,
        Some([given]) => Settled::Once(given),
        Some(several) => Settled::Again(several.len() - 1),
    }
}

pub(crate) fn is_nothing(given: &Given) -> bool {
    *given == Given::Nothing || *given == Given::Text(String::new())
}

/// Sorts what was submitted by place. Names that the package does not have are passed over.
pub(crate) fn read_inputs<'s>(model: &SettledModel, submission: &'s Submission) -> Inputs<'s> {
    let mut inputs = Inputs::default();
    for cell in &submission.cells {
        let address = &cell.address;
        if address.report == "parameters" {
            let found = model.resolved.parameters.entries().find(|(_, parameter)| parameter.name == address.row);
            if let (Some((id, _)), "", "") = (found, address.table.as_str(), address.column.as_str()) {
                inputs.parameters.entry(id).or_default().push(&cell.given);
            }
            continue;
        }
        let Some((report, found)) = model.resolved.reports.entries().find(|(_, report)| report.name == address.report) else { continue };
        inputs.reports.push(report);
        let table = found.tables.iter().copied().find(|table| model.resolved.tables[*table].name == address.table);
        if let Some(table) = table {
            place(model, table, address, &cell.given, &mut inputs);
        }
    }
    inputs
}

fn place<'s>(model: &SettledModel, table: TableId, address: &Address, given: &'s Given, inputs: &mut Inputs<'s>) {
    let cells = &model.places[table];
    let (row, column) = (address.row.as_str(), address.column.as_str());
    let mut x_cell = String::new();
    let cell = match &model.resolved.tables[table].shape {
        Shape::Form(positions) if column.is_empty() => find(positions, row).map(|index| cells.cells[index]),
        Shape::Form(_) => None,
        Shape::Grid(rows, columns) => {
            let place = find(rows, row).zip(find(columns, column));
            if let Some((row, column)) = place {
                x_cell = format!("{}:{}", rows.entries[row].code, columns.entries[column].code);
            }
            place.map(|(row, column)| cells.cells[row * columns.entries.len() + column])
        }
        Shape::List(list) => match (find(&list.axis, column), line_number(row)) {
            (Some(index), _) if row == "total" && list.total.is_some() => {
                x_cell = format!("total:{}", list.axis.entries[index].code);
                Some(cells.cells[index])
            }
            (Some(index), Some(line)) => {
                inputs.lines.entry(table).or_default().entry(line).or_default().entry(index).or_default().push(given);
                None
            }
            (None | Some(_), _) => None,
        },
    };
    match cell {
        Some(Some(cell)) => inputs.cells.entry(cell).or_default().push(given),
        Some(None) if !is_nothing(given) => inputs.x_cells.push(format!("{}.{}.{x_cell}", address.report, address.table)),
        Some(None) | None => {}
    }
}

/// Finds a code; the dot that is printed after it is no part of it.
fn find(axis: &Axis, code: &str) -> Option<usize> {
    let place = |code: &str| axis.entries.iter().position(|entry| entry.code == code);
    place(code).or_else(|| place(code.strip_suffix('.')?))
}

fn line_number(row: &str) -> Option<u64> {
    let is_digits = !row.is_empty() && row.bytes().all(|byte| byte.is_ascii_digit());
    row.parse().ok().filter(|number| is_digits && *number > 0)
}

/// What came of reading a value: the value, and a finding.
pub(crate) type Read = (Option<Value>, Option<&'static str>);

/// Reads a value of a type in a period that ends on this day.
pub(crate) fn read_value(model: &SettledModel, value_type: &ValueType, given: &Given, last_day: i64) -> Read {
    let unreadable = (None, Some("unreadable_value"));
    match &value_type.quantity {
        Quantity::Amount(_)
        | Quantity::Rate { .. }
        | Quantity::Ratio(_)
        | Quantity::Count
        | Quantity::Integer
        | Quantity::Decimal
        | Quantity::Days => read_number(value_type, given),
        Quantity::Date => match given {
            Given::Text(text) => read_date(text).map_or(unreadable, |date| (Some(Value::Date(date)), None)),
            Given::Nothing | Given::JsonNumber(_) | Given::NoValue(_) | Given::UnknownOfMembers => unreadable,
        },
        Quantity::Bool => match given {
            Given::Text(text) if text == "true" || text == "false" => (Some(Value::Bool(text == "true")), None),
            Given::Text(_) | Given::Nothing | Given::JsonNumber(_) | Given::NoValue(_) | Given::UnknownOfMembers => unreadable,
        },
        Quantity::Text => {
            let Some(text) = read_text(given) else { return unreadable };
            let is_longer = value_type.limits.longest.is_some_and(|longest| text.chars().count() > longest as usize);
            let fits = value_type.limits.pattern.as_ref().is_none_or(|pattern| pattern.fits(&text));
            if is_longer || !fits { (None, Some("text_does_not_fit")) } else { (Some(Value::Text(text)), None) }
        }
        Quantity::Code(codelist) => {
            let Some(code) = read_text(given) else { return unreadable };
            let finding = (!is_permitted(model, *codelist, &code, last_day)).then_some("unknown_code");
            (Some(Value::Text(code)), finding)
        }
    }
}

/// A text has one line of at most 4,000 characters. A number of JSON is a text as it is written.
fn read_text(given: &Given) -> Option<String> {
    let (Given::Text(text) | Given::JsonNumber(text)) = given else { return None };
    (text.chars().count() <= 4000 && !text.chars().any(char::is_control)).then(|| text.clone())
}

fn is_permitted(model: &SettledModel, codelist: CodelistId, code: &str, last_day: i64) -> bool {
    model.resolved.codelists[codelist].codes.get(code).is_some_and(|code| {
        let (from, until) = (code.validity.from.map(day_of), code.validity.until.map(day_of));
        !code.is_group && from.is_none_or(|from| from <= last_day) && until.is_none_or(|until| last_day <= until)
    })
}

fn read_number(value_type: &ValueType, given: &Given) -> Read {
    let (text, exponent) = match given {
        Given::Text(text) => (text.as_str(), "0"),
        Given::JsonNumber(text) => text.split_once(['e', 'E']).unwrap_or((text, "0")),
        Given::Nothing | Given::NoValue(_) | Given::UnknownOfMembers => return (None, Some("unreadable_value")),
    };
    let Some(mantissa) = read_digits(text) else { return (None, Some("unreadable_value")) };
    // The bounds of 1,000 characters and an exponent of 400 are the runtime's: any number beyond has more than 28 digits,
    // or would be written so by nobody.
    let exponent: i64 = exponent.trim_start_matches('+').parse().unwrap_or(9999);
    if text.len() > 1000 || exponent.abs() > 400 {
        return (None, Some("out_of_range"));
    }
    let factor = BigRational::from_integer(BigInt::from(10).pow(u32::try_from(exponent.abs()).expect("a small exponent")));
    let number = if exponent < 0 { mantissa / factor } else { mantissa * factor };
    let plain = number / BigRational::from_integer(BigInt::from(10).pow(shown_power(value_type)));
    match shown(&plain, value_type) {
        None => (None, Some("out_of_range")),
        Some(value) if rounded(&plain, plain_decimals(value_type), value_type.rounding) != plain => {
            (Some(Value::Number(value)), Some("too_many_decimals"))
        }
        Some(value) => (Some(Value::Number(value)), None),
    }
}

/// Reads digits with an optional `-` and `.digits`.
fn read_digits(text: &str) -> Option<BigRational> {
    let (sign, unsigned) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let (before, after) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !is_digits(before) || !is_digits(after) {
        return None;
    }
    let digits: BigInt = format!("{before}{after}").parse().ok()?;
    Some(BigRational::new(digits * sign, BigInt::from(10).pow(u32::try_from(after.len()).ok()?)))
}
