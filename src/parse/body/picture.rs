//! Pictures: a file of the portal with a text, a figure where it stands alone.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::destination;
use super::escape;
use super::stretch::Item;
use super::write::Writer;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::body::{BodyPicture, Fill};

impl<'a> Writer<'_, 'a, '_> {
    /// Writes the paragraph that starts at `at` as a figure, if a picture is all it has. Gives the
    /// event to go on from.
    pub(super) fn figure(&mut self, events: &[Item<'a>], at: usize) -> Option<usize> {
        let picture = at + 1;
        let Event::Start(Tag::Image { title, .. }) = &events.get(picture)?.event else { return None };
        let next = events[picture].pair + 1;
        if !matches!(events.get(next)?.event, Event::End(TagEnd::Paragraph)) {
            return None;
        }
        self.draft.html.push_str("<figure>");
        self.picture(events, picture);
        if !title.is_empty() {
            self.draft.html.push_str("<figcaption>");
            escape::text(&mut self.draft.html, title);
            self.draft.html.push_str("</figcaption>");
        }
        self.draft.html.push_str("</figure>\n");
        Some(next + 1)
    }

    /// Writes the picture that starts at `at`. Gives the event to go on from.
    pub(super) fn picture(&mut self, events: &[Item<'a>], at: usize) -> usize {
        let item = &events[at];
        let Event::Start(Tag::Image { link_type, dest_url, .. }) = &item.event else { return at + 1 };
        let place = self.destination_place(events, at);
        // `![[plan.png]]` repeats its target as its text.
        let is_bare_wiki = matches!(link_type, LinkType::WikiLink { has_pothole: false });
        let alt = if is_bare_wiki { String::new() } else { self.plain(&events[at + 1..item.pair]) };
        let alt = alt.trim();
        if alt.is_empty() {
            let missing = Diagnostic::error(Code::MissingAlt, "this picture has no text");
            let help = "say between the square brackets what it shows, for those who can't see it";
            self.file.complaints.add(item.range.clone(), missing.help(help));
        }
        match path(dest_url.trim_end_matches('\\')) {
            Ok(path) => {
                let picture = BodyPicture { path, alt: alt.into() };
                self.draft.hole(Fill::Picture(picture), place);
            }
            Err(diagnostic) => self.refuse_picture(alt, place, diagnostic),
        }
        item.pair + 1
    }

    fn refuse_picture(&mut self, alt: &str, place: Range<usize>, diagnostic: Diagnostic) {
        self.file.complaints.add(place, diagnostic);
        escape::text(&mut self.draft.html, alt);
    }
}

/// The path of a picture, from the file it is written in.
fn path(destination: &str) -> Result<Box<str>, Diagnostic> {
    let destination = destination.trim_matches(|c: char| c <= ' ');
    let remote = || {
        Diagnostic::error(Code::RemotePicture, "pictures of other hosts are not shown")
            .help("save the picture beside the article and write its file name")
    };
    if destination.starts_with("//") || destination.starts_with('\\') {
        return Err(remote());
    }
    match destination::scheme(destination).as_deref() {
        Some("http" | "https") => return Err(remote()),
        Some("data") => return Err(remote().help("save the picture as a file beside the article")),
        Some(scheme) => {
            let message = format!("pictures with `{scheme}:` are not allowed");
            return Err(Diagnostic::error(Code::ForbiddenScheme, message).help("write the name of a file"));
        }
        None => {}
    }
    let path = destination.split(['?', '#']).next().unwrap_or_default();
    if path.is_empty() {
        let missing = Diagnostic::error(Code::MissingFile, "this picture names no file");
        return Err(missing.help("put the file name between the round brackets"));
    }
    Ok(destination::decode(path))
}
