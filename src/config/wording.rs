//! A text of the settings in the portal's languages: `title: …`, or `title: {en: …, fr: …}`.

use crate::model::{Language, LanguageId};
use crate::yaml::record::TextOrTexts;

/// A text in every language of the portal; where nobody wrote it, it is that of the default language.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Wording {
    first: String,
    others: Vec<(LanguageId, String)>,
}

impl Wording {
    /// In a language.
    pub fn of(&self, language: LanguageId) -> &str {
        let own = self.others.iter().find(|(other, _)| *other == language);
        own.map_or(&self.first, |(_, text)| text)
    }

    /// In the default language.
    pub fn first(&self) -> &str {
        &self.first
    }

    /// The language in which it is, asked for in `language`.
    pub fn language(&self, language: LanguageId) -> LanguageId {
        if self.others.iter().any(|(other, _)| *other == language) { language } else { LanguageId::DEFAULT }
    }
}

/// What is wrong with a text by language.
pub(super) enum Mistake {
    /// A language the portal does not have.
    Unknown(String),
    /// There is none in the default language.
    NoDefault,
}

/// The text of each language, and what is wrong with it.
pub(super) fn read(written: TextOrTexts, languages: &[Language]) -> (Wording, Vec<Mistake>) {
    let by_code = match written {
        TextOrTexts::One(first) => return (Wording { first, others: Vec::new() }, Vec::new()),
        TextOrTexts::ByKey(by_code) => by_code,
    };
    let mut wording = Wording::default();
    let mut mistakes = Vec::new();
    let mut has_first = false;
    for (code, text) in by_code {
        match Language::named(&code, languages) {
            Some(LanguageId::DEFAULT) => {
                has_first = true;
                wording.first = text;
            }
            Some(language) => wording.others.push((language, text)),
            None => mistakes.push(Mistake::Unknown(code)),
        }
    }
    if !has_first {
        mistakes.push(Mistake::NoDefault);
    }
    (wording, mistakes)
}
