//! Nothing lost, nothing leaked, nothing surprising: whatever happens to a build, its output is the old site or the new one.
#![expect(clippy::disallowed_methods, reason = "tests make projects, and the environment says how many")]
#![expect(clippy::print_stdout, reason = "what was killed, and what could not be tried, is read by people")]

#[cfg(unix)]
mod along;
#[path = "../support/clean.rs"]
mod clean;
mod faults;
#[cfg(target_os = "linux")]
mod kill;
#[cfg(target_os = "linux")]
mod machine;
#[cfg(unix)]
mod others;
#[path = "../support/random/mod.rs"]
mod random;
#[expect(dead_code, reason = "other tests use more of it")]
#[path = "../support/site.rs"]
mod site;
