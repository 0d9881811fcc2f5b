//! What the README shows is what the program does.

use crate::program::{positum, root};
use positum_compiler::compile::compile;
use positum_runtime::evaluate::{EvaluationOptions, Evaluator};
use positum_runtime::language::Language;
use positum_runtime::read::{Format, ReadOptions, read_all};
use positum_runtime::render::table::{TableOptions, write_table};

fn readme() -> String {
    std::fs::read_to_string(root().join("README.md")).expect("there is a README")
}

/// Gives the blocks of the README in a language.
fn blocks(language: &str) -> Vec<String> {
    let fence = format!("```{language}\n");
    readme().split(&fence).skip(1).filter_map(|rest| rest.split("```").next()).map(str::to_owned).collect()
}

#[test]
fn the_definition_is_the_example() {
    let example = std::fs::read_to_string(root().join("docs/examples/capital.positum")).expect("the example is there");
    assert_eq!(blocks("positum"), vec![example]);
}

#[test]
fn the_output_is_what_the_program_prints() {
    let run = positum(&["eval", "docs/examples/capital.positum", "docs/examples/capital.json"]);
    let shown = blocks("text").into_iter().next().expect("the README shows output");
    // What keeps together on the screen need not in the README.
    assert!(run.stdout.replace('\u{a0}', " ").starts_with(&shown), "{}", run.stdout);
    assert_eq!(run.code, 1, "a breach of the law is a finding");
}

#[test]
fn the_error_is_what_the_compiler_says() {
    let message = blocks("text").into_iter().nth(1).expect("the README shows an error");
    let text = "package demo { language en }\nreport r {\n  form f {\n    010 : EUR\n    210 : count\n    220 : EUR = 010 + 210\n  }\n}\n";
    let run = crate::program::positum_with_input(&["check", "-"], text.as_bytes());
    assert!(run.stderr.starts_with(message.trim_end()), "{}", run.stderr);
}

#[test]
fn the_two_commands_do_their_work() {
    let commands = blocks("sh");
    assert!(commands.iter().any(|command| command.trim() == "cargo test --workspace"), "{commands:?}");
    let eval =
        commands.iter().find_map(|command| command.trim().strip_prefix("cargo run -- ").map(str::to_owned)).expect("one command evaluates a sample");
    let run = positum(&eval.split_whitespace().collect::<Vec<_>>());
    assert_eq!(run.code, 0, "{}", run.stderr);
    for pielikums in 1..=5 {
        assert!(run.stdout.contains(&format!("{pielikums}. pielikums")), "annex {pielikums}");
    }
}

#[test]
fn the_example_in_rust_works() -> Result<(), Box<dyn std::error::Error>> {
    let text = std::fs::read_to_string(root().join("docs/examples/capital.positum"))?;
    let definition = text.as_str();
    let json = std::fs::read_to_string(root().join("docs/examples/capital.json"))?;
    // `definition` and `json` are texts: `&str`.
    let compiled = compile(&[definition]);
    let Some(plan) = compiled.plan else { panic!("{:?}", compiled.diagnostics) };
    let submissions = read_all(json.as_bytes(), "capital.json", Format::Json, &plan, &ReadOptions::default())?;
    let evaluator = Evaluator::new(&plan, &EvaluationOptions::default())?;
    let mut shown = String::new();
    for submission in &submissions {
        let options = TableOptions { language: Language::English, width: 80, color: false };
        println!("{}", write_table(&plan, &evaluator.evaluate(submission), &options));
        shown = write_table(&plan, &evaluator.evaluate(submission), &options);
    }
    assert!(shown.contains("9.50"));
    let own = include_str!("readme.rs");
    for line in blocks("rust").concat().lines().map(str::trim).filter(|line| !line.is_empty()) {
        assert!(own.contains(line), "this line of the README is not tried here: {line}");
    }
    Ok(())
}

#[test]
fn the_submissions_shown_are_read() {
    let folder = tempfile::tempdir().expect("a folder for a moment");
    for (language, ending) in [("json", "json"), ("csv", "csv")] {
        for (index, block) in blocks(language).into_iter().enumerate() {
            let path = folder.path().join(format!("{index}.{ending}"));
            std::fs::write(&path, &block).expect("the file can be written");
            let run = positum(&["eval", "reports/lv_credit_unions", path.to_str().expect("a plain path"), "--format", "json"]);
            assert_eq!(run.code, 1, "required cells are missing, no more: {}", run.stderr);
            assert!(!run.stdout.contains("unknown_name"), "{}", run.stdout);
        }
    }
}

#[test]
fn the_test_passes() {
    let test = blocks("text").into_iter().find(|block| block.starts_with("test ")).expect("the README shows a test");
    let definition = std::fs::read_to_string(root().join("docs/examples/capital.positum")).expect("the example is there");
    let run = crate::program::positum_with_input(&["test", "-"], format!("{definition}{test}").as_bytes());
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
}

#[test]
fn cargo_run_means_the_program() {
    let arguments = ["metadata", "--no-deps", "--offline", "--format-version", "1"];
    let run = std::process::Command::new(env!("CARGO")).args(arguments).current_dir(root()).output().expect("cargo runs");
    let metadata: serde_json::Value = serde_json::from_slice(&run.stdout).expect("cargo tells of the workspace");
    let list = |value: &serde_json::Value| value.as_array().cloned().unwrap_or_default();
    let run_by_default = list(&metadata["workspace_default_members"]);
    let packages = list(&metadata["packages"]).into_iter().filter(|package| run_by_default.contains(&package["id"]));
    let targets = packages.flat_map(|package| list(&package["targets"]));
    let programs = targets.filter(|target| list(&target["kind"]).contains(&"bin".into())).map(|target| target["name"].clone());
    assert_eq!(programs.collect::<Vec<_>>(), ["positum"]);
}
