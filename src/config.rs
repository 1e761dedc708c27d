//! The settings of a portal: `portal.yaml` and what the command line says instead.
//!
//! Takes the text of the file, gives [`Config`], complete and checked. No setting is ever looked at
//! again as text.

pub mod look;
mod wording;

use std::num::NonZeroUsize;

use crate::diagnostic::{Code, Diagnostic, Field, Outcome, Span};
use crate::model::name::{did_you_mean, slugify};
use crate::model::{Instant, Language, LanguageId, SourcePath, Zone};
use crate::record;
use crate::yaml;
use crate::yaml::record::{TextOr, TextOrTexts};
pub use look::Look;
use look::{Color, ENOUGH};
use wording::Mistake;
pub use wording::Wording;

/// Most words of a sentence, where the settings say nothing.
const LONGEST_SENTENCE: usize = 40;

/// The name of the settings file; the folder that holds it is the project.
pub const FILE: &str = "portal.yaml";

record! {
    /// `portal.yaml` as written.
    pub struct WrittenConfig {
        /// Name of the portal; in several languages: `{en: …, fr: …}`.
        title: Option<TextOrTexts>,
        /// What it is, in a sentence; in several languages: `{en: …, fr: …}`.
        description: Option<TextOrTexts>,
        /// Where it will be published: `https://portal.example/partnership/`.
        base_url: Option<String>,
        /// Languages as BCP 47 tags; the first is the default.
        languages: Vec<String>,
        /// What a language shows of articles it lacks: `leave-out` (the usual), or `show`, in the default language.
        untranslated: Option<String>,
        /// Zone for times written without an offset: `Europe/Paris`.
        time_zone: Option<String>,
        /// The organisation that publishes, by its slug.
        publisher: Option<String>,
        /// Folder of the theme.
        theme: Option<String>,
        /// Colour and sign, for any theme.
        look: Option<WrittenLook>,
        /// Entries on a page of a list.
        pagination: Option<i64>,
        /// Entries of the main navigation: references, folders, addresses.
        navigation: Vec<TextOr<WrittenNavigation>>,
        /// Raw HTML in articles.
        markdown: Option<WrittenMarkdown>,
        /// Feeds.
        feeds: Option<WrittenFeeds>,
        /// Pictures.
        images: Option<WrittenImages>,
        /// Whether the portal has full text search.
        search: Option<bool>,
        /// What `check` advises.
        advice: Option<WrittenAdvice>,
        /// Free, for themes.
        extra: std::collections::BTreeMap<String, serde_json::Value>,
    }
}

record! {
    /// An entry of the navigation.
    pub struct WrittenNavigation {
        /// A reference, folder or address.
        to: Option<String>,
        /// What it is called, perhaps by language; else the title of what it leads to.
        label: Option<TextOrTexts>,
    }
}

record! {
    /// Settings of Markdown.
    pub struct WrittenMarkdown {
        /// `allow-list`, `none` or `trust`.
        html: Option<String>,
    }
}

record! {
    /// Settings of feeds.
    pub struct WrittenFeeds {
        /// Entries of a feed.
        entries: Option<i64>,
    }
}

record! {
    /// Settings of pictures.
    pub struct WrittenImages {
        /// Widths in pixels.
        widths: Vec<String>,
    }
}

record! {
    /// Colour and sign of a portal.
    pub struct WrittenLook {
        /// The colour of links and marks: `#0b4a7d`.
        accent: Option<String>,
        /// The same on a dark ground; else made from `accent`.
        accent_dark: Option<String>,
        /// The sign beside the portal's name: a file below `static/`.
        logo: Option<String>,
    }
}

record! {
    /// Settings of advice.
    pub struct WrittenAdvice {
        /// Most words of a sentence, perhaps by language: `{en: 35, fr: 45}`.
        sentence: Option<TextOrTexts>,
    }
}

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

/// What a language shows of articles that are not translated into it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Untranslated {
    /// Nothing: its lists have its own articles alone.
    #[default]
    LeaveOut,
    /// Those of the default language, marked as such.
    Show,
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
    let value = Reader { path, diagnostics: &mut diagnostics }.config(written, base_url);
    Outcome { value, diagnostics }
}

