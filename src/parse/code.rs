//! Code blocks: the code as HTML, with the kinds of its words as classes.
//!
//! A theme styles a dozen classes (`hl-comment`, `hl-string` …) instead of hundreds of scopes.
//! The syntaxes are loaded when the first block of a known language comes; each costs some
//! milliseconds when it is first used.

mod remembered;

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};
use syntect::util::LinesWithEndings;

use super::body::escape;
use remembered::Blocks;

/// Longer blocks are shown plain: a second of work for a megabyte is too much for decoration.
pub const LONGEST: usize = 64 * 1024;

/// Longer lines are shown plain: a search may look at all of a line from each of its places, and nobody reads such a line.
const LONGEST_LINE: usize = 2048;

/// Syntaxes that read JavaScript or may come to it (in a page, in a fence, in the comment of another language). Theirs
/// never ends at some beginnings of comments, so small ones as `x /*` (syntect, pull request 706): such a block is shown
/// plain.
#[rustfmt::skip]
const ENDLESS: [&str; 47] = [
    "ASP", "CFML", "CFML Script", "CFML Script (Tags)", "Crystal", "Email", "Graphviz (DOT)", "Groovy", "HTML",
    "HTML (ASP)", "HTML (EEx)", "HTML (Erlang)", "HTML (Jinja2)", "HTML (Rails)", "HTML (Tcl)", "HTML (Twig)",
    "HTTP Request and Response", "Java", "Java Server Page (JSP)", "JavaScript", "JavaScript (Rails)", "Javadoc", "LaTeX",
    "Literate Haskell", "Markdown", "MediaWiki", "MediawikerPanel", "MultiMarkdown", "PHP", "PHP Source", "Perl",
    "PureScript", "QML", "Rd (R Documentation)", "Ruby", "Ruby Haml", "Ruby Slim", "Ruby on Rails", "SQL (Rails)", "Svelte",
    "Textile", "TypeScript", "TypeScriptReact", "Typst",
    "Vue Component", "orgmode", "reStructuredText",
];

/// What a comment begins with where it may have no end.
const COMMENT: &str = "/*";

static BLOCKS: LazyLock<Blocks> = LazyLock::new(Blocks::new);

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

/// Which scopes have which class. Where several fit, the innermost scope decides, then the order.
const CLASSES: &[(&str, &str)] = &[
    ("comment", "comment"),
    ("punctuation.definition.comment", "comment"),
    ("constant.character.escape", "constant"),
    ("punctuation.definition.string", "string"),
    ("string", "string"),
    ("constant.numeric", "number"),
    ("constant", "constant"),
    ("keyword.operator", "operator"),
    ("keyword", "keyword"),
    ("storage", "keyword"),
    ("variable.language", "keyword"),
    ("entity.name.function", "function"),
    ("support.function", "function"),
    ("variable.function", "function"),
    ("entity.name.tag", "tag"),
    ("entity.other.attribute-name", "attribute"),
    ("support.type.property-name", "attribute"),
    ("entity.name", "type"),
    ("entity.other.inherited-class", "type"),
    ("support.type", "type"),
    ("support.class", "type"),
    ("markup.heading", "keyword"),
    ("markup.inserted", "inserted"),
    ("markup.deleted", "deleted"),
    ("punctuation", "punctuation"),
];

static PREFIXES: LazyLock<Vec<(Scope, &'static str)>> = LazyLock::new(|| {
    let scope = |name| Scope::new(name).expect("the scopes of the list are well formed");
    CLASSES.iter().map(|(name, class)| (scope(name), *class)).collect()
});

/// The scope of a key in JSON and YAML, whose text is a string of its own.
static KEY: LazyLock<Scope> = LazyLock::new(|| Scope::new("meta.mapping.key").expect("a well-formed scope"));

/// Appends a code block. `language` is the first word of its fence.
pub(super) fn write(html: &mut String, language: &str, code: &str) {
    html.push_str("<pre class=\"code\" tabindex=\"0\"><code");
    if !language.is_empty() {
        html.push_str(" class=\"language-");
        escape::attribute(html, language);
        html.push('"');
    }
    html.push('>');
    match syntax(language).filter(|syntax| code.len() <= LONGEST && has_end(syntax, code)) {
        Some(syntax) => html.push_str(&BLOCKS.html(language, code, || highlight(syntax, code))),
        None => escape::text(html, code),
    }
    html.push_str("</code></pre>\n");
}

/// The syntax of a language, if it is known and has anything to show.
fn syntax(language: &str) -> Option<&'static SyntaxReference> {
    match language {
        "" | "text" | "txt" | "plain" | "plaintext" | "console" | "output" => None,
        language => SYNTAXES.find_syntax_by_token(language),
    }
}

/// Whether reading this code comes to an end.
fn has_end(syntax: &SyntaxReference, code: &str) -> bool {
    !(code.contains(COMMENT) && ENDLESS.binary_search(&syntax.name.as_str()).is_ok())
}

fn highlight(syntax: &SyntaxReference, code: &str) -> String {
    let mut html = String::with_capacity(code.len() * 4);
    let mut state = ParseState::new(syntax);
    let mut painter = Painter { html: &mut html, stack: ScopeStack::new(), class: None, known: FxHashMap::default() };
    for line in LinesWithEndings::from(code) {
        if line.len() > LONGEST_LINE {
            painter.switch(None);
            escape::text(painter.html, line);
            continue;
        }
        let mut from = 0;
        // A mistake in a syntax costs colour, never text.
        for (at, change) in state.parse_line(line, &SYNTAXES).unwrap_or_default() {
            painter.paint(&line[from..at]);
            from = at;
            let _ = painter.stack.apply(&change);
        }
        painter.paint(&line[from..]);
    }
    painter.switch(None);
    html
}

