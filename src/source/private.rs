//! Folders for what is kept from build to build: only their owner can read them, and version control leaves them out.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// Makes a folder, with a file that tells version control to leave it out. A link to a folder is refused: what it leads to
/// is not ours.
pub fn make(folder: &Path) -> io::Result<()> {
    match make_private(folder) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists || !is_there(folder) => return Err(error),
        Ok(()) | Err(_) => {}
    }
    let ignore = folder.join(".gitignore");
    if !ignore.exists() {
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        file.write_all(b"*\n")?;
        file.persist(ignore).map_err(|error| error.error)?;
    }
    Ok(())
}

/// Whether a folder is there, and is no link to one.
pub fn is_there(folder: &Path) -> bool {
    fs::symlink_metadata(folder).is_ok_and(|found| found.is_dir())
}

/// Whether a file that is made in a folder belongs to whoever the folder belongs to, as on file systems where all is one user's.
pub fn is_made_by_us(folder: &Path) -> bool {
    tempfile::NamedTempFile::new_in(folder).is_ok_and(|file| owner(file.path()) == owner(folder))
}

#[cfg(unix)]
fn owner(path: &Path) -> Option<u32> {
    use std::os::unix::fs::MetadataExt;
    fs::symlink_metadata(path).map(|found| found.uid()).ok()
}

#[cfg(not(unix))]
fn owner(_: &Path) {}

#[cfg(unix)]
fn make_private(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().mode(0o700).create(folder)
}

#[cfg(not(unix))]
fn make_private(folder: &Path) -> io::Result<()> {
    fs::create_dir(folder)
}
