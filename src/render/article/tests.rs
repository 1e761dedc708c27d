//! What pages of articles say of their life: updates, withdrawals, ends.

use crate::render::sample::Sample;

/// The part of a text between two others.
fn between<'a>(text: &'a str, start: &str, end: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(start)?;
    rest.split_once(end).map(|(part, _)| part)
}

/// When everything that tells of an update says that `news/ports` was updated.
fn updates(text: &str) -> Vec<String> {
    let front = "---\ntitle: Ports\ndate: 2020-04-28\nchanges: [{date: 2020-05-02, note: A table.}]\n\
                 corrections: [{date: 2020-05-02T08:00:00+02:00, text: A number.}, {date: 2020-05-01, text: A name.}]\n---\n";
    let sample = Sample::new("", &[("content/news/ports.md", &format!("{front}{text}\n"))]);
    let page = sample.file("news/ports/index.html");
    let found = [
        between(&page, "property=\"article:modified_time\" content=\"", "\"").map(str::to_owned),
        between(&sample.json_ld("news/ports/index.html"), "\"dateModified\": \"", "\"").map(str::to_owned),
        between(&sample.file("sitemap.xml"), "<lastmod>", "<").map(str::to_owned),
        between(&sample.file("news/feed.xml"), "<updated>", "<").map(str::to_owned),
        between(&sample.file("news/feed.json"), "\"date_modified\":\"", "\"").map(str::to_owned),
        between(&sample.file("data/portal.json"), "\"updated\":\"", "\"").map(str::to_owned),
    ];
    found.into_iter().map(Option::unwrap_or_default).collect()
}

#[test]
fn everything_that_tells_of_an_update_tells_the_same_and_a_silent_edit_moves_nothing() {
    assert_eq!(updates("The text."), ["2020-05-02T08:00:00+02:00"; 6]);
    assert_eq!(updates("A better text."), updates("The text."));
}

#[test]
fn remarks_of_the_future_leave_no_trace() {
    let told = "changes: [{date: 2020-05-10T14:00:01+02:00, note: marker}]\ncorrections: [{date: 2020-05-11, text: marker}]\n\
                withdrawn: {date: 2020-05-11, reason: marker}\n";
    let news = |remarks: &str| {
        Sample::new("", &[("content/news/ports.md", &format!("---\ntitle: Ports\ndate: 2020-04-28\n{remarks}---\n"))])
    };
    let (with, without) = (news(told), news(""));
    for path in [
        "news/ports/index.html",
        "news/index.html",
        "news/feed.xml",
        "news/feed.json",
        "sitemap.xml",
        "data/portal.json",
    ] {
        assert_eq!(with.file(path), without.file(path), "{path}");
    }
}

