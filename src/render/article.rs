//! The page of an article.

#[cfg(test)]
mod tests;

use super::drawing::Plan;
use super::drawing::figure::{self, Place};
use super::lines::{self, Form};
use super::page::{self, Crumb, Page};
use super::{Renderer, body, calendar, cap, cards, entries, facts, lists, share, terms};
use crate::addresses;
use crate::diagnostic::{Code, Diagnostic, Field};
use crate::graph::facts::Origin;
use crate::graph::life::Turn;
use crate::graph::portal::{ArticleId, Linked, Relation, Role};
use crate::model::article::{Article, Details, Notice, Remark};
use crate::model::kind::{Certainty, Taxonomy, Urgency};
use crate::model::words::conventions;
use crate::model::{Kind, LanguageId};
use crate::plan::{HISTORY_EXTRACT, Subject};
use crate::theme::value::{none, of, safe};
use crate::theme::{Object, Value, Values};

/// Words a minute, for the reading time.
const READING_SPEED: u32 = 220;

/// Renders the page of an article; of a hub, page `number` of those who gather there.
pub fn render(renderer: &Renderer, id: ArticleId, number: usize) -> Result<String, Diagnostic> {
    let linked = renderer.linked(id);
    let kind = linked.article.kind();
    let mut values = about(renderer, id, number).values(renderer);
    let article = if number == 1 { view(renderer, id, &mut values)? } else { further(renderer, id) };
    values.insert("article", article);
    let template = template(renderer, &linked.article)?;
    if kind.is_hub() {
        let list = lists::Paged::new(renderer, &linked.address, &linked.gathered, number);
        list.insert(renderer, &template, (linked.article.language, 3), &mut values)?;
    }
    renderer.theme.render(&template, &values)
}

/// The page of an article whose time is over: where it was, and that it is no longer there.
pub fn render_gone(renderer: &Renderer, id: ArticleId) -> Result<String, Diagnostic> {
    let linked = renderer.linked(id);
    let texts = renderer.speech_of(id).texts;
    let title = texts.get("gone_title").to_owned();
    let mut page = Page::new("gone", linked.article.language, linked.address.to_string(), title);
    page.description = texts.get("gone_text").to_owned();
    page.noindex = true;
    renderer.theme.render("404.html", &page.values(renderer))
}

/// The template an article asks for, or the one of its kind.
fn template(renderer: &Renderer, article: &Article) -> Result<String, Diagnostic> {
    if let Some(name) = article.own_template() {
        if renderer.theme.has_template(&name) {
            return Ok(name);
        }
        let help = crate::model::name::did_you_mean(&name, renderer.theme.template_names());
        return Err(Diagnostic::error(Code::UnknownTemplate, format!("no template is called `{name}`"))
            .at(article.field(Field::new("template")))
            .help_if(help));
    }
    let own = format!("{}.html", article.kind().as_str());
    Ok(if renderer.theme.has_template(&own) { own } else { "page.html".to_owned() })
}

/// What the page of an article is.
fn about<'a>(renderer: &Renderer, id: ArticleId, number: usize) -> Page<'a> {
    let linked = renderer.linked(id);
    let article = &linked.article;
    let kind = article.kind();
    let config = &renderer.portal().project.config;
    let language = article.language;
    let mut page =
        Page::new(kind.as_str(), language, addresses::page(&linked.address, number), article.title.to_string());
    page.article = Some(id);
    page.description = article.summary.as_deref().unwrap_or_default().to_owned();
    page.noindex = cards::mark(linked).is_some() || number > 1;
    page.alternates = versions(renderer, id);
    if kind.has_list() {
        let list = addresses::list(config, language, kind);
        page.breadcrumbs.push(Crumb { title: page::list_title(renderer, language, kind), address: Some(list.clone()) });
        page.section = Some(list);
        page.feeds.push(page::feed(renderer, Subject::List(language, kind)));
    }
    page.others.extend(cap::beside(renderer, id));
    if linked.is_in_calendar() {
        let address = addresses::event_calendar(&linked.address);
        page.others.push(page::Beside { media_type: calendar::MEDIA_TYPE, title: article.title.to_string(), address });
    }
    page.breadcrumbs.extend(parent_pages(renderer, linked));
    page.breadcrumbs.push(Crumb { title: article.label().to_owned(), address: None });
    if matches!(kind, Kind::Organisation | Kind::Programme) && !linked.gathered.is_empty() {
        page.feeds.insert(0, page::feed(renderer, Subject::Hub(id)));
    }
    page
}

