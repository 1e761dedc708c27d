//! What each file of the output reads, as digests: two builds in which a file reads the same make the
//! same bytes of it.
//!
//! [`Reader::of`] is the one table. In doubt it says `world`, which is everything but texts:
//! a page rendered for nothing costs a moment, a stale one costs trust. The instant of the build is not
//! here; within the window in which nothing turns (`graph::due`) it changes no byte, and outside of it
//! nothing that was kept is used.

mod known;
mod made;
mod spoken;

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use super::digest::{Digest, folded};
use super::parsed::{Digests, Parsed};
use super::templates::Templates;
use crate::graph::belonging;
use crate::graph::portal::{ArticleId, Destination, Linked, Target};
use crate::graph::taxonomies::Term;
use crate::model::body::Fill;
use crate::model::kind::Taxonomy;
use crate::model::{Kind, LanguageId, OutputPath};
use crate::plan::search::Part;
use crate::plan::{Job, SitePlan, Subject};
use crate::theme::Theme;
use known::{Known, name};

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

/// A list, or the archive of one of its years.
type List = (LanguageId, Kind, Option<i16>);

/// The digests of a portal, and what its pages are made of.
pub(super) struct Reader<'a> {
    known: Known<'a>,
    made_of: Templates,
    shared: u64,
    front: u64,
    /// The texts of each language that can be found.
    searched: Vec<u64>,
    /// What lists can be narrowed down by, as far as it was asked for.
    narrowed: Mutex<BTreeMap<List, u64>>,
    /// What social cards of each language read besides their articles.
    spoken: Vec<u64>,
}

