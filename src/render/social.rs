//! Social cards of articles: what a card says, and how a page tells of it. `cards` draws it.

use super::{Renderer, cards};
use crate::addresses;
use crate::cards as drawing;
use crate::cards::{Card, Color, Direction, Shape};
use crate::config::look::Color as Chosen;
use crate::graph::facts;
use crate::graph::life::LifeState;
use crate::graph::portal::{ArticleId, Linked};
use crate::model::article::{Article, Details};
use crate::model::kind::Severity;
use crate::model::{Kind, OutputPath};
use crate::theme::views::site::SocialCard;

/// The media type of cards.
const MEDIA_TYPE: &str = "image/png";

/// Colours of the default theme on its light ground, each of them with contrast enough for text.
const ACCENT: Color = [0x0b, 0x4a, 0x7d];
const PROGRAMME: Color = [0x00, 0x62, 0x5a];
const DOCUMENT: Color = [0x5b, 0x3a, 0x8c];
const MODERATE: Color = [0x8a, 0x4b, 0x00];
const SEVERE: Color = [0xb3, 0x26, 0x1e];
const EXTREME: Color = [0x7d, 0x0a, 0x1f];
const MINOR: Color = [0x2a, 0x61, 0x38];
const INK: Color = [0x17, 0x21, 0x2b];
const QUIET: Color = [0x4d, 0x5a, 0x68];

/// Draws the card of an article.
pub(super) fn card(renderer: &Renderer, id: ArticleId) -> Vec<u8> {
    let linked = renderer.linked(id);
    let article = &linked.article;
    let speech = renderer.speech(article.language);
    let config = &renderer.portal().project.config;
    let accent = config.look.accent.map_or(ACCENT, |accent| Chosen::for_light(accent).parts());
    let (shape, color) = sign(article, accent);
    let over = over(renderer, linked);
    let kind = cards::kind_label(speech, article);
    let severity = severity(article).map(|severity| speech.texts.of("severity", severity.as_str()));
    let state = over.map(|state| speech.texts.of("state", state.as_str()));
    let label: Vec<String> = [Some(kind), severity, state].into_iter().flatten().collect();
    drawing::draw(&Card {
        title: &article.title,
        label: &label.join(" · "),
        date: &date(renderer, article),
        portal: config.title.of(article.language),
        direction: if speech.language.direction == "rtl" { Direction::RightToLeft } else { Direction::LeftToRight },
        shape,
        color: if over.is_some() && article.kind() == Kind::Notice { QUIET } else { color },
        accent,
    })
}

/// How a page tells of the card of its article; nothing where there is none.
pub(super) fn offered(renderer: &Renderer, id: ArticleId) -> Option<SocialCard> {
    if !renderer.portal().project.config.cards {
        return None;
    }
    let linked = renderer.linked(id);
    let address = addresses::social_card(&linked.address);
    let (width, height) = drawing::SIZE;
    let is_there = renderer.plan.jobs.contains_key(&OutputPath::new(&*address));
    is_there.then(|| SocialCard {
        url: renderer.absolute(&address).into(),
        r#type: MEDIA_TYPE.into(),
        width,
        height,
        alt: (&*linked.article.title).into(),
    })
}

/// When, in the words of the article's page.
fn date(renderer: &Renderer, article: &Article) -> String {
    let zone = &renderer.portal().project.config.zone;
    let words = &renderer.speech(article.language).words;
    match &article.details {
        Details::Event(event) => event.start.map(|start| words.moment(start, zone)),
        _ => facts::when(article)
            .map(|date| words.edtf(&date))
            .or_else(|| article.date.map(|date| words.moment(date, zone))),
    }
    .unwrap_or_default()
}

fn severity(article: &Article) -> Option<Severity> {
    match &article.details {
        Details::Notice(notice) => notice.severity,
        _ => None,
    }
}

/// The state a reader should know before the title: what no longer holds, and what does not take place as was said.
fn over(renderer: &Renderer, linked: &Linked) -> Option<LifeState> {
    cards::life(renderer, linked).filter(|state| match state {
        LifeState::Scheduled | LifeState::Active => false,
        LifeState::Expired
        | LifeState::Superseded
        | LifeState::Withdrawn
        | LifeState::Cancelled
        | LifeState::Postponed
        | LifeState::Ended
        | LifeState::Dissolved
        | LifeState::Lapsed => true,
    })
}

/// The sign of an article and its colour: of a notice those of its severity.
fn sign(article: &Article, accent: Color) -> (Shape, Color) {
    match article.kind() {
        Kind::Notice => match severity(article) {
            Some(Severity::Extreme) => (Shape::Octagon, EXTREME),
            Some(Severity::Severe) | None => (Shape::Triangle, SEVERE),
            Some(Severity::Moderate) => (Shape::Diamond, MODERATE),
            Some(Severity::Minor) => (Shape::Circle, MINOR),
            Some(Severity::Unknown) => (Shape::Square, QUIET),
        },
        Kind::News => (Shape::Circle, accent),
        Kind::Programme => (Shape::Bar, PROGRAMME),
        Kind::Document => (Shape::Square, DOCUMENT),
        Kind::Event => (Shape::Diamond, MODERATE),
        Kind::Organisation => (Shape::Ring, INK),
        Kind::Person => (Shape::Person, INK),
        Kind::Page | Kind::Topic => (Shape::Dot, INK),
    }
}
