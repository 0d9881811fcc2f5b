//! The pages of parameters and of codelists.

use super::deadline_text::validity_text;
use super::entries::{CODELISTS, Guide, PARAMETERS, View, anchor};
use super::entry_boxes::Known;
use super::guide_words::GuideWord;
use super::page::{EntryBox, Line, Page, PageTable, Piece, Section, TableCell, joined, line, say, sentence, shown};
use super::type_text::type_text;
use positum_plan::amount::Exact;
use positum_plan::period::Validity;
use positum_plan::plan::{Code, Codelist, CodelistId, Parameter, ParameterId};
use positum_plan::value::{Currency, Quantity, Value, ValueType};
use positum_runtime::number_text::{shown_number, spoken_value};

/// The deepest indent of codes that stand under others.
const DEEPEST: usize = 4;

/// Gives the page of parameters.
pub(super) fn parameters_page(known: &Known<'_>) -> Page {
    let entries = known.guide.plan.parameters.entries().map(|(id, parameter)| parameter_box(known, id, parameter)).collect();
    let title = line(known.word(GuideWord::Parameters));
    let section = Section { anchor: "parameters-all".to_owned(), title: line(known.word(GuideWord::AllParameters)), entries, ..Section::default() };
    Page {
        file: PARAMETERS.to_owned(),
        title,
        intro: vec![line(sentence(known.word(GuideWord::AboutParameters)))],
        sections: vec![section],
        ..Page::default()
    }
}

fn parameter_box(known: &Known<'_>, id: ParameterId, parameter: &Parameter) -> EntryBox {
    let mut facts = Vec::new();
    known.say_translations(&mut facts, &parameter.label);
    say(&mut facts, known.word(GuideWord::Type), vec![type_text(known.guide, &parameter.value_type)]);
    let value = |value: &positum_plan::plan::ParameterValue| {
        let number = value.value.normalize().to_string();
        let text = Exact::parse_plain(&number).map_or_else(
            |_| shown_number(&number, known.guide.language),
            |exact| spoken_value(&Value::Number(exact), Some(&parameter.value_type), known.guide.language),
        );
        let validity = validity_text(value.validity, known.guide.language);
        let source = value.source.iter().map(String::as_str);
        line([text.as_str(), validity.as_str()].into_iter().filter(|part| !part.is_empty()).chain(source).collect::<Vec<_>>().join("; "))
    };
    let mut values: Vec<Line> = parameter.values.iter().map(value).collect();
    if values.is_empty() {
        values.push(line(known.word(GuideWord::GivenByUser)));
    }
    say(&mut facts, known.word(GuideWord::Values), values);
    say(
        &mut facts,
        known.word(GuideWord::UsedBy),
        known.uses.parameter_users(id).map(|user| known.guide.entry_link(user, View::default())).collect(),
    );
    let checks: Vec<Line> = known.uses.parameter_checks(id).map(|check| known.guide.check_link(check, None)).collect();
    say(&mut facts, known.word(GuideWord::Checks), if checks.is_empty() { Vec::new() } else { vec![joined(checks, ", ")] });
    say(&mut facts, known.word(GuideWord::Source), parameter.source.iter().map(|text| known.guide.in_main_language(text)).collect());
    EntryBox {
        anchor: anchor(&parameter.name),
        kind: known.word(GuideWord::Parameter).to_owned(),
        code: shown(&parameter.name),
        title: vec![known.guide.label(&parameter.label)],
        class: "entry",
        facts,
        ..EntryBox::default()
    }
}

/// Gives the page of codelists.
pub(super) fn codelists_page(known: &Known<'_>) -> Page {
    let sections = known.guide.plan.codelists.entries().map(|(id, list)| codelist_section(known, id, list)).collect();
    let title = line(known.word(GuideWord::Codelists));
    Page { file: CODELISTS.to_owned(), title, intro: vec![line(sentence(known.word(GuideWord::AboutCodelists)))], sections, ..Page::default() }
}

fn codelist_section(known: &Known<'_>, id: CodelistId, list: &Codelist) -> Section {
    let mut facts = Vec::new();
    known.say_translations(&mut facts, &list.label);
    say(&mut facts, known.word(GuideWord::Name), vec![vec![Piece::code(&list.name)]]);
    say(&mut facts, known.word(GuideWord::Source), list.source.iter().map(|text| known.guide.in_main_language(text)).collect());
    say(&mut facts, known.word(GuideWord::UsedBy), users(known, id));
    let has_dates = list.codes.values().any(|code| code.validity != Validity::default());
    let words = [GuideWord::Code, GuideWord::Meaning, GuideWord::InForce].into_iter().take(if has_dates { 3 } else { 2 });
    let head: Vec<TableCell> = words.map(|word| TableCell::header(line(known.word(word)), "col")).collect();
    let row = |(code, meaning): (&str, &Code)| {
        let mut row = code_row(known, list, code, meaning);
        row.truncate(head.len());
        row
    };
    let rows = list.in_order().into_iter().map(row).collect();
    let label = known.guide.label_or(&list.label, &list.name);
    let table = PageTable { caption: vec![label.clone()], class: "codes", is_captioned: true, head: vec![head], body: rows, ..PageTable::default() };
    Section { anchor: anchor(&list.name), title: vec![label], facts, tables: vec![table], ..Section::default() }
}

fn code_row(known: &Known<'_>, list: &Codelist, code: &str, meaning: &Code) -> Vec<TableCell> {
    let depth = list.above(code).len().min(DEEPEST);
    let mut text = vec![known.guide.label(&meaning.label)];
    if meaning.is_group {
        text.push(Piece::text(format!(" ({})", known.word(GuideWord::OnlyGroup))));
    }
    let id = Some(Guide::code_anchor(list, code));
    vec![
        TableCell { id, ..TableCell::header(vec![Piece::code(code)], "row").class(&format!("code depth-{depth}")) },
        TableCell::value(text),
        TableCell::value(line(validity_text(meaning.validity, known.guide.language))),
    ]
}

/// Gives what holds codes of a list: cells, columns, and those whose currency it names.
fn users(known: &Known<'_>, id: CodelistId) -> Vec<Line> {
    let is_of_list = |value_type: &Option<ValueType>| {
        value_type.as_ref().is_some_and(|value_type| match &value_type.quantity {
            Quantity::Code(list) => *list == id,
            Quantity::Amount(Currency::Fixed(_) | Currency::OfColumn(_)) | Quantity::Rate { .. } | Quantity::Ratio(_) | Quantity::Count => false,
            Quantity::Integer | Quantity::Decimal | Quantity::Days | Quantity::Date | Quantity::Text | Quantity::Bool => false,
        })
    };
    let cells = known.guide.plan.cells.entries().filter(|(_, cell)| is_of_list(&cell.value_type));
    let cells = cells.map(|(id, _)| positum_plan::plan::CellReference::Cell(id));
    let columns = known.guide.plan.columns.entries().filter(|(_, column)| is_of_list(&column.value_type));
    let columns = columns.map(|(id, _)| positum_plan::plan::CellReference::Column(id));
    let entries: std::collections::BTreeSet<_> = cells.chain(columns).map(|reference| known.guide.entry_of(reference, false)).collect();
    entries.into_iter().map(|entry| known.guide.entry_link(entry, View::default())).collect()
}
