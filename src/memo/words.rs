//! The words of articles for the search, kept from build to build, each valid as long as all it is made of stays the
//! same. They are proved one by one, so that it does not matter which build kept them.

use super::store::Store;
use crate::graph::portal::ArticleId;
use crate::model::LanguageId;
use crate::render::search::kept::{self, Kept};

/// The words of the articles of a project.
#[derive(Debug)]
pub struct Words<'a> {
    pub(super) store: &'a Store,
    /// Of each article.
    pub(super) digests: &'a [u64],
}

impl kept::Words for Words<'_> {
    fn digest(&self, id: ArticleId) -> Option<u64> {
        self.digests.get(id.index()).copied()
    }

    fn kept(&self, language: LanguageId) -> Option<Kept> {
        let (bytes, _) = self.store.read(&file(language))?;
        postcard::from_bytes(&bytes).ok().filter(Kept::is_whole)
    }

    fn keep(&self, language: LanguageId, kept: &Kept) {
        // Where nothing can be written nothing is kept, and the next build reads every text.
        let _ = self.store.write(&file(language), kept);
    }
}

fn file(language: LanguageId) -> String {
    format!("words-{}", language.0)
}
