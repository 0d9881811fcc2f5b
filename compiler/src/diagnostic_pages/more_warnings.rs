//! Pages of warnings about what labels print, checks and divisors: P0608 and up.

use super::{LeftOut, Page};

pub(super) const OTHER_FORMULA_PRINTED: Page = Page {
    explanation: "
        The label prints a formula in brackets, and the position is computed by another. One of the two is wrong, and whoever
        fills in the form reads the label. Only brackets that hold nothing but two or more codes and operators count, and
        formulas that mean the same are the same: `(010+020)` and `010+...+020`. Each language's label is looked at.",
    wrong: r#"100 "Assets" : EUR
200 "Liabilities" : EUR
210 "Pledged assets" : EUR
300 "Net position (100–200)" : EUR = 100–210"#,
    mended: r#"100 "Assets" : EUR
200 "Liabilities" : EUR
210 "Pledged assets" : EUR
300 "Net position (100–200)" : EUR = 100–200"#,
    left_out: LeftOut::Form,
};

pub(super) const PRINTED_NOT_COMPUTED: Page = Page {
    explanation: "
        The label prints a formula in brackets, and the position has none: whoever fills in the form computes the value by
        hand, and no check compares it with what the label says. Paste the formula, or require the equality in a check.",
    wrong: r#"010 "Loans" : EUR
020 "Provisions" : EUR
030 "Net loans (010–020)" : EUR"#,
    mended: r#"010 "Loans" : EUR
020 "Provisions" : EUR
030 "Net loans (010–020)" : EUR = 010–020"#,
    left_out: LeftOut::Form,
};

pub(super) const CONSTANT_CHECK: Page = Page {
    explanation: "
        Whatever is submitted, the check comes out the same: it compares a computed cell with its own formula, or two written
        numbers, or asks whether a count is at least 0. Mostly one of the codes in it is wrong. Only what is certain without
        any submission is told.",
    wrong: r#"form main {
  010 "Loans" : EUR
  020 "Securities" : EUR
  030 "Total" : EUR = 010+020
  check total "The total is {030}" {
    require 030 = 010+020
  }
}"#,
    mended: r#"form main {
  010 "Loans" : EUR
  020 "Securities" : EUR
  030 "Total" : EUR
  check total "The total is {030}" {
    require 030 = 010+020
  }
}"#,
    left_out: LeftOut::Report,
};

pub(super) const ZERO_DIVISOR: Page = Page {
    explanation: "
        The formula says when it applies, and its divisor can be zero then, which leaves the cell without a value and is a
        finding. `when b > 0`, `when b <> 0` and the like exclude it. A formula without `when` is not looked at: there a
        divisor of zero is a mistake of the submission.",
    wrong: r#"010 "Overdue loans" : EUR
020 "Loans" : EUR
030 "Share of overdue loans" : percent = 010/020 when 010 > 0"#,
    mended: r#"010 "Overdue loans" : EUR
020 "Loans" : EUR
030 "Share of overdue loans" : percent = 010/020 when 020 > 0"#,
    left_out: LeftOut::Form,
};

pub(super) const IDLE_ACCEPT: Page = Page {
    explanation: "
        `accept` silences a warning, and here there is none of that kind. It is mostly left over from a mistake that was
        mended since, and would silence the next one of its kind unread. The mended example accepts a warning that is there.",
    wrong: r#"010 "Loans" : EUR
020 "Own funds" : EUR
030 "Ratio" : percent = 010/020  accept P0606 "printed so""#,
    mended: r#"010 "Loans" : EUR
020 "Own funds" : EUR
030 "Ratio" : percent = 010/020
040 "Loans times ratio" : EUR = 010 x 030  accept P0606 "printed so""#,
    left_out: LeftOut::Form,
};
