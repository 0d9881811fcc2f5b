//! A JSON document whose keys keep the order in which they were put.

use serde::{Serialize, Serializer};

/// A value of JSON, as schemas need it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Tree {
    Bool(bool),
    Number(u64),
    Text(String),
    Null,
    Array(Vec<Tree>),
    Object(Object),
}

/// Keys with their values, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Object(Vec<(String, Tree)>);

impl Object {
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// Adds a key; the keys of a plan's tables are there once.
    pub(super) fn with(mut self, key: &str, value: impl Into<Tree>) -> Self {
        self.put(key, value);
        self
    }

    pub(super) fn put(&mut self, key: &str, value: impl Into<Tree>) {
        self.0.push((key.to_owned(), value.into()));
    }

    /// Adds the keys of another object.
    pub(super) fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    pub(super) fn keys(&self) -> Vec<String> {
        self.0.iter().map(|(key, _)| key.clone()).collect()
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.0.iter().any(|(known, _)| known == key)
    }
}

impl From<bool> for Tree {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<u64> for Tree {
    fn from(value: u64) -> Self {
        Self::Number(value)
    }
}

impl From<&str> for Tree {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<String> for Tree {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

impl From<Object> for Tree {
    fn from(value: Object) -> Self {
        Self::Object(value)
    }
}

impl<T: Into<Tree>> From<Vec<T>> for Tree {
    fn from(values: Vec<T>) -> Self {
        Self::Array(values.into_iter().map(Into::into).collect())
    }
}

impl Serialize for Tree {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Number(value) => serializer.serialize_u64(*value),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Null => serializer.serialize_unit(),
            Self::Array(values) => serializer.collect_seq(values),
            Self::Object(Object(pairs)) => serializer.collect_map(pairs.iter().map(|(key, value)| (key, value))),
        }
    }
}
