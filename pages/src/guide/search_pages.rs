//! The index of all codes, and what the search looks through.
//!
//! Words are folded here: small letters, without diacritics. The script folds only what is asked for, and compares.

use super::entries::{Guide, anchor, fragment};
use super::entry_boxes::{Known, kind_of};
use super::guide_words::GuideWord;
use super::page::{Page, PageTable, Piece, Section, TableCell, line, sentence, shown};
use positum_plan::plan::Label;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The page of all codes.
pub(super) const INDEX: &str = "codes.html";
/// The page of the search.
pub(super) const SEARCH: &str = "search.html";

/// Something that can be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) code: String,
    pub(super) title: String,
    pub(super) kind: String,
    /// The report and table in which it stands.
    pub(super) place: String,
    pub(super) href: String,
    /// All words by which it is found, folded; the code first.
    pub(super) folded: String,
}

/// Gives everything that can be found, in the order of the package.
pub(super) fn all_found(known: &Known<'_>) -> Vec<Found> {
    let (guide, plan) = (known.guide, known.guide.plan);
    let mut all = Vec::new();
    for (id, report) in plan.reports.entries() {
        let mut names = labels(&report.label);
        names.extend(report.module.iter().cloned());
        all.push(found(&report.name, &guide.label(&report.label).text, known.word(GuideWord::Report), "", guide.file(id).to_owned(), &names));
        for table in &report.tables {
            add_table(known, *table, &mut all);
        }
        for check in plan.checks.iter().filter(|check| check.report == id) {
            let href = format!("{}#{}", guide.file(id), fragment(&guide.check_anchor(check)));
            let place = guide.label_or(&report.label, &report.name).text;
            all.push(found(&guide.check_name(check), &check.text, known.word(GuideWord::Check), &place, href, &[]));
        }
    }
    for (id, parameter) in plan.parameters.entries() {
        let href = guide.parameter_link(id).href.unwrap_or_default();
        let title = guide.label(&parameter.label).text;
        all.push(found(&parameter.name, &title, known.word(GuideWord::Parameter), "", href, &labels(&parameter.label)));
    }
    for (id, list) in plan.codelists.entries() {
        let href = guide.codelist_link(id).href.unwrap_or_default();
        all.push(found(&list.name, &guide.label(&list.label).text, known.word(GuideWord::Codelist), "", href, &labels(&list.label)));
        let place = guide.label_or(&list.label, &list.name).text;
        for (code, meaning) in list.in_order() {
            let href = format!("{}#{}", super::entries::CODELISTS, fragment(&Guide::code_anchor(list, code)));
            all.push(found(code, &guide.label(&meaning.label).text, known.word(GuideWord::CodeOfList), &place, href, &labels(&meaning.label)));
        }
    }
    for calendar in plan.calendars.iter() {
        let href = format!("{}#{}", super::deadline_text::DEADLINES, fragment(&super::deadline_text::calendar_anchor(&calendar.name)));
        all.push(found(&calendar.name, &guide.label(&calendar.label).text, known.word(GuideWord::Calendar), "", href, &labels(&calendar.label)));
    }
    all
}

fn add_table(known: &Known<'_>, table: positum_plan::plan::TableId, all: &mut Vec<Found>) {
    let guide = known.guide;
    let definition = &guide.plan.tables[table];
    let report = &guide.plan.reports[definition.report];
    let of_report = guide.label_or(&report.label, &report.name).text;
    let href = guide.table_link(table).href.unwrap_or_default();
    let title = guide.label(&definition.label).text;
    all.push(found(&definition.name, &title, known.word(GuideWord::Table), &of_report, href, &labels(&definition.label)));
    let of_table = guide.label_or(&definition.label, &definition.name).text;
    let place = format!("{of_report} › {of_table}");
    for entry in guide.entries(table) {
        let printed = guide.axis_entry(*entry);
        let mut names = printed.map(|printed| labels(&printed.label)).unwrap_or_default();
        names.extend([definition.name.clone(), report.name.clone(), format!("{}.{}", definition.name, guide.code(*entry))]);
        all.push(found(&guide.code(*entry), &guide.title(*entry).text, known.word(kind_of(*entry)), &place, guide.href(*entry), &names));
    }
}

