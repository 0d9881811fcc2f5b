//! Pages of mistakes in the tests of a package: P05.

use super::{LeftOut, Page};

pub(super) const UNKNOWN_IN_TEST: Page = Page {
    explanation: "
        A test names cells and checks as submissions and findings do: `010`, `main.010`, `assets.110:020`,
        `report.table.row:column`; a line of a list by its key, `loans[\"Baker\"].030`, or by its number, `loans.2:030`. Bare
        names are looked up in the report that `for` names. What is named must be there: else the test would say nothing about
        what the author had in mind.",
    wrong: r#"report capital "Capital" {
  form main {
    010 "Total assets" : EUR
    020 "Twice that" : EUR = 010 + 010
  }
}
test "the double" for capital period 2025-Q1 {
  given 010 = 5
  expect 030 = 10
}"#,
    mended: r#"report capital "Capital" {
  form main {
    010 "Total assets" : EUR
    020 "Twice that" : EUR = 010 + 010
  }
}
test "the double" for capital period 2025-Q1 {
  given 010 = 5
  expect 020 = 10
}"#,
    left_out: LeftOut::Header,
};

pub(super) const TEST_VALUE: Page = Page {
    explanation: "
        A value in a test has the type of its cell. A number may stand alone, and is then what a submission would write:
        12.50 for 12.50 %. With a unit it must be the cell's. A value that is expected is the one that the report shows, so
        it has no more decimals than the cell. Texts stand in quotes, dates are written as 2025-03-31.",
    wrong: r#"report capital "Capital" {
  form main {
    010 "Total assets" : EUR
    020 "Twice that" : EUR = 010 + 010
  }
}
test "the double" for capital period 2025-Q1 {
  given 010 = 5 %
  expect 020 = 10
}"#,
    mended: r#"report capital "Capital" {
  form main {
    010 "Total assets" : EUR
    020 "Twice that" : EUR = 010 + 010
  }
}
test "the double" for capital period 2025-Q1 {
  given 010 = 5 EUR
  expect 020 = 10
}"#,
    left_out: LeftOut::Header,
};

pub(super) const TEST_PERIOD: Page = Page {
    explanation: "
        A test runs in one period. Where it names none, that is the last one for which the package is valid, or the first where
        the end is open. A package that does not say from when it is valid leaves the choice to the test. A period has the
        length that the report has, and the package must be valid on its last day; else nothing would be evaluated.",
    wrong: r#"report capital "Capital" {
  period quarter
  form main {
    010 "Total assets" : EUR
    020 "Twice that" : EUR = 010 + 010
  }
}
test "the double" for capital period 2025-03 {
  given 010 = 5
  expect 020 = 10
}"#,
    mended: r#"report capital "Capital" {
  period quarter
  form main {
    010 "Total assets" : EUR
    020 "Twice that" : EUR = 010 + 010
  }
}
test "the double" for capital period 2025-Q1 {
  given 010 = 5
  expect 020 = 10
}"#,
    left_out: LeftOut::Header,
};

pub(super) const TEST_EXPECTS_NOTHING: Page = Page {
    explanation: "
        A test that expects nothing can never fail, so that it says nothing. Add what must come out of what is given: a value,
        the state of a cell, the outcome of a check, or findings.",
    wrong: r#"report capital "Capital" {
  form main {
    010 "Total assets" : EUR
    020 "Twice that" : EUR = 010 + 010
  }
}
test "the double" for capital period 2025-Q1 {
  given 010 = 5
}"#,
    mended: r#"report capital "Capital" {
  form main {
    010 "Total assets" : EUR
    020 "Twice that" : EUR = 010 + 010
  }
}
test "the double" for capital period 2025-Q1 {
  given 010 = 5
  expect 020 = 10
}"#,
    left_out: LeftOut::Header,
};

pub(super) const TEST_SAYS_TWICE: Page = Page {
    explanation: "
        A test gives a cell one value, and expects one. Where two stand, one of them is usually meant for another cell, or for
        another test. Further lines of a list are given by further `line`.",
    wrong: r#"report capital "Capital" {
  form main {
    010 "Total assets" : EUR
    020 "Twice that" : EUR = 010 + 010
  }
}
test "the double" for capital period 2025-Q1 {
  given 010 = 5, 010 = 6
  expect 020 = 10
}"#,
    mended: r#"report capital "Capital" {
  form main {
    010 "Total assets" : EUR
    020 "Twice that" : EUR = 010 + 010
  }
}
test "the double" for capital period 2025-Q1 {
  given 010 = 5
  expect 020 = 10
}"#,
    left_out: LeftOut::Header,
};

pub(super) const TEST_CANNOT_GIVE: Page = Page {
    explanation: "
        A test gives what a submission gives, and expects what a report shows. The cells of a list are given line by line, with
        `line`. The lines of a list that groups another come from that one. A parameter is given, and not expected; an
        intermediate value is neither.",
    wrong: r#"report capital "Capital" {
  list loans {
    020 "Borrower" : text, key
    030 "Amount" : EUR
    040 "Twice that" : EUR = 030 + 030
  }
}
test "the double" for capital period 2025-Q1 {
  given loans.1:030 = 5
  expect loans.1:040 = 10
}"#,
    mended: r#"report capital "Capital" {
  list loans {
    020 "Borrower" : text, key
    030 "Amount" : EUR
    040 "Twice that" : EUR = 030 + 030
  }
}
test "the double" for capital period 2025-Q1 {
  line loans 020 = "Baker", 030 = 5
  expect loans.1:040 = 10
}"#,
    left_out: LeftOut::Header,
};

pub(super) const TEST_CASES: Page = Page {
    explanation: "
        A table of cases has a value under each cell and check of its head: left of the bar what is given, right of it what must
        come out. Where a case gives or expects nothing, `-` stands. A column is of a cell or of a check; the codes of findings
        have a column `finding`.",
    wrong: r#"report capital "Capital" {
  form main {
    010 "Total assets" : EUR
    020 "Own funds" : EUR
    030 "What is left" : EUR = 010 - 020
  }
}
test "what is left" for capital period 2025-Q1 {
  cases {
    given     010, 020 | expect 030
    "all"   : 5 | 5
    "a part": 5, 2 | 3, 4
  }
}"#,
    mended: r#"report capital "Capital" {
  form main {
    010 "Total assets" : EUR
    020 "Own funds" : EUR
    030 "What is left" : EUR = 010 - 020
  }
}
test "what is left" for capital period 2025-Q1 {
  cases {
    given      010, 020 | expect 030
    "all"    :   5,   0 |          5
    "a part" :   5,   2 |          3
  }
}"#,
    left_out: LeftOut::Header,
};

pub(super) const TEST_FILE: Page = Page {
    explanation: "
        The file of a `submission` in a test lies in the package's folder or below it, so that the tests go wherever the package
        goes. It is named as seen from that folder, with `/` between folders. Whether it is there, only `positum test` looks:
        a package can be used without the files of its tests.",
    wrong: r#"report capital "Capital" {
  form main {
    010 "Total assets" : EUR
    020 "Twice that" : EUR = 010 + 010
  }
}
test "last quarter" for capital period 2025-Q1 {
  submission "../archive/2025-Q1.json"
  expect 020 = 10
}"#,
    mended: r#"report capital "Capital" {
  form main {
    010 "Total assets" : EUR
    020 "Twice that" : EUR = 010 + 010
  }
}
test "last quarter" for capital period 2025-Q1 {
  submission "samples/2025-Q1.json"
  expect 020 = 10
}"#,
    left_out: LeftOut::Header,
};
