//! Memo: what the last build learned, so that the next one does only what a change asks for.
//!
//! It lies in `.dateline/` of the project, is checked as a whole and thrown away when anything about it is
//! odd. It never decides what is right, only what need not be done again: a build with it gives the same
//! bytes and complaints as one without.
//!
//! Four questions, from cheap to dear. Is everything as it was ([`Memo::since`])? Then nothing is read but the
//! state of files. Did only words of articles change ([`Memo::edited`])? Then the last portal is amended.
//! Which articles are known ([`Parsed`])? The others are parsed. Which files read the same as last time
//! ([`Memo::reading`], the table in `reads`)? The others are rendered.

mod connected;
mod digest;
mod edited;
mod index;
mod keep;
mod parsed;
pub mod readback;
mod reading;
mod reads;
mod shelf;
mod stat;
mod store;
mod templates;
mod texts;
mod why;
mod words;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::config::{self, Shown};
use crate::diagnostic::Diagnostic;
use crate::disk::Disk;
use crate::graph::Held;
use crate::model::{Hash, Instant, OutputPath, SourcePath, Zone};
use crate::plan::SitePlan;
use crate::source::{Inventory, Material, Survey};
use crate::theme::Theme;
use digest::Digest;
pub use edited::Edited;
use index::{Common, Index, Seen};
pub use parsed::Parsed;
pub use reading::{Learned, Reading};
use shelf::Shelf;
use stat::Stat;
use store::Store;
pub use store::{FOLDER, claim};
pub use texts::Texts;
pub use why::Why;
pub use words::Words;

const INDEX: &str = "index";
const PARSED: &str = "articles";
const CONNECTED: &str = "portal";
const EDITS: &str = "edits";

/// The folder of the variants of pictures that were made for the project at `root`.
pub fn pictures(root: &Path) -> PathBuf {
    root.join(FOLDER).join("pictures")
}

/// With so many articles their texts are put aside while the portal is made.
pub const MANY: usize = 2_000;

/// With more changed articles the portal is connected anew.
const MOST_EDITS: usize = 64;
/// With more of them since the whole was kept it is kept anew.
const MOST_KEPT_EDITS: usize = 256;

/// What a build was asked for.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The instant it is for.
    pub instant: Instant,
    /// What of the held is shown.
    pub shown: Shown,
    /// An address that stands instead of the settings' one.
    pub base_url: Option<&'a str>,
    /// Whether warnings count as errors.
    pub strict: bool,
    /// Where the output is.
    pub output: &'a Path,
}

/// What the last build said, when it would say the same now.
#[derive(Debug)]
pub struct Unchanged {
    /// Its complaints.
    pub diagnostics: Vec<Diagnostic>,
    /// What it held back.
    pub held: Vec<Held>,
    /// The portal's zone.
    pub zone: Zone,
    /// How many articles it showed.
    pub articles: usize,
    /// How many files it made.
    pub pages: usize,
}

/// What happened since the last build.
#[derive(Debug)]
pub enum Since {
    /// Nothing.
    Nothing(Box<Unchanged>),
    /// These articles changed, and nothing else.
    Edits(Vec<SourcePath>),
    /// Anything.
    Anything,
}

/// What a build made, to be remembered.
#[derive(Clone, Copy, Debug)]
pub struct Built<'a> {
    /// What it was asked for.
    pub asked: Asked<'a>,
    /// The text of the settings.
    pub settings: &'a str,
    /// The plan.
    pub plan: &'a SitePlan,
    /// The theme.
    pub theme: &'a Theme,
    /// The files it was made from.
    pub inventory: &'a Inventory,
    /// What it held back.
    pub held: &'a [Held],
    /// Whether something lies in the output that no build made.
    pub has_foreign: bool,
    /// Its complaints.
    pub diagnostics: &'a [Diagnostic],
    /// The hash of every file.
    pub files: &'a BTreeMap<OutputPath, Hash>,
}

/// The states of files, before they were read.
#[derive(Debug)]
pub struct Looked(FxHashMap<String, Stat>);

/// What the last build left in a project.
#[derive(Debug)]
pub struct Memo {
    store: Store,
    index: Option<Index>,
    /// What is known of its articles.
    pub parsed: Parsed,
    /// The digest of what is kept of them.
    kept: u128,
    is_read: bool,
    /// Whether the output was seen to be as the last build left it.
    is_whole: bool,
    /// Whether the portal is the last build's, with edited articles in it.
    is_amended: bool,
}

impl Memo {
    /// The memo of the project at `root`; an empty one if there is none that can be trusted.
    pub fn open(root: &Path, disk: &Arc<dyn Disk>) -> Memo {
        let store = Store::new(root, disk);
        let index = store.read(INDEX).and_then(|(bytes, _)| postcard::from_bytes(&bytes).ok());
        Memo { index, store, ..Memo::fresh(root, disk) }
    }

    /// An empty memo, which will be kept in place of the one that is there.
    pub fn fresh(root: &Path, disk: &Arc<dyn Disk>) -> Memo {
        Memo {
            store: Store::new(root, disk),
            index: None,
            parsed: Parsed::default(),
            kept: 0,
            is_read: false,
            is_whole: false,
            is_amended: false,
        }
    }

