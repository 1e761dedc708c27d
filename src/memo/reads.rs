//! What each file of the output reads, as digests: two builds in which a file reads the same make the
//! same bytes of it.
//!
//! [`Reader::of`] is the one table. In doubt it says [`Reader::world`], which is everything but texts:
//! a page rendered for nothing costs a moment, a stale one costs trust. The instant of the build is not
//! here; within the window in which nothing turns (`graph::due`) it changes no byte, and outside of it
//! nothing that was kept is used.

use serde::{Deserialize, Serialize};

use super::digest::Digest;
use super::parsed::Parsed;
use super::templates::Templates;
use crate::graph::life;
use crate::graph::portal::{ArticleId, Destination, Linked, MediaId, Target};
use crate::graph::taxonomies::Term;
use crate::model::article::Details;
use crate::model::body::Fill;
use crate::model::kind::Taxonomy;
use crate::model::{Kind, LanguageId, OutputPath};
use crate::plan::{Job, SitePlan, Subject};
use crate::theme::{Theme, components};

/// What a file reads, in parts, so that it can be told which of them made it stale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Reads {
    /// Its template, and all that one may reach.
    pub(super) templates: u64,
    /// Navigation, publisher: what stands around every page.
    pub(super) around: u64,
    /// The article or list it is about.
    pub(super) own: u64,
    /// What it shows of others.
    pub(super) others: u64,
}

/// What a file reads that is copied as it is.
const COPY: Reads = Reads { templates: 0, around: 0, own: 0, others: 0 };

/// The digests of a portal.
pub(super) struct Reader<'a> {
    plan: &'a SitePlan,
    made_of: Templates,
    /// What a list shows of each article, and its page in another language.
    seen: Vec<u64>,
    /// The text of each article with what its holes lead to.
    texts: Vec<u64>,
    /// What an entry of a timeline shows.
    facts: Vec<u64>,
    front: u64,
    world: u64,
}

