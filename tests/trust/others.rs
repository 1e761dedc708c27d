//! What is in an output and no build made: it stays, and no link leads a build out of it. Two builds at once follow each other.

use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};
use std::path::Path;
use std::sync::Arc;

use dateline::diagnostic::Code;
use dateline::disk::{self, Alone, Disk};
use dateline::emit::Claim;

use crate::clean::errors;
use crate::site::{Site, small};

/// Where its site is.
pub(crate) fn output(site: &Site) -> std::path::PathBuf {
    site.root().join("output")
}

/// Edits a page, so that there is something to write.
pub(crate) fn edit(site: &Site, word: &str) {
    site.write("content/news/ships.md", format!("---\ntitle: Ships\ndate: 2026-05-02\nsummary: S\n---\n\n{word}.\n"));
}

#[test]
fn what_no_build_made_stays_where_it_is() {
    for in_place in [false, true] {
        let site = small();
        site.build();
        for (path, text) in [
            (".gitignore", "*\n"),
            (".git/refs/heads/main", "0"),
            (".well-known/security.txt", "Contact: x"),
            ("own.txt", "own"),
            ("news/own.txt", "own"),
            ("own/deep/in.txt", "own"),
            ("news/ports/deep/in.txt", "own"),
        ] {
            site.write(&format!("output/{path}"), text);
        }
        symlink("/nowhere", output(&site).join("link")).expect("a link");
        let inode = fs::metadata(output(&site).join("own.txt")).expect("a file").ino();
        for word in ["One", "Two", "Three"] {
            edit(&site, word);
            let done = site.build_on(disk::machine(), in_place).expect("a build");
            assert!(errors(&done.diagnostics).is_empty());
            let told = done.diagnostics.iter().filter(|told| told.code == Code::ForeignFile).count();
            assert_eq!(told, 5, "{:?}", done.diagnostics);
            for path in
                [".git/refs/heads/main", ".well-known/security.txt", "own/deep/in.txt", "news/ports/deep/in.txt"]
            {
                assert!(output(&site).join(path).is_file(), "{path}");
            }
            for path in ["own.txt", "news/own.txt", ".gitignore"] {
                let found = fs::metadata(output(&site).join(path)).expect("a file");
                assert!(found.nlink() <= 2, "{path} has names nobody gave it");
            }
            assert!(output(&site).join("link").is_symlink());
            let page = fs::read_to_string(output(&site).join("news/ships/index.html")).expect("a page");
            assert!(page.contains(&format!("{word}.")));
        }
        assert_eq!(fs::metadata(output(&site).join("own.txt")).expect("a file").ino(), inode);
        fs::remove_file(output(&site).join("own.txt")).expect("a file");
        edit(&site, "Four");
        site.build_on(disk::machine(), in_place).expect("a build");
        edit(&site, "Five");
        site.build_on(disk::machine(), in_place).expect("a build");
        assert!(!output(&site).join("own.txt").exists(), "what was removed came back");
    }
}

#[test]
fn a_file_below_a_place_that_is_needed_is_in_the_way() {
    let site = small();
    site.write("static/a/b.txt", "x");
    site.build();
    site.write("output/a/own.txt", "own");
    fs::remove_dir_all(site.root().join("static/a")).expect("a folder");
    site.write("static/a", "x");
    let done = site.build();
    assert_eq!(errors(&done.diagnostics).len(), 1);
    assert!(output(&site).join("a/own.txt").is_file() && output(&site).join("a/b.txt").is_file());
}

#[test]
fn no_link_leads_out_of_an_output() {
    for in_place in [false, true] {
        let site = small();
        site.build_on(disk::machine(), in_place).expect("a build");
        let away = tempfile::tempdir().expect("a folder");
        fs::write(away.path().join("index.html"), "theirs").expect("a file");
        fs::create_dir(away.path().join("ships")).expect("a folder");
        fs::write(away.path().join("ships/index.html"), "theirs").expect("a file");
        let news = output(&site).join("news");
        fs::remove_dir_all(&news).expect("a folder");
        symlink(away.path(), &news).expect("a link");
        edit(&site, "Other");
        let done = site.build_on(disk::machine(), in_place).expect("a build");
        assert_eq!(errors(&done.diagnostics).len(), 1, "{:?}", done.diagnostics);
        assert_eq!(fs::read_to_string(away.path().join("ships/index.html")).expect("a file"), "theirs");
        fs::remove_file(&news).expect("a link");
        let done = site.build_on(disk::machine(), in_place).expect("a build");
        site.must_equal_clean(&done.diagnostics);
        assert_eq!(fs::read_to_string(away.path().join("index.html")).expect("a file"), "theirs");
    }
}

