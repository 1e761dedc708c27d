//! Complaints for people, in the form of rustc: message, place, the line with carets, what to do.
//!
//! The only module that knows annotate-snippets. Colours are always in the text; who prints it
//! where there are none strips them (`anstream` does).

use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet, normalize_untrusted_str};

use super::place::{File, Files, Located, Place, harmless};
use super::{Sources, counts};
use crate::diagnostic::{Diagnostic, Note, Severity, Span};

/// Columns a report takes at most: more would break in many terminals, and carets point nowhere.
const WIDTH: usize = 100;
/// Most carets in a row: the beginning of a long place says enough.
const MOST_CARETS: usize = 60;
/// Most notes of one complaint: a circle may have thousands of members.
const MOST_NOTES: usize = 8;
/// Longest message in characters: some quote what an author wrote.
const LONGEST_MESSAGE: usize = 400;

/// All complaints in the order of paths and places, at most `limit` of them, then how many there are.
///
/// Where not all fit, errors come before warnings. Empty without complaints.
pub fn text(diagnostics: &[Diagnostic], sources: &dyn Sources, limit: Option<usize>) -> String {
    if diagnostics.is_empty() {
        return String::new();
    }
    let files = Files::read(diagnostics, sources);
    let located = weightiest(files.locate(diagnostics), limit.unwrap_or(usize::MAX));
    let renderer = Renderer::styled().decor_style(DecorStyle::Ascii).term_width(WIDTH);
    let mut text = String::new();
    for located in &located {
        text.push_str(&renderer.render(&groups(&files, located)));
        text.push_str("\n\n");
    }
    let more = diagnostics.len() - located.len();
    if more > 0 {
        text.push_str(&format!("… and {more} more\n"));
    }
    text.push_str(&counts(diagnostics));
    text.push('\n');
    text
}

/// The `limit` weightiest, in the order they came.
fn weightiest(located: Vec<Located>, limit: usize) -> Vec<Located> {
    let mut ranked: Vec<(usize, Located)> = located.into_iter().enumerate().collect();
    ranked.sort_by_key(|(at, located)| (located.diagnostic.severity, *at));
    ranked.truncate(limit);
    ranked.sort_by_key(|(at, _)| *at);
    ranked.into_iter().map(|(_, located)| located).collect()
}

/// A complaint as what is drawn: itself, then each note that stands in another file.
fn groups<'a>(files: &'a Files, located: &'a Located<'a>) -> Vec<Group<'a>> {
    let diagnostic = located.diagnostic;
    let title = level(diagnostic.severity).primary_title(line(&diagnostic.message)).id(diagnostic.code.as_str());
    let notes = Notes::of(files, located);
    let mut help = diagnostic.help.as_deref();
    let mut group = Group::with_title(title);
    match (&diagnostic.at, &located.place) {
        (Some(span), Some(place)) => {
            let file = files.get(&span.path).expect("a place is in a file that was read");
            let label = help.take_if(|help| fits_beside(file, place, help));
            group = group.element(excerpt(file, span, place, label, &notes.beside));
        }
        (Some(span), None) => group = group.element(Origin::path(one_line(span.path.as_str()))),
        (None, _) => {}
    }
    let more = diagnostic.notes.len().saturating_sub(MOST_NOTES);
    let more = (more > 0).then(|| Level::NOTE.message(format!("and {more} more places")));
    let below = notes.below.iter().map(|note| Level::NOTE.message(line(&note.message)));
    group = group.elements(below.chain(more).chain(help.map(|help| Level::HELP.message(line(help)))));
    let elsewhere = notes.elsewhere.into_iter().map(|(note, span)| elsewhere(files, note, span));
    std::iter::once(group).chain(elsewhere).collect()
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Advice => Level::INFO.with_name(Severity::Advice.as_str()),
    }
}

/// A text on one line, without control characters: names of files may have them too.
fn one_line(text: &str) -> String {
    normalize_untrusted_str(&harmless(&text.replace(['\n', '\r', '\t'], " ")))
}

