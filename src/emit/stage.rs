//! The place where new files wait until all are there.

use std::fs;
use std::path::{Path, PathBuf};

use super::failed;
use super::remove::clear;
use crate::diagnostic::Failure;
use crate::disk::{self, Disk};
use crate::model::OutputPath;

/// Its name in an output that is written in place.
pub(super) const NAME: &str = ".dateline-staging";

/// A folder on the file system of the output, so that moving a file is one rename. Gone when dropped.
pub(super) struct Stage<'a> {
    folder: PathBuf,
    disk: &'a dyn Disk,
}

impl<'a> Stage<'a> {
    /// Begins one at a place that is ours alone; what a build left there that was killed goes. What waits in it belongs to
    /// those to whom it will in the output.
    pub(super) fn begin(folder: PathBuf, output: &Path, disk: &'a dyn Disk) -> Result<Stage<'a>, Failure> {
        clear(&folder, disk)?;
        disk.make_folder(&folder).map_err(failed("make the folder", &folder))?;
        // In the output itself it takes after it already.
        if !folder.starts_with(output) {
            disk::dress_like(&folder, output).map_err(failed("set permissions of", &folder))?;
        }
        Ok(Stage { folder, disk })
    }

    /// Where it is.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Writes a file that waits.
    pub(super) fn write(&self, path: &OutputPath, bytes: &[u8]) -> Result<(), Failure> {
        let path = self.folder.join(path.as_str());
        self.disk.write(&path, bytes).map_err(failed("write", &path))
    }

    /// Moves everything that waits into a tree in which no file stands where a folder is needed, nor the other way round.
    pub(super) fn move_into(&self, tree: &Path, disk: &dyn Disk) -> Result<(), Failure> {
        move_into(&self.folder, tree, disk)
    }
}

impl Drop for Stage<'_> {
    fn drop(&mut self) {
        // One that can't be removed goes with the next build.
        let _ = self.disk.remove_tree(&self.folder);
    }
}

/// Moves what is in `from` into `to`: a whole folder at once where there is none yet, file by file where there is.
fn move_into(from: &Path, to: &Path, disk: &dyn Disk) -> Result<(), Failure> {
    for entry in fs::read_dir(from).map_err(failed("list", from))? {
        let entry = entry.map_err(failed("list", from))?;
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) && is_folder(&target) {
            move_into(&source, &target, disk)?;
        } else {
            disk.rename(&source, &target).map_err(failed("move to", &target))?;
        }
    }
    Ok(())
}

fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|found| found.is_dir())
}
