//! The desk: what an editor-in-chief wants to see of a portal on one page.
//!
//! Takes the newest good portal, the complaints of the newest attempt and the look at the files; gives lists
//! whose every line leads to a page and to a source. `page` writes them.

pub(super) mod page;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use super::attempt;
use super::tree::Tree;
use crate::compile::Compiled;
use crate::graph::held::{State, withheld};
use crate::graph::life::{self, LifeState, Turn};
use crate::graph::portal::{ArticleId, Destination, Linked, Portal};
use crate::model::article::{Details, Picture};
use crate::model::name::encoded;
use crate::model::{Instant, Kind, SourcePath};
use crate::report::Plain;

/// Lines of the lists that time gives.
const MOST_DUE: usize = 15;
/// Lines of the list of edits.
const MOST_EDITS: usize = 15;
/// How soon an end counts as near: two weeks, in seconds.
const NEAR: i64 = 14 * 24 * 60 * 60;

/// A line of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    /// What it is about: the title of an article or a path.
    pub(super) title: String,
    /// Its page in the preview.
    pub(super) page: Option<String>,
    /// Its file.
    pub(super) source: String,
    /// What there is to say.
    pub(super) told: String,
}

/// The complaints about one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Dossier {
    /// The file.
    pub(super) line: Line,
    /// What is wrong with it.
    pub(super) complaints: Vec<Plain>,
}

/// A list with its heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct List {
    /// What it lists.
    pub(super) heading: &'static str,
    /// What is said when there is nothing.
    pub(super) none: &'static str,
    /// Its lines.
    pub(super) lines: Vec<Line>,
}

/// Everything on the desk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Desk {
    /// The portal's title and home.
    pub(super) portal: Option<(String, String)>,
    /// The minute it is shown for.
    pub(super) now: String,
    /// How many articles there are.
    pub(super) articles: usize,
    /// Complaints by file, the worst first.
    pub(super) dossiers: Vec<Dossier>,
    /// The rest.
    pub(super) lists: Vec<List>,
}

/// Gathers it.
pub(super) fn gather(good: Option<&Compiled>, complaints: &[&Plain], tree: &Tree) -> Desk {
    let mut desk = Desk { dossiers: dossiers(good, complaints), ..Desk::default() };
    let Some(compiled) = good else { return desk };
    let portal = &compiled.plan.portal;
    let config = &portal.project.config;
    desk.portal = Some((config.title.first().to_owned(), encoded(&config.base_url.path).into_owned()));
    desk.now = config.zone.local(portal.project.instant);
    desk.articles = portal.articles.len();
    let list = |heading, none, lines| List { heading, none, lines };
    desk.lists = vec![
        list("Drafts", "There are no drafts.", drafts(compiled)),
        list("Held until their time", "Nothing is held.", held(compiled)),
        list("Notices about to end", "No notice ends within two weeks.", ending(portal)),
        list("Due next", "Nothing changes by itself.", due(compiled)),
        list("Latest edits", "There are no files.", edits(portal, tree)),
        list("Articles nobody refers to", "Every article is referred to.", alone(portal)),
        list("Pictures without credit", "Every picture has a credit.", without_credit(portal)),
        list("Missing translations", "Nothing is missing.", untranslated(portal)),
    ];
    desk
}

fn dossiers(good: Option<&Compiled>, complaints: &[&Plain]) -> Vec<Dossier> {
    let mut by_path: BTreeMap<&str, Vec<Plain>> = BTreeMap::new();
    for complaint in complaints {
        let path = complaint.place.as_ref().map_or("", |place| &place.path);
        by_path.entry(path).or_default().push((*complaint).clone());
    }
    let dossier = |(path, complaints)| Dossier { line: line_of(good, path), complaints };
    let mut dossiers: Vec<Dossier> = by_path.into_iter().map(dossier).collect();
    dossiers.sort_by_key(|dossier| dossier.complaints.iter().map(|complaint| complaint.severity).min());
    dossiers
}

fn line_of(good: Option<&Compiled>, path: &str) -> Line {
    let source = SourcePath::new(path);
    match good.and_then(|compiled| by_source(&compiled.plan.portal, &source).map(|linked| (compiled, linked))) {
        Some((compiled, linked)) => line(&compiled.plan.portal, linked, ""),
        None if path.is_empty() => Line { title: "The portal as a whole".to_owned(), ..Line::default() },
        None => Line { title: path.to_owned(), source: path.to_owned(), ..Line::default() },
    }
}

/// Articles stand in the order of their paths.
fn by_source<'a>(portal: &'a Portal, source: &SourcePath) -> Option<&'a Linked> {
    let at = portal.articles.binary_search_by(|linked| linked.article.source.cmp(source)).ok()?;
    portal.articles.get(at)
}

fn line(portal: &Portal, linked: &Linked, told: impl Into<String>) -> Line {
    Line {
        title: linked.article.title.to_string(),
        page: Some(format!("{}{}", encoded(&portal.project.config.base_url.path), encoded(&linked.address))),
        source: linked.article.source.to_string(),
        told: told.into(),
    }
}

