//! Deadlines for people: a table, then the reports without a day, no line wider than the terminal.

use super::DeadlineList;
use crate::deadline_words::{DeadlineWord, calendar_title, deadline_word, deadlines_title, short_calendar_text};
use crate::deadlines::DatedReport;
use crate::due_text::titled;
use crate::finding_text::printable;
use crate::language::Language;
use crate::number_text::date_text;
use crate::render::table::LEAST_WIDTH;
use crate::render::table::wrap::{LongWords, display_width, wrap};
use crate::words::period_text;
use comfy_table::presets::NOTHING;
use comfy_table::{ColumnConstraint, ContentArrangement, LineStyle, Table, Width};
use positum_plan::plan::{Plan, Report};

/// Room for a period: two lines of a quarter in words.
const PERIOD_WIDTH: u16 = 16;
/// The least width at which period and remarks have columns of their own.
pub(crate) const LEAST_WIDE: usize = 72;
/// How far a reason stands in from its report.
const INDENT: usize = 2;
/// The space after each column.
const GAP: u16 = 2;

/// How wide a column is, without the space after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Room {
    /// Just so wide.
    Exactly(u16),
    /// So wide or wider.
    AtLeast(u16),
}

/// Shows deadlines in lines of at most `width` columns.
pub fn write_deadlines_table(list: &DeadlineList<'_, '_>, width: usize) -> String {
    let width = width.max(LEAST_WIDTH);
    let word = |word| deadline_word(word, list.language);
    let mut text = page_head(&deadlines_title(list.days, list.language), list.plans, list.language, width);
    if list.deadlines.dated.is_empty() {
        text.push_str(&format!("\n{}\n", word(DeadlineWord::NoDeadlines)));
    } else {
        text.push_str(&format!("\n{}\n", dated_table(list, width)));
    }
    if !list.deadlines.undated.is_empty() {
        text.push_str(&format!("\n{}\n", word(DeadlineWord::WithoutDate)));
        text.push_str(&undated_lines(list, width));
    }
    let calendars = calendar_lines(list, width);
    if !calendars.is_empty() {
        text.push_str(&format!("\n{}\n{calendars}", word(DeadlineWord::Calendars)));
    }
    for remark in list.remarks() {
        text.push_str(&format!("\n{}\n", wrapped(&remark, width, 0)));
    }
    text
}

/// Gives the lines over a table: what it is of, and the package.
pub(crate) fn page_head(title: &str, plans: &[Plan], language: Language, width: usize) -> String {
    let package = plans.last().map(|plan| {
        let title = titled(plan, &plan.package.label, &plan.package.name, language);
        plan.package.publisher.as_deref().map_or(title.clone(), |publisher| format!("{title}, {}", printable(publisher)))
    });
    let lines: Vec<String> = std::iter::once(title.to_owned()).chain(package).map(|line| format!("{}\n", wrapped(&line, width, 0))).collect();
    lines.concat()
}

/// A table with a line under its header; columns named in `rooms` are as wide as said, the others share what is left.
pub(crate) fn plain_table(header: &[&str], rows: Vec<Vec<String>>, rooms: &[(usize, Room)], width: usize) -> String {
    let rule = LineStyle::none().fill('─').junction('─');
    let mut table = Table::new();
    table.load_style(NOTHING.header_separator(rule)).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(u16::try_from(width).unwrap_or(u16::MAX)).set_header(header.to_vec());
    rows.into_iter().for_each(|row| {
        table.add_row(row);
    });
    for index in 0..header.len() {
        let Some(column) = table.column_mut(index) else { continue };
        column.set_padding((0, GAP));
        if let Some((_, room)) = rooms.iter().find(|(of, _)| *of == index) {
            column.set_constraint(match room {
                Room::Exactly(width) => ColumnConstraint::Absolute(Width::Fixed(width.saturating_add(GAP))),
                Room::AtLeast(width) => ColumnConstraint::LowerBoundary(Width::Fixed(width.saturating_add(GAP))),
            });
        }
    }
    table.trim_fmt()
}

fn dated_table(list: &DeadlineList<'_, '_>, width: usize) -> String {
    let words = [DeadlineWord::Due, DeadlineWord::Report, DeadlineWord::Period, DeadlineWord::Remarks].map(|word| deadline_word(word, list.language));
    let mut rows = dated_rows(list);
    let has_remarks = rows.iter().any(|row| row.last().is_some_and(|remarks| !remarks.is_empty()));
    let columns = match (width < LEAST_WIDE, has_remarks) {
        (true, _) => 2,
        (false, true) => words.len(),
        (false, false) => words.len().saturating_sub(1),
    };
    let lines = rows.iter().filter_map(|row| row.first()).flat_map(|day| day.lines());
    let day_width = narrow(lines.map(display_width).max().unwrap_or(0));
    let limit = name_limit(narrow(width), day_width, columns);
    let least = break_names(&mut rows, limit.into());
    for row in &mut rows {
        let kept = if columns == 2 { 1 } else { columns };
        let under = row.split_off(row.len().min(kept)).into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>();
        if columns == 2 && !under.is_empty() {
            row.push(under.join("\n"));
        }
    }
    let rooms = [(0, Room::Exactly(day_width)), (1, Room::AtLeast(narrow(least))), (2, Room::Exactly(PERIOD_WIDTH))];
    plain_table(words.get(..columns).unwrap_or(&words), rows, rooms.get(..columns.min(rooms.len())).unwrap_or(&rooms), width)
}

