//! Reads the fields of a form: whose figures it holds, for which period, of which package.

use super::source::Source;
use super::workbook::{Cell, CellValue, Position, Sheet, Workbook};
use super::workbook_error::{FieldProblem, WorkbookError};
use crate::form_keys::{ENTITY, PACKAGE, PERIOD, VERSION};
use positum_plan::period::{Period, PeriodKind, parse_date};
use positum_plan::plan::Plan;
use positum_runtime::finding_text::has_controls;
use positum_runtime::submission::Origin;
use std::collections::BTreeSet;

/// What the fields of a form say.
pub(super) struct Fields {
    pub(super) entity: String,
    pub(super) period: Period,
    /// The fingerprint of the definition that the form was made from; empty where the form does not say.
    pub(super) version: String,
    pub(super) version_place: Origin,
}

/// A field: its place, and the cell where it is filled.
pub(super) struct Field<'w> {
    pub(super) place: Origin,
    pub(super) cell: Option<&'w Cell>,
}

impl Field<'_> {
    fn text(&self) -> String {
        self.cell.map(|cell| cell.value.text()).unwrap_or_default()
    }
}

/// Reads the fields of a form; `wanted` is the period that the user named.
pub(super) fn read_fields(source: &Source, workbook: &Workbook, plans: &[Plan], wanted: Option<Period>) -> Result<Fields, WorkbookError> {
    let Some(package) = find_field(source, workbook, PACKAGE)? else {
        return Err(source.error_of_file(FieldProblem::NotAForm));
    };
    let expected = plans.last().map(|plan| plan.package.name.clone()).unwrap_or_default();
    let found = package.text();
    if found.trim() != expected {
        return Err(WorkbookError { place: package.place, problem: FieldProblem::OtherPackage { found, expected }.into() });
    }
    let version = find_field(source, workbook, VERSION)?;
    Ok(Fields {
        entity: read_entity(needed_field(source, workbook, ENTITY)?)?,
        period: read_period(needed_field(source, workbook, PERIOD)?, plans, wanted)?,
        version: version.as_ref().map(Field::text).unwrap_or_default().trim().to_owned(),
        version_place: version.map_or_else(|| source.file_place(), |version| version.place),
    })
}

fn needed_field<'w>(source: &Source, workbook: &'w Workbook, name: &str) -> Result<Field<'w>, WorkbookError> {
    let lost = || source.error_of_file(FieldProblem::NameLost(name.to_owned()));
    find_field(source, workbook, name)?.ok_or_else(lost)
}

/// Finds the cell of a name. Copies of a sheet bring the name again; they do no harm while they say the same.
pub(super) fn find_field<'w>(source: &Source, workbook: &'w Workbook, name: &str) -> Result<Option<Field<'w>>, WorkbookError> {
    let mut found: Option<(&Sheet, Position, Option<&Cell>)> = None;
    let mut is_lost = false;
    for (_, reference) in workbook.names.iter().filter(|(known, _)| known == name) {
        let place = reference.as_ref().and_then(|reference| {
            let sheet = workbook.sheets.iter().find(|sheet| sheet.name == reference.sheet)?;
            Some((sheet, reference.position))
        });
        let Some((sheet, position)) = place else {
            is_lost = true;
            continue;
        };
        let cell = sheet.cell(position.row, position.column);
        let shown = |cell: Option<&Cell>| cell.map(|cell| cell.value.text()).unwrap_or_default();
        match found {
            None => found = Some((sheet, position, cell)),
            Some((_, _, before)) if shown(before) == shown(cell) => {}
            Some(_) => return Err(source.error(sheet, position, FieldProblem::NameTwice(name.to_owned()))),
        }
    }
    if found.is_none() && is_lost {
        return Err(source.error_of_file(FieldProblem::NameLost(name.to_owned())));
    }
    Ok(found.map(|(sheet, position, cell)| Field { place: source.origin(sheet, position), cell }))
}

fn read_entity(field: Field<'_>) -> Result<String, WorkbookError> {
    let text = field.text();
    let problem = match field.cell.map(|cell| &cell.value) {
        None | Some(CellValue::Nothing) => FieldProblem::NoEntity,
        Some(CellValue::Text(_) | CellValue::Number(_)) if text.trim().is_empty() => FieldProblem::NoEntity,
        Some(CellValue::Text(_) | CellValue::Number(_)) if !has_controls(&text) => return Ok(text),
        Some(_) => FieldProblem::BadEntity(text),
    };
    Err(WorkbookError { place: field.place, problem: problem.into() })
}

fn read_period(field: Field<'_>, plans: &[Plan], wanted: Option<Period>) -> Result<Period, WorkbookError> {
    let text = field.text();
    let text = text.trim();
    let is_day = field.cell.is_some_and(|cell| matches!(cell.value, CellValue::Date(_)));
    let period = if is_day { period_of_day(text, plans).ok_or_else(|| FieldProblem::PeriodIsDay(text.to_owned())) } else { period_of_text(text) };
    let checked = match (period, wanted) {
        (Err(FieldProblem::NoPeriod), Some(wanted)) => Ok(wanted),
        (Ok(given), Some(wanted)) if given != wanted => Err(FieldProblem::OtherPeriod { given, wanted }),
        (period, _) => period,
    };
    checked.map_err(|problem| WorkbookError { place: field.place, problem: problem.into() })
}

fn period_of_text(text: &str) -> Result<Period, FieldProblem> {
    if text.is_empty() {
        return Err(FieldProblem::NoPeriod);
    }
    text.parse().map_err(|_| FieldProblem::BadPeriod(text.to_owned()))
}

/// Gives the period that a day stands for, where all reports have periods of one length and it is the first or last day of one:
/// spreadsheet programs take `2025-03` for the first of March.
fn period_of_day(day: &str, plans: &[Plan]) -> Option<Period> {
    let day = parse_date(day).ok()?;
    let kinds: BTreeSet<Option<PeriodKind>> = plans.iter().flat_map(|plan| plan.reports.iter().map(|report| report.period)).collect();
    let mut kinds = kinds.into_iter();
    let (Some(Some(kind)), None) = (kinds.next(), kinds.next()) else { return None };
    Period::holding(kind, day).filter(|period| period.first_day() == day || period.last_day() == day)
}
