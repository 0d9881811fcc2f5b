//! Texts and codes: what is known of unknown ones, and texts that fit.

use super::inputs::{Input, scattered, value_type_of};
use super::walk::Walk;
use super::{Key, Stop, TextSource};
use positum_plan::plan::{Node, NodeId, Plan};
use positum_plan::text_limits::Pattern;
use positum_plan::value::{Quantity, ValueType};
use std::collections::BTreeSet;

/// What is known of an unknown text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct TextState {
    pub(crate) is: Option<String>,
    not: BTreeSet<String>,
    /// Patterns, by the parts that hold them, and whether it fits them.
    pub(crate) fits: Vec<(NodeId, bool)>,
}

impl TextState {
    pub(crate) fn is_not(&self, text: &str) -> bool {
        self.not.contains(text)
    }

    fn allows(&self, plan: &Plan, text: &str) -> bool {
        let keeps = |(node, fits): &(NodeId, bool)| match &plan.nodes[*node] {
            Node::Matches { pattern, .. } => pattern.fits(text) == *fits,
            _ => false,
        };
        self.is.as_deref().is_none_or(|is| is == text) && !self.not.contains(text) && self.fits.iter().all(keeps)
    }
}

impl Walk<'_> {
    /// Tells whether an unknown text may be, or not be, this one.
    pub(crate) fn text_may_be(&self, source: TextSource, text: &str, is: bool) -> bool {
        let allowed = self.texts.get(&source).is_none_or(|state| state.allows(self.plan(), text));
        let is_value = match source {
            TextSource::Input(input) => value_type_of(self.plan(), input.reference).is_some_and(|value_type| self.is_value(value_type, text)),
            TextSource::Free(_) => true,
        };
        if is { allowed && is_value } else { self.texts.get(&source).is_none_or(|state| state.is.as_deref() != Some(text)) }
    }

    fn is_value(&self, value_type: &ValueType, text: &str) -> bool {
        let is_code = match value_type.quantity {
            Quantity::Code(codelist) if self.circumstances.is_clean => {
                self.plan().codelists[codelist].permits(text, Some(self.circumstances.period.last_day()))
            }
            _ => true,
        };
        is_code && value_type.limits.broken_by(text).is_none()
    }

    pub(crate) fn note_text(&mut self, source: TextSource, text: &str, is: bool) {
        let state = self.texts.entry(source).or_default();
        if is {
            state.is = Some(text.to_owned());
        } else {
            state.not.insert(text.to_owned());
        }
    }

    /// Settles an unknown text; every other time lines share it.
    pub(crate) fn settled_text(&mut self, source: TextSource, key: &Key, slot: u32) -> Result<String, Stop> {
        let TextSource::Input(input) = source else { return Err(Stop::TooHard) };
        let value_type = value_type_of(self.plan(), input.reference).ok_or(Stop::TooHard)?;
        let first = self.text_for(value_type, self.texts.get(&source), &[]);
        let own = self.text_for(value_type, self.texts.get(&source), &self.taken_before(input));
        let mut ways: Vec<String> = own.into_iter().chain(first).collect();
        if self.circumstances.attempt % 2 == 1 {
            ways.reverse();
        }
        let is_allowed =
            |text: &String| self.is_value(value_type, text) && self.texts.get(&source).is_none_or(|state| state.allows(self.plan(), text));
        ways.extend(self.named_codes(value_type).into_iter().filter(is_allowed).take(MOST_NAMED));
        let mut seen = BTreeSet::new();
        ways.retain(|text| seen.insert(text.clone()));
        let chosen = self.choose(key, slot.saturating_add(1_000), &vec![Vec::new(); ways.len()])?;
        let text = ways.get(chosen).cloned().ok_or(Stop::Dead)?;
        self.note_text(source, &text, true);
        Ok(text)
    }

    /// Gives the codes of a cell that formulas name.
    fn named_codes(&self, value_type: &ValueType) -> Vec<String> {
        let Some(codelist) = value_type.quantity.codelist() else { return Vec::new() };
        let codes = &self.plan().codelists[codelist].codes;
        let named = self.plan().nodes.iter().filter_map(|node| match node {
            Node::Text(text) if codes.contains_key(text) => Some(text.clone()),
            _ => None,
        });
        named.collect::<BTreeSet<String>>().into_iter().collect()
    }

    fn taken_before(&self, input: Input) -> Vec<String> {
        let before = (0..input.line).map(|line| TextSource::Input(Input { line, ..input }));
        before.filter_map(|source| self.texts.get(&source).and_then(|state| state.is.clone())).collect()
    }

    /// Gives a text that a cell may hold, that is as known, and that is none of those taken where there are others.
    pub(crate) fn text_for(&self, value_type: &ValueType, state: Option<&TextState>, taken: &[String]) -> Option<String> {
        let is_allowed = |text: &String| self.is_value(value_type, text) && state.is_none_or(|state| state.allows(self.plan(), text));
        if let Some(is) = state.and_then(|state| state.is.clone()) {
            return Some(is).filter(is_allowed);
        }
        let patterns = state.map_or(&[] as &[_], |state| &state.fits).iter().filter_map(|(node, _)| match &self.plan().nodes[*node] {
            Node::Matches { pattern, .. } => Some(pattern),
            _ => None,
        });
        let candidates = self.candidates(value_type, patterns.chain(value_type.limits.pattern.as_ref()), taken.len());
        let allowed: Vec<String> = candidates.into_iter().filter(is_allowed).collect();
        allowed.iter().find(|text| !taken.contains(text)).or(allowed.first()).cloned()
    }

    fn candidates<'a>(&self, value_type: &ValueType, patterns: impl Iterator<Item = &'a Pattern>, taken: usize) -> Vec<String> {
        if let Quantity::Code(codelist) = value_type.quantity {
            let codelist = &self.plan().codelists[codelist];
            let day = Some(self.circumstances.period.last_day());
            let mut codes: Vec<String> =
                codelist.in_order().into_iter().map(|(code, _)| code.to_owned()).filter(|code| codelist.permits(code, day)).collect();
            let turn =
                usize::try_from(scattered(self.circumstances.seed, self.circumstances.attempt)).unwrap_or(0).checked_rem(codes.len()).unwrap_or(0);
            codes.rotate_left(turn);
            return codes;
        }
        let mut texts: Vec<String> = Vec::new();
        for pattern in patterns {
            texts.extend((0..16_u64.saturating_add(u64::try_from(taken).unwrap_or(0))).filter_map(|turn| fitting(pattern.text(), turn)));
        }
        let numbers = 1..=taken.saturating_add(8);
        texts.extend(numbers.clone().map(|number| format!("Sample {number}")));
        texts.extend(numbers.clone().map(|number| number.to_string()));
        texts.extend(('A'..='Z').map(String::from));
        texts
    }
}

