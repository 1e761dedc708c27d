//! The last build's portal, and the articles that changed since.

use std::collections::BTreeMap;
use std::path::Path;

use super::connected;
use super::parsed::Parsed;
use crate::config::{Config, Project};
use crate::diagnostic::Diagnostic;
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
    pub(super) changed: Vec<SourcePath>,
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

    /// The articles of the changed files, and the complaints of the last build with those about parsing these.
    /// Nothing where more may have to be said than that, or a file has a mistake.
    pub fn parsed(&mut self, config: &Config, root: &Path) -> Option<(Vec<Diagnostic>, Vec<Article>)> {
        self.parsed.edited(config, root, &self.changed, self.diagnostics)
    }
}
