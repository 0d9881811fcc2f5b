//! Small packages at the edges of what a form can tell, with submissions worth trying.

/// Names, texts, and submissions one in a line.
pub(super) const ALL: [(&str, &str, &str); 2] = [("noise", NOISE, NOISE_CASES), ("lines left out", LINES_LEFT_OUT, "nothing\n main.a=1")];

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
