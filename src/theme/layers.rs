//! The layers of a theme: itself, then its parents, each from the project or from the binary.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::config::{Config, FILE};
use crate::diagnostic::{Code, Diagnostic, Field, Outcome, Span};
use crate::model::SourcePath;
use crate::model::name::did_you_mean;
use crate::record;
use crate::source::{Inventory, Material};
use crate::yaml;

/// The themes of dateline's own repository: path below `themes/`, bytes.
static EMBEDDED: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/themes.rs"));

record! {
    /// `theme.yaml` as written.
    pub(crate) struct WrittenTheme {
        /// What it is called; the folder's name counts.
        name: Option<String>,
        /// A longer name.
        title: Option<String>,
        /// What it is.
        description: Option<String>,
        /// The theme it changes.
        parent: Option<String>,
        /// Free.
        extra: BTreeMap<String, serde_json::Value>,
    }
}

/// One theme of the chain.
#[derive(Debug)]
pub(super) struct Layer {
    /// Its name: that of its folder.
    pub(super) name: String,
    files: Vec<Material>,
}

impl Layer {
    /// Whether its files are the project's, and not those in the binary.
    pub(super) fn is_in_project(&self) -> bool {
        self.files.iter().any(|material| matches!(material.bytes, Cow::Owned(_)))
    }

    /// Its files below a folder (`templates/`), with their names below it.
    pub(super) fn files<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a str, &'a Material)> {
        let start = format!("themes/{}/{folder}", self.name);
        self.files
            .iter()
            .filter_map(move |material| Some((material.path.as_str().strip_prefix(start.as_str())?, material)))
    }
}

/// Finds the theme of the settings and its parents. The default theme stands in for a broken one.
pub(super) fn find(config: &Config, inventory: &Inventory) -> Outcome<Vec<Layer>> {
    let mut layers: Vec<Layer> = Vec::new();
    let mut diagnostics = Vec::new();
    let mut next = Some((config.theme.clone(), Span::field(&SourcePath::new(FILE), Field::new("theme"))));
    while let Some((name, asked_at)) = next.take() {
        if layers.iter().any(|layer| layer.name == name) {
            let complaint = Diagnostic::error(Code::BadTheme, format!("the theme `{name}` is its own ancestor"));
            diagnostics.push(complaint.at(asked_at).help("take the `parent` out of one of them"));
            break;
        }
        let files = files(inventory, &name);
        if files.is_empty() {
            diagnostics.push(unknown(inventory, &name).at(asked_at));
            break;
        }
        let path = SourcePath::new(format!("themes/{name}/theme.yaml"));
        if let Some(written) = read(&path, &files, &asked_at, &mut diagnostics) {
            next = written.parent.map(|parent| (parent, Span::field(&path, Field::new("parent"))));
        }
        layers.push(Layer { name, files });
    }
    if layers.is_empty() {
        layers.push(Layer { name: "default".to_owned(), files: files(inventory, "default") });
    }
    Outcome { value: layers, diagnostics }
}

fn read(
    path: &SourcePath,
    files: &[Material],
    asked_at: &Span,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<WrittenTheme> {
    let material = files.iter().find(|material| material.path == *path);
    let text = material.and_then(|material| std::str::from_utf8(&material.bytes).ok());
    let Some(text) = text else {
        let complaint =
            Diagnostic::error(Code::BadTheme, format!("`{path}` is missing or no text")).at(asked_at.clone());
        diagnostics.push(complaint.help("a theme needs a `theme.yaml`; `title: …` is enough"));
        return None;
    };
    Some(yaml::read::<WrittenTheme>(path, text, 0..text.len()).unpack(diagnostics))
}

/// The files of a theme: the project's, or those in the binary.
fn files(inventory: &Inventory, name: &str) -> Vec<Material> {
    let folder = format!("themes/{name}/");
    let own: Vec<Material> =
        inventory.themes.iter().filter(|material| material.path.as_str().starts_with(&folder)).cloned().collect();
    if !own.is_empty() {
        return own;
    }
    let embedded = EMBEDDED.iter().filter(|(path, _)| path.split('/').next() == Some(name));
    embedded
        .map(|(path, bytes)| Material { path: SourcePath::new(format!("themes/{path}")), bytes: Cow::Borrowed(*bytes) })
        .collect()
}

fn unknown(inventory: &Inventory, name: &str) -> Diagnostic {
    let own = inventory.themes.iter().filter_map(|material| material.path.as_str().split('/').nth(1));
    let embedded = EMBEDDED.iter().filter_map(|(path, _)| path.split('/').next());
    let mut names: Vec<&str> = own.chain(embedded).collect();
    names.sort_unstable();
    names.dedup();
    let help =
        did_you_mean(name, names.iter().copied()).unwrap_or_else(|| format!("there are `{}`", names.join("`, `")));
    Diagnostic::error(Code::BadTheme, format!("no theme is called `{name}`")).help(help)
}
