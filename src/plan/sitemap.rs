//! Which pages the sitemaps list: one for each language, in parts that keep the limits (sitemaps.org: 50,000 addresses
//! and 50 MiB a file).

use std::collections::BTreeMap;

use super::Job;
use crate::graph::held::State;
use crate::graph::portal::{ArticleId, Portal};
use crate::model::{LanguageId, OutputPath};

/// A page of the sitemap.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its file.
    pub path: OutputPath,
    /// The article it shows, whose changes and translations count.
    pub article: Option<ArticleId>,
}

/// The file of the news sitemap.
pub const NEWS_FILE: &str = "news-sitemap.xml";

const MOST_ADDRESSES: usize = 50_000;
/// Half of the limit: what is estimated here stays below what is allowed.
const MOST_BYTES: usize = 25 * 1024 * 1024;

/// A sitemap: the pages of one language, as many as its limits allow.
#[derive(Clone, Debug)]
pub struct Part {
    /// Its file.
    pub file: String,
    /// Its pages, in the order of addresses.
    pub pages: Vec<Entry>,
}

/// The file with all pages, or with the index of the parts.
pub const FILE: &str = "sitemap.xml";

/// Every page readers should find. One part is the whole sitemap; more have the language in their names, where there
/// are several, and a number, where those of a language are too many for one.
pub fn parts(portal: &Portal, jobs: &BTreeMap<OutputPath, Job>) -> Vec<Part> {
    let config = &portal.project.config;
    let mut languages: Vec<Vec<Entry>> = config.languages.iter().map(|_| Vec::new()).collect();
    for (path, job) in jobs {
        let Some(entry) = entry(portal, path, job) else { continue };
        let is_below = |language: &LanguageId| path.as_str().starts_with(&*config.prefix(*language));
        let language = config.language_ids().skip(1).find(is_below).unwrap_or(LanguageId::DEFAULT);
        languages[language.index()].push(entry);
    }
    let is_multilingual = languages.len() > 1;
    let named = config.languages.iter().zip(languages).flat_map(|(language, pages)| {
        let begun = if is_multilingual { format!("sitemap-{}", language.code) } else { "sitemap".to_owned() };
        let name = move |(number, pages): (usize, Vec<Entry>)| {
            let is_first = number == 0 && is_multilingual;
            let file = if is_first { format!("{begun}.xml") } else { format!("{begun}-{}.xml", number + 1) };
            Part { file, pages }
        };
        within_limits(portal, pages).into_iter().enumerate().map(name)
    });
    let mut parts: Vec<Part> = named.collect();
    if let [whole] = &mut *parts {
        FILE.clone_into(&mut whole.file);
    }
    parts
}

/// The pages in as many parts as the limits ask for, one at least.
fn within_limits(portal: &Portal, pages: Vec<Entry>) -> Vec<Vec<Entry>> {
    let config = &portal.project.config;
    let url = config.base_url.whole().len();
    let versions = 2 + config.languages.len();
    let mut parts = vec![Vec::new()];
    let mut bytes = 0;
    for entry in pages {
        let size = 120 + versions * (80 + url + 3 * entry.path.as_str().len());
        let last = parts.last_mut().expect("begins with one part");
        if last.len() == MOST_ADDRESSES || bytes + size > MOST_BYTES {
            parts.push(vec![entry]);
            bytes = size;
        } else {
            last.push(entry);
            bytes += size;
        }
    }
    parts
}

fn entry(portal: &Portal, path: &OutputPath, job: &Job) -> Option<Entry> {
    let article = match job {
        // What is gone, and what only the preview shows, is not to be found.
        Job::Article(id) if portal.article(*id).state != State::Published => return None,
        Job::Article(id) => Some(*id),
        Job::Term(language, taxonomy, index, 1) => portal.edition(*language).terms(*taxonomy)[*index as usize].text,
        Job::Home(_)
        | Job::List(_, _, 1)
        | Job::Year(_, _, _, 1)
        | Job::Corrections(_, 1)
        | Job::Glossary(_)
        | Job::Terms(..)
        | Job::Timeline(_)
        | Job::TimelineYear(..) => None,
        // Later pages are found through the first; the rest are no pages of their own.
        Job::List(..)
        | Job::Year(..)
        | Job::Corrections(..)
        | Job::Term(..)
        | Job::HubPage(..)
        | Job::HubTimeline(_)
        | Job::TermTimeline(..) => return None,
        Job::NotFound(_)
        | Job::Search(..)
        | Job::Redirect(_)
        | Job::Redirects
        | Job::Headers
        | Job::Feed(..)
        | Job::Sitemap(_)
        | Job::SitemapIndex => {
            return None;
        }
        Job::Alert(_)
        | Job::AlertFeed
        | Job::SocialCard(_)
        | Job::EventCalendar(_)
        | Job::Calendar(_)
        | Job::NewsSitemap
        | Job::Robots
        | Job::PortalData
        | Job::TimelineData
        | Job::Asset(_)
        | Job::Media(_)
        | Job::Picture(..)
        | Job::Static(_) => {
            return None;
        }
    };
    Some(Entry { path: path.clone(), article })
}
