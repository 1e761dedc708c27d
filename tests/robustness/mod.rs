//! Inputs no author writes on purpose: nothing may panic, hang or bring the rest of the portal down.

use super::support::compile::{Made, Options, make};
use super::support::project::Project;

fn made(project: &Project) -> Made {
    make(project.root(), &Options::parse(""))
}

/// The report about one article with this text.
fn report(text: impl AsRef<[u8]>) -> String {
    made(&Project::new().with("content/news/x.md", text)).report
}

fn article(fields: &str, body: &str) -> String {
    format!("---\ntitle: A title\ndate: 2026-03-02\n{fields}---\n{body}")
}

#[test]
fn an_empty_project_is_a_portal() {
    let made = made(&Project::new());
    assert_eq!(made.report, "");
    assert!(made.output.contains_key("index.html"));
}

#[test]
fn an_article_of_ten_megabytes_is_told_and_the_others_stand() {
    let long = article("", &"All work and no play makes a long article.\n".repeat(250_000));
    let project = Project::new().with("content/news/long.md", long).with("content/news/ports.md", article("", ""));
    let made = made(&project);
    assert_eq!(
        made.report,
        "\
error[too-large]: this article has 10 MiB, and 4 MiB is the most
--> content/news/long.md
 = help: split it, or offer it as an attachment

1 error
"
    );
    assert!(made.model.contains("content/news/ports.md"));
}

#[test]
fn brackets_without_end_are_refused_quickly() {
    for bracket in ["[", "{", "[{", "- ", "? ", "!!a ", "\"", "a: [", "&a [*a,"] {
        for length in [1_000, 60_000, 100_000] {
            let field = bracket.repeat(length / bracket.len());
            let report = report(article(&format!("extra: {field}\n"), ""));
            assert!(report.contains("error[bad-yaml]"), "{bracket} {length}\n{report}");
            assert!(report.len() < 1_000, "{bracket} {length}");
        }
    }
}

#[test]
fn aliases_multiply_nothing() {
    let mut bomb = "a: &a [x, x, x, x, x, x, x, x]\n".to_owned();
    for (name, before) in ["b", "c", "d", "e", "f", "g", "h"].iter().zip(["a", "b", "c", "d", "e", "f", "g"]) {
        let aliases = vec![format!("*{before}"); 8].join(", ");
        bomb.push_str(&format!("{name}: &{name} [{aliases}]\n"));
    }
    let data = made(&Project::new().with("data/bomb.yaml", &bomb));
    assert!(data.report.contains("error[bad-data]: a text can't begin with `&`"), "{}", data.report);
    assert!(report(article(&bomb, "")).contains("error[bad-yaml]: a text can't begin with `&`"));
}

#[test]
fn bodies_that_open_and_never_close_are_read() {
    let openings =
        ["[", "![", "*", "_", "`", ">", "<div>", "<a ", "<!--", "[[", "[^", "::: details\n", "|", "- ", "\\"];
    for opening in openings {
        let made =
            made(&Project::new().with("content/news/x.md", article("", &opening.repeat(10_000 / opening.len()))));
        assert!(made.model.contains("/news/x/"), "{opening}");
    }
}

#[test]
fn a_text_cut_off_anywhere_is_told_or_read() {
    let whole = article(
        "summary: \"Ports: open\"\nimage: {src: harbour.svg, alt: Harbour}\ntimeline:\n  - {date: 2020-04/2023-03, title: é}\n",
        "# Ports\n\nSee [[afripol|the mechanism]], [a plan](plan.pdf \"é\")[^1].\n\n::: timeline programme=\"i-one\"\n> [!NOTE]\n> é\n:::\n\n[^1]: A note.\n",
    );
    let mut project = Project::new();
    for end in 0..=whole.len() {
        project = project.with(&format!("content/news/x{end}.md"), &whole.as_bytes()[..end]);
    }
    let made = made(&project);
    assert!(made.report.contains("error[unclosed-front-matter]"));
    assert!(made.report.contains("error[not-utf8]"));
}

#[test]
fn bytes_that_mean_nothing_are_told() {
    // A generator of Lehmer: the same bytes on every machine.
    let mut state: u64 = 1;
    let mut project = Project::new();
    for file in 0..200 {
        let bytes: Vec<u8> = (0..file * 3)
            .map(|_| {
                state = state * 48_271 % 2_147_483_647;
                state.to_le_bytes()[1]
            })
            .collect();
        let with_front_matter = [b"---\ntitle: x\n".as_slice(), &bytes, b"\n---\n", &bytes].concat();
        project = project.with(&format!("content/pages/raw{file}.md"), &bytes);
        project = project.with(&format!("content/pages/page{file}.md"), with_front_matter);
    }
    let made = made(&project);
    assert!(made.report.contains("error[not-text]"), "{}", made.report);
}

