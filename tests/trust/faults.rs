//! A disk of which any operation fails, or after which nothing works any more: the output is the old site or the new one, and
//! the next build is as good as a clean one. `FAULTS=all` tries every operation of long builds too.

use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use dateline::disk::{Disk, Machine};

use crate::clean::{Clean, Files, files};
use crate::site::{Site, small};

/// How a disk fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    /// One operation fails, as on a disk that is full for a moment.
    Once,
    /// Nothing is done from there on, as after the process was killed.
    Forever,
}

/// The disk of this machine, until an operation fails.
#[derive(Debug)]
struct Faulty {
    fault: Fault,
    at: usize,
    done: AtomicUsize,
}

impl Faulty {
    fn new(fault: Fault, at: usize) -> Arc<Faulty> {
        Arc::new(Faulty { fault, at, done: AtomicUsize::new(0) })
    }

    /// Whether an operation was asked for that fails.
    fn has_failed(&self) -> bool {
        self.done.load(Ordering::Relaxed) > self.at
    }

    /// Does an operation, or a part of it before it fails.
    fn work<T>(&self, whole: impl FnOnce() -> io::Result<T>, part: impl FnOnce()) -> io::Result<T> {
        let number = self.done.fetch_add(1, Ordering::Relaxed);
        if number == self.at {
            part();
        }
        let fails = number == self.at || (self.fault == Fault::Forever && number > self.at);
        if fails { Err(io::ErrorKind::StorageFull.into()) } else { whole() }
    }
}

fn nothing() {}

impl Disk for Faulty {
    fn make_folder(&self, path: &Path) -> io::Result<()> {
        self.work(|| Machine.make_folder(path), nothing)
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let half = || drop(Machine.write(path, &bytes[..bytes.len() / 2]));
        self.work(|| Machine.write(path, bytes), half)
    }

    fn create_private(&self, path: &Path) -> io::Result<File> {
        let empty = || drop(Machine.create_private(path));
        self.work(|| Machine.create_private(path), empty)
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.work(|| Machine.link(from, to), nothing)
    }

    fn copy(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.work(|| Machine.copy(from, to), nothing)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.work(|| Machine.rename(from, to), nothing)
    }

    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()> {
        self.work(|| Machine.exchange(one, other), nothing)
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        self.work(|| Machine.remove_file(path), nothing)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        self.work(|| Machine.remove_folder(path), nothing)
    }

    fn remove_tree(&self, path: &Path) -> io::Result<()> {
        let one = || {
            let entry = fs::read_dir(path).ok().and_then(|mut entries| entries.next()?.ok());
            if let Some(file) = entry.filter(|entry| entry.path().is_file()) {
                let _ = fs::remove_file(file.path());
            }
        };
        self.work(|| Machine.remove_tree(path), one)
    }
}

/// How a build works that fails, and the next one.
#[derive(Clone, Copy, Debug)]
struct Way {
    fails_in_place: bool,
    mends_in_place: bool,
    /// Whether somebody changed a page of the output before.
    is_spoilt: bool,
}

const EXCHANGED: Way = Way { fails_in_place: false, mends_in_place: false, is_spoilt: false };
const IN_PLACE: Way = Way { fails_in_place: true, mends_in_place: true, is_spoilt: false };

/// A portal of two states: edited titles, a page more, a file where a folder was. Whatever its state, there is a file that
/// says one thing or another.
struct Pair {
    site: Site,
    states: [[Files; 2]; 2],
    now: usize,
    said: usize,
    /// Whether a site is there that a build may not harm.
    is_built: bool,
}

impl Pair {
    fn new() -> Pair {
        let site = small();
        let mut pair = Pair { site, states: Default::default(), now: 0, said: 0, is_built: false };
        for (state, said) in [(1, 1), (1, 0), (0, 1), (0, 0)] {
            pair.write(state, said);
            pair.states[state][said] = Clean::build(pair.site.root(), &pair.site.options()).files;
        }
        pair.site.write("output/.gitignore", "*\n");
        pair.site.write("output/.git/config", "[core]\n");
        pair
    }

    /// One whose first state is there.
    fn built() -> Pair {
        let pair = Pair::new();
        pair.site.build();
        Pair { is_built: true, ..pair }
    }

    fn write(&self, state: usize, said: usize) {
        self.site.write("static/said.txt", ["one", "another"][said]);
        let root = self.site.root();
        self.site.write(
            "content/news/ports.md",
            [
                "---\ntitle: Ports\ndate: 2026-05-01\nsummary: S\n---\n\nText.\n",
                "---\ntitle: Harbours\ndate: 2026-05-01\nsummary: S\n---\n\nOther.\n",
            ][state],
        );
        let _ = fs::remove_dir_all(root.join("static/a"));
        let _ = fs::remove_file(root.join("static/a"));
        self.site.write(["static/a", "static/a/b.txt"][state], "x");
        if state == 0 {
            let _ = fs::remove_file(root.join("content/news/new.md"));
        } else {
            self.site.write("content/news/new.md", "---\ntitle: New\ndate: 2026-05-05\nsummary: S\n---\n\nText.\n");
        }
    }

