//! The frozen result of the graph: articles, relations both ways, terms, facts, navigation.

use std::collections::BTreeMap;

use super::facts::Fact;
use super::held::State;
use super::life::Turn;
use super::taxonomies::Term;
use crate::config::{Project, Wording};
use crate::diagnostic::{Span, Spot};
use crate::model::article::Details;
use crate::model::kind::Taxonomy;
use crate::model::{Article, Country, Day, Instant, Kind, LanguageId, Moment, SourcePath};
use crate::pictures::variants::{self, Variant};
use crate::source::darkroom::Order;
use crate::source::data::Data;
use crate::source::media::MediaFacts;

/// An article of the portal: its position, in the order of the paths of the files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct ArticleId(pub u32);

impl ArticleId {
    /// As an index into the portal's articles.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A picture or attachment somebody shows: its position among the portal's media.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct MediaId(pub u32);

/// A picture or attachment that visible articles show.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct Media {
    /// Its file.
    pub source: SourcePath,
    /// What its bytes tell.
    pub facts: MediaFacts,
    /// Its address below the root, with its fingerprint.
    pub address: Box<str>,
    /// Whether an article shows it as a picture.
    pub is_shown: bool,
    /// Whether an article offers its file.
    pub is_offered: bool,
}

impl Media {
    /// The variants in which it is shown; none for a file that is shown as it is, or not shown.
    pub fn variants(&self, widths: &[u32]) -> Vec<Variant> {
        match (self.facts.look.filter(|_| self.is_shown), self.facts.dimensions) {
            (Some(look), Some(dimensions)) => variants::of(&look, dimensions, widths),
            _ => Vec::new(),
        }
    }

    /// What a darkroom must know to make some of its variants.
    pub fn order(&self, widths: &[u32], wanted: Vec<Variant>) -> Order<'_> {
        Order { path: &self.source, facts: &self.facts, all: self.variants(widths), wanted }
    }

    /// Whether the file itself is published.
    pub fn is_file(&self) -> bool {
        self.is_offered || self.variants(&[]).is_empty()
    }
}

/// How one article names another. The order is the one in which they are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum Role {
    /// `supersedes`.
    Supersedes,
    /// `withdrawn.see`.
    See,
    /// `lead`.
    Lead,
    /// `funders`.
    Funders,
    /// `parent`.
    Parent,
    /// `parties`.
    Parties,
    /// `signatories`.
    Signatories,
    /// `speakers`.
    Speakers,
    /// `roles[].organisation`.
    Organisation,
    /// `members`.
    Members,
    /// `partners`.
    Partners,
    /// `programmes`.
    Programmes,
    /// `people`.
    People,
    /// `related`.
    Related,
    /// `timeline[].link`.
    Timeline,
    /// A link or component of the text.
    Mentions,
}

impl Role {
    /// All of them, in order.
    pub const ALL: [Role; 16] = [
        Role::Supersedes,
        Role::See,
        Role::Lead,
        Role::Funders,
        Role::Parent,
        Role::Parties,
        Role::Signatories,
        Role::Speakers,
        Role::Organisation,
        Role::Members,
        Role::Partners,
        Role::Programmes,
        Role::People,
        Role::Related,
        Role::Timeline,
        Role::Mentions,
    ];

    /// The field that gives it, and its name in data and texts.
    pub fn as_str(self) -> &'static str {
        match self {
            Role::Supersedes => "supersedes",
            Role::See => "see",
            Role::Lead => "lead",
            Role::Funders => "funders",
            Role::Parent => "parent",
            Role::Parties => "parties",
            Role::Signatories => "signatories",
            Role::Speakers => "speakers",
            Role::Organisation => "organisation",
            Role::Members => "members",
            Role::Partners => "partners",
            Role::Programmes => "programmes",
            Role::People => "people",
            Role::Related => "related",
            Role::Timeline => "timeline",
            Role::Mentions => "mentions",
        }
    }

    /// Whether a hub's page lists those who name it so, newest first, instead of grouping them.
    pub fn gathers(self) -> bool {
        matches!(self, Role::Partners | Role::Programmes | Role::People)
    }

    /// Whether it says that the one takes part in the other's history.
    pub fn shares_history(self) -> bool {
        !matches!(self, Role::Related | Role::Timeline | Role::Mentions | Role::See | Role::Supersedes)
    }
}

/// What a spot of an article leads to.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Target {
    /// Another article, perhaps one of its headings.
    Article(ArticleId, Option<Box<str>>),
    /// A picture that is shown.
    Picture(MediaId),
    /// A file that is offered.
    File(MediaId),
    /// A topic, by its position in its language.
    Topic(u32),
    /// A country.
    Country(Country),
}