/// Turns written settings into settings and keeps the complaints.
struct Reader<'a> {
    path: SourcePath,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    fn config(&mut self, written: WrittenConfig, base_url: Option<&str>) -> Config {
        let languages = self.languages(&written.languages);
        let title = self.required(written.title, "title", "write the name of the portal: `title: …`");
        Config {
            title: title.map(|title| self.wording(title, &languages, Field::new("title"))).unwrap_or_default(),
            description: written
                .description
                .map(|text| self.wording(text, &languages, Field::new("description")))
                .unwrap_or_default(),
            base_url: self.base_url(written.base_url, base_url),
            untranslated: self.untranslated(written.untranslated),
            zone: self.zone(written.time_zone),
            publisher: written.publisher,
            theme: self.theme(written.theme),
            look: self.look(written.look.unwrap_or_default()),
            pagination: self.count("pagination", written.pagination, 20),
            navigation: self.navigation(written.navigation, &languages),
            raw_html: self.raw_html(written.markdown.and_then(|markdown| markdown.html)),
            feed_entries: self.count("feeds", written.feeds.and_then(|feeds| feeds.entries), 20).get(),
            image_widths: self.widths(&written.images.unwrap_or_default().widths),
            search: written.search.unwrap_or(true),
            longest_sentence: self.sentences(written.advice.and_then(|advice| advice.sentence), &languages),
            extra: written.extra,
            languages,
        }
    }

    fn wrong(&mut self, field: Field, message: String, help: Option<String>) {
        let at = Span::field(&self.path, field);
        self.diagnostics.push(Diagnostic::error(Code::BadSetting, message).at(at).help_if(help));
    }

    fn required<T>(&mut self, value: Option<T>, name: &'static str, help: &str) -> Option<T> {
        // Where nothing could be read that alone is worth saying.
        let is_unread = self.diagnostics.iter().any(|complaint| complaint.code == Code::BadYaml);
        if value.is_none() && !is_unread {
            let message = format!("`{name}` is missing in {FILE}");
            let at = Span::file(&self.path);
            self.diagnostics.push(Diagnostic::error(Code::BadSetting, message).at(at).help(help));
        }
        value
    }

    fn wording(&mut self, written: TextOrTexts, languages: &[Language], field: Field) -> Wording {
        let codes = || languages.iter().map(|language| language.code.as_str());
        let (wording, mistakes) = wording::read(written, languages);
        for mistake in mistakes {
            match mistake {
                Mistake::Unknown(code) => {
                    let help = did_you_mean(&code, codes()).unwrap_or_else(|| format!("add `{code}` to `languages`"));
                    self.wrong(field, format!("`{code}` is no language of this portal"), Some(help));
                }
                Mistake::NoDefault => {
                    let default = codes().next().unwrap_or_default();
                    let message = format!("this text is missing in the default language, `{default}`");
                    self.wrong(field, message, Some(format!("add `{default}: …`")));
                }
            }
        }
        wording
    }

    fn untranslated(&mut self, word: Option<String>) -> Untranslated {
        let Some(word) = word else { return Untranslated::default() };
        match word.as_str() {
            "leave-out" => Untranslated::LeaveOut,
            "show" => Untranslated::Show,
            _ => {
                let help = did_you_mean(&word, ["leave-out", "show"])
                    .or_else(|| Some("known are `leave-out` and `show`".to_owned()));
                let message = format!("`{word}` is no way to treat what is not translated");
                self.wrong(Field::new("untranslated"), message, help);
                Untranslated::default()
            }
        }
    }

    fn base_url(&mut self, written: Option<String>, option: Option<&str>) -> BaseUrl {
        let fallback = BaseUrl { origin: "https://portal.example".to_owned(), path: "/".to_owned() };
        if let Some(option) = option.and_then(BaseUrl::parse) {
            return option;
        }
        let text = self.required(written, "base_url", "write where it will be published: `base_url: https://…/`");
        let text = text.unwrap_or_default();
        BaseUrl::parse(&text).unwrap_or_else(|| {
            if !text.is_empty() {
                let help = Some("write `https://portal.example/` or `https://portal.example/folder/`".to_owned());
                self.wrong(Field::new("base_url"), format!("`{text}` is no address of a site"), help);
            }
            fallback
        })
    }

    fn languages(&mut self, tags: &[String]) -> Vec<Language> {
        let mut languages: Vec<Language> = Vec::new();
        for (index, tag) in tags.iter().enumerate() {
            let field = Field::new("languages").item(index);
            match Language::parse(tag) {
                Some(language) if languages.iter().any(|other| other.code == language.code) => {
                    self.wrong(field, format!("the language `{}` is there twice", language.code), None);
                }
                Some(language) => languages.push(language),
                None => {
                    let help = Some("write a tag such as `en-GB`, `fr` or `ar`".to_owned());
                    self.wrong(field, format!("`{tag}` is no language tag (BCP 47)"), help);
                }
            }
        }
        if languages.is_empty() {
            languages.extend(Language::parse("en"));
        }
        languages
    }

    fn zone(&mut self, name: Option<String>) -> Zone {
        let Some(name) = name else { return Zone::utc() };
        Zone::named(&name).unwrap_or_else(|| {
            let help = Some("write a name such as `Europe/Paris` or `UTC`".to_owned());
            self.wrong(Field::new("time_zone"), format!("no time zone is called `{name}`"), help);
            Zone::utc()
        })
    }

    fn theme(&mut self, name: Option<String>) -> String {
        let name = name.unwrap_or_else(|| "default".to_owned());
        if slugify(&name) == name {
            return name;
        }
        self.wrong(
            Field::new("theme"),
            format!("`{name}` is no name of a theme"),
            Some("write the name of a folder in `themes/`".to_owned()),
        );
        "default".to_owned()
    }

    fn look(&mut self, written: WrittenLook) -> Look {
        let accent = self.color("accent", written.accent.as_deref());
        let accent_dark = self.color("accent_dark", written.accent_dark.as_deref());
        let grounds = [
            ("accent", accent, accent.map_or(ENOUGH, Color::on_light), "white", accent.map(Color::for_light)),
            (
                "accent_dark",
                accent_dark,
                accent_dark.map_or(ENOUGH, Color::on_dark),
                "dark",
                accent_dark.map(Color::for_dark),
            ),
        ];
        for (name, color, contrast, ground, better) in grounds {
            if let (Some(color), Some(better)) = (color.filter(|_| contrast < ENOUGH), better) {
                let message =
                    format!("{} has a contrast of {contrast:.1} on {ground} ground, and text needs 4.5", color.hex());
                let at = Span::field(&self.path, Field::new("look").part(name));
                let complaint = Diagnostic::warning(Code::WeakContrast, message).at(at);
                self.diagnostics.push(complaint.help(format!("the nearest that can be read is `{}`", better.hex())));
            }
        }
        Look { accent, accent_dark, logo: written.logo.filter(|logo| !logo.is_empty()) }
    }

    fn color(&mut self, name: &'static str, written: Option<&str>) -> Option<Color> {
        let text = written?;
        let color = Color::parse(text);
        if color.is_none() {
            let help = Some("write six hexadecimal digits in quotation marks: `\"#0b4a7d\"`".to_owned());
            self.wrong(Field::new("look").part(name), format!("`{text}` is no colour"), help);
        }
        color
    }

    fn count(&mut self, name: &'static str, value: Option<i64>, default: usize) -> NonZeroUsize {
        let fallback = NonZeroUsize::new(default).unwrap_or(NonZeroUsize::MIN);
        let Some(value) = value else { return fallback };
        let count = usize::try_from(value).ok().filter(|count| *count <= 10_000).and_then(NonZeroUsize::new);
        count.unwrap_or_else(|| {
            let field = if name == "feeds" { Field::new(name).part("entries") } else { Field::new(name) };
            self.wrong(field, format!("`{value}` is no number from 1 to 10000"), None);
            fallback
        })
    }

    fn sentences(&mut self, written: Option<TextOrTexts>, languages: &[Language]) -> Vec<usize> {
        let field = Field::new("advice").part("sentence");
        let mut longest = vec![LONGEST_SENTENCE; languages.len()];
        let written = match written {
            None => return longest,
            Some(TextOrTexts::One(words)) => languages.iter().map(|own| (own.code.clone(), words.clone())).collect(),
            Some(TextOrTexts::ByKey(by_code)) => by_code,
        };
        for (code, words) in written {
            let position = languages.iter().position(|language| language.code == code || language.tag == code);
            match (position, words.parse()) {
                (Some(position), Ok(words)) if words > 0 => longest[position] = words,
                (None, _) => {
                    let help = did_you_mean(&code, languages.iter().map(|language| language.code.as_str()));
                    self.wrong(field, format!("`{code}` is no language of this portal"), help);
                }
                (Some(_), _) => {
                    let help = Some("write how many words a sentence may have: `40`".to_owned());
                    self.wrong(field, format!("`{words}` is no number of words"), help);
                }
            }
        }
        longest
    }

    fn raw_html(&mut self, word: Option<String>) -> RawHtml {
        let Some(word) = word else { return RawHtml::default() };
        match word.as_str() {
            "allow-list" => RawHtml::AllowList,
            "none" => RawHtml::None,
            "trust" => RawHtml::Trust,
            _ => {
                let help = did_you_mean(&word, ["allow-list", "none", "trust"])
                    .or_else(|| Some("known are `allow-list`, `none` and `trust`".to_owned()));
                self.wrong(Field::new("markdown").part("html"), format!("`{word}` is no way to treat raw HTML"), help);
                RawHtml::default()
            }
        }
    }

    fn navigation(&mut self, written: Vec<TextOr<WrittenNavigation>>, languages: &[Language]) -> Vec<NavigationEntry> {
        let mut entries = Vec::new();
        for (index, entry) in written.into_iter().enumerate() {
            let field = Field::new("navigation").item(index);
            let (to, label, field) = match entry {
                TextOr::Text(to) => (Some(to), None, field),
                TextOr::Record(entry) => {
                    let label = entry.label.map(|label| self.wording(label, languages, field.part("label")));
                    (entry.to, label, field.part("to"))
                }
            };
            match to.filter(|to| !to.trim().is_empty()) {
                Some(to) => entries.push(NavigationEntry { to, label, field }),
                None => {
                    let help = Some("add `to:` with a folder, an article or an address".to_owned());
                    self.wrong(field, "this entry of `navigation` leads nowhere".to_owned(), help);
                }
            }
        }
        entries
    }

    fn widths(&mut self, written: &[String]) -> Vec<u32> {
        let mut widths = Vec::new();
        for width in written {
            match width.parse::<u32>() {
                Ok(width) if (16..=8192).contains(&width) => widths.push(width),
                _ => {
                    let message = format!("`{width}` is no width from 16 to 8192 pixels");
                    self.wrong(Field::new("images").part("widths"), message, None);
                }
            }
        }
        if written.is_empty() {
            widths = vec![480, 960, 1440];
        }
        widths.sort_unstable();
        widths.dedup();
        widths
    }
}
