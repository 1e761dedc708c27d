//! How much a word weighs in an article: by where it stands, how often, and how long the text is.

use super::code::HIGHEST;

/// Where a word stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// What an article is called.
    Title,
    /// Its standfirst.
    Summary,
    /// Whom and what it names in its fields: topics, organisations, people, countries.
    Names,
    /// A heading of its text.
    Heading,
    /// Its text.
    Text,
}

/// How many places there are.
pub(super) const PLACES: usize = 5;

/// What each weight stands for; the script counts with these.
pub(super) const WEIGHTS: [f32; HIGHEST as usize + 1] = [0.25, 0.5, 0.8, 1.2, 1.8, 2.2, 3.0, 3.9];

/// The lowest weight of a word that stands in the title: a question of such words asks for that article.
pub(super) const IN_TITLE: u8 = 5;

/// The weight from which a word says what an article is about: kept for words that nearly all articles have.
pub(super) const TELLING: u8 = 4;

/// The weight of a word by how often it stands in each place, `words` of the title, and the length of the text
/// beside the usual one.
pub(super) fn weight(times: [u16; PLACES], title: usize, length: f32) -> u8 {
    let [in_title, in_summary, in_names, in_headings, in_text] = times.map(f32::from);
    // As in BM25: each further time says less, and less in a long text.
    let text = in_text / (in_text + 1.2 * (0.25 + 0.75 * length.min(4.0)));
    let is = |times: f32| times.min(1.0);
    let elsewhere = text + 0.7 * is(in_summary) + 0.6 * is(in_names) + 0.4 * is(in_headings);
    if in_title == 0.0 {
        return nearest(elsewhere, 0, IN_TITLE - 1);
    }
    // A word of a short title says more of it.
    let of_title = 1.4 + 1.6 / (title.max(1) as f32).sqrt();
    nearest(of_title + elsewhere / 2.0, IN_TITLE, HIGHEST)
}

fn nearest(value: f32, lowest: u8, highest: u8) -> u8 {
    let some = &WEIGHTS[usize::from(lowest)..=usize::from(highest)];
    let above = some.windows(2).take_while(|pair| value * value > pair[0] * pair[1]).count();
    lowest + above as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_weighs_more_than_a_summary_and_that_more_than_a_text() {
        let of = |times| weight(times, 4, 1.0);
        let text = of([0, 0, 0, 0, 1]);
        let summary = of([0, 1, 0, 0, 1]);
        let title = of([1, 0, 0, 0, 0]);
        assert!(text < summary && summary < title, "{text} {summary} {title}");
        assert_eq!(of([1, 1, 1, 1, 9]), HIGHEST);
    }

    #[test]
    fn only_words_of_the_title_have_the_weights_of_a_title() {
        assert!(weight([0, 9, 9, 9, 99], 1, 0.1) < IN_TITLE);
        assert!(weight([1, 0, 0, 0, 0], 30, 4.0) >= IN_TITLE);
    }

    #[test]
    fn a_word_weighs_less_in_a_long_text_and_more_in_a_short_title() {
        assert!(weight([0, 0, 0, 0, 1], 4, 3.0) < weight([0, 0, 0, 0, 1], 4, 0.5));
        assert!(weight([1, 0, 0, 0, 0], 9, 1.0) < weight([1, 0, 0, 0, 0], 1, 1.0));
    }

    #[test]
    fn values_take_the_nearest_weight() {
        for (at, value) in WEIGHTS.into_iter().enumerate() {
            assert_eq!(nearest(value, 0, HIGHEST), at as u8);
        }
        assert_eq!((nearest(0.0, 0, 4), nearest(99.0, 0, 4), nearest(0.0, 5, HIGHEST)), (0, 4, 5));
    }
}
