//! The page that says how submissions are written, with examples made of the package's own cells.

use super::entries::Entry;
use super::entry_boxes::Known;
use super::guide_words::GuideWord;
use super::page::{Page, Section, line, sentence, shown};
use positum_plan::period::{Period, PeriodKind};
use positum_plan::plan::{CellReference, Origin, Shape};
use positum_plan::value::{Quantity, ValueType};
use positum_runtime::render::element_name::{CodeKind, element_of_code, element_of_name};
use positum_runtime::render::xml::namespace_of;
use serde_json::json;

/// The file of the page.
pub(super) const SUBMITTING: &str = "submitting.html";

/// A cell that examples give, by its names.
struct Example {
    report: String,
    table: String,
    row: String,
    column: String,
    is_list: bool,
    value: &'static str,
    element: String,
}

/// Gives the page.
pub(super) fn submit_page(known: &Known<'_>, from: Option<Period>) -> Page {
    let example = example(known);
    let kind = known.guide.plan.reports.iter().next().and_then(|report| report.period).unwrap_or(PeriodKind::Quarter);
    let period =
        from.and_then(|period| Period::holding(kind, period.first_day())).map_or_else(|| kind.example().to_owned(), |period| period.to_string());
    let sections = vec![
        formats(known, "submit-json", GuideWord::Json, GuideWord::AboutJson, json_sample(&example, &period)),
        formats(known, "submit-long", GuideWord::LongCsv, GuideWord::AboutLongCsv, long_sample(&example, &period)),
        formats(known, "submit-wide", GuideWord::WideCsv, GuideWord::AboutWideCsv, wide_sample(&example, &period)),
        formats(known, "submit-xml", GuideWord::Xml, GuideWord::AboutXml, xml_sample(known, &example, &period)),
        Section {
            anchor: "submit-form".to_owned(),
            title: line(known.word(GuideWord::FilledForm)),
            intro: vec![line(known.word(GuideWord::AboutFilledForm))],
            ..Section::default()
        },
        Section {
            anchor: "submit-values".to_owned(),
            title: line(known.word(GuideWord::Values)),
            intro: [GuideWord::AboutNumbers, GuideWord::AboutPercents, GuideWord::AboutOtherValues, GuideWord::AboutComputedCells]
                .map(|word| line(known.word(word)))
                .to_vec(),
            is_links: true,
            ..Section::default()
        },
    ];
    let title = line(known.word(GuideWord::Submitting));
    let intro = vec![line(sentence(known.word(GuideWord::AboutSubmitting))), line(known.word(GuideWord::WhereNamesStand))];
    Page { file: SUBMITTING.to_owned(), title, intro, sections, ..Page::default() }
}

fn formats(known: &Known<'_>, anchor: &str, title: GuideWord, about: GuideWord, sample: String) -> Section {
    Section {
        anchor: anchor.to_owned(),
        title: line(known.word(title)),
        intro: vec![line(known.word(about))],
        samples: vec![shown_lines(&sample)],
        ..Section::default()
    }
}

/// Gives a text of several lines without what is no text.
fn shown_lines(text: &str) -> String {
    text.lines().map(shown).collect::<Vec<_>>().join("\n")
}

/// Finds the first cell that is filled in.
fn example(known: &Known<'_>) -> Example {
    let plan = known.guide.plan;
    for table in plan.tables.ids() {
        for entry in known.guide.entries(table) {
            let is_filled = |cell: &CellReference| matches!(known.guide.origin(*cell), Origin::Input(_));
            if let (Some(cell), false) = (known.guide.cells(*entry).into_iter().find(is_filled), matches!(entry, Entry::Let(_))) {
                return example_of(known, *entry, cell);
            }
        }
    }
    let nothing = String::new;
    Example { report: nothing(), table: nothing(), row: nothing(), column: nothing(), is_list: false, value: "", element: nothing() }
}

