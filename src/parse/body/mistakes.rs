//! What authors get wrong, and the exact characters that are blamed.

use super::examples::render;
use super::*;
use crate::diagnostic::{Code, Diagnostic, Severity, Spot};

fn compiled(text: &str, settings: &Settings) -> Outcome<Body> {
    compile(&SourcePath::new("content/news/x.md"), text, 0, settings)
}

/// Every complaint: what it is called and what it blames.
fn blamed(text: &str) -> Vec<(&'static str, &str)> {
    blamed_under(text, &Settings::default())
}

fn blamed_under<'t>(text: &'t str, settings: &Settings) -> Vec<(&'static str, &'t str)> {
    let diagnostics = compiled(text, settings).diagnostics;
    diagnostics.iter().map(|diagnostic| (diagnostic.code.as_str(), place(text, diagnostic))).collect()
}

fn place<'t>(text: &'t str, diagnostic: &Diagnostic) -> &'t str {
    match diagnostic.at.as_ref().map(|span| &span.spot) {
        Some(Spot::Bytes(bytes)) => &text[bytes.range()],
        _ => panic!("every complaint about a body has a place: {diagnostic:?}"),
    }
}

/// The only complaint: message and help.
fn said(text: &str) -> (String, String) {
    let mut diagnostics = compiled(text, &Settings::default()).diagnostics;
    assert_eq!(diagnostics.len(), 1, "{diagnostics:#?}");
    let diagnostic = diagnostics.remove(0);
    (diagnostic.message, diagnostic.help.unwrap_or_default())
}

#[test]
fn a_forbidden_scheme_is_blamed_however_it_is_dressed() {
    for destination in
        ["javascript:a(1)", "JavaScript:x", "java&#10;script:x", "&#x6A;avascript:x", "javascript%3Ax", "data:x"]
    {
        let text = format!("See [this]({destination}).");
        assert_eq!(blamed(&text), [("forbidden-scheme", destination)]);
        assert_eq!(render(&compiled(&text, &Settings::default()).value), "<p>See this.</p>\n");
    }
    assert_eq!(blamed("é <javascript:x>"), [("forbidden-scheme", "javascript:x")]);
    assert_eq!(blamed("[a](<ftp://x y> \"t\")"), [("forbidden-scheme", "ftp://x y")]);
    assert_eq!(blamed("[a](//x.example/b)"), [("forbidden-scheme", "//x.example/b")]);
}

#[test]
fn a_link_by_reference_is_blamed_where_it_is_defined() {
    assert_eq!(blamed("[a][x] and *b*\n\n[x]: vbscript:y 'T'\n"), [("forbidden-scheme", "vbscript:y")]);
    assert_eq!(blamed("[a][x]\n::: note\n:::\n[x]: ftp://y\n"), [("forbidden-scheme", "ftp://y")]);
    assert_eq!(blamed("see [a][nix]"), [("unknown-reference", "nix")]);
}

#[test]
fn a_link_that_is_no_address_is_blamed() {
    assert_eq!(blamed("[a](https:x)"), [("bad-url", "https:x")]);
    assert_eq!(blamed("[a]()"), [("unknown-reference", "[a]()")]);
}

#[test]
fn the_place_of_a_destination_is_exact() {
    let text = "A [b *c* `d](e)` f](../x%20y.md#z \"t\") [[afripol#m|n]] ![p](q.png) | #\n\n> [r\n> s](t.md)\n";
    let body = compiled(text, &Settings::default()).value;
    let places: Vec<_> = body.holes.iter().map(|hole| &text[hole.span.range()]).collect();
    assert_eq!(places, ["../x%20y.md#z", "afripol#m", "q.png", "t.md"]);
}

#[test]
fn pictures_need_a_text_and_lie_in_the_portal() {
    assert_eq!(blamed("x ![](a.svg)"), [("missing-alt", "![](a.svg)")]);
    assert_eq!(blamed("![[a.svg]]"), [("missing-alt", "![[a.svg]]")]);
    for destination in
        ["https://x.example/a.png", "//x.example/a.png", "data:image/png;base64,AA", "HTTP://x.example/a"]
    {
        assert_eq!(blamed(&format!("![a]({destination})")), [("remote-picture", destination)]);
    }
    assert_eq!(blamed("![a](javascript:x)"), [("forbidden-scheme", "javascript:x")]);
    assert_eq!(blamed("![a]()"), [("missing-file", "![a]()")]);
}

#[test]
fn a_callout_that_is_none_is_told() {
    assert_eq!(blamed("> [!WARNIG]\n> x"), [("unknown-callout", "WARNIG")]);
    assert_eq!(said("> [!WARNIG]\n> x").1, "did you mean `WARNING`?");
    assert_eq!(blamed("> [!note] Title\n> x"), [("unknown-callout", "note")]);
    assert_eq!(blamed("> [!note](x.md)"), []);
}

