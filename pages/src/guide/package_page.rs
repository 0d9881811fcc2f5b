//! The first page: what the package says of itself, and its reports.

use super::deadline_text::{deadline_rule, period_kind_text, retention_text, validity_text};
use super::entries::{CODELISTS, PARAMETERS};
use super::entry_boxes::Known;
use super::guide_words::GuideWord;
use super::page::{Fact, Line, Page, PageTable, Piece, Section, TableCell, line, say};
use positum_plan::period::Validity;

/// The file of the first page.
pub(super) const OVERVIEW: &str = "index.html";

/// Gives the first page; `versions` are the times in which the versions of the package are in force.
pub(super) fn package_page(known: &Known<'_>, versions: &[Validity]) -> Page {
    let package = &known.guide.plan.package;
    let language = known.guide.language;
    let mut facts: Vec<Fact> = Vec::new();
    known.say_translations(&mut facts, &package.label);
    say(&mut facts, known.word(GuideWord::Publisher), package.publisher.iter().map(|text| known.guide.in_main_language(text)).collect());
    say(&mut facts, known.word(GuideWord::Source), package.source.iter().map(|text| known.guide.in_main_language(text)).collect());
    say(&mut facts, known.word(GuideWord::InForce), vec![line(validity_or_always(known, package.validity))]);
    if versions.len() > 1 {
        let others = versions.iter().filter(|other| **other != package.validity);
        say(&mut facts, known.word(GuideWord::OtherVersions), others.map(|other| line(validity_text(*other, language))).collect());
    }
    let print = vec![Piece::code(&known.guide.fingerprint), Piece::text(format!(" – {}", known.word(GuideWord::WhatFingerprintIs)))];
    say(&mut facts, known.word(GuideWord::Fingerprint), vec![print]);
    say(&mut facts, known.word(GuideWord::Name), vec![vec![Piece::code(&package.name)]]);
    let reports = Section {
        anchor: "reports-all".to_owned(),
        title: line(known.word(GuideWord::Reports)),
        tables: vec![reports_table(known)],
        ..Section::default()
    };
    let title = vec![known.guide.label_or(&package.label, &package.name)];
    Page { file: OVERVIEW.to_owned(), title, facts, sections: vec![reports, contents(known)], ..Page::default() }
}

fn validity_or_always(known: &Known<'_>, validity: Validity) -> String {
    let text = validity_text(validity, known.guide.language);
    if text.is_empty() { known.word(GuideWord::Always).to_owned() } else { text }
}

fn reports_table(known: &Known<'_>) -> PageTable {
    let language = known.guide.language;
    let has_modules = known.guide.plan.reports.iter().any(|report| report.module.is_some());
    let mut words = vec![GuideWord::Report, GuideWord::Period, GuideWord::Deadline, GuideWord::Retention, GuideWord::Source];
    if has_modules {
        words.insert(1, GuideWord::Module);
    }
    let head = words.into_iter().map(|word| TableCell::header(line(known.word(word)), "col")).collect();
    let row = |(id, report): (_, &positum_plan::plan::Report)| {
        let mut row = vec![TableCell::header(vec![known.guide.report_link(id)], "row")];
        if has_modules {
            row.push(TableCell::value(report.module.iter().map(Piece::code).collect()));
        }
        row.push(TableCell::value(line(period_kind_text(report.period, language))));
        row.push(TableCell::value(deadline_rule(known.guide, report)));
        row.push(TableCell::value(report.retention.map(|retention| line(retention_text(retention, language))).unwrap_or_default()));
        row.push(TableCell::value(report.source.iter().flat_map(|text| known.guide.in_main_language(text)).collect()));
        row
    };
    let body = known.guide.plan.reports.entries().map(row).collect();
    PageTable {
        caption: line(known.word(GuideWord::Reports)),
        class: "report-list",
        is_captioned: true,
        head: vec![head],
        body,
        ..PageTable::default()
    }
}

fn contents(known: &Known<'_>) -> Section {
    let plan = known.guide.plan;
    let mut lines: Vec<Line> = Vec::new();
    let mut add = |word: GuideWord, href: &str, about: GuideWord, is_there: bool| {
        if is_there {
            lines.push(vec![Piece::link(known.word(word), href), Piece::text(format!(" – {}", known.word(about)))]);
        }
    };
    add(GuideWord::Deadlines, super::deadline_text::DEADLINES, GuideWord::AboutDeadlines, true);
    add(GuideWord::Consolidation, super::consolidation_page::CONSOLIDATION, GuideWord::AboutConsolidation, plan.consolidation.is_some());
    add(GuideWord::Parameters, PARAMETERS, GuideWord::AboutParameters, !plan.parameters.is_empty());
    add(GuideWord::Codelists, CODELISTS, GuideWord::AboutCodelists, !plan.codelists.is_empty());
    add(GuideWord::Submitting, super::submit_page::SUBMITTING, GuideWord::AboutSubmitting, true);
    add(GuideWord::Terms, super::terms_page::TERMS, GuideWord::AboutTerms, true);
    add(GuideWord::Index, super::search_pages::INDEX, GuideWord::AboutIndex, true);
    Section { anchor: "contents-all".to_owned(), title: line(known.word(GuideWord::AlsoHere)), is_links: true, intro: lines, ..Section::default() }
}
