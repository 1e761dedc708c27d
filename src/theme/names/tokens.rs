//! The words of a template: what stands in its tags, in order, with its place. Tera keeps its own reading of
//! a template to itself; this one tells words apart by the same rules and judges nothing.

use std::ops::Range;

/// A tag of a template: what stands between `{{ }}` or `{% %}`.
#[derive(Debug)]
pub(in crate::theme) struct Tag<'a> {
    /// Whether it is `{% %}`.
    pub(in crate::theme) is_statement: bool,
    /// Its words.
    pub(in crate::theme) tokens: Vec<Token<'a>>,
}

/// What a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::theme) enum Sort {
    /// A name.
    Name,
    /// A text in quotes.
    Text,
    /// A number.
    Number,
    /// Anything else: `.`, `==`, `(`.
    Mark,
}

/// A word of a tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::theme) struct Token<'a> {
    pub(in crate::theme) sort: Sort,
    /// As it is written; a text without its quotes.
    pub(in crate::theme) text: &'a str,
    /// Its place in the template.
    pub(in crate::theme) at: Range<usize>,
}

impl Token<'_> {
    /// Whether it is this name.
    pub(in crate::theme) fn is_name(&self, name: &str) -> bool {
        self.sort == Sort::Name && self.text == name
    }

    /// Whether it is this mark.
    pub(in crate::theme) fn is_mark(&self, mark: &str) -> bool {
        self.sort == Sort::Mark && self.text == mark
    }
}

/// Marks of more than one letter.
const LONG_MARKS: [&str; 10] = ["...", "//", "**", "==", "!=", ">=", "<=", "</", "?.", "?["];

/// The tags of a template, without comments and what is `raw`.
pub(in crate::theme) fn tags(text: &str) -> Vec<Tag<'_>> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(found) = text[at..].find('{') {
        let start = at + found;
        let rest = &text[start..];
        at = match rest.get(..2) {
            Some("{#") => rest.find("#}").map_or(text.len(), |end| start + end + 2),
            Some("{{") => read(text, start + 2, "}}", &mut tags),
            Some("{%") => read(text, start + 2, "%}", &mut tags),
            _ => start + 1,
        };
        if tags
            .last()
            .is_some_and(|tag: &Tag| tag.is_statement && tag.tokens.first().is_some_and(|first| first.is_name("raw")))
        {
            tags.pop();
            at = text[at..].find("endraw").map_or(text.len(), |end| at + end);
        }
    }
    tags
}

/// Reads the words of a tag up to its end; gives where that is.
fn read<'a>(text: &'a str, start: usize, end: &str, tags: &mut Vec<Tag<'a>>) -> usize {
    let mut tokens = Vec::new();
    let mut at = start;
    // `{{-` and `{%-` take blanks away.
    if text[at..].starts_with('-') {
        at += 1;
    }
    loop {
        at += text[at..].len() - text[at..].trim_start().len();
        let rest = &text[at..];
        let Some(first) = rest.chars().next() else { break };
        if rest.starts_with(end) {
            at += end.len();
            break;
        }
        if rest.strip_prefix('-').is_some_and(|rest| rest.starts_with(end)) {
            at += 1 + end.len();
            break;
        }
        let (sort, length) = match first {
            '"' | '\'' | '`' => (Sort::Text, quoted(rest, first)),
            '0'..='9' => (Sort::Number, rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len())),
            'a'..='z' | 'A'..='Z' | '_' => {
                (Sort::Name, rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len()))
            }
            _ => {
                let long = LONG_MARKS.iter().find(|mark| rest.starts_with(**mark));
                (Sort::Mark, long.map_or(first.len_utf8(), |mark| mark.len()))
            }
        };
        let written = &rest[..length];
        let text = if sort == Sort::Text { written.trim_matches(first) } else { written };
        tokens.push(Token { sort, text, at: at..at + length });
        at += length;
    }
    tags.push(Tag { is_statement: end == "%}", tokens });
    at
}

/// The length of a text in quotes, with them.
fn quoted(rest: &str, quote: char) -> usize {
    let mut is_escaped = false;
    for (at, letter) in rest.char_indices().skip(1) {
        match letter {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            letter if letter == quote => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<Vec<&str>> {
        tags(text).iter().map(|tag| tag.tokens.iter().map(|token| token.text).collect()).collect()
    }

    #[test]
    fn a_template_is_the_words_of_its_tags() {
        let text =
            "a {{ page.title }} {%- if x?.y != \"}} ü\" -%} { {# {{ no }} #}{% raw %}{{ no }}{% endraw %}{{ 12 }}";
        let found = words(text);
        assert_eq!(found[0], ["page", ".", "title"]);
        assert_eq!(found[1], ["if", "x", "?.", "y", "!=", "}} ü"]);
        assert_eq!(found.last().map(Vec::as_slice), Some(&["12"][..]));
        assert!(found.iter().flatten().all(|word| *word != "no"));
    }

    #[test]
    fn a_tag_without_end_ends_with_its_template() {
        assert_eq!(words("{{ page.title"), [["page", ".", "title"]]);
        assert_eq!(words("{% if \"a"), [["if", "a"]]);
    }
}
