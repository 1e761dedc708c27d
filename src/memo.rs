//! Memo: what the last build learned, so that the next one does only what a change asks for.
//!
//! It lies in `.dateline/` of the project, is checked as a whole and thrown away when anything about it is
//! odd. It never decides what is right, only what need not be done again: a build with it gives the same
//! bytes and complaints as one without.
//!
//! Three questions, from cheap to dear. Is everything as it was ([`Memo::unchanged`])? Then nothing is read
//! but the state of files. Which articles are known ([`Parsed`])? The others are parsed. Which files read
//! the same as last time ([`Memo::reading`], the table in `reads`)? The others are rendered.

mod connected;
mod digest;
mod edited;
mod index;
mod parsed;
mod reads;
mod shelf;
mod stat;
mod store;
mod templates;
mod texts;
mod why;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Duration;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::config::{self, Shown};
use crate::diagnostic::{Code, Diagnostic};
use crate::emit::manifest::Hash;
use crate::graph::{Held, Portal, amend, due};
use crate::model::{Instant, OutputPath, SourcePath, Zone};
use crate::plan::{Job, SitePlan};
use crate::source::{Inventory, Material, Survey};
use crate::theme::Theme;
use digest::Digest;
pub use edited::Edited;
use index::{Common, Index, Made, Seen};
pub use parsed::Parsed;
use reads::{Reader, Reads};
use stat::Stat;
pub use store::FOLDER;
use store::Store;
pub use texts::Texts;
pub use why::Why;

