//! The output folder: whether it is ours, what is in it that is not, what goes.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::manifest::{self, Manifest};
use super::stage::PREFIX;
use super::{failed, remove_tree};
use crate::diagnostic::{Code, Diagnostic, Failure};
use crate::model::OutputPath;
use crate::plan::Job;

/// An output folder that may be written to.
pub struct Folder {
    root: PathBuf,
    manifest: Option<Vec<u8>>,
}

/// Refuses an output folder that is the project, holds it, or is one of its parts.
pub fn check_place(project: &Path, output: &Path) -> Result<(), Failure> {
    let whole =
        |path: &Path| path.canonicalize().or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_owned());
    let (project, output) = (whole(project), whole(output));
    let parts = ["content", "static", "themes", "templates", "data"];
    let is_part = parts.iter().any(|part| output.starts_with(project.join(part)));
    if project.starts_with(&output) || is_part {
        let message = format!("the output folder {} is the project, holds it or is one of its parts", output.display());
        return Err(Failure::Usage(message));
    }
    Ok(())
}

/// What the last build left in a folder, if one did.
pub fn last_build(output: &Path) -> Option<Manifest> {
    Manifest::parse(&fs::read(output.join(manifest::FILE)).ok()?)
}

impl Folder {
    /// Opens or makes the folder. Refused where it is not empty and no build made what is in it.
    pub fn open(output: &Path) -> Result<Folder, Failure> {
        fs::create_dir_all(output).map_err(failed("make the folder", output))?;
        let manifest = match fs::read(output.join(manifest::FILE)) {
            Ok(bytes) => Some(bytes),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => {
                return Err(Failure::machine(format!("read {}", output.join(manifest::FILE).display()), error));
            }
        };
        let mut is_empty = true;
        for entry in fs::read_dir(output).map_err(failed("list", output))? {
            let entry = entry.map_err(failed("list", output))?;
            let name = entry.file_name();
            let name = name.to_string_lossy();
            if name.starts_with(PREFIX) {
                // What a build left that was killed.
                remove_tree(&entry.path())?;
            } else if !name.starts_with('.') {
                is_empty = false;
            }
        }
        if manifest.is_none() && !is_empty {
            let message = format!("{} is not empty, and no build of dateline made what is in it", output.display());
            return Err(Failure::Usage(format!("{message}; empty it, or name another folder with `--output`")));
        }
        Ok(Folder { root: output.to_owned(), manifest })
    }

    /// Where it is.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// What the last build left.
    pub fn manifest(&self) -> Manifest {
        self.manifest.as_deref().and_then(Manifest::parse).unwrap_or_default()
    }

    /// Whether a file is there with these bytes.
    pub fn holds(&self, path: &OutputPath, bytes: &[u8]) -> bool {
        let path = self.root.join(path.as_str());
        let is_as_long =
            fs::symlink_metadata(&path).is_ok_and(|found| found.is_file() && found.len() == bytes.len() as u64);
        is_as_long && fs::read(&path).is_ok_and(|found| found == bytes)
    }

    /// The files that no build made: named and left alone, an error where their place is needed.
    pub fn foreign(&self, old: &Manifest, jobs: &BTreeMap<OutputPath, Job>) -> Result<Vec<Diagnostic>, Failure> {
        if self.manifest.is_none() {
            return Ok(Vec::new());
        }
        let mut found = Vec::new();
        list(&self.root, "", &mut found)?;
        let folders: BTreeSet<&str> = jobs.keys().flat_map(|path| folders_of(path.as_str())).collect();
        let foreign = found.iter().filter(|path| !old.lists(path));
        let complaint = |path: &String| {
            let message = format!("`{path}` in the output was made by no build");
            if jobs.contains_key(&OutputPath::new(path.as_str())) || folders.contains(path.as_str()) {
                Diagnostic::error(Code::ForeignFile, format!("{message}, and its place is needed"))
                    .help("move it away; files of your own belong into `static/`")
            } else {
                Diagnostic::warning(Code::ForeignFile, format!("{message}; it is left alone"))
                    .help("files of your own belong into `static/`")
            }
        };
        Ok(foreign.map(complaint).collect())
    }

    /// Removes what the last build made and this one does not, and the folders this leaves empty.
    pub fn remove_stale(&self, old: &Manifest, new: &Manifest) -> Result<usize, Failure> {
        let mut removed = 0;
        let mut folders = BTreeSet::new();
        for path in old.missing_in(new) {
            let file = self.root.join(path);
            match fs::remove_file(&file) {
                Ok(()) => removed += 1,
                Err(error)
                    if matches!(
                        error.kind(),
                        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory | io::ErrorKind::IsADirectory
                    ) => {}
                Err(error) => return Err(Failure::machine(format!("remove {}", file.display()), error)),
            }
            folders.extend(folders_of(path));
        }
        // Deepest first; one that still holds something stays.
        for folder in folders.iter().rev() {
            let _ = fs::remove_dir(self.root.join(folder));
        }
        Ok(removed)
    }

    /// Writes the manifest, if it says anything new.
    pub fn write_manifest(&self, new: &Manifest) -> Result<(), Failure> {
        let bytes = new.bytes();
        if self.manifest.as_deref() == Some(bytes.as_slice()) {
            return Ok(());
        }
        let path = self.root.join(manifest::FILE);
        let beside = self.root.join(format!("{PREFIX}manifest"));
        super::stage::write_file(&beside, &bytes)?;
        fs::rename(&beside, &path).map_err(failed("write", &path))
    }
}

/// The folders above a path: `news` and `news/ports` for `news/ports/index.html`.
fn folders_of(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}

/// Every file below a folder, links and specials too, none of them followed; hidden names at the top
/// belong to hosts and version control.
fn list(root: &Path, folder: &str, found: &mut Vec<String>) -> Result<(), Failure> {
    let path = root.join(folder);
    let mut entries: Vec<_> =
        fs::read_dir(&path).and_then(Iterator::collect::<io::Result<_>>).map_err(failed("list", &path))?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name().to_string_lossy().into_owned();
        if folder.is_empty() && name.starts_with('.') {
            continue;
        }
        let inner = if folder.is_empty() { name } else { format!("{folder}/{name}") };
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            list(root, &inner, found)?;
        } else {
            found.push(inner);
        }
    }
    Ok(())
}
