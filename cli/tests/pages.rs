//! `positum eval --format html`, `--format markdown` and `--template`.

use crate::program::{positum, root};

const PACKAGE: &str = "docs/examples/capital.positum";
const SUBMISSION: &str = "docs/examples/capital.json";

/// Evaluates the example with a template in a file for a moment.
fn with_template(template: &str, arguments: &[&str]) -> crate::program::Run {
    let folder = tempfile::tempdir().expect("a folder for a moment");
    let path = folder.path().join("my.hbs");
    std::fs::write(&path, template).expect("the file can be written");
    let given = ["eval", PACKAGE, SUBMISSION, "--template", path.to_str().expect("a plain path")];
    positum(&[&given, arguments].concat())
}

#[test]
fn a_page_goes_to_a_file_whole() {
    let folder = tempfile::tempdir().expect("a folder for a moment");
    let path = folder.path().join("page.html");
    let run = positum(&["eval", PACKAGE, SUBMISSION, "--format", "html", "--lang", "lv", "-o", path.to_str().expect("a plain path")]);
    // The example breaks a limit, and says so.
    assert_eq!((run.code, run.stdout.as_str()), (1, ""));
    let page = std::fs::read_to_string(&path).expect("the page");
    assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"lv\">") && page.ends_with("</html>\n"));
    assert!(page.contains("9,50") && page.contains("pārkāpums") && page.contains("Kā aprēķināts"));
}

#[test]
fn markdown_has_a_short_name() {
    let [long, short] = ["markdown", "md"].map(|format| positum(&["eval", PACKAGE, SUBMISSION, "--format", format, "--lang", "en"]));
    assert!(long.stdout.contains("| Own funds | 030 | 190,000 |"), "{}", long.stdout);
    assert_eq!(long.stdout, short.stdout);
}

#[test]
fn several_submissions_make_one_page() {
    let run = positum(&["eval", "reports/lv_credit_unions", "reports/lv_credit_unions/samples/all.csv", "--format", "html"]);
    assert_eq!(run.stdout.matches("<article").count(), 12);
    assert_eq!(run.stdout.matches("<html").count(), 1);
}

#[test]
fn a_template_is_filled() {
    let run = with_template("{{#each submissions}}{{entity}} {{period}}{{/each}}\n", &["--format", "html", "--lang", "en"]);
    assert_eq!((run.code, run.stdout.as_str()), (1, "Example 1st quarter of 2025\n"));
}

#[test]
fn a_bad_template_is_told_with_its_place() {
    let run = with_template("a\n  {{entty}}", &["--format", "html", "--lang", "en"]);
    assert_eq!((run.code, run.stdout.as_str()), (3, ""));
    assert!(run.stderr.contains("my.hbs:2:3: there is no name `entty`; similar ones are `entity`"), "{}", run.stderr);
    let deep = format!("{}{}", "{{#if several}}".repeat(5000), "{{/if}}".repeat(5000));
    let run = with_template(&deep, &["--format", "markdown", "--lang", "lv"]);
    assert_eq!(run.code, 3);
    assert!(run.stderr.contains("my.hbs:1:361: bloki ir cits citā dziļāk par 24 līmeņiem"), "{}", run.stderr);
}

#[test]
fn a_template_needs_a_format_that_has_one() {
    for format in [&[][..], &["--format", "json"]] {
        let run = with_template("", format);
        assert_eq!(run.code, 64);
        assert!(run.stderr.contains("--format html"), "{}", run.stderr);
    }
    let run = positum(&["eval", PACKAGE, SUBMISSION, "--format", "html", "--template", "no/such/file.hbs"]);
    assert_eq!(run.code, 3);
    assert!(root().join(PACKAGE).exists());
}
