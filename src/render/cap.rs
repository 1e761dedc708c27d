//! Notices as alerts of the Common Alerting Protocol (CAP 1.2), one a notice, and the feed of them.
//!
//! What a message is called and which it replaces is told by `graph::alerts`; here it is written. The
//! codes of the leading version stand in the block of every language, beside that language's words.

#[cfg(test)]
mod tests;

use super::page::Beside;
use super::xml::{self, Xml};
use super::{Renderer, excerpt, feeds, files};
use crate::addresses::{self, ALERT_FEED};
use crate::graph::alerts::{self, Message};
use crate::graph::held::State;
use crate::graph::portal::{ArticleId, Linked};
use crate::model::article::{Details, Notice};
use crate::model::kind::{Category, Certainty, Response, Severity, Urgency};
use crate::model::{Instant, Kind, LanguageId, Zone};
use crate::plan::Format;

const CAP: &str = "urn:oasis:names:tc:emergency:cap:1.2";
const ATOM: &str = "http://www.w3.org/2005/Atom";
const MEDIA_TYPE: &str = "application/cap+xml";
/// Characters of a headline, as the standard advises.
const HEADLINE: usize = 160;

/// The alert of a notice, as its pages offer it.
pub(super) fn beside(renderer: &Renderer, id: ArticleId) -> Option<Beside> {
    let portal = renderer.portal();
    let lead = alerts::lead(portal, id).filter(|lead| alerts::is_alert(portal, *lead))?;
    let article = &renderer.linked(id).article;
    let title = format!("{} – {}", article.title, portal.project.config.title.of(article.language));
    Some(Beside { media_type: MEDIA_TYPE, title, address: addresses::alert(&renderer.linked(lead).address) })
}

/// The feed of alerts, as the lists of notices offer it.
pub(super) fn feed_beside(renderer: &Renderer, language: LanguageId) -> Beside {
    Beside { media_type: Format::Atom.media_type(), title: title(renderer, language), address: ALERT_FEED.to_owned() }
}

/// Renders the alert of a notice, by the version that leads.
pub(super) fn alert(renderer: &Renderer, id: ArticleId) -> String {
    let portal = renderer.portal();
    let lead = renderer.linked(id);
    let Details::Notice(notice) = &lead.article.details else { unreachable!("`graph::alerts` names notices") };
    let message = alerts::current(portal, id).expect("an alert has a date");
    let earlier = alerts::earlier(portal, id);
    let sender = alerts::sender(portal);
    xml::document("alert", &[("xmlns", CAP)], |xml| {
        xml.text("identifier", &message.identifier);
        xml.text("sender", &sender);
        xml.text("sent", &date(renderer, message.sent));
        xml.text("status", if lead.state == State::Published { "Actual" } else { "Draft" });
        xml.text("msgType", message_type(lead, &earlier));
        xml.text("scope", "Public");
        if let Some(withdrawal) = &lead.article.withdrawn {
            xml.text("note", &withdrawal.reason);
        }
        if !earlier.is_empty() {
            let one = |message: &Message| format!("{sender},{},{}", message.identifier, date(renderer, message.sent));
            xml.text("references", &earlier.iter().map(one).collect::<Vec<String>>().join(" "));
        }
        for version in versions(renderer, id) {
            xml.element("info", &[], |xml| info(renderer, xml, (lead, notice), version, message.sent));
        }
    })
}

fn message_type(lead: &Linked, earlier: &[Message]) -> &'static str {
    match (&lead.article.withdrawn, earlier) {
        (Some(_), _) => "Cancel",
        (None, []) => "Alert",
        (None, _) => "Update",
    }
}

/// The versions of a notice that speak in its alert. A withdrawn one speaks only where all is withdrawn.
fn versions<'a>(renderer: &Renderer<'a>, id: ArticleId) -> impl Iterator<Item = &'a Linked> {
    let lead = renderer.linked(id);
    let others = lead.translations.iter().map(|id| renderer.linked(*id));
    let is_withdrawn = lead.article.withdrawn.is_some();
    let speaks = move |other: &&Linked| !other.is_gone() && (is_withdrawn || other.article.withdrawn.is_none());
    std::iter::once(lead).chain(others.filter(speaks))
}

/// What the alert says in one language.
fn info(renderer: &Renderer, xml: &mut Xml, lead: (&Linked, &Notice), linked: &Linked, sent: Instant) {
    let (lead, codes) = lead;
    let Details::Notice(words) = &linked.article.details else { return };
    let article = &linked.article;
    let zone = &renderer.portal().project.config.zone;
    xml.text("language", &renderer.speech(article.language).language.tag);
    coded(xml, codes, words.event.as_deref().or(codes.event.as_deref()).unwrap_or_default());
    optional(xml, "audience", words.audience.as_deref());
    xml.text("effective", &date(renderer, sent));
    let onset = codes.valid_from.map(|moment| date(renderer, moment.begins(zone)));
    optional(xml, "onset", onset.as_deref());
    let expires = codes.valid_until.map(|moment| date(renderer, moment.ends(zone)));
    optional(xml, "expires", expires.as_deref());
    xml.text("senderName", &feeds::publisher(renderer, article.language).name);
    xml.text("headline", &excerpt::shortened(&article.title, HEADLINE - 1));
    optional(xml, "description", description(renderer, linked).as_deref());
    optional(xml, "instruction", words.instruction.as_deref());
    xml.text("web", &renderer.absolute(&linked.address));
    optional(xml, "contact", article.contact.as_deref());
    for file in files::offered(renderer, linked) {
        xml.element("resource", &[], |xml| {
            xml.text("resourceDesc", file.title);
            xml.text("mimeType", file.media_type);
            xml.text("size", &file.size.to_string());
            xml.text("uri", &file.url);
        });
    }
    xml.element("area", &[], |xml| area(renderer, xml, lead, article.language));
}

