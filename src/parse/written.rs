//! The fields of front matter as authors write them, and which kind has which.

use std::collections::BTreeMap;

use crate::model::Kind;
use crate::record;
use crate::yaml::record::{Part, Record, TextOrTexts};

record! {
    /// The front matter of an article of any kind.
    pub struct Written {
        /// The headline.
        title: Option<String>,
        /// A shorter one, for navigation and cards.
        short_title: Option<String>,
        /// The day of publication: 2020-04-28, or with a time 2020-04-28T10:00.
        date: Option<String>,
        /// The name in addresses, if the file's name is not it.
        slug: Option<String>,
        /// The standfirst: one or two sentences.
        summary: Option<String>,
        /// The dateline: `Lyon, France`.
        location: Option<String>,
        /// What it is about, in words.
        topics: Vec<String>,
        /// Organisations that take part, by slug.
        partners: Vec<String>,
        /// Programmes it belongs to, by slug.
        programmes: Vec<String>,
        /// People it tells of, by slug.
        people: Vec<String>,
        /// Countries, as ISO 3166-1 codes: `[CM, KE]`.
        countries: Vec<String>,
        /// Other articles to read, by slug.
        related: Vec<String>,
        /// The main picture: `{src: picture.svg, alt: "What it shows"}`.
        image: Option<WrittenPicture>,
        /// More pictures.
        gallery: Vec<WrittenPicture>,
        /// Files to download.
        attachments: Vec<WrittenAttachment>,
        /// Where the facts come from.
        sources: Vec<WrittenSource>,
        /// Whom to ask.
        contact: Option<String>,
        /// Who wrote it.
        authors: Vec<String>,
        /// Not to be published yet.
        draft: Option<bool>,
        /// Not a byte of it before this instant: 2020-04-28T10:00.
        embargo: Option<String>,
        /// Gone after this instant.
        expires: Option<String>,
        /// The day someone should look at it again.
        review: Option<String>,
        /// Changes readers should know of.
        changes: Vec<WrittenChange>,
        /// Corrections of mistakes.
        corrections: Vec<WrittenCorrection>,
        /// No longer stands; stays readable.
        withdrawn: Option<WrittenWithdrawal>,
        /// Old addresses that lead here.
        aliases: Vec<String>,
        /// Dated facts (EDTF).
        timeline: Vec<WrittenEntry>,
        /// A template of the theme instead of the kind's.
        template: Option<String>,
        /// Free, for themes.
        extra: BTreeMap<String, serde_json::Value>,

        /// How bad it may get: extreme, severe, moderate, minor, unknown.
        severity: Option<String>,
        /// How soon to act: immediate, expected, future, past, unknown.
        urgency: Option<String>,
        /// How sure it is: observed, likely, possible, unlikely, unknown.
        certainty: Option<String>,
        /// Notices: safety, security, health … Organisations: partner, member, bureau, funder …
        category: Vec<String>,
        /// What happens, in a few words.
        event: Option<String>,
        /// What to do: prepare, avoid, monitor, assess …
        response: Vec<String>,
        /// From when it holds.
        valid_from: Option<String>,
        /// Until when it holds; a day to its end.
        valid_until: Option<String>,
        /// The notice it replaces, by slug.
        supersedes: Vec<String>,
        /// For whom it is.
        audience: Option<String>,
        /// What they should do, in words.
        instruction: Option<String>,

        /// When it begins: EDTF for programmes, a date with time for events.
        start: Option<String>,
        /// When it ends.
        end: Option<String>,
        /// Organisations that pay, by slug.
        funders: Vec<String>,
        /// How much: `{amount: 1000000, currency: EUR}`.
        funding: Option<WrittenFunding>,
        /// The organisation that leads, by slug.
        lead: Option<String>,
        /// What it is part of, by slug.
        parent: Option<String>,

        /// The short name: `AU`.
        acronym: Option<String>,
        /// Former and foreign names.
        other_names: Vec<String>,
        /// Since when it exists (EDTF).
        established: Option<String>,
        /// Since when no longer (EDTF).
        dissolved: Option<String>,
        /// Organisations that belong to it, by slug.
        members: Vec<String>,
        /// Where it sits.
        headquarters: Option<String>,
        /// Its own site.
        website: Option<String>,
        /// Its sign.
        logo: Option<WrittenPicture>,

        /// Roles held.
        roles: Vec<WrittenRole>,
        /// A picture of the person.
        portrait: Option<WrittenPicture>,

        /// Where it takes place.
        venue: Option<String>,
        /// Address to take part from afar.
        online: Option<String>,
        /// Address to register at.
        registration: Option<String>,
        /// Whether it takes place: scheduled, postponed, cancelled.
        status: Option<String>,
        /// People who speak, by slug.
        speakers: Vec<String>,

