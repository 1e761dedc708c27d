//! An article as its author wrote it, every field with its type. Names may still name nobody.

use std::collections::BTreeMap;

use super::kind::{Category, Certainty, EventStatus, Kind, Response, Severity, Urgency};
use super::place::{Field, Span, Spot};
use super::{Body, Country, Edtf, LanguageId, Moment, Slug, SourcePath, Zone};

/// A name of another article, and the field it stands in.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Reference {
    /// `afripol` or `organisations/afripol`.
    pub name: Box<str>,
    /// Where it stands.
    pub field: Field,
}

/// A file beside the article or elsewhere in the project, and the field that names it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct FileReference {
    /// A path relative to the article's file.
    pub path: Box<str>,
    /// Where it stands.
    pub field: Field,
}

/// A picture of `image`, `gallery`, `portrait` or `logo`.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Picture {
    /// The file.
    pub file: FileReference,
    /// What it shows, for those who don't see it; empty for decoration.
    pub alt: Box<str>,
    /// The line below it.
    pub caption: Option<Box<str>>,
    /// Who made it.
    pub credit: Option<Box<str>>,
    /// The point crops keep: `50% 30%`.
    pub focus: Option<Box<str>>,
}

/// A file offered for download.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Attachment {
    /// The file.
    pub file: FileReference,
    /// What it is called; else its name.
    pub title: Option<Box<str>>,
}

/// Where a fact comes from.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Source {
    /// What it is called.
    pub title: Box<str>,
    /// Where it is, on the web.
    pub url: Option<Box<str>>,
}

/// A change or a correction readers should know of.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Remark {
    /// Since when.
    pub date: Moment,
    /// What changed.
    pub text: Box<str>,
}

/// Why an article no longer stands.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Withdrawal {
    /// Since when.
    pub date: Moment,
    /// Why.
    pub reason: Box<str>,
    /// What to read instead.
    pub see: Option<Reference>,
}

/// Where an entry of a timeline leads.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum EntryLink {
    /// To an article.
    Article(Reference),
    /// To another site.
    Web(Box<str>),
}

/// A dated fact of `timeline`.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct TimelineEntry {
    /// When, as exactly as it is known.
    pub date: Edtf,
    /// What happened.
    pub title: Box<str>,
    /// More about it.
    pub text: Option<Box<str>>,
    /// Where to read on.
    pub link: Option<EntryLink>,
}

/// An article.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Article {
    /// Its file.
    pub source: SourcePath,
    /// Its kind, with the fields of that kind.
    pub details: Details,
    /// Its name in addresses.
    pub slug: Slug,
    /// The language it is written in.
    pub language: LanguageId,
    /// `title`.
    pub title: Box<str>,
    /// `short_title`, for navigation and breadcrumbs.
    pub short_title: Option<Box<str>>,
    /// `date`, or the date the file name begins with.
    pub date: Option<Moment>,
    /// `changes`.
    pub changes: Vec<Remark>,
    /// `corrections`.
    pub corrections: Vec<Remark>,
    /// `review`: the day someone looks again.
    pub review: Option<Moment>,
    /// `withdrawn`.
    pub withdrawn: Option<Withdrawal>,
    /// `summary`, the standfirst.
    pub summary: Option<Box<str>>,
    /// `location`, the dateline: `Lyon, France`.
    pub location: Option<Box<str>>,
    /// `topics`, as written.
    pub topics: Vec<Box<str>>,
    /// `partners`: organisations.
    pub partners: Vec<Reference>,
    /// `programmes`.
    pub programmes: Vec<Reference>,
    /// `people`.
    pub people: Vec<Reference>,
    /// `countries`.
    pub countries: Vec<Country>,
    /// `related`: any article.
    pub related: Vec<Reference>,
    /// `image`, or nothing.
    pub image: Option<Picture>,
    /// `gallery`.
    pub gallery: Vec<Picture>,
    /// `attachments`.
    pub attachments: Vec<Attachment>,
    /// `sources`.
    pub sources: Vec<Source>,
    /// `contact`.
    pub contact: Option<Box<str>>,
    /// `authors`.
    pub authors: Vec<Box<str>>,
    /// `draft`.
    pub draft: bool,
    /// `embargo`: not a byte of it before.
    pub embargo: Option<Moment>,
    /// `expires`: gone after it.
    pub expires: Option<Moment>,
    /// `aliases`: old addresses.
    pub aliases: Vec<Alias>,
    /// `timeline`.
    pub timeline: Vec<TimelineEntry>,
    /// `template`: one of the theme to use instead of the kind's.
    pub template: Option<Box<str>>,
    /// `extra`: free, for themes.
    #[serde(with = "super::free")]
    pub extra: BTreeMap<String, serde_json::Value>,
    /// The text.
    pub body: Body,
}

