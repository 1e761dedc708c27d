//! XML: elements, attributes and texts, escaped and lightly indented, written as they come.
//!
//! What XML 1.0 has no place for, such as control characters, is dropped: one of them would make the
//! whole document unreadable.

use super::plain::is_plain;
use crate::model::xml::is_character;

/// Attributes: name and value.
pub(super) type Attributes<'a> = &'a [(&'a str, &'a str)];

/// Bytes most documents have room in.
const USUAL_DOCUMENT: usize = 16 * 1024;

/// Writes a document with this root element; `fill` writes what is inside it.
pub(super) fn document(root: &str, attributes: Attributes, fill: impl FnOnce(&mut Xml)) -> String {
    let mut xml = Xml { text: String::with_capacity(USUAL_DOCUMENT), depth: 0 };
    xml.text.push_str("<?xml version=\"1.0\" encoding=\"utf-8\"?>");
    xml.element(root, attributes, fill);
    xml.text.push('\n');
    xml.text
}

/// A document, or the inside of one, in the making.
pub(super) struct Xml {
    text: String,
    depth: usize,
}

impl Xml {
    /// An element with others inside it.
    pub(super) fn element(&mut self, name: &str, attributes: Attributes, fill: impl FnOnce(&mut Xml)) {
        self.begin(name, attributes);
        self.text.push('>');
        self.depth += 1;
        fill(self);
        self.depth -= 1;
        self.line();
        self.end(name);
    }

    /// An element with a text.
    pub(super) fn text(&mut self, name: &str, text: &str) {
        self.begin(name, &[]);
        self.text.push('>');
        escape(text, In::Text, &mut self.text);
        self.end(name);
    }

    /// An element that is all attributes.
    pub(super) fn empty(&mut self, name: &str, attributes: Attributes) {
        self.begin(name, attributes);
        self.text.push_str("/>");
    }

    /// A new line, as deep as its element.
    fn line(&mut self) {
        self.text.push('\n');
        (0..self.depth).for_each(|_| self.text.push(' '));
    }

    fn begin(&mut self, name: &str, attributes: Attributes) {
        self.line();
        self.text.push('<');
        self.text.push_str(name);
        for (name, value) in attributes {
            self.text.push(' ');
            self.text.push_str(name);
            self.text.push_str("=\"");
            escape(value, In::Attribute, &mut self.text);
            self.text.push('"');
        }
    }

    fn end(&mut self, name: &str) {
        self.text.push_str("</");
        self.text.push_str(name);
        self.text.push('>');
    }
}

/// Where a text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum In {
    Text,
    Attribute,
}

/// Appends a text, escaped, without the characters XML 1.0 does not allow.
fn escape(text: &str, place: In, into: &mut String) {
    // Nearly always: no control, and not the letter U+FFFE and U+FFFF begin with.
    let is_special = |byte: u8| (byte < b' ') | matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'' | 0xef);
    if is_plain(text, is_special) {
        into.push_str(text);
        return;
    }
    let mut rest = text;
    while let Some(at) = rest.bytes().position(is_special) {
        into.push_str(&rest[..at]);
        let Some(letter) = rest[at..].chars().next() else { break };
        match letter {
            '&' => into.push_str("&amp;"),
            '<' => into.push_str("&lt;"),
            '>' => into.push_str("&gt;"),
            '"' => into.push_str("&quot;"),
            '\'' => into.push_str("&apos;"),
            '\r' => into.push_str("&#13;"),
            // Readers make spaces of them in attributes.
            '\n' if place == In::Attribute => into.push_str("&#10;"),
            '\t' if place == In::Attribute => into.push_str("&#9;"),
            letter if is_character(letter) => into.push(letter),
            _ => {}
        }
        rest = &rest[at + letter.len_utf8()..];
    }
    into.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_attributes_are_escaped_and_lose_what_xml_forbids() {
        let text = document("feed", &[("title", "\"A\" & <b>\u{1}\n")], |xml| {
            xml.text("id", "1 < 2\u{b} & \u{ffff}'ﬁ'\n");
            xml.element("author", &[], |xml| xml.empty("link", &[("href", "/a?b&c")]));
        });
        let expected = concat!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n",
            "<feed title=\"&quot;A&quot; &amp; &lt;b&gt;&#10;\">\n",
            " <id>1 &lt; 2 &amp; &apos;ﬁ&apos;\n</id>\n",
            " <author>\n",
            "  <link href=\"/a?b&amp;c\"/>\n",
            " </author>\n",
            "</feed>\n",
        );
        assert_eq!(text, expected);
    }
}
