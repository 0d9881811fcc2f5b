//! Working days and deadlines: what a calendar has off, how deadlines come to working days, and how long reports are kept.

use super::support::{HEADER, compiles, package, rejects, rejects_saying};
use jiff::civil::Date;
use positum_plan::calendar::{Calendar, DayOfMonth, DayOfYear, Deadline, HolidayRule, Retention, Weekday};
use positum_plan::period::{Period, parse_date};
use positum_plan::plan::{CalendarId, Plan, ReportId};
use positum_plan::plan_file::{PlanFileError, read_plans, write_plans};
use positum_plan::working_days::{DayOff, SpecialDay};
use positum_runtime::calendar::{DueDay, due};
use positum_runtime::due_text::due_text;
use positum_runtime::language::Language;

fn date(text: &str) -> Date {
    parse_date(text).unwrap()
}

fn calendar<'p>(plan: &'p Plan, name: &str) -> &'p Calendar {
    plan.calendars.iter().find(|calendar| calendar.name == name).unwrap()
}

/// Days of a year for a reason: `NextWorkingDay` for those that stand in for a holiday on a weekend.
fn next_working_days(calendar: &Calendar, year: i16) -> Vec<String> {
    let days = calendar.special_days(year).into_iter();
    days.filter(|(_, day)| matches!(day, SpecialDay::Off(DayOff::NextWorkingDay(..)))).map(|(day, _)| day.to_string()).collect()
}

/// Moved days of a year, as `off ← worked`.
fn moved_days(calendar: &Calendar, year: i16) -> Vec<String> {
    let days = calendar.special_days(year).into_iter();
    days.filter_map(|(day, special)| match special {
        SpecialDay::Off(DayOff::Moved(moved)) => Some(format!("{day} ← {}", moved.worked)),
        SpecialDay::Off(DayOff::Holiday(_) | DayOff::NextWorkingDay(..) | DayOff::Weekend(_)) | SpecialDay::Worked(_) => None,
    })
    .collect()
}

fn worked_days(calendar: &Calendar, year: i16) -> Vec<String> {
    let days = calendar.special_days(year).into_iter();
    days.filter(|(_, day)| matches!(day, SpecialDay::Worked(_))).map(|(day, _)| day.to_string()).collect()
}

#[test]
fn latvian_holidays_are_those_of_the_law() {
    let plan = package("lv_credit_unions");
    let lv = calendar(&plan, "lv");
    let holidays = |year: i16| -> Vec<String> {
        let days = lv.special_days(year).into_iter();
        days.filter(|(_, day)| matches!(day, SpecialDay::Off(DayOff::Holiday(_)))).map(|(day, _)| day.to_string().split_off(5)).collect()
    };
    // Good Friday, Easter Monday, Mother's Day and Pentecost by the year; Easter Sunday is the day before Easter Monday.
    for (year, friday, sunday, monday, mothers_day, pentecost) in [
        (2024, "03-29", "03-31", "04-01", "05-12", "05-19"),
        (2025, "04-18", "04-20", "04-21", "05-11", "06-08"),
        (2026, "04-03", "04-05", "04-06", "05-10", "05-24"),
        (2027, "03-26", "03-28", "03-29", "05-09", "05-16"),
    ] {
        let mut wanted = vec![
            "01-01",
            "05-01",
            "05-04",
            "06-23",
            "06-24",
            "11-18",
            "12-24",
            "12-25",
            "12-26",
            "12-31",
            friday,
            sunday,
            monday,
            mothers_day,
            pentecost,
        ];
        wanted.sort_unstable();
        assert_eq!(holidays(year), wanted, "{year}");
    }
}

#[test]
fn latvian_days_for_holidays_on_weekends_are_those_published() {
    let plan = package("lv_credit_unions");
    let days: [(i16, &[&str]); 5] =
        [(2023, &["2023-07-10", "2023-11-20"]), (2024, &["2024-05-06"]), (2025, &["2025-05-05"]), (2026, &[]), (2027, &[])];
    for (year, wanted) in days {
        assert_eq!(next_working_days(calendar(&plan, "lv"), year), wanted);
    }
    for (year, wanted) in &days[1..4] {
        assert_eq!(next_working_days(calendar(&plan, "state"), *year), *wanted);
    }
}

