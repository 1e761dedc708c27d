//! Where things stand in their life at the project's instant, and when that will change by itself.
//!
//! One place decides both, so that a state and the instant at which it turns can't disagree.

use super::facts::{self, span_of_role};
use super::portal::{Linked, Role};
use crate::config::Project;
use crate::model::article::Details;
use crate::model::kind::EventStatus;
use crate::model::{Article, Edtf, Instant, Kind, Zone};

/// How long an article counts as news for the news sitemap: two days, in seconds.
const TIME_IN_NEWS_SITEMAP: i64 = 2 * 24 * 60 * 60;

/// Where an article stands in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LifeState {
    /// A notice before its time.
    Scheduled,
    /// A notice in its time.
    Active,
    /// A notice after its time.
    Expired,
    /// A notice another one replaces.
    Superseded,
    /// Withdrawn by its author.
    Withdrawn,
    /// An event that does not take place.
    Cancelled,
    /// An event that takes place later.
    Postponed,
    /// A programme that is over.
    Ended,
    /// An organisation that is no more.
    Dissolved,
    /// A document that is no longer in force.
    Lapsed,
}

impl LifeState {
    /// Its name in texts, classes and data.
    pub fn as_str(self) -> &'static str {
        match self {
            LifeState::Scheduled => "scheduled",
            LifeState::Active => "active",
            LifeState::Expired => "expired",
            LifeState::Superseded => "superseded",
            LifeState::Withdrawn => "withdrawn",
            LifeState::Cancelled => "cancelled",
            LifeState::Postponed => "postponed",
            LifeState::Ended => "ended",
            LifeState::Dissolved => "dissolved",
            LifeState::Lapsed => "lapsed",
        }
    }
}

/// The parts of a list of notices, in the order in which readers ask for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// What holds now.
    Active,
    /// What will hold.
    Scheduled,
    /// What no longer holds.
    Archive,
}

impl Section {
    /// Its name in texts and data.
    pub fn as_str(self) -> &'static str {
        match self {
            Section::Active => "active",
            Section::Scheduled => "scheduled",
            Section::Archive => "archive",
        }
    }
}

/// Why something will change by itself at an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Turn {
    /// A notice begins to hold.
    NoticeBegins,
    /// A notice stops to hold.
    NoticeEnds,
    /// An article is gone after `expires`.
    Expires,
    /// An event is over.
    EventEnds,
    /// A programme is over.
    ProgrammeEnds,
    /// An organisation is no more.
    Dissolved,
    /// A document is no longer in force.
    Lapses,
    /// A dated fact no longer lies ahead: it leaves what is coming up on the timelines.
    FactBegins,
    /// A person takes up a role.
    RoleBegins,
    /// A person lays down a role.
    RoleEnds,
    /// A news article is no longer new enough for the news sitemap.
    LeavesNewsSitemap,
    /// A change or correction shows.
    RemarkShows,
    /// An article is withdrawn.
    Withdrawn,
}

impl Turn {
    /// Its name in data.
    pub fn as_str(self) -> &'static str {
        match self {
            Turn::NoticeBegins => "notice-begins",
            Turn::NoticeEnds => "notice-ends",
            Turn::Expires => "expires",
            Turn::EventEnds => "event-ends",
            Turn::ProgrammeEnds => "programme-ends",
            Turn::Dissolved => "dissolved",
            Turn::Lapses => "lapses",
            Turn::FactBegins => "date-comes",
            Turn::RoleBegins => "role-begins",
            Turn::RoleEnds => "role-ends",
            Turn::LeavesNewsSitemap => "leaves-news-sitemap",
            Turn::RemarkShows => "remark-shows",
            Turn::Withdrawn => "withdrawn",
        }
    }

    /// What happens, in words.
    pub fn words(self) -> &'static str {
        match self {
            Turn::NoticeBegins => "the notice begins to hold",
            Turn::NoticeEnds => "the notice expires",
            Turn::Expires => "it is gone",
            Turn::EventEnds => "the event is over",
            Turn::ProgrammeEnds => "the programme is over",
            Turn::Dissolved => "the organisation is no more",
            Turn::Lapses => "it is no longer in force",
            Turn::FactBegins => "a date of its timeline comes",
            Turn::RoleBegins => "a role begins",
            Turn::RoleEnds => "a role ends",
            Turn::LeavesNewsSitemap => "it leaves the sitemap of news",
            Turn::RemarkShows => "a change or correction is shown",
            Turn::Withdrawn => "it is withdrawn",
        }
    }
}

/// Where an article stands at the project's instant; nothing where there is nothing to say.
pub fn state(project: &Project, linked: &Linked) -> Option<LifeState> {
    if linked.article.withdrawn.is_some() {
        return Some(LifeState::Withdrawn);
    }
    let is_over =
        |turn: Turn| turns(project, linked).iter().any(|(at, other)| *other == turn && *at <= project.instant);
    match &linked.article.details {
        Details::Notice(_) => Some(notice(project, linked)),
        Details::Event(event) => match event.status {
            EventStatus::Scheduled => None,
            EventStatus::Postponed => Some(LifeState::Postponed),
            EventStatus::Cancelled => Some(LifeState::Cancelled),
        },
        Details::Programme(_) => is_over(Turn::ProgrammeEnds).then_some(LifeState::Ended),
        Details::Organisation(_) => is_over(Turn::Dissolved).then_some(LifeState::Dissolved),
        Details::Document(_) => is_over(Turn::Lapses).then_some(LifeState::Lapsed),
        Details::News | Details::Person(_) | Details::Page(_) | Details::Topic => None,
    }
}

