//! Footnotes: numbered by their first mention, written at the end of the page, with ways back.

use std::fmt::Write as _;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::complaints::Complaints;
use super::draft::Draft;
use super::stretch::Definition;
use super::write::{File, Writer};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::body::Fill;
use crate::model::name::did_you_mean;

/// The footnotes of a file.
pub(super) struct Footnotes<'a> {
    definitions: Vec<Definition<'a>>,
    by_label: FxHashMap<String, usize>,
    /// Those mentioned so far, in the order of their numbers.
    mentioned: Vec<Mentioned>,
    /// The position in `mentioned` of each definition.
    numbers: Vec<Option<usize>>,
}

struct Mentioned {
    definition: usize,
    times: usize,
}

impl<'a> Footnotes<'a> {
    /// Those of a file; the first of a name counts.
    pub(super) fn new(definitions: Vec<Definition<'a>>, complaints: &mut Complaints<'_>) -> Footnotes<'a> {
        let mut by_label = FxHashMap::default();
        for (index, definition) in definitions.iter().enumerate() {
            let first = *by_label.entry(definition.label.to_lowercase()).or_insert(index);
            if first != index {
                let message = format!("the footnote `{}` is written twice", definition.label);
                let first = complaints.span(definitions[first].marker.clone());
                let diagnostic = Diagnostic::error(Code::BadFootnote, message);
                complaints.add(definition.marker.clone(), diagnostic.note("first here", Some(first)));
            }
        }
        let numbers = vec![None; definitions.len()];
        Footnotes { definitions, by_label, mentioned: Vec::new(), numbers }
    }

    /// Notes a mention. Gives the number of the footnote and which mention of it this is.
    fn mention(&mut self, label: &str) -> Option<(usize, usize)> {
        let definition = *self.by_label.get(&label.to_lowercase())?;
        let index = *self.numbers[definition].get_or_insert_with(|| {
            self.mentioned.push(Mentioned { definition, times: 0 });
            self.mentioned.len() - 1
        });
        self.mentioned[index].times += 1;
        Some((index + 1, self.mentioned[index].times))
    }

    /// Complains about those nobody mentions.
    fn report_unused(&self, complaints: &mut Complaints<'_>) {
        for (index, definition) in self.definitions.iter().enumerate() {
            let label = &*definition.label;
            let is_first = self.by_label.get(&label.to_lowercase()) == Some(&index);
            if is_first && self.numbers[index].is_none() {
                let message = format!("nothing refers to the footnote `{label}`, so it is not shown");
                let diagnostic = Diagnostic::warning(Code::BadFootnote, message);
                complaints
                    .add(definition.marker.clone(), diagnostic.help(format!("write `[^{label}]` where it belongs")));
            }
        }
    }

    /// Names to offer; comparing with more of them would take its time.
    fn labels(&self) -> impl Iterator<Item = &str> {
        self.definitions.iter().take(100).map(|definition| &*definition.label)
    }
}

/// The anchor of a mention: `fnref-1`, `fnref-1-2`.
fn anchor(number: usize, mention: usize) -> String {
    if mention == 1 { format!("fnref-{number}") } else { format!("fnref-{number}-{mention}") }
}

impl Writer<'_, '_, '_> {
    /// Writes the mark of a footnote. `false` if there is none of that name.
    pub(super) fn footnote(&mut self, label: &str) -> bool {
        let Some((number, mention)) = self.file.footnotes.mention(label) else { return false };
        let id = anchor(number, mention);
        let html = &mut self.draft.html;
        write!(
            html,
            "<sup><a class=\"footnote-ref\" id=\"{id}\" href=\"#fn-{number}\" role=\"doc-noteref\">{number}</a></sup>"
        )
        .expect("a String takes everything");
        self.draft.anchors.push(id.into());
        true
    }

    /// Blames a mention of a footnote that nobody wrote.
    pub(super) fn missing_footnote(&mut self, label: &str, place: Range<usize>) {
        let near = did_you_mean(label, self.file.footnotes.labels());
        let help = near.unwrap_or_else(|| format!("write it on a line of its own, `[^{label}]: …`"));
        let diagnostic = Diagnostic::error(Code::BadFootnote, format!("no footnote is called `{label}`"));
        self.file.complaints.add(place, diagnostic.help(help));
    }
}

/// Appends the section with every footnote that was mentioned, if there is one.
pub(super) fn section(file: &mut File<'_, '_>, draft: &mut Draft) {
    let notes = notes(file);
    file.footnotes.report_unused(&mut file.complaints);
    if notes.is_empty() {
        return;
    }
    draft.fresh_line();
    draft.html.push_str("<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"");
    draft.hole(Fill::Phrase("footnotes"), 0..0);
    draft.html.push_str("\">\n<ol>\n");
    for (index, note) in notes.into_iter().enumerate() {
        let number = index + 1;
        let place = note.html.strip_suffix("</p>\n").map_or(note.html.len(), str::len);
        write!(draft.html, "<li id=\"fn-{number}\">").expect("a String takes everything");
        draft.anchors.push(format!("fn-{number}").into());
        let end = note.html[place..].to_owned();
        draft.append(Draft { html: note.html[..place].to_owned(), ..note });
        for mention in 1..=file.footnotes.mentioned[index].times {
            back_link(draft, number, mention);
        }
        draft.html.push_str(end.trim_end());
        draft.html.push_str("</li>\n");
    }
    draft.html.push_str("</ol>\n</section>\n");
}

/// The text of each footnote, by number. They may mention further ones.
fn notes(file: &mut File<'_, '_>) -> Vec<Draft> {
    let mut notes = Vec::new();
    while let Some(next) = file.footnotes.mentioned.get(notes.len()) {
        let index = next.definition;
        let events = std::mem::take(&mut file.footnotes.definitions[index].events);
        let mut writer = Writer::new(file);
        writer.events(&events);
        notes.push(writer.finish());
    }
    notes
}

fn back_link(draft: &mut Draft, number: usize, mention: usize) {
    let id = anchor(number, mention);
    write!(draft.html, " <a class=\"footnote-back\" href=\"#{id}\" role=\"doc-backlink\" aria-label=\"")
        .expect("a String takes everything");
    draft.hole(Fill::Phrase("footnote_back"), 0..0);
    draft.html.push_str("\">↩");
    if mention > 1 {
        write!(draft.html, "<sup>{mention}</sup>").expect("a String takes everything");
    }
    draft.html.push_str("</a>");
}