/// The same, cut where it gets too long.
fn line(text: &str) -> String {
    let mut line = one_line(text.trim());
    if let Some((end, _)) = line.char_indices().nth(LONGEST_MESSAGE) {
        line.truncate(end);
        line.push('…');
    }
    line
}

/// Whether the help can stand behind the carets.
fn fits_beside(file: &File, place: &Place, help: &str) -> bool {
    // Left of the line stand its number and a bar.
    let room = WIDTH - place.start.line.to_string().len() - " | ".len();
    let shown = mark(file, place);
    let source = &file.text()[file.line(place.start.line)];
    let wanted = file.text()[shown].chars().count() + 1 + help.chars().count();
    let is_cut = source.chars().count() > room;
    // A line that is cut is shown around the place: half the width is left for both.
    if is_cut { wanted <= room / 2 } else { place.start.column + wanted <= room }
}

/// The notes of a complaint by where they are shown.
struct Notes<'a> {
    /// In the file of the complaint, at their own characters.
    beside: Vec<(&'a Note, Place)>,
    /// Below its lines: they have no place.
    below: Vec<&'a Note>,
    /// In other files.
    elsewhere: Vec<(&'a Note, &'a Span)>,
}

impl<'a> Notes<'a> {
    fn of(files: &Files, located: &Located<'a>) -> Notes<'a> {
        let mut notes = Notes { beside: Vec::new(), below: Vec::new(), elsewhere: Vec::new() };
        let own = located.diagnostic.at.as_ref().filter(|_| located.place.is_some());
        for note in located.diagnostic.notes.iter().take(MOST_NOTES) {
            match &note.at {
                None => notes.below.push(note),
                Some(span) => match files.place(span) {
                    Some(place) if own.is_some_and(|own| own.path == span.path) => notes.beside.push((note, place)),
                    Some(_) | None => notes.elsewhere.push((note, span)),
                },
            }
        }
        notes
    }
}

fn elsewhere<'a>(files: &'a Files, note: &'a Note, span: &'a Span) -> Group<'a> {
    let group = Group::with_title(Level::NOTE.secondary_title(line(&note.message)));
    match (files.get(&span.path), files.place(span)) {
        (Some(file), Some(place)) => group.element(excerpt(file, span, &place, None, &[])),
        _ => group.element(Origin::path(one_line(span.path.as_str()))),
    }
}

/// The lines of a file that show a place and the notes beside it.
fn excerpt<'a>(
    file: &'a File,
    span: &'a Span,
    place: &Place,
    label: Option<&str>,
    notes: &[(&Note, Place)],
) -> Snippet<'a, Annotation<'a>> {
    let places = || std::iter::once(place).chain(notes.iter().map(|(_, place)| place));
    let lines = || places().map(|place| place.start.line);
    let first = lines().min().unwrap_or(place.start.line);
    let last = lines().max().unwrap_or(place.start.line);
    let window = file.line(first).start..file.line(last).end;
    let mark = |place: &Place| {
        let mark = mark(file, place);
        mark.start - window.start..mark.end - window.start
    };
    let notes = notes.iter().map(|(note, place)| AnnotationKind::Context.span(mark(place)).label(line(&note.message)));
    Snippet::source(&file.text()[window.clone()])
        .line_start(first)
        .path(one_line(span.path.as_str()))
        .annotation(AnnotationKind::Primary.span(mark(place)).label(label.map(line)))
        .annotations(notes)
}

/// The bytes that get carets: of a place over several lines the first, of a long one the beginning.
fn mark(file: &File, place: &Place) -> Range<usize> {
    let line = file.line(place.start.line);
    let start = place.range.start.min(line.end);
    let end = place.range.end.min(line.end);
    let text = file.text()[start..end].trim_end();
    let length = text.char_indices().nth(MOST_CARETS).map_or(text.len(), |(at, _)| at);
    start..start + length
}
