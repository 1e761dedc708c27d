//! The memo: a build after a build does what the change asks for, and no more; and what it makes and says
//! equals what a clean build makes and says.
#![expect(clippy::disallowed_methods, reason = "tests make projects")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use dateline::commands::build::{Build, Done};
use dateline::compile::{self, Options};
use dateline::config::Shown;
use dateline::diagnostic::{Diagnostic, Severity};
use dateline::emit;
use dateline::model::{Instant, time::parse_instant};
use dateline::render::Renderer;
use dateline::timing::Watch;
use proptest::prelude::*;

/// A project in a folder of its own.
struct Site {
    folder: tempfile::TempDir,
    instant: Instant,
}

type Files = BTreeMap<String, Vec<u8>>;

impl Site {
    fn new(files: &[(&str, &str)]) -> Site {
        let site = Site {
            folder: tempfile::tempdir().expect("a folder"),
            instant: parse_instant("2026-06-10T12:00:00Z").expect("an instant"),
        };
        for (path, text) in files {
            site.write(path, text);
        }
        site
    }

    fn root(&self) -> &Path {
        self.folder.path()
    }

    fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }

    fn edit(&self, path: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.root().join(path)).expect("a file");
        assert!(text.contains(from), "{path} has no {from}");
        self.write(path, text.replace(from, to));
    }

    fn options(&self) -> Options {
        Options { instant: self.instant, shown: Shown::default(), base_url: None }
    }

    fn build(&self) -> Done {
        let build = Build {
            root: self.root().to_owned(),
            output: self.root().join("output"),
            options: self.options(),
            strict: false,
            watch: Watch::start(),
        };
        build.run(false).expect("the project can be built")
    }

    /// What was parsed, and the files that were rendered.
    fn work(&self) -> (usize, Vec<String>) {
        let done = self.build();
        assert_eq!(errors(&done.diagnostics), Vec::<&Diagnostic>::new());
        assert!(done.is_kept);
        self.must_equal_clean(&done.diagnostics);
        (done.summary.parsed, done.rendered.iter().map(|(path, _)| path.to_string()).collect())
    }

    /// The complaints and files of a build without a memo.
    fn clean(&self) -> (Vec<Diagnostic>, Files) {
        let folder = tempfile::tempdir().expect("a folder");
        let mut diagnostics = Vec::new();
        let compiled = compile::compile(self.root(), &self.options()).expect("a project").unpack(&mut diagnostics);
        if errors(&diagnostics).is_empty() {
            let renderer = Renderer::new(&compiled.plan, &compiled.theme);
            let emitted = emit::emit(&renderer, &compiled.inventory, folder.path());
            emitted.expect("an output").unpack(&mut diagnostics);
        }
        (diagnostics, files(folder.path()))
    }

    fn must_equal_clean(&self, diagnostics: &[Diagnostic]) {
        let (of_clean, clean) = self.clean();
        assert_eq!(diagnostics, of_clean);
        if errors(diagnostics).is_empty() {
            let made = files(&self.root().join("output"));
            let all = made.keys().chain(clean.keys());
            let differing: Vec<&String> = all.filter(|path| made.get(*path) != clean.get(*path)).collect();
            assert!(differing.is_empty(), "stale: {differing:?}");
        }
    }

    fn memo(&self, name: &str) -> PathBuf {
        self.root().join(".dateline").join(name)
    }
}

fn errors(diagnostics: &[Diagnostic]) -> Vec<&Diagnostic> {
    diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).collect()
}

/// Every file of an output; of the manifest all but the instant.
fn files(folder: &Path) -> Files {
    let entries = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok);
    let files = entries.filter(|entry| entry.file_type().is_file()).map(|entry| {
        let path = entry.path().strip_prefix(folder).expect("it lies below it").to_string_lossy().into_owned();
        let mut bytes = fs::read(entry.path()).expect("a file");
        if path == ".dateline-manifest.json" {
            let text = String::from_utf8(bytes).expect("UTF-8");
            bytes = text.lines().filter(|line| !line.contains("\"instant\"")).collect::<String>().into_bytes();
        }
        (path, bytes)
    });
    files.collect()
}

const SETTINGS: &str = "title: P\nbase_url: https://portal.example/\ntime_zone: Europe/Paris\npagination: 2\n";

/// Few articles that name each other.
fn small() -> Site {
    Site::new(&[
        ("portal.yaml", SETTINGS),
        ("content/news/ports.md", "---\ntitle: Ports\ndate: 2026-05-01\nsummary: S\npartners: [centre]\n---\n\nText.\n"),
        ("content/news/ships.md", "---\ntitle: Ships\ndate: 2026-05-02\nsummary: S\n---\n\nSee [[ports]].\n"),
        ("content/news/cranes.md", "---\ntitle: Cranes\ndate: 2026-05-03\nsummary: S\n---\n\nOther.\n"),
        ("content/news/bare.md", "---\ntitle: Bare\ndate: 2026-05-04\n---\n\nWithout a summary.\n"),
        ("content/organisations/centre.md", "---\ntitle: Centre\nsummary: S\n---\n\nText.\n"),
        ("data/facts.yaml", "a: 1\n"),
        ("static/robots-extra.txt", "x\n"),
    ])
}

