//! Pixels → fewer pixels. The instructions of a processor that are used change no byte: integers only.

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};

use super::decode::Pixels;

/// Makes a picture smaller.
pub(super) fn to(pixels: Pixels, (width, height): (u32, u32)) -> Result<Pixels, String> {
    if (pixels.width, pixels.height) == (width, height) {
        return Ok(pixels);
    }
    let kind = if pixels.channels == 4 { PixelType::U8x4 } else { PixelType::U8x3 };
    let from = ImageRef::new(pixels.width, pixels.height, &pixels.data, kind).map_err(|error| error.to_string())?;
    let mut to = Image::new(width, height, kind);
    // With how much is seen through a pixel taken into account.
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3)).use_alpha(true);
    Resizer::new().resize(&from, &mut to, &options).map_err(|error| error.to_string())?;
    Ok(Pixels { width, height, data: to.into_vec(), ..pixels })
}
