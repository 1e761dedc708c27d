//! JSON objects in the making: what is absent or empty leaves no trace.

use serde_json::{Map, Value};

/// An object whose fields keep their order.
#[derive(Default)]
pub(super) struct Fields(Map<String, Value>);

impl Fields {
    /// None.
    pub(super) fn new() -> Fields {
        Fields::default()
    }

    /// Adds a field, unless its value is nothing: absent, or a text, list or object without content.
    #[must_use]
    pub(super) fn with(mut self, name: &str, value: impl Into<Value>) -> Fields {
        self.set(name, value);
        self
    }

    /// Adds a field in place, unless its value is nothing.
    pub(super) fn set(&mut self, name: &str, value: impl Into<Value>) {
        let value = value.into();
        let is_nothing = match &value {
            Value::Null => true,
            Value::String(text) => text.is_empty(),
            Value::Array(items) => items.is_empty(),
            Value::Object(fields) => fields.is_empty(),
            Value::Bool(_) | Value::Number(_) => false,
        };
        if !is_nothing {
            self.0.insert(name.to_owned(), value);
        }
    }
}

impl From<Fields> for Value {
    fn from(fields: Fields) -> Value {
        Value::Object(fields.0)
    }
}

/// The values of a list.
pub(super) fn list<T: Into<Value>>(items: impl IntoIterator<Item = T>) -> Value {
    Value::Array(items.into_iter().map(Into::into).collect())
}

/// The same, where one value may stand without its list.
pub(super) fn one_or_more<T: Into<Value>>(items: impl IntoIterator<Item = T>) -> Value {
    let mut items: Vec<Value> = items.into_iter().map(Into::into).collect();
    if items.len() == 1 { items.remove(0) } else { Value::Array(items) }
}
