//! Cells of other lines, periods and precisions: lookup by key, earlier submissions, values before rounding; parts
//! of the period, days between dates, tolerances of computed cells, conditions of derived lists.

use crate::support::{Shown, compiles, evaluate, form, rejects_saying, report, show, submitted};
use positum_plan::plan::Plan;
use positum_runtime::earlier::EarlierSubmissions;
use positum_runtime::evaluate::{EvaluationOptions, Evaluator};
use positum_runtime::language::Language;
use positum_runtime::render::table::{TableOptions, write_table};

const RATES: &str = "list rates {\n010 : code iso4217, key\n020 : rate EUR/[010]\n030 : EUR(2) = 100.00 EUR x round(2.0, 0)\n}\n";

/// Evaluates submissions in turn, each after those before it; gives the last.
fn in_turn(plan: &Plan, submissions: &[(&str, &[(&str, &str)])]) -> Shown {
    let evaluator = Evaluator::new(plan, &EvaluationOptions::default()).unwrap();
    let mut earlier = EarlierSubmissions::new([plan]);
    let mut last = None;
    for (period, cells) in submissions {
        let evaluated = evaluator.evaluate_after(&submitted(plan, period, cells), &earlier);
        earlier.remember(plan, &evaluated);
        last = Some(show(plan, &evaluated));
    }
    last.unwrap()
}

fn here(plan: &Plan, given: &[(&str, &str)]) -> Shown {
    evaluate(plan, "2025-Q1", &EvaluationOptions::default(), given)
}

fn shown(evaluated: &Shown, cell: &str) -> String {
    evaluated.cells[cell].clone()
}

fn value(plan: &Plan, given: &[(&str, &str)], cell: &str) -> String {
    shown(&here(plan, given), cell)
}

#[test]
fn a_line_is_found_by_its_key_and_of_several_the_first() {
    let plan =
        compiles(&report(&format!("{RATES}form f {{\na : USD(2)\nb : EUR(2) = a x rates[\"USD\"].020\nc : EUR(2) = rates[\"USD\"].030 x 2.0\n}}")));
    let given = [
        ("rates.1:010", "GBP"),
        ("rates.1:020", "1.2"),
        ("rates.2:010", "USD"),
        ("rates.2:020", "0.5"),
        ("rates.3:010", "USD"),
        ("rates.3:020", "0.7"),
        ("f.a", "10"),
    ];
    assert_eq!(value(&plan, &given, "f.b"), "5.00 computed");
    assert_eq!(value(&plan, &given, "f.c"), "400.00 computed");
}

#[test]
fn a_key_that_no_line_has_is_a_finding_where_it_is_looked_for() {
    let plan = compiles(&report(&format!(
        "{RATES}form f {{\na : USD(2)\nb : EUR(2) = a x rates[\"USD\"].020 else 0\n}}\ncheck c {{ require rates[\"USD\"].030 > 0 }}"
    )));
    let evaluated = here(&plan, &[("f.a", "10"), ("rates.1:010", "GBP"), ("rates.1:020", "1")]);
    assert_eq!(shown(&evaluated, "f.b"), "not_computed");
    assert_eq!(evaluated.findings, ["f.b no_such_line"]);
    assert_eq!(evaluated.checks, ["c not_evaluated"]);
}

#[test]
fn the_key_may_be_a_column_of_the_current_line_and_of_several_parts() {
    let plan = compiles(&report(
        "list prices {\n010 : text\n020 : integer\n030 : EUR\nkey (010, 020)\n}\nlist sales {\nA : text\nB : integer\nC : count\nD : EUR = C x prices[A, B].030\n}\nform f {\nx1 : EUR = prices[\"a\", 2.0].030\n}",
    ));
    let given = [
        ("prices.1:010", "a"),
        ("prices.1:020", "1"),
        ("prices.1:030", "5"),
        ("prices.2:010", "a"),
        ("prices.2:020", "2"),
        ("prices.2:030", "7"),
        ("sales.1:A", "a"),
        ("sales.1:B", "2"),
        ("sales.1:C", "3"),
        ("sales.2:A", "b"),
        ("sales.2:B", "2"),
        ("sales.2:C", "3"),
        ("sales.3:A", "a"),
        ("sales.3:C", "3"),
    ];
    let evaluated = here(&plan, &given);
    assert_eq!(
        ["sales.1:D", "sales.2:D", "sales.3:D", "f.x1"].map(|cell| shown(&evaluated, cell)),
        ["21 computed", "not_computed", "not_computed", "7 computed"]
    );
    assert_eq!(evaluated.findings, ["sales.2:D no_such_line", "sales.3:B missing_required"]);
}

