//! Records: structures whose fields are described, so that one definition gives the reader, the
//! checks, the documentation and the templates of new articles.

use std::collections::BTreeMap;
use std::ops::Range;

use super::tree::{Content, Entry, Node};
use crate::diagnostic::Code;
use crate::model::name::did_you_mean;

/// What may stand in a field.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// A text. Numbers and dates are taken as they are written.
    Text,
    /// A list of texts; one text is a list of itself.
    Texts,
    /// `true` or `false`.
    Flag,
    /// A whole number.
    Number,
    /// A text, or texts by key (`file: {en: a.pdf, fr: b.pdf}`).
    TextOrTexts,
    /// A record.
    One(&'static [Part]),
    /// A list of records; one is a list of itself.
    Many(&'static [Part]),
    /// A list of texts or records.
    TextsOrMany(&'static [Part]),
    /// Anything by key.
    Free,
}

/// One field of a record.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    /// The key.
    pub name: &'static str,
    /// What may stand there.
    pub shape: Shape,
    /// What it is for, in a few words.
    pub about: &'static str,
}

/// A structure that can be read from YAML.
pub trait Record: Default {
    /// Its fields.
    const PARTS: &'static [Part];
    /// The names of the fields that are there.
    fn present(&self) -> Vec<&'static str>;
}

/// A type of a field.
pub trait Shaped {
    /// What is written for it.
    const SHAPE: Shape;
    /// Whether something was.
    fn is_present(&self) -> bool;
}

impl Shaped for Option<String> {
    const SHAPE: Shape = Shape::Text;
    fn is_present(&self) -> bool {
        self.as_ref().is_some_and(|text| !text.trim().is_empty())
    }
}

impl Shaped for Vec<String> {
    const SHAPE: Shape = Shape::Texts;
    fn is_present(&self) -> bool {
        !self.is_empty()
    }
}

impl Shaped for Option<bool> {
    const SHAPE: Shape = Shape::Flag;
    fn is_present(&self) -> bool {
        self.is_some()
    }
}

impl Shaped for Option<i64> {
    const SHAPE: Shape = Shape::Number;
    fn is_present(&self) -> bool {
        self.is_some()
    }
}

impl Shaped for BTreeMap<String, serde_json::Value> {
    const SHAPE: Shape = Shape::Free;
    fn is_present(&self) -> bool {
        !self.is_empty()
    }
}

impl<T: Record> Shaped for Option<T> {
    const SHAPE: Shape = Shape::One(T::PARTS);
    fn is_present(&self) -> bool {
        self.is_some()
    }
}

impl<T: Record> Shaped for Vec<T> {
    const SHAPE: Shape = Shape::Many(T::PARTS);
    fn is_present(&self) -> bool {
        !self.is_empty()
    }
}

/// One text, or several by key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextOrTexts {
    /// One.
    One(String),
    /// Several by key.
    ByKey(BTreeMap<String, String>),
}

impl<'de> serde::Deserialize<'de> for TextOrTexts {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<TextOrTexts, D::Error> {
        deserializer.deserialize_any(TextOrTextsVisitor)
    }
}

/// Takes numbers as the texts they are written as.
struct TextOrTextsVisitor;

impl<'de> serde::de::Visitor<'de> for TextOrTextsVisitor {
    type Value = TextOrTexts;

    fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.write_str("a text, or a text for each key")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<TextOrTexts, E> {
        Ok(TextOrTexts::One(text.to_owned()))
    }

    fn visit_bool<E: serde::de::Error>(self, value: bool) -> Result<TextOrTexts, E> {
        Ok(TextOrTexts::One(value.to_string()))
    }

    fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<TextOrTexts, E> {
        Ok(TextOrTexts::One(number.to_string()))
    }

    fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<TextOrTexts, E> {
        Ok(TextOrTexts::One(number.to_string()))
    }

    fn visit_f64<E: serde::de::Error>(self, number: f64) -> Result<TextOrTexts, E> {
        Ok(TextOrTexts::One(number.to_string()))
    }

    fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<TextOrTexts, A::Error> {
        serde::Deserialize::deserialize(serde::de::value::MapAccessDeserializer::new(map)).map(TextOrTexts::ByKey)
    }
}

impl Shaped for Option<TextOrTexts> {
    const SHAPE: Shape = Shape::TextOrTexts;
    fn is_present(&self) -> bool {
        self.is_some()
    }
}

/// A text or a record.
#[derive(Clone, Debug, serde::Deserialize)]
#[serde(untagged)]
pub enum TextOr<T> {
    /// A text.
    Text(String),
    /// A record.
    Record(T),
}

