//! What others have in an output goes along with it, whoever they are, and who may read the output stays who may.

use std::fs::{self, Permissions};
use std::io::{self, Write as _};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use dateline::diagnostic::Code;
use dateline::disk::{self, Disk, Machine};
use dateline::emit::Claim;
use dateline::emit::folder::check_place;

use crate::clean::{Clean, errors, files};
use crate::others::{edit, output};
use crate::site::{Site, small};

/// A user and a group that are nobody's here.
const STRANGER: u32 = 54_321;

fn beside(site: &Site) -> PathBuf {
    site.root().join(".dateline-output")
}

/// Whether files can be given away here, to somebody who gets to the site. Past what `cargo test` holds back of tests that pass.
fn is_superuser(site: &Site) -> bool {
    let file = site.root().join("given");
    fs::write(&file, "").expect("a file");
    let may = chown(&file, Some(STRANGER), None).is_ok();
    fs::remove_file(&file).expect("a file");
    let may = may && site.root().parent().is_some_and(is_open);
    if !may {
        let _ = io::stderr().write_all(b"not tried: nobody else can build here\n");
    }
    may
}

/// Whether everybody gets to a place.
fn is_open(place: &Path) -> bool {
    place.ancestors().all(|part| fs::metadata(part).is_ok_and(|found| found.mode() & 0o001 != 0))
}

/// Gives a folder and all in it to somebody.
fn give(folder: &Path, user: u32, group: u32) {
    for entry in walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok) {
        std::os::unix::fs::lchown(entry.path(), Some(user), Some(group)).expect("an owner");
    }
}

/// Builds as another user does.
fn build_as(user: u32, site: &Site) -> Output {
    let program = Path::new(env!("CARGO_BIN_EXE_dateline"));
    let folder = tempfile::tempdir().expect("a folder");
    fs::set_permissions(folder.path(), Permissions::from_mode(0o755)).expect("permissions");
    let mut command = if is_open(program) {
        Command::new(program)
    } else {
        let copy = folder.path().join("dateline");
        fs::copy(program, &copy).expect("a program");
        Command::new(copy)
    };
    command.args(["build", "--quiet", "--at", "2026-06-10T12:00:00Z", "--root"]).arg(site.root());
    command.uid(user).gid(user).output().expect("a build")
}

/// Whether the output is the new site, with its file of somebody else left out.
fn is_new(site: &Site, theirs: &[&str]) -> bool {
    let mut made = files(&output(site));
    made.retain(|path, _| !theirs.iter().any(|theirs| path.starts_with(theirs)));
    made == Clean::build(site.root(), &site.options()).files
}

#[test]
fn what_can_not_be_moved_stays_and_the_site_is_new_all_the_same() {
    let site = small();
    if !is_superuser(&site) {
        return;
    }
    give(site.root(), STRANGER, STRANGER);
    fs::set_permissions(site.root(), Permissions::from_mode(0o755)).expect("permissions");
    assert!(build_as(STRANGER, &site).status.success());
    // Of a superuser: a folder, a file others may read, one they may not.
    site.write("output/.well-known/acme/token", "theirs");
    site.write("output/theirs.txt", "theirs");
    site.write("output/secret.txt", "theirs");
    fs::set_permissions(output(&site).join("theirs.txt"), Permissions::from_mode(0o444)).expect("permissions");
    fs::set_permissions(output(&site).join("secret.txt"), Permissions::from_mode(0o600)).expect("permissions");
    let inode = |path: &str| fs::metadata(output(&site).join(path)).map(|found| (found.ino(), found.uid())).ok();
    let theirs = [".well-known", "theirs.txt", "secret.txt"];
    let before = theirs.map(inode);
    for word in ["One", "Two", "Three"] {
        edit(&site, word);
        let done = build_as(STRANGER, &site);
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        assert!(is_new(&site, &theirs), "{word}");
        assert_eq!(theirs.map(inode), before, "{word}");
    }
    // Once they are gone the output changes places again.
    fs::remove_dir_all(output(&site).join(".well-known")).expect("a folder");
    for file in ["theirs.txt", "secret.txt"] {
        fs::remove_file(output(&site).join(file)).expect("a file");
    }
    let folder = inode("");
    edit(&site, "Four");
    assert!(build_as(STRANGER, &site).status.success());
    assert!(is_new(&site, &[]) && inode("") != folder);
}

