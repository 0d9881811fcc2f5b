//! Pages on codelists with files and groups, and on what texts must be like.

use super::{LeftOut, Page};

pub(super) const CODELIST_FILE_MISSING: Page = Page {
    explanation: "
        A codelist may come from a CSV file in the package's folder, and that file is not there, is too large or cannot be
        read. Its name is written as it is seen from the folder. Files elsewhere on the disk are never read, so that the
        folder is the whole package: whoever is given it can compile it.",
    wrong: r#"codelist banks "Banks" from "../registers/banks.csv"

report deposits "Deposits" {
  list deposits {
    010 "Bank" : code banks, key
    020 "Amount" : EUR
  }
}"#,
    mended: r#"codelist banks "Banks" from "codelists/banks.csv"

report deposits "Deposits" {
  list deposits {
    010 "Bank" : code banks, key
    020 "Amount" : EUR
  }
}"#,
    left_out: LeftOut::Header,
};

pub(super) const CODELIST_FILE_CONTENT: Page = Page {
    explanation: "
        The first line of a file of codes names its columns: `code`, where codes stand under each other `parent`, and one
        for each language of the package; `label` is that of the main language. Each further line is one code. A code stands
        there once, and what it stands under is a code of the file too. In the first example the file has a code twice.",
    wrong: r#"codelist banks "Banks" from "codelists/code_twice.csv"

report deposits "Deposits" {
  list deposits {
    010 "Bank" : code banks, key
    020 "Amount" : EUR
  }
}"#,
    mended: r#"codelist banks "Banks" from "codelists/banks.csv"

report deposits "Deposits" {
  list deposits {
    010 "Bank" : code banks, key
    020 "Amount" : EUR
  }
}"#,
    left_out: LeftOut::Header,
};

pub(super) const GROUP_CODE: Page = Page {
    explanation: "
        A code that is declared with `group` only stands over others: no submission may have it in a cell. A comparison with
        it could never be true. What is meant is mostly any code under it, which is written with `in`.",
    wrong: r#"codelist sectors {
  "S.13" "General government" group {
    "S.1311" "Central government"
    "S.1313" "Local government"
  }
}

report loans "Loans" {
  list loans {
    010 "Sector" : code sectors
    020 "Amount" : EUR
  }
  form totals {
    public "Loans to general government" : EUR = sum(loans.020 where 010 = "S.13")
  }
}"#,
    mended: r#"codelist sectors {
  "S.13" "General government" group {
    "S.1311" "Central government"
    "S.1313" "Local government"
  }
}

report loans "Loans" {
  list loans {
    010 "Sector" : code sectors
    020 "Amount" : EUR
  }
  form totals {
    public "Loans to general government" : EUR = sum(loans.020 where 010 in "S.13")
  }
}"#,
    left_out: LeftOut::Header,
};

pub(super) const BAD_TEXT_LIMIT: Page = Page {
    explanation: "
        A text has at most 4,000 characters, and may be held to fewer. A pattern is a regular expression that the whole text
        fits: letters and digits stand for themselves, `[0-9]` is one of several, `{6}` says how often, `(a|b)` is one or the
        other, `.` is any sign, and a backslash stands before a sign that stands for itself. Here the pattern, or the number,
        cannot be read.",
    wrong: r#"010 "Registration number" : text matches "LV[0-9{11}""#,
    mended: r#"010 "Registration number" : text matches "LV[0-9]{11}""#,
    left_out: LeftOut::Form,
};

pub(super) const NOT_A_TEXT: Page = Page {
    explanation: "
        A pattern says how a text is spelled, and this is a number, a date, or true or false. Those have one spelling, and are
        compared. Personal and registration numbers are texts, even where they consist of digits.",
    wrong: r#"form main {
  010 "Registration number" : integer
}
check spelled "The registration number is {main.010}" {
  require main.010 matches "4[0-9]{10}"
}"#,
    mended: r#"form main {
  010 "Registration number" : text
}
check spelled "The registration number is {main.010}" {
  require main.010 matches "4[0-9]{10}"
}"#,
    left_out: LeftOut::Report,
};
