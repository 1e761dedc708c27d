//! Emit: renders every job of a plan into the output folder. All or nothing.
//!
//! Files are rendered in parallel and written beside the old ones as they come, so memory stays
//! bounded; only when every one succeeded do they take their places, all in one step where the file system
//! can do that (`twin`). A file whose bytes are already there is not touched, and only what our own last
//! manifest lists is ever removed.

mod claim;
pub mod folder;
mod in_place;
pub mod manifest;
mod pictures;
mod remove;
mod stage;
mod twin;

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;
use std::time::SystemTime;

use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic, Failure, Outcome, Severity};
use crate::disk::{self, Disk};
use crate::model::{Hash, OutputPath};
use crate::plan::Job;
use crate::render::{Content, Renderer};
use crate::source::Inventory;
use claim::Change;
pub use claim::Claim;
use folder::{Folder, Foreign};
use manifest::Manifest;
use stage::Stage;

/// What a build did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Emitted {
    /// Files that were rendered, not only copied.
    pub rendered: usize,
    /// Files that are new or changed.
    pub written: usize,
    /// Files that were there already, byte for byte.
    pub unchanged: usize,
    /// Files of the last build that are no more.
    pub removed: usize,
}

/// What a build did, file by file.
#[derive(Debug, Default)]
pub struct Emission {
    /// In numbers.
    pub emitted: Emitted,
    /// The hash of every file; none after an error.
    pub files: BTreeMap<OutputPath, Hash>,
    /// The files that were rendered, with their positions in the plan.
    pub rendered: Vec<(usize, OutputPath)>,
    /// The bytes of the files that were made, written or not.
    pub bytes: u64,
    /// Whether something lies in the output that no build made, but for what has a hidden name at the top.
    pub has_foreign: bool,
}

/// The hash of a file that need not be rendered: it is there, and rendering it would give the same bytes. Asked
/// with its position in the plan.
pub type Known<'a> = dyn Fn(usize, &Job) -> Option<Hash> + Sync + 'a;

/// What the last build left.
pub struct Last<'a> {
    /// The files that need not be rendered.
    pub known: &'a Known<'a>,
    /// Whether the output was seen to be as it left it.
    pub is_whole: bool,
}

/// What became of one file.
struct Fate {
    hash: Hash,
    is_written: bool,
    is_rendered: bool,
    bytes: u64,
}

/// Renders every file and keeps none: what `check` does.
pub fn rehearse(renderer: &Renderer, inventory: &Inventory) -> Result<Outcome<()>, Failure> {
    let jobs = renderer.plan.jobs.par_iter();
    let others = jobs.filter(|(_, job)| !matches!(job, Job::Picture(..)));
    let mistakes = others.filter_map(|(path, job)| bytes(renderer, inventory, path, job, |_| ()).err());
    let mut mistakes: Vec<Trouble> = mistakes.collect();
    let orders = pictures::orders(renderer, |_, _| true);
    let unread = inventory.darkroom.try_reading(inventory.root(), &orders);
    mistakes.extend(unread.into_iter().map(|trouble| pictures::trouble(renderer, trouble)));
    let diagnostics = mistakes.into_iter().filter_map(Trouble::into_diagnostic).collect();
    match renderer.trouble() {
        Some(failure) => Err(failure),
        None => Ok(Outcome { value: (), diagnostics: unique(diagnostics) }),
    }
}

/// Renders every file into `output`. With an error among the complaints nothing there has changed.
pub fn emit(renderer: &Renderer, inventory: &Inventory, output: &Path) -> Result<Outcome<Emitted>, Failure> {
    let disk = disk::Machine;
    let claim = Claim::take(output, false, &disk, || ())?;
    let last = Last { known: &|_, _| None, is_whole: false };
    let Outcome { value, diagnostics } = again(renderer, inventory, &claim, &last, &disk)?;
    Ok(Outcome { value: value.emitted, diagnostics })
}

