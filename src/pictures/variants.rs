//! In which widths and formats a picture is published: known before a pixel of it is read, so that every address can be
//! claimed.

use super::{Form, Look};

/// How a variant is kept in its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Coat {
    /// JPEG: photographs, for every browser.
    Jpeg,
    /// PNG: drawings, for every browser.
    Png,
    /// WebP: both, smaller.
    WebP,
}

impl Coat {
    /// The ending of its files.
    pub fn ending(self) -> &'static str {
        match self {
            Coat::Jpeg => "jpg",
            Coat::Png => "png",
            Coat::WebP => "webp",
        }
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Coat::Jpeg => "image/jpeg",
            Coat::Png => "image/png",
            Coat::WebP => "image/webp",
        }
    }

    /// Whether every browser, feed reader and social network reads it.
    pub fn is_for_all(self) -> bool {
        self != Coat::WebP
    }
}

/// A form in which a picture is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Variant {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// How it is kept.
    pub coat: Coat,
}

/// The variants of a picture with these dimensions, by width, for all before WebP; none for what moves and for SVG. No variant is
/// wider than the picture.
pub fn of(look: &Look, (width, height): (u32, u32), widths: &[u32]) -> Vec<Variant> {
    if look.is_moving || look.form == Form::Svg {
        return Vec::new();
    }
    let for_all = if look.has_alpha || !look.is_rich { Coat::Png } else { Coat::Jpeg };
    let variant = |across: u32, coat: Coat| {
        let down = (u64::from(height) * u64::from(across) + u64::from(width) / 2) / u64::from(width.max(1));
        Variant { width: across, height: (down as u32).max(1), coat }
    };
    steps(look, width, widths)
        .into_iter()
        .flat_map(|across| [variant(across, for_all), variant(across, Coat::WebP)])
        .collect()
}

/// The widths of the settings that are smaller than the picture; its own instead of those that come near, or are missing.
///
/// A photograph is never published wider than the settings say. A drawing is, up to twice: its own pixels are sharper than
/// others, and smaller, since scaling makes new colours.
fn steps(look: &Look, width: u32, widths: &[u32]) -> Vec<u32> {
    let largest = widths.last().copied().unwrap_or(width);
    let most = if look.is_rich { largest } else { largest.saturating_mul(2) };
    let own = (width <= most).then_some(width);
    let is_apart = |step: &u32| match own {
        Some(own) => u64::from(*step) * 115 <= u64::from(own) * 100,
        None => *step < width,
    };
    widths.iter().copied().filter(is_apart).chain(own).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(look: Look, dimensions: (u32, u32)) -> String {
        let one = |variant: Variant| format!("{}x{}.{}", variant.width, variant.height, variant.coat.ending());
        of(&look, dimensions, &[480, 960, 1440]).into_iter().map(one).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_photograph_has_the_widths_of_the_settings_and_never_more_than_its_own() {
        let photograph = Look { form: Form::Jpeg, is_moving: false, has_alpha: false, is_rich: true };
        assert_eq!(
            told(photograph, (4000, 3000)),
            "480x360.jpg 480x360.webp 960x720.jpg 960x720.webp 1440x1080.jpg 1440x1080.webp"
        );
        assert_eq!(told(photograph, (1000, 10)), "480x5.jpg 480x5.webp 1000x10.jpg 1000x10.webp");
        assert_eq!(told(photograph, (100, 50)), "100x50.jpg 100x50.webp");
        assert_eq!(told(Look { has_alpha: true, ..photograph }, (100, 50)), "100x50.png 100x50.webp");
    }

    #[test]
    fn a_drawing_keeps_its_own_pixels_and_what_moves_or_has_no_pixels_stays_as_it_is() {
        let drawing = Look { form: Form::Png, is_moving: false, has_alpha: false, is_rich: false };
        assert_eq!(
            told(drawing, (1600, 1000)),
            "480x300.png 480x300.webp 960x600.png 960x600.webp 1600x1000.png 1600x1000.webp"
        );
        assert!(told(drawing, (4000, 10)).ends_with("1440x4.png 1440x4.webp"));
        assert_eq!(told(Look { is_moving: true, ..drawing }, (1600, 1000)), "");
        assert_eq!(told(Look { form: Form::Svg, ..drawing }, (1600, 1000)), "");
    }
}
