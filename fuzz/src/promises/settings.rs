//! `portal.yaml`: whatever it says, there are settings that every later stage can work with.

use dateline::config::{self, FILE};
use dateline::model::SourcePath;

use super::places::{self, Files};

/// The text of the settings.
pub fn check(text: &str) {
    let read = config::read(text, None);
    let path = SourcePath::new(FILE);
    places::check(&read.diagnostics, &Files(&[(path, text.as_bytes())]));
    let config = read.value;
    assert!(!config.languages.is_empty(), "there is no language");
    let path = &config.base_url.path;
    assert!(path.starts_with('/') && path.ends_with('/'), "the portal lies at {path:?}");
    for (at, language) in config.languages.iter().enumerate() {
        assert_eq!(
            config.language_by_code(&language.code).map(dateline::model::LanguageId::index),
            Some(at),
            "{} stands twice",
            language.code
        );
    }
    assert!(config.image_widths.is_sorted(), "widths are {:?}", config.image_widths);
    if let Some(sheet) = config.look.sheet() {
        assert_eq!(sheet.matches('{').count(), sheet.matches('}').count(), "rules are open in {sheet}");
        assert_eq!(
            sheet.matches("url(").count(),
            sheet.matches("url(\"../").count(),
            "it leads out of the portal: {sheet}"
        );
        assert!(!sheet.contains("@import") && !sheet.contains('<'), "it could do harm: {sheet}");
    }
}
