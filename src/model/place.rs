//! Places in what an author wrote: a field of the front matter, bytes of a file.

use std::fmt;
use std::ops::Range;

use super::SourcePath;

/// Bytes of a file, counted from its start. Files of 4 GiB and more are no articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bytes {
    /// The first byte.
    pub start: u32,
    /// The byte behind the last.
    pub end: u32,
}

impl Bytes {
    /// From offsets of a text in memory.
    pub fn new(range: Range<usize>) -> Bytes {
        let clamp = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Bytes { start: clamp(range.start), end: clamp(range.end) }
    }

    /// As offsets of a text in memory.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A field of the front matter by its path: `title`, `partners[1]`, `timeline[2].date`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Field {
    /// Key at the top level.
    pub name: &'static str,
    /// Position in its list, from 0.
    pub item: Option<u32>,
    /// Key inside the item or the mapping.
    pub part: Option<&'static str>,
}

impl Field {
    /// The field itself.
    pub const fn new(name: &'static str) -> Field {
        Field { name, item: None, part: None }
    }

    /// The item of its list at `index`, from 0.
    #[must_use]
    pub fn item(self, index: usize) -> Field {
        Field { item: u32::try_from(index).ok(), ..self }
    }

    /// The key `part` inside it.
    #[must_use]
    pub const fn part(self, part: &'static str) -> Field {
        Field { part: Some(part), ..self }
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)?;
        if let Some(item) = self.item {
            write!(f, "[{item}]")?;
        }
        self.part.map_or(Ok(()), |part| write!(f, ".{part}"))
    }
}

/// What to blame inside a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Spot {
    /// The file as a whole.
    File,
    /// The value of a front-matter field; where it is absent, the nearest key above it.
    Field(Field),
    /// Bytes of the file, counted from its start.
    Bytes(Bytes),
}

/// The exact characters to blame: a file and a spot in it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file, relative to the project.
    pub path: SourcePath,
    /// Where in it.
    pub spot: Spot,
}

impl Span {
    /// The whole file.
    pub fn file(path: &SourcePath) -> Span {
        Span { path: path.clone(), spot: Spot::File }
    }

    /// A field of its front matter.
    pub fn field(path: &SourcePath, field: Field) -> Span {
        Span { path: path.clone(), spot: Spot::Field(field) }
    }

    /// Bytes of the file.
    pub fn bytes(path: &SourcePath, range: Range<usize>) -> Span {
        Span { path: path.clone(), spot: Spot::Bytes(Bytes::new(range)) }
    }
}
