//! The darkroom: variants of pictures, made when they are first asked for and kept on a shelf for the next build.
//!
//! The shelf is a folder beside the memo, private as that is: pictures under an embargo lie on it. A variant is found by the
//! fingerprint of the picture's bytes, its size and format, and [`pictures::VERSION`]; it is whole or counts as not there.
//! It never decides what is right: without a shelf the same bytes are made again.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::media::{self, MediaFacts};
use super::{Unpublished, private, regular};
use crate::model::{Hash, SourcePath};
use crate::pictures::{self, Variant};

/// Pictures of more pixels are developed one after the other, so that memory stays bounded.
const MANY_PIXELS: u64 = 25_000_000;

/// Bytes behind a variant on the shelf: the hash of it.
const DIGEST: usize = 16;

/// Where pictures are developed.
#[derive(Debug, Default)]
pub struct Darkroom {
    /// The folder of the shelf. None: what was made waits in memory until it is asked for.
    shelf: Option<PathBuf>,
    /// What may be taken from the shelf, where not all that lies there may: what was made since.
    fresh: Option<Mutex<BTreeSet<String>>>,
    waiting: Mutex<FxHashMap<String, Vec<u8>>>,
    at_work: Mutex<FxHashMap<SourcePath, Arc<Mutex<()>>>>,
    large: Mutex<()>,
}

/// A picture, and which variants of it are asked for.
#[derive(Clone, Debug)]
pub struct Order<'a> {
    /// Its file.
    pub path: &'a SourcePath,
    /// What is known of it.
    pub facts: &'a MediaFacts,
    /// All its variants.
    pub all: Vec<Variant>,
    /// Those that are wanted.
    pub wanted: Vec<Variant>,
}

impl Darkroom {
    /// One with a shelf in a folder, which is made when something is put on it.
    pub fn with_shelf(folder: PathBuf) -> Darkroom {
        Darkroom { shelf: Some(folder), ..Darkroom::default() }
    }

    /// One that makes everything anew, and puts it on the shelf.
    pub fn fresh(folder: PathBuf) -> Darkroom {
        Darkroom { fresh: Some(Mutex::default()), ..Darkroom::with_shelf(folder) }
    }

    /// Makes all that is not there yet, each picture decoded once. Gives what went wrong.
    pub fn develop(&self, root: &Path, orders: &[Order]) -> Vec<Unpublished> {
        orders.par_iter().with_max_len(1).filter_map(|order| self.make(root, order).err()).collect()
    }

    /// Sees whether pictures can be read to their end, without making anything.
    pub fn try_reading(&self, root: &Path, orders: &[Order]) -> Vec<Unpublished> {
        let attempt = |order: &Order| {
            if order.wanted.iter().all(|variant| self.on_shelf(&name(order.facts, *variant)).is_some()) {
                return Ok(());
            }
            let bytes = read(root, order)?;
            let _alone = self.alone_if_large(order.facts);
            pictures::try_reading(&bytes).map_err(|error| mistake(order.path, &error))
        };
        orders.par_iter().with_max_len(1).filter_map(|order| attempt(order).err()).collect()
    }

    /// The bytes of the one variant that is wanted; made now if it is not there.
    pub fn variant(&self, root: &Path, order: &Order) -> Result<Vec<u8>, Unpublished> {
        let [variant] = order.wanted[..] else { return Err(mistake(order.path, "can't be asked for in this way")) };
        let name = name(order.facts, variant);
        let known = || lock(&self.waiting).remove(&name).or_else(|| self.on_shelf(&name));
        if let Some(bytes) = known() {
            return Ok(bytes);
        }
        self.make(root, order)?;
        known().ok_or_else(|| mistake(order.path, "can't be kept while it is made"))
    }

