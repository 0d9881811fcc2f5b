//! The first sheet: who reports for which period, parameters, how to fill in, contents, marks, and the definition's version.
//!
//! In come the plan and its layout; out goes the sheet that names of the workbook point into.

use super::form_content::{FormContent, write_formula};
use super::period_sheet::parameter_formula;
use super::table_header::merge;
use crate::fit_text::{lines_of, row_height};
use crate::form_layout::{INFORMATION_FIELD, INFORMATION_LABEL, INFORMATION_NOTE};
use crate::form_places::{NOT_APPLICABLE, NOT_COMPUTED};
use crate::form_styles::{self, CellKind};
use crate::form_words::{FormWord, instructions, period_rule};
use crate::input_rules::{MOST_RULE_CHARACTERS, input_rule, with_message};
use crate::shown_value::{Content, cell_text, text_result, write_content, write_text};
use positum_plan::period::PeriodKind;
use positum_plan::plan::{ParameterId, Severity};
use positum_runtime::number_text::date_text;
use rust_xlsxwriter::utility::{quote_sheet_name, row_col_to_cell};
use rust_xlsxwriter::{DataValidation, DataValidationRule, Format, FormatUnderline, Formula, Url, Worksheet, XlsxError};
use std::collections::BTreeSet;

/// The widths of margin, labels, fields and notes, in characters.
const WIDTHS: [u32; 4] = [2, 52, 24, 44];
/// The most characters of the entity.
const LONGEST_ENTITY: u32 = 255;
/// As many rows can still be read on one page.
const ONE_PAGE: u32 = 75;

/// Writes the sheet.
pub(super) fn write_information(sheet: &mut Worksheet, content: &FormContent<'_>) -> Result<(), XlsxError> {
    for (column, width) in (0..).zip(WIDTHS) {
        sheet.set_column_width(column, width)?;
    }
    write_titles(sheet, content)?;
    write_fields(sheet, content)?;
    write_parameters(sheet, content)?;
    write_instructions(sheet, content)?;
    write_contents(sheet, content)?;
    write_marks(sheet, content)?;
    write_definition(sheet, content)?;
    content.finish_sheet(sheet, false)?;
    if content.layout.information.definition < ONE_PAGE {
        sheet.set_print_fit_to_pages(1, 1);
    }
    sheet.set_print_area(0, INFORMATION_LABEL, content.layout.information.definition.saturating_add(3), INFORMATION_NOTE)?;
    sheet.set_selection(content.layout.information.entity, INFORMATION_FIELD, content.layout.information.entity, INFORMATION_FIELD)?;
    sheet.set_active(true);
    Ok(())
}

fn all_width() -> u32 {
    WIDTHS.iter().skip(1).fold(0, |sum, width| sum.saturating_add(*width))
}

/// Writes a text over the whole width.
fn wide(sheet: &mut Worksheet, row: u32, text: &str, format: &Format) -> Result<(), XlsxError> {
    sheet.set_row_height(row, row_height(lines_of(text, all_width())))?;
    merge(sheet, (row, INFORMATION_LABEL), (row, INFORMATION_NOTE), text, format)
}

fn heading(sheet: &mut Worksheet, content: &FormContent<'_>, row: u32, word: FormWord) -> Result<(), XlsxError> {
    wide(sheet, row, content.word(word), &form_styles::heading(0))
}

/// Writes a label beside a field, and a note after it.
fn label(sheet: &mut Worksheet, row: u32, text: &str, note: &str) -> Result<(), XlsxError> {
    let [_, labels, _, notes] = WIDTHS;
    let lines = lines_of(text, labels).max(lines_of(note, notes.saturating_sub(2)));
    sheet.set_row_height(row, row_height(lines).saturating_add(3))?;
    write_text(sheet, row, INFORMATION_LABEL, text, &form_styles::text())?;
    write_text(sheet, row, INFORMATION_NOTE, note, &form_styles::quiet().set_indent(1))
}

fn write_titles(sheet: &mut Worksheet, content: &FormContent<'_>) -> Result<(), XlsxError> {
    let package = &content.plan.package;
    let title = match content.text(&package.label) {
        "" => &package.name,
        title => title,
    };
    wide(sheet, 0, title, &form_styles::title(16))?;
    sheet.set_row_height(0, row_height(lines_of(title, all_width().saturating_mul(10) / 17)).saturating_mul(3) / 2)?;
    wide(sheet, 1, package.publisher.as_deref().unwrap_or_default(), &form_styles::text())?;
    wide(sheet, 2, package.source.as_deref().unwrap_or_default(), &form_styles::quiet())
}

