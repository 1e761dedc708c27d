//! A project that is built again and again.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use dateline::commands::build::{Build, Done};
use dateline::compile::Options;
use dateline::config::Shown;
use dateline::diagnostic::{Diagnostic, Failure};
use dateline::disk::{self, Disk};
use dateline::model::{Instant, time::parse_instant};
use dateline::timing::Watch;

use crate::clean::{Clean, errors, files};

/// A project in a folder of its own.
pub(crate) struct Site {
    folder: tempfile::TempDir,
    pub(crate) instant: Instant,
}

impl Site {
    pub(crate) fn new(files: &[(&str, &str)]) -> Site {
        let site = Site {
            folder: tempfile::tempdir().expect("a folder"),
            instant: parse_instant("2026-06-10T12:00:00Z").expect("an instant"),
        };
        for (path, text) in files {
            site.write(path, text);
        }
        site
    }

    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }

    pub(crate) fn edit(&self, path: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.root().join(path)).expect("a file");
        assert!(text.contains(from), "{path} has no {from}");
        self.write(path, text.replace(from, to));
    }

    pub(crate) fn options(&self) -> Options {
        Options { instant: self.instant, shown: Shown::default(), base_url: None }
    }

    pub(crate) fn build(&self) -> Done {
        self.build_on(disk::machine(), false).expect("the project can be built")
    }

    /// Builds on a disk that may fail.
    pub(crate) fn build_on(&self, disk: Arc<dyn Disk>, in_place: bool) -> Result<Done, Failure> {
        let build = Build {
            root: self.root().to_owned(),
            output: self.root().join("output"),
            options: self.options(),
            strict: false,
            // The clean builds compared with have their texts in memory.
            many: 0,
            in_place,
            disk,
            watch: Watch::start(),
        };
        build.run(false)
    }

    /// What was parsed, and the files that were rendered.
    pub(crate) fn work(&self) -> (usize, Vec<String>) {
        let done = self.build();
        assert_eq!(errors(&done.diagnostics), Vec::<&Diagnostic>::new());
        assert!(done.is_kept);
        self.must_equal_clean(&done.diagnostics);
        (done.summary.parsed, done.rendered.iter().map(|(path, _)| path.to_string()).collect())
    }

    /// What the last build made and said is what a clean one makes and says.
    pub(crate) fn must_equal_clean(&self, diagnostics: &[Diagnostic]) {
        let clean = Clean::build(self.root(), &self.options());
        assert_eq!(diagnostics, clean.diagnostics);
        if errors(diagnostics).is_empty() {
            let made = files(&self.root().join("output"));
            let all = made.keys().chain(clean.files.keys());
            let differing: Vec<&String> = all.filter(|path| made.get(*path) != clean.files.get(*path)).collect();
            assert!(differing.is_empty(), "stale: {differing:?}");
        }
    }

    pub(crate) fn memo(&self, name: &str) -> PathBuf {
        self.root().join(".dateline").join(name)
    }
}

const SETTINGS: &str = "title: P\nbase_url: https://portal.example/\ntime_zone: Europe/Paris\npagination: 2\n";

/// Few articles that name each other.
pub(crate) fn small() -> Site {
    Site::new(&[
        ("portal.yaml", SETTINGS),
        (
            "content/news/ports.md",
            "---\ntitle: Ports\ndate: 2026-05-01\nsummary: S\npartners: [centre]\n---\n\nText.\n",
        ),
        ("content/news/ships.md", "---\ntitle: Ships\ndate: 2026-05-02\nsummary: S\n---\n\nSee [[ports]].\n"),
        ("content/news/cranes.md", "---\ntitle: Cranes\ndate: 2026-05-03\nsummary: S\n---\n\nOther.\n"),
        ("content/news/bare.md", "---\ntitle: Bare\ndate: 2026-05-04\n---\n\nWithout a summary.\n"),
        ("content/organisations/centre.md", "---\ntitle: Centre\nsummary: S\n---\n\nText.\n"),
        ("data/facts.yaml", "a: 1\n"),
        ("static/robots-extra.txt", "x\n"),
    ])
}
