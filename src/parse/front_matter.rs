//! The front matter of a file → its [`Article`], every field with its type.
//!
//! Takes the text of a file and what its path told. A field that is wrong is told and left out; the
//! rest of the article stands.

use std::ops::Range;

use super::naming::Name;
use super::text::BYTE_ORDER_MARK;
use super::values::Values;
use super::written::{self, Written};
use super::{body, details};
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Field, Outcome, Span};
use crate::model::article::{Alias, Article, EntryLink, Remark, TimelineEntry, Withdrawal};
use crate::model::name::portable;
use crate::model::{Country, Kind, Moment, Slug, SourcePath};
use crate::yaml;
use crate::yaml::record::Record;

/// Where the parts of a file are, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parts {
    /// The YAML between the lines of `---`.
    pub yaml: Range<usize>,
    /// Where the text begins.
    pub body: usize,
}

/// Finds the front matter of a file.
pub fn split(path: &SourcePath, text: &str) -> Result<Parts, Diagnostic> {
    let start = if text.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
    let mut lines = lines(text, start);
    let first = lines.next().unwrap_or(start..start);
    if text[first.clone()].trim_end() != "---" {
        return Err(no_front_matter(path, text, first));
    }
    let yaml = first.end;
    for line in lines {
        if matches!(text[line.clone()].trim_end(), "---" | "...") {
            return Ok(Parts { yaml: yaml..line.start, body: line.end });
        }
    }
    Err(Diagnostic::error(Code::UnclosedFrontMatter, "the front matter that begins here is never closed")
        .at(Span::bytes(path, first.start..first.start + 3))
        .help("write a line `---` below the last field"))
}

fn no_front_matter(path: &SourcePath, text: &str, first: Range<usize>) -> Diagnostic {
    let line = text[first.clone()].trim_end();
    let begins_later = text.lines().map(str::trim_end).find(|line| !line.is_empty()) == Some("---");
    let (message, help) = match line {
        _ if text.trim().is_empty() => {
            ("this file is empty", "begin with three lines: `---`, `title: The headline`, `---`")
        }
        _ if begins_later => ("the front matter does not begin on the first line", "delete the empty lines above it"),
        "+++" => (
            "this file has no front matter in YAML",
            "write `---` instead of `+++`, and `title: …` instead of `title = …`",
        ),
        _ => ("this file has no front matter", "begin with three lines: `---`, `title: The headline`, `---`"),
    };
    let end = first.start + line.len();
    Diagnostic::error(Code::NoFrontMatter, message).at(Span::bytes(path, first.start..end)).help(help)
}

/// The lines of a text from an offset on, each with its line ending.
fn lines(text: &str, from: usize) -> impl Iterator<Item = Range<usize>> {
    let mut at = from;
    text[from..].split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        start..at
    })
}

/// Reads the article of a file whose parts are known.
pub fn read(config: &Config, path: &SourcePath, name: Name, text: &str, parts: &Parts) -> Outcome<Article> {
    let mut diagnostics = Vec::new();
    let written = yaml::read::<Written>(path, text, parts.yaml.clone()).unpack(&mut diagnostics);
    diagnostics.extend(check_presence(path, &name, &written, text, parts, &diagnostics));
    let language = config.language(name.language);
    let settings = body::Settings { html: config.raw_html, quotes: body::Quotes::of(&language.code) };
    let body = body::compile(path, text, parts.body, &settings).unpack(&mut diagnostics);
    let mut values = Values::new(config, path, &mut diagnostics);
    let value = article(&mut values, name, written, body);
    Outcome { value, diagnostics }
}

/// Tells fields of other kinds, and required ones that are missing. One that is there and was
/// refused is not missing, and where nothing could be read that alone is worth saying.
fn check_presence(
    path: &SourcePath,
    name: &Name,
    written: &Written,
    text: &str,
    parts: &Parts,
    told: &[Diagnostic],
) -> Vec<Diagnostic> {
    let present = written.present();
    if present.is_empty() && !told.is_empty() {
        return Vec::new();
    }
    let yaml = &text[parts.yaml.clone()];
    let from = parts.yaml.start;
    let span = |place: Range<usize>| Span::bytes(path, from + place.start..from + place.end);
    let mut diagnostics = Vec::new();
    for field in present.iter().filter(|field| is_misplaced(name.kind, field)) {
        let at = yaml::key_place(yaml, field).map_or_else(|| Span::field(path, Field::new(field)), span);
        diagnostics.push(misplaced(name.kind, field).at(at));
    }
    for field in written::required_fields(name.kind) {
        let dated_by_name = *field == "date" && name.day.is_some();
        let was_refused = || {
            let at = yaml::place(yaml, Field::new(field)).map(span);
            at.is_some() && told.iter().any(|complaint| complaint.at == at)
        };
        if !present.contains(field) && !dated_by_name && !was_refused() {
            diagnostics.push(missing(name.kind, field).at(Span::field(path, Field::new(field))));
        }
    }
    diagnostics
}

