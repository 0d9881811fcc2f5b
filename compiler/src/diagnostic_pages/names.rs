//! Pages of mistakes in names, codes and what belongs where: P02.

use super::{LeftOut, Page};

pub(super) const NO_PACKAGE: Page = Page {
    explanation: "
        A package has one header. It says the name under which submissions and files know the package, the languages of its
        labels, from when it is in force, and how amounts are rounded. Without it the reports would have no name and no
        precision.",
    wrong: r#"report capital "Capital" {
  form main {
    010 "Total assets" : EUR
  }
}"#,
    mended: r#"package my_returns "My returns" {
  language en
  precision EUR 0
}

report capital "Capital" {
  form main {
    010 "Total assets" : EUR
  }
}"#,
    left_out: LeftOut::Nothing,
};

pub(super) const DUPLICATE: Page = Page {
    explanation: "
        Two things of one kind have the same name or code: a formula or a submission that names it could mean either. Codes
        are unique among the positions of a form, among the rows and among the columns of a grid, and in a list; names of
        tables in their report; names of reports, parameters and codelists in the package.",
    wrong: r#"010 "Total assets" : EUR
020 "Loans" : EUR
020 "Deposits" : EUR"#,
    mended: r#"010 "Total assets" : EUR
020 "Loans" : EUR
030 "Deposits" : EUR"#,
    left_out: LeftOut::Form,
};

pub(super) const UNKNOWN_NAME: Page = Page {
    explanation: "
        The name stands for nothing that can be seen from here. A name is looked up among the entries of its own table,
        then in the other tables of the report, then among the parameters. What stands in another report is named with it,
        as `capital_adequacy.030`. The help offers the names that are spelled most like it.",
    wrong: r#"parameter min_ratio "Lowest capital ratio" : percent

report capital "Capital" {
  form main {
    010 "Capital ratio" : percent
  }
  check enough "The capital ratio is {main.010}" {
    require main.010 >= minimum_ratio
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

pub(super) const UNKNOWN_CODE: Page = Page {
    explanation: "
        The table has no position, row or column of this code. Digits count as a code wherever the table has codes of as
        many digits, so that a slip of the finger cannot turn a position into a number. Where a number is meant, it gets a
        unit or a decimal: `115 EUR`, `115 %`, `115.0`.",
    wrong: r#"110 "Cash on hand" : EUR
120 "Claims on credit institutions" : EUR
100 "Total assets" : EUR = 110+115"#,
    mended: r#"110 "Cash on hand" : EUR
120 "Claims on credit institutions" : EUR
100 "Total assets" : EUR = 110+120"#,
    left_out: LeftOut::Form,
};

pub(super) const AMBIGUOUS: Page = Page {
    explanation: "
        Several tables have an entry of this name or code, and nothing says which is meant. The help lists the full names;
        write one of them. Within a table its own entries go before those of others, so this concerns checks of the whole
        report and names from elsewhere.",
    wrong: r#"form assets {
  010 "Total" : EUR
}
form liabilities {
  010 "Total" : EUR
}
check filled "The total is {assets.010}" {
  require 010 > 0
}"#,
    mended: r#"form assets {
  010 "Total" : EUR
}
form liabilities {
  010 "Total" : EUR
}
check filled "The total is {assets.010}" {
  require assets.010 > 0
}"#,
    left_out: LeftOut::Report,
};

pub(super) const UNKNOWN_CURRENCY: Page = Page {
    explanation: "
        Currencies are written with the three letters of ISO 4217, and only those in use are known: the lats or the German
        mark are not. The compiler needs the currency to keep amounts in different currencies apart and to know their
        decimals.",
    wrong: r#"010 "Loans in dollars" : UDS"#,
    mended: r#"010 "Loans in dollars" : USD"#,
    left_out: LeftOut::Form,
};

pub(super) const UNKNOWN_TYPE: Page = Page {
    explanation: "
        After the colon stands what a cell measures: a currency, `percent`, `count`, `date`, `text`, `code` with the name of
        a codelist, and some more. The type says how values are read, rounded and shown, and what they can be added to or
        compared with. An amount has no type of its own: it is always an amount in some currency.",
    wrong: r#"010 "Total assets" : amount"#,
    mended: r#"010 "Total assets" : EUR"#,
    left_out: LeftOut::Form,
};

pub(super) const UNKNOWN_FUNCTION: Page = Page {
    explanation: "
        There are few functions: `sum`, `count`, `min`, `max` and `first` over the lines of a list, and `abs`, `round`,
        `sum`, `min` and `max` of values. The function named here does not exist, or it was given other arguments than it
        takes. What spreadsheets have beyond these can be written with them.",
    wrong: r#"list loans {
  010 "Borrower" : text
  020 "Amount" : EUR
}
form totals {
  mean "Average loan" : EUR = average(loans.020)
}"#,
    mended: r#"list loans {
  010 "Borrower" : text
  020 "Amount" : EUR
}
form totals {
  mean "Average loan" : EUR = sum(loans.020) / count(loans)
}"#,
    left_out: LeftOut::Report,
};

