//! All words of a language with the articles that have them, in memory: made once, by all processors, from texts
//! that are read one by one and not kept.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::code::{self, Posting};
use super::facets::SIGN;
use super::gather::{Found, Gathered, joined, split};
use super::kept::{self, Kept, One};
use super::weigh::TELLING;
use crate::graph::portal::ArticleId;
use crate::model::{Hash, LanguageId};
use crate::plan::search::Layout;
use crate::render::Renderer;

/// With fewer articles no word is taken for one that all have.
const FEW: usize = 256;
/// Shorter words are too much like others to be meant instead of them.
const SHORTEST_SPELLING: usize = 4;

/// So few articles are read again by the next build rather than all kept anew by this one.
const MOST_READ_AGAIN: usize = 32;
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

/// What was found in articles, by their numbers, before it is an index.
struct Gathering {
    /// The terms of each part, and what was found of them.
    parts: Vec<(Vec<Box<str>>, Vec<u8>)>,
    /// The part of each article, and what was found there.
    articles: Vec<(usize, Found)>,
    /// Whether it is worth keeping: much of it was not kept.
    is_news: bool,
}

impl Gathering {
    /// Reads all articles of a language but those whose words are kept.
    ///
    /// Rayon's threads take up other jobs while they wait, and one of those may be a file of this index and wait
    /// for it; so this has threads of its own.
    fn of(renderer: &Renderer, layout: &Layout, digests: &[Option<u64>], kept: Option<Kept>) -> Gathering {
        let mut gathering =
            Gathering { parts: Vec::new(), articles: vec![Default::default(); layout.order.len()], is_news: true };
        let mut unread: Vec<usize> = (0..layout.order.len()).collect();
        if let Some(kept) = kept {
            let places = kept.places();
            let place = |number: &usize| digests[*number].and_then(|digest| places.get(&digest)).copied();
            unread.retain(|number| match place(number) {
                Some(at) => {
                    let One { shown, end, .. } = kept.articles[at];
                    gathering.articles[*number] = (0, Found { from: kept.start(at), to: end, shown });
                    false
                }
                None => true,
            });
            gathering.parts.push((kept.terms, kept.found));
            gathering.is_news = unread.len() > MOST_READ_AGAIN;
        }
        let threads = rayon::current_num_threads().clamp(1, unread.len().max(1));
        let read = |numbers: &[usize]| {
            let mut gathered = Gathered::default();
            let found = numbers.iter().map(|number| gathered.read(renderer, layout.order[*number], layout.usual));
            let found: Vec<Found> = found.collect();
            (gathered, found)
        };
        let shares = unread.chunks(unread.len().div_ceil(threads).max(1));
        std::thread::scope(|scope| {
            let running: Vec<_> = shares.map(|numbers| (numbers, scope.spawn(|| read(numbers)))).collect();
            for (numbers, running) in running {
                let (gathered, found) = running.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
                let part = gathering.parts.len();
                numbers.iter().zip(found).for_each(|(number, found)| gathering.articles[*number] = (part, found));
                gathering.parts.push((gathered.terms, gathered.found));
            }
        });
        gathering
    }

    /// What was found in each article, in order: its number, and positions of terms in their part with weights.
    fn all(&self) -> impl Iterator<Item = (u32, usize, impl Iterator<Item = (usize, u8)>)> {
        self.articles.iter().enumerate().map(|(number, (part, found))| {
            let own = &self.parts[*part].1[found.from as usize..found.to as usize];
            (number as u32, *part, kept::unpack(own).map(split))
        })
    }
}

impl Index {
    /// Of all articles of a language.
    pub(super) fn of(renderer: &Renderer, language: LanguageId) -> Index {
        let layout = &renderer.plan.search[language.index()];
        let words = renderer.words;
        let digest = |id: &ArticleId| words.and_then(|words| words.digest(*id));
        let digests: Vec<Option<u64>> = layout.order.iter().map(digest).collect();
        let kept = words.and_then(|words| words.kept(language));
        let gathering = Gathering::of(renderer, layout, &digests, kept);
        let mut index = Index::default();
        let places = index.take_terms(&gathering);
        index.take_postings(&gathering, &places);
        if let Some(words) = words.filter(|_| gathering.is_news) {
            words.keep(language, &index.to_keep(&gathering, &places, &digests));
        }
        let shown = gathering.articles.iter().flat_map(|(_, found)| found.shown.to_le_bytes()).collect();
        drop((gathering, places));
        index.thin_out(layout.order.len());
        index.version = index.version_of(shown);
        index.words = index.cut(layout.words, |term| index.line_length(term));
        index.spellings = index.cut(layout.spellings, |term| usize::from(index.is_spelling(term)));
        index
    }

    /// Takes the terms of all parts that some article has, and tells at which place the terms of each part are.
    fn take_terms(&mut self, gathering: &Gathering) -> Vec<Vec<u32>> {
        const NOWHERE: u32 = u32::MAX;
        let mut places: Vec<Vec<u32>> = gathering.parts.iter().map(|(terms, _)| vec![NOWHERE; terms.len()]).collect();
        for (_, part, own) in gathering.all() {
            own.for_each(|(term, _)| places[part][term] = 0);
        }
        let mut all: Vec<(&str, usize, usize)> = Vec::new();
        for (part, (terms, _)) in gathering.parts.iter().enumerate() {
            let had = terms.iter().enumerate().filter(|(at, _)| places[part][*at] != NOWHERE);
            all.extend(had.map(|(at, term)| (&**term, part, at)));
        }
        all.sort_unstable();
        for same in all.chunk_by(|one, other| one.0 == other.0) {
            for (_, part, at) in same {
                places[*part][*at] = self.ends.len() as u32;
            }
            self.letters.push_str(same[0].0);
            self.ends.push(self.letters.len() as u32);
        }
        places
    }

    /// Takes the articles of all terms, in order.
    fn take_postings(&mut self, gathering: &Gathering, places: &[Vec<u32>]) {
        let mut counts = vec![0; self.ends.len()];
        for (_, part, own) in gathering.all() {
            own.for_each(|(term, _)| counts[places[part][term] as usize] += 1);
        }
        let starts = counts.iter().scan(0, |next, count| {
            *next += count;
            Some(*next - count)
        });
        self.posted = starts.collect();
        self.postings = vec![Posting::new(0, 0); counts.iter().sum::<u32>() as usize];
        for (number, part, own) in gathering.all() {
            for (term, weight) in own {
                let next = &mut self.posted[places[part][term] as usize];
                self.postings[*next as usize] = Posting::new(number, weight);
                *next += 1;
            }
        }
        // Each has moved to where the next begins, which is its own end.
    }

    fn to_keep(&self, gathering: &Gathering, places: &[Vec<u32>], digests: &[Option<u64>]) -> Kept {
        let terms = (0..self.ends.len() as u32).map(|term| self.term(term).into()).collect();
        let mut kept = Kept { terms, found: Vec::with_capacity(2 * self.postings.len()), articles: Vec::new() };
        for (number, part, own) in gathering.all() {
            let Some(digest) = digests[number as usize] else { continue };
            let mut own: Vec<u32> = own.map(|(term, weight)| joined(places[part][term], weight)).collect();
            kept::pack(&mut own, &mut kept.found);
            let shown = gathering.articles[number as usize].1.shown;
            kept.articles.push(One { digest, shown, end: kept.found.len() as u32 });
        }
        kept
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
