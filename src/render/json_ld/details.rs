//! The thing an article shows, by its kind.

use super::super::json::{Fields, Json, list, one_or_more};
use super::super::{Renderer, cards, files, terms};
use super::nodes::{self, countries, exact, image, named, related};
use crate::diagnostic::Field;
use crate::graph::life::LifeState;
use crate::graph::portal::{ArticleId, Linked, Role};
use crate::model::article::{
    Article, Details, Document, Event, Funding, Notice, Organisation, Person, Picture, Programme, RoleHeld,
};
use crate::model::kind::{EventStatus, Taxonomy};
use crate::model::{LanguageId, Moment};

/// Roles that say what an article is about; the rest it only mentions.
const ABOUT: [Role; 5] = [Role::Parties, Role::Signatories, Role::Partners, Role::Programmes, Role::People];
const MENTIONS: [Role; 3] = [Role::Related, Role::Timeline, Role::Mentions];

/// One article in the telling.
struct Thing<'a> {
    renderer: &'a Renderer<'a>,
    linked: &'a Linked,
    article: &'a Article,
    language: LanguageId,
}

/// The thing an article shows.
pub(super) fn article(renderer: &Renderer, id: ArticleId) -> Fields {
    let linked = renderer.linked(id);
    let article = &linked.article;
    let thing = Thing { renderer, linked, article, language: article.language };
    match &article.details {
        Details::News => thing.work().with("headline", &*article.title).with("dateline", article.location.as_deref()),
        Details::Notice(notice) => thing.notice(notice),
        Details::Programme(programme) => thing.programme(programme),
        Details::Organisation(organisation) => thing.organisation(organisation),
        Details::Person(person) => thing.person(person),
        Details::Event(event) => thing.event(event),
        Details::Document(document) => thing.document(document),
        Details::Page(_) | Details::Topic => thing.work(),
    }
}