/// The pages a nested page lies under.
fn parent_pages(renderer: &Renderer, linked: &Linked) -> Vec<Crumb> {
    let mut crumbs = Vec::new();
    let mut above = linked.article.slug.parent().filter(|_| linked.article.kind() == Kind::Page);
    while let Some(slug) = above {
        let pages = renderer.portal().edition(linked.article.language).list(Kind::Page);
        if let Some(id) = pages.iter().find(|id| renderer.linked(**id).article.slug == slug) {
            let parent = renderer.linked(*id);
            crumbs.insert(
                0,
                Crumb { title: parent.article.label().to_owned(), address: Some(parent.address.to_string()) },
            );
        }
        above = slug.parent();
    }
    crumbs
}

/// The article and its translations: language and address.
pub fn versions(renderer: &Renderer, id: ArticleId) -> Vec<(LanguageId, String)> {
    let linked = renderer.linked(id);
    let readable = linked.translations.iter().copied().filter(|other| !renderer.linked(*other).is_gone());
    let mut versions: Vec<(LanguageId, String)> = readable
        .chain([id])
        .map(|id| renderer.linked(id))
        .map(|linked| (linked.article.language, linked.address.to_string()))
        .collect();
    versions.sort();
    versions
}

/// The value `article`: its card and everything its page shows.
pub fn view(renderer: &Renderer, id: ArticleId, page: &mut Values) -> Result<Value, Diagnostic> {
    let linked = renderer.linked(id);
    let article = &linked.article;
    let language = article.language;
    let mut view = Object::from_value(&renderer.card(id));
    let extract = extract_of(renderer, id);
    let entries: Vec<Value> = extract.iter().map(|fact| entries::entry(renderer, *fact, language)).collect();
    view.set("timeline_lines", lines::facts(renderer, &extract, &entries, language, Some(&linked.address))?);
    view.set("timeline", entries);
    if body::has_components(article) {
        page.insert("article", Value::from(view.clone()));
    }
    view.set("body", safe(&body::html(renderer, id, page)?));
    view.set("outline", outline(article));
    view.set("timeline_more", timeline_more(renderer, linked));
    view.set("drawing", drawing(renderer, id, extract));
    reading(renderer, article, &mut view);
    relations(renderer, id, &mut view)?;
    files(renderer, linked, &mut view);
    remarks(renderer, linked, &mut view);
    view.set("newer", linked.newer.map(|id| cards::noted(renderer, id, language, None)));
    view.set("older", linked.older.map(|id| cards::noted(renderer, id, language, None)));
    view.set("translations", translations(renderer, linked));
    view.set("facts", facts::rows(renderer, id));
    view.set("share", share::ways(renderer, linked));
    own(renderer, id, &mut view);
    view.set("extra", of(&article.extra));
    Ok(view.into())
}

/// The value `article` on a further page of those who gather at a hub: the same fields, with nothing in
/// those that only its first page shows.
pub(super) fn further(renderer: &Renderer, id: ArticleId) -> Value {
    const TEXTS: [&str; 12] = [
        "authors_in_words",
        "body",
        "timeline_lines",
        "timeline_more",
        "drawing",
        "reading_time",
        "words",
        "location",
        "contact",
        "withdrawn",
        "newer",
        "older",
    ];
    const LISTS: [&str; 15] = [
        "timeline",
        "outline",
        "authors",
        "countries",
        "topics",
        "relations",
        "back",
        "gallery",
        "attachments",
        "sources",
        "files",
        "changes",
        "corrections",
        "facts",
        "share",
    ];
    let mut view = Object::from_value(&renderer.card(id));
    for name in TEXTS {
        view.set(name, none());
    }
    for name in LISTS {
        view.set(name, Vec::<Value>::new());
    }
    let linked = renderer.linked(id);
    view.set("translations", translations(renderer, linked));
    own(renderer, id, &mut view);
    view.set("extra", of(&linked.article.extra));
    view.into()
}

fn outline(article: &Article) -> Vec<Value> {
    let heading = |heading: &crate::model::body::Heading| {
        Object::new().with("level", heading.level).with("id", &*heading.id).with("text", &*heading.text).into()
    };
    article.body.outline.iter().map(heading).collect()
}

