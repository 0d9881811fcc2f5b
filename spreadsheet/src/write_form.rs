//! Writes the workbook of a form, empty or filled in.
//!
//! In come a plan, options and perhaps an evaluated submission; out go the bytes of an .xlsx file, equal for equal input.
//! What formulas say is made elsewhere; how values are computed is the runtime's.
mod check_marks;
mod codelist_sheet;
mod findings_sheet;
mod form_content;
mod grid_sheet;
mod information_sheet;
mod line_messages;
mod list_sheet;
mod period_sheet;
mod required_marks;
mod required_reports;
mod table_header;

use crate::form_layout::lay_out;
use crate::form_styles;
use form_content::FormContent;
use positum_plan::period::Period;
use positum_plan::plan::{Plan, ReportId, Shape, TableId};
use positum_runtime::evaluate::{EvaluationOptions, Evaluator, OptionError};
use positum_runtime::evaluated_submission::EvaluatedSubmission;
use positum_runtime::language::Language;
use positum_runtime::submission::Submission;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

/// How a form is written.
#[derive(Clone, Debug)]
pub struct FormOptions {
    /// The language of labels and words.
    pub language: Language,
    /// The prepared lines of each list; as many as are filled in where those are more.
    pub lines: u32,
    /// The names of the reports that are wanted; all where none is named. Reports that they take values of come along.
    pub reports: Vec<String>,
    /// The period that stands in an empty form.
    pub period: Option<Period>,
    /// Values of parameters in an empty form, by name, as written.
    pub parameters: Vec<(String, String)>,
    /// Whether the results of formulas stand beside them, for programs that do not compute.
    pub with_results: bool,
}

/// The prepared lines of a list where nothing else is said.
pub const USUAL_LINES: u32 = 100;

impl Default for FormOptions {
    fn default() -> Self {
        Self { language: Language::default(), lines: USUAL_LINES, reports: Vec::new(), period: None, parameters: Vec::new(), with_results: true }
    }
}

/// Why a form cannot be written.
#[derive(Debug)]
pub enum FormError {
    /// A table, or the lines asked for, take more rows than a sheet has.
    TooManyRows {
        /// The table.
        table: String,
    },
    /// A table takes more columns than a sheet has.
    TooManyColumns {
        /// The table.
        table: String,
    },
    /// The package has no such report.
    UnknownReport(String),
    /// A parameter is wrong.
    Parameter(OptionError),
    /// The workbook cannot be written.
    Workbook(XlsxError),
}

impl FormError {
    /// Says what is wrong.
    pub fn text(&self, language: Language) -> String {
        match (self, language) {
            (Self::TooManyRows { table }, Language::Latvian) => format!("{table}: tik daudz rindu darblapā neietilpst"),
            (Self::TooManyRows { table }, Language::English) => format!("{table}: a sheet does not hold so many rows"),
            (Self::TooManyColumns { table }, Language::Latvian) => format!("{table}: tik daudz aiļu darblapā neietilpst"),
            (Self::TooManyColumns { table }, Language::English) => format!("{table}: a sheet does not hold so many columns"),
            (Self::UnknownReport(name), Language::Latvian) => format!("pārskata `{name}` definīcijā nav"),
            (Self::UnknownReport(name), Language::English) => format!("the definition has no report `{name}`"),
            (Self::Parameter(error), _) => error.to_string(),
            (Self::Workbook(error), Language::Latvian) => format!("darbgrāmatu nevar uzrakstīt: {error}"),
            (Self::Workbook(error), Language::English) => format!("the workbook cannot be written: {error}"),
        }
    }
}

impl From<XlsxError> for FormError {
    fn from(error: XlsxError) -> Self {
        Self::Workbook(error)
    }
}

/// Writes a form: with the values of `filled`, else empty.
///
/// # Errors
/// Reports that the package does not have, parameters that are wrong, and tables larger than a sheet.
pub fn write_form(plan: &Plan, options: &FormOptions, filled: Option<&EvaluatedSubmission>) -> Result<Vec<u8>, FormError> {
    let reports = required_reports::required_reports(plan, &wanted_reports(plan, &options.reports)?);
    let lines = |table: TableId| prepared_lines(plan, options, filled, table);
    let layout = lay_out(plan, reports, options.language, &lines)?;
    let empty = match filled {
        Some(_) => None,
        None => evaluate_nothing(plan, options)?,
    };
    let content = FormContent::new(plan, options, &layout, filled, empty.as_ref());
    let mut workbook = Workbook::new();
    workbook.set_default_format(&form_styles::base(), 18, 64)?;
    workbook.set_properties(&properties(plan, options.language)?);
    for name in &layout.places.sheets {
        // A formula without a result must not show as zero.
        workbook.add_worksheet().set_formula_result_default("").set_name(name)?;
    }
    write_sheets(&mut workbook, &content)?;
    define_names(&mut workbook, &content)?;
    Ok(workbook.save_to_buffer()?)
}

