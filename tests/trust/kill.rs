//! Builds of a changing portal that are killed at random moments, while others read the output. `KILLS=1000` kills so many.

use std::fs::{self, File};
use std::os::fd::AsRawFd as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use proptest::strategy::{Strategy, ValueTree as _};
use proptest::test_runner::TestRunner;

use crate::clean::{Clean, Files, errors, files_but};
use crate::random::{self, Edit, Portal};
use crate::site::Site;

/// A portal whose builds are killed.
struct World {
    site: Site,
    portal: Portal,
    runner: TestRunner,
    /// What readers get now.
    now: Files,
    /// How long a build takes.
    usual: Duration,
}

/// What became of the builds.
#[derive(Debug, Default)]
struct Tally {
    /// Builds that were at work when they were killed.
    killed: usize,
    /// Trees that were seen and differed from the one seen before.
    seen: usize,
    /// Portals with mistakes, of which nothing is built.
    broken: usize,
    /// Killed builds after which the new site was there.
    became_new: usize,
    /// Next builds that were compared with a clean one.
    compared: usize,
}

impl World {
    fn new() -> World {
        let mut runner = TestRunner::deterministic();
        let seed = sample(random::seeds(), &mut runner);
        let site = Site::new(&[]);
        let portal = Portal::new(site.root(), &seed);
        site.write("output/.gitignore", "*\n");
        site.write("output/.git/config", "[core]\n");
        let mut world = World { site, portal, runner, now: Files::new(), usual: Duration::ZERO };
        world.end();
        world
    }

    fn output(&self) -> PathBuf {
        self.site.root().join("output")
    }

    fn edit(&mut self) {
        for _ in 0..sample(1..4usize, &mut self.runner) {
            let edit = sample(Edit::any(), &mut self.runner);
            self.portal.edit(edit);
        }
        self.site.instant = self.portal.instant();
    }

    /// Begins a build of its own process.
    fn begin(&self) -> Child {
        let mut build = Command::new(env!("CARGO_BIN_EXE_dateline"));
        build.args(["build", "--quiet", "--jobs", "2", "--root"]).arg(self.site.root());
        build.args(["--at", &self.site.instant.utc()]);
        build.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("a build")
    }

    /// Builds to the end, and compares with a clean build.
    fn end(&mut self) {
        let begun = Instant::now();
        let status = self.begin().wait().expect("a build");
        // Builds that find mistakes or nothing to do are short.
        self.usual = begun.elapsed().max(self.usual * 9 / 10);
        let clean = self.clean();
        let made = whole(&self.output());
        match &clean {
            Some(files) => assert!(made == *files, "the next build is no clean one: {:?}", differing(&made, files)),
            None => assert!(!status.success() && made == self.now, "a portal with errors changes nothing"),
        }
        let (kept, carried) = (self.output().join(".gitignore"), self.output().join(".git/config"));
        assert!(kept.is_file() && carried.is_file(), "what no build made was lost");
        self.now = made;
    }

    /// What a clean build makes; none with errors.
    fn clean(&self) -> Option<Files> {
        let clean = Clean::build(self.site.root(), &self.site.options());
        errors(&clean.diagnostics).is_empty().then_some(clean.files)
    }

