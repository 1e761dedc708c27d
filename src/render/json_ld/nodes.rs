//! The small things that pages of every kind refer to: other articles, the publisher, pictures,
//! files, places, remarks.

use super::super::files::{self, Offered};
use super::super::json::{Fields, Json, list, one_or_more};
use super::super::pictures::Shown;
use super::super::{Renderer, speech};
use crate::graph::portal::{ArticleId, Linked, Role};
use crate::graph::roles;
use crate::model::article::{Article, Details, Person, Picture, Remark, Source};
use crate::model::{Country, Edtf, LanguageId};

/// A thing with a name, and its page if it has one.
pub(super) fn named(kind: &str, name: &str, url: Option<&str>) -> Fields {
    let node = Fields::new().with("@type", kind);
    node.with("@id", url).with("name", name).with("url", url)
}

/// What an article tells of, in the words of schema.org.
pub(super) fn type_of(article: &Article) -> &'static str {
    match &article.details {
        Details::News => "NewsArticle",
        Details::Notice(_) => "SpecialAnnouncement",
        Details::Programme(_) => "Project",
        Details::Organisation(_) => "Organization",
        Details::Person(_) => "Person",
        Details::Event(_) => "Event",
        Details::Document(document) => match document.document_type.as_deref() {
            Some(word) if word.eq_ignore_ascii_case("report") => "Report",
            _ => "DigitalDocument",
        },
        Details::Page(_) => "WebPage",
        Details::Topic => "CollectionPage",
    }
}

/// An article as others refer to it.
pub(super) fn reference(renderer: &Renderer, id: ArticleId) -> Fields {
    let linked = renderer.linked(id);
    named(type_of(&linked.article), &linked.article.title, Some(&renderer.absolute(&linked.address)))
}

/// A person as an article tells of them, in the roles held on its day; others as they are.
fn reference_on(renderer: &Renderer, page: &Linked, id: ArticleId) -> Fields {
    let node = reference(renderer, id);
    match &renderer.linked(id).article.details {
        Details::Person(person) => node.with("jobTitle", job_title(renderer, &page.article, person)),
        _ => node,
    }
}

/// The roles a person held on the day of an article.
pub(super) fn job_title(renderer: &Renderer, article: &Article, person: &Person) -> Json {
    let day = roles::day_of(&renderer.portal().project, article);
    one_or_more(roles::held_on(person, day).map(|(_, role)| &*role.title))
}

/// The articles named in one of these roles, each once; what is gone is not told of.
pub(super) fn related(renderer: &Renderer, linked: &Linked, roles: &[Role]) -> Json {
    list(all_in(renderer, linked, roles).into_iter().map(|id| reference_on(renderer, linked, id)))
}

/// The same, where one may stand without a list.
pub(super) fn related_one(renderer: &Renderer, linked: &Linked, role: Role) -> Json {
    one_or_more(all_in(renderer, linked, &[role]).into_iter().map(|id| reference_on(renderer, linked, id)))
}

fn all_in(renderer: &Renderer, linked: &Linked, roles: &[Role]) -> Vec<ArticleId> {
    let mut told: Vec<ArticleId> = Vec::new();
    for relation in linked.relations.iter().filter(|relation| roles.contains(&relation.role)) {
        if !told.contains(&relation.article) && !renderer.linked(relation.article).is_gone() {
            told.push(relation.article);
        }
    }
    told
}

/// Who publishes; the portal by its name where nobody is said to. Nearly every page tells it.
pub(super) fn publisher<'a>(renderer: &'a Renderer, language: LanguageId) -> &'a Json {
    renderer.publishers[language.index()].get_or_init(|| Json::of(publishing(renderer, language)))
}

fn publishing(renderer: &Renderer, language: LanguageId) -> Fields {
    let portal = renderer.portal();
    let named_one = portal.front.publisher.map(|id| portal.in_language(id, language));
    let Some(id) = named_one.filter(|id| !renderer.linked(*id).is_gone()) else {
        let home = renderer.absolute(&portal.project.config.prefix(language));
        return named("Organization", portal.project.config.title.of(language), None).with("url", home);
    };
    let linked = renderer.linked(id);
    let logo = match &linked.article.details {
        Details::Organisation(organisation) => organisation.logo.as_ref(),
        _ => None,
    };
    reference(renderer, id).with("logo", logo.and_then(|logo| image(renderer, linked, logo)))
}

/// A picture.
pub(super) fn image(renderer: &Renderer, linked: &Linked, picture: &Picture) -> Option<Fields> {
    let Shown { address, dimensions } = files::picture(renderer, linked, picture)?;
    Some(
        Fields::new()
            .with("@type", "ImageObject")
            .with("contentUrl", renderer.absolute(&address))
            .with("width", dimensions.map(|(width, _)| width))
            .with("height", dimensions.map(|(_, height)| height))
            .with("caption", picture.caption.as_deref())
            .with("creditText", picture.credit.as_deref()),
    )
}

/// A file that can be downloaded.
pub(super) fn file(file: &Offered) -> Fields {
    Fields::new()
        .with("@type", "MediaObject")
        .with("name", file.title)
        .with("contentUrl", &*file.url)
        .with("encodingFormat", file.media_type)
        .with("contentSize", format!("{} B", file.size))
        .with("inLanguage", file.language)
}

/// A place, by its name only.
pub(super) fn place(name: Option<&str>) -> Option<Fields> {
    name.map(|name| named("Place", name, None))
}

/// Countries, by name and code.
pub(super) fn countries(renderer: &Renderer, language: LanguageId, countries: &[Country]) -> Json {
    let words = &renderer.speech(language).words;
    list(
        countries
            .iter()
            .map(|country| named("Country", &words.country(*country), None).with("identifier", country.as_str())),
    )
}

/// What was put right, and when.
pub(super) fn correction(renderer: &Renderer, remark: &Remark) -> Fields {
    Fields::new()
        .with("@type", "CorrectionComment")
        .with("text", &*remark.text)
        .with("datePublished", remark.date.iso(&renderer.portal().project.config.zone))
}

/// Where a fact comes from.
pub(super) fn source(source: &Source) -> Fields {
    named("CreativeWork", &source.title, None).with("url", source.url.as_deref())
}

/// The versions of an article in other languages.
pub(super) fn translations(renderer: &Renderer, linked: &Linked) -> Json {
    let readable = linked.translations.iter().filter(|id| !renderer.linked(**id).is_gone());
    list(readable.map(|id| {
        let tag = &renderer.speech_of(*id).language.tag;
        reference(renderer, *id).with("inLanguage", &**tag)
    }))
}

/// A date, if it is exactly a day, month or year.
pub(super) fn exact(date: Option<&Edtf>) -> Option<String> {
    date.and_then(speech::machine)
}

/// A period, if ISO 8601 has a form for it: both its ends exact, or one of them open.
pub(super) fn period(date: Option<&Edtf>) -> Option<&str> {
    let text = date?.as_written();
    let is_end = |end: &str| end == ".." || Edtf::parse(end).is_ok_and(|end| speech::machine(&end).is_some());
    text.split('/').all(is_end).then_some(text)
}