/// Gives a label in all languages: a reader of one may remember the other.
fn labels(label: &Label) -> Vec<String> {
    label.0.values().cloned().collect()
}

fn found(code: &str, title: &str, kind: &str, place: &str, href: String, names: &[String]) -> Found {
    let words = [code, title].into_iter().chain(names.iter().map(String::as_str)).map(folded);
    let mut seen: Vec<String> = Vec::new();
    for word in words.filter(|word| !word.is_empty()) {
        if !seen.contains(&word) {
            seen.push(word);
        }
    }
    Found { code: shown(code), title: shown(title), kind: kind.to_owned(), place: shown(place), href, folded: seen.join(" ") }
}

/// Gives a text in small letters without diacritics: `Kredīti` is `krediti`.
pub(super) fn folded(text: &str) -> String {
    shown(text).nfd().filter(|character| !is_combining_mark(*character)).collect::<String>().to_lowercase()
}

/// Writes the index of the search as a script: pages from a disk may not load anything else. A row has code, title, kind,
/// place, link, the folded words, and the folded words of what it stands in.
pub(super) fn index_script(all: &[Found]) -> String {
    let row = |found: &Found| {
        serde_json::json!([
            found.code,
            found.title,
            found.kind,
            found.place,
            found.href,
            found.folded,
            folded(&format!("{} {}", found.kind, found.place))
        ])
        .to_string()
    };
    let rows: Vec<String> = all.iter().map(|found| script_text(&row(found))).collect();
    format!("window.positumGuide = [\n{}\n];\n", rows.join(",\n"))
}

/// Writes JSON so that it can stand in any script: nothing in it ends one, or a line of one.
fn script_text(json: &str) -> String {
    json.replace('<', "\\u003c").replace('>', "\\u003e").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}

/// Gives the page of all codes by the alphabet.
pub(super) fn index_page(known: &Known<'_>, all: &[Found]) -> Page {
    let mut sorted: Vec<&Found> = all.iter().collect();
    sorted.sort_by_key(|found| (folded(&found.code), found.place.clone()));
    let head = [GuideWord::Code, GuideWord::Label, GuideWord::Kind, GuideWord::Place].map(|word| TableCell::header(line(known.word(word)), "col"));
    let row = |found: &&Found| {
        vec![
            TableCell::header(vec![Piece { is_code: true, ..Piece::link(&found.code, found.href.clone()) }], "row"),
            TableCell::value(line(&found.title)),
            TableCell::value(line(&found.kind)),
            TableCell::value(line(&found.place)),
        ]
    };
    let body = sorted.iter().map(row).collect();
    let table = PageTable {
        caption: line(known.word(GuideWord::AllCodes)),
        class: "codes",
        is_captioned: true,
        head: vec![head.to_vec()],
        body,
        ..PageTable::default()
    };
    let section = Section { anchor: anchor("codes-all"), title: line(known.word(GuideWord::AllCodes)), tables: vec![table], ..Section::default() };
    Page {
        file: INDEX.to_owned(),
        title: line(known.word(GuideWord::Index)),
        intro: vec![line(sentence(known.word(GuideWord::AboutIndex)))],
        sections: vec![section],
        ..Page::default()
    }
}

/// Gives the page of the search.
pub(super) fn search_page(known: &Known<'_>) -> Page {
    Page { file: SEARCH.to_owned(), title: line(known.word(GuideWord::Search)), is_search: true, ..Page::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn diacritics_and_large_letters_are_folded() {
        assert_eq!(folded("Kase"), "kase");
        assert_eq!(folded("Kredīti ĀČĒĢĪĶĻŅŠŪŽ"), "krediti acegiklnsuz");
        // The same letters, composed and decomposed.
        assert_eq!(folded("i\u{304}"), folded("ī"));
        assert_eq!(folded("Straße"), "straße");
    }

    #[test]
    fn nothing_in_the_index_ends_a_script() {
        let found = found("</script>", "a\u{2028}b", "k", "p", "r.html#x".to_owned(), &[]);
        let script = index_script(&[found]);
        assert!(!script.contains("</") && !script.contains('\u{2028}'), "{script}");
        let json = script.trim_start_matches("window.positumGuide = ").trim_end().trim_end_matches(';');
        let rows: serde_json::Value = serde_json::from_str(json).unwrap();
        assert_eq!(rows[0][0], "</script>");
    }
}
