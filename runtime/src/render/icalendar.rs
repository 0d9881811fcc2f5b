//! Content lines of iCalendar (RFC 5545): escaped, folded at 75 octets, ended by CR LF; and events that last a day.
//!
//! In come names and values; out goes text. It knows neither clock nor chance: the stamp and the identifier of an event
//! are given. Why no library writes this is in docs/decisions/0013-own-writer-of-icalendar.md.

use crate::finding_text::printable;
use jiff::civil::Date;
use positum_plan::plan::Plan;

/// The most octets of a line without its end.
const MOST_OCTETS: usize = 75;
/// The most characters of one text: longer ones some programs cut themselves, others refuse.
const MOST_CHARACTERS: usize = 2000;
/// The hour at which reminders go off, on the day that they are for.
const REMINDER_HOUR: u16 = 9;
const HOURS_OF_DAY: u16 = 24;

/// A calendar as it is being written.
pub(crate) struct CalendarWriter {
    text: String,
}

/// An event that lasts a day and takes nobody's time.
pub(crate) struct DayEvent<'e> {
    /// What tells it from all others, now and when it is written again.
    pub(crate) uid: String,
    /// The day to which the stamp is set.
    pub(crate) stamp: Date,
    /// The day.
    pub(crate) day: Date,
    /// Its name.
    pub(crate) summary: String,
    /// What else there is to say, line by line.
    pub(crate) description: Vec<String>,
    /// Whether the day may still be another.
    pub(crate) is_tentative: bool,
    /// How many days before it to remind of it.
    pub(crate) reminders: &'e [u16],
}

impl CalendarWriter {
    /// Begins a calendar with its title.
    pub(crate) fn new(title: &str) -> Self {
        let mut calendar = Self { text: String::new() };
        calendar.line("BEGIN", "VCALENDAR");
        calendar.line("VERSION", "2.0");
        calendar.line("PRODID", "-//Positum//Positum//EN");
        calendar.line("CALSCALE", "GREGORIAN");
        calendar.text_line("NAME", title);
        // Programs that do not know NAME, which is of RFC 7986, know this.
        calendar.text_line("X-WR-CALNAME", title);
        calendar
    }

    /// Adds an event.
    pub(crate) fn add(&mut self, event: &DayEvent<'_>) {
        self.line("BEGIN", "VEVENT");
        self.text_line("UID", &event.uid);
        self.line("DTSTAMP", &stamp_text(event.stamp));
        self.line("DTSTART;VALUE=DATE", &day_text(event.day));
        if let Ok(next) = event.day.tomorrow() {
            // Its day does not belong to the event any more.
            self.line("DTEND;VALUE=DATE", &day_text(next));
        }
        self.text_line("SUMMARY", &event.summary);
        if !event.description.is_empty() {
            self.text_line("DESCRIPTION", &event.description.join("\n"));
        }
        self.line("STATUS", if event.is_tentative { "TENTATIVE" } else { "CONFIRMED" });
        self.line("TRANSP", "TRANSPARENT");
        for days in event.reminders {
            self.line("BEGIN", "VALARM");
            self.line("ACTION", "DISPLAY");
            self.text_line("DESCRIPTION", &event.summary);
            self.line("TRIGGER", &trigger_text(*days));
            self.line("END", "VALARM");
        }
        self.line("END", "VEVENT");
    }

    /// Ends the calendar and gives its text.
    pub(crate) fn finish(mut self) -> String {
        self.line("END", "VCALENDAR");
        self.text
    }

    fn text_line(&mut self, name: &str, text: &str) {
        self.line(name, &escaped(text));
    }

    fn line(&mut self, name: &str, value: &str) {
        fold(&format!("{name}:{value}"), &mut self.text);
    }
}

/// Makes an identifier of names: what stands in it may not depend on labels, which change.
pub(crate) fn uid(kind: &str, plan: &Plan, parts: [&str; 2]) -> String {
    let [first, second] = parts.map(identifier);
    format!("{kind}.{first}.{second}.{}@positum", identifier(&plan.package.name))
}

/// Gives a name of letters, digits, `_` and `-` as it is, with other bytes as `%` and their number.
fn identifier(name: &str) -> String {
    let byte_text = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | b'-' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    };
    name.bytes().map(byte_text).collect()
}

