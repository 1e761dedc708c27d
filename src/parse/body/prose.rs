//! What an editor reads of a text: its headings, links and paragraphs, each with its place in the file. Only
//! advice asks for it; pages are made from [`super::compile`].

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::complaints::Complaints;
use super::stretch::{self, Item};
use crate::model::SourcePath;
use crate::parse::components;

/// The prose of a text.
#[derive(Debug, Default)]
pub struct Prose {
    /// Levels as the page has them (2 is the first below its title), and where they stand.
    pub headings: Vec<(u8, Range<usize>)>,
    /// What links are called, and where they stand. Those of one picture are not among them.
    pub links: Vec<(String, Range<usize>)>,
    /// Paragraphs, points of lists and notes, without quotations.
    pub paragraphs: Vec<Paragraph>,
}

/// A paragraph as plain text.
#[derive(Debug, Default)]
pub struct Paragraph {
    /// Its text; code is left out.
    pub text: String,
    runs: Vec<Run>,
}

/// A part of a paragraph.
#[derive(Debug)]
struct Run {
    /// The byte of the paragraph's text it begins at.
    from: usize,
    /// The bytes of the file it was written with.
    written: Range<usize>,
    /// Whether it reads as it was written: no entity, no quotation mark of a language.
    is_literal: bool,
}

impl Run {
    /// The bytes of the file that one byte of the paragraph's text was written with: of what reads otherwise, all.
    fn place(&self, at: usize) -> Range<usize> {
        let place = self.written.start + (at - self.from);
        if self.is_literal { place..place + 1 } else { self.written.clone() }
    }
}

impl Paragraph {
    fn push(&mut self, file: &str, text: &str, written: &Range<usize>) {
        let is_literal = file.get(written.clone()) == Some(text);
        self.runs.push(Run { from: self.text.len(), written: written.clone(), is_literal });
        self.text.push_str(text);
    }

    /// Where bytes of its text stand in the file.
    pub fn place(&self, range: Range<usize>) -> Range<usize> {
        let (first, last) = (self.byte(range.start), self.byte(range.end.saturating_sub(1)));
        first.start..last.end.max(first.start)
    }

    fn byte(&self, at: usize) -> Range<usize> {
        let run = self.runs.partition_point(|run| run.from <= at).checked_sub(1);
        run.and_then(|run| self.runs.get(run)).map_or(0..0, |run| run.place(at))
    }
}

/// Reads the Markdown of a file; the body begins at the byte `from`.
pub fn prose(path: &SourcePath, text: &str, from: usize) -> Prose {
    let parts = components::cut(text, from, &mut Complaints::new(path));
    let mut ranges = Vec::new();
    super::markdown_of(&parts, &mut ranges);
    let reading = stretch::read(text, &ranges);
    let mut prose = Prose::default();
    let notes = reading.definitions.iter().map(|definition| &definition.events);
    for events in reading.stretches.iter().chain(notes) {
        prose.add(text, events);
    }
    prose
}

impl Prose {
    fn add(&mut self, file: &str, events: &[Item]) {
        let mut paragraph = Paragraph::default();
        let mut quotes = 0;
        for (index, item) in events.iter().enumerate() {
            match &item.event {
                Event::Start(Tag::Heading { level, .. }) => {
                    self.headings.push(((*level as u8).max(2), item.range.clone()));
                }
                Event::Start(Tag::Link { .. }) => {
                    let name = plain(&events[index + 1..item.pair]);
                    if !name.trim().is_empty() {
                        self.links.push((name, item.range.clone()));
                    }
                }
                Event::Start(Tag::BlockQuote(_)) => quotes += 1,
                Event::End(TagEnd::BlockQuote(_)) => quotes -= 1,
                Event::Start(Tag::Paragraph | Tag::Item | Tag::DefinitionListDefinition)
                | Event::End(
                    TagEnd::Paragraph | TagEnd::Item | TagEnd::DefinitionListTitle | TagEnd::DefinitionListDefinition,
                ) => {
                    self.end(&mut paragraph, quotes == 0);
                }
                Event::End(TagEnd::Heading(_) | TagEnd::TableCell | TagEnd::CodeBlock | TagEnd::HtmlBlock) => {
                    paragraph = Paragraph::default();
                }
                Event::Text(text) => paragraph.push(file, text, &item.range),
                Event::Code(_) => paragraph.push(file, "…", &item.range),
                Event::SoftBreak | Event::HardBreak => paragraph.push(file, " ", &item.range),
                _ => {}
            }
        }
        self.end(&mut paragraph, true);
    }

    fn end(&mut self, paragraph: &mut Paragraph, is_own: bool) {
        let ended = std::mem::take(paragraph);
        if is_own && !ended.text.trim().is_empty() {
            self.paragraphs.push(ended);
        }
    }
}

fn plain(events: &[Item]) -> String {
    let text = |item: &Item| match &item.event {
        Event::Text(text) | Event::Code(text) => Some(text.to_string()),
        Event::SoftBreak | Event::HardBreak => Some(" ".to_owned()),
        _ => None,
    };
    events.iter().filter_map(text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_has_its_places_in_the_file() {
        let text = "---\n---\n# One\n\nSome *long*\nwords, `code` and [a link](x.md).\n\n> Not mine.\n\n- A point\n- Another\n\n### Three\n";
        let prose = prose(&SourcePath::new("content/news/x.md"), text, 8);
        assert_eq!(prose.headings.iter().map(|(level, _)| *level).collect::<Vec<u8>>(), [2, 3]);
        let texts: Vec<&str> = prose.paragraphs.iter().map(|paragraph| &*paragraph.text).collect();
        assert_eq!(texts, ["Some long words, … and a link.", "A point", "Another"]);
        let first = &prose.paragraphs[0];
        let at = first.text.find("words").expect("it is there");
        assert_eq!(&text[first.place(at..at + 5)], "words");
        let (name, place) = &prose.links[0];
        assert_eq!((name.as_str(), &text[place.clone()]), ("a link", "[a link](x.md)"));
    }
    #[test]
    fn what_reads_otherwise_than_it_is_written_has_its_place_too() {
        let text = "A &amp; B \"é\" C\n";
        let prose = prose(&SourcePath::new("content/news/x.md"), text, 0);
        let paragraph = &prose.paragraphs[0];
        let place = |part: &str| {
            let at = paragraph.text.find(part).unwrap_or_else(|| panic!("{part} is in {}", paragraph.text));
            &text[paragraph.place(at..at + part.len())]
        };
        assert_eq!([place("A"), place("&"), place("B"), place("é"), place("C")], ["A", "&amp;", "B", "é", "C"]);
        assert_eq!(&text[paragraph.place(0..paragraph.text.len())], text.trim_end());
    }
}
