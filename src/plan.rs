//! Plan: every address of the output, claimed by what will make it, before anything is rendered.
//!
//! Takes the portal and its theme, gives a [`SitePlan`]. Two claims on one address are one error
//! that shows both. Afterwards links to addresses are looked up, not guessed.

pub mod claims;
mod links;
pub mod search;
pub mod sitemap;

use std::collections::BTreeMap;
use std::num::NonZeroUsize;

use crate::diagnostic::Outcome;
use crate::graph::alerts;
use crate::graph::portal::{ArticleId, MediaId, Portal};
use crate::model::kind::Taxonomy;
use crate::model::{Kind, LanguageId, OutputPath, SourcePath};
use crate::pictures::Variant;
use crate::source::Inventory;
use crate::source::media::MediaFacts;
use crate::theme::Theme;
use claims::Claims;

/// What makes one file of the output.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Job {
    /// The page of an article; of a hub, the first page of those who gather there.
    Article(ArticleId),
    /// A later page of those who gather at a hub.
    HubPage(ArticleId, usize),
    /// The whole history of a hub, when its page shows an extract.
    HubTimeline(ArticleId),
    /// The social card of an article.
    SocialCard(ArticleId),
    /// A page of the list of a kind.
    List(LanguageId, Kind, usize),
    /// A page of a year of that list.
    Year(LanguageId, Kind, i16, usize),
    /// The index of a taxonomy.
    Terms(LanguageId, Taxonomy),
    /// A page of a term: its position in the edition.
    Term(LanguageId, Taxonomy, u32, usize),
    /// The whole history of a term, when its page shows an extract.
    TermTimeline(LanguageId, Taxonomy, u32),
    /// The home page.
    Home(LanguageId),
    /// The timeline of the portal.
    Timeline(LanguageId),
    /// A year of it.
    TimelineYear(LanguageId, i16),
    /// A page of the corrections.
    Corrections(LanguageId, usize),
    /// The explained words.
    Glossary(LanguageId),
    /// A file of the search.
    Search(LanguageId, search::Part),
    /// The page for addresses at which nothing is.
    NotFound(LanguageId),
    /// A page that sends readers on to an article.
    Redirect(ArticleId),
    /// The redirects, for hosts that read them.
    Redirects,
    /// The headers of answers, for hosts that read them.
    Headers,
    /// A feed.
    Feed(Subject, Format),
    /// The CAP alert of a notice, by the version that leads.
    Alert(ArticleId),
    /// The feed of CAP alerts.
    AlertFeed,
    /// The calendar of an event.
    EventCalendar(ArticleId),
    /// The calendar of all events.
    Calendar(LanguageId),
    /// A part of the sitemap, from 0.
    Sitemap(usize),
    /// The index of its parts.
    SitemapIndex,
    /// `news-sitemap.xml`: the news of the last two days.
    NewsSitemap,
    /// `robots.txt`.
    Robots,
    /// `data/portal.json`.
    PortalData,
    /// `data/timeline.json`.
    TimelineData,
    /// A file of the theme: its position among the assets.
    Asset(u32),
    /// A file that is offered, or a picture that is shown as it is.
    Media(MediaId),
    /// A variant of a picture that is shown.
    Picture(MediaId, Variant),
    /// A file of `static/`.
    Static(SourcePath),
}

/// What a feed is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// Everything new.
    Home(LanguageId),
    /// A kind.
    List(LanguageId, Kind),
    /// A topic or country.
    Term(LanguageId, Taxonomy, u32),
    /// Those who gather at an organisation or programme.
    Hub(ArticleId),
}

/// How a feed is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// Atom (RFC 4287).
    Atom,
    /// JSON Feed 1.1.
    Json,
}

impl Format {
    /// Both.
    pub const ALL: [Format; 2] = [Format::Atom, Format::Json];

    /// The name of its file.
    pub fn file(self) -> &'static str {
        match self {
            Format::Atom => "feed.xml",
            Format::Json => "feed.json",
        }
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Format::Atom => "application/atom+xml",
            Format::Json => "application/feed+json",
        }
    }
}

/// Facts shown on the page of a hub or term; with more, the page shows the latest and leads to the rest.
pub const HISTORY_EXTRACT: usize = 20;

