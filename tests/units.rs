//! "Types and units": what is added, compared, multiplied and divided, and what is refused.

use super::support::{HEADER, compiles, evaluates, form, list, rejects, rejects_saying, report, warns};

/// Cells of every unit, and the rest of a form.
fn of_every_unit(rest: &str) -> String {
    let inputs = "eur : EUR\neur2 : EUR\nusd : USD\nr : rate EUR/USD\nr2 : rate EUR/USD\nshare : percent\nmille : permille\nbase : basis_points\n\
        plain : ratio(4)\nn : count\nn2 : count\nwhole : integer\ndec : decimal(2)\nlate : days\nlate2 : days\nday : date\nday2 : date\nname : text\n\
        flag : bool\nland : code iso3166\ncoin : code iso4217";
    form(&format!("{inputs}\n{rest}"))
}

/// Formulas that give a unit: one that fills a cell of `value_type`.
fn fill(value_type: &str, formulas: &[&str]) {
    for formula in formulas {
        compiles(&of_every_unit(&format!("out : {value_type} = {formula}")));
    }
}

fn wrong(value_type: &str, formulas: &[&str], error: &str) {
    for formula in formulas {
        rejects(&of_every_unit(&format!("out : {value_type} = {formula}")), &[error]);
    }
}

fn holds(conditions: &[&str]) {
    for condition in conditions {
        compiles(&of_every_unit(&format!("check c {{ require {condition} }}")));
    }
}

fn cannot_be_compared(conditions: &[&str], error: &str) {
    for condition in conditions {
        rejects(&of_every_unit(&format!("check c {{ require {condition} }}")), &[error]);
    }
}

#[test]
fn amounts_of_one_currency_are_added() {
    fill("EUR", &["eur + eur2", "eur - eur2", "eur + 5 EUR", "-eur", "abs(eur)", "sum(eur, eur2)", "max(eur, 0)", "round(eur, 0)"]);
    wrong("EUR", &["eur + usd", "eur - usd", "eur + 5 USD", "sum(eur, usd)", "max(eur, usd)"], "P0301");
}

#[test]
fn what_is_added_has_one_unit() {
    wrong("EUR", &["n + eur", "eur + n", "eur + 5", "eur + share", "eur - late", "eur + dec"], "P0301");
    wrong("count", &["n + late", "n + plain", "n - share"], "P0301");
    wrong("days", &["late + plain", "late - n"], "P0301");
    fill("count", &["n + n2", "n + 1", "n - whole"]);
    fill("days", &["late - late2", "late + 1", "late - 3 days"]);
}

#[test]
fn an_error_names_both_units_and_both_sources() {
    let text = form("010 \"a\" : EUR\n020 \"b\" : USD\n030 : EUR = 010 + 020");
    rejects_saying(&text, "P0301", &["`020`", "an amount in USD", "`010`", "an amount in EUR", "[EUR] `010`", "[USD] `020`"]);
    let text = form("010 : count\n020 : EUR\ncheck c { require 010 < 020 }");
    rejects_saying(&text, "P0302", &["a count", "an amount in EUR", "[count] `010`", "[EUR] `020`"]);
    let text = form("010 : EUR\n020 : USD\n030 : EUR = 010 x 020");
    rejects_saying(&text, "P0303", &["an amount in EUR", "an amount in USD", "[EUR] `010`", "[USD] `020`"]);
}

#[test]
fn an_amount_is_multiplied_with_a_ratio_a_count_or_a_number() {
    fill(
        "EUR",
        &[
            "eur x plain",
            "plain x eur",
            "eur x share",
            "mille x eur",
            "eur x base",
            "eur x n",
            "n x eur",
            "eur x 2",
            "2.5 x eur",
            "eur x dec",
            "eur x 10 %",
        ],
    );
    wrong("EUR", &["eur x eur2", "eur x late", "eur x usd"], "P0303");
}

#[test]
fn an_amount_is_divided_by_a_ratio_a_count_or_a_number() {
    fill("EUR", &["eur / plain", "eur / share", "eur / n", "eur / 3", "eur / dec", "eur / 12 bp"]);
    wrong("EUR", &["2 / eur", "n / eur", "plain / eur", "eur / late", "eur / name"], "P0303");
}