impl Target {
    /// The picture or file it is.
    pub fn medium(&self) -> Option<MediaId> {
        match self {
            Target::Picture(id) | Target::File(id) => Some(*id),
            Target::Article(..) | Target::Topic(_) | Target::Country(_) => None,
        }
    }
}

/// One article naming another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub struct Relation {
    /// How.
    pub role: Role,
    /// The other one.
    pub article: ArticleId,
}

/// An article with everything others know of it.
#[derive(Debug)]
pub struct Linked {
    /// What its author wrote.
    pub article: Article,
    /// As what it is shown.
    pub state: State,
    /// When what is held of it shows: remarks and a withdrawal of the future.
    pub coming: Box<[(Instant, Turn)]>,
    /// Its address below the root: `news/ports/`.
    pub address: Box<str>,
    /// What its spots lead to, sorted by spot.
    pub targets: Box<[(Spot, Target)]>,
    /// Whom it names, by role, each once.
    pub relations: Box<[Relation]>,
    /// Who names it, by role, newest first.
    pub back: Box<[Relation]>,
    /// The same article in other languages, in the order of the languages.
    pub translations: Box<[ArticleId]>,
    /// The next newer one of its kind and language.
    pub newer: Option<ArticleId>,
    /// The next older one.
    pub older: Option<ArticleId>,
    /// Its topics: positions among those of its language.
    pub topics: Box<[u32]>,
    /// Who gathers here, newest first: only for hubs.
    pub gathered: Box<[ArticleId]>,
    /// Its history: positions among the portal's facts; only for hubs, events and documents.
    pub history: Box<[u32]>,
}

impl Linked {
    /// What a spot leads to.
    pub fn target(&self, spot: &Spot) -> Option<&Target> {
        let at = self.targets.binary_search_by(|(other, _)| other.cmp(spot)).ok()?;
        self.targets.get(at).map(|(_, target)| target)
    }

    /// The picture or file a spot names.
    pub fn medium_at(&self, spot: &Spot) -> Option<MediaId> {
        self.target(spot)?.medium()
    }

    /// The article a spot names.
    pub fn article_at(&self, spot: &Spot) -> Option<ArticleId> {
        match self.target(spot)? {
            Target::Article(id, _) => Some(*id),
            Target::Picture(_) | Target::File(_) | Target::Topic(_) | Target::Country(_) => None,
        }
    }

    /// Whether it is still there to be read.
    pub fn is_gone(&self) -> bool {
        matches!(self.state, State::Gone(_))
    }

    /// Whether it takes part in lists, timelines and feeds: neither gone nor withdrawn.
    pub fn is_listed(&self) -> bool {
        !self.is_gone() && self.article.withdrawn.is_none()
    }

    /// Whether a calendar can show it: an event with a day, in the years that calendars can write.
    pub fn is_in_calendar(&self) -> bool {
        match &self.article.details {
            Details::Event(event) if !self.is_gone() => {
                let has_year = |moment: Option<Moment>| moment.map(|moment| (1..9999).contains(&moment.day().year()));
                has_year(event.start) == Some(true) && has_year(event.end) != Some(false)
            }
            _ => false,
        }
    }

    /// The day it is sorted by among others.
    pub fn day(&self) -> Option<Day> {
        day(&self.article)
    }
}

/// The day an article is sorted by: its event's, its signing's, its span's, else its date's.
pub fn day(article: &Article) -> Option<Day> {
    let date = article.date.map(Moment::day);
    match &article.details {
        Details::Event(event) => event.start.map(Moment::day).or(date),
        Details::Document(document) => date.or_else(|| document.signed.as_ref()?.earliest()),
        Details::Programme(programme) => programme.start.as_ref().and_then(crate::model::Edtf::earliest).or(date),
        Details::News
        | Details::Notice(_)
        | Details::Organisation(_)
        | Details::Person(_)
        | Details::Page(_)
        | Details::Topic => date,
    }
}

/// Where an entry of the navigation leads.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Destination {
    /// An article; shown in the reader's language where it exists.
    Article(ArticleId),
    /// An address below the root of each language: `news/`.
    Section(Box<str>),
    /// Another site.
    Web(Box<str>),
}

/// An entry of the navigation.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct NavigationItem {
    /// What it is called, if the settings say so.
    pub label: Option<Wording>,
    /// Where it leads.
    pub to: Destination,
    /// Where it stands in the settings.
    pub span: Span,
}

/// What the portal shows around its articles.
#[derive(Debug)]
pub struct Front {
    /// The main navigation.
    pub navigation: Vec<NavigationItem>,
    /// The organisation that publishes.
    pub publisher: Option<ArticleId>,
    /// What `data/` has.
    pub data: Data,
}

