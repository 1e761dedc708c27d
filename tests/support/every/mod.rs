//! A portal with every field of every kind, made from dateline's own tables, so that no new field is forgotten.
//!
//! A field is one of two sorts. Most take any text: they get the words of the test. The others take dates, names,
//! addresses, words of a closed list: they get the value that stands here, and are tried by themselves.

pub(crate) mod words;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use dateline::config::written::WrittenConfig;
use dateline::model::Kind;
use dateline::model::name::portable::fault;
use dateline::parse::written::{fields_of, required_fields};
use dateline::yaml::record::{Part, Record as _, Shape};
use serde_json::{Map, Value, json};
use tempfile::TempDir;

use words::Words;

/// A value that stands instead of the usual one at a place: `events/website`.
pub(crate) type Instead<'a> = Option<(&'a str, Value)>;

/// A picture of nothing.
const PICTURE: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"10\" height=\"8\"/>";

/// What a field that takes no free text has; nothing for those that do. `null` leaves the field out.
pub(crate) fn fixed(kind: Kind, path: &str) -> Option<Value> {
    let own = match (kind, path) {
        (Kind::Notice, "category") => json!("safety"),
        (Kind::Event, "start") => json!("2020-06-01T10:00"),
        (Kind::Event, "end") => json!("2020-06-01T12:00"),
        (Kind::Organisation, "parent") => json!("organisations/other"),
        (_, "parent") => json!("programmes/other"),
        (_, "date") => json!("2020-04-28"),
        (_, "slug" | "draft" | "expires" | "template") => Value::Null,
        (_, "partners" | "funders" | "lead" | "members" | "parties" | "roles.organisation") => {
            json!("organisations/other")
        }
        (_, "programmes") => json!("programmes/other"),
        (_, "people" | "speakers" | "signatories") => json!("people/other"),
        (_, "countries") => json!(["CM", "KE"]),
        (_, "related" | "withdrawn.see") => json!("documents/other"),
        (_, "image.src" | "gallery.src" | "logo.src" | "portrait.src") => json!("../picture.svg"),
        (_, "image.focus" | "gallery.focus" | "logo.focus" | "portrait.focus") => json!("50% 30%"),
        (_, "attachments.file" | "file") => json!("../plan.pdf"),
        (_, "sources.url" | "website" | "online" | "registration" | "timeline.link") => {
            json!("https://site.example/?a=1&b=2")
        }
        (_, "embargo") => json!("2020-04-01T10:00:00+02:00"),
        (_, "review") => json!("2050-01-01"),
        (_, "changes.date" | "corrections.date") => json!("2020-05-01"),
        (_, "withdrawn.date") => json!("2020-05-02"),
        (_, "aliases") => json!([format!("/old/{}/", kind.folder())]),
        (_, "timeline.date") => json!("2019-05"),
        (_, "severity") => json!("severe"),
        (_, "urgency") => json!("immediate"),
        (_, "certainty") => json!("likely"),
        (_, "response") => json!("prepare"),
        (_, "valid_from") => json!("2020-04-28"),
        (_, "valid_until") => json!("2050-04-28"),
        (_, "supersedes") => json!("notices/other"),
        (_, "start" | "established" | "roles.from") => json!("2019-05"),
        (_, "end" | "dissolved" | "roles.until") => json!("2050"),
        (_, "funding.amount") => json!("1000000"),
        (_, "funding.currency") => json!("EUR"),
        (_, "status") => json!("scheduled"),
        (_, "signed") => json!("2019-01"),
        (_, "in_force") => json!("2019-02/.."),
        (_, "period") => json!("2020/2024"),
        (_, "order") => json!(1),
        _ => return None,
    };
    Some(own)
}

