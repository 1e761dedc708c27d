//! What the bytes of a picture or attachment tell: fingerprint, size, width and height.

/// Facts of a file.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct MediaFacts {
    /// The first 16 hexadecimal digits of its BLAKE3 hash: part of its address.
    pub fingerprint: Box<str>,
    /// Bytes.
    pub size: u64,
    /// Width and height in CSS pixels, for pictures that tell them.
    pub dimensions: Option<(u32, u32)>,
}

/// Looks at the bytes of a file with this ending.
pub fn facts(extension: &str, bytes: &[u8]) -> MediaFacts {
    let dimensions = match extension {
        "svg" => svg_dimensions(bytes),
        "png" | "jpg" | "jpeg" | "gif" | "webp" | "avif" => raster_dimensions(bytes),
        _ => None,
    };
    MediaFacts { fingerprint: fingerprint(bytes).into(), size: bytes.len() as u64, dimensions }
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

/// Whether a file with this ending is shown as a picture.
pub fn is_picture(extension: &str) -> bool {
    media_type(extension).starts_with("image/")
}

fn raster_dimensions(bytes: &[u8]) -> Option<(u32, u32)> {
    let size = imagesize::blob_size(bytes).ok()?;
    Some((u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?))
}

/// `width` and `height` of the root element, else those of its `viewBox`.
fn svg_dimensions(bytes: &[u8]) -> Option<(u32, u32)> {
    let head = &bytes[..bytes.len().min(4096)];
    let text = String::from_utf8_lossy(head);
    let start = text.find("<svg")?;
    let end = text[start..].find('>').map_or(text.len(), |end| start + end);
    let tag = &text[start..end];
    let length = |name: &str| attribute(tag, name).and_then(|value| pixels(&value));
    let view_box = || {
        let value = attribute(tag, "viewBox")?;
        let mut numbers = value.split([' ', ',']).filter(|part| !part.is_empty()).skip(2);
        Some((pixels(numbers.next()?)?, pixels(numbers.next()?)?))
    };
    length("width").zip(length("height")).or_else(view_box)
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let mut rest = tag;
    while let Some(at) = rest.find(name) {
        let before = rest[..at].chars().next_back();
        let after = rest[at + name.len()..].trim_start();
        rest = &rest[at + name.len()..];
        if before.is_some_and(char::is_whitespace)
            && let Some(value) = after.strip_prefix('=').map(str::trim_start)
            && let Some(quote) = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))
        {
            return value[1..].split(quote).next().map(str::to_owned);
        }
    }
    None
}

/// `480`, `480px`, `480.5` as whole pixels.
fn pixels(length: &str) -> Option<u32> {
    let number = length.trim().trim_end_matches("px").parse::<f64>().ok()?;
    let rounded = number.round();
    (1.0..=1e6).contains(&rounded).then_some(rounded as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_tells_its_size() {
        let size = |svg: &str| facts("svg", svg.as_bytes()).dimensions;
        assert_eq!(
            size(r#"<?xml version="1.0"?><svg width="480px" height='320' viewBox="0 0 1 1">"#),
            Some((480, 320))
        );
        assert_eq!(size(r#"<svg stroke-width="2" viewBox="0,0 24 12">"#), Some((24, 12)));
        assert_eq!(size(r#"<svg width="100%" viewBox="0 0 24 12"/>"#), Some((24, 12)));
        assert_eq!(size("<p>"), None);
    }
}
