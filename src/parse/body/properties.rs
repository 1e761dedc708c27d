//! What holds for any text whatever.

use proptest::prelude::*;

use super::*;
use crate::diagnostic::Spot;

/// Pieces of Markdown and of what looks like it.
#[rustfmt::skip]
const FRAGMENTS: &[&str] = &[
    "*", "**", "_", "~~", "`", "```", "```json\n", "~~~\n", "\n", "\n\n", "\r\n", "    ", "\t", "> ", ">", "- ",
    "1. ", "- [ ] ", "- [x] ", "# ", "## ", "{#id .c a=b}", "---\n", "===\n", "| a | b |\n|--|:-:|\n", "|", "\\|",
    "[", "]", "(", ")", "[[", "]]", "![", "![[", "](", "](x.md)", "](https://a.example \"t\")", "](javascript:x)",
    "<", ">", "<b>", "</b>", "<div>", "</div>", "<div id=x>", "<table><tr><td>", "</td></tr></table>", "<p>",
    "<details>", "</details>", "<summary>", "<script>", "</script>", "<!--", "-->", "<br/>", "<img src=x>", "&amp;",
    "&", "&#106;", "[^1]", "[^a]", "[^1]: ", "[^a]: ", "\n[^1]: note\n", "[x]: y.md\n", "[x]", "[x][]", "[a][x]",
    ": ", "\n: def\n", ":::", "::: a\n", "::: note k=\"v\"\n", "\n:::\n", "\n::::\n", "::: b k=\n", "— ", "\n> — ",
    "-- ", "...", "\"", "'", "“", "é", "日本", "العربية", "\u{202e}", "🙂", "\u{0}", "\\", "\n> [!NOTE]\n> ",
    "> [!FOO]\n", "https://a.example/b_c--d", "http://", "://", "www.a.example", "a@b.example", "text", "word ",
    "<https://x.example>", "<a@b.example>", "<?x?>", "<!D>", "<![CDATA[", "]]>", "<b x='", "\">", "=", "\u{a0}",
];

fn markdown() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(FRAGMENTS), 0..60).prop_map(|pieces| pieces.concat())
}

fn compiled(text: &str, html: RawHtml) -> Outcome<Body> {
    let path = SourcePath::new("content/news/x.md");
    compile(&path, text, 0, &Settings { html, quotes: Quotes::of("de") })
}

/// Whether every tag is closed by its own, in order, outside the quotes of attributes.
fn check_balance(html: &str) -> Result<(), String> {
    const VOID: [&str; 5] = ["br", "hr", "wbr", "input", "img"];
    let mut open = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let end = rest[start..].find('>').ok_or("a tag without an end")? + start;
        let tag = &rest[start + 1..end];
        if tag.matches('"').count() % 2 == 1 {
            return Err(format!("a quote is left open in <{tag}>"));
        }
        let name = tag.trim_start_matches('/').split([' ', '\n']).next().unwrap_or_default();
        if tag.starts_with('/') {
            if open.pop() != Some(name) {
                return Err(format!("</{name}> closes nothing"));
            }
        } else if !VOID.contains(&name) {
            open.push(name);
        }
        rest = &rest[end + 1..];
    }
    if open.is_empty() { Ok(()) } else { Err(format!("{open:?} stay open")) }
}

/// What must be true of any body.
fn check(text: &str, body: &Body) -> Result<(), String> {
    check_balance(body.html())?;
    let mut last = 0;
    for hole in &body.holes {
        let (at, span) = (hole.at as usize, hole.span.range());
        if at < last || !body.html().is_char_boundary(at) {
            return Err(format!("a hole at {at} after {last}"));
        }
        if text.get(span.clone()).is_none() {
            return Err(format!("a hole was written with {span:?}"));
        }
        last = at;
        if let crate::model::body::Fill::Component(component) = &hole.fill {
            check(text, &component.body)?;
        }
    }
    if body.html().contains("<script") || body.html().contains("href=\"javascript") || body.html().contains(" style=") {
        return Err("it is not safe".to_owned());
    }
    let _ = body.text();
    Ok(())
}

fn check_all(text: &str) -> Result<(), TestCaseError> {
    for html in [RawHtml::AllowList, RawHtml::None] {
        let outcome = compiled(text, html);
        check(text, &outcome.value)
            .map_err(|message| TestCaseError::fail(format!("{message}\n{}", outcome.value.html())))?;
        let mut anchors = outcome.value.anchor_names();
        let count = anchors.len();
        anchors.sort_unstable();
        anchors.dedup();
        prop_assert_eq!(anchors.len(), count, "an anchor stands twice");
        for diagnostic in &outcome.diagnostics {
            let Some(Spot::Bytes(bytes)) = diagnostic.at.as_ref().map(|span| &span.spot) else {
                return Err(TestCaseError::fail("a complaint without a place"));
            };
            prop_assert!(text.get(bytes.range()).is_some_and(|blamed| !blamed.is_empty()), "{:?}", diagnostic);
        }
    }
    let _ = compiled(text, RawHtml::Trust).value.text();
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_gives_a_balanced_body(text in any::<String>()) {
        check_all(&text)?;
    }

    #[test]
    fn any_markdown_gives_a_balanced_body(text in markdown()) {
        check_all(&text)?;
    }
}

#[test]
fn long_pathological_texts_come_to_an_end() {
    #[rustfmt::skip]
    let openers = [
        "*a **a ", "[", "![", "[[", "[a](", "[[a|", "> ", ">", "- ", "`", "<", "<b>", "<div>\n\n", "<b x='",
        "<b x=\"", "<!--", "</b>", "[^a]", "[^1]: x\n\n", "[^a", "::: a\n", ":::\n", ":::: a\n:::\n", ":::*a*",
        "# a\n", "\"'", "http://", "://", "a://b", "https://a.example ", "> a\n> — b\n\n", "> > — b\n", "- [ ] a\n",
        "[x]: y\n[x]", "[a][b]", "|a|b|\n|-|-|\n", "\\", "&", "&amp;", "<script>", "# a {b=1}\n", "—", "[!a]",
        "> [!a]\n\n", "a\n: b\n", "***", "_a", "~~a", "<!", "<?", "\n\n", "é", "1) a\n", "<p>\n\n", "<ul><li>\n",
        "x[^1] ", "![a](b)\n\n", "[a]()", "\t",
    ];
    for opener in openers {
        let text = opener.repeat(100_000 / opener.len());
        // Nothing is timed: work that squares would take minutes and be seen.
        let outcome = compiled(&text, RawHtml::AllowList);
        check_balance(outcome.value.html()).unwrap_or_else(|message| panic!("{opener:?}: {message}"));
    }
}