/// The same of the settings.
pub(crate) fn fixed_setting(path: &str) -> Option<Value> {
    let own = match path {
        "base_url" => json!("https://portal.example/p/"),
        "languages" => json!(["en", "fr"]),
        "untranslated" => json!("show"),
        "time_zone" => json!("Europe/Paris"),
        "publisher" => json!("organisations/other"),
        "theme" => json!("own"),
        "look.accent" => json!("#0b4a7d"),
        "look.accent_dark" => json!("#7db8e8"),
        "look.logo" => json!("logo.svg"),
        "look.fonts.text" | "look.fonts.interface" => json!("font.woff2"),
        "share" => json!(["mail", "whatsapp", "telegram", "facebook", "linkedin", "x", "bluesky"]),
        "pagination" => json!(3),
        "navigation.to" => json!("https://site.example/"),
        "markdown.html" => json!("allow-list"),
        "feeds.entries" => json!(20),
        "images.widths" => json!(["480"]),
        "images.cards" | "search" => json!(true),
        "advice.sentence" => json!("40"),
        _ => return None,
    };
    Some(own)
}

/// A portal in which each of many articles has one field of a form of its own filled with a hostile text.
pub(crate) struct Tried {
    portal: Portal,
    /// The articles, each with what is tried.
    pub(crate) files: Vec<(String, String)>,
}

impl Tried {
    pub(crate) fn root(&self) -> &Path {
        self.portal.root()
    }
}

/// The fields that lead somewhere.
pub(crate) const LINKS: [&str; 5] = ["sources.url", "website", "online", "registration", "timeline.link"];

/// Tries each such field of each kind with each of these texts; only those, if some are named.
pub(crate) fn tried(texts: &[&str], only: &[&str]) -> Tried {
    let texts: Vec<Option<&str>> = texts.iter().copied().map(Some).collect();
    filled(&texts, only)
}

/// The same articles with nothing hostile in them.
pub(crate) fn untried(only: &[&str]) -> Tried {
    filled(&[None], only)
}

fn filled(texts: &[Option<&str>], only: &[&str]) -> Tried {
    let settings = "title: Portal\nbase_url: https://portal.example/\nlanguages: [en, fr]\n";
    let mut tried = Tried { portal: Portal::of_settings(settings), files: Vec::new() };
    for kind in Kind::ALL.iter().copied() {
        let mut places = Vec::new();
        // Whether there is such a template is known when the page is rendered.
        walk(&mut fields_of(kind), "", &mut |path, _| {
            let is_meant = only.is_empty() || only.contains(&path);
            if is_meant && path != "template" && fixed(kind, path).is_some() {
                places.push(path.to_owned());
            }
        });
        for (place, text) in places.iter().flat_map(|place| texts.iter().map(move |text| (place, *text))) {
            let group = place.split('.').next().unwrap_or_default();
            let at = format!("try/{place}");
            let instead: Instead = text.map(|text| (at.as_str(), text.into()));
            let front = fields(&mut fields_of(kind), "try", "", &mut Words::tame("a"), &instead, &|path| {
                let is_wanted = path.split('.').next() == Some(group) || required_fields(kind).contains(&path);
                if is_wanted { fixed(kind, path) } else { Some(Value::Null) }
            });
            let name = format!("{}/t{}", kind.folder(), tried.files.len());
            tried.portal.article(&name, &front, "Text.\n");
            tried.files.push((format!("content/{name}.md"), format!("{place}: {text:?}")));
        }
    }
    for other in ["programmes/other", "people/other", "documents/other"] {
        tried.portal.write(&format!("content/{other}.md"), "---\ntitle: Other\n---\n");
    }
    tried.portal.write("content/notices/other.md", "---\ntitle: Other\ndate: 2020-04-27\n---\n");
    tried.portal.write("content/picture.svg", PICTURE);
    tried.portal.write("content/plan.pdf", "%PDF-1.4\n");
    tried
}

/// Every setting that takes no free text.
pub(crate) fn fixed_settings() -> Vec<String> {
    let mut places = Vec::new();
    walk(&mut WrittenConfig::PARTS.iter(), "", &mut |path, _| {
        if fixed_setting(path).is_some() {
            places.push(path.to_owned());
        }
    });
    places
}

