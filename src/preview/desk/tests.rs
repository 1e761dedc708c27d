//! A small portal on the desk.

use std::fs;
use std::path::Path;

use super::*;
use crate::compile::{self, Options};
use crate::config::Shown;
use crate::diagnostic::Severity;
use crate::model::time::parse_instant;
use crate::preview::editor::Editor;

const SETTINGS: &str = "title: Ports
base_url: https://portal.example/p/
languages: [en, fr]
navigation: [{to: pages/about, label: About}]
";

const FILES: [(&str, &str); 8] = [
    ("portal.yaml", SETTINGS),
    ("content/pages/about.md", "---\ntitle: About\nimage: {src: quay.svg, alt: A quay}\n---\n"),
    ("content/pages/about.fr.md", "---\ntitle: À propos\n---\n"),
    ("content/pages/quay.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>"),
    ("content/news/draft.md", "---\ntitle: Sketch & more\ndate: 2020-05-01\ndraft: true\n---\n"),
    (
        "content/news/later.md",
        "---\ntitle: Later\ndate: 2020-05-01\nembargo: 2020-06-01T09:00\n---\n\n[About](../pages/about.md)\n",
    ),
    ("content/notices/near.md", "---\ntitle: Near\ndate: 2020-05-01\nvalid_until: 2020-05-15\n---\n"),
    ("content/notices/far.md", "---\ntitle: Far\ndate: 2020-05-01\nvalid_until: 2021-05-15\n---\n"),
];

fn compiled(shown: Shown) -> Compiled {
    #![expect(clippy::disallowed_methods, reason = "the test makes a project")]
    let project = tempfile::tempdir().expect("a temporary folder");
    for (path, text) in FILES {
        let path = project.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
        fs::write(path, text).expect("a file can be written");
    }
    let instant = parse_instant("2020-05-10T12:00:00Z").expect("an instant");
    let outcome = compile::compile(project.path(), &Options { instant, shown, base_url: None }).expect("it is there");
    assert!(outcome.diagnostics.is_empty(), "{:#?}", outcome.diagnostics);
    outcome.value
}

/// The lists as text: heading, then page or file of each line and what is told.
fn lists(desk: &Desk) -> String {
    let mut text = String::new();
    for list in desk.lists.iter().filter(|list| list.heading != "Latest edits") {
        text.push_str(&format!("{}\n", list.heading));
        for line in &list.lines {
            text.push_str(&format!("  {} | {}\n", line.page.as_deref().unwrap_or(&line.source), line.told));
        }
    }
    text
}

#[test]
fn everything_an_editor_asks_for_is_on_the_desk() {
    let compiled = compiled(Shown { drafts: true, future: true });
    let desk = gather(Some(&compiled), &[], &Tree::default());
    let expected = "\
Drafts
  /p/news/draft/ | news
Held until their time
  /p/news/later/ | embargo, until 2020-06-01 09:00 (UTC)
Notices about to end
  /p/notices/near/ | ends 2020-05-16 00:00 (UTC)
Due next
  /p/notices/near/ | 2020-05-16 00:00 (UTC): the notice expires
  /p/news/later/ | 2020-06-01 09:00 (UTC): its embargo is lifted
  /p/news/later/ | 2020-06-03 09:00 (UTC): it leaves the sitemap of news
  /p/notices/far/ | 2021-05-16 00:00 (UTC): the notice expires
Articles nobody refers to
  /p/news/draft/ | news
  /p/news/later/ | news
  /p/notices/far/ | notice
  /p/notices/near/ | notice
  /p/fr/about/ | page
Pictures without credit
  /p/about/ | quay.svg
Missing translations
  /p/news/draft/ | not in fr
  /p/news/later/ | not in fr
  /p/notices/far/ | not in fr
  /p/notices/near/ | not in fr
";
    assert_eq!(lists(&desk), expected);
}

#[test]
fn what_is_not_shown_is_known_by_its_file_alone() {
    let compiled = compiled(Shown::default());
    let desk = gather(Some(&compiled), &[], &Tree::default());
    let lists = lists(&desk);
    assert!(
        lists.starts_with(
            "Drafts\n  content/news/draft.md | \nHeld until their time\n  \
         content/news/later.md | embargo, until 2020-06-01 09:00 (UTC)\n"
        ),
        "{lists}"
    );
    assert!(!page::render(&desk, &editor()).contains("Sketch"));
}

#[test]
fn complaints_stand_by_article_the_worst_first() {
    let compiled = compiled(Shown { drafts: true, future: true });
    let plain = |severity, path: &str| Plain {
        severity,
        code: "unknown-partner",
        message: "no organisation is called `x`".to_owned(),
        place: Some(crate::report::PlainPlace { path: path.to_owned(), position: Some((3, 1)) }),
        lines: String::new(),
        notes: Vec::new(),
        help: None,
    };
    let doubt = plain(Severity::Advice, "content/news/draft.md");
    let mistake = plain(Severity::Error, "templates/news.html");
    let desk = gather(Some(&compiled), &[&doubt, &mistake], &Tree::default());
    let titles: Vec<&str> = desk.dossiers.iter().map(|dossier| dossier.line.title.as_str()).collect();
    assert_eq!(titles, ["templates/news.html", "Sketch & more"]);
    let html = page::render(&desk, &editor());
    assert!(html.contains("<h3><a href=\"/p/news/draft/\">Sketch &amp; more</a>"), "{html}");
}

#[test]
fn without_a_portal_the_desk_tells_why() {
    let desk = gather(None, &[], &Tree::default());
    assert_eq!(desk.lists, []);
    assert!(page::render(&desk, &editor()).contains("Nothing to complain about."));
}

fn editor() -> Editor {
    Editor::new("edit:{path}", Path::new("/nowhere")).expect("a pattern with a path")
}
