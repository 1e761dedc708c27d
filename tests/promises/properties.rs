//! Texts no seed is like: any, made of pieces, and longer than anybody writes.

use proptest::prelude::*;

use crate::promises;

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
    "-- ", "...", "\"", "'", "“", "é", "日本", "العربية", "\u{202e}", "🙂", "\\", "\n> [!NOTE]\n> ",
    "> [!FOO]\n", "https://a.example/b_c--d", "http://", "://", "www.a.example", "a@b.example", "text", "word ",
    "<https://x.example>", "<a@b.example>", "<?x?>", "<!D>", "<![CDATA[", "]]>", "<b x='", "\">", "=", "\u{a0}",
];

fn markdown() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(FRAGMENTS), 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_gives_a_whole_body(text in any::<String>()) {
        promises::body::check(&text);
    }

    #[test]
    fn any_markdown_gives_a_whole_body(text in markdown()) {
        promises::body::check(&text);
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
        promises::body::check(&text);
    }
}
