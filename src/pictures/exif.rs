//! The one thing of a camera's notes that belongs to the picture: how it was held.

use super::decode::Pixels;

/// How a picture must be turned to be seen as it was taken: 1 to 8, as EXIF counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Orientation(u8);

impl Default for Orientation {
    fn default() -> Orientation {
        Orientation(1)
    }
}

const TAG: u16 = 0x0112;
const SHORT: u16 = 3;

impl Orientation {
    /// Reads it from the notes, which are a TIFF file. Whatever is odd about them means that nothing is turned.
    pub(super) fn read(notes: &[u8]) -> Orientation {
        Orientation::find(notes).unwrap_or_default()
    }

    fn find(notes: &[u8]) -> Option<Orientation> {
        let is_little = match notes.get(..4)? {
            b"II*\0" => true,
            b"MM\0*" => false,
            _ => return None,
        };
        let short = |at: usize| {
            let pair: [u8; 2] = notes.get(at..at.checked_add(2)?)?.try_into().ok()?;
            Some(if is_little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) })
        };
        let long = |at: usize| {
            let four: [u8; 4] = notes.get(at..at.checked_add(4)?)?.try_into().ok()?;
            Some(if is_little { u32::from_le_bytes(four) } else { u32::from_be_bytes(four) })
        };
        let first = usize::try_from(long(4)?).ok()?;
        let entries = usize::from(short(first)?);
        let at = |entry: usize| first.checked_add(2 + entry * 12);
        let entry = (0..entries).filter_map(at).find(|at| short(*at) == Some(TAG))?;
        let value = short(entry.checked_add(8)?)?;
        let is_known = short(entry + 2) == Some(SHORT) && (1..=8).contains(&value);
        is_known.then_some(Orientation(value as u8))
    }

    /// Notes that say nothing else; none for a picture that is not turned.
    pub(super) fn notes(self) -> Option<Vec<u8>> {
        let one_entry = || {
            let mut notes = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
            notes.extend([self.0, 0, 0, 0, 0, 0, 0, 0]);
            notes
        };
        (self.0 != 1).then(one_entry)
    }

    /// Whether width and height change places.
    pub(super) fn swaps(self) -> bool {
        self.0 >= 5
    }

    /// Turns a picture.
    pub(super) fn apply(self, pixels: Pixels) -> Pixels {
        if self.0 == 1 {
            return pixels;
        }
        let (width, height) = (pixels.width as usize, pixels.height as usize);
        let (to_width, to_height) = if self.swaps() { (height, width) } else { (width, height) };
        let (right, bottom) = (width - 1, height - 1);
        let a_pixel = pixels.channels;
        let mut data = Vec::with_capacity(pixels.data.len());
        for y in 0..to_height {
            for x in 0..to_width {
                let (x, y) = match self.0 {
                    2 => (right - x, y),
                    3 => (right - x, bottom - y),
                    4 => (x, bottom - y),
                    5 => (y, x),
                    6 => (y, bottom - x),
                    7 => (right - y, bottom - x),
                    _ => (right - y, x),
                };
                let at = (y * width + x) * a_pixel;
                data.extend_from_slice(&pixels.data[at..at + a_pixel]);
            }
        }
        Pixels { width: to_width as u32, height: to_height as u32, data, ..pixels }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two letters wide, three high.
    fn turned(orientation: u8) -> String {
        let data = b"abcdef".iter().flat_map(|letter| [*letter; 3]).collect();
        let pixels = Pixels { width: 2, height: 3, channels: 3, data, profile: None };
        let turned = Orientation(orientation).apply(pixels);
        let rows = turned.data.chunks(3 * turned.width as usize);
        let row = |row: &[u8]| row.iter().step_by(3).map(|byte| char::from(*byte)).collect::<String>();
        rows.map(row).collect::<Vec<_>>().join("/")
    }

    #[test]
    fn pictures_are_turned_as_the_camera_was_held() {
        let all: Vec<String> = (1..=8).map(turned).collect();
        let expected = ["ab/cd/ef", "ba/dc/fe", "fe/dc/ba", "ef/cd/ab", "ace/bdf", "eca/fdb", "fdb/eca", "bdf/ace"];
        assert_eq!(all, expected);
    }

    #[test]
    fn notes_are_read_and_written_and_nothing_odd_breaks_the_reading() {
        for value in 2..=8 {
            let notes = Orientation(value).notes().expect("it is turned");
            assert_eq!(Orientation::read(&notes), Orientation(value));
            for end in 0..notes.len() {
                Orientation::read(&notes[..end]);
            }
        }
        assert_eq!(Orientation(1).notes(), None);
        assert_eq!(Orientation::read(b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0"), Orientation(6));
        assert_eq!(Orientation::read(b"II*\0\xff\xff\xff\xff"), Orientation(1));
        assert_eq!(Orientation::read(b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x09\0"), Orientation(1));
    }
}
