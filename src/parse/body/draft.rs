//! A body while it is written: HTML that grows at its end, and the holes in it.

use std::ops::Range;

use crate::model::Body;
use crate::model::body::{External, Fill, Heading, Hole};
use crate::model::place::Bytes;

/// A body that is being written.
#[derive(Default)]
pub(super) struct Draft {
    pub(super) html: String,
    pub(super) holes: Vec<Hole>,
    pub(super) outline: Vec<Heading>,
    pub(super) anchors: Vec<Box<str>>,
    pub(super) externals: Vec<External>,
    pub(super) words: u32,
}

impl Draft {
    /// Makes a hole here.
    pub(super) fn hole(&mut self, fill: Fill, place: Range<usize>) {
        let at = u32::try_from(self.html.len()).expect("an article is far below 4 GiB");
        self.holes.push(Hole { at, span: Bytes::new(place), fill });
    }

    /// What follows begins on a line of its own.
    pub(super) fn fresh_line(&mut self) {
        if !self.html.is_empty() && !self.html.ends_with('\n') {
            self.html.push('\n');
        }
    }

    /// Appends another one, with its holes.
    pub(super) fn append(&mut self, other: Draft) {
        let shift = u32::try_from(self.html.len()).expect("an article is far below 4 GiB");
        self.html.push_str(&other.html);
        self.holes.extend(other.holes.into_iter().map(|hole| Hole { at: hole.at + shift, ..hole }));
        self.outline.extend(other.outline);
        self.anchors.extend(other.anchors);
        self.externals.extend(other.externals);
        self.words = self.words.saturating_add(other.words);
    }

    /// As it is kept.
    pub(super) fn into_body(self) -> Body {
        Body {
            html: Some(self.html.into()),
            holes: self.holes.into(),
            outline: self.outline.into(),
            anchors: self.anchors.into(),
            externals: self.externals.into(),
            words: self.words,
        }
    }
}
