//! The last step of the graph: everything resolved → the frozen [`Portal`], with what can be read off
//! it: who names whom, lists, years, neighbours, histories.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::facts::{self, Fact};
use super::held::Visible;
use super::life::{self, Section};
use super::portal::{ArticleId, Edition, Front, Linked, Portal, Relation, day};
use super::references::Links;
use super::taxonomies;
use crate::addresses;
use crate::config::{Project, Untranslated};
use crate::model::article::Details;
use crate::model::kind::Severity;
use crate::model::words::conventions;
use crate::model::{Article, Day, Kind, Language, LanguageId};

/// Puts a portal together from articles whose references are resolved.
pub(super) fn portal(project: &Project, visible: Vec<Visible>, links: Links, front: Front) -> Portal {
    let relations = links.relations();
    let mut back = turned_back(&visible, &relations);
    let mut articles: Vec<Linked> = Vec::with_capacity(visible.len());
    let groups = translations(&visible);
    let targets = links.targets.into_iter();
    for (index, ((visible, targets), relations)) in visible.into_iter().zip(targets).zip(relations).enumerate() {
        let address = addresses::article(&project.config, &visible.article);
        let own = ArticleId(index as u32);
        let versions = groups.get(&(visible.article.kind(), visible.article.slug.clone()));
        let translations = versions.into_iter().flatten().copied().filter(|id| *id != own).collect();
        articles.push(Linked {
            address: address.into(),
            article: visible.article,
            state: visible.state,
            coming: visible.coming.into(),
            targets,
            relations,
            back: std::mem::take(&mut back[index]),
            translations,
            newer: None,
            older: None,
            topics: Box::default(),
            gathered: Box::default(),
            history: Box::default(),
        });
    }
    let facts = facts::gather(&articles);
    let mut editions: Vec<Edition> =
        project.config.language_ids().map(|language| edition(project, language, &articles, &facts)).collect();
    for edition in &mut editions {
        taxonomies::gather(project, edition, &mut articles, &facts);
        neighbours(edition, &mut articles);
    }
    gather_hubs(&mut articles, &facts);
    Portal { project: project.clone(), articles, media: links.media, facts, editions, front }
}

/// Who names each article: the relations turned around. A translation speaks for its own language:
/// an article that has a version in the target's language is not listed there itself.
fn turned_back(visible: &[Visible], relations: &[Box<[Relation]>]) -> Vec<Box<[Relation]>> {
    let mut back: Vec<Vec<Relation>> = vec![Vec::new(); visible.len()];
    let groups = translations(visible);
    let has_version = |article: &Article, language: LanguageId| {
        let versions = groups.get(&(article.kind(), article.slug.clone()));
        versions.into_iter().flatten().any(|id| visible[id.index()].article.language == language)
    };
    for (from, relations) in relations.iter().enumerate() {
        let source = &visible[from].article;
        for relation in relations {
            let language = visible[relation.article.index()].article.language;
            if source.language == language || !has_version(source, language) {
                back[relation.article.index()].push(Relation { role: relation.role, article: ArticleId(from as u32) });
            }
        }
    }
    let newest_first = |relation: &Relation| {
        let article = &visible[relation.article.index()].article;
        (relation.role, std::cmp::Reverse(day(article)), relation.article)
    };
    let sorted = back.into_iter().map(|mut relations| {
        relations.sort_by_key(newest_first);
        relations.into_boxed_slice()
    });
    sorted.collect()
}

/// The articles that are versions of each other, by kind and slug, in the order of the languages.
fn translations(visible: &[Visible]) -> FxHashMap<(Kind, crate::model::Slug), Vec<ArticleId>> {
    let mut groups: FxHashMap<_, Vec<ArticleId>> = FxHashMap::default();
    for (index, Visible { article, .. }) in visible.iter().enumerate() {
        groups.entry((article.kind(), article.slug.clone())).or_default().push(ArticleId(index as u32));
    }
    for group in groups.values_mut() {
        group.sort_by_key(|id| visible[id.index()].article.language);
    }
    groups
}

