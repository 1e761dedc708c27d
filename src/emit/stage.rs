//! The place beside the old files where new ones wait until all are there. The only module that
//! writes into an output.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::failed;
use super::folder::Folder;
use crate::diagnostic::Failure;
use crate::model::OutputPath;

/// How the names of our temporary things in an output begin.
pub(super) const PREFIX: &str = ".dateline-staging-";

/// A staging folder inside the output, so that moving a file is one rename. Gone when dropped.
pub(super) struct Stage {
    folder: tempfile::TempDir,
}

impl Stage {
    /// Makes one.
    pub(super) fn begin(output: &Path) -> Result<Stage, Failure> {
        let folder =
            tempfile::Builder::new().prefix(PREFIX).tempdir_in(output).map_err(failed("write into", output))?;
        Ok(Stage { folder })
    }

    /// Writes a file that waits.
    pub(super) fn write(&self, path: &OutputPath, bytes: &[u8]) -> Result<(), Failure> {
        write_file(&self.folder.path().join(path.as_str()), bytes)
    }

    /// Moves everything that waits to its place.
    pub(super) fn take_place(self, folder: &Folder) -> Result<(), Failure> {
        move_into(self.folder.path(), folder.root())
    }
}

/// Writes a file, making the folders above it where they are missing.
#[expect(clippy::disallowed_methods, reason = "the one place that writes into an output")]
pub(super) fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let create = || File::create(path);
    // A page nearly always begins its folder.
    if let Some(folder) = path.parent().filter(|_| path.file_name().is_some_and(|name| name == "index.html")) {
        let _ = fs::create_dir(folder);
    }
    let file = create().or_else(|error| match (error.kind(), path.parent()) {
        (io::ErrorKind::NotFound, Some(parent)) => fs::create_dir_all(parent).and_then(|()| create()),
        _ => Err(error),
    });
    file.and_then(|mut file| file.write_all(bytes)).map_err(failed("write", path))
}

/// Moves what is in `from` into `to`: a whole folder at once where there is none yet, file by file
/// where there is.
fn move_into(from: &Path, to: &Path) -> Result<(), Failure> {
    let entries = fs::read_dir(from).map_err(failed("list", from))?;
    let mut paths: Vec<(PathBuf, PathBuf)> = Vec::new();
    for entry in entries {
        let entry = entry.map_err(failed("list", from))?;
        paths.push((entry.path(), to.join(entry.file_name())));
    }
    for (source, target) in paths {
        match (source.is_dir(), fs::symlink_metadata(&target)) {
            (true, Ok(found)) if found.is_dir() => move_into(&source, &target)?,
            // A file of the last build where a folder is needed now.
            (true, Ok(_)) => {
                fs::remove_file(&target).map_err(failed("remove", &target))?;
                fs::rename(&source, &target).map_err(failed("move to", &target))?;
            }
            // A folder of the last build where a file is needed now: everything in it was ours.
            (false, Ok(found)) if found.is_dir() => {
                super::remove_tree(&target)?;
                fs::rename(&source, &target).map_err(failed("move to", &target))?;
            }
            _ => fs::rename(&source, &target).map_err(failed("move to", &target))?,
        }
    }
    Ok(())
}
