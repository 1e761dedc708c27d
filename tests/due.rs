//! What is due: between two neighbouring instants every build gives the same bytes, across one it
//! does not.
#![expect(clippy::disallowed_methods, reason = "tests make projects")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use dateline::compile::{self, Options};
use dateline::config::Shown;
use dateline::diagnostic::Severity;
use dateline::graph::due::{self, Due};
use dateline::model::{Instant, time::parse_instant};
use dateline::render::{Content, Renderer};
use proptest::prelude::*;
use rayon::prelude::*;

type Files = BTreeMap<String, Vec<u8>>;

/// Every file of the output at an instant, and what is due after it.
fn build(root: &Path, instant: Instant) -> (Files, Vec<Due>) {
    let mut diagnostics = Vec::new();
    let options = Options { instant, shown: Shown::default(), base_url: None };
    let compiled = compile::compile(root, &options).expect("a project").unpack(&mut diagnostics);
    let errors: Vec<_> = diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "at {instant:?}: {errors:#?}");
    let renderer = Renderer::new(&compiled.plan, &compiled.theme);
    let file = |(path, job)| match renderer.file(path, job).expect("every page renders") {
        Content::Bytes(bytes) => (path.to_string(), bytes),
        Content::Known(bytes) => (path.to_string(), bytes.to_vec()),
        // Which variants there are is told by the plan; time changes none.
        Content::Copy(source) | Content::Cleaned(source) => {
            (path.to_string(), compiled.inventory.read(source).expect("a file"))
        }
        Content::Variant(order) => (path.to_string(), order.facts.fingerprint.as_bytes().to_vec()),
    };
    let files = compiled.plan.jobs.par_iter().map(file).collect();
    (files, due::coming(&compiled.plan.portal, &compiled.held))
}

fn seconds_later(instant: Instant, seconds: i64) -> Instant {
    Instant::from_seconds(instant.seconds() + seconds).expect("an instant of the calendar")
}

/// Goes from one due instant to the next and compares what is built just before, at and after them.
fn sweep(root: &Path, from: Instant, most: usize) -> usize {
    let (mut files, mut due) = build(root, from);
    let mut turned = 0;
    while let Some(next) = due.first().filter(|_| turned < most) {
        let at = next.at;
        let (before, _) = build(root, seconds_later(at, -1));
        assert_eq!(differing(&files, &before), Vec::<&str>::new(), "nothing was due before {at:?}");
        let (after, later) = build(root, at);
        assert_ne!(differing(&files, &after), Vec::<&str>::new(), "nothing changed at {at:?}: {next:?}");
        files = after;
        due = later;
        turned += 1;
    }
    turned
}

fn differing<'a>(one: &'a Files, other: &'a Files) -> Vec<&'a str> {
    let paths: std::collections::BTreeSet<&str> = one.keys().chain(other.keys()).map(String::as_str).collect();
    paths.into_iter().filter(|path| one.get(*path) != other.get(*path)).collect()
}

#[test]
fn the_sample_changes_at_its_due_instants_and_only_then() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let turned = sweep(root, parse_instant("2026-09-14T12:00:00Z").expect("an instant"), 100);
    assert!(turned >= 8, "the sample should turn more often than {turned} times");
}

/// Articles that turn in every way there is, all of them after the first of them is published.
const FILES: [(&str, &str); 12] = [
    (
        "content/news/ports.md",
        "date: 2020-05-10T13:00\npeople: [alex]\ncorrections: [{date: 2020-05-20, text: A number.}]\n",
    ),
    (
        "content/news/berths.md",
        "date: 2020-05-10\nwithdrawn: {date: 2020-05-11T08:00, reason: Wrong., see: ports}\ncorrections: [{date: 2020-05-22, text: A name.}]\n",
    ),
    (
        "content/news/short.md",
        "date: 2020-05-10\nexpires: 2020-05-11T09:00\nchanges: [{date: 2020-05-15, note: Never seen.}]\n",
    ),
    ("content/notices/fraud.md", "date: 2020-05-01\nvalid_from: 2020-06-01\nvalid_until: 2020-06-30\n"),
    // What is replaced or withdrawn no longer begins or ends, but what is said of it later shows.
    (
        "content/notices/old-fraud.md",
        "date: 2020-05-01\nvalid_until: 2020-06-20\nchanges: [{date: 2020-05-21, note: More.}]\ntimeline: [{date: 2020-05-23, title: A hearing}]\n",
    ),
    ("content/notices/newer-fraud.md", "date: 2020-05-02\nsupersedes: old-fraud\n"),
    ("content/people/alex.md", "roles: [{title: Head, until: 2020-07}, {title: Director, from: 2020-08}]\n"),
    ("content/pages/about.md", "people: [alex]\n"),
    ("content/programmes/wapis.md", "start: 2020-09\nend: 2021\ntimeline: [{date: 2020-10~, title: Midway}]\n"),
    ("content/organisations/centre.md", "dissolved: 2022-01-15\n"),
    ("content/events/meeting.md", "start: 2020-06-02T10:00\nend: 2020-06-02T12:00\n"),
    ("content/documents/agreement.md", "signed: 2020-01\nin_force: 2020-01/2021-03\n"),
];

#[test]
fn every_way_to_turn_is_due() {
    let folder = tempfile::tempdir().expect("a folder");
    let settings = "title: P\nbase_url: https://portal.example/\nlanguages: [en-GB, fr]\ntime_zone: Europe/Paris\n";
    fs::write(folder.path().join("portal.yaml"), settings).expect("a file");
    for (path, fields) in FILES {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, format!("---\ntitle: An article\n{fields}---\n\nText.\n")).expect("a file");
    }
    let turned = sweep(folder.path(), parse_instant("2020-05-10T12:00:00Z").expect("an instant"), 100);
    assert!(turned >= 15, "only {turned} turns");
}

