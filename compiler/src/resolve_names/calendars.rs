//! Calendars of working days: their days, the calendars that they begin with, and the days that they move.

use super::Resolver;
use crate::diagnostic::Diagnostic;
use crate::diagnostic_code::DiagnosticCode;
use crate::time_words::weekday_word;
use jiff::civil::Date;
use positum_grammar::phrase::{Phrase, said};
use positum_grammar::source::Span;
use positum_grammar::suggest;
use positum_grammar::syntax_tree::{self as syntax, CalendarItem, Text, Word};
use positum_plan::calendar::{Calendar, DayOfMonth, FARTHEST_FROM_EASTER, Holiday, HolidayRule, MovedDay, Ordinal, USUAL_WEEKEND, Weekday};
use positum_plan::period::Validity;
use positum_plan::plan::{CalendarId, Label};
use positum_plan::working_days::DayOff;
use std::collections::BTreeMap;

/// The names of months, as definitions have them.
pub(super) const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/// The most calendars of a package.
const MOST_CALENDARS: usize = 100;
/// The most holidays and moved days of a calendar, with those of the calendar that it begins with.
const MOST_DAYS: usize = 1_000;

/// A calendar whose days are known.
#[derive(Clone)]
struct Known {
    calendar: Calendar,
    /// Where the days off and the days worked of its moves stand.
    moves: Vec<(Span, Span)>,
    /// Whether a part of it could not be read: what its days are is not known.
    is_broken: bool,
}

