//! Text put together from pieces of a file, which still knows where each came from.
//!
//! Markdown hands text over in pieces (at every bracket, entity and smart quote) and cuts the
//! markers of quotations and lists out of it, so that a position in the text is none in the file.

use std::ops::Range;

/// A text and the bytes of the file its pieces were written with.
#[derive(Default)]
pub(in crate::parse) struct Joined {
    /// The text.
    pub(in crate::parse) text: String,
    pieces: Vec<Piece>,
}

struct Piece {
    /// Where it begins in the text.
    at: usize,
    /// The bytes of the file.
    source: Range<usize>,
    /// Whether it stands in the file as it is; an entity does not.
    is_verbatim: bool,
}

impl Joined {
    /// Appends a piece that was written with the bytes `source` of `file`.
    pub(in crate::parse) fn push(&mut self, piece: &str, file: &str, source: Range<usize>) {
        let is_verbatim = file.get(source.clone()) == Some(piece);
        self.pieces.push(Piece { at: self.text.len(), source, is_verbatim });
        self.text.push_str(piece);
    }

    /// The bytes of the file a part of the text was written with.
    pub(in crate::parse) fn source(&self, range: Range<usize>) -> Range<usize> {
        let start = self.locate(range.start, |piece, offset| match piece.is_verbatim {
            true => piece.source.start + offset,
            false => piece.source.start,
        });
        if range.is_empty() {
            return start..start;
        }
        let end = self.locate(range.end - 1, |piece, offset| match piece.is_verbatim {
            true => piece.source.start + offset + 1,
            false => piece.source.end,
        });
        start..end.max(start)
    }

    fn locate(&self, at: usize, place: impl Fn(&Piece, usize) -> usize) -> usize {
        let after = self.pieces.partition_point(|piece| piece.at <= at);
        let piece = after.checked_sub(1).and_then(|index| self.pieces.get(index));
        piece.map_or(0, |piece| place(piece, at - piece.at).min(piece.source.end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_in_the_text_is_found_in_the_file() {
        let file = "> a &amp; b\n> c";
        let mut joined = Joined::default();
        joined.push("a ", file, 2..4);
        joined.push("&", file, 4..9);
        joined.push(" b\n", file, 9..12);
        joined.push("c", file, 14..15);
        assert_eq!(joined.text, "a & b\nc");
        assert_eq!(&file[joined.source(2..3)], "&amp;");
        assert_eq!(&file[joined.source(4..5)], "b");
        assert_eq!(&file[joined.source(6..7)], "c");
        assert_eq!(joined.source(7..7), 15..15);
    }
}
