//! The page with the form. Without script it offers the lists instead.

use crate::addresses;
use crate::diagnostic::Diagnostic;
use crate::model::{Kind, LanguageId, OutputPath};
use crate::render::page::{Crumb, Page};
use crate::render::{Renderer, home, lists};
use crate::theme::{Object, Value};

/// The texts with plural forms a script counts with.
const COUNTED: &str = "search_results";

/// Renders it.
pub(super) fn render(renderer: &Renderer, language: LanguageId) -> Result<String, Diagnostic> {
    let config = &renderer.portal().project.config;
    let speech = renderer.speech(language);
    let title = speech.texts.get("search").to_owned();
    let mut about = Page::new("search", language, addresses::search(config, language), title.clone());
    about.breadcrumbs.push(Crumb { title, address: None });
    about.alternates = lists::everywhere(renderer, 1, |language| addresses::search(config, language));
    about.noindex = true;
    let mut values = about.values(renderer);
    values.insert("search", value(renderer, language).into());
    values.insert("lists", home::folders(renderer, language).into());
    renderer.theme.render("search.html", &values)
}

/// What scripts are told of the search: `{files, results, kinds}`; none where there is no search.
pub(in crate::render) fn value(renderer: &Renderer, language: LanguageId) -> Option<Value> {
    let address = addresses::search(&renderer.portal().project.config, language);
    if !renderer.plan.jobs.contains_key(&OutputPath::page(address.trim_end_matches('/'))) {
        return None;
    }
    let kind =
        |kind: &Kind| -> Value { Object::new().with("id", kind.as_str()).with("shape", renderer.shape(*kind)).into() };
    let search = Object::new()
        .with("files", renderer.url(&address))
        .with("results", renderer.speech(language).texts.forms(COUNTED))
        .with("kinds", Kind::ALL.iter().map(kind).collect::<Vec<Value>>());
    Some(search.into())
}