impl<'t> Resolver<'t, '_> {
    pub(super) fn calendars(&mut self) {
        let mut waiting: Vec<&'t syntax::Calendar> = Vec::new();
        if let Some(calendar) = self.tree.calendars.get(MOST_CALENDARS) {
            let message = said!("a package has at most {MOST_CALENDARS} calendars");
            self.report(Diagnostic::new(DiagnosticCode::TooLarge, calendar.name.span, message).help(said!("keep those that deadlines name")));
            self.broken.extend(self.tree.calendars.iter().skip(MOST_CALENDARS).map(|calendar| calendar.name.text.clone()));
        }
        for calendar in self.tree.calendars.iter().take(MOST_CALENDARS) {
            match self.calendar_names.get(calendar.name.text.as_str()).copied() {
                Some((_, first)) => self.duplicate(&calendar.name, first, said!("calendar")),
                None => {
                    let id = CalendarId(u32::try_from(waiting.len()).unwrap_or(u32::MAX));
                    self.calendar_names.insert(&calendar.name.text, (id, calendar.name.span));
                    waiting.push(calendar);
                }
            }
        }
        self.calendars_in_circles(&waiting);
        let order = waiting.clone();
        let mut known: BTreeMap<&'t str, Known> = BTreeMap::new();
        while !waiting.is_empty() {
            let before = waiting.len();
            waiting.retain(|calendar| {
                let base = match &calendar.like {
                    None => None,
                    Some(like) => match known.get(like.text.as_str()) {
                        Some(base) => Some(base.clone()),
                        None if self.calendar_names.contains_key(like.text.as_str()) => return true,
                        None => {
                            self.unknown_calendar(like);
                            Some(Known { calendar: empty(""), moves: Vec::new(), is_broken: true })
                        }
                    },
                };
                let own = self.bounded_calendar(calendar, base);
                known.insert(&calendar.name.text, own);
                false
            });
            // What stands in a circle, or begins with what does, has been told of.
            if waiting.len() == before {
                break;
            }
        }
        for calendar in order {
            let own = known.remove(calendar.name.text.as_str()).map_or_else(|| empty(&calendar.name.text), |known| known.calendar);
            self.model.calendars.push(own);
        }
    }

    /// Finds a calendar by its name.
    pub(super) fn calendar_named(&mut self, name: &Word) -> Option<CalendarId> {
        let found = self.calendar_names.get(name.text.as_str()).map(|(id, _)| *id);
        if found.is_none() {
            self.unknown_calendar(name);
        }
        found
    }

    fn unknown_calendar(&mut self, name: &Word) {
        if self.broken.contains(&name.text) {
            return;
        }
        let known: Vec<&str> = self.calendar_names.keys().copied().collect();
        let near = suggest::nearest(&name.text, known.iter().copied());
        let declare = said!("declare `calendar {} {{ 1 January \"New Year's Day\" }}`", name.text);
        let help = match (near.is_empty(), known.is_empty()) {
            (false, _) => said!("write {}, or {declare}", suggest::choice(&near)),
            (true, false) => said!("write {}, or {declare}", suggest::choice(&known)),
            (true, true) => declare,
        };
        let message = said!("there is no calendar `{}`", name.text);
        self.report(Diagnostic::new(DiagnosticCode::UnknownName, name.span, message).help(help));
    }

    fn calendars_in_circles(&mut self, calendars: &[&'t syntax::Calendar]) {
        let like_of: BTreeMap<&str, &Word> =
            calendars.iter().filter_map(|calendar| Some((calendar.name.text.as_str(), calendar.like.as_ref()?))).collect();
        let mut told: Vec<&str> = Vec::new();
        for calendar in calendars {
            let mut path = vec![calendar.name.text.as_str()];
            while let Some(like) = path.last().and_then(|last| like_of.get(last)) {
                let is_back = path.contains(&like.text.as_str());
                path.push(&like.text);
                if is_back {
                    break;
                }
            }
            let Some(like) = calendar.like.as_ref().filter(|_| path.len() > 1 && path.last() == path.first()) else { continue };
            if told.iter().any(|name| path.contains(name)) {
                continue;
            }
            told.push(&calendar.name.text);
            let shown: Vec<String> = path.iter().map(|name| format!("`{name}`")).collect();
            let message = said!("a calendar begins with itself: {}", shown.join(" → "));
            let help = said!("delete `like {}`, and write the days of one of them out", like.text);
            self.report(Diagnostic::new(DiagnosticCode::EndlessCalendar, like.span, message).help(help));
        }
    }

    /// What has too many days is not looked at day by day.
    fn bounded_calendar(&mut self, syntax: &'t syntax::Calendar, base: Option<Known>) -> Known {
        let taken = base.as_ref().map_or(0, |base| base.calendar.holidays.len().saturating_add(base.calendar.moves.len()));
        if syntax.items.len().saturating_add(taken) <= MOST_DAYS {
            return self.calendar(syntax, base);
        }
        let message = said!("calendar `{}` has more than {MOST_DAYS} days", syntax.name.text);
        let help = said!("declare what is off each year once, as `1 January` or `Easter + 1 day`");
        self.report(Diagnostic::new(DiagnosticCode::TooLarge, syntax.name.span, message).help(help));
        Known { calendar: empty(&syntax.name.text), moves: Vec::new(), is_broken: true }
    }

    fn calendar(&mut self, syntax: &'t syntax::Calendar, base: Option<Known>) -> Known {
        for (span, first) in &syntax.repeated {
            self.said_twice(*span, *first, said!("calendar"));
        }
        let base = base.unwrap_or_else(|| Known { calendar: empty(""), moves: Vec::new(), is_broken: false });
        let label = self.label(&syntax.labels);
        let mut known = Known { calendar: Calendar { name: syntax.name.text.clone(), label, source: None, ..base.calendar }, ..base };
        // The weekend decides to which day a holiday moves, wherever it stands.
        for item in &syntax.items {
            match item {
                CalendarItem::Source(text) => known.calendar.source = Some(text.text.clone()),
                CalendarItem::Valid(valid) => known.calendar.validity = within(known.calendar.validity, self.validity(valid)),
                CalendarItem::Weekend(days) => known.calendar.weekend = self.weekend(days),
                CalendarItem::Broken => known.is_broken = true,
                CalendarItem::Holiday(_) | CalendarItem::Moved(_) => {}
            }
        }
        let mut spans: Vec<(Span, HolidayRule, Validity)> = Vec::new();
        for item in &syntax.items {
            if let CalendarItem::Holiday(holiday) = item {
                match self.holiday(holiday, &known.calendar.weekend) {
                    Some(holiday_of_plan) => {
                        self.holiday_twice(holiday.day_span, &holiday_of_plan, &mut spans);
                        known.calendar.holidays.push(holiday_of_plan);
                    }
                    None => known.is_broken = true,
                }
            }
        }
        for item in &syntax.items {
            if let CalendarItem::Moved(moved) = item {
                self.moved_day(moved, &mut known);
            }
        }
        known
    }

    fn weekend(&mut self, words: &[Word]) -> Vec<Weekday> {
        let mut weekend = Vec::new();
        for word in words {
            let Some(day) = weekday(word) else { continue };
            if weekend.contains(&day) {
                let message = said!("`{}` stands twice", word.text);
                self.report(Diagnostic::new(DiagnosticCode::RepeatedClause, word.span, message).help(said!("delete one of the two")));
                continue;
            }
            weekend.push(day);
        }
        if let (Some(first), Some(last)) = (words.first(), words.last().filter(|_| weekend.len() == Weekday::ALL.len())) {
            let diagnostic = Diagnostic::new(DiagnosticCode::EndlessCalendar, first.span.to(last.span), said!("all days of the week are off"));
            self.report(diagnostic.help(said!("leave out the days that are worked, as `weekend Saturday, Sunday`")));
            return USUAL_WEEKEND.to_vec();
        }
        weekend
    }

    fn holiday(&mut self, syntax: &syntax::Holiday, weekend: &[Weekday]) -> Option<Holiday> {
        let day = self.holiday_rule(&syntax.day);
        let label = self.label(&syntax.labels);
        let validity = syntax.valid.as_ref().map_or_else(Validity::default, |valid| self.validity(valid));
        if let Some(word) = &syntax.moved_to {
            match day {
                Some(HolidayRule::Once(date)) if !weekend.contains(&Weekday::of(date)) => self.never_moves(date, word),
                _ => self.moved_to(word, weekend),
            }
        }
        Some(Holiday { day: day?, label, is_moved: syntax.moved_to.is_some(), validity, source: source(syntax.source.as_ref()) })
    }

    fn holiday_rule(&mut self, syntax: &syntax::HolidayRule) -> Option<HolidayRule> {
        match syntax {
            syntax::HolidayRule::Fixed(day) => self.day_of_month(day).map(HolidayRule::Fixed),
            syntax::HolidayRule::Once(date) => self.date(Some(date)).map(HolidayRule::Once),
            syntax::HolidayRule::Easter(None) => Some(HolidayRule::Easter(0)),
            syntax::HolidayRule::Easter(Some((is_before, days))) => {
                let number = days.text.parse::<i16>().ok().filter(|number| *number <= FARTHEST_FROM_EASTER);
                if number.is_none() {
                    let message = said!("a day is at most {FARTHEST_FROM_EASTER} days from Easter");
                    self.report(
                        Diagnostic::new(DiagnosticCode::BadDate, days.span, message).help(said!("write the day and its month, as `1 January`")),
                    );
                }
                number.map(|number| HolidayRule::Easter(if *is_before { number.saturating_neg() } else { number }))
            }
            syntax::HolidayRule::Weekday { ordinal, weekday: day, month } => {
                let ordinal = match ordinal.text.as_str() {
                    "first" => Ordinal::First,
                    "second" => Ordinal::Second,
                    "third" => Ordinal::Third,
                    "fourth" => Ordinal::Fourth,
                    _ => Ordinal::Last,
                };
                Some(HolidayRule::Weekday(ordinal, weekday(day)?, month_number(month)?))
            }
        }
    }

    /// Gives a day of a month that some year has.
    pub(super) fn day_of_month(&mut self, syntax: &syntax::DayOfMonth) -> Option<DayOfMonth> {
        let month = month_number(&syntax.month)?;
        let day = syntax.day.text.parse().ok().map(|day| DayOfMonth { day, month }).filter(|day| day.exists());
        if day.is_none() {
            let most = (28..=31).rev().find(|day| DayOfMonth { day: *day, month }.exists()).unwrap_or(28);
            let message = said!("there is no day `{} {}`", syntax.day.text, syntax.month.text);
            let help = said!("write a day from 1 to {most}");
            self.report(Diagnostic::new(DiagnosticCode::BadDate, syntax.day.span.to(syntax.month.span), message).help(help));
        }
        day
    }

    /// A holiday moves to the working day that follows the weekend, and the definition says which day of the week that is.
    fn moved_to(&mut self, word: &Word, weekend: &[Weekday]) {
        let follows = |day: &Weekday| {
            let index = Weekday::ALL.iter().position(|other| other == day).unwrap_or(0);
            let before = Weekday::ALL.iter().cycle().nth(index.saturating_add(Weekday::ALL.len()).saturating_sub(1));
            !weekend.contains(day) && before.is_some_and(|before| weekend.contains(before))
        };
        let first: Vec<&str> = Weekday::ALL.iter().filter(|day| follows(day)).map(|day| day.keyword()).collect();
        if first.contains(&word.text.as_str()) {
            return;
        }
        let days = Phrase::joined(weekend.iter().map(|day| weekday_word(*day)), ", ");
        let message = said!("`{}` is not the first working day after a weekend", word.text);
        let help = said!("the weekend is {}; write `moved to {}`", days, first.first().unwrap_or(&"Monday"));
        self.report(Diagnostic::new(DiagnosticCode::BadMove, word.span, message).help(help));
    }

    /// One day that is not of a weekend has nowhere to move from; its work may have been meant.
    fn never_moves(&mut self, date: Date, word: &Word) {
        let message = said!("`{date}` is a {}, and only a holiday on a weekend moves", weekday_word(Weekday::of(date)));
        let help = said!("delete `moved to {}`; where the day's work moves, name the date, as `2026-01-02 moved to 2026-01-17`", word.text);
        self.report(Diagnostic::new(DiagnosticCode::BadMove, word.span, message).help(help));
    }

    fn holiday_twice(&mut self, span: Span, holiday: &Holiday, seen: &mut Vec<(Span, HolidayRule, Validity)>) {
        let meets = |first: Validity, second: Validity| {
            let is_before = |first: Validity, second: Validity| matches!((first.until, second.from), (Some(until), Some(from)) if until < from);
            !is_before(first, second) && !is_before(second, first)
        };
        let first = seen.iter().find(|(_, rule, validity)| *rule == holiday.day && meets(*validity, holiday.validity)).map(|(span, ..)| *span);
        if let Some(first) = first {
            let message = said!("`{}` is declared twice", self.text_at(span));
            let diagnostic = Diagnostic::new(DiagnosticCode::Duplicate, span, message).other(first, said!("the first declaration"));
            self.report(diagnostic.help(said!("delete one of the two, or give each its own time with `valid from … until …`")));
        }
        seen.push((span, holiday.day, holiday.validity));
    }

    fn moved_day(&mut self, syntax: &syntax::MovedDay, known: &mut Known) {
        let label = self.label(&syntax.labels);
        let (off, worked) = (self.date(Some(&syntax.off)), self.date(Some(&syntax.worked)));
        let (Some(off), Some(worked)) = (off, worked) else { return };
        let moved = MovedDay { off, worked, label, source: source(syntax.source.as_ref()) };
        if !known.is_broken
            && let Some(diagnostic) = wrong_move(&moved, (syntax.off.1, syntax.worked.1), known)
        {
            self.report(diagnostic);
            return;
        }
        known.calendar.moves.push(moved);
        known.moves.push((syntax.off.1, syntax.worked.1));
    }
}

