//! The pictures and files of an article as machines are told of them: whole URLs, types, sizes.

use super::Renderer;
use super::pictures::{self, Shown};
use crate::diagnostic::Spot;
use crate::graph::portal::{Linked, Media};
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

/// The file of a picture that machines are told of.
pub(super) fn picture(renderer: &Renderer, linked: &Linked, picture: &Picture) -> Option<Shown> {
    medium(renderer, linked, &picture.file).map(|medium| pictures::for_machines(renderer, medium))
}

fn medium<'a>(renderer: &Renderer<'a>, linked: &Linked, file: &FileReference) -> Option<&'a Media> {
    linked.medium_at(&Spot::Field(file.field)).map(|id| renderer.medium(id))
}