#[test]
fn an_amount_by_an_amount_of_its_currency_is_a_ratio() {
    for ratio in ["percent", "permille", "basis_points", "ratio(3)"] {
        fill(ratio, &["eur / eur2", "(eur + eur2) / eur", "eur / 100 EUR"]);
    }
    wrong("percent", &["eur / usd", "eur / 5 USD"], "P0303");
    wrong("EUR", &["eur / eur2"], "P0304");
}

#[test]
fn a_count_by_a_count_is_a_ratio() {
    fill("percent", &["n / n2", "late / late2"]);
    fill("count", &["n / 2", "n x 2", "n x plain", "n x n2"]);
    wrong("count", &["n / n2"], "P0304");
}

#[test]
fn a_rate_converts_there_and_back() {
    fill("EUR", &["usd x r", "r x usd", "usd x (r + r2) / 2"]);
    fill("USD", &["eur / r"]);
    fill("ratio(2)", &["r / r2"]);
    wrong("EUR", &["eur x r", "usd / r"], "P0303");
    wrong("USD", &["usd x r"], "P0304");
    evaluates(
        &of_every_unit("out : EUR = usd x r\nback : USD = out / r"),
        &[("f.usd", "10.00"), ("f.r", "0.92460")],
        &[("f.out", "9 computed"), ("f.back", "9.73 computed")],
    );
}

#[test]
fn a_date_less_a_date_is_days() {
    fill("days", &["day - day2", "day - 2025-01-01", "2025-12-31 - day", "day - day2 + 1"]);
    fill("date", &["day + late", "day + 1", "day - 30 days"]);
    wrong("days", &["day + day2"], "P0301");
    wrong("date", &["day + eur", "day - share"], "P0301");
    wrong("date", &["day x 2"], "P0303");
    holds(&["day > day2", "day = 2025-03-31", "day - day2 <= 90 days", "day - day2 <= 90"]);
}

#[test]
fn zero_fits_every_unit() {
    for unit in ["EUR", "USD", "percent", "permille", "basis_points", "ratio(2)", "count", "integer", "decimal(2)", "days", "rate EUR/USD"] {
        fill(unit, &["0"]);
    }
    holds(&["eur > 0", "share >= 0", "0 <> usd", "n = 0", "late > 0", "r > 0", "0 < plain"]);
    fill("EUR", &["eur + 0", "if eur > 0 then eur else 0", "0 x eur"]);
    fill("percent", &["share - 0"]);
    cannot_be_compared(&["name = 0", "flag = 0", "day = 0", "land = 0"], "P0302");
}

#[test]
fn values_of_different_units_are_not_compared() {
    cannot_be_compared(
        &["eur > usd", "eur = n", "eur < 5", "eur > share", "late = n", "name = n", "day > late", "land = coin", "r > plain", "flag = name"],
        "P0302",
    );
    holds(&[
        "eur > eur2",
        "eur < 5 EUR",
        "n > 5",
        "late >= whole",
        "share > mille",
        "plain < share",
        "plain > 0.5",
        "name = \"a\"",
        "flag = (n > 5)",
        "eur / eur2 > 5 %",
    ]);
}

#[test]
fn a_bare_number_and_a_percent_do_not_meet() {
    rejects_saying(&of_every_unit("check c { require share >= 10 }"), "P0307", &["`10 %`"]);
    rejects_saying(&of_every_unit("check c { require 10 <= share }"), "P0307", &["`10 %`"]);
    rejects_saying(&of_every_unit("check c { require mille = 5.5 }"), "P0307", &["`5.5 ‰`"]);
    rejects_saying(&of_every_unit("check c { require base in (1, 2) }").replace("(1, 2)", "(1)"), "P0307", &["`1 bp`"]);
    wrong("percent", &["share + 1", "1 - share", "sum(share, 1)", "share + dec"], "P0307");
    fill("percent", &["share + 1 %", "100 % - share"]);
    holds(&["share >= 10 %", "share > 1000 bp", "base < 5 ‰"]);
}

#[test]
fn alternatives_have_one_unit() {
    wrong("EUR", &["if n > 0 then eur else usd", "if n > 0 then eur else 5", "max(eur, n)", "min(eur, 5)"], "P0301");
    wrong("EUR", &["eur else 5", "eur else n"], "P0301");
    fill("EUR", &["if n > 0 then eur else 0", "eur else 0", "max(eur, eur2, 5 EUR)", "eur when n > 0 else eur2"]);
    fill("percent", &["if n > 0 then eur / eur2 else share"]);
}

