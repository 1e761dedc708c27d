//! Where readers may share an article: plain links, which load nothing from anybody.

use crate::model::name::encoded;

/// A way to share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Share {
    /// A message in the reader's own program.
    Mail,
    /// WhatsApp.
    WhatsApp,
    /// Telegram.
    Telegram,
    /// Facebook.
    Facebook,
    /// LinkedIn.
    LinkedIn,
    /// X.
    X,
    /// Bluesky.
    Bluesky,
}

impl Share {
    /// All of them, by the words of the settings.
    pub const WORDS: [(&str, Share); 7] = [
        ("mail", Share::Mail),
        ("whatsapp", Share::WhatsApp),
        ("telegram", Share::Telegram),
        ("facebook", Share::Facebook),
        ("linkedin", Share::LinkedIn),
        ("x", Share::X),
        ("bluesky", Share::Bluesky),
    ];

    /// The word of the settings for no way at all.
    pub const NOWHERE: &str = "none";

    /// Its word in the settings.
    pub fn id(self) -> &'static str {
        Share::WORDS.iter().find(|(_, other)| *other == self).map_or("", |(word, _)| *word)
    }

    /// Its own name; none for what each language has a word for.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Share::Mail => None,
            Share::WhatsApp => Some("WhatsApp"),
            Share::Telegram => Some("Telegram"),
            Share::Facebook => Some("Facebook"),
            Share::LinkedIn => Some("LinkedIn"),
            Share::X => Some("X"),
            Share::Bluesky => Some("Bluesky"),
        }
    }

    /// The URL that offers to share a page of this title and absolute URL.
    pub fn url(self, title: &str, page: &str) -> String {
        let (title, page) = (encoded(title), encoded(page));
        match self {
            Share::Mail => format!("mailto:?subject={title}&body={page}"),
            Share::WhatsApp => format!("https://wa.me/?text={title}%20{page}"),
            Share::Telegram => format!("https://t.me/share/url?url={page}&text={title}"),
            Share::Facebook => format!("https://www.facebook.com/sharer/sharer.php?u={page}"),
            Share::LinkedIn => format!("https://www.linkedin.com/sharing/share-offsite/?url={page}"),
            Share::X => format!("https://x.com/intent/post?text={title}&url={page}"),
            Share::Bluesky => format!("https://bsky.app/intent/compose?text={title}%20{page}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_and_addresses_stay_what_they_are_inside_of_a_url() {
        let url = |share: Share| share.url("Ports & coasts?", "https://portal.example/news/a b/");
        let page = "https%3A//portal.example/news/a%20b/";
        assert_eq!(url(Share::Mail), format!("mailto:?subject=Ports%20%26%20coasts%3F&body={page}"));
        for (word, share) in Share::WORDS {
            assert_eq!(share.id(), word);
            assert!(url(share).contains(page), "{word}");
            assert_eq!(share.name().is_none(), share == Share::Mail);
        }
    }
}
