//! What a build did, in numbers and in one line.

use serde::Serialize;

use crate::graph::Held;
use crate::model::Zone;

/// What a build did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Articles that were read.
    pub articles: usize,
    /// Pages of the portal.
    pub pages: usize,
    /// Files of articles that were parsed: those that changed, where the others are known.
    pub parsed: usize,
    /// Files that were rendered: those that read what changed, where the others are known.
    pub rendered: usize,
    /// Files that were written.
    pub written: usize,
    /// Files that stayed as they were.
    pub unchanged: usize,
    /// Files that were taken away.
    pub removed: usize,
    /// Articles that are held back.
    pub held: usize,
    /// How long it took.
    pub milliseconds: u128,
}

/// The last line of a build: `310 pages, 4 written, 2 held until 2026-12-01 09:00 (Europe/Paris), 84 ms`.
pub fn summary_line(summary: &Summary, held: &[Held], zone: &Zone) -> String {
    let mut parts = vec![counted(summary.pages, "page", "pages"), format!("{} written", summary.written)];
    if summary.removed > 0 {
        parts.push(format!("{} removed", summary.removed));
    }
    if summary.held > 0 {
        parts.push(format!("{} held{}", summary.held, until(held, zone)));
    }
    parts.push(format!("{} ms", summary.milliseconds));
    parts.join(", ")
}

fn counted(count: usize, one: &str, several: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { several })
}

/// When the first of the held will be shown, if time alone shows it.
fn until(held: &[Held], zone: &Zone) -> String {
    let Some(first) = held.iter().filter_map(|held| held.until).min() else { return String::new() };
    let words = if held.iter().all(|held| held.until == Some(first)) { " until" } else { ", the first until" };
    format!("{words} {}", zone.local(first))
}
