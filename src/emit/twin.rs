//! The twin of an output: a second tree, private and beside it, in which the next site is made ready and which then
//! changes places with the output in one step. A reader sees the old site or the new one, whole, also when the build is killed.
//!
//! Both trees hold the same files but for what changed since the twin was the output: unchanged ones are one file with two
//! names. So a build costs what changed. A tree whose manifest is gone was left half-ready; it is made anew.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::claim::Change;
use super::folder::folders_of_all;
use super::manifest::{self, Manifest, is_within};
use super::remove::{clear, leads_out, remove_if_there, remove_stale};
use super::stage::Stage;
use super::{failed, is_file};
use crate::diagnostic::Failure;
use crate::disk::{self, Disk};
use crate::model::OutputPath;
use crate::source::regular;

/// The folder beside an output, with the twin in it.
#[derive(Debug)]
pub(super) struct Twin {
    beside: PathBuf,
}

/// Something in an output that no build made, and that goes with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Carried {
    pub(super) path: String,
    pub(super) is_folder: bool,
}

impl Twin {
    pub(super) fn new(beside: PathBuf) -> Twin {
        Twin { beside }
    }

    fn tree(&self) -> PathBuf {
        self.beside.join("tree")
    }

    /// Where files wait.
    pub(super) fn stage(&self) -> PathBuf {
        self.beside.join("stage")
    }

    /// What is carried over, while it is.
    fn carrying(&self) -> PathBuf {
        self.beside.join("carrying.json")
    }

    /// There as long as the tree may hold something else than its manifest says.
    fn doubted(&self) -> PathBuf {
        self.beside.join("doubted")
    }

    /// There where it turned out that the output can't change places.
    fn fixed(&self) -> PathBuf {
        self.beside.join("in-place")
    }

    /// Notes that a build begins, and tells when, by the clock of the file system; none where that can't be told.
    pub(super) fn begun(&self, disk: &dyn Disk) -> Option<SystemTime> {
        let mark = self.beside.join("begun");
        disk.write(&mark, b"\n").ok()?;
        fs::symlink_metadata(&mark).and_then(|found| found.modified()).ok()
    }

    /// Whether the output can change places with a twin that serves the same people.
    pub(super) fn can_exchange(&self, output: &Path, disk: &dyn Disk) -> Result<bool, Failure> {
        if self.fixed().exists() || !disk::on_one_file_system(&self.beside, output) || disk::holds_mounts(output) {
            return Ok(false);
        }
        let (tree, stage) = (self.tree(), self.stage());
        if tree.exists() {
            if disk::are_alike(&tree, output) {
                return Ok(true);
            }
            self.clear(disk)?;
        }
        let attempt = || {
            disk.make_folder(&tree)?;
            disk.make_folder(&stage)?;
            disk.exchange(&tree, &stage)
        };
        match attempt() {
            Ok(()) => disk::dress_like(&tree, output).map_err(failed("set permissions of", &tree)),
            Err(error) if is_never(&error) || is_not_now(&error) => Ok(false),
            Err(error) => Err(failed("exchange", &tree)(error)),
        }
    }

    /// Removes the trees: the output is written in place. Nothing of others lies in them, see [`Twin::recover`].
    pub(super) fn give_up(&self, disk: &dyn Disk) -> Result<(), Failure> {
        self.clear(disk)?;
        clear(&self.stage(), disk)?;
        remove_if_there(&self.carrying(), disk)
    }

    /// Brings home what the last build carried over, and mends what one left that was killed.
    pub(super) fn recover(&self, output: &Path, disk: &dyn Disk) -> Result<(), Failure> {
        let tree = self.tree();
        if fs::symlink_metadata(&tree).is_ok_and(|found| !found.is_dir()) {
            remove_if_there(&tree, disk)?;
        }
        // First, since a tree may be removed that is doubted.
        self.bring_home(output, disk)?;
        if self.doubted().exists() {
            self.forget(disk)?;
        }
        Ok(())
    }

    /// Moves what no build made out of the tree.
    fn bring_home(&self, output: &Path, disk: &dyn Disk) -> Result<(), Failure> {
        let path = self.carrying();
        let Ok(bytes) = regular::read(&path) else { return Ok(()) };
        // Written beside and renamed, so it is whole; what is not ours means nothing.
        let mut carried: Vec<Carried> = serde_json::from_slice(&bytes).unwrap_or_default();
        let tree = self.tree();
        carried.retain(|entry| is_within(&entry.path) && !leads_out(&tree, &entry.path));
        self.carry_folders(&carried, output, disk)?;
        for entry in carried.iter().filter(|entry| !entry.is_folder) {
            remove_if_there(&tree.join(&entry.path), disk)?;
        }
        remove_if_there(&path, disk)
    }

