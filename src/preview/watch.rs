//! Waits until files of the project may have changed. Says only that something did: what it was is found by
//! looking (`tree`). The only module that knows notify.
//!
//! The root is watched for the folders that come and go in it, and each folder of the portal with all below;
//! so an output or a build folder beside them, however large, costs nothing.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;

use notify::event::{AccessKind, AccessMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::Noticing;
use super::tree::{self, FOLDERS};
use crate::timing;

/// How often we look ourselves where the system can't tell: the root is gone, or watches are used up.
const LOOK: Duration = Duration::from_secs(1);
/// How many times the quiet is waited for while events keep coming: a branch switch must not starve the page.
const MOST_QUIETS: u32 = 20;

/// Something that may concern us.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Sign {
    /// These files or folders changed, by their paths below the root.
    Files(Vec<PathBuf>),
    /// Folders came or went in the root, or the system lost count: what is watched must be watched anew.
    Ground,
}

/// What a wait ended with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Heard {
    /// These files or folders may have changed, and nothing else.
    Of(BTreeSet<PathBuf>),
    /// Anything may have.
    Anything,
}

/// Waits for changes below a root.
pub(super) struct Watch {
    root: PathBuf,
    way: Way,
}

enum Way {
    Looking(Duration),
    Told { quiet: Duration, sender: Sender<Sign>, signs: Receiver<Sign>, watcher: Option<RecommendedWatcher> },
}

impl Watch {
    /// Begins to watch. Where the system can't, it says so and looks by itself.
    pub(super) fn start(root: &Path, noticing: Noticing, doubt: &dyn Fn(&str)) -> Watch {
        let root = root.to_owned();
        let quiet = match noticing {
            Noticing::Looking(interval) => return Watch { root, way: Way::Looking(interval) },
            Noticing::Told(quiet) => quiet,
        };
        let (sender, signs) = mpsc::channel();
        let watcher = watcher(&root, &sender);
        if let Err(error) = &watcher {
            doubt(&format!("the system does not tell of changes ({error}): looking at the files every second instead"));
        }
        Watch { root, way: Way::Told { quiet, sender, signs, watcher: watcher.ok() } }
    }

    /// Returns when something may have changed, at the latest after `longest`.
    pub(super) fn wait(&mut self, longest: Duration) -> Heard {
        match &mut self.way {
            Way::Looking(interval) => {
                thread::sleep(longest.min(*interval));
                Heard::Anything
            }
            Way::Told { quiet, sender, signs, watcher } => {
                if watcher.is_none() {
                    let _ = signs.recv_timeout(longest.min(LOOK));
                    *watcher = self::watcher(&self.root, sender).ok();
                    return Heard::Anything;
                }
                let Ok(first) = signs.recv_timeout(longest) else { return Heard::Anything };
                let heard = settle(signs, first, *quiet);
                if heard == Heard::Anything {
                    // The old one ends first, so that none of its events can come behind those of the new one.
                    drop(watcher.take());
                    *watcher = self::watcher(&self.root, sender).ok();
                }
                heard
            }
        }
    }
}

/// Waits for quiet. Editors save by delete and rename, which arrives as several events.
fn settle(signs: &Receiver<Sign>, first: Sign, quiet: Duration) -> Heard {
    let mut heard = Heard::Of(BTreeSet::new());
    let began = timing::Watch::start();
    let mut next = Some(first);
    while let Some(sign) = next {
        match (&mut heard, sign) {
            (Heard::Of(all), Sign::Files(paths)) => all.extend(paths),
            (Heard::Of(_), Sign::Ground) => heard = Heard::Anything,
            (Heard::Anything, _) => {}
        }
        if began.milliseconds() > (quiet * MOST_QUIETS).as_millis() {
            break;
        }
        next = signs.recv_timeout(quiet).ok();
    }
    heard
}

