//! The program as its users meet it: the sample portal, what a build promises, how commands end.
#![expect(clippy::disallowed_methods, reason = "tests make projects and break them")]

#[path = "support/files.rs"]
mod files;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::SystemTime;

use tempfile::TempDir;

const AT: &str = "2026-11-24T12:00:00Z";

/// A project in a folder of its own.
struct Project {
    folder: TempDir,
}

impl Project {
    /// An empty one.
    fn new() -> Project {
        Project { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    /// The smallest portal that has a bit of everything these tests need.
    fn small() -> Project {
        let project = Project::new();
        project.write("portal.yaml", "title: Ports\nbase_url: https://portal.example/sub/\nlanguages: [en]\n");
        project.write("content/organisations/harbours.md", "---\ntitle: Harbours\n---\n\n## Mandate\n\nText.\n");
        project.write(
            "content/news/ports.md",
            "---\ntitle: Ports\ndate: 2026-01-02\npartners: [harbours]\ntopics: [Trade]\n---\n\nSee [it](../organisations/harbours.md#mandate).\n",
        );
        project
    }

    /// The sample portal of the repository, its files made in the order that `order` gives them.
    fn sample(order: impl Fn(&mut Vec<PathBuf>)) -> Project {
        let project = Project::new();
        let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut files = Vec::new();
        for part in ["content", "data", "static", "templates"] {
            files.extend(files::below(&repository.join(part)));
        }
        files.push(repository.join("portal.yaml"));
        order(&mut files);
        for file in files {
            let target = project.path(file.strip_prefix(repository).expect("below the repository"));
            fs::create_dir_all(target.parent().expect("a folder")).expect("a folder can be made");
            fs::copy(&file, target).expect("a file can be copied");
        }
        project
    }

    fn path(&self, path: impl AsRef<Path>) -> PathBuf {
        self.folder.path().join(path)
    }

    fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
        fs::write(path, text).expect("a file can be written");
    }

    fn remove(&self, path: &str) {
        fs::remove_file(self.path(path)).expect("a file can be removed");
    }

    /// Runs dateline on the project.
    fn run(&self, arguments: &[&str]) -> Output {
        let root = self.folder.path().to_str().expect("a path in UTF-8");
        dateline(&[&["--root", root], arguments].concat())
    }

    fn build(&self, arguments: &[&str]) -> Output {
        self.run(&[&["build", "--at", AT], arguments].concat())
    }

    /// Every file of the output with its bytes.
    fn output(&self) -> BTreeMap<String, Vec<u8>> {
        tree(&self.path("output"))
    }
}

fn dateline(arguments: &[&str]) -> Output {
    command(arguments).output().expect("dateline runs")
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    command.args(arguments).env_remove("SOURCE_DATE_EPOCH").env("NO_COLOR", "1");
    command
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("dateline ends by itself")
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

#[track_caller]
fn succeeds(output: &Output) {
    assert_eq!(code(output), 0, "{}", said(output));
}

fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let named = |path: PathBuf| {
        let name = path.strip_prefix(folder).expect("below the folder").to_string_lossy().replace('\\', "/");
        (name, fs::read(&path).expect("a file can be read"))
    };
    files::below(folder).into_iter().map(named).collect()
}

#[test]
fn the_sample_portal_builds_without_a_complaint() {
    let project = Project::sample(|_| {});
    let built = project.build(&["--strict", "--format", "json"]);
    succeeds(&built);
    let report: serde_json::Value = serde_json::from_slice(&built.stdout).expect("one JSON document");
    assert_eq!(report["diagnostics"], serde_json::json!([]));
    assert_eq!(report["summary"]["held"], 6);
    assert!(report["summary"]["articles"].as_u64().is_some_and(|articles| articles >= 150));
}

#[test]
fn the_second_theme_shows_the_same_portal_with_its_own_looks() {
    let first = Project::sample(|_| {});
    succeeds(&first.build(&["--strict"]));
    let second = Project::sample(|_| {});
    let settings = fs::read_to_string(second.path("portal.yaml")).expect("settings can be read");
    second.write("portal.yaml", settings.replace("theme: default", "theme: bulletin"));
    succeeds(&second.build(&["--strict"]));

    let (first, second) = (first.output(), second.output());
    let addresses = |output: &BTreeMap<String, Vec<u8>>| -> Vec<String> {
        output.keys().filter(|path| !path.starts_with("assets/")).cloned().collect()
    };
    assert_eq!(addresses(&first), addresses(&second));
    for (path, bytes) in second.iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = String::from_utf8_lossy(bytes);
        assert!(page.contains("/assets/bulletin."), "{path} has no sheet of the second theme");
        assert!(page.contains("Content-Security-Policy"), "{path} has no policy");
    }
}

