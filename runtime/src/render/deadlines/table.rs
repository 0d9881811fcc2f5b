//! Deadlines for people: a table, then the reports without a day, no line wider than the terminal.

use super::DeadlineList;
use crate::deadline_words::{DeadlineWord, calendar_title, deadline_word, deadlines_title, short_calendar_text};
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

/// A table with a line under its header; columns named in `fixed` are as wide as said, the others share what is left.
pub(crate) fn plain_table(header: &[&str], rows: Vec<Vec<String>>, fixed: &[(usize, u16)], width: usize) -> String {
    let rule = LineStyle::none().fill('─').junction('─');
    let mut table = Table::new();
    table.load_style(NOTHING.header_separator(rule)).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(u16::try_from(width).unwrap_or(u16::MAX)).set_header(header.to_vec());
    rows.into_iter().for_each(|row| {
        table.add_row(row);
    });
    for index in 0..header.len() {
        let Some(column) = table.column_mut(index) else { continue };
        column.set_padding((0, 2));
        if let Some((_, width)) = fixed.iter().find(|(fixed, _)| *fixed == index) {
            column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(width.saturating_add(2))));
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
    for row in &mut rows {
        let kept = if columns == 2 { 1 } else { columns };
        let under = row.split_off(row.len().min(kept)).into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>();
        if columns == 2 && !under.is_empty() {
            row.push(under.join("\n"));
        }
    }
    let lines = rows.iter().filter_map(|row| row.first()).flat_map(|day| day.lines());
    let day_width = lines.map(display_width).max().and_then(|width| u16::try_from(width).ok()).unwrap_or(0);
    let fixed = if columns == 2 { vec![(0, day_width)] } else { vec![(0, day_width), (2, PERIOD_WIDTH)] };
    plain_table(words.get(..columns).unwrap_or(&words), rows, &fixed, width)
}

/// Day, report, period and remarks of each deadline, with a row of nothing between them; a day stands at its first.
fn dated_rows(list: &DeadlineList<'_, '_>) -> Vec<Vec<String>> {
    let (mut rows, mut last_day) = (Vec::new(), None);
    for one in &list.deadlines.dated {
        let is_new = last_day.replace(one.due.date) != Some(one.due.date);
        let day = if is_new { format!("{}\n{}", date_text(one.due.date, list.language), list.weekday(one)) } else { String::new() };
        let remarks: Vec<String> = list.reason(one).into_iter().chain(short_calendar_text(one, list.language)).collect();
        if !rows.is_empty() {
            rows.push(Vec::new());
        }
        rows.push(vec![day, titled_report(list, one.plan, one.report), period_text(one.period, list.language), remarks.join("\n")]);
    }
    rows
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
