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

/// Sets a title in the largest size in which it has room; the smallest ends in an ellipsis. Nothing, where a sign of it is in
/// no font, or it is empty.
pub(super) fn title(pen: &mut Pen, text: &str, direction: Direction, width: f32) -> Option<Title> {
    let steps = match direction {
        Direction::LeftToRight => STEPS,
        Direction::RightToLeft => ARABIC_STEPS,
    };
    let (last, larger) = steps.split_last()?;
    let set = |pen: &mut Pen, (size, leading, lines): Step, words: Words, most: usize| {
        let setting = Setting { face: Face::Title, direction, size, width, lines: most, words };
        let set = pen.set(text, setting)?;
        let has_room = set.len() <= lines && set.iter().all(|line| line.width <= width);
        (!set.is_empty()).then_some((Title { size, leading, lines: set }, has_room))
    };
    for step in larger {
        // One line more than there may be tells that it is too long.
        let (title, has_room) = set(pen, *step, Words::Whole, step.2 + 1)?;
        if has_room {
            return Some(title);
        }
    }
    set(pen, *last, Words::Parted, last.2).map(|(title, _)| title)
}

/// Sets small text in one line, which ends in an ellipsis where it is too long.
pub(super) fn line(pen: &mut Pen, text: &str, direction: Direction, size: f32, width: f32) -> Option<Line> {
    let setting = Setting { face: Face::Small, direction, size, width, lines: 1, words: Words::Parted };
    pen.set(text, setting)?.into_iter().next()
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
            ("国际刑警组织", false),
            ("Police 🚓", false),
        ] {
            assert_eq!(with_pen(|pen| title(pen, text, Direction::LeftToRight, WIDTH)).is_some(), is_known, "{text}");
        }
    }
}