#[test]
fn latvian_moved_days_are_those_published_and_of_state_institutions_alone() {
    let plan = package("lv_credit_unions");
    let (lv, state) = (calendar(&plan, "lv"), calendar(&plan, "state"));
    for (year, wanted, worked) in [
        (2024, ["2024-12-23 ← 2024-12-14", "2024-12-30 ← 2024-12-28"], ["2024-12-14", "2024-12-28"]),
        (2025, ["2025-05-02 ← 2025-05-10", "2025-11-17 ← 2025-11-08"], ["2025-05-10", "2025-11-08"]),
        (2026, ["2026-01-02 ← 2026-01-17", "2026-06-22 ← 2026-06-27"], ["2026-01-17", "2026-06-27"]),
    ] {
        assert_eq!(moved_days(state, year), wanted);
        assert_eq!(worked_days(state, year), worked);
        assert!(moved_days(lv, year).is_empty() && worked_days(lv, year).is_empty());
    }
    assert_eq!(lv.day_off(date("2026-01-02")), None);
    assert!(lv.day_off(date("2026-01-17")).is_some());
    assert!(state.day_off(date("2026-01-02")).is_some());
    assert_eq!(state.day_off(date("2026-01-17")), None);
    assert!(!state.covers(date("2027-01-01")) && lv.covers(date("2027-01-01")));
}

#[test]
fn the_fifteenth_is_a_working_day_after_every_quarter_to_the_end_of_2027() {
    let plan = package("lv_credit_unions");
    let lv = calendar(&plan, "lv");
    for year in 2025..=2027 {
        for month in [1, 4, 7, 10] {
            let day = Date::new(year, month, 15).unwrap();
            assert_eq!(lv.working_day_on_or_after(day), Some(day));
        }
    }
}

#[test]
fn the_first_working_days_of_a_latvian_may_follow_its_holidays() {
    let plan = package("lv_credit_unions");
    let (lv, state) = (calendar(&plan, "lv"), calendar(&plan, "state"));
    // May 2025: Thursday 1 is off, Friday 2 worked in general and moved by the state, Monday 5 off for Sunday 4.
    assert_eq!(lv.working_day_of_month(date("2025-05-20"), 1), Some(date("2025-05-02")));
    assert_eq!(lv.working_day_of_month(date("2025-05-20"), 2), Some(date("2025-05-06")));
    assert_eq!(state.working_day_of_month(date("2025-05-20"), 1), Some(date("2025-05-06")));
    // The state works on Saturday 10 May: 6, 7, 8, 9, 10.
    assert_eq!(state.working_day_of_month(date("2025-05-20"), 5), Some(date("2025-05-10")));
    // Eight working days after Tuesday 15 April 2025, over Easter: 16, 17, 22, 23, 24, 25, 28, 29.
    assert_eq!(lv.working_days_after(date("2025-04-15"), 8), Some(date("2025-04-29")));
}

const CALENDARS: &str = "calendar c \"C\" lv \"K\" {\n1 January \"New Year\" lv \"Jaunais gads\"\n4 May \"Freedom\" moved to Monday\nEaster + 1 day\n}\n\
    calendar s \"S\" like c {\nvalid until 2026-12-31\n2026-01-02 moved to 2026-01-17\n}\n";

/// A package whose only report says these clauses.
fn clauses(clauses: &str) -> Plan {
    compiles(&format!("{HEADER}{CALENDARS}report r \"R\" {{\n{clauses}\nform f {{\na : EUR\n}}\n}}\n"))
}

fn dates(plan: &Plan, period: &str) -> (String, String) {
    let report = plan.reports.iter().next().unwrap();
    match due(plan, report, period.parse().unwrap()) {
        Some(DueDay::On(day)) => (day.nominal.to_string(), day.date.to_string()),
        other => panic!("{other:?}"),
    }
}

fn due_on(said: &str, period: &str) -> String {
    dates(&clauses(said), period).1
}

fn said(plan: &Plan, period: &str, language: Language) -> Option<String> {
    due_text(plan, plan.reports.iter().next().unwrap(), period.parse::<Period>().unwrap(), language)
}

#[test]
fn without_a_calendar_a_deadline_stays_on_its_day() {
    // 15 January 2028 is a Saturday.
    let plan = clauses("due day 15 of the next month");
    assert_eq!(dates(&plan, "2027-Q4"), ("2028-01-15".to_owned(), "2028-01-15".to_owned()));
    assert_eq!(said(&plan, "2027-Q4", Language::English).unwrap(), "due 15 January 2028");
}

#[test]
fn a_report_is_not_due_for_periods_that_it_does_not_have() {
    let plan = clauses("period quarter\ndue day 20 of the next month");
    assert_eq!(said(&plan, "2025-Q1", Language::English).unwrap(), "due 20 April 2025");
    assert_eq!(said(&plan, "2025-03-14", Language::English), None);
}

