//! Pixels → the bytes of a variant.

use jpeg_encoder::SamplingFactor;
use webp::WebPConfig;

use super::decode::Pixels;
use super::variants::Coat;
use super::{bytes, palette};

/// Where nobody sees a difference at the size of a page; docs/decisions/0011 has the bytes of others.
const JPEG_QUALITY: u8 = 80;
const WEBP_QUALITY: f32 = 82.0;
/// Twice as quick as the usual method of libwebp, for 2 % more bytes.
const WEBP_METHOD: i32 = 2;

/// Writes a picture. `is_rich`: it is a photograph, and what the eye does not see may go.
pub(super) fn encode(pixels: &Pixels, coat: Coat, is_rich: bool) -> Result<Vec<u8>, String> {
    match coat {
        Coat::Jpeg => jpeg(pixels),
        Coat::Png => png(pixels).map_err(|error| error.to_string()),
        Coat::WebP => webp(pixels, is_rich),
    }
}

fn jpeg(pixels: &Pixels) -> Result<Vec<u8>, String> {
    let mut made = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut made, JPEG_QUALITY);
    encoder.set_progressive(true);
    encoder.set_optimized_huffman_tables(true);
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    if let Some(profile) = &pixels.profile {
        encoder.add_icc_profile(profile).map_err(|error| error.to_string())?;
    }
    let side = |side: u32| u16::try_from(side).map_err(|error| error.to_string());
    let kind = if pixels.channels == 4 { jpeg_encoder::ColorType::Rgba } else { jpeg_encoder::ColorType::Rgb };
    encoder.encode(&pixels.data, side(pixels.width)?, side(pixels.height)?, kind).map_err(|error| error.to_string())?;
    Ok(made)
}

fn png(pixels: &Pixels) -> Result<Vec<u8>, png::EncodingError> {
    let mut info = png::Info::with_size(pixels.width, pixels.height);
    info.icc_profile = pixels.profile.as_deref().map(Into::into);
    info.color_type = if pixels.channels == 4 { png::ColorType::Rgba } else { png::ColorType::Rgb };
    info.bit_depth = png::BitDepth::Eight;
    let indexed = palette::indexed(pixels);
    if let Some(indexed) = &indexed {
        info.color_type = png::ColorType::Indexed;
        info.palette = Some((&indexed.colours).into());
        info.trns = (pixels.channels == 4).then(|| (&indexed.alphas).into());
    }
    let mut made = Vec::new();
    let mut encoder = png::Encoder::with_info(&mut made, info)?;
    encoder.set_compression(png::Compression::High);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(indexed.as_ref().map_or(&pixels.data, |indexed| &indexed.data))?;
    writer.finish()?;
    Ok(made)
}

fn webp(pixels: &Pixels, is_rich: bool) -> Result<Vec<u8>, String> {
    let failed = || "can't be written as WebP".to_owned();
    let mut config = WebPConfig::new().map_err(|()| failed())?;
    config.lossless = i32::from(!is_rich);
    config.quality = if is_rich { WEBP_QUALITY } else { 75.0 };
    config.method = if is_rich { WEBP_METHOD } else { 4 };
    // One thread, so that nothing depends on how many there are.
    config.thread_level = 0;
    let encoder = match pixels.channels {
        4 => webp::Encoder::from_rgba(&pixels.data, pixels.width, pixels.height),
        _ => webp::Encoder::from_rgb(&pixels.data, pixels.width, pixels.height),
    };
    let made = encoder.encode_advanced(&config).map_err(|error| format!("{}: {error:?}", failed()))?;
    match &pixels.profile {
        Some(profile) => bytes::with_profile(&made, profile).map_err(|flaw| flaw.to_string()),
        None => Ok(made.to_vec()),
    }
}