#[test]
fn every_address_of_the_contract_is_in_the_sample() {
    let project = Project::sample(|_| {});
    succeeds(&project.build(&[]));
    let output = project.output();
    let wanted = [
        "index.html",
        "404.html",
        "feed.xml",
        "feed.json",
        "sitemap.xml",
        "robots.txt",
        "_redirects",
        "data/portal.json",
        "data/timeline.json",
        "timeline/index.html",
        "timeline/2020/index.html",
        "news/index.html",
        "news/2020/index.html",
        "news/feed.xml",
        "news/feed.json",
        "news/alliance-goes-live/index.html",
        "notices/index.html",
        "notices/feed.xml",
        "notices/cap-feed.xml",
        "notices/counterfeit-medical-supplies-update/cap.xml",
        "programmes/index.html",
        "programmes/i-one/index.html",
        "organisations/index.html",
        "organisations/interpol/index.html",
        "organisations/interpol/feed.xml",
        "organisations/interpol/feed.json",
        "people/index.html",
        "people/jurgen-stock/index.html",
        "events/index.html",
        "events/launch-ceremony/index.html",
        "events/launch-ceremony/event.ics",
        "events/calendar.ics",
        "documents/index.html",
        "documents/cooperation-agreement-2019/index.html",
        "about/index.html",
        "topics/index.html",
        "topics/cybercrime/index.html",
        "topics/cybercrime/feed.xml",
        "countries/index.html",
        "countries/cm/index.html",
        "countries/cm/feed.json",
        "favicon.svg",
        "fr/index.html",
        "fr/news/feed.xml",
        "fr/news/alliance-goes-live/index.html",
        "ar/news/alliance-goes-live/index.html",
        "pt/organisations/afripol/index.html",
        "es/organisations/afripol/index.html",
        "sw/organisations/afripol/index.html",
    ];
    let missing: Vec<&str> = wanted.into_iter().filter(|path| !output.contains_key(*path)).collect();
    assert!(missing.is_empty(), "missing: {missing:?}");
    for start in ["assets/site.", "media/"] {
        assert!(output.keys().any(|path| path.starts_with(start)), "nothing at {start}");
    }
}

#[test]
fn no_link_of_the_sample_leads_nowhere() {
    let project = Project::sample(|_| {});
    succeeds(&project.build(&[]));
    let output = project.output();
    let mut dead = BTreeSet::new();
    let mut checked = 0;
    for (path, bytes) in output.iter().filter(|(path, _)| path.ends_with(".html")) {
        let html = String::from_utf8_lossy(bytes);
        for link in attributes(&html, &["href", "src"]) {
            let Some(address) = link.strip_prefix("/partnership/") else {
                assert!(!link.starts_with('/'), "{path} links to {link}, which is outside the portal");
                continue;
            };
            let (address, anchor) =
                address.split_once('#').map_or((address, None), |(address, anchor)| (address, Some(anchor)));
            let address = percent_decoded(address.split('?').next().unwrap_or_default());
            let file =
                if address.is_empty() || address.ends_with('/') { format!("{address}index.html") } else { address };
            checked += 1;
            match (output.get(&file), anchor) {
                (None, _) => drop(dead.insert(format!("{path}: {link}"))),
                (Some(target), Some(anchor)) => {
                    let id = format!("id=\"{}\"", percent_decoded(anchor));
                    if !String::from_utf8_lossy(target).contains(&id) {
                        dead.insert(format!("{path}: {link} (no such anchor)"));
                    }
                }
                (Some(_), None) => {}
            }
        }
    }
    assert!(checked > 1000, "only {checked} links were found");
    assert!(dead.is_empty(), "{dead:#?}");
}

