//! What the project's files look like from outside: size and times. Two looks that agree saw the same files.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::config;
use crate::model::{Instant, SourcePath};
use crate::source;

/// The folders of a project that a portal is made of.
pub(super) const FOLDERS: [&str; 5] = ["content", "data", "static", "templates", "themes"];

/// With more changed articles everything is looked at.
const MOST_EDITED: usize = 64;

/// One look at a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stamp {
    size: u64,
    modified: Option<SystemTime>,
    /// What a copy that keeps size and time still changes, where the system tells it.
    identity: Option<(u64, i64, i64)>,
}

/// What of a project changed between two looks, by what it means for pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Changed {
    /// Style sheets alone: the pages are the same.
    Styles,
    /// What is written: articles, pictures, files.
    Content,
    /// What every page is made with: settings, templates, themes, data.
    Much,
}

/// The files a portal is made of, each with its stamp.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Tree {
    files: BTreeMap<SourcePath, Stamp>,
}

impl Tree {
    /// Looks at the project. What vanishes meanwhile is not there.
    pub(super) fn read(root: &Path) -> Tree {
        let mut tree = Tree::default();
        tree.add(config::FILE, fs::symlink_metadata(root.join(config::FILE)).ok());
        for folder in FOLDERS {
            tree.walk(root, folder);
        }
        tree
    }

    /// The same look again at these paths alone. Nothing if one of them is a folder or was one.
    pub(super) fn again(&self, root: &Path, paths: &BTreeSet<PathBuf>) -> Option<Tree> {
        let mut tree = self.clone();
        for path in paths {
            let name = path.to_str()?.replace('\\', "/");
            let is_folder =
                |known: &SourcePath| known.as_str().strip_prefix(&name).is_some_and(|rest| rest.starts_with('/'));
            match fs::symlink_metadata(root.join(path)) {
                Ok(metadata) if metadata.is_dir() => return None,
                Ok(metadata) => tree.add(&name, Some(metadata)),
                Err(_) if tree.files.remove(&SourcePath::new(&*name)).is_some() => {}
                Err(_) if tree.files.keys().any(is_folder) => return None,
                Err(_) => {}
            }
        }
        Some(tree)
    }

    /// The articles that changed until a later look, if nothing else did.
    pub(super) fn edited(&self, later: &Tree) -> Option<Vec<SourcePath>> {
        let is_article = |path: &SourcePath| path.as_str().starts_with("content/") && path.extension() == "md";
        if !self.files.keys().eq(later.files.keys()) {
            return None;
        }
        let both = self.files.iter().zip(later.files.values());
        let changed: Vec<SourcePath> =
            both.filter(|((_, before), now)| before != now).map(|((path, _), _)| path.clone()).collect();
        (changed.iter().all(is_article) && changed.len() <= MOST_EDITED).then_some(changed)
    }

    fn walk(&mut self, root: &Path, folder: &str) {
        let Ok(entries) = fs::read_dir(root.join(folder)) else { return };
        for entry in entries.flatten() {
            let name = entry.file_name();
            let Some(name) = name.to_str().filter(|name| is_relevant_name(name)) else { continue };
            let path = format!("{folder}/{name}");
            match entry.metadata() {
                Ok(metadata) if metadata.is_dir() => self.walk(root, &path),
                metadata => self.add(&path, metadata.ok()),
            }
        }
    }

    fn add(&mut self, path: &str, metadata: Option<Metadata>) {
        if let Some(metadata) = metadata {
            self.files.insert(SourcePath::new(path), Stamp::of(&metadata));
        }
    }

    /// What changed until a later look.
    pub(super) fn changed(&self, later: &Tree) -> Changed {
        let is_in = |path: &SourcePath, folder: &str| path.as_str().starts_with(folder);
        let is_style =
            |path: &SourcePath| path.extension() == "css" && (is_in(path, "themes/") || is_in(path, "static/"));
        let is_content = |path: &SourcePath| is_in(path, "content/") || is_in(path, "static/");
        let is_other = |(path, stamp): &(&SourcePath, &Stamp), tree: &Tree| tree.files.get(*path) != Some(*stamp);
        let gone = self.files.iter().filter(|entry| is_other(entry, later));
        let new = later.files.iter().filter(|entry| is_other(entry, self));
        let changed: Vec<&SourcePath> = gone.chain(new).map(|(path, _)| path).collect();
        if !changed.is_empty() && changed.iter().all(|path| is_style(path)) {
            Changed::Styles
        } else if changed.iter().all(|path| is_content(path)) {
            Changed::Content
        } else {
            Changed::Much
        }
    }

