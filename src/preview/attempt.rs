//! One try to compile the portal, and everything worth saying about it.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use super::Manner;
use super::tree::{Changed, Tree};
use crate::advice;
use crate::compile::{self, Compiled, Options};
use crate::diagnostic::{Code, Diagnostic, Failure, Outcome, Severity};
use crate::graph::{due, held};
use crate::memo::{self, Parsed};
use crate::model::{Instant, SourcePath};
use crate::report::{self, Plain, ProjectSources};
use crate::source;
use crate::source::darkroom::Darkroom;
use crate::timing::{Stages, Watch};

/// What came of it.
#[derive(Debug)]
pub struct Attempt {
    /// Its number, from 1.
    pub number: u64,
    /// The portal, with or without mistakes.
    pub compiled: Result<Compiled, Failure>,
    /// What changed since the last one.
    pub(super) changed: Changed,
    /// Whether its complaints are those of the last one.
    pub is_as_before: bool,
    /// When its portal changes by itself.
    pub(super) due: Option<Instant>,
    /// Its complaints, without advice.
    pub diagnostics: Vec<Diagnostic>,
    /// The same ready to be shown.
    pub(super) complaints: Vec<Arc<Plain>>,
    /// The files as they were when it began.
    pub(super) tree: Arc<Tree>,
    /// How long it took.
    pub milliseconds: u128,
}

/// What was said about a portal that could be shown, so that only what changes must be said anew.
#[derive(Clone, Debug)]
pub(super) struct Said {
    pub(super) diagnostics: Vec<Diagnostic>,
    complaints: Vec<Arc<Plain>>,
    due: Option<Instant>,
}

impl Attempt {
    /// Compiles the project as it is now, with what is known of files that did not change.
    pub(super) fn make(
        manner: &Manner,
        parsed: &mut Parsed,
        number: u64,
        changed: Changed,
        tree: Arc<Tree>,
    ) -> Attempt {
        let watch = Watch::start();
        let mut diagnostics = Vec::new();
        let compiled = compiled(manner, parsed).map(|outcome| outcome.unpack(&mut diagnostics));
        let complaints = match &compiled {
            Ok(compiled) => shared(plain(manner, compiled, &diagnostics)).collect(),
            Err(failure) => vec![Arc::new(failed(failure))],
        };
        let due = compiled.as_ref().ok().and_then(|compiled| coming(compiled).first().map(|due| due.at));
        let milliseconds = watch.milliseconds();
        Attempt { number, compiled, changed, is_as_before: false, due, diagnostics, complaints, tree, milliseconds }
    }

    /// The same portal with changed articles in it, about which this is to be said now.
    pub(super) fn amended(
        manner: &Manner,
        compiled: Compiled,
        diagnostics: Vec<Diagnostic>,
        edited: &[SourcePath],
        said: &Said,
        (number, tree, watch): (u64, Arc<Tree>, Watch),
    ) -> Attempt {
        let is_about = |path: &str| edited.iter().any(|edited| edited.as_str() == path);
        let is_told = |complaint: &&Diagnostic| complaint.at.as_ref().is_some_and(|at| is_about(at.path.as_str()));
        let about: Vec<Diagnostic> = diagnostics.iter().filter(is_told).cloned().collect();
        let others = said.complaints.iter().filter(|plain| !path(plain).is_some_and(is_about)).cloned();
        let mut complaints: Vec<Arc<Plain>> = others.chain(shared(plain(manner, &compiled, &about))).collect();
        // Stable: those about one file stay in the order of its lines.
        complaints.sort_by(|one, other| path(one).cmp(&path(other)));
        Attempt {
            number,
            compiled: Ok(compiled),
            changed: Changed::Content,
            is_as_before: diagnostics == said.diagnostics,
            due: said.due,
            diagnostics,
            complaints,
            tree,
            milliseconds: watch.milliseconds(),
        }
    }

    /// What is said, if the portal can be shown.
    pub(super) fn said(&self) -> Option<Said> {
        let said =
            || Said { diagnostics: self.diagnostics.clone(), complaints: self.complaints.clone(), due: self.due };
        self.is_good().then(said)
    }

