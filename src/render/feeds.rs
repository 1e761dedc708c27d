//! Feeds: what is new of a subject, as Atom and as JSON Feed.
//!
//! An entry stands where its last change that readers should know of puts it, so that a correction
//! comes to those who have read the old text. Addresses are the identities: a permalink never changes.

mod atom;
mod json;
#[cfg(test)]
mod tests;

use std::cmp::Reverse;

use super::files::{self, Offered};
use super::{Renderer, cards, excerpt, page, terms};
use crate::graph::held::State;
use crate::graph::portal::{ArticleId, Linked};
use crate::model::article::Article;
use crate::model::kind::Taxonomy;
use crate::model::{Instant, Kind, Language, LanguageId};
use crate::plan::{Format, Subject};

/// Kinds that are news on the home page's feed; the others are what news is about.
const ON_HOME: [Kind; 4] = [Kind::News, Kind::Notice, Kind::Document, Kind::Event];

/// Renders a feed.
pub(super) fn render(renderer: &Renderer, subject: Subject, format: Format) -> String {
    let feed = feed(renderer, subject);
    match format {
        Format::Atom => atom::write(renderer, &feed),
        Format::Json => json::write(renderer, &feed),
    }
}

/// A feed, before it is written.
struct Feed<'a> {
    title: String,
    subtitle: &'a str,
    /// The whole URL of the page it belongs to: also its identity.
    url: String,
    language: &'a Language,
    publisher: Publisher,
    updated: Instant,
    entries: Vec<Entry<'a>>,
    tombstones: Vec<Tombstone>,
}

/// Who publishes the portal.
pub(super) struct Publisher {
    pub(super) name: String,
    pub(super) url: String,
}

/// An article in a feed.
struct Entry<'a> {
    article: &'a Article,
    /// Its whole URL: also its identity.
    url: String,
    language: &'a Language,
    published: Option<Instant>,
    updated: Instant,
    /// Its summary, else the beginning of its text.
    text: String,
    topics: Vec<Tag>,
    /// Where it stands in its life: the word for machines and the one for readers.
    state: Option<Tag>,
    image: Option<String>,
    files: Vec<Offered<'a>>,
}

/// A word for machines and the one for readers.
struct Tag {
    term: String,
    label: String,
}

/// An article whose time is over.
struct Tombstone {
    url: String,
    when: Instant,
}

fn feed<'a>(renderer: &Renderer<'a>, subject: Subject) -> Feed<'a> {
    let (title, address) = page::about(renderer, subject);
    let language = language(renderer, subject);
    let entries: Vec<Entry> = newest(renderer, items(renderer, subject)).map(|id| entry(renderer, id)).collect();
    let tombstones = tombstones(renderer, subject);
    let latest = entries.iter().map(|entry| entry.updated).chain(tombstones.iter().map(|stone| stone.when)).max();
    Feed {
        title,
        subtitle: subtitle(renderer, subject),
        url: renderer.absolute(&address),
        language: &renderer.portal().project.config.languages[language.index()],
        publisher: publisher(renderer, language),
        updated: latest.unwrap_or_else(|| newest_of_all(renderer)),
        entries,
        tombstones,
    }
}

fn language(renderer: &Renderer, subject: Subject) -> LanguageId {
    match subject {
        Subject::Home(language) | Subject::List(language, _) | Subject::Term(language, ..) => language,
        Subject::Hub(id) => renderer.linked(id).article.language,
    }
}

fn subtitle<'a>(renderer: &Renderer<'a>, subject: Subject) -> &'a str {
    let portal = renderer.portal();
    let summary = |id: ArticleId| portal.article(id).article.summary.as_deref().unwrap_or_default();
    match subject {
        Subject::Home(language) => portal.project.config.description.of(language),
        Subject::List(..) => "",
        Subject::Term(language, taxonomy, index) => {
            portal.edition(language).terms(taxonomy)[index as usize].text.map_or("", summary)
        }
        Subject::Hub(id) => summary(id),
    }
}

/// Who publishes, in the language of a feed; the portal itself where nobody is named.
pub(super) fn publisher(renderer: &Renderer, language: LanguageId) -> Publisher {
    let portal = renderer.portal();
    let config = &portal.project.config;
    let named = portal.front.publisher.map(|id| renderer.linked(portal.in_language(id, language)));
    match named.filter(|linked| !linked.is_gone()) {
        Some(linked) => Publisher { name: linked.article.title.to_string(), url: renderer.absolute(&linked.address) },
        None => {
            Publisher { name: config.title.of(language).to_owned(), url: renderer.absolute(&config.prefix(language)) }
        }
    }
}

