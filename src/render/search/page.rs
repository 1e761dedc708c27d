//! The page with the form. Without script it offers the lists instead.

use crate::addresses;
use crate::diagnostic::Diagnostic;
use crate::model::{Kind, LanguageId, OutputPath};
use crate::render::page::{Crumb, Page};
use crate::render::{Renderer, home, lists};
use crate::theme::view::View;
use crate::theme::views::pages::{KindSign, Search, SearchPage};

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
    SearchPage { search: value(renderer, language), lists: home::folders(renderer, language) }.give(&mut values);
    renderer.theme.render("search.html", &values)
}

/// What scripts are told of the search; nothing where there is none.
pub(in crate::render) fn value(renderer: &Renderer, language: LanguageId) -> Option<Search> {
    let address = addresses::search(&renderer.portal().project.config, language);
    if !renderer.plan.jobs.contains_key(&OutputPath::page(address.trim_end_matches('/'))) {
        return None;
    }
    let kind = |kind: &Kind| KindSign { id: kind.as_str().into(), shape: renderer.shape(*kind) };
    Some(Search {
        files: renderer.url(&address).into(),
        results: renderer.speech(language).texts.forms(COUNTED).into(),
        kinds: Kind::ALL.iter().map(kind).collect(),
    })
}