#[test]
fn chains_of_thousands_are_followed_without_recursion() {
    let chain = |last: &str| {
        let mut project = Project::new();
        for link in 0..3_000 {
            let parent = if link == 2_999 { last.to_owned() } else { format!("parent: o{}\n", link + 1) };
            project =
                project.with(&format!("content/organisations/o{link}.md"), format!("---\ntitle: O\n{parent}---\n"));
        }
        made(&project).report
    };
    let circle = chain("parent: o0\n");
    assert!(circle.starts_with("error[cycle]: `parent` goes in a circle"), "{circle}");
    assert_eq!(
        chain("parent: o2999\n").lines().next(),
        Some("error[self-reference]: `o2999` names itself in `parent`")
    );
}

#[test]
fn thousands_of_complaints_are_told_one_by_one() {
    let links: String = (0..5_000).map(|link| format!("[a](b{link}.md)\n")).collect();
    let report = report(article("", &links));
    assert!(report.ends_with("\n5000 errors\n"));
}

#[cfg(unix)]
#[test]
fn links_and_names_of_the_file_system_are_told() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    use std::os::unix::fs::symlink;

    let project = Project::new().with("content/news/ports.md", article("", "")).with("content/pages/a.md/b.txt", "x");
    let news = project.root().join("content/news");
    symlink("/nowhere", news.join("dead.md")).expect("a link can be made");
    symlink(project.root(), news.join("circle")).expect("a link can be made");
    std::fs::write(news.join(OsStr::from_bytes(b"p\xf6rts.md")), "x").expect("a file can be written");
    let made = made(&project);
    assert_eq!(made.report.matches("is no regular file").count(), 2, "{}", made.report);
    assert!(made.report.contains("error[not-utf8]: the name of "), "{}", made.report);
    assert!(made.model.contains("content/news/ports.md"));
}

#[test]
fn what_changes_or_vanishes_between_the_look_and_the_reading_is_told() {
    let image = |color: &str| {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\" fill=\"{color}\"><path d=\"M0 0\"/></svg>"
        )
    };
    let project = Project::new()
        .with("content/news/x/index.md", article("", "![A](a.svg)\n\n[b](b.pdf)"))
        .with("content/news/x/a.svg", image("red"))
        .with("content/news/x/b.pdf", "b")
        .with("data/c.yaml", "c: d\n");
    let survey = dateline::source::survey(project.root());
    std::fs::remove_file(project.root().join("data/c.yaml")).expect("it is there");
    let read = survey.read();
    assert_eq!(read.diagnostics.len(), 1, "{:?}", read.diagnostics);
    assert!(read.diagnostics[0].message.starts_with("`data/c.yaml` can't be read: "));

    let project = project.with("content/news/x/a.svg", image("blue")).with("content/news/x/b.pdf", "");
    let inventory = read.value;
    for path in ["content/news/x/a.svg", "content/news/x/b.pdf"] {
        let error = inventory.read(&dateline::model::SourcePath::new(path)).expect_err("it is another");
        assert_eq!(error.to_string(), format!("{path} changed while the portal was made; build again"));
    }
    std::fs::remove_file(project.root().join("content/news/x/index.md")).expect("it is there");
    let articles = dateline::parse::articles(
        &dateline::config::read("title: A\nbase_url: https://a.example/\n", None).value,
        &inventory,
    );
    assert!(articles.value.is_empty() && articles.diagnostics.len() == 1, "{:?}", articles.diagnostics);
}

#[test]
fn a_variant_is_made_of_the_picture_that_was_looked_at() {
    use dateline::pictures::variants;
    use dateline::source::darkroom::{Darkroom, Order};

    let shelf = tempfile::TempDir::new().expect("a folder");
    let project = Project::new().with(
        "content/news/p.png",
        include_bytes!("../cases/pictures/widths_formats_and_files/content/news/board.png"),
    );
    let inventory = dateline::source::discover(project.root()).value;
    let asset = inventory.assets.first().expect("the picture");
    let look = asset.facts.look.expect("it can be shown");
    let all = variants::of(&look, asset.facts.dimensions.expect("it has a size"), &[480]);
    let order = Order { path: &asset.path, facts: &asset.facts, wanted: vec![all[0]], all };
    let project = project.with(
        "content/news/p.png",
        include_bytes!("../cases/pictures/widths_formats_and_files/content/news/small.png"),
    );
    let darkroom = Darkroom::with_shelf(shelf.path().join("pictures"));
    assert!(darkroom.variant(project.root(), &order).is_err(), "its name would tell of another picture");
    assert!(!shelf.path().join("pictures").exists(), "nothing is kept under the name of another picture");
}
