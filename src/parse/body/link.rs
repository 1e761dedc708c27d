//! Links: to other sites as they are, into the portal as holes.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag};

use super::complaints::Complaints;
use super::destination::{self, Target};
use super::escape;
use super::stretch::Item;
use super::write::Writer;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::body::{Destination, External, Fill};
use crate::model::place::Bytes;

/// Warns of `[text][label]` whose label is nowhere defined: readers would see the brackets.
pub(super) fn report_undefined(text: &str, place: Range<usize>, complaints: &mut Complaints<'_>) {
    let written = &text[place.clone()];
    let Some(start) = written.rfind("][").map(|at| at + 2) else { return };
    let label = written[start..].trim_end_matches(']');
    let place = place.start + start..place.start + start + label.len();
    let label = label.split_whitespace().collect::<Vec<_>>().join(" ");
    let diagnostic = Diagnostic::warning(Code::UnknownReference, format!("no link is defined as `{label}`"));
    complaints.add(place, diagnostic.help(format!("write `[{label}]: address` on a line of its own")));
}

impl<'a> Writer<'_, 'a, '_> {
    /// Opens the link that starts at `at`. Gives the event to go on from.
    pub(super) fn link(&mut self, events: &[Item<'a>], at: usize) -> usize {
        let Event::Start(Tag::Link { link_type, dest_url, title, .. }) = &events[at].event else { return at + 1 };
        let place = self.destination_place(events, at);
        if let LinkType::WikiLink { has_pothole } = *link_type {
            let target = dest_url.trim_end_matches('\\');
            return self.wiki_link(events, at, target, has_pothole, place);
        }
        let target = match link_type {
            LinkType::Email => destination::read(&format!("mailto:{dest_url}")),
            _ => destination::read(dest_url),
        };
        match target {
            Ok(Target::Portal(destination)) => self.portal_link(destination, title, place),
            Ok(Target::Contact(address)) => self.start_link(&address, None, title),
            Ok(Target::Site(address)) => self.site_link(&address, title, place),
            Err(diagnostic) => {
                self.file.complaints.add(place, diagnostic);
                self.open.push("");
            }
        }
        self.links += 1;
        at + 1
    }

    /// A whole link to another site that was written without brackets.
    pub(super) fn bare_link(&mut self, address: &str, place: Range<usize>) {
        match destination::read(address) {
            Ok(Target::Site(target)) => {
                self.site_link(&target, "", place);
                escape::text(&mut self.draft.html, address);
                self.draft.html.push_str(self.open.pop().unwrap_or_default());
            }
            _ => escape::text(&mut self.draft.html, address),
        }
    }

    fn wiki_link(
        &mut self,
        events: &[Item<'a>],
        at: usize,
        target: &str,
        has_text: bool,
        place: Range<usize>,
    ) -> usize {
        let destination = destination::wiki(target);
        let title = match &destination {
            Destination::Name { .. } if !has_text => Some(Fill::Title(destination.clone())),
            _ => None,
        };
        self.links += 1;
        match (title, &destination) {
            (Some(title), _) => {
                self.portal_link(destination, "", place.clone());
                self.draft.hole(title, place);
                events[at].pair
            }
            (None, Destination::Anchor(anchor)) if !has_text => {
                let anchor = anchor.clone();
                self.portal_link(destination, "", place);
                escape::text(&mut self.draft.html, &anchor);
                events[at].pair
            }
            (None, _) => {
                self.portal_link(destination, "", place);
                at + 1
            }
        }
    }

    fn portal_link(&mut self, destination: Destination, title: &str, place: Range<usize>) {
        self.draft.html.push_str("<a href=\"");
        self.draft.hole(Fill::Href(destination), place);
        self.end_of_tag(title);
    }

    fn site_link(&mut self, address: &str, title: &str, place: Range<usize>) {
        self.start_link(address, Some("external noopener"), title);
        self.draft.externals.push(External { url: address.into(), span: Bytes::new(place) });
    }

    fn start_link(&mut self, address: &str, rel: Option<&str>, title: &str) {
        self.draft.html.push_str("<a href=\"");
        escape::attribute(&mut self.draft.html, address);
        if let Some(rel) = rel {
            self.draft.html.push_str("\" rel=\"");
            self.draft.html.push_str(rel);
        }
        self.end_of_tag(title);
    }

    /// The rest of the tag, from the closing quote of its last attribute on.
    fn end_of_tag(&mut self, title: &str) {
        if !title.is_empty() {
            self.draft.html.push_str("\" title=\"");
            escape::attribute(&mut self.draft.html, title);
        }
        self.draft.html.push_str("\">");
        self.open.push("</a>");
    }

    /// The bytes of the destination of the link or picture that starts at `at`; all of it if they
    /// can't be told or it has none.
    pub(super) fn destination_place(&self, events: &[Item<'a>], at: usize) -> Range<usize> {
        let item = &events[at];
        let range = &item.range;
        let Event::Start(Tag::Link { link_type, dest_url, id, .. } | Tag::Image { link_type, dest_url, id, .. }) =
            &item.event
        else {
            return range.clone();
        };
        let text = self.file.text;
        let place = match link_type {
            LinkType::Inline => {
                let last = &events[item.pair - 1].range;
                let label_end = if item.pair - 1 > at { last.end } else { range.start + 1 };
                destination::inline_place(text, range, label_end)
            }
            LinkType::Autolink | LinkType::Email => Some(range.start + 1..range.end - 1),
            LinkType::WikiLink { .. } => {
                let start = range.start + text[range.clone()].find("[[").map_or(0, |at| at + 2);
                let target = start..(start + dest_url.trim_end_matches('\\').len()).min(range.end);
                text.is_char_boundary(target.end).then_some(target)
            }
            LinkType::Reference
            | LinkType::ReferenceUnknown
            | LinkType::Collapsed
            | LinkType::CollapsedUnknown
            | LinkType::Shortcut
            | LinkType::ShortcutUnknown => {
                self.file.links.find(id).and_then(|definition| destination::defined_place(text, &definition))
            }
        };
        place.filter(|place| !place.is_empty()).unwrap_or_else(|| range.clone())
    }
}
