//! The order of what is computed: cycles are errors that show their path, and chains may be long.

use super::support::{HEADER, compiles, evaluate, evaluates, form, grid, list, on_a_small_stack, rejects, rejects_saying, report};
use positum_compiler::compile::compile;
use positum_plan::plan::Plan;
use positum_runtime::evaluate::EvaluationOptions;

#[test]
fn formulas_may_stand_before_what_they_need() {
    let text = form("d : EUR = c\nc : EUR = b + a\nb : EUR = a x 2\na : EUR");
    evaluates(&text, &[("f.a", "1")], &[("f.d", "3 computed")]);
    let text = report(
        "form f {\nc : EUR = g.total\nlet e = c + 1 EUR\n}\nform g {\ntotal : EUR = sum(h.a)\nlast : EUR = f.e\n}\nlist h from l by k {\na : EUR = sum(v)\n}\nlist l {\nk : text\nv : EUR\n}",
    );
    evaluates(&text, &[("l.1:k", "x"), ("l.1:v", "4")], &[("f.c", "4 computed"), ("g.last", "5 computed")]);
}

#[test]
fn a_cell_that_needs_itself_is_an_error() {
    rejects_saying(&form("a : EUR = a + 1 EUR"), "P0404", &["`f.a` → `f.a`"]);
    rejects(&grid("1\n2", "3\n4 = 4 + 3"), &["P0404"]);
    rejects(&list("a : EUR = a"), &["P0404"]);
}

#[test]
fn a_cycle_is_shown_as_a_path_of_cells() {
    rejects_saying(&form("a : EUR = b\nb : EUR = c\nc : EUR = a + d\nd : EUR"), "P0404", &["`f.a` → `f.b` → `f.c` → `f.a`"]);
    let text = grid("010 = 020 + 030\n020 overrides rows = 010 - 030\n030", "1\n2");
    // Row 2 has the same cycle by the same formulas: it is not said again.
    let said = rejects(&text, &["P0404"]);
    assert!(said.contains("`g.1:010` → `g.1:020` → `g.1:010`"), "{said}");
}

#[test]
fn cycles_over_lets_lists_groups_and_totals_are_found() {
    for (tables, path) in [
        ("form f {\nlet a = b\nlet b = a\nc : EUR = a\n}", "`f.a` → `f.b` → `f.a`"),
        ("list l {\nx1 : EUR\na : EUR = b\nb : EUR = a\n}", "`l.a` → `l.b` → `l.a`"),
        ("list l {\nx1 : EUR\nlet a = b + x1\nb : EUR = a\n}", "`l.b` → `l.a` → `l.b`"),
        ("list l {\nx1 : EUR\na : EUR = x1 + total:a\ntotal { a = sum }\n}", "`l.total:a` → `l.a` → `l.total:a`"),
        ("list l {\nx1 : EUR\na : EUR = x1 + sum(a)\n}", "`l.a` → `l.a`"),
        ("list l {\nx1 : EUR\na : EUR = x1 + f.b\n}\nform f {\nb : EUR = sum(l.a)\n}", "`f.b` → `l.a` → `f.b`"),
        ("list l {\nk : text\na : EUR = sum(g.b)\n}\nlist g from l by k {\nb : EUR = sum(a)\n}", "`l.a`"),
        ("list l {\nv : EUR\nk : EUR = v x (count(g) / 1 count)\n}\nlist g from l by k {\nb : EUR = sum(v)\n}", "`g`"),
    ] {
        let text = report(&tables.replace("(count(g) / 1 count)", "count(g)"));
        rejects_saying(&text, "P0404", &[path]);
    }
}

#[test]
fn a_cycle_over_two_reports_is_found() {
    let text = format!("{HEADER}report r \"R\" {{\nform f {{\na : EUR = s.b\n}}\n}}\nreport s \"S\" {{\nform g {{\nb : EUR = r.a\n}}\n}}");
    rejects_saying(&text, "P0404", &["`f.a`", "`g.b`"]);
}

#[test]
fn two_cycles_are_two_errors() {
    rejects(&form("a : EUR = b\nb : EUR = a\nc : EUR = d\nd : EUR = c\ne : EUR = a + c"), &["P0404", "P0404"]);
}

/// Compiles a text without looking at how it is formatted.
fn plan(text: &str) -> Plan {
    let compiled = compile(&[text]);
    assert!(compiled.diagnostics.is_empty(), "{}", compiled.diagnostics.first().map_or(String::new(), |diagnostic| diagnostic.message.english()));
    compiled.plan.unwrap()
}

