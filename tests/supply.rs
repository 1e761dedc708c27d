//! What dateline is made of: the lock files are there and in step, everything in them comes from one registry and has a
//! checksum, and every licence is one that `deny.toml` allows. `tests/supply.sh` asks cargo-deny for more.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn text(file: &str) -> String {
    fs::read_to_string(root().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// That of the program, and that of its fuzz targets.
const LOCK_FILES: [&str; 2] = ["Cargo.lock", "fuzz/Cargo.lock"];

/// The packages of a lock file, each with its fields.
fn locked(file: &str) -> Vec<BTreeMap<String, String>> {
    let text = text(file);
    let packages = text.split("[[package]]\n").skip(1);
    let field = |line: &str| {
        let (name, value) = line.split_once(" = ")?;
        Some((name.to_owned(), value.trim_matches('"').to_owned()))
    };
    packages.map(|package| package.lines().filter_map(field).collect()).collect()
}

#[test]
fn everything_comes_from_one_registry_with_its_checksum() {
    let locked: Vec<_> = LOCK_FILES.iter().flat_map(|file| locked(file)).collect();
    assert!(locked.len() > 400, "the lock files were read wrong");
    let mut sources = BTreeSet::new();
    for package in &locked {
        let name = &package["name"];
        if name.starts_with("dateline") {
            assert!(!package.contains_key("source"), "{name}");
            continue;
        }
        let source = package.get("source").unwrap_or_else(|| panic!("{name} comes from a folder"));
        assert!(source.starts_with("registry+"), "{name} comes from {source}");
        sources.insert(source.clone());
        let checksum = package.get("checksum").map_or("", String::as_str);
        let is_whole = checksum.len() == 64 && checksum.bytes().all(|byte| byte.is_ascii_hexdigit());
        assert!(is_whole, "{name} has no checksum");
    }
    assert_eq!(sources.len(), 1, "{sources:?}");
}

/// What cargo knows of the packages of this machine, from the lock file as it is.
fn metadata() -> Value {
    let rustc = Command::new("rustc").arg("-vV").output().expect("rustc runs");
    let said = String::from_utf8(rustc.stdout).expect("UTF-8");
    let host = said.lines().find_map(|line| line.strip_prefix("host: ")).expect("rustc names its host").to_owned();
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let arguments = ["metadata", "--locked", "--offline", "--format-version", "1", "--filter-platform", &host];
    let output = Command::new(cargo).args(arguments).current_dir(root()).output().expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

/// The licences `deny.toml` allows.
fn allowed() -> BTreeSet<String> {
    let text = text("deny.toml");
    let list = text.split("\nallow = [\n").nth(1).and_then(|rest| rest.split("\n]").next()).expect("a list");
    list.lines().map(|line| line.trim().trim_matches([',', '"']).to_owned()).collect()
}

#[test]
fn every_licence_is_allowed() {
    let (metadata, allowed) = (metadata(), allowed());
    let packages = metadata["packages"].as_array().expect("packages");
    assert!(packages.len() > 200 && allowed.len() > 5);
    for package in packages {
        let (name, licence) = (&package["name"], package["license"].as_str().unwrap_or_default());
        assert!(is_allowed(licence, &allowed), "{name} is under `{licence}`, which deny.toml does not allow");
    }
}

/// Whether a licence expression (SPDX, or with `/` for `OR`) can be met with these.
fn is_allowed(expression: &str, allowed: &BTreeSet<String>) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    let is_met = any(&words, &mut at, allowed);
    is_met && at == words.len()
}

fn any(words: &[&str], at: &mut usize, allowed: &BTreeSet<String>) -> bool {
    let mut is_met = all(words, at, allowed);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        is_met |= all(words, at, allowed);
    }
    is_met
}

fn all(words: &[&str], at: &mut usize, allowed: &BTreeSet<String>) -> bool {
    let mut is_met = one(words, at, allowed);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        is_met &= one(words, at, allowed);
    }
    is_met
}

fn one(words: &[&str], at: &mut usize, allowed: &BTreeSet<String>) -> bool {
    let Some(word) = words.get(*at) else { return false };
    *at += 1;
    if *word == "(" {
        let is_met = any(words, at, allowed);
        *at += 1;
        return is_met;
    }
    // An exception only allows more.
    if words.get(*at) == Some(&"WITH") {
        *at += 2;
    }
    allowed.contains(*word)
}

#[test]
fn expressions_of_licences_are_understood() {
    let allowed = ["MIT", "ISC"].map(str::to_owned).into();
    for met in
        ["MIT", "MIT/GPL-3.0", "GPL-3.0 OR MIT", "MIT AND ISC", "(GPL-3.0 OR MIT) AND ISC", "MIT WITH X OR GPL-3.0"]
    {
        assert!(is_allowed(met, &allowed), "{met}");
    }
    for unmet in ["", "GPL-3.0", "MIT AND GPL-3.0", "(MIT OR ISC) AND GPL-3.0", "MIT ISC", "(MIT"] {
        assert!(!is_allowed(unmet, &allowed), "{unmet}");
    }
}

/// No test builds the fuzz targets, so nothing else tells when their lock file falls behind.
#[test]
fn the_lock_file_of_the_fuzz_targets_knows_what_the_program_asks_for() {
    let lock = text("fuzz/Cargo.lock");
    let (_, rest) = lock.split_once("name = \"dateline\"\n").expect("it builds the program");
    let known = rest.split_once("dependencies = [").and_then(|(_, rest)| rest.split_once(']')).expect("a list").0;
    let metadata = metadata();
    let packages = metadata["packages"].as_array().expect("packages");
    let program = packages.iter().find(|package| package["name"] == "dateline").expect("the program");
    let asked = program["dependencies"].as_array().expect("a list").iter();
    let needed = asked.filter(|asked| asked["kind"].is_null() && asked["optional"] == false);
    let names: Vec<&str> = needed.filter_map(|asked| asked["name"].as_str()).collect();
    assert!(names.len() > 30, "{names:?}");
    for name in names {
        let is_known = known.lines().any(|line| line.trim().trim_matches(['"', ',']).split(' ').next() == Some(name));
        assert!(is_known, "fuzz/Cargo.lock lacks {name}: `cargo update --workspace` in fuzz/");
    }
}

#[test]
fn the_lock_files_are_part_of_the_repository() {
    for file in LOCK_FILES {
        assert!(Path::new(&root().join(file)).is_file());
    }
    let ignored = text(".gitignore");
    assert!(!ignored.lines().any(|line| line.contains("Cargo.lock") || line == "*.lock"), "{ignored}");
}
