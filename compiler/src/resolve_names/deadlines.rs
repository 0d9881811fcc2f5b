//! When reports are due and how long they are kept.

use super::Resolver;
use super::calendars::MONTHS;
use crate::diagnostic::Diagnostic;
use crate::diagnostic_code::DiagnosticCode;
use crate::time_words::period_word;
use positum_grammar::phrase::{Phrase, said};
use positum_grammar::source::Span;
use positum_grammar::suggest;
use positum_grammar::syntax_tree::{self as syntax, ReportItem, Word};
use positum_plan::calendar::{DayOfYear, Deadline, Due, LAST_WORKING_DAY_OF_MONTH, MOST_WORKING_DAYS, Retention};
use positum_plan::period::{Period, PeriodKind};
use positum_plan::plan::ReportId;

const QUARTERS: [&str; 4] = ["Q1", "Q2", "Q3", "Q4"];

/// The period of a report, and where it is said.
type SaidPeriod = Option<(PeriodKind, Span)>;

impl<'t> Resolver<'t, '_> {
    /// Resolves the deadlines of all reports; their periods and the calendars are known.
    pub(super) fn deadlines(&mut self) {
        let tree = self.tree;
        for report in &tree.reports {
            let Some((id, span)) = self.report_names.get(report.name.text.as_str()).copied() else { continue };
            if span != report.name.span {
                continue;
            }
            let word = report.items.iter().rev().find_map(|item| match item {
                ReportItem::Period(word) => Some(word),
                ReportItem::Source(_)
                | ReportItem::Module(_)
                | ReportItem::Due(_)
                | ReportItem::Retain(_)
                | ReportItem::Valid(..)
                | ReportItem::Accept(_)
                | ReportItem::Table(_)
                | ReportItem::Check(_)
                | ReportItem::Broken(_) => None,
            });
            let period = self.model.reports[id].period.zip(word.map(|word| word.span));
            for item in &report.items {
                match item {
                    ReportItem::Due(due) => self.due(id, due, period),
                    ReportItem::Retain(retention) => self.model.reports[id].retention = retention_of(retention),
                    ReportItem::Source(_)
                    | ReportItem::Module(_)
                    | ReportItem::Period(_)
                    | ReportItem::Valid(..)
                    | ReportItem::Accept(_)
                    | ReportItem::Table(_)
                    | ReportItem::Check(_)
                    | ReportItem::Broken(_) => {}
                }
            }
        }
    }

    fn due(&mut self, id: ReportId, due: &syntax::Due, period: SaidPeriod) {
        let calendar = due.calendar.as_ref().map(|name| self.calendar_named(name));
        let keyword = Span { end: due.span.start.saturating_add(3), ..due.span };
        let deadline = match &due.deadline {
            syntax::Deadline::DayOfNextMonth(day) => self.day_of_next_month(day),
            syntax::Deadline::LastDayOfNextMonth => Some(Deadline::LastDayOfNextMonth),
            syntax::Deadline::WorkingDayOfNextMonth(day) => self.working_day_of_next_month(day, due.calendar.is_some()),
            syntax::Deadline::DayOfYear(day) => self.one_day(day, period),
            syntax::Deadline::EachPeriod { entries, is_broken } => self.each_period(entries, *is_broken, period, keyword),
            syntax::Deadline::AfterEvent(days, labels) => {
                let event = self.label(labels);
                let number = days.text.parse().ok().filter(|number| (1..=MOST_WORKING_DAYS).contains(number));
                if number.is_none() {
                    let message = said!("a deadline is 1 to {MOST_WORKING_DAYS} working days after its event");
                    self.report(Diagnostic::new(DiagnosticCode::BadDate, days.span, message).help(said!("write `8 working days after \"event\"`")));
                }
                number.map(|working_days| Deadline::AfterEvent { working_days, event })
            }
        };
        let calendar = match calendar {
            Some(None) => return,
            Some(found) => found,
            None => None,
        };
        self.model.reports[id].due = deadline.map(|deadline| Due { deadline, calendar });
    }

    fn day_of_next_month(&mut self, day: &Word) -> Option<Deadline> {
        let number = day.text.parse().ok().filter(|day| (1..=31).contains(day));
        if number.is_none() {
            let diagnostic = Diagnostic::new(DiagnosticCode::BadDate, day.span, said!("a month has no day {}", day.text));
            self.report(diagnostic.help(said!("write a day from 1 to 31")));
        }
        number.map(Deadline::DayOfNextMonth)
    }

    fn working_day_of_next_month(&mut self, day: &Word, has_calendar: bool) -> Option<Deadline> {
        let digits = day.text.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
        let number = digits.parse().ok().filter(|number| (1..=LAST_WORKING_DAY_OF_MONTH).contains(number));
        if number.is_none() {
            let message = said!("a month may have no {} working day", day.text);
            let help = said!("write a working day from `1st` to `{LAST_WORKING_DAY_OF_MONTH}th`");
            self.report(Diagnostic::new(DiagnosticCode::BadDate, day.span, message).help(help));
        }
        if !has_calendar {
            let first = self.calendar_names.keys().next().copied();
            let help = match first {
                Some(name) => said!("add `, working days of {name}` at the end"),
                None => said!("declare `calendar holidays {{ 1 January \"New Year's Day\" }}`, and add `, working days of holidays`"),
            };
            let message = said!("the {} working day of which calendar is not said", day.text);
            self.report(Diagnostic::new(DiagnosticCode::ClauseMissing, day.span, message).help(help));
            return None;
        }
        number.map(Deadline::WorkingDayOfNextMonth)
    }

    /// A day without a period's name before it is the only one of its year.
    fn one_day(&mut self, syntax: &syntax::DayOfYear, period: SaidPeriod) -> Option<Deadline> {
        let message = |what: Phrase| said!("`{} {}` is one day of each year, and {what}", syntax.day.day.text, syntax.day.month.text);
        let misfit = |message: Phrase| Diagnostic::new(DiagnosticCode::DeadlineMisfit, syntax.span, message);
        match period {
            Some((PeriodKind::Year, _)) => {
                let of: Period = "2025".parse().ok()?;
                self.day_of_year(syntax, of, said!("the year")).map(|day| Deadline::DayOfYear(vec![day]))
            }
            Some((kind, span)) => {
                let diagnostic = misfit(message(said!("the report is for each {}", period_word(kind))));
                self.report(diagnostic.other(span, said!("the report's period")).help(written_for(kind)));
                None
            }
            None => {
                self.report(misfit(message(said!("the report does not say its period"))).help(said!("add `period year` to the report")));
                None
            }
        }
    }

    fn each_period(&mut self, entries: &[(Word, syntax::DayOfYear)], is_broken: bool, period: SaidPeriod, keyword: Span) -> Option<Deadline> {
        let Some((first, _)) = entries.first() else {
            if !is_broken {
                let diagnostic = Diagnostic::new(DiagnosticCode::DeadlineMisfit, keyword, said!("no deadline is said"));
                self.report(diagnostic.help(written_for(period.map_or(PeriodKind::Quarter, |(kind, _)| kind))));
            }
            return None;
        };
        let kind = kind_of(first);
        if period.map(|(said, _)| said) != Some(kind) {
            self.wrong_period(first, period);
            return None;
        }
        if let Some((other, _)) = entries.iter().find(|(word, _)| kind_of(word) != kind) {
            self.wrong_period(other, period);
            return None;
        }
        let names: &[&str] = if kind == PeriodKind::Quarter { &QUARTERS } else { &MONTHS };
        let mut days: Vec<Option<(DayOfYear, Span)>> = vec![None; names.len()];
        let mut is_whole = !is_broken;
        for (word, syntax) in entries {
            let Some(index) = names.iter().position(|name| *name == word.text) else { continue };
            let of = if kind == PeriodKind::Quarter { format!("2025-{}", word.text) } else { format!("2025-{:02}", index.saturating_add(1)) };
            let day = of.parse().ok().and_then(|of| self.day_of_year(syntax, of, said!("`{}`", word.text)));
            is_whole &= day.is_some();
            let Some(slot) = days.get_mut(index) else { continue };
            if let Some((_, first)) = slot {
                let diagnostic = Diagnostic::new(DiagnosticCode::RepeatedClause, word.span, said!("`{}` has two deadlines", word.text));
                self.report(diagnostic.other(*first, said!("the first")).help(said!("keep one of the two")));
            }
            *slot = day.map(|day| (day, word.span));
        }
        let missing: Vec<usize> = days.iter().enumerate().filter(|(_, day)| day.is_none()).map(|(index, _)| index).collect();
        if is_whole && !missing.is_empty() {
            self.missing_deadlines(names, &missing, keyword);
        }
        let days: Option<Vec<DayOfYear>> = days.into_iter().map(|day| day.map(|(day, _)| day)).collect();
        days.map(Deadline::DayOfYear)
    }

    /// A deadline is for a quarter or month, and the report has other periods.
    fn wrong_period(&mut self, word: &Word, period: SaidPeriod) {
        let kind = kind_of(word);
        let diagnostic = |what: Phrase| {
            let message = said!("`{}` is a {}, and {what}", word.text, period_word(kind));
            Diagnostic::new(DiagnosticCode::DeadlineMisfit, word.span, message)
        };
        let diagnostic = match period {
            Some((said, span)) => {
                let diagnostic = diagnostic(said!("the report is for each {}", period_word(said)));
                diagnostic.other(span, said!("the report's period")).help(written_for(said))
            }
            None => diagnostic(said!("the report does not say its period")).help(said!("add `period {}` to the report", kind.keyword())),
        };
        self.report(diagnostic);
    }

    fn missing_deadlines(&mut self, names: &[&str], missing: &[usize], keyword: Span) {
        let each: Vec<&str> = missing.iter().filter_map(|index| names.get(*index)).copied().collect();
        let months_each = MONTHS.len().checked_div(names.len()).unwrap_or(1);
        let lines = missing.iter().filter_map(|index| {
            let month = index.saturating_add(1).saturating_mul(months_each);
            let next = MONTHS.get(month).or(MONTHS.first())?;
            let year = if month >= MONTHS.len() { " of the next year" } else { "" };
            Some(format!("{} 25 {next}{year}", names.get(*index)?))
        });
        let help = said!("add `{}`, with the days that are meant", lines.collect::<Vec<_>>().join("; "));
        let message = match each.as_slice() {
            [one] => said!("the deadline of `{one}` is missing"),
            several => said!("the deadlines of {} are missing", suggest::list(several)),
        };
        self.report(Diagnostic::new(DiagnosticCode::DeadlineMisfit, keyword, message).help(help));
    }

    /// Gives the day for a period; `of` is such a period of a common year.
    fn day_of_year(&mut self, syntax: &syntax::DayOfYear, of: Period, name: Phrase) -> Option<DayOfYear> {
        let day = DayOfYear { day: self.day_of_month(&syntax.day)?, is_next_year: syntax.is_next_year };
        if !day.day.exists_each_year() {
            let message = said!("not each year has a day `{} {}`", syntax.day.day.text, syntax.day.month.text);
            let span = syntax.day.day.span.to(syntax.day.month.span);
            self.report(Diagnostic::new(DiagnosticCode::BadDate, span, message).help(said!("write `28 February`")));
            return None;
        }
        if day.date(of).is_some_and(|date| date < of.last_day()) {
            let written = format!("{} {}", syntax.day.day.text, syntax.day.month.text);
            let diagnostic = Diagnostic::new(DiagnosticCode::EarlyDeadline, syntax.span, said!("`{written}` is before {name} ends"));
            self.report(diagnostic.help(said!("write `{written} of the next year`, or a later day")));
            return None;
        }
        Some(day)
    }
}

