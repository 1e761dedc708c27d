//! What every page knows: the site around it, and itself.

use std::sync::OnceLock;

use super::pictures::Shown;
use super::{Renderer, calendar, cards, files, json_ld, social};
use crate::addresses;
use crate::graph::portal::{ArticleId, Destination};
use crate::model::kind::Taxonomy;
use crate::model::{Kind, LanguageId, OutputPath};
use crate::plan::{Format, Subject};
use crate::theme::value::{none, of, safe};
use crate::theme::{LOOK, Object, Value, Values};

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
pub type Feeds = [Value; Format::ALL.len()];

/// What stands on many pages of a language, made when first asked for.
#[derive(Default)]
pub(super) struct Shared {
    language: OnceLock<Value>,
    home: OnceLock<Value>,
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
        let speech = renderer.speech(self.language);
        let mut values = Values::new();
        values.insert("site", speech.site.clone());
        values.insert("text", speech.texts.all.clone());
        values.insert("data", renderer.data.clone());
        values.insert("article", none());
        values.insert("page", self.value(renderer));
        values
    }

    fn value(self, renderer: &Renderer) -> Value {
        let linked = self.article.map(|id| renderer.linked(id));
        let zone = &renderer.portal().project.config.zone;
        let moment = |moment: Option<crate::model::Moment>| moment.map(|moment| moment.iso(zone));
        let published = linked.and_then(|linked| moment(linked.article.date));
        let modified = linked.and_then(|linked| moment(linked.article.updated(zone)));
        Object::new()
            .with("kind", self.kind)
            .with("url", renderer.url(&self.address))
            .with("canonical", renderer.absolute(&self.address))
            .with("language", language(renderer, self.language))
            .with("alternates", alternates(renderer, &self.alternates))
            .with("feeds", feeds(renderer, self.language, &self.feeds, &self.others))
            .with("json_ld", json_ld::page(renderer, &self).map_or_else(none, |json| safe(&json)))
            .with("breadcrumbs", breadcrumbs(renderer, self.language, &self.breadcrumbs))
            .with("section", self.section.as_deref().map(|address| renderer.url(address)))
            .with(
                "og_type",
                if linked.is_some_and(|linked| linked.article.date.is_some()) { "article" } else { "website" },
            )
            .with("card", self.article.and_then(|id| social::offered(renderer, id)))
            .with("image", linked.map_or_else(none, |linked| image(renderer, linked)))
            .with("published", published)
            .with("modified", modified)
            .with("noindex", self.noindex)
            .with("mark", linked.and_then(cards::mark))
            .with("prev", self.neighbours.0.as_deref().map(|address| renderer.url(address)))
            .with("next", self.neighbours.1.as_deref().map(|address| renderer.url(address)))
            .with("title", self.title)
            .with("heading", self.heading)
            .with("description", self.description)
            .into()
    }
}

fn alternates(renderer: &Renderer, versions: &[(LanguageId, String)]) -> Vec<Value> {
    if versions.len() < 2 {
        return Vec::new();
    }
    let alternate =
        |tag: &str, address: &str| Object::new().with("tag", tag).with("url", renderer.absolute(address)).into();
    let mut values: Vec<Value> = versions
        .iter()
        .map(|(language, address)| alternate(&renderer.speech(*language).language.tag, address))
        .collect();
    if let Some((_, address)) = versions.iter().find(|(language, _)| *language == LanguageId::DEFAULT) {
        values.push(alternate("x-default", address));
    }
    values
}

/// `{tag, code, direction}`.
fn language(renderer: &Renderer, id: LanguageId) -> Value {
    let make = || {
        let language = renderer.speech(id).language;
        Object::new()
            .with("tag", &*language.tag)
            .with("code", &*language.code)
            .with("direction", language.direction)
            .into()
    };
    renderer.shared[id.index()].language.get_or_init(make).clone()
}

