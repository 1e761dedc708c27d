//! What authors write, and the whole HTML it becomes.

use super::*;
use crate::model::body::{Destination, Fill};

/// The HTML of a body with its holes filled by what they are.
pub(super) fn render(body: &Body) -> String {
    let mut shown = String::new();
    let mut from = 0;
    for hole in &body.holes {
        let at = hole.at as usize;
        shown.push_str(&body.html()[from..at]);
        shown.push_str(&fill(&hole.fill));
        from = at;
    }
    shown.push_str(&body.html()[from..]);
    shown
}

fn fill(fill: &Fill) -> String {
    match fill {
        Fill::Href(to) => format!("{{href {}}}", destination(to)),
        Fill::Title(to) => format!("{{title {}}}", destination(to)),
        Fill::Picture(picture) => format!("{{picture {} “{}”}}", picture.path, picture.alt),
        Fill::Phrase(key) => format!("{{{key}}}"),
        Fill::Component(component) => {
            let attributes = component.attributes.iter().map(|a| format!(" {}={}", a.name, a.value));
            format!("{{{}{}\n{}}}", component.name, attributes.collect::<String>(), render(&component.body))
        }
    }
}

fn destination(destination: &Destination) -> String {
    let anchor = |anchor: &Option<Box<str>>| anchor.as_ref().map_or(String::new(), |anchor| format!("#{anchor}"));
    match destination {
        Destination::Name { name, anchor: a } => format!("[[{name}{}]]", anchor(a)),
        Destination::File { path, anchor: a } => format!("{path}{}", anchor(a)),
        Destination::Anchor(anchor) => format!("#{anchor}"),
        Destination::Address { path, rest } => format!("/{path}{rest}"),
    }
}

fn compiled(text: &str, settings: &Settings) -> Body {
    let path = SourcePath::new("content/news/x.md");
    let outcome = compile(&path, text, 0, settings);
    assert!(outcome.diagnostics.is_empty(), "{:#?}", outcome.diagnostics);
    outcome.value
}

fn html(text: &str) -> String {
    render(&compiled(text, &Settings::default()))
}

#[test]
fn only_what_is_behind_the_front_matter_is_the_body() {
    let text = "---\ntitle: Ports\n---\nText.\n";
    let outcome = compile(&SourcePath::new("content/news/x.md"), text, 21, &Settings::default());
    assert_eq!(render(&outcome.value), "<p>Text.</p>\n");
}

#[test]
fn paragraphs_with_markup() {
    assert_eq!(
        html("A *b* **c** ~~d~~ `e < f` & \\*g\\*\\\nh\ni"),
        "<p>A <em>b</em> <strong>c</strong> <del>d</del> <code>e &lt; f</code> &amp; *g*<br>\nh\ni</p>\n"
    );
}

#[test]
fn headings_begin_below_the_title_and_have_anchors_of_their_own() {
    let body = compiled(
        "# Ports\n\n## The *ports*\n\n### Ports\n\n## ?\n\n## Côte d'Ivoire {#ci .wide}\n",
        &Settings::default(),
    );
    assert_eq!(
        render(&body),
        "<h2 id=\"ports\">Ports</h2>\n<h2 id=\"the-ports\">The <em>ports</em></h2>\n<h3 id=\"ports-2\">Ports</h3>\n\
         <h2 id=\"section\">?</h2>\n<h2 id=\"ci\" class=\"wide\">Côte d’Ivoire</h2>\n"
    );
    let outline: Vec<_> = body.outline.iter().map(|heading| (heading.level, &*heading.text)).collect();
    assert_eq!(outline, [(2, "Ports"), (2, "The ports"), (3, "Ports"), (2, "?"), (2, "Côte d’Ivoire")]);
}

#[test]
fn an_anchor_is_unique_in_the_page_even_across_components() {
    let body = compiled("## A\n::: note\n## A\n:::\n## A\n\n## fn-1\n", &Settings::default());
    assert_eq!(body.anchor_names(), ["a", "a-3", "fn-1-2", "a-2"]);
}

