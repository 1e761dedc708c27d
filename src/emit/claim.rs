//! The right to write into an output, and the way in which it is written.
//!
//! Beside an output `site/` lies the folder `.dateline-site/`, private to its owner: the lock that lets builds of one output
//! follow each other, the stage, and the twin with which the output changes places. Where none can be made, or the file system
//! can't exchange folders, files are moved into the output one by one.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::manifest::Manifest;
use super::remove::{clear, remove_if_there};
use super::stage::{self, Stage};
use super::twin::{Carried, Twin};
use super::{failed, folder, in_place};
use crate::diagnostic::Failure;
use crate::disk::{self, Alone, Disk};
use crate::model::OutputPath;
use crate::source::private;

/// An output that this build alone writes to.
#[derive(Debug)]
pub struct Claim {
    pub(super) root: PathBuf,
    pub(super) way: Way,
    /// When it was taken, by the clock of the file system; none where that can't be told.
    pub(super) begun: Option<SystemTime>,
    /// Given back when dropped.
    _alone: Vec<Alone>,
}

/// How a new site takes the place of the old one.
#[derive(Debug)]
pub(super) enum Way {
    /// In one step: a whole tree beside the output changes places with it.
    Exchange(Twin),
    /// File by file, in the output itself.
    InPlace,
}

/// The lock of an output beside which none can be.
pub(super) const LOCK_WITHIN: &str = ".dateline-lock";
/// The lock of one beside which it can.
const LOCK: &str = "lock";

impl Claim {
    /// Makes the folder of an output, and waits until no other build writes to it. `in_place`: whatever the file system can.
    /// `is_waiting` is called if there is another.
    pub fn take(output: &Path, in_place: bool, disk: &dyn Disk, is_waiting: impl Fn()) -> Result<Claim, Failure> {
        disk.make_folder(output).map_err(failed("make the folder", output))?;
        // An output may be a link that its owner made: it stays one, and what it leads to is written.
        let root = output.canonicalize().map_err(failed("find", output))?;
        folder::refuse_others(&root)?;
        let (beside, alone) = lock(&root, disk, &is_waiting)?;
        // What a killed build left there may be what is held back.
        clear(&root.join(stage::NAME), disk)?;
        remove_if_there(&in_place::new_manifest(&root), disk)?;
        let Some(twin) = beside.map(Twin::new) else {
            return Ok(Claim { root, way: Way::InPlace, begun: None, _alone: alone });
        };
        clear(&twin.stage(), disk)?;
        twin.recover(&root, disk)?;
        let is_shared = fs::symlink_metadata(root.join(LOCK_WITHIN)).is_ok();
        let twin = if in_place || is_shared || !twin.can_exchange(&root, disk)? {
            twin.give_up(disk)?;
            None
        } else {
            Some(twin)
        };
        let begun = twin.as_ref().and_then(|twin| twin.begun(disk));
        Ok(Claim { root, way: twin.map_or(Way::InPlace, Way::Exchange), begun, _alone: alone })
    }
}

/// Waits for the locks of an output, and tells the folder beside it, if there is one. Whoever can have none there has a lock
/// within; while there is one, all others wait for it too.
fn lock(output: &Path, disk: &dyn Disk, is_waiting: &impl Fn()) -> Result<(Option<PathBuf>, Vec<Alone>), Failure> {
    let wait = |file: &Path| Alone::wait(file, is_waiting).map_err(failed("write", file));
    let within = output.join(LOCK_WITHIN);
    let is_there = || fs::symlink_metadata(&within).is_ok();
    loop {
        let Some(beside) = beside(output)? else {
            let alone = wait(&within)?;
            // Meanwhile others may have made one, and removed the lock that was waited for.
            if is_there() && self::beside(output)?.is_none() {
                return Ok((None, vec![alone]));
            }
            continue;
        };
        let mut alone = vec![wait(&beside.join(LOCK))?];
        if is_there() {
            alone.push(wait(&within)?);
            if disk::is_own(&within) {
                remove_if_there(&within, disk)?;
            }
        }
        return Ok((Some(beside), alone));
    }
}

/// What the output shall become.
pub(super) struct Change<'a> {
    pub(super) old: &'a Manifest,
    pub(super) new: &'a Manifest,
    /// The files on the stage; the others of the new manifest are in the output as it lists them.
    pub(super) waiting: &'a BTreeSet<&'a OutputPath>,
    /// What was in the output at first and no build made.
    pub(super) carried: &'a [Carried],
    /// The same once more, if something came or went since.
    pub(super) late: &'a dyn Fn() -> Result<Option<Vec<Carried>>, Failure>,
}

impl Change<'_> {
    /// Whether a file is written that was to be there already: somebody changed the output.
    pub(super) fn mends(&self) -> bool {
        self.waiting.iter().any(|path| self.old.hash(path) == self.new.hash(path))
    }
}

impl Claim {
    /// Where new files wait.
    pub(super) fn stage(&self) -> PathBuf {
        match &self.way {
            Way::Exchange(twin) => twin.stage(),
            Way::InPlace => self.root.join(stage::NAME),
        }
    }

    /// Lets the new site take the place of the old one.
    pub(super) fn publish(&self, change: &Change, stage: &Stage, disk: &dyn Disk) -> Result<(), Failure> {
        if change.waiting.is_empty() && change.old.missing_in(change.new).next().is_none() {
            return in_place::write_manifest(&self.root, change.new, disk);
        }
        match &self.way {
            Way::InPlace => in_place::publish(&self.root, change, stage.folder(), disk),
            Way::Exchange(twin) => match twin.publish(&self.root, change, stage, disk)? {
                None => Ok(()),
                Some(waiting) => {
                    in_place::publish(&self.root, change, &waiting, disk)?;
                    twin.give_up(disk)
                }
            },
        }
    }
}

/// The private folder beside an output; none where it can't be made. One of another user is refused: two users would not know
/// of each other.
fn beside(output: &Path) -> Result<Option<PathBuf>, Failure> {
    let mut name = std::ffi::OsString::from(".dateline-");
    let Some(file) = output.file_name() else { return Ok(None) };
    name.push(file);
    let beside = output.with_file_name(name);
    if private::make(&beside).is_err() && !private::is_there(&beside) {
        return Ok(None);
    }
    if !disk::is_own(&beside) && !private::is_made_by_us(&beside) {
        let message = format!("{} belongs to another user, who builds this output too", beside.display());
        return Err(Failure::Usage(format!("{message}; build as that user, or remove that folder")));
    }
    Ok(Some(beside))
}
