//! Topics and countries: who carries them, in each language.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::assemble::is_in;
use super::facts::Fact;
use super::portal::{ArticleId, Edition, Linked};

use crate::config::Project;
use crate::model::words::conventions;
use crate::model::{Country, Kind, Slug};

/// A topic or country, and who carries it.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct Term {
    /// Its name in addresses: `border-security`, `cm`.
    pub slug: Slug,
    /// What a topic is called; countries have names by language.
    pub label: Box<str>,
    /// The country, if it is one.
    pub country: Option<Country>,
    /// The article that gives a topic its text.
    pub text: Option<ArticleId>,
    /// Who carries it, newest first.
    pub items: Vec<ArticleId>,
    /// Their facts, in order.
    pub history: Vec<u32>,
}

impl Term {
    fn new(slug: Slug, label: &str, country: Option<Country>) -> Term {
        Term { slug, label: label.into(), country, text: None, items: Vec::new(), history: Vec::new() }
    }
}

/// Gathers the terms of an edition and tells each article of its language its topics.
pub(super) fn gather(project: &Project, edition: &mut Edition, articles: &mut [Linked], facts: &[Fact]) {
    let language = edition.language;
    let is_shown = |linked: &Linked| !linked.is_gone() && is_in(project, language, articles, linked);
    let shown: Vec<ArticleId> =
        (0..articles.len() as u32).map(ArticleId).filter(|id| is_shown(&articles[id.index()])).collect();
    let pages = Pages::of(edition, &shown, articles);
    let spoken = project.config.language(language);
    let mut topics = topics(&pages, &shown, articles);
    topics.sort_by_cached_key(|term| (conventions::sort_key(spoken, &term.label), term.slug.clone()));
    edition.countries = countries(&shown, articles);
    let position: BTreeMap<&Slug, u32> = topics.iter().enumerate().map(|(at, term)| (&term.slug, at as u32)).collect();
    let mut carried: FxHashMap<ArticleId, Box<[u32]>> = FxHashMap::default();
    for id in &shown {
        let mut own: Vec<u32> = Vec::new();
        for slug in articles[id.index()].article.topics.iter().filter_map(|label| pages.slug(label)) {
            if let Some(at) = position.get(&slug).filter(|at| !own.contains(at)) {
                own.push(*at);
            }
        }
        carried.insert(*id, own.into());
    }
    drop(position);
    edition.topics = topics;
    histories(edition, articles, facts, &carried);
    for (id, topics) in carried {
        if articles[id.index()].article.language == language {
            articles[id.index()].topics = topics;
        }
    }
}

/// The articles that give topics their texts.
struct Pages {
    /// By their names in addresses; those of the language itself.
    texts: BTreeMap<Slug, ArticleId>,
    /// The names in addresses of those whose titles are other ones: `cybercriminalite` leads to `cybercrime`.
    by_title: BTreeMap<Slug, Slug>,
}

impl Pages {
    fn of(edition: &Edition, shown: &[ArticleId], articles: &[Linked]) -> Pages {
        let mut pages = Pages { texts: BTreeMap::new(), by_title: BTreeMap::new() };
        let article = |id: &ArticleId| &articles[id.index()].article;
        for id in shown.iter().filter(|id| article(id).kind() == Kind::Topic) {
            if let Some(title) = Slug::from_text(&article(id).title) {
                pages.by_title.entry(title).or_insert_with(|| article(id).slug.clone());
            }
            if article(id).language == edition.language {
                pages.texts.insert(article(id).slug.clone(), *id);
            }
        }
        // A page's own name counts more than another one's title.
        for slug in pages.texts.keys() {
            pages.by_title.remove(slug);
        }
        pages
    }

    /// The name in addresses of a topic an author wrote.
    fn slug(&self, label: &str) -> Option<Slug> {
        let slug = Slug::from_text(label)?;
        Some(self.by_title.get(&slug).cloned().unwrap_or(slug))
    }
}

fn topics(pages: &Pages, shown: &[ArticleId], articles: &[Linked]) -> Vec<Term> {
    let mut terms: BTreeMap<Slug, Term> = BTreeMap::new();
    for id in shown {
        let linked = &articles[id.index()];
        for label in &linked.article.topics {
            if let Some(slug) = pages.slug(label) {
                let term = terms.entry(slug.clone()).or_insert_with(|| Term::new(slug, label, None));
                if linked.is_listed() && term.items.last() != Some(id) {
                    term.items.push(*id);
                }
            }
        }
    }
    for (slug, id) in &pages.texts {
        let title = &articles[id.index()].article.title;
        let term = terms.entry(slug.clone()).or_insert_with(|| Term::new(slug.clone(), title, None));
        term.label = title.clone();
        term.text = Some(*id);
    }
    let mut terms: Vec<Term> = terms.into_values().collect();
    newest_first(&mut terms, articles);
    terms
}

fn countries(own: &[ArticleId], articles: &[Linked]) -> Vec<Term> {
    let mut terms: BTreeMap<Country, Term> = BTreeMap::new();
    for id in own.iter().filter(|id| articles[id.index()].is_listed()) {
        for country in &articles[id.index()].article.countries {
            if let Some(slug) = Slug::from_text(country.as_str()) {
                let term = terms.entry(*country).or_insert_with(|| Term::new(slug, country.as_str(), Some(*country)));
                term.items.push(*id);
            }
        }
    }
    let mut terms: Vec<Term> = terms.into_values().collect();
    newest_first(&mut terms, articles);
    terms
}

fn newest_first(terms: &mut [Term], articles: &[Linked]) {
    for term in terms {
        term.items.sort_by_key(|id| (std::cmp::Reverse(articles[id.index()].day()), *id));
        term.items.dedup();
    }
}

/// Walks the facts once, in order, and gives each to the terms of its article.
fn histories(edition: &mut Edition, articles: &[Linked], facts: &[Fact], carried: &FxHashMap<ArticleId, Box<[u32]>>) {
    let country_at: BTreeMap<Country, usize> =
        edition.countries.iter().enumerate().filter_map(|(at, term)| Some((term.country?, at))).collect();
    for position in &edition.timeline {
        let id = facts[*position as usize].article;
        let linked = &articles[id.index()];
        for topic in carried.get(&id).into_iter().flatten() {
            edition.topics[*topic as usize].history.push(*position);
        }
        for country in &linked.article.countries {
            if let Some(at) = country_at.get(country) {
                edition.countries[*at].history.push(*position);
            }
        }
    }
}
