//! Values for templates: cheap to share, built field by field.

use std::collections::BTreeMap;

pub use tera::Value;
use tera::value::Key;

/// A value with named fields, in the making. Tera has a map of its own made of it anyway, so that
/// this one is the cheapest to fill.
#[derive(Clone, Debug, Default)]
pub struct Object(BTreeMap<Key<'static>, Value>);

impl Object {
    /// An object without fields.
    pub fn new() -> Object {
        Object::default()
    }

    /// A copy of the fields of `value`, to be changed.
    pub fn from_value(value: &Value) -> Object {
        Object(value.as_map().into_iter().flatten().map(|(name, value)| (name.clone(), value.clone())).collect())
    }

    /// Sets a field.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Value>) -> Object {
        self.set(name, value);
        self
    }

    /// Sets a field in place.
    pub fn set(&mut self, name: &'static str, value: impl Into<Value>) {
        self.0.insert(name.into(), value.into());
    }

    /// Sets a field whose name comes from outside.
    pub fn set_named(&mut self, name: &str, value: impl Into<Value>) {
        self.0.insert(name.to_owned().into(), value.into());
    }
}

impl From<Object> for Value {
    fn from(object: Object) -> Value {
        Value::from(object.0)
    }
}

/// A field of an object.
pub fn field<'a>(value: &'a Value, name: &'static str) -> Option<&'a Value> {
    value.as_map()?.get(&Key::Str(name))
}

/// Nothing: what absent things are in templates.
pub fn none() -> Value {
    Value::none()
}

/// HTML that is not escaped again.
pub fn safe(html: &str) -> Value {
    Value::safe_string(html)
}

/// Anything serialisable.
pub fn of<T: serde::Serialize>(value: &T) -> Value {
    Value::from_serializable(value)
}