fn day_text(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

fn stamp_text(day: Date) -> String {
    format!("{}T000000Z", day_text(day))
}

/// Gives the time from the beginning of a day to nine in the morning so many days before.
fn trigger_text(days: u16) -> String {
    match days.checked_sub(1) {
        None => format!("PT{REMINDER_HOUR}H"),
        Some(0) => format!("-PT{}H", HOURS_OF_DAY.saturating_sub(REMINDER_HOUR)),
        Some(whole) => format!("-P{whole}DT{}H", HOURS_OF_DAY.saturating_sub(REMINDER_HOUR)),
    }
}

/// Escapes a text: line breaks stay, other characters without a shape of their own do not.
fn escaped(text: &str) -> String {
    let lines: Vec<String> = shortened(text).split('\n').map(printable).collect();
    let mut out = String::new();
    for character in lines.join("\n").chars() {
        match character {
            '\n' => out.push_str("\\n"),
            '\\' | ';' | ',' => out.extend(['\\', character]),
            other => out.push(other),
        }
    }
    out
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(MOST_CHARACTERS) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or(text)),
        None => text.to_owned(),
    }
}

/// Writes a line, broken where it is too long; what is broken off begins with a space that does not count.
fn fold(line: &str, out: &mut String) {
    let (mut rest, mut room) = (line, MOST_OCTETS);
    while rest.len() > room {
        let (first, second) = rest.split_at(break_at(rest, room));
        out.push_str(first);
        out.push_str("\r\n ");
        (rest, room) = (second, MOST_OCTETS.saturating_sub(1));
    }
    out.push_str(rest);
    out.push_str("\r\n");
}

/// Gives where to break a text that is longer than `room` octets: between characters, and within a word where there is
/// one, since some programs lose spaces beside a break.
fn break_at(text: &str, room: usize) -> usize {
    let boundaries = || (1..=room).rev().filter(|place| text.is_char_boundary(*place));
    let is_space = |character: Option<char>| character.is_none_or(char::is_whitespace);
    let within_word = |place: &usize| {
        let (before, after) = text.split_at(*place);
        !is_space(before.chars().next_back()) && !is_space(after.chars().next())
    };
    boundaries().find(within_word).or_else(|| boundaries().next()).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(line: &str) -> String {
        let mut out = String::new();
        fold(line, &mut out);
        out
    }

    #[test]
    fn lines_break_at_75_octets_between_letters() {
        let short = "A".repeat(75);
        assert_eq!(folded(&short), format!("{short}\r\n"));
        assert_eq!(folded(&"A".repeat(76)), format!("{short}\r\n A\r\n"));
        // 74 octets and the space are a line, too.
        assert_eq!(folded(&"A".repeat(75 + 74 + 1)), format!("{short}\r\n {}\r\n A\r\n", "A".repeat(74)));
        // A letter of two octets that would begin at the 75th goes to the next line whole.
        assert_eq!(folded(&format!("{}ā", "A".repeat(74))), format!("{}\r\n ā\r\n", "A".repeat(74)));
    }

    #[test]
    fn no_space_stands_beside_a_break() {
        assert_eq!(folded(&format!("{} bc", "A".repeat(74))), format!("{}\r\n A bc\r\n", "A".repeat(73)));
        assert_eq!(folded(&format!("{} bc", "A".repeat(75))), format!("{}\r\n A bc\r\n", "A".repeat(74)));
        // There is no other place.
        assert_eq!(folded(&" ".repeat(76)), format!("{}\r\n  \r\n", " ".repeat(75)));
    }

    #[test]
    fn texts_are_escaped_and_have_no_controls() {
        assert_eq!(escaped("a,b;c\\n\nd:\"e\""), "a\\,b\\;c\\\\n\\nd:\"e\"");
        assert_eq!(escaped("a\r\nb\u{0}c\td\u{202e}"), "a \\nb\u{fffd}c d\u{fffd}");
        assert_eq!(escaped(&"ā".repeat(3000)).chars().count(), MOST_CHARACTERS + 1);
    }

    #[test]
    fn reminders_come_at_nine_in_the_morning() {
        assert_eq!([0, 1, 3].map(trigger_text), ["PT9H", "-PT15H", "-P2DT15H"]);
    }

    #[test]
    fn identifiers_hold_any_name_and_tell_them_apart() {
        assert_eq!(["a_b-1", "a.b", "a%2Eb", "ā\r\n"].map(identifier), ["a_b-1", "a%2Eb", "a%252Eb", "%C4%81%0D%0A"]);
    }
}
