//! What is not translated, and what was changed since.

use super::advice;
use crate::config::{Config, FILE};
use crate::diagnostic::{Code, Diagnostic, Field, Note, Span};
use crate::graph::portal::{Linked, Portal};
use crate::model::{LanguageId, SourcePath};

/// How many articles are named; the desk of the preview names all.
const NAMED: usize = 5;

/// The articles each language lacks, in one piece of advice for each language.
pub(super) fn missing(portal: &Portal) -> Vec<Diagnostic> {
    let config = &portal.project.config;
    let of_language = |language: LanguageId| {
        let lacks = |linked: &&Linked| portal.missing_languages(linked).contains(&language);
        let lacking: Vec<&Linked> = portal.firsts().map(|id| portal.article(id)).filter(lacks).collect();
        let (first, all) = (lacking.first()?, portal.firsts().count());
        let own = config.language(language);
        let (name, code) = (own.own_name(), &own.code);
        let message = format!("{} of {all} articles are not in {name} (`{code}`)", lacking.len());
        let at = Span::field(&SourcePath::new(FILE), Field::new("languages").item(language.index()));
        let mut told = advice(Code::NotTranslated, message).at(at);
        let note = |linked: &&Linked| Note { message: format!("not in {name}: `{}`", linked.article.source), at: None };
        told.notes = lacking.iter().take(NAMED).map(note).collect();
        let beside = beside(config, first, language);
        Some(told.help(format!("write `{beside}` for the first of them; the desk of `dateline serve` names all")))
    };
    config.language_ids().filter_map(of_language).collect()
}

/// Translations whose original says that it was changed after them.
pub(super) fn behind(portal: &Portal) -> Vec<Diagnostic> {
    let zone = &portal.project.config.zone;
    let told = |linked: &Linked| {
        let original = portal.original(linked)?;
        let changed = original.article.updated(zone)?;
        let is_behind = linked.article.updated(zone).is_none_or(|own| own.begins(zone) < changed.begins(zone));
        if !is_behind || original.article.remarks().next().is_none() {
            return None;
        }
        let message = format!("what this translates was changed on {}, and this was not since", changed.day());
        let at = linked.article.field(Field::new("changes"));
        let help =
            format!("compare it with `{}`, then add the same `changes` or `corrections`", original.article.source);
        Some(advice(Code::TranslationBehind, message).at(at).help(help))
    };
    portal.articles.iter().filter(|linked| linked.is_listed()).filter_map(told).collect()
}

/// The file of a translation: `news/ports.fr.md` beside `news/ports.md`.
fn beside(config: &Config, linked: &Linked, language: LanguageId) -> String {
    let path = linked.article.source.as_str();
    let own = format!(".{}.md", config.language(linked.article.language).code);
    let base = path.strip_suffix(&own).or_else(|| path.strip_suffix(".md")).unwrap_or(path);
    match language {
        LanguageId::DEFAULT => format!("{base}.md"),
        language => format!("{base}.{}.md", config.language(language).code),
    }
}
