//! Topics and countries as links and cards.

use super::{Renderer, speech::Speech};
use crate::addresses;
use crate::graph::taxonomies::Term;
use crate::model::kind::Taxonomy;
use crate::model::{Country, LanguageId};
use crate::theme::Object;
use crate::theme::value::none;

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