pub(super) const UNKNOWN_LANGUAGE: Page = Page {
    explanation: "
        A label is given in a language that the header does not list. The header's languages are a promise: a report can be
        shown in each of them. Add the language there, first or last: the first one is that of labels without a language.",
    wrong: r#"package returns "Returns" {
  language en
}

report capital "Capital" {
  form main {
    010 "Total assets" lv "Kopā aktīvi" : EUR
  }
}"#,
    mended: r#"package returns "Returns" {
  language en, lv
}

report capital "Capital" {
  form main {
    010 "Total assets" lv "Kopā aktīvi" : EUR
  }
}"#,
    left_out: LeftOut::Nothing,
};

pub(super) const UNKNOWN_CODELIST_VALUE: Page = Page {
    explanation: "
        A value is compared with a code that its codelist does not have. The comparison could never be true, and a check or
        sum built on it would silently pass over every line. Either the code is misspelt, or it is missing in the list.",
    wrong: r#"codelist category {
  01 "Member of the board"
  02 "Spouse, parent or child of one"
}

report related "Loans to related parties" {
  list loans {
    010 "Category" : code category
    020 "Amount" : EUR
  }
  form totals {
    board "Loans to the board" : EUR = sum(loans.020 where 010 = "1")
  }
}"#,
    mended: r#"codelist category {
  01 "Member of the board"
  02 "Spouse, parent or child of one"
}

report related "Loans to related parties" {
  list loans {
    010 "Category" : code category
    020 "Amount" : EUR
  }
  form totals {
    board "Loans to the board" : EUR = sum(loans.020 where 010 = "01")
  }
}"#,
    left_out: LeftOut::Header,
};

pub(super) const MANY_LINES: Page = Page {
    explanation: "
        A list's column has as many values as the list has lines, and here one value is needed. Say which: their sum, the
        largest, the smallest or the first. A check that is meant for each line stands in the list itself.",
    wrong: r#"list loans {
  010 "Borrower" : text
  020 "Amount" : EUR
}
form totals {
  total "All loans" : EUR = loans.020
}"#,
    mended: r#"list loans {
  010 "Borrower" : text
  020 "Amount" : EUR
}
form totals {
  total "All loans" : EUR = sum(loans.020)
}"#,
    left_out: LeftOut::Report,
};

pub(super) const CELL_NEEDED: Page = Page {
    explanation: "
        A code alone names a whole row or column of a grid, and here one cell is needed. A cell is named by row and column
        with a colon between: `assets.100:020`. Only in the formula of a row does a bare code mean a row, in the column at
        hand, and in the formula of a column it means a column.",
    wrong: r#"grid assets : EUR {
  columns {
    010 "On demand"
    020 "Up to 7 days"
  }
  rows {
    100 "Cash on hand"
    110 "Loans"
  }
}
check cash "There is no cash" {
  require assets.100 > 0
}"#,
    mended: r#"grid assets : EUR {
  columns {
    010 "On demand"
    020 "Up to 7 days"
  }
  rows {
    100 "Cash on hand"
    110 "Loans"
  }
}
check cash "There is no cash" {
  require assets.100:010 > 0
}"#,
    left_out: LeftOut::Report,
};

pub(super) const BAD_RANGE: Page = Page {
    explanation: "
        A range such as `010+...+030` takes all entries from the first to the last in the order in which the table declares
        them, not in the order of numbers. It must end after it begins, and codes written before the dots must be the
        first ones of the range. By itself `010..030` is no value; it stands in `sum(…)`, in x marks and after `over`.",
    wrong: r#"010 "Cash on hand" : EUR
020 "Loans" : EUR
030 "Other assets" : EUR
100 "Total assets" : EUR = 030+...+010"#,
    mended: r#"010 "Cash on hand" : EUR
020 "Loans" : EUR
030 "Other assets" : EUR
100 "Total assets" : EUR = 010+...+030"#,
    left_out: LeftOut::Form,
};