#[test]
fn a_derived_list_has_the_key_that_it_is_grouped_by() {
    let plan = compiles(&report(
        "list loans {\n010 : text\n020 : EUR\n030 : percent = 020 / groups[010].total\n}\nlist groups from loans by 010 {\ntotal : EUR = sum(020)\n}",
    ));
    let given = [("loans.1:010", "a"), ("loans.1:020", "1"), ("loans.2:010", "b"), ("loans.2:020", "5"), ("loans.3:010", "a"), ("loans.3:020", "3")];
    let evaluated = here(&plan, &given);
    assert_eq!(
        ["loans.1:030", "loans.2:030", "loans.3:030"].map(|cell| shown(&evaluated, cell)),
        ["25.00 computed", "100.00 computed", "75.00 computed"]
    );
}

#[test]
fn lookups_that_cannot_be_are_errors() {
    let with = |formula: &str| report(&format!("{RATES}list other {{\n010 : EUR\n}}\nform f {{\na : USD(2)\nb : EUR(2) = {formula}\n}}"));
    rejects_saying(&with("other[\"USD\"].010"), "P0231", &["`other` has no key", "mark the column"]);
    rejects_saying(&with("a x rates[\"USD\", 1.0].020"), "P0231", &["here 2 are given", "rates[010]"]);
    rejects_saying(&with("a x rates[5.0].020"), "P0231", &["the key is a code of `iso4217`", "stands in quotes"]);
    rejects_saying(&with("a x rates[\"USS\"].020"), "P0210", &["`iso4217` has no code `USS`"]);
    rejects_saying(&with("a x rates[\"USD\"].021"), "P0204", &["`rates` has no column `021`", "`020`"]);
    rejects_saying(&with("a x rate[\"USD\"].020"), "P0203", &["has no table `rate`"]);
    rejects_saying(&with("a x f[\"USD\"].a"), "P0231", &["`f` is no list"]);
    rejects_saying(&with("a x rates[\"GBP\"].020"), "P0303", &["cannot be multiplied"]);
}

#[test]
fn what_is_before_rounding_decides_a_limit() {
    let plan = compiles(&form("a : EUR\nb : EUR\nc : percent = a/b\ncheck shown { require c >= 10 % }\ncheck real { require exact(c) >= 10 % }"));
    // 9.996 % shows as 10.00 %.
    let evaluated = here(&plan, &[("f.a", "9996"), ("f.b", "100000")]);
    assert_eq!(shown(&evaluated, "f.c"), "10.00 computed");
    assert_eq!(evaluated.checks, ["shown pass", "real fail"]);
    let evaluated = here(&plan, &[("f.a", "9996"), ("f.b", "0")]);
    assert_eq!(evaluated.checks, ["shown not_evaluated", "real not_evaluated"]);
}

#[test]
fn the_exact_value_of_a_lines_column_is_that_of_the_line() {
    let plan = compiles(&report(
        "list l {\na : EUR\nb : EUR = a / 2.0\nc : EUR = exact(b) x 2.0\n}\nform f {\ns : EUR = sum(exact(l.b))\nt : EUR = sum(l.b)\n}",
    ));
    let evaluated = here(&plan, &[("l.1:a", "1"), ("l.2:a", "3")]);
    // 0.5 and 1.5 show as 1 and 2.
    assert_eq!(["l.1:c", "l.2:c", "f.s", "f.t"].map(|cell| shown(&evaluated, cell)), ["1 computed", "3 computed", "2 computed", "3 computed"]);
}

