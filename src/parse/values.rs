//! Values of fields: written text → the type a field has, or a complaint at its characters.

use super::written::{WrittenAttachment, WrittenPicture, WrittenSource};
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Field, Span};
use crate::model::article::{Attachment, FileReference, Picture, Reference, Source};
use crate::model::name::{did_you_mean, has_host, portable};
use crate::model::time::MomentError;
use crate::model::{Day, Edtf, Moment, Slug, SourcePath};

/// Reads the values of one file and collects what is wrong with them.
pub struct Values<'a> {
    config: &'a Config,
    path: &'a SourcePath,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl<'a> Values<'a> {
    /// For the file at `path`.
    pub fn new(config: &'a Config, path: &'a SourcePath, diagnostics: &'a mut Vec<Diagnostic>) -> Values<'a> {
        Values { config, path, diagnostics }
    }

    /// The file.
    pub fn path(&self) -> &SourcePath {
        self.path
    }

    /// Keeps a complaint about a field.
    pub fn tell(&mut self, complaint: Diagnostic, field: Field) {
        self.diagnostics.push(complaint.at(Span::field(self.path, field)));
    }

    /// A value that must be there when its group is.
    pub fn needed(&mut self, value: Option<String>, group: Field, part: &'static str) -> Option<String> {
        let value = value.filter(|value| !value.trim().is_empty());
        if value.is_none() {
            let within = if group.item.is_some() { "this entry of " } else { "" };
            let message = format!("`{part}` is missing in {within}`{}`", group.name);
            self.tell(Diagnostic::error(Code::MissingField, message).help(format!("add `{part}: …`")), group);
        }
        value
    }

    /// A text without the spaces around it; an empty one is none.
    pub fn text(&self, value: Option<String>) -> Option<Box<str>> {
        let text = value?;
        let inner = text.trim();
        if inner.len() < text.len() {
            return (!inner.is_empty()).then(|| inner.into());
        }
        (!text.is_empty()).then(|| text.into())
    }

    /// Texts, likewise.
    pub fn texts(&self, values: Vec<String>) -> Vec<Box<str>> {
        values.into_iter().filter_map(|value| self.text(Some(value))).collect()
    }

    /// A moment for readers: the day, or RFC 3339 in the portal's zone.
    pub fn shown(&self, moment: Moment) -> String {
        moment.iso(&self.config.zone)
    }

    /// A day, or an instant with or without an offset.
    pub fn moment(&mut self, value: Option<String>, field: Field) -> Option<Moment> {
        let text = self.text(value)?;
        match Moment::parse(&text, &self.config.zone) {
            Ok(moment) => Some(moment),
            Err(error) => {
                let complaint = self.no_moment(&text, &error);
                self.tell(complaint, field);
                None
            }
        }
    }

    fn no_moment(&self, text: &str, error: &MomentError) -> Diagnostic {
        let zone = self.config.zone.name();
        match error {
            MomentError::Form => self.no_day(text),
            MomentError::NoSuchTime => {
                Diagnostic::error(Code::BadDate, format!("`{text}` does not exist in the calendar"))
            }
            MomentError::Skipped => {
                let next =
                    self.offsets(text).map(|(before, _)| Moment::parse(&format!("{text}{before}"), &self.config.zone));
                Diagnostic::error(Code::AmbiguousTime, format!("the clocks of {zone} skip `{text}`"))
                    .help_if(next.and_then(Result::ok).map(|next| format!("write `{}`", self.shown(next))))
            }
            MomentError::Twice => {
                let both = self.offsets(text);
                Diagnostic::error(Code::AmbiguousTime, format!("the clocks of {zone} show `{text}` twice")).help_if(
                    both.map(|(first, second)| format!("write the offset: `{text}{first}` or `{text}{second}`")),
                )
            }
        }
    }

    /// The offsets of the portal's zone when the day of a time begins and when it ends.
    fn offsets(&self, text: &str) -> Option<(String, String)> {
        let zone = &self.config.zone;
        let day = Day::parse(text.get(..10)?)?;
        let offset = |instant| zone.rfc3339(instant).get(19..).map(str::to_owned);
        Some((offset(zone.start_of(day))?, offset(zone.start_of(day.next()))?))
    }

    /// What is no day, and what it was probably meant to be.
    fn no_day(&self, text: &str) -> Diagnostic {
        const FORMS: &str = "write `2020-04-28`, or with a time `2020-04-28T10:00`";
        let help = match Edtf::parse(text) {
            Ok(_) => {
                return Diagnostic::error(Code::BadDate, format!("`{text}` is not one exact day")).help(FORMS);
            }
            // Help for dates of any precision is help here only when it names a day.
            Err(error) => error.help.filter(|help| {
                let mut offered = help.split('`').skip(1).step_by(2).peekable();
                offered.peek().is_some() && offered.all(|form| Day::parse(form).is_some())
            }),
        };
        let help = help.unwrap_or_else(|| FORMS.to_owned());
        Diagnostic::error(Code::BadDate, format!("`{text}` is no date dateline can read")).help(help)
    }

    /// A date as exact as it is known (EDTF).
    pub fn edtf(&mut self, value: Option<String>, field: Field) -> Option<Edtf> {
        let text = self.text(value)?;
        match Edtf::parse(&text) {
            Ok(date) => {
                if let Some(years) = date.season_like_years() {
                    let complaint = Diagnostic::warning(
                        Code::AmbiguousDate,
                        format!("`{text}` is a season of one year, not two years"),
                    );
                    self.tell(complaint.help(format!("write `{years}` if you mean the years")), field);
                }
                Some(date)
            }
            Err(error) => {
                self.tell(Diagnostic::error(Code::BadDate, error.message).help_if(error.help), field);
                None
            }
        }
    }

    /// A word of a closed list.
    pub fn word<T: Copy>(
        &mut self,
        value: Option<String>,
        field: Field,
        read: impl Fn(&str) -> Option<T>,
        known: impl Iterator<Item = &'static str> + Clone,
    ) -> Option<T> {
        let word = self.text(value)?;
        let word = &*word;
        if let Some(item) = read(word) {
            return Some(item);
        }
        let lower = word.to_lowercase();
        let help = if read(&lower).is_some() {
            format!("write it in lower case: `{lower}`")
        } else {
            did_you_mean(word, known.clone())
                .unwrap_or_else(|| format!("known are {}", crate::yaml::record::listed(known)))
        };
        let complaint =
            Diagnostic::error(Code::UnknownValue, format!("`{word}` is no value of `{}`", field.name)).help(help);
        self.tell(complaint, field);
        None
    }

    /// The name of another article.
    pub fn reference(&self, value: Option<String>, field: Field) -> Option<Reference> {
        self.text(value).map(|name| Reference { name, field })
    }

    /// The names of other articles.
    pub fn references(&self, values: Vec<String>, name: &'static str) -> Vec<Reference> {
        let field = Field::new(name);
        let names = values.into_iter().enumerate();
        names.filter_map(|(index, value)| self.reference(Some(value), field.item(index))).collect()
    }

    /// An address of the web, or of a mailbox.
    pub fn url(&mut self, value: Option<String>, field: Field) -> Option<Box<str>> {
        let url = self.text(value)?;
        let scheme = url.split_once(':').map(|(scheme, _)| scheme.to_lowercase());
        let rest = url.split_once(':').map_or("", |(_, rest)| rest);
        let complaint = match scheme.as_deref() {
            Some("http" | "https") if !has_host(rest) => {
                Diagnostic::error(Code::BadUrl, format!("`{url}` is no address of the web"))
                    .help("a whole one looks like `https://host/page`")
            }
            Some("http" | "https" | "mailto" | "tel")
                if !url.contains(|c: char| c.is_whitespace() || c.is_control()) =>
            {
                return Some(with_small_scheme(url));
            }
            Some("http" | "https" | "mailto" | "tel") => {
                Diagnostic::error(Code::BadUrl, format!("`{url}` contains a space")).help("write `%20` for a space")
            }
            Some(scheme) if !scheme.contains('.') && !scheme.contains('/') => {
                Diagnostic::error(Code::ForbiddenScheme, format!("links with `{scheme}:` are not taken"))
                    .help("use `https:`, `http:`, `mailto:` or `tel:`")
            }
            _ => Diagnostic::error(Code::BadUrl, format!("`{url}` is no address of the web"))
                .help(format!("write `https://{url}`")),
        };
        self.tell(complaint, field);
        None
    }

    /// The author's own slug.
    pub fn slug(&mut self, value: Option<String>) -> Option<Slug> {
        let text = self.text(value)?;
        let slug = Slug::from_levels(text.split('/'));
        if slug.as_ref().is_some_and(|slug| slug.as_str() == &*text) {
            let Some(fault) = portable::fault(&text) else { return slug };
            let complaint = Diagnostic::error(Code::BadName, format!("this address {fault}"));
            self.tell(complaint.help("give it another, shorter name"), Field::new("slug"));
            return None;
        }
        let help = slug
            .as_ref()
            .map_or_else(|| "write small letters, digits and hyphens".to_owned(), |slug| format!("write `{slug}`"));
        self.tell(
            Diagnostic::error(Code::BadSlug, format!("`{text}` can't be part of an address")).help(help),
            Field::new("slug"),
        );
        slug
    }

    /// A picture with its text.
    pub fn picture(&mut self, written: WrittenPicture, field: Field) -> Option<Picture> {
        let src = self.needed(written.src, field, "src")?;
        let file = FileReference { path: src.trim().into(), field: field.part("src") };
        if written.alt.is_none() {
            let complaint = Diagnostic::error(
                Code::MissingAlt,
                format!("the picture `{src}` has no text for those who don't see it"),
            );
            self.tell(
                complaint.help("add `alt: \"what it shows\"`, or `alt: \"\"` if it only decorates"),
                field.part("src"),
            );
        }
        Some(Picture {
            file,
            alt: written.alt.unwrap_or_default().trim().into(),
            caption: self.text(written.caption),
            credit: self.text(written.credit),
            focus: self.focus(written.focus, field),
        })
    }

    fn focus(&mut self, value: Option<String>, field: Field) -> Option<Box<str>> {
        let focus = self.text(value)?;
        let is_percentage = |part: &str| {
            part.strip_suffix('%').and_then(|n| n.parse::<f32>().ok()).is_some_and(|n| (0.0..=100.0).contains(&n))
        };
        if focus.split_whitespace().count() == 2 && focus.split_whitespace().all(is_percentage) {
            return Some(focus);
        }
        let complaint = Diagnostic::error(Code::UnknownValue, format!("`{focus}` is no point of a picture"));
        self.tell(complaint.help("write how far from the left and the top: `50% 30%`"), field.part("focus"));
        None
    }

    /// Pictures of a list.
    pub fn pictures(&mut self, written: Vec<WrittenPicture>, name: &'static str) -> Vec<Picture> {
        let pictures = written.into_iter().enumerate();
        pictures.filter_map(|(index, picture)| self.picture(picture, Field::new(name).item(index))).collect()
    }

    /// Files to download.
    pub fn attachments(&mut self, written: Vec<WrittenAttachment>) -> Vec<Attachment> {
        let mut attachments = Vec::new();
        for (index, attachment) in written.into_iter().enumerate() {
            let field = Field::new("attachments").item(index);
            if let Some(path) = self.needed(attachment.file, field, "file") {
                let file = FileReference { path: path.trim().into(), field: field.part("file") };
                attachments.push(Attachment { file, title: self.text(attachment.title) });
            }
        }
        attachments
    }

    /// Where facts come from.
    pub fn sources(&mut self, written: Vec<WrittenSource>) -> Vec<Source> {
        let mut sources = Vec::new();
        for (index, source) in written.into_iter().enumerate() {
            let field = Field::new("sources").item(index);
            if let Some(title) = self.needed(source.title, field, "title") {
                sources.push(Source { title: title.into(), url: self.url(source.url, field.part("url")) });
            }
        }
        sources
    }
}

/// An address with its scheme in small letters, which is the same one (RFC 3986, section 6.2.2.1).
fn with_small_scheme(url: Box<str>) -> Box<str> {
    match url.split_once(':') {
        Some((scheme, rest)) if scheme.bytes().any(|byte| byte.is_ascii_uppercase()) => {
            format!("{}:{rest}", scheme.to_ascii_lowercase()).into()
        }
        _ => url,
    }
}
