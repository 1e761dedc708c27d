//! `:::` blocks: the theme's component with its attributes, references as what they name.

use super::Filling;
use crate::diagnostic::{Diagnostic, Spot};
use crate::graph::portal::{ArticleId, Target};
use crate::model::body::{Attribute, Component};
use crate::model::kind::Taxonomy;
use crate::model::{Country, LanguageId};
use crate::render::{Renderer, article, cards, entries_of, pictures, terms};
use crate::theme::value::of;
use crate::theme::view::{Shared, Shown};
use crate::theme::views::components::{NamedArticle, NamedCountry, NamedTopic};
use crate::theme::views::{Card, Picture};
use crate::theme::{Takes, Value, Values};

/// Renders a component around its inner text.
pub(super) fn html(filling: &Filling, component: &Component, inner: &str) -> Result<String, Diagnostic> {
    let mut arguments = Values::new();
    if let Some(spec) = filling.renderer.theme.component(&component.name) {
        for attribute in &component.attributes {
            let takes =
                spec.arguments.iter().find(|argument| argument.name == *attribute.name).map(|argument| argument.takes);
            let value = argument(filling, attribute, takes.unwrap_or(Takes::Text))?;
            arguments.insert(attribute.name.to_string(), value);
        }
    }
    filling.renderer.theme.render_component(&component.name, &arguments, filling.page, Some(inner))
}

fn argument(filling: &Filling, attribute: &Attribute, takes: Takes) -> Result<Value, Diagnostic> {
    let renderer = filling.renderer;
    let language = filling.linked.article.language;
    let whole = Spot::Bytes(attribute.span);
    let value = match takes {
        Takes::Text => of(&&*attribute.value),
        Takes::Picture => picture(filling, attribute).shown(),
        Takes::Article(_) => filling.linked.article_at(&whole).map(|id| detailed(filling, id)).transpose()?.shown(),
        Takes::Articles(_) => {
            let ids = items(attribute).filter_map(|spot| filling.linked.article_at(&spot));
            ids.map(|id| cards::on_page(renderer, filling.linked, id)).collect::<Vec<Shared<Card>>>().shown()
        }
        Takes::Topic => topic(renderer, language, &attribute.value).shown(),
        Takes::Country => country_at(filling, &whole).map(|found| country(renderer, language, found)).shown(),
        Takes::Countries => {
            let countries = items(attribute).filter_map(|spot| country_at(filling, &spot));
            countries.map(|found| country(renderer, language, found)).collect::<Vec<NamedCountry>>().shown()
        }
    };
    Ok(value)
}

/// A card with the history of its article and those who name it.
fn detailed(filling: &Filling, id: ArticleId) -> Result<NamedArticle, Diagnostic> {
    let renderer = filling.renderer;
    Ok(NamedArticle {
        base: cards::on_page(renderer, filling.linked, id),
        timeline: entries_of(renderer, &renderer.linked(id).history, filling.linked.article.language),
        back: article::back(renderer, id, filling.linked)?,
    })
}

fn topic(renderer: &Renderer, language: LanguageId, slug: &str) -> Option<NamedTopic> {
    let edition = renderer.portal().edition(language);
    let index = edition.topic(slug)?;
    let term = &edition.topics[index as usize];
    let base = terms::topic(renderer, language, Taxonomy::Topics, term).into();
    Some(NamedTopic { base, timeline: entries_of(renderer, &term.history, language) })
}

fn country(renderer: &Renderer, language: LanguageId, country: Country) -> NamedCountry {
    let edition = renderer.portal().edition(language);
    let term = edition.countries.iter().find(|term| term.country == Some(country));
    let history = term.map_or(&[][..], |term| &term.history);
    let base = terms::country(renderer, language, country).into();
    NamedCountry { base, timeline: entries_of(renderer, history, language) }
}

fn country_at(filling: &Filling, spot: &Spot) -> Option<Country> {
    match filling.linked.target(spot)? {
        Target::Country(country) => Some(*country),
        Target::Article(..) | Target::Picture(_) | Target::File(_) | Target::Topic(_) => None,
    }
}

fn picture(filling: &Filling, attribute: &Attribute) -> Option<Picture> {
    let id = filling.linked.medium_at(&Spot::Bytes(attribute.span))?;
    Some(pictures::view(filling.renderer, filling.renderer.medium(id)))
}

/// The spots of the items of a comma-separated value.
fn items(attribute: &Attribute) -> impl Iterator<Item = Spot> {
    attribute.items().map(|(_, span)| Spot::Bytes(span))
}