/// Whether the field is one of other kinds only.
fn is_misplaced(kind: Kind, field: &str) -> bool {
    written::owners(field).next().is_some() && !written::own_fields(kind).contains(&field)
}

fn misplaced(kind: Kind, field: &str) -> Diagnostic {
    let owners: Vec<String> = written::owners(field).map(|kind| format!("`{}`", kind.folder())).collect();
    let message = format!("articles of `{}` have no field `{field}`", kind.folder());
    Diagnostic::error(Code::MisplacedField, message).help(format!("it belongs to {}", owners.join(" and ")))
}

fn missing(kind: Kind, field: &str) -> Diagnostic {
    let message = format!("`{field}` is missing, and articles of `{}` need it", kind.folder());
    let help = match field {
        "date" => "add `date: 2020-04-28`, or begin the file's name with the date",
        "title" => "add `title: The headline`",
        "start" => "add `start: 2020-04-28T10:00`",
        _ => "add it",
    };
    Diagnostic::error(Code::MissingField, message).help(help)
}

fn article(values: &mut Values, name: Name, mut written: Written, body: crate::model::Body) -> Article {
    let details = details::read(values, name.kind, &mut written);
    let date = values.moment(written.date, Field::new("date")).or(name.day.map(Moment::Day));
    let slug = values.slug(written.slug).unwrap_or(name.slug);
    Article {
        source: values.path().clone(),
        details,
        title: values.text(written.title).unwrap_or_else(|| slug.as_str().into()),
        slug,
        language: name.language,
        short_title: values.text(written.short_title),
        date,
        changes: changes(values, written.changes),
        corrections: corrections(values, written.corrections),
        review: values.moment(written.review, Field::new("review")),
        withdrawn: written.withdrawn.and_then(|withdrawn| withdrawal(values, withdrawn)),
        summary: values.text(written.summary),
        location: values.text(written.location),
        topics: topics(values, written.topics),
        partners: values.references(written.partners, "partners"),
        programmes: values.references(written.programmes, "programmes"),
        people: values.references(written.people, "people"),
        countries: countries(values, &written.countries),
        related: values.references(written.related, "related"),
        image: written.image.and_then(|picture| values.picture(picture, Field::new("image"))),
        gallery: values.pictures(written.gallery, "gallery"),
        attachments: values.attachments(written.attachments),
        sources: values.sources(written.sources),
        contact: values.text(written.contact),
        authors: written.authors.into_iter().map(Into::into).collect(),
        draft: written.draft.unwrap_or(false),
        embargo: values.moment(written.embargo, Field::new("embargo")),
        expires: values.moment(written.expires, Field::new("expires")),
        aliases: aliases(values, &written.aliases),
        timeline: timeline(values, written.timeline),
        template: values.text(written.template),
        extra: written.extra,
        body,
    }
}

fn changes(values: &mut Values, written: Vec<written::WrittenChange>) -> Vec<Remark> {
    let field = |index| Field::new("changes").item(index);
    let remarks = written.into_iter().enumerate();
    remarks.filter_map(|(index, change)| remark(values, field(index), change.date, ("note", change.note))).collect()
}

fn corrections(values: &mut Values, written: Vec<written::WrittenCorrection>) -> Vec<Remark> {
    let field = |index| Field::new("corrections").item(index);
    let remarks = written.into_iter().enumerate();
    remarks
        .filter_map(|(index, correction)| remark(values, field(index), correction.date, ("text", correction.text)))
        .collect()
}

