//! PNG: chunks with a length, a name and a checksum.

use super::{CUT, Facts, Flaw, Piece, bytes_at};
use crate::pictures::Form;
use crate::pictures::exif::Orientation;

const HEAD: usize = 8;

/// What a picture is made of, and how its colours are meant.
const KEPT: [&[u8; 4]; 15] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"pHYs",
    b"acTL", b"fcTL", b"fdAT",
];

pub(super) fn facts(content: &[u8]) -> Result<Facts, Flaw> {
    let mut facts = Facts::new(Form::Png);
    let (mut colours, mut bytes) = (0, 0);
    for piece in pieces(content)? {
        match &piece.kind {
            b"IHDR" => {
                let [width, height] = [0, 4].map(|at| bytes_at(piece.content, at).map_or(0, u32::from_be_bytes));
                facts.size = (width, height);
                colours = piece.content.get(9).copied().unwrap_or_default();
                facts.has_alpha = colours & 4 != 0;
            }
            b"tRNS" => facts.has_alpha = true,
            b"iCCP" => facts.profile = piece.content.len(),
            b"eXIf" => facts.orientation = Orientation::read(piece.content),
            b"acTL" => facts.is_moving = true,
            b"IDAT" => bytes += piece.content.len(),
            _ => {}
        }
    }
    const PALETTE: u8 = 3;
    facts.is_rich = colours != PALETTE && facts.is_heavy(bytes);
    Ok(facts)
}

pub(super) fn cleaned(content: &[u8]) -> Result<Vec<u8>, Flaw> {
    let mut cleaned = Vec::with_capacity(content.len());
    cleaned.extend(&content[..HEAD]);
    let notes = facts(content)?.orientation.notes();
    for piece in pieces(content)? {
        if KEPT.contains(&&piece.kind) {
            cleaned.extend(piece.whole);
        }
        if let (b"IHDR", Some(notes)) = (&piece.kind, &notes) {
            chunk(&mut cleaned, *b"eXIf", notes);
        }
    }
    Ok(cleaned)
}

fn chunk(to: &mut Vec<u8>, kind: [u8; 4], content: &[u8]) {
    to.extend((content.len() as u32).to_be_bytes());
    to.extend(kind);
    to.extend(content);
    let checksum = kind.iter().chain(content).fold(u32::MAX, |checksum, byte| {
        (0..8).fold(checksum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ (0xedb8_8320 & (sum & 1).wrapping_neg()))
    });
    to.extend((!checksum).to_be_bytes());
}

/// The chunks up to the last.
fn pieces(content: &[u8]) -> Result<Vec<Piece<'_>>, Flaw> {
    let mut pieces = Vec::new();
    let mut at = HEAD;
    loop {
        let length = bytes_at(content, at).map(u32::from_be_bytes).ok_or(CUT)?;
        let length = usize::try_from(length).map_err(|_| CUT)?;
        let kind = bytes_at(content, at + 4).ok_or(CUT)?;
        let end = (at + 12).checked_add(length).ok_or(CUT)?;
        let whole = content.get(at..end).ok_or(CUT)?;
        pieces.push(Piece { kind, content: &whole[8..8 + length], whole });
        at = end;
        if &kind == b"IEND" {
            break;
        }
    }
    let is_made = pieces.first().is_some_and(|piece| &piece.kind == b"IHDR");
    if is_made { Ok(pieces) } else { Err(Flaw("can't be read: it is damaged")) }
}