/// The whole output, claimed and checked.
#[derive(Debug)]
pub struct SitePlan {
    /// The portal it shows.
    pub portal: Portal,
    /// What makes each file.
    pub jobs: BTreeMap<OutputPath, Job>,
    /// The addresses of the sitemap, in parts that keep its limits.
    pub sitemap: Vec<sitemap::Part>,
    /// The search of each language; empty where there is none.
    pub search: Vec<search::Layout>,
}

impl SitePlan {
    /// Every variant of a picture that it publishes.
    pub fn variants(&self) -> impl Iterator<Item = (&MediaFacts, Variant)> {
        self.jobs.values().filter_map(|job| match job {
            Job::Picture(id, variant) => Some((&self.portal.medium(*id).facts, *variant)),
            _ => None,
        })
    }
}

/// Claims the address of everything that makes a file.
pub fn claim(portal: Portal, theme: &Theme, inventory: &Inventory) -> Outcome<SitePlan> {
    let mut claims = Claims::new(&portal);
    for edition in &portal.editions {
        pages(&portal, edition.language, &mut claims);
    }
    articles(&portal, &mut claims);
    let search = search::layouts(&portal);
    search::claim(&portal, &search, &mut claims);
    files(&portal, theme, inventory, &mut claims);
    let sitemap = sitemap::parts(&portal, claims.jobs());
    sitemap_files(&sitemap, &mut claims);
    let mut diagnostics = links::check(&portal, claims.jobs());
    let jobs = claims.finish().unpack(&mut diagnostics);
    Outcome { value: SitePlan { portal, jobs, sitemap, search }, diagnostics }
}

/// Whether every link of these articles leads to an address of the plan.
pub fn leads_somewhere(plan: &SitePlan, ids: &[ArticleId]) -> bool {
    links::of_articles(&plan.portal, &plan.jobs, ids.iter().copied()).is_empty()
}

/// Whether its search would be cut into the same files now: texts may have become longer or shorter.
pub fn search_is_cut_as_before(plan: &SitePlan) -> bool {
    search::is_cut_as_before(&plan.portal, &plan.search)
}

/// How many pages that many entries fill; an empty list has one.
pub fn page_count(entries: usize, a_page: NonZeroUsize) -> usize {
    entries.div_ceil(a_page.get()).max(1)
}

/// The pages of a language that are no article's: home, lists, archives, terms, timeline.
fn pages(portal: &Portal, language: LanguageId, claims: &mut Claims) {
    let config = &portal.project.config;
    let edition = portal.edition(language);
    let prefix = config.prefix(language);
    claims.page(&prefix, Job::Home(language));
    claims.file(&format!("{prefix}404.html"), Job::NotFound(language));
    claims.feeds(&prefix, Subject::Home(language));
    for kind in Kind::ALL.iter().copied().filter(|kind| kind.has_list()) {
        let list = edition.list(kind);
        let address = crate::addresses::list(config, language, kind);
        claims.paged(&address, list.len(), |number| Job::List(language, kind, number));
        claims.feeds(&address, Subject::List(language, kind));
        for (year, ids) in edition.years(kind) {
            claims.paged(&format!("{address}{year}/"), ids.len(), |number| Job::Year(language, kind, *year, number));
        }
    }
    // A calendar without events is none, by its standard.
    if edition.list(Kind::Event).iter().any(|id| portal.article(*id).is_in_calendar()) {
        claims.file(&crate::addresses::calendar(config, language), Job::Calendar(language));
    }
    for taxonomy in Taxonomy::ALL {
        claims.page(&format!("{prefix}{}/", taxonomy.folder()), Job::Terms(language, taxonomy));
        for (index, term) in edition.terms(taxonomy).iter().enumerate() {
            let index = index as u32;
            let address = crate::addresses::term(config, language, taxonomy, &term.slug);
            claims.paged(&address, term.items.len(), |number| Job::Term(language, taxonomy, index, number));
            claims.feeds(&address, Subject::Term(language, taxonomy, index));
            if term.history.len() > HISTORY_EXTRACT {
                claims.page(&format!("{address}timeline/"), Job::TermTimeline(language, taxonomy, index));
            }
        }
    }
    if !edition.corrections.is_empty() {
        let address = crate::addresses::corrections(config, language);
        claims.paged(&address, edition.corrections.len(), |number| Job::Corrections(language, number));
    }
    if portal.front.data.glossary.speaks(language) {
        claims.page(&crate::addresses::glossary(config, language), Job::Glossary(language));
    }
    claims.page(&format!("{prefix}timeline/"), Job::Timeline(language));
    for year in edition.timeline_years.keys() {
        claims.page(&format!("{prefix}timeline/{}/", year_slug(*year)), Job::TimelineYear(language, *year));
    }
}

