//! Whole tables, set from a hand-made plan of the annexes.

mod sample;

use super::wrap::display_width;
use super::{TableOptions, write_table};
use crate::evaluated_submission::{Cause, EvaluatedSubmission, Outcome};
use crate::language::Language;
use positum_plan::plan::{CheckId, Plan};
use sample::{
    add_form, add_list, add_report, empty_plan, euro, faulty_submission, filled, heading, label, outcome, sample_plan, sample_submission, text,
};

const BOTH: [Language; 2] = [Language::Latvian, Language::English];

fn shown(plan: &Plan, evaluated: &EvaluatedSubmission, language: Language, width: usize) -> String {
    write_table(plan, evaluated, &TableOptions { language, width, color: false }).replace('\u{a0}', " ")
}

/// Gives the part of a page from the line that begins with `start` up to the line that begins with `end`.
fn part<'a>(page: &'a str, start: &str, end: &str) -> Vec<&'a str> {
    page.lines().skip_while(|line| !line.starts_with(start)).skip(1).take_while(|line| !line.starts_with(end)).collect()
}

#[test]
fn no_line_is_wider_than_the_page_and_none_ends_in_a_space() {
    let plan = sample_plan();
    for language in BOTH {
        for width in [60, 72, 80, 100, 120, 200] {
            for evaluated in [sample_submission(&plan), faulty_submission(&plan)] {
                let page = write_table(&plan, &evaluated, &TableOptions { language, width, color: false });
                for line in page.lines() {
                    assert!(display_width(line) <= width, "{width}: {line}");
                    assert_eq!(line, line.trim_end_matches(' '));
                }
                assert!(!page.contains("\n\n\n"));
            }
        }
    }
}

#[test]
fn colours_change_nothing_else() {
    let plan = sample_plan();
    let evaluated = faulty_submission(&plan);
    let options = TableOptions { language: Language::Latvian, width: 80, color: true };
    let colored = write_table(&plan, &evaluated, &options);
    let mut plain = colored.clone();
    for code in ["0", "1", "2", "31", "33"] {
        plain = plain.replace(&format!("\u{1b}[{code}m"), "");
    }
    assert_ne!(colored, plain);
    assert_eq!(plain, write_table(&plan, &evaluated, &TableOptions { color: false, ..options }));
}

#[test]
fn a_form_has_its_labels_codes_and_values_in_columns() {
    let plan = sample_plan();
    let page = shown(&plan, &sample_submission(&plan), Language::Latvian, 60);
    let expected = [
        "KKS-KPRA, iesniedzams līdz 15.04.2025.",
        "",
        "Pozīcijas nosaukums                         Kods     Vērtība",
        "────────────────────────────────────────────────────────────",
        "Aktīvi (samazināti par uzkrājumiem),",
        "  veselos euro                              010   12 604 377",
        "Ārpusbilances posteņi (samazināti par",
        "  uzkrājumiem), veselos euro                020      217 916",
        "Pašu kapitāls, veselos euro                 030    4 801 994",
        "Kapitāla pietiekamības rādītājs",
        "  (030/(010+020)), %                        100        37,45",
        "",
        "Informācija par biedru skaitu un paju vērtību kopsummām",
        "Biedru skaits                               210        5 182",
        "Bijušajiem biedriem neizmaksāto paju",
        "  vērtību kopsumma, veselos euro            230        2 520",
        "",
    ];
    assert_eq!(part(&page, "Kapitāla pietiekamības rādītāja", "Aktīvu un")[..expected.len()], expected);
}