/// An old address of an article.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Alias {
    /// The address below the portal's root, without a slash at either end: `old/ports` or `old/ports.html`.
    pub address: Box<str>,
    /// Where it stands.
    pub field: Field,
}

/// The fields that only one kind has.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub enum Details {
    /// None of its own.
    News,
    /// See [`Notice`].
    Notice(Box<Notice>),
    /// See [`Programme`].
    Programme(Box<Programme>),
    /// See [`Organisation`].
    Organisation(Box<Organisation>),
    /// See [`Person`].
    Person(Box<Person>),
    /// See [`Event`].
    Event(Box<Event>),
    /// See [`Document`].
    Document(Box<Document>),
    /// `order`: the place among its siblings.
    Page(Option<i64>),
    /// None of its own.
    Topic,
}

/// The fields of a notice; values as in CAP 1.2.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Notice {
    /// How bad.
    pub severity: Option<Severity>,
    /// How soon.
    pub urgency: Option<Urgency>,
    /// How sure.
    pub certainty: Option<Certainty>,
    /// About what.
    pub category: Vec<Category>,
    /// What happens, in a few words.
    pub event: Option<Box<str>>,
    /// What to do.
    pub response: Vec<Response>,
    /// From when it holds; else from its date.
    pub valid_from: Option<Moment>,
    /// Until when it holds: a day to its end.
    pub valid_until: Option<Moment>,
    /// The notices it replaces.
    pub supersedes: Vec<Reference>,
    /// For whom.
    pub audience: Option<Box<str>>,
    /// What they should do, in words.
    pub instruction: Option<Box<str>>,
}

/// An amount of money.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Funding {
    /// How much, as written.
    pub amount: Box<str>,
    /// ISO 4217 code.
    pub currency: Box<str>,
}

/// The fields of a programme.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Programme {
    /// When it began.
    pub start: Option<Edtf>,
    /// When it ends.
    pub end: Option<Edtf>,
    /// Who pays.
    pub funders: Vec<Reference>,
    /// How much.
    pub funding: Option<Funding>,
    /// The organisation that leads.
    pub lead: Option<Reference>,
    /// The programme it is part of.
    pub parent: Option<Reference>,
}

/// The fields of an organisation.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Organisation {
    /// `AU`.
    pub acronym: Option<Box<str>>,
    /// Former and foreign names.
    pub other_names: Vec<Box<str>>,
    /// Since when it exists.
    pub established: Option<Edtf>,
    /// Since when no longer.
    pub dissolved: Option<Edtf>,
    /// The organisation it belongs to.
    pub parent: Option<Reference>,
    /// Organisations that belong to it without being part of it.
    pub members: Vec<Reference>,
    /// Where it sits.
    pub headquarters: Option<Box<str>>,
    /// Its own site.
    pub website: Option<Box<str>>,
    /// Its sign.
    pub logo: Option<Picture>,
    /// `partner`, `member`, `bureau`, `funder` …
    pub category: Option<Box<str>>,
}

/// A role somebody holds or held.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct RoleHeld {
    /// What it is called.
    pub title: Box<str>,
    /// Where.
    pub organisation: Option<Reference>,
    /// Since when.
    pub from: Option<Edtf>,
    /// Until when.
    pub until: Option<Edtf>,
}

/// The fields of a person.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Person {
    /// Roles, as ordered by the author.
    pub roles: Vec<RoleHeld>,
    /// A picture of them.
    pub portrait: Option<Picture>,
}

/// The fields of an event.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Event {
    /// When it begins.
    pub start: Option<Moment>,
    /// When it ends: a day to its end.
    pub end: Option<Moment>,
    /// Where.
    pub venue: Option<Box<str>>,
    /// Address to take part from afar.
    pub online: Option<Box<str>>,
    /// Address to register at.
    pub registration: Option<Box<str>>,
    /// Whether it takes place.
    pub status: EventStatus,
    /// Who speaks.
    pub speakers: Vec<Reference>,
}

