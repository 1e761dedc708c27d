//! Advice: what an editor would say about a portal that has no mistakes. Told by `check`, stops nothing.

mod abbreviations;
mod fronts;
mod texts;
mod translations;

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic, Field, Severity, Span};
use crate::graph::alerts;
use crate::graph::portal::{ArticleId, Linked, Portal};
use crate::model::article::Details;
use crate::model::{Kind, SourcePath};
use crate::parse;
use crate::source::Inventory;
use abbreviations::Known;

/// Everything worth an editor's second look.
pub fn give(portal: &Portal, inventory: &Inventory) -> Vec<Diagnostic> {
    let mut advice = Vec::new();
    for linked in portal.articles.iter().filter(|linked| linked.is_listed()) {
        advice.extend(no_summary(linked));
        advice.extend(overdue(portal, linked));
        advice.extend(fronts::too_long(linked));
        advice.extend(fronts::no_credit(linked));
    }
    advice.extend(read_texts(portal, inventory));
    advice.extend(fronts::similar_topics(portal));
    advice.extend(portal.ids().filter_map(|id| incomplete_notice(portal, id)));
    advice.extend(translations::missing(portal));
    advice.extend(translations::behind(portal));
    advice.extend(unused_files(portal, inventory));
    advice
}

/// Reads the texts once more, as an editor would. What can't be read now was told already.
fn read_texts(portal: &Portal, inventory: &Inventory) -> Vec<Diagnostic> {
    let known = Known::of(portal);
    let of_article = |linked: &Linked| {
        let source = &linked.article.source;
        let prose = inventory.read(source).ok().and_then(|bytes| parse::prose(source, &bytes));
        prose.map(|prose| texts::give(portal, linked, &prose, &known)).unwrap_or_default()
    };
    portal.articles.par_iter().filter(|linked| linked.is_listed()).flat_map_iter(of_article).collect()
}

fn advice(code: Code, message: String) -> Diagnostic {
    let mut diagnostic = Diagnostic::warning(code, message);
    diagnostic.severity = Severity::Advice;
    diagnostic
}

fn no_summary(linked: &Linked) -> Option<Diagnostic> {
    let article = &linked.article;
    let wants_one =
        matches!(article.kind(), Kind::News | Kind::Notice | Kind::Programme | Kind::Document | Kind::Event);
    if !wants_one || article.summary.is_some() {
        return None;
    }
    let told = advice(
        Code::NoSummary,
        "this article has no `summary`: lists, feeds and search results show only its title".to_owned(),
    );
    Some(told.at(article.field(Field::new("summary"))).help("add `summary:` with one or two sentences"))
}

fn overdue(portal: &Portal, linked: &Linked) -> Option<Diagnostic> {
    let project = &portal.project;
    let review = linked.article.review?;
    if review.begins(&project.config.zone) > project.instant {
        return None;
    }
    let told = advice(Code::ReviewOverdue, format!("someone was to look at this article again by {}", review.day()));
    Some(told.at(linked.article.field(Field::new("review"))).help("look at it, then move `review` to the next date"))
}

/// A notice of which no CAP alert can be made. The version that leads gives the codes for all languages.
fn incomplete_notice(portal: &Portal, id: ArticleId) -> Option<Diagnostic> {
    let linked = portal.article(id);
    let Details::Notice(notice) = &linked.article.details else { return None };
    if !linked.is_listed() || alerts::lead(portal, id) != Some(id) {
        return None;
    }
    let missing = alerts::missing(notice);
    let first = missing.first()?;
    let names: Vec<String> = missing.iter().map(|name| format!("`{name}`")).collect();
    let told = advice(Code::IncompleteNotice, format!("this notice has no {}, so it is no CAP alert", listed(&names)));
    Some(told.at(linked.article.field(Field::new(first))).help(format!("add {}", listed(&names))))
}

/// `a`, `a and b`, `a, b and c`.
fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [name] => name.clone(),
        [names @ .., last] => format!("{} and {last}", names.join(", ")),
    }
}

/// Files of `content/` that no visible article shows. Those beside a held article may belong to it.
fn unused_files(portal: &Portal, inventory: &Inventory) -> Vec<Diagnostic> {
    let used: BTreeSet<&SourcePath> = portal.media.iter().map(|media| &media.source).collect();
    let read: BTreeSet<&SourcePath> = portal.articles.iter().map(|linked| &linked.article.source).collect();
    let folder_has_held =
        |folder: &str| inventory.articles.iter().any(|path| path.folder() == folder && !read.contains(path));
    let unused = inventory
        .assets
        .iter()
        .map(|asset| &asset.path)
        .filter(|path| !used.contains(path) && !folder_has_held(path.folder()));
    let told = |path: &SourcePath| {
        advice(Code::UnusedFile, format!("no article shows `{path}`, so it is not published"))
            .at(Span::file(path))
            .help("show it, or take it away; files to be copied as they are belong into `static/`")
    };
    unused.map(told).collect()
}
