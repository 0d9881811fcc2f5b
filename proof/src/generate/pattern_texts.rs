//! Makes texts that fit a pattern.
//!
//! The pattern is read by another reader than the one that judges texts; what it gives is held against the judge.

use crate::random::Random;
use positum_plan::text_limits::{Pattern, TextLimits};
use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Class, Hir, HirKind};

/// How many texts are made until one fits.
const ATTEMPTS: usize = 40;
/// The most signs that a repetition without an end gives.
const MOST_REPEATED: u32 = 6;
/// The most signs of a text that is made.
const MOST_SIGNS: usize = 4_000;

/// Gives a text that fits limits; nothing where none was found.
pub(crate) fn text_within(limits: &TextLimits, random: &mut Random) -> Option<String> {
    let Some(pattern) = &limits.pattern else {
        let longest = limits.longest.and_then(|longest| usize::try_from(longest).ok()).unwrap_or(MOST_SIGNS);
        let text = format!("T{}", random.between(1_000, 999_999));
        return Some(text.chars().take(longest).collect());
    };
    fitting(pattern, random, false).into_iter().chain(fitting(pattern, random, true)).find(|text| limits.broken_by(text).is_none())
}

/// Gives texts that fit a pattern, with as few repetitions as it permits or with more.
pub(crate) fn fitting(pattern: &Pattern, random: &mut Random, is_short: bool) -> Vec<String> {
    let Ok(parsed) = ParserBuilder::new().build().parse(pattern.text()) else { return Vec::new() };
    let mut made = Vec::new();
    for _ in 0..ATTEMPTS {
        let mut text = String::new();
        write(&parsed, random, is_short, &mut text);
        if pattern.fits(&text) {
            made.push(text);
        }
    }
    made
}

fn write(part: &Hir, random: &mut Random, is_short: bool, text: &mut String) {
    if text.len() > MOST_SIGNS {
        return;
    }
    match part.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => text.push_str(&String::from_utf8_lossy(&literal.0)),
        HirKind::Class(class) => text.extend(sign_of(class, random)),
        HirKind::Repetition(repetition) => {
            let least = repetition.min;
            let most = repetition.max.unwrap_or_else(|| least.saturating_add(MOST_REPEATED)).max(least);
            let times = if is_short { u64::from(least) } else { random.between(u64::from(least), u64::from(most)) };
            (0..times).for_each(|_| write(&repetition.sub, random, is_short, text));
        }
        HirKind::Capture(capture) => write(&capture.sub, random, is_short, text),
        HirKind::Concat(parts) => parts.iter().for_each(|part| write(part, random, is_short, text)),
        HirKind::Alternation(parts) => {
            if let Some(part) = random.pick(parts) {
                write(part, random, is_short, text);
            }
        }
    }
}

/// Picks a sign of a class: a printed one of the first letters and digits, where it has any.
fn sign_of(class: &Class, random: &mut Random) -> Option<char> {
    let ranges: Vec<(char, char)> = match class {
        Class::Unicode(class) => class.ranges().iter().map(|range| (range.start(), range.end())).collect(),
        Class::Bytes(class) => class.ranges().iter().map(|range| (char::from(range.start()), char::from(range.end()))).collect(),
    };
    let in_ranges = |sign: &char| ranges.iter().any(|(start, end)| start <= sign && sign <= end);
    let plain: Vec<char> = ('!'..='~').filter(|sign| sign.is_ascii_alphanumeric()).filter(in_ranges).collect();
    if let Some(sign) = random.pick(&plain) {
        return Some(*sign);
    }
    let printed: Vec<char> = ('!'..='~').filter(in_ranges).collect();
    let other: Vec<char> = ranges.iter().map(|(start, _)| *start).filter(|sign| !sign.is_control()).collect();
    [printed, other].iter().find_map(|signs| random.pick(signs)).copied()
}
