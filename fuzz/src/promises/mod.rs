//! What holds whatever the bytes: one module for each fuzz target. Each takes the bytes of an author, a reader or a
//! disk and panics where dateline does not keep what it promises.
//!
//! The targets in `fuzz_targets/` feed them by the million; `tests/promises.rs` of the program feeds them every seed
//! and what property tests make up, with the stable compiler.

pub mod body;
pub mod code;
pub mod data;
pub mod edtf;
pub mod files;
pub mod front_matter;
pub mod html;
pub mod http;
pub mod memo;
pub mod picture;
pub mod places;
pub mod references;
pub mod settings;
pub mod svg;
pub mod template;
