//! Lines of lists: what the theme makes of an article or a dated fact as one item among others. Most
//! pages are lists of the same things, so each line is made once, when a page first asks for it, and
//! joined to its neighbours without another look at a template.

use std::sync::OnceLock;

use super::{Renderer, cards, entries, room};
use crate::diagnostic::Diagnostic;
use crate::graph::portal::{ArticleId, Portal};
use crate::model::LanguageId;
use crate::theme::view::{AllTexts, Html, Shared, Url, View};
use crate::theme::views::components::{AnyPage, AroundLines, CardLine, EntryLine, LinkLine};
use crate::theme::views::{Card, Entry};
use crate::theme::{Values, components};

/// How an article stands among others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A card whose heading has this level, 2 or 3.
    Card(u8),
    /// A link with its date.
    Link,
}

/// The lines made so far.
#[derive(Default)]
pub(super) struct Lines {
    cards: [Vec<Line>; 2],
    links: Vec<Line>,
    facts: Vec<Line>,
    /// What lines get from a page of each language that is not theirs.
    pages: Vec<OnceLock<Values>>,
}

type Line = OnceLock<Box<str>>;

impl Lines {
    /// None.
    pub(super) fn new(portal: &Portal) -> Lines {
        let articles = portal.articles.len();
        Lines {
            cards: [room(articles), room(articles)],
            links: room(articles),
            facts: room(portal.facts.len()),
            pages: room(portal.project.config.languages.len()),
        }
    }

    fn of(&self, form: Form, id: ArticleId) -> &Line {
        match form {
            Form::Card(2) => &self.cards[0][id.index()],
            Form::Card(_) => &self.cards[1][id.index()],
            Form::Link => &self.links[id.index()],
        }
    }
}

/// The lines of these articles on a page of `language`, each with the role in which it stands there.
pub(super) fn articles<'n>(
    renderer: &Renderer,
    form: Form,
    items: impl IntoIterator<Item = (ArticleId, Option<&'n str>)>,
    language: LanguageId,
) -> Result<Html, Diagnostic> {
    let mut joined = String::new();
    for (id, note) in items {
        let make = || article(renderer, form, cards::noted(renderer, id, language, note), language);
        if note.is_none() && renderer.linked(id).article.language == language {
            add(&mut joined, made(renderer.lines.of(form, id), make)?);
        } else {
            add(&mut joined, &make()?);
        }
    }
    Ok(joined.into())
}

/// The lines of these facts on the page at an address, if entries can lead there at all; those that do
/// don't say so. `entries` are theirs, if they were made already.
pub(super) fn facts(
    renderer: &Renderer,
    facts: &[u32],
    entries: &[Shared<Entry>],
    language: LanguageId,
    address: Option<&str>,
) -> Result<Html, Diagnostic> {
    let is_monolingual = renderer.portal().project.config.languages.len() == 1;
    let mut joined = String::with_capacity(facts.len() * 512);
    for (index, fact) in facts.iter().enumerate() {
        let known = &renderer.portal().facts[*fact as usize];
        let make = |page: &Values| {
            let known = entries.get(index).cloned();
            let entry = known.unwrap_or_else(|| entries::entry(renderer, *fact, language).into());
            let mut arguments = Values::new();
            EntryLine { entry }.give(&mut arguments);
            Ok(renderer.theme.render_component(components::ENTRY, &arguments, page, None)?.into())
        };
        let own = address.filter(|address| entries::leads_to(renderer, known, address));
        if let Some(address) = own {
            let own: Box<str> = make(&page(renderer, language, Some(renderer.url(address))))?;
            add(&mut joined, &own);
        } else if is_monolingual || renderer.linked(known.article).article.language == language {
            let line = &renderer.lines.facts[*fact as usize];
            add(&mut joined, made(line, || make(other_page(renderer, language)))?);
        } else {
            let foreign: Box<str> = make(other_page(renderer, language))?;
            add(&mut joined, &foreign);
        }
    }
    Ok(joined.into())
}

fn add(joined: &mut String, line: &str) {
    joined.push('\n');
    joined.push_str(line);
}

fn made(known: &Line, make: impl FnOnce() -> Result<Box<str>, Diagnostic>) -> Result<&str, Diagnostic> {
    if let Some(line) = known.get() {
        return Ok(line);
    }
    let line = make()?;
    Ok(known.get_or_init(|| line))
}

fn article(renderer: &Renderer, form: Form, item: Shared<Card>, language: LanguageId) -> Result<Box<str>, Diagnostic> {
    let mut arguments = Values::new();
    let name = match form {
        Form::Card(level) => {
            CardLine { item, level }.give(&mut arguments);
            components::CARD_LINE
        }
        Form::Link => {
            LinkLine { item }.give(&mut arguments);
            components::LINK_LINE
        }
    };
    Ok(renderer.theme.render_component(name, &arguments, other_page(renderer, language), None)?.into())
}

/// What a line gets from the page around it.
fn page(renderer: &Renderer, language: LanguageId, url: Option<String>) -> Values {
    let mut page = Values::new();
    let text = AllTexts(renderer.speech(language).texts.all.clone());
    AroundLines { text, page: AnyPage { url: url.map(Url::from) } }.give(&mut page);
    page
}

/// The same from any page a line does not lead to.
pub(super) fn other_page<'a>(renderer: &'a Renderer, language: LanguageId) -> &'a Values {
    renderer.lines.pages[language.index()].get_or_init(|| page(renderer, language, None))
}