#[test]
fn lists_and_tasks() {
    assert_eq!(
        html("- a\n- b\n  1. c\n\n3. d\n\n- [ ] *open*\n- [x] done\n  - part\n"),
        "<ul>\n<li>a</li>\n<li>b\n<ol>\n<li>c</li>\n</ol>\n</li>\n</ul>\n<ol start=\"3\">\n<li>d</li>\n</ol>\n<ul>\n\
         <li class=\"task\"><label><input type=\"checkbox\" disabled> <em>open</em></label></li>\n\
         <li class=\"task\"><label><input type=\"checkbox\" disabled checked> done</label>\n\
         <ul>\n<li>part</li>\n</ul>\n</li>\n</ul>\n"
    );
}

#[test]
fn definition_lists() {
    assert_eq!(html("AFRIPOL\n: a mechanism\n"), "<dl>\n<dt>AFRIPOL</dt>\n<dd>a mechanism</dd>\n</dl>\n");
}

#[test]
fn tables_scroll_and_align_by_class() {
    assert_eq!(
        html("| a | b |\n|--:|:-:|\n| [[afripol\\|x]] | [[afripol]] |\n"),
        "<div class=\"table-scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{scroll_table}\">\n<table>\n<thead>\n\
         <tr><th scope=\"col\" class=\"right\">a</th><th scope=\"col\" class=\"center\">b</th></tr>\n</thead>\n<tbody>\n\
         <tr><td class=\"right\"><a href=\"{href [[afripol]]}\">x</a></td>\
         <td class=\"center\"><a href=\"{href [[afripol]]}\">{title [[afripol]]}</a></td></tr>\n\
         </tbody>\n</table>\n</div>\n"
    );
}

#[test]
fn links_into_the_portal_are_holes() {
    assert_eq!(
        html("[a](../organisations/afripol.md#mandate \"T\") [b](plan%20b.pdf?x) [c](#d) [e](/timeline/#y2020)"),
        "<p><a href=\"{href ../organisations/afripol.md#mandate}\" title=\"T\">a</a> \
         <a href=\"{href plan b.pdf}\">b</a> <a href=\"{href #d}\">c</a> <a href=\"{href /timeline/#y2020}\">e</a></p>\n"
    );
    assert_eq!(
        html("[[afripol]], [[afripol#mandate]], [[organisations/afripol|the *x*]], [[#here]]"),
        "<p><a href=\"{href [[afripol]]}\">{title [[afripol]]}</a>, \
         <a href=\"{href [[afripol#mandate]]}\">{title [[afripol#mandate]]}</a>, \
         <a href=\"{href [[organisations/afripol]]}\">the <em>x</em></a>, <a href=\"{href #here}\">here</a></p>\n"
    );
}

#[test]
fn links_to_other_sites_are_final_and_listed() {
    let body = compiled(
        "[a](https://x.example/é?b=1&c=2) <https://y.example> <a@b.example> [t](tel:+331)",
        &Settings::default(),
    );
    assert_eq!(
        render(&body),
        "<p><a href=\"https://x.example/%C3%A9?b=1&amp;c=2\" rel=\"external noopener\">a</a> \
         <a href=\"https://y.example\" rel=\"external noopener\">https://y.example</a> \
         <a href=\"mailto:a@b.example\">a@b.example</a> <a href=\"tel:+331\">t</a></p>\n"
    );
    let externals: Vec<_> = body.externals.iter().map(|external| &*external.url).collect();
    assert_eq!(externals, ["https://x.example/%C3%A9?b=1&c=2", "https://y.example"]);
}

