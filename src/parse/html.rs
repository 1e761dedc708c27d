//! Raw HTML in a text: what the setting lets pass is written anew, tag by tag; all else is blamed.
//!
//! Takes pieces of raw HTML in the order of the text and keeps, across them, which elements are
//! open, so that a text can't break the page around it. A whole piece goes through ammonia as
//! well, a second opinion that knows nothing of the first.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

use super::body::complaints::Complaints;
use super::body::escape;
use super::body::joined::Joined;
use crate::diagnostic::{Code, Diagnostic};

mod allowed;
mod tokens;

use allowed::{Class, Element};
use tokens::{Tag, TagAttribute, Token};

pub use crate::config::RawHtml;

/// How deep raw elements may nest: more is a mistake, and work for every reader of the page.
const DEEPEST: usize = 64;

/// Where raw HTML stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Between paragraphs.
    Block,
    /// In running text.
    Phrase,
}

/// An element raw HTML has opened and not yet closed.
pub(super) struct Open {
    name: Cow<'static, str>,
    /// The bytes of its tag in the file.
    tag: Range<usize>,
    /// How many Markdown elements were open around it.
    depth: usize,
    /// Forbidden ones are followed, but not written.
    is_written: bool,
}

/// One after the other.
pub(super) struct Rewriter<'r, 'p> {
    /// The setting.
    pub(super) mode: RawHtml,
    /// Where the piece stands.
    pub(super) place: Place,
    /// How many Markdown elements are open around it.
    pub(super) depth: usize,
    /// What raw HTML has opened before it.
    pub(super) open: &'r mut Vec<Open>,
    /// What is written.
    pub(super) html: &'r mut String,
    /// What is wrong.
    pub(super) complaints: &'r mut Complaints<'p>,
    /// Where links may lead to: ids, with their bytes in the file.
    pub(super) ids: Vec<(String, Range<usize>)>,
}

/// Closes what raw HTML has left open at `depth` Markdown elements or deeper, and blames it.
pub(super) fn close_open(open: &mut Vec<Open>, depth: usize, html: &mut String, complaints: &mut Complaints<'_>) {
    while let Some(element) = open.pop_if(|element| element.depth >= depth) {
        let name = &element.name;
        if element.is_written {
            html.push_str("</");
            html.push_str(name);
            html.push('>');
        }
        let diagnostic = Diagnostic::error(Code::ForbiddenHtml, format!("`<{name}>` is never closed"));
        let help = format!("write `</{name}>` in the same paragraph, list item or part of the text");
        complaints.add(element.tag, diagnostic.help(help));
    }
}

impl Rewriter<'_, '_> {
    /// Writes one piece of raw HTML.
    pub(super) fn write(&mut self, raw: &Joined) {
        if self.mode == RawHtml::Trust {
            self.html.push_str(&raw.text);
            return self.note_ids(raw);
        }
        let (start, open_before) = (self.html.len(), self.open.len());
        let (mut at, mut is_whole) = (0, true);
        while let Some((token, next)) = tokens::next(&raw.text, at) {
            at = next;
            match token {
                Token::Text(range) => escape::keeping_entities(self.html, &raw.text[range]),
                Token::Comment => {}
                Token::Open(tag) => at = self.open_tag(raw, &tag),
                Token::Close(name, range) => self.close_tag(raw, &raw.text[name], range),
                Token::UnclosedComment(range) => {
                    let mark = range.start..range.start + 4;
                    self.forbid(raw, mark, "this comment is never closed", "end it with `-->`".to_owned());
                }
                Token::Declaration(range) => {
                    let help = "leave it out".to_owned();
                    self.forbid(raw, range, "declarations have no place in a text", help);
                }
                Token::Broken(range) => {
                    self.html.push_str("&lt;");
                    let help = "close its quotes and end it with `>`; a plain `<` is written `&lt;`".to_owned();
                    self.forbid(raw, range, "this tag is not whole", help);
                }
            }
            is_whole &= self.open.len() >= open_before;
        }
        if self.place == Place::Block && is_whole && self.open.len() == open_before {
            let clean = CLEANER.clean(&self.html[start..]).to_string();
            self.html.truncate(start);
            self.html.push_str(&clean);
        }
    }

    /// Writes a tag if it may stand here. Gives the byte to go on from.
    fn open_tag(&mut self, raw: &Joined, tag: &Tag) -> usize {
        let name = raw.text[tag.name.clone()].to_ascii_lowercase();
        let element = match self.judge(&name) {
            Ok(element) => element,
            Err((message, help)) => {
                self.forbid(raw, tag.range.clone(), &message, help);
                return self.skip_forbidden(raw, tag, name);
            }
        };
        self.html.push('<');
        self.html.push_str(element.name);
        for attribute in &tag.attributes {
            self.attribute(raw, element, attribute);
        }
        self.html.push('>');
        if matches!(element.class, Class::Phrase | Class::Block) {
            let tag = raw.source(tag.range.clone());
            self.open.push(Open { name: element.name.into(), tag, depth: self.depth, is_written: true });
        }
        tag.range.end
    }