    /// Lets a new site take the place of the old one. Gives the folder with what waits if the output can't change places
    /// after all.
    pub(super) fn publish(
        &self,
        output: &Path,
        change: &Change,
        stage: &Stage,
        disk: &dyn Disk,
    ) -> Result<Option<PathBuf>, Failure> {
        let tree = self.tree();
        match self.make_ready(output, change, stage, disk) {
            Ok(None) => {}
            Ok(Some(waiting)) => return Ok(Some(waiting)),
            Err(failure) => {
                // A full disk gets its space back.
                let _ = self.clear(disk);
                return Err(failure);
            }
        }
        let late = (change.late)()?;
        if let Some(late) = &late {
            for gone in change.carried.iter().filter(|entry| !entry.is_folder && !late.contains(entry)) {
                remove_if_there(&tree.join(&gone.path), disk)?;
            }
            if !self.take_along(output, late, disk)? {
                return Ok(Some(tree));
            }
        }
        if change.mends() {
            let mark = self.doubted();
            disk.write(&mark, b"files of this output were changed by others\n").map_err(failed("write", &mark))?;
        }
        match disk.exchange(output, &tree) {
            Ok(()) => {}
            Err(error) if is_never(&error) => {
                let mark = self.fixed();
                disk.write(&mark, b"this output can't change places with another folder\n")
                    .map_err(failed("write", &mark))?;
                return Ok(Some(tree));
            }
            Err(error) if is_not_now(&error) => return Ok(Some(tree)),
            Err(error) => return Err(failed("exchange", output)(error)),
        }
        let carried = late.as_deref().unwrap_or(change.carried);
        if let Err(failure) = self.carry_folders(carried, output, disk) {
            return self.take_back(carried, output, disk).map(|()| Some(tree)).map_err(|_| failure);
        }
        if change.mends() {
            self.forget(disk)?;
        }
        Ok(None)
    }

    /// Makes the twin what the output shall be. Gives the folder with what waits if it can't: what others have in the output may
    /// not be able to go along, and permissions may be such as only the output has.
    fn make_ready(
        &self,
        output: &Path,
        change: &Change,
        stage: &Stage,
        disk: &dyn Disk,
    ) -> Result<Option<PathBuf>, Failure> {
        let Change { new, waiting, carried, .. } = change;
        let tree = self.tree();
        let then = self.begin(output, disk)?;
        let is_anew = then.paths().next().is_none();
        remove_stale(&tree, &then, new, disk)?;
        if !self.take_along(output, carried, disk)? {
            return Ok(Some(stage.folder().to_owned()));
        }
        let missing = |path: &&OutputPath| {
            !waiting.contains(path) && (then.hash(path) != new.hash(path) || !is_file(&tree.join(path.as_str())))
        };
        let paths: Vec<&OutputPath> = new.paths().collect();
        paths.into_par_iter().filter(missing).try_for_each(|path| link(output, &tree, path.as_str(), disk))?;
        stage.move_into(&tree, disk)?;
        if !dress_folders(output, &tree, change, is_anew)? {
            return Ok(Some(tree));
        }
        let path = tree.join(manifest::FILE);
        disk.write(&path, &new.bytes()).map_err(failed("write", &path))?;
        Ok(None)
    }

    /// Gives files that no build made a second name in the tree, and notes what has to be moved home. Tells whether all of them can
    /// go along.
    fn take_along(&self, output: &Path, carried: &[Carried], disk: &dyn Disk) -> Result<bool, Failure> {
        let tree = self.tree();
        let (folders, files): (Vec<_>, Vec<_>) = carried.iter().partition(|entry| entry.is_folder);
        if !folders.iter().all(|entry| disk::may_move(&output.join(&entry.path))) {
            return Ok(false);
        }
        for entry in files {
            match name(output, &tree, &entry.path, disk) {
                Err(error) if error.kind() == io::ErrorKind::StorageFull => {
                    return Err(failed("link", &tree.join(&entry.path))(error));
                }
                // It is gone by now.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(_) => return Ok(false),
                Ok(()) => {}
            }
        }
        if !carried.is_empty() {
            let bytes = serde_json::to_vec(carried).unwrap_or_default();
            write_whole(&self.carrying(), &self.beside.join("carrying.new"), &bytes, disk)?;
        }
        Ok(true)
    }

    /// Lets the old site take its place again, with all that goes with it: something could not be moved after all.
    fn take_back(&self, carried: &[Carried], output: &Path, disk: &dyn Disk) -> Result<(), Failure> {
        let tree = self.tree();
        for entry in carried.iter().filter(|entry| entry.is_folder) {
            let (away, home) = (tree.join(&entry.path), output.join(&entry.path));
            if fs::symlink_metadata(&away).is_err() && fs::symlink_metadata(&home).is_ok() {
                disk.rename(&home, &away).map_err(failed("move to", &away))?;
            }
        }
        disk.exchange(output, &tree).map_err(failed("exchange", output))
    }

