//! Puts the themes of this repository into the binary, so that a portal needs none of its own.

#![expect(clippy::disallowed_methods, reason = "a build script speaks with cargo through the environment and files")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let themes = root.join("themes");
    println!("cargo::rerun-if-changed=themes");
    let mut files = Vec::new();
    collect(&themes, &mut files);
    files.sort();
    let mut list = String::from("&[\n");
    for file in files {
        let name = file.strip_prefix(&themes).expect("collected below themes");
        let name = name.to_str().expect("names in themes are UTF-8").replace('\\', "/");
        println!("cargo::rerun-if-changed={}", file.display());
        writeln!(list, "    ({name:?}, include_bytes!({:?})),", file.display().to_string())
            .expect("writing to a String");
    }
    list.push(']');
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets it"));
    fs::write(out.join("themes.rs"), list).expect("cargo's folder can be written");
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    for path in entries.map(|entry| entry.path()) {
        let hidden = path.file_name().and_then(|name| name.to_str()).is_none_or(|name| name.starts_with('.'));
        if path.is_dir() && !hidden {
            collect(&path, files);
        } else if !hidden {
            files.push(path);
        }
    }
}