fn write_sheets(workbook: &mut Workbook, content: &FormContent<'_>) -> Result<(), FormError> {
    let layout = content.layout;
    information_sheet::write_information(workbook.worksheet_from_index(0)?, content)?;
    for (number, table) in layout.tables.iter().enumerate() {
        let sheet = workbook.worksheet_from_index(table.sheet)?;
        match &content.plan.tables[table.table].shape {
            Shape::Form { positions, axis } => grid_sheet::write_form_table(sheet, content, table, positions, axis)?,
            Shape::Grid { rows, columns, cells } => grid_sheet::write_grid(sheet, content, table, (rows, columns, cells))?,
            Shape::List(list) => list_sheet::write_list(sheet, content, table, list, number)?,
        }
    }
    check_marks::mark_checks(workbook, content)?;
    findings_sheet::write_findings(workbook.worksheet_from_index(layout.findings_sheet)?, content)?;
    codelist_sheet::write_codelists(workbook.worksheet_from_index(layout.codelist_sheet)?, content)?;
    period_sheet::write_period(workbook.worksheet_from_index(layout.period_sheet)?, content)?;
    Ok(period_sheet::write_calculations(workbook.worksheet_from_index(layout.places.calculation_sheet)?, content)?)
}

fn wanted_reports(plan: &Plan, names: &[String]) -> Result<Vec<ReportId>, FormError> {
    let known = |name: &String| plan.reports.entries().find(|(_, report)| report.name == *name).map(|(id, _)| id);
    if names.is_empty() {
        return Ok(plan.reports.ids().collect());
    }
    names.iter().map(|name| known(name).ok_or_else(|| FormError::UnknownReport(name.clone()))).collect()
}

fn prepared_lines(plan: &Plan, options: &FormOptions, filled: Option<&EvaluatedSubmission>, table: TableId) -> u32 {
    let given = |table: TableId| filled.and_then(|filled| filled.lines.lookup(table)).and_then(|lines| u32::try_from(*lines).ok()).unwrap_or(0);
    let mut most = options.lines.max(given(table)).max(1);
    // A derived list has at most as many groups as its source has lines.
    let mut source = table;
    for _ in plan.tables.ids() {
        let Shape::List(list) = &plan.tables[source].shape else { break };
        let Some(derivation) = &list.derivation else { break };
        source = derivation.source;
        most = most.max(given(source));
    }
    most
}

/// Evaluates a submission without values, for what an empty form shows; nothing where the definition has no reports.
fn evaluate_nothing(plan: &Plan, options: &FormOptions) -> Result<Option<EvaluatedSubmission>, FormError> {
    let evaluation = EvaluationOptions { parameters: options.parameters.clone(), reports: None };
    let evaluator = Evaluator::new(plan, &evaluation).map_err(FormError::Parameter)?;
    let Some(period) = options.period.or_else(|| any_period(plan)) else { return Ok(None) };
    Ok(Some(evaluator.evaluate(&Submission { entity: String::new(), period, cells: Vec::new() })))
}

/// Gives a period for which the definition holds, of the length of its first report.
fn any_period(plan: &Plan) -> Option<Period> {
    let kind = plan.reports.iter().find_map(|report| report.period).unwrap_or(positum_plan::period::PeriodKind::Year);
    let validity = plan.package.validity;
    let holding = |day| Period::holding(kind, day).filter(|period| validity.covers(period.last_day()));
    let day = validity.from.or(validity.until).unwrap_or(jiff::civil::Date::constant(2000, 12, 31));
    holding(day).or_else(|| Period::holding(kind, day)?.previous().and_then(|period| holding(period.last_day())))
}

/// Gives what the file says of itself: no person, and a day of creation that is always the same.
fn properties(plan: &Plan, language: Language) -> Result<DocProperties, XlsxError> {
    let title = plan.package.label.text(language.code(), &plan.package.languages);
    let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
    Ok(DocProperties::new().set_title(crate::shown_value::cell_text(title)).set_creation_datetime(&day))
}

fn define_names(workbook: &mut Workbook, content: &FormContent<'_>) -> Result<(), XlsxError> {
    for (name, cell) in content.names() {
        workbook.define_name(name, &format!("={}", content.reference(cell)))?;
    }
    Ok(())
}
