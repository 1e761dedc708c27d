//! Sitemaps (sitemaps.org) with the versions of each page in other languages, and `robots.txt`.

use super::xml::{self, Xml};
use super::{Renderer, article, corrections, glossary, lists};
use crate::addresses;
use crate::model::LanguageId;
use crate::plan::Job;
use crate::plan::sitemap::{Entry, FILE, NEWS_FILE};

const NAMESPACE: (&str, &str) = ("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9");
const XHTML: (&str, &str) = ("xmlns:xhtml", "http://www.w3.org/1999/xhtml");

/// Writes a part.
pub(super) fn part(renderer: &Renderer, part: usize) -> String {
    let is_multilingual = renderer.portal().project.config.languages.len() > 1;
    let attributes = if is_multilingual { &[NAMESPACE, XHTML][..] } else { &[NAMESPACE] };
    xml::document("urlset", attributes, |xml| {
        for entry in &renderer.plan.sitemap[part].pages {
            url(renderer, entry, xml);
        }
    })
}

fn url(renderer: &Renderer, entry: &Entry, xml: &mut Xml) {
    let zone = &renderer.portal().project.config.zone;
    let updated = entry.article.and_then(|id| renderer.linked(id).article.updated(zone));
    xml.element("url", &[], |xml| {
        xml.text("loc", &renderer.absolute(entry.path.address()));
        if let Some(updated) = updated {
            xml.text("lastmod", &updated.iso(zone));
        }
        alternates(renderer, &versions(renderer, entry), xml);
    });
}

/// Every version, itself too, and the one for all other languages.
fn alternates(renderer: &Renderer, versions: &[(LanguageId, String)], xml: &mut Xml) {
    if versions.len() < 2 {
        return;
    }
    let mut alternate = |tag: &str, address: &str| {
        let href = renderer.absolute(address);
        xml.empty("xhtml:link", &[("rel", "alternate"), ("hreflang", tag), ("href", &href)]);
    };
    for (language, address) in versions {
        alternate(&renderer.speech(*language).language.tag, address);
    }
    if let Some((_, address)) = versions.iter().find(|(language, _)| *language == LanguageId::DEFAULT) {
        alternate("x-default", address);
    }
}

/// The same page in all its languages, as the page itself tells them.
fn versions(renderer: &Renderer, entry: &Entry) -> Vec<(LanguageId, String)> {
    let config = &renderer.portal().project.config;
    let everywhere = |address: &dyn Fn(LanguageId) -> String| lists::everywhere(renderer, 1, address);
    match renderer.plan.jobs.get(&entry.path) {
        Some(Job::Article(id)) => article::versions(renderer, *id),
        Some(Job::Home(_)) => everywhere(&|language| config.prefix(language)),
        Some(Job::List(_, kind, _)) => everywhere(&|language| addresses::list(config, language, *kind)),
        Some(Job::Terms(_, taxonomy)) => {
            everywhere(&|language| format!("{}{}/", config.prefix(language), taxonomy.folder()))
        }
        Some(Job::Term(language, taxonomy, index, _)) => {
            let term = &renderer.portal().edition(*language).terms(*taxonomy)[*index as usize];
            lists::term_versions(renderer, *taxonomy, &term.slug)
        }
        Some(Job::Corrections(..)) => corrections::versions(renderer),
        Some(Job::Glossary(_)) => glossary::versions(renderer),
        Some(Job::Timeline(_)) => everywhere(&|language| format!("{}timeline/", config.prefix(language))),
        _ => Vec::new(),
    }
}

/// Writes the index of the parts.
pub(super) fn index(renderer: &Renderer) -> String {
    xml::document("sitemapindex", &[NAMESPACE], |xml| {
        for part in &renderer.plan.sitemap {
            xml.element("sitemap", &[], |xml| xml.text("loc", &renderer.absolute(&part.file)));
        }
    })
}

/// Writes `robots.txt`: everything may be read, and the sitemaps tell where it is.
pub(super) fn robots(renderer: &Renderer) -> String {
    let (all, news) = (renderer.absolute(FILE), renderer.absolute(NEWS_FILE));
    format!("User-agent: *\nAllow: /\n\nSitemap: {all}\nSitemap: {news}\n")
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use crate::render::sample::Sample;

    const PORTS: (&str, &str) = (
        "content/news/ports.md",
        "---\ntitle: Ports\ndate: 2020-04-28\nchanges: [{date: 2020-05-02T08:00:00+02:00, note: More.}]\n---\n",
    );

    #[test]
    fn pages_come_with_their_last_change_and_what_is_gone_or_a_later_page_does_not_come() {
        let gone = ("content/pages/gone.md", "---\ntitle: Gone\nexpires: 2020-05-01\n---\n");
        let other = ("content/news/other.md", "---\ntitle: Other\ndate: 2020-04-29\n---\n");
        assert_snapshot!("one_language", Sample::new("pagination: 1\n", &[PORTS, gone, other]).file("sitemap.xml"));
    }

    #[test]
    fn versions_in_other_languages_name_each_other_and_themselves() {
        let french = ("content/news/ports.fr.md", "---\ntitle: Ports\ndate: 2020-04-28\n---\n");
        let sample = Sample::new("languages: [en-GB, fr]\n", &[PORTS, french]);
        assert_snapshot!("index_of_two_languages", sample.file("sitemap.xml"));
        let sitemap = sample.file("sitemap-fr.xml");
        let article =
            sitemap.split(" <url>\n").find(|url| url.contains("<loc>https://portal.example/p/fr/news/ports/"));
        assert_snapshot!("article_of_two_languages", article.unwrap_or_default());
        let is_french = |url: &str| url.contains("<loc>https://portal.example/p/fr/");
        assert!(sitemap.split(" <url>\n").skip(1).all(is_french), "{sitemap}");
        let sitemap = sample.file("sitemap-en.xml");
        assert!(!sitemap.split(" <url>\n").any(is_french), "{sitemap}");
        let home = sitemap.split(" <url>\n").find(|url| url.contains("<loc>https://portal.example/p/<"));
        assert_snapshot!("home_of_two_languages", home.unwrap_or_default());
    }

    #[test]
    fn robots_are_told_where_the_sitemap_is() {
        let expected = "User-agent: *\nAllow: /\n\nSitemap: https://portal.example/p/sitemap.xml\nSitemap: https://portal.example/p/news-sitemap.xml\n";
        assert_eq!(Sample::new("", &[PORTS]).file("robots.txt"), expected);
    }
}
