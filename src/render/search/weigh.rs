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
pub(super) const WEIGHTS: [f32; HIGHEST as usize + 1] = [0.25, 0.45, 0.7, 1.0, 1.5, 2.2, 3.0, 4.2];

/// The weight from which a word says what an article is about: kept for words that nearly all articles have.
pub(super) const TELLING: u8 = 4;

/// The weight of a word by how often it stands in each place, `words` of the title, and the length of the text
/// beside the usual one.
pub(super) fn weight(times: [u16; PLACES], title: usize, length: f32) -> u8 {
    let [in_title, in_summary, in_names, in_headings, in_text] = times.map(f32::from);
    // As in BM25: each further time says less, and less in a long text.
    let text = in_text / (in_text + 1.2 * (0.25 + 0.75 * length.min(4.0)));
    let is = |times: f32| times.min(1.0);
    // A word of a short title says more of it.
    let of_title = if in_title > 0.0 { 1.4 + 1.6 / (title.max(1) as f32).sqrt() } else { 0.0 };
    let all = text + of_title + 0.7 * is(in_summary) + 0.6 * is(in_names) + 0.4 * is(in_headings);
    nearest(all)
}

fn nearest(value: f32) -> u8 {
    let above = WEIGHTS.windows(2).take_while(|pair| value * value > pair[0] * pair[1]).count();
    above as u8
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
    fn a_word_weighs_less_in_a_long_text_and_more_in_a_short_title() {
        assert!(weight([0, 0, 0, 0, 1], 4, 3.0) < weight([0, 0, 0, 0, 1], 4, 0.5));
        assert!(weight([1, 0, 0, 0, 0], 9, 1.0) < weight([1, 0, 0, 0, 0], 1, 1.0));
    }

    #[test]
    fn values_take_the_nearest_weight() {
        for (at, value) in WEIGHTS.into_iter().enumerate() {
            assert_eq!(nearest(value), at as u8);
        }
        assert_eq!((nearest(0.0), nearest(99.0)), (0, HIGHEST));
    }
}
