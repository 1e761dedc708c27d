//! The pixels of a card: sixteen tones, so that a pixel is half a byte and a card few of them.

use super::{Color, Direction, SIZE, Shape};

/// The ground, and the two colours of text that are the same on every card (the default theme's `ink` and `quiet`).
const PAPER: Color = [0xff, 0xff, 0xff];
const TEXT: Color = [0x17, 0x21, 0x2b];
const QUIET: Color = [0x4d, 0x5a, 0x68];

/// What something is drawn with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ink {
    /// The title.
    Text,
    /// Date and portal.
    Quiet,
    /// Bar, sign and labels.
    Kind,
    /// The portal's mark.
    Accent,
}

impl Ink {
    /// The first of its tones in the table, and how many it has: the last is the ink itself.
    fn tones(self) -> (u8, u8) {
        match self {
            Ink::Text => (1, 5),
            Ink::Quiet => (6, 4),
            Ink::Kind => (10, 5),
            Ink::Accent => (15, 1),
        }
    }
}

/// A card in the making.
pub(super) struct Canvas {
    direction: Direction,
    table: Vec<u8>,
    /// Numbers of tones in the table.
    dots: Vec<u8>,
}

impl Canvas {
    /// White.
    pub(super) fn new(direction: Direction, kind: Color, accent: Color) -> Canvas {
        let mut table = PAPER.to_vec();
        for (ink, color) in [(Ink::Text, TEXT), (Ink::Quiet, QUIET), (Ink::Kind, kind), (Ink::Accent, accent)] {
            let (_, count) = ink.tones();
            for tone in 1..=u16::from(count) {
                let mix = |from: u8, to: u8| {
                    let count = u16::from(count);
                    ((u16::from(from) * (count - tone) + u16::from(to) * tone + count / 2) / count) as u8
                };
                table.extend((0..3).map(|part| mix(PAPER[part], color[part])));
            }
        }
        Canvas { direction, table, dots: vec![0; SIZE.0 as usize * SIZE.1 as usize] }
    }

    /// The way it is read.
    pub(super) fn direction(&self) -> Direction {
        self.direction
    }

    /// Covers a part of a dot, given as 0 to 255. What lies outside is left out.
    pub(super) fn dot(&mut self, x: i32, y: i32, ink: Ink, cover: u8) {
        let (Ok(x), Ok(y)) = (usize::try_from(x), usize::try_from(y)) else { return };
        let (first, count) = ink.tones();
        let tone = (u16::from(cover) * u16::from(count) + 127) / 255;
        if tone == 0 || x >= SIZE.0 as usize || y >= SIZE.1 as usize {
            return;
        }
        let dot = &mut self.dots[y * SIZE.0 as usize + x];
        // Letters that touch cover more than each of them.
        *dot = (*dot).max(first + tone as u8 - 1);
    }

    /// Fills a rectangle, whose place is counted from the side where reading begins.
    pub(super) fn fill(&mut self, (start, top): (f32, f32), (width, height): (f32, f32), ink: Ink) {
        let left = self.left(start, width);
        let (first, count) = ink.tones();
        for y in top as usize..(top + height) as usize {
            let row = y * SIZE.0 as usize;
            self.dots[row + left as usize..row + (left + width) as usize].fill(first + count - 1);
        }
    }

    /// Draws a sign, whose place is counted from the side where reading begins.
    pub(super) fn shape(&mut self, shape: Shape, (start, top): (f32, f32), side: f32) {
        /// Points looked at in each direction of a dot.
        const FINE: u8 = 4;
        let left = self.left(start, side);
        let (from_x, from_y) = (left.floor() as i32, top.floor() as i32);
        let dots = side.ceil() as i32 + 1;
        let point = |dot: i32, part: u8, from: f32| {
            (dot as f32 + (f32::from(part) + 0.5) / f32::from(FINE) - from) * 16.0 / side
        };
        for y in from_y..from_y + dots {
            for x in from_x..from_x + dots {
                let parts = (0..FINE).flat_map(|down| (0..FINE).map(move |over| (over, down)));
                let hits = parts.filter(|(over, down)| shape.has(point(x, *over, left), point(y, *down, top))).count();
                self.dot(x, y, Ink::Kind, (hits * 255 / usize::from(FINE * FINE)) as u8);
            }
        }
    }

    fn left(&self, start: f32, width: f32) -> f32 {
        match self.direction {
            Direction::LeftToRight => start,
            Direction::RightToLeft => SIZE.0 as f32 - start - width,
        }
    }

    /// The card as a file.
    pub(super) fn png(self) -> Vec<u8> {
        let halves: Vec<u8> = self.dots.chunks_exact(2).map(|pair| pair[0] << 4 | pair[1]).collect();
        let mut info = png::Info::with_size(SIZE.0, SIZE.1);
        info.color_type = png::ColorType::Indexed;
        info.bit_depth = png::BitDepth::Four;
        info.palette = Some(self.table.into());
        let mut made = Vec::with_capacity(16_384);
        let write = |made: &mut Vec<u8>| {
            let mut encoder = png::Encoder::with_info(made, info)?;
            // Half the time of the usual effort, for 8 % more bytes.
            encoder.set_deflate_compression(png::DeflateCompression::Level(4));
            encoder.set_filter(png::Filter::NoFilter);
            let mut writer = encoder.write_header()?;
            writer.write_image_data(&halves)?;
            writer.finish()
        };
        let written: Result<(), png::EncodingError> = write(&mut made);
        written.expect("memory takes all bytes, and the table has a colour for each number");
        made
    }
}