/// The values of attributes in HTML of our own, entities read back.
fn attributes(html: &str, names: &[&str]) -> Vec<String> {
    let mut values = Vec::new();
    for name in names {
        let start = format!(" {name}=\"");
        for (at, _) in html.match_indices(&start) {
            let value = html[at + start.len()..].split('"').next().unwrap_or_default();
            values.push(value.replace("&amp;", "&").replace("&#x2F;", "/"));
        }
    }
    values
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let hex = after.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        match hex.filter(|_| *first == b'%').and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).expect("addresses are UTF-8")
}

#[test]
fn threads_order_zone_and_folder_change_no_byte() {
    let first = Project::sample(|files| files.sort());
    let second = Project::sample(|files| {
        files.sort();
        files.reverse();
    });
    succeeds(&first.build(&["--jobs", "1"]));
    let root = second.folder.path().to_str().expect("a path in UTF-8").to_owned();
    let built = command(&["--root", &root, "build", "--at", AT, "--jobs", "7"])
        .env("TZ", "Pacific/Kiritimati")
        .env("LANG", "ar_EG.UTF-8")
        .output();
    succeeds(&built.expect("dateline runs"));
    let (first, second) = (first.output(), second.output());
    assert_eq!(first.keys().collect::<Vec<_>>(), second.keys().collect::<Vec<_>>());
    let different: Vec<&String> = first.keys().filter(|path| first[*path] != second[*path]).collect();
    assert!(different.is_empty(), "these differ: {different:?}");
}

#[test]
fn source_date_epoch_is_now_when_no_instant_is_given() {
    let project = Project::small();
    let root = project.folder.path().to_str().expect("a path in UTF-8").to_owned();
    let build = |epoch: &str| {
        command(&["--root", &root, "build"]).env("SOURCE_DATE_EPOCH", epoch).output().expect("dateline runs")
    };
    // 1 January 2026: the article of the next day is held.
    assert!(said(&build("1767225600")).contains("1 held"));
    assert!(!said(&build("1798761600")).contains("held"));
    assert_eq!(code(&build("yesterday")), 2);
}

#[test]
fn with_an_error_nothing_in_the_output_changes() {
    let project = Project::small();
    succeeds(&project.build(&[]));
    let before = project.output();
    project.write("content/news/new.md", "---\ntitle: New\ndate: 2026-02-02\n---\n\nFine.\n");
    project.write("content/news/ports.md", "---\ntitle: Ports\ndate: 2026-01-02\npartners: [harbour]\n---\n\nText.\n");
    let built = project.build(&[]);
    assert_eq!(code(&built), 1);
    assert!(said(&built).contains("did you mean `harbours`?"), "{}", said(&built));
    assert_eq!(project.output(), before);
}

#[test]
fn a_mistake_in_a_template_stops_the_build_at_its_place() {
    let project = Project::small();
    succeeds(&project.build(&[]));
    let before = project.output();
    project.write(
        "templates/news.html",
        "{% extends \"page.html\" %}\n{% block text %}{{ article.titel }}{% endblock text %}\n",
    );
    let built = project.build(&[]);
    assert_eq!(code(&built), 1);
    let said = said(&built);
    assert!(said.contains("templates/news.html:2:") && said.contains("titel"), "{said}");
    assert_eq!(project.output(), before);
}

#[test]
fn what_is_unchanged_is_not_touched_and_what_is_gone_is_removed() {
    let project = Project::small();
    project.write("content/pages/old.md", "---\ntitle: Old\n---\n\nText.\n");
    succeeds(&project.build(&[]));
    let modified =
        |path: &str| fs::metadata(project.path(path)).and_then(|file| file.modified()).expect("a file with a time");
    let long_ago = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000);
    for path in ["output/news/ports/index.html", "output/organisations/harbours/index.html"] {
        let file = fs::File::options().write(true).open(project.path(path)).expect("a file of the output");
        file.set_modified(long_ago).expect("its time can be set");
    }
    project.remove("content/pages/old.md");
    project.write("content/organisations/harbours.md", "---\ntitle: Harbours\n---\n\n## Mandate\n\nOther text.\n");
    let built = project.build(&[]);
    succeeds(&built);
    assert_eq!(modified("output/news/ports/index.html"), long_ago, "{}", said(&built));
    assert_ne!(modified("output/organisations/harbours/index.html"), long_ago);
    assert!(!project.path("output/old").exists());
    let again = project.build(&["--format", "json"]);
    let report: serde_json::Value = serde_json::from_slice(&again.stdout).expect("one JSON document");
    assert_eq!((&report["summary"]["written"], &report["summary"]["removed"]), (&0.into(), &0.into()));
}

