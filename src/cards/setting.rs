//! How large a title is, and where its lines end.

use super::Direction;
use super::fonts::{Face, Pen, Set, Setting, Words};

/// A line, ready to be drawn.
pub(super) type Line = Set;

/// A title in lines.
#[derive(Clone, Debug)]
pub(super) struct Title {
    /// Of its letters, in pixels.
    pub(super) size: f32,
    /// From line to line.
    pub(super) leading: f32,
    pub(super) lines: Vec<Line>,
}

/// A size of titles, the leading and the most lines with it.
type Step = (f32, f32, usize);

/// From large to small: all of them fill the same room.
const STEPS: [Step; 4] = [(80.0, 96.0, 3), (70.0, 84.0, 4), (60.0, 72.0, 5), (52.0, 64.0, 5)];
/// Arabic needs more room above and below.
const ARABIC_STEPS: [Step; 4] = [(78.0, 118.0, 3), (62.0, 90.0, 4), (54.0, 78.0, 4), (46.0, 70.0, 5)];

/// Sets a title in the largest size in which it has room. What is too long for the smallest ends after a word, in an
/// ellipsis. Nothing, where a sign of it is in no font, or it is empty.
pub(super) fn title(pen: &mut Pen, text: &str, direction: Direction, width: f32) -> Option<Title> {
    let steps = match direction {
        Direction::LeftToRight => STEPS,
        Direction::RightToLeft => ARABIC_STEPS,
    };
    let text = &one_paragraph(text);
    if text.trim().is_empty() {
        return None;
    }
    let (last, larger) = steps.split_last()?;
    // One line more than there may be tells that it is too long.
    let mut set = |text: &str, (size, _, lines): Step, words: Words| {
        let setting = Setting { face: Face::Title, direction, size, width, lines: lines + 1, words };
        pen.set(text, setting).filter(|lines| !lines.is_empty())
    };
    let stands_out = |lines: &[Line]| lines.iter().any(|line| line.width > width);
    let of = |(size, leading, _): Step, lines: Vec<Line>| Title { size, leading, lines };
    for step in larger {
        let lines = set(text, *step, Words::Whole)?;
        if lines.len() <= step.2 && !stands_out(&lines) {
            return Some(of(*step, lines));
        }
    }
    let mut words = Words::Whole;
    let mut lines = set(text, *last, words)?;
    if stands_out(&lines) {
        words = Words::Parted;
        lines = set(text, *last, words)?;
    }
    let mut kept = text.as_str();
    while let Some(end) = lines.get(last.2).and(lines.get(last.2 - 1)).map(|line| line.end) {
        kept = shortened(kept, end);
        lines = set(&format!("{kept}…"), *last, words)?;
    }
    Some(of(*last, lines))
}

/// A shorter beginning of a text, at most as long as told, after a whole word where it has several.
fn shortened(text: &str, end: usize) -> &str {
    let end = text.floor_char_boundary(end.min(text.len()));
    let is_whole = text[end..].starts_with(char::is_whitespace) || text[..end].ends_with(char::is_whitespace);
    let beginning = &text[..end];
    let whole = match beginning.trim_end().rsplit_once(char::is_whitespace) {
        Some((before, _)) if !is_whole || end == text.len() => before,
        Some(_) => beginning,
        None => &beginning[..beginning.char_indices().next_back().map_or(0, |(at, _)| at)],
    };
    whole.trim_end_matches(|letter: char| letter.is_whitespace() || ",;:،؛–—".contains(letter))
}

/// A text with spaces where lines would end: a title is one paragraph.
fn one_paragraph(text: &str) -> String {
    let is_end = |letter: char| letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}');
    text.chars().map(|letter| if is_end(letter) { ' ' } else { letter }).collect()
}

