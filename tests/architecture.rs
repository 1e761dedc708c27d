//! Which module may use which, and which crate is known to one module only. `docs/ARCHITECTURE.md`
//! draws the same picture.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Each module with the modules it may use. Data flows one way: none uses one that is listed later.
const MAY_USE: [(&str, &[&str]); 26] = [
    ("model", &[]),
    ("diagnostic", &["model"]),
    ("timing", &[]),
    ("yaml", &["diagnostic", "model"]),
    ("config", &["diagnostic", "model", "yaml"]),
    ("pictures", &["diagnostic", "model"]),
    ("cards", &[]),
    ("source", &["diagnostic", "model", "pictures", "yaml"]),
    ("addresses", &["config", "model", "pictures", "source"]),
    ("theme", &["addresses", "config", "diagnostic", "model", "source", "yaml"]),
    ("parse", &["config", "diagnostic", "model", "source", "yaml"]),
    ("graph", &["addresses", "config", "diagnostic", "model", "pictures", "source", "theme", "yaml"]),
    ("plan", &["addresses", "config", "diagnostic", "graph", "model", "pictures", "source", "theme"]),
    (
        "render",
        &["addresses", "cards", "config", "diagnostic", "graph", "model", "pictures", "plan", "source", "theme"],
    ),
    ("emit", &["diagnostic", "model", "plan", "render", "source"]),
    ("advice", &["config", "diagnostic", "graph", "model", "parse", "source"]),
    ("schema", &["config", "model", "parse", "yaml"]),
    ("report", &["config", "diagnostic", "graph", "model", "parse", "yaml"]),
    (
        "memo",
        &["cards", "config", "diagnostic", "graph", "model", "parse", "pictures", "plan", "render", "source", "theme"],
    ),
    ("compile", &["config", "diagnostic", "graph", "memo", "model", "parse", "plan", "source", "theme", "timing"]),
    (
        "preview",
        &[
            "advice",
            "compile",
            "config",
            "diagnostic",
            "graph",
            "memo",
            "model",
            "pictures",
            "plan",
            "render",
            "report",
            "source",
            "timing",
        ],
    ),
    ("cli", &["model"]),
    (
        "commands",
        &[
            "advice",
            "cli",
            "compile",
            "config",
            "diagnostic",
            "emit",
            "graph",
            "memo",
            "model",
            "parse",
            "plan",
            "preview",
            "render",
            "report",
            "schema",
            "source",
            "timing",
            "yaml",
        ],
    ),
    ("main", &["cli", "commands", "model"]),
    ("lib", &[]),
    ("record", &[]),
];

/// Crates that one module hides, by the beginning of its files' paths.
const KNOWN_TO: [(&str, &[&str]); 46] = [
    ("aho_corasick", &["render/glossary"]),
    ("ammonia", &["parse/html"]),
    ("annotate_snippets", &["report/text"]),
    ("anstream", &["commands/tell"]),
    ("axum", &["preview/server"]),
    ("base64", &["pictures/svg"]),
    ("blake3", &["source/media"]),
    ("clap", &["cli", "commands/completions", "main"]),
    ("cosmic_text", &["cards"]),
    ("cpu_time", &["timing"]),
    ("csv", &["source/data"]),
    ("fast_image_resize", &["pictures/scale"]),
    ("gif", &["pictures/decode"]),
    ("granit_parser", &["yaml"]),
    ("hyper", &["preview/server"]),
    ("hyper_util", &["preview/server"]),
    ("icu_datetime", &["model/words"]),
    ("icu_locale", &["model"]),
    ("image_webp", &["pictures/decode"]),
    ("jiff", &["model/time"]),
    ("jpeg_encoder", &["pictures/encode"]),
    ("linkify", &["parse/body"]),
    ("memchr", &["parse", "pictures", "yaml"]),
    ("notify", &["preview/watch"]),
    ("percent_encoding", &["model/name", "parse/body"]),
    ("postcard", &["memo"]),
    ("serde_bytes", &["memo"]),
    ("png", &["cards/canvas", "pictures/decode", "pictures/encode"]),
    ("pulldown_cmark", &["parse"]),
    ("quick_xml", &["pictures/svg"]),
    ("serde_yaml", &["yaml"]),
    ("strsim", &["model/name"]),
    ("syntect", &["parse/code"]),
    ("tempfile", &["emit/stage", "memo/store", "source/darkroom", "source/private"]),
    ("tera", &["theme"]),
    ("tokio", &["preview/server"]),
    ("tokio_stream", &["preview/server"]),
    ("rustls", &["commands/links"]),
    ("unicode_script", &["cards"]),
    ("unicode_segmentation", &["advice"]),
    ("ureq", &["commands/links"]),
    ("unicode_normalization", &["model/name", "render/search/terms"]),
    ("walkdir", &["source"]),
    ("webp", &["pictures/encode"]),
    ("xxhash_rust", &["memo/digest", "model/hash"]),
    ("zune_jpeg", &["pictures/decode"]),
];