/// Settings with this text at one place.
pub(crate) fn settings_with(place: &str, text: &str) -> String {
    let instead: Instead = Some((&format!("portal/{place}"), text.into()));
    yaml(&fields(&mut WrittenConfig::PARTS.iter(), "portal", "", &mut Words::tame("a"), &instead, &fixed_setting))
}

fn walk(parts: &mut dyn Iterator<Item = &'static Part>, above: &str, visit: &mut dyn FnMut(&str, Shape)) {
    for part in parts {
        let path = format!("{above}{}", part.name);
        match part.shape {
            Shape::One(parts) | Shape::Many(parts) | Shape::TextsOrMany(parts) => {
                walk(&mut parts.iter(), &format!("{path}."), visit);
            }
            shape => visit(&path, shape),
        }
    }
}

/// The project, in a folder of its own.
pub(crate) struct Portal(TempDir);

impl Portal {
    /// A portal with these words wherever any text may stand, in a theme of its own whose parent is this.
    pub(crate) fn new(parent: &str, words: &mut Words) -> Portal {
        let portal = Portal(tempfile::tempdir().expect("a temporary folder"));
        let instead: &Instead = &None;
        portal.around(parent, words);
        for kind in Kind::ALL.iter().copied() {
            let folder = kind.folder();
            let (main, other) = if kind == Kind::Topic { ("trade", "coast") } else { ("main", "other") };
            let front = fields(&mut fields_of(kind), kind.folder(), "", words, instead, &|path| match path {
                // What is withdrawn leaves the lists: an article of its own has it.
                path if path.starts_with("withdrawn") => Some(Value::Null),
                "people" | "speakers" if kind == Kind::Person => Some(Value::Null),
                path => fixed(kind, path),
            });
            portal.article(&format!("{folder}/{main}"), &front, &body(words, folder));
            let mut front = Map::new();
            front.insert("title".to_owned(), words.of(&format!("{folder}/other title")).into());
            front.insert("summary".to_owned(), words.of(&format!("{folder}/other summary")).into());
            match kind {
                Kind::News | Kind::Notice => drop(front.insert("date".to_owned(), "2020-04-27".into())),
                Kind::Event => drop(front.insert("start".to_owned(), "2020-04-27".into())),
                _ => {}
            }
            portal.article(&format!("{folder}/{other}"), &front, "Text.\n");
        }
        let withdrawn = fields(&mut fields_of(Kind::News), "gone", "", words, instead, &|path| match path {
            "date" => Some(json!("2020-04-26")),
            path if path.starts_with("withdrawn") => fixed(Kind::News, path),
            "title" => None,
            _ => Some(Value::Null),
        });
        portal.article("news/gone", &withdrawn, "Text.\n");
        portal.beside(words);
        portal
    }

