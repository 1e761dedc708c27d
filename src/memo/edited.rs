//! The last build's portal, and the articles that changed since.

use std::collections::BTreeMap;
use std::path::Path;

use super::connected;
use super::parsed::Parsed;
use crate::config::{Config, Project};
use crate::diagnostic::{Diagnostic, Severity};
use crate::graph::held::Visible;
use crate::graph::{Held, Portal};
use crate::model::{Article, SourcePath};
use crate::source::Inventory;

/// The portal of the last build, to be amended.
#[derive(Debug)]
pub struct Edited<'a> {
    pub(super) parsed: &'a mut Parsed,
    pub(super) connected: Vec<u8>,
    /// What it held back.
    pub held: &'a [Held],
    pub(super) diagnostics: &'a [Diagnostic],
    /// The files of the articles that changed.
    pub changed: Vec<SourcePath>,
}

impl Edited<'_> {
    /// Every article as it was.
    pub fn articles(&self, config: &Config, inventory: &Inventory) -> Option<Vec<Article>> {
        self.parsed.known(config, inventory)
    }

    /// The portal as it was, of these articles.
    pub fn portal(
        &self,
        project: Project,
        visible: Vec<Visible>,
        data: BTreeMap<String, serde_json::Value>,
    ) -> Option<Portal> {
        connected::restored(&self.connected, project, visible, data)
    }

    /// The complaints of the last build, with those about parsing the changed files as they are now, and the
    /// articles of these. Nothing where more than that may have to be said.
    pub fn parsed(&mut self, config: &Config, root: &Path) -> Option<(Vec<Diagnostic>, Vec<Article>)> {
        let mut diagnostics = self.diagnostics.to_vec();
        let mut articles = Vec::new();
        for path in &self.changed {
            let is_noted = |complaint: &Diagnostic| {
                complaint.notes.iter().any(|note| note.at.as_ref().is_some_and(|at| at.path == *path))
            };
            let is_about = |complaint: &Diagnostic| complaint.at.as_ref().is_some_and(|at| at.path == *path);
            let said: Vec<&Diagnostic> = diagnostics.iter().filter(|complaint| is_about(complaint)).collect();
            let of_parsing = self.parsed.complaints(path)?;
            if said != of_parsing.iter().collect::<Vec<_>>() || diagnostics.iter().any(is_noted) {
                return None;
            }
            let outcome = self.parsed.again(config, root, path);
            if outcome.diagnostics.iter().any(|complaint| complaint.severity == Severity::Error) {
                return None;
            }
            diagnostics.retain(|complaint| !is_about(complaint));
            diagnostics.extend(outcome.diagnostics);
            articles.push(outcome.value?);
        }
        self.parsed.settle_count();
        Some((diagnostics, articles))
    }
}
