//! What all sheets of a form are made of: the plan, its places, values and formulas.
//!
//! In come the plan, the layout, options and evaluated values; out go answers to what a cell holds and how it looks.

use super::FormOptions;
use super::codelist_sheet::code_ranges;
use crate::form_keys::{ENTITY, PACKAGE, PARAMETER, PERIOD, VERSION};
use crate::form_layout::FormLayout;
use crate::form_places::SheetCell;
use crate::form_styles::{self, CellKind};
use crate::form_words::{FormWord, form_word};
use crate::input_rules::{CodeRange, input_rule};
use crate::make_formulas::{Formulas, make_formulas};
use crate::shown_value::{Content, content, result, write_content};
use jiff::civil::Date;
use positum_plan::fingerprint::fingerprint;
use positum_plan::period::Period;
use positum_plan::plan::{CellId, CheckId, CodelistId, ColumnId, Label, Origin, ParameterId, Plan};
use positum_plan::value::ValueType;
use positum_runtime::evaluated_submission::{CellState, CheckOutcome, EvaluatedCell, EvaluatedSubmission};
use positum_runtime::language::Language;
use rust_xlsxwriter::utility::{quote_sheet_name, row_col_to_cell_absolute};
use rust_xlsxwriter::{Format, Formula, ProtectionOptions, Worksheet, XlsxError};
use std::collections::BTreeMap;

/// The number of this paper size in workbooks.
const A4: u8 = 9;

/// What all sheets of a form are made of.
pub(super) struct FormContent<'a> {
    pub(super) plan: &'a Plan,
    pub(super) layout: &'a FormLayout,
    pub(super) language: Language,
    /// What is filled in.
    filled: Option<&'a EvaluatedSubmission>,
    /// What formulas come to: of the filled form, else of an empty one; nothing where no results are wanted.
    results: Option<&'a EvaluatedSubmission>,
    /// What parameters are taken of: the filled form, else an empty one.
    evaluated: Option<&'a EvaluatedSubmission>,
    /// The period that stands in the form.
    pub(super) period: Option<Period>,
    /// Where the codes of drop-downs stand.
    pub(super) codes: BTreeMap<CodelistId, CodeRange>,
    /// The fingerprint of the definition.
    pub(super) version: String,
    /// The formulas.
    pub(super) made: Formulas,
    formulas: BTreeMap<SheetCell, String>,
}

impl<'a> FormContent<'a> {
    /// Gathers the content; `empty` is an evaluated submission without values, for a form that is not filled in.
    pub(super) fn new(
        plan: &'a Plan,
        options: &FormOptions,
        layout: &'a FormLayout,
        filled: Option<&'a EvaluatedSubmission>,
        empty: Option<&'a EvaluatedSubmission>,
    ) -> Self {
        let period = filled.map(|filled| filled.period).or(options.period);
        let mut made = make_formulas(plan, &layout.places, options.language);
        let formulas = std::mem::take(&mut made.cells).into_iter().collect();
        Self {
            plan,
            layout,
            language: options.language,
            filled,
            results: filled.or(empty).filter(|_| options.with_results),
            evaluated: filled.or(empty),
            period,
            codes: code_ranges(plan, layout, options.language, period.map(Period::last_day)),
            version: fingerprint(plan),
            made,
            formulas,
        }
    }