    /// What is in the output, without what is not ours.
    fn output(&self) -> Files {
        let mut files = files(&self.site.root().join("output"));
        files.retain(|path, _| !path.starts_with(".git"));
        files
    }

    /// What readers get of it.
    fn shown(&self) -> Files {
        let mut files = self.output();
        files.retain(|path, _| !path.starts_with(".dateline-staging"));
        files
    }

    fn foreign_is_there(&self) -> bool {
        let output = self.site.root().join("output");
        output.join(".gitignore").is_file() && output.join(".git/config").is_file()
    }

    /// Goes to the other state with a disk that fails, then there or back again with one that does not. Tells whether it failed.
    fn turn(&mut self, fault: Fault, at: usize, way: Way) -> bool {
        let (old, new) = (self.now, 1 - self.now);
        self.write(new, self.said);
        let mut before = self.states[old][self.said].clone();
        if way.is_spoilt && self.is_built {
            self.site.write("output/news/cranes/index.html", "spoilt");
            before.insert("news/cranes/index.html".to_owned(), b"spoilt".to_vec());
        }
        let disk = Faulty::new(fault, at);
        let done = self.site.build_on(disk.clone(), way.fails_in_place);
        let told =
            format!("{fault:?} at {at}, {:?}", done.as_ref().map(|done| done.is_kept).map_err(ToString::to_string));
        let seen = self.shown();
        if !way.fails_in_place {
            let is_whole = seen == before || seen == self.states[new][self.said];
            assert!(is_whole || !self.is_built && seen.is_empty(), "{told}: neither old nor new");
        }
        assert!(self.site.root().join("output/.gitignore").is_file(), "{told}: a file that is not ours was lost");
        if done.is_ok() {
            assert!(seen == self.states[new][self.said], "{told}: a build that ended well is the new site");
        }
        let goal = if at.is_multiple_of(2) { new } else { old };
        // Twice, now and then: then the tree that is kept beside the output is in the same state.
        for _ in 0..if at % 4 == 2 { 2 } else { 1 } {
            self.said = 1 - self.said;
            self.write(goal, self.said);
            let done = self.site.build_on(Arc::new(Machine), way.mends_in_place).expect("a disk that works");
            assert!(done.is_kept);
        }
        let (made, clean) = (self.output(), &self.states[goal][self.said]);
        let differing: Vec<&String> =
            made.keys().chain(clean.keys()).filter(|path| made.get(*path) != clean.get(*path)).collect();
        assert!(differing.is_empty(), "{told}, then a good build: {differing:?}");
        assert!(self.foreign_is_there(), "{told}: what is not ours was lost");
        self.now = goal;
        disk.has_failed()
    }

    /// Lets every operation of a build fail, one after the other.
    fn try_all(&mut self, fault: Fault, way: Way) -> usize {
        let mut at = 0;
        while self.turn(fault, at, way) {
            at += 1;
        }
        at
    }
}

#[test]
fn an_operation_that_fails_harms_nothing() {
    let mut pair = Pair::built();
    assert!(pair.try_all(Fault::Once, EXCHANGED) > 40);
}

#[test]
fn a_build_that_stops_harms_nothing() {
    let mut pair = Pair::built();
    assert!(pair.try_all(Fault::Forever, EXCHANGED) > 40);
}

#[test]
fn where_files_are_moved_one_by_one_the_next_build_mends_all() {
    let mut pair = Pair::built();
    for fault in [Fault::Once, Fault::Forever] {
        assert!(pair.try_all(fault, IN_PLACE) > 40);
    }
}

#[test]
fn the_next_build_mends_all_in_the_other_way_too() {
    let mut pair = Pair::built();
    for way in [Way { mends_in_place: true, ..EXCHANGED }, Way { mends_in_place: false, ..IN_PLACE }] {
        assert!(pair.try_all(Fault::Forever, way) > 40);
    }
}

#[test]
fn an_output_that_somebody_changed_meanwhile_is_mended_and_what_is_not_ours_stays() {
    let mut pair = Pair::built();
    for fault in [Fault::Once, Fault::Forever] {
        assert!(pair.try_all(fault, Way { is_spoilt: true, ..EXCHANGED }) > 40);
    }
}

#[test]
fn a_first_build_that_fails_made_nothing_or_all() {
    let all = std::env::var("FAULTS").is_ok_and(|which| which == "all");
    for fault in [Fault::Once, Fault::Forever] {
        let mut at = 0;
        while Pair::new().turn(fault, at, EXCHANGED) {
            at += if all { 1 } else { 13 };
        }
        assert!(at > 60);
    }
}