#[test]
fn a_formula_fits_its_cell() {
    wrong("EUR", &["n", "usd", "share", "5", "eur / eur2", "usd x 2"], "P0304");
    wrong("count", &["eur", "late", "share", "name", "n > 5"], "P0304");
    wrong("percent", &["5", "n", "dec", "whole"], "P0304");
    wrong("text", &["n", "day", "flag"], "P0304");
    wrong("date", &["late", "0"], "P0304");
    wrong("bool", &["n", "name"], "P0304");
    fill("text", &["name", "\"a\"", "if flag then name else \"b\""]);
    fill("bool", &["n > 5", "not flag", "flag and n > 0", "name = \"x\" or flag"]);
    fill("date", &["day", "2025-01-01"]);
    fill("code iso3166", &["land"]);
    fill("integer", &["n", "whole x 2", "late"]);
    fill("decimal(2)", &["dec", "eur / eur2", "1.5", "n / n2"]);
    fill("count", &["whole", "5", "n"]);
}

#[test]
fn an_error_of_fit_offers_the_type_of_the_formula() {
    rejects_saying(&of_every_unit("out : EUR = eur / eur2"), "P0304", &["`: percent`", "a ratio", "an amount in EUR"]);
    rejects_saying(&of_every_unit("out : EUR = n"), "P0304", &["`: count`"]);
}

#[test]
fn a_condition_is_true_or_false() {
    cannot_be_compared(&["n", "eur", "name", "0"], "P0305");
    cannot_be_compared(&["n > 0 and eur", "not n", "flag or 5"], "P0305");
    wrong("EUR", &["eur when n", "if name then eur else eur2"], "P0305");
    holds(&["flag", "not flag", "flag and n > 0"]);
}

#[test]
fn only_numbers_are_calculated_with() {
    wrong("EUR", &["abs(name)", "round(day, 2)", "-flag", "sum(name, name)"], "P0312");
    wrong("text", &["max(name, name)", "min(name, land)"], "P0312");
    fill("date", &["max(day, day2)", "min(day, 2025-01-01)"]);
    wrong("EUR", &["name x 2", "eur / day", "flag / flag"], "P0303");
    wrong("text", &["name + name", "name - name"], "P0301");
}

#[test]
fn texts_and_codes_are_equal_or_not_and_have_no_order() {
    cannot_be_compared(&["name > \"a\"", "land < \"LV\"", "flag > flag"], "P0302");
    holds(&["name <> \"a\"", "land = \"LV\"", "land in (\"LV\", \"EE\")", "name in (\"a\", \"b\")"]);
}

#[test]
fn codelist_values_are_checked() {
    rejects_saying(&of_every_unit("check c { require land = \"LX\" }"), "P0210", &["iso3166", "`LX`"]);
    rejects(&of_every_unit("check c { require \"EUX\" = coin }"), &["P0210"]);
    rejects(&of_every_unit("check c { require land in (\"LV\", \"lv\") }"), &["P0210"]);
    let text = format!(
        "{}codelist kind {{ 01 \"a\"; 02 \"b\"; 'S.13' \"c\"; \"x y\" \"d\" }}\n",
        form("010 : code kind\ncheck c { require 010 in (\"01\", \"S.13\", \"x y\") }")
    );
    evaluates(&text, &[("f.010", "x y")], &[("f.010", "x y given")]).checks(&["c pass"]);
    evaluates(&text, &[("f.010", "02")], &[]).checks(&["c fail"]);
    evaluates(&text, &[("f.010", "03")], &[("f.010", "03 given")]).finds(&["f.010 unknown_code"]);
}

#[test]
fn currencies_and_countries_are_those_of_iso() {
    for currency in ["EUR", "USD", "JPY", "XAU"] {
        compiles(&form(&format!("010 : {currency}")));
    }
    for wrong in ["EUX", "XXX", "XTS", "ABC"] {
        rejects(&form(&format!("010 : {wrong}")), &["P0206"]);
    }
    rejects(&form("010 : rate EUR/EUX"), &["P0206"]);
    rejects(&form("010 : EUR\n020 : EUR = 010 + 5 EUX"), &["P0206"]);
}

