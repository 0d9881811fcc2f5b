//! Truth values: comparisons, texts among others, and what must come out of them.

use super::assume::Constraint;
use super::numbers::ways_of;
use super::walk::Walk;
use super::{Item, Key, Nothing, Operand, Outcome, Stop, Text, TextSource};
use positum_plan::amount::Exact;
use positum_plan::plan::{Comparison, Node, NodeId, TableId};
use positum_plan::text_limits::Pattern;

impl Walk<'_> {
    /// Notes what must come out of a part, and of its own parts where that follows.
    pub(crate) fn want(&mut self, node: NodeId, lines: &[(TableId, usize)], value: bool) {
        self.wanted.insert((node, lines.to_vec()), value);
    }

    pub(crate) fn wanted(&self, node: NodeId, lines: &[(TableId, usize)]) -> Option<bool> {
        self.wanted.get(&(node, lines.to_vec())).copied()
    }

    /// Chooses one of the ways that may come out.
    pub(crate) fn one_of(&mut self, key: &Key, slot: u32, ways: Vec<(bool, Vec<Constraint>)>) -> Result<bool, Stop> {
        let wanted = match key.item {
            Item::Node(node) if slot == 0 => self.wanted(node, &key.lines),
            Item::Node(_) | Item::Cell(_) | Item::Before(_) | Item::Groups(_) => None,
        };
        let (values, ways): (Vec<bool>, Vec<Vec<Constraint>>) =
            ways.into_iter().filter(|(value, _)| wanted.is_none_or(|wanted| wanted == *value)).unzip();
        let chosen = self.choose(key, slot, &ways)?;
        values.get(chosen).copied().ok_or(Stop::TooHard)
    }

    pub(crate) fn compared(&mut self, operator: Comparison, operands: [&Operand; 2], tolerance: &Exact, key: &Key, slot: u32) -> Result<bool, Stop> {
        let is_equality = operator == Comparison::Equal;
        match operands {
            [Operand::Bool(left), Operand::Bool(right)] => Ok((left == right) == is_equality),
            [Operand::Text(left), Operand::Text(right)] => {
                let wanted = match key.item {
                    Item::Node(node) if slot == 0 => self.wanted(node, &key.lines).map(|wanted| wanted == is_equality),
                    Item::Node(_) | Item::Cell(_) | Item::Before(_) | Item::Groups(_) => None,
                };
                Ok(self.same_text(left, right, wanted, key, slot)? == is_equality)
            }
            [left, right] => {
                let difference = Self::difference(left, right)?;
                let tolerance = if *tolerance < Exact::ZERO { &Exact::ZERO } else { tolerance };
                let ways = ways_of(operator, &difference, tolerance)?;
                if difference.as_constant().is_some() {
                    for (value, way) in &ways {
                        if self.all_hold_now(way)? {
                            return Ok(*value);
                        }
                    }
                }
                self.one_of(key, slot, ways)
            }
        }
    }

    fn same_text(&mut self, left: &Text, right: &Text, wanted: Option<bool>, key: &Key, slot: u32) -> Result<bool, Stop> {
        let (source, text) = match (self.known_text(left), self.known_text(right)) {
            (Ok(left), Ok(right)) => return Ok(left == right),
            (Err(source), Ok(text)) | (Ok(text), Err(source)) => (source, text),
            (Err(left), Err(right)) if left == right => return Ok(true),
            (Err(left), Err(_)) if !self.refutes() => {
                let text = self.settled_text(left, key, slot)?;
                let other =
                    if self.known_text(right).is_err() { right } else { return self.same_text(&Text::Known(text), right, wanted, key, slot) };
                let Err(source) = self.known_text(other) else { return Err(Stop::TooHard) };
                (source, text)
            }
            (Err(_), Err(_)) => return Ok(self.choose(key, slot, &[Vec::new(), Vec::new()])? == 0),
        };
        if self.texts.get(&source).is_some_and(|state| state.is_not(&text)) {
            return Ok(false);
        }
        let ways: Vec<bool> = [true, false].into_iter().filter(|same| wanted.is_none_or(|wanted| wanted == *same)).collect();
        let ways: Vec<bool> = ways.into_iter().filter(|same| self.text_may_be(source, &text, *same)).collect();
        let chosen = self.choose(key, slot, &vec![Vec::new(); ways.len()])?;
        let same = ways.get(chosen).copied().ok_or(Stop::Dead)?;
        self.note_text(source, &text, same);
        Ok(same)
    }

    /// Gives a text that is known, or where the unknown one comes from.
    pub(crate) fn known_text(&self, text: &Text) -> Result<String, TextSource> {
        match text {
            Text::Known(text) => Ok(text.clone()),
            Text::Of(source) => self.texts.get(source).and_then(|state| state.is.clone()).ok_or(*source),
        }
    }

    pub(crate) fn matches(&mut self, node: NodeId, text: &Text, pattern: &Pattern, key: &Key) -> Result<bool, Stop> {
        let source = match self.known_text(text) {
            Ok(text) => return Ok(pattern.fits(&text)),
            Err(source) => source,
        };
        let known =
            self.texts.get(&source).and_then(|state| state.fits.iter().find(|(other, _)| self.is_same_pattern(*other, node)).map(|(_, fits)| *fits));
        if let Some(fits) = known {
            return Ok(fits);
        }
        let fits = self.one_of(key, 0, vec![(true, Vec::new()), (false, Vec::new())])?;
        self.texts.entry(source).or_default().fits.push((node, fits));
        Ok(fits)
    }

    fn is_same_pattern(&self, left: NodeId, right: NodeId) -> bool {
        match (&self.plan().nodes[left], &self.plan().nodes[right]) {
            (Node::Matches { pattern: left, .. }, Node::Matches { pattern: right, .. }) => left == right,
            (_, _) => false,
        }
    }

    /// Tells whether a condition holds.
    pub(crate) fn truth(outcome: &Outcome) -> Result<Result<bool, Nothing>, Stop> {
        match outcome {
            Ok(Operand::Bool(value)) => Ok(Ok(*value)),
            Ok(Operand::Number(_) | Operand::Date(_) | Operand::Text(_)) => Err(Stop::TooHard),
            Err(_) => Ok(Err(Nothing::NotComputed)),
        }
    }
}
