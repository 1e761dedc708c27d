//! The preview's own parts of a page, each between two marks, so that what is left without them is what a
//! build writes.

use std::borrow::Cow;

use super::assets::{DESK_PATH, SCRIPT_PATH, STYLE_PATH};
use super::html::Escaped;

/// Stands before a part of the preview.
const BEGIN: &str = "<!--dateline preview-->";
/// Stands behind it.
const END: &str = "<!--/dateline preview-->";

/// What is added to a page.
#[derive(Clone, Debug, Default)]
pub(super) struct Additions {
    /// Which state of the preview it shows.
    pub(super) state: String,
    /// The mistakes over it.
    pub(super) overlay: String,
    /// Where its source is opened.
    pub(super) edit: Option<String>,
    /// What holds its article back: `Draft`.
    pub(super) mark: Option<String>,
    /// What the desk has to tell: `2 warnings`.
    pub(super) desk: String,
}

/// The page with the parts of the preview.
pub(super) fn added(html: &str, additions: &Additions) -> String {
    let html = relaxed(html);
    let head = format!(
        "{BEGIN}<link rel=\"stylesheet\" href=\"{STYLE_PATH}\"><script src=\"{SCRIPT_PATH}\" defer></script>{END}"
    );
    let body = format!("{BEGIN}{}{END}", bar(additions));
    let head_end = html.find("</head>");
    let body_end = html.rfind("</body>").filter(|end| Some(*end) >= head_end).unwrap_or(html.len());
    // A page that leaves its tags out begins with what decides how browsers draw it: nothing may stand before.
    let head_end = head_end.unwrap_or(body_end);
    [&html[..head_end], &head, &html[head_end..body_end], &body, &html[body_end..]].concat()
}

/// A page of our own, for where the portal has none.
pub(super) fn plain(title: &str, main: &str, additions: &Additions) -> String {
    let title = Escaped(title);
    let page = format!(
        "<!doctype html>\n<html lang=\"en\" dir=\"ltr\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n</head>\n\
         <body class=\"dp-plain\">\n<main>\n<h1>{title}</h1>\n{main}\n</main>\n</body>\n</html>\n"
    );
    added(&page, additions)
}

fn bar(additions: &Additions) -> String {
    let mark = additions.mark.as_ref().map(|mark| format!("<strong>{}</strong>", Escaped(mark)));
    let edit = additions.edit.as_ref().map(|link| format!("<a href=\"{}\">Edit source</a>", Escaped(link)));
    let desk = format!("<a href=\"{DESK_PATH}\">Desk{}</a>", Escaped(&additions.desk));
    format!(
        "<div id=\"dateline-preview\" lang=\"en\" dir=\"ltr\" data-state=\"{}\">\
         <nav class=\"dp-bar\" aria-label=\"Preview\">{}{}{desk}</nav>{}</div>",
        Escaped(&additions.state),
        mark.unwrap_or_default(),
        edit.unwrap_or_default(),
        additions.overlay
    )
}

/// The page with its policy relaxed as far as our script, sheet and events need: they come from the same host.
fn relaxed(html: &str) -> Cow<'_, str> {
    let Some(policy) = policy(html) else { return Cow::Borrowed(html) };
    let written = &html[policy.clone()];
    let mut parts: Vec<String> = written.split(';').map(str::to_owned).collect();
    let fallback = directive(&parts, "default-src").map(str::to_owned);
    for name in ["script-src", "style-src", "connect-src"] {
        match parts.iter_mut().find(|part| part.split_whitespace().next() == Some(name)) {
            Some(part) => {
                if !allows_us(part) {
                    *part = format!("{} 'self'", part.replace("'none'", ""));
                }
            }
            None => {
                if let Some(fallback) = fallback.as_deref().filter(|fallback| !allows_us(fallback)) {
                    let sources = fallback.trim().trim_start_matches("default-src").replace("'none'", "");
                    parts.push(format!(" {name}{sources} 'self'"));
                }
            }
        }
    }
    let relaxed = parts.join(";");
    if relaxed == written {
        return Cow::Borrowed(html);
    }
    Cow::Owned([&html[..policy.start], &relaxed, &html[policy.end..]].concat())
}

fn directive<'a>(parts: &'a [String], name: &str) -> Option<&'a str> {
    parts.iter().map(String::as_str).find(|part| part.split_whitespace().next() == Some(name))
}

fn allows_us(directive: &str) -> bool {
    directive.split_whitespace().skip(1).any(|source| matches!(source, "'self'" | "*"))
}

/// Where the policy of a page stands, as the default theme writes it.
fn policy(html: &str) -> Option<std::ops::Range<usize>> {
    const TAG: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"";
    let start = html.find(TAG)? + TAG.len();
    Some(start..start + html[start..].find('"')?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn without(mut page: String) -> String {
        while let Some((before, rest)) = page.split_once(BEGIN) {
            let (_, after) = rest.split_once(END).expect("every part ends");
            page = format!("{before}{after}");
        }
        page
    }

    #[test]
    fn what_is_left_without_our_parts_is_the_page() {
        let page = "<!doctype html><html><head><title>A</title></head><body><p>&lt;/body></p></body></html>\n";
        let additions = Additions { edit: Some("edit:\"x\"".to_owned()), ..Additions::default() };
        let added = added(page, &additions);
        assert!(added.contains("<a href=\"edit:&quot;x&quot;\">Edit source</a>"), "{added}");
        assert_eq!(without(added), page);
        let fragment = "<!doctype html><p>No head, no body.</p>";
        assert!(super::added(fragment, &additions).starts_with(fragment));
        assert_eq!(without(super::added(fragment, &additions)), fragment);
    }

    #[test]
    fn a_draft_is_marked() {
        let additions = Additions { mark: Some("Draft".to_owned()), ..Additions::default() };
        assert!(added("<p>", &additions).contains("<strong>Draft</strong>"));
    }

    #[test]
    fn a_policy_is_relaxed_only_as_far_as_needed() {
        let page = |policy: &str| format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">");
        let enough = page("default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'");
        assert!(matches!(relaxed(&enough), Cow::Borrowed(_)));
        let strict = page("default-src 'none'; img-src x.example; script-src 'none'");
        let expected =
            page("default-src 'none'; img-src x.example; script-src  'self'; style-src  'self'; connect-src  'self'");
        assert_eq!(relaxed(&strict), expected);
        assert!(matches!(relaxed("<p>"), Cow::Borrowed(_)));
    }
}
