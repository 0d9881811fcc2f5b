//! Pages of mistakes in units and types: P03.

use super::{LeftOut, Page};

pub(super) const UNIT_MISMATCH: Page = Page {
    explanation: "
        Euro and members cannot be added, nor euro and dollars: the sum would be a number without meaning. The message names
        both units and where each was declared. Mostly one of the two codes is a slip; else one of them is declared as
        something that it is not, or an amount must be converted first. Only 0 fits every unit. The
        value of a parameter has the unit of its type, too: `from 2025-01-01 = 10 %`, not `= 10`.",
    wrong: r#"010 "Total assets" : EUR
210 "Number of members" : count
300 "Total" : EUR = 010+210"#,
    mended: r#"010 "Total assets" : EUR
220 "Shares not paid out" : EUR
300 "Total" : EUR = 010+220"#,
    left_out: LeftOut::Form,
};

pub(super) const NOT_COMPARABLE: Page = Page {
    explanation: "
        Only values of one unit can be compared: whether 5 members are more than 3 euro is no question. A number in a
        comparison needs the unit of the other side, as `100 EUR`, and texts and codes are equal or not, but not larger
        or smaller.",
    wrong: r#"form main {
  010 "Total assets" : EUR
  210 "Number of members" : count
}
check plausible "There are {main.210} members" {
  require main.210 <= main.010
}"#,
    mended: r#"form main {
  010 "Total assets" : EUR
  210 "Number of members" : count
}
check plausible "There are {main.210} members" {
  require main.210 <= 100 000
}"#,
    left_out: LeftOut::Report,
};

pub(super) const UNITS_DO_NOT_COMBINE: Page = Page {
    explanation: "
        The product or quotient of these two means nothing: nobody reports square euro. An amount can be multiplied by a
        number, a count, a ratio, or a rate that converts its currency, and divided by these or by another amount of its
        currency, which gives a ratio. Often one of the two is declared as an amount and is a count or a rate.",
    wrong: r#"010 "Value of one share" : EUR
020 "Number of shares" : EUR
030 "Value of all shares" : EUR = 010 x 020"#,
    mended: r#"010 "Value of one share" : EUR
020 "Number of shares" : count
030 "Value of all shares" : EUR = 010 x 020"#,
    left_out: LeftOut::Form,
};

pub(super) const FORMULA_DOES_NOT_FILL: Page = Page {
    explanation: "
        The formula gives another unit than its cell is declared to hold: an amount divided by an amount is a ratio, not an
        amount. Either the declaration is wrong, and the help says which type the formula has, or the formula is. A ratio
        fills a cell of `percent`, which shows it times 100.",
    wrong: r#"010 "Total assets" : EUR
030 "Own funds" : EUR
100 "Capital ratio" : EUR = 030/010"#,
    mended: r#"010 "Total assets" : EUR
030 "Own funds" : EUR
100 "Capital ratio" : percent = 030/010"#,
    left_out: LeftOut::Form,
};

pub(super) const NOT_A_CONDITION: Page = Page {
    explanation: "
        After `require`, `when`, `if` and `where`, and between `and`, `or` and `not`, stands a condition, which is true or
        false. An amount is neither: say what it is compared with. That it is not zero is written `<> 0`.",
    wrong: r#"010 "Net position" : EUR
020 "Long position" : EUR = 010 when 010"#,
    mended: r#"010 "Net position" : EUR
020 "Long position" : EUR = 010 when 010 > 0"#,
    left_out: LeftOut::Form,
};

pub(super) const SEVERAL_CURRENCIES: Page = Page {
    explanation: "
        The column holds dollars in one line and Swiss francs in the next: its sum, largest or smallest value would mix
        currencies. Convert each line with its rate in a column of its own and take that column. In a total row the
        column is left out; there it does not apply.",
    wrong: r#"list positions {
  A "Currency" : code iso4217, key
  030 "Net position" : money[A]
  040 "Exchange rate" : rate EUR/[A]
  050 "Net position, euro" : EUR = 030x040
  total "Total" { 030 = sum;  050 = sum }
}"#,
    mended: r#"list positions {
  A "Currency" : code iso4217, key
  030 "Net position" : money[A]
  040 "Exchange rate" : rate EUR/[A]
  050 "Net position, euro" : EUR = 030x040
  total "Total" { 050 = sum }
}"#,
    left_out: LeftOut::Report,
};

