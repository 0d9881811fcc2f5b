//! Small packages that together have every kind of formula, with submissions worth trying.

use positum_compiler::compile::compile;
use positum_plan::plan::Plan;

/// Gives the whole text of a package; the report's insides stand in `text`, what stands beside the report after `---`.
fn whole(text: &str) -> String {
    let (report, beside) = text.split_once("---").unwrap_or((text, ""));
    let header = "language en, lv\nprecision EUR 0, USD 2, percent 2, permille 1, basis_points 0, rate 5\n";
    format!("package p \"P\" {{ {header} }}\n{beside}\nreport r \"R\" {{\n{report}\n}}\n")
}

/// Gives what is wrong with a package.
pub(super) fn mistakes(name: &str, text: &str) -> Option<String> {
    let whole = whole(text);
    let made = compile(&[&whole]);
    let said = |diagnostic: &positum_compiler::diagnostic::Diagnostic| {
        let at = diagnostic.span.map(|span| whole.get(..span.start as usize).unwrap_or_default().lines().last().unwrap_or_default().to_owned());
        format!("{name}: {} after {at:?}", diagnostic.message.english())
    };
    made.plan.is_none().then(|| made.diagnostics.iter().map(said).collect::<Vec<_>>().join("\n"))
}

/// Compiles a package.
pub(super) fn compiled(text: &str) -> Plan {
    compile(&[&whole(text)]).plan.unwrap()
}

/// Compiles a package that is written with its header.
pub(super) fn compiled_whole(text: &str) -> Plan {
    compile(&[text]).plan.unwrap()
}

/// A package with more of everything than one formula can hold: columns, terms, options, text.
pub(super) fn large() -> String {
    let columns: String = (100..190).map(|code| format!("  {code} \"C\" : EUR, optional\n")).collect();
    let positions: String = (1_000..1_300).map(|code| format!("  {code} \"P\" : EUR, optional\n")).collect();
    let chain: Vec<String> = (1_000..1_300).map(|code| format!("({code} else 1 EUR)")).collect();
    let conditions: Vec<String> = (1_000..1_100).map(|code| format!("({code} else 0) >= 0")).collect();
    let options: Vec<String> = (1_000..1_040).map(|code| code.to_string()).collect();
    let text = "text and more, ".repeat(250);
    format!(
        "form main {{\n{positions}  5000 \"S\" : EUR = 1000+...+1299\n  5001 \"S\" : EUR = {}\n  5002 \"S\" : EUR = max(1000..1299)\n  \
         5003 \"S\" : bool = {}\n  5004 \"S\" : bool = 1050 in ({})\n  check c \"{text}{{5000}}{text}\" {{ require 5000 > 5001 }}\n}}\n\
         list l {{\n{columns}  200 \"S\" : EUR = 100+...+189\n}}",
        chain.join(" + "),
        conditions.join(" and "),
        options.join(", ")
    )
}

/// Names, texts, and submissions one in a line.
pub(super) const ALL: [(&str, &str, &str); 12] = [
    ("ratio", RATIO, "nothing\n main.010=100 main.020=100 main.030=57\n main.010=0 main.020=0 main.030=5\n main.010=1.005 main.020=199 main.030=57"),
    ("absence", ABSENCE, "nothing\n main.req=5 main.zero=x\n main.req=5 main.opt=3\n main.req=-1 main.opt=x\n main.req=#"),
    ("rounding", ROUNDING, ROUNDING_CASES),
    ("conditions", CONDITIONS, "nothing\n main.t=LV main.u=lv main.n=3 main.b=true main.d=2025-03-31 main.e=2025-01-01"),
    ("grid", GRID, "nothing\n t.110:020=0.1 t.110:030=0.2 t.120:020=0.3 t.130:030=57"),
    ("lists", LISTS, LISTS_CASES),
    ("groups", GROUPS, GROUPS_CASES),
    ("checks", CHECKS, CHECKS_CASES),
    ("patterns", PATTERNS, PATTERNS_CASES),
    ("long", LONG, "nothing\n main.a=1 main.b=2 main.c=3\n main.a=3 main.b=2 main.c=0.5"),
    ("reports", REPORTS, "nothing\n main.a=1"),
    (
        "words",
        WORDS,
        "nothing\n main.a=1234567.5 main.p=12.5 main.d=21 main.t=A main.b=true main.day=2025-03-31 main.c=-1234\n main.a=0.5 main.p=0.05 main.d=1 main.t=B main.day=2024-12-01 main.bp=100 main.r=0.9246",
    ),
];

