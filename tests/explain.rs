//! `dateline explain ADDRESS` and `dateline build --explain`: what made a file, and what made it anew.
#![expect(clippy::disallowed_methods, reason = "tests make projects and change them")]

use std::fs;
use std::process::{Command, Output};

use tempfile::TempDir;

/// A portal of few files.
struct Portal {
    folder: TempDir,
}

impl Portal {
    fn new() -> Portal {
        let portal = Portal { folder: tempfile::tempdir().expect("a folder") };
        portal.write(
            "portal.yaml",
            "title: Ports\nbase_url: https://portal.example/sub/\nlanguages: [en]\npagination: 2\n",
        );
        portal.write("content/organisations/harbours.md", "---\ntitle: Harbours\nsummary: S\n---\n\nText.\n");
        let news = |title: &str, day: u8, more: &str| {
            format!("---\ntitle: {title}\ndate: 2026-01-{day:02}\nsummary: S\n{more}---\n\nText.\n")
        };
        portal.write(
            "content/news/ports.md",
            news("Ports", 2, "partners: [harbours]\nimage: {src: quay.svg, alt: A quay}\n"),
        );
        portal.write("content/news/ships.md", news("Ships", 3, "related: [ports]\n"));
        portal.write("content/news/cranes.md", news("Cranes", 4, ""));
        portal.write(
            "content/news/quay.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"></svg>\n",
        );
        portal.write("static/extra.txt", "x\n");
        portal
    }

    fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    fn edit(&self, path: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.folder.path().join(path)).expect("a file");
        assert!(text.contains(from), "{path} has no {from}");
        self.write(path, text.replace(from, to));
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
        command.args(arguments).args(["--at", "2026-11-24T12:00:00Z", "--root"]).arg(self.folder.path());
        command.env_remove("SOURCE_DATE_EPOCH").env("NO_COLOR", "1").output().expect("dateline runs")
    }

    /// What is told of an address.
    #[track_caller]
    fn explain(&self, address: &str) -> String {
        let output = self.run(&["explain", address]);
        assert_eq!((output.status.code(), text(&output.stderr).as_str()), (Some(0), ""), "{address}");
        text(&output.stdout)
    }

    /// Why files were rendered by a build.
    #[track_caller]
    fn why(&self, arguments: &[&str]) -> String {
        let output = self.run(&[&["build", "--explain", "--quiet"], arguments].concat());
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        text(&output.stderr)
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

/// What every page is made anew for, besides its articles.
const ANEW: &str = "made anew when one of these articles, the template or what it includes, portal.yaml, a text or an \
                    asset of the theme, data/, the navigation or the publisher changes\n";

#[test]
fn an_article_has_its_file_its_template_and_those_it_shows() {
    let told = "\
news/ports/index.html is the page of a news
from content/news/ports.md
with the template news.html
shows content/news/ships.md
shows content/organisations/harbours.md
";
    assert_eq!(Portal::new().explain("/sub/news/ports/"), format!("{told}{ANEW}"));
}

#[test]
fn an_article_with_a_template_of_its_own_says_so() {
    let portal = Portal::new();
    portal.write("templates/special.html", "{% extends \"page.html\" %}");
    portal.edit("content/news/cranes.md", "summary: S", "summary: S\ntemplate: special");
    assert!(portal.explain("news/cranes/").contains("\nwith the template special.html\n"));
}

#[test]
fn an_article_whose_time_is_over_is_what_is_left_of_it() {
    let portal = Portal::new();
    portal.edit("content/news/cranes.md", "summary: S", "summary: S\nexpires: 2026-02-01");
    let told = "\
news/cranes/index.html is the page of a news
from content/news/cranes.md
with the template 404.html
";
    assert_eq!(portal.explain("/news/cranes/"), format!("{told}{ANEW}"));
}

#[test]
fn a_list_has_the_articles_of_that_page() {
    let first = "\
news/index.html is page 1 of the list of news
with the template list.html
shows content/news/cranes.md
shows content/news/ships.md
";
    let second = "\
news/page/2/index.html is page 2 of the list of news
with the template list.html
shows content/news/ports.md
";
    let portal = Portal::new();
    assert_eq!(portal.explain("/news/"), format!("{first}{ANEW}"));
    assert_eq!(portal.explain("/news/page/2/"), format!("{second}{ANEW}"));
}

#[test]
fn a_feed_is_made_of_every_article() {
    let portal = Portal::new();
    let told = "news/feed.xml is a feed of news\nmade anew when any article, portal.yaml changes\n";
    assert_eq!(portal.explain("/news/feed.xml"), told);
}

#[test]
fn a_copy_is_made_of_one_file() {
    let portal = Portal::new();
    let picture = fs::read(portal.folder.path().join("content/news/quay.svg")).expect("a file");
    portal.why(&[]);
    let page = fs::read_to_string(portal.folder.path().join("output/news/ports/index.html")).expect("a page");
    let address =
        page.split('"').find(|part| part.starts_with("/sub/") && part.contains("/quay.")).expect("the page shows it");
    let path = address.trim_start_matches("/sub/");
    assert_eq!(fs::read(portal.folder.path().join("output").join(path)).expect("a copy"), picture);
    for (address, path, source) in
        [("/extra.txt", "extra.txt", "static/extra.txt"), (address, path, "content/news/quay.svg")]
    {
        let told = format!("{path} is a copy of {source}\nmade anew when the file itself changes\n");
        assert_eq!(portal.explain(address), told);
    }
}

#[test]
fn an_address_may_be_written_in_every_form() {
    let portal = Portal::new();
    let told = portal.explain("news/ports/index.html");
    for address in [
        "news/ports",
        "news/ports/",
        "/news/ports/",
        "/sub/news/ports",
        "/sub/news/ports/index.html",
        "https://portal.example/sub/news/ports/",
        "/sub/news/p%6Frts/",
    ] {
        assert_eq!(portal.explain(address), told, "{address}");
    }
    assert!(portal.explain("/").starts_with("index.html is a home page\n"));
    assert!(portal.explain("/sub/").starts_with("index.html is a home page\n"));
}

#[test]
fn machines_are_told_the_same() {
    let portal = Portal::new();
    let output = portal.run(&["explain", "/news/page/2/", "--format", "json"]);
    assert_eq!(output.status.code(), Some(0));
    let told: serde_json::Value = serde_json::from_slice(&output.stdout).expect("one document");
    let wanted = serde_json::json!({
        "path": "news/page/2/index.html",
        "made_by": "page 2 of the list of news",
        "from": [],
        "template": "list.html",
        "shows": ["content/news/ports.md"],
        "anew_when": [
            "one of these articles",
            "the template or what it includes",
            "portal.yaml",
            "a text or an asset of the theme",
            "data/",
            "the navigation or the publisher",
        ],
    });
    assert_eq!(told, wanted);
}

#[test]
fn where_nothing_is_the_nearest_address_is_proposed() {
    let portal = Portal::new();
    for (address, told) in [
        ("/news/port/", "error: nothing is at `/news/port/`; did you mean `news/ports/`?\n"),
        ("/nowhere/at/all/", "error: nothing is at `/nowhere/at/all/`\n"),
        // The file is there, and is not part of the output.
        ("content/news/ports.md", "error: nothing is at `content/news/ports.md`\n"),
    ] {
        let output = portal.run(&["explain", address]);
        assert_eq!((output.status.code(), text(&output.stdout).as_str()), (Some(2), ""), "{address}");
        assert_eq!(text(&output.stderr), told);
    }
}

#[test]
fn mistakes_of_the_portal_are_told_instead() {
    let portal = Portal::new();
    portal.edit("content/news/ports.md", "[harbours]", "[harbour]");
    let output = portal.run(&["explain", "/news/ports/", "--quiet"]);
    assert_eq!((output.status.code(), text(&output.stdout).as_str()), (Some(1), ""));
    assert!(text(&output.stderr).contains("error[unknown-partner]"), "{}", text(&output.stderr));
}

#[test]
fn a_build_tells_what_made_each_file_stale() {
    let portal = Portal::new();
    let first = portal.why(&[]);
    assert!(first.lines().count() > 20, "{first}");
    let unknown = ": nothing is known of an earlier build like this";
    assert!(first.lines().all(|line| line.starts_with("rendered ") && line.ends_with(unknown)), "{first}");
    assert_eq!(portal.why(&[]), "");

    portal.edit("content/news/cranes.md", "Text.", "More text.");
    let others = "something it shows of others changed";
    let lines = [
        "news/cranes/index.html: its source changed".to_owned(),
        format!("search/index.json: {others}"),
        format!("search/spellings/0.txt: {others}"),
        "search/texts/0.json: its source changed".to_owned(),
        format!("search/words/0.txt: {others}"),
    ];
    assert_eq!(portal.why(&[]), lines.map(|line| format!("rendered {line}\n")).concat());

    portal.write("templates/404.html", "{% extends \"base.html\" %}{% block main %}Nothing.{% endblock %}");
    assert_eq!(portal.why(&[]), "rendered 404.html: a template it is made of changed\n");

    fs::write(portal.folder.path().join("output/news/cranes/index.html"), "spoilt").expect("a file");
    let spoilt = "rendered news/cranes/index.html: the file was changed or removed by somebody else\n";
    assert_eq!(portal.why(&[]), spoilt);
}

#[test]
fn a_build_tells_what_others_made_stale() {
    let portal = Portal::new();
    portal.why(&[]);
    portal.edit("content/organisations/harbours.md", "title: Harbours", "title: Docks");
    let told = portal.why(&[]);
    let line = |path: &str| told.lines().find_map(|line| line.strip_prefix(&format!("rendered {path}: ")));
    assert_eq!(line("organisations/harbours/index.html"), Some("its source changed"));
    assert_eq!(line("news/ports/index.html"), Some("something it shows of others changed"));
    assert_eq!(line("news/cranes/index.html"), None);

    portal.edit("portal.yaml", "title: Ports", "title: Harbours\nsearch: false");
    let told = portal.why(&[]);
    assert!(told.lines().all(|line| line.ends_with(": portal.yaml changed")), "{told}");

    portal.edit("content/news/cranes.md", "Text.", "More text.");
    let output = portal.run(&["build", "--explain", "--quiet", "--format", "json"]);
    let wanted = serde_json::json!({"rendered": [{"path": "news/cranes/index.html", "why": "own"}]});
    let told: serde_json::Value = serde_json::from_slice(&output.stderr).expect("one document");
    assert_eq!(told, wanted);
}
