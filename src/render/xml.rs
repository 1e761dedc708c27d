//! XML: elements, attributes and texts, escaped and lightly indented. The only module that knows
//! `quick-xml`.
//!
//! What XML 1.0 has no place for, such as control characters, is dropped: one of them would make the
//! whole document unreadable.

use std::borrow::Cow;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// Attributes: name and value.
pub(super) type Attributes<'a> = &'a [(&'a str, &'a str)];

/// Writes a document with this root element; `fill` writes what is inside it.
pub(super) fn document(root: &str, attributes: Attributes, fill: impl FnOnce(&mut Xml)) -> String {
    let mut xml = Xml(Writer::new_with_indent(Vec::new(), b' ', 1));
    xml.write(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)));
    xml.element(root, attributes, fill);
    let mut text = String::from_utf8(xml.0.into_inner()).expect("made of texts");
    text.push('\n');
    text
}

/// A document in the making.
pub(super) struct Xml(Writer<Vec<u8>>);

impl Xml {
    /// An element with others inside it.
    pub(super) fn element(&mut self, name: &str, attributes: Attributes, fill: impl FnOnce(&mut Xml)) {
        self.write(Event::Start(start(name, attributes)));
        fill(self);
        self.write(Event::End(BytesEnd::new(name)));
    }

    /// An element with a text.
    pub(super) fn text(&mut self, name: &str, text: &str) {
        self.write(Event::Start(start(name, &[])));
        self.write(Event::Text(BytesText::new(&allowed(text))));
        self.write(Event::End(BytesEnd::new(name)));
    }

    /// An element that is all attributes.
    pub(super) fn empty(&mut self, name: &str, attributes: Attributes) {
        self.write(Event::Empty(start(name, attributes)));
    }

    fn write(&mut self, event: Event) {
        self.0.write_event(event).expect("memory can be written");
    }
}

fn start<'a>(name: &'a str, attributes: Attributes) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    for (name, value) in attributes {
        start.push_attribute((*name, &*allowed(value)));
    }
    start
}

/// The text without the characters XML 1.0 does not allow.
fn allowed(text: &str) -> Cow<'_, str> {
    // Nearly always: no control, and not the letter U+FFFE and U+FFFF begin with.
    let is_plain = |byte: u8| (byte >= b' ' && byte != 0xef) || matches!(byte, b'\n' | b'\t' | b'\r');
    if text.bytes().all(is_plain) || text.chars().all(is_allowed) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().filter(|c| is_allowed(*c)).collect())
}

/// `Char` of XML 1.0; surrogates are no `char` anyway.
fn is_allowed(c: char) -> bool {
    !matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_attributes_are_escaped_and_lose_what_xml_forbids() {
        let text = document("feed", &[("title", "\"A\" & <b>\u{1}")], |xml| {
            xml.text("id", "1 < 2\u{b} & \u{ffff}3");
            xml.element("author", &[], |xml| xml.empty("link", &[("href", "/a?b&c")]));
        });
        let expected = concat!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n",
            "<feed title=\"&quot;A&quot; &amp; &lt;b&gt;\">\n",
            " <id>1 &lt; 2 &amp; 3</id>\n",
            " <author>\n",
            "  <link href=\"/a?b&amp;c\"/>\n",
            " </author>\n",
            "</feed>\n",
        );
        assert_eq!(text, expected);
    }
}
