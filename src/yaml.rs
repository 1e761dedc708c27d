//! YAML: values into records, and the places of keys and values for complaints.
//!
//! The usual file is read once, by `serde_yaml`, straight into its record. A file it can't take is
//! read again as a tree with places: every mistake is told at its characters, the mistaken parts
//! are cut out, and the record is made from what is left. No other module speaks YAML.

mod mistakes;
mod node_de;
pub mod record;
pub mod tree;

use std::ops::Range;

use serde::de::DeserializeOwned;

use crate::diagnostic::{Code, Diagnostic, Field, Outcome, Span};
use crate::model::SourcePath;
use record::Record;
use tree::Node;

/// Longest front matter or settings, in bytes: scanners of YAML are quadratic in some inputs.
const LONGEST: usize = 64 * 1024;
/// Most brackets open at once that go straight to `serde_yaml`, which is quadratic in them.
const MOST_OPEN: usize = 64;

/// Reads the YAML that stands at `range` of the file `text` into a record.
///
/// The record is complete as far as the file is right; what is wrong is told and left out.
pub fn read<T: Record + DeserializeOwned>(path: &SourcePath, text: &str, range: Range<usize>) -> Outcome<T> {
    let yaml = &text[range.clone()];
    if yaml.len() > LONGEST {
        let message = format!("this YAML is {} KiB long, and {} KiB is the most", yaml.len() / 1024, LONGEST / 1024);
        let complaint = Diagnostic::error(Code::BadYaml, message).at(Span::bytes(path, range));
        return Outcome {
            value: T::default(),
            diagnostics: vec![complaint.help("move long texts below the front matter")],
        };
    }
    if is_harmless(yaml)
        && let Ok(value) = serde_yaml::from_str::<Option<T>>(yaml)
    {
        return Outcome::clean(value.unwrap_or_default());
    }
    read_with_places(path, yaml, range.start)
}

/// Reads data that has no record: a file of `data/`, the texts of a language.
pub fn data(path: &SourcePath, text: &str) -> Outcome<serde_json::Value> {
    if is_harmless(text)
        && let Ok(value) = serde_yaml::from_str::<serde_json::Value>(text)
    {
        return Outcome::clean(value);
    }
    match tree::parse(text) {
        Ok(Some(node)) => {
            let value = node_de::read(&node);
            let told = |error: node_de::Error| bad_data(path, error.to_string(), 0..0, None);
            value.map(Outcome::clean).unwrap_or_else(told)
        }
        Ok(None) => Outcome::clean(serde_json::Value::Null),
        Err(error) => bad_data(path, error.message, error.range, error.help),
    }
}

/// Where the fields of a YAML are.
#[derive(Debug)]
pub struct Fields(Option<Node>);

impl Fields {
    /// Reads the YAML once, for any number of fields.
    pub fn of(yaml: &str) -> Fields {
        Fields(tree::parse(yaml).ok().flatten())
    }

    /// The bytes of a field's value in the same `yaml`; where the field is absent, of the nearest key
    /// above it. `None` if nothing of it is there.
    pub fn place(&self, yaml: &str, field: Field) -> Option<Range<usize>> {
        place_in(self.0.as_ref()?, yaml, field)
    }
}

/// [`Fields::place`] of one field.
pub fn place(yaml: &str, field: Field) -> Option<Range<usize>> {
    Fields::of(yaml).place(yaml, field)
}

fn place_in(root: &Node, yaml: &str, field: Field) -> Option<Range<usize>> {
    let (key, value) = root.entry(field.name)?;
    let nearest =
        |node: &Node, key: &Range<usize>| if node.range.is_empty() { key.clone() } else { node.range.clone() };
    let (node, key) = match field.item {
        Some(item) => value.items().nth(item as usize).map_or((value, key.clone()), |node| (node, node.range.clone())),
        None => (value, key.clone()),
    };
    Some(match field.part.map(|part| node.entry(part)) {
        Some(Some((key, value))) => nearest(value, key),
        Some(None) if field.item.is_none() => key,
        // A list item that lacks a part: its first line is enough to blame.
        Some(None) => first_line(yaml, node.range.clone()),
        None => nearest(node, &key),
    })
}

/// The bytes of a key of the first level in the YAML `yaml`.
pub fn key_place(yaml: &str, name: &str) -> Option<Range<usize>> {
    let root = tree::parse(yaml).ok().flatten()?;
    root.entry(name).map(|(key, _)| key.clone())
}

fn first_line(yaml: &str, range: Range<usize>) -> Range<usize> {
    let length = yaml[range.clone()].lines().next().map_or(0, str::len);
    range.start..range.start + length
}

fn bad_data<T: Default>(path: &SourcePath, message: String, range: Range<usize>, help: Option<String>) -> Outcome<T> {
    let complaint = Diagnostic::error(Code::BadData, message).at(Span::bytes(path, range)).help_if(help);
    Outcome { value: T::default(), diagnostics: vec![complaint] }
}

fn read_with_places<T: Record + DeserializeOwned>(path: &SourcePath, yaml: &str, from: usize) -> Outcome<T> {
    let mut diagnostics = Vec::new();
    let root = match tree::parse(yaml) {
        Ok(Some(root)) => root,
        Ok(None) => return Outcome::clean(T::default()),
        Err(error) => {
            let at = Span::bytes(path, from + error.range.start..from + error.range.end);
            let complaint = Diagnostic::error(Code::BadYaml, error.message).at(at).help_if(error.help);
            return Outcome { value: T::default(), diagnostics: vec![complaint] };
        }
    };
    let pruned = record::check(T::PARTS, root, &mut |complaint: record::Complaint| {
        let at = Span::bytes(path, from + complaint.range.start..from + complaint.range.end);
        let first = complaint.first.map(|range| Span::bytes(path, from + range.start..from + range.end));
        let diagnostic = Diagnostic::error(complaint.code, complaint.message).at(at).help_if(complaint.help);
        diagnostics.push(match first {
            Some(first) => diagnostic.note("it stands here first", Some(first)),
            None => diagnostic,
        });
    });
    let value = node_de::read(&pruned).unwrap_or_else(|error: node_de::Error| {
        let at = Span::bytes(path, from..from + yaml.len());
        diagnostics.push(Diagnostic::error(Code::BadYaml, error.to_string()).at(at));
        T::default()
    });
    Outcome { value, diagnostics }
}

/// Whether the text has nothing that needs a look before `serde_yaml` gets it: many open brackets,
/// anchors and aliases. A cheap guess that may only err on the careful side.
fn is_harmless(yaml: &str) -> bool {
    let bytes = yaml.as_bytes();
    let is_plain = memchr::memchr3(b'&', b'*', b'!', bytes).is_none()
        && memchr::memchr2_iter(b'[', b'{', bytes).nth(MOST_OPEN).is_none();
    is_plain || is_harmless_closely(yaml)
}

fn is_harmless_closely(yaml: &str) -> bool {
    let mut open = 0usize;
    let mut before = b'\n';
    for byte in yaml.bytes() {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            b'&' | b'*' | b'!' if before.is_ascii_whitespace() || matches!(before, b'[' | b'{' | b',' | b':') => {
                return false;
            }
            _ => {}
        }
        if open > MOST_OPEN {
            return false;
        }
        before = byte;
    }
    true
}
