//! Days off for people: a table for each calendar, no line wider than the terminal.

use super::{DayOffList, source};
use crate::days_off::CalendarDays;
use crate::deadline_words::{DeadlineWord, calendar_title, days_off_title, deadline_word, knowledge_text, special_day_text};
use crate::due_text::weekday_text;
use crate::finding_text::printable;
use crate::number_text::date_text;
use crate::render::deadlines::{LEAST_WIDE, Room, page_head, plain_table};
use crate::render::table::LEAST_WIDTH;
use crate::render::table::wrap::{LongWords, display_width, wrap};
use positum_plan::calendar::Weekday;

/// Shows calendars in lines of at most `width` columns.
pub fn write_days_off_table(list: &DayOffList<'_, '_>, width: usize) -> String {
    let width = width.max(LEAST_WIDTH);
    let mut text = page_head(&days_off_title(list.days, list.language), list.plans, list.language, width);
    if list.calendars.is_empty() {
        text.push_str(&format!("\n{}\n", deadline_word(DeadlineWord::NoCalendars, list.language)));
    }
    list.calendars.iter().for_each(|one| text.push_str(&calendar(list, one, width)));
    text
}

fn calendar(list: &DayOffList<'_, '_>, one: &CalendarDays<'_>, width: usize) -> String {
    let word = |word| deadline_word(word, list.language);
    let name = printable(&one.calendar.name);
    let title = format!("{} ({name})", calendar_title(one.plan, one.calendar, list.language));
    let weekend: Vec<&str> = one.calendar.weekend.iter().map(|day| weekday_text(*day, list.language)).collect();
    let weekend = format!("{}: {}", word(DeadlineWord::WeekendDays), weekend.join(", "));
    let head = [Some(title), one.calendar.source.as_deref().map(printable), Some(weekend), knowledge_text(one, list.language)];
    let lines = head.into_iter().flatten().map(|line| format!("{}\n", wrap(&line, width, 0, LongWords::Break).join("\n")));
    let mut text = format!("\n{}", lines.collect::<String>());
    if one.days.is_empty() {
        let none = if knowledge_text(one, list.language).is_none() { word(DeadlineWord::NoSpecialDays) } else { return text };
        text.push_str(&format!("\n{none}\n"));
        return text;
    }
    let is_wide = width >= LEAST_WIDE;
    let rows: Vec<Vec<String>> = one
        .days
        .iter()
        .map(|(date, day)| {
            let what = std::iter::once(special_day_text(one.plan, *day, list.language)).chain(source(*day)).collect::<Vec<_>>().join("\n");
            let (day, weekday) = (date_text(*date, list.language), weekday_text(Weekday::of(*date), list.language));
            if is_wide { vec![day, weekday.to_owned(), what] } else { vec![format!("{day}\n{weekday}"), what] }
        })
        .collect();
    let longest = |column: usize| rows.iter().filter_map(|row| row.get(column)).flat_map(|cell| cell.lines()).map(display_width).max().unwrap_or(0);
    let header: &[&str] =
        if is_wide { &[word(DeadlineWord::Date), "", word(DeadlineWord::WhatDay)] } else { &[word(DeadlineWord::Date), word(DeadlineWord::WhatDay)] };
    let rooms: Vec<(usize, Room)> =
        (0..header.len().saturating_sub(1)).filter_map(|column| Some((column, Room::Exactly(u16::try_from(longest(column)).ok()?)))).collect();
    text.push_str(&format!("\n{}\n", plain_table(header, rows, &rooms, width)));
    text
}