#[test]
fn what_is_forged_in_an_output_or_beside_it_leads_nowhere_else() {
    let away = tempfile::tempdir().expect("a folder");
    let treasure = away.path().join("treasure.txt");
    fs::write(&treasure, "gold").expect("a file");
    fs::create_dir(away.path().join("own")).expect("a folder");
    let safe = || fs::read_to_string(&treasure).is_ok_and(|text| text == "gold");
    for in_place in [false, true] {
        let site = small();
        let build = || site.build_on(disk::machine(), in_place);
        build().expect("a build");
        site.write("treasure.txt", "gold");
        let beside = site.root().join(".dateline-output");

        let manifest = output(&site).join(".dateline-manifest.json");
        let kept = fs::read_to_string(&manifest).expect("a manifest");
        for path in [treasure.to_str().expect("a path"), "../treasure.txt", "news/../../treasure.txt", ""] {
            let forged = kept.replacen("\"404.html\"", &format!("\"{path}\""), 1);
            assert_ne!(forged, kept);
            fs::write(&manifest, forged).expect("a file");
            edit(&site, "Forged");
            let refused = build().err().map(|failure| failure.to_string()).unwrap_or_default();
            assert!(refused.contains("is no manifest of a build"), "{path}: {refused}");
            assert!(safe() && site.root().join("treasure.txt").is_file(), "{path}");
        }
        fs::write(&manifest, kept).expect("a file");

        if !in_place {
            symlink(away.path(), beside.join("tree/x")).expect("a link");
        }
        for (path, is_folder) in
            [("../../treasure.txt", false), ("../../content", true), ("x/treasure.txt", false), ("x/own", true)]
        {
            let forged = serde_json::json!([{"path": path, "is_folder": is_folder}]);
            fs::write(beside.join("carrying.json"), forged.to_string()).expect("a file");
            edit(&site, path);
            build().expect("a build");
            assert!(site.root().join("treasure.txt").is_file() && site.root().join("content").is_dir());
            assert!(safe() && away.path().join("own").is_dir(), "{path}");
        }

        let _ = fs::remove_dir_all(beside.join("tree"));
        symlink(away.path(), beside.join("tree")).expect("a link");
        edit(&site, "Links");
        site.must_equal_clean(&build().expect("a build").diagnostics);
        assert!(safe() && !output(&site).is_symlink());

        for link in [beside.join("lock"), output(&site).join(".dateline-staging-manifest")] {
            let _ = fs::remove_file(&link);
            symlink(&treasure, &link).expect("a link");
            edit(&site, "More links");
            let _ = build();
            assert!(safe(), "{}", link.display());
            let _ = fs::remove_file(&link);
        }
        site.must_equal_clean(&build().expect("a build").diagnostics);
    }
}

#[test]
fn what_is_kept_in_a_project_is_kept_in_no_folder_that_a_link_leads_to() {
    for link in [".dateline", ".dateline/pictures"] {
        let site = small();
        let away = tempfile::tempdir().expect("a folder");
        for theirs in ["new-letter.txt", "photo.jpg", "index"] {
            fs::write(away.path().join(theirs), "theirs").expect("a file");
        }
        if link != ".dateline" {
            fs::create_dir(site.root().join(".dateline")).expect("a folder");
        }
        symlink(away.path(), site.root().join(link)).expect("a link");
        for word in ["One", "Two"] {
            edit(&site, word);
            let done = site.build();
            site.must_equal_clean(&done.diagnostics);
        }
        let mut names = names(away.path());
        names.sort();
        assert_eq!(names, ["index", "new-letter.txt", "photo.jpg"], "{link}");
        assert_eq!(fs::read_to_string(away.path().join("index")).expect("a file"), "theirs");
    }
}

#[test]
fn an_output_that_is_a_link_stays_one() {
    let site = small();
    let away = tempfile::tempdir().expect("a folder");
    fs::create_dir(away.path().join("htdocs")).expect("a folder");
    symlink(away.path().join("htdocs"), output(&site)).expect("a link");
    for word in ["One", "Two"] {
        edit(&site, word);
        site.build();
        assert!(output(&site).is_symlink());
        let page = fs::read_to_string(away.path().join("htdocs/news/ships/index.html")).expect("a page");
        assert!(page.contains(&format!("{word}.")));
    }
}

