//! Parse: each file of `content/` → an [`Article`] and its complaints, in parallel.
//!
//! A file is judged alone: what others say does not matter here, so that the result can be kept as
//! long as the file stays the same. A file with mistakes still gives as much of its article as can
//! be understood, so that its references are checked in the same run.

pub mod body;
pub mod code;
pub mod components;
pub mod details;
pub mod front_matter;
pub mod html;
pub mod naming;
pub mod text;
pub mod values;
pub mod written;

use rayon::prelude::*;

use crate::config::Config;
use crate::diagnostic::{Diagnostic, Outcome};
use crate::model::{Article, SourcePath};
use crate::source::{self, Inventory};

/// Parses every article of the inventory, in its order.
pub fn articles(config: &Config, inventory: &Inventory) -> Outcome<Vec<Article>> {
    let parsed: Vec<Outcome<Option<Article>>> =
        inventory.articles.par_iter().map(|path| read(config, inventory, path)).collect();
    let mut diagnostics = Vec::new();
    let value = parsed.into_iter().filter_map(|outcome| outcome.unpack(&mut diagnostics)).collect();
    Outcome { value, diagnostics }
}

fn read(config: &Config, inventory: &Inventory, path: &SourcePath) -> Outcome<Option<Article>> {
    match inventory.read(path) {
        Ok(bytes) => article(config, path, &bytes),
        Err(error) => stopped(source::unreadable(path, &error)),
    }
}

/// Parses the bytes of one file. No article if its place, encoding or front matter leave nothing to go on.
pub fn article(config: &Config, path: &SourcePath, bytes: &[u8]) -> Outcome<Option<Article>> {
    let mut diagnostics = Vec::new();
    let name = naming::read(config, path).unpack(&mut diagnostics);
    let text = match text::decode(path, bytes) {
        Ok(text) => text,
        Err(complaint) => {
            diagnostics.push(complaint);
            return Outcome { value: None, diagnostics };
        }
    };
    let parts = match front_matter::split(path, text) {
        Ok(parts) => parts,
        Err(complaint) => {
            diagnostics.push(complaint);
            return Outcome { value: None, diagnostics };
        }
    };
    let Some(name) = name else { return Outcome { value: None, diagnostics } };
    let article = front_matter::read(config, path, name, text, &parts).unpack(&mut diagnostics);
    Outcome { value: Some(article), diagnostics }
}

/// What an editor reads of the text of one file; nothing of one that can't be read.
pub fn prose(path: &SourcePath, bytes: &[u8]) -> Option<body::Prose> {
    let text = text::decode(path, bytes).ok()?;
    let parts = front_matter::split(path, text).ok()?;
    Some(body::prose(path, text, parts.body))
}

fn stopped(complaint: Diagnostic) -> Outcome<Option<Article>> {
    Outcome { value: None, diagnostics: vec![complaint] }
}
