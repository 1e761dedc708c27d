//! What the destination of a link means, and where in the file it is written.

use std::ops::Range;

use super::escape;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::body::Destination;
use crate::model::name::{decoded, has_host};

/// Where a link leads.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// Another site, by its whole address.
    Site(String),
    /// A mailbox or a telephone, by its whole address.
    Contact(String),
    /// A place of the portal, to be looked up when it is known.
    Portal(Destination),
}

/// Reads the destination of a Markdown link, entities and escapes already resolved.
pub(super) fn read(written: &str) -> Result<Target, Diagnostic> {
    // Browsers drop these, so that `java\nscript:` is `javascript:` to them.
    let is_break = |byte: u8| matches!(byte, b'\t' | b'\r' | b'\n');
    let joined = written.bytes().any(is_break).then(|| written.replace(['\t', '\r', '\n'], ""));
    let destination = joined.as_deref().unwrap_or(written).trim_matches(|c: char| c <= ' ');

    if destination.starts_with(['/', '\\']) && destination[1..].starts_with(['/', '\\']) {
        let host = destination.trim_start_matches(['/', '\\']);
        return Err(Diagnostic::error(Code::ForbiddenScheme, format!("`//{host}` does not say how to get there"))
            .help(format!("write `https://{host}`")));
    }
    match scheme(destination) {
        Some(scheme) => outside(destination, &scheme),
        None => portal(destination),
    }
}

/// The scheme of an address in lower case, percent-encoded ones too: `javascript`.
pub(super) fn scheme(destination: &str) -> Option<String> {
    let end = destination.bytes().position(|byte| matches!(byte, b'/' | b'?' | b'#'));
    let first = &destination[..end.unwrap_or(destination.len())];
    if !first.contains([':', '%']) {
        return None;
    }
    let first = decoded(first);
    let (scheme, _) = first.split_once(':')?;
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    is_scheme.then(|| scheme.to_ascii_lowercase())
}

fn outside(destination: &str, scheme: &str) -> Result<Target, Diagnostic> {
    let is_plain = destination.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    let rest = destination.get(scheme.len() + 1..).unwrap_or_default();
    match scheme {
        "http" | "https" if is_plain => {
            if !has_host(rest) {
                return Err(Diagnostic::error(Code::BadUrl, format!("`{destination}` is no address of the web"))
                    .help("a whole one looks like `https://host/page`"));
            }
            Ok(Target::Site(escape::address(destination).into_owned()))
        }
        "mailto" | "tel" if is_plain => Ok(Target::Contact(escape::address(destination).into_owned())),
        _ => Err(Diagnostic::error(Code::ForbiddenScheme, format!("links with `{scheme}:` are not allowed"))
            .help("http, https, mailto and tel are; a file whose name has a colon is written `./name`")),
    }
}

fn portal(destination: &str) -> Result<Target, Diagnostic> {
    let (page, anchor) = match destination.split_once('#') {
        Some((page, anchor)) => (page, Some(decode(anchor))),
        None => (destination, None),
    };
    if let Some(rooted) = page.strip_prefix(['/', '\\']) {
        let path = rooted.split('?').next().unwrap_or_default();
        let rest = escape::address(&destination[1 + path.len()..]).into();
        return Ok(Target::Portal(Destination::Address { path: decode(path), rest }));
    }
    let path = page.split('?').next().unwrap_or_default();
    match (path, anchor) {
        ("", Some(anchor)) if page.is_empty() => Ok(Target::Portal(Destination::Anchor(anchor))),
        ("", _) => {
            let nowhere = Diagnostic::error(Code::UnknownReference, "this link leads nowhere");
            Err(nowhere.help("put the address between the round brackets"))
        }
        (path, anchor) => Ok(Target::Portal(Destination::File { path: decode(path), anchor })),
    }
}

/// Reads `[[name#anchor]]`.
pub(super) fn wiki(target: &str) -> Destination {
    let (name, anchor) = match target.split_once('#') {
        Some((name, anchor)) => (name.trim(), Some(anchor.trim().into())),
        None => (target.trim(), None),
    };
    match anchor {
        Some(anchor) if name.is_empty() => Destination::Anchor(anchor),
        anchor => Destination::Name { name: name.into(), anchor },
    }
}

