//! Running text: escaped, set with the quotes of its language, bare addresses made links.

use std::ops::Range;

use linkify::{LinkFinder, LinkKind};
use pulldown_cmark::Event;

use super::escape;
use super::joined::Joined;
use super::stretch::Item;
use super::write::Writer;
use crate::diagnostic::{Code, Diagnostic};

impl<'a> Writer<'_, 'a, '_> {
    /// Writes the run of text that begins at `at`. Gives the event behind it.
    ///
    /// Markdown cuts text at every character that might have meant something.
    pub(super) fn text(&mut self, events: &[Item<'a>], at: usize) -> usize {
        let length = events[at..].iter().take_while(|item| matches!(item.event, Event::Text(_))).count();
        let run = &events[at..at + length];
        let source = &self.file.text[run[0].range.start..run[length - 1].range.end];
        if source.starts_with(":::") {
            self.check_component(run);
        }
        if needs_care(source) {
            self.watchful_text(run);
        } else {
            for item in run {
                let piece = self.set(item);
                self.words.read(piece);
                escape::text(&mut self.draft.html, piece);
            }
        }
        at + length
    }

    /// The text of events without their markup, as readers see it.
    pub(super) fn plain(&mut self, events: &[Item<'a>]) -> String {
        let mut plain = String::new();
        for item in events {
            match &item.event {
                Event::Text(_) => plain.push_str(self.set(item)),
                Event::Code(code) => plain.push_str(code),
                Event::SoftBreak | Event::HardBreak => plain.push(' '),
                _ => {}
            }
        }
        self.typesetter.next_block();
        plain
    }

    /// The piece of text an event has, as it is shown.
    fn set<'t>(&mut self, item: &'t Item<'a>) -> &'t str {
        let Event::Text(piece) = &item.event else { return "" };
        let mut piece = &**piece;
        if self.trims_dash {
            piece = piece.trim_start_matches(|c: char| matches!(c, '—' | '–' | '-') || c.is_whitespace());
            self.trims_dash = piece.is_empty();
        }
        // Only quotes are written with one byte and shown with three.
        if piece.len() != 3 || item.range.len() != 1 {
            return piece;
        }
        let file = self.file.text;
        self.typesetter.set(piece, &file[item.range.clone()], &file[item.range.end..])
    }

    /// Text that may have addresses or marks of footnotes in it.
    fn watchful_text(&mut self, run: &[Item<'a>]) {
        let mut joined = Joined::default();
        let mut is_in_address = false;
        for item in run {
            let mut piece = self.set(item);
            let source = &self.file.text[item.range.clone()];
            // In an address two hyphens are two hyphens.
            if is_in_address && (source.starts_with("--") || source.starts_with("..")) {
                piece = source;
            }
            let last_word = piece.rsplit(char::is_whitespace).next().unwrap_or_default();
            is_in_address = last_word.contains("://") || (is_in_address && last_word.len() == piece.len());
            joined.push(piece, self.file.text, item.range.clone());
        }
        self.words.read(&joined.text);
        let mut from = 0;
        if self.links == 0 {
            for address in addresses(&joined.text) {
                self.text_with_footnotes(&joined, from..address.start);
                self.bare_link(&joined.text[address.clone()], joined.source(address.clone()));
                from = address.end;
            }
        }
        self.text_with_footnotes(&joined, from..joined.text.len());
    }

    /// Text in which `[^label]` may stand. Markdown resolves those of the same stretch only; a
    /// component cuts a text into several.
    fn text_with_footnotes(&mut self, joined: &Joined, range: Range<usize>) {
        let text = &joined.text[..range.end];
        let (mut from, mut at) = (range.start, range.start);
        while let Some(start) = text[at..].find("[^").map(|found| at + found) {
            at = start + 2;
            let Some(label) = label(&text[at..]) else { continue };
            let place = joined.source(start..at + label.len() + 1);
            if self.is_escaped(place.start) {
                continue;
            }
            escape::text(&mut self.draft.html, &text[from..start]);
            from = start;
            if self.footnote(label) {
                from = at + label.len() + 1;
            } else {
                self.missing_footnote(label, place);
            }
        }
        escape::text(&mut self.draft.html, &text[from..]);
    }

    /// Whether a backslash takes the meaning from the byte.
    fn is_escaped(&self, at: usize) -> bool {
        let before = self.file.text.as_bytes()[..at].iter().rev();
        before.take_while(|byte| **byte == b'\\').count() % 2 == 1
    }

    /// Blames a `:::` that is no component because of where it stands.
    fn check_component(&mut self, run: &[Item<'a>]) {
        /// More marks of lists and quotations than this stand before no text.
        const MARKS: usize = 200;
        let start = run[0].range.start;
        let text = self.file.text;
        let before = text.as_bytes()[..start].iter().rev().take(MARKS);
        let other = before.copied().find(|byte| !b" \t>-+*.)0123456789:".contains(byte));
        if !matches!(other, None | Some(b'\n' | b'\r')) {
            return;
        }
        let line = text[start..].lines().next().unwrap_or_default().trim_end();
        if line.trim_start_matches(':').starts_with(' ') {
            let message = "a component can't stand inside a list, a quotation or a footnote";
            let diagnostic = Diagnostic::error(Code::UnclosedComponent, message);
            let help = "begin it at the left margin, or write the colons between backticks";
            self.file.complaints.add(start..start + line.len(), diagnostic.help(help));
        }
    }
}

/// Whether an address or the mark of a footnote may be in a text. Most texts have neither byte.
fn needs_care(source: &str) -> bool {
    let bytes = source.as_bytes();
    memchr::memchr2_iter(b':', b'[', bytes).any(|at| bytes[at..].starts_with(b"://") || bytes[at..].starts_with(b"[^"))
}

/// Where addresses are in a text. Typographic marks could be part of one, but never are at its ends.
fn addresses(text: &str) -> impl Iterator<Item = Range<usize>> {
    const QUOTES: [char; 7] = ['“', '”', '„', '«', '»', '‹', '›'];
    const AFTER: [char; 12] = ['‘', '’', '…', '–', '—', '.', ',', ';', ':', '!', '?', '\u{202f}'];
    let mut finder = LinkFinder::new();
    finder.kinds(&[LinkKind::Url]);
    let mut end = 0;
    text.split_inclusive(QUOTES).flat_map(move |part| {
        let start = end;
        end += part.len();
        let links = finder.links(part.trim_end_matches(QUOTES));
        links.map(move |link| {
            let address = link.as_str().trim_end_matches(AFTER);
            start + link.start()..start + link.start() + address.len()
        })
    })
}

/// The label in front of the next `]`, if it can be one.
fn label(text: &str) -> Option<&str> {
    const LONGEST: usize = 100;
    let is_end = |c: char| c == ']' || c == '[' || c.is_whitespace();
    let (length, end) = text.char_indices().take(LONGEST).find(|(_, c)| is_end(*c))?;
    (end == ']' && length > 0).then(|| &text[..length])
}

/// Counts words across the pieces of a text.
#[derive(Default)]
pub(super) struct Words {
    /// How many there are.
    pub(super) count: u32,
    /// The last piece ended inside a word.
    in_word: bool,
}

impl Words {
    /// Counts on.
    pub(super) fn read(&mut self, piece: &str) {
        let bytes = piece.as_bytes();
        let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else { return };
        let begun = beginnings(bytes) + u32::from(!first.is_ascii_whitespace() && !self.in_word);
        self.count = self.count.saturating_add(begun);
        self.in_word = !last.is_ascii_whitespace();
    }

    /// What follows is a new word.
    pub(super) fn gap(&mut self) {
        self.in_word = false;
    }
}

/// How many words begin behind the first byte. Without branches, so that a processor looks at many bytes at a time; what is
/// left of the last ones is filled up with spaces, with which no word begins.
fn beginnings(bytes: &[u8]) -> u32 {
    const AT_A_TIME: usize = 32;
    type Piece = [u8; AT_A_TIME];
    let is_space = |byte: u8| (byte == b' ') | ((byte.wrapping_sub(b'\t') < 5) & (byte != b'\x0b'));
    let begins = |(before, byte): (&u8, &u8)| u8::from(is_space(*before) & !is_space(*byte));
    let count = |before: &Piece, piece: &Piece| u32::from(before.iter().zip(piece).map(begins).sum::<u8>());

    let (before, rest_before) = bytes[..bytes.len() - 1].as_chunks();
    let (pieces, rest) = bytes[1..].as_chunks();
    let (mut last_before, mut last) = ([b' '; AT_A_TIME], [b' '; AT_A_TIME]);
    last_before[..rest.len()].copy_from_slice(rest_before);
    last[..rest.len()].copy_from_slice(rest);
    before.iter().zip(pieces).map(|(before, piece)| count(before, piece)).sum::<u32>() + count(&last_before, &last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_across_pieces_of_any_length() {
        let count = |pieces: &[&str]| {
            let mut words = Words::default();
            pieces.iter().for_each(|piece| words.read(piece));
            words.count
        };
        assert_eq!(count(&["", " ", "one", "more ", " and\ttwo\r\n", "words\x0b\x0cx"]), 5);
        for length in [1, 2, 3, 10, 11, 15, 16, 17, 31, 32, 33, 64, 65, 1000] {
            let text = "a b".repeat(length);
            assert_eq!(count(&[&text]) as usize, text.split_ascii_whitespace().count(), "{length}");
            assert_eq!(count(&[&" a".repeat(length)]) as usize, length);
        }
    }
}
