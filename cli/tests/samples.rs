//! The twelve credit-union submissions give exactly what was worked out for them.

use crate::program::{positum, root};
use std::path::Path;

const FOLDER: &str = "reports/lv_credit_unions/samples";

/// Gives the lines of a CSV after its header, with their first fields alone.
fn lines(path: &Path, fields: usize) -> Vec<String> {
    let text = std::fs::read_to_string(path).expect("the file is there");
    let mut lines: Vec<String> = text.lines().skip(1).map(|line| line.split(',').take(fields).collect::<Vec<_>>().join(",")).collect();
    lines.sort();
    lines
}

/// Evaluates a sample into a folder for a moment.
fn evaluated(sample: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder for a moment");
    let output = folder.path().to_str().expect("a plain path");
    positum(&["eval", "reports/lv_credit_unions", &format!("{FOLDER}/{sample}.json"), "--format", "csv", "-o", output]);
    folder
}

fn samples() -> impl Iterator<Item = String> {
    (1..=12).map(|number| format!("{number:02}"))
}

#[test]
fn every_cell_has_its_value_and_state() {
    for sample in samples() {
        let folder = evaluated(&sample);
        let found = std::fs::read_to_string(folder.path().join("cells.csv")).expect("cells are written");
        let expected = std::fs::read_to_string(root().join(FOLDER).join(format!("{sample}.expected.csv"))).expect("the sample is there");
        assert!(found.lines().eq(expected.lines()), "sample {sample}");
    }
}

#[test]
fn every_finding_stands_at_its_cell_and_there_are_no_others() {
    for sample in samples() {
        let folder = evaluated(&sample);
        let found = lines(&folder.path().join("findings.csv"), 7);
        assert_eq!(found, lines(&root().join(FOLDER).join(format!("{sample}.findings.csv")), 7), "sample {sample}");
    }
}

#[test]
fn every_check_that_is_listed_has_its_outcome() {
    for sample in samples() {
        let folder = evaluated(&sample);
        let found = lines(&folder.path().join("checks.csv"), 8);
        for expected in lines(&root().join(FOLDER).join(format!("{sample}.checks.csv")), 8) {
            assert!(found.contains(&expected), "sample {sample}: {expected}");
        }
    }
}

#[test]
fn the_first_ten_fail_no_check() {
    for sample in samples().take(10) {
        let folder = evaluated(&sample);
        let failed: Vec<String> = lines(&folder.path().join("checks.csv"), 8).into_iter().filter(|line| line.contains(",fail,")).collect();
        assert!(failed.is_empty(), "sample {sample}: {failed:?}");
    }
}
