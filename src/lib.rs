//! dateline compiles the Markdown of a partnership into a static site: complete, checked, due.
//!
//! Data flows one way, and the modules are read in that order:
//! discover (`source`) → `parse` → `model` → `graph` → `plan` → `render` → `emit` → `report`.
//! `docs/ARCHITECTURE.md` is the map.

pub mod addresses;
pub mod advice;
pub mod cards;
pub mod cli;
pub mod commands;
pub mod compile;
pub mod config;
pub mod diagnostic;
pub mod disk;
pub mod emit;
pub mod graph;
pub mod memo;
pub mod model;
pub mod parse;
pub mod pictures;
pub mod plan;
#[cfg(feature = "serve")]
pub mod preview;
pub mod render;
pub mod report;
pub mod schema;
pub mod source;
pub mod theme;
pub mod timing;
pub mod yaml;