#[test]
fn with_a_calendar_a_deadline_on_a_day_off_comes_to_the_next_working_day() {
    let plan = clauses("due day 15 of the next month, working days of c");
    assert_eq!(dates(&plan, "2027-Q4"), ("2028-01-15".to_owned(), "2028-01-17".to_owned()));
    assert_eq!(said(&plan, "2027-Q4", Language::English).unwrap(), "due 17 January 2028 (15 January 2028 is a Saturday)");
    assert_eq!(said(&plan, "2027-Q4", Language::Latvian).unwrap(), "iesniedzams līdz 17.01.2028. (15.01.2028. ir sestdiena)");
    assert_eq!(dates(&plan, "2025-Q1"), ("2025-04-15".to_owned(), "2025-04-15".to_owned()));
}

#[test]
fn the_reason_of_a_shift_is_said() {
    let english = |said_so: &str, period: &str| said(&clauses(said_so), period, Language::English).unwrap();
    assert_eq!(english("due day 1 of the next month, working days of c", "2025-12"), "due 2 January 2026 (1 January 2026 is a holiday: New Year)");
    assert_eq!(
        said(&clauses("due day 1 of the next month, working days of c"), "2025-12", Language::Latvian).unwrap(),
        "iesniedzams līdz 02.01.2026. (01.01.2026. ir svētku diena: Jaunais gads)"
    );
    // The state works neither on 2 January nor on the weekend of 3 and 4 January.
    assert_eq!(english("due day 1 of the next month, working days of s", "2025-12"), "due 5 January 2026 (1 January 2026 is a holiday: New Year)");
    assert_eq!(
        english("due day 2 of the next month, working days of s", "2025-12"),
        "due 5 January 2026 (2 January 2026 is off, its work is moved to 17 January 2026)"
    );
    assert_eq!(english("due day 5 of the next month, working days of c", "2025-04"), "due 6 May 2025 (5 May 2025 is off for 4 May 2025: Freedom)");
    // Easter Monday 2026 has no label.
    assert_eq!(english("due day 6 of the next month, working days of c", "2026-03"), "due 7 April 2026 (6 April 2026 is a holiday)");
    // A Saturday that is worked is no day off.
    assert_eq!(english("due day 17 of the next month, working days of s", "2025-12"), "due 17 January 2026");
}

#[test]
fn a_calendar_that_ends_says_that_it_does_not_know() {
    let plan = clauses("due day 15 of the next month, working days of s");
    assert_eq!(
        said(&plan, "2026-Q4", Language::English).unwrap(),
        "due 15 January 2027 (working days are not known: calendar “S” does not reach them)"
    );
    let plan = clauses("due 5th working day of the next month, working days of s");
    assert_eq!(
        said(&plan, "2026-Q4", Language::English).unwrap(),
        "due on working day 5 of the next month (working days are not known: calendar “S” does not reach them)"
    );
}

#[test]
fn each_quarter_may_have_its_own_day() {
    let block = "period quarter\ndue { Q1 25 April; Q3 25 October; Q2 25 July\nQ4 28 February of the next year }";
    for (quarter, day) in [("2025-Q1", "2025-04-25"), ("2025-Q2", "2025-07-25"), ("2025-Q3", "2025-10-25"), ("2025-Q4", "2026-02-28")] {
        assert_eq!(due_on(block, quarter), day);
    }
    // What the Treasury's rules set falls on these weekends.
    let shifting = format!("{block}, working days of c");
    for (quarter, day) in [
        ("2025-Q3", "2025-10-27"),
        ("2025-Q4", "2026-03-02"),
        ("2026-Q1", "2026-04-27"),
        ("2026-Q2", "2026-07-27"),
        ("2026-Q3", "2026-10-26"),
        ("2026-Q4", "2027-03-01"),
        ("2027-Q1", "2027-04-26"),
        ("2027-Q2", "2027-07-26"),
    ] {
        assert_eq!(due_on(&shifting, quarter), day);
    }
    assert_eq!(due_on(&shifting, "2025-Q1"), "2025-04-25");
}

#[test]
fn months_years_and_last_days_have_deadlines() {
    let months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
    let lines: Vec<String> = months.iter().zip(months.iter().skip(1)).map(|(month, next)| format!("{month} 20 {next}")).collect();
    let block = format!("period month\ndue {{ {}\nDecember 20 January of the next year }}", lines.join("; "));
    assert_eq!(due_on(&block, "2025-03"), "2025-04-20");
    assert_eq!(due_on(&block, "2025-12"), "2026-01-20");
    assert_eq!(due_on("period year\ndue 31 March of the next year", "2025"), "2026-03-31");
    assert_eq!(due_on("due last day of the next month", "2025-01"), "2025-02-28");
    assert_eq!(due_on("due last day of the next month, working days of c", "2025-Q4"), "2026-02-02");
    assert_eq!(due_on("due 5th working day of the next month, working days of c", "2025-12"), "2026-01-08");
    assert_eq!(due_on("due 5th working day of the next month, working days of s", "2025-12"), "2026-01-09");
}

