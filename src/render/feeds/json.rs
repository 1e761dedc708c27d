//! A feed as JSON Feed 1.1.

use super::super::Renderer;
use super::super::files::Offered;
use super::super::json::{Fields, list};
use super::{Entry, Feed};
use crate::plan::Format;

/// Writes the feed.
pub(super) fn write(renderer: &Renderer, feed: &Feed) -> String {
    let publisher = Fields::new().with("name", &*feed.publisher.name).with("url", &*feed.publisher.url);
    let fields = Fields::new()
        .with("version", "https://jsonfeed.org/version/1.1")
        .with("title", &*feed.title)
        .with("home_page_url", &*feed.url)
        .with("feed_url", format!("{}{}", feed.url, Format::Json.file()))
        .with("description", feed.subtitle)
        .with("language", &*feed.language.tag)
        .with("authors", list([publisher]));
    // Required, be it empty.
    let fields = fields.with_list("items", list(feed.entries.iter().map(|entry| item(renderer, feed, entry))));
    fields.finish() + "\n"
}

fn item(renderer: &Renderer, feed: &Feed, entry: &Entry) -> Fields {
    let zone = &renderer.portal().project.config.zone;
    let article = entry.article;
    // Required: what says nothing else says at least what it is called.
    let text = if entry.text.is_empty() { &*article.title } else { &*entry.text };
    let is_foreign = entry.language.tag != feed.language.tag;
    let own = Fields::new()
        .with("kind", article.kind().as_str())
        .with("state", entry.state.as_ref().map(|state| &*state.term));
    Fields::new()
        .with("id", &*entry.url)
        .with("url", &*entry.url)
        .with("title", &*article.title)
        .with("summary", article.summary.as_deref())
        .with("content_text", text)
        .with("image", entry.image.as_deref())
        .with("date_published", entry.published.map(|published| zone.rfc3339(published)))
        .with("date_modified", zone.rfc3339(entry.updated))
        .with("authors", list(article.authors.iter().map(|name| Fields::new().with("name", &**name))))
        .with("tags", list(entry.topics.iter().map(|topic| &*topic.label)))
        .with("language", is_foreign.then_some(&*entry.language.tag))
        .with("attachments", list(entry.files.iter().map(attachment)))
        .with("_dateline", own)
}

fn attachment(file: &Offered) -> Fields {
    Fields::new()
        .with("url", &*file.url)
        .with("mime_type", file.media_type)
        .with("title", file.title)
        .with("size_in_bytes", file.size)
}