#[test]
fn a_foreign_file_is_left_alone_and_named() {
    let project = Project::small();
    project.write("output/.gitignore", "*\n");
    succeeds(&project.build(&[]));
    project.write("output/news/notes.txt", "mine");
    let built = project.build(&[]);
    succeeds(&built);
    assert!(said(&built).contains("`news/notes.txt` in the output was made by no build"), "{}", said(&built));
    assert_eq!(project.output()["news/notes.txt"], b"mine");
    assert_eq!(project.output()[".gitignore"], b"*\n");
    project.write("output/news/later/index.html", "mine too");
    project.write("content/news/later.md", "---\ntitle: Later\ndate: 2026-02-02\n---\n\nText.\n");
    assert_eq!(code(&project.build(&[])), 1);
    assert_eq!(project.output()["news/later/index.html"], b"mine too");
}

#[test]
fn an_output_that_is_not_ours_is_refused() {
    let project = Project::small();
    project.write("other/precious.txt", "mine");
    let refused = |output: &Path| {
        let output = project.build(&["--output", output.to_str().expect("a path in UTF-8")]);
        assert_eq!(code(&output), 2, "{}", said(&output));
    };
    refused(&project.path("other"));
    refused(project.folder.path());
    refused(project.folder.path().parent().expect("a folder above"));
    refused(&project.path("content"));
    refused(&project.path("content/news"));
    assert_eq!(fs::read(project.path("other/precious.txt")).expect("a file"), b"mine");
}

/// Articles that may not be seen, each with a word and a picture of its own.
fn held_articles(project: &Project) {
    let picture = |word: &str| {
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><title>{word}</title></svg>")
    };
    let article = |word: &str, field: &str| {
        format!(
            "---\ntitle: {word}title\ndate: 2026-03-03\n{field}\nsummary: {word}summary\ntopics: [{word}topic]\npartners: [harbours]\ncountries: [CM]\n\
             image: {{src: {word}.svg, alt: {word}alt}}\ngallery: [{{src: {word}.gif, alt: {word}alt}}]\nattachments: [{{file: {word}.txt, title: {word}file}}]\naliases: [/{word}alias/]\n\
             timeline: [{{date: 2026-05, title: {word}fact}}]\n---\n\n{word}body [[harbours]]\n"
        )
    };
    for (word, field) in
        [("xdraftx", "draft: true"), ("xembargox", "embargo: 2026-12-01T09:00:00Z"), ("xfuturex", "slug: xfuturex")]
    {
        let text = article(word, field);
        let text = if word == "xfuturex" { text.replace("2026-03-03", "2027-03-03") } else { text };
        for (folder, own) in [
            ("news", ""),
            (
                "notices",
                "severity: severe\nurgency: expected\ncertainty: likely\ncategory: safety\nevent: {word}event\ninstruction: {word}do\n",
            ),
            ("events", "start: 2026-12-24T10:00\nvenue: {word}venue\n"),
            ("documents", "file: {word}.txt\nsigned: 2026-02\nperiod: 2026/2028\n"),
            ("organisations", "established: 2025\nother_names: [{word}name]\n"),
        ] {
            let own = own.replace("{word}", word);
            let text = text.replace("\nsummary:", &format!("\n{own}summary:"));
            let text = text.replace("aliases: [/", &format!("aliases: [/old-{folder}/"));
            project.write(&format!("content/{folder}/{word}/index.md"), text);
            project.write(&format!("content/{folder}/{word}/{word}.svg"), picture(word));
            // A picture of one pixel, the word as a remark in its middle.
            let start = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff\x21\xfe";
            let end = b"\0\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0\x3b";
            let remark = [&[word.len() as u8], word.as_bytes()].concat();
            project.write(&format!("content/{folder}/{word}/{word}.gif"), [&start[..], &remark, end].concat());
            project.write(&format!("content/{folder}/{word}/{word}.txt"), format!("{word}attachment"));
        }
    }
}

