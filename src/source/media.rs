//! What the bytes of a picture or attachment tell: fingerprint, size, width and height.

use crate::diagnostic::Outcome;
use crate::model::SourcePath;
use crate::pictures::{self, Look, Seen};

/// Facts of a file.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct MediaFacts {
    /// The first 16 hexadecimal digits of its BLAKE3 hash: part of its address.
    pub fingerprint: Box<str>,
    /// Bytes, as they are published.
    pub size: u64,
    /// Width and height in CSS pixels as it is shown, for pictures that tell them.
    pub dimensions: Option<(u32, u32)>,
    /// What a picture is, as far as it can be shown.
    pub look: Option<Look>,
}

/// Looks at the bytes of a file.
pub fn facts(path: &SourcePath, bytes: &[u8]) -> Outcome<MediaFacts> {
    let is_picture = pictures::is_readable(&path.extension());
    let seen = if is_picture { pictures::look(path, bytes) } else { Outcome::clean(Seen::default()) };
    let Seen { look, dimensions, size } = seen.value;
    let size = if look.is_some() { size } else { bytes.len() } as u64;
    let facts = MediaFacts { fingerprint: fingerprint(bytes).into(), size, dimensions, look };
    Outcome { value: facts, diagnostics: seen.diagnostics }
}

/// The first 16 hexadecimal digits of the BLAKE3 hash: 64 bits, enough that none can be guessed.
pub fn fingerprint(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex()[..16].to_owned()
}

/// The media type (RFC 6838) of a file with this ending.
pub fn media_type(extension: &str) -> &'static str {
    match extension {
        "avif" => "image/avif",
        "css" => "text/css",
        "csv" => "text/csv",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "gif" => "image/gif",
        "html" => "text/html",
        "ico" => "image/vnd.microsoft.icon",
        "ics" => "text/calendar",
        "jpg" | "jpeg" => "image/jpeg",
        "js" => "text/javascript",
        "json" => "application/json",
        "mp3" => "audio/mpeg",
        "mp4" => "video/mp4",
        "odt" => "application/vnd.oasis.opendocument.text",
        "pdf" => "application/pdf",
        "png" => "image/png",
        "pptx" => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "svg" => "image/svg+xml",
        "txt" => "text/plain",
        "webp" => "image/webp",
        "woff2" => "font/woff2",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "xml" => "application/xml",
        "zip" => "application/zip",
        _ => "application/octet-stream",
    }
}
