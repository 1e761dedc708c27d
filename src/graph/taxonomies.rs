//! Topics and countries: who carries them, in each language.

use std::collections::BTreeMap;

use super::facts::Fact;
use super::portal::{ArticleId, Edition, Linked};

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

/// Gathers the terms of an edition and tells each article its topics.
pub(super) fn gather(edition: &mut Edition, articles: &mut [Linked], facts: &[Fact]) {
    let own: Vec<ArticleId> = (0..articles.len() as u32)
        .map(ArticleId)
        .filter(|id| articles[id.index()].article.language == edition.language && !articles[id.index()].is_gone())
        .collect();
    let topics = topics(&own, articles);
    let countries = countries(&own, articles);
    let position: BTreeMap<&Slug, u32> = topics.iter().enumerate().map(|(at, term)| (&term.slug, at as u32)).collect();
    for id in &own {
        let slugs = articles[id.index()].article.topics.iter().filter_map(|label| Slug::from_text(label));
        let mut carried: Vec<u32> = Vec::new();
        for slug in slugs {
            if let Some(at) = position.get(&slug).filter(|at| !carried.contains(at)) {
                carried.push(*at);
            }
        }
        articles[id.index()].topics = carried.into();
    }
    drop(position);
    edition.topics = topics;
    edition.countries = countries;
    histories(edition, articles, facts);
}

fn topics(own: &[ArticleId], articles: &[Linked]) -> Vec<Term> {
    let mut terms: BTreeMap<Slug, Term> = BTreeMap::new();
    let mut texts: BTreeMap<Slug, ArticleId> = BTreeMap::new();
    for id in own {
        let linked = &articles[id.index()];
        if linked.article.kind() == Kind::Topic {
            texts.insert(linked.article.slug.clone(), *id);
        }
        for label in &linked.article.topics {
            if let Some(slug) = Slug::from_text(label) {
                let term = terms.entry(slug.clone()).or_insert_with(|| Term::new(slug, label, None));
                if linked.is_listed() && term.items.last() != Some(id) {
                    term.items.push(*id);
                }
            }
        }
    }
    for (slug, id) in texts {
        let title = &articles[id.index()].article.title;
        let term = terms.entry(slug.clone()).or_insert_with(|| Term::new(slug, title, None));
        term.label = title.clone();
        term.text = Some(id);
    }
    let mut terms: Vec<Term> = terms.into_values().collect();
    terms.sort_by_cached_key(|term| (term.label.to_lowercase(), term.slug.clone()));
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
fn histories(edition: &mut Edition, articles: &[Linked], facts: &[Fact]) {
    let country_at: BTreeMap<Country, usize> =
        edition.countries.iter().enumerate().filter_map(|(at, term)| Some((term.country?, at))).collect();
    for position in &edition.timeline {
        let linked = &articles[facts[*position as usize].article.index()];
        for topic in &linked.topics {
            edition.topics[*topic as usize].history.push(*position);
        }
        for country in &linked.article.countries {
            if let Some(at) = country_at.get(country) {
                edition.countries[*at].history.push(*position);
            }
        }
    }
}
