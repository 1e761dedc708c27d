//! Cards: an article as it stands in a list, anywhere. Made when first asked for, shared by every page that shows it.

use super::speech::Speech;
use super::{Renderer, pictures};
use crate::diagnostic::{Field, Spot};
use crate::graph::facts;
use crate::graph::held::State;
use crate::graph::life::{self, LifeState, Turn};
use crate::graph::portal::{ArticleId, Linked};
use crate::graph::roles;
use crate::model::article::{Article, Details, FileReference, Picture};
use crate::model::words::conventions;
use crate::model::{Kind, LanguageId};
use crate::source::media;
use crate::theme::view::{Shared, Text, Url};
use crate::theme::views::parts::{File, NotedCard, Spoken};
use crate::theme::views::{Card, Date, Picture as PictureView};

/// Where an article stands at the project's instant.
pub fn life(renderer: &Renderer, linked: &Linked) -> Option<LifeState> {
    life::state(&renderer.portal().project, linked)
}

/// Makes the card of an article: its own words, and all around them in a language.
pub(super) fn card(renderer: &Renderer, id: ArticleId, language: LanguageId) -> Card {
    let linked = renderer.linked(id);
    let article = &linked.article;
    let speech = renderer.speech(language);
    let state = life(renderer, linked).map(|state| speech.labelled("state", state.as_str()));
    let (severity, until) = match &article.details {
        Details::Notice(notice) => (
            notice.severity.map(|severity| speech.labelled("severity", severity.as_str())),
            notice.valid_until.map(|until| speech.moment(until)),
        ),
        _ => (None, None),
    };
    let updated = article
        .updated(&renderer.portal().project.config.zone)
        .filter(|updated| article.date.is_none_or(|date| updated.day() > date.day()));
    Card {
        url: renderer.url(&linked.address).into(),
        title: (&*article.title).into(),
        short_title: article.label().into(),
        kind: article.kind().as_str().into(),
        kind_label: kind_label(speech, article).into(),
        shape: renderer.shape(article.kind()),
        when: when(speech, article),
        updated: updated.map(|moment| speech.moment(moment)),
        summary: article.summary.as_deref().map(Text::from),
        image: article.image.as_ref().and_then(|image| picture(renderer, linked, image)).map(Shared::from),
        state,
        mark: mark(linked).map(|mark| speech.labelled("state", mark)),
        severity,
        until,
        from_instant: instant(renderer, linked, Turn::NoticeBegins).map(Text::from),
        until_instant: instant(renderer, linked, Turn::NoticeEnds).map(Text::from),
        note: None,
        language: None,
    }
}

/// When a notice turns, for a browser to watch.
pub(super) fn instant(renderer: &Renderer, linked: &Linked, turn: Turn) -> Option<String> {
    // Only notices begin and end; to tell all turns of other kinds takes long.
    if linked.article.kind() != Kind::Notice {
        return None;
    }
    let turns = life::turns(&renderer.portal().project, linked);
    turns.into_iter().find(|(_, other)| *other == turn).map(|(at, _)| at.utc())
}

/// The singular word of its kind; a document's own type.
pub fn kind_label(speech: &Speech, article: &Article) -> String {
    if let Details::Document(document) = &article.details
        && let Some(document_type) = &document.document_type
    {
        return capitalised(document_type);
    }
    speech.texts.of("kind", article.kind().as_str())
}

/// The text with its first letter in upper case.
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}", letters.as_str())
}

/// What stands above the title: the day of publication, the span, the time of an event …
pub(super) fn when(speech: &Speech, article: &Article) -> Option<Date> {
    if let Details::Event(event) = &article.details {
        return event.start.map(|start| speech.moment(start));
    }
    let imprecise = facts::when(article);
    imprecise.map(|date| speech.edtf(&date)).or_else(|| article.date.map(|date| speech.moment(date)))
}

/// The card as it stands on a page of `language`, with the role in which it stands there.
pub fn noted(renderer: &Renderer, id: ArticleId, language: LanguageId, note: Option<&str>) -> Shared<Card> {
    let article = &renderer.linked(id).article;
    let foreign = foreign(renderer, article, language);
    if note.is_none() && foreign.is_none() {
        return renderer.card(id);
    }
    let note = note.map(Text::from);
    match foreign {
        Some(_) => Card { note, language: foreign, ..card(renderer, id, language) }.into(),
        None => Shared::of(NotedCard { base: renderer.card(id), note, language: None }),
    }
}

