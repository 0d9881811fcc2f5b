//! The smallest change of a single input that makes a failing check pass. Expected values are worked out by hand.

use super::{explained, explained_in, first_check, text};
use crate::support::{compiles, form, list, report, submitted};
use positum_plan::plan::Plan;
use positum_plan::value::Value;
use positum_runtime::evaluate::{EvaluationOptions, Evaluator};
use positum_runtime::explain::{Change, Explainer, Limits, Mending, SearchBudget};

fn mending(plan: &Plan, given: &[(&str, &str)], name: &str) -> Mending {
    let explanation = explained(plan, given, &[name]);
    first_check(&explanation).mending.clone().unwrap()
}

/// Writes a change as `r.f.a 5 -> 7`.
fn written(change: &Change) -> String {
    let value = |value: &Option<Value>| value.as_ref().map_or_else(|| "nothing".to_owned(), |value| change.value_type.text(value));
    assert!(change.is_smallest, "{change:?}");
    format!("{} {} -> {}", change.input.name, value(&change.before), value(&change.after))
}

fn changes(plan: &Plan, given: &[(&str, &str)]) -> Vec<String> {
    mending(plan, given, "c").changes.iter().map(written).collect()
}

fn not_found(plan: &Plan, given: &[(&str, &str)]) -> Vec<String> {
    mending(plan, given, "c").not_found.into_iter().map(|input| input.name).collect()
}

#[test]
fn a_rounded_ratio_needs_no_more_than_its_rounding_asks_for() {
    let plan = compiles(&form("a : EUR\nb : EUR\nd : EUR\nr1 : percent = d / (a + b)\ncheck c { require r1 >= 10 % }"));
    // 9.995 % is shown as 10.00 %: d >= 0.09995 x 2,000,000 = 199,900. And 190,000 / 0.09995 = 1,900,950.4…
    let expected = ["r.f.d 190000 -> 199900", "r.f.a 1900000 -> 1800950", "r.f.b 100000 -> 950"];
    assert_eq!(changes(&plan, &[("f.a", "1900000"), ("f.b", "100000"), ("f.d", "190000")]), expected);
    // Where b is 0, only a and d can mend: 1,900,000 -> 1,900,950 is too much already; b may be negative.
    let found = changes(&plan, &[("f.a", "2000000"), ("f.b", "0"), ("f.d", "199899")]);
    assert_eq!(found[0], "r.f.d 199899 -> 199900");
    // 199,899 / 0.09995 = 1,999,989.99…: ten and a bit less of a, or b at -11.
    assert_eq!(found[1..], ["r.f.a 2000000 -> 1999989", "r.f.b 0 -> -11"]);
}

#[test]
fn an_equality_is_met_exactly_or_within_its_tolerance() {
    let exact = compiles(&form("a : EUR\nb : EUR\nd : EUR(2)\ncheck c { require a + b = d }"));
    let given = [("f.a", "700"), ("f.b", "-4"), ("f.d", "123456789.5")];
    // No whole euro makes up for half a one.
    assert_eq!(changes(&exact, &given), ["r.f.d 123456789.50 -> 696.00"]);
    assert_eq!(not_found(&exact, &given), ["r.f.a", "r.f.b"]);
    let tolerant = compiles(&form("a : EUR\nb : EUR\nd : EUR(2)\ncheck c { require a + b = d\ntolerance 2 EUR }"));
    assert_eq!(
        changes(&tolerant, &[("f.a", "700"), ("f.b", "-4"), ("f.d", "701.5")]),
        ["r.f.d 701.50 -> 698.00", "r.f.a 700 -> 704", "r.f.b -4 -> 0"]
    );
}

#[test]
fn an_inequality_that_is_not_met_by_one_needs_one_more_step() {
    let plan = compiles(&form("a : EUR(2)\nb : EUR\ncheck c { require a < b }"));
    assert_eq!(changes(&plan, &[("f.a", "5"), ("f.b", "5")]), ["r.f.a 5.00 -> 4.99", "r.f.b 5 -> 6"]);
    let plan = compiles(&form("a : EUR\ncheck c { require a <> 5 EUR }"));
    assert_eq!(changes(&plan, &[("f.a", "5")]), ["r.f.a 5 -> 6"]);
}