    /// The files with the instant of their last edit, the latest first.
    pub(super) fn edits(&self) -> Vec<(Instant, &SourcePath)> {
        let edited = |(path, stamp): (_, &Stamp)| Some((instant(stamp.modified?)?, path));
        let mut edits: Vec<(Instant, &SourcePath)> = self.files.iter().filter_map(edited).collect();
        edits.sort_by(|one, other| other.0.cmp(&one.0).then_with(|| one.1.cmp(other.1)));
        edits
    }
}

impl Stamp {
    fn of(metadata: &Metadata) -> Stamp {
        Stamp { size: metadata.len(), modified: metadata.modified().ok(), identity: identity(metadata) }
    }
}

#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "other systems tell nothing")]
fn identity(metadata: &Metadata) -> Option<(u64, i64, i64)> {
    use std::os::unix::fs::MetadataExt;
    Some((metadata.ino(), metadata.ctime(), metadata.ctime_nsec()))
}

#[cfg(not(unix))]
fn identity(_metadata: &Metadata) -> Option<(u64, i64, i64)> {
    None
}

fn instant(time: SystemTime) -> Option<Instant> {
    let since = time.duration_since(SystemTime::UNIX_EPOCH).ok()?;
    Instant::from_seconds(i64::try_from(since.as_secs()).ok()?)
}

/// Whether a file or folder of this name can belong to a portal: the rule of `source`.
pub(super) fn is_relevant_name(name: &str) -> bool {
    !source::is_left_behind(name)
}

/// Whether something at this path, below the root, can change a portal.
pub(super) fn is_relevant(path: &Path) -> bool {
    let mut parts = path.iter().map(|part| part.to_string_lossy());
    let Some(first) = parts.next() else { return true };
    let is_ours = FOLDERS.contains(&&*first) || first == config::FILE;
    is_ours && parts.all(|part| is_relevant_name(&part))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::disallowed_methods, reason = "tests make projects and change them")]

    use super::*;

    #[test]
    fn what_makes_a_portal_is_followed_and_nothing_else() {
        for path in ["", "portal.yaml", "content", "content/news/a.md", "data/x.csv", "themes/own/assets/site.css"] {
            assert!(is_relevant(Path::new(path)), "{path}");
        }
        let others =
            ["output/index.html", ".git/index", ".dateline/memo", "target/debug/x", "README.md", "portal.yaml~"];
        let temporary = ["content/news/.a.md.swp", "content/news/a.md~", "content/news/#a.md#", "content/4913.tmp"];
        for path in others.into_iter().chain(temporary).chain(["content/.hidden/a.md"]) {
            assert!(!is_relevant(Path::new(path)), "{path}");
        }
    }

    #[test]
    fn a_look_sees_what_changed() {
        let project = tempfile::tempdir().expect("a temporary folder");
        let write = |path: &str, text: &str| {
            let path = project.path().join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
            fs::write(path, text).expect("a file can be written");
        };
        write("portal.yaml", "title: A\n");
        write("content/news/a.md", "text");
        write("themes/own/assets/site.css", "a{}");
        let first = Tree::read(project.path());
        write("output/index.html", "x");
        write("content/news/a.md~", "x");
        assert_eq!(first, Tree::read(project.path()));

        write("themes/own/assets/site.css", "a{color:red}");
        let styled = Tree::read(project.path());
        assert_eq!(first.changed(&styled), Changed::Styles);
        write("content/news/b.md", "text");
        let more = Tree::read(project.path());
        assert_ne!(styled, more);
        assert_eq!(styled.changed(&more), Changed::Content);
        assert_eq!(first.changed(&more), Changed::Much);
        // When something falls due, the files are the same and pages are not.
        assert_eq!(more.changed(&more), Changed::Content);

        fs::remove_dir_all(project.path().join("content")).expect("a folder can be removed");
        let paths: Vec<_> = Tree::read(project.path()).files.keys().map(ToString::to_string).collect();
        assert_eq!(paths, ["portal.yaml", "themes/own/assets/site.css"]);
    }
}
