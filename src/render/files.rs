//! The pictures and files of an article as machines are told of them: whole URLs, types, sizes.

use super::Renderer;
use crate::diagnostic::Spot;
use crate::graph::portal::{Linked, Media, Target};
use crate::model::article::{Details, FileReference, Picture};
use crate::source::media;

/// A file offered for download.
pub(super) struct Offered<'a> {
    /// Where it is.
    pub(super) url: String,
    /// What it is called.
    pub(super) title: &'a str,
    /// Its media type.
    pub(super) media_type: &'static str,
    /// Its bytes.
    pub(super) size: u64,
    /// The language code it was written under, if there are several.
    pub(super) language: Option<&'a str>,
}

/// The files of a document, then the attachments.
pub(super) fn offered<'a>(renderer: &Renderer<'a>, linked: &'a Linked) -> Vec<Offered<'a>> {
    let documents = match &linked.article.details {
        Details::Document(document) => &document.files[..],
        _ => &[],
    };
    let documents = documents
        .iter()
        .filter_map(|file| one(renderer, linked, &file.file, Some(&linked.article.title), file.language.as_deref()));
    let attachments = linked
        .article
        .attachments
        .iter()
        .filter_map(|attachment| one(renderer, linked, &attachment.file, attachment.title.as_deref(), None));
    documents.chain(attachments).collect()
}

fn one<'a>(
    renderer: &Renderer<'a>,
    linked: &'a Linked,
    file: &FileReference,
    title: Option<&'a str>,
    language: Option<&'a str>,
) -> Option<Offered<'a>> {
    let medium = medium(renderer, linked, file)?;
    Some(Offered {
        url: renderer.absolute(&medium.address),
        title: title.unwrap_or(medium.source.file_name()),
        media_type: media::media_type(&medium.source.extension()),
        size: medium.facts.size,
        language,
    })
}

/// The file of a picture.
pub(super) fn picture<'a>(renderer: &Renderer<'a>, linked: &Linked, picture: &Picture) -> Option<&'a Media> {
    medium(renderer, linked, &picture.file)
}

fn medium<'a>(renderer: &Renderer<'a>, linked: &Linked, file: &FileReference) -> Option<&'a Media> {
    match linked.target(&Spot::Field(file.field))? {
        Target::Media(id) => Some(renderer.medium(*id)),
        Target::Article(..) | Target::Topic(_) | Target::Country(_) => None,
    }
}
