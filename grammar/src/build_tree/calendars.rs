//! Calendars of working days, deadlines and retention.

use super::{Builder, Node, Rule};
use crate::phrase::{Phrase, said};
use crate::source::Span;
use crate::syntax_error::SyntaxErrorKind;
use crate::syntax_tree::{
    Calendar, CalendarItem, DayOfMonth, DayOfYear, Deadline, Due, Holiday, HolidayRule, Labels, MovedDay, Operator, Retention, Word, WordKind,
};

impl Builder<'_> {
    pub(super) fn calendar(&mut self, pair: Node<'_>) -> Option<Calendar> {
        let (name, span) = (self.first(&pair, Rule::name)?, self.span(&pair));
        let mut calendar = Calendar { name, labels: Labels::default(), like: None, items: Vec::new(), repeated: Vec::new(), span };
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::labels => calendar.labels = self.labels(inner),
                Rule::calendar_like => calendar.like = self.first(&inner, Rule::name),
                Rule::source => calendar.items.extend(self.string_of(&inner).map(CalendarItem::Source)),
                Rule::calendar_block => {
                    calendar.repeated = self.repeated(&inner);
                    for item in inner.into_inner() {
                        let item = self.calendar_item(item);
                        calendar.items.extend(item);
                    }
                }
                _ => {}
            }
        }
        Some(calendar)
    }

    fn calendar_item(&mut self, pair: Node<'_>) -> Option<CalendarItem> {
        Some(match pair.as_rule() {
            Rule::source => CalendarItem::Source(self.string_of(&pair)?),
            Rule::valid => CalendarItem::Valid(self.valid(pair)),
            Rule::weekend => {
                let days = pair.into_inner().filter(|inner| inner.as_rule() == Rule::weekday);
                CalendarItem::Weekend(days.map(|day| self.word(&day)).collect())
            }
            Rule::holiday => CalendarItem::Holiday(Box::new(self.holiday(pair)?)),
            Rule::moved_day => CalendarItem::Moved(Box::new(self.moved_day(pair)?)),
            Rule::bad_entry => {
                self.broken(&pair, Rule::only_calendar_item);
                CalendarItem::Broken
            }
            _ => return None,
        })
    }

    fn holiday(&mut self, pair: Node<'_>) -> Option<Holiday> {
        let (mut day, mut labels, mut moved_to, mut valid, mut source) = (None, Labels::default(), None, None, None);
        for inner in pair.into_inner() {
            self.clause(&inner);
            match inner.as_rule() {
                Rule::holiday_day => {
                    let span = self.span(&inner);
                    day = inner.into_inner().next().and_then(|rule| self.holiday_rule(rule)).map(|rule| (rule, span));
                }
                Rule::labels => labels = self.labels(inner),
                Rule::moved_to => moved_to = self.first(&inner, Rule::weekday),
                Rule::valid => valid = Some(self.valid(inner)),
                Rule::source => source = self.string_of(&inner),
                _ => {}
            }
        }
        let (day, day_span) = day?;
        Some(Holiday { day, day_span, labels, moved_to, valid, source })
    }

    fn holiday_rule(&mut self, pair: Node<'_>) -> Option<HolidayRule> {
        Some(match pair.as_rule() {
            Rule::day_of_month => HolidayRule::Fixed(self.day_of_month(&pair)?),
            Rule::weekday_of_month => HolidayRule::Weekday {
                ordinal: self.first(&pair, Rule::nth)?,
                weekday: self.first(&pair, Rule::weekday)?,
                month: self.first(&pair, Rule::month_name)?,
            },
            Rule::date => HolidayRule::Once((pair.as_str().to_owned(), self.span(&pair))),
            Rule::easter_day => {
                let days = self.first(&pair, Rule::whole);
                let sign = pair.into_inner().find(|inner| matches!(inner.as_rule(), Rule::plus_days | Rule::minus_days));
                let is_before = sign.as_ref().is_some_and(|sign| sign.as_rule() == Rule::minus_days);
                if let Some(sign) = sign {
                    self.operator(self.span(&sign), Operator::Between(if is_before { "-" } else { "+" }));
                }
                HolidayRule::Easter(days.map(|days| (is_before, days)))
            }
            _ => return None,
        })
    }

    fn moved_day(&mut self, pair: Node<'_>) -> Option<MovedDay> {
        let (mut dates, mut labels, mut source) = (Vec::new(), Labels::default(), None);
        for inner in pair.into_inner() {
            self.clause(&inner);
            match inner.as_rule() {
                Rule::date => dates.push((inner.as_str().to_owned(), self.span(&inner))),
                Rule::labels => labels = self.labels(inner),
                Rule::source => source = self.string_of(&inner),
                _ => {}
            }
        }
        let mut dates = dates.into_iter();
        Some(MovedDay { off: dates.next()?, labels, worked: dates.next()?, source })
    }

    pub(super) fn due(&mut self, pair: Node<'_>) -> Option<Due> {
        let span = self.span(&pair);
        let (mut deadline, mut calendar) = (None, None);
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::by_calendar => calendar = self.first(&inner, Rule::name),
                Rule::kw_due | Rule::comma => {}
                _ => deadline = self.deadline(inner),
            }
        }
        Some(Due { deadline: deadline?, calendar, span })
    }

    fn deadline(&mut self, pair: Node<'_>) -> Option<Deadline> {
        Some(match pair.as_rule() {
            Rule::due_day => Deadline::DayOfNextMonth(self.first(&pair, Rule::whole)?),
            Rule::due_last_day => Deadline::LastDayOfNextMonth,
            Rule::due_working_day => {
                let day = self.first(&pair, Rule::counted)?;
                self.check_ending(&day, self.span(&pair));
                Deadline::WorkingDayOfNextMonth(day)
            }
            Rule::due_date => Deadline::DayOfYear(self.day_of_year(&pair)?),
            Rule::due_event => {
                let days = self.first(&pair, Rule::whole)?;
                let labels = pair.into_inner().find(|inner| inner.as_rule() == Rule::labels)?;
                Deadline::AfterEvent(days, self.labels(labels))
            }
            Rule::due_block => {
                let (mut entries, mut is_broken) = (Vec::new(), false);
                for item in pair.into_inner() {
                    match item.as_rule() {
                        Rule::due_entry => entries.extend(self.due_entry(item)),
                        Rule::bad_entry => {
                            self.broken(&item, Rule::only_due_entry);
                            is_broken = true;
                        }
                        _ => {}
                    }
                }
                Deadline::EachPeriod { entries, is_broken }
            }
            _ => return None,
        })
    }

    fn due_entry(&mut self, pair: Node<'_>) -> Option<(Word, DayOfYear)> {
        let mut parts = pair.into_inner();
        let (period, day) = (parts.next()?, parts.next()?);
        Some((self.word(&period), self.day_of_year(&day)?))
    }

    fn day_of_year(&self, pair: &Node<'_>) -> Option<DayOfYear> {
        let mut inner = pair.clone().into_inner();
        let day = self.day_of_month(&inner.next()?)?;
        Some(DayOfYear { day, is_next_year: inner.next().is_some(), span: self.span(pair) })
    }

    fn day_of_month(&self, pair: &Node<'_>) -> Option<DayOfMonth> {
        Some(DayOfMonth { day: self.first(pair, Rule::whole)?, month: self.first(pair, Rule::month_name)? })
    }

    /// English counts `1st`, `2nd`, `3rd`, `4th`, and `11th`.
    fn check_ending(&mut self, day: &Word, part: Span) {
        let digits = day.text.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
        let is_teen = digits.ends_with("11") || digits.ends_with("12") || digits.ends_with("13");
        let ending = match digits.chars().next_back() {
            Some('1') if !is_teen => "st",
            Some('2') if !is_teen => "nd",
            Some('3') if !is_teen => "rd",
            _ => "th",
        };
        let write = format!("{digits}{ending}");
        if write != day.text {
            self.error(SyntaxErrorKind::Instead { found: day.text.clone(), write }, day.span, None, part);
        }
    }

    pub(super) fn retention(&self, pair: &Node<'_>) -> Retention {
        let years = self.first(pair, Rule::retained_years).map(|years| Word { kind: WordKind::Digits, ..years });
        match years {
            Some(years) => Retention::Years(years),
            None if pair.clone().into_inner().any(|inner| inner.as_rule() == Rule::kw_not) => Retention::NotPermanently,
            None => Retention::Permanently,
        }
    }
}

/// Puts what could have followed in a calendar or deadline into the reader's words.
pub(super) fn expected_word(rule: Rule) -> Option<Phrase> {
    Some(match rule {
        Rule::kw_working => said!("`working`"),
        Rule::kw_days => said!("`days`"),
        Rule::kw_after => said!("`after`"),
        Rule::kw_to => said!("`to`"),
        Rule::kw_years => said!("`years`"),
        Rule::calendar_block => said!("`{{`"),
        Rule::weekday => said!("a day of the week as Monday"),
        Rule::month_name => said!("a month as January"),
        Rule::quarter => said!("a quarter as Q1"),
        Rule::whole => said!("digits"),
        Rule::plus_days => said!("`+`"),
        Rule::minus_days => said!("`-`"),
        Rule::retained_years => said!("a number of years"),
        Rule::by_calendar => said!("`working days of` and a calendar"),
        Rule::moved_to | Rule::kw_moved => said!("`moved to`"),
        _ => return None,
    })
}
