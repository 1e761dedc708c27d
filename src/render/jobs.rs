//! Which function makes which file.

use super::{
    Content, Renderer, article, calendar, cap, corrections, data, feeds, glossary, headers, home, lists, mail,
    news_sitemap, redirects, search, sitemap, social, timelines,
};
use crate::diagnostic::Diagnostic;
use crate::model::OutputPath;
use crate::plan::Job;

/// Makes the content of a file.
pub(super) fn run<'a>(renderer: &Renderer<'a>, path: &OutputPath, job: &'a Job) -> Result<Content<'a>, Diagnostic> {
    let html = match job {
        Job::Article(id) if renderer.linked(*id).is_gone() => article::render_gone(renderer, *id)?,
        Job::Article(id) => article::render(renderer, *id, 1)?,
        Job::HubPage(id, number) => article::render(renderer, *id, *number)?,
        Job::HubTimeline(id) => timelines::of_hub(renderer, *id)?,
        Job::List(language, kind, number) => lists::list(renderer, *language, *kind, *number)?,
        Job::Year(language, kind, year, number) => lists::year(renderer, *language, *kind, *year, *number)?,
        Job::Terms(language, taxonomy) => lists::index(renderer, *language, *taxonomy)?,
        Job::Term(language, taxonomy, index, number) => lists::term(renderer, *language, *taxonomy, *index, *number)?,
        Job::TermTimeline(language, taxonomy, index) => timelines::of_term(renderer, *language, *taxonomy, *index)?,
        Job::Home(language) => home::home(renderer, *language)?,
        Job::Timeline(language) => timelines::overview(renderer, *language)?,
        Job::TimelineYear(language, year) => timelines::year(renderer, *language, *year)?,
        Job::Corrections(language, number) => corrections::page(renderer, *language, *number)?,
        Job::Glossary(language) => glossary::page(renderer, *language)?,
        Job::Search(language, part) => search::file(renderer, *language, *part)?,
        Job::NotFound(language) => home::not_found(renderer, *language)?,
        Job::Redirect(id) => home::redirect(renderer, *id, path.address())?,
        Job::Redirects => redirects::render(renderer),
        Job::Headers => headers::render(renderer)?,
        Job::Feed(subject, format) => feeds::render(renderer, *subject, *format),
        Job::Alert(id) => cap::alert(renderer, *id),
        Job::AlertFeed => cap::feed(renderer),
        Job::EventCalendar(id) => calendar::event(renderer, *id),
        Job::Calendar(language) => calendar::all(renderer, *language),
        Job::Sitemap(part) => sitemap::part(renderer, *part),
        Job::SitemapIndex => sitemap::index(renderer),
        Job::NewsSitemap => news_sitemap::render(renderer),
        Job::Robots => sitemap::robots(renderer),
        Job::PortalData => data::portal(renderer),
        Job::TimelineData => data::timeline(renderer),
        Job::SocialCard(id) => return Ok(Content::Bytes(social::card(renderer, *id))),
        Job::Asset(index) => return Ok(Content::Known(&renderer.theme.assets[*index as usize].bytes)),
        Job::Media(id) => {
            let medium = renderer.medium(*id);
            let is_picture = medium.facts.look.is_some();
            return Ok(if is_picture { Content::Cleaned(&medium.source) } else { Content::Copy(&medium.source) });
        }
        Job::Picture(id, variant) => {
            let widths = &renderer.portal().project.config.image_widths;
            return Ok(Content::Variant(renderer.medium(*id).order(widths, vec![*variant])));
        }
        Job::Static(source) => return Ok(Content::Copy(source)),
    };
    let html = if path.as_str().ends_with(".html") { mail::hidden(html) } else { html };
    Ok(Content::Bytes(html.into_bytes()))
}
