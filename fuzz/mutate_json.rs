//! Changes a JSON document in one place, so that it stays JSON: the fuzzer's own changes mostly break it.
//!
//! In come the bytes and a seed; out go other bytes of at most the given size. What is no JSON is changed as bytes.

use libfuzzer_sys::fuzzer_mutate;
use serde_json::{Map, Value};

/// Numbers near bounds and small identifiers.
const NUMBERS: [&str; 14] =
    ["0", "1", "2", "3", "5", "8", "13", "28", "29", "-1", "255", "4294967295", "18446744073709551615", "79228162514264337593543950335"];
/// Texts that are read as values of one sort or another.
const TEXTS: [&str; 14] = [
    "",
    "0",
    "1",
    "-1",
    "0.01",
    "USD",
    "true",
    "2025-02-28",
    "9999-12-31",
    "-9999-01-01",
    "2025-Q1",
    "79228162514264337593543950335",
    "0.0000000000000000000000000001",
    "\u{fffe}\u{7}",
];

/// Changes the first `size` bytes of `data`; gives how many there are then.
pub fn mutate_json(data: &mut [u8], size: usize, most: usize, seed: u32) -> usize {
    let mut random = Random(u64::from(seed) << 1 | 1);
    let parsed = data.get(..size).and_then(|bytes| serde_json::from_slice::<Value>(bytes).ok());
    let (Some(mut document), true) = (parsed, random.below(2) == 0) else { return fuzzer_mutate(data, size, most) };
    for _ in 0..=random.below(3) {
        change(&mut document, &mut random);
    }
    let text = document.to_string();
    match data.get_mut(..text.len()) {
        Some(place) if text.len() <= most => {
            place.copy_from_slice(text.as_bytes());
            text.len()
        }
        Some(_) | None => fuzzer_mutate(data, size, most),
    }
}

/// A linear congruential generator: equal seeds give equal changes.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0).checked_rem(bound).unwrap_or(0)
    }

    fn pick<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T> {
        items.get(self.below(items.len()))
    }
}

/// Changes one value, or what holds it.
fn change(document: &mut Value, random: &mut Random) {
    let count = count(document);
    let donor = nth(document, &mut random.below(count)).map(|value| value.clone());
    let Some(place) = nth(document, &mut random.below(count)) else { return };
    match (place, donor) {
        (place, Some(donor)) if random.below(6) == 0 => *place = donor,
        (Value::Array(items), donor) => change_items(items, donor, random),
        (Value::Object(members), donor) => change_members(members, donor, random),
        (place, _) => *place = leaf(place, random),
    }
}

fn change_items(items: &mut Vec<Value>, donor: Option<Value>, random: &mut Random) {
    let at = random.below(items.len().saturating_add(1)).min(items.len());
    let other = random.below(items.len());
    match random.below(4) {
        0 => items.extend(donor),
        1 if at < items.len() => drop(items.remove(at)),
        2 if at < items.len() => items.swap(at, other),
        _ => {
            let copy = items.get(other).cloned();
            copy.into_iter().for_each(|copy| items.insert(at, copy));
        }
    }
}

fn change_members(members: &mut Map<String, Value>, donor: Option<Value>, random: &mut Random) {
    let names: Vec<String> = members.keys().cloned().collect();
    let (Some(name), Some(other)) = (random.pick(&names), random.pick(&names)) else { return };
    match random.below(4) {
        0 => drop(members.remove(name)),
        1 => {
            members.insert(name.clone(), donor.unwrap_or_default());
        }
        2 => {
            let text = random.pick(&TEXTS).copied().unwrap_or_default().to_owned();
            let value = members.remove(name).unwrap_or_default();
            members.insert(text, value);
        }
        _ => {
            let value = members.get(other).cloned().unwrap_or_default();
            members.insert(name.clone(), value);
        }
    }
}

fn leaf(old: &Value, random: &mut Random) -> Value {
    let number = |text: &str| serde_json::from_str(text).unwrap_or_default();
    match (old, random.below(8)) {
        (_, 0) => Value::Null,
        (_, 1) => Value::Bool(random.below(2) == 0),
        (Value::Number(old), 2..=4) => old.as_u64().map_or(Value::Null, |old| Value::from(old.wrapping_add(1))),
        (Value::Number(_), _) | (_, 2) => number(random.pick(&NUMBERS).copied().unwrap_or_default()),
        (Value::String(text), 3) => Value::String(text.repeat(random.below(40))),
        (Value::Null | Value::Bool(_) | Value::String(_) | Value::Array(_) | Value::Object(_), _) => {
            Value::String(random.pick(&TEXTS).copied().unwrap_or_default().to_owned())
        }
    }
}

fn count(value: &Value) -> usize {
    let parts: usize = match value {
        Value::Array(items) => items.iter().map(count).sum(),
        Value::Object(members) => members.values().map(count).sum(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => 0,
    };
    parts.saturating_add(1)
}

/// Gives the value at a place, counted from the outermost inwards.
fn nth<'v>(value: &'v mut Value, place: &mut usize) -> Option<&'v mut Value> {
    if *place == 0 {
        return Some(value);
    }
    *place = place.saturating_sub(1);
    match value {
        Value::Array(items) => items.iter_mut().find_map(|item| nth(item, place)),
        Value::Object(members) => members.values_mut().find_map(|member| nth(member, place)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    }
}
