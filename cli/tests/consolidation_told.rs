//! What `positum consolidate` says beside data, and of reports that are not in force.

use crate::program::positum;

const PACKAGE: &str = "package p \"P\" { language en; precision EUR 0 }
report old \"Old\" {
  valid until 2024-12-31
  form f { 010 \"Cash\" : EUR; check little \"Too much\" { require 010 <= 10 EUR } }
}
report other \"Other\" { form h { 010 \"X\" : EUR, optional } }
consolidation \"Group\" { reports old }
";

/// Runs it on two members with 6 each, for a period.
fn consolidate(period: &str, format: &str) -> crate::program::Run {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).expect("a file");
        path.to_str().expect("a plain path").to_owned()
    };
    let cell = |entity: &str| format!("{entity},{period},old,f,010,,6\n");
    let members = write("members.csv", &format!("entity,period,report,table,row,column,value\n{}{}", cell("A"), cell("B")));
    let (package, tree) = (write("p.positum", PACKAGE), write("tree.csv", "entity,parent\nG,\nA,G\nB,G\n"));
    positum(&["consolidate", &package, &members, "--entities", &tree, "--format", format, "--part", "consolidated", "--lang", "en"])
}

#[test]
fn what_fails_in_a_group_is_told_beside_data() {
    for format in ["csv", "xml"] {
        let run = consolidate("2024", format);
        assert_eq!((run.code, run.stderr.as_str()), (1, "G 2024: findings: 0, failed checks: 1, of which breaches: 0\n"), "{format}");
    }
}

#[test]
fn where_no_report_of_groups_is_in_force_nothing_is_consolidated() {
    let run = consolidate("2025", "csv");
    assert_eq!((run.code, run.stdout.as_str()), (64, ""));
    assert!(run.stderr.contains("none of the reports that groups have is in force for 2025"), "{}", run.stderr);
}
