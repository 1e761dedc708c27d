//! A build that knows of no other: what it makes and says is right.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use dateline::compile::{self, Options};
use dateline::diagnostic::{Diagnostic, Severity};
use dateline::emit;
use dateline::render::Renderer;

/// Files by path.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// What it made and said.
pub(crate) struct Clean {
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// None after an error.
    pub(crate) files: Files,
}

impl Clean {
    /// Builds the project into a fresh folder.
    pub(crate) fn build(root: &Path, options: &Options) -> Clean {
        let folder = tempfile::tempdir().expect("a folder");
        let output = folder.path().join("output");
        let mut diagnostics = Vec::new();
        let compiled = compile::compile(root, options).expect("a project").unpack(&mut diagnostics);
        if errors(&diagnostics).is_empty() {
            let renderer = Renderer::new(&compiled.plan, &compiled.theme);
            let emitted = emit::emit(&renderer, &compiled.inventory, &output);
            emitted.expect("an output").unpack(&mut diagnostics);
        }
        Clean { diagnostics, files: files(&output) }
    }
}

/// What must be mended.
pub(crate) fn errors(diagnostics: &[Diagnostic]) -> Vec<&Diagnostic> {
    diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).collect()
}

/// Every file of an output; of the manifest all but the instant.
pub(crate) fn files(folder: &Path) -> Files {
    files_but(folder, &[])
}

/// The same without some folders at the top.
pub(crate) fn files_but(folder: &Path, without: &[&str]) -> Files {
    let is_meant =
        |entry: &walkdir::DirEntry| entry.depth() != 1 || !without.iter().any(|name| entry.file_name() == *name);
    let entries = walkdir::WalkDir::new(folder).into_iter().filter_entry(is_meant).filter_map(Result::ok);
    let files = entries.filter(|entry| entry.file_type().is_file()).map(|entry| {
        let path = entry.path().strip_prefix(folder).expect("it lies below it").to_string_lossy().into_owned();
        let mut bytes = fs::read(entry.path()).expect("a file");
        if path == ".dateline-manifest.json" {
            let text = String::from_utf8(bytes).expect("UTF-8");
            bytes = text.lines().filter(|line| !line.contains("\"instant\"")).collect::<String>().into_bytes();
        }
        (path, bytes)
    });
    files.collect()
}