fn write_fields(sheet: &mut Worksheet, content: &FormContent<'_>) -> Result<(), XlsxError> {
    let rows = &content.layout.information;
    heading(sheet, content, rows.entity.saturating_sub(1), FormWord::Submission)?;
    label(sheet, rows.entity, content.word(FormWord::Entity), content.word(FormWord::EntityHint))?;
    write_text(sheet, rows.entity, INFORMATION_FIELD, content.entity(), &form_styles::text_field())?;
    let longest = crate::form_words::text_rule(LONGEST_ENTITY, content.language);
    let rule = DataValidation::new().allow_text_length(DataValidationRule::LessThanOrEqualTo(LONGEST_ENTITY));
    let rule = with_message(rule, &longest, content.language)?;
    sheet.add_data_validation(rows.entity, INFORMATION_FIELD, rows.entity, INFORMATION_FIELD, &rule)?;
    let kinds: BTreeSet<PeriodKind> = content.layout.reports.iter().filter_map(|report| content.plan.reports[*report].period).collect();
    let is_any = content.layout.reports.iter().any(|report| content.plan.reports[*report].period.is_none());
    let kinds: Vec<PeriodKind> = if is_any { Vec::new() } else { kinds.into_iter().collect() };
    let how = period_rule(&kinds, content.language);
    label(sheet, rows.period, content.word(FormWord::Period), &how)?;
    let period = content.period.map(|period| period.to_string()).unwrap_or_default();
    write_text(sheet, rows.period, INFORMATION_FIELD, &period, &form_styles::text_field())?;
    let rule = with_message(period_validation(&kinds, rows.period), &how, content.language)?;
    sheet.add_data_validation(rows.period, INFORMATION_FIELD, rows.period, INFORMATION_FIELD, &rule)?;
    // A period is a text that may look like a number.
    sheet.ignore_error_range(rows.entity, INFORMATION_FIELD, rows.period, INFORMATION_FIELD, rust_xlsxwriter::IgnoreError::NumberStoredAsText)?;
    Ok(())
}

/// Takes periods of these lengths; where the rule for several is too long for a workbook, texts as long as periods are.
fn period_validation(kinds: &[PeriodKind], row: u32) -> DataValidation {
    let cell = row_col_to_cell(row, INFORMATION_FIELD);
    let any = [PeriodKind::Year, PeriodKind::Quarter, PeriodKind::Month, PeriodKind::Day];
    let kinds = if kinds.is_empty() { &any } else { kinds };
    let year = format!("ISNUMBER(--LEFT({cell},4))");
    let rule = |kind: &PeriodKind| match kind {
        PeriodKind::Year => format!("AND(LEN({cell})=4,{year})"),
        PeriodKind::Quarter => format!("AND(LEN({cell})=7,{year},MID({cell},5,2)=\"-Q\",ISNUMBER(FIND(RIGHT({cell},1),\"1234\")))"),
        PeriodKind::Month => format!("AND(LEN({cell})=7,{year},ISNUMBER(--({cell}&\"-01\")))"),
        PeriodKind::Day => format!("AND(LEN({cell})=10,{year},MID({cell},5,1)=\"-\")"),
    };
    let rules: Vec<String> = kinds.iter().map(rule).collect();
    let all = if let [one] = rules.as_slice() { one.clone() } else { format!("OR({})", rules.join(",")) };
    if all.chars().count() > MOST_RULE_CHARACTERS {
        return DataValidation::new().allow_text_length(DataValidationRule::Between(4, 10));
    }
    DataValidation::new().allow_custom(Formula::new(all))
}

fn write_parameters(sheet: &mut Worksheet, content: &FormContent<'_>) -> Result<(), XlsxError> {
    if content.plan.parameters.is_empty() {
        return Ok(());
    }
    heading(sheet, content, content.layout.information.parameters, FormWord::Parameters)?;
    for (id, parameter) in content.plan.parameters.entries() {
        let row = content.layout.places.parameters[id].row;
        let title = match content.text(&parameter.label) {
            "" => &parameter.name,
            title => title,
        };
        let state = content.word(if content.is_given(id) { FormWord::ParameterToGive } else { FormWord::ParameterGiven });
        let note: Vec<&str> = parameter.source.as_deref().into_iter().chain([state]).collect();
        label(sheet, row, title, &note.join(" · "))?;
        write_parameter(sheet, content, id, row)?;
    }
    Ok(())
}

fn write_parameter(sheet: &mut Worksheet, content: &FormContent<'_>, id: ParameterId, row: u32) -> Result<(), XlsxError> {
    let value_type = &content.plan.parameters[id].value_type;
    let value = content.parameter(id);
    if !content.is_given(id) {
        let format = form_styles::value(CellKind::Computed, value_type, content.language);
        let result = match value.filter(|_| content.period.is_some()) {
            Some(Content::Number(text)) => text,
            Some(Content::Text(text)) => text_result(text),
            None => String::new(),
        };
        return write_formula(sheet, (row, INFORMATION_FIELD), &parameter_formula(content, id), &result, &format);
    }
    let format = form_styles::value(CellKind::Input, value_type, content.language);
    match value {
        Some(value) => write_content(sheet, row, INFORMATION_FIELD, &value, &format)?,
        None => sheet.write_blank(row, INFORMATION_FIELD, &format).map(|_| ())?,
    }
    let rule = input_rule(value_type, (row, INFORMATION_FIELD), &content.codes, content.language)?;
    sheet.add_data_validation(row, INFORMATION_FIELD, row, INFORMATION_FIELD, &rule).map(|_| ())
}

