//! Whole reports as they are printed, colours stripped.

use std::collections::BTreeMap;

use super::*;
use crate::diagnostic::{Code, Field, Span};
use crate::graph::Held;
use crate::graph::held::Reason;
use crate::model::{Instant, Kind, LanguageId, Slug, Zone};

/// Files by path.
struct Texts(BTreeMap<&'static str, String>);

impl Sources for Texts {
    fn text(&self, path: &SourcePath) -> Option<Cow<'_, str>> {
        self.0.get(path.as_str()).map(|text| Cow::Borrowed(text.as_str()))
    }
}

const PORTS: &str = "---\ntitle: Ports\ndate: 2026-03-01\npartners:\n  - port-authority\n---\nA [link](x.md).\n";

fn sources(files: &[(&'static str, &str)]) -> Texts {
    Texts(files.iter().map(|(path, text)| (*path, (*text).to_owned())).collect())
}

fn plain(diagnostics: &[Diagnostic], sources: &Texts, limit: Option<usize>) -> String {
    anstream::adapter::strip_str(&text(diagnostics, sources, limit)).to_string()
}

/// The report of one complaint about the file `a.md`.
fn about(file: &str, make: impl FnOnce(&SourcePath) -> Diagnostic) -> String {
    let sources = sources(&[("a.md", file)]);
    plain(&[make(&SourcePath::new("a.md"))], &sources, None)
}

fn unknown(path: &SourcePath) -> Diagnostic {
    Diagnostic::error(Code::UnknownPartner, "no organisation is called `port-authority`")
        .at(Span::field(path, Field::new("partners").item(0)))
        .help("did you mean `ports-authority`?")
}

#[test]
fn a_name_of_a_file_gives_the_terminal_no_commands() {
    let path = SourcePath::new("a\x1b[2J\x07\nb.md");
    let sources = Texts(BTreeMap::from([("a\x1b[2J\x07\nb.md", PORTS.to_owned())]));
    let whole = Diagnostic::error(Code::NotUtf8, "no text").at(Span::file(&path));
    for complaint in [whole.clone(), unknown(&path), unknown(&SourcePath::new("c.md")).note("here", whole.at)] {
        let told = text(&[complaint], &sources, None);
        let told = anstream::adapter::strip_str(&told.replace("\x1b[2J", "COMMAND")).to_string();
        assert!(!told.contains("COMMAND") && !told.contains('\x07') && !told.contains("\nb.md"), "{told:?}");
    }
}

#[test]
fn a_field_is_shown_with_its_line_and_the_help_behind_it() {
    assert_eq!(
        about(PORTS, unknown),
        "\
error[unknown-partner]: no organisation is called `port-authority`
 --> a.md:5:5
  |
5 |   - port-authority
  |     ^^^^^^^^^^^^^^ did you mean `ports-authority`?

1 error
"
    );
}

#[test]
fn a_missing_field_is_blamed_on_the_line_that_opens_the_front_matter() {
    let missing = |path: &SourcePath| {
        Diagnostic::error(Code::MissingField, "`location` is missing").at(Span::field(path, Field::new("location")))
    };
    let expected = "\
error[missing-field]: `location` is missing
 --> a.md:1:1
  |
1 | ---
  | ^^^

1 error
";
    assert_eq!(about(PORTS, missing), expected);
    assert_eq!(about(&format!("\u{feff}{}", PORTS.replace('\n', "\r\n")), missing), expected);
}

#[test]
fn marks_and_line_endings_and_tabs_move_no_carets() {
    let file = format!("\u{feff}{}", PORTS.replace('\n', "\r\n").replace("A [", "A\t["));
    let at = file.find("x.md").expect("it is there");
    let link = |path: &SourcePath| {
        Diagnostic::warning(Code::UnknownReference, "there is no article `x.md`").at(Span::bytes(path, at..at + 4))
    };
    assert_eq!(
        about(&file, link),
        "\
warning[unknown-reference]: there is no article `x.md`
 --> a.md:7:10
  |
7 | A    [link](x.md).
  |             ^^^^

1 warning
"
    );
}

#[test]
fn notes_stand_beside_the_lines_or_below_in_their_own_file() {
    let sources = sources(&[("a.md", PORTS), ("b.md", "---\ntitle: Other\n---\n"), ("c.md", "")]);
    let (a, b) = (SourcePath::new("a.md"), SourcePath::new("b.md"));
    let complaint = unknown(&a)
        .note("the title is here", Some(Span::field(&a, Field::new("title"))))
        .note("a rival is here", Some(Span::field(&b, Field::new("title"))))
        .note("another is this file", Some(Span::file(&SourcePath::new("c.md"))))
        .note("there is more", None);
    assert_eq!(
        plain(&[complaint], &sources, None),
        "\
error[unknown-partner]: no organisation is called `port-authority`
 --> a.md:5:5
  |
2 | title: Ports
  |        ----- the title is here
...
5 |   - port-authority
  |     ^^^^^^^^^^^^^^ did you mean `ports-authority`?
  |
  = note: there is more
note: a rival is here
 --> b.md:2:8
  |
2 | title: Other
  |        ^^^^^
note: another is this file
 --> c.md

1 error
"
    );
}

#[test]
fn a_long_help_and_a_complaint_without_lines_have_their_help_below() {
    let long = |path: &SourcePath| unknown(path).help("write the name of an organisation ".repeat(4));
    assert_eq!(
        about(PORTS, long),
        "\
error[unknown-partner]: no organisation is called `port-authority`
 --> a.md:5:5
  |
5 |   - port-authority
  |     ^^^^^^^^^^^^^^
  |
  = help: write the name of an organisation write the name of an organisation write the name of an organisation write the name of an organisation

1 error
"
    );
    let file =
        |path: &SourcePath| Diagnostic::error(Code::TooLarge, "it is too large").at(Span::file(path)).help("split it");
    assert_eq!(about(PORTS, file), "error[too-large]: it is too large\n--> a.md\n = help: split it\n\n1 error\n");
    let nowhere = |_: &SourcePath| Diagnostic::error(Code::Unreadable, "the folder is locked").help("unlock it");
    assert_eq!(about(PORTS, nowhere), "error[unreadable]: the folder is locked\n |\n = help: unlock it\n\n1 error\n");
}

#[test]
fn long_lines_are_cut_around_the_place() {
    let file = format!("---\ntitle: A\n---\n{}WRONG{}\n", "before ".repeat(60), " after".repeat(60));
    let at = file.find("WRONG").expect("it is there");
    let complaint =
        |path: &SourcePath| Diagnostic::error(Code::BadUrl, "this is wrong").at(Span::bytes(path, at..at + 5));
    let report = about(&file, |path| complaint(path).help("write it right"));
    assert_eq!(
        report,
        "\
error[bad-url]: this is wrong
 --> a.md:4:421
  |
4 | ...before before before before before WRONG after after after after after after after after a...
  |                                       ^^^^^ write it right

1 error
"
    );
    assert!(report.lines().all(|line| line.chars().count() <= 100), "{report}");
}

#[test]
fn a_place_over_several_lines_is_shown_by_its_first() {
    let report =
        about(PORTS, |path| Diagnostic::error(Code::BadYaml, "this is too long").at(Span::bytes(path, 3..PORTS.len())));
    assert_eq!(
        report,
        "\
error[bad-yaml]: this is too long
 --> a.md:2:1
  |
2 | title: Ports
  | ^^^^^^^^^^^^

1 error
"
    );
}

#[test]
fn what_authors_write_can_not_colour_the_report() {
    let report = about("---\ntitle: \u{1b}[31mred\u{7}\n---\n", |path| {
        Diagnostic::error(Code::BadSlug, "`\u{1b}[31m` is\nno slug")
            .at(Span::field(path, Field::new("title")))
            .help("\u{1b}[0m".repeat(30))
    });
    assert!(!report.contains(['\u{1b}', '\u{7}']), "{report}");
    assert!(report.starts_with("error[bad-slug]: `␛[31m` is no slug\n"), "{report}");
}

#[test]
fn complaints_go_in_the_order_of_places_and_errors_come_first_where_room_is_short() {
    let sources = sources(&[("a.md", PORTS), ("b.md", PORTS)]);
    let (a, b) = (SourcePath::new("a.md"), SourcePath::new("b.md"));
    let warning =
        |path, field| Diagnostic::warning(Code::AmbiguousDate, "a doubt").at(Span::field(path, Field::new(field)));
    let all = [warning(&b, "title"), unknown(&b), warning(&a, "title"), warning(&a, "date")];
    let places = |limit| -> Vec<String> {
        let report = plain(&all, &sources, limit);
        report.lines().filter_map(|line| line.trim().strip_prefix("--> ").map(str::to_owned)).collect()
    };
    assert_eq!(places(None), ["a.md:2:8", "a.md:3:7", "b.md:2:8", "b.md:5:5"]);
    assert_eq!(places(Some(2)), ["a.md:2:8", "b.md:5:5"]);
    assert!(plain(&all, &sources, Some(2)).ends_with("\n… and 2 more\n1 error, 3 warnings\n"));
    assert_eq!(plain(&[], &sources, None), "");
}

#[test]
fn places_that_can_not_be_are_where_the_file_ends() {
    for file in ["", "\u{fffd}PNG\u{fffd}", "é", "---\n", "\u{feff}"] {
        for (start, end) in [(0, 0), (0, 1), (1, 2), (0, usize::MAX), (3, 1), (900, 1000)] {
            let range = start..end;
            let report = about(file, |path| Diagnostic::error(Code::NotUtf8, "x").at(Span::bytes(path, range.clone())));
            assert!(report.contains("a.md:"), "{file:?} {range:?}\n{report}");
        }
        let field = Field::new("roles").item(3).part("title");
        about(file, |path| Diagnostic::error(Code::MissingField, "x").at(Span::field(path, field)));
    }
}

#[test]
fn a_line_of_megabytes_is_no_trouble() {
    let file = format!("---\ntitle: {}", "[é".repeat(2_000_000));
    let report = about(&file, |path| Diagnostic::error(Code::BadYaml, "x").at(Span::bytes(path, 4_000_001..4_000_900)));
    assert!(report.len() < 1000, "{}", report.len());
}

#[test]
fn json_has_places_in_lines_and_columns_and_leaves_out_what_is_not_there() {
    let sources = sources(&[("a.md", PORTS)]);
    let path = SourcePath::new("a.md");
    let complaint = unknown(&path).note("the title is here", Some(Span::field(&path, Field::new("title"))));
    let file = Diagnostic::warning(Code::TooLarge, "too large").at(Span::file(&path));
    let summary = Summary {
        articles: 1,
        pages: 2,
        parsed: 1,
        rendered: 3,
        written: 3,
        unchanged: 4,
        removed: 5,
        held: 2,
        milliseconds: 84,
    };
    assert_eq!(
        json(&[complaint, file], &sources, &summary, &held()),
        concat!(
            r#"{"diagnostics":[{"code":"too-large","severity":"warning","message":"too large","path":"a.md"},"#,
            r#"{"code":"unknown-partner","severity":"error","message":"no organisation is called `port-authority`","#,
            r#""path":"a.md","line":5,"column":5,"end_line":5,"end_column":19,"help":"did you mean `ports-authority`?","#,
            r#""notes":[{"message":"the title is here","path":"a.md","line":2,"column":8}]}],"#,
            r#""summary":{"articles":1,"pages":2,"parsed":1,"rendered":3,"written":3,"unchanged":4,"removed":5,"held":2,"milliseconds":84},"#,
            r#""held":[{"path":"content/news/launch.md","until":"2026-12-01T08:00:00Z","reason":"embargo"},"#,
            r#"{"path":"content/news/idea.md","until":null,"reason":"draft"}]}"#,
            "\n"
        )
    );
}

fn held() -> Vec<Held> {
    let held = |name: &str, reason, until| Held {
        source: SourcePath::new(format!("content/news/{name}.md")),
        kind: Kind::News,
        slug: Slug::from_text(name).expect("a slug"),
        language: LanguageId::DEFAULT,
        reason,
        until,
    };
    vec![held("idea", Reason::Draft, None), held("launch", Reason::Embargo, Instant::from_seconds(1_796_112_000))]
}

#[test]
fn the_held_are_told_with_their_time_in_the_portals_zone() {
    let zone = Zone::named("Europe/Paris").expect("a bundled zone");
    let summary = Summary { pages: 310, written: 4, held: 2, milliseconds: 84, ..Summary::default() };
    assert_eq!(
        held_lines(&held(), &zone),
        "held until 2026-12-01 09:00 (Europe/Paris): content/news/launch.md (embargo)\n\
         held: content/news/idea.md (draft)\n"
    );
    assert_eq!(
        summary_line(&summary, &held(), &zone),
        "310 pages, 4 written, 2 held, the first until 2026-12-01 09:00 (Europe/Paris), 84 ms"
    );
    assert_eq!(
        summary_line(&Summary { held: 1, ..summary }, &held()[1..], &zone),
        "310 pages, 4 written, 1 held until 2026-12-01 09:00 (Europe/Paris), 84 ms"
    );
    assert_eq!(summary_line(&Summary::default(), &[], &zone), "0 pages, 0 written, 0 ms");
}

#[test]
fn no_control_character_of_an_author_reaches_a_terminal() {
    const NAME: &str = "content/news/a\u{9b}31m.md";
    let text = "See [[a\u{9b}2J]] and [[b]].\n";
    let at = text.find("b]]").expect("a name");
    let complaint = Diagnostic::error(Code::UnknownReference, "no article is called `a\u{9b}2J\u{7}`");
    let told = plain(&[complaint.at(Span::bytes(&SourcePath::new(NAME), at..at + 1))], &sources(&[(NAME, text)]), None);
    assert!(!told.chars().any(|c| c.is_control() && c != '\n'), "{told:?}");
    assert!(told.contains("See [[a¤2J]] and [[b]]."), "{told}");
}
