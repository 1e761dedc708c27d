//! One article: read or told, each complaint at its place; what is read is kept without loss.

use dateline::model::Article;
use dateline::parse;

use super::files::{self, CONFIG};
use super::places::{self, Files};

/// A line `@ path`, and below it the file.
pub fn check(input: &[u8]) {
    let files = files::articles(input);
    let Some((path, bytes)) = files.first() else { return };
    let parsed = parse::article(&CONFIG, path, bytes);
    assert!(parsed.value.is_some() || !parsed.diagnostics.is_empty(), "there is no article, and nobody says why");
    places::check(&parsed.diagnostics, &Files(&files));
    let Some(article) = parsed.value else { return };
    let kept = postcard::to_allocvec(&article).expect("every article can be kept");
    let again: Article = postcard::from_bytes(&kept).expect("what was kept can be read");
    assert!(postcard::to_allocvec(&again).as_ref() == Ok(&kept), "something is lost when it is kept");
}
