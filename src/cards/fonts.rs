//! The fonts of cards, the words set in them, and how a letter becomes dots. Each thread has a pen of its own, which remembers
//! the letters it drew: that saves work and changes no dot.

use std::cell::RefCell;
use std::sync::Arc;

use cosmic_text::fontdb::{Database, Source};
use cosmic_text::{
    Attrs, Buffer, Ellipsize, EllipsizeHeightLimit, Fallback, Family, FontSystem, LayoutGlyph, Metrics, Shaping,
    SwashCache, SwashContent, Weight, Wrap,
};
use unicode_script::Script;

/// Noto, cut to what is needed; `fonts/README.md` tells how.
const FONTS: [&[u8]; 3] = [
    include_bytes!("fonts/NotoSerif-Bold.ttf"),
    include_bytes!("fonts/NotoSans-Bold.ttf"),
    include_bytes!("fonts/NotoSansArabic-Bold.ttf"),
];
const SERIF: &str = "Noto Serif";
const SANS: &str = "Noto Sans";
const ARABIC: &str = "Noto Sans Arabic";

/// Letters a pen remembers: those of several languages in every size.
const REMEMBERED: usize = 8_000;

/// The way a language is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// As English.
    LeftToRight,
    /// As Arabic.
    RightToLeft,
}

impl Direction {
    /// A mark without a width: what stands behind it is written this way, whatever its first letter is.
    fn mark(self) -> char {
        match self {
            Direction::LeftToRight => '\u{200e}',
            Direction::RightToLeft => '\u{200f}',
        }
    }
}

/// What a text is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Face {
    /// A title: with serifs, where its script has any.
    Title,
    /// What stands around it.
    Small,
}

/// How a text is set: one paragraph, without signs that end a line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Setting {
    pub(super) face: Face,
    pub(super) direction: Direction,
    pub(super) size: f32,
    pub(super) width: f32,
    /// The most lines; what is too long ends in an ellipsis.
    pub(super) lines: usize,
    /// Whether a word that is longer than a line may be parted.
    pub(super) words: Words,
}

/// What happens to words that are longer than a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Words {
    /// They stay whole and stand out.
    Whole,
    /// They are parted.
    Parted,
}

/// A line that was set.
#[derive(Clone, Debug)]
pub(super) struct Set {
    pub(super) glyphs: Vec<LayoutGlyph>,
    pub(super) width: f32,
    /// Where it ends in the text, in bytes.
    pub(super) end: usize,
    /// What it shows of it.
    #[cfg(test)]
    pub(super) text: String,
}

/// Sets text and draws letters.
pub(super) struct Pen {
    fonts: FontSystem,
    letters: SwashCache,
    buffer: Buffer,
}

/// Where a font lacks a letter, the others are asked in this order, whatever the machine has.
struct Others;

impl Fallback for Others {
    fn common_fallback(&self) -> &[&'static str] {
        &[SANS, ARABIC, SERIF]
    }

    fn forbidden_fallback(&self) -> &[&'static str] {
        &[]
    }

    fn script_fallback(&self, script: Script, _: &str) -> &[&'static str] {
        if script == Script::Arabic { &[ARABIC] } else { &[] }
    }
}

/// Does something with the pen of this thread.
pub(super) fn with_pen<T>(work: impl FnOnce(&mut Pen) -> T) -> T {
    thread_local! {
        static PEN: RefCell<Pen> = RefCell::new(Pen::new());
    }
    PEN.with_borrow_mut(work)
}

impl Pen {
    fn new() -> Pen {
        let mut fonts = Database::new();
        for font in FONTS {
            fonts.load_font_source(Source::Binary(Arc::new(font)));
        }
        Pen {
            fonts: FontSystem::new_with_locale_and_db_and_fallback("en".to_owned(), fonts, Others),
            letters: SwashCache::new(),
            buffer: Buffer::new_empty(Metrics::new(30.0, 30.0)),
        }
    }

