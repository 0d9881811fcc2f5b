//! Guides of all packages, and of hostile ones: every link leads somewhere, everything of the plan is there, nothing breaks out.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test stops where something is not as it should be, in its helpers too"
)]

use positum_compiler::compile::compile;
use positum_pages::guide::{GuideFile, GuideOptions, MARKER, files_of_marker, write_guide};
use positum_plan::plan::{CellReference, Origin, Place, Plan, Scope, Shape};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

const PACKAGES: [&str; 6] = [
    "reports/lv_credit_unions",
    "reports/lv_treasury_budget",
    "reports/lv_treasury_quarterly",
    "reports/us_ncua_5300",
    "docs/examples/capital.positum",
    "tests/accepted/every_construct.positum",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn plans_of_texts(texts: &[String]) -> Vec<Plan> {
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let compiled = compile(&texts);
    let diagnostics = compiled.diagnostics.clone();
    let plans = compiled.plans();
    assert!(!plans.is_empty(), "{diagnostics:?}");
    plans
}

fn plans(package: &str) -> Vec<Plan> {
    let path = root().join(package);
    let mut files = if path.is_dir() { std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()).collect() } else { vec![path] };
    files.retain(|file| file.extension().is_some_and(|ending| ending == "positum"));
    files.sort();
    plans_of_texts(&files.iter().map(|file| std::fs::read_to_string(file).unwrap()).collect::<Vec<_>>())
}

fn guide(plans: &[Plan], period: Option<&str>) -> Vec<GuideFile> {
    let options = GuideOptions { period: period.map(|period| period.parse().unwrap()) };
    write_guide(plans, &options, &mut |_, _| ()).unwrap()
}

/// A package with its guide of the newest version, made once for all tests.
struct Made {
    plans: Vec<Plan>,
    files: Vec<GuideFile>,
    pages: BTreeMap<String, Seen>,
}

static MADE: LazyLock<BTreeMap<&str, Made>> = LazyLock::new(|| {
    let made = |package| {
        let plans = plans(package);
        let files = guide(&plans, None);
        (package, Made { pages: pages(&files), plans, files })
    };
    PACKAGES.into_iter().map(made).collect()
});

/// A page as a browser sees it.
struct Seen {
    ids: BTreeSet<String>,
    links: Vec<String>,
    text: String,
}

/// Reads a page as XML, which is stricter than a browser.
fn seen(name: &str, bytes: &[u8]) -> Seen {
    let text = std::str::from_utf8(bytes).unwrap();
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
    let document = roxmltree::Document::parse_with_options(text, options).unwrap_or_else(|error| panic!("{name}: {error}"));
    let elements = || document.descendants().filter(|node| node.is_element());
    let all: Vec<String> = elements().filter_map(|node| node.attribute("id")).map(str::to_owned).collect();
    let ids: BTreeSet<String> = all.iter().cloned().collect();
    assert_eq!(all.len(), ids.len(), "{name}: an id stands twice");
    assert!(!ids.iter().any(|id| id.contains(char::is_whitespace)), "{name}");
    for node in elements() {
        for list in ["aria-labelledby", "aria-describedby", "for", "aria-controls"] {
            assert!(node.attribute(list).is_none_or(|id| ids.contains(id)), "{name}: {list}");
        }
        if node.tag_name().name() == "th" {
            assert!(node.attribute("scope").is_some(), "{name}");
        }
    }
    let levels: Vec<u8> = elements().filter_map(|node| node.tag_name().name().strip_prefix('h')?.parse().ok()).collect();
    assert_eq!(levels.first(), Some(&1), "{name}");
    assert!(levels.iter().zip(levels.iter().skip(1)).all(|(before, after)| *after > 1 && *after <= before + 1), "{name}: {levels:?}");
    let links = elements().filter_map(|node| node.attribute("href").or(node.attribute("src"))).map(str::to_owned).collect();
    let text = document.descendants().filter(|node| node.is_text()).filter_map(|node| node.text()).collect();
    Seen { ids, links, text }
}

