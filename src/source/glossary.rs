//! `data/glossary.yaml` → the words the portal explains.
//!
//! A term stands with what it means: a text (of the default language), a text for each language, or `full` (what it
//! is short for) and `text`, each of them again a text or one for each language. The same file stays among the data
//! of templates as it was written.

use std::collections::BTreeSet;
use std::ops::Range;

use super::Inventory;
use crate::diagnostic::{Code, Diagnostic, Outcome, Span};
use crate::model::glossary::{Glossary, Meaning, Term};
use crate::model::name::did_you_mean;
use crate::model::{Language, LanguageId, Slug, SourcePath};
use crate::yaml::record::listed;
use crate::yaml::tree::{self, Content, Entry, Node};

/// Its files: what is written in another form is data for templates only.
const FILES: [&str; 2] = ["data/glossary.yaml", "data/glossary.yml"];

/// The parts of what is said of a term.
const FULL: &str = "full";
const TEXT: &str = "text";

/// Reads the glossary; an empty one where there is no file. What no YAML can mean was told with the data.
pub(super) fn read(inventory: &Inventory, languages: &[Language]) -> Outcome<Glossary> {
    let file = inventory.data.iter().find(|material| FILES.contains(&material.path.as_str()));
    let node = file.and_then(|material| {
        let text = std::str::from_utf8(&material.bytes).ok()?;
        Some((&material.path, tree::parse(text).ok()??))
    });
    let Some((path, node)) = node else { return Outcome::clean(Glossary::default()) };
    let mut reader = Reader { path, languages, diagnostics: Vec::new() };
    let value = reader.glossary(&node);
    Outcome { value, diagnostics: reader.diagnostics }
}

struct Reader<'a> {
    path: &'a SourcePath,
    languages: &'a [Language],
    diagnostics: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn glossary(&mut self, node: &Node) -> Glossary {
        let mut glossary = Glossary::default();
        let Content::Mapping(entries) = &node.content else {
            self.tell(
                &node.range,
                "a glossary has terms with what they mean",
                "write `TERM: what it means`, one below the other",
            );
            return glossary;
        };
        let mut taken = BTreeSet::new();
        for entry in self.named(entries) {
            let mut meanings = self.meanings(entry);
            meanings.retain(|(_, meaning)| *meaning != Meaning::default());
            let slug = Slug::from_text(&entry.key).map_or_else(String::new, |slug| slug.as_str().to_owned());
            let mut anchor = format!("term-{slug}");
            while !taken.insert(anchor.clone()) {
                anchor.push('-');
            }
            glossary.terms.push(Term { name: entry.key.as_str().into(), anchor: anchor.into(), meanings });
        }
        glossary
    }

    /// The terms that have a name, each once.
    fn named<'e>(&mut self, entries: &'e [Entry]) -> Vec<&'e Entry> {
        let mut named: Vec<&Entry> = Vec::new();
        for entry in entries {
            let before = named.iter().find(|known| known.key == entry.key);
            if entry.key.trim().is_empty() {
                self.tell(&entry.key_range, "this term has no name", "write `TERM: what it means`");
            } else if let Some(before) = before {
                let there = Some(Span::bytes(self.path, before.key_range.clone()));
                let message = format!("`{}` is explained twice", entry.key);
                let complaint = self.told(&entry.key_range, message, "keep one of them");
                self.diagnostics.push(complaint.note("it stands here first", there));
            } else {
                named.push(entry);
            }
        }
        named
    }

    fn meanings(&mut self, entry: &Entry) -> Vec<(LanguageId, Meaning)> {
        let mut meanings = Vec::new();
        let has_parts = entry.value.entry(FULL).is_some() || entry.value.entry(TEXT).is_some();
        match &entry.value.content {
            Content::Mapping(parts) if has_parts => {
                for part in parts {
                    match part.key.as_str() {
                        FULL => self.texts(&part.value, &mut meanings, |meaning, text| meaning.full = Some(text)),
                        TEXT => self.texts(&part.value, &mut meanings, |meaning, text| meaning.text = Some(text)),
                        other => {
                            let message = format!("`{other}` says nothing of a term");
                            let help = did_you_mean(other, [FULL, TEXT]);
                            let help = help.unwrap_or_else(|| "a term has `full` and `text`".to_owned());
                            self.tell(&part.key_range, message, help);
                        }
                    }
                }
            }
            Content::Mapping(_) | Content::Scalar { .. } | Content::List(_) => {
                self.texts(&entry.value, &mut meanings, |meaning, text| meaning.text = Some(text));
            }
        }
        meanings
    }

    /// A text of the default language, or one for each.
    fn texts(&mut self, node: &Node, meanings: &mut Vec<(LanguageId, Meaning)>, set: impl Fn(&mut Meaning, Box<str>)) {
        let mut put = |language: LanguageId, text: &str| {
            let at = meanings.iter().position(|(other, _)| *other == language).unwrap_or_else(|| {
                meanings.push((language, Meaning::default()));
                meanings.len() - 1
            });
            set(&mut meanings[at].1, text.into());
        };
        match &node.content {
            Content::Mapping(entries) => {
                for entry in entries {
                    match (Language::named(&entry.key, self.languages), text(&entry.value)) {
                        (Some(language), Some(text)) => put(language, text),
                        (Some(_), None) => self.no_text(&entry.value),
                        (None, _) => {
                            let known = || self.languages.iter().map(|language| language.code.as_str());
                            let help = did_you_mean(&entry.key, known())
                                .unwrap_or_else(|| format!("it has {}", listed(known())));
                            self.tell(&entry.key_range, format!("`{}` is no language of this portal", entry.key), help);
                        }
                    }
                }
            }
            Content::Scalar { .. } | Content::List(_) => match text(node) {
                Some(text) => put(LanguageId::DEFAULT, text),
                None => self.no_text(node),
            },
        }
    }

    fn no_text(&mut self, node: &Node) {
        self.tell(
            &node.range,
            "here a text says what the term means",
            "write the text behind the colon, or take the line out",
        );
    }

    fn told(&self, at: &Range<usize>, message: impl Into<String>, help: impl Into<String>) -> Diagnostic {
        Diagnostic::error(Code::BadData, message).at(Span::bytes(self.path, at.clone())).help(help)
    }

    fn tell(&mut self, at: &Range<usize>, message: impl Into<String>, help: impl Into<String>) {
        let complaint = self.told(at, message, help);
        self.diagnostics.push(complaint);
    }
}

/// A text that says something.
fn text(node: &Node) -> Option<&str> {
    match &node.content {
        Content::Scalar { text, .. } if !node.is_absent() && !text.trim().is_empty() => Some(text.trim()),
        Content::Scalar { .. } | Content::List(_) | Content::Mapping(_) => None,
    }
}
