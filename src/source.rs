//! Discover: walks a project and gives the sorted list of everything in it.
//!
//! Takes the project's folder, gives an [`Inventory`]: articles by path (read later, one by one, so
//! that memory stays bounded), pictures and attachments with fingerprint and size, the texts of
//! templates and data. The order never depends on the file system.

pub mod darkroom;
pub mod data;
mod glossary;
pub mod media;
pub mod private;
pub mod regular;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{MAIN_SEPARATOR, Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use crate::diagnostic::{Code, Diagnostic, Outcome, Span};
use crate::model::SourcePath;
use crate::model::name::portable;
use crate::pictures;
use darkroom::{Darkroom, Order};
use media::MediaFacts;

/// A picture or attachment of `content/`.
#[derive(Clone, Debug)]
pub struct Asset {
    /// Where it is.
    pub path: SourcePath,
    /// What its bytes tell.
    pub facts: MediaFacts,
    /// What is wrong with it as a picture: told where an article shows it.
    pub complaints: Vec<Diagnostic>,
}

/// A file of a theme, of the portal's templates or of its data.
#[derive(Clone, Debug)]
pub struct Material {
    /// Where it is: a path of the project, or of the binary (`themes/default/…`).
    pub path: SourcePath,
    /// Its bytes.
    pub bytes: Cow<'static, [u8]>,
}

/// Everything in a project, sorted by path.
#[derive(Debug, Default)]
pub struct Inventory {
    root: PathBuf,
    /// The Markdown files of `content/`.
    pub articles: Vec<SourcePath>,
    /// The other files of `content/`.
    pub assets: Vec<Asset>,
    /// The files of `static/`.
    pub statics: Vec<SourcePath>,
    /// The files of `templates/`.
    pub templates: Vec<Material>,
    /// The files of `themes/`.
    pub themes: Vec<Material>,
    /// The files of `data/`.
    pub data: Vec<Material>,
    /// Where the pictures among the assets are developed.
    pub darkroom: Arc<Darkroom>,
}

impl Inventory {
    /// The bytes of a file of the project. Those of an asset are the ones that were looked at: its address and its
    /// size were made from them.
    pub fn read(&self, path: &SourcePath) -> io::Result<Vec<u8>> {
        let bytes = regular::read(&self.root.join(path.as_str()))?;
        match self.asset(path) {
            Some(asset) if media::fingerprint(&bytes) != *asset.facts.fingerprint => Err(regular::changed(path)),
            _ => Ok(bytes),
        }
    }

    /// The bytes of a picture as a whole, without what does not belong to it.
    pub fn read_cleaned(&self, path: &SourcePath) -> Result<Vec<u8>, Unpublished> {
        let bytes = self.read(path).map_err(Unpublished::Machine)?;
        pictures::cleaned(path, &bytes).map_err(|complaint| Unpublished::Mistake(Box::new(complaint)))
    }

    /// The bytes of a variant of a picture.
    pub fn variant(&self, order: &Order) -> Result<Vec<u8>, Unpublished> {
        self.darkroom.variant(&self.root, order)
    }

    /// The asset at a path.
    pub fn asset(&self, path: &SourcePath) -> Option<&Asset> {
        let at = self.assets.binary_search_by(|asset| asset.path.cmp(path)).ok()?;
        self.assets.get(at)
    }

