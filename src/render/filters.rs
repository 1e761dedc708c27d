//! What a list can be narrowed down by: its kind, organisations, topics, countries. Plain links, with the names under
//! which the script of lists finds them in the search.

use std::collections::BTreeMap;
use std::sync::{MutexGuard, PoisonError};

use super::{Renderer, lines, page, search, terms};
use crate::addresses;
use crate::diagnostic::Diagnostic;
use crate::graph::belonging::{self, Belonging};
use crate::graph::portal::ArticleId;
use crate::model::kind::Taxonomy;
use crate::model::{Kind, LanguageId};
use crate::theme::view::{Html, Text, Url, View};
use crate::theme::views::components::{Choice, Filter, Filters};
use crate::theme::{Values, components};

/// Most values of one filter: those most articles have. The page of all of them is linked too.
const MOST: usize = 12;

/// A list or the archive of one of its years.
pub(super) type List = (LanguageId, Kind, Option<i16>);

/// The filters of a list, made once for all its pages.
pub(super) fn of(renderer: &Renderer, list: List, ids: &[ArticleId]) -> Result<Html, Diagnostic> {
    if let Some(html) = made(renderer).get(&list) {
        return Ok(html.clone());
    }
    let (language, kind, year) = list;
    let belonging = belonging::of(renderer.portal(), language, ids);
    let groups = [
        kinds(renderer, language, kind),
        organisations(renderer, language, kind, &belonging),
        of_terms(renderer, language, Taxonomy::Topics, &belonging),
        of_terms(renderer, language, Taxonomy::Countries, &belonging),
    ];
    let filters = Filters {
        groups: groups.into_iter().flatten().collect(),
        kind: kind.as_str().into(),
        year: year.map(|year| year.to_string().into()),
        search: search::value(renderer, language),
    };
    let mut arguments = Values::new();
    filters.give(&mut arguments);
    let html = renderer.theme.render_component(
        components::FILTERS,
        &arguments,
        lines::other_page(renderer, language),
        None,
    )?;
    let html = Html::from(html);
    made(renderer).insert(list, html.clone());
    Ok(html)
}

fn made<'a>(renderer: &'a Renderer) -> MutexGuard<'a, BTreeMap<List, Html>> {
    renderer.filters.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The other lists.
fn kinds(renderer: &Renderer, language: LanguageId, own: Kind) -> Option<Filter> {
    let edition = renderer.portal().edition(language);
    let config = &renderer.portal().project.config;
    let values = Kind::ALL.iter().copied().filter(|kind| kind.has_list() && !edition.list(*kind).is_empty());
    let values = values.map(|kind| Choice {
        id: kind.as_str().into(),
        title: page::list_title(renderer, language, kind).into(),
        url: renderer.url(&addresses::list(config, language, kind)).into(),
        count: edition.list(kind).len(),
        current: kind == own,
    });
    filter(renderer, language, "kind", values.collect(), None)
}

fn organisations(renderer: &Renderer, language: LanguageId, kind: Kind, belonging: &Belonging) -> Option<Filter> {
    let config = &renderer.portal().project.config;
    let all = &belonging.organisations;
    let values = all.iter().take(MOST).map(|(id, count)| {
        let linked = renderer.linked(*id);
        Choice {
            id: linked.article.slug.as_str().into(),
            title: linked.article.label().into(),
            url: renderer.url(&linked.address).into(),
            count: *count,
            current: false,
        }
    });
    let more = all.len() > MOST && kind != Kind::Organisation;
    let more = more.then(|| renderer.url(&addresses::list(config, language, Kind::Organisation)));
    filter(renderer, language, "organisation", values.collect(), more)
}

fn of_terms(renderer: &Renderer, language: LanguageId, taxonomy: Taxonomy, belonging: &Belonging) -> Option<Filter> {
    let config = &renderer.portal().project.config;
    let known = renderer.portal().edition(language).terms(taxonomy);
    let all = &belonging.terms[taxonomy as usize];
    let values = all.iter().take(MOST).map(|(index, count)| {
        let term = &known[*index as usize];
        Choice {
            id: term.slug.as_str().into(),
            title: terms::title(renderer, language, term).into(),
            url: renderer.url(&addresses::term(config, language, taxonomy, &term.slug)).into(),
            count: *count,
            current: false,
        }
    });
    let more = (all.len() > MOST).then(|| renderer.url(&format!("{}{}/", config.prefix(language), taxonomy.folder())));
    let name = match taxonomy {
        Taxonomy::Topics => "topic",
        Taxonomy::Countries => "country",
    };
    filter(renderer, language, name, values.collect(), more)
}

/// A filter; none where there is nothing to choose.
fn filter(
    renderer: &Renderer,
    language: LanguageId,
    id: &'static str,
    values: Vec<Choice>,
    more: Option<String>,
) -> Option<Filter> {
    let title = || Text::from(renderer.speech(language).texts.of("filter", id));
    (values.len() > 1).then(|| Filter { id: id.into(), title: title(), values, more: more.map(Url::from) })
}