/// The same, without rendering the files that `known` knows.
pub fn again(
    renderer: &Renderer,
    inventory: &Inventory,
    claim: &Claim,
    last: &Last,
    disk: &dyn Disk,
) -> Result<Outcome<Emission>, Failure> {
    let folder = Folder::open(&claim.root)?;
    let old = folder.manifest()?;
    let stage = Stage::begin(claim.stage(), &claim.root, disk)?;
    let jobs = &renderer.plan.jobs;
    let foreign = folder.foreign(&old, jobs, last.is_whole)?;
    let has_foreign = Cell::new(foreign.lies_open());
    let mut diagnostics = foreign.told(jobs);
    if diagnostics.iter().any(|complaint| complaint.severity == Severity::Error) {
        return Ok(Outcome { value: Emission::default(), diagnostics });
    }
    let orders = pictures::orders(renderer, |at, job| (last.known)(at, job).is_none());
    let undeveloped = inventory.darkroom.develop(inventory.root(), &orders);
    if !undeveloped.is_empty() {
        for trouble in undeveloped {
            match pictures::trouble(renderer, trouble) {
                Trouble::Mistake(complaint) => diagnostics.push(*complaint),
                Trouble::Failure(failure) => return Err(failure),
            }
        }
        crate::diagnostic::sort(&mut diagnostics);
        return Ok(Outcome { value: Emission::default(), diagnostics });
    }
    let fates = fates(renderer, inventory, last, &Wanted { folder: &folder, old: &old, stage: &stage });
    if let Some(failure) = renderer.trouble() {
        return Err(failure);
    }
    let mut mistakes = Vec::new();
    let mut emission = Emission::default();
    let mut waiting = BTreeSet::new();
    for (at, (path, fate)) in renderer.plan.jobs.keys().zip(fates).enumerate() {
        match fate {
            Ok(fate) => {
                emission.note(at, path, &fate);
                waiting.extend(fate.is_written.then_some(path));
            }
            Err(Trouble::Mistake(complaint)) => mistakes.push(*complaint),
            Err(Trouble::Failure(failure)) => return Err(failure),
        }
    }
    if !mistakes.is_empty() {
        diagnostics.extend(unique(mistakes));
        return Ok(Outcome { value: Emission::default(), diagnostics });
    }
    let project = &renderer.portal().project;
    let new = Manifest::new(project.instant, &project.config.base_url.whole(), emission.files.clone());
    emission.emitted.removed = old.missing_in(&new).count();
    if !folder.says(&new) || !waiting.is_empty() {
        let late = || {
            let found = late(&folder, &old, jobs, claim.begun)?;
            has_foreign.set(found.as_ref().map_or(has_foreign.get(), Foreign::lies_open));
            Ok(found.map(|found| found.carried))
        };
        let change = Change { old: &old, new: &new, waiting: &waiting, carried: &foreign.carried, late: &late };
        claim.publish(&change, &stage, disk)?;
    }
    emission.emitted.rendered = emission.rendered.len();
    emission.has_foreign = has_foreign.get();
    Ok(Outcome { value: emission, diagnostics })
}

/// What no build made in the output, if something came or went since the build began.
fn late(
    folder: &Folder,
    old: &Manifest,
    jobs: &BTreeMap<OutputPath, Job>,
    begun: Option<SystemTime>,
) -> Result<Option<Foreign>, Failure> {
    if begun.is_some_and(|begun| !folder.was_touched(old, jobs, begun)) {
        return Ok(None);
    }
    let foreign = folder.foreign(old, jobs, false)?;
    match foreign.told(jobs).iter().find(|complaint| complaint.severity == Severity::Error) {
        Some(complaint) => Err(Failure::Usage(format!("while the portal was built, {}", complaint.message))),
        None => Ok(Some(foreign)),
    }
}

impl Emission {
    /// Counts a file.
    fn note(&mut self, at: usize, path: &OutputPath, fate: &Fate) {
        self.bytes += fate.bytes;
        self.emitted.written += usize::from(fate.is_written);
        self.emitted.unchanged += usize::from(!fate.is_written);
        self.rendered.extend(fate.is_rendered.then(|| (at, path.clone())));
        self.files.insert(path.clone(), fate.hash);
    }
}

