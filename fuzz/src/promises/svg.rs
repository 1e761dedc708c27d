//! Drawings: what is published has nothing that runs or fetches, and is not cleaned any further.

use dateline::diagnostic::Code;
use dateline::model::SourcePath;
use dateline::model::xml::is_character;
use dateline::pictures::svg;

use super::html::unescaped;
use super::places::{self, Files};

/// What no drawing keeps.
const REFUSED: [&str; 16] = [
    "script",
    "handler",
    "listener",
    "foreignobject",
    "iframe",
    "embed",
    "object",
    "audio",
    "video",
    "canvas",
    "animate",
    "animatetransform",
    "animatemotion",
    "set",
    "discard",
    "a",
];

/// The bytes of a drawing.
pub fn check(content: &[u8]) {
    let path = SourcePath::new("content/news/drawing.svg");
    let read = svg::read(&path, content);
    places::check(&read.diagnostics, &Files(&[(path.clone(), content)]));
    let Some(safe) = read.value else {
        assert!(!read.diagnostics.is_empty(), "nobody says why there is no drawing");
        return;
    };
    assert!(safe.text.chars().all(is_character), "a character has no place in XML\n{}", safe.text);
    is_harmless(&safe.text).unwrap_or_else(|message| panic!("{message}\n{}", safe.text));
    let again = svg::read(&path, safe.text.as_bytes());
    let doubts: Vec<_> = again.diagnostics.iter().filter(|doubt| doubt.code == Code::UnsafeDrawing).collect();
    assert!(doubts.is_empty(), "something is left: {doubts:?}\n{}", safe.text);
    let again = again.value.unwrap_or_else(|| panic!("it can't be read again: {:?}\n{}", again.diagnostics, safe.text));
    assert_eq!(again, safe, "it is another one when it is cleaned again");
}

/// Tag by tag, apart from the code that wrote them.
fn is_harmless(drawing: &str) -> Result<(), String> {
    if !drawing.starts_with("<svg ") {
        return Err("it does not begin with `<svg`".to_owned());
    }
    let (mut rest, mut is_style) = (drawing, false);
    while let Some((text, tag)) = rest.split_once('<') {
        if is_style {
            is_harmless_style(text)?;
        }
        let (tag, after) = tag.split_once('>').ok_or("a tag without an end")?;
        let tag = tag.trim_end_matches('/');
        let (name, attributes) =
            tag.trim_start_matches('/').split_once(' ').unwrap_or((tag.trim_start_matches('/'), ""));
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Err(format!("<{tag}> is no tag of ours"));
        }
        if REFUSED.contains(&name.to_ascii_lowercase().as_str()) {
            return Err(format!("<{tag}> could do harm"));
        }
        attributes_are_harmless(attributes)?;
        is_style = tag == "style";
        rest = after;
    }
    Ok(())
}

fn attributes_are_harmless(attributes: &str) -> Result<(), String> {
    let mut rest = attributes;
    while !rest.is_empty() {
        let (name, after) = rest.split_once("=\"").ok_or_else(|| format!("no value in `{rest}`"))?;
        let (value, after) = after.split_once('"').ok_or_else(|| format!("an open quote in `{rest}`"))?;
        let (lower, value) = (name.to_ascii_lowercase(), unescaped(value));
        let is_link = lower.contains("href") && lower != "href" && !lower.starts_with("aria-");
        if lower.starts_with("on") || is_link || lower == "xml:base" || lower == "src" {
            return Err(format!("`{name}` could do harm"));
        }
        match &*lower {
            "href" if value.starts_with('#') || value.starts_with("data:image/") && !value.contains("svg") => {}
            "href" => return Err(format!("`{value}` leads out of the drawing")),
            name if name.starts_with("aria-") || name == "xmlns" => {}
            _ => is_harmless_style(&value)?,
        }
        rest = after.trim_start();
    }
    Ok(())
}

/// Nothing that fetches, in a style sheet or a value.
fn is_harmless_style(text: &str) -> Result<(), String> {
    let text = unescaped(text).to_lowercase();
    if text.contains("@import") {
        return Err(format!("`{text}` fetches something"));
    }
    let text: String = text.split_whitespace().collect();
    let fetches =
        text.match_indices("url(").any(|(at, _)| !text[at + 4..].trim_start_matches(['"', '\'']).starts_with('#'));
    if fetches || text.contains("javascript:") {
        return Err(format!("`{text}` fetches something"));
    }
    Ok(())
}