#[test]
fn after_an_event_there_is_no_date() {
    let plan = clauses("due 8 working days after \"the deposits become unavailable\" lv \"noguldījumu nepieejamība\", working days of c");
    assert_eq!(said(&plan, "2025-Q1", Language::English).unwrap(), "due 8 working days after the deposits become unavailable");
    assert_eq!(said(&plan, "2025-Q1", Language::Latvian).unwrap(), "iesniedzams 8 darbdienu laikā pēc šā notikuma: noguldījumu nepieejamība");
    let plan = clauses("due 1 working day after \"notice\"");
    assert_eq!(said(&plan, "2025-Q1", Language::English).unwrap(), "due 1 working day after notice");
}

#[test]
fn reports_are_kept_for_ever_not_for_ever_or_for_years() {
    let kept = |said: &str| clauses(said).reports.iter().next().unwrap().retention;
    assert_eq!(kept("retain permanently"), Some(Retention::Permanently));
    assert_eq!(kept("retain not permanently"), Some(Retention::NotPermanently));
    assert_eq!(kept("retain 5 years"), Some(Retention::Years(5)));
    assert_eq!(kept("retain 1 year"), Some(Retention::Years(1)));
    assert_eq!(kept("period quarter"), None);
}

#[test]
fn a_calendar_takes_another_wherever_that_stands() {
    let text = |order: [&str; 3]| format!("{HEADER}{}report r \"R\" {{\nform f {{\na : EUR\n}}\n}}\n", order.concat());
    let (base, middle, last) = (
        "calendar a \"A\" {\nvalid from 2025-01-01\nweekend Friday, Saturday\n1 May\n}\n",
        "calendar b \"B\" like a {\nvalid until 2026-12-31\n2 May\n}\n",
        "calendar c \"C\" like b {\nweekend Sunday\n3 May \"Third\" moved to Monday\n}\n",
    );
    let [first, second] = [[base, middle, last], [last, middle, base]].map(|order| compiles(&text(order)));
    for plan in [&first, &second] {
        let c = calendar(plan, "c");
        assert_eq!((c.validity.from, c.validity.until), (Some(date("2025-01-01")), Some(date("2026-12-31"))));
        // 3 May 2026 is a Sunday; Friday 1 May and Saturday 2 May are holidays, and Saturday 9 May is worked.
        let days: Vec<String> = c.special_days(2026).into_iter().map(|(day, _)| day.to_string()).collect();
        assert_eq!(days, ["2026-05-01", "2026-05-02", "2026-05-03", "2026-05-04"]);
        assert_eq!(c.day_off(date("2026-05-09")), None);
        assert!(calendar(plan, "b").day_off(date("2026-05-08")).is_some());
    }
}

#[test]
fn a_calendar_that_cannot_be_read_is_told_once() {
    let after = "report r \"R\" {\ndue day 15 of the next month, working days of c\nform f {\na : EUR\n}\n}\n";
    rejects(&format!("{HEADER}calendar c \"C\" {{\n1 January\n{after}"), &["P0103"]);
    rejects(&format!("{HEADER}calendar c \"C\" \"D\" {{\n1 January\n}}\n{after}"), &["P0101"]);
    // Whether a day is off is not known where a line could not be read.
    rejects(&format!("{HEADER}calendar c \"C\" {{\n17th January\n2026-01-03 moved to 2026-01-04\n}}\n{after}"), &["P0101"]);
    rejects(&format!("{HEADER}calendar c \"C\" like d {{\n2026-01-03 moved to 2026-01-04\n}}\n{after}"), &["P0203"]);
}

#[test]
fn calendars_without_bound_are_too_large() {
    let after = "report r \"R\" {\nform f {\na : EUR\n}\n}\n";
    let days = |first: i16| (first..first + 600).map(|year| format!("{year}-05-29\n")).collect::<String>();
    compiles(&format!("{HEADER}calendar a \"A\" {{\n{}}}\n{after}", days(2000)));
    let like = format!("calendar a \"A\" {{\n{}}}\ncalendar b \"B\" like a {{\n{}}}\n", days(2000), days(3000));
    rejects_saying(&format!("{HEADER}{like}{after}"), "P0111", &["[b]"]);
    rejects(&format!("{HEADER}calendar a \"A\" {{\n{}}}\n{after}", "1 May\n".repeat(20_000)), &["P0111"]);
    let many: String = (0..2_000).map(|number| format!("calendar c{number} \"C\" like c{} {{\n1 May\n}}\n", number + 1)).collect();
    rejects(&format!("{HEADER}{many}{after}"), &["P0111"]);
}

