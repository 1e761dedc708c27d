//! Places in what an author wrote: a field of the front matter, bytes of a file.

use std::fmt;
use std::ops::Range;

use super::SourcePath;

/// Bytes of a file, counted from its start. Files of 4 GiB and more are no articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
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

/// A name that dateline itself has for a field.
pub type Name = &'static str;

/// A field of the front matter by its path: `title`, `partners[1]`, `timeline[2].date`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct Field {
    /// Key at the top level.
    #[serde(with = "known")]
    pub name: Name,
    /// Position in its list, from 0.
    pub item: Option<u32>,
    /// Key inside the item or the mapping.
    #[serde(with = "known_if")]
    pub part: Option<Name>,
}

/// Every name a field or a part of one may have, so that a kept place is a number.
const NAMES: [&str; 105] = [
    "acronym",
    "aliases",
    "alt",
    "amount",
    "attachments",
    "audience",
    "authors",
    "base_url",
    "caption",
    "category",
    "certainty",
    "changes",
    "contact",
    "corrections",
    "countries",
    "credit",
    "currency",
    "date",
    "dates",
    "description",
    "dissolved",
    "document_type",
    "draft",
    "edition",
    "embargo",
    "end",
    "entries",
    "established",
    "event",
    "expires",
    "extra",
    "feeds",
    "file",
    "focus",
    "from",
    "funders",
    "funding",
    "gallery",
    "headquarters",
    "html",
    "image",
    "images",
    "in_force",
    "instruction",
    "label",
    "languages",
    "lead",
    "link",
    "location",
    "logo",
    "markdown",
    "members",
    "name",
    "navigation",
    "note",
    "online",
    "order",
    "organisation",
    "other_names",
    "pagination",
    "parent",
    "parties",
    "partners",
    "people",
    "period",
    "portrait",
    "programmes",
    "publisher",
    "reason",
    "registration",
    "related",
    "response",
    "review",
    "roles",
    "search",
    "see",
    "severity",
    "short_title",
    "signatories",
    "signed",
    "slug",
    "sources",
    "speakers",
    "src",
    "start",
    "status",
    "summary",
    "supersedes",
    "template",
    "text",
    "theme",
    "time_zone",
    "timeline",
    "title",
    "to",
    "topics",
    "until",
    "urgency",
    "url",
    "valid_from",
    "valid_until",
    "venue",
    "website",
    "widths",
    "withdrawn",
];

fn position(name: &str) -> Option<usize> {
    NAMES.binary_search(&name).ok()
}

/// A name as its position among those that are known.
mod known {
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser};

    pub(super) fn serialize<S: Serializer>(name: &str, serializer: S) -> Result<S::Ok, S::Error> {
        super::position(name).ok_or_else(|| ser::Error::custom("a field nobody knows"))?.serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<&'static str, D::Error> {
        let position = usize::deserialize(deserializer)?;
        super::NAMES.get(position).copied().ok_or_else(|| de::Error::custom("a field nobody knows"))
    }
}

/// The same where there may be none.
mod known_if {
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser};

    pub(super) fn serialize<S: Serializer>(name: &Option<&'static str>, serializer: S) -> Result<S::Ok, S::Error> {
        let position = name.map(|name| super::position(name).ok_or_else(|| ser::Error::custom("an unknown part")));
        position.transpose()?.serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<&'static str>, D::Error> {
        let Some(position) = Option::<usize>::deserialize(deserializer)? else { return Ok(None) };
        let name = super::NAMES.get(position).copied();
        name.map(Some).ok_or_else(|| de::Error::custom("an unknown part"))
    }
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
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum Spot {
    /// The file as a whole.
    File,
    /// The value of a front-matter field; where it is absent, the nearest key above it.
    Field(Field),
    /// Bytes of the file, counted from its start.
    Bytes(Bytes),
}

/// The exact characters to blame: a file and a spot in it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
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
