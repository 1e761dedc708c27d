//! Markdown: mistakes, and texts made to keep a reader of Markdown busy.

use crate::row::{Row, X, article};

const AREA: &str = "Markdown";
/// Enough for whatever takes the square of its length to take minutes.
const MANY: usize = 256 << 10;

pub(super) fn rows() -> Vec<Row> {
    let mut rows = mistakes();
    rows.extend(files_outside());
    rows.extend(busy());
    rows
}

fn text(name: &str, text: impl AsRef<str>) -> Row {
    Row::new(AREA, name).file(X, article("", text.as_ref()))
}

/// The fifth line is the first of the text.
fn at(column: u32) -> String {
    format!("{X}:5:{column}")
}

fn mistakes() -> Vec<Row> {
    vec![
        text("HTML that is not on the list", "<iframe src=\"x\"></iframe>").told("forbidden-html", at(1)),
        text("a script", "<script>alert(1)</script>").told("forbidden-html", at(1)),
        text("an attribute that runs something", "<b onclick=\"x\">a</b>").told("forbidden-html", at(4)),
        text("a comment that is never closed", "<!-- a").told("forbidden-html", at(1)),
        text("an element that is never closed", "<div>\n\na").told("forbidden-html", at(1)),
        text("a component nobody knows", "::: nothing\n:::").told("unknown-component", at(5)),
        text("a component that is never closed", "::: details summary=\"a\"\na").told("unclosed-component", at(1)),
        text("components nine deep", components(9)).told("too-deep", format!("{X}:13:1")),
        text("components ten thousand deep", components(10_000)).told("too-deep", format!("{X}:13:1")),
        text("an attribute the component does not take", "::: details summary=\"a\" x=\"b\"\n:::")
            .told("bad-attribute", at(25)),
        text("a footnote nobody wrote", "a[^b]").told("bad-footnote", at(2)),
        text("an id given twice", "# A {#a}\n\n# B {#a}").told("bad-attribute", format!("{X}:7:6")),
        text("thirty thousand names nobody has, on one line", "[[a]]".repeat(30_000)).told("unknown-reference", at(3)),
        text("a web page that is offered", "[a](a.html)").file("content/news/a.html", "<p>").told("active-file", at(5)),
        text("a picture of another host", "![a](https://evil.example/a.png)").told("remote-picture", at(6)),
        Row::new(AREA, "a NUL byte").file(X, article("", "a\0b")).told("not-text", at(2)),
        Row::new(AREA, "a text of more than 4 MiB")
            .file(X, article("", &"All work and no play.\n".repeat(200_000)))
            .told("too-large", X.to_owned()),
        text("raw HTML seventy deep", format!("{}{}", "<div>\n".repeat(70), "</div>\n".repeat(70)))
            .told("forbidden-html", format!("{X}:69:1")),
    ]
}

fn components(deep: usize) -> String {
    let open: String = (0..deep).map(|_| "::: details summary=\"a\"\n").collect();
    open + &":::\n".repeat(deep)
}

/// A text can't name a file outside of `content/`.
fn files_outside() -> Vec<Row> {
    let field = |name: &str, line: &str| Row::new(AREA, name).file(X, article(&format!("{line}\n"), ""));
    vec![
        text("a picture that leads out", "![a](../../../etc/passwd)").told("missing-file", at(6)),
        text("a picture that leads out behind `%2e`", "![a](%2e%2e/%2e%2e/%2e%2e/etc/passwd)")
            .told("missing-file", at(6)),
        text("a picture by its whole path", "![a](/etc/passwd)").told("missing-file", at(6)),
        text("a picture by `file:`", "![a](file:///etc/passwd)").told("forbidden-scheme", at(6)),
        text("a picture by a drive", "![a](C:/Windows/win.ini)").told("forbidden-scheme", at(6)),
        text("a picture by backslashes", "![a](<..\\\\..\\\\..\\\\etc\\\\passwd>)").told("missing-file", at(7)),
        text("a picture by letters that look like dots", "![a](．．/．．/etc/passwd)").told("missing-file", at(6)),
        text("an attachment that leads to the settings", "[a](../../portal.yaml)").told("missing-file", at(5)),
        text("a component that leads out", "::: figure src=\"../../../etc/passwd\" alt=\"a\"\n:::")
            .told("missing-file", at(17)),
        field("`image` that leads out", "image: {src: ../../../etc/passwd, alt: a}")
            .told("missing-file", format!("{X}:4:14")),
        field("`attachments` that lead out", "attachments: [{file: ../../.dateline/index}]")
            .told("missing-file", format!("{X}:4:22")),
        field("`template` that leads out", "template: ../../../etc/passwd")
            .told("unknown-template", format!("{X}:4:11")),
    ]
}

fn busy() -> Vec<Row> {
    let of = |name: &str, opening: &str| text(name, opening.repeat(MANY / opening.len()));
    let columns =
        format!("|{}\n|{}\n{}", "a|".repeat(500), "-|".repeat(500), format!("|{}\n", "a|".repeat(500)).repeat(500));
    let definitions: String = (0..30_000).map(|number| format!("[a{number}]: b\n")).collect();
    let nested: String = (0..700).map(|depth| format!("{}- a\n", "  ".repeat(depth))).collect();
    let notes: String = (0..5_000).map(|number| format!("a[^{number}]\n\n[^{number}]: b\n\n")).collect();
    vec![
        of("a quarter of a million `[`", "["),
        of("many `![`", "!["),
        of("many `[a](`", "[a]("),
        of("many `[a](<b`", "[a](<b"),
        of("emphasis that never closes", "**a *b "),
        of("emphasis of every length", "*a **b ***c "),
        of("backticks in runs", "`a``"),
        text("quotes in quotes in quotes", ">".repeat(MANY / 4)),
        of("lists in lists", "- "),
        of("a quarter of a million `<`", "<"),
        of("many `<!` and `<?`", "<! <?"),
        of("a quarter of a million `&`", "&"),
        of("many quotation marks", "\" "),
        of("addresses without end", "http://a.b@"),
        of("mail addresses without end", "a.b@c."),
        of("many `{#`", "# a {#"),
        of("code blocks without text", "```rust\n```\n"),
        of("one line of code of 256 KiB", "    (((((((("),
        text("a code block with a line that keeps highlighting busy", format!("```js\n{}\n```", "/a".repeat(100_000))),
        text("a table of 500 columns and 500 lines", columns),
        text("thirty thousand link definitions", definitions),
        text("lists seven hundred deep", nested),
        text("five thousand footnotes", notes),
    ]
}
