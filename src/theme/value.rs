//! Values for templates: cheap to share, built field by field.

use std::cmp::Ordering;
use std::collections::BTreeMap;

pub use tera::Value;
use tera::value::Key;

/// A value with named fields, in the making. Where a name is given twice, the last value counts.
#[derive(Clone, Debug, Default)]
pub struct Object(Vec<(Key<'static>, Value)>);

impl Object {
    /// An object without fields that will have so many.
    pub fn with_room(fields: usize) -> Object {
        Object(Vec::with_capacity(fields))
    }

    /// The fields of `value`, with room for as many more.
    pub fn from_value(value: &Value, more: usize) -> Object {
        let known = value.as_map();
        let mut object = Object::with_room(known.map_or(0, tera::Map::len) + more);
        object.0.extend(known.into_iter().flatten().map(|(name, value)| (name.clone(), value.clone())));
        object
    }

    /// Sets a field in place.
    pub fn set(&mut self, name: &'static str, value: impl Into<Value>) {
        self.0.push((Key::Str(name), value.into()));
    }

    /// Sets a field whose name comes from outside.
    pub fn set_named(&mut self, name: &str, value: impl Into<Value>) {
        self.0.push((name.to_owned().into(), value.into()));
    }
}

impl From<Object> for Value {
    fn from(object: Object) -> Value {
        let fields = object.0.into_iter().enumerate().map(|(place, (name, value))| (Field { place, name }, value));
        Value::from(fields.collect::<BTreeMap<Field, Value>>())
    }
}

/// A field on its way into a map of Tera, which takes ordered maps and makes its own of them: in order
/// of place, so that it costs no comparing of names.
struct Field {
    place: usize,
    name: Key<'static>,
}

impl From<Field> for Key<'static> {
    fn from(field: Field) -> Key<'static> {
        field.name
    }
}

impl PartialEq for Field {
    fn eq(&self, other: &Field) -> bool {
        self.place == other.place
    }
}

impl Eq for Field {}

impl PartialOrd for Field {
    fn partial_cmp(&self, other: &Field) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Field {
    fn cmp(&self, other: &Field) -> Ordering {
        self.place.cmp(&other.place)
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
