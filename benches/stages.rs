//! How long each stage takes on a portal of 300 articles made here: `cargo bench`.
//!
//! Whole builds of a large corpus are measured with the script docs/PERFORMANCE.md names.
#![expect(clippy::disallowed_methods, reason = "benchmarks make projects")]

use std::fs;
use std::path::Path;

use dateline::compile::{self, Options};
use dateline::config::{self, Project, Shown};
use dateline::model::time::parse_instant;
use dateline::render::Renderer;
use dateline::theme::Theme;
use dateline::{graph, parse, plan, source};
use divan::Bencher;
use tempfile::TempDir;

const ARTICLES: usize = 300;

fn main() {
    divan::main();
}

/// A portal of news about ten organisations, five topics and five countries.
fn project() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    };
    write("portal.yaml", "title: Portal\nbase_url: https://portal.example/\nlanguages: [en]\n");
    for index in 0..10 {
        write(
            &format!("content/organisations/partner-{index}.md"),
            &format!("---\ntitle: Partner {index}\nestablished: 19{index}8\n---\nA partner.\n"),
        );
    }
    for index in 0..ARTICLES {
        let (year, month, day) = (2010 + index % 15, 1 + index % 12, 1 + index % 28);
        let paragraph =
            "The services of the region agreed on *common procedures* and will report in spring. ".repeat(12);
        write(
            &format!("content/news/article-{index}.md"),
            &format!(
                "---\ntitle: Article {index}\ndate: {year}-{month:02}-{day:02}\nsummary: What happened on day {index}.\n\
                 topics: [Topic {topic}]\ncountries: [{country}]\npartners: [partner-{partner}]\n\
                 timeline:\n  - {{date: {year}-{month:02}, title: Talks begin}}\n---\n{paragraph}\n\n## Background\n\n\
                 See [[organisations/partner-{partner}]].\n\n- one\n- two\n\n{paragraph}\n",
                topic = index % 5,
                country = ["DZ", "CM", "CI", "KE", "ZW"][index % 5],
                partner = index % 10,
            ),
        );
    }
    folder
}

fn options() -> Options {
    let instant = parse_instant("2027-01-01T00:00:00Z").expect("an instant");
    Options { instant, shown: Shown::default(), base_url: None }
}

#[divan::bench]
fn discover(bencher: Bencher) {
    let folder = project();
    bencher.bench_local(|| source::discover(folder.path()).value);
}

#[divan::bench]
fn parse(bencher: Bencher) {
    let folder = project();
    let config = settings(folder.path());
    let inventory = source::discover(folder.path()).value;
    bencher.bench_local(|| parse::articles(&config, &inventory).value);
}

#[divan::bench]
fn connect_and_plan(bencher: Bencher) {
    let folder = project();
    let config = settings(folder.path());
    let inventory = source::discover(folder.path()).value;
    let theme = Theme::load(&config, &inventory).value;
    let articles = parse::articles(&config, &inventory).value;
    let project = Project { config, instant: options().instant, shown: Shown::default() };
    bencher.with_inputs(|| articles.clone()).bench_local_values(|articles| {
        let connected = graph::connect(&project, &inventory, &theme, articles).value;
        plan::claim(connected.portal, &theme, &inventory).value
    });
}

#[divan::bench]
fn render(bencher: Bencher) {
    let folder = project();
    let compiled = compile::compile(folder.path(), &options()).expect("a project").value;
    bencher.bench_local(|| {
        let renderer = Renderer::new(&compiled.plan, &compiled.theme);
        compiled.plan.jobs.iter().filter(|(path, job)| renderer.file(path, job).is_ok()).count()
    });
}

fn settings(root: &Path) -> config::Config {
    compile::settings(root, &options()).expect("settings").value
}
