//! Complaints as HTML: over the page where they are mistakes, in lists on the desk.

use std::fmt::Write as _;

use super::editor::Editor;
use super::html::Escaped;
use crate::diagnostic::Severity;
use crate::report::{Plain, PlainPlace};

/// Mistakes shown over a page; the desk shows all.
const MOST: usize = 20;

/// The mistakes over the page; empty without any. `shown` tells what is below.
pub(super) fn overlay(complaints: &[&Plain], editor: &Editor, below: Below) -> String {
    let errors: Vec<&&Plain> = complaints.iter().filter(|complaint| complaint.severity == Severity::Error).collect();
    if errors.is_empty() {
        return String::new();
    }
    let count = if errors.len() == 1 { "1 mistake".to_owned() } else { format!("{} mistakes", errors.len()) };
    let mut html = format!(
        "<section class=\"dp-overlay\" role=\"alert\" aria-label=\"Mistakes\">\
         <details open><summary>{count}{}</summary><ul class=\"dp-complaints\">",
        below.words()
    );
    for error in errors.iter().take(MOST) {
        let _ = write!(html, "<li>{}</li>", complaint(error, editor));
    }
    if errors.len() > MOST {
        let _ = write!(html, "<li>… and {} more: the <a href=\"/_desk/\">desk</a> shows all</li>", errors.len() - MOST);
    }
    html.push_str("</ul></details></section>");
    html
}

/// What is below the overlay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Below {
    /// The page as it was before the mistake.
    LastGood,
    /// Nothing yet.
    Nothing,
}

impl Below {
    fn words(self) -> &'static str {
        match self {
            Below::LastGood => ": the page below is the last good one",
            Below::Nothing => ": the portal shows as soon as it is mended",
        }
    }
}

/// One complaint with all it says.
pub(super) fn complaint(complaint: &Plain, editor: &Editor) -> String {
    let severity = complaint.severity.as_str();
    let mut html = format!(
        "<p class=\"dp-message\"><strong class=\"dp-{severity}\">{severity}</strong> <span>{}</span> <code>{}</code></p>",
        Escaped(&complaint.message),
        complaint.code
    );
    if let Some(at) = &complaint.place {
        let _ = write!(html, "<p class=\"dp-place\">{}</p>", place(at, editor));
    }
    if !complaint.lines.is_empty() {
        let _ = write!(html, "<pre tabindex=\"0\">{}</pre>", Escaped(&complaint.lines));
    }
    for (message, at) in &complaint.notes {
        let at = at.as_ref().map_or_else(String::new, |at| format!(" {}", place(at, editor)));
        let _ = write!(html, "<p class=\"dp-note\">{}{at}</p>", Escaped(message));
    }
    if let Some(help) = &complaint.help {
        let _ = write!(html, "<p class=\"dp-help\">help: {}</p>", Escaped(help));
    }
    html
}

/// `content/news/ports.md:5:5`, as a link where an editor can open it.
pub(super) fn place(place: &PlainPlace, editor: &Editor) -> String {
    let (words, line, column) = match place.position {
        Some((line, column)) => (format!("{}:{line}:{column}", place.path), line, column),
        None => (place.path.clone(), 1, 1),
    };
    match editor.link(&place.path, line, column) {
        Some(link) => format!("<a href=\"{}\">{}</a>", Escaped(&link), Escaped(&words)),
        None => format!("<span>{}</span>", Escaped(&words)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    fn mistake() -> Plain {
        Plain {
            severity: Severity::Error,
            code: "unknown-partner",
            message: "no organisation is called `<port>`".to_owned(),
            place: Some(PlainPlace { path: "src/lib.rs".to_owned(), position: Some((5, 3)) }),
            lines: "5 |   - <port>\n  |     ^^^^^^\n".to_owned(),
            notes: vec![("it was named here".to_owned(), None)],
            help: Some("did you mean `ports`?".to_owned()),
        }
    }

    #[test]
    fn a_mistake_is_shown_with_place_lines_and_help() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let editor = Editor::new("edit:{line}:{column}?{path}", Path::new("/nowhere")).expect("a pattern");
        let html = overlay(&[&mistake()], &editor, Below::LastGood);
        assert_eq!(
            html,
            "<section class=\"dp-overlay\" role=\"alert\" aria-label=\"Mistakes\"><details open>\
             <summary>1 mistake: the page below is the last good one</summary><ul class=\"dp-complaints\"><li>\
             <p class=\"dp-message\"><strong class=\"dp-error\">error</strong> \
             <span>no organisation is called `&lt;port&gt;`</span> <code>unknown-partner</code></p>\
             <p class=\"dp-place\"><span>src/lib.rs:5:3</span></p>\
             <pre tabindex=\"0\">5 |   - &lt;port&gt;\n  |     ^^^^^^\n</pre>\
             <p class=\"dp-note\">it was named here</p><p class=\"dp-help\">help: did you mean `ports`?</p>\
             </li></ul></details></section>"
        );
        let editor = Editor::new("edit:{line}:{column}?{path}", root).expect("a pattern");
        assert!(overlay(&[&mistake()], &editor, Below::Nothing).contains("<a href=\"edit:5:3?/"));
    }

    #[test]
    fn doubts_alone_cover_no_page() {
        let doubt = Plain { severity: Severity::Warning, ..mistake() };
        let editor = Editor::new("{path}", Path::new("/nowhere")).expect("a pattern");
        assert_eq!(overlay(&[&doubt], &editor, Below::LastGood), "");
    }
}
