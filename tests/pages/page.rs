//! Pages as browsers have them: well formed, linked, harmless, in both languages.

use super::{DEFINITION, SUBMISSION, page_of, trial};
use crate::support::package;
use positum_pages::report_page::{PageSource, ReportPage, report_page};
use positum_pages::write_html::write_html;
use positum_runtime::evaluate::{EvaluationOptions, Evaluator};
use positum_runtime::language::Language;
use positum_runtime::read::{Format, ReadOptions, read_all};
use roxmltree::{Document, Node};
use std::collections::BTreeSet;

pub(super) fn html(page: &ReportPage) -> String {
    write_html(page).expect("our own template")
}

/// Gives the page as XML, without the line that only HTML has.
pub(super) fn without_doctype(html: &str) -> &str {
    html.strip_prefix("<!DOCTYPE html>\n").expect("the page says that it is HTML")
}

pub(super) fn elements<'a, 'input>(document: &'a Document<'input>, name: &'static str) -> impl Iterator<Item = Node<'a, 'input>> {
    document.descendants().filter(move |node| node.has_tag_name(name))
}

pub(super) fn text(node: Node<'_, '_>) -> String {
    node.descendants().filter(Node::is_text).filter_map(|node| node.text()).collect()
}

/// Gives the name that a link leads to.
fn target<'a>(link: Node<'a, '_>) -> Option<&'a str> {
    link.attribute("href").and_then(|href| href.strip_prefix('#'))
}

pub(super) fn has_class(node: Node<'_, '_>, class: &str) -> bool {
    node.attribute("class").is_some_and(|classes| classes.split(' ').any(|one| one == class))
}

#[test]
fn pages_are_well_formed_and_say_their_language() {
    for language in Language::ALL {
        let html = html(&trial(language));
        let document = Document::parse(without_doctype(&html)).expect("well formed");
        assert_eq!(document.root_element().attribute("lang"), Some(language.code()));
        assert_eq!(elements(&document, "title").count(), 1);
        assert_eq!(elements(&document, "h1").count(), 1);
        assert_eq!(elements(&document, "main").count(), 1);
    }
}

#[test]
fn nothing_runs_and_nothing_is_fetched() {
    for language in Language::ALL {
        let html = html(&trial(language));
        let document = Document::parse(without_doctype(&html)).expect("well formed");
        for node in document.descendants().filter(Node::is_element) {
            let name = node.tag_name().name();
            assert!(!["script", "img", "link", "iframe", "object", "embed", "base", "form", "svg", "audio", "video"].contains(&name), "{name}");
            for attribute in node.attributes() {
                assert!(!attribute.name().starts_with("on"), "{name} {}", attribute.name());
                assert!(!["src", "srcset", "style", "data", "action", "background"].contains(&attribute.name()), "{name} {}", attribute.name());
                assert!(attribute.name() != "href" || attribute.value().starts_with('#'), "{}", attribute.value());
            }
        }
        let style = elements(&document, "style").map(text).collect::<String>();
        assert!(!style.contains("url(") && !style.contains("@import") && !style.contains("http"), "the style fetches something");
        let policy = elements(&document, "meta").find(|meta| meta.attribute("http-equiv") == Some("Content-Security-Policy")).expect("a policy");
        assert!(policy.attribute("content").expect("what it permits").starts_with("default-src 'none';"));
    }
}

#[test]
fn what_anyone_wrote_is_only_text() {
    let html = html(&trial(Language::English));
    assert!(!html.contains("<script") && !html.contains("<img") && !html.contains("<b>"));
    assert!(!html.contains('\u{202e}'), "the reading direction is turned");
    let document = Document::parse(without_doctype(&html)).expect("well formed");
    let heading = elements(&document, "h1").next().expect("a heading");
    assert_eq!(text(heading), "<script>alert(1)</script> \u{fffd} \"O'Hara\" & co | *x*");
    assert!(elements(&document, "td").any(|cell| text(cell).starts_with("</td><img src=x>")));
    assert!(html.contains("The &quot;Publisher&quot; &amp; co"));
    assert!(html.contains("Trials &lt;b&gt;&amp;amp;"));
}

