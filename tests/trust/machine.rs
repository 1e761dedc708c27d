//! Machines that fail: a full disk, folders that can only be read, no home, odd clocks. Each build ends in a clear message or
//! just works. Mounting needs a superuser; elsewhere those tests say that they were not tried.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, SystemTime};

use crate::clean::{Clean, files};
use crate::site::{Site, small};

const NOON: &str = "2026-06-10T12:00:00Z";

/// Runs `dateline build` as a user does.
fn build(root: &Path, arguments: &[&str]) -> Output {
    command(root, arguments).output().expect("a build")
}

fn command(root: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    command.args(["build", "--at", NOON, "--root"]).arg(root).args(arguments);
    command
}

fn told(output: &Output) -> String {
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!told.contains("panicked"), "{told}");
    told
}

/// Copies the portal of a site to a place.
fn copy(site: &Site, to: &Path) {
    for entry in walkdir::WalkDir::new(site.root()).into_iter().filter_map(Result::ok) {
        let target = to.join(entry.path().strip_prefix(site.root()).expect("below it"));
        if entry.file_type().is_dir() {
            fs::create_dir_all(target).expect("a folder");
        } else {
            fs::copy(entry.path(), target).expect("a file");
        }
    }
}

/// A file system of its own, gone when dropped.
struct Mount {
    path: PathBuf,
    /// Where it is, if that goes too.
    _folder: Option<tempfile::TempDir>,
}

impl Mount {
    fn new(arguments: &[&str]) -> Option<Mount> {
        let folder = tempfile::tempdir().expect("a folder");
        Mount { path: folder.path().to_owned(), _folder: Some(folder) }.mounted(arguments)
    }

    /// One at a folder of a test.
    fn at(folder: &Path) -> Option<Mount> {
        Mount { path: folder.to_owned(), _folder: None }.mounted(&["-t", "tmpfs", "tmpfs"])
    }

    fn mounted(self, arguments: &[&str]) -> Option<Mount> {
        let mount = self;
        let done = Command::new("mount").args(arguments).arg(mount.path()).output();
        if done.is_ok_and(|done| done.status.success()) {
            return Some(mount);
        }
        // Past what `cargo test` holds back of tests that pass.
        let _ = std::io::stderr().write_all(b"not tried: nothing can be mounted here\n");
        None
    }

    fn path(&self) -> &Path {
        &self.path
    }

    fn only_to_be_read(&self) {
        let done = Command::new("mount").args(["-o", "remount,ro"]).arg(self.path()).status();
        assert!(done.expect("mount").success());
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.path()).status();
    }
}

#[test]
fn a_full_disk_leaves_the_old_site() {
    let Some(disk) = Mount::new(&["-t", "tmpfs", "-o", "size=6m", "tmpfs"]) else { return };
    copy(&small(), disk.path());
    assert!(build(disk.path(), &[]).status.success());
    let options = small().options();
    let edited = |word: &str| format!("---\ntitle: {word}\ndate: 2026-05-02\nsummary: S\n---\n\n{word}.\n");
    let (mut failed, mut old) = (0, files(&disk.path().join("output")));
    for left in [0, 1, 2, 4, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512] {
        fs::write(disk.path().join("content/news/ships.md"), edited(&format!("Ships {left}"))).expect("a file");
        fill(disk.path(), left * 1024);
        let done = build(disk.path(), &["--fresh"]);
        let told = told(&done);
        let seen = files(&disk.path().join("output"));
        fs::remove_file(disk.path().join("filling")).expect("a file");
        let new = Clean::build(disk.path(), &options).files;
        if done.status.success() {
            assert!(seen == new, "{left}");
        } else {
            failed += 1;
            assert_eq!(done.status.code(), Some(3), "{left}: {told}");
            assert!(told.starts_with("error: can't ") && told.contains("No space left on device"), "{left}: {told}");
            assert!(seen == old, "{left}: the output changed");
            assert!(build(disk.path(), &[]).status.success());
        }
        old = files(&disk.path().join("output"));
        assert!(old == new, "{left}");
    }
    assert!((4..17).contains(&failed), "{failed} of 17 builds failed");
}

/// Fills a disk but for some bytes.
fn fill(disk: &Path, left: u64) {
    let path = disk.join("filling");
    let chunk = vec![0; 1024];
    let mut file = fs::File::create(&path).expect("a file");
    while std::io::Write::write_all(&mut file, &chunk).is_ok() {}
    let size = file.metadata().expect("a file").len();
    file.set_len(size.saturating_sub(left)).expect("a file");
}

