//! Render: an entry of the plan → the bytes of its file. Pure: same plan, same bytes, in any order and
//! on any number of threads.
//!
//! Takes a [`SitePlan`] and its theme. What many pages share (cards of articles, entries of timelines,
//! texts of a language) is made once, when a page first asks for it, and costs nothing to hand to a
//! template after that. So a renderer costs the same for any number of articles.

pub mod article;
pub mod body;
mod calendar;
mod cap;
pub mod cards;
mod corrections;
mod data;
pub mod drawing;
pub mod entries;
mod excerpt;
mod facts;
mod feeds;
mod files;
mod filters;
mod glossary;
mod headers;
pub mod home;
mod jobs;
mod json;
mod json_ld;
mod lines;
pub mod lists;
mod mail;
mod news_sitemap;
pub mod page;
mod pictures;
mod plain;
mod redirects;
#[cfg(test)]
mod sample;
pub mod search;
mod share;
mod sitemap;
mod social;
pub mod speech;
pub mod terms;
pub mod timelines;
mod xml;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Mutex, OnceLock};

use crate::diagnostic::{Diagnostic, Failure};
use crate::graph::portal::{ArticleId, Linked, Media, MediaId, Portal};
use crate::model::name::encoded;
use crate::model::{Article, Body, Kind, LanguageId, OutputPath, SourcePath};
use crate::plan::{Job, SitePlan};
use crate::source::darkroom::Order;
pub use crate::theme::STACK;
use crate::theme::view::{Html, Shared, View};
use crate::theme::views::components::Sign;
use crate::theme::views::site::Site;
use crate::theme::views::{Card, Entry};
use crate::theme::{Theme, Value, Values, components};
use glossary::Explained;
use json::Json;
use lines::Lines;
use search::kept::Words;
use speech::Speech;

