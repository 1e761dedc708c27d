//! What a build left behind: what it was made from, what it made, what it said, and until when it holds.

use std::collections::BTreeMap;
use std::path::Path;

use rayon::prelude::*;
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use super::digest;
use super::reads::Reads;
use super::stat::Stat;
use crate::diagnostic::Diagnostic;
use crate::graph::Held;
use crate::model::{Hash, Instant, OutputPath};
use crate::source::regular;

/// The manifest of an output.
const MANIFEST: &str = ".dateline-manifest.json";

/// The manifest as it is now.
pub(super) fn manifest(output: &Path, now: u64) -> Option<Seen> {
    let bytes = digest::of(&regular::read(&output.join(MANIFEST)).ok()?);
    Seen::new(output, MANIFEST, now, bytes)
}

/// A file or folder, as it was when a build looked at it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Seen {
    pub(super) path: String,
    pub(super) stat: Stat,
    /// Whether an equal state proves equal content.
    pub(super) is_sure: bool,
    /// The digest of its bytes, for when the state proves nothing.
    pub(super) bytes: u128,
}

/// A file of the output.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Made {
    pub(super) seen: Seen,
    pub(super) reads: Option<Reads>,
}

/// What every page depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Common {
    pub(super) settings: u64,
    pub(super) theme: u64,
    pub(super) data: u64,
}

/// What a build left behind.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Index {
    /// The options of the build, the place of its output among them.
    pub(super) options: u128,
    pub(super) zone: String,
    /// The first instant it holds for.
    pub(super) from: Instant,
    /// The instant from which it does not.
    pub(super) until: Option<Instant>,
    pub(super) common: Common,
    pub(super) inputs: Vec<Seen>,
    pub(super) made: Vec<Made>,
    /// The manifest and the folders of the output.
    pub(super) around: Vec<Seen>,
    /// Whether something else lay in the output.
    pub(super) has_foreign: bool,
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) held: Vec<Held>,
    pub(super) articles: usize,
    /// The digests of what was kept with it: known articles, the connected portal, and what was edited in both
    /// since they were kept.
    pub(super) parsed: u128,
    pub(super) connected: u128,
    pub(super) edits: Option<u128>,
}

impl Index {
    /// Whether the output is the same at an instant as at its own.
    pub(super) fn holds_at(&self, instant: Instant) -> bool {
        self.from <= instant && self.until.is_none_or(|until| instant < until)
    }

    /// The files it was made from that are no longer as they were. Nothing if these are others.
    pub(super) fn changed(&self, root: &Path, paths: &[&str]) -> Option<Vec<&Seen>> {
        let is_same_list =
            self.inputs.len() == paths.len() && self.inputs.iter().zip(paths).all(|(seen, path)| seen.path == *path);
        is_same_list.then(|| self.inputs.par_iter().filter(|seen| !seen.still(root)).collect())
    }

    /// Whether its output is as it left it, and nothing else is there.
    pub(super) fn is_whole(&self, output: &Path) -> bool {
        let made = || self.made.par_iter().all(|made| made.seen.still_made(output));
        !self.has_foreign && made() && self.has_nothing_else(output)
    }

    /// A folder that nothing was put into has its old state; else what is in it must be known.
    fn has_nothing_else(&self, output: &Path) -> bool {
        let doubtful: Vec<&Seen> = self
            .around
            .par_iter()
            .filter(|seen| {
                let now = || Stat::of(&output.join(&seen.path)).map(Stat::whatever_its_names);
                !(seen.stat.is_folder() && seen.is_sure && now() == Some(seen.stat))
            })
            .collect();
        if doubtful.is_empty() {
            return true;
        }
        let all = || self.made.iter().map(|made| made.seen.path.as_str());
        let known: FxHashSet<&str> = all().chain(self.around.iter().map(|seen| seen.path.as_str())).collect();
        doubtful.into_iter().all(|seen| match seen.stat.is_folder() {
            true => holds_only(output, &seen.path, &known),
            false => seen.still_made(output),
        })
    }

    /// Notes the files of the same output that have other bytes now, its folders, which are those of its twin, and what
    /// each file read.
    pub(super) fn note_written(
        &mut self,
        output: &Path,
        files: &BTreeMap<OutputPath, Hash>,
        now: u64,
        reads: &[Option<Reads>],
    ) -> Option<()> {
        if self.made.len() != files.len() || reads.len() != files.len() {
            return None;
        }
        for ((made, reads), (path, hash)) in self.made.iter_mut().zip(reads).zip(files) {
            let bytes = hash.0;
            if made.seen.path != path.as_str() {
                return None;
            }
            if made.seen.bytes != bytes || !made.seen.is_sure {
                made.seen = Seen::new(output, path.as_str(), now, bytes)?;
            }
            made.reads = *reads;
        }
        let looked = |seen: &Seen| match seen.path == MANIFEST {
            true => manifest(output, now),
            false => Seen::new(output, &seen.path, now, 0),
        };
        self.around = self.around.par_iter().map(looked).collect::<Option<_>>()?;
        Some(())
    }

    /// The files it made, one for each path that is in order as they are; none for those it did not make.
    pub(super) fn made_at<'b>(&self, paths: impl Iterator<Item = &'b OutputPath>) -> Vec<Option<&Made>> {
        let mut made = self.made.iter().peekable();
        let at = |path: &OutputPath| {
            while made.next_if(|made| made.seen.path.as_str() < path.as_str()).is_some() {}
            made.next_if(|made| made.seen.path == path.as_str())
        };
        paths.map(at).collect()
    }
}

/// Whether a folder holds nothing but what is known. Hidden names at the top are nobody's business.
fn holds_only(output: &Path, folder: &str, known: &FxHashSet<&str>) -> bool {
    let Ok(entries) = std::fs::read_dir(output.join(folder)) else { return false };
    for entry in entries {
        let Ok(entry) = entry else { return false };
        let name = entry.file_name();
        let Some(name) = name.to_str() else { return false };
        let path = if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
        let is_hidden = folder.is_empty() && name.starts_with('.');
        if !is_hidden && !known.contains(path.as_str()) {
            return false;
        }
    }
    true
}

impl Seen {
    /// Looks at a path of an output. `bytes` is the digest of its bytes.
    pub(super) fn new(output: &Path, path: &str, then: u64, bytes: u128) -> Option<Seen> {
        let stat = Stat::of(&output.join(path))?.whatever_its_names();
        Some(Seen { path: path.to_owned(), stat, is_sure: stat.is_sure(then), bytes })
    }

    /// Whether a file of the project is as it was: by its state, or by its bytes where that proves nothing.
    pub(super) fn still(&self, root: &Path) -> bool {
        let place = root.join(&self.path);
        Stat::of(&place).is_some_and(|now| self.is_as(now, &place))
    }

    /// The same of a file or folder of the output.
    pub(super) fn still_made(&self, output: &Path) -> bool {
        let place = output.join(&self.path);
        Stat::of(&place).is_some_and(|now| self.is_as(now.whatever_its_names(), &place))
    }

    fn is_as(&self, now: Stat, place: &Path) -> bool {
        if self.is_sure && now == self.stat {
            return true;
        }
        !now.is_folder() && now.is_file() && regular::read(place).is_ok_and(|bytes| digest::of(&bytes) == self.bytes)
    }
}
