//! Templates of users, good and bad. None of them may bring the process down.

use super::*;
use crate::report_page::{Phrase, ReportPart, SubmissionPart, TablePart};
use positum_runtime::language::Language;
use std::collections::BTreeSet;

fn page() -> ReportPage {
    let table = TablePart { kind: "form", column_count: "3".to_owned(), ..TablePart::default() };
    let title = Phrase { text: "A <b> & \"c\" | *d*".to_owned(), lang: "lv".to_owned() };
    let report = ReportPart { title, tables: vec![table.clone(), table], ..ReportPart::default() };
    let submission = SubmissionPart { entity: "E".to_owned(), reports: vec![report], ..SubmissionPart::default() };
    ReportPage {
        language: "en".to_owned(),
        submissions: vec![submission],
        words: crate::page_words::page_words(Language::English),
        ..ReportPage::default()
    }
}

fn filled(template: &str) -> Result<String, TemplateError> {
    fill_users(&page(), Markup::Html, template)
}

fn mistake(template: &str) -> (usize, usize, Mistake) {
    let error = filled(template).expect_err(template);
    (error.line, error.column, error.mistake)
}

fn name(text: &str) -> String {
    text.to_owned()
}

#[test]
fn the_escape_follows_the_markup() {
    let template = "{{#each submissions}}{{#each reports}}{{title.text}}~{{{title.text}}}{{/each}}{{/each}}";
    let html = fill_users(&page(), Markup::Html, template).unwrap();
    assert_eq!(html, "A &lt;b&gt; &amp; &quot;c&quot; | *d*~A <b> & \"c\" | *d*");
    let markdown = fill_users(&page(), Markup::Markdown, template).unwrap();
    assert_eq!(markdown, r#"A \<b\> & "c" \| \*d\*~A <b> & "c" | *d*"#);
}

#[test]
fn blocks_paths_brackets_comments_and_block_names_work() {
    let template = "{{!-- {{no_such_name}} --}}{{! nor this }}{{#each submissions as |one|}}{{one.entity}}{{#if (and (eq one.entity \"E\") (not @root.several))}}+{{else if one.id}}-{{else}}0{{/if}}{{#with this}}{{@root.words.notes}}{{../language}}{{/with}}{{/each}}{{~#unless several~}} . {{~/unless}}";
    // `../language` of `with` inside `each` is a submission's, which has none.
    assert_eq!(mistake(template).2, Mistake::NotHere(name("../language")));
    let template = template.replace("../language", "../../language");
    assert_eq!(filled(&template).unwrap(), "E+Notesen.");
}

#[test]
fn unknown_names_are_told_with_their_place_and_similar_ones() {
    let error = filled("first line\nāē {{#each submissions}}{{entty}}{{/each}}").expect_err("no such name");
    assert_eq!((error.line, error.column), (2, 25));
    assert_eq!(error.text(Language::English), "there is no name `entty`; similar ones are `entity`");
    assert_eq!(error.text(Language::Latvian), "tāda nosaukuma kā `entty` nav; līdzīgi ir `entity`");
    assert_eq!(mistake("{{#if no_such}}{{/if}}"), (1, 1, Mistake::UnknownName(name("no_such"))));
    assert_eq!(mistake("{{words.nothing}}"), (1, 1, Mistake::UnknownName(name("nothing"))));
}

#[test]
fn known_names_in_the_wrong_place_are_told_where_they_are() {
    let error = filled("\n {{entity}}").expect_err("the page has none");
    assert_eq!((error.line, error.column), (2, 2));
    assert_eq!(error.text(Language::English), "there is no `entity` here; these have it: a submission");
    assert_eq!(error.text(Language::Latvian), "šeit nosaukuma `entity` nav; tāds ir šeit: iesniegums");
    let inside = "{{#each submissions}}{{#if (and id (not several))}}{{/if}}{{/each}}";
    assert_eq!(mistake(inside), (1, 22, Mistake::NotHere(name("several"))));
    let error = filled("{{#each reports}}{{/each}}").expect_err("the page has no reports");
    assert_eq!(error.mistake, Mistake::NotHere(name("reports")));
}

#[test]
fn parts_stand_where_their_names_are() {
    assert!(filled("{{#each submissions}}{{> submission}}{{/each}}").unwrap().contains("A &lt;b&gt;"));
    assert_eq!(mistake("{{language}}\n{{> report}}"), (2, 1, Mistake::PartElsewhere(name("report"))));
    assert_eq!(mistake("{{> nothing}}").2, Mistake::UnknownPart(name("nothing")));
}

#[test]
fn a_template_cannot_hold_itself_or_define_parts() {
    assert_eq!(mistake("{{> template}}").2, Mistake::UnknownPart(name("template")));
    assert_eq!(mistake("{{> page}}").2, Mistake::UnknownPart(name("page")));
    assert_eq!(mistake("{{#*inline \"a\"}}{{> a}}{{/inline}}{{> a}}").2, Mistake::NotSupported(name("#*inline")));
    assert_eq!(mistake("{{#> report}}{{/report}}").2, Mistake::NotSupported(name("#>")));
    assert_eq!(mistake("{{> (lookup . \"a\")}}").2, Mistake::NotSupported(name("lookup")));
}

#[test]
fn deep_blocks_are_an_error_and_no_end_of_the_process() {
    for (begin, end) in [
        ("{{#if several}}", "{{/if}}"),
        ("{{# each submissions}}", "{{/each}}"),
        ("{{~#if several}}", "{{/if}}"),
        ("{{^}}", ""),
        ("{{else}}", ""),
        ("{{#if several}}{{else if several}}{{else}}", "{{/if}}"),
        ("{{#*inline \"a\"}}", "{{/inline}}"),
        ("{{#> report}}", "{{/report}}"),
        ("{{{{raw}}}}", "{{{{/raw}}}}"),
        ("{{#if (eq \"{{#if several}}\" 1)}}", "{{/if}}"),
    ] {
        let template = format!("{}{}", begin.repeat(5000), end.repeat(5000));
        let thread = std::thread::Builder::new().stack_size(2 * 1024 * 1024);
        let error = thread.spawn(move || fill_users(&page(), Markup::Html, &template).is_err()).unwrap().join();
        assert!(error.unwrap(), "{begin}");
    }
}

#[test]
fn the_deepest_template_fits_a_small_stack() {
    let template = format!("{}{{{{language}}}}{}", "{{#unless several}}".repeat(24), "{{/unless}}".repeat(24));
    let thread = std::thread::Builder::new().stack_size(2 * 1024 * 1024);
    let text = thread.spawn(move || fill_users(&page(), Markup::Html, &template)).unwrap().join().unwrap();
    assert_eq!(text.unwrap(), "en");
    let deeper = format!("{}{}", "{{#unless several}}".repeat(25), "{{/unless}}".repeat(25));
    assert_eq!(mistake(&deeper), (1, 24 * 19 + 1, Mistake::TooDeep));
}

#[test]
fn deep_brackets_and_long_tags_are_errors() {
    let deep = format!("{{{{#if {}several{}}}}}{{{{/if}}}}", "(not ".repeat(20), ")".repeat(20));
    assert_eq!(mistake(&deep).2, Mistake::TooDeep);
    assert_eq!(mistake(&format!("{{{{{}}}}}", "a.".repeat(3000))).2, Mistake::LongTag);
    assert_eq!(mistake(&" ".repeat(1024 * 1024 + 1)).2, Mistake::TooLarge);
}

#[test]
fn ends_and_beginnings_belong_together() {
    assert_eq!(mistake("{{#if several}}"), (1, 1, Mistake::OpenBlock(name("if"))));
    assert_eq!(mistake("\n{{#if several}}{{/each}}"), (2, 16, Mistake::OtherEnd { found: name("each"), expected: name("if") }));
    assert_eq!(mistake("{{/if}}").2, Mistake::OtherEnd { found: name("if"), expected: String::new() });
    assert_eq!(mistake("{{else}}").2, Mistake::LooseElse);
    assert_eq!(mistake("{{language").2, Mistake::OpenTag);
    assert_eq!(mistake("{{language}").2, Mistake::OpenTag);
    assert_eq!(mistake("{{{language}}").2, Mistake::OpenTag);
    assert_eq!(mistake("{{}}").2, Mistake::Syntax);
}

#[test]
fn other_helpers_and_forms_are_errors() {
    assert_eq!(mistake("{{log language}}").2, Mistake::UnknownHelper(name("log")));
    assert_eq!(mistake("{{#language}}{{/language}}").2, Mistake::UnknownHelper(name("language")));
    assert_eq!(mistake("{{#if (lookup words \"a\")}}{{/if}}").2, Mistake::UnknownHelper(name("lookup")));
    assert_eq!(mistake("{{#if several includeZero=true}}{{/if}}").2, Mistake::NotSupported(name("includeZero=true")));
    assert_eq!(mistake("a \\{{language}}").2, Mistake::NotSupported(name("\\{{")));
    assert_eq!(mistake("{{[language]}}").2, Mistake::NotSupported(name("[language]")));
}

#[test]
fn no_broken_template_panics() {
    // Each beginning of a good template, and each with a character of another kind put in.
    let template = "{{!-- c --}}{{#each submissions as |s|}}{{~s.entity~}}{{#if (eq s.id \"a\")}}{{else if s.id}}{{{s.id}}}{{else}}{{&s.id}}{{/if}}{{> submission}}{{/each}}";
    for end in (0..=template.len()).step_by(3) {
        let (before, after) = template.split_at(end);
        let _ = filled(before);
        for put_in in [
            "{", "}", "{{", "}}", "~", "\\", "(", ")", "|", "\"", "'", "#", "/", "^", ">", "&", "*", "!", "--", "[", "]", ".", "@", "=", "ā", "\n",
            "else", "\0",
        ] {
            let _ = filled(&format!("{before}{put_in}{after}"));
        }
    }
}

#[test]
fn known_names_are_those_of_the_model() {
    use crate::report_page::{Cell, CheckLine, Column, Explanation, ExplanationLine, HeaderCell, HeaderRow, Line, Mark, Note, Reference};
    fn keys(value: &impl Serialize) -> BTreeSet<String> {
        match serde_json::to_value(value).unwrap() {
            serde_json::Value::Object(map) => map.keys().cloned().collect(),
            other => panic!("{other}"),
        }
    }
    let filling = Filling { page: &page(), style: STYLE };
    let of_model = [
        keys(&filling),
        keys(&Phrase::default()),
        keys(&SubmissionPart::default()),
        keys(&ReportPart::default()),
        keys(&TablePart::default()),
        keys(&HeaderRow::default()),
        keys(&HeaderCell::default()),
        keys(&Column::default()),
        keys(&Line::default()),
        keys(&Cell::default()),
        keys(&Reference::default()),
        keys(&Note::default()),
        keys(&CheckLine::default()),
        keys(&Explanation::default()),
        keys(&ExplanationLine::default()),
        keys(&Mark::default()),
    ];
    let known = known_names::OWNERS.map(|(_, _, names)| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>());
    assert_eq!(known, of_model);
    for name in of_model.iter().flatten() {
        // A helper of that name would be called in place of the value.
        assert!(!Handlebars::new().get_templates().contains_key(name));
        assert!(
            !["each", "if", "unless", "with", "lookup", "raw", "log", "eq", "ne", "gt", "gte", "lt", "lte", "and", "or", "not", "len"]
                .contains(&name.as_str())
        );
    }
}

#[test]
fn every_mistake_is_told_in_both_languages() {
    let text = || name("x");
    for mistake in [
        Mistake::TooLarge,
        Mistake::TooLong,
        Mistake::TooDeep,
        Mistake::OpenTag,
        Mistake::LongTag,
        Mistake::OpenBlock(text()),
        Mistake::OtherEnd { found: text(), expected: String::new() },
        Mistake::OtherEnd { found: text(), expected: text() },
        Mistake::LooseElse,
        Mistake::NotSupported(text()),
        Mistake::UnknownHelper(text()),
        Mistake::UnknownPart(text()),
        Mistake::UnknownName(text()),
        Mistake::NotHere(text()),
        Mistake::PartElsewhere(name("report")),
        Mistake::Syntax,
    ] {
        let error = TemplateError { line: 1, column: 1, mistake };
        let (latvian, english) = (error.text(Language::Latvian), error.text(Language::English));
        assert_ne!(latvian, english);
        for said in [latvian, english] {
            assert!(!said.is_empty() && !said.ends_with('.') && !said.contains('\n'), "{said}");
            assert!(said.chars().next().is_some_and(|first| first.is_lowercase() || first == '`'), "{said}");
        }
    }
}

#[test]
fn what_is_no_text_is_told_where_it_stands() {
    let each =
        |inner: &str| format!("{{{{#each submissions}}}}{{{{#each reports}}}}{{{{#each tables}}}}\n  {inner}{{{{/each}}}}{{{{/each}}}}{{{{/each}}}}");
    assert_eq!(mistake(&each("{{title}}")), (2, 3, Mistake::NoText(name("title"))));
    assert!(filled(&each("{{title.text}}")).is_ok());
    assert_eq!(mistake("{{submissions}}"), (1, 1, Mistake::NoText(name("submissions"))));
    // A text that merely looks so is a text.
    assert!(filled("[object]").is_ok());
}
