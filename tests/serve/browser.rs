//! What asks a preview, as browsers do.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// How long a change may take to show, on the slowest machine.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// Somebody who asks.
pub(crate) struct Browser {
    /// Whom: `127.0.0.1:4000`.
    pub(crate) host: String,
}

impl Browser {
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

    /// Status and text of a page.
    pub(crate) fn whole(&self, path: &str) -> (u16, String) {
        let answer = self.get(path);
        (answer.status, String::from_utf8(answer.body).expect("UTF-8"))
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

/// The stream of events.
pub(crate) struct Events(BufReader<TcpStream>);

impl Events {
    /// The name of the next state.
    pub(crate) fn next(&mut self) -> String {
        let began = Instant::now();
        loop {
            // Silence is broken by signs of life.
            assert!(began.elapsed() < PATIENCE, "nothing is told");
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
