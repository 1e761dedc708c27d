//! A feed as Atom (RFC 4287), with tombstones for what is no longer there (RFC 6721).

use super::super::Renderer;
use super::super::xml::{self, Xml};
use super::{Entry, Feed, Tag};
use crate::model::Instant;
use crate::plan::Format;

const ATOM: &str = "http://www.w3.org/2005/Atom";
const TOMBSTONES: &str = "http://purl.org/atompub/tombstones/1.0";

/// Writes the feed.
pub(super) fn write(renderer: &Renderer, feed: &Feed) -> String {
    let mut attributes = vec![("xmlns", ATOM), ("xml:lang", &*feed.language.tag)];
    if !feed.tombstones.is_empty() {
        attributes.push(("xmlns:at", TOMBSTONES));
    }
    xml::document("feed", &attributes, |xml| {
        head(renderer, feed, xml);
        for stone in &feed.tombstones {
            let when = date(renderer, stone.when);
            xml.empty("at:deleted-entry", &[("ref", &stone.url), ("when", &when)]);
        }
        for entry in &feed.entries {
            let is_foreign = entry.language.tag != feed.language.tag;
            let attributes = [("xml:lang", &*entry.language.tag)];
            xml.element("entry", if is_foreign { &attributes } else { &[] }, |xml| self::entry(renderer, entry, xml));
        }
    })
}

fn head(renderer: &Renderer, feed: &Feed, xml: &mut Xml) {
    let own = format!("{}{}", feed.url, Format::Atom.file());
    xml.text("id", &feed.url);
    xml.text("title", &feed.title);
    if !feed.subtitle.is_empty() {
        xml.text("subtitle", feed.subtitle);
    }
    xml.text("updated", &date(renderer, feed.updated));
    xml.element("author", &[], |xml| {
        xml.text("name", &feed.publisher.name);
        xml.text("uri", &feed.publisher.url);
    });
    xml.empty("link", &[("rel", "self"), ("type", Format::Atom.media_type()), ("href", &own)]);
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &feed.url)]);
    xml.text("generator", "dateline");
}

fn entry(renderer: &Renderer, entry: &Entry, xml: &mut Xml) {
    xml.text("id", &entry.url);
    xml.text("title", &entry.article.title);
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &entry.url)]);
    for file in &entry.files {
        let length = file.size.to_string();
        xml.empty(
            "link",
            &[
                ("rel", "enclosure"),
                ("type", file.media_type),
                ("length", &length),
                ("title", file.title),
                ("href", &file.url),
            ],
        );
    }
    if let Some(published) = entry.published {
        xml.text("published", &date(renderer, published));
    }
    xml.text("updated", &date(renderer, entry.updated));
    for author in &entry.article.authors {
        xml.element("author", &[], |xml| xml.text("name", author));
    }
    categories(renderer, entry, xml);
    if !entry.text.is_empty() {
        xml.text("summary", &entry.text);
    }
}

/// Its topics, and where it stands in its life.
fn categories(renderer: &Renderer, entry: &Entry, xml: &mut Xml) {
    let mut category = |tag: &Tag, scheme: &str| {
        xml.empty("category", &[("term", &tag.term), ("scheme", scheme), ("label", &tag.label)]);
    };
    let topics = super::topics_scheme(renderer, entry.article.language);
    for topic in &entry.topics {
        category(topic, &topics);
    }
    if let Some(state) = &entry.state {
        category(state, &format!("{}#state", renderer.absolute("data/portal.json")));
    }
}

fn date(renderer: &Renderer, instant: Instant) -> String {
    renderer.portal().project.config.zone.rfc3339(instant)
}
