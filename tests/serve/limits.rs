//! What one caller can take: heads, time, connections; and what other sites get.

use std::io::{ErrorKind, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use dateline::config::Shown;
use dateline::model::time::parse_instant;
use dateline::preview::limits::Limits;
use dateline::preview::{self, Editor, Manner, Noticing};

use crate::browser::{Browser, PATIENCE};
use crate::preview::{AT, Preview, Project};

/// Long enough that nothing ends by itself while a test runs.
const FOR_EVER: Duration = Duration::from_secs(3600);

/// What the preview has, but all the time in the world.
fn relaxed() -> Limits {
    Limits { head_time: FOR_EVER, stall: FOR_EVER, ..Limits::default() }
}

/// A preview within limits of the test's own.
struct Limited {
    _project: Project,
    browser: Browser,
}

impl Limited {
    fn new(limits: Limits) -> Limited {
        Limited::of(Project::small(), limits)
    }

    fn of(project: Project, limits: Limits) -> Limited {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let browser = Browser { host: listener.local_addr().expect("bound").to_string() };
        let manner = Manner {
            root: project.root(),
            shown: Shown::default(),
            at: parse_instant(AT),
            clock: || None,
            noticing: Noticing::Told(Duration::from_millis(50)),
            editor: Editor::new("{path}", &project.root()).expect("a pattern"),
            limits,
        };
        thread::spawn(move || preview::run(listener, manner, Arc::new(|_| {})));
        let limited = Limited { _project: project, browser };
        let began = Instant::now();
        while limited.status("") != 200 {
            assert!(began.elapsed() < PATIENCE, "it never shows the portal");
            thread::sleep(Duration::from_millis(20));
        }
        limited
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.browser.host).expect("it listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("a time");
        stream
    }

    /// A connection that has sent this and waits.
    fn sent(&self, text: &str) -> TcpStream {
        let mut stream = self.connect();
        stream.write_all(text.as_bytes()).expect("it listens");
        stream
    }

    fn half_open(&self) -> TcpStream {
        self.sent("GET /sub/ HTTP/1.1\r\nHost: loc")
    }

    fn status(&self, rest: &str) -> u16 {
        self.browser.ask(&format!("GET /sub/ HTTP/1.1\r\nHost: {}\r\n{rest}", self.browser.host)).status
    }
}

/// Everything that comes until the other side ends, well or not.
fn rest(stream: &mut TcpStream) -> Vec<u8> {
    let mut all = Vec::new();
    let mut some = [0; 16 * 1024];
    loop {
        match stream.read(&mut some) {
            Ok(0) => return all,
            Ok(read) => all.extend_from_slice(&some[..read]),
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
                panic!("it never ends")
            }
            Err(_) => return all,
        }
    }
}

#[test]
fn heads_and_bodies_have_limits() {
    let limited = Limited::new(relaxed());
    assert_eq!(limited.status(""), 200);
    assert_eq!(limited.status(&format!("X-Long: {}\r\n", "a".repeat(20_000))), 431);
    assert_eq!(limited.status(&"X-Many: a\r\n".repeat(70)), 431);
    assert_eq!(limited.status("Content-Length: 5\r\n"), 413);
    assert_eq!(limited.status("Transfer-Encoding: chunked\r\n"), 413);
    assert_eq!(limited.status("Host: localhost\r\n"), 400);
    let long = "a".repeat(5000);
    assert_eq!(limited.browser.get(&format!("/sub/{long}")).status, 414);
    assert_eq!(limited.browser.get(&format!("/sub/?{long}")).status, 414);
    assert_eq!(limited.browser.get(&format!("/sub/?{}", &long[..4000])).status, 200);
}

#[test]
fn half_open_connections_keep_nobody_out() {
    let limited = Limited::new(Limits { connections: 8, ..relaxed() });
    let mut waiting: Vec<TcpStream> = (0..40).map(|_| limited.half_open()).collect();
    assert_eq!(limited.status(""), 200);
    // The oldest made room.
    assert_eq!(rest(&mut waiting[0]), b"");
    assert_eq!(limited.status(""), 200);
}

#[test]
fn heads_that_never_end_and_silence_are_not_waited_for() {
    let limited = Limited::new(Limits { head_time: Duration::from_millis(100), ..relaxed() });
    assert_eq!(rest(&mut limited.half_open()), b"");
    assert_eq!(rest(&mut limited.connect()), b"");
    let mut answered = limited.sent(&format!("GET /sub/ HTTP/1.1\r\nHost: {}\r\n\r\n", limited.browser.host));
    assert!(rest(&mut answered).starts_with(b"HTTP/1.1 200 "));
}

#[test]
fn who_reads_nothing_holds_nobody_up_and_is_left() {
    const SIZE: usize = 24 * 1024 * 1024;
    let project = Project::small();
    project.write("static/large.bin", vec![b'a'; SIZE]);
    let limited = Limited::of(project, Limits { stall: Duration::from_millis(100), ..relaxed() });
    let ask = format!("GET /sub/large.bin HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", limited.browser.host);
    // Who reads gets all of it, however often he pauses for less than that.
    assert!(rest(&mut limited.sent(&ask)).len() > SIZE);
    // A machine that is busy may leave him later than this; then he is given more time to do nothing.
    let mut pause = Duration::from_millis(400);
    loop {
        let mut idle = limited.sent(&ask);
        assert_eq!(limited.status(""), 200);
        thread::sleep(pause);
        if rest(&mut idle).len() < SIZE {
            break;
        }
        pause *= 2;
        assert!(pause < PATIENCE, "he is never left");
    }
}

