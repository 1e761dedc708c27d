//! Numbers as few letters: articles of a word in rising order, each with its weight.
//!
//! A number is written with 30 letters that are followed by more and 64 that end it; small ones, which most are,
//! take one. All are printable and none is a space, so that a line is one word with its articles.

/// The first of the letters that end a number.
const LAST: u8 = b'!';
const LASTS: u32 = 64;
const MORES: u32 = 30;
/// The first of those that are followed.
const MORE: u8 = LAST + LASTS as u8;

/// The bits of a weight below an article's number.
pub(super) const WEIGHT_BITS: u32 = 3;
/// The highest weight.
pub(super) const HIGHEST: u8 = (1 << WEIGHT_BITS) - 1;

/// An article of a word: its number and its weight there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Posting(u32);

impl Posting {
    pub(super) fn new(article: u32, weight: u8) -> Posting {
        Posting(article << WEIGHT_BITS | u32::from(weight.min(HIGHEST)))
    }

    fn article(self) -> u32 {
        self.0 >> WEIGHT_BITS
    }

    /// Its bytes, to be hashed.
    pub(super) fn bytes(self) -> [u8; 4] {
        self.0.to_le_bytes()
    }

    pub(super) fn weight(self) -> u8 {
        (self.0 & u32::from(HIGHEST)) as u8
    }
}

/// Writes articles in rising order: the gap to the one before, and the weight.
pub(super) fn write(postings: impl Iterator<Item = Posting>, into: &mut String) {
    let mut next = 0;
    for posting in postings {
        let gap = posting.article() - next;
        next = posting.article() + 1;
        write_number(gap << WEIGHT_BITS | u32::from(posting.weight()), into);
    }
}

/// How many letters [`write`] takes.
pub(super) fn length(postings: impl Iterator<Item = Posting>) -> usize {
    let mut next = 0;
    let lengths = postings.map(|posting| {
        let gap = posting.article() - next;
        next = posting.article() + 1;
        let (mut rest, mut length) = ((gap << WEIGHT_BITS) / LASTS, 1);
        while rest > 0 {
            (rest, length) = ((rest - 1) / MORES, length + 1);
        }
        length
    });
    lengths.sum()
}

fn write_number(number: u32, into: &mut String) {
    let mut mores = [0; 7];
    let (mut rest, mut length) = (number / LASTS, 0);
    while rest > 0 {
        rest -= 1;
        mores[length] = MORE + (rest % MORES) as u8;
        (rest, length) = (rest / MORES, length + 1);
    }
    into.extend(mores[..length].iter().rev().map(|byte| char::from(*byte)));
    into.push(char::from(LAST + (number % LASTS) as u8));
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As the script reads it.
    fn read(text: &str) -> Vec<Posting> {
        let (mut postings, mut number, mut next) = (Vec::new(), 0_u64, 0);
        for byte in text.bytes().map(|byte| u64::from(byte - LAST)) {
            if byte >= u64::from(LASTS) {
                number = number * u64::from(MORES) + byte - u64::from(LASTS) + 1;
                continue;
            }
            let whole = number * u64::from(LASTS) + byte;
            let article = next + (whole >> WEIGHT_BITS) as u32;
            postings.push(Posting::new(article, (whole & u64::from(HIGHEST)) as u8));
            (number, next) = (0, article + 1);
        }
        postings
    }

    #[test]
    fn what_was_written_is_read_and_as_long_as_foretold() {
        let articles = [0, 1, 2, 9, 17, 18, 300, 301, 70_000, 70_001, 9_000_000, 500_000_000];
        let all: Vec<Posting> =
            articles.iter().enumerate().map(|(at, article)| Posting::new(*article, at as u8 % 8)).collect();
        let mut text = String::new();
        write(all.iter().copied(), &mut text);
        assert_eq!(read(&text), all);
        assert_eq!(text.len(), length(all.iter().copied()));
        assert!(text.bytes().all(|byte| byte.is_ascii_graphic()));
    }

    #[test]
    fn neighbours_take_one_letter() {
        let mut text = String::new();
        write([0, 1, 2, 9].map(|article| Posting::new(article, 7)).into_iter(), &mut text);
        assert_eq!(text.len(), 4);
    }
}
