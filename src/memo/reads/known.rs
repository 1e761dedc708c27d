//! What is known of each article, as digests: what lists show of it, its text, its facts, its terms.

use rayon::prelude::*;
use std::collections::BTreeMap;

use crate::graph::facts::{Fact, Origin};
use crate::graph::held::State;
use crate::graph::life;
use crate::graph::portal::{ArticleId, Linked, MediaId, Target};
use crate::graph::taxonomies::Term;
use crate::memo::digest::{Digest, folded};
use crate::memo::parsed::Digests;
use crate::model::article::Details;
use crate::model::place::Spot;
use crate::model::{Kind, LanguageId};
use crate::pictures::{VERSION, Variant};
use crate::plan::SitePlan;

/// The digests of a portal, by the positions of what they are of.
pub(super) struct Known<'a> {
    pub(super) plan: &'a SitePlan,
    /// What a list shows of each article, and its page in another language.
    pub(super) seen: Vec<u64>,
    /// The text of each article with what its holes lead to.
    pub(super) texts: Vec<u64>,
    /// What an entry of a timeline shows.
    pub(super) facts: Vec<u64>,
    /// What a feed shows of each article.
    fed: Vec<u64>,
    /// Whom each article names, who names it, and what it lies between.
    relations: Vec<u64>,
    /// What links to the topics of each language show, and to all its countries.
    topics: Vec<Vec<u64>>,
    countries: Vec<u64>,
    /// What feeds tell of articles that are no more.
    pub(super) gone: u64,
    /// The articles of each kind.
    kinds: BTreeMap<Kind, u64>,
    /// Everything but texts.
    pub(super) world: u64,
}

impl<'a> Known<'a> {
    /// From the digests of the articles themselves.
    pub(super) fn new(plan: &'a SitePlan, digests: &[Digests]) -> Known<'a> {
        let portal = &plan.portal;
        let editions = portal.editions.iter();
        let names = |terms: &[Term]| terms.iter().map(name).collect::<Vec<u64>>();
        let topics = editions.clone().map(|edition| names(&edition.topics)).collect();
        let countries = editions.map(|edition| folded(names(&edition.countries))).collect();
        let (seen, texts, fed, relations, facts) = Default::default();
        let (gone, kinds, world) = Default::default();
        let mut known = Known { plan, seen, texts, facts, fed, relations, topics, countries, gone, kinds, world };
        let articles = portal.articles.par_iter().zip(digests);
        let plain: Vec<u64> = articles.clone().map(|(linked, digests)| known.plain(linked, digests.face)).collect();
        let cards: Vec<u64> =
            portal.articles.iter().zip(&plain).map(|(linked, own)| card(linked, *own, &plain, portal)).collect();
        let seen = portal.articles.iter().zip(&cards);
        known.seen = seen
            .map(|(linked, card)| folded([*card].into_iter().chain(of_all(&cards, &linked.translations))))
            .collect();
        let shared = articles.map(|(linked, digests)| (known.text(linked, digests.body), known.related(linked)));
        (known.texts, known.relations) = shared.unzip();
        let fed = portal.articles.iter().zip(known.seen.iter().zip(&known.texts));
        known.fed = fed.map(|(linked, (seen, text))| known.fed(linked, *seen, *text)).collect();
        let fact = |fact: &Fact| {
            let (origin, item) = match fact.origin {
                Origin::Entry(item) | Origin::Role(item) => (fact.origin.as_str(), u64::from(item)),
                origin => (origin.as_str(), 0),
            };
            let digest = Digest::new().with(fact.when.as_written()).with(origin);
            folded([digest.short(), item, known.seen[fact.article.index()]])
        };
        known.facts = portal.facts.par_iter().map(fact).collect();
        let gone = portal.articles.iter().filter(|linked| linked.is_gone());
        known.gone =
            folded(gone.map(|linked| Digest::new().with(&*linked.address).with(format!("{:?}", linked.state)).short()));
        known.kinds = Kind::ALL.iter().map(|kind| (*kind, known.of_kind(*kind, &known.seen))).collect();
        known.world = known.whole_world();
        known
    }

    pub(super) fn linked(&self, id: ArticleId) -> &'a Linked {
        self.plan.portal.article(id)
    }

    /// What a list shows of an article.
    pub(super) fn seen(&self, id: ArticleId) -> u64 {
        self.seen[id.index()]
    }

