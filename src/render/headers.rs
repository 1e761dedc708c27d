//! `_headers`: what a host says with every answer, for hosts that read it (Netlify, Cloudflare Pages).
//!
//! What pages may load and do is the theme's to say (`partials/policy.html`), once for the pages themselves and for
//! this file. Here it also says who may show them in a frame, which only a header can.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::Renderer;
use crate::diagnostic::Diagnostic;
use crate::model::OutputPath;
use crate::plan::Job;
use crate::theme::{POLICY, Values};

/// Said with everything.
const EVERYWHERE: [(&str, &str); 5] = [
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
];

/// Said with folders in which everything has a fingerprint in its address: it never changes.
const FOR_EVER: (&str, &str) = ("Cache-Control", "public, max-age=31536000, immutable");

/// The name of the header that says what pages may do.
const MAY: &str = "Content-Security-Policy";

/// What files that articles offer and show may do. Browsers hold drawings to it, which have styles of their own.
const MEDIA_MAY: &str = "script-src 'none'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

/// Rules that a host surely reads: Cloudflare Pages leaves out what follows after 100.
const MOST_RULES: usize = 90;

/// Writes the file. Each header is said by one rule only, since hosts join what two of them say.
pub(super) fn render(renderer: &Renderer) -> Result<String, Diagnostic> {
    let policy = renderer.theme.render(POLICY, &Values::new())?;
    let policy = policy.split_whitespace().collect::<Vec<_>>().join(" ");
    let pages_may = format!("{}; frame-ancestors 'none'", policy.trim_end_matches(';'));
    let below = |folder: &str| format!("{}*", renderer.url(folder));
    let mut file = String::new();
    rule(&mut file, &below(""), &EVERYWHERE);
    for page in pages(renderer) {
        rule(&mut file, &page, &[(MAY, &pages_may)]);
    }
    if is_for_ever(renderer, "assets/") {
        rule(&mut file, &below("assets/"), &[FOR_EVER]);
    }
    if is_for_ever(renderer, "media/") {
        rule(&mut file, &below("media/"), &[FOR_EVER, (MAY, MEDIA_MAY)]);
    }
    Ok(file)
}

/// Whether all there is below a folder has a fingerprint: a page may be called `media` too, and a file of `static/`.
fn is_for_ever(renderer: &Renderer, folder: &str) -> bool {
    let below = renderer.plan.jobs.range(OutputPath::new(folder)..);
    let mut below = below.take_while(|(path, _)| path.as_str().starts_with(folder));
    below.all(|(_, job)| matches!(job, Job::Asset(_) | Job::Media(_) | Job::Picture(..)))
}

fn rule(file: &mut String, pattern: &str, headers: &[(&str, &str)]) {
    writeln!(file, "{pattern}").expect("a String can be written");
    for (name, value) in headers {
        writeln!(file, "  {name}: {value}").expect("a String can be written");
    }
}

/// Where pages lie: folders as a whole, those with most pages where there are too many; the others have what the pages
/// themselves say. Pages of `static/` in folders of their own may do what they like.
fn pages(renderer: &Renderer) -> BTreeSet<String> {
    let jobs = renderer.plan.jobs.iter().filter(|(_, job)| !matches!(job, Job::Static(_) | Job::Media(_)));
    let pages = jobs.map(|(path, _)| path.as_str()).filter(|path| path.ends_with(".html"));
    let pattern = |path: &str| match path.split_once('/') {
        Some((folder, _)) => format!("{}*", renderer.url(&format!("{folder}/"))),
        None => renderer.url(path.strip_suffix("index.html").unwrap_or(path)),
    };
    let mut counted: BTreeMap<String, usize> = BTreeMap::new();
    for page in pages {
        *counted.entry(pattern(page)).or_default() += 1;
    }
    let mut counted: Vec<(String, usize)> = counted.into_iter().collect();
    counted.sort_by_key(|(_, pages)| Reverse(*pages));
    counted.into_iter().take(MOST_RULES).map(|(pattern, _)| pattern).collect()
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use insta::assert_snapshot;

    use crate::render::sample::Sample;

    const PORTS: (&str, &str) = ("content/news/ports.md", "---\ntitle: Ports\ndate: 2020-04-28\n---\n");

    fn policy(page: &str) -> Option<&str> {
        let (_, rest) = page.split_once("http-equiv=\"Content-Security-Policy\" content=\"")?;
        rest.split('"').next()
    }

    #[test]
    fn everything_has_its_headers_below_the_path_of_the_portal() {
        assert_snapshot!(Sample::new("languages: [en, fr]\n", &[PORTS]).file("_headers"));
    }

    #[test]
    fn pages_and_headers_say_the_same() {
        let sample = Sample::new("", &[PORTS]);
        let page = sample.file("news/ports/index.html");
        let policy = policy(&page).expect("a page has a policy");
        assert!(policy.starts_with("default-src 'none'; ") && !policy.contains("unsafe"), "{policy}");
        let headers = sample.file("_headers");
        let said = headers.lines().filter_map(|line| line.strip_prefix("  Content-Security-Policy: default-src"));
        let expected = format!("{policy}; frame-ancestors 'none'");
        for said in said {
            assert_eq!(format!("default-src{said}"), expected);
        }
        assert!(headers.contains(&expected), "{headers}");
    }

    #[test]
    fn a_host_reads_all_rules_of_a_portal_with_many_pages() {
        let pages: Vec<(String, String)> = (0..100)
            .map(|number| (format!("content/pages/p{number}.md"), format!("---\ntitle: Page {number}\n---\n")))
            .collect();
        let pages: Vec<(&str, &str)> = pages.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        let sample = Sample::new("", &pages);
        let (headers, sample_page) = (sample.file("_headers"), sample.file("p99/index.html"));
        let mut rules = String::new();
        for line in headers.lines().filter(|line| !line.starts_with(' ')) {
            writeln!(rules, "{line}").expect("a String can be written");
        }
        assert!(rules.starts_with("/p/*\n") && rules.lines().count() < 100, "{rules}");
        // The folders with most pages first: of the others each page says it itself.
        for folder in ["/p/news/*", "/p/p0/*"] {
            assert!(rules.contains(&format!("{folder}\n")), "{rules}");
        }
        assert!(sample_page.contains("Content-Security-Policy"), "{sample_page}");
    }

    #[test]
    fn only_what_has_a_fingerprint_is_kept_for_ever() {
        let pages = ("content/pages/media.md", "---\ntitle: Media\n---\n");
        let headers = Sample::new("", &[PORTS, pages]).file("_headers");
        assert_eq!(headers.matches("immutable").count(), 1, "{headers}");
        assert!(!headers.contains("script-src 'none'"), "the page for the press is a page: {headers}");
    }
}