    /// Kills a build at a random moment, and looks at every tree that was seen meanwhile.
    fn kill(&mut self, tally: &mut Tally) {
        self.edit();
        // Now and then the build finds mistakes, and has to leave everything as it is.
        if self.clean().is_none() && sample(0..4u32, &mut self.runner) > 0 {
            self.portal.mend();
            if self.clean().is_none() {
                let seed = sample(random::seeds(), &mut self.runner);
                self.portal.change(&seed);
            }
            self.site.instant = self.portal.instant();
        }
        let clean = self.clean();
        tally.broken += usize::from(clean.is_none());
        // What the last one left, that was killed as well.
        let before = self.staged();
        let build = self.begin();
        let stop = AtomicBool::new(false);
        let output = self.output();
        let in_emission = sample(proptest::bool::ANY, &mut self.runner);
        let part = sample(0..1_000u32, &mut self.runner);
        let seen = thread::scope(|scope| {
            let reader = scope.spawn(|| read_on(&output, &stop));
            tally.killed += usize::from(self.kill_at(build, before, in_emission, part));
            stop.store(true, Ordering::Relaxed);
            reader.join().expect("a reader")
        });
        let new = clean.unwrap_or_else(|| self.now.clone());
        for tree in &seen {
            let told = || (differing(tree, &self.now), differing(tree, &new));
            assert!(*tree == self.now || *tree == new, "neither old nor new: {:?}", told());
        }
        tally.seen += seen.len();
        let last = seen.into_iter().next_back().expect("the last look");
        tally.became_new += usize::from(last == new && new != self.now);
        self.now = last;
    }

    /// When files waited for the last time.
    fn staged(&self) -> Option<SystemTime> {
        fs::metadata(self.site.root().join(".dateline-output/stage")).and_then(|found| found.modified()).ok()
    }

    /// Kills the build: somewhere in its usual time, or soon after its first file waits. Tells whether it was still at work.
    fn kill_at(&self, mut build: Child, before: Option<SystemTime>, in_emission: bool, part: u32) -> bool {
        let begun = Instant::now();
        if in_emission {
            while self.staged() == before && begun.elapsed() < self.usual * 2 {
                thread::yield_now();
            }
            thread::sleep(self.usual.min(Duration::from_millis(60)) * part / 1_000);
        } else {
            thread::sleep(self.usual * part * 15 / 10_000);
        }
        let was_at_work = build.try_wait().expect("a build").is_none();
        build.kill().expect("a build of ours");
        build.wait().expect("a build");
        was_at_work
    }
}

/// Reads the output again and again, each time from a folder that is held open, as a program does that walks through it. The
/// last look is taken after the build was killed.
fn read_on(output: &Path, stop: &AtomicBool) -> Vec<Files> {
    let mut seen: Vec<Files> = Vec::new();
    loop {
        let is_last = stop.load(Ordering::Relaxed);
        let files = whole(output);
        if seen.last() != Some(&files) {
            seen.push(files);
        }
        if is_last {
            return seen;
        }
    }
}

/// Every file of an output as it is when its folder is opened, without folders that are not ours.
fn whole(output: &Path) -> Files {
    let folder = File::open(output).expect("the output is always there");
    let mut files = files_but(Path::new(&format!("/proc/self/fd/{}/", folder.as_raw_fd())), &[".git"]);
    assert!(files.remove(".gitignore").is_some(), "what no build made is missing");
    files
}

fn differing(one: &Files, other: &Files) -> Vec<String> {
    let all = one.keys().chain(other.keys());
    let mut paths: Vec<String> = all.filter(|path| one.get(*path) != other.get(*path)).cloned().collect();
    paths.dedup();
    paths.truncate(5);
    paths
}

fn sample<S: Strategy>(strategy: S, runner: &mut TestRunner) -> S::Value {
    strategy.new_tree(runner).expect("a strategy that has values").current()
}

fn kills() -> usize {
    std::env::var("KILLS").ok().and_then(|number| number.parse().ok()).unwrap_or(60)
}

#[test]
fn whoever_reads_sees_the_old_site_or_the_new_one_though_builds_are_killed() {
    let mut world = World::new();
    let mut tally = Tally::default();
    for number in 0..kills() {
        world.kill(&mut tally);
        if number % 3 == 0 {
            world.end();
            tally.compared += 1;
        }
    }
    world.portal.mend();
    world.site.instant = world.portal.instant();
    world.end();
    println!("{tally:?}");
    assert!(tally.killed * 4 > kills(), "too few builds were at work when they were killed: {tally:?}");
    assert!(tally.became_new > 0, "no killed build had come to its end: {tally:?}");
    assert!(tally.became_new * 10 < kills() * 9, "too few builds were killed before it: {tally:?}");
}