pub(super) const BARE_NUMBER: Page = Page {
    explanation: "
        A percent meets a number without a percent sign. Whether 10 means 10 % or ten times the whole cannot be told, and
        the two differ a hundredfold. Write the sign; only 0 needs none.",
    wrong: r#"form main {
  100 "Capital ratio" : percent
}
check enough "The capital ratio is {main.100}" {
  require main.100 >= 10
}"#,
    mended: r#"form main {
  100 "Capital ratio" : percent
}
check enough "The capital ratio is {main.100}" {
  require main.100 >= 10 %
}"#,
    left_out: LeftOut::Report,
};

pub(super) const TYPE_MISSING: Page = Page {
    explanation: "
        Nothing says what this cell measures: not its own line, nor its table. Without a type a value can be neither read
        nor rounded nor checked. In a grid the row, the column or the whole grid may say it.",
    wrong: r#"010 "Total assets""#,
    mended: r#"010 "Total assets" : EUR"#,
    left_out: LeftOut::Form,
};

pub(super) const TYPES_DIFFER: Page = Page {
    explanation: "
        The row says that its cells are one thing, the column that its cells are another, and they share a cell. Let one of
        the two yield: `overrides columns` in the row or `overrides rows` in the column says whose type holds.",
    wrong: r#"grid loans {
  columns {
    010 "Amount" : EUR
  }
  rows {
    100 "Loans" : EUR
    200 "Number of loans" : count
  }
}"#,
    mended: r#"grid loans {
  columns {
    010 "Amount" : EUR
  }
  rows {
    100 "Loans" : EUR
    200 "Number of loans" : count overrides columns
  }
}"#,
    left_out: LeftOut::Report,
};

pub(super) const BAD_PRECISION: Page = Page {
    explanation: "
        How many decimals a value has decides how it is rounded, so it is never guessed. Currencies have the decimals of
        ISO 4217 and percents two unless the header says otherwise; ratios, decimals and rates must state theirs. Counts,
        dates and texts have none, and no type shows more than 15.",
    wrong: r#"010 "Cost to income" : ratio"#,
    mended: r#"010 "Cost to income" : ratio(4)"#,
    left_out: LeftOut::Form,
};

pub(super) const BAD_TOLERANCE: Page = Page {
    explanation: "
        A tolerance says how far two sides of an equality may be apart. So it belongs to a check that requires `a = b`, it
        has the unit of what is compared, and it is not negative. Inequalities need none: write the limit itself.",
    wrong: r#"form main {
  010 "Total assets" : EUR
  020 "Total liabilities" : EUR
}
check balance "Assets are {main.010}, liabilities {main.020}" {
  require main.010 = main.020 tolerance 1
}"#,
    mended: r#"form main {
  010 "Total assets" : EUR
  020 "Total liabilities" : EUR
}
check balance "Assets are {main.010}, liabilities {main.020}" {
  require main.010 = main.020 tolerance 1 EUR
}"#,
    left_out: LeftOut::Report,
};

pub(super) const NOT_A_NUMBER: Page = Page {
    explanation: "
        Sums, minus signs, `abs` and `round` work on numbers, and this is a text, a date or a code. Personal and
        registration numbers are texts, even where they consist of digits. To know how many there are, count them.",
    wrong: r#"list loans {
  010 "Number of the borrower" : text
  020 "Amount" : EUR
}
form totals {
  borrowers "Number of borrowers" : count = sum(loans.010)
}"#,
    mended: r#"list loans {
  010 "Number of the borrower" : text
  020 "Amount" : EUR
}
form totals {
  borrowers "Number of borrowers" : count = count(loans.010)
}"#,
    left_out: LeftOut::Report,
};
