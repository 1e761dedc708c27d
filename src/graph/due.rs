//! When the output will change by itself, and why: the instants a scheduler should build at.
//!
//! Takes the portal and what is held. Between two neighbouring instants every build gives the same
//! bytes; across one it does not.

use super::held::{Held, Reason};
use super::life::{self, LifeState, Turn};
use super::portal::{Linked, Portal};
use crate::model::{Instant, SourcePath};

/// Why the output changes at an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// An embargo is lifted.
    EmbargoLifts,
    /// The day of an article begins.
    DayBegins,
    /// Something in the life of an article turns.
    Turns(Turn),
}

impl Why {
    /// Its name in data.
    pub fn as_str(self) -> &'static str {
        match self {
            Why::EmbargoLifts => "embargo-lifts",
            Why::DayBegins => "day-begins",
            Why::Turns(turn) => turn.as_str(),
        }
    }

    /// What happens, in words.
    pub fn words(self) -> &'static str {
        match self {
            Why::EmbargoLifts => "its embargo is lifted",
            Why::DayBegins => "its day begins",
            Why::Turns(turn) => turn.words(),
        }
    }
}

/// A change that is coming.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Due {
    /// When.
    pub at: Instant,
    /// The article.
    pub source: SourcePath,
    /// Why.
    pub why: Why,
}

/// Everything that comes after the portal's instant, in the order of time.
pub fn coming(portal: &Portal, held: &[Held]) -> Vec<Due> {
    let now = portal.project.instant;
    let mut due: Vec<Due> = held.iter().filter_map(lifted).collect();
    for linked in &portal.articles {
        due.extend(turns(portal, linked).map(|(at, turn)| Due {
            at,
            source: linked.article.source.clone(),
            why: Why::Turns(turn),
        }));
    }
    due.retain(|due| due.at > now);
    due.sort();
    due.dedup();
    due
}

/// When a held article is shown; a draft never is by itself.
fn lifted(held: &Held) -> Option<Due> {
    let why = match held.reason {
        Reason::Draft => return None,
        Reason::Embargo => Why::EmbargoLifts,
        Reason::Future => Why::DayBegins,
    };
    Some(Due { at: held.until?, source: held.source.clone(), why })
}

/// The turns that readers will see: what is superseded or withdrawn no longer begins or ends, but what is said of it
/// later and its dates still show.
fn turns<'a>(portal: &'a Portal, linked: &'a Linked) -> impl Iterator<Item = (Instant, Turn)> + 'a {
    let is_settled = matches!(life::state(&portal.project, linked), Some(LifeState::Superseded | LifeState::Withdrawn));
    let is_seen = move |turn: Turn| match turn {
        Turn::Expires | Turn::RemarkShows | Turn::Withdrawn | Turn::FactBegins => true,
        Turn::NoticeBegins
        | Turn::NoticeEnds
        | Turn::EventEnds
        | Turn::ProgrammeEnds
        | Turn::Dissolved
        | Turn::Lapses
        | Turn::RoleBegins
        | Turn::RoleEnds
        | Turn::LeavesNewsSitemap => !is_settled,
    };
    life::turns(&portal.project, linked).into_iter().filter(move |(_, turn)| is_seen(*turn))
}