#[test]
fn what_is_not_monotone_is_found_on_the_nearer_side() {
    let plan = compiles(&form("a : EUR\ncheck c { require abs(a - 100 EUR) >= 40 EUR }"));
    assert_eq!(changes(&plan, &[("f.a", "90")]), ["r.f.a 90 -> 60"]);
    assert_eq!(changes(&plan, &[("f.a", "110")]), ["r.f.a 110 -> 140"]);
    // A window on the one side, all that is beyond a limit on the other.
    let plan = compiles(&form("a : EUR\ncheck c { require a >= 1 000 EUR or a <= -3 EUR and a >= -6 EUR }"));
    assert_eq!(changes(&plan, &[("f.a", "0")]), ["r.f.a 0 -> -3"]);
    // A step: nothing happens below 50.
    let plan = compiles(&form("a : EUR\nb : EUR = max(a - 50 EUR, 0 EUR)\ncheck c { require b >= 7 EUR }"));
    assert_eq!(changes(&plan, &[("f.a", "20")]), ["r.f.a 20 -> 57"]);
}

#[test]
fn an_input_that_cannot_mend_is_said_to_be_unable() {
    let plan = compiles(&form("a : EUR\nb : EUR\nn : count\ncheck c { require a - a >= 10 EUR and (b > 5 EUR or n < 0) }"));
    let given = [("f.a", "1"), ("f.b", "1"), ("f.n", "1")];
    assert!(changes(&plan, &given).is_empty());
    assert_eq!(not_found(&plan, &given), ["r.f.a", "r.f.b", "r.f.n"]);
    assert!(text(&plan, &explained(&plan, &given, &["c"])).contains("no change of a single input was found that makes it pass"));
    // A number of things is never less than none.
    let plan = compiles(&form("n : count\ncheck c { require n < 0 }"));
    assert_eq!(not_found(&plan, &[("f.n", "3")]), ["r.f.n"]);
}

#[test]
fn codes_truth_values_days_and_blanks_are_tried_too() {
    let plan = compiles(
        "package p \"P\" {\n language en\n precision EUR 0, percent 2\n}\ncodelist k \"K\" {\n 01 \"One\"\n 02 \"Two\"\n 03 \"Three\"\n}\n\
         report r \"R\" {\nform f {\na : code k\nb : bool\nd : date\no : EUR, optional\nt : text\n\
         check of_code { require a = \"03\" }\ncheck of_bool { require b }\ncheck of_day { require d >= 2025-03-01 }\ncheck of_blank { require (o else 0) = 0 or o > 1 000 000 000 000 000 000 EUR }\n\
         check of_text { require t = \"x\" }\n}\n}",
    );
    let given = [("f.a", "01"), ("f.b", "false"), ("f.d", "2025-02-25"), ("f.o", "4"), ("f.t", "y")];
    let first = |name: &str| mending(&plan, &given, name).changes.iter().map(written).collect::<Vec<_>>();
    assert_eq!(first("of_code"), ["r.f.a 01 -> 03"]);
    assert_eq!(first("of_bool"), ["r.f.b false -> true"]);
    assert_eq!(first("of_day"), ["r.f.d 2025-02-25 -> 2025-03-01"]);
    assert_eq!(first("of_blank"), ["r.f.o 4 -> 0"]);
    let text_alone = mending(&plan, &given, "of_text");
    assert!(text_alone.changes.is_empty() && text_alone.not_tried.len() == 1, "{text_alone:?}");
}

#[test]
fn an_absent_input_begins_at_zero_and_is_given_where_it_belongs() {
    let plan = compiles(&list("010 : text, key\n020 : EUR, blank = 0\n030 : EUR, optional\ncheck c { require 020 + (030 else 0) >= 12 EUR }"));
    let given = [("l.1:010", "x"), ("l.1:020", "20"), ("l.4:010", "y"), ("l.4:020", "5")];
    assert_eq!(changes(&plan, &given), ["r.l.2:020 5 -> 12", "r.l.2:030 nothing -> 7"]);
}

