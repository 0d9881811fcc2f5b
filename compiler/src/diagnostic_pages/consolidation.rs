//! Pages of the diagnostics about consolidation.

use super::{LeftOut, Page};

pub(super) const CONSOLIDATED_CELL: Page = Page {
    explanation: "
        What a group reports is added up from what its members filled in; its totals and ratios follow by their formulas. So
        a consolidation names cells that are filled in, of reports that are consolidated, and never the key of a list. A cell
        is named with its table, as `main.010`; a row of a grid stands for all its input cells, and no name stands for a
        whole table.",
    wrong: r#"report capital "Capital" {
  form main {
    010 "Own funds" : EUR
    020 "Liabilities" : EUR
    030 "Total" : EUR = 010 + 020
  }
}
consolidation "Group" {
  eliminate balances "Mutual balances" {
    main.010 against main.030
  }
}"#,
    mended: r#"report capital "Capital" {
  form main {
    010 "Own funds" : EUR
    020 "Liabilities" : EUR
    030 "Total" : EUR = 010 + 020
  }
}
consolidation "Group" {
  eliminate balances "Mutual balances" {
    main.010 against main.020
  }
}"#,
    left_out: LeftOut::Header,
};

pub(super) const CONSOLIDATED_TWICE: Page = Page {
    explanation: "
        Of each cell it must be clear what a group does with it. A cell in which members must agree is not added up, and
        nothing of it is eliminated. A cell stands on one side of an elimination, and on that side of one line alone: else it
        would not be clear against what an amount in it stands.",
    wrong: r#"report capital "Capital" {
  form main {
    010 "Claims" : EUR
    020 "Liabilities" : EUR
    030 "Other liabilities" : EUR
  }
}
consolidation "Group" {
  eliminate balances "Mutual balances" {
    main.010 against main.020
    main.010 against main.030
  }
}"#,
    mended: r#"report capital "Capital" {
  form main {
    010 "Claims" : EUR
    020 "Liabilities" : EUR
    030 "Other liabilities" : EUR
  }
}
consolidation "Group" {
  eliminate balances "Mutual balances" {
    main.010 against main.020, main.030
  }
}"#,
    left_out: LeftOut::Header,
};

pub(super) const ENDLESS_LEVEL: Page = Page {
    explanation: "
        A level says on which levels the members of its entities are. Followed down, they must end: an entity cannot be a
        member of itself.",
    wrong: r#"report capital "Capital" {
  form main {
    010 "Own funds" : EUR
  }
}
consolidation "Group" {
  level institution "Institution" of ministry
  level ministry "Ministry" of institution
}"#,
    mended: r#"report capital "Capital" {
  form main {
    010 "Own funds" : EUR
  }
}
consolidation "Group" {
  level institution "Institution"
  level ministry "Ministry" of institution
}"#,
    left_out: LeftOut::Header,
};

pub(super) const NOT_ADDED_UP: Page = Page {
    explanation: "
        Amounts and counts of members are added up without being named. Of numbers without a unit and of days only the author
        knows whether a sum means something: these are named with `add`. Texts, codes, dates, rates and ratios have no sum; the
        ratio of a group is computed from its sums. What is not added up, nothing can be eliminated of.",
    wrong: r#"report capital "Capital" {
  form main {
    010 "Own funds" : EUR
    020 "Shares" : integer
  }
}
consolidation "Group" {
  add main.010, main.020
}"#,
    mended: r#"report capital "Capital" {
  form main {
    010 "Own funds" : EUR
    020 "Shares" : integer
  }
}
consolidation "Group" {
  add main.020
}"#,
    left_out: LeftOut::Header,
};

pub(super) const NOTHING_TO_ADD: Page = Page {
    explanation: "
        A report that groups have, and in which nothing is added up, holds only what all members have in common. Mostly it was
        listed by mistake, or its numbers without a unit are not named with `add`.",
    wrong: r#"report capital "Capital" {
  form main {
    010 "Own funds" : EUR
  }
}
report general "General information" {
  form sheet {
    010 "Chairman" : text
  }
}
consolidation "Group" {
  reports capital, general
}"#,
    mended: r#"report capital "Capital" {
  form main {
    010 "Own funds" : EUR
  }
}
report general "General information" {
  form sheet {
    010 "Chairman" : text
  }
}
consolidation "Group" {
  reports capital
}"#,
    left_out: LeftOut::Header,
};
