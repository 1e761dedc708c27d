//! The texts that articles are without: those put aside come back, those of known articles, which the memo
//! leaves out, are parsed once more, when a page shows them.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use super::digest;
use super::parsed::Parsed;
use crate::config::Config;
use crate::diagnostic::Failure;
use crate::model::{Article, Body};
use crate::source::regular;
use crate::{parse, render};

/// The texts of the articles of a project, read from their files.
#[derive(Debug)]
pub struct Texts<'a> {
    root: &'a Path,
    config: &'a Config,
    /// What was parsed: the files must not have changed since.
    parsed: &'a Parsed,
    trouble: Mutex<Option<Failure>>,
}

impl<'a> Texts<'a> {
    /// Those of the project at `root`, as they were `parsed`.
    pub fn of(root: &'a Path, config: &'a Config, parsed: &'a Parsed) -> Texts<'a> {
        Texts { root, config, parsed, trouble: Mutex::new(None) }
    }

    fn read(&self, article: &Article) -> Result<Body, Failure> {
        let source = &article.source;
        if let Some(html) = self.parsed.text(source) {
            return Ok(Body { html: Some(html.into()), ..article.body.clone() });
        }
        let bytes = regular::read(&self.root.join(source.as_str()));
        let bytes = bytes.map_err(|error| Failure::machine(format!("read {source} again"), error))?;
        let is_same = self.parsed.seen(source).is_some_and(|(_, known)| known == digest::of(&bytes));
        let parsed = parse::article(self.config, source, &bytes).value.filter(|_| is_same);
        let changed = || {
            let error = std::io::Error::other("it changed while the portal was made; build again");
            Failure::machine(format!("use {source}"), error)
        };
        parsed.map(|article| article.body).ok_or_else(changed)
    }
}

impl render::Texts for Texts<'_> {
    fn body(&self, article: &Article) -> Body {
        self.read(article).unwrap_or_else(|failure| {
            *self.trouble.lock().unwrap_or_else(PoisonError::into_inner) = Some(failure);
            Body { html: Some(Box::default()), ..Body::default() }
        })
    }

    fn trouble(&self) -> Option<Failure> {
        self.trouble.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}
