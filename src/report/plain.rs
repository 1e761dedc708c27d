//! Complaints as plain values, with lines, columns and the lines they are about: for whoever shows them in a
//! way of their own.

use super::Sources;
use super::place::{File, Files, Located, Place};
use crate::diagnostic::{Diagnostic, Severity};

/// Lines shown of a place that goes over many.
const MOST_LINES: usize = 6;
/// Longest line that is shown, in characters.
const LONGEST_LINE: usize = 200;

/// A complaint, ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plain {
    /// How much it weighs.
    pub severity: Severity,
    /// Which rule: `unknown-partner`.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// The file, if it is in one.
    pub place: Option<PlainPlace>,
    /// The lines, with numbers and carets; empty if it is about a file as a whole.
    pub lines: String,
    /// Other places that explain it.
    pub notes: Vec<(String, Option<PlainPlace>)>,
    /// What to do next.
    pub help: Option<String>,
}

/// A file and perhaps a place in it, both from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlainPlace {
    /// The file, relative to the project.
    pub path: String,
    /// Line and column.
    pub position: Option<(usize, usize)>,
}

/// The complaints in the order of paths and places.
pub fn plain(diagnostics: &[Diagnostic], sources: &dyn Sources) -> Vec<Plain> {
    let files = Files::read(diagnostics, sources);
    files.locate(diagnostics).iter().map(|located| one(&files, located)).collect()
}

fn one(files: &Files, located: &Located) -> Plain {
    let diagnostic = located.diagnostic;
    let file = diagnostic.at.as_ref().and_then(|span| files.get(&span.path));
    let lines = file.zip(located.place.as_ref()).map(|(file, place)| lines(file, place));
    let place = diagnostic.at.as_ref().map(|span| PlainPlace {
        path: span.path.to_string(),
        position: located.place.as_ref().map(|place| (place.start.line, place.start.column)),
    });
    let notes = diagnostic.notes.iter().map(|note| {
        let place = note.at.as_ref().map(|span| PlainPlace {
            path: span.path.to_string(),
            position: files.place(span).map(|place| (place.start.line, place.start.column)),
        });
        (note.message.clone(), place)
    });
    Plain {
        severity: diagnostic.severity,
        code: diagnostic.code.as_str(),
        message: diagnostic.message.clone(),
        place,
        lines: lines.unwrap_or_default(),
        notes: notes.collect(),
        help: diagnostic.help.clone(),
    }
}

/// `5 |   - port-authority` and the carets below it.
fn lines(file: &File, place: &Place) -> String {
    let last = place.end.line.min(place.start.line + MOST_LINES - 1);
    let width = last.to_string().len();
    let mut text = String::new();
    for number in place.start.line..=last {
        let range = file.line(number);
        let line: String = file.text()[range.clone()].chars().take(LONGEST_LINE).map(plain_space).collect();
        text.push_str(&format!("{number:>width$} | {line}\n"));
        let start = place.range.start.clamp(range.start, range.end);
        let end = place.range.end.clamp(start, range.end);
        let count = |from: usize, to: usize| file.text()[from..to].chars().count();
        let before = count(range.start, start);
        if before < LONGEST_LINE {
            let carets = count(start, end).clamp(1, LONGEST_LINE - before);
            text.push_str(&format!("{:>width$} | {}{}\n", "", " ".repeat(before), "^".repeat(carets)));
        }
    }
    text
}

/// Tabs and the like would move the carets away.
fn plain_space(c: char) -> char {
    if c.is_control() { ' ' } else { c }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;
    use crate::diagnostic::{Bytes, Code, Span, Spot};
    use crate::model::SourcePath;

    struct One(&'static str);

    impl Sources for One {
        fn text(&self, _path: &SourcePath) -> Option<Cow<'_, str>> {
            Some(Cow::Borrowed(self.0))
        }
    }

    fn lines(text: &'static str, blamed: &str) -> String {
        let start = text.find(blamed).expect("it is in the text");
        let spot = Spot::Bytes(Bytes::new(start..start + blamed.len()));
        let span = Span { path: SourcePath::new("a.md"), spot };
        let complaint = Diagnostic::error(Code::BadDate, "no date").at(span);
        plain(&[complaint], &One(text)).remove(0).lines
    }

    #[test]
    fn carets_stand_below_the_characters_to_blame() {
        assert_eq!(lines("one\n\té: x\n", "x"), "2 |  é: x\n  |     ^\n");
        assert_eq!(lines("a\nb c\nd\n", "c\nd"), "2 | b c\n  |   ^\n3 | d\n  | ^\n");
    }

    #[test]
    fn a_long_place_shows_its_beginning() {
        let shown = lines("1\n2\n3\n4\n5\n6\n7\n8\n", "1\n2\n3\n4\n5\n6\n7\n8");
        assert_eq!(shown.lines().count(), 2 * MOST_LINES);
    }
}