/// Whether an article is part of the portal in a language: its own, and, where the settings want that, every other
/// into which the default language was not translated.
pub(super) fn is_in(project: &Project, language: LanguageId, articles: &[Linked], linked: &Linked) -> bool {
    let own = linked.article.language;
    let stands_in = || project.config.untranslated == Untranslated::Show && own == LanguageId::DEFAULT;
    let is_translated = || linked.translations.iter().any(|id| articles[id.index()].article.language == language);
    own == language || (stands_in() && !is_translated())
}

/// The lists and the timeline of a language.
fn edition(project: &Project, language: LanguageId, articles: &[Linked], facts: &[Fact]) -> Edition {
    let mut lists: BTreeMap<Kind, Vec<ArticleId>> = BTreeMap::new();
    for (index, linked) in articles.iter().enumerate() {
        if linked.is_listed() && is_in(project, language, articles, linked) {
            lists.entry(linked.article.kind()).or_default().push(ArticleId(index as u32));
        }
    }
    for (kind, list) in &mut lists {
        order(project, language, *kind, list, articles);
    }
    let is_own = |fact: &Fact| is_in(project, language, articles, &articles[fact.article.index()]);
    let own = facts.iter().enumerate().filter(|(_, fact)| is_own(fact));
    let timeline: Vec<u32> = own.map(|(index, _)| index as u32).collect();
    let years = lists.iter().map(|(kind, list)| (*kind, by_year(list, articles))).collect();
    let timeline_years = facts_by_year(&timeline, facts);
    let corrections = corrections(project, language, articles);
    Edition { language, lists, topics: Vec::new(), countries: Vec::new(), years, corrections, timeline, timeline_years }
}

/// The corrections of a language, newest first; those of withdrawn articles too.
fn corrections(project: &Project, language: LanguageId, articles: &[Linked]) -> Vec<(ArticleId, u32)> {
    let mut dated = Vec::new();
    for (index, linked) in articles.iter().enumerate().filter(|(_, linked)| linked.article.language == language) {
        for (position, correction) in linked.article.corrections.iter().enumerate() {
            let at = correction.date.begins(&project.config.zone);
            dated.push((std::cmp::Reverse(at), &linked.article.title, ArticleId(index as u32), position as u32));
        }
    }
    dated.sort();
    dated.into_iter().map(|(_, _, id, position)| (id, position)).collect()
}

/// The articles of a list by the year of their day, latest first.
fn by_year(list: &[ArticleId], articles: &[Linked]) -> Vec<(i16, Vec<ArticleId>)> {
    let mut years: BTreeMap<i16, Vec<ArticleId>> = BTreeMap::new();
    for id in list {
        if let Some(day) = articles[id.index()].day() {
            years.entry(day.year()).or_default().push(*id);
        }
    }
    // Notices come by state in their list; an archive has them by day as all others.
    for ids in years.values_mut() {
        if ids.iter().any(|id| articles[id.index()].article.kind() == Kind::Notice) {
            ids.sort_by_key(|id| std::cmp::Reverse(articles[id.index()].day()));
        }
    }
    years.into_iter().rev().collect()
}

fn facts_by_year(timeline: &[u32], facts: &[Fact]) -> BTreeMap<i16, Vec<u32>> {
    let mut years: BTreeMap<i16, Vec<u32>> = BTreeMap::new();
    for index in timeline {
        let when = &facts[*index as usize].when;
        if let Some(day) = when.earliest().or_else(|| when.latest()) {
            years.entry(day.year()).or_default().push(*index);
        }
    }
    years
}

/// What events are sorted by: those to come, soonest first, then those over, latest first.
fn place_of_event(project: &Project, linked: &Linked, id: ArticleId) -> (bool, i64, String, ArticleId) {
    let begins = match &linked.article.details {
        Details::Event(event) => event.start.or(event.end).map(|start| start.begins(&project.config.zone).seconds()),
        _ => None,
    };
    let title = linked.article.title.to_lowercase();
    match life::is_upcoming(project, linked) {
        true => (false, begins.unwrap_or(i64::MAX), title, id),
        false => (true, -begins.unwrap_or_default(), title, id),
    }
}

