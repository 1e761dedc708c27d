//! Numbers, plural forms, lists and the order of the alphabet in a language (CLDR, through ICU).

use std::cell::RefCell;
use std::rc::Rc;

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_list::ListFormatter;
use icu_list::options::{ListFormatterOptions, ListLength};
use icu_locale::Locale;
use icu_plurals::{PluralCategory, PluralRules};

use super::once::{self, Made};
use crate::model::Language;

/// The plural forms CLDR has names for, in its order.
pub const PLURAL_FORMS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// The name of the form a language uses with this number of things: `one`, `other`.
pub fn plural(language: &Language, count: usize) -> &'static str {
    name_of(Tools::of(&language.locale).plurals.category_for(count))
}

/// The forms a language has.
pub fn plural_forms(language: &Language) -> Vec<&'static str> {
    Tools::of(&language.locale).plurals.categories().map(name_of).collect()
}

/// `1,234`, in the digits and groups of a language.
pub fn number(language: &Language, number: usize) -> String {
    // Most numbers are small, and most languages write them so.
    let tools = Tools::of(&language.locale);
    if number < 1_000 && tools.has_latin_digits {
        return number.to_string();
    }
    tools.decimal.format(&Decimal::from(number)).to_string()
}

/// A number with its fraction, digits and a point as in JSON: `1,234.5`. As it is written where it is none.
pub fn fraction(language: &Language, digits: &str) -> String {
    let number = digits.parse::<Decimal>();
    number.map_or_else(|_| digits.to_owned(), |number| Tools::of(&language.locale).decimal.format(&number).to_string())
}

/// `Ada, Bo and Chi`.
pub fn list(language: &Language, items: &[impl AsRef<str>]) -> String {
    Tools::of(&language.locale).and.format(items.iter().map(AsRef::as_ref)).to_string()
}

/// Bytes that sort as a language sorts its words: by letters first, then accents, then case.
pub fn sort_key(language: &Language, text: &str) -> Vec<u8> {
    let mut key = Vec::with_capacity(text.len() * 2);
    let Ok(()) = Tools::of(&language.locale).order.write_sort_key_to(text, &mut key);
    key
}

fn name_of(category: PluralCategory) -> &'static str {
    match category {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    }
}

struct Tools {
    plurals: PluralRules,
    decimal: DecimalFormatter,
    has_latin_digits: bool,
    and: ListFormatter,
    order: CollatorBorrowed<'static>,
}

impl Tools {
    fn of(locale: &Locale) -> Rc<Tools> {
        thread_local! {
            static MADE: Made<Tools> = const { RefCell::new(Vec::new()) };
        }
        once::of(&MADE, locale, Tools::new)
    }

    fn new(locale: &Locale) -> Option<Tools> {
        let decimal = DecimalFormatter::try_new(locale.into(), Default::default()).ok()?;
        let wide = ListFormatterOptions::default().with_length(ListLength::Wide);
        Some(Tools {
            plurals: PluralRules::try_new_cardinal(locale.into()).ok()?,
            has_latin_digits: decimal.format(&Decimal::from(7)).to_string() == "7",
            decimal,
            and: ListFormatter::try_new_and(locale.into(), wide).ok()?,
            order: Collator::try_new(locale.into(), CollatorOptions::default()).ok()?,
        })
    }
}
