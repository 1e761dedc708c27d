//! A project in a folder of its own, and a preview of it that ends with the test.

#[path = "../support/files.rs"]
mod files;

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

pub(crate) const AT: &str = "2026-11-24T12:00:00Z";

/// How long a change may take to show, on the slowest machine.
const PATIENCE: Duration = Duration::from_secs(60);

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

    /// Every file below a folder with its bytes.
    pub(crate) fn files(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        let folder = self.path(folder);
        let named = |path: PathBuf| {
            let name = path.strip_prefix(&folder).expect("below the folder").to_string_lossy().replace('\\', "/");
            (name, fs::read(&path).expect("a file can be read"))
        };
        files::below(&folder).into_iter().map(named).collect()
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
    /// `127.0.0.1:4000`.
    pub(crate) host: String,
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
        Preview { project, process, host: host.to_owned(), base: format!("/{path}"), said }
    }

    /// Everything it said on the terminal.
    pub(crate) fn said(&self) -> String {
        self.said.lock().expect("no panic").clone()
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.ask(&format!("GET {path} HTTP/1.1\r\nHost: {}\r\n", self.host))
    }

    /// Sends the head of a request.
    pub(crate) fn ask(&self, head: &str) -> Answer {
        let mut stream = self.connect();
        stream.write_all(format!("{head}Connection: close\r\n\r\n").as_bytes()).expect("it listens");
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("it answers");
        Answer::parse(&bytes)
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.host).expect("it listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("a time");
        stream
    }

    /// Status and text of a page, by its whole path.
    pub(crate) fn whole(&self, path: &str) -> (u16, String) {
        let answer = self.get(path);
        (answer.status, String::from_utf8(answer.body).expect("UTF-8"))
    }

    /// The same by its path below that of the portal.
    pub(crate) fn page(&self, path: &str) -> (u16, String) {
        self.whole(&format!("{}{path}", self.base))
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

    /// Hears what browsers hear.
    pub(crate) fn listen(&self) -> Events {
        let mut stream = self.connect();
        let head = format!("GET /_preview/events HTTP/1.1\r\nHost: {}\r\n\r\n", self.host);
        stream.write_all(head.as_bytes()).expect("it listens");
        let mut reader = BufReader::new(stream);
        let mut line = String::new();
        reader.read_line(&mut line).expect("it answers");
        assert!(line.contains(" 200 "), "{line}");
        Events(reader)
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The stream of events.
pub(crate) struct Events(BufReader<TcpStream>);

impl Events {
    /// The name of the next state.
    pub(crate) fn next(&mut self) -> String {
        loop {
            let mut line = String::new();
            assert_ne!(self.0.read_line(&mut line).expect("it goes on"), 0, "the stream ended");
            if let Some(data) = line.strip_prefix("data: ") {
                let data: serde_json::Value = serde_json::from_str(data).expect("JSON");
                return data["state"].as_str().expect("a state").to_owned();
            }
        }
    }
}

/// What was answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    head: String,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    fn parse(bytes: &[u8]) -> Answer {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("a whole head");
        let head = String::from_utf8(bytes[..end].to_vec()).expect("UTF-8");
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        Answer { status, head, body: bytes[end + 4..].to_vec() }
    }

    pub(crate) fn header(&self, name: &str) -> Option<String> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.into_iter().find(|(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, value)| value.to_owned())
    }
}

/// A page without the preview's own parts.
pub(crate) fn without_additions(page: &str) -> String {
    let mut page = page.to_owned();
    while let Some((before, rest)) = page.split_once("<!--dateline preview-->") {
        let (_, after) = rest.split_once("<!--/dateline preview-->").expect("every part ends");
        page = format!("{before}{after}");
    }
    page
}

/// A path as part of an address.
pub(crate) fn encoded(path: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    path.bytes()
        .map(|byte| if is_plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}