fn value(plan: &Plan, submission: &[(&str, &str)], address: &str) -> String {
    evaluate(plan, "2025-Q1", &EvaluationOptions::default(), submission).cells[address].clone()
}

#[test]
fn a_chain_of_20_000_cells_is_computed_in_either_direction() {
    on_a_small_stack(|| {
        let upward: Vec<String> = (1..20_000).map(|code| format!("{:05} : EUR = {code:05} + 1 EUR", code + 1)).collect();
        let plan = plan(&form(&format!("00001 : EUR\n{}", upward.join("\n"))));
        assert_eq!(value(&plan, &[("f.00001", "1")], "f.20000"), "20000 computed");
    });
    on_a_small_stack(|| {
        let downward: Vec<String> = (1..20_000).map(|code| format!("{code:05} : EUR = {:05} + 1 EUR", code + 1)).collect();
        let plan = plan(&form(&format!("{}\n20000 : EUR", downward.join("\n"))));
        assert_eq!(value(&plan, &[("f.20000", "1")], "f.00001"), "20000 computed");
    });
}

#[test]
fn a_chain_of_20_000_rows_meets_a_column() {
    on_a_small_stack(|| {
        let rows: Vec<String> = (1..20_000).map(|code| format!("{code:05} = {:05}", code + 1)).collect();
        let plan = plan(&grid("001 = 002+003\n002\n003", &format!("{}\n20000", rows.join("\n"))));
        assert_eq!(value(&plan, &[("g.20000:002", "1"), ("g.20000:003", "2")], "g.00001:001"), "3 computed");
    });
}

#[test]
fn rows_that_add_to_each_other_meet_a_column() {
    let rows: Vec<String> = (1..4_000).map(|code| format!("{:05}\n{code:05} = {:05} + {:05}", code + 10_000, code - 1, code + 10_000)).collect();
    let plan = on_a_small_stack(|| plan(&grid("001 = 002+003\n002\n003", &format!("00000\n{}", rows.join("\n")))));
    assert_eq!(value(&plan, &[("g.00000:002", "1"), ("g.10001:002", "2"), ("g.13999:003", "4")], "g.03999:001"), "7 computed");
}

#[test]
fn twenty_thousand_lets_in_a_chain_have_a_unit() {
    let lets: Vec<String> = (1..=20_000).map(|number| format!("let l{number} = l{}", number - 1)).collect();
    let text =
        |out: &str| form(&format!("a : EUR\nlet l0 = a\n{}\nout : {out} = l20000\ncheck c \"{{l20000}}\" {{ require l20000 > 0 }}", lets.join("\n")));
    on_a_small_stack(|| assert_eq!(value(&plan(&text("EUR")), &[("f.a", "7")], "f.out"), "7 computed"));
    on_a_small_stack(|| rejects(&text("count"), &["P0304"]));
}

#[test]
fn lets_that_name_each_other_twice_take_no_longer() {
    let lets: Vec<String> = (1..=2_000).map(|number| format!("let l{number} = l{0} + 0 x l{0}", number - 1)).collect();
    let text = form(&format!("a : EUR\nlet l0 = a\n{}\nout : EUR = l2000", lets.join("\n")));
    assert_eq!(value(&on_a_small_stack(|| plan(&text)), &[("f.a", "7")], "f.out"), "7 computed");
}

#[test]
fn a_cycle_of_20_000_cells_is_shown_in_part() {
    let entries: Vec<String> = (0..20_000).map(|code| format!("{code:05} : EUR = {:05}", (code + 1) % 20_000)).collect();
    let said = on_a_small_stack(|| rejects(&form(&entries.join("\n")), &["P0404"]));
    assert!(said.contains('…') && said.len() < 5_000, "{}", said.len());
}

#[test]
fn ten_thousand_terms_are_a_sum() {
    let text = form(&format!("1 : EUR\n22 : EUR = {}", vec!["1"; 10_000].join(" + ")));
    assert_eq!(value(&on_a_small_stack(|| plan(&text)), &[("f.1", "3")], "f.22"), "30000 computed");
    let terms = vec!["010"; 10_001].join("\n+ ");
    rejects(&form(&format!("010 : EUR\n020 : EUR = {terms}")), &["P0111"]);
}

