//! The output folder: whether it is ours, and what is in it that is not.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::time::SystemTime;

use rayon::prelude::*;

use super::claim::LOCK_WITHIN;
use super::failed;
use super::manifest::{self, Manifest};
use super::stage;
use super::twin::Carried;
use crate::diagnostic::{Code, Diagnostic, Failure};
use crate::model::OutputPath;
use crate::plan::Job;
use crate::source::regular;

/// An output folder that may be written to.
pub(super) struct Folder {
    root: PathBuf,
    manifest: Option<Vec<u8>>,
}

/// What no build made.
#[derive(Debug, Default)]
pub(super) struct Foreign {
    /// Each file, links and specials too, that is told of, and each folder where a file is needed.
    files: Vec<String>,
    /// The same with a hidden name at the top: told of only where their place is needed.
    hidden: Vec<String>,
    /// What goes with the output: files beside ours, and folders in which nothing is ours.
    pub(super) carried: Vec<Carried>,
}

/// Refuses an output folder that is the project, holds it, or is one of its parts.
pub fn check_place(project: &Path, output: &Path) -> Result<(), Failure> {
    let (project, output) = (whole(project), whole(output));
    let parts = ["content", "static", "themes", "templates", "data"];
    let is_part = parts.iter().any(|part| output.starts_with(project.join(part)));
    if project.starts_with(&output) || is_part {
        let message = format!("the output folder {} is the project, holds it or is one of its parts", output.display());
        return Err(Failure::Usage(message));
    }
    Ok(())
}

/// A path without links, `.` and `..` in the part of it that is there.
fn whole(path: &Path) -> PathBuf {
    let there = |part: &Path| if part.as_os_str().is_empty() { Path::new(".") } else { part }.canonicalize().ok();
    let found = path.ancestors().find_map(|part| Some((there(part)?, path.strip_prefix(part).ok()?)));
    let Some((there, rest)) = found else { return path.to_owned() };
    let mut whole = there;
    for part in rest.components() {
        match part {
            Component::ParentDir => drop(whole.pop()),
            Component::Normal(name) => whole.push(name),
            _ => {}
        }
    }
    whole
}

/// What the last build left in a folder, if one did.
pub fn last_build(output: &Path) -> Option<Manifest> {
    Manifest::parse(&regular::read(&output.join(manifest::FILE)).ok()?)
}

/// Refuses a folder that is not empty and no build made what is in it.
pub(super) fn refuse_others(output: &Path) -> Result<(), Failure> {
    if fs::symlink_metadata(output.join(manifest::FILE)).is_ok() {
        return Ok(());
    }
    for entry in fs::read_dir(output).map_err(failed("list", output))? {
        let entry = entry.map_err(failed("list", output))?;
        if !is_hidden(&entry.file_name().to_string_lossy()) {
            let message = format!("{} is not empty, and no build of dateline made what is in it", output.display());
            return Err(Failure::Usage(format!("{message}; empty it, or name another folder with `--output`")));
        }
    }
    Ok(())
}

impl Folder {
    /// Opens a folder that is there.
    pub(super) fn open(root: &Path) -> Result<Folder, Failure> {
        let path = root.join(manifest::FILE);
        let manifest = match regular::read(&path) {
            Ok(bytes) => Some(bytes),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(Failure::machine(format!("read {}", path.display()), error)),
        };
        Ok(Folder { root: root.to_owned(), manifest })
    }

    /// What the last build left. One that can't be read is refused: nothing tells then which files are ours.
    pub(super) fn manifest(&self) -> Result<Manifest, Failure> {
        let Some(bytes) = &self.manifest else { return Ok(Manifest::default()) };
        Manifest::parse(bytes).ok_or_else(|| {
            let path = self.root.join(manifest::FILE);
            let message = format!("{} is no manifest of a build, so nothing tells what builds made", path.display());
            Failure::Usage(format!("{message}; remove it and all they made, or name another folder with `--output`"))
        })
    }

    /// Whether the manifest that is there says the same.
    pub(super) fn says(&self, new: &Manifest) -> bool {
        self.manifest.as_deref() == Some(new.bytes().as_slice())
    }

    /// Whether a file is there with these bytes.
    pub(super) fn holds(&self, path: &OutputPath, bytes: &[u8]) -> bool {
        let path = self.root.join(path.as_str());
        let is_as_long = fs::symlink_metadata(&path).is_ok_and(|found| found.len() == bytes.len() as u64);
        is_as_long && regular::read(&path).is_ok_and(|found| found == bytes)
    }