/// Gives texts that tell apart what formulas do with the values of a cell: codes, texts that formulas name, some that fit
/// their patterns and some that fit none.
pub(crate) fn all_texts(plan: &Plan, value_type: &ValueType) -> Vec<String> {
    if let Quantity::Code(codelist) = value_type.quantity {
        return plan.codelists[codelist].in_order().into_iter().map(|(code, _)| code.to_owned()).collect();
    }
    let mut texts = vec!["Sample 1".to_owned(), "1".to_owned(), "A".to_owned()];
    for node in plan.nodes.iter() {
        match node {
            Node::Text(text) => texts.push(text.clone()),
            Node::Matches { pattern, .. } => texts.extend((0..4).filter_map(|turn| fitting(pattern.text(), turn))),
            _ => {}
        }
    }
    texts.retain(|text| value_type.limits.broken_by(text).is_none());
    texts.sort();
    texts.dedup();
    texts
}

/// The most codes that formulas name and that are tried for a key.
const MOST_NAMED: usize = 8;

/// The most signs of a text that is made for a pattern.
const MOST_SIGNS: usize = 200;

/// Writes a text that fits a pattern of the plain kind: signs, classes, brackets, and how often they stand.
fn fitting(pattern: &str, turn: u64) -> Option<String> {
    let mut writer = PatternWriter { signs: pattern.chars().collect(), place: 0, turn, steps: 0 };
    let text = writer.choices(0)?;
    (writer.place == writer.signs.len()).then_some(text)
}

struct PatternWriter {
    signs: Vec<char>,
    place: usize,
    turn: u64,
    steps: u64,
}

impl PatternWriter {
    fn peek(&self) -> Option<char> {
        self.signs.get(self.place).copied()
    }

    fn take(&mut self) -> Option<char> {
        let sign = self.peek()?;
        self.place = self.place.saturating_add(1);
        Some(sign)
    }

