//! The text of a file becomes HTML with holes, from this file alone.
//!
//! Takes the Markdown behind the front matter, gives a [`Body`] and its complaints, each at the
//! exact characters. Promises: never fails and never panics, whatever the text; what is written is
//! balanced and safe (unless raw HTML is trusted); the same text gives the same body; time grows
//! with the length of the text only.
//!
//! `components` cuts the `:::` blocks out, `stretch` reads what is between them, `write` turns
//! the events into HTML.

use crate::diagnostic::Outcome;
use crate::model::{Body, SourcePath};

use super::components::{self, Part};

mod blockquote;
pub(super) mod complaints;
mod destination;
mod draft;
pub(super) mod escape;
mod footnotes;
mod heading;
pub(super) mod joined;
mod link;
mod picture;
mod prose;
mod quotes;
mod raw;
mod stretch;
mod table;
mod text;
mod write;

#[cfg(test)]
mod examples;
#[cfg(test)]
mod mistakes;

pub use super::html::RawHtml;
pub use prose::{Paragraph, Prose, prose};
pub use quotes::Quotes;

/// What a body depends on besides its own file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// What becomes of raw HTML.
    pub html: RawHtml,
    /// The quotation marks of its language.
    pub quotes: Quotes,
}

/// Compiles the Markdown of one file. `text` is the whole file, `from` the byte where the front
/// matter ends and the body begins.
pub fn compile(path: &SourcePath, text: &str, from: usize, settings: &Settings) -> Outcome<Body> {
    let mut complaints = complaints::Complaints::new(path);
    let parts = components::cut(text, from, &mut complaints);
    let mut ranges = Vec::new();
    markdown_of(&parts, &mut ranges);
    let reading = stretch::read(text, &ranges);
    for place in reading.undefined {
        link::report_undefined(text, place, &mut complaints);
    }
    let footnotes = footnotes::Footnotes::new(reading.definitions, &mut complaints);
    let mut file =
        write::File { text, settings, complaints, links: reading.links, footnotes, ids: heading::Ids::default() };
    let value = write::body(&mut file, &parts, reading.stretches);
    Outcome { value, diagnostics: file.complaints.into_list() }
}

/// Every stretch of Markdown, in the order of the file.
fn markdown_of(parts: &[Part], ranges: &mut Vec<std::ops::Range<usize>>) {
    for part in parts {
        match part {
            Part::Markdown(range) => ranges.push(range.clone()),
            Part::Component(block) => markdown_of(&block.parts, ranges),
        }
    }
}