fn pages(files: &[GuideFile]) -> BTreeMap<String, Seen> {
    files.iter().filter(|(name, _)| name.ends_with(".html")).map(|(name, bytes)| (name.clone(), seen(name, bytes))).collect()
}

/// Undoes what a link writes with `%`.
fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] == b'%' {
            decoded.push(u8::from_str_radix(&text[at + 1..at + 3], 16).unwrap());
            at += 3;
        } else {
            decoded.push(bytes[at]);
            at += 1;
        }
    }
    String::from_utf8(decoded).unwrap()
}

/// Follows a link from a page.
fn target(from: &str, link: &str) -> (String, Option<String>) {
    let (file, anchor) = link.split_once('#').map_or((link, None), |(file, anchor)| (file, Some(decoded(anchor))));
    let mut folders: Vec<&str> = from.split('/').collect();
    if file.is_empty() {
        return (from.to_owned(), anchor);
    }
    folders.pop();
    for part in file.split('/') {
        if part == ".." {
            folders.pop().expect("links stay in the guide");
        } else {
            folders.push(part);
        }
    }
    (folders.join("/"), anchor)
}

fn assert_links(files: &[GuideFile], pages: &BTreeMap<String, Seen>) {
    let names: BTreeSet<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    let mut count = 0;
    for (name, page) in pages {
        for link in &page.links {
            let (file, anchor) = target(name, link);
            assert!(names.contains(file.as_str()), "{name}: {link}");
            if let Some(anchor) = anchor {
                assert!(pages[&file].ids.contains(&anchor), "{name}: {link}");
            }
            count += 1;
        }
    }
    assert!(count > 100);
    for (name, bytes) in files.iter().filter(|(name, _)| name.ends_with("search_index.js")) {
        for row in index_rows(bytes) {
            let (file, anchor) = target(name, row[4].as_str().unwrap());
            assert!(anchor.is_none_or(|anchor| pages[&file].ids.contains(&anchor)) && names.contains(file.as_str()), "{row:?}");
        }
    }
}

fn index_rows(bytes: &[u8]) -> Vec<serde_json::Value> {
    let text = std::str::from_utf8(bytes).unwrap();
    let json = text.strip_prefix("window.positumGuide = ").unwrap().trim_end().strip_suffix(';').unwrap();
    serde_json::from_str::<serde_json::Value>(json).unwrap().as_array().unwrap().clone()
}

fn file<'f>(files: &'f [GuideFile], name: &str) -> &'f [u8] {
    &files.iter().find(|(other, _)| other == name).unwrap_or_else(|| panic!("{name}")).1
}

#[test]
fn every_link_leads_to_a_file_and_an_anchor() {
    for package in PACKAGES {
        let made = &MADE[package];
        assert_links(&made.files, &made.pages);
        if made.plans.len() > 1 {
            let files = guide(&made.plans, Some("2025-Q1"));
            assert_links(&files, &pages(&files));
        }
    }
}

