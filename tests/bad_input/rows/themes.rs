//! Templates, themes, settings, data.

use crate::row::{Row, SETTINGS, X, article};

pub(super) fn rows() -> Vec<Row> {
    [templates(), themes(), settings(), data()].into_iter().flatten().collect()
}

const OWN: &str = "templates/own.html";

/// A template of the portal that an article is shown with.
fn template(name: &str, text: impl AsRef<[u8]>) -> Row {
    Row::new("templates", name).file(OWN, text).file(X, article("template: own.html\n", "Text."))
}

fn at(line: u32, column: u32) -> String {
    format!("{OWN}:{line}:{column}")
}

fn templates() -> Vec<Row> {
    const CODE: &str = "bad-template";
    let component = |text: &str| format!("{{% component a() %}}{text}{{% endcomponent a %}}");
    let chain = |mut row: Row, length: usize, includes: usize| {
        for number in 0..length {
            let next = format!("{{% include \"i{}.html\" %}}", number + 1);
            row = row.file(format!("templates/i{number}.html"), next.repeat(includes));
        }
        row.file(format!("templates/i{length}.html"), "")
    };
    let first = "{% include \"i0.html\" %}";
    vec![
        template("a tag that is never closed", "{% if page %}").told(CODE, at(1, 14)),
        template("a value no template gets", "{{ nothing }}").told(CODE, at(1, 4)),
        template("a filter nobody knows", "{{ page.title | nothing }}").told(CODE, at(1, 17)),
        template("bytes that are no UTF-8", b"\xff\xfe").told("not-utf8", OWN),
        template("a template that includes itself", "{% include \"own.html\" %}").told(CODE, at(1, 1)),
        template("a template that extends itself", "{% extends \"own.html\" %}").told(CODE, at(1, 1)),
        template("an include that leads out", "{% include \"../portal.yaml\" %}").told(CODE, at(1, 12)),
        template("an include by its whole path", "{% include \"/etc/passwd\" %}").told(CODE, at(1, 12)),
        template("`load_data`, which other engines have", "{{ load_data(path=\"/etc/passwd\") }}").told(CODE, at(1, 4)),
        template("`get_env`, which other engines have", "{{ get_env(name=\"HOME\") }}").told(CODE, at(1, 4)),
        template("`asset` that leads out", "{{ asset(path=\"../../portal.yaml\") }}").told(CODE, at(1, 4)),
        template("a component that calls itself", "{{<a />}}")
            .file("templates/components/a.html", component("{{<a />}}"))
            .told(CODE, OWN),
        chain(template("a component that calls itself through a dozen others", "{{<a />}}"), 12, 1)
            .file("templates/i12.html", "{{<a />}}")
            .file("templates/components/a.html", component("{% include \"i0.html\" %}"))
            .told(CODE, OWN),
        template("a range of 10¹²", "{% for i in range(end=1000000000000) %}{% endfor %}").told(CODE, at(1, 13)),
        template(
            "a loop of 100,000 in a loop of 100,000",
            "{% for i in range(end=100000) %}{% for j in range(end=100000) %}{% endfor %}{% endfor %}",
        )
        .told(CODE, at(1, 45)),
        template(
            "a page of more than 64 MiB",
            format!("{{% for i in range(end=100000) %}}{}{{% endfor %}}", "x".repeat(1000)),
        )
        .told(CODE, OWN),
        template("a division by zero", "{{ 1 / 0 }}").told(CODE, at(1, 8)),
        template("ten thousand brackets", format!("{{{{ {}1 }}}}", "(".repeat(10_000))).told(CODE, at(1, 43)),
        template("tags ten thousand deep", format!("{}{}", "{% if 1 %}".repeat(10_000), "{% endif %}".repeat(10_000)))
            .told(CODE, at(1, 399)),
        template("twenty thousand `elif`", format!("{{% if 1 %}}{}{{% endif %}}", "{% elif 1 %}".repeat(20_000)))
            .told(CODE, at(1, 2414)),
        chain(template("includes three hundred deep", first), 300, 1).told(CODE, "templates/i31.html:1:12"),
        chain(template("ten includes in ten in ten …", first), 12, 10).told(CODE, "templates/i8.html:1:12"),
        template("a template of more than 1 MiB", "x".repeat((1 << 20) + 1)).told(CODE, OWN),
    ]
}

fn themes() -> Vec<Row> {
    let named =
        |name: &str, theme: &str| Row::new("theme", name).file("portal.yaml", format!("{SETTINGS}theme: {theme}\n"));
    let sheet = |row: Row, text: &str| row.file("themes/own/theme.yaml", text);
    vec![
        named("a theme that is nowhere", "nothing").told("bad-theme", "portal.yaml:5:8"),
        named("a theme that leads out", "../x").told("bad-setting", "portal.yaml:5:8"),
        named("a theme by its whole path", "/etc").told("bad-setting", "portal.yaml:5:8"),
        named("a theme in a theme", "default/templates").told("bad-setting", "portal.yaml:5:8"),
        sheet(named("a theme whose parent leads out", "own"), "parent: ../default\n")
            .told("bad-theme", "themes/own/theme.yaml:1:9"),
        sheet(named("a theme that is its own parent", "own"), "parent: own\n")
            .told("bad-theme", "themes/own/theme.yaml:1:9"),
        sheet(named("a `theme.yaml` that is no YAML", "own"), "parent: [\n")
            .told("bad-yaml", "themes/own/theme.yaml:1:9"),
        named("a theme without its `theme.yaml`", "own")
            .file("themes/own/templates/x.html", "x")
            .told("bad-theme", "portal.yaml:5:8"),
    ]
}

