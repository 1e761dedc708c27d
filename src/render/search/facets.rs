//! What an article belongs to: its kind, topics, countries and the organisations its fields name. A facet is a
//! term like any other, which no word can be: `/topic/cybercrime`.

use crate::graph::belonging;
use crate::graph::portal::Linked;
use crate::model::article::Details;
use crate::model::kind::Taxonomy;
use crate::model::{Kind, LanguageId};
use crate::render::{Renderer, cards, terms};

/// Begins a facet; lies before all letters and digits.
pub(super) const SIGN: char = '/';

/// The facets of an article, each once.
pub(super) fn of(renderer: &Renderer, linked: &Linked) -> Vec<String> {
    let edition = renderer.portal().edition(linked.article.language);
    let topics = linked.topics.iter().map(|topic| ("topic", edition.topics[*topic as usize].slug.to_string()));
    let countries = linked.article.countries.iter().map(|country| ("country", country.lower()));
    let organisations = organisations(renderer, linked).map(|other| ("organisation", other.article.slug.to_string()));
    let all = std::iter::once(("kind", linked.article.kind().as_str().to_owned()));
    let all = all.chain(topics).chain(countries).chain(organisations);
    let mut all: Vec<String> = all.map(|(facet, value)| format!("{SIGN}{facet}{SIGN}{value}")).collect();
    all.sort();
    all.dedup();
    all
}

/// The organisations of an article in its language: itself, or those its fields name.
fn organisations<'a>(renderer: &Renderer<'a>, linked: &'a Linked) -> impl Iterator<Item = &'a Linked> {
    let portal = renderer.portal();
    let itself = Some(linked).filter(|own| own.article.kind() == Kind::Organisation && own.is_listed());
    let named = belonging::organisations_of(portal, linked).into_iter().map(|id| portal.article(id));
    itself.into_iter().chain(named)
}

/// What else an organisation is called.
pub(super) fn own_names(linked: &Linked) -> Vec<&str> {
    match &linked.article.details {
        Details::Organisation(own) => own.acronym.iter().chain(&own.other_names).map(|name| &**name).collect(),
        Details::News
        | Details::Notice(_)
        | Details::Programme(_)
        | Details::Person(_)
        | Details::Event(_)
        | Details::Document(_)
        | Details::Page(_)
        | Details::Topic => Vec::new(),
    }
}

/// What an article names in its fields, in its language.
pub(super) fn names(renderer: &Renderer, linked: &Linked) -> Vec<String> {
    let article = &linked.article;
    let language = article.language;
    let portal = renderer.portal();
    let speech = renderer.speech(language);
    let topics = linked.topics.iter().map(|topic| portal.edition(language).topics[*topic as usize].label.to_string());
    let countries = article.countries.iter().map(|country| speech.words.country(*country));
    let others = linked.relations.iter().filter(|relation| relation.role.shares_history());
    let others = others.map(|relation| portal.article(portal.in_language(relation.article, language)));
    let others = others.filter(|other| !other.is_gone()).flat_map(|other| {
        let title = std::iter::once(&*other.article.title).chain(other.article.short_title.as_deref());
        title.chain(own_names(other)).map(str::to_owned).collect::<Vec<String>>()
    });
    let mut names: Vec<String> = topics.chain(countries).chain(others).collect();
    names.extend(article.location.as_deref().map(str::to_owned));
    names.push(cards::kind_label(speech, article));
    names
}

/// A facet with its values: `{id, label, count}`, in the order in which they are offered.
pub(super) struct Facet {
    pub(super) name: &'static str,
    pub(super) values: Vec<(String, String, usize)>,
}

/// All facets of a language, with those values only that some article has.
pub(super) fn all(renderer: &Renderer, language: LanguageId) -> Vec<Facet> {
    let portal = renderer.portal();
    let edition = portal.edition(language);
    let texts = renderer.speech(language).texts;
    let kinds = Kind::ALL.iter().map(|kind| {
        let label = if kind.has_list() { texts.of("list", kind.as_str()) } else { texts.of("kind", kind.as_str()) };
        (kind.as_str().to_owned(), label, edition.list(*kind).len())
    });
    let of_terms = |taxonomy: Taxonomy| {
        let all = edition.terms(taxonomy).iter();
        let values = all.map(|term| (term.slug.to_string(), terms::title(renderer, language, term), term.items.len()));
        by_label(values.collect())
    };
    let mut facets = vec![
        Facet { name: "kind", values: kinds.collect() },
        Facet { name: "topic", values: of_terms(Taxonomy::Topics) },
        Facet { name: "organisation", values: by_label(of_organisations(renderer, language)) },
        Facet { name: "country", values: of_terms(Taxonomy::Countries) },
    ];
    for facet in &mut facets {
        facet.values.retain(|(_, _, count)| *count > 0);
    }
    facets
}

fn of_organisations(renderer: &Renderer, language: LanguageId) -> Vec<(String, String, usize)> {
    let mut counts: std::collections::BTreeMap<&str, (&str, usize)> = std::collections::BTreeMap::new();
    for id in &renderer.plan.search[language.index()].order {
        let mut all: Vec<&Linked> = organisations(renderer, renderer.linked(*id)).collect();
        all.sort_by_key(|other| other.article.slug.as_str());
        all.dedup_by_key(|other| other.article.slug.as_str());
        for other in all {
            counts.entry(other.article.slug.as_str()).or_insert((other.article.label(), 0)).1 += 1;
        }
    }
    // What nobody names has itself alone.
    let named = counts.into_iter().filter(|(_, (_, count))| *count > 1);
    named.map(|(slug, (label, count))| (slug.to_owned(), label.to_owned(), count)).collect()
}

fn by_label(mut values: Vec<(String, String, usize)>) -> Vec<(String, String, usize)> {
    values.sort_by_cached_key(|(id, label, _)| (label.to_lowercase(), id.clone()));
    values
}
