//! What a list can be narrowed down by: its kind, organisations, topics, countries. Plain links, with the names under
//! which the script of lists finds them in the search.

use std::collections::BTreeMap;
use std::sync::{MutexGuard, PoisonError};

use super::{Renderer, page, search, terms};
use crate::addresses;
use crate::diagnostic::Diagnostic;
use crate::graph::belonging::{self, Belonging};
use crate::graph::portal::ArticleId;
use crate::model::kind::Taxonomy;
use crate::model::{Kind, LanguageId};
use crate::theme::value::safe;
use crate::theme::{Object, Value, Values, components};

/// Most values of one filter: those most articles have. The page of all of them is linked too.
const MOST: usize = 12;

/// A list or the archive of one of its years.
pub(super) type List = (LanguageId, Kind, Option<i16>);

/// The filters of a list as HTML, made once for all its pages.
pub(super) fn of(renderer: &Renderer, list: List, ids: &[ArticleId]) -> Result<Value, Diagnostic> {
    if let Some(html) = made(renderer).get(&list) {
        return Ok(html.clone());
    }
    let (language, kind, year) = list;
    let belonging = belonging::of(renderer.portal(), language, ids);
    let groups: Vec<Value> = [
        kinds(renderer, language, kind),
        organisations(renderer, language, kind, &belonging),
        of_terms(renderer, language, Taxonomy::Topics, &belonging),
        of_terms(renderer, language, Taxonomy::Countries, &belonging),
    ]
    .into_iter()
    .flatten()
    .collect();
    let mut arguments = Values::new();
    arguments.insert("groups", groups.into());
    arguments.insert("kind", kind.as_str().into());
    arguments.insert("year", year.map(|year| year.to_string()).into());
    arguments.insert("search", search::value(renderer, language).into());
    let mut page = Values::new();
    page.insert("text", renderer.speech(language).texts.all.clone());
    let html = renderer.theme.render_component(components::FILTERS, &arguments, &page, None)?;
    let html = safe(&html);
    made(renderer).insert(list, html.clone());
    Ok(html)
}

fn made<'a>(renderer: &'a Renderer) -> MutexGuard<'a, BTreeMap<List, Value>> {
    renderer.filters.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The other lists.
fn kinds(renderer: &Renderer, language: LanguageId, own: Kind) -> Option<Value> {
    let edition = renderer.portal().edition(language);
    let config = &renderer.portal().project.config;
    let values = Kind::ALL.iter().copied().filter(|kind| kind.has_list() && !edition.list(*kind).is_empty());
    let values = values.map(|kind| {
        value(
            kind.as_str(),
            page::list_title(renderer, language, kind),
            renderer.url(&addresses::list(config, language, kind)),
            edition.list(kind).len(),
        )
        .with("current", kind == own)
        .into()
    });
    group(renderer, language, "kind", values.collect(), None)
}

fn organisations(renderer: &Renderer, language: LanguageId, kind: Kind, belonging: &Belonging) -> Option<Value> {
    let config = &renderer.portal().project.config;
    let all = &belonging.organisations;
    let values = all.iter().take(MOST).map(|(id, count)| {
        let linked = renderer.linked(*id);
        let label = linked.article.label().to_owned();
        value(linked.article.slug.as_str(), label, renderer.url(&linked.address), *count).with("current", false).into()
    });
    let more = (all.len() > MOST && kind != Kind::Organisation)
        .then(|| renderer.url(&addresses::list(config, language, Kind::Organisation)));
    group(renderer, language, "organisation", values.collect(), more)
}

fn of_terms(renderer: &Renderer, language: LanguageId, taxonomy: Taxonomy, belonging: &Belonging) -> Option<Value> {
    let config = &renderer.portal().project.config;
    let known = renderer.portal().edition(language).terms(taxonomy);
    let all = &belonging.terms[taxonomy as usize];
    let values = all.iter().take(MOST).map(|(index, count)| {
        let term = &known[*index as usize];
        let url = renderer.url(&addresses::term(config, language, taxonomy, &term.slug));
        value(term.slug.as_str(), terms::title(renderer, language, term), url, *count).with("current", false).into()
    });
    let more = (all.len() > MOST).then(|| renderer.url(&format!("{}{}/", config.prefix(language), taxonomy.folder())));
    let name = match taxonomy {
        Taxonomy::Topics => "topic",
        Taxonomy::Countries => "country",
    };
    group(renderer, language, name, values.collect(), more)
}

fn value(id: &str, title: String, url: String, count: usize) -> Object {
    Object::new().with("id", id).with("title", title).with("url", url).with("count", count)
}

/// A filter; none where there is nothing to choose.
fn group(
    renderer: &Renderer,
    language: LanguageId,
    id: &'static str,
    values: Vec<Value>,
    more: Option<String>,
) -> Option<Value> {
    if values.len() < 2 {
        return None;
    }
    let title = renderer.speech(language).texts.of("filter", id);
    Some(Object::new().with("id", id).with("title", title).with("values", values).with("more", more).into())
}
