//! All words of a language with the articles that have them, in memory: made once, by all processors, from texts
//! that are read one by one and not kept.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::Usual;
use super::code::{self, Posting};
use super::facets::SIGN;
use super::gather::Gathered;
use super::weigh::TELLING;
use crate::model::{Hash, LanguageId};
use crate::render::Renderer;

/// With fewer articles no word is taken for one that all have.
const FEW: usize = 256;
/// Shorter words are too much like others to be meant instead of them.
const SHORTEST_SPELLING: usize = 4;

/// Behind all terms.
const END: &str = "\u{10ffff}";

/// The index of a language.
#[derive(Default)]
pub(in crate::render) struct Index {
    /// Every term, in order, one behind the other.
    letters: String,
    /// Where each ends.
    ends: Vec<u32>,
    /// Where the articles of each end.
    posted: Vec<u32>,
    postings: Vec<Posting>,
    /// The terms most articles have, and how many: only those are kept that they tell something of.
    everywhere: FxHashMap<u32, u32>,
    /// The terms of each file of words, and of each of spellings.
    pub(super) words: Vec<Range<u32>>,
    pub(super) spellings: Vec<Range<u32>>,
    /// Tells it, and what results show, from any other.
    pub(super) version: String,
}

impl Index {
    /// Reads all articles of a language.
    ///
    /// Rayon's threads take up other jobs while they wait, and one of those may be a file of this index and wait
    /// for it; so this has threads of its own.
    pub(super) fn of(renderer: &Renderer, language: LanguageId) -> Index {
        let layout = &renderer.plan.search[language.index()];
        let articles = layout.order.len();
        let usual = Usual::of(renderer, &layout.order);
        let threads = rayon::current_num_threads().clamp(1, articles.max(1));
        let read = |range: Range<usize>| {
            let mut gathered = Gathered::default();
            for number in range {
                gathered.read(renderer, layout.order[number], number as u32, usual);
            }
            gathered
        };
        let parts: Vec<Gathered> = std::thread::scope(|scope| {
            let ranges = (0..threads).map(|at| articles * at / threads..articles * (at + 1) / threads);
            let running: Vec<_> = ranges.map(|range| scope.spawn(|| read(range))).collect();
            let ended = running.into_iter().map(std::thread::ScopedJoinHandle::join);
            ended.map(|part| part.unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
        });
        let mut index = Index::merged(&parts, articles);
        let shown = parts.iter().flat_map(|part| part.shown.iter().copied()).collect();
        drop(parts);
        index.version = index.version_of(shown);
        index.words = index.cut(layout.words, |term| index.line_length(term));
        index.spellings = index.cut(layout.spellings, |term| usize::from(index.is_spelling(term)));
        index
    }

    /// The terms of all parts in order, each with its articles in order.
    fn merged(parts: &[Gathered], articles: usize) -> Index {
        let mut index = Index::default();
        let mut places: Vec<Vec<u32>> = parts.iter().map(|part| vec![0; part.terms.len()]).collect();
        index.take_terms(parts, &mut places);
        let mut counts = vec![0; index.ends.len()];
        for (gathered, places) in parts.iter().zip(&places) {
            gathered.all().for_each(|(term, _)| counts[places[term] as usize] += 1);
        }
        let starts = counts.iter().scan(0, |next, count| {
            *next += count;
            Some(*next - count)
        });
        index.posted = starts.collect();
        index.postings = vec![Posting::new(0, 0); counts.iter().sum::<u32>() as usize];
        for (gathered, places) in parts.iter().zip(&places) {
            for (term, posting) in gathered.all() {
                let next = &mut index.posted[places[term] as usize];
                index.postings[*next as usize] = posting;
                *next += 1;
            }
        }
        // Each has moved to where the next begins, which is its own end.
        index.thin_out(articles);
        index
    }

    /// Takes the terms of all parts, and tells each part at which place its own are.
    fn take_terms(&mut self, parts: &[Gathered], places: &mut [Vec<u32>]) {
        let mut all: Vec<(&str, usize, usize)> = Vec::new();
        for (part, gathered) in parts.iter().enumerate() {
            all.extend(gathered.terms.iter().enumerate().map(|(at, term)| (&**term, part, at)));
        }
        all.sort_unstable();
        for same in all.chunk_by(|one, other| one.0 == other.0) {
            for (_, part, at) in same {
                places[*part][*at] = self.ends.len() as u32;
            }
            self.letters.push_str(same[0].0);
            self.ends.push(self.letters.len() as u32);
        }
    }

    /// Leaves out the articles that have a word as most do.
    fn thin_out(&mut self, articles: usize) {
        if articles < FEW {
            return;
        }
        let (mut from, mut kept) = (0, 0);
        for term in 0..self.ends.len() as u32 {
            let own = from..self.posted[term as usize] as usize;
            from = own.end;
            let is_everywhere = own.len() > articles / 2 && !self.is_facet(term);
            if is_everywhere {
                self.everywhere.insert(term, own.len() as u32);
            }
            for at in own {
                let posting = self.postings[at];
                if !is_everywhere || posting.weight() >= TELLING {
                    self.postings[kept] = posting;
                    kept += 1;
                }
            }
            self.posted[term as usize] = kept as u32;
        }
        self.postings.truncate(kept);
        self.postings.shrink_to_fit();
    }

    fn version_of(&self, mut told: Vec<u8>) -> String {
        for some in self.postings.chunks(1 << 14) {
            let bytes: Vec<u8> = some.iter().flat_map(|posting| posting.bytes()).collect();
            told.extend(Hash::of(&bytes).0.to_le_bytes());
        }
        told.extend(Hash::of(self.letters.as_bytes()).0.to_le_bytes());
        format!("{:016x}", Hash::of(&told).0 as u64)
    }

    /// Cuts all terms into so many parts of about the same size.
    fn cut(&self, parts: usize, size: impl Fn(u32) -> usize) -> Vec<Range<u32>> {
        let sizes: Vec<usize> = (0..self.ends.len() as u32).map(size).collect();
        let all: usize = sizes.iter().sum();
        let (mut cut, mut from, mut before) = (Vec::with_capacity(parts), 0, 0);
        let mut sizes = sizes.into_iter();
        for part in 1..=parts {
            let mut to = from;
            while before < all * part / parts || part == parts {
                let Some(size) = sizes.next() else { break };
                (before, to) = (before + size, to + 1);
            }
            cut.push(from..to);
            from = to;
        }
        cut
    }

    /// A term by its place in the order.
    pub(super) fn term(&self, term: u32) -> &str {
        let start = term.checked_sub(1).map_or(0, |before| self.ends[before as usize]);
        &self.letters[start as usize..self.ends[term as usize] as usize]
    }

    /// The term at a place, or the end of all.
    pub(super) fn first(&self, term: u32) -> &str {
        if (term as usize) < self.ends.len() { self.term(term) } else { END }
    }

    fn is_facet(&self, term: u32) -> bool {
        self.term(term).starts_with(SIGN)
    }

    /// Whether a term may be what somebody meant to write.
    pub(super) fn is_spelling(&self, term: u32) -> bool {
        let term = self.term(term);
        term.chars().all(char::is_alphabetic) && term.chars().count() >= SHORTEST_SPELLING
    }

    fn postings(&self, term: u32) -> impl Iterator<Item = Posting> {
        let start = term.checked_sub(1).map_or(0, |before| self.posted[before as usize]);
        self.postings[start as usize..self.posted[term as usize] as usize].iter().copied()
    }

    fn line_length(&self, term: u32) -> usize {
        self.term(term).len() + code::length(self.postings(term)) + 2
    }

    /// The line of a term: `harbour`, its articles, and how many have it where only some of them are told.
    pub(super) fn write_line(&self, term: u32, into: &mut String) {
        into.push_str(self.term(term));
        into.push(' ');
        code::write(self.postings(term), into);
        if let Some(count) = self.everywhere.get(&term) {
            into.push(' ');
            into.push_str(&count.to_string());
        }
        into.push('\n');
    }
}
