//! Code blocks: colour costs no text, whatever the language.

use dateline::model::SourcePath;
use dateline::parse::body::{Settings, compile};

use super::files::split_at_line_end;
use super::html;

/// A line with the language, and below it the code.
pub fn check(input: &[u8]) {
    let (language, code) = split_at_line_end(input);
    let (Ok(language), Ok(code)) = (std::str::from_utf8(language), std::str::from_utf8(code)) else { return };
    // A fence of tildes longer than any in the code; the first word behind it names the language.
    let is_word =
        !language.is_empty() && language.chars().all(|c| c.is_ascii_graphic() && !matches!(c, '~' | '&' | '\\'));
    if !is_word || code.contains(['\0', '\r']) || code.contains("~~~~~~~~") {
        return;
    }
    let end = if code.is_empty() || code.ends_with('\n') { "" } else { "\n" };
    let text = format!("~~~~~~~~ {language}\n{code}{end}~~~~~~~~\n");
    let compiled = compile(&SourcePath::new("content/news/x.md"), &text, 0, &Settings::default()).value;
    html::check(compiled.html()).unwrap_or_else(|message| panic!("{message}\n{}", compiled.html()));
    let Some((_, block)) = compiled.html().split_once("<code") else { panic!("no code in {}", compiled.html()) };
    let shown = html::text(&format!("<code{block}"));
    assert_eq!(shown.strip_suffix('\n'), Some(format!("{code}{end}").as_str()), "the code is another one");
}