#[test]
fn pages_that_listen_do_not_use_up_what_others_need() {
    let limited = Limited::new(Limits { connections: 6, listeners: 2, ..relaxed() });
    let first = limited.browser.listen();
    let mut second = limited.browser.listen();
    assert_eq!(limited.browser.get("/_preview/events").status, 503);
    // They keep their places while others come and go.
    let _waiting: Vec<TcpStream> = (0..20).map(|_| limited.half_open()).collect();
    assert_eq!(limited.status(""), 200);
    assert!(!second.next().is_empty());
    drop(first);
    let began = Instant::now();
    let head = format!("GET /_preview/events HTTP/1.1\r\nHost: {}\r\n\r\n", limited.browser.host);
    loop {
        let mut start = [0; 12];
        limited.sent(&head).read_exact(&mut start).expect("it answers");
        if start.ends_with(b"200") {
            break;
        }
        assert!(began.elapsed() < PATIENCE, "a place is never free again");
        thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn other_sites_can_lead_here_and_read_nothing() {
    let limited = Limited::new(relaxed());
    let fetch = |site: &str, mode: &str, to: &str| {
        limited.status(&format!("Sec-Fetch-Site: {site}\r\nSec-Fetch-Mode: {mode}\r\nSec-Fetch-Dest: {to}\r\n"))
    };
    assert_eq!(fetch("cross-site", "navigate", "document"), 200);
    assert_eq!(fetch("same-origin", "navigate", "iframe"), 200);
    assert_eq!(fetch("none", "navigate", "document"), 200);
    assert_eq!(fetch("same-origin", "no-cors", "image"), 200);
    for (mode, to) in
        [("no-cors", "image"), ("no-cors", "script"), ("cors", "empty"), ("navigate", "iframe"), ("navigate", "object")]
    {
        assert_eq!(fetch("cross-site", mode, to), 403, "{mode} {to}");
        // Another port of this machine is the same site to browsers.
        assert_eq!(fetch("same-site", mode, to), 403, "{mode} {to}");
    }
    assert_eq!(limited.status("Origin: http://localhost:3000\r\n"), 403);
    assert_eq!(limited.status("Origin: null\r\n"), 403);
    let ask = |path: &str, rest: &str| {
        limited.browser.ask(&format!("GET {path} HTTP/1.1\r\nHost: {}\r\n{rest}", limited.browser.host))
    };
    let visit = "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n";
    assert_eq!(ask("/_preview/events", visit).status, 403);
    // The desk only shows: nothing can be asked for that opens an editor.
    assert_eq!(ask("/_desk/?open=content/news/ports.md", visit).status, 200);
    assert_eq!(ask("/_desk/", "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\n").status, 403);
    assert_eq!(ask("/_desk/open", "").status, 404);
    let page = ask("/sub/", "");
    let headers = [
        ("cross-origin-resource-policy", "same-origin"),
        ("x-frame-options", "SAMEORIGIN"),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("cache-control", "no-store"),
    ];
    for (name, value) in headers {
        assert_eq!(page.header(name).as_deref(), Some(value), "{name}");
    }
}

#[test]
fn no_path_leads_out_of_the_plan() {
    let limited = Limited::new(relaxed());
    for path in [
        "/sub/../portal.yaml",
        "/sub/..%2fportal.yaml",
        "/sub/%2e%2e%2fportal.yaml",
        "/sub/%252e%252e/portal.yaml",
        "/sub/..%5cportal.yaml",
        "/sub/..\\portal.yaml",
        "/sub/content/news/ports.md",
        "/sub/index.html%00",
        "/sub/%00",
        "/sub/%ff%fe",
        "/sub/%",
        "/sub/%zz",
        "/sub/.dateline/index",
        "/sub/news/ports/index.html/",
        "//etc/passwd",
        "/sub/file:///etc/passwd",
    ] {
        let status = limited.browser.get(path).status;
        assert!(matches!(status, 400 | 404), "{path}: {status}");
    }
    let status = |line: &str| limited.browser.ask(&format!("{line}\r\nHost: {}\r\n", limited.browser.host)).status;
    assert_eq!(status("OPTIONS * HTTP/1.1"), 405);
    assert_eq!(status("PUT /sub/ HTTP/1.1"), 405);
    assert_eq!(status("CONNECT evil.example:80 HTTP/1.1"), 405);
}

#[test]
fn others_on_the_network_are_let_in_only_when_asked_for_and_that_is_said() {
    let here = Preview::of(Project::small());
    assert!(here.browser.host.starts_with("127.0.0.1:"), "{}", here.browser.host);
    assert!(!here.said().contains("others on the network"), "{}", here.said());
    let everywhere = Preview::start(Project::small(), &["--interface", "0.0.0.0"]);
    let told = "warning: others on the network can read this preview, with everything that is held back (0.0.0.0)\n";
    everywhere.until("it says so", || everywhere.said().contains(told));
}
