//! Cells: formulas with values, what is named and what is left out, where inputs were read.

use super::{cell_names, explained, explained_in, first_cell, formula, text, text_in, with_values};
use crate::support::{compiles, form, grid, list, on_a_small_stack, package, report, submitted};
use positum_plan::plan::Plan;
use positum_runtime::earlier::EarlierSubmissions;
use positum_runtime::evaluate::{EvaluationOptions, Evaluator};
use positum_runtime::evaluated_submission::{Cause, CellState};
use positum_runtime::explain::{BranchKind, BranchOutcome, ComesFrom, Explainer, Limits, ParameterSource, Part, PassedOverReason, SourceOf};
use positum_runtime::language::Language;
use positum_runtime::read::{Format, ReadOptions, read_all};

const SAMPLE: &str = "../reports/lv_credit_unions/samples/2025-Q1.json";

fn of_sample(name: &str, language: Language) -> String {
    let plan = package("lv_credit_unions");
    let bytes = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../reports/lv_credit_unions/samples/2025-Q1.json")).unwrap();
    let submission = read_all(&bytes, SAMPLE, Format::Json, &plan, &ReadOptions::default()).unwrap().remove(0);
    text_in(&plan, &explained_in(&plan, &submission, &[name], &Limits::default()), language)
}

#[test]
fn the_liquidity_position_of_the_sample_is_explained_down_to_its_lines() {
    // Assets of the sample are 1,900,000; liabilities 15 + 35 + 1,560 + 12 + 8 + 20 + 85 thousand = 1,735,000.
    let said = of_sample("maturity_ladder.liabilities.300:010", Language::English);
    let begin = "KKS-A, 1st quarter of 2025\n\n\
        maturity_ladder.liabilities.300:010 = 165,000 EUR\n\
        │ Net liquidity position (100–200) · Total liabilities (020+…+090)\n\
        │ = assets.100 - 200\n\
        │ = 1,900,000 - 1,735,000\n\
        │ source: 12.3. apakšpunkts; 2. pielikums\n\
        ├ maturity_ladder.assets.100:010 = 1,900,000 EUR\n";
    assert!(said.starts_with(begin), "{said}");
    assert!(said.contains("maturity_ladder.assets.140:020 = 10,000 EUR, 2025-Q1.json:13:24\n"), "{said}");
    assert!(said.contains("= 15,000 + 35,000 + 1,560,000 + 12,000 + 8,000 + 20,000 + 85,000\n"), "{said}");
    assert!(said.contains("left out, being `x`: maturity_ladder.assets.110:030, 110:040, 110:050,"), "{said}");
    assert!(said.contains("└ blank, so zero: maturity_ladder.assets.120:070, 120:080, 120:090,"), "{said}");
    assert!(said.lines().all(|line| line.chars().count() <= 80), "{said}");
}

#[test]
fn numbers_and_words_are_those_of_the_language() {
    // 10,000 USD x 0.92456 is 9,245.6; 9,246 of 250,000 is 3.6984 %.
    let said = of_sample("foreign_currency.positions[USD].070", Language::Latvian);
    for part in [
        "foreign_currency.positions.1:070 (atslēga USD) = 3,70 %\n",
        "= abs(9 246 else (nav piemērojams) else 0) / 250 000\n",
        "3,6984 noapaļots līdz 2 zīmēm aiz komata, puse – prom no nulles\n",
        "9 245,6 noapaļots līdz veselam skaitlim, puse – prom no nulles\n",
        "when 030 > 0 (10 000,00 > 0): izpildās\n",
        "avots: 26. un 30. punkts\n",
    ] {
        assert!(said.contains(part), "{part}\n{said}");
    }
}

