//! The files of pictures as pieces: what their heads tell, and the same file without pieces that are no part of the picture.
//!
//! No pixel is read here. What is kept of a file is a list, so that a piece nobody knows goes: some phones put the place, a
//! second picture or a film behind the first.

mod of_gif;
mod of_jpeg;
mod of_png;
mod of_webp;

use std::fmt;

use super::exif::Orientation;
use super::{Form, Look};

pub(super) use of_webp::with_profile;

/// What is wrong with a picture, to be read behind «this picture».
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Flaw(pub(super) &'static str);

/// What is said of a file that was not copied to its end.
const CUT: Flaw = Flaw("ends too early: it was not copied to its end");

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// What the pieces of a picture tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Facts {
    pub(super) form: Form,
    /// Width and height as they lie in the file, before it is turned.
    pub(super) size: (u32, u32),
    pub(super) orientation: Orientation,
    pub(super) is_moving: bool,
    pub(super) has_alpha: bool,
    pub(super) is_rich: bool,
    /// Bytes of the colour profile.
    pub(super) profile: usize,
    /// Whether its colours are those of a printing press.
    pub(super) is_for_print: bool,
}

impl Facts {
    fn new(form: Form) -> Facts {
        Facts {
            form,
            size: (0, 0),
            orientation: Orientation::default(),
            is_moving: false,
            has_alpha: false,
            is_rich: false,
            profile: 0,
            is_for_print: false,
        }
    }

    pub(super) fn look(&self) -> Look {
        Look { form: self.form, is_moving: self.is_moving, has_alpha: self.has_alpha, is_rich: self.is_rich }
    }

    /// Whether so many bytes without loss are those of a photograph: drawings pack much better.
    fn is_heavy(&self, bytes: usize) -> bool {
        let pixels = u64::from(self.size.0) * u64::from(self.size.1);
        // Few pixels pack badly, whatever they show. A head may claim any number of them.
        pixels > 10_000 && (bytes as u64).saturating_mul(10) > pixels.saturating_mul(8)
    }
}

/// A piece of a file.
struct Piece<'a> {
    /// What kind it is, by its first bytes.
    kind: [u8; 4],
    /// What it holds.
    content: &'a [u8],
    /// All of it.
    whole: &'a [u8],
}

/// The form of a file, by its first bytes: endings lie.
fn form(content: &[u8]) -> Result<Form, Flaw> {
    match content {
        [0xff, 0xd8, 0xff, ..] => Ok(Form::Jpeg),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Ok(Form::Png),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Ok(Form::WebP),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Ok(Form::Gif),
        [] => Err(Flaw("is empty")),
        _ => Err(Flaw("can't be read: its first bytes are those of no picture we know")),
    }
}

/// Reads what the pieces of a picture tell.
pub(super) fn facts(content: &[u8]) -> Result<Facts, Flaw> {
    match form(content)? {
        Form::Jpeg => of_jpeg::facts(content),
        Form::Png => of_png::facts(content),
        Form::WebP => of_webp::facts(content),
        Form::Gif | Form::Svg => of_gif::facts(content),
    }
}

/// The same picture without metadata; still turned as its camera was held.
pub(super) fn cleaned(content: &[u8]) -> Result<Vec<u8>, Flaw> {
    match form(content)? {
        Form::Jpeg => of_jpeg::cleaned(content),
        Form::Png => of_png::cleaned(content),
        Form::WebP => of_webp::cleaned(content),
        Form::Gif | Form::Svg => of_gif::cleaned(content),
    }
}

/// Some bytes at a place, if they are there.
fn bytes_at<const N: usize>(content: &[u8], at: usize) -> Option<[u8; N]> {
    content.get(at..at.checked_add(N)?)?.try_into().ok()
}
