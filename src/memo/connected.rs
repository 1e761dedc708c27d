//! The connected portal of the last build, without its articles, its settings and its data.

use serde::{Deserialize, Serialize};

use crate::config::Project;
use crate::diagnostic::Spot;
use crate::graph::amend;
use crate::graph::facts::Fact;
use crate::graph::held::Visible;
use crate::graph::portal::{ArticleId, Edition, Front, Linked, Media, NavigationItem, Portal, Relation, Target};
use crate::source::data::Data;

/// What is kept of an article: everything others know of it.
type Links = (
    Box<str>,
    Box<[(Spot, Target)]>,
    Box<[Relation]>,
    Box<[Relation]>,
    Box<[ArticleId]>,
    Option<ArticleId>,
    Option<ArticleId>,
    Box<[u32]>,
    Box<[ArticleId]>,
    Box<[u32]>,
);

/// What is kept of a portal.
pub(super) fn kept(portal: &Portal) -> impl Serialize + '_ {
    let links = portal.articles.iter().map(|linked| {
        (
            &linked.address,
            &linked.targets,
            &linked.relations,
            &linked.back,
            &linked.translations,
            linked.newer,
            linked.older,
            &linked.topics,
            &linked.gathered,
            &linked.history,
        )
    });
    let links = links.collect::<Vec<_>>();
    let front = &portal.front;
    (links, &portal.media, &portal.facts, &portal.editions, &front.navigation, front.publisher)
}

/// A portal as it was [`kept`].
#[derive(Deserialize)]
pub(super) struct Connected {
    links: Vec<Links>,
    media: Vec<Media>,
    facts: Vec<Fact>,
    editions: Vec<Edition>,
    navigation: Vec<NavigationItem>,
    publisher: Option<ArticleId>,
}

/// What the spots of edited articles lead to.
pub(super) type Edits = Vec<(ArticleId, Box<[(Spot, Target)]>)>;

/// The portal as it was kept, of these articles.
pub(super) fn restored(
    connected: Connected,
    edits: Edits,
    project: Project,
    visible: Vec<Visible>,
    data: Data,
) -> Option<Portal> {
    let Connected { links, media, facts, editions, navigation, publisher } = connected;
    if links.len() != visible.len() {
        return None;
    }
    let linked = |(visible, links): (Visible, Links)| {
        let (address, targets, relations, back, translations, newer, older, topics, gathered, history) = links;
        Linked {
            article: visible.article,
            state: visible.state,
            coming: visible.coming.into(),
            address,
            targets,
            relations,
            back,
            translations,
            newer,
            older,
            topics,
            gathered,
            history,
        }
    };
    let mut articles: Vec<Linked> = visible.into_iter().zip(links).map(linked).collect();
    let mut edited = Vec::new();
    for (id, targets) in edits {
        articles.get_mut(id.index())?.targets = targets;
        edited.push(id);
    }
    let front = Front { navigation, publisher, data };
    let mut portal = Portal { project, articles, media, facts, editions, front };
    amend::reorder(&mut portal, &edited);
    Some(portal)
}