#[test]
fn a_number_before_its_rounding_stands_beside_it_where_it_differs() {
    let plan = compiles(&form("a : EUR\nb : EUR\nc \"Ratio\" : percent = a / b"));
    let explanation = explained(&plan, &[("f.a", "249974"), ("f.b", "2000000")], &["c"]);
    // 249,974 / 2,000,000 = 12.4987 %.
    assert!(
        text(&plan, &explanation)
            .contains("r.f.c = 12.50%\n│ Ratio\n│ = a / b\n│ = 249,974 / 2,000,000\n│ 12.4987 rounded to 2 decimals, half away from zero\n")
    );
    let explanation = explained(&plan, &[("f.a", "1"), ("f.b", "3")], &["c"]);
    assert!(text(&plan, &explanation).contains("33.333333… rounded"), "{}", text(&plan, &explanation));
    assert_eq!(first_cell(&explained(&plan, &[("f.a", "1"), ("f.b", "4")], &["c"])).before_rounding, None);
}

#[test]
fn every_state_is_said_with_its_reason() {
    let plan = compiles(&form(
        "a : EUR\nb : EUR, blank = 0\no : EUR, optional\nu : EUR\nn : EUR = a when a > 5 EUR\nm : EUR = a + u\nd : ratio(2) = a / b\nk : EUR = n + 1 EUR",
    ));
    let given = [("f.a", "5.5"), ("f.u", "five")];
    let state = |name: &str| {
        let explanation = explained(&plan, &given, &[name]);
        let cell = first_cell(&explanation).clone();
        (cell.state, cell.cause, text(&plan, &explanation))
    };
    // 5.5 is read as 6, which is more than 5.
    let (given_state, _, said) = state("a");
    assert_eq!(given_state, CellState::Given);
    assert!(said.contains("r.f.a = 6 EUR, given as `5.5`, case:1\n"), "{said}");
    let (blank, _, said) = state("b");
    assert_eq!(blank, CellState::Blank);
    assert!(said.contains("r.f.b = 0 EUR, blank, so zero\n"), "{said}");
    let (optional, cause, said) = state("o");
    assert_eq!((optional, cause), (CellState::Blank, None));
    assert!(said.contains("r.f.o: blank\n"), "{said}");
    let (unreadable, cause, said) = state("u");
    assert!(unreadable == CellState::Unreadable && matches!(cause, Some(Cause::Unreadable(_))));
    assert!(said.contains("r.f.u: unreadable, given as `five`, case:2\n") && said.contains("error: `five` is not a number"), "{said}");
    assert_eq!(state("n").0, CellState::Computed);
    let (not_computed, cause, said) = state("m");
    assert!(not_computed == CellState::NotComputed && matches!(cause, Some(Cause::Unreadable(_))));
    assert!(said.contains("│ = 6 + (unreadable)\n│ reason: r.u cannot be read\n"), "{said}");
    let (_, cause, said) = state("d");
    assert!(matches!(cause, Some(Cause::DivisionByZero(_))));
    assert!(said.contains("error: `a / b` divides by zero; the dividend is 6\n"), "{said}");
    let not_applicable = explained(&plan, &[("f.a", "5"), ("f.u", "1")], &["n", "k"]);
    assert_eq!(first_cell(&not_applicable).state, CellState::NotApplicable);
    let said = text(&plan, &not_applicable);
    assert!(said.contains("r.f.n: not applicable\n│ = a when a > 5 EUR\n│ = 5 when 5 > 5\n│ when a > 5 (5 > 5): does not hold\n"), "{said}");
    assert!(said.contains("│ reason: r.n does not apply\n") && said.contains("r.f.n: not applicable, explained above\n"), "{said}");
    let missing = explained(&plan, &[], &["a"]);
    assert_eq!(first_cell(&missing).state, CellState::Missing);
    assert!(text(&plan, &missing).contains("r.f.a: missing\n  reason: r.a is missing\n  error: a required value is missing\n"));
}

