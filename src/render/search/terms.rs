//! Text → terms: what two writings of a word have in common. The script of the page folds what readers type by
//! the same rules (`search-index.js`); `tests/search/terms.json` holds both to them.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Longer terms are cut: nobody types more.
const LONGEST: usize = 32;

/// A word of a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Word<'a> {
    /// As it stands there.
    Plain(&'a str),
    /// A letter, a hyphen and a word, which some write as one: `e-mail`. The word alone counts too.
    Joined(String, &'a str),
}

/// Visits the words of a text: runs of letters, marks and digits.
pub(super) fn words<'a>(text: &'a str, mut visit: impl FnMut(Word<'a>)) {
    let bytes = text.as_bytes();
    let mut at = 0;
    // A single letter with a hyphen behind it.
    let mut letter: Option<&str> = None;
    while at < bytes.len() {
        let start = at;
        while at < bytes.len() {
            let byte = bytes[at];
            if byte.is_ascii_alphanumeric() {
                at += 1;
            } else if byte.is_ascii() {
                break;
            } else {
                let c = text[at..].chars().next().expect("a place between letters");
                if !is_of_word(c) {
                    break;
                }
                at += c.len_utf8();
            }
        }
        let run = &text[start..at];
        if !run.is_empty() {
            visit(match letter.take() {
                Some(letter) => Word::Joined([letter, run].concat(), run),
                None => Word::Plain(run),
            });
        }
        let Some(c) = text[at..].chars().next() else { break };
        at += c.len_utf8();
        letter = Some(run).filter(|run| is_hyphen(c) && run.len() == 1 && run.as_bytes()[0].is_ascii_alphabetic());
    }
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c) || c == SOFT_HYPHEN
}

const SOFT_HYPHEN: char = '\u{ad}';

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// The term of a word; none where it says nothing alone: a single letter.
pub(super) fn fold(word: &str) -> Option<String> {
    let mut term = String::with_capacity(word.len());
    if word.is_ascii() {
        term.push_str(word);
        term.make_ascii_lowercase();
    } else {
        let letters = word.nfkd().flat_map(char::to_lowercase);
        letters.filter(|c| !is_combining_mark(*c)).for_each(|c| push(c, &mut term));
        if let Some(stem) = without_article(&term) {
            term = stem.to_owned();
        }
    }
    if let Some((end, _)) = term.char_indices().nth(LONGEST) {
        term.truncate(end);
    }
    let is_letter = term.len() == 1 && term.as_bytes()[0].is_ascii_alphabetic();
    (!term.is_empty() && !is_letter).then_some(term)
}

/// Adds a letter as all write it who leave out what is hard to type.
fn push(c: char, term: &mut String) {
    match c {
        'ß' => term.push_str("ss"),
        'æ' => term.push_str("ae"),
        'œ' => term.push_str("oe"),
        'þ' => term.push_str("th"),
        'ø' => term.push('o'),
        'đ' | 'ð' => term.push('d'),
        'ł' => term.push('l'),
        'ı' => term.push('i'),
        'ς' => term.push('σ'),
        // Forms of alef, yeh, teh marbuta and kaf; those with a hamza above or below have lost it as a mark.
        'ٱ' => term.push('ا'),
        'ى' | 'ی' => term.push('ي'),
        'ة' => term.push('ه'),
        'ک' => term.push('ك'),
        'ـ' => {}
        '٠'..='٩' => term.push(digit(c, '٠')),
        '۰'..='۹' => term.push(digit(c, '۰')),
        c if c.is_alphanumeric() => term.push(c),
        _ => {}
    }
}

fn digit(c: char, zero: char) -> char {
    char::from_digit(c as u32 - zero as u32, 10).expect("one of ten")
}

/// An Arabic word without its article and what is written together with that, if enough is left of it.
fn without_article(term: &str) -> Option<&str> {
    const ARTICLES: [&str; 6] = ["وال", "بال", "كال", "فال", "لل", "ال"];
    let rest = ARTICLES.iter().find_map(|article| term.strip_prefix(article))?;
    (rest.chars().count() >= 3).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the script of the page is held to as well.
    const TABLE: &str = include_str!("../../../tests/search/terms.json");

    #[test]
    fn the_table_of_terms_holds() {
        let table: Vec<(String, Vec<String>, Vec<String>)> = serde_json::from_str(TABLE).expect("the table is JSON");
        assert!(table.len() > 20);
        for (text, terms, also) in table {
            let (mut found, mut found_also) = (Vec::new(), Vec::new());
            words(&text, |word| match word {
                Word::Plain(word) => found.extend(fold(word)),
                Word::Joined(whole, part) => {
                    found.extend(fold(&whole));
                    found_also.extend(fold(part));
                }
            });
            assert_eq!((found, found_also), (terms, also), "{text}");
        }
    }
}
