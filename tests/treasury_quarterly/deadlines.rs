//! Deadlines of the Treasury's quarterly report, as they are and as they would be with a calendar.

use super::PACKAGE;
use crate::support::{compiles, definitions, package};
use jiff::civil::Date;
use positum_plan::period::{Period, parse_date};
use positum_plan::plan::Plan;
use positum_runtime::calendar::{DueDay, due};
use positum_runtime::due_text::due_text;
use positum_runtime::language::Language;

/// What point 9 sets for the quarters of 2025 to 2027, and where that is a day off, the working day after it.
const DEADLINES: [(&str, &str, &str); 12] = [
    ("2025-Q1", "2025-04-25", "2025-04-25"),
    ("2025-Q2", "2025-07-25", "2025-07-25"),
    ("2025-Q3", "2025-10-25", "2025-10-27"),
    ("2025-Q4", "2026-02-28", "2026-03-02"),
    ("2026-Q1", "2026-04-25", "2026-04-27"),
    ("2026-Q2", "2026-07-25", "2026-07-27"),
    ("2026-Q3", "2026-10-25", "2026-10-26"),
    ("2026-Q4", "2027-02-28", "2027-03-01"),
    ("2027-Q1", "2027-04-25", "2027-04-26"),
    ("2027-Q2", "2027-07-25", "2027-07-26"),
    ("2027-Q3", "2027-10-25", "2027-10-25"),
    ("2027-Q4", "2028-02-28", "2028-02-28"),
];

fn date(text: &str) -> Date {
    parse_date(text).unwrap()
}

/// Gives the deadlines of all reports that have one, each day once.
fn due_on(plan: &Plan, period: &str) -> Vec<Date> {
    let period: Period = period.parse().unwrap();
    let reports = plan.reports.iter().filter(|report| report.period.is_none_or(|kind| kind == period.kind()));
    let mut days: Vec<Date> = reports
        .filter_map(|report| match due(plan, report, period) {
            Some(DueDay::On(day)) => Some(day.date),
            _ => None,
        })
        .collect();
    days.dedup();
    days
}

/// The package with a calendar named in each deadline.
fn with_calendar(calendar: &str) -> Plan {
    let quarters = "Q4 28 February of the next year }";
    let year = "due 28 February of the next year";
    let texts: Vec<String> = definitions(&format!("reports/{PACKAGE}"))
        .into_iter()
        .map(|(_, text)| {
            let text = text.replace(quarters, &format!("{quarters}, working days of {calendar}"));
            text.replace(&format!("{year}  #"), &format!("{year}, working days of {calendar}  #"))
        })
        .collect();
    compiles(&texts.concat())
}

#[test]
fn deadlines_are_those_of_point_9_and_do_not_shift() {
    let plan = package(PACKAGE);
    for (quarter, day, _) in DEADLINES {
        assert_eq!(due_on(&plan, quarter), [date(day)], "{quarter}");
    }
    assert_eq!(due_on(&plan, "2025"), [date("2026-02-28")]);
    assert_eq!(due_on(&plan, "2027"), [date("2028-02-28")]);
}

#[test]
fn with_a_calendar_eight_deadlines_until_2027_would_come_to_the_next_working_day() {
    let (lv, state) = (with_calendar("lv"), with_calendar("state"));
    for (quarter, day, working_day) in DEADLINES {
        // The calendars end with 2027 and 2026.
        if date(working_day) <= date("2027-12-31") {
            assert_eq!(due_on(&lv, quarter), [date(working_day)], "{quarter}");
        }
        if date(working_day) <= date("2026-12-31") {
            assert_eq!(due_on(&state, quarter), [date(working_day)], "{quarter}");
        } else {
            let report = state.reports.iter().find(|report| report.name == "general").unwrap();
            let said = due_text(&state, report, quarter.parse().unwrap(), Language::English).unwrap();
            assert!(said.contains("working days are not known"), "{quarter} {day}: {said}");
        }
    }
    assert_eq!(DEADLINES.iter().filter(|(_, day, working_day)| day != working_day).count(), 8);
    assert_eq!(due_on(&lv, "2025"), [date("2026-03-02")]);
}

#[test]
fn latvian_calendars_are_the_same_in_both_packages() {
    let calendars = |package: &str| {
        let text = definitions(&format!("reports/{package}")).into_iter().find(|(path, _)| path.ends_with("calendar.positum")).unwrap().1;
        text[text.find("# Whoever works").unwrap()..].to_owned()
    };
    assert_eq!(calendars(PACKAGE), calendars("lv_credit_unions"));
}
