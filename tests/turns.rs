//! What changes by itself, and when: between two turns nothing does, at each turn something does.

use std::collections::{BTreeMap, BTreeSet};

use dateline::config::{self, Project, Shown};
use dateline::diagnostic::Diagnostic;
use dateline::graph::life::{self, Turn};
use dateline::graph::{self, Portal};
use dateline::model::time::parse_instant;
use dateline::model::{Instant, SourcePath};
use dateline::render::{Content, Renderer};
use dateline::source::Inventory;
use dateline::theme::Theme;
use dateline::{parse, plan};

const SETTINGS: &str =
    "title: Portal\nbase_url: https://portal.example/\nlanguages: [en-GB, fr]\ntime_zone: Europe/Paris\n";

/// The day on which the portal is looked at first; everything below happens later.
const START: &str = "2020-05-10T12:00:00Z";

const FILES: [(&str, &str); 8] = [
    (
        "content/news/ports.md",
        "date: 2020-05-10T13:00\npeople: [alex]\ncorrections: [{date: 2020-05-20, text: A number.}]\n",
    ),
    ("content/news/berths.md", "date: 2020-05-10\nwithdrawn: {date: 2020-05-11T08:00, reason: Wrong., see: ports}\n"),
    (
        "content/news/short.md",
        "date: 2020-05-10\nexpires: 2020-05-11T09:00\nchanges: [{date: 2020-05-15, note: Never seen.}]\n",
    ),
    ("content/notices/fraud.md", "date: 2020-05-01\nvalid_from: 2020-06-01\nvalid_until: 2020-06-30\n"),
    ("content/people/alex.md", "roles: [{title: Head, until: 2020-07}, {title: Director, from: 2020-08}]\n"),
    ("content/pages/about.md", "people: [alex]\n"),
    ("content/programmes/wapis.md", "start: 2020-09\nend: 2021\ntimeline: [{date: 2020-10~, title: Midway}]\n"),
    ("content/organisations/centre.md", "dissolved: 2022-01-15\n"),
];

/// Every file that is made.
type Files = BTreeMap<String, Vec<u8>>;

/// The portal as it is at an instant, and when its articles turn.
fn at(instant: Instant) -> (Files, BTreeSet<(Instant, Turn)>) {
    let mut complaints: Vec<Diagnostic> = Vec::new();
    let config = config::read(SETTINGS, None).unpack(&mut complaints);
    let articles = FILES.iter().filter_map(|(path, fields)| {
        let text = format!("---\ntitle: {path}\n{fields}---\n");
        parse::article(&config, &SourcePath::new(*path), text.as_bytes()).unpack(&mut complaints)
    });
    let articles = articles.collect();
    let inventory = Inventory::default();
    let theme = Theme::load(&config, &inventory).unpack(&mut complaints);
    let project = Project { config, instant, shown: Shown::default() };
    let connected = graph::connect(&project, &inventory, &theme, articles).unpack(&mut complaints);
    let turns = turns(&connected.portal);
    let plan = plan::claim(connected.portal, &theme, &inventory).unpack(&mut complaints);
    assert!(complaints.is_empty(), "{complaints:#?}");
    let renderer = Renderer::new(&plan, &theme);
    let file = |(path, job)| match renderer.file(path, job) {
        Ok(Content::Bytes(bytes)) => Some((path.as_str().to_owned(), bytes)),
        Ok(Content::Known(_) | Content::Copy(_)) => None,
        Err(complaint) => panic!("{path}: {complaint:?}"),
    };
    (plan.jobs.iter().filter_map(file).collect(), turns)
}

fn turns(portal: &Portal) -> BTreeSet<(Instant, Turn)> {
    portal.articles.iter().flat_map(|linked| life::turns(&portal.project, linked)).collect()
}

fn second_before(instant: Instant) -> Instant {
    Instant::from_seconds(instant.seconds() - 1).expect("an instant")
}

#[test]
fn the_output_changes_at_every_turn_and_at_no_other_instant() {
    let start = parse_instant(START).expect("an instant");
    let (mut files, turns) = at(start);
    let coming: BTreeSet<Instant> = turns.iter().map(|(at, _)| *at).filter(|at| *at > start).collect();
    let seen: BTreeSet<Turn> = turns.iter().filter(|(at, _)| *at > start).map(|(_, turn)| *turn).collect();
    for turn in [
        Turn::NoticeBegins,
        Turn::NoticeEnds,
        Turn::Expires,
        Turn::ProgrammeEnds,
        Turn::Dissolved,
        Turn::FactBegins,
        Turn::RoleBegins,
        Turn::RoleEnds,
        Turn::LeavesNewsSitemap,
        Turn::RemarkShows,
        Turn::Withdrawn,
    ] {
        assert!(seen.contains(&turn), "the portal has no {turn:?}");
    }
    for turn in coming {
        let (before, _) = at(second_before(turn));
        let changed = || before.iter().filter(|(path, bytes)| files.get(*path) != Some(bytes)).map(|(path, _)| path);
        assert!(before == files, "before {turn:?}: {:?}", changed().collect::<Vec<_>>());
        (files, _) = at(turn);
        assert!(before != files, "nothing changes at {turn:?}");
    }
}
