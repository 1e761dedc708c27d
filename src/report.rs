//! Report: complaints and the summary of a build → text for people, JSON for machines.
//!
//! Takes what the stages found and the texts they found it in; gives strings and prints nothing.
//! Only here do places become lines and columns, and only `text` knows how a complaint looks.

mod held;
mod json;
mod place;
mod plain;
mod summary;
mod text;

use std::borrow::Cow;
use std::path::Path;

use crate::diagnostic::{Diagnostic, Severity};
use crate::model::SourcePath;
use crate::source::regular;
pub use held::held_lines;
pub use json::json;
pub use plain::{Plain, PlainPlace, plain};
pub use summary::{Summary, summary_line};
pub use text::text;

/// The texts that places are in.
pub trait Sources {
    /// The text of a file; `None` if there is none to show.
    fn text(&self, path: &SourcePath) -> Option<Cow<'_, str>>;
}

/// The files of a project, and those that are in the binary instead.
pub struct ProjectSources<'a> {
    /// The project's folder.
    pub root: &'a Path,
    /// The text of a file of a theme in the binary.
    pub embedded: &'a dyn Fn(&SourcePath) -> Option<String>,
}

impl Sources for ProjectSources<'_> {
    fn text(&self, path: &SourcePath) -> Option<Cow<'_, str>> {
        match regular::read(&self.root.join(path.as_str())) {
            // What is no UTF-8 is shown as far as it can be: its complaint says so.
            Ok(bytes) => Some(Cow::Owned(String::from_utf8_lossy(&bytes).into_owned())),
            Err(_) => (self.embedded)(path).map(Cow::Owned),
        }
    }
}

/// How many complaints there are of each weight: `3 errors, 1 warning`. Empty without any.
pub fn counts(diagnostics: &[Diagnostic]) -> String {
    let words = [
        (Severity::Error, "error", "errors"),
        (Severity::Warning, "warning", "warnings"),
        (Severity::Advice, "piece of advice", "pieces of advice"),
    ];
    let counted = words.iter().filter_map(|(severity, one, several)| {
        let count = diagnostics.iter().filter(|diagnostic| diagnostic.severity == *severity).count();
        match count {
            0 => None,
            1 => Some(format!("1 {one}")),
            count => Some(format!("{count} {several}")),
        }
    });
    counted.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests;