/// Puts the lists of a kind in order again in which articles of a language stand.
pub(super) fn reorder(portal: &mut Portal, language: LanguageId, kind: Kind) {
    let Portal { project, articles, editions, .. } = portal;
    let stand_in = project.config.untranslated == Untranslated::Show && language == LanguageId::DEFAULT;
    for edition in editions.iter_mut().filter(|edition| stand_in || edition.language == language) {
        if let Some(list) = edition.lists.get_mut(&kind) {
            order(project, edition.language, kind, list, articles);
            edition.years.insert(kind, by_year(list, articles));
        }
    }
}

fn order(project: &Project, language: LanguageId, kind: Kind, list: &mut [ArticleId], articles: &[Linked]) {
    let language = project.config.language(language);
    match kind {
        Kind::Event => list.sort_by_cached_key(|id| place_of_event(project, &articles[id.index()], *id)),
        _ => list.sort_by_cached_key(|id| {
            let linked = &articles[id.index()];
            (place_by_state(project, linked), place_in_list(language, kind, linked, *id))
        }),
    }
}

/// What a list of notices is sorted by before anything else: what holds comes first, the worst of it at the top.
fn place_by_state(project: &Project, linked: &Linked) -> (Section, Option<Severity>) {
    let section = life::section(project, linked);
    match &linked.article.details {
        Details::Notice(notice) if section == Section::Active => {
            (section, Some(notice.severity.unwrap_or(Severity::Unknown)))
        }
        _ => (section, None),
    }
}

/// What a list is sorted by: dated kinds newest first, names by the alphabet, pages by their order.
fn place_in_list(
    language: &Language,
    kind: Kind,
    linked: &Linked,
    id: ArticleId,
) -> (i64, std::cmp::Reverse<Option<Day>>, Vec<u8>, ArticleId) {
    let order = match &linked.article.details {
        Details::Page(order) => order.unwrap_or(i64::MAX),
        _ => 0,
    };
    let is_dated = matches!(kind, Kind::News | Kind::Notice | Kind::Document | Kind::Programme);
    let day = if is_dated { linked.day() } else { None };
    // Only where the alphabet decides is its price worth paying.
    let title = &linked.article.title;
    let name = if day.is_some() { title.to_lowercase().into_bytes() } else { conventions::sort_key(language, title) };
    (order, std::cmp::Reverse(day), name, id)
}

/// Ties each article to the next newer and older one of its list.
fn neighbours(edition: &Edition, articles: &mut [Linked]) {
    let is_dated = |linked: &Linked| linked.day().is_some() && linked.article.language == edition.language;
    for list in edition.lists.values() {
        let mut dated: Vec<ArticleId> = list.iter().copied().filter(|id| is_dated(&articles[id.index()])).collect();
        dated.sort_by_key(|id| (std::cmp::Reverse(articles[id.index()].day()), *id));
        for pair in dated.windows(2) {
            articles[pair[0].index()].older = Some(pair[1]);
            articles[pair[1].index()].newer = Some(pair[0]);
        }
    }
}

/// Gives each hub those who gather there and its history.
fn gather_hubs(articles: &mut [Linked], facts: &[Fact]) {
    let mut facts_of: Vec<Vec<u32>> = vec![Vec::new(); articles.len()];
    for (index, fact) in facts.iter().enumerate() {
        facts_of[fact.article.index()].push(index as u32);
    }
    for index in 0..articles.len() {
        let linked = &articles[index];
        let kind = linked.article.kind();
        if !kind.is_hub() {
            articles[index].history = facts_of[index].as_slice().into();
            continue;
        }
        let listed = |relation: &&Relation| articles[relation.article.index()].is_listed();
        let mut gathered: Vec<ArticleId> = linked
            .back
            .iter()
            .filter(|relation| relation.role.gathers())
            .filter(listed)
            .map(|relation| relation.article)
            .collect();
        gathered.sort_by_key(|id| (std::cmp::Reverse(articles[id.index()].day()), *id));
        gathered.dedup();
        let sharing = linked.back.iter().filter(|relation| relation.role.shares_history()).filter(listed);
        let mut sharers: Vec<usize> = sharing.map(|relation| relation.article.index()).chain([index]).collect();
        sharers.sort_unstable();
        sharers.dedup();
        let mut history: Vec<u32> = sharers.iter().flat_map(|sharer| facts_of[*sharer].iter().copied()).collect();
        history.sort_unstable();
        articles[index].gathered = gathered.into();
        articles[index].history = history.into();
    }
}
