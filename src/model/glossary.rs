//! The words a portal explains, in each of its languages.

use super::LanguageId;

/// The explained words, in the order they were written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Glossary {
    /// Each name once.
    pub terms: Vec<Term>,
}

/// A word that is explained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The word, as it stands in texts: `NCB`.
    pub name: Box<str>,
    /// Its anchor on the page of the glossary, unique there.
    pub anchor: Box<str>,
    /// What is said of it, at most once in a language.
    pub meanings: Vec<(LanguageId, Meaning)>,
}

/// What is said of a word in one language; at least one of the two.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meaning {
    /// What an abbreviation is short for: `National Central Bureau`.
    pub full: Option<Box<str>>,
    /// What it means, in a sentence or two.
    pub text: Option<Box<str>>,
}

impl Glossary {
    /// Whether any term is explained in a language.
    pub fn speaks(&self, language: LanguageId) -> bool {
        self.explained(language).next().is_some()
    }

    /// The terms that are explained in a language.
    pub fn explained(&self, language: LanguageId) -> impl Iterator<Item = (&Term, &Meaning)> {
        self.terms.iter().filter_map(move |term| term.meaning(language).map(|meaning| (term, meaning)))
    }
}

impl Term {
    /// What is said of it in a language.
    pub fn meaning(&self, language: LanguageId) -> Option<&Meaning> {
        self.meanings.iter().find(|(other, _)| *other == language).map(|(_, meaning)| meaning)
    }

    /// Whether it is an abbreviation: it says what it is short for, or is one word with two capital letters at least.
    pub fn is_abbreviation(&self, meaning: &Meaning) -> bool {
        let is_one_word = !self.name.contains(char::is_whitespace);
        meaning.full.is_some() || (is_one_word && self.name.chars().filter(|c| c.is_uppercase()).nth(1).is_some())
    }
}

impl Meaning {
    /// What a reader of a text is told at the word itself.
    pub fn brief(&self) -> &str {
        self.full.as_deref().or(self.text.as_deref()).unwrap_or_default()
    }
}