/// The language of an article's words where they are not in that of the page.
pub(super) fn foreign(renderer: &Renderer, article: &Article, language: LanguageId) -> Option<Spoken> {
    let own = renderer.speech(article.language).language;
    let spoken = || Spoken { tag: (&*own.tag).into(), direction: own.direction.into() };
    (article.language != language).then(spoken)
}

/// The card as it stands on the page of an article; a person's with the roles held on the article's day.
pub fn on_page(renderer: &Renderer, page: &Linked, id: ArticleId) -> Shared<Card> {
    noted(renderer, id, page.article.language, roles_held(renderer, page, id).as_deref())
}

/// «Secretary General, INTERPOL»: the roles a person held on the day of an article, each with its
/// organisation, unless that is the page or the title names it.
pub(super) fn roles_held(renderer: &Renderer, page: &Linked, id: ArticleId) -> Option<String> {
    let linked = renderer.linked(id);
    let Details::Person(person) = &linked.article.details else { return None };
    let portal = renderer.portal();
    let held = roles::held_on(person, roles::day_of(&portal.project, &page.article)).map(|(index, role)| {
        let organisation = named(linked, Field::new("roles").item(index).part("organisation"));
        let organisation = organisation.map(|id| renderer.linked(portal.in_language(id, page.article.language)));
        let told = organisation.filter(|other| !other.is_gone() && other.address != page.address);
        match told.map(|other| other.article.label()).filter(|label| !role.title.contains(label)) {
            Some(label) => renderer.speech(page.article.language).words.listed(&[&role.title, label]),
            None => role.title.to_string(),
        }
    });
    let held: Vec<String> = held.collect();
    // Roles have commas of their own.
    (!held.is_empty()).then(|| held.join("; "))
}

/// Cards for a page of `language`.
pub fn cards(renderer: &Renderer, ids: &[ArticleId], language: LanguageId) -> Vec<Shared<Card>> {
    ids.iter().map(|id| noted(renderer, *id, language, None)).collect()
}

/// The picture of a field, with its address; none if it could not be resolved.
pub fn picture(renderer: &Renderer, linked: &Linked, picture: &Picture) -> Option<PictureView> {
    let id = linked.medium_at(&Spot::Field(picture.file.field))?;
    Some(PictureView {
        alt: (&*picture.alt).into(),
        caption: picture.caption.as_deref().map(Text::from),
        credit: picture.credit.as_deref().map(Text::from),
        focus: picture.focus.as_deref().map(Text::from),
        crop: picture.focus.as_deref().map(pictures::crop).map(Text::from),
        ..pictures::view(renderer, renderer.medium(id))
    })
}

/// A file for download.
pub fn file(renderer: &Renderer, linked: &Linked, reference: &FileReference, title: Option<&str>) -> Option<File> {
    let medium = renderer.medium(linked.medium_at(&Spot::Field(reference.field))?);
    let extension = medium.source.extension();
    Some(File {
        url: Url::from(renderer.url(&medium.address)),
        title: title.unwrap_or(medium.source.file_name()).into(),
        type_label: extension.to_uppercase().into(),
        media_type: media::media_type(&extension).into(),
        size: size_in_words(renderer.speech(linked.article.language), medium.facts.size).into(),
        language: None,
    })
}

/// `120 kB`, `3.4 MB`: decimal units, as readers' file managers show them.
fn size_in_words(speech: &Speech, bytes: u64) -> String {
    let (key, number) = match bytes {
        0..1_000 => ("size_bytes", bytes.to_string()),
        1_000..1_000_000 => ("size_kilobytes", ((bytes + 500) / 1_000).to_string()),
        _ => ("size_megabytes", format!("{}.{}", bytes / 1_000_000, bytes % 1_000_000 / 100_000)),
    };
    speech.texts.filled(key, "n", &conventions::fraction(speech.language, &number))
}

/// The article a field names.
pub fn named(linked: &Linked, field: Field) -> Option<ArticleId> {
    linked.article_at(&Spot::Field(field))
}

/// The mark of an article that is shown although it is held.
pub fn mark(linked: &Linked) -> Option<&'static str> {
    match linked.state {
        State::Published | State::Gone(_) => None,
        State::ShownDraft => Some("draft"),
        State::ShownFuture => Some("future"),
    }
}
