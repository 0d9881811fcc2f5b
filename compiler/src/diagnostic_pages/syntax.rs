//! Pages of mistakes in spelling: P01.

use super::{LeftOut, Page};

pub(super) const UNEXPECTED: Page = Page {
    explanation: "
        The text was understood up to the mark, and what stands there cannot follow. The message names what could. Often
        something small is missing right before it: a colon before a type, an equals sign before a formula, a comma, a
        quotation mark. An entry ends with its line, so that everything else in the package is checked all the same.",
    wrong: r#"010 "Total assets" EUR"#,
    mended: r#"010 "Total assets" : EUR"#,
    left_out: LeftOut::Form,
};

pub(super) const UNKNOWN_DECLARATION: Page = Page {
    explanation: "
        A definition consists of declarations, and each begins with one of eight words: `package`, `parameter`,
        `codelist`, `calendar`, `layout`, `report`, `consolidation` or `test`. This line stands outside all of them and begins with another
        word. Forms, grids, lists and checks belong between the braces of a report.",
    wrong: r#"reprt capital "Capital" {
  form main {
    010 "Total assets" : EUR
  }
}"#,
    mended: r#"report capital "Capital" {
  form main {
    010 "Total assets" : EUR
  }
}"#,
    left_out: LeftOut::Header,
};

pub(super) const UNCLOSED: Page = Page {
    explanation: "
        A bracket or brace was opened, and its part ended before it was closed. Where the closing one belongs, only the
        author knows; for a brace the compiler goes by the indents, so that the mark may stand at one that is closed and
        took another's closing brace. The reports before and after it are read and checked as if it were not there.",
    wrong: r#"010 "Total assets" : EUR
020 "Off-balance-sheet items" : EUR
030 "Own funds" : EUR
100 "Capital ratio" : percent = 030/(010+020"#,
    mended: r#"010 "Total assets" : EUR
020 "Off-balance-sheet items" : EUR
030 "Own funds" : EUR
100 "Capital ratio" : percent = 030/(010+020)"#,
    left_out: LeftOut::Form,
};

pub(super) const EXTRA_BRACKET: Page = Page {
    explanation: "
        This bracket or brace closes something that was never opened. Either it is one too many, or the opening one was
        forgotten. In a formula the two readings give different amounts, and so the compiler does not guess.",
    wrong: r#"010 "Total assets" : EUR
020 "Off-balance-sheet items" : EUR
030 "Own funds" : EUR
100 "Capital ratio" : percent = 030/010+020)"#,
    mended: r#"010 "Total assets" : EUR
020 "Off-balance-sheet items" : EUR
030 "Own funds" : EUR
100 "Capital ratio" : percent = 030/(010+020)"#,
    left_out: LeftOut::Form,
};

pub(super) const UNCLOSED_STRING: Page = Page {
    explanation: "
        A label or message begins with a quotation mark and does not end on its line. What follows would be taken for
        label, so nothing of the line can be read. A label that holds a quotation mark itself is written between « and »,
        and one that goes over several lines between three marks on either side.",
    wrong: r#"010 "Total assets : EUR"#,
    mended: r#"010 "Total assets" : EUR"#,
    left_out: LeftOut::Form,
};

pub(super) const DECIMAL_COMMA: Page = Page {
    explanation: "
        Numbers in formulas and parameters are written with a decimal point, whatever the language of the reports. The
        comma separates values, so that `max(1,5)` is the larger of 1 and 5. How reports print numbers does not depend on
        this.",
    wrong: r#"010 "Off-balance-sheet items" : EUR
020 "Half of them" : EUR = 010 x 0,5"#,
    mended: r#"010 "Off-balance-sheet items" : EUR
020 "Half of them" : EUR = 010 x 0.5"#,
    left_out: LeftOut::Form,
};

pub(super) const FOREIGN_LETTER: Page = Page {
    explanation: "
        Names are written with the letters a to z, digits and `_`, codes with digits and the capitals A to Z. Labels and
        messages stand in quotation marks and may have any letter. A Cyrillic letter can look like a Latin one: what seems
        to be `x` may be the letter that Russian keyboards have in its place.",
    wrong: r#"010 "Price" : EUR
020 "Number" : count
030 "Value" : EUR = 010 х 020"#,
    mended: r#"010 "Price" : EUR
020 "Number" : count
030 "Value" : EUR = 010 x 020"#,
    left_out: LeftOut::Form,
};

pub(super) const UNKNOWN_OPERATOR: Page = Page {
    explanation: "
        This sign or word belongs to a programming language or a spreadsheet. In a definition `=` compares, `<>` means that
        two values differ, `and`, `or` and `not` join conditions, `x` or `*` multiplies and `/` divides. Functions are
        written in small letters, and a condition as `if a then b else c`.",
    wrong: r#"form main {
  010 "Total assets" : EUR
}
check filled "Total assets are not filled in" {
  require main.010 != 0
}"#,
    mended: r#"form main {
  010 "Total assets" : EUR
}
check filled "Total assets are not filled in" {
  require main.010 <> 0
}"#,
    left_out: LeftOut::Report,
};

pub(super) const COMPARISON_CHAIN: Page = Page {
    explanation: "
        Two comparisons stand in a row, as mathematicians write them. Programs read such a row in several ways, and so it
        is not allowed here: the two comparisons are written out and joined with `and`.",
    wrong: r#"form main {
  010 "Capital ratio" : percent
}
check plausible "The capital ratio is {main.010}" {
  require 0 <= main.010 <= 100 %
}"#,
    mended: r#"form main {
  010 "Capital ratio" : percent
}
check plausible "The capital ratio is {main.010}" {
  require 0 <= main.010 and main.010 <= 100 %
}"#,
    left_out: LeftOut::Report,
};

pub(super) const MISPLACED_SET: Page = Page {
    explanation: "
        Several values in brackets, separated by commas, are the choice that stands after `in`. Anywhere else one value is
        needed: nothing can be equal to several values at once, and a cell holds one.",
    wrong: r#"list loans {
  010 "Country" : code iso3166
  020 "Amount" : EUR
  check baltic "The borrower is from {010}" {
    require 010 = ("EE", "LV", "LT")
  }
}"#,
    mended: r#"list loans {
  010 "Country" : code iso3166
  020 "Amount" : EUR
  check baltic "The borrower is from {010}" {
    require 010 in ("EE", "LV", "LT")
  }
}"#,
    left_out: LeftOut::Report,
};

pub(super) const TOO_LARGE: Page = Page {
    explanation: "
        The formula or text is beyond what a person could check: brackets stand in each other more than 200 deep, a
        formula has more than 20,000 parts, or a file more than 64 megabytes. Such texts come from programs that write
        definitions. Long sums are written as a range, `020+...+100`, and parts of a formula get a name with `let`.",
    wrong: r#"010 "Total assets" : EUR
020 "Own funds" : EUR
030 "Free funds" : EUR = ((…020…)) - 010"#,
    mended: r#"010 "Total assets" : EUR
020 "Own funds" : EUR
030 "Free funds" : EUR = 020 - 010"#,
    left_out: LeftOut::Form,
};
