//! The manifest of an output: which files a build made, for which instant. It is what makes a
//! folder ours.

use std::collections::BTreeMap;
use std::path::{Component, Path};

use serde::{Deserialize, Serialize};

use crate::model::time::parse_instant;
use crate::model::{Hash, Instant, OutputPath};

/// Its name in the output.
pub const FILE: &str = ".dateline-manifest.json";

/// What a build left.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Manifest {
    dateline: String,
    instant: String,
    base_url: String,
    files: BTreeMap<OutputPath, Hash>,
}

impl Manifest {
    /// The manifest of a build for an instant.
    pub fn new(instant: Instant, base_url: &str, files: BTreeMap<OutputPath, Hash>) -> Manifest {
        Manifest {
            dateline: env!("CARGO_PKG_VERSION").to_owned(),
            instant: instant.utc(),
            base_url: base_url.to_owned(),
            files,
        }
    }

    /// Reads a manifest. One that is damaged counts as none, so that its files are looked at again; so does one that lists
    /// what lies elsewhere, for what it lists may be removed.
    pub fn parse(bytes: &[u8]) -> Option<Manifest> {
        let manifest: Manifest = serde_json::from_slice(bytes).ok()?;
        manifest.files.keys().all(|path| is_within(path.as_str())).then_some(manifest)
    }

    /// Its bytes: one file a line, in order.
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec_pretty(self).expect("a map of texts is always JSON");
        bytes.push(b'\n');
        bytes
    }

    /// The instant it was built for; none in a manifest of nothing.
    pub fn instant(&self) -> Option<Instant> {
        parse_instant(&self.instant)
    }

    /// The hash of a file.
    pub fn hash(&self, path: &OutputPath) -> Option<Hash> {
        self.files.get(path).copied()
    }

    /// Whether a build made the file.
    pub fn lists(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// The files of both, as long as they are there together.
    pub fn and(&self, new: &Manifest) -> Manifest {
        let mut both = new.clone();
        for (path, hash) in &self.files {
            both.files.entry(path.clone()).or_insert(*hash);
        }
        both
    }

    /// Its files, in order.
    pub fn paths(&self) -> impl Iterator<Item = &OutputPath> {
        self.files.keys()
    }

    /// The files it lists that `other` does not.
    pub fn missing_in<'a>(&'a self, other: &'a Manifest) -> impl Iterator<Item = &'a str> {
        self.files.keys().map(OutputPath::as_str).filter(|path| !other.lists(path))
    }
}

/// Whether a path leads to a place below the folder it is counted from.
pub(super) fn is_within(path: &str) -> bool {
    !path.is_empty() && Path::new(path).components().all(|part| matches!(part, Component::Normal(_)))
}
