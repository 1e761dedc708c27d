//! `check --links external`: a portal that links to a server of this machine, and what is told about it.
#![cfg(feature = "links")]

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use dateline::commands::links::{self, Manner, Way};
use dateline::config::{self, Project, Shown};
use dateline::graph::{self, Portal};
use dateline::model::SourcePath;
use dateline::model::time::parse_instant;
use dateline::parse;
use dateline::report::{self, Sources};
use dateline::source::Inventory;
use dateline::theme::Theme;

/// More connections than any test makes: a server that gets them ends.
const MOST_CONNECTIONS: usize = 100;

const SETTINGS: &str = "title: Portal
description: News of the partnership
base_url: https://portal.example/p/
";

/// A site of this machine that answers by path, and remembers what it was asked for.
struct Site {
    port: u16,
    thread: JoinHandle<Vec<String>>,
}

impl Site {
    fn open() -> Site {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let port = listener.local_addr().expect("bound").port();
        Site { port, thread: thread::spawn(move || serve(&listener)) }
    }

    /// Closes it and gives what was asked for, in order: `HEAD /fine`.
    fn close(self) -> Vec<String> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).expect("still open");
        stream.write_all(b"GET /close HTTP/1.1\r\n\r\n").expect("still open");
        self.thread.join().expect("no panic")
    }
}

fn serve(listener: &TcpListener) -> Vec<String> {
    let mut asked = Vec::new();
    let mut hanging = Vec::new();
    for stream in listener.incoming().take(MOST_CONNECTIONS) {
        let mut stream = stream.expect("a connection");
        let head = head(&mut stream);
        let request = head.split(" HTTP/").next().unwrap_or_default();
        if request == "GET /close" {
            break;
        }
        asked.push(request.to_owned());
        match answer(request) {
            Some(answer) => {
                let answer = format!("HTTP/1.1 {answer}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                // Who asks may be gone already.
                let _ = stream.write_all(answer.as_bytes());
            }
            None => hanging.push(stream),
        }
    }
    asked
}

/// The head of a request; `TLS` if it is none in plain text.
fn head(stream: &mut TcpStream) -> String {
    let mut head = Vec::new();
    let mut buffer = [0; 4096];
    while !head.ends_with(b"\r\n\r\n") {
        match stream.read(&mut buffer) {
            Ok(0) | Err(_) => break,
            Ok(length) => head.extend(&buffer[..length]),
        }
        if head.first() == Some(&0x16) {
            return "TLS".to_owned();
        }
    }
    let head = String::from_utf8(head).expect("UTF-8");
    let is_named = head.contains(concat!("\r\nuser-agent: dateline/", env!("CARGO_PKG_VERSION"), " (link check)\r\n"));
    assert!(is_named || head.starts_with("GET /close "), "{head}");
    head
}

/// The status and further headers of an answer; nothing if there is none.
fn answer(request: &str) -> Option<&'static str> {
    let answer = match request {
        "HEAD /fine" | "HEAD /forms?a=1&b=2" | "GET /only-get" | "GET /forbids-head" => "200 OK",
        "HEAD /only-get" => "405 Method Not Allowed",
        "HEAD /forbids-head" => "403 Forbidden",
        "HEAD /moved" => "301 Moved Permanently\r\nLocation: /moved/again",
        "HEAD /moved/again" => "308 Permanent Redirect\r\nLocation: ../fine",
        "HEAD /partly" => "301 Moved Permanently\r\nLocation: /today",
        "HEAD /today" => "302 Found\r\nLocation: /fine",
        "HEAD /circle" => "301 Moved Permanently\r\nLocation: /circle",
        "HEAD /nowhere" => "302 Found",
        "HEAD /mailbox" => "302 Found\r\nLocation: mailto:a@x.example",
        "HEAD /moved-and-gone" => "301 Moved Permanently\r\nLocation: /gone",
        "HEAD /withdrawn" => "410 Gone",
        "HEAD /broken" => "500 Internal Server Error",
        "HEAD /busy" => "429 Too Many Requests",
        "HEAD /secret" | "GET /secret" => "403 Forbidden",
        "HEAD /hangs" => return None,
        "TLS" => "400 Bad Request",
        _ => "404 Not Found",
    };
    Some(answer)
}

/// A port nobody listens at.
fn refused_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    listener.local_addr().expect("bound").port()
}

/// Files of a portal. `SITE` is the server's host and port, `NOBODY` those of a refused connection.
struct Files(BTreeMap<SourcePath, String>);

impl Files {
    fn new(site: &Site, nobody: u16, files: &[(&str, &str)]) -> Files {
        let address = |port: u16| format!("127.0.0.1:{port}");
        let filled = |text: &str| text.replace("SITE", &address(site.port)).replace("NOBODY", &address(nobody));
        Files(files.iter().map(|(path, text)| (SourcePath::new(*path), filled(text))).collect())
    }

