//! `_headers`: what a host says with every answer, for hosts that read it (Netlify, Cloudflare Pages).
//!
//! What pages may load and do is the theme's to say (`partials/policy.html`), once for the pages themselves and for
//! this file. Here it also says who may show them in a frame, which only a header can.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::Renderer;
use crate::diagnostic::Diagnostic;
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

/// Said with what has a fingerprint in its address: it never changes.
const FOR_EVER: (&str, &str) = ("Cache-Control", "public, max-age=31536000, immutable");

/// The name of the header that says what pages may do.
const MAY: &str = "Content-Security-Policy";

/// What pictures and attachments may do. Browsers hold drawings to it, which have styles of their own.
const MEDIA_MAY: &str = "script-src 'none'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

/// Rules that a host surely reads: Cloudflare Pages leaves out what follows after 100.
const MOST_RULES: usize = 90;

/// Writes the file. Each header is said by one rule only, since hosts join what two of them say.
pub(super) fn render(renderer: &Renderer) -> Result<String, Diagnostic> {
    let policy = renderer.theme.render(POLICY, &Values::new())?;
    let policy = policy.split_whitespace().collect::<Vec<_>>().join(" ");
    let pages_may = format!("{}; frame-ancestors 'none'", policy.trim_end_matches(';'));
    let pages = pages(renderer);
    let below = |folder: &str| format!("{}*", renderer.url(folder));
    let (mut everywhere, mut media) = (EVERYWHERE.to_vec(), vec![FOR_EVER]);
    let is_short = pages.len() <= MOST_RULES;
    if !is_short {
        everywhere.push((MAY, &pages_may));
    } else if !pages.contains(&below("media/")) {
        media.push((MAY, MEDIA_MAY));
    }
    let mut file = String::new();
    rule(&mut file, &below(""), &everywhere);
    for page in pages.iter().filter(|_| is_short) {
        rule(&mut file, page, &[(MAY, &pages_may)]);
    }
    rule(&mut file, &below("assets/"), &[FOR_EVER]);
    rule(&mut file, &below("media/"), &media);
    Ok(file)
}

fn rule(file: &mut String, pattern: &str, headers: &[(&str, &str)]) {
    writeln!(file, "{pattern}").expect("a String can be written");
    for (name, value) in headers {
        writeln!(file, "  {name}: {value}").expect("a String can be written");
    }
}

/// Where pages lie: folders as a whole, so that there are few rules. An author's own pages in `static/` may do what
/// they like.
fn pages(renderer: &Renderer) -> BTreeSet<String> {
    let jobs = renderer.plan.jobs.iter().filter(|(_, job)| !matches!(job, Job::Static(_)));
    let pages = jobs.map(|(path, _)| path.as_str()).filter(|path| path.ends_with(".html"));
    let pattern = |path: &str| match path.split_once('/') {
        Some((folder, _)) => format!("{}*", renderer.url(&format!("{folder}/"))),
        None => renderer.url(path.strip_suffix("index.html").unwrap_or(path)),
    };
    pages.map(pattern).collect()
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
        let headers = Sample::new("", &pages).file("_headers");
        let mut rules = String::new();
        for line in headers.lines().filter(|line| !line.starts_with(' ')) {
            writeln!(rules, "{line}").expect("a String can be written");
        }
        assert_eq!(rules, "/p/*\n/p/assets/*\n/p/media/*\n");
        assert_eq!(headers.matches("Content-Security-Policy").count(), 1, "{headers}");
    }
}
