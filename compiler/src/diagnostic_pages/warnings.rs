//! Pages of warnings: P06.

use super::{LeftOut, Page};

pub(super) const IDLE_OVERRIDE: Page = Page {
    explanation: "
        `overrides` says which of two formulas or two types goes before the other. Here no cell has two, so the word decides
        nothing. It is mostly left over from an earlier state of the form, and would decide silently if a second formula
        came back.",
    wrong: r#"grid ladder : EUR {
  columns {
    010 "Up to 7 days"
    020 "Up to 30 days"
  }
  rows {
    100 "Assets"
    200 "Liabilities"
    300 "Net position" overrides columns = 100-200
  }
}"#,
    mended: r#"grid ladder : EUR {
  columns {
    010 "Up to 7 days"
    020 "Up to 30 days"
  }
  rows {
    100 "Assets"
    200 "Liabilities"
    300 "Net position" = 100-200
  }
}"#,
    left_out: LeftOut::Report,
};

pub(super) const UNUSED: Page = Page {
    explanation: "
        A parameter, a codelist or a `let` is declared and nothing refers to it. A limit that no check uses protects nobody:
        perhaps the check was forgotten. What is kept on purpose says so with `accept P0602 \"the reason\"`.",
    wrong: r#"parameter min_ratio "Lowest capital ratio" : percent

report capital "Capital" {
  form main {
    010 "Capital ratio" : percent
  }
}"#,
    mended: r#"parameter min_ratio "Lowest capital ratio" : percent

report capital "Capital" {
  form main {
    010 "Capital ratio" : percent
  }
  check enough "The capital ratio is {main.010}" {
    require main.010 >= min_ratio
  }
}"#,
    left_out: LeftOut::Header,
};

pub(super) const TOTAL_WITH_PARTS: Page = Page {
    explanation: "
        The range holds a total and also the cells that make up that total, so these count twice. End the range before the
        total, or name the parts that are meant.",
    wrong: r#"010 "Cash on hand" : EUR
020 "Loans" : EUR
030 "Total assets" : EUR = 010+020
040 "Off-balance-sheet items" : EUR
050 "All positions" : EUR = 010+...+040"#,
    mended: r#"010 "Cash on hand" : EUR
020 "Loans" : EUR
030 "Total assets" : EUR = 010+020
040 "Off-balance-sheet items" : EUR
050 "All positions" : EUR = 030+040"#,
    left_out: LeftOut::Form,
};

pub(super) const SUM_OF_PERCENTS: Page = Page {
    explanation: "
        Percents of different wholes have no meaningful sum: 10 % of one loan and 20 % of another are not 30 % of anything.
        Add up the amounts and divide their sum. Where all percents are of one whole, their sum is right; then say so with
        `accept P0604 \"the reason\"`.",
    wrong: r#"list loans {
  010 "Amount" : EUR
  020 "Provisions" : EUR
  030 "Provisions, %" : percent = 020/010
  total "Total" { 010 = sum;  020 = sum;  030 = sum }
}"#,
    mended: r#"list loans {
  010 "Amount" : EUR
  020 "Provisions" : EUR
  030 "Provisions, %" : percent = 020/010
  total "Total" { 010 = sum;  020 = sum;  030 = 020/010 }
}"#,
    left_out: LeftOut::Report,
};

pub(super) const TIMES_HUNDRED: Page = Page {
    explanation: "
        In a spreadsheet a ratio is multiplied by 100 to be read as a percent. Here the type does that: a cell of `percent`
        shows the ratio 0.125 as 12.50. Multiplied once more it would show 1250.00.",
    wrong: r#"010 "Total assets" : EUR
030 "Own funds" : EUR
040 "Capital ratio, %" : percent = 030/010 x 100.0"#,
    mended: r#"010 "Total assets" : EUR
030 "Own funds" : EUR
040 "Capital ratio, %" : percent = 030/010"#,
    left_out: LeftOut::Form,
};

pub(super) const ROUNDED_FACTOR: Page = Page {
    explanation: "
        What is computed from a cell uses the value that the cell shows, and a percent shows few decimals: of a third, 33.33
        %. Multiplied by a large amount, what was rounded off becomes visible. Multiply by the fraction itself, unless the
        regulation asks for the rounded percent.",
    wrong: r#"010 "Total assets" : EUR
020 "Loans" : EUR
030 "Share of loans" : percent = 020/010
040 "Provisions" : EUR
050 "Provisions for loans" : EUR = 040 x 030"#,
    mended: r#"010 "Total assets" : EUR
020 "Loans" : EUR
030 "Share of loans" : percent = 020/010
040 "Provisions" : EUR
050 "Provisions for loans" : EUR = 040 x (020/010)"#,
    left_out: LeftOut::Form,
};

pub(super) const OTHER_LABEL: Page = Page {
    explanation: "
        A row's formula takes the row of another grid in the columns of the same codes, and two of these columns have
        different labels: the codes agree, the meanings may not. If the columns do not belong together, mark the cell x; if
        they do, give them the same label, or say why with `accept P0607 \"the reason\"`.",
    wrong: r#"grid assets : EUR {
  columns {
    080 "From 361 days"
    090 "Overdue"
  }
  rows {
    100 "Total assets"
  }
}
grid liabilities : EUR {
  columns {
    080 "From 361 days"
    090 "Borrowing secured by pledged assets"
  }
  rows {
    200 "Total liabilities"
    300 "Net position"  = assets.100-200
  }
}"#,
    mended: r#"grid assets : EUR {
  columns {
    080 "From 361 days"
    090 "Overdue"
  }
  rows {
    100 "Total assets"
  }
}
grid liabilities : EUR {
  columns {
    080 "From 361 days"
    090 "Borrowing secured by pledged assets"
  }
  rows {
    200 "Total liabilities"
    300 "Net position"  x 090  = assets.100-200
  }
}"#,
    left_out: LeftOut::Report,
};

pub(super) const LOST_ROWS: Page = Page {
    explanation: "
        A grid that is computed from others takes of each the cells with its own codes. Rows and columns that only the
        others have are not in the result, and nobody sees it. Declare them here too, or say with `map` as which row they
        count.",
    wrong: r#"grid a : EUR {
  columns { 010 "Amount" }
  rows { 1 "Loans"; 2 "Deposits"; 3 "Other" }
}
grid whole : EUR = a + a {
  columns { 010 "Amount" }
  rows { 1 "Loans"; 2 "Deposits" }
}"#,
    mended: r#"grid a : EUR {
  columns { 010 "Amount" }
  rows { 1 "Loans"; 2 "Deposits"; 3 "Other" }
}
grid whole : EUR = a + a {
  columns { 010 "Amount" }
  rows { 1 "Loans"; 2 "Deposits and other" }
  map a.3 to 2
}"#,
    left_out: LeftOut::Report,
};
