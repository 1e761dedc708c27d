//! Lanes: where every mark and its label stand, so that nothing overlaps and nothing leaves the drawing.
//!
//! Greedy and in order: each mark takes the first form of its label that has room, and the first
//! lane from above that is free there. Same marks, same layout.

use super::labels::{self, LINE};
use super::marks::Mark;

/// Room between two neighbours in a lane.
const GAP: f64 = 8.0;
/// Between a mark and its label.
const BESIDE: f64 = 5.0;
/// A lane with a mark and one line beside it: large enough for a finger.
const LANE: f64 = 26.0;
/// The middle of the marks, from the top of their lane.
pub(super) const MIDDLE: f64 = 12.0;
/// Lines of a label, at most.
const LINES: usize = 3;

/// A rectangle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Area {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

/// To which side a label runs from its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    /// In the direction of reading.
    Start,
    /// Against it.
    End,
}

/// A label in its place.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Label {
    pub(super) x: f64,
    pub(super) anchor: Anchor,
    pub(super) lines: Vec<String>,
    /// The middle of the first line, from the top of the lane.
    pub(super) first: f64,
}

/// A mark and its label in their lane.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    pub(super) mark: Mark,
    pub(super) label: Label,
    /// What both take, and what is clicked.
    pub(super) area: Area,
}

/// How labels stand to marks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Arrangement {
    /// Beside or below, as many marks in a lane as it takes.
    Packed,
    /// One mark in each lane, its label below.
    Rows,
    /// One mark in each lane, its label in a column of this width.
    Column(f64),
}

/// A label that may be drawn: where, how far the whole reaches, how high it is.
struct Form {
    label: Label,
    left: f64,
    right: f64,
    height: f64,
}

/// Places marks with their titles between the edges, from `top` down; also says where they end.
pub(super) fn place(
    marks: Vec<(Mark, &str)>,
    arrangement: Arrangement,
    (least, most): (f64, f64),
    top: f64,
) -> (Vec<Placed>, f64) {
    let mut lanes: Vec<Lane> = Vec::new();
    let mut chosen: Vec<(usize, Mark, Form)> = Vec::new();
    for (mark, title) in marks {
        let form = match arrangement {
            Arrangement::Packed => packed(&mark, title, (least, most)),
            Arrangement::Rows => below(&mark, title, (least, most), LINES),
            Arrangement::Column(width) => in_column(&mark, title, (least, width)),
        };
        let free = |lane: &Lane| arrangement == Arrangement::Packed && lane.is_free(form.left, form.right);
        let at = lanes.iter().position(free).unwrap_or(lanes.len());
        if at == lanes.len() {
            lanes.push(Lane { taken: Vec::new(), height: 0.0 });
        }
        lanes[at].taken.push((form.left, form.right));
        lanes[at].height = lanes[at].height.max(form.height);
        chosen.push((at, mark, form));
    }
    let mut tops = Vec::with_capacity(lanes.len());
    let mut next = top;
    for lane in &lanes {
        tops.push(next);
        next += lane.height;
    }
    let placed = chosen.into_iter().map(|(lane, mark, form)| {
        // A hair of room, so that neighbours do not touch.
        let area = Area { left: form.left, top: tops[lane], right: form.right, bottom: tops[lane] + form.height - 2.0 };
        Placed { mark, label: form.label, area }
    });
    (placed.collect(), next)
}

struct Lane {
    taken: Vec<(f64, f64)>,
    height: f64,
}

impl Lane {
    fn is_free(&self, left: f64, right: f64) -> bool {
        self.taken.iter().all(|(from, to)| right + GAP <= *from || to + GAP <= left)
    }
}

/// After the mark, before it, below it, in several lines below it.
fn packed(mark: &Mark, title: &str, (least, most): (f64, f64)) -> Form {
    let (left, right) = mark.reach();
    let width = labels::width(title);
    let line = |x: f64, anchor: Anchor| Label { x, anchor, lines: vec![title.to_owned()], first: MIDDLE };
    if right + BESIDE + width <= most {
        let label = line(right + BESIDE, Anchor::Start);
        return Form { label, left, right: right + BESIDE + width, height: LANE };
    }
    if left - BESIDE - width >= least {
        let label = line(left - BESIDE, Anchor::End);
        return Form { label, left: left - BESIDE - width, right, height: LANE };
    }
    below(mark, title, (least, most), LINES)
}

fn below(mark: &Mark, title: &str, (least, most): (f64, f64), lines: usize) -> Form {
    let (left, right) = mark.reach();
    let lines = labels::wrap(title, most - least, lines);
    let width = lines.iter().map(|line| labels::width(line)).fold(0.0, f64::max);
    let height = MIDDLE + 8.0 + LINE * lines.len() as f64 + 4.0;
    let first = MIDDLE + 8.0 + LINE / 2.0;
    if left + width <= most {
        let label = Label { x: left, anchor: Anchor::Start, lines, first };
        return Form { label, left, right: right.max(left + width), height };
    }
    // Moved back as far as it must.
    let x = (most - width).max(least);
    let label = Label { x, anchor: Anchor::Start, lines, first };
    Form { label, left: left.min(x), right: right.max(x + width), height }
}

fn in_column(mark: &Mark, title: &str, (least, width): (f64, f64)) -> Form {
    let lines = labels::wrap(title, width - least, LINES);
    let more = LINE * (lines.len() - 1) as f64;
    let label = Label { x: least, anchor: Anchor::Start, lines, first: MIDDLE };
    Form { label, left: least, right: mark.reach().1, height: LANE + more }
}