fn drafts(compiled: &Compiled) -> Vec<Line> {
    let portal = &compiled.plan.portal;
    let shown = portal.articles.iter().filter(|linked| linked.state == State::ShownDraft);
    let hidden = compiled.held.iter().filter(|held| held.until.is_none()).map(|held| &held.source);
    shown.map(|linked| line(portal, linked, linked.article.kind().as_str())).chain(hidden.map(hidden_line)).collect()
}

/// A line about an article that is not shown: no more than its file.
fn hidden_line(source: &SourcePath) -> Line {
    Line { title: source.to_string(), source: source.to_string(), ..Line::default() }
}

fn held(compiled: &Compiled) -> Vec<Line> {
    let portal = &compiled.plan.portal;
    let zone = &portal.project.config.zone;
    let told = |reason: &str, until: Instant| format!("{reason}, until {}", zone.local(until));
    let mut lines: Vec<(Instant, Line)> = Vec::new();
    for linked in &portal.articles {
        if let Some((reason, Some(until))) = withheld(&portal.project, &linked.article) {
            lines.push((until, line(portal, linked, told(reason.as_str(), until))));
        }
    }
    for held in &compiled.held {
        if let Some(until) = held.until {
            lines.push((until, Line { told: told(held.reason.as_str(), until), ..hidden_line(&held.source) }));
        }
    }
    in_time(lines)
}

/// The lines in the order of time.
fn in_time(mut lines: Vec<(Instant, Line)>) -> Vec<Line> {
    lines.sort_by_key(|(at, _)| *at);
    lines.into_iter().map(|(_, line)| line).collect()
}

fn ending(portal: &Portal) -> Vec<Line> {
    let project = &portal.project;
    let is_near = |at: Instant| at > project.instant && at.seconds() - project.instant.seconds() <= NEAR;
    let holds = |linked: &&Linked| {
        let state = life::state(project, linked);
        linked.article.kind() == Kind::Notice && matches!(state, Some(LifeState::Active | LifeState::Scheduled))
    };
    let end = |linked| {
        let turns = life::turns(project, linked);
        let end = turns.into_iter().find(|(at, turn)| *turn == Turn::NoticeEnds && is_near(*at));
        end.map(|(at, _)| (at, line(portal, linked, format!("ends {}", project.config.zone.local(at)))))
    };
    in_time(portal.articles.iter().filter(holds).filter_map(end).collect())
}

fn due(compiled: &Compiled) -> Vec<Line> {
    let portal = &compiled.plan.portal;
    let zone = &portal.project.config.zone;
    let told = |due: &crate::graph::due::Due| {
        let told = format!("{}: {}", zone.local(due.at), due.why.words());
        match by_source(portal, &due.source) {
            Some(linked) => line(portal, linked, told),
            None => Line { told, ..hidden_line(&due.source) },
        }
    };
    attempt::coming(compiled).iter().take(MOST_DUE).map(told).collect()
}

fn edits(portal: &Portal, tree: &Tree) -> Vec<Line> {
    let zone = &portal.project.config.zone;
    let told = |(at, source): (Instant, &SourcePath)| match by_source(portal, source) {
        Some(linked) => line(portal, linked, zone.local(at)),
        None => Line { told: zone.local(at), ..hidden_line(source) },
    };
    tree.edits().into_iter().take(MOST_EDITS).map(told).collect()
}

/// Whether the settings lead to it: navigation, publisher.
fn is_at_the_front(portal: &Portal, id: ArticleId) -> bool {
    let leads = |to: &Destination| matches!(to, Destination::Article(other) if *other == id);
    portal.front.publisher == Some(id) || portal.front.navigation.iter().any(|item| leads(&item.to))
}

fn alone(portal: &Portal) -> Vec<Line> {
    let is_alone = |id: &ArticleId| {
        let linked = portal.article(*id);
        // A topic is the word in those who have it.
        let is_topic = linked.article.kind() == Kind::Topic;
        linked.is_listed() && !is_topic && linked.back.is_empty() && !is_at_the_front(portal, *id)
    };
    let alone = portal.ids().filter(is_alone).map(|id| portal.article(id));
    alone.map(|linked| line(portal, linked, linked.article.kind().as_str())).collect()
}

fn without_credit(portal: &Portal) -> Vec<Line> {
    let mut lines = Vec::new();
    for linked in &portal.articles {
        let article = &linked.article;
        let portrait = match &article.details {
            Details::Person(person) => person.portrait.as_ref(),
            Details::News
            | Details::Notice(_)
            | Details::Programme(_)
            | Details::Organisation(_)
            | Details::Event(_)
            | Details::Document(_)
            | Details::Page(_)
            | Details::Topic => None,
        };
        let pictures = article.image.iter().chain(&article.gallery).chain(portrait);
        // A picture without a text is decoration.
        let lacking = pictures.filter(|picture: &&Picture| picture.credit.is_none() && !picture.alt.is_empty());
        lines.extend(lacking.map(|picture| line(portal, linked, &*picture.file.path)));
    }
    lines
}

fn untranslated(portal: &Portal) -> Vec<Line> {
    let config = &portal.project.config;
    let of_article = |id| {
        let linked = portal.article(id);
        let missing = portal.missing_languages(linked);
        let tags: Vec<&str> = missing.iter().map(|language| config.language(*language).tag.as_str()).collect();
        (!tags.is_empty()).then(|| line(portal, linked, format!("not in {}", tags.join(", "))))
    };
    portal.firsts().filter_map(of_article).collect()
}
