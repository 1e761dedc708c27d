//! The article of a page.

use super::parts::{Card, CountryLink, Date, Entry, File, Link, Picture, Word};
use crate::theme::view::{Free, Html, Shared, Text, Url};
use crate::view;

view! {
    /// The article of a page.
    struct Article as "article": Card {
        /// The latest of its dates.
        timeline: Vec<Shared<Entry>>,
        /// The same as items of a list, for `ui.entries`.
        timeline_lines: Option<Html>,
        /// Where the rest of them is.
        timeline_more: Option<Url>,
        /// These dates drawn, if there is much to draw.
        drawing: Option<Html>,
        /// Its text; for components in it, nothing.
        body: Option<Html>,
        /// The headings of its text.
        outline: Vec<Heading>,
        /// How long it takes to read, in words.
        reading_time: Option<Text>,
        /// How many words its text has.
        words: Option<u32>,
        /// Where it was written.
        location: Option<Text>,
        /// Whom to ask.
        contact: Option<Text>,
        /// Who wrote it.
        authors: Vec<Text>,
        /// *A, B and C*, as the language writes it.
        authors_in_words: Option<Text>,
        /// Its countries.
        countries: Vec<Shared<CountryLink>>,
        /// Its topics.
        topics: Vec<Shared<Link>>,
        /// Whom it names, by role.
        relations: Vec<Relations>,
        /// Who names it, by role.
        back: Vec<Relations>,
        /// Its pictures.
        gallery: Vec<Shared<Picture>>,
        /// Its attachments.
        attachments: Vec<File>,
        /// Its sources.
        sources: Vec<Source>,
        /// The files of a document.
        files: Vec<File>,
        /// What was changed since it came out.
        changes: Vec<Remark>,
        /// What was wrong in it.
        corrections: Vec<Remark>,
        /// When and why it was withdrawn.
        withdrawn: Option<Withdrawal>,
        /// The next newer of its kind.
        newer: Option<Shared<Card>>,
        /// The next older of its kind.
        older: Option<Shared<Card>>,
        /// It in other languages.
        translations: Vec<Translation>,
        /// What only its kind has, in order.
        facts: Vec<Fact>,
        /// Ways to share it.
        share: Vec<Way>,
        /// What only notices have.
        notice: Option<Notice>,
        /// Of a person: the roles held.
        roles: Vec<Role>,
        /// Of an organisation: its sign.
        logo: Option<Shared<Picture>>,
        /// Of a person: a portrait.
        portrait: Option<Shared<Picture>>,
        /// Of an organisation: its website.
        website: Option<Url>,
        /// Of an organisation: its name in letters.
        acronym: Option<Text>,
        /// Of an organisation: what else it is called.
        other_names: Vec<Text>,
        /// What stands below `extra` in its front matter.
        extra: Free,
    }
}

view! {
    /// A heading of a text.
    struct Heading as "heading" {
        /// Its level, from 2.
        level: u8,
        /// Its anchor.
        id: Text,
        /// Its words.
        text: Text,
    }
}

view! {
    /// Articles in one relation to another.
    struct Relations as "relations" {
        /// The role: `partner`, `funder` …
        id: Text,
        /// The role in words.
        label: Text,
        /// The articles.
        items: Vec<Shared<Card>>,
        /// The same as items of a list, for `ui.links`.
        lines: Html,
    }
}

view! {
    /// Where something is from.
    struct Source as "source" {
        /// What it is called.
        title: Text,
        /// Where it is.
        url: Option<Url>,
    }
}

view! {
    /// A way to share an article: a link that loads nothing before it is followed.
    struct Way as "way to share" {
        /// Its word in `share` of `portal.yaml`.
        id: Text,
        /// What it is called.
        label: Text,
        /// Where it leads: another site, or a message.
        url: Url,
    }
}

view! {
    /// A change or a correction.
    struct Remark as "remark" {
        /// When.
        date: Date,
        /// What.
        text: Text,
    }
}

view! {
    /// Why an article no longer holds.
    struct Withdrawal as "withdrawal" {
        /// Since when.
        date: Date,
        /// Why.
        reason: Text,
        /// What to read instead.
        see: Option<Shared<Card>>,
    }
}

view! {
    /// An article in another language.
    struct Translation as "translation" {
        /// For `lang`.
        tag: Text,
        /// The language alone.
        code: Text,
        /// What the language calls itself.
        name: Text,
        /// For `dir`.
        direction: Text,
        /// Where it is.
        url: Url,
        /// Its title.
        title: Text,
    }
}

view! {
    /// A row of what only a kind has.
    struct Fact as "fact" {
        /// Which: `start`, `funders` …
        id: Text,
        /// In words.
        label: Text,
        /// What it says.
        text: Option<Text>,
        /// The same for machines, of a date.
        iso: Option<Text>,
        /// Where it leads.
        url: Option<Url>,
        /// The articles it names.
        items: Vec<Shared<Card>>,
    }
}

view! {
    /// A role of a person.
    struct Role as "role" {
        /// What it is called.
        title: Text,
        /// Where.
        organisation: Option<Shared<Card>>,
        /// From when until when.
        span: Option<Text>,
    }
}

view! {
    /// What only notices have.
    struct Notice as "notice" {
        /// How severe.
        severity: Option<Word>,
        /// How urgent, in words.
        urgency: Option<Text>,
        /// How certain, in words.
        certainty: Option<Text>,
        /// Of what sort, in words.
        category: Vec<Text>,
        /// What happens.
        event: Option<Text>,
        /// What to do, in words of a closed list.
        response: Vec<Text>,
        /// When it begins.
        valid_from: Option<Date>,
        /// When it ends.
        valid_until: Option<Date>,
        /// When it begins, in UTC, for a script.
        from_instant: Option<Text>,
        /// When it ends, in UTC, for a script.
        until_instant: Option<Text>,
        /// Whom it concerns.
        audience: Option<Text>,
        /// What to do.
        instruction: Option<Text>,
        /// Whether it holds.
        state: Option<Word>,
        /// What it takes the place of.
        supersedes: Vec<Shared<Card>>,
        /// What took its place.
        superseded_by: Option<Shared<Card>>,
    }
}
