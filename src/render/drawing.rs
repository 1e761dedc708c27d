//! Drawings of timelines: dated facts → inline SVG, made at build.
//!
//! Takes facts and the words of a language, gives text; pure, so that the same facts are the same
//! bytes whatever the day of the build. For that reason no line says where today is: it would move
//! every day, while the output may change only when something is due.
//!
//! A drawing comes in several widths, one of which the stylesheet shows by the room there is; in
//! each the layout is made anew, so that no text gets smaller than it is written. The list on the
//! page says the same in words: a drawing adds nothing that is not there.

mod axis;
mod density;
pub mod figure;
mod labels;
mod lanes;
mod marks;
mod svg;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::model::words::Words;
use crate::model::{Edtf, Kind};
use axis::Axis;
use density::Column;
use lanes::{Anchor, Arrangement, Placed};
use marks::{Extent, Mark, Side, Tip};
use svg::{Fade, Heading, Leads, Svg};

/// A dated fact, as a drawing sees it.
#[derive(Clone, Debug)]
pub struct Item<'a> {
    /// When.
    pub when: &'a Edtf,
    /// Its shape and colour.
    pub kind: Kind,
    /// What happened.
    pub title: Cow<'a, str>,
    /// When, in words.
    pub date: Cow<'a, str>,
    /// The tag of the title's language, where it is not the page's.
    pub language: Option<&'a str>,
    /// Where it leads.
    pub url: String,
}

/// A width a drawing is made for, in CSS pixels at least.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// A telephone, a side column.
    Narrow,
    /// A text column, a printed page.
    Middle,
    /// A whole page.
    Wide,
}

impl Width {
    /// Every width.
    pub const ALL: [Width; 3] = [Width::Narrow, Width::Middle, Width::Wide];

    /// Its name in classes and ids.
    fn name(self) -> &'static str {
        match self {
            Width::Narrow => "narrow",
            Width::Middle => "middle",
            Width::Wide => "wide",
        }
    }

    /// The width of the drawing; the stylesheet never shows it narrower.
    fn units(self) -> f64 {
        match self {
            Width::Narrow => 288.0,
            Width::Middle => 520.0,
            Width::Wide => 880.0,
        }
    }

    /// Marks that stay readable.
    fn most_marks(self) -> usize {
        match self {
            Width::Narrow => 24,
            Width::Middle => 40,
            Width::Wide => 60,
        }
    }
}

/// How the facts are arranged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plan {
    /// As many in a lane as it takes.
    Lanes,
    /// A lane for each, the first being what the others happen within.
    Gantt,
    /// As many in a lane as it takes, within the months of this year.
    Year(i16),
}

impl Plan {
    /// How far a date reaches on this drawing.
    fn extent(self, when: &Edtf) -> Option<Extent> {
        let extent = Extent::of(when)?;
        match self {
            Plan::Lanes | Plan::Gantt => Some(extent),
            Plan::Year(year) => Some(extent.within(axis::year(year))),
        }
    }
}

/// What is drawn in a language.
#[derive(Clone, Copy, Debug)]
pub struct Canvas<'a> {
    /// The words of its axis.
    pub words: &'a Words,
    /// `ltr` or `rtl`.
    pub direction: &'static str,
    /// What the drawing is called.
    pub title: &'a str,
    /// What it shows.
    pub description: &'a str,
}

/// The facts of a year, counted for columns.
#[derive(Clone, Debug, Default)]
pub struct Count {
    /// How many.
    pub count: usize,
    /// Where they are listed.
    pub url: Option<String>,
    /// Where the year stands among the others, for columns of several years.
    pub anchor: Option<String>,
}

/// Whether a date has a place on an axis.
pub fn is_drawable(when: &Edtf) -> bool {
    Extent::of(when).is_some()
}

/// What is in a drawing that a legend explains.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Signs {
    /// Ends that fade.
    pub approximate: bool,
    /// Dashed outlines.
    pub uncertain: bool,
    /// Arrows.
    pub open: bool,
    /// Dotted ends.
    pub unknown: bool,
}

/// The signs these facts are drawn with.
pub fn signs(items: &[Item], plan: Plan) -> Signs {
    let mut signs = Signs::default();
    for extent in items.iter().filter_map(|item| plan.extent(item.when)) {
        for side in [extent.start, extent.end] {
            signs.approximate |= matches!(side, Side::Fading(_));
            signs.open |= side == Side::Open;
            signs.unknown |= side == Side::Unknown;
        }
        signs.uncertain |= extent.is_uncertain;
    }
    signs
}