impl<'a> Reader<'a> {
    /// Prepares the digests; none if an article has none.
    pub(super) fn new(plan: &'a SitePlan, theme: &Theme, parsed: &Parsed) -> Option<Reader<'a>> {
        let portal = &plan.portal;
        let digests: Option<Vec<_>> =
            portal.articles.iter().map(|linked| parsed.digests(&linked.article.source)).collect();
        let digests = digests?;
        let mut reader = Reader {
            plan,
            made_of: Templates::of(theme),
            seen: Vec::new(),
            texts: Vec::new(),
            facts: Vec::new(),
            front: 0,
            world: 0,
        };
        let plain: Vec<u64> =
            portal.articles.iter().zip(&digests).map(|(linked, digests)| reader.plain(linked, digests.face)).collect();
        let cards: Vec<u64> =
            portal.articles.iter().zip(&plain).map(|(linked, own)| card(linked, *own, &plain, portal)).collect();
        reader.seen = portal
            .articles
            .iter()
            .zip(&cards)
            .map(|(linked, card)| numbers(std::iter::once(*card).chain(of_all(&cards, &linked.translations))))
            .collect();
        reader.texts =
            portal.articles.iter().zip(&digests).map(|(linked, digests)| reader.text(linked, digests.body)).collect();
        reader.facts = portal
            .facts
            .iter()
            .map(|fact| {
                let digest = Digest::new().with(fact.when.as_written()).with(format!("{:?}", fact.origin));
                numbers([digest.short(), reader.seen[fact.article.index()]])
            })
            .collect();
        reader.front = reader.front();
        reader.world = reader.whole_world();
        Some(reader)
    }

    /// What a job reads. None: it is made anew every time.
    pub(super) fn of(&self, job: &Job) -> Option<Reads> {
        let (own, others) = match job {
            Job::Article(id) | Job::HubPage(id, _) | Job::EventCalendar(id) => self.page(*id),
            Job::HubTimeline(id) => (self.seen[id.index()], self.history(&self.linked(*id).history)),
            Job::List(language, kind, number) => {
                let all = self.plan.portal.edition(*language).list(*kind);
                (self.years(*language, *kind), self.slice(all, *number))
            }
            Job::Year(language, kind, year, number) => {
                let all = self.plan.portal.edition(*language).year(*kind, *year);
                (self.years(*language, *kind), self.slice(all, *number))
            }
            Job::Terms(language, taxonomy) => {
                let terms = self.plan.portal.edition(*language).terms(*taxonomy).iter();
                (0, numbers(terms.flat_map(|term| [name(term), term.items.len() as u64])))
            }
            Job::Term(language, taxonomy, index, number) => {
                let term = &self.plan.portal.edition(*language).terms(*taxonomy)[*index as usize];
                let text = term.text.map_or((0, 0), |id| self.page(id));
                let others = [
                    self.slice(&term.items, *number),
                    self.history(&term.history),
                    self.versions(*taxonomy, term),
                    text.1,
                ];
                (numbers([name(term), text.0]), numbers(others))
            }
            Job::TermTimeline(language, taxonomy, index) => {
                let term = &self.plan.portal.edition(*language).terms(*taxonomy)[*index as usize];
                let text = term.text.map_or(0, |id| self.seen[id.index()]);
                let others = [self.history(&term.history), self.versions(*taxonomy, term)];
                (numbers([name(term), text]), numbers(others))
            }
            Job::TimelineYear(language, year) => {
                let years = &self.plan.portal.edition(*language).timeline_years;
                let facts = years.get(year).map_or(&[][..], Vec::as_slice);
                let all = years.iter().flat_map(|(year, facts)| [*year as u64, facts.len() as u64]);
                (numbers(all), self.history(facts))
            }
            Job::Feed(subject, _) => self.feed(*subject),
            // How many words each text has stands there.
            Job::PortalData => (self.texts(|_| true), self.world()),
            // Alerts and events have the beginning of the text in them.
            Job::Alert(_) | Job::AlertFeed => (self.texts(|kind| kind == Kind::Notice), self.world()),
            Job::Calendar(_) => (self.texts(|kind| kind == Kind::Event), self.world()),
            Job::Home(_)
            | Job::Timeline(_)
            | Job::Corrections(..)
            | Job::Redirects
            | Job::Sitemap(_)
            | Job::SitemapIndex
            | Job::NewsSitemap
            | Job::Robots
            | Job::TimelineData => (0, self.world()),
            Job::NotFound(_) => (0, 0),
            Job::Redirect(id) => (self.seen[id.index()], 0),
            // Their fingerprints are in their addresses.
            Job::Asset(_) => return Some(COPY),
            Job::Media(id) => return Some(Reads { own: self.media(*id), ..COPY }),
            // What is copied as it is has no digest but its bytes.
            Job::Static(_) => return None,
        };
        Some(Reads { templates: self.templates(job), around: self.front, own, others })
    }

    /// The templates a job is rendered with.
    fn templates(&self, job: &Job) -> u64 {
        let file = |name: &str| self.made_of.file(name);
        let own = match job {
            Job::Article(id) | Job::HubPage(id, _) => self.templates_of(*id),
            // The text of a topic stands there.
            Job::Term(language, taxonomy, index, _) => {
                let term = &self.plan.portal.edition(*language).terms(*taxonomy)[*index as usize];
                numbers([file("term.html"), term.text.map_or(0, |id| self.templates_of(id))])
            }
            Job::List(..) | Job::Year(..) => file("list.html"),
            Job::Terms(..) => file("terms.html"),
            Job::Home(_) => file("home.html"),
            Job::NotFound(_) => file("404.html"),
            Job::Redirect(_) => file("redirect.html"),
            Job::Corrections(..) => file("corrections.html"),
            Job::Timeline(_) => file("timeline.html"),
            Job::TimelineYear(..) | Job::HubTimeline(_) | Job::TermTimeline(..) => file("timeline_year.html"),
            Job::Redirects
            | Job::Feed(..)
            | Job::Alert(_)
            | Job::AlertFeed
            | Job::EventCalendar(_)
            | Job::Calendar(_)
            | Job::Sitemap(_)
            | Job::SitemapIndex
            | Job::NewsSitemap
            | Job::Robots
            | Job::PortalData
            | Job::TimelineData
            | Job::Asset(_)
            | Job::Media(_)
            | Job::Static(_) => return 0,
        };
        numbers(std::iter::once(own).chain(components::SHARED.map(|name| self.made_of.component(name))))
    }

    /// The template of an article's page, and the components of its text.
    fn templates_of(&self, id: ArticleId) -> u64 {
        let linked = self.linked(id);
        let own = linked.article.template.as_deref().unwrap_or_default();
        let kind = linked.article.kind().as_str();
        let names = [own.to_owned(), format!("{own}.html"), format!("{kind}.html"), "page.html".to_owned()];
        let files = names.iter().map(|name| self.made_of.file(name));
        let gone = if linked.is_gone() { self.made_of.file("404.html") } else { 0 };
        let mut components = Vec::new();
        linked.article.body.all_holes(&mut |hole| {
            if let Fill::Component(component) = &hole.fill {
                components.push(self.made_of.component(&component.name));
            }
        });
        numbers(files.chain([gone]).chain(components))
    }

    /// Whether a job reads nothing of what stands around pages, of settings or templates.
    pub(super) fn is_copy(job: &Job) -> bool {
        matches!(job, Job::Asset(_) | Job::Media(_))
    }

    fn linked(&self, id: ArticleId) -> &'a Linked {
        self.plan.portal.article(id)
    }

