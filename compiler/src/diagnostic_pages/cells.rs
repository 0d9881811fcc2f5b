//! Pages of mistakes in the formulas of cells: P04.

use super::{LeftOut, Page};

pub(super) const DEFINED_TWICE: Page = Page {
    explanation: "
        In a grid a row's formula and a column's formula meet in one cell. Where both always give the same value, as in the
        total of all totals, nothing is said. Here they can differ: in the example row 300 takes column 010 with the pledged
        assets in it, while column 010 of row 300 adds up cells without them, because they are crossed out there. Decide
        which of the two computes the cell, and write `overrides columns` in the row or `overrides rows` in the column.",
    wrong: r#"grid ladder : EUR, blank = 0 {
  columns {
    010 "Total" = 020+030
    020 "Up to 30 days"
    030 "Pledged"
  }
  rows {
    100 "Assets"
    200 "Liabilities"
    300 "Net position (100–200)"  x 030  = 100–200
  }
}"#,
    mended: r#"grid ladder : EUR, blank = 0 {
  columns {
    010 "Total" = 020+030
    020 "Up to 30 days"
    030 "Pledged"
  }
  rows {
    100 "Assets"
    200 "Liabilities"
    300 "Net position (100–200)"  x 030  overrides columns = 100–200
  }
}"#,
    left_out: LeftOut::Report,
};

pub(super) const X_CELL: Page = Page {
    explanation: "
        A cell marked x is crossed out in the printed form: it does not exist and never has a value. Sums pass over it, but
        it cannot be named by itself, nor multiplied, divided or compared. Either another cell is meant, or the mark is
        wrong.",
    wrong: r#"grid assets : EUR {
  columns {
    020 "On demand"
    030 "Up to 7 days"
  }
  rows {
    110 "Cash on hand"  x 030
    140 "Loans"
  }
}
check cash "There is no cash" {
  require assets.110:030 > 0
}"#,
    mended: r#"grid assets : EUR {
  columns {
    020 "On demand"
    030 "Up to 7 days"
  }
  rows {
    110 "Cash on hand"  x 030
    140 "Loans"
  }
}
check cash "There is no cash" {
  require assets.110:020 > 0
}"#,
    left_out: LeftOut::Report,
};

pub(super) const ONLY_X_CELLS: Page = Page {
    explanation: "
        A formula would fill this cell, but all cells that it speaks of are marked x there. Nothing can be computed from
        nothing, and a zero would claim that something was added up. The cell does not apply either, and says so with an
        x mark of its own.",
    wrong: r#"grid assets : EUR {
  columns {
    020 "On demand"
    030 "Up to 7 days"
  }
  rows {
    100 "Cash in all (110+120)" = 110+120
    110 "Cash on hand"  x 030
    120 "Cash in machines"  x 030
  }
}"#,
    mended: r#"grid assets : EUR {
  columns {
    020 "On demand"
    030 "Up to 7 days"
  }
  rows {
    100 "Cash in all (110+120)"  x 030  = 110+120
    110 "Cash on hand"  x 030
    120 "Cash in machines"  x 030
  }
}"#,
    left_out: LeftOut::Report,
};

pub(super) const CYCLE: Page = Page {
    explanation: "
        To compute the first of these cells the second is needed, and so on, until the first is needed again. A spreadsheet
        would go round and round, or show whatever it had last. The message shows the way round, cell by cell. One of them
        must be filled in by the reporting institution, or computed from other cells.",
    wrong: r#"100 "Own funds" : EUR = 300-200
200 "Deductions" : EUR
300 "Own funds before deductions" : EUR = 100+200"#,
    mended: r#"100 "Own funds" : EUR = 300-200
200 "Deductions" : EUR
300 "Own funds before deductions" : EUR"#,
    left_out: LeftOut::Form,
};

pub(super) const OUTSIDE_RUNNING_SUM: Page = Page {
    explanation: "
        A running sum gives each column the sum of all columns up to it, over the columns that are named after `over`. This
        row has cells in other columns too, and for those the formula says nothing. Mark them x, or give the column a
        formula of its own.",
    wrong: r#"grid ladder : EUR {
  columns {
    010 "Total" = 020+030
    020 "Up to 7 days"
    030 "Up to 30 days"
    040 "Pledged"
  }
  rows {
    300 "Net position"
    400 "Cumulative position"  = running sum of 300 over 020..030
  }
}"#,
    mended: r#"grid ladder : EUR {
  columns {
    010 "Total" = 020+030
    020 "Up to 7 days"
    030 "Up to 30 days"
    040 "Pledged"
  }
  rows {
    300 "Net position"
    400 "Cumulative position"  x 010, 040  = running sum of 300 over 020..030
  }
}"#,
    left_out: LeftOut::Report,
};

pub(super) const EQUAL_CODE_MISSING: Page = Page {
    explanation: "
        A row's formula that names a row of another grid takes it in the column of the same code. Here the own grid has a
        column that the other does not, and for its cell the formula has nothing to take. Mark the cell x, or name one
        cell by row and column.",
    wrong: r#"grid assets : EUR {
  columns {
    020 "On demand"
    030 "Up to 7 days"
  }
  rows {
    100 "Total assets"
  }
}
grid liabilities : EUR {
  columns {
    020 "On demand"
    030 "Up to 7 days"
    090 "Secured borrowing"
  }
  rows {
    200 "Total liabilities"
    300 "Net position"  = assets.100-200
  }
}"#,
    mended: r#"grid assets : EUR {
  columns {
    020 "On demand"
    030 "Up to 7 days"
  }
  rows {
    100 "Total assets"
  }
}
grid liabilities : EUR {
  columns {
    020 "On demand"
    030 "Up to 7 days"
    090 "Secured borrowing"
  }
  rows {
    200 "Total liabilities"
    300 "Net position"  x 090  = assets.100-200
  }
}"#,
    left_out: LeftOut::Report,
};