#[test]
fn an_output_that_can_only_be_read_is_told() {
    let site = small();
    let Some(disk) = Mount::new(&["-t", "tmpfs", "tmpfs"]) else { return };
    let output = disk.path().join("site");
    let arguments = ["--output", output.to_str().expect("UTF-8")];
    assert!(build(site.root(), &arguments).status.success());
    let old = files(&output);
    disk.only_to_be_read();
    let same = build(site.root(), &arguments);
    assert!(!same.status.success(), "{}", told(&same));
    site.write("content/news/ships.md", "---\ntitle: S\ndate: 2026-05-02\nsummary: S\n---\n\nOther.\n");
    let done = build(site.root(), &arguments);
    assert_eq!(done.status.code(), Some(3));
    let told = told(&done);
    assert!(told.contains("site") && told.contains("Read-only file system"), "{told}");
    assert!(files(&output) == old);
}

#[test]
fn an_output_that_is_mounted_is_written_in_place() {
    let site = small();
    let Some(disk) = Mount::new(&["-t", "tmpfs", "tmpfs"]) else { return };
    let arguments = ["--output", disk.path().to_str().expect("UTF-8")];
    for word in ["One", "Two"] {
        site.write("content/news/ships.md", format!("---\ntitle: S\ndate: 2026-05-02\nsummary: S\n---\n\n{word}.\n"));
        let done = build(site.root(), &arguments);
        assert!(done.status.success(), "{}", told(&done));
        assert!(files(disk.path()) == Clean::build(site.root(), &site.options()).files);
    }
    let mut beside = disk.path().file_name().expect("a name").to_owned();
    beside.push("");
    let beside = disk.path().with_file_name(format!(".dateline-{}", beside.to_string_lossy()));
    fs::remove_dir_all(beside).expect("the folder beside it");
}

#[test]
fn what_is_mounted_in_an_output_stays_there() {
    let site = small();
    assert!(build(site.root(), &[]).status.success());
    let place = site.root().join("output/media");
    fs::create_dir(&place).expect("a folder");
    let Some(_disk) = Mount::at(&place) else { return };
    fs::write(place.join("film"), "theirs").expect("a file");
    for word in ["One", "Two", "Three"] {
        site.write("content/news/ships.md", format!("---\ntitle: S\ndate: 2026-05-02\nsummary: S\n---\n\n{word}.\n"));
        // Somebody changed a page as well.
        site.write("output/news/cranes/index.html", word);
        let done = build(site.root(), &[]);
        assert!(done.status.success(), "{}", told(&done));
        assert_eq!(fs::read_to_string(place.join("film")).ok().as_deref(), Some("theirs"), "{word}");
        let mut made = files(&site.root().join("output"));
        made.remove("media/film");
        assert!(made == Clean::build(site.root(), &site.options()).files);
    }
}

#[test]
fn a_project_that_can_only_be_read_is_built_elsewhere() {
    let Some(disk) = Mount::new(&["-t", "tmpfs", "tmpfs"]) else { return };
    let away = tempfile::tempdir().expect("a folder");
    let site = small();
    copy(&site, disk.path());
    disk.only_to_be_read();
    let output = away.path().join("site");
    let done = build(disk.path(), &["--verbose", "--output", output.to_str().expect("UTF-8")]);
    let told_now = told(&done);
    assert!(done.status.success(), "{told_now}");
    assert!(told_now.contains("what was learned could not be kept in .dateline/"), "{told_now}");
    assert!(files(&output) == Clean::build(site.root(), &site.options()).files);
    let inside = build(disk.path(), &[]);
    assert_eq!(inside.status.code(), Some(3));
    assert!(told(&inside).contains("Read-only file system"), "{}", told(&inside));
}

#[test]
fn a_machine_without_a_home_builds() {
    let site = small();
    let done = command(site.root(), &[]).env_clear().output().expect("a build");
    assert!(done.status.success(), "{}", told(&done));
}

#[test]
fn clocks_of_1970_and_2100_build() {
    for (epoch, year) in [("0", "1970"), ("4102444800", "2100")] {
        let site = small();
        let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
        command.args(["build", "--future", "--root"]).arg(site.root()).env("SOURCE_DATE_EPOCH", epoch);
        let done = command.output().expect("a build");
        assert!(done.status.success(), "{}", told(&done));
        let manifest = fs::read_to_string(site.root().join("output/.dateline-manifest.json")).expect("a manifest");
        assert!(manifest.contains(&format!("\"instant\": \"{year}-01-01T00:00:00Z\"")), "{manifest}");
    }
}

#[test]
fn files_of_1970_and_of_2100_are_seen_to_change() {
    for seconds in [0, 4_102_444_800] {
        let site = small();
        let path = site.root().join("content/news/ships.md");
        for word in ["One", "Two", "Six"] {
            site.write(
                "content/news/ships.md",
                format!("---\ntitle: S\ndate: 2026-05-02\nsummary: S\n---\n\n{word}.\n"),
            );
            let file = fs::File::options().write(true).open(&path).expect("a file");
            file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)).expect("a time");
            let done = build(site.root(), &[]);
            assert!(done.status.success(), "{}", told(&done));
            let page = fs::read_to_string(site.root().join("output/news/ships/index.html")).expect("a page");
            assert!(page.contains(&format!("{word}.")));
        }
    }
}
