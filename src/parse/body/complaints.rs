//! The complaints about one file, gathered while it is compiled.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Span};
use crate::model::SourcePath;

/// What there is to say about one file so far.
pub(in crate::parse) struct Complaints<'p> {
    path: &'p SourcePath,
    list: Vec<Diagnostic>,
}

impl<'p> Complaints<'p> {
    /// None yet.
    pub(in crate::parse) fn new(path: &'p SourcePath) -> Complaints<'p> {
        Complaints { path, list: Vec::new() }
    }

    /// One more, about these bytes of the file.
    pub(in crate::parse) fn add(&mut self, range: Range<usize>, diagnostic: Diagnostic) {
        self.list.push(diagnostic.at(self.span(range)));
    }

    /// Bytes of the file as a place.
    pub(in crate::parse) fn span(&self, range: Range<usize>) -> Span {
        Span::bytes(self.path, range)
    }

    /// All of them.
    pub(in crate::parse) fn into_list(self) -> Vec<Diagnostic> {
        self.list
    }
}
