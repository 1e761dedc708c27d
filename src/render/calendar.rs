//! Calendars (iCalendar, RFC 5545): one event for who attends it, all events of a language for who subscribes.
//!
//! The times of a file are those of the articles' last changes that readers should know of, never the
//! clock's. A day stays a day; a time is told in UTC, so that no file needs rules of a zone.

#[cfg(test)]
mod tests;

use super::{Renderer, excerpt, page, terms};
use crate::addresses;
use crate::graph::portal::{ArticleId, Linked};
use crate::model::article::{Article, Details, Event};
use crate::model::kind::{EventStatus, Taxonomy};
use crate::model::{Day, Instant, Kind, LanguageId, Moment, Zone};

/// The media type of a calendar.
pub(super) const MEDIA_TYPE: &str = "text/calendar";

/// Octets of a line, without its end.
const LONGEST_LINE: usize = 75;

/// Renders the calendar of one event.
pub(super) fn event(renderer: &Renderer, id: ArticleId) -> String {
    let mut calendar = Calendar::new();
    calendar.event(renderer, renderer.linked(id));
    calendar.finish()
}

/// Renders the calendar of all events of a language, the earliest first.
pub(super) fn all(renderer: &Renderer, language: LanguageId) -> String {
    let portal = renderer.portal();
    let config = &portal.project.config;
    let mut calendar = Calendar::new();
    let title = title(renderer, language);
    calendar.text("NAME", &title);
    calendar.text("X-WR-CALNAME", &title);
    calendar.line("REFRESH-INTERVAL;VALUE=DURATION", "P1D");
    calendar.line("SOURCE;VALUE=URI", &renderer.absolute(&addresses::calendar(config, language)));
    let events = portal.edition(language).list(Kind::Event).iter().map(|id| renderer.linked(*id));
    let mut events: Vec<&Linked> = events.filter(|linked| linked.is_in_calendar()).collect();
    events.sort_by_cached_key(|linked| (begins(linked, &config.zone), &linked.address));
    for linked in events {
        calendar.event(renderer, linked);
    }
    calendar.finish()
}

/// What the calendar of a language is called.
pub(super) fn title(renderer: &Renderer, language: LanguageId) -> String {
    let portal = renderer.portal().project.config.title.of(language);
    format!("{} – {portal}", page::list_title(renderer, language, Kind::Event))
}

fn begins(linked: &Linked, zone: &Zone) -> Option<Instant> {
    match &linked.article.details {
        Details::Event(event) => event.start.map(|start| start.begins(zone)),
        _ => None,
    }
}

/// A calendar in the making.
struct Calendar(String);

impl Calendar {
    fn new() -> Calendar {
        let mut calendar = Calendar(String::new());
        calendar.line("BEGIN", "VCALENDAR");
        calendar.line("VERSION", "2.0");
        calendar.line("PRODID", "-//dateline//dateline//EN");
        calendar
    }

    fn finish(mut self) -> String {
        self.line("END", "VCALENDAR");
        self.0
    }

    /// An event that has a day; nothing for any other article.
    fn event(&mut self, renderer: &Renderer, linked: &Linked) {
        let article = &linked.article;
        let Details::Event(event) = &article.details else { return };
        let zone = &renderer.portal().project.config.zone;
        let changed = changed(article, zone);
        self.line("BEGIN", "VEVENT");
        self.text("UID", &uid(renderer, linked));
        // Readers' programs want the instant even where no author has given one.
        self.line("DTSTAMP", &utc(changed.unwrap_or(Instant::EPOCH)));
        if let Some(changed) = changed {
            self.line("LAST-MODIFIED", &utc(changed));
        }
        self.line("SEQUENCE", &sequence(article).to_string());
        self.span(event, zone);
        self.text("SUMMARY", &article.title);
        self.text("DESCRIPTION", &description(renderer, linked));
        self.place(event);
        self.line("URL", &renderer.absolute(&linked.address));
        self.line("STATUS", status(article, event));
        self.categories(renderer, linked);
        self.line("END", "VEVENT");
    }