#[test]
fn bare_addresses_become_links_but_not_in_code_or_links() {
    let link = |address: &str| format!("<a href=\"{address}\" rel=\"external noopener\">{address}</a>");
    assert_eq!(
        html(
            "\"https://x.example/a_b--c.\" (https://y.example) https://z.example… `https://c.example` ftp://f.example"
        ),
        format!(
            "<p>“{}.” ({}) {}… <code>https://c.example</code> ftp://f.example</p>\n",
            link("https://x.example/a_b--c"),
            link("https://y.example"),
            link("https://z.example")
        )
    );
    assert_eq!(html("[https://x.example](y.md)"), "<p><a href=\"{href y.md}\">https://x.example</a></p>\n");
}

#[test]
fn link_definitions_hold_in_the_whole_file() {
    assert_eq!(
        html("[A][x]\n::: note\n[X]\n:::\n\n[x]: y.md\n"),
        "<p><a href=\"{href y.md}\">A</a></p>\n{note\n<p><a href=\"{href y.md}\">X</a></p>\n}\n"
    );
}

#[test]
fn a_picture_alone_is_a_figure() {
    assert_eq!(
        html("![The *port*](../media/port%201.jpg \"The port at night\")\n\nHere: ![plan](plan.png)\n"),
        "<figure>{picture ../media/port 1.jpg “The port”}<figcaption>The port at night</figcaption></figure>\n\
         <p>Here: {picture plan.png “plan”}</p>\n"
    );
}

#[test]
fn a_quotation_whose_last_line_begins_with_a_dash_is_attributed() {
    assert_eq!(
        html("> One\n> two\n> — *Ann*, [x](y.md)\n\n> One\n>\n> -- Ann\n\n> Plain - text\n\n> — alone\n"),
        "<figure class=\"quote\">\n<blockquote>\n<p>One\ntwo</p>\n</blockquote>\n\
         <figcaption><em>Ann</em>, <a href=\"{href y.md}\">x</a></figcaption>\n</figure>\n\
         <figure class=\"quote\">\n<blockquote>\n<p>One</p>\n</blockquote>\n<figcaption>Ann</figcaption>\n</figure>\n\
         <blockquote>\n<p>Plain - text</p>\n</blockquote>\n<blockquote>\n<p>— alone</p>\n</blockquote>\n"
    );
}

#[test]
fn callouts_have_a_title_in_the_language_of_the_page() {
    assert_eq!(
        html("> [!WARNING]\n> Text\n"),
        "<div class=\"callout callout-warning\" role=\"note\">\n<p class=\"callout-title\">{callout_warning}</p>\n\
         <p>Text</p>\n</div>\n"
    );
}

#[test]
fn footnotes_are_numbered_by_their_first_mention_and_lead_back() {
    let reference = |id: &str, number: u8| {
        format!(
            "<sup><a class=\"footnote-ref\" id=\"fnref-{id}\" href=\"#fn-{number}\" role=\"doc-noteref\">{number}</a></sup>"
        )
    };
    let back = |id: &str, more: &str| {
        format!(
            " <a class=\"footnote-back\" href=\"#fnref-{id}\" role=\"doc-backlink\" \
             aria-label=\"{{footnote_back}}\">↩{more}</a>"
        )
    };
    let body = compiled("A[^b] c[^a] d[^b].\n\n[^a]: One[^c].\n[^b]: - x\n[^c]: Three.\n", &Settings::default());
    assert_eq!(
        render(&body),
        format!(
            "<p>A{} c{} d{}.</p>\n<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"{{footnotes}}\">\n<ol>\n\
             <li id=\"fn-1\"><ul>\n<li>x</li>\n</ul>\n{}{}</li>\n<li id=\"fn-2\"><p>One{}.{}</p></li>\n\
             <li id=\"fn-3\"><p>Three.{}</p></li>\n</ol>\n</section>\n",
            reference("1", 1),
            reference("2", 2),
            reference("1-2", 1),
            back("1", ""),
            back("1-2", "<sup>2</sup>"),
            reference("3", 3),
            back("2", ""),
            back("3", ""),
        )
    );
    assert!(["fn-1", "fnref-1", "fnref-1-2", "fn-3"].iter().all(|anchor| body.has_anchor(anchor)));
    assert_eq!(body.text(), "A c d.\nx\nOne.\nThree.");
}

