//! How long a command took, for its last line. Nothing in an output depends on it.

use std::time::Instant;

/// A running stopwatch.
#[derive(Clone, Copy, Debug)]
pub struct Watch(Instant);

impl Watch {
    /// Starts one.
    #[expect(clippy::disallowed_methods, reason = "a duration for the summary, never part of the output")]
    pub fn start() -> Watch {
        Watch(Instant::now())
    }

    /// The time since its start.
    pub fn elapsed(self) -> std::time::Duration {
        self.0.elapsed()
    }

    /// Milliseconds since its start.
    pub fn milliseconds(self) -> u128 {
        self.0.elapsed().as_millis()
    }
}
