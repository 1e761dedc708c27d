//! Which templates a page may be made of: the one it begins with, and all that it and they extend, include
//! or call as components.
//!
//! Read off their texts, with too much rather than too little: a name that stands somewhere in a text counts
//! as used, and so do all files of that name in all layers of the theme.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::digest::Digest;
use crate::theme::Theme;

/// What each template and component may reach.
#[derive(Debug, Default)]
pub(super) struct Templates {
    /// Digests by name below `templates/`: `news.html`.
    files: FxHashMap<String, u64>,
    components: FxHashMap<String, u64>,
}

struct File<'a> {
    layered: &'a str,
    name: &'a str,
    text: &'a str,
}

impl Templates {
    pub(super) fn of(theme: &Theme) -> Templates {
        let files: Vec<File> = theme
            .templates()
            .map(|(layered, text)| {
                let name = layered.split_once('/').map_or(layered, |(_, name)| name);
                File { layered, name, text }
            })
            .collect();
        let components: Vec<(&str, usize)> =
            files.iter().enumerate().flat_map(|(at, file)| defined(file.text).map(move |name| (name, at))).collect();
        let uses: Vec<BTreeSet<usize>> = files.iter().map(|file| used(file, &files, &components)).collect();
        let digest = |from: BTreeSet<usize>| {
            let mut digest = Digest::new();
            for at in reached(from, &uses) {
                digest.add(files[at].layered);
                digest.add(files[at].text);
            }
            digest.short()
        };
        let mut by_name: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
        for (at, file) in files.iter().enumerate() {
            by_name.entry(file.name).or_default().insert(at);
        }
        let mut by_component: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
        for (name, at) in &components {
            by_component.entry(name).or_default().insert(*at);
        }
        let all = |names: BTreeMap<&str, BTreeSet<usize>>| {
            names.into_iter().map(|(name, from)| (name.to_owned(), digest(from))).collect()
        };
        Templates { files: all(by_name), components: all(by_component) }
    }

    /// The digest of a template and all it may reach; zero where there is none.
    pub(super) fn file(&self, name: &str) -> u64 {
        self.files.get(name).copied().unwrap_or_default()
    }

    /// The same of a component.
    pub(super) fn component(&self, name: &str) -> u64 {
        self.components.get(name).copied().unwrap_or_default()
    }
}

/// The components a text defines: `{% component ui.card(…) %}`.
fn defined(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices("component").filter_map(|(at, word)| {
        let rest = text[at + word.len()..].trim_start();
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '.').unwrap_or(rest.len());
        Some(&rest[..end]).filter(|name| !name.is_empty())
    })
}

/// The files a file may use.
fn used(file: &File, files: &[File], components: &[(&str, usize)]) -> BTreeSet<usize> {
    // A name may hide behind an escape.
    if file.text.contains('\\') {
        return (0..files.len()).collect();
    }
    let by_name = files.iter().enumerate().filter(|(_, other)| file.text.contains(other.name)).map(|(at, _)| at);
    let called: BTreeSet<&str> = file.text.split('<').skip(1).map(called).collect();
    let by_call = components.iter().filter(|(name, _)| called.contains(name)).map(|(_, at)| *at);
    by_name.chain(by_call).collect()
}

/// The name behind a `<`.
fn called(rest: &str) -> &str {
    let rest = rest.trim_start();
    let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '.').unwrap_or(rest.len());
    &rest[..end]
}

fn reached(from: BTreeSet<usize>, uses: &[BTreeSet<usize>]) -> BTreeSet<usize> {
    let mut open: Vec<usize> = from.iter().copied().collect();
    let mut reached = from;
    while let Some(at) = open.pop() {
        for next in &uses[at] {
            if reached.insert(*next) {
                open.push(*next);
            }
        }
    }
    reached
}
