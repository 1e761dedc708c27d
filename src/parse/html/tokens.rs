//! Raw HTML, piece by piece, read strictly: what is not a whole tag is text or broken.

use std::ops::Range;

/// A piece of raw HTML, with its bytes.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token {
    Text(Range<usize>),
    Open(Tag),
    /// `</name>`: the name, and all of it.
    Close(Range<usize>, Range<usize>),
    /// `<!-- … -->`.
    Comment,
    /// A comment without its end, to the end of the text.
    UnclosedComment(Range<usize>),
    /// `<!DOCTYPE …>`, `<?xml …?>`, `<![CDATA[…]]>`.
    Declaration(Range<usize>),
    /// Begins like a tag and is none; goes to the end of the line.
    Broken(Range<usize>),
}

/// `<name attribute="value">`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Tag {
    pub(super) name: Range<usize>,
    pub(super) attributes: Vec<TagAttribute>,
    pub(super) range: Range<usize>,
}

/// An attribute of a tag.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TagAttribute {
    pub(super) name: Range<usize>,
    /// Without its quotes.
    pub(super) value: Option<Range<usize>>,
    /// All of it.
    pub(super) range: Range<usize>,
}

/// The piece that begins at `at`, and where the next one begins. `None` at the end.
pub(super) fn next(html: &str, at: usize) -> Option<(Token, usize)> {
    let rest = html.get(at..).filter(|rest| !rest.is_empty())?;
    let token = match rest.as_bytes() {
        [b'<', b'!', b'-', b'-', ..] => match rest[2..].find("-->") {
            Some(end) => return Some((Token::Comment, at + 2 + end + 3)),
            None => Token::UnclosedComment(at..html.len()),
        },
        [b'<', b'!' | b'?', ..] => {
            let end = rest.find('>').map_or(html.len(), |end| at + end + 1);
            Token::Declaration(at..end)
        }
        [b'<', b'/', c, ..] if c.is_ascii_alphabetic() => close(html, at),
        [b'<', c, ..] if c.is_ascii_alphabetic() => open(html, at).map_or_else(|| broken(html, at), Token::Open),
        // The first byte may be a `<` that begins nothing.
        _ => Token::Text(at..at + 1 + rest.as_bytes()[1..].iter().position(|b| *b == b'<').unwrap_or(rest.len() - 1)),
    };
    let end = match &token {
        Token::Open(tag) => tag.range.end,
        Token::Broken(range) => range.start + 1,
        Token::Text(range) | Token::Close(_, range) | Token::UnclosedComment(range) | Token::Declaration(range) => {
            range.end
        }
        Token::Comment => at,
    };
    Some((token, end))
}

fn broken(html: &str, at: usize) -> Token {
    let line = &html[at..];
    Token::Broken(at..at + line.find(['\n', '\r']).unwrap_or(line.len()))
}

fn close(html: &str, at: usize) -> Token {
    let name = at + 2..at + 2 + name_length(&html[at + 2..]);
    let end = name.end + space_length(&html[name.end..]);
    if html.as_bytes().get(end) != Some(&b'>') {
        return broken(html, at);
    }
    Token::Close(name, at..end + 1)
}

fn open(html: &str, at: usize) -> Option<Tag> {
    let name = at + 1..at + 1 + name_length(&html[at + 1..]);
    let mut attributes = Vec::new();
    let mut here = name.end;
    loop {
        let space = space_length(&html[here..]);
        here += space;
        match *html.as_bytes().get(here)? {
            b'>' => return Some(Tag { name, attributes, range: at..here + 1 }),
            b'/' if html[here + 1..].starts_with('>') => return Some(Tag { name, attributes, range: at..here + 2 }),
            _ if space == 0 => return None,
            _ => {
                let attribute = attribute(html, here)?;
                here = attribute.range.end;
                attributes.push(attribute);
            }
        }
    }
}

fn attribute(html: &str, at: usize) -> Option<TagAttribute> {
    let is_name = |c: char| !c.is_whitespace() && !matches!(c, '"' | '\'' | '>' | '/' | '=' | '<');
    let length = html[at..].find(|c| !is_name(c))?;
    if length == 0 {
        return None;
    }
    let name = at..at + length;
    let equals = name.end + space_length(&html[name.end..]);
    if html.as_bytes().get(equals) != Some(&b'=') {
        return Some(TagAttribute { range: name.clone(), name, value: None });
    }
    let start = equals + 1 + space_length(&html[equals + 1..]);
    let (value, end) = match *html.as_bytes().get(start)? {
        quote @ (b'"' | b'\'') => {
            let length = html[start + 1..].find(char::from(quote))?;
            (start + 1..start + 1 + length, start + length + 2)
        }
        _ => {
            let length = html[start..].find(|c: char| c.is_whitespace() || "\"'=<>`".contains(c))?;
            (start..start + length, start + length)
        }
    };
    let is_value = end > start;
    is_value.then_some(TagAttribute { name, value: Some(value), range: at..end })
}

fn name_length(text: &str) -> usize {
    text.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'-').count()
}

fn space_length(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_whitespace).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(html: &str) -> Vec<Token> {
        let mut at = 0;
        let step = || {
            let (token, end) = next(html, at)?;
            at = end;
            Some(token)
        };
        std::iter::from_fn(step).collect()
    }

    #[test]
    fn a_tag_knows_the_bytes_of_its_parts() {
        let html = "a <b c=\"d > e\" f=g h>i</b >";
        let Some(Token::Open(tag)) = tokens(html).into_iter().nth(1) else { panic!("a tag") };
        let shown = |range: &Range<usize>| html[range.clone()].to_owned();
        let values: Vec<_> = tag.attributes.iter().map(|a| (shown(&a.name), a.value.as_ref().map(shown))).collect();
        let value = |text: &str| Some(text.to_owned());
        assert_eq!(values, [("c".into(), value("d > e")), ("f".into(), value("g")), ("h".into(), None)]);
        assert_eq!(tokens(html)[3], Token::Close(24..25, 22..27));
    }

    #[test]
    fn what_is_no_tag_is_text_or_broken() {
        assert_eq!(tokens("1 < 2"), [Token::Text(0..2), Token::Text(2..5)]);
        assert_eq!(tokens("<!---->x"), [Token::Comment, Token::Text(7..8)]);
        assert_eq!(tokens("<!-- x"), [Token::UnclosedComment(0..6)]);
        assert_eq!(tokens("<b x"), [Token::Broken(0..4), Token::Text(1..4)]);
        assert_eq!(tokens("<b =\n>"), [Token::Broken(0..4), Token::Text(1..6)]);
        assert_eq!(tokens("<?x?><!D>"), [Token::Declaration(0..5), Token::Declaration(5..9)]);
    }
}