#[test]
fn footnotes_are_shared_with_components() {
    let body = compiled("::: note\nIn[^1]\n:::\nOut[^1]\n\n[^1]: Note\n", &Settings::default());
    assert_eq!(body.anchor_names(), ["fnref-1-2", "fn-1", "fnref-1"]);
}

#[test]
fn components_keep_their_text_and_attributes() {
    assert_eq!(
        html("Before\n:::: facts title='The facts'\n**A**\n::: people\n:::\n::::\nAfter\n"),
        "<p>Before</p>\n{facts title=The facts\n<p><strong>A</strong></p>\n{people\n}\n}\n<p>After</p>\n"
    );
}

#[test]
fn code_is_not_touched() {
    assert_eq!(
        html("```text\n::: a \"b\" [[c]] https://x.example [^1]\n```\n\n    <b>\n"),
        "<pre class=\"code\" tabindex=\"0\"><code class=\"language-text\">::: a \"b\" [[c]] https://x.example [^1]\n\
         </code></pre>\n<pre class=\"code\" tabindex=\"0\"><code>&lt;b&gt;\n</code></pre>\n"
    );
}

#[test]
fn quotes_are_those_of_the_language() {
    let set = |tag| {
        let settings = Settings { quotes: Quotes::of(tag), ..Settings::default() };
        render(&compiled("\"Don't\" 'so' -- it's... \"x\".", &settings))
    };
    assert_eq!(set("en"), "<p>“Don’t” ‘so’ – it’s… “x”.</p>\n");
    assert_eq!(set("de"), "<p>„Don’t“ ‚so‘ – it’s… „x“.</p>\n");
    assert_eq!(set("fr"), "<p>«\u{202f}Don’t\u{202f}» “so” – it’s… «\u{202f}x\u{202f}».</p>\n");
}

#[test]
fn raw_html_of_the_list_passes_and_comments_go() {
    assert_eq!(
        html("<div class=\"x\" lang=fr>\n\n**A** <KBD>b</kbd><br/> <!-- c --> &eacute;\n\n</div>\n\n<!-- d -->\n"),
        "<div class=\"x\" lang=\"fr\">\n<p><strong>A</strong> <kbd>b</kbd><br>  é</p>\n</div>\n"
    );
    assert_eq!(
        html("<table><tr><td colspan=2>A & B</td></tr></table>\n"),
        "<table><tbody><tr><td colspan=\"2\">A &amp; B</td></tr></tbody></table>\n"
    );
    let body = compiled("<p id=\"here\">x</p>\n", &Settings::default());
    assert_eq!(body.anchor_names(), ["here"]);
}

#[test]
fn trusted_html_passes_as_it_is() {
    let settings = Settings { html: RawHtml::Trust, ..Settings::default() };
    let text = "<iframe src=\"https://x.example\" id='map'></iframe>\n\nA <b onclick=x>b\n";
    let body = compiled(text, &settings);
    assert_eq!(body.html(), "<iframe src=\"https://x.example\" id='map'></iframe>\n<p>A <b onclick=x>b</p>\n");
    assert_eq!(body.anchor_names(), ["map"]);
}

#[test]
fn words_and_text_are_those_a_reader_sees() {
    let text = "## A b\n\nOne **t**wo, [three](x.md) `four`.\n\n- [ ] five\n\n::: note\nSix & seven\n:::\n\n> [!TIP]\n> eight\n";
    let body = compiled(text, &Settings::default());
    assert_eq!(body.text(), "A b\nOne two, three four.\nfive\nSix & seven\neight");
    assert_eq!(body.words, 11);
}
