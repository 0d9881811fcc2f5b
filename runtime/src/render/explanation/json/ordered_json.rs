//! JSON whose keys keep their order.

use serde::{Serialize, Serializer};

/// A JSON value.
pub(super) enum Json {
    Text(String),
    Number(usize),
    Bool(bool),
    List(Vec<Self>),
    Object(Object),
}

/// Keys with values, in order.
#[derive(Default)]
pub(super) struct Object {
    entries: Vec<(&'static str, Json)>,
}

impl From<Object> for Json {
    fn from(object: Object) -> Self {
        Self::Object(object)
    }
}

impl Object {
    pub(super) fn new() -> Self {
        Self::default()
    }

    pub(super) fn put(&mut self, key: &'static str, value: Json) {
        self.entries.push((key, value));
    }

    pub(super) fn text(&mut self, key: &'static str, text: &str) {
        self.put(key, Json::Text(text.to_owned()));
    }

    pub(super) fn text_if_any(&mut self, key: &'static str, text: &str) {
        if !text.is_empty() {
            self.text(key, text);
        }
    }

    pub(super) fn optional(&mut self, key: &'static str, text: Option<&str>) {
        if let Some(text) = text {
            self.text(key, text);
        }
    }

    pub(super) fn number(&mut self, key: &'static str, number: usize) {
        self.put(key, Json::Number(number));
    }

    /// Puts a number that is above zero.
    pub(super) fn count(&mut self, key: &'static str, number: usize) {
        if number > 0 {
            self.number(key, number);
        }
    }

    pub(super) fn list(&mut self, key: &'static str, items: impl Iterator<Item = Json>) {
        self.put(key, Json::List(items.collect()));
    }

    pub(super) fn list_if_any(&mut self, key: &'static str, items: impl Iterator<Item = Json>) {
        let items: Vec<Json> = items.collect();
        if !items.is_empty() {
            self.put(key, Json::List(items));
        }
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Number(number) => number.serialize(serializer),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::List(items) => serializer.collect_seq(items),
            Self::Object(object) => serializer.collect_map(object.entries.iter().map(|(key, value)| (key, value))),
        }
    }
}
