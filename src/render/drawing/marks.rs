//! Marks: what an EDTF date looks like, and the shape of each kind.

use super::axis::{self, Axis};
use crate::model::Kind;
use crate::model::edtf::{Choice, Doubt, Edtf, End, Part, Shape};

/// The height and width of the shape of a kind.
pub(super) const SHAPE: f64 = 12.0;
/// What is narrower than this is drawn as its shape alone.
const NARROW: f64 = SHAPE + 2.0;
/// The shortest bar.
const LEAST: f64 = 6.0;
/// How far an end that nobody knows is drawn on, and an approximate day to either side.
const TAIL: f64 = 22.0;

/// An end of what is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// At the beginning of this day.
    Sharp(i64),
    /// About there.
    Fading(i64),
    /// It goes on.
    Open,
    /// Nobody knows.
    Unknown,
}

/// How far a date reaches, and how it is to be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Extent {
    pub(super) start: Side,
    /// The end is not part of it.
    pub(super) end: Side,
    /// From one date to another, not somewhere within one.
    pub(super) is_span: bool,
    /// Doubtful, or one of several.
    pub(super) is_uncertain: bool,
}

impl Extent {
    /// The extent of a date; nothing for what has no place on an axis: any year, beyond the calendar.
    pub(super) fn of(when: &Edtf) -> Option<Extent> {
        let first = when.earliest().map(axis::number);
        let last = when.latest().map(|day| axis::number(day) + 1);
        let extent = match when.shape() {
            Shape::Single(part) => Extent {
                start: side(first?, *part),
                end: side(last?, *part),
                is_span: false,
                is_uncertain: is_uncertain(*part),
            },
            Shape::Interval { start, end } => Extent {
                start: end_side(*start, first),
                end: end_side(*end, last),
                is_span: true,
                is_uncertain: [start, end].into_iter().filter_map(|end| end.part()).any(is_uncertain),
            },
            Shape::Set { choice, .. } => Extent {
                start: first.map_or(Side::Open, Side::Sharp),
                end: last.map_or(Side::Open, Side::Sharp),
                is_span: *choice == Choice::AllOf,
                is_uncertain: *choice == Choice::OneOf,
            },
        };
        (extent.first().is_some() || extent.last().is_some()).then_some(extent)
    }

    /// What of it lies within these days: it goes on where it is cut.
    pub(super) fn within(self, (from, until): (i64, i64)) -> Extent {
        let start = if self.first().is_some_and(|first| first < from) { Side::Open } else { self.start };
        let end = if self.last().is_some_and(|last| last > until) { Side::Open } else { self.end };
        Extent { start, end, ..self }
    }

    /// The first day, if there is one.
    pub(super) fn first(&self) -> Option<i64> {
        self.start.day()
    }

    /// The day after the last, if there is one.
    pub(super) fn last(&self) -> Option<i64> {
        self.end.day()
    }
}

impl Side {
    fn day(self) -> Option<i64> {
        match self {
            Side::Sharp(day) | Side::Fading(day) => Some(day),
            Side::Open | Side::Unknown => None,
        }
    }

    fn is_fading(self) -> bool {
        matches!(self, Side::Fading(_))
    }
}

fn side(day: i64, part: Part) -> Side {
    match part.doubt() {
        Doubt::None | Doubt::Uncertain => Side::Sharp(day),
        Doubt::Approximate | Doubt::Both => Side::Fading(day),
    }
}

fn end_side(end: End, day: Option<i64>) -> Side {
    match (end, day) {
        (End::Date(part), Some(day)) => side(day, part),
        (End::Date(_) | End::Open, _) => Side::Open,
        (End::Unknown, _) => Side::Unknown,
    }
}

fn is_uncertain(part: Part) -> bool {
    matches!(part.doubt(), Doubt::Uncertain | Doubt::Both)
}

/// How a bar ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tip {
    /// Straight.
    Flat,
    /// It fades.
    Fade,
    /// It points on.
    Arrow,
    /// It goes on in dots.
    Dots,
}

/// The bar of a mark.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bar {
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) start: Tip,
    pub(super) end: Tip,
    /// A span is full; a date somewhere within is pale.
    pub(super) is_full: bool,
}

/// A mark, laid on the axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Mark {
    pub(super) kind: Kind,
    /// The middle of the shape of its kind; a programme's bar is its shape.
    pub(super) shape: Option<f64>,
    pub(super) bar: Option<Bar>,
    pub(super) is_uncertain: bool,
}

