//! The page of an article.

#[cfg(test)]
mod tests;

use super::drawing::Plan;
use super::drawing::figure::{self, Place};
use super::lines::{self, Form};
use super::page::{self, Crumb, Page};
use super::{Renderer, body, calendar, cap, cards, entries, facts, lists, share, speech::Speech, terms};
use crate::addresses;
use crate::diagnostic::{Code, Diagnostic, Field};
use crate::graph::facts::Origin;
use crate::graph::life::Turn;
use crate::graph::portal::{ArticleId, Linked, Relation, Role};
use crate::model::article::{Article, Details, Notice, Remark};
use crate::model::kind::{Certainty, Urgency};
use crate::model::words::conventions;
use crate::model::{Kind, LanguageId};
use crate::plan::{HISTORY_EXTRACT, Subject};
use crate::theme::Values;
use crate::theme::value::of;
use crate::theme::view::{Free, Html, Shared, Text, Url, View};
use crate::theme::views::Article as ArticleView;
use crate::theme::views::Entry;
use crate::theme::views::article::{
    Heading, Notice as NoticeView, Relations, Remark as RemarkView, Source, Translation, Withdrawal,
};
use crate::theme::views::pages::ArticlePage;
use crate::theme::views::parts::{File, FileLanguage};

/// Words a minute, for the reading time.
const READING_SPEED: u32 = 220;

