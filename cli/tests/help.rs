//! The help is the manual: `docs/cli.md` is made of it.

use crate::program::{assert_file, positum, root};

const COMMANDS: [&str; 11] = ["check", "fmt", "compile", "eval", "batch", "test", "doc", "explain", "new", "completions", "man"];

#[test]
fn the_manual_is_the_help() {
    let mut page = String::from("# Command line\n\nMade from the program's help; `POSITUM_UPDATE=1 cargo test -p positum` writes it anew.\n");
    let mut add = |title: &str, arguments: &[&str]| {
        let run = positum(arguments);
        assert_eq!(run.code, 0, "{arguments:?}");
        let help: String = run.stdout.lines().map(|line| format!("{}\n", line.trim_end())).collect();
        page.push_str(&format!("\n## {title}\n\n```text\n{help}```\n"));
    };
    add("positum", &["--help"]);
    for command in COMMANDS {
        add(&format!("positum {command}"), &[command, "--help"]);
    }
    assert_file(&root().join("docs/cli.md"), &page);
}

#[test]
fn every_command_is_in_the_manual() {
    let help = positum(&["--help"]).stdout;
    let commands = help.split("Commands:").nth(1).and_then(|rest| rest.split("Options:").next()).expect("the help lists commands");
    let listed: Vec<&str> = commands.lines().filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help").collect();
    assert_eq!(listed, COMMANDS);
}

#[test]
fn help_fits_the_screen() {
    for command in COMMANDS {
        for line in positum(&[command, "--help"]).stdout.lines() {
            assert!(line.chars().count() <= 100, "{line}");
        }
    }
}

#[test]
fn the_manual_comes_in_other_forms() {
    let man = positum(&["man"]);
    assert!(man.stdout.contains(".TH positum") && man.stdout.contains("entity\\-column"), "{}", man.stdout);
    for shell in ["bash", "zsh", "fish"] {
        assert!(positum(&["completions", shell]).stdout.contains("positum"), "{shell}");
    }
}
