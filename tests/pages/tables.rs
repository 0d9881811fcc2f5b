//! Tables as browsers and screen readers have them, and that every state, finding and outcome is in them.

use super::page::{elements, has_class, html, text, without_doctype};
use super::trial;
use positum_pages::report_page::{PageSource, ReportPage, report_page};
use positum_plan::text_limits::TextLimit;
use positum_runtime::evaluate::{EvaluationOptions, Evaluator};
use positum_runtime::evaluated_submission::{CellState, Outcome};
use positum_runtime::finding::{Expected, Finding, FindingKind};
use positum_runtime::finding_text::{finding_text, outcome_word, state_word};
use positum_runtime::language::Language;
use positum_runtime::submission::{Address, Origin};
use roxmltree::{Document, Node};

fn in_document(page: &ReportPage, look: impl FnOnce(&Document<'_>)) {
    let html = html(page);
    look(&Document::parse(without_doctype(&html)).expect("well formed"));
}

/// Gives the row of a table whose header begins with a text.
fn row<'a, 'input>(document: &'a Document<'input>, label: &str) -> Node<'a, 'input> {
    let header = elements(document, "th").find(|cell| cell.attribute("scope") == Some("row") && text(*cell).starts_with(label));
    header.and_then(|cell| cell.parent()).unwrap_or_else(|| panic!("no row {label}"))
}

/// Gives the cells of a row after its header.
fn cells<'a, 'input>(row: Node<'a, 'input>) -> Vec<Node<'a, 'input>> {
    row.children().filter(|node| node.has_tag_name("td")).collect()
}

#[test]
fn every_state_has_its_mark_and_its_word() {
    for language in Language::ALL {
        in_document(&trial(language), |document| {
            for state in [
                CellState::Given,
                CellState::Computed,
                CellState::Blank,
                CellState::Missing,
                CellState::NotApplicable,
                CellState::Unreadable,
                CellState::NotComputed,
            ] {
                let shown: Vec<Node<'_, '_>> =
                    elements(document, "td").chain(elements(document, "th")).filter(|cell| has_class(*cell, state.keyword())).collect();
                // Nothing of the trial is not applicable but by its own condition; that is tried below.
                assert!(!shown.is_empty() || state == CellState::NotApplicable, "{}", state.keyword());
                let says_itself = matches!(state, CellState::Given | CellState::Computed);
                // A blank cell of a table with `blank = 0` has a value.
                for cell in shown.into_iter().filter(|cell| text(*cell) != "0") {
                    assert_eq!(text(cell).contains(state_word(state, language)), !says_itself, "{}", text(cell));
                }
            }
        });
    }
}

#[test]
fn what_does_not_apply_is_a_dot_and_a_word() {
    let json = super::SUBMISSION.replace("400.4", "-400.4");
    for language in Language::ALL {
        in_document(&super::page_of(super::DEFINITION, &json, language), |document| {
            let cell = elements(document, "td").find(|cell| has_class(*cell, "not_applicable")).expect("050 does not apply");
            assert_eq!(text(cell), format!("·{}", state_word(CellState::NotApplicable, language)));
        });
    }
}

#[test]
fn every_finding_of_the_trial_is_said_at_its_cell() {
    let page = trial(Language::English);
    let notes: Vec<String> = page.submissions[0]
        .reports
        .iter()
        .flat_map(|report| report.tables.iter().flat_map(|table| &table.notes).chain(&report.notes))
        .map(|note| format!("{} {} {}", note.place, note.word, note.message.text))
        .collect();
    for expected in [
        "010 warning `400.4` is not a whole number, 400 is used",
        "040 error `010 / 020` divides by zero; the dividend is 400",
        "060 error `z` is not in the codelist `kind`, which has `a`, `b`",
        "070 error `too long` is longer than 5 characters",
        "090 error a required value is missing",
        "100 error 900 was submitted, but 800 is computed",
        "999 warning `999` is not in the definition, so it is ignored",
        "110:030 error the report has an `x` here, so `7` is ignored",
        "120:040 error `twelve` is not a number written with digits only, as in `-1234.50`",
        "2:010 error `first` is already in line 1, and may be there only once",
        "080 not computed capital.main.090 is missing",
        "info_check note Assets are 400\u{a0}EUR",
        "warning_check warning Ladder is 5\u{a0}EUR",
        "breach_check breach Assets of 400\u{a0}EUR are too few",
        "order 1 error 20\u{a0}EUR is more than 10\u{a0}EUR",
    ] {
        assert!(notes.iter().any(|note| note == expected), "`{expected}` is not in {notes:#?}");
    }
    in_document(&page, |document| {
        for (label, index, word) in [("Assets", 1, "warning"), ("Ratio", 1, "error"), ("Missing", 1, "error"), ("Cash", 3, "error")] {
            let cell = cells(row(document, label))[index];
            let link = cell.descendants().find(|node| node.has_tag_name("a")).unwrap_or_else(|| panic!("{label} has no note"));
            assert!(has_class(link, "ref") && cell.attribute("aria-describedby").is_some());
            let target = link.attribute("href").expect("a note").trim_start_matches('#');
            let note = document.descendants().find(|node| node.attribute("id") == Some(target)).expect("the note");
            assert!(text(note).contains(word), "{}", text(note));
        }
    });
}

#[test]
fn every_outcome_is_in_the_table_of_checks() {
    for language in Language::ALL {
        in_document(&trial(language), |document| {
            for (name, outcome) in
                [("passing", Outcome::Pass), ("breach_check", Outcome::Fail), ("rarely", Outcome::NotApplicable), ("waiting", Outcome::NotEvaluated)]
            {
                let row = row(document, name);
                assert!(has_class(row, outcome.keyword()), "{name}");
                assert!(text(cells(row)[0]).contains(outcome_word(outcome, language)), "{name}: {}", text(row));
            }
        });
    }
}

#[test]
fn numbers_are_as_the_language_writes_them() {
    for (language, expected) in [(Language::English, "-12,345"), (Language::Latvian, "-12\u{a0}345")] {
        in_document(&trial(language), |document| {
            let label = if language == Language::English { "Loans" } else { "Kredīti" };
            let cell = cells(row(document, label))[2];
            assert_eq!(text(cell), expected);
            assert!(has_class(cell, "number"));
        });
    }
}

#[test]
fn merged_headings_span_their_columns_and_cells_name_them() {
    in_document(&trial(Language::English), |document| {
        let heading = |title: &str| elements(document, "th").find(|cell| text(*cell) == title).unwrap_or_else(|| panic!("no heading {title}"));
        let over = heading("By term");
        assert_eq!((over.attribute("scope"), over.attribute("colspan")), (Some("colgroup"), Some("3")));
        assert_eq!(heading("Longer").attribute("colspan"), Some("2"));
        // Total stands beside three rows of headings; the row of codes follows them.
        assert_eq!((heading("Total").attribute("rowspan"), heading("Position").attribute("scope")), (Some("3"), Some("col")));
        let cell = cells(row(document, "Loans"))[3];
        let names: Vec<&str> = cell.attribute("headers").expect("a cell under merged headings").split(' ').collect();
        let titles: Vec<String> =
            names.iter().map(|name| text(document.descendants().find(|node| node.attribute("id") == Some(*name)).expect("a header"))).collect();
        assert_eq!(titles, ["Loans", "By term", "Longer", "one year", "030"]);
    });
}

#[test]
fn each_row_has_as_many_cells_as_there_are_columns() {
    in_document(&trial(Language::English), |document| {
        for table in elements(document, "table") {
            let width = |node: Node<'_, '_>| node.attribute("colspan").map_or(1, |span| span.parse::<usize>().expect("a number"));
            let rows = |part: &'static str| table.children().filter(move |node| node.has_tag_name(part)).flat_map(|part| part.children());
            let header: Vec<Node<'_, '_>> = rows("thead").filter(|node| node.has_tag_name("tr")).collect();
            let columns: usize = header[0].children().filter(Node::is_element).map(width).sum();
            let mut covered = vec![0_usize; header.len()];
            for (index, row) in header.iter().enumerate() {
                for cell in row.children().filter(Node::is_element) {
                    let height = cell.attribute("rowspan").map_or(1, |span| span.parse::<usize>().expect("a number"));
                    for row in covered.iter_mut().skip(index).take(height) {
                        *row += width(cell);
                    }
                }
            }
            assert!(covered.iter().all(|covered| *covered == columns), "{covered:?} of {columns}");
            for row in rows("tbody").chain(rows("tfoot")).filter(|node| node.has_tag_name("tr")) {
                assert_eq!(row.children().filter(Node::is_element).map(width).sum::<usize>(), columns, "{}", text(row));
            }
        }
    });
}

#[test]
fn tables_can_be_scrolled_by_keyboard_and_have_captions() {
    in_document(&trial(Language::English), |document| {
        let mut names = Vec::new();
        for table in elements(document, "table") {
            let region = table.parent().expect("a region");
            assert!(region.has_tag_name("section") && region.attribute("tabindex") == Some("0"));
            let caption = table.first_element_child().expect("a caption");
            assert!(caption.has_tag_name("caption"));
            assert_eq!(region.attribute("aria-labelledby"), caption.attribute("id"));
            names.push(text(caption));
        }
        assert!(names.iter().all(|name| !name.is_empty()));
        assert!(names.contains(&"Ladder".to_owned()) && names.contains(&"Capital | ratio".to_owned()));
    });
}

#[test]
fn lists_have_their_lines_their_total_and_their_emptiness() {
    in_document(&trial(Language::English), |document| {
        let loans = elements(document, "table").find(|table| text(table.first_element_child().expect("a caption")) == "Loans").expect("the list");
        let lines = |part: &'static str| {
            loans.children().filter(move |node| node.has_tag_name(part)).flat_map(|part| part.children()).filter(Node::is_element)
        };
        assert_eq!(lines("tbody").count(), 3);
        let total: Vec<String> = lines("tfoot").flat_map(|row| row.children().filter(Node::is_element).map(text)).collect();
        // 10 + 1 000 000 + 3; the other columns have no total. The number of the line stands in front.
        assert_eq!(total, ["", "Total", "1,000,013", "×does not apply", "×does not apply"]);
        let empty = elements(document, "td").find(|cell| has_class(*cell, "remark")).expect("an empty list");
        assert_eq!(text(empty), "no lines");
    });
}

