//! Seeds that dateline itself writes.

use std::fs;
use std::path::Path;
use std::process::Command;

use dateline::memo::readback::{File, HEAD};
use dateline::model::SourcePath;
use dateline::pictures::{self, Coat, Variant};

use crate::promises::files;
use crate::{fuzzing, seeds};

/// A small portal that has some of everything.
const PORTAL: &str = "\
@ content/organisations/harbours.md
---
title: Harbours
category: international
---

## Mandate

Text of [the ports](../news/ports.md).

@ content/news/ports.md
---
title: Ports
date: 2026-03-02
partners: [harbours]
topics: [Trade]
countries: [CM]
extra: {a: [1, null, {b: true}]}
timeline:
  - {date: 2020-04/2023-03, title: First phase}
---

See [[harbours#mandate]][^1].

::: details summary=\"More\"
> [!NOTE]
> Words.
:::

[^1]: A note.
";

fn is_wanted() -> bool {
    std::env::var_os("UPDATE_SEEDS").is_some()
}

fn write(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
    fs::write(path, bytes).expect("a file can be written");
}

fn build(root: &Path) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    let built = command.arg("--root").arg(root).args(["build", "--at", "2026-06-10T12:00:00Z"]).output();
    let built = built.expect("dateline runs");
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
}

/// What two builds leave in the memo, the second after an edited word: each file with its name, without its head.
fn memo() -> Vec<(File, Vec<u8>)> {
    let project = tempfile::tempdir().expect("a temporary folder");
    let root = project.path();
    write(&root.join("portal.yaml"), b"title: Ports\nbase_url: https://portal.example/\nlanguages: [en]\n");
    for (path, bytes) in files::articles(PORTAL.as_bytes()) {
        write(&root.join(path.as_str()), bytes);
    }
    build(root);
    let article = root.join("content/news/ports.md");
    let text = fs::read_to_string(&article).expect("an article");
    write(&article, text.replace("Words.", "Other words.").as_bytes());
    build(root);
    let content = |file: File| {
        let name = if file == File::Words { "words-0" } else { file.name() };
        let bytes = fs::read(root.join(".dateline").join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
        (file, bytes[HEAD..].to_vec())
    };
    File::ALL.map(content).into()
}

#[test]
fn what_a_build_leaves_is_understood_and_damage_is_harmless() {
    for (file, content) in memo() {
        assert!(file.is_understood(&content), "{file:?}");
        for at in 0..content.len() {
            let mut damaged = content.clone();
            damaged[at] ^= 0x55;
            let _ = file.is_understood(&damaged);
            assert!(!file.is_understood(&content[..at]), "{file:?} cut at {at} is understood");
        }
    }
}

/// A seed of another format teaches nothing.
#[test]
fn the_seeds_of_the_memo_are_of_this_format() {
    if is_wanted() {
        for (file, content) in memo() {
            let seed = [&file.name().as_bytes()[..1], &content].concat();
            write(&fuzzing().join("seeds/memo").join(file.name()), &seed);
        }
    }
    let seeds = seeds("memo");
    assert_eq!(seeds.len(), File::ALL.len());
    for (path, bytes) in seeds {
        let (which, content) = bytes.split_first().expect("a seed");
        let file = crate::promises::memo::file(*which);
        let name = path.file_name().expect("a name").to_string_lossy();
        assert_eq!(file.name(), name);
        assert!(file.is_understood(content), "{name}: make it anew by UPDATE_SEEDS=1 cargo test --test promises");
    }
}

/// Pictures in every form we write; GIF, which we only read, stands beside them as it is.
#[test]
fn the_seeds_of_pictures_are_whole() {
    let board = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/cases/pictures/widths_formats_and_files/content/news/board.png");
    let board = fs::read(board).expect("a picture of the cases");
    let variants: Vec<Variant> =
        [Coat::Jpeg, Coat::Png, Coat::WebP].into_iter().map(|coat| Variant { width: 16, height: 12, coat }).collect();
    for (variant, bytes) in pictures::develop(&board, &variants, &variants).expect("a whole picture") {
        if is_wanted() {
            write(&fuzzing().join("seeds/picture").join(format!("small.{}", variant.coat.ending())), &bytes);
        }
    }
    let small = seeds("picture").into_iter().filter(|(path, _)| path.file_stem().is_some_and(|stem| stem == "small"));
    let small: Vec<_> = small.collect();
    assert_eq!(small.len(), 3);
    for (path, bytes) in small {
        let seen = pictures::look(&SourcePath::new("content/news/small.png"), &bytes);
        assert_eq!(seen.value.dimensions, Some((16, 12)), "{}", path.display());
    }
}
