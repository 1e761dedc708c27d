//! Feeds of small portals, whole.

use insta::assert_snapshot;

use crate::render::sample::Sample;

const PORTS: &str = "---
title: Ports & harbours
date: 2020-04-28
topics: [Border security]
authors: [Portal team]
image: {src: port.svg, alt: A port.}
attachments: [{file: plan.pdf, title: The plan}]
---
Officers of [[afripol]] met.

- They talked.
";

fn sample() -> Sample {
    Sample::new(
        "languages: [en-GB, fr]\npublisher: afripol\n",
        &[
            ("content/news/ports.md", PORTS),
            ("content/news/port.svg", "<svg width=\"4\" height=\"2\"></svg>"),
            ("content/news/plan.pdf", "%PDF"),
            (
                "content/news/old.md",
                "---\ntitle: Old text\ndate: 2019-01-01\nsummary: What was.\ncorrections: [{date: 2020-05-02T08:00:00+02:00, text: A number.}]\n---\n",
            ),
            (
                "content/notices/fraud.md",
                "---\ntitle: Fraud\ndate: 2020-04-30\nvalid_until: 2020-05-01\n---\nBeware.\n",
            ),
            ("content/notices/gone.md", "---\ntitle: Gone\ndate: 2020-01-01\nexpires: 2020-05-01\n---\n"),
            ("content/organisations/afripol.md", "---\ntitle: Afripol\n---\n"),
        ],
    )
}

#[test]
fn what_changed_last_comes_first_and_what_is_over_leaves_a_tombstone() {
    assert_snapshot!("home_atom", sample().file("feed.xml"));
}

#[test]
fn a_json_feed_tells_the_same_without_tombstones() {
    assert_snapshot!("home_json", sample().file("feed.json"));
}

#[test]
fn a_feed_without_entries_has_a_date_all_the_same() {
    assert_snapshot!("empty_atom", sample().file("fr/news/feed.xml"));
    assert_snapshot!("empty_json", sample().file("events/feed.json"));
}

#[test]
fn a_hub_gathers_what_names_it_and_marks_other_languages() {
    let sample = Sample::new(
        "languages: [en-GB, fr]\nfeeds: {entries: 1}\n",
        &[
            ("content/programmes/wapis.md", "---\ntitle: WAPIS\nsummary: A programme.\n---\n"),
            ("content/news/old.md", "---\ntitle: Old\ndate: 2020-01-01\nprogrammes: [wapis]\n---\n"),
            ("content/news/neuf.fr.md", "---\ntitle: Neuf\ndate: 2020-02-01\nprogrammes: [wapis]\n---\n"),
        ],
    );
    assert_snapshot!("hub_atom", sample.file("programmes/wapis/feed.xml"));
    assert_snapshot!("hub_json", sample.file("programmes/wapis/feed.json"));
}