/// Articles, what belongs to them, and the addresses they had before.
fn articles(portal: &Portal, claims: &mut Claims) {
    for id in portal.ids() {
        let linked = portal.article(id);
        let kind = linked.article.kind();
        for alias in &linked.article.aliases {
            claims.alias(&alias.address, id);
        }
        // The text of a topic is shown by the page of its term.
        let language = linked.article.language;
        if kind == Kind::Topic && portal.edition(language).topic(linked.article.slug.as_str()).is_some() {
            continue;
        }
        claims.page(&linked.address, Job::Article(id));
        if linked.is_in_calendar() {
            claims.file(&crate::addresses::event_calendar(&linked.address), Job::EventCalendar(id));
        }
        if linked.is_gone() {
            continue;
        }
        if portal.project.config.cards {
            claims.file(&crate::addresses::social_card(&linked.address), Job::SocialCard(id));
        }
        if !kind.is_hub() {
            continue;
        }
        for number in 2..=page_count(linked.gathered.len(), portal.project.config.pagination) {
            claims.page(&crate::addresses::page(&linked.address, number), Job::HubPage(id, number));
        }
        if linked.history.len() > HISTORY_EXTRACT {
            claims.page(&format!("{}timeline/", linked.address), Job::HubTimeline(id));
        }
        if !linked.gathered.is_empty() && matches!(kind, Kind::Organisation | Kind::Programme) {
            claims.feeds(&linked.address, Subject::Hub(id));
        }
    }
}

/// Everything that is no page: data, redirects, assets, media, static files.
fn files(portal: &Portal, theme: &Theme, inventory: &Inventory, claims: &mut Claims) {
    // An author's own file says all that ours would.
    for (file, job) in [("robots.txt", Job::Robots), ("_headers", Job::Headers)] {
        if !inventory.statics.iter().any(|source| source.as_str().strip_prefix("static/") == Some(file)) {
            claims.file(file, job);
        }
    }
    for id in alerts::leading(portal) {
        claims.file(&crate::addresses::alert(&portal.article(id).address), Job::Alert(id));
    }
    claims.file(crate::addresses::ALERT_FEED, Job::AlertFeed);
    claims.file("data/portal.json", Job::PortalData);
    claims.file("data/timeline.json", Job::TimelineData);
    if portal.articles.iter().any(|linked| !linked.article.aliases.is_empty()) {
        claims.file("_redirects", Job::Redirects);
    }
    for (index, asset) in theme.assets.iter().enumerate() {
        claims.file(&asset.address, Job::Asset(index as u32));
    }
    for (index, media) in portal.media.iter().enumerate() {
        let id = MediaId(index as u32);
        if media.is_file() {
            claims.file(&media.address, Job::Media(id));
        }
        for variant in media.variants(&portal.project.config.image_widths) {
            let address = crate::addresses::variant(&media.source, &media.facts, variant);
            // `port.jpg` and `port.jpeg` with the same bytes have the same variants.
            let is_there = matches!(claims.jobs().get(&OutputPath::new(address.as_str())), Some(Job::Picture(..)));
            if !is_there {
                claims.file(&address, Job::Picture(id, variant));
            }
        }
    }
    for source in &inventory.statics {
        claims.file(source.within("static"), Job::Static(source.clone()));
    }
}

fn sitemap_files(parts: &[sitemap::Part], claims: &mut Claims) {
    claims.file(sitemap::NEWS_FILE, Job::NewsSitemap);
    if parts.len() > 1 {
        claims.file(sitemap::FILE, Job::SitemapIndex);
    }
    for (number, part) in parts.iter().enumerate() {
        claims.file(&part.file, Job::Sitemap(number));
    }
}

/// A year in an address: four digits, `-0044` for 45 BC.
pub fn year_slug(year: i16) -> String {
    if year < 0 { format!("-{:04}", -i32::from(year)) } else { format!("{year:04}") }
}