/// Sets small text in one line, which ends in an ellipsis where it is too long.
pub(super) fn line(pen: &mut Pen, text: &str, direction: Direction, size: f32, width: f32) -> Option<Line> {
    let setting = Setting { face: Face::Small, direction, size, width, lines: 1, words: Words::Parted };
    pen.set(&one_paragraph(text), setting)?.into_iter().next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cards::fonts::with_pen;

    const WIDTH: f32 = 1016.0;

    fn told(text: &str, direction: Direction) -> (f32, Vec<String>) {
        let title = with_pen(|pen| title(pen, text, direction, WIDTH)).expect("all signs are known");
        (title.size, title.lines.into_iter().map(|line| line.text).collect())
    }

    #[test]
    fn a_title_breaks_between_words_and_is_smaller_the_longer_it_is() {
        let (size, lines) = told("Ports reopen", Direction::LeftToRight);
        assert_eq!((size, lines.len()), (80.0, 1));
        let (size, lines) = told(
            "INTERPOL and Afripol sign an agreement on the exchange of police information",
            Direction::LeftToRight,
        );
        let wanted = "INTERPOL and Afripol sign|an agreement on the|exchange of police|information";
        assert_eq!((size, lines.join("|").as_str()), (70.0, wanted));
    }

    #[test]
    fn a_very_long_title_ends_in_an_ellipsis() {
        let long = "word ".repeat(100);
        let (size, lines) = told(&long, Direction::LeftToRight);
        assert_eq!((size, lines.len()), (52.0, 5));
        assert!(lines.concat().len() < long.len());
        let are_whole = |line: &String| line.split_whitespace().all(|word| matches!(word, "word" | "word…"));
        assert!(lines.iter().all(are_whole) && lines[4].ends_with('…'), "{lines:?}");
    }

    #[test]
    fn however_long_a_title_is_it_ends_within_the_room() {
        for long in ["word, ".repeat(60), "x".repeat(700), format!("{} y", "x".repeat(700)), "كلمة ".repeat(120)] {
            for direction in [Direction::LeftToRight, Direction::RightToLeft] {
                let title = with_pen(|pen| title(pen, &long, direction, WIDTH)).expect("all signs are known");
                assert!(title.lines.len() <= 5 && title.lines.iter().all(|line| line.width <= WIDTH), "{long}");
                assert!(title.lines.last().is_some_and(|line| line.text.ends_with('…')), "{long}");
            }
        }
    }

    #[test]
    fn a_title_of_spaces_or_of_nothing_is_none() {
        for text in ["", " ", "\n\u{2028}"] {
            assert!(with_pen(|pen| title(pen, text, Direction::LeftToRight, WIDTH)).is_none());
        }
    }

    #[test]
    fn a_word_longer_than_a_line_is_parted_and_stays_within_the_room() {
        let title = with_pen(|pen| title(pen, &"x".repeat(90), Direction::LeftToRight, WIDTH)).expect("letters");
        assert!(title.lines.len() > 1 && title.lines.iter().all(|line| line.width <= WIDTH));
    }

    #[test]
    fn arabic_goes_right_to_left_even_when_it_begins_with_latin() {
        let of = |text: &str| {
            let title = with_pen(|pen| title(pen, text, Direction::RightToLeft, WIDTH)).expect("all signs are known");
            let line = title.lines.first().expect("a line").clone();
            let first = line.glyphs.iter().filter(|glyph| glyph.w > 0.0).min_by_key(|glyph| glyph.start);
            first.map(|glyph| glyph.x > line.width / 2.0)
        };
        assert_eq!(of("INTERPOL والاتحاد الأفريقي"), Some(true));
        assert_eq!(of("الإنتربول 2020"), Some(true));
    }

    #[test]
    fn what_no_font_has_is_not_drawn_as_boxes() {
        for (text, is_known) in [
            ("Órgãos de polícia: ações, français, œuvre, ñandú, ŵ", true),
            ("Ɗaliban Ƙasa, ɓera, Ọ̀yọ́, Eʋegbe ŋ", true),
            ("№ 5 — «Полиция» 2020–2021 … €", true),
            ("الشرطة ٢٠٢٠ ﷺ", true),
            // Marks without a width: isolated numbers, a place to part a word, letters that are not to join.
            ("\u{2068}2020\u{2069} mid\u{ad}night می\u{200c}خواهم x\u{2060}y \u{feff}z", true),
            ("国际刑警组织", false),
            ("Police 🚓", false),
        ] {
            assert_eq!(with_pen(|pen| title(pen, text, Direction::LeftToRight, WIDTH)).is_some(), is_known, "{text}");
        }
    }
}