#[test]
fn an_amount_in_a_columns_currency_meets_only_its_own() {
    let text = |columns: &str| {
        list(&format!(
            "A : code iso4217, key\nB : code iso4217\n010 : money[A]\n020 : money[A]\n030 : money[B]\n040 : rate EUR/[A]\n050 : EUR\n{columns}"
        ))
    };
    for formula in
        ["060 : money[A] = 010 - 020", "060 : EUR = 010 x 040", "060 : money[A] = 050 / 040", "060 : percent = 010 / 020", "060 : money[A] = 010 x 2"]
    {
        compiles(&text(formula));
    }
    rejects(&text("060 : money[A] = 010 + 030"), &["P0301"]);
    rejects(&text("060 : EUR = 010 + 050"), &["P0301"]);
    rejects(&text("060 : EUR = 030 x 040"), &["P0303"]);
    rejects(&text("060 : money[B] = 010"), &["P0304"]);
    rejects(&text("060 : money[C] = 010"), &["P0204"]);
    rejects(&text("check c { require 010 > 030 }"), &["P0302"]);
    rejects(&form("010 : money[A]"), &["P0214"]);
}

#[test]
fn amounts_in_different_currencies_have_no_sum_and_the_error_says_so() {
    let text = |rest: &str| report(&format!("list l {{\nA : code iso4217, key\n010 : money[A]\n040 : rate EUR/[A]\n{rest}\n}}"));
    for total in ["total { 010 = sum }", "total { 010 = max }"] {
        rejects_saying(&text(total), "P0306", &["different currencies", "column `A`"]);
    }
    rejects_saying(&text("total { 040 = min }"), "P0306", &["different currencies"]);
    let form = |formula: &str| {
        report(&format!("list l {{\nA : code iso4217, key\n010 : money[A]\n040 : rate EUR/[A]\n}}\nform f {{\na : EUR = {formula}\n}}"))
    };
    rejects(&form("sum(l.010)"), &["P0306"]);
    rejects(&form("max(l.010)"), &["P0306"]);
    compiles(&form("sum(l.010 x l.040)"));
}

#[test]
fn amounts_of_several_columns_of_one_line_are_a_sum() {
    compiles(&list(
        "A : code iso4217, key\n010 : money[A]\n020 : money[A]\n030 : money[A] = sum(010, 020)\n040 : money[A] = 010+...+020\n050 : money[A] = max(010, 020)",
    ));
}

#[test]
fn summing_percents_is_a_warning() {
    warns(&list("010 : percent\ntotal { 010 = sum }"), &["P0604"]);
    warns(&form("010 : percent\n020 : percent\n030 : percent = sum(010..020)"), &["P0604"]);
    warns(&form("010 : percent\n020 : percent\n030 : percent = 010+...+020"), &["P0604"]);
    warns(&list("010 : percent\ntotal { 010 = max }"), &[]);
    warns(&form("010 : EUR\n020 : EUR\n030 : percent = (010 + 020) / 020"), &[]);
}

#[test]
fn times_a_hundred_in_a_ratios_formula_is_a_warning() {
    for factor in ["100", "1 000", "100.0"] {
        warns(&form(&format!("a : EUR\nb : EUR\nc : percent = a / b x {factor}")), &["P0605"]);
    }
    warns(&form("a : EUR\nb : EUR\nc : percent = 100 x (a / b)"), &["P0605"]);
    warns(&form("a : EUR\nb : EUR = a x 100"), &[]);
    warns(&form("a : EUR\nb : EUR\nc : percent = a / b x 12"), &[]);
}

#[test]
fn an_amount_times_a_computed_percent_is_a_warning() {
    let text = form("a : EUR\nb : EUR\nc : percent = a / b\nd : EUR = a x c");
    warns(&text, &["P0606"]);
    warns(&text.replace("c : percent = a / b", "c : percent"), &[]);
    warns(&text.replace("d : EUR = a x c", "d : EUR = a x (a / b)"), &[]);
    warns(&text.replace("c : percent = a / b", "let c = a / b"), &[]);
}

#[test]
fn an_intermediate_has_the_unit_of_its_formula() {
    rejects(&form("a : EUR\nlet b = a + a\nc : count = b"), &["P0304"]);
    rejects(&form("a : EUR\nn : count\nlet b = a / 2\nlet c = b + b\nd : EUR = c + n"), &["P0301"]);
    rejects(&form("a : EUR\nn : count\nlet b = a + n\nd : EUR = b"), &["P0301"]);
    rejects(&list("a : EUR\nlet b = a x 2\nlet c = b - b - b\nd : USD = c"), &["P0304"]);
    compiles(&form("a : EUR\nlet b = a > 0\nlet c = b and b\nd : bool = c\ncheck e { require c }"));
}