const RATIO: &str = r#"
form main {
  010 "Assets" : EUR
  020 "Items" : EUR
  030 "Own funds" : EUR
  100 "Ratio" : percent = 030/(010+020)
  110 "Ratio, per mille" : permille = 030/(010+020)
  120 "Ratio, basis points" : basis_points = 030/(010+020)
  130 "Ratio, plain" : ratio(4) = 030/(010+020)
  140 "Whole percent" : percent(0) = 030/(010+020)
  150 "Share of it" : EUR = 100 x 010  accept P0606 "it is so"
  160 "Shortfall" : EUR = if 100 < limit then 010 x limit - 030 else 0
  170 "Difference" : percent = 100 - limit
  180 "Half" : EUR(2) = (010 + 020) / 2
  190 "Exactly" : percent = exact(100) x 3
  200 "Thirds" : EUR = 030 / 3
  210 "The same" : EUR = 030
  220 "Own limit" : percent = own_limit + 100
}
check enough "{100} of {010 + 020} is below {limit}, {exact(100)}" lv "{100} no {010 + 020} ir zem {limit}, {exact(100)}" {
  require exact(100) >= limit
}
check own { require 100 <= own_limit  when 010 > 0 }
---
parameter limit "Limit" : percent { from 2020-01-01 = 10 % }
parameter own_limit "Own limit" : percent
"#;

const ABSENCE: &str = r#"
form main {
  req "Required" : EUR
  zero "Zero" : EUR, blank = 0
  opt "Optional" : EUR, optional
  opt2 "Optional" : EUR(2), optional
  chain "Chain" : EUR = req + zero - opt
  range "Range" : EUR = sum(req, zero, opt)
  all "All" : EUR = sum(zero, opt, opt2)
  least "Least" : EUR = min(zero, opt, opt2)
  greatest "Greatest" : EUR(2) = max(opt, opt2)
  either "Either" : EUR = opt else req
  either_zero "Either" : EUR = opt else opt2 else 0
  positive "If positive" : EUR = req when req > 0
  of_positive "Of it" : EUR = positive
  or_opt "Or optional" : EUR = positive else opt
  double "Double" : EUR = positive x 2
  sum_positive "Sum" : EUR = sum(positive, opt, zero)
  min_positive "Least" : EUR = min(positive, opt)
  same "The same" : EUR = opt
  no "Negative" : EUR = -req
  size "Size" : EUR = abs(req - 10 EUR)
  let inner = opt else positive
  of_inner "Of the let" : EUR = inner else 7 EUR
  let blank_one = opt
  of_blank "Of the let" : EUR = sum(blank_one, req)
  let divided = req / zero
  share "Share" : percent = divided
  share_or "Share or" : percent = divided else 0
  choice "Choice" : EUR = if opt > 0 then positive else opt2
  nested "Nested" : EUR = (if req > 0 then (opt else 0) else 1 EUR) + (zero when req > 1 EUR)
  quarter_of "Quarter" : integer = quarter
  of_year "Year" : integer = year * 100 + month
  earlier "Earlier" : EUR = previous(req)
  earlier_or "Earlier or" : EUR = previous(req) else 5 EUR
}
check counts "{req}, {opt}, {positive}" { require opt > 0 or req > 0 }
check both { require opt > 0 and req > 0 }
check not_blank { require not (opt > 0)  when req > 0 }
check first { require req > 0 or opt > 0  when not (zero < 0) }
"#;

