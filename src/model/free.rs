//! Free values of authors (`extra`) in a form that says its own kinds, for formats that do not: numbers
//! keep every bit.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Number, Value};

#[derive(Serialize, Deserialize)]
enum Free {
    Null,
    Flag(bool),
    Positive(u64),
    Negative(i64),
    /// The bits of a floating number.
    Float(u64),
    Text(String),
    List(Vec<Free>),
    Object(Vec<(String, Free)>),
}

fn free(value: &Value) -> Free {
    match value {
        Value::Null => Free::Null,
        Value::Bool(flag) => Free::Flag(*flag),
        Value::Number(number) => match (number.as_u64(), number.as_i64()) {
            (Some(number), _) => Free::Positive(number),
            (None, Some(number)) => Free::Negative(number),
            (None, None) => Free::Float(number.as_f64().unwrap_or_default().to_bits()),
        },
        Value::String(text) => Free::Text(text.clone()),
        Value::Array(items) => Free::List(items.iter().map(free).collect()),
        Value::Object(fields) => Free::Object(fields.iter().map(|(key, value)| (key.clone(), free(value))).collect()),
    }
}

fn value(free: Free) -> Value {
    match free {
        Free::Null => Value::Null,
        Free::Flag(flag) => Value::Bool(flag),
        Free::Positive(number) => number.into(),
        Free::Negative(number) => number.into(),
        Free::Float(bits) => Number::from_f64(f64::from_bits(bits)).map_or(Value::Null, Value::Number),
        Free::Text(text) => Value::String(text),
        Free::List(items) => Value::Array(items.into_iter().map(value).collect()),
        Free::Object(fields) => {
            Value::Object(fields.into_iter().map(|(key, free)| (key, value(free))).collect::<Map<String, Value>>())
        }
    }
}

pub(super) fn serialize<S: Serializer>(extra: &BTreeMap<String, Value>, serializer: S) -> Result<S::Ok, S::Error> {
    extra.iter().map(|(key, value)| (key, free(value))).collect::<Vec<_>>().serialize(serializer)
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<String, Value>, D::Error> {
    let fields = Vec::<(String, Free)>::deserialize(deserializer)?;
    Ok(fields.into_iter().map(|(key, free)| (key, value(free))).collect())
}
