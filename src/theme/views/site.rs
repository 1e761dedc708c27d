//! What every page gets: the site around it, and itself.

use super::parts::{Card, Picture};
use crate::theme::view::{AllTexts, Free, Html, Shared, Text, Url};
use crate::view;

view! {
    /// Every page.
    struct EveryPage as "every page" {
        /// The site around it.
        site: Shared<Site>,
        /// The texts of the interface in its language, by key; a missing key is an error.
        text: AllTexts,
        /// The files of the portal's `data/`, by their path without ending: `data.glossary`.
        data: Free,
        /// Itself.
        page: ThisPage,
        /// The article it shows.
        article: Option<Shared<super::article::Article>>,
    }
}

view! {
    /// The site around a page.
    struct Site as "site" {
        /// The title of the portal.
        title: Text,
        /// Its description.
        description: Text,
        /// Its home page in this language.
        home: Url,
        /// The sheet of its own colours.
        look: Option<Url>,
        /// Its sign.
        logo: Option<Url>,
        /// The path all addresses begin with.
        root: Text,
        /// Scheme and host.
        origin: Text,
        /// Who publishes it.
        publisher: Option<Shared<Card>>,
        /// Its sections.
        navigation: Vec<NavigationItem>,
        /// Its languages.
        languages: Vec<SiteLanguage>,
        /// The page of all corrections, if there are any.
        corrections: Option<Url>,
        /// The glossary, if it explains anything in this language.
        glossary: Option<Url>,
        /// Whether there is a search page.
        search: bool,
        /// What stands below `extra` in `portal.yaml`.
        extra: Free,
    }
}

view! {
    /// A section of the site.
    struct NavigationItem as "section" {
        /// What it is called.
        label: Text,
        /// Where it leads.
        url: Url,
    }
}

view! {
    /// A language of the site.
    struct SiteLanguage as "language of the site" {
        /// For `lang`: `en-GB`.
        tag: Text,
        /// The language alone: `en`.
        code: Text,
        /// For `dir`.
        direction: Text,
        /// What it calls itself.
        name: Text,
        /// The home page in it.
        url: Url,
        /// Whether it is that of this page.
        current: bool,
    }
}

view! {
    /// The page itself.
    struct ThisPage as "page" {
        /// The kind of its article, or `home`, `list`, `archive`, `term`, `terms`, `timeline`, `timeline_year`, `corrections`,
        /// `glossary`, `search`, `error`, `gone`, `redirect`.
        kind: Text,
        /// Where it is.
        url: Url,
        /// Where it is, absolute.
        canonical: Url,
        /// Its language.
        language: Shared<PageLanguage>,
        /// Its versions in all languages, if there are several.
        alternates: Vec<Alternate>,
        /// Its feeds and other files for machines.
        feeds: Vec<Shared<Feed>>,
        /// Itself as JSON-LD.
        json_ld: Option<Html>,
        /// The way from the home page.
        breadcrumbs: Vec<Shared<Crumb>>,
        /// The list it belongs to.
        section: Option<Url>,
        /// Its type for Open Graph.
        og_type: Text,
        /// The social card of its article, where `images.cards` asks for them.
        card: Option<SocialCard>,
        /// Its picture for social networks: absolute, wide enough.
        image: Option<Picture>,
        /// When it came out, as machines read it.
        published: Option<Text>,
        /// When it was last changed, as machines read it.
        modified: Option<Text>,
        /// Whether robots should leave it out.
        noindex: bool,
        /// Why only a preview shows it: `draft`, `future`.
        mark: Option<Text>,
        /// The page before it in a list.
        prev: Option<Url>,
        /// The page after it in a list.
        next: Option<Url>,
        /// Its title, for the tab and search results.
        title: Text,
        /// Its `h1`.
        heading: Text,
        /// What it is, in a sentence.
        description: Text,
    }
}

view! {
    /// The picture of an article that networks and messengers show beside a link to it.
    struct SocialCard as "social card" {
        /// Where it is, absolute.
        url: Url,
        /// Its media type.
        r#type: Text,
        /// In pixels.
        width: u32,
        /// In pixels.
        height: u32,
        /// What it shows: the title.
        alt: Text,
    }
}

view! {
    /// The language of a page.
    struct PageLanguage as "language of a page" {
        /// For `lang`: `en-GB`.
        tag: Text,
        /// The language alone: `en`.
        code: Text,
        /// For `dir`.
        direction: Text,
    }
}

view! {
    /// A page in a language.
    struct Alternate as "version" {
        /// For `hreflang`; `x-default` too.
        tag: Text,
        /// Where it is, absolute.
        url: Url,
    }
}

view! {
    /// A feed, or another file for machines beside a page.
    struct Feed as "feed" {
        /// Its media type.
        r#type: Text,
        /// Its title.
        title: Text,
        /// Its title without the portal's.
        name: Text,
        /// Its format, in words.
        format: Text,
        /// Where it is.
        url: Url,
    }
}

view! {
    /// A step of the way from the home page.
    struct Crumb as "crumb" {
        /// What it is called.
        title: Text,
        /// Where it leads; nowhere for the page itself.
        url: Option<Url>,
    }
}