fn example_of(known: &Known<'_>, entry: Entry, cell: CellReference) -> Example {
    let plan = known.guide.plan;
    let table = &plan.tables[known.guide.table_of(entry)];
    let value_type = match cell {
        CellReference::Cell(cell) => plan.cells[cell].value_type.as_ref(),
        CellReference::Column(column) => plan.columns[column].value_type.as_ref(),
    };
    let code = |by_column| known.guide.code(known.guide.entry_of(cell, by_column));
    let (row, column, element) = match table.shape {
        Shape::Form { .. } => (code(false), String::new(), element_of_code(&code(false), CodeKind::Position)),
        Shape::Grid { .. } => (code(false), code(true), element_of_code(&code(true), CodeKind::Column)),
        Shape::List(_) => ("1".to_owned(), code(true), element_of_code(&code(true), CodeKind::Column)),
    };
    let is_list = matches!(table.shape, Shape::List(_));
    Example {
        report: plan.reports[table.report].name.clone(),
        table: table.name.clone(),
        row,
        column,
        is_list,
        value: sample_value(value_type),
        element,
    }
}

fn sample_value(value_type: Option<&ValueType>) -> &'static str {
    match value_type.map(|value_type| (&value_type.quantity, value_type.decimals)) {
        Some((Quantity::Date, _)) => "2025-03-31",
        Some((Quantity::Bool, _)) => "true",
        Some((Quantity::Text | Quantity::Code(_), _)) => "A",
        Some((Quantity::Ratio(_), 2..)) => "12.50",
        Some((Quantity::Ratio(_), _)) => "12",
        Some((Quantity::Amount(_) | Quantity::Rate { .. } | Quantity::Decimal, 2)) => "1900000.00",
        Some((Quantity::Amount(_) | Quantity::Rate { .. } | Quantity::Decimal | Quantity::Count | Quantity::Integer | Quantity::Days, _)) | None => {
            "1900"
        }
    }
}

fn json_sample(example: &Example, period: &str) -> String {
    let cells = match (example.is_list, example.column.is_empty()) {
        (true, _) => json!([{ example.column.as_str(): example.value }]),
        (false, true) => json!({ example.row.as_str(): example.value }),
        (false, false) => json!({ example.row.as_str(): { example.column.as_str(): example.value } }),
    };
    let submission = json!({ "entity": "…", "period": period, "reports": { example.report.as_str(): { example.table.as_str(): cells } } });
    serde_json::to_string_pretty(&submission).unwrap_or_default()
}

fn long_sample(example: &Example, period: &str) -> String {
    let fields = ["…", period, &example.report, &example.table, &example.row, &example.column, example.value].map(csv_field).join(",");
    format!("entity,period,report,table,row,column,value\n{fields}")
}

fn wide_sample(example: &Example, period: &str) -> String {
    let place = match (example.is_list, example.column.is_empty()) {
        (_, true) => format!("{}.{}.{}", example.report, example.table, example.row),
        (_, false) => format!("{}.{}.{}:{}", example.report, example.table, example.row, example.column),
    };
    format!("entity,period,{}\n…,{period},{}", csv_field(&place), csv_field(example.value))
}

fn csv_field(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}

fn xml_sample(known: &Known<'_>, example: &Example, period: &str) -> String {
    let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
    let (report, table) = (element_of_name(&example.report, &["parameters", "other"]), element_of_name(&example.table, &[]));
    let cell = format!("<{0}>{1}</{0}>", example.element, escaped(example.value));
    let inner = match (example.is_list, example.column.is_empty()) {
        (true, _) => format!("<line number=\"1\">\n        {cell}\n      </line>"),
        (false, true) => cell,
        (false, false) => {
            let row = element_of_code(&example.row, CodeKind::Row);
            format!("<{row}>\n        {cell}\n      </{row}>")
        }
    };
    let namespace = escaped(&namespace_of(known.guide.plan));
    format!(
        "<submission xmlns=\"{namespace}\" entity=\"…\" period=\"{period}\">\n  <{report}>\n    <{table}>\n      {inner}\n    </{table}>\n  </{report}>\n</submission>"
    )
}
