//! The home page, the page for missing addresses, and pages that send readers on.

use super::cards;
use super::drawing::Plan;
use super::drawing::figure::{self, Place};
use super::page::{self, Page};
use super::{Renderer, entries_of, lists, timelines};
use crate::addresses;
use crate::diagnostic::Diagnostic;
use crate::graph::life::LifeState;
use crate::graph::portal::ArticleId;
use crate::model::{Kind, LanguageId, OutputPath};
use crate::plan::Subject;
use crate::theme::view::{Shared, View};
use crate::theme::views::pages::{HomePage, NotFoundPage, RedirectPage};
use crate::theme::views::{Card, Link};

/// Articles under «Latest».
const LATEST: usize = 8;
/// Programmes, partners, notices shown.
const FEW: usize = 6;
/// Facts of the timeline's extract, before and after the present.
const EXTRACT: usize = 5;

/// Renders the home page of a language.
pub fn home(renderer: &Renderer, language: LanguageId) -> Result<String, Diagnostic> {
    let portal = renderer.portal();
    let config = &portal.project.config;
    let mut about = Page::new("home", language, config.prefix(language), config.title.of(language).to_owned());
    about.description = config.description.of(language).to_owned();
    about.alternates = lists::everywhere(renderer, 1, |language| config.prefix(language));
    about.feeds.push(page::feed(renderer, Subject::Home(language)));
    about.section = Some(config.prefix(language));
    let mut values = about.values(renderer);
    let notices = active_notices(renderer, language);
    let lead = portal.edition(language).list(Kind::News).first().copied();
    let shown = |ids: &[ArticleId], most: usize| -> Vec<Shared<Card>> {
        cards::cards(renderer, &ids[..ids.len().min(most)], language)
    };
    let extract = extract(renderer, language);
    let title = renderer.speech(language).texts.get("timeline");
    let drawn = figure::Subject { language, title, place: Place::Column };
    let home = HomePage {
        notices: shown(&notices, FEW),
        notices_count: notices.len(),
        lead: lead.map(|id| cards::noted(renderer, id, language, None)),
        latest: shown(&latest(renderer, language, lead), LATEST),
        programmes: shown(&running(renderer, language), FEW),
        partners: shown(portal.edition(language).list(Kind::Organisation), 2 * FEW),
        timeline: entries_of(renderer, &extract, language),
        drawing: figure::of_facts(renderer, drawn, &extract, Plan::Lanes),
        lists: folders(renderer, language),
    };
    home.give(&mut values);
    renderer.theme.render("home.html", &values)
}

/// Notices in their time, as their list has them: most severe first, then newest.
pub fn active_notices(renderer: &Renderer, language: LanguageId) -> Vec<ArticleId> {
    let list = renderer.portal().edition(language).list(Kind::Notice);
    let is_active = |id: &ArticleId| cards::life(renderer, renderer.linked(*id)) == Some(LifeState::Active);
    list.iter().copied().filter(is_active).collect()
}

/// The newest of all kinds that have a date of their own.
pub fn latest(renderer: &Renderer, language: LanguageId, without: Option<ArticleId>) -> Vec<ArticleId> {
    const DATED: [Kind; 4] = [Kind::News, Kind::Notice, Kind::Document, Kind::Event];
    let edition = renderer.portal().edition(language);
    let newest = DATED.iter().flat_map(|kind| {
        edition.list(*kind).iter().filter(|id| renderer.linked(**id).article.date.is_some()).take(4 * LATEST)
    });
    let mut latest: Vec<ArticleId> = newest.copied().filter(|id| Some(*id) != without).collect();
    latest.sort_by_key(|id| (std::cmp::Reverse(renderer.linked(*id).day()), *id));
    latest
}

fn running(renderer: &Renderer, language: LanguageId) -> Vec<ArticleId> {
    let list = renderer.portal().edition(language).list(Kind::Programme);
    list.iter().copied().filter(|id| cards::life(renderer, renderer.linked(*id)).is_none()).collect()
}

/// The last facts that have begun and the next that have not.
fn extract(renderer: &Renderer, language: LanguageId) -> Vec<u32> {
    let (past, coming) = timelines::around_now(renderer, language);
    let last = &past[past.len().saturating_sub(EXTRACT)..];
    last.iter().chain(coming.iter().take(EXTRACT)).copied().collect()
}

/// Every way to the articles of a language.
pub(super) fn folders(renderer: &Renderer, language: LanguageId) -> Vec<Link> {
    let config = &renderer.portal().project.config;
    let kinds = Kind::ALL.iter().copied().filter(|kind| kind.has_list());
    let folder = |kind: Kind| {
        let url = renderer.url(&addresses::list(config, language, kind));
        Link { url: url.into(), title: page::list_title(renderer, language, kind).into() }
    };
    let section = |(folder, title): (&str, String)| {
        let address = format!("{}{folder}/", config.prefix(language));
        let is_there = renderer.plan.jobs.contains_key(&OutputPath::page(address.trim_end_matches('/')));
        is_there.then(|| Link { url: renderer.url(&address).into(), title: title.into() })
    };
    let texts = renderer.speech(language).texts;
    let sections = [
        ("topics", texts.get("list_topics").to_owned()),
        ("countries", texts.get("list_countries").to_owned()),
        ("timeline", texts.get("timeline").to_owned()),
    ];
    kinds.map(folder).chain(sections.into_iter().filter_map(section)).collect()
}

/// Renders the page for addresses at which nothing is.
pub fn not_found(renderer: &Renderer, language: LanguageId) -> Result<String, Diagnostic> {
    let prefix = renderer.portal().project.config.prefix(language);
    let title = renderer.speech(language).texts.get("not_found_title").to_owned();
    let mut about = Page::new("error", language, format!("{prefix}404.html"), title);
    about.noindex = true;
    let mut values = about.values(renderer);
    NotFoundPage { lists: folders(renderer, language) }.give(&mut values);
    renderer.theme.render("404.html", &values)
}

/// Renders a page that sends readers on to an article.
pub fn redirect(renderer: &Renderer, id: ArticleId, address: &str) -> Result<String, Diagnostic> {
    let linked = renderer.linked(id);
    let mut about =
        Page::new("redirect", linked.article.language, address.to_owned(), linked.article.title.to_string());
    about.noindex = true;
    let mut values = about.values(renderer);
    let redirect = RedirectPage {
        to: renderer.url(&linked.address).into(),
        canonical: renderer.absolute(&linked.address).into(),
        title: (&*linked.article.title).into(),
    };
    redirect.give(&mut values);
    renderer.theme.render("redirect.html", &values)
}
