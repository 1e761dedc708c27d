//! A case: a folder with a project and what is expected of it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::compile::{Made, Options, make};
use super::project::Project;

/// A case.
pub(crate) struct Case {
    folder: PathBuf,
    name: String,
}

/// Every case, in the order of their paths; only those that `CASE` asks for.
pub(crate) fn all() -> Vec<Case> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let wanted = std::env::var("CASE").unwrap_or_default();
    let mut cases = Vec::new();
    for area in folders(&root) {
        for folder in folders(&area) {
            let name = folder.strip_prefix(&root).expect("it lies below it").display().to_string();
            if name.contains(&wanted) {
                cases.push(Case { folder, name });
            }
        }
    }
    cases
}

fn folders(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder of cases can be listed");
    let paths = entries.map(|entry| entry.expect("a folder of cases can be listed").path());
    let mut folders: Vec<PathBuf> = paths.filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

impl Case {
    /// Compiles the case and compares. The error is what differs, to be read.
    pub(crate) fn run(&self) -> Result<(), String> {
        let project = Project::copied(&self.folder);
        let options = Options::parse(&fs::read_to_string(self.folder.join("args.txt")).unwrap_or_default());
        let made = make(project.root(), &options);
        let mut differences = self.unknown_files();
        let expected = self.expected(&made);
        for (file, found) in &expected {
            differences.extend(self.compare(file, found.as_deref()));
        }
        if differences.is_empty() {
            return Ok(());
        }
        Err(format!("== {} ==\n{}\n", self.name, differences.join("\n")))
    }

    /// What the files of `expected/` should hold now; `None` if the file should not be there.
    fn expected(&self, made: &Made) -> BTreeMap<String, Option<Vec<u8>>> {
        let text = |text: &str| Some(text.as_bytes().to_vec()).filter(|bytes| !bytes.is_empty());
        let tree = || made.output.keys().map(|path| format!("{}\n", without_fingerprint(path))).collect::<String>();
        let mut expected = BTreeMap::from([("report.txt".to_owned(), text(&made.report))]);
        if self.expects("model.txt") {
            expected.insert("model.txt".to_owned(), text(&made.model));
        }
        if self.expects("tree.txt") {
            expected.insert("tree.txt".to_owned(), text(&tree()));
        }
        for file in self.files().iter().filter_map(|file| file.strip_prefix("output/")) {
            expected.insert(format!("output/{file}"), made.output.get(file).cloned());
        }
        expected
    }

    /// Compares one file of `expected/`, or writes it anew where that is asked for.
    fn compare(&self, file: &str, found: Option<&[u8]>) -> Option<String> {
        let path = self.folder.join("expected").join(file);
        let wanted = fs::read(&path).ok();
        if wanted.as_deref() == found {
            return None;
        }
        if std::env::var_os("UPDATE_CASES").is_some() {
            update(&path, found);
            return None;
        }
        let shown = |bytes: Option<&[u8]>| {
            bytes.map_or_else(|| "(nothing)\n".to_owned(), |bytes| String::from_utf8_lossy(bytes).into_owned())
        };
        let (wanted, found) = (shown(wanted.as_deref()), shown(found));
        Some(format!("-- expected/{file}, wanted:\n{wanted}-- expected/{file}, found:\n{found}"))
    }

    fn expects(&self, file: &str) -> bool {
        self.folder.join("expected").join(file).exists()
    }

    /// The files below `expected/`, with `/`.
    fn files(&self) -> Vec<String> {
        let root = self.folder.join("expected");
        let entries = walkdir::WalkDir::new(&root).sort_by_file_name().into_iter().filter_map(Result::ok);
        let files = entries.filter(|entry| entry.file_type().is_file());
        let relative = |path: &Path| {
            let parts = path.strip_prefix(&root).expect("it lies below it").iter();
            parts.map(|part| part.to_string_lossy().into_owned()).collect::<Vec<_>>().join("/")
        };
        files.map(|entry| relative(entry.path())).collect()
    }

    /// Files of `expected/` nobody would ever compare: a slip of the pen.
    fn unknown_files(&self) -> Vec<String> {
        let is_known = |file: &String| {
            matches!(file.as_str(), "report.txt" | "model.txt" | "tree.txt") || file.starts_with("output/")
        };
        let unknown = self.files().into_iter().filter(|file| !is_known(file));
        unknown.map(|file| format!("-- expected/{file} is nothing a case can expect\n")).collect()
    }
}

/// A path whose fingerprint is `*`: another style sheet is not another tree.
fn without_fingerprint(path: &str) -> String {
    let is_fingerprint = |part: &str| part.len() == 16 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    path.split('.').map(|part| if is_fingerprint(part) { "*" } else { part }).collect::<Vec<_>>().join(".")
}

fn update(path: &Path, found: Option<&[u8]>) {
    match found {
        Some(bytes) => {
            fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a folder can be made");
            fs::write(path, bytes).expect("a file can be written");
        }
        None => fs::remove_file(path).expect("a file can be removed"),
    }
}
