//! How the search index of a language is cut into files. Decided before a text is read, from how many articles
//! there are and about how long they are, so that the address of every part is claimed like any other.

use std::cmp::Reverse;

use super::Job;
use super::claims::Claims;
use crate::addresses;
use crate::graph::portal::{ArticleId, Portal};
use crate::model::LanguageId;

/// A file of the search of a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The page with the form.
    Page,
    /// What is where in the other files.
    Index,
    /// What results can be narrowed down to.
    Filters,
    /// Words, each with the articles that have it: a part of all, from 0.
    Words(u32),
    /// Words alone, to find the one that was meant.
    Spellings(u32),
    /// What a result shows of some articles, and their texts.
    Texts(u32),
}

/// The search of a language, cut into files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// What can be found, newest first, what has no day at the end. The position of an article is its number.
    pub order: Vec<ArticleId>,
    /// How many of them have a day.
    pub dated: usize,
    /// About how many words a text has.
    pub usual: usize,
    /// Articles in a file of texts.
    pub a_file: usize,
    /// Files of words.
    pub words: usize,
    /// Files of spellings.
    pub spellings: usize,
}

/// Bytes a file of texts should have: ten results ask for ten files.
const TEXTS: usize = 8 * 1024;
/// Bytes a file of words should have: most words of a question ask for one or two.
const WORDS: usize = 12 * 1024;
/// Files of words for one of spellings.
const WORDS_A_SPELLING: usize = 12;

impl Layout {
    /// Of all listed articles of a language.
    fn of(portal: &Portal, language: LanguageId) -> Layout {
        let day = |id: &ArticleId| portal.article(*id).day();
        let mut order: Vec<ArticleId> = listed(portal, language).collect();
        order.sort_by_cached_key(|id| (day(id).is_none(), Reverse(day(id)), *id));
        let dated = order.iter().filter(|id| day(id).is_some()).count();
        Layout { order, dated, ..Layout::sized(portal, language) }
    }

    /// Its numbers of files, without its articles.
    fn sized(portal: &Portal, language: LanguageId) -> Layout {
        let articles = listed(portal, language).count();
        let words: usize = listed(portal, language).map(|id| portal.article(id).article.body.words as usize).sum();
        let usual = about(words.checked_div(articles).unwrap_or_default());
        let a_record = 250 + 7 * usual;
        // Of a text of n words about two in five are different, and take three bytes for two; of all n together
        // some forty times the square root are, and each is written once.
        let bytes = articles * (usual * 2 / 5 + 15) * 3 / 2 + 40 * (usual * articles).isqrt() * 9;
        let words = bytes.div_ceil(WORDS).min(articles * 4);
        Layout {
            usual,
            a_file: ((TEXTS + a_record / 2) / a_record).clamp(1, 32),
            words,
            spellings: words.div_ceil(WORDS_A_SPELLING),
            ..Layout::default()
        }
    }

    fn is_cut_as(&self, other: &Layout) -> bool {
        let numbers = |layout: &Layout| (layout.usual, layout.a_file, layout.words, layout.spellings);
        numbers(self) == numbers(other)
    }

    /// The articles of a file of texts.
    pub fn texts(&self, part: u32) -> &[ArticleId] {
        let from = (part as usize * self.a_file).min(self.order.len());
        &self.order[from..(from + self.a_file).min(self.order.len())]
    }
}

/// A number rounded to its first three binary digits, so that an edit seldom moves it.
fn about(words: usize) -> usize {
    let words = words.max(16);
    let step = 1 << (words.ilog2() - 2);
    (words + step / 2) / step * step
}

/// The articles of a language that lists show.
fn listed(portal: &Portal, language: LanguageId) -> impl Iterator<Item = ArticleId> {
    portal.edition(language).lists.values().flatten().copied()
}

/// Whether these articles, of which none came, went or moved, would be cut into the same files now.
pub(super) fn is_cut_as_before(portal: &Portal, layouts: &[Layout]) -> bool {
    let languages = portal.project.config.language_ids().zip(layouts);
    languages.into_iter().all(|(language, layout)| Layout::sized(portal, language).is_cut_as(layout))
}

/// The layouts of all languages; none where the settings want no search.
pub(super) fn layouts(portal: &Portal) -> Vec<Layout> {
    let config = &portal.project.config;
    let languages = config.language_ids().filter(|_| config.search);
    languages.map(|language| Layout::of(portal, language)).collect()
}

/// Claims the files of all languages.
pub(super) fn claim(portal: &Portal, layouts: &[Layout], claims: &mut Claims) {
    let config = &portal.project.config;
    for (language, layout) in config.language_ids().zip(layouts) {
        let job = |part: Part| Job::Search(language, part);
        claims.page(&addresses::search(config, language), job(Part::Page));
        let mut claim =
            |part: Part| claims.file(&addresses::search_file(config, language, part_name(part).as_str()), job(part));
        claim(Part::Index);
        claim(Part::Filters);
        (0..layout.words as u32).map(Part::Words).for_each(&mut claim);
        (0..layout.spellings as u32).map(Part::Spellings).for_each(&mut claim);
        let texts = layout.order.len().div_ceil(layout.a_file.max(1));
        (0..texts as u32).map(Part::Texts).for_each(&mut claim);
    }
}

/// The name of a file below the page.
fn part_name(part: Part) -> String {
    match part {
        Part::Page => "index.html".to_owned(),
        Part::Index => "index.json".to_owned(),
        Part::Filters => "filters.json".to_owned(),
        Part::Words(number) => format!("words/{number}.txt"),
        Part::Spellings(number) => format!("spellings/{number}.txt"),
        Part::Texts(number) => format!("texts/{number}.json"),
    }
}

#[cfg(test)]
mod tests {
    use super::about;

    #[test]
    fn lengths_are_rounded_so_that_an_edit_seldom_moves_them() {
        assert_eq!([0, 16, 17, 18, 31, 300, 520, 580].map(about), [16, 16, 16, 20, 32, 320, 512, 640]);
    }
}
