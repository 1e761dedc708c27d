//! Languages of a portal: BCP 47 tags, their short part for files and addresses, their direction.

use icu_locale::{Locale, LocaleDirectionality};

/// Which of the portal's languages: its position in the settings. 0 is the default language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct LanguageId(pub u8);

impl LanguageId {
    /// The language at the root of the portal.
    pub const DEFAULT: LanguageId = LanguageId(0);

    /// As an index into the portal's languages.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// A language the portal speaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Language {
    /// The whole tag in its usual form: `en-GB`.
    pub tag: String,
    /// The language part, in file names and addresses: `en`.
    pub code: String,
    /// `ltr` or `rtl`.
    pub direction: &'static str,
    /// For words of dates and names of countries.
    pub locale: Locale,
}

impl Language {
    /// Which of a portal's languages a key of its files names, by its short part or its whole tag.
    pub fn named(code: &str, languages: &[Language]) -> Option<LanguageId> {
        let position = languages.iter().position(|language| language.code == code || language.tag == code);
        position.and_then(|position| u8::try_from(position).ok()).map(LanguageId)
    }

    /// Reads a BCP 47 tag. `None` if it is none.
    pub fn parse(tag: &str) -> Option<Language> {
        let locale = Locale::try_from_str(tag).ok()?;
        let code = locale.id.language.as_str().to_owned();
        if code == "und" {
            return None;
        }
        let right_to_left = LocaleDirectionality::new_common().is_right_to_left(&locale.id);
        let direction = if right_to_left { "rtl" } else { "ltr" };
        Some(Language { tag: locale.to_string(), code, direction, locale })
    }
}

/// What languages call themselves, in the form of a menu; CLDR has them too, but not for menus.
const OWN_NAMES: [(&str, &str); 14] = [
    ("am", "አማርኛ"),
    ("ar", "العربية"),
    ("de", "Deutsch"),
    ("en", "English"),
    ("es", "Español"),
    ("fa", "فارسی"),
    ("fr", "Français"),
    ("ha", "Hausa"),
    ("it", "Italiano"),
    ("pt", "Português"),
    ("ru", "Русский"),
    ("so", "Soomaali"),
    ("sw", "Kiswahili"),
    ("zh", "中文"),
];

impl Language {
    /// What the language calls itself; its tag where dateline does not know.
    pub fn own_name(&self) -> String {
        let known = OWN_NAMES.iter().find(|(code, _)| *code == self.code);
        known.map_or_else(|| self.tag.clone(), |(_, name)| (*name).to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_gives_its_short_part_and_direction() {
        let arabic = Language::parse("ar-EG").expect("a language tag");
        assert_eq!((arabic.code.as_str(), arabic.direction), ("ar", "rtl"));
        assert_eq!(Language::parse("en-gb").expect("a language tag").tag, "en-GB");
        assert!(Language::parse("english, of course").is_none());
    }
}
