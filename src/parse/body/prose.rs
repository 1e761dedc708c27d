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
    /// From which byte of the text on it stands at which byte of the file.
    runs: Vec<(usize, usize)>,
}

impl Paragraph {
    fn push(&mut self, text: &str, at: usize) {
        self.runs.push((self.text.len(), at));
        self.text.push_str(text);
    }

    /// Where bytes of its text stand in the file.
    pub fn place(&self, range: Range<usize>) -> Range<usize> {
        self.byte(range.start)..self.byte(range.end.saturating_sub(1)) + 1
    }

    fn byte(&self, at: usize) -> usize {
        let run = self.runs.partition_point(|(from, _)| *from <= at).checked_sub(1);
        run.and_then(|run| self.runs.get(run)).map_or(0, |(from, place)| place + (at - from))
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
        prose.add(events);
    }
    prose
}

impl Prose {
    fn add(&mut self, events: &[Item]) {
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
                Event::Text(text) => paragraph.push(text, item.range.start),
                Event::Code(_) => paragraph.push("…", item.range.start),
                Event::SoftBreak | Event::HardBreak => paragraph.push(" ", item.range.start),
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
}