/// The latest facts of its history, in order; without the day the article itself came out, which
/// stands above its title.
fn extract_of(renderer: &Renderer, id: ArticleId) -> Vec<u32> {
    let history = &renderer.linked(id).history;
    let mut facts = history[history.len().saturating_sub(HISTORY_EXTRACT)..].to_vec();
    facts.retain(|fact| !is_own(renderer, id, *fact, Origin::Published));
    facts
}

/// Whether a fact is the article's own, of this origin.
fn is_own(renderer: &Renderer, id: ArticleId, fact: u32, origin: Origin) -> bool {
    let fact = &renderer.portal().facts[fact as usize];
    fact.article == id && fact.origin == origin
}

/// The same facts drawn; those of a programme against its span.
fn drawing(renderer: &Renderer, id: ArticleId, mut facts: Vec<u32>) -> Value {
    let linked = renderer.linked(id);
    let is_span = |fact: &u32| is_own(renderer, id, *fact, Origin::Span);
    let span = linked.history.iter().copied().find(is_span);
    let plan = match span {
        Some(span) => {
            facts.retain(|fact| *fact != span);
            facts.insert(0, span);
            Plan::Gantt
        }
        None => Plan::Lanes,
    };
    // Nothing is drawn of one fact.
    if facts.len() < 2 {
        return none();
    }
    let title = renderer.speech_of(id).texts.filled("timeline_of", "title", linked.article.label());
    let drawn = figure::Subject { language: linked.article.language, title: &title, place: Place::Column };
    figure::of_facts(renderer, drawn, &facts, plan)
}

fn timeline_more(renderer: &Renderer, linked: &Linked) -> Option<String> {
    let is_longer = linked.article.kind().is_hub() && linked.history.len() > HISTORY_EXTRACT;
    is_longer.then(|| renderer.url(&format!("{}timeline/", linked.address)))
}

fn reading(renderer: &Renderer, article: &Article, view: &mut Object) {
    let texts = renderer.speech(article.language).texts;
    let minutes = article.body.words.div_ceil(READING_SPEED).max(1) as usize;
    view.set("reading_time", texts.count("reading_minutes", minutes));
    view.set("words", article.body.words);
    view.set("location", article.location.as_deref());
    view.set("contact", article.contact.as_deref());
    let spoken = renderer.speech(article.language).language;
    view.set("authors_in_words", (!article.authors.is_empty()).then(|| conventions::list(spoken, &article.authors)));
    view.set("authors", article.authors.iter().map(|author| Value::from(&**author)).collect::<Vec<Value>>());
}

/// Whom it names and who names it, each in its role.
fn relations(renderer: &Renderer, id: ArticleId, view: &mut Object) -> Result<(), Diagnostic> {
    let linked = renderer.linked(id);
    let article = &linked.article;
    let language = article.language;
    let countries = article.countries.iter().map(|country| terms::shared_country(renderer, language, *country));
    view.set("countries", countries.collect::<Vec<Value>>());
    let topics = linked.topics.iter().map(|topic| terms::shared(renderer, language, Taxonomy::Topics, *topic as usize));
    view.set("topics", topics.collect::<Vec<Value>>());
    let mut ahead = grouped(renderer, &linked.relations, language, "role", is_told_ahead);
    let mut behind = behind(renderer, id);
    // «Related» ahead and «Related» behind are one list to a reader.
    behind.retain(|group| {
        let same = ahead.iter_mut().find(|same| same.label == group.label);
        same.map(|same| same.take_in(group)).is_none()
    });
    view.set("relations", values(renderer, ahead, linked)?);
    view.set("back", values(renderer, behind, linked)?);
    Ok(())
}

/// Who names an article, grouped by role, for a page that tells of it; a hub lists those who gather
/// elsewhere on its page.
pub fn back(renderer: &Renderer, id: ArticleId, page: &Linked) -> Result<Vec<Value>, Diagnostic> {
    values(renderer, behind(renderer, id), page)
}

fn behind(renderer: &Renderer, id: ArticleId) -> Vec<Group> {
    let linked = renderer.linked(id);
    let is_hub = linked.article.kind().is_hub();
    // Being related is the weakest tie: where the page names the other in any role, that says it.
    let is_known = |relation: &Relation| {
        let names = |known: &Relation| known.article == relation.article && is_told_ahead(known.role);
        relation.role == Role::Related && linked.relations.iter().any(names)
    };
    let relations: Vec<Relation> = linked.back.iter().filter(|relation| !is_known(relation)).copied().collect();
    grouped(renderer, &relations, linked.article.language, "back", |role| {
        !(is_hub && role.gathers()) && role != Role::Supersedes
    })
}

