//! Parts: what stands on pages of many kinds.

use crate::theme::view::{Either, Html, Shared, Text, Url};
use crate::view;

view! {
    /// When something was or will be.
    struct Date as "date" {
        /// What `<time datetime>` takes, where HTML has a form for it (not for *about 2016*).
        iso: Option<Text>,
        /// In the words of the language.
        text: Text,
        /// The whole `<time>`, or a `<span>` where HTML has no form for it.
        html: Html,
    }
}

view! {
    /// A word of a closed list.
    struct Word as "word" {
        /// What stands in front matter.
        id: Text,
        /// In the language of the page.
        label: Text,
    }
}

view! {
    /// The language of words that are not in that of the page.
    struct Spoken as "other language" {
        /// For `lang`.
        tag: Text,
        /// For `dir`.
        direction: Text,
    }
}

view! {
    /// A title that leads somewhere.
    struct Link as "link" {
        /// Where it leads.
        url: Url,
        /// What it is called.
        title: Text,
    }
}

view! {
    /// A country.
    struct CountryLink as "country" {
        /// Its page, where an article carries it.
        url: Option<Url>,
        /// What it is called.
        title: Text,
        /// Its code (ISO 3166-1).
        code: Text,
        /// What it is called.
        name: Text,
    }
}

/// A topic or a country.
pub type TermLink = Either<Link, CountryLink>;

view! {
    /// An article anywhere.
    struct Card as "card" {
        /// Its page.
        url: Url,
        /// Its title.
        title: Text,
        /// Its short title, else its title.
        short_title: Text,
        /// Its kind: `news`, `notice` …
        kind: Text,
        /// The word for its kind; a document's own type.
        kind_label: Text,
        /// The drawn sign of its kind.
        shape: Option<Html>,
        /// When it came out; the span or day it tells of.
        when: Option<Date>,
        /// When it was changed, if that was a later day.
        updated: Option<Date>,
        /// Its summary.
        summary: Option<Text>,
        /// Its main picture.
        image: Option<Shared<Picture>>,
        /// Where it stands in its life: `active`, `expired`, `superseded`, `ended` …
        state: Option<Word>,
        /// Why only a preview shows it: `draft`, `future`.
        mark: Option<Word>,
        /// Of a notice: how severe.
        severity: Option<Word>,
        /// Of a notice: when it ends.
        until: Option<Date>,
        /// Of a notice: when it begins, in UTC, for a script.
        from_instant: Option<Text>,
        /// Of a notice: when it ends, in UTC, for a script.
        until_instant: Option<Text>,
        /// Of a person: the roles held on the day of the article that shows the card.
        note: Option<Text>,
        /// Its language, only when other than the page's.
        language: Option<Spoken>,
    }
}

view! {
    /// A card as it stands in one place.
    struct NotedCard as "card in its place": Card {
        /// The roles held.
        note: Option<Text>,
        /// Its language, only when other than the page's.
        language: Option<Spoken>,
    }
}

view! {
    /// A picture in all its files.
    struct Picture as "picture" {
        /// The widest file every browser reads.
        url: Url,
        /// Its width in pixels.
        width: Option<u32>,
        /// Its height in pixels.
        height: Option<u32>,
        /// The same file in all widths, if there are several.
        srcset: Option<Text>,
        /// Smaller formats, before it.
        sources: Vec<PictureSource>,
        /// What it shows, in words.
        alt: Text,
        /// The line below it.
        caption: Option<Text>,
        /// Whose it is.
        credit: Option<Text>,
        /// The point crops keep, as written.
        focus: Option<Text>,
        /// Classes for that point.
        crop: Option<Text>,
    }
}

view! {
    /// A picture in a smaller format.
    struct PictureSource as "source of a picture" {
        /// Its media type.
        r#type: Text,
        /// Its files, in all widths.
        srcset: Text,
    }
}

view! {
    /// A file to take away.
    struct File as "file" {
        /// Where it is.
        url: Url,
        /// What it is called.
        title: Text,
        /// Its ending in upper case: `PDF`.
        type_label: Text,
        /// Its media type.
        media_type: Text,
        /// How large it is, in words.
        size: Text,
        /// The language it was written under, if there are several.
        language: Option<FileLanguage>,
    }
}

view! {
    /// The language of a file.
    struct FileLanguage as "language of a file" {
        /// Its tag.
        tag: Text,
        /// What it calls itself.
        name: Text,
    }
}

view! {
    /// Something dated.
    struct Entry as "entry" {
        /// The language of its words, only when other than the page's.
        language: Option<Spoken>,
        /// When it was or will be.
        when: Date,
        /// The kind of its article.
        kind: Text,
        /// The word for that kind.
        kind_label: Text,
        /// The drawn sign of that kind.
        shape: Option<Html>,
        /// What happened.
        title: Text,
        /// More of it.
        text: Option<Text>,
        /// Where it leads.
        url: Url,
        /// The article that tells of it, if it is not its own date.
        from: Option<Link>,
    }
}

view! {
    /// Where a page stands among others of a list.
    struct Pager as "pager" {
        /// Which page this is, from 1.
        number: usize,
        /// How many there are.
        pages: usize,
        /// How many things are on all of them.
        items: usize,
        /// The first page.
        first: Url,
        /// The last page.
        last: Url,
        /// The page before.
        previous: Option<Url>,
        /// The page after.
        next: Option<Url>,
        /// Those worth showing: the ends, and those around this one.
        links: Vec<PagerLink>,
    }
}

view! {
    /// A page of a list.
    struct PagerLink as "link of a pager" {
        /// Which.
        number: usize,
        /// Where it is.
        url: Url,
        /// Whether it is this one.
        current: bool,
        /// Whether pages are left out before it.
        gap: bool,
    }
}