#[test]
fn a_large_grid_has_totals_of_rows_and_columns() {
    let columns: Vec<String> = (2..=50).map(|code| format!("{code:03}")).collect();
    let rows: Vec<String> = (2..=5_000).map(|code| format!("{code:04}")).collect();
    let text = grid(&format!("001 = 002+...+050\n{}", columns.join("\n")), &format!("0001 = 0002+...+5000\n{}", rows.join("\n")));
    let plan = on_a_small_stack(|| plan(&text));
    assert_eq!(value(&plan, &[("g.0002:002", "3"), ("g.5000:050", "4")], "g.0001:001"), "7 computed");
}

#[test]
fn many_mistakes_are_all_reported() {
    let unknown: Vec<String> = (10_000..13_000).map(|code| format!("{code} : EUR = {}", code + 50_000)).collect();
    assert_eq!(compile(&[&form(&unknown.join("\n"))]).diagnostics.len(), 3_000);
    let open: Vec<String> = (10_000..13_000).map(|code| format!("{code} : EUR = (10000 {{}}")).collect();
    assert!(compile(&[&form(&open.join("\n"))]).diagnostics.len() >= 3_000);
}

/// What stands in each other as deeply as it may is compiled; a level more is an error, and a thousand more too.
fn is_bounded(deep: impl Fn(usize) -> String + Sync, deepest: usize) {
    for depth in [1, 50, deepest] {
        on_a_small_stack(|| compiles(&deep(depth)));
    }
    for depth in [deepest * 2 + 10, 20_000] {
        let text = deep(depth);
        let compiled = on_a_small_stack(|| compile(&[&text]));
        assert!(compiled.plan.is_none() && compiled.diagnostics.iter().any(|diagnostic| diagnostic.code.number() == "P0111"), "{depth}");
    }
}

#[test]
fn brackets_stand_in_each_other_only_so_deeply() {
    is_bounded(|depth| form(&format!("a : EUR\nb : EUR = {}a{}", "(".repeat(depth), ")".repeat(depth))), 200);
    is_bounded(|depth| form(&format!("a : EUR\nb : EUR = {}a{}", "abs(".repeat(depth), ")".repeat(depth))), 199);
    is_bounded(|depth| form(&format!("a : EUR\nb : EUR = {}a{}", "-(".repeat(depth), ")".repeat(depth))), 198);
    is_bounded(|depth| form(&format!("a : EUR\nb : EUR = {}a{}", "max(a + ".repeat(depth), ", a)".repeat(depth))), 130);
    is_bounded(|depth| form(&format!("a : EUR\nb : EUR = {}a{}", "if a > 0 then (".repeat(depth), ") else a".repeat(depth))), 190);
}

#[test]
fn conditionals_and_operators_stand_in_each_other_only_so_deeply() {
    is_bounded(|depth| form(&format!("a : EUR\nb : EUR = {}a", "if a > 0 then a else ".repeat(depth))), 200);
    is_bounded(|depth| form(&format!("a : EUR\nb : EUR = {}a{}", "if a > 0 then ".repeat(depth), " else a".repeat(depth))), 200);
    is_bounded(|depth| form(&format!("a : EUR\nb : EUR = {}a", "- ".repeat(depth))), 390);
    is_bounded(|depth| form(&format!("a : EUR\nb : EUR = {}a", "a else ".repeat(depth))), 390);
    is_bounded(|depth| form(&format!("a : EUR\nb : EUR = a{}", " x 1".repeat(depth))), 390);
    is_bounded(|depth| form(&format!("a : EUR\ncheck c {{ require {}a > 0 }}", "not ".repeat(depth))), 390);
    is_bounded(|depth| form(&format!("a : EUR\nb : EUR = a{}", " when a > 0".repeat(depth))), 390);
}

#[test]
fn headings_stand_in_each_other_only_so_deeply() {
    is_bounded(|depth| form(&format!("{}a : EUR{}", "heading \"h\" { ".repeat(depth), " }".repeat(depth))), 190);
}

#[test]
fn a_line_of_many_conditionals_is_not_deep() {
    let terms = vec!["(if a > 0 then a else b)"; 1_000].join(" + ");
    on_a_small_stack(|| compiles(&form(&format!("a : EUR\nb : EUR\nc : EUR = {terms}"))));
    let terms = vec!["if a > 0 then a else b"; 150].join(", ");
    on_a_small_stack(|| compiles(&form(&format!("a : EUR\nb : EUR\nc : EUR = max({terms})"))));
}