#[test]
fn precision_stands_in_brackets_and_ratio_decimal_and_rate_must_state_theirs() {
    for wrong in ["ratio", "decimal"] {
        rejects(&form(&format!("010 : {wrong}")), &["P0310"]);
    }
    rejects(&form("010 : rate EUR/USD").replace(", rate 5", ""), &["P0310"]);
    compiles(&form("010 : rate EUR/USD(4)").replace(", rate 5", ""));
    for wrong in ["count(2)", "integer(0)", "date(1)", "bool(1)", "days(1)"] {
        rejects(&form(&format!("010 : {wrong}")), &["P0310"]);
    }
    rejects(&form("010 : EUR(99)"), &["P0310"]);
}

#[test]
fn precision_is_the_types_else_the_packages_else_the_usual() {
    let shown = |header: &str, value_type: &str| {
        let text = format!("package p \"P\" {{ {header} }}\nreport r \"R\" {{ form f {{ 010 : {value_type} }} }}");
        evaluates(&text, &[("f.010", "5")], &[]).cells["f.010"].clone()
    };
    assert_eq!(shown("", "EUR"), "5.00 given");
    assert_eq!(shown("", "JPY"), "5 given");
    assert_eq!(shown("", "percent"), "5.00 given");
    assert_eq!(shown("", "basis_points"), "5 given");
    assert_eq!(shown("precision EUR 0", "EUR"), "5 given");
    assert_eq!(shown("precision EUR 0", "USD"), "5.00 given");
    assert_eq!(shown("precision EUR 0, money 3", "USD"), "5.000 given");
    assert_eq!(shown("precision EUR 0, money 3", "EUR"), "5 given");
    assert_eq!(shown("precision EUR 0", "EUR(1)"), "5.0 given");
    assert_eq!(shown("precision percent 1", "percent"), "5.0 given");
    assert_eq!(shown("precision percent 1, permille 3", "permille"), "5.000 given");
}

#[test]
fn a_type_is_declared_once_for_a_whole_table_or_for_each_entry() {
    rejects(&form("010"), &["P0308"]);
    rejects(&report("grid g {\ncolumns {\n1\n}\nrows {\n2\n}\n}"), &["P0308"]);
    let text = report("form f : EUR, blank = 0 {\n010\n020 : count\n030 : text\n}");
    evaluates(&text, &[("f.010", "5")], &[("f.010", "5 given"), ("f.020", "0 blank"), ("f.030", "missing")]);
}

#[test]
fn only_numbers_can_be_zero_when_blank() {
    rejects(&form("010 : text, blank = 0"), &["P0301"]);
    rejects(&form("010 : date, blank = 0"), &["P0301"]);
    rejects(&form("010 : EUR, blank = 0, optional"), &["P0215"]);
    rejects(&form("010 : EUR, blank = 5"), &["P0101"]);
}

#[test]
fn a_percent_reads_and_shows_a_hundred_times_its_value() {
    let text = form("a : percent\nb : permille = a\nc : basis_points = a\nd : ratio(4) = a\ne : EUR = 1000 EUR x a\nf : percent = a x 50 %");
    let expected =
        [("f.b", "125.00 computed"), ("f.c", "1250 computed"), ("f.d", "0.1250 computed"), ("f.e", "125 computed"), ("f.f", "6.25 computed")];
    evaluates(&text, &[("f.a", "12.50")], &expected);
}

#[test]
fn parameters_have_units_too() {
    let text = |value_type: &str, value: &str| {
        format!("{HEADER}parameter p : {value_type} {{ from 2025-01-01 = {value} }}\nreport r \"R\" {{\nform f {{\na : {value_type} = p\n}}\n}}")
    };
    for (value_type, value) in [
        ("percent", "10 %"),
        ("percent", "100 bp"),
        ("EUR", "1 000 EUR"),
        ("count", "5"),
        ("days", "30 days"),
        ("ratio(2)", "0.5"),
        ("percent", "0"),
        ("EUR", "-5 EUR"),
    ] {
        compiles(&text(value_type, value));
    }
    for (value_type, value) in [("percent", "10"), ("EUR", "10"), ("EUR", "10 USD"), ("count", "10 %"), ("days", "5 EUR"), ("EUR", "5 %")] {
        rejects(&text(value_type, value), &["P0301"]);
    }
}
