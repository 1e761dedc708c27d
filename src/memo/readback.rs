//! Bytes of the memo read back without its folder: for those who try damaged ones.
//!
//! What stands here is what a build does with a file behind its head: a checksum keeps damage from it, and should that
//! ever fail, bytes are refused or mean something else, and nothing worse.

use super::parsed::{Edits, Parsed};
pub use super::store::HEAD;
use super::{connected, index};
use crate::render::search::kept::Kept;

/// A file of the memo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum File {
    /// What a build left.
    Index,
    /// Every parsed file.
    Articles,
    /// The connected portal.
    Portal,
    /// What was edited in both.
    Edits,
    /// The words of a language.
    Words,
}

impl File {
    /// All of them.
    pub const ALL: [File; 5] = [File::Index, File::Articles, File::Portal, File::Edits, File::Words];

    /// How its name begins.
    pub fn name(self) -> &'static str {
        match self {
            File::Index => super::INDEX,
            File::Articles => super::PARSED,
            File::Portal => super::CONNECTED,
            File::Edits => super::EDITS,
            File::Words => "words",
        }
    }

    /// Whether the bytes behind the head of such a file are understood, all that is kept in them too.
    pub fn is_understood(self, content: &[u8]) -> bool {
        match self {
            File::Index => postcard::from_bytes::<index::Index>(content).is_ok(),
            File::Articles => Parsed::from_bytes(content).is_some_and(|parsed| parsed.is_whole()),
            File::Portal => postcard::from_bytes::<connected::Connected>(content).is_ok(),
            File::Edits => postcard::from_bytes::<(Edits, connected::Edits)>(content)
                .is_ok_and(|(edits, _)| Parsed::default().with_edits(edits).is_whole()),
            File::Words => postcard::from_bytes::<Kept>(content).is_ok_and(|kept| kept.is_whole()),
        }
    }
}
