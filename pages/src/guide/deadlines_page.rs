//! The page of deadlines: the rule of each report, the days of some periods, and the calendars.

use super::deadline_text::{DEADLINES, calendar_anchor, calendar_link, deadline_rule, validity_text};
use super::entries::View;
use super::entry_boxes::Known;
use super::guide_words::GuideWord;
use super::page::{Line, Page, PageTable, Section, TableCell, capitalized, joined, line, say, sentence, shown};
use positum_plan::calendar::{Calendar, Weekday};
use positum_plan::period::{Period, PeriodKind};
use positum_plan::plan::{CalendarId, Report, ReportId};
use positum_plan::working_days::SpecialDay;
use positum_runtime::calendar::{DueDay, due};
use positum_runtime::due_text::{day_off_text, due_text, weekday_text};
use positum_runtime::number_text::date_text;
use positum_runtime::words::period_text;

/// Gives the page; `from` is the period with which the days begin.
pub(super) fn deadlines_page(known: &Known<'_>, from: Option<Period>) -> Page {
    let mut sections = report_sections(known, from);
    sections.extend(known.guide.plan.calendars.entries().map(|(id, calendar)| calendar_section(known, id, calendar, from)));
    let title = line(known.word(GuideWord::Deadlines));
    Page { file: DEADLINES.to_owned(), title, intro: vec![line(sentence(known.word(GuideWord::AboutDeadlines)))], sections, ..Page::default() }
}

/// Gives the periods of a report of which days are shown: two years of them, or a month of days.
fn periods(kind: Option<PeriodKind>, from: Option<Period>) -> Vec<Period> {
    let Some(from) = from else { return Vec::new() };
    let kind = kind.unwrap_or(from.kind());
    let count = match kind {
        PeriodKind::Year => 3,
        PeriodKind::Quarter => 8,
        PeriodKind::Month => 12,
        PeriodKind::Day => 10,
    };
    let next = |period: &Period| Period::holding(kind, positum_plan::calendar::day_after(*period));
    std::iter::successors(Period::holding(kind, from.first_day()), next).take(count).collect()
}

/// Gives the deadlines of reports; those that share rule and days stand together.
fn report_sections(known: &Known<'_>, from: Option<Period>) -> Vec<Section> {
    let mut groups: Vec<(Line, Vec<[String; 4]>, Vec<ReportId>)> = Vec::new();
    for (id, report) in known.guide.plan.reports.entries() {
        let mut rule = deadline_rule(known.guide, report);
        match rule.first_mut() {
            Some(first) => first.text = capitalized(&first.text),
            None => rule = line(known.word(GuideWord::NoDeadline)),
        }
        let days = days(known, report, from);
        match groups.iter_mut().find(|(other, other_days, _)| *other == rule && *other_days == days) {
            Some((_, _, reports)) => reports.push(id),
            None => groups.push((rule, days, vec![id])),
        }
    }
    groups.into_iter().zip(1..).map(|((rule, days, reports), number)| group_section(known, number, rule, days, &reports)).collect()
}

/// Gives the days on which a report is due: period, day, day of the week, note.
fn days(known: &Known<'_>, report: &Report, from: Option<Period>) -> Vec<[String; 4]> {
    let (plan, language) = (known.guide.plan, known.guide.language);
    // Versions that come later may change deadlines, so that only periods of this one are shown.
    let own = periods(report.period, from).into_iter().filter(|period| plan.package.validity.covers(period.last_day()));
    let day = |period: Period| match due(plan, report, period)? {
        DueDay::On(day) => {
            let why = match (day.reason, day.unknown_to) {
                (Some(reason), _) => shown(&day_off_text(plan, day.nominal, reason, language)),
                (None, Some(_)) => due_text(plan, report, period, language).unwrap_or_default(),
                (None, None) => String::new(),
            };
            let weekday = weekday_text(Weekday::of(day.date), language).to_owned();
            Some([period_text(period, language), date_text(day.date, language), weekday, why])
        }
        DueDay::UnknownWorkingDay { .. } => {
            Some([period_text(period, language), String::new(), String::new(), due_text(plan, report, period, language)?])
        }
        DueDay::AfterEvent { .. } => None,
    };
    own.filter_map(day).collect()
}