fn write_instructions(sheet: &mut Worksheet, content: &FormContent<'_>) -> Result<(), XlsxError> {
    let row = content.layout.information.instructions;
    heading(sheet, content, row, FormWord::HowTo)?;
    for ((number, text), row) in (1..).zip(instructions(content.language)).zip(row.saturating_add(1)..) {
        wide(sheet, row, &format!("{number}. {text}"), &form_styles::text())?;
    }
    Ok(())
}

fn write_contents(sheet: &mut Worksheet, content: &FormContent<'_>) -> Result<(), XlsxError> {
    let first = content.layout.information.contents;
    heading(sheet, content, first, FormWord::Contents)?;
    let link = form_styles::text().set_font_color(rust_xlsxwriter::Color::RGB(0x000B_5394)).set_underline(FormatUnderline::Single);
    let titles = content.layout.tables.iter().map(|table| {
        let definition = &content.plan.tables[table.table];
        let (report, title) = (content.text(&content.plan.reports[definition.report].label), content.text(&definition.label));
        (table.sheet, if title.is_empty() { report.to_owned() } else { format!("{report}: {title}") })
    });
    let findings = (content.layout.findings_sheet, content.word(FormWord::FindingsNote).to_owned());
    let codelists = (content.layout.codelist_sheet, content.word(FormWord::CodelistNote).to_owned());
    let lists = (!content.codes.is_empty()).then_some(codelists);
    let [_, _, fields, notes] = WIDTHS;
    for (row, (index, title)) in (first.saturating_add(1)..).zip(titles.chain([findings]).chain(lists)) {
        let Some(name) = content.layout.places.sheets.get(index) else { continue };
        let url = Url::new(format!("internal:{}!B2", quote_sheet_name(name))).set_text(cell_text(name));
        sheet.write_url_with_format(row, INFORMATION_LABEL, url, &link)?;
        sheet.set_row_height(row, row_height(lines_of(&title, fields.saturating_add(notes))))?;
        merge(sheet, (row, INFORMATION_FIELD), (row, INFORMATION_NOTE), &title, &form_styles::text())?;
    }
    Ok(())
}

fn write_marks(sheet: &mut Worksheet, content: &FormContent<'_>) -> Result<(), XlsxError> {
    let first = content.layout.information.marks;
    heading(sheet, content, first, FormWord::Marks)?;
    let failed = |severity: Severity| form_styles::legend(&form_styles::failed(severity));
    let marks = [
        ("", FormWord::InputCell, form_styles::sample(CellKind::Input)),
        ("", FormWord::MissingCell, form_styles::legend(&form_styles::missing())),
        ("", FormWord::ComputedCell, form_styles::sample(CellKind::Computed)),
        (super::grid_sheet::CROSS, FormWord::CrossedCell, form_styles::crossed()),
        (NOT_COMPUTED, FormWord::NotComputed, form_styles::sample(CellKind::Computed)),
        (NOT_APPLICABLE, FormWord::NotApplicable, form_styles::sample(CellKind::Computed)),
        ("", FormWord::FailedCell, failed(Severity::Error)),
        ("", FormWord::WarnedCell, failed(Severity::Warning)),
        ("", FormWord::NotedCell, failed(Severity::Info)),
    ];
    for (row, (mark, word, format)) in (first.saturating_add(1)..).zip(marks) {
        write_text(sheet, row, INFORMATION_FIELD, mark, &format)?;
        write_text(sheet, row, INFORMATION_LABEL, content.word(word), &form_styles::text())?;
        let [_, labels, ..] = WIDTHS;
        sheet.set_row_height(row, row_height(lines_of(content.word(word), labels)))?;
    }
    Ok(())
}

fn write_definition(sheet: &mut Worksheet, content: &FormContent<'_>) -> Result<(), XlsxError> {
    let package = &content.plan.package;
    let first = content.layout.information.definition;
    heading(sheet, content, first, FormWord::Definition)?;
    let day = |day: Option<jiff::civil::Date>| day.map(|day| date_text(day, content.language)).unwrap_or_default();
    let in_force = format!("{} – {}", day(package.validity.from), day(package.validity.until));
    let in_force = if package.validity.from.is_none() && package.validity.until.is_none() { "–" } else { in_force.trim() };
    let facts = [(FormWord::Package, package.name.as_str()), (FormWord::InForce, in_force), (FormWord::Version, content.version.as_str())];
    for (row, (word, fact)) in (first.saturating_add(1)..).zip(facts) {
        write_text(sheet, row, INFORMATION_LABEL, content.word(word), &form_styles::text())?;
        merge(sheet, (row, INFORMATION_FIELD), (row, INFORMATION_NOTE), fact, &form_styles::text().set_num_format("@"))?;
    }
    Ok(())
}