/// Gives the kind of period that a word before a deadline names.
fn kind_of(word: &Word) -> PeriodKind {
    if QUARTERS.contains(&word.text.as_str()) { PeriodKind::Quarter } else { PeriodKind::Month }
}

/// Says how deadlines of such periods are written.
fn written_for(kind: PeriodKind) -> Phrase {
    match kind {
        PeriodKind::Year => said!("write `due 31 March of the next year`"),
        PeriodKind::Quarter => {
            said!(
                "write a day for each quarter, as `due {{ Q1 25 April; Q2 25 July; Q3 25 October; Q4 25 January of the next year }}`, or `due day 25 of the next month`"
            )
        }
        PeriodKind::Month => {
            said!(
                "write `due day 25 of the next month`, or a day for each month, as `due {{ January 25 February; … December 25 January of the next year }}`"
            )
        }
        PeriodKind::Day => said!("write `due day 25 of the next month`"),
    }
}

fn retention_of(syntax: &syntax::Retention) -> Option<Retention> {
    match syntax {
        syntax::Retention::Permanently => Some(Retention::Permanently),
        syntax::Retention::NotPermanently => Some(Retention::NotPermanently),
        // The grammar has bounded the number.
        syntax::Retention::Years(years) => years.text.parse().ok().map(Retention::Years),
    }
}
