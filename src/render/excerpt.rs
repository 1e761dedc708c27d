//! What an article says in a few words, without markup: its summary, else how its text begins.

use super::plain::is_plain;
use super::{Renderer, mail};
use crate::diagnostic::Spot;
use crate::graph::portal::{Linked, Target};
use crate::model::body::{Destination, Fill, Hole};

/// Characters of a text that are shown where there is no summary.
const LONGEST: usize = 300;

/// The summary, else the beginning of the text; empty for an article without both.
pub(super) fn of(renderer: &Renderer, linked: &Linked) -> String {
    match linked.article.summary.as_deref() {
        Some(summary) => shortened(summary, usize::MAX),
        None => beginning(renderer, linked),
    }
}

/// How the text begins; empty for an article without one.
pub(super) fn beginning(renderer: &Renderer, linked: &Linked) -> String {
    shortened(&text(renderer, linked), LONGEST)
}

/// The whole text without markup and without mail addresses.
pub(super) fn text(renderer: &Renderer, linked: &Linked) -> String {
    mail::without(whole(renderer, linked))
}

/// The whole text without markup.
pub(super) fn whole(renderer: &Renderer, linked: &Linked) -> String {
    renderer.body(&linked.article).text_with(&|hole| title(renderer, linked, hole))
}

/// The title a wiki link shows.
fn title(renderer: &Renderer, linked: &Linked, hole: &Hole) -> Option<String> {
    match (linked.target(&Spot::Bytes(hole.span)), &hole.fill) {
        (Some(Target::Article(id, _)), _) => Some(renderer.linked(*id).article.title.to_string()),
        (_, Fill::Title(Destination::Name { name, .. })) => Some(name.to_string()),
        _ => None,
    }
}

/// The text on one line, cut behind a word when it is longer than `most` characters.
pub(super) fn shortened(text: &str, most: usize) -> String {
    let line = on_one_line(text, most);
    // No text has more letters than bytes.
    let longer = if line.len() > most { line.char_indices().nth(most) } else { None };
    let Some((end, next)) = longer else { return line };
    let cut = line[..end + next.len_utf8()].rfind(' ').unwrap_or(end);
    let kept = line[..cut].trim_end_matches([' ', ',', ';', ':', '–', '—', '-']);
    format!("{kept}…")
}

/// The words of a text with one space between them, at least so many characters and one word more.
fn on_one_line(text: &str, most: usize) -> String {
    // Most summaries are such a line already. The spaces that are no single byte begin with these.
    let is_special = |byte: u8| (byte < b' ') | matches!(byte, 0xc2 | 0xe1..=0xe3);
    if text.len() / 4 <= most && is_plain(text, is_special) && !text.contains("  ") {
        return text.trim_matches(' ').to_owned();
    }
    let mut line = String::with_capacity(text.len().min(most.saturating_mul(4)));
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
        // Four bytes are the longest letter.
        if line.len() / 4 > most {
            break;
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_behind_a_word_and_a_short_one_stays() {
        assert_eq!(shortened("Ports  and\nharbours", 300), "Ports and harbours");
        assert_eq!(shortened(" Ports and harbours ", 300), "Ports and harbours");
        assert_eq!(shortened("Ports\u{a0}and\u{3000}harbours", 300), "Ports and harbours");
        assert_eq!(shortened("Ports and harbours", 9), "Ports and…");
        assert_eq!(shortened("Ports, and harbours", 8), "Ports…");
        assert_eq!(shortened("港口与海港", 3), "港口与…");
    }
}
