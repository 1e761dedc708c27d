//! What goes: only what a manifest of ours lists, and folders that are ours alone. Links are not followed.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use super::failed;
use super::folder::folders_of;
use super::manifest::Manifest;
use crate::diagnostic::Failure;
use crate::disk::Disk;

/// Removes what `then` lists and `new` does not, and the folders this leaves empty.
pub(super) fn remove_stale(root: &Path, then: &Manifest, new: &Manifest, disk: &dyn Disk) -> Result<(), Failure> {
    let mut folders = BTreeSet::new();
    for path in then.missing_in(new).filter(|path| !leads_out(root, path)) {
        remove_if_there(&root.join(path), disk)?;
        folders.extend(folders_of(path));
    }
    // Deepest first; one that still holds something stays.
    for folder in folders.iter().rev() {
        let _ = disk.remove_folder(&root.join(folder));
    }
    Ok(())
}

/// Whether one of the folders above a path is a link: what it leads to is not ours.
pub(super) fn leads_out(root: &Path, path: &str) -> bool {
    folders_of(path).any(|folder| fs::symlink_metadata(root.join(folder)).is_ok_and(|found| found.is_symlink()))
}

/// Removes a file; one that is not there, or is a folder now, is no failure.
pub(super) fn remove_if_there(path: &Path, disk: &dyn Disk) -> Result<(), Failure> {
    match disk.remove_file(path) {
        Err(error)
            if !matches!(
                error.kind(),
                io::ErrorKind::NotFound | io::ErrorKind::NotADirectory | io::ErrorKind::IsADirectory
            ) =>
        {
            Err(Failure::machine(format!("remove {}", path.display()), error))
        }
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Removes a folder that is ours alone, if it is there.
pub(super) fn clear(tree: &Path, disk: &dyn Disk) -> Result<(), Failure> {
    if fs::symlink_metadata(tree).is_ok() {
        disk.remove_tree(tree).map_err(failed("remove", tree))?;
    }
    Ok(())
}