#[test]
fn what_is_held_leaves_no_byte_in_the_output() {
    let project = Project::small();
    succeeds(&project.build(&["--output", project.path("without").to_str().expect("UTF-8")]));
    held_articles(&project);
    let built = project.build(&[]);
    succeeds(&built);
    assert!(said(&built).contains("held until 2026-12-01 09:00"), "{}", said(&built));
    for (path, bytes) in project.output() {
        let bytes = bytes.to_ascii_lowercase();
        for word in ["xdraftx", "xembargox", "xfuturex"] {
            let tells = bytes.windows(word.len()).any(|window| window == word.as_bytes());
            assert!(!path.contains(word) && !tells, "{path} tells of {word}");
        }
    }
    assert_eq!(tree(&project.path("without")), project.output(), "the output is as if they were not there");
    succeeds(&project.build(&["--drafts", "--future"]));
    let shown = project.output();
    for word in ["xdraftx", "xembargox", "xfuturex"] {
        assert!(shown.contains_key(&format!("news/{word}/index.html")), "{word} is shown when asked for");
    }
}

#[test]
fn an_embargo_lifts_at_its_instant_and_a_day_begins_in_the_zone_of_the_portal() {
    let project = Project::small();
    project.write(
        "portal.yaml",
        "title: Ports\nbase_url: https://portal.example/\nlanguages: [en]\ntime_zone: Europe/Paris\n",
    );
    project.write("content/news/soon.md", "---\ntitle: Soon\ndate: 2026-06-02\n---\n\nText.\n");
    project.write(
        "content/news/later.md",
        "---\ntitle: Later\ndate: 2026-01-02\nembargo: 2026-06-02T10:00\n---\n\nText.\n",
    );
    let shown = |at: &str| {
        succeeds(&project.run(&["build", "--at", at]));
        let output = project.output();
        ["soon", "later"].map(|name| output.contains_key(&format!("news/{name}/index.html")))
    };
    assert_eq!(shown("2026-06-01T21:59:59Z"), [false, false]);
    assert_eq!(shown("2026-06-01T22:00:00Z"), [true, false]);
    assert_eq!(shown("2026-06-02T07:59:59Z"), [true, false]);
    assert_eq!(shown("2026-06-02T08:00:00Z"), [true, true]);
}

#[test]
fn nothing_but_what_falls_due_tells_two_instants_apart() {
    let project = Project::sample(|_| {});
    succeeds(&project.run(&["build", "--at", "2026-11-24T12:00:00Z"]));
    let mut before = project.output();
    succeeds(&project.run(&["build", "--at", "2026-11-29T15:00:01Z"]));
    let mut after = project.output();
    // The manifest alone keeps the instant.
    for output in [&mut before, &mut after] {
        output.remove(".dateline-manifest.json").expect("every build leaves one");
    }
    let different: Vec<&String> = before.keys().filter(|path| before.get(*path) != after.get(*path)).collect();
    assert!(different.is_empty(), "these differ: {different:?}");
}

#[test]
fn strict_refuses_to_show_what_is_held() {
    let project = Project::small();
    for option in ["--drafts", "--future"] {
        assert_eq!(code(&project.build(&[option, "--strict"])), 2);
        let built = project.build(&[option]);
        succeeds(&built);
        assert!(said(&built).contains("do not publish it"), "{}", said(&built));
    }
}

#[test]
fn each_way_to_end_has_its_exit_status() {
    let project = Project::small();
    assert_eq!(code(&project.build(&[])), 0);
    assert_eq!(code(&dateline(&["build", "--no-such-option"])), 2);
    assert_eq!(code(&project.build(&["--at", "today"])), 2);
    assert_eq!(code(&project.build(&["--base-url", "portal.example"])), 2);
    assert_eq!(code(&dateline(&["--root", "/no/such/folder", "build"])), 2);
    project.write("file", "no folder");
    assert_eq!(code(&project.build(&["--output", project.path("file/output").to_str().expect("UTF-8")])), 3);
    project.write("portal.yaml", "title: Ports\nbase_url: https://portal.example/\npaginaton: 5\n");
    let settings = project.build(&[]);
    assert_eq!(code(&settings), 2);
    assert!(said(&settings).contains("did you mean `pagination`?"), "{}", said(&settings));
}

#[test]
fn warnings_are_errors_only_when_asked_for() {
    let project = Project::small();
    project.write("content/programmes/span.md", "---\ntitle: Span\nstart: 2020-21\n---\n\nText.\n");
    succeeds(&project.build(&[]));
    let strict = project.build(&["--strict"]);
    assert_eq!(code(&strict), 1);
    assert!(
        said(&strict).contains("error[ambiguous-date]") && said(&strict).contains("2020/2021"),
        "{}",
        said(&strict)
    );
}