/// Text with `%20` and the like read back.
pub(super) fn decode(encoded: &str) -> Box<str> {
    decoded(encoded).into()
}

/// The bytes of the destination in `[text](destination "title")`; `label_end` is where its text ends.
pub(super) fn inline_place(text: &str, link: &Range<usize>, label_end: usize) -> Option<Range<usize>> {
    let opening = text.get(label_end..link.end)?.find("](")?;
    place(text, label_end + opening + 2..link.end, Ends::WithBracket)
}

/// The bytes of the destination in `[label]: destination "title"`.
pub(super) fn defined_place(text: &str, definition: &Range<usize>) -> Option<Range<usize>> {
    let opening = text.get(definition.clone())?.find("]:")?;
    place(text, definition.start + opening + 2..definition.end, Ends::WithSpace)
}

#[derive(Clone, Copy, PartialEq)]
enum Ends {
    WithBracket,
    WithSpace,
}

fn place(text: &str, within: Range<usize>, ends: Ends) -> Option<Range<usize>> {
    let bytes = text.as_bytes().get(..within.end)?;
    let start = (within.start..within.end).find(|at| !bytes[*at].is_ascii_whitespace())?;
    if bytes[start] == b'<' {
        let length = bytes[start..].iter().position(|byte| *byte == b'>')?;
        return Some(start + 1..start + length);
    }
    let (mut at, mut depth) = (start, 0_usize);
    while at < within.end {
        match bytes[at] {
            b'\\' => at += 1,
            b'(' => depth += 1,
            b')' if depth == 0 && ends == Ends::WithBracket => break,
            b')' => depth = depth.saturating_sub(1),
            byte if byte.is_ascii_whitespace() => break,
            _ => {}
        }
        at += 1;
    }
    let place = start..at.min(within.end);
    text.get(place.clone()).filter(|destination| !destination.is_empty()).map(|_| place)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(written: &str) -> Option<Code> {
        read(written).err().map(|diagnostic| diagnostic.code)
    }

    #[test]
    fn places_of_the_portal_are_told_apart() {
        let file = |path: &str, anchor: Option<&str>| {
            Ok(Target::Portal(Destination::File { path: path.into(), anchor: anchor.map(Into::into) }))
        };
        assert_eq!(
            read("../organisations/afripol.md#man%20date"),
            file("../organisations/afripol.md", Some("man date"))
        );
        assert_eq!(read("plan%20b.pdf?x=1"), file("plan b.pdf", None));
        assert_eq!(read("./a:b.md"), file("./a:b.md", None));
        assert_eq!(read("#mandate"), Ok(Target::Portal(Destination::Anchor("mandate".into()))));
        let address = Destination::Address { path: "timeline/é/".into(), rest: "?q=a#y2020".into() };
        assert_eq!(read("/timeline/%C3%A9/?q=a#y2020"), Ok(Target::Portal(address)));
    }

    #[test]
    fn the_four_schemes_pass() {
        assert_eq!(read("HTTPS://x.example/é"), Ok(Target::Site("HTTPS://x.example/%C3%A9".to_owned())));
        assert_eq!(read("mailto:a@b.example"), Ok(Target::Contact("mailto:a@b.example".to_owned())));
        assert_eq!(read("tel:+33 1"), Ok(Target::Contact("tel:+33%201".to_owned())));
    }

    #[test]
    fn other_schemes_are_refused_however_they_are_dressed() {
        let dressed = ["javascript:x", "JavaScript:x", " \u{1}javascript:x", "java\nscript:x", "javascript%3Ax"];
        for written in
            dressed.iter().chain(&["%6Aavascript:x", "data:text/html,x", "ftp://x", "vbscript:x", "file:///x"])
        {
            assert_eq!(refused(written), Some(Code::ForbiddenScheme), "{written:?}");
        }
        for written in ["//x.example", "\\\\x.example", "/\\x.example", "/\t/x.example"] {
            assert_eq!(refused(written), Some(Code::ForbiddenScheme), "{written:?}");
        }
        for written in ["http:x", "https:/x", "https:///x", "http://"] {
            assert_eq!(refused(written), Some(Code::BadUrl), "{written:?}");
        }
        assert_eq!(refused(""), Some(Code::UnknownReference));
        assert_eq!(refused("?q=1"), Some(Code::UnknownReference));
    }
}