/// Draws facts on an axis; nothing if there are too many or none for this width.
pub fn facts(canvas: &Canvas, items: &[Item], plan: Plan, width: Width) -> Option<String> {
    if items.is_empty() || items.len() > width.most_marks() {
        return None;
    }
    let layout = layout(canvas.words, items, plan, width)?;
    let mut svg = Svg::new(width.name(), width.units(), canvas.direction);
    draw_axis(&mut svg, &layout);
    let mut fades: Vec<Fade> = Vec::new();
    for (placed, item) in layout.placed.iter().zip(&layout.items) {
        let class = ["fact k-", item.kind.as_str(), if placed.mark.is_uncertain { " unsure" } else { "" }];
        let name = [&*item.title, ", ", &*item.date];
        let leads = Leads { url: Some(&item.url), language: item.language };
        svg.group(&class, leads, &name, |svg| draw_mark(svg, placed, &mut fades));
    }
    fades.sort_by_key(|fade| *fade as u8);
    fades.dedup();
    Some(svg.finish(layout.height, heading(canvas), &fades))
}

fn heading<'a>(canvas: &Canvas<'a>) -> Heading<'a> {
    Heading { title: canvas.title, description: canvas.description }
}

/// Where everything stands.
struct Layout<'a> {
    items: Vec<&'a Item<'a>>,
    axis: Axis,
    placed: Vec<Placed>,
    /// From where to where what comes first reaches, if the others are seen against it.
    band: Option<(f64, f64)>,
    /// The bottom of the words of the axis.
    head: f64,
    height: f64,
}

/// A row of words of the axis.
const ROW: f64 = 17.0;
/// From the edge of the drawing.
const EDGE: f64 = 2.0;

