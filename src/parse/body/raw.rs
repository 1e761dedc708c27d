//! Raw HTML among the events: handed to `html`, its anchors claimed, its ends kept in order.

use std::ops::Range;

use pulldown_cmark::Event;

use super::joined::Joined;
use super::stretch::Item;
use super::write::Writer;
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::html::{self, Place, RawHtml, Rewriter};

impl<'a> Writer<'_, 'a, '_> {
    /// Writes a tag in running text.
    pub(super) fn html_tag(&mut self, html: &str, source: Range<usize>) {
        let mut raw = Joined::default();
        raw.push(html, self.file.text, source);
        self.raw_html(&raw, Place::Phrase);
    }

    /// Writes a block of it. Gives the event to go on from.
    pub(super) fn html_block(&mut self, events: &[Item<'a>], at: usize) -> usize {
        let end = events[at].pair;
        let mut raw = Joined::default();
        for item in &events[at + 1..end] {
            if let Event::Html(line) | Event::Text(line) = &item.event {
                raw.push(line, self.file.text, item.range.clone());
            }
        }
        self.raw_html(&raw, Place::Block);
        end + 1
    }

    /// Writes a piece of it.
    fn raw_html(&mut self, raw: &Joined, place: Place) {
        let mode = self.file.settings.html;
        let start = self.draft.html.len();
        let mut rewriter = Rewriter {
            mode,
            place,
            depth: self.open.len(),
            open: &mut self.raw,
            html: &mut self.draft.html,
            complaints: &mut self.file.complaints,
            ids: Vec::new(),
        };
        rewriter.write(raw);
        for (id, place) in rewriter.ids {
            if self.file.ids.take(&id) {
                self.draft.anchors.push(id.into());
            } else if mode != RawHtml::Trust {
                let diagnostic = Diagnostic::error(Code::ForbiddenHtml, format!("the id `{id}` is taken"));
                self.file.complaints.add(place, diagnostic.help("each may stand only once in a page"));
            }
        }
        if place == Place::Block {
            // A comment leaves nothing but the end of its line.
            let written = self.draft.html[start..].trim_end().len();
            self.draft.html.truncate(start + written);
            self.draft.fresh_line();
        }
    }

    /// Ends what raw HTML has opened inside the innermost Markdown element.
    pub(super) fn close_raw_html(&mut self) {
        html::close_open(&mut self.raw, self.open.len(), &mut self.draft.html, &mut self.file.complaints);
    }
}
