//! What the templates of pages get besides what every page does.

use super::article::Article;
use super::parts::{Card, CountryLink, Date, Entry, Link, Pager, TermLink};
use crate::theme::view::{Asked, Either, Html, Shared, Text, Url};
use crate::view;

view! {
    /// The page of an article.
    struct ArticlePage as "page of an article" {
        /// The article.
        article: Shared<Article>,
    }
}

view! {
    /// A page of a list. Pages of articles: organisations, programmes and people alone, of those who name them.
    struct Members as "members" {
        /// The articles.
        items: Asked<Vec<Shared<Card>>>,
        /// The same as items of a list, made once for all pages, for `ui.cards`.
        lines: Html,
        /// Its place among the others.
        pager: Pager,
    }
}

view! {
    /// The home page.
    struct HomePage as "home" {
        /// Notices in their time, the most severe first.
        notices: Vec<Shared<Card>>,
        /// How many there are in all.
        notices_count: usize,
        /// The newest of the news.
        lead: Option<Shared<Card>>,
        /// The newest of all kinds, without it.
        latest: Vec<Shared<Card>>,
        /// Programmes that run.
        programmes: Vec<Shared<Card>>,
        /// Organisations.
        partners: Vec<Shared<Card>>,
        /// What was last, and what comes next.
        timeline: Vec<Shared<Entry>>,
        /// The same drawn, if there is much to draw.
        drawing: Option<Html>,
        /// Every way to the articles.
        lists: Vec<Link>,
    }
}

view! {
    /// The page for addresses at which nothing is, or nothing is any longer.
    struct NotFoundPage as "not found" {
        /// Every way to the articles; not for what is no longer available.
        lists: Vec<Link>,
    }
}

view! {
    /// A page that sends readers on.
    struct RedirectPage as "redirect" {
        /// Where to.
        to: Url,
        /// Where to, absolute.
        canonical: Url,
        /// What is there.
        title: Text,
    }
}

view! {
    /// The list of a kind, or a year of it.
    struct ListPage as "list page" {
        /// What is listed.
        list: Listing,
        /// The items below headings. Of events: `upcoming`, soonest first, and `past`, latest first; of notices: `active`,
        /// `scheduled`, `archive`; of other kinds none.
        groups: Vec<ListGroup>,
        /// What the script of lists needs of the search, if there is one.
        search: Option<Search>,
    }
}

view! {
    /// What a list is of.
    struct Listing as "list" {
        /// What it is called.
        title: Text,
        /// What stands before it.
        intro: Option<Text>,
        /// The kind it is of.
        kind: Text,
        /// How many there are, in words.
        count: Text,
        /// Its years.
        years: Vec<ListYear>,
        /// What `ui.filters` makes of the kinds, organisations, topics and countries it can be narrowed down by, once for all its pages.
        filters: Html,
    }
}

view! {
    /// A year of a list.
    struct ListYear as "year of a list" {
        /// Which.
        year: i16,
        /// Where it is.
        url: Url,
        /// How many it has.
        count: usize,
        /// Whether it is this page.
        current: bool,
    }
}

view! {
    /// Items below a heading.
    struct ListGroup as "group" {
        /// Which.
        id: Text,
        /// The heading.
        title: Text,
        /// The items.
        items: Vec<Shared<Card>>,
        /// The same as items of a list, for `ui.cards`.
        lines: Html,
    }
}

view! {
    /// The index of a taxonomy.
    struct TermsPage as "terms page" {
        /// Which.
        taxonomy: Titled,
        /// Its terms, in the order of the language's alphabet.
        terms: Vec<Either<IndexedTopic, IndexedCountry>>,
    }
}

view! {
    /// What has a title.
    struct Titled as "taxonomy" {
        /// The title.
        title: Text,
    }
}

view! {
    /// A topic among all.
    struct IndexedTopic as "topic of an index": Link {
        /// How many carry it.
        count: usize,
        /// How many that is among all, from 1 to 5.
        size: usize,
    }
}

