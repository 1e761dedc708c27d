//! Whether a language says all that English says: every key, every plural form, every place to fill in.

use std::collections::BTreeSet;

use serde_json::Value as Json;

use super::{DATES, Written};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::Language;
use crate::model::name::nearest;
use crate::model::words::conventions::{self, PLURAL_FORMS};

/// The texts a language has not: each at the file it belongs into, all in one where the theme has no such file. `theme`
/// is its name if authors can write into it.
pub(super) fn missing(
    theme: Option<&str>,
    language: &Language,
    english: &Written,
    own: &Written,
    named_at: &Span,
) -> Vec<Diagnostic> {
    // A theme that says nothing in English says all it has to say in its templates.
    if english.texts.is_empty() || own.is_unread {
        return Vec::new();
    }
    let (name, code) = (language.own_name(), &language.code);
    let file = format!("themes/{}/i18n/{code}.yaml", theme.unwrap_or("NAME"));
    let begin = if theme.is_none() { "begin a theme of your own with `dateline new theme NAME`, then " } else { "" };
    if own.files.is_empty() {
        let message = format!("the theme has no texts of the interface in {name} (`{code}`)");
        let help = format!("{begin}write `{file}`, with the keys of `i18n/en.yaml`");
        return vec![Diagnostic::error(Code::MissingText, message).at(named_at.clone()).help(help)];
    }
    let own_file = own.files.iter().map(|(path, _)| path).find(|path| path.as_str() == file);
    let unknown: Vec<&str> =
        own.texts.keys().filter(|key| !english.texts.contains_key(*key)).map(String::as_str).collect();
    let texts = english;
    let told = |key: &str, english: &str| {
        let message = format!("the text `{key}` is missing in {name} (`{code}`)");
        let other = nearest(key, unknown.iter().copied());
        let help = match other {
            Some(other) => format!("`{other}` is a text nobody asks for: write `{key}`"),
            None => format!("{begin}add `{key}:` to `{file}`; in English it is “{english}”"),
        };
        let beside = own_file.map(Span::file).or_else(|| texts.place(key));
        let at = other.and_then(|other| own.place(other)).or(beside);
        let complaint = Diagnostic::error(Code::MissingText, message).help(help);
        match at {
            Some(at) => complaint.at(at),
            None => complaint,
        }
    };
    let absent = english.texts.iter().filter(|(key, _)| !own.texts.contains_key(*key));
    let mut complaints: Vec<Diagnostic> = absent.map(|(key, text)| told(key, example(text))).collect();
    if own.dates.is_none() {
        complaints.push(told(DATES, "about {date}"));
    }
    complaints
}

/// Texts whose plural forms or places are not those of their language and of English.
pub(super) fn forms(language: &Language, english: &Written, own: &Written) -> Vec<Diagnostic> {
    let wanted = conventions::plural_forms(language);
    let mut complaints = Vec::new();
    for (key, text) in &own.texts {
        let name = language.own_name();
        let mut wrong = |code: Code, message: String, help: String| {
            let complaint = Diagnostic::error(code, message).help(help);
            complaints.push(match own.place(key) {
                Some(at) => complaint.at(at),
                None => complaint,
            });
        };
        let known = english.texts.get(key).map(|text| places(example(text))).unwrap_or_default();
        let mut fill = |form: &str, text: &str| {
            let found = places(text);
            // Who says "one article" needs no number.
            let may_lack = matches!(form, "zero" | "one" | "two");
            if let Some(place) = found.difference(&known).next() {
                let help = listed("it can have", known.iter().copied());
                wrong(Code::BadTheme, format!("the text `{key}` in {name} fills in {place}, which nobody gives"), help);
            } else if let Some(place) = known.difference(&found).next().filter(|_| !may_lack && !text.is_empty()) {
                let help = format!("write {place} where it belongs in the sentence");
                wrong(Code::MissingText, format!("the text `{key}` in {name} has no place for {place}"), help);
            }
        };
        match text {
            Json::String(text) => fill("other", text),
            Json::Object(forms) => {
                for (form, text) in forms {
                    fill(form, text.as_str().unwrap_or_default());
                }
                let help = listed("forms of this language are", wanted.iter().copied());
                for form in forms.keys().filter(|form| !PLURAL_FORMS.contains(&form.as_str())) {
                    let message = format!("the text `{key}` in {name} has a form `{form}`, which is no plural form");
                    wrong(Code::BadTheme, message, help.clone());
                }
                for form in wanted.iter().filter(|form| !forms.contains_key(**form)) {
                    let message = format!("the text `{key}` in {name} has no form `{form}`");
                    wrong(Code::MissingText, message, help.clone());
                }
            }
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::Array(_) => {
                let help = "put it in quotation marks".to_owned();
                wrong(Code::BadTheme, format!("the text `{key}` in {name} is neither a text nor plural forms"), help);
            }
        }
    }
    complaints
}

/// The text itself, or its form for many.
fn example(text: &Json) -> &str {
    match text {
        Json::Object(forms) => forms.get("other").and_then(Json::as_str).unwrap_or_default(),
        text => text.as_str().unwrap_or_default(),
    }
}

/// The places to fill in: `{n}`.
fn places(text: &str) -> BTreeSet<&str> {
    let opened = text.match_indices('{').map(|(at, _)| &text[at..]);
    opened.filter_map(|rest| rest.find('}').map(|end| &rest[..=end])).collect()
}

fn listed<'a>(begun: &str, names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<&str> = names.collect();
    if names.is_empty() { format!("{begun} none") } else { format!("{begun} {}", names.join(", ")) }
}
