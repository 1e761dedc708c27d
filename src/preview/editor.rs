//! Links that open a source in the author's editor.

use std::path::{Path, PathBuf};

use crate::model::name::encoded;

/// How a link to a place in a file is written: `vscode://file/{path}:{line}:{column}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Editor {
    pattern: String,
    root: PathBuf,
}

impl Editor {
    /// For the project at `root`. Nothing if the pattern does not say where the path goes.
    pub fn new(pattern: &str, root: &Path) -> Option<Editor> {
        pattern.contains("{path}").then(|| Editor { pattern: pattern.to_owned(), root: root.to_owned() })
    }

    /// The link to a place in a file of the project; nothing for files that are only in the program.
    pub(super) fn link(&self, path: &str, line: usize, column: usize) -> Option<String> {
        let file = self.root.join(path);
        file.is_file().then(|| self.written(&file.to_string_lossy(), line, column))
    }

    fn written(&self, file: &str, line: usize, column: usize) -> String {
        // Windows writes whole paths with a mark that no editor knows.
        let file = file.strip_prefix("\\\\?\\").unwrap_or(file);
        let path = encoded(&file.replace('\\', "/")).replace("%3A", ":");
        // Behind a slash the path does not bring its own: `vscode://file/home/…`.
        let below = path.trim_start_matches('/');
        let link = self.pattern.replace("/{path}", &format!("/{below}")).replace("{path}", &path);
        link.replace("{line}", &line.to_string()).replace("{column}", &column.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(pattern: &str, file: &str) -> String {
        Editor::new(pattern, Path::new("/p")).expect("a pattern with a path").written(file, 3, 7)
    }

    #[test]
    fn every_editor_gets_the_place_in_its_own_form() {
        assert_eq!(
            written("vscode://file/{path}:{line}:{column}", "/p/my news.md"),
            "vscode://file/p/my%20news.md:3:7"
        );
        assert_eq!(written("idea://open?file={path}&line={line}", "/p/a.md"), "idea://open?file=/p/a.md&line=3");
        assert_eq!(written("vscode://file/{path}", "C:\\p\\a.md"), "vscode://file/C:/p/a.md");
        assert_eq!(written("vscode://file/{path}", "\\\\?\\C:\\p\\a.md"), "vscode://file/C:/p/a.md");
    }

    #[test]
    fn a_pattern_says_where_the_path_goes() {
        assert_eq!(Editor::new("vscode://file/", Path::new("/p")), None);
    }
}