    /// Begin and end. Both are days or both are times, and the end is that at which nothing is any more.
    fn span(&mut self, event: &Event, zone: &Zone) {
        match event.start {
            Some(Moment::Day(first)) => {
                let last = event.end.map_or(first, Moment::day).max(first);
                self.line("DTSTART;VALUE=DATE", &date(first));
                self.line("DTEND;VALUE=DATE", &date(last.next()));
            }
            Some(Moment::Instant(start, _)) => {
                self.line("DTSTART", &utc(start));
                if let Some(end) = event.end.map(|end| end.ends(zone)).filter(|end| *end > start) {
                    self.line("DTEND", &utc(end));
                }
            }
            None => {}
        }
    }

    fn place(&mut self, event: &Event) {
        let online = event.online.as_deref();
        // Few programs show CONFERENCE, all of them LOCATION.
        self.text("LOCATION", event.venue.as_deref().or(online).unwrap_or_default());
        if let Some(online) = online {
            self.line("CONFERENCE;VALUE=URI", online);
        }
    }

    fn categories(&mut self, renderer: &Renderer, linked: &Linked) {
        let language = linked.article.language;
        let all = renderer.portal().edition(language).terms(Taxonomy::Topics);
        let topics = linked.topics.iter().map(|topic| terms::title(renderer, language, &all[*topic as usize]));
        let topics: Vec<String> = topics.map(|topic| escaped(&topic)).collect();
        if !topics.is_empty() {
            self.line("CATEGORIES", &topics.join(","));
        }
    }

    /// A property whose value is a text; none for an empty one.
    fn text(&mut self, name: &str, text: &str) {
        if !text.is_empty() {
            self.line(name, &escaped(text));
        }
    }

    /// A property, folded where its line would be too long, never inside a character.
    fn line(&mut self, name: &str, value: &str) {
        let mut length = 0;
        for c in name.chars().chain([':']).chain(value.chars()).filter(|c| !c.is_control()) {
            if length + c.len_utf8() > LONGEST_LINE {
                self.0.push_str("\r\n ");
                length = 1;
            }
            self.0.push(c);
            length += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

/// What an event is known by, for ever: its address, written as the standard advises.
fn uid(renderer: &Renderer, linked: &Linked) -> String {
    let base = &renderer.portal().project.config.base_url;
    let host = base.origin.split_once("://").map_or(base.origin.as_str(), |(_, host)| host);
    format!("{}@{host}", renderer.url(&linked.address).trim_matches('/'))
}

/// When readers should look again: the latest of its date, changes, corrections and withdrawal.
fn changed(article: &Article, zone: &Zone) -> Option<Instant> {
    let remarks = article.changes.iter().chain(&article.corrections).map(|remark| remark.date);
    let withdrawn = article.withdrawn.as_ref().map(|withdrawal| withdrawal.date);
    remarks.chain(article.date).chain(withdrawn).map(|moment| moment.begins(zone)).max()
}

/// How often it has changed since it was first told.
fn sequence(article: &Article) -> usize {
    article.changes.len() + article.corrections.len() + usize::from(article.withdrawn.is_some())
}

/// The summary, and how the text begins.
fn description(renderer: &Renderer, linked: &Linked) -> String {
    let beginning = excerpt::beginning(renderer, linked);
    match linked.article.summary.as_deref() {
        Some(summary) if !beginning.is_empty() => format!("{}\n\n{beginning}", summary.trim()),
        Some(summary) => summary.trim().to_owned(),
        None => beginning,
    }
}

/// Whether it takes place. What is withdrawn stays here only to be struck out of readers' calendars.
fn status(article: &Article, event: &Event) -> &'static str {
    match event.status {
        _ if article.withdrawn.is_some() => "CANCELLED",
        EventStatus::Scheduled => "CONFIRMED",
        EventStatus::Postponed => "TENTATIVE",
        EventStatus::Cancelled => "CANCELLED",
    }
}

/// `20200428`.
fn date(day: Day) -> String {
    day.to_string().replace('-', "")
}

/// `20200428T080000Z`.
fn utc(instant: Instant) -> String {
    instant.utc().replace(['-', ':'], "")
}

/// A text, with what has a meaning in values escaped. Other control characters are dropped by the line.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => escaped.extend(['\\', c]),
            // Many programs take all of them for the end of a line.
            '\n' | '\u{2028}' | '\u{2029}' => escaped.push_str("\\n"),
            '\t' => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}
