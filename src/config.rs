//! The settings of a portal: `portal.yaml` and what the command line says instead.
//!
//! Takes the text of the file, gives [`Config`], complete and checked. No setting is ever looked at
//! again as text.

pub mod look;
mod read;
mod share;
mod wording;
pub mod written;

use std::num::NonZeroUsize;

use crate::diagnostic::{Field, Outcome};
use crate::model::{Instant, Language, LanguageId, SourcePath, Zone};
use crate::yaml;
pub use look::Look;
use read::Reader;
pub use share::Share;
pub use wording::Wording;
pub use written::WrittenConfig;

/// The name of the settings file; the folder that holds it is the project.
pub const FILE: &str = "portal.yaml";

/// What happens to raw HTML in articles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RawHtml {
    /// A list of harmless elements; the rest is an error.
    #[default]
    AllowList,
    /// Every element is an error.
    None,
    /// Everything passes.
    Trust,
}

impl RawHtml {
    /// All ways, by the words of the settings.
    pub const WORDS: [(&str, RawHtml); 3] =
        [("allow-list", RawHtml::AllowList), ("none", RawHtml::None), ("trust", RawHtml::Trust)];
}

/// What a language shows of articles that are not translated into it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Untranslated {
    /// Nothing: its lists have its own articles alone.
    #[default]
    LeaveOut,
    /// Those of the default language, marked as such.
    Show,
}

impl Untranslated {
    /// Both ways, by the words of the settings.
    pub const WORDS: [(&str, Untranslated); 2] = [("leave-out", Untranslated::LeaveOut), ("show", Untranslated::Show)];
}

/// An entry of the navigation.
#[derive(Clone, Debug)]
pub struct NavigationEntry {
    /// A reference, folder or address, as written.
    pub to: String,
    /// What it is called, if the author says so.
    pub label: Option<Wording>,
    /// Where it stands.
    pub field: Field,
}

/// Where the portal is published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl {
    /// `https://portal.example`.
    pub origin: String,
    /// `/` or `/partnership/`.
    pub path: String,
}

impl BaseUrl {
    /// Reads an http or https address; a missing last slash is added.
    pub fn parse(text: &str) -> Option<BaseUrl> {
        let scheme = ["https://", "http://"].into_iter().find(|scheme| text.starts_with(scheme))?;
        let rest = &text[scheme.len()..];
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        let is_plain = |c: char| !c.is_whitespace() && !matches!(c, '"' | '<' | '>' | '?' | '#' | '\\' | '\'' | '&');
        if host.is_empty() || !rest.chars().all(is_plain) || host.contains('@') {
            return None;
        }
        let path = path.trim_matches('/');
        if path.split('/').any(|part| matches!(part, "." | "..")) {
            return None;
        }
        let path = if path.is_empty() { "/".to_owned() } else { format!("/{path}/") };
        Some(BaseUrl { origin: format!("{scheme}{host}"), path })
    }

    /// The whole of it.
    pub fn whole(&self) -> String {
        format!("{}{}", self.origin, self.path)
    }
}

/// The settings of a portal.
#[derive(Clone, Debug)]
pub struct Config {
    /// `title`.
    pub title: Wording,
    /// `description`.
    pub description: Wording,
    /// `base_url`, or the command line's.
    pub base_url: BaseUrl,
    /// `languages`; never empty.
    pub languages: Vec<Language>,
    /// `untranslated`.
    pub untranslated: Untranslated,
    /// `time_zone`.
    pub zone: Zone,
    /// `publisher`: a reference to an organisation.
    pub publisher: Option<String>,
    /// `theme`.
    pub theme: String,
    /// `look`.
    pub look: Look,
    /// `share`.
    pub share: Vec<Share>,
    /// `pagination`.
    pub pagination: NonZeroUsize,
    /// `navigation`.
    pub navigation: Vec<NavigationEntry>,
    /// `markdown.html`.
    pub raw_html: RawHtml,
    /// `feeds.entries`.
    pub feed_entries: usize,
    /// `images.widths`, in pixels, ascending.
    pub image_widths: Vec<u32>,
    /// `images.cards`: whether articles have social cards.
    pub cards: bool,
    /// `search`.
    pub search: bool,
    /// `advice.sentence`: most words of a sentence, by language.
    pub longest_sentence: Vec<usize>,
    /// `extra`.
    pub extra: std::collections::BTreeMap<String, serde_json::Value>,
}

impl Config {
    /// The default language.
    pub fn default_language(&self) -> &Language {
        self.language(LanguageId::DEFAULT)
    }

    /// One of the languages.
    pub fn language(&self, id: LanguageId) -> &Language {
        &self.languages[id.index()]
    }

    /// The language whose short part is `code`.
    pub fn language_by_code(&self, code: &str) -> Option<LanguageId> {
        let position = self.languages.iter().position(|language| language.code == code)?;
        u8::try_from(position).ok().map(LanguageId)
    }

    /// Every language with its id.
    pub fn language_ids(&self) -> impl Iterator<Item = LanguageId> + use<> {
        (0..self.languages.len()).filter_map(|index| u8::try_from(index).ok().map(LanguageId))
    }

    /// What stands before every address of a language: nothing, or `fr/`.
    pub fn prefix(&self, id: LanguageId) -> String {
        if id == LanguageId::DEFAULT { String::new() } else { format!("{}/", self.language(id).code) }
    }
}

/// What of the held is shown all the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// `--drafts`.
    pub drafts: bool,
    /// `--future`: embargoed and future articles.
    pub future: bool,
}

/// Everything a build depends on besides the files: settings, clock, options.
#[derive(Clone, Debug)]
pub struct Project {
    /// The settings.
    pub config: Config,
    /// The instant the portal is built for. The only clock there is.
    pub instant: Instant,
    /// What of the held is shown.
    pub shown: Shown,
}

/// Reads `portal.yaml`. A setting that is wrong has its default in the value and its complaint beside it.
pub fn read(text: &str, base_url: Option<&str>) -> Outcome<Config> {
    let path = SourcePath::new(FILE);
    let mut diagnostics = Vec::new();
    let written = yaml::read::<WrittenConfig>(&path, text, 0..text.len()).unpack(&mut diagnostics);
    let value = Reader::new(&mut diagnostics).config(written, base_url);
    Outcome { value, diagnostics }
}