    /// The article as it is now: its fields, its state and what they lead to.
    fn plain(&self, linked: &Linked, face: u64) -> u64 {
        let project = &self.plan.portal.project;
        let mut digest = Digest::new().with(&*linked.address);
        digest.number(face);
        digest.number(u64::from(linked.article.language.0));
        digest.add(format!(
            "{:?} {:?} {:?} {}",
            linked.state,
            life::state(project, linked),
            linked.coming,
            life::is_upcoming(project, linked)
        ));
        for (spot, target) in &linked.targets {
            if let crate::model::place::Spot::Field(field) = spot {
                digest.add(format!("{field}"));
                self.target(target, linked.article.language, &mut digest);
            }
        }
        digest.short()
    }

    fn target(&self, target: &Target, language: LanguageId, digest: &mut Digest) {
        match target {
            Target::Article(id, anchor) => {
                let other = self.linked(*id);
                digest.add(&*other.address);
                digest.add(anchor.as_deref().unwrap_or_default());
                digest.number(u64::from(other.is_gone()));
            }
            Target::Media(id) => digest.number(self.media(*id)),
            Target::Topic(index) => {
                let topics = &self.plan.portal.edition(language).topics;
                digest.number(topics.get(*index as usize).map_or(0, name));
            }
            Target::Country(country) => digest.add(country.as_str()),
        }
    }

    fn media(&self, id: MediaId) -> u64 {
        let medium = self.plan.portal.medium(id);
        Digest::new().with(&*medium.address).with(format!("{} {:?}", medium.source, medium.facts)).short()
    }

    /// The text with the titles and addresses of what it leads to.
    fn text(&self, linked: &Linked, body: u64) -> u64 {
        let mut digest = Digest::new();
        digest.number(body);
        for (spot, target) in &linked.targets {
            if let crate::model::place::Spot::Bytes(_) = spot {
                self.target(target, linked.article.language, &mut digest);
                if let Target::Article(id, _) = target {
                    digest.number(self.seen[id.index()]);
                }
            }
        }
        digest.short()
    }

    /// What stands around every page.
    fn front(&self) -> u64 {
        let portal = &self.plan.portal;
        let mut digest = Digest::new();
        for item in &portal.front.navigation {
            digest.add(format!("{:?}", item.label));
            match &item.to {
                Destination::Article(id) => digest.number(self.seen[id.index()]),
                Destination::Section(address) => digest.add(&**address),
                Destination::Web(url) => digest.add(&**url),
            }
        }
        digest.number(portal.front.publisher.map_or(0, |id| self.seen[id.index()]));
        for edition in &portal.editions {
            digest.number(u64::from(edition.corrections.is_empty()));
        }
        digest.number(u64::from(self.plan.jobs.contains_key(&OutputPath::page("search"))));
        digest.short()
    }

