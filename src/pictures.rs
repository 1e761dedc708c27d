//! Pictures: the bytes of a file → what it shows, and the forms in which it is published.
//!
//! Takes bytes and gives bytes; whoever has files and a cache calls it (`source::darkroom`). A raster picture is published in
//! several widths and two formats, turned as its camera was held; every picture without what cameras, programs and phones
//! write into it; a drawing (SVG) without what could do harm. The same bytes give the same bytes on every machine.

mod bytes;
mod decode;
mod encode;
mod exif;
mod palette;
mod scale;
pub mod svg;
#[cfg(test)]
mod tests;
pub mod variants;

use bytes::Flaw;
pub use variants::{Coat, Variant};

use crate::diagnostic::{Code, Diagnostic, Outcome, Span};
use crate::model::SourcePath;

/// Raised whenever the same picture would be published as other bytes.
pub const VERSION: u32 = 1;

/// The most pixels of a picture: those of the largest cameras. A file of few bytes may claim any number.
const MOST_PIXELS: u64 = 100_000_000;
/// The longest side, which is the longest that WebP knows.
const LONGEST_SIDE: u32 = 16_383;
/// The most bytes of a picture.
const MOST_BYTES: usize = 64 << 20;
/// The most bytes of a colour profile that are repeated in every variant.
const MOST_PROFILE: usize = 64 << 10;

/// How a picture is kept in its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Form {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// WebP.
    WebP,
    /// GIF.
    Gif,
    /// SVG, a drawing made of lines.
    Svg,
}

/// What a picture is, as its bytes tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Look {
    /// How it is kept.
    pub form: Form,
    /// Whether it has several frames: such a picture has no variants.
    pub is_moving: bool,
    /// Whether something can be seen through it.
    pub has_alpha: bool,
    /// Whether it has as many colours as a photograph.
    pub is_rich: bool,
}

/// A picture that was looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// What it is; none if it can't be shown.
    pub look: Option<Look>,
    /// Its width and height as it is shown, where it tells them.
    pub dimensions: Option<(u32, u32)>,
    /// The bytes of the picture as a whole, without what does not belong to it.
    pub size: usize,
}

/// Whether a file with this ending may hold what a camera or program noted, and is no picture that can be read.
pub fn is_unreadable(extension: &str) -> bool {
    const UNREADABLE: [&str; 14] =
        ["avif", "bmp", "dng", "eps", "heic", "heif", "ico", "jp2", "jxl", "psd", "raw", "tga", "tif", "tiff"];
    UNREADABLE.contains(&extension)
}

/// Whether a file with this ending is a picture that can be read.
pub fn is_readable(extension: &str) -> bool {
    matches!(extension, "gif" | "jpeg" | "jpg" | "png" | "svg" | "webp")
}

/// What can be shown, for help lines.
pub const READABLE: &str = "JPEG, PNG, WebP, GIF and SVG";

/// Looks at the bytes of a picture and reads no pixel of it.
pub fn look(path: &SourcePath, content: &[u8]) -> Outcome<Seen> {
    if content.len() > MOST_BYTES {
        let message = format!("this picture has {} MiB, and {} MiB is the most", content.len() >> 20, MOST_BYTES >> 20);
        return refused(too_large(message).at(Span::file(path)));
    }
    if path.extension() == "svg" {
        return drawing(path, content);
    }
    match bytes::facts(content) {
        Err(flaw) => refused(broken(path, &flaw)),
        Ok(facts) => {
            let (width, height) = facts.size;
            if width == 0 || height == 0 {
                return refused(broken(path, &Flaw("has no width or no height")));
            }
            if u64::from(width) * u64::from(height) > MOST_PIXELS || width.max(height) > LONGEST_SIDE {
                let message = format!("this picture has {width} × {height} pixels");
                return refused(too_large(message).at(Span::file(path)));
            }
            let mut diagnostics = Vec::new();
            if facts.is_for_print {
                let doubt = Diagnostic::warning(
                    Code::BadPicture,
                    "this picture is made for print (CMYK): its colours will differ",
                );
                diagnostics.push(doubt.at(Span::file(path)).help("save it again in RGB"));
            }
            if facts.profile > MOST_PROFILE && !facts.is_for_print {
                let size = facts.profile >> 10;
                let doubt = format!(
                    "the colour profile of this picture has {size} KiB and is left out: its colours may differ"
                );
                let doubt = Diagnostic::warning(Code::BadPicture, doubt);
                diagnostics.push(doubt.at(Span::file(path)).help("save it again in sRGB"));
            }
            let dimensions = Some(if facts.orientation.swaps() { (height, width) } else { (width, height) });
            match bytes::cleaned(content) {
                Ok(cleaned) => {
                    let seen = Seen { look: Some(facts.look()), dimensions, size: cleaned.len() };
                    Outcome { value: seen, diagnostics }
                }
                Err(flaw) => refused(broken(path, &flaw)),
            }
        }
    }
}

fn drawing(path: &SourcePath, content: &[u8]) -> Outcome<Seen> {
    let mut diagnostics = Vec::new();
    match svg::read(path, content).unpack(&mut diagnostics) {
        None => Outcome { value: Seen::default(), diagnostics },
        Some(safe) => {
            let look = Look { form: Form::Svg, is_moving: false, has_alpha: true, is_rich: false };
            Outcome {
                value: Seen { look: Some(look), dimensions: safe.dimensions, size: safe.text.len() },
                diagnostics,
            }
        }
    }
}