    /// Adds an article of each kind, in each language, that time or a draft holds back: with every field, a picture and a file
    /// of its own, and names of the others. Gives the paths of the files.
    pub(crate) fn hold(&self, words: &mut Words) -> Vec<String> {
        let before = self.files();
        let name = words.bare().to_owned();
        self.write(&format!("content/{name}.pdf"), format!("%PDF-1.4 {name}\n"));
        self.write(&format!("content/{name}.jpg"), photograph());
        let file = file_name(words);
        self.write(&format!("content/news/{file}.pdf"), format!("%PDF-1.4 named {name}\n"));
        self.write(&format!("content/news/{file}.svg"), PICTURE.replace("10", "13"));
        for (kind, reason) in Kind::ALL.iter().flat_map(|kind| HELD.iter().map(move |reason| (*kind, *reason))) {
            let folder = kind.folder();
            let article = format!("{folder}/{name}-{reason}");
            let front = fields(&mut fields_of(kind), &article, "", words, &None, &|path| match (reason, path) {
                (_, path) if path.starts_with("withdrawn") => Some(Value::Null),
                ("embargo", "embargo") => Some(json!("2050-01-01T10:00:00Z")),
                ("draft", "draft") => Some(json!(true)),
                ("future", "date") => Some(json!("2050-02-01")),
                (_, "embargo") => Some(Value::Null),
                // A future article needs a date of its own; a kind without one is held by the others.
                ("future", "draft") if fixed(kind, "date").is_none() => Some(json!(true)),
                ("draft" | "future", "supersedes") => Some(Value::Null),
                (_, "supersedes") => Some(json!("notices/main")),
                (_, "aliases") => Some(json!([format!("/old/{name}/{folder}/{reason}/")])),
                (_, "image.src" | "gallery.src" | "logo.src" | "portrait.src") => Some(json!(format!("../{name}.jpg"))),
                (_, "attachments.file" | "file") => Some(json!(format!("../{name}.pdf"))),
                (_, path) => fixed(kind, path),
            });
            let text = body(words, folder);
            for language in ["", ".fr"] {
                let mut front = front.clone();
                if !language.is_empty() {
                    front.remove("aliases");
                }
                self.article(&format!("{article}{language}"), &front, &text);
            }
        }
        self.files().into_iter().filter(|path| !before.contains(path)).collect()
    }

    /// The files of `content/`.
    fn files(&self) -> Vec<String> {
        let entries = walkdir::WalkDir::new(self.root().join("content")).into_iter().filter_map(Result::ok);
        let files = entries.filter(|entry| entry.file_type().is_file());
        let path = |entry: walkdir::DirEntry| {
            entry.path().strip_prefix(self.root()).expect("below it").to_string_lossy().into_owned()
        };
        files.map(path).collect()
    }

    /// One with these settings and little else.
    pub(crate) fn of_settings(settings: &str) -> Portal {
        let portal = Portal(tempfile::tempdir().expect("a temporary folder"));
        portal.write("portal.yaml", settings);
        portal.write("themes/own/theme.yaml", "parent: default\n");
        portal.write("static/logo.svg", PICTURE);
        portal.write("static/font.woff2", "wOF2");
        portal.write("content/organisations/other.md", "---\ntitle: Other\n---\n");
        portal
    }

    pub(crate) fn root(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a folder can be made");
        fs::write(path, content).expect("a file can be written");
    }

    fn article(&self, name: &str, front: &Map<String, Value>, body: &str) {
        self.write(&format!("content/{name}.md"), format!("---\n{}---\n\n{body}", yaml(front)));
    }

    /// Settings, theme, templates, data.
    fn around(&self, parent: &str, words: &mut Words) {
        let settings = fields(&mut WrittenConfig::PARTS.iter(), "portal", "", words, &None, &fixed_setting);
        self.write("portal.yaml", yaml(&settings));
        self.write("themes/own/theme.yaml", format!("parent: {parent}\n"));
        for language in ["en", "fr"] {
            self.write(&format!("themes/own/i18n/{language}.yaml"), texts(language, words));
        }
        let named = json!({"text": words.of("data text"), "url": "https://site.example/"});
        self.write("data/words.json", named.to_string());
        let term = words.on_one_line("glossary term");
        let glossary = json!({"ZQT": {"full": words.of("glossary full"), "text": words.of("glossary text")}, term: words.of("glossary plain")});
        self.write("data/glossary.yaml", yaml(glossary.as_object().expect("terms")));
        self.write(
            "templates/page.html",
            "{% extends \"default/page.html\" %}{% block neighbours %}<p title=\"{{ data.words.text }}\">{{ data.words.text }}</p>\
             <p title='{{ article.extra?.word or \"\" }}'>{{ article.extra?.word or \"\" }} {{ site.extra.word }}</p>{% endblock neighbours %}\n",
        );
        self.write(
            "templates/components/remark.html",
            "{% component remark(word) -%}\n<p title=\"{{ word }}\">{{ word }}</p>\n{{ body or \"\" }}\n{%- endcomponent remark %}\n",
        );
    }

