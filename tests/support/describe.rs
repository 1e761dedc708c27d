//! A portal as text: what dateline understood of each article, how they name each other, what is
//! in which list, what is dated, what is held.

use std::fmt::{Display, Write as _};

use dateline::graph::held::State;
use dateline::graph::portal::Edition;
use dateline::graph::taxonomies::Term;
use dateline::graph::{ArticleId, Held, Linked, Portal};
use dateline::model::article::{
    Article, Details, Document, EntryLink, Event, Notice, Organisation, Person, Picture, Programme, Reference, Remark,
    RoleHeld,
};
use dateline::model::kind::EventStatus;
use dateline::model::{Edtf, Moment};

/// The portal, and what is held back from it.
pub(crate) fn portal(portal: &Portal, held: &[Held]) -> String {
    let mut sheet = Sheet { portal, text: String::new() };
    for id in portal.ids() {
        sheet.article(portal.article(id));
    }
    for edition in &portal.editions {
        sheet.edition(edition);
    }
    sheet.facts();
    for held in held {
        let until = held.until.map_or_else(String::new, |until| format!(" until {}", until.utc()));
        sheet.head(format!("held{until}: {} ({})", held.source, held.reason.as_str()));
    }
    sheet.text.truncate(sheet.text.trim_end().len());
    sheet.head("");
    sheet.text
}

struct Sheet<'a> {
    portal: &'a Portal,
    text: String,
}