const INDEX: &str = "index";
const PARSED: &str = "articles";
const CONNECTED: &str = "portal";
const EDITS: &str = "edits";

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
    pub fn open(root: &Path) -> Memo {
        let store = Store::new(root);
        let index = store.read(INDEX).and_then(|(bytes, _)| postcard::from_bytes(&bytes).ok());
        Memo { index, store, ..Memo::fresh(root) }
    }

    /// An empty memo, which will be kept in place of the one that is there.
    pub fn fresh(root: &Path) -> Memo {
        Memo {
            store: Store::new(root),
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

    /// Puts the texts of the portal aside while it is made, if that can be.
    pub fn put_texts_aside(&mut self) {
        if let Some(folder) = self.store.folder() {
            self.parsed.put_texts_aside(folder);
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

    /// What each file of a plan reads, compared with what it read the last time.
    pub fn reading(&self, built: &Built) -> Reading<'_> {
        let common = common(built);
        let index = self.index.as_ref().filter(|index| index.options == options(&built.asked));
        let jobs = &built.plan.jobs;
        let now = match Reader::new(built.plan, built.theme, &self.parsed) {
            Some(reader) => jobs.par_iter().map(|(_, job)| reader.of(job)).collect(),
            None => vec![None; jobs.len()],
        };
        Reading {
            before: index.map(|index| index.made_at(jobs.keys())).unwrap_or_default(),
            common_before: index.map(|index| index.common),
            common,
            holds: index.is_some_and(|index| index.holds_at(built.asked.instant)),
            is_whole: self.is_whole,
            now,
        }
    }

    /// Looks at everything of a project that is no article, before it is read.
    pub fn look(survey: &Survey) -> Looked {
        let root = survey.root();
        let others = survey.others.iter().flatten().map(SourcePath::as_str).chain([config::FILE]);
        Looked(others.filter_map(|path| Some((path.to_owned(), Stat::of(&root.join(path))?))).collect())
    }

    /// Remembers a build that began `ago`. Where nothing can be written nothing is remembered, and the next
    /// build does everything.
    pub fn keep(&mut self, built: &Built, learned: &Learned, looked: &Looked, ago: Duration) -> bool {
        let begun = self.store.clock(ago);
        if begun == 0 {
            return false;
        }
        self.parsed.settle(begun);
        let now = self.store.clock(Duration::ZERO);
        let index = match self.index.take().filter(|_| self.is_amended) {
            Some(index) => self.amended_index(index, built, learned, begun, now),
            None => self.new_index(built, learned, looked, begun, now),
        };
        self.index = index.filter(|index| self.store.write(INDEX, index).is_ok());
        self.index.is_some()
    }

    /// What a build left.
    fn new_index(&mut self, built: &Built, learned: &Learned, looked: &Looked, begun: u64, now: u64) -> Option<Index> {
        let inputs = self.seen_inputs(built, looked, begun)?;
        let (made, around) = seen_outputs(built, learned, now)?;
        let (connected, edits) = self.keep_portal(&built.plan.portal, None)?;
        Some(Index {
            options: options(&built.asked),
            zone: built.plan.portal.project.config.zone.name().to_owned(),
            from: built.asked.instant,
            until: due::coming(&built.plan.portal, built.held).first().map(|due| due.at),
            common: common(built),
            inputs,
            made,
            around,
            has_foreign: built.diagnostics.iter().any(|complaint| complaint.code == Code::ForeignFile),
            diagnostics: built.diagnostics.to_vec(),
            held: built.held.to_vec(),
            articles: built.plan.portal.articles.len(),
            parsed: self.kept,
            connected,
            edits,
        })
    }

    /// What the last build left, with what came of edited words: they turn nothing and move no file.
    fn amended_index(
        &mut self,
        mut index: Index,
        built: &Built,
        learned: &Learned,
        begun: u64,
        now: u64,
    ) -> Option<Index> {
        for (path, stat, bytes) in self.parsed.edited() {
            let articles = index.inputs.get_mut(1..=built.inventory.articles.len())?;
            let at = articles.binary_search_by(|seen| seen.path.as_str().cmp(path.as_str())).ok()?;
            articles[at] = Seen { path: path.to_string(), stat, is_sure: stat.is_sure(begun), bytes };
        }
        index.note_written(built.asked.output, built.files, now, &learned.0)?;
        index.from = built.asked.instant;
        index.diagnostics = built.diagnostics.to_vec();
        (index.connected, index.edits) = self.keep_portal(&built.plan.portal, Some(index.connected))?;
        index.parsed = self.kept;
        Some(index)
    }

    /// Keeps what is known of articles and the connected portal: as a whole, or what was edited since the whole
    /// of this digest was kept. Gives the digests of the portal and of the edits.
    fn keep_portal(&mut self, portal: &Portal, whole: Option<u128>) -> Option<(u128, Option<u128>)> {
        if let Some(connected) = whole {
            let files = self.parsed.edits();
            if files.len() <= MOST_KEPT_EDITS {
                let of_file = |(path, _): &(&SourcePath, _)| {
                    let id = amend::position(portal, path)?;
                    Some((id, &portal.article(id).targets))
                };
                let targets: Vec<_> = files.iter().filter_map(of_file).collect();
                let edits = self.store.write(EDITS, &(&files, targets)).ok()?;
                return Some((connected, Some(edits)));
            }
        }
        if self.parsed.is_new {
            self.kept = self.store.write(PARSED, &self.parsed.kept()).ok()?;
            self.parsed.is_kept();
        }
        Some((self.store.write(CONNECTED, &connected::kept(portal)).ok()?, None))
    }

    /// The files a build was made from. None if one of them changed while it was read.
    fn seen_inputs(&self, built: &Built, looked: &Looked, begun: u64) -> Option<Vec<Seen>> {
        let inventory = built.inventory;
        let mut seen = Vec::new();
        let mut push = |path: &str, stat: Stat, bytes: u128| {
            seen.push(Seen { path: path.to_owned(), stat, is_sure: stat.is_sure(begun), bytes });
        };
        push(config::FILE, *looked.0.get(config::FILE)?, digest::of(built.settings.as_bytes()));
        for path in &inventory.articles {
            let (stat, bytes) = self.parsed.seen(path)?;
            push(path.as_str(), stat, bytes);
        }
        for asset in &inventory.assets {
            let stat = *looked.0.get(asset.path.as_str())?;
            let bytes = if stat.is_sure(begun) { 0 } else { digest::of(&inventory.read(&asset.path).ok()?) };
            let is_what_was_read = bytes == 0 || format!("{bytes:032x}").starts_with(&*asset.facts.fingerprint);
            if !is_what_was_read {
                return None;
            }
            push(asset.path.as_str(), stat, bytes);
        }
        for material in inventory.templates.iter().chain(&inventory.themes).chain(&inventory.data) {
            push(material.path.as_str(), *looked.0.get(material.path.as_str())?, digest::of(&material.bytes));
        }
        for source in &inventory.statics {
            let output = OutputPath::new(source.as_str().trim_start_matches("static/"));
            let bytes = built.files.get(&output)?.0;
            push(source.as_str(), *looked.0.get(source.as_str())?, bytes);
        }
        Some(seen)
    }
}

/// What the files of a plan read now and read the last time.
#[derive(Debug)]
pub struct Reading<'a> {
    /// By position in the plan, as `now`.
    before: Vec<Option<&'a Made>>,
    common_before: Option<Common>,
    common: Common,
    /// Whether the last build holds at the instant of this one.
    holds: bool,
    /// Whether the output was seen to be as the last build left it.
    is_whole: bool,
    now: Vec<Option<Reads>>,
}

impl Reading<'_> {
    /// Why the file at a position of the plan must be made again, or the hash it has because nothing it reads
    /// changed.
    pub fn verdict(&self, at: usize, job: &Job, output: &Path) -> Result<Hash, Why> {
        let Some(before) = self.common_before else { return Err(Why::NoMemo) };
        let Some(made) = self.before.get(at).copied().flatten() else { return Err(Why::New) };
        let (Some(Some(now)), Some(then)) = (self.now.get(at), made.reads) else { return Err(Why::Copied) };
        if !Reader::is_copy(job) {
            self.same_for_all(before)?;
        }
        let parts = [
            (now.templates, then.templates, Why::Template),
            (now.around, then.around, Why::Around),
            (now.own, then.own, Why::Own),
            (now.others, then.others, Why::Others),
        ];
        if let Some((_, _, why)) = parts.into_iter().find(|(now, then, _)| now != then) {
            return Err(why);
        }
        if !self.is_whole && !made.seen.still(output) {
            return Err(Why::Output);
        }
        Ok(Hash(made.seen.bytes))
    }

    fn same_for_all(&self, before: Common) -> Result<(), Why> {
        match () {
            () if !self.holds => Err(Why::Clock),
            () if before.settings != self.common.settings => Err(Why::Settings),
            () if before.theme != self.common.theme => Err(Why::Theme),
            () if before.data != self.common.data => Err(Why::Data),
            () => Ok(()),
        }
    }

    /// What each file reads now, to be kept.
    pub fn learned(self) -> Learned {
        Learned(self.now)
    }
}

/// What each file of an output read, by position in the plan.
#[derive(Debug)]
pub struct Learned(Vec<Option<Reads>>);

/// The files and folders of an output, as they are now.
fn seen_outputs(built: &Built, learned: &Learned, now: u64) -> Option<(Vec<Made>, Vec<Seen>)> {
    let output = built.asked.output;
    let files: Vec<(&OutputPath, &Hash)> = built.files.iter().collect();
    let made: Option<Vec<Made>> = files
        .par_iter()
        .zip(&learned.0)
        .map(|((path, hash), reads)| Some(Made { seen: Seen::new(output, path.as_str(), now, hash.0)?, reads: *reads }))
        .collect();
    let mut folders: BTreeSet<&str> = BTreeSet::from([""]);
    for path in built.files.keys() {
        folders.extend(path.as_str().match_indices('/').map(|(at, _)| &path.as_str()[..at]));
    }
    let folders: Vec<&str> = folders.into_iter().collect();
    let around: Option<Vec<Seen>> = folders.par_iter().map(|folder| Seen::new(output, folder, now, 0)).collect();
    let mut around = around?;
    around.push(index::manifest(output, now)?);
    Some((made?, around))
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
