//! The calendars of the packages in reports/: all hold the same text, and the days that were published.

use crate::support::{package, report_packages};
use jiff::civil::Date;
use positum_plan::calendar::Calendar;
use positum_plan::period::parse_date;
use positum_plan::working_days::{DayOff, SpecialDay};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What was published of a year: Good Friday, Easter Monday, substitute days, and days off with the days worked for them;
/// nothing of the last where none is known.
struct Published {
    year: i16,
    easter: [&'static str; 2],
    substitutes: &'static [&'static str],
    moved: Option<&'static [[&'static str; 2]]>,
}

const PUBLISHED: [Published; 4] = [
    Published {
        year: 2024,
        easter: ["2024-03-29", "2024-04-01"],
        substitutes: &["2024-05-06"],
        moved: Some(&[["2024-12-23", "2024-12-14"], ["2024-12-30", "2024-12-28"]]),
    },
    Published {
        year: 2025,
        easter: ["2025-04-18", "2025-04-21"],
        substitutes: &["2025-05-05"],
        moved: Some(&[["2025-05-02", "2025-05-10"], ["2025-11-17", "2025-11-08"]]),
    },
    Published {
        year: 2026,
        easter: ["2026-04-03", "2026-04-06"],
        substitutes: &[],
        moved: Some(&[["2026-01-02", "2026-01-17"], ["2026-06-22", "2026-06-27"]]),
    },
    Published { year: 2027, easter: ["2027-03-26", "2027-03-29"], substitutes: &[], moved: None },
];

/// Packages with a file of calendars.
fn packages() -> Vec<(String, PathBuf)> {
    let reports = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("reports");
    let files = report_packages().into_iter().map(|name| (name.clone(), reports.join(name).join("calendar.positum")));
    let packages: Vec<(String, PathBuf)> = files.filter(|(_, file)| file.is_file()).collect();
    assert!(packages.iter().any(|(name, _)| name == "lv_credit_unions"));
    packages
}

/// The text of each calendar of a file, from its first line to the bracket that closes it.
fn texts(file: &Path) -> BTreeMap<String, String> {
    let text = std::fs::read_to_string(file).unwrap();
    let declarations = text.split("\ncalendar ").skip(1);
    let named = |text: &str| (text.split_whitespace().next().unwrap().to_owned(), text.split("\n}").next().unwrap().to_owned());
    declarations.map(named).collect()
}

#[test]
fn copies_of_a_calendar_have_the_same_text() {
    let packages = packages();
    let original = texts(&packages.iter().find(|(name, _)| name == "lv_credit_unions").unwrap().1);
    assert_eq!(original.keys().collect::<Vec<_>>(), ["lv", "state"]);
    assert!(original.values().all(|text| text.lines().count() > 5), "{original:?}");
    for (package, file) in &packages {
        for (name, text) in texts(file).iter().filter(|(name, _)| original.contains_key(*name)) {
            assert_eq!(text, &original[name], "calendar {name} of {package} is another than that of lv_credit_unions");
        }
    }
}

fn date(text: &str) -> Date {
    parse_date(text).unwrap()
}

fn reason<'c>(calendar: &'c Calendar, day: &str) -> Option<DayOff<'c>> {
    calendar.day_off(date(day))
}

/// Days of a year that stand in for holidays, that are off for work on another day, and that are worked.
fn special(calendar: &Calendar, year: i16) -> [Vec<Date>; 3] {
    let (mut substitutes, mut off, mut worked) = (Vec::new(), Vec::new(), Vec::new());
    for (day, special) in calendar.special_days(year) {
        match special {
            SpecialDay::Off(DayOff::NextWorkingDay(..)) => substitutes.push(day),
            SpecialDay::Off(DayOff::Moved(_)) => off.push(day),
            SpecialDay::Worked(_) => worked.push(day),
            SpecialDay::Off(DayOff::Holiday(_) | DayOff::Weekend(_)) => {}
        }
    }
    [substitutes, off, worked]
}

#[test]
fn every_package_has_the_days_that_were_published() {
    for (name, _) in packages() {
        let plan = package(&name);
        let calendars = plan.calendars.iter().filter(|calendar| ["lv", "state"].contains(&calendar.name.as_str()));
        for calendar in calendars {
            PUBLISHED.iter().for_each(|published| has_published(calendar, published, &format!("{name}: {} in {}", calendar.name, published.year)));
        }
    }
}

fn has_published(calendar: &Calendar, published: &Published, what: &str) {
    let is_state = calendar.name == "state";
    let Some(moved) = published.moved.filter(|_| is_state).or((!is_state).then_some(&[])) else {
        // The Cabinet's order is not known: the calendar may not say that nothing is moved.
        assert!(!calendar.covers(Date::new(published.year, 1, 1).unwrap()), "{what}");
        return;
    };
    for day in published.easter {
        assert!(matches!(reason(calendar, day), Some(DayOff::Holiday(_))), "{what}: {day}");
    }
    let [substitutes, off, worked] = special(calendar, published.year);
    assert_eq!(substitutes, published.substitutes.iter().map(|day| date(day)).collect::<Vec<_>>(), "{what}");
    let sorted = |side: usize| {
        let mut days: Vec<Date> = moved.iter().map(|pair| date(pair[side])).collect();
        days.sort();
        days
    };
    assert_eq!([off, worked], [sorted(0), sorted(1)], "{what}");
    for [off, worked] in moved {
        let pair = matches!(reason(calendar, off), Some(DayOff::Moved(moved)) if moved.worked == date(worked));
        assert!(pair && reason(calendar, worked).is_none(), "{what}: {off}");
    }
}
