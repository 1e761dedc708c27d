//! Density: how many facts there are in each month, year, decade or century, as columns.
//!
//! However many facts there are, the columns are few; each leads to where its facts are listed.

use super::Width;
use super::labels;
use super::svg::{Fade, Heading, Leads, Svg};

/// The height of the highest column.
const HIGH: f64 = 96.0;
/// A column and the room around it: large enough for a finger.
const SLOT: f64 = 24.0;

/// A column.
#[derive(Clone, Debug)]
pub(super) struct Column {
    /// Below it.
    pub(super) label: String,
    /// Its accessible name.
    pub(super) name: String,
    pub(super) count: usize,
    pub(super) url: Option<String>,
}

/// How many columns a width has room for.
pub(super) fn most(width: Width) -> usize {
    ((width.units() - 4.0) / SLOT) as usize
}

/// Draws the columns; not more than there is room for.
pub(super) fn draw(columns: &[Column], width: Width, direction: &'static str, heading: Heading) -> String {
    let mut svg = Svg::new(width.name(), width.units(), direction);
    let most = columns.iter().map(|column| column.count).max().unwrap_or(0).max(1) as f64;
    let slot = (width.units() - 4.0) / columns.len().max(1) as f64;
    let (top, ground) = (20.0, 20.0 + HIGH);
    let steps = label_step(columns, slot);
    svg.line("ground", (2.0, width.units() - 2.0), (ground, ground));
    for (index, column) in columns.iter().enumerate() {
        let left = 2.0 + slot * index as f64;
        let middle = left + slot / 2.0;
        if column.count > 0 {
            let high = (HIGH * column.count as f64 / most).max(2.0);
            svg.group(&["column"], Leads { url: column.url.as_deref(), language: None }, &[&column.name], |svg| {
                svg.rect("hit", (left, left + slot), (0.0, ground + 20.0), Fade::None);
                let half = (slot * 0.38).min(26.0);
                svg.rect("full", (middle - half, middle + half), (ground - high, ground), Fade::None);
                let count = column.count.to_string();
                if labels::width(&count) <= slot {
                    svg.text("count", (middle, (ground - high - 9.0).max(top - 11.0)), "middle", &[count]);
                }
            });
        }
        if index % steps == 0 && labels::width(&column.label) <= slot * steps as f64 {
            place_label(&mut svg, column, (middle, ground + 11.0), width);
        }
    }
    svg.finish(ground + 22.0, heading, &[])
}

/// In the middle below its column, but never beyond the edge.
fn place_label(svg: &mut Svg, column: &Column, (middle, y): (f64, f64), width: Width) {
    let half = labels::width(&column.label) / 2.0;
    let lines = [column.label.clone()];
    if middle - half < 1.0 {
        svg.text("unit", (1.0, y), "start", &lines);
    } else if middle + half > width.units() - 1.0 {
        svg.text("unit", (width.units() - 1.0, y), "end", &lines);
    } else {
        svg.text("unit", (middle, y), "middle", &lines);
    }
}

/// Every how many columns there is room for a label.
fn label_step(columns: &[Column], slot: f64) -> usize {
    let widest = columns.iter().map(|column| labels::width(&column.label)).fold(0.0, f64::max);
    (((widest + 6.0) / slot).ceil() as usize).clamp(1, columns.len().max(1))
}
