//! Files of `data/`: values of a size that grows with the file only, complaints at their places.

use std::borrow::Cow;

use dateline::model::SourcePath;
use dateline::source::data::{self, MOST_NAMES};
use dateline::source::{Inventory, Material};
use serde_json::Value;

use super::files::{CONFIG, split_at_line_end};
use super::places::{self, Files};

/// Values take a few times the bytes of the file at most, and what the names of columns take that stand at every cell. A line with the name of the file (`table.csv`, `glossary.yaml`), and below it the file.
pub fn check(input: &[u8]) {
    let (name, content) = split_at_line_end(input);
    let name = std::str::from_utf8(name).ok().filter(|name| !name.contains(['/', '\0'])).unwrap_or("table.csv");
    let path = SourcePath::new(format!("data/{name}"));
    let material = Material { path: path.clone(), bytes: Cow::Owned(content.to_vec()) };
    let mut inventory = Inventory::default();
    inventory.data.push(material);
    let read = data::read(&inventory, &CONFIG.languages);
    places::check(&read.diagnostics, &Files(&[(path, content)]));
    let weight: usize = read.value.files.values().map(weight).sum();
    assert!(weight <= (content.len() + 1) * 8 + MOST_NAMES, "{} bytes became {weight}", content.len());
}

fn weight(value: &Value) -> usize {
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => 1,
        Value::String(text) => text.len() + 1,
        Value::Array(items) => items.iter().map(weight).sum::<usize>() + 1,
        Value::Object(entries) => entries.iter().map(|(key, value)| key.len() + weight(value)).sum::<usize>() + 1,
    }
}