#[test]
fn a_grid_folds_into_blocks_that_keep_codes_and_group_headings() {
    let plan = sample_plan();
    let page = shown(&plan, &sample_submission(&plan), Language::Latvian, 80);
    let grid = part(&page, "1. Aktīvu termiņstruktūra", "Lielo riska");
    let header = [
        "",
        "                                                                   Aktīvi ar",
        "                                                                atlikušo termiņu",
        "                                            Kopā                ────────────────",
        "                                          aktīvi                            no 8",
        "                                       (020+...+            Uz   līdz 7  līdz 30",
        "Pozīcijas nosaukums             Kods        100)  pieprasījumu   dienām   dienām",
        "                                             010           020      030      040",
        "────────────────────────────────────────────────────────────────────────────────",
    ];
    assert_eq!(grid[..header.len()], header);
    let further = [
        "                Aktīvi ar atlikušo termiņu",
        "      ──────────────────────────────────────────────",
        "      no 31 līdz  no 91 līdz  no 181 līdz     no 361  Nokavētie  Ieķīlātie",
        "Kods   90 dienām  180 dienām   360 dienām     dienas     aktīvi     aktīvi",
        "             050         060          070        080        090        100",
        "──────────────────────────────────────────────────────────────────────────",
        "100      216 862   4 149 633    1 685 842  1 871 743  1 108 687  1 187 506",
        "110            x           x            x          x          x          x",
    ];
    let start = grid.iter().position(|line| *line == further[0]).unwrap();
    assert_eq!(grid[start..start + further.len()], further);
}

#[test]
fn a_group_stays_whole_where_that_costs_no_block() {
    let plan = sample_plan();
    let page = shown(&plan, &sample_submission(&plan), Language::Latvian, 120);
    let grid = part(&page, "1. Aktīvu termiņstruktūra", "Lielo riska");
    let codes: Vec<Vec<&str>> = grid.iter().filter(|line| line.trim_start().starts_with('0')).map(|line| line.split_whitespace().collect()).collect();
    assert_eq!(codes, [vec!["010", "020"], vec!["030", "040", "050", "060", "070", "080", "090", "100"]]);
    assert_eq!(grid.iter().filter(|line| line.trim() == "Aktīvi ar atlikušo termiņu").count(), 1);
}

#[test]
fn a_list_has_groups_codes_lines_and_its_total_row() {
    let plan = sample_plan();
    let page = shown(&plan, &sample_submission(&plan), Language::Latvian, 60);
    let expected = [
        "                    Summa ārvalstu valūtā",
        "          ─────────────────────────────────────────",
        "Ārvalstu               saistības un    tīrā atklātā",
        "valūtas               ārpusbilances  pozīcija (+/–)",
        "kods          aktīvi        posteņi       (010–020)",
        "A                010            020             030",
        "───────────────────────────────────────────────────",
        "DKK       124 440,26      65 391,18       59 049,08",
        "GBP       115 010,20     119 909,26       -4 899,06",
        "USD        11 511,97       9 572,12        1 939,85",
        "NOK        49 008,77      57 490,92       -8 482,15",
        "───────────────────────────────────────────────────",
        "Kopā               x              x               x",
    ];
    let list = part(&page, "AVAPP", "Apzīmējumi");
    assert_eq!(list[1..=expected.len()], expected);
    let total: Vec<&str> = list[list.len() - 2].split("  ").filter(|text| !text.is_empty()).map(str::trim).collect();
    assert_eq!(total, ["Kopā", "x", "9 710", "-6 609", "x"]);
}

#[test]
fn lines_are_numbered_where_a_remark_names_them() {
    let plan = sample_plan();
    let clean = shown(&plan, &sample_submission(&plan), Language::English, 80);
    assert!(clean.lines().any(|line| line.starts_with("USD ")));
    let faulty = shown(&plan, &faulty_submission(&plan), Language::English, 80);
    assert!(faulty.lines().any(|line| line.starts_with("3  USD ")));
}

#[test]
fn lines_are_numbered_where_their_first_column_does_not_tell_them_apart() {
    let mut plan = empty_plan();
    let report = add_report(&mut plan, "r", label("", "R"), "", "");
    let columns = [("A", "", "Bank", text()), ("010", "", "own", euro())];
    add_list(&mut plan, report, "banks", &columns, vec![], None);
    let page = |lines: &[&str]| shown(&plan, &filled(&plan, "E", &[("banks", lines)]), Language::English, 60);
    let apart = page(&["Luminor | 1000", "Citadele | 2000"]);
    assert!(apart.contains("\nLuminor   1,000\nCitadele  2,000\n"), "{apart}");
    let alike = page(&["Luminor | 1000", "Luminor | 2000"]);
    assert!(alike.contains("\n1  Luminor  1,000\n2  Luminor  2,000\n"), "{alike}");
}

