//! Dates as exactly as they are known: EDTF (ISO 8601-2, Library of Congress 2019).
//!
//! Levels 0 and 1, and of level 2: qualifiers on parts (`2004-06~-11`), seasons 25–41, `X` anywhere
//! (`156X-12-25`), masked and partly qualified ends of intervals, sets (`[..]`, `{..}`). Not
//! exponential years (`Y17E7`), not significant digits (`1950S2`). Two deliberate limits: `~2016`,
//! which level 2 reads like `2016~`, is refused with that form as help, and an interval has a date
//! on one side at least.
//!
//! A date keeps the text of its author, its precision and its doubts; it is never turned into an
//! exact day. [`Edtf::earliest`] and [`Edtf::latest`] say how far it reaches, for order and
//! drawings.

mod mistakes;
mod parse;
mod reach;
mod shape;
#[cfg(test)]
mod tests;

use std::cmp::Ordering;
use std::fmt;

pub use mistakes::EdtfError;
pub use shape::{Choice, Clock, Date, Doubt, Doubts, End, Masked, Member, Part, Precision, Season, SeasonKind, Shape};

use super::Day;

/// A date, an interval or a set of dates.
#[derive(Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Edtf {
    text: Box<str>,
    shape: Shape,
}

impl Edtf {
    /// Reads a date; a mistake offers the right form if it can be guessed.
    pub fn parse(text: &str) -> Result<Edtf, EdtfError> {
        match parse::shape(text) {
            Ok(shape) => Ok(Edtf { text: text.into(), shape }),
            Err(fault) => Err(mistakes::explain(text, fault)),
        }
    }

    /// An exact day, such as that of a publication.
    pub fn from_day(day: Day) -> Edtf {
        Edtf { text: day.to_string().into(), shape: Shape::Single(Part::certain(Date::Day(day))) }
    }

    /// A start and an end as one interval. A start alone is open at its end, an end alone at its
    /// start; one that is an interval by itself stays. `None` if there is neither, or the end lies
    /// before the start.
    ///
    /// Seasons and sets may be ends here, though not in what authors write: the text then says
    /// `2020-21/..`, which nobody else reads.
    pub fn spanning(start: Option<&Edtf>, end: Option<&Edtf>) -> Option<Edtf> {
        let (start, end) = match (start, end) {
            (None, None) => return None,
            (Some(only), None) | (None, Some(only)) if only.is_interval() => return Some(only.clone()),
            (start, end) => (start.map_or(("..", End::Open), Edtf::start), end.map_or(("..", End::Open), Edtf::end)),
        };
        if reach::is_reversed(start.1, end.1) {
            return None;
        }
        let text = format!("{}/{}", start.0, end.0).into();
        Some(Edtf { text, shape: Shape::Interval { start: start.1, end: end.1 } })
    }

    /// The text of the author.
    pub fn as_written(&self) -> &str {
        &self.text
    }

    /// The first day it may touch. `None`: the start is open or unknown, any year (`XXXX`), or
    /// beyond the calendar (`Y17000`).
    pub fn earliest(&self) -> Option<Day> {
        self.shape.first()?.day()
    }

    /// The last day it may touch. `None`: the end is open or unknown, any year (`XXXX`), or beyond
    /// the calendar.
    pub fn latest(&self) -> Option<Day> {
        self.shape.last()?.day()
    }

    /// What it is made of, for words and drawings.
    pub fn shape(&self) -> &Shape {
        &self.shape
    }

    /// Whether it is written with `/`.
    pub fn is_interval(&self) -> bool {
        matches!(self.shape, Shape::Interval { .. })
    }

    /// `2020/2021` for `2020-21`: a season that looks like two years one after the other, which is
    /// what most authors mean by it. `None` for everything else.
    pub fn season_like_years(&self) -> Option<String> {
        let Shape::Single(Part { date: Date::Season { year, season }, .. }) = self.shape else {
            return None;
        };
        let next = year.checked_add(1).filter(|next| next % 100 == i16::from(season.number()))?;
        Some(format!("{year:04}/{next:04}"))
    }

    /// The start as text and end.
    fn start(&self) -> (&str, End) {
        match &self.shape {
            Shape::Single(part) => (&self.text, End::Date(*part)),
            Shape::Interval { start, .. } => (self.text.split('/').next().unwrap_or_default(), *start),
            Shape::Set { members, .. } => (&self.text, members.first().map_or(End::Unknown, Member::start)),
        }
    }

    /// The end as text and end.
    fn end(&self) -> (&str, End) {
        match &self.shape {
            Shape::Single(part) => (&self.text, End::Date(*part)),
            Shape::Interval { end, .. } => (self.text.rsplit('/').next().unwrap_or_default(), *end),
            Shape::Set { members, .. } => (&self.text, members.last().map_or(End::Unknown, Member::end)),
        }
    }

    /// The least exact of its dates.
    fn precision(&self) -> Option<Precision> {
        self.shape.parts().map(|part| part.date.precision()).min()
    }

    fn doubt(&self) -> Option<Doubt> {
        self.shape.parts().map(Part::doubt).max()
    }
}

/// By the earliest day, no start before all. Then the less exact before the more exact: what
/// reaches farther (no end is farthest), is of a coarser unit or is more doubtful. Then by text.
impl Ord for Edtf {
    fn cmp(&self, other: &Edtf) -> Ordering {
        let farther = |date: &Edtf| (date.shape.last().is_some(), std::cmp::Reverse(date.shape.last()));
        (self.shape.first().cmp(&other.shape.first()))
            .then_with(|| farther(self).cmp(&farther(other)))
            .then_with(|| self.precision().cmp(&other.precision()))
            .then_with(|| other.doubt().cmp(&self.doubt()))
            .then_with(|| self.text.cmp(&other.text))
    }
}

impl PartialOrd for Edtf {
    fn partial_cmp(&self, other: &Edtf) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
