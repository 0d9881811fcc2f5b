//! JSON objects and arrays as they are written: keys in order and as often as they are there, values unread.

use crate::read::MOST_LINES;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;

/// A text.
pub(super) struct Text<'t>(pub(super) Cow<'t, str>);

/// The keys and values of an object.
pub(super) struct Pairs<'t> {
    pub(super) list: Vec<(Cow<'t, str>, &'t RawValue)>,
}

/// The elements of an array, not more than a list may have.
pub(super) struct Items<'t> {
    pub(super) list: Vec<&'t RawValue>,
    /// Whether there are more.
    pub(super) has_more: bool,
}

impl<'t> Deserialize<'t> for Text<'t> {
    fn deserialize<D: Deserializer<'t>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(TextVisitor)
    }
}

impl<'t> Deserialize<'t> for Pairs<'t> {
    fn deserialize<D: Deserializer<'t>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(PairsVisitor)
    }
}

impl<'t> Deserialize<'t> for Items<'t> {
    fn deserialize<D: Deserializer<'t>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(ItemsVisitor)
    }
}

struct TextVisitor;

impl<'t> Visitor<'t> for TextVisitor {
    type Value = Text<'t>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a text")
    }

    fn visit_borrowed_str<E>(self, text: &'t str) -> Result<Text<'t>, E> {
        Ok(Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Text<'t>, E> {
        Ok(Text(Cow::Owned(text.to_owned())))
    }
}

struct PairsVisitor;

impl<'t> Visitor<'t> for PairsVisitor {
    type Value = Pairs<'t>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'t>>(self, mut map: A) -> Result<Pairs<'t>, A::Error> {
        let mut list = Vec::new();
        while let Some((Text(key), value)) = map.next_entry()? {
            list.push((key, value));
        }
        Ok(Pairs { list })
    }
}

struct ItemsVisitor;

impl<'t> Visitor<'t> for ItemsVisitor {
    type Value = Items<'t>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'t>>(self, mut sequence: A) -> Result<Items<'t>, A::Error> {
        let mut items = Items { list: Vec::new(), has_more: false };
        while let Some(item) = sequence.next_element()? {
            if items.list.len() < MOST_LINES {
                items.list.push(item);
            } else {
                items.has_more = true;
            }
        }
        Ok(items)
    }
}