/// The banner of a page, as text.
fn banner(sample: &Sample, path: &str) -> String {
    let page = sample.file(path);
    let banner = between(&page, "<div class=\"banner", "</div>").map(|rest| rest.split_once('>').unwrap_or_default().1);
    let mut text = String::new();
    let mut is_tag = false;
    for c in banner.unwrap_or_default().chars() {
        match c {
            '<' => is_tag = true,
            '>' => is_tag = false,
            c if !is_tag => text.push(c),
            _ => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_withdrawn_article_says_when_and_why_and_what_to_read_instead() {
    let withdrawn = "---\ntitle: Ports\ndate: 2020-04-28\nwithdrawn: {date: 2020-05-10, reason: The figures were wrong., see: harbours}\n---\nThe text.\n";
    let harbours = ("content/news/harbours.md", "---\ntitle: Harbours\ndate: 2020-04-29\n---\n");
    let sample = Sample::new("", &[("content/news/ports.md", withdrawn), harbours]);
    let said = "Withdrawn on May 10, 2020. The figures were wrong. See instead: Harbours";
    assert_eq!(banner(&sample, "news/ports/index.html"), said);
    let page = sample.file("news/ports/index.html");
    assert!(page.contains("The text.") && !page.contains("noindex"), "{page}");
}

#[test]
fn what_has_ended_says_that_it_describes_an_earlier_situation() {
    let sample = Sample::new(
        "",
        &[
            ("content/programmes/ended.md", "---\ntitle: Ended\nstart: 2018\nend: 2020-04\n---\n"),
            ("content/programmes/running.md", "---\ntitle: Running\nstart: 2018\nend: 2020\n---\n"),
            ("content/organisations/dissolved.md", "---\ntitle: Dissolved\ndissolved: 2020-05-09\n---\n"),
            ("content/documents/lapsed.md", "---\ntitle: Lapsed\nsigned: 2018\nin_force: 2018/2019\n---\n"),
            ("content/news/ports.md", "---\ntitle: Ports\ndate: 2020-04-28\nprogrammes: [ended]\n---\n"),
        ],
    );
    assert_eq!(banner(&sample, "programmes/ended/index.html"), "Ended. This page describes an earlier situation.");
    assert_eq!(
        banner(&sample, "organisations/dissolved/index.html"),
        "Dissolved. This page describes an earlier situation."
    );
    assert_eq!(
        banner(&sample, "documents/lapsed/index.html"),
        "No longer in force. This page describes an earlier situation."
    );
    // A report on its own day stays true.
    for path in ["programmes/running/index.html", "news/ports/index.html"] {
        assert_eq!(banner(&sample, path), "", "{path}");
    }
}

#[test]
fn an_expired_article_answers_and_says_why_nothing_is_there() {
    let gone = "---\ntitle: Marker title\ndate: 2020-04-28\nexpires: 2020-05-09\nsummary: Marker summary.\n---\nMarker text.\n";
    let sample = Sample::new("", &[("content/news/ports.md", gone)]);
    let page = sample.file("news/ports/index.html");
    assert_eq!(between(&page, "<h1>", "</h1>"), Some("No longer available"));
    let reason = "This page was published for a limited time and is no longer available.";
    assert_eq!(between(&page, "<p class=\"standfirst\">", "</p>"), Some(reason));
    assert!(!page.contains("Marker"), "{page}");
    let stone = "<at:deleted-entry ref=\"https://portal.example/p/news/ports/\" when=\"2020-05-09T00:00:00+02:00\"/>";
    assert!(sample.file("news/feed.xml").contains(stone));
}

#[test]
fn people_are_shown_with_the_roles_they_held_on_the_day_of_the_article() {
    let person = "---\ntitle: Alex\nroles:\n\
                  - {title: Head of Courses, organisation: centre, from: 2018-09, until: 2020-04}\n\
                  - {title: Director, organisation: centre, from: 2020-05}\n\
                  - {title: Friend of the Centre, organisation: centre, from: 2020-05-10}\n\
                  - {title: Speaker, until: 2020-06-15}\n---\n";
    let people = "::: people refs=\"alex\"\n:::\n";
    let sample = Sample::new(
        "",
        &[
            ("content/people/alex.md", person),
            ("content/organisations/centre.md", "---\ntitle: Training Centre\nshort_title: Centre\n---\n"),
            ("content/news/old.md", &format!("---\ntitle: Old\ndate: 2020-04-30\npeople: [alex]\n---\n{people}")),
            ("content/news/new.md", "---\ntitle: New\ndate: 2020-05-01\npeople: [alex]\n---\n"),
            ("content/news/before.md", "---\ntitle: Before\ndate: 2018-08-31\npeople: [alex]\n---\n"),
            ("content/events/talk.md", "---\ntitle: Talk\nstart: 2020-06-16\nspeakers: [alex]\n---\n"),
            (
                "content/documents/plan.md",
                "---\ntitle: Plan\ndate: 2020-05-09\nsigned: 2020-04\nsignatories: [alex]\n---\n",
            ),
            ("content/pages/about.md", &format!("---\ntitle: About\n---\n{people}")),
        ],
    );
    let notes = |path: &str| -> Vec<String> {
        let page = sample.file(path);
        let links = page.split("<a href=\"/p/people/alex/\">Alex</a>").skip(1);
        let note = |rest: &str| {
            let note = rest.trim_start().strip_prefix("<small>")?;
            between(note.trim_start_matches("<span>"), "", "<").map(str::to_owned)
        };
        links.map(|rest| note(rest).unwrap_or_default()).collect()
    };
    assert_eq!(notes("news/old/index.html"), ["Head of Courses, Centre; Speaker"; 2]);
    assert_eq!(notes("news/new/index.html"), ["Director, Centre; Speaker"]);
    assert_eq!(notes("news/before/index.html"), ["Speaker"]);
    assert_eq!(notes("events/talk/index.html"), ["Director, Centre; Friend of the Centre"]);
    assert_eq!(notes("documents/plan/index.html"), ["Head of Courses, Centre; Speaker"]);
    // What describes the present shows today's; an organisation's own page does not repeat its name.
    assert_eq!(notes("about/index.html"), ["Director, Centre; Friend of the Centre; Speaker"]);
    assert_eq!(notes("organisations/centre/index.html"), ["Director; Friend of the Centre; Speaker"]);
    let json = sample.json_ld("news/new/index.html");
    let told = between(&json, "\"about\": ", "\"mentions\"").unwrap_or(&json);
    assert!(told.contains("\"Director\"") && !told.contains("Head of Courses"), "{json}");
}

#[test]
fn components_in_a_text_have_what_the_fields_of_their_article_say() {
    let front = "---\ntitle: Ports\nstart: 2020-06-01\ncountries: [KE, CM]\nvenue: Port hall\n---\n";
    let text = "::: facts\n:::\n\n::: countries\n:::\n";
    let sample = Sample::new("", &[("content/events/ports.md", &format!("{front}{text}"))]);
    let page = sample.file("events/ports/index.html");
    let prose = between(&page, "<div class=\"prose\"", "<aside class=\"side\"").expect("a text");
    assert!(prose.contains("Port hall"), "{prose}");
    assert!(prose.contains("countries/ke/") && prose.contains("countries/cm/"), "{prose}");
}
