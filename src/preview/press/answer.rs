//! What is at a path of the preview: an entry of the plan, never a file of the disk.

use crate::graph::portal::Portal;
use crate::model::OutputPath;
use crate::model::name::{decoded, encoded};
use crate::plan::{Job, SitePlan};

/// What is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::preview) struct Answer {
    /// The status of HTTP.
    pub(in crate::preview) status: u16,
    /// The media type.
    pub(in crate::preview) media_type: &'static str,
    /// Where it is instead.
    pub(in crate::preview) location: Option<String>,
    /// The bytes.
    pub(in crate::preview) body: Vec<u8>,
}

impl Answer {
    /// A page.
    pub(in crate::preview) fn html(status: u16, html: String) -> Answer {
        Answer { status, media_type: HTML, location: None, body: html.into_bytes() }
    }

    /// A file called so.
    pub(in crate::preview) fn file(status: u16, name: &str, body: Vec<u8>) -> Answer {
        Answer { status, media_type: media_type(name), location: None, body }
    }

    /// A way to somewhere else, which browsers ask for again: the portal may change.
    pub(in crate::preview) fn moved(to: String) -> Answer {
        Answer { status: 307, media_type: "text/plain; charset=utf-8", location: Some(to), body: Vec::new() }
    }
}

/// What is at a path.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found<'a> {
    /// A file of the output.
    File(&'a OutputPath, &'a Job),
    /// Nothing: the page that says so in the reader's language.
    Missing(&'a OutputPath, &'a Job),
    /// A page whose path is written otherwise.
    Moved(String),
    /// Nothing, and no page says so.
    Nowhere,
}

/// Finds what is at a path, as it was asked for: percent-encoded, below the host.
pub(super) fn find<'a>(plan: &'a SitePlan, path: &str) -> Found<'a> {
    let base = plan.portal.project.config.base_url.path.as_str();
    let path = decoded(path);
    let Some(below) = path.strip_prefix(base) else {
        let leads_home = path == "/" || base.strip_suffix('/') == Some(&path);
        return if leads_home { Found::Moved(encoded(base).into_owned()) } else { Found::Nowhere };
    };
    let file = |path: String| plan.jobs.get_key_value(&OutputPath::new(path));
    let exact = if below.is_empty() || below.ends_with('/') { format!("{below}index.html") } else { below.to_owned() };
    if let Some((path, job)) = file(exact) {
        return Found::File(path, job);
    }
    if !below.ends_with('/') && file(format!("{below}/index.html")).is_some() {
        return Found::Moved(format!("{}/", encoded(&path)));
    }
    let missing = file(format!("{}404.html", prefix(&plan.portal, below))).or_else(|| file("404.html".to_owned()));
    missing.map_or(Found::Nowhere, |(path, job)| Found::Missing(path, job))
}

/// The prefix of the language a path is in.
fn prefix(portal: &Portal, below: &str) -> String {
    let config = &portal.project.config;
    let prefixes = config.language_ids().map(|language| config.prefix(language));
    prefixes.filter(|prefix| below.starts_with(prefix.as_str())).max_by_key(String::len).unwrap_or_default()
}

const HTML: &str = "text/html; charset=utf-8";

/// The media type of a file by its ending.
fn media_type(name: &str) -> &'static str {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    match ending.as_str() {
        "html" | "htm" => HTML,
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "geojson" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "xml" => "application/xml",
        "ics" => "text/calendar; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "txt" | "md" | "yaml" | "yml" => "text/plain; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "pdf" => "application/pdf",
        "mp3" => "audio/mpeg",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        _ => "application/octet-stream",
    }
}
