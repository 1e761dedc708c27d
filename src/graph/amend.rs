//! Amend: one changed article put into a portal that is connected already, where the change reaches no
//! further than the article itself.
//!
//! Most edits are of words: texts, titles, captions. They change neither who names whom nor any order, and
//! a portal of ten thousand articles need not be connected again for them. Whatever might change more is
//! refused, and the portal is connected as always; in doubt it is refused.

use std::collections::BTreeSet;

use super::assemble;
use super::held::{self, Visible};
use super::names::Names;
use super::portal::{ArticleId, Linked, MediaId, Portal, Target};
use super::references;
use super::{Held, held::State};
use crate::diagnostic::Spot;
use crate::model::article::{Picture, Remark};
use crate::model::{Article, Body, Kind, LanguageId, SourcePath};
use crate::source::Inventory;
use crate::theme::Theme;

/// A portal that may be amended, and what its references are checked against.
#[derive(Debug)]
pub struct Amending<'a> {
    /// The portal. After a refusal it is as it was.
    pub portal: &'a mut Portal,
    /// What it holds back.
    pub held: &'a [Held],
    /// The files it was made from, which are the same.
    pub inventory: &'a Inventory,
    /// Its theme, which is the same.
    pub theme: &'a Theme,
}

/// What was replaced.
#[derive(Debug)]
pub struct Amended(Vec<Placed>);

impl Amended {
    /// The articles that are new.
    pub fn ids(&self) -> Vec<ArticleId> {
        self.0.iter().map(|replaced| replaced.id).collect()
    }
}

/// An article and what its spots lead to.
#[derive(Debug)]
struct Placed {
    id: ArticleId,
    article: Article,
    targets: Box<[(Spot, Target)]>,
}

impl Amending<'_> {
    /// Puts changed articles in their places, all or none. None if a change may reach further.
    pub fn amend(&mut self, articles: Vec<Article>) -> Option<Amended> {
        let mut amended = Amended(Vec::new());
        for article in articles {
            match self.amend_one(article) {
                Some(replaced) => amended.0.push(replaced),
                None => {
                    self.undo(amended);
                    return None;
                }
            }
        }
        Some(amended)
    }

    /// Puts the articles back that were there.
    pub fn undo(&mut self, amended: Amended) {
        for replaced in amended.0.into_iter().rev() {
            self.put(replaced);
        }
    }

    /// Puts a changed article in its place, and gives the one that was there.
    fn amend_one(&mut self, article: Article) -> Option<Placed> {
        let id = position(self.portal, &article.source)?;
        let visible = alone(self.portal, article)?;
        let targets = self.targets(id, &visible.article)?;
        let linked = self.portal.article(id);
        let is_same = is_same_for_others(linked, &visible)
            && references::relations_of(id, &targets) == linked.relations
            && self.keeps_anchors(id, &visible.article.body)
            && keeps_order(&linked.article, &visible.article);
        if !is_same {
            return None;
        }
        Some(self.put(Placed { id, article: visible.article, targets }))
    }

    fn put(&mut self, placed: Placed) -> Placed {
        let place = &mut self.portal.articles[placed.id.index()];
        let article = std::mem::replace(&mut place.article, placed.article);
        let targets = std::mem::replace(&mut place.targets, placed.targets);
        if article.title != place.article.title {
            assemble::reorder(self.portal, article.language, article.kind());
        }
        Placed { id: placed.id, article, targets }
    }

    /// What its spots lead to now, if every one leads somewhere and the portal shows the same files.
    fn targets(&self, id: ArticleId, article: &Article) -> Option<Box<[(Spot, Target)]>> {
        let portal = &*self.portal;
        let mut articles: Vec<&Article> = portal.articles.iter().map(|linked| &linked.article).collect();
        articles[id.index()] = article;
        // Two articles of one name are a mistake, and this portal is without.
        let names = Names::gather(&portal.project.config, &articles, self.held).value;
        let medium = |address: &str| {
            let position = portal.media.iter().position(|medium| *medium.address == *address)?;
            Some(MediaId(u32::try_from(position).ok()?))
        };
        let targets = references::resolve_one(self.inventory, self.theme, &articles, &names, id, &medium)?;
        let media = |targets: &[(Spot, Target)]| {
            // Whether a file is shown or offered decides on what is published of it.
            let of_target =
                |(_, target): &(Spot, Target)| Some((target.medium()?, matches!(target, Target::Picture(_))));
            let mut media: Vec<(MediaId, bool)> = targets.iter().filter_map(of_target).collect();
            media.sort_unstable();
            media.dedup();
            media
        };
        (media(&targets) == media(&portal.article(id).targets)).then_some(targets)
    }

    /// Whether every heading others may lead to is still there.
    fn keeps_anchors(&self, id: ArticleId, body: &Body) -> bool {
        let before = self.portal.article(id).article.body.anchor_names();
        let lost: Vec<&str> = before.into_iter().filter(|anchor| !body.has_anchor(anchor)).collect();
        let is_lost = |(_, target): &(Spot, Target)| match target {
            Target::Article(to, Some(anchor)) => *to == id && lost.contains(&&**anchor),
            Target::Article(_, None) | Target::Picture(_) | Target::File(_) | Target::Topic(_) | Target::Country(_) => {
                false
            }
        };
        lost.is_empty() || !self.portal.articles.iter().any(|linked| linked.targets.iter().any(is_lost))
    }
}

