//! What a hostile author writes, and the same without what makes it hostile.

use std::collections::BTreeMap;

/// Texts that break out of HTML, of attributes, of scripts, of XML, of calendars, of templates, of lines.
pub(crate) const HOSTILE: [&str; 18] = [
    "\"><script>alert(1)</script>",
    "'><img src=x onerror=alert(1)>",
    "\" onfocus=alert(1) autofocus x=\"",
    "</script><script>alert(1)</script>",
    "</title></textarea></style><svg onload=alert(1)>",
    "]]> <![CDATA[ x ]]>",
    "&lt;b&gt; &quot;x&quot; &#60;i&#62; &amp;amp;",
    "{{ 7*7 }} {% raw %} {{ site.title }} ${7*7}",
    "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:x",
    "x\nLocation: y\n\nz",
    "javascript:alert(1)",
    "a\u{202e}b\u{2066}c\u{200f}d",
    "a\u{2028}b\u{2029}c\u{85}d",
    "a <!-- b <script> c --> d <!doctype html>",
    "a\u{1}b\u{8}c\u{b}d\u{c}e\u{1f}f\u{7f}g\u{fffe}h\u{ffff}i",
    "a;b,c\\n\\;d\\\\ \\\" \\u003c/script\\u003e",
    "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>&e;",
    "=cmd|' /C calc'!A0 @x +1 -1 `x` ~ ^ | # [x](y) ![x](y) *x* _x_",
];

/// Addresses that lead where no link may, in every dress.
pub(crate) const ADDRESSES: [&str; 24] = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "\u{1}javascript:alert(1)",
    "&#106;avascript:alert(1)",
    "&#x6A;avascript&colon;alert(1)",
    "javascript&Tab;:alert(1)",
    "%6Aavascript:alert(1)",
    "javascript%3Aalert(1)",
    "javascript://site.example/%0Aalert(1)",
    "feed:javascript:alert(1)",
    "view-source:javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "DATA:text/html;base64,PHNjcmlwdD4=",
    "vbscript:msgbox(1)",
    "file:///etc/passwd",
    "blob:https://site.example/1",
    "ftp://site.example/",
    "//site.example/x",
    "\\\\site.example\\x",
    "https:site.example",
    "https:///site.example",
];

/// The same words with nothing in them but letters, digits and spaces.
fn tame(hostile: &str) -> String {
    let plain: String = hostile.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }).collect();
    one_line(&plain)
}

/// A text as readers see it: white space and what has no look are one space.
pub(crate) fn one_line(text: &str) -> String {
    let is_nothing = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}' | '\u{fffd}');
    text.split(is_nothing).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Gives each place of a portal its text, and remembers which.
pub(crate) struct Words {
    text: String,
    given: BTreeMap<String, String>,
}

impl Words {
    pub(crate) fn hostile(text: &str) -> Words {
        Words { text: text.to_owned(), given: BTreeMap::new() }
    }

    pub(crate) fn tame(hostile: &str) -> Words {
        Words { text: tame(hostile), given: BTreeMap::new() }
    }

    /// The text for a place: a mark of its own, so that it is found again, and the words.
    pub(crate) fn of(&mut self, place: &str) -> String {
        let mark = self.given.len();
        let text = format!("Zq{mark}x {}", self.text);
        self.given.insert(place.to_owned(), text.clone());
        text
    }

    /// The same where a line break has a meaning of its own.
    pub(crate) fn on_one_line(&mut self, place: &str) -> String {
        let text = self.of(place);
        let text: String = text.chars().map(|c| if matches!(c, '\r' | '\n') { ' ' } else { c }).collect();
        self.given.insert(place.to_owned(), text.clone());
        text
    }

    /// The same, on one line and without the mark that ends code.
    pub(crate) fn for_code(&mut self, place: &str) -> String {
        let text = self.on_one_line(place).replace('`', "");
        self.given.insert(place.to_owned(), text.clone());
        text
    }

    /// The words alone.
    pub(crate) fn bare(&self) -> &str {
        &self.text
    }

    /// Every place with its text.
    pub(crate) fn given(&self) -> impl Iterator<Item = (&str, &str)> {
        self.given.iter().map(|(place, text)| (place.as_str(), text.as_str()))
    }
}