/// The part of a list that an article belongs into; of a list without parts, the first.
pub fn section(project: &Project, linked: &Linked) -> Section {
    match (&linked.article.details, state(project, linked)) {
        (Details::Notice(_), Some(LifeState::Scheduled)) => Section::Scheduled,
        (Details::Notice(_), state) if state != Some(LifeState::Active) => Section::Archive,
        _ => Section::Active,
    }
}

fn notice(project: &Project, linked: &Linked) -> LifeState {
    let turns = turns(project, linked);
    let has_come = |turn: Turn| turns.iter().find(|(_, other)| *other == turn).map(|(at, _)| *at <= project.instant);
    if linked.back.iter().any(|relation| relation.role == Role::Supersedes) {
        LifeState::Superseded
    } else if has_come(Turn::NoticeEnds) == Some(true) {
        LifeState::Expired
    } else if has_come(Turn::NoticeBegins) == Some(false) {
        LifeState::Scheduled
    } else {
        LifeState::Active
    }
}

/// Whether an event is still to come or going on; one without a day may come any time.
pub fn is_upcoming(project: &Project, linked: &Linked) -> bool {
    !turns(project, linked).iter().any(|(at, turn)| *turn == Turn::EventEnds && *at <= project.instant)
}

/// The instants at which an article changes by itself, past and coming, each with its reason.
pub fn turns(project: &Project, linked: &Linked) -> Vec<(Instant, Turn)> {
    let zone = &project.config.zone;
    let article = &linked.article;
    let mut turns = Vec::new();
    let mut push = |at: Option<Instant>, turn: Turn| turns.extend(at.map(|at| (at, turn)));
    push(article.expires.map(|moment| moment.begins(zone)), Turn::Expires);
    match &article.details {
        Details::Notice(notice) => {
            push(notice.valid_from.or(article.date).map(|moment| moment.begins(zone)), Turn::NoticeBegins);
            push(notice.valid_until.map(|moment| moment.ends(zone)), Turn::NoticeEnds);
        }
        Details::Event(event) => {
            push(event.end.or(event.start).map(|moment| moment.ends(zone)), Turn::EventEnds);
        }
        Details::Programme(programme) => push(end_of(programme.end.as_ref(), zone), Turn::ProgrammeEnds),
        Details::Organisation(organisation) => push(end_of(organisation.dissolved.as_ref(), zone), Turn::Dissolved),
        Details::Document(document) => push(end_of(document.in_force.as_ref(), zone), Turn::Lapses),
        Details::Person(person) => {
            for span in person.roles.iter().filter_map(span_of_role) {
                push(span.earliest().map(|day| zone.start_of(day)), Turn::RoleBegins);
                push(end_of(Some(&span), zone), Turn::RoleEnds);
            }
        }
        Details::News | Details::Page(_) | Details::Topic => {}
    }
    if linked.is_listed() {
        facts::of_article(article, &mut |when, _| {
            turns.extend(when.earliest().map(|day| (zone.start_of(day), Turn::FactBegins)));
        });
    }
    for remark in article.remarks() {
        turns.push((remark.date.begins(zone), Turn::RemarkShows));
    }
    turns.extend(article.withdrawn.as_ref().map(|withdrawal| (withdrawal.date.begins(zone), Turn::Withdrawn)));
    turns.extend_from_slice(&linked.coming);
    let withdrawn = turns.iter().filter(|(_, turn)| *turn == Turn::Withdrawn).map(|(at, _)| *at).min();
    let leaves = leaves_news_sitemap(project, article).filter(|at| withdrawn.is_none_or(|withdrawn| *at < withdrawn));
    turns.extend(leaves.map(|at| (at, Turn::LeavesNewsSitemap)));
    // What is gone changes no more.
    let end = article.expires.map(|moment| moment.begins(zone));
    turns.retain(|(at, turn)| *turn == Turn::Expires || end.is_none_or(|end| *at < end));
    turns
}

/// When a news article leaves the news sitemap: two days after it was published.
pub fn leaves_news_sitemap(project: &Project, article: &Article) -> Option<Instant> {
    let zone = &project.config.zone;
    let published = article.published(zone).filter(|_| article.kind() == Kind::News)?;
    Instant::from_seconds(published.begins(zone).seconds() + TIME_IN_NEWS_SITEMAP)
}

/// When the last day a date may mean is over.
fn end_of(date: Option<&Edtf>, zone: &Zone) -> Option<Instant> {
    date.and_then(Edtf::latest).map(|day| zone.start_of(day.next()))
}