#[test]
fn only_a_computed_number_has_something_before_its_rounding() {
    rejects_saying(&form("a : EUR\nb : EUR = exact(a)"), "P0312", &["`a` is not computed", "write `a`"]);
    rejects_saying(&form("a : EUR\nlet d = a\nb : EUR = exact(d)"), "P0214", &["exact by itself", "write `d`"]);
    rejects_saying(&form("a : EUR\nb : EUR = exact(a + 1 EUR)"), "P0214", &["`a + 1 EUR` is no cell"]);
}

#[test]
fn cells_of_earlier_periods_are_taken_as_they_were_shown() {
    let plan = compiles(&form(
        "a : EUR\nb : EUR = a / 2.0\nbefore : EUR = previous(b)\nyear_ago : EUR = previous(a, year)\nlast_year : EUR = closing(b) else 7 EUR",
    ));
    let submissions: [(&str, &[(&str, &str)]); 3] = [("2024-Q4", &[("f.a", "5")]), ("2024-Q3", &[("f.a", "11")]), ("2025-Q1", &[("f.a", "1")])];
    let evaluated = in_turn(&plan, &submissions);
    // 5 / 2 shows as 3.
    assert_eq!(shown(&evaluated, "f.before"), "3 computed");
    assert_eq!(shown(&evaluated, "f.last_year"), "3 computed");
    assert_eq!(shown(&evaluated, "f.year_ago"), "not_computed");
    assert_eq!(shown(&in_turn(&plan, &submissions[..1]), "f.last_year"), "not_computed");
}

#[test]
fn an_earlier_submission_without_the_cell_misses_it() {
    let plan =
        compiles(&form("a : EUR\no : EUR, optional\nb : EUR = previous(a) else 1 EUR\nc : EUR = previous(a)\nd : EUR = previous(o) else 2 EUR"));
    let evaluated = in_turn(&plan, &[("2024-Q4", &[]), ("2025-Q1", &[("f.a", "1")])]);
    assert_eq!(["f.b", "f.c", "f.d"].map(|cell| shown(&evaluated, cell)), ["1 computed", "not_computed", "2 computed"]);
}

#[test]
fn lines_of_two_periods_belong_together_by_their_key() {
    let plan = compiles(&report("list l {\nk : text, key\na : EUR\nopening : EUR = previous(a) else 0\nchange : EUR = a - opening\n}"));
    let first: &[(&str, &str)] = &[("l.1:k", "x"), ("l.1:a", "10"), ("l.2:k", "y"), ("l.2:a", "20")];
    let second: &[(&str, &str)] = &[("l.1:k", "y"), ("l.1:a", "25"), ("l.2:k", "z"), ("l.2:a", "1")];
    let evaluated = in_turn(&plan, &[("2024", first), ("2025", second)]);
    assert_eq!(["l.1:change", "l.2:change"].map(|cell| shown(&evaluated, cell)), ["5 computed", "1 computed"]);
    rejects_saying(&report("list l {\na : EUR\nb : EUR = previous(a)\n}"), "P0231", &["`l` has none", ": text, key"]);
    rejects_saying(&form("a : EUR\nb : EUR = previous(a + 1 EUR)"), "P0214", &["is no cell", "of its own"]);
}

#[test]
fn parts_of_the_period_are_numbers_of_its_last_day() {
    let plan = compiles(&form("a : EUR\nb : integer = quarter\nc : integer = month\nd : integer = year\ne : EUR = a when quarter = 1"));
    let at = |period: &str| {
        let evaluated = in_turn(&plan, &[(period, &[("f.a", "5")])]);
        ["f.b", "f.c", "f.d", "f.e"].map(|cell| shown(&evaluated, cell))
    };
    assert_eq!(at("2025-Q1"), ["1 computed", "3 computed", "2025 computed", "5 computed"]);
    assert_eq!(at("2024"), ["4 computed", "12 computed", "2024 computed", "not_applicable"]);
    assert_eq!(at("2025-05-31")[0], "2 computed");
    rejects_saying(&form("a : integer = year()"), "P0208", &["without brackets", "write `year`"]);
}

