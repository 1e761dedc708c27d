//! Every field of every kind, every setting, every text of the theme and of data, with texts that try to be more than
//! texts: in no file of the output are they.
#![expect(clippy::disallowed_methods, reason = "tests make projects")]

#[path = "../support/every/mod.rs"]
#[expect(dead_code, reason = "other tests hold articles back")]
mod every;
mod skeleton;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use dateline::compile::{self, Options};
use dateline::config::{self, Shown};
use dateline::diagnostic::{Diagnostic, Severity};
use dateline::model::time::parse_instant;
use dateline::plan::Job;
use dateline::render::{Content, Renderer};
use every::Portal;
use every::words::{ADDRESSES, HOSTILE, Words, one_line};
use rayon::prelude::*;
use skeleton::Read;

/// What a project came to.
struct Made {
    complaints: Vec<Diagnostic>,
    files: BTreeMap<String, Read>,
}

impl Made {
    /// All texts of files with this ending.
    fn texts(&self, ending: &str) -> String {
        let files = self.files.iter().filter(|(path, _)| path.ends_with(ending));
        files.flat_map(|(_, read)| &read.texts).map(|text| one_line(text) + "\n").collect()
    }

    fn errors(&self) -> Vec<&Diagnostic> {
        self.complaints.iter().filter(|complaint| complaint.severity == Severity::Error).collect()
    }
}

/// Compiles and renders a project in memory: every file that is made of texts.
fn made(root: &Path) -> Made {
    let instant = parse_instant("2020-05-10T12:00:00Z").expect("an instant");
    let options = Options { instant, shown: Shown::default(), base_url: None };
    let mut complaints = Vec::new();
    let compiled = compile::compile(root, &options).expect("a project has settings").unpack(&mut complaints);
    let mut files = BTreeMap::new();
    if complaints.iter().any(|complaint| complaint.severity == Severity::Error) {
        return Made { complaints, files };
    }
    let renderer = Renderer::new(&compiled.plan, &compiled.theme);
    for (path, job) in &compiled.plan.jobs {
        if matches!(job, Job::SocialCard(_) | Job::Asset(_) | Job::Static(_)) {
            continue;
        }
        match renderer.file(path, job) {
            Ok(Content::Bytes(bytes)) => drop(files.insert(path.to_string(), skeleton::read(path.as_str(), &bytes))),
            Ok(Content::Known(_) | Content::Copy(_) | Content::Cleaned(_) | Content::Variant(_)) => {}
            Err(complaint) => complaints.push(complaint),
        }
    }
    Made { complaints, files }
}

fn told(complaints: &[&Diagnostic]) -> String {
    complaints
        .iter()
        .map(|complaint| format!("{:?}: {} {:?}\n", complaint.code, complaint.message, complaint.at))
        .collect()
}

/// The first line in which two skeletons differ, with what stands around it.
fn difference(one: &str, other: &str) -> String {
    let (one, other): (Vec<&str>, Vec<&str>) = (one.lines().collect(), other.lines().collect());
    let at = one.iter().zip(&other).position(|(one, other)| one != other).unwrap_or(one.len().min(other.len()));
    let around = |lines: &[&str]| lines[at.saturating_sub(4).min(lines.len())..(at + 3).min(lines.len())].join("\n");
    format!("line {at}: harmless\n{}\nhostile\n{}", around(&one), around(&other))
}

/// Whether a file is a part of the search index: into how many it is cut, and how long each is, depends on the words.
fn depends_on_words(path: &str) -> bool {
    path.contains("search/") && !path.ends_with(".html")
}

/// Places whose text no page shows, with the reason.
const SHOWN_NOWHERE: [(&str, &str); 2] = [
    ("topics/extra", "the template of a term is not given what its article has for themes"),
    ("topics/authors", "the page of a term names no authors; feeds and the search do"),
];

/// Files that programs read, and what they tell.
const TOLD_TO_PROGRAMS: [(&str, &[&str]); 4] = [
    ("feed.xml", &["news/title", "news/summary"]),
    ("feed.json", &["news/title", "news/summary"]),
    (".ics", &["events/title"]),
    ("cap.xml", &["notices/title"]),
];