/// The files of `src/` with the paths they have there, without `.rs`, and their code without tests.
fn sources() -> BTreeMap<String, String> {
    fn collect(folder: &Path, root: &Path, files: &mut BTreeMap<String, String>) {
        for entry in fs::read_dir(folder).expect("src can be listed") {
            let path = entry.expect("src can be listed").path();
            if path.is_dir() {
                collect(&path, root, files);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(root).expect("below src").with_extension("");
                let text = fs::read_to_string(&path).expect("a source file");
                let code = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default().to_owned();
                files.insert(name.to_string_lossy().replace('\\', "/"), code);
            }
        }
    }
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = BTreeMap::new();
    collect(&root, &root, &mut files);
    assert!(files.len() > 50, "the walk over src found too little to be true");
    files.retain(|name, _| !is_test(name));
    files
}

/// Files that only tests compile.
fn is_test(name: &str) -> bool {
    let last = name.rsplit('/').next().unwrap_or_default();
    matches!(last, "tests" | "examples" | "mistakes" | "properties" | "sample")
        && name != "theme/mistakes"
        && !name.contains("edtf/mistakes")
}

/// Code without comments, so that names in prose don't count.
fn lines(code: &str) -> impl Iterator<Item = &str> {
    code.lines().map(str::trim_start).filter(|line| !line.starts_with("//"))
}

/// The modules a file names behind `crate::` or `dateline::`.
fn used(code: &str) -> Vec<String> {
    let mut used = Vec::new();
    for line in lines(code) {
        for root in ["crate::", "dateline::"] {
            for (at, _) in line.match_indices(root) {
                let rest = &line[at + root.len()..];
                let names = rest.strip_prefix('{').unwrap_or(rest);
                let name: String = names.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                used.push(name);
            }
        }
    }
    used
}

#[test]
fn a_module_uses_only_what_stands_below_it() {
    let allowed: BTreeMap<&str, &[&str]> = MAY_USE.into_iter().collect();
    for (file, code) in sources() {
        let module = file.split('/').next().unwrap_or_default();
        let Some(allowed) = allowed.get(module) else {
            panic!("`{module}` has no place in the picture: add it to MAY_USE")
        };
        for name in used(&code) {
            // Macros of `yaml` and `theme` stand at the root of the crate.
            let is_own = name == module || matches!(name.as_str(), "record" | "view");
            assert!(
                is_own || allowed.contains(&name.as_str()),
                "src/{file}.rs uses `{name}`, which `{module}` may not"
            );
        }
    }
}

#[test]
fn the_picture_has_no_way_back() {
    for (position, (module, uses)) in MAY_USE.iter().enumerate() {
        for used in *uses {
            let below = MAY_USE[..position].iter().any(|(name, _)| name == used);
            assert!(below, "`{module}` uses `{used}`, which is not below it");
        }
    }
}

#[test]
fn a_crate_is_known_to_one_module() {
    for (file, code) in sources() {
        for (name, homes) in KNOWN_TO {
            let is_home = homes.iter().any(|home| file.starts_with(home));
            let speaks = lines(&code).any(|line| names_crate(line, name));
            assert!(is_home || !speaks, "src/{file}.rs speaks of `{name}`, which only {homes:?} should know");
        }
    }
}

/// Whether a line names a crate: `tera::`, not `…::tera::`.
fn names_crate(line: &str, name: &str) -> bool {
    line.match_indices(&format!("{name}::")).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        before.is_none_or(|c| !c.is_alphanumeric() && c != '_' && c != ':')
    })
}

#[test]
fn every_file_says_what_it_is() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src");
    for file in sources().keys() {
        let text = fs::read_to_string(root.join(format!("{file}.rs"))).expect("a source file");
        assert!(text.starts_with("//!"), "src/{file}.rs does not begin with what it takes, gives and promises");
    }
}

#[test]
fn every_dependency_has_its_reason() {
    let manifest =
        fs::read_to_string(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).expect("the manifest");
    let dependencies =
        manifest.split("[dependencies]").nth(1).and_then(|rest| rest.split("\n[lints").next()).expect("a section");
    let mut has_reason = false;
    for line in dependencies.lines().map(str::trim) {
        match line {
            line if line.starts_with('#') => has_reason = true,
            line if line.starts_with('[') => has_reason = false,
            line if line.contains('=') => assert!(has_reason, "no reason stands above `{line}`"),
            // Neighbours of one family share a reason.
            _ => has_reason = false,
        }
    }
}
