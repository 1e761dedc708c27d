//! Which edits are put into the portal of the last build, and which connect it anew. Either way what is made
//! and said must be what a clean build makes and says.

use crate::clean::errors;
use crate::site::{Site, small};

/// Builds; whether the last portal was amended.
fn amends(site: &Site) -> bool {
    let done = site.build();
    assert!(errors(&done.diagnostics).is_empty(), "{:?}", done.diagnostics);
    assert!(done.is_kept);
    site.must_equal_clean(&done.diagnostics);
    done.is_amended
}

/// Builds after an edit of an article of a portal that was built before.
fn edit(path: &str, from: &str, to: &str) -> bool {
    let site = small();
    site.edit("content/news/ships.md", "See [[ports]].", "See [[ports]] and [its end](ports.md#end).");
    site.edit("content/news/ports.md", "Text.", "## Start\n\n## End\n\nText.");
    site.work();
    site.edit(path, from, to);
    amends(&site)
}

#[test]
fn words_are_put_into_the_last_portal() {
    let ports = |from, to| edit("content/news/ports.md", from, to);
    assert!(ports("Text.", "Better text."));
    assert!(ports("Text.", "# More\n\nText."));
    assert!(ports("title: Ports", "title: Harbours"));
    assert!(ports("summary: S", "summary: Told in short"));
    assert!(ports("summary: S\n", ""));
    assert!(ports("summary: S", "summary: S\nlocation: Lyon\nshort_title: P\ncontact: desk@portal.example"));
    assert!(ports("## Start", "## Beginning"));
    // The same article named once more, or once less.
    assert!(edit("content/news/ships.md", " and [its end](ports.md#end)", ""));
    assert!(edit("content/news/ships.md", "See ", "Look at [ports](ports.md). See "));
}

#[test]
fn what_reaches_further_connects_anew() {
    let ports = |from, to| edit("content/news/ports.md", from, to);
    assert!(!ports("date: 2026-05-01", "date: 2026-05-09"));
    assert!(!ports("partners: [centre]", "partners: []"));
    assert!(!ports("Text.", "See [[cranes]]."));
    assert!(!edit("content/news/ships.md", "See [[ports]] and [its end](ports.md#end).", "See nothing."));
    assert!(!ports("summary: S", "summary: S\ntopics: [Ports]"));
    assert!(!ports("summary: S", "summary: S\naliases: [old]"));
    assert!(!ports("summary: S", "summary: S\ndraft: false\nexpires: 2026-07-01"));
    assert!(!ports("summary: S", "summary: S\ntimeline: [{date: 2026-01-02, title: Begun}]"));
    assert!(!edit("data/facts.yaml", "a: 1", "a: 2"));
}

#[test]
fn lists_by_name_stay_in_order() {
    let site = small();
    site.write("content/organisations/harbour.md", "---\ntitle: Harbour\nsummary: S\n---\n\nText.\n");
    site.work();
    site.edit("content/organisations/centre.md", "title: Centre", "title: Zentrum");
    assert!(amends(&site));
    site.edit("content/organisations/harbour.md", "title: Harbour", "title: Zzz");
    site.edit("content/news/ports.md", "title: Ports", "title: A");
    assert!(amends(&site));
    site.edit("content/organisations/centre.md", "title: Zentrum", "title: Centre");
    assert!(amends(&site));
}

#[test]
fn a_mistake_is_told_and_its_mending_seen() {
    let site = small();
    site.work();
    site.edit("content/news/ports.md", "Text.", "See [[nobody]] and [there](/nowhere/).");
    let done = site.build();
    assert_eq!(errors(&done.diagnostics).len(), 2, "{:?}", done.diagnostics);
    site.must_equal_clean(&done.diagnostics);
    site.edit("content/news/ports.md", "See [[nobody]] and [there](/nowhere/).", "Other text.");
    assert!(amends(&site));
}

#[test]
fn a_warning_comes_and_goes_with_the_words_of_its_article() {
    let site = small();
    site.edit("content/news/ports.md", "summary: S", "summary: S\ntimeline: [{date: \"2020-21\", title: Begun}]");
    site.edit("content/news/cranes.md", "summary: S", "summary: S\ntimeline: [{date: \"2021-22\", title: Begun}]");
    site.work();
    site.edit("content/news/ports.md", "Text.", "Better text.\n\nAnd more.");
    assert!(amends(&site));
    assert_eq!(site.build().diagnostics.len(), 2);
}

#[test]
fn what_is_held_or_gone_is_never_put_into_a_portal() {
    let site = small();
    site.edit("content/news/ports.md", "summary: S", "summary: S\nexpires: 2026-06-01");
    site.write("content/news/later.md", "---\ntitle: Later\ndate: 2027-01-01\n---\n\nText.\n");
    site.work();
    site.edit("content/news/later.md", "Text.", "Other text.");
    assert!(!amends(&site));
    site.edit("content/news/ports.md", "Text.", "Other text.");
    assert!(!amends(&site));
}

#[test]
fn more_edits_than_are_kept_apart_are_kept_as_a_whole() {
    let site = small();
    for number in 0..300 {
        let text = format!("---\ntitle: Page {number}\norder: 1\n---\n\nText.\n");
        site.write(&format!("content/pages/page-{number}.md"), text);
    }
    site.build();
    for round in 0..6 {
        for number in round * 50..round * 50 + 50 {
            site.edit(&format!("content/pages/page-{number}.md"), "Text.", "Better text.");
        }
        assert!(site.build().is_amended, "round {round}");
    }
    site.edit("content/pages/page-7.md", "Better text.", "Best text.");
    assert!(amends(&site));
}