    fn beside(&self, words: &Words) {
        for path in ["content/picture.svg", "static/logo.svg"] {
            self.write(path, PICTURE);
        }
        self.write("content/plan.pdf", "%PDF-1.4\n");
        self.write("static/font.woff2", "wOF2");
        let name = file_name(words);
        self.write(&format!("content/news/{name}.pdf"), "%PDF-1.4 named\n");
        self.write(&format!("content/news/{name}.svg"), PICTURE.replace("10", "11"));
    }
}

/// Why articles are held.
pub(crate) const HELD: [&str; 3] = ["embargo", "draft", "future"];

/// A photograph that is large enough for every width.
fn photograph() -> Vec<u8> {
    let (width, height) = (1_200u16, 900u16);
    let pixels: Vec<u8> = (0..u32::from(width) * u32::from(height) * 3).map(|at| (at / 7 % 251) as u8).collect();
    let mut bytes = Vec::new();
    let encoder = jpeg_encoder::Encoder::new(&mut bytes, 60);
    encoder.encode(&pixels, width, height, jpeg_encoder::ColorType::Rgb).expect("a picture");
    bytes
}

/// The words as the name of a file.
fn file_name(words: &Words) -> String {
    // What no name may have is refused as such; `/` parts names.
    let is_fine = |c: &char| *c != '/' && fault(&format!("a{c}a")).is_none() && !matches!(c, '\u{fffe}' | '\u{ffff}');
    let name: String = words.bare().chars().filter(is_fine).take(60).collect();
    format!("Zqfile {}", name.trim())
}

/// The fields of a table: free ones with words, the others with what is fixed for them.
fn fields(
    parts: &mut dyn Iterator<Item = &'static Part>,
    owner: &str,
    above: &str,
    words: &mut Words,
    instead: &Instead,
    fixed: &dyn Fn(&str) -> Option<Value>,
) -> Map<String, Value> {
    let mut written = Map::new();
    for part in parts {
        let path = format!("{above}{}", part.name);
        let place = format!("{owner}/{path}");
        let given = instead.as_ref().filter(|(at, _)| *at == place).map(|(_, value)| value.clone());
        let value = match (given.or_else(|| fixed(&path)), part.shape) {
            (Some(value), _) => value,
            (None, Shape::Text) => words.of(&place).into(),
            (None, Shape::Texts) => json!([words.of(&place)]),
            (None, Shape::TextOrTexts) => json!({"en": words.of(&place), "fr": words.of(&format!("{place} fr"))}),
            (None, Shape::Free) => json!({"word": words.of(&place)}),
            (None, Shape::Flag | Shape::Number) => panic!("{place} has a value of its own: say which"),
            (None, Shape::One(parts) | Shape::Many(parts) | Shape::TextsOrMany(parts)) => {
                let inner = fields(&mut parts.iter(), owner, &format!("{path}."), words, instead, fixed);
                match part.shape {
                    _ if inner.is_empty() => Value::Null,
                    Shape::One(_) => inner.into(),
                    _ => json!([inner]),
                }
            }
        };
        if !value.is_null() {
            written.insert(part.name.to_owned(), value);
        }
    }
    written
}

/// Fields as YAML: each value as JSON, which is YAML where nothing but ASCII stands in it.
pub(crate) fn yaml(fields: &Map<String, Value>) -> String {
    let mut text = String::new();
    for (name, value) in fields {
        let _ = writeln!(text, "{}: {}", ascii(&Value::from(name.as_str())), ascii(value));
    }
    text
}

fn ascii(value: &Value) -> String {
    let mut text = String::new();
    for c in value.to_string().chars() {
        match c {
            ' '..='~' => text.push(c),
            c if u32::from(c) > 0xffff => drop(write!(text, "\\U{:08x}", u32::from(c))),
            c => drop(write!(text, "\\u{:04x}", u32::from(c))),
        }
    }
    text
}