/// Everything a feed could tell of.
fn items<'a>(renderer: &Renderer<'a>, subject: Subject) -> Vec<&'a [ArticleId]> {
    let portal = renderer.portal();
    match subject {
        Subject::Home(language) => ON_HOME.iter().map(|kind| portal.edition(language).list(*kind)).collect(),
        Subject::List(language, kind) => vec![portal.edition(language).list(kind)],
        Subject::Term(language, taxonomy, index) => {
            vec![&portal.edition(language).terms(taxonomy)[index as usize].items]
        }
        Subject::Hub(id) => vec![&portal.article(id).gathered],
    }
}

/// The newest of them, newest first; those without any date have no place in a feed.
fn newest(renderer: &Renderer, items: Vec<&[ArticleId]>) -> impl Iterator<Item = ArticleId> + use<> {
    let config = &renderer.portal().project.config;
    let dated = items.into_iter().flatten().filter_map(|id| {
        let article = &renderer.linked(*id).article;
        let published = article.date.map(|date| date.begins(&config.zone));
        let updated = article.updated(&config.zone)?.begins(&config.zone);
        Some((Reverse(updated), Reverse(published), *id))
    });
    let mut dated: Vec<_> = dated.collect();
    dated.sort_by(|one, other| {
        let title = |id: ArticleId| &renderer.linked(id).article.title;
        (one.0, one.1).cmp(&(other.0, other.1)).then_with(|| (title(one.2), one.2).cmp(&(title(other.2), other.2)))
    });
    dated.truncate(config.feed_entries);
    dated.into_iter().map(|(_, _, id)| id)
}

fn entry<'a>(renderer: &Renderer<'a>, id: ArticleId) -> Entry<'a> {
    let linked = renderer.linked(id);
    let article = &linked.article;
    let zone = &renderer.portal().project.config.zone;
    let image = article.image.as_ref().and_then(|image| files::picture(renderer, linked, image));
    Entry {
        article,
        url: renderer.absolute(&linked.address),
        language: &renderer.portal().project.config.languages[article.language.index()],
        published: article.date.map(|date| date.begins(zone)),
        updated: article.updated(zone).map_or(Instant::EPOCH, |updated| updated.begins(zone)),
        text: excerpt::of(renderer, linked),
        topics: topics(renderer, linked),
        state: state(renderer, linked),
        image: image.map(|shown| renderer.absolute(&shown.address)),
        files: files::offered(renderer, linked),
    }
}

fn topics(renderer: &Renderer, linked: &Linked) -> Vec<Tag> {
    let language = linked.article.language;
    let all = renderer.portal().edition(language).terms(Taxonomy::Topics);
    let topics = linked.topics.iter().map(|topic| &all[*topic as usize]);
    topics.map(|term| Tag { term: term.slug.to_string(), label: terms::title(renderer, language, term) }).collect()
}

fn state(renderer: &Renderer, linked: &Linked) -> Option<Tag> {
    let state = cards::life(renderer, linked)?.as_str();
    let label = renderer.speech(linked.article.language).texts.of("state", state);
    Some(Tag { term: state.to_owned(), label })
}

/// The articles of a list whose time is over, latest first. Nobody knows any more which terms and
/// hubs they belonged to.
fn tombstones(renderer: &Renderer, subject: Subject) -> Vec<Tombstone> {
    let belongs = |article: &Article| match subject {
        Subject::Home(language) => article.language == language && ON_HOME.contains(&article.kind()),
        Subject::List(language, kind) => article.language == language && article.kind() == kind,
        Subject::Term(..) | Subject::Hub(_) => false,
    };
    let gone = renderer.portal().articles.iter().filter(|linked| belongs(&linked.article));
    let mut stones: Vec<Tombstone> = gone
        .filter_map(|linked| match linked.state {
            State::Gone(when) => Some(Tombstone { url: renderer.absolute(&linked.address), when }),
            State::Published | State::ShownDraft | State::ShownFuture => None,
        })
        .collect();
    stones.sort_by(|one, other| (Reverse(one.when), &one.url).cmp(&(Reverse(other.when), &other.url)));
    stones.truncate(renderer.portal().project.config.feed_entries);
    stones
}

/// When something of the portal was last new: for feeds without entries, which need a date all the same.
pub(super) fn newest_of_all(renderer: &Renderer) -> Instant {
    let zone = &renderer.portal().project.config.zone;
    let listed = renderer.portal().articles.iter().filter(|linked| linked.is_listed());
    let updated = listed.filter_map(|linked| linked.article.updated(zone));
    updated.map(|moment| moment.begins(zone)).max().unwrap_or(Instant::EPOCH)
}

/// The address a feed's own topics are listed at: the scheme of their categories.
fn topics_scheme(renderer: &Renderer, language: LanguageId) -> String {
    let config = &renderer.portal().project.config;
    renderer.absolute(&format!("{}{}/", config.prefix(language), Taxonomy::Topics.folder()))
}