    /// Gives a text of the definition in the language of the form.
    pub(super) fn text<'l>(&self, label: &'l Label) -> &'l str
    where
        'a: 'l,
    {
        label.text(self.language.code(), &self.plan.package.languages)
    }

    /// Gives a word of the form.
    pub(super) fn word(&self, word: FormWord) -> &'static str {
        form_word(word, self.language)
    }

    /// Sets up how a sheet prints, and protects it without a password.
    pub(super) fn finish_sheet(&self, sheet: &mut Worksheet, is_wide: bool) -> Result<(), XlsxError> {
        sheet.set_paper_size(A4).set_print_fit_to_pages(1, 0).set_margins(0.4, 0.4, 0.6, 0.6, 0.3, 0.3);
        if is_wide {
            sheet.set_landscape();
        }
        let package = self.plan.package.name.replace('&', "&&");
        sheet.set_footer(format!("&L&8{package} {}&C&8&A&R&8{}", self.version, self.word(FormWord::PageOf)));
        sheet.set_screen_gridlines(false);
        sheet.protect_with_options(&ProtectionOptions {
            format_cells: true,
            format_columns: true,
            format_rows: true,
            sort: true,
            use_autofilter: true,
            ..ProtectionOptions::new()
        });
        Ok(())
    }

    /// Gives who reports.
    pub(super) fn entity(&self) -> &'a str {
        self.filled.map_or("", |filled| filled.entity.as_str())
    }

    /// Gives the last day of the period, where one stands in the form.
    pub(super) fn last_day(&self) -> Option<Date> {
        self.period.map(Period::last_day)
    }

    /// Gives the value of a parameter as the form has it before anyone types.
    pub(super) fn parameter(&self, parameter: ParameterId) -> Option<Content> {
        let shown = self.evaluated?;
        let value = shown.parameters.lookup(parameter)?.as_ref()?;
        Some(content(value, Some(&self.plan.parameters[parameter].value_type), self.language))
    }

    /// Writes a scalar cell: its value, its formula, or an empty field.
    pub(super) fn write_cell(&self, sheet: &mut Worksheet, cell: CellId, at: SheetCell, shape: &dyn Fn(Format) -> Format) -> Result<(), XlsxError> {
        let definition = &self.plan.cells[cell];
        let evaluated = |submission: Option<&'a EvaluatedSubmission>| submission.and_then(|submission| submission.cells.lookup(cell));
        self.write_value(sheet, at, (&definition.origin, definition.value_type.as_ref()), (evaluated(self.filled), evaluated(self.results)), shape)
    }

    /// Writes a line's cell of a list's column; a computed one without such a line stays empty.
    pub(super) fn write_column_cell(&self, sheet: &mut Worksheet, column: ColumnId, line: usize, at: SheetCell) -> Result<(), XlsxError> {
        let definition = &self.plan.columns[column];
        let evaluated = |submission: Option<&'a EvaluatedSubmission>| {
            submission.and_then(|submission| submission.columns.lookup(column)).and_then(|cells| cells.get(line))
        };
        self.write_value(
            sheet,
            at,
            (&definition.origin, definition.value_type.as_ref()),
            (evaluated(self.filled), evaluated(self.results)),
            &|format| format,
        )
    }

    fn write_value(
        &self,
        sheet: &mut Worksheet,
        at: SheetCell,
        (origin, value_type): (&Origin, Option<&ValueType>),
        (filled, evaluated): (Option<&EvaluatedCell>, Option<&EvaluatedCell>),
        shape: &dyn Fn(Format) -> Format,
    ) -> Result<(), XlsxError> {
        // Cells on a form have types; an intermediate has none and no place.
        let Some(value_type) = value_type else { return Ok(()) };
        let kind = kind_of(origin);
        let format = shape(form_styles::value(kind, value_type, self.language));
        match kind {
            CellKind::Input => match filled.and_then(|cell| given(cell, value_type, self.language)) {
                Some(content) => write_content(sheet, at.row, at.column, &content, &format),
                None => sheet.write_blank(at.row, at.column, &format).map(|_| ()),
            },
            CellKind::Computed => match self.formulas.get(&at) {
                Some(formula) => {
                    let result = evaluated.map(|cell| result(cell, Some(value_type), self.language)).unwrap_or_default();
                    write_formula(sheet, (at.row, at.column), formula, &result, &format)
                }
                None => sheet.write_blank(at.row, at.column, &format).map(|_| ()),
            },
        }
    }

    /// Says what may be typed into an input cell.
    pub(super) fn add_rule(&self, sheet: &mut Worksheet, value_type: &ValueType, first: SheetCell, last_row: u32) -> Result<(), XlsxError> {
        let rule = input_rule(value_type, (first.row, first.column), &self.codes, self.language)?;
        sheet.add_data_validation(first.row, first.column, last_row, first.column, &rule).map(|_| ())
    }

    /// Gives the outcomes of a check, for the results of its formulas.
    pub(super) fn outcomes(&self, check: CheckId) -> Vec<&'a CheckOutcome> {
        let all = self.results.map(|results| results.checks.as_slice()).unwrap_or_default();
        all.iter().filter(|outcome| outcome.check == check).collect()
    }

    /// Tells whether results stand beside formulas.
    pub(super) fn has_results(&self) -> bool {
        self.results.is_some()
    }

    /// Names a cell of the workbook from any of its sheets.
    pub(super) fn reference(&self, cell: SheetCell) -> String {
        let sheet = self.layout.places.sheets.get(cell.sheet).map(|name| quote_sheet_name(name)).unwrap_or_default();
        format!("{sheet}!{}", row_col_to_cell_absolute(cell.row, cell.column))
    }

    /// Gives the names of the workbook with the cells that they stand for.
    pub(super) fn names(&self) -> Vec<(String, SheetCell)> {
        use crate::form_layout::INFORMATION_FIELD;
        let rows = &self.layout.information;
        let field = |row: u32| SheetCell { sheet: 0, row, column: INFORMATION_FIELD };
        let mut names = vec![
            (ENTITY.to_owned(), field(rows.entity)),
            (PERIOD.to_owned(), field(rows.period)),
            (PACKAGE.to_owned(), field(rows.definition.saturating_add(1))),
            (VERSION.to_owned(), field(rows.definition.saturating_add(3))),
        ];
        for (id, parameter) in self.plan.parameters.entries() {
            if self.is_given(id) {
                names.push((format!("{PARAMETER}{}", parameter.name), self.layout.places.parameters[id]));
            }
        }
        names
    }

    /// Tells whether the user gives a parameter: the definition has no values, or another one stands in the form.
    pub(super) fn is_given(&self, parameter: ParameterId) -> bool {
        let definition = &self.plan.parameters[parameter];
        if definition.values.is_empty() {
            return true;
        }
        let shown = self.evaluated.and_then(|shown| shown.parameters.lookup(parameter)).and_then(Option::as_ref);
        let laid_down = self.last_day().and_then(|day| definition.value_on(day));
        self.period.is_some() && shown.is_some() && shown != laid_down.as_ref()
    }
}

/// Tells whether a cell is to be filled in.
pub(super) fn kind_of(origin: &Origin) -> CellKind {
    match origin {
        Origin::Input(_) => CellKind::Input,
        Origin::Formula { .. } | Origin::Sequence | Origin::GroupKey => CellKind::Computed,
    }
}

/// Writes a formula with its result.
pub(super) fn write_formula(sheet: &mut Worksheet, (row, column): (u32, u16), formula: &str, result: &str, format: &Format) -> Result<(), XlsxError> {
    sheet.write_formula_with_format(row, column, Formula::new(formula).set_result(result), format).map(|_| ())
}

/// Gives what a filled input cell holds: also what could not be read, so that it can be mended.
fn given(cell: &EvaluatedCell, value_type: &ValueType, language: Language) -> Option<Content> {
    match cell.state {
        CellState::Given => cell.value.as_ref().map(|value| content(value, Some(value_type), language)),
        CellState::Unreadable => cell.given_text().map(|text| Content::Text(text.to_owned())),
        CellState::Computed | CellState::Blank | CellState::Missing | CellState::NotApplicable | CellState::NotComputed => None,
    }
}