#[test]
fn sums_over_lines_groups_and_lines_by_key_are_followed_to_their_inputs() {
    let plan = compiles(&report(
        "list l {\n010 : text, key\n020 : integer\n030 : EUR\n}\nlist g from l by 020 {\ntotal : EUR = sum(030)\ncheck of_group { require total <= 10 EUR }\n}\n\
         form f {\na : EUR = sum(l.030)\nb : EUR = l[\"y\"].030\ncheck c { require a <= 20 EUR }\ncheck of_line { require b <= 6 EUR }\n}",
    ));
    let given = [
        ("l.1:010", "x"),
        ("l.1:020", "1"),
        ("l.1:030", "8"),
        ("l.2:010", "y"),
        ("l.2:020", "1"),
        ("l.2:030", "7"),
        ("l.3:010", "z"),
        ("l.3:020", "2"),
        ("l.3:030", "9"),
    ];
    // 24 is 4 too much; by their share of 9, 8 and 7.
    assert_eq!(changes(&plan, &given), ["r.l.3:030 9 -> 5", "r.l.1:030 8 -> 4", "r.l.2:030 7 -> 3"]);
    let of_line: Vec<String> = mending(&plan, &given, "of_line").changes.iter().map(written).collect();
    assert_eq!(of_line, ["r.l.2:030 7 -> 6"]);
    // The group 1 has 15; a line that goes to a group of its own mends it, too.
    let of_group: Vec<String> = mending(&plan, &given, "of_group").changes.iter().map(written).collect();
    assert!(of_group.contains(&"r.l.1:030 8 -> 3".to_owned()) && of_group.contains(&"r.l.2:030 7 -> 2".to_owned()), "{of_group:?}");
    assert!(of_group.contains(&"r.l.2:020 1 -> 2".to_owned()), "{of_group:?}");
}

#[test]
fn a_change_says_what_else_it_does() {
    let plan = compiles(&form(
        "a : EUR\nb : EUR\nd : EUR = a + b\ncheck c { require a >= 10 EUR }\ncheck low { require a <= 9 EUR }\ncheck same { require a > 6 EUR }",
    ));
    let given = [("f.a", "5"), ("f.b", "1"), ("f.d", "6")];
    let found = mending(&plan, &given, "c");
    let change = &found.changes[0];
    let name = |(check, row): &(positum_plan::plan::CheckId, String)| format!("{}{row}", plan.checks[*check].name);
    assert_eq!(change.new_failures.iter().map(name).collect::<Vec<_>>(), ["low"]);
    assert_eq!(change.mended_too.iter().map(name).collect::<Vec<_>>(), ["same"]);
    assert_eq!(change.new_findings.iter().map(|finding| finding.kind.code()).collect::<Vec<_>>(), ["submitted_total_differs"]);
    let said = text(&plan, &explained(&plan, &given, &["c"]));
    for part in [
        "r.f.a: 5 EUR → 10 EUR, +5 EUR (100.00%)\n",
        "fails then: r.f.low\n",
        "passes then, too: r.f.same\n",
        "new finding then: r.d: 6 was submitted, but 11 is computed\n",
    ] {
        assert!(said.contains(part), "{part}\n{said}");
    }
}

#[test]
fn a_search_of_many_inputs_keeps_its_bounds() {
    let plan = compiles(
        &report("list l {\n020 : EUR\n}\nform f {\na : EUR = sum(l.020)\ncheck c { require a x a < 0 EUR x a }\n}")
            .replace("a x a < 0 EUR x a", "a < -1 EUR"),
    );
    let lines: Vec<(String, String)> = (1..=300).map(|line| (format!("l.{line}:020"), "1".to_owned())).collect();
    let given: Vec<(&str, &str)> = lines.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let found = mending(&plan, &given, "c");
    assert!(found.evaluations <= positum_runtime::explain::MOST_EVALUATIONS);
    assert_eq!(found.changes.len() + found.not_found.len() + found.not_tried.len(), 300);
    assert!(!found.not_tried.is_empty());
    // Each of the lines stands for 1 of 300: one alone must fall to -301.
    assert_eq!(written(&found.changes[0]), "r.l.1:020 1 -> -301");
    let none = explained_in(&plan, &submitted(&plan, "2025-Q1", &given), &["c"], &Limits { with_changes: false, ..Limits::default() });
    assert!(first_check(&none).mending.is_none());
}

/// Gives the inputs that a search may try, without trying any.
fn inputs(plan: &Plan, given: &[(&str, &str)], name: &str) -> Vec<String> {
    let submission = submitted(plan, "2025-Q1", given);
    let evaluator = Evaluator::new(plan, &EvaluationOptions::default()).unwrap();
    let explainer = Explainer::new(&evaluator, &submission, None);
    let mut nothing = SearchBudget { cells: 0, ..SearchBudget::default() };
    let explanation = explainer.explain_within(&explainer.find(name).unwrap(), &Limits::default(), &mut nothing);
    let mending = first_check(&explanation).mending.clone().unwrap();
    assert_eq!((mending.evaluations, mending.changes.len(), mending.not_found.len()), (0, 0, 0));
    mending.not_tried.into_iter().map(|input| input.name).collect()
}

