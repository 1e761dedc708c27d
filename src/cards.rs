//! Social cards: what an article is, in few words → the picture of it that networks show beside a link.
//!
//! Pure: takes a [`Card`], gives a PNG of 1200 × 630. The fonts are part of the program and nothing asks the machine for any,
//! so the same card gives the same bytes everywhere, in any order and on any number of threads. No letter is drawn as a box:
//! a line with a sign that no font has is left out.

mod canvas;
mod fonts;
mod setting;
mod shape;

use canvas::{Canvas, Ink};
pub use fonts::Direction;
use fonts::Pen;
use setting::Line;
pub use shape::Shape;

/// Raised whenever the same card would be drawn as other bytes.
pub const VERSION: u32 = 1;

/// Width and height, in pixels.
pub const SIZE: (u32, u32) = (1200, 630);

/// Red, green and blue.
pub type Color = [u8; 3];

/// What a card says and how it looks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card<'a> {
    /// The title, large.
    pub title: &'a str,
    /// What it is, in the colour of its kind.
    pub label: &'a str,
    /// When, in words; may be empty.
    pub date: &'a str,
    /// Who publishes it: the name of the portal.
    pub portal: &'a str,
    /// The way its language is written.
    pub direction: Direction,
    /// The sign before the label.
    pub shape: Shape,
    /// The colour of the bar, the sign and the label. Text is written in it: it needs contrast to white.
    pub color: Color,
    /// The colour of the mark above the name of the portal.
    pub accent: Color,
}

/// The bar at the side where reading begins.
const BAR: f32 = 28.0;
/// Where text begins and ends, from that side.
const MARGIN: f32 = 96.0;
const END: f32 = 1112.0;
/// Small text: kind, date, portal.
const SMALL: f32 = 30.0;
/// The base lines of kind and portal, the top of the title, the mark above the portal.
const KIND: f32 = 108.0;
const TITLE: f32 = 144.0;
const MARK: (f32, f32) = (530.0, 6.0);
const PORTAL: f32 = 584.0;
/// Between sign and label, and between label and date: a space.
const GAP: (f32, f32) = (15.0, 8.0);

/// Draws a card.
pub fn draw(card: &Card) -> Vec<u8> {
    fonts::with_pen(|pen| {
        let mut canvas = Canvas::new(card.direction, card.color, card.accent);
        canvas.fill((0.0, 0.0), (BAR, SIZE.1 as f32), Ink::Kind);
        kind_line(pen, &mut canvas, card);
        if let Some(title) = setting::title(pen, card.title, card.direction, END - MARGIN) {
            for (index, line) in title.lines.iter().enumerate() {
                let base = TITLE + title.leading * (index as f32 + 0.5) + title.size * 0.36;
                write(pen, &mut canvas, line, (MARGIN, base), Ink::Text);
            }
        }
        canvas.fill((MARGIN, MARK.0), (72.0, MARK.1), Ink::Accent);
        if let Some(portal) = setting::line(pen, card.portal, card.direction, SMALL, END - MARGIN) {
            write(pen, &mut canvas, &portal, (MARGIN, PORTAL), Ink::Quiet);
        }
        canvas.png()
    })
}

/// Sign, label · date: one line, from where reading begins.
fn kind_line(pen: &mut Pen, canvas: &mut Canvas, card: &Card) {
    let side = SMALL * 1.05;
    canvas.shape(card.shape, (MARGIN, KIND - side * 0.86), side);
    let mut at = MARGIN + side + GAP.0;
    let date = if card.date.is_empty() { String::new() } else { format!("· {}", card.date) };
    for (text, ink) in [(card.label, Ink::Kind), (&date, Ink::Quiet)] {
        let room = END - at;
        if room < SMALL * 3.0 {
            break;
        }
        if let Some(line) = setting::line(pen, text, card.direction, SMALL, room) {
            write(pen, canvas, &line, (at, KIND), ink);
            at += line.width + GAP.1;
        }
    }
}

/// Writes a line that begins at a place, counted from the side where reading begins.
fn write(pen: &mut Pen, canvas: &mut Canvas, line: &Line, (start, base): (f32, f32), ink: Ink) {
    let left = match canvas.direction() {
        Direction::LeftToRight => start,
        Direction::RightToLeft => SIZE.0 as f32 - start - line.width,
    };
    for glyph in &line.glyphs {
        pen.draw(glyph, (left, base), |x, y, cover| canvas.dot(x, y, ink, cover));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card<'a>(title: &'a str, direction: Direction) -> Card<'a> {
        Card {
            title,
            label: "News",
            date: "28 April 2020",
            portal: "Portal",
            direction,
            shape: Shape::Circle,
            color: [0x0b, 0x4a, 0x7d],
            accent: [0x0b, 0x4a, 0x7d],
        }
    }

    /// The pixels of a card: numbers of its table.
    fn pixels(png: &[u8]) -> (u32, u32, Vec<u8>) {
        let mut decoder = png::Decoder::new(std::io::Cursor::new(png));
        decoder.set_transformations(png::Transformations::EXPAND);
        let mut reader = decoder.read_info().expect("a PNG");
        let mut data = vec![0; reader.output_buffer_size().expect("a size")];
        let info = reader.next_frame(&mut data).expect("pixels");
        (info.width, info.height, data)
    }

    #[test]
    fn a_card_has_the_size_networks_ask_for_and_few_bytes() {
        let png = draw(&card("Ports of two countries share what they know of ships", Direction::LeftToRight));
        let (width, height, _) = pixels(&png);
        assert_eq!((width, height), SIZE);
        assert!(png.len() < 20_000, "{} bytes", png.len());
    }

    #[test]
    fn the_bar_stands_where_reading_begins() {
        for (direction, bar) in [(Direction::LeftToRight, 4), (Direction::RightToLeft, SIZE.0 as usize - 4)] {
            let (width, _, data) = pixels(&draw(&card("Ports", direction)));
            let at = |x: usize| &data[(300 * width as usize + x) * 3..][..3];
            assert_eq!(at(bar), [0x0b, 0x4a, 0x7d]);
            assert_eq!(at(SIZE.0 as usize - bar), [255, 255, 255]);
        }
    }

    proptest::proptest! {
        #![proptest_config(proptest::test_runner::Config::with_cases(32))]

        #[test]
        fn any_title_gives_a_card(title in ".{0,300}", words in "[a-z\u{621}-\u{64a}\u{300}\u{200b}-\u{200f}\u{2066}-\u{2069} ]{0,400}") {
            for title in [&title, &words] {
                for direction in [Direction::LeftToRight, Direction::RightToLeft] {
                    proptest::prop_assert_eq!(&draw(&card(title, direction))[1..4], b"PNG");
                }
            }
        }
    }

    #[test]
    fn the_same_card_is_the_same_on_every_thread_and_after_others() {
        let titles = ["Ports", "منظمة الإنتربول", "Órgãos, façades, ŵ", "中文"];
        let alone: Vec<Vec<u8>> = titles.iter().map(|title| draw(&card(title, Direction::LeftToRight))).collect();
        let others: Vec<Vec<u8>> = std::thread::scope(|scope| {
            let threads: Vec<_> = titles
                .iter()
                .rev()
                .map(|title| scope.spawn(move || draw(&card(title, Direction::LeftToRight))))
                .collect();
            threads.into_iter().rev().map(|thread| thread.join().expect("drawn")).collect()
        });
        assert!(alone == others, "a card depends on what was drawn before");
    }
}