/// The content of a file of the output.
#[derive(Debug)]
pub enum Content<'a> {
    /// Made here.
    Bytes(Vec<u8>),
    /// In memory already.
    Known(&'a [u8]),
    /// A copy of a file of the project.
    Copy(&'a SourcePath),
    /// A picture of the project as a whole, without what does not belong to it.
    Cleaned(&'a SourcePath),
    /// A variant of a picture of the project.
    Variant(Order<'a>),
}

/// Gives the texts that were left out of a portal.
pub trait Texts: Sync {
    /// The whole text of an article. Where it can't be had, an empty one, and [`Texts::trouble`] tells why.
    fn body(&self, article: &Article) -> Body;

    /// What went wrong so far: what was rendered since is not to be used.
    fn trouble(&self) -> Option<Failure>;
}

/// Renders the files of one plan.
pub struct Renderer<'a> {
    /// What is rendered.
    pub plan: &'a SitePlan,
    /// With what.
    pub theme: &'a Theme,
    texts: Option<&'a dyn Texts>,
    words: Option<&'a dyn Words>,
    speeches: Vec<Speech<'a>>,
    shapes: BTreeMap<Kind, Html>,
    cards: Vec<OnceLock<Shared<Card>>>,
    entries: Vec<OnceLock<Shared<Entry>>>,
    /// The words of the dates of facts.
    dates: Vec<OnceLock<Box<str>>>,
    lines: Lines,
    /// Who publishes, as JSON-LD, in each language.
    publishers: Vec<OnceLock<Json>>,
    /// Topics and countries as links, in each language.
    terms: Vec<terms::Links>,
    /// The site as the pages of each language see it.
    sites: Vec<Shared<Site>>,
    /// What stands on many pages of each language.
    shared: Vec<page::Common>,
    /// The search index of each language.
    search: Vec<OnceLock<search::Index>>,
    data: Value,
    /// The words that are explained in each language.
    explained: Vec<OnceLock<Option<Explained>>>,
    /// What lists can be narrowed down by, as far as it was made.
    filters: Mutex<BTreeMap<filters::List, Html>>,
}

impl<'a> Renderer<'a> {
    /// Prepares what the pages share.
    pub fn new(plan: &'a SitePlan, theme: &'a Theme) -> Renderer<'a> {
        let portal = &plan.portal;
        let speeches =
            portal.project.config.language_ids().map(|language| Speech::new(portal, theme, language)).collect();
        let data = crate::theme::value::of(&portal.front.data.files);
        let mut renderer = Renderer {
            plan,
            theme,
            texts: None,
            words: None,
            speeches,
            shapes: shapes(theme),
            cards: room(portal.articles.len()),
            entries: room(portal.facts.len()),
            dates: room(portal.facts.len()),
            lines: Lines::new(portal),
            publishers: room(portal.project.config.languages.len()),
            terms: terms::room(portal),
            sites: Vec::new(),
            shared: portal.project.config.languages.iter().map(|_| page::Common::default()).collect(),
            search: room(plan.search.len()),
            data,
            filters: Mutex::default(),
            explained: room(portal.project.config.languages.len()),
        };
        let languages = portal.project.config.language_ids();
        renderer.sites = languages.map(|language| page::site(&renderer, language).into()).collect();
        renderer
    }

    /// With the texts that were left out of the portal.
    #[must_use]
    pub fn with_texts(self, texts: &'a dyn Texts) -> Renderer<'a> {
        Renderer { texts: Some(texts), ..self }
    }

    /// With what keeps the words of articles.
    #[must_use]
    pub fn with_words(self, words: &'a dyn Words) -> Renderer<'a> {
        Renderer { words: Some(words), ..self }
    }

    /// What makes all that was rendered useless.
    pub fn trouble(&self) -> Option<Failure> {
        self.texts?.trouble()
    }

    /// The whole text of an article.
    fn body<'b>(&self, article: &'b Article) -> Cow<'b, Body> {
        match (&article.body.html, self.texts) {
            (None, Some(texts)) => Cow::Owned(texts.body(article)),
            (Some(_), _) | (None, None) => Cow::Borrowed(&article.body),
        }
    }

    /// The abbreviations that are explained in texts of a language.
    fn explained(&self, language: LanguageId) -> Option<&Explained> {
        self.explained[language.index()].get_or_init(|| Explained::new(self, language)).as_ref()
    }

    /// The content of one file.
    pub fn file(&self, path: &OutputPath, job: &'a Job) -> Result<Content<'a>, Diagnostic> {
        jobs::run(self, path, job)
    }

    /// Takes a content back that was read: the next file is written to the same place.
    pub fn give_back(&self, content: Vec<u8>) {
        crate::theme::buffer::back(content);
    }

    /// The portal.
    pub fn portal(&self) -> &'a Portal {
        &self.plan.portal
    }

    /// An article.
    pub fn linked(&self, id: ArticleId) -> &'a Linked {
        self.portal().article(id)
    }

    /// Words and texts of a language.
    pub fn speech(&self, language: LanguageId) -> &Speech<'a> {
        &self.speeches[language.index()]
    }

    /// Words and texts of an article's language.
    pub fn speech_of(&self, id: ArticleId) -> &Speech<'a> {
        self.speech(self.linked(id).article.language)
    }

    /// The drawn sign of a kind, to be shared.
    fn shape(&self, kind: Kind) -> Option<Html> {
        self.shapes.get(&kind).cloned()
    }

    /// The card of an article, to be shared.
    pub fn card(&self, id: ArticleId) -> Shared<Card> {
        self.cards[id.index()].get_or_init(|| cards::card(self, id, self.linked(id).article.language).into()).clone()
    }

    /// The entry of a fact on a page of `language`; in its own language to be shared.
    pub fn entry(&self, fact: u32, language: LanguageId) -> Shared<Entry> {
        let own = self.linked(self.portal().facts[fact as usize].article).article.language;
        let make = || entries::entry(self, fact, language).into();
        if own == language { self.entries[fact as usize].get_or_init(make).clone() } else { make() }
    }

    /// When a fact was, in the words of its article's language.
    fn date(&self, fact: u32) -> &str {
        self.dates[fact as usize].get_or_init(|| {
            let fact = &self.portal().facts[fact as usize];
            self.speech_of(fact.article).words.edtf(&fact.when).into()
        })
    }

    /// An address below the root as a link on this portal: `/partnership/news/ports/`, percent-encoded.
    pub fn url(&self, address: &str) -> String {
        let base = &self.portal().project.config.base_url;
        [&*base.path, &*encoded(address)].concat()
    }

    /// An address below the root as a whole URL.
    pub fn absolute(&self, address: &str) -> String {
        let base = &self.portal().project.config.base_url;
        [&*base.origin, &*base.path, &*encoded(address)].concat()
    }

    /// A picture or attachment.
    pub fn medium(&self, id: MediaId) -> &'a Media {
        self.portal().medium(id)
    }
}

/// Room for what is made when it is first asked for.
fn room<T>(count: usize) -> Vec<OnceLock<T>> {
    std::iter::repeat_with(OnceLock::new).take(count).collect()
}

/// The signs of all kinds, as the theme draws them. Where it can't, none: the pages that draw one tell why.
fn shapes(theme: &Theme) -> BTreeMap<Kind, Html> {
    let shape = |kind: &Kind| {
        let mut arguments = Values::new();
        Sign { of: kind.as_str().into() }.give(&mut arguments);
        let drawn = theme.render_component(components::SHAPE, &arguments, &Values::new(), None);
        Some((*kind, drawn.ok()?.into()))
    };
    Kind::ALL.iter().filter_map(shape).collect()
}

/// Entries of timelines on a page of `language`, by the positions of their facts.
pub fn entries_of(renderer: &Renderer, facts: &[u32], language: LanguageId) -> Vec<Shared<Entry>> {
    facts.iter().map(|fact| renderer.entry(*fact, language)).collect()
}
