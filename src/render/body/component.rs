//! `:::` blocks: the theme's component with its attributes, references as what they name.

use super::Filling;
use crate::diagnostic::{Diagnostic, Spot};
use crate::graph::portal::{ArticleId, Target};
use crate::model::body::{Attribute, Component};
use crate::model::kind::Taxonomy;
use crate::model::{Country, LanguageId};
use crate::render::{Renderer, article, cards, entries_of, pictures, terms};
use crate::theme::value::of;
use crate::theme::{Object, Takes, Value, Values};

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
        Takes::Picture => picture(filling, attribute),
        Takes::Article(_) => filling.linked.article_at(&whole).map(|id| detailed(filling, id)).transpose()?.into(),
        Takes::Articles(_) => {
            let ids = items(attribute).filter_map(|spot| filling.linked.article_at(&spot));
            ids.map(|id| cards::on_page(renderer, filling.linked, id)).collect::<Vec<Value>>().into()
        }
        Takes::Topic => topic(renderer, language, &attribute.value).into(),
        Takes::Country => country_at(filling, &whole).map(|found| country(renderer, language, found)).into(),
        Takes::Countries => {
            let countries = items(attribute).filter_map(|spot| country_at(filling, &spot));
            countries.map(|found| country(renderer, language, found)).collect::<Vec<Value>>().into()
        }
    };
    Ok(value)
}

/// A card with the history of its article and those who name it.
fn detailed(filling: &Filling, id: ArticleId) -> Result<Value, Diagnostic> {
    let renderer = filling.renderer;
    let mut object = Object::from_value(&cards::on_page(renderer, filling.linked, id));
    object.set("timeline", entries_of(renderer, &renderer.linked(id).history, filling.linked.article.language));
    object.set("back", article::back(renderer, id, filling.linked)?);
    Ok(object.into())
}

fn topic(renderer: &Renderer, language: LanguageId, slug: &str) -> Option<Value> {
    let edition = renderer.portal().edition(language);
    let index = edition.topic(slug)?;
    let term = &edition.topics[index as usize];
    Some(
        terms::link(renderer, language, Taxonomy::Topics, term)
            .with("timeline", entries_of(renderer, &term.history, language))
            .into(),
    )
}

fn country(renderer: &Renderer, language: LanguageId, country: Country) -> Value {
    let edition = renderer.portal().edition(language);
    let term = edition.countries.iter().find(|term| term.country == Some(country));
    let history = term.map_or(&[][..], |term| &term.history);
    terms::country(renderer, language, country).with("timeline", entries_of(renderer, history, language)).into()
}

fn country_at(filling: &Filling, spot: &Spot) -> Option<Country> {
    match filling.linked.target(spot)? {
        Target::Country(country) => Some(*country),
        Target::Article(..) | Target::Picture(_) | Target::File(_) | Target::Topic(_) => None,
    }
}

fn picture(filling: &Filling, attribute: &Attribute) -> Value {
    let Some(id) = filling.linked.medium_at(&Spot::Bytes(attribute.span)) else { return Value::none() };
    pictures::value(filling.renderer, filling.renderer.medium(id)).into()
}

/// The spots of the items of a comma-separated value.
fn items(attribute: &Attribute) -> impl Iterator<Item = Spot> {
    attribute.items().map(|(_, span)| Spot::Bytes(span))
}
