//! WebP: chunks with a name and a length, of even lengths.

use super::{CUT, Facts, Flaw, Piece, bytes_at};
use crate::pictures::Form;
use crate::pictures::exif::Orientation;

const HEAD: usize = 12;
/// Flags of a picture of several chunks.
const MOVES: u8 = 0x02;
const NOTED: u8 = 0x04 | 0x08;
const NOTES: u8 = 0x08;
const ALPHA: u8 = 0x10;
const PROFILE: u8 = 0x20;

pub(super) fn facts(content: &[u8]) -> Result<Facts, Flaw> {
    let mut facts = Facts::new(Form::WebP);
    let mut is_sized = false;
    for piece in pieces(content)? {
        let content = piece.content;
        match &piece.kind {
            b"VP8X" => {
                let flags = content.first().copied().unwrap_or_default();
                facts.is_moving = flags & MOVES != 0;
                facts.has_alpha = flags & ALPHA != 0;
                let [width, height] = [4, 7].map(|at| bytes_at::<3>(content, at).map_or(0, three).saturating_add(1));
                facts.size = (width, height);
                is_sized = true;
            }
            b"VP8 " => {
                let [width, height] = [6, 8].map(|at| bytes_at(content, at).map_or(0, u16::from_le_bytes) & 0x3fff);
                facts.size = if is_sized { facts.size } else { (width.into(), height.into()) };
                facts.is_rich = true;
            }
            b"VP8L" => {
                let bits = bytes_at(content, 1).map_or(0, u32::from_le_bytes);
                if !is_sized {
                    facts.size = ((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1);
                }
                facts.has_alpha |= bits >> 28 & 1 == 1;
                facts.is_rich = facts.is_heavy(content.len());
            }
            b"ICCP" => facts.profile = content.len(),
            b"EXIF" => facts.orientation = Orientation::read(content.strip_prefix(b"Exif\0\0").unwrap_or(content)),
            _ => {}
        }
    }
    Ok(facts)
}

pub(super) fn cleaned(content: &[u8]) -> Result<Vec<u8>, Flaw> {
    const KEPT: [&[u8; 4]; 7] = [b"VP8X", b"ICCP", b"ANIM", b"ANMF", b"ALPH", b"VP8 ", b"VP8L"];
    let pieces = pieces(content)?;
    let notes = facts(content)?.orientation.notes();
    let mut cleaned = content[..HEAD].to_vec();
    for piece in pieces.iter().filter(|piece| KEPT.contains(&&piece.kind)) {
        match (&piece.kind, piece.content) {
            (b"VP8X", [flags, rest @ ..]) => {
                let flags = flags & !NOTED | if notes.is_some() { NOTES } else { 0 };
                chunk(&mut cleaned, *b"VP8X", &[&[flags], rest].concat());
            }
            // A frame is a file of its own, with chunks of its own.
            (b"ANMF", frame) => chunk(&mut cleaned, *b"ANMF", &frame_cleaned(frame)?),
            (kind, content) => chunk(&mut cleaned, *kind, content),
        }
    }
    notes.iter().for_each(|notes| chunk(&mut cleaned, *b"EXIF", notes));
    Ok(with_length(cleaned))
}

fn frame_cleaned(frame: &[u8]) -> Result<Vec<u8>, Flaw> {
    let (head, _) = frame.split_at_checked(16).ok_or(CUT)?;
    let mut cleaned = head.to_vec();
    for piece in chunks(frame, 16)? {
        if matches!(&piece.kind, b"ALPH" | b"VP8 " | b"VP8L") {
            chunk(&mut cleaned, piece.kind, piece.content);
        }
    }
    Ok(cleaned)
}

/// A picture of one frame with a colour profile.
pub(in crate::pictures) fn with_profile(content: &[u8], profile: &[u8]) -> Result<Vec<u8>, Flaw> {
    let facts = facts(content)?;
    let mut made = content[..HEAD].to_vec();
    let flags = PROFILE | if facts.has_alpha { ALPHA } else { 0 };
    let mut head = vec![flags, 0, 0, 0];
    head.extend([facts.size.0, facts.size.1].iter().flat_map(|side| (side - 1).to_le_bytes().into_iter().take(3)));
    chunk(&mut made, *b"VP8X", &head);
    chunk(&mut made, *b"ICCP", profile);
    for piece in pieces(content)?.iter().filter(|piece| &piece.kind != b"VP8X") {
        chunk(&mut made, piece.kind, piece.content);
    }
    Ok(with_length(made))
}

fn chunk(to: &mut Vec<u8>, kind: [u8; 4], content: &[u8]) {
    to.extend(kind);
    to.extend((content.len() as u32).to_le_bytes());
    to.extend(content);
    if content.len() % 2 == 1 {
        to.push(0);
    }
}

fn with_length(mut content: Vec<u8>) -> Vec<u8> {
    let length = (content.len() - 8) as u32;
    content[4..8].copy_from_slice(&length.to_le_bytes());
    content
}

fn pieces(content: &[u8]) -> Result<Vec<Piece<'_>>, Flaw> {
    let length = bytes_at(content, 4).map(u32::from_le_bytes).ok_or(CUT)?;
    let end = usize::try_from(length).ok().and_then(|length| length.checked_add(8)).ok_or(CUT)?;
    // What lies behind the length is none of it; an odd length may lack its last byte.
    let content = content.get(..end).or_else(|| content.get(..end - 1)).ok_or(CUT)?;
    let pieces = chunks(content, HEAD)?;
    let has_pixels = |piece: &Piece| matches!(&piece.kind, b"VP8 " | b"VP8L" | b"ANMF");
    if pieces.iter().any(has_pixels) { Ok(pieces) } else { Err(Flaw("can't be read: it is damaged")) }
}

fn chunks(content: &[u8], from: usize) -> Result<Vec<Piece<'_>>, Flaw> {
    let mut pieces = Vec::new();
    let mut at = from;
    while at < content.len() {
        let kind = bytes_at(content, at).ok_or(CUT)?;
        let length = bytes_at(content, at + 4).map(u32::from_le_bytes).ok_or(CUT)?;
        let length = usize::try_from(length).map_err(|_| CUT)?;
        let end = (at + 8).checked_add(length).ok_or(CUT)?;
        let whole = content.get(at..end).ok_or(CUT)?;
        pieces.push(Piece { kind, content: &whole[8..], whole });
        at = end + length % 2;
    }
    Ok(pieces)
}

fn three([low, middle, high]: [u8; 3]) -> u32 {
    u32::from_le_bytes([low, middle, high, 0])
}
