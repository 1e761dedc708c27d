//! JSON-LD (schema.org): what a page is, for search engines and other readers without eyes.
//!
//! One graph a page: the thing it shows and the way from the home page to it. Dates are told where they
//! are exact enough for the vocabulary, and left out where they are not. Safe inside `<script>`.

mod details;
mod nodes;
#[cfg(test)]
mod tests;

use super::Renderer;
use super::json::{Fields, list};
use super::page::{Crumb, Page};
use crate::addresses;
use crate::model::name::encoded;
use crate::model::{Kind, LanguageId};

/// The JSON-LD of a page; none for those that robots should leave out.
pub(super) fn page(renderer: &Renderer, page: &Page) -> Option<String> {
    if page.noindex {
        return None;
    }
    let thing = match page.article.filter(|_| Kind::from_word(page.kind).is_some()) {
        Some(id) => details::article(renderer, id),
        None if page.kind == "home" => site(renderer, page),
        None if page.kind == "glossary" => glossary(renderer, page),
        None => collection(renderer, page),
    };
    let mut graph = vec![thing];
    graph.extend(breadcrumbs(renderer, page));
    let document = Fields::new().with("@context", "https://schema.org").with("@graph", list(graph));
    Some(safe_in_script(document.finish()))
}

/// The portal, as its home page shows it.
fn site(renderer: &Renderer, page: &Page) -> Fields {
    let url = renderer.absolute(&page.address);
    nodes::named("WebSite", &page.title, Some(&url))
        .with("description", &*page.description)
        .with("inLanguage", &*renderer.speech(page.language).language.tag)
        .with("publisher", nodes::publisher(renderer, page.language))
        .with("potentialAction", renderer.portal().project.config.search.then(|| search(renderer, page.language)))
}

/// How the portal is searched.
fn search(renderer: &Renderer, language: LanguageId) -> Fields {
    let page = renderer.absolute(&addresses::search(&renderer.portal().project.config, language));
    let target = Fields::new().with("@type", "EntryPoint").with("urlTemplate", format!("{page}?q={{words}}"));
    Fields::new().with("@type", "SearchAction").with("target", target).with("query-input", "required name=words")
}

/// A list, a term, a timeline: a page that shows others.
fn collection(renderer: &Renderer, page: &Page) -> Fields {
    let url = renderer.absolute(&page.address);
    nodes::named("CollectionPage", &page.heading, Some(&url))
        .with("description", &*page.description)
        .with("inLanguage", &*renderer.speech(page.language).language.tag)
        .with("publisher", nodes::publisher(renderer, page.language))
}

/// The glossary: each term with what it means.
fn glossary(renderer: &Renderer, page: &Page) -> Fields {
    let url = renderer.absolute(&page.address);
    let terms = renderer.portal().front.data.glossary.explained(page.language).map(|(term, meaning)| {
        nodes::named("DefinedTerm", &term.name, Some(&format!("{url}#{}", encoded(&term.anchor))))
            .with("alternateName", meaning.full.as_deref())
            .with("description", meaning.text.as_deref())
    });
    nodes::named("DefinedTermSet", &page.heading, Some(&url))
        .with("description", &*page.description)
        .with("inLanguage", &*renderer.speech(page.language).language.tag)
        .with("publisher", nodes::publisher(renderer, page.language))
        .with("hasDefinedTerm", list(terms.collect::<Vec<Fields>>()))
}

/// The way from the home page, with the page itself at its end.
fn breadcrumbs(renderer: &Renderer, page: &Page) -> Option<Fields> {
    if page.breadcrumbs.is_empty() {
        return None;
    }
    let home = Crumb {
        title: renderer.speech(page.language).texts.get("home").to_owned(),
        address: Some(renderer.portal().project.config.prefix(page.language)),
    };
    let steps = std::iter::once(&home).chain(&page.breadcrumbs).enumerate().map(|(index, crumb)| {
        Fields::new()
            .with("@type", "ListItem")
            .with("position", index + 1)
            .with("name", &*crumb.title)
            .with("item", renderer.absolute(crumb.address.as_deref().unwrap_or(&page.address)))
    });
    Some(Fields::new().with("@type", "BreadcrumbList").with("itemListElement", list(steps)))
}

/// JSON that can't end the element it stands in, nor a line of a script.
fn safe_in_script(json: String) -> String {
    if !json.contains(['<', '\u{2028}', '\u{2029}']) {
        return json;
    }
    let mut safe = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '<' => safe.push_str("\\u003c"),
            '\u{2028}' => safe.push_str("\\u2028"),
            '\u{2029}' => safe.push_str("\\u2029"),
            c => safe.push(c),
        }
    }
    safe
}
