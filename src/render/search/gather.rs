//! The words of articles, read one by one: which article has which, and what each weighs there.

use rustc_hash::FxHashMap;

use super::code::{HIGHEST, WEIGHT_BITS};
use super::records::{self, Record};
use super::terms::{self, Word};
use super::weigh::{self, PLACES, Place};
use super::{facets, kept};
use crate::graph::portal::{ArticleId, Linked};
use crate::model::body::Fill;
use crate::render::Renderer;

/// The words of some articles.
#[derive(Default)]
pub(super) struct Gathered {
    /// The terms, in the order in which they were met.
    pub(super) terms: Vec<Box<str>>,
    /// What is known of words as they are written, so that each is folded once: of short ones, by their bytes.
    short: FxHashMap<u128, Option<u32>>,
    long: FxHashMap<Box<str>, Option<u32>>,
    folded: FxHashMap<Box<str>, u32>,
    /// How often each term stands where in the article that is being read.
    times: Vec<[u16; PLACES]>,
    met: Vec<u32>,
    /// What was found in each article, behind what was found in the one before.
    pub(super) found: Vec<u8>,
    /// What was found in the article that is being read.
    own: Vec<u32>,
}

/// What was found of an article: where it begins and ends, and the digest of what results show of it.
#[derive(Clone, Copy, Default)]
pub(super) struct Found {
    pub(super) from: u32,
    pub(super) to: u32,
    pub(super) shown: u128,
}

/// The position of a found term, and its weight.
pub(super) fn split(found: u32) -> (usize, u8) {
    ((found >> WEIGHT_BITS) as usize, found as u8 & HIGHEST)
}

/// The other way round.
pub(super) fn joined(term: u32, weight: u8) -> u32 {
    term << WEIGHT_BITS | u32::from(weight)
}

impl Gathered {
    /// Reads an article.
    pub(super) fn read(&mut self, renderer: &Renderer, id: ArticleId, usual: usize) -> Found {
        let linked = renderer.linked(id);
        let record = records::of(renderer, linked);
        let from = self.found.len() as u32;
        self.own.clear();
        let title = self.place(Place::Title, &linked.article.title);
        if let Some(short) = &linked.article.short_title {
            self.place(Place::Title, short);
        }
        for name in facets::own_names(linked) {
            self.place(Place::Title, name);
        }
        for name in facets::names(renderer, linked) {
            self.place(Place::Names, &name);
        }
        self.headings(linked);
        let words = self.texts(&record);
        for facet in facets::of(renderer, linked) {
            let term = self.term(&facet);
            self.own.push(joined(term, 0));
        }
        let length = words as f32 / usual.max(1) as f32;
        for term in self.met.drain(..) {
            let times = std::mem::take(&mut self.times[term as usize]);
            self.own.push(joined(term, weigh::weight(times, title, length)));
        }
        kept::pack(&mut self.own, &mut self.found);
        Found { from, to: self.found.len() as u32, shown: record.digest() }
    }

    fn headings(&mut self, linked: &Linked) {
        for heading in &linked.article.body.outline {
            self.place(Place::Heading, &heading.text);
        }
        linked.article.body.all_holes(&mut |hole| {
            if let Fill::Component(component) = &hole.fill {
                for heading in &component.body.outline {
                    self.place(Place::Heading, &heading.text);
                }
            }
        });
    }

    fn texts(&mut self, record: &Record) -> usize {
        if let Some(summary) = record.summary {
            self.place(Place::Summary, summary);
        }
        self.place(Place::Text, &record.text)
    }

    /// Counts the words of a text that stands at a place.
    fn place(&mut self, place: Place, text: &str) -> usize {
        let mut count = 0;
        terms::words(text, |word| {
            count += 1;
            match word {
                Word::Plain(word) => self.count(place, word),
                Word::Joined(whole, part) => {
                    self.count(place, &whole);
                    self.count(place, part);
                }
            }
        });
        count
    }

    fn count(&mut self, place: Place, word: &str) {
        let short = bytes_of(word);
        let known = match short {
            Some(bytes) => self.short.get(&bytes),
            None => self.long.get(word),
        };
        let term = known.copied().unwrap_or_else(|| self.written(word, short));
        let Some(term) = term else { return };
        let times = &mut self.times[term as usize];
        if *times == [0; PLACES] {
            self.met.push(term);
        }
        let times = &mut times[place as usize];
        *times = times.saturating_add(1);
    }

    /// Folds a word that was not met before.
    fn written(&mut self, word: &str, short: Option<u128>) -> Option<u32> {
        let term = terms::fold(word).map(|term| self.term(&term));
        match short {
            Some(bytes) => self.short.insert(bytes, term),
            None => self.long.insert(word.into(), term),
        };
        term
    }

    /// The position of a term.
    fn term(&mut self, term: &str) -> u32 {
        if let Some(known) = self.folded.get(term) {
            return *known;
        }
        let position = self.terms.len() as u32;
        self.terms.push(term.into());
        self.folded.insert(term.into(), position);
        self.times.push([0; PLACES]);
        position
    }
}

/// The bytes of a word that has no more than a number, as that.
fn bytes_of(word: &str) -> Option<u128> {
    let mut bytes = [0; 16];
    bytes.get_mut(..word.len())?.copy_from_slice(word.as_bytes());
    Some(u128::from_le_bytes(bytes))
}
