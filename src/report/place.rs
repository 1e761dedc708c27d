//! Spots → lines and columns: the only place that knows where in a file a field stands.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

use super::Sources;
use crate::diagnostic::{Diagnostic, Field, Span, Spot};
use crate::model::SourcePath;
use crate::parse::front_matter;
use crate::parse::text::BYTE_ORDER_MARK;
use crate::yaml;

/// A line and a column, both from 1; columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Position {
    pub(super) line: usize,
    pub(super) column: usize,
}

/// Characters of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The first character.
    pub(super) start: Position,
    /// The character behind the last.
    pub(super) end: Position,
    /// Its bytes in the text of the [`File`].
    pub(super) range: Range<usize>,
}

/// A complaint and where it is, as far as it is anywhere.
pub(super) struct Located<'a> {
    pub(super) diagnostic: &'a Diagnostic,
    pub(super) place: Option<Place>,
}

/// The text of a file as it is shown, without byte order mark, and where its lines begin.
pub(super) struct File {
    path: SourcePath,
    text: String,
    /// Bytes of the mark that was cut off: places count them.
    mark: usize,
    lines: Vec<usize>,
    /// The characters before every [`STEP`] bytes: a line may be as long as its file.
    letters: Vec<usize>,
    /// Where its YAML is, and the fields in it; read when a complaint is about a field.
    fields: OnceLock<Option<(Range<usize>, yaml::Fields)>>,
}

/// How many bytes are counted again for a column.
const STEP: usize = 1024;

/// A text with a sign for each control character that terminals may obey and that takes two bytes (U+0080 to U+009F), one as
/// long, so that places stay what they are. The others are replaced when a line is drawn.
pub(super) fn harmless(text: &str) -> String {
    text.replace(|c: char| ('\u{80}'..='\u{9f}').contains(&c), "¤")
}

/// Every file that complaints are about, read once.
pub(super) struct Files(BTreeMap<SourcePath, File>);

impl Files {
    /// Reads the files of all places, those of notes too.
    pub(super) fn read(diagnostics: &[Diagnostic], sources: &dyn Sources) -> Files {
        let mut files = BTreeMap::new();
        for diagnostic in diagnostics {
            let notes = diagnostic.notes.iter().filter_map(|note| note.at.as_ref());
            for span in diagnostic.at.iter().chain(notes) {
                if !files.contains_key(&span.path)
                    && let Some(text) = sources.text(&span.path)
                {
                    files.insert(span.path.clone(), File::new(&span.path, &text));
                }
            }
        }
        Files(files)
    }

    /// A file that could be read.
    pub(super) fn get(&self, path: &SourcePath) -> Option<&File> {
        self.0.get(path)
    }

    /// Where a span is. `None` if it means the file as a whole, or one that can't be read.
    pub(super) fn place(&self, span: &Span) -> Option<Place> {
        self.get(&span.path)?.place(&span.spot)
    }

    /// Every complaint with its place, in the order of paths and places.
    pub(super) fn locate<'a>(&self, diagnostics: &'a [Diagnostic]) -> Vec<Located<'a>> {
        let locate = |diagnostic: &'a Diagnostic| {
            let place = diagnostic.at.as_ref().and_then(|span| self.place(span));
            Located { diagnostic, place }
        };
        let mut located: Vec<Located> = diagnostics.iter().map(locate).collect();
        located.sort_by(in_order_of_reading);
        located
    }
}

fn in_order_of_reading(a: &Located, b: &Located) -> Ordering {
    let place = |located: &Located| located.place.as_ref().map(|place| (place.range.start, place.range.end));
    let path = |located: &Located| located.diagnostic.at.as_ref().map(|span| span.path.clone());
    let rank = |located: &Located| (path(located), place(located), located.diagnostic.severity);
    let rest = |located: &Located| (located.diagnostic.code, located.diagnostic.message.clone());
    rank(a).cmp(&rank(b)).then_with(|| rest(a).cmp(&rest(b)))
}

impl File {
    fn new(path: &SourcePath, text: &str) -> File {
        let whole = text;
        let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let lines = std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect();
        let mut before = 0;
        let letters = std::iter::once(0)
            .chain(text.as_bytes().chunks(STEP).map(|bytes| {
                before += beginnings(bytes);
                before
            }))
            .collect();
        let (text, mark) = (harmless(text), whole.len() - text.len());
        File { path: path.clone(), text, mark, lines, letters, fields: OnceLock::new() }
    }

    /// The whole of it, without byte order mark.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The bytes of a line counted from 1, without its ending.
    pub(super) fn line(&self, number: usize) -> Range<usize> {
        let start = self.lines.get(number - 1).copied().unwrap_or(self.text.len());
        let end = self.lines.get(number).copied().unwrap_or(self.text.len());
        start..start + self.text[start..end].trim_end_matches(['\n', '\r']).len()
    }

    fn place(&self, spot: &Spot) -> Option<Place> {
        match spot {
            Spot::File => None,
            Spot::Field(field) => Some(self.at(self.field(*field))),
            Spot::Bytes(bytes) => {
                let Range { start, end } = bytes.range();
                Some(self.at(start.saturating_sub(self.mark)..end.saturating_sub(self.mark)))
            }
        }
    }

    /// The bytes of a field; where it is absent, the line that opens the front matter or settings.
    fn field(&self, field: Field) -> Range<usize> {
        let fields = self.fields.get_or_init(|| {
            let yaml = match &*self.path.extension() {
                "md" => front_matter::split(&self.path, &self.text).ok()?.yaml,
                _ => 0..self.text.len(),
            };
            Some((yaml.clone(), yaml::Fields::of(&self.text[yaml])))
        });
        let place = fields.as_ref().and_then(|(yaml, fields)| {
            let place = fields.place(&self.text[yaml.clone()], field)?;
            Some(yaml.start + place.start..yaml.start + place.end)
        });
        place.unwrap_or_else(|| self.line(1))
    }

    /// The place of some bytes, without the space around them. What lies behind the end is at the end.
    fn at(&self, range: Range<usize>) -> Place {
        let start = self.text.floor_char_boundary(range.start);
        let end = self.text.ceil_char_boundary(range.end.max(start));
        let written = &self.text[start..end];
        let trimmed = written.trim();
        let (start, end) = if trimmed.is_empty() {
            (start, end)
        } else {
            let start = start + (written.len() - written.trim_start().len());
            (start, start + trimmed.len())
        };
        Place { start: self.position(start), end: self.position(end), range: start..end }
    }

    fn position(&self, at: usize) -> Position {
        let line = self.lines.partition_point(|start| *start <= at);
        let start = self.lines[line - 1];
        Position { line, column: self.letters_before(at) - self.letters_before(start) + 1 }
    }

    fn letters_before(&self, at: usize) -> usize {
        let step = at / STEP;
        self.letters[step] + beginnings(&self.text.as_bytes()[step * STEP..at])
    }
}

/// How many characters begin in these bytes.
fn beginnings(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}
