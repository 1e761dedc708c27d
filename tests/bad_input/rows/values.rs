//! Front matter, dates, references, addresses.

use crate::row::{Row, X, article};

pub(super) fn rows() -> Vec<Row> {
    [front_matter(), dates(), references(), addresses()].into_iter().flatten().collect()
}

/// An article with one more line of front matter, the fourth.
fn field(area: &'static str, name: &str, line: impl AsRef<str>) -> Row {
    Row::new(area, name).file(X, article(&format!("{}\n", line.as_ref()), "Text."))
}

fn front_matter() -> Vec<Row> {
    const AREA: &str = "front matter";
    let raw = |name: &str, content: &str| Row::new(AREA, name).file(X, content);
    let one = |name: &str, line: &str| field(AREA, name, line);
    let mut bomb = "extra:\n  a: &a [x, x, x, x, x, x, x, x]\n".to_owned();
    for (name, before) in [("b", "a"), ("c", "b"), ("d", "c"), ("e", "d"), ("f", "e"), ("g", "f"), ("h", "g")] {
        bomb.push_str(&format!("  {name}: &{name} [{}]\n", vec![format!("*{before}"); 8].join(", ")));
    }
    let deep: String = (1..300).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
    vec![
        raw("no front matter", "Text.\n").told("no-front-matter", format!("{X}:1:1")),
        raw("an empty file", "").told("no-front-matter", format!("{X}:1:1")),
        raw("front matter that is never closed", "---\ntitle: A title\nText.\n")
            .told("unclosed-front-matter", format!("{X}:1:1")),
        raw("front matter in TOML", "+++\ntitle = \"A\"\n+++\n").told("no-front-matter", format!("{X}:1:1")),
        raw("a list as front matter", "---\n- title\n---\n").told("wrong-type", format!("{X}:2:1")),
        Row::new(AREA, "a title that is missing")
            .file(X, "---\ndate: 2026-03-02\n---\n")
            .told("missing-field", format!("{X}:1:1")),
        Row::new(AREA, "an empty title")
            .file(X, "---\ntitle:\ndate: 2026-03-02\n---\n")
            .told("missing-field", format!("{X}:2:1")),
        one("a field nobody knows", "titel: x").told("unknown-field", format!("{X}:4:1")),
        one("a field of another kind", "start: 2026-03-02").told("misplaced-field", format!("{X}:4:1")),
        one("a field written twice", "title: Again").told("duplicate-field", format!("{X}:4:1")),
        one("a list where a text belongs", "summary: [a, b]").told("wrong-type", format!("{X}:4:10")),
        one("a map where a list belongs", "topics: {a: b}").told("wrong-type", format!("{X}:4:9")),
        one("a bracket that is never closed", "topics: [a").told("bad-yaml", format!("{X}:4:9")),
        one("sixty thousand brackets", format!("extra: {}", "[".repeat(60_000)).as_str())
            .told("bad-yaml", format!("{X}:4:263")),
        one("an anchor and an alias", "extra: {a: &a x, b: *a}").told("bad-yaml", format!("{X}:4:12")),
        one("aliases that multiply (an alias bomb)", bomb.trim_end()).told("bad-yaml", format!("{X}:5:6")),
        one("a tag that names a type of a program", "extra: !!python/object x").told("bad-yaml", format!("{X}:4:9")),
        one("maps three hundred deep", &format!("extra:\n{}", deep.trim_end()))
            .told("bad-yaml", format!("{X}:259:256")),
        one("front matter of more than 64 KiB", &format!("summary: {}", "x".repeat(66_000)))
            .told("bad-yaml", format!("{X}:2:1")),
        one("tabs that indent", "extra:\n\ta: b").told("bad-yaml", format!("{X}:5:1")),
        one("half a pair of surrogates", "summary: \"\\ud800\"").told("bad-yaml", format!("{X}:4:10")),
        one("a country that is none", "countries: [XX]").told("unknown-country", format!("{X}:4:13")),
        one("a picture without its text", "image: {src: a.svg}").told("missing-alt", format!("{X}:4:14")),
        Row::new(AREA, "a byte order mark and Windows line ends")
            .file(X, format!("\u{feff}{}", article("", "Text.")).replace('\n', "\r\n")),
    ]
}

fn dates() -> Vec<Row> {
    const AREA: &str = "dates";
    let dated =
        |name: &str, date: &str| Row::new(AREA, name).file(X, format!("---\ntitle: A title\ndate: {date}\n---\n"));
    vec![
        dated("a day that no month has", "2026-02-30").told("bad-date", format!("{X}:3:7")),
        dated("a date in another order", "02.03.2026").told("bad-date", format!("{X}:3:7")),
        dated("a date in words", "yesterday").told("bad-date", format!("{X}:3:7")),
        dated("a year beyond 9999", "10000-01-01").told("bad-date", format!("{X}:3:7")),
        dated("an hour that no day has", "2026-03-02T25:00").told("bad-date", format!("{X}:3:7")),
        dated("a time the clocks skip", "2026-03-29T02:30").told("ambiguous-time", format!("{X}:3:7")),
        dated("a time the clocks show twice", "2026-10-25T02:30").told("ambiguous-time", format!("{X}:3:7")),
        dated("a date of fifty thousand digits", &"9".repeat(50_000)).told("bad-date", format!("{X}:3:7")),
        field(AREA, "an interval that ends before it begins", "timeline: [{date: 2026-05/2026-04, title: x}]")
            .told("bad-date", format!("{X}:4:19")),
        Row::new(AREA, "an event that ends before it begins")
            .file("content/events/x.md", "---\ntitle: X\nstart: 2026-03-02\nend: 2026-03-01\n---\n")
            .told("end-before-start", "content/events/x.md:4:6"),
        field(AREA, "two years that are a season to EDTF, with `--strict`", "timeline: [{date: 2020-21, title: x}]")
            .run(&["build", "--strict", "--at", "2026-06-01T12:00:00Z"])
            .told("ambiguous-date", format!("{X}:4:19")),
        field(AREA, "an uncertain date that is no EDTF", "timeline: [{date: \"20?6\", title: x}]")
            .told("bad-date", format!("{X}:4:19")),
    ]
}

