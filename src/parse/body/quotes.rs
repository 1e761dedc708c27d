//! Quotation marks as each language sets them.

/// The marks straight quotes become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotes {
    /// For `"…"`: before and after.
    pub double: (&'static str, &'static str),
    /// For `'…'`: before and after.
    pub single: (&'static str, &'static str),
}

impl Default for Quotes {
    fn default() -> Quotes {
        Quotes::ENGLISH
    }
}

impl Quotes {
    /// “ ” and ‘ ’.
    pub const ENGLISH: Quotes = Quotes { double: ("“", "”"), single: ("‘", "’") };
    /// « » with narrow spaces that don't break.
    const FRENCH: Quotes = Quotes { double: ("«\u{202f}", "\u{202f}»"), single: ("“", "”") };
    /// « » without spaces.
    const POINTED: Quotes = Quotes { double: ("«", "»"), single: ("“", "”") };
    const SWISS: Quotes = Quotes { double: ("«", "»"), single: ("‹", "›") };
    /// „ “.
    const GERMAN: Quotes = Quotes { double: ("„", "“"), single: ("‚", "‘") };
    /// „ ”.
    const POLISH: Quotes = Quotes { double: ("„", "”"), single: ("‚", "’") };
    /// « » and „ “ inside.
    const RUSSIAN: Quotes = Quotes { double: ("«", "»"), single: ("„", "“") };
    const NORTHERN: Quotes = Quotes { double: ("”", "”"), single: ("’", "’") };

    /// Those of a language, by its BCP 47 tag: `fr`, `de-CH`. English ones where none are known.
    pub fn of(tag: &str) -> Quotes {
        match tag {
            "de-CH" | "fr-CH" | "it-CH" => return Quotes::SWISS,
            "pt-BR" => return Quotes::ENGLISH,
            _ => {}
        }
        match tag.split('-').next().unwrap_or_default() {
            "fr" => Quotes::FRENCH,
            "de" | "bg" | "cs" | "et" | "is" | "lt" | "sk" | "sl" => Quotes::GERMAN,
            "hr" | "hu" | "nl" | "pl" | "ro" | "sr" => Quotes::POLISH,
            "ar" | "el" | "es" | "fa" | "it" | "no" | "nb" | "nn" | "pt" => Quotes::POINTED,
            "be" | "hy" | "ru" | "uk" => Quotes::RUSSIAN,
            "fi" | "sv" => Quotes::NORTHERN,
            _ => Quotes::ENGLISH,
        }
    }
}

/// Turns the English marks Markdown puts into those of a language.
pub(super) struct Typesetter {
    quotes: Quotes,
    /// A `‘` is open: only then is a `’` its end, otherwise it is an apostrophe.
    in_single: bool,
}

impl Typesetter {
    /// At the beginning of a block.
    pub(super) fn new(quotes: Quotes) -> Typesetter {
        Typesetter { quotes, in_single: false }
    }

    /// A new block begins; no quotation reaches across.
    pub(super) fn next_block(&mut self) {
        self.in_single = false;
    }

    /// A piece of text as it is shown. `source` is how the file has it, `next` what follows there.
    pub(super) fn set<'t>(&mut self, piece: &'t str, source: &str, next: &str) -> &'t str {
        match (source, piece) {
            ("\"", "“") => self.quotes.double.0,
            ("\"", "”") => self.quotes.double.1,
            ("'", "‘") => {
                self.in_single = true;
                self.quotes.single.0
            }
            ("'", "’") if self.in_single && !next.starts_with(char::is_alphanumeric) => {
                self.in_single = false;
                self.quotes.single.1
            }
            _ => piece,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_and_regions_have_their_own_marks() {
        assert_eq!(Quotes::of("en-GB"), Quotes::ENGLISH);
        assert_eq!(Quotes::of("fr").double, ("«\u{202f}", "\u{202f}»"));
        assert_eq!(Quotes::of("fr-CH").double, ("«", "»"));
        assert_eq!(Quotes::of("de-AT").double, ("„", "“"));
        assert_eq!(Quotes::of("sw"), Quotes::ENGLISH);
    }
}