impl Thing<'_> {
    /// What all kinds have: type, name, page, summary, picture.
    fn base(&self) -> Fields {
        self.base_with(self.article.image.as_ref())
    }

    fn base_with(&self, picture: Option<&Picture>) -> Fields {
        let url = self.renderer.absolute(&self.linked.address);
        let picture = picture.and_then(|picture| image(self.renderer, self.linked, picture));
        named(nodes::type_of(self.article), &self.article.title, Some(&url))
            .with("description", self.article.summary.as_deref())
            .with("image", picture)
    }

    /// What a written work has besides.
    fn work(&self) -> Fields {
        self.work_until(self.article.expires)
    }

    fn work_until(&self, end: Option<Moment>) -> Fields {
        let zone = &self.renderer.portal().project.config.zone;
        let article = self.article;
        let corrections = article.corrections.iter().map(|remark| nodes::correction(self.renderer, remark));
        let state = cards::life(self.renderer, self.linked).map(LifeState::as_str);
        self.base()
            .with("inLanguage", &*self.renderer.speech(self.language).language.tag)
            .with("datePublished", article.date.map(|date| date.iso(zone)))
            .with("dateModified", article.updated(zone).map(|date| date.iso(zone)))
            .with("expires", end.map(|end| end.iso(zone)))
            .with("creativeWorkStatus", state)
            .with("author", self.authors())
            .with("publisher", nodes::publisher(self.renderer, self.language))
            .with("keywords", list(self.topics()))
            .with("contentLocation", nodes::place(article.location.as_deref()))
            .with("spatialCoverage", countries(self.renderer, self.language, &article.countries))
            .with("about", related(self.renderer, self.linked, &ABOUT))
            .with("mentions", related(self.renderer, self.linked, &MENTIONS))
            .with("citation", list(article.sources.iter().map(nodes::source)))
            .with("correction", list(corrections))
            .with("workTranslation", nodes::translations(self.renderer, self.linked))
    }

    /// Who wrote it. Whether a name is a person's or a team's is not known, so that no type is told.
    fn authors(&self) -> Json {
        one_or_more(self.article.authors.iter().map(|name| Fields::new().with("name", &**name)))
    }

    fn topics(&self) -> impl Iterator<Item = String> {
        let all = self.renderer.portal().edition(self.language).terms(Taxonomy::Topics);
        self.linked.topics.iter().map(|topic| terms::title(self.renderer, self.language, &all[*topic as usize]))
    }

    fn notice(&self, notice: &Notice) -> Fields {
        let zone = &self.renderer.portal().project.config.zone;
        let texts = self.renderer.speech(self.language).texts;
        // A notice says itself when it is over; its page may stay.
        self.work_until(notice.valid_until.or(self.article.expires))
            .with("datePosted", self.article.date.map(|date| date.iso(zone)))
            .with("category", one_or_more(notice.category.iter().map(|word| texts.of("category", word.as_str()))))
            .with("text", notice.instruction.as_deref().or(self.article.summary.as_deref()))
    }

    fn programme(&self, programme: &Programme) -> Fields {
        let funders = related(self.renderer, self.linked, &[Role::Funders]);
        self.base()
            .with("foundingDate", exact(programme.start.as_ref()))
            .with("dissolutionDate", exact(programme.end.as_ref()))
            .with("parentOrganization", self.only(Role::Parent))
            .with("member", related(self.renderer, self.linked, &[Role::Lead, Role::Partners]))
            .with("funding", programme.funding.as_ref().map(|funding| grant(funding, funders.clone())))
            .with("funder", funders)
            .with("areaServed", countries(self.renderer, self.language, &self.article.countries))
            .with("keywords", list(self.topics()))
    }

    fn organisation(&self, organisation: &Organisation) -> Fields {
        let names = organisation.acronym.iter().chain(&organisation.other_names).map(|name| &**name);
        let logo = organisation.logo.as_ref().and_then(|logo| image(self.renderer, self.linked, logo));
        self.base()
            .with("alternateName", one_or_more(names))
            .with("logo", logo)
            .with("sameAs", organisation.website.as_deref())
            .with("foundingDate", exact(organisation.established.as_ref()))
            .with("dissolutionDate", exact(organisation.dissolved.as_ref()))
            .with("parentOrganization", self.only(Role::Parent))
            .with("member", related(self.renderer, self.linked, &[Role::Members]))
            .with("location", nodes::place(organisation.headquarters.as_deref()))
            .with("areaServed", countries(self.renderer, self.language, &self.article.countries))
    }

    fn person(&self, person: &Person) -> Fields {
        let node = self
            .base_with(person.portrait.as_ref().or(self.article.image.as_ref()))
            .with("jobTitle", nodes::job_title(self.renderer, self.article, person));
        let roles = person.roles.iter().enumerate().map(|(index, role)| (role, self.organisation_of(index)));
        let (inside, outside): (Vec<_>, Vec<_>) = roles.partition(|(_, organisation)| organisation.is_some());
        node.with("memberOf", list(inside.into_iter().map(|(role, organisation)| self.membership(role, organisation))))
            .with("hasOccupation", list(outside.into_iter().map(|(role, _)| occupation(role))))
    }

    /// Where the role at this position is held, if the portal knows.
    fn organisation_of(&self, index: usize) -> Option<ArticleId> {
        let organisation = cards::named(self.linked, Field::new("roles").item(index).part("organisation"));
        organisation.filter(|id| !self.renderer.linked(*id).is_gone())
    }

    /// A role stands between the person and the organisation, with its dates.
    fn membership(&self, role: &RoleHeld, organisation: Option<ArticleId>) -> Fields {
        held("OrganizationRole", role)
            .with("roleName", &*role.title)
            .with("memberOf", organisation.map(|id| nodes::reference(self.renderer, id)))
    }

    fn event(&self, event: &Event) -> Fields {
        let zone = &self.renderer.portal().project.config.zone;
        let online = event.online.as_deref().map(|url| Fields::new().with("@type", "VirtualLocation").with("url", url));
        // A venue alone tells no mode: staff write `venue: Online` too.
        let mode = event.online.as_ref().map(|_| match event.venue {
            Some(_) => "https://schema.org/MixedEventAttendanceMode",
            None => "https://schema.org/OnlineEventAttendanceMode",
        });
        let locations = nodes::place(event.venue.as_deref()).into_iter().chain(online);
        self.base()
            .with("inLanguage", &*self.renderer.speech(self.language).language.tag)
            .with("startDate", event.start.map(|start| start.iso(zone)))
            .with("endDate", event.end.map(|end| end.iso(zone)))
            .with("eventStatus", event_status(event.status))
            .with("eventAttendanceMode", mode)
            .with("location", one_or_more(locations))
            .with("performer", related(self.renderer, self.linked, &[Role::Speakers]))
            .with("about", related(self.renderer, self.linked, &ABOUT))
            .with("keywords", list(self.topics()))
    }

    fn document(&self, document: &Document) -> Fields {
        let offered = files::offered(self.renderer, self.linked);
        self.work()
            .with("dateCreated", exact(document.signed.as_ref()))
            .with("temporalCoverage", nodes::period(document.period.as_ref()))
            .with("version", document.edition.as_deref())
            .with("encoding", list(offered.iter().map(nodes::file)))
    }

    /// The one article named in a role.
    fn only(&self, role: Role) -> Json {
        nodes::related_one(self.renderer, self.linked, role)
    }
}

/// A role that is held nowhere in particular.
fn occupation(role: &RoleHeld) -> Fields {
    held("Role", role).with("hasOccupation", named("Occupation", &role.title, None))
}

fn held(kind: &str, role: &RoleHeld) -> Fields {
    Fields::new()
        .with("@type", kind)
        .with("startDate", exact(role.from.as_ref()))
        .with("endDate", exact(role.until.as_ref()))
}

fn grant(funding: &Funding, funders: Json) -> Fields {
    let amount = Fields::new()
        .with("@type", "MonetaryAmount")
        .with("value", &*funding.amount)
        .with("currency", &*funding.currency);
    Fields::new().with("@type", "MonetaryGrant").with("amount", amount).with("funder", funders)
}

fn event_status(status: EventStatus) -> &'static str {
    match status {
        EventStatus::Scheduled => "https://schema.org/EventScheduled",
        EventStatus::Postponed => "https://schema.org/EventPostponed",
        EventStatus::Cancelled => "https://schema.org/EventCancelled",
    }
}