#[test]
fn a_long_text_is_wrapped_in_its_column() {
    let plan = sample_plan();
    let page = shown(&plan, &sample_submission(&plan), Language::Latvian, 80);
    let line = page.lines().position(|line| line.contains("Biedrība \"Latvijas lauku")).unwrap();
    let lines: Vec<&str> = page.lines().skip(line).take(3).collect();
    assert!(lines[0].starts_with("  3 ") && lines[0].ends_with("4 305 413"));
    assert_eq!(lines[1].trim(), "krājaizdevēju savstarpējās");
    assert_eq!(lines[2].trim(), "palīdzības fonds\"");
}

#[test]
fn a_legend_explains_the_marks_that_occur_and_no_others() {
    let plan = sample_plan();
    let clean = shown(&plan, &sample_submission(&plan), Language::English, 80);
    assert_eq!(clean.matches("Marks:").count(), 1);
    assert!(clean.contains("\nMarks: · not applicable\n"));
    let faulty = shown(&plan, &faulty_submission(&plan), Language::English, 80);
    assert!(faulty.contains("\nMarks: ? missing, ! unreadable, # not computed\n"));
    assert!(faulty.contains("\nMarks: # not computed\n"));
}

#[test]
fn blank_is_zero_where_the_table_says_so_and_empty_where_it_is_optional() {
    let mut plan = empty_plan();
    let report = add_report(&mut plan, "r", label("Pārskats", "Report"), "1", "M");
    add_form(&mut plan, report, "main", &[("010", "Summa", "Amount", euro()), ("020", "Vārds", "Name", text())], Vec::new());
    let page = shown(&plan, &filled(&plan, "E", &[("main", &["", ""])]), Language::English, 60);
    let expected = ["", "Position  Code  Value", "─────────────────────", "Amount    010       0", "Name      020", ""];
    assert_eq!(part(&page, "M, due", "─────────────────────────"), expected);
}

#[test]
fn an_empty_list_says_so() {
    let plan = sample_plan();
    let evaluated = filled(&plan, "KKS-A", &[("positions", &["total | 0 | 0"])]);
    let latvian = shown(&plan, &evaluated, Language::Latvian, 80);
    assert!(latvian.contains("\nexposures: nav datu\n"));
    assert!(!latvian.contains("Kredīti biedriem"));
    let english = shown(&plan, &evaluated, Language::English, 100);
    let total = part(&english, "no lines", "Findings");
    assert!(total[0].starts_with("────") && total[1].starts_with("Total"));
}

#[test]
fn remarks_stand_under_their_table_and_strangers_at_the_end() {
    let plan = sample_plan();
    let page = shown(&plan, &faulty_submission(&plan), Language::English, 80);
    let at = |text: &str| page.find(text).unwrap_or_else(|| panic!("no `{text}` in\n{page}"));
    let order = [
        "✗ 020  error: a required value is missing\n",
        "✗ 230  error: `1 000,50` is not a number written with digits only, as in\n       `-1234.50` (samples/2025-Q1.json:7:20)\n",
        "▲ 011  warning: `011` is not in the definition, so it is ignored\n",
        "✗ adequate  breach: Capital adequacy is 9.50%; the law requires at least 10.00%\n            (31.1. apakšpunkts)\n",
        "\nChecks: 1 failed (1 breach)\n",
        "✗ 110:050  error: the report has an `x` here, so `500` is ignored\n",
        "▲ maturity_ladder.asets.110:050\n  warning: `asets`",
        "✗ of_which 1  error: Provisions for loans (100) are 1,200",
        "✗ 2:A    error: `GBP` is already in line 1, and may be there only once\n",
        "▲ 3:010  warning: `11511.966` has more than 2 decimals, 11,511.97 is used\n",
        "\nOther findings\n\n▲ capital  warning:",
        "\nFindings: 4 errors, 4 warnings\nChecks: 2 failed (1 breach, 1 error), 2 not evaluated\n",
    ];
    let places: Vec<usize> = order.iter().map(|text| at(text)).collect();
    assert!(places.is_sorted(), "{places:?}");
}