/// Says why a day cannot be moved, if it cannot.
fn wrong_move(moved: &MovedDay, (off, worked): (Span, Span), known: &Known) -> Option<Diagnostic> {
    let calendar = &known.calendar;
    let wrong = |span: Span, message: Phrase| Diagnostic::new(DiagnosticCode::BadMove, span, message);
    for (first, (first_off, first_worked)) in calendar.moves.iter().zip(&known.moves) {
        if first.off == moved.off {
            return Some(
                wrong(off, said!("`{}` is moved twice", moved.off)).other(*first_off, said!("here already")).help(said!("delete one of the two")),
            );
        }
        if first.worked == moved.worked {
            let diagnostic = wrong(worked, said!("`{}` is worked already for another day", moved.worked));
            return Some(diagnostic.other(*first_worked, said!("here already")).help(said!("name another day of a weekend")));
        }
    }
    for (day, span) in [(moved.off, off), (moved.worked, worked)] {
        if !calendar.covers(day) {
            let diagnostic = wrong(span, said!("calendar `{}` does not reach `{day}`", calendar.name));
            return Some(diagnostic.help(said!("let the calendar's `valid from … until …` reach it")));
        }
    }
    let is_working_day = calendar.day_off_before_moves(moved.worked).is_none();
    if let Some(reason) = calendar.day_off_before_moves(moved.off) {
        let diagnostic = wrong(off, said!("`{}` is off already: it is {}", moved.off, reason_text(reason)));
        let help = said!("name the working day that is off, then the day of a weekend that is worked for it");
        let exchanged = said!("exchange the two: `{} moved to {}`", moved.worked, moved.off);
        return Some(diagnostic.help(if is_working_day && matches!(reason, DayOff::Weekend(_)) { exchanged } else { help }));
    }
    match calendar.day_off_before_moves(moved.worked) {
        None => Some(wrong(worked, said!("`{}` is a working day already", moved.worked)).help(said!("name a day of a weekend"))),
        Some(DayOff::Weekend(_)) => None,
        Some(reason @ (DayOff::Holiday(_) | DayOff::NextWorkingDay(..) | DayOff::Moved(_))) => {
            let diagnostic = wrong(worked, said!("`{}` cannot be worked: it is {}", moved.worked, reason_text(reason)));
            Some(diagnostic.help(said!("name a day of a weekend that is no holiday")))
        }
    }
}