#[test]
fn names_are_there_once_and_links_lead_to_them() {
    let html = html(&page_of(DEFINITION, &format!("[{SUBMISSION}, {}]", SUBMISSION.replace("2025-Q1", "2025-Q2")), Language::English));
    let document = Document::parse(without_doctype(&html)).expect("well formed");
    let mut ids = BTreeSet::new();
    for id in document.descendants().filter_map(|node| node.attribute("id")) {
        assert!(ids.insert(id), "{id} is there twice");
    }
    for node in document.descendants().filter(Node::is_element) {
        let targets = ["aria-labelledby", "aria-describedby", "headers"].iter().filter_map(|name| node.attribute(*name));
        let targets = targets.flat_map(|names| names.split(' ')).chain(target(node));
        for target in targets {
            assert!(ids.contains(target), "{target} is not there");
        }
    }
    assert_eq!(elements(&document, "article").count(), 2);
}

#[test]
fn labels_of_another_language_say_so() {
    let latvian = html(&trial(Language::Latvian));
    let document = Document::parse(without_doctype(&latvian)).expect("well formed");
    let label = elements(&document, "th").find(|cell| text(*cell) == "Only in English").expect("the label falls back");
    assert_eq!(label.attribute("lang"), Some("en"));
    let own = elements(&document, "th").find(|cell| text(*cell) == "Posteņi").expect("the label of the page's language");
    assert_eq!(own.attribute("lang"), None);
    let publisher = elements(&document, "span").find(|node| text(*node) == "The \"Publisher\" & co").expect("the publisher");
    assert_eq!(publisher.attribute("lang"), Some("en"));
    let message = elements(&document, "span").find(|node| text(*node).starts_with("Assets are 400")).expect("a message in English alone");
    assert_eq!(message.attribute("lang"), Some("en"));
    let english = html(&trial(Language::English));
    let document = Document::parse(without_doctype(&english)).expect("well formed");
    assert!(elements(&document, "th").chain(elements(&document, "span")).all(|node| node.attribute("lang").is_none()));
}

#[test]
fn notes_lead_to_their_cells_and_back() {
    let html = html(&trial(Language::English));
    let document = Document::parse(without_doctype(&html)).expect("well formed");
    let by_id = |id: &str| document.descendants().find(|node| node.attribute("id") == Some(id)).expect("a target");
    let mut seen = 0;
    for link in elements(&document, "a").filter(|link| has_class(*link, "ref")) {
        let note = by_id(target(link).expect("a target"));
        assert!(note.has_tag_name("li"));
        seen += 1;
    }
    assert!(seen > 20, "{seen}");
    for back in elements(&document, "a").filter(|link| has_class(*link, "back")) {
        let reference = by_id(target(back).expect("a target"));
        let note = back.ancestors().find(|node| node.has_tag_name("li")).expect("the note");
        assert_eq!(target(reference), note.attribute("id"));
        assert!(reference.ancestors().any(|node| node.has_tag_name("td") || node.has_tag_name("th")));
    }
}

#[test]
fn equal_submissions_give_equal_bytes() {
    for language in Language::ALL {
        assert_eq!(html(&trial(language)), html(&trial(language)));
    }
}