#[test]
fn every_kind_of_finding_is_said_wherever_it_stands() {
    let plan = super::plan_of(super::DEFINITION);
    let evaluator = Evaluator::new(&plan, &EvaluationOptions::default()).expect("no options");
    let mut evaluated = evaluator.evaluate(&super::read(&plan, super::SUBMISSION)[0]);
    let given = || "given".to_owned();
    let kinds = [
        FindingKind::MissingRequired,
        FindingKind::UnreadableValue { given: given(), expected: Expected::Date },
        FindingKind::OutOfRange { given: None },
        FindingKind::TooManyDecimals { given: given(), decimals: 2, shown: given() },
        FindingKind::UnknownCode { given: given(), codelist: "kind".to_owned() },
        FindingKind::TextDoesNotFit { given: given(), limit: TextLimit::Longest(3) },
        FindingKind::UnknownName { name: given() },
        FindingKind::DuplicateKey { key: given(), first_line: 1 },
        FindingKind::ValueInXCell { given: given() },
        FindingKind::GivenTwice { first: Origin::in_text("a.json".into(), 1, 2) },
        FindingKind::SubmittedTotalDiffers { given: given(), computed: given() },
        FindingKind::DivisionByZero { formula: given(), dividend: given() },
        FindingKind::NoSuchLine { list: given(), key: given() },
        FindingKind::NoSuchDay { year: given(), month: given(), day: given() },
        FindingKind::WorkingDaysOutOfRange { given: given() },
        FindingKind::PeriodNotCovered { period: given(), example: None },
        FindingKind::UnknownOfMembers,
    ];
    let places = [
        ("capital", "main", "010", ""),
        ("capital", "main", "999", ""),
        ("capital", "", "", ""),
        ("parameters", "", "open_limit", ""),
        ("", "", "", ""),
    ];
    let address = |(report, table, row, column): (&str, &str, &str, &str)| Address {
        report: report.to_owned(),
        table: table.to_owned(),
        row: row.to_owned(),
        column: column.to_owned(),
    };
    let everywhere = kinds.iter().flat_map(|kind| places.map(|place| Finding { kind: kind.clone(), address: address(place), origin: None }));
    evaluated.findings = everywhere.collect();
    for language in Language::ALL {
        in_document(&report_page(&[PageSource { plan: &plan, evaluated: &evaluated, explainer: None }], language), |document| {
            let notes: Vec<String> = elements(document, "li").filter(|item| item.attribute("id").is_some()).map(text).collect();
            for finding in &evaluated.findings {
                let said = finding_text(&plan, finding, language);
                assert_eq!(notes.iter().filter(|note| note.contains(&said)).count(), places.len(), "{said}");
            }
        });
    }
}
