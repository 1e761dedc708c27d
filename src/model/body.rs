//! A compiled text: HTML with holes where other files must be known.
//!
//! A body is compiled once, from its own file alone. What links lead to, which pictures there are
//! and what components show is filled in at rendering.

use super::place::Bytes;

/// A compiled text.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Body {
    /// The HTML around the holes. None where it was left out because it can be had from the file again.
    pub html: Option<Box<str>>,
    /// The holes, in the order of their places.
    pub holes: Box<[Hole]>,
    /// Its headings, in order.
    pub outline: Box<[Heading]>,
    /// Anchors that are no headings (footnotes, ids given in raw HTML).
    pub anchors: Box<[Box<str>]>,
    /// Links to other sites, for those who check them.
    pub externals: Box<[External]>,
    /// How many words it has, for the reading time.
    pub words: u32,
}

/// A link to another site.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct External {
    /// Its address.
    pub url: Box<str>,
    /// The bytes of the file it was written with.
    pub span: Bytes,
}

/// A heading of the text.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Heading {
    /// 2 to 6.
    pub level: u8,
    /// The anchor, unique in its page.
    pub id: Box<str>,
    /// The text, without markup.
    pub text: Box<str>,
}

/// A place in the HTML that is filled at rendering.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Hole {
    /// Where in `Body::html`, in bytes.
    pub at: u32,
    /// The bytes of the file it was written with: its name among the article's spots.
    pub span: Bytes,
    /// What goes there.
    pub fill: Fill,
}

/// What goes into a hole.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub enum Fill {
    /// The address of a link, as the value of `href`, inside its quotes.
    Href(Destination),
    /// The title of the article a wiki link leads to.
    Title(Destination),
    /// A picture: an `<img>`.
    Picture(BodyPicture),
    /// A component of the theme. Rare and large, so that it does not make every hole large.
    Component(Box<Component>),
    /// Words of dateline itself in the language of the page, by their key in `i18n`: in running
    /// text or inside the quotes of an attribute. The keys are [`PHRASES`].
    Phrase(#[serde(with = "phrase")] PhraseKey),
}

/// The key of words of dateline itself.
pub type PhraseKey = &'static str;

/// Every key a [`Fill::Phrase`] may have.
pub const PHRASES: [&str; 8] = [
    "callout_note",
    "callout_tip",
    "callout_important",
    "callout_warning",
    "callout_caution",
    "footnotes",
    "footnote_back",
    "scroll_table",
];

/// A phrase as its position in [`PHRASES`].
mod phrase {
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser};

    pub(super) fn serialize<S: Serializer>(key: &str, serializer: S) -> Result<S::Ok, S::Error> {
        let position = super::PHRASES.iter().position(|known| *known == key);
        position.ok_or_else(|| ser::Error::custom("a phrase nobody knows"))?.serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<&'static str, D::Error> {
        let position = usize::deserialize(deserializer)?;
        super::PHRASES.get(position).copied().ok_or_else(|| de::Error::custom("a phrase nobody knows"))
    }
}

/// Where a link of the text leads.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Destination {
    /// `[[name#anchor]]`: an article by name.
    Name {
        /// `afripol` or `organisations/afripol`.
        name: Box<str>,
        /// A heading of it.
        anchor: Option<Box<str>>,
    },
    /// `../organisations/afripol.md#mandate`, `plan.pdf`: a file, by its path from this one.
    File {
        /// The path, percent-decoded.
        path: Box<str>,
        /// A heading of it.
        anchor: Option<Box<str>>,
    },
    /// `#mandate`: a heading of this text.
    Anchor(Box<str>),
    /// `/timeline/#y2020`: an address below the portal's root.
    Address {
        /// The path, percent-decoded, without the first slash: `timeline/`.
        path: Box<str>,
        /// What stands behind it: `#y2020`, `?q=ports`.
        rest: Box<str>,
    },
}

/// A picture of the text.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct BodyPicture {
    /// A path from this file, percent-decoded.
    pub path: Box<str>,
    /// What it shows; empty for decoration.
    pub alt: Box<str>,
}

/// A `:::` block.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Component {
    /// Its name: `timeline`.
    pub name: Box<str>,
    /// Its attributes, in order.
    pub attributes: Box<[Attribute]>,
    /// The text inside it.
    pub body: Body,
}

/// An attribute of a component.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Attribute {
    /// Its name.
    pub name: Box<str>,
    /// The bytes of the name in the file.
    pub name_span: Bytes,
    /// Its value, without quotes.
    pub value: Box<str>,
    /// The bytes of the value in the file.
    pub span: Bytes,
}

impl Attribute {
    /// The items of a comma-separated value, each with its own bytes.
    pub fn items(&self) -> impl Iterator<Item = (&str, Bytes)> {
        let value = &*self.value;
        let start = self.span.start as usize;
        value.split(',').map(str::trim).filter(|item| !item.is_empty()).map(move |item| {
            let at = start + (item.as_ptr() as usize - value.as_ptr() as usize);
            (item, Bytes::new(at..at + item.len()))
        })
    }
}

impl Body {
    /// The HTML around the holes; empty where it was left out.
    pub fn html(&self) -> &str {
        self.html.as_deref().unwrap_or_default()
    }

