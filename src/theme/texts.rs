//! The texts of the interface in one language: `i18n/LANG.yaml` of the theme and its parents, over
//! English, so that a text that is not translated yet is still a text.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde_json::Value as Json;

use super::layers::Layer;
use super::value::{self, Object, Value};
use crate::diagnostic::{Code, Diagnostic, Field, Outcome, Span};
use crate::model::Language;
use crate::model::words::Phrases;
use crate::yaml;

/// The texts of a language.
#[derive(Clone, Debug)]
pub struct Texts {
    entries: FxHashMap<String, Json>,
    /// The words around dates.
    pub dates: Phrases,
    /// All plain texts by key, for templates.
    pub all: Value,
}

/// Loads the texts of a language from the layers of a theme, the theme itself first.
pub(super) fn load(language: &Language, layers: &[Layer]) -> Outcome<Texts> {
    let mut diagnostics = Vec::new();
    let mut entries: BTreeMap<String, Json> = BTreeMap::new();
    let mut dates_from = None;
    let codes = ["en", language.code.as_str()];
    let codes = if language.code == "en" { &codes[..1] } else { &codes[..] };
    for code in codes {
        for layer in layers.iter().rev() {
            let name = format!("{code}.yaml");
            for (_, material) in layer.files("i18n/").filter(|(file, _)| *file == name) {
                let text = String::from_utf8_lossy(&material.bytes);
                match yaml::data(&material.path, &text).unpack(&mut diagnostics) {
                    Json::Object(map) => {
                        if map.contains_key("dates") {
                            dates_from = Some(&material.path);
                        }
                        entries.extend(map);
                    }
                    Json::Null => {}
                    Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::Array(_) => {
                        let complaint = Diagnostic::error(Code::BadTheme, "texts are written as `key: text`");
                        diagnostics.push(complaint.at(Span::file(&material.path)));
                    }
                }
            }
        }
    }
    let dates = match entries.remove("dates").map(serde_json::from_value::<Phrases>) {
        Some(Ok(phrases)) => phrases,
        Some(Err(error)) => {
            let complaint = Diagnostic::error(Code::BadTheme, format!("`dates` can't be read: {error}"));
            diagnostics.extend(dates_from.map(|path| complaint.at(Span::field(path, Field::new("dates")))));
            Phrases::english()
        }
        None => Phrases::english(),
    };
    let mut all = Object::new();
    for (key, text) in &entries {
        if let Json::String(text) = text {
            all.set_named(key, value::of(text));
        }
    }
    let entries = entries.into_iter().collect();
    Outcome { value: Texts { entries, dates, all: all.into() }, diagnostics }
}

impl Texts {
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

    /// A text with its `{name}` replaced.
    pub fn filled(&self, key: &str, name: &str, value: &str) -> String {
        self.get(key).replace(&*["{", name, "}"].concat(), value)
    }

    /// The plural forms of a text as JSON, for a script that counts.
    pub fn forms(&self, key: &str) -> String {
        self.entries.get(key).map(Json::to_string).unwrap_or_default()
    }

    /// A text for a number, by its plural form.
    pub fn count(&self, key: &str, n: usize) -> String {
        let form = if n == 1 { "one" } else { "other" };
        let text = match self.entries.get(key) {
            Some(Json::Object(forms)) => forms.get(form).or_else(|| forms.get("other")).and_then(Json::as_str),
            Some(Json::String(text)) => Some(text.as_str()),
            _ => None,
        };
        text.unwrap_or("{n}").replace("{n}", &n.to_string())
    }
}
