//! A project in a folder of its own, and a preview of it that ends with the test.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::browser::{Browser, PATIENCE};
use crate::files;

pub(crate) const AT: &str = "2026-11-24T12:00:00Z";

/// A project. It lies one level deeper than its temporary folder, so that it can be moved away.
pub(crate) struct Project {
    folder: TempDir,
}

impl Project {
    fn new() -> Project {
        Project { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    /// The smallest portal that has what these tests need.
    pub(crate) fn small() -> Project {
        let project = Project::new();
        project.write("portal.yaml", "title: Ports\nbase_url: https://portal.example/sub/\nlanguages: [en]\n");
        project.write("content/organisations/harbours.md", "---\ntitle: Harbours\n---\n\nText.\n");
        let news = "---\ntitle: Ports\ndate: 2026-01-02\npartners: [harbours]\n---\n\nFirst text.\n";
        project.write("content/news/ports.md", news);
        project
    }

    /// The sample portal of the repository.
    pub(crate) fn sample() -> Project {
        let project = Project::new();
        let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut files = vec![repository.join("portal.yaml")];
        for part in ["content", "data", "static", "templates"] {
            files.extend(files::below(&repository.join(part)));
        }
        for file in files {
            let path = file.strip_prefix(repository).expect("below the repository").to_str().expect("UTF-8");
            project.write(path, fs::read(&file).expect("a file can be read"));
        }
        project
    }

    pub(crate) fn root(&self) -> PathBuf {
        self.folder.path().join("portal")
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).expect("a file can be read")
    }

    pub(crate) fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
        fs::write(path, text).expect("a file can be written");
    }

    pub(crate) fn edit(&self, path: &str, old: &str, new: &str) {
        let text = self.read(path);
        assert!(text.contains(old), "{path} has no {old}");
        self.write(path, text.replace(old, new));
    }

    pub(crate) fn rename(&self, from: &str, to: &str) {
        fs::rename(self.path(from), self.path(to)).expect("it can be renamed");
    }

    /// Runs dateline on it.
    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        let mut command = command(arguments);
        command.arg("--root").arg(self.root());
        // An output below the root is named from there.
        command.current_dir(self.root()).output().expect("dateline runs")
    }
}

pub(crate) fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    command.args(arguments).env_remove("SOURCE_DATE_EPOCH").env("NO_COLOR", "1").stdin(Stdio::null());
    command
}

/// A running preview.
pub(crate) struct Preview {
    pub(crate) project: Project,
    pub(crate) process: Child,
    pub(crate) browser: Browser,
    /// `/sub/`.
    pub(crate) base: String,
    said: Arc<Mutex<String>>,
}

impl Preview {
    /// As authors start it.
    pub(crate) fn of(project: Project) -> Preview {
        Preview::start(project, &[])
    }

    pub(crate) fn start(project: Project, arguments: &[&str]) -> Preview {
        Preview::now(project, &[&["--at", AT], arguments].concat())
    }

    /// One that shows the present.
    pub(crate) fn now(project: Project, arguments: &[&str]) -> Preview {
        let mut command = command(&[&["serve", "--port", "0"], arguments].concat());
        command.arg("--root").arg(project.root()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut process = command.spawn().expect("dateline starts");
        let said = Arc::new(Mutex::new(String::new()));
        let errors = process.stderr.take().expect("piped");
        thread::spawn({
            let said = Arc::clone(&said);
            move || {
                for line in BufReader::new(errors).lines().map_while(Result::ok) {
                    let mut said = said.lock().expect("no panic");
                    said.push_str(&line);
                    said.push('\n');
                }
            }
        });
        let mut line = String::new();
        let output = process.stdout.take().expect("piped");
        BufReader::new(output).read_line(&mut line).expect("a line");
        let address = line.trim().strip_prefix("http://").unwrap_or_else(|| panic!("no address: {line}")).to_owned();
        let (host, path) = address.split_once('/').expect("a path");
        let browser = Browser { host: host.to_owned() };
        Preview { project, process, browser, base: format!("/{path}"), said }
    }

    /// Everything it said on the terminal.
    pub(crate) fn said(&self) -> String {
        self.said.lock().expect("no panic").clone()
    }

    /// Status and text of a page, by its path below that of the portal.
    pub(crate) fn page(&self, path: &str) -> (u16, String) {
        self.browser.whole(&format!("{}{path}", self.base))
    }

    /// Waits until something is so.
    #[track_caller]
    pub(crate) fn until(&self, what: &str, is_so: impl Fn() -> bool) {
        let began = Instant::now();
        while !is_so() {
            assert!(began.elapsed() < PATIENCE, "{what}: it never is; {}", self.said());
            thread::sleep(Duration::from_millis(20));
        }
    }

    #[track_caller]
    pub(crate) fn shows(&self, path: &str, text: &str) {
        self.until(&format!("{path} shows {text}"), || self.page(path).1.contains(text));
    }

    #[track_caller]
    pub(crate) fn shows_no(&self, path: &str, text: &str) {
        self.until(&format!("{path} shows no {text}"), || !self.page(path).1.contains(text));
    }

    #[track_caller]
    pub(crate) fn is_missing(&self, path: &str) {
        self.until(&format!("{path} is missing"), || self.page(path).0 == 404);
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