    /// Takes from the shelf whatever is not among these: what no page shows any more.
    pub fn tidy<'a>(&self, used: impl Iterator<Item = (&'a MediaFacts, Variant)>) {
        let is_ours = |shelf: &&PathBuf| private::is_there(shelf) && shelf.parent().is_none_or(private::is_there);
        let shelf = self.shelf.as_ref().filter(is_ours);
        let Some(entries) = shelf.and_then(|shelf| fs::read_dir(shelf).ok()) else { return };
        let used: BTreeSet<String> = used.map(|(facts, variant)| name(facts, variant)).collect();
        for entry in entries.flatten() {
            // What a preview is writing begins with a dot.
            let is_used = entry.file_name().to_str().is_some_and(|name| name.starts_with('.') || used.contains(name));
            if !is_used {
                // One that can't be removed is in nobody's way.
                let _ = fs::remove_file(entry.path());
            }
        }
    }

    /// Makes the variants of a picture that are not there, and keeps them.
    fn make(&self, root: &Path, order: &Order) -> Result<(), Unpublished> {
        let turn = Arc::clone(lock(&self.at_work).entry(order.path.clone()).or_default());
        let _mine = lock(&turn);
        let is_missing = |variant: &Variant| {
            let name = name(order.facts, *variant);
            !lock(&self.waiting).contains_key(&name) && self.on_shelf(&name).is_none()
        };
        let missing: Vec<Variant> = order.wanted.iter().copied().filter(is_missing).collect();
        if missing.is_empty() {
            return Ok(());
        }
        let bytes = read(root, order)?;
        let developed = {
            let _alone = self.alone_if_large(order.facts);
            pictures::develop(&bytes, &order.all, &missing).map_err(|error| mistake(order.path, &error))?
        };
        for (variant, bytes) in developed {
            self.keep(name(order.facts, variant), bytes);
        }
        Ok(())
    }

    fn alone_if_large(&self, facts: &MediaFacts) -> Option<MutexGuard<'_, ()>> {
        let (width, height) = facts.dimensions?;
        (u64::from(width) * u64::from(height) > MANY_PIXELS).then(|| lock(&self.large))
    }

    fn on_shelf(&self, name: &str) -> Option<Vec<u8>> {
        if self.fresh.as_ref().is_some_and(|made| !lock(made).contains(name)) {
            return None;
        }
        let mut bytes = fs::read(self.shelf.as_ref()?.join(name)).ok()?;
        let digest = bytes.split_off(bytes.len().checked_sub(DIGEST)?);
        (digest == Hash::of(&bytes).0.to_le_bytes()).then_some(bytes)
    }

    fn keep(&self, name: String, bytes: Vec<u8>) {
        if !self.put_on_shelf(&name, &bytes) {
            lock(&self.waiting).insert(name, bytes);
        } else if let Some(made) = &self.fresh {
            lock(made).insert(name);
        }
    }

    /// Whole or none: written beside its place, then moved there.
    fn put_on_shelf(&self, name: &str, bytes: &[u8]) -> bool {
        let Some(shelf) = &self.shelf else { return false };
        let write = || {
            shelf.parent().map_or(Ok(()), private::make)?;
            private::make(shelf)?;
            let mut file = tempfile::NamedTempFile::new_in(shelf)?;
            file.write_all(bytes)?;
            file.write_all(&Hash::of(bytes).0.to_le_bytes())?;
            file.persist(shelf.join(name)).map_err(|error| error.error)
        };
        write().is_ok()
    }
}

/// What a variant is called on the shelf.
fn name(facts: &MediaFacts, variant: Variant) -> String {
    let Variant { width, height, coat } = variant;
    format!("{}-{}-{width}x{height}.{}", pictures::VERSION, facts.fingerprint, coat.ending())
}

/// The bytes of a picture, as they were looked at: what is made of others would be kept under a wrong name.
fn read(root: &Path, order: &Order) -> Result<Vec<u8>, Unpublished> {
    let bytes = regular::read(&root.join(order.path.as_str())).map_err(Unpublished::Machine)?;
    if media::fingerprint(&bytes) != *order.facts.fingerprint {
        return Err(Unpublished::Machine(regular::changed(order.path)));
    }
    Ok(bytes)
}

fn mistake(path: &SourcePath, error: &str) -> Unpublished {
    Unpublished::Mistake(Box::new(pictures::broken(path, &error)))
}

/// What a thread that broke left behind is whole: nothing is changed in steps.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
