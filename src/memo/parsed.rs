//! Parsed files: each article with its complaints, kept as bytes and valid as long as its file and the
//! settings that parsing reads stay the same.
//!
//! Whatever was read decides, not what was seen before: the state of a file is noted before it is read,
//! so that a change in between is found the next time.

use std::collections::BTreeSet;
use std::path::Path;

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::digest::{self, Digest};
use super::shelf::{Place, Shelf};
use super::stat::Stat;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Outcome, Severity, Span};
use crate::model::{Article, SourcePath};
use crate::parse;
use crate::source::{self, Inventory, regular};

/// What is kept of files, between builds and between calls.
#[derive(Debug, Default)]
pub struct Parsed {
    settings: u64,
    files: FxHashMap<SourcePath, File>,
    /// Whether something is in it that was not kept before.
    pub(super) is_new: bool,
    /// How many files the last call parsed.
    pub parsed: usize,
    /// How many were parsed for an amendment since.
    ahead: usize,
    /// Where texts go.
    texts: Keeping,
    /// The files of which something else is known than was kept as a whole.
    edited: BTreeSet<SourcePath>,
}

/// One parsed file.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct File {
    stat: Stat,
    /// Whether an equal state of the file proves equal bytes.
    is_sure: bool,
    bytes: u128,
    digests: Option<Digests>,
    /// Its article, whose text is left out but for its frame, and its complaints.
    #[serde(with = "serde_bytes")]
    kept: Box<[u8]>,
    /// The text of its article, where texts are kept: never on disk.
    #[serde(skip)]
    text: Option<Box<str>>,
    /// Where it was put aside.
    #[serde(skip)]
    place: Option<Place>,
}

/// What becomes of the texts of parsed files.
#[derive(Debug, Default)]
enum Keeping {
    /// The articles have them, and nobody else.
    #[default]
    Nowhere,
    /// They are kept in memory.
    Here,
    /// They are put aside, and the articles are without.
    Aside(Shelf),
}

/// What is known of edited files.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub(super) struct Edits(Vec<(SourcePath, File)>);

/// Digests of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Digests {
    /// Of everything but the text: what any page may show of it.
    pub(super) face: u64,
    /// Of the text.
    pub(super) body: u64,
}

impl Parsed {
    /// One that keeps the texts of articles too: a preview shows them after their files are broken or gone.
    pub fn with_texts() -> Parsed {
        Parsed { texts: Keeping::Here, ..Parsed::default() }
    }

    /// Puts the texts of what is parsed from now on aside.
    pub(super) fn put_texts_aside(&mut self, shelf: Shelf) {
        self.texts = Keeping::Aside(shelf);
    }

    /// The text of a file, if it was put aside.
    pub(super) fn text(&self, path: &SourcePath) -> Option<String> {
        let Keeping::Aside(shelf) = &self.texts else { return None };
        shelf.take(self.files.get(path)?.place?)
    }

    /// Every article of the inventory, parsed where it is not known, in its order.
    pub fn articles(&mut self, config: &Config, inventory: &Inventory) -> Outcome<Vec<Article>> {
        let settings = settings(config);
        if settings != self.settings {
            self.files.clear();
            self.settings = settings;
        }
        let read: Vec<(Outcome<Option<Article>>, News)> =
            inventory.articles.par_iter().map(|path| self.read(config, inventory.root(), path)).collect();
        let before = self.files.len();
        self.parsed = std::mem::take(&mut self.ahead);
        let mut diagnostics = Vec::new();
        let mut articles = Vec::with_capacity(read.len());
        let mut files = FxHashMap::default();
        for (path, (outcome, news)) in inventory.articles.iter().zip(read) {
            self.parsed += usize::from(!matches!(news, News::Same | News::Touched(_)));
            let file = match news {
                News::Same => self.files.remove(path),
                News::Touched(stat) => {
                    self.is_new = true;
                    self.files.remove(path).map(|file| File { stat, is_sure: false, ..file })
                }
                News::Parsed(file) => {
                    self.is_new = true;
                    Some(*file)
                }
                News::NotKept => None,
            };
            files.extend(file.map(|file| (path.clone(), file)));
            articles.extend(outcome.unpack(&mut diagnostics));
        }
        self.is_new |= files.len() != before;
        self.files = files;
        Outcome { value: articles, diagnostics }
    }

