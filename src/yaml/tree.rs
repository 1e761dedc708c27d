//! YAML as a tree that knows the place of every key and value.
//!
//! Takes the text of one document, gives its tree or the first thing no YAML can mean. Refuses
//! what a portal does not need and an attacker does: anchors, aliases, tags, further documents.

use std::ops::Range;

use granit_parser::{Event, Parser, ScalarStyle};

use super::mistakes;

/// A value and the bytes it was written with.
#[derive(Clone, Debug)]
pub struct Node {
    /// What it is.
    pub content: Content,
    /// Where it stands; empty for a value that is not written at all (`key:`).
    pub range: Range<usize>,
}

/// What a value is.
#[derive(Clone, Debug)]
pub enum Content {
    /// A text; `plain` without quotes, so that it may also mean a number, a truth or nothing.
    Scalar {
        /// The text.
        text: String,
        /// Whether it was written without quotes.
        plain: bool,
    },
    /// A list.
    List(Vec<Node>),
    /// Keys with values, as written, duplicates too.
    Mapping(Vec<Entry>),
}

/// A key and its value.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Where the key stands.
    pub key_range: Range<usize>,
    /// The value.
    pub value: Node,
}

/// Why a text is no YAML that we take.
#[derive(Debug)]
pub struct TreeError {
    /// What is wrong.
    pub message: String,
    /// Where.
    pub range: Range<usize>,
    /// What to do.
    pub help: Option<String>,
}

impl Node {
    /// The value of a key, with the place of the key.
    pub fn entry(&self, key: &str) -> Option<(&Range<usize>, &Node)> {
        match &self.content {
            Content::Mapping(entries) => {
                entries.iter().find(|entry| entry.key == key).map(|entry| (&entry.key_range, &entry.value))
            }
            Content::Scalar { .. } | Content::List(_) => None,
        }
    }

    /// The items of a list; anything else is a list of itself.
    pub fn items(&self) -> impl Iterator<Item = &Node> {
        match &self.content {
            Content::List(items) => items.iter(),
            Content::Scalar { .. } | Content::Mapping(_) => std::slice::from_ref(self).iter(),
        }
    }

    /// Whether it says nothing: `key:`, `~`, `null`.
    pub fn is_absent(&self) -> bool {
        matches!(&self.content, Content::Scalar { text, plain: true } if matches!(text.as_str(), "" | "~" | "null" | "Null" | "NULL"))
    }
}

/// A collection whose end has not been read.
struct Open {
    node: Node,
    key: Option<(String, Range<usize>)>,
}

/// Parses one document. `None` if there is nothing in it.
pub fn parse(yaml: &str) -> Result<Option<Node>, TreeError> {
    let mut open: Vec<Open> = Vec::new();
    let mut root = None;
    for event in Parser::new_from_str(yaml) {
        let (event, span) = event.map_err(|error| mistakes::explain(yaml, &error))?;
        let range = span.byte_range().unwrap_or(0..0);
        if matches!(event, Event::Alias(_)) || event.anchor_id().is_some() || event.tag().is_some() {
            return Err(mistakes::sign(yaml, range.start));
        }
        let done = match event {
            Event::Scalar(text, style, ..) => {
                let plain = style == ScalarStyle::Plain;
                Some(Node { content: Content::Scalar { text: text.into_owned(), plain }, range })
            }
            Event::SequenceStart(..) => {
                open.push(Open { node: Node { content: Content::List(Vec::new()), range }, key: None });
                None
            }
            Event::MappingStart(..) => {
                open.push(Open { node: Node { content: Content::Mapping(Vec::new()), range }, key: None });
                None
            }
            Event::SequenceEnd | Event::MappingEnd => open.pop().map(|done| closed(yaml, done.node, range)),
            Event::DocumentStart(..) if root.is_some() => {
                return Err(refused("a second document begins here", range, "keep one, without `---` inside"));
            }
            _ => None,
        };
        match (done, open.last_mut()) {
            (Some(node), Some(above)) => add(above, node)?,
            (Some(node), None) => root = Some(node),
            (None, _) => {}
        }
    }
    Ok(root.filter(|node| !node.is_absent()))
}

/// Puts a value where it belongs: behind its key, into its list, or as the next key.
fn add(above: &mut Open, node: Node) -> Result<(), TreeError> {
    match (&mut above.node.content, above.key.take()) {
        (Content::List(items), _) => items.push(node),
        (Content::Mapping(entries), Some((key, key_range))) => entries.push(Entry { key, key_range, value: node }),
        (Content::Mapping(_), None) => {
            let Content::Scalar { text, .. } = node.content else {
                return Err(refused("a key must be a text", node.range, "write `key: value`"));
            };
            above.key = Some((text, node.range));
        }
        (Content::Scalar { .. }, _) => unreachable!("only collections are kept open"),
    }
    Ok(())
}

/// A finished collection with its place: from its first byte to the end of its last item, since
/// the end of a block is only seen at the next token.
fn closed(yaml: &str, mut node: Node, end: Range<usize>) -> Node {
    let last = match &node.content {
        Content::List(items) => items.last().map(|item| item.range.end),
        Content::Mapping(entries) => entries.last().map(|entry| entry.value.range.end.max(entry.key_range.end)),
        Content::Scalar { .. } => None,
    };
    let is_flow = yaml[node.range.start..].starts_with(['[', '{']);
    let end = if is_flow { end.end } else { last.unwrap_or(end.end) };
    node.range = node.range.start..end.max(node.range.start);
    node
}

fn refused(message: &str, range: Range<usize>, help: &str) -> TreeError {
    TreeError { message: message.to_owned(), range, help: Some(help.to_owned()) }
}