    /// Whether the text has this anchor, in itself or inside a component.
    pub fn has_anchor(&self, anchor: &str) -> bool {
        self.outline.iter().any(|heading| &*heading.id == anchor)
            || self.anchors.iter().any(|id| &**id == anchor)
            || self.inner().any(|body| body.has_anchor(anchor))
    }

    /// Every anchor that a link could mean, headings first.
    pub fn anchor_names(&self) -> Vec<&str> {
        let headings = self.outline.iter().map(|heading| &*heading.id);
        let others = self.anchors.iter().map(|id| &**id);
        headings.chain(others).chain(self.inner().flat_map(Body::anchor_names)).collect()
    }

    /// Every hole of the text and of the texts inside its components.
    pub fn all_holes<'a>(&'a self, visit: &mut impl FnMut(&'a Hole)) {
        for hole in &self.holes {
            visit(hole);
            if let Fill::Component(component) = &hole.fill {
                component.body.all_holes(visit);
            }
        }
    }

    /// Every link to another site, those inside components too.
    pub fn all_externals(&self) -> Vec<&External> {
        self.externals.iter().chain(self.inner().flat_map(Body::all_externals)).collect()
    }

    /// The text without markup, for search and feeds: blocks on lines of their own, numbers of
    /// footnotes and the ways back from them left out.
    pub fn text(&self) -> String {
        self.text_with(&|_| None)
    }

    /// The same, with what `title` says for the places of titles that only the graph knows.
    pub fn text_with(&self, title: &dyn Fn(&Hole) -> Option<String>) -> String {
        let html = self.html();
        let mut reader = Reader { text: String::with_capacity(html.len()), ..Reader::default() };
        let mut from = 0;
        for hole in &self.holes {
            let at = hole.at as usize;
            reader.read(&html[from..at]);
            from = at;
            match &hole.fill {
                Fill::Component(component) => {
                    reader.text.push_str(&component.body.text_with(title));
                    reader.text.push('\n');
                }
                Fill::Title(_) => reader.text.push_str(&title(hole).unwrap_or_default()),
                Fill::Href(_) | Fill::Picture(_) | Fill::Phrase(_) => {}
            }
        }
        reader.read(&html[from..]);
        reader.text.trim().to_owned()
    }

    fn inner(&self) -> impl Iterator<Item = &Body> {
        self.holes.iter().filter_map(|hole| match &hole.fill {
            Fill::Component(component) => Some(&component.body),
            Fill::Href(_) | Fill::Title(_) | Fill::Picture(_) | Fill::Phrase(_) => None,
        })
    }
}

/// Reads the text of our own HTML, piece by piece: tags are dropped, the few entities we write are
/// read back. A hole may cut a tag (`<a href="` and `">the text`), so it remembers where it is.
#[derive(Default)]
struct Reader {
    text: String,
    /// What has been read of the tag the last piece ended in.
    tag: Option<String>,
    /// Inside the link of a footnote, which is no text.
    in_footnote_link: bool,
}

impl Reader {
    fn read(&mut self, mut html: &str) {
        loop {
            match &mut self.tag {
                Some(tag) => {
                    let Some(end) = html.find('>') else {
                        tag.push_str(html);
                        return;
                    };
                    tag.push_str(&html[..end]);
                    html = &html[end + 1..];
                    self.end_tag();
                }
                None => {
                    let end = html.find('<').unwrap_or(html.len());
                    self.read_text(&html[..end]);
                    let Some(rest) = html.get(end + 1..) else { return };
                    html = rest;
                    self.tag = Some(String::new());
                }
            }
        }
    }

    fn read_text(&mut self, text: &str) {
        if self.in_footnote_link {
            return;
        }
        let is_line_start = self.text.is_empty() || self.text.ends_with('\n');
        unescape(if is_line_start { text.trim_start() } else { text }, &mut self.text);
    }

    fn end_tag(&mut self) {
        let tag = self.tag.take().unwrap_or_default();
        if self.in_footnote_link {
            self.in_footnote_link = tag != "/a";
        } else if tag.starts_with("a class=\"footnote-") {
            self.in_footnote_link = true;
        } else if is_block(&tag) {
            self.text.truncate(self.text.trim_end().len());
            if !self.text.is_empty() {
                self.text.push('\n');
            }
        }
    }
}

/// Whether a tag begins or ends something that stands on a line of its own.
fn is_block(tag: &str) -> bool {
    const INLINE: [&str; 29] = [
        "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i", "img", "input", "ins", "kbd", "label",
        "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
    ];
    let name = tag.trim_start_matches('/');
    let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    !INLINE.contains(&name)
}

/// Appends text with the entities of our own HTML read back.
fn unescape(html: &str, text: &mut String) {
    const ENTITIES: [(&str, char); 6] =
        [("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"'), ("&#39;", '\''), ("&#x27;", '\'')];
    let mut rest = html;
    while let Some(start) = rest.find('&') {
        text.push_str(&rest[..start]);
        rest = &rest[start..];
        let known = ENTITIES.iter().find(|(entity, _)| rest.starts_with(entity));
        let (entity, c) = known.copied().unwrap_or(("&", '&'));
        text.push(c);
        rest = &rest[entity.len()..];
    }
    text.push_str(rest);
}