#[test]
fn days_are_counted_from_the_first_date_to_the_second() {
    let plan = compiles(&form("a : date\nb : date\nc : days = days_between(a, b)"));
    assert_eq!(value(&plan, &[("f.a", "2024-02-28"), ("f.b", "2024-03-01")], "f.c"), "2 computed");
    assert_eq!(value(&plan, &[("f.a", "2024-03-01"), ("f.b", "2024-02-28")], "f.c"), "-2 computed");
    rejects_saying(&form("a : date\nb : days = days_between(a, 5.0)"), "P0312", &["here a date is needed"]);
}

#[test]
fn a_declared_tolerance_goes_before_one_unit_of_the_last_digit() {
    let plan = compiles(&form("a : EUR\nb : EUR = a  tolerance 3 EUR\nc : percent = a / 100 EUR  tolerance 0 %"));
    let found = |b: &str, c: &str| here(&plan, &[("f.a", "10"), ("f.b", b), ("f.c", c)]).findings;
    assert_eq!(found("13", "10"), Vec::<String>::new());
    assert_eq!(found("14", "10.01"), ["f.b submitted_total_differs", "f.c submitted_total_differs"]);
    rejects_saying(&form("a : EUR  tolerance 3 EUR"), "P0311", &["`a` is filled in"]);
    rejects_saying(&form("a : EUR\nb : EUR = a  tolerance 3 %"), "P0311", &["write `tolerance 3 EUR`"]);
}

#[test]
fn a_derived_list_takes_the_lines_that_its_condition_holds_for() {
    let plan = compiles(&report(
        "list l {\nk : text\na : EUR\nn : count, optional\nlarge : EUR = a when a > 5 EUR\n}\nlist g from l where a > 5 EUR and k <> \"z\" by k {\ns : EUR = sum(a)\nn : count = count(a)\n}",
    ));
    let given = [
        ("l.1:k", "x"),
        ("l.1:a", "5"),
        ("l.2:k", "y"),
        ("l.2:a", "6"),
        ("l.3:k", "x"),
        ("l.3:a", "7"),
        ("l.4:k", "z"),
        ("l.4:a", "70"),
        // Without a key it is in no group, whatever the condition says.
        ("l.5:n", "1"),
    ];
    let evaluated = here(&plan, &given);
    assert!(!evaluated.cells.contains_key("g.3:k"));
    assert_eq!(
        ["g.1:k", "g.1:s", "g.2:k", "g.2:s", "g.2:n"].map(|cell| shown(&evaluated, cell)),
        ["y computed", "6 computed", "x computed", "7 computed", "1 computed"]
    );
    rejects_saying(&report("list l {\nk : text\n}\nlist g from l where k by k {\nn : count = count(k)\n}"), "P0305", &["true or false"]);
}

/// A list, one derived from it by a condition, a total and a number of its lines, a check of each, a list derived from that,
/// and a line looked for in it.
fn conditional() -> Plan {
    compiles(&report(
        "list l {\nk : text\na : EUR\nb : EUR, optional\n}\nlist g from l where a / b > 5 by k {\ns : EUR = sum(a)\ntotal \"Total\" { s = sum }\ncheck small { require s < 100 EUR }\n}\nlist h from g by k {\nt : EUR = sum(s)\n}\nform f {\nn : count = count(g)\nm : EUR = sum(h.t)\np : EUR = g[\"x\"].s\nq : EUR = g[\"x\"].s else 0\n}",
    ))
}

