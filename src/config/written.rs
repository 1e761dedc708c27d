//! The settings as authors write them: one description of every field gives reader, checks and schema.

use std::collections::BTreeMap;

use crate::record;
use crate::yaml::record::{TextOr, TextOrTexts};

record! {
    /// `portal.yaml` as written.
    pub struct WrittenConfig {
        /// Name of the portal; in several languages: `{en: …, fr: …}`.
        title: Option<TextOrTexts>,
        /// What it is, in a sentence; in several languages: `{en: …, fr: …}`.
        description: Option<TextOrTexts>,
        /// Where it will be published: `https://portal.example/partnership/`.
        base_url: Option<String>,
        /// Languages as BCP 47 tags; the first is the default.
        languages: Vec<String>,
        /// What a language shows of articles it lacks: `leave-out` (the usual), or `show`, in the default language.
        untranslated: Option<String>,
        /// Zone for times written without an offset: `Europe/Paris`.
        time_zone: Option<String>,
        /// The organisation that publishes, by its slug.
        publisher: Option<String>,
        /// Folder of the theme.
        theme: Option<String>,
        /// Colour and sign, for any theme.
        look: Option<WrittenLook>,
        /// Where readers may share an article: `mail` (the usual), `whatsapp`, `telegram`, `facebook`, `linkedin`, `x`, `bluesky`;
        /// `none` for nowhere.
        share: Vec<String>,
        /// Entries on a page of a list.
        pagination: Option<i64>,
        /// Entries of the main navigation: references, folders, addresses.
        navigation: Vec<TextOr<WrittenNavigation>>,
        /// Raw HTML in articles.
        markdown: Option<WrittenMarkdown>,
        /// Feeds.
        feeds: Option<WrittenFeeds>,
        /// Pictures.
        images: Option<WrittenImages>,
        /// Whether the portal has full text search.
        search: Option<bool>,
        /// What `check` advises.
        advice: Option<WrittenAdvice>,
        /// Free, for themes.
        extra: BTreeMap<String, serde_json::Value>,
    }
}

record! {
    /// An entry of the navigation.
    pub struct WrittenNavigation {
        /// A reference, folder or address.
        to: Option<String>,
        /// What it is called, perhaps by language; else the title of what it leads to.
        label: Option<TextOrTexts>,
    }
}

record! {
    /// Settings of Markdown.
    pub struct WrittenMarkdown {
        /// `allow-list`, `none` or `trust`.
        html: Option<String>,
    }
}

record! {
    /// Settings of feeds.
    pub struct WrittenFeeds {
        /// Entries of a feed.
        entries: Option<i64>,
    }
}

record! {
    /// Settings of pictures.
    pub struct WrittenImages {
        /// Widths in pixels.
        widths: Vec<String>,
        /// Whether each article has a social card, the picture that networks show beside a link to it.
        cards: Option<bool>,
    }
}

record! {
    /// Colour and sign of a portal.
    pub struct WrittenLook {
        /// The colour of links and marks: `#0b4a7d`.
        accent: Option<String>,
        /// The same on a dark ground; else made from `accent`.
        accent_dark: Option<String>,
        /// The sign beside the portal's name: a file below `static/`.
        logo: Option<String>,
        /// Fonts of the portal's own.
        fonts: Option<WrittenFonts>,
    }
}

record! {
    /// Fonts of a portal: files below `static/`, in WOFF2. Without them readers see the fonts of their own system.
    pub struct WrittenFonts {
        /// For headings and running text: `fonts/serif.woff2`.
        text: Option<String>,
        /// For everything else: `fonts/sans.woff2`.
        interface: Option<String>,
    }
}

record! {
    /// Settings of advice.
    pub struct WrittenAdvice {
        /// Most words of a sentence, perhaps by language: `{en: 35, fr: 45}`.
        sentence: Option<TextOrTexts>,
    }
}
