//! Lists of deadlines: which fall on given days, by which version, and what is said of reports without a day.

use super::support::{HEADER, definitions, everything_said};
use positum_compiler::compile::compile;
use positum_plan::period::parse_date;
use positum_plan::plan::Plan;
use positum_runtime::days_off::calendar_days;
use positum_runtime::deadlines::{Days, Deadlines, deadlines};
use positum_runtime::language::Language;
use positum_runtime::render::days_off::{DayOffList, write_days_off_csv, write_days_off_json, write_days_off_table};
use positum_runtime::render::deadlines::{DeadlineList, write_deadlines_csv, write_deadlines_json, write_deadlines_table};

/// The quarterly deadlines of the Treasury's rules on budget reports.
const TREASURY: &str = "period quarter\ndue { Q1 25 April; Q2 25 July; Q3 25 October; Q4 28 February of the next year }";

fn versions(texts: &[&str]) -> Vec<Plan> {
    let compiled = compile(texts);
    assert!(compiled.diagnostics.is_empty(), "{}", everything_said(&texts.concat(), &compiled.diagnostics));
    compiled.plans()
}

/// A package whose report `r` says these clauses, with the calendars of Latvia.
fn latvian(clauses: &str) -> Vec<Plan> {
    let files = definitions("reports/lv_credit_unions");
    let calendars = files.into_iter().find(|(path, _)| path.ends_with("calendar.positum")).unwrap().1;
    let languages = HEADER.replace("language en, lv", "language lv, en");
    versions(&[&calendars, &format!("{languages}report r \"R\" {{\n{clauses}\nform f {{\na : EUR\n}}\n}}\n")])
}

fn days(from: &str, until: &str) -> Days {
    Days { from: parse_date(from).unwrap(), until: parse_date(until).unwrap() }
}

fn year(year: i16) -> Days {
    Days::of_year(year).unwrap()
}

/// Each deadline as `report period: laid down -> day`, or with one day where they are the same.
fn shown(found: &Deadlines<'_>) -> Vec<String> {
    let one = |one: &positum_runtime::deadlines::DatedReport<'_>| {
        let (nominal, date) = (one.due.nominal, one.due.date);
        let day = if nominal == date { date.to_string() } else { format!("{nominal} -> {date}") };
        format!("{} {}: {day}", one.report.name, one.period)
    };
    found.dated.iter().map(one).collect()
}

fn listed(plans: &[Plan], days: Days) -> Vec<String> {
    shown(&deadlines(plans, days, &[]))
}

fn list<'p, 'd>(plans: &'p [Plan], days: Days, found: &'d Deadlines<'p>, language: Language) -> DeadlineList<'p, 'd> {
    DeadlineList { plans, days, deadlines: found, language }
}

fn table(plans: &[Plan], days: Days, language: Language) -> String {
    write_deadlines_table(&list(plans, days, &deadlines(plans, days, &[]), language), 80)
}

#[test]
fn the_treasurys_deadlines_shift_where_they_fall_on_weekends() {
    // 28 February 2025, 25 April 2025, 25 July 2025 and 25 October 2027 are Friday, Friday, Friday and Monday.
    let wanted = [
        "r 2024-Q4: 2025-02-28",
        "r 2025-Q1: 2025-04-25",
        "r 2025-Q2: 2025-07-25",
        "r 2025-Q3: 2025-10-25 -> 2025-10-27",
        "r 2025-Q4: 2026-02-28 -> 2026-03-02",
        "r 2026-Q1: 2026-04-25 -> 2026-04-27",
        "r 2026-Q2: 2026-07-25 -> 2026-07-27",
        "r 2026-Q3: 2026-10-25 -> 2026-10-26",
        "r 2026-Q4: 2027-02-28 -> 2027-03-01",
        "r 2027-Q1: 2027-04-25 -> 2027-04-26",
        "r 2027-Q2: 2027-07-25 -> 2027-07-26",
        "r 2027-Q3: 2027-10-25",
    ];
    let plans = latvian(&format!("{TREASURY}, working days of lv"));
    assert_eq!(listed(&plans, days("2025-01-01", "2027-12-31")), wanted);
    assert_eq!(listed(&plans, year(2026)), wanted[4..8]);
    // State institutions work on none of these weekends either; of 2027 their calendar says nothing.
    let plans = latvian(&format!("{TREASURY}, working days of state"));
    assert_eq!(listed(&plans, days("2025-01-01", "2026-12-31")), wanted[..8]);
    let unknown = deadlines(&plans, year(2027), &[]);
    assert_eq!(shown(&unknown)[0], "r 2026-Q4: 2027-02-28");
    assert!(unknown.dated.iter().all(|one| one.due.unknown_to.is_some()));
    assert!(table(&plans, year(2027), Language::English).contains("working days are not"));
}

