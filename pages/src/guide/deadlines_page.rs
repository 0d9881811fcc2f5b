//! The page of deadlines: the rule of each report, the days of some periods, and the calendars.

use super::deadline_text::{DEADLINES, calendar_anchor, calendar_link, deadline_rule, validity_text, weekday_text};
use super::entry_boxes::Known;
use super::guide_words::GuideWord;
use super::page::{Line, Page, PageTable, Section, TableCell, joined, line, say, shown};
use positum_plan::calendar::Calendar;
use positum_plan::period::{Period, PeriodKind};
use positum_plan::plan::{CalendarId, Report, ReportId};
use positum_plan::working_days::SpecialDay;
use positum_runtime::calendar::{DueDay, due};
use positum_runtime::due_text::{day_off_text, due_text};
use positum_runtime::number_text::date_text;
use positum_runtime::words::period_text;

/// Gives the page; `from` is the period with which the days begin.
pub(super) fn deadlines_page(known: &Known<'_>, from: Option<Period>) -> Page {
    let mut sections: Vec<Section> = known.guide.plan.reports.entries().map(|(id, report)| report_section(known, id, report, from)).collect();
    sections.extend(known.guide.plan.calendars.entries().map(|(id, calendar)| calendar_section(known, id, calendar, from)));
    let title = line(known.word(GuideWord::Deadlines));
    Page { file: DEADLINES.to_owned(), title, intro: vec![line(known.word(GuideWord::AboutDeadlines))], sections, ..Page::default() }
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

fn report_section(known: &Known<'_>, id: ReportId, report: &Report, from: Option<Period>) -> Section {
    let (plan, language) = (known.guide.plan, known.guide.language);
    let mut rule = deadline_rule(known.guide, report);
    if rule.is_empty() {
        rule = line(known.word(GuideWord::NoDeadline));
    }
    // Versions that come later may change deadlines, so that only periods of this one are shown.
    let own = periods(report.period, from).into_iter().filter(|period| plan.package.validity.covers(period.last_day()));
    let row = |period: Period| match due(plan, report, period)? {
        DueDay::On(day) => {
            let why = if day.reason.is_some() || day.unknown_to.is_some() {
                due_text(plan, report, period, language).unwrap_or_default()
            } else {
                String::new()
            };
            Some([
                period_text(period, language),
                date_text(day.date, language),
                weekday_text(positum_plan::calendar::Weekday::of(day.date), language).to_owned(),
                why,
            ])
        }
        DueDay::UnknownWorkingDay { .. } => {
            Some([period_text(period, language), String::new(), String::new(), due_text(plan, report, period, language)?])
        }
        DueDay::AfterEvent { .. } => None,
    };
    let body: Vec<Vec<TableCell>> = own.filter_map(row).map(row_of_texts).collect();
    let head =
        [GuideWord::Period, GuideWord::LastDay, GuideWord::Weekday, GuideWord::Note].map(|word| TableCell::header(line(known.word(word)), "col"));
    let table =
        PageTable { caption: line(known.word(GuideWord::DatesOfPeriods)), class: "dates", head: vec![head.to_vec()], body, ..PageTable::default() };
    Section {
        anchor: format!("deadline-{}", super::entries::anchor(&report.name)),
        title: vec![known.guide.report_link(id)],
        intro: vec![rule],
        tables: if table.body.is_empty() { Vec::new() } else { vec![table] },
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
    say(&mut facts, known.word(GuideWord::Source), calendar.source.iter().map(line).collect());
    let users = known.guide.plan.reports.entries().filter(|(_, report)| report.due.as_ref().is_some_and(|due| due.calendar == Some(id)));
    say(&mut facts, known.word(GuideWord::UsedBy), users.map(|(report, _)| vec![known.guide.report_link(report)]).collect());
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
        row_of_texts([date_text(date, language), weekday_text(positum_plan::calendar::Weekday::of(date), language).to_owned(), text])
    };
    let body: Vec<Vec<TableCell>> = calendar.special_days(year).into_iter().map(row).collect();
    let head = [GuideWord::Day, GuideWord::Weekday, GuideWord::Why].map(|word| TableCell::header(line(known.word(word)), "col"));
    let caption: Line = line(format!("{} {year}", known.word(GuideWord::SpecialDays)));
    (!body.is_empty()).then(|| PageTable { caption, class: "dates", head: vec![head.to_vec()], body, ..PageTable::default() })
}
