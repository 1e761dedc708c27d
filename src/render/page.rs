//! What every page knows: the site around it, and itself.

use std::sync::OnceLock;

use super::pictures::Shown;
use super::{Renderer, calendar, cards, files, glossary, json_ld, social};
use crate::addresses;
use crate::graph::portal::{ArticleId, Destination};
use crate::model::kind::Taxonomy;
use crate::model::{Kind, LanguageId, OutputPath};
use crate::plan::{Format, Subject};
use crate::theme::value::of;
use crate::theme::view::{AllTexts, Free, Shared, Url, View};
use crate::theme::views::Picture;
use crate::theme::views::site::{
    Alternate, Crumb as CrumbView, EveryPage, Feed, NavigationItem, PageLanguage, Site, SiteLanguage, ThisPage,
};
use crate::theme::{LOOK, Values};

/// A step of the way from the home page.
pub struct Crumb {
    /// What it is called.
    pub title: String,
    /// Its address below the root; none for the page itself.
    pub address: Option<String>,
}

/// A page, before it is a value.
pub struct Page<'a> {
    /// What kind of page: a kind of article, `list`, `term` …
    pub kind: &'a str,
    /// Its title, for the tab and search results.
    pub title: String,
    /// Its `h1`.
    pub heading: String,
    /// What it is, in a sentence.
    pub description: String,
    /// Its address below the root.
    pub address: String,
    /// Its language.
    pub language: LanguageId,
    /// The article it shows.
    pub article: Option<ArticleId>,
    /// Its versions: language and address, itself too; empty when there is one.
    pub alternates: Vec<(LanguageId, String)>,
    /// Its feeds, each in every format.
    pub feeds: Vec<Feeds>,
    /// Files for machines beside it that are neither Atom nor JSON Feed.
    pub others: Vec<Beside>,
    /// The way from the home page, without it.
    pub breadcrumbs: Vec<Crumb>,
    /// The list it belongs to.
    pub section: Option<String>,
    /// Whether robots should leave it out.
    pub noindex: bool,
    /// The pages before and after it in a list.
    pub neighbours: (Option<String>, Option<String>),
}

/// A feed beside a page, in every format.
pub type Feeds = [Shared<Feed>; Format::ALL.len()];

/// What stands on many pages of a language, made when first asked for.
#[derive(Default)]
pub(super) struct Common {
    language: OnceLock<Shared<PageLanguage>>,
    home: OnceLock<Shared<CrumbView>>,
    /// The feed of the list of each kind.
    feeds: [OnceLock<Feeds>; Kind::ALL.len()],
}

/// A file for machines beside a page.
pub struct Beside {
    /// Its media type.
    pub media_type: &'static str,
    /// What it is about.
    pub title: String,
    /// Its address below the root.
    pub address: String,
}