#[test]
fn a_deadline_is_listed_in_the_year_laid_down_and_in_that_to_which_it_shifts() {
    // 31 December 2026 is New Year's Eve and 1 January 2027 New Year's Day, a Friday: what is due then is due on the 4th.
    let plans = latvian("period quarter\ndue { Q1 25 April; Q2 25 July; Q3 31 December; Q4 28 February of the next year }, working days of lv");
    let shifted = "r 2026-Q3: 2026-12-31 -> 2027-01-04".to_owned();
    assert_eq!(listed(&plans, year(2026)).last(), Some(&shifted));
    assert_eq!(listed(&plans, year(2027)).first(), Some(&shifted));
}

#[test]
fn deadlines_stand_by_their_day() {
    let report = |name: &str, clauses: &str| format!("report {name} \"{name}\" {{\n{clauses}\nform f {{\na : EUR\n}}\n}}\n");
    let plans = versions(&[&format!(
        "{HEADER}{}{}{}",
        report("yearly", "period year\ndue 31 March of the next year"),
        report("monthly", "period month\ndue last day of the next month"),
        report("quarterly", "period quarter\ndue day 31 of the next month"),
    )]);
    let wanted = [
        "monthly 2025-12: 2026-01-31",
        "quarterly 2025-Q4: 2026-01-31",
        "monthly 2026-01: 2026-02-28",
        "monthly 2026-02: 2026-03-31",
        "yearly 2025: 2026-03-31",
        "monthly 2026-03: 2026-04-30",
        "quarterly 2026-Q1: 2026-04-30",
    ];
    let mut found = listed(&plans, days("2026-01-01", "2026-04-30"));
    // For the same day the earlier period comes first.
    assert_eq!(found[..2], ["quarterly 2025-Q4: 2026-01-31", "monthly 2025-12: 2026-01-31"]);
    found.sort_by_key(|line| line.split(": ").nth(1).map(|day| (day.to_owned(), line.clone())));
    assert_eq!(found, wanted);
    let only = deadlines(&plans, year(2026), &["yearly".to_owned()]);
    assert_eq!(shown(&only), ["yearly 2025: 2026-03-31"]);
}

#[test]
fn a_report_for_each_day_is_due_each_day() {
    let plans = latvian("period day\ndue day 15 of the next month");
    let found = listed(&plans, year(2026));
    // Fifteen days after it, or the last day of the month where that comes first.
    assert_eq!(found.len(), 365, "{found:?}");
}

#[test]
fn the_version_for_the_period_says_when_it_is_due() {
    let plans = versions(&[&format!(
        "{HEADER}report r \"Old\" {{\nvalid until 2025-12-31\nperiod quarter\ndue day 15 of the next month\nform f {{\na : EUR\n}}\n}}\n\
         report r \"New\" {{\nvalid from 2026-01-01\nperiod quarter\ndue day 20 of the next month\nform f {{\na : EUR\n}}\n}}\n"
    )]);
    assert_eq!(plans.len(), 2);
    // The period that ended in 2025 is still due by what held then.
    assert_eq!(listed(&plans, year(2026)), ["r 2025-Q4: 2026-01-15", "r 2026-Q1: 2026-04-20", "r 2026-Q2: 2026-07-20", "r 2026-Q3: 2026-10-20"]);
    let found = deadlines(&plans, year(2026), &[]);
    assert_eq!((found.outside, found.undated.len()), (0, 0));
    let titles = table(&plans, year(2026), Language::English);
    assert_eq!((titles.matches("Old").count(), titles.matches("New").count()), (1, 3));
}

#[test]
fn a_package_that_ends_within_the_year_says_so() {
    let header = HEADER.replace("language en, lv", "language en, lv\n  valid from 2025-07-01 until 2026-03-31");
    let plans = versions(&[&format!("{header}report r \"R\" {{\nperiod quarter\ndue day 15 of the next month\nform f {{\na : EUR\n}}\n}}\n")]);
    assert_eq!(listed(&plans, year(2026)), ["r 2025-Q4: 2026-01-15", "r 2026-Q1: 2026-04-15"]);
    // Those of 15 July and 15 October are left out.
    let text = table(&plans, year(2026), Language::English);
    let said = "The package is for periods that end from 1 July 2025 until 31 March 2026, so that 2 deadlines are left out.";
    assert!(text.replace('\n', " ").contains(said), "{text}");
    let text = table(&plans, year(2026), Language::Latvian);
    let said = "Pakete ir par periodiem, kas beidzas no 01.07.2025. līdz 31.03.2026., tāpēc 2 termiņi nav iekļauti.";
    assert!(text.replace('\n', " ").contains(said), "{text}");
    let none = deadlines(&plans, year(2030), &[]);
    assert_eq!((none.dated.len(), none.outside), (0, 4));
}

