//! The words of articles, read one by one: which article has which, and what each weighs there.

use rustc_hash::FxHashMap;

use super::code::{HIGHEST, Posting, WEIGHT_BITS};
use super::records::{self, Record};
use super::terms::{self, Word};
use super::weigh::{self, PLACES, Place};
use super::{Usual, facets};
use crate::graph::portal::{ArticleId, Linked};
use crate::model::Hash;
use crate::model::body::Fill;
use crate::render::Renderer;

/// The words of some articles.
#[derive(Default)]
pub(super) struct Gathered {
    /// The terms, in the order in which they were met.
    pub(super) terms: Vec<Box<str>>,
    /// What is known of words as they are written, so that each is folded once.
    written: FxHashMap<Box<str>, Option<u32>>,
    folded: FxHashMap<Box<str>, u32>,
    /// How often each term stands where in the article that is being read.
    times: Vec<[u16; PLACES]>,
    met: Vec<u32>,
    /// Terms with their weights, those of an article behind those of the one before.
    found: Vec<u32>,
    /// The number of each article, and where its own end.
    articles: Vec<(u32, u32)>,
    /// Digests of what results show.
    pub(super) shown: Vec<u8>,
}

fn weight_of(found: u32) -> u8 {
    found as u8 & HIGHEST
}

impl Gathered {
    /// Reads an article.
    pub(super) fn read(&mut self, renderer: &Renderer, id: ArticleId, number: u32, usual: Usual) {
        let linked = renderer.linked(id);
        let record = records::of(renderer, linked);
        self.shown.extend(Hash::of(record.json().as_str().as_bytes()).0.to_le_bytes());
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
            self.found.push(term << WEIGHT_BITS);
        }
        let length = usual.beside(words);
        for term in self.met.drain(..) {
            let times = std::mem::take(&mut self.times[term as usize]);
            self.found.push(term << WEIGHT_BITS | u32::from(weigh::weight(times, title, length)));
        }
        self.articles.push((number, self.found.len() as u32));
    }

    /// Every term of every article with its posting, article by article.
    pub(super) fn all(&self) -> impl Iterator<Item = (usize, Posting)> {
        let mut from = 0;
        self.articles.iter().flat_map(move |(number, end)| {
            let own = &self.found[from..*end as usize];
            from = *end as usize;
            own.iter().map(|found| ((found >> WEIGHT_BITS) as usize, Posting::new(*number, weight_of(*found))))
        })
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
        let known = self.written.get(word).copied();
        let term = known.unwrap_or_else(|| {
            let term = terms::fold(word).map(|term| self.term(&term));
            self.written.insert(word.into(), term);
            term
        });
        let Some(term) = term else { return };
        let times = &mut self.times[term as usize];
        if *times == [0; PLACES] {
            self.met.push(term);
        }
        let times = &mut times[place as usize];
        *times = times.saturating_add(1);
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
