//! Block quotes in their three forms: plain, attributed (the last line begins with `—`), callout.

use pulldown_cmark::{BlockQuoteKind, Event, Tag, TagEnd};

use super::stretch::Item;
use super::write::Writer;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::body::Fill;
use crate::model::name::did_you_mean;

/// The kinds of callouts, as authors write them.
const KINDS: [&str; 5] = ["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"];

impl<'a> Writer<'_, 'a, '_> {
    /// Opens the block quote that starts at `at`.
    pub(super) fn blockquote(&mut self, events: &[Item<'a>], at: usize, kind: Option<BlockQuoteKind>) {
        if let Some(kind) = kind {
            return self.callout(events, at, kind);
        }
        self.check_callout(events, at);
        match attribution(self.file.text, events, at) {
            Some(line) => {
                self.attributions.push(line);
                self.draft.html.push_str("<figure class=\"quote\">\n<blockquote>\n");
                self.open.push("</figure>\n");
            }
            None => {
                self.draft.html.push_str("<blockquote>\n");
                self.open.push("</blockquote>\n");
            }
        }
    }

    /// Begins the attribution of a quotation, in place of the break or the paragraph `item`.
    pub(super) fn attribution(&mut self, item: &Item<'_>) {
        self.attributions.pop();
        if !matches!(item.event, Event::Start(_)) {
            self.close_raw_html();
            self.draft.html.push_str(self.open.pop().unwrap_or_default());
        }
        self.close_raw_html();
        self.draft.html.push_str("</blockquote>\n<figcaption>");
        self.open.push("</figcaption>\n");
        self.trims_dash = true;
    }

    fn callout(&mut self, events: &[Item<'a>], at: usize, kind: BlockQuoteKind) {
        let (open, title) = match kind {
            BlockQuoteKind::Note => ("<div class=\"callout callout-note\"", "callout_note"),
            BlockQuoteKind::Tip => ("<div class=\"callout callout-tip\"", "callout_tip"),
            BlockQuoteKind::Important => ("<div class=\"callout callout-important\"", "callout_important"),
            BlockQuoteKind::Warning => ("<div class=\"callout callout-warning\"", "callout_warning"),
            BlockQuoteKind::Caution => ("<div class=\"callout callout-caution\"", "callout_caution"),
        };
        self.draft.html.push_str(open);
        self.draft.html.push_str(" role=\"note\">\n<p class=\"callout-title\">");
        let start = events[at].range.start;
        self.draft.hole(Fill::Phrase(title), start..start + 1);
        self.draft.html.push_str("</p>\n");
        self.open.push("</div>\n");
    }

    /// Warns of `[!KIND]` that makes no callout.
    fn check_callout(&mut self, events: &[Item<'a>], at: usize) {
        let Some(Item { event: Event::Start(Tag::Paragraph), range, .. }) = events.get(at + 1) else { return };
        let paragraph = &self.file.text[range.clone()];
        let Some((word, rest)) = paragraph.strip_prefix("[!").and_then(|rest| rest.split_once(']')) else { return };
        if word.is_empty() || !word.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ' ')) {
            return;
        }
        let upper = word.to_uppercase();
        let (message, help) = if KINDS.contains(&&*upper) {
            let line = rest.lines().next().unwrap_or_default().trim();
            if line.is_empty() || line.starts_with(['(', '[', ':']) {
                return;
            }
            let message = format!("`[!{word}]` with text behind it is no callout");
            (message, "begin the text on the next line".to_owned())
        } else {
            let near = did_you_mean(&upper, KINDS);
            (
                format!("no callout is called `{word}`"),
                near.unwrap_or_else(|| format!("there are {}", KINDS.join(", "))),
            )
        };
        let start = range.start + "[!".len();
        self.file
            .complaints
            .add(start..start + word.len(), Diagnostic::warning(Code::UnknownCallout, message).help(help));
    }
}

/// The event the attribution of a quotation begins with: the break before the last line, or the
/// start of the last paragraph. `None` without an attribution, or without anything before it.
fn attribution(text: &str, events: &[Item<'_>], quote: usize) -> Option<usize> {
    let end = events[quote].pair.checked_sub(1)?;
    if !matches!(events[end].event, Event::End(TagEnd::Paragraph)) {
        return None;
    }
    let paragraph = events[end].pair;
    let line = last_break(events, paragraph, end).unwrap_or(paragraph);
    let is_all = line == paragraph && paragraph == quote + 1;
    (!is_all && begins_with_dash(text, &events[line + 1])).then_some(line)
}

/// The last break of a line right inside a paragraph.
fn last_break(events: &[Item<'_>], paragraph: usize, end: usize) -> Option<usize> {
    let mut at = end.checked_sub(1)?;
    while at > paragraph {
        match events[at].event {
            Event::SoftBreak | Event::HardBreak => return Some(at),
            // Over what is inside an element.
            Event::End(_) => at = events[at].pair,
            _ => {}
        }
        at -= 1;
    }
    None
}

fn begins_with_dash(text: &str, item: &Item<'_>) -> bool {
    let Event::Text(piece) = &item.event else { return false };
    piece.starts_with('—') || text[item.range.clone()].starts_with("--")
}
