//! Highlighted blocks, remembered while the process lives: whoever saves an article in the preview waits for
//! the block that changed, not for all of them, and a block that many articles show is read once.

use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashMap;

/// How many bytes of code and HTML are remembered. With more, all is forgotten: what is still shown comes again.
const MOST: usize = 2 * 1024 * 1024;

/// What is remembered.
pub(super) struct Blocks(Mutex<Known>);

#[derive(Default)]
struct Known {
    /// By language, then by code.
    html: FxHashMap<Box<str>, FxHashMap<Box<str>, Arc<str>>>,
    bytes: usize,
}

impl Blocks {
    /// Nothing yet.
    pub(super) fn new() -> Blocks {
        Blocks(Mutex::new(Known::default()))
    }

    /// The HTML of a block: the remembered one, else the one that `make` makes. Others need not wait for it.
    pub(super) fn html(&self, language: &str, code: &str, make: impl FnOnce() -> String) -> Arc<str> {
        let known = |known: &Known| known.html.get(language)?.get(code).cloned();
        if let Some(html) = known(&self.0.lock().unwrap_or_else(PoisonError::into_inner)) {
            return html;
        }
        let html: Arc<str> = make().into();
        self.0.lock().unwrap_or_else(PoisonError::into_inner).add(language, code, &html);
        html
    }
}

impl Known {
    fn add(&mut self, language: &str, code: &str, html: &Arc<str>) {
        let bytes = code.len() + html.len();
        if self.bytes + bytes > MOST {
            *self = Known::default();
        }
        if bytes <= MOST {
            self.bytes += bytes;
            self.html.entry(language.into()).or_default().insert(code.into(), Arc::clone(html));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How often a block is made when it is asked for after these.
    fn made(blocks: &Blocks, language: &str, code: &str) -> usize {
        let mut times = 0;
        let html = blocks.html(language, code, || {
            times += 1;
            format!("{language}:{code}")
        });
        assert_eq!(&*html, format!("{language}:{code}"));
        times
    }

    #[test]
    fn a_block_is_made_once_and_once_in_each_language() {
        let blocks = Blocks::new();
        let asked = [("js", "1"), ("js", "1"), ("json", "1"), ("js", "2"), ("json", "1")];
        assert_eq!(asked.map(|(language, code)| made(&blocks, language, code)), [1, 0, 1, 1, 0]);
    }

    #[test]
    fn what_is_remembered_has_an_end() {
        let blocks = Blocks::new();
        let long = "x".repeat(MOST / 4);
        assert_eq!(made(&blocks, "js", "first"), 1);
        assert_eq!(made(&blocks, "js", &long), 1);
        assert_eq!(made(&blocks, "js", "first"), 0);
        assert_eq!(made(&blocks, "json", &long), 1);
        assert!(blocks.0.lock().expect("no panic").bytes <= MOST);
        assert_eq!(made(&blocks, "js", "first"), 1);
        assert_eq!(made(&blocks, "js", &"y".repeat(MOST)), 1);
        assert!(blocks.0.lock().expect("no panic").bytes <= MOST);
    }
}