#[test]
fn branches_say_which_way_was_taken_and_only_that_is_explained() {
    let plan = compiles(&form(
        "a : EUR\nb : EUR, optional\nc : EUR, optional\nd : EUR = if a > 10 EUR then b else c\ne : EUR = b else c else a\ng : EUR = min(b, c, a)",
    ));
    let given = [("f.a", "7"), ("f.c", "3")];
    let explanation = explained(&plan, &given, &["d", "e", "g"]);
    let d = formula(first_cell(&explanation));
    assert_eq!((d.branches[0].kind, d.branches[0].outcome), (BranchKind::If, BranchOutcome::Second));
    assert_eq!(cell_names(&d.parts), ["r.f.a", "r.f.c"]);
    let e = explained(&plan, &given, &["e"]);
    let branches = &formula(first_cell(&e)).branches;
    let told: Vec<_> = branches.iter().map(|branch| (branch.names.as_str(), branch.outcome)).collect();
    // `b else c else a` reads from the left; what comes first has no value, and c has.
    assert!(told.contains(&("b", BranchOutcome::Second)), "{told:?}");
    assert!(!cell_names(&formula(first_cell(&e)).parts).contains(&"r.f.a"));
    let g = explained(&plan, &given, &["g"]);
    let passed_over = &formula(first_cell(&g)).passed_over;
    assert_eq!(passed_over.iter().map(|over| (over.name.as_str(), over.reason)).collect::<Vec<_>>(), [("r.f.b", PassedOverReason::Blank)]);
    assert_eq!(with_values(first_cell(&g)), "min((blank), 3, 7)");
}

#[test]
fn operators_stand_with_the_brackets_that_they_need() {
    let plan = compiles(&form(
        "a : EUR\nb : EUR\nc : bool\np : percent = (a + b) / (a - b) \nq : EUR = a - (b - a)\ns : EUR = abs(a - b) x 3\nt : EUR = round(a / 3, 1) x 2.0\nu : EUR = -(a + b)\n\
         v : EUR = if not c and (a > b or a in (1 EUR, 2 EUR)) then max(a, b, a x 2) else a",
    ));
    let given = [("f.a", "2"), ("f.b", "-5"), ("f.c", "false")];
    let values = |name: &str| with_values(first_cell(&explained(&plan, &given, &[name])));
    assert_eq!(values("p"), "(2 + (-5)) / (2 - (-5))");
    assert_eq!(values("q"), "2 - (-5 - 2)");
    assert_eq!(values("s"), "abs(2 - (-5)) × 3");
    assert_eq!(values("t"), "round(2 / 3, 1) × 2");
    assert_eq!(values("u"), "-(2 + (-5))");
    assert_eq!(values("v"), "if not no and (2 > -5 or 2 in (1, 2)) then max(2, -5, 2 × 2) else 2");
}

#[test]
fn parameters_say_where_their_value_comes_from() {
    let plan = compiles(
        "package p \"P\" {\n  language en\n  precision EUR 0, percent 2\n}\nparameter rate \"The rate\" : percent {\n  from 2020-01-01 = 10 %\n  \
         from 2025-01-01 = 12 %  source \"Art. 2\"\n}\nreport r \"R\" {\nform f {\na : EUR\nb : EUR = a x rate\n}\n}\n",
    );
    let source = |given: &[(&str, &str)], options: &EvaluationOptions| {
        let submission = submitted(&plan, "2025-Q1", given);
        let evaluator = Evaluator::new(&plan, options).unwrap();
        let explainer = Explainer::new(&evaluator, &submission, None);
        let explanation = explainer.explain(&explainer.find("b").unwrap(), &Limits::default());
        let parts = formula(first_cell(&explanation)).parts.clone();
        let parameter = parts.into_iter().find_map(|part| if let Part::Parameter(parameter) = part { Some(parameter) } else { None });
        (parameter.unwrap(), text(&plan, &explanation))
    };
    let (parameter, said) = source(&[("f.a", "200")], &EvaluationOptions::default());
    assert!(matches!(parameter.comes_from, ParameterSource::Package(validity) if validity.from.is_some_and(|day| day.to_string() == "2025-01-01")));
    assert!(
        said.contains("rate = 12.00%\n    The rate\n    parameter, from the definition, valid from 1 January 2025\n    source: Art. 2\n"),
        "{said}"
    );
    assert!(said.contains("= 200 × 12.00%\n"), "{said}");
    let (_, said) = source(&[("f.a", "200"), ("parameters..rate", "5")], &EvaluationOptions::default());
    assert!(said.contains("rate = 5.00%\n") && said.contains("parameter, from the submission, case:2\n"), "{said}");
    let options = EvaluationOptions { parameters: vec![("rate".to_owned(), "7 %".to_owned())], reports: None };
    assert_eq!(source(&[("f.a", "200")], &options).0.comes_from, ParameterSource::User);
}

