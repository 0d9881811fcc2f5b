//! What is written as iCalendar, read by readers that are not ours: `ical` and `icalendar`, which share no code.

use super::support::{HEADER, everything_said};
use ical::IcalParser;
use ical::parser::ical::component::IcalCalendar;
use icalendar::{CalendarComponent, Component};
use positum_compiler::compile::compile;
use positum_plan::plan::Plan;
use positum_runtime::days_off::calendar_days;
use positum_runtime::deadlines::{Days, deadlines};
use positum_runtime::language::Language;
use positum_runtime::render::days_off::{DayOffList, write_days_off_icalendar};
use positum_runtime::render::deadlines::{DeadlineList, write_deadlines_icalendar};
use std::collections::BTreeSet;

const LABEL: &str = "Pārskats, kurā; ir «visādas» zīmes: C:\\tmp\\n, un kura nosaukums ir tik garš, ka rindu nākas lauzt ne reizi vien āčēģīķļņšūž";

fn plans(label: &str) -> Vec<Plan> {
    let text = format!(
        "{}calendar state \"Darba dienas; visas\" en \"Working days, all\" {{\nvalid until 2026-12-31\n1 January \"Jaungada diena\" moved to Monday\n}}\n\
         report r \"{label}\" {{\nmodule \"M,1\"\nperiod quarter\n\
         due {{ Q1 25 April; Q2 25 July; Q3 25 October; Q4 28 February of the next year }}, working days of state\nform f {{\na : EUR\n}}\n}}\n",
        HEADER.replace("language en, lv", "language lv, en\n  valid from 2025-01-01")
    );
    let compiled = compile(&[&text]);
    assert!(compiled.diagnostics.is_empty(), "{}", everything_said(&text, &compiled.diagnostics));
    compiled.plans()
}

fn written(plans: &[Plan], year: i16, reminders: &[u16]) -> String {
    let days = Days::of_year(year).unwrap();
    let found = deadlines(plans, days, &[]);
    write_deadlines_icalendar(&DeadlineList { plans, days, deadlines: &found, language: Language::Latvian }, reminders)
}

/// Every line ends with CR LF and has at most 75 octets, none of which are half a letter.
fn is_folded(text: &str) {
    assert!(text.ends_with("\r\n") && text.matches('\n').count() == text.matches("\r\n").count());
    for line in text.split("\r\n") {
        assert!(line.len() <= 75 && !line.contains('\r'), "{} octets: {line}", line.len());
    }
}

fn read(text: &str) -> IcalCalendar {
    let mut calendars = IcalParser::new(text.as_bytes());
    let calendar = calendars.next().unwrap().unwrap();
    assert!(calendars.next().is_none());
    calendar
}

/// What the escapes of a text stand for, by RFC 5545, 3.3.11.
fn unescaped(text: &str) -> String {
    let (mut out, mut rest) = (String::new(), text.chars());
    while let Some(character) = rest.next() {
        out.push(match character {
            '\\' => match rest.next().unwrap() {
                'n' | 'N' => '\n',
                other => other,
            },
            other => other,
        });
    }
    out
}

fn values(calendar: &IcalCalendar, name: &str) -> Vec<String> {
    let properties = calendar.events.iter().flat_map(|event| &event.properties);
    properties.filter(|property| property.name == name).map(|property| property.value.clone().unwrap()).collect()
}

#[test]
fn deadlines_are_events_of_one_day() {
    let text = written(&plans(LABEL), 2026, &[]);
    is_folded(&text);
    let calendar = read(&text);
    assert_eq!(values(&calendar, "DTSTART"), ["20260302", "20260427", "20260727", "20261026"]);
    // The day on which it ends is not its own any more.
    assert_eq!(values(&calendar, "DTEND"), ["20260303", "20260428", "20260728", "20261027"]);
    for property in calendar.events.iter().flat_map(|event| &event.properties).filter(|property| property.name.starts_with("DTSTART")) {
        assert_eq!(property.params, Some(vec![("VALUE".to_owned(), vec!["DATE".to_owned()])]));
    }
    assert_eq!(values(&calendar, "STATUS"), ["CONFIRMED"; 4]);
    assert!(calendar.events.iter().all(|event| event.alarms.is_empty()));
}