    /// The article as it is now: its fields, its state and what they lead to.
    fn plain(&self, linked: &Linked, face: u64) -> u64 {
        let project = &self.plan.portal.project;
        let mut digest = Digest::new().with(&*linked.address);
        digest.number(face);
        digest.number(u64::from(linked.article.language.0));
        let (state, end) = match linked.state {
            State::Published => (0, 0),
            State::ShownDraft => (1, 0),
            State::ShownFuture => (2, 0),
            State::Gone(end) => (3, end.seconds()),
        };
        let life = life::state(project, linked).map_or(0, |state| state as u64 + 1);
        for number in [state, end as u64, life, u64::from(life::is_upcoming(project, linked))] {
            digest.number(number);
        }
        digest.number(linked.coming.len() as u64);
        for (at, turn) in &linked.coming {
            digest.number(at.seconds() as u64);
            digest.number(*turn as u64);
        }
        for (spot, target) in &linked.targets {
            if let Spot::Field(field) = spot {
                digest.add(field.name);
                digest.number(field.item.map_or(0, |item| u64::from(item) + 1));
                digest.add(field.part.unwrap_or_default());
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
            Target::Picture(id) | Target::File(id) => digest.number(self.media(*id)),
            Target::Topic(index) => digest.number(self.topic(language, *index)),
            Target::Country(country) => digest.add(country.as_str()),
        }
    }

    /// The text with the titles and addresses of what it leads to.
    fn text(&self, linked: &Linked, body: u64) -> u64 {
        let mut digest = Digest::new();
        digest.number(body);
        for (spot, target) in &linked.targets {
            if let Spot::Bytes(_) = spot {
                self.target(target, linked.article.language, &mut digest);
                if let Target::Article(id, _) = target {
                    digest.number(self.seen(*id));
                }
            }
        }
        digest.short()
    }

    /// A picture or attachment.
    pub(super) fn media(&self, id: MediaId) -> u64 {
        let medium = self.plan.portal.medium(id);
        Digest::new().with(&*medium.address).with(format!("{} {:?}", medium.source, medium.facts)).short()
    }

    /// A variant of a picture.
    pub(super) fn variant(&self, id: MediaId, variant: Variant) -> u64 {
        let Variant { width, height, coat } = variant;
        folded([self.media(id), width.into(), height.into(), coat as u64, VERSION.into()])
    }

    /// What links to a topic show.
    fn topic(&self, language: LanguageId, index: u32) -> u64 {
        self.topics[language.index()].get(index as usize).copied().unwrap_or_default()
    }

    /// What a feed shows of an article: the beginning of its text where it has no summary.
    fn fed(&self, linked: &Linked, seen: u64, text: u64) -> u64 {
        let text = if linked.article.summary.is_none() { text } else { 0 };
        folded([seen, text, self.topics(linked)])
    }

    /// What a feed shows of some articles.
    pub(super) fn feed<'b>(&'b self, ids: impl Iterator<Item = &'b ArticleId> + 'b) -> u64 {
        folded(ids.map(|id| self.fed[id.index()]))
    }

    /// What links to the topics of an article show.
    fn topics(&self, linked: &Linked) -> u64 {
        folded(linked.topics.iter().map(|topic| self.topic(linked.article.language, *topic)))
    }

    /// What links to the countries of a language show.
    pub(super) fn countries(&self, language: LanguageId) -> u64 {
        self.countries[language.index()]
    }

    /// What lists show of all articles of a kind.
    pub(super) fn kind(&self, kind: Kind) -> u64 {
        self.kinds.get(&kind).copied().unwrap_or_default()
    }

    /// The texts of all articles of a kind.
    pub(super) fn texts(&self, kind: Kind) -> u64 {
        self.of_kind(kind, &self.texts)
    }

    /// The texts of some articles.
    pub(super) fn read(&self, ids: &[ArticleId]) -> u64 {
        folded(of_all(&self.texts, ids))
    }

    fn of_kind(&self, kind: Kind, digests: &[u64]) -> u64 {
        let all = self.plan.portal.articles.iter().zip(digests);
        folded(all.filter(|(linked, _)| linked.article.kind() == kind).map(|(_, digest)| *digest))
    }

    fn whole_world(&self) -> u64 {
        let articles = self.seen.iter().zip(&self.relations).flat_map(|(seen, relations)| [*seen, *relations]);
        let mut paths = Digest::new();
        for path in self.plan.jobs.keys() {
            paths.add(path.as_str());
        }
        folded([folded(articles), folded(self.facts.iter().copied()), paths.short()])
    }

    /// Whom an article names, who names it, and what it lies between.
    pub(super) fn relations(&self, id: ArticleId) -> u64 {
        self.relations[id.index()]
    }

    fn related(&self, linked: &Linked) -> u64 {
        let both = linked.relations.iter().chain(&linked.back);
        let told = both.flat_map(|relation| [relation.role as u64, self.seen(relation.article)]);
        let beside = [linked.newer, linked.older].map(|id| id.map_or(0, |id| self.seen(id)));
        let lengths = [linked.relations.len(), linked.back.len(), linked.gathered.len()].map(|length| length as u64);
        folded(lengths.into_iter().chain(told).chain(beside).chain([self.topics(linked)]))
    }

    /// What lists show of some articles.
    pub(super) fn shown(&self, ids: &[ArticleId]) -> u64 {
        folded(of_all(&self.seen, ids))
    }

    /// A page of a list: how long the list is, and what stands on the page.
    pub(super) fn slice(&self, all: &[ArticleId], number: usize) -> u64 {
        let a_page = self.plan.portal.project.config.pagination.get();
        let start = ((number - 1) * a_page).min(all.len());
        let end = (start + a_page).min(all.len());
        folded([all.len() as u64, self.shown(&all[start..end])])
    }

    /// What entries of timelines show.
    pub(super) fn history(&self, facts: &[u32]) -> u64 {
        folded(facts.iter().map(|fact| self.facts[*fact as usize]))
    }
}

/// What a list shows of an article: itself, and of a person where the roles are held.
fn card(linked: &Linked, own: u64, plain: &[u64], portal: &crate::graph::Portal) -> u64 {
    let Details::Person(_) = &linked.article.details else { return own };
    let named = linked.targets.iter().filter_map(|(_, target)| match target {
        Target::Article(id, _) => Some(*id),
        Target::Picture(_) | Target::File(_) | Target::Topic(_) | Target::Country(_) => None,
    });
    let named = named.flat_map(|id| std::iter::once(id).chain(portal.article(id).translations.iter().copied()));
    folded(std::iter::once(own).chain(named.map(|id| plain[id.index()])))
}

/// What links to a term show.
pub(super) fn name(term: &Term) -> u64 {
    Digest::new().with(term.slug.as_str()).with(&*term.label).with(format!("{:?}", term.country)).short()
}

fn of_all<'a>(digests: &'a [u64], ids: &'a [ArticleId]) -> impl Iterator<Item = u64> + 'a {
    ids.iter().map(|id| digests[id.index()])
}
