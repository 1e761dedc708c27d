//! JPEG: segments behind markers, and the coded pixels behind each `SOS`.

use super::{CUT, Facts, Flaw, Piece, bytes_at};
use crate::pictures::Form;
use crate::pictures::exif::Orientation;

const START: [u8; 2] = [0xff, 0xd8];
const END: [u8; 2] = [0xff, 0xd9];
const SCAN: u8 = 0xda;
/// Each pass over the picture takes the time of a whole one; progressive files have about ten.
const MOST_SCANS: usize = 200;
const NOTES: &[u8] = b"Exif\0\0";
const PROFILE: &[u8] = b"ICC_PROFILE\0";

pub(super) fn facts(content: &[u8]) -> Result<Facts, Flaw> {
    let mut facts = Facts { is_rich: true, ..Facts::new(Form::Jpeg) };
    for piece in pieces(content)? {
        match piece.kind[1] {
            0xe1 => {
                if let Some(notes) = piece.content.strip_prefix(NOTES) {
                    facts.orientation = Orientation::read(notes);
                }
            }
            0xe2 if piece.content.starts_with(PROFILE) => facts.profile += piece.content.len(),
            0xc0..=0xcf if !matches!(piece.kind[1], 0xc4 | 0xc8 | 0xcc) => {
                let [height, width] = [1, 3].map(|at| bytes_at(piece.content, at).map_or(0, u16::from_be_bytes));
                facts.size = (width.into(), height.into());
                facts.is_for_print = piece.content.get(5) == Some(&4);
            }
            _ => {}
        }
    }
    Ok(facts)
}

pub(super) fn cleaned(content: &[u8]) -> Result<Vec<u8>, Flaw> {
    let pieces = pieces(content)?;
    let mut cleaned = Vec::with_capacity(content.len());
    cleaned.extend(START);
    let is_file_head = |piece: &&Piece| piece.kind[1] == 0xe0 && piece.content.starts_with(b"JFIF\0");
    pieces.iter().find(is_file_head).into_iter().for_each(|piece| cleaned.extend(piece.whole));
    if let Some(notes) = facts(content)?.orientation.notes() {
        cleaned.extend([0xff, 0xe1]);
        cleaned.extend(((2 + NOTES.len() + notes.len()) as u16).to_be_bytes());
        cleaned.extend(NOTES);
        cleaned.extend(notes);
    }
    for piece in &pieces {
        let is_kept = match piece.kind[1] {
            0xe2 => piece.content.starts_with(PROFILE),
            // Tells how colours are coded.
            0xee => piece.content.starts_with(b"Adobe"),
            // Comments, and what applications note.
            0xe0..=0xef | 0xfe => false,
            _ => true,
        };
        if is_kept {
            cleaned.extend(piece.whole);
        }
    }
    cleaned.extend(END);
    Ok(cleaned)
}

/// The segments between start and end; what lies behind the end is none of it.
fn pieces(content: &[u8]) -> Result<Vec<Piece<'_>>, Flaw> {
    let mut pieces = Vec::new();
    let mut at = 2;
    loop {
        let start = at;
        if *content.get(at).ok_or(CUT)? != 0xff {
            return Err(Flaw("can't be read: it is damaged"));
        }
        // Any number of the same byte may stand before a marker.
        while *content.get(at).ok_or(CUT)? == 0xff {
            at += 1;
        }
        let marker = content[at];
        at += 1;
        match marker {
            0xd9 => break,
            0x00 | 0x01 | 0xd0..=0xd8 => return Err(Flaw("can't be read: it is damaged")),
            _ => {}
        }
        let length = usize::from(bytes_at(content, at).map(u16::from_be_bytes).ok_or(CUT)?);
        let inner = content.get(at + 2..at + length.max(2)).ok_or(CUT)?;
        at += length.max(2);
        if marker == SCAN {
            at = end_of_scan(content, at)?;
        }
        pieces.push(Piece { kind: [0xff, marker, 0, 0], content: inner, whole: &content[start..at] });
    }
    match pieces.iter().filter(|piece| piece.kind[1] == SCAN).count() {
        0 => Err(CUT),
        1..=MOST_SCANS => Ok(pieces),
        _ => Err(Flaw("can't be read: it has more passes than any program writes")),
    }
}

/// Where the coded pixels end: at the next marker that does not only mark a place in them.
fn end_of_scan(content: &[u8], from: usize) -> Result<usize, Flaw> {
    let mut at = from;
    loop {
        at += memchr::memchr(0xff, content.get(at..).ok_or(CUT)?).ok_or(CUT)?;
        match content.get(at + 1).ok_or(CUT)? {
            0x00 | 0xd0..=0xd7 => at += 2,
            0xff => at += 1,
            _ => return Ok(at),
        }
    }
}