fn stays_text(parent: &str, text: &str) {
    let mut words = Words::hostile(text);
    let hostile = Portal::new(parent, &mut words);
    let tame = Portal::new(parent, &mut Words::tame(text));
    let (hostile, tame) = (made(hostile.root()), made(tame.root()));
    assert!(tame.errors().is_empty(), "{text:?}, tame: {}", told(&tame.errors()));
    assert!(hostile.errors().is_empty(), "{text:?}: {}", told(&hostile.errors()));
    let only = |one: &Made, other: &Made| {
        let only = one.files.keys().filter(|path| !other.files.contains_key(*path) && !depends_on_words(path));
        only.cloned().collect::<Vec<_>>()
    };
    assert_eq!((only(&hostile, &tame), only(&tame, &hostile)), (Vec::new(), Vec::new()), "{text:?}");
    let mut wrong = String::new();
    for (path, read) in hostile.files.iter().filter(|(path, _)| !depends_on_words(path)) {
        let expected = &tame.files[path].skeleton;
        if read.skeleton != *expected {
            wrong += &format!("{path}: {}\n\n", difference(expected, &read.skeleton));
        }
    }
    assert!(wrong.is_empty(), "{text:?} changes what pages are made of:\n{}", &wrong[..wrong.len().min(6000)]);
    let shown = hostile.texts(".html");
    let is_named = |place: &str| SHOWN_NOWHERE.iter().any(|(named, _)| place.ends_with(named));
    let is_lost = |(place, text): &(&str, &str)| !shown.contains(&one_line(text)) && !is_named(place);
    let lost: Vec<(&str, &str)> = words.given().filter(is_lost).collect();
    assert!(lost.is_empty(), "{text:?} is not found in pages as it was written: {lost:#?}");
    for (files, places) in TOLD_TO_PROGRAMS {
        // Signs these forms can't hold are left out, and no space stands for them.
        let told = hostile.texts(files).replace(' ', "");
        for place in places {
            let (_, text) = words.given().find(|(given, _)| given == place).expect("it has a text");
            let text = one_line(text).replace(' ', "");
            assert!(told.contains(&text), "{place} is not found in {files} as it was written: {text:?}");
        }
    }
}

#[test]
fn hostile_texts_stay_texts_in_the_default_theme() {
    HOSTILE.par_iter().for_each(|text| stays_text("default", text));
}

#[test]
fn hostile_texts_stay_texts_in_the_second_theme() {
    HOSTILE.par_iter().for_each(|text| stays_text("bulletin", text));
}

#[test]
fn fields_of_a_form_of_their_own_take_no_hostile_text() {
    assert_eq!(told(&made(every::untried(&[]).root()).errors()), "", "without hostile texts");
    let tried = every::tried(&HOSTILE, &[]);
    assert!(tried.files.len() > 800, "only {} are tried", tried.files.len());
    are_refused(&tried);
}

#[test]
fn fields_that_lead_somewhere_lead_to_addresses_of_the_web() {
    assert_eq!(told(&made(every::untried(&every::LINKS).root()).errors()), "", "without hostile addresses");
    let tried = every::tried(&ADDRESSES, &every::LINKS);
    assert!(tried.files.len() > 400, "only {} are tried", tried.files.len());
    are_refused(&tried);
}

#[test]
fn links_of_a_text_have_the_schemes_that_are_allowed_however_they_are_written() {
    let forms = [
        "[a](X)",
        "[a](<X>)",
        "[a][r]\n\n[r]: X",
        "[a][r]\n\n[r]: <X>",
        "<X>",
        "![a](X)",
        "[![a](X)](X)",
        "X",
        "<a href=\"X\">a</a>",
        "<p title=\"a\" onclick=\"X\">a</p>",
        "<img src=\"X\">",
        "<q cite=\"X\">a</q>",
        "[[X]]",
        "[[X|a]]",
        "a[^n]\n\n[^n]: [a](X)",
        "::: details summary=\"X\"\n[a](X)\n:::",
        "::: figure src=\"X\" alt=\"a\"\n:::",
    ];
    let settings = "title: Portal\nbase_url: https://portal.example/\n";
    let all = Portal::of_settings(settings);
    let mut texts = Vec::new();
    for (form, address) in forms.iter().flat_map(|form| ADDRESSES.iter().map(move |address| (form, address))) {
        let path = format!("content/news/t{}.md", texts.len());
        let text = format!("---\ntitle: Text\ndate: 2020-04-28\n---\n\n{}\n", form.replace('X', address));
        all.write(&path, &text);
        texts.push((path, text));
    }
    let blamed = blamed(&made(all.root()));
    assert!(blamed.len() > texts.len() / 2, "only {} of {} are refused", blamed.len(), texts.len());
    // What Markdown takes for no link is a text, and no page leads there.
    let rest = Portal::of_settings(settings);
    texts.iter().filter(|(path, _)| !blamed.contains(path)).for_each(|(path, text)| rest.write(path, text));
    let made = made(rest.root());
    assert_eq!(told(&made.errors()), "");
    assert!(made.files.len() > 20);
}

