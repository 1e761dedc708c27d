//! What holds whatever the bytes, tried with the stable compiler: every seed of the fuzz targets, and what property
//! tests make up. `fuzz/` feeds the same promises by the million (`docs/FUZZING.md`).
//!
//! `UPDATE_SEEDS=1 cargo test --test promises` makes those seeds anew that dateline itself writes: files of the memo,
//! which change with every change of what is kept, and pictures.
#![expect(clippy::disallowed_methods, reason = "seeds are made of a project that is written, where that is asked for")]

#[path = "support/files.rs"]
mod files;
#[path = "promises/made.rs"]
mod made;
#[allow(unreachable_pub, reason = "a library of its own for the fuzz targets")]
#[path = "../fuzz/src/promises/mod.rs"]
mod promises;
#[path = "promises/properties.rs"]
mod properties;

use std::fs;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

/// A target and what it promises.
type Target = (&'static str, fn(&[u8]));

/// All of them.
const TARGETS: [Target; 12] = [
    ("body", |bytes| with_text(bytes, promises::body::check)),
    ("code", promises::code::check),
    ("data", promises::data::check),
    ("edtf", |bytes| with_text(bytes, promises::edtf::check)),
    ("front_matter", promises::front_matter::check),
    ("http", promises::http::check),
    ("memo", promises::memo::check),
    ("picture", promises::picture::check),
    ("references", promises::references::check),
    ("settings", |bytes| with_text(bytes, promises::settings::check)),
    ("svg", promises::svg::check),
    ("template", promises::template::check),
];

/// What is no text is no input of such a target.
fn with_text(bytes: &[u8], check: fn(&str)) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        check(text);
    }
}

fn fuzzing() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz")
}

fn seeds(target: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let seeds = files::below(&fuzzing().join("seeds").join(target));
    seeds.into_iter().map(|path| (path.clone(), fs::read(path).expect("a seed can be read"))).collect()
}

#[test]
fn every_seed_keeps_the_promises() {
    let of_target = |(target, check): Target| {
        let seeds = seeds(target);
        assert!(seeds.len() >= 5, "{target} has no seeds");
        let broken = |(path, bytes): (PathBuf, Vec<u8>)| {
            catch_unwind(|| check(&bytes)).err().map(|_| path.display().to_string())
        };
        seeds.into_iter().filter_map(broken).collect::<Vec<String>>()
    };
    // Not on the threads of rayon: what is made once waits for them.
    let broken: Vec<String> = std::thread::scope(|scope| {
        let running = TARGETS.map(|target| scope.spawn(move || of_target(target)));
        running.into_iter().flat_map(|target| target.join().expect("a target has seeds")).collect()
    });
    assert!(broken.is_empty(), "{broken:#?}");
}

/// A target nobody runs here would rot.
#[test]
fn every_target_is_tried_here() {
    let files = files::below(&fuzzing().join("fuzz_targets"));
    let stem = |path: PathBuf| path.file_stem().expect("a name").to_string_lossy().into_owned();
    let mut targets: Vec<String> = files.into_iter().map(stem).collect();
    targets.sort();
    assert_eq!(targets, TARGETS.map(|(name, _)| name));
}