/// The texts of the interface, each with the words behind it; braces have a meaning of their own there.
fn texts(language: &str, words: &Words) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("themes/default/i18n/{language}.yaml"));
    let text = fs::read_to_string(file).expect("the texts of the theme");
    let texts: Map<String, Value> = serde_yaml::from_str(&text).expect("YAML");
    let added = words.bare().replace(['{', '}'], " ");
    let longer = |value: Value| match value {
        Value::String(text) => Value::from(format!("{text} {added}")),
        Value::Object(forms) => {
            let forms = forms.into_iter().map(|(form, text)| match text {
                Value::String(text) => (form, Value::from(format!("{text} {added}"))),
                other => (form, other),
            });
            Value::Object(forms.collect())
        }
        other => other,
    };
    let is_text = |key: &str| key != "dates";
    yaml(&texts.into_iter().filter(|(key, _)| is_text(key)).map(|(key, text)| (key, longer(text))).collect())
}

/// A text with everything Markdown knows, and the words in each of it.
fn body(words: &mut Words, owner: &str) -> String {
    let mut md = |place: &str| {
        let text = words.on_one_line(&format!("{owner} body {place}"));
        let mut escaped = String::new();
        for c in text.chars() {
            if c.is_ascii_punctuation() {
                escaped.push('\\');
            }
            escaped.push(c);
        }
        escaped
    };
    let mut body = format!(
        "{} ZQT stands here.\n\n## {}\n\n### {} {{#fixed}}\n\n[{}](https://site.example/ \"{}\") *{}* [[organisations/other|{}]]\n\n\
         ![{}](../picture.svg \"{}\")\n\nText ![{}](../picture.svg) text.\n\n> {}\n> — {}\n\n> [!NOTE]\n> {}\n\n- {}\n- [ ] {}\n\n\
         | {} | b |\n|---|---|\n| {} | c |\n\nTerm {}\n: {}\n\nA note[^n].\n\n[^n]: {}\n\n",
        md("text"),
        md("heading"),
        md("heading with a name"),
        md("link"),
        md("title of a link"),
        md("emphasis"),
        md("reference"),
        md("picture"),
        md("title of a picture"),
        md("picture in a line"),
        md("quotation"),
        md("attribution"),
        md("alert"),
        md("item"),
        md("task"),
        md("head of a table"),
        md("cell"),
        md("term"),
        md("definition"),
        md("note"),
    );
    let code = words.for_code(&format!("{owner} body code"));
    let _ = write!(body, "``{code}``\n\n````text {}\n{code}\n````\n\n    {code}\n\n", code.replace(['{', '}'], ""));
    let _ = write!(body, "<p title=\"{}\">text</p>\n\n", code.replace(['"', '<', '>'], ""));
    let mut argument = |place: &str| {
        let text = words.on_one_line(&format!("{owner} argument {place}"));
        let quote = if text.contains('"') { '\'' } else { '"' };
        format!("{quote}{}{quote}", text.replace(quote, ""))
    };
    for (name, arguments) in [
        ("quote", &["by", "role"][..]),
        ("details", &["summary"]),
        ("facts", &["title"]),
        ("figure", &["alt", "caption", "credit"]),
        ("remark", &["word"]),
    ] {
        let _ = write!(body, "::: {name}");
        if name == "figure" {
            body.push_str(" src=\"../picture.svg\"");
        }
        for name in arguments {
            let _ = write!(body, " {name}={}", argument(name));
        }
        body.push_str("\nText.\n:::\n\n");
    }
    if owner == "news" {
        let name = file_name(words);
        let address: String = name.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let _ = write!(
            body,
            "[File]({address}.pdf) ![Named]({address}.svg)\n\n::: timeline\n:::\n\n::: gallery\n:::\n\n::: people\n:::\n\n::: documents\n:::\n\n::: countries\n:::\n\n::: notice ref=\"notices/main\"\n:::\n"
        );
    }
    body
}
