//! What components get that dateline calls by itself, and what those in texts get for names.

use super::article::Relations;
use super::pages::Search;
use super::parts::{Card, CountryLink, Entry, Link, Picture};
use crate::theme::view::{AllTexts, Shared, Text, Url};
use crate::view;

view! {
    /// A sign.
    struct Sign as "sign" {
        /// Of which kind.
        of: Text,
    }
}

view! {
    /// A dated fact as an item of a list.
    struct EntryLine as "line of an entry" {
        /// The fact.
        entry: Shared<Entry>,
    }
}

view! {
    /// An article as a card in a list.
    struct CardLine as "line of a card" {
        /// The article.
        item: Shared<Card>,
        /// The level of its heading.
        level: u8,
    }
}

view! {
    /// An article as a link in a list.
    struct LinkLine as "line of a link" {
        /// The article.
        item: Shared<Card>,
    }
}

view! {
    /// What a list can be narrowed down by.
    struct Filters as "filters" {
        /// The filters.
        groups: Vec<Filter>,
        /// The kind of the list.
        kind: Text,
        /// Its year, if it is the archive of one.
        year: Option<Text>,
        /// What the script of lists needs of the search, if there is one.
        search: Option<Search>,
    }
}

view! {
    /// One thing a list can be narrowed down by.
    struct Filter as "filter" {
        /// Which: `kind`, `organisation`, `topic`, `country`.
        id: Text,
        /// What it is called.
        title: Text,
        /// What can be chosen, most first.
        values: Vec<Choice>,
        /// The page of all of them, where these are not all.
        more: Option<Url>,
    }
}

view! {
    /// What can be chosen of a filter.
    struct Choice as "choice" {
        /// Its name in the search.
        id: Text,
        /// What it is called.
        title: Text,
        /// Its own page, for readers without script.
        url: Url,
        /// How many articles of the list belong to it.
        count: usize,
        /// Whether it is this list.
        current: bool,
    }
}

view! {
    /// A picture in a text.
    struct PictureInText as "picture in a text" {
        /// The picture.
        picture: Picture,
        /// Whether it may be waited for.
        lazy: bool,
        /// Whether it is the first that readers see.
        first: bool,
    }
}

view! {
    /// What lines get from a page that is not theirs.
    struct AroundLines as "page around lines" {
        /// The texts of the interface.
        text: AllTexts,
        /// The page: only its address, where a line may lead there.
        page: AnyPage,
    }
}

view! {
    /// A page of which lines know no more than where it is.
    struct AnyPage as "any page" {
        /// Where it is.
        url: Option<Url>,
    }
}

view! {
    /// An article a component names.
    struct NamedArticle as "article a component names": Card {
        /// All its dates.
        timeline: Vec<Shared<Entry>>,
        /// Who names it, by role.
        back: Vec<Relations>,
    }
}

view! {
    /// A topic a component names.
    struct NamedTopic as "topic a component names": Link {
        /// All its dates.
        timeline: Vec<Shared<Entry>>,
    }
}

view! {
    /// A country a component names.
    struct NamedCountry as "country a component names": CountryLink {
        /// All its dates.
        timeline: Vec<Shared<Entry>>,
    }
}
