//! Links to addresses of the portal (`/timeline/`, an entry of the navigation) against the plan.

use std::collections::BTreeMap;

use super::Job;
use crate::diagnostic::{Code, Diagnostic, Span, Spot};
use crate::graph::portal::{ArticleId, Destination as NavigationTarget, Portal};
use crate::model::OutputPath;
use crate::model::body::{Destination, Fill};
use crate::model::name::{decoded, did_you_mean};

/// Tells every link to an address at which nothing will be.
pub(super) fn check(portal: &Portal, jobs: &BTreeMap<OutputPath, Job>) -> Vec<Diagnostic> {
    let mut diagnostics = of_articles(portal, jobs, portal.ids());
    for item in &portal.front.navigation {
        if let NavigationTarget::Section(address) = &item.to {
            tell_if_dead(jobs, address, item.span.clone(), &mut diagnostics);
        }
    }
    diagnostics
}

/// Tells those of some articles.
pub(super) fn of_articles(
    portal: &Portal,
    jobs: &BTreeMap<OutputPath, Job>,
    ids: impl Iterator<Item = ArticleId>,
) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let base = portal.project.config.base_url.whole();
    for id in ids {
        let article = &portal.article(id).article;
        article.body.all_holes(&mut |hole| {
            if let Fill::Href(Destination::Address { path, .. }) = &hole.fill {
                tell_if_dead(jobs, path, article.span(Spot::Bytes(hole.span)), &mut diagnostics);
            }
        });
        // Links that name the portal by its whole address are links to it all the same.
        for external in article.body.all_externals() {
            let Some(rest) = external.url.strip_prefix(base.as_str()) else { continue };
            let path = rest.split(['?', '#']).next().unwrap_or_default();
            tell_if_dead(jobs, &decoded(path), article.span(Spot::Bytes(external.span)), &mut diagnostics);
        }
    }
    diagnostics
}

fn tell_if_dead(jobs: &BTreeMap<OutputPath, Job>, address: &str, at: Span, diagnostics: &mut Vec<Diagnostic>) {
    if exists(jobs, address) {
        return;
    }
    let known = jobs.keys().map(OutputPath::address).filter(|address| address.ends_with('/'));
    let help = did_you_mean(address, known).map(|help| help.replacen('`', "`/", 1));
    let message = format!("nothing will be at the address `/{address}`");
    diagnostics.push(Diagnostic::error(Code::UnknownAddress, message).at(at).help_if(help));
}

/// Whether a file or page will be there; `timeline` counts as `timeline/`, since every host leads there.
fn exists(jobs: &BTreeMap<OutputPath, Job>, address: &str) -> bool {
    jobs.contains_key(&OutputPath::new(address)) || jobs.contains_key(&OutputPath::page(address.trim_end_matches('/')))
}