#[test]
fn mistakes_in_deadlines_are_told_where_they_stand() {
    let text = |clauses: &str| format!("{HEADER}{CALENDARS}report r \"R\" {{\n{clauses}\nform f {{\na : EUR\n}}\n}}\n");
    rejects_saying(&text("due day 15 of the next month, working days of q"), "P0203", &["`q`", "`c`"]);
    rejects_saying(&text("period month\ndue { Q1 25 April }"), "P0219", &["[Q1]", "[month] the report's period"]);
    rejects_saying(&text("period quarter\ndue { Q1 25 April; Q2 25 July; Q3 25 October }"), "P0219", &["[due]", "`Q4`"]);
    rejects_saying(&text("period quarter\ndue { Q1 31 April; Q2 25 July }"), "P0217", &["[31 April]", "1 to 30"]);
    rejects_saying(&text("due 5th working day of the next month"), "P0216", &["[5th]", "`, working days of c`"]);
}

#[test]
fn a_plan_with_calendars_is_read_as_written_and_a_damaged_one_refused() {
    let plan = clauses("period quarter\ndue { Q1 25 April; Q2 25 July; Q3 25 October; Q4 28 February of the next year }, working days of s");
    assert_eq!(read_plans(&write_plans(std::slice::from_ref(&plan)).unwrap()).map(|mut versions| versions.remove(0)).unwrap(), plan);
    let is_refused = |what: &str, damage: &dyn Fn(&mut Plan)| {
        let mut damaged = plan.clone();
        damage(&mut damaged);
        let read = read_plans(&write_plans(std::slice::from_ref(&damaged)).unwrap());
        assert!(matches!(read, Err(PlanFileError::Inconsistent(_))), "{what}");
    };
    let (first, report) = (CalendarId(0), ReportId(0));
    let set_day = |plan: &mut Plan, day: HolidayRule| {
        let mut changed = plan.calendars[first].clone();
        changed.holidays[0].day = day;
        plan.calendars[first] = changed;
    };
    let set_deadline = |plan: &mut Plan, deadline: Deadline| {
        let mut due = plan.reports[report].due.clone().unwrap();
        due.deadline = deadline;
        plan.reports[report].due = Some(due);
    };
    is_refused("no working day", &|plan| plan.calendars[first].weekend = Weekday::ALL.to_vec());
    is_refused("no such day", &|plan| set_day(plan, HolidayRule::Fixed(DayOfMonth { day: 31, month: 4 })));
    is_refused("no such month", &|plan| set_day(plan, HolidayRule::Fixed(DayOfMonth { day: 1, month: 13 })));
    is_refused("far from Easter", &|plan| set_day(plan, HolidayRule::Easter(i16::MIN)));
    is_refused("unknown calendar", &|plan| plan.calendars = plan.calendars.iter().take(1).cloned().collect());
    is_refused("no such day of a month", &|plan| set_deadline(plan, Deadline::DayOfNextMonth(32)));
    is_refused("no such working day", &|plan| set_deadline(plan, Deadline::WorkingDayOfNextMonth(0)));
    is_refused("five quarters", &|plan| {
        let day = DayOfYear { day: DayOfMonth { day: 25, month: 4 }, is_next_year: true };
        set_deadline(plan, Deadline::DayOfYear(vec![day; 5]));
    });
    is_refused("not each year", &|plan| {
        let day = DayOfYear { day: DayOfMonth { day: 29, month: 2 }, is_next_year: true };
        set_deadline(plan, Deadline::DayOfYear(vec![day; 4]));
    });
}

#[test]
fn holidays_of_two_years_do_not_take_the_same_day() {
    // 31 December 2022 is a Saturday, 1 January 2023 a Sunday: Monday the 2nd is taken by the first of them.
    let text = "calendar c { 31 December \"Last\" moved to Monday\n1 January \"First\" moved to Monday }\n";
    let plan =
        compiles(&format!("{HEADER}{text}report r \"R\" {{ period month\ndue day 1 of the next month, working days of c\nform f {{ a : text }} }}"));
    assert_eq!(next_working_days(calendar(&plan, "c"), 2023), ["2023-01-02", "2023-01-03"]);
}
