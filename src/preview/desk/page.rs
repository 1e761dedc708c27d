//! The desk as HTML: complaints first, then what is held and due, then what could be better.

use std::fmt::Write as _;

use super::{Desk, Line, List};
use crate::preview::editor::Editor;
use crate::preview::html::Escaped;
use crate::preview::overlay;

/// Lines of a list that are shown at once.
const MOST: usize = 30;
/// Files with complaints that are shown at once.
const MOST_DOSSIERS: usize = 100;

/// The main part of the page.
pub(in crate::preview) fn render(desk: &Desk, editor: &Editor) -> String {
    let mut html = String::new();
    if let Some((title, home)) = &desk.portal {
        let _ = writeln!(
            html,
            "<p><a href=\"{}\">{}</a> <small>{} articles, as of {}</small></p>",
            Escaped(home),
            Escaped(title),
            desk.articles,
            Escaped(&desk.now)
        );
    }
    let _ = writeln!(html, "<section>\n<h2>Mistakes, warnings and advice</h2>");
    if desk.dossiers.is_empty() {
        html.push_str("<p class=\"dp-none\">Nothing to complain about.</p>\n");
    }
    for dossier in desk.dossiers.iter().take(MOST_DOSSIERS) {
        let _ = writeln!(html, "<h3>{}</h3>\n<ul>", links(&dossier.line, editor));
        for complaint in &dossier.complaints {
            let _ = writeln!(html, "<li>{}</li>", overlay::complaint(complaint, editor));
        }
        html.push_str("</ul>\n");
    }
    if desk.dossiers.len() > MOST_DOSSIERS {
        let more = desk.dossiers.len() - MOST_DOSSIERS;
        let _ = writeln!(html, "<p><small>… and {more} more files: `dateline check -v` tells all</small></p>");
    }
    html.push_str("</section>\n<div class=\"dp-columns\">\n");
    for list in &desk.lists {
        html.push_str(&section(list, editor));
    }
    html.push_str("</div>");
    html
}

fn section(list: &List, editor: &Editor) -> String {
    let mut html = format!("<section>\n<h2>{}", list.heading);
    if list.lines.is_empty() {
        let _ = writeln!(html, "</h2>\n<p class=\"dp-none\">{}</p>\n</section>", list.none);
        return html;
    }
    let _ = writeln!(html, " <small>{}</small></h2>\n<ul>", list.lines.len());
    for line in list.lines.iter().take(MOST) {
        let told =
            if line.told.is_empty() { String::new() } else { format!(" <small>{}</small>", Escaped(&line.told)) };
        let _ = writeln!(html, "<li>{}{told}</li>", links(line, editor));
    }
    html.push_str("</ul>\n");
    if list.lines.len() > MOST {
        let _ = writeln!(html, "<p><small>… and {} more</small></p>", list.lines.len() - MOST);
    }
    html.push_str("</section>\n");
    html
}

/// The title that leads to the page, and the file that opens in the editor.
fn links(line: &Line, editor: &Editor) -> String {
    let title = Escaped(&line.title);
    let page = match &line.page {
        Some(page) => format!("<a href=\"{}\">{title}</a>", Escaped(page)),
        None => title.to_string(),
    };
    let source = editor.link(&line.source, 1, 1).filter(|_| !line.source.is_empty());
    match source {
        Some(link) if line.page.is_none() && line.title == line.source => {
            format!("<a href=\"{}\"><code>{title}</code></a>", Escaped(&link))
        }
        Some(link) => format!("{page} <a href=\"{}\"><code>{}</code></a>", Escaped(&link), Escaped(&line.source)),
        None => page,
    }
}
