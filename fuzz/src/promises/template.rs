//! Templates: taken, or refused with a complaint at its place. They are loaded here and not rendered.

use std::borrow::Cow;
use std::sync::LazyLock;

use dateline::config::{self, Config};
use dateline::model::SourcePath;
use dateline::source::{Inventory, Material};
use dateline::theme::Theme;

use super::places::{self, Files};

/// A portal whose theme is what is tried, and nothing else.
static CONFIG: LazyLock<Config> = LazyLock::new(|| {
    config::read("title: Portal\nbase_url: https://portal.example/\nlanguages: [en]\ntheme: own\n", None).value
});

const OWN: &str = "title: Own\n";

/// The text of a template.
pub fn check(text: &[u8]) {
    let material =
        |path: &str, bytes: &[u8]| Material { path: SourcePath::new(path), bytes: Cow::Owned(bytes.to_vec()) };
    let (theme, page) = ("themes/own/theme.yaml", "themes/own/templates/page.html");
    let mut inventory = Inventory::default();
    inventory.themes.extend([material(page, text), material(theme, OWN.as_bytes())]);
    let loaded = Theme::load(&CONFIG, &inventory);
    let settings = SourcePath::new(config::FILE);
    let files = [(SourcePath::new(theme), OWN.as_bytes()), (SourcePath::new(page), text), (settings, b"".as_slice())];
    places::check(&loaded.diagnostics, &Files(&files));
    let _ = loaded.value.reads("page.html", "page");
}