#[test]
fn a_sum_over_lines_shows_the_largest_and_counts_the_rest() {
    let plan = compiles(&report(
        "list l {\n010 : text, key\n020 : EUR, optional\n}\nform f {\na : EUR = sum(l.020 where 020 <> 4 EUR)\nb : EUR = max(l.020)\nn : count = count(l)\nc : EUR = first(l.020)\n}",
    ));
    let lines: Vec<(String, String)> = (1..=9)
        .flat_map(|line| {
            [(format!("l.{line}:010"), format!("k{line}")), (format!("l.{line}:020"), if line == 9 { String::new() } else { line.to_string() })]
        })
        .collect();
    let given: Vec<(&str, &str)> = lines.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let explanation = explained(&plan, &given, &["b"]);
    let said = text(&plan, &explanation);
    assert!(said.contains("└ max(l.020) = 8 EUR\n") && said.contains("over 9 lines of r.l; 1 passed over, without a value\n"), "{said}");
    assert!(said.contains("r.l.8:020 (key k8) = 8 EUR, case:16\n") && !said.contains("r.l.7:020"), "{said}");
    let said = text(&plan, &explained(&plan, &given, &["n"]));
    assert!(said.contains("count(l) = 9\n") && said.contains("line 1 (k1)\n") && said.contains("… 4 more\n"), "{said}");
    let said = text(&plan, &explained(&plan, &given, &["c"]));
    assert!(said.contains("r.l.1:020 (key k1) = 1 EUR") && !said.contains("r.l.2:020"), "{said}");
}

#[test]
fn the_rest_of_a_sum_is_what_its_other_lines_come_to() {
    let plan = compiles(&report("list l {\n020 : EUR\n}\nform f {\na : EUR = sum(l.020 where 020 <> 4 EUR)\n}"));
    let lines: Vec<(String, String)> =
        (1..=9).map(|line| (format!("l.{line}:020"), (if line % 2 == 0 { line } else { -line }).to_string())).collect();
    let given: Vec<(&str, &str)> = lines.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let explanation = explained(&plan, &given, &["a"]);
    let Part::Aggregate(sum) = &formula(first_cell(&explanation)).parts[0] else { panic!("a sum") };
    // Without 4: -1, 2, -3, -5, 6, -7, 8, -9. The largest are 9, 8, 7, 6, 5; the rest is -1 + 2 - 3 = -2.
    assert_eq!((sum.lines, sum.filtered_out, sum.passed_over, sum.more_lines), (9, 1, 0, 3));
    assert_eq!(sum.contributions.iter().map(|line| line.line).collect::<Vec<_>>(), [9, 8, 7, 6, 5]);
    assert_eq!(sum.rest.as_ref().map(ToString::to_string).as_deref(), Some("-2"));
    assert!(text(&plan, &explanation).contains("└ … 3 more, together -2 EUR\n"), "{}", text(&plan, &explanation));
}