/// What is the same in every language, with what happens in the place that the standard gives it.
fn coded(xml: &mut Xml, codes: &Notice, event: &str) {
    for category in &codes.category {
        xml.text("category", &word(category.as_str()));
    }
    xml.text("event", event);
    for response in &codes.response {
        xml.text("responseType", &word(response.as_str()));
    }
    xml.text("urgency", &word(codes.urgency.map_or("unknown", Urgency::as_str)));
    xml.text("severity", &word(codes.severity.map_or("unknown", Severity::as_str)));
    xml.text("certainty", &word(codes.certainty.map_or("unknown", Certainty::as_str)));
}

/// A word as CAP writes it: ours are in lower case.
fn word(ours: &str) -> String {
    match ours {
        _ if ours == Category::Cbrne.as_str() => "CBRNE".to_owned(),
        _ if ours == Response::AllClear.as_str() => "AllClear".to_owned(),
        _ => super::cards::capitalised(ours),
    }
}

fn optional(xml: &mut Xml, name: &str, text: Option<&str>) {
    if let Some(text) = text {
        xml.text(name, text);
    }
}

/// The summary, then the text: plain, in paragraphs, with whom to write to.
fn description(renderer: &Renderer, linked: &Linked) -> Option<String> {
    let text = excerpt::whole(renderer, linked);
    let parts: Vec<&str> =
        linked.article.summary.as_deref().into_iter().chain([&*text]).filter(|part| !part.is_empty()).collect();
    (!parts.is_empty()).then(|| parts.join("\n\n"))
}

fn area(renderer: &Renderer, xml: &mut Xml, lead: &Linked, language: LanguageId) {
    let speech = renderer.speech(language);
    let names: Vec<String> = lead.article.countries.iter().map(|country| speech.words.country(*country)).collect();
    let everywhere = names.is_empty().then(|| speech.texts.get("cap_everywhere").to_owned());
    xml.text("areaDesc", &everywhere.unwrap_or_else(|| speech.words.listed(&names)));
    for country in &lead.article.countries {
        xml.element("geocode", &[], |xml| {
            xml.text("valueName", "ISO3166-1-alpha-2");
            xml.text("value", country.as_str());
        });
    }
}

fn date(renderer: &Renderer, instant: Instant) -> String {
    written(&renderer.portal().project.config.zone, instant)
}

/// An instant as CAP writes it: UTC is `-00:00`.
fn written(zone: &Zone, instant: Instant) -> String {
    let date = zone.rfc3339(instant);
    match date.strip_suffix("+00:00") {
        Some(local) => format!("{local}-00:00"),
        None => date,
    }
}

/// Renders the feed of alerts, latest message first.
pub(super) fn feed(renderer: &Renderer) -> String {
    let portal = renderer.portal();
    let mut entries: Vec<(Message, ArticleId)> =
        alerts::leading(portal).filter_map(|id| Some((alerts::current(portal, id)?, id))).collect();
    entries.sort_by(|(one, _), (other, _)| (other.sent, &one.identifier).cmp(&(one.sent, &other.identifier)));
    entries.truncate(portal.project.config.feed_entries);
    let updated = entries.first().map_or_else(|| feeds::newest_of_all(renderer), |(message, _)| message.sent);
    let language = &renderer.speech(LanguageId::DEFAULT).language.tag;
    xml::document("feed", &[("xmlns", ATOM), ("xml:lang", language)], |xml| {
        head(renderer, xml, updated);
        for (message, id) in &entries {
            let own = &renderer.speech_of(*id).language.tag;
            let attributes = [("xml:lang", &**own)];
            let attributes: &[_] = if own == language { &[] } else { &attributes };
            xml.element("entry", attributes, |xml| entry(renderer, xml, message, renderer.linked(*id)));
        }
    })
}

fn head(renderer: &Renderer, xml: &mut Xml, updated: Instant) {
    let config = &renderer.portal().project.config;
    let own = renderer.absolute(ALERT_FEED);
    let page = renderer.absolute(&addresses::list(config, LanguageId::DEFAULT, Kind::Notice));
    let publisher = feeds::publisher(renderer, LanguageId::DEFAULT);
    xml.text("id", &own);
    xml.text("title", &title(renderer, LanguageId::DEFAULT));
    xml.text("updated", &config.zone.rfc3339(updated));
    xml.element("author", &[], |xml| {
        xml.text("name", &publisher.name);
        xml.text("uri", &publisher.url);
    });
    xml.empty("link", &[("rel", "self"), ("type", Format::Atom.media_type()), ("href", &own)]);
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &page)]);
    xml.text("generator", "dateline");
}

fn entry(renderer: &Renderer, xml: &mut Xml, message: &Message, linked: &Linked) {
    let page = renderer.absolute(&linked.address);
    let alert = renderer.absolute(&addresses::alert(&linked.address));
    xml.text("id", &format!("{page}#{}", message.version));
    xml.text("title", &linked.article.title);
    xml.empty("link", &[("rel", "alternate"), ("type", MEDIA_TYPE), ("href", &alert)]);
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &page)]);
    xml.text("updated", &renderer.portal().project.config.zone.rfc3339(message.sent));
    let summary = excerpt::of(renderer, linked);
    if !summary.is_empty() {
        xml.text("summary", &summary);
    }
}

fn title(renderer: &Renderer, language: LanguageId) -> String {
    let texts = renderer.speech(language).texts;
    format!("{} – {}", texts.get("feed_cap"), renderer.portal().project.config.title.of(language))
}
