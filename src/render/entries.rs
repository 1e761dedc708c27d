//! Entries of timelines: dated facts in words, made once, shared by every page that shows them.

use super::cards;
use super::{Renderer, speech::Speech};
use crate::diagnostic::{Field, Spot};
use crate::graph::facts::{Fact, Origin};
use crate::graph::portal::Linked;
use crate::model::article::{Article, Details, EntryLink, TimelineEntry};
use crate::theme::value::none;
use crate::theme::{Object, Value};

/// Makes the entry of a fact, in the language of its article.
pub(super) fn entry(renderer: &Renderer, fact: &Fact) -> Value {
    let linked = renderer.linked(fact.article);
    let article = &linked.article;
    let speech = renderer.speech(article.language);
    let own_url = renderer.url(&linked.address);
    let from = || Object::new().with("title", article.label()).with("url", own_url.clone());
    let object = Object::new()
        .with("when", speech.edtf(&fact.when))
        .with("kind", article.kind().as_str())
        .with("kind_label", cards::kind_label(speech, article))
        .with("shape", renderer.shape(article.kind()));
    match fact.origin {
        Origin::Entry(index) => {
            let entry = &article.timeline[index as usize];
            let url = entry_url(renderer, linked, entry, index as usize).unwrap_or_else(|| own_url.clone());
            object
                .with("title", &*entry.title)
                .with("text", entry.text.as_deref())
                .with("url", url)
                .with("from", from())
        }
        origin => object
            .with("title", title(speech, article, origin))
            .with("text", none())
            .with("url", own_url.clone())
            .with("from", none()),
    }
    .into()
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

/// What happened, for facts whose words are not the author's.
pub fn title(speech: &Speech, article: &Article, origin: Origin) -> String {
    match (origin, &article.details) {
        (Origin::Entry(index), _) => article.timeline[index as usize].title.to_string(),
        (Origin::Role(index), Details::Person(person)) => {
            let role = &person.roles[index as usize].title;
            speech.texts.filled("event_role", "title", &article.title).replace("{role}", role)
        }
        (Origin::Span | Origin::Event | Origin::Published | Origin::Role(_), _) => article.title.to_string(),
        (Origin::Established | Origin::Dissolved | Origin::Signed | Origin::InForce | Origin::Period, _) => {
            speech.texts.filled(&format!("event_{}", origin.as_str()), "title", &article.title)
        }
    }
}