    /// What no build made: everything, or where the rest is known what has a hidden name at the top.
    pub(super) fn foreign(
        &self,
        old: &Manifest,
        jobs: &BTreeMap<OutputPath, Job>,
        is_known: bool,
    ) -> Result<Foreign, Failure> {
        let ours = folders_of_all(old.paths().chain(jobs.keys()).map(OutputPath::as_str));
        let mut foreign = Foreign::default();
        let walk = Walk { root: &self.root, old, jobs, ours, hidden_only: is_known };
        walk.through("", false, &mut foreign)?;
        Ok(foreign)
    }

    /// Whether something came into a folder of ours, or went, at a time or after it.
    pub(super) fn was_touched(&self, old: &Manifest, jobs: &BTreeMap<OutputPath, Job>, since: SystemTime) -> bool {
        let folders = folders_of_all(old.paths().chain(jobs.keys()).map(OutputPath::as_str));
        let is_touched = |folder: &&str| {
            let modified = fs::symlink_metadata(self.root.join(folder)).and_then(|found| found.modified());
            modified.is_ok_and(|modified| modified >= since)
        };
        is_touched(&"") || folders.par_iter().any(is_touched)
    }
}

impl Foreign {
    /// Whether some of it has no hidden name at the top.
    pub(super) fn lies_open(&self) -> bool {
        self.carried.iter().any(|entry| !is_hidden(&entry.path))
    }

    /// What is told of it: named and left alone, an error where its place is needed.
    pub(super) fn told(&self, jobs: &BTreeMap<OutputPath, Job>) -> Vec<Diagnostic> {
        let folders = folders_of_all(jobs.keys().map(OutputPath::as_str));
        let is_job = |path: &str| jobs.contains_key(&OutputPath::new(path));
        let is_needed = |path: &str| is_job(path) || folders.contains(path) || folders_of(path).any(is_job);
        let complaint = |path: &String| {
            let message = format!("`{path}` in the output was made by no build");
            if is_needed(path) {
                Diagnostic::error(Code::ForeignFile, format!("{message}, and its place is needed"))
                    .help("move it away; files of your own belong into `static/`")
            } else {
                Diagnostic::warning(Code::ForeignFile, format!("{message}; it is left alone"))
                    .help("files of your own belong into `static/`")
            }
        };
        let hidden = self.hidden.iter().filter(|path| is_needed(path));
        self.files.iter().chain(hidden).map(complaint).collect()
    }
}

/// The folders above any of these paths.
pub(super) fn folders_of_all<'a>(paths: impl Iterator<Item = &'a str>) -> BTreeSet<&'a str> {
    paths.flat_map(folders_of).collect()
}

/// The folders above a path: `news` and `news/ports` for `news/ports/index.html`.
pub(super) fn folders_of(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}

/// Hidden names at the top belong to hosts and version control: they are not told of.
fn is_hidden(name: &str) -> bool {
    name.starts_with('.')
}

/// What builds themselves have at the top of an output.
fn is_our_own(name: &str) -> bool {
    name == manifest::FILE || name == LOCK_WITHIN || name.starts_with(stage::NAME)
}

/// A walk through an output in search of what is not ours; links are not followed.
struct Walk<'a> {
    root: &'a Path,
    old: &'a Manifest,
    jobs: &'a BTreeMap<OutputPath, Job>,
    /// The folders in which something of ours is or will be.
    ours: BTreeSet<&'a str>,
    hidden_only: bool,
}

impl Walk<'_> {
    /// Goes through a folder; in one that is carried as a whole only its files are told of.
    fn through(&self, folder: &str, is_carried: bool, found: &mut Foreign) -> Result<(), Failure> {
        let path = self.root.join(folder);
        let mut entries: Vec<_> =
            fs::read_dir(&path).and_then(Iterator::collect::<io::Result<_>>).map_err(failed("list", &path))?;
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let Ok(name) = entry.file_name().into_string() else {
                let message = format!("{} was made by no build, and its name is not UTF-8", entry.path().display());
                return Err(Failure::Usage(format!("{message}; rename it or move it away")));
            };
            let is_top = folder.is_empty();
            if is_top && (is_our_own(&name) || (self.hidden_only && !is_hidden(&name))) {
                continue;
            }
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            let path = if is_top { name } else { format!("{folder}/{name}") };
            let is_hidden = is_hidden(&path);
            let is_ours = if is_folder { self.ours.contains(path.as_str()) } else { self.old.lists(&path) };
            if !is_ours && !is_carried {
                found.carried.push(Carried { path: path.clone(), is_folder });
            }
            let is_job = |path: &str| self.jobs.contains_key(&OutputPath::new(path));
            if !is_ours && (!is_folder || is_job(&path) || folders_of(&path).any(is_job)) {
                if is_hidden { &mut found.hidden } else { &mut found.files }.push(path.clone());
            }
            // Nothing is told of what is in there.
            if is_folder && (is_ours || !is_hidden) {
                self.through(&path, is_carried || !is_ours, found)?;
            }
        }
        Ok(())
    }
}
