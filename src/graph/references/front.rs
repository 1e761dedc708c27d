//! The references of `portal.yaml`: navigation and publisher.

use super::{ANY, expected};
use crate::config::{Config, FILE, NavigationEntry};
use crate::diagnostic::{Code, Diagnostic, Field, Outcome, Span};
use crate::graph::names::Names;
use crate::graph::portal::{ArticleId, Destination, NavigationItem};
use crate::model::name::has_host;
use crate::model::{Kind, LanguageId, SourcePath};

/// The sections an entry may name without an article: folders with a list, and what every portal has.
fn sections() -> impl Iterator<Item = &'static str> {
    let lists = Kind::ALL.iter().copied().filter(|kind| kind.has_list()).map(Kind::folder);
    lists.chain(["topics", "countries", "timeline"])
}

/// Resolves the navigation.
pub(in crate::graph) fn navigation(config: &Config, names: &Names) -> Outcome<Vec<NavigationItem>> {
    let mut diagnostics = Vec::new();
    let mut items = Vec::new();
    for entry in &config.navigation {
        let span = Span::field(&SourcePath::new(FILE), entry.field);
        match destination(entry, names) {
            Ok(to) => items.push(NavigationItem { label: entry.label.clone(), to, span }),
            Err(complaint) => diagnostics.push(complaint.at(span)),
        }
    }
    Outcome { value: items, diagnostics }
}

fn destination(entry: &NavigationEntry, names: &Names) -> Result<Destination, Diagnostic> {
    let to = entry.to.trim();
    if let Some(rest) = to.strip_prefix("https:").or_else(|| to.strip_prefix("http:")) {
        if !has_host(rest) || to.contains(char::is_whitespace) {
            return Err(Diagnostic::error(Code::BadUrl, format!("`{to}` is no address of the web"))
                .help("a whole one looks like `https://host/page`"));
        }
        return Ok(Destination::Web(to.into()));
    }
    let path = to.trim_matches('/');
    if sections().any(|section| section == path) {
        return Ok(Destination::Section(format!("{path}/").into()));
    }
    if to.starts_with('/') {
        let is_file = path.rsplit('/').next().is_some_and(|last| last.contains('.'));
        let section = if is_file || path.is_empty() { path.to_owned() } else { format!("{path}/") };
        return Ok(Destination::Section(section.into()));
    }
    names.find(path, LanguageId::DEFAULT, ANY).map(Destination::Article)
}

/// Resolves the publisher.
pub(in crate::graph) fn publisher(config: &Config, names: &Names) -> Outcome<Option<ArticleId>> {
    let Some(name) = &config.publisher else { return Outcome::clean(None) };
    match names.find(name, LanguageId::DEFAULT, expected(Kind::Organisation)) {
        Ok(id) => Outcome::clean(Some(id)),
        Err(complaint) => {
            let span = Span::field(&SourcePath::new(FILE), Field::new("publisher"));
            Outcome { value: None, diagnostics: vec![complaint.at(span)] }
        }
    }
}
