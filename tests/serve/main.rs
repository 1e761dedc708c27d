//! `dateline serve`: a preview on a free port, what it answers, and what it makes of changes.
#![cfg(feature = "serve")]
#![expect(clippy::disallowed_methods, reason = "tests make projects, break them, and wait no longer than they say")]

mod answers;
mod browser;
#[path = "../support/clean.rs"]
mod clean;
#[path = "../support/files.rs"]
mod files;
mod limits;
mod preview;
mod property;
#[path = "../support/random/mod.rs"]
mod random;