#[test]
fn where_nothing_changed_nothing_is_done_and_everything_is_said_again() {
    let site = small();
    site.edit("content/news/ships.md", "summary: S", "summary: S\ntemplate: news\nextra: {ratio: 0.1}\nsupersedes: [ports]");
    let first = site.build();
    assert!(!errors(&first.diagnostics).is_empty());
    assert_eq!((first.summary.parsed, first.summary.rendered), (5, 0));
    site.edit("content/news/ships.md", "\nsupersedes: [ports]", "");
    let (parsed, rendered) = site.work();
    assert_eq!(parsed, 5);
    assert!(rendered.len() > 20, "{rendered:?}");
    for _ in 0..2 {
        let again = site.build();
        let numbers = again.summary;
        assert_eq!((numbers.parsed, numbers.rendered, numbers.written, numbers.removed), (0, 0, 0, 0));
        assert_eq!(numbers.unchanged, numbers.pages);
        site.must_equal_clean(&again.diagnostics);
    }
}

#[test]
fn a_body_edit_renders_its_page_and_what_shows_its_text() {
    let site = small();
    site.work();
    site.edit("content/news/ports.md", "Text.", "Better text.");
    let words = "data/portal.json";
    assert_eq!(site.work(), (1, vec![words.to_owned(), "news/ports/index.html".to_owned()]));
    site.edit("content/news/bare.md", "Without a summary", "Still without a summary");
    let rendered = ["data/portal.json", "feed.json", "feed.xml", "news/bare/index.html", "news/feed.json", "news/feed.xml"];
    assert_eq!(site.work(), (1, rendered.map(str::to_owned).to_vec()));
}

#[test]
fn a_title_edit_renders_its_lists_neighbours_and_those_it_names_or_that_name_it() {
    let site = small();
    site.work();
    site.edit("content/news/ports.md", "title: Ports", "title: Harbours");
    let (parsed, rendered) = site.work();
    assert_eq!(parsed, 1);
    let has = |path: &str| rendered.iter().any(|other| other == path);
    for path in
        ["news/ports/index.html", "news/page/2/index.html", "news/ships/index.html", "organisations/centre/index.html"]
    {
        assert!(has(path), "{path} is not in {rendered:?}");
    }
    for path in ["news/cranes/index.html", "news/bare/index.html", "news/index.html", "organisations/index.html", "404.html"] {
        assert!(!has(path), "{path} is in {rendered:?}");
    }
}

#[test]
fn what_others_did_to_the_output_is_found_and_mended() {
    let site = small();
    site.work();
    fs::write(site.root().join("output/news/ports/index.html"), "spoilt").expect("a file");
    fs::remove_file(site.root().join("output/news/ships/index.html")).expect("a file");
    let both = vec!["news/ports/index.html".to_owned(), "news/ships/index.html".to_owned()];
    assert_eq!(site.work(), (0, both));
    fs::write(site.root().join("output/news/foreign.txt"), "mine").expect("a file");
    for _ in 0..2 {
        let told = site.build().diagnostics;
        assert_eq!(told.len(), 1, "{told:?}");
    }
    fs::remove_file(site.root().join("output/news/foreign.txt")).expect("a file");
    assert_eq!(site.work(), (0, vec![]));
}

#[test]
fn a_touched_file_is_read_and_not_parsed() {
    let site = small();
    site.work();
    let text = fs::read(site.root().join("content/news/ports.md")).expect("a file");
    site.write("content/news/ports.md", text);
    assert_eq!(site.work(), (0, vec![]));
}

#[test]
fn an_instant_inside_the_window_changes_nothing_and_one_across_a_turn_renders() {
    let mut site = small();
    site.edit("content/news/cranes.md", "summary: S", "summary: S\nexpires: 2026-06-12");
    site.work();
    site.instant = parse_instant("2026-06-10T13:00:00Z").expect("an instant");
    assert_eq!(site.work(), (0, vec![]));
    site.instant = parse_instant("2026-06-12T13:00:00Z").expect("an instant");
    let (parsed, rendered) = site.work();
    assert_eq!(parsed, 0);
    assert!(rendered.contains(&"news/index.html".to_owned()), "{rendered:?}");
}

#[test]
fn damage_at_any_byte_is_harmless() {
    let site = small();
    site.work();
    for name in ["index", "articles"] {
        let whole = fs::read(site.memo(name)).expect("a memo");
        let step = whole.len() / 40 + 1;
        for at in (0..whole.len()).step_by(step).chain(0..3) {
            for cut in [false, true] {
                let mut bytes = whole.clone();
                if cut {
                    bytes.truncate(at);
                } else {
                    bytes[at] ^= 0x55;
                }
                fs::write(site.memo(name), bytes).expect("a file");
                let done = site.build();
                assert!(errors(&done.diagnostics).is_empty());
                let numbers = done.summary;
                assert_eq!(numbers.written, 0);
                if name == "index" {
                    assert!(numbers.rendered > 20);
                    assert_eq!(numbers.parsed, 0);
                }
            }
        }
        site.must_equal_clean(&site.build().diagnostics);
    }
}

#[test]
fn the_memo_is_private_and_ignored_by_git() {
    let site = small();
    site.work();
    assert_eq!(fs::read_to_string(site.memo(".gitignore")).expect("a file"), "*\n");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: PathBuf| fs::metadata(path).expect("it is there").permissions().mode() & 0o777;
        assert_eq!((mode(site.memo("")), mode(site.memo("index")), mode(site.memo("articles"))), (0o700, 0o600, 0o600));
    }
}