/// The article of a file, if it is shown.
pub fn position(portal: &Portal, source: &SourcePath) -> Option<ArticleId> {
    let position = portal.articles.binary_search_by(|linked| linked.article.source.cmp(source)).ok()?;
    u32::try_from(position).ok().map(ArticleId)
}

/// The article as it is shown at the portal's instant, if it is.
fn alone(portal: &Portal, article: Article) -> Option<Visible> {
    held::sift(&portal.project, vec![article]).visible.pop()
}

/// Puts the lists of these articles in order again.
pub fn reorder(portal: &mut Portal, ids: &[ArticleId]) {
    let list = |id: &ArticleId| (portal.article(*id).article.language, portal.article(*id).article.kind());
    let lists: BTreeSet<(LanguageId, Kind)> = ids.iter().map(list).collect();
    for (language, kind) in lists {
        assemble::reorder(portal, language, kind);
    }
}

/// Whether the title orders no more than the list of its kind: that of a topic orders the topics, that of a
/// corrected article the corrections.
fn keeps_order(before: &Article, now: &Article) -> bool {
    before.title == now.title || (now.kind() != Kind::Topic && now.corrections.is_empty())
}

/// Whether what others, lists and addresses take from an article is as it was.
fn is_same_for_others(linked: &Linked, now: &Visible) -> bool {
    linked.state == now.state
        && !matches!(now.state, State::Gone(_))
        && *linked.coming == *now.coming
        && frame(&linked.article) == frame(&now.article)
}

/// An article without its words: what is left decides on its place among the others. Everything that is not
/// named here is left.
fn frame(article: &Article) -> Article {
    let picture = |picture: &Picture| Picture {
        alt: Box::default(),
        caption: None,
        credit: None,
        focus: None,
        file: picture.file.clone(),
    };
    let remark = |remark: &Remark| Remark { text: Box::default(), date: remark.date };
    let mut frame = article.clone();
    frame.body = Body::default();
    frame.title = Box::default();
    frame.short_title = None;
    frame.summary = None;
    frame.location = None;
    frame.contact = None;
    frame.authors.clear();
    frame.sources.clear();
    frame.extra.clear();
    frame.image = frame.image.as_ref().map(picture);
    frame.gallery = frame.gallery.iter().map(picture).collect();
    frame.changes = frame.changes.iter().map(remark).collect();
    frame.corrections = frame.corrections.iter().map(remark).collect();
    for attachment in &mut frame.attachments {
        attachment.title = None;
    }
    for entry in &mut frame.timeline {
        entry.title = Box::default();
        entry.text = None;
    }
    frame
}
