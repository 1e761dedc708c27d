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
    let told = String::from_utf8_lossy(&answers);
    assert!(!told.contains(WITHHELD), "what is held back was told");
    assert!(has_our_name(sent) || !told.contains("HTTP/1.1 200") && !told.contains("HTTP/1.0 200"), "{told}");
    let Some(answer) = told.strip_prefix("HTTP/1.") else {
        assert!(told.is_empty(), "{told:?} is no answer");
        return;
    };
    let (head, _) = answer.split_once("\r\n\r\n").unwrap_or_else(|| panic!("{answer:?} has no end"));
    let status = head.get(2..5).unwrap_or_default();
    let is_read = sent.trim_ascii_start().starts_with(b"GET ") || sent.trim_ascii_start().starts_with(b"HEAD ");
    assert!(is_read || !status.starts_with(['2', '3']), "another method is answered with {status}");
    assert!(status != "200" || head.contains("x-content-type-options: nosniff"), "{head}");
    if let Some((_, to)) = head.split_once("location: ") {
        let to = to.lines().next().unwrap_or_default();
        let leads_away = !to.starts_with('/') || to.starts_with("//") || to.starts_with("/\\");
        assert!(!leads_away, "{to} leads to another site");
    }
}

/// Whether a line says that one of our names is asked for.
fn has_our_name(sent: &[u8]) -> bool {
    let lower = String::from_utf8_lossy(sent).to_ascii_lowercase();
    let names = |host: &str| {
        let host = host.trim().split(['/', '?', '#', ' ']).next().unwrap_or_default();
        OURS.iter().any(|ours| host.strip_prefix(ours).is_some_and(|rest| rest.is_empty() || rest.starts_with(':')))
    };
    lower.split('\n').any(|line| match line.trim().strip_prefix("host") {
        Some(value) => value.trim_start().strip_prefix(':').is_some_and(names),
        None => line.split("://").skip(1).any(names) || line.split(' ').nth(1).is_some_and(names),
    })
}
