//! The references of front matter: names, pictures, files.

use super::{ANY, Expected, Resolver, Use, expected};
use crate::diagnostic::{Code, Diagnostic, Field, Spot};
use crate::model::Kind;
use crate::model::article::{Details, EntryLink, FileReference, Picture, Reference};

const LEADERS: Expected = Expected {
    kinds: &[Kind::Organisation, Kind::Person],
    unknown: Code::UnknownPartner,
    noun: "organisation or person",
};

/// Resolves every field of the resolver's article that names something.
pub(super) fn resolve(resolver: &mut Resolver) {
    let article = resolver.article;
    names(resolver, &article.partners, expected(Kind::Organisation));
    names(resolver, &article.programmes, expected(Kind::Programme));
    names(resolver, &article.people, expected(Kind::Person));
    names(resolver, &article.related, ANY);
    names(resolver, article.withdrawn.iter().filter_map(|withdrawal| withdrawal.see.as_ref()), ANY);
    for (index, entry) in article.timeline.iter().enumerate() {
        if let Some(EntryLink::Article(reference)) = &entry.link {
            debug_assert_eq!(reference.field, Field::new("timeline").item(index).part("link"));
            name_of_other(resolver, reference, ANY);
        }
    }
    for picture in article.image.iter().chain(&article.gallery) {
        file_of(resolver, picture);
    }
    for attachment in &article.attachments {
        file(resolver, &attachment.file, Use::Offered);
    }
    details(resolver, &article.details);
}

fn details(resolver: &mut Resolver, details: &Details) {
    match details {
        Details::News | Details::Page(_) | Details::Topic => {}
        Details::Notice(notice) => names(resolver, &notice.supersedes, expected(Kind::Notice)),
        Details::Programme(programme) => {
            names(resolver, &programme.funders, expected(Kind::Organisation));
            names(resolver, &programme.lead, LEADERS);
            names(resolver, &programme.parent, expected(Kind::Programme));
        }
        Details::Organisation(organisation) => {
            names(resolver, &organisation.parent, expected(Kind::Organisation));
            names(resolver, &organisation.members, expected(Kind::Organisation));
            organisation.logo.iter().for_each(|logo| file_of(resolver, logo));
        }
        Details::Person(person) => {
            names(
                resolver,
                person.roles.iter().filter_map(|role| role.organisation.as_ref()),
                expected(Kind::Organisation),
            );
            person.portrait.iter().for_each(|portrait| file_of(resolver, portrait));
        }
        Details::Event(event) => names(resolver, &event.speakers, expected(Kind::Person)),
        Details::Document(document) => {
            names(resolver, &document.parties, expected(Kind::Organisation));
            names(resolver, &document.signatories, expected(Kind::Person));
            document.files.iter().for_each(|document| file(resolver, &document.file, Use::Offered));
        }
    }
}

fn names<'r>(resolver: &mut Resolver, references: impl IntoIterator<Item = &'r Reference>, expected: Expected) {
    for reference in references {
        name_of_other(resolver, reference, expected);
    }
}

/// Resolves a name that must be another article's.
fn name_of_other(resolver: &mut Resolver, reference: &Reference, expected: Expected) {
    let spot = Spot::Field(reference.field);
    if resolver.name(&reference.name, spot.clone(), expected) == Some(resolver.own) {
        resolver.found.pop();
        let complaint = Diagnostic::error(
            Code::SelfReference,
            format!("`{}` names itself in `{}`", reference.name, reference.field.name),
        );
        resolver.tell(complaint.help("take it out"), spot);
    }
}

fn file_of(resolver: &mut Resolver, picture: &Picture) {
    if picture.file.path.contains("://") || picture.file.path.starts_with("//") {
        let complaint = Diagnostic::error(Code::RemotePicture, format!("`{}` lies on another host", picture.file.path));
        resolver.tell(
            complaint.help("save the picture beside the article and name that file"),
            Spot::Field(picture.file.field),
        );
        return;
    }
    file(resolver, &picture.file, Use::Shown);
}

fn file(resolver: &mut Resolver, reference: &FileReference, as_what: Use) {
    resolver.file(&reference.path, Spot::Field(reference.field), as_what);
}