fn group_section(known: &Known<'_>, number: usize, rule: Line, days: Vec<[String; 4]>, reports: &[ReportId]) -> Section {
    let has_notes = days.iter().any(|[_, _, _, note]| !note.is_empty());
    let words = [GuideWord::Period, GuideWord::LastDay, GuideWord::Weekday, GuideWord::Note].into_iter().take(if has_notes { 4 } else { 3 });
    let head: Vec<TableCell> = words.map(|word| TableCell::header(line(known.word(word)), "col")).collect();
    let row = |texts| {
        let mut row = row_of_texts(texts);
        row.truncate(head.len());
        row
    };
    let body: Vec<Vec<TableCell>> = days.into_iter().map(row).collect();
    let is_empty = body.is_empty();
    let table = PageTable { caption: line(known.word(GuideWord::DatesOfPeriods)), class: "dates", head: vec![head], body, ..PageTable::default() };
    Section {
        anchor: format!("deadline-{number}"),
        title: rule,
        is_links: true,
        intro: reports.iter().map(|report| vec![known.guide.report_link(*report)]).collect(),
        tables: if is_empty { Vec::new() } else { vec![table] },
        ..Section::default()
    }
}

fn row_of_texts<const COUNT: usize>(texts: [String; COUNT]) -> Vec<TableCell> {
    let cell = |(index, text): (usize, String)| if index == 0 { TableCell::header(line(text), "row") } else { TableCell::value(line(text)) };
    texts.into_iter().enumerate().map(cell).collect()
}

fn calendar_section(known: &Known<'_>, id: CalendarId, calendar: &Calendar, from: Option<Period>) -> Section {
    let language = known.guide.language;
    let mut facts = Vec::new();
    known.say_translations(&mut facts, &calendar.label);
    say(&mut facts, known.word(GuideWord::Name), vec![vec![super::page::Piece::code(&calendar.name)]]);
    let weekend = calendar.weekend.iter().map(|day| line(weekday_text(*day, language)));
    say(&mut facts, known.word(GuideWord::Weekend), vec![joined(weekend, ", ")]);
    say(
        &mut facts,
        known.word(GuideWord::InForce),
        vec![line(validity_text(calendar.validity, language))].into_iter().filter(|line| line.iter().any(|piece| !piece.text.is_empty())).collect(),
    );
    say(&mut facts, known.word(GuideWord::Source), calendar.source.iter().map(|text| known.guide.in_main_language(text)).collect());
    let users = known.guide.plan.reports.entries().filter(|(_, report)| report.due.as_ref().is_some_and(|due| due.calendar == Some(id)));
    let entries = known.uses.calendar_users(id).map(|user| known.guide.entry_link(user, View::default()));
    say(&mut facts, known.word(GuideWord::UsedBy), users.map(|(report, _)| vec![known.guide.report_link(report)]).chain(entries).collect());
    let checks: Vec<Line> = known.uses.calendar_checks(id).map(|check| known.guide.check_link(check, None)).collect();
    say(&mut facts, known.word(GuideWord::Checks), if checks.is_empty() { Vec::new() } else { vec![joined(checks, ", ")] });
    // Without a period the years begin with the first that the calendar knows.
    let first = from.map(|period| period.first_day().year()).or(calendar.validity.from.map(|day| day.year()));
    let years = first.into_iter().flat_map(|year| year..year.saturating_add(3));
    let tables = years.filter_map(|year| special_days(known, calendar, year)).collect();
    let title = vec![super::page::Piece { href: None, ..calendar_link(known.guide, id) }];
    Section { anchor: calendar_anchor(&calendar.name), title, facts, tables, ..Section::default() }
}

fn special_days(known: &Known<'_>, calendar: &Calendar, year: i16) -> Option<PageTable> {
    let (plan, language) = (known.guide.plan, known.guide.language);
    let row = |(date, day): (jiff::civil::Date, SpecialDay<'_>)| {
        let text = match day {
            SpecialDay::Off(off) => shown(&day_off_text(plan, date, off, language)),
            SpecialDay::Worked(moved) => format!("{} {}", known.word(GuideWord::WorkedFor), date_text(moved.off, language)),
        };
        row_of_texts([date_text(date, language), weekday_text(Weekday::of(date), language).to_owned(), text])
    };
    let body: Vec<Vec<TableCell>> = calendar.special_days(year).into_iter().map(row).collect();
    let head = [GuideWord::Day, GuideWord::Weekday, GuideWord::Why].map(|word| TableCell::header(line(capitalized(known.word(word))), "col"));
    let caption: Line = line(format!("{} {year}", known.word(GuideWord::SpecialDays)));
    (!body.is_empty()).then(|| PageTable { caption, class: "dates", head: vec![head.to_vec()], body, ..PageTable::default() })
}