#[test]
fn a_package_that_ended_or_begins_later_says_so() {
    let header = HEADER.replace("language en, lv", "language en, lv\n  valid from 2024-01-01 until 2024-12-31");
    let plans = versions(&[&format!("{header}report r \"R\" {{\nperiod year\nform f {{\na : EUR\n}}\n}}\n")]);
    let english = |of| table(&plans, of, Language::English);
    assert!(english(year(2026)).ends_with("\nThe package ended on 31 December 2024.\n"), "{}", english(year(2026)));
    assert!(table(&plans, year(2026), Language::Latvian).ends_with("\nPakete bija spēkā līdz 31.12.2024.\n"));
    assert!(english(year(2023)).ends_with("\nThe package begins on 1 January 2024.\n"), "{}", english(year(2023)));
    assert!(table(&plans, year(2023), Language::Latvian).ends_with("\nPakete ir spēkā no 01.01.2024.\n"));
    // On the last day it is in force, on the next it is not.
    assert!(!english(days("2024-12-31", "2026-12-31")).contains("ended"));
    assert!(english(days("2025-01-01", "2026-12-31")).contains("ended"));
    let json = write_deadlines_json(&list(&plans, year(2026), &deadlines(&plans, year(2026), &[]), Language::English)).unwrap();
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["remarks"], serde_json::json!(["The package ended on 31 December 2024."]));
}

#[test]
fn names_break_at_underscores_and_a_remark_of_a_whole_day_stands_once() {
    let report = |name: &str| format!("report {name} \"R\" {{\nperiod quarter\ndue day 15 of the next month\nform f {{\na : EUR\n}}\n}}\n");
    let names = ["financial_investments", "debt_service", "a_name_that_is_far_wider_than_any_column_can_be"];
    let plans = versions(&[&format!("{HEADER}{}", names.map(report).concat())]);
    // 15 January 2028 is a Saturday, and no calendar is named: three deadlines have the same remark.
    let only = days("2028-01-15", "2028-01-15");
    for language in Language::ALL {
        let text = write_deadlines_table(&list(&plans, only, &deadlines(&plans, only, &[]), language), 80);
        assert!(text.contains("financial_investments") && text.contains("debt_service"), "{text}");
        assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
        // Whatever stands in a line of the long name ends with `_`, or with the name.
        let parts: Vec<&str> = text.lines().flat_map(|line| line.split_whitespace()).filter(|word| word.contains('_')).collect();
        let long = parts.iter().filter(|word| !names.contains(word)).copied().collect::<Vec<_>>();
        assert!(long.len() > 1 && long.iter().all(|word| word.ends_with('_') || word.ends_with("can_be") || *word == "be"), "{long:?}");
        let remark = match language {
            Language::Latvian => "nepāriet",
            Language::English => "does not",
        };
        assert_eq!(text.matches(remark).count(), 1, "{text}");
    }
}

#[test]
fn reports_without_a_day_are_listed_with_the_reason() {
    let report = |name: &str, clauses: &str| format!("report {name} \"{name}\" {{\n{clauses}\nform f {{\na : EUR\n}}\n}}\n");
    let plans = versions(&[&format!(
        "{HEADER}calendar c \"C\" {{\nvalid until 2026-06-30\n1 January\n}}\n{}{}{}{}",
        report("unsaid", "period year"),
        report("event", "period quarter\ndue 8 working days after \"notice\", working days of c"),
        report("anytime", "due day 15 of the next month"),
        report("counted", "period month\ndue 5th working day of the next month, working days of c"),
    )]);
    let found = deadlines(&plans, year(2026), &[]);
    assert_eq!(found.dated.len(), 6, "{:?}", shown(&found));
    assert_eq!(
        list(&plans, year(2026), &found, Language::English).undated_texts(),
        [
            "unsaid (unsaid): the definition does not say when it is due",
            "event (event): due 8 working days after notice",
            "anytime (anytime): the definition does not say for which periods it is",
            "counted (counted), June 2026 – November 2026: due on working day 5 of the next month \
             (working days are not known: calendar “C” does not reach them)",
        ]
    );
    assert_eq!(
        list(&plans, year(2026), &found, Language::Latvian).undated_texts()[..1],
        ["unsaid (unsaid): definīcijā nav teikts, kad tas jāiesniedz"]
    );
}