fn references() -> Vec<Row> {
    const AREA: &str = "references";
    let one = |name: &str, line: &str| field(AREA, name, line);
    let linked = |name: &str, text: &str| Row::new(AREA, name).file(X, article("", text));
    let organisation = |slug: &str, parent: &str| {
        (format!("content/organisations/{slug}.md"), format!("---\ntitle: {slug}\nparent: {parent}\n---\n"))
    };
    let (one_path, one_text) = organisation("a", "b");
    let (other_path, other_text) = organisation("b", "a");
    vec![
        one("a partner nobody is", "partners: [harbour]").told("unknown-partner", format!("{X}:4:12")),
        one("nine thousand partners nobody is", &format!("partners: [{}]", vec!["nobody"; 9_000].join(",")))
            .told("unknown-partner", format!("{X}:4:12")),
        one("a partner that is no organisation", "partners: [ports]").told("wrong-kind", format!("{X}:4:12")),
        one("an article that names itself", "related: [x]").told("self-reference", format!("{X}:4:11")),
        one("a related article that is nowhere", "related: [nothing]").told("unknown-reference", format!("{X}:4:11")),
        Row::new(AREA, "parents that go in a circle")
            .file(one_path, one_text)
            .file(other_path, other_text)
            .told("cycle", "content/organisations/a.md:3:9"),
        Row::new(AREA, "a visible article that names one under embargo")
            .file("content/news/later.md", "---\ntitle: Later\ndate: 2026-03-02\nembargo: 2030-01-01T00:00:00Z\n---\n")
            .file(X, article("related: [later]\n", ""))
            .told("held-reference", format!("{X}:4:11")),
        linked("a link to an article that is nowhere", "[[nothing]]").told("unknown-reference", format!("{X}:5:3")),
        linked("a heading that is not there", "[a](ports.md#nothing)").told("unknown-anchor", format!("{X}:5:5")),
        linked("a link without an address", "[a]()").told("unknown-reference", format!("{X}:5:1")),
    ]
}

fn addresses() -> Vec<Row> {
    const AREA: &str = "addresses";
    let one = |name: &str, line: &str| field(AREA, name, line);
    let linked = |name: &str, text: &str| Row::new(AREA, name).file(X, article("", text));
    let at = |column: u32| format!("{X}:4:{column}");
    vec![
        one("a slug that leads up", "slug: ../x").told("bad-slug", at(7)),
        one("a slug that is a device of Windows", "slug: con").told("bad-name", at(7)),
        one("a slug of 300 letters", &format!("slug: {}", "a".repeat(300))).told("bad-name", at(7)),
        one("a slug with a mark that turns the direction", "slug: \"a\u{202e}b\"").told("bad-slug", at(7)),
        one("a topic of 300 letters", &format!("topics: [{}]", "a".repeat(300))).told("bad-name", at(10)),
        one("a topic without a letter", "topics: [\"…\"]").told("bad-slug", at(10)),
        one("an alias that leads up", "aliases: [../../etc/x]").told("bad-url", at(11)),
        one("an alias with a line break", "aliases: [\"/a\\nb /c\"]").told("bad-url", at(11)),
        one("an alias in a hidden folder", "aliases: [/.git/config]").told("bad-url", at(11)),
        one("an alias that is a device of Windows", "aliases: [/nul.txt]").told("bad-name", at(11)),
        one("an alias of 300 letters", &format!("aliases: [/{}/]", "a".repeat(300))).told("bad-name", at(11)),
        one("an alias that is an article's address", "aliases: [/news/ports/]").told("address-clash", at(11)),
        one("an alias that is one but for capitals", "aliases: [/News/Ports/]").told("address-clash", at(11)),
        one("an alias below a page", "aliases: [/news/ports/index.html/x/]").told("address-clash", at(11)),
        Row::new(AREA, "a static file at the home page's address")
            .file("static/index.html", "x")
            .told("address-clash", "static/index.html"),
        Row::new(AREA, "a static file that is the sitemap but for capitals")
            .file("static/Sitemap.xml", "x")
            .told("address-clash", "static/Sitemap.xml"),
        linked("an address at which nothing will be", "[a](/nothing/)").told("unknown-address", format!("{X}:5:5")),
        linked("`javascript:` in a link", "[a](javascript:alert)").told("forbidden-scheme", format!("{X}:5:5")),
        linked("`javascript:` behind an entity", "[a](&#106;avascript:x)").told("forbidden-scheme", format!("{X}:5:5")),
        linked("`javascript:` behind `%6A`", "[a](%6Aavascript:x)").told("forbidden-scheme", format!("{X}:5:5")),
        linked("`data:` in a link", "[a](data:text/html,x)").told("forbidden-scheme", format!("{X}:5:5")),
        linked("`file:` in a link", "[a](file:///etc/passwd)").told("forbidden-scheme", format!("{X}:5:5")),
        linked("an address that leaves out its scheme", "[a](//evil.example)")
            .told("forbidden-scheme", format!("{X}:5:5")),
    ]
}