    fn portal(&self) -> Portal {
        let mut told = Vec::new();
        let settings = &self.0[&SourcePath::new(config::FILE)];
        let config = config::read(settings, None).unpack(&mut told);
        let articles = self.0.iter().filter(|(path, _)| path.extension() == "md");
        let articles = articles
            .filter_map(|(path, text)| parse::article(&config, path, text.as_bytes()).unpack(&mut told))
            .collect();
        let inventory = Inventory::default();
        let theme = Theme::load(&config, &inventory).unpack(&mut told);
        let instant = parse_instant("2020-05-10T12:00:00Z").expect("an instant");
        let project = Project { config, instant, shown: Shown::default() };
        let connected = graph::connect(&project, &inventory, &theme, articles).unpack(&mut told);
        assert!(told.is_empty(), "{told:#?}");
        connected.portal
    }

    /// Everything told about the links, as authors see it.
    fn checked(&self, whole: Duration) -> String {
        let pause = Duration::from_millis(1);
        let manner = Manner { threads: 4, connect: whole, whole, pause, way: Way::Direct };
        let complaints = links::check(&self.portal(), &manner).expect("threads");
        anstream::adapter::strip_str(&report::text(&complaints, self, None)).to_string()
    }
}

impl Sources for Files {
    fn text(&self, path: &SourcePath) -> Option<Cow<'_, str>> {
        self.0.get(path).map(|text| Cow::Borrowed(text.as_str()))
    }
}

/// The report with ports that are always the same. They have five digits, so carets stay where they are.
fn with_fixed_ports(report: &str, site: u16, nobody: u16) -> String {
    report.replace(&format!(":{site}"), ":40001").replace(&format!(":{nobody}"), ":40002")
}

#[test]
fn every_answer_is_told_at_every_place() {
    let site = Site::open();
    let nobody = refused_port();
    let body = "---\ntitle: Links\n---\n
[fine](http://SITE/fine), [forms](http://SITE/forms?a=1&b=2#c), [only GET](http://SITE/only-get),
[forbids HEAD](http://SITE/forbids-head), [today](http://SITE/today)

- [moved](http://SITE/moved#part)
- [partly](http://SITE/partly)
- [circle](http://SITE/circle)
- [nowhere](http://SITE/nowhere)
- [mailbox](http://SITE/mailbox)
- [gone](http://SITE/gone)
- [withdrawn](http://SITE/withdrawn)
- [moved and gone](http://SITE/moved-and-gone)
- [broken](http://SITE/broken)
- [busy](http://SITE/busy)
- [secret](http://SITE/secret)
- [refused](http://NOBODY/)
- [no TLS](https://SITE/)

[own](https://portal.example/p/pages/links/), <a@x.example>, and again <http://SITE/gone#further>.
";
    let files = [("portal.yaml", SETTINGS), ("content/pages/links.md", body)];
    let report = Files::new(&site, nobody, &files).checked(Duration::from_secs(10));
    insta::assert_snapshot!(with_fixed_ports(&report, site.port, nobody));

    let asked = site.close();
    insta::assert_snapshot!("asked", asked.join("\n"));
}

#[test]
fn fields_and_navigation_are_asked_too() {
    let site = Site::open();
    let settings = format!("{SETTINGS}navigation:\n  - {{to: 'http://SITE/navigation', label: Elsewhere}}\n");
    let organisation = "---
title: Afripol
website: http://SITE/website
sources:
  - title: On paper
  - {title: Online, url: http://SITE/source}
timeline:
  - {date: 2019, title: Founded, link: http://SITE/timeline}
  - {date: 2020, title: Fine, link: http://SITE/fine}
---
";
    let event = "---
title: Meeting
start: 2020-06-01
online: http://SITE/online
registration: mailto:a@x.example
---

> [!NOTE]
> In a box: <http://SITE/website>
";
    let files = [
        ("portal.yaml", &*settings),
        ("content/organisations/afripol.md", organisation),
        ("content/events/meeting.md", event),
        ("content/pages/draft.md", "---\ntitle: Not yet\ndraft: true\n---\n\n<http://SITE/draft>\n"),
    ];
    let report = Files::new(&site, 0, &files).checked(Duration::from_secs(10));
    insta::assert_snapshot!(with_fixed_ports(&report, site.port, 0));

    let asked = site.close();
    let heads: Vec<&str> = asked.iter().filter_map(|request| request.strip_prefix("HEAD /")).collect();
    assert_eq!(heads, ["fine", "navigation", "online", "source", "timeline", "website"], "each once, no drafts");
}

#[test]
fn who_does_not_answer_in_time_is_left_alone() {
    let site = Site::open();
    let body = "---\ntitle: Links\n---\n\n[hangs](http://SITE/hangs)\n";
    let files = [("portal.yaml", SETTINGS), ("content/pages/links.md", body)];
    let report = Files::new(&site, 0, &files).checked(Duration::from_millis(300));
    insta::assert_snapshot!(with_fixed_ports(&report, site.port, 0));
    site.close();
}

#[test]
fn a_portal_without_links_asks_nobody() {
    let site = Site::open();
    let files = [("portal.yaml", SETTINGS), ("content/pages/about.md", "---\ntitle: About\n---\n\nText.\n")];
    assert_eq!(Files::new(&site, 0, &files).checked(Duration::from_secs(10)), "");
    assert_eq!(site.close(), [""; 0]);
}
