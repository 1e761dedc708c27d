//! Pictures as pages show them and machines are told of them: addresses of their variants.

use super::Renderer;
use crate::addresses;
use crate::graph::portal::Media;
use crate::pictures::{Coat, Variant};
use crate::theme::view::Text;
use crate::theme::views::Picture;
use crate::theme::views::parts::PictureSource;

/// Social networks and search engines want pictures at least so wide.
const WIDE: u32 = 1200;

/// One file that shows a picture.
pub(super) struct Shown {
    /// Its address below the root.
    pub(super) address: String,
    /// Its width and height, where they are known.
    pub(super) dimensions: Option<(u32, u32)>,
}

/// A picture as templates get it, without its texts.
pub(super) fn view(renderer: &Renderer, medium: &Media) -> Picture {
    let variants = medium.variants(&renderer.portal().project.config.image_widths);
    let shown = the_one(medium, variants.iter().rfind(|variant| variant.coat.is_for_all()));
    let all = |coat: Coat| srcset(renderer, medium, variants.iter().filter(|variant| variant.coat == coat));
    let smaller =
        all(Coat::WebP).map(|srcset| PictureSource { r#type: Coat::WebP.media_type().into(), srcset: srcset.into() });
    let srcset = all(Coat::Jpeg).or_else(|| all(Coat::Png)).filter(|srcset| srcset.contains(' '));
    Picture {
        url: renderer.url(&shown.address).into(),
        width: shown.dimensions.map(|(width, _)| width),
        height: shown.dimensions.map(|(_, height)| height),
        srcset: srcset.map(Text::from),
        sources: smaller.into_iter().collect(),
        alt: "".into(),
        caption: None,
        credit: None,
        focus: None,
        crop: None,
    }
}

/// The file that machines are told of: one every program reads, wide enough for a large preview but not wider than that needs.
pub(super) fn for_machines(renderer: &Renderer, medium: &Media) -> Shown {
    let variants = medium.variants(&renderer.portal().project.config.image_widths);
    let mut for_all = variants.iter().filter(|variant| variant.coat.is_for_all());
    the_one(medium, for_all.clone().find(|variant| variant.width >= WIDE).or_else(|| for_all.next_back()))
}

/// The classes that keep the focus of a picture in sight where it is cropped, in steps of a tenth: `crop fx5 fy3` for `50% 30%`.
pub(super) fn crop(focus: &str) -> String {
    let mut tenths = focus.split_whitespace().map(|part| {
        let percent = part.trim_end_matches('%').parse::<f32>().unwrap_or(50.0);
        (percent / 10.0).round().clamp(0.0, 10.0) as u8
    });
    let [x, y] = [tenths.next().unwrap_or(5), tenths.next().unwrap_or(5)];
    format!("crop fx{x} fy{y}")
}

fn the_one(medium: &Media, variant: Option<&Variant>) -> Shown {
    match variant {
        Some(variant) => Shown {
            address: addresses::variant(&medium.source, &medium.facts, *variant),
            dimensions: Some((variant.width, variant.height)),
        },
        None => Shown { address: medium.address.to_string(), dimensions: medium.facts.dimensions },
    }
}

/// `/media/port.….480w.jpg 480w, /media/port.….960w.jpg 960w`; the address alone where there is one; none without variants.
fn srcset<'a>(renderer: &Renderer, medium: &Media, variants: impl Iterator<Item = &'a Variant>) -> Option<String> {
    let one = |variant: &Variant| {
        // A comma in a name would begin the next address.
        let url = renderer.url(&addresses::variant(&medium.source, &medium.facts, *variant)).replace(',', "%2C");
        format!("{url} {}w", variant.width)
    };
    let all: Vec<String> = variants.map(one).collect();
    match &all[..] {
        [] => None,
        [one] => one.split(' ').next().map(str::to_owned),
        all => Some(all.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::crop;

    #[test]
    fn a_focus_is_told_in_tenths() {
        assert_eq!(crop("50% 30%"), "crop fx5 fy3");
        assert_eq!(crop("0% 100%"), "crop fx0 fy10");
        assert_eq!(crop("96% 4.9%"), "crop fx10 fy0");
    }
}
