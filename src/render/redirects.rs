//! `_redirects`: the old addresses of articles, for hosts that read them. Others show the page that
//! lies at each.

use std::fmt::Write as _;

use super::Renderer;

/// Writes the file: `/partnership/old/ /partnership/news/ports/ 301`, in the order of the articles.
pub(super) fn render(renderer: &Renderer) -> String {
    let mut lines = String::new();
    for linked in &renderer.portal().articles {
        let to = renderer.url(&linked.address);
        for alias in &linked.article.aliases {
            let from = renderer.url(&alias.address);
            let is_file = alias.address.rsplit('/').next().is_some_and(|last| last.contains('.'));
            // Some hosts take the two forms of a folder for one address, others do not.
            let forms = if is_file { &[""][..] } else { &["", "/"] };
            for form in forms {
                writeln!(lines, "{from}{form} {to} 301").expect("a String can be written");
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use crate::render::sample::Sample;

    #[test]
    fn a_folder_is_redirected_in_both_forms_and_a_file_in_its_own() {
        let sample = Sample::new(
            "",
            &[("content/news/ports.md", "---\ntitle: Ports\ndate: 2020-04-28\naliases: [/old/été/, /a.html]\n---\n")],
        );
        let expected = "/p/old/%C3%A9t%C3%A9 /p/news/ports/ 301\n\
                        /p/old/%C3%A9t%C3%A9/ /p/news/ports/ 301\n\
                        /p/a.html /p/news/ports/ 301\n";
        assert_eq!(sample.file("_redirects"), expected);
    }
}
