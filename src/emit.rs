//! Emit: renders every job of a plan into the output folder. All or nothing.
//!
//! Files are rendered in parallel and written beside the old ones as they come, so memory stays
//! bounded; only when every one succeeded do they take their places. A file whose bytes are already
//! there is not touched, and only what our own last manifest lists is ever removed.

pub mod folder;
pub mod manifest;
mod pictures;
mod stage;

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic, Failure, Outcome, Severity};
use crate::model::{Hash, OutputPath};
use crate::plan::Job;
use crate::render::{Content, Renderer};
use crate::source::Inventory;
use folder::Folder;
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
    let Outcome { value, diagnostics } =
        again(renderer, inventory, output, &Last { known: &|_, _| None, is_whole: false })?;
    Ok(Outcome { value: value.emitted, diagnostics })
}

/// The same, without rendering the files that `known` knows.
pub fn again(
    renderer: &Renderer,
    inventory: &Inventory,
    output: &Path,
    last: &Last,
) -> Result<Outcome<Emission>, Failure> {
    let folder = Folder::open(output)?;
    let old = folder.manifest();
    let mut diagnostics = if last.is_whole { Vec::new() } else { folder.foreign(&old, &renderer.plan.jobs)? };
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
    let stage = Stage::begin(output)?;
    let jobs: Vec<(&OutputPath, &Job)> = renderer.plan.jobs.iter().collect();
    let fates: Vec<Result<Fate, Trouble>> = jobs
        .into_par_iter()
        .enumerate()
        .map(|(at, (path, job))| match (last.known)(at, job) {
            Some(hash) => Ok(Fate { hash, is_written: false, is_rendered: false, bytes: 0 }),
            None => prepare(renderer, inventory, &folder, &old, &stage, path, job),
        })
        .collect();
    if let Some(failure) = renderer.trouble() {
        return Err(failure);
    }
    let mut files = Vec::with_capacity(fates.len());
    let mut emitted = Emitted::default();
    let mut rendered = Vec::new();
    let mut bytes = 0;
    let mut mistakes = Vec::new();
    for (at, (path, fate)) in renderer.plan.jobs.keys().zip(fates).enumerate() {
        match fate {
            Ok(fate) => {
                bytes += fate.bytes;
                emitted.written += usize::from(fate.is_written);
                emitted.unchanged += usize::from(!fate.is_written);
                rendered.extend(fate.is_rendered.then(|| (at, path.clone())));
                files.push((path.clone(), fate.hash));
            }
            Err(Trouble::Mistake(complaint)) => mistakes.push(*complaint),
            Err(Trouble::Failure(failure)) => return Err(failure),
        }
    }
    if !mistakes.is_empty() {
        diagnostics.extend(unique(mistakes));
        return Ok(Outcome { value: Emission::default(), diagnostics });
    }
    let files: BTreeMap<OutputPath, Hash> = files.into_iter().collect();
    let project = &renderer.portal().project;
    let new = Manifest::new(project.instant, &project.config.base_url.whole(), files.clone());
    stage.take_place(&folder)?;
    emitted.removed = folder.remove_stale(&old, &new)?;
    folder.write_manifest(&new)?;
    emitted.rendered = rendered.len();
    Ok(Outcome { value: Emission { emitted, files, rendered, bytes }, diagnostics })
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
    folder: &Folder,
    old: &Manifest,
    stage: &Stage,
    path: &OutputPath,
    job: &Job,
) -> Result<Fate, Trouble> {
    let is_rendered = !matches!(job, Job::Asset(_) | Job::Media(_) | Job::Picture(..) | Job::Static(_));
    bytes(renderer, inventory, path, job, |bytes| {
        let hash = Hash::of(bytes);
        let size = bytes.len() as u64;
        if old.hash(path) == Some(hash) && folder.holds(path, bytes) {
            return Ok(Fate { hash, is_written: false, is_rendered, bytes: size });
        }
        stage.write(path, bytes).map_err(Trouble::Failure)?;
        Ok(Fate { hash, is_written: true, is_rendered, bytes: size })
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

/// Removes a folder tree that is ours.
fn remove_tree(path: &Path) -> Result<(), Failure> {
    fs::remove_dir_all(path).map_err(failed("remove", path))
}