#[test]
fn texts_are_read_as_they_were() {
    let text = written(&plans(LABEL), 2026, &[]);
    let summary = format!("{LABEL} – 2025. gada 4. ceturksnis");
    let description = "iesniedzams līdz 02.03.2026. (28.02.2026. ir sestdiena)\ndarbdienas pēc kalendāra «Darba dienas; visas»\nr, M,1\nP";
    let calendar = read(&text);
    assert_eq!(unescaped(&values(&calendar, "SUMMARY")[0]), summary);
    assert_eq!(unescaped(&values(&calendar, "DESCRIPTION")[0]), description);
    let other: icalendar::Calendar = text.parse().unwrap();
    let Some(CalendarComponent::Event(event)) = other.components.first() else { panic!("no event") };
    assert_eq!((event.get_summary(), event.get_description()), (Some(summary.as_str()), Some(description)));
    assert_eq!(other.components.len(), 4);
}

#[test]
fn every_length_of_a_text_is_folded_and_read_as_it_was() {
    let letters: Vec<char> = "āb č,d;ē f\\gģ 漢 i".chars().collect();
    for length in 1..170 {
        let label: String = (0..length).map(|index| letters[index % letters.len()]).collect();
        let label = format!("<{label}>");
        // A definition writes a backslash as it is.
        let text = written(&plans(&label), 2026, &[1]);
        is_folded(&text);
        assert_eq!(unescaped(&values(&read(&text), "SUMMARY")[0]), format!("{label} – 2025. gada 4. ceturksnis"));
    }
}

#[test]
fn identifiers_stay_while_labels_and_days_change() {
    let (one, other) = (read(&written(&plans("One"), 2026, &[])), read(&written(&plans("Other"), 2026, &[3])));
    assert_eq!(values(&one, "UID"), values(&other, "UID"));
    assert_eq!(values(&one, "UID")[0], "due.2025-Q4.r.p@positum");
    assert_eq!(values(&one, "UID").into_iter().collect::<BTreeSet<_>>().len(), 4);
    // The day on which the package came into force, and no clock.
    assert_eq!(values(&one, "DTSTAMP"), ["20250101T000000Z"; 4]);
    assert_eq!(written(&plans("One"), 2026, &[3]), written(&plans("One"), 2026, &[3]));
}

#[test]
fn reminders_are_alarms() {
    let calendar = read(&written(&plans("R"), 2026, &[7, 1]));
    let alarms = &calendar.events[0].alarms;
    let of = |name: &str| -> Vec<String> {
        alarms.iter().map(|alarm| alarm.properties.iter().find(|property| property.name == name).unwrap().value.clone().unwrap()).collect()
    };
    assert_eq!(of("TRIGGER"), ["-P6DT15H", "-PT15H"]);
    assert_eq!(of("ACTION"), ["DISPLAY", "DISPLAY"]);
    assert!(of("DESCRIPTION").iter().all(|text| text.starts_with("R – ")));
}

#[test]
fn a_day_that_nobody_knows_is_tentative() {
    let calendar = read(&written(&plans("R"), 2027, &[]));
    assert_eq!(values(&calendar, "DTSTART")[0], "20270228");
    assert_eq!(values(&calendar, "STATUS"), ["TENTATIVE"; 4]);
    assert_eq!(values(&calendar, "SUMMARY")[0], "R – 2026. gada 4. ceturksnis (darbdienas nav zināmas)");
}

#[test]
fn days_off_are_events_too() {
    let plans = plans("R");
    let days = Days::of_year(2022).unwrap();
    let calendars = calendar_days(&plans, days);
    let list = DayOffList { plans: &plans, days, calendars: &calendars, language: Language::English };
    let text = write_days_off_icalendar(&list);
    is_folded(&text);
    // 1 January 2022 is a Saturday.
    let calendar = read(&text);
    assert_eq!(values(&calendar, "DTSTART"), ["20220101", "20220103"]);
    assert_eq!(values(&calendar, "UID"), ["day.2022-01-01.state.p@positum", "day.2022-01-03.state.p@positum"]);
    assert_eq!(values(&calendar, "SUMMARY")[1], "day off for 1 January 2022: Jaungada diena");
    assert_eq!(unescaped(&values(&calendar, "DESCRIPTION")[1]), "Working days, all");
}