impl<'a> Reader<'a> {
    /// Prepares the digests; none if an article has none.
    pub(super) fn new(plan: &'a SitePlan, theme: &Theme, parsed: &Parsed) -> Option<Reader<'a>> {
        let articles = plan.portal.articles.iter();
        let digests: Option<Vec<Digests>> = articles.map(|linked| parsed.digests(&linked.article.source)).collect();
        let (known, made_of) = rayon::join(|| Some(Known::new(plan, &digests?)), || Templates::of(theme));
        let known = known?;
        let searched = plan.search.iter().map(|layout| known.read(&layout.order)).collect();
        let spoken = spoken::spoken(plan, theme);
        let shared = made::shared(&made_of);
        let narrowed = Mutex::default();
        let mut reader = Reader { shared, known, made_of, front: 0, searched, narrowed, spoken };
        reader.front = reader.front();
        Some(reader)
    }

    /// What a job reads. None: it is made anew every time.
    pub(super) fn of(&self, job: &Job) -> Option<Reads> {
        let (own, others) = match job {
            Job::Article(id) | Job::EventCalendar(id) => self.page(*id),
            Job::HubPage(id, number) => {
                let slice = self.known.slice(&self.known.linked(*id).gathered, *number);
                (self.known.seen(*id), folded([slice, self.further(*id)]))
            }
            Job::HubTimeline(id) => (self.known.seen(*id), self.known.history(&self.known.linked(*id).history)),
            Job::List(language, kind, number) => {
                let all = self.known.plan.portal.edition(*language).list(*kind);
                let own = [self.years(*language, *kind), self.narrowed((*language, *kind, None), all)];
                (folded(own), self.known.slice(all, *number))
            }
            Job::Year(language, kind, year, number) => {
                let all = self.known.plan.portal.edition(*language).year(*kind, *year);
                let own = [self.years(*language, *kind), self.narrowed((*language, *kind, Some(*year)), all)];
                (folded(own), self.known.slice(all, *number))
            }
            Job::Terms(language, taxonomy) => {
                let terms = self.known.plan.portal.edition(*language).terms(*taxonomy).iter();
                (0, folded(terms.flat_map(|term| [name(term), term.items.len() as u64])))
            }
            Job::Term(language, taxonomy, index, number) => {
                let term = &self.known.plan.portal.edition(*language).terms(*taxonomy)[*index as usize];
                let slice = self.known.slice(&term.items, *number);
                if *number > 1 {
                    let text = term.text.map_or((0, 0), |id| (self.known.seen(id), self.further(id)));
                    (folded([name(term), text.0]), folded([slice, text.1]))
                } else {
                    let text = term.text.map_or((0, 0), |id| self.page(id));
                    let history = self.known.history(&term.history);
                    (folded([name(term), text.0]), folded([slice, history, self.versions(*taxonomy, term), text.1]))
                }
            }
            Job::TermTimeline(language, taxonomy, index) => {
                let term = &self.known.plan.portal.edition(*language).terms(*taxonomy)[*index as usize];
                let text = term.text.map_or(0, |id| self.known.seen(id));
                let others = [self.known.history(&term.history), self.versions(*taxonomy, term)];
                (folded([name(term), text]), folded(others))
            }
            Job::TimelineYear(language, year) => {
                let years = &self.known.plan.portal.edition(*language).timeline_years;
                let facts = years.get(year).map_or(&[][..], Vec::as_slice);
                let all = years.iter().flat_map(|(year, facts)| [*year as u64, facts.len() as u64]);
                (folded(all), self.known.history(facts))
            }
            Job::Feed(subject, _) => self.feed(*subject),
            // Alerts and events have the beginning of the text in them.
            Job::Alert(_) | Job::AlertFeed => (self.known.texts(Kind::Notice), self.known.world),
            Job::Calendar(_) => (self.known.texts(Kind::Event), self.known.world),
            Job::Home(_)
            | Job::Timeline(_)
            | Job::Corrections(..)
            | Job::Redirects
            | Job::Headers
            | Job::Sitemap(_)
            | Job::SitemapIndex
            | Job::NewsSitemap
            | Job::Robots
            | Job::PortalData
            | Job::TimelineData => (0, self.known.world),
            // A change of data makes everything anew.
            Job::NotFound(_) | Job::Glossary(_) | Job::Search(_, Part::Page) => (0, 0),
            Job::Search(language, Part::Texts(number)) => {
                let articles = self.known.plan.search[language.index()].texts(*number);
                (self.known.read(articles), self.known.shown(articles))
            }
            Job::Search(_, Part::Filters) => (0, self.known.world),
            Job::Search(language, Part::Index | Part::Words(_) | Part::Spellings(_)) => {
                (0, folded([self.searched[language.index()], self.known.world]))
            }
            Job::Redirect(id) => (self.known.seen(*id), 0),
            Job::SocialCard(id) => {
                let language = self.known.linked(*id).article.language;
                let own = folded([self.known.seen(*id), self.spoken[language.index()]]);
                return Some(Reads { own, ..COPY });
            }
            // Their fingerprints are in their addresses.
            Job::Asset(_) => return Some(COPY),
            Job::Media(id) => return Some(Reads { own: self.known.media(*id), ..COPY }),
            Job::Picture(id, variant) => return Some(Reads { own: self.known.variant(*id, *variant), ..COPY }),
            // What is copied as it is has no digest but its bytes.
            Job::Static(_) => return None,
        };
        Some(Reads { templates: made::of(self, job), around: self.front, own, others })
    }

    /// What the words of each article for the search are made of, and what results show of it; with what is the same
    /// for all of them.
    pub(super) fn words(&self, shared: u64) -> Vec<u64> {
        let plan = self.known.plan;
        if plan.search.is_empty() {
            return Vec::new();
        }
        let usual = |id: ArticleId| plan.search[self.known.linked(id).article.language.index()].usual as u64;
        let of = |id: ArticleId| {
            folded([shared, usual(id), self.known.seen(id), self.known.texts[id.index()], self.known.relations(id)])
        };
        plan.portal.ids().map(of).collect()
    }

    /// Whether a job reads nothing of what stands around pages, of settings or templates, but what is among its own.
    pub(super) fn is_copy(job: &Job) -> bool {
        matches!(job, Job::Asset(_) | Job::Media(_) | Job::Picture(..) | Job::SocialCard(_))
    }

    /// What stands around every page.
    fn front(&self) -> u64 {
        let plan = self.known.plan;
        let front = &plan.portal.front;
        let mut digest = Digest::new();
        for item in &front.navigation {
            digest.add(format!("{:?}", item.label));
            match &item.to {
                Destination::Article(id) => digest.number(self.known.seen(*id)),
                Destination::Section(address) => digest.add(&**address),
                Destination::Web(url) => digest.add(&**url),
            }
        }
        digest.number(front.publisher.map_or(0, |id| self.known.seen(id)));
        for edition in &plan.portal.editions {
            digest.number(u64::from(edition.corrections.is_empty()));
        }
        digest.number(u64::from(plan.jobs.contains_key(&OutputPath::page("search"))));
        digest.short()
    }

    /// The page of an article: itself, and everything it shows of others.
    fn page(&self, id: ArticleId) -> (u64, u64) {
        let known = &self.known;
        let linked = known.linked(id);
        let own = folded([known.seen(id), known.texts[id.index()]]);
        let has_components = linked.article.body.holes.iter().any(|hole| matches!(hole.fill, Fill::Component(_)));
        // A component shows any history.
        if has_components {
            return (own, known.world);
        }
        // An alert follows a chain of notices; a nested page lies below others.
        let of_kind = match linked.article.kind() {
            kind @ (Kind::Notice | Kind::Page) => known.kind(kind),
            Kind::News
            | Kind::Programme
            | Kind::Organisation
            | Kind::Person
            | Kind::Event
            | Kind::Document
            | Kind::Topic => 0,
        };
        let others = [
            known.relations(id),
            self.targets(linked),
            known.shown(&linked.gathered),
            known.shown(&linked.translations),
            known.history(&linked.history),
            known.countries(linked.article.language),
            of_kind,
        ];
        (own, folded(others))
    }

    /// What pages after the first show of an article besides what lists do: its versions, and whom its fields name.
    fn further(&self, id: ArticleId) -> u64 {
        let linked = self.known.linked(id);
        folded([self.targets(linked), self.known.shown(&linked.translations)])
    }

    /// Whom an article names.
    fn targets(&self, linked: &Linked) -> u64 {
        folded(linked.targets.iter().filter_map(|(_, target)| match target {
            Target::Article(id, _) => Some(self.known.seen(*id)),
            Target::Picture(_) | Target::File(_) | Target::Topic(_) | Target::Country(_) => None,
        }))
    }

    fn years(&self, language: LanguageId, kind: Kind) -> u64 {
        let edition = self.known.plan.portal.edition(language);
        let years = edition.years(kind).iter().flat_map(|(year, ids)| [*year as u64, ids.len() as u64]);
        let is_in_calendar = |id: &ArticleId| self.known.linked(*id).is_in_calendar();
        let has_calendar = kind == Kind::Event && edition.list(kind).iter().any(is_in_calendar);
        folded(years.chain([u64::from(has_calendar)]))
    }

    /// What a list, or the archive of a year, can be narrowed down by. Each is looked at once for all its pages.
    fn narrowed(&self, list: List, all: &[ArticleId]) -> u64 {
        let known = self.narrowed.lock().unwrap_or_else(PoisonError::into_inner).get(&list).copied();
        known.unwrap_or_else(|| {
            let digest = self.narrowed_by(list.0, all);
            self.narrowed.lock().unwrap_or_else(PoisonError::into_inner).insert(list, digest);
            digest
        })
    }

    fn narrowed_by(&self, language: LanguageId, all: &[ArticleId]) -> u64 {
        let portal = &self.known.plan.portal;
        let edition = portal.edition(language);
        let belonging = belonging::of(portal, language, all);
        let organisations =
            belonging.organisations.iter().flat_map(|(id, count)| [self.known.seen(*id), *count as u64]);
        let terms = belonging.terms.iter().zip(Taxonomy::ALL).flat_map(|(counted, taxonomy)| {
            let terms = edition.terms(taxonomy);
            counted.iter().flat_map(move |(index, count)| [name(&terms[*index as usize]), *count as u64])
        });
        let lists = Kind::ALL.iter().map(|kind| edition.list(*kind).len() as u64);
        folded(organisations.chain(terms).chain(lists))
    }

    /// In which languages a term is.
    fn versions(&self, taxonomy: Taxonomy, term: &Term) -> u64 {
        let editions = self.known.plan.portal.editions.iter();
        folded(editions.map(|edition| u64::from(edition.terms(taxonomy).iter().any(|other| other.slug == term.slug))))
    }

    /// A feed: its subject, and of each article that may be in it the text where that is shown.
    fn feed(&self, subject: Subject) -> (u64, u64) {
        let known = &self.known;
        let portal = &known.plan.portal;
        let of_list = |language: LanguageId, kind: Kind| portal.edition(language).list(kind);
        let (own, lists): (u64, Vec<&[ArticleId]>) = match subject {
            Subject::Home(language) => {
                let kinds = Kind::ALL.iter().filter(|kind| kind.has_list());
                (known.gone, kinds.map(|kind| of_list(language, *kind)).collect())
            }
            Subject::List(language, kind) => (known.gone, vec![of_list(language, kind)]),
            Subject::Term(language, taxonomy, index) => {
                let term = &portal.edition(language).terms(taxonomy)[index as usize];
                let text = term.text.map_or(0, |id| known.seen(id));
                (folded([name(term), text]), vec![&term.items])
            }
            Subject::Hub(id) => (known.seen(id), vec![&known.linked(id).gathered]),
        };
        let items = || lists.iter().copied().flatten();
        let is_dated = |linked: &Linked| linked.article.date.is_some() || linked.article.remarks().next().is_some();
        if !items().any(|id| is_dated(known.linked(*id))) {
            return (own, known.world);
        }
        (own, known.feed(items()))
    }
}
