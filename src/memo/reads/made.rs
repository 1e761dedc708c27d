//! What each file of the output is rendered with: templates and components.

use super::Reader;
use crate::graph::portal::ArticleId;
use crate::memo::digest::folded;
use crate::memo::templates::Templates;
use crate::model::body::Fill;
use crate::plan::Job;
use crate::plan::search::Part;
use crate::theme::{POLICY, components};

/// The components that are rendered outside of templates.
pub(super) fn shared(made_of: &Templates) -> u64 {
    folded(components::SHARED.map(|name| made_of.component(name)))
}

/// The templates a job is rendered with.
pub(super) fn of(reader: &Reader, job: &Job) -> u64 {
    let file = |name: &str| reader.made_of.file(name);
    let own = match job {
        Job::Article(id) | Job::HubPage(id, _) => of_page(reader, *id),
        // The text of a topic stands there.
        Job::Term(language, taxonomy, index, _) => {
            let term = &reader.known.plan.portal.edition(*language).terms(*taxonomy)[*index as usize];
            folded([file("term.html"), term.text.map_or(0, |id| of_page(reader, id))])
        }
        Job::List(..) | Job::Year(..) => file("list.html"),
        Job::Terms(..) => file("terms.html"),
        Job::Home(_) => file("home.html"),
        Job::NotFound(_) => file("404.html"),
        Job::Search(_, Part::Page) => file("search.html"),
        Job::Redirect(_) => file("redirect.html"),
        Job::Corrections(..) => file("corrections.html"),
        Job::Glossary(_) => file("glossary.html"),
        Job::Headers => file(POLICY),
        Job::Timeline(_) => file("timeline.html"),
        Job::TimelineYear(..) | Job::HubTimeline(_) | Job::TermTimeline(..) => file("timeline_year.html"),
        Job::Redirects
        | Job::Search(..)
        | Job::Feed(..)
        | Job::Alert(_)
        | Job::AlertFeed
        | Job::EventCalendar(_)
        | Job::SocialCard(_)
        | Job::Calendar(_)
        | Job::Sitemap(_)
        | Job::SitemapIndex
        | Job::NewsSitemap
        | Job::Robots
        | Job::PortalData
        | Job::TimelineData
        | Job::Asset(_)
        | Job::Media(_)
        | Job::Picture(..)
        | Job::Static(_) => return 0,
    };
    folded([own, reader.shared])
}

/// The template of an article's page, and the components of its text.
fn of_page(reader: &Reader, id: ArticleId) -> u64 {
    let linked = reader.known.linked(id);
    let own = linked.article.template.as_deref().unwrap_or_default();
    let kind = linked.article.kind().as_str();
    let names = [own.to_owned(), format!("{own}.html"), format!("{kind}.html"), "page.html".to_owned()];
    let files = names.iter().map(|name| reader.made_of.file(name));
    let gone = if linked.is_gone() { reader.made_of.file("404.html") } else { 0 };
    let mut components = Vec::new();
    linked.article.body.all_holes(&mut |hole| {
        if let Fill::Component(component) = &hole.fill {
            components.push(reader.made_of.component(&component.name));
        }
    });
    folded(files.chain([gone]).chain(components))
}
