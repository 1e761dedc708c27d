//! GIF: blocks of blocks.

use super::{CUT, Facts, Flaw, Piece, bytes_at};
use crate::pictures::Form;

const SCREEN: usize = 13;
const EXTENSION: u8 = 0x21;
const PICTURE: u8 = 0x2c;
const END: u8 = 0x3b;
const CONTROL: u8 = 0xf9;
const APPLICATION: u8 = 0xff;

pub(super) fn facts(content: &[u8]) -> Result<Facts, Flaw> {
    let mut facts = Facts::new(Form::Gif);
    let [width, height] = [6, 8].map(|at| bytes_at(content, at).map_or(0, u16::from_le_bytes));
    facts.size = (width.into(), height.into());
    let mut frames = 0;
    for piece in pieces(content)? {
        match piece.kind {
            [PICTURE, ..] => {
                frames += 1;
                // A frame that does not fill the screen leaves holes.
                let [left, top, across, down] =
                    [1, 3, 5, 7].map(|at| bytes_at(piece.content, at).map_or(0, u16::from_le_bytes));
                facts.has_alpha |= (left, top) != (0, 0) || across < width || down < height;
            }
            [EXTENSION, CONTROL, ..] => facts.has_alpha |= piece.content.get(3).is_some_and(|flags| flags & 1 == 1),
            _ => {}
        }
    }
    facts.is_moving = frames > 1;
    if frames == 0 { Err(Flaw("can't be read: it is damaged")) } else { Ok(facts) }
}

pub(super) fn cleaned(content: &[u8]) -> Result<Vec<u8>, Flaw> {
    let pieces = pieces(content)?;
    let mut cleaned = content.get(..end_of_screen(content)?).ok_or(CUT)?.to_vec();
    for piece in pieces {
        // How often the frames are repeated.
        let repeats = || [&b"NETSCAPE2.0"[..], b"ANIMEXTS1.0"].iter().any(|name| piece.content[3..].starts_with(name));
        let is_kept = match piece.kind {
            [PICTURE, ..] | [EXTENSION, CONTROL, ..] => true,
            [EXTENSION, APPLICATION, ..] => repeats(),
            _ => false,
        };
        if is_kept {
            cleaned.extend(piece.whole);
        }
    }
    cleaned.push(END);
    Ok(cleaned)
}

/// Where the first block begins: behind the screen and its colours.
fn end_of_screen(content: &[u8]) -> Result<usize, Flaw> {
    Ok(SCREEN + colours(*content.get(10).ok_or(CUT)?))
}

/// The bytes of a table of colours, as flags tell it.
fn colours(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

/// The blocks. Many programs leave out the mark of the end, and nobody minds.
fn pieces(content: &[u8]) -> Result<Vec<Piece<'_>>, Flaw> {
    let mut pieces = Vec::new();
    let mut at = end_of_screen(content)?;
    while let Some(kind) = content.get(at).filter(|kind| **kind != END) {
        let second = *content.get(at + 1).ok_or(CUT)?;
        let blocks = match *kind {
            EXTENSION => at + 2,
            PICTURE => at + 10 + colours(*content.get(at + 9).ok_or(CUT)?) + 1,
            _ => return Err(Flaw("can't be read: it is damaged")),
        };
        let end = end_of_blocks(content, blocks)?;
        let whole = &content[at..end];
        pieces.push(Piece { kind: [*kind, second, 0, 0], content: whole, whole });
        at = end;
    }
    Ok(pieces)
}

/// Behind blocks that tell their length, of which the last is empty.
fn end_of_blocks(content: &[u8], from: usize) -> Result<usize, Flaw> {
    let mut at = from;
    loop {
        let length = *content.get(at).ok_or(CUT)?;
        at += 1 + usize::from(length);
        if length == 0 {
            return Ok(at);
        }
    }
}
