//! The law for the preview: after any edits of any portal, what it answers is what a build writes into a fresh
//! folder; and where a build would write nothing, it shows the mistakes over the last good pages.

use std::cell::RefCell;
use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use dateline::compile::{self, Options};
use dateline::config::Shown;
use dateline::diagnostic::Diagnostic;
use dateline::model::{Instant, SourcePath};
use dateline::preview::attempt::Attempt;
use dateline::preview::limits::Limits;
use dateline::preview::{self, Editor, Manner, Noticing, Told};
use dateline::render::{Content, Renderer};
use dateline::source::{self, Inventory};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use crate::browser::{Browser, Events, PATIENCE, encoded, without_additions};
use crate::clean::{Clean, Files, errors};
use crate::random::{self, Edit, Portal};

/// The present of the previews here, in seconds since 1970.
static NOW: AtomicI64 = AtomicI64::new(0);

/// How long it has to be quiet before changes count. So short that an edit of several files is often seen half done.
const QUIET: Duration = Duration::from_millis(2);

/// Where the portals are.
const BASE: &str = "/p/";

/// What a preview found when it compiled.
struct Tried {
    number: u64,
    /// The files it saw.
    files: Vec<SourcePath>,
    diagnostics: Vec<Diagnostic>,
}

/// A preview of random portals, in this process.
struct Show {
    folder: tempfile::TempDir,
    portal: Portal,
    shown: Shown,
    browser: Browser,
    events: Events,
    attempts: mpsc::Receiver<Tried>,
    /// The number of the newest state that browsers heard of.
    heard: u64,
    /// The number of the file that tells which attempt saw the last edit.
    mark: usize,
    /// The last good pages, where they are known for sure.
    good: Option<Files>,
}

impl Show {
    fn begin(shown: Shown) -> Show {
        let folder = tempfile::tempdir().expect("a folder");
        let portal = Portal::new(folder.path(), &[0]);
        NOW.store(portal.instant().seconds(), Ordering::SeqCst);
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let browser = Browser { host: listener.local_addr().expect("bound").to_string() };
        let manner = Manner {
            root: folder.path().to_owned(),
            shown,
            at: None,
            clock: || Instant::from_seconds(NOW.load(Ordering::SeqCst)),
            noticing: Noticing::Told(QUIET),
            editor: Editor::new("{path}", folder.path()).expect("a pattern"),
            limits: Limits::default(),
        };
        let (sender, attempts) = mpsc::channel();
        let tell = Arc::new(move |told: &Told<'_>| {
            if let Told::Attempt(attempt) = told {
                // Nobody hears of it after a test that failed.
                let _ = sender.send(Tried::of(attempt));
            }
        });
        thread::spawn(move || preview::run(listener, manner, tell));
        let events = browser.listen();
        Show { folder, portal, shown, browser, events, attempts, heard: 0, mark: 0, good: None }
    }

    fn options(&self) -> Options {
        Options { instant: self.portal.instant(), shown: self.shown, base_url: None }
    }

    fn edit(&mut self, edit: Edit) {
        self.portal.edit(edit);
        NOW.store(self.portal.instant().seconds(), Ordering::SeqCst);
    }

    /// Waits until browsers are shown what the last edit made, and compares it with a build.
    fn check(&mut self) {
        let tried = self.tried();
        let clean = Clean::build(self.folder.path(), &self.options());
        if errors(&clean.diagnostics).is_empty() {
            assert_eq!(tried.diagnostics, clean.diagnostics);
            self.answers(&clean.files);
        } else if errors(&tried.diagnostics).is_empty() {
            assert!(clean.diagnostics.starts_with(&tried.diagnostics), "{:?}", tried.diagnostics);
            self.answers_what_can_be_made();
        } else {
            assert_eq!(tried.diagnostics, clean.diagnostics);
            self.shows_mistakes(&errors(&clean.diagnostics));
        }
    }

    /// The attempt that saw the last edit, after browsers heard of it.
    fn tried(&mut self) -> Tried {
        let files = self.marked();
        let tried = loop {
            let tried = self.attempts.recv_timeout(PATIENCE).expect("the preview follows edits");
            // One that began while files changed may have seen the mark, and another folder as it was.
            if tried.files == files {
                break tried;
            }
            if errors(&tried.diagnostics).is_empty() {
                // Half of an edit made a good portal.
                self.good = None;
            }
        };
        while self.heard < tried.number {
            // The name of a state has the number of its attempt in it.
            let state = self.events.next();
            self.heard = state.split('-').nth(1).and_then(|number| number.parse().ok()).expect("a number");
        }
        tried
    }

    /// Writes a mark, by whose name an attempt is known that began later. Gives the files there are now. A mark is a
    /// style sheet, so that changes of style sheets alone stay that.
    fn marked(&mut self) -> Vec<SourcePath> {
        let file = |mark: usize| self.folder.path().join(format!("static/mark-{mark}.css"));
        if self.mark > 0 {
            fs::remove_file(file(self.mark)).expect("it is there");
        }
        self.mark += 1;
        fs::write(file(self.mark), "").expect("a file");
        let survey = source::survey(self.folder.path());
        survey.articles.into_iter().chain(survey.others.into_iter().flatten()).collect()
    }

    /// Every file is answered, and no other; no mistake is shown.
    fn answers(&mut self, files: &Files) {
        let files: Files = files.iter().filter(|(path, _)| !path.starts_with('.')).map(owned).collect();
        for (path, bytes) in &files {
            self.answers_file(path, bytes, Mistakes::None);
        }
        for path in self.good.iter().flat_map(Files::keys).filter(|path| !files.contains_key(*path)) {
            assert_eq!(self.browser.get(&address(path)).status, 404, "{path}");
        }
        self.good = Some(files);
    }

    fn answers_file(&self, path: &str, bytes: &[u8], mistakes: Mistakes) {
        let answer = self.browser.get(&address(path));
        assert_eq!(answer.status, 200, "{path}");
        if !path.ends_with(".html") {
            assert!(answer.body == bytes, "{path} is another file");
            return;
        }
        let page = String::from_utf8(answer.body).expect("UTF-8");
        assert_eq!(without_additions(&page), String::from_utf8_lossy(bytes), "{path}");
        assert_eq!(has_overlay(&page), mistakes == Mistakes::Shown, "{path}");
    }

    /// A mistake that only rendering finds is shown on its pages; the others are answered.
    fn answers_what_can_be_made(&mut self) {
        self.good = None;
        let compiled = compile::compile(self.folder.path(), &self.options()).expect("a project").value;
        let renderer = Renderer::new(&compiled.plan, &compiled.theme);
        for (path, job) in &compiled.plan.jobs {
            match renderer.file(path, job) {
                Ok(Content::Bytes(bytes)) => self.answers_file(path.as_str(), &bytes, Mistakes::None),
                Ok(Content::Known(bytes)) => self.answers_file(path.as_str(), bytes, Mistakes::None),
                Ok(Content::Copy(_) | Content::Cleaned(_) | Content::Variant(_)) => {}
                Err(mistake) => {
                    let (status, page) = self.browser.whole(&address(path.as_str()));
                    assert_eq!(status, 500, "{path}");
                    assert!(has_overlay(&page) && page.contains(&escaped(&mistake.message)), "{path}: {mistake:?}");
                }
            }
        }
    }

    /// The portal's mistakes are told, over the last good pages.
    fn shows_mistakes(&self, mistakes: &[&Diagnostic]) {
        let (_, desk) = self.browser.whole("/_desk/");
        for mistake in mistakes {
            assert!(desk.contains(&escaped(&mistake.message)), "{mistake:?} is not in {desk}");
        }
        // Copies are read when they are asked for: the file may be another one now.
        let is_copy = |path: &str| {
            path.ends_with(".svg") || path.ends_with(".pdf") || path.ends_with(".txt") || path.starts_with("mark-")
        };
        for (path, bytes) in self.good.iter().flatten().filter(|(path, _)| !is_copy(path)) {
            self.answers_file(path, bytes, Mistakes::Shown);
        }
    }
}