#[test]
fn one_reason_for_many_lines_is_said_once() {
    let plan = sample_plan();
    let page = shown(&plan, &faulty_submission(&plan), Language::English, 80);
    assert!(page.contains("○ of_which    not evaluated for 2 lines (2, 3): large_exposures.exposures.100\n              cannot be read\n"));
    let mut evaluated = sample_submission(&plan);
    let left_out = Cause::DivisionByZeroInCheck;
    evaluated.checks = (1..=21).map(|line| outcome(CheckId(1), &line.to_string(), Outcome::NotEvaluated, Some(left_out), &[])).collect();
    let page = shown(&plan, &evaluated, Language::Latvian, 80);
    assert!(page.contains("○ of_which  nav novērtēta 21 rindā: pārbaudē ir dalīšana ar nulli\n"));
    assert!(page.contains("\nPārbaudes: 21 nav novērtēta\n"));
    evaluated.checks.truncate(1);
    let page = shown(&plan, &evaluated, Language::English, 80);
    assert!(page.contains("○ of_which 1  not evaluated: the check divides by zero\n"));
}

#[test]
fn passed_checks_are_only_counted() {
    let plan = sample_plan();
    let mut evaluated = sample_submission(&plan);
    evaluated.checks = vec![outcome(CheckId(0), "", Outcome::Pass, None, &[])];
    evaluated.checks.extend((1..=2).map(|line| outcome(CheckId(1), &line.to_string(), Outcome::NotApplicable, None, &[])));
    let page = shown(&plan, &evaluated, Language::Latvian, 80);
    assert!(page.contains("\nPārbaudes: 1 izpildīta\n"));
    assert!(page.contains("\nPārbaudes: 2 nav piemērojamas\n"));
    assert!(page.ends_with("\nKonstatējumi: nav\nPārbaudes: 1 izpildīta, 2 nav piemērojamas\n"));
}

#[test]
fn headings_in_headings_stand_over_their_columns() {
    let mut plan = empty_plan();
    let report = add_report(&mut plan, "r", label("Pārskats", "Report"), "1", "M");
    let columns = [("A", "", "Bank", text()), ("010", "", "own", euro()), ("020", "", "other", euro()), ("030", "", "later", euro())];
    let mut inner = heading("", "Loans", 1, 3);
    inner.depth = 1;
    add_list(&mut plan, report, "banks", &columns, vec![heading("", "Assets", 1, 4), inner], None);
    let page = shown(&plan, &filled(&plan, "E", &[("banks", &["Luminor | 1000 | 2000 | 3000"])]), Language::English, 60);
    let expected = [
        "",
        "               Assets",
        "         ───────────────────",
        "            Loans",
        "         ────────────",
        "Bank       own  other  later",
        "A          010    020    030",
        "────────────────────────────",
        "Luminor  1,000  2,000  3,000",
        "",
    ];
    assert_eq!(part(&page, "M, due", "────────────────────────────────"), expected);
}

#[test]
fn rows_under_a_heading_are_moved_in() {
    let mut plan = empty_plan();
    let report = add_report(&mut plan, "r", label("Pārskats", "Report"), "1", "M");
    let positions = [("1", "", "Cash", euro()), ("2", "", "Loans", euro()), ("3", "", "Other", euro())];
    add_form(&mut plan, report, "main", &positions, vec![heading("", "Assets", 0, 2)]);
    let page = shown(&plan, &filled(&plan, "E", &[("main", &["1", "2", "3"])]), Language::English, 60);
    let expected = [
        "",
        "Position  Code  Value",
        "─────────────────────",
        "Assets",
        "  Cash    1         1",
        "  Loans   2         2",
        "Other     3         3",
        "",
    ];
    assert_eq!(part(&page, "M, due", "─────────────────────────"), expected);
}