    /// Every article of the inventory as it is known, none of the files looked at. Nothing if one is not known,
    /// or if parsing would read other settings.
    pub(super) fn known(&self, config: &Config, inventory: &Inventory) -> Option<Vec<Article>> {
        if settings(config) != self.settings {
            return None;
        }
        let known = |path| Some(self.files.get(path)?.outcome()?.value);
        let known: Option<Vec<Option<Article>>> = inventory.articles.par_iter().map(known).collect();
        Some(known?.into_iter().flatten().collect())
    }

    /// Articles of changed files, parsed, and the complaints of the last build with those about parsing these
    /// files as they are now. Nothing where more may have to be said than that, or a file has a mistake.
    pub fn parse_edited(
        &mut self,
        config: &Config,
        root: &Path,
        changed: &[SourcePath],
        said: &[Diagnostic],
    ) -> Option<(Vec<Diagnostic>, Vec<Article>)> {
        let mut diagnostics = said.to_vec();
        let mut articles = Vec::new();
        for path in changed {
            let is_at = |at: Option<&Span>| at.is_some_and(|at| at.path == *path);
            let is_about = |complaint: &Diagnostic| is_at(complaint.at.as_ref());
            let is_noted = |complaint: &Diagnostic| complaint.notes.iter().any(|note| is_at(note.at.as_ref()));
            let of_parsing = self.files.get(path)?.outcome()?.diagnostics;
            if !diagnostics.iter().filter(|complaint| is_about(complaint)).eq(of_parsing.iter())
                || diagnostics.iter().any(is_noted)
            {
                return None;
            }
            let outcome = self.again(config, root, path);
            if outcome.diagnostics.iter().any(|complaint| complaint.severity == Severity::Error) {
                return None;
            }
            diagnostics.retain(|complaint| !is_about(complaint));
            diagnostics.extend(outcome.diagnostics);
            articles.push(outcome.value?);
        }
        self.parsed = std::mem::take(&mut self.ahead);
        Some((diagnostics, articles))
    }

    fn read(&self, config: &Config, root: &Path, path: &SourcePath) -> (Outcome<Option<Article>>, News) {
        read(config, root, path, self.files.get(path), &self.texts)
    }

    fn put(&mut self, path: SourcePath, file: File) {
        self.edited.insert(path.clone());
        self.files.insert(path, file);
        self.is_new = true;
    }

    /// The files something else is known of than was kept as a whole: their states and the digests of their bytes.
    pub(super) fn edited(&self) -> Vec<(SourcePath, Stat, u128)> {
        let state = |path: &SourcePath| self.files.get(path).map(|file| (path.clone(), file.stat, file.bytes));
        self.edited.iter().filter_map(state).collect()
    }

    /// What is known of files beyond what was kept as a whole.
    pub(super) fn edits(&self) -> Vec<(&SourcePath, &impl Serialize)> {
        self.edited.iter().filter_map(|path| Some((path, self.files.get(path)?))).collect()
    }

    /// Knows edits that were kept beside the whole.
    pub(super) fn with_edits(mut self, edits: Edits) -> Parsed {
        for (path, file) in edits.0 {
            self.put(path, file);
        }
        self
    }

    /// Everything is kept now.
    pub(super) fn is_kept(&mut self) {
        self.is_new = false;
        self.edited.clear();
    }

    /// Parses a file that changed.
    fn again(&mut self, config: &Config, root: &Path, path: &SourcePath) -> Outcome<Option<Article>> {
        let (outcome, news) = self.read(config, root, path);
        if let News::Parsed(file) = news {
            self.put(path.clone(), *file);
            self.ahead += 1;
        }
        outcome
    }

    /// The digests of the article of a file.
    pub(super) fn digests(&self, path: &SourcePath) -> Option<Digests> {
        self.files.get(path)?.digests
    }

    /// The digest of the bytes of a file that were parsed, and its state before they were read.
    pub(super) fn seen(&self, path: &SourcePath) -> Option<(Stat, u128)> {
        self.files.get(path).map(|file| (file.stat, file.bytes))
    }

    /// Notes which states can be believed; those looked at since `then`.
    pub(super) fn settle(&mut self, then: u64) {
        for file in self.files.values_mut().filter(|file| !file.is_sure) {
            file.is_sure = file.stat.is_sure(then);
            self.is_new |= file.is_sure;
        }
    }