    /// Breaks a text into lines at the places of UAX 14; nothing if a sign of it is in no font.
    pub(super) fn set(&mut self, text: &str, setting: Setting) -> Option<Vec<Set>> {
        let family = match (setting.face, setting.direction) {
            (Face::Title, Direction::LeftToRight) => SERIF,
            (Face::Small, Direction::LeftToRight) => SANS,
            (_, Direction::RightToLeft) => ARABIC,
        };
        let attributes = Attrs::new().family(Family::Name(family)).weight(Weight::BOLD);
        let mark = setting.direction.mark();
        let marked = format!("{mark}{text}");
        let buffer = &mut self.buffer;
        buffer.set_metrics(Metrics::new(setting.size, setting.size));
        buffer.set_wrap(match setting.words {
            Words::Whole => Wrap::Word,
            Words::Parted => Wrap::WordOrGlyph,
        });
        buffer.set_ellipsize(Ellipsize::End(EllipsizeHeightLimit::Lines(setting.lines)));
        buffer.set_size(Some(setting.width), None);
        buffer.set_text(&marked, &attributes, Shaping::Advanced, None);
        buffer.shape_until_scroll(&mut self.fonts, false);
        let runs = self.buffer.layout_runs().map(|run| {
            // The space at which a line ends may stand at its other side.
            let is_ink = |glyph: &&LayoutGlyph| !run.text.get(glyph.start..glyph.end).is_some_and(is_blank);
            let mut glyphs: Vec<LayoutGlyph> = run.glyphs.iter().filter(is_ink).cloned().collect();
            let left = glyphs.iter().map(|glyph| glyph.x).fold(f32::INFINITY, f32::min);
            let right = glyphs.iter().map(|glyph| glyph.x + glyph.w).fold(left, f32::max);
            for glyph in &mut glyphs {
                glyph.x -= left;
            }
            Set {
                width: right - left,
                end: glyphs.iter().map(|glyph| glyph.end).max().unwrap_or_default().saturating_sub(mark.len_utf8()),
                #[cfg(test)]
                text: shown(run.text, &glyphs),
                glyphs,
            }
        });
        let lines: Vec<Set> = runs.filter(|line| !line.glyphs.is_empty()).collect();
        // 0 is the box that stands for what a font lacks.
        let has_all = lines.iter().flat_map(|line| &line.glyphs).all(|glyph| glyph.glyph_id != 0);
        has_all.then_some(lines)
    }

    /// Draws a letter of a line whose beginning and base line are told: dots with how much of each it covers.
    pub(super) fn draw(&mut self, glyph: &LayoutGlyph, from: (f32, f32), mut dot: impl FnMut(i32, i32, u8)) {
        if self.letters.image_cache.len() > REMEMBERED {
            self.letters.image_cache.clear();
        }
        let physical = glyph.physical(from, 1.0);
        let Some(image) = self.letters.get_image(&mut self.fonts, physical.cache_key) else { return };
        let width = image.placement.width as usize;
        if width == 0 || image.content != SwashContent::Mask {
            return;
        }
        let (left, top) = (physical.x + image.placement.left, physical.y - image.placement.top);
        for (y, row) in (top..).zip(image.data.chunks_exact(width)) {
            for (x, cover) in (left..).zip(row).filter(|(_, cover)| **cover > 0) {
                dot(x, y, *cover);
            }
        }
    }
}

/// Whether a letter is a space. The ellipsis of the library has no text.
fn is_blank(text: &str) -> bool {
    !text.is_empty() && text.chars().all(char::is_whitespace)
}

/// The part of a text that glyphs show.
#[cfg(test)]
fn shown(text: &str, glyphs: &[LayoutGlyph]) -> String {
    let is_hidden = |letter: char| matches!(letter, '\u{200e}' | '\u{200f}');
    let start = glyphs.iter().map(|glyph| glyph.start).min().unwrap_or_default();
    let end = glyphs.iter().map(|glyph| glyph.end).max().unwrap_or_default();
    text.get(start..end).unwrap_or_default().trim_matches(is_hidden).trim().to_owned()
}
