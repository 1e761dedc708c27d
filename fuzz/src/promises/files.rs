//! Several files in one input: each begins with a line `@ path`, as in `@ content/news/ports.md`.

use std::sync::LazyLock;

use dateline::config::{self, Config};
use dateline::model::SourcePath;

/// What stands before the path of a file.
const MARK: &[u8] = b"@ ";

/// The settings of a small portal of three languages.
pub const SETTINGS: &str = "\
title: Test portal
base_url: https://portal.example/partnership/
languages: [en-GB, fr, ar]
time_zone: Europe/Paris
publisher: harbours
navigation: [news, organisations, pages/about]
";

/// The same, read.
pub static CONFIG: LazyLock<Config> = LazyLock::new(|| {
    let read = config::read(SETTINGS, None);
    assert_eq!(read.diagnostics, []);
    read.value
});

/// Where a file without a line of its own lies.
const NAMELESS: &str = "content/news/nameless.md";

/// The articles of an input, with the paths a walk through `content/` can give, each path once.
pub fn articles(input: &[u8]) -> Vec<(SourcePath, &[u8])> {
    let mut files: Vec<(SourcePath, &[u8])> = Vec::new();
    let mut rest = input;
    while !rest.is_empty() {
        let (path, content) = match rest.strip_prefix(MARK) {
            Some(named) => {
                let (path, content) = split_at_line_end(named);
                (article_path(path).unwrap_or_else(|| NAMELESS.to_owned()), content)
            }
            None => (NAMELESS.to_owned(), rest),
        };
        let end =
            content.windows(MARK.len() + 1).position(|window| window == b"\n@ ").map_or(content.len(), |at| at + 1);
        let (content, next) = content.split_at(end);
        if files.iter().all(|(known, _)| known.as_str() != path) {
            files.push((SourcePath::new(path), content));
        }
        rest = next;
    }
    files.sort();
    files
}

/// The first line, and what stands below it.
pub fn split_at_line_end(bytes: &[u8]) -> (&[u8], &[u8]) {
    let end = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len());
    (&bytes[..end], bytes.get(end + 1..).unwrap_or_default())
}

/// A path below `content/` with the ending of an article, if it is one a file system can have.
fn article_path(line: &[u8]) -> Option<String> {
    let path = std::str::from_utf8(line).ok()?.trim_end();
    let is_part = |part: &str| !part.is_empty() && part != "." && part != ".." && !part.contains('\0');
    let is_path = path.starts_with("content/") && path.ends_with(".md") && path.split('/').all(is_part);
    is_path.then(|| path.to_owned())
}
