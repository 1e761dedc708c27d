//! What is held back leaves no byte: an article of every kind with every field, in every language, with pictures and files of
//! its own, held by an embargo, a future date or as a draft. The output is byte for byte the one of a portal without them: pages, feeds,
//! calendars, alerts, search, social cards, pictures, data, sitemaps, headers.
#![expect(clippy::disallowed_methods, reason = "tests make projects")]

#[path = "../support/clean.rs"]
#[expect(dead_code, reason = "other tests use more of it")]
mod clean;
#[path = "../support/every/mod.rs"]
#[expect(dead_code, reason = "other tests try hostile texts with it")]
mod every;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use clean::{Files, files};
use every::{HELD, Portal, words::Words};

/// A word that stands nowhere else.
const SECRET: &str = "zsecretz";

const AT: &str = "2020-05-10T12:00:00Z";

fn build(root: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    command.args(["build", "--at", AT, "--root"]).arg(root).args(arguments).output().expect("a build")
}

fn built(root: &Path, arguments: &[&str]) -> Files {
    let done = build(root, arguments);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    files(&root.join("output"))
}

/// The files that differ or tell of the secret, in their names or bytes.
fn tell_tales(files: &Files, without: &Files) -> Vec<String> {
    let all = files.keys().chain(without.keys());
    all.filter(|path| files.get(*path) != without.get(*path) || tells(path, files)).cloned().collect()
}

fn tells(path: &str, files: &Files) -> bool {
    let bytes = files.get(path).map(|bytes| bytes.to_ascii_lowercase()).unwrap_or_default();
    path.contains(SECRET) || bytes.windows(SECRET.len()).any(|window| window == SECRET.as_bytes())
}

fn portal() -> Portal {
    Portal::new("default", &mut Words::tame("plain"))
}

#[test]
fn what_is_held_is_in_no_output_whatever_came_before() {
    let portal = portal();
    let root = portal.root();
    let without = built(root, &[]);
    let held = portal.hold(&mut Words::tame(SECRET));
    assert!(held.len() > 9 * HELD.len() * 2, "{held:?}");
    assert_eq!(tell_tales(&built(root, &[]), &without), Vec::<String>::new(), "after a build without them");
    assert_eq!(tell_tales(&built(root, &["--fresh"]), &without), Vec::<String>::new(), "from nothing");
    // Shown, they are everywhere: so this test looks where there is something to find.
    let shown = built(root, &["--drafts", "--future"]);
    let told: Vec<&String> = shown.keys().filter(|path| tells(path, &shown)).collect();
    for (kind, is_it) in SORTS {
        assert!(told.iter().any(|path| is_it(path)), "no {kind} tells of what is shown: {told:?}");
    }
    assert_eq!(tell_tales(&built(root, &[]), &without), Vec::<String>::new(), "after a build that showed them");
    for path in held.iter().filter(|path| path.ends_with(".md")) {
        let text = fs::read_to_string(root.join(path)).expect("an article");
        fs::write(root.join(path), text + "\nMore words.\n").expect("an article");
    }
    let done = build(root, &["--format", "json"]);
    let report: serde_json::Value = serde_json::from_slice(&done.stdout).expect("a report");
    assert_eq!(report["summary"]["written"], 0, "edits of what is held change nothing");
    assert_eq!(tell_tales(&files(&root.join("output")), &without), Vec::<String>::new(), "after edits");
}

/// A sort of output, and how its files are told from others.
type Sort = (&'static str, fn(&str) -> bool);

/// The sorts of output in which an article that is shown leaves something.
const SORTS: [Sort; 13] = [
    ("page", |path| path.starts_with("news/") && path.ends_with("index.html")),
    ("page in another language", |path| path.starts_with("fr/") && path.ends_with("index.html")),
    ("home page", |path| path == "index.html"),
    ("feed", |path| path == "feed.xml"),
    ("JSON feed", |path| path == "feed.json"),
    ("calendar", |path| path.ends_with(".ics")),
    ("alert", |path| path.ends_with("cap.xml")),
    ("search index", |path| path.contains("search/") && !path.ends_with(".html")),
    ("social card", |path| path.ends_with(".png")),
    ("picture", |path| path.ends_with(".webp")),
    ("file", |path| path.ends_with(".pdf")),
    ("data", |path| path.starts_with("data/") && path.ends_with(".json")),
    ("sitemap", |path| path.contains("sitemap") && path.ends_with(".xml")),
];

/// What a build keeps for the next one knows what is held: it lies outside of the output, for its owner alone.
#[cfg(unix)]
#[test]
fn what_is_kept_for_the_next_build_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let portal = portal();
    let root = portal.root();
    built(root, &[]);
    portal.hold(&mut Words::tame(SECRET));
    built(root, &["--drafts", "--future"]);
    built(root, &[]);
    let hidden = |entry: &fs::DirEntry| entry.file_name().to_string_lossy().starts_with('.');
    let entries = fs::read_dir(root).expect("a project").map(|entry| entry.expect("an entry"));
    let mut kept: Vec<_> = entries.filter(hidden).collect();
    kept.sort_by_key(fs::DirEntry::file_name);
    let names: Vec<_> = kept.iter().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    assert_eq!(names, [".dateline", ".dateline-output"]);
    for entry in kept {
        let mode = entry.metadata().expect("it is there").permissions().mode() & 0o777;
        assert_eq!(mode, 0o700, "{:?}", entry.file_name());
        assert_eq!(fs::read_to_string(entry.path().join(".gitignore")).expect("a file"), "*\n");
    }
    let output = files(&root.join("output"));
    let ours: Vec<&String> = output.keys().filter(|path| path.starts_with('.')).collect();
    assert_eq!(ours, [".dateline-manifest.json"]);
}