fn settings() -> Vec<Row> {
    let line = |name: &str, line: &str| Row::new("settings", name).file("portal.yaml", format!("{SETTINGS}{line}\n"));
    let instead =
        |name: &str, old: &str, new: &str| Row::new("settings", name).file("portal.yaml", SETTINGS.replace(old, new));
    const CODE: &str = "bad-setting";
    let fifth = |column: u32| format!("portal.yaml:5:{column}");
    vec![
        Row::new("settings", "an empty `portal.yaml`").file("portal.yaml", "").told(CODE, "portal.yaml"),
        Row::new("settings", "a `portal.yaml` that is no UTF-8")
            .file("portal.yaml", b"title: \xff")
            .refused("is not UTF-8", 2),
        line("a NUL byte", "\0").told("bad-yaml", fifth(1)),
        line("more than 64 KiB", &format!("#{}", "x".repeat(66_000))).told("bad-yaml", "portal.yaml:1:1"),
        line("a setting nobody knows", "titel: x").told("unknown-field", fifth(1)),
        instead("a time zone that is a path", "Europe/Paris", "../../etc/passwd").told(CODE, "portal.yaml:4:12"),
        instead("a language that is a path", "en-GB", "../x").told(CODE, "portal.yaml:3:13"),
        instead("an address that is `javascript:`", "https://portal.example/", "javascript:x")
            .told(CODE, "portal.yaml:2:11"),
        instead("an address with a name and a password", "https://", "https://a:b@").told(CODE, "portal.yaml:2:11"),
        instead("an address that leads up", "example/", "example/../x/").told(CODE, "portal.yaml:2:11"),
        line("pages of no article", "pagination: 0").told(CODE, fifth(13)),
        line("pages of 10²⁰ articles", "pagination: 99999999999999999999").told("wrong-type", fifth(13)),
        line("a logo that leads out", "look: {logo: ../../etc/passwd}").told(CODE, fifth(14)),
        line("a font that leads out", "look: {fonts: {text: ../../x.woff2}}").told(CODE, fifth(15)),
        line("a colour that is a style sheet", "look: {accent: \"red;} body{}\"}").told(CODE, fifth(16)),
        line("an anchor", "title: &a x").told("bad-yaml", fifth(8)),
        Row::new("settings", "`--base-url` that is no address")
            .run(&["build", "--base-url", "javascript:x"])
            .refused("is no address of a site", 2),
    ]
}

fn data() -> Vec<Row> {
    let of = |name: &str, path: &str, text: &[u8]| Row::new("data", name).file(path, text);
    const CODE: &str = "bad-data";
    vec![
        of("YAML that is none", "data/x.yaml", b"a: [").told(CODE, "data/x.yaml:1:4"),
        of("YAML with an anchor", "data/x.yaml", b"a: &a x\nb: *a\n").told(CODE, "data/x.yaml:1:4"),
        of("YAML of many brackets", "data/x.yaml", "[".repeat(200_000).as_bytes()).told(CODE, "data/x.yaml:1:256"),
        of("JSON cut off", "data/x.json", b"{\"a\":").told(CODE, "data/x.json:1:5"),
        of("JSON of many brackets", "data/x.json", "[".repeat(200_000).as_bytes()).told(CODE, "data/x.json:1:128"),
        of("a number beyond all numbers", "data/x.json", b"1e999").told(CODE, "data/x.json:1:5"),
        of("CSV with lines of several lengths", "data/x.csv", b"a,b\n1\n").told(CODE, "data/x.csv:2:1"),
        of("CSV in an old encoding", "data/x.csv", b"a\n\xff\n").told(CODE, "data/x.csv"),
        of(
            "CSV of millions of empty cells",
            "data/x.csv",
            (format!("a{}\n", ",a".repeat(999)) + &(",".repeat(999) + "\n").repeat(4_001)).as_bytes(),
        )
        .told(CODE, "data/x.csv:1:1"),
        of("a file of more than 64 MiB", "data/x.json", format!("[{}1]", "1,".repeat(33 << 20)).as_bytes())
            .told(CODE, "data/x.json"),
        of("a program", "data/x.exe", b"MZ").told(CODE, "data/x.exe"),
        of("a term explained twice", "data/glossary.yaml", b"A: x\nA: y\n").told(CODE, "data/glossary.yaml:2:1"),
    ]
}