/// The portal in one language.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub struct Edition {
    /// The language.
    pub language: LanguageId,
    /// The listed articles of each kind, in the order of their list.
    pub lists: BTreeMap<Kind, Vec<ArticleId>>,
    /// Topics, by title.
    pub topics: Vec<Term>,
    /// Countries, by code.
    pub countries: Vec<Term>,
    /// The articles of each list by the year of their day, latest first.
    pub years: BTreeMap<Kind, Vec<(i16, Vec<ArticleId>)>>,
    /// Corrections, newest first: whose, and their position there.
    pub corrections: Vec<(ArticleId, u32)>,
    /// Facts of the language's articles, in order: positions among the portal's.
    pub timeline: Vec<u32>,
    /// The same by the year in which they begin; those that begin in none are in none.
    pub timeline_years: BTreeMap<i16, Vec<u32>>,
}

impl Edition {
    /// The listed articles of a kind.
    pub fn list(&self, kind: Kind) -> &[ArticleId] {
        self.lists.get(&kind).map_or(&[], Vec::as_slice)
    }

    /// The years of the list of a kind, latest first.
    pub fn years(&self, kind: Kind) -> &[(i16, Vec<ArticleId>)] {
        self.years.get(&kind).map_or(&[], Vec::as_slice)
    }

    /// The articles of one year of a list.
    pub fn year(&self, kind: Kind, year: i16) -> &[ArticleId] {
        let found = self.years(kind).iter().find(|(other, _)| *other == year);
        found.map_or(&[], |(_, ids)| ids)
    }

    /// The terms of a taxonomy.
    pub fn terms(&self, taxonomy: Taxonomy) -> &[Term] {
        match taxonomy {
            Taxonomy::Topics => &self.topics,
            Taxonomy::Countries => &self.countries,
        }
    }

    /// The topic with this slug.
    pub fn topic(&self, slug: &str) -> Option<u32> {
        let position = self.topics.iter().position(|term| term.slug.as_str() == slug)?;
        u32::try_from(position).ok()
    }
}

/// A whole portal: frozen, checked, complete.
#[derive(Debug)]
pub struct Portal {
    /// Settings, instant, options.
    pub project: Project,
    /// Every visible article, by id.
    pub articles: Vec<Linked>,
    /// Every picture and attachment they show, by id.
    pub media: Vec<Media>,
    /// Everything dated, in order.
    pub facts: Vec<Fact>,
    /// The portal in each of its languages.
    pub editions: Vec<Edition>,
    /// Navigation, publisher, data.
    pub front: Front,
}

impl Portal {
    /// An article.
    pub fn article(&self, id: ArticleId) -> &Linked {
        &self.articles[id.index()]
    }

    /// A picture or attachment.
    pub fn medium(&self, id: MediaId) -> &Media {
        &self.media[id.0 as usize]
    }

    /// The portal in a language.
    pub fn edition(&self, language: LanguageId) -> &Edition {
        &self.editions[language.index()]
    }

    /// Every article with its id.
    pub fn ids(&self) -> impl Iterator<Item = ArticleId> + use<> {
        (0..self.articles.len() as u32).map(ArticleId)
    }

    /// The articles that speak for all their versions: the first of each group.
    pub fn firsts(&self) -> impl Iterator<Item = ArticleId> {
        let is_first = |id: &ArticleId| {
            let linked = self.article(*id);
            !linked.is_gone() && linked.translations.iter().all(|other| self.place(*other) > self.place(*id))
        };
        self.ids().filter(is_first)
    }

    fn place(&self, id: ArticleId) -> (LanguageId, ArticleId) {
        (self.article(id).article.language, id)
    }

    /// The languages in which an article is not.
    pub fn missing_languages(&self, linked: &Linked) -> Vec<LanguageId> {
        let is_version = |id: &ArticleId, language| self.article(*id).article.language == language;
        let has = |language| {
            linked.article.language == language || linked.translations.iter().any(|id| is_version(id, language))
        };
        self.project.config.language_ids().filter(|language| !has(*language)).collect()
    }

    /// The article in the default language that this one translates.
    pub fn original(&self, linked: &Linked) -> Option<&Linked> {
        let in_default = |linked: &Linked| linked.article.language == LanguageId::DEFAULT;
        if in_default(linked) {
            return None;
        }
        linked.translations.iter().map(|id| self.article(*id)).find(|other| in_default(other))
    }

    /// The version of an article in a language, or itself.
    pub fn in_language(&self, id: ArticleId, language: LanguageId) -> ArticleId {
        let linked = self.article(id);
        if linked.article.language == language {
            return id;
        }
        let version = linked.translations.iter().find(|other| self.article(**other).article.language == language);
        version.copied().unwrap_or(id)
    }
}