    /// Takes the manifest away as long as the tree is neither the one nor the other, and tells what it holds. What was left
    /// half-ready is removed.
    fn begin(&self, output: &Path, disk: &dyn Disk) -> Result<Manifest, Failure> {
        let tree = self.tree();
        let path = tree.join(manifest::FILE);
        match regular::read(&path).ok().and_then(|bytes| Manifest::parse(&bytes)) {
            Some(then) => {
                remove_if_there(&path, disk)?;
                Ok(then)
            }
            None => {
                self.clear(disk)?;
                disk.make_folder(&tree).map_err(failed("make the folder", &tree))?;
                // What is made in it takes after it.
                disk::dress_like(&tree, output).map_err(failed("set permissions of", &tree))?;
                Ok(Manifest::default())
            }
        }
    }

    /// Removes a tree that is doubted, and the doubt.
    fn forget(&self, disk: &dyn Disk) -> Result<(), Failure> {
        self.clear(disk)?;
        remove_if_there(&self.doubted(), disk)
    }

    fn clear(&self, disk: &dyn Disk) -> Result<(), Failure> {
        remove_if_there(&self.tree().join(manifest::FILE), disk)?;
        clear(&self.tree(), disk)
    }

    /// What no build made stays in the output: folders are moved there at once. Of files the twin keeps a second name until the
    /// next build, so that whoever reads it on misses none.
    fn carry_folders(&self, carried: &[Carried], output: &Path, disk: &dyn Disk) -> Result<(), Failure> {
        for entry in carried.iter().filter(|entry| entry.is_folder) {
            let (away, home) = (self.tree().join(&entry.path), output.join(&entry.path));
            if fs::symlink_metadata(&away).is_err() {
                continue;
            }
            if fs::symlink_metadata(&home).is_ok() {
                let message = format!("{} was put aside by a build that was killed", away.display());
                let help = format!("{} has its place; move one of them away", home.display());
                return Err(Failure::Usage(format!("{message}, and now {help}")));
            }
            if let Some(above) = home.parent() {
                disk.make_folder(above).map_err(failed("make the folder", above))?;
            }
            disk.rename(&away, &home).map_err(failed("move to", &home))?;
        }
        Ok(())
    }
}

/// Whether an exchange failed because this output will never change places: its file system can't.
fn is_never(error: &io::Error) -> bool {
    use io::ErrorKind::{CrossesDevices, InvalidInput, Unsupported};
    matches!(error.kind(), CrossesDevices | InvalidInput | Unsupported)
}

/// Whether it failed for a reason that may go: a mounted folder, permissions.
fn is_not_now(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ResourceBusy)
}

/// Gives a file of the output its name in the tree, whatever had it there.
fn name(output: &Path, tree: &Path, path: &str, disk: &dyn Disk) -> io::Result<()> {
    let (from, to) = (output.join(path), tree.join(path));
    disk.link(&from, &to).or_else(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => disk.remove_file(&to).and_then(|()| disk.link(&from, &to)),
        _ => Err(error),
    })
}

/// The same for a file of ours. Where files can't have two names it is copied.
fn link(output: &Path, tree: &Path, path: &str, disk: &dyn Disk) -> Result<(), Failure> {
    let to = tree.join(path);
    let linked = name(output, tree, path, disk).or_else(|error| match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::StorageFull => Err(error),
        _ => disk.copy(&output.join(path), &to),
    });
    linked.map_err(failed("link", &to))
}

/// Gives the folders of a tree the permissions they have in the output. Tells whether the same people may do the same in both.
/// Access lists and labels are compared in a tree that was made anew, and of the output itself each time.
fn dress_folders(output: &Path, tree: &Path, change: &Change, is_anew: bool) -> Result<bool, Failure> {
    let ours = change.new.paths().map(OutputPath::as_str);
    let folders = folders_of_all(ours.chain(change.carried.iter().map(|entry| entry.path.as_str())));
    let dress = |folder: &&str| {
        let (folder, model) = (tree.join(folder), output.join(folder));
        if (!is_anew && disk::look_alike(&folder, &model)) || !folder.is_dir() || !model.is_dir() {
            return Ok(true);
        }
        disk::dress_like(&folder, &model).map_err(failed("set permissions of", &folder))
    };
    let dressed: Vec<bool> = folders.par_iter().map(dress).collect::<Result<_, _>>()?;
    Ok(disk::are_alike(tree, output) && dressed.into_iter().all(|is_alike| is_alike))
}

/// Writes a file that is there whole or not at all.
pub(super) fn write_whole(path: &Path, beside: &Path, bytes: &[u8], disk: &dyn Disk) -> Result<(), Failure> {
    disk.write(beside, bytes).and_then(|()| disk.rename(beside, path)).map_err(failed("write", path))
}