/// Writes code, one `<span>` for neighbours of the same class.
struct Painter<'h> {
    html: &'h mut String,
    stack: ScopeStack,
    /// The class of the open `<span>`.
    class: Option<&'static str>,
    known: FxHashMap<Scope, Option<&'static str>>,
}

impl Painter<'_> {
    fn paint(&mut self, text: &str) {
        // Space has no colour: it belongs to what is before it.
        if !text.bytes().all(|byte| byte.is_ascii_whitespace()) {
            let class = self.class_here();
            self.switch(class);
        }
        escape::text(self.html, text);
    }

    fn switch(&mut self, class: Option<&'static str>) {
        if class == self.class {
            return;
        }
        if self.class.is_some() {
            self.html.push_str("</span>");
        }
        if let Some(class) = class {
            self.html.push_str("<span class=\"hl-");
            self.html.push_str(class);
            self.html.push_str("\">");
        }
        self.class = class;
    }

    fn class_here(&mut self) -> Option<&'static str> {
        let scopes = self.stack.as_slice();
        let known = &mut self.known;
        let class = scopes.iter().rev().find_map(|scope| *known.entry(*scope).or_insert_with(|| class(*scope)));
        let is_key = class == Some("string") && scopes.iter().any(|scope| KEY.is_prefix_of(*scope));
        if is_key { Some("attribute") } else { class }
    }
}

fn class(scope: Scope) -> Option<&'static str> {
    PREFIXES.iter().find(|(prefix, _)| prefix.is_prefix_of(scope)).map(|(_, class)| *class)
}

#[cfg(test)]
mod tests {
    use syntect::parsing::Regex;
    use syntect::parsing::syntax_definition::Pattern;

    use super::*;

    fn html(language: &str, code: &str) -> String {
        let mut html = String::new();
        write(&mut html, language, code);
        html
    }

    #[test]
    fn neighbours_of_one_kind_share_a_span() {
        assert_eq!(
            html("json", "{\"a\": [1, true, \"<x>\"]}\n"),
            "<pre class=\"code\" tabindex=\"0\"><code class=\"language-json\">\
             <span class=\"hl-punctuation\">{</span><span class=\"hl-attribute\">\"a\"</span>\
             <span class=\"hl-punctuation\">: [</span><span class=\"hl-number\">1</span>\
             <span class=\"hl-punctuation\">, </span><span class=\"hl-constant\">true</span>\
             <span class=\"hl-punctuation\">, </span><span class=\"hl-string\">\"&lt;x&gt;\"</span>\
             <span class=\"hl-punctuation\">]}\n</span></code></pre>\n"
        );
    }

    #[test]
    fn an_unknown_language_is_shown_plain() {
        assert_eq!(
            html("\"klingon", "a < b & c\n"),
            "<pre class=\"code\" tabindex=\"0\"><code class=\"language-&quot;klingon\">a &lt; b &amp; c\n</code></pre>\n"
        );
        assert_eq!(html("", "x"), "<pre class=\"code\" tabindex=\"0\"><code>x</code></pre>\n");
    }

    /// Nothing is timed: what has no end would never come back.
    #[test]
    fn a_comment_that_some_syntaxes_never_end_is_shown_plain() {
        assert!(ENDLESS.is_sorted());
        let known: Vec<&str> = SYNTAXES.syntaxes().iter().map(|syntax| syntax.name.as_str()).collect();
        for name in ENDLESS {
            assert!(known.contains(&name), "{name} is no syntax");
        }
        let blocks = [
            ("js", "x /*\n"),
            ("js", "n = c /* d\n*/\n"),
            ("ts", "x /*\n"),
            ("html", "<script>x /*</script>\n"),
            ("html", "<a onclick=\"x /*\">\n"),
            ("md", "```js\nx /*\n```\n"),
        ];
        for (language, code) in blocks {
            assert!(!html(language, code).contains("<span"), "{language}: {code}");
        }
        assert!(html("js", "a = 1 // one\n").contains("hl-comment") && html("c", "/* one */\n").contains("hl-comment"));
    }

    #[test]
    fn a_line_beyond_all_measure_is_shown_plain_and_the_next_is_not() {
        let long = "a".repeat(LONGEST_LINE);
        let code = format!("x = 'a\n{long}'\n1\n");
        assert_eq!(
            html("js", &code),
            format!(
                "<pre class=\"code\" tabindex=\"0\"><code class=\"language-js\">x <span class=\"hl-operator\">= </span>\
                 <span class=\"hl-string\">'a\n</span>{long}'\n<span class=\"hl-number\">1\n</span></code></pre>\n"
            )
        );
    }

    /// The syntaxes are not made for this engine alone, and one it does not take would be a panic when it is first used.
    #[test]
    fn every_expression_of_every_syntax_is_taken() {
        let syntaxes = two_face::syntax::extra_newlines().into_builder();
        let contexts = syntaxes.syntaxes().iter().flat_map(|syntax| syntax.contexts.values());
        let mut expressions = 0;
        for pattern in contexts.flat_map(|context| &context.patterns) {
            let Pattern::Match(pattern) = pattern else { continue };
            let mut expression = pattern.regex.regex_str().to_owned();
            if pattern.has_captures {
                // What the expression before has found is put there when it is known.
                (1..=9).for_each(|group| expression = expression.replace(&format!("\\{group}"), "found"));
            }
            expressions += 1;
            assert!(Regex::try_compile(&expression).is_none(), "{expression}");
        }
        assert!(expressions > 10_000, "{expressions}");
    }

    #[test]
    fn a_block_beyond_all_measure_is_shown_plain() {
        let code = "1\n".repeat(LONGEST);
        assert!(!html("json", &code).contains("<span"));
    }
}
