//! Holds the formulas against the evaluator: LibreOffice computes them, and every cell and every check must come out as
//! `positum eval` has it. Cases of all kinds stand beside each other in one workbook, so that it is started once.

mod book;
mod edges;
mod office;
mod packages;
mod samples;
mod submissions;

use super::NotLiveReason;
use book::Book;
use std::io::Write as _;

/// How many submissions of random values each package is tried with.
const RANDOM_SUBMISSIONS: u32 = 6;

#[test]
fn the_formulas_of_whole_packages_give_what_the_evaluator_gives() {
    let mut book = Book::default();
    for (name, plan, given, period) in samples::all() {
        let lines = submissions::last_line(&given) + 1;
        book.add_full(&name, plan, given, period, lines);
    }
    agree(&book);
}

#[test]
fn formulas_give_what_the_evaluator_gives() {
    let wrong: Vec<String> = packages::ALL.iter().chain(&edges::ALL).filter_map(|(name, text, _)| packages::mistakes(name, text)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let mut book = Book::default();
    let large = packages::large();
    assert_eq!(packages::mistakes("large", &large), None);
    for seed in 0..4 {
        let plan = packages::compiled(&large);
        let given = submissions::random(&plan, seed);
        book.add_full(&format!("large random {seed}"), plan, given, book::PERIOD.parse().unwrap(), submissions::LINES);
    }
    for (name, text, wanted) in packages::ALL.into_iter().chain(edges::ALL) {
        let plan = packages::compiled(text);
        for (number, given) in submissions::written(wanted).into_iter().enumerate() {
            book.add(&format!("{name} {number}"), plan.clone(), given);
        }
        for seed in 0..RANDOM_SUBMISSIONS {
            let given = submissions::random(&plan, seed);
            book.add_full(&format!("{name} random {seed}"), plan.clone(), given, book::PERIOD.parse().unwrap(), submissions::LINES);
        }
    }
    let wide = edges::wide_line();
    assert_eq!(packages::mistakes("wide", &wide), None);
    for (number, given) in submissions::written(edges::WIDE_LINE_CASES).into_iter().enumerate() {
        book.add(&format!("wide line {number}"), packages::compiled(&wide), given);
    }
    let (truths, cases) = edges::truth_words();
    assert_eq!(packages::mistakes("truth words", &truths), None);
    for (number, given) in submissions::written(&cases).into_iter().enumerate() {
        book.add(&format!("truth words {number}"), packages::compiled(&truths), given);
    }
    agree(&book);
}

#[test]
fn people_see_the_formula_that_is_printed_and_what_no_formula_can_tell_is_said() {
    let made = |name: &str| {
        let (_, text, _) = packages::ALL.into_iter().find(|(own, ..)| *own == name).unwrap();
        book::formulas(&packages::compiled(text))
    };
    let ratio = made("ratio");
    assert!(ratio.cells[0].1.contains(",ROUND(C3/(C1+C2)*100,2),"), "{}", ratio.cells[0].1);
    assert!(ratio.not_live.is_empty() && ratio.checks.iter().all(|check| check.place.is_ok()));
    let patterns = made("patterns");
    assert_eq!(patterns.not_live.iter().map(|(_, reason)| *reason).collect::<Vec<_>>(), [NotLiveReason::Pattern; 2]);
    assert!(matches!(patterns.checks[0].place, Err(NotLiveReason::Pattern)));
    assert_eq!(patterns.checks[0].looks_at.len(), 1);
}

#[test]
fn what_has_no_bound_of_decimals_is_compared_with_the_noise_of_its_size() {
    let made = book::formulas(&packages::compiled(edges::NOISE));
    let text = made.calculations.iter().map(|(_, formula)| formula.as_str()).collect::<Vec<_>>().join("\n");
    // Everything that is added up here is a cell, whose size counts.
    assert!(!text.contains(">1E-12"), "{text}");
    assert_eq!(text.matches("1E-14").count(), text.matches("1E-14*MAX(1,ABS(").count(), "{text}");
    // An option among many, a key, a comparison with zero, and two divisors.
    assert!(text.contains("SUMPRODUCT(1-(ROUND("), "{text}");
    assert_eq!(text.matches("1E-14*MAX(1,ABS(").count(), 5, "{text}");
}

#[test]
fn lines_that_are_held_against_too_many_others_are_not_computed() {
    assert_eq!(packages::mistakes("many lines", edges::MANY_LINES), None);
    let plan = packages::compiled(edges::MANY_LINES);
    let not_live = |lines: u32| {
        let made = book::formulas_of_lines(&plan, lines);
        made.not_live.iter().map(|(reference, reason)| (plan.cell_name(*reference), *reason)).collect::<Vec<_>>()
    };
    assert_eq!(not_live(1_000), []);
    let all = ["r.main.groups", "r.l:of_other", "r.g:k", "r.g:how_many"].map(|name| (name.to_owned(), NotLiveReason::TooManyLines));
    assert_eq!(not_live(1_001), all);
}

#[test]
fn working_days_are_not_counted_and_it_is_said_why() {
    let header = "package p \"P\" { language en }\ncalendar c \"C\" { 1 January \"N\" }\n";
    let text = "report r \"R\" {\nform main {\n d \"D\" : date\n e \"E\" : date = working_days_after(d, 8, c)\n f \"F\" : date = first_day\n check late { require e > d }\n}\n}";
    let plan = packages::compiled_whole(&format!("{header}{text}"));
    let made = book::formulas(&plan);
    let not_live: Vec<(String, NotLiveReason)> = made.not_live.iter().map(|(reference, reason)| (plan.cell_name(*reference), *reason)).collect();
    assert_eq!(not_live, [("r.main.e".to_owned(), NotLiveReason::WorkingDays)]);
    assert!(matches!(made.checks[0].place, Err(NotLiveReason::WorkingDays)));
}

#[test]
fn days_that_spreadsheets_count_differently_are_not_computed() {
    let text = "form main {\n d \"D\" : date\n early \"E\" : date = 1900-01-15\n before \"B\" : date = d - 40 days\n}";
    assert_eq!(packages::mistakes("early", text), None);
    let made = book::formulas(&packages::compiled(text));
    let has = |part: &str| made.calculations.iter().any(|(_, formula)| formula.contains(part));
    // What is filled in as a number and as a text, a day of the definition, and one that is computed.
    assert!(["'form'!$C$1>=61,", ")))>=61,", "IF(16<61,5,", "<61,"].into_iter().all(has), "{:?}", made.calculations);
}

fn agree(book: &Book) {
    let Some(differences) = book.differences() else {
        // Nobody reads what a test that passes prints, unless it is written past the test harness.
        std::io::stderr().write_all(b"skipped: LibreOffice is not installed, so that no formula of a form was computed\n").unwrap();
        return;
    };
    assert!(
        differences.is_empty(),
        "{} differences, of which the first are\n{}",
        differences.len(),
        differences[..differences.len().min(25)].join("\n")
    );
}
