//! Drawings of few colours. Scaling makes thousands of new ones between them, which nobody sees and which make a small picture
//! larger than a large one: they become the nearest of the most frequent.

use rustc_hash::FxHashMap;

use super::decode::Pixels;

/// As many colours as a picture with a table of them may have.
const MOST: usize = 256;

/// The colours of a picture by how often they occur, most frequent first; nothing if there are more than `most`.
fn colours(pixels: &Pixels, most: usize) -> Option<Vec<[u8; 4]>> {
    let mut counts: FxHashMap<[u8; 4], u32> = FxHashMap::default();
    // Neighbours are mostly alike.
    for run in pixels.data.chunks_exact(pixels.channels).collect::<Vec<&[u8]>>().chunk_by(|one, other| one == other) {
        *counts.entry(colour(run[0])).or_default() += run.len() as u32;
        if counts.len() > most {
            return None;
        }
    }
    let mut colours: Vec<([u8; 4], u32)> = counts.into_iter().collect();
    colours.sort_unstable_by(|one, other| (other.1, one.0).cmp(&(one.1, other.0)));
    Some(colours.into_iter().map(|(colour, _)| colour).collect())
}

/// A pixel with how much is seen through it.
fn colour(pixel: &[u8]) -> [u8; 4] {
    match *pixel {
        // What can't be seen has no colour.
        [_, _, _, 0] => [0; 4],
        [red, green, blue, alpha] => [red, green, blue, alpha],
        [red, green, blue] => [red, green, blue, 255],
        _ => [0; 4],
    }
}

/// Whether a picture has so few colours that a table holds them.
pub(super) fn has_few(pixels: &Pixels) -> bool {
    colours(pixels, MOST).is_some()
}

/// The same picture with no more colours than a table holds.
pub(super) fn reduce(mut pixels: Pixels) -> Pixels {
    let Some(mut table) = colours(&pixels, usize::MAX) else { return pixels };
    table.truncate(MOST);
    let mut nearest: FxHashMap<[u8; 4], [u8; 4]> = table.iter().map(|colour| (*colour, *colour)).collect();
    let channels = pixels.channels;
    let mut last = ([0; 4], [0; 4]);
    for pixel in pixels.data.chunks_exact_mut(channels) {
        let wanted = colour(pixel);
        if wanted == last.0 && wanted[3] != 0 {
            pixel.copy_from_slice(&last.1[..channels]);
            continue;
        }
        let found = nearest
            .entry(wanted)
            .or_insert_with(|| table.iter().copied().min_by_key(|colour| distance(*colour, wanted)).unwrap_or(wanted));
        pixel.copy_from_slice(&found[..channels]);
        last = (wanted, *found);
    }
    pixels
}

fn distance(one: [u8; 4], other: [u8; 4]) -> u32 {
    one.iter().zip(other).map(|(one, other)| u32::from(one.abs_diff(other)).pow(2)).sum()
}

/// A picture as numbers of colours in a table.
pub(super) struct Indexed {
    /// Red, green and blue of each colour.
    pub(super) colours: Vec<u8>,
    /// How much is seen through each.
    pub(super) alphas: Vec<u8>,
    /// The number of each pixel.
    pub(super) data: Vec<u8>,
}

/// The picture with a table, if one holds its colours.
pub(super) fn indexed(pixels: &Pixels) -> Option<Indexed> {
    let table = colours(pixels, MOST)?;
    let numbers: FxHashMap<[u8; 4], u8> = table.iter().zip(0..=u8::MAX).map(|(colour, at)| (*colour, at)).collect();
    let data = pixels.data.chunks_exact(pixels.channels).map(|pixel| numbers[&colour(pixel)]).collect();
    Some(Indexed {
        colours: table.iter().flat_map(|[red, green, blue, _]| [*red, *green, *blue]).collect(),
        alphas: table.iter().map(|colour| colour[3]).collect(),
        data,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_colours_become_the_nearest_of_the_frequent() {
        let ramp = (0..=255u8).flat_map(|grey| [grey; 6]);
        let data = ramp.chain([3, 4, 3]).collect();
        let pixels = Pixels { width: 513, height: 1, channels: 3, data, profile: None };
        assert!(!has_few(&pixels) && indexed(&pixels).is_none());
        let reduced = reduce(pixels);
        assert!(has_few(&reduced));
        assert_eq!(reduced.data[512 * 3..], [3, 3, 3]);
        let indexed = indexed(&reduced).expect("few colours");
        assert_eq!((indexed.data.len(), indexed.colours.len(), indexed.alphas.len()), (513, 768, 256));
    }
}