/// Renders the page of an article; of a hub, page `number` of those who gather there.
pub fn render(renderer: &Renderer, id: ArticleId, number: usize) -> Result<String, Diagnostic> {
    let linked = renderer.linked(id);
    let kind = linked.article.kind();
    let mut values = about(renderer, id, number).values(renderer);
    let article = if number == 1 { view(renderer, id, &values)? } else { further(renderer, id) };
    ArticlePage { article: article.into() }.give(&mut values);
    let template = template(renderer, &linked.article)?;
    if kind.is_hub() {
        let list = lists::Paged::new(renderer, &linked.address, &linked.gathered, number);
        list.give(renderer, &template, (linked.article.language, 3), &mut values)?;
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

/// The article as its page shows it: its card and everything else. `page` is what components get from the page.
pub fn view(renderer: &Renderer, id: ArticleId, page: &Values) -> Result<ArticleView, Diagnostic> {
    let linked = renderer.linked(id);
    let article = &linked.article;
    let language = article.language;
    let speech = renderer.speech(language);
    let extract = extract_of(renderer, id);
    let timeline: Vec<Shared<Entry>> =
        extract.iter().map(|fact| entries::entry(renderer, *fact, language).into()).collect();
    let timeline_lines = Some(lines::facts(renderer, &extract, &timeline, language, Some(&linked.address))?);
    let minutes = article.body.words.div_ceil(READING_SPEED).max(1) as usize;
    let (relations, back) = relations(renderer, id)?;
    let remarks = |remarks: &[Remark]| remarks.iter().map(|remark| self::remark(speech, remark)).collect();
    let card = |id: Option<ArticleId>| id.map(|id| cards::noted(renderer, id, language, None));
    let authors_in_words = || conventions::list(speech.language, &article.authors);
    let mut view = ArticleView {
        timeline,
        timeline_lines,
        timeline_more: timeline_more(renderer, linked),
        drawing: drawing(renderer, id, extract),
        outline: article.body.outline.iter().map(heading).collect(),
        reading_time: Some(speech.texts.count("reading_minutes", minutes).into()),
        words: Some(article.body.words),
        location: article.location.as_deref().map(Text::from),
        contact: article.contact.as_deref().map(Text::from),
        authors: article.authors.iter().map(|author| Text::from(&**author)).collect(),
        authors_in_words: (!article.authors.is_empty()).then(|| authors_in_words().into()),
        countries: article.countries.iter().map(|found| terms::shared_country(renderer, language, *found)).collect(),
        topics: linked.topics.iter().map(|topic| terms::shared(renderer, language, *topic as usize)).collect(),
        relations,
        back,
        gallery: article.gallery.iter().filter_map(|one| picture(renderer, linked, one)).collect(),
        attachments: attachments(renderer, linked),
        sources: article.sources.iter().map(source).collect(),
        files: documents(renderer, linked),
        changes: remarks(&article.changes),
        corrections: remarks(&article.corrections),
        withdrawn: withdrawn(renderer, linked),
        newer: card(linked.newer),
        older: card(linked.older),
        facts: facts::rows(renderer, id),
        share: share::ways(renderer, linked),
        ..further(renderer, id)
    };
    // Components get all of it but the text they stand in.
    let html = match body::has_components(article) {
        true => body::html(renderer, id, &page.with("article", view.clone()))?,
        false => body::html(renderer, id, page)?,
    };
    view.body = Some(html.into());
    Ok(view)
}

/// The article on a further page of those who gather at a hub: with nothing of what only its first page shows.
pub(super) fn further(renderer: &Renderer, id: ArticleId) -> ArticleView {
    let linked = renderer.linked(id);
    let article = &linked.article;
    let mut view = ArticleView {
        base: renderer.card(id),
        timeline: Vec::new(),
        timeline_lines: None,
        timeline_more: None,
        drawing: None,
        body: None,
        outline: Vec::new(),
        reading_time: None,
        words: None,
        location: None,
        contact: None,
        authors: Vec::new(),
        authors_in_words: None,
        countries: Vec::new(),
        topics: Vec::new(),
        relations: Vec::new(),
        back: Vec::new(),
        gallery: Vec::new(),
        attachments: Vec::new(),
        sources: Vec::new(),
        files: Vec::new(),
        changes: Vec::new(),
        corrections: Vec::new(),
        withdrawn: None,
        newer: None,
        older: None,
        translations: translations(renderer, linked),
        facts: Vec::new(),
        share: Vec::new(),
        notice: None,
        roles: Vec::new(),
        logo: None,
        portrait: None,
        website: None,
        acronym: None,
        other_names: Vec::new(),
        extra: Free(of(&article.extra)),
    };
    // What only its kind has.
    match &article.details {
        Details::Notice(details) => view.notice = Some(notice(renderer, linked, details)),
        Details::Person(person) => {
            view.roles = facts::roles(renderer, id, person, article.language);
            view.portrait = person.portrait.as_ref().and_then(|portrait| picture(renderer, linked, portrait));
        }
        Details::Organisation(organisation) => {
            view.logo = organisation.logo.as_ref().and_then(|logo| picture(renderer, linked, logo));
            view.website = organisation.website.as_deref().map(Url::from);
            view.acronym = organisation.acronym.as_deref().map(Text::from);
            view.other_names = organisation.other_names.iter().map(|name| Text::from(&**name)).collect();
        }
        Details::News
        | Details::Programme(_)
        | Details::Event(_)
        | Details::Document(_)
        | Details::Page(_)
        | Details::Topic => {}
    }
    view
}

fn heading(heading: &crate::model::body::Heading) -> Heading {
    Heading { level: heading.level, id: (&*heading.id).into(), text: (&*heading.text).into() }
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
fn drawing(renderer: &Renderer, id: ArticleId, mut facts: Vec<u32>) -> Option<Html> {
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
        return None;
    }
    let title = renderer.speech_of(id).texts.filled("timeline_of", "title", linked.article.label());
    let drawn = figure::Subject { language: linked.article.language, title: &title, place: Place::Column };
    figure::of_facts(renderer, drawn, &facts, plan)
}

fn timeline_more(renderer: &Renderer, linked: &Linked) -> Option<Url> {
    let is_longer = linked.article.kind().is_hub() && linked.history.len() > HISTORY_EXTRACT;
    is_longer.then(|| renderer.url(&format!("{}timeline/", linked.address)).into())
}

/// Whom it names and who names it, each in its role.
fn relations(renderer: &Renderer, id: ArticleId) -> Result<(Vec<Relations>, Vec<Relations>), Diagnostic> {
    let linked = renderer.linked(id);
    let language = linked.article.language;
    let mut ahead = grouped(renderer, &linked.relations, language, "role", is_told_ahead);
    let mut behind = behind(renderer, id);
    // «Related» ahead and «Related» behind are one list to a reader.
    behind.retain(|group| {
        let same = ahead.iter_mut().find(|same| same.label == group.label);
        same.map(|same| same.take_in(group)).is_none()
    });
    Ok((views(renderer, ahead, linked)?, views(renderer, behind, linked)?))
}

/// Who names an article, grouped by role, for a page that tells of it; a hub lists those who gather
/// elsewhere on its page.
pub fn back(renderer: &Renderer, id: ArticleId, page: &Linked) -> Result<Vec<Relations>, Diagnostic> {
    views(renderer, behind(renderer, id), page)
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

fn views(renderer: &Renderer, groups: Vec<Group>, page: &Linked) -> Result<Vec<Relations>, Diagnostic> {
    let language = page.article.language;
    let view = |group: Group| {
        let noted: Vec<(ArticleId, Option<String>)> =
            group.articles.into_iter().map(|id| (id, cards::roles_held(renderer, page, id))).collect();
        let noted = || noted.iter().map(|(id, note)| (*id, note.as_deref()));
        let lines = lines::articles(renderer, Form::Link, noted(), language)?;
        let items = noted().map(|(id, note)| cards::noted(renderer, id, language, note)).collect();
        Ok(Relations { id: group.role.as_str().into(), label: group.label.into(), items, lines })
    };
    groups.into_iter().map(view).collect()
}

fn picture(
    renderer: &Renderer,
    linked: &Linked,
    picture: &crate::model::article::Picture,
) -> Option<Shared<crate::theme::views::Picture>> {
    cards::picture(renderer, linked, picture).map(Shared::from)
}

fn attachments(renderer: &Renderer, linked: &Linked) -> Vec<File> {
    let attachments = linked.article.attachments.iter();
    attachments.filter_map(|one| cards::file(renderer, linked, &one.file, one.title.as_deref())).collect()
}

fn source(source: &crate::model::article::Source) -> Source {
    Source { title: (&*source.title).into(), url: source.url.as_deref().map(Url::from) }
}

/// The files of a document, each with the language it was written under.
fn documents(renderer: &Renderer, linked: &Linked) -> Vec<File> {
    let documents = match &linked.article.details {
        Details::Document(document) => &document.files[..],
        _ => &[],
    };
    let language = |code: &str| {
        let name = crate::model::Language::parse(code).map_or_else(|| code.to_owned(), |language| language.own_name());
        FileLanguage { tag: code.into(), name: name.into() }
    };
    let document = |document: &crate::model::article::DocumentFile| {
        let file = cards::file(renderer, linked, &document.file, Some(&linked.article.title))?;
        Some(File { language: document.language.as_deref().map(language), ..file })
    };
    documents.iter().filter_map(document).collect()
}

fn remark(speech: &Speech, remark: &Remark) -> RemarkView {
    RemarkView { date: speech.moment(remark.date), text: (&*remark.text).into() }
}

fn withdrawn(renderer: &Renderer, linked: &Linked) -> Option<Withdrawal> {
    let withdrawal = linked.article.withdrawn.as_ref()?;
    let language = linked.article.language;
    let see = withdrawal.see.as_ref().and_then(|see| cards::named(linked, see.field));
    Some(Withdrawal {
        date: renderer.speech(language).moment(withdrawal.date),
        reason: (&*withdrawal.reason).into(),
        see: see.map(|id| cards::noted(renderer, id, language, None)),
    })
}

fn translations(renderer: &Renderer, linked: &Linked) -> Vec<Translation> {
    let readable = linked.translations.iter().map(|id| renderer.linked(*id)).filter(|linked| !linked.is_gone());
    let translation = |linked: &Linked| {
        let language = renderer.speech(linked.article.language).language;
        Translation {
            tag: (&*language.tag).into(),
            code: (&*language.code).into(),
            name: language.own_name().into(),
            direction: language.direction.into(),
            url: renderer.url(&linked.address).into(),
            title: (&*linked.article.title).into(),
        }
    };
    readable.map(translation).collect()
}

fn notice(renderer: &Renderer, linked: &Linked, notice: &Notice) -> NoticeView {
    let language = linked.article.language;
    let speech = renderer.speech(language);
    let label = |group: &str, word: Option<&'static str>| word.map(|word| Text::from(speech.texts.of(group, word)));
    let card = |id: ArticleId| cards::noted(renderer, id, language, None);
    let supersedes = notice.supersedes.iter().filter_map(|reference| cards::named(linked, reference.field)).map(card);
    let successor =
        linked.back.iter().find(|relation| relation.role == Role::Supersedes).map(|relation| card(relation.article));
    let state = cards::life(renderer, linked).map(|state| speech.labelled("state", state.as_str()));
    let labels = |group: &str, words: Vec<&'static str>| {
        words.into_iter().map(|word| Text::from(speech.texts.of(group, word))).collect::<Vec<Text>>()
    };
    NoticeView {
        severity: notice.severity.map(|severity| speech.labelled("severity", severity.as_str())),
        urgency: label("urgency", notice.urgency.map(Urgency::as_str)),
        certainty: label("certainty", notice.certainty.map(Certainty::as_str)),
        category: labels("category", notice.category.iter().map(|item| item.as_str()).collect()),
        event: notice.event.as_deref().map(Text::from),
        response: labels("response", notice.response.iter().map(|item| item.as_str()).collect()),
        valid_from: notice.valid_from.map(|moment| speech.moment(moment)),
        valid_until: notice.valid_until.map(|moment| speech.moment(moment)),
        from_instant: cards::instant(renderer, linked, Turn::NoticeBegins).map(Text::from),
        until_instant: cards::instant(renderer, linked, Turn::NoticeEnds).map(Text::from),
        audience: notice.audience.as_deref().map(Text::from),
        instruction: notice.instruction.as_deref().map(Text::from),
        state,
        supersedes: supersedes.collect(),
        superseded_by: successor,
    }
}
