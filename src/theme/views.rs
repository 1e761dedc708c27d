//! The views of all pages, and which templates get which: the contract with themes.

pub mod article;
pub mod components;
pub mod pages;
pub mod parts;
pub mod site;

pub use article::Article;
pub use parts::{Card, Date, Entry, Link, Picture, Word};
pub use site::EveryPage;

use super::view::{Description, View};
use crate::model::Kind;
use pages::{
    ArticlePage, CorrectionsPage, GlossaryPage, HomePage, ListPage, Members, NotFoundPage, RedirectPage, SearchPage,
    TermPage, TermsPage, TimelinePage, YearPage,
};

/// A template that makes pages.
#[derive(Clone, Copy, Debug)]
pub struct PageTemplate {
    /// Its file.
    pub name: &'static str,
    /// What it is for.
    pub about: &'static str,
    /// What it gets besides what every page does.
    pub views: &'static [&'static Description],
}

/// What every page gets.
pub const EVERY_PAGE: &Description = EveryPage::ABOUT;

/// What the pages of articles get: the template of any kind, and those articles name.
pub const ARTICLE: PageTemplate = PageTemplate {
    name: "page.html",
    about: "articles; a kind may have a template of its own, `<kind>.html`, and an article name another with `template`",
    views: &[ArticlePage::ABOUT, Members::ABOUT],
};

/// Every template that makes pages.
pub const TEMPLATES: [PageTemplate; 12] = [
    ARTICLE,
    PageTemplate { name: "home.html", about: "the home page", views: &[HomePage::ABOUT] },
    PageTemplate {
        name: "list.html",
        about: "the articles of a folder, and their years",
        views: &[ListPage::ABOUT, Members::ABOUT],
    },
    PageTemplate { name: "term.html", about: "a topic or a country", views: &[TermPage::ABOUT, Members::ABOUT] },
    PageTemplate { name: "terms.html", about: "all topics, or all countries", views: &[TermsPage::ABOUT] },
    PageTemplate { name: "timeline.html", about: "everything dated", views: &[TimelinePage::ABOUT] },
    PageTemplate {
        name: "timeline_year.html",
        about: "a year of it, or the whole history of an article, topic or country",
        views: &[YearPage::ABOUT],
    },
    PageTemplate { name: "corrections.html", about: "all corrections", views: &[CorrectionsPage::ABOUT] },
    PageTemplate {
        name: "glossary.html",
        about: "the words that `data/glossary.yaml` explains",
        views: &[GlossaryPage::ABOUT],
    },
    PageTemplate {
        name: "search.html",
        about: "the search: a form, and what its script makes results of",
        views: &[SearchPage::ABOUT],
    },
    PageTemplate {
        name: "404.html",
        about: "what is not found, and what is no longer available",
        views: &[NotFoundPage::ABOUT],
    },
    PageTemplate { name: "redirect.html", about: "sends readers on", views: &[RedirectPage::ABOUT] },
];

/// The template that makes pages under this name; `notice.html` and the like make pages of articles.
pub fn template(name: &str) -> Option<PageTemplate> {
    let is_kind = || name.strip_suffix(".html").is_some_and(|word| Kind::ALL.iter().any(|kind| kind.as_str() == word));
    TEMPLATES.into_iter().find(|template| template.name == name).or_else(|| is_kind().then_some(ARTICLE))
}