#[test]
fn another_user_is_told_of_the_first_one() {
    let site = small();
    if !is_superuser(&site) {
        return;
    }
    site.build();
    chown(beside(&site), Some(STRANGER), None).expect("an owner");
    edit(&site, "Other");
    let refused = site.build_on(disk::machine(), false).expect_err("two users do not know of each other");
    assert!(refused.to_string().contains("belongs to another user, who builds this output too"), "{refused}");
    // Who can have no folder beside the output has a lock within, and all wait for it.
    fs::remove_dir_all(beside(&site)).expect("a folder");
    site.write("output/.dateline-lock", "");
    chown(output(&site).join(".dateline-lock"), Some(STRANGER), None).expect("an owner");
    let before = fs::metadata(output(&site)).expect("a folder").ino();
    give(site.root(), STRANGER + 1, STRANGER + 1);
    chown(output(&site).join(".dateline-lock"), Some(STRANGER), None).expect("an owner");
    let done = build_as(STRANGER + 1, &site);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let me = fs::metadata("/proc/self").expect("a process").uid();
    give(site.root(), me, me);
    chown(output(&site).join(".dateline-lock"), Some(STRANGER), None).expect("an owner");
    edit(&site, "A third");
    site.build();
    assert_eq!(fs::metadata(output(&site)).expect("a folder").ino(), before, "it was written in place");
    // A lock of one's own was left there when there could be none beside.
    chown(output(&site).join(".dateline-lock"), Some(fs::metadata(site.root()).expect("a folder").uid()), None)
        .expect("an owner");
    edit(&site, "Another");
    let done = site.build();
    site.must_equal_clean(&done.diagnostics);
    assert_ne!(fs::metadata(output(&site)).expect("a folder").ino(), before, "it changed places");
}

#[test]
fn new_files_belong_to_the_group_of_the_output() {
    let site = small();
    if !is_superuser(&site) {
        return;
    }
    fs::create_dir(output(&site)).expect("a folder");
    chown(output(&site), None, Some(STRANGER)).expect("a group");
    fs::set_permissions(output(&site), Permissions::from_mode(0o2750)).expect("permissions");
    for word in ["One", "Two", "Three"] {
        edit(&site, word);
        site.write(
            &format!("content/news/{word}/index.md"),
            "---\ntitle: T\ndate: 2026-05-02\nsummary: S\n---\n\nT.\n",
        );
        site.build();
        for entry in walkdir::WalkDir::new(output(&site)).into_iter().filter_map(Result::ok) {
            let found = entry.metadata().expect("an entry");
            assert_eq!(found.gid(), STRANGER, "{}", entry.path().display());
            assert!(!found.is_dir() || found.mode() & 0o2000 != 0, "{}", entry.path().display());
        }
    }
}

