//! The one way to read a file of the project: nothing but a regular file is opened, so that a pipe can't hold a
//! build up, a device can't fill the memory, and a link can't show what lies outside of the project.

use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::path::Path;

use crate::model::SourcePath;

/// The most bytes of a file that is published. Larger ones belong on a host for films.
const MOST: u64 = 1 << 30;

/// The bytes of a regular file; links are not followed.
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    let seen = fs::symlink_metadata(path)?;
    if !seen.is_file() {
        return Err(irregular());
    }
    let file = File::open(path)?;
    // It may have become something else since it was looked at, a link to another file too.
    let found = file.metadata()?;
    if !found.is_file() {
        return Err(irregular());
    }
    if !is_same(&seen, &found) {
        return Err(io::Error::other("it became another file while it was read; build again"));
    }
    if found.len() > MOST {
        return Err(too_large());
    }
    let mut bytes = Vec::with_capacity(usize::try_from(found.len()).unwrap_or_default() + 1);
    file.take(MOST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MOST { Err(too_large()) } else { Ok(bytes) }
}

#[cfg(unix)]
fn is_same(one: &Metadata, other: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

/// Elsewhere nothing tells two files apart.
#[cfg(not(unix))]
fn is_same(_: &Metadata, _: &Metadata) -> bool {
    true
}

/// Whether a file could not be read because it is none.
pub fn is_irregular(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::InvalidInput
}

/// What is said of a file that is another than it was a moment before.
pub(super) fn changed(path: &SourcePath) -> io::Error {
    io::Error::other(format!("{path} changed while the portal was made; build again"))
}

fn irregular() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, "it is no regular file")
}

fn too_large() -> io::Error {
    io::Error::new(io::ErrorKind::FileTooLarge, format!("it has more than {} MiB", MOST >> 20))
}