const ROUNDING: &str = r#"
form main {
  a "A" : decimal(3)
  b "B" : decimal(3)
  c "C" : EUR(2) toward zero
  half "Half away" : EUR = amount
  let amount = a x 1 EUR
  even "Half even" : EUR(0) half even = amount
  even2 "Half even" : EUR(2) half even = amount
  cut "Toward zero" : EUR(0) toward zero = amount
  cut2 "Toward zero" : EUR(2) toward zero = amount x 100.0 / 100.0
  product "Product" : decimal(2) = a x b
  product_even "Product" : decimal(2) half even = a x b
  product_cut "Product" : decimal(2) toward zero = a x b
  quotient "Quotient" : decimal(2) = a / b
  quotient_cut "Quotient" : decimal(3) toward zero = a / b
  quotient_even "Quotient" : decimal(1) half even = a / b
  thirds "Thirds" : decimal(0) toward zero = a / 3 + a / 3 + a / 3
  third_sum "Thirds" : integer = if a / 3 + a / 3 + a / 3 = a then 1 else 0
  inside "Inside" : decimal(3) = round(a x b, 1) x 2
  inside0 "Inside" : decimal(3) = round(a / b, 0)
  tenths "Tenths" : integer = if a + b = 0.3 then 1 else 0
  minus "Difference" : integer = if a - b > 0.1 then 1 else if a - b < 0.1 then -1 else 0
  zero "By nearly zero" : decimal(2) = 1.0 / (a + b - 0.3)
  c2 "Twice" : EUR(2) = c x 2
  cents "Cents" : percent(0) = c / 2.00 EUR
}
check near { require a = b  tolerance 0.1 }
check exactly { require a x b = 28.5 }
"#;

const ROUNDING_CASES: &str = "
 main.a=2.5 main.b=0.285 main.c=0.29
 main.a=-2.5 main.b=1 main.c=-0.299
 main.a=0.1 main.b=0.2 main.c=0.57
 main.a=0.2 main.b=0.1 main.c=1.005
 main.a=0.29 main.b=100 main.c=4.359
 main.a=0.285 main.b=100 main.c=4.35
 main.a=1.005 main.b=100 main.c=123456.785
 main.a=0.5 main.b=0.4 main.c=-4.35
 main.a=1.5 main.b=1.4 main.c=-0.004
 main.a=3.5 main.b=3.6 main.c=0
 main.a=0.125 main.b=2 main.c=1
 main.a=0.135 main.b=-2 main.c=1
 main.a=1 main.b=3 main.c=1
 main.a=-1 main.b=8 main.c=1
 main.a=57 main.b=200 main.c=1
 main.a=123456.785 main.b=1 main.c=1
 main.a=1.0005 main.b=1 main.c=1
";

const CONDITIONS: &str = r#"
form main {
  t "Text" : text
  u "Text" : text, optional
  k "Code" : code letters, optional
  n "Number" : integer
  b "Bool" : bool, optional
  d "Date" : date
  e "Date" : date, optional
  same "The same" : bool = t = u
  other "Another" : bool = t <> u
  one_of "One of" : bool = t in ("LV", "l*", u)
  number_in "Number in" : bool = n in (1, 2, 3)
  code_in "Code in" : bool = k in ("A", "B")
  many "Many" : bool = n in (1,2,3,4,5,6,7,8,9,10,11,12,13,14)
  many_texts "Many" : bool = t in ("a","b","c","d","e","f","g","h","i","j","k","l*","LV","m")
  both "Both" : bool = b and n > 0
  any "Any" : bool = b or n > 0
  any2 "Any" : bool = n > 0 or b
  three "Three" : bool = t = "LV" and (n > 0 or not b) and d > e
  text_of "Text of" : text = if n > 0 then t else u
  text_or "Text or" : text = u else t
  code_of "Code of" : code letters = k when n <> 2
  days_of "Days" : days = d - e
  days_to "Days" : days = days_between(e, d)
  later "Later" : date = d + n
  later_days "Later" : date = d + days_of when days_of > 30 days
  least "Least" : date = min(d, e)
  choice "Choice" : integer = if b then n else -n
  at_least "At least" : bool = n >= 2
  when_date "When" : date = e else d
  not_equal "Not" : bool = not (t = "LV")
  before "Before" : bool = d < 2025-02-01
}
check texts "{t} {u} {k} {d} {b}" { require t = u }
check coded { require k in ("A")  when b }
---
codelist letters "Letters" { A "A"; B "B"; C "C" }
"#;

