//! What the file system says of a file or folder: enough to know that it stayed as it was, and whether
//! that can be believed.

use std::fs::{self, Metadata};
use std::path::Path;
use std::time::{Duration, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

/// Size, times and identity of a file or folder, links not followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stat {
    size: u64,
    /// Nanoseconds since 1970, as all times here.
    modified: u64,
    changed: u64,
    inode: u64,
    is_folder: bool,
    is_file: bool,
}

/// The finest clocks of file systems tick this often.
const TICK: u64 = 20_000_000;
/// The coarsest tick so often, and show it by whole seconds.
const COARSE: u64 = 2_000_000_000;
const SECOND: u64 = 1_000_000_000;

impl Stat {
    /// Looks at a path; none if nothing is there.
    pub(super) fn of(path: &Path) -> Option<Stat> {
        let found = fs::symlink_metadata(path).ok()?;
        let (changed, inode) = identity(&found);
        Some(Stat {
            size: found.len(),
            modified: modified(&found),
            changed,
            inode,
            is_folder: found.is_dir(),
            is_file: found.is_file(),
        })
    }

    /// What is told of a file that may have a second name in the twin of an output: getting or losing one is a change of the
    /// file to the system, and none to us.
    pub(super) fn whatever_its_names(self) -> Stat {
        Stat { changed: 0, ..self }
    }

    /// Whether nothing can have changed unseen since it was looked at, at `then` or later: a file changed
    /// within one tick of the clock looks the same before and after.
    pub(super) fn is_sure(&self, then: u64) -> bool {
        let newest = self.modified.max(self.changed);
        let tick = if newest.is_multiple_of(SECOND) { COARSE } else { TICK };
        newest.saturating_add(tick) < then
    }

    pub(super) fn is_folder(&self) -> bool {
        self.is_folder
    }

    pub(super) fn is_file(&self) -> bool {
        self.is_file
    }

    pub(super) fn modified(&self) -> u64 {
        self.modified
    }
}

fn modified(found: &Metadata) -> u64 {
    let since = found.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    nanoseconds(since.unwrap_or_default())
}

pub(super) fn nanoseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX)
}

#[cfg(unix)]
fn identity(found: &Metadata) -> (u64, u64) {
    use std::os::unix::fs::MetadataExt;
    let seconds = u64::try_from(found.ctime()).unwrap_or_default();
    let rest = u64::try_from(found.ctime_nsec()).unwrap_or_default();
    (seconds.saturating_mul(SECOND).saturating_add(rest), found.ino() ^ found.dev().rotate_left(48))
}

#[cfg(not(unix))]
fn identity(_: &Metadata) -> (u64, u64) {
    (0, 0)
}