/// Whether a page lists whom it names in a role; the others stand in its text.
fn is_told_ahead(role: Role) -> bool {
    !matches!(role, Role::Mentions | Role::Timeline | Role::See | Role::Supersedes)
}

/// Articles that a page names, or that name it, in one role.
struct Group {
    role: Role,
    label: String,
    articles: Vec<ArticleId>,
}

impl Group {
    /// Takes in those of another group that it does not have.
    fn take_in(&mut self, other: &Group) {
        let new: Vec<ArticleId> = other.articles.iter().filter(|id| !self.articles.contains(id)).copied().collect();
        self.articles.extend(new);
    }
}

fn grouped(
    renderer: &Renderer,
    relations: &[Relation],
    language: LanguageId,
    group: &str,
    shown: impl Fn(Role) -> bool,
) -> Vec<Group> {
    let texts = renderer.speech(language).texts;
    let of_role = |chunk: &[Relation]| {
        let role = chunk[0].role;
        let readable = chunk.iter().map(|relation| relation.article).filter(|id| !renderer.linked(*id).is_gone());
        Group { role, label: texts.of(group, role.as_str()), articles: readable.collect() }
    };
    let groups = relations.chunk_by(|a, b| a.role == b.role).map(of_role);
    groups.filter(|group| shown(group.role) && !group.articles.is_empty()).collect()
}

/// Groups as values: `{id, label, items, lines}`.
fn values(renderer: &Renderer, groups: Vec<Group>, page: &Linked) -> Result<Vec<Value>, Diagnostic> {
    let language = page.article.language;
    let value = |group: Group| {
        let noted: Vec<(ArticleId, Option<String>)> =
            group.articles.into_iter().map(|id| (id, cards::roles_held(renderer, page, id))).collect();
        let noted = || noted.iter().map(|(id, note)| (*id, note.as_deref()));
        let lines = lines::articles(renderer, Form::Link, noted(), language)?;
        let items: Vec<Value> = noted().map(|(id, note)| cards::noted(renderer, id, language, note)).collect();
        let group = Object::new().with("id", group.role.as_str()).with("label", group.label);
        Ok(group.with("items", items).with("lines", lines).into())
    };
    groups.into_iter().map(value).collect()
}

fn files(renderer: &Renderer, linked: &Linked, view: &mut Object) {
    let article = &linked.article;
    let gallery = article.gallery.iter().map(|picture| cards::picture(renderer, linked, picture));
    view.set("gallery", gallery.collect::<Vec<Value>>());
    let attachments = article.attachments.iter().filter_map(|attachment| {
        cards::file(renderer, linked, &attachment.file, attachment.title.as_deref()).map(Value::from)
    });
    view.set("attachments", attachments.collect::<Vec<Value>>());
    let source = |source: &crate::model::article::Source| {
        Object::new().with("title", &*source.title).with("url", source.url.as_deref()).into()
    };
    view.set("sources", article.sources.iter().map(source).collect::<Vec<Value>>());
    let documents = match &article.details {
        Details::Document(document) => &document.files[..],
        _ => &[],
    };
    let document = |document: &crate::model::article::DocumentFile| {
        let mut file = cards::file(renderer, linked, &document.file, Some(&article.title))?;
        if let Some(code) = &document.language {
            let name =
                crate::model::Language::parse(code).map_or_else(|| code.to_string(), |language| language.own_name());
            file.set("language", Object::new().with("tag", &**code).with("name", name));
        }
        Some(file.into())
    };
    view.set("files", documents.iter().filter_map(document).collect::<Vec<Value>>());
}

fn remarks(renderer: &Renderer, linked: &Linked, view: &mut Object) {
    let article = &linked.article;
    let speech = renderer.speech(article.language);
    let remark =
        |remark: &Remark| Object::new().with("date", speech.moment(remark.date)).with("text", &*remark.text).into();
    view.set("changes", article.changes.iter().map(remark).collect::<Vec<Value>>());
    view.set("corrections", article.corrections.iter().map(remark).collect::<Vec<Value>>());
    let withdrawn = article.withdrawn.as_ref().map(|withdrawal| {
        let see = withdrawal.see.as_ref().and_then(|see| cards::named(linked, see.field));
        Object::new()
            .with("date", speech.moment(withdrawal.date))
            .with("reason", &*withdrawal.reason)
            .with("see", see.map(|id| cards::noted(renderer, id, article.language, None)))
    });
    view.set("withdrawn", withdrawn.map_or_else(none, Value::from));
}