impl<T: Record> Shaped for Vec<TextOr<T>> {
    const SHAPE: Shape = Shape::TextsOrMany(T::PARTS);
    fn is_present(&self) -> bool {
        !self.is_empty()
    }
}

/// Defines a record: the structure, its reader and its description in one.
#[macro_export]
#[doc(hidden)]
macro_rules! record {
    ($(#[doc = $doc:literal])* $visibility:vis struct $name:ident { $($(#[doc = $about:literal])* $field:ident: $type:ty,)* }) => {
        $(#[doc = $doc])*
        #[derive(Clone, Debug, Default, serde::Deserialize)]
        #[serde(default, deny_unknown_fields)]
        $visibility struct $name { $($(#[doc = $about])* $visibility $field: $type,)* }

        impl $crate::yaml::record::Record for $name {
            const PARTS: &'static [$crate::yaml::record::Part] = &[$(
                $crate::yaml::record::Part {
                    name: stringify!($field),
                    shape: <$type as $crate::yaml::record::Shaped>::SHAPE,
                    about: concat!($($about),*),
                },
            )*];

            fn present(&self) -> Vec<&'static str> {
                let mut present = Vec::new();
                $(if $crate::yaml::record::Shaped::is_present(&self.$field) { present.push(stringify!($field)); })*
                present
            }
        }
    };
}

/// A mistake in the shape of a record.
#[derive(Debug)]
pub struct Complaint {
    /// Which rule.
    pub code: Code,
    /// What is wrong.
    pub message: String,
    /// Where.
    pub range: Range<usize>,
    /// What to do.
    pub help: Option<String>,
    /// Where a duplicate stands first.
    pub first: Option<Range<usize>>,
}

type Tell<'a> = &'a mut dyn FnMut(Complaint);

fn complaint(code: Code, message: String, range: Range<usize>, help: Option<String>) -> Complaint {
    Complaint { code, message, range, help, first: None }
}

/// Compares a tree with the description of a record. Tells every mistake and returns the tree
/// without the mistaken parts, so that the record can be read from it.
pub fn check(parts: &'static [Part], node: Node, tell: Tell) -> Node {
    let range = node.range.clone();
    let Content::Mapping(entries) = node.content else {
        let help = Some("write `key: value`, one on each line".to_owned());
        let found = named(&node.content);
        tell(complaint(Code::WrongType, format!("fields are expected here, not {found}"), range.clone(), help));
        return Node { content: Content::Mapping(Vec::new()), range };
    };
    let mut kept: Vec<Entry> = Vec::new();
    for entry in entries {
        let Some(part) = parts.iter().find(|part| part.name == entry.key) else {
            tell(unknown(parts, &entry));
            continue;
        };
        if let Some(first) = kept.iter().find(|kept| kept.key == entry.key) {
            let message = format!("`{}` is written twice", entry.key);
            let help = Some("keep one of them".to_owned());
            let twice = complaint(Code::DuplicateField, message, entry.key_range, help);
            tell(Complaint { first: Some(first.key_range.clone()), ..twice });
            continue;
        }
        if entry.value.is_absent() {
            continue;
        }
        if let Some(value) = fit(part, entry.value, tell) {
            kept.push(Entry { value, ..entry });
        }
    }
    Node { content: Content::Mapping(kept), range }
}

fn unknown(parts: &[Part], entry: &Entry) -> Complaint {
    let names = parts.iter().map(|part| part.name);
    let help = did_you_mean(&entry.key, names.clone())
        .or_else(|| (parts.len() < 8).then(|| format!("known are {}", listed(names.clone()))))
        .or_else(|| {
            names.clone().any(|name| name == "extra").then(|| "put fields of your own below `extra:`".to_owned())
        });
    complaint(Code::UnknownField, format!("no field is called `{}`", entry.key), entry.key_range.clone(), help)
}

/// Words in a row: `` `a`, `b` and `c` ``.
pub fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, before)) => format!("{} and {last}", before.join(", ")),
        None => String::new(),
    }
}

