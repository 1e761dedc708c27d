//! The folder `.dateline/` of a project: files that are whole or none. A file that is damaged, cut short,
//! foreign or of another build of dateline counts as not there.

use std::fs;
use std::io::{self, Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;

use super::digest::{self, Digest, Running};
use super::stat::{Stat, nanoseconds};
use crate::disk::{Alone, Disk};
use crate::source::{private, regular};

/// The folder, below the project's.
pub const FOLDER: &str = ".dateline";

/// Changes with every change of what is kept.
const FORMAT: &[u8; 16] = b"dateline memo 05";

/// The folder of the memo.
#[derive(Debug)]
pub(super) struct Store {
    folder: PathBuf,
    disk: Arc<dyn Disk>,
}

/// Waits until no other build learns in the project at `root`; `is_waiting` is called if there is one. What a build left
/// half-written that was killed goes. None where nothing can be written.
pub fn claim(root: &Path, disk: &dyn Disk, is_waiting: impl FnOnce()) -> Option<Alone> {
    let folder = root.join(FOLDER);
    private::make(&folder).ok()?;
    let alone = Alone::wait(&folder.join(LOCK), is_waiting).ok()?;
    for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().starts_with(HALF) {
            // One that can't be removed is in nobody's way.
            let _ = disk.remove_file(&entry.path());
        }
    }
    Some(alone)
}

const LOCK: &str = "lock";
/// How the names of files begin that are being written.
const HALF: &str = "new-";

impl Store {
    pub(super) fn new(root: &Path, disk: &Arc<dyn Disk>) -> Store {
        Store { folder: root.join(FOLDER), disk: disk.clone() }
    }

    /// The content of a file that a build like this one wrote, and its digest.
    pub(super) fn read(&self, name: &str) -> Option<(Vec<u8>, u128)> {
        let mut bytes = regular::read(&self.folder.join(name)).ok()?;
        let (head, _) = bytes.split_at_checked(HEAD)?;
        let content_digest = u128::from_le_bytes(head.get(32..48)?.try_into().ok()?);
        if head.get(..32)? != start() {
            return None;
        }
        let content = bytes.split_off(HEAD);
        (digest::of(&content) == content_digest).then_some((content, content_digest))
    }

    /// Writes a file: beside the old one, then in its place. Only its owner can read it. Gives the digest of
    /// the content.
    pub(super) fn write(&self, name: &str, content: &impl Serialize) -> io::Result<u128> {
        private::make(&self.folder)?;
        let half = self.folder.join(format!("{HALF}{name}"));
        let written = self.write_half(&half, content);
        let kept = written.and_then(|digest| self.disk.rename(&half, &self.folder.join(name)).map(|()| digest));
        if kept.is_err() {
            let _ = self.disk.remove_file(&half);
        }
        kept
    }

    fn write_half(&self, path: &Path, content: &impl Serialize) -> io::Result<u128> {
        let mut file = self.disk.create_private(path)?;
        file.write_all(&start())?;
        file.write_all(&[0; DIGEST])?;
        let hashing = Hashing { file: &mut file, digest: Running::new() };
        let buffer = io::BufWriter::with_capacity(1 << 18, hashing);
        let buffer = postcard::to_io(content, buffer).map_err(io::Error::other)?;
        let Hashing { digest, .. } = buffer.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.seek(io::SeekFrom::Start((HEAD - DIGEST) as u64))?;
        let digest = digest.whole();
        file.write_all(&digest.to_le_bytes())?;
        Ok(digest)
    }

    /// What the clock of the file system showed `ago`; zero where nothing can be written.
    pub(super) fn clock(&self, ago: Duration) -> u64 {
        let path = self.folder.join(format!("{HALF}clock"));
        let now = || -> Option<u64> {
            private::make(&self.folder).ok()?;
            self.disk.write(&path, b"now").ok()?;
            let now = Stat::of(&path)?.modified();
            self.disk.remove_file(&path).ok()?;
            Some(now)
        };
        now().map_or(0, |now| now.saturating_sub(nanoseconds(ago)))
    }

    /// A file without a name, gone when it is closed; none where nothing can be written.
    pub(super) fn nameless(&self) -> Option<fs::File> {
        private::make(&self.folder).and_then(|()| tempfile::tempfile_in(&self.folder)).ok()
    }
}

/// Bytes before the content of a file: format, build and digest.
pub const HEAD: usize = 48;
/// The end of it: the digest of the content.
const DIGEST: usize = 16;

/// Writes on, and keeps the digest of what went through.
struct Hashing<W> {
    file: W,
    digest: Running,
}

impl<W: Write> Write for Hashing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.digest.add(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// How every file begins: the format, and which build of dateline wrote it.
fn start() -> [u8; 32] {
    let mut start = [0; 32];
    start[..16].copy_from_slice(FORMAT);
    start[16..].copy_from_slice(&build().to_le_bytes());
    start
}

/// Which build of dateline this is: its version, and size and time of the program.
fn build() -> u128 {
    let mut digest = Digest::new().with(env!("CARGO_PKG_VERSION"));
    if let Some(stat) = std::env::current_exe().ok().and_then(|path| Stat::of(&path)) {
        digest.add(postcard::to_allocvec(&stat).unwrap_or_default());
    }
    digest.whole()
}
