//! Notices as alerts of CAP 1.2: which of them are, how their messages are called, whom they replace.
//!
//! The versions of a notice in several languages are one alert; the first of them in the order of the
//! languages leads: its address, dates and codes count. Each dated change is a message of its own.

use super::portal::{ArticleId, Linked, Portal, Role};
use crate::model::article::{Details, Notice, Remark};
use crate::model::{Instant, Moment};

/// A message of CAP: what identifies it and when it was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Unique below its sender, the same for ever: nothing in it depends on the instant of a build.
    pub identifier: String,
    /// What tells it from the notice's other messages: `2020-04-28`.
    pub version: String,
    /// When it was sent.
    pub sent: Instant,
}

/// Who sends: the portal's address without scheme. CAP allows no spaces, commas, `<` and `&` here.
pub fn sender(portal: &Portal) -> String {
    let base = &portal.project.config.base_url;
    let host = base.origin.split_once("://").map_or(&*base.origin, |(_, host)| host);
    format!("{host}{}", base.path.trim_end_matches('/')).replace(',', "-")
}

/// The version that leads a notice, if it is there to be read.
pub fn lead(portal: &Portal, id: ArticleId) -> Option<ArticleId> {
    let versions = portal.article(id).translations.iter().copied().chain([id]);
    let readable = versions.filter(|id| !portal.article(*id).is_gone());
    readable.min_by_key(|id| portal.article(*id).article.language)
}

/// The notices of which an alert is made, each by the version that leads.
pub fn leading(portal: &Portal) -> impl Iterator<Item = ArticleId> + '_ {
    portal.ids().filter(|id| is_alert(portal, *id))
}

/// Whether the alert of a notice is at the address of this version.
pub fn is_alert(portal: &Portal, id: ArticleId) -> bool {
    let linked = portal.article(id);
    let Details::Notice(notice) = &linked.article.details else { return false };
    linked.article.date.is_some() && missing(notice).is_empty() && lead(portal, id) == Some(id)
}

/// The fields that CAP needs and a notice lacks.
pub fn missing(notice: &Notice) -> Vec<&'static str> {
    let fields = [
        ("severity", notice.severity.is_some()),
        ("urgency", notice.urgency.is_some()),
        ("certainty", notice.certainty.is_some()),
        ("category", !notice.category.is_empty()),
        ("event", notice.event.is_some()),
    ];
    fields.into_iter().filter(|(_, is_there)| !is_there).map(|(name, _)| name).collect()
}

/// The message that stands at a notice's address: its cancellation, else its latest version.
pub fn current(portal: &Portal, id: ArticleId) -> Option<Message> {
    let linked = portal.article(id);
    match &linked.article.withdrawn {
        Some(withdrawal) => Some(message(portal, linked, withdrawal.date, "withdrawn-")),
        None => versions(portal, linked).pop(),
    }
}

/// The earlier messages that the current one updates or cancels, oldest first: of the notice itself
/// and of all that it supersedes. None was sent later.
pub fn earlier(portal: &Portal, id: ArticleId) -> Vec<Message> {
    let Some(current) = current(portal, id) else { return Vec::new() };
    let mut messages: Vec<Message> = Vec::new();
    for id in chain(portal, id) {
        if is_alert(portal, id) {
            messages.extend(versions(portal, portal.article(id)));
        }
    }
    messages.retain(|message| message.sent <= current.sent && message.identifier != current.identifier);
    messages.sort_by(|one, other| (one.sent, &one.identifier).cmp(&(other.sent, &other.identifier)));
    messages
}

/// A notice and everything it supersedes, by the versions that lead. A circle, told elsewhere, ends it.
fn chain(portal: &Portal, id: ArticleId) -> Vec<ArticleId> {
    let mut chain = vec![id];
    let mut next = 0;
    while let Some(id) = chain.get(next).copied() {
        next += 1;
        let relations = portal.article(id).relations.iter();
        let replaced = relations.filter(|relation| relation.role == Role::Supersedes);
        for id in replaced.filter_map(|relation| lead(portal, relation.article)) {
            if !chain.contains(&id) {
                chain.push(id);
            }
        }
    }
    chain
}

/// The messages of a notice: its publication and every change readers should know of, oldest first.
fn versions(portal: &Portal, linked: &Linked) -> Vec<Message> {
    let article = &linked.article;
    let remarks = article.changes.iter().chain(&article.corrections).map(|remark: &Remark| remark.date);
    let mut messages: Vec<Message> =
        article.date.into_iter().chain(remarks).map(|moment| message(portal, linked, moment, "")).collect();
    messages.sort_by(|one, other| (one.sent, &one.version).cmp(&(other.sent, &other.version)));
    messages.dedup_by(|one, other| one.sent == other.sent);
    messages
}

fn message(portal: &Portal, linked: &Linked, moment: Moment, what: &str) -> Message {
    let date = moment.instant().map_or_else(|| moment.day().to_string(), Instant::utc);
    let version = format!("{what}{date}");
    let identifier = format!("{}/notices/{}/{version}", sender(portal), linked.article.slug);
    Message { identifier, version, sent: moment.begins(&portal.project.config.zone) }
}