impl Sheet<'_> {
    fn head(&mut self, line: impl Display) {
        writeln!(self.text, "{line}").expect("a text takes everything");
    }

    fn line(&mut self, name: &str, value: impl Display) {
        self.head(format_args!("    {name}: {value}"));
    }

    fn line_if(&mut self, name: &str, value: Option<impl Display>) {
        if let Some(value) = value {
            self.line(name, value);
        }
    }

    /// A text as it is, or quoted where it has several lines.
    fn prose<T: AsRef<str> + ?Sized>(&mut self, name: &str, text: Option<&T>) {
        match text.map(AsRef::as_ref) {
            None => {}
            Some(text) if text.contains('\n') || text.is_empty() => self.line(name, format_args!("{text:?}")),
            Some(text) => self.line(name, text),
        }
    }

    fn list<T>(&mut self, name: &str, items: &[T], shown: impl Fn(&T) -> String) {
        if !items.is_empty() {
            self.line(name, items.iter().map(shown).collect::<Vec<_>>().join(", "));
        }
    }

    fn moment(&mut self, name: &str, moment: Option<Moment>) {
        let zone = &self.portal.project.config.zone;
        let shown = moment.map(|moment| moment.iso(zone));
        self.line_if(name, shown);
    }

    fn name(&self, id: ArticleId) -> String {
        let article = &self.portal.article(id).article;
        let name = format!("{}/{}", article.kind().folder(), article.slug);
        match article.language.index() {
            0 => name,
            _ => format!("{name} ({})", self.portal.project.config.language(article.language).code),
        }
    }

    fn names(&self, ids: &[ArticleId]) -> String {
        ids.iter().map(|id| self.name(*id)).collect::<Vec<_>>().join(", ")
    }

    fn article(&mut self, linked: &Linked) {
        let article = &linked.article;
        let language = &self.portal.project.config.language(article.language).tag;
        self.head(format!("/{} ({}, {language}) from {}", linked.address, article.kind(), article.source));
        match linked.state {
            State::Published => {}
            State::ShownDraft => self.line("state", "shown draft"),
            State::ShownFuture => self.line("state", "shown before its time"),
            State::Gone(since) => self.line("state", format_args!("gone since {}", since.utc())),
        }
        self.fields(article);
        self.details(&article.details);
        self.body(article);
        self.relations(linked);
        self.text.push('\n');
    }

    /// The fields of every kind. Names them all, so that a new one is not forgotten here.
    fn fields(&mut self, article: &Article) {
        let Article { source: _, details: _, slug: _, language: _, body: _, aliases, timeline, extra, .. } = article;
        let Article { title, short_title, date, changes, corrections, review, withdrawn, summary, .. } = article;
        let Article { location, topics, partners, programmes, people, countries, related, image, .. } = article;
        let Article { gallery, attachments, sources, contact, authors, draft, embargo, expires, template, .. } =
            article;
        self.prose("title", Some(title));
        self.prose("short_title", short_title.as_ref());
        self.moment("date", *date);
        self.prose("summary", summary.as_ref());
        self.prose("location", location.as_ref());
        self.list("topics", topics, ToString::to_string);
        self.list("partners", partners, shown);
        self.list("programmes", programmes, shown);
        self.list("people", people, shown);
        self.list("countries", countries, ToString::to_string);
        self.list("related", related, shown);
        self.pictures("image", image.as_slice());
        self.pictures("gallery", gallery);
        self.list("attachments", attachments, |attachment| {
            let title = attachment.title.as_deref().unwrap_or("no title");
            format!("{} ({title})", attachment.file.path)
        });
        self.list("sources", sources, |source| format!("{} <{}>", source.title, source.url.as_deref().unwrap_or("")));
        self.prose("contact", contact.as_ref());
        self.list("authors", authors, ToString::to_string);
        self.line_if("draft", draft.then_some("yes"));
        self.moment("embargo", *embargo);
        self.moment("expires", *expires);
        self.moment("review", *review);
        self.remarks("change", changes);
        self.remarks("correction", corrections);
        if let Some(withdrawal) = withdrawn {
            self.moment("withdrawn", Some(withdrawal.date));
            self.prose("withdrawn because", Some(&withdrawal.reason));
            self.line_if("withdrawn, see", withdrawal.see.as_ref().map(shown));
        }
        self.list("aliases", aliases, |alias| format!("/{}", alias.address));
        for entry in timeline {
            let link = match &entry.link {
                Some(EntryLink::Article(reference)) => format!(" -> {}", reference.name),
                Some(EntryLink::Web(url)) => format!(" -> {url}"),
                None => String::new(),
            };
            self.line("timeline", format_args!("{} {}{link}", entry.date, entry.title));
        }
        self.prose("template", template.as_ref());
        for (key, value) in extra {
            self.line(&format!("extra.{key}"), value);
        }
    }

    fn pictures(&mut self, name: &str, pictures: &[Picture]) {
        for Picture { file, alt, caption, credit, focus } in pictures {
            let more = [caption, credit, focus].into_iter().flatten().map(|text| format!(" ({text})"));
            self.line(name, format_args!("{} {alt:?}{}", file.path, more.collect::<String>()));
        }
    }

    fn remarks(&mut self, name: &str, remarks: &[Remark]) {
        for remark in remarks {
            self.line(name, format_args!("{} {}", remark.date.day(), remark.text));
        }
    }

    fn dates(&mut self, dates: &[(&str, &Option<Edtf>)]) {
        for (name, date) in dates {
            self.line_if(name, date.as_ref());
        }
    }

    fn details(&mut self, details: &Details) {
        match details {
            Details::News | Details::Topic => {}
            Details::Notice(notice) => self.notice(notice),
            Details::Programme(programme) => self.programme(programme),
            Details::Organisation(organisation) => self.organisation(organisation),
            Details::Person(person) => self.person(person),
            Details::Event(event) => self.event(event),
            Details::Document(document) => self.document(document),
            Details::Page(order) => self.line_if("order", *order),
        }
    }

    fn notice(&mut self, notice: &Notice) {
        let Notice { severity, urgency, certainty, category, event, response, .. } = notice;
        let Notice { valid_from, valid_until, supersedes, audience, instruction, .. } = notice;
        self.line_if("severity", *severity);
        self.line_if("urgency", *urgency);
        self.line_if("certainty", *certainty);
        self.list("category", category, ToString::to_string);
        self.prose("event", event.as_ref());
        self.list("response", response, ToString::to_string);
        self.moment("valid_from", *valid_from);
        self.moment("valid_until", *valid_until);
        self.list("supersedes", supersedes, shown);
        self.prose("audience", audience.as_ref());
        self.prose("instruction", instruction.as_ref());
    }

    fn programme(&mut self, programme: &Programme) {
        let Programme { start, end, funders, funding, lead, parent } = programme;
        self.dates(&[("start", start), ("end", end)]);
        self.list("funders", funders, shown);
        self.line_if("funding", funding.as_ref().map(|funding| format!("{} {}", funding.amount, funding.currency)));
        self.line_if("lead", lead.as_ref().map(shown));
        self.line_if("parent", parent.as_ref().map(shown));
    }

    fn organisation(&mut self, organisation: &Organisation) {
        let Organisation { acronym, other_names, established, dissolved, parent, members, .. } = organisation;
        let Organisation { headquarters, website, logo, category, .. } = organisation;
        self.prose("acronym", acronym.as_ref());
        self.list("other_names", other_names, ToString::to_string);
        self.dates(&[("established", established), ("dissolved", dissolved)]);
        self.line_if("parent", parent.as_ref().map(shown));
        self.list("members", members, shown);
        self.prose("headquarters", headquarters.as_ref());
        self.prose("website", website.as_ref());
        self.pictures("logo", logo.as_slice());
        self.prose("category", category.as_ref());
    }

    fn person(&mut self, person: &Person) {
        let Person { roles, portrait } = person;
        for RoleHeld { title, organisation, from, until } in roles {
            let at =
                organisation.as_ref().map_or_else(String::new, |organisation| format!(" at {}", organisation.name));
            let date = |date: &Option<Edtf>| date.as_ref().map_or_else(|| "?".to_owned(), ToString::to_string);
            self.line("role", format_args!("{title}{at}, {} to {}", date(from), date(until)));
        }
        self.pictures("portrait", portrait.as_slice());
    }

    fn event(&mut self, event: &Event) {
        let Event { start, end, venue, online, registration, status, speakers } = event;
        self.moment("start", *start);
        self.moment("end", *end);
        self.prose("venue", venue.as_ref());
        self.prose("online", online.as_ref());
        self.prose("registration", registration.as_ref());
        self.line_if("status", Some(status).filter(|status| **status != EventStatus::default()));
        self.list("speakers", speakers, shown);
    }

    fn document(&mut self, document: &Document) {
        let Document { files, document_type, parties, signatories, signed, in_force, period, edition } = document;
        self.list("file", files, |file| {
            let language = file.language.as_ref().map_or_else(String::new, |language| format!("{language}: "));
            format!("{language}{}", file.file.path)
        });
        self.prose("document_type", document_type.as_ref());
        self.list("parties", parties, shown);
        self.list("signatories", signatories, shown);
        self.dates(&[("signed", signed), ("in_force", in_force), ("period", period)]);
        self.prose("edition", edition.as_ref());
    }

    fn body(&mut self, article: &Article) {
        let body = &article.body;
        self.prose("text", Some(&body.text()).filter(|text| !text.is_empty()));
        self.list("headings", &body.outline, |heading| format!("{} #{}", heading.text, heading.id));
        self.list("external", &body.all_externals(), |external| external.url.to_string());
    }

    fn relations(&mut self, linked: &Linked) {
        for relation in &linked.relations {
            self.line(&format!("-> {}", relation.role.as_str()), self.name(relation.article));
        }
        for relation in &linked.back {
            self.line(&format!("<- {}", relation.role.as_str()), self.name(relation.article));
        }
        for (name, ids) in [("gathered", &linked.gathered), ("translations", &linked.translations)] {
            self.line_if(name, Some(self.names(ids)).filter(|names| !names.is_empty()));
        }
        let media = linked.targets.iter().filter_map(|(_, target)| match target {
            dateline::graph::Target::Picture(id) | dateline::graph::Target::File(id) => {
                Some(self.portal.medium(*id).source.to_string())
            }
            _ => None,
        });
        let media: Vec<String> = media.collect();
        self.list("shows", &media, Clone::clone);
    }

    fn edition(&mut self, edition: &Edition) {
        let language = &self.portal.project.config.language(edition.language).code;
        let lists: Vec<_> = edition.lists.iter().filter(|(_, list)| !list.is_empty()).collect();
        if lists.is_empty() {
            return;
        }
        self.head(format!("lists ({language})"));
        for (kind, list) in lists {
            self.line(kind.folder(), self.names(list));
        }
        self.terms("topic", &edition.topics);
        self.terms("country", &edition.countries);
        self.text.push('\n');
    }

    fn terms(&mut self, noun: &str, terms: &[Term]) {
        for term in terms {
            let text = term.text.map_or("", |_| ", with a text");
            self.line(&format!("{noun} {} ({}{text})", term.slug, term.label), self.names(&term.items));
        }
    }

    fn facts(&mut self) {
        if self.portal.facts.is_empty() {
            return;
        }
        self.head("timeline");
        for fact in &self.portal.facts {
            self.line(&fact.when.to_string(), format_args!("{} of {}", fact.origin.as_str(), self.name(fact.article)));
        }
        self.text.push('\n');
    }
}

fn shown(reference: &Reference) -> String {
    reference.name.to_string()
}
