//! `positum calendar`

use super::eval::{USUAL_WIDTH, check_reports, table_width};
use super::input;
use crate::arguments::{CalendarArguments, CalendarFormat};
use crate::exit_code::{ExitCode, Failure};
use crate::message_language::spoken;
use crate::output;
use crate::read_sources::read_plans;
use positum_grammar::phrase::said;
use positum_plan::period::parse_date;
use positum_plan::plan::Plan;
use positum_plan::reading_plan::reading_plan;
use positum_runtime::days_off::{CalendarDays, calendar_days};
use positum_runtime::deadline_words::{calendar_title, knowledge_text};
use positum_runtime::deadlines::{Days, deadlines};
use positum_runtime::language::Language;
use positum_runtime::render::days_off::{DayOffList, write_days_off_csv, write_days_off_icalendar, write_days_off_json, write_days_off_table};
use positum_runtime::render::deadlines::{DeadlineList, write_deadlines_csv, write_deadlines_icalendar, write_deadlines_json, write_deadlines_table};
use std::fmt::Display;

/// The years of which deadlines are listed.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2999;
/// The longest time of which deadlines are listed.
const MOST_YEARS: i16 = 10;

/// Lists deadlines, or days off.
pub(crate) fn run(arguments: &CalendarArguments) -> Result<ExitCode, Failure> {
    let days = days(arguments)?;
    let format = format(arguments);
    if !arguments.remind.is_empty() && format != CalendarFormat::Ics {
        return Err(Failure::Usage(spoken(&said!("--remind: only calendar files remind; give --format ics, too"))));
    }
    let plans = read_plans(&arguments.package, arguments.message_format)?;
    let Some(plan) = reading_plan(&plans) else { return Ok(ExitCode::Definition) };
    let language = input::language(&plan, arguments.lang);
    check_reports(&plan, &arguments.report)?;
    let width = if arguments.output.is_some() { arguments.width.unwrap_or(USUAL_WIDTH) } else { table_width(arguments.width) };
    let bytes = match &arguments.holidays {
        Some(calendar) => days_off_bytes(&plans, days, calendar.as_deref(), language, format, width)?,
        None => deadline_bytes(arguments, &plans, days, language, format, width)?,
    };
    match &arguments.output {
        Some(path) => output::write_file(path, |file| file.write_all(&bytes))?,
        None => output::print(&bytes)?,
    }
    Ok(ExitCode::Clean)
}

/// Gives the days that the arguments say.
fn days(arguments: &CalendarArguments) -> Result<Days, Failure> {
    let day = |name: &str, text: &str| {
        let date = parse_date(text).ok().filter(|date| YEARS.contains(&date.year()));
        date.ok_or_else(|| Failure::Usage(spoken(&said!("--{name} {text}: write a day from 1900-01-01 to 2999-12-31, as 2026-07-01"))))
    };
    let (from, until) = match (arguments.year.and_then(Days::of_year), &arguments.from, &arguments.until) {
        (Some(days), _, _) => return Ok(days),
        // The argument parser has seen to it that both are there.
        (None, from, until) => (from.as_deref().unwrap_or_default(), until.as_deref().unwrap_or_default()),
    };
    let days = Days { from: day("from", from)?, until: day("until", until)? };
    if days.until < days.from {
        return Err(Failure::Usage(spoken(&said!("--until {until}: this is before --from"))));
    }
    let years = days.until.year().saturating_sub(days.from.year());
    if years > MOST_YEARS || (years == MOST_YEARS && (days.until.month(), days.until.day()) > (days.from.month(), days.from.day())) {
        return Err(Failure::Usage(spoken(&said!("--until {until}: this is more than ten years after --from"))));
    }
    Ok(days)
}

/// Gives the format: as said, else by the file's ending.
fn format(arguments: &CalendarArguments) -> CalendarFormat {
    let ending = arguments.output.as_deref().and_then(|path| path.extension()).map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    arguments.format.unwrap_or(match ending.as_deref() {
        Some("csv") => CalendarFormat::Csv,
        Some("json") => CalendarFormat::Json,
        Some("ics") => CalendarFormat::Ics,
        Some(_) | None => CalendarFormat::Table,
    })
}

fn failed(error: &dyn Display) -> Failure {
    Failure::Data(error.to_string())
}

fn deadline_bytes(
    arguments: &CalendarArguments,
    plans: &[Plan],
    days: Days,
    language: Language,
    format: CalendarFormat,
    width: usize,
) -> Result<Vec<u8>, Failure> {
    let found = deadlines(plans, days, &arguments.report);
    let list = DeadlineList { plans, days, deadlines: &found, language };
    // What a format has no place for is said beside it.
    match format {
        CalendarFormat::Table => Ok(write_deadlines_table(&list, width).into_bytes()),
        CalendarFormat::Csv => {
            tell(list.remarks());
            write_deadlines_csv(&list).map_err(|error| failed(&error))
        }
        CalendarFormat::Json => write_deadlines_json(&list).map(String::into_bytes).map_err(|error| failed(&error)),
        CalendarFormat::Ics => {
            tell(list.undated_texts().into_iter().chain(list.remarks()));
            let mut reminders = arguments.remind.clone();
            reminders.sort_unstable_by(|one, other| other.cmp(one));
            reminders.dedup();
            Ok(write_deadlines_icalendar(&list, &reminders).into_bytes())
        }
    }
}

fn days_off_bytes(
    plans: &[Plan],
    days: Days,
    calendar: Option<&str>,
    language: Language,
    format: CalendarFormat,
    width: usize,
) -> Result<Vec<u8>, Failure> {
    let calendars = wanted(calendar_days(plans, days), calendar)?;
    let list = DayOffList { plans, days, calendars: &calendars, language };
    let remark = |one: &CalendarDays<'_>| Some(format!("{}: {}", calendar_title(one.plan, one.calendar, language), knowledge_text(one, language)?));
    match format {
        CalendarFormat::Table => Ok(write_days_off_table(&list, width).into_bytes()),
        CalendarFormat::Csv => {
            tell(calendars.iter().filter_map(remark));
            write_days_off_csv(&list).map_err(|error| failed(&error))
        }
        CalendarFormat::Json => write_days_off_json(&list).map(String::into_bytes).map_err(|error| failed(&error)),
        CalendarFormat::Ics => {
            tell(calendars.iter().filter_map(remark));
            Ok(write_days_off_icalendar(&list).into_bytes())
        }
    }
}

/// Leaves the calendar that is named.
fn wanted<'p>(calendars: Vec<CalendarDays<'p>>, name: Option<&str>) -> Result<Vec<CalendarDays<'p>>, Failure> {
    let Some(name) = name else { return Ok(calendars) };
    let known: Vec<&str> = calendars.iter().map(|one| one.calendar.name.as_str()).collect();
    if known.contains(&name) {
        return Ok(calendars.into_iter().filter(|one| one.calendar.name == name).collect());
    }
    let message = if known.is_empty() {
        said!("--holidays={name}: the package has no calendar")
    } else {
        said!("--holidays={name}: the package's calendars are {}", known.join(", "))
    };
    Err(Failure::Usage(spoken(&message)))
}

fn tell(lines: impl IntoIterator<Item = String>) {
    lines.into_iter().for_each(|line| output::tell(&format!("{line}\n")));
}
