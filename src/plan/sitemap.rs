//! Which pages the sitemap lists, in parts that keep its limits (sitemaps.org: 50,000 addresses and
//! 50 MiB a file).

use std::collections::BTreeMap;

use super::Job;
use crate::graph::held::State;
use crate::graph::portal::{ArticleId, Portal};
use crate::model::OutputPath;

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

/// The file of a part, from 0.
pub fn file(part: usize) -> String {
    format!("sitemap-{}.xml", part + 1)
}

/// Every page readers should find, in the order of addresses. Never empty.
pub fn parts(portal: &Portal, jobs: &BTreeMap<OutputPath, Job>) -> Vec<Vec<Entry>> {
    let mut parts = vec![Vec::new()];
    let mut bytes = 0;
    let url = portal.project.config.base_url.whole().len();
    for (path, job) in jobs {
        let Some(entry) = entry(portal, path, job) else { continue };
        let versions = 2 + portal.project.config.languages.len();
        let size = 120 + versions * (80 + url + 3 * path.as_str().len());
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