fn narrow(width: usize) -> u16 {
    u16::try_from(width).unwrap_or(u16::MAX)
}

/// How wide a word of a report may be before it is broken: of what the other columns leave, remarks get two fifths.
fn name_limit(width: u16, day_width: u16, columns: usize) -> u16 {
    let others = day_width.saturating_add(GAP).saturating_add(if columns == 2 { 0 } else { PERIOD_WIDTH.saturating_add(GAP) });
    let left = width.saturating_sub(others);
    let share = if columns > 3 { left.saturating_mul(3).checked_div(5).unwrap_or(left) } else { left };
    share.saturating_sub(GAP).max(1)
}

/// Breaks the names of reports after `_` where they are wider than `limit`; gives the width of the widest word then.
fn break_names(rows: &mut [Vec<String>], limit: usize) -> usize {
    let mut widest = 0;
    for cell in rows.iter_mut().filter_map(|row| row.get_mut(1)) {
        *cell =
            cell.split('\n').map(|line| line.split(' ').map(|word| broken(word, limit)).collect::<Vec<_>>().join(" ")).collect::<Vec<_>>().join("\n");
        widest = cell.split([' ', '\n']).map(display_width).fold(widest, usize::max);
    }
    widest.min(limit)
}

fn broken(word: &str, limit: usize) -> String {
    let mut lines: Vec<String> = Vec::new();
    for piece in word.split_inclusive('_') {
        match lines.last_mut().filter(|line| display_width(line).saturating_add(display_width(piece)) <= limit) {
            Some(line) => line.push_str(piece),
            None => lines.push(piece.to_owned()),
        }
    }
    lines.join("\n")
}

/// Day, report, period and remarks of each deadline, with a row of nothing between them; a day stands at its first, and
/// so do remarks that are the same of all its deadlines.
fn dated_rows(list: &DeadlineList<'_, '_>) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for same_day in list.deadlines.dated.chunk_by(|one, next| one.due.date == next.due.date) {
        let remarks: Vec<String> = same_day.iter().map(|one| remarks(list, one)).collect();
        let are_same = remarks.iter().all(|remark| remarks.first() == Some(remark));
        for (index, (one, remark)) in same_day.iter().zip(remarks).enumerate() {
            let is_first = index == 0;
            let day = if is_first { format!("{}\n{}", date_text(one.due.date, list.language), list.weekday(one)) } else { String::new() };
            let remark = if are_same && !is_first { String::new() } else { remark };
            if !rows.is_empty() {
                rows.push(Vec::new());
            }
            rows.push(vec![day, titled_report(list, one.plan, one.report), period_text(one.period, list.language), remark]);
        }
    }
    rows
}

fn remarks(list: &DeadlineList<'_, '_>, one: &DatedReport<'_>) -> String {
    list.reason(one).into_iter().chain(short_calendar_text(one, list.language)).collect::<Vec<_>>().join("\n")
}

/// The title, and under it what else the report is called by.
fn titled_report(list: &DeadlineList<'_, '_>, plan: &Plan, report: &Report) -> String {
    let names: Vec<String> = std::iter::once(printable(&report.name)).chain(report.module.as_deref().map(printable)).collect();
    format!("{}\n{}", list.title(plan, report), names.join(", "))
}

fn undated_lines(list: &DeadlineList<'_, '_>, width: usize) -> String {
    list.undated_texts().iter().map(|text| format!("{}\n", wrapped(&format!("- {text}"), width, INDENT))).collect()
}

/// Names the calendars that deadlines follow, each once.
fn calendar_lines(list: &DeadlineList<'_, '_>, width: usize) -> String {
    let mut lines: Vec<String> = Vec::new();
    for one in &list.deadlines.dated {
        let Some(calendar) = one.calendar else { continue };
        let title = calendar_title(one.plan, calendar, list.language);
        let line = format!("{}\n", wrapped(&format!("- {}: {title}", printable(&calendar.name)), width, INDENT));
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines.concat()
}

fn wrapped(text: &str, width: usize, hang: usize) -> String {
    wrap(text, width, hang, LongWords::Break).join("\n")
}
