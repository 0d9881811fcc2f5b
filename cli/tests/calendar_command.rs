//! `positum calendar`, and what docs/calendar.md shows of it.

use crate::program::{Run, command, positum, positum_with_input, root, run};

const EXAMPLE: &str = "docs/examples/calendar/deadlines.positum";

/// Runs it with these arguments after the example.
fn calendar(arguments: &[&str]) -> Run {
    positum(&[&["calendar", EXAMPLE], arguments].concat())
}

#[test]
fn the_page_shows_what_comes_out() {
    let page = std::fs::read_to_string(root().join("docs/calendar.md")).unwrap();
    let blocks = |fence: &str| -> Vec<String> { page.split(fence).skip(1).map(|part| part.split("```").next().unwrap().to_owned()).collect() };
    let (commands, shown) = (blocks("```sh\n"), blocks("```text\n"));
    assert_eq!((commands.len(), shown.len()), (2, 2));
    for (command, shown) in commands.iter().zip(shown) {
        let arguments: Vec<&str> = command.split_whitespace().skip(1).collect();
        assert_eq!(positum(&arguments).stdout, shown);
    }
}

#[test]
fn the_ending_of_the_file_tells_the_format() {
    let folder = tempfile::tempdir().unwrap();
    let written = |name: &str| {
        let path = folder.path().join(name);
        let run = calendar(&["--year", "2026", "-o", path.to_str().unwrap()]);
        assert_eq!((run.code, run.stdout.as_str()), (0, ""), "{}", run.stderr);
        std::fs::read_to_string(path).unwrap()
    };
    assert!(written("due.csv").starts_with("due,weekday,report,"));
    assert!(written("due.json").starts_with("{\n  \"package\": \"deadlines\""));
    assert!(written("due.ICS").starts_with("BEGIN:VCALENDAR\r\n"));
    assert_eq!(written("due.txt"), calendar(&["--year", "2026"]).stdout);
    // What is said wins over the ending.
    let path = folder.path().join("other.csv");
    calendar(&["--year", "2026", "--format", "ics", "-o", path.to_str().unwrap()]);
    assert!(std::fs::read_to_string(path).unwrap().starts_with("BEGIN"));
}

#[test]
fn what_a_calendar_file_has_no_place_for_is_told() {
    let run = calendar(&["--year", "2026", "--format", "ics", "--remind", "1", "--remind", "3"]);
    assert_eq!(run.code, 0);
    assert_eq!(run.stderr, "List of depositors (depositors): due 8 working days after the deposits become unavailable\n");
    assert_eq!((run.stdout.matches("BEGIN:VEVENT").count(), run.stdout.matches("BEGIN:VALARM").count()), (5, 10));
    // Periods before 2025 are not of the package; of 2027 the calendar of state institutions says nothing.
    let run = calendar(&["--year", "2025", "--format", "csv", "--lang", "lv"]);
    assert_eq!(run.stderr, "Pakete ir par periodiem, kas beidzas no 01.01.2025., tāpēc 2 termiņi nav iekļauti.\n");
    let run = calendar(&["--year", "2027", "--holidays", "--format", "csv"]);
    assert!(run.stderr.starts_with("Working days of state institutions: Of these days the calendar says nothing"), "{}", run.stderr);
}

#[test]
fn the_year_must_be_said_and_be_one() {
    for (arguments, said) in [
        (vec![], "--year"),
        (vec!["--year", "1899"], "1899"),
        (vec!["--year", "3000"], "3000"),
        (vec!["--year", "26x"], "26x"),
        (vec!["--year", "2026", "--from", "2026-01-01", "--until", "2026-02-01"], "--from"),
        (vec!["--from", "2026-01-01"], "--until"),
        (vec!["--until", "2026-01-01"], "--from"),
        (vec!["--from", "2026-13-01", "--until", "2026-12-31"], "write a day from 1900-01-01"),
        (vec!["--from", "2026-01-01", "--until", "3000-01-01"], "write a day from 1900-01-01"),
        (vec!["--from", "2026-02-01", "--until", "2026-01-31"], "before --from"),
        (vec!["--from", "2026-02-01", "--until", "2036-02-02"], "more than ten years"),
        (vec!["--year", "2026", "--remind", "3"], "give --format ics"),
        (vec!["--year", "2026", "--format", "ics", "--remind", "367"], "367"),
        (vec!["--year", "2026", "--report", "nothing"], "the package's reports are claims, holdings, depositors"),
        (vec!["--year", "2026", "--holidays=lv"], "the package's calendars are public, state"),
        (vec!["--year", "2026", "--holidays", "--report", "claims"], "--report"),
    ] {
        let run = calendar(&arguments);
        assert_eq!((run.code, run.stdout.as_str()), (64, ""), "{arguments:?}");
        assert!(run.stderr.contains(said), "{arguments:?}: {}", run.stderr);
    }
    assert_eq!(calendar(&["--from", "2026-02-01", "--until", "2036-02-01"]).code, 0);
    let run = positum(&["calendar", "docs/examples/capital.positum", "--year", "2026", "--holidays=lv"]);
    assert!(run.code == 64 && run.stderr.contains("the package has no calendar"), "{}", run.stderr);
}

#[test]
fn a_package_without_reports_or_deadlines_says_so() {
    let header = "package p \"P\" {\n  language en\n}\n";
    let run = positum_with_input(&["calendar", "-", "--year", "2026"], header.as_bytes());
    assert!(run.code == 0 && run.stdout.contains("The package has no reports."), "{}{}", run.stdout, run.stderr);
    let text = format!("{header}report r \"R\" {{\n  period year\n  form f {{ a : count }}\n}}\n");
    let run = positum_with_input(&["calendar", "-", "--year", "2026"], text.as_bytes());
    assert!(run.stdout.contains("No deadline falls on these days.") && run.stdout.contains("does not say when it is due"), "{}", run.stdout);
    let run = positum_with_input(&["calendar", "-", "--year", "2026"], b"package");
    assert_eq!(run.code, 2);
}

#[test]
fn the_table_is_latvian_where_that_is_asked_for_and_the_same_each_time() {
    let run_in = |zone: &str| run(command(&["calendar", EXAMPLE, "--year", "2026", "--lang", "lv"]).env("TZ", zone).output().unwrap()).stdout;
    let table = run_in("Europe/Riga");
    for words in ["Pārskatu iesniegšanas termiņi 2026. gadā", "02.03.2026.", "pirmdiena", "28.02.2026. ir", "Bez datuma", "kalendārs state"] {
        assert!(table.contains(words), "{words}\n{table}");
    }
    assert_eq!(table, run_in("Pacific/Auckland"));
}