#[test]
fn a_sum_over_all_lines_is_looked_through_once_for_all_lines() {
    // Each of 1,000 lines names the sum of all: looked through in every line that is a million of parts.
    let plan = compiles(&report(
        "list l {\n010 : EUR\n020 : EUR\nk : EUR = 010 - 020\nshare : EUR = k - sum(k)\n}\nform f {\na : EUR = sum(l.share)\ncheck c { require a > 0 EUR }\n}",
    ));
    let lines: Vec<[(String, String); 2]> =
        (1..=1_000).map(|line| [(format!("l.{line}:010"), "1".to_owned()), (format!("l.{line}:020"), "0".to_owned())]).collect();
    let given: Vec<(&str, &str)> = lines.iter().flatten().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let found = inputs(&plan, &given, "c");
    let expected: Vec<String> = (1..=1_000).flat_map(|line| [format!("r.l.{line}:010"), format!("r.l.{line}:020")]).collect();
    assert_eq!(found, expected);
}

#[test]
fn what_has_moved_to_another_line_is_not_taken_for_new() {
    let codes = "codelist k \"K\" {\n g \"G\"\n e \"E\"\n u \"U\"\n}\n";
    let tables = "list l {\n010 : text, key\n020 : code k\n030 : EUR\n}\nlist g from l by 020 {\ntotal : EUR = sum(030)\n\
                  check of_group { require total <= 15 EUR }\n}\nform f {\na : count = count(l where l.020 = \"u\")\ncheck c { require a = 0 }\n}";
    let plan = compiles(&report(tables).replace("report r", &format!("{codes}report r")));
    let given = [
        ("l.1:010", "x"),
        ("l.1:020", "u"),
        ("l.1:030", "5"),
        ("l.2:010", "y"),
        ("l.2:020", "g"),
        ("l.2:030", "7"),
        ("l.3:010", "z"),
        ("l.3:020", "e"),
        ("l.3:030", "19"),
    ];
    // Groups u, g and e have 5, 7 and 19: only e fails, in the third line. With the first line in g there are two groups,
    // of 12 and 19, and e fails in the second line as it did before.
    let found = mending(&plan, &given, "c");
    assert_eq!(found.changes.iter().map(written).collect::<Vec<_>>(), ["r.l.1:020 u -> g"]);
    assert!(found.changes[0].new_failures.is_empty() && found.changes[0].mended_too.is_empty(), "{:?}", found.changes[0]);
}

#[test]
fn conditions_of_derived_lists_are_followed_to_their_inputs() {
    let plan = compiles(&report(
        "list l {\n010 : text, key\n020 : integer\n030 : EUR\n040 : bool\n}\nlist g from l where 040 by 020 {\ntotal : EUR = sum(030)\n\
         check enough { require total >= 10 EUR }\n}\nform f {\na : count = count(g.020)\ncheck c { require a = 2 }\n}",
    ));
    let lines = [("1", "8", "true"), ("1", "6", "false"), ("2", "5", "false")].into_iter().enumerate();
    let lines = lines.flat_map(|(index, (key, amount, taken))| {
        let cell = move |column: &str, value: &str| (format!("l.{}:{column}", index + 1), value.to_owned());
        [cell("010", &format!("k{index}")), cell("020", key), cell("030", amount), cell("040", taken)]
    });
    let given: Vec<(String, String)> = lines.collect();
    let given: Vec<(&str, &str)> = given.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    // The group 1 has 8 of the first line; the second would bring 6. The third belongs to another group.
    let enough = inputs(&plan, &given, "enough");
    assert!(enough.contains(&"r.l.2:040".to_owned()) && !enough.contains(&"r.l.3:040".to_owned()), "{enough:?}");
    let of_group: Vec<String> = mending(&plan, &given, "enough").changes.iter().map(written).collect();
    assert!(of_group.contains(&"r.l.2:040 false -> true".to_owned()), "{of_group:?}");
    // A second group comes about by the third line alone.
    assert_eq!(changes(&plan, &given), ["r.l.3:040 false -> true"]);
}

#[test]
fn evaluations_for_what_a_change_does_besides_are_counted() {
    let plan = compiles(&form("b : bool\nd : bool\ncheck c { require b and d }\ncheck either { require b or d }"));
    let given = [("f.b", "false"), ("f.d", "false")];
    // Of each input the one other value is tried. Of `c` neither is enough; of `either` each is, and what else it does is
    // told by evaluating once more.
    assert_eq!((mending(&plan, &given, "c").evaluations, mending(&plan, &given, "either").evaluations), (2, 4));
}
