//! Abbreviations: which of them readers can know.

use std::collections::BTreeSet;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::graph::portal::Portal;
use crate::model::LanguageId;
use crate::model::article::Details;
use crate::parse::body::Paragraph;

/// Those nobody needs to be told.
const COMMON: [&str; 16] =
    ["AM", "CD", "DVD", "FAQ", "GMT", "GPS", "HTML", "ID", "IT", "PC", "PDF", "PM", "SMS", "TV", "URL", "UTC"];

/// The abbreviations a portal explains: names and short forms of its articles, and its glossary.
pub(super) struct Known {
    /// By language, and those of all.
    names: Vec<BTreeSet<String>>,
}

impl Known {
    /// Those of a portal.
    pub(super) fn of(portal: &Portal) -> Known {
        let mut names = vec![BTreeSet::new(); portal.project.config.languages.len()];
        for linked in &portal.articles {
            let article = &linked.article;
            let Some(names) = names.get_mut(article.language.index()) else { continue };
            let mut add = |text: &str| names.extend(abbreviations(text).map(|(_, name)| name.to_owned()));
            add(&article.title);
            add(article.label());
            article.topics.iter().for_each(|topic| add(topic));
            if let Details::Organisation(organisation) = &article.details {
                organisation.acronym.iter().for_each(|acronym| add(acronym));
                organisation.other_names.iter().for_each(|name| add(name));
            }
        }
        for (language, names) in portal.project.config.language_ids().zip(&mut names) {
            let explained = portal.front.data.glossary.explained(language);
            names.extend(explained.flat_map(|(term, _)| abbreviations(&term.name)).map(|(_, name)| name.to_owned()));
        }
        Known { names }
    }

    /// The abbreviations of a paragraph that the portal does not explain, with where they stand in its text and
    /// whether the text explains them there.
    pub(super) fn unknown<'p>(
        &self,
        paragraph: &'p Paragraph,
        language: LanguageId,
    ) -> Vec<(&'p str, Range<usize>, bool)> {
        let text = &*paragraph.text;
        let is_known = |name: &str| {
            COMMON.contains(&name) || self.names.get(language.index()).is_some_and(|names| names.contains(name))
        };
        let unknown = |(at, name): (usize, &'p str)| {
            let range = at..at + name.len();
            let is_explained = text[..at].ends_with('(') || text[range.end..].starts_with(" (");
            (!is_known(name)).then_some((name, range, is_explained))
        };
        abbreviations(text).filter_map(unknown).collect()
    }
}

/// The words of two to six capital letters, without Roman numbers.
fn abbreviations(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_one = |word: &str| {
        (2..=6).contains(&word.len())
            && word.bytes().all(|byte| byte.is_ascii_uppercase())
            && !word.bytes().all(|byte| b"IVXLCDM".contains(&byte))
    };
    text.unicode_word_indices().filter(move |(_, word)| is_one(word))
}
