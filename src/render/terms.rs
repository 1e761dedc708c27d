//! Topics and countries as links and cards.

use std::sync::OnceLock;

use super::{Renderer, speech::Speech};
use crate::addresses;
use crate::graph::portal::{Edition, Portal};
use crate::graph::taxonomies::Term;
use crate::model::kind::Taxonomy;
use crate::model::{Country, LanguageId};
use crate::theme::view::{Either, Shared, Url};
use crate::theme::views::Link;
use crate::theme::views::parts::{CountryLink, TermLink};

/// What a term is called in a language.
pub fn title(renderer: &Renderer, language: LanguageId, term: &Term) -> String {
    match term.country {
        Some(country) => renderer.speech(language).words.country(country),
        None => term.label.to_string(),
    }
}

/// The links to the terms of a language, each made when a page first asks for it.
pub(super) struct Links {
    topics: Vec<OnceLock<Shared<Link>>>,
    countries: Vec<OnceLock<Shared<CountryLink>>>,
}

/// A term as a link.
pub fn link(renderer: &Renderer, language: LanguageId, taxonomy: Taxonomy, term: &Term) -> TermLink {
    match term.country {
        Some(country) => Either::Other(linked(renderer, language, country, term)),
        None => Either::One(topic(renderer, language, taxonomy, term)),
    }
}

/// A topic as a link.
pub(super) fn topic(renderer: &Renderer, language: LanguageId, taxonomy: Taxonomy, term: &Term) -> Link {
    let address = addresses::term(&renderer.portal().project.config, language, taxonomy, &term.slug);
    Link { url: renderer.url(&address).into(), title: title(renderer, language, term).into() }
}

/// A topic as a link that pages share, by its position among those of its language.
pub(super) fn shared(renderer: &Renderer, language: LanguageId, index: usize) -> Shared<Link> {
    let term = || &renderer.portal().edition(language).topics[index];
    let make = || topic(renderer, language, Taxonomy::Topics, term()).into();
    renderer.terms[language.index()].topics[index].get_or_init(make).clone()
}

/// The same of a country.
pub(super) fn shared_country(renderer: &Renderer, language: LanguageId, found: Country) -> Shared<CountryLink> {
    let mut countries = renderer.portal().edition(language).countries.iter();
    match countries.position(|term| term.country == Some(found)) {
        Some(index) => {
            let make = || country(renderer, language, found).into();
            renderer.terms[language.index()].countries[index].get_or_init(make).clone()
        }
        None => unlinked(renderer.speech(language), found).into(),
    }
}

/// Room for the links of all terms of a portal, by language.
pub(super) fn room(portal: &Portal) -> Vec<Links> {
    let of = |edition: &Edition| Links {
        topics: super::room(edition.topics.len()),
        countries: super::room(edition.countries.len()),
    };
    portal.editions.iter().map(of).collect()
}

/// A country as a link; without an address where no article carries it.
pub fn country(renderer: &Renderer, language: LanguageId, country: Country) -> CountryLink {
    let edition = renderer.portal().edition(language);
    match edition.countries.iter().find(|term| term.country == Some(country)) {
        Some(term) => linked(renderer, language, country, term),
        None => unlinked(renderer.speech(language), country),
    }
}

pub(super) fn linked(renderer: &Renderer, language: LanguageId, country: Country, term: &Term) -> CountryLink {
    let address = addresses::term(&renderer.portal().project.config, language, Taxonomy::Countries, &term.slug);
    CountryLink { url: Some(Url::from(renderer.url(&address))), ..unlinked(renderer.speech(language), country) }
}

fn unlinked(speech: &Speech, country: Country) -> CountryLink {
    let name = speech.words.country(country);
    CountryLink { url: None, title: name.as_str().into(), code: country.as_str().into(), name: name.into() }
}
