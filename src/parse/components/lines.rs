//! The lines of a text, and which of them open or close a component.
//!
//! Knows just enough of Markdown to see where code and comments are.

use std::ops::Range;

/// What a line is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// Markdown.
    Text,
    /// `::: name …`: how many colons, and the bytes behind them.
    Opening { colons: usize, rest: Range<usize> },
    /// `:::`: how many colons.
    Closing { colons: usize },
}

/// The lines of a text with their bytes, the ends of lines included. The range of an opening or
/// closing line begins at its first colon.
pub(super) struct Lines<'a> {
    text: &'a str,
    at: usize,
    inside: Inside,
}

/// What the next line stands in.
#[derive(Clone, Copy)]
enum Inside {
    Markdown,
    /// Fenced code, until at least as many of the same mark.
    Fence {
        mark: u8,
        length: usize,
    },
    Comment,
}

impl<'a> Lines<'a> {
    /// The lines of `text` from the byte `from` on.
    pub(super) fn new(text: &'a str, from: usize) -> Lines<'a> {
        Lines { text, at: from, inside: Inside::Markdown }
    }
}

impl Iterator for Lines<'_> {
    type Item = (Line, Range<usize>);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
        let length = rest.find('\n').map_or(rest.len(), |end| end + 1);
        let start = self.at;
        self.at += length;
        let line = &rest[..length];
        let trimmed = line.trim_start_matches(' ');
        let indent = line.len() - trimmed.len();
        // Four spaces are code; a mark in front of it is no mark.
        let marked = if indent < 4 { trimmed.trim_end() } else { "" };
        let kind = self.read(line, marked, start + indent);
        let start = if kind == Line::Text { start } else { start + indent };
        Some((kind, start..self.at))
    }
}

impl Lines<'_> {
    fn read(&mut self, line: &str, marked: &str, at: usize) -> Line {
        match self.inside {
            Inside::Fence { mark, length } => {
                let run = run(marked, mark);
                if run >= length && run == marked.len() {
                    self.inside = Inside::Markdown;
                }
            }
            Inside::Comment => {
                if line.contains("-->") {
                    self.inside = Inside::Markdown;
                }
            }
            Inside::Markdown => return self.read_markdown(marked, at),
        }
        Line::Text
    }

    fn read_markdown(&mut self, marked: &str, at: usize) -> Line {
        let Some(mark) = marked.bytes().next() else { return Line::Text };
        let length = run(marked, mark);
        match mark {
            b':' if length >= 3 && length == marked.len() => return Line::Closing { colons: length },
            b':' if length >= 3 => return Line::Opening { colons: length, rest: at + length..at + marked.len() },
            b'~' if length >= 3 => self.inside = Inside::Fence { mark, length },
            b'`' if length >= 3 && !marked[length..].contains('`') => self.inside = Inside::Fence { mark, length },
            b'<' if marked.starts_with("<!--") && !marked.contains("-->") => self.inside = Inside::Comment,
            _ => {}
        }
        Line::Text
    }
}

/// How many of `mark` stand at the start.
fn run(text: &str, mark: u8) -> usize {
    text.bytes().take_while(|byte| *byte == mark).count()
}