/// A file of a document, by language when there are several.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct DocumentFile {
    /// The language code it was written under.
    pub language: Option<Box<str>>,
    /// The file.
    pub file: FileReference,
}

/// The fields of a document.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Document {
    /// Its files.
    pub files: Vec<DocumentFile>,
    /// `agreement`, `report`, `plan`, `guideline` …
    pub document_type: Option<Box<str>>,
    /// Organisations that agreed.
    pub parties: Vec<Reference>,
    /// People who signed.
    pub signatories: Vec<Reference>,
    /// When it was signed.
    pub signed: Option<Edtf>,
    /// When it is in force.
    pub in_force: Option<Edtf>,
    /// The time it covers.
    pub period: Option<Edtf>,
    /// `Second edition`.
    pub edition: Option<Box<str>>,
}

impl Details {
    /// A kind with none of its fields.
    pub fn empty(kind: Kind) -> Details {
        match kind {
            Kind::News => Details::News,
            Kind::Notice => Details::Notice(Box::default()),
            Kind::Programme => Details::Programme(Box::default()),
            Kind::Organisation => Details::Organisation(Box::default()),
            Kind::Person => Details::Person(Box::default()),
            Kind::Event => Details::Event(Box::default()),
            Kind::Document => Details::Document(Box::default()),
            Kind::Page => Details::Page(None),
            Kind::Topic => Details::Topic,
        }
    }
}

impl Article {
    /// Its kind.
    pub fn kind(&self) -> Kind {
        match &self.details {
            Details::News => Kind::News,
            Details::Notice(_) => Kind::Notice,
            Details::Programme(_) => Kind::Programme,
            Details::Organisation(_) => Kind::Organisation,
            Details::Person(_) => Kind::Person,
            Details::Event(_) => Kind::Event,
            Details::Document(_) => Kind::Document,
            Details::Page(_) => Kind::Page,
            Details::Topic => Kind::Topic,
        }
    }

    /// The file of the template it asks for. Authors may leave the ending out.
    pub fn own_template(&self) -> Option<String> {
        let template = self.template.as_deref()?;
        Some(if template.ends_with(".html") { template.to_owned() } else { format!("{template}.html") })
    }

    /// What is left when its time is over: title and address.
    #[must_use]
    pub fn without_content(self) -> Article {
        Article {
            details: Details::empty(self.kind()),
            source: self.source,
            slug: self.slug,
            language: self.language,
            title: self.title,
            short_title: self.short_title,
            date: self.date,
            expires: self.expires,
            aliases: self.aliases,
            changes: Vec::new(),
            corrections: Vec::new(),
            review: None,
            withdrawn: None,
            summary: None,
            location: None,
            topics: Vec::new(),
            partners: Vec::new(),
            programmes: Vec::new(),
            people: Vec::new(),
            countries: Vec::new(),
            related: Vec::new(),
            image: None,
            gallery: Vec::new(),
            attachments: Vec::new(),
            sources: Vec::new(),
            contact: None,
            authors: Vec::new(),
            draft: false,
            embargo: None,
            timeline: Vec::new(),
            template: None,
            extra: BTreeMap::new(),
            // Nothing was left out that could be had again.
            body: Body { html: Some(Box::default()), ..Body::default() },
        }
    }

    /// A field of its front matter, as a place to blame.
    pub fn field(&self, field: Field) -> Span {
        Span::field(&self.source, field)
    }

    /// A spot in its file, as a place to blame.
    pub fn span(&self, spot: Spot) -> Span {
        Span { path: self.source.clone(), spot }
    }

    /// Its changes and corrections.
    pub fn remarks(&self) -> impl Iterator<Item = &Remark> {
        self.changes.iter().chain(&self.corrections)
    }

    /// When readers should look again: the latest of its date, changes and corrections. An edit without a
    /// remark moves nothing.
    pub fn updated(&self, zone: &Zone) -> Option<Moment> {
        self.remarks().map(|remark| remark.date).chain(self.date).max_by_key(|moment| moment.begins(zone))
    }

    /// When it was first there to be read: on its date, or when its embargo was lifted after that.
    pub fn published(&self, zone: &Zone) -> Option<Moment> {
        let date = self.date?;
        Some(self.embargo.filter(|embargo| embargo.begins(zone) > date.begins(zone)).unwrap_or(date))
    }

    /// The name for places with little room.
    pub fn label(&self) -> &str {
        self.short_title.as_deref().unwrap_or(&self.title)
    }
}
