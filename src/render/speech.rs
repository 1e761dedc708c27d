//! What a language says: words of dates and countries, texts of the interface.

use super::body::escape;
use crate::graph::portal::Portal;
use crate::model::words::Words;
use crate::model::{Edtf, Language, LanguageId, Moment, Zone};
use crate::theme::views::{Date, Word};
use crate::theme::{Texts, Theme};

/// A language of the portal, ready to speak.
pub struct Speech<'a> {
    /// Which.
    pub id: LanguageId,
    /// Its tags and direction.
    pub language: &'a Language,
    /// Its words.
    pub words: Words,
    /// Its texts.
    pub texts: &'a Texts,
    zone: &'a Zone,
}

impl<'a> Speech<'a> {
    /// Prepares a language.
    pub(super) fn new(portal: &'a Portal, theme: &'a Theme, id: LanguageId) -> Speech<'a> {
        let config = &portal.project.config;
        let language = config.language(id);
        let texts = theme.texts(id);
        Speech { id, language, words: Words::new(language, texts.dates.clone()), texts, zone: &config.zone }
    }

    /// A day or instant.
    pub fn moment(&self, moment: Moment) -> Date {
        date(Some(moment.iso(self.zone)), &self.words.moment(moment, self.zone))
    }

    /// A date as exact as it is known.
    pub fn edtf(&self, date_known: &Edtf) -> Date {
        self.edtf_in(date_known, &self.words.edtf(date_known))
    }

    /// The same, where its words are known.
    pub(super) fn edtf_in(&self, date_known: &Edtf, words: &str) -> Date {
        date(machine(date_known), words)
    }

    /// A word of a closed list.
    pub fn labelled(&self, group: &str, word: &str) -> Word {
        Word { id: word.into(), label: self.texts.of(group, word).into() }
    }
}

/// A date for a template: for machines, in words, and as HTML that has both.
fn date(iso: Option<String>, text: &str) -> Date {
    let mut html = String::with_capacity(64);
    match &iso {
        Some(iso) => {
            html.push_str("<time datetime=\"");
            escape(iso, &mut html);
            html.push_str("\">");
            escape(text, &mut html);
            html.push_str("</time>");
        }
        None => {
            html.push_str("<span>");
            escape(text, &mut html);
            html.push_str("</span>");
        }
    }
    Date { iso: iso.map(Into::into), text: text.into(), html: html.into() }
}

/// The value of `datetime` (HTML, time element): `2020`, `2020-04`, `2020-04-28`, for a date that is
/// exactly that; nothing for what is a span, doubtful or masked.
pub fn machine(date: &Edtf) -> Option<String> {
    let text = date.as_written();
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') && matches!(text.len(), 4 | 7 | 10);
    let is_season = text.len() == 7 && text.get(5..7).is_some_and(|month| month > "12");
    (is_plain && !is_season && !text.starts_with('-')).then(|| text.to_owned())
}