#[test]
fn groups_lines_by_key_and_earlier_periods_are_told() {
    let plan = compiles(&report(
        "list l {\n010 : text, key\n020 : integer\n030 : EUR\n040 : EUR = previous(030) else 0\n}\nlist g from l by 020 {\ntotal : EUR = sum(030)\n}\n\
         form f {\na : EUR = l[\"y\"].030\nb : EUR = closing(a) + 1 EUR x quarter\n}",
    ));
    let first = [("l.1:010", "x"), ("l.1:020", "1"), ("l.1:030", "5"), ("l.2:010", "y"), ("l.2:020", "1"), ("l.2:030", "7")];
    let evaluator = Evaluator::new(&plan, &EvaluationOptions::default()).unwrap();
    let mut earlier = EarlierSubmissions::new([&plan]);
    earlier.remember(&plan, &evaluator.evaluate_after(&submitted(&plan, "2024-Q4", &first), &EarlierSubmissions::new([&plan])));
    let submission = submitted(&plan, "2025-Q1", &first);
    let explainer = Explainer::new(&evaluator, &submission, Some(&earlier));
    let said = |name: &str| text(&plan, &explainer.explain(&explainer.find(name).unwrap(), &Limits::default()));
    assert!(said("g.1:020").contains("r.g.1:020 (key 1) = 1, the group of these lines of r.l: 1 (x), 2 (y)\n"), "{}", said("g.1:020"));
    assert!(said("g[1].total").contains("sum(l.030) = 12 EUR\n") || said("g[1].total").contains("sum(030) = 12 EUR\n"), "{}", said("g[1].total"));
    assert!(said("f.a").contains("r.l[010 = y]: line 2\n") && said("f.a").contains("r.l.2:030 (key y) = 7 EUR"), "{}", said("f.a"));
    assert!(said("l[y].040").contains("r.l.2:030, 4th quarter of 2024 = 7 EUR\n"), "{}", said("l[y].040"));
    let b = said("f.b");
    assert!(b.contains("= 7 + 1 × 1\n") && b.contains("r.f.a, 4th quarter of 2024 = 7 EUR\n") && b.contains("quarter = 1\n"), "{b}");
    let alone = Explainer::new(&evaluator, &submission, None);
    let explanation = alone.explain(&alone.find("f.b").unwrap(), &Limits::default());
    assert!(text(&plan, &explanation).contains("reason: there is no submission for 2024-Q4\n"));
}

#[test]
fn intermediates_exact_values_and_sources_are_told() {
    let plan = compiles(&form("a : EUR\nb : EUR\nlet share = a / b\nc : percent = share source \"Art. 1\"\nd : percent = exact(c) x 2"));
    let given = [("f.a", "1"), ("f.b", "3")];
    let explanation = explained(&plan, &given, &["c"]);
    let said = text(&plan, &explanation);
    assert!(said.contains("└ r.f.share = 0.333333…\n"), "{said}");
    let sources: Vec<_> = first_cell(&explanation).sources.iter().map(|source| (source.of, source.text.as_str())).collect();
    assert_eq!(sources, [(SourceOf::Row, "Art. 1")]);
    // Exactly a third, not 33.33 %.
    assert_eq!(with_values(first_cell(&explained(&plan, &given, &["d"]))), "0.333333… × 2");
    assert!(text(&plan, &explained(&plan, &given, &["share"])).contains("r.f.share = 0.333333…\n"));
}

#[test]
fn what_is_told_once_is_referred_to_and_limits_hold() {
    let plan = compiles(&form("a : EUR\nb : EUR = a\nc : EUR = b + b\nd : EUR = c + b\ne : EUR = d + c"));
    let given = [("f.a", "1")];
    let explanation = explained(&plan, &given, &["e"]);
    let said = text(&plan, &explanation);
    assert_eq!(said.matches("explained above").count(), 2, "{said}");
    assert_eq!(said.matches("│ = b + b\n").count(), 1, "{said}");
    let shallow = explained_in(&plan, &submitted(&plan, "2025-Q1", &given), &["e"], &Limits { depth: 1, ..Limits::default() });
    let parts = &formula(first_cell(&shallow)).parts;
    assert!(parts.iter().all(|part| matches!(part, Part::Cell(cell) if matches!(cell.comes_from, ComesFrom::BeyondLimit))));
    assert_eq!(with_values(first_cell(&shallow)), "3 + 2");
    let small = explained_in(&plan, &submitted(&plan, "2025-Q1", &given), &["e"], &Limits { cells: 2, ..Limits::default() });
    assert!(text(&plan, &small).contains("not explained any deeper"));
}

