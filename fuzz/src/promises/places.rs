//! Complaints stand where they say, and can be shown.

use std::borrow::Cow;

use dateline::diagnostic::{Diagnostic, Span, Spot};
use dateline::model::SourcePath;
use dateline::report::{self, Sources, Summary};

/// Files by their paths.
pub struct Files<'a>(pub &'a [(SourcePath, &'a [u8])]);

impl Files<'_> {
    fn bytes(&self, path: &SourcePath) -> Option<&[u8]> {
        self.0.iter().find(|(known, _)| known == path).map(|(_, bytes)| *bytes)
    }
}

impl Sources for Files<'_> {
    fn text(&self, path: &SourcePath) -> Option<Cow<'_, str>> {
        self.bytes(path).map(String::from_utf8_lossy)
    }
}

/// Every complaint blames whole characters of a file, and shown in the three forms there are
/// nothing an author writes reaches the terminal as a command.
pub fn check(diagnostics: &[Diagnostic], files: &Files) {
    for complaint in diagnostics {
        assert!(!complaint.message.is_empty(), "{complaint:?} says nothing");
        let places = complaint.at.iter().chain(complaint.notes.iter().filter_map(|note| note.at.as_ref()));
        places.for_each(|span| is_within(span, files));
    }
    // A report of thousands is the same one again and again, and takes longer than everything else here.
    let some = &diagnostics[..diagnostics.len().min(3)];
    assert_eq!(report::plain(some, files).len(), some.len());
    is_harmless(&report::text(some, files, None));
    let document = report::json(some, files, &Summary::default(), &[]);
    let document: serde_json::Value = serde_json::from_str(&document).expect("a document for machines is JSON");
    assert_eq!(document["diagnostics"].as_array().map(Vec::len), Some(some.len()), "{document}");
}

fn is_within(span: &Span, files: &Files) {
    let Spot::Bytes(bytes) = span.spot else { return };
    let content = files.bytes(&span.path).unwrap_or_else(|| panic!("{span:?} is in no file"));
    let range = bytes.range();
    assert!(range.start <= range.end && range.end <= content.len(), "{span:?} is not in the file");
    if let Ok(text) = std::str::from_utf8(content) {
        assert!(text.get(range).is_some(), "{span:?} cuts a character");
    }
}

/// What a terminal gets is text, line ends and colours.
fn is_harmless(report: &str) {
    let mut rest = report;
    while let Some(at) = rest.find(|c: char| c.is_control() && c != '\n') {
        let colour = rest[at..].strip_prefix("\x1b[").and_then(|rest| rest.split_once('m'));
        let Some((numbers, after)) = colour else { panic!("{:?} reaches the terminal", &rest[at..]) };
        let is_colour = numbers.bytes().all(|byte| byte.is_ascii_digit() || byte == b';');
        assert!(is_colour, "{:?} reaches the terminal", &rest[at..]);
        rest = after;
    }
}