fn remark(
    values: &mut Values,
    field: Field,
    date: Option<String>,
    text: (&'static str, Option<String>),
) -> Option<Remark> {
    let date = values.needed(date, field, "date");
    let text = values.needed(text.1, field, text.0);
    let date = values.moment(date, field.part("date"));
    Some(Remark { date: date?, text: text?.into() })
}

fn withdrawal(values: &mut Values, written: written::WrittenWithdrawal) -> Option<Withdrawal> {
    let field = Field::new("withdrawn");
    let date = values.needed(written.date, field, "date");
    let reason = values.needed(written.reason, field, "reason");
    let date = values.moment(date, field.part("date"));
    Some(Withdrawal { date: date?, reason: reason?.into(), see: values.reference(written.see, field.part("see")) })
}

/// Why a topic can have no list. Usual ones are too long for a device and too short for too long.
fn fault_of_topic(topic: &str) -> Option<String> {
    if (5..=80).contains(&topic.trim().len()) {
        return None;
    }
    portable::fault(Slug::from_text(topic)?.as_str())
}

fn topics(values: &mut Values, written: Vec<String>) -> Vec<Box<str>> {
    let mut topics: Vec<Box<str>> = Vec::new();
    for (index, topic) in written.into_iter().enumerate() {
        // Usual words have one of these, so that no slug is made to see it.
        let is_usual = topic.bytes().any(|byte| byte.is_ascii_alphanumeric());
        if !is_usual && Slug::from_text(&topic).is_none() {
            let message = format!("`{topic}` has no letter or digit to make an address of");
            values.tell(Diagnostic::error(Code::BadSlug, message), Field::new("topics").item(index));
        } else if let Some(fault) = fault_of_topic(&topic) {
            let complaint = Diagnostic::error(Code::BadName, format!("the address of this topic {fault}"));
            values.tell(complaint.help("give it another, shorter name"), Field::new("topics").item(index));
        } else {
            topics.push(topic.trim().into());
        }
    }
    topics
}

fn countries(values: &mut Values, written: &[String]) -> Vec<Country> {
    let mut countries = Vec::new();
    for (index, code) in written.iter().enumerate() {
        match Country::from_code(code) {
            Some(country) if countries.contains(&country) => {}
            Some(country) => countries.push(country),
            None => {
                let complaint = Diagnostic::error(Code::UnknownCountry, format!("no country has the code `{code}`"))
                    .help(Country::hint(code).unwrap_or_else(|| "write a code of ISO 3166-1, such as `CM`".to_owned()));
                values.tell(complaint, Field::new("countries").item(index));
            }
        }
    }
    countries
}

fn aliases(values: &mut Values, written: &[String]) -> Vec<Alias> {
    let mut aliases = Vec::new();
    for (index, address) in written.iter().enumerate() {
        let field = Field::new("aliases").item(index);
        let path = address.trim().trim_matches('/');
        let is_path = !path.is_empty()
            && !path.contains(['?', '#', ':', '\\', '<', '>', '"'])
            && path.split('/').all(|part| !part.is_empty() && (!part.starts_with('.') || part == ".well-known"))
            && !path.chars().any(|c| c.is_whitespace() || portable::is_unseen(c));
        if is_path {
            aliases.push(Alias { address: path.into(), field });
        } else {
            let complaint =
                Diagnostic::error(Code::BadUrl, format!("`{address}` is no address below the portal's root"))
                    .help("write `/old/address/`, without the name of the host");
            values.tell(complaint, field);
        }
    }
    aliases
}

fn timeline(values: &mut Values, written: Vec<written::WrittenEntry>) -> Vec<TimelineEntry> {
    let mut entries = Vec::new();
    for (index, entry) in written.into_iter().enumerate() {
        let field = Field::new("timeline").item(index);
        let date = values.needed(entry.date, field, "date");
        let title = values.needed(entry.title, field, "title");
        let date = values.edtf(date, field.part("date"));
        let link = entry.link.and_then(|link| entry_link(values, link, field.part("link")));
        if let (Some(date), Some(title)) = (date, title) {
            entries.push(TimelineEntry { date, title: title.into(), text: values.text(entry.text), link });
        }
    }
    entries
}

fn entry_link(values: &mut Values, link: String, field: Field) -> Option<EntryLink> {
    if link.contains(':') {
        return values.url(Some(link), field).map(EntryLink::Web);
    }
    values.reference(Some(link), field).map(EntryLink::Article)
}