impl Tried {
    fn of(attempt: &Attempt) -> Tried {
        let files = attempt.compiled.as_ref().map(|compiled| files(&compiled.inventory));
        Tried { number: attempt.number, files: files.unwrap_or_default(), diagnostics: attempt.diagnostics.clone() }
    }
}

/// Every file of an inventory, in the order of a survey.
fn files(inventory: &Inventory) -> Vec<SourcePath> {
    let Inventory { articles, assets, statics, templates, themes, data, .. } = inventory;
    let assets = assets.iter().map(|asset| &asset.path);
    let materials = templates.iter().chain(themes).chain(data).map(|material| &material.path);
    articles.iter().chain(assets).chain(materials).chain(statics).cloned().collect()
}

/// Whether mistakes stand over a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mistakes {
    None,
    Shown,
}

fn has_overlay(page: &str) -> bool {
    page.contains("class=\"dp-overlay\"")
}

fn owned((path, bytes): (&String, &Vec<u8>)) -> (String, Vec<u8>) {
    (path.clone(), bytes.clone())
}

/// Where a file of the output is.
fn address(path: &str) -> String {
    let is_index = path == "index.html" || path.ends_with("/index.html");
    format!("{BASE}{}", encoded(if is_index { path.trim_end_matches("index.html") } else { path }))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}

/// How many sequences are tried: more where `PREVIEW_SEQUENCES` says so.
fn sequences() -> u32 {
    std::env::var("PREVIEW_SEQUENCES").ok().and_then(|number| number.parse().ok()).unwrap_or(24)
}

/// A sequence: how the preview was started, the portal, the edits, and after which of them it is looked at.
fn sequence() -> impl Strategy<Value = (bool, Vec<u16>, Vec<(Edit, bool)>)> {
    // Some come together before anybody looks.
    let edits = prop::collection::vec((Edit::any(), prop::bool::weighted(0.75)), 1..9);
    (any::<bool>(), random::seeds(), edits)
}

#[test]
fn the_preview_equals_a_build() {
    // A preview goes from one sequence to the next: another portal is an edit like others.
    let shows: [RefCell<Option<Show>>; 2] = Default::default();
    let config = ProptestConfig { cases: sequences(), failure_persistence: None, ..ProptestConfig::default() };
    let mut runner = TestRunner::new(ProptestConfig { max_shrink_iters: 60, ..config });
    let tried = runner.run(&sequence(), |(with_held, seed, edits)| {
        let shown = Shown { drafts: with_held, future: with_held };
        let slot = &shows[usize::from(with_held)];
        let mut show = slot.take().unwrap_or_else(|| Show::begin(shown));
        // Time passed since this one was looked at.
        show.good = None;
        show.portal.change(&seed);
        NOW.store(show.portal.instant().seconds(), Ordering::SeqCst);
        show.check();
        for (edit, is_looked_at) in edits {
            show.edit(edit);
            if is_looked_at {
                show.check();
            }
        }
        show.portal.mend();
        show.check();
        // One that failed is not used again.
        slot.replace(Some(show));
        Ok(())
    });
    assert!(tried.is_ok(), "{}", tried.expect_err("it is none"));
}