#[test]
fn everything_of_the_plan_has_its_place() {
    for package in PACKAGES {
        let Made { plans, pages, .. } = &MADE[package];
        let plan = plans.last().unwrap();
        for language in plan.package.languages.iter().filter(|language| ["lv", "en"].contains(&language.as_str())) {
            let of_report = |name: &str| &pages[&format!("{language}/report_{name}.html")];
            let has = |page: &Seen, id: String| assert!(page.ids.contains(&id.replace(' ', "~20")), "{package} {language}: {id}");
            for table in plan.tables.iter() {
                let page = of_report(&plan.reports[table.report].name);
                has(page, table.name.clone());
                match &table.shape {
                    Shape::Form { axis, .. } => axis.entries.iter().for_each(|entry| has(page, format!("{}.{}", table.name, entry.code))),
                    Shape::Grid { rows, columns, .. } => {
                        for row in &rows.entries {
                            has(page, format!("{}.{}", table.name, row.code));
                            columns.entries.iter().for_each(|column| has(page, format!("{}.{}:{}", table.name, row.code, column.code)));
                        }
                        columns.entries.iter().for_each(|column| has(page, format!("{}:{}", table.name, column.code)));
                    }
                    Shape::List(list) => list.axis.entries.iter().for_each(|entry| has(page, format!("{}:{}", table.name, entry.code))),
                }
            }
            for cell in plan.cells.iter() {
                let table = &plan.tables[cell.table];
                let page = of_report(&plan.reports[table.report].name);
                match &cell.place {
                    Place::Let(name) => has(page, format!("{}.{name}", table.name)),
                    Place::Total(column) => has(page, format!("{}.total:{}", table.name, plan.columns[*column].code)),
                    Place::Position(_) | Place::Grid(..) => {}
                }
            }
            for check in plan.checks.iter() {
                let table = check.table.map(|table| plan.tables[table].name.clone()).unwrap_or_default();
                let of_code = match &check.scope {
                    Scope::Once | Scope::EachLine(_) => String::new(),
                    Scope::Row(code) | Scope::Column(code) => format!("{code}:"),
                };
                has(of_report(&plan.reports[check.report].name), format!("check-{table}-{of_code}{}", check.name));
            }
            for parameter in plan.parameters.iter() {
                has(&pages[&format!("{language}/parameters.html")], parameter.name.clone());
            }
            for list in plan.codelists.iter() {
                let page = &pages[&format!("{language}/codelists.html")];
                has(page, list.name.clone());
                list.codes.keys().for_each(|code| has(page, format!("{}.{code}", list.name)));
            }
        }
    }
}

#[test]
fn every_formula_and_requirement_stands_as_it_is_written() {
    for package in PACKAGES {
        let Made { plans, pages, .. } = &MADE[package];
        let plan = plans.last().unwrap();
        let language = plan.package.languages.first().unwrap();
        let page = |table| &pages[&format!("{language}/report_{}.html", plan.reports[plan.tables[table].report].name)].text;
        let cells = plan.cells.iter().map(|cell| (cell.table, &cell.origin));
        for (table, origin) in cells.chain(plan.columns.iter().map(|column| (column.table, &column.origin))) {
            if let Origin::Formula { text, .. } = origin {
                assert!(page(table).contains(text.as_str()), "{package}: {text}");
            }
        }
        for check in plan.checks.iter() {
            let text = &pages[&format!("{language}/report_{}.html", plan.reports[check.report].name)].text;
            assert!(text.contains(check.text.as_str()), "{package}: {}", check.text);
        }
    }
}

/// Gives the links within the entry with an anchor.
fn links_of(files: &[GuideFile], name: &str, anchor: &str) -> Vec<(String, String)> {
    let text = std::str::from_utf8(file(files, name)).unwrap();
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
    let document = roxmltree::Document::parse_with_options(text, options).unwrap();
    let entry = document.descendants().find(|node| node.attribute("id") == Some(anchor)).unwrap();
    let link = |node: roxmltree::Node<'_, '_>| {
        let text: String = node.descendants().filter_map(|inner| if inner.is_text() { inner.text() } else { None }).collect();
        Some((text, node.attribute("href")?.to_owned()))
    };
    entry.descendants().filter(|node| node.tag_name().name() == "a").filter_map(link).collect()
}