#[test]
fn check_tells_what_a_build_would_and_writes_nothing() {
    let project = Project::small();
    project.write("content/news/lost.txt", "nobody shows this");
    let checked = project.run(&["check", "--at", AT]);
    succeeds(&checked);
    assert!(said(&checked).contains("advice[unused-file]"), "{}", said(&checked));
    assert!(!project.path("output").exists());
    project.write("templates/page.html", "{{ nothing }}");
    assert_eq!(code(&project.run(&["check", "--at", AT])), 1);
}

#[test]
fn a_new_portal_builds_without_a_complaint() {
    let project = Project::new();
    let dir = project.path("portal");
    let dir = dir.to_str().expect("a path in UTF-8");
    succeeds(&dateline(&["init", dir]));
    let built = dateline(&["--root", dir, "build", "--strict"]);
    succeeds(&built);
    assert!(!said(&built).contains("warning"), "{}", said(&built));
    let refused = dateline(&["init", dir]);
    assert_eq!(code(&refused), 2, "{}", said(&refused));
    fs::remove_file(Path::new(dir).join("content/pages/about.md")).expect("a file");
    succeeds(&dateline(&["init", dir, "--force"]));
    succeeds(&dateline(&["--root", dir, "build", "--strict"]));
}

#[test]
fn a_new_article_of_every_kind_builds_without_a_complaint() {
    let project = Project::small();
    for kind in
        ["news", "notice", "programme", "organisation", "person", "event", "document", "page", "topic", "organisations"]
    {
        let made = project.run(&["new", kind, &format!("A \"new\" {kind}"), "--date", "2026-04-28"]);
        succeeds(&made);
        let path = String::from_utf8_lossy(&made.stdout).trim().to_owned();
        let text = fs::read_to_string(project.path(&path)).expect("the article it names");
        assert!(text.contains(&format!("title: \"A \\\"new\\\" {kind}\"")), "{text}");
    }
    assert!(project.path("content/news/2026-04-28-a-new-news.md").exists());
    let again = project.run(&["new", "news", "A \"new\" news", "--date", "2026-04-28"]);
    assert_eq!(code(&again), 2, "{}", said(&again));
    let built = project.build(&["--drafts", "--format", "json"]);
    succeeds(&built);
    let report: serde_json::Value = serde_json::from_slice(&built.stdout).expect("one JSON document");
    let codes: Vec<&str> =
        report["diagnostics"].as_array().into_iter().flatten().filter_map(|one| one["code"].as_str()).collect();
    assert_eq!(codes, ["held-shown"]);
    let unknown = project.run(&["new", "nws", "Title"]);
    assert_eq!(code(&unknown), 2);
    assert!(said(&unknown).contains("did you mean `news`?"), "{}", said(&unknown));
}

#[test]
fn a_file_for_robots_of_its_own_wins() {
    let project = Project::small();
    project.write("static/robots.txt", "User-agent: *\nDisallow: /\n");
    succeeds(&project.build(&["--strict"]));
    assert_eq!(project.output()["robots.txt"], b"User-agent: *\nDisallow: /\n");
}

#[test]
fn a_list_of_headers_of_its_own_wins() {
    let project = Project::small();
    project.write("static/_headers", "/*\n  X-Frame-Options: DENY\n");
    succeeds(&project.build(&["--strict"]));
    assert_eq!(project.output()["_headers"], b"/*\n  X-Frame-Options: DENY\n");
}

#[test]
fn a_policy_of_the_portal_is_said_by_pages_and_headers_also_when_it_alone_changed() {
    let project = Project::small();
    succeeds(&project.build(&["--strict"]));
    project.write("templates/partials/policy.html", "default-src 'self';\nimg-src 'self' https://maps.example");
    succeeds(&project.build(&["--strict"]));
    let output = project.output();
    let text = |path: &str| String::from_utf8(output[path].clone()).expect("UTF-8");
    let said =
        "Content-Security-Policy: default-src 'self'; img-src 'self' https://maps.example; frame-ancestors 'none'\n";
    assert!(text("_headers").contains(said), "{}", text("_headers"));
    for page in ["index.html", "news/ports/index.html", "404.html"] {
        assert!(text(page).contains("https://maps.example\">"), "{page}");
    }
    // A mistake in it is told at its place, and nothing is written.
    project.write("templates/partials/policy.html", "default-src {{ nobody }}");
    let failed = project.build(&[]);
    assert_eq!(failed.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&failed.stderr).contains("templates/partials/policy.html:1:"));
}

