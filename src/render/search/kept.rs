//! The words of articles, to be kept from build to build: texts that did not change need not be read for the
//! search again.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::gather::split;
use crate::graph::portal::ArticleId;
use crate::model::LanguageId;

/// Keeps what was gathered from articles.
pub trait Words: Sync {
    /// Tells all that the words of an article, and what results show of it, are made of; none where that is not known.
    fn digest(&self, id: ArticleId) -> Option<u64>;

    /// What was kept of a language.
    fn kept(&self, language: LanguageId) -> Option<Kept>;

    /// Keeps it.
    fn keep(&self, language: LanguageId, kept: &Kept);
}

/// The words of all articles of a language.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Kept {
    pub(super) terms: Vec<Box<str>>,
    /// What was found in each article, behind what was found in the one before.
    pub(super) found: Vec<u8>,
    pub(super) articles: Vec<One>,
}

/// An article of them.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) struct One {
    /// Its [`Words::digest`].
    pub(super) digest: u64,
    /// The digest of what results show of it.
    pub(super) shown: u128,
    /// Where its own end.
    pub(super) end: u32,
}

/// Adds what was found in an article: numbers of terms with their weights. Sorted, each is written as the distance
/// to the one before, seven bits a byte, the last with the highest bit.
pub(super) fn pack(found: &mut [u32], into: &mut Vec<u8>) {
    found.sort_unstable();
    let mut before = 0;
    for number in found {
        let mut rest = *number - before;
        before = *number;
        while rest >= 1 << 7 {
            into.push(rest as u8 & 0x7f);
            rest >>= 7;
        }
        into.push(rest as u8 | 0x80);
    }
}

/// The other way round.
pub(super) fn unpack(bytes: &[u8]) -> impl Iterator<Item = u32> {
    let (mut number, mut distance, mut shift) = (0_u32, 0, 0);
    bytes.iter().filter_map(move |byte| {
        // What damaged bytes shift out is lost: `is_whole` sees that something is wrong.
        distance |= u32::from(byte & 0x7f).checked_shl(shift).unwrap_or(0);
        shift += 7;
        if byte & 0x80 == 0 {
            return None;
        }
        number = number.wrapping_add(distance);
        (distance, shift) = (0, 0);
        Some(number)
    })
}

impl Kept {
    /// Whether each article has its own bytes, and these name terms that are there.
    pub fn is_whole(&self) -> bool {
        let mut start = 0;
        self.articles.iter().all(|one| {
            let own = self.found.get(start..one.end as usize);
            start = one.end as usize;
            own.is_some_and(|own| {
                let is_ended = own.last().is_none_or(|last| last & 0x80 != 0);
                is_ended && unpack(own).all(|found| split(found).0 < self.terms.len())
            })
        })
    }

    /// Where each article is, by its digest.
    pub(super) fn places(&self) -> FxHashMap<u64, usize> {
        self.articles.iter().enumerate().map(|(at, one)| (one.digest, at)).collect()
    }

    /// Where the words of an article begin.
    pub(super) fn start(&self, at: usize) -> u32 {
        at.checked_sub(1).map_or(0, |before| self.articles[before].end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_packed_comes_back_in_order() {
        let mut found = vec![900_000_000, 3, 130, 131, 16_384, 7];
        let mut bytes = Vec::new();
        pack(&mut found, &mut bytes);
        assert_eq!(unpack(&bytes).collect::<Vec<u32>>(), [3, 7, 130, 131, 16_384, 900_000_000]);
        assert_eq!(bytes.len(), 4 + 2 + 5, "small distances take a byte");
    }
}