#[test]
fn permissions_that_were_changed_since_hold_for_every_folder() {
    let site = small();
    site.build();
    edit(&site, "One");
    site.build();
    site.write("output/people/theirs.txt", "theirs");
    for folders in [&["organisations", "people"][..], &["", "news", "news/ports"]] {
        for folder in folders {
            fs::set_permissions(output(&site).join(folder), Permissions::from_mode(0o750)).expect("permissions");
        }
        for word in ["Two", "Three", "Four"] {
            edit(&site, word);
            site.build();
            for folder in folders {
                let found = fs::metadata(output(&site).join(folder)).expect("a folder");
                assert_eq!(found.mode() & 0o777, 0o750, "{word}: {folder}");
            }
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn an_output_with_access_lists_keeps_them() {
    // acl(5) as the system keeps it: version 2, then tag, permissions and user of each entry.
    let entries: [(u16, u16, u32); 5] = [(1, 7, !0), (2, 5, STRANGER), (4, 5, !0), (16, 5, !0), (32, 0, !0)];
    let mut list = 2_u32.to_le_bytes().to_vec();
    for (tag, permissions, user) in entries {
        list.extend(tag.to_le_bytes());
        list.extend(permissions.to_le_bytes());
        list.extend(user.to_le_bytes());
    }
    let site = small();
    fs::create_dir(output(&site)).expect("a folder");
    let name = "system.posix_acl_access";
    if rustix::fs::setxattr(output(&site), name, &list, rustix::fs::XattrFlags::empty()).is_err() {
        let _ = io::stderr().write_all(b"not tried: no access lists here\n");
        return;
    }
    for word in ["One", "Two"] {
        edit(&site, word);
        let done = site.build();
        site.must_equal_clean(&done.diagnostics);
        let mut kept = vec![0; 256];
        let length = rustix::fs::getxattr(output(&site), name, &mut kept[..]).expect("the list is there");
        assert_eq!(&kept[..length], list);
    }
}

#[test]
fn hidden_folders_are_shared_with_others() {
    for in_place in [false, true] {
        let site = small();
        site.write("output/.well-known/acme/token", "theirs");
        site.write("output/.well-known/own.txt", "theirs");
        let build = || site.build_on(disk::machine(), in_place).expect("a build");
        build();
        // The one way to a hidden address.
        let moved = |alias: &str| {
            let text = format!("---\ntitle: M\ndate: 2026-05-03\nsummary: S\naliases: [{alias}]\n---\n\nT.\n");
            site.write("content/news/moved.md", text);
        };
        moved("/.well-known/ours/");
        for word in ["One", "Two", "Three"] {
            edit(&site, word);
            let done = build();
            assert_eq!(errors(&done.diagnostics).len(), 0);
            for path in ["acme/token", "own.txt"] {
                let text = fs::read_to_string(output(&site).join(".well-known").join(path));
                assert_eq!(text.ok().as_deref(), Some("theirs"), "{word}: {path}");
            }
            assert!(output(&site).join(".well-known/ours/index.html").is_file());
            assert!(is_new(&site, &[".well-known/acme", ".well-known/own.txt"]));
        }
        site.write("output/.well-known/theirs/index.html", "theirs");
        moved("/.well-known/theirs/");
        let done = build();
        let told: Vec<Code> = errors(&done.diagnostics).iter().map(|complaint| complaint.code).collect();
        assert_eq!(told, [Code::ForeignFile]);
        let kept = fs::read_to_string(output(&site).join(".well-known/theirs/index.html"));
        assert_eq!(kept.expect("a file"), "theirs");
    }
}

#[test]
fn a_folder_below_a_place_that_is_needed_is_in_the_way() {
    for in_place in [false, true] {
        let site = small();
        site.write("static/x/index.html", "ours");
        site.build_on(disk::machine(), in_place).expect("a build");
        fs::create_dir(output(&site).join("x/sub")).expect("a folder");
        fs::remove_dir_all(site.root().join("static/x")).expect("a folder");
        site.write("static/x", "ours");
        let done = site.build_on(disk::machine(), in_place).expect("a build");
        assert_eq!(errors(&done.diagnostics).len(), 1);
        assert!(output(&site).join("x/index.html").is_file() && output(&site).join("x/sub").is_dir());
    }
}

#[test]
fn a_folder_where_a_page_has_to_be_is_in_the_way() {
    let alias = "---\ntitle: M\ndate: 2026-05-03\nsummary: S\naliases: [/.well-known/x/]\n---\n\nT.\n";
    for (folder, file, text) in
        [("empty", "static/empty", "ours"), (".well-known/x/index.html", "content/news/moved.md", alias)]
    {
        let site = small();
        site.build();
        fs::create_dir_all(output(&site).join(folder)).expect("a folder");
        site.write(file, text);
        assert_eq!(errors(&site.build().diagnostics).len(), 1, "{folder}");
        assert!(output(&site).join(folder).is_dir());
        fs::remove_dir(output(&site).join(folder)).expect("a folder");
        let done = site.build();
        site.must_equal_clean(&done.diagnostics);
    }
}

#[test]
fn what_a_killed_build_put_aside_takes_nobodys_place() {
    let site = small();
    site.build();
    edit(&site, "One");
    site.build();
    let tree = beside(&site).join("tree");
    // As after a build that was killed right behind the exchange.
    fs::create_dir(tree.join(".git")).expect("a folder");
    fs::write(tree.join(".git/config"), "old").expect("a file");
    fs::write(beside(&site).join("carrying.json"), r#"[{"path": ".git", "is_folder": true}]"#).expect("a file");
    fs::write(beside(&site).join("doubted"), "").expect("a file");
    site.write("output/.git/config", "new");
    for _ in 0..2 {
        let refused = site.build_on(disk::machine(), false).expect_err("one of them has to be moved away");
        assert!(refused.to_string().contains("was put aside by a build that was killed"), "{refused}");
    }
    assert_eq!(fs::read_to_string(output(&site).join(".git/config")).expect("a file"), "new");
    fs::remove_dir_all(output(&site).join(".git")).expect("a folder");
    for word in ["Two", "Three"] {
        edit(&site, word);
        site.build();
        assert_eq!(fs::read_to_string(output(&site).join(".git/config")).expect("a file"), "old");
        assert!(is_new(&site, &[".git"]));
    }
}

#[test]
fn what_a_killed_build_with_drafts_left_goes_with_the_next_one() {
    for (in_place, edits) in [(false, false), (false, true), (true, false), (true, true)] {
        let site = small();
        site.build_on(disk::machine(), in_place).expect("a build");
        site.write("output/.dateline-staging/draft/index.html", "secret");
        site.write("output/.dateline-staging-manifest", "draft/index.html");
        if edits {
            edit(&site, "Other");
        }
        let done = site.build_on(disk::machine(), in_place).expect("a build");
        site.must_equal_clean(&done.diagnostics);
        assert!(!beside(&site).join("tree/.dateline-staging").exists());
    }
}

/// What comes while a build works.
const LATE: [&str; 5] = ["late.txt", "news/late.txt", "late/deep/in.txt", ".late", "shared/late.txt"];

/// A disk during whose work somebody else is at work, when a file with this name is written.
#[derive(Debug)]
struct Busy {
    output: PathBuf,
    when: &'static str,
    was_here: AtomicBool,
}

impl Disk for Busy {
    fn make_folder(&self, path: &Path) -> io::Result<()> {
        Machine.make_folder(path)
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        if path.ends_with(self.when) && !self.was_here.swap(true, Ordering::SeqCst) {
            fs::create_dir_all(self.output.join("late/deep"))?;
            for file in LATE {
                fs::write(self.output.join(file), "theirs")?;
            }
            fs::remove_file(self.output.join("going.txt"))?;
        }
        Machine.write(path, bytes)
    }

    fn create_private(&self, path: &Path) -> io::Result<fs::File> {
        Machine.create_private(path)
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        Machine.link(from, to)
    }

    fn copy(&self, from: &Path, to: &Path) -> io::Result<()> {
        Machine.copy(from, to)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        Machine.rename(from, to)
    }

    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()> {
        Machine.exchange(one, other)
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        Machine.remove_file(path)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        Machine.remove_folder(path)
    }

    fn remove_tree(&self, path: &Path) -> io::Result<()> {
        Machine.remove_tree(path)
    }
}

#[test]
fn what_comes_while_a_build_works_is_there_after_it() {
    // When it has hardly begun, and when its last files are written.
    for when in [".dateline-output/begun", "news/ships/index.html"] {
        let site = small();
        site.build();
        site.write("output/going.txt", "theirs");
        site.write("output/shared/theirs.txt", "theirs");
        edit(&site, "One");
        site.build();
        // A folder of theirs becomes one of both.
        site.write("static/shared/ours.txt", "ours");
        edit(&site, "Two");
        let disk = Arc::new(Busy { output: output(&site), when, was_here: AtomicBool::new(false) });
        site.build_on(disk.clone(), false).expect("a build");
        assert!(disk.was_here.load(Ordering::SeqCst));
        for word in ["", "Three", "Four"] {
            if !word.is_empty() {
                edit(&site, word);
                site.build();
            }
            for file in LATE.iter().chain(&["shared/theirs.txt", "shared/ours.txt"]) {
                assert!(output(&site).join(file).is_file(), "{when}, {word}: {file}");
            }
            assert!(!output(&site).join("going.txt").exists(), "{when}, {word}: what was removed came back");
        }
    }
}

#[test]
fn what_comes_into_a_known_output_while_a_build_begins_is_there_after_it() {
    let site = small();
    site.build();
    old(&output(&site));
    edit(&site, "One");
    site.build();
    // Older than the memo doubts: the output is known to be whole.
    old(&output(&site));
    site.build();
    edit(&site, "Two");
    fs::write(output(&site).join("going.txt"), "theirs").expect("a file");
    old(&output(&site));
    let disk = Arc::new(Busy { output: output(&site), when: "begun", was_here: AtomicBool::new(false) });
    site.build_on(disk.clone(), false).expect("a build");
    for word in ["Three", "Four"] {
        for file in ["late.txt", "news/late.txt", "late/deep/in.txt"] {
            assert!(output(&site).join(file).is_file(), "{word}: {file}");
        }
        edit(&site, word);
        site.build();
    }
}

/// Lets time go by for folders: they were changed a day ago.
fn old(folder: &Path) {
    let day = std::time::Duration::from_secs(86_400);
    for entry in
        walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok).filter(|entry| entry.file_type().is_dir())
    {
        let file = fs::File::open(entry.path()).expect("a folder");
        let modified = file.metadata().and_then(|found| found.modified()).expect("a time");
        file.set_modified(modified - day).expect("a time");
    }
}

#[test]
fn a_folder_of_others_goes_along_though_it_is_empty() {
    let site = small();
    site.build();
    fs::create_dir(output(&site).join("uploads")).expect("a folder");
    for _ in 0..2 {
        site.build();
    }
    for word in ["One", "Two", "Three"] {
        edit(&site, word);
        site.build();
        assert!(output(&site).join("uploads").is_dir(), "{word}");
    }
    site.write("output/uploads/film", "theirs");
    for in_place in [false, true] {
        edit(&site, if in_place { "Four" } else { "Five" });
        site.build_on(disk::machine(), in_place).expect("a build");
        assert!(output(&site).join("uploads/film").is_file());
    }
}

#[test]
fn first_builds_at_once_of_different_sites_leave_one_of_them() {
    for _ in 0..5 {
        let site = small();
        let bases = ["https://a.example/", "https://b.example/", "https://c.example/"];
        let build = |base: &str| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
            command.args(["build", "--quiet", "--at", "2026-06-10T12:00:00Z", "--base-url", base, "--root"]);
            command.arg(site.root()).spawn().expect("a build")
        };
        let builds: Vec<_> = bases.iter().map(|base| build(base)).collect();
        for mut build in builds {
            assert!(build.wait().expect("a build").success());
        }
        let made = files(&output(&site));
        let is_whole = |base: &&str| {
            let options = dateline::compile::Options { base_url: Some((*base).to_owned()), ..site.options() };
            made == Clean::build(site.root(), &options).files
        };
        assert_eq!(bases.iter().filter(|base| is_whole(base)).count(), 1, "a mixture");
    }
}

#[test]
fn an_output_that_is_not_there_yet_lies_nowhere_in_the_content_either() {
    let site = small();
    fs::create_dir(site.root().join("other")).expect("a folder");
    let linked = tempfile::tempdir().expect("a folder");
    let link = linked.path().join("link");
    std::os::unix::fs::symlink(site.root(), &link).expect("a link");
    let root = site.root();
    for place in ["other/../content/new", "content/new/deep", "./content/../content/new", "none/../static/new"] {
        assert!(check_place(root, &root.join(place)).is_err(), "{place}");
    }
    assert!(check_place(&link, &link.join("content/new")).is_err());
    assert!(check_place(root, &link.join("themes/new")).is_err());
    assert!(check_place(root, &link.join("new")).is_ok());
    let claim = Claim::take(&root.join("other/site"), false, &Machine, || ());
    assert!(claim.is_ok());
}