    /// What is kept of it.
    pub(super) fn kept(&self) -> impl Serialize {
        let mut files: Vec<(&SourcePath, &File)> = self.files.iter().collect();
        files.sort_by_key(|(path, _)| *path);
        (self.settings, files)
    }

    /// Whether all that is kept of files is understood.
    pub(super) fn is_whole(&self) -> bool {
        self.files.values().all(|file| file.outcome().is_some())
    }

    /// From bytes.
    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Parsed> {
        let (settings, files): (u64, Vec<(SourcePath, File)>) = postcard::from_bytes(bytes).ok()?;
        Some(Parsed { settings, files: files.into_iter().collect(), ..Parsed::default() })
    }
}

/// What became of a file.
enum News {
    /// It is as it was.
    Same,
    /// Its bytes are, though its state is not.
    Touched(Stat),
    /// It was parsed.
    Parsed(Box<File>),
    /// It was parsed or could not be read, and is not kept.
    NotKept,
}

fn read(
    config: &Config,
    root: &Path,
    path: &SourcePath,
    known: Option<&File>,
    texts: &Keeping,
) -> (Outcome<Option<Article>>, News) {
    let place = root.join(path.as_str());
    let stat = Stat::of(&place);
    if let Some(file) = known.filter(|file| file.is_sure && Some(file.stat) == stat)
        && let Some(outcome) = file.outcome()
    {
        return (outcome, News::Same);
    }
    let bytes = match regular::read(&place) {
        Ok(bytes) => bytes,
        Err(error) => {
            let diagnostics = vec![source::unreadable(path, &error)];
            return (Outcome { value: None, diagnostics }, News::NotKept);
        }
    };
    let of_bytes = digest::of(&bytes);
    if let Some(file) = known.filter(|file| file.bytes == of_bytes)
        && let Some(outcome) = file.outcome()
    {
        let news = match stat {
            Some(stat) if stat != file.stat => News::Touched(stat),
            _ => News::Same,
        };
        return (outcome, news);
    }
    let mut outcome = parse::article(config, path, &bytes);
    let news = match stat.and_then(|stat| File::new(stat, of_bytes, &mut outcome, texts)) {
        Some(file) => News::Parsed(Box::new(file)),
        None => News::NotKept,
    };
    (outcome, news)
}

impl File {
    fn new(stat: Stat, bytes: u128, outcome: &mut Outcome<Option<Article>>, texts: &Keeping) -> Option<File> {
        let body = outcome.value.as_mut().map(|article| std::mem::take(&mut article.body));
        let face = postcard::to_allocvec(&outcome.value);
        let mut kept = face.ok()?;
        let face = Digest::new().with(&kept).short();
        let (mut digests, mut text, mut place) = (None, None, None);
        if let (Some(article), Some(mut body)) = (&mut outcome.value, body) {
            let html = body.html.take();
            let frame = postcard::to_allocvec(&body);
            body.html = html;
            let frame = frame.ok()?;
            digests = Some(Digests { face, body: Digest::new().with(&frame).with(body.html()).short() });
            kept.extend(frame);
            match texts {
                Keeping::Nowhere => {}
                Keeping::Here => text.clone_from(&body.html),
                Keeping::Aside(shelf) => {
                    place = shelf.put(body.html());
                    body.html = body.html.filter(|_| place.is_none());
                }
            }
            article.body = body;
        }
        kept = postcard::to_extend(&outcome.diagnostics, kept).ok()?;
        Some(File { stat, is_sure: false, bytes, digests, kept: kept.into(), text, place })
    }

    fn outcome(&self) -> Option<Outcome<Option<Article>>> {
        let (mut value, mut rest) = postcard::take_from_bytes::<Option<Article>>(&self.kept).ok()?;
        if let Some(article) = &mut value {
            (article.body, rest) = postcard::take_from_bytes(rest).ok()?;
            article.body.html.clone_from(&self.text);
        }
        Some(Outcome { value, diagnostics: postcard::from_bytes(rest).ok()? })
    }
}

/// The settings that parsing reads.
fn settings(config: &Config) -> u64 {
    let languages: Vec<&str> = config.languages.iter().map(|language| language.tag.as_str()).collect();
    let read = format!("{languages:?} {} {:?}", config.zone.name(), config.raw_html);
    Digest::new().with(read).short()
}