const GRID: &str = r#"
grid t "T" : EUR(1), blank = 0 {
  columns { 010 "Sum" = 020+...+040; 020 "A"; 030 "B"; 040 "C" }
  rows {
    100 "Total (110+120+130)" = 110+...+130
    110 "One"
    120 "Two"  x 040
    130 "Three"
    140 "Cumulative"  x 010 = running sum of 130 over 020..040
  }
  check rowwise "Row {020}" { for each row 110, 130  require 020 <= 030 }
  check columnwise { for each column 020, 030  require 110 <= 120 + 130 }
}
form main : EUR(1) {
  x1 "Share" : percent = t.110:020 / t.100:010
  y "Sum" = t.110:020 + t.120:030
}
"#;

const LISTS: &str = r#"
list l "Loans" {
  no "No." : sequence
  k "Country" : text, key
  g "Group" : integer, optional
  v "Amount" : EUR(2)
  o "Other" : EUR(2), optional
  z "Provision" : EUR(2), blank = 0
  p "Share" : percent, optional
  net "Net" : EUR(2) = v - z
  large "Large" : EUR(2) = v when v > 50 EUR
  share "Share" : percent = v / sum(v)
  of_p "Of it" : EUR(2) = (p else 10 %) x v
  let twice = v x 2
  four "Four times" : EUR(2) = twice x 2
  rank "Rank" : integer = count(l where o > 100 EUR) + no
  exact_share "Exact" : percent(1) = exact(share) x 2
  looked "Looked up" : EUR(2) = rates[k].rate_of
  check positive "Line {no}: {v} of {k} is not above {z}" { require v > z  when no > 0 }
  check small { require large <= 1000 EUR }
  total "Total" { v = sum; o = sum; net = sum; large = max; share = v / net }
}
list rates "Rates" {
  c "Country" : text, key
  rate_of "Rate" : EUR(2), optional
  n "Number" : integer, optional
}
form main {
  all "All" : EUR(2) = sum(l.v)
  others "Others" : EUR(2) = sum(l.o)
  lines "Lines" : count = count(l)
  counted "Counted" : count = count(l.o)
  counted_large "Counted" : count = count(l.large)
  abroad "Abroad" : EUR(2) = sum(l.v where k <> "LV")
  number "Number" : count = count(l where k <> "LV")
  least "Least" : EUR(2) = min(l.o)
  greatest "Greatest" : EUR(2) = max(l.large)
  first_one "First" : EUR(2) = first(l.o)
  first_text "First" : text = first(l.k where v > 10 EUR)
  computed "Computed" : EUR(2) = sum(l.v x 2 - l.z)
  in_rates "In rates" : EUR(2) = rates["LV"].rate_of
  of_line "Of line" : EUR(2) = rates["LV"].rate_of else 3 EUR
  total_of "Of the total" : EUR(2) = l.total:v
  biggest "Or zero" : EUR(2) = if lines = 0 then 0 else max(l.v)
  with_share "With share" : EUR(2) = sum(l.v where v / z > 2)
}
check sums "Sum {all} of {lines}" { require all >= others }
"#;

const LISTS_CASES: &str = "nothing
 l.1:k=LV l.1:v=5.5 l.3:k=EE l.3:v=100 l.3:o=7 rates.1:c=LV rates.1:rate_of=3 rates.2:c=EE
 l.1:k=LV l.1:v=5.5 l.2:k=lv l.2:v=60 l.4:k=l* l.4:v=0.1 l.5:k=LV l.5:v=0.2 rates.1:c=LV rates.1:rate_of=3 rates.2:c=lv rates.2:rate_of=4 rates.3:c=l* rates.3:rate_of=5
 l.1:k=LV l.1:v=x l.2:k=EE
 l.2:o=5 l.4:o=x
 l.1:v=5 l.1:z=-1 l.2:v=7 l.2:z=8 l.2:g=1
";

