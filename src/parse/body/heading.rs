//! Headings: their level under the title of the page, their anchor, the outline they make.

use std::ops::Range;

use pulldown_cmark::{CowStr, HeadingLevel};
use rustc_hash::{FxHashMap, FxHashSet};

use super::escape;
use super::stretch::Item;
use super::write::Writer;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::body::Heading;
use crate::model::name::slugify;

/// The anchors of a page, each once.
#[derive(Default)]
pub(super) struct Ids {
    taken: FxHashSet<Box<str>>,
    /// The number to try next where a name is taken.
    next: FxHashMap<Box<str>, u32>,
}

impl Ids {
    /// Takes an anchor as it is. `false` if somebody has it.
    pub(super) fn take(&mut self, id: &str) -> bool {
        !is_of_footnotes(id) && self.taken.insert(id.into())
    }

    /// Takes an anchor, or the first free one of those with a number behind it.
    pub(super) fn claim(&mut self, wanted: &str) -> Box<str> {
        if self.take(wanted) {
            return wanted.into();
        }
        loop {
            let next = self.next.entry(wanted.into()).or_insert(2);
            let id = format!("{wanted}-{next}");
            *next += 1;
            if self.taken.insert(id.as_str().into()) {
                return id.into();
            }
        }
    }
}

/// `fn-1` and `fnref-1` belong to the footnotes.
fn is_of_footnotes(id: &str) -> bool {
    let number = id.strip_prefix("fn-").or_else(|| id.strip_prefix("fnref-"));
    number.is_some_and(|number| number.starts_with(|c: char| c.is_ascii_digit()))
}

/// A heading as Markdown has it.
pub(super) struct Written<'t, 'a> {
    pub(super) level: HeadingLevel,
    pub(super) id: Option<&'t str>,
    pub(super) classes: &'t [CowStr<'a>],
    pub(super) attributes: &'t [(CowStr<'a>, Option<CowStr<'a>>)],
}

impl<'a> Writer<'_, 'a, '_> {
    /// Opens a heading; its text is in the events `inside`.
    pub(super) fn heading(&mut self, at: &Item<'a>, heading: &Written<'_, 'a>, inside: &[Item<'a>]) {
        // The title of the page is the first level.
        let level = (heading.level as u8).max(2);
        let text = self.plain(inside);
        let slug = heading.id.map_or_else(|| slugify(&text), str::to_owned);
        let id = self.file.ids.claim(if slug.is_empty() { "section" } else { &slug });
        if heading.id.is_some_and(|wanted| *wanted != *id) {
            let place = self.place_in_heading(at, &format!("#{slug}"));
            let diagnostic = Diagnostic::error(Code::BadAttribute, format!("the anchor `#{slug}` is taken"));
            self.file.complaints.add(place, diagnostic.help("each may stand only once in a page"));
        }
        let html = &mut self.draft.html;
        html.push_str(["<h2 id=\"", "<h3 id=\"", "<h4 id=\"", "<h5 id=\"", "<h6 id=\""][usize::from(level) - 2]);
        escape::attribute(html, &id);
        html.push('"');
        for (index, class) in heading.classes.iter().enumerate() {
            html.push_str(if index == 0 { " class=\"" } else { " " });
            escape::attribute(html, class);
        }
        html.push_str(if heading.classes.is_empty() { ">" } else { "\">" });
        self.open.push(["</h2>\n", "</h3>\n", "</h4>\n", "</h5>\n", "</h6>\n"][usize::from(level) - 2]);
        self.draft.outline.push(Heading { level, id, text: text.trim().into() });
        if let Some((name, _)) = heading.attributes.first() {
            self.refuse_attribute(at, name);
        }
    }

    fn refuse_attribute(&mut self, heading: &Item<'_>, name: &str) {
        // `{=value}` is one without a name.
        let name = if name.is_empty() { "=" } else { name };
        let place = self.place_in_heading(heading, name);
        let diagnostic = Diagnostic::error(Code::BadAttribute, format!("a heading takes no `{name}`"));
        self.file.complaints.add(place, diagnostic.help("it takes an anchor and classes: `{#anchor .class}`"));
    }

    /// The bytes of what stands behind the text of a heading.
    fn place_in_heading(&self, heading: &Item<'_>, written: &str) -> Range<usize> {
        let start = self.file.text[heading.range.clone()].rfind(written);
        start.map_or(heading.range.clone(), |start| {
            let start = heading.range.start + start;
            start..start + written.len()
        })
    }
}