#[test]
fn unchanged_files_are_the_same_files_and_the_folder_keeps_its_permissions() {
    let site = small();
    site.build();
    fs::set_permissions(output(&site), fs::Permissions::from_mode(0o750)).expect("permissions");
    let page = output(&site).join("news/cranes/index.html");
    let before = fs::metadata(&page).expect("a page");
    for word in ["One", "Two", "Three"] {
        edit(&site, word);
        site.build();
        let after = fs::metadata(&page).expect("a page");
        assert_eq!((after.ino(), after.modified().ok()), (before.ino(), before.modified().ok()));
        assert_eq!(fs::metadata(output(&site)).expect("a folder").permissions().mode() & 0o777, 0o750);
    }
    let beside = site.root().join(".dateline-output");
    assert_eq!(fs::metadata(beside).expect("a folder").permissions().mode() & 0o777, 0o700);
}

#[test]
fn what_others_changed_in_an_output_is_mended_in_both_trees() {
    let site = small();
    site.build();
    edit(&site, "One");
    site.build();
    // Written into the file itself, which has a second name in the twin.
    fs::write(output(&site).join("news/cranes/index.html"), "spoilt").expect("a file");
    for word in ["Two", "Three", "Four"] {
        edit(&site, word);
        let done = site.build();
        site.must_equal_clean(&done.diagnostics);
    }
}

#[test]
fn a_twin_that_somebody_tampered_with_is_made_anew() {
    let site = small();
    site.build();
    edit(&site, "One");
    site.build();
    let tree = site.root().join(".dateline-output/tree");
    fs::remove_file(tree.join("news/cranes/index.html")).expect("a file");
    fs::remove_dir_all(tree.join("organisations")).expect("a folder");
    edit(&site, "Two");
    let done = site.build();
    site.must_equal_clean(&done.diagnostics);
    for spoil in ["", "no manifest", "{}"] {
        fs::write(tree.join(".dateline-manifest.json"), spoil).expect("a file");
        fs::write(tree.join("stray.txt"), "stray").expect("a file");
        edit(&site, spoil);
        let done = site.build();
        site.must_equal_clean(&done.diagnostics);
    }
}

#[test]
fn two_builds_of_one_output_follow_each_other() {
    let site = small();
    site.build();
    let disk = disk::machine();
    let claim =
        Claim::take(&output(&site), false, disk.as_ref(), || panic!("nobody else is at work")).expect("a claim");
    let file = site.root().join(".dateline-output/lock");
    let (sender, waiting) = std::sync::mpsc::channel();
    std::thread::scope(|scope| {
        let other = scope.spawn(|| {
            let disk: Arc<dyn Disk> = disk::machine();
            let waits = || sender.send(()).expect("somebody listens");
            Claim::take(&output(&site), false, disk.as_ref(), waits).map(drop)
        });
        waiting.recv_timeout(std::time::Duration::from_secs(60)).expect("the second says that it waits");
        assert!(!other.is_finished());
        drop(claim);
        other.join().expect("no panic").expect("a claim");
    });
    assert!(Alone::wait(&file, || panic!("nobody is at work any more")).is_ok());
}

#[test]
fn many_builds_at_once_leave_one_whole_site() {
    let site = small();
    site.build();
    edit(&site, "Other");
    let build = || {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_dateline"));
        command.args(["build", "--quiet", "--at", "2026-06-10T12:00:00Z", "--root"]).arg(site.root());
        command.spawn().expect("a build")
    };
    let builds: Vec<_> = (0..6).map(|_| build()).collect();
    for mut build in builds {
        assert!(build.wait().expect("a build").success());
    }
    let done = site.build();
    site.must_equal_clean(&done.diagnostics);
    assert_eq!(done.summary.written, 0);
}

#[test]
fn a_folder_that_is_not_ours_is_refused_and_nothing_is_left_beside_it() {
    let site = small();
    let theirs = site.root().join("theirs");
    site.write("theirs/letter.txt", "Dear");
    let disk = disk::machine();
    let refused = Claim::take(&theirs, false, disk.as_ref(), || ()).expect_err("it is not ours");
    assert!(refused.to_string().contains("is not empty, and no build of dateline made what is in it"));
    assert!(!site.root().join(".dateline-theirs").exists());
    assert_eq!(names(&theirs), ["letter.txt"]);
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect()
}