    /// What happened since the last build, as far as one that is asked for this now can use it.
    pub fn since(&mut self, survey: &Survey, asked: &Asked) -> Since {
        let Some(index) = &self.index else { return Since::Anything };
        let is_comparable =
            survey.diagnostics.is_empty() && index.options == options(asked) && index.holds_at(asked.instant);
        let changed = if is_comparable { index.changed(survey.root(), &inputs(survey)) } else { None };
        let is_article = |seen: &&Seen| survey.articles.binary_search(&SourcePath::new(&*seen.path)).is_ok();
        let Some(changed) = changed.filter(|all| all.len() <= MOST_EDITS && all.iter().all(is_article)) else {
            return Since::Anything;
        };
        let read = || if changed.is_empty() { None } else { Some(self.known_articles()) };
        let (is_whole, read) = rayon::join(|| index.is_whole(asked.output), read);
        if !is_whole {
            return Since::Anything;
        }
        let Some(zone) = Zone::named(&index.zone) else { return Since::Anything };
        if changed.is_empty() {
            return Since::Nothing(Box::new(Unchanged {
                diagnostics: index.diagnostics.clone(),
                held: index.held.clone(),
                zone,
                articles: index.articles,
                pages: index.made.len(),
            }));
        }
        let changed = changed.into_iter().map(|seen| SourcePath::new(&*seen.path)).collect();
        self.is_whole = true;
        if let Some(read) = read {
            (self.parsed, self.kept) = read;
            self.is_read = true;
        }
        Since::Edits(changed)
    }

    /// The portal of the last build, to be amended by articles that changed since. Nothing if it was not kept.
    pub fn edited(&mut self, changed: Vec<SourcePath>) -> Option<Edited<'_>> {
        let index = self.index.as_ref()?;
        let (connected, digest) = self.store.read(CONNECTED)?;
        if digest != index.connected || self.kept != index.parsed {
            return None;
        }
        let edits = match index.edits {
            Some(edits) => self.read_edits(edits)?.1,
            None => Vec::new(),
        };
        let (held, diagnostics) = (&index.held, &index.diagnostics);
        Some(Edited { parsed: &mut self.parsed, connected, edits, held, diagnostics, changed })
    }

    /// Notes that the portal to be kept is the one of [`Memo::edited`].
    pub fn amended(&mut self) {
        self.is_amended = true;
    }

    /// Whether it is.
    pub fn is_amended(&self) -> bool {
        self.is_amended
    }

    fn read_edits(&self, known: u128) -> Option<(parsed::Edits, connected::Edits)> {
        let (bytes, digest) = self.store.read(EDITS)?;
        (digest == known).then(|| postcard::from_bytes(&bytes).ok())?
    }

    /// Whether the output was seen to be as the last build left it.
    pub fn is_whole(&self) -> bool {
        self.is_whole
    }

    /// Reads what is known of articles.
    pub fn read_parsed(&mut self) {
        if !std::mem::replace(&mut self.is_read, true) {
            (self.parsed, self.kept) = self.known_articles();
        }
    }

    /// The words of articles, kept for the search.
    pub fn words<'a>(&'a self, reading: &'a Reading) -> Words<'a> {
        Words { store: &self.store, digests: &reading.words }
    }

    /// Puts the texts of the portal aside while it is made, if that can be.
    pub fn put_texts_aside(&mut self) {
        if let Some(file) = self.store.nameless() {
            self.parsed.put_texts_aside(Shelf::new(file));
        }
    }

    /// What is known of articles, and the digest of what is kept of them as a whole.
    fn known_articles(&self) -> (Parsed, u128) {
        let read = self.store.read(PARSED).and_then(|(bytes, digest)| Some((Parsed::from_bytes(&bytes)?, digest)));
        let (parsed, kept) = read.unwrap_or_default();
        let edits = self.index.as_ref().filter(|index| index.parsed == kept).and_then(|index| index.edits);
        match edits.and_then(|edits| self.read_edits(edits)) {
            Some((edits, _)) => (parsed.with_edits(edits), kept),
            None => (parsed, kept),
        }
    }

    /// Looks at everything of a project that is no article, before it is read.
    pub fn look(survey: &Survey) -> Looked {
        let root = survey.root();
        let others = survey.others.iter().flatten().map(SourcePath::as_str).chain([config::FILE]);
        Looked(others.filter_map(|path| Some((path.to_owned(), Stat::of(&root.join(path))?))).collect())
    }
}

/// Every path of a survey, in the order the memo keeps them.
fn inputs(survey: &Survey) -> Vec<&str> {
    let [assets, templates, themes, data, statics] = &survey.others;
    let all = survey.articles.iter().chain(assets).chain(templates).chain(themes).chain(data).chain(statics);
    std::iter::once(config::FILE).chain(all.map(SourcePath::as_str)).collect()
}

fn options(asked: &Asked) -> u128 {
    let output = asked.output.canonicalize().unwrap_or_else(|_| asked.output.to_owned());
    let Shown { drafts, future } = asked.shown;
    let words = format!("{:?} {drafts} {future} {}", asked.base_url, asked.strict);
    Digest::new().with(words).with(output.as_os_str().as_encoded_bytes()).whole()
}

fn common(built: &Built) -> Common {
    fn materials<'a>(materials: impl Iterator<Item = &'a Material>) -> u64 {
        let mut digest = Digest::new();
        for material in materials {
            digest.add(material.path.as_str());
            digest.add(&material.bytes);
        }
        digest.short()
    }
    // Templates are read by those pages that use them: `themes/NAME/templates/…`.
    let is_template = |material: &&Material| material.path.as_str().split('/').nth(2) == Some("templates");
    let inventory = built.inventory;
    Common {
        settings: Digest::new().with(built.settings).short(),
        theme: materials(inventory.themes.iter().filter(|material| !is_template(material))),
        data: materials(inventory.data.iter()),
    }
}