#[test]
fn a_form_of_names_has_no_header() {
    let plan = sample_plan();
    let page = shown(&plan, &sample_submission(&plan), Language::English, 80);
    assert!(page.contains("\n\nTotal large exposures                        total   4,878,677\nEquity "));
}

#[test]
fn the_number_of_greatest_length_stays_whole() {
    let mut plan = empty_plan();
    let report = add_report(&mut plan, "r", label("Pārskats", "Report"), "1", "M");
    add_form(&mut plan, report, "main", &[("010", "Aktīvi, veselos euro, samazināti", "Assets", euro())], Vec::new());
    let evaluated = filled(&plan, "E", &[("main", &["-9999999999999999999999999999"])]);
    let page = shown(&plan, &evaluated, Language::Latvian, 40);
    assert!(page.contains("-9 999 999 999 999 999 999 999 999 999\n"));
}

#[test]
fn what_a_submission_says_cannot_move_the_cursor() {
    let plan = sample_plan();
    let evaluated = filled(&plan, "KKS\u{1b}[2J\nB", &[("exposures", &["1 | 1 | \u{1b}]0;x\u{7} | \u{202e}evil | LV"])]);
    let page = shown(&plan, &evaluated, Language::English, 80);
    assert!(page.lines().all(|line| !line.chars().any(char::is_control) && !line.contains('\u{202e}')));
    assert!(page.starts_with("KKS\u{fffd}[2J B "));
}

#[test]
fn wide_letters_keep_the_columns_straight() {
    let plan = sample_plan();
    let evaluated = filled(&plan, "E", &[("exposures", &["1 | 1 | 000000-00001 | 山田太郎 | JP | 5", "2 | 2 | 000000-00002 | Anna | LV | 7"])]);
    let page = shown(&plan, &evaluated, Language::English, 80);
    let column = |code: &str| {
        let line = page.lines().find(|line| line.contains(&format!(" {code} "))).unwrap();
        display_width(line.split(code).next().unwrap())
    };
    assert_eq!(column("JP"), column("LV"));
}

#[test]
fn a_page_falls_back_to_the_first_language_and_to_a_width_that_can_be_set() {
    let plan = sample_plan();
    let mut latvian_only = plan.clone();
    for table in latvian_only.reports.ids().collect::<Vec<_>>() {
        latvian_only.reports[table].label.0.remove("en");
    }
    let page = shown(&latvian_only, &sample_submission(&plan), Language::English, 80);
    assert!(page.contains("Kapitāla pietiekamības rādītāja aprēķins"));
    for width in [0, 1, 10, 39] {
        let options = TableOptions { width, ..TableOptions::default() };
        assert_eq!(
            write_table(&plan, &sample_submission(&plan), &options),
            write_table(&plan, &sample_submission(&plan), &TableOptions { width: 40, ..options })
        );
    }
}

#[test]
fn of_a_long_list_a_thousand_lines_are_shown_and_said_how_many_more_there_are() {
    let mut plan = empty_plan();
    let report = add_report(&mut plan, "r", label("Pārskats", "Report"), "1", "M");
    add_list(&mut plan, report, "banks", &[("A", "Banka", "Bank", text()), ("010", "Summa", "Amount", euro())], Vec::new(), None);
    let lines: Vec<String> = (1..=2_201).map(|line| format!("B{line} | {line}")).collect();
    let page = |count: usize, language| {
        let lines: Vec<&str> = lines.iter().take(count).map(String::as_str).collect();
        shown(&plan, &filled(&plan, "E", &[("banks", &lines)]), language, 80)
    };
    let whole = page(1_000, Language::English);
    assert!(whole.contains("B1000") && !whole.contains("more"), "{whole}");
    let cut = page(2_201, Language::English);
    assert!(cut.contains("B1000") && !cut.contains("B1001"));
    assert!(cut.contains("1,201 more lines are not shown; `positum eval … --format csv` gives them all."), "{cut}");
    let latvian = page(2_201, Language::Latvian);
    assert!(latvian.contains("Vēl 1 201 rinda nav parādīta; visas dod `positum eval … --format csv`."), "{latvian}");
    assert!(page(1_001, Language::English).contains("1 more line is not shown;"));
}
