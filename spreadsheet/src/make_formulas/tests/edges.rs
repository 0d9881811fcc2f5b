//! Small packages at the edges of what a form can tell, with submissions worth trying.

/// Names, texts, and submissions one in a line.
pub(super) const ALL: [(&str, &str, &str); 4] = [
    ("noise", NOISE, NOISE_CASES),
    ("lines left out", LINES_LEFT_OUT, "nothing\n main.a=1"),
    ("early days", EARLY_DAYS, "main.d=1900-03-01\n main.d=2025-03-31"),
    ("days of numbers", DAYS_OF_NUMBERS, DAYS_OF_NUMBERS_CASES),
];

/// Binary fractions that are nearly what decimals are exactly.
pub(super) const NOISE: &str = r#"
form main {
  a "A" : decimal(1)
  b "B" : decimal(1)
  let both = a + b
  let thirds = a / 3 + b / 3 + a / 3 + b / 3 + a / 3 + b / 3
  one_of "One of" : bool = both in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 300.3)
  of_thirds "Of thirds" : bool = thirds in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 300.3)
  by_nothing "By nothing" : decimal(2) = 1 / ((a + b) / 3 - a / 3 - b / 3)
  let nothing = (a + b) / 3 - a / 3 - b / 3
  by_let "By nothing" : decimal(2) = 1 / nothing
  is_nothing "Is nothing" : bool = nothing = 0
  looked "Looked up" : decimal(1) = l[thirds].v
}
list l "L" {
  k "Key" : decimal(1), key
  v "Value" : decimal(1)
}
"#;

const NOISE_CASES: &str = "
 main.a=100.1 main.b=200.2 l.1:k=300.3 l.1:v=5
 main.a=0.1 main.b=0.2 l.1:k=5 l.1:v=5 l.2:k=0.3 l.2:v=7
 main.a=123456789.1 main.b=987654321.2 l.1:k=1111111110.3 l.1:v=8
 main.a=2 main.b=3 l.1:k=4.9 l.1:v=8
";

/// Days that are made of numbers, and those of the period.
const DAYS_OF_NUMBERS: &str = r#"
form main {
  y "Year" : integer
  m "Month" : integer
  d "Day" : decimal(1)
  n "Number" : count, optional
  let safe = if y > 1900 and y < 9000 then y else 2024
  made "Made" : date = date(safe, m, d)
  next "The next" : date = made + 1 days
  of_count "Of a count" : date = date(safe, n, 1) else made
  leap "Leap day" : date = date(safe, 2, 29)
  late "Late" : bool = date(safe, m, d) > last_day
  first "First" : date = first_day
  last "Last" : date = last_day
  before "Before" : date = first_day - 1 days
  length "Length" : days = last_day - first_day
  months "Months" : date = date(year, 3 * quarter, month) when m > 1
}
list l "L" {
  m "Month" : integer
  made "Made" : date = date(year, m, 30)
}
"#;

const DAYS_OF_NUMBERS_CASES: &str = "
 main.y=2025 main.m=2 main.d=28 l.1:m=1 l.2:m=2 l.3:m=12
 main.y=2025 main.m=2 main.d=29 main.n=3
 main.y=2024 main.m=2 main.d=29 main.n=13
 main.y=2025 main.m=13 main.d=1 main.n=0
 main.y=2025 main.m=12 main.d=31 main.n=12
 main.y=2025 main.m=0 main.d=1
 main.y=2025 main.m=1 main.d=0
 main.y=2025 main.m=-1 main.d=1
 main.y=2025 main.m=1 main.d=1.5
 main.y=2100 main.m=4 main.d=31
 main.y=8999 main.m=12 main.d=31
 main.m=3 main.d=1
";

/// Lists that come from a list of a report that is not on the form.
pub(super) const LINES_LEFT_OUT: &str = r#"
  period quarter
form main { a "A" : integer, blank = 0 }
list g "Groups" from yearly.l by k {
  how_many "How many" : count = count(k)
  check several { require how_many > 1 }
}
list again "Groups of groups" from g by how_many {
  their "Their groups" : count = count(k)
  check few { require their < 3  when how_many > 0 }
}
}
report yearly "Yearly" {
  period year
list l "L" {
  k "Key" : integer
  check positive { require k > 0 }
}
"#;

/// Lists whose lines are held against those of others, and what is not.
pub(super) const MANY_LINES: &str = r#"
list l "L" {
  k "Key" : integer, key
  share "Share" : decimal(2) = k / sum(l.k)
  of_other "Of another" : integer = other[k].v
}
list other "Other" {
  k "Key" : integer, key
  v "Value" : integer
}
list g "Groups" from l by k {
  how_many "How many" : count = count(k)
}
form main {
  sum_of "Sum" : integer = sum(l.k)
  one "One" : integer = other[7].v
  groups "Groups" : count = count(g)
}
"#;

/// Gives a package with the least and greatest of more cells of a line than one function takes.
pub(super) fn wide_line() -> String {
    let columns: String = (100..400).map(|code| format!("  {code} \"C\" : integer, optional\n")).collect();
    let all: Vec<String> = (100..400).map(|code| code.to_string()).collect();
    format!("list l \"L\" {{\n{columns}  500 \"Least\" : integer = min({0})\n  501 \"Greatest\" : integer = max({0})\n}}", all.join(", "))
}

/// In each line only some of the cells are filled: none of the first, of the middle or of the last ones.
pub(super) const WIDE_LINE_CASES: &str = "
 l.1:100=5 l.2:101=-5 l.2:102=7 l.3:175=9 l.3:176=3 l.4:249=-4 l.5:100=7
 l.1:100=5 l.1:249=6 l.2:100=-5 l.2:248=-6
";

/// Gives a package with truth values far down, where they are written as words of all kinds.
pub(super) fn truth_words() -> (String, String) {
    let positions: String = (100..160).map(|code| format!("  {code} \"P\" : integer, optional\n")).collect();
    let truths: String = (200..206).map(|code| format!("  {code} \"T\" : bool, optional\n")).collect();
    let shown: String = (200..206).map(|code| format!("  {} \"S\" : bool = {code}\n", code + 100)).collect();
    let given = |value: &str| (200..206).map(|code| format!("main.{code}={value}")).collect::<Vec<_>>().join(" ");
    (format!("form main {{\n{positions}{truths}{shown}}}"), format!("{}\n{}\n{}", given("true"), given("false"), given("maybe")))
}

/// Days before those that all spreadsheets count alike.
pub(super) const EARLY_DAYS: &str = r#"
form main {
  d "Date" : date
  later "Later" : bool = d >= 1900-01-15
  since "Since" : days = d - 1900-01-15
  next "Next" : date = d + 1 days
}
"#;
