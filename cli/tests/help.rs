//! The help is the manual: `docs/cli.md` is made of it.

use crate::program::{Run, assert_file, command, positum, root, run};

const COMMANDS: &[&str] = &[
    "check",
    "fmt",
    "compile",
    "test",
    "generate",
    "analyse",
    "diff",
    "eval",
    "explain",
    "batch",
    "consolidate",
    "template",
    "schema",
    "doc",
    "calendar",
    "new",
    "completions",
    "man",
];

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
    // A text that goes on in the next line stands further in.
    let names = commands.lines().filter(|line| !line.starts_with("   "));
    let listed: Vec<&str> = names.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help").collect();
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

fn in_latvian(arguments: &[&str]) -> Run {
    run(command(arguments).env("LC_ALL", "lv_LV.UTF-8").output().expect("the program starts"))
}

#[test]
fn help_is_in_latvian_where_the_environment_is() {
    let english =
        ["Usage", "Options", "Arguments", "Commands", "Possible values", "[default", "Print ", "Exit codes", "may be repeated", "where left out"];
    let helps = COMMANDS.iter().map(|command| vec![*command, "--help"]).chain(COMMANDS.iter().map(|command| vec![*command, "-h"]));
    for arguments in helps.chain([vec!["--help"], vec!["-h"]]) {
        let help = in_latvian(&arguments).stdout;
        assert!(help.contains("Lietojums: positum"), "{help}");
        let left = english.iter().find(|word| help.contains(*word));
        assert_eq!(left, None, "{help}");
    }
}

#[test]
fn wrong_usage_is_told_in_latvian_with_what_to_write() {
    let said = |arguments: &[&str]| {
        let run = in_latvian(arguments);
        assert_eq!((run.code, run.stdout.as_str()), (64, ""), "{arguments:?}");
        run.stderr
    };
    assert!(said(&["evall"]).contains("nav tādas komandas `evall`"));
    assert!(said(&["evall"]).contains("varbūt domāts `eval`"));
    assert!(said(&["eval", "a"]).contains("nav norādīts: `<SUBMISSION>`"));
    assert!(said(&["eval", "a", "b", "--format", "pdf"]).contains("`table`, `csv`, `json`"));
    assert!(said(&["check", "a", "--alow", "P0607"]).contains("varbūt domāts `--allow`"));
    assert!(said(&["check", "a", "--message-format"]).contains("nav norādīta vērtība"));
    assert!(said(&[]).contains("Komandas:"));
}
