//! The name and the attributes of a `:::` line: `timeline programme="i-one" limit=5`.

use std::ops::Range;

use super::Block;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::body::Attribute;
use crate::model::place::Bytes;
use crate::parse::body::complaints::Complaints;

/// Reads what stands behind the colons. `None` without a name, which is a complaint.
pub(super) fn read(text: &str, rest: Range<usize>, complaints: &mut Complaints<'_>) -> Option<Block> {
    let mut scanner = Scanner { text: &text[..rest.end], at: rest.start };
    scanner.space();
    let start = scanner.at;
    let name = scanner.word();
    let whole = scanner.not_space(start);
    if name.is_empty() || whole.len() != name.len() || !text[start..].starts_with(|c: char| c.is_ascii_alphabetic()) {
        let message = format!("`{}` is no name of a component", &text[whole.clone()]);
        let diagnostic = Diagnostic::error(Code::UnknownComponent, message);
        complaints.add(whole, diagnostic.help("it begins like `::: timeline`"));
        return None;
    }
    let mut attributes: Vec<Attribute> = Vec::new();
    while let Some(next) = scanner.attribute() {
        match next {
            Ok(next) if attributes.iter().any(|known| known.name == next.name) => {
                let message = format!("`{}` is given twice", next.name);
                let place = Some(next.span.range()).filter(|value| !value.is_empty());
                let place = place.unwrap_or(next.name_span.range());
                complaints.add(place, Diagnostic::error(Code::BadAttribute, message));
            }
            Ok(next) => attributes.push(next),
            Err((range, diagnostic)) => complaints.add(range, diagnostic),
        }
    }
    Some(Block { name, attributes, parts: Vec::new() })
}

/// A walk along one line.
struct Scanner<'a> {
    /// The file up to the end of the line.
    text: &'a str,
    at: usize,
}

type Mistake = (Range<usize>, Diagnostic);

impl Scanner<'_> {
    /// The next attribute, or what is wrong with it. `None` at the end of the line.
    fn attribute(&mut self) -> Option<Result<Attribute, Mistake>> {
        self.space();
        let start = self.at;
        if self.rest().is_empty() {
            return None;
        }
        let name = self.word();
        if name.is_empty() || !self.rest().starts_with('=') {
            return Some(Err(self.not_an_attribute(start)));
        }
        self.at += 1;
        let value = match self.value(start) {
            Ok(value) => value,
            Err(mistake) => return Some(Err(mistake)),
        };
        let text = |range: &Range<usize>| self.text[range.clone()].into();
        let (name_span, span) = (Bytes::new(name.clone()), Bytes::new(value.clone()));
        Some(Ok(Attribute { name: text(&name), name_span, value: text(&value), span }))
    }

    /// The bytes of the value at hand, without its quotes.
    fn value(&mut self, attribute: usize) -> Result<Range<usize>, Mistake> {
        let start = self.at;
        let Some(quote) = self.rest().chars().next().filter(|c| matches!(c, '"' | '\'')) else {
            let range = self.not_space(start);
            if range.is_empty() {
                let diagnostic = Diagnostic::error(Code::BadAttribute, "the value is missing");
                return Err((
                    attribute..start,
                    diagnostic.help(format!("write `{}\"…\"`", &self.text[attribute..start])),
                ));
            }
            return match self.text[range.clone()].find(['"', '\'', '“', '”', '„', '«', '=']) {
                None => Ok(range),
                Some(_) => {
                    let diagnostic = Diagnostic::error(Code::BadAttribute, "this value can't be read");
                    Err((range, diagnostic.help("put it between straight quotes: `\"…\"`")))
                }
            };
        };
        let Some(length) = self.rest()[1..].find(quote) else {
            self.at = self.text.len();
            let diagnostic = Diagnostic::error(Code::BadAttribute, "this value has no closing quote");
            return Err((start..self.at, diagnostic.help(format!("end it with `{quote}` on the same line"))));
        };
        self.at += length + 2;
        if !self.rest().is_empty() && !self.rest().starts_with(char::is_whitespace) {
            let range = self.not_space(self.at);
            let diagnostic = Diagnostic::error(Code::BadAttribute, "a space is missing before this");
            return Err((range, diagnostic));
        }
        Ok(start + 1..start + 1 + length)
    }

    fn not_an_attribute(&mut self, start: usize) -> Mistake {
        let range = self.not_space(start);
        let word = &self.text[range.clone()];
        let diagnostic = Diagnostic::error(Code::BadAttribute, format!("`{word}` is no attribute"));
        let help = match word.bytes().all(|byte| byte == b':') {
            true => "close the component on a line of its own".to_owned(),
            false => "attributes are written `name=\"value\"`".to_owned(),
        };
        (range, diagnostic.help(help))
    }

    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn space(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    /// A name: letters, digits, `-` and `_`.
    fn word(&mut self) -> Range<usize> {
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        let start = self.at;
        self.at = self.text.len() - self.rest().trim_start_matches(is_part).len();
        start..self.at
    }

    /// Everything from `start` to the next space, and steps behind it.
    fn not_space(&mut self, start: usize) -> Range<usize> {
        let rest = &self.text[self.at..];
        self.at += rest.find(char::is_whitespace).unwrap_or(rest.len());
        start..self.at
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Spot;
    use crate::model::SourcePath;

    fn read_line(line: &str) -> (Option<String>, Vec<(Code, String)>) {
        let path = SourcePath::new("content/news/x.md");
        let mut complaints = Complaints::new(&path);
        let block = read(line, 3..line.len(), &mut complaints).map(|block| {
            let attributes = block.attributes.iter().map(|a| format!(" {}=[{}]", a.name, &line[a.span.range()]));
            format!("{}{}", &line[block.name.clone()], attributes.collect::<String>())
        });
        let blamed = complaints.into_list().into_iter().map(|diagnostic| match diagnostic.at.map(|span| span.spot) {
            Some(Spot::Bytes(bytes)) => (diagnostic.code, line[bytes.range()].to_owned()),
            _ => panic!("every complaint has a place"),
        });
        (block, blamed.collect())
    }

    #[test]
    fn attributes_are_read_in_three_forms() {
        let (block, blamed) = read_line("::: timeline programme=\"i one\" from='2019'\u{a0}limit=5 empty=\"\"\r");
        assert_eq!(block.as_deref(), Some("timeline programme=[i one] from=[2019] limit=[5] empty=[]"));
        assert_eq!(blamed, []);
    }

    #[test]
    fn each_mistake_is_blamed_at_its_place() {
        let cases = [
            ("::: a wide", Code::BadAttribute, "wide"),
            ("::: a k=", Code::BadAttribute, "k="),
            ("::: a k=\"x y", Code::BadAttribute, "\"x y"),
            ("::: a k=“x”", Code::BadAttribute, "“x”"),
            ("::: a k=1 k=2", Code::BadAttribute, "2"),
            ("::: a k=1 k=\"\"", Code::BadAttribute, "k"),
            ("::: a k=\"1\"j=2", Code::BadAttribute, "j=2"),
            ("::: a :::", Code::BadAttribute, ":::"),
            ("::: {.note}", Code::UnknownComponent, "{.note}"),
            ("::: 2020", Code::UnknownComponent, "2020"),
            ("::: pär x=1", Code::UnknownComponent, "pär"),
        ];
        for (line, code, blamed) in cases {
            assert_eq!(read_line(line).1, [(code, blamed.to_owned())], "{line}");
        }
    }
}
