//! Text into HTML: as text, as the value of an attribute, as an address.

use std::borrow::Cow;

/// Appends text so that no character of it is markup.
pub(in crate::parse) fn text(html: &mut String, text: &str) {
    push(html, text, memchr::memchr3_iter(b'&', b'<', b'>', text.as_bytes()));
}

/// Appends text for the inside of a double-quoted attribute.
pub(in crate::parse) fn attribute(html: &mut String, text: &str) {
    let is_special = |byte: u8| matches!(byte, b'&' | b'<' | b'>' | b'"');
    push(html, text, (0..text.len()).filter(|at| is_special(text.as_bytes()[*at])));
}

/// Appends raw HTML text: what is an entity stays one, every other `&` and all else is escaped.
pub(in crate::parse) fn keeping_entities(html: &mut String, raw: &str) {
    let mut rest = raw;
    while let Some(at) = rest.find('&') {
        attribute(html, &rest[..at]);
        rest = &rest[at..];
        let length = entity_length(rest);
        html.push_str(if length == 0 { "&amp;" } else { &rest[..length] });
        rest = &rest[length.max(1)..];
    }
    attribute(html, rest);
}

/// An address with everything percent-encoded that may not stand in one; what is encoded stays.
pub(super) fn address(address: &str) -> Cow<'_, str> {
    let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(byte);
    if address.bytes().all(|byte| is_plain(&byte)) {
        return Cow::Borrowed(address);
    }
    let mut encoded = String::with_capacity(address.len() + 16);
    for byte in address.bytes() {
        if is_plain(&byte) {
            encoded.push(char::from(byte));
        } else {
            const HEX: &[u8; 16] = b"0123456789ABCDEF";
            let digit = |half: u8| char::from(HEX[usize::from(half)]);
            encoded.extend(['%', digit(byte >> 4), digit(byte & 15)]);
        }
    }
    Cow::Owned(encoded)
}

/// Appends text with the bytes at these places as entities.
fn push(html: &mut String, text: &str, special: impl Iterator<Item = usize>) {
    let mut from = 0;
    for at in special {
        html.push_str(&text[from..at]);
        html.push_str(match text.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            _ => "&quot;",
        });
        from = at + 1;
    }
    html.push_str(&text[from..]);
}

/// How long the entity at the start of `text` is; 0 if there is none.
fn entity_length(text: &str) -> usize {
    /// The longest name HTML knows has 33 letters with its `&` and `;`.
    const LONGEST: usize = 33;
    let bytes = &text.as_bytes()[1..text.len().min(LONGEST)];
    let Some(end) = bytes.iter().position(|byte| *byte == b';') else { return 0 };
    let is_entity = match &bytes[..end] {
        [b'#', b'x' | b'X', digits @ ..] => !digits.is_empty() && digits.iter().all(u8::is_ascii_hexdigit),
        [b'#', digits @ ..] => !digits.is_empty() && digits.iter().all(u8::is_ascii_digit),
        name => !name.is_empty() && name.iter().all(u8::is_ascii_alphanumeric),
    };
    if is_entity { end + 2 } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_of_raw_html_stay_and_other_ampersands_do_not() {
        let mut html = String::new();
        keeping_entities(&mut html, "R&D &amp; &eacute; &#233; &#xe9; &#; &x y; \"<\" &");
        assert_eq!(html, "R&amp;D &amp; &eacute; &#233; &#xe9; &amp;#; &amp;x y; &quot;&lt;&quot; &amp;");
    }

    #[test]
    fn an_address_is_encoded_once() {
        assert_eq!(address("https://x.example/a%20b?q=1&r=2"), "https://x.example/a%20b?q=1&r=2");
        assert_eq!(address("https://x.example/é \"<>\\"), "https://x.example/%C3%A9%20%22%3C%3E%5C");
    }
}