#[test]
fn codes_and_names_in_formulas_are_links_to_what_they_name() {
    let files = &MADE["reports/lv_credit_unions"].files;
    let has = |report: &str, anchor: &str, text: &str, href: &str| {
        let links = links_of(files, &format!("lv/report_{report}.html"), anchor);
        let wanted = (text.to_owned(), href.to_owned());
        assert!(links.contains(&wanted), "{anchor}: {wanted:?} in {links:?}");
    };
    let ladder = "report_maturity_ladder.html";
    has("capital_adequacy", "main.100", "030", "report_capital_adequacy.html#main.030");
    // The row's formula names rows, the column's columns, and both ends of a range are links.
    has("maturity_ladder", "assets.100", "110", &format!("{ladder}#assets.110"));
    has("maturity_ladder", "assets:010", "020", &format!("{ladder}#assets:020"));
    has("maturity_ladder", "assets:010", "100", &format!("{ladder}#assets:100"));
    has("maturity_ladder", "liabilities.300", "assets.100", &format!("{ladder}#assets.100"));
    has("maturity_ladder", "liabilities.300", "200", &format!("{ladder}#liabilities.200"));
    has("maturity_ladder", "liabilities.400", "300", &format!("{ladder}#liabilities.300"));
    has("maturity_ladder", "liabilities.400", "080", &format!("{ladder}#liabilities:080"));
    has("maturity_ladder", "check--balance", "assets.100:010", &format!("{ladder}#assets.100:010"));
    has("maturity_ladder", "check--balance", "capital_adequacy.010", "report_capital_adequacy.html#main.010");
    has("maturity_ladder", "check--liquidity_30_days", "liquidity_limit_30_days", "parameters.html#liquidity_limit_30_days");
    has("foreign_currency", "totals.net", "positions.total:060", "report_foreign_currency.html#positions.total:060");
    has("foreign_currency", "positions:070", "totals.equity", "report_foreign_currency.html#totals.equity");
}

#[test]
fn a_number_is_no_code_and_a_list_with_a_key_is_linked_with_its_column() {
    let files = &guide(&MADE["tests/accepted/every_construct.positum"].plans, Some("2025-Q1"));
    let texts = |name: &str, anchor: &str| -> Vec<String> { links_of(files, name, anchor).into_iter().map(|(text, _)| text).collect() };
    // `010–020−-010 + 2.5x010×3/(1 000) · 1`
    let formula = texts("en/report_main_report.html", "f.050");
    assert_eq!(formula, ["050", "010", "020", "010", "010"]);
    // `lines["USD" ,7.0].020 when quarter=1 and month<>year`: the heading, the formula.
    let lookup = texts("en/report_earlier.html", "lines:040");
    assert_eq!(lookup.get(..3).unwrap(), ["040", "lines", "020"]);
    let rates = texts("en/report_earlier.html", "lines:020");
    assert_eq!(rates.get(..5).unwrap(), ["020", "010", "rates", "A", "010"]);
}

#[test]
fn what_is_used_says_by_what_across_reports() {
    let files = &MADE["reports/lv_credit_unions"].files;
    let used = links_of(files, "en/report_capital_adequacy.html", "main.030");
    for (text, href) in [
        ("100", "report_capital_adequacy.html#main.100"),
        ("large_exposures.totals.equity", "report_large_exposures.html#totals.equity"),
        ("foreign_currency.totals.equity", "report_foreign_currency.html#totals.equity"),
    ] {
        assert!(used.contains(&(text.to_owned(), href.to_owned())), "{used:?}");
    }
    let parameter = links_of(files, "en/parameters.html", "min_capital_adequacy");
    assert!(parameter.iter().any(|(_, href)| href == "report_capital_adequacy.html#check--adequate"), "{parameter:?}");
    let running = links_of(files, "en/report_maturity_ladder.html", "liabilities.300");
    assert!(running.iter().any(|(_, href)| href == "report_maturity_ladder.html#liabilities.400"), "{running:?}");
}

#[test]
fn the_cell_where_two_formulas_meet_says_which_holds() {
    let text = &MADE["reports/lv_credit_unions"].pages["en/report_maturity_ladder.html"].text;
    assert!(text.contains("300:010: computed by assets.100 - 200; the other formula: 020 + ... + 090"), "{text}");
}