#[test]
fn what_only_some_versions_lack_is_said_with_their_time() {
    let plans = versions(&[&format!(
        "{HEADER}report r \"Old\" {{\nvalid until 2026-03-31\nperiod quarter\nform f {{\na : EUR\n}}\n}}\n\
         report r \"New\" {{\nvalid from 2026-04-01\nperiod quarter\ndue day 20 of the next month\nform f {{\na : EUR\n}}\n}}\n"
    )]);
    let found = deadlines(&plans, year(2026), &[]);
    assert_eq!(shown(&found), ["r 2026-Q2: 2026-07-20", "r 2026-Q3: 2026-10-20"]);
    assert_eq!(
        list(&plans, year(2026), &found, Language::English).undated_texts(),
        ["Old (r): the definition does not say when it is due (of periods that end until 31 March 2026)"]
    );
}

#[test]
fn a_weekend_on_which_a_deadline_stays_is_pointed_out() {
    // 15 January 2028 is a Saturday, 15 October 2028 a Sunday.
    let plans = latvian("period quarter\ndue day 15 of the next month");
    let text = table(&plans, year(2028), Language::English);
    assert_eq!(text.matches("does not move").count(), 4, "{text}");
    assert!(!table(&plans, year(2026), Language::English).contains("does not move"));
}

#[test]
fn tables_fit_the_width_in_both_languages() {
    let plans = latvian(&format!("{TREASURY}, working days of state"));
    let found = calendar_days(&plans, year(2026));
    for language in Language::ALL {
        for width in [40, 60, 80, 120] {
            let deadlines = deadlines(&plans, year(2026), &[]);
            let days_off = DayOffList { plans: &plans, days: year(2026), calendars: &found, language };
            let texts = [write_deadlines_table(&list(&plans, year(2026), &deadlines, language), width), write_days_off_table(&days_off, width)];
            for line in texts.iter().flat_map(|text| text.lines()) {
                assert!(line.chars().count() <= width && line.trim_end() == line, "{width}: {line}");
            }
        }
    }
}

#[test]
fn csv_and_json_say_the_same() {
    let plans = latvian(&format!("{TREASURY}, working days of state"));
    let found = deadlines(&plans, year(2026), &[]);
    let list = list(&plans, year(2026), &found, Language::Latvian);
    let csv = String::from_utf8(write_deadlines_csv(&list).unwrap()).unwrap();
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(lines[0], "due,weekday,report,title,module,period,laid_down,state,reason,calendar");
    assert_eq!(lines[1], "2026-03-02,pirmdiena,r,R,,2025-Q4,2026-02-28,shifted,28.02.2026. ir sestdiena,state");
    let json: serde_json::Value = serde_json::from_str(&write_deadlines_json(&list).unwrap()).unwrap();
    let of = |key: &str| -> Vec<String> {
        json["deadlines"].as_array().unwrap().iter().map(|one| one[key].as_str().unwrap_or_default().to_owned()).collect()
    };
    let column = |index: usize| -> Vec<String> { lines[1..].iter().map(|line| line.split(',').nth(index).unwrap().to_owned()).collect() };
    for (key, index) in [("due", 0), ("report", 2), ("period", 5), ("laid_down", 6), ("state", 7), ("calendar", 9)] {
        assert_eq!(of(key), column(index), "{key}");
    }
    assert_eq!(json["deadlines"][0]["reason"]["kind"], "weekend");
    assert_eq!((json["from"].as_str(), json["until"].as_str()), (Some("2026-01-01"), Some("2026-12-31")));
}

#[test]
fn days_off_name_substitutes_and_moved_days_with_the_other_day() {
    let plans = latvian("period quarter\ndue day 15 of the next month");
    let of = |asked: i16, name: &str| {
        let mut calendars = calendar_days(&plans, year(asked));
        calendars.retain(|one| one.calendar.name == name);
        let list = DayOffList { plans: &plans, days: year(asked), calendars: &calendars, language: Language::English };
        (String::from_utf8(write_days_off_csv(&list).unwrap()).unwrap(), write_days_off_json(&list).unwrap(), write_days_off_table(&list, 80))
    };
    let (csv, json, table) = of(2025, "state");
    let has = |line: &str| assert!(csv.lines().any(|other| other.starts_with(line)), "{line}\n{csv}");
    has("state,2025-05-05,Monday,substitute,Day of the Restoration of Independence,2025-05-04,day off for 4 May 2025: Day of the Restoration");
    has("state,2025-05-02,Friday,moved,,2025-05-10,\"day off, its work is moved to 10 May 2025\",Ministru kabineta");
    has("state,2025-05-10,Saturday,worked,,2025-05-02,working day in place of 2 May 2025,Ministru kabineta");
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["calendars"][0]["days"].as_array().unwrap().len(), csv.lines().count() - 1);
    assert!(table.contains("Off each week: Saturday, Sunday"));
    let (csv, json, table) = of(2027, "state");
    assert_eq!(csv.lines().count(), 1);
    assert!(json.contains("\"knows\": \"nothing\""));
    assert!(table.replace('\n', " ").contains("Of these days the calendar says nothing: it knows days from 1 January 2024 until 31 December 2026."));
}
