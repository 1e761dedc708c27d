//! Lines of lists: what the theme makes of an article or a dated fact as one item among others. Most
//! pages are lists of the same things, so each line is made once, when a page first asks for it, and
//! joined to its neighbours without another look at a template.

use std::sync::OnceLock;

use super::{Renderer, cards, entries, room};
use crate::diagnostic::Diagnostic;
use crate::graph::portal::{ArticleId, Portal};
use crate::model::LanguageId;
use crate::theme::value::safe;
use crate::theme::{Object, Value, Values, components};

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
}

type Line = OnceLock<Box<str>>;

impl Lines {
    /// None.
    pub(super) fn new(portal: &Portal) -> Lines {
        let articles = portal.articles.len();
        Lines { cards: [room(articles), room(articles)], links: room(articles), facts: room(portal.facts.len()) }
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
) -> Result<Value, Diagnostic> {
    let mut joined = String::new();
    for (id, note) in items {
        let make = || article(renderer, form, cards::noted(renderer, id, language, note), language);
        if note.is_none() && renderer.linked(id).article.language == language {
            add(&mut joined, made(renderer.lines.of(form, id), make)?);
        } else {
            add(&mut joined, &make()?);
        }
    }
    Ok(safe(&joined))
}

/// The lines of these facts on the page at an address; those that lead there don't say so.
pub(super) fn facts(
    renderer: &Renderer,
    facts: &[u32],
    language: LanguageId,
    address: &str,
) -> Result<Value, Diagnostic> {
    let mut joined = String::with_capacity(facts.len() * 512);
    for fact in facts {
        let known = &renderer.portal().facts[*fact as usize];
        if entries::leads_to(renderer, known, address) {
            let own = Some(renderer.url(address));
            add(&mut joined, &entry(renderer, entries::entry(renderer, *fact), language, own)?);
        } else if renderer.linked(known.article).article.language == language {
            let make = || entry(renderer, entries::entry(renderer, *fact), language, None);
            add(&mut joined, made(&renderer.lines.facts[*fact as usize], make)?);
        } else {
            add(&mut joined, &entry(renderer, entries::entry(renderer, *fact), language, None)?);
        }
    }
    Ok(safe(&joined))
}

fn entry(
    renderer: &Renderer,
    entry: Value,
    language: LanguageId,
    page: Option<String>,
) -> Result<Box<str>, Diagnostic> {
    let mut arguments = Values::new();
    arguments.insert("entry", entry);
    component(renderer, components::ENTRY, &arguments, language, page)
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

fn article(renderer: &Renderer, form: Form, item: Value, language: LanguageId) -> Result<Box<str>, Diagnostic> {
    let mut arguments = Values::new();
    arguments.insert("item", item);
    match form {
        Form::Card(level) => {
            arguments.insert("level", level.into());
            component(renderer, components::CARD_LINE, &arguments, language, None)
        }
        Form::Link => component(renderer, components::LINK_LINE, &arguments, language, None),
    }
}

fn component(
    renderer: &Renderer,
    name: &str,
    arguments: &Values,
    language: LanguageId,
    url: Option<String>,
) -> Result<Box<str>, Diagnostic> {
    let mut page = Values::new();
    page.insert("text", renderer.speech(language).texts.all.clone());
    page.insert("page", Object::new().with("url", url).into());
    Ok(renderer.theme.render_component(name, arguments, &page, None)?.into())
}