#[test]
fn packages_of_ours_have_pages() {
    for (name, json) in [
        ("us_ncua_5300", r#"{"entity": "1", "period": "2025-Q4", "reports": {}}"#),
        ("lv_credit_unions", r#"{"entity": "1", "period": "2025-Q4", "reports": {}}"#),
        ("lv_treasury_budget", r#"{"entity": "1", "period": "2024", "reports": {}}"#),
    ] {
        let plan = package(name);
        let submissions = read_all(json.as_bytes(), "one.json", Format::Json, &plan, &ReadOptions::default()).expect("a submission");
        let evaluator = Evaluator::new(&plan, &EvaluationOptions::default()).expect("no options");
        let evaluated = evaluator.evaluate(&submissions[0]);
        for language in Language::ALL {
            let html = html(&report_page(&[PageSource { plan: &plan, evaluated: &evaluated, explainer: None }], language));
            let document = Document::parse(without_doctype(&html)).expect("well formed");
            let captions = elements(&document, "caption").count();
            assert_eq!(captions, elements(&document, "table").count());
            assert!(captions >= plan.tables.len());
        }
    }
}

#[test]
fn computed_cells_and_failing_checks_are_explained() {
    let html = html(&trial(Language::English));
    let document = Document::parse(without_doctype(&html)).expect("well formed");
    let computed: Vec<Node<'_, '_>> = elements(&document, "td").filter(|cell| has_class(*cell, "computed")).collect();
    assert!(computed.len() > 5, "{}", computed.len());
    for cell in computed {
        let link = cell.children().find(|node| has_class(*node, "how")).expect("a value that leads to its explanation");
        let entry = target(link).expect("a target");
        let entry = document.descendants().find(|node| node.attribute("id") == Some(entry)).expect("the explanation");
        assert!(entry.ancestors().any(|node| node.has_tag_name("details")));
        let value = text(link);
        assert!(text(entry.first_element_child().expect("lines")).contains(&format!("= {value}")), "{value}: {}", text(entry));
    }
    // 10 + 1,000,000 + 3: the total, by its formula.
    assert!(elements(&document, "li").any(|line| text(line) == "lines.loans.total:020 = 1,000,013\u{a0}EUR"));
    assert!(elements(&document, "li").any(|line| text(line).starts_with("capital.breach_check") && text(line).contains("fail")));
}

#[test]
fn of_long_lists_only_cells_with_notes_are_explained() {
    let line = |number: usize| format!(r#"{{"010": "n{number}", "020": "10", "030": "{}"}}"#, if number == 7 { "20" } else { "1" });
    let lines = |count: usize| (0..count).map(line).collect::<Vec<_>>().join(", ");
    let json = |count: usize| format!(r#"{{"entity": "e", "period": "2025-Q1", "reports": {{"lines": {{"loans": [{}]}}}}}}"#, lines(count));
    let count = |page: &ReportPage| page.submissions[0].reports[1].tables[0].explanations.len();
    let (short, long) = (page_of(DEFINITION, &json(100), Language::English), page_of(DEFINITION, &json(101), Language::English));
    assert_eq!((count(&short), short.submissions[0].reports[1].tables[0].left_out.as_str()), (101, ""));
    // The total alone: the failed check is marked at cells that were given.
    assert_eq!(count(&long), 1);
    assert!(long.submissions[0].reports[1].tables[0].left_out.contains("many lines"));
    assert!(html(&long).contains("many lines"));
}

#[test]
fn a_list_longer_than_anyone_reads_is_cut_and_says_so() {
    let line = |number: usize| format!(r#"{{"010": "n{number}", "020": "10", "030": "1"}}"#);
    let lines: Vec<String> = (0..1_003).map(line).collect();
    let json = format!(r#"{{"entity": "e", "period": "2025-Q1", "reports": {{"lines": {{"loans": [{}]}}}}}}"#, lines.join(", "));
    let page = page_of(DEFINITION, &json, Language::English);
    let table = &page.submissions[0].reports[1].tables[0];
    assert_eq!(table.lines.len(), 1_001);
    assert!(table.lines[1_000].remark.starts_with("3 more lines are not here"));
    assert!(html(&page).contains("3 more lines are not here"));
    // The total is that of all lines.
    assert!(table.totals.iter().flat_map(|line| &line.cells).any(|cell| cell.text == "10,030"));
}

#[test]
fn changes_are_looked_for_as_far_as_a_page_can_afford() {
    // Every line has 030 > 020, so that its check fails; the changes are 020 to 20 and 030 to 10.
    let line = |number: usize| format!(r#"{{"010": "n{number}", "020": "10", "030": "20"}}"#);
    let submission = |period: usize, count: usize| {
        let lines = (0..count).map(line).collect::<Vec<_>>().join(", ");
        format!(r#"{{"entity": "e", "period": "{period}-Q1", "reports": {{"lines": {{"loans": [{lines}]}}}}}}"#)
    };
    let said = |page: &ReportPage, part: &str| {
        let entries = page.submissions.iter().flat_map(|submission| &submission.reports).flat_map(|report| &report.explanations);
        entries.filter(|entry| entry.lines.iter().any(|line| line.text.contains(part))).count()
    };
    let small = page_of(DEFINITION, &submission(2025, 1), Language::English);
    assert_eq!((said(&small, "one of these changes"), said(&small, "positum explain")), (1, 0));
    let costly = page_of(DEFINITION, &submission(2025, 4_000), Language::English);
    assert_eq!((said(&costly, "one of these changes"), said(&costly, "positum explain")), (0, 20));
    let latvian = page_of(DEFINITION, &submission(2025, 4_000), Language::Latvian);
    assert_eq!(said(&latvian, "to parāda `positum explain`"), 20);
    // Many submissions of a page share what it may spend.
    let many: Vec<String> = (0..20).map(|index| submission(2005 + index, 300)).collect();
    let many = page_of(DEFINITION, &format!("[{}]", many.join(", ")), Language::English);
    let (with, without) = (said(&many, "one of these changes"), said(&many, "positum explain"));
    assert!(with > 0 && without > with && with + without == 400, "{with} {without}");
}