const GROUPS: &str = r#"
list l "Loans" {
  k "Key" : integer
  t "Text" : text, optional
  v "Amount" : EUR(2), blank = 0
  o "Other" : EUR(2), optional
}
list g "Groups" from l by k {
  no "No." : sequence
  members "Members" : count = count(v)
  with_other "With other" : count = count(o)
  amount "Amount" : EUR(2) = sum(v)
  least "Least" : EUR(2) = min(o)
  greatest "Greatest" : EUR(2) = max(v)
  first_of "First" : text = first(t)
  share "Share" : percent = amount / sum(l.v)
  big "Big" : EUR(2) = sum(v where v > 10 EUR)
  all "All" : count = count(l)
  upto "Up to the group's" : EUR(2) = sum(l.v where l.k <= k)
  of_big "Of big" : EUR(2) = large[k].sum_of else 0
  check limit "Group {k} has {share}" lv "Grupai {k} ir {share}" { require share <= 50 %  severity breach }
  total "Total" { amount = sum; members = max }
}
list large "Large" from l where o > 1 EUR by k {
  sum_of "Sum" : EUR(2) = sum(v)
}
list of_large "Groups of large" from large by sum_of {
  how_many "How many" : count = count(k)
  check several { require how_many > 1 }
}
list divided "Divided" from l where v / o > 1.0 by t {
  its_sum "Sum" : EUR(2) = sum(v)
  check any { require its_sum > 0 }
}
list careful "Careful" from l where (o else 0 EUR) > 1 EUR by k {
  sum_of "Sum" : EUR(2) = sum(v)
}
list pairs "Pairs" from l by t, k {
  pair_sum "Sum" : EUR(2) = sum(v)
}
list again "Groups of groups" from g by members {
  how_many "How many" : count = count(k)
  their "Their amounts" : EUR(2) = sum(amount)
}
form main {
  groups "Groups" : count = count(g)
  largest "Largest" : EUR(2) = max(g.amount)
  wide "Wide" : count = count(g where share > 25 %)
  of_three "Of three" : EUR(2) = g[3].amount
  larges "Large" : count = count(large)
  large_amount "Large" : EUR(2) = sum(large.sum_of) else 0
  of_careful "Careful" : EUR(2) = sum(careful.sum_of)
}
"#;

const GROUPS_CASES: &str = "nothing
 l.1:k=7 l.1:v=1 l.2:k=3 l.2:v=10 l.3:k=7 l.3:v=100 l.3:o=4 l.5:k=3 l.5:o=2 l.5:t=LV
 l.1:v=1 l.2:k=3 l.2:v=10 l.4:k=x l.4:v=100
 l.1:k=1 l.1:t=lv l.2:k=1 l.2:t=LV l.3:k=1 l.3:t=l* l.4:k=1 l.4:t=lv l.5:k=2 l.5:t=lv
 l.1:k=1 l.1:o=x l.1:v=3 l.2:k=1 l.2:v=4
";

const CHECKS: &str = r#"
form main {
  a "A" : EUR
  b "B" : EUR
  c "C" : percent, optional
  n "N" : EUR = a when b > 0
  check smaller "{a} is not below {b}: {n}, {a - b}" lv "{a} nav zem {b}: {n}, {a - b}" { require a < b  severity breach }
  check near { require a = b  tolerance 2 EUR }
  check division { require a / b > 1 }
  check applies { require n > 0 }
  check optional { require (c else 5 %) <= 10 %  when a > 0 and b > 0 }
  check nothing { require a > 0  when c > 0 }
}
list l "L" {
  t "T" : text, key
  v "V" : EUR
  w "W" : EUR, optional
  check each "{t}: {v} and {w}, {v / 3}" { require v <= w or v = 0  when v <> 3 EUR }
}
check across "{sum(l.v)} against {main.a}" { require sum(l.v) <= main.a  when count(l) > 0 }
"#;

const CHECKS_CASES: &str = "nothing
 main.a=5 main.b=7 main.c=11
 main.a=7 main.b=5
 main.a=1234567 main.b=0 main.c=0
 l.1:t=a l.1:v=5 l.1:w=4 l.3:t=b l.3:v=3 l.4:t=c l.4:v=7 l.5:t=d l.5:w=7 main.a=1
 l.2:t=a l.2:v=0 l.3:t=b_\"q\" l.3:v=1000000 l.3:w=1 main.a=1 main.b=2
";

