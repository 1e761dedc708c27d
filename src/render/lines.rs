//! Lines of lists: what the theme makes of an article or a dated fact as one item among others. Most
//! pages are lists of the same things, so each line is made once, when a page first asks for it, and
//! joined to its neighbours without another look at a template.

use std::sync::OnceLock;

use super::{Renderer, cards};
use crate::diagnostic::Diagnostic;
use crate::graph::portal::{ArticleId, Portal};
use crate::model::LanguageId;
use crate::theme::value::{none, safe};
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
        let lines = |count: usize| std::iter::repeat_with(Line::new).take(count).collect::<Vec<_>>();
        let articles = portal.articles.len();
        Lines { cards: [lines(articles), lines(articles)], links: lines(articles), facts: lines(portal.facts.len()) }
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

/// The lines of these facts, on pages that are no article's own.
pub(super) fn facts(renderer: &Renderer, facts: &[u32], language: LanguageId) -> Result<Value, Diagnostic> {
    let mut joined = String::with_capacity(facts.len() * 512);
    for fact in facts {
        let line = made(&renderer.lines.facts[*fact as usize], || {
            let mut arguments = Values::new();
            arguments.insert("entry", renderer.entry(*fact));
            component(renderer, components::ENTRY, &arguments, language)
        })?;
        add(&mut joined, line);
    }
    Ok(safe(&joined))
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
            component(renderer, components::CARD_LINE, &arguments, language)
        }
        Form::Link => component(renderer, components::LINK_LINE, &arguments, language),
    }
}

fn component(
    renderer: &Renderer,
    name: &str,
    arguments: &Values,
    language: LanguageId,
) -> Result<Box<str>, Diagnostic> {
    let mut page = Values::new();
    page.insert("text", renderer.speech(language).texts.all.clone());
    page.insert("page", Object::new().with("url", none()).into());
    Ok(renderer.theme.render_component(name, arguments, &page, None)?.into())
}
