//! Bytes → pixels, by one decoder a format. None of them is handed a picture larger than [`super::look`] lets pass, and each
//! is told how much memory it may take.

use std::io::Cursor;

use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::{Form, LONGEST_SIDE, MOST_PIXELS};

/// The pixels of a picture, row by row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pixels {
    pub(super) width: u32,
    pub(super) height: u32,
    /// Bytes of a pixel: 3, or 4 with how much is seen through it.
    pub(super) channels: usize,
    pub(super) data: Vec<u8>,
    /// What its colours mean (ICC), where that is told.
    pub(super) profile: Option<Vec<u8>>,
}

/// The most bytes a decoder may take.
const MOST_MEMORY: usize = MOST_PIXELS as usize * 8;

/// Reads a picture. The error is to be read behind «this picture».
pub(super) fn pixels(form: Form, content: &[u8]) -> Result<Pixels, String> {
    let pixels = match form {
        Form::Jpeg => jpeg(content).map_err(|error| error.to_string()),
        Form::Png => png(content).map_err(|error| error.to_string()),
        Form::WebP => webp(content).map_err(|error| error.to_string()),
        Form::Gif => gif(content),
        Form::Svg => Err("it has no pixels".to_owned()),
    };
    let pixels = pixels.map_err(|error| format!("can't be read to its end: {}", error.trim_end()))?;
    let wanted = pixels.width as usize * pixels.height as usize * pixels.channels;
    if wanted == 0 || pixels.data.len() != wanted {
        return Err("can't be read to its end: pixels are missing".to_owned());
    }
    Ok(pixels)
}

fn jpeg(content: &[u8]) -> Result<Pixels, zune_jpeg::errors::DecodeErrors> {
    let side = LONGEST_SIDE as usize;
    let options = DecoderOptions::default().set_max_width(side).set_max_height(side);
    let options = options.jpeg_set_out_colorspace(ColorSpace::RGB);
    let mut decoder = zune_jpeg::JpegDecoder::new_with_options(ZCursor::new(content), options);
    let data = decoder.decode()?;
    let (width, height) = decoder.dimensions().unwrap_or_default();
    Ok(Pixels { width: width as u32, height: height as u32, channels: 3, data, profile: decoder.icc_profile() })
}

fn png(content: &[u8]) -> Result<Pixels, png::DecodingError> {
    let limits = png::Limits { bytes: MOST_MEMORY };
    let mut decoder = png::Decoder::new_with_limits(Cursor::new(content), limits);
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    // Notes and texts are of no use, and may be bombs.
    decoder.set_ignore_text_chunk(true);
    let mut reader = decoder.read_info()?;
    let size = reader.output_buffer_size().filter(|size| *size <= MOST_MEMORY);
    let mut data = vec![0; size.ok_or(png::DecodingError::LimitsExceeded)?];
    let frame = reader.next_frame(&mut data)?;
    data.truncate(frame.buffer_size());
    let (channels, data) = match frame.color_type {
        png::ColorType::Rgb => (3, data),
        png::ColorType::Rgba => (4, data),
        png::ColorType::GrayscaleAlpha => (4, spread(&data, 2, |grey| [grey[0], grey[0], grey[0], grey[1]])),
        png::ColorType::Grayscale | png::ColorType::Indexed => (3, spread(&data, 1, |grey| [grey[0]; 3])),
    };
    let profile = reader.info().icc_profile.as_deref().map(<[u8]>::to_vec);
    Ok(Pixels { width: frame.width, height: frame.height, channels, data, profile })
}

/// Pixels of few channels as pixels of more.
fn spread<const N: usize>(data: &[u8], channels: usize, pixel: impl Fn(&[u8]) -> [u8; N]) -> Vec<u8> {
    data.chunks_exact(channels).flat_map(pixel).collect()
}

fn webp(content: &[u8]) -> Result<Pixels, image_webp::DecodingError> {
    let mut decoder = image_webp::WebPDecoder::new(Cursor::new(content))?;
    decoder.set_memory_limit(MOST_MEMORY);
    let (width, height) = decoder.dimensions();
    let channels = if decoder.has_alpha() { 4 } else { 3 };
    let size = decoder.output_buffer_size().filter(|size| *size <= MOST_MEMORY);
    let mut data = vec![0; size.ok_or(image_webp::DecodingError::MemoryLimitExceeded)?];
    decoder.read_image(&mut data)?;
    Ok(Pixels { width, height, channels, data, profile: decoder.icc_profile()? })
}

/// The first frame on its screen.
fn gif(content: &[u8]) -> Result<Pixels, String> {
    let mut options = gif::DecodeOptions::new();
    options.set_color_output(gif::ColorOutput::RGBA);
    options.check_frame_consistency(true);
    let limit = std::num::NonZeroU64::new(MOST_MEMORY as u64).expect("it is not zero");
    options.set_memory_limit(gif::MemoryLimit::Bytes(limit));
    let mut decoder = options.read_info(Cursor::new(content)).map_err(|error| error.to_string())?;
    let (width, height) = (usize::from(decoder.width()), usize::from(decoder.height()));
    let frame = decoder.read_next_frame().map_err(|error| error.to_string())?;
    let frame = frame.ok_or_else(|| "it has no frame".to_owned())?;
    let mut data = vec![0; width * height * 4];
    let (left, top, across) = (usize::from(frame.left), usize::from(frame.top), usize::from(frame.width) * 4);
    for (row, line) in frame.buffer.chunks_exact(across.max(1)).enumerate() {
        let at = ((top + row) * width + left) * 4;
        let place = data.get_mut(at..at + across).ok_or_else(|| "its frame is larger than the picture".to_owned())?;
        place.copy_from_slice(line);
    }
    Ok(Pixels { width: width as u32, height: height as u32, channels: 4, data, profile: None })
}