fn translations(renderer: &Renderer, linked: &Linked) -> Vec<Value> {
    let readable = linked.translations.iter().map(|id| renderer.linked(*id)).filter(|linked| !linked.is_gone());
    let translation = |linked: &Linked| {
        let language = renderer.speech(linked.article.language).language;
        Object::new()
            .with("tag", &*language.tag)
            .with("code", &*language.code)
            .with("name", language.own_name())
            .with("direction", language.direction)
            .with("url", renderer.url(&linked.address))
            .with("title", &*linked.article.title)
            .into()
    };
    readable.map(translation).collect()
}

/// What only its kind has; the same names are nothing on all others.
fn own(renderer: &Renderer, id: ArticleId, view: &mut Object) {
    let linked = renderer.linked(id);
    let language = linked.article.language;
    let mut fields = [
        ("notice", none()),
        ("roles", Vec::<Value>::new().into()),
        ("logo", none()),
        ("portrait", none()),
        ("website", none()),
        ("acronym", none()),
        ("other_names", Vec::<Value>::new().into()),
    ];
    let mut set = |name: &str, value: Value| {
        if let Some(field) = fields.iter_mut().find(|(known, _)| *known == name) {
            field.1 = value;
        }
    };
    match &linked.article.details {
        Details::Notice(details) => set("notice", notice(renderer, linked, details)),
        Details::Person(person) => {
            set("roles", facts::roles(renderer, id, person, language).into());
            set("portrait", person.portrait.as_ref().map(|portrait| cards::picture(renderer, linked, portrait)).into());
        }
        Details::Organisation(organisation) => {
            set("logo", organisation.logo.as_ref().map(|logo| cards::picture(renderer, linked, logo)).into());
            set("website", organisation.website.as_deref().into());
            set("acronym", organisation.acronym.as_deref().into());
            set(
                "other_names",
                organisation.other_names.iter().map(|name| Value::from(&**name)).collect::<Vec<Value>>().into(),
            );
        }
        Details::News
        | Details::Programme(_)
        | Details::Event(_)
        | Details::Document(_)
        | Details::Page(_)
        | Details::Topic => {}
    }
    for (name, value) in fields {
        view.set(name, value);
    }
}

fn notice(renderer: &Renderer, linked: &Linked, notice: &Notice) -> Value {
    let language = linked.article.language;
    let speech = renderer.speech(language);
    let label = |group: &str, word: Option<&'static str>| word.map(|word| speech.texts.of(group, word));
    let card = |id: ArticleId| cards::noted(renderer, id, language, None);
    let supersedes = notice.supersedes.iter().filter_map(|reference| cards::named(linked, reference.field)).map(card);
    let successor =
        linked.back.iter().find(|relation| relation.role == Role::Supersedes).map(|relation| card(relation.article));
    let state = cards::life(renderer, linked).map(|state| speech.labelled("state", state.as_str()));
    let labels = |group: &str, words: Vec<&'static str>| {
        words.into_iter().map(|word| speech.texts.of(group, word)).collect::<Vec<String>>()
    };
    Object::new()
        .with("severity", notice.severity.map(|severity| speech.labelled("severity", severity.as_str())))
        .with("urgency", label("urgency", notice.urgency.map(Urgency::as_str)))
        .with("certainty", label("certainty", notice.certainty.map(Certainty::as_str)))
        .with("category", labels("category", notice.category.iter().map(|item| item.as_str()).collect()))
        .with("event", notice.event.as_deref())
        .with("response", labels("response", notice.response.iter().map(|item| item.as_str()).collect()))
        .with("valid_from", notice.valid_from.map(|moment| speech.moment(moment)))
        .with("valid_until", notice.valid_until.map(|moment| speech.moment(moment)))
        .with("from_instant", cards::instant(renderer, linked, Turn::NoticeBegins))
        .with("until_instant", cards::instant(renderer, linked, Turn::NoticeEnds))
        .with("audience", notice.audience.as_deref())
        .with("instruction", notice.instruction.as_deref())
        .with("state", state)
        .with("supersedes", supersedes.collect::<Vec<Value>>())
        .with("superseded_by", successor)
        .into()
}
