//! A project in a folder of its own that is gone after the test.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

/// The settings of a project that brings none.
const SETTINGS: &str = "\
title: Test portal
base_url: https://portal.example/
languages: [en-GB, fr]
time_zone: Europe/Paris
";

/// What lies in the folder of a case and is no part of its project.
const NO_PART: [&str; 3] = ["expected", "args.txt", "prepare.txt"];

/// A project.
pub(crate) struct Project {
    folder: TempDir,
}

impl Project {
    /// One with settings and nothing else.
    pub(crate) fn new() -> Project {
        let project = Project { folder: TempDir::new().expect("a folder for the test") };
        project.with("portal.yaml", SETTINGS)
    }

    /// One with the files of a case, but neither its options nor what it expects.
    pub(crate) fn copied(case: &Path) -> Project {
        let project = Project::new();
        for entry in fs::read_dir(case).expect("a case is a folder") {
            let entry = entry.expect("a case can be listed");
            if !NO_PART.iter().any(|name| entry.file_name() == *name) {
                copy(&entry.path(), &project.root().join(entry.file_name()));
            }
        }
        let recipe = fs::read_to_string(case.join("prepare.txt")).unwrap_or_default();
        recipe.lines().fold(project, Project::prepared)
    }

    /// One with what a repository can't hold: `long PATH BYTES` makes an article of that length,
    /// `link PATH TARGET` a link of the file system.
    fn prepared(self, line: &str) -> Project {
        match line.split(' ').collect::<Vec<_>>()[..] {
            ["long", path, bytes] => {
                let start = "---\ntitle: Long\ndate: 2026-03-02\n---\n\n";
                let length: usize = bytes.parse().expect("a number of bytes");
                let text = "Sample text. ".repeat(length / 13 + 1);
                self.with(path, format!("{start}{}", &text[..length - start.len()]))
            }
            #[cfg(unix)]
            ["link", path, target] => {
                std::os::unix::fs::symlink(target, self.root().join(path)).expect("a link can be made");
                self
            }
            _ => panic!("cases know no preparation `{line}`"),
        }
    }

    /// Writes a file, its folder too.
    pub(crate) fn with(self, path: &str, content: impl AsRef<[u8]>) -> Project {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a folder can be made");
        fs::write(path, content).expect("a file can be written");
        self
    }

    /// Its folder.
    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }
}

fn copy(from: &Path, to: &Path) {
    if !from.is_dir() {
        fs::copy(from, to).expect("a file of a case can be copied");
        return;
    }
    fs::create_dir_all(to).expect("a folder can be made");
    for entry in fs::read_dir(from).expect("a folder can be listed") {
        let entry = entry.expect("a folder can be listed");
        copy(&entry.path(), &to.join(entry.file_name()));
    }
}