view! {
    /// A country among all.
    struct IndexedCountry as "country of an index": CountryLink {
        /// How many carry it.
        count: usize,
        /// How many that is among all, from 1 to 5.
        size: usize,
    }
}

view! {
    /// A topic or a country.
    struct TermPage as "term page" {
        /// Which.
        term: Term,
        /// The latest of its dates; on its first page.
        timeline: Asked<Vec<Shared<Entry>>>,
        /// The same as items of a list, for `ui.entries`.
        timeline_lines: Html,
        /// Where the rest of them is.
        timeline_more: Option<Url>,
    }
}

view! {
    /// A topic or a country, with its text.
    struct Term as "term" {
        /// What it is called.
        title: Text,
        /// Its text; on its first page.
        body: Option<Html>,
        /// How many carry it, in words.
        count: Text,
        /// The index it stands in.
        taxonomy: Link,
        /// The article that tells of it; on later pages only what later pages of a hub have.
        article: Option<Shared<Article>>,
    }
}

view! {
    /// The overview of everything dated.
    struct TimelinePage as "timeline page" {
        /// The years.
        years: Vec<YearCount>,
        /// The years drawn.
        drawing: Option<Html>,
        /// What was last, latest first.
        recent: Vec<Shared<Entry>>,
        /// What comes next, soonest first.
        upcoming: Vec<Shared<Entry>>,
    }
}

view! {
    /// A year.
    struct YearLink as "year" {
        /// In words.
        year: Text,
        /// Where it is.
        url: Url,
    }
}

view! {
    /// A year among all.
    struct YearCount as "year of a timeline": YearLink {
        /// Where it stands in the list of years.
        anchor: Text,
        /// How much is dated in it.
        count: usize,
        /// How much that is among all, from 1 to 10.
        share: usize,
    }
}

view! {
    /// A year of the timeline, or the whole history of somebody or something.
    struct YearPage as "timeline year page" {
        /// The year, in words.
        year: Option<Text>,
        /// Whose history it is.
        subject: Option<Either<Shared<Card>, TermLink>>,
        /// It drawn.
        drawing: Option<Html>,
        /// Everything dated in it.
        entries: Asked<Vec<Shared<Entry>>>,
        /// The same as items of a list, made once for all pages.
        lines: Html,
        /// The year before.
        previous: Option<YearLink>,
        /// The year after.
        next: Option<YearLink>,
    }
}

view! {
    /// All corrections.
    struct CorrectionsPage as "corrections page" {
        /// The corrections, newest first.
        corrections: Vec<Correction>,
        /// Its place among the others.
        pager: Pager,
    }
}

view! {
    /// A correction and the article it is of.
    struct Correction as "correction" {
        /// When.
        date: Date,
        /// What.
        text: Text,
        /// The article.
        article: Shared<Card>,
    }
}

view! {
    /// The words that `data/glossary.yaml` explains in the language of the page.
    struct GlossaryPage as "glossary page" {
        /// The words, in the order of the language's alphabet.
        terms: Vec<Explanation>,
    }
}

view! {
    /// A word and what it means.
    struct Explanation as "explained word" {
        /// The word.
        name: Text,
        /// Its anchor, to which the texts lead.
        anchor: Text,
        /// What it is short for.
        full: Option<Text>,
        /// What it means.
        text: Option<Text>,
    }
}

view! {
    /// The search.
    struct SearchPage as "search page" {
        /// What its script needs.
        search: Option<Search>,
        /// Every way to the articles, for readers without script.
        lists: Vec<Link>,
    }
}

view! {
    /// What scripts that read the search need.
    struct Search as "search" {
        /// The folder of the index.
        files: Url,
        /// The plural forms of the number of results, as JSON.
        results: Text,
        /// The kinds.
        kinds: Vec<KindSign>,
    }
}

view! {
    /// A kind.
    struct KindSign as "kind" {
        /// Which.
        id: Text,
        /// Its drawn sign.
        shape: Option<Html>,
    }
}
