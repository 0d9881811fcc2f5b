//! The page of a report: facts, tables as printed, entries, checks, and what depends on what.

use super::deadline_text::{deadline_rule, period_kind_text, retention_text};
use super::entries::Entry;
use super::entry_boxes::Known;
use super::graph::pictures;
use super::guide_words::GuideWord;
use super::node_text::NodeText;
use super::page::{EntryBox, Fact, Line, Page, Piece, Section, joined, line, say};
use super::printed_table::printed_table;
use positum_plan::plan::{List, Report, ReportId, Shape, TableId};

/// Gives the page of a report.
pub(super) fn report_page(known: &Known<'_>, report: ReportId) -> Page {
    let definition = &known.guide.plan.reports[report];
    let mut sections: Vec<Section> = definition.tables.iter().map(|table| table_section(known, *table)).collect();
    let checks: Vec<EntryBox> = known.guide.plan.checks.iter().filter(|check| check.report == report).map(|check| known.check_box(check)).collect();
    if !checks.is_empty() {
        let title = line(known.word(GuideWord::Checks));
        sections.push(Section { anchor: "checks-all".to_owned(), title, entries: checks, ..Section::default() });
    }
    sections.push(Section {
        anchor: "graph-all".to_owned(),
        title: line(known.word(GuideWord::Dependencies)),
        intro: vec![line(known.word(GuideWord::HowToReadGraph))],
        pictures: pictures(known.guide, known.uses, report),
        ..Section::default()
    });
    let title = vec![known.guide.label_or(&definition.label, &definition.name)];
    Page { file: known.guide.file(report).to_owned(), title, facts: report_facts(known, definition), sections, ..Page::default() }
}

/// Gives what is said of a report as a whole.
pub(super) fn report_facts(known: &Known<'_>, report: &Report) -> Vec<Fact> {
    let language = known.guide.language;
    let mut facts = Vec::new();
    known.say_translations(&mut facts, &report.label);
    say(&mut facts, known.word(GuideWord::Name), vec![vec![Piece::code(&report.name)]]);
    say(&mut facts, known.word(GuideWord::Module), report.module.iter().map(|module| vec![Piece::code(module)]).collect());
    say(&mut facts, known.word(GuideWord::Period), vec![line(period_kind_text(report.period, language))]);
    let mut rule = deadline_rule(known.guide, report);
    if !rule.is_empty() {
        rule.push(Piece::text(" ("));
        rule.push(Piece::link(known.word(GuideWord::Dates), super::deadline_text::DEADLINES));
        rule.push(Piece::text(")"));
    }
    say(&mut facts, known.word(GuideWord::Deadline), vec![rule]);
    say(
        &mut facts,
        known.word(GuideWord::Retention),
        report.retention.map(|retention| line(retention_text(retention, language))).into_iter().collect(),
    );
    say(&mut facts, known.word(GuideWord::Source), report.source.iter().map(|text| known.guide.in_main_language(text)).collect());
    facts
}

fn table_section(known: &Known<'_>, table: TableId) -> Section {
    let definition = &known.guide.plan.tables[table];
    let mut facts = Vec::new();
    known.say_translations(&mut facts, &definition.label);
    let (kind, intro) = match &definition.shape {
        Shape::Form { .. } => (GuideWord::FormTable, Vec::new()),
        Shape::Grid { .. } => {
            known.say_shared(&mut facts, table);
            (GuideWord::GridTable, vec![line(known.word(GuideWord::GridMarks))])
        }
        Shape::List(list) => {
            say(&mut facts, known.word(GuideWord::MadeFrom), derivation_text(known, table, list));
            (GuideWord::ListTable, Vec::new())
        }
    };
    facts
        .insert(0, Fact::new(known.word(GuideWord::Name), vec![vec![Piece::code(&definition.name), Piece::text(format!(", {}", known.word(kind)))]]));
    say(&mut facts, known.word(GuideWord::Source), definition.source.iter().map(|text| known.guide.in_main_language(text)).collect());
    let entries: Vec<EntryBox> = known.guide.entries(table).iter().map(|entry: &Entry| known.entry_box(*entry)).collect();
    Section {
        anchor: super::entries::anchor(&definition.name),
        title: title_of(known, table),
        class: "table",
        intro,
        facts,
        tables: vec![printed_table(known.guide, known.names, known.formulas, table)],
        entries,
        ..Section::default()
    }
}

/// Gives the title of a table, or that it is one and its name.
fn title_of(known: &Known<'_>, table: TableId) -> Line {
    let definition = &known.guide.plan.tables[table];
    let own = known.guide.label(&definition.label);
    if own.text.is_empty() { vec![Piece::text(known.word(GuideWord::Table)), Piece::text(" "), Piece::code(&definition.name)] } else { vec![own] }
}

/// Says from which list another is made, by what, and which of its lines are taken.
fn derivation_text(known: &Known<'_>, table: TableId, list: &List) -> Vec<Line> {
    let Some(derivation) = &list.derivation else { return Vec::new() };
    let link = |column: &_| {
        let entry = Entry::ListColumn(*column);
        vec![Piece { is_code: true, ..Piece::link(known.guide.code(entry), known.guide.href(entry)) }]
    };
    let mut line = vec![known.guide.table_link(derivation.source), Piece::text(format!("; {} ", known.word(GuideWord::OneLineForEach)))];
    line.extend(joined(derivation.by.iter().map(link), ", "));
    if let Some(filter) = derivation.filter {
        line.push(Piece::text(format!("; {} ", known.word(GuideWord::OnlyLinesWith))));
        line.extend(NodeText { guide: known.guide, from: known.guide.view(table) }.line(filter));
    }
    vec![line]
}
