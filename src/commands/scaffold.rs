//! Files that commands make for authors: never over one that is there.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use crate::diagnostic::Failure;

/// Writes a new file, with the folders above it. One that is there already stays as it is, and that
/// is an error.
pub(super) fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let failed = |error: io::Error| match error.kind() {
        io::ErrorKind::AlreadyExists => Failure::Usage(format!("{} is there already", path.display())),
        _ => Failure::machine(format!("write {}", path.display()), error),
    };
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    let mut file = OpenOptions::new().write(true).create_new(true).open(path).map_err(failed)?;
    file.write_all(text.as_bytes()).map_err(failed)
}

/// Writes a file that nobody but dateline writes, over the one that was there.
#[expect(clippy::disallowed_methods, reason = "one of the two places that write for authors")]
pub(super) fn write_again(path: &Path, text: &str) -> Result<(), Failure> {
    let failed = |error: io::Error| Failure::machine(format!("write {}", path.display()), error);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    fs::write(path, text).map_err(failed)
}
