//! The addresses of things: one place decides where everything lives.

use crate::config::Config;
use crate::model::kind::Taxonomy;
use crate::model::{Article, Kind, LanguageId, Slug, SourcePath};
use crate::pictures::Variant;
use crate::source::media::MediaFacts;

/// `news/ports/`, `fr/news/ports/`, `about/`: below the portal's root.
pub fn article(config: &Config, article: &Article) -> String {
    let prefix = config.prefix(article.language);
    match article.kind() {
        Kind::Page => format!("{prefix}{}/", article.slug),
        kind => format!("{prefix}{}/{}/", kind.folder(), article.slug),
    }
}

/// `news/`: the list of a kind.
pub fn list(config: &Config, language: LanguageId, kind: Kind) -> String {
    format!("{}{}/", config.prefix(language), kind.folder())
}

/// `events/calendar.ics`: all events of a language.
pub fn calendar(config: &Config, language: LanguageId) -> String {
    format!("{}calendar.ics", list(config, language, Kind::Event))
}

/// `events/summit/event.ics`: the event at an address.
pub fn event_calendar(event: &str) -> String {
    format!("{event}event.ics")
}

/// `news/ports/card.png`: the social card of the article at an address.
pub fn social_card(article: &str) -> String {
    format!("{article}card.png")
}

/// `topics/border-security/`, `countries/cm/`: the page of a term.
pub fn term(config: &Config, language: LanguageId, taxonomy: Taxonomy, slug: &Slug) -> String {
    [&*config.prefix(language), taxonomy.folder(), "/", slug.as_str(), "/"].concat()
}

/// `corrections/`: all corrections.
pub fn corrections(config: &Config, language: LanguageId) -> String {
    format!("{}corrections/", config.prefix(language))
}

/// `glossary/`: the explained words.
pub fn glossary(config: &Config, language: LanguageId) -> String {
    format!("{}glossary/", config.prefix(language))
}

/// `search/`: the page with the form.
pub fn search(config: &Config, language: LanguageId) -> String {
    format!("{}search/", config.prefix(language))
}

/// `search/words/0.txt`: a file its script reads.
pub fn search_file(config: &Config, language: LanguageId, name: &str) -> String {
    format!("{}search/{name}", config.prefix(language))
}

/// A later page of a list: `news/` → `news/page/2/`; the first is the list itself.
pub fn page(list: &str, number: usize) -> String {
    if number <= 1 { list.to_owned() } else { format!("{list}page/{number}/") }
}

/// `media/plan.1a2b3c4d5e6f7890.pdf`: the fingerprint makes it stay true and unguessable.
pub fn media(source: &SourcePath, facts: &MediaFacts) -> String {
    fingerprinted("media/", source.file_name(), &facts.fingerprint)
}

/// `media/port.1a2b3c4d5e6f7890.480w.jpg`: a variant of a picture.
pub fn variant(source: &SourcePath, facts: &MediaFacts, variant: Variant) -> String {
    let name = source.file_name();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let Variant { width, coat, .. } = variant;
    format!("media/{stem}.{}.{width}w.{}", facts.fingerprint, coat.ending())
}

/// `assets/site.1a2b3c4d5e6f7890.css`.
pub fn asset(name: &str, fingerprint: &str) -> String {
    fingerprinted("assets/", name, fingerprint)
}

fn fingerprinted(folder: &str, name: &str, fingerprint: &str) -> String {
    match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => format!("{folder}{stem}.{fingerprint}.{extension}"),
        _ => format!("{folder}{name}.{fingerprint}"),
    }
}

/// The feed of CAP alerts, for all languages.
pub const ALERT_FEED: &str = "notices/cap-feed.xml";

/// The CAP alert beside the page of a notice.
pub fn alert(notice: &str) -> String {
    format!("{notice}cap.xml")
}
