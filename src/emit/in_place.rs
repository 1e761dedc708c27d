//! The way where an output can't change places: files are moved into it one by one. A reader may see old files beside new
//! ones for that moment, and a killed build may leave them so; the next one mends it, since a manifest that lists both is
//! there before the first file is moved.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::claim::Change;
use super::folder::folders_of;
use super::manifest::{self, Manifest};
use super::remove::{leads_out, remove_stale};
use super::twin::write_whole;
use super::{failed, stage};
use crate::diagnostic::Failure;
use crate::disk::Disk;
use crate::model::OutputPath;

/// Moves the files that wait in a folder into the output, and removes what is no more.
pub(super) fn publish(output: &Path, change: &Change, from: &Path, disk: &dyn Disk) -> Result<(), Failure> {
    let Change { old, new, waiting, .. } = change;
    write_manifest(output, &old.and(new), disk)?;
    remove_stale(output, old, new, disk)?;
    let mut made = BTreeSet::new();
    for path in *waiting {
        if let Some(folder) = folders_of(path.as_str()).last().filter(|folder| made.insert(*folder)) {
            make_folder(output, folder, path, disk)?;
        }
        let target = output.join(path.as_str());
        disk.rename(&from.join(path.as_str()), &target).map_err(failed("move to", &target))?;
    }
    write_manifest(output, new, disk)
}

/// Makes the folder of a file. One that is a link now is refused: what it leads to is not ours.
fn make_folder(output: &Path, folder: &str, path: &OutputPath, disk: &dyn Disk) -> Result<(), Failure> {
    if leads_out(output, path.as_str()) {
        let message = format!("{} is a link or lies behind one", output.join(folder).display());
        return Err(Failure::Usage(format!("{message}, and builds follow none in their output; remove it")));
    }
    let folder = output.join(folder);
    disk.make_folder(&folder).map_err(failed("make the folder", &folder))
}

/// Writes the manifest of an output, whole or not at all.
pub(super) fn write_manifest(output: &Path, new: &Manifest, disk: &dyn Disk) -> Result<(), Failure> {
    write_whole(&output.join(manifest::FILE), &new_manifest(output), &new.bytes(), disk)
}

/// Where a new manifest is until it is whole.
pub(super) fn new_manifest(output: &Path) -> PathBuf {
    output.join(format!("{}-manifest", stage::NAME))
}
