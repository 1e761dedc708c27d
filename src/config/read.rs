//! Written settings become settings; what is wrong with them is told, each at its field.

use std::num::NonZeroUsize;

use super::look::{Color, ENOUGH};
use super::wording::{self, Mistake};
use super::written::{WrittenConfig, WrittenLook, WrittenNavigation};
use super::{BaseUrl, Config, FILE, Look, NavigationEntry, RawHtml, Share, Untranslated, Wording};
use crate::diagnostic::{Code, Diagnostic, Field, Span};
use crate::model::name::{did_you_mean, slugify};
use crate::model::{Language, SourcePath, Zone};
use crate::yaml::record::{TextOr, TextOrTexts, listed};

/// Most words of a sentence, where the settings say nothing.
const LONGEST_SENTENCE: usize = 40;

/// Turns written settings into settings and keeps the complaints.
pub(super) struct Reader<'a> {
    path: SourcePath,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl<'a> Reader<'a> {
    /// One that keeps its complaints beside those of the file.
    pub(super) fn new(diagnostics: &'a mut Vec<Diagnostic>) -> Reader<'a> {
        Reader { path: SourcePath::new(FILE), diagnostics }
    }

    /// The settings. `base_url` is what the command line says.
    pub(super) fn config(&mut self, written: WrittenConfig, base_url: Option<&str>) -> Config {
        let languages = self.languages(&written.languages);
        let images = written.images.unwrap_or_default();
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
            share: self.share(&written.share),
            pagination: self.count("pagination", written.pagination, 20),
            navigation: self.navigation(written.navigation, &languages),
            raw_html: self.raw_html(written.markdown.and_then(|markdown| markdown.html)),
            feed_entries: self.count("feeds", written.feeds.and_then(|feeds| feeds.entries), 20).get(),
            image_widths: self.widths(&images.widths),
            cards: images.cards.unwrap_or(false),
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
        let (wording, mistakes) = wording::read(written, languages);
        for mistake in mistakes {
            match mistake {
                Mistake::Unknown(code) => self.unknown_language(field, &code, languages),
                Mistake::NoDefault => {
                    let default = languages.first().map(|language| language.code.as_str()).unwrap_or_default();
                    let message = format!("this text is missing in the default language, `{default}`");
                    self.wrong(field, message, Some(format!("add `{default}: …`")));
                }
            }
        }
        wording
    }

    fn unknown_language(&mut self, field: Field, code: &str, languages: &[Language]) {
        let help = did_you_mean(code, languages.iter().map(|language| language.code.as_str()))
            .unwrap_or_else(|| format!("add `{code}` to `languages`"));
        self.wrong(field, format!("`{code}` is no language of this portal"), Some(help));
    }

    fn untranslated(&mut self, word: Option<String>) -> Untranslated {
        self.one_of(Field::new("untranslated"), word, &Untranslated::WORDS, "way to treat what is not translated")
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
        let fonts = written.fonts.unwrap_or_default();
        Look {
            accent,
            accent_dark,
            logo: written.logo.filter(|logo| !logo.is_empty()),
            text_font: self.font("text", fonts.text),
            interface_font: self.font("interface", fonts.interface),
        }
    }

    fn font(&mut self, name: &'static str, written: Option<String>) -> Option<String> {
        let file = written.filter(|file| !file.is_empty())?;
        if file.ends_with(".woff2") {
            return Some(file);
        }
        let help = "every browser reads WOFF2, and it is the smallest: name a file that ends in `.woff2`";
        self.wrong(Field::new("look").part("fonts"), format!("`{name}: {file}` is no WOFF2"), Some(help.to_owned()));
        None
    }

    fn share(&mut self, words: &[String]) -> Vec<Share> {
        match words {
            [] => return vec![Share::Mail],
            [word] if word == Share::NOWHERE => return Vec::new(),
            _ => {}
        }
        let known = || Share::WORDS.iter().map(|(word, _)| *word);
        let mut ways: Vec<Share> = Vec::new();
        for (item, word) in words.iter().enumerate() {
            let way = Share::WORDS.iter().find(|(other, _)| other == word).map(|(_, way)| *way);
            let field = Field::new("share").item(item);
            match way {
                Some(way) if ways.contains(&way) => self.wrong(field, format!("`{word}` stands here twice"), None),
                Some(way) => ways.push(way),
                None => {
                    let help = did_you_mean(word, known()).unwrap_or_else(|| format!("known are {}", listed(known())));
                    self.wrong(field, format!("dateline knows no way to share called `{word}`"), Some(help));
                }
            }
        }
        ways
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
            match (Language::named(&code, languages), words.parse()) {
                (Some(language), Ok(words)) if words > 0 => longest[language.index()] = words,
                (None, _) => self.unknown_language(field, &code, languages),
                (Some(_), _) => {
                    let help = Some("write how many words a sentence may have: `40`".to_owned());
                    self.wrong(field, format!("`{words}` is no number of words"), help);
                }
            }
        }
        longest
    }

    fn raw_html(&mut self, word: Option<String>) -> RawHtml {
        self.one_of(Field::new("markdown").part("html"), word, &RawHtml::WORDS, "way to treat raw HTML")
    }

    /// What a word of a closed list stands for; `what` it names in the complaint.
    fn one_of<T: Copy + Default>(&mut self, field: Field, word: Option<String>, known: &[(&str, T)], what: &str) -> T {
        let Some(word) = word else { return T::default() };
        if let Some((_, value)) = known.iter().find(|(other, _)| *other == word) {
            return *value;
        }
        let words = || known.iter().map(|(word, _)| *word);
        let help = did_you_mean(&word, words()).unwrap_or_else(|| format!("known are {}", listed(words())));
        self.wrong(field, format!("`{word}` is no {what}"), Some(help));
        T::default()
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
