//! The texts of the interface in one language: `i18n/LANG.yaml` of the theme and its parents. English says which
//! texts there are; a language of the portal must have them all, and until it has, English stands in.

mod judge;

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde_json::Value as Json;

use super::layers::Layer;
use super::value::{self, Object, Value};
use crate::diagnostic::{Code, Diagnostic, Field, Outcome, Span};
use crate::model::words::{Phrases, conventions};
use crate::model::{Language, SourcePath};
use crate::yaml;

/// The texts of a language.
#[derive(Clone, Debug)]
pub struct Texts {
    language: Language,
    entries: FxHashMap<String, Json>,
    /// The words around dates.
    pub dates: Phrases,
    /// All plain texts by key, for templates.
    pub all: Value,
}

/// The language in which every text of a theme is.
const FIRST: &str = "en";

/// The key of the words around dates.
const DATES: &str = "dates";

/// What the layers of a theme say in one language, by key.
#[derive(Default)]
struct Written {
    texts: BTreeMap<String, Json>,
    dates: Option<(SourcePath, Json)>,
    /// The files with what is written in them, that of the theme itself last.
    files: Vec<(SourcePath, String)>,
    /// Whether one of them could not be read: then nobody knows what it has.
    is_unread: bool,
}

impl Written {
    /// Where a text stands: its key, else the last file.
    fn place(&self, key: &str) -> Option<Span> {
        let in_file = |(path, text): &(SourcePath, String)| {
            let begun = format!("{key}:");
            let at = text.starts_with(&begun).then_some(0).or_else(|| Some(text.find(&format!("\n{begun}"))? + 1))?;
            Some(Span::bytes(path, at..at + key.len()))
        };
        let whole = || self.files.last().map(|(path, _)| Span::file(path));
        self.files.iter().rev().find_map(in_file).or_else(whole)
    }
}

/// Loads the texts of a language from the layers of a theme, the theme itself first. `named_at` is where the
/// settings name the language.
pub(super) fn load(language: &Language, layers: &[Layer], named_at: &Span) -> Outcome<Texts> {
    let mut diagnostics = Vec::new();
    let english = written(FIRST, layers).unpack(&mut diagnostics);
    let own = match language.code == FIRST {
        true => None,
        false => Some(written(&language.code, layers).unpack(&mut diagnostics)),
    };
    if let Some(own) = &own {
        let theme = layers.first().filter(|layer| layer.is_in_project()).map(|layer| layer.name.as_str());
        diagnostics.extend(judge::missing(theme, language, &english, own, named_at));
    }
    let theirs = own.as_ref().unwrap_or(&english);
    diagnostics.extend(judge::forms(language, &english, theirs));
    let dates = theirs.dates.as_ref().map(|(path, dates)| (path, serde_json::from_value::<Phrases>(dates.clone())));
    let dates = match dates {
        Some((_, Ok(phrases))) => phrases,
        Some((path, Err(error))) => {
            let complaint = Diagnostic::error(Code::BadTheme, format!("`{DATES}` can't be read: {error}"));
            diagnostics.push(complaint.at(Span::field(path, Field::new(DATES))));
            Phrases::english()
        }
        None => Phrases::english(),
    };
    let mut entries = english.texts;
    entries.extend(own.map(|own| own.texts).unwrap_or_default());
    let mut all = Object::with_room(entries.len());
    for (key, text) in &entries {
        if let Json::String(text) = text {
            all.set_named(key, value::of(text));
        }
    }
    let entries = entries.into_iter().collect();
    Outcome { value: Texts { language: language.clone(), entries, dates, all: all.into() }, diagnostics }
}

/// Reads the files of a language, those of parents below.
fn written(code: &str, layers: &[Layer]) -> Outcome<Written> {
    let mut diagnostics = Vec::new();
    let mut written = Written::default();
    let name = format!("{code}.yaml");
    for layer in layers.iter().rev() {
        for (_, material) in layer.files("i18n/").filter(|(file, _)| *file == name) {
            let text = String::from_utf8_lossy(&material.bytes).into_owned();
            let known = diagnostics.len();
            let read = yaml::data(&material.path, &text).unpack(&mut diagnostics);
            written.is_unread |= diagnostics.len() > known;
            written.files.push((material.path.clone(), text));
            match read {
                Json::Object(mut map) => {
                    if let Some(dates) = map.remove(DATES) {
                        written.dates = Some((material.path.clone(), dates));
                    }
                    written.texts.extend(map);
                }
                Json::Null => {}
                Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::Array(_) => {
                    let complaint = Diagnostic::error(Code::BadTheme, "texts are written as `key: text`");
                    diagnostics.push(complaint.at(Span::file(&material.path)));
                }
            }
        }
    }
    Outcome { value: written, diagnostics }
}

impl Texts {
    /// The keys of all plain texts: those templates may name.
    pub(super) fn keys(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().filter(|(_, text)| text.is_string()).map(|(key, _)| key.as_str())
    }

    /// The text of a key; a missing one shows the key, so that it is seen and not lost.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        match self.entries.get(key) {
            Some(Json::String(text)) => text,
            _ => key,
        }
    }

    /// The text of a key made of two parts: `severity` and `extreme`.
    pub fn of(&self, group: &str, word: &str) -> String {
        self.get(&[group, "_", word].concat()).to_owned()
    }

    /// A text with its `{name}` replaced. In a language written from right to left the value stands isolated, so
    /// that its own direction moves nothing around it (Unicode UAX 9, 2.7).
    pub fn filled(&self, key: &str, name: &str, value: &str) -> String {
        let place = ["{", name, "}"].concat();
        match self.language.direction {
            "rtl" => self.get(key).replace(&place, &["\u{2068}", value, "\u{2069}"].concat()),
            _ => self.get(key).replace(&place, value),
        }
    }

    /// The plural forms of a text as JSON, for a script that counts.
    pub fn forms(&self, key: &str) -> String {
        self.entries.get(key).map(Json::to_string).unwrap_or_default()
    }

    /// A text for a number, by its plural form (CLDR), with the number as the language writes it.
    pub fn count(&self, key: &str, n: usize) -> String {
        let form = conventions::plural(&self.language, n);
        let text = match self.entries.get(key) {
            Some(Json::Object(forms)) => forms.get(form).or_else(|| forms.get("other")).and_then(Json::as_str),
            Some(Json::String(text)) => Some(text.as_str()),
            _ => None,
        };
        text.unwrap_or("{n}").replace("{n}", &conventions::number(&self.language, n))
    }
}
