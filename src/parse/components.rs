//! Cuts the `:::` blocks out of a text, by lines, before it is read as Markdown.
//!
//! Takes the text of a file from its body on, gives stretches of Markdown and components, nested
//! as written. A line of three or more colons with a name opens a component, one of colons only
//! closes the innermost (or the one with as many colons, if there is one). Fenced and indented
//! code and comments are left alone. Whether there is such a component is not known here.

use std::ops::Range;

use super::body::complaints::Complaints;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::body::Attribute;

mod attributes;
mod lines;

use lines::{Line, Lines};

/// How deep components may nest.
pub const DEEPEST: usize = 8;

/// A part of a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Markdown: bytes of the file.
    Markdown(Range<usize>),
    /// A component.
    Component(Block),
}

/// A `:::` block as written.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Block {
    /// The bytes of its name.
    pub(super) name: Range<usize>,
    /// Its attributes, in order.
    pub(super) attributes: Vec<Attribute>,
    /// What stands inside it.
    pub(super) parts: Vec<Part>,
}

/// A component whose end has not been seen.
struct Open {
    /// `None` for one that can't be used, whose content goes to what is around it.
    block: Option<Block>,
    /// How many colons opened it.
    colons: usize,
    /// The bytes of its opening line.
    line: Range<usize>,
    /// The parts around it, up to here.
    around: Vec<Part>,
}

/// Cuts `text` from the byte `from` on.
pub(super) fn cut(text: &str, from: usize, complaints: &mut Complaints<'_>) -> Vec<Part> {
    if memchr::memmem::find(&text.as_bytes()[from..], b":::").is_none() {
        return vec![Part::Markdown(from..text.len())];
    }
    let mut cutter = Cutter { parts: Vec::new(), open: Vec::new(), from, complaints };
    for (line, range) in Lines::new(text, from) {
        match line {
            Line::Text => {}
            Line::Opening { colons, rest } => cutter.opening(text, colons, rest, range),
            Line::Closing { colons } => cutter.closing(colons, range),
        }
    }
    cutter.end(text.len())
}

struct Cutter<'c, 'p> {
    /// The parts of the innermost open component, or of the text itself.
    parts: Vec<Part>,
    open: Vec<Open>,
    /// Where the Markdown begins that belongs to no part yet.
    from: usize,
    complaints: &'c mut Complaints<'p>,
}

impl Cutter<'_, '_> {
    fn opening(&mut self, text: &str, colons: usize, rest: Range<usize>, line: Range<usize>) {
        self.markdown_until(line.start, line.end);
        let marked = text[line.clone()].trim_end().len();
        let mut block = attributes::read(text, rest, self.complaints);
        if self.open.len() >= DEEPEST {
            let message = format!("components nest deeper than {DEEPEST} levels");
            self.complaints.add(line.start..line.start + marked, Diagnostic::error(Code::TooDeep, message));
            block = None;
        }
        let around = std::mem::take(&mut self.parts);
        self.open.push(Open { block, colons, line: line.start..line.start + marked, around });
    }

    fn closing(&mut self, colons: usize, line: Range<usize>) {
        self.markdown_until(line.start, line.end);
        let Some(innermost) = self.open.len().checked_sub(1) else {
            let stray = Diagnostic::error(Code::UnclosedComponent, "this `:::` closes nothing");
            let marks = line.start..line.start + colons;
            return self.complaints.add(marks, stray.help("a component is opened by `::: name`"));
        };
        let near = self.open.iter().enumerate().rev().take(4 * DEEPEST);
        let same = near.filter(|(_, open)| open.colons == colons).map(|(index, _)| index).next().unwrap_or(innermost);
        while self.open.len() > same + 1 {
            self.unclosed();
        }
        self.close();
    }

    /// Complains about the innermost component and closes it.
    fn unclosed(&mut self) {
        if let Some(open) = self.open.last() {
            let unclosed = Diagnostic::error(Code::UnclosedComponent, "this component is never closed");
            let help = format!("end it with a line of its own: `{}`", ":".repeat(open.colons.min(12)));
            self.complaints.add(open.line.clone(), unclosed.help(help));
        }
        self.close();
    }

    fn close(&mut self) {
        let Some(open) = self.open.pop() else { return };
        let inside = std::mem::replace(&mut self.parts, open.around);
        match open.block {
            Some(block) => self.parts.push(Part::Component(Block { parts: inside, ..block })),
            None => self.parts.extend(inside),
        }
    }