    /// Gives a number below a count.
    fn pick(&mut self, count: usize) -> usize {
        self.steps = self.steps.saturating_add(1);
        let picked = if self.turn == 0 { 0 } else { scattered(self.turn, self.steps) };
        usize::try_from(picked).unwrap_or(0).checked_rem(count).unwrap_or(0)
    }

    /// Reads what stands between `|`s and gives one of it.
    fn choices(&mut self, depth: usize) -> Option<String> {
        let mut choices = vec![self.chain(depth)?];
        while self.peek() == Some('|') {
            self.take();
            choices.push(self.chain(depth)?);
        }
        let picked = self.pick(choices.len());
        choices.into_iter().nth(picked)
    }

    fn chain(&mut self, depth: usize) -> Option<String> {
        let mut text = String::new();
        while let Some(sign) = self.peek() {
            if sign == '|' || sign == ')' {
                break;
            }
            let start = self.place;
            let first = self.atom(depth)?;
            let after = self.place;
            let (least, most) = self.repetition()?;
            let end = self.place;
            let count = least.saturating_add(self.pick(most.saturating_sub(least).saturating_add(1).min(4)));
            for time in 0..count {
                if time == 0 {
                    text.push_str(&first);
                } else {
                    self.place = start;
                    text.push_str(&self.atom(depth)?);
                    self.place = after;
                }
                if text.len() > MOST_SIGNS {
                    return None;
                }
            }
            self.place = end;
        }
        Some(text)
    }

    fn atom(&mut self, depth: usize) -> Option<String> {
        match self.take()? {
            '(' if depth < 20 => {
                if self.peek() == Some('?') {
                    self.take();
                    (self.take()? == ':').then_some(())?;
                }
                let text = self.choices(depth.saturating_add(1))?;
                (self.take()? == ')').then_some(text)
            }
            '(' => None,
            '[' => self.class().map(String::from),
            '.' => Some("a".to_owned()),
            '^' | '$' => Some(String::new()),
            '\\' => {
                let sign = self.take()?;
                self.escaped(sign).map(String::from)
            }
            sign => Some(String::from(sign)),
        }
    }

    fn escaped(&mut self, sign: char) -> Option<char> {
        match sign {
            'd' => char::from_digit(u32::try_from(self.pick(10)).ok()?, 10),
            'w' => Some('a'),
            's' => Some(' '),
            sign if sign.is_ascii_alphanumeric() => None,
            sign => Some(sign),
        }
    }

    fn class(&mut self) -> Option<char> {
        let is_negated = self.peek() == Some('^');
        if is_negated {
            self.take();
        }
        let mut ranges: Vec<(char, char)> = Vec::new();
        loop {
            let first = match self.take()? {
                ']' if !ranges.is_empty() => break,
                '\\' => match self.take()? {
                    'd' => {
                        ranges.push(('0', '9'));
                        continue;
                    }
                    'w' => {
                        ranges.push(('a', 'z'));
                        continue;
                    }
                    sign => sign,
                },
                sign => sign,
            };
            let is_range = self.peek() == Some('-') && self.signs.get(self.place.saturating_add(1)).is_some_and(|next| *next != ']');
            if is_range {
                self.take();
                ranges.push((first, self.take()?));
            } else {
                ranges.push((first, first));
            }
        }
        if is_negated {
            return ('a'..='z').chain('0'..='9').find(|sign| !ranges.iter().any(|(first, last)| (first..=last).contains(&sign)));
        }
        let range = self.pick(ranges.len());
        let (first, last) = ranges.get(range).copied()?;
        let place = self.pick((first..=last).count());
        (first..=last).nth(place)
    }

    fn repetition(&mut self) -> Option<(usize, usize)> {
        match self.peek() {
            Some('?') => self.take().map(|_| (0, 1)),
            Some('*') => self.take().map(|_| (0, 3)),
            Some('+') => self.take().map(|_| (1, 4)),
            Some('{') => {
                self.take();
                let mut inner = String::new();
                while let Some(sign) = self.take() {
                    if sign == '}' {
                        break;
                    }
                    inner.push(sign);
                }
                let (least, most) = inner.split_once(',').unwrap_or((&inner, &inner));
                let least: usize = least.trim().parse().ok()?;
                Some((least, if most.trim().is_empty() { least.saturating_add(2) } else { most.trim().parse().ok()? }))
            }
            Some(_) | None => Some((1, 1)),
        }
    }
}