#[test]
fn a_long_chain_of_cells_survives_on_a_small_stack() {
    let cells: String = (1..600).map(|number| format!("c{number} : EUR = c{} + 1 EUR\n", number - 1)).collect();
    let plan: Plan = compiles(&form(&format!("c0 : EUR\n{cells}")));
    on_a_small_stack(|| {
        let said = text(&plan, &explained(&plan, &[("f.c0", "1")], &["c599"]));
        assert!(said.contains("r.f.c599 = 600 EUR\n") && said.contains("not explained any"), "{said}");
    });
}

#[test]
fn control_characters_of_untrusted_text_never_reach_the_terminal() {
    let plan = compiles(&list("010 : text, key\n020 : EUR"));
    let mut submission = submitted(&plan, "2025-Q1", &[("l.1:010", "a\u{202e}b"), ("l.1:020", "1\u{1b}[31m")]);
    submission.entity = "E\u{1b}[2J\nX".to_owned();
    let said = text(&plan, &explained_in(&plan, &submission, &["l.1:010", "l.1:020"], &Limits::default()));
    assert!(said.chars().all(|character| character == '\n' || !character.is_control()) && !said.contains('\u{202e}'), "{said:?}");
    assert!(said.starts_with("E\u{fffd}[2J X, "), "{said:?}");
}

#[test]
fn a_range_over_x_cells_names_them_and_a_list_of_codes_too() {
    let plan = compiles(&grid(
        "010 \"Sum (020+...+040)\" = 020 + ... + 040\n020 \"A\"\n030 \"B\"\n040 \"C\"",
        "100 \"All (110+120)\" = 110 + 120\n110 \"P\" x 030\n120 \"Q\"",
    ));
    let given = [("g.110:020", "1"), ("g.120:030", "2")];
    let left_out = |name: &str| {
        let explanation = explained(&plan, &given, &[name]);
        let passed_over = &formula(first_cell(&explanation)).passed_over;
        passed_over.iter().map(|over| (over.name.clone(), over.reason)).collect::<Vec<_>>()
    };
    assert_eq!(left_out("110:010"), [("r.g.110:030".to_owned(), PassedOverReason::X)]);
    assert_eq!(left_out("100:030"), [("r.g.110:030".to_owned(), PassedOverReason::X)]);
    assert_eq!(left_out("120:010"), []);
}

#[test]
fn days_that_formulas_make_are_told_with_their_calendar_and_the_period() {
    let header = crate::support::HEADER;
    let calendar = "calendar lv \"L\" {\nvalid from 2025-01-01 until 2025-12-31\nEaster - 2 days \"G\"\nEaster + 1 day \"E\"\n}\n";
    let form = form("a : date\nb : date = working_days_after(a, 8, lv)\nc : date = date(year, 1, 1) + 1 days\nd : date = first_day - 1 days");
    let plan = compiles(&form.replacen(header, &format!("{header}{calendar}"), 1));
    let said = |day: &str, name: &str| text(&plan, &explained(&plan, &[("f.a", day)], &[name]));
    let b = said("2025-04-10", "b");
    assert!(b.contains("r.f.b = 24 April 2025\n"), "{b}");
    assert!(b.contains("= working_days_after(a, 8, lv)\n") && b.contains("= working_days_after(10 April 2025, 8, lv)\n"), "{b}");
    let c = said("2025-04-10", "c");
    assert!(c.contains("= date(year, 1, 1) + 1 days\n") && c.contains("= date(2025, 1, 1) + 1\n"), "{c}");
    assert!(said("2025-04-10", "c").contains("year = 2025\n"), "{}", said("2025-04-10", "c"));
    assert!(said("2025-04-10", "d").contains("first_day = 1 January 2025\n"), "{}", said("2025-04-10", "d"));
    let reason = "reason: calendar lv has the days from 2025-01-01 to 2025-12-31 only, and\n";
    assert!(said("2025-12-30", "b").contains(reason), "{}", said("2025-12-30", "b"));
}
