//! What time withholds: drafts, embargoed and future articles leave here, and so do remarks and
//! withdrawals of the future; expired ones lose all but their title and address.

use super::life::Turn;
use crate::config::Project;
use crate::model::{Article, Instant, Kind, LanguageId, Moment, Slug, SourcePath};

/// Why an article is not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub enum Reason {
    /// `draft: true`.
    Draft,
    /// Its embargo has not been lifted.
    Embargo,
    /// Its day has not begun.
    Future,
}

impl Reason {
    /// The word for it in reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Reason::Draft => "draft",
            Reason::Embargo => "embargo",
            Reason::Future => "future date",
        }
    }
}

/// An article that is not shown. Knows nothing of its text.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct Held {
    /// Its file.
    pub source: SourcePath,
    /// Its kind.
    pub kind: Kind,
    /// Its slug.
    pub slug: Slug,
    /// Its language.
    pub language: LanguageId,
    /// Why.
    pub reason: Reason,
    /// Until when; drafts have no such instant.
    pub until: Option<Instant>,
}

/// Whether an article is shown as what it will be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Published.
    Published,
    /// Shown although it is a draft, by `--drafts`.
    ShownDraft,
    /// Shown although its time has not come, by `--future`.
    ShownFuture,
    /// Its time is over: only title and address are left.
    Gone(Instant),
}

/// An article that is shown, and as what.
#[derive(Debug)]
pub struct Visible {
    /// The article.
    pub article: Article,
    /// As what it is shown.
    pub state: State,
    /// When what is held of it shows.
    pub coming: Vec<(Instant, Turn)>,
}

/// Articles parted by time.
#[derive(Debug)]
pub struct Sifted {
    /// Those shown, in the order they came.
    pub visible: Vec<Visible>,
    /// Those not shown.
    pub held: Vec<Held>,
}

/// Parts the articles by what may be seen at the project's instant.
pub fn sift(project: &Project, articles: Vec<Article>) -> Sifted {
    let mut sifted = Sifted { visible: Vec::with_capacity(articles.len()), held: Vec::new() };
    for article in articles {
        match withheld(project, &article) {
            Some((reason, until)) if !is_shown(project, reason) => sifted.held.push(Held {
                kind: article.kind(),
                source: article.source,
                slug: article.slug,
                language: article.language,
                reason,
                until,
            }),
            Some((Reason::Draft, _)) => sifted.visible.push(present(project, article, State::ShownDraft)),
            Some(_) => sifted.visible.push(present(project, article, State::ShownFuture)),
            None => sifted.visible.push(aged(project, article)),
        }
    }
    sifted
}

/// Why the article may not be seen yet, and until when.
pub fn withheld(project: &Project, article: &Article) -> Option<(Reason, Option<Instant>)> {
    let zone = &project.config.zone;
    if article.draft {
        return Some((Reason::Draft, None));
    }
    let embargo = article.embargo.map(|moment| (moment.begins(zone), Reason::Embargo));
    let future = article.date.map(|moment| (moment.begins(zone), Reason::Future));
    let later = embargo.into_iter().chain(future).filter(|(until, _)| *until > project.instant);
    later.max_by_key(|(until, _)| *until).map(|(until, reason)| (reason, Some(until)))
}

fn is_shown(project: &Project, reason: Reason) -> bool {
    match reason {
        Reason::Draft => project.shown.drafts,
        Reason::Embargo | Reason::Future => project.shown.future,
    }
}

/// The article, or what is left of it after its end.
fn aged(project: &Project, article: Article) -> Visible {
    let end = article.expires.map(|expires| expires.begins(&project.config.zone)).filter(|end| *end <= project.instant);
    match end {
        Some(end) => Visible { article: article.without_content(), state: State::Gone(end), coming: Vec::new() },
        None => present(project, article, State::Published),
    }
}

/// The article without what is said of it later: changes, corrections and a withdrawal of the future.
/// Where the future is shown they stay, and the article is marked.
fn present(project: &Project, mut article: Article, state: State) -> Visible {
    let zone = &project.config.zone;
    let later = |moment: Moment| Some(moment.begins(zone)).filter(|at| *at > project.instant);
    let remarks = article.remarks().filter_map(|remark| Some((later(remark.date)?, Turn::RemarkShows)));
    let withdrawal = article.withdrawn.iter().filter_map(|withdrawal| Some((later(withdrawal.date)?, Turn::Withdrawn)));
    let coming: Vec<(Instant, Turn)> = remarks.chain(withdrawal).collect();
    if coming.is_empty() {
        return Visible { article, state, coming };
    }
    if project.shown.future {
        let state = if state == State::Published { State::ShownFuture } else { state };
        return Visible { article, state, coming: Vec::new() };
    }
    article.changes.retain(|remark| later(remark.date).is_none());
    article.corrections.retain(|remark| later(remark.date).is_none());
    article.withdrawn = article.withdrawn.filter(|withdrawal| later(withdrawal.date).is_none());
    Visible { article, state, coming }
}
