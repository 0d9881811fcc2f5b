//! The formatter: one spelling, the same meaning, and nothing lost.

use positum_compiler::compile::compile;
use positum_grammar::format_text::format_text;
use positum_plan::plan::{Origin, Plan};
use std::path::{Path, PathBuf};

/// Gives all definitions of the project that can be read, package by package.
fn packages() -> Vec<Vec<PathBuf>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let definitions = |folder: &str| -> Vec<PathBuf> {
        let entries = std::fs::read_dir(root.join(folder)).unwrap().map(|entry| entry.unwrap().path());
        let mut files: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|ending| ending == "positum")).collect();
        files.sort();
        files
    };
    let alone = ["tests/rejected", "docs/examples"].into_iter().flat_map(definitions).map(|file| vec![file]);
    ["reports/lv_credit_unions", "reports/us_ncua_5300"].into_iter().map(definitions).chain(alone).collect()
}

fn texts(files: &[PathBuf]) -> Vec<String> {
    files.iter().map(|file| std::fs::read_to_string(file).unwrap()).collect()
}

/// Gives what a package means: its plan without the spelling of formulas, or the codes of what is wrong with it.
fn meaning(texts: &[String]) -> Result<Plan, Vec<&'static str>> {
    let compiled = compile(&texts.iter().map(String::as_str).collect::<Vec<_>>());
    let Some(mut plan) = compiled.plan else {
        let mut codes: Vec<&str> = compiled.diagnostics.iter().map(|diagnostic| diagnostic.code.number()).collect();
        codes.sort_unstable();
        return Err(codes);
    };
    let without_spelling = |origin: &mut Origin| {
        if let Origin::Formula { text, .. } = origin {
            text.clear();
        }
    };
    for id in plan.cells.ids() {
        without_spelling(&mut plan.cells[id].origin);
    }
    for id in plan.columns.ids() {
        without_spelling(&mut plan.columns[id].origin);
    }
    for id in plan.checks.ids() {
        plan.checks[id].text.clear();
    }
    Ok(plan)
}

#[test]
fn formatting_twice_changes_nothing_more() {
    for text in packages().iter().flat_map(|files| texts(files)) {
        if let Ok(once) = format_text(&text) {
            assert_eq!(format_text(&once).unwrap(), once);
        }
    }
}

#[test]
fn formatting_keeps_the_meaning() {
    for files in packages() {
        let before = texts(&files);
        let Ok(after) = before.iter().map(|text| format_text(text)).collect::<Result<Vec<String>, _>>() else { continue };
        assert!(meaning(&before) == meaning(&after), "{files:?}");
    }
}

#[test]
fn formatting_keeps_comments_and_strings() {
    let kept = |text: &str| -> Vec<String> {
        let comments = text.lines().filter_map(|line| line.split_once("# ")).map(|(_, comment)| comment.trim_end().to_owned());
        comments.chain(text.split('"').skip(1).step_by(2).map(str::to_owned)).collect()
    };
    for text in packages().iter().flat_map(|files| texts(files)) {
        if let Ok(formatted) = format_text(&text) {
            assert_eq!(kept(&formatted), kept(&text));
        }
    }
}

#[test]
fn all_spellings_of_an_operator_come_to_one() {
    let spelled = |formula: &str| {
        let text =
            format!("package p {{ language en }}\nreport r {{\n  form f {{\n    010 : EUR\n    020 : EUR\n    030 : EUR = {formula}\n  }}\n}}\n");
        format_text(&text).unwrap().lines().nth(5).unwrap().trim().to_owned()
    };
    for minus in ["-", "‐", "‑", "–", "—", "−"] {
        assert_eq!(spelled(&format!("010{minus}020")), "030 : EUR = 010 - 020");
    }
    for times in ["*", "×", "·", "x"] {
        assert_eq!(spelled(&format!("010{times}2")), "030 : EUR = 010 * 2");
    }
    for (other, one) in [("≤", "<="), ("≥", ">="), ("≠", "<>")] {
        assert_eq!(spelled(&format!("if 010{other}020 then 010 else 020")), format!("030 : EUR = if 010 {one} 020 then 010 else 020"));
    }
    assert_eq!(spelled("010+…+020"), "030 : EUR = 010 + ... + 020");
}
