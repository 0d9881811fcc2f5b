//! Real figures: tables 7 to 17 of the Treasury's public annual report for 2024 (Valsts kases publiskais gada pārskats), as
//! programmes that are members of each other.
//!
//! Table 8 is the sum of 9 and 10, and table 7 that of 8 and 11 to 17. Table 7 prints as 4.2 what table 11 prints as 4.1.

use super::shown_groups::{Texts, consolidated};
use positum_runtime::consolidate::PartOfGroup;
use std::collections::BTreeMap;
use std::path::Path;

const PACKAGE: &str = r#"
package budget "Budžeta programmas" { language lv; precision EUR 0 }
report programme "Programma" {
  grid t "Finansējums un tā izlietojums" : EUR, blank = 0 {
    columns { p "Iepriekšējā gadā"; a "Apstiprināts"; z "Izpilde" }
    rows {
      1 "Finanšu resursi" = 1.1+1.2+1.3+1.4
      1.1 "Dotācija"; 1.2 "Maksas pakalpojumi"; 1.3 "Ārvalstu palīdzība"; 1.4 "Ziedojumi"
      2 "Izdevumi" = 2.1+2.2
      2.1 "Uzturēšanas izdevumi" = 2.1.1+2.1.2+2.1.3+2.1.4+2.1.5
      2.1.1 "Kārtējie"; 2.1.2 "Procenti"; 2.1.3 "Subsīdijas"; 2.1.4 "Maksājumi ES"; 2.1.5 "Transferti"
      2.2 "Kapitālieguldījumi"
      3 "Finansiālā bilance" = 1 - 2
      4 "Finansēšana" = 4.1 + 4.2
      4.1 "Naudas līdzekļi"; 4.2 "Akcijas"
    }
    check financed {
      for each column
      require 4 = -3
    }
  }
}
consolidation "Kopsavilkums" { source "Valsts kases 2024. gada pārskats, 7.–17. tabula" }
"#;

/// The rows that tables share, for which the sums are printed.
const ROWS: [&str; 15] = ["1", "1.1", "1.2", "1.3", "1.4", "2", "2.1", "2.1.1", "2.1.2", "2.1.3", "2.1.4", "2.1.5", "2.2", "3", "4"];

/// Gives the figures of a printed table: code to those of the three columns.
fn printed(table: usize) -> BTreeMap<String, [String; 3]> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("consolidation/treasury/table-{table:02}.csv"));
    let text = std::fs::read_to_string(path).expect("the table");
    let row = |line: &str| {
        let (rest, actual) = line.rsplit_once(',').expect("actual");
        let (rest, approved) = rest.rsplit_once(',').expect("approved");
        let (rest, previous) = rest.rsplit_once(',').expect("previous year");
        let code = rest.split(',').next().expect("a code");
        (code.to_owned(), [previous, approved, actual].map(str::to_owned))
    };
    text.lines().skip(1).map(row).collect()
}

fn members() -> String {
    let mut lines = String::new();
    for table in [9, 10, 11, 12, 13, 14, 15, 16, 17] {
        for (code, figures) in printed(table) {
            let code = if table == 11 && code == "4.1" { "4.2".to_owned() } else { code };
            for (column, figure) in ["p", "a", "z"].iter().zip(figures) {
                // Totals are given too: one that the formulas contradict would be a finding.
                lines.push_str(&format!("T{table},2024,programme,t,{code},{column},{figure}\n"));
            }
        }
    }
    lines
}

#[test]
fn all_ninety_relations_between_the_tables_hold() {
    let tree = "entity,parent\nT7,\nT8,T7\nT9,T8\nT10,T8\nT11,T7\nT12,T7\nT13,T7\nT14,T7\nT15,T7\nT16,T7\nT17,T7\n";
    let members = members();
    let shown = consolidated(PACKAGE, Texts { period: "2024", tree, members: &members, ..Texts::default() });
    let mut relations = 0;
    for (group, table) in [("T8", 8), ("T7", 7)] {
        let (printed, cells) = (printed(table), shown.cells(group, PartOfGroup::Consolidated));
        let zeros = || ["0", "0", "0"].map(str::to_owned);
        for row in ROWS {
            for (column, figure) in ["p", "a", "z"].iter().zip(printed.get(row).cloned().unwrap_or_else(zeros)) {
                assert_eq!(cells[&format!("t.{row}:{column}")].0, figure, "{group} {row}:{column}");
                relations += 1;
            }
        }
        if table == 7 {
            for (column, figure) in ["p", "a", "z"].iter().zip(printed["4.2"].clone()) {
                assert_eq!(cells[&format!("t.4.2:{column}")].0, figure, "4.2:{column}");
            }
        }
        assert!(shown.group(group).consolidated.checks.iter().all(|check| check.outcome.keyword() == "pass"));
    }
    assert_eq!(relations, 90);
    assert_eq!(shown.short_findings(), Vec::<String>::new());
}