    /// Everything but texts.
    fn world(&self) -> u64 {
        self.world
    }

    fn whole_world(&self) -> u64 {
        let mut digest = Digest::new();
        for (linked, seen) in self.plan.portal.articles.iter().zip(&self.seen) {
            digest.number(*seen);
            digest.number(self.relations(linked));
        }
        digest.number(numbers(self.facts.iter().copied()));
        for path in self.plan.jobs.keys() {
            digest.add(path.as_str());
        }
        digest.short()
    }

    /// The texts of the articles of some kinds.
    fn texts(&self, of_kind: impl Fn(Kind) -> bool) -> u64 {
        let texts = self.plan.portal.articles.iter().zip(&self.texts);
        numbers(texts.filter(|(linked, _)| of_kind(linked.article.kind())).map(|(_, text)| *text))
    }

    /// Whom an article names, who names it, and what it lies between.
    fn relations(&self, linked: &Linked) -> u64 {
        let both = linked.relations.iter().chain(&linked.back);
        let told = both.flat_map(|relation| [relation.role as u64, self.seen[relation.article.index()]]);
        let beside = [linked.newer, linked.older].map(|id| id.map_or(0, |id| self.seen[id.index()]));
        let topics = &self.plan.portal.edition(linked.article.language).topics;
        let topics = linked.topics.iter().map(|topic| topics.get(*topic as usize).map_or(0, name));
        let lengths = [linked.relations.len() as u64, linked.back.len() as u64, linked.topics.len() as u64];
        numbers(lengths.into_iter().chain(told).chain(beside).chain(topics).chain([linked.gathered.len() as u64]))
    }

    /// The page of an article: itself, and everything it shows of others.
    fn page(&self, id: ArticleId) -> (u64, u64) {
        let linked = self.linked(id);
        let own = numbers([self.seen[id.index()], self.texts[id.index()]]);
        let has_components = linked.article.body.holes.iter().any(|hole| matches!(hole.fill, Fill::Component(_)));
        // A component shows any history.
        if has_components {
            return (own, self.world());
        }
        // An alert follows a chain of notices; a nested page lies below others.
        let of_kind = match linked.article.kind() {
            kind @ (Kind::Notice | Kind::Page) => {
                let all = self.plan.portal.articles.iter().zip(&self.seen);
                numbers(all.filter(|(other, _)| other.article.kind() == kind).map(|(_, seen)| *seen))
            }
            Kind::News
            | Kind::Programme
            | Kind::Organisation
            | Kind::Person
            | Kind::Event
            | Kind::Document
            | Kind::Topic => 0,
        };
        let targets = linked.targets.iter().filter_map(|(_, target)| match target {
            Target::Article(id, _) => Some(self.seen[id.index()]),
            Target::Media(_) | Target::Topic(_) | Target::Country(_) => None,
        });
        let edition = self.plan.portal.edition(linked.article.language);
        let countries = numbers(edition.countries.iter().map(name));
        let others = [
            self.relations(linked),
            numbers(targets),
            self.shown(&linked.gathered),
            self.shown(&linked.translations),
            self.history(&linked.history),
            countries,
            of_kind,
        ];
        (own, numbers(others))
    }

    fn shown(&self, ids: &[ArticleId]) -> u64 {
        numbers(of_all(&self.seen, ids))
    }

    /// A page of a list: how long the list is, and what stands on the page.
    fn slice(&self, all: &[ArticleId], number: usize) -> u64 {
        let a_page = self.plan.portal.project.config.pagination.get();
        let start = ((number - 1) * a_page).min(all.len());
        let end = (start + a_page).min(all.len());
        numbers([all.len() as u64, self.shown(&all[start..end])])
    }