const PATTERNS: &str = r#"
form main {
  a "Personal code" : text matches "[0-9]{6}-[0-9]{5}", optional
  b "Number" : text(12) matches "(LV|LT|EE)[0-9]+", optional
  c "Any" : text, optional
  d "Digits in the middle" : text matches "A[0-9a-c]{1,3}-[^,;]{2}", optional
  of_a "Of it" : text = a else "none"
  of_b "Of it" : text = b else "none"
  of_d "Of it" : text = d else "none"
  begins "Begins" : bool = c matches "LV.*"
  either "Either" : bool = c matches "[A-Z]{2}|[a-z]?x"
  no_comma "No comma" : bool = c matches "[^,]*"
  dotted "Dotted" : bool = c matches "a\.b(c|de)f"
  not_live "No formula" : bool = c matches "(ab)+"
  of_not_live "Of it" : integer = if not_live then 1 else 0
  check never { require c matches "(?i)lv.*" }
}
"#;

const PATTERNS_CASES: &str = "nothing
 main.a=123456-12345 main.b=LV1 main.c=LV main.d=A1-bc
 main.a=123456-1234 main.b=LV main.c=lv main.d=Aabc-,c
 main.a=12345-123456 main.b=EE12345678901 main.c=x main.d=Aabcc-cc
 main.a=a23456-12345 main.b=lv1 main.c=ax main.d=A-cc
 main.a=123456-12345x main.b=LT12x main.c=a,b main.d=A9-c
 main.c=a.bdef main.d=Ab9c-\"* main.b=LT000000000
 main.c=a.bcf main.b=LT0000000000
 main.c=axbcf
";

const LONG: &str = r#"
form main {
  a "A" : decimal(2)
  b "B" : decimal(2), optional
  c "C" : decimal(2), blank = 0
  deep "Deep" : decimal(2) = ((((((((((((((((((((((((((a + 1) / 2) + b) x 3) - c) / 4) + a) x 5) - b) / 6) + 1) x 7) - a) / 8) + b) x 9) - c) / 2) + a) x 3) + a) x 2) - b) x 2) / 2) + 1)
  chain "Chain" : decimal(2) = a + b + c + a + b + c + a + b + c + a + b + c + a + b + c + a + b + c + a + b + c + a + b + c + a + b + c + a x b + a x c + a / c + b / c + a x a + a x b x c
  nested "Nested" : decimal(2) = if a > 1 then if b > 1 then if c > 1 then if a > 2 then a else b else c else a + 1 else b + 1 else if a > 0.5 then c else if b > 0.5 then a / c else (b else c) else 0
  many "Many" : decimal(2) = (b else (a when a > 1) else (c when c > 1) else 1) + (b else (a when a > 2) else (c when c > 2) else 2) + (b else (a when a > 3) else (c when c > 3) else 3)
  all "All" : bool = a > 1 and b > 1 and c > 1 and a > b and b > c or a = b or b = c or a = c or a > 5 and b > 5 or not (a > 1) and not (b > 1) or c in (1, 2, a, b)
  least "Least" : decimal(2) = min(a, b, c, a x b, a / c, b when a > 1, c else b)
}
"#;

const REPORTS: &str = r#"
  period quarter
form main {
  a "A" : EUR
  of_year "Of the year" : EUR = yearly.y.b
  of_year_or "Of the year" : EUR = yearly.y.b else 1 EUR
  of_lines "Of lines" : EUR = sum(yearly.l.v)
  of_silent "Of another" : EUR = sum(other.z.c, a)
}
}
report other "Other" {
form z { c "C" : EUR, blank = 0 }
}
report yearly "Yearly" {
  period year
form y { b "B" : EUR }
list l { v "V" : EUR }
"#;

const WORDS: &str = r#"
form main {
  a "Amount" : EUR(2)
  p "Percent" : percent
  d "Days" : days
  t "Text" : text
  b "Bool" : bool
  day "Day" : date
  c "Integer" : integer, blank = 0
  r "Rate" : rate EUR/USD, optional
  bp "Basis points" : basis_points, optional
  never "Never" : integer = 5
  check said "{a}; {p}; {d}; {t}; {b}; {day}; {c}; {r}; {bp}; {a / 3}; {d + 1 days}; {a x 2}; {{x}}" { require never = 0 }
  check plain { require never = 0 }
}
"#;
