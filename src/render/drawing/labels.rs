//! Labels: how wide a text is at most, how it wraps, how it is shortened.
//!
//! A build has no fonts, so widths come from a table that is a little wider than the usual
//! sans-serif faces. A label then needs at most the room it is given.

/// The size of all texts of a drawing; it is never shown smaller than it is written.
pub(super) const SIZE: f64 = 12.0;
/// From line to line.
pub(super) const LINE: f64 = 15.0;

/// The width of a text at the size of labels, at most.
pub(super) fn width(text: &str) -> f64 {
    SIZE * ems(0.0, text)
}

/// What a text makes of so many ems before it. Letter by letter, so that a text has one width however it is put together.
fn ems(before: f64, text: &str) -> f64 {
    text.chars().fold(before, |ems, letter| ems + of_letter(letter))
}

/// The letters looked up: most texts have no others.
const KNOWN: usize = 0x250;
const WIDTHS: [f64; KNOWN] = {
    let mut widths = [0.0; KNOWN];
    let mut at = 0;
    while at < KNOWN {
        widths[at] = match char::from_u32(at as u32) {
            Some(letter) => measured(letter),
            None => 0.0,
        };
        at += 1;
    }
    widths
};

fn of_letter(letter: char) -> f64 {
    WIDTHS.get(letter as usize).copied().unwrap_or_else(|| measured(letter))
}

/// In ems.
const fn measured(letter: char) -> f64 {
    match letter {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '’' | '‘' | '|' | '!' => 0.34,
        ' ' | '\u{a0}' | 'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '/' | '-' | '"' => 0.44,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '—' | '…' | 'Œ' | 'Æ' | 'æ' | 'œ' => 1.02,
        'O' | 'Q' | 'G' | 'D' | 'H' | 'N' | 'U' => 0.82,
        'A'..='Z' | 'À'..='Þ' => 0.7,
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' => 0.0,
        '\u{0}'..='\u{24f}' => 0.63,
        '\u{400}'..='\u{52f}' => 0.85,
        '\u{370}'..='\u{3ff}' | '\u{590}'..='\u{7ff}' | '\u{2010}'..='\u{206f}' => 0.72,
        _ => 1.1,
    }
}

/// The text in at most so many lines of so much room; what has no room becomes `…`.
pub(super) fn wrap(text: &str, room: f64, lines: usize) -> Vec<String> {
    let mut done: Vec<String> = Vec::new();
    let mut line = String::with_capacity(text.len());
    let mut used = 0.0;
    let mut rest = text.split_whitespace().peekable();
    while let Some(word) = rest.peek() {
        let longer = ems(if line.is_empty() { 0.0 } else { ems(used, " ") }, word);
        if SIZE * longer <= room {
            add_word(&mut line, word);
            used = longer;
            rest.next();
            continue;
        }
        if done.len() + 1 == lines || line.is_empty() {
            rest.for_each(|word| add_word(&mut line, word));
            done.push(shorten(&line, room));
            return done;
        }
        done.push(std::mem::take(&mut line));
    }
    done.push(line);
    done
}

fn add_word(line: &mut String, word: &str) {
    if !line.is_empty() {
        line.push(' ');
    }
    line.push_str(word);
}

/// The text cut to the room, with `…` if it was.
pub(super) fn shorten(text: &str, room: f64) -> String {
    if width(text) <= room {
        return text.to_owned();
    }
    let mut used = width("…");
    let mut end = 0;
    for (at, letter) in text.char_indices() {
        used += SIZE * of_letter(letter);
        if used > room {
            break;
        }
        end = at + letter.len_utf8();
    }
    let kept = text[..end].trim_end_matches(|letter: char| letter.is_whitespace() || ",;:–—-".contains(letter));
    format!("{kept}…")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_wraps_at_words_and_ends_with_dots_where_it_is_cut() {
        assert_eq!(wrap("Kick-off in Lyon", 200.0, 2), ["Kick-off in Lyon"]);
        assert_eq!(wrap("Cooperation agreement", 90.0, 2), ["Cooperation", "agreement"]);
        assert_eq!(wrap("Cooperation agreement signed", 90.0, 2), ["Cooperation", "agreement…"]);
        assert_eq!(wrap("Donaudampfschifffahrtsgesellschaft", 60.0, 2), ["Donaud…"]);
        assert_eq!(wrap("", 60.0, 2), [""]);
    }
}
