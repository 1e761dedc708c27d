//! One document for machines: complaints with lines and columns, what is held, the numbers.

use serde::Serialize;

use super::held::{self, HeldEntry};
use super::place::{Files, Located, Position};
use super::{Sources, Summary};
use crate::diagnostic::{Diagnostic, Note};
use crate::graph::Held;

#[derive(Serialize)]
struct Document<'a> {
    diagnostics: Vec<Entry<'a>>,
    summary: &'a Summary,
    held: Vec<HeldEntry<'a>>,
}

/// A complaint. What it does not have is left out: a file as a whole has no line.
#[derive(Serialize)]
struct Entry<'a> {
    code: &'static str,
    severity: &'static str,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'a str>,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    start: Option<Start>,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    end: Option<End>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notes: Vec<NoteEntry<'a>>,
}

#[derive(Serialize)]
struct NoteEntry<'a> {
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'a str>,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    start: Option<Start>,
}

#[derive(Serialize)]
struct Start {
    line: usize,
    column: usize,
}

#[derive(Serialize)]
struct End {
    end_line: usize,
    end_column: usize,
}

/// The document `--format json` prints: one line that ends in a newline.
pub fn json(diagnostics: &[Diagnostic], sources: &dyn Sources, summary: &Summary, held: &[Held]) -> String {
    let files = Files::read(diagnostics, sources);
    let located = files.locate(diagnostics);
    let diagnostics = located.iter().map(|located| entry(&files, located)).collect();
    let document = Document { diagnostics, summary, held: held::entries(held) };
    let mut json = serde_json::to_string(&document).expect("texts and numbers are always JSON");
    json.push('\n');
    json
}

fn entry<'a>(files: &Files, located: &Located<'a>) -> Entry<'a> {
    let diagnostic = located.diagnostic;
    let place = located.place.as_ref();
    Entry {
        code: diagnostic.code.as_str(),
        severity: diagnostic.severity.as_str(),
        message: &diagnostic.message,
        path: diagnostic.at.as_ref().map(|span| span.path.as_str()),
        start: place.map(|place| start(place.start)),
        end: place.map(|place| End { end_line: place.end.line, end_column: place.end.column }),
        help: diagnostic.help.as_deref(),
        notes: diagnostic.notes.iter().map(|other| note(files, other)).collect(),
    }
}

fn note<'a>(files: &Files, note: &'a Note) -> NoteEntry<'a> {
    NoteEntry {
        message: &note.message,
        path: note.at.as_ref().map(|span| span.path.as_str()),
        start: note.at.as_ref().and_then(|span| files.place(span)).map(|place| start(place.start)),
    }
}

fn start(position: Position) -> Start {
    Start { line: position.line, column: position.column }
}
