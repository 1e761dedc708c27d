//! What a result shows of an article: title, address, date in words, kind, state, and the text a passage is cut from.

use crate::graph::life::{LifeState, Turn};
use crate::graph::portal::Linked;
use crate::model::Hash;
use crate::model::article::Details;
use crate::render::json::{Fields, Json};
use crate::render::{Renderer, cards, excerpt};
use crate::theme::view::Text;

/// More bytes of a text are not shown, so that a file of texts stays small: passages are of its beginning.
const LONGEST: usize = 16 * 1024;

/// What a result shows of an article.
pub(super) struct Record<'a> {
    /// Its standfirst.
    pub(super) summary: Option<&'a str>,
    /// What stands on its page below that, without markup.
    pub(super) text: String,
    fields: Fields,
}

/// The record of an article.
pub(super) fn of<'a>(renderer: &Renderer<'a>, linked: &'a Linked) -> Record<'a> {
    let article = &linked.article;
    let speech = renderer.speech(article.language);
    let word = |state: &str| speech.texts.of("state", state);
    let state = cards::life(renderer, linked).map(LifeState::as_str);
    let when = cards::when(speech, article);
    let fields = Fields::new()
        .with("url", renderer.url(&linked.address))
        .with("title", &*article.title)
        .with("kind", article.kind().as_str())
        .with("label", cards::kind_label(speech, article))
        .with("date", when.as_ref().map(|when| when.text.as_str()))
        .with("iso", when.as_ref().and_then(|when| when.iso.as_ref()).map(Text::as_str))
        .with("state", state)
        .with("word", state.map(word))
        .with("from", cards::instant(renderer, linked, Turn::NoticeBegins))
        .with("until", cards::instant(renderer, linked, Turn::NoticeEnds))
        .with("mark", cards::mark(linked).map(word));
    Record { summary: article.summary.as_deref(), text: text(renderer, linked), fields }
}

impl Record<'_> {
    /// Tells it from any other.
    pub(super) fn digest(&self) -> u128 {
        let mut told = self.fields.clone().with("summary", self.summary).finish();
        told.push_str(&format!("{:x}", Hash::of(self.text.as_bytes()).0));
        Hash::of(told.as_bytes()).0
    }

    /// As JSON.
    pub(super) fn json(&self) -> Json {
        let end = self.text.floor_char_boundary(LONGEST);
        Json::of(self.fields.clone().with("summary", self.summary).with("text", &self.text[..end]))
    }
}

/// The text of an article, and what else its page tells in words.
fn text(renderer: &Renderer, linked: &Linked) -> String {
    let article = &linked.article;
    let mut text = excerpt::text(renderer, linked);
    let mut add = |more: Option<&str>| {
        if let Some(more) = more {
            text.push('\n');
            text.push_str(more);
        }
    };
    match &article.details {
        Details::Notice(notice) => {
            add(notice.instruction.as_deref());
            add(notice.audience.as_deref());
        }
        Details::Event(event) => add(event.venue.as_deref()),
        Details::Organisation(organisation) => add(organisation.headquarters.as_deref()),
        Details::Person(person) => person.roles.iter().for_each(|role| add(Some(&role.title))),
        Details::Programme(_) | Details::Document(_) | Details::News | Details::Page(_) | Details::Topic => {}
    }
    for entry in &article.timeline {
        add(Some(&entry.title));
        add(entry.text.as_deref());
    }
    for picture in article.image.iter().chain(&article.gallery) {
        add(picture.caption.as_deref());
    }
    article.attachments.iter().for_each(|file| add(file.title.as_deref()));
    text
}
