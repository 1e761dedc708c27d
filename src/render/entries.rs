//! Entries of timelines: dated facts in words.

use std::borrow::Cow;

use super::cards;
use super::{Renderer, speech::Speech};
use crate::diagnostic::{Field, Spot};
use crate::graph::facts::{Fact, Origin};
use crate::graph::portal::Linked;
use crate::model::LanguageId;
use crate::model::article::{Article, Details, EntryLink, TimelineEntry};
use crate::theme::view::Text;
use crate::theme::views::{Entry, Link};

/// Makes the entry of a fact for a page of `language`.
pub(super) fn entry(renderer: &Renderer, position: u32, language: LanguageId) -> Entry {
    let fact = &renderer.portal().facts[position as usize];
    let linked = renderer.linked(fact.article);
    let article = &linked.article;
    let speech = renderer.speech(language);
    let own_url = renderer.url(&linked.address);
    let foreign = cards::foreign(renderer, article, language);
    let when = match &foreign {
        None => speech.edtf_in(&fact.when, renderer.date(position)),
        Some(_) => speech.edtf(&fact.when),
    };
    let view = |title: &str, text: Option<&str>, url: &str, from: Option<Link>| Entry {
        language: foreign,
        when,
        kind: article.kind().as_str().into(),
        kind_label: cards::kind_label(speech, article).into(),
        shape: renderer.shape(article.kind()),
        title: title.into(),
        text: text.map(Text::from),
        url: url.into(),
        from,
    };
    match fact.origin {
        Origin::Entry(index) => {
            let entry = &article.timeline[index as usize];
            let url = entry_url(renderer, linked, entry, index as usize);
            let from = Link { url: own_url.as_str().into(), title: article.label().into() };
            view(&entry.title, entry.text.as_deref(), url.as_deref().unwrap_or(&own_url), Some(from))
        }
        origin => view(&title(speech, article, origin), None, &own_url, None),
    }
}

/// Whether an entry leads to the page at this address, or comes from there.
pub(super) fn leads_to(renderer: &Renderer, fact: &Fact, address: &str) -> bool {
    let linked = renderer.linked(fact.article);
    if *linked.address == *address {
        return true;
    }
    let Origin::Entry(index) = fact.origin else { return false };
    let entry = &linked.article.timeline[index as usize];
    entry.link.is_some()
        && entry_url(renderer, linked, entry, index as usize).is_some_and(|url| url == renderer.url(address))
}

fn entry_url(renderer: &Renderer, linked: &Linked, entry: &TimelineEntry, index: usize) -> Option<String> {
    match entry.link.as_ref()? {
        EntryLink::Web(url) => Some(url.to_string()),
        EntryLink::Article(_) => {
            let spot = Spot::Field(Field::new("timeline").item(index).part("link"));
            linked.article_at(&spot).map(|id| renderer.url(&renderer.linked(id).address))
        }
    }
}

/// Where an entry leads: to what it names, else to the page of its article.
pub(super) fn url(renderer: &Renderer, fact: &Fact) -> String {
    let linked = renderer.linked(fact.article);
    let other = match fact.origin {
        Origin::Entry(index) => entry_url(renderer, linked, &linked.article.timeline[index as usize], index as usize),
        _ => None,
    };
    other.unwrap_or_else(|| renderer.url(&linked.address))
}

/// What happened, for facts whose words are not the author's.
pub fn title<'a>(speech: &Speech, article: &'a Article, origin: Origin) -> Cow<'a, str> {
    match (origin, &article.details) {
        (Origin::Entry(index), _) => Cow::Borrowed(&*article.timeline[index as usize].title),
        (Origin::Role(index), Details::Person(person)) => {
            let role = &person.roles[index as usize].title;
            Cow::Owned(speech.texts.filled("event_role", "title", &article.title).replace("{role}", role))
        }
        (Origin::Span | Origin::Event | Origin::Published | Origin::Role(_), _) => Cow::Borrowed(&*article.title),
        (Origin::Established | Origin::Dissolved | Origin::Signed | Origin::InForce | Origin::Period, _) => {
            Cow::Owned(speech.texts.filled(&format!("event_{}", origin.as_str()), "title", &article.title))
        }
    }
}
