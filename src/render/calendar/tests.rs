//! Calendars of small portals, whole.

use insta::assert_snapshot;

use crate::render::sample::Sample;

/// A calendar with its line ends made visible: every one is CR LF, and no line is longer than it may be.
fn calendar(sample: &Sample, path: &str) -> String {
    let text = sample.file(path);
    let lines: Vec<&str> = text.split_terminator("\r\n").collect();
    assert!(text.ends_with("\r\n") && lines.iter().all(|line| line.len() <= 75 && !line.contains(['\r', '\n'])));
    lines.join("\n") + "\n"
}

fn of(front_matter: &str, text: &str) -> String {
    let event = format!("---\n{front_matter}---\n{text}");
    calendar(&Sample::new("", &[("content/events/summit.md", &event)]), "events/summit/event.ics")
}

#[test]
fn a_time_is_told_in_utc_with_all_that_is_known() {
    assert_snapshot!(
        of(
            "title: Summit
summary: Two days.
date: 2020-03-01
changes: [{date: 2020-03-05T09:00, note: New room.}]
corrections: [{date: 2020-03-04, text: A name.}]
start: 2020-06-02T09:30
end: 2020-06-03T16:00+00:00
venue: Room 2
online: https://meet.example/a;b,c
topics: [Police, \"Ports, harbours\"]
",
            "Officers meet.\n\nThey talk.\n"
        ),
        @r"
    BEGIN:VCALENDAR
    VERSION:2.0
    PRODID:-//dateline//dateline//EN
    BEGIN:VEVENT
    UID:p/events/summit@portal.example
    DTSTAMP:20200305T080000Z
    LAST-MODIFIED:20200305T080000Z
    SEQUENCE:2
    DTSTART:20200602T073000Z
    DTEND:20200603T160000Z
    SUMMARY:Summit
    DESCRIPTION:Two days.\n\nOfficers meet. They talk.
    LOCATION:Room 2
    CONFERENCE;VALUE=URI:https://meet.example/a;b,c
    URL:https://portal.example/p/events/summit/
    STATUS:CONFIRMED
    CATEGORIES:Police,Ports\, harbours
    END:VEVENT
    END:VCALENDAR
    "
    );
}

#[test]
fn a_day_stays_a_day_and_ends_with_the_next() {
    assert_snapshot!(
        of("title: Summit\nstart: 2020-02-28\nend: 2020-02-29\n", ""),
        @r"
    BEGIN:VCALENDAR
    VERSION:2.0
    PRODID:-//dateline//dateline//EN
    BEGIN:VEVENT
    UID:p/events/summit@portal.example
    DTSTAMP:19700101T000000Z
    SEQUENCE:0
    DTSTART;VALUE=DATE:20200228
    DTEND;VALUE=DATE:20200301
    SUMMARY:Summit
    URL:https://portal.example/p/events/summit/
    STATUS:CONFIRMED
    END:VEVENT
    END:VCALENDAR
    "
    );
}

#[test]
fn a_cancelled_event_keeps_its_name_and_a_postponed_one_is_tentative() {
    let cancelled = "title: Summit\ndate: 2020-01-01\nstart: 2020-06-02\nstatus: cancelled\nchanges: [{date: 2020-05-01, note: Off.}]\n";
    assert_snapshot!(
        of(cancelled, ""),
        @r"
    BEGIN:VCALENDAR
    VERSION:2.0
    PRODID:-//dateline//dateline//EN
    BEGIN:VEVENT
    UID:p/events/summit@portal.example
    DTSTAMP:20200430T220000Z
    LAST-MODIFIED:20200430T220000Z
    SEQUENCE:1
    DTSTART;VALUE=DATE:20200602
    DTEND;VALUE=DATE:20200603
    SUMMARY:Summit
    URL:https://portal.example/p/events/summit/
    STATUS:CANCELLED
    END:VEVENT
    END:VCALENDAR
    "
    );
    let postponed = cancelled.replace("cancelled", "postponed");
    assert_eq!(of(&postponed, ""), of(cancelled, "").replace("CANCELLED", "TENTATIVE"));
}

#[test]
fn long_lines_are_folded_between_characters_and_signs_are_escaped() {
    assert_snapshot!(
        of(
            "title: \"القمة; الأولى, \\\\ للشراكة بين المنظمتين\\u0007 في مدينة ليون\"\nstart: 2020-06-02T09:30\nend: 2020-06-02\n",
            ""
        ),
        @r"
    BEGIN:VCALENDAR
    VERSION:2.0
    PRODID:-//dateline//dateline//EN
    BEGIN:VEVENT
    UID:p/events/summit@portal.example
    DTSTAMP:19700101T000000Z
    SEQUENCE:0
    DTSTART:20200602T073000Z
    DTEND:20200602T220000Z
    SUMMARY:القمة\; الأولى\, \\ للشراكة بين المنظمت
     ين في مدينة ليون
    URL:https://portal.example/p/events/summit/
    STATUS:CONFIRMED
    END:VEVENT
    END:VCALENDAR
    "
    );
}

#[test]
fn the_calendar_of_a_language_has_its_events_in_order_of_time() {
    let sample = Sample::new(
        "languages: [en-GB, fr]\n",
        &[
            ("content/events/late.md", "---\ntitle: Late\nstart: 2020-07-01\n---\n"),
            ("content/events/early.md", "---\ntitle: Early\nstart: 2020-04-01\n---\n"),
            ("content/events/early.fr.md", "---\ntitle: Tôt\nstart: 2020-04-01\n---\n"),
            ("content/events/early-talk.md", "---\ntitle: Talk\nstart: 2020-04-01T08:00\n---\n"),
            (
                "content/events/off.md",
                "---\ntitle: Off\nstart: 2020-08-01\nwithdrawn: {date: 2020-05-01, reason: Error.}\n---\n",
            ),
        ],
    );
    let texts = [calendar(&sample, "events/calendar.ics"), calendar(&sample, "fr/events/calendar.ics")];
    assert_snapshot!(texts.join("\n"), @r"
    BEGIN:VCALENDAR
    VERSION:2.0
    PRODID:-//dateline//dateline//EN
    NAME:Events – Portal
    X-WR-CALNAME:Events – Portal
    REFRESH-INTERVAL;VALUE=DURATION:P1D
    SOURCE;VALUE=URI:https://portal.example/p/events/calendar.ics
    BEGIN:VEVENT
    UID:p/events/early@portal.example
    DTSTAMP:19700101T000000Z
    SEQUENCE:0
    DTSTART;VALUE=DATE:20200401
    DTEND;VALUE=DATE:20200402
    SUMMARY:Early
    URL:https://portal.example/p/events/early/
    STATUS:CONFIRMED
    END:VEVENT
    BEGIN:VEVENT
    UID:p/events/early-talk@portal.example
    DTSTAMP:19700101T000000Z
    SEQUENCE:0
    DTSTART:20200401T060000Z
    SUMMARY:Talk
    URL:https://portal.example/p/events/early-talk/
    STATUS:CONFIRMED
    END:VEVENT
    BEGIN:VEVENT
    UID:p/events/late@portal.example
    DTSTAMP:19700101T000000Z
    SEQUENCE:0
    DTSTART;VALUE=DATE:20200701
    DTEND;VALUE=DATE:20200702
    SUMMARY:Late
    URL:https://portal.example/p/events/late/
    STATUS:CONFIRMED
    END:VEVENT
    END:VCALENDAR

    BEGIN:VCALENDAR
    VERSION:2.0
    PRODID:-//dateline//dateline//EN
    NAME:Événements – Portal
    X-WR-CALNAME:Événements – Portal
    REFRESH-INTERVAL;VALUE=DURATION:P1D
    SOURCE;VALUE=URI:https://portal.example/p/fr/events/calendar.ics
    BEGIN:VEVENT
    UID:p/fr/events/early@portal.example
    DTSTAMP:19700101T000000Z
    SEQUENCE:0
    DTSTART;VALUE=DATE:20200401
    DTEND;VALUE=DATE:20200402
    SUMMARY:Tôt
    URL:https://portal.example/p/fr/events/early/
    STATUS:CONFIRMED
    END:VEVENT
    END:VCALENDAR
    ");
    assert!(calendar(&sample, "events/off/event.ics").contains("\nSTATUS:CANCELLED\n"));
}

#[test]
fn a_portal_without_events_that_calendars_can_write_has_no_calendar() {
    let sample = Sample::new("", &[("content/events/first.md", "---\ntitle: First\nstart: 0000-05-01\n---\n")]);
    assert_eq!(sample.paths().filter(|path| path.ends_with(".ics")).count(), 0);
    assert!(!sample.file("events/index.html").contains("text/calendar"));
}

#[test]
fn pages_offer_their_calendars() {
    let sample = Sample::new("", &[("content/events/summit.md", "---\ntitle: Summit\nstart: 2020-06-02\n---\n")]);
    let link = |title: &str, url: &str| {
        format!("<link rel=\"alternate\" type=\"text/calendar\" title=\"{title}\" href=\"{url}\">")
    };
    let page = sample.file("events/summit/index.html");
    assert!(page.contains(&link("Summit", "/p/events/summit/event.ics")), "{page}");
    let list = sample.file("events/index.html");
    assert!(list.contains(&link("Events – Portal", "/p/events/calendar.ics")), "{list}");
}