fn refused(complaint: Diagnostic) -> Outcome<Seen> {
    Outcome { value: Seen::default(), diagnostics: vec![complaint] }
}

/// The complaint about a picture that can't be read.
pub fn broken(path: &SourcePath, flaw: &impl std::fmt::Display) -> Diagnostic {
    Diagnostic::error(Code::BadPicture, format!("this picture {flaw}"))
        .at(Span::file(path))
        .help(format!("open it and save it again; shown can be {READABLE}"))
}

fn too_large(message: String) -> Diagnostic {
    Diagnostic::error(Code::PictureTooLarge, message).help(format!(
        "make it smaller: at most {} million pixels, and {LONGEST_SIDE} on one side",
        MOST_PIXELS / 1_000_000
    ))
}

/// The same picture without what does not belong to it: metadata; in a drawing whatever could do harm.
pub fn cleaned(path: &SourcePath, content: &[u8]) -> Result<Vec<u8>, Diagnostic> {
    if path.extension() == "svg" {
        let mut diagnostics = Vec::new();
        let safe = svg::read(path, content).unpack(&mut diagnostics);
        return safe
            .map(|safe| safe.text.into_bytes())
            .ok_or_else(|| diagnostics.into_iter().next().unwrap_or_else(|| broken(path, &Flaw("can't be read"))));
    }
    bytes::cleaned(content).map_err(|flaw| broken(path, &flaw))
}

/// Makes those variants of a picture that are `wanted`. It is decoded once, and each size is made of the next larger one of
/// `all`, wanted or not: a variant is the same whenever it is made.
pub fn develop(content: &[u8], all: &[Variant], wanted: &[Variant]) -> Result<Vec<(Variant, Vec<u8>)>, String> {
    let facts = bytes::facts(content).map_err(|flaw| flaw.to_string())?;
    let mut pixels = decode::pixels(facts.form, content)?;
    pixels.profile = pixels.profile.take().filter(|profile| is_worth_keeping(profile));
    let smallest = wanted.iter().map(|variant| variant.width).min().unwrap_or(u32::MAX);
    let mut sizes: Vec<(u32, u32)> = all.iter().map(|variant| (variant.width, variant.height)).collect();
    sizes.retain(|(width, _)| *width >= smallest);
    sizes.sort_unstable_by(|one, other| other.cmp(one));
    sizes.dedup();
    let mut made = Vec::with_capacity(wanted.len());
    let own = Own::of(content, &facts);
    let has_few_colours = !facts.is_rich && palette::has_few(&pixels);
    let mut orientation = facts.orientation;
    for (width, height) in sizes {
        // Only the first is made from what lies in the file, which may be turned.
        let size = if orientation.swaps() { (height, width) } else { (width, height) };
        let is_scaled = (pixels.width, pixels.height) != size;
        pixels = orientation.apply(scale::to(pixels, size)?);
        orientation = exif::Orientation::default();
        let reduced = (has_few_colours && is_scaled).then(|| palette::reduce(pixels.clone()));
        let shown = reduced.as_ref().unwrap_or(&pixels);
        for variant in wanted.iter().filter(|variant| (variant.width, variant.height) == (width, height)) {
            let bytes = encode::encode(shown, variant.coat, facts.is_rich)?;
            made.push((*variant, own.if_smaller(*variant, bytes)));
        }
    }
    Ok(made)
}

/// The picture as its author wrote it, without metadata: where nothing is to be changed and ours would be larger, that is
/// published.
struct Own {
    size: (u32, u32),
    coat: Option<Coat>,
    content: Vec<u8>,
}

impl Own {
    fn of(content: &[u8], facts: &bytes::Facts) -> Own {
        let coat = match facts.form {
            _ if facts.orientation != exif::Orientation::default() || facts.is_for_print => None,
            Form::Jpeg => Some(Coat::Jpeg),
            Form::Png => Some(Coat::Png),
            Form::WebP => Some(Coat::WebP),
            Form::Gif | Form::Svg => None,
        };
        let cleaned = coat.and_then(|_| bytes::cleaned(content).ok());
        Own { size: facts.size, coat: coat.filter(|_| cleaned.is_some()), content: cleaned.unwrap_or_default() }
    }

    fn if_smaller(&self, variant: Variant, ours: Vec<u8>) -> Vec<u8> {
        let is_it = self.coat == Some(variant.coat) && self.size == (variant.width, variant.height);
        if is_it && self.content.len() < ours.len() { self.content.clone() } else { ours }
    }
}

/// Whether a picture can be read to its end.
pub fn try_reading(content: &[u8]) -> Result<(), String> {
    let facts = bytes::facts(content).map_err(|flaw| flaw.to_string())?;
    decode::pixels(facts.form, content).map(drop)
}

/// Whether a colour profile says more than browsers take for granted. Those of grey pictures and of print mean other numbers
/// than the ones that are written.
fn is_worth_keeping(profile: &[u8]) -> bool {
    let wide: Vec<u8> = b"sRGB".iter().flat_map(|letter| [0, *letter]).collect();
    let names = |name: &[u8]| profile.windows(name.len()).any(|window| window == name);
    profile.get(16..20) == Some(b"RGB ") && profile.len() <= MOST_PROFILE && !names(b"sRGB") && !names(&wide)
}