    /// Whether its portal can be shown.
    pub fn is_good(&self) -> bool {
        self.compiled.is_ok() && !self.diagnostics.iter().any(|complaint| complaint.severity == Severity::Error)
    }

    /// The path at which the portal is: `/partnership/`.
    pub(super) fn base(&self) -> String {
        let path = self.compiled.as_ref().map(|compiled| &compiled.plan.portal.project.config.base_url.path);
        path.ok().filter(|path| path.starts_with('/')).cloned().unwrap_or_else(|| "/".to_owned())
    }
}

/// Everything that comes after the portal's instant, held articles that are shown all the same included.
pub(super) fn coming(compiled: &Compiled) -> Vec<due::Due> {
    let portal = &compiled.plan.portal;
    let mut coming = due::coming(portal, &compiled.held);
    for linked in &portal.articles {
        if let Some((reason, Some(at))) = held::withheld(&portal.project, &linked.article) {
            let why = match reason {
                held::Reason::Embargo => due::Why::EmbargoLifts,
                held::Reason::Future | held::Reason::Draft => due::Why::DayBegins,
            };
            coming.push(due::Due { at, source: linked.article.source.clone(), why });
        }
    }
    coming.sort();
    coming.dedup();
    coming
}

/// Compiles. Should dateline itself break at it, that is one more complaint and not the end of the preview.
fn compiled(manner: &Manner, parsed: &mut Parsed) -> Result<Outcome<Compiled>, Failure> {
    let instant = manner.at.or_else(|| (manner.clock)());
    let instant =
        instant.ok_or_else(|| Failure::Usage("the machine's clock shows no time dateline knows".to_owned()))?;
    let options = Options { instant, shown: manner.shown, base_url: None };
    let survey = source::survey(&manner.root);
    let compile = || {
        let mut outcome = compile::again(survey, &options, parsed, &mut Stages::new())?;
        // What it develops is there for the next build, and the other way round.
        outcome.value.inventory.darkroom = Arc::new(Darkroom::with_shelf(memo::pictures(&manner.root)));
        Ok(outcome)
    };
    let done = catch_unwind(AssertUnwindSafe(compile));
    done.unwrap_or_else(|panic| {
        *parsed = Parsed::with_texts();
        Err(broken("this portal", &panic))
    })
}

/// What is said when dateline itself is broken.
pub(super) fn broken(at: &str, panic: &(dyn Any + Send)) -> Failure {
    let said = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    let said = said.unwrap_or("no reason given");
    Failure::Usage(format!("dateline itself broke at {at}, which is our mistake, not yours: {said}"))
}

/// What an editor would say about a portal, ready to be shown.
pub(super) fn advice(manner: &Manner, compiled: &Compiled) -> Vec<Plain> {
    plain(manner, compiled, &advice::give(&compiled.plan.portal, &compiled.inventory))
}

fn path(plain: &Plain) -> Option<&str> {
    plain.place.as_ref().map(|place| place.path.as_str())
}

fn shared(complaints: Vec<Plain>) -> impl Iterator<Item = Arc<Plain>> {
    complaints.into_iter().map(Arc::new)
}

/// Complaints about a portal, ready to be shown.
pub(super) fn plain(manner: &Manner, compiled: &Compiled, diagnostics: &[Diagnostic]) -> Vec<Plain> {
    let embedded = |path: &SourcePath| compiled.theme.text_of(path).map(str::to_owned);
    report::plain(diagnostics, &ProjectSources { root: &manner.root, embedded: &embedded })
}

/// A failure as a complaint: the preview goes on.
pub(super) fn failed(failure: &Failure) -> Plain {
    let help = match failure {
        Failure::Usage(_) => None,
        Failure::Machine { .. } => Some("the preview goes on as soon as this works again".to_owned()),
    };
    Plain {
        severity: Severity::Error,
        code: Code::Unreadable.as_str(),
        message: failure.to_string(),
        place: None,
        lines: String::new(),
        notes: Vec::new(),
        help,
    }
}