    /// What was gathered up to `end` is a part; the next one begins at `next`.
    fn markdown_until(&mut self, end: usize, next: usize) {
        if self.from < end {
            self.parts.push(Part::Markdown(self.from..end));
        }
        self.from = next;
    }

    fn end(mut self, end: usize) -> Vec<Part> {
        self.markdown_until(end, end);
        while !self.open.is_empty() {
            self.unclosed();
        }
        self.parts
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::SourcePath;

    /// The parts as a line of text, and what is blamed with its code.
    fn cut_up(text: &str) -> (String, Vec<(Code, String)>) {
        let path = SourcePath::new("content/news/x.md");
        let mut complaints = Complaints::new(&path);
        let parts = cut(text, 0, &mut complaints);
        let blamed = complaints.into_list().into_iter().map(|diagnostic| {
            let Some(crate::diagnostic::Spot::Bytes(bytes)) = diagnostic.at.map(|span| span.spot) else {
                panic!("every complaint has a place")
            };
            (diagnostic.code, text[bytes.range()].to_owned())
        });
        (shown(text, &parts), blamed.collect())
    }

    fn shown(text: &str, parts: &[Part]) -> String {
        let show = |part: &Part| match part {
            Part::Markdown(range) => text[range.clone()].trim().replace('\n', "/"),
            Part::Component(block) => {
                let attributes = block.attributes.iter().map(|a| format!(" {}={}", a.name, a.value));
                let attributes: String = attributes.collect();
                format!("<{}{attributes}: {}>", &text[block.name.clone()], shown(text, &block.parts))
            }
        };
        parts.iter().map(show).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" | ")
    }

    fn clean(text: &str) -> String {
        let (parts, blamed) = cut_up(text);
        assert_eq!(blamed, [], "{text}");
        parts
    }

    #[test]
    fn components_are_cut_out_with_what_is_inside() {
        assert_eq!(clean("no block"), "no block");
        assert_eq!(clean("a\n::: timeline programme=\"i-one\"\n:::\nb"), "a | <timeline programme=i-one: > | b");
        assert_eq!(clean(":::note\r\n**x**\r\n:::\r\n"), "<note: **x**>");
        assert_eq!(clean(":::: a\n::: b\nx\n:::\ny\n::::"), "<a: <b: x> | y>");
        assert_eq!(clean("::: a\n::: b\nx\n:::\n:::"), "<a: <b: x>>");
    }

    #[test]
    fn code_and_comments_are_left_alone() {
        assert_eq!(clean("```\n::: a\n```\n"), "```/::: a/```");
        assert_eq!(clean("~~~~ md\n~~~\n::: a\n~~~~\n::: b\n:::"), "~~~~ md/~~~/::: a/~~~~ | <b: >");
        assert_eq!(clean("    ::: a\n\t:::\n"), "::: a/\t:::");
        assert_eq!(clean("<!--\n::: a\n:::\n-->\n"), "<!--/::: a/:::/-->");
        assert_eq!(clean("`` ` `` :::\n::: b\n:::"), "`` ` `` ::: | <b: >");
    }

    #[test]
    fn what_is_not_closed_is_blamed_where_it_opens() {
        let (parts, blamed) = cut_up("x\n::: a k=v\ny\n");
        assert_eq!(parts, "x | <a k=v: y>");
        assert_eq!(blamed, [(Code::UnclosedComponent, "::: a k=v".to_owned())]);
        let (parts, blamed) = cut_up(":::: a\n::: b\nx\n::::\ny");
        assert_eq!(parts, "<a: <b: x>> | y");
        assert_eq!(blamed, [(Code::UnclosedComponent, "::: b".to_owned())]);
    }

    #[test]
    fn what_closes_nothing_is_blamed() {
        let (parts, blamed) = cut_up("x\n:::\n::: a\n:::\n");
        assert_eq!(parts, "x | <a: >");
        assert_eq!(blamed, [(Code::UnclosedComponent, ":::".to_owned())]);
    }

    #[test]
    fn nesting_has_an_end() {
        let depth = DEEPEST + 1;
        let text = format!("{}x\n{}", "::: a\n".repeat(depth), ":::\n".repeat(depth));
        let (parts, blamed) = cut_up(&text);
        assert_eq!(parts, format!("{}x{}", "<a: ".repeat(DEEPEST), ">".repeat(DEEPEST)));
        assert_eq!(blamed, [(Code::TooDeep, "::: a".to_owned())]);
    }
}