    /// The element if it may stand here, otherwise why not and what to do.
    fn judge(&self, name: &str) -> Result<&'static Element, (String, String)> {
        if self.mode == RawHtml::None {
            let help = "write Markdown, or set `markdown: {html: allow-list}` in portal.yaml";
            return Err(("raw HTML is switched off".to_owned(), help.to_owned()));
        }
        let Some(element) = allowed::find(name) else {
            return Err((format!("`<{name}>` is not allowed in a text"), allowed::instead_of(name)));
        };
        if self.place == Place::Phrase && matches!(element.class, Class::Block | Class::VoidBlock) {
            let help = "begin it on a line of its own after an empty line".to_owned();
            return Err((format!("`<{name}>` can't stand inside a paragraph"), help));
        }
        if self.open.len() >= DEEPEST {
            return Err((format!("raw HTML nests deeper than {DEEPEST} elements"), "close some of them".to_owned()));
        }
        let around = self.open.last().filter(|open| open.depth == self.depth).map(|open| &*open.name);
        if !element.parents.is_empty() && !around.is_some_and(|around| element.parents.contains(&around)) {
            let parents: Vec<_> = element.parents.iter().map(|parent| format!("`<{parent}>`")).collect();
            return Err((format!("`<{name}>` stands alone"), format!("put it into {}", parents.join(" or "))));
        }
        Ok(element)
    }

    /// Remembers a forbidden element for its end; the content of scripts and the like goes too.
    fn skip_forbidden(&mut self, raw: &Joined, tag: &Tag, name: String) -> usize {
        const NO_TEXT: [&str; 6] = ["iframe", "noscript", "script", "style", "textarea", "title"];
        const VOID: [&str; 13] =
            ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];
        if self.place == Place::Block && NO_TEXT.contains(&&*name) {
            return end_of_element(&raw.text, tag.range.end, &name);
        }
        if !VOID.contains(&&*name) {
            let tag = raw.source(tag.range.clone());
            self.open.push(Open { name: name.into(), tag, depth: self.depth, is_written: false });
        }
        tag.range.end
    }

    fn attribute(&mut self, raw: &Joined, element: &Element, attribute: &TagAttribute) {
        let name = raw.text[attribute.name.clone()].to_ascii_lowercase();
        let value = attribute.value.clone().map_or("", |value| &raw.text[value]);
        let help = match &*name {
            _ if allowed::EVERYWHERE.contains(&&*name) || element.attributes.contains(&&*name) => match &*name {
                "dir" if !["ltr", "rtl", "auto"].contains(&value) => "`ltr`, `rtl` and `auto` are".to_owned(),
                "id" if !is_id(value) => "an id is made of letters, digits, `-` and `_`".to_owned(),
                _ => {
                    if name == "id" {
                        let range = attribute.value.clone().unwrap_or(attribute.name.clone());
                        self.ids.push((value.to_owned(), raw.source(range)));
                    }
                    self.html.push(' ');
                    self.html.push_str(&name);
                    self.html.push_str("=\"");
                    escape::keeping_entities(self.html, value);
                    self.html.push('"');
                    return;
                }
            },
            "style" => "looks are the theme's: give it a `class`".to_owned(),
            "href" | "src" => "links and pictures are written in Markdown".to_owned(),
            _ => format!("`<{}>` takes {}", element.name, list(element)),
        };
        let message = format!("`{}` is not allowed here", &raw.text[attribute.range.clone()]);
        self.forbid(raw, attribute.range.clone(), &message, help);
    }

    fn close_tag(&mut self, raw: &Joined, name: &str, range: Range<usize>) {
        let name = name.to_ascii_lowercase();
        let depth = self.depth;
        let closes = |open: &mut Open| open.name == name && open.depth == depth;
        if let Some(open) = self.open.pop_if(closes) {
            if open.is_written {
                self.html.push_str("</");
                self.html.push_str(&name);
                self.html.push('>');
            }
            return;
        }
        let help = match self.open.last().filter(|open| open.depth == depth) {
            Some(open) => format!("`</{}>` belongs before it", open.name),
            None => format!("`<{name}>` must be opened before it, in the same paragraph or part of the text"),
        };
        self.forbid(raw, range, &format!("`</{name}>` closes nothing"), help);
    }

    fn forbid(&mut self, raw: &Joined, range: Range<usize>, message: &str, help: String) {
        self.complaints.add(raw.source(range), Diagnostic::error(Code::ForbiddenHtml, message).help(help));
    }

    fn note_ids(&mut self, raw: &Joined) {
        let mut at = 0;
        while let Some((token, next)) = tokens::next(&raw.text, at) {
            at = next;
            let Token::Open(tag) = token else { continue };
            let is_id = |attribute: &&TagAttribute| raw.text[attribute.name.clone()].eq_ignore_ascii_case("id");
            let value = tag.attributes.iter().find(is_id).and_then(|attribute| attribute.value.clone());
            self.ids.extend(value.map(|value| (raw.text[value.clone()].to_owned(), raw.source(value))));
        }
    }
}

fn is_id(value: &str) -> bool {
    !value.is_empty() && value.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':'))
}

fn list(element: &Element) -> String {
    let names = element.attributes.iter().chain(&allowed::EVERYWHERE);
    names.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// Behind `</name` and its `>`, or the end of the text.
fn end_of_element(html: &str, from: usize, name: &str) -> usize {
    let rest = &html.as_bytes()[from..];
    let is_end = |part: &[u8]| part.starts_with(b"</") && part[2..].eq_ignore_ascii_case(name.as_bytes());
    let Some(start) = rest.windows(name.len() + 2).position(is_end) else { return html.len() };
    html[from + start..].find('>').map_or(html.len(), |end| from + start + end + 1)
}

/// The same list for ammonia.
static CLEANER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    let own = allowed::ELEMENTS.iter().filter(|element| !element.attributes.is_empty());
    let own: HashMap<_, HashSet<_>> =
        own.map(|element| (element.name, element.attributes.iter().copied().collect())).collect();
    let mut builder = ammonia::Builder::empty();
    builder
        .tags(allowed::ELEMENTS.iter().map(|element| element.name).collect())
        .generic_attributes(allowed::EVERYWHERE.into_iter().collect())
        .tag_attributes(own)
        .link_rel(None)
        .strip_comments(true);
    builder
});