#[test]
fn completions_are_there_for_every_shell() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let printed = dateline(&["completions", shell]);
        succeeds(&printed);
        assert!(String::from_utf8_lossy(&printed.stdout).contains("dateline"));
    }
}

#[test]
fn a_portal_of_its_own_theme_changes_only_what_it_names() {
    let project = Project::small();
    project.write("portal.yaml", "title: Ports\nbase_url: https://portal.example/\ntheme: mine\n");
    project.write("themes/mine/theme.yaml", "parent: default\n");
    project.write(
        "themes/mine/templates/news.html",
        "{% extends \"page.html\" %}{% block text %}<p>from my theme</p>{% endblock text %}",
    );
    project.write(
        "templates/404.html",
        "{% extends \"default/404.html\" %}{% block main %}<h1>from the portal</h1>{% endblock main %}",
    );
    succeeds(&project.build(&[]));
    let output = project.output();
    let text = |path: &str| String::from_utf8_lossy(&output[path]).into_owned();
    assert!(text("news/ports/index.html").contains("from my theme"));
    assert!(text("404.html").contains("from the portal"));
    assert!(text("organisations/harbours/index.html").contains("<p>Text.</p>"));
}

#[test]
fn editors_are_told_of_every_field_and_offered_the_names_of_the_portal() {
    let project = Project::small();
    let told = project.run(&["schema", "news"]);
    succeeds(&told);
    let schema: serde_json::Value = serde_json::from_slice(&told.stdout).expect("one JSON document");
    let text = schema.to_string();
    assert!(text.contains("\"harbours\"") && text.contains("\"Trade\""), "{text}");
    assert_eq!(schema["properties"]["title"]["description"], "The headline.");
    succeeds(&project.run(&["schema", "--into", project.path("schemas").to_str().expect("a text")]));
    for name in ["news", "notice", "portal"] {
        assert!(project.path(format!("schemas/{name}.json")).is_file(), "{name}");
    }
    let unknown = project.run(&["schema", "newz"]);
    assert_eq!(code(&unknown), 2);
    assert!(String::from_utf8_lossy(&unknown.stderr).contains("did you mean `news`?"));
}

#[test]
fn a_portal_sets_its_colour_and_sign_without_a_style_sheet() {
    let project = Project::small();
    let settings = "title: Ports\nbase_url: https://portal.example/sub/\nlook: {accent: \"#00625a\", logo: sign.svg}\n";
    project.write("portal.yaml", settings);
    project.write("static/sign.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 4\"/>\n");
    succeeds(&project.build(&["--strict"]));
    let output = project.output();
    let (path, sheet) = output.iter().find(|(path, _)| path.starts_with("assets/look.")).expect("a sheet");
    let sheet = String::from_utf8_lossy(sheet);
    assert!(sheet.contains("--accent:#00625a") && sheet.contains("prefers-color-scheme:dark"), "{sheet}");
    let home = String::from_utf8_lossy(&output["index.html"]);
    assert!(home.contains(&format!("<link rel=\"stylesheet\" href=\"/sub/{path}\">")), "{home}");
    assert!(home.contains("<img class=\"logo\" src=\"/sub/sign.svg\" alt=\"\">"), "{home}");
    assert!(!output["404.html"].is_empty());
}

#[test]
fn a_new_theme_inherits_and_is_used_at_once() {
    let project = Project::small();
    succeeds(&project.run(&["new", "theme", "Harbour lights"]));
    let settings = "title: Ports\nbase_url: https://portal.example/sub/\ntheme: harbour-lights\n";
    project.write("portal.yaml", settings);
    succeeds(&project.build(&["--strict"]));
    let output = project.output();
    let home = String::from_utf8_lossy(&output["index.html"]);
    assert!(home.contains("/sub/assets/harbour-lights.") && home.contains("/sub/assets/site."), "{home}");
    assert_eq!(code(&project.run(&["new", "theme", "Harbour lights"])), 2);
}