fn feeds(renderer: &Renderer, language: LanguageId, feeds: &[Feeds], others: &[Beside]) -> Vec<Value> {
    let others = others.iter().map(|other| beside(renderer, language, other.media_type, &other.title, &other.address));
    feeds.iter().flatten().cloned().chain(others).collect()
}

/// A file for machines: `{type, title, name, format, url}`.
fn beside(renderer: &Renderer, language: LanguageId, media_type: &str, title: &str, address: &str) -> Value {
    let texts = renderer.speech(language).texts;
    let format = match media_type {
        "application/atom+xml" => texts.get("feed_atom"),
        "application/feed+json" => texts.get("feed_json"),
        "application/cap+xml" => texts.get("feed_cap"),
        calendar::MEDIA_TYPE => texts.get("feed_calendar"),
        other => other,
    };
    let portal = title.strip_suffix(renderer.portal().project.config.title.of(language));
    Object::new()
        .with("type", media_type)
        .with("title", title)
        .with("name", portal.and_then(|title| title.strip_suffix(" – ")).unwrap_or(title))
        .with("format", format)
        .with("url", renderer.url(address))
        .into()
}

fn breadcrumbs(renderer: &Renderer, language: LanguageId, crumbs: &[Crumb]) -> Vec<Value> {
    if crumbs.is_empty() {
        return Vec::new();
    }
    let crumb = |title: &str, url: Option<String>| Object::new().with("title", title).with("url", url).into();
    let home = renderer.shared[language.index()].home.get_or_init(|| {
        let address = renderer.portal().project.config.prefix(language);
        crumb(renderer.speech(language).texts.get("home"), Some(renderer.url(&address)))
    });
    let steps =
        crumbs.iter().map(|step| crumb(&step.title, step.address.as_deref().map(|address| renderer.url(address))));
    std::iter::once(home.clone()).chain(steps).collect()
}

/// The picture social networks show: absolute, with its text.
fn image(renderer: &Renderer, linked: &crate::graph::portal::Linked) -> Value {
    let Some(image) = &linked.article.image else { return none() };
    let Some(Shown { address, dimensions }) = files::picture(renderer, linked, image) else { return none() };
    let mut object = Object::from_value(&cards::picture(renderer, linked, image));
    object.set("url", renderer.absolute(&address));
    object.set("width", dimensions.map(|(width, _)| width));
    object.set("height", dimensions.map(|(_, height)| height));
    object.into()
}

/// The value `site` of a language.
pub(super) fn site(renderer: &Renderer, language: LanguageId) -> Value {
    let portal = renderer.portal();
    let config = &portal.project.config;
    let publisher =
        portal.front.publisher.map(|id| cards::noted(renderer, portal.in_language(id, language), language, None));
    Object::new()
        .with("title", config.title.of(language))
        .with("description", config.description.of(language))
        .with("home", renderer.url(&config.prefix(language)))
        .with("look", look(renderer))
        .with("logo", config.look.logo.as_deref().map(|logo| renderer.url(logo)))
        .with("root", &*config.base_url.path)
        .with("origin", &*config.base_url.origin)
        .with("publisher", publisher)
        .with("navigation", navigation(renderer, language))
        .with("languages", languages(renderer, language))
        .with("corrections", corrections(renderer, language))
        .with("search", renderer.plan.jobs.contains_key(&OutputPath::page("search")))
        .with("extra", of(&config.extra))
        .into()
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

fn navigation(renderer: &Renderer, language: LanguageId) -> Vec<Value> {
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
        Object::new().with("label", label).with("url", url).into()
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

fn languages(renderer: &Renderer, current: LanguageId) -> Vec<Value> {
    let config = &renderer.portal().project.config;
    let language = |id: LanguageId| {
        let language = config.language(id);
        Object::new()
            .with("tag", &*language.tag)
            .with("code", &*language.code)
            .with("direction", language.direction)
            .with("name", language.own_name())
            .with("url", renderer.url(&config.prefix(id)))
            .with("current", id == current)
            .into()
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