impl Mark {
    /// The mark of a kind, between the edges of the drawing.
    pub(super) fn new(kind: Kind, extent: &Extent, axis: &Axis, (least, most): (f64, f64)) -> Mark {
        let half = SHAPE / 2.0;
        let inside = |x: f64| x.clamp(least + half, most - half);
        let is_uncertain = extent.is_uncertain;
        let (Some(first), Some(last)) = (extent.first(), extent.last()) else {
            return Mark { kind, is_uncertain, ..open(kind, extent, axis, (least, most)) };
        };
        let (left, right) = (axis.x(first), axis.x(last));
        let middle = if last - first == 1 { axis.middle(first) } else { f64::midpoint(left, right) };
        let tip = |side: Side| if side.is_fading() { Tip::Fade } else { Tip::Flat };
        let (start, end) = (tip(extent.start), tip(extent.end));
        if extent.is_span {
            let shape = (kind != Kind::Programme).then(|| inside(left + half));
            let fits = start == Tip::Fade || end == Tip::Fade || right - left >= NARROW;
            if shape.is_some() && !fits {
                return Mark { kind, shape, bar: None, is_uncertain };
            }
            // The shortest span is still seen, and never leaves the drawing.
            let left = left.min(most - LEAST);
            let bar = Bar { left, right: right.max(left + LEAST), start, end, is_full: true };
            return Mark { kind, shape, bar: Some(bar), is_uncertain };
        }
        let fades = extent.start.is_fading() || extent.end.is_fading();
        let (left, right) = if right - left >= NARROW {
            (left, right)
        } else if fades {
            ((middle - TAIL / 2.0).max(least), (middle + TAIL / 2.0).min(most))
        } else {
            return Mark { kind, shape: Some(inside(middle)), bar: None, is_uncertain };
        };
        let bar = Bar { left, right, start, end, is_full: false };
        Mark { kind, shape: Some(inside(middle)), bar: Some(bar), is_uncertain }
    }

    /// From where to where it reaches.
    pub(super) fn reach(&self) -> (f64, f64) {
        let shape = self.shape.map(|middle| (middle - SHAPE / 2.0, middle + SHAPE / 2.0));
        let bar = self.bar.map(|bar| (bar.left, bar.right));
        match (shape, bar) {
            (Some(shape), Some(bar)) => (shape.0.min(bar.0), shape.1.max(bar.1)),
            (Some(reach), None) | (None, Some(reach)) => reach,
            (None, None) => (0.0, 0.0),
        }
    }
}

/// A span one end of which is open or unknown: to the edge of the drawing, or a little farther.
fn open(kind: Kind, extent: &Extent, axis: &Axis, (least, most): (f64, f64)) -> Mark {
    let half = SHAPE / 2.0;
    let from = extent.first().map(|day| axis.x(day).min(most - TAIL));
    let to = extent.last().map(|day| axis.x(day).max(least + TAIL));
    let left = from.unwrap_or(match extent.start {
        Side::Unknown => (to.unwrap_or(most) - 2.0 * TAIL).max(least),
        Side::Open | Side::Sharp(_) | Side::Fading(_) => least,
    });
    let right = to.unwrap_or(match extent.end {
        Side::Unknown => (from.unwrap_or(least) + 2.0 * TAIL).min(most),
        Side::Open | Side::Sharp(_) | Side::Fading(_) => most,
    });
    let tip = |side: Side| match side {
        Side::Sharp(_) => Tip::Flat,
        Side::Fading(_) => Tip::Fade,
        Side::Open => Tip::Arrow,
        Side::Unknown => Tip::Dots,
    };
    let bar = Bar { left, right, start: tip(extent.start), end: tip(extent.end), is_full: true };
    let at = if from.is_some() { left + half } else { right - half };
    let shape = (kind != Kind::Programme).then_some(at);
    Mark { kind, shape, bar: Some(bar), is_uncertain: extent.is_uncertain }
}

/// The outline of the shape of a kind, 12 wide and high, around the origin.
pub(super) fn outline(kind: Kind) -> &'static str {
    match kind {
        Kind::News => "M-5 0a5 5 0 1 1 10 0a5 5 0 1 1-10 0z",
        Kind::Notice => "M0-5.5L6 5.5H-6z",
        Kind::Document => "M-5-5H5V5H-5z",
        Kind::Event => "M0-6L6 0 0 6-6 0z",
        Kind::Programme => "M-6-4H6V4H-6z",
        Kind::Organisation => {
            "M-5.5 0a5.5 5.5 0 1 1 11 0a5.5 5.5 0 1 1-11 0zM-2.5 0a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0-5 0z"
        }
        Kind::Person => "M-2.7-3.3a2.7 2.7 0 1 1 5.4 0a2.7 2.7 0 1 1-5.4 0zM-5.5 6a5.5 5.2 0 0 1 11 0z",
        Kind::Page | Kind::Topic => "M-3 0a3 3 0 1 1 6 0a3 3 0 1 1-6 0z",
    }
}