/// Watches the root and the folders that are there.
fn watcher(root: &Path, sender: &Sender<Sign>) -> notify::Result<RecommendedWatcher> {
    let sender = sender.clone();
    // Systems tell true paths: without links.
    let places = [root.to_owned(), root.canonicalize().unwrap_or_else(|_| root.to_owned())];
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        if let Some(sign) = sign(&places, &event) {
            // Nobody waits any more when the program ends.
            let _ = sender.send(sign);
        }
    })?;
    watcher.watch(root, RecursiveMode::NonRecursive)?;
    for folder in FOLDERS {
        let folder = root.join(folder);
        if folder.is_dir() {
            watcher.watch(&folder, RecursiveMode::Recursive)?;
        }
    }
    Ok(watcher)
}

/// What an event means for us; nothing for most.
fn sign(roots: &[PathBuf], event: &notify::Result<Event>) -> Option<Sign> {
    let Ok(event) = event else { return Some(Sign::Ground) };
    if event.need_rescan() {
        return Some(Sign::Ground);
    }
    match event.kind {
        // Reading is no change; the end of writing is.
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => {}
        EventKind::Access(_) => return None,
        EventKind::Any | EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_) | EventKind::Other => {}
    }
    let below = |path: &PathBuf| roots.iter().find_map(|root| path.strip_prefix(root).ok().map(Path::to_owned));
    let relevant: Vec<PathBuf> = event.paths.iter().filter_map(below).filter(|path| tree::is_relevant(path)).collect();
    match relevant.iter().any(|path| is_ground(path)) {
        true => Some(Sign::Ground),
        false => (!relevant.is_empty()).then_some(Sign::Files(relevant)),
    }
}

/// Whether what is watched stands on it.
fn is_ground(path: &Path) -> bool {
    let mut parts = path.iter().map(|part| part.to_string_lossy());
    match (parts.next(), parts.next()) {
        (None, _) => true,
        (Some(first), None) => FOLDERS.contains(&&*first),
        (Some(_), Some(_)) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use notify::event::{CreateKind, Flag, ModifyKind, RemoveKind};

    fn told(kind: EventKind, path: &str) -> Option<Sign> {
        sign(&[PathBuf::from("/p")], &Ok(Event::new(kind).add_path(PathBuf::from(path))))
    }

    fn files(path: &str) -> Option<Sign> {
        Some(Sign::Files(vec![PathBuf::from(path)]))
    }

    #[test]
    fn only_changes_of_what_makes_a_portal_count() {
        let changed = EventKind::Modify(ModifyKind::Any);
        assert_eq!(told(changed, "/p/content/news/a.md"), files("content/news/a.md"));
        assert_eq!(told(changed, "/p/portal.yaml"), files("portal.yaml"));
        assert_eq!(told(changed, "/p/output/index.html"), None);
        assert_eq!(told(changed, "/p/content/news/.a.md.swp"), None);
        assert_eq!(told(changed, "/elsewhere/content/a.md"), None);
        assert_eq!(told(EventKind::Access(AccessKind::Open(AccessMode::Read)), "/p/content/a.md"), None);
        assert_eq!(told(EventKind::Access(AccessKind::Close(AccessMode::Write)), "/p/data/a.csv"), files("data/a.csv"));
    }

    #[test]
    fn folders_that_come_and_go_are_watched_anew() {
        assert_eq!(told(EventKind::Create(CreateKind::Folder), "/p/templates"), Some(Sign::Ground));
        assert_eq!(told(EventKind::Remove(RemoveKind::Folder), "/p"), Some(Sign::Ground));
        assert_eq!(told(EventKind::Create(CreateKind::Folder), "/p/target"), None);
        let lost = Event::new(EventKind::Other).set_flag(Flag::Rescan);
        assert_eq!(sign(&[], &Ok(lost)), Some(Sign::Ground));
        assert_eq!(sign(&[], &Err(notify::Error::generic("lost"))), Some(Sign::Ground));
    }
}