/// What a file is compared with, and where it waits if it differs.
struct Wanted<'a> {
    folder: &'a Folder,
    old: &'a Manifest,
    stage: &'a Stage<'a>,
}

/// Renders every file that is not known, in the order of the plan.
fn fates(renderer: &Renderer, inventory: &Inventory, last: &Last, wanted: &Wanted) -> Vec<Result<Fate, Trouble>> {
    let jobs: Vec<(&OutputPath, &Job)> = renderer.plan.jobs.iter().collect();
    let fate = |(at, (path, job)): (usize, (&OutputPath, &Job))| match (last.known)(at, job) {
        Some(hash) => Ok(Fate { hash, is_written: false, is_rendered: false, bytes: 0 }),
        None => prepare(renderer, inventory, wanted, path, job),
    };
    jobs.into_par_iter().enumerate().map(fate).collect()
}

/// What can go wrong with one file.
enum Trouble {
    Mistake(Box<Diagnostic>),
    Failure(Failure),
}

impl Trouble {
    fn into_diagnostic(self) -> Option<Diagnostic> {
        match self {
            Trouble::Mistake(complaint) => Some(*complaint),
            Trouble::Failure(failure) => Some(Diagnostic::error(Code::Unreadable, failure.to_string())),
        }
    }
}

/// Renders a file and stages it, unless it is there already.
fn prepare(
    renderer: &Renderer,
    inventory: &Inventory,
    wanted: &Wanted,
    path: &OutputPath,
    job: &Job,
) -> Result<Fate, Trouble> {
    let is_rendered = !matches!(job, Job::Asset(_) | Job::Media(_) | Job::Picture(..) | Job::Static(_));
    bytes(renderer, inventory, path, job, |bytes| {
        let hash = Hash::of(bytes);
        let size = bytes.len() as u64;
        let is_written = wanted.old.hash(path) != Some(hash) || !wanted.folder.holds(path, bytes);
        if is_written {
            wanted.stage.write(path, bytes).map_err(Trouble::Failure)?;
        }
        Ok(Fate { hash, is_written, is_rendered, bytes: size })
    })?
}

/// Renders a file and hands its bytes over.
fn bytes<T>(
    renderer: &Renderer,
    inventory: &Inventory,
    path: &OutputPath,
    job: &Job,
    take: impl FnOnce(&[u8]) -> T,
) -> Result<T, Trouble> {
    match renderer.file(path, job).map_err(|complaint| Trouble::Mistake(Box::new(complaint)))? {
        Content::Bytes(bytes) => {
            let taken = take(&bytes);
            renderer.give_back(bytes);
            Ok(taken)
        }
        Content::Known(bytes) => Ok(take(bytes)),
        Content::Copy(source) => {
            let read = inventory
                .read(source)
                .map_err(|error| Trouble::Failure(Failure::machine(format!("read {source}"), error)))?;
            Ok(take(&read))
        }
        Content::Cleaned(source) => {
            let read = inventory.read_cleaned(source).map_err(|trouble| pictures::trouble(renderer, trouble))?;
            Ok(take(&read))
        }
        Content::Variant(order) => {
            let made = inventory.variant(&order);
            Ok(take(&made.map_err(|trouble| pictures::trouble(renderer, trouble))?))
        }
    }
}

/// A mistake in a template that many pages use is told once.
fn unique(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    crate::diagnostic::sort(&mut diagnostics);
    diagnostics.dedup_by(|a, b| a.at == b.at && a.code == b.code && (a.at.is_some() || a.message == b.message));
    diagnostics
}

/// The machine failed at a path of the output.
fn failed<'a>(doing: &'a str, path: &'a Path) -> impl FnOnce(io::Error) -> Failure + 'a {
    move |error| Failure::machine(format!("{doing} {}", path.display()), error)
}

/// Whether a file is there, and not a link to one.
fn is_file(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|found| found.is_file())
}
