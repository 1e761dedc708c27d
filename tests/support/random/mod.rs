//! Random portals and random edits of them, as authors make them: whatever keeps a portal up to date must agree
//! after each with whoever makes it anew.

mod around;
mod article;
mod edits;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use dateline::model::{Instant, time::parse_instant};
use proptest::prelude::*;

use around::Around;
use article::Article;
pub(crate) use edits::Edit;

/// What a portal is made of, but for its files.
#[derive(Clone)]
struct State {
    articles: Vec<Article>,
    around: Around,
    instant: Instant,
}

impl Default for State {
    fn default() -> State {
        let instant = parse_instant("2026-06-10T12:00:00Z").expect("an instant");
        State { articles: Vec::new(), around: Around::default(), instant }
    }
}

/// A portal that edits change.
pub(crate) struct Portal {
    root: PathBuf,
    state: State,
    /// What was before the last edit.
    before: State,
    /// The files as they were written.
    written: BTreeMap<String, Vec<u8>>,
    /// The number of the youngest article.
    youngest: usize,
}

/// What a random portal begins with.
pub(crate) fn seeds() -> impl Strategy<Value = Vec<u16>> {
    prop::collection::vec(any::<u16>(), 1..6)
}

impl Portal {
    /// Writes a portal into the folder.
    pub(crate) fn new(root: &Path, seed: &[u16]) -> Portal {
        let state = State::default();
        let before = state.clone();
        let mut portal = Portal { root: root.to_owned(), state, before, written: BTreeMap::new(), youngest: 0 };
        portal.change(seed);
        portal
    }

    /// Makes another portal of it, as when another branch is checked out. It has one article of each kind that others
    /// name, and those of the seed.
    pub(crate) fn change(&mut self, seed: &[u16]) {
        self.state = State::default();
        self.youngest = 0;
        for kind in article::NAMED {
            self.add(kind, usize::from(seed[0]));
        }
        for number in seed {
            let number = usize::from(*number);
            self.add(article::MIX[number % article::MIX.len()], number / 9);
        }
        if seed[0].is_multiple_of(2) {
            self.translate(0, usize::from(seed[0]));
        }
        self.before = self.state.clone();
        self.write();
    }

    /// The instant it is looked at.
    pub(crate) fn instant(&self) -> Instant {
        self.state.instant
    }

    /// Writes what differs from what was written.
    fn write(&mut self) {
        let State { articles, around, .. } = &self.state;
        let mut wanted = around.files(articles);
        wanted.extend(articles.iter().map(|article| (article.path(), article.text(articles).into_bytes())));
        for path in self.written.keys().filter(|path| !wanted.contains_key(*path)) {
            fs::remove_file(self.root.join(path)).expect("it is there");
        }
        for (path, text) in wanted.iter().filter(|(path, text)| self.written.get(*path) != Some(text)) {
            self.write_file(path, text);
        }
        self.written = wanted;
    }

    fn write_file(&self, path: &str, bytes: &[u8]) {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }
}
