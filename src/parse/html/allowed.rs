//! Which elements and attributes raw HTML may have.

/// Where an element may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// In running text.
    Phrase,
    /// In running text, without an end: `<br>`.
    Void,
    /// Between paragraphs.
    Block,
    /// Between paragraphs, without an end: `<hr>`.
    VoidBlock,
}

/// An element of the list.
#[derive(Debug)]
pub(super) struct Element {
    pub(super) name: &'static str,
    pub(super) class: Class,
    /// What must stand right around it; empty if anything may.
    pub(super) parents: &'static [&'static str],
    /// Attributes of its own, beside [`EVERYWHERE`].
    pub(super) attributes: &'static [&'static str],
}

/// Attributes every element may have.
pub(super) const EVERYWHERE: [&str; 5] = ["class", "dir", "id", "lang", "title"];

const fn element(name: &'static str, class: Class) -> Element {
    Element { name, class, parents: &[], attributes: &[] }
}

const fn part(name: &'static str, parents: &'static [&'static str]) -> Element {
    Element { name, class: Class::Block, parents, attributes: &[] }
}

const CELL: &[&str] = &["colspan", "rowspan", "headers", "scope", "abbr"];

/// The list.
pub(super) const ELEMENTS: &[Element] = &[
    element("abbr", Class::Phrase),
    element("b", Class::Phrase),
    element("bdi", Class::Phrase),
    element("bdo", Class::Phrase),
    element("cite", Class::Phrase),
    element("code", Class::Phrase),
    element("del", Class::Phrase),
    element("dfn", Class::Phrase),
    element("em", Class::Phrase),
    element("i", Class::Phrase),
    element("ins", Class::Phrase),
    element("kbd", Class::Phrase),
    element("mark", Class::Phrase),
    element("q", Class::Phrase),
    element("s", Class::Phrase),
    element("samp", Class::Phrase),
    element("small", Class::Phrase),
    element("span", Class::Phrase),
    element("strong", Class::Phrase),
    element("sub", Class::Phrase),
    element("sup", Class::Phrase),
    Element { name: "time", class: Class::Phrase, parents: &[], attributes: &["datetime"] },
    element("u", Class::Phrase),
    element("var", Class::Phrase),
    element("br", Class::Void),
    element("wbr", Class::Void),
    element("blockquote", Class::Block),
    Element { name: "details", class: Class::Block, parents: &[], attributes: &["open"] },
    part("summary", &["details"]),
    element("div", Class::Block),
    element("dl", Class::Block),
    part("dd", &["dl", "div"]),
    part("dt", &["dl", "div"]),
    element("figure", Class::Block),
    part("figcaption", &["figure"]),
    element("hr", Class::VoidBlock),
    Element { name: "ol", class: Class::Block, parents: &[], attributes: &["reversed", "start", "type"] },
    element("ul", Class::Block),
    Element { name: "li", class: Class::Block, parents: &["ol", "ul"], attributes: &["value"] },
    element("p", Class::Block),
    element("section", Class::Block),
    element("table", Class::Block),
    part("caption", &["table"]),
    part("tbody", &["table"]),
    part("tfoot", &["table"]),
    part("thead", &["table"]),
    part("tr", &["table", "tbody", "tfoot", "thead"]),
    Element { name: "td", class: Class::Block, parents: &["tr"], attributes: CELL },
    Element { name: "th", class: Class::Block, parents: &["tr"], attributes: CELL },
];

/// The element of that name, in lower case.
pub(super) fn find(name: &str) -> Option<&'static Element> {
    ELEMENTS.iter().find(|element| element.name == name)
}

/// What to write instead of an element that is not allowed.
pub(super) fn instead_of(name: &str) -> String {
    let advice = match name {
        "a" => "write `[text](address)`",
        "img" | "picture" => "write `![what it shows](file.jpg)`",
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => "write `## Heading`",
        "pre" => "write a block between lines of three backticks",
        "center" | "font" => "looks are the theme's: leave the tag out",
        "script" | "style" | "link" | "meta" => "scripts and styles belong into a theme",
        "iframe" | "video" | "audio" | "embed" | "object" | "form" | "input" | "button" => {
            "the theme can offer a component for it"
        }
        "strike" => "write `<s>` or `~~text~~`",
        "tt" => "write `text` between backticks",
        _ => "leave the tag out or write Markdown; text that only looks like a tag stands between backticks",
    };
    advice.to_owned()
}