fn reason_text(reason: DayOff<'_>) -> Phrase {
    match reason {
        DayOff::Weekend(day) => said!("a {}", weekday_word(day)),
        DayOff::Holiday(_) => said!("a holiday"),
        DayOff::NextWorkingDay(_, day) => said!("the next working day after the holiday on {day}"),
        DayOff::Moved(_) => said!("moved"),
    }
}

fn empty(name: &str) -> Calendar {
    Calendar {
        name: name.to_owned(),
        label: Label::default(),
        source: None,
        validity: Validity::default(),
        weekend: USUAL_WEEKEND.to_vec(),
        holidays: Vec::new(),
        moves: Vec::new(),
    }
}

/// A calendar knows no day that the one it begins with does not know.
fn within(outer: Validity, own: Validity) -> Validity {
    let until = match (outer.until, own.until) {
        (Some(outer), Some(own)) => Some(outer.min(own)),
        (outer, own) => outer.or(own),
    };
    Validity { from: outer.from.max(own.from), until }
}

fn source(text: Option<&Text>) -> Option<String> {
    text.map(|text| text.text.clone())
}

fn weekday(word: &Word) -> Option<Weekday> {
    Weekday::ALL.into_iter().find(|day| day.keyword() == word.text)
}

/// Gives the number of a month, from 1.
pub(super) fn month_number(word: &Word) -> Option<i8> {
    let index = MONTHS.iter().position(|month| *month == word.text)?;
    i8::try_from(index.saturating_add(1)).ok()
}
