//! The rows of an article's facts: what only its kind has, in the order readers ask for it.

use super::Renderer;
use super::cards::{self, named};
use super::speech::Speech;
use crate::diagnostic::Field;
use crate::graph::facts::{span_of_role, when};
use crate::graph::portal::{ArticleId, Linked};
use crate::model::LanguageId;
use crate::model::article::{
    Article, Details, Document, Event, Funding, Notice, Organisation, Person, Programme, Reference,
};
use crate::model::words::conventions;
use crate::theme::view::{Shared, Text, Url};
use crate::theme::views::article::{Fact, Role};
use crate::theme::views::{Card, Date};

/// The rows of one article in the making.
struct Rows<'a> {
    renderer: &'a Renderer<'a>,
    linked: &'a Linked,
    speech: &'a Speech<'a>,
    rows: Vec<Fact>,
}

/// The rows of an article.
pub(super) fn rows(renderer: &Renderer, id: ArticleId) -> Vec<Fact> {
    let linked = renderer.linked(id);
    let speech = renderer.speech(linked.article.language);
    let mut rows = Rows { renderer, linked, speech, rows: Vec::new() };
    match &linked.article.details {
        Details::News | Details::Page(_) | Details::Topic | Details::Person(_) => {}
        Details::Notice(notice) => rows.notice(notice),
        Details::Programme(programme) => rows.programme(&linked.article, programme),
        Details::Organisation(organisation) => rows.organisation(organisation),
        Details::Event(event) => rows.event(event),
        Details::Document(document) => rows.document(document),
    }
    rows.rows
}

impl Rows<'_> {
    fn push(&mut self, id: &str, text: Option<Text>, url: Option<Url>, items: Vec<Shared<Card>>) {
        let label = self.speech.texts.of("fact", id);
        self.rows.push(Fact { id: id.into(), label: label.into(), text, iso: None, url, items });
    }

    fn text(&mut self, id: &str, text: Option<impl Into<Text>>) {
        if let Some(text) = text {
            self.push(id, Some(text.into()), None, Vec::new());
        }
    }

    fn link(&mut self, id: &str, url: Option<&str>) {
        if let Some(url) = url {
            let shown = url.trim_start_matches("https://").trim_start_matches("http://").trim_end_matches('/');
            self.push(id, Some(shown.into()), Some(url.into()), Vec::new());
        }
    }

    fn date(&mut self, id: &str, date: Option<Date>) {
        if let Some(Date { iso, text, .. }) = date {
            let label = self.speech.texts.of("fact", id).into();
            self.rows.push(Fact { id: id.into(), label, text: Some(text), iso, url: None, items: Vec::new() });
        }
    }

    fn references<'r>(&mut self, id: &str, references: impl IntoIterator<Item = &'r Reference>) {
        let found = references.into_iter().filter_map(|reference| named(self.linked, reference.field));
        let items: Vec<Shared<Card>> = found.map(|id| cards::on_page(self.renderer, self.linked, id)).collect();
        if !items.is_empty() {
            self.push(id, None, None, items);
        }
    }

    fn words(&mut self, id: &str, words: impl Iterator<Item = &'static str>) {
        let labels: Vec<String> = words.map(|word| self.speech.texts.of(id, word)).collect();
        if !labels.is_empty() {
            self.text(id, Some(self.speech.words.listed(&labels)));
        }
    }

    fn notice(&mut self, notice: &Notice) {
        self.date("valid_from", notice.valid_from.map(|moment| self.speech.moment(moment)));
        self.date("valid_until", notice.valid_until.map(|moment| self.speech.moment(moment)));
        self.words("severity", notice.severity.iter().map(|item| item.as_str()));
        self.words("urgency", notice.urgency.iter().map(|item| item.as_str()));
        self.words("certainty", notice.certainty.iter().map(|item| item.as_str()));
        self.words("category", notice.category.iter().map(|item| item.as_str()));
        self.text("event", notice.event.as_deref());
        self.words("response", notice.response.iter().map(|item| item.as_str()));
        self.text("audience", notice.audience.as_deref());
    }

    fn programme(&mut self, article: &Article, programme: &Programme) {
        self.date("span", when(article).map(|span| self.speech.edtf(&span)));
        self.references("funders", &programme.funders);
        self.text("funding", programme.funding.as_ref().map(|funding| amount(self.speech, funding)));
        self.references("lead", &programme.lead);
        self.references("parent", &programme.parent);
    }

    fn organisation(&mut self, organisation: &Organisation) {
        self.text("category_organisation", organisation.category.as_deref().map(cards::capitalised));
        self.text("acronym", organisation.acronym.as_deref());
        let names: Vec<&str> = organisation.other_names.iter().map(|name| &**name).collect();
        self.text("other_names", (!names.is_empty()).then(|| self.speech.words.listed(&names)));
        self.date("established", organisation.established.as_ref().map(|date| self.speech.edtf(date)));
        self.date("dissolved", organisation.dissolved.as_ref().map(|date| self.speech.edtf(date)));
        self.references("parent", &organisation.parent);
        self.references("members", &organisation.members);
        self.text("headquarters", organisation.headquarters.as_deref());
        self.link("website", organisation.website.as_deref());
    }

    fn event(&mut self, event: &Event) {
        self.date("start", event.start.map(|moment| self.speech.moment(moment)));
        self.date("end", event.end.map(|moment| self.speech.moment(moment)));
        self.words("status", std::iter::once(event.status.as_str()));
        self.text("venue", event.venue.as_deref());
        self.link("online", event.online.as_deref());
        self.link("registration", event.registration.as_deref());
        self.references("speakers", &event.speakers);
    }

    fn document(&mut self, document: &Document) {
        self.text("document_type", document.document_type.as_deref().map(cards::capitalised));
        self.text("edition", document.edition.as_deref());
        self.date("signed", document.signed.as_ref().map(|date| self.speech.edtf(date)));
        self.date("in_force", document.in_force.as_ref().map(|date| self.speech.edtf(date)));
        self.date("period", document.period.as_ref().map(|date| self.speech.edtf(date)));
        self.references("parties", &document.parties);
        self.references("signatories", &document.signatories);
    }
}

/// `1,500,000 EUR`: the number as the language writes it.
fn amount(speech: &Speech, funding: &Funding) -> String {
    format!("{}\u{a0}{}", conventions::fraction(speech.language, &funding.amount), funding.currency)
}

/// The roles of a person.
pub(super) fn roles(renderer: &Renderer, id: ArticleId, person: &Person, language: LanguageId) -> Vec<Role> {
    let linked = renderer.linked(id);
    let speech = renderer.speech(language);
    let role = |(index, role): (usize, &crate::model::article::RoleHeld)| {
        let organisation = named(linked, Field::new("roles").item(index).part("organisation"));
        Role {
            title: (&*role.title).into(),
            organisation: organisation.map(|id| cards::noted(renderer, id, language, None)),
            span: span_of_role(role).map(|span| speech.words.edtf(&span).into()),
        }
    };
    person.roles.iter().enumerate().map(role).collect()
}