/// Tells of the files that no error is about.
fn are_refused(tried: &every::Tried) {
    let blamed = blamed(&made(tried.root()));
    let taken: Vec<&(String, String)> = tried.files.iter().filter(|(path, _)| !blamed.contains(path)).collect();
    assert!(taken.is_empty(), "{taken:#?}");
}

/// The files that errors are about.
fn blamed(made: &Made) -> BTreeSet<String> {
    made.errors().into_iter().filter_map(|error| error.at.as_ref()).map(|at| at.path.to_string()).collect()
}

#[test]
fn mail_addresses_are_for_readers() {
    let portal = Portal::of_settings("title: Portal\nbase_url: https://portal.example/\n");
    let text =
        "Write to desk@portal.example, or to [the office](mailto:office@portal.example), or <third@portal.example>.";
    let front = "title: Port\ndate: 2020-04-28\ncontact: Press office, press@portal.example";
    portal.write("content/news/port.md", format!("---\n{front}\n---\n\n{text}\n"));
    portal.write("content/notices/port.md", format!("---\n{front}\n---\n\n{text}\n"));
    portal.write(
        "content/events/port.md",
        format!("---\ntitle: Port\nstart: 2020-06-01\nregistration: mailto:join@portal.example\n---\n\n{text}\n"),
    );
    let made = made(portal.root());
    assert_eq!(told(&made.errors()), "");
    for (path, read) in &made.files {
        // Whom to ask about an alert is a part of the alert, and where to register is one of an event.
        let is_part = |address: &str| match address {
            "press" => path.ends_with("cap.xml"),
            "join" => path.ends_with(".ics"),
            _ => false,
        };
        for address in ["desk", "office", "third", "press", "join"] {
            let is_there = read.raw.contains(&format!("{address}@portal.example"));
            assert!(is_part(address) || !is_there, "{path} hands out the address of {address}");
        }
    }
    let shown = |path: &str, text: &str| made.files[path].texts.iter().any(|shown| shown.contains(text));
    for text in ["desk@portal.example", "mailto:office@portal.example", "third@portal.example", "press@portal.example"]
    {
        assert!(shown("news/port/index.html", text), "{text} is not shown");
    }
    assert!(shown("events/port/index.html", "mailto:join@portal.example"));
    assert!(shown("feed.xml", "Write to …, or to the office, or …."), "{:?}", made.files["feed.xml"].texts);
    assert!(!made.files.iter().any(|(path, read)| depends_on_words(path) && read.raw.contains("desk")));
}

#[test]
fn a_template_is_one_of_the_theme() {
    for text in HOSTILE {
        let portal = Portal::of_settings("title: Portal\nbase_url: https://portal.example/\n");
        let text = serde_json::to_string(text).expect("a text is JSON");
        portal.write("content/pages/about.md", format!("---\ntitle: About\ntemplate: {text}\n---\n\nText.\n"));
        assert!(!made(portal.root()).errors().is_empty(), "{text}");
    }
}

#[test]
fn settings_of_a_form_of_their_own_take_no_hostile_text() {
    let mut taken = Vec::new();
    for place in every::fixed_settings() {
        let is_link = place == "navigation.to";
        for text in HOSTILE.iter().chain(ADDRESSES.iter().filter(|_| is_link)) {
            let settings = every::settings_with(&place, text);
            let is_read =
                config::read(&settings, None).diagnostics.iter().all(|complaint| complaint.severity != Severity::Error);
            // What is a name is looked up when the rest is known.
            if is_read && made(Portal::of_settings(&settings).root()).errors().is_empty() {
                taken.push(format!("{place} takes {text:?}"));
            }
        }
    }
    assert!(taken.is_empty(), "{taken:#?}");
}
