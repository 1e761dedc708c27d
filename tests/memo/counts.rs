//! What a build after a change does: exactly this many files parsed, exactly these rendered.

use std::fs;

use dateline::model::time::parse_instant;

use crate::clean::errors;
use crate::site::small;

#[test]
fn where_nothing_changed_nothing_is_done_and_everything_is_said_again() {
    let site = small();
    site.edit(
        "content/news/ships.md",
        "summary: S",
        "summary: S\ntemplate: news\nextra: {ratio: 0.1}\nsupersedes: [ports]",
    );
    let first = site.build();
    assert!(!errors(&first.diagnostics).is_empty());
    assert_eq!((first.summary.parsed, first.summary.rendered), (5, 0));
    site.edit("content/news/ships.md", "\nsupersedes: [ports]", "");
    let (parsed, rendered) = site.work();
    assert_eq!(parsed, 5);
    assert!(rendered.len() > 20, "{rendered:?}");
    for _ in 0..2 {
        let again = site.build();
        let numbers = again.summary;
        assert_eq!((numbers.parsed, numbers.rendered, numbers.written, numbers.removed), (0, 0, 0, 0));
        assert_eq!(numbers.unchanged, numbers.pages);
        site.must_equal_clean(&again.diagnostics);
    }
}

#[test]
fn a_body_edit_renders_its_page_and_what_shows_its_text() {
    let site = small();
    site.work();
    site.edit("content/news/ports.md", "Text.", "Better text.");
    let of_search = ["search/index.json", "search/spellings/0.txt", "search/texts/0.json", "search/words/0.txt"];
    let with_search = |pages: &[&str]| [pages, &of_search].concat().into_iter().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(site.work(), (1, with_search(&["news/ports/index.html"])));
    site.edit("content/news/bare.md", "Without a summary", "Still without a summary");
    let rendered = ["feed.json", "feed.xml", "news/bare/index.html", "news/feed.json", "news/feed.xml"];
    assert_eq!(site.work(), (1, with_search(&rendered)));
}

#[test]
fn a_text_that_becomes_much_longer_brings_more_files_of_the_search_and_is_remembered() {
    let site = small();
    let before = site.build().summary.pages;
    let long: String = (0..9_000).map(|number| format!(" word{number}")).collect();
    site.edit("content/news/ports.md", "Text.", &long);
    let after = site.build();
    assert!(after.is_amended && after.is_kept && after.summary.pages > before, "{:?}", after.summary);
    site.must_equal_clean(&after.diagnostics);
    assert_eq!(site.work(), (0, vec![]));
    site.edit("content/news/ports.md", &long, "Text.");
    let short = site.build();
    assert_eq!((short.summary.parsed, short.summary.pages), (1, before));
    site.must_equal_clean(&short.diagnostics);
}

#[test]
fn a_title_edit_renders_its_lists_neighbours_and_those_it_names_or_that_name_it() {
    let site = small();
    site.work();
    site.edit("content/news/ports.md", "title: Ports", "title: Harbours");
    let (parsed, rendered) = site.work();
    assert_eq!(parsed, 1);
    let has = |path: &str| rendered.iter().any(|other| other == path);
    for path in
        ["news/ports/index.html", "news/page/2/index.html", "news/ships/index.html", "organisations/centre/index.html"]
    {
        assert!(has(path), "{path} is not in {rendered:?}");
    }
    for path in
        ["news/cranes/index.html", "news/bare/index.html", "news/index.html", "organisations/index.html", "404.html"]
    {
        assert!(!has(path), "{path} is in {rendered:?}");
    }
}

#[test]
fn a_template_edit_renders_what_uses_it() {
    let site = small();
    site.write("templates/special.html", special("one"));
    site.write("templates/parts/line.html", "<p>line</p>\n");
    site.edit("content/news/bare.md", "title: Bare", "title: Bare\ntemplate: special");
    site.work();
    let only = (0, vec!["news/bare/index.html".to_owned()]);
    site.write("templates/parts/line.html", "<p>another line</p>\n");
    assert_eq!(site.work(), only);
    site.write("templates/special.html", special("two"));
    assert_eq!(site.work(), only);
    site.write("templates/list.html", "{% extends \"base.html\" %}{% block main %}A list{% endblock main %}\n");
    let (_, rendered) = site.work();
    assert!(rendered.iter().all(|path| path.ends_with("/index.html")), "{rendered:?}");
    assert!(rendered.contains(&"news/index.html".to_owned()) && !rendered.contains(&only.1[0]), "{rendered:?}");
}

#[test]
fn what_others_did_to_the_output_is_found_and_mended() {
    let site = small();
    site.work();
    fs::write(site.root().join("output/news/ports/index.html"), "spoilt").expect("a file");
    fs::remove_file(site.root().join("output/news/ships/index.html")).expect("a file");
    let both = vec!["news/ports/index.html".to_owned(), "news/ships/index.html".to_owned()];
    assert_eq!(site.work(), (0, both));
    fs::write(site.root().join("output/news/foreign.txt"), "mine").expect("a file");
    for _ in 0..2 {
        let told = site.build().diagnostics;
        assert_eq!(told.len(), 1, "{told:?}");
    }
    fs::remove_file(site.root().join("output/news/foreign.txt")).expect("a file");
    assert_eq!(site.work(), (0, vec![]));
}

#[test]
fn a_touched_file_is_read_and_not_parsed() {
    let site = small();
    site.work();
    let text = fs::read(site.root().join("content/news/ports.md")).expect("a file");
    site.write("content/news/ports.md", text);
    assert_eq!(site.work(), (0, vec![]));
}

#[test]
fn an_instant_inside_the_window_changes_nothing_and_one_across_a_turn_renders() {
    let mut site = small();
    site.edit("content/news/cranes.md", "summary: S", "summary: S\nexpires: 2026-06-12");
    site.work();
    site.instant = parse_instant("2026-06-10T13:00:00Z").expect("an instant");
    assert_eq!(site.work(), (0, vec![]));
    site.instant = parse_instant("2026-06-12T13:00:00Z").expect("an instant");
    let (parsed, rendered) = site.work();
    assert_eq!(parsed, 0);
    assert!(rendered.contains(&"news/index.html".to_owned()), "{rendered:?}");
}

fn special(text: &str) -> String {
    format!(
        "{{% extends \"page.html\" %}}\n{{% block main %}}<p>{text}</p>{{{{ article.title }}}}\
         {{% include \"parts/line.html\" %}}{{% endblock %}}\n"
    )
}