impl<'a> Page<'a> {
    /// A page of a kind in a language at an address.
    pub fn new(kind: &'a str, language: LanguageId, address: String, title: String) -> Page<'a> {
        Page {
            kind,
            heading: title.clone(),
            title,
            description: String::new(),
            address,
            language,
            article: None,
            alternates: Vec::new(),
            feeds: Vec::new(),
            others: Vec::new(),
            breadcrumbs: Vec::new(),
            section: None,
            noindex: false,
            neighbours: (None, None),
        }
    }

    /// The values every template gets, with this page among them.
    pub fn values(self, renderer: &Renderer) -> Values {
        let mut values = Values::new();
        let every_page = EveryPage {
            site: renderer.sites[self.language.index()].clone(),
            text: AllTexts(renderer.speech(self.language).texts.all.clone()),
            data: Free(renderer.data.clone()),
            page: self.view(renderer),
            article: None,
        };
        every_page.give(&mut values);
        values
    }

    fn view(self, renderer: &Renderer) -> ThisPage {
        let linked = self.article.map(|id| renderer.linked(id));
        let zone = &renderer.portal().project.config.zone;
        let moment = |moment: Option<crate::model::Moment>| moment.map(|moment| moment.iso(zone));
        let published = linked.and_then(|linked| moment(linked.article.date));
        let modified = linked.and_then(|linked| moment(linked.article.updated(zone)));
        let url = |address: &str| Url::from(renderer.url(address));
        let is_dated = linked.is_some_and(|linked| linked.article.date.is_some());
        ThisPage {
            kind: self.kind.into(),
            url: url(&self.address),
            canonical: renderer.absolute(&self.address).into(),
            language: language(renderer, self.language),
            alternates: alternates(renderer, &self.alternates),
            feeds: feeds(renderer, self.language, &self.feeds, &self.others),
            json_ld: json_ld::page(renderer, &self).map(|json| json.as_str().into()),
            breadcrumbs: breadcrumbs(renderer, self.language, &self.breadcrumbs),
            section: self.section.as_deref().map(url),
            og_type: if is_dated { "article" } else { "website" }.into(),
            card: self.article.and_then(|id| social::offered(renderer, id)),
            image: linked.and_then(|linked| image(renderer, linked)),
            published: published.map(Into::into),
            modified: modified.map(Into::into),
            noindex: self.noindex,
            mark: linked.and_then(cards::mark).map(Into::into),
            prev: self.neighbours.0.as_deref().map(url),
            next: self.neighbours.1.as_deref().map(url),
            title: self.title.into(),
            heading: self.heading.into(),
            description: self.description.into(),
        }
    }
}

fn alternates(renderer: &Renderer, versions: &[(LanguageId, String)]) -> Vec<Alternate> {
    if versions.len() < 2 {
        return Vec::new();
    }
    let alternate = |tag: &str, address: &str| Alternate { tag: tag.into(), url: renderer.absolute(address).into() };
    let mut values: Vec<Alternate> = versions
        .iter()
        .map(|(language, address)| alternate(&renderer.speech(*language).language.tag, address))
        .collect();
    if let Some((_, address)) = versions.iter().find(|(language, _)| *language == LanguageId::DEFAULT) {
        values.push(alternate("x-default", address));
    }
    values
}

fn language(renderer: &Renderer, id: LanguageId) -> Shared<PageLanguage> {
    let make = || {
        let language = renderer.speech(id).language;
        let direction = language.direction.into();
        PageLanguage { tag: (&*language.tag).into(), code: (&*language.code).into(), direction }.into()
    };
    renderer.shared[id.index()].language.get_or_init(make).clone()
}

fn feeds(renderer: &Renderer, language: LanguageId, feeds: &[Feeds], others: &[Beside]) -> Vec<Shared<Feed>> {
    let others = others.iter().map(|other| beside(renderer, language, other.media_type, &other.title, &other.address));
    feeds.iter().flatten().cloned().chain(others).collect()
}

/// A file for machines.
fn beside(renderer: &Renderer, language: LanguageId, media_type: &str, title: &str, address: &str) -> Shared<Feed> {
    let texts = renderer.speech(language).texts;
    let format = match media_type {
        "application/atom+xml" => texts.get("feed_atom"),
        "application/feed+json" => texts.get("feed_json"),
        "application/cap+xml" => texts.get("feed_cap"),
        calendar::MEDIA_TYPE => texts.get("feed_calendar"),
        other => other,
    };
    let portal = title.strip_suffix(renderer.portal().project.config.title.of(language));
    let feed = Feed {
        r#type: media_type.into(),
        title: title.into(),
        name: portal.and_then(|title| title.strip_suffix(" – ")).unwrap_or(title).into(),
        format: format.into(),
        url: renderer.url(address).into(),
    };
    feed.into()
}

fn breadcrumbs(renderer: &Renderer, language: LanguageId, crumbs: &[Crumb]) -> Vec<Shared<CrumbView>> {
    if crumbs.is_empty() {
        return Vec::new();
    }
    let crumb = |title: &str, url: Option<String>| -> Shared<CrumbView> {
        CrumbView { title: title.into(), url: url.map(Url::from) }.into()
    };
    let home = renderer.shared[language.index()].home.get_or_init(|| {
        let address = renderer.portal().project.config.prefix(language);
        crumb(renderer.speech(language).texts.get("home"), Some(renderer.url(&address)))
    });
    let steps =
        crumbs.iter().map(|step| crumb(&step.title, step.address.as_deref().map(|address| renderer.url(address))));
    std::iter::once(home.clone()).chain(steps).collect()
}

/// The picture social networks show: absolute, with its text.
fn image(renderer: &Renderer, linked: &crate::graph::portal::Linked) -> Option<Picture> {
    let image = linked.article.image.as_ref()?;
    let Shown { address, dimensions } = files::picture(renderer, linked, image)?;
    Some(Picture {
        url: renderer.absolute(&address).into(),
        width: dimensions.map(|(width, _)| width),
        height: dimensions.map(|(_, height)| height),
        ..cards::picture(renderer, linked, image)?
    })
}

/// The value `site` of a language.
pub(super) fn site(renderer: &Renderer, language: LanguageId) -> Site {
    let portal = renderer.portal();
    let config = &portal.project.config;
    let publisher =
        portal.front.publisher.map(|id| cards::noted(renderer, portal.in_language(id, language), language, None));
    Site {
        title: config.title.of(language).into(),
        description: config.description.of(language).into(),
        home: renderer.url(&config.prefix(language)).into(),
        look: look(renderer).map(Url::from),
        logo: config.look.logo.as_deref().map(|logo| renderer.url(logo).into()),
        root: (&*config.base_url.path).into(),
        origin: (&*config.base_url.origin).into(),
        publisher,
        navigation: navigation(renderer, language),
        languages: languages(renderer, language),
        corrections: corrections(renderer, language).map(Url::from),
        glossary: glossary::url(renderer, language).map(Url::from),
        search: renderer.plan.jobs.contains_key(&OutputPath::page("search")),
        extra: Free(of(&config.extra)),
    }
}

/// The style sheet with the portal's own colours.
fn look(renderer: &Renderer) -> Option<String> {
    let sheet = renderer.theme.assets.iter().find(|asset| asset.name == LOOK)?;
    Some(renderer.url(&sheet.address))
}

/// Where the corrections of a language are, if there are any.
fn corrections(renderer: &Renderer, language: LanguageId) -> Option<String> {
    let portal = renderer.portal();
    let has_any = !portal.edition(language).corrections.is_empty();
    has_any.then(|| renderer.url(&addresses::corrections(&portal.project.config, language)))
}

fn navigation(renderer: &Renderer, language: LanguageId) -> Vec<NavigationItem> {
    let portal = renderer.portal();
    let prefix = portal.project.config.prefix(language);
    let items = portal.front.navigation.iter().map(|item| {
        let (label, url) = match &item.to {
            Destination::Article(id) => {
                let linked = renderer.linked(portal.in_language(*id, language));
                (linked.article.label().to_owned(), renderer.url(&linked.address))
            }
            Destination::Section(address) => {
                (section_label(renderer, language, address), renderer.url(&format!("{prefix}{address}")))
            }
            Destination::Web(url) => (url.to_string(), url.to_string()),
        };
        let label = item.label.as_ref().map_or(label, |own| own.of(language).to_owned());
        NavigationItem { label: label.into(), url: url.into() }
    });
    items.collect()
}

fn section_label(renderer: &Renderer, language: LanguageId, address: &str) -> String {
    let texts = renderer.speech(language).texts;
    match address.trim_end_matches('/') {
        "topics" | "countries" => texts.of("list", address.trim_end_matches('/')),
        "timeline" => texts.get("timeline").to_owned(),
        "" => texts.get("home").to_owned(),
        folder => Kind::from_folder(folder).map_or_else(|| folder.to_owned(), |kind| texts.of("list", kind.as_str())),
    }
}

fn languages(renderer: &Renderer, current: LanguageId) -> Vec<SiteLanguage> {
    let config = &renderer.portal().project.config;
    let language = |id: LanguageId| {
        let language = config.language(id);
        SiteLanguage {
            tag: (&*language.tag).into(),
            code: (&*language.code).into(),
            direction: language.direction.into(),
            name: language.own_name().into(),
            url: renderer.url(&config.prefix(id)).into(),
            current: id == current,
        }
    };
    config.language_ids().map(language).collect()
}

/// The title of a list: of a kind.
pub fn list_title(renderer: &Renderer, language: LanguageId, kind: Kind) -> String {
    renderer.speech(language).texts.of("list", kind.as_str())
}

/// The title of a taxonomy.
pub fn taxonomy_title(renderer: &Renderer, language: LanguageId, taxonomy: Taxonomy) -> String {
    renderer.speech(language).texts.of("list", taxonomy.folder())
}

/// The feed of a subject, as pages offer it.
pub fn feed(renderer: &Renderer, subject: Subject) -> Feeds {
    let make = |language| {
        let (title, address) = about(renderer, subject);
        let one = |format: Format| {
            beside(renderer, language, format.media_type(), &title, &[&*address, format.file()].concat())
        };
        Format::ALL.map(one)
    };
    match subject {
        Subject::List(language, kind) => {
            renderer.shared[language.index()].feeds[kind as usize].get_or_init(|| make(language)).clone()
        }
        Subject::Home(language) | Subject::Term(language, ..) => make(language),
        Subject::Hub(id) => make(renderer.linked(id).article.language),
    }
}

/// What a subject is called and the address of its page.
pub fn about(renderer: &Renderer, subject: Subject) -> (String, String) {
    let config = &renderer.portal().project.config;
    match subject {
        Subject::Home(language) => (config.title.of(language).to_owned(), config.prefix(language)),
        Subject::List(language, kind) => {
            let title = format!("{} – {}", list_title(renderer, language, kind), config.title.of(language));
            (title, addresses::list(config, language, kind))
        }
        Subject::Term(language, taxonomy, index) => {
            let term = &renderer.portal().edition(language).terms(taxonomy)[index as usize];
            let title = format!("{} – {}", super::terms::title(renderer, language, term), config.title.of(language));
            (title, addresses::term(config, language, taxonomy, &term.slug))
        }
        Subject::Hub(id) => {
            let linked = renderer.linked(id);
            let portal = config.title.of(linked.article.language);
            (format!("{} – {portal}", linked.article.title), linked.address.to_string())
        }
    }
}
