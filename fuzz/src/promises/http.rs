//! Requests to the preview, as bytes: nobody but this machine is answered, nothing but the portal is told.

use std::fs;
use std::sync::{Arc, LazyLock};

use dateline::config::{FILE, Shown};
use dateline::model::time::parse_instant;
use dateline::preview::limits::Limits;
use dateline::preview::{Editor, Exchange, Manner, Noticing, Tell, Told};
use tempfile::TempDir;

use super::files::{self, SETTINGS};
use super::references::KNOWN;

/// What stands in a file beside the portal and in an article whose day has not come.
/// The desk tells its title: whoever sees the preview is one of those who write.
const WITHHELD: &str = "seven-brass-lanterns";

/// What the names of this machine are.
const OURS: [&str; 3] = ["localhost", "127.0.0.1", "[::1]"];

/// A preview, and the folder it shows.
static PREVIEW: LazyLock<(Exchange, TempDir)> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = folder.path();
    let write = |path: &str, bytes: &[u8]| {
        let path = root.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
        fs::write(path, bytes).expect("a file can be written");
    };
    write(FILE, SETTINGS.as_bytes());
    write("secret.txt", WITHHELD.as_bytes());
    write("static/notes.txt", b"Notes");
    write("content/news/harbour.svg", b"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 4\"/>");
    write("content/news/plan.pdf", b"%PDF-1.7");
    for (path, bytes) in files::articles(KNOWN.as_bytes()) {
        write(path.as_str(), bytes);
    }
    let later = format!("---\ntitle: Later\ndate: 2031-02-01\n---\n{WITHHELD}\n");
    write("content/news/even-later.md", later.as_bytes());
    let manner = Manner {
        root: root.to_owned(),
        shown: Shown::default(),
        at: parse_instant("2026-06-10T12:00:00Z"),
        clock: || None,
        noticing: Noticing::Looking(std::time::Duration::from_secs(3600)),
        editor: Editor::new("{path}", root).expect("a pattern"),
        limits: Limits::default(),
    };
    let tell: Tell = Arc::new(|_: &Told<'_>| {});
    let preview = Exchange::new(&manner, &tell).expect("a preview");
    (preview, folder)
});

/// What somebody sends over a connection.
pub fn check(sent: &[u8]) {
    let answers = PREVIEW.0.answer(sent);
    let (sent, told) = (String::from_utf8_lossy(sent), String::from_utf8_lossy(&answers));
    assert!(!told.contains(WITHHELD), "what is held back was told");
    let statuses: Vec<&str> = told.match_indices("HTTP/1.").filter_map(|(at, _)| told.get(at + 9..at + 12)).collect();
    let requests = requests(&sent);
    assert!(!statuses.contains(&"200") || requests.iter().any(Request::names_us), "{told}");
    let Some(answer) = told.strip_prefix("HTTP/1.") else {
        assert!(told.is_empty(), "{told:?} is no answer");
        return;
    };
    let (head, _) = answer.split_once("\r\n\r\n").unwrap_or_else(|| panic!("{answer:?} has no end"));
    let status = head.get(2..5).unwrap_or_default();
    let Some(first) = requests.first() else {
        assert!(status.starts_with('4'), "what is no request is answered with {status}");
        return;
    };
    assert!(status != "200" || first.is_for_us(), "{first:?} is answered");
    let is_read = matches!(first.method, "GET" | "HEAD");
    assert!(is_read || !status.starts_with(['2', '3']), "another method is answered with {status}");
    assert!(status != "200" || head.contains("x-content-type-options: nosniff"), "{head}");
    if let Some((_, to)) = head.split_once("location: ") {
        let to = to.lines().next().unwrap_or_default();
        let leads_away = !to.starts_with('/') || to.starts_with("//") || to.starts_with("/\\");
        assert!(!leads_away, "{to} leads to another site");
    }
}

/// What may be a request, and whom it says it is for.
#[derive(Debug)]
struct Request<'a> {
    method: &'a str,
    target: &'a str,
    hosts: Vec<&'a str>,
}

/// Whatever begins like a request, each with the lines up to the first empty one.
fn requests(sent: &str) -> Vec<Request<'_>> {
    let mut requests = Vec::new();
    let mut lines = sent.split('\n').map(|line| line.trim_end_matches('\r'));
    while let Some(line) = lines.by_ref().find(|line| !line.is_empty()) {
        let mut words = line.split(' ');
        let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let head = lines.by_ref().take_while(|line| !line.is_empty());
        let hosts = head.filter_map(|line| line.split_once(':')).filter(|(name, _)| name.eq_ignore_ascii_case("host"));
        requests.push(Request { method, target, hosts: hosts.map(|(_, value)| value.trim()).collect() });
    }
    requests
}

impl Request<'_> {
    /// The host of a target that is a whole address.
    fn authority(&self) -> Option<&str> {
        self.target.split_once("://").and_then(|(_, rest)| rest.split(['/', '?', '#']).next())
    }

    /// Whether it is for this machine, and for no other.
    fn is_for_us(&self) -> bool {
        match (self.hosts.as_slice(), self.authority()) {
            ([host], None) => is_ours(host),
            ([_] | [], Some(authority)) => is_ours(authority),
            _ => false,
        }
    }

    /// Whether it names this machine at all. Behind a request with a body there is no telling where the next begins.
    fn names_us(&self) -> bool {
        self.hosts.iter().copied().chain(self.authority()).any(is_ours)
    }
}

fn is_ours(host: &str) -> bool {
    let host = host.to_ascii_lowercase();
    OURS.iter().any(|ours| host.strip_prefix(ours).is_some_and(|rest| rest.is_empty() || rest.starts_with(':')))
}
