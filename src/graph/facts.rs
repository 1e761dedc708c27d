//! Everything dated, gathered into one order: entries of timelines, spans of programmes, founding of
//! organisations, signing of documents, roles of people, events, publications.

use rayon::prelude::*;

use super::portal::{ArticleId, Linked};
use crate::model::article::{Article, Details, Organisation, RoleHeld};
use crate::model::{Edtf, Moment};

/// Where a dated fact comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum Origin {
    /// An entry of the article's `timeline`, by position.
    Entry(u32),
    /// The span of a programme.
    Span,
    /// The founding of an organisation.
    Established,
    /// Its end.
    Dissolved,
    /// The signing of a document.
    Signed,
    /// When a document is in force.
    InForce,
    /// The time a document covers.
    Period,
    /// A role of a person, by position.
    Role(u32),
    /// An event.
    Event,
    /// The day an article was published.
    Published,
}

impl Origin {
    /// Its name in data and texts.
    pub fn as_str(self) -> &'static str {
        match self {
            Origin::Entry(_) => "entry",
            Origin::Span => "span",
            Origin::Established => "established",
            Origin::Dissolved => "dissolved",
            Origin::Signed => "signed",
            Origin::InForce => "in_force",
            Origin::Period => "period",
            Origin::Role(_) => "role",
            Origin::Event => "event",
            Origin::Published => "published",
        }
    }
}

/// A dated fact.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct Fact {
    /// When, as exactly as it is known.
    pub when: Edtf,
    /// Whose it is.
    pub article: ArticleId,
    /// Where it comes from.
    pub origin: Origin,
}

/// The facts of all listed articles, in the order of time.
pub fn gather(articles: &[Linked]) -> Vec<Fact> {
    let mut facts = Vec::new();
    for (index, linked) in articles.iter().enumerate() {
        if linked.is_listed() {
            of_article(&linked.article, &mut |when, origin| {
                facts.push(Fact { when, article: ArticleId(index as u32), origin });
            });
        }
    }
    facts.par_sort_by(|a, b| a.when.cmp(&b.when).then_with(|| (a.article, a.origin).cmp(&(b.article, b.origin))));
    facts
}

/// Tells every dated fact of one article.
pub(super) fn of_article(article: &Article, tell: &mut impl FnMut(Edtf, Origin)) {
    for (index, entry) in article.timeline.iter().enumerate() {
        tell(entry.date.clone(), Origin::Entry(index as u32));
    }
    let mut tell_if = |date: Option<&Edtf>, origin| date.cloned().into_iter().for_each(|date| tell(date, origin));
    match &article.details {
        Details::News | Details::Notice(_) => tell_if(published(article).as_ref(), Origin::Published),
        Details::Programme(programme) => {
            tell_if(Edtf::spanning(programme.start.as_ref(), programme.end.as_ref()).as_ref(), Origin::Span);
        }
        Details::Organisation(organisation) => {
            let Organisation { established, dissolved, .. } = &**organisation;
            tell_if(established.as_ref(), Origin::Established);
            tell_if(dissolved.as_ref(), Origin::Dissolved);
        }
        Details::Person(person) => {
            for (index, role) in person.roles.iter().enumerate() {
                tell_if(span_of_role(role).as_ref(), Origin::Role(index as u32));
            }
        }
        Details::Event(event) => {
            let day = |moment: Option<Moment>| moment.map(|moment| Edtf::from_day(moment.day()));
            let (start, end) = (day(event.start), day(event.end));
            let whole = if end == start {
                start
            } else {
                Edtf::spanning(start.as_ref(), end.as_ref()).filter(|_| end.is_some()).or(start)
            };
            tell_if(whole.as_ref(), Origin::Event);
        }
        Details::Document(document) => {
            tell_if(document.signed.as_ref(), Origin::Signed);
            tell_if(document.in_force.as_ref(), Origin::InForce);
            tell_if(document.period.as_ref(), Origin::Period);
            if document.signed.is_none() {
                tell_if(published(article).as_ref(), Origin::Published);
            }
        }
        Details::Page(_) | Details::Topic => {}
    }
}

fn published(article: &Article) -> Option<Edtf> {
    article.date.map(|date| Edtf::from_day(date.day()))
}

/// When a role was held; nothing if nobody knows.
pub fn span_of_role(role: &RoleHeld) -> Option<Edtf> {
    Edtf::spanning(role.from.as_ref(), role.until.as_ref())
}

/// What stands above an article's title when its date is a span or imprecise.
pub fn when(article: &Article) -> Option<Edtf> {
    match &article.details {
        Details::Programme(programme) => Edtf::spanning(programme.start.as_ref(), programme.end.as_ref()),
        Details::Document(document) => {
            document.signed.clone().or_else(|| if article.date.is_none() { document.period.clone() } else { None })
        }
        Details::Organisation(organisation) => organisation.established.clone(),
        Details::News
        | Details::Notice(_)
        | Details::Person(_)
        | Details::Event(_)
        | Details::Page(_)
        | Details::Topic => None,
    }
}
