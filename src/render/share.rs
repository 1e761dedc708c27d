//! Where an article may be shared: links that load nothing and tell nobody before they are followed.

use super::Renderer;
use crate::graph::portal::Linked;
use crate::theme::views::article::Way;

/// The ways to share an article.
pub(super) fn ways(renderer: &Renderer, linked: &Linked) -> Vec<Way> {
    let texts = renderer.speech(linked.article.language).texts;
    let page = renderer.absolute(&linked.address);
    let ways = renderer.portal().project.config.share.iter().map(|way| Way {
        id: way.id().into(),
        label: way.name().unwrap_or_else(|| texts.get("share_mail")).into(),
        url: way.url(&linked.article.title, &page).into(),
    });
    ways.collect()
}
