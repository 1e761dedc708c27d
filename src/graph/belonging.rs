//! What articles belong to: organisations, topics, countries. Lists are narrowed down by it, and so is the search.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use super::portal::{ArticleId, Linked, Portal};
use crate::model::kind::Taxonomy;
use crate::model::{Kind, LanguageId};

/// What the articles of a list belong to, each with how many do; most first.
#[derive(Debug, Default)]
pub struct Belonging {
    /// Organisations their fields name.
    pub organisations: Vec<(ArticleId, usize)>,
    /// Topics and countries: positions among the terms of the edition.
    pub terms: [Vec<(u32, usize)>; Taxonomy::ALL.len()],
}

/// Counts it for those of the articles that are written in a language.
pub fn of(portal: &Portal, language: LanguageId, ids: &[ArticleId]) -> Belonging {
    let own = ids.iter().map(|id| portal.article(*id)).filter(|linked| linked.article.language == language);
    let mut organisations: FxHashMap<ArticleId, usize> = FxHashMap::default();
    let mut topics: FxHashMap<u32, usize> = FxHashMap::default();
    let mut countries: FxHashMap<&str, usize> = FxHashMap::default();
    for linked in own {
        for id in organisations_of(portal, linked) {
            *organisations.entry(id).or_default() += 1;
        }
        for topic in &linked.topics {
            *topics.entry(*topic).or_default() += 1;
        }
        for country in &linked.article.countries {
            *countries.entry(country.as_str()).or_default() += 1;
        }
    }
    let positions = portal.edition(language).countries.iter().enumerate();
    let countries = positions.filter_map(|(index, term)| {
        let count = countries.get(term.country?.as_str())?;
        Some((u32::try_from(index).ok()?, *count))
    });
    Belonging { organisations: most_first(organisations), terms: [most_first(topics), most_first(countries)] }
}

fn most_first<T: Ord + Copy>(counted: impl IntoIterator<Item = (T, usize)>) -> Vec<(T, usize)> {
    let mut counted: Vec<(T, usize)> = counted.into_iter().collect();
    counted.sort_by_key(|(what, count)| (Reverse(*count), *what));
    counted
}

/// The organisations the fields of an article name, in its language, each once.
pub fn organisations_of(portal: &Portal, linked: &Linked) -> Vec<ArticleId> {
    let language = linked.article.language;
    let is_one = |id: &ArticleId| {
        let other = portal.article(*id);
        other.article.kind() == Kind::Organisation && other.is_listed()
    };
    let named = linked.relations.iter().filter(|relation| relation.role.shares_history());
    let named = named.map(|relation| portal.in_language(relation.article, language));
    let mut all: Vec<ArticleId> = named.filter(is_one).collect();
    all.sort_unstable();
    all.dedup();
    all
}
