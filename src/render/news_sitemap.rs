//! The news sitemap (Google's extension): news of the last two days.
//!
//! An article stands in it from its publication to [`life::leaves_news_sitemap`], so that the file changes
//! at instants that are known ahead and at no other.

use std::cmp::Reverse;

use super::Renderer;
use super::xml::{self, Xml};
use crate::graph::held::State;
use crate::graph::life;
use crate::graph::portal::{ArticleId, Linked};
use crate::model::{Instant, Kind};

const NAMESPACES: [(&str, &str); 2] = [
    ("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9"),
    ("xmlns:news", "http://www.google.com/schemas/sitemap-news/0.9"),
];

/// Articles in one file.
const MOST: usize = 1000;

/// Writes it; without news it is there all the same, and empty.
pub(super) fn render(renderer: &Renderer) -> String {
    xml::document("urlset", &NAMESPACES, |xml| {
        for id in newest(renderer) {
            url(renderer, renderer.linked(id), xml);
        }
    })
}

/// The news of these days, newest first.
fn newest(renderer: &Renderer) -> Vec<ArticleId> {
    let portal = renderer.portal();
    let zone = &portal.project.config.zone;
    let lists = portal.editions.iter().flat_map(|edition| edition.list(Kind::News));
    let current = lists.filter_map(|id| {
        let linked = renderer.linked(*id);
        let leaves = life::leaves_news_sitemap(&portal.project, &linked.article)?;
        let published: Instant = linked.article.published(zone)?.begins(zone);
        let is_current = linked.state == State::Published && leaves > portal.project.instant;
        is_current.then_some((Reverse(published), *id))
    });
    let mut current: Vec<_> = current.collect();
    current.sort_unstable();
    current.truncate(MOST);
    current.into_iter().map(|(_, id)| id).collect()
}

fn url(renderer: &Renderer, linked: &Linked, xml: &mut Xml) {
    let config = &renderer.portal().project.config;
    let article = &linked.article;
    xml.element("url", &[], |xml| {
        xml.text("loc", &renderer.absolute(&linked.address));
        xml.element("news:news", &[], |xml| {
            xml.element("news:publication", &[], |xml| {
                xml.text("news:name", config.title.of(article.language));
                xml.text("news:language", &config.language(article.language).code);
            });
            if let Some(published) = article.published(&config.zone) {
                xml.text("news:publication_date", &published.iso(&config.zone));
            }
            xml.text("news:title", &article.title);
        });
    });
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use crate::render::sample::Sample;

    fn news(file: &str, fields: &str) -> (String, String) {
        (format!("content/news/{file}.md"), format!("---\ntitle: News & {file}\n{fields}\n---\n"))
    }

    // It is 10 May 2020, 14:00 in Paris.
    #[test]
    fn news_of_the_last_two_days_is_told_to_the_second() {
        let files = [
            news("at-the-limit", "date: 2020-05-08T14:00:00"),
            news("corrected", "date: 2020-05-01\ncorrections: [{date: 2020-05-10, text: A number.}]"),
            news("embargoed", "date: 2020-05-08\nembargo: 2020-05-09T09:00:00"),
            news("in-time", "date: 2020-05-08T14:00:01"),
            news("of-a-day", "date: 2020-05-09\nchanges: [{date: 2020-05-10, note: More.}]"),
            news("withdrawn", "date: 2020-05-10\nwithdrawn: {date: 2020-05-10, reason: Wrong.}"),
            news("of-today.fr", "date: 2020-05-10"),
        ];
        let mut files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (&**path, &**text)).collect();
        files.push(("content/notices/fraud.md", "---\ntitle: Fraud\ndate: 2020-05-10\n---\n"));
        assert_snapshot!("two_days", Sample::new("languages: [en-GB, fr]\n", &files).file("news-sitemap.xml"));
        assert_snapshot!("no_news", Sample::new("", &[]).file("news-sitemap.xml"));
    }
}