        /// The file, or one for each language: `{en: plan.pdf, fr: plan.fr.pdf}`.
        file: Option<TextOrTexts>,
        /// What it is: agreement, report, plan, guideline …
        document_type: Option<String>,
        /// Organisations that agreed, by slug.
        parties: Vec<String>,
        /// People who signed, by slug.
        signatories: Vec<String>,
        /// When it was signed (EDTF).
        signed: Option<String>,
        /// When it is in force (EDTF).
        in_force: Option<String>,
        /// The time it covers (EDTF): 2020/2024.
        period: Option<String>,
        /// Which edition it is.
        edition: Option<String>,

        /// The place among its siblings.
        order: Option<i64>,
    }
}

record! {
    /// A picture.
    pub struct WrittenPicture {
        /// The file.
        src: Option<String>,
        /// What it shows; "" for decoration.
        alt: Option<String>,
        /// The line below it.
        caption: Option<String>,
        /// Who made it.
        credit: Option<String>,
        /// The point that crops keep: `50% 30%`.
        focus: Option<String>,
    }
}

record! {
    /// A file to download.
    pub struct WrittenAttachment {
        /// The file.
        file: Option<String>,
        /// What it is called.
        title: Option<String>,
    }
}

record! {
    /// Where facts come from.
    pub struct WrittenSource {
        /// What it is called.
        title: Option<String>,
        /// Where it is.
        url: Option<String>,
    }
}

record! {
    /// A change readers should know of.
    pub struct WrittenChange {
        /// Since when.
        date: Option<String>,
        /// What changed.
        note: Option<String>,
    }
}

record! {
    /// A correction.
    pub struct WrittenCorrection {
        /// Since when.
        date: Option<String>,
        /// What was wrong and is right now.
        text: Option<String>,
    }
}

record! {
    /// Why an article no longer stands.
    pub struct WrittenWithdrawal {
        /// Since when.
        date: Option<String>,
        /// Why.
        reason: Option<String>,
        /// What to read instead.
        see: Option<String>,
    }
}

record! {
    /// A dated fact.
    pub struct WrittenEntry {
        /// When (EDTF).
        date: Option<String>,
        /// What happened.
        title: Option<String>,
        /// More about it.
        text: Option<String>,
        /// Where to read on: a slug or an address.
        link: Option<String>,
    }
}

record! {
    /// An amount of money.
    pub struct WrittenFunding {
        /// How much.
        amount: Option<String>,
        /// ISO 4217 code.
        currency: Option<String>,
    }
}

record! {
    /// A role somebody holds or held.
    pub struct WrittenRole {
        /// What it is called.
        title: Option<String>,
        /// Where, by slug.
        organisation: Option<String>,
        /// Since when (EDTF).
        from: Option<String>,
        /// Until when (EDTF).
        until: Option<String>,
    }
}

/// The fields that only articles of this kind have.
pub fn own_fields(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::News | Kind::Topic => &[],
        Kind::Notice => &[
            "severity",
            "urgency",
            "certainty",
            "category",
            "event",
            "response",
            "valid_from",
            "valid_until",
            "supersedes",
            "audience",
            "instruction",
        ],
        Kind::Programme => &["start", "end", "funders", "funding", "lead", "parent"],
        Kind::Organisation => &[
            "acronym",
            "other_names",
            "established",
            "dissolved",
            "parent",
            "members",
            "headquarters",
            "website",
            "logo",
            "category",
        ],
        Kind::Person => &["roles", "portrait"],
        Kind::Event => &["start", "end", "venue", "online", "registration", "status", "speakers"],
        Kind::Document => {
            &["file", "document_type", "parties", "signatories", "signed", "in_force", "period", "edition"]
        }
        Kind::Page => &["order"],
    }
}

/// The fields articles of this kind must have.
pub fn required_fields(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::News | Kind::Notice => &["title", "date"],
        Kind::Event => &["title", "start"],
        Kind::Programme | Kind::Organisation | Kind::Person | Kind::Document | Kind::Page | Kind::Topic => &["title"],
    }
}

/// The kinds that have the field as one of their own; none if every kind has it.
pub fn owners(field: &str) -> impl Iterator<Item = Kind> {
    Kind::ALL.iter().copied().filter(move |kind| own_fields(*kind).contains(&field))
}

/// The description of every field an article of this kind may have.
pub fn fields_of(kind: Kind) -> impl Iterator<Item = &'static Part> {
    Written::PARTS
        .iter()
        .filter(move |part| own_fields(kind).contains(&part.name) || owners(part.name).next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_own_field_is_described() {
        for kind in Kind::ALL {
            for field in own_fields(*kind) {
                assert!(Written::PARTS.iter().any(|part| part.name == *field), "{field}");
            }
        }
    }
}