    fn years(&self, language: LanguageId, kind: Kind) -> u64 {
        let edition = self.plan.portal.edition(language);
        let years = edition.years(kind).iter().flat_map(|(year, ids)| [*year as u64, ids.len() as u64]);
        let has_calendar = kind == Kind::Event && edition.list(kind).iter().any(|id| self.linked(*id).is_in_calendar());
        numbers(years.chain([u64::from(has_calendar)]))
    }

    fn history(&self, facts: &[u32]) -> u64 {
        numbers(facts.iter().map(|fact| self.facts[*fact as usize]))
    }

    /// In which languages a term is.
    fn versions(&self, taxonomy: Taxonomy, term: &Term) -> u64 {
        let editions = self.plan.portal.editions.iter();
        numbers(editions.map(|edition| u64::from(edition.terms(taxonomy).iter().any(|other| other.slug == term.slug))))
    }

    /// A feed: its subject, and of each article that may be in it the text where that is shown.
    fn feed(&self, subject: Subject) -> (u64, u64) {
        let portal = &self.plan.portal;
        let is_gone = |linked: &&Linked| linked.is_gone();
        let gone = portal
            .articles
            .iter()
            .filter(is_gone)
            .map(|linked| Digest::new().with(format!("{} {:?}", linked.address, linked.state)).short());
        let gone = numbers(gone);
        let of_list = |language: LanguageId, kind: Kind| portal.edition(language).list(kind);
        let (own, lists): (u64, Vec<&[ArticleId]>) = match subject {
            Subject::Home(language) => {
                let kinds = Kind::ALL.iter().filter(|kind| kind.has_list());
                (gone, kinds.map(|kind| of_list(language, *kind)).collect())
            }
            Subject::List(language, kind) => (gone, vec![of_list(language, kind)]),
            Subject::Term(language, taxonomy, index) => {
                let term = &portal.edition(language).terms(taxonomy)[index as usize];
                let text = term.text.map_or(0, |id| self.seen[id.index()]);
                (numbers([name(term), text]), vec![&term.items])
            }
            Subject::Hub(id) => (self.seen[id.index()], vec![&self.linked(id).gathered]),
        };
        let items = || lists.iter().copied().flatten();
        if !items()
            .any(|id| self.linked(*id).article.date.is_some() || self.linked(*id).article.remarks().next().is_some())
        {
            return (own, self.world());
        }
        let item = |id: &ArticleId| {
            let linked = self.linked(*id);
            let text = if linked.article.summary.is_none() { self.texts[id.index()] } else { 0 };
            let topics = &portal.edition(linked.article.language).topics;
            let topics = numbers(linked.topics.iter().map(|topic| topics.get(*topic as usize).map_or(0, name)));
            numbers([self.seen[id.index()], text, topics])
        };
        (own, numbers(items().map(item)))
    }
}

/// What a list shows of an article: itself, and of a person where the roles are held.
fn card(linked: &Linked, own: u64, plain: &[u64], portal: &crate::graph::Portal) -> u64 {
    let Details::Person(_) = &linked.article.details else { return own };
    let named = linked.targets.iter().filter_map(|(_, target)| match target {
        Target::Article(id, _) => Some(*id),
        Target::Media(_) | Target::Topic(_) | Target::Country(_) => None,
    });
    let named = named.flat_map(|id| std::iter::once(id).chain(portal.article(id).translations.iter().copied()));
    numbers(std::iter::once(own).chain(named.map(|id| plain[id.index()])))
}

/// What links to a term show.
fn name(term: &Term) -> u64 {
    Digest::new().with(term.slug.as_str()).with(&*term.label).with(format!("{:?}", term.country)).short()
}

fn of_all<'a>(digests: &'a [u64], ids: &'a [ArticleId]) -> impl Iterator<Item = u64> + 'a {
    ids.iter().map(|id| digests[id.index()])
}

fn numbers(numbers: impl IntoIterator<Item = u64>) -> u64 {
    let mut digest = Digest::new();
    let mut count: u64 = 0;
    for number in numbers {
        digest.number(number);
        count += 1;
    }
    digest.number(count);
    digest.short()
}
