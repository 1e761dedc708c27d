//! Folders for what is kept from build to build: only their owner can read them, and version control leaves them out.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// Makes a folder, with one that tells version control to leave it out.
pub fn make(folder: &Path) -> io::Result<()> {
    if !folder.is_dir() {
        make_private(folder)?;
    }
    let ignore = folder.join(".gitignore");
    if !ignore.exists() {
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        file.write_all(b"*\n")?;
        file.persist(ignore).map_err(|error| error.error)?;
    }
    Ok(())
}

#[cfg(unix)]
fn make_private(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().mode(0o700).create(folder)
}

#[cfg(not(unix))]
fn make_private(folder: &Path) -> io::Result<()> {
    fs::create_dir(folder)
}