#[test]
fn pictures_have_an_arrow_for_every_dependency() {
    let Made { plans, files, .. } = &MADE["reports/lv_credit_unions"];
    let plan = plans.last().unwrap();
    // Worked out once more, the simplest way: of each cell of a form or list, what its formula names.
    for table in plan.tables.iter() {
        let Shape::Form { positions, axis } = &table.shape else { continue };
        let report = &plan.reports[table.report].name;
        let page = String::from_utf8(file(files, &format!("lv/report_{report}.html")).to_vec()).unwrap();
        for (position, entry) in positions.iter().zip(&axis.entries) {
            let Origin::Formula { node, .. } = &plan.cells[*position].origin else { continue };
            let mut waiting = vec![*node];
            while let Some(node) = waiting.pop() {
                waiting.extend(plan.parts(node));
                if let positum_plan::plan::Node::Cell(cell) = &plan.nodes[node]
                    && !matches!(plan.cells[*cell].place, Place::Grid(..))
                {
                    let name = plan.cell_name(CellReference::Cell(*cell));
                    let (used_report, anchor) = name.split_once('.').unwrap();
                    let arrow =
                        format!(r#"data-from="report_{used_report}.html#{anchor}" data-to="report_{report}.html#{}.{}""#, table.name, entry.code);
                    assert!(page.contains(&arrow), "{arrow}");
                }
            }
        }
    }
    let page = String::from_utf8(file(files, "lv/report_maturity_ladder.html").to_vec()).unwrap();
    for row in ["110", "120", "130", "140", "150", "160", "170", "180"] {
        let arrow = format!(r#"data-from="report_maturity_ladder.html#assets.{row}" data-to="report_maturity_ladder.html#assets.100""#);
        assert_eq!(page.matches(&arrow).count(), 1, "{arrow}");
    }
    // 8 and 7 rows and 9 and 8 columns into totals; totals into 300; 300 into 400.
    assert_eq!(page.matches("data-from=").count(), 8 + 7 + 9 + 8 + 2 + 1);
}

#[test]
fn the_search_finds_by_code_and_by_words_without_diacritics() {
    let files = &MADE["reports/lv_credit_unions"].files;
    let rows = index_rows(file(files, "lv/search_index.js"));
    let finds = |words: &[&str], href: &str| {
        let found = rows.iter().filter(|row| words.iter().all(|word| row[5].as_str().unwrap().contains(word)));
        assert!(found.clone().any(|row| row[4] == href), "{words:?}: {:?}", found.map(|row| row[4].clone()).collect::<Vec<_>>());
    };
    finds(&["kase"], "report_maturity_ladder.html#assets.110");
    finds(&["krediti"], "report_maturity_ladder.html#assets.140");
    finds(&["pasu", "kapitals"], "report_capital_adequacy.html#main.030");
    // Words of the other language, codes, names of tables and modules.
    finds(&["equity"], "report_capital_adequacy.html#main.030");
    finds(&["liabilities.400"], "report_maturity_ladder.html#liabilities.400");
    finds(&["apts-kks"], "report_maturity_ladder.html");
    finds(&["min_capital"], "parameters.html#min_capital_adequacy");
    finds(&["avapp"], "report_foreign_currency.html");
    assert!(rows.iter().all(|row| row.as_array().unwrap().len() == 7));
}

#[test]
fn each_language_of_the_package_has_its_pages_and_leads_to_the_other() {
    let pages = &MADE["reports/lv_credit_unions"].pages;
    for (name, page) in pages.iter().filter(|(name, _)| name.contains('/')) {
        let (language, file) = name.split_once('/').unwrap();
        let other = if language == "lv" { "en" } else { "lv" };
        assert!(page.links.contains(&format!("../{other}/{file}")), "{name}");
        assert!(pages.contains_key(&format!("{other}/{file}")));
    }
    assert!(pages["lv/report_capital_adequacy.html"].text.contains("Kur izmanto"));
    assert!(pages["en/report_capital_adequacy.html"].text.contains("Used by"));
    let only = &MADE["reports/us_ncua_5300"].files;
    assert!(only.iter().all(|(name, _)| !name.starts_with("lv/")));
    assert!(String::from_utf8(file(only, "index.html").to_vec()).unwrap().contains("url=en/index.html"));
}

#[test]
fn the_period_chooses_the_version_and_begins_the_deadlines() {
    let plans = &MADE["tests/accepted/every_construct.positum"].plans;
    let early = guide(plans, Some("2025-Q3"));
    assert!(early.iter().any(|(name, _)| name == "en/report_shaped.html"));
    assert!(!guide(plans, None).iter().any(|(name, _)| name == "en/report_shaped.html"));
    let text = pages(&early)["en/deadlines.html"].text.clone();
    // Day 15 of the month after the third quarter of 2025, a Wednesday.
    assert!(text.contains("3rd quarter of 202515 October 2025Wednesday"), "{text}");
    assert!(!text.contains("2nd quarter of 2025"));
    // The last day of January 2026 is a Saturday, so that the Monday after it is due.
    assert!(text.contains("4th quarter of 20252 February 2026Monday31 January 2026 is a Saturday"), "{text}");
}

#[test]
fn a_calendar_names_the_formulas_that_count_its_working_days() {
    let text = "package p \"P\" { language en }\ncalendar lv \"Holidays\" { 1 January \"N\" }\nreport r \"R\" {\nform f {\n010 \"Since\" : date\n\
                020 \"Payout\" : date = working_days_after(010, 8, lv)\n030 \"Begin\" : date = date(year, 1, 1) when 010 > working_days_after(010, 2, lv)\n\
                check late { require working_days_after(010, 5, lv) > first_day }\n}\n}\n";
    let made = guide(&plans_of_texts(&[text.to_owned()]), None);
    let deadlines = &pages(&made)["en/deadlines.html"];
    assert!(deadlines.links.iter().any(|link| link.contains("report_r.html#") && link.contains("020")), "{:?}", deadlines.links);
    assert!(deadlines.links.iter().any(|link| link.contains("late")), "{:?}", deadlines.links);
    let report = &pages(&made)["en/report_r.html"];
    assert!(report.links.iter().any(|link| link == "deadlines.html#calendar-lv"), "{:?}", report.links);
    assert!(report.text.contains("working_days_after(010, 8, lv)"), "{}", report.text);
}

/// A form of so many positions, with their sum.
fn form(name: &str, positions: usize) -> String {
    let lines: String = (1..=positions).map(|number| format!("    {number:03} \"Line {number}\" : EUR\n")).collect();
    format!("  form {name} {{\n{lines}    999 \"Sum\" : EUR = 001 + ... + {positions:03}\n  }}\n")
}

#[test]
fn too_large_a_picture_falls_apart_into_tables_and_then_into_text() {
    let page = |forms: &[String]| {
        let text = format!(
            "package p \"P\" {{ language en }}\nreport r \"R\" {{\n{}  form all {{ 010 \"All\" : EUR = {} }}\n}}\n",
            forms.concat(),
            if forms.len() > 1 { "a.999 + b.999" } else { "a.999" }
        );
        let files = guide(&plans_of_texts(&[text]), None);
        assert_links(&files, &pages(&files));
        String::from_utf8(file(&files, "en/report_r.html").to_vec()).unwrap()
    };
    let arrows = |page: &str| page.matches("data-from=").count();
    // 51 + 51 + 1 boxes: one picture.
    let one = page(&[form("a", 50), form("b", 50)]);
    assert_eq!((one.matches("<svg").count(), arrows(&one)), (1, 102));
    // 71 + 71 + 1 boxes: one of the tables with two arrows, one of each form, and of the last with what it adds up.
    let several = page(&[form("a", 70), form("b", 70)]);
    assert_eq!((several.matches("<svg").count(), arrows(&several)), (4, 2 + 70 + 70 + 2));
    // 131 boxes in one form: the table among the others, its own as text, the sum of it.
    let text = page(&[form("a", 130)]);
    assert_eq!((text.matches("<svg").count(), arrows(&text)), (2, 1 + 1));
    assert!(text.contains("Too many connections to draw.") && text.contains(r##"href="report_r.html#a.130"><code>a.130</code></a></li>"##));
}

const HOSTILE: &str = r#"package hostile "</title><script>alert(1)</script>" lv "'\u{202e} & <b>" { language en, lv; source "\"><img src=x onerror=alert(1)>" }
report r "]]> & </script>" {
  form main "`${1}` {{danger}} {{{danger}}}" {
    heading "<!-- --> <svg onload=alert(1)>"
    010 "</script><script>alert(2)</script>" : EUR source "<script>"
    'x y' "javascript:alert(1)" : EUR
    '"<a>&' "quoted" : EUR = 010 + 'x y'
  }
  grid g : EUR { columns { '<i>' "<i>" ; 2 }
 rows { '&lt;' "&" ; 2 } }
  check c "<b>{010}</b> \" onmouseover=\"x" { require 010 >= 'x y' severity error source "</dd>" }
}
consolidation "</h1><script>" source "<img src=x onerror=alert(1)>" {
  level a "<b>a</b>"
  level b "</td><script>" of a
  same main.'x y'
  eliminate e "</h2><script>" { g.'&lt;':'<i>' against g.2; smaller side at b; source "<script>" }
}
"#;

#[test]
fn nothing_that_a_definition_says_becomes_markup_or_script() {
    let text = HOSTILE.replace("\\u{202e}", "\u{202e}\u{2028}").replace("\\\"", "”");
    let files = guide(&plans_of_texts(&[text]), None);
    assert_links(&files, &pages(&files));
    for (name, bytes) in &files {
        let text = std::str::from_utf8(bytes).unwrap();
        assert!(!text.contains('\u{202e}') && !text.contains('\u{2028}'), "{name}");
        if name.ends_with(".html") {
            let lower = text.to_lowercase();
            // The two scripts of the search alone.
            let scripts = if name.ends_with("search.html") { 2 } else { 0 };
            assert_eq!(lower.matches("<script").count(), scripts, "{name}");
            assert!(
                !lower.contains("<img") && !lower.contains("<b>") && !lower.contains("onload=alert") && !lower.contains("href=\"javascript"),
                "{name}"
            );
        }
        if name.ends_with("search_index.js") {
            assert!(!text.contains('<'), "{name}");
        }
    }
}

#[test]
fn equal_plans_give_equal_bytes_and_the_marker_names_all_files() {
    for package in PACKAGES {
        let files = &MADE[package].files;
        assert!(*files == guide(&plans(package), None));
        let marked = files_of_marker(std::str::from_utf8(file(files, MARKER)).unwrap()).unwrap();
        let others: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).filter(|name| *name != MARKER).collect();
        assert_eq!(marked, others);
        assert!(marked.iter().all(|name| !name.starts_with('/') && !name.contains("..")));
    }
    assert_eq!(files_of_marker("{}"), None);
    assert_eq!(files_of_marker(r#"{"positum_guide": 2, "files": []}"#), None);
}

#[test]
fn nothing_is_loaded_from_elsewhere() {
    for (name, bytes) in &MADE["reports/lv_credit_unions"].files {
        let text = String::from_utf8(bytes.clone()).unwrap();
        for address in text.split("http").skip(1).filter(|rest| rest.starts_with("://") || rest.starts_with("s://")) {
            assert!(address.starts_with("://www.w3.org/"), "{name}");
        }
        assert!(!text.contains("fetch(") && !text.contains("XMLHttpRequest") && !text.contains("@import"), "{name}");
    }
}