fn layout<'a>(words: &Words, items: &'a [Item<'a>], plan: Plan, width: Width) -> Option<Layout<'a>> {
    let mut drawn: Vec<(&Item, Extent)> = Vec::with_capacity(items.len());
    drawn.extend(items.iter().filter_map(|item| Some((item, plan.extent(item.when)?))));
    let ends = drawn.iter().flat_map(|(_, extent)| [extent.first(), extent.last()]).flatten();
    let (from, until) = match plan {
        Plan::Lanes | Plan::Gantt => (ends.clone().min()?, ends.max()?),
        Plan::Year(year) => axis::year(year),
    };
    let edges = (EDGE, width.units() - EDGE);
    let arrangement = match (plan, width) {
        (Plan::Lanes | Plan::Year(_), _) => Arrangement::Packed,
        (Plan::Gantt, Width::Narrow) => Arrangement::Rows,
        (Plan::Gantt, Width::Middle | Width::Wide) => Arrangement::Column(width.units() * 0.4),
    };
    let least = match arrangement {
        Arrangement::Column(column) => column + 10.0,
        Arrangement::Packed | Arrangement::Rows => edges.0,
    };
    let has =
        |side: fn(&Extent) -> Side| drawn.iter().any(|(_, extent)| matches!(side(extent), Side::Open | Side::Unknown));
    // Arrows and dots need room beyond the axis.
    let before = if has(|extent| extent.start) { 28.0 } else { 6.0 };
    let after = if has(|extent| extent.end) { 28.0 } else { 6.0 };
    let axis = Axis::new(words, (from, until), (least + before, edges.1 - after));
    let head = ROW * if axis.has_above() { 2.0 } else { 1.0 } + 4.0;
    let mark =
        |(item, extent): &(&'a Item<'a>, Extent)| (Mark::new(item.kind, extent, &axis, (least, edges.1)), &*item.title);
    let (placed, bottom) = lanes::place(drawn.iter().map(mark).collect(), arrangement, edges, head + 2.0);
    let band = placed.first().filter(|_| plan == Plan::Gantt).map(|placed| placed.mark.reach());
    let items = drawn.into_iter().map(|(item, _)| item).collect();
    Some(Layout { items, axis, placed, band, head, height: bottom + 2.0 })
}

fn draw_axis(svg: &mut Svg, layout: &Layout) {
    if let Some(band) = layout.band {
        svg.rect("within", band, (layout.head, layout.height), Fade::None);
    }
    let rows = layout.head - ROW - 4.0;
    for tick in &layout.axis.ticks {
        let top = if tick.above.is_some() { 2.0 } else { rows + 2.0 };
        svg.line("grid", (tick.x, tick.x), (top, layout.height));
    }
    for tick in &layout.axis.ticks {
        if let Some(above) = &tick.above {
            svg.text("unit", (tick.x + 3.0, ROW / 2.0), "start", std::slice::from_ref(above));
        }
        if let Some(word) = &tick.word {
            svg.text("unit", (tick.x + 3.0, rows + ROW / 2.0), "start", std::slice::from_ref(word));
        }
    }
}

/// Half the height of a bar.
const BAR: f64 = 4.5;
/// The length of the head of an arrow and of the dots.
const HEAD: f64 = 8.0;
const DOTS: f64 = 20.0;

fn draw_mark(svg: &mut Svg, placed: &Placed, fades: &mut Vec<Fade>) {
    let Placed { mark, label, area } = placed;
    let y = area.top + lanes::MIDDLE;
    svg.rect("hit", (area.left, area.right), (area.top, area.bottom), Fade::None);
    if let Some(bar) = mark.bar {
        let cut = |tip: Tip| match tip {
            Tip::Flat | Tip::Fade => 0.0,
            Tip::Arrow => HEAD,
            Tip::Dots => DOTS,
        };
        let inner = (bar.left + cut(bar.start), bar.right - cut(bar.end));
        let fade = match (bar.start == Tip::Fade, bar.end == Tip::Fade) {
            (true, true) => Fade::Both,
            (true, false) => Fade::Start,
            (false, true) => Fade::End,
            (false, false) => Fade::None,
        };
        fades.extend(Some(fade).filter(|fade| *fade != Fade::None));
        svg.rect(if bar.is_full { "full" } else { "pale" }, inner, (y - BAR, y + BAR), fade);
        for (tip, from, to, is_onward) in [(bar.start, inner.0, bar.left, false), (bar.end, inner.1, bar.right, true)] {
            match tip {
                Tip::Arrow => svg.arrow((to, y), is_onward),
                Tip::Dots => svg.line("dots", (from, to), (y, y)),
                Tip::Flat | Tip::Fade => {}
            }
        }
    }
    if let Some(middle) = mark.shape {
        svg.sign("sign", marks::outline(mark.kind), (middle, y));
    }
    let anchor = match label.anchor {
        Anchor::Start => "start",
        Anchor::End => "end",
    };
    svg.text("label", (label.x, area.top + label.first), anchor, &label.lines);
}

/// Words that fit below a column of several years.
const SHORT: f64 = 48.0;

/// Draws how many facts each year has, in years, decades or centuries as there is room.
///
/// `name` says in words what a column is: its time and its number.
pub fn years(
    canvas: &Canvas,
    counts: &BTreeMap<i16, Count>,
    name: impl Fn(&str, usize) -> String,
    width: Width,
) -> Option<String> {
    let (first, last) = (i64::from(*counts.keys().next()?), i64::from(*counts.keys().next_back()?));
    let fits = |years: &i64| (last.div_euclid(*years) - first.div_euclid(*years)) < density::most(width) as i64;
    let size = [1, 10, 100, 1000].into_iter().find(fits).unwrap_or(10_000);
    let column = |index: i64| {
        let start = index * size;
        let bound = |year: i64| i16::try_from(year).unwrap_or(if year < 0 { i16::MIN } else { i16::MAX });
        let inside: Vec<&Count> =
            counts.range(bound(start)..=bound(start + size - 1)).map(|(_, count)| count).collect();
        let count = inside.iter().map(|count| count.count).sum();
        let first = inside.first();
        let url = first.and_then(|first| if size == 1 { first.url.clone() } else { first.anchor.clone() });
        let words = stretch(canvas.words, start, size);
        // «2010s», where a language says it as shortly.
        let label = if labels::width(&words) <= SHORT { words.clone() } else { canvas.words.year(start) };
        Column { label, name: name(&words, count), count, url }
    };
    let columns: Vec<Column> = (first.div_euclid(size)..=last.div_euclid(size)).map(column).collect();
    Some(density::draw(&columns, width, canvas.direction, heading(canvas)))
}

/// A stretch of years in words: `2019`, `2010s`, `between 1900 and 1999`.
fn stretch(words: &Words, start: i64, years: i64) -> String {
    let masked = match years {
        1 => None,
        10 => Some(format!("{:03}X", start.div_euclid(10))),
        100 => Some(format!("{:02}XX", start.div_euclid(100))),
        _ => Some(format!("{start:04}/{:04}", start + years - 1)),
    };
    let parsed = masked.and_then(|text| Edtf::parse(&text).ok());
    parsed.map_or_else(|| words.year(start), |date| words.edtf(&date))
}

/// Draws how many facts each month of a year has; those not known to the month stand before them.
pub fn months(
    canvas: &Canvas,
    year: i16,
    dates: &[&Edtf],
    name: impl Fn(&str, usize) -> String,
    width: Width,
) -> Option<String> {
    let mut counts = [0_usize; 13];
    for date in dates {
        let (first, last) = (date.earliest(), date.latest());
        let is_known = first.zip(last).is_some_and(|(first, last)| last <= first.last_of_month());
        let month = first.filter(|first| (is_known || date.is_interval()) && first.year() == year);
        counts[month.map_or(0, |day| day.month().unsigned_abs().into())] += 1;
    }
    let column = |(month, count): (usize, usize)| {
        let number = i8::try_from(month).ok()?;
        let (label, words) = if month == 0 {
            (canvas.words.year(year.into()), canvas.words.year(year.into()))
        } else {
            (canvas.words.month_name(number), canvas.words.month(year, number))
        };
        (month > 0 || count > 0).then(|| Column { label, name: name(&words, count), count, url: None })
    };
    let columns: Vec<Column> = counts.into_iter().enumerate().filter_map(column).collect();
    Some(density::draw(&columns, width, canvas.direction, heading(canvas)))
}

/// The sign of a kind, for a legend.
pub fn sign(kind: Kind) -> String {
    format!(
        "<svg class=\"shape\" viewBox=\"-8 -8 16 16\" aria-hidden=\"true\"><path fill-rule=\"evenodd\" d=\"{}\"/></svg>",
        marks::outline(kind)
    )
}