pub(super) const WRONG_PLACE: Page = Page {
    explanation: "
        What is written here exists, but not in this place. x marks and `overrides` belong to the rows and columns of a
        grid, `key` and amounts in a currency for each line to a list, and `where` to the lines of a list. The message
        says where it belongs.",
    wrong: r#"form main {
  010 "Loans" : EUR, key
  020 "Deposits" : EUR
}"#,
    mended: r#"form main {
  010 "Loans" : EUR
  020 "Deposits" : EUR
}"#,
    left_out: LeftOut::Report,
};

pub(super) const REPEATED_CLAUSE: Page = Page {
    explanation: "
        The same thing is said twice, and both cannot hold, or one of the two would be ignored. Keep one. Two requirements
        of one check are joined with `and`, or become two checks, so that each gets its own message.",
    wrong: r#"form main {
  010 "Loans" : EUR
  020 "Deposits" : EUR
}
check filled "Loans or deposits are missing" {
  require main.010 > 0
  require main.020 > 0
}"#,
    mended: r#"form main {
  010 "Loans" : EUR
  020 "Deposits" : EUR
}
check filled "Loans or deposits are missing" {
  require main.010 > 0 and main.020 > 0
}"#,
    left_out: LeftOut::Report,
};

pub(super) const CLAUSE_MISSING: Page = Page {
    explanation: "
        A part that cannot be left out is not there: a grid consists of rows and columns, and a check requires something.
        Without it the grid would have no cells, and the check would always pass.",
    wrong: r#"grid assets : EUR {
  rows {
    100 "Cash on hand"
    110 "Loans"
  }
}"#,
    mended: r#"grid assets : EUR {
  columns {
    010 "On demand"
    020 "Up to 7 days"
  }
  rows {
    100 "Cash on hand"
    110 "Loans"
  }
}"#,
    left_out: LeftOut::Report,
};

pub(super) const BAD_DATE: Page = Page {
    explanation: "
        The calendar has no such day, or a time ends before it begins. Dates are written year-month-day, as 2025-03-31,
        whatever the language of the package, so that 2025-03-04 is the fourth of March everywhere.",
    wrong: r#"package returns "Returns" {
  language en
  valid from 2025-02-29
}

report capital "Capital" {
  form main {
    010 "Total assets" : EUR
  }
}"#,
    mended: r#"package returns "Returns" {
  language en
  valid from 2025-03-01
}

report capital "Capital" {
  form main {
    010 "Total assets" : EUR
  }
}"#,
    left_out: LeftOut::Nothing,
};

pub(super) const OVERLAP: Page = Page {
    explanation: "
        A parameter has two values on the same day, so that a report of that day could be judged by either. A value without
        a last day ends where the next begins; one with `until` must end before the next begins.",
    wrong: r#"parameter min_ratio "Lowest capital ratio" : percent {
  from 2025-01-01 until 2026-06-30 = 8 %
  from 2026-01-01 = 10 %
}

report capital "Capital" {
  form main {
    010 "Capital ratio" : percent
  }
  check enough "The capital ratio is {main.010}" {
    require main.010 >= min_ratio
  }
}"#,
    mended: r#"parameter min_ratio "Lowest capital ratio" : percent {
  from 2025-01-01 until 2025-12-31 = 8 %
  from 2026-01-01 = 10 %
}

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

pub(super) const BAD_KEY: Page = Page {
    explanation: "
        A line of a list is found by its key: `limits[\"A\"].020` is column 020 of the line whose key is A. The list must
        say which column, or which columns together, tell its lines apart, and there must be one value for each of them, of
        the key's type. Lines of two periods belong together by their key too, so that `previous` and `closing` need one.",
    wrong: r#"list limits "Limits by class" {
  010 "Class" : text
  020 "Limit" : EUR
}

form main {
  100 "Limit of class A" : EUR = limits["A"].020
}"#,
    mended: r#"list limits "Limits by class" {
  010 "Class" : text, key
  020 "Limit" : EUR
}

form main {
  100 "Limit of class A" : EUR = limits["A"].020
}"#,
    left_out: LeftOut::Report,
};
