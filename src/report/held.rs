//! What is held back and until when: told after every build, so that nobody waits in vain.

use serde::Serialize;

use crate::graph::Held;
use crate::model::{Instant, Zone};

/// The held articles, those that time will show first: a line for each, nothing if there are none.
///
/// ```text
/// held until 2026-12-01 09:00 (Europe/Paris): content/news/launch.md (embargo)
/// held: content/news/idea.md (draft)
/// ```
pub fn held_lines(held: &[Held], zone: &Zone) -> String {
    let line = |held: &&Held| {
        let until = held.until.map_or_else(String::new, |until| format!(" until {}", zone.local(until)));
        format!("held{until}: {} ({})\n", held.source, held.reason.as_str())
    };
    in_order(held).iter().map(line).collect()
}

/// By the time they will be shown, then by path; what waits for its author comes last.
fn in_order(held: &[Held]) -> Vec<&Held> {
    let mut held: Vec<&Held> = held.iter().collect();
    held.sort_by_key(|held| (held.until.is_none(), held.until, held.source.clone()));
    held
}

/// A held article for machines.
#[derive(Serialize)]
pub(super) struct HeldEntry<'a> {
    path: &'a str,
    until: Option<String>,
    reason: &'static str,
}

/// The held articles for machines, in the same order.
pub(super) fn entries(held: &[Held]) -> Vec<HeldEntry<'_>> {
    let entries = in_order(held).into_iter().map(|held| HeldEntry {
        path: held.source.as_str(),
        until: held.until.map(Instant::utc),
        reason: held.reason.as_str(),
    });
    entries.collect()
}