/// The value in the form its field takes, or nothing after a complaint.
fn fit(part: &Part, node: Node, tell: Tell) -> Option<Node> {
    match (part.shape, &node.content) {
        (Shape::Text, Content::Scalar { .. }) => Some(node),
        (Shape::Flag, Content::Scalar { text, plain: true }) if matches!(text.as_str(), "true" | "false") => Some(node),
        (Shape::Number, Content::Scalar { text, plain: true }) if text.parse::<i64>().is_ok() => Some(node),
        (Shape::Texts, Content::Scalar { .. } | Content::List(_)) => {
            Some(fit_list(node, tell, |item, tell| fit_text(part, item, tell)))
        }
        (Shape::TextOrTexts, Content::Scalar { .. }) => Some(node),
        (Shape::TextOrTexts, Content::Mapping(_)) => Some(fit_texts_by_key(part, node, tell)),
        (Shape::One(parts), Content::Mapping(_)) => Some(check(parts, node, tell)),
        (Shape::Many(parts), Content::Mapping(_) | Content::List(_)) => {
            Some(fit_list(node, tell, |item, tell| Some(check(parts, item, tell))))
        }
        (Shape::TextsOrMany(parts), _) => Some(fit_list(node, tell, |item, tell| match &item.content {
            Content::Mapping(_) => Some(check(parts, item, tell)),
            Content::Scalar { .. } | Content::List(_) => fit_text(part, item, tell),
        })),
        (Shape::Free, Content::Mapping(_)) => Some(node),
        _ => {
            tell(mismatch(part, &node));
            None
        }
    }
}

fn fit_list(node: Node, tell: Tell, mut item: impl FnMut(Node, Tell) -> Option<Node>) -> Node {
    let range = node.range.clone();
    let items = match node.content {
        Content::List(items) => items,
        Content::Scalar { .. } | Content::Mapping(_) => vec![node],
    };
    let items = items.into_iter().filter(|node| !node.is_absent()).filter_map(|node| item(node, tell)).collect();
    Node { content: Content::List(items), range }
}

fn fit_text(part: &Part, node: Node, tell: Tell) -> Option<Node> {
    if matches!(node.content, Content::Scalar { .. }) {
        return Some(node);
    }
    let found = named(&node.content);
    let message = format!("an entry of `{}` is a text, not {found}", part.name);
    let help = Some("put it in quotes if it contains `: `".to_owned());
    tell(complaint(Code::WrongType, message, node.range, help));
    None
}

fn fit_texts_by_key(part: &Part, mut node: Node, tell: Tell) -> Node {
    if let Content::Mapping(entries) = &mut node.content {
        entries.retain(|entry| fit_text(part, entry.value.clone(), tell).is_some());
    }
    node
}

fn mismatch(part: &Part, node: &Node) -> Complaint {
    let wanted = match part.shape {
        Shape::Text => "a text".to_owned(),
        Shape::Texts | Shape::TextsOrMany(_) => "a list of texts".to_owned(),
        Shape::Flag => "`true` or `false`".to_owned(),
        Shape::Number => "a whole number".to_owned(),
        Shape::TextOrTexts => "a text, or a text for each language".to_owned(),
        Shape::One(parts) => format!("a group of fields: {}", listed(parts.iter().map(|part| part.name))),
        Shape::Many(parts) => format!("a list of groups with {}", listed(parts.iter().map(|part| part.name))),
        Shape::Free => "fields of your own".to_owned(),
    };
    let help = match (&node.content, part.shape) {
        (Content::Scalar { text, .. }, Shape::Flag) => match text.to_lowercase().as_str() {
            "yes" | "on" | "1" | "true" => Some("write `true`".to_owned()),
            "no" | "off" | "0" | "false" => Some("write `false`".to_owned()),
            _ => None,
        },
        (Content::Scalar { .. }, Shape::Number) => Some("write digits, without quotes".to_owned()),
        (Content::Scalar { .. }, Shape::Free) => Some(format!("write `{}: {{name: value}}`", part.name)),
        (Content::Mapping(_), Shape::Texts | Shape::TextsOrMany(_)) => Some("begin each entry with `- `".to_owned()),
        (Content::List(_), Shape::Text) => Some("take the `-` or the brackets away".to_owned()),
        (Content::Mapping(_), Shape::Text) => Some("put it in quotes if it contains `: `".to_owned()),
        (Content::Scalar { text, .. }, Shape::One(parts)) if parts.first().is_some_and(|part| part.name == "src") => {
            Some(format!("write `{{src: {text}, alt: \"what it shows\"}}`"))
        }
        _ => None,
    };
    let found = named(&node.content);
    let message = format!("`{}` takes {wanted}, not {found}", part.name);
    complaint(Code::WrongType, message, node.range.clone(), help)
}

fn named(content: &Content) -> &'static str {
    match content {
        Content::Scalar { .. } => "a text",
        Content::List(_) => "a list",
        Content::Mapping(_) => "a group of fields",
    }
}
