//! The last build's portal, and the articles that changed since.

use std::path::Path;

use super::connected;
use super::parsed::Parsed;
use crate::config::{Config, Project};
use crate::diagnostic::Diagnostic;
use crate::graph::held::Visible;
use crate::graph::{Held, Portal};
use crate::model::{Article, SourcePath};
use crate::source::Inventory;
use crate::source::data::Data;

/// The portal of the last build, to be amended.
#[derive(Debug)]
pub struct Edited<'a> {
    pub(super) parsed: &'a mut Parsed,
    pub(super) connected: Vec<u8>,
    pub(super) edits: connected::Edits,
    /// What it held back.
    pub held: &'a [Held],
    pub(super) diagnostics: &'a [Diagnostic],
    pub(super) changed: Vec<SourcePath>,
}

impl Edited<'_> {
    /// The portal as it was. `sift` tells which articles of all are shown, and how.
    pub fn portal(
        &mut self,
        project: Project,
        inventory: &Inventory,
        data: Data,
        sift: impl FnOnce(&Project, Vec<Article>) -> Vec<Visible> + Send,
    ) -> Option<Portal> {
        let visible = || Some(sift(&project, self.parsed.known(&project.config, inventory)?));
        let connected = || postcard::from_bytes(&self.connected).ok();
        let (visible, connected) = rayon::join(visible, connected);
        connected::restored(connected?, std::mem::take(&mut self.edits), project, visible?, data)
    }

    /// The articles of the changed files, and the complaints of the last build with those about parsing these.
    /// Nothing where more may have to be said than that, or a file has a mistake.
    pub fn parsed(&mut self, config: &Config, root: &Path) -> Option<(Vec<Diagnostic>, Vec<Article>)> {
        self.parsed.parse_edited(config, root, &self.changed, self.diagnostics)
    }
}
