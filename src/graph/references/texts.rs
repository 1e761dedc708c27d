//! The references of texts: links, wiki links, pictures, components.

use super::{ANY, Found, Resolver, Use, components};
use crate::diagnostic::{Code, Diagnostic, Spot};
use crate::graph::portal::Target;
use crate::model::Body;
use crate::model::body::{Destination, Fill};

/// Resolves every hole of a text and of the texts inside its components.
pub(super) fn resolve(resolver: &mut Resolver, body: &Body) {
    for hole in &body.holes {
        let spot = Spot::Bytes(hole.span);
        match &hole.fill {
            Fill::Href(destination) => link(resolver, destination, spot),
            // The same words as the link around them, which tells when they mean nothing.
            Fill::Title(_) | Fill::Phrase(_) => {}
            Fill::Picture(picture) => resolver.file(&picture.path, spot, Use::Shown),
            Fill::Component(component) => {
                components::resolve(resolver, component, &spot);
                resolve(resolver, &component.body);
            }
        }
    }
}

fn link(resolver: &mut Resolver, destination: &Destination, spot: Spot) {
    match destination {
        Destination::Name { name, anchor } => {
            if let Some(id) = resolver.name(name, spot.clone(), ANY) {
                keep_anchor(resolver, id, anchor.as_deref(), &spot);
            }
        }
        Destination::File { path, anchor } => file(resolver, path, anchor.as_deref(), spot),
        Destination::Anchor(anchor) => {
            resolver.anchor(resolver.own, anchor, &spot);
        }
        // Checked by the plan, which knows every address.
        Destination::Address { .. } => {}
    }
}

/// A link to a file: an article by its `.md`, or an attachment.
fn file(resolver: &mut Resolver, path: &str, anchor: Option<&str>, spot: Spot) {
    if !path.to_lowercase().ends_with(".md") {
        resolver.file(path, spot, Use::Offered);
        return;
    }
    let source = resolver.article.source.beside(path);
    let found = source.as_ref().and_then(|source| resolver.names.find_file(source, resolver.article));
    match found {
        Some(Ok(id)) => {
            resolver.found.push((spot.clone(), Found::Target(Target::Article(id, None))));
            keep_anchor(resolver, id, anchor, &spot);
        }
        Some(Err(complaint)) => resolver.tell(complaint, spot),
        None => {
            let shown = source.as_ref().map_or_else(|| path.to_owned(), ToString::to_string);
            let help = source.and_then(|source| resolver.names.near_file(&source));
            let complaint = Diagnostic::error(Code::UnknownReference, format!("there is no article `{shown}`"));
            resolver.tell(complaint.help_if(help), spot);
        }
    }
}

/// Adds the heading to the target just kept, when the article has it.
fn keep_anchor(resolver: &mut Resolver, id: super::ArticleId, anchor: Option<&str>, spot: &Spot) {
    let Some(anchor) = anchor else { return };
    if resolver.anchor(id, anchor, spot)
        && let Some((_, Found::Target(target))) = resolver.found.last_mut()
    {
        *target = Target::Article(id, Some(anchor.into()));
    }
}