/// An article with moments of its own, days of June 2026.
fn article() -> impl Strategy<Value = (String, String)> {
    let day = || (1u32..28).prop_map(|day| format!("2026-06-{day:02}"));
    let moment = || prop_oneof![day(), (day(), 0u32..24).prop_map(|(day, hour)| format!("{day}T{hour:02}:30"))];
    let optional = |name: &'static str, value: BoxedStrategy<String>| {
        proptest::option::of(value)
            .prop_map(move |value| value.map_or_else(String::new, |value| format!("{name}: {value}\n")))
    };
    let common = (optional("embargo", moment().boxed()), optional("expires", moment().boxed()), day());
    let kind = prop_oneof![
        Just(("news", String::new())),
        (moment(), 1u32..20).prop_map(|(from, _)| (
            "notices",
            format!("valid_from: {from}\nvalid_until: 2026-06-28\nseverity: minor\n")
        )),
        (day(), day())
            .prop_map(|(a, b)| ("programmes", format!("start: {}\nend: {}\n", a.clone().min(b.clone()), a.max(b)))),
        moment().prop_map(|start| ("events", format!("start: {start}\n"))),
        day().prop_map(|day| ("documents", format!("signed: {day}\nin_force: 2026-06-01/{day}\n"))),
        day().prop_map(|day| ("organisations", format!("dissolved: {day}\n"))),
    ];
    (common, kind, day()).prop_map(|((embargo, expires, date), (folder, own), fact)| {
        let text = format!(
            "---\ntitle: An article\ndate: {date}\n{embargo}{expires}{own}topics: [Trade]\ncountries: [CM]\n\
             timeline: [{{date: {fact}, title: A fact}}]\n---\n\nText.\n"
        );
        (folder.to_owned(), text)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_portal_changes_at_its_due_instants_and_only_then(articles in prop::collection::vec(article(), 1..5)) {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("portal.yaml"), "title: P\nbase_url: https://portal.example/\ntime_zone: Africa/Nairobi\n").expect("a file");
        for (index, (kind, text)) in articles.iter().enumerate() {
            let path = folder.path().join("content").join(kind);
            fs::create_dir_all(&path).expect("a folder");
            fs::write(path.join(format!("article-{index}.md")), text).expect("a file");
        }
        sweep(folder.path(), parse_instant("2026-05-31T12:00:00Z").expect("an instant"), 100);
    }
}

fn dateline(root: &Path, arguments: &[&str]) -> (i32, String) {
    let root = root.to_str().expect("a path in UTF-8");
    let output = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(["--root", root])
        .args(arguments)
        .output()
        .expect("dateline runs");
    (output.status.code().expect("it ends by itself"), String::from_utf8(output.stdout).expect("UTF-8"))
}

#[test]
fn the_command_tells_what_comes_and_whether_the_output_is_overdue() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    fs::write(root.join("portal.yaml"), "title: P\nbase_url: https://portal.example/\ntime_zone: Europe/Paris\n")
        .expect("a file");
    fs::create_dir_all(root.join("content/news")).expect("a folder");
    fs::write(
        root.join("content/news/soon.md"),
        "---\ntitle: Soon\ndate: 2026-06-01\nembargo: 2026-06-02T10:00\n---\n\nText.\n",
    )
    .expect("a file");
    fs::write(
        root.join("content/news/short.md"),
        "---\ntitle: Short\ndate: 2026-05-01\nexpires: 2026-06-10\n---\n\nText.\n",
    )
    .expect("a file");
    let early = ["due", "--at", "2026-06-01T12:00:00Z"];
    let expected = "2026-06-02 10:00 (Europe/Paris)  content/news/soon.md: its embargo is lifted\n\
                    2026-06-10 00:00 (Europe/Paris)  content/news/short.md: it is gone\n";
    assert_eq!(dateline(root, &early), (0, expected.to_owned()));
    assert_eq!(dateline(root, &[&early[..], &["--next"]].concat()), (0, "2026-06-02T08:00:00Z\n".to_owned()));
    assert_eq!(dateline(root, &["build", "--at", "2026-06-01T12:00:00Z", "--quiet"]).0, 0);
    assert_eq!(dateline(root, &early).0, 0);
    let late = ["due", "--at", "2026-06-02T08:00:00Z"];
    let (code, told) = dateline(root, &late);
    assert_eq!(code, 1);
    assert!(told.starts_with("overdue since 2026-06-02 10:00 (Europe/Paris)  content/news/soon.md"), "{told}");
    let (code, told) = dateline(root, &[&late[..], &["--format", "json"]].concat());
    let told: serde_json::Value = serde_json::from_str(&told).expect("one JSON document");
    assert_eq!(code, 1);
    assert_eq!(told["overdue"]["why"], "embargo-lifts");
    assert_eq!(told["built"], "2026-06-01T12:00:00Z");
    let coming = serde_json::json!([
        {"at": "2026-06-04T08:00:00Z", "why": "leaves-news-sitemap", "path": "content/news/soon.md"},
        {"at": "2026-06-09T22:00:00Z", "why": "expires", "path": "content/news/short.md"},
    ]);
    assert_eq!(told["due"], coming);
    assert_eq!(dateline(root, &["build", "--at", "2026-06-02T08:00:00Z", "--quiet"]).0, 0);
    assert_eq!(dateline(root, &late).0, 0);
}