#[test]
fn footnotes_that_do_not_meet_are_told() {
    assert_eq!(blamed("A[^one].\n\n[^on]: x\n"), [("bad-footnote", "[^one]"), ("bad-footnote", "[^on]")]);
    assert_eq!(said("A[^one] and \\[^two] `[^three]`").0, "no footnote is called `one`");
    let unused = compiled("[^a]: x\n", &Settings::default()).diagnostics;
    assert_eq!(unused[0].severity, Severity::Warning);
    assert_eq!(blamed("A[^a]\n\n[^a]: x\n\n[^A]: y\n"), [("bad-footnote", "[^A]")]);
}

#[test]
fn a_heading_takes_an_anchor_and_classes_only() {
    assert_eq!(blamed("## A {#b onclick=x}"), [("bad-attribute", "onclick")]);
}

#[test]
fn components_stand_at_the_left_margin_and_are_closed() {
    assert_eq!(blamed("x\n::: timeline\ny"), [("unclosed-component", "::: timeline")]);
    assert_eq!(blamed("x\n:::\n"), [("unclosed-component", ":::")]);
    assert_eq!(blamed("> ::: timeline\n> :::\n"), [("unclosed-component", "::: timeline")]);
    assert_eq!(blamed("::: a b\n:::\n"), [("bad-attribute", "b")]);
}

#[test]
fn places_inside_components_are_those_of_the_file() {
    assert_eq!(blamed("é\n:::: a\n::: b\n[x](ftp://y)\n:::\n::::\n"), [("forbidden-scheme", "ftp://y")]);
}

#[test]
fn html_outside_the_list_is_blamed_tag_by_tag() {
    assert_eq!(blamed("A <blink>b</blink>"), [("forbidden-html", "<blink>")]);
    assert_eq!(blamed("<p style=\"x\" class=y>A</p>"), [("forbidden-html", "style=\"x\"")]);
    assert_eq!(blamed("<script>\nif (a<b) x()\n</script>\n"), [("forbidden-html", "<script>")]);
    assert_eq!(blamed("> <div>\n> <img src=x>\n> </div>\n"), [("forbidden-html", "<img src=x>")]);
    assert_eq!(blamed("A <b\nonclick='x'>b</b>"), [("forbidden-html", "onclick='x'")]);
    assert_eq!(blamed("<p dir=up id=\"a b\">A</p>"), [("forbidden-html", "dir=up"), ("forbidden-html", "id=\"a b\"")]);
    assert_eq!(said("<a href=\"x\">A</a>").1, "write `[text](address)`");
}

#[test]
fn html_must_be_balanced_and_stand_where_it_may() {
    assert_eq!(blamed("A <b>b\n\nc</b>"), [("forbidden-html", "<b>"), ("forbidden-html", "</b>")]);
    assert_eq!(blamed("<div>\n\nA\n"), [("forbidden-html", "<div>")]);
    assert_eq!(blamed("*a <i>b* c</i>"), [("forbidden-html", "<i>"), ("forbidden-html", "</i>")]);
    assert_eq!(blamed("<div>\n::: note\n</div>\n:::\n</div>\n"), [("forbidden-html", "</div>")]);
    assert_eq!(blamed("A <div>b</div>"), [("forbidden-html", "<div>")]);
    assert_eq!(said("<td>A</td>").1, "put it into `<tr>`");
    assert_eq!(blamed("<!-- A\n"), [("forbidden-html", "<!--")]);
    assert_eq!(blamed("<!DOCTYPE html>\n"), [("forbidden-html", "<!DOCTYPE html>")]);
    assert_eq!(blamed("<div class=\"x\n\nA"), [("forbidden-html", "<div class=\"x")]);
    assert_eq!(said("<div>\n\nA\n").0, "`<div>` is never closed");
}

#[test]
fn an_id_stands_once() {
    assert_eq!(blamed("## A\n\n<p id=\"a\">x</p>\n"), [("forbidden-html", "a")]);
    assert_eq!(blamed("<p id=\"fn-1\">x</p>\n"), [("forbidden-html", "fn-1")]);
}

#[test]
fn without_raw_html_every_tag_is_blamed_once() {
    let none = Settings { html: RawHtml::None, ..Settings::default() };
    assert_eq!(
        blamed_under("A <b>b</b> <!-- c -->\n\n<hr>\n", &none),
        [("forbidden-html", "<b>"), ("forbidden-html", "<hr>")]
    );
}

#[test]
fn all_complaints_of_a_text_are_told_at_once() {
    let text = "[a](ftp://b) ![](c.png)\n\n::: d e\n[^f]\n";
    let codes: Vec<_> =
        compiled(text, &Settings::default()).diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
    assert_eq!(
        codes,
        [Code::BadAttribute, Code::UnclosedComponent, Code::ForbiddenScheme, Code::MissingAlt, Code::BadFootnote]
    );
}