#[test]
fn where_it_cannot_be_told_which_lines_a_list_has_nothing_is_computed_of_it() {
    let plan = conditional();
    let told = here(&plan, &[("l.1:k", "x"), ("l.1:a", "60"), ("l.1:b", "10"), ("l.2:k", "y"), ("l.2:a", "40"), ("l.2:b", "10")]);
    assert_eq!(
        ["g.1:s", "g.total:s", "f.n", "f.m", "f.p"].map(|cell| shown(&told, cell)),
        ["60 computed", "60 computed", "1 computed", "60 computed", "60 computed"]
    );
    assert_eq!(told.checks, ["small 1 pass"]);
    let no_value = |given: &[(&str, &str)], findings: &[&str]| {
        let submission: Vec<(&str, &str)> = [("l.1:k", "x"), ("l.1:a", "60"), ("l.1:b", "10"), ("l.2:k", "y")].iter().chain(given).copied().collect();
        let evaluated = here(&plan, &submission);
        for cell in ["g.total:s", "f.n", "f.m", "f.p", "f.q"] {
            assert_eq!(shown(&evaluated, cell), "not_computed", "{cell} {given:?}");
        }
        assert!(!evaluated.cells.contains_key("g.1:k") && !evaluated.cells.contains_key("h.1:k"));
        assert_eq!(evaluated.checks, ["small not_evaluated"]);
        assert_eq!(evaluated.findings, findings);
    };
    no_value(&[("l.2:a", "40"), ("l.2:b", "0")], &["g. division_by_zero"]);
    no_value(&[("l.2:b", "10")], &["l.2:a missing_required"]);
    no_value(&[("l.2:a", "4,0"), ("l.2:b", "10")], &["l.2:a unreadable_value"]);
    no_value(&[("l.2:a", "40")], &[]);
    // Groups that came with the submission cannot be compared with anything.
    no_value(&[("l.2:a", "40"), ("g.1:s", "60")], &[]);
}

#[test]
fn the_table_names_the_condition_by_which_a_list_has_no_lines() {
    let plan = conditional();
    let table = |b: &str| {
        let submission = submitted(&plan, "2025-Q1", &[("r.l.1:k", "x"), ("r.l.1:a", "60"), ("r.l.1:b", b)]);
        let evaluated = Evaluator::new(&plan, &EvaluationOptions::default()).unwrap().evaluate(&submission);
        write_table(&plan, &evaluated, &TableOptions::default())
    };
    let by_zero = table("0");
    assert!(by_zero.contains("`a / b > 5` divides by zero; the dividend is 60"), "{by_zero}");
    assert!(by_zero.contains("it cannot be told which lines list g has"), "{by_zero}");
    assert!(table("").contains("r.l.1:b is blank"));
}

#[test]
fn an_earlier_line_of_a_list_whose_lines_cannot_be_told_is_not_taken_for_missing() {
    let plan = compiles(&report(
        "list l {\nk : text\na : EUR\nb : EUR\n}\nlist g from l where a / b > 0 by k {\ns : EUR = sum(a)\nd : EUR = s - (previous(s) else 0)\n}",
    ));
    let evaluator = Evaluator::new(&plan, &EvaluationOptions::default()).unwrap();
    let mut earlier = EarlierSubmissions::new([&plan]);
    let first = submitted(&plan, "2025-Q1", &[("r.l.1:k", "x"), ("r.l.1:a", "5"), ("r.l.1:b", "0")]);
    earlier.remember(&plan, &evaluator.evaluate(&first));
    let second = submitted(&plan, "2025-Q2", &[("r.l.1:k", "x"), ("r.l.1:a", "7"), ("r.l.1:b", "1")]);
    let evaluated = show(&plan, &evaluator.evaluate_after(&second, &earlier));
    evaluated.has(&[("g.1:s", "7 computed"), ("g.1:d", "not_computed")]);
}

#[test]
fn the_table_says_why_cells_are_not_computed_where_no_finding_does() {
    let text = report("form f {\n010 : EUR\n020 : EUR = 010 x factor\n030 : EUR = 020 + 010\n040 : EUR = previous(010)\n}")
        + "parameter factor \"F\" : decimal(1) { from 2026-01-01 = 2.0 }\n";
    let plan = compiles(&text);
    let evaluator = Evaluator::new(&plan, &EvaluationOptions::default()).unwrap();
    let evaluated = evaluator.evaluate(&submitted(&plan, "2025-Q1", &[("f.010", "5")]));
    let options = |language| TableOptions { language, width: 80, color: false };
    let english = write_table(&plan, &evaluated, &options(Language::English));
    assert!(english.contains("○ 020, …  not computed (2 cells): "), "{english}");
    assert!(english.contains("○ 040     not computed: there is no submission for 2024-Q4"), "{english}");
    let latvian = write_table(&plan, &evaluated, &options(Language::Latvian));
    assert!(latvian.contains("○ 020, …  nav aprēķināts (2 šūnas): "), "{latvian}");
}
