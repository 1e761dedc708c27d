//! How much of the preview one caller can take: enough for any browser, too little to keep it from others.

use std::time::Duration;

/// The limits of the preview's server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Connections at the same time. With one more, the oldest for which no answer is being made is closed.
    pub connections: usize,
    /// Browsers that listen for changes at the same time.
    pub listeners: usize,
    /// Bytes of the head of a request.
    pub head: usize,
    /// Its headers.
    pub headers: usize,
    /// Bytes of the path and query that are asked for.
    pub target: usize,
    /// How long a head may take to come, and how long a connection may be silent between two of them.
    pub head_time: Duration,
    /// How long a caller may take nothing of what is sent.
    pub stall: Duration,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            connections: 256,
            listeners: 64,
            head: 16 * 1024,
            headers: 64,
            target: 4 * 1024,
            head_time: Duration::from_secs(10),
            stall: Duration::from_secs(30),
        }
    }
}