    /// The project's folder.
    pub fn root(&self) -> &Path {
        &self.root
    }
}

/// Why a picture can't be published.
#[derive(Debug)]
pub enum Unpublished {
    /// Something is wrong with it.
    Mistake(Box<Diagnostic>),
    /// Its file can't be read.
    Machine(io::Error),
}

/// The paths of everything in a project, each list sorted.
#[derive(Clone, Debug, Default)]
pub struct Survey {
    root: PathBuf,
    /// The Markdown files of `content/`.
    pub articles: Vec<SourcePath>,
    /// Everything else, by its folder: the other files of `content/`, `templates/`, `themes/`, `data/`, `static/`.
    pub others: [Vec<SourcePath>; 5],
    /// What is no file or has no name that can be read.
    pub diagnostics: Vec<Diagnostic>,
}

impl Survey {
    /// The project's folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Reads everything but the articles and what is only copied.
    pub fn read(self) -> Outcome<Inventory> {
        let Survey { root, articles, others, mut diagnostics } = self;
        let [assets, templates, themes, data, statics] = others;
        let assets = read_all(&root, assets, &mut diagnostics, |path, bytes| {
            let mut complaints = Vec::new();
            let facts = media::facts(&path, &bytes).unpack(&mut complaints);
            Asset { path, facts, complaints }
        });
        let mut materials = |paths: Vec<SourcePath>| {
            read_all(&root, paths, &mut diagnostics, |path, bytes| Material { path, bytes: Cow::Owned(bytes) })
        };
        let (templates, themes, data) = (materials(templates), materials(themes), materials(data));
        let darkroom = Arc::default();
        Outcome { value: Inventory { root, articles, assets, statics, templates, themes, data, darkroom }, diagnostics }
    }
}

/// Walks the project at `root`.
pub fn discover(root: &Path) -> Outcome<Inventory> {
    survey(root).read()
}

/// Walks the project at `root` and reads nothing.
pub fn survey(root: &Path) -> Survey {
    let mut diagnostics = Vec::new();
    let content = walk(root, "content", &mut diagnostics);
    let (articles, assets) = content.into_iter().partition(|path: &SourcePath| path.extension() == "md");
    let mut folder = |folder: &str| walk(root, folder, &mut diagnostics);
    let others = [assets, folder("templates"), folder("themes"), folder("data"), folder("static")];
    Survey { root: root.to_owned(), articles, others, diagnostics }
}

/// The files below a folder of the project, sorted; none if it is not there.
fn walk(root: &Path, folder: &str, diagnostics: &mut Vec<Diagnostic>) -> Vec<SourcePath> {
    let mut files = Vec::new();
    let start = root.join(folder);
    match fs::symlink_metadata(&start) {
        Ok(found) if found.is_dir() => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => return files,
        // As if it were empty, a build would take every page away.
        Ok(_) => {
            let path = SourcePath::new(folder);
            let complaint = Diagnostic::error(Code::Unreadable, format!("`{folder}` is no folder"));
            diagnostics.push(complaint.at(Span::file(&path)).help("put the folder itself there, not a link to it"));
            return files;
        }
        Err(error) => {
            diagnostics.push(unreadable(&SourcePath::new(folder), &error));
            return files;
        }
    }
    let entries = WalkDir::new(&start).into_iter().filter_entry(is_ours);
    for entry in entries {
        match entry {
            Ok(entry) if entry.file_type().is_dir() => {}
            Ok(entry) => match project_path(folder, &start, &entry) {
                Some(path) if entry.file_type().is_file() => files.push(path),
                Some(path) => {
                    let message = format!("`{path}` is no regular file");
                    diagnostics.push(
                        Diagnostic::error(Code::Unreadable, message)
                            .at(Span::file(&path))
                            .help("put the file itself there, not a link to it"),
                    );
                }
                None => {
                    let message = format!("the name of {} is not UTF-8", entry.path().display());
                    diagnostics.push(Diagnostic::error(Code::NotUtf8, message).help("rename the file"));
                }
            },
            Err(error) => {
                diagnostics.push(Diagnostic::error(Code::Unreadable, format!("can't read a folder: {error}")));
            }
        }
    }
    files.sort();
    diagnostics.extend(files.iter().filter_map(unportable));
    diagnostics.extend(twins(&files));
    files
}

/// The complaint about a name that not every system can hold.
fn unportable(path: &SourcePath) -> Option<Diagnostic> {
    let fault = portable::fault(path.as_str())?;
    let complaint = Diagnostic::error(Code::BadName, format!("`{}` {fault}", path.as_str().escape_debug()));
    Some(complaint.at(Span::file(path)).help("rename it; letters, digits, `-`, `_` and `.` are right everywhere"))
}

/// The complaints about files that are one where capital letters or the encoding of accents don't count. `files` are
/// sorted.
fn twins(files: &[SourcePath]) -> Vec<Diagnostic> {
    let mut seen: BTreeMap<String, &SourcePath> = BTreeMap::new();
    let mut diagnostics = Vec::new();
    for path in files.iter().filter(|path| !portable::is_folded(path.as_str())) {
        let folded = portable::folded(path.as_str());
        let plain = files.binary_search_by(|other| other.as_str().cmp(&folded)).ok().map(|at| &files[at]);
        if let Some(twin) = plain.or_else(|| seen.get(&folded).copied()).filter(|twin| *twin != path) {
            let message =
                format!("`{path}` and `{twin}` are one file to many systems: to them capitals and accents are alike");
            let complaint = Diagnostic::error(Code::BadName, message).at(Span::file(path));
            diagnostics.push(complaint.note("the other is here", Some(Span::file(twin))).help("rename one of them"));
        }
        seen.insert(folded, path);
    }
    diagnostics
}

/// Leaves out what editors and systems leave behind: hidden files, backups, swap files.
fn is_ours(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    entry.depth() == 0 || !is_left_behind(&name)
}

/// Whether a name is one that editors and systems give to what they leave behind.
pub fn is_left_behind(name: &str) -> bool {
    let is_backup = name.ends_with('~') || name.ends_with(".tmp") || (name.starts_with('#') && name.ends_with('#'));
    name.starts_with('.') || is_backup || name == "Thumbs.db"
}

/// The path of an entry of the walk through `folder`, which begins at `start`.
fn project_path(folder: &str, start: &Path, entry: &DirEntry) -> Option<SourcePath> {
    let below = entry.path().as_os_str().as_encoded_bytes().get(start.as_os_str().len()..)?;
    let path = format!("{folder}{}", std::str::from_utf8(below).ok()?);
    Some(SourcePath::new(if MAIN_SEPARATOR == '/' { path } else { path.replace(MAIN_SEPARATOR, "/") }))
}

/// Reads files in parallel, in order.
fn read_all<T: Send>(
    root: &Path,
    paths: Vec<SourcePath>,
    diagnostics: &mut Vec<Diagnostic>,
    make: impl Fn(SourcePath, Vec<u8>) -> T + Sync,
) -> Vec<T> {
    let read = |path: SourcePath| match regular::read(&root.join(path.as_str())) {
        Ok(bytes) => Ok(make(path, bytes)),
        Err(error) => Err(unreadable(&path, &error)),
    };
    let results: Vec<Result<T, Diagnostic>> = paths.into_par_iter().map(read).collect();
    results.into_iter().filter_map(|result| result.map_err(|complaint| diagnostics.push(complaint)).ok()).collect()
}

/// The complaint about a file that can't be read.
pub fn unreadable(path: &SourcePath, error: &io::Error) -> Diagnostic {
    Diagnostic::error(Code::Unreadable, format!("`{path}` can't be read: {error}")).at(Span::file(path))
}
