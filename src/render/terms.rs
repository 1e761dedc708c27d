//! Topics and countries as links and cards.

use std::sync::OnceLock;

use super::{Renderer, speech::Speech};
use crate::addresses;
use crate::graph::portal::{Edition, Portal};
use crate::graph::taxonomies::Term;
use crate::model::kind::Taxonomy;
use crate::model::{Country, LanguageId};
use crate::theme::value::none;
use crate::theme::{Object, Value};

/// What a term is called in a language.
pub fn title(renderer: &Renderer, language: LanguageId, term: &Term) -> String {
    match term.country {
        Some(country) => renderer.speech(language).words.country(country),
        None => term.label.to_string(),
    }
}

/// A term as a link: `{title, url}`, for countries also `{code, name}`.
pub fn link(renderer: &Renderer, language: LanguageId, taxonomy: Taxonomy, term: &Term) -> Object {
    let address = addresses::term(&renderer.portal().project.config, language, taxonomy, &term.slug);
    let title = title(renderer, language, term);
    let object = Object::new().with("url", renderer.url(&address)).with("title", &*title);
    match term.country {
        Some(country) => object.with("code", country.as_str()).with("name", title),
        None => object,
    }
}

/// A term as a link that pages share, by its position among the terms of its language.
pub(super) fn shared(renderer: &Renderer, language: LanguageId, taxonomy: Taxonomy, index: usize) -> Value {
    let made = &renderer.terms[language.index()][taxonomy as usize][index];
    let term = || &renderer.portal().edition(language).terms(taxonomy)[index];
    made.get_or_init(|| link(renderer, language, taxonomy, term()).into()).clone()
}

/// The same of a country.
pub(super) fn shared_country(renderer: &Renderer, language: LanguageId, country: Country) -> Value {
    let mut countries = renderer.portal().edition(language).countries.iter();
    match countries.position(|term| term.country == Some(country)) {
        Some(index) => shared(renderer, language, Taxonomy::Countries, index),
        None => unlinked(renderer.speech(language), country).into(),
    }
}

/// Room for the links of all terms of a portal: of each language, topics and countries.
pub(super) fn room(portal: &Portal) -> Vec<[Vec<OnceLock<Value>>; 2]> {
    let of = |edition: &Edition| {
        [Taxonomy::Topics, Taxonomy::Countries].map(|taxonomy| super::room(edition.terms(taxonomy).len()))
    };
    portal.editions.iter().map(of).collect()
}

/// A country as a link; without an address where no article carries it.
pub fn country(renderer: &Renderer, language: LanguageId, country: Country) -> Object {
    let edition = renderer.portal().edition(language);
    match edition.countries.iter().find(|term| term.country == Some(country)) {
        Some(term) => link(renderer, language, Taxonomy::Countries, term),
        None => unlinked(renderer.speech(language), country),
    }
}

fn unlinked(speech: &Speech, country: Country) -> Object {
    let name = speech.words.country(country);
    Object::new().with("url", none()).with("title", &*name).with("code", country.as_str()).with("name", name)
}
